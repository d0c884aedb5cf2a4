//! What is done with the work of a class and a sheet of hours. What cannot be taken stays in the fields, and says why.

use super::{Named, class, class_href, hours, hours_href, id_of, year_of};
use crate::answer::{Answer, Problem};
use crate::door;
use crate::fields::{Fields, get, version};
use crate::frame::{Page, half_width};
use crate::trouble::Trouble;
use axum::extract::{Form, Path};
use guantong_cooperation::any_day;
use guantong_model::{Date, Fact, Message, ProgrammeId, StudentId};
use guantong_service::access::Action;
use guantong_service::work::Turn;
use guantong_service::work::{HoursId, HoursSheet, PostId, TypedHours};

/// The beginning of the name of a field for hours.
const HOURS: &str = "hours-";

/// A form of a class.
struct Sent {
    fields: Fields,
    /// The students that were ticked.
    students: Vec<StudentId>,
}

impl Sent {
    fn of(pairs: Vec<(String, String)>) -> Self {
        let (ticked, rest): (Vec<_>, Vec<_>) = pairs.into_iter().partition(|(name, _)| name == "student");
        Sent {
            students: ticked.into_iter().map(|(_, student)| StudentId(student)).collect(),
            fields: rest.into_iter().map(|(name, value)| (name, value.trim().to_owned())).collect(),
        }
    }

    fn get(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }

    fn day(&self, name: &'static str) -> Result<Date, Problem> {
        let given = self.get(name);
        any_day(given).ok_or_else(|| {
            let message = Message::new("cooperation-wrong-day").with("given", given);
            let field = Fact::Word(format!("cooperation-field.{name}"));
            Problem::bad(message.with("field", field))
        })
    }
}

pub(super) async fn class(
    page: Page,
    Path((programme, cohort)): Path<(String, String)>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer {
    let (programme, cohort) = (ProgrammeId(programme), year_of(&cohort)?);
    // Who may not is told so before anything typed is looked at.
    let view = page.office().work_class(&programme, cohort).await?;
    let sides = [view.line.institution.as_str(), view.line.partner.as_str()];
    page.office().allow_of(Action::WorkKeep, sides)?;
    let sent = Sent::of(pairs);
    let problem = match does(&page, (&programme, cohort), &sent).await {
        Ok(()) => return Ok(door::to(&class_href(&programme, cohort))),
        Err(problem) => problem,
    };
    let (status, mut trouble) = Trouble::of(&page, problem, sent.fields)?;
    trouble.ticked = sent.students.into_iter().map(|student| student.0).collect();
    class::shown(page, &programme, cohort, status, trouble).await
}

async fn does(page: &Page, class: (&ProgrammeId, i32), sent: &Sent) -> Result<(), Problem> {
    let version: i64 = sent.get("version").parse().unwrap_or(-1);
    let (office, actor) = (page.office(), page.actor());
    match sent.get("do") {
        "set" => {
            let turn = Turn::parse(sent.get("turn"));
            let turn = turn.ok_or_else(|| Problem::bad(Message::new("work-wrong-turn")))?;
            let period = (turn, sent.day("from")?, sent.day("until")?);
            office.set_work_block(class, period, version, &actor).await.map(drop)?;
        }
        "drop" => {
            let number = sent.get("block").parse();
            let number = number.map_err(|_| Problem::bad(Message::new("work-wrong-no-block")))?;
            office.drop_work_block(class, number, sent.get("because"), version, &actor).await?;
        }
        "place" => {
            let post = PostId::parse(sent.get("post"));
            let post = post.ok_or_else(|| Problem::bad(Message::new("work-wrong-no-post")))?;
            let from = sent.day("begins-on")?;
            office.place_at_post(class, (&post, &sent.students, from), version, &actor).await?;
        }
        "leave" => {
            let student = StudentId(sent.get("leaves").to_owned());
            let until = sent.day("last-day")?;
            office.leave_post(class, (&student, until), sent.get("because"), version, &actor).await?;
        }
        _ => return Err(Problem::bad(Message::new("marks-nothing-asked"))),
    }
    Ok(())
}

pub(super) async fn hours(
    page: Page,
    Path(named): Path<Named>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer {
    let id = id_of(named)?;
    let sheet = page.office().hours_sheet(&id).await?;
    page.office().allow_of(Action::WorkKeep, [id.institution.as_str()])?;
    answered(page, &id, &sheet, pairs).await
}

pub(super) async fn confirmation(
    page: Page,
    Path(named): Path<Named>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer {
    let id = id_of(named)?;
    let sheet = page.office().hours_sheet(&id).await?;
    page.office().allow_enterprise(Action::WorkConfirm, &sheet.enterprise)?;
    answered(page, &id, &sheet, pairs).await
}

async fn answered(page: Page, id: &HoursId, sheet: &HoursSheet, pairs: Vec<(String, String)>) -> Answer {
    let fields: Fields = pairs.into_iter().map(|(name, value)| (name, value.trim().to_owned())).collect();
    let problem = match hours_done(&page, id, &fields).await {
        Ok(()) => return Ok(door::to(&hours_href(id))),
        Err(problem) => problem,
    };
    let (status, mut trouble) = Trouble::of(&page, problem, fields)?;
    let most = sheet.block.most_hours(&page.office().work_limits()?);
    let fits = |text: &str| {
        let text = half_width(text);
        text.trim().is_empty() || text.trim().parse::<u32>().is_ok_and(|hours| hours <= most)
    };
    let wrong = trouble.typed.iter().filter(|(name, text)| name.starts_with(HOURS) && !fits(text));
    trouble.wrong = wrong.map(|(name, _)| name.clone()).collect();
    hours::shown(page, id, status, trouble).await
}

async fn hours_done(page: &Page, id: &HoursId, fields: &Fields) -> Result<(), Problem> {
    let (get, version) = (|name: &str| get(fields, name), version(fields));
    let (office, actor) = (page.office(), page.actor_named(get("by")));
    let typed = || -> Vec<TypedHours> {
        let hours = fields.iter().filter_map(|(name, text)| Some((name.strip_prefix(HOURS)?, text)));
        hours
            .map(|(student, text)| TypedHours { student: StudentId(student.to_owned()), text: text.clone() })
            .collect()
    };
    match get("do") {
        "save" => office.save_hours(id, version, &typed(), &actor).await.map(drop)?,
        "send" => {
            // What stands in the grid goes along: nobody sends other hours than he sees.
            let kept = office.save_hours(id, version, &typed(), &actor).await?;
            office.send_hours(id, kept.version, &actor).await.map(drop)?;
        }
        "return" => office.return_hours(id, version, get("because"), &actor).await.map(drop)?,
        "confirm" => office.confirm_hours(id, version, get("digest"), &actor).await.map(drop)?,
        _ => return Err(Problem::bad(Message::new("marks-nothing-asked"))),
    }
    Ok(())
}
