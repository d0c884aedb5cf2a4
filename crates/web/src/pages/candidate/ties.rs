//! 同分比较: a candidate beside the last admitted with the same total, up to the key that decides.
//!
//! Beyond the deciding key nothing of the other is shown: it was not looked at, and is not his to be shown.

use crate::frame::Page;
use crate::pages::round::{Terms, key_name};
use guantong_admission::explain::Difference;
use guantong_service::rows::Candidate;

/// The comparison as a table of two rows.
pub(super) struct Ties {
    /// What is compared, in order, the deciding one last.
    pub(super) columns: Vec<String>,
    pub(super) theirs: Vec<String>,
    pub(super) own: Vec<String>,
}

/// How two with the same total differ: the name of what decides, and both values.
pub(super) struct Decider {
    pub(super) name: String,
    pub(super) theirs: String,
    pub(super) own: String,
}

impl Decider {
    /// What tells the two apart; nothing where their totals differ or nothing does.
    pub(super) fn of(page: &Page, terms: &Terms, difference: &Difference) -> Option<Self> {
        let decider = |name: String, theirs: String, own: String| Some(Decider { name, theirs, own });
        match difference {
            Difference::Key { key, theirs, yours } => {
                let key = key_at(terms, *key)?;
                decider(key_name(page, key), value(page, key, theirs), value(page, key, yours))
            }
            Difference::Draw { theirs, yours } => {
                decider(page.t("candidate-draw").to_string(), theirs.clone(), yours.clone())
            }
            Difference::Position { theirs, yours } => {
                decider(page.t("candidate-position").to_string(), theirs.to_string(), yours.to_string())
            }
            _ => None,
        }
    }
}

impl Ties {
    /// The table; nothing where the totals differ.
    pub(super) fn of(
        page: &Page,
        terms: &Terms,
        candidate: &Candidate,
        difference: &Difference,
    ) -> Option<Self> {
        let decider = Decider::of(page, terms, difference)?;
        let equal = match difference {
            Difference::Key { key, .. } => usize::try_from(*key).unwrap_or(1).saturating_sub(1),
            _ => terms.order().len(),
        };
        let mut ties = Ties {
            columns: vec![page.t("candidate-total").to_string()],
            theirs: vec![candidate.total.to_string()],
            own: vec![candidate.total.to_string()],
        };
        for key in terms.order().iter().take(equal) {
            let Some(own) = own(page, candidate, key) else { continue };
            ties.columns.push(key_name(page, key));
            ties.theirs.push(own.clone());
            ties.own.push(own);
        }
        ties.columns.push(decider.name);
        ties.theirs.push(decider.theirs);
        ties.own.push(decider.own);
        Some(ties)
    }
}

/// A key of the order of equal scores, from 1.
fn key_at(terms: &Terms, key: u32) -> Option<&str> {
    let at = usize::try_from(key).ok()?.checked_sub(1)?;
    terms.order().get(at).map(String::as_str)
}

/// A candidate's value of a key.
fn own(page: &Page, candidate: &Candidate, key: &str) -> Option<String> {
    match key {
        PRIORITY => Some(yes_or_no(page, candidate.priority)),
        "chinese" => Some(candidate.chinese.to_string()),
        "mathematics" => Some(candidate.mathematics.to_string()),
        "foreign-language" => Some(candidate.foreign_language.to_string()),
        _ => None,
    }
}

const PRIORITY: &str = guantong_admission::year::PRIORITY_GROUP;

/// A value of a key as it is read: of the priority group yes or no.
fn value(page: &Page, key: &str, value: &str) -> String {
    if key == PRIORITY { yes_or_no(page, value == "1") } else { value.to_owned() }
}

fn yes_or_no(page: &Page, yes: bool) -> String {
    page.t(if yes { "candidate-yes" } else { "candidate-no-word" }).to_string()
}
