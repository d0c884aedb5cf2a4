//! `/my` 我的七年: for students and guardians, one thing after another: where I stand, what comes when, the seven years,
//! what I may do now and what follows, my requests, my record.

mod data;
mod examined;
mod parts;
mod road;

use super::request::{address, state_chip};
use super::student::options::{self, OptionShown};
use crate::answer::{Answer, Problem};
use crate::frame::{Page, Said, show};
use crate::pages::address::{encoded, query};
use crate::parts::{Chip, DecisionShown};
use crate::routes::Routes;
use askama::Template;
use axum::extract::Query;
use guantong_model::{Date, Fact, Standing, StudentId};
use guantong_policy::Outcome;
use guantong_registry::Closed;
use guantong_requests::{Act, Kind, State};
use guantong_service::access::{Action, Role};
use guantong_service::request::TodoLine;
use guantong_service::rows::Student;
use guantong_service::views::StudentView;
use road::Stretch;
use serde::Deserialize;

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/my", Action::StudentPath, my)
        .get("/my/data", Action::PersonalCopy, data::shown)
        .get("/my/data.json", Action::PersonalCopy, data::json)
        .get("/my/data.xlsx", Action::PersonalCopy, data::workbook)
}

/// Whose path is asked for: a guardian may have several wards.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    of: String,
}

#[derive(Template)]
#[template(path = "my/my.html")]
struct MyPage {
    name: String,
    /// The other wards of a guardian: name and address.
    others: Vec<(String, String)>,
    guardian: bool,
    head: Said,
    lead: Said,
    facts: Vec<(Said, FactShown)>,
    next: Vec<Next>,
    road: Vec<Stretch>,
    may: Vec<MayShown>,
    requests: Vec<(String, String, Option<String>, Chip)>,
    refused: Option<DecisionShown>,
    examined: Vec<examined::Examined>,
    record: String,
    data: String,
    /// The training programme in force of the class, where there is one.
    training: Option<String>,
    certificates: Vec<(String, String)>,
    page: Page,
}

enum FactShown {
    Words(String),
    State(Chip),
}

/// Something that comes, or waits for the reader.
struct Next {
    on: Option<Date>,
    what: String,
    then: Option<String>,
    href: Option<String>,
}

/// Something the student may ask for, with its form where it is open.
struct MayShown {
    option: OptionShown,
    href: Option<String>,
    ask: Said,
}

/// What a family asks for, in the order in which a family would look.
const MAY: [Kind; 6] = [Kind::Leave, Kind::Resume, Kind::Transfer, Kind::Exit, Kind::Repeat, Kind::Withdraw];

async fn my(page: Page, Query(asked): Query<Asked>) -> Answer {
    let (id, others) = whose(&page, &asked).await?;
    let view = page.office().student(&id).await?.ok_or(Problem::NotFound)?;
    let requests = page.office().requests_of(&id).await?;
    let examined = page.office().own_examinations(&id).await?;
    let examined = examined.iter().map(|own| examined::Examined::of(&page, own)).collect();
    let others = others.into_iter().map(|other| {
        let address = format!("/my{}", query(&[("of", other.id.as_str())]));
        (other.name, address)
    });
    let data = format!("/my/data{}", query(&[("of", &asked.of)]));
    let guardian = page.office().viewer().is_some_and(|viewer| viewer.role == Role::Guardian);
    let record = format!("/students/{}", encoded(id.as_str()));
    let training = training(&page, &view).await?;
    let next = next(&page, &view, &requests)?;
    show(&MyPage {
        name: view.person.name.clone(),
        others: others.collect(),
        guardian,
        head: head(&page, &view, guardian),
        lead: lead(&page, &view),
        facts: facts(&page, &view),
        next,
        road: road::stretches(&page, &view),
        may: may(&page, &view, &record),
        requests: requests.iter().map(|line| asked_for(&page, line)).collect(),
        refused: refused(&page, &view),
        examined,
        certificates: certificates(&page, &view),
        record,
        data,
        training,
        page,
    })
}

/// Where the training programme of the class is, where one is in force: everybody may read it.
async fn training(page: &Page, view: &StudentView) -> Result<Option<String>, Problem> {
    let cohort = view.record.cohort();
    let Some(sits) = view.record.studies().last() else { return Ok(None) };
    let found = page.office().training_in_force(&sits.programme, cohort).await?;
    Ok(found.map(|_| crate::pages::training::href(&sits.programme, cohort)))
}

/// Whose page it is: the one asked for of one's own, or the first; and the others.
async fn whose(page: &Page, asked: &Asked) -> Result<(StudentId, Vec<Student>), Problem> {
    let own = page.office().viewer().map(|viewer| viewer.own.clone()).unwrap_or_default();
    let wanted = StudentId::from(asked.of.as_str());
    let id =
        own.iter().find(|id| **id == wanted).or_else(|| own.first()).cloned().ok_or(Problem::NotFound)?;
    let others: Vec<StudentId> = own.into_iter().filter(|other| *other != id).collect();
    Ok((id, page.office().storage().students_by_id(&others).await?))
}

fn head(page: &Page, view: &StudentView, guardian: bool) -> Said {
    let record = &view.record;
    let year = i64::from(record.year_of_stage(&view.terms, view.as_of));
    let id = match record.standing() {
        Standing::Studying | Standing::OnLeave if guardian => "my-head-guardian",
        Standing::Studying | Standing::OnLeave => "my-head",
        _ => "my-head-standing",
    };
    page.t(id)
        .with("name", view.person.name.as_str())
        .with("stage", page.word(format!("stage.{}", record.stage())))
        .with("year", year)
        .with("standing", page.word(format!("standing.{}", record.standing())))
}

