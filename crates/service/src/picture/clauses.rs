//! Transfers, repeats and leaves as cases, by the clauses they rest on, by how they came out, by academic year.
//!
//! A case is what was asked once and answered in the end. A transfer is one from its application to the audit, to a no of
//! a school or to its withdrawal; what lies between are steps. What was refused and then allowed within the same academic
//! year is one case as well.

use crate::Office;
use crate::access::rounded;
use crate::branch::ClauseDecision;
use crate::error::Fault;
use crate::indicator::Gathered;
use guantong_indicators::{Life, Of};
use guantong_model::{Date, StudentId, academic_year, words};
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

words! {
    /// How a case came out.
    Ending {
        /// It took effect.
        Effective = "effective",
        /// It was refused, by a rule or by somebody who had to agree.
        Refused = "refused",
        /// It was referred to who decides it.
        Referred = "referred",
        /// It was withdrawn, or the record ended before it was decided.
        Withdrawn = "withdrawn",
        /// It goes on.
        Going = "going",
    }
}

/// The code of a transfer that is not decided yet.
pub const GOING: &str = "transfer.applied";
/// The code of a transfer whose record ended before it was decided.
pub const LAPSED: &str = "transfer.lapsed";
const AGREED: &str = "audit.agreed";
const CANCELLED: &str = "transfer.cancelled";
const DECLINED: [&str; 2] = ["consent.declined", "audit.declined"];
/// What is said to a step of a transfer, and ends nothing.
const STEPS: [&str; 5] = [
    "consent.given",
    "consent.already_given",
    "consent.sending_first",
    "audit.consent_missing",
    "transfer.none_pending",
];
/// A second application beside one that is not decided.
const PENDING: &str = "transfer.pending";

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

    /// Every code that a case of it may come out with.
    #[must_use]
    pub fn outcomes(self) -> Vec<&'static str> {
        let (_, begins) = self.told_by();
        let codes = CODES.iter().map(|(code, _)| *code);
        let own = codes.filter(|code| begins.iter().any(|begin| code.starts_with(begin)));
        let own = own.filter(|code| !STEPS.contains(code));
        own.chain((self == Family::Transfers).then_some(LAPSED)).collect()
    }

    /// Every code that is only ever a step.
    #[must_use]
    pub fn steps(self) -> &'static [&'static str] {
        if self == Family::Transfers { &STEPS } else { &[] }
    }
}

/// A case.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Case {
    /// What is decided.
    pub family: Family,
    /// The clauses that any of its decisions rests on, of those of its article.
    pub clauses: BTreeSet<String>,
    /// How it came out.
    pub ending: Ending,
    /// The code of the decision that it came out with.
    pub code: String,
    /// The record.
    pub student: StudentId,
    /// The day it came out; of what goes on, the day it was asked for.
    pub on: Date,
}

/// Cases alike under a clause.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ClauseYear {
    /// What was decided.
    pub family: Family,
    /// The clause.
    pub clause: String,
    /// How they came out.
    pub ending: Ending,
    /// The code they came out with.
    pub code: String,
    /// In all.
    pub all: i64,
    /// By academic year.
    pub years: BTreeMap<i32, i64>,
}

/// Cases, and the decisions that are steps of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cases {
    /// The cases.
    pub cases: Vec<Case>,
    /// How many decisions of a code were steps.
    pub steps: BTreeMap<(Family, String), i64>,
}

/// A decision with every clause of its article.
struct Taken<'d> {
    family: Family,
    clauses: BTreeSet<String>,
    code: &'d str,
    outcome: Outcome,
    on: Date,
}

impl Taken<'_> {
    fn case(&self, student: &StudentId, ending: Ending) -> Case {
        Case {
            family: self.family,
            clauses: self.clauses.clone(),
            ending,
            code: self.code.to_owned(),
            student: student.clone(),
            on: self.on,
        }
    }

    /// How what is answered at once comes out.
    fn ending(&self) -> Ending {
        match self.outcome {
            Outcome::Accepted => Ending::Effective,
            Outcome::Referred => Ending::Referred,
            Outcome::Refused => Ending::Refused,
        }
    }
}

