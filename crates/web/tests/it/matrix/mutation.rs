//! Whether the matrix holds the table: every letter of it taken away, and the city's letter given where it does not
//! stand, must be noticed by some cell, list or use case of the role.

use super::city::{self, viewer};
use super::{Cell, House, cells, expected, figures, holdings, lists, wrong, wrong_figures, wrong_list};
use crate::town::Town;
use guantong_service::ServiceError;
use guantong_service::access::Role::{
    Academy, Audit, Commission, District, Enterprise, Examination, Expert, Guardian, Public, School,
    Security, Student, System, University,
};
use guantong_service::access::{Action, Relation, Role, Table};
use guantong_service::rows::Round;
use std::collections::BTreeMap;
use std::sync::Arc;

/// One letter of one cell, turned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Mutation {
    role: Role,
    action: Action,
    relation: Relation,
    /// Given, where it did not stand; else taken.
    given: bool,
}

impl std::fmt::Display for Mutation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let turned = if self.given { "given" } else { "taken" };
        write!(f, "{} {}: {} {turned}", self.action, self.role, self.relation.letter())
    }
}

/// Every letter that stands, and the city's wherever it does not.
fn mutations(table: &Table, role: Role) -> Vec<Mutation> {
    let mut mutations = Vec::new();
    for action in Action::ALL.iter().copied() {
        let stand = table.relations(action, role);
        let of = |relation, given| Mutation { role, action, relation, given };
        mutations.extend(stand.iter().map(|relation| of(*relation, false)));
        if !stand.contains(&Relation::City) {
            mutations.push(of(Relation::City, true));
        }
    }
    mutations
}

/// Letters that nothing can notice.
struct Excepted {
    why: &'static str,
    actions: &'static [Action],
    roles: &'static [Role],
    /// Only the city's letter where it does not stand; else every letter.
    given: bool,
}

const EXCEPTED: [Excepted; 14] = [
    Excepted {
        why: "figures are exact for a role or they are not, whichever letter says so",
        actions: &[Action::FiguresExact],
        roles: &[School, University],
        given: false,
    },
    Excepted {
        why: "the role is told no figures, exact or not",
        actions: &[Action::FiguresExact],
        roles: &[System, Security, Audit],
        given: true,
    },
    Excepted {
        why: "the role reads no record, so that there is none to give a command on",
        actions: &[
            Action::StudentArrive,
            Action::StudentStudy,
            Action::StudentTransfer,
            Action::StudentConsent,
            Action::StudentAudit,
            Action::StudentCorrect,
        ],
        roles: &[District, Examination, Academy, Expert, Enterprise, Public, System, Security, Audit],
        given: true,
    },
    Excepted {
        why: "a family reaches its own record and nothing else, whatever letter lets it ask",
        actions: &[Action::StudentPath, Action::PersonalCopy, Action::RequestMake],
        roles: &[Student, Guardian],
        given: true,
    },
    Excepted {
        why: "a university confirms for itself, and only what it takes part in is within its reach",
        actions: &[Action::ProposalConfirm, Action::TrainingAgree, Action::ReportSign],
        roles: &[University],
        given: true,
    },
    Excepted {
        why: "only what the institution takes part in is within its reach",
        actions: &[Action::WorkKeep, Action::DestinationKeep],
        roles: &[School, University],
        given: true,
    },
    Excepted {
        why: "what is done with a report, a ranking or an evaluation is done with what was read, and the role may not read it",
        actions: &[
            Action::ReportWrite,
            Action::ReportSign,
            Action::ReportAccept,
            Action::CasesChoose,
            Action::DestinationKeep,
            Action::EvaluationAnswer,
            Action::EvaluationSet,
        ],
        roles: &[
            District,
            Examination,
            Academy,
            Enterprise,
            Student,
            Guardian,
            Public,
            System,
            Security,
            Audit,
        ],
        given: true,
    },
    Excepted {
        why: "an expert reads evaluations, and no report, ranking or list of graduates",
        actions: &[
            Action::ReportWrite,
            Action::ReportSign,
            Action::ReportAccept,
            Action::CasesChoose,
            Action::DestinationKeep,
        ],
        roles: &[Expert],
        given: true,
    },
    Excepted {
        why: "a side answers for itself, and only subjects that it is a side of are within its reach",
        actions: &[Action::EvaluationAnswer],
        roles: &[School, University],
        given: true,
    },
    Excepted {
        why: "only subjects that the expert reads are within his reach",
        actions: &[Action::EvaluationRead, Action::EvaluationScore],
        roles: &[Expert],
        given: true,
    },
    Excepted {
        why: "nobody of this city has an account; that an expert finds his own ties alone has a test of its own",
        actions: &[Action::EvaluationTie],
        roles: &[Expert],
        given: true,
    },
    Excepted {
        why: "only hours that were sent to the enterprise are within its reach",
        actions: &[Action::WorkConfirm],
        roles: &[Enterprise],
        given: true,
    },
    Excepted {
        why: "what is set, decided or tried must be read first, and the role may not read it",
        actions: &[Action::YearRulesSet, Action::HouseholdDecide, Action::TrialRun],
        roles: &[
            Commission, District, Academy, School, University, Expert, Enterprise, Student, Guardian, Public,
            System, Security, Audit,
        ],
        given: true,
    },
    Excepted {
        why: "one's own account is the only one that these pages have, whatever letter reaches it",
        actions: &[Action::AccountOwn, Action::AccountDelegate, Action::AccountToken, Action::NoticeRead],
        roles: Role::ALL,
        given: true,
    },
];

