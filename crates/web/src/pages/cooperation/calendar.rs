//! `/obligations/calendar`: what comes due in a year from today, month by month; and as a file that calendars read.

use super::duties::DutyShown;
use super::shown::holder_name;
use crate::answer::Answer;
use crate::frame::{Page, show};
use crate::pages::address::query;
use crate::pages::csv;
use crate::parts::Clauses;
use askama::Template;
use axum::extract::Query;
use guantong_cooperation::Duty;
use guantong_model::{Date, Fact};
use guantong_service::cooperation::DutyView;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// So many holders are named on a line; the others are counted.
const NAMED: usize = 3;

/// Whose calendar is asked for: of all within reach where it is empty.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    institution: String,
}

impl Asked {
    fn of(&self) -> Option<&str> {
        (!self.institution.is_empty()).then_some(self.institution.as_str())
    }
}

/// What comes due on a day.
struct LineShown {
    day: String,
    duty: String,
    href: String,
    holders: String,
    count: usize,
}

#[derive(Template)]
#[template(path = "cooperation/calendar.html")]
struct CalendarPage {
    asked: Asked,
    names: Vec<String>,
    months: Vec<(String, Vec<LineShown>)>,
    count: usize,
    file: String,
    clauses: Clauses,
    page: Page,
}

pub(super) async fn calendar(page: Page, Query(asked): Query<Asked>) -> Answer {
    let views = page.office().duty_calendar(asked.of()).await?;
    let names: BTreeSet<String> = match asked.of() {
        None => views.iter().flat_map(|view| view.owed.by.iter().cloned()).collect(),
        Some(_) => {
            page.office().duty_calendar(None).await?.into_iter().flat_map(|view| view.owed.by).collect()
        }
    };
    let mut days: BTreeMap<(Date, Duty), Vec<&DutyView>> = BTreeMap::new();
    for view in &views {
        days.entry((view.owed.due, view.owed.duty)).or_default().push(view);
    }
    let mut months: Vec<((i16, i8), Vec<LineShown>)> = Vec::new();
    for ((due, duty), of_day) in &days {
        let month = (due.year(), due.month());
        if months.last().is_none_or(|(last, _)| *last != month) {
            months.push((month, Vec::new()));
        }
        if let Some((_, lines)) = months.last_mut() {
            lines.push(line(&page, &asked, *due, *duty, of_day));
        }
    }
    let month = |((year, month), lines)| {
        let words = page.t("cooperation-month").with("year", i64::from(year)).with("month", i64::from(month));
        (words.to_string(), lines)
    };
    show(&CalendarPage {
        months: months.into_iter().map(month).collect(),
        count: views.len(),
        file: format!("/obligations/calendar.ics{}", query(&[("institution", asked.institution.as_str())])),
        names: names.into_iter().collect(),
        clauses: Clauses::of_provisions(&page, &["4.2.1.a", "4.2.2.b", "4.2.2.d", "4.2.3", "4.3.1.a"])
            .with_lead(&page),
        asked,
        page: page.clone(),
    })
}

fn line(page: &Page, asked: &Asked, due: Date, duty: Duty, views: &[&DutyView]) -> LineShown {
    let holders: BTreeSet<String> = views.iter().map(|view| holder_name(page, &view.owed.holder)).collect();
    let named: Vec<String> = holders.iter().take(NAMED).cloned().collect();
    let more = holders.len().saturating_sub(NAMED);
    let mut words = page.list(named);
    if more > 0 {
        words.push_str(&page.t("cooperation-and-more").count("count", more).to_string());
    }
    // One leads to its ledger, several to their list.
    let href = match views {
        [one] => super::page_of(&one.owed.holder),
        _ => format!(
            "/obligations{}",
            query(&[("duty", duty.as_str()), ("state", "all"), ("institution", asked.institution.as_str())])
        ),
    };
    LineShown {
        day: page.month_day(due),
        duty: page.word(format!("duty.{duty}")),
        href,
        holders: words,
        count: views.len(),
    }
}

/// The same as iCalendar (RFC 5545), a day each.
pub(super) async fn file(page: Page, Query(asked): Query<Asked>) -> Answer {
    let views = page.office().duty_calendar(asked.of()).await?;
    let stamp = page.office().today();
    let mut text = String::from("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//guantong//obligations//ZH\r\n");
    for (at, view) in views.iter().enumerate() {
        let shown = DutyShown::of(&page, view);
        let summary = page
            .t("cooperation-due-summary")
            .with("duty", Fact::Text(shown.name))
            .with("holder", Fact::Text(shown.holder))
            .to_string();
        let due = view.owed.due;
        put(&mut text, "BEGIN:VEVENT");
        put(&mut text, &format!("UID:{}-{}-{at}@guantong", basic(due), view.owed.duty));
        put(&mut text, &format!("DTSTAMP:{}T000000Z", basic(stamp)));
        put(&mut text, &format!("DTSTART;VALUE=DATE:{}", basic(due)));
        put(&mut text, &format!("SUMMARY:{}", escaped(&summary)));
        put(&mut text, &format!("DESCRIPTION:{}", escaped(&shown.of)));
        put(&mut text, "END:VEVENT");
    }
    put(&mut text, "END:VCALENDAR");
    let name = page.t("cooperation-file-calendar").with("on", stamp).to_string();
    Ok(csv::calendar(&name, text.into_bytes()))
}

/// A day without signs between its figures.
fn basic(on: Date) -> String {
    format!("{:04}{:02}{:02}", on.year(), on.month(), on.day())
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n")
}

/// Puts a line, folded so that none is longer than 75 octets.
fn put(text: &mut String, line: &str) {
    let mut width = 0;
    for c in line.chars() {
        if width + c.len_utf8() > 74 {
            text.push_str("\r\n ");
            width = 1;
        }
        width += c.len_utf8();
        let _ = write!(text, "{c}");
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_is_longer_than_75_octets_and_none_is_cut_within_a_letter() {
        let mut text = String::new();
        put(&mut text, &format!("SUMMARY:{}", "\u{5408}\u{4f5c}".repeat(40)));
        assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
        assert_eq!(
            text.replace("\r\n ", "").trim_end(),
            format!("SUMMARY:{}", "\u{5408}\u{4f5c}".repeat(40))
        );
    }

    #[test]
    fn what_has_a_meaning_is_escaped() {
        assert_eq!(escaped("a;b,c\\d\ne"), "a\\;b\\,c\\\\d\\ne");
    }
}
