//! What a case expects after a step or at its end, and how it differs from what was found.

use super::fields::{self, Fields, Sink, shown, word};
use super::read::programme_id;
use super::yaml::{Kind, Node};
use crate::{CommandName, Grounds, Record, Transfer, World, options};
use guantong_model::{CertificateKind, Date, ProgrammeId, Qualification, RuleBook, Stage, Standing};
use guantong_policy::{Citation, ClauseId, Decision, Outcome};
use std::collections::BTreeSet;

/// A certificate expected: its kind, and its issuer where it is named.
pub(super) struct ExpectedCertificate {
    kind: CertificateKind,
    issuer: Option<String>,
}

/// Everything that can be expected; absent is not looked at.
#[derive(Default)]
pub(super) struct Expect {
    pub(super) outcome: Option<Outcome>,
    because: Option<ClauseId>,
    standing: Option<Standing>,
    stage: Option<Stage>,
    stage_complete: Option<bool>,
    studies_at: Option<Option<String>>,
    registered_at: Option<Option<String>>,
    rule_book: Option<RuleBook>,
    cohort: Option<i32>,
    entry_year: Option<i32>,
    programme: Option<ProgrammeId>,
    qualification: Option<Qualification>,
    transfer: Option<Transfer>,
    repeats: Option<u32>,
    year_of_stage: Option<i64>,
    certificates: Option<Vec<ExpectedCertificate>>,
    options: Option<BTreeSet<CommandName>>,
    options_include: Option<BTreeSet<CommandName>>,
    options_exclude: Option<BTreeSet<CommandName>>,
}

/// What there is to compare with.
pub(super) struct Found<'a> {
    pub(super) record: &'a Record,
    pub(super) grounds: &'a Grounds<'a>,
    /// The decision of the step; none where there was no step.
    pub(super) decision: Option<&'a Decision>,
    pub(super) on: Date,
}

impl Expect {
    pub(super) fn read(sink: &Sink, node: &Node, world: &World) -> Option<Self> {
        let fields = Fields::new(sink, node, "expect")?;
        let expect = Expect {
            outcome: fields.may("outcome", outcome),
            because: fields.may("because", fields::words).map(ClauseId),
            standing: fields.may("standing", word!(Standing)),
            stage: fields.may("stage", word!(Stage)),
            stage_complete: fields.may("stage_complete", fields::flag),
            studies_at: fields.may("studies_at", fields::institution),
            registered_at: fields.may("registered_at", fields::institution),
            rule_book: fields.may("rule_book", word!(RuleBook)),
            cohort: fields.may("cohort", fields::year),
            entry_year: fields.may("entry_year", fields::year),
            programme: programme_id(&fields, "programme", false, world),
            qualification: fields.may("qualification", word!(Qualification)),
            transfer: fields.may("transfer", word!(Transfer)),
            repeats: fields.may("repeats", fields::count),
            year_of_stage: fields.may("year_of_stage", fields::number),
            certificates: fields.get("certificates").map(|node| certificates(&fields, node)),
            options: names(&fields, "options"),
            options_include: names(&fields, "options_include"),
            options_exclude: names(&fields, "options_exclude"),
        };
        fields.done();
        Some(expect)
    }

    /// Every difference, expected beside found; `outcome` is compared with `expected_outcome`.
    pub(super) fn differences(&self, found: &Found<'_>, expected_outcome: Option<Outcome>) -> Vec<String> {
        let record = found.record;
        let mut differences = Differences(Vec::new());
        differences.outcome(expected_outcome, found.decision);
        differences.because(self.because.as_ref(), found.decision);
        differences.compare("standing", self.standing.as_ref(), &record.standing());
        differences.compare("stage", self.stage.as_ref(), &record.stage());
        differences.compare("stage_complete", self.stage_complete.as_ref(), &record.stage_complete());
        differences.institution("studies_at", self.studies_at.as_ref(), Some(record.studies_at()));
        differences.institution("registered_at", self.registered_at.as_ref(), record.registered_at());
        differences.compare("rule_book", self.rule_book.as_ref(), &record.rule_book());
        differences.compare("cohort", self.cohort.as_ref(), &record.cohort());
        differences.compare("entry_year", self.entry_year.as_ref(), &record.entry_year());
        differences.compare("programme", self.programme.as_ref(), &record.placement().programme);
        differences.compare("qualification", self.qualification.as_ref(), &record.qualification());
        differences.compare("transfer", self.transfer.as_ref(), &record.transfer());
        differences.compare("repeats", self.repeats.as_ref(), &record.repeats());
        let year = i64::from(record.year_of_stage(found.grounds.law.on(found.on), found.on));
        differences.compare("year_of_stage", self.year_of_stage.as_ref(), &year);
        differences.certificates(self.certificates.as_deref(), record);
        self.options(found, &mut differences);
        differences.0
    }

