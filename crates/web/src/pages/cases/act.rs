//! Choosing, confirming, sending back. What cannot be taken stays in the fields, and says why.

use super::ranking::shown;
use super::{weights_of, year_of};
use crate::answer::{Answer, Problem};
use crate::door;
use crate::fields::{Fields, get, version};
use crate::frame::Page;
use crate::trouble::Trouble;
use axum::extract::{Form, Path};
use guantong_merit::Weights;
use guantong_model::Message;
use guantong_service::access::Action;
use guantong_service::cases::{Choosing, Wish};

pub(super) async fn choose(page: Page, Path(year): Path<String>, Form(fields): Form<Fields>) -> Answer {
    let year = year_of(&year)?;
    page.office().allow_here(Action::CasesChoose)?;
    let weights = weights_of(&fields).ok().flatten();
    match done(&page, year, weights, &fields).await {
        Ok(to) => Ok(door::to(&to)),
        Err(problem) => {
            let (status, trouble) = Trouble::of(&page, problem, fields)?;
            shown(page, year, weights, status, trouble).await
        }
    }
}

async fn done(page: &Page, year: i32, weights: Option<Weights>, fields: &Fields) -> Result<String, Problem> {
    let (office, actor) = (page.office(), page.actor_named(get(fields, "by")));
    let version_seen = version(fields);
    let digest = get(fields, "digest");
    match get(fields, "do") {
        "choose" => {
            let weights = weights.ok_or_else(|| Problem::bad(Message::new("case-wrong-weights")))?;
            let wishes = wishes(fields);
            let digest_seen = digest.to_owned();
            let choosing = Choosing { weights, wishes, version_seen, digest_seen };
            office.choose_cases(year, &choosing, &actor).await?;
            Ok(format!("/cases/{year}/ranking"))
        }
        "confirm" => {
            office.confirm_cases(year, (version_seen, digest), &actor).await?;
            Ok(format!("/cases/{year}"))
        }
        "return" => {
            office.return_cases(year, version_seen, get(fields, "because"), &actor).await?;
            Ok(format!("/cases/{year}/ranking"))
        }
        _ => Err(Problem::bad(Message::new("marks-nothing-asked"))),
    }
}

/// What was said of each: fields are named by the two institutions.
fn wishes(fields: &Fields) -> Vec<Wish> {
    let wish = |(name, because): (&String, &String)| {
        let (front, partner) = name.strip_prefix("because:")?.split_once('|')?;
        let chosen = fields.contains_key(&format!("chosen:{front}|{partner}"));
        let (front, partner) = (front.to_owned(), partner.to_owned());
        Some(Wish { front, partner, chosen, because: because.clone() })
    };
    fields.iter().filter_map(wish).collect()
}
