//! `/fees`: 学费和资助 (3.3.3.b): what institutions announce, by stage; `/fees/{name}`, where one announces it; and
//! `/students/{id}/fees`, what a student owes and may receive term by term.

mod announced;
mod statement;

use crate::frame::Page;
use crate::routes::Routes;
use guantong_service::access::Action;

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/fees", Action::FactsRead, announced::all)
        .get("/fees/{name}", Action::FactsRead, announced::one)
        .post("/fees/{name}", Action::FeeAnnounce, announced::act)
        .get("/students/{id}/fees", Action::StudentRead, statement::one)
}

/// An academic year in words.
fn year(page: &Page, from: i32) -> String {
    page.t("fee-year").with("from", from).with("to", from + 1).to_string()
}

/// An amount kept in fen.
fn yuan(page: &Page, fen: i64) -> String {
    let (whole, rest) = (page.number(fen / 100), fen % 100);
    let amount = if rest == 0 { whole } else { format!("{whole}.{rest:02}") };
    page.t("fee-yuan").with("amount", amount).to_string()
}

/// What may be received, as it is shown: name, amount, for whom, source.
struct AidShown {
    name: String,
    amount: String,
    note: String,
    source: String,
}

impl AidShown {
    fn of(page: &Page, aid: &guantong_service::fees::Aid) -> Self {
        AidShown {
            name: page.word(format!("aid.{}", aid.name)),
            amount: match aid.yuan {
                Some(yuan) => page.t("fee-a-year").with("amount", page.number(yuan)).to_string(),
                None => page.t("fee-by-condition").to_string(),
            },
            note: page.either(&aid.note[0], &aid.note[1]).to_owned(),
            source: aid.source.clone(),
        }
    }
}
