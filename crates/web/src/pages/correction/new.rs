//! The form of a correction: the values on file, and beside each what is right. What cannot be taken stays in its field.

use super::{Lines, Situation, all, fact_name, fact_text, fields};
use crate::answer::{Answer, Problem};
use crate::door;
use crate::frame::{Page, half_width, show_as};
use crate::pages::address::query;
use crate::pages::round::RoundPath;
use askama::Template;
use axum::extract::{Form, Path, Query};
use axum::http::StatusCode;
use guantong_model::{CandidateNo, Message, ProgrammeId, Score};
use guantong_service::correction::{FactName, Facts, PEOPLE_MOST, Proposed};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Whose facts are to be corrected.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Asked {
    /// Numbers, by spaces, commas or lines.
    #[serde(default)]
    no: String,
}

/// A field beside what is on file.
struct Field {
    /// Its name in the form.
    name: String,
    label: String,
    on_file: String,
    value: String,
    kind: Kind,
}

/// What a field is filled in with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    YesNo,
    Programmes,
}

/// A candidate in the form.
struct Person {
    at: usize,
    no: String,
    /// Nothing where there is no such candidate.
    fields: Vec<Field>,
}

#[derive(Template)]
#[template(path = "correction/new.html")]
struct NewPage {
    at: RoundPath,
    here: String,
    numbers: String,
    people: Vec<Person>,
    because: String,
    document: String,
    situation: Situation,
    page: Page,
}

