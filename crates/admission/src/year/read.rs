//! Reading a rule set strictly.

use super::{Bonus, Certainty, FloorBasis, QuotaKind, RoundId, RuleSet, Shape, Sourced, YearRound};
use crate::problem::Problems;
use crate::rules::{Equal, Method};
use crate::strict_toml::{Document, Table};
use guantong_policy::ClauseId;

pub(super) fn rule_set(file: &str, text: &str) -> Result<RuleSet, Problems> {
    let (mut document, table) = Document::parse(file, text);
    let set = table.and_then(|entries| {
        let mut root = document.root(&entries);
        let set = whole_set(&mut document, &mut root);
        document.close(root);
        set
    });
    match set {
        Some(set) if document.problems.is_empty() => Ok(set),
        _ => Err(document.into_problems()),
    }
}

fn whole_set<'i>(document: &mut Document<'i>, root: &mut Table<'_, 'i>) -> Option<RuleSet> {
    let year = document.whole(root, "year", 1);
    if year.is_none() && !root.has("year") {
        document.missing(root, "year");
    }
    let decimal = |document: &mut Document<'i>, table: &mut Table<'_, 'i>| document.decimal(table, "value");
    let full_marks = sourced(document, root, "full_marks", decimal);
    let score_floor = sourced(document, root, "score_floor", decimal);
    let floor_basis = sourced(document, root, "floor_basis", |d, t| word(d, t, "value", &FloorBasis::ALL));
    let household = sourced(document, root, "household_evidence_counts", |d, t| d.boolean(t, "value"));
    let bonus = sourced(document, root, "bonus", bonus);
    let order = sourced(document, root, "order", order);
    let equal =
        sourced(document, root, "equal", |d, t| word(d, t, "value", &Equal::ALL.map(|e| (e, e.as_str()))));
    let method =
        sourced(document, root, "method", |d, t| word(d, t, "value", &Method::ALL.map(|m| (m, m.as_str()))));
    let quotas = sourced(document, root, "quotas", quotas);
    let rounds = rounds(document, root);
    if let (Some(full), Some(floor)) = (&full_marks, &score_floor)
        && floor.value > full.value
    {
        document.expected(root, "score_floor", &format!("≤ {}", full.value));
    }
    Some(RuleSet {
        year: year?,
        full_marks: full_marks?,
        score_floor: score_floor?,
        floor_basis: floor_basis?,
        household_evidence_counts: household?,
        bonus: bonus?,
        rounds,
        order: order?,
        equal: equal?,
        method: method?,
        quotas: quotas?,
        quota_places: Vec::new(),
        weights: Vec::new(),
        weights_from: None,
    })
}

/// A table of a value and what it rests on.
fn sourced<'i, T>(
    document: &mut Document<'i>,
    parent: &mut Table<'_, 'i>,
    key: &'static str,
    read: impl FnOnce(&mut Document<'i>, &mut Table<'_, 'i>) -> Option<T>,
) -> Option<Sourced<T>> {
    if !parent.has(key) {
        document.table(parent, key);
        document.missing(parent, key);
        return None;
    }
    let mut table = document.table(parent, key)?;
    let value = read(document, &mut table);
    if !table.has("value") {
        document.missing(&table, "value");
    }
    let clause = document.text(&mut table, "clause").map(|id| ClauseId::from(id.as_str()));
    let source = document.text(&mut table, "source");
    let source_en = document.text(&mut table, "source_en");
    let interpretation = document.text(&mut table, "interpretation");
    let certainty = word(document, &mut table, "certainty", &Certainty::ALL);
    if !table.has("certainty") {
        document.missing(&table, "certainty");
    }
    if clause.is_none() && source.is_none() && interpretation.is_none() {
        document.missing(&table, "source");
    }
    if source.is_some() && source_en.is_none() {
        document.missing(&table, "source_en");
    }
    document.close(table);
    Some(Sourced { value: value?, clause, source, source_en, interpretation, certainty: certainty? })
}

/// One of a few words.
fn word<'i, T: Copy>(
    document: &mut Document<'i>,
    table: &mut Table<'_, 'i>,
    key: &'static str,
    words: &[(T, &str)],
) -> Option<T> {
    let given = document.text(table, key)?;
    let found = words.iter().find(|(_, word)| *word == given).map(|(value, _)| *value);
    if found.is_none() {
        let words: Vec<&str> = words.iter().map(|(_, word)| *word).collect();
        document.expected(table, key, &words.join(" | "));
    }
    found
}

fn bonus<'i>(document: &mut Document<'i>, table: &mut Table<'_, 'i>) -> Option<Bonus> {
    let points = document.decimals(table, "value");
    let counted_max = document.whole(table, "counted_max", 1);
    if !table.has("counted_max") {
        document.missing(table, "counted_max");
    }
    if points.windows(2).any(|pair| matches!(pair, [a, b] if a <= b)) {
        document.expected(table, "value", "[20, 10, 5]");
    }
    Some(Bonus { points, counted_max: counted_max? })
}

/// Terms of the order of equal scores; each once, and never the draw.
fn order<'i>(document: &mut Document<'i>, table: &mut Table<'_, 'i>) -> Option<Vec<String>> {
    let terms = document.texts(table, "value");
    let repeated =
        terms.iter().enumerate().any(|(at, term)| terms.iter().take(at).any(|before| before == term));
    if repeated || terms.iter().any(|term| term.is_empty() || term == "draw") {
        document.expected(table, "value", "[\"chinese\", \"mathematics\", …]");
        return None;
    }
    Some(terms)
}

fn quotas<'i>(document: &mut Document<'i>, table: &mut Table<'_, 'i>) -> Option<Vec<QuotaKind>> {
    let given = document.texts(table, "value");
    let kind = |word: &String| QuotaKind::ALL.iter().find(|(_, name)| name == word).map(|(kind, _)| *kind);
    let kinds: Option<Vec<QuotaKind>> = given.iter().map(kind).collect();
    if kinds.is_none() {
        let words: Vec<&str> = QuotaKind::ALL.iter().map(|(_, word)| *word).collect();
        document.expected(table, "value", &words.join(" | "));
    }
    kinds
}

fn rounds<'i>(document: &mut Document<'i>, root: &mut Table<'_, 'i>) -> Vec<YearRound> {
    let mut rounds: Vec<YearRound> = Vec::new();
    for mut table in document.tables(root, "round") {
        let id = word(document, &mut table, "id", &RoundId::ALL);
        if !table.has("id") {
            document.missing(&table, "id");
        }
        let most = sourced(document, &mut table, "preferences_max", |d, t| d.whole(t, "value", 1));
        let shape = sourced(document, &mut table, "shape", |d, t| word(d, t, "value", &Shape::ALL));
        if let (Some(id), Some(preferences_max), Some(shape)) = (id, most, shape) {
            if rounds.last().is_some_and(|before| before.id >= id) {
                document.expected(&table, "id", "early, unified");
            }
            rounds.push(YearRound { id, preferences_max, shape });
        }
        document.close(table);
    }
    if !root.has("round") {
        document.missing(root, "round");
    }
    rounds
}