impl Cases {
    /// The cases that decisions make up, with the days on which records ended.
    #[must_use]
    pub fn of<'d>(
        decisions: impl Iterator<Item = &'d ClauseDecision>,
        ended: &BTreeMap<&StudentId, Date>,
    ) -> Self {
        let mut records: BTreeMap<&StudentId, BTreeMap<i64, Taken<'d>>> = BTreeMap::new();
        for decision in decisions {
            let Some(family) = Family::of(&decision.clause, &decision.code) else { continue };
            let taken = records.entry(&decision.student).or_default().entry(decision.version);
            let taken = taken.or_insert_with(|| Taken {
                family,
                clauses: BTreeSet::new(),
                code: &decision.code,
                outcome: decision.outcome,
                on: decision.on,
            });
            taken.clauses.insert(decision.clause.clone());
        }
        let mut made = Cases::default();
        for (student, taken) in &records {
            let of = |family: Family| taken.values().filter(move |one| one.family == family);
            made.transfers(student, of(Family::Transfers), ended.get(student).copied());
            made.others(student, of(Family::Repeats));
            made.others(student, of(Family::Leaves));
        }
        made
    }

    fn step(&mut self, family: Family, code: &str) {
        *self.steps.entry((family, code.to_owned())).or_default() += 1;
    }

    fn transfers<'t>(
        &mut self,
        student: &StudentId,
        taken: impl Iterator<Item = &'t Taken<'t>>,
        ended: Option<Date>,
    ) {
        let mut open: Option<Case> = None;
        for one in taken {
            let ending = match one.code {
                GOING => {
                    self.step(one.family, one.code);
                    open = Some(one.case(student, Ending::Going));
                    continue;
                }
                AGREED => Ending::Effective,
                CANCELLED => Ending::Withdrawn,
                code if DECLINED.contains(&code) => Ending::Refused,
                code if STEPS.contains(&code) || (open.is_some() && code != PENDING) => {
                    // Conditions that no longer hold stop an audit; the application stays.
                    self.step(one.family, code);
                    if let Some(open) = &mut open {
                        open.clauses.extend(one.clauses.iter().cloned());
                    }
                    continue;
                }
                _ => {
                    self.cases.push(one.case(student, one.ending()));
                    continue;
                }
            };
            let mut case = one.case(student, ending);
            if let Some(open) = open.take() {
                case.clauses.extend(open.clauses);
            }
            self.cases.push(case);
        }
        if let Some(mut open) = open {
            if let Some(ended) = ended.filter(|ended| *ended >= open.on) {
                (open.ending, open.code, open.on) = (Ending::Withdrawn, LAPSED.to_owned(), ended);
            }
            self.cases.push(open);
        }
    }

    /// Repeats, leaves and returns: an answer is a case; a no before another answer of the same academic year is a step.
    fn others<'t>(&mut self, student: &StudentId, taken: impl Iterator<Item = &'t Taken<'t>>) {
        let mut open: BTreeMap<(bool, i32), Case> = BTreeMap::new();
        for one in taken {
            let matter = (one.code.starts_with("resume"), academic_year(one.on));
            let mut case = one.case(student, one.ending());
            if let Some(before) = open.remove(&matter) {
                self.step(before.family, &before.code);
                case.clauses.extend(before.clauses);
            }
            match case.ending {
                Ending::Effective => self.cases.push(case),
                _ => {
                    open.insert(matter, case);
                }
            }
        }
        self.cases.extend(open.into_values());
    }

    /// The cases by clause and by what they came out with: each stands under a clause once.
    #[must_use]
    pub fn by_clause(&self) -> Vec<ClauseYear> {
        let mut found: BTreeMap<(Family, &str, Ending, &str), ClauseYear> = BTreeMap::new();
        for case in &self.cases {
            for clause in &case.clauses {
                let key = (case.family, clause.as_str(), case.ending, case.code.as_str());
                let one = found.entry(key).or_insert_with(|| ClauseYear {
                    family: case.family,
                    clause: clause.clone(),
                    ending: case.ending,
                    code: case.code.clone(),
                    all: 0,
                    years: BTreeMap::new(),
                });
                one.all += 1;
                *one.years.entry(academic_year(case.on)).or_default() += 1;
            }
        }
        found.into_values().collect()
    }
}

impl Office {
    /// The cases of some.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn cases(&self, gathered: &Gathered, of: &Of) -> Result<Cases, Fault> {
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
        let lives = || gathered.facts.lives.iter().filter(|life: &&Life| of.holds(life));
        let among: BTreeSet<&StudentId> = match *of == Of::default() {
            true => BTreeSet::new(),
            false => lives().map(|life| &life.student).collect(),
        };
        let wanted = |decision: &&ClauseDecision| *of == Of::default() || among.contains(&decision.student);
        let ended = lives().filter_map(|life| Some((&life.student, life.ended?))).collect();
        Ok(Cases::of(decided.iter().filter(wanted), &ended))
    }

    /// Cases by clause, and their steps by code, as who asks may know them.
    #[must_use]
    pub fn cases_by_clause(&self, cases: &Cases) -> (Vec<ClauseYear>, BTreeMap<(Family, String), i64>) {
        let (mut found, mut steps) = (cases.by_clause(), cases.steps.clone());
        if !self.figures_are_exact() {
            for one in &mut found {
                one.all = rounded(one.all);
                one.years.values_mut().for_each(|count| *count = rounded(*count));
            }
            steps.values_mut().for_each(|count| *count = rounded(*count));
            // That it happened at all is not told either.
            found.retain(|one| one.all > 0);
            steps.retain(|_, count| *count > 0);
        }
        (found, steps)
    }
}

