//! What was read into the table and has to be confirmed: values that go on, special projects, directed programmes,
//! the title, lines that are hidden or were not used.

use super::super::draft::{Column, Form, Origin, Remark};
use super::super::finding::{About, Finding, FindingKind, Severity, State, Wants};
use super::super::words;
use super::work::{New, Work, lines};
use super::{Bar, PlanRow};
use guantong_model::{Fact, Message};
use std::collections::BTreeMap;

impl Work<'_> {
    /// The table as a whole: its title, and what in it is no line.
    pub(super) fn table(&mut self) {
        self.title();
        for remark in &self.draft.remarks {
            let (id, kind, severity, row, reading, wants) = match remark {
                Remark::Column { at, words } => (
                    format!("ignored:{at}"),
                    FindingKind::Ignored,
                    Severity::Note,
                    at.row,
                    Message::new("plan-reading-ignored-column").with("words", words.as_str()),
                    Wants::Nothing,
                ),
                Remark::Words { at, words } => (
                    format!("ignored:{at}"),
                    FindingKind::Ignored,
                    Severity::Note,
                    at.row,
                    Message::new("plan-reading-ignored-words").with("words", words.as_str()),
                    Wants::Nothing,
                ),
                Remark::HiddenRow { row } => (
                    format!("hidden:row{row}"),
                    FindingKind::Hidden,
                    Severity::NeedsConfirmation,
                    *row,
                    Message::new("plan-reading-hidden"),
                    Wants::Confirm,
                ),
            };
            let subject = Message::new("plan-subject-row").with("row", row);
            let finding = New {
                id,
                kind,
                severity,
                rows: vec![row],
                about: About::Rows,
                clause: "annex.a",
                subject,
                reading,
                wants,
            };
            self.find(finding.into());
        }
    }

    fn title(&mut self) {
        let Some(title) = self.draft.title.clone() else { return };
        let Some(year) = year_in(&title).filter(|year| *year != self.ground.year) else { return };
        let reading =
            Message::new("plan-reading-title").with("title_year", year).with("year", self.ground.year);
        let finding = New {
            id: "title:year".to_owned(),
            kind: FindingKind::Title,
            severity: Severity::NeedsConfirmation,
            rows: Vec::new(),
            about: About::Table,
            clause: "annex.a",
            subject: Message::new("plan-subject-title").with("title", title),
            reading,
            wants: Wants::Confirm,
        };
        self.find(finding.into());
    }

    pub(super) fn readings(&mut self) {
        self.across_pages();
        self.within_pages();
        self.specials();
        self.directed();
    }

    /// 跨页续表: what goes on after a repeated heading, one finding a page.
    fn across_pages(&mut self) {
        let pages = self.draft.headings.clone();
        for (index, heading) in pages.iter().enumerate().skip(1) {
            let end = pages.get(index + 1).copied().unwrap_or(u32::MAX);
            let on_page: Vec<&PlanRow> =
                self.rows.iter().filter(|row| (*heading..end).contains(&row.row)).collect();
            let mut affected: Vec<&PlanRow> = on_page
                .iter()
                .copied()
                .filter(|row| across(&row.institution.origin) || across(&row.partner.origin))
                .collect();
            if affected.is_empty() {
                affected = on_page.into_iter().filter(|row| across(&row.category.origin)).collect();
            }
            let Some(first) = affected.first() else { continue };
            let finding = New {
                id: format!("continued:row{}", first.row),
                kind: FindingKind::Continued,
                severity: Severity::NeedsConfirmation,
                rows: affected.iter().map(|row| row.row).collect(),
                about: About::Rows,
                clause: "annex.a",
                subject: lines(&affected),
                reading: goes_on(first, &affected),
                wants: Wants::Confirm,
            };
            self.find(finding.into());
        }
    }

    /// Blanks without a merged region on one page, one finding a block.
    fn within_pages(&mut self) {
        let mut blocks: BTreeMap<usize, Vec<&PlanRow>> = BTreeMap::new();
        for row in self.rows.iter().filter(|row| !within(row).is_empty()) {
            blocks.entry(row.block).or_default().push(row);
        }
        let mut findings: Vec<Finding> = Vec::new();
        for affected in blocks.into_values() {
            let Some(first) = affected.first() else { continue };
            let mut columns: Vec<Column> = affected.iter().flat_map(|row| within(row)).collect();
            columns.sort_unstable();
            columns.dedup();
            let names = columns.into_iter().map(|column| words::heading(column).into()).collect();
            let new = New {
                id: format!("continued:row{}", first.row),
                kind: FindingKind::Continued,
                severity: Severity::NeedsConfirmation,
                rows: affected.iter().map(|row| row.row).collect(),
                about: About::Rows,
                clause: "annex.a",
                subject: lines(&affected),
                reading: Message::new("plan-reading-continued-above").with("columns", Fact::List(names)),
                wants: Wants::Confirm,
            };
            findings.push(new.into());
        }
        for mut finding in findings {
            // A page may begin with the same line: then both are told, under two ids.
            if self.findings.iter().any(|known| known.id == finding.id) {
                finding.id.push_str(":above");
            }
            self.find(finding);
        }
    }

    /// 专项: bracketed after the institution's name, counted within its total.
    fn specials(&mut self) {
        if self.draft.form == Form::List {
            return;
        }
        for block in 0..self.draft.blocks.len() {
            let indices = self.of_block(block);
            let special: Vec<&PlanRow> = indices
                .iter()
                .filter_map(|at| self.rows.get(*at))
                .filter(|row| row.special.is_some())
                .collect();
            let Some(first) = special.first() else { continue };
            let mut names: Vec<Fact> = Vec::new();
            for name in special.iter().filter_map(|row| row.special.as_deref()).map(Fact::from) {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
            let institution = first.institution.value.clone().unwrap_or_default();
            let total = self.scales.get(block).copied().flatten().map_or(0, |scale| scale.value);
            let reading = Message::new("plan-reading-special")
                .with("institution", institution.as_str())
                .with("total", total)
                .with("count", names.len())
                .with("specials", Fact::List(names));
            let finding = New {
                id: format!("special:row{}", first.row),
                kind: FindingKind::Special,
                severity: Severity::NeedsConfirmation,
                rows: special.iter().map(|row| row.row).collect(),
                about: About::Institution(institution),
                clause: "annex.a",
                subject: lines(&special),
                reading,
                wants: Wants::Confirm,
            };
            self.find(finding.into());
        }
    }

    /// 3.3.5.d 「以特殊招生形式录取的学生……不得转专业」: proposed for 定向 and 加试, decided by a person.
    fn directed(&mut self) {
        for at in 0..self.rows.len() {
            let Some(row) = self.rows.get(at) else { continue };
            let readings = self.ground.readings;
            let has = |word: &str| {
                row.major_printed.contains(word) || row.special.as_ref().is_some_and(|s| s.contains(word))
            };
            let word = [(readings.directed, words::DIRECTED), (readings.tested, words::TESTED)]
                .into_iter()
                .find(|(reads, word)| *reads && has(word));
            let Some((_, word)) = word else { continue };
            let finding = New {
                id: format!("directed:row{}", row.row),
                kind: FindingKind::Directed,
                severity: Severity::NeedsAnswer,
                rows: vec![row.row],
                about: row.key().map_or(About::Rows, About::Programme),
                clause: "3.3.5.d",
                subject: lines(&[row]),
                reading: Message::new("plan-reading-directed").with("word", word),
                wants: Wants::Decide,
            };
            let finding = self.find(finding.into());
            let Some(reply) = finding.reply.filter(|_| finding.state == State::Answered) else { continue };
            let barred = reply.confirm == Some(true);
            let because = if barred { reply.source } else { reply.reason }.unwrap_or_default();
            if let Some(row) = self.rows.get_mut(at) {
                row.bar = Some(Bar { barred, because });
            }
        }
    }
}

