//! The form, and what it gives.

use super::asked::Typed;
use super::draft::DraftShown;
use super::file::all_lines;
use super::shown::{AdmissionShown, RecordShown, turn};
use crate::answer::{Answer as Answered, Problem};
use crate::frame::{Page, Said, show_as};
use crate::pages::continuity::shown::{ClassShown, StudentShown};
use crate::pages::correction::{Lines, programme_named};
use crate::pages::edition::finding::FindingShown;
use crate::parts::{Chip, Clauses, programme};
use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use guantong_policy::edition::findings::findings;
use guantong_registry::{Prospect, Readings};
use guantong_service::Office;
use guantong_service::access::rounded;
use guantong_service::rows::PlanLine;
use guantong_service::what_if::{Answer, By, FLOOR, Sum, Turn, WhatIf};

/// So many of each list stand on a page.
const LISTED: usize = 100;

/// An institution with its programmes, each by id and name.
type Institution = (String, Vec<(String, String)>);

/// A number that may be changed.
struct Number {
    name: String,
    note: String,
    present: String,
    clauses: Clauses,
}

/// A reading that may be switched.
struct Reading {
    id: String,
    question: String,
    choices: Vec<(String, String, bool)>,
    clauses: Clauses,
}

/// What came of it, ready to be shown.
struct Result {
    changes: Vec<String>,
    candidates: String,
    records: String,
    decided: String,
    drifted: usize,
    turns: Vec<(Chip, String)>,
    changed_records: String,
    ahead: String,
    /// Sums by clause, institution, year: the heading and the lines.
    sums: Vec<(Said, Vec<(String, Sum)>)>,
    admissions: Vec<AdmissionShown>,
    others: Vec<RecordShown>,
    previous: Option<String>,
    next: Option<String>,
    named: bool,
    losing: Vec<StudentShown>,
    classes: Vec<ClassShown>,
    planned: bool,
    findings: Vec<FindingShown>,
    table: String,
}

impl Result {
    fn nobody(&self) -> bool {
        self.admissions.is_empty()
            && self.others.is_empty()
            && self.sums.iter().all(|(_, rows)| rows.is_empty())
    }
}

#[derive(Template)]
#[template(path = "what_if/page.html")]
struct WhatIfPage {
    typed: Typed,
    years: Vec<i32>,
    chosen: Vec<i32>,
    floors: Vec<(String, String)>,
    numbers: Vec<Number>,
    readings: Vec<Reading>,
    plan: Option<(i32, Vec<Institution>)>,
    rows: Vec<(String, String)>,
    partners: Vec<(String, String)>,
    result: Option<Result>,
    draft: Option<DraftShown>,
    /// The address of the question that was read from the draft.
    address: String,
    errors: Vec<Said>,
    clauses: Clauses,
    page: Page,
}

impl WhatIfPage {
    fn is_chosen(&self, year: &i32) -> bool {
        self.chosen.contains(year)
    }

    fn value(&self, number: &Number) -> String {
        self.typed.get(&format!("v.{}", number.name)).to_owned()
    }

    fn drops(&self, id: &str) -> bool {
        self.typed.has("drop", id)
    }

    fn is_typed(&self, name: &str, value: &str) -> bool {
        self.typed.has(name, value)
    }

    fn any(&self, prefix: &str) -> bool {
        match prefix {
            "v." => self.numbers.iter().any(|number| !self.value(number).is_empty()),
            "r." => self.readings.iter().any(|one| !self.typed.get(&format!("r.{}", one.id)).is_empty()),
            other => !self.typed.get(other).is_empty(),
        }
    }

    /// Examples to begin with.
    fn examples(&self) -> Vec<(Said, &'static str)> {
        vec![
            (self.page.t("what-if-example-floor"), "/what-if?floor=%2B10"),
            (self.page.t("what-if-example-repeat"), "/what-if?r.repeat-limit-scope=programme"),
            (self.page.t("what-if-example-transfer"), "/what-if?v.transfers.max=0"),
        ]
    }
}

pub(super) async fn page(page: Page, Query(pairs): Query<Vec<(String, String)>>) -> Answered {
    answered(page, Typed::of(pairs), None, StatusCode::OK).await
}

