//! `/evaluation/{year}/{front}/{partner}/score`: an expert's sheet with the evidence beside each dimension.

use super::evidence::{Beside, beside};
use super::shown::sides;
use super::{Named, href, id_of};
use crate::answer::{Answer, Problem};
use crate::door;
use crate::fields::{Fields, get, version};
use crate::frame::{Page, show_as};
use crate::parts::Clauses;
use crate::trouble::Trouble;
use askama::Template;
use axum::extract::{Form, Path};
use axum::http::StatusCode;
use guantong_evaluation::Dimension;
use guantong_model::Message;
use guantong_service::evaluation::{EvaluationRound, EvaluationSheet, SubjectId, Typed};

/// A dimension to be scored.
struct ScoredShown {
    beside: Beside,
    mark: String,
    opinion: String,
}

#[derive(Template)]
#[template(path = "evaluation/score.html")]
struct ScorePage {
    here: String,
    title: String,
    round: EvaluationRound,
    sheet: EvaluationSheet,
    handed_in: Option<(String, String)>,
    scale: Vec<(i64, String)>,
    scored: Vec<ScoredShown>,
    on: String,
    report: Option<String>,
    overall: String,
    trouble: Trouble,
    clauses: Clauses,
    page: Page,
}

impl ScorePage {
    fn typed(&self, name: &str) -> &str {
        self.trouble.field(name)
    }
}

/// The account of the expert who asks; nobody else has a sheet.
fn expert(page: &Page) -> Result<String, Problem> {
    let account = page.office().viewer().map(|viewer| viewer.account.clone());
    account.filter(|account| !account.is_empty()).ok_or(Problem::NotFound)
}

pub(super) async fn form(page: Page, Path(named): Path<Named>) -> Answer {
    shown(page, &id_of(named)?, StatusCode::OK, Trouble::default()).await
}

async fn shown(page: Page, id: &SubjectId, status: StatusCode, trouble: Trouble) -> Answer {
    let office = page.office();
    let sheet = office.own_sheet(id, &expert(&page)?).await?;
    let round = office.evaluation_round(id.year).await?.round;
    let all = beside(&page, id, &round.terms).await?;
    let typed =
        |name: String, kept: Option<String>| trouble.typed.get(&name).cloned().or(kept).unwrap_or_default();
    let scored = |beside: Beside| {
        let of = beside.dimension;
        ScoredShown {
            mark: typed(format!("mark-{of}"), sheet.marks.get(&of).map(ToString::to_string)),
            opinion: typed(format!("opinion-{of}"), sheet.opinions.get(&of).cloned()),
            beside,
        }
    };
    let scale = (round.terms.lowest..=round.terms.highest).rev();
    let step = |mark: i64| {
        let place = if round.terms.highest == 5 { mark } else { 0 };
        let word = page.t("evaluation-mark").with("mark", mark.to_string());
        (mark, word.with("word", page.word(format!("evaluation-step.{place}"))).to_string())
    };
    let scale = scale.map(step).collect();
    let score_page = ScorePage {
        here: href(id),
        title: page
            .t("evaluation-sheet-of")
            .with("sides", sides(&page, id))
            .with("year", id.year.to_string())
            .to_string(),
        handed_in: sheet.handed_in.as_ref().map(|(on, digest)| (page.date(*on), digest.clone())),
        scale,
        scored: all.dimensions.into_iter().map(scored).collect(),
        on: all.on,
        report: all.report,
        overall: typed("overall".to_owned(), Some(sheet.overall.clone())),
        round,
        sheet,
        trouble,
        clauses: Clauses::of_provisions(&page, &["4.3.1.b"]).with_lead(&page),
        page: page.clone(),
    };
    show_as(status, &score_page)
}

pub(super) async fn score(page: Page, Path(named): Path<Named>, Form(fields): Form<Fields>) -> Answer {
    let id = id_of(named)?;
    match scored(&page, &id, &fields).await {
        Ok(to) => Ok(door::to(&to)),
        Err(problem) => {
            let (status, trouble) = Trouble::of(&page, problem, fields)?;
            shown(page, &id, status, trouble).await
        }
    }
}

async fn scored(page: &Page, id: &SubjectId, fields: &Fields) -> Result<String, Problem> {
    let (office, expert, actor) = (page.office(), expert(page)?, page.actor());
    office.own_sheet(id, &expert).await?;
    let of = |name: &str| {
        let field =
            |dimension: &Dimension| Some((*dimension, fields.get(&format!("{name}-{dimension}"))?.clone()));
        Dimension::ALL.iter().filter_map(field).collect()
    };
    let typed =
        Typed { marks: of("mark"), opinions: of("opinion"), overall: get(fields, "overall").to_owned() };
    let here = href(id);
    match get(fields, "do") {
        "keep" => {
            office.keep_sheet(id, &expert, (&typed, version(fields)), &actor).await?;
            Ok(format!("{here}/score"))
        }
        "hand-in" => {
            // What stands in the fields goes along: nobody hands in another sheet than he sees.
            let kept = office.keep_sheet(id, &expert, (&typed, version(fields)), &actor).await?;
            office.hand_sheet_in(id, &expert, kept.version, &actor).await?;
            Ok(format!("{here}/score"))
        }
        "recuse" => {
            office.recuse(id, &expert, get(fields, "because"), &actor).await?;
            Ok("/evaluation".to_owned())
        }
        _ => Err(Problem::bad(Message::new("marks-nothing-asked"))),
    }
}
