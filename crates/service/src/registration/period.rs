//! The registrations of a record as rows: cut where the class changes, each with how it began and how it ended.

use guantong_model::{Date, ProgrammeId, Stage, StudentId, words};
use guantong_registry::{Event, Record};

words! {
    /// How a registration began.
    Came {
        /// With the first registration of a life (报到注册).
        New = "new",
        /// From another institution.
        In = "in",
        /// At the same institution: another stage, programme or class.
        Within = "within",
    }
}

words! {
    /// How a registration ended.
    Went {
        /// Not yet.
        Open = "open",
        /// On to another institution.
        Out = "out",
        /// Goes on at the same institution.
        Within = "within",
        /// With the record.
        Ended = "ended",
    }
}

/// A time in which one institution held a student's registration, in one stage, programme and class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegistrationPeriod {
    /// The record.
    pub student: StudentId,
    /// Place in the record, from 1.
    pub position: i64,
    /// The institution.
    pub institution: String,
    /// The stage.
    pub stage: Stage,
    /// The programme.
    pub programme: ProgrammeId,
    /// The class.
    pub cohort: i32,
    /// The first day.
    pub from: Date,
    /// The day it ended; open where absent.
    pub to: Option<Date>,
    /// How it began.
    pub came: Came,
    /// How it ended.
    pub went: Went,
}

/// The rows of a record, in order.
#[must_use]
pub fn periods(student: &StudentId, record: &Record) -> Vec<RegistrationPeriod> {
    let changes = class_changes(record);
    let mut rows: Vec<RegistrationPeriod> = Vec::new();
    for period in record.registrations() {
        let within = |on: &&Date| **on > period.from && period.to.is_none_or(|to| **on < to);
        let mut from = period.from;
        let cuts = changes.iter().filter(within).copied().map(Some).chain([None]);
        for cut in cuts {
            let cohort = if changes.is_empty() { record.cohort() } else { record.as_of(from).cohort() };
            rows.push(RegistrationPeriod {
                student: student.clone(),
                position: i64::try_from(rows.len() + 1).unwrap_or(i64::MAX),
                institution: period.institution.clone(),
                stage: period.stage,
                programme: period.programme.clone(),
                cohort,
                from,
                to: cut.or(period.to),
                came: Came::New,
                went: Went::Open,
            });
            from = cut.unwrap_or(from);
        }
    }
    let institutions: Vec<String> = rows.iter().map(|row| row.institution.clone()).collect();
    for (n, row) in rows.iter_mut().enumerate() {
        let before = n.checked_sub(1).and_then(|before| institutions.get(before));
        row.came = match before {
            None => Came::New,
            Some(before) if *before == row.institution => Came::Within,
            Some(_) => Came::In,
        };
        row.went = match institutions.get(n + 1) {
            Some(after) if *after == row.institution => Went::Within,
            Some(_) => Went::Out,
            None if row.to.is_some() => Went::Ended,
            None => Went::Open,
        };
    }
    rows
}

/// Days on which an entry changed the class, whether or not a correction took it back: a cut there does no harm.
fn class_changes(record: &Record) -> Vec<Date> {
    let changes = |event: &Event| matches!(event, Event::Repeated { .. } | Event::Resumed { .. });
    let entries = record.history().iter().filter(|entry| entry.events.iter().any(changes));
    let mut days: Vec<Date> = entries.map(|entry| entry.on).collect();
    days.sort_unstable();
    days.dedup();
    days
}
