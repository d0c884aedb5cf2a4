//! `/cooperation/{kind}/{front}/{partner}/{number}`: a record with its story; amended, confirmed, taken back.

use super::form::{Control, Ground, at_fields};
use super::papers::PaperShown;
use super::shown::{RowShown, Words, by_name, holder_name, kind_name, state_chip};
use super::{address, base, kind_of, page_of};
use crate::answer::{Answer, Problem};
use crate::door;
use crate::frame::{Page, Said, show_as};
use crate::pages::address::query;
use crate::parts::{Chip, Clauses};
use askama::Template;
use axum::extract::{Form, Path};
use axum::http::StatusCode;
use guantong_cooperation::{Holder, Kind};
use guantong_model::Message;
use guantong_service::ServiceError;
use guantong_service::access::Action;
use guantong_service::cooperation::{Entering, Typed};

/// What belongs to a record, by its kind.
struct Belonging {
    kind: String,
    rows: Vec<RowShown>,
    /// Where another is entered, for who may.
    enter: Option<String>,
}

/// A step of a record's story.
struct Step {
    what: String,
    at: String,
    by: String,
    because: Option<String>,
    /// The fields that were changed: name, before, after.
    changed: Vec<(String, String, String)>,
    /// Names of files that were given in or taken back.
    files: Vec<String>,
}

#[derive(Template)]
#[template(path = "cooperation/one.html")]
struct OnePage {
    kind: String,
    list: String,
    title: String,
    number: i64,
    holder: String,
    holder_href: String,
    here: String,
    chip: Chip,
    /// Name and value of each field.
    values: Vec<(String, String)>,
    by: String,
    confirmed_by: Option<String>,
    story: Vec<Step>,
    papers: Vec<PaperShown>,
    belonging: Vec<Belonging>,
    controls: Vec<Control>,
    amends: Vec<(String, String)>,
    confirms: Vec<(String, String)>,
    version: i64,
    typed: Typed,
    wrong: Vec<(String, Said)>,
    conflict: Option<Said>,
    clauses: Clauses,
    page: Page,
}

impl OnePage {
    async fn of(
        page: &Page,
        (kind, holder, number): (Kind, &Holder, i64),
        typed: Option<Typed>,
        wrong: &[Message],
        conflict: Option<Message>,
    ) -> Result<Self, Problem> {
        let view = page.office().cooperation_record(holder, kind, number).await?;
        let ground = Ground::of(page, kind, holder).await?;
        let words = Words { page, pairings: &ground.pairings, records: &view.beside };
        let record = &view.on_file.record;
        let declared = kind.declared();
        let label = |name: &str| page.word(format!("cooperation-field.{name}"));
        let values = declared.fields.iter().filter(|field| !record.text(field.name).is_empty());
        let values =
            values.map(|field| (label(field.name), words.value(holder, field, record.text(field.name))));
        let before = view.story.iter().skip(1).map(|step| Some(&step.record)).chain([None]);
        let story = view.story.iter().zip(before).map(|(step, before)| {
            let after = &step.record;
            let differs = declared.fields.iter().filter_map(|field| {
                let (was, is) = (before?.text(field.name), after.text(field.name));
                let told = |kept: &str| words.value(holder, field, kept);
                (was != is).then(|| (label(field.name), told(was), told(is)))
            });
            let by = match (step.files.first(), step.entry.kind.as_str(), &after.confirmed_by) {
                (Some(file), _, _) => &file.by,
                (None, "cooperation-confirmed", Some(by)) => by,
                _ => &after.by,
            };
            let kind = step.entry.kind.trim_start_matches("cooperation-");
            Step {
                what: page.word(format!("cooperation-step.{kind}")),
                at: page.moment(step.entry.recorded_at),
                by: by_name(page, by),
                because: step.because.clone(),
                changed: differs.collect(),
                files: step.files.iter().map(|file| file.name.clone()).collect(),
            }
        });
        let named = |all: &std::collections::BTreeSet<String>| -> Vec<(String, String)> {
            let may = page.may(Action::CooperationEnter);
            all.iter().filter(|_| may).map(|by| (by.clone(), by_name(page, by))).collect()
        };
        let typed_now = typed.clone().unwrap_or_else(|| record.fields.clone());
        Ok(OnePage {
            kind: kind_name(page, kind),
            list: format!("/cooperation/{kind}"),
            title: words.title(record),
            number,
            holder: holder_name(page, holder),
            holder_href: page_of(holder),
            here: address(kind, holder, number),
            chip: state_chip(page, record.state),
            values: values.collect(),
            by: by_name(page, &record.by),
            confirmed_by: record.confirmed_by.as_deref().map(|by| by_name(page, by)),
            story: story.collect(),
            papers: view.papers.iter().map(|paper| PaperShown::of(page, paper)).collect(),
            belonging: belonging(page, &words, &view, holder, number),
            controls: ground.controls(page, &typed_now, wrong),
            amends: named(&view.amends),
            confirms: named(&view.confirms),
            version: view.on_file.version,
            typed: typed.unwrap_or_default(),
            wrong: at_fields(page, wrong),
            conflict: conflict.map(|message| page.say(&message)),
            clauses: Clauses::of_provisions(page, &[declared.clause]).with_lead(page),
            page: page.clone(),
        })
    }

    fn because(&self) -> &str {
        self.typed.get("because").map_or("", String::as_str)
    }

