//! Looking up a cell: its own words, or those of the merged region it lies in.

use super::super::draft::Column;
use super::super::names::plain;
use super::super::{Problem, draft::Printed};
use super::figure;
use super::heading::Headings;
use guantong_model::Message;
use guantong_model::sheet::{At, Region, Sheet, Value};
use std::collections::BTreeMap;

/// A name longer than this is a sentence.
const NAME_MAX: usize = 100;

/// What a line has in a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Found<T> {
    /// In its own cell.
    Here(T, At),
    /// In the first cell of the region that covers it.
    Region(T, Region),
    /// Nothing; the blank region it lies in, if any.
    Blank(Option<Region>),
}

/// The cells of a sheet under their headings.
pub(super) struct Source<'a> {
    sheet: &'a Sheet,
    headings: &'a Headings,
    /// Regions by their first column, from top to bottom: only upright ones carry a value from line to line.
    regions: BTreeMap<u32, Vec<Region>>,
}

impl<'a> Source<'a> {
    pub(super) fn new(sheet: &'a Sheet, headings: &'a Headings) -> Self {
        let mut regions: BTreeMap<u32, Vec<Region>> = BTreeMap::new();
        for region in &sheet.merged {
            regions.entry(region.first.column).or_default().push(*region);
        }
        regions.values_mut().for_each(|column| column.sort_unstable());
        Source { sheet, headings, regions }
    }

    /// The cell of a row in a column, if the table has the column.
    pub(super) fn at(&self, row: u32, column: Column) -> Option<At> {
        self.headings.column(column).map(|number| At::new(row, number))
    }

    /// The region that begins in a cell's column and covers it.
    fn region(&self, at: At) -> Option<Region> {
        let column = self.regions.get(&at.column)?;
        let after = column.partition_point(|region| region.first.row <= at.row);
        let region = column.get(after.checked_sub(1)?)?;
        region.contains(at).then_some(*region)
    }

    /// The words a line has in a column.
    pub(super) fn words(&self, row: u32, column: Column) -> Result<Found<String>, Problem> {
        let Some(at) = self.at(row, column) else { return Ok(Found::Blank(None)) };
        if let Some(words) = self.words_of(at, column)? {
            return Ok(Found::Here(words, at));
        }
        let Some(region) = self.region(at) else { return Ok(Found::Blank(None)) };
        match self.words_of(region.first, column)? {
            Some(words) => Ok(Found::Region(words, region)),
            None => Ok(Found::Blank(Some(region))),
        }
    }

    fn words_of(&self, at: At, column: Column) -> Result<Option<String>, Problem> {
        let words = match self.sheet.get(at) {
            None => return Ok(None),
            Some(Value::Text(text)) => plain(text),
            Some(Value::Number(number)) => number.to_string(),
            Some(other) => return figure::unreadable(other, at, column).map(|()| None),
        };
        if words.chars().count() > NAME_MAX {
            let start: String = words.chars().take(20).collect();
            let message = Message::new("plan-name-too-long").with("value", start).with("most", NAME_MAX);
            return Err(Problem::at("IMP-0214", at, column, message));
        }
        Ok(Some(words).filter(|words| !words.is_empty()))
    }

    /// The number a line has in a column.
    pub(super) fn number(&self, row: u32, column: Column) -> Result<Found<u32>, Problem> {
        let Some(at) = self.at(row, column) else { return Ok(Found::Blank(None)) };
        if let Some(number) = figure::places(self.sheet.get(at), at, column)? {
            return Ok(Found::Here(number, at));
        }
        let Some(region) = self.region(at) else { return Ok(Found::Blank(None)) };
        match figure::places(self.sheet.get(region.first), region.first, column)? {
            Some(number) => Ok(Found::Region(number, region)),
            None => Ok(Found::Blank(Some(region))),
        }
    }

    /// The places of a line, which must be its own: a figure over several lines belongs to none of them.
    pub(super) fn places(&self, row: u32) -> Result<Option<Printed>, Problem> {
        let found = self.number(row, Column::Places)?;
        let shared = |region: Region| region.last.row > region.first.row;
        match (found, self.at(row, Column::Places)) {
            (Found::Here(value, at), _) if !self.region(at).is_some_and(shared) => {
                Ok(Some(Printed { at, value }))
            }
            (Found::Blank(_), _) | (_, None) => Ok(None),
            (Found::Here(..) | Found::Region(..), Some(at)) => {
                let region = self.region(at).map(|region| region.to_string()).unwrap_or_default();
                let message = Message::new("plan-places-shared").with("region", region);
                Err(Problem::at("IMP-0215", at, Column::Places, message))
            }
        }
    }
}
