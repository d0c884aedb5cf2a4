//! A decision: outcome, sentence, figures weighed, clauses, and for a no the ways out.

use crate::frame::{Page, Said};
use crate::parts::Clauses;
use askama::Template;
use askama::filters::HtmlSafe;
use guantong_model::{Fact, Message, Score};
use guantong_policy::{Decision, Outcome};

/// A decision as it is shown wherever there is one.
#[derive(Template)]
#[template(path = "parts/decision.html")]
pub(crate) struct DecisionShown {
    pub(crate) outcome: Outcome,
    pub(crate) stamp: String,
    /// What was asked.
    pub(crate) title: String,
    /// Its number, where it has one.
    pub(crate) number: Option<Said>,
    /// The sentence.
    pub(crate) why: Said,
    pub(crate) weigh: Option<Weigh>,
    pub(crate) clauses: Clauses,
    pub(crate) ways_heading: Said,
    pub(crate) ways: Vec<Said>,
    /// A mark beside the title, such as that it was reversed.
    pub(crate) mark: Option<crate::parts::Chip>,
    /// Who and when, in small letters.
    pub(crate) by: Option<Said>,
}

impl HtmlSafe for DecisionShown {}

/// Two figures against each other.
#[derive(Template)]
#[template(path = "parts/weigh.html")]
pub(crate) struct Weigh {
    pub(crate) figures: [(Said, String); 2],
    pub(crate) asked: Said,
    pub(crate) demand: Said,
    pub(crate) met: bool,
}

impl HtmlSafe for Weigh {}

impl DecisionShown {
    /// A decision on something that was asked.
    pub(crate) fn of(page: &Page, title: String, decision: &Decision) -> Self {
        DecisionShown {
            outcome: decision.outcome,
            stamp: page.word(format!("outcome.{}", decision.outcome.as_str())),
            title,
            number: None,
            why: page.say(&decision.message()),
            weigh: Weigh::of(page, decision),
            clauses: Clauses::of(page, &decision.citations),
            ways_heading: page.t("page-ways"),
            ways: ways(page, decision),
            mark: None,
            by: None,
        }
    }

    /// The class of its stamp.
    pub(crate) fn stamp_class(&self) -> &'static str {
        match self.outcome {
            Outcome::Accepted => "stamp--accepted",
            Outcome::Refused => "stamp--refused",
            Outcome::Referred => "stamp--referred",
        }
    }

    /// The class of its entry in a timeline.
    pub(crate) fn entry_class(&self) -> &'static str {
        match self.outcome {
            Outcome::Accepted => "is-ok",
            Outcome::Refused => "is-no",
            Outcome::Referred => "is-ask",
        }
    }
}

impl Weigh {
    /// The student's score against the score it was measured by, where a decision rests on both.
    pub(crate) fn of(page: &Page, decision: &Decision) -> Option<Self> {
        let score = |name: &str| match decision.facts.get(name) {
            Some(Fact::Score(score)) => Some(*score),
            _ => None,
        };
        let own = score("score")?;
        // Equal scores are told by one fact: the decision's sentence says so.
        let by_cutoff = |cutoff: Score| (cutoff, "page-weigh-cutoff", "page-weigh-higher", own > cutoff);
        let by_floor = |floor: Score| (floor, "page-weigh-floor", "page-weigh-at-least", own >= floor);
        let (limit, name, demand, met) =
            score("admission_score").map(by_cutoff).or_else(|| score("floor").map(by_floor))?;
        Some(Weigh {
            figures: [(page.t("page-weigh-own"), own.to_string()), (page.t(name), limit.to_string())],
            asked: page.t("page-weigh-demand"),
            demand: page.t(demand),
            met,
        })
    }
}

/// What can be done after a no: what the decision itself says, who decides, and the appeal.
fn ways(page: &Page, decision: &Decision) -> Vec<Said> {
    if decision.outcome == Outcome::Accepted {
        return Vec::new();
    }
    let mut ways = Vec::new();
    let Message { id, facts } = decision.message();
    let own = Message { id: format!("{id}-way"), facts };
    if guantong_wording::has(page.locale, &own.id) {
        ways.push(page.say(&own));
    }
    if let Some(decider) = &decision.referred_to {
        ways.push(page.t("page-way-referred").with("decider", page.word(decider)));
    }
    if decision.outcome == Outcome::Refused {
        ways.push(page.t("page-way-appeal"));
    }
    ways
}