    /// Why a file is taken back, as it was typed.
    fn file_because(&self) -> &str {
        self.typed.get("file-because").map_or("", String::as_str)
    }

    /// Whether a file was chosen to be taken back.
    fn chosen(&self, paper: &PaperShown) -> bool {
        self.typed.get("digest").is_some_and(|digest| *digest == paper.digest)
    }

    fn standing(&self) -> impl Iterator<Item = &PaperShown> {
        self.papers.iter().filter(|paper| paper.href.is_some())
    }

    fn files_hint(&self) -> String {
        super::papers::hint(&self.page)
    }

    fn seen(&self) -> String {
        // Who was told that another was first looks at what stands now.
        self.version.to_string()
    }
}

/// Kinds that belong to the record, with what there is of each.
fn belonging(
    page: &Page,
    words: &Words<'_>,
    view: &guantong_service::cooperation::RecordView,
    holder: &Holder,
    number: i64,
) -> Vec<Belonging> {
    let record = &view.on_file.record;
    let kinds = Kind::ALL.iter().filter_map(|kind| {
        let (field, of) = kind.declared().belongs()?;
        (of == record.kind).then_some((*kind, field))
    });
    let one = |(kind, field): (Kind, &'static str)| {
        let rows = view.belonging.iter().filter(|one| one.record.kind == kind);
        let sides = page.office().enterers(kind, holder, words.pairings);
        let may = record.counts()
            && page.may(Action::CooperationEnter)
            && sides.iter().any(|by| page.office().enters_for(by));
        let known = query(&[(field, &number.to_string())]);
        Belonging {
            kind: kind_name(page, kind),
            rows: rows.map(|one| RowShown::of(words, one)).collect(),
            enter: may.then(|| format!("{}/new{known}", base(kind, holder))),
        }
    };
    kinds.map(one).collect()
}

pub(super) type Place = Path<(String, String, String, String)>;

pub(super) fn place(
    (kind, front, partner, number): (String, String, String, String),
) -> Result<(Kind, Holder, i64), Problem> {
    let number = number.parse().map_err(|_| Problem::NotFound)?;
    Ok((kind_of(&kind)?, Holder::parse(&front, &partner), number))
}

pub(super) async fn one(page: Page, Path(given): Place) -> Answer {
    let (kind, holder, number) = place(given)?;
    show_as(StatusCode::OK, &OnePage::of(&page, (kind, &holder, number), None, &[], None).await?)
}

pub(super) async fn act(page: Page, Path(given): Place, Form(typed): Form<Typed>) -> Answer {
    let (kind, holder, number) = place(given)?;
    let ground = Ground::of(&page, kind, &holder).await?;
    let by = super::form::chosen(&ground, &typed);
    let text = |name: &str| typed.get(name).map_or("", String::as_str);
    let version = text("version").trim().parse().unwrap_or(-1);
    let (office, actor) = (page.office(), page.actor());
    let done = match text("do") {
        "confirm" => office.confirm_record(&holder, number, (kind, &by), version, &actor).await,
        "take-file-back" => {
            let (digest, because) = (text("digest"), text("file-because"));
            let (file, which) = ((number, digest), (kind, by.as_str()));
            office.take_record_file_back(&holder, file, which, because, version, &actor).await
        }
        "take-back" => {
            office.take_record_back(&holder, number, (kind, &by), text("because"), version, &actor).await
        }
        _ => {
            let entering = Entering { kind, by, typed: typed.clone() };
            office.amend_record(&holder, number, &entering, text("because"), version, &actor).await
        }
    };
    let error = match done {
        Ok(()) => return Ok(door::to(&address(kind, &holder, number))),
        Err(error) => error,
    };
    // Only an amendment has the fields with it; of the others what stands is shown again.
    if text("do") != "amend" {
        return one_again(&page, (kind, &holder, number), error, &kept(&typed)).await;
    }
    let (status, wrong, conflict) = told(error)?;
    let shown = OnePage::of(&page, (kind, &holder, number), Some(typed.clone()), &wrong, conflict).await?;
    show_as(status, &shown)
}

/// The page again, with what went wrong and what was typed beside the fields.
pub(super) async fn one_again(
    page: &Page,
    which: (Kind, &Holder, i64),
    error: ServiceError,
    typed: &Typed,
) -> Answer {
    let (status, wrong, conflict) = told(error)?;
    let mut found = OnePage::of(page, which, None, &wrong, conflict).await?;
    found.typed = typed.clone();
    show_as(status, &found)
}

/// What went wrong, where the page can say it.
fn told(error: ServiceError) -> Result<(StatusCode, Vec<Message>, Option<Message>), Problem> {
    match error {
        ServiceError::BadInput(wrong) => Ok((StatusCode::UNPROCESSABLE_ENTITY, wrong, None)),
        ServiceError::Conflict(found) => Ok((StatusCode::CONFLICT, Vec::new(), Some(found.message))),
        other => Err(other.into()),
    }
}

/// Of what was typed all that belongs to no field of the record.
pub(super) fn kept(typed: &Typed) -> Typed {
    let beside = |name: &&String| ["because", "file-because", "digest"].contains(&name.as_str());
    let pairs = typed.iter().filter(|(name, _)| beside(name));
    pairs.map(|(name, text)| (name.clone(), text.clone())).collect()
}
