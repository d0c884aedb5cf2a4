//! A request: what is asked, where it stands, what the rules say beside it, what may be done, all that happened.

use super::fields::Field;
use super::story::{Happened, PaperLink, story};
use super::{address, days, fields, holder, personal, state_chip};
use crate::answer::{Answer, Problem};
use crate::frame::{Page, Said, show_as};
use crate::pages::address::{encoded, query};
use crate::parts::{Chip, Clauses, DecisionShown};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use guantong_documents::evidence;
use guantong_model::Date;
use guantong_policy::Decision;
use guantong_registry::Command;
use guantong_requests::{Act, Desk, Kind, PaperKind, STREAM, Served, Verdict};
use guantong_service::ServiceError;
use guantong_service::request::RequestView;

#[derive(Template)]
#[template(path = "request/one.html")]
pub(super) struct OnePage {
    view: RequestView,
    title: String,
    here: String,
    student: Option<(String, String)>,
    state: Chip,
    /// Name and value of what is asked for.
    facts: Vec<(Said, String)>,
    statement: Option<String>,
    files: Vec<PaperLink>,
    desks: Vec<DeskLine>,
    /// What the desk it is at rests on.
    basis: Clauses,
    outlook: Option<DecisionShown>,
    history: Vec<Happened>,
    /// Where an appeal is made, and until when.
    appeal: Option<(String, Said)>,
    clauses: Clauses,
    pub(super) heading: Option<Said>,
    pub(super) mistakes: Vec<Said>,
    pub(super) text: String,
    /// What may be asked for otherwise with a completion, as it is filled in.
    fields: Vec<Field>,
    page: Page,
}

struct DeskLine {
    name: String,
    who: String,
    within: Option<String>,
    now: bool,
    said: Option<(Chip, Date)>,
}

pub(super) async fn one(page: Page, Path(id): Path<String>) -> Answer {
    let shown = OnePage::of(page, &id).await?;
    show_as(StatusCode::OK, &shown)
}

/// The page again after something could not be done, with what was typed.
pub(super) async fn again(page: Page, id: &str, error: ServiceError, text: &str) -> Answer {
    let (status, heading, messages) = match error {
        ServiceError::BadInput(messages) => (StatusCode::UNPROCESSABLE_ENTITY, "request-wrong", messages),
        ServiceError::Conflict(conflict) => {
            (StatusCode::CONFLICT, "page-problem-conflict", vec![conflict.message])
        }
        other => return Err(other.into()),
    };
    let mut shown = OnePage::of(page, id).await?;
    shown.heading = Some(shown.page.t(heading));
    shown.mistakes = messages.iter().map(|message| shown.page.say(message)).collect();
    text.clone_into(&mut shown.text);
    show_as(status, &shown)
}

/// The page again where the rules do not let the record follow, with who decides where they leave it to somebody.
pub(super) async fn not_accepted(
    page: Page,
    id: &str,
    decision: &Decision,
    typed: fields::Typed<'_>,
    text: &str,
) -> Answer {
    let told = DecisionShown::of(&page, String::new(), decision);
    let mut shown = OnePage::of(page, id).await?.with_typed(typed).await?;
    shown.heading = Some(shown.page.t("request-not-accepted"));
    shown.mistakes = std::iter::once(told.why).chain(told.ways).collect();
    text.clone_into(&mut shown.text);
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &shown)
}

/// The page again where fields of what is asked for were filled in wrongly.
pub(super) async fn wrong(
    page: Page,
    id: &str,
    mistakes: Vec<Said>,
    typed: fields::Typed<'_>,
    text: &str,
) -> Answer {
    let mut shown = OnePage::of(page, id).await?.with_typed(typed).await?;
    shown.heading = Some(shown.page.t("request-wrong"));
    shown.mistakes = mistakes;
    text.clone_into(&mut shown.text);
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &shown)
}

