//! `/editions/{edition}/branches`: every rule and right with the decisions that rest on it, branch by branch, and the
//! branches that happened to nobody. `/editions/{edition}/provisions/{clause}/students`: whom one of them touched.

use super::{address, must_be_in_force};
use crate::answer::{Answer, Problem};
use crate::frame::{Page, Said, show};
use crate::pages::address::{encoded, query};
use crate::parts::Chip;
use askama::Template;
use axum::extract::{Path, Query};
use guantong_model::{Message, StudentId};
use guantong_policy::edition::{Provision, ProvisionKind};
use guantong_policy::{Decision, Outcome};
use guantong_registry::CODES;
use guantong_service::branch::{Branch, Touched, TouchedFilter};
use serde::Deserialize;
use std::collections::BTreeMap;

const PAGE: usize = 50;

#[derive(Template)]
#[template(path = "edition/branches.html")]
struct BranchesPage {
    /// Every rule and right, and whatever else decisions rest on, in the notice's order.
    provisions: Vec<(Provision, String, Vec<BranchRow>)>,
    /// Codes that no decision on a student has.
    never: Vec<NeverRow>,
    happened: usize,
    list: String,
    page: Page,
}

/// A branch with what was said to the first student it happened to.
struct BranchRow {
    code: String,
    chip: Chip,
    sentence: String,
    decisions: i64,
    href: String,
    example: StudentId,
    example_href: String,
}

/// A branch that happened to nobody.
struct NeverRow {
    code: &'static str,
    chip: Chip,
    sentence: String,
}

#[derive(Template)]
#[template(path = "edition/touched.html")]
struct TouchedPage {
    provision: Provision,
    back: String,
    here: String,
    branches: Vec<BranchRow>,
    rows: Vec<(Touched, Chip, String)>,
    /// The code asked for.
    code: Option<String>,
    next: Option<String>,
    page: Page,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    code: String,
    after_code: String,
    after: String,
    version: Option<i64>,
}

pub(super) async fn overview(page: Page, Path(edition): Path<String>) -> Answer {
    must_be_in_force(&page, &edition)?;
    let branches = page.office().branches(None).await?;
    let examples = page.office().examples(&branches).await?;
    let mut by_clause: BTreeMap<&str, Vec<&Branch>> = BTreeMap::new();
    for branch in &branches {
        by_clause.entry(&branch.clause).or_default().push(branch);
    }
    let decides = |kind| matches!(kind, ProvisionKind::Rule | ProvisionKind::Right);
    let provisions = page.edition().provisions().iter().filter_map(|provision| {
        let here = by_clause.remove(provision.id.as_str()).unwrap_or_default();
        let rows: Vec<_> = here.into_iter().map(|branch| row(&page, branch, &examples)).collect();
        let shown = decides(provision.kind) || !rows.is_empty();
        shown.then(|| (provision.clone(), provision_href(&page, provision), rows))
    });
    let provisions = provisions.collect();
    let happened = |code: &str| branches.iter().any(|branch| branch.code == code);
    // What is decided of rules and of who may sit an examination stands on no record.
    let apart = |code: &str| code == "progression_rules.filed" || code.starts_with("examination.");
    let never = CODES.iter().filter(|(code, _)| !happened(code) && !apart(code));
    let never: Vec<_> = never
        .map(|(code, outcome)| NeverRow { code, chip: chip(&page, *outcome), sentence: pattern(&page, code) })
        .collect();
    show(&BranchesPage {
        provisions,
        happened: CODES.iter().filter(|(code, _)| happened(code)).count(),
        never,
        list: address(&page, ""),
        page: page.clone(),
    })
}

pub(super) async fn touched(
    page: Page,
    Path((edition, clause)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Answer {
    must_be_in_force(&page, &edition)?;
    let provision = page.edition().provisions().iter().find(|p| p.id.as_str() == clause);
    let provision = provision.ok_or(Problem::NotFound)?.clone();
    let after = (!asked.after.is_empty()).then(|| {
        (asked.after_code.clone(), StudentId::from(asked.after.as_str()), asked.version.unwrap_or(0))
    });
    let code = Some(asked.code.trim().to_owned()).filter(|code| !code.is_empty());
    let filter = TouchedFilter { code: code.clone(), outcome: None, after };
    let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let mut rows = page.office().touched(&clause, &filter, limit).await?;
    let beyond = rows.len() > PAGE;
    rows.truncate(PAGE);
    let branches = page.office().branches(Some(&clause)).await?;
    let examples = page.office().examples(&branches).await?;
    let back = provision_href(&page, &provision);
    let here = format!("{back}/students");
    let next = rows.last().filter(|_| beyond).map(|last| {
        let version = last.decision.version.to_string();
        let pairs = [
            ("code", code.as_deref().unwrap_or_default()),
            ("after_code", last.decision.code.as_str()),
            ("after", last.decision.student.as_str()),
            ("version", version.as_str()),
        ];
        format!("{here}{}", query(&pairs))
    });
    let rows = rows.into_iter().map(|one| {
        let (chip, sentence) = (chip(&page, one.decision.outcome), pattern(&page, &one.decision.code));
        (one, chip, sentence)
    });
    show(&TouchedPage {
        rows: rows.collect(),
        branches: branches.iter().map(|branch| row(&page, branch, &examples)).collect(),
        provision,
        back,
        here,
        code,
        next,
        page: page.clone(),
    })
}

fn provision_href(page: &Page, provision: &Provision) -> String {
    address(page, &format!("/provisions/{}", provision.id))
}

fn row(page: &Page, branch: &Branch, examples: &BTreeMap<String, Decision>) -> BranchRow {
    let students = address(page, &format!("/provisions/{}/students", encoded(&branch.clause)));
    BranchRow {
        code: branch.code.clone(),
        chip: chip(page, branch.outcome),
        sentence: example(page, &branch.code, examples),
        decisions: branch.decisions,
        href: format!("{students}{}", query(&[("code", &branch.code)])),
        example: branch.example.clone(),
        example_href: student(&branch.example),
    }
}

fn student(id: &StudentId) -> String {
    format!("/students/{}", encoded(id.as_str()))
}

fn chip(page: &Page, outcome: Outcome) -> Chip {
    let shape = match outcome {
        Outcome::Accepted => "ok",
        Outcome::Refused => "no",
        Outcome::Referred => "ask",
    };
    Chip::new(shape, page.word(format!("outcome.{}", outcome.as_str())))
}

/// What was said to the first student a branch happened to; the sentence of the branch where that cannot be found.
fn example(page: &Page, code: &str, examples: &BTreeMap<String, Decision>) -> String {
    examples
        .get(code)
        .map_or_else(|| pattern(page, code), |decision| page.say(&decision.message()).to_string())
}

/// The sentence of a code with its values left open.
fn pattern(page: &Page, code: &str) -> String {
    let message = Message::new(&format!("decision-{}", code.replace(['.', '_'], "-")));
    let worded: Said = page.say(&message);
    let mut open = String::new();
    let mut inside = false;
    for c in worded.to_string().chars() {
        match c {
            '{' => {
                inside = true;
                open.push('…');
            }
            '}' => inside = false,
            _ if inside => {}
            _ => open.push(c),
        }
    }
    open
}

impl TouchedPage {
    fn student(&self, touched: &Touched) -> String {
        student(&touched.decision.student)
    }

    fn is_code(&self, row: &BranchRow) -> bool {
        self.code.as_deref() == Some(row.code.as_str())
    }
}
