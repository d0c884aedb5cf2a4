//! Who enters and who confirms results in a stage (2.2.b, 2.2.f).
//!
//! Not modelled: how two institutions come to their division of tasks; it is on file or it is not.

use crate::Citation;
use guantong_model::{Stage, Track};

/// Front institution or partner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Party {
    /// 前段院校.
    School,
    /// 合作本科高校.
    Partner,
}

/// Who enters results and who confirms them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Division {
    /// Enters.
    pub enters: Party,
    /// Confirms.
    pub confirms: Party,
}

/// Who enters and who confirms results in a stage, and what that rests on. `on_file` is the division of tasks the
/// two institutions have agreed, where there is one.
#[must_use]
pub fn results(track: Track, stage: Stage, on_file: Option<Division>) -> (Division, Citation) {
    let alone = |party| Division { enters: party, confirms: party };
    match (track, stage) {
        // 「高职阶段……评价考核由本科高校和中职学校协商合作开展」 (2.2.f); without an agreement the school enters, and
        // the university, whose responsibility the clause strengthens, confirms.
        (Track::SecondaryBachelor, Stage::College) => {
            let silent = Division { enters: Party::School, confirms: Party::Partner };
            (on_file.unwrap_or(silent), Citation::clause("2.2.f"))
        }
        // 「前5年在职业院校学习，后2年在本科高校学习」 (2.b)
        (_, Stage::Secondary | Stage::College) => (alone(Party::School), Citation::clause("2.b")),
        (_, Stage::Bachelor) => (alone(Party::Partner), Citation::clause("2.b")),
    }
}

#[cfg(test)]
mod tests {
    // case: 2.b, 2.2.f
    use super::*;

    #[test]
    fn in_stage_2_of_secondary_bachelor_the_division_on_file_holds() {
        let other = Division { enters: Party::Partner, confirms: Party::School };
        let at = |on_file| results(Track::SecondaryBachelor, Stage::College, on_file);
        assert_eq!(at(Some(other)), (other, Citation::clause("2.2.f")));
        let silent = Division { enters: Party::School, confirms: Party::Partner };
        assert_eq!(at(None), (silent, Citation::clause("2.2.f")));
    }

    #[test]
    fn elsewhere_the_institution_where_one_studies_does_both() {
        let division = Some(Division { enters: Party::Partner, confirms: Party::School });
        for (track, stage, party) in [
            (Track::SecondaryBachelor, Stage::Secondary, Party::School),
            (Track::SecondaryBachelor, Stage::Bachelor, Party::Partner),
            (Track::CollegeBachelor, Stage::College, Party::School),
            (Track::UniversityOnly, Stage::Bachelor, Party::Partner),
        ] {
            let (found, citation) = results(track, stage, division);
            assert_eq!((found.enters, found.confirms), (party, party), "{track} {stage}");
            assert_eq!(citation, Citation::clause("2.b"));
        }
    }
}