impl OnePage {
    pub(super) async fn of(page: Page, id: &str) -> Result<Self, Problem> {
        let view = page.office().request(id).await?;
        let request = &view.row.request;
        let kind = request.opened.kind;
        let title = page.word(format!("request-kind.{kind}"));
        let here = address(id);
        let student = view
            .student
            .as_ref()
            .map(|student| (student.name.clone(), format!("/students/{}", encoded(student.id.as_str()))));
        let paper = |of: PaperKind| {
            let named = request.opened.papers.iter().filter(move |paper| paper.kind == of);
            named.filter_map(|paper| view.papers.get(&paper.digest))
        };
        let statement = paper(PaperKind::Statement).next().map(|paper| paper.text.clone());
        let files = paper(PaperKind::File).map(|paper| PaperLink::of(&page, id, paper)).collect();
        let outlook = view.if_agreed.as_ref().or(request.opened.outlook.as_ref());
        let book = page.office().request_book()?;
        let citations = book.kind(kind).map(|terms| terms.citations.clone()).unwrap_or_default();
        let about = query(&[("about", &format!("{STREAM}{id}")), ("version", &view.row.version.to_string())]);
        let appeal =
            view.acts.contains(&Act::Appeal).then_some(view.appeal).flatten().map(|(next, until)| {
                let concerned = encoded(request.opened.student.as_str());
                let href = format!("/students/{concerned}/requests/new/{next}{about}");
                let said = if until < view.today { "request-appeal-over" } else { "request-appeal-until" };
                (href, page.t(said).with("until", until))
            });
        let fields = fields_of(&page, &view, &[]).await?;
        Ok(OnePage {
            state: state_chip(&page, request),
            facts: facts(&page, &view),
            statement,
            files,
            desks: desks(&page, &view),
            basis: Clauses::of(
                &page,
                &view.desks.iter().find(|desk| desk.now).map_or(Vec::new(), |desk| desk.citations.clone()),
            )
            .with_lead(&page),
            outlook: outlook.map(|decision| DecisionShown::of(&page, title.clone(), decision)),
            history: story(&page, &view),
            appeal,
            clauses: Clauses::of(&page, &citations).with_lead(&page),
            heading: None,
            mistakes: Vec::new(),
            text: String::new(),
            fields,
            title,
            here,
            student,
            view,
            page,
        })
    }

    /// The same with what was typed for a completion.
    async fn with_typed(mut self, typed: fields::Typed<'_>) -> Result<Self, Problem> {
        if !typed.is_empty() {
            self.fields = fields_of(&self.page, &self.view, typed).await?;
        }
        Ok(self)
    }

    fn may(&self, act: Act) -> bool {
        self.view.acts.contains(&act)
    }

    fn kind(&self) -> Kind {
        self.view.row.request.opened.kind
    }

    fn version(&self) -> i64 {
        self.view.row.version
    }

    fn desk(&self) -> Option<Desk> {
        self.view.row.stop().map(|stop| stop.desk)
    }

    /// What a verdict is called at the desk it is at.
    fn verdict(&self, verdict: &Verdict) -> Said {
        let family = match (self.kind().is_appeal(), self.desk()) {
            (true, _) => "appeal",
            (_, Some(Desk::Student)) => "heard",
            (_, Some(Desk::Guardian)) => "guardian",
            _ => "desk",
        };
        self.page.t(format!("request-say-{family}-{verdict}"))
    }

    /// The verdicts that can be given at the desk it is at.
    fn verdicts(&self) -> &'static [Verdict] {
        match self.desk() {
            Some(Desk::Student) => &[Verdict::Agree],
            Some(Desk::Guardian) => &[Verdict::Agree, Verdict::Refuse],
            _ if self.kind().is_appeal() => &[Verdict::Agree, Verdict::Refuse],
            _ => &[Verdict::Agree, Verdict::Refuse, Verdict::Return],
        }
    }

    /// Whether the rules let the record follow a yes.
    fn can_agree(&self) -> bool {
        self.view
            .if_agreed
            .as_ref()
            .is_none_or(|decision| decision.outcome == guantong_policy::Outcome::Accepted)
    }

    fn meets(&self) -> bool {
        self.desk() == Some(Desk::Meeting)
    }

    fn due(&self) -> Option<Said> {
        let due = self.view.row.due_on?;
        let id = if due < self.view.today { "request-overdue" } else { "request-due" };
        Some(self.page.t(id).with("due", due))
    }

    fn is_late(&self) -> bool {
        self.view.row.due_on.is_some_and(|due| due < self.view.today)
    }

    fn family_reads(&self) -> bool {
        self.page
            .office()
            .viewer()
            .is_some_and(|viewer| viewer.own.contains(&self.view.row.request.opened.student))
    }

    fn served(&self) -> Vec<Served> {
        Served::of_institution().collect()
    }

    fn files_hint(&self) -> Said {
        let mib = evidence::FILE_MOST / (1024 * 1024);
        self.page.t("request-files-hint").with("files", evidence::FILES_MOST).with("mib", mib)
    }
}

