//! Training programmes of the demonstration: those of every class are in force, but for some of the year of the notice
//! that show what can be found: one waits for its university, one is broken between two institutions, one has too little
//! practice, one has titles that read alike, one is not begun.

use super::{curriculum, plans, worded};
use anyhow::Result;
use guantong_model::{Date, Track};
use guantong_service::Office;
use guantong_service::rows::PlanLine;
use guantong_service::training::{Entered, Reach};
use guantong_training::TrainingPlan;

/// In whose names they are drafted and agreed to.
const DRAFTER: &str = "院校 教务处";
const PARTNER: &str = "合作本科高校 教务处";

/// What is to be seen of one that is not simply in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shows {
    /// It waits for the university.
    Waits,
    /// A course of the college stage asks for one that the university teaches later.
    Broken,
    /// Practice in the college stage is below its floor.
    LittlePractice,
    /// Two courses have titles that read alike.
    Alike,
    /// It was not begun.
    NotBegun,
}

/// Which ones: the track whose first institution it is of, and the place among that institution's programmes of the year,
/// from 0.
pub(super) const SHOWN: &[(Track, usize, Shows)] = &[
    (Track::SecondaryBachelor, 0, Shows::Waits),
    (Track::SecondaryBachelor, 1, Shows::Broken),
    (Track::SecondaryBachelor, 2, Shows::NotBegun),
    (Track::CollegeBachelor, 0, Shows::LittlePractice),
    (Track::CollegeBachelor, 1, Shows::Alike),
];

/// Makes them where there are none yet.
pub(super) async fn make(office: &Office) -> Result<()> {
    let mut entered = Vec::new();
    for year in office.years().await? {
        let lines = office.storage().plan_lines(year).await?;
        for line in &lines {
            entered.extend(one(year, &lines, line));
        }
    }
    worded(office.enter_trainings(&entered).await)?;
    Ok(())
}

/// What is shown of a line of the year of the notice.
pub(super) fn shows(year: i32, lines: &[PlanLine], line: &PlanLine) -> Option<Shows> {
    let found = SHOWN.iter().find(|(track, place, _)| {
        let first = lines.iter().find(|line| line.track == *track).map(|line| &line.institution);
        let mut own = lines.iter().filter(|line| line.track == *track && Some(&line.institution) == first);
        year == plans::NOTICE && own.nth(*place).is_some_and(|own| own.programme == line.programme)
    });
    found.map(|(.., shows)| *shows)
}

fn one(year: i32, lines: &[PlanLine], line: &PlanLine) -> Option<Entered> {
    let mut plan = curriculum::plan(line.track, &line.major_printed(), line.class.as_deref());
    let shows = shows(year, lines, line);
    let reach = match shows {
        None => Reach::InForce,
        Some(Shows::Waits) => Reach::Sent,
        Some(Shows::NotBegun) => return None,
        Some(shows) => {
            spoil(&mut plan, shows);
            Reach::Draft
        }
    };
    Some(Entered {
        programme: line.programme.clone(),
        cohort: year,
        plan,
        reach,
        on: august(year)?,
        drafted_by: DRAFTER.to_owned(),
        agreed_by: PARTNER.to_owned(),
    })
}

/// Before the class begins.
fn august(year: i32) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, 8, 10).ok()
}

fn spoil(plan: &mut TrainingPlan, shows: Shows) {
    for course in &mut plan.courses {
        match (shows, course.code.as_str()) {
            // 线性代数, which the university teaches in semester 11.
            (Shows::Broken, "Z203") => drop(course.prerequisites.insert("G302".to_owned())),
            (Shows::LittlePractice, "P203") => course.practice = 120,
            _ => {}
        }
    }
    if shows == Shows::Alike {
        let title = plan.course("Z203").map(|course| format!("{}（二）", course.title));
        if let (Some(title), Some(course)) =
            (title, plan.courses.iter_mut().find(|course| course.code == "Z301"))
        {
            course.title = title;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use guantong_model::Stage;
    use guantong_policy::edition::builtin;
    use guantong_training::{FindingKind, Law, findings};

    fn found(plan: &TrainingPlan) -> Vec<FindingKind> {
        let law = Law::of(builtin().unwrap(), plan.track, plans::NOTICE);
        findings(plan, &law).into_iter().map(|finding| finding.kind).collect()
    }

    #[test]
    fn every_plan_of_the_demonstration_can_be_agreed_to() {
        for track in Track::ALL {
            for class in ["4603", "7101", "5303", "5001", "7401", "5101", "4101", ""] {
                let plan = curriculum::plan(*track, "示例专业", Some(class));
                assert_eq!(found(&plan), [], "{track} {class}");
                assert!(plan.courses.len() > 70 && plan.of_stage(Stage::Bachelor).count() > 10);
            }
        }
    }

    #[test]
    fn what_is_to_be_found_is_found() {
        for (track, _, shows) in SHOWN {
            let mut plan = curriculum::plan(*track, "示例专业", Some("5101"));
            spoil(&mut plan, *shows);
            let expected = match shows {
                Shows::Waits | Shows::NotBegun => Vec::new(),
                Shows::Broken => vec![FindingKind::PrerequisiteAcross],
                Shows::LittlePractice => vec![FindingKind::PracticeShare],
                Shows::Alike => vec![FindingKind::Alike],
            };
            assert_eq!(found(&plan), expected, "{shows:?}");
        }
    }
}