/// Why a mutation cannot be noticed; nothing where it must be.
fn excepted(table: &Table, mutation: Mutation) -> Option<&'static str> {
    let Mutation { role, action, given, .. } = mutation;
    let of_own = [Action::AccountOwn, Action::AccountDelegate, Action::AccountToken, Action::NoticeRead];
    let own_account = of_own.contains(&action);
    // To whom such a page is closed, any letter opens it.
    if own_account && !table.ever(action, role) {
        return None;
    }
    let of = |excepted: &&Excepted| {
        excepted.actions.contains(&action) && excepted.roles.contains(&role) && (given || !excepted.given)
    };
    EXCEPTED.iter().find(of).map(|excepted| excepted.why)
}

/// Everything that is asked as one role.
struct Asked {
    role: Role,
    cells: Vec<Cell>,
    holdings: Vec<Cell>,
}

impl Asked {
    fn by(role: Role) -> Self {
        let of = |cells: Vec<Cell>| cells.into_iter().filter(|cell| cell.role == role).collect::<Vec<_>>();
        let mut holdings = of(holdings::expected());
        holdings.retain(|cell| !cell.is_done_at_once());
        Asked { role, cells: of(cells(&expected())), holdings }
    }

    /// The first thing that is not as it should be: of an action first, then of all others.
    async fn first_wrong(&self, house: &House, town: &Town, first: Option<Action>) -> Option<String> {
        for of_action in [true, false] {
            let turn = |cell: &&Cell| (Some(cell.action) == first) == of_action;
            for cell in self.cells.iter().filter(turn) {
                if let Some(found) = wrong(house, cell).await.1.pop() {
                    return Some(found);
                }
            }
            for cell in self.holdings.iter().filter(turn) {
                if let Some(found) = holdings::wrong(house, town, cell).await.1.pop() {
                    return Some(found);
                }
            }
            if of_action && let Some(found) = self.wrong_elsewhere(house).await {
                return Some(found);
            }
        }
        None
    }

    /// What is wrong with lists, figures and what has no address of its own.
    async fn wrong_elsewhere(&self, house: &House) -> Option<String> {
        for list in lists().iter().filter(|(_, role, _)| *role == self.role) {
            if let Some(found) = wrong_list(house, list).await {
                return Some(found);
            }
        }
        for (role, told) in figures().into_iter().filter(|(role, _)| *role == self.role) {
            if let Some(found) = wrong_figures(house, role, told).await {
                return Some(found);
            }
        }
        wrong_use_case(house, self.role).await
    }
}