/// What may be asked for otherwise with a completion: the fields of the kind, filled with what is asked for now. What is on
/// the record already stays as it is, and what is asked of a person stands in its sealed paper.
async fn fields_of(page: &Page, view: &RequestView, typed: fields::Typed<'_>) -> Result<Vec<Field>, Problem> {
    let request = &view.row.request;
    let changes =
        view.acts.contains(&Act::Complete) && !request.applied && request.opened.kind != Kind::Personal;
    if !changes {
        return Ok(Vec::new());
    }
    let Some(student) = page.office().student(&request.opened.student).await? else { return Ok(Vec::new()) };
    let now = fields::values(request.opened.command.as_ref());
    let values = if typed.is_empty() { &now } else { typed };
    Ok(fields::of(page, &student, request.opened.kind, values))
}

fn desks(page: &Page, view: &RequestView) -> Vec<DeskLine> {
    let line = |desk: &guantong_service::request::DeskShown| DeskLine {
        name: page.word(format!("desk.{}", desk.desk)),
        who: holder(page, &desk.holder),
        within: desk.days.map(|(number, count)| days(page, number, count)),
        now: desk.now,
        said: desk.said.as_ref().map(|(verdict, on, _)| {
            let shape = match verdict {
                Verdict::Agree => "ok",
                Verdict::Refuse => "no",
                Verdict::Return => "ask",
            };
            (Chip::new(shape, page.word(format!("verdict.{verdict}"))), *on)
        }),
    };
    view.desks.iter().map(line).collect()
}

/// What is asked for, in words.
fn facts(page: &Page, view: &RequestView) -> Vec<(Said, String)> {
    let programme = |id: &guantong_model::ProgrammeId| {
        let line = view.lines.iter().find(|line| line.programme == *id);
        line.map_or_else(
            || id.to_string(),
            |line| {
                let names = [
                    page.institution(&line.institution),
                    &line.major_printed(),
                    page.institution(&line.partner),
                ];
                page.list(names)
            },
        )
    };
    let mut facts = Vec::new();
    let opened = &view.row.request.opened;
    // Once he is where he asked to be, the two would be the same.
    let there = |programme: &guantong_model::ProgrammeId| match &opened.command {
        Some(Command::ApplyTransfer { to }) => to == programme,
        _ => false,
    };
    if let Some(student) = view.student.as_ref().filter(|student| !there(&student.programme)) {
        facts.push((page.t("request-fact-now"), programme(&student.programme)));
    }
    match &opened.command {
        Some(Command::ApplyTransfer { to }) => facts.push((page.t("request-fact-to"), programme(to))),
        Some(Command::Repeat { to: Some(to), .. } | Command::Resume { to: Some(to), .. }) => {
            facts.push((page.t("request-fact-to"), programme(to)));
        }
        Some(Command::Leave { until, kind }) => {
            facts.push((page.t("command-field-until"), page.date(*until)));
            facts.extend(kind.map(|kind| (page.t("command-field-kind"), page.word(format!("leave.{kind}")))));
        }
        Some(Command::Settle { outcome, article }) => {
            facts.push((page.t("command-field-outcome"), page.word(format!("standing.{outcome}"))));
            facts.push((page.t("command-field-article"), article.clone()));
        }
        Some(Command::Expel { article, .. } | Command::CancelRegistration { article, .. }) => {
            facts.push((page.t("command-field-article"), article.clone()));
        }
        Some(Command::Correct { of, .. }) => facts.push((page.t("command-field-of"), of.to_string())),
        _ => {}
    }
    if let Some(asked) = &view.personal {
        // Who decides compares the whole number with the paper; who else looks sees it with its middle hidden.
        facts.extend(personal::facts(page, asked, view.acts.contains(&Act::Decide)));
    }
    if let Some(about) = &opened.about {
        let about = about.request().unwrap_or(&about.stream);
        facts.push((page.t("request-fact-about"), about.to_owned()));
    }
    facts.push((page.t("request-fact-by"), page.word(format!("asker.{}", opened.by))));
    facts.push((page.t("request-fact-on"), page.date(view.row.request.opened_on)));
    facts
}
