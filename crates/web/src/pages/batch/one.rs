//! One batch: before it is carried out its preview, afterwards what came of it.

use super::address;
use super::list::state_chip;
use crate::answer::{Answer, Problem};
use crate::frame::{Page, Said, show_as};
use crate::parts::{Chip, Clauses};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use guantong_model::StudentId;
use guantong_policy::{Decision, Outcome};
use guantong_service::batch::{
    BatchKind, BatchLine, BatchRow, BatchState, BatchView, Line, Preview, Why, signature_of, stream,
};
use guantong_service::rows::Student;
use guantong_service::{Fault, ServiceError};

/// As many of those who move as are listed; the rest stand in the export.
const LISTED: usize = 100;
/// As many of those who are held before it is carried out.
const HELD: usize = 300;
/// As many mistakes of a sheet as are listed; the rest stand in the marked sheet.
const MISTAKES: usize = 20;

#[derive(Template)]
#[template(path = "batch/one.html")]
pub(super) struct OnePage {
    pub(super) row: BatchRow,
    pub(super) state: Chip,
    here: String,
    /// What stood in the way of what was asked last.
    pub(super) problem: Option<(Said, Vec<Said>)>,
    /// Before it is carried out.
    open: Option<OpenShown>,
    /// Afterwards.
    done: Option<DoneShown>,
    page: Page,
}

/// A student and what is, or was, decided of him.
struct Shown {
    id: String,
    href: String,
    name: String,
    programme: String,
    outcome: Chip,
    why: String,
    clauses: Clauses,
    then: String,
}

struct OpenShown {
    preview: Preview,
    held: Vec<Shown>,
    moved: Vec<Shown>,
    mistakes: Vec<Said>,
    more_mistakes: usize,
    students_in_sheet: usize,
    parties: Vec<Party>,
}

/// An institution that signs.
struct Party {
    name: String,
    /// Who signed and when, where it did.
    signed: Option<Said>,
    /// Whether what was signed is an older list.
    stale: bool,
    /// Whether who asks prepared the batch or signed for another, so that somebody else has to sign.
    had_a_hand: bool,
}

struct DoneShown {
    lead: Said,
    moved: Vec<Shown>,
    moved_all: i64,
    exceptions: Vec<(Shown, bool)>,
}

pub(super) async fn one(page: Page, Path(id): Path<String>) -> Answer {
    let row = page.office().batch(&id).await?.ok_or(Problem::NotFound)?;
    let shown = OnePage::of(page, row).await?;
    show_as(StatusCode::OK, &shown)
}

impl OnePage {
    pub(super) async fn of(page: Page, row: BatchRow) -> Result<Self, Problem> {
        let state = state_chip(&page, &row);
        let here = address(&row.id);
        let mut shown =
            OnePage { state, here, problem: None, open: None, done: None, row, page: page.clone() };
        let row = shown.row.clone();
        match row.state {
            BatchState::Cancelled => {}
            BatchState::Open => match page.office().preview_batch(&row).await {
                Ok(preview) => shown.open = Some(OpenShown::of(&page, &row, preview).await?),
                // A sheet that can no longer be read is said; another can be given in.
                Err(ServiceError::BadInput(messages)) => {
                    let said = messages.iter().map(|message| page.say(message)).collect();
                    shown.problem = Some((page.t("batch-sheet-unread"), said));
                }
                Err(other) => return Err(other.into()),
            },
            BatchState::Closed => {
                let limit = i64::try_from(LISTED).unwrap_or(i64::MAX);
                let view = page.office().batch_view(&row.id, 0, limit).await?.ok_or(Problem::NotFound)?;
                shown.done = Some(DoneShown::of(&page, view).await?);
            }
        }
        Ok(shown)
    }

    fn step(&self) -> usize {
        match (&self.open, self.row.state) {
            (_, BatchState::Closed | BatchState::Cancelled) => 4,
            (Some(open), _) if !open.preview.mistakes().is_empty() => 1,
            (Some(open), _) if open.parties.iter().any(|party| party.signed.is_some()) => 3,
            (Some(open), _) if open.preview.moved() > 0 => 2,
            _ => 1,
        }
    }

    fn steps(&self) -> [&'static str; 5] {
        [
            "batches-step-class",
            "batches-step-sheet",
            "batches-step-preview",
            "batches-step-sign",
            "batches-step-done",
        ]
    }

    fn scope(&self) -> Said {
        self.page
            .t("batch-scope")
            .with("institution", self.page.institution(&self.row.institution))
            .with("cohort", self.row.cohort)
            .with("stage", self.page.word(format!("stage.{}", self.row.stage)))
            .with("on", self.row.on)
    }

    fn kind(&self) -> String {
        self.page.word(format!("batch.{}", self.row.kind))
    }

    fn assesses(&self) -> bool {
        self.row.kind == BatchKind::Assess
    }
}

