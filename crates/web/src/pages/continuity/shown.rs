//! Programmes, students and classes as the page shows them.

use crate::frame::Page;
use crate::pages::address::{encoded, query};
use crate::parts::programme::{full_name, major};
use crate::parts::{Chip, Clauses};
use guantong_policy::Outcome;
use guantong_registry::{Outlook, Placement, Prospect};
use guantong_service::continuity::{ClassAtRisk, Concerned, Fate, PlanChange};

/// A programme that came, went, or changed partner.
pub(crate) struct ChangeShown {
    pub(crate) chip: Chip,
    pub(crate) major: String,
    /// The programme's page.
    pub(crate) href: String,
    pub(crate) institution: String,
    pub(crate) partner: String,
    /// The partner of the later plan, where it is another.
    pub(crate) now: Option<String>,
    pub(crate) places: String,
}

/// What changed: the dropped first, then those with another partner, then the new; what stays is only counted.
pub(crate) fn changes(page: &Page, changes: &[PlanChange]) -> Vec<ChangeShown> {
    let of = |fate: Fate| changes.iter().filter(move |change| change.fate == fate);
    [Fate::Dropped, Fate::PartnerChanged, Fate::New]
        .into_iter()
        .flat_map(of)
        .map(|change| {
            let line = change.line();
            let moved = change.after.as_ref().filter(|_| change.fate == Fate::PartnerChanged);
            ChangeShown {
                chip: fate(page, change.fate),
                major: major(page, line),
                href: format!("/programmes/{}", encoded(line.programme.as_str())),
                institution: page.institution(&line.institution).to_owned(),
                partner: page.institution(&line.partner).to_owned(),
                now: moved.map(|after| page.institution(&after.partner).to_owned()),
                places: moved.map_or_else(
                    || page.number(line.places),
                    |after| {
                        let (was, now) = (page.number(line.places), page.number(after.places));
                        page.t("continuity-places-now").with("was", was).with("now", now).to_string()
                    },
                ),
            }
        })
        .collect()
}

fn fate(page: &Page, fate: Fate) -> Chip {
    let shape = match fate {
        Fate::Dropped => "no",
        Fate::PartnerChanged => "ask",
        Fate::New => "going",
        Fate::Unchanged => "ok",
    };
    Chip::new(shape, page.t(format!("continuity-fate-{fate}")))
}

/// A student concerned.
pub(crate) struct StudentShown {
    pub(crate) name: String,
    pub(crate) id: String,
    pub(crate) href: String,
    pub(crate) programme: String,
    pub(crate) stage: String,
    pub(crate) situation: String,
    pub(crate) chip: Chip,
    pub(crate) why: String,
    pub(crate) clauses: Clauses,
    pub(crate) choices: Vec<String>,
}

impl StudentShown {
    pub(crate) fn of(page: &Page, concerned: &Concerned) -> Self {
        let Concerned { student, line, outlook } = concerned;
        let stage = page.word(format!("stage.{}", student.stage));
        StudentShown {
            name: student.name.clone(),
            id: student.id.to_string(),
            href: format!("/students/{}", encoded(student.id.as_str())),
            programme: full_name(page, line),
            stage: page
                .t("continuity-stage-cohort")
                .with("stage", &stage)
                .with("cohort", student.cohort)
                .to_string(),
            situation: situation(page, outlook),
            chip: prospect(page, outlook.prospect),
            why: page.say(&outlook.decision.message()).to_string(),
            clauses: Clauses::of(page, &outlook.decision.citations),
            choices: choices(page, outlook),
        }
    }
}

/// Why a later class is to be joined, and which.
pub(crate) fn situation(page: &Page, outlook: &Outlook) -> String {
    page.t(format!("continuity-situation-{}", outlook.situation)).with("cohort", outlook.cohort).to_string()
}

/// What a class holds, as shape and word.
pub(crate) fn prospect(page: &Page, prospect: Prospect) -> Chip {
    let shape = match prospect {
        Prospect::Keeps => "ok",
        Prospect::JoinsAnother => "going",
        Prospect::Loses => "no",
        Prospect::Referred => "ask",
        Prospect::NoPlan => "wait",
        Prospect::Barred => "end",
    };
    Chip::new(shape, page.t(format!("continuity-prospect-{prospect}")))
}

/// What could be joined, as one names a programme.
pub(crate) fn choices(page: &Page, outlook: &Outlook) -> Vec<String> {
    outlook.choices.iter().map(|placement| named(page, placement)).collect()
}

fn named(page: &Page, placement: &Placement) -> String {
    let said = page.t("continuity-choice").with("major", &placement.major);
    said.with("partner", page.institution(&placement.partner)).to_string()
}

/// A class that studies in a programme that went.
pub(crate) struct ClassShown {
    pub(crate) programme: String,
    pub(crate) partner: String,
    pub(crate) stage: String,
    pub(crate) students: String,
    /// The students by name.
    pub(crate) href: String,
    pub(crate) failing: Option<Follows>,
    pub(crate) leaving: Option<Follows>,
}

/// What would follow.
pub(crate) struct Follows {
    pub(crate) chip: Chip,
    pub(crate) words: String,
    pub(crate) clauses: Clauses,
}

impl Follows {
    fn of(page: &Page, outlook: &Outlook) -> Self {
        let first = choices(page, outlook).into_iter().next();
        let words = match (outlook.prospect, first) {
            (Prospect::JoinsAnother, Some(first)) => {
                page.t("continuity-follows-joins").with("cohort", outlook.cohort).with("programme", first)
            }
            (Prospect::NoPlan, _) => page.t("continuity-follows-no-plan").with("cohort", outlook.cohort),
            _ => page.t("continuity-follows-class").with("cohort", outlook.cohort),
        };
        // Where nothing can be said for want of a plan, no clause was decided on either.
        let citations: &[_] = match (outlook.prospect, outlook.decision.outcome) {
            (Prospect::NoPlan, _) | (_, Outcome::Accepted) if outlook.prospect != Prospect::Loses => &[],
            _ => &outlook.decision.citations,
        };
        Follows {
            chip: prospect(page, outlook.prospect),
            words: words.to_string(),
            clauses: Clauses::of(page, citations),
        }
    }
}

impl ClassShown {
    pub(crate) fn of(page: &Page, class: &ClassAtRisk) -> Self {
        let ClassAtRisk { class: size, line, risk } = class;
        let stage = page.word(format!("stage.{}", size.stage));
        // The very students that were counted.
        let of_class = query(&[
            ("programme", size.programme.as_str()),
            ("cohort", &size.cohort.to_string()),
            ("stage", size.stage.as_str()),
            ("standing", "studying"),
            ("qualification", "held"),
        ]);
        let follows = |outlook: &Option<Outlook>| outlook.as_ref().map(|outlook| Follows::of(page, outlook));
        ClassShown {
            programme: full_name(page, line),
            partner: page.institution(&line.partner).to_owned(),
            stage: page
                .t("continuity-stage-cohort")
                .with("stage", &stage)
                .with("cohort", size.cohort)
                .to_string(),
            students: page.number(size.students),
            href: format!("/students{of_class}"),
            failing: follows(&risk.failing),
            leaving: follows(&risk.leaving),
        }
    }
}
