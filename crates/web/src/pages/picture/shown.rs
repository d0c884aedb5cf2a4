//! A picture put together: its drawing, its table, how it is to be read.

use crate::frame::Page;
use guantong_charts::{Body, Drawing, Tone};
use guantong_service::picture::Picture;

/// A picture put together.
pub(super) struct Made {
    pub(super) drawing: Drawing,
    pub(super) table: Table,
    /// Further tables, each folded away: how figures were reached.
    pub(super) reached: Vec<Table>,
    /// What it is of, each with its heading.
    pub(super) definition: Vec<(String, String)>,
    /// The clauses it serves.
    pub(super) clauses: &'static [&'static str],
    /// What is to be known of what is shown.
    pub(super) notes: Vec<String>,
}

impl Made {
    /// Whether there is nothing to be seen.
    pub(super) fn is_empty(&self) -> bool {
        self.table.rows.is_empty()
    }
}

/// A table.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    pub(super) caption: String,
    pub(super) headings: Vec<String>,
    pub(super) rows: Vec<Row>,
}

/// A row; the sum stands last.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    pub(super) name: Cell,
    pub(super) cells: Vec<Cell>,
    pub(super) sum: bool,
}

/// A cell.
#[derive(Clone, Debug, Default)]
pub(super) struct Cell {
    /// What one reads.
    pub(super) text: String,
    /// The same in small letters below.
    pub(super) small: String,
    /// What is behind it; nothing where empty.
    pub(super) href: String,
    /// What stands in a file.
    pub(super) raw: String,
}

impl Cell {
    pub(super) fn words(text: impl Into<String>) -> Self {
        let text = text.into();
        Cell { raw: text.clone(), text, ..Cell::default() }
    }

    pub(super) fn number(page: &Page, number: i64) -> Self {
        Cell { text: page.number(number), raw: number.to_string(), ..Cell::default() }
    }

    /// A part of a whole, in per cent.
    pub(super) fn percent(page: &Page, part: i64, whole: i64) -> Self {
        let text = page.percent(part, whole);
        let raw = if whole > 0 { text.clone() } else { String::new() };
        Cell { text, raw, ..Cell::default() }
    }

    pub(super) fn none(page: &Page) -> Self {
        Cell { text: page.t("page-none").to_string(), ..Cell::default() }
    }

    pub(super) fn with_small(mut self, small: impl Into<String>) -> Self {
        self.small = small.into();
        self
    }

    /// Opens to an address.
    pub(super) fn to(mut self, href: impl Into<String>) -> Self {
        self.href = href.into();
        self
    }
}

impl Table {
    /// Headings and rows as a file has them.
    pub(super) fn file(&self) -> (Vec<String>, Vec<Vec<String>>) {
        let row = |row: &Row| {
            let name = match row.name.small.is_empty() {
                true => row.name.raw.clone(),
                false => format!("{} {}", row.name.small, row.name.raw),
            };
            std::iter::once(name).chain(row.cells.iter().map(|cell| cell.raw.clone())).collect()
        };
        (self.headings.clone(), self.rows.iter().map(row).collect())
    }

    /// Whether a heading is too long to stand in half a line of a telephone.
    pub(super) fn is_long(&self) -> bool {
        let wide = |text: &str| text.chars().map(|c| if c.is_ascii() { 7 } else { 13 }).sum::<u32>();
        self.headings.iter().skip(1).any(|heading| wide(heading) > NARROW)
    }

    /// The heading of a cell.
    pub(super) fn heading(&self, at: &usize) -> &str {
        self.headings.get(at + 1).map_or("", String::as_str)
    }
}

/// A drawing of a picture.
pub(super) fn drawn(page: &Page, picture: Picture, says: String, body: Body) -> Drawing {
    Drawing { id: format!("p-{picture}"), title: super::name(page, picture), says, body, legend: Vec::new() }
}

/// What colours stand for.
pub(super) fn legend(page: &Page, words: &[(Tone, &str)]) -> Vec<(Tone, String)> {
    words.iter().map(|(tone, id)| (*tone, page.t(*id).to_string())).collect()
}

/// Parts of a definition by the ids of their words: population, what counts, and so on.
pub(super) fn defined(page: &Page, picture: Picture, parts: &[&str]) -> Vec<(String, String)> {
    let part = |part: &&str| {
        let heading = page.t(format!("picture-says-{part}")).to_string();
        (heading, page.t(format!("picture-{picture}-{part}")).to_string())
    };
    parts.iter().map(part).collect()
}

/// So wide is the heading of a cell on a telephone, in pixels.
const NARROW: u32 = 70;

/// So many bars stand in a drawing at most; the table has them all.
pub(super) const MOST: usize = 30;

/// Values of a scale from nothing to a whole in per cent, for values in millionths.
pub(super) fn percents(from: i64) -> Vec<(i64, String)> {
    let step = if from >= 600_000 { 100_000 } else { 200_000 };
    let mut ticks = Vec::new();
    let mut value = from;
    while value <= 1_000_000 {
        ticks.push((value, format!("{}%", value / 10_000)));
        value += step;
    }
    ticks
}
