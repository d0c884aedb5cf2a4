//! What fields say together, and beside the records that are there: order of days, one thing in two hands, what was
//! counted already.

use crate::kind::Kind;
use crate::read::{Ground, Wrong};
use crate::record::{Fields, Record, RecordState};
use guantong_model::{Date, Message};

/// What is wrong with fields that each hold by themselves.
pub(crate) fn wrong_with(kind: Kind, fields: &Fields, ground: &Ground<'_>) -> Vec<Wrong> {
    let mut wrong = Vec::new();
    if let (Some(from), Some(until)) = (day(fields, "from"), day(fields, "until"))
        && until < from
    {
        let message = Message::new("cooperation-wrong-until").with("from", from).with("until", until);
        wrong.push(Wrong { field: "until", message });
    }
    wrong.extend(match kind {
        Kind::TaskDivision => one_hand(fields),
        Kind::IndicatorResult => told_twice(fields, ground),
        Kind::AnnualReport => reported(fields, ground),
        Kind::ResourceBooking => taken(fields, ground),
        Kind::CreditRecognition => counted_twice(fields, ground),
        Kind::IssueClosing | Kind::IssueReceipt => told_already(kind, fields, ground),
        _ => None,
    });
    wrong
}

fn day(fields: &Fields, name: &str) -> Option<Date> {
    fields.get(name)?.parse().ok()
}

fn text<'a>(fields: &'a Fields, name: &str) -> &'a str {
    fields.get(name).map_or("", String::as_str)
}

/// The other records of a kind that were not taken back, one that waits for the other side too: both may come to count.
fn others<'a>(kind: Kind, ground: &Ground<'a>) -> impl Iterator<Item = &'a Record> + use<'a> {
    let number = ground.number;
    ground.records.iter().filter(move |record| {
        record.kind == kind && record.state != RecordState::TakenBack && Some(record.number) != number
    })
}

/// Who enters results does not confirm them.
fn one_hand(fields: &Fields) -> Option<Wrong> {
    (text(fields, "enters") == text(fields, "confirms"))
        .then(|| Wrong { field: "confirms", message: Message::new("cooperation-wrong-one-hand") })
}

/// An indicator has one result a year.
fn told_twice(fields: &Fields, ground: &Ground<'_>) -> Option<Wrong> {
    let same = |record: &&Record| {
        ["of-indicator", "year"].iter().all(|name| record.text(name) == text(fields, name))
    };
    let found = others(Kind::IndicatorResult, ground).find(same)?;
    let message = Message::new("cooperation-wrong-result-there")
        .with("year", text(fields, "year"))
        .with("number", found.number);
    Some(Wrong { field: "year", message })
}

/// A year is reported on once.
fn reported(fields: &Fields, ground: &Ground<'_>) -> Option<Wrong> {
    let same = |record: &&Record| record.text("year") == text(fields, "year");
    let found = others(Kind::AnnualReport, ground).find(same)?;
    let message = Message::new("cooperation-wrong-reported").with("year", text(fields, "year"));
    Some(Wrong { field: "year", message: message.with("number", found.number) })
}

/// An issue is received once and closed once.
fn told_already(kind: Kind, fields: &Fields, ground: &Ground<'_>) -> Option<Wrong> {
    let found = others(kind, ground).find(|record| record.text("issue") == text(fields, "issue"))?;
    let message = Message::new("cooperation-wrong-issue-there").with("number", found.number);
    Some(Wrong { field: "issue", message })
}

/// What one can have at a time only is not had by two.
fn taken(fields: &Fields, ground: &Ground<'_>) -> Option<Wrong> {
    let (begins, ends) = (text(fields, "begins"), text(fields, "ends"));
    if ends <= begins {
        let message = Message::new("cooperation-wrong-ends").with("begins", begins).with("ends", ends);
        return Some(Wrong { field: "ends", message });
    }
    let resource = ground.records.iter().find(|record| {
        record.kind == Kind::SharedResource && record.number.to_string() == text(fields, "resource")
    })?;
    let on = day(fields, "on")?;
    if !resource.holds_on(on) {
        let message = Message::new("cooperation-wrong-not-open").with("name", resource.text("name"));
        return Some(Wrong { field: "on", message: message.with("on", on) });
    }
    if !Kind::is_exclusive(resource.text("sort")) {
        return None;
    }
    let same = |record: &&Record| {
        ["resource", "on"].iter().all(|name| record.text(name) == text(fields, name))
            && record.text("begins") < ends
            && begins < record.text("ends")
    };
    let found = others(Kind::ResourceBooking, ground).find(same)?;
    let message = Message::new("cooperation-wrong-taken")
        .with("name", resource.text("name"))
        .with("on", on)
        .with("begins", found.text("begins"))
        .with("ends", found.text("ends"))
        .with("by", found.by.as_str());
    Some(Wrong { field: "begins", message })
}

/// Credits of a course are recognised once: for the same programme and the same days it is not said twice into which
/// course they go.
fn counted_twice(fields: &Fields, ground: &Ground<'_>) -> Option<Wrong> {
    let (from, until) = (day(fields, "from")?, day(fields, "until"));
    let same = |record: &&Record| {
        ["programme", "from-course"].iter().all(|name| record.text(name) == text(fields, name))
            && record.day("from").is_some_and(|other| until.is_none_or(|until| other <= until))
            && record.day("until").is_none_or(|other| from <= other)
    };
    let found = others(Kind::CreditRecognition, ground).find(same)?;
    let message = Message::new("cooperation-wrong-counted")
        .with("course", text(fields, "from-course"))
        .with("number", found.number)
        .with("to", found.text("to-course"));
    Some(Wrong { field: "from-course", message })
}