/// The page with what is asked answered; beside it the draft that the question was read from.
pub(super) async fn answered(
    page: Page,
    typed: Typed,
    draft: Option<DraftShown>,
    status: StatusCode,
) -> Answered {
    let years = page.office().what_if_years().await?;
    let (asked, mut wrong) = typed.read(&page, &years);
    let mut result = None;
    if wrong.is_empty() && !asked.is_none() {
        match page.office().what_if(&asked).await.map_err(Problem::from) {
            Ok(answer) => result = Some(shown(&page, &typed, &asked, &answer).await?),
            Err(Problem::BadInput(refused)) => wrong = refused,
            Err(Problem::Conflict(conflict)) => wrong = vec![conflict.message.clone()],
            Err(other) => return Err(other),
        }
    }
    if let Some(result) = result.as_mut().filter(|_| draft.is_some()) {
        // Those of the draft itself are told, with the lines of its files.
        result.findings.clear();
    }
    let status = if wrong.is_empty() { status } else { StatusCode::UNPROCESSABLE_ENTITY };
    let plan = page.office().what_if_plan().await?;
    let lines = plan.as_ref().map(|(_, lines)| lines.clone()).unwrap_or_default();
    show_as(
        status,
        &WhatIfPage {
            chosen: asked.years.iter().copied().collect(),
            years,
            floors: floors(&page),
            numbers: numbers(&page),
            readings: readings(&page, &typed),
            plan: plan.map(|(year, lines)| (year, by_institution(&page, &lines))),
            rows: lines
                .iter()
                .map(|one| (one.programme.to_string(), programme::full_name(&page, one)))
                .collect(),
            partners: partners(&page),
            result,
            draft,
            address: typed.address("/what-if", &[]),
            errors: wrong.iter().map(|message| page.say(message)).collect(),
            clauses: Clauses::of_provisions(&page, &["3.1.2.a", "3.1.3.a", "3.4.3.c"]).with_lead(&page),
            typed,
            page: page.clone(),
        },
    )
}

/// The floor as the edition dates it.
fn floors(page: &Page) -> Vec<(String, String)> {
    let values = page.edition().parameter(FLOOR).map(|floor| floor.values.clone()).unwrap_or_default();
    values.iter().map(|dated| (page.date(dated.from), dated.value.to_string())).collect()
}

fn numbers(page: &Page) -> Vec<Number> {
    let today = page.office().today();
    let number = |name: String| {
        let parameter = page.edition().parameter(&name)?;
        let present = parameter.value(today)?.to_string();
        let unit = page.word(format!("unit.{}", parameter.unit));
        let note = parameter.note.as_deref().unwrap_or_default();
        Some(Number {
            note: page.either(note, parameter.note_en.as_deref().unwrap_or(note)).to_owned(),
            present: page.t("page-edition-value").with("value", present).with("unit", unit).to_string(),
            clauses: Clauses::of_provisions(page, &[parameter.clause.as_str()]),
            name,
        })
    };
    Office::what_if_parameters().into_iter().filter(|name| name != FLOOR).filter_map(number).collect()
}

fn readings(page: &Page, typed: &Typed) -> Vec<Reading> {
    let reading = |id: &str| {
        let one = page.edition().interpretation(id)?;
        let given = typed.get(&format!("r.{id}")).to_owned();
        let choice = |choice: &guantong_policy::edition::Choice| {
            let words = page.either(&choice.words, &choice.words_en);
            let present = choice.id == one.chosen;
            let words = match present {
                true => page.t("what-if-present-choice").with("choice", words).to_string(),
                false => words.to_owned(),
            };
            let value = if present { String::new() } else { choice.id.clone() };
            (value, words, if given.is_empty() { present } else { choice.id == given })
        };
        Some(Reading {
            id: id.to_owned(),
            question: page.either(&one.question, &one.question_en).to_owned(),
            choices: one.choices.iter().map(choice).collect(),
            clauses: Clauses::of_provisions(page, &[one.clause.as_str()]),
        })
    };
    Office::what_if_readings().filter_map(reading).collect()
}

fn by_institution(page: &Page, lines: &[PlanLine]) -> Vec<Institution> {
    let mut found: Vec<Institution> = Vec::new();
    for line in lines {
        let name = page.institution(&line.institution).to_owned();
        let row = (line.programme.to_string(), programme::full_name(page, line));
        match found.iter_mut().find(|(institution, _)| *institution == name) {
            Some((_, rows)) => rows.push(row),
            None => found.push((name, vec![row])),
        }
    }
    found
}

fn partners(page: &Page) -> Vec<(String, String)> {
    let partners = page.edition().institutions().iter().filter(|one| one.partner);
    partners.map(|one| (one.name.clone(), page.institution(&one.name).to_owned())).collect()
}

