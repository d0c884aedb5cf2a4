//! The list of a session: by total, each against the pass standard, equals on one place (3.4.1, 4.2.2.c).

use super::{Presence, Sitting};
use crate::terms::reading::{ExaminationAbsent, ExaminationPlaces};
use crate::{Command, Computed, Marks, Part, ProgressionRules, Readings};
use guantong_model::{Score, words};
use std::collections::BTreeMap;

words! {
    /// What the list says of a student.
    Verdict {
        /// Reaches the conditions.
        Passed = "passed",
        /// Reaches them, and there are more such than places.
        BeyondPlaces = "beyond-places",
        /// Does not reach them.
        Failed = "failed",
        /// Was not there.
        Absent = "absent",
        /// Sits in a later session.
        Deferred = "deferred",
    }
}

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed<K> {
    /// Who.
    pub key: K,
    /// What was brought home.
    pub sitting: Sitting,
    /// What the marks come to; nothing of who was not there.
    pub computed: Option<Computed>,
    /// The place by total, from 1; equals have the same, and the next place is free then.
    pub place: Option<usize>,
    /// What the list says.
    pub verdict: Verdict,
}

/// The list: those who sat by total, then those who were absent, then those put off; equals in the order of their keys.
///
/// `places` limits how many of those who reach the conditions go on, where the reading `examination-places` lets the
/// document of the year limit them; equals at the last place are all within.
#[must_use]
pub fn ranked<K: Clone + Ord>(
    rules: &ProgressionRules,
    sittings: &BTreeMap<K, Sitting>,
    places: Option<usize>,
    readings: &Readings,
) -> Vec<Placed<K>> {
    let sat = |(key, sitting): (&K, &Sitting)| {
        let computed = (sitting.presence == Presence::Sat).then(|| rules.compute(&sitting.marks, readings));
        let verdict = match (sitting.presence, &computed) {
            (Presence::Sat, Some(computed)) if computed.passed => Verdict::Passed,
            (Presence::Sat, _) => Verdict::Failed,
            (Presence::Absent, _) => Verdict::Absent,
            (Presence::Deferred, _) => Verdict::Deferred,
        };
        Placed { key: key.clone(), sitting: sitting.clone(), computed, place: None, verdict }
    };
    let mut list: Vec<Placed<K>> = sittings.iter().map(sat).collect();
    let total = |placed: &Placed<K>| placed.computed.as_ref().map(|computed| computed.total);
    // The keys are in order, and sorting keeps it among equals.
    list.sort_by(|one, other| {
        total(other).cmp(&total(one)).then_with(|| one.sitting.presence.cmp(&other.sitting.presence))
    });
    let mut before: Option<(Score, usize)> = None;
    for (n, placed) in list.iter_mut().enumerate() {
        let Some(total) = total(placed) else { break };
        let place = before.filter(|(score, _)| *score == total).map_or(n + 1, |(_, place)| place);
        before = Some((total, place));
        placed.place = Some(place);
    }
    let places = places.filter(|_| readings.examination_places == ExaminationPlaces::AsTheDocumentSays);
    if let Some(places) = places {
        beyond(&mut list, places);
    }
    list
}

/// Marks those who reach the conditions after so many who do; with the last of these all its equals.
fn beyond<K>(list: &mut [Placed<K>], places: usize) {
    let (mut passed, mut last) = (0_usize, None);
    for placed in list.iter_mut().filter(|placed| placed.verdict == Verdict::Passed) {
        let equal = last.is_some() && last == placed.place;
        if passed >= places && !equal {
            placed.verdict = Verdict::BeyondPlaces;
        } else {
            last = placed.place;
        }
        passed += 1;
    }
}

/// The assessment that a line of the list is for the record; nothing where the list brings none: of who was put off, and
/// of who has no place.
#[must_use]
pub fn outcome<K>(rules: &ProgressionRules, placed: &Placed<K>, readings: &Readings) -> Option<Command> {
    let marks = match placed.verdict {
        Verdict::Passed | Verdict::Failed => placed.sitting.marks.clone(),
        Verdict::Absent => match readings.examination_absent {
            ExaminationAbsent::Failed => none(rules),
            ExaminationAbsent::NotTold => return None,
        },
        Verdict::Deferred | Verdict::BeyondPlaces => return None,
    };
    let passed = rules.compute(&marks, readings).passed;
    Some(Command::Assess { passed, document: rules.title.clone(), general: None, skill: None, marks })
}

