//! `/cases`: 优秀案例 (4.3.2.a). What is published is for everybody; the ranking with its weights, each candidate explained
//! and the records behind each figure are for the commission, and for an institution as far as they are its own.

mod act;
mod file;
mod list;
mod one;
mod published;
mod ranking;
mod records;
mod shown;

pub(super) use shown::{MeasureShown, measures, sides};

use super::address::{encoded, year_of};
use crate::answer::Problem;
use crate::fields::{Fields, get};
use crate::routes::Routes;
use guantong_merit::Weights;
use guantong_model::Message;
use guantong_service::access::Action;
use guantong_service::cases::CaseId;

pub(super) fn routes() -> Routes {
    let ranking = "/cases/{year}/ranking";
    Routes::new()
        .get("/cases", Action::FactsRead, list::list)
        .get("/cases/{year}", Action::FactsRead, published::published)
        .get(ranking, Action::CasesRead, ranking::ranking)
        .post(ranking, Action::CasesChoose, act::choose)
        .get("/cases/{year}/ranking.csv", Action::CasesRead, file::csv)
        .get("/cases/{year}/{front}/{partner}", Action::CasesRead, one::one)
        .get("/cases/{year}/{front}/{partner}/{measure}", Action::CasesRead, records::records)
}

fn id_of((year, front, partner): (String, String, String)) -> Result<CaseId, Problem> {
    Ok(CaseId { year: year_of(&year)?, front, partner })
}

/// The weights an address or a form names; nothing where it names none.
fn weights_of(fields: &Fields) -> Result<Option<Weights>, Message> {
    let typed: Vec<&str> = guantong_merit::Criterion::ALL
        .iter()
        .map(|criterion| get(fields, criterion.as_str()).trim())
        .collect();
    if typed.iter().all(|typed| typed.is_empty()) {
        return Ok(None);
    }
    let mut weights = [0; 5];
    for (weight, typed) in weights.iter_mut().zip(&typed) {
        // What is left empty weighs nothing.
        if !typed.is_empty() {
            let most = guantong_merit::MOST;
            let wrong = || {
                let given: String = typed.chars().take(40).collect();
                Message::new("case-wrong-weight").with("given", given).with("most", i64::from(most))
            };
            *weight =
                crate::frame::half_width(typed).parse().ok().filter(|one| *one <= most).ok_or_else(wrong)?;
        }
    }
    Weights::new(weights).map(Some).ok_or_else(|| Message::new("case-wrong-weights"))
}

/// Weights as an address has them, behind `?`.
fn with_weights(weights: &Weights) -> String {
    let texts = weights.all().map(|weight| weight.to_string());
    let pairs: Vec<(&str, &str)> = guantong_merit::Criterion::ALL
        .iter()
        .map(|criterion| criterion.as_str())
        .zip(texts.iter().map(String::as_str))
        .collect();
    super::address::query(&pairs)
}

/// Where one of those considered is.
fn href(id: &CaseId) -> String {
    format!("/cases/{}/{}/{}", id.year, encoded(&id.front), encoded(&id.partner))
}
