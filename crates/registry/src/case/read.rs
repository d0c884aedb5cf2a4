//! A case file, read: edition, programmes, cases with their steps.

use super::expect::Expect;
use super::fields::{self, Fields, Sink, word};
use super::yaml::{self, Key, Kind, Node};
use super::{Editions, FileError};
use crate::{
    Admission, Admitted, Command, CommandName, Law, LeaveKind, LeavingCertificate, Marks, Placement,
    Programme, SettleOutcome, Side, World,
};
use guantong_model::{Date, ProgrammeId, Score, Track};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// A case file without errors.
pub(super) struct CaseFile {
    pub(super) law: Law,
    pub(super) world: World,
    pub(super) cases: Vec<Case>,
}

/// One case.
pub(super) struct Case {
    pub(super) name: String,
    pub(super) student: Admitted,
    pub(super) steps: Vec<Step>,
    pub(super) expect: Option<Expect>,
}

/// One step of a case.
pub(super) struct Step {
    pub(super) on: Date,
    pub(super) command: Command,
    pub(super) expect: Option<Expect>,
}

/// Reads a file, or says everything that is wrong with it.
pub(super) fn read(path: &str, text: &str, editions: Editions<'_>) -> Result<CaseFile, Vec<FileError>> {
    let sink = Sink::new(path);
    let file = match yaml::load(path, text)? {
        Some(root) => file(&sink, &root, editions),
        None => {
            sink.error(1, "the file is empty");
            None
        }
    };
    let errors = sink.into_errors();
    match file {
        Some(file) if errors.is_empty() => Ok(file),
        _ => Err(errors),
    }
}

fn file(sink: &Sink, root: &Node, editions: Editions<'_>) -> Option<CaseFile> {
    let fields = Fields::new(sink, root, "case file")?;
    let law = edition(&fields, editions);
    let programmes = fields.required("programmes").map(|node| programmes(sink, node)).unwrap_or_default();
    let world = World::new(programmes);
    let mut cases = Vec::new();
    if let Some(node) = fields.required("cases") {
        let items = fields.list("cases", node);
        if items.is_empty() {
            sink.error(node.line, "no cases in this file");
        }
        cases.extend(items.iter().filter_map(|item| case(sink, item, &world)));
    }
    fields.done();
    Some(CaseFile { law: law?, world, cases })
}

fn edition(fields: &Fields<'_>, editions: Editions<'_>) -> Option<Law> {
    let node = fields.get("edition");
    let id = fields.must("edition", fields::words)?;
    let law = editions(&id);
    if law.is_none() {
        let line = node.map_or(fields.line, |node| node.line);
        fields.sink.error(line, format!("`edition`: `{id}` is not a known edition"));
    }
    law
}

fn programmes(sink: &Sink, node: &Node) -> Vec<Programme> {
    let Some(fields) = Fields::new(sink, node, "programmes") else { return Vec::new() };
    let defined: BTreeSet<&str> = fields.entries().iter().map(|(key, _)| key.text.as_str()).collect();
    fields.entries().iter().filter_map(|(key, node)| programme(sink, key, node, &defined)).collect()
}

fn programme(sink: &Sink, key: &Key, node: &Node, defined: &BTreeSet<&str>) -> Option<Programme> {
    let fields = Fields::new(sink, node, &format!("programme `{}`", key.text))?;
    let track = fields.must("track", word!(Track));
    let school = fields.must("school", fields::words);
    let partner = match (track, fields.get("partner")) {
        // One university runs all stages: it need not be named twice, and cannot be two.
        (Some(Track::UniversityOnly), None) => school.clone(),
        (Some(Track::UniversityOnly), Some(node)) => {
            let partner = fields.must("partner", fields::words);
            if partner.is_some() && partner != school {
                sink.error(node.line, "`partner`: of a university-only programme it is the school itself");
            }
            partner
        }
        _ => fields.must("partner", fields::words),
    };
    let major = fields.must("major", fields::words);
    let (code, class) = (fields.may("code", fields::words), fields.may("class", class));
    let similar = fields.get("similar").map(|node| similar(&fields, node, defined)).unwrap_or_default();
    let cohorts = fields.required("cohorts").map(|node| cohorts(sink, node)).unwrap_or_default();
    fields.done();
    let programme = ProgrammeId(key.text.clone());
    let placement = Placement {
        programme,
        track: track?,
        school: school?,
        partner: partner?,
        major: major?,
        code,
        class,
    };
    Some(Programme { placement, similar, cohorts })
}

