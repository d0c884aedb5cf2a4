//! Who works together, and for whom: two institutions with the programmes they run and the classes in them.

use crate::holder::Holder;
use guantong_model::{ProgrammeId, Track};

/// A class with students, or one that a plan has places for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Class {
    /// The entry year.
    pub entry: i32,
    /// The last academic year in which somebody of it studies.
    pub until: i32,
}

/// A programme of the two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offered {
    /// Which.
    pub programme: ProgrammeId,
    /// The major as printed.
    pub major: String,
    /// 项目类别.
    pub track: Track,
    /// Its classes, by entry year.
    pub classes: Vec<Class>,
}

/// Two institutions that work together; one that is its own partner runs all stages alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pairing {
    /// The front institution.
    pub front: String,
    /// The partner university.
    pub partner: String,
    /// What they run.
    pub programmes: Vec<Offered>,
}

impl Pairing {
    /// Whether a university runs all stages alone (2.1.d).
    #[must_use]
    pub fn alone(&self) -> bool {
        self.front == self.partner
    }

    /// Whose its records are.
    #[must_use]
    pub fn holder(&self) -> Holder {
        Holder::of_both(&self.front, &self.partner)
    }

    /// All classes.
    pub fn classes(&self) -> impl Iterator<Item = &Class> {
        self.programmes.iter().flat_map(|offered| &offered.classes)
    }

    /// The entry year of the first class that still studies in an academic year, or is to come.
    #[must_use]
    pub fn first_entry(&self, year: i32) -> Option<i32> {
        self.classes().filter(|class| class.until >= year).map(|class| class.entry).min()
    }

    /// Whether anybody studied in an academic year.
    #[must_use]
    pub fn studies_in(&self, year: i32) -> bool {
        self.classes().any(|class| (class.entry..=class.until).contains(&year))
    }

    /// Whether anybody studied at the front institution in an academic year: in the first five of a class.
    #[must_use]
    pub fn studies_in_front(&self, year: i32) -> bool {
        self.classes().any(|class| (class.entry..=class.until.min(class.entry + 4)).contains(&year))
    }
}
