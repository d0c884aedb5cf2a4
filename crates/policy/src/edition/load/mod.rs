//! Reading and checking an edition: all faults at once, each with file and line.

mod check;
mod fields;
mod head;
mod institutions;
mod interpretations;
mod parameters;
mod rulebooks;
mod tables;

use super::fault::{EditionFault, Ledger};
use super::{Edition, Head, Place};
use fields::{Fields, Source, breaks};
use guantong_model::{Message, RuleBook};
use std::collections::BTreeMap;

/// What an edition cannot do without.
const REQUIRED: &[&str] = &[
    "edition.toml",
    "provisions.csv",
    "rulebooks/secondary.toml",
    "rulebooks/higher.toml",
    "institutions.toml",
    "districts.csv",
    "majors.csv",
];

/// The parts read so far. Where a part could not be read whole, what refers to it is not checked: its own fault
/// is enough.
#[derive(Default)]
struct Parts {
    head: Option<Head>,
    edition: Edition,
    notice: Option<String>,
    provisions_read: bool,
    books_read: bool,
    parameters_read: bool,
}

pub(super) fn load(files: &[(&str, &str)]) -> Result<Edition, Vec<EditionFault>> {
    let ledger = Ledger::default();
    let there = |name: &str| files.iter().any(|(file, _)| *file == name);
    for name in REQUIRED.iter().filter(|name| !there(name)) {
        ledger.add(name, 1, Message::new("edition-file-missing").with("file", *name));
    }
    let mut parts = Parts {
        provisions_read: there("provisions.csv"),
        books_read: RuleBook::ALL.iter().all(|book| there(&format!("rulebooks/{book}.toml"))),
        parameters_read: true,
        ..Parts::default()
    };
    let mut seen = BTreeMap::new();
    for (name, text) in files {
        if seen.insert(*name, *text).is_some() {
            ledger.add(name, 1, Message::new("edition-file-twice").with("file", *name));
            continue;
        }
        read(Source { name, text, breaks: &breaks(text), ledger: &ledger }, &mut parts);
    }
    check::check(&parts, &ledger);
    let faults = ledger.into_faults();
    let Parts { head: Some(head), mut edition, .. } = parts else { return Err(faults) };
    if !faults.is_empty() {
        return Err(faults);
    }
    edition.rule_books.sort_by_key(|text| text.book);
    edition.id.clone_from(&head.id);
    edition.head = Some(head);
    edition.files = files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    Ok(edition)
}

fn read(source: Source<'_>, parts: &mut Parts) {
    match source.name {
        "edition.toml" => parts.head = with_table(source, head::read).flatten(),
        "provisions.csv" => match tables::provisions(source) {
            Some(provisions) => parts.edition.provisions = provisions,
            None => parts.provisions_read = false,
        },
        "majors.csv" => parts.edition.majors = tables::majors(source).unwrap_or_default(),
        "districts.csv" => parts.edition.districts = tables::districts(source).unwrap_or_default(),
        "institutions.toml" => {
            parts.edition.institutions = with_table(source, institutions::read).unwrap_or_default();
        }
        "notice.md" => parts.notice = Some(source.text.to_owned()),
        // What these mean is the matter of other crates: kept as they are.
        "admission.toml" | "calendar.toml" | "requests.toml" => {}
        name => read_from_folder(source, name, parts),
    }
}

fn read_from_folder(source: Source<'_>, name: &str, parts: &mut Parts) {
    let toml = name.strip_suffix(".toml").and_then(|path| path.split_once('/'));
    match toml {
        Some(("parameters", _)) => match with_table(source, parameters::read) {
            Some((parameters, whole)) => {
                parts.edition.parameters.extend(parameters);
                parts.parameters_read &= whole;
            }
            None => parts.parameters_read = false,
        },
        Some(("interpretations", _)) => {
            parts
                .edition
                .interpretations
                .extend(with_table(source, interpretations::read).unwrap_or_default());
        }
        Some(("rulebooks", book)) if RuleBook::parse(book).is_some() => {
            match with_table(source, |fields| rulebooks::read(fields, book)).flatten() {
                Some((book, whole)) => {
                    parts.edition.rule_books.push(book);
                    parts.books_read &= whole;
                }
                None => parts.books_read = false,
            }
        }
        _ => source.fault(1, Message::new("edition-file-unknown").with("file", name)),
    }
}

/// Reads the file's table, refusing keys the reader did not ask for.
fn with_table<T>(source: Source<'_>, read: impl FnOnce(&Fields<'_, '_>) -> T) -> Option<T> {
    let table = source.table()?;
    let fields = Fields::new(source, table.get_ref(), 1);
    let read = read(&fields);
    fields.done();
    Some(read)
}

/// Reports every second one of the same name.
fn refuse_twice<'n>(ledger: &Ledger, id: &str, names: impl Iterator<Item = (String, &'n Place)>) {
    let mut first: BTreeMap<String, &Place> = BTreeMap::new();
    for (name, place) in names {
        if let Some(earlier) = first.get(&name) {
            let message = Message::new(id).with("name", name).with("first", earlier.to_string());
            ledger.at(place, message);
        } else {
            first.insert(name, place);
        }
    }
}
