//! Line by line: what goes on from above, where a block begins and where it ends.

use super::super::draft::{
    Block, CategoryBlock, Column, Draft, DraftRow, Form, Origin, Printed, Remark, Traced,
};
use super::super::names::{bracketed, plain};
use super::super::{Problem, words};
use super::heading::{self, Headings};
use super::source::{Found, Source};
use guantong_model::Message;
use guantong_model::sheet::{At, Row, Sheet, Value};
use std::collections::BTreeMap;

/// Columns of which one must be filled for a line to be a line of the plan.
const OF_A_LINE: &[Column] =
    &[Column::Institution, Column::Special, Column::Major, Column::Partner, Column::Places];
/// Columns in which the words of a sum may stand.
const OF_A_SUM: &[Column] = &[Column::Category, Column::Institution, Column::Major, Column::Partner];

/// More lines than any plan has; with the largest figure of a cell, sums stay within their type.
const LINES_MAX: usize = 10_000;

/// A value that goes on, and the row it is printed in.
#[derive(Clone, Debug)]
struct Carried<T> {
    value: T,
    row: u32,
}

/// An institution with its special project, as one cell of the annex names them.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Named {
    name: String,
    special: Option<String>,
}

/// The reading of one table.
pub(super) struct Reader<'a> {
    sheet: &'a Sheet,
    headings: &'a Headings,
    source: Source<'a>,
    draft: Draft,
    problems: Vec<Problem>,
    last_heading: u32,
    ended: bool,
    category: Option<Carried<String>>,
    category_open: bool,
    institution: Option<Carried<Named>>,
    block_open: bool,
    partner: Option<Carried<String>>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(sheet: &'a Sheet, headings: &'a Headings, draft: Draft) -> Self {
        let last_heading = draft.headings.first().copied().unwrap_or(0);
        Reader {
            sheet,
            headings,
            source: Source::new(sheet, headings),
            draft,
            problems: Vec::new(),
            last_heading,
            ended: false,
            category: None,
            category_open: false,
            institution: None,
            block_open: false,
            partner: None,
        }
    }

    pub(super) fn read(mut self) -> Result<Draft, Vec<Problem>> {
        let (sheet, heading) = (self.sheet, self.last_heading);
        for row in sheet.rows.iter().filter(|row| row.number > heading) {
            if let Err(problem) = self.take(row)
                // A merged cell is read once for each of its lines, and told once.
                && !self.problems.contains(&problem)
            {
                self.problems.push(problem);
            }
        }
        if self.draft.rows.len() > LINES_MAX {
            let message = Message::new("plan-lines-too-many").with("most", LINES_MAX);
            self.problems.push(Problem::new("IMP-0223", message));
        }
        if self.draft.rows.is_empty() && self.problems.is_empty() {
            self.problems.push(Problem::new("IMP-0216", Message::new("plan-lines-none")));
        }
        if self.problems.is_empty() { Ok(self.draft) } else { Err(self.problems) }
    }

    fn take(&mut self, row: &Row) -> Result<(), Problem> {
        if heading::is_heading(row) {
            return self.repeated_heading(row);
        }
        if let Some(sum) = self.sum_words(row) {
            return self.sum(row.number, sum);
        }
        if OF_A_LINE.iter().any(|column| self.own(row, *column).is_some()) {
            if self.ended {
                return self.after_the_total(row);
            }
            return self.line(row);
        }
        match self.own(row, Column::Category) {
            Some(category) if words::track(&category).is_some() => {
                self.open_category(row.number, Some(category));
                Ok(())
            }
            _ => {
                self.remark(row);
                Ok(())
            }
        }
    }

    /// The words in a row's own cell, whatever they are.
    fn own(&self, row: &Row, column: Column) -> Option<String> {
        let value = row.get(self.headings.column(column)?)?;
        let words = match value {
            Value::Text(text) => plain(text),
            Value::Number(number) => number.to_string(),
            Value::Date(text) | Value::Error(text) => text.clone(),
            Value::Flag(flag) => flag.to_string(),
            Value::NoResult => "=".to_owned(),
        };
        (!words.is_empty()).then_some(words)
    }

    fn remark(&mut self, row: &Row) {
        let filled = row.cells.iter().find_map(|(column, value)| match value {
            Value::Text(text) if !plain(text).is_empty() => Some((*column, plain(text))),
            _ => None,
        });
        if let Some((column, words)) = filled {
            self.draft.remarks.push(Remark::Words { at: At::new(row.number, column), words });
        }
    }

    /// A heading again: a printed page begins.
    fn repeated_heading(&mut self, row: &Row) -> Result<(), Problem> {
        self.draft.headings.push(row.number);
        self.last_heading = row.number;
        if self.headings.same(row) {
            return Ok(());
        }
        Err(Problem::row("IMP-0217", row.number, Message::new("plan-heading-differs")))
    }

    fn sum_words(&self, row: &Row) -> Option<&'static str> {
        let of =
            |words: &'static [&'static str], text: &str| words.iter().find(|word| **word == text).copied();
        let mut own = OF_A_SUM.iter().filter_map(|column| self.own(row, *column));
        own.find_map(|text| of(words::SUB_TOTALS, &text).or_else(|| of(words::TOTALS, &text)))
    }

    fn sum(&mut self, row: u32, sum: &str) -> Result<(), Problem> {
        let mut printed = None;
        for column in [Column::Places, Column::Scale] {
            if let (None, Found::Here(value, at)) = (printed, self.source.number(row, column)?) {
                printed = Some(Printed { at, value });
            }
        }
        let is_total = words::TOTALS.contains(&sum);
        let repeated = if is_total { self.ended } else { !self.category_open };
        if repeated {
            let message = Message::new("plan-sum-misplaced").with("words", sum);
            return Err(Problem::row("IMP-0218", row, message));
        }
        if is_total {
            self.draft.total = printed;
            self.ended = true;
        } else if let Some(category) = self.draft.categories.last_mut() {
            category.sub_total = printed;
        }
        self.close_category();
        Ok(())
    }

    fn after_the_total(&mut self, row: &Row) -> Result<(), Problem> {
        if self.own(row, Column::Places).is_some() || self.own(row, Column::Major).is_some() {
            return Err(Problem::row("IMP-0219", row.number, Message::new("plan-line-after-total")));
        }
        self.remark(row);
        Ok(())
    }

    fn close_category(&mut self) {
        self.category = None;
        self.category_open = false;
        self.close_block();
    }

    fn close_block(&mut self) {
        self.institution = None;
        self.block_open = false;
        self.partner = None;
    }

    fn open_category(&mut self, row: u32, category: Option<String>) {
        self.close_category();
        self.category_open = true;
        self.category = category.map(|value| Carried { value, row });
        self.draft.categories.push(CategoryBlock { first_row: row, sub_total: None });
    }

    fn line(&mut self, row: &Row) -> Result<(), Problem> {
        let number = row.number;
        let category = self.category(number)?;
        let (institution, special) = self.institution(number)?;
        let places = self.source.places(number)?;
        let major = match self.source.words(number, Column::Major)? {
            Found::Here(words, _) | Found::Region(words, _) => words,
            Found::Blank(_) => {
                let at = self.source.at(number, Column::Major).unwrap_or(At::new(number, 1));
                let message = Message::new("plan-major-none");
                return Err(Problem::at("IMP-0220", at, Column::Major, message));
            }
        };
        let partner = self.partner(number)?;
        let (name, specialisation) = bracketed(&major);
        let places_at = self.source.at(number, Column::Places).unwrap_or(At::new(number, 1));
        let raw: BTreeMap<Column, String> = self
            .headings
            .columns()
            .filter_map(|(column, _)| Some((column, self.own(row, column)?)))
            .collect();
        if self.sheet.hidden_rows.contains(&number) {
            self.draft.remarks.push(Remark::HiddenRow { row: number });
        }
        self.draft.rows.push(DraftRow {
            row: number,
            raw,
            category,
            institution,
            special,
            major_printed: major,
            major: name,
            specialisation,
            partner,
            places: match places {
                Some(printed) => Traced { value: Some(printed.value), origin: Origin::Printed(printed.at) },
                None => Traced::missing(None),
            },
            places_at,
            block: self.draft.blocks.len().saturating_sub(1),
        });
        Ok(())
    }

    fn continued<T>(&self, carried: &Carried<T>, value: T) -> Traced<T> {
        let across_page = carried.row < self.last_heading;
        Traced { value: Some(value), origin: Origin::Continued { from_row: carried.row, across_page } }
    }

    fn category(&mut self, row: u32) -> Result<Traced<String>, Problem> {
        match self.source.words(row, Column::Category)? {
            Found::Here(words, at) => {
                if words::track(&words).is_none() {
                    self.open_category(row, None);
                    let known: Vec<_> = words::CATEGORIES.iter().map(|(word, _)| (*word).into()).collect();
                    let message = Message::new("plan-category-unknown")
                        .with("value", words)
                        .with("known", guantong_model::Fact::List(known));
                    return Err(Problem::at("IMP-0221", at, Column::Category, message));
                }
                let same = self.category.as_ref().is_some_and(|category| category.value == words);
                if !same {
                    self.open_category(row, Some(words.clone()));
                }
                Ok(Traced { value: Some(words), origin: Origin::Printed(at) })
            }
            Found::Region(words, region)
                if self.category.as_ref().is_some_and(|open| open.value == words) =>
            {
                Ok(Traced { value: Some(words), origin: Origin::Merged(region) })
            }
            Found::Region(_, region) => Ok(self.no_category(row, Some(region))),
            Found::Blank(region) => match self.category.clone() {
                Some(carried) => Ok(self.continued(&carried, carried.value.clone())),
                None => Ok(self.no_category(row, region)),
            },
        }
    }

    fn no_category(&mut self, row: u32, region: Option<guantong_model::sheet::Region>) -> Traced<String> {
        if !self.category_open {
            self.open_category(row, None);
        }
        Traced::missing(region)
    }

    /// The institution of a line, with its special project; opens a block where one begins.
    fn institution(&mut self, row: u32) -> Result<(Traced<String>, Option<String>), Problem> {
        let found = self.source.words(row, Column::Institution)?;
        let scale = self.source.number(row, Column::Scale)?;
        let own_special = match self.source.words(row, Column::Special)? {
            Found::Here(words, _) | Found::Region(words, _) => Some(words),
            Found::Blank(_) => None,
        };
        let first_row = self.draft.blocks.last().map_or(0, |block| block.first_row);
        let (named, origin) = match found {
            Found::Here(words, at) => (Some((named(&words, own_special.clone()), row)), Origin::Printed(at)),
            Found::Region(words, region) if self.block_open && region.first.row >= first_row => {
                (Some((named(&words, own_special.clone()), region.first.row)), Origin::Merged(region))
            }
            Found::Region(_, region) => (None, Origin::Missing { region: Some(region) }),
            Found::Blank(region) => match self.institution.clone() {
                Some(carried) => {
                    let mut value = carried.value.clone();
                    if self.draft.form == Form::List {
                        value.special.clone_from(&own_special);
                    }
                    let traced = self.continued(&carried, value.clone());
                    (Some((value, carried.row)), traced.origin)
                }
                None => (None, Origin::Missing { region }),
            },
        };
        let printed_here = matches!(origin, Origin::Printed(_));
        let named_here = named.as_ref().map(|(named, _)| named);
        if self.begins_block(named_here, printed_here, &scale)? {
            self.open_block(row, &scale);
        }
        let Some((named, printed_row)) = named else {
            return Ok((Traced { value: None, origin }, own_special));
        };
        let special = named.special.clone();
        let name = named.name.clone();
        self.institution = Some(Carried { value: named, row: printed_row });
        Ok((Traced { value: Some(name), origin }, special))
    }

    /// Whether a new block begins: another institution, or a special project with a total of its own.
    fn begins_block(
        &self,
        named: Option<&Named>,
        printed_here: bool,
        scale: &Found<u32>,
    ) -> Result<bool, Problem> {
        let Some(open) = self.institution.as_ref().filter(|_| self.block_open) else {
            return Ok(!self.block_open || named.is_some() || matches!(scale, Found::Here(..)));
        };
        let same_name = named.is_none_or(|named| named.name == open.value.name);
        let Found::Here(value, at) = scale else { return Ok(!same_name) };
        if !same_name {
            return Ok(true);
        }
        let block = self.draft.blocks.last();
        let known = block.and_then(|block| block.scale);
        let after_break = self.draft.rows.last().is_some_and(|last| last.row < self.last_heading);
        if known.is_some_and(|known| known.value == *value) && after_break {
            return Ok(false);
        }
        if printed_here && named.is_some_and(|named| named.special != open.value.special) {
            return Ok(true);
        }
        let message = Message::new("plan-scale-twice")
            .with("institution", open.value.name.as_str())
            .with("value", *value)
            .with("other", known.map_or_else(String::new, |known| known.at.to_string()));
        Err(Problem::at("IMP-0222", *at, Column::Scale, message))
    }

    fn open_block(&mut self, row: u32, scale: &Found<u32>) {
        self.close_block();
        self.block_open = true;
        let scale = match scale {
            Found::Here(value, at) => Some(Printed { at: *at, value: *value }),
            // A total over two institutions' lines is neither's.
            Found::Region(..) | Found::Blank(_) => None,
        };
        let category = self.draft.categories.len().saturating_sub(1);
        self.draft.blocks.push(Block { category, first_row: row, scale });
    }

    fn partner(&mut self, row: u32) -> Result<Traced<String>, Problem> {
        let first_row = self.draft.blocks.last().map_or(0, |block| block.first_row);
        let (value, printed_row, origin) = match self.source.words(row, Column::Partner)? {
            Found::Here(words, at) => (words, row, Origin::Printed(at)),
            Found::Region(words, region) if region.first.row >= first_row => {
                (words, region.first.row, Origin::Merged(region))
            }
            // The region began in another institution's block: what it says is that one's.
            Found::Region(_, region) => return Ok(Traced::missing(Some(region))),
            Found::Blank(region) => {
                return Ok(match &self.partner {
                    Some(carried) => self.continued(carried, carried.value.clone()),
                    None => Traced::missing(region),
                });
            }
        };
        self.partner = Some(Carried { value: value.clone(), row: printed_row });
        Ok(Traced { value: Some(value), origin })
    }
}

/// An institution's cell: the special project stands in brackets after the name, or in a column of its own.
fn named(words: &str, own_special: Option<String>) -> Named {
    let (name, special) = bracketed(words);
    match own_special {
        Some(own) => Named { name: words.to_owned(), special: Some(own) },
        None => Named { name, special },
    }
}
