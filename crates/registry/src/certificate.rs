//! Certificates: which kind, by whom, and their numbers.
//!
//! Certificates of higher education carry 18 figures: the school's code (5), type of study (1), year (4), level (2),
//! serial (6). The rest, and those of a school whose code is not known, carry a local number: `GT`, year, a letter
//! for the kind, serial. A number is never used again. Not here: printing.

use crate::terms::reading::SecondaryCertificate;
use crate::{Placement, Readings, World};
use guantong_model::{CertificateKind, Date, ProgrammeId, Stage, Track};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What the series of local numbers begin with: those that go on from 1 without a gap, for nobody else gives them.
pub const LOCAL_SERIES: &str = "GT";

/// A certificate issued to a student.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificate {
    /// What it certifies.
    pub kind: CertificateKind,
    /// The stage it is of.
    pub stage: Stage,
    /// Who issued it: the institution of registration.
    pub issuer: String,
    /// The name the issuer bore on that day, where it is another than the one it is known by here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issued_as: Option<String>,
    /// The programme, whose major it names.
    pub programme: ProgrammeId,
    /// When.
    pub issued_on: Date,
    /// Its number.
    pub number: String,
}

impl Certificate {
    /// The name of the issuer that the certificate bears: the one of its day.
    #[must_use]
    pub fn issuer_named(&self) -> &str {
        self.issued_as.as_deref().unwrap_or(&self.issuer)
    }
}

/// A certificate that came back after being void: its old number is never used again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Renumbered {
    /// The number that is void.
    pub was: String,
    /// The number from now on.
    pub now: String,
}

/// The certificate of completing a stage.
pub(crate) fn of_stage(stage: Stage) -> CertificateKind {
    match stage {
        Stage::Secondary => CertificateKind::Secondary,
        Stage::College => CertificateKind::College,
        Stage::Bachelor => CertificateKind::Bachelor,
    }
}

/// Whether the certificate of a stage is issued on completing it, also where the student goes on.
pub(crate) fn on_completion(track: Track, stage: Stage, readings: &Readings) -> bool {
    match (track, stage) {
        // 2.1 promises no certificate after three years: interpretation
        // `certificate-college-bachelor-secondary`.
        (Track::CollegeBachelor | Track::UniversityOnly, Stage::Secondary) => {
            readings.secondary_certificate == SecondaryCertificate::Always
        }
        _ => true,
    }
}

/// The clause that promises the certificate of a stage; none for the secondary stage of a college.
pub(crate) fn clause(track: Track, stage: Stage) -> Option<&'static str> {
    match (track, stage) {
        (Track::CollegeBachelor | Track::UniversityOnly, Stage::Secondary) => None,
        // 「完成前5年学业且成绩合格者由高职院校颁发专科学历证书」 (2.1.b)
        (Track::CollegeBachelor | Track::UniversityOnly, Stage::College) => Some("2.1.b"),
        // 「完成全部学业且成绩合格者，由合作本科高校颁发本科学历证书（专升本）」 (2.1.c)
        (Track::CollegeBachelor | Track::UniversityOnly, Stage::Bachelor) => Some("2.1.c"),
        // 「完成前 3 年学业且成绩合格者，由中职学校颁发中职毕业证书」 (2.2.c)
        (Track::SecondaryBachelor, Stage::Secondary) => Some("2.2.c"),
        // 「完成前 5 年学业且成绩合格者，由合作本科高校颁发专科学历证书」 (2.2.d)
        (Track::SecondaryBachelor, Stage::College) => Some("2.2.d"),
        // 「完成全部学业且成绩合格者由合作本科高校颁发本科学历证书(专升本)」 (2.2.e)
        (Track::SecondaryBachelor, Stage::Bachelor) => Some("2.2.e"),
    }
}

/// The next serial number of every series of certificate numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Serials(BTreeMap<String, u32>);

const SERIAL_DIGITS: usize = 6;

impl Serials {
    /// Takes a number into account: its series goes on after it.
    pub fn note(&mut self, number: &str) {
        let Some(split) = number.len().checked_sub(SERIAL_DIGITS) else { return };
        let (Some(series), Some(Ok(serial))) =
            (number.get(..split), number.get(split..).map(str::parse::<u32>))
        else {
            return;
        };
        let next = self.0.entry(series.to_owned()).or_insert(1);
        *next = (*next).max(serial.saturating_add(1));
    }