/// The four-digit class of the catalogue.
fn class(node: &Node) -> Result<String, String> {
    let class = fields::text(node)?;
    if class.len() == 4 && class.bytes().all(|b| b.is_ascii_digit()) {
        Ok(class)
    } else {
        Err(format!("expected a class of four digits, found `{class}`"))
    }
}

fn similar(fields: &Fields<'_>, node: &Node, defined: &BTreeSet<&str>) -> Vec<ProgrammeId> {
    let Kind::List(items) = &node.kind else {
        fields.sink.error(
            node.line,
            format!("`similar`: expected a list of programmes, found {}", fields::shown(node)),
        );
        return Vec::new();
    };
    let item = |item: &Rc<Node>| match fields::words(item) {
        Ok(id) if defined.contains(id.as_str()) => Some(ProgrammeId(id)),
        Ok(id) => {
            fields.sink.error(item.line, undefined("similar", &id));
            None
        }
        Err(fault) => {
            fields.sink.error(item.line, format!("`similar`: {fault}"));
            None
        }
    };
    items.iter().filter_map(item).collect()
}

fn cohorts(sink: &Sink, node: &Node) -> BTreeMap<i32, Option<Score>> {
    let Some(fields) = Fields::new(sink, node, "cohorts") else { return BTreeMap::new() };
    let mut cohorts = BTreeMap::new();
    for (key, node) in fields.entries() {
        let written = Node { line: key.line, kind: Kind::Scalar { text: key.text.clone(), plain: true } };
        match (fields::year(&written), fields::score(node)) {
            (Ok(year), Ok(score)) => {
                cohorts.insert(year, Some(score));
            }
            (year, score) => {
                for (line, fault) in [(key.line, year.err()), (node.line, score.err())] {
                    if let Some(fault) = fault {
                        sink.error(line, format!("`cohorts`: {fault}"));
                    }
                }
            }
        }
    }
    cohorts
}

pub(super) fn undefined(key: &str, id: &str) -> String {
    format!("`{key}`: the programme `{id}` is not defined in this file")
}

fn case(sink: &Sink, node: &Node, world: &World) -> Option<Case> {
    let fields = Fields::new(sink, node, "case")?;
    let name = fields.must("name", fields::words);
    let student = fields.required("student").and_then(|node| student(sink, node, world));
    let mut steps = Vec::new();
    if let Some(node) = fields.required("steps") {
        let mut last: Option<Date> = None;
        for item in fields.list("steps", node) {
            let (on, step) = step(sink, item, world);
            if let (Some((line, on)), Some(last)) = (on, last)
                && on < last
            {
                sink.error(line, format!("`date`: {on} goes back behind {last}"));
            }
            last = on.map(|(_, on)| on).or(last);
            steps.extend(step);
        }
    }
    let expect = fields.get("expect").and_then(|node| Expect::read(sink, node, world));
    fields.done();
    Some(Case { name: name?, student: student?, steps, expect })
}

fn student(sink: &Sink, node: &Node, world: &World) -> Option<Admitted> {
    let fields = Fields::new(sink, node, "student")?;
    let programme = programme_id(&fields, "programme", true, world);
    let (cohort, score) = (fields.must("cohort", fields::year), fields.must("score", fields::score));
    let admission = fields.may("admission", word!(Admission)).unwrap_or(Admission::Ordinary);
    let barred = fields.may("barred_from_major_change", fields::flag).unwrap_or(false);
    fields.done();
    let cohort = cohort?;
    let placement = world.programme(&programme?)?.placement.clone();
    Some(Admitted {
        // A case begins before its first date, whatever that is.
        on: Date::MIN,
        placement,
        entry_year: cohort,
        score: score?,
        admission,
        barred_from_major_change: barred,
        round: None,
        preference: None,
    })
}