/// What is otherwise, each in words.
fn changes(page: &Page, asked: &WhatIf, answer: &Answer, lines: &Lines) -> Vec<String> {
    let today = page.office().today();
    let mut said = Vec::new();
    for name in asked.changes.parameters.keys() {
        let values = |edition: &guantong_policy::Edition| {
            let values = edition.parameter(name).map(|one| one.values.clone()).unwrap_or_default();
            match name.as_str() {
                FLOOR => page.list(values.iter().map(|dated| dated.value.to_string())),
                _ => edition.value(name, today).map(ToString::to_string).unwrap_or_default(),
            }
        };
        let clause = page.edition().clause_of(name).map(ToString::to_string).unwrap_or_default();
        let words = if name == FLOOR { page.t("what-if-floor").to_string() } else { name.clone() };
        said.push(
            page.t("what-if-is-value")
                .with("name", words)
                .with("clause", clause)
                .with("before", values(page.edition()))
                .with("after", values(&answer.edition))
                .to_string(),
        );
    }
    for id in asked.changes.choices.keys() {
        let choice = |edition: &guantong_policy::Edition| {
            let choice =
                edition.interpretation(id).and_then(guantong_policy::edition::Interpretation::choice);
            choice.map(|one| page.either(&one.words, &one.words_en).to_owned()).unwrap_or_default()
        };
        let question = page.edition().interpretation(id);
        let question =
            question.map(|one| page.either(&one.question, &one.question_en).to_owned()).unwrap_or_default();
        let words = page.t("what-if-is-choice").with("question", question);
        said.push(
            words.with("before", choice(page.edition())).with("after", choice(&answer.edition)).to_string(),
        );
    }
    for id in &asked.dropped {
        let programme = programme_named(page, lines, id);
        said.push(page.t("what-if-is-dropped").with("programme", programme).to_string());
    }
    for (id, partner) in &asked.partners {
        let words = page.t("what-if-is-partner").with("programme", programme_named(page, lines, id));
        said.push(words.with("partner", page.institution(partner)).to_string());
    }
    said
}

async fn shown(
    page: &Page,
    typed: &Typed,
    asked: &WhatIf,
    answer: &Answer,
) -> std::result::Result<Result, Problem> {
    let exact = page.office().figures_are_exact();
    let lines = all_lines(page).await?;
    let told = |count: usize| {
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        page.number(if exact { count } else { rounded(count) })
    };
    let from: usize = typed.get("from").parse().unwrap_or(0);
    let turns = Turn::ALL.iter().map(|one| (turn(page, *one), answer.turned(*one)));
    let turns = turns.filter(|(_, count)| *count > 0).map(|(chip, count)| (chip, told(count)));
    let records = &answer.records;
    let changed = records.rows.iter().filter(|row| row.replayed.otherwise.is_some()).count();
    let sums = [
        ("what-if-by-clause", By::Clause),
        ("what-if-by-institution", By::Institution),
        ("what-if-by-year", By::Year),
    ]
    .map(|(heading, by)| {
        let name = |of: String| match by {
            By::Clause => match page.edition().provision(&of.as_str().into()) {
                Some(found) => format!("{}\u{3000}{of}", found.label),
                None => of,
            },
            By::Institution if of.is_empty() => page.t("what-if-no-institution").to_string(),
            By::Institution => page.institution(&of).to_owned(),
            By::Year => of,
        };
        let rows = answer.sums(by, exact).into_iter().map(|(of, sum)| (name(of), sum)).collect();
        (page.t(heading), rows)
    });
    let more = from + LISTED;
    let longest = answer.admissions.len().max(records.rows.len());
    let turned = |from: usize| typed.address("/what-if", &[("from", &from.to_string())]);
    let named = answer.named;
    let admissions = answer.admissions.iter().skip(from).take(if named { LISTED } else { 0 });
    let others = records.rows.iter().skip(from).take(if named { LISTED } else { 0 });
    let continuity = answer.plan.as_ref().map(|planned| &planned.continuity);
    let present: Vec<_> =
        findings(page.edition(), Readings::ALL).into_iter().map(|found| (found.kind, found.name)).collect();
    let new = findings(&answer.edition, Readings::ALL);
    let new = new.iter().filter(|found| !present.contains(&(found.kind, found.name.clone())));
    Ok(Result {
        changes: changes(page, asked, answer, &lines),
        candidates: told(answer.candidates),
        records: told(records.records),
        decided: told(records.decided),
        drifted: records.drifted,
        turns: turns.collect(),
        changed_records: told(changed),
        ahead: told(records.rows.len() - changed),
        sums: sums.into(),
        admissions: admissions.map(|row| AdmissionShown::of(page, &lines, row)).collect(),
        others: others.filter_map(|row| RecordShown::of(page, row)).collect(),
        previous: (named && from > 0).then(|| turned(from.saturating_sub(LISTED))),
        next: (named && more < longest).then(|| turned(more)),
        named,
        losing: continuity
            .map(|found| found.with(Prospect::Loses).map(|one| StudentShown::of(page, one)).collect())
            .unwrap_or_default(),
        classes: continuity
            .map(|found| {
                let concerned = found.classes.iter().filter(|class| class.concerned());
                concerned.map(|class| ClassShown::of(page, class)).collect()
            })
            .unwrap_or_default(),
        planned: continuity.is_some(),
        findings: new.map(|found| FindingShown::of(page, found)).collect(),
        table: typed.address("/what-if/table.csv", &[]),
    })
}