    /// The next serial of a series: all of a number but its last six figures.
    #[must_use]
    pub fn next(&self, series: &str) -> u32 {
        self.0.get(series).copied().unwrap_or(1)
    }
}

/// The series of a certificate's number.
fn series(world: &World, kind: CertificateKind, placement_of: &str, year: i16) -> String {
    // 05 本科, 06 专科; type 1 普通高等教育.
    let level = match kind {
        CertificateKind::Bachelor => Some("05"),
        CertificateKind::College => Some("06"),
        _ => None,
    };
    match (level, world.codes.get(placement_of)) {
        (Some(level), Some(code)) => format!("{code}1{year:04}{level}"),
        _ => format!("{LOCAL_SERIES}{year:04}{}", letter(kind)),
    }
}

fn letter(kind: CertificateKind) -> char {
    match kind {
        CertificateKind::Secondary => 'S',
        CertificateKind::College => 'C',
        CertificateKind::Bachelor => 'B',
        CertificateKind::Completion => 'F',
        CertificateKind::IncompleteStudy => 'I',
        CertificateKind::StudyRecord => 'R',
    }
}

/// Gives numbers within one decision.
pub(crate) struct Numbering<'a> {
    world: &'a World,
    serials: Serials,
    used: &'a dyn Fn(&str) -> bool,
}

impl<'a> Numbering<'a> {
    /// Goes on from the serials given; numbers the record has used already are passed over.
    pub(crate) fn new(world: &'a World, serials: &Serials, used: &'a dyn Fn(&str) -> bool) -> Self {
        Numbering { world, serials: serials.clone(), used }
    }

    pub(crate) fn next(&mut self, kind: CertificateKind, issuer: &str, year: i16) -> String {
        let series = series(self.world, kind, issuer, year);
        loop {
            let number = format!("{series}{:06}", self.serials.next(&series));
            self.serials.note(&number);
            if !(self.used)(&number) {
                return number;
            }
        }
    }
}

/// A certificate not yet numbered.
pub(crate) fn draft(placement: &Placement, stage: Stage, kind: CertificateKind, on: Date) -> Certificate {
    Certificate {
        kind,
        stage,
        issuer: placement.registered_at(stage).to_owned(),
        issued_as: None,
        programme: placement.programme.clone(),
        issued_on: on,
        number: String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[test]
    fn numbers_of_higher_education_have_18_figures_and_go_on() {
        let mut world = World::new(Vec::new());
        world.codes.insert("U".to_owned(), "11417".to_owned());
        let mut serials = Serials::default();
        serials.note("114171202806000041");
        let unused = |_: &str| false;
        let mut numbering = Numbering::new(&world, &serials, &unused);
        assert_eq!(numbering.next(CertificateKind::College, "U", 2028), "114171202806000042");
        assert_eq!(numbering.next(CertificateKind::College, "U", 2028), "114171202806000043");
        assert_eq!(numbering.next(CertificateKind::Bachelor, "U", 2030), "114171203005000001");
        assert_eq!(numbering.next(CertificateKind::College, "V", 2028), "GT2028C000001");
        assert_eq!(numbering.next(CertificateKind::Secondary, "U", 2026), "GT2026S000001");
    }

    #[test]
    fn a_number_used_before_is_passed_over() {
        let world = World::new(Vec::new());
        let used = |number: &str| number == "GT2026S000001";
        let mut numbering = Numbering::new(&world, &Serials::default(), &used);
        assert_eq!(numbering.next(CertificateKind::Secondary, "S", 2026), "GT2026S000002");
    }

    #[test]
    fn only_the_first_three_years_at_a_college_end_without_a_certificate() {
        let readings = crate::terms::tests::shipped().readings;
        for track in Track::ALL {
            for stage in Stage::ALL {
                let none = *track != Track::SecondaryBachelor && *stage == Stage::Secondary;
                assert_eq!(on_completion(*track, *stage, &readings), !none, "{track} {stage}");
                assert_eq!(clause(*track, *stage).is_none(), none, "{track} {stage}");
            }
        }
    }
}
