//! `/cooperation/{kind}/{front}/{partner}/new`: a record is entered. The form is made from what its kind declares.

use super::shown::{Words, by_name, holder_name, kind_name, semester_name};
use super::{address, base, kind_of, page_of};
use crate::answer::{Answer, Problem};
use crate::door;
use crate::frame::{Page, Said, show_as};
use crate::parts::Clauses;
use askama::Template;
use axum::extract::{Form, Path, Query};
use axum::http::StatusCode;
use guantong_cooperation::{Field, Holder, Kind, Pairing, Record, Shape, semesters, years};
use guantong_model::{Fact, Message};
use guantong_service::ServiceError;
use guantong_service::access::Action;
use guantong_service::cooperation::{Entering, Typed};
use std::collections::BTreeSet;

/// A field of the form.
pub(super) struct Control {
    pub(super) name: &'static str,
    pub(super) label: String,
    pub(super) value: String,
    /// Several lines.
    pub(super) lines: bool,
    /// What may be chosen, in words; nothing where it is typed.
    pub(super) choices: Option<Vec<(String, String)>>,
    /// What is typed looks like this.
    pub(super) like: &'static str,
    pub(super) required: bool,
    pub(super) numeric: bool,
    pub(super) error: Option<Said>,
}

impl Control {
    pub(super) fn wide(&self) -> bool {
        self.lines
    }
}

/// What a form is made from.
pub(super) struct Ground {
    pub(super) kind: Kind,
    pub(super) holder: Holder,
    /// For whom who asks may enter it.
    pub(super) own: BTreeSet<String>,
    pub(super) records: Vec<Record>,
    pub(super) pairings: Vec<Pairing>,
}

impl Ground {
    pub(super) async fn of(page: &Page, kind: Kind, holder: &Holder) -> Result<Self, Problem> {
        let (own, records, pairings) = page.office().entering_ground(kind, holder).await?;
        Ok(Ground { kind, holder: holder.clone(), own, records, pairings })
    }

    /// The fields of the form, with what was typed and what is wrong with it.
    pub(super) fn controls(&self, page: &Page, typed: &Typed, wrong: &[Message]) -> Vec<Control> {
        let words = Words { page, pairings: &self.pairings, records: &self.records };
        let control = |field: &Field| {
            let at = |message: &&Message| message.facts.get("at") == Some(&Fact::from(field.name));
            Control {
                name: field.name,
                label: page.word(format!("cooperation-field.{}", field.name)),
                value: typed.get(field.name).cloned().unwrap_or_default(),
                lines: matches!(field.shape, Shape::Long(_)),
                choices: self.choices(&words, field),
                like: match field.shape {
                    Shape::Day { .. } => "2024-05-18",
                    Shape::Time => "09:30",
                    _ => "",
                },
                required: field.required,
                numeric: matches!(
                    field.shape,
                    Shape::Day { .. } | Shape::Time | Shape::Number(..) | Shape::Decimal
                ),
                error: wrong.iter().find(at).map(|message| page.say(message)),
            }
        };
        self.kind.declared().fields.iter().map(control).collect()
    }

    fn choices(&self, words: &Words<'_>, field: &Field) -> Option<Vec<(String, String)>> {
        let today = words.page.office().today();
        Some(match field.shape {
            Shape::Choice(all) => {
                all.iter().map(|word| ((*word).to_owned(), words.choice(field.name, word))).collect()
            }
            Shape::Semester => {
                let all = semesters(today).into_iter();
                all.map(|one| (one.to_string(), semester_name(words.page, one))).collect()
            }
            Shape::Year => {
                years(today).into_iter().map(|one| (one.to_string(), words.year_name(one))).collect()
            }
            Shape::CalendarYear => {
                years(today).into_iter().map(|one| (one.to_string(), words.calendar_year(one))).collect()
            }
            Shape::Programme => {
                let all = self.pairings.iter().flat_map(|pairing| &pairing.programmes);
                all.map(|one| (one.programme.as_str().to_owned(), one.major.clone())).collect()
            }
            Shape::Record(kind) => {
                let all = self.records.iter().filter(|record| record.kind == kind && record.counts());
                all.map(|record| (record.number.to_string(), words.title(record))).collect()
            }
            _ => return None,
        })
    }

