//! What a candidate was told in every version of a round's results, and why it was told anew; of others nothing.

use super::list::reason_id;
use crate::frame::{Page, Said};
use crate::pages::correction::{Lines, fact_name, fact_text, programme_named};
use crate::pages::round::grouped;
use guantong_service::correction::{ToldBefore, Why};
use guantong_service::rows::RoundResult;

/// A version as it is shown.
pub(super) struct Told {
    pub(super) version: i64,
    pub(super) at: String,
    pub(super) what: String,
    /// The digest it was published with.
    pub(super) root: String,
    /// Where one's own proof under that digest is taken away.
    pub(super) proof: Option<String>,
    /// Why it was told anew, and what was corrected.
    pub(super) why: Vec<Said>,
    pub(super) facts: Vec<String>,
}

/// The versions, the newest first; `proof` is the address of one's own proof.
pub(super) fn of(page: &Page, lines: &Lines, told: &[ToldBefore], proof: Option<&str>) -> Vec<Told> {
    let shown = |one: &ToldBefore| Told {
        version: one.version,
        at: page.moment(one.published_at),
        what: result(page, lines, &one.result),
        root: one.proof.as_ref().map_or_else(String::new, |proof| grouped(&proof.root)),
        proof: proof.filter(|_| one.proof.is_some()).map(|href| format!("{href}?version={}", one.version)),
        why: one.why.as_ref().map_or_else(Vec::new, |why| because(page, why)),
        facts: one.why.as_ref().map_or_else(Vec::new, |why| facts(page, lines, why)),
    };
    told.iter().rev().map(shown).collect()
}

fn result(page: &Page, lines: &Lines, result: &RoundResult) -> String {
    match (&result.programme, result.preference) {
        (Some(programme), Some(preference)) => page
            .t("correction-fate")
            .with("programme", programme_named(page, lines, programme))
            .with("preference", preference)
            .to_string(),
        _ => page.t(reason_id(&result.reason)).to_string(),
    }
}

fn because(page: &Page, why: &Why) -> Vec<Said> {
    let mut said = vec![match &why.own {
        Some((because, _)) => {
            page.t("candidate-told-own").with("document", &why.document).with("because", because)
        }
        None => page.t("candidate-told-others").with("document", &why.document),
    }];
    if why.kept {
        said.push(page.t("candidate-told-kept"));
    }
    said
}

/// What was corrected of his own.
fn facts(page: &Page, lines: &Lines, why: &Why) -> Vec<String> {
    let Some((_, own)) = &why.own else { return Vec::new() };
    let names = own.before.differences(&own.after).into_iter();
    let said = names.map(|name| {
        page.t("candidate-told-fact")
            .with("fact", fact_name(page, name))
            .with("before", fact_text(page, lines, &own.before, name))
            .with("after", fact_text(page, lines, &own.after, name))
            .to_string()
    });
    said.collect()
}
