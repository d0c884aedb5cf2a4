//! Results of the demonstration: of the programme of the student who has an account, every class up to last summer, so that
//! transcripts of three stages are there; all others are still to be entered.

use super::accounts::student;
use super::dice::Dice;
use super::{plans, worded};
use anyhow::Result;
use guantong_model::{Date, Score, Stage, Track};
use guantong_registry::results::{Attempt, Grade, Mark};
use guantong_service::Office;
use guantong_service::fees::NewStandard;
use guantong_service::results::{Entered, SheetId, SubjectKind};
use std::collections::BTreeMap;

/// In whose names sheets are submitted and confirmed.
const SUBMITS: &str = "院校 任课教师";
const CONFIRMS: &str = "院校 教务处";
/// In whose name tuition is announced.
const FINANCE: &str = "院校 财务处";
/// The document that tuition of the demonstration rests on.
const DOCUMENT: &str = "演示：学校收费公示（虚构）";
/// What the school and the college of the demonstration charge, by stage, in yuan a year.
const TUITION: [(Track, Stage, i64); 3] = [
    (Track::SecondaryBachelor, Stage::Secondary, 3_200),
    (Track::SecondaryBachelor, Stage::College, 6_000),
    (Track::CollegeBachelor, Stage::Secondary, 3_200),
];

/// Makes them where there are none yet.
pub(super) async fn make(office: &Office, seed: u64) -> Result<()> {
    let lines = office.storage().plan_lines(plans::NOTICE).await?;
    for (track, stage, yuan) in TUITION {
        let Some(line) = lines.iter().find(|line| line.track == track) else { continue };
        let version = worded(office.fees_version(&line.institution).await)?;
        let new =
            NewStandard { stage, programme: None, from: plans::NOTICE, yuan, document: DOCUMENT.to_owned() };
        worded(office.announce_fee(&line.institution, &new, version, FINANCE).await)?;
    }
    let Some(line) = lines.iter().find(|line| line.track == Track::SecondaryBachelor) else { return Ok(()) };
    let Some((student, _)) = student(office, line).await? else { return Ok(()) };
    let Some(own) = office.storage().student(&student).await?.map(|student| student.programme) else {
        return Ok(());
    };
    let mut dice = Dice::new(seed);
    for (programme, cohort, _) in office.storage().result_classes().await? {
        if programme != own {
            continue;
        }
        let view = worded(office.result_class(&programme, cohort).await)?;
        let mut entered = Vec::new();
        for place in view.places {
            let Some(on) = place.next.and_then(|_| day_after(cohort, place.subject.semester)) else {
                continue;
            };
            if on >= office.clock().today() {
                continue;
            }
            let id =
                SheetId { programme: programme.clone(), cohort, course: place.code, attempt: Attempt::First };
            let sheet = worded(office.result_sheet(&id).await)?;
            let students = office.result_students(&sheet).await?;
            let marks: BTreeMap<_, _> = students
                .iter()
                .map(|student| (student.id.clone(), mark(&mut dice, place.subject.kind)))
                .collect();
            if marks.is_empty() {
                continue;
            }
            let (submitted_by, confirmed_by) = (SUBMITS.to_owned(), CONFIRMS.to_owned());
            entered.push(Entered { id, marks, on, submitted_by, confirmed_by });
        }
        worded(office.take_results_over(&entered).await)?;
    }
    Ok(())
}

fn mark(dice: &mut Dice, kind: SubjectKind) -> Mark {
    match kind {
        SubjectKind::Course => Mark::Score(Score::points(dice.around(78, 9).clamp(38, 99))),
        SubjectKind::Quality | SubjectKind::Ability => Mark::Grade(match dice.below(10) {
            0 | 1 => Grade::Excellent,
            2..=6 => Grade::Good,
            7 | 8 => Grade::Fair,
            _ => Grade::Pass,
        }),
    }
}

/// The day on which the results of a semester of a class are confirmed.
fn day_after(cohort: i32, semester: u32) -> Option<Date> {
    let years = i32::try_from(semester.div_ceil(2)).ok()?;
    let year = i16::try_from(cohort + years).ok()?;
    if semester.is_multiple_of(2) { Date::new(year, 7, 8) } else { Date::new(year, 1, 18) }.ok()
}
