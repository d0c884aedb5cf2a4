//! What happened to a request, newest first.

use super::address;
use crate::frame::{Page, Said};
use crate::pages::address::encoded;
use crate::parts::DecisionShown;
use guantong_model::Date;
use guantong_requests::{Event, Verdict};
use guantong_service::notice::{ReminderRow, ReminderWhat};
use guantong_service::request::{PaperShown, RequestView};

/// A file that can be opened.
pub(in crate::pages) struct PaperLink {
    pub(in crate::pages) href: String,
    pub(in crate::pages) name: String,
    pub(in crate::pages) size: Said,
}

impl PaperLink {
    pub(in crate::pages) fn of(page: &Page, request: &str, paper: &PaperShown) -> Self {
        let kib = (paper.size + 1023) / 1024;
        PaperLink {
            href: format!("{}/files/{}", address(request), encoded(&paper.digest)),
            name: paper.name.clone(),
            size: page.t("request-file-size").with("kib", kib),
        }
    }
}

/// Something that happened.
pub(in crate::pages) struct Happened {
    pub(in crate::pages) on: Date,
    pub(in crate::pages) class: &'static str,
    pub(in crate::pages) what: Said,
    pub(in crate::pages) by: Said,
    pub(in crate::pages) texts: Vec<String>,
    pub(in crate::pages) files: Vec<PaperLink>,
    pub(in crate::pages) decision: Option<DecisionShown>,
    /// The request that an upheld appeal led to.
    pub(in crate::pages) leads_to: Option<(String, Said)>,
}

pub(in crate::pages) fn story(page: &Page, view: &RequestView) -> Vec<Happened> {
    let happened = view.log.iter().map(|one| {
        let papers = one.event.papers().iter().filter_map(|paper| view.papers.get(&paper.digest));
        let (mut texts, mut files) = (Vec::new(), Vec::new());
        for paper in papers {
            if paper.text.is_empty() {
                files.push(PaperLink::of(page, &view.row.id, paper));
            } else {
                texts.push(paper.text.clone());
            }
        }
        let (class, what, decision) = told(page, &one.event);
        let leads_to = match &one.event {
            Event::Decided { leads_to: Some(other), .. } => {
                Some((address(other), page.t("request-told-leads-to").with("request", other.as_str())))
            }
            _ => None,
        };
        Happened {
            leads_to,
            on: one.on,
            class,
            what,
            by: page
                .t("request-by")
                .with("actor", view.actors.get(&one.actor).unwrap_or(&one.actor).as_str()),
            texts,
            files,
            decision,
        }
    });
    let mut happened: Vec<Happened> = happened.collect();
    happened.extend(view.reminders.iter().map(|reminder| reminded(page, reminder)));
    happened.sort_by_key(|one| one.on);
    happened.reverse();
    happened
}

/// A desk was reminded of its last day.
fn reminded(page: &Page, reminder: &ReminderRow) -> Happened {
    let class = if reminder.what == ReminderWhat::Over { "is-no" } else { "is-ask" };
    let what = page
        .t(format!("request-told-reminded-{}", reminder.what))
        .with("desk", page.word(format!("desk.{}", reminder.desk)))
        .with("due", reminder.due_on);
    Happened {
        leads_to: None,
        on: reminder.told_on,
        class,
        what,
        by: page.t("request-by-itself"),
        texts: Vec::new(),
        files: Vec::new(),
        decision: None,
    }
}

fn told(page: &Page, event: &Event) -> (&'static str, Said, Option<DecisionShown>) {
    match event {
        Event::Opened(opened) => {
            let by = page.word(format!("asker.{}", opened.by));
            ("", page.t("request-told-opened").with("by", by), None)
        }
        Event::Decided { desk, verdict, number, decision, .. } => {
            let class = match verdict {
                Verdict::Agree => "is-ok",
                Verdict::Refuse => "is-no",
                Verdict::Return => "is-ask",
            };
            let id = if number.is_empty() { "request-told-decided" } else { "request-told-decided-number" };
            let what = page
                .t(id)
                .with("desk", page.word(format!("desk.{desk}")))
                .with("verdict", page.word(format!("verdict.{verdict}")))
                .with("number", number.as_str());
            let title = page.t("request-on-record").to_string();
            (class, what, decision.as_ref().map(|decision| DecisionShown::of(page, title, decision)))
        }
        Event::Completed { .. } => ("", page.t("request-told-completed"), None),
        Event::Commented { .. } => ("", page.t("request-told-commented"), None),
        Event::TakenBack => ("is-ask", page.t("request-told-taken-back"), None),
        Event::Extended { .. } => ("is-ask", page.t("request-told-extended"), None),
        Event::Served { how } => {
            ("", page.t("request-told-served").with("how", page.word(format!("served.{how}"))), None)
        }
        Event::Reopened { appeal } => {
            ("is-ok", page.t("request-told-reopened").with("appeal", appeal.as_str()), None)
        }
    }
}