#[cfg(test)]
mod tests {
    use super::{Cases, Ending, LAPSED};
    use crate::branch::ClauseDecision;
    use guantong_model::{Date, StudentId};
    use guantong_registry::CODES;
    use jiff::civil::date;
    use std::collections::BTreeMap;

    /// Decisions of one record, each under the clauses that are named.
    fn told(codes: &[(&str, Date)], clauses: &[&str]) -> Vec<ClauseDecision> {
        let mut rows = Vec::new();
        for (version, (code, on)) in (1..).zip(codes) {
            let (_, outcome) = CODES.iter().find(|(known, _)| known == code).unwrap();
            rows.extend(clauses.iter().map(|clause| ClauseDecision {
                clause: (*clause).to_owned(),
                code: (*code).to_owned(),
                student: StudentId::from("s"),
                version,
                outcome: *outcome,
                on: *on,
            }));
        }
        rows
    }

    fn made(codes: &[&str], clauses: &[&str], ended: Option<Date>) -> Cases {
        let on = date(2024, 3, 4);
        let rows = told(&codes.iter().map(|code| (*code, on)).collect::<Vec<_>>(), clauses);
        let student = StudentId::from("s");
        let ended: BTreeMap<&StudentId, Date> = ended.map(|on| (&student, on)).into_iter().collect();
        Cases::of(rows.iter(), &ended)
    }

    #[test]
    fn a_transfer_is_one_case_by_how_it_came_out() {
        let clauses = ["3.3.5.a", "3.3.5.b", "3.3.5.c"];
        let of = |codes: &[&str], ended: Option<Date>| {
            let cases = made(codes, &clauses, ended);
            let by: Vec<_> = cases.by_clause().into_iter().map(|one| (one.clause, one.all)).collect();
            let once: Vec<_> = clauses.iter().map(|clause| ((*clause).to_owned(), 1)).collect();
            assert_eq!(by, once, "{codes:?}: once under each clause");
            (cases.cases[0].ending, cases.cases[0].code.clone())
        };
        let asked = ["transfer.applied", "consent.given", "consent.given"];
        let then = |last: &'static str| [&asked[..], &[last]].concat();
        assert_eq!(of(&then("audit.agreed"), None).0, Ending::Effective);
        assert_eq!(of(&then("audit.declined"), None).0, Ending::Refused);
        assert_eq!(of(&then("transfer.cancelled"), None).0, Ending::Withdrawn);
        assert_eq!(of(&["transfer.applied", "consent.declined"], None).0, Ending::Refused);
        assert_eq!(of(&asked, None).0, Ending::Going);
        assert_eq!(of(&then("transfer.score_lower"), None).0, Ending::Going, "an audit that could not be");
        let lapsed = of(&asked, Some(date(2024, 7, 1)));
        assert_eq!(lapsed, (Ending::Withdrawn, LAPSED.to_owned()));
        assert_eq!(of(&asked, Some(date(2023, 7, 1))).0, Ending::Going, "it ended before, and began again");
        assert_eq!(of(&["transfer.score_lower"], None).0, Ending::Refused);
        assert_eq!(of(&["transfer.same_city"], None).0, Ending::Referred);
        let cases = made(&then("audit.agreed"), &clauses, None);
        let steps: Vec<_> = cases.steps.iter().map(|((_, code), count)| (code.as_str(), *count)).collect();
        assert_eq!(steps, [("consent.given", 2), ("transfer.applied", 1)]);
    }

    #[test]
    fn a_no_before_a_yes_of_the_same_year_is_no_case_of_its_own() {
        let cases = made(&["repeat.not_similar", "repeated"], &["3.4.3.a"], None);
        assert_eq!(cases.cases.iter().map(|case| case.ending).collect::<Vec<_>>(), [Ending::Effective]);
        let two = [("repeat.no_class", date(2024, 3, 4)), ("graduated.no_class", date(2025, 3, 4))];
        let rows = told(&two, &["3.4.3.b"]);
        let cases = Cases::of(rows.iter(), &BTreeMap::new());
        assert_eq!(cases.cases.len(), 2, "a year apart");
        let cases = made(&["leave.started", "resumed", "leave.started"], &["3.4.4.a"], None);
        assert_eq!(cases.cases.len(), 3, "each took effect");
    }
}
