//! What the tests share: the law as shipped, small worlds, records brought somewhere.

use guantong_model::{Date, Score, Track};
use guantong_policy::Outcome;
use guantong_registry::{
    Admission, Admitted, Command, Decided, Grounds, Law, Options, Placement, Programme, Record, Serials,
    World, case, decide, options,
};
use std::path::PathBuf;

pub(crate) fn law() -> Law {
    case::shipped("beijing-2023").expect("the shipped edition has terms")
}

/// The repository's root.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A programme whose class is the first word's of its major, where that is four digits; admission score 500.
pub(crate) fn programme(
    id: &str,
    track: &str,
    school: &str,
    partner: &str,
    major: &str,
    cohorts: &[i32],
) -> Programme {
    let class = major.split('-').next().filter(|word| word.len() == 4);
    Programme {
        placement: Placement {
            programme: id.into(),
            track: Track::parse(track).unwrap(),
            school: school.to_owned(),
            partner: partner.to_owned(),
            major: major.to_owned(),
            code: None,
            class: class.map(str::to_owned),
        },
        similar: Vec::new(),
        cohorts: cohorts.iter().map(|year| (*year, Some(Score::points(500)))).collect(),
    }
}

/// A world and a law to decide with.
#[derive(Clone)]
pub(crate) struct Desk {
    pub(crate) world: World,
    pub(crate) law: Law,
}

impl Desk {
    pub(crate) fn new(programmes: Vec<Programme>) -> Self {
        Desk { world: World::new(programmes), law: law() }
    }

    pub(crate) fn admitted(&self, programme: &str, cohort: i32, score: i32) -> Record {
        let placement = self.world.programme(&programme.into()).unwrap().placement.clone();
        Record::open(Admitted {
            on: jiff::civil::date(2020, 1, 1),
            placement,
            entry_year: cohort,
            score: Score::points(score),
            admission: Admission::Ordinary,
            barred_from_major_change: false,
            round: None,
            preference: None,
        })
    }

    pub(crate) fn with<T>(&self, record: &Record, work: impl FnOnce(&Grounds<'_>) -> T) -> T {
        let mut serials = Serials::default();
        for number in record.voided_numbers().iter().chain(record.certificates().iter().map(|c| &c.number)) {
            serials.note(number);
        }
        work(&Grounds { world: &self.world, law: &self.law, serials: &serials })
    }

    pub(crate) fn decide(&self, record: &Record, on: Date, command: &Command) -> Decided {
        let decided = self.with(record, |grounds| decide(record, grounds, on, command));
        crate::codes::inspect(&decided.decision);
        decided
    }

    pub(crate) fn options(&self, record: &Record, on: Date) -> Options {
        self.with(record, |grounds| options(record, grounds, on))
    }

    /// Decides and applies, whatever the answer.
    pub(crate) fn enter(&self, record: &mut Record, on: Date, command: Command) -> Outcome {
        let decided = self.decide(record, on, &command);
        let outcome = decided.decision.outcome;
        let number = record.history().last().map_or(1, |entry| entry.number + 1);
        record.apply(decided.entry(number, on, command));
        outcome
    }

    /// Decides and applies what must be accepted.
    pub(crate) fn accept(&self, record: &mut Record, on: Date, command: Command) {
        let decided = self.decide(record, on, &command);
        assert_eq!(decided.decision.outcome, Outcome::Accepted, "{command:?}: {:?}", decided.decision);
        self.enter(record, on, command);
    }
}
