//! What several of these pages show: states, checks, whom a plan would strand, what was changed.

use crate::frame::{Page, Said};
use crate::pages::continuity::shown::{ClassShown, StudentShown};
use crate::parts::gate::{Condition, Gate, Holds};
use crate::parts::{Chip, Clauses};
use guantong_programme::proposal::{Bound, Check, Compared, Edit, ProposalState, RowChange};
use guantong_registry::Prospect;
use guantong_service::proposal::{Noted, Stranded};

/// How far a proposal is, as shape and word.
pub(super) fn state(page: &Page, state: Option<ProposalState>) -> Chip {
    let (shape, words) = match state {
        None => ("wait", "proposal-state-none"),
        Some(ProposalState::Begun) => ("going", "proposal-state-begun"),
        Some(ProposalState::Sent) => ("ok", "proposal-state-sent"),
        Some(ProposalState::Returned) => ("no", "proposal-state-returned"),
    };
    Chip::new(shape, page.t(words))
}

/// The checks one below the other, those rows named that do not hold.
pub(super) fn gate(page: &Page, checks: &[Check]) -> Gate {
    let condition = |check: &Check| {
        let holds = if check.holds() { Holds::Yes } else { Holds::No };
        let words = page.t(format!("proposal-check-{}", check.kind));
        let figure = page
            .t("page-of")
            .count("part", check.of - check.failing.len().min(check.of))
            .count("whole", check.of);
        let condition = Condition::new(page, holds, words, figure);
        let said = check.failing.iter().chain(&check.told).map(|one| page.say(&one.message).to_string());
        let said: Vec<String> = said.collect();
        if said.is_empty() { condition } else { condition.with_small(said.join(" ")) }
    };
    Gate { conditions: checks.iter().map(condition).collect() }
}

/// What checks rest on.
pub(super) fn clauses(page: &Page) -> Clauses {
    Clauses::of_provisions(page, &["3.1.3.a", "2.1.a", "2.1.d", "2.2.a", "4.3.2.b"]).with_lead(page)
}

/// Figures of two years side by side.
pub(super) struct TotalShown {
    pub(super) name: String,
    pub(super) before: i64,
    pub(super) after: i64,
    pub(super) programmes: (i64, i64),
    pub(super) difference: String,
}

impl TotalShown {
    pub(super) fn of(page: &Page, name: String, total: &Compared) -> Self {
        TotalShown {
            name,
            before: total.before.places,
            after: total.after.places,
            programmes: (total.before.programmes, total.after.programmes),
            difference: signed(page, total.difference()),
        }
    }
}

/// A difference with its sign.
pub(super) fn signed(page: &Page, difference: i64) -> String {
    let figure = page.number(difference.saturating_abs());
    match difference {
        0 => figure,
        1.. => format!("+{figure}"),
        _ => format!("−{figure}"),
    }
}

/// Whom a plan would strand, as it is shown.
#[derive(Default)]
pub(crate) struct StrandedShown {
    pub(crate) losing: Vec<StudentShown>,
    /// Who waits for a person's decision, and who could join another programme.
    pub(crate) others: Vec<StudentShown>,
    pub(crate) classes: Vec<ClassShown>,
    pub(crate) at_risk: i64,
}

impl StrandedShown {
    pub(crate) fn of(page: &Page, stranded: Option<&Stranded>) -> Self {
        let Some(stranded) = stranded else { return StrandedShown::default() };
        let students = |prospects: &[Prospect]| {
            let found = stranded.continuity.students.iter();
            let found = found.filter(|concerned| prospects.contains(&concerned.outlook.prospect));
            found.map(|concerned| StudentShown::of(page, concerned)).collect::<Vec<_>>()
        };
        let classes = stranded.continuity.classes.iter().filter(|class| class.concerned());
        StrandedShown {
            losing: students(&[Prospect::Loses]),
            others: students(&[Prospect::Referred, Prospect::JoinsAnother]),
            classes: classes.map(|class| ClassShown::of(page, class)).collect(),
            at_risk: stranded.at_risk(),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.losing.is_empty() && self.others.is_empty() && self.classes.is_empty()
    }
}

/// A decision about a row (4.3.2.b).
pub(super) struct BoundShown {
    pub(super) href: String,
    pub(super) chip: Chip,
    pub(super) words: String,
}

impl BoundShown {
    pub(super) fn of(page: &Page, bound: &Bound) -> Self {
        let (shape, direction) = if bound.reduces { ("pause", "reduction") } else { ("ok", "support") };
        let most = bound.at_most.map(|most| page.t("proposal-bound-most").count("count", i64::from(most)));
        let words = page
            .t("proposal-bound")
            .with("decision", bound.decision.as_str())
            .with("says", bound.says.as_str())
            .with("most", most.map(|most| most.to_string()).unwrap_or_default());
        BoundShown {
            href: crate::pages::support::support_href(&bound.decision),
            chip: Chip::new(shape, page.word(format!("support-direction.{direction}"))),
            words: words.to_string(),
        }
    }
}

/// How a row differs, in words.
pub(super) fn change(page: &Page, change: &RowChange) -> Said {
    match change {
        RowChange::Added => page.t("proposal-change-added"),
        RowChange::Dropped => page.t("proposal-change-dropped"),
        RowChange::TakenUp => page.t("proposal-change-taken-up"),
        RowChange::Places(from, to) => page
            .t("proposal-change-places")
            .with("from", page.number(i64::from(*from)))
            .with("to", page.number(i64::from(*to))),
        RowChange::Partner(from, to) => page
            .t("proposal-change-partner")
            .with("from", page.institution(from))
            .with("to", page.institution(to)),
    }
}

/// What an entry changed, in words, one line each.
pub(super) fn edits(page: &Page, noted: &Noted) -> Vec<String> {
    let major = |row: u32| noted.proposal.row(row).map(|row| row.major_printed()).unwrap_or_default();
    let said = |edit: &Edit| match edit {
        Edit::Places { row, places } => page
            .t("proposal-edit-places")
            .with("major", major(*row))
            .with("places", page.number(i64::from(*places))),
        Edit::Drop { row } => page.t("proposal-edit-drop").with("major", major(*row)),
        Edit::Keep { row } => page.t("proposal-edit-keep").with("major", major(*row)),
        Edit::Partner { row, partner } => page
            .t("proposal-edit-partner")
            .with("major", major(*row))
            .with("partner", page.institution(partner)),
        Edit::Add { major, partner, places, .. } => page
            .t("proposal-edit-add")
            .with("major", major)
            .with("partner", page.institution(partner))
            .with("places", page.number(i64::from(*places))),
        Edit::Remove { row } => page.t("proposal-edit-remove").with("row", i64::from(*row)),
        Edit::Against { row } => page.t("proposal-edit-against").with("major", major(*row)),
    };
    noted.edits.iter().map(|edit| said(edit).to_string()).collect()
}