impl OpenShown {
    async fn of(page: &Page, row: &BatchRow, preview: Preview) -> Result<Self, Fault> {
        let names = names(page).await?;
        let show = |line: &Line| shown_line(page, &names, line);
        let held = preview.lines.iter().filter(|line| !line.moves()).take(HELD).map(show).collect();
        let moved = preview.lines.iter().filter(|line| line.moves()).take(LISTED).map(show).collect();
        let mistakes = preview.mistakes();
        let said = mistakes.iter().take(MISTAKES).map(|mistake| {
            let message = page.say(&mistake.message);
            page.t("batch-sheet-at").with("at", mistake.at.to_string()).with("message", message)
        });
        let mut parties = Vec::new();
        for party in &preview.parties {
            let signature = row.signatures.iter().rev().find(|signature| signature.institution == *party);
            let stale = signature.is_some_and(|signature| signature.digest != preview.digest);
            let said = |actor: &str, at: i64| {
                page.t("batch-signed").with("actor", page.by(actor)).with("at", page.moment(at))
            };
            let signed = signature.filter(|_| !stale).map(|s| said(&s.actor, s.signed_at));
            let part = signature_of(party);
            let had_a_hand =
                page.acts_for(party) && page.office().had_a_hand(&stream(&row.id), &part).await?;
            parties.push(Party { name: party.clone(), signed, stale, had_a_hand });
        }
        Ok(OpenShown {
            held,
            moved,
            mistakes: said.collect(),
            more_mistakes: mistakes.len().saturating_sub(MISTAKES),
            students_in_sheet: preview.sheet.as_ref().map_or(0, guantong_service::batch::SheetRead::students),
            parties,
            preview,
        })
    }

    fn one_party(&self) -> bool {
        self.parties.len() == 1
    }

    /// Whether the next signature carries it out.
    fn last_signature(&self) -> bool {
        self.parties.iter().filter(|party| party.signed.is_none()).count() == 1
    }

    fn may_sign(&self) -> bool {
        self.preview.mistakes().is_empty() && self.preview.moved() > 0
    }

    fn digest(&self) -> String {
        grouped(&self.preview.digest)
    }
}

impl DoneShown {
    async fn of(page: &Page, view: BatchView) -> Result<Self, Fault> {
        let names = names(page).await?;
        let show = |line: &BatchLine, student: &Student| {
            let decision = line.decision.as_ref();
            shown(page, &names, student, decision, line.why, String::new())
        };
        let closed = view.row.closed.as_ref();
        let lead = page
            .t("batch-done-lead")
            .with("moved", closed.map_or(0, |closed| closed.moved))
            .with("held", closed.map_or(0, |closed| closed.held))
            .with("at", page.moment(closed.map_or(0, |closed| closed.closed_at)))
            .with("by", closed.map_or("", |closed| closed.closed_by.as_str()));
        Ok(DoneShown {
            lead,
            moved: view.moved.iter().map(|(line, student)| show(line, student)).collect(),
            moved_all: closed.map_or(0, |closed| closed.moved),
            exceptions: view
                .exceptions
                .iter()
                .map(|exception| (show(&exception.line, &exception.student), exception.settled))
                .collect(),
        })
    }

    fn listed(&self) -> usize {
        self.moved.len()
    }

    fn all_listed(&self) -> bool {
        i64::try_from(self.moved.len()).unwrap_or(i64::MAX) >= self.moved_all
    }
}

/// The printed name of each programme's major.
pub(super) async fn names(page: &Page) -> Result<std::collections::BTreeMap<String, String>, Fault> {
    let lines = page.office().programmes_of_all_plans().await?;
    Ok(lines.iter().map(|line| (line.programme.to_string(), line.major_printed())).collect())
}

fn shown_line(page: &Page, names: &std::collections::BTreeMap<String, String>, line: &Line) -> Shown {
    let then = match (&line.registered_next, &line.studies_next) {
        (Some(registered), Some(studies)) => page
            .t("batch-then-progress")
            .with("registered", page.institution(registered))
            .with("studies", page.institution(studies))
            .to_string(),
        _ => String::new(),
    };
    let mut shown =
        shown(page, names, &line.student, line.decision(), line.asked.as_ref().err().copied(), then);
    if !line.reason.is_empty() {
        shown.why = page.list([shown.why, line.reason.clone()]);
    }
    shown
}

fn shown(
    page: &Page,
    names: &std::collections::BTreeMap<String, String>,
    student: &Student,
    decision: Option<&Decision>,
    why: Option<Why>,
    then: String,
) -> Shown {
    let id = student.id.to_string();
    Shown {
        href: student_href(&student.id),
        id,
        name: student.name.clone(),
        programme: names.get(student.programme.as_str()).cloned().unwrap_or_default(),
        outcome: outcome(page, decision),
        why: said(page, decision, why),
        clauses: Clauses::of(page, decision.map_or(&[][..], |decision| &decision.citations)),
        then,
    }
}

/// What is said of a decision, or of why nothing was asked.
pub(super) fn said(page: &Page, decision: Option<&Decision>, why: Option<Why>) -> String {
    match (decision, why) {
        (Some(decision), _) => page.say(&decision.message()).to_string(),
        (None, Some(why)) => page.word(format!("batch-why.{why}")),
        (None, None) => String::new(),
    }
}

fn outcome(page: &Page, decision: Option<&Decision>) -> Chip {
    match decision.map(|decision| decision.outcome) {
        Some(Outcome::Accepted) => Chip::new("ok", page.t("batch-count-moved")),
        Some(Outcome::Refused) => Chip::new("no", page.word("outcome.refused")),
        Some(Outcome::Referred) => Chip::new("ask", page.word("outcome.referred")),
        None => Chip::new("wait", page.t("batch-count-held")),
    }
}

fn student_href(id: &StudentId) -> String {
    format!("/students/{}", crate::pages::address::encoded(id.as_str()))
}

/// A digest in groups of eight, to be read aloud.
fn grouped(digest: &str) -> String {
    let letters: Vec<char> = digest.chars().collect();
    letters.chunks(8).map(|some| some.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}
