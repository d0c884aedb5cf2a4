//! What the year's rule set says, in sentences; and `/rules/{year}`: every value with what it rests on (3.1.3.b).

use super::{RoundPath, known_year};
use crate::answer::{Answer, Problem};
use crate::frame::{Page, Said, show};
use crate::parts::{Chip, Clauses};
use askama::Template;
use axum::extract::Path;
use guantong_admission::decimal::Decimal;
use guantong_admission::rules::{Equal, Method};
use guantong_admission::year::{
    Certainty, FloorBasis, QuotaKind, RoundId, RuleSet, Shape, Sourced, YearRound,
};
use guantong_model::Score;
use guantong_policy::Citation;
use guantong_policy::edition::Interpretation;
use guantong_service::rows::Round;

/// The file of an edition that holds the rule set.
const FILE: &str = "admission.toml";

/// The rule set of the edition, if it is the one of this year.
pub(super) fn rule_set(page: &Page, year: i32) -> Result<Option<RuleSet>, Problem> {
    if page.edition().file(FILE).is_none() {
        return Ok(None);
    }
    let set = page.office().rule_set()?;
    Ok(Some(set).filter(|set| i64::from(set.year) == i64::from(year)))
}

/// What a round goes by, as far as the year's rule set is known.
pub(crate) struct Terms {
    /// 最低录取分数线.
    pub(crate) floor: Option<Score>,
    set: Option<RuleSet>,
    round: Round,
}

impl Terms {
    pub(crate) fn of(page: &Page, at: RoundPath) -> Result<Self, Problem> {
        let set = rule_set(page, at.year)?;
        Ok(Terms { floor: set.as_ref().and_then(|set| score(&set.score_floor.value)), set, round: at.round })
    }

    fn most(&self) -> Option<u32> {
        Some(self.set.as_ref()?.round(round_id(self.round))?.preferences_max.value)
    }

    /// The head of the round's page.
    pub(crate) fn sentence(&self, page: &Page) -> Said {
        match (&self.set, self.most()) {
            (Some(set), Some(most)) => page
                .t("round-sentence")
                .with("method", page.t(method(set.method.value)))
                .with("floor", set.score_floor.value.to_string())
                .with("full", set.full_marks.value.to_string())
                .with("most", i64::from(most)),
            _ => page.t("round-sentence-none"),
        }
    }

    /// How places are given out, step by step.
    pub(crate) fn how(&self, page: &Page) -> Vec<Said> {
        let Some(set) = &self.set else { return vec![page.t("round-sentence-none")] };
        let order = page.list(set.order.value.iter().map(|key| key_name(page, key)));
        vec![
            page.t("round-how-eligible").with("floor", set.score_floor.value.to_string()),
            page.t("round-how-rank").with("order", &order),
            page.t(equal(set.equal.value)),
            page.t(match set.method.value {
                Method::Serial => "round-how-serial",
                Method::DeferredAcceptance => "round-how-deferred",
            }),
            page.t(match self.round {
                Round::Early => "round-how-left-early",
                Round::Unified => "round-how-left-unified",
            }),
        ]
    }

    /// The order of equal scores by key, from 1, as the rule set names them.
    pub(crate) fn order(&self) -> &[String] {
        self.set.as_ref().map_or(&[], |set| set.order.value.as_slice())
    }
}

fn round_id(round: Round) -> RoundId {
    match round {
        Round::Early => RoundId::Early,
        Round::Unified => RoundId::Unified,
    }
}

fn score(decimal: &Decimal) -> Option<Score> {
    Score::parse(&decimal.to_string()).ok()
}

/// A key of the order of equal scores in the reader's language; its own name where it is a subject we do not know.
pub(crate) fn key_name(page: &Page, key: &str) -> String {
    match key {
        "priority-group" => page.t("round-key-priority").to_string(),
        "chinese" => page.t("round-key-chinese").to_string(),
        "mathematics" => page.t("round-key-mathematics").to_string(),
        "foreign-language" => page.t("round-key-foreign").to_string(),
        other => other.to_owned(),
    }
}

fn method(method: Method) -> &'static str {
    match method {
        Method::Serial => "ruleset-method-serial",
        Method::DeferredAcceptance => "ruleset-method-deferred",
    }
}

fn equal(equal: Equal) -> &'static str {
    match equal {
        Equal::Draw => "ruleset-equal-draw",
        Equal::AdmitAll => "ruleset-equal-admit-all",
        Equal::PositionThenAll => "ruleset-equal-position",
        Equal::Refer => "ruleset-equal-refer",
    }
}

#[derive(Template)]
#[template(path = "round/rules.html")]
struct RulesPage {
    year: i32,
    known: Option<Known>,
    clauses: Clauses,
    page: Page,
}

/// The rule set, laid out.
struct Known {
    values: Vec<Value>,
    order: Vec<String>,
    equal: Said,
    reading: Option<Interpretation>,
}

