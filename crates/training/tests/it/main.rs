//! Training programmes: findings one by one, titles that read alike, edits, differences, and what always holds.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod always;
mod edits;
mod findings;
mod titles;
mod wording;

use guantong_model::{Stage, Track};
use guantong_policy::Edition;
use guantong_policy::edition::{builtin, builtin_files};
use guantong_training::{Course, CourseKind, Finding, HalfCredits, Law, TrainingPlan, Words, findings};
use std::collections::BTreeSet;

/// What the shipped edition says of the class of 2023.
fn law() -> Law {
    Law::of(builtin().unwrap(), Track::CollegeBachelor, 2023)
}

/// The same with one interpretation read the other way.
fn law_with(reading: &str, chosen: &str) -> Law {
    Law::of(&edition_with(reading, chosen), Track::CollegeBachelor, 2023)
}

/// The shipped edition with one interpretation read the other way.
fn edition_with(reading: &str, chosen: &str) -> Edition {
    let id = format!("id = \"{reading}\"");
    let mut files: Vec<(&str, String)> =
        builtin_files().iter().map(|(name, text)| (*name, (*text).to_owned())).collect();
    let file = files.iter_mut().find(|(_, text)| text.contains(&id)).unwrap();
    let at = file.1.find(&id).unwrap();
    let (before, entry) = file.1.split_at(at);
    let (head, rest) = entry.split_once("chosen = \"").unwrap();
    let (_, tail) = rest.split_once('"').unwrap();
    file.1 = format!("{before}{head}chosen = \"{chosen}\"{tail}");
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    Edition::load(&files).unwrap_or_else(|faults| panic!("{faults:?}"))
}

fn course(code: &str, title: &str, semester: u8, before: &[&str]) -> Course {
    let stage = law().semester(semester).map_or(Stage::Secondary, |found| found.stage);
    Course {
        code: code.to_owned(),
        title: title.to_owned(),
        stage,
        semester,
        kind: CourseKind::Vocational,
        hours: 64,
        practice: 32,
        credits: HalfCredits(8),
        core: false,
        prerequisites: before.iter().map(|code| (*code).to_owned()).collect::<BTreeSet<_>>(),
    }
}

fn words() -> Words {
    let words = "培养高素质技术技能人才".to_owned();
    Words { goals: words.clone(), specification: words.clone(), occupations: words }
}

/// A plan of these courses alone, in which little else is right.
fn plan_of(courses: Vec<Course>) -> TrainingPlan {
    TrainingPlan { track: Track::CollegeBachelor, words: words(), courses, judgements: Vec::new() }
}

/// A plan in which nothing is to be found: general, core and practice courses in every semester.
fn whole() -> TrainingPlan {
    let mut courses = Vec::new();
    // Of one semester: general, vocational and practice hours; each semester has three courses.
    for semester in &law().semesters {
        let (general, vocational, practice) = match semester.stage {
            Stage::Secondary => (180, 180, 180),
            Stage::College => (126, 180, 180),
            Stage::Bachelor => (72, 144, 144),
        };
        let n = semester.number;
        let title = |word: &str| {
            format!("{word}{}", "甲乙丙丁戊己庚辛壬癸子丑寅卯".chars().nth(usize::from(n) - 1).unwrap())
        };
        let make = |code: &str, word: &str, kind, hours: u16, practice| Course {
            kind,
            hours,
            practice,
            credits: HalfCredits(hours / 9),
            core: kind == CourseKind::Vocational,
            ..course(&format!("{code}{n:02}"), &title(word), n, &[])
        };
        courses.push(make("G", "文", CourseKind::General, general, 0));
        courses.push(make("V", "技", CourseKind::Vocational, vocational, vocational));
        courses.push(make("P", "训", CourseKind::Practice, practice, practice));
    }
    plan_of(courses)
}

/// The ids of what is found.
fn ids(found: &[Finding]) -> Vec<&str> {
    found.iter().map(|finding| finding.message.id.as_str()).collect()
}

fn found(plan: &TrainingPlan) -> Vec<String> {
    ids(&findings(plan, &law())).into_iter().map(str::to_owned).collect()
}