pub(super) async fn form(
    page: Page,
    Path((year, round)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Answer {
    let at = RoundPath::read(&page, &year, &round).await?;
    let numbers = numbers(&asked.no);
    let typed = typed_numbers(&numbers);
    shown(page, at, typed, StatusCode::OK, Situation::default()).await
}

/// The numbers in a text, each once, no more than a correction takes.
fn numbers(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for word in half_width(text)
        .split(|c: char| c.is_whitespace() || [',', ';', '\u{3001}', '\u{ff0c}', '\u{ff1b}'].contains(&c))
    {
        if !word.is_empty() && !found.iter().any(|known| known == word) {
            found.push(word.to_owned());
        }
    }
    found.truncate(PEOPLE_MOST);
    found
}

/// Numbers as fields of the form.
fn typed_numbers(numbers: &[String]) -> BTreeMap<String, String> {
    (1..).zip(numbers).map(|(at, no): (usize, &String)| (format!("no-{at}"), no.clone())).collect()
}

/// The numbers in the fields of the form, in their order.
fn numbers_in(typed: &BTreeMap<String, String>) -> Vec<(usize, CandidateNo)> {
    let no = |at: usize| Some((at, CandidateNo(typed.get(&format!("no-{at}"))?.clone())));
    (1..=PEOPLE_MOST).map_while(no).collect()
}

async fn shown(
    page: Page,
    at: RoundPath,
    typed: BTreeMap<String, String>,
    status: StatusCode,
    situation: Situation,
) -> Answer {
    let asked = numbers_in(&typed);
    let only: Vec<CandidateNo> = asked.iter().map(|(_, no)| no.clone()).collect();
    let found = page.office().facts_on_file(at.year, at.round, &only).await?;
    let lines = page.office().programmes(at.year).await?;
    let people = asked.iter().zip(&found).map(|((place, no), (_, facts))| Person {
        at: *place,
        no: no.to_string(),
        fields: facts.as_ref().map_or_else(Vec::new, |facts| {
            let field = |name: &FactName| field(&page, &lines, *place, facts, *name, &typed);
            FactName::ALL.iter().map(field).collect()
        }),
    });
    let get = |name: &str| typed.get(name).cloned().unwrap_or_default();
    let only: Vec<&str> = only.iter().map(CandidateNo::as_str).collect();
    show_as(
        status,
        &NewPage {
            at,
            here: all(at),
            numbers: only.join(" "),
            people: people.collect(),
            because: get("because"),
            document: get("document"),
            situation,
            page: page.clone(),
        },
    )
}

fn field(
    page: &Page,
    lines: &Lines,
    place: usize,
    facts: &Facts,
    name: FactName,
    typed: &BTreeMap<String, String>,
) -> Field {
    let key = format!("{name}-{place}");
    let codes = |list: &[ProgrammeId]| list.iter().map(ProgrammeId::as_str).collect::<Vec<_>>().join("\n");
    let (kind, on_file) = match name {
        FactName::Early => (Kind::Programmes, codes(&facts.early)),
        FactName::Unified => (Kind::Programmes, codes(&facts.unified)),
        FactName::Priority => (Kind::YesNo, yes(facts.priority)),
        FactName::Qualified => (Kind::YesNo, yes(facts.qualified)),
        FactName::Household => (Kind::YesNo, yes(facts.household)),
        _ => (Kind::Number, fact_text(page, lines, facts, name)),
    };
    Field {
        value: typed.get(&key).cloned().unwrap_or(on_file),
        on_file: fact_text(page, lines, facts, name),
        label: fact_name(page, name),
        name: key,
        kind,
    }
}

fn yes(yes: bool) -> String {
    if yes { "yes" } else { "no" }.to_owned()
}

pub(super) async fn propose(
    page: Page,
    Path((year, round)): Path<(String, String)>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer {
    let at = RoundPath::read(&page, &year, &round).await?;
    let typed = fields(pairs);
    if typed.get("do").is_some_and(|what| what == "numbers") {
        let no = typed.get("no").map_or("", String::as_str);
        return Ok(door::to(&format!("{}/new{}", all(at), query(&[("no", no)]))));
    }
    match proposed(&page, at, &typed).await {
        Ok(number) => Ok(door::to(&format!("{}/{number}", all(at)))),
        Err(problem) => {
            let (status, situation) = Situation::of(&page, problem)?;
            shown(page, at, typed, status, situation).await
        }
    }
}

async fn proposed(page: &Page, at: RoundPath, typed: &BTreeMap<String, String>) -> Result<i64, Problem> {
    let asked = numbers_in(typed);
    let only: Vec<CandidateNo> = asked.iter().map(|(_, no)| no.clone()).collect();
    let found = page.office().facts_on_file(at.year, at.round, &only).await?;
    let (mut people, mut wrong) = (Vec::new(), Vec::new());
    for ((place, no), (_, on_file)) in asked.into_iter().zip(found) {
        match on_file {
            Some(on_file) => people.push((no.clone(), facts(page, &no, place, on_file, typed, &mut wrong))),
            None => wrong.push(
                Message::new("correction-no-candidate").with("candidate", no.as_str()).with("year", at.year),
            ),
        }
    }
    if !wrong.is_empty() {
        return Err(Problem::BadInput(wrong));
    }
    let get = |name: &str| typed.get(name).cloned().unwrap_or_default();
    let proposed = Proposed { people, because: get("because"), document: get("document") };
    Ok(page.office().propose_correction(at.year, at.round, proposed, &page.actor()).await?)
}

/// The facts that were typed; one that was not stays as it is on file.
fn facts(
    page: &Page,
    no: &CandidateNo,
    place: usize,
    on_file: Facts,
    typed: &BTreeMap<String, String>,
    wrong: &mut Vec<Message>,
) -> Facts {
    let mut facts = on_file;
    for name in FactName::ALL {
        let Some(text) = typed.get(&format!("{name}-{place}")) else { continue };
        let text = half_width(text);
        let said = |id: &str| {
            Message::new(id)
                .with("candidate", no.as_str())
                .with("given", text.as_str())
                .with("fact", fact_name(page, *name))
        };
        let mut score = |into: &mut Score| match Score::parse(&text).ok().filter(|s| s.millionths() >= 0) {
            Some(score) => *into = score,
            None => wrong.push(said("correction-no-score")),
        };
        match name {
            FactName::Total => score(&mut facts.total),
            FactName::Bonus => score(&mut facts.bonus),
            FactName::Chinese => score(&mut facts.chinese),
            FactName::Mathematics => score(&mut facts.mathematics),
            FactName::ForeignLanguage => score(&mut facts.foreign_language),
            FactName::Priority => facts.priority = text == "yes",
            FactName::Qualified => facts.qualified = text == "yes",
            FactName::Household => facts.household = text == "yes",
            FactName::Draw => match text.parse::<i64>().ok().filter(|draw| *draw > 0) {
                Some(draw) => facts.draw = draw,
                None => wrong.push(said("correction-no-draw")),
            },
            FactName::Early => facts.early = programmes(&text),
            FactName::Unified => facts.unified = programmes(&text),
        }
    }
    facts
}

/// Codes of programmes, by lines, spaces or commas.
fn programmes(text: &str) -> Vec<ProgrammeId> {
    let words = text.split(|c: char| c.is_whitespace() || [',', '|', '\u{3001}', '\u{ff0c}'].contains(&c));
    words.filter(|word| !word.is_empty()).map(|word| ProgrammeId(word.to_owned())).collect()
}