fn across(origin: &Origin) -> bool {
    matches!(origin, Origin::Continued { across_page: true, .. })
}

/// The columns in which a line goes on from a line of the same page.
fn within(row: &PlanRow) -> Vec<Column> {
    [
        (Column::Category, &row.category.origin),
        (Column::Institution, &row.institution.origin),
        (Column::Partner, &row.partner.origin),
    ]
    .into_iter()
    .filter(|(_, origin)| matches!(origin, Origin::Continued { across_page: false, .. }))
    .map(|(column, _)| column)
    .collect()
}

/// 采用的读法 after a page break: the institution goes on, the partner too or as printed, or only the category.
fn goes_on(first: &PlanRow, affected: &[&PlanRow]) -> Message {
    let partner = affected.iter().find(|row| across(&row.partner.origin));
    let message = match (across(&first.institution.origin), partner) {
        (true, Some(row)) => Message::new("plan-reading-continued-both")
            .with("partner", row.partner.value.clone().unwrap_or_default())
            .with("partner_row", row.partner.origin.printed_row().unwrap_or_default()),
        (true, None) => {
            let printed = first.partner.value.clone().unwrap_or_default();
            if printed.is_empty() {
                Message::new("plan-reading-continued-institution")
            } else {
                Message::new("plan-reading-continued-printed").with("partner", printed)
            }
        }
        (false, Some(row)) => Message::new("plan-reading-continued-partner")
            .with("partner", row.partner.value.clone().unwrap_or_default())
            .with("partner_row", row.partner.origin.printed_row().unwrap_or_default()),
        (false, None) => Message::new("plan-reading-continued-category"),
    };
    message
        .with("institution", first.institution.value.clone().unwrap_or_default())
        .with("institution_row", first.institution.origin.printed_row().unwrap_or_default())
        .with("category", first.category.value.clone().unwrap_or_default())
        .with("category_row", first.category.origin.printed_row().unwrap_or_default())
}

/// The first four figures in a row that could be a year.
fn year_in(title: &str) -> Option<i32> {
    let mut runs = title.split(|c: char| !c.is_ascii_digit()).filter(|run| run.len() == 4);
    runs.find_map(|run| run.parse().ok().filter(|year| (1949..=2200).contains(year)))
}
