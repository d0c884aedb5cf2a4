//! `docs/TABLE.md`: the table as it is read, made from what the code answers. `cargo xtask docs` writes it, and the
//! test here fails where the file says anything else.

use super::{commands, day, record, world};
use crate::record::State;
use crate::{Command, CommandName, Grounds, LeavingCertificate, Record, Serials, decide};
use guantong_model::{Qualification, Stage, StageWork, Standing, Track};
use guantong_policy::Outcome::{self, Accepted, Referred, Refused};
use guantong_policy::{Citation, Decision};
use guantong_wording::{Locale, word};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

/// Set to write the file instead of comparing it.
const WRITE: &str = "GUANTONG_WRITE_DOCS";

/// What a cell says: outcome, deciding clause, code.
type Answer = (Outcome, String, String);

/// Something a state differs in, with its values as the document names them.
struct Axis {
    name: &'static str,
    values: Vec<String>,
}

const TRANSFERS: [&str; 5] =
    ["unused", "applied for", "sending school agreed", "both schools agreed", "used"];
/// The standings, a graduation by exit apart: after it another clause refuses (3.3.4.c).
const STANDINGS: usize = 12;

fn standing(index: usize) -> (Standing, bool) {
    let graduated = Standing::ALL.iter().position(|standing| *standing == Standing::Graduated).unwrap();
    if index == Standing::ALL.len() {
        (Standing::ALL[graduated], true)
    } else {
        (Standing::ALL[index], false)
    }
}

/// The axes of every state; the arguments of a command stand behind them.
fn axes() -> Vec<Axis> {
    let axis = |name, values: Vec<String>| Axis { name, values };
    let owned = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect::<Vec<_>>();
    let standings = (0..STANDINGS).map(|index| match standing(index) {
        (standing, true) => format!("{standing} by exit"),
        (standing, false) => standing.to_string(),
    });
    let of = |all: &[Stage]| all.iter().map(ToString::to_string).collect::<Vec<_>>();
    vec![
        axis("standing", standings.collect()),
        axis("qualification", Qualification::ALL.iter().map(ToString::to_string).collect()),
        axis("stage", of(Stage::ALL)),
        axis("studies", StageWork::ALL.iter().map(ToString::to_string).collect()),
        axis("assessment", owned(&["not taken", "passed", "failed"])),
        axis("repeats in this progression", owned(&["none", "one"])),
        axis("class to join in the next cohort", owned(&["there", "not there"])),
        axis("transfer", owned(&TRANSFERS)),
        axis("track", Track::ALL.iter().map(ToString::to_string).collect()),
    ]
}

/// Each command of the table with the cells of its axes.
struct Section {
    command: CommandName,
    axes: Vec<Axis>,
    /// By the index of each axis, the last running fastest.
    cells: Vec<u16>,
}

/// Every answer that was given, and the sections that point at them.
fn decided() -> (Vec<Answer>, Vec<Section>) {
    let law = crate::Law::unchanging(crate::terms::tests::shipped());
    let serials = Serials::default();
    let worlds: Vec<_> =
        Track::ALL.iter().map(|track| [true, false].map(|next| world(*track, next))).collect();
    let mut answers: Vec<Answer> = Vec::new();
    let mut known: BTreeMap<(String, String), u16> = BTreeMap::new();
    let mut sections = Vec::new();
    for name in CommandName::ALL {
        let mut axes = axes();
        let asked = commands(Stage::Secondary);
        let variants: Vec<usize> = (0..asked.len()).filter(|index| asked[*index].name() == *name).collect();
        let labels = variants.iter().map(|index| arguments(&asked[*index]));
        axes.push(Axis { name: "given", values: labels.collect() });
        let sizes: Vec<usize> = axes.iter().map(|axis| axis.values.len()).collect();
        let mut cells = Vec::with_capacity(sizes.iter().product());
        let mut state: Option<(Vec<usize>, Record, Vec<Command>)> = None;
        for cell in 0..sizes.iter().product() {
            let index = indices(&sizes, cell);
            let (given, of_state) = index.split_last().unwrap();
            if state.as_ref().is_none_or(|(known, ..)| known != of_state) {
                let record = at(of_state);
                let commands = commands(record.state.stage);
                state = Some((of_state.to_vec(), record, commands));
            }
            let (_, record, commands) = state.as_ref().unwrap();
            let grounds = Grounds { world: &worlds[index[8]][index[6]], law: &law, serials: &serials };
            let on = day(record.state.stage);
            let decision = decide(record, &grounds, on, &commands[variants[*given]]).decision;
            let clause = deciding(&decision);
            let place = known.entry((decision.code.clone(), clause.clone())).or_insert_with(|| {
                answers.push((decision.outcome, clause, decision.code.clone()));
                u16::try_from(answers.len() - 1).unwrap()
            });
            cells.push(*place);
        }
        sections.push(Section { command: *name, axes, cells });
    }
    (answers, sections)
}