/// No points in any part: of who did not come.
fn none(rules: &ProgressionRules) -> Marks {
    let weighted = rules.components.iter().filter(|component| component.part != Part::Ability);
    weighted.map(|component| (component.part, Score::default())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::progression_rules::tests::{papers, two_parts};
    use crate::terms::tests::shipped;

    fn sat(general: &str, skill: &str) -> Sitting {
        let mark = |text: &str| Score::parse(text).unwrap();
        let marks = Marks::from([(Part::General, mark(general)), (Part::Skill, mark(skill))]);
        Sitting { presence: Presence::Sat, marks }
    }

    fn away(presence: Presence) -> Sitting {
        Sitting { presence, marks: Marks::new() }
    }

    fn class() -> BTreeMap<&'static str, Sitting> {
        BTreeMap::from([
            ("a", sat("60", "80")),
            ("b", sat("90", "90")),
            ("c", sat("60", "80")),
            ("d", sat("90", "50")),
            ("e", away(Presence::Deferred)),
            ("f", away(Presence::Absent)),
            ("g", sat("60", "60")),
        ])
    }

    fn told(list: &[Placed<&'static str>]) -> Vec<(&'static str, Option<usize>, Verdict)> {
        list.iter().map(|placed| (placed.key, placed.place, placed.verdict)).collect()
    }

    // case: 3.4.1, 4.1.e
    #[test]
    fn the_list_goes_by_total_and_pass_standard_and_equals_share_a_place() {
        let list = ranked(&two_parts(), &class(), None, &shipped().readings);
        let wanted = [
            ("b", Some(1), Verdict::Passed),
            ("a", Some(2), Verdict::Passed),
            ("c", Some(2), Verdict::Passed),
            ("d", Some(4), Verdict::Failed),
            ("g", Some(5), Verdict::Passed),
            ("f", None, Verdict::Absent),
            ("e", None, Verdict::Deferred),
        ];
        assert_eq!(told(&list), wanted, "66 in total and 50 in skill fails, 60 and 60 passes");
    }

    #[test]
    fn places_limit_only_where_the_document_may() {
        let shipped = shipped().readings;
        let beyond = |readings: &Readings, places| {
            let list = ranked(&two_parts(), &class(), Some(places), readings);
            list.iter().filter(|p| p.verdict == Verdict::BeyondPlaces).map(|p| p.key).collect::<Vec<_>>()
        };
        assert_eq!(beyond(&shipped, 1), Vec::<&str>::new(), "whoever reaches the conditions may go on");
        let limited = shipped.switched("examination-places", "as-the-document-says").unwrap();
        assert_eq!(beyond(&limited, 1), ["a", "c", "g"]);
        assert_eq!(beyond(&limited, 2), ["g"], "equals at the last place are all within");
        assert_eq!(beyond(&limited, 4), Vec::<&str>::new());
        assert_eq!(beyond(&limited, 0), ["b", "a", "c", "g"]);
    }

    #[test]
    fn a_line_is_an_assessment_or_none() {
        let readings = shipped().readings;
        let rules = two_parts();
        let list = ranked(&rules, &class(), None, &readings);
        let of = |key, readings: &Readings| {
            let placed = list.iter().find(|placed| placed.key == key).unwrap();
            outcome(&rules, placed, readings).map(|command| match command {
                Command::Assess { passed, document, marks, .. } => (passed, document, marks.len()),
                other => panic!("{other:?}"),
            })
        };
        let told = |passed| Some((passed, "own rules".to_owned(), 2));
        assert_eq!((of("b", &readings), of("d", &readings)), (told(true), told(false)));
        assert_eq!((of("f", &readings), of("e", &readings)), (told(false), None));
        let silent = readings.switched("examination-absent", "not-told").unwrap();
        assert_eq!(of("f", &silent), None);
    }

    #[test]
    fn marks_are_those_the_rules_ask_for() {
        let rules = two_parts();
        assert!(sat("60", "100").fits(&rules).is_ok() && away(Presence::Absent).fits(&rules).is_ok());
        let code = |sitting: Sitting, rules: &ProgressionRules| sitting.fits(rules).unwrap_err().code;
        assert_eq!(code(sat("60", "100.5"), &rules), "assessment.mark_over_full");
        assert_eq!(code(away(Presence::Sat), &rules), "assessment.mark_missing");
        assert_eq!(code(sat("60", "60"), &papers()), "assessment.mark_not_in_rules");
    }
}
