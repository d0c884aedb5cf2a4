//! The tables of an edition: `provisions.csv`, `majors.csv`, `districts.csv`.

use super::fields::{Parse, Source, listed, unknown_word};
use crate::ClauseId;
use crate::edition::{Certainty, District, Major, MajorLevel, Place, Provision, ProvisionKind};
use guantong_model::Message;
use std::collections::BTreeMap;
use std::fmt::Display;

/// One line of a table, its cells by the names of their columns.
struct Row<'t> {
    source: Source<'t>,
    line: u32,
    cells: BTreeMap<&'static str, String>,
}

impl Row<'_> {
    fn place(&self) -> Place {
        self.source.place(self.line)
    }

    /// A cell that may be empty.
    fn cell(&self, column: &'static str) -> Option<String> {
        self.cells.get(column).filter(|cell| !cell.trim().is_empty()).cloned()
    }

    /// A cell that must say something.
    fn filled(&self, column: &'static str) -> Option<String> {
        let cell = self.cell(column);
        if cell.is_none() {
            self.source.fault(self.line, Message::new("edition-empty").with("key", column));
        }
        cell
    }

    /// The place of a tile among others: a single digit.
    fn tile(&self, column: &'static str) -> Option<i64> {
        let text = self.cell(column)?;
        let place = text.parse().ok().filter(|place| (0..10).contains(place));
        if place.is_none() {
            let message =
                Message::new("edition-district-tile-bad").with("column", column).with("text", text.as_str());
            self.source.fault(self.line, message);
        }
        place
    }

    fn word<T: Display>(&self, column: &'static str, parse: Parse<T>, all: &[T]) -> Option<T> {
        let text = self.filled(column)?;
        let word = parse(&text);
        if word.is_none() {
            self.source.fault(self.line, unknown_word(column, &text, all));
        }
        word
    }
}

/// Reads the rows by the names of the columns; nothing, and faults, where the header or a row cannot be read.
fn rows<'t>(
    source: Source<'t>,
    required: &[&'static str],
    optional: &[&'static str],
) -> Option<Vec<Row<'t>>> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(source.text.as_bytes());
    let header = match reader.headers() {
        Ok(header) => header.clone(),
        Err(error) => {
            source.fault(1, Message::new("edition-bad-csv").with("detail", error.to_string()));
            return None;
        }
    };
    let columns = columns(source, &header, required, optional)?;
    let mut rows = Vec::new();
    let mut sound = true;
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = error.position().map_or(1, line_of);
                source.fault(line, Message::new("edition-bad-csv").with("detail", error.to_string()));
                sound = false;
                continue;
            }
        };
        let line = record.position().map_or(1, line_of);
        if record.len() != columns.len() {
            let message = Message::new("edition-cells-differ").with("cells", record.len());
            source.fault(line, message.with("columns", columns.len()));
            sound = false;
            continue;
        }
        let cells = columns.iter().copied().zip(record.iter().map(str::to_owned)).collect();
        rows.push(Row { source, line, cells });
    }
    sound.then_some(rows)
}

fn line_of(position: &csv::Position) -> u32 {
    u32::try_from(position.line()).unwrap_or(u32::MAX)
}

