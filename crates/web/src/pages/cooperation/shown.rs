//! Records in words: what stands in a field, what a record is called, how it stands.

use super::{address, page_of};
use crate::frame::Page;
use crate::parts::Chip;
use guantong_cooperation::{Field, Holder, Kind, Pairing, Record, RecordState, Semester, Shape};
use guantong_service::cooperation::{COMMISSION, RecordOnFile, record_key};
use std::collections::BTreeMap;

/// What records are put into words with.
#[derive(Clone, Copy)]
pub(super) struct Words<'a> {
    pub(super) page: &'a Page,
    pub(super) pairings: &'a [Pairing],
    /// The records that others name by their numbers.
    pub(super) records: &'a [Record],
}

/// A holder by its name.
pub(super) fn holder_name(page: &Page, holder: &Holder) -> String {
    match holder {
        Holder::Institution(name) => page.institution(name).to_owned(),
        Holder::Partnership { front, partner } if front == partner => {
            page.t("cooperation-alone").with("institution", page.institution(front)).to_string()
        }
        Holder::Partnership { front, partner } => {
            let (front, partner) = (page.institution(front), page.institution(partner));
            page.t("cooperation-both").with("front", front).with("partner", partner).to_string()
        }
    }
}

/// For whom something was written.
pub(super) fn by_name(page: &Page, by: &str) -> String {
    match by {
        COMMISSION => page.word("role.commission"),
        by => page.institution(by).to_owned(),
    }
}

/// A kind by its name.
pub(crate) fn kind_name(page: &Page, kind: Kind) -> String {
    page.word(format!("cooperation-kind.{kind}"))
}

/// A semester by its name.
pub(super) fn semester_name(page: &Page, semester: Semester) -> String {
    let id = if semester.half == 1 { "cooperation-semester-1" } else { "cooperation-semester-2" };
    year(page, id, semester.year)
}

/// An academic year, or a semester of one.
pub(super) fn year(page: &Page, id: &str, year: i32) -> String {
    page.t(id).with("from", year).with("to", year + 1).to_string()
}

/// How a record stands.
pub(super) fn state_chip(page: &Page, state: RecordState) -> Chip {
    let shape = match state {
        RecordState::Waiting => "wait",
        RecordState::Held => "ok",
        RecordState::TakenBack => "end",
    };
    Chip::new(shape, page.word(format!("cooperation-state.{state}")))
}

impl Words<'_> {
    /// What stands in a field.
    pub(super) fn value(&self, holder: &Holder, field: &Field, kept: &str) -> String {
        if kept.is_empty() {
            return self.page.t("page-none").to_string();
        }
        match field.shape {
            Shape::Day { .. } => {
                kept.parse().map_or_else(|_| kept.to_owned(), |on: guantong_model::Date| self.page.date(on))
            }
            Shape::Choice(_) => self.choice(field.name, kept),
            Shape::Semester => {
                Semester::parse(kept).map_or_else(|| kept.to_owned(), |found| semester_name(self.page, found))
            }
            Shape::CalendarYear => {
                kept.parse().map_or_else(|_| kept.to_owned(), |found| self.calendar_year(found))
            }
            Shape::Year => kept.parse().map_or_else(|_| kept.to_owned(), |found| self.year_name(found)),
            Shape::Programme => self.major(kept),
            Shape::Record(kind) => {
                let same = |record: &&Record| {
                    record.kind == kind && record.holder == *holder && record.number.to_string() == kept
                };
                self.records.iter().find(same).map_or_else(|| kept.to_owned(), |found| self.title(found))
            }
            _ => kept.to_owned(),
        }
    }

    /// A word that is chosen, such as how a teacher is sent.
    pub(super) fn choice(&self, field: &str, word: &str) -> String {
        self.page.word(format!("cooperation-choice.{field}.{word}"))
    }

    /// A calendar year.
    pub(super) fn calendar_year(&self, found: i32) -> String {
        year(self.page, "cooperation-calendar-year", found)
    }

    /// A year of results: academic or not, as the edition reads it.
    pub(super) fn year_name(&self, found: i32) -> String {
        let academic = self.page.office().cooperation_terms().is_ok_and(|terms| terms.academic_years);
        let id = if academic { "cooperation-academic-year" } else { "cooperation-calendar-year" };
        year(self.page, id, found)
    }

    /// A programme by its major.
    pub(super) fn major(&self, programme: &str) -> String {
        let mut all = self.pairings.iter().flat_map(|pairing| &pairing.programmes);
        let found = all.find(|offered| offered.programme.as_str() == programme);
        found.map_or_else(|| programme.to_owned(), |offered| offered.major.clone())
    }

    /// What a record is called.
    pub(super) fn title(&self, record: &Record) -> String {
        let declared = record.kind.declared();
        let heads = declared.heads.iter().filter_map(|name| declared.field(name));
        self.page.list(heads.map(|field| self.value(&record.holder, field, record.text(field.name))))
    }
}

/// A record in a list.
pub(super) struct RowShown {
    pub(super) title: String,
    pub(super) href: String,
    pub(super) on: String,
    pub(super) holder: String,
    pub(super) holder_href: String,
    pub(super) by: String,
    pub(super) chip: Chip,
    pub(super) number: i64,
    /// How many files stand on it, where that was asked.
    pub(super) files: usize,
}

impl RowShown {
    pub(super) fn of(words: &Words<'_>, found: &RecordOnFile) -> Self {
        let (page, record) = (words.page, &found.record);
        RowShown {
            title: words.title(record),
            href: address(record.kind, &record.holder, record.number),
            on: page.date(record.listed_on()),
            holder: holder_name(page, &record.holder),
            holder_href: page_of(&record.holder),
            by: by_name(page, &record.by),
            chip: state_chip(page, record.state),
            number: record.number,
            files: 0,
        }
    }

    /// The same with how many files stand on it.
    pub(super) fn with_files(self, counts: &BTreeMap<String, usize>, found: &RecordOnFile) -> Self {
        let record = &found.record;
        let key = record_key(&record.holder, record.kind, record.number);
        RowShown { files: counts.get(&key).copied().unwrap_or_default(), ..self }
    }
}
