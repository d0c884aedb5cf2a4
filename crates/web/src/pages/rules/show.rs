//! `/rules/{year}`: every value in force with what it rests on, the document, the version and its digest.

use super::known_year;
use super::values::{certainty, group, quota};
use crate::answer::Answer;
use crate::frame::{Page, Said, show};
use crate::pages::round::{equal, grouped, key_name, method, rule_set};
use crate::parts::{Chip, Clauses};
use askama::Template;
use axum::extract::Path;
use guantong_admission::decimal::Decimal;
use guantong_admission::year::{FloorBasis, QuotaKind, RuleSet, Shape, Sourced, YearRound};
use guantong_policy::Citation;
use guantong_policy::edition::Interpretation;
use guantong_service::access::Action;
use guantong_service::year_rules::{RulesDesk, RulesVersion};

#[derive(Template)]
#[template(path = "rules/show.html")]
struct RulesPage {
    year: i32,
    known: Option<Known>,
    desk: RulesDesk,
    clauses: Clauses,
    page: Page,
}

impl RulesPage {
    /// The version in force, where one was set.
    fn version(&self) -> Option<&RulesVersion> {
        self.desk.versions.last()
    }

    fn drafts(&self) -> bool {
        self.page.may(Action::YearRulesDraft)
    }

    /// A field of the document that the version in force rests on.
    fn document(&self, field: &str) -> String {
        let found = self.version().and_then(|version| version.fields.get(&format!("document_{field}")));
        found.cloned().unwrap_or_default()
    }

    /// The day of the document as it is written out.
    fn document_date(&self) -> String {
        let date = self.document("date");
        date.parse::<guantong_model::Date>().map_or(date, |date| self.page.date(date))
    }

    /// Choices of a reading, each with whether it is what is in force.
    fn chosen(&self, choice: &str) -> bool {
        self.known.as_ref().is_some_and(|known| known.chosen == choice)
    }
}

/// The rule set, laid out.
struct Known {
    values: Vec<Value>,
    order: Vec<String>,
    equal: Said,
    reading: Option<Interpretation>,
    /// The word of the choice in force.
    chosen: &'static str,
    quotas: Vec<QuotaShown>,
    weights: Vec<(String, [String; 4])>,
}

/// A quota as it is shown.
struct QuotaShown {
    programme: String,
    kind: Said,
    group: String,
    places: String,
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
            from.source.as_deref().map(|zh| page.either(zh, from.source_en.as_deref().unwrap_or(zh)));
        let (shape, words) = certainty(from.certainty);
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
pub(super) async fn show_rules(page: Page, Path(year): Path<String>) -> Answer {
    let year = known_year(&page, &year).await?;
    let programmes = page.office().programmes(year).await?;
    let major = |code: &str| {
        let line = programmes.get(&guantong_model::ProgrammeId::from(code));
        line.map_or_else(|| code.to_owned(), |line| format!("{code} {}", line.major_printed()))
    };
    let known = rule_set(&page, year).await?.map(|found| found.set).map(|set| Known {
        values: values(&page, &set),
        order: set.order.value.iter().map(|key| key_name(&page, key)).collect(),
        equal: page.t(equal(set.equal.value)),
        reading: page.edition().interpretation("equal-scores").cloned(),
        chosen: set.equal.value.as_str(),
        quotas: set
            .quota_places
            .iter()
            .map(|one| QuotaShown {
                programme: major(&one.programme),
                kind: page.t(quota(one.kind)),
                group: if one.group.is_empty() { String::new() } else { group(&page, &one.group) },
                places: match one.kind {
                    QuotaKind::AdditionalTest => page.t("rules-test-demanded").to_string(),
                    _ => page.number(i64::from(one.places)),
                },
            })
            .collect(),
        weights: set
            .weights
            .iter()
            .map(|one| (major(&one.programme), one.weights.map(|weight| weight.to_string())))
            .collect(),
    });
    let desk = page.office().rules_desk(year, &page.actor()).await?;
    let clauses = Clauses::of_provisions(&page, &["3.1.3.b", "4.1.c"]).with_lead(&page);
    show(&RulesPage { year, known, desk, clauses, page })
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