/// Use cases that are no address's own, asked for what is not there: who may is told so, all others are forbidden.
async fn wrong_use_case(house: &House, role: Role) -> Option<String> {
    let by = |action| house.office.seen_by(viewer(role), action);
    let publish = by(Action::RoundPrepare).publish_round(2099, Round::Early, "x").await;
    let set = by(Action::PlanSet).set_plan(2099, 0, "x").await;
    let may_publish: &[Role] = &[Commission, Examination];
    let may_set: &[Role] = &[Commission];
    let told = |what: &str, may: &[Role], error: Option<ServiceError>| {
        let as_it_should_be = match error {
            Some(ServiceError::Forbidden(..)) => !may.contains(&role),
            Some(ServiceError::NotFound) => may.contains(&role),
            _ => false,
        };
        (!as_it_should_be).then(|| format!("{role}: {what}"))
    };
    told("publish a round", may_publish, publish.err()).or_else(|| told("set a plan", may_set, set.err()))
}

/// What came of turning every letter of a role.
#[derive(Default)]
struct Tally {
    noticed: usize,
    excepted: BTreeMap<&'static str, usize>,
    mistakes: Vec<String>,
}

/// Turns every letter of a role, each alone. Those that nothing can notice are turned together first: only where
/// something is noticed then, each of them is asked for by itself.
async fn turn_each(town: &Town, table: &Table, role: Role, tally: &mut Tally) {
    let asked = Asked::by(role);
    // As the table stands nothing is wrong: that every cell is as written has tests of its own.
    let under = |table: Table| House::new(town, Some(Arc::new(table)));
    let turned = |table: &Table, mutation: &Mutation| table.turned(mutation.action, role, mutation.relation);
    let (excepted, held): (Vec<_>, Vec<_>) =
        mutations(table, role).into_iter().partition(|mutation| excepted(table, *mutation).is_some());
    for mutation in held {
        match asked.first_wrong(&under(turned(table, &mutation)), town, Some(mutation.action)).await {
            Some(_) => tally.noticed += 1,
            None => tally.mistakes.push(format!("{mutation} is noticed by nothing")),
        }
    }
    let together = excepted.iter().fold(table.clone(), |table, mutation| turned(&table, mutation));
    let stale = asked.first_wrong(&under(together), town, None).await.is_some();
    for mutation in excepted {
        let why = self::excepted(table, mutation).unwrap_or_default();
        *tally.excepted.entry(why).or_default() += 1;
        if stale
            && let Some(found) =
                asked.first_wrong(&under(turned(table, &mutation)), town, Some(mutation.action)).await
        {
            tally.mistakes.push(format!("{mutation} is noticed now: {found}"));
        }
    }
    if stale && tally.mistakes.is_empty() {
        tally.mistakes.push(format!("{role}: what is excepted is noticed together, and not alone"));
    }
}

#[tokio::test]
async fn every_letter_of_the_table_is_held_by_something() {
    let town = city::city().await;
    let table = Table::builtin().unwrap();
    let head = town.office.storage().head().await.unwrap();
    let mut tally = Tally::default();
    for role in Role::ALL.iter().copied() {
        turn_each(&town, &table, role, &mut tally).await;
    }
    let Tally { noticed, excepted, mistakes } = tally;
    let count: usize = Role::ALL.iter().map(|role| mutations(&table, *role).len()).sum();
    println!("mutations: {count}, noticed {noticed}, excepted {}", excepted.values().sum::<usize>());
    excepted.iter().for_each(|(why, count)| println!("  {count}: {why}"));
    assert!(mistakes.is_empty(), "{}:\n{}", mistakes.len(), mistakes.join("\n"));
    assert_eq!(excepted.len(), EXCEPTED.len(), "a reason for nothing");
    assert_eq!(town.office.storage().head().await.unwrap(), head, "the city is as it was");
}
