//! The table as read: every value with where it comes from, nothing judged yet.

use guantong_model::sheet::{At, Region};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A column of a plan table, known by its heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Column {
    /// 项目类型.
    Category,
    /// 招生规模: the places of an institution.
    Scale,
    /// 招生院校.
    Institution,
    /// 专项: a column of its own in our list; the annex brackets it after the institution.
    Special,
    /// 招生专业.
    Major,
    /// 合作本科高校.
    Partner,
    /// 招生计划: the places of a line.
    Places,
}

/// The two forms of a plan table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// As published: institutions with their totals, sub-totals, a grand total.
    Annex,
    /// A list of lines without totals, as we export it in CSV.
    List,
}

/// Where a value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// It is printed in the line's own cell.
    Printed(At),
    /// It is printed in the first cell of a merged region that covers the line.
    Merged(Region),
    /// The line's cell is blank, and the value of a line above in the same block goes on.
    Continued {
        /// The row it is printed in.
        from_row: u32,
        /// Whether a repeated heading stands between.
        across_page: bool,
    },
    /// It is the one number that makes the institution's sum right.
    Inferred,
    /// A person gave it.
    Answered,
    /// It is not in the table.
    Missing {
        /// The blank merged region that covers the line, if there is one.
        region: Option<Region>,
    },
}

impl Origin {
    /// The row the value was printed in.
    #[must_use]
    pub fn printed_row(&self) -> Option<u32> {
        match self {
            Origin::Printed(at) => Some(at.row),
            Origin::Merged(region) => Some(region.first.row),
            Origin::Continued { from_row, .. } => Some(*from_row),
            Origin::Inferred | Origin::Answered | Origin::Missing { .. } => None,
        }
    }
}

/// A value with where it comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Traced<T> {
    /// The value, unless it is missing.
    pub value: Option<T>,
    /// Where it comes from.
    pub origin: Origin,
}

impl<T> Traced<T> {
    /// A value that is not in the table.
    #[must_use]
    pub fn missing(region: Option<Region>) -> Self {
        Traced { value: None, origin: Origin::Missing { region } }
    }

    /// Whether it is missing.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        self.value.is_none()
    }
}

/// A number printed in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Printed {
    /// The cell.
    pub at: At,
    /// The number.
    pub value: u32,
}

/// One line of the plan as it stands in the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftRow {
    /// The row of the sheet, from 1.
    pub row: u32,
    /// Its own cells as they stand, filled ones only.
    pub raw: BTreeMap<Column, String>,
    /// 项目类型, the words printed.
    pub category: Traced<String>,
    /// 招生院校 without a bracketed special project.
    pub institution: Traced<String>,
    /// 专项 within the institution.
    pub special: Option<String>,
    /// 招生专业 with its bracketed direction as printed.
    pub major_printed: String,
    /// 招生专业 without the direction.
    pub major: String,
    /// 专业方向.
    pub specialisation: Option<String>,
    /// 合作本科高校.
    pub partner: Traced<String>,
    /// 招生计划.
    pub places: Traced<u32>,
    /// The cell of its places.
    pub places_at: At,
    /// Which of [`Draft::blocks`] it belongs to.
    pub block: usize,
}

/// The lines of one institution under one total.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// Which of [`Draft::categories`] it belongs to.
    pub category: usize,
    /// Its first row.
    pub first_row: u32,
    /// 招生规模 as printed.
    pub scale: Option<Printed>,
}

/// The lines between two sub-totals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CategoryBlock {
    /// Its first row.
    pub first_row: u32,
    /// 小计 as printed.
    pub sub_total: Option<Printed>,
}

/// Something in the table that is no line of the plan and was not used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Remark {
    /// A column with a heading that is not known.
    Column {
        /// The cell of the heading.
        at: At,
        /// The heading.
        words: String,
    },
    /// A line of words.
    Words {
        /// The first filled cell.
        at: At,
        /// The words.
        words: String,
    },
    /// A line of the plan that the document hides; it counts.
    HiddenRow {
        /// Its row.
        row: u32,
    },
}

/// A plan table as read, nothing judged yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The name of the sheet.
    pub sheet: String,
    /// Which form it has.
    pub form: Form,
    /// The title above the table, if there is one.
    pub title: Option<String>,
    /// The lines of the plan, in order.
    pub rows: Vec<DraftRow>,
    /// The institutions' blocks, in order.
    pub blocks: Vec<Block>,
    /// The categories' blocks, in order.
    pub categories: Vec<CategoryBlock>,
    /// 总计 as printed.
    pub total: Option<Printed>,
    /// The rows of the headings: the first, and each repeated one after a page break.
    pub headings: Vec<u32>,
    /// What was not used.
    pub remarks: Vec<Remark>,
    /// The last filled row of the sheet.
    pub last_row: u32,
}

impl Draft {
    /// The lines of a block.
    pub fn rows_of(&self, block: usize) -> impl Iterator<Item = &DraftRow> {
        self.rows.iter().filter(move |row| row.block == block)
    }
}