fn deciding(decision: &Decision) -> String {
    let clause = decision.citations.iter().find_map(|citation| match citation {
        Citation::Clause(clause) => Some(clause.to_string()),
        Citation::Article { .. } | Citation::Interpretation(_) => None,
    });
    clause.expect("every decision rests on a clause")
}

/// The record of a cell.
fn at(index: &[usize]) -> Record {
    let (standing, exited) = standing(index[0]);
    let stage = Stage::ALL[index[2]];
    let passed = [None, Some(true), Some(false)][index[4]];
    let cell = (standing, stage, StageWork::ALL[index[3]], passed, Qualification::ALL[index[1]]);
    let (consents, transfers) = match index[7] {
        0 => (None, 0),
        4 => (None, 1),
        pending => (u8::try_from(pending - 1).ok(), 0),
    };
    let repeats = u32::try_from(index[5]).unwrap();
    let mut record = record(Track::ALL[index[8]], cell, consents, transfers, repeats);
    record.state = State { exited, ..record.state };
    record
}

fn indices(sizes: &[usize], cell: usize) -> Vec<usize> {
    let mut rest = cell;
    let mut index: Vec<usize> = sizes
        .iter()
        .rev()
        .map(|size| {
            let here = rest % size;
            rest /= size;
            here
        })
        .collect();
    index.reverse();
    index
}

/// What tells the sets of arguments of a command apart.
fn arguments(command: &Command) -> String {
    let yes = |yes: bool, word: &str| if yes { word.to_owned() } else { format!("not {word}") };
    match command {
        Command::Assess { document, .. } if document.is_empty() => "no document".to_owned(),
        Command::Assess { passed, .. } => yes(*passed, "passed"),
        Command::Repeat { eligible, .. } => yes(*eligible, "eligible"),
        Command::Resume { fit, .. } => yes(*fit, "fit"),
        Command::Settle { outcome, .. } => outcome.to_string(),
        Command::Leave { until, .. } if *until > day(Stage::Secondary) => "until a later day".to_owned(),
        Command::Leave { .. } => "until the same day".to_owned(),
        Command::ApplyTransfer { to } => match to.as_str() {
            "own" => "to his own programme",
            "other" => "to another programme",
            _ => "to none of the plan",
        }
        .to_owned(),
        Command::Consent { by, agree } => format!("{by}, {}", yes(*agree, "agreed")),
        Command::Audit { agree } => yes(*agree, "agreed"),
        Command::Withdraw { certificate: Some(LeavingCertificate::IncompleteStudy), .. } => {
            "certificate of incomplete study asked for".to_owned()
        }
        Command::Withdraw { .. } => "study record".to_owned(),
        Command::Correct { .. } => "of an entry that is not there".to_owned(),
        _ => String::new(),
    }
}

/// The values each axis may have: a part of the table.
type Part = Vec<Vec<usize>>;

impl Section {
    fn cell(&self, index: &[usize]) -> u16 {
        let place = index.iter().zip(&self.axes).fold(0, |place, (i, axis)| place * axis.values.len() + i);
        self.cells[place]
    }

    fn whole(&self) -> Part {
        self.axes.iter().map(|axis| (0..axis.values.len()).collect()).collect()
    }

    /// The cells of a part, the last axis running fastest.
    fn cells_of(&self, part: &Part) -> Vec<u16> {
        let sizes: Vec<usize> = part.iter().map(Vec::len).collect();
        let every = 0..sizes.iter().product();
        every
            .map(|cell| {
                let index = indices(&sizes, cell);
                let index: Vec<usize> = index.iter().zip(part).map(|(i, values)| values[*i]).collect();
                self.cell(&index)
            })
            .collect()
    }

    /// A part divided along an axis: values that give the same answers stay together.
    fn divided(&self, part: &Part, axis: usize) -> Vec<Part> {
        let mut groups: Vec<(Vec<u16>, Vec<usize>)> = Vec::new();
        for value in &part[axis] {
            let mut one = part.clone();
            one[axis] = vec![*value];
            let cells = self.cells_of(&one);
            match groups.iter_mut().find(|(known, _)| *known == cells) {
                Some((_, values)) => values.push(*value),
                None => groups.push((cells, vec![*value])),
            }
        }
        let with = |(_, values)| {
            let mut group = part.clone();
            group[axis] = values;
            group
        };
        groups.into_iter().map(with).collect()
    }

