//! 权利: what a student has used and what is left, with what the record says of it now.

use crate::frame::{Page, Said};
use guantong_model::{Stage, Standing};
use guantong_registry::{CommandName, Event, Record, Transfer};
use guantong_service::views::StudentView;

/// A right with how often it may be used.
pub(super) struct Right {
    pub(super) name: Said,
    pub(super) remark: Option<String>,
    pub(super) total: Said,
    /// One mark for each time: used, past or left.
    pub(super) marks: Vec<Mark>,
    /// What is left, in words.
    pub(super) left: String,
}

/// One time a right may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// Still there.
    Left,
    /// Used.
    Used,
    /// Its time is past.
    Past,
}

/// The rights of a record.
pub(super) fn rights(page: &Page, view: &StudentView) -> Vec<Right> {
    let mut rights = vec![transfer(page, view)];
    rights.extend([Stage::Secondary, Stage::College].map(|stage| repeat(page, view, stage)));
    rights.push(exit(page, view));
    rights
}

fn right(page: &Page, name: Said, total: Said, marks: Vec<Mark>, remark: Option<String>) -> Right {
    let left = marks.iter().filter(|mark| **mark == Mark::Left).count();
    let past = !marks.is_empty() && marks.iter().all(|mark| *mark == Mark::Past);
    let left = if past { page.t("page-right-past").to_string() } else { left.to_string() };
    Right { name, remark, total, marks, left }
}

/// 转专业或转学: one chance for the whole life.
fn transfer(page: &Page, view: &StudentView) -> Right {
    let record = &view.record;
    let max = usize::try_from(view.terms.transfers_max).unwrap_or(0);
    let used = if record.transfer() == Transfer::Used { transfers(record).min(max) } else { 0 };
    let closed = record.standing().ended();
    let mark = |n: usize| match (n < used, closed) {
        (true, _) => Mark::Used,
        (false, true) => Mark::Past,
        (false, false) => Mark::Left,
    };
    let remark = match record.transfer() {
        Transfer::Pending => Some(page.word("transfer.pending")),
        Transfer::Used | Transfer::Unused => now(page, view, CommandName::ApplyTransfer),
    };
    let total = page.t("page-right-times").with("times", max);
    right(page, page.t("page-right-transfer"), total, (0..max).map(mark).collect(), remark)
}

/// 留级 in one progression.
fn repeat(page: &Page, view: &StudentView, stage: Stage) -> Right {
    let record = &view.record;
    let max = usize::try_from(view.terms.repeats_max).unwrap_or(0);
    let used = repeats(record, stage);
    let past = record.stage() > stage || record.standing().ended();
    let mark = |n: usize| match (n < used, past) {
        (true, _) => Mark::Used,
        (false, true) => Mark::Past,
        (false, false) => Mark::Left,
    };
    let next = stage.next().unwrap_or(stage);
    let name = page
        .t("page-right-repeat")
        .with("from", page.word(format!("stage.{stage}")))
        .with("to", page.word(format!("stage.{next}")));
    let remark = (record.stage() == stage).then(|| now(page, view, CommandName::Repeat)).flatten();
    right(page, name, page.t("page-right-times").with("times", max), (0..max).map(mark).collect(), remark)
}

/// 毕业退出: after the secondary and after the college stage.
fn exit(page: &Page, view: &StudentView) -> Right {
    let record = &view.record;
    let stages = [Stage::Secondary, Stage::College];
    let exited_in = exited(record).then(|| record.stage());
    let mark = |stage: Stage| {
        if exited_in == Some(stage) {
            Mark::Used
        } else if record.stage() > stage || record.standing().ended() {
            Mark::Past
        } else {
            Mark::Left
        }
    };
    let total = page.t("page-right-points").with("points", stages.len());
    right(page, page.t("page-right-exit"), total, stages.map(mark).into(), now(page, view, CommandName::Exit))
}

/// What the record says of a command now: open, or the sentence why not.
fn now(page: &Page, view: &StudentView, command: CommandName) -> Option<String> {
    if !view.current || view.record.standing() == Standing::Admitted || view.record.standing().ended() {
        return None;
    }
    if view.options.open(command).is_some() {
        return Some(page.t("page-right-open").to_string());
    }
    let closed = view.options.closed.iter().find(|closed| closed.command == command)?;
    let opens = closed.decision.facts.get("opens_on")?;
    Some(page.t("page-right-opens").with("on", opens.clone()).to_string())
}

/// Whether the record ended by the student's own will after a stage.
fn exited(record: &Record) -> bool {
    let ended = |event: &Event| matches!(event, Event::Ended { by: CommandName::Exit, .. });
    record.standing() == Standing::Graduated && record.history().iter().flat_map(|e| &e.events).any(ended)
}

fn transfers(record: &Record) -> usize {
    let events = record.history().iter().flat_map(|entry| &entry.events);
    events.filter(|event| matches!(event, Event::Transferred { .. })).count()
}

/// How often a stage was repeated.
fn repeats(record: &Record, stage: Stage) -> usize {
    let repeated = |event: &Event| matches!(event, Event::Repeated { .. });
    let entries = record.history().iter().filter(|entry| entry.events.iter().any(repeated));
    entries.filter(|entry| record.as_of(entry.on).stage() == stage).count()
}
