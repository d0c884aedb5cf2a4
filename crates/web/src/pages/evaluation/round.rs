//! `/evaluation/{year}`: a round with its subjects and terms, how far readers agree, and readers as proposed.

use super::list::state;
use super::shown::{RowShown, dimension, kappa, row, seat, sides};
use super::{href, year_of};
use crate::answer::{Answer, Problem};
use crate::door;
use crate::fields::{Fields, get, version};
use crate::frame::{Page, show, show_as};
use crate::parts::{Chip, Clauses};
use crate::trouble::Trouble;
use askama::Template;
use axum::extract::{Form, Path};
use axum::http::StatusCode;
use guantong_service::access::Action;
use guantong_service::evaluation::{EvaluationRound, Far, RoundState};

/// How many pairs, kappa by dimension, kappa over all.
type Agreed = (usize, Vec<(String, String)>, String);

#[derive(Template)]
#[template(path = "evaluation/round.html")]
struct RoundPage {
    round: EvaluationRound,
    chip: Chip,
    /// How many subjects are how far.
    counts: Vec<(String, usize)>,
    rows: Vec<RowShown>,
    late: usize,
    weights: Vec<(String, i64)>,
    /// By dimension, and over all.
    agreement: Option<Agreed>,
    opens: bool,
    lacks: bool,
    closes: bool,
    trouble: Trouble,
    clauses: Clauses,
    page: Page,
}

pub(super) async fn round(page: Page, Path(year): Path<String>) -> Answer {
    shown(page, year_of(&year)?, StatusCode::OK, Trouble::default()).await
}

async fn shown(page: Page, year: i32, status: StatusCode, trouble: Trouble) -> Answer {
    let office = page.office();
    let view = office.evaluation_round(year).await?;
    let of = |far: &Far| {
        (
            page.word(format!("evaluation-far.{far}")),
            view.subjects.iter().filter(|one| one.far == *far).count(),
        )
    };
    let counts = Far::ALL.iter().map(of).filter(|(_, count)| *count > 0).collect();
    let agreement = view.agreement.as_ref().map(|found| {
        let by = |(of, it): (&guantong_evaluation::Dimension, &Option<i64>)| {
            (dimension(&page, *of), kappa(&page, *it))
        };
        (found.pairs, found.dimensions.iter().map(by).collect(), kappa(&page, found.all))
    });
    let opens = office.allow_here(Action::EvaluationOpen).is_ok();
    let at_work = opens && view.round.state == RoundState::Open;
    let round_page = RoundPage {
        chip: state(&page, view.round.state),
        counts,
        rows: view.subjects.iter().map(|one| row(&page, one)).collect(),
        late: view.subjects.iter().filter(|one| one.late).count(),
        weights: view
            .round
            .terms
            .dimensions
            .iter()
            .map(|of| (dimension(&page, of.dimension), of.weight))
            .collect(),
        agreement,
        opens,
        lacks: at_work
            && view.subjects.iter().any(|one| matches!(one.far, Far::Assigning | Far::ThirdWanted)),
        closes: at_work && view.subjects.iter().all(|one| one.far == Far::Set),
        round: view.round,
        trouble,
        clauses: Clauses::of_provisions(&page, &["4.3.1.b", "4.3.1.d"]).with_lead(&page),
        page: page.clone(),
    };
    show_as(status, &round_page)
}

pub(super) async fn close(page: Page, Path(year): Path<String>, Form(fields): Form<Fields>) -> Answer {
    let year = year_of(&year)?;
    let actor = page.actor_named(get(&fields, "by"));
    match page.office().close_evaluation(year, version(&fields), &actor).await {
        Ok(_) => Ok(door::to(&format!("/evaluation/{year}"))),
        Err(error) => {
            let (status, trouble) = Trouble::of(&page, Problem::from(error), fields)?;
            shown(page, year, status, trouble).await
        }
    }
}

#[derive(Template)]
#[template(path = "evaluation/proposal.html")]
struct ProposalPage {
    year: i32,
    /// Subject, address, who would read it.
    rows: Vec<(String, String, Vec<String>)>,
    lacking: usize,
    digest: String,
    clauses: Clauses,
    page: Page,
}

pub(super) async fn proposal(page: Page, Path(year): Path<String>) -> Answer {
    let year = year_of(&year)?;
    let proposal = page.office().proposed_readers(year).await?;
    let reader = |reader: &guantong_service::evaluation::Reader| {
        let of = page.t("evaluation-at-seat").with("seat", seat(&page, reader.seat));
        of.with("name", reader.name.as_str()).to_string()
    };
    show(&ProposalPage {
        year,
        rows: proposal
            .readers
            .iter()
            .map(|(id, readers)| (sides(&page, id), href(id), readers.iter().map(reader).collect()))
            .collect(),
        lacking: proposal.lacking,
        digest: proposal.digest,
        clauses: Clauses::of_provisions(&page, &["4.3.1.b"]).with_lead(&page),
        page: page.clone(),
    })
}

pub(super) async fn assign(page: Page, Path(year): Path<String>, Form(fields): Form<Fields>) -> Answer {
    let year = year_of(&year)?;
    let actor = page.actor_named(get(&fields, "by"));
    match page.office().assign_proposed(year, get(&fields, "digest"), &actor).await {
        Ok(_) => Ok(door::to(&format!("/evaluation/{year}"))),
        Err(error) => {
            let (status, trouble) = Trouble::of(&page, Problem::from(error), fields)?;
            shown(page, year, status, trouble).await
        }
    }
}
