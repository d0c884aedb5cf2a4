//! The seven years in three stretches, with the years away between them.

use crate::frame::{Page, Said};
use guantong_model::{CertificateKind, Date, Stage, Track};
use guantong_registry::{Period, Record};
use guantong_service::views::StudentView;

/// A stretch of the road.
pub(super) struct Stretch {
    pub(super) class: String,
    pub(super) title: Said,
    pub(super) words: String,
    order: Date,
}

/// The first day of an academic year.
fn september(year: i32) -> Option<Date> {
    i16::try_from(year).ok().and_then(|year| Date::new(year, 9, 1).ok())
}

/// The month in which a stage that ends with an academic year ends.
fn july(year: i32) -> Option<Date> {
    i16::try_from(year).ok().and_then(|year| Date::new(year, 7, 1).ok())
}

/// When the stage the student is in ends by the plan of his class; nothing of a record that ended, and of a day gone by.
pub(super) fn end_of_stage(view: &StudentView) -> Option<Date> {
    let record = &view.record;
    if record.standing().ended() || record.stage_complete() {
        return None;
    }
    let years = view.terms.years(record.placement().track);
    let last = record.cohort() + years.before(record.stage()) + years.of(record.stage());
    july(last).filter(|on| *on > view.as_of)
}

/// The stages as they were, are and will be, and the leaves.
pub(super) fn stretches(page: &Page, view: &StudentView) -> Vec<Stretch> {
    let record = &view.record;
    let placement = record.placement();
    let years = view.terms.years(placement.track);
    let mut road = Vec::new();
    for (n, stage) in Stage::ALL.iter().enumerate() {
        // Whoever ended goes no further.
        if record.standing().ended() && *stage > record.stage() {
            break;
        }
        let first = began(record, *stage).or_else(|| september(record.cohort() + years.before(*stage)));
        let last = july(record.cohort() + years.before(*stage) + years.of(*stage));
        let (Some(first), Some(last)) = (first, last) else { continue };
        let now = *stage == record.stage() && !record.standing().ended();
        let state = match stage.cmp(&record.stage()) {
            std::cmp::Ordering::Greater => " is-ahead",
            _ if now => " is-now",
            _ => "",
        };
        road.push(Stretch {
            class: format!("r-{}{state}", n + 1),
            title: page
                .t("my-road-stage")
                .with("stage", page.word(format!("stage.{stage}")))
                .with("from", month(page, first))
                .with("to", month(page, last)),
            words: words(page, view, *stage, now),
            order: first,
        });
    }
    let leaves = record.past_leaves().chain(record.leave().map(|leave| (leave.from, leave.until)));
    road.extend(leaves.map(|(from, to)| {
        Stretch {
            class: "is-gap".to_owned(),
            title: page.t("my-road-leave"),
            words: page
                .t("my-road-leave-words")
                .with("from", month(page, from))
                .with("to", month(page, to))
                .with("cohort", record.cohort())
                .to_string(),
            order: from,
        }
    }));
    road.sort_by_key(|stretch| stretch.order);
    road
}

/// The day a stage began, where it has.
fn began(record: &Record, stage: Stage) -> Option<Date> {
    let of = |period: &&Period| period.stage == stage;
    record.studies().iter().find(of).map(|period| period.from)
}

fn month(page: &Page, day: Date) -> String {
    let (year, month) = (i32::from(day.year()), i64::from(day.month()));
    page.t("my-month").with("year", year.to_string()).with("month", month).to_string()
}

/// Where one sits and is registered in a stage, and what one gets for completing it.
fn words(page: &Page, view: &StudentView, stage: Stage, now: bool) -> String {
    let record = &view.record;
    let placement = record.placement();
    let kind = match stage {
        Stage::Secondary => CertificateKind::Secondary,
        Stage::College => CertificateKind::College,
        Stage::Bachelor => CertificateKind::Bachelor,
    };
    let (studies, registered) = match now {
        true => (record.studies_at(), record.registered_at().unwrap_or(record.studies_at())),
        false => (placement.studies_at(stage), placement.registered_at(stage)),
    };
    let issued = record.certificates().iter().any(|certificate| certificate.kind == kind);
    let mut parts = Vec::new();
    if now {
        parts.push(page.t("my-road-now").to_string());
    }
    let where_ = if studies == registered { "my-road-at" } else { "my-road-at-two" };
    parts.push(
        page.t(where_)
            .with("studies", page.institution(studies))
            .with("registered", page.institution(registered))
            .to_string(),
    );
    let kind = page.word(format!("certificate.{kind}"));
    // Of 高本贯通 nobody is given the first certificate who goes on (2.1.a).
    if issued {
        parts.push(page.t("my-road-issued").with("kind", &kind).to_string());
    } else if stage != Stage::Secondary || placement.track == Track::SecondaryBachelor {
        parts.push(
            page.t("my-road-will-issue")
                .with("kind", &kind)
                .with("issuer", page.institution(registered))
                .to_string(),
        );
    }
    parts.concat()
}
