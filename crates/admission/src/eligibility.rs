//! Eligibility of each candidate for a round, each answer with its clause.
//!
//! The order of the questions is fixed: entrance qualification and household (3.1.1), floor (3.1.2.a), not
//! admitted in an earlier round (3.1.2.b). The first that fails is the reason; an ineligible candidate stays
//! listed with it. An additional test is asked where a programme demands one, preference by preference.
//! Not modelled: how qualification and household are established, which is the district's finding.

use crate::candidates::{Candidates, Household};
use crate::rules::Rules;
use guantong_policy::ClauseId;
use serde::{Deserialize, Serialize};

/// What a round did with a candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// 录取.
    Admitted,
    /// Eligible, no place.
    NotAdmitted,
    /// 不符合条件.
    Ineligible,
}

impl Outcome {
    /// The word used in files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Outcome::Admitted => "admitted",
            Outcome::NotAdmitted => "not-admitted",
            Outcome::Ineligible => "ineligible",
        }
    }
}

/// Why a round did so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[repr(u8)]
pub enum Reason {
    /// Admitted to a programme on the list.
    #[serde(rename = "admitted")]
    Admitted,
    /// No entrance qualification of this year (3.1.1).
    #[serde(rename = "qualification.none")]
    Unqualified,
    /// No formal Beijing household (3.1.1).
    #[serde(rename = "household.none")]
    NoHousehold,
    /// Below the floor (3.1.2.a).
    #[serde(rename = "floor.below")]
    BelowFloor,
    /// Admitted in an earlier round (3.1.2.b).
    #[serde(rename = "admitted.earlier")]
    AdmittedEarlier,
    /// The list is empty, or names no programme of the round.
    #[serde(rename = "preferences.none")]
    NoPreferences,
    /// Every programme of the round on the list demands an additional test not passed (3.1.3.b).
    #[serde(rename = "additional_test.none")]
    NoTest,
    /// Every programme on the list was full at his turn.
    #[default]
    #[serde(rename = "preferences.full")]
    Full,
}

impl Reason {
    /// Every value.
    pub const ALL: [Reason; 8] = [
        Reason::Admitted,
        Reason::Unqualified,
        Reason::NoHousehold,
        Reason::BelowFloor,
        Reason::AdmittedEarlier,
        Reason::NoPreferences,
        Reason::NoTest,
        Reason::Full,
    ];

    /// The dotted code used in files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Reason::Admitted => "admitted",
            Reason::Unqualified => "qualification.none",
            Reason::NoHousehold => "household.none",
            Reason::BelowFloor => "floor.below",
            Reason::AdmittedEarlier => "admitted.earlier",
            Reason::NoPreferences => "preferences.none",
            Reason::NoTest => "additional_test.none",
            Reason::Full => "preferences.full",
        }
    }

    /// The outcome this is a reason of.
    #[must_use]
    pub fn outcome(self) -> Outcome {
        match self {
            Reason::Admitted => Outcome::Admitted,
            Reason::Unqualified | Reason::NoHousehold | Reason::BelowFloor | Reason::AdmittedEarlier => {
                Outcome::Ineligible
            }
            Reason::NoPreferences | Reason::NoTest | Reason::Full => Outcome::NotAdmitted,
        }
    }

    /// The clause the reason rests on.
    #[must_use]
    pub fn clause(self) -> ClauseId {
        ClauseId::from(match self {
            Reason::Unqualified | Reason::NoHousehold => "3.1.1",
            Reason::BelowFloor => "3.1.2.a",
            Reason::AdmittedEarlier => "3.1.2.b",
            Reason::Admitted | Reason::NoPreferences | Reason::NoTest | Reason::Full => "3.1.3.b",
        })
    }

    /// The id of the sentence of this reason.
    #[must_use]
    pub fn message_id(self) -> String {
        format!("admission-reason-{}", self.as_str().replace(['.', '_'], "-"))
    }
}

/// Why each candidate is not eligible for a round, or nothing where he is; `admitted_earlier` says of each
/// whether an earlier round admitted him, and is empty in the first.
#[must_use]
pub fn eligibility(rules: &Rules, candidates: &Candidates, admitted_earlier: &[bool]) -> Vec<Option<Reason>> {
    let measured = candidates.floor_total.as_ref().unwrap_or(&candidates.total);
    let floor = rules.score_floor.map_or(i64::MIN, |floor| measured.least_not_below(floor));
    let reason = |candidate: u32| {
        let standing = candidates.standing(candidate);
        let household = match standing.household() {
            Household::Formal => true,
            Household::Evidenced => rules.household_evidence_counts,
            Household::Absent => false,
        };
        if !standing.qualified() {
            Some(Reason::Unqualified)
        } else if !household {
            Some(Reason::NoHousehold)
        } else if measured.at(candidate) < floor {
            Some(Reason::BelowFloor)
        } else if admitted_earlier.get(candidate as usize).copied().unwrap_or(false) {
            Some(Reason::AdmittedEarlier)
        } else {
            None
        }
    };
    (0..candidates.count()).map(reason).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::candidates::Candidate;
    use crate::decimal::Decimal;
    use crate::programmes::Programmes;
    use guantong_model::Score;

    fn check(candidate: &Candidate, rules: &Rules, earlier: bool) -> Option<Reason> {
        let candidates =
            Candidates::from_rows(std::slice::from_ref(candidate), &Programmes::default()).unwrap();
        eligibility(rules, &candidates, &[earlier])[0]
    }

    #[test]
    fn the_first_question_that_fails_is_the_reason() {
        let good =
            Candidate { id: "1".into(), total: Score::points(490), qualified: true, ..Candidate::default() };
        let below = Score::parse("489.999999").unwrap();
        let rules = Rules { score_floor: Some(Score::points(490).into()), ..Rules::default() };
        let none = Household::Absent;
        for (candidate, earlier, expected) in [
            (good.clone(), false, None),
            (
                Candidate { qualified: false, household: none, total: below, ..good.clone() },
                true,
                Some(Reason::Unqualified),
            ),
            (Candidate { household: none, total: below, ..good.clone() }, true, Some(Reason::NoHousehold)),
            (Candidate { household: Household::Evidenced, ..good.clone() }, false, Some(Reason::NoHousehold)),
            (Candidate { total: below, ..good.clone() }, true, Some(Reason::BelowFloor)),
            (good.clone(), true, Some(Reason::AdmittedEarlier)),
            (Candidate { floor_total: Some(below), ..good.clone() }, false, Some(Reason::BelowFloor)),
            (Candidate { total: below, floor_total: Some(Score::points(490)), ..good.clone() }, false, None),
        ] {
            assert_eq!(check(&candidate, &rules, earlier), expected, "{candidate:?}");
        }
        let evidenced = Candidate { household: Household::Evidenced, ..good.clone() };
        assert_eq!(check(&evidenced, &Rules { household_evidence_counts: true, ..rules }, false), None);
        let finer = Rules { score_floor: Decimal::parse(b"490.0000001").ok(), ..Rules::default() };
        assert_eq!(check(&good, &finer, false), Some(Reason::BelowFloor));
        assert_eq!(check(&Candidate { total: Score::default(), ..good }, &Rules::default(), false), None);
    }

    #[test]
    fn the_words_of_reasons_are_those_of_the_files() {
        for reason in Reason::ALL {
            assert_eq!(serde_words(reason), reason.as_str());
        }
    }

    fn serde_words(reason: Reason) -> String {
        toml::Value::try_from(reason).unwrap().as_str().unwrap().to_owned()
    }
}
