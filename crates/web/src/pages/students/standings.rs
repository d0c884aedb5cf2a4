//! Standings as a list asks for them: one, or several by one word.

use guantong_model::Standing;
use guantong_service::cohort::Stay;

const ENDED: [Standing; 8] = [
    Standing::Graduated,
    Standing::Completed,
    Standing::Incomplete,
    Standing::Withdrawn,
    Standing::Expelled,
    Standing::Cancelled,
    Standing::Deceased,
    Standing::NotEnrolled,
];
const CURRENT: [Standing; 2] = [Standing::Studying, Standing::OnLeave];

/// What can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standings {
    /// 在册: in studies or on leave.
    Current,
    /// Ended in any way.
    Ended,
    /// Ended without graduating.
    Left,
    /// One of them.
    One(Standing),
}

impl Standings {
    /// The groups, then each standing.
    pub(super) fn choices() -> impl Iterator<Item = Self> {
        let groups = [Standings::Current, Standings::Ended, Standings::Left];
        groups.into_iter().chain(Standing::ALL.iter().copied().map(Standings::One))
    }

    /// The word in the address.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Standings::Current => "current",
            Standings::Ended => "ended",
            Standings::Left => "left",
            Standings::One(standing) => standing.as_str(),
        }
    }

    pub(super) fn parse(word: &str) -> Option<Self> {
        Standings::choices().find(|choice| choice.as_str() == word)
    }

    /// The standings meant.
    pub(super) fn all(&self) -> &[Standing] {
        match self {
            Standings::Current => &CURRENT,
            Standings::Ended => &ENDED,
            Standings::Left => Stay::Left.standings(),
            Standings::One(standing) => std::slice::from_ref(standing),
        }
    }
}