    /// For whom it may be entered, in words.
    pub(super) fn by(&self, page: &Page) -> Vec<(String, String)> {
        self.own.iter().map(|by| (by.clone(), by_name(page, by))).collect()
    }
}

#[derive(Template)]
#[template(path = "cooperation/form.html")]
struct FormPage {
    title: String,
    holder: String,
    holder_href: String,
    here: String,
    controls: Vec<Control>,
    /// For whom it is entered: one stands fast, several are chosen from.
    by: Vec<(String, String)>,
    chosen: String,
    /// Whether it counts only once the other side has confirmed it.
    confirmed: bool,
    /// What is wrong, with its field; nothing where it belongs to none.
    wrong: Vec<(String, Said)>,
    conflict: Option<Said>,
    clauses: Clauses,
    page: Page,
}

impl FormPage {
    fn of(page: &Page, ground: &Ground, typed: &Typed, wrong: &[Message], conflict: Option<Message>) -> Self {
        let (kind, holder) = (ground.kind, &ground.holder);
        FormPage {
            title: page.t("cooperation-enter-of").with("kind", kind_name(page, kind)).to_string(),
            holder: holder_name(page, holder),
            holder_href: page_of(holder),
            here: format!("{}/new", base(kind, holder)),
            controls: ground.controls(page, typed, wrong),
            by: ground.by(page),
            chosen: typed.get("by").cloned().unwrap_or_default(),
            confirmed: kind.declared().confirmed,
            wrong: at_fields(page, wrong),
            conflict: conflict.map(|message| page.say(&message)),
            clauses: Clauses::of_provisions(page, &[kind.declared().clause]).with_lead(page),
            page: page.clone(),
        }
    }

    fn may_send(&self) -> bool {
        self.page.may(Action::CooperationEnter) && !self.by.is_empty()
    }
}

/// Messages with the fields they belong to.
pub(super) fn at_fields(page: &Page, wrong: &[Message]) -> Vec<(String, Said)> {
    let field = |message: &Message| match message.facts.get("at") {
        Some(Fact::Text(field)) => field.clone(),
        _ => "main".to_owned(),
    };
    wrong.iter().map(|message| (field(message), page.say(message))).collect()
}

pub(super) type Place = Path<(String, String, String)>;

pub(super) async fn new(
    page: Page,
    Path((kind, front, partner)): Place,
    Query(known): Query<Typed>,
) -> Answer {
    let (kind, holder) = (kind_of(&kind)?, Holder::parse(&front, &partner));
    let ground = Ground::of(&page, kind, &holder).await?;
    // A report on a year has a page of its own.
    if kind == Kind::AnnualReport {
        return Ok(door::to("/reports"));
    }
    show_as(StatusCode::OK, &FormPage::of(&page, &ground, &known, &[], None))
}

pub(super) async fn enter(
    page: Page,
    Path((kind, front, partner)): Place,
    Form(typed): Form<Typed>,
) -> Answer {
    let (kind, holder) = (kind_of(&kind)?, Holder::parse(&front, &partner));
    // Out of reach is told before anything typed is looked at.
    let ground = Ground::of(&page, kind, &holder).await?;
    let by = chosen(&ground, &typed);
    let entering = Entering { kind, by, typed: typed.clone() };
    let (status, wrong, conflict) = match page.office().enter_record(&holder, &entering, &page.actor()).await
    {
        Ok(number) => return Ok(door::to(&address(kind, &holder, number))),
        Err(ServiceError::BadInput(wrong)) => (StatusCode::UNPROCESSABLE_ENTITY, wrong, None),
        Err(ServiceError::Conflict(found)) => (StatusCode::CONFLICT, Vec::new(), Some(found.message)),
        Err(other) => return Err(other.into()),
    };
    show_as(status, &FormPage::of(&page, &ground, &typed, &wrong, conflict))
}

/// For whom something is sent: what was chosen, or the only one that could be.
pub(super) fn chosen(ground: &Ground, typed: &Typed) -> String {
    let given = typed.get("by").map_or("", String::as_str);
    match ground.own.iter().collect::<Vec<_>>().as_slice() {
        [only] if given.is_empty() => (*only).clone(),
        _ => given.to_owned(),
    }
}