fn lead(page: &Page, view: &StudentView) -> Said {
    let record = &view.record;
    let years = view.terms.years(record.placement().track);
    let year = i64::from(years.before(record.stage()) + record.year_of_stage(&view.terms, view.as_of));
    let studies = page.institution(record.studies_at());
    match record.registered_at() {
        Some(_) if record.standing().ended() => page.t("my-lead-ended").with("studies", studies),
        Some(registered) if registered != record.studies_at() => page
            .t("my-lead-two")
            .with("year", year)
            .with("studies", studies)
            .with("registered", page.institution(registered)),
        Some(_) => page.t("my-lead").with("year", year).with("studies", studies),
        None => page.t("my-lead-admitted").with("studies", studies),
    }
}

fn facts(page: &Page, view: &StudentView) -> Vec<(Said, FactShown)> {
    let record = &view.record;
    let major = view
        .line
        .as_ref()
        .map_or_else(|| record.placement().major.clone(), guantong_service::rows::PlanLine::major_printed);
    vec![
        (page.t("page-student-standing"), FactShown::State(Chip::standing(page, record.standing()))),
        (
            page.t("page-student-qualification"),
            FactShown::State(Chip::qualification(page, record.qualification())),
        ),
        (page.t("page-student-programme"), FactShown::Words(major)),
        (
            page.t("page-student-cohort"),
            FactShown::Words(page.t("page-cohort").with("year", record.cohort()).to_string()),
        ),
    ]
}

/// What waits for the reader first, then what opens on a day, then the end of the stage.
fn next(page: &Page, view: &StudentView, requests: &[TodoLine]) -> Result<Vec<Next>, Problem> {
    let mut next = Vec::new();
    for line in requests {
        let acts = page.office().request_acts(&line.row)?;
        let kind = page.word(format!("request-kind.{}", line.row.request.opened.kind));
        let adverse = line.row.request.state == State::Refused;
        let said = match line.row.request.state {
            State::AtDesk if acts.contains(&Act::Decide) => "my-next-decide",
            State::Returned if acts.contains(&Act::Complete) => "my-next-complete",
            State::Agreed | State::Refused if acts.contains(&Act::Serve) => "my-next-read",
            _ => continue,
        };
        next.push(Next {
            on: line.row.due_on,
            what: page.t(said).with("kind", &kind).to_string(),
            then: adverse.then(|| page.t("my-next-read-then").to_string()),
            href: Some(address(&line.row.id)),
        });
    }
    let mut opening: Vec<(Date, &Closed)> = Vec::new();
    for closed in &view.options.closed {
        if let Some(Fact::Date(on)) = closed.decision.facts.get("opens_on")
            && *on > view.as_of
        {
            opening.push((*on, closed));
        }
    }
    opening.sort_by_key(|(on, _)| *on);
    for (on, closed) in opening {
        let command = page.word(format!("command.{}", closed.command));
        next.push(Next {
            on: Some(on),
            what: page.t("my-next-opens").with("command", &command).to_string(),
            then: None,
            href: None,
        });
    }
    next.extend(road::end_of_stage(view).map(|on| {
        Next {
            on: Some(on),
            what: page
                .t("my-next-stage")
                .with("stage", page.word(format!("stage.{}", view.record.stage())))
                .to_string(),
            then: Some(page.t(format!("my-next-stage-{}", view.record.stage())).to_string()),
            href: None,
        }
    }));
    Ok(next)
}

fn may(page: &Page, view: &StudentView, record: &str) -> Vec<MayShown> {
    let standing = view.record.standing();
    if standing.ended() {
        return Vec::new();
    }
    // That nobody returns who is not away says nothing, nor that nobody leaves again who is.
    let speaks = |kind: &Kind| match kind {
        Kind::Resume => standing == Standing::OnLeave,
        Kind::Leave => standing != Standing::OnLeave,
        _ => true,
    };
    let shown = |kind: Kind| {
        let mut option = options::of_kind(page, view, kind.command(), None);
        option.name = page.word(format!("request-kind.{kind}"));
        let open = kind.command().is_some_and(|command| view.options.open(command).is_some());
        let ask = page.t("request-ask-for").with("kind", option.name.as_str());
        MayShown { option, href: open.then(|| format!("{record}/requests/new/{kind}")), ask }
    };
    MAY.into_iter().filter(speaks).map(shown).collect()
}

fn asked_for(page: &Page, line: &TodoLine) -> (String, String, Option<String>, Chip) {
    let request = &line.row.request;
    let at = line
        .row
        .stop()
        .map(|stop| page.t("todo-at").with("desk", page.word(format!("desk.{}", stop.desk))).to_string());
    let kind = page.word(format!("request-kind.{}", request.opened.kind));
    (kind, address(&line.row.id), at, state_chip(page, request))
}

/// The last thing the rules did not let the student do.
fn refused(page: &Page, view: &StudentView) -> Option<DecisionShown> {
    let found = view.decisions.iter().find(|decision| decision.decision.outcome == Outcome::Refused)?;
    let mut shown = DecisionShown::of(page, page.word(format!("command.{}", found.command)), &found.decision);
    shown.by = Some(page.t("my-refused-on").with("on", found.effective_on));
    Some(shown)
}

fn certificates(page: &Page, view: &StudentView) -> Vec<(String, String)> {
    let each = view.record.certificates().iter().map(|certificate| {
        let kind = page.word(format!("certificate.{}", certificate.kind));
        (kind, super::certificate::address(&certificate.number))
    });
    each.collect()
}