/// The header's columns in its order; nothing where one is missing, unknown or there twice.
fn columns(
    source: Source<'_>,
    header: &csv::StringRecord,
    required: &[&'static str],
    optional: &[&'static str],
) -> Option<Vec<&'static str>> {
    let mut columns = Vec::new();
    let mut sound = true;
    for name in header {
        let column = required.iter().chain(optional).copied().find(|column| *column == name);
        match column {
            Some(column) if !columns.contains(&column) => columns.push(column),
            Some(column) => {
                source.fault(1, Message::new("edition-column-twice").with("column", column));
                sound = false;
            }
            None => {
                let known = listed(required.iter().chain(optional));
                let message = Message::new("edition-column-unknown").with("column", name);
                source.fault(1, message.with("known", known));
                sound = false;
            }
        }
    }
    for column in required.iter().filter(|column| !columns.contains(column)) {
        source.fault(1, Message::new("edition-column-missing").with("column", *column));
        sound = false;
    }
    sound.then_some(columns)
}

/// The provisions; nothing where one of them could not be read.
pub(super) fn provisions(source: Source<'_>) -> Option<Vec<Provision>> {
    let required = [
        "id",
        "label",
        "kind",
        "words",
        "words_en",
        "what_the_software_must_do",
        "what_the_software_must_do_zh",
    ];
    let rows = rows(source, &required, &["words_full"])?;
    // All, before any is given up: every row's faults are told.
    let provisions: Vec<_> = rows.iter().map(provision).collect();
    provisions.into_iter().collect()
}

fn provision(row: &Row<'_>) -> Option<Provision> {
    let (id, label) = (row.filled("id"), row.filled("label"));
    let kind = row.word("kind", ProvisionKind::parse, ProvisionKind::ALL);
    let (words, words_en) = (row.filled("words"), row.filled("words_en"));
    let duty = row.filled("what_the_software_must_do");
    let duty_zh = row.filled("what_the_software_must_do_zh");
    let (words_full, place) = (row.cell("words_full"), row.place());
    Some(Provision {
        id: ClauseId(id?),
        label: label?,
        kind: kind?,
        words: words?,
        duty: duty?,
        duty_zh: duty_zh?,
        words_full,
        words_en: words_en?,
        place,
    })
}

pub(super) fn majors(source: Source<'_>) -> Option<Vec<Major>> {
    let required = ["name", "level", "code", "class", "certainty", "name_en"];
    let rows = rows(source, &required, &["catalogue_name", "note"])?;
    Some(rows.iter().filter_map(major).collect())
}

fn major(row: &Row<'_>) -> Option<Major> {
    let level = row.word("level", MajorLevel::parse, MajorLevel::ALL);
    let (name, name_en) = (row.filled("name"), row.filled("name_en"));
    let (code, class) = (row.cell("code"), row.cell("class"));
    let certainty = match row.cell("certainty") {
        Some(_) => row.word("certainty", Certainty::parse, Certainty::ALL),
        None => None,
    };
    let fault = |message: Message| row.source.fault(row.line, message);
    if let (Some(code), Some(level)) = (&code, level)
        && !sound_code(code, level)
    {
        fault(Message::new("edition-major-code-bad").with("code", code.as_str()));
    }
    if let Some(class) = &class
        && (class.len() != 4 || !class.bytes().all(|byte| byte.is_ascii_digit()))
    {
        fault(Message::new("edition-major-class-bad").with("class", class.as_str()));
    }
    match (&code, &class) {
        (Some(code), Some(class)) if !code.starts_with(class.as_str()) => {
            let message = Message::new("edition-major-class-differs").with("code", code.as_str());
            fault(message.with("class", class.as_str()));
        }
        (Some(_), None) => fault(Message::new("edition-empty").with("key", "class")),
        _ => {}
    }
    if (code.is_some() || class.is_some()) && certainty.is_none() && row.cell("certainty").is_none() {
        fault(Message::new("edition-empty").with("key", "certainty"));
    }
    let (catalogue_name, note, place) = (row.cell("catalogue_name"), row.cell("note"), row.place());
    Some(Major {
        name: name?,
        level: level?,
        code,
        class,
        catalogue_name,
        certainty,
        name_en: name_en?,
        note,
        place,
    })
}

/// Six digits and perhaps a `K`; secondary codes begin with 6 or 7, college codes with 4 or 5.
fn sound_code(code: &str, level: MajorLevel) -> bool {
    let digits = code.strip_suffix('K').unwrap_or(code);
    let first: &[char] = match level {
        MajorLevel::Secondary => &['6', '7'],
        MajorLevel::College => &['4', '5'],
    };
    digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_digit()) && digits.starts_with(first)
}

pub(super) fn districts(source: Source<'_>) -> Option<Vec<District>> {
    let rows = rows(source, &["code", "name", "name_en"], &["map_column", "map_row"])?;
    let mut districts = Vec::with_capacity(rows.len());
    for row in &rows {
        let (code, name, name_en) = (row.filled("code"), row.filled("name"), row.filled("name_en"));
        if let Some(code) = &code
            && (code.len() != 6 || !code.bytes().all(|byte| byte.is_ascii_digit()))
        {
            let message = Message::new("edition-district-code-bad").with("code", code.as_str());
            row.source.fault(row.line, message);
        }
        if let (Some(code), Some(name), Some(name_en)) = (code, name, name_en) {
            let tile = row.tile("map_column").zip(row.tile("map_row"));
            districts.push(District { code, name, name_en, tile, place: row.place() });
        }
    }
    Some(districts)
}
