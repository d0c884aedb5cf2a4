//! Decisions on transfers, repeats and leaves, by the clause they rest on, by academic year and outcome.

use crate::Office;
use crate::access::rounded;
use crate::branch::ClauseDecision;
use crate::error::Fault;
use crate::indicator::Gathered;
use guantong_indicators::Of;
use guantong_model::{StudentId, academic_year, words};
use guantong_policy::Outcome;
use guantong_registry::CODES;
use std::collections::{BTreeMap, BTreeSet};

words! {
    /// What is decided.
    Family {
        /// 转学和转专业.
        Transfers = "transfers",
        /// 留级.
        Repeats = "repeats",
        /// 休学和复学.
        Leaves = "leaves",
    }
}

impl Family {
    /// Its clause, and how the codes of its decisions begin.
    fn told_by(self) -> (&'static str, &'static [&'static str]) {
        match self {
            Family::Transfers => ("3.3.5.", &["transfer.", "consent.", "audit."]),
            Family::Repeats => ("3.4.3.", &["repeat", "graduated."]),
            Family::Leaves => ("3.4.4.", &["leave.", "resume"]),
        }
    }

    /// Of which family a decision is, by its clause and code.
    fn of(clause: &str, code: &str) -> Option<Self> {
        Family::ALL.iter().copied().find(|family| {
            let (article, codes) = family.told_by();
            clause.starts_with(article) && codes.iter().any(|known| code.starts_with(known))
        })
    }
}

/// Decisions alike, in an academic year.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ClauseYear {
    /// What was decided.
    pub family: Family,
    /// The clause.
    pub clause: String,
    /// The code.
    pub code: String,
    /// What was answered.
    pub outcome: Outcome,
    /// In all.
    pub all: i64,
    /// By academic year.
    pub years: BTreeMap<i32, i64>,
}

/// Decisions put together by clause and code; a decision on several clauses stands under each of them.
#[must_use]
pub fn clause_years<'d>(decisions: impl Iterator<Item = &'d ClauseDecision>) -> Vec<ClauseYear> {
    let mut found: BTreeMap<(Family, &str, &str), ClauseYear> = BTreeMap::new();
    for decision in decisions {
        let Some(family) = Family::of(&decision.clause, &decision.code) else { continue };
        let one = found.entry((family, &decision.clause, &decision.code)).or_insert_with(|| ClauseYear {
            family,
            clause: decision.clause.clone(),
            code: decision.code.clone(),
            outcome: decision.outcome,
            all: 0,
            years: BTreeMap::new(),
        });
        one.all += 1;
        *one.years.entry(academic_year(decision.on)).or_default() += 1;
    }
    found.into_values().collect()
}

impl Office {
    /// Decisions on some, by clause and code.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn decisions_by_clause(&self, gathered: &Gathered, of: &Of) -> Result<Vec<ClauseYear>, Fault> {
        let clauses = self.edition().provisions().iter().map(|provision| provision.id.as_str());
        let mut wanted: Vec<(&str, Option<&str>)> = Vec::new();
        for clause in clauses {
            let codes = CODES.iter().map(|(code, _)| *code);
            wanted.extend(
                codes.filter(|code| Family::of(clause, code).is_some()).map(|code| (clause, Some(code))),
            );
        }
        // Nearly every decision under the article on transfers is one: they are read as a whole.
        let whole = |clause: &str| clause.starts_with("3.3.5.");
        wanted.retain(|(clause, _)| !whole(clause));
        let transfers = self.edition().provisions().iter().map(|provision| provision.id.as_str());
        wanted.extend(transfers.filter(|clause| whole(clause)).map(|clause| (clause, None)));
        let decided = self.storage.decided(&wanted, None, gathered.on).await?;
        let among: BTreeSet<&StudentId> = match *of == Of::default() {
            true => BTreeSet::new(),
            false => {
                let lives = gathered.facts.lives.iter().filter(|life| of.holds(life));
                lives.map(|life| &life.student).collect()
            }
        };
        let wanted = |decision: &&ClauseDecision| *of == Of::default() || among.contains(&decision.student);
        let mut found = clause_years(decided.iter().filter(wanted));
        if !self.figures_are_exact() {
            for one in &mut found {
                one.all = rounded(one.all);
                one.years.values_mut().for_each(|count| *count = rounded(*count));
            }
            // That it happened at all is not told either.
            found.retain(|one| one.all > 0);
        }
        Ok(found)
    }
}
