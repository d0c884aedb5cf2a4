//! What the year's rules say of a round, in sentences (3.1.3.b).

use super::RoundPath;
use crate::answer::Problem;
use crate::frame::{Page, Said};
use guantong_admission::decimal::Decimal;
use guantong_admission::rules::{Equal, Method};
use guantong_admission::year::{RoundId, RuleSet};
use guantong_model::Score;
use guantong_service::rows::{Candidate, Round};
use guantong_service::year_rules::InForce;

/// The file of an edition that holds the rule set.
const FILE: &str = "admission.toml";

/// The rules of a year, where a version was set or the edition's file is of this year.
pub(crate) async fn rule_set(page: &Page, year: i32) -> Result<Option<InForce>, Problem> {
    if page.edition().file(FILE).is_none() {
        return Ok(None);
    }
    let found = page.office().rules_in_force(year).await?;
    Ok(Some(found).filter(|found| found.version > 0 || i64::from(found.set.year) == i64::from(year)))
}

/// What a round goes by, as far as the year's rule set is known.
pub(crate) struct Terms {
    /// 最低录取分数线.
    pub(crate) floor: Option<Score>,
    set: Option<RuleSet>,
    round: Round,
}

impl Terms {
    pub(crate) async fn of(page: &Page, at: RoundPath) -> Result<Self, Problem> {
        let set = rule_set(page, at.year).await?.map(|found| found.set);
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

    /// What the floor measures of a candidate.
    pub(crate) fn measured(&self, candidate: &Candidate) -> Score {
        let sum = candidate.total.millionths().saturating_sub(candidate.bonus.millionths());
        let examination = Score::from_millionths(sum);
        let set = self.set.as_ref();
        set.map_or(candidate.total, |set| set.measured_by_floor(examination, candidate.bonus))
    }

    /// The order of equal scores by key, from 1, as the rule set names them.
    pub(crate) fn order(&self) -> &[String] {
        self.set.as_ref().map_or(&[], |set| set.order.value.as_slice())
    }
}

pub(super) fn round_id(round: Round) -> RoundId {
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

pub(crate) fn method(method: Method) -> &'static str {
    match method {
        Method::Serial => "ruleset-method-serial",
        Method::DeferredAcceptance => "ruleset-method-deferred",
    }
}

pub(crate) fn equal(equal: Equal) -> &'static str {
    match equal {
        Equal::Draw => "ruleset-equal-draw",
        Equal::AdmitAll => "ruleset-equal-admit-all",
        Equal::PositionThenAll => "ruleset-equal-position",
        Equal::Refer => "ruleset-equal-refer",
    }
}