/// One value with what it rests on.
struct Value {
    name: Said,
    value: String,
    clauses: Clauses,
    source: Option<String>,
    certainty: Chip,
}

impl Value {
    fn of<T>(page: &Page, name: Said, value: impl ToString, from: &Sourced<T>) -> Self {
        let clause = from.clause.iter().map(|clause| Citation::Clause(clause.clone()));
        let reading = from.interpretation.iter().map(|id| Citation::Interpretation(id.clone()));
        let citations: Vec<Citation> = clause.chain(reading).collect();
        let source =
            from.source.as_deref().map(|zh| page.either(zh, from.source_en.as_deref().unwrap_or_default()));
        let (shape, words) = match from.certainty {
            Certainty::Certain => ("ok", "ruleset-certain"),
            Certainty::High => ("ok", "ruleset-high"),
            Certainty::Medium => ("wait", "ruleset-medium"),
            Certainty::Low => ("ask", "ruleset-low"),
        };
        Value {
            name,
            value: value.to_string(),
            clauses: Clauses::of(page, &citations),
            source: source.map(str::to_owned),
            certainty: Chip::new(shape, page.t(words)),
        }
    }
}

/// `/rules/{year}`.
pub(super) async fn rules(page: Page, Path(year): Path<String>) -> Answer {
    let year = known_year(&page, &year).await?;
    let known = rule_set(&page, year)?.map(|set| Known {
        values: values(&page, &set),
        order: set.order.value.iter().map(|key| key_name(&page, key)).collect(),
        equal: page.t(equal(set.equal.value)),
        reading: set
            .equal
            .interpretation
            .as_deref()
            .and_then(|id| page.edition().interpretation(id))
            .cloned(),
    });
    let clauses = Clauses::of_provisions(&page, &["3.1.3.b", "4.1.c"]).with_lead(&page);
    show(&RulesPage { year, known, clauses, page })
}

fn values(page: &Page, set: &RuleSet) -> Vec<Value> {
    let name = |id: &str| page.t(id);
    let points = |decimal: &Decimal| page.t("ruleset-points").with("points", decimal.to_string());
    let basis = match set.floor_basis.value {
        FloorBasis::ExaminationTotal => "ruleset-floor-examination",
        FloorBasis::TotalWithBonus => "ruleset-floor-with-bonus",
    };
    let household = if set.household_evidence_counts.value {
        "ruleset-household-counts"
    } else {
        "ruleset-household-not"
    };
    let bonus = &set.bonus.value;
    let bonus_words = page
        .t("ruleset-bonus-of")
        .with("points", page.list(bonus.points.iter().map(ToString::to_string)))
        .with("counted", i64::from(bonus.counted_max));
    let order = page.list(set.order.value.iter().map(|key| key_name(page, key)));
    let quotas = if set.quotas.value.is_empty() {
        page.t("ruleset-quotas-none").to_string()
    } else {
        page.list(set.quotas.value.iter().map(|kind| page.t(quota(*kind))))
    };
    let mut values = vec![
        Value::of(page, name("ruleset-full-marks"), points(&set.full_marks.value), &set.full_marks),
        Value::of(page, name("ruleset-floor"), points(&set.score_floor.value), &set.score_floor),
        Value::of(page, name("ruleset-floor-basis"), page.t(basis), &set.floor_basis),
        Value::of(page, name("ruleset-household"), page.t(household), &set.household_evidence_counts),
        Value::of(page, name("ruleset-bonus"), bonus_words, &set.bonus),
        Value::of(page, name("ruleset-method"), page.t(method(set.method.value)), &set.method),
        Value::of(page, name("ruleset-order"), order, &set.order),
        Value::of(page, name("ruleset-equal"), page.t(equal(set.equal.value)), &set.equal),
        Value::of(page, name("ruleset-quotas"), quotas, &set.quotas),
    ];
    values.extend(set.rounds.iter().flat_map(|round| of_round(page, round)));
    values
}

fn of_round(page: &Page, round: &YearRound) -> [Value; 2] {
    let word = page.word(format!("round.{}", round.id.as_str()));
    let most = page.t("ruleset-preferences-of").with("most", i64::from(round.preferences_max.value));
    let shape = match round.shape.value {
        Shape::Programme => "ruleset-shape-programme",
        Shape::School => "ruleset-shape-school",
    };
    [
        Value::of(page, page.t("ruleset-preferences").with("round", &word), most, &round.preferences_max),
        Value::of(page, page.t("ruleset-shape").with("round", &word), page.t(shape), &round.shape),
    ]
}

fn quota(kind: QuotaKind) -> &'static str {
    match kind {
        QuotaKind::Sex => "ruleset-quota-sex",
        QuotaKind::Boarding => "ruleset-quota-boarding",
        QuotaKind::District => "ruleset-quota-district",
        QuotaKind::AdditionalTest => "ruleset-quota-test",
    }
}