/// A programme of this file.
pub(super) fn programme_id(
    fields: &Fields<'_>,
    key: &'static str,
    required: bool,
    world: &World,
) -> Option<ProgrammeId> {
    let node = if required { fields.required(key) } else { fields.get(key) }?;
    let id = ProgrammeId(fields.may(key, fields::words)?);
    if world.programme(&id).is_none() {
        fields.sink.error(node.line, undefined(key, id.as_str()));
        return None;
    }
    Some(id)
}

/// A step, and its date with the line also where the step is faulty otherwise.
fn step(sink: &Sink, node: &Node, world: &World) -> (Option<(usize, Date)>, Option<Step>) {
    let Some(fields) = Fields::new(sink, node, "step") else { return (None, None) };
    let line = fields.get("date").map_or(node.line, |node| node.line);
    let on = fields.must("date", fields::date);
    let name = fields.must("do", word!(CommandName));
    let command = name.and_then(|name| command(&fields, name, world));
    let expect = fields.get("expect").map(|node| Expect::read(sink, node, world));
    // An unknown command has no known arguments: one error is enough.
    if name.is_some() {
        fields.done();
    }
    let step = match (on, command, expect) {
        (Some(on), Some(command), None) => Some(Step { on, command, expect: None }),
        (Some(on), Some(command), Some(Some(expect))) => Some(Step { on, command, expect: Some(expect) }),
        _ => None,
    };
    (on.map(|on| (line, on)), step)
}

fn command(fields: &Fields<'_>, name: CommandName, world: &World) -> Option<Command> {
    let text = |key: &'static str| fields.must(key, fields::text);
    let flag = |key: &'static str| fields.must(key, fields::flag);
    Some(match name {
        CommandName::Register => Command::Register,
        CommandName::NoShow => Command::NoShow,
        CommandName::CompleteStage => Command::CompleteStage,
        CommandName::FailStage => Command::FailStage,
        CommandName::Progress => Command::Progress,
        CommandName::Exit => Command::Exit,
        CommandName::Graduate => Command::Graduate,
        CommandName::CancelTransfer => Command::CancelTransfer,
        CommandName::Deceased => Command::Deceased,
        CommandName::Assess => {
            let (passed, document) = (flag("passed"), text("document"));
            let (general, skill) = (fields.may("general", fields::score), fields.may("skill", fields::score));
            // Documents are only named here: there are no rules that could have other parts.
            Command::Assess { passed: passed?, document: document?, general, skill, marks: Marks::new() }
        }
        CommandName::Repeat => {
            let (eligible, to) = (flag("eligible"), programme_id(fields, "to", false, world));
            Command::Repeat { eligible: eligible?, to }
        }
        CommandName::Resume => {
            let (fit, to) = (flag("fit"), programme_id(fields, "to", false, world));
            Command::Resume { fit: fit?, to }
        }
        CommandName::Settle => {
            let (outcome, article) = (fields.must("outcome", word!(SettleOutcome)), text("article"));
            Command::Settle { outcome: outcome?, article: article? }
        }
        CommandName::Leave => {
            let (until, kind) = (fields.must("until", fields::date), fields.may("kind", word!(LeaveKind)));
            Command::Leave { until: until?, kind }
        }
        CommandName::ApplyTransfer => Command::ApplyTransfer { to: programme_id(fields, "to", true, world)? },
        CommandName::Consent => {
            let (by, agree) = (fields.must("by", word!(Side)), flag("agree"));
            Command::Consent { by: by?, agree: agree? }
        }
        CommandName::Audit => Command::Audit { agree: flag("agree")? },
        CommandName::Withdraw => {
            let (article, certificate) =
                (text("article"), fields.may("certificate", word!(LeavingCertificate)));
            Command::Withdraw { article: article?, certificate }
        }
        CommandName::Expel => {
            let (article, decision) = (text("article"), text("decision"));
            Command::Expel { article: article?, decision: decision? }
        }
        CommandName::CancelRegistration => {
            let (article, decision) = (text("article"), text("decision"));
            Command::CancelRegistration { article: article?, decision: decision? }
        }
        CommandName::Correct => {
            let (of, reason, approver) = (fields.must("of", fields::count), text("reason"), text("approver"));
            Command::Correct { of: of?, reason: reason?, approver: approver? }
        }
    })
}
