//! 待办: what waits at one's desks, the most urgent first; several alike are decided with one word.

use super::{address, state_chip};
use crate::answer::{Answer, Problem};
use crate::frame::{Page, Said, show_as};
use crate::pages::address::encoded;
use crate::pages::cooperation::Pressing;
use crate::parts::Chip;
use askama::Template;
use axum::extract::{Form, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use guantong_requests::{Desk, Kind, Verdict};
use guantong_service::ServiceError;
use guantong_service::access::Action;
use guantong_service::request::{Answer as Answered, Todo, TodoLine, Word};
use serde::Deserialize;

/// As many as stand on a page.
const PAGE: i64 = 50;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    kind: String,
    from: i64,
    done: i64,
}

#[derive(Template)]
#[template(path = "request/todo.html")]
struct TodoPage {
    todo: Todo,
    /// What of cooperation waits.
    pressing: Pressing,
    kind: Option<Kind>,
    from: i64,
    done: Option<Said>,
    /// What was not decided, and why.
    failed: Vec<(String, Said)>,
    text: String,
    page: Page,
}

impl TodoPage {
    async fn of(page: Page, asked: &Asked) -> Result<Self, Problem> {
        let kind = Kind::parse(&asked.kind);
        let from = asked.from.clamp(0, 1_000_000);
        let todo = page.office().todo(kind, PAGE, from).await?;
        let pressing = Pressing::of(&page).await?;
        let done = (asked.done > 0).then(|| page.t("todo-done").count("count", asked.done));
        Ok(TodoPage { todo, pressing, kind, from, done, failed: Vec::new(), text: String::new(), page })
    }

    fn name(&self, line: &TodoLine) -> String {
        self.page.word(format!("request-kind.{}", line.row.request.opened.kind))
    }

    fn kind_name(&self, kind: &Kind) -> String {
        self.page.word(format!("request-kind.{kind}"))
    }

    fn address(&self, line: &TodoLine) -> String {
        address(&line.row.id)
    }

    fn chip(&self, line: &TodoLine) -> Chip {
        state_chip(&self.page, &line.row.request)
    }

    fn desk(&self, line: &TodoLine) -> String {
        line.row.stop().map(|stop| self.page.word(format!("desk.{}", stop.desk))).unwrap_or_default()
    }

    /// Why it waits here: what the rules said of it when it was asked for.
    fn outlook(&self, line: &TodoLine) -> Option<Chip> {
        let outlook = line.row.request.opened.outlook.as_ref()?;
        let shape = match outlook.outcome {
            guantong_policy::Outcome::Accepted => "ok",
            guantong_policy::Outcome::Refused => "no",
            guantong_policy::Outcome::Referred => "ask",
        };
        Some(Chip::new(shape, self.page.word(format!("outcome.{}", outlook.outcome.as_str()))))
    }

    fn due(&self, line: &TodoLine) -> Option<String> {
        line.row.due_on.map(|due| self.page.date(due))
    }

    /// Whether several may be decided with one word: of one kind, at a desk that decides.
    fn several(&self) -> bool {
        let decides = |line: &TodoLine| {
            line.row.stop().is_some_and(|stop| !matches!(stop.desk, Desk::Student | Desk::Meeting))
        };
        self.kind.is_some()
            && self.page.may(Action::RequestDecide)
            && self.todo.waiting.len() > 1
            && self.todo.waiting.iter().all(decides)
    }

    fn next(&self) -> Option<i64> {
        let of = self.kind.map_or(self.todo.total, |kind| self.todo.kinds.get(&kind).copied().unwrap_or(0));
        (self.from + PAGE < of).then_some(self.from + PAGE)
    }

    fn kind_word(&self) -> &'static str {
        self.kind.map_or("", Kind::as_str)
    }

    fn student_href(&self, line: &TodoLine) -> String {
        format!("/students/{}", encoded(line.row.request.opened.student.as_str()))
    }
}

pub(super) async fn list(page: Page, Query(asked): Query<Asked>) -> Answer {
    let shown = TodoPage::of(page, &asked).await?;
    show_as(StatusCode::OK, &shown)
}

/// Decides several requests: each by itself, and those that could not be are told with why.
pub(super) async fn decide(page: Page, Form(pairs): Form<Vec<(String, String)>>) -> Answer {
    let value =
        |name: &str| pairs.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value.as_str());
    let asked = Asked { kind: value("kind").to_owned(), ..Asked::default() };
    let text: String = value("text").chars().take(8_000).collect();
    // A tick names the request and the version of it that was seen.
    let ticked = pairs.iter().filter(|(field, _)| field == "request").filter_map(|(_, value)| {
        let (id, version) = value.rsplit_once('@')?;
        Some((id.to_owned(), version.parse::<i64>().ok()?))
    });
    let ticked: Vec<(String, i64)> = ticked.take(200).collect();
    let verdict = Verdict::parse(value("verdict"));
    let (Some(verdict), false) = (verdict, ticked.is_empty()) else {
        let mut shown = TodoPage::of(page.clone(), &asked).await?;
        let id = if ticked.is_empty() { "todo-none-ticked" } else { "request-verdict-missing" };
        shown.failed = vec![(String::new(), page.t(id))];
        shown.text = text;
        return show_as(StatusCode::UNPROCESSABLE_ENTITY, &shown);
    };
    let word = Word { verdict, reason: text.clone(), number: String::new() };
    let (mut done, mut failed) = (0_i64, Vec::new());
    for (id, answer) in page.office().decide_requests(&ticked, &word, &page.actor()).await {
        match answer {
            Ok(Answered::Done(_)) => done += 1,
            Ok(Answered::NotAccepted(decision)) => failed.push((id, page.say(&decision.message()))),
            Err(ServiceError::BadInput(messages)) => {
                failed.extend(messages.first().map(|message| (id, page.say(message))));
            }
            Err(ServiceError::Conflict(conflict)) => failed.push((id, page.say(&conflict.message))),
            Err(ServiceError::NotFound) => failed.push((id, page.t("todo-gone"))),
            Err(other) => return Err(other.into()),
        }
    }
    if failed.is_empty() {
        return Ok(Redirect::to(&format!("/todo?kind={}&done={done}", asked.kind)).into_response());
    }
    let mut shown = TodoPage::of(page, &Asked { done, ..asked }).await?;
    shown.failed = failed;
    shown.text = text;
    show_as(StatusCode::CONFLICT, &shown)
}
