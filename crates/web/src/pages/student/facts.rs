//! Who and where: the head of the record.

use crate::frame::{Page, Said};
use crate::pages::address::{encoded, query};
use crate::parts::Chip;
use crate::parts::masked::masked;
use guantong_model::{Date, Standing};
use guantong_service::rows::PlanLine;
use guantong_service::views::StudentView;

/// The head of the record.
pub(super) struct Head {
    pub(super) name: String,
    pub(super) lead: Said,
    /// The list the student stands in: words and address.
    pub(super) list: (String, String),
    /// Where the student stands, as the first sheet's heading, and a remark beside it.
    pub(super) stands: String,
    pub(super) beside: Option<Said>,
    /// Facts: what, the value, a remark.
    pub(super) facts: Vec<HeadFact>,
}

/// One fact of the head.
pub(super) struct HeadFact {
    pub(super) name: Said,
    pub(super) value: Shown,
    pub(super) remark: Option<String>,
}

/// A value as words, as a state, or as a link.
pub(super) enum Shown {
    Words(String),
    State(Chip),
    Link { words: String, href: String },
}

impl Head {
    pub(super) fn of(page: &Page, view: &StudentView) -> Self {
        let student = &view.student;
        let placement = view.record.placement();
        let major = view.line.as_ref().map_or_else(|| placement.major.clone(), PlanLine::major_printed);
        let track = page.word(format!("track.{}", placement.track));
        let of_institution = query(&[("institution", &student.institution)]);
        Head {
            name: view.person.name.clone(),
            lead: page
                .t("page-record-lead")
                .with("major", &major)
                .with("track", &track)
                .with("id", &student.id)
                .with("candidate", masked(student.candidate_no.as_str())),
            list: (page.institution(&student.institution).to_owned(), format!("/students{of_institution}")),
            stands: stands(page, view),
            beside: beside(page, view),
            facts: facts(page, view),
        }
    }
}

/// Where the student stands, in words: a year of a stage, or how the record ended.
fn stands(page: &Page, view: &StudentView) -> String {
    let record = &view.record;
    let standing = page.word(format!("standing.{}", record.standing()));
    match (record.standing(), record.ended_on()) {
        (Standing::Studying | Standing::OnLeave, _) => {
            let year = i64::from(record.year_of_stage(&view.terms, view.as_of));
            let stage = page.word(format!("stage.{}", record.stage()));
            page.t("page-record-stage-year").with("stage", &stage).with("year", year).to_string()
        }
        (_, Some(on)) => page.t("page-record-ended").with("standing", &standing).with("on", on).to_string(),
        _ => standing,
    }
}

fn beside(page: &Page, view: &StudentView) -> Option<Said> {
    let record = &view.record;
    if record.standing().ended() || record.standing() == Standing::Admitted {
        return None;
    }
    let years = view.terms.years(record.placement().track);
    let year = i64::from(years.before(record.stage()) + record.year_of_stage(&view.terms, view.as_of));
    let stage = match record.stage_work().as_str() {
        "open" => None,
        work => Some(page.word(format!("stage.work.{work}"))),
    };
    let said = page.t("page-record-programme-year").with("year", year);
    Some(match stage {
        None => said,
        Some(work) => page.t("page-record-programme-year-work").with("year", year).with("work", &work),
    })
}

fn facts(page: &Page, view: &StudentView) -> Vec<HeadFact> {
    let student = &view.student;
    let record = &view.record;
    let fact = |id: &str, value: Shown, remark: Option<String>| HeadFact { name: page.t(id), value, remark };
    let institution = |name: &str| Shown::Words(page.institution(name).to_owned());
    let registered =
        record.registered_at().map_or_else(|| Shown::Words(page.t("page-none").to_string()), institution);
    let years = page
        .t("page-record-years")
        .with("entry", record.entry_year())
        .with("cohort", record.cohort())
        .to_string();
    // Whoever was taken over came by a round nobody told of.
    let chosen = if student.preference == 0 {
        page.t("page-record-taken-over").to_string()
    } else {
        page.t("page-record-chosen")
            .with("round", page.word(format!("round.{}", student.round.as_str())))
            .with("preference", student.preference)
            .to_string()
    };
    let book = record.rule_book();
    let mut facts = vec![
        fact(
            "page-student-standing",
            Shown::State(Chip::standing(page, record.standing())),
            on_leave(page, view),
        ),
        fact(
            "page-student-qualification",
            Shown::State(Chip::qualification(page, record.qualification())),
            None,
        ),
        fact("page-record-entry", Shown::Words(years), None),
        fact("page-student-score", Shown::Words(student.score.to_string()), Some(chosen)),
        fact("page-record-studies-at", institution(record.studies_at()), None),
        fact("page-student-registered-at", registered, None),
        fact(
            "page-record-rule-book",
            Shown::Link {
                words: page.word(format!("rule_book.{book}")),
                href: format!("/editions/{}/rulebooks/{book}", encoded(&page.edition().id)),
            },
            None,
        ),
    ];
    if record.standing() == Standing::Graduated {
        let (to, on) = match view.destination {
            Some((to, on)) => {
                let on = page.t("graduates-reported-on").with("on", page.date(on)).to_string();
                (page.word(format!("destination.{to}")), Some(on))
            }
            None => (page.t("graduates-not-reported").to_string(), None),
        };
        facts.push(fact("graduates-destination", Shown::Words(to), on));
    }
    facts
}

/// Until when a leave was granted.
fn on_leave(page: &Page, view: &StudentView) -> Option<String> {
    let leave = view.record.leave()?;
    let days: (Date, Date) = (leave.from, leave.until);
    Some(page.t("page-edition-from-to").with("from", days.0).with("to", days.1).to_string())
}