    /// The fewest rows found that cover a part: the standing first, then whatever axis leaves fewest.
    fn rows(&self, part: &Part, look: bool) -> Vec<(Part, u16)> {
        let cells = self.cells_of(part);
        if cells.iter().all(|cell| *cell == cells[0]) {
            return vec![(part.clone(), cells[0])];
        }
        let mut axes = (0..part.len()).filter(|axis| part[*axis].len() > 1);
        let divisions = axes.by_ref().map(|axis| (axis, self.divided(part, axis)));
        let mut divisions = divisions.filter(|(_, groups)| groups.len() > 1);
        let first = divisions.next().expect("cells differ along some axis");
        let chosen = if look && first.0 != 0 {
            let rows =
                |groups: &[Part]| groups.iter().map(|group| self.rows(group, false).len()).sum::<usize>();
            std::iter::once(first).chain(divisions).min_by_key(|(_, groups)| rows(groups)).unwrap()
        } else {
            first
        };
        chosen.1.iter().flat_map(|group| self.rows(group, look)).collect()
    }

    /// The condition a part stands for, in words.
    fn condition(&self, part: &Part) -> String {
        let named = part.iter().zip(&self.axes).filter(|(values, axis)| values.len() < axis.values.len());
        let words: Vec<String> = named
            .map(|(values, axis)| match axis.name {
                "standing" => standings(values, axis),
                "given" => {
                    values.iter().map(|value| axis.values[*value].as_str()).collect::<Vec<_>>().join(" or ")
                }
                name => format!("{name} {}", either(values, axis)),
            })
            .collect();
        if words.is_empty() { "always".to_owned() } else { words.join("; ") }
    }
}

/// The values of an axis, or what they are not where that is shorter.
fn either(values: &[usize], axis: &Axis) -> String {
    let listed =
        |values: Vec<&String>| values.into_iter().map(String::as_str).collect::<Vec<_>>().join(" or ");
    let others: Vec<&String> =
        axis.values.iter().enumerate().filter(|(i, _)| !values.contains(i)).map(|(_, value)| value).collect();
    if others.len() == 1 && values.len() > 2 {
        format!("not {}", listed(others))
    } else {
        listed(values.iter().map(|value| &axis.values[*value]).collect())
    }
}

/// Standings, those that are ended under one word.
fn standings(values: &[usize], axis: &Axis) -> String {
    let ended = |index: &usize| standing(*index).0.ended();
    let plain: Vec<usize> = (0..Standing::ALL.len()).filter(ended).collect();
    let exit = values.contains(&Standing::ALL.len());
    if !plain.iter().all(|index| values.contains(index)) {
        return values.iter().map(|value| axis.values[*value].as_str()).collect::<Vec<_>>().join(" or ");
    }
    let mut words: Vec<&str> =
        values.iter().filter(|index| !ended(index)).map(|index| axis.values[*index].as_str()).collect();
    words.push(if exit { "ended" } else { "ended, not by exit" });
    words.join(" or ")
}

const OPENING: &str = "\
# The table of the record

What every command is answered in every state of a record, with the clause that decides. Made from the code by
`cargo xtask docs`; a test fails where this file says anything else, and another holds every cell against the contract
written down a second time.

A state is standing × qualification × stage × studies of the stage × progression assessment × repeats in this
progression × class to join in the next cohort × transfer × track. States that no history reaches are answered as
well. The rest is the same in all cells: a day within the window of a change of major (3.3.5.e), a score above the
other programme's (3.3.5.c), no bar on a change of major (3.3.5.d), a stage that began over a year ago, articles and
decisions on file; `correct` is asked of an entry that is not there. What these change, and what an accepted command
does, stands in the case files of `cases/`.

";

