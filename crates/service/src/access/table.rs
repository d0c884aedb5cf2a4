//! The table of `table.md`, read once: action × role → the relations that are enough.

use super::{Action, Relation, Role};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

/// The table as it stands in the house.
const TEXT: &str = include_str!("table.md");

static BUILTIN: LazyLock<Result<Arc<Table>, TableError>> = LazyLock::new(|| Table::parse(TEXT).map(Arc::new));

/// Who may do what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    cells: BTreeMap<(Action, Role), BTreeSet<Relation>>,
}

/// Why a text is no table.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct TableError {
    /// The line, from 1; 0 where one is missing.
    pub line: usize,
    /// What is wrong with it.
    pub what: String,
}

impl Table {
    /// The table of the house.
    ///
    /// # Errors
    /// Where it cannot be read; a test holds that it can.
    pub fn builtin() -> Result<Arc<Table>, TableError> {
        BUILTIN.clone()
    }

    /// The table of the house; one that allows nothing where it cannot be read.
    #[must_use]
    pub fn of_the_house() -> Arc<Table> {
        Table::builtin().unwrap_or_else(|_| Arc::new(Table { cells: BTreeMap::new() }))
    }

    /// Reads the lines of a Markdown table; every action must be there once.
    ///
    /// # Errors
    /// Names the line that cannot be read, or the action that is missing.
    pub fn parse(text: &str) -> Result<Self, TableError> {
        let mut roles: Vec<Role> = Vec::new();
        let mut cells = BTreeMap::new();
        let lines = text.lines().enumerate().filter(|(_, line)| line.starts_with('|'));
        for (number, line) in lines {
            let error = |what: String| TableError { line: number + 1, what };
            let mut words = line.trim_matches('|').split('|').map(str::trim);
            let first = words.next().unwrap_or_default();
            if first == "action" {
                let read =
                    words.map(|word| Role::parse(word).ok_or_else(|| error(format!("no role {word}"))));
                roles = read.collect::<Result<_, _>>()?;
                continue;
            }
            if first.starts_with('-') {
                continue;
            }
            let action = Action::parse(first).ok_or_else(|| error(format!("no action {first}")))?;
            let given: Vec<&str> = words.collect();
            if given.len() != roles.len() {
                return Err(error(format!("{} cells for {} roles", given.len(), roles.len())));
            }
            for (role, letters) in roles.iter().zip(given) {
                let relations = letters
                    .chars()
                    .filter(|letter| *letter != '-')
                    .map(|l| Relation::of_letter(l).ok_or_else(|| error(format!("no relation {l}"))))
                    .collect::<Result<BTreeSet<_>, _>>()?;
                if cells.insert((action, *role), relations).is_some() {
                    return Err(error(format!("{action} stands twice")));
                }
            }
        }
        for action in Action::ALL {
            for role in Role::ALL {
                if !cells.contains_key(&(*action, *role)) {
                    return Err(TableError { line: 0, what: format!("nothing on {action} for {role}") });
                }
            }
        }
        Ok(Table { cells })
    }

    /// The relations that are enough for a role to do something; none where it never may.
    #[must_use]
    pub fn relations(&self, action: Action, role: Role) -> &BTreeSet<Relation> {
        static NONE: BTreeSet<Relation> = BTreeSet::new();
        self.cells.get(&(action, role)).unwrap_or(&NONE)
    }

    /// Whether a role may do something with any object at all.
    #[must_use]
    pub fn ever(&self, action: Action, role: Role) -> bool {
        !self.relations(action, role).is_empty()
    }

    /// The roles that may do something.
    #[must_use]
    pub fn roles(&self, action: Action) -> Vec<Role> {
        Role::ALL.iter().copied().filter(|role| self.ever(action, *role)).collect()
    }

    /// The same table with one relation of one cell turned: taken where it stands, given where it does not. For tests
    /// that prove that every cell is held by something.
    #[must_use]
    pub fn turned(&self, action: Action, role: Role, relation: Relation) -> Self {
        let mut turned = self.clone();
        let cell = turned.cells.entry((action, role)).or_default();
        if !cell.remove(&relation) {
            cell.insert(relation);
        }
        turned
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_the_house_can_be_read() {
        let table = Table::builtin().unwrap();
        assert_eq!(table.roles(Action::PlanSet), [Role::Commission]);
        assert!(!table.ever(Action::StudentRead, Role::Academy), "the academy never sees an identity");
    }

    #[test]
    fn no_administrator_may_do_any_business() {
        let table = Table::builtin().unwrap();
        let own = [Action::FactsRead, Action::AccountOwn, Action::AccountRead, Action::AccountKeep];
        let apart = [
            Action::GrantKeep,
            Action::AuditRead,
            Action::StudentLooks,
            Action::NoticeRead,
            Action::MailKeep,
        ];
        for role in [Role::System, Role::Security, Role::Audit] {
            for action in Action::ALL.iter().filter(|a| !own.contains(a) && !apart.contains(a)) {
                assert!(!table.ever(*action, role), "{action} {role}");
            }
        }
        assert_eq!(table.roles(Action::AccountKeep), [Role::System]);
        assert_eq!(table.roles(Action::MailKeep), [Role::System]);
        assert_eq!(table.roles(Action::GrantKeep), [Role::Security]);
        assert_eq!(table.roles(Action::AuditRead), [Role::Audit]);
    }

    #[test]
    fn what_is_no_table_is_told_by_its_line() {
        let head = "| action | commission |\n| --- | --- |\n";
        for (text, line, what) in [
            (format!("{head}| facts.read | x |"), 3, "no relation x"),
            (format!("{head}| facts.red | c |"), 3, "no action facts.red"),
            (format!("{head}| facts.read | c | c |"), 3, "2 cells for 1 roles"),
            (format!("{head}| facts.read | c |\n| facts.read | c |"), 4, "facts.read stands twice"),
            ("| action | king |".to_owned(), 1, "no role king"),
            (format!("{head}| facts.read | c |"), 0, "nothing on facts.read for district"),
        ] {
            assert_eq!(Table::parse(&text), Err(TableError { line, what: what.to_owned() }));
        }
    }

    #[test]
    fn turning_twice_is_nothing() {
        let table = Table::parse(TEXT).unwrap();
        let turned = table.turned(Action::PlanSet, Role::School, Relation::City);
        assert!(turned.ever(Action::PlanSet, Role::School));
        assert_eq!(turned.turned(Action::PlanSet, Role::School, Relation::City), table);
    }
}
