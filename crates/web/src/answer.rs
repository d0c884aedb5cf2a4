//! What answers a request: a page, or one of the kinds of no, each as a page in the same frame.
//!
//! Handlers return an [`Answer`]; what went wrong rides on the response to [`complete`], which knows the reader's
//! language and makes the page. Answers of the server itself (no such address, another method, a query that cannot
//! be read) pass there too, so that no text but ours is ever shown.

use crate::frame::{Page, Said, links, names, show_as};
use crate::limits::Barred;
use crate::{App, Client, gate, guard};
use askama::Template;
use axum::extract::{Request, State};
use axum::http::header::{ALLOW, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use guantong_model::Message;
use guantong_service::access::{Action, Viewer};
use guantong_service::error::Trouble;
use guantong_service::{Conflict, Fault, ServiceError};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// What a handler gives back.
pub(crate) type Answer = Result<Response, Problem>;

/// Why there is no page.
#[derive(Debug)]
pub(crate) enum Problem {
    /// No such thing, or none that may be seen.
    NotFound,
    /// What was given cannot be used: every mistake.
    BadInput(Vec<Message>),
    /// Somebody else was first.
    Conflict(Conflict),
    /// The request comes from another site.
    Foreign,
    /// Not for who asks.
    Forbidden,
    /// A form that was not made for this session.
    Forged,
    /// The second factor must be given again first.
    StepUp,
    /// Over a limit of what may be asked or sent, or by a method that no page has.
    Barred(Barred),
    /// Disk, network, corruption.
    Fault(Fault),
}

impl Problem {
    /// A query or form with one mistake.
    pub(crate) fn bad(message: Message) -> Self {
        Problem::BadInput(vec![message])
    }

    fn status(&self) -> StatusCode {
        match self {
            Problem::NotFound => StatusCode::NOT_FOUND,
            Problem::BadInput(_) => StatusCode::BAD_REQUEST,
            Problem::Conflict(_) => StatusCode::CONFLICT,
            Problem::Foreign | Problem::Forbidden | Problem::Forged | Problem::StepUp => {
                StatusCode::FORBIDDEN
            }
            Problem::Barred(barred) => barred.status,
            Problem::Fault(fault) => match fault.trouble {
                Trouble::Full => StatusCode::INSUFFICIENT_STORAGE,
                Trouble::Unsure | Trouble::Unanswered | Trouble::Stopped | Trouble::Shelf => {
                    StatusCode::SERVICE_UNAVAILABLE
                }
                Trouble::Unknown => StatusCode::INTERNAL_SERVER_ERROR,
            },
        }
    }
}

impl From<Fault> for Problem {
    fn from(fault: Fault) -> Self {
        Problem::Fault(fault)
    }
}

impl From<ServiceError> for Problem {
    fn from(error: ServiceError) -> Self {
        match error {
            ServiceError::BadInput(mistakes) => Problem::BadInput(mistakes),
            ServiceError::Conflict(conflict) => Problem::Conflict(conflict),
            ServiceError::NotFound => Problem::NotFound,
            ServiceError::Forbidden(..) => Problem::Forbidden,
            ServiceError::StepUp(_) => Problem::StepUp,
            ServiceError::Fault(fault) => Problem::Fault(fault),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}

/// What the door could not find out, put on the request.
#[derive(Clone, Debug)]
pub(crate) struct Fallen(pub(crate) Fault);

/// A page that says why there is none.
#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemPage {
    page: Page,
    heading: Said,
    sentences: Vec<Said>,
    /// Sends the reader back to where he was, to look again.
    again: bool,
    /// Where he signs in, where that may help.
    sign_in: Option<String>,
    /// Where he steps up.
    step_up: Option<String>,
}

/// Refuses what must not be answered, makes a page of every no, and gives every answer its headers.
pub(crate) async fn complete(State(app): State<App>, request: Request, next: Next) -> Response {
    let client = request.extensions().get::<Client>().copied();
    let checked = guard::check(&request, &app.options);
    let (mut parts, body) = request.into_parts();
    // What went wrong at the door is told here.
    let met = match parts.extensions.remove::<Fallen>() {
        Some(Fallen(fault)) => Err(Problem::Fault(fault)),
        None => Ok(()),
    };
    let passed = checked.and(met).and_then(|()| gate::pass(&app, &mut parts));
    let page = Page::asked(&app, &parts);
    let asked = gate::asked(&app, &parts);
    let object = object(parts.uri.path());
    let route = parts.extensions.get::<axum::extract::MatchedPath>().map(|path| path.as_str().to_owned());
    let response = match passed {
        Ok(()) => next.run(Request::from_parts(parts, body)).await,
        Err(problem) => problem.into_response(),
    };
    let noted = match asked.zip(to_note(&response)) {
        Some((asked, result)) => note(&app, asked, &object, result).await,
        None => Ok(()),
    };
    let response = match noted {
        Ok(()) => response,
        // What cannot be noted is not shown.
        Err(fault) => Problem::Fault(fault).into_response(),
    };
    let followed = page.clone();
    let shown = worded(&app, page, route.as_deref(), response);
    with_headers(linked(&followed, shown).await, client.as_ref())
}

/// Notes in the trail who took a file of people away, and who was refused what is not his.
async fn note(
    app: &App,
    (viewer, action): (Arc<Viewer>, Action),
    object: &str,
    result: &str,
) -> Result<(), Fault> {
    let public = matches!(action, Action::FactsRead | Action::FiguresRead);
    if viewer.account.is_empty() || (public && result == "seen") {
        return Ok(());
    }
    app.office.seen_by(viewer, action).note_look(object, result).await
}

/// What is to be noted of an answer, if anything.
fn to_note(response: &Response) -> Option<&'static str> {
    let problem = response.extensions().get::<Arc<Problem>>();
    if problem.is_some_and(|problem| matches!(**problem, Problem::Forbidden)) {
        return Some("refused");
    }
    let file = response.headers().contains_key(CONTENT_DISPOSITION);
    (response.status().is_success() && file).then_some("seen")
}

/// What an address is about, as the trail names it: a record by its stream, all else by its path.
fn object(path: &str) -> String {
    let path = path.trim_start_matches('/');
    match path.strip_prefix("students/").and_then(|rest| rest.split('/').next()) {
        Some(id) => format!("student/{id}"),
        None => path.to_owned(),
    }
}

/// A page with names for the ids of accounts, and with only those links that who asks may follow.
async fn linked(page: &Page, response: Response) -> Response {
    if !page.knows_people() || !is_page(&response) {
        return response;
    }
    let (parts, body) = response.into_parts();
    let Ok(bytes) = axum::body::to_bytes(body, usize::MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let html = String::from_utf8_lossy(&bytes);
    let ids = names::ids(&html);
    // A name that cannot be looked up leaves the id.
    let known = page.office().names(&ids.iter().map(String::as_str).collect()).await.unwrap_or_default();
    let kept = links::kept(&names::named(&html, &known), |path| page.may_follow(path));
    Response::from_parts(parts, kept.into())
}

/// Whether an answer is a page already.
pub(crate) fn is_page(response: &Response) -> bool {
    response.headers().get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}

/// The response itself, or in place of a no without a page, its page.
fn worded(app: &App, page: Page, route: Option<&str>, response: Response) -> Response {
    let status = response.status();
    if is_page(&response) || !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let problem = response.extensions().get::<Arc<Problem>>().cloned();
    let problem = problem.as_deref();
    let (heading, sentences) = match problem {
        Some(Problem::BadInput(mistakes)) => {
            ("page-problem-bad", mistakes.iter().map(|mistake| page.say(mistake)).collect())
        }
        Some(Problem::Conflict(conflict)) => ("page-problem-conflict", vec![page.say(&conflict.message)]),
        Some(Problem::Barred(barred)) => (barred.heading, vec![page.say(&barred.why)]),
        Some(Problem::Fault(fault)) => {
            let (heading, why) = of_trouble(fault.trouble);
            (heading, faulty(app, &page, route, why, &format!("{}: {}", fault.operation, fault.cause)))
        }
        Some(Problem::NotFound | Problem::Foreign | Problem::Forbidden) | None
            if status.is_server_error() =>
        {
            let (heading, why) = of_trouble(Trouble::Unknown);
            (heading, faulty(app, &page, route, why, status.as_str()))
        }
        Some(Problem::Forbidden) if page.is_public() => {
            ("page-problem-sign-in", vec![page.t("page-problem-sign-in-why")])
        }
        Some(Problem::Forbidden) => ("page-problem-forbidden", vec![page.t("page-problem-forbidden-why")]),
        Some(Problem::Forged) => ("page-problem-forged", vec![page.t("page-problem-forged-why")]),
        Some(Problem::StepUp) => ("page-problem-step-up", vec![page.t("page-problem-step-up-why")]),
        Some(Problem::NotFound | Problem::Foreign) | None => of_status(&page, status),
    };
    let again = matches!(problem, Some(Problem::Conflict(_) | Problem::Forged));
    let sign_in = page.is_public().then(|| page.sign_in_link());
    let step_up = matches!(problem, Some(Problem::StepUp)).then(|| page.step_up_link());
    let shown = ProblemPage { heading: page.t(heading), sentences, again, sign_in, step_up, page };
    let allow = response.headers().get(ALLOW).cloned();
    let barred = match problem {
        Some(Problem::Barred(barred)) => Some(barred),
        _ => None,
    };
    let mut worded = show_as(status, &shown).unwrap_or_else(|_| status.into_response());
    if let Some(allow) = allow {
        worded.headers_mut().insert(ALLOW, allow);
    }
    if let Some(barred) = barred {
        barred.mark(worded.headers_mut());
    }
    worded
}

fn of_status(page: &Page, status: StatusCode) -> (&'static str, Vec<Said>) {
    let (heading, sentence) = match status {
        StatusCode::NOT_FOUND => ("page-problem-absent", "page-problem-absent-why"),
        StatusCode::METHOD_NOT_ALLOWED => ("page-problem-method", "page-problem-method-why"),
        StatusCode::FORBIDDEN => ("page-problem-foreign", "page-problem-foreign-why"),
        StatusCode::PAYLOAD_TOO_LARGE => ("page-problem-large", "page-problem-large-why"),
        _ => ("page-problem-bad", "page-problem-bad-why"),
    };
    (heading, vec![page.t(sentence)])
}

/// What is said of a fault: whether anything was written, and what can be done.
fn of_trouble(trouble: Trouble) -> (&'static str, &'static str) {
    match trouble {
        Trouble::Unknown => ("page-problem-fault", "page-problem-fault-why"),
        Trouble::Full => ("page-problem-disk-full", "page-problem-disk-full-why"),
        Trouble::Unsure => ("page-problem-unsure", "page-problem-unsure-why"),
        Trouble::Unanswered => ("page-problem-unsure", "page-problem-unanswered-why"),
        Trouble::Stopped => ("page-problem-stopped", "page-problem-stopped-why"),
        Trouble::Shelf => ("page-problem-shelf", "page-problem-shelf-why"),
    }
}

/// Reports a fault under a reference number, and says it to the reader without saying what it was.
fn faulty(app: &App, page: &Page, route: Option<&str>, why: &str, what: &str) -> Vec<Said> {
    let reference = reported(app, route, what);
    vec![page.t(why).with("reference", &reference)]
}

/// Reports what went wrong at an address; the reference number it stands under in the log.
pub(crate) fn reported(app: &App, route: Option<&str>, what: &str) -> String {
    let reference = reference(app);
    (app.options.report)(&reference, &format!("{} {what}", route.unwrap_or("-")));
    reference
}

/// A short number for a fault, from the clock and the count of faults: unlike the others of its day.
fn reference(app: &App) -> String {
    let mut hasher = DefaultHasher::new();
    (app.office.clock().now(), app.faults.fetch_add(1, Ordering::Relaxed)).hash(&mut hasher);
    format!("F-{:06X}", hasher.finish() & 0xff_ffff)
}

fn with_headers(mut response: Response, client: Option<&Client>) -> Response {
    let headers = response.headers_mut();
    guard::mark(headers, client);
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}