fn document() -> String {
    let (answers, sections) = decided();
    let mut counts = BTreeMap::new();
    for cell in sections.iter().flat_map(|section| &section.cells) {
        *counts.entry(answers[usize::from(*cell)].0.as_str()).or_insert(0_u32) += 1;
    }
    let total: u32 = counts.values().sum();
    let mut text = OPENING.to_owned();
    let said: Vec<String> = counts.iter().map(|(outcome, count)| format!("{count} {outcome}")).collect();
    writeln!(text, "Cells: {total}; {}.\n", said.join(", ")).unwrap();
    glance(&mut text, &answers, &sections);
    for section in &sections {
        let name = word(Locale::ZhCn, &format!("command.{}", section.command));
        writeln!(text, "## `{}` {name}\n", section.command).unwrap();
        text.push_str("| When | Answer | Clause | Code |\n| --- | --- | --- | --- |\n");
        for (part, cell) in section.rows(&section.whole(), true) {
            let (outcome, clause, code) = &answers[usize::from(cell)];
            let when = section.condition(&part);
            writeln!(text, "| {when} | {} | {clause} | `{code}` |", outcome.as_str()).unwrap();
        }
        text.push('\n');
    }
    format!("{}\n", text.trim_end())
}

/// The states of studies and assessment that a history reaches.
const STUDIES: [(&str, usize, usize); 5] = [
    ("going on", 0, 0),
    ("complete", 1, 0),
    ("complete, passed", 1, 1),
    ("complete, failed", 1, 2),
    ("failed", 2, 0),
];

/// For who studies and holds the qualification, stage by stage: the best answer that any arguments get.
fn glance(text: &mut String, answers: &[Answer], sections: &[Section]) {
    text.push_str("## At a glance\n\n");
    text.push_str("Who studies, holds the qualification, has not repeated, has used no transfer and has a class to join in the next\ncohort: the best answer that any arguments of the command get. Bare clauses accept; `no` refuses, `?` refers. Where\nthe tracks differ all clauses are named; commands that are answered alike share a row.\n\n");
    let studying = Standing::ALL.iter().position(|standing| *standing == Standing::Studying).unwrap();
    for (stage, name) in Stage::ALL.iter().enumerate() {
        writeln!(text, "### Stage {name}\n").unwrap();
        let heads: Vec<&str> = STUDIES.iter().map(|(head, ..)| *head).collect();
        writeln!(text, "| Command | {} |\n| --- |{}", heads.join(" | "), " --- |".repeat(heads.len()))
            .unwrap();
        let mut rows: Vec<(Vec<String>, Vec<String>)> = Vec::new();
        for section in sections {
            let cell = |(_, work, assessment): &(&str, usize, usize)| {
                let mut best: Vec<&Answer> = Vec::new();
                for track in 0..Track::ALL.len() {
                    let given = 0..section.axes[9].values.len();
                    let of = given.map(|given| {
                        let index = [studying, 0, stage, *work, *assessment, 0, 0, 0, track, given];
                        &answers[usize::from(section.cell(&index))]
                    });
                    let nearest = of.min_by_key(|(outcome, ..)| match outcome {
                        Accepted => 0,
                        Referred => 1,
                        Refused => 2,
                    });
                    best.extend(nearest);
                }
                let mut said: Vec<String> = Vec::new();
                for (outcome, clause, _) in best {
                    let one = match outcome {
                        Accepted => clause.clone(),
                        Referred => format!("? {clause}"),
                        Refused => format!("no {clause}"),
                    };
                    if !said.contains(&one) {
                        said.push(one);
                    }
                }
                said.join(", ")
            };
            let cells: Vec<String> = STUDIES.iter().map(cell).collect();
            let name = format!("`{}`", section.command);
            match rows.iter_mut().find(|(_, known)| *known == cells) {
                Some((names, _)) => names.push(name),
                None => rows.push((vec![name], cells)),
            }
        }
        for (names, cells) in rows {
            writeln!(text, "| {} | {} |", names.join(", "), cells.join(" | ")).unwrap();
        }
        text.push('\n');
    }
}

#[test]
fn the_document_says_what_the_code_answers() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/TABLE.md");
    let made = document();
    if std::env::var_os(WRITE).is_some() {
        std::fs::write(&path, &made).unwrap();
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    let differs = made.lines().zip(found.lines()).position(|(made, found)| made != found);
    assert!(
        made == found,
        "docs/TABLE.md is not what the code gives (line {differs:?}): run `cargo xtask docs`"
    );
}

#[test]
fn rows_cover_every_cell_once_and_truly() {
    let (_, sections) = decided();
    for section in &sections {
        let rows = section.rows(&section.whole(), true);
        let mut covered = 0;
        for (part, answer) in &rows {
            let cells = section.cells_of(part);
            assert!(cells.iter().all(|cell| cell == answer), "{}", section.command);
            covered += cells.len();
        }
        assert_eq!(covered, section.cells.len(), "{}", section.command);
    }
}
