//! What happened to a request, newest first.

use super::address;
use crate::frame::{Page, Said};
use crate::pages::address::encoded;
use crate::parts::DecisionShown;
use guantong_model::Date;
use guantong_requests::{Event, Verdict};
use guantong_service::request::{PaperShown, RequestView};

/// A file that can be opened.
pub(super) struct PaperLink {
    pub(super) href: String,
    pub(super) name: String,
    pub(super) size: Said,
}

impl PaperLink {
    pub(super) fn of(page: &Page, request: &str, paper: &PaperShown) -> Self {
        let kib = (paper.size + 1023) / 1024;
        PaperLink {
            href: format!("{}/files/{}", address(request), encoded(&paper.digest)),
            name: paper.name.clone(),
            size: page.t("request-file-size").with("kib", kib),
        }
    }
}

/// Something that happened.
pub(super) struct Happened {
    pub(super) on: Date,
    pub(super) class: &'static str,
    pub(super) what: Said,
    pub(super) by: Said,
    pub(super) texts: Vec<String>,
    pub(super) files: Vec<PaperLink>,
    pub(super) decision: Option<DecisionShown>,
}

pub(super) fn story(page: &Page, view: &RequestView) -> Vec<Happened> {
    let happened = view.row.request.log.iter().map(|one| {
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
        Happened {
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
    happened.reverse();
    happened
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