    fn options(&self, found: &Found<'_>, differences: &mut Differences) {
        if self.options.is_none() && self.options_include.is_none() && self.options_exclude.is_none() {
            return;
        }
        let open: BTreeSet<CommandName> = options(found.record, found.grounds, found.on).names().collect();
        if let Some(expected) = self.options.as_ref().filter(|expected| **expected != open) {
            differences.add("options", &listed(expected), &listed(&open));
        }
        if let Some(expected) = self.options_include.as_ref().filter(|expected| !expected.is_subset(&open)) {
            differences.add("options_include", &listed(expected), &listed(&open));
        }
        if let Some(expected) = self.options_exclude.as_ref().filter(|expected| !expected.is_disjoint(&open))
        {
            differences.add("options_exclude", &format!("none of {}", listed(expected)), &listed(&open));
        }
    }
}

fn outcome(node: &Node) -> Result<Outcome, String> {
    let word = fields::text(node)?;
    let all = [Outcome::Accepted, Outcome::Refused, Outcome::Referred];
    let known = all.into_iter().find(|outcome| outcome.as_str() == word);
    known.ok_or_else(|| format!("expected one of accepted, refused, referred, found `{word}`"))
}

fn certificates(fields: &Fields<'_>, node: &Node) -> Vec<ExpectedCertificate> {
    let Kind::List(items) = &node.kind else {
        let text = format!("`certificates`: expected a list, found {}", shown(node));
        fields.sink.error(node.line, text);
        return Vec::new();
    };
    let one = |node: &std::rc::Rc<Node>| {
        let fields = Fields::new(fields.sink, node, "certificate")?;
        let kind = fields.must("kind", word!(CertificateKind));
        let issuer = fields.may("issuer", fields::words);
        fields.done();
        Some(ExpectedCertificate { kind: kind?, issuer })
    };
    items.iter().filter_map(one).collect()
}

fn names(fields: &Fields<'_>, key: &'static str) -> Option<BTreeSet<CommandName>> {
    let node = fields.get(key)?;
    let read: fn(&Node) -> Result<CommandName, String> = word!(CommandName);
    let mut names = BTreeSet::new();
    for item in fields.list(key, node) {
        match read(item) {
            Ok(name) => {
                names.insert(name);
            }
            Err(fault) => fields.sink.error(item.line, format!("`{key}`: {fault}")),
        }
    }
    Some(names)
}

fn listed(names: &BTreeSet<CommandName>) -> String {
    joined(names.iter().map(|name| name.as_str().to_owned()))
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    let parts: Vec<String> = parts.collect();
    if parts.is_empty() { "none".to_owned() } else { parts.join(", ") }
}

/// The differences found so far.
struct Differences(Vec<String>);

impl Differences {
    fn add(&mut self, key: &str, expected: &str, found: &str) {
        self.0.push(format!("{key}: expected {expected}, found {found}"));
    }

    fn compare<T: PartialEq + ToString>(&mut self, key: &str, expected: Option<&T>, found: &T) {
        if let Some(expected) = expected
            && expected != found
        {
            self.add(key, &expected.to_string(), &found.to_string());
        }
    }

    fn institution(&mut self, key: &str, expected: Option<&Option<String>>, found: Option<&str>) {
        if let Some(expected) = expected
            && expected.as_deref() != found
        {
            self.add(key, expected.as_deref().unwrap_or("nothing"), found.unwrap_or("nothing"));
        }
    }

    fn outcome(&mut self, expected: Option<Outcome>, decision: Option<&Decision>) {
        let Some(expected) = expected else { return };
        match decision {
            Some(decision) if decision.outcome == expected => {}
            Some(decision) => {
                let found =
                    format!("{} ({} {})", decision.outcome.as_str(), clauses(decision), decision.code);
                self.add("outcome", expected.as_str(), &found);
            }
            None => self.add("outcome", expected.as_str(), "no step"),
        }
    }

    fn because(&mut self, expected: Option<&ClauseId>, decision: Option<&Decision>) {
        let Some(expected) = expected else { return };
        match decision {
            Some(decision) if decision.cites(expected) => {}
            Some(decision) => self.add("because", expected.as_str(), &clauses(decision)),
            None => self.add("because", expected.as_str(), "no step"),
        }
    }

    fn certificates(&mut self, expected: Option<&[ExpectedCertificate]>, record: &Record) {
        let Some(expected) = expected else { return };
        let found = record.certificates();
        let same = expected.len() == found.len()
            && expected.iter().zip(found).all(|(expected, found)| {
                expected.kind == found.kind && expected.issuer.as_ref().is_none_or(|i| *i == found.issuer)
            });
        if !same {
            let expected = expected.iter().map(|c| match &c.issuer {
                Some(issuer) => format!("{} by {issuer}", c.kind),
                None => c.kind.to_string(),
            });
            let found = found.iter().map(|c| format!("{} by {}", c.kind, c.issuer));
            self.add("certificates", &joined(expected), &joined(found));
        }
    }
}

fn clauses(decision: &Decision) -> String {
    let clauses = decision.citations.iter().filter_map(|citation| match citation {
        Citation::Clause(clause) => Some(clause.to_string()),
        Citation::Article { .. } | Citation::Interpretation(_) => None,
    });
    joined(clauses)
}
