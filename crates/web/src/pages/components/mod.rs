//! `/components`: every component of the look once, as a specimen, with when to use it and when not.
//!
//! A new component is designed once, in the spirit of these, and added here.

use crate::answer::Answer;
use crate::frame::{Page, show};
use crate::parts::gate::{Condition, Gate, Holds};
use crate::parts::ruler::Ruler;
use crate::parts::{Chip, Clauses, DecisionShown};
use crate::routes::Routes;
use askama::Template;
use guantong_model::{Date, Fact, Facts, Score, Standing};
use guantong_policy::{Citation, Decision, Outcome};
use guantong_service::access::Action;

pub(super) fn routes() -> Routes {
    Routes::new().get("/components", Action::FactsRead, components)
}

#[derive(Template)]
#[template(path = "components/page.html")]
struct ComponentsPage {
    chips: Vec<Chip>,
    clauses: Clauses,
    decisions: Vec<DecisionShown>,
    gate: Gate,
    ruler: Option<Ruler>,
    page: Page,
}

impl ComponentsPage {
    /// A day for specimens.
    fn day(&self) -> Date {
        jiff::civil::date(2027, 9, 1)
    }
}

async fn components(page: Page) -> Answer {
    let standings =
        [Standing::Admitted, Standing::Studying, Standing::OnLeave, Standing::Graduated, Standing::Withdrawn];
    let mut chips: Vec<Chip> = standings.iter().map(|standing| Chip::standing(&page, *standing)).collect();
    chips.extend([
        Chip::new("no", page.t("page-option-closed")),
        Chip::new("ask", page.word("outcome.referred")),
        Chip::new("due", page.t("page-component-due")),
    ]);
    show(&ComponentsPage {
        chips,
        clauses: Clauses::of_provisions(&page, &["2.a", "3.3.2", "3.3.5.c"]).with_lead(&page),
        decisions: decisions(&page),
        gate: gate(&page),
        ruler: Ruler::of(
            &page,
            Score::points(490),
            Score::points(560),
            Score::points(528),
            Score::points(546),
        ),
        page,
    })
}

/// One decision of each outcome, as the rules give them.
fn decisions(page: &Page) -> Vec<DecisionShown> {
    let institutions = page.edition().institutions();
    let school = institutions.iter().find(|i| i.front).map_or("", |i| i.name.as_str());
    let partner = institutions.iter().find(|i| i.partner && !i.front).map_or("", |i| i.name.as_str());
    let major = page.edition().majors().first().map_or("", |major| major.name.as_str());
    let text = |value: &str| Fact::Text(value.to_owned());
    let score = |points| Fact::Score(Score::points(points));
    let decision = |outcome, code: &str, clauses: &[&str], facts: Vec<(&str, Fact)>| Decision {
        outcome,
        code: code.to_owned(),
        citations: clauses.iter().map(|id| Citation::clause(id)).collect(),
        facts: facts.into_iter().map(|(name, fact)| (name.to_owned(), fact)).collect::<Facts>(),
        also: Vec::new(),
        referred_to: None,
    };
    let accepted = decision(
        Outcome::Accepted,
        "registered",
        &["3.3.2", "3.3.3.a"],
        vec![("institution", text(school)), ("school", text(school)), ("major", text(major))],
    );
    let refused = decision(
        Outcome::Refused,
        "transfer.score_equal",
        &["3.3.5.c"],
        vec![
            ("school", text(school)),
            ("major", text(major)),
            ("year", Fact::Number(2023)),
            ("score", score(520)),
            ("admission_score", score(520)),
        ],
    );
    let mut referred = decision(
        Outcome::Referred,
        "transfer.bachelor_stage",
        &["3.3.5.e"],
        vec![("receiving", text(partner)), ("stage", Fact::Word("stage.bachelor".to_owned()))],
    );
    referred.referred_to = Some("decider.receiving_university".to_owned());
    [("register", accepted), ("apply-transfer", refused), ("apply-transfer", referred)]
        .map(|(command, decision)| {
            DecisionShown::of(page, page.word(format!("command.{command}")), &decision)
        })
        .into()
}

fn gate(page: &Page) -> Gate {
    let condition = |holds, words: &str, figure: &str| Condition::new(page, holds, page.t(words), figure);
    Gate {
        conditions: vec![
            condition(Holds::Yes, "page-component-gate-yes", "76"),
            condition(Holds::NotYet, "page-component-gate-not-yet", "1"),
            condition(Holds::Undecided, "page-component-gate-undecided", "1"),
            condition(Holds::No, "page-component-gate-no", "1"),
        ],
    }
}
