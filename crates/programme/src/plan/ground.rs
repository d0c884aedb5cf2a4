//! What a table is judged by: the year, the institutions known in it, the majors, and our readings.

use guantong_model::{InstitutionKind, Track};
use guantong_policy::Edition;
use guantong_policy::edition::MajorLevel;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a table is judged by.
#[derive(Clone, Debug, Default)]
pub struct Ground {
    /// The year of the plan.
    pub year: i32,
    /// The institutions of the year.
    pub directory: Directory,
    /// Codes of majors by track and name.
    pub majors: BTreeMap<(Track, String), MajorCode>,
    /// Our readings where the annex can be read in two ways.
    pub readings: Readings,
}

impl Ground {
    /// What an edition says for a year.
    #[must_use]
    pub fn of(edition: &Edition, year: i32) -> Self {
        let mut directory = Directory::default();
        for institution in edition.institutions() {
            let mut also = vec![institution.short.clone()];
            also.extend(institution.former.iter().map(|former| former.name.clone()));
            let listing = Listing {
                kind: institution.kind,
                designated: edition.designated(&institution.name, year),
                also,
            };
            directory.0.insert(institution.name.clone(), listing);
        }
        let mut majors = BTreeMap::new();
        for major in edition.majors() {
            let track = match major.level {
                MajorLevel::Secondary => Track::SecondaryBachelor,
                MajorLevel::College => Track::CollegeBachelor,
            };
            let code = MajorCode { code: major.code.clone(), class: major.class.clone() };
            majors.insert((track, major.name.clone()), code);
        }
        Ground { year, directory, majors, readings: Readings::of(edition) }
    }

    /// The code and class of a major: the annex of a college names it as the college catalogue does, that of a
    /// secondary school as the secondary one.
    #[must_use]
    pub fn major(&self, track: Track, name: &str) -> Option<&MajorCode> {
        let track = if track == Track::UniversityOnly { Track::CollegeBachelor } else { track };
        self.majors.get(&(track, name.to_owned()))
    }
}

/// The institutions of a year by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Directory(pub BTreeMap<String, Listing>);

/// What is known of an institution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// What kind it is.
    pub kind: InstitutionKind,
    /// Whether it is on the year's designated list (特高校); nothing where it is not known.
    pub designated: Option<bool>,
    /// Other names it goes by, to suggest the right one.
    pub also: Vec<String>,
}

impl Directory {
    /// An institution by its full name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Listing> {
        self.0.get(name)
    }

    /// The universities, in the order of their names.
    pub fn universities(&self) -> impl Iterator<Item = &str> {
        self.of_kind(InstitutionKind::University)
    }

    /// The institutions of a kind, in the order of their names.
    pub fn of_kind(&self, kind: InstitutionKind) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(_, listing)| listing.kind == kind).map(|(name, _)| name.as_str())
    }

    /// The full name that somebody may have meant: one that goes by this name, or one of which it is a part.
    #[must_use]
    pub fn meant(&self, name: &str) -> Option<&str> {
        let named = || self.0.iter();
        let by_other = named().find(|(_, listing)| listing.also.iter().any(|also| also == name));
        // Two characters are in too many names.
        let part = || named().find(|(full, _)| name.chars().count() > 2 && full.contains(name));
        by_other.or_else(part).map(|(full, _)| full.as_str())
    }
}

/// The catalogue's code of a major, as far as known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MajorCode {
    /// The code.
    pub code: Option<String>,
    /// 专业类, its first four digits.
    pub class: Option<String>,
}

/// Our readings of the annex (`interpretations/plan.toml`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Readings {
    /// `annex-continuation`: a partner left blank after a page break goes on from before it; else it is asked.
    pub partner_goes_on: bool,
    /// `annex-inference`: the one missing number of an institution is worked out; else it is asked.
    pub infer: bool,
    /// `university-only-by-name`: an institution printed as its own partner runs all stages alone.
    pub university_only_by_name: bool,
    /// `directed-bar`: 定向 proposes the bar.
    pub directed: bool,
    /// `directed-bar`: 加试 proposes the bar.
    pub tested: bool,
}

impl Default for Readings {
    fn default() -> Self {
        Readings {
            partner_goes_on: true,
            infer: true,
            university_only_by_name: true,
            directed: true,
            tested: true,
        }
    }
}

impl Readings {
    /// The readings an edition has chosen; where it says nothing, the ones that [`Readings::default`] holds.
    #[must_use]
    pub fn of(edition: &Edition) -> Self {
        let is_not = |id: &str, choice: &str| edition.switch(id) != Some(choice);
        Readings {
            partner_goes_on: is_not("annex-continuation", "ask-partner"),
            infer: is_not("annex-inference", "ask"),
            university_only_by_name: is_not("university-only-by-name", "never"),
            directed: is_not("directed-bar", "none"),
            tested: is_not("directed-bar", "none") && is_not("directed-bar", "directed"),
        }
    }
}
