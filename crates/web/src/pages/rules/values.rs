//! Fields of a year's rules in words: what each is called, and what stands in it.

use crate::frame::{Page, Said};
use crate::pages::round::{equal, key_name, method};
use guantong_admission::rules::{Equal, Method};
use guantong_admission::year::{Certainty, QuotaKind};

/// What a field is called.
pub(super) fn label(page: &Page, field: &str) -> Said {
    let round = |id: &str| page.word(format!("round.{id}"));
    let of = |words: &str, field: &str| page.t(words).with("of", label(page, field).to_string());
    if let Some(field) = field.strip_suffix("_source") {
        return of("rules-field-source", field);
    }
    if let Some(field) = field.strip_suffix("_certainty") {
        return of("rules-field-certainty", field);
    }
    if let Some(place) = field.strip_prefix("order_") {
        return page.t("rules-field-order").with("place", place);
    }
    if let Some((id, what)) = field.split_once('_').filter(|(id, _)| ["early", "unified"].contains(id)) {
        let words = match what {
            "held" => "rules-field-held",
            "shape" => "ruleset-shape",
            _ => "ruleset-preferences",
        };
        return page.t(words).with("round", round(id));
    }
    page.t(match field {
        "full_marks" => "ruleset-full-marks",
        "score_floor" => "ruleset-floor",
        "floor_basis" => "ruleset-floor-basis",
        "household" => "ruleset-household",
        "bonus" => "ruleset-bonus",
        "bonus_counted" => "rules-field-bonus-counted",
        "order" => "ruleset-order",
        "equal" => "ruleset-equal",
        "method" => "ruleset-method",
        "quotas" => "ruleset-quotas",
        "quota_sex" => quota(QuotaKind::Sex),
        "quota_boarding" => quota(QuotaKind::Boarding),
        "quota_district" => quota(QuotaKind::District),
        "quota_test" => quota(QuotaKind::AdditionalTest),
        "weights" => "rules-field-weights",
        "document_title" => "rules-field-document-title",
        "document_number" => "rules-field-document-number",
        "document_date" => "rules-field-document-date",
        _ => "rules-field-document-address",
    })
}

/// The words of a choice; nothing where the field is none.
pub(super) fn choices(page: &Page, field: &str) -> Vec<(String, String)> {
    let said = |value: &str, words: &str| (value.to_owned(), page.t(words).to_string());
    let yes = [said("yes", "rules-yes"), said("no", "rules-no")];
    match field {
        "floor_basis" => vec![
            said("examination-total", "ruleset-floor-examination"),
            said("total-with-bonus", "ruleset-floor-with-bonus"),
        ],
        "household" => vec![said("no", "ruleset-household-not"), said("yes", "ruleset-household-counts")],
        "equal" => Equal::ALL.into_iter().map(|value| said(value.as_str(), equal(value))).collect(),
        "method" => Method::ALL.into_iter().map(|value| said(value.as_str(), method(value))).collect(),
        _ if field.ends_with("_source") => Vec::new(),
        _ if field.ends_with("_held") => yes.to_vec(),
        _ if field.ends_with("_shape") => {
            vec![said("programme", "ruleset-shape-programme"), said("school", "ruleset-shape-school")]
        }
        _ if field.ends_with("_certainty") => {
            Certainty::ALL.into_iter().map(|(value, word)| said(word, certainty(value).1)).collect()
        }
        _ if field.starts_with("order_") => {
            let keys = ["priority-group", "chinese", "mathematics", "foreign-language"];
            keys.into_iter().map(|key| (key.to_owned(), key_name(page, key))).collect()
        }
        _ => Vec::new(),
    }
}

/// How certain a value is, as shape and words.
pub(super) fn certainty(certainty: Certainty) -> (&'static str, &'static str) {
    match certainty {
        Certainty::Certain => ("ok", "ruleset-certain"),
        Certainty::High => ("ok", "ruleset-high"),
        Certainty::Medium => ("wait", "ruleset-medium"),
        Certainty::Low => ("ask", "ruleset-low"),
    }
}

/// What stands in a field, in words, a line each.
pub(super) fn shown(page: &Page, field: &str, value: Option<&String>) -> Vec<String> {
    let Some(value) = value else { return vec![page.t("page-none").to_string()] };
    let words = choices(page, field).into_iter().find(|(known, _)| known == value).map(|(_, words)| words);
    match words {
        Some(words) => vec![words],
        None => value.lines().map(str::to_owned).collect(),
    }
}

pub(super) fn quota(kind: QuotaKind) -> &'static str {
    match kind {
        QuotaKind::Sex => "ruleset-quota-sex",
        QuotaKind::Boarding => "ruleset-quota-boarding",
        QuotaKind::District => "ruleset-quota-district",
        QuotaKind::AdditionalTest => "ruleset-quota-test",
    }
}

/// A group of a quota in words; a district by its name.
pub(crate) fn group(page: &Page, group: &str) -> String {
    match group {
        "male" => page.t("rules-group-male").to_string(),
        "female" => page.t("rules-group-female").to_string(),
        "boarding" => page.t("rules-group-boarding").to_string(),
        "day" => page.t("rules-group-day").to_string(),
        code => page.district(code).to_owned(),
    }
}
