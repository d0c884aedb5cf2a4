//! A figure that was inferred, set out as on paper: minuend, subtrahend, double rule.

use crate::frame::{Page, Said};
use askama::Template;
use askama::filters::HtmlSafe;
use guantong_programme::plan::Working;

/// The sum.
#[derive(Template)]
#[template(path = "parts/sum_sheet.html")]
pub(crate) struct SumSheet {
    total_words: Said,
    total: String,
    others_words: Said,
    others: String,
    found_words: Said,
    found: String,
    /// Whether the figure can be: it is more than nothing.
    possible: bool,
}

impl HtmlSafe for SumSheet {}

impl SumSheet {
    /// A sum with what is left of it; nothing where no part was taken away.
    pub(crate) fn of(page: &Page, working: &Working) -> Option<Self> {
        if working.parts.is_empty() {
            return None;
        }
        let total = i64::from(working.minuend);
        Some(SumSheet {
            total_words: page.t("planpage-sum-total"),
            total: page.number(total),
            others_words: page.t("planpage-sum-others").count("count", working.parts.len()),
            others: page.number(i64::from(working.subtrahend)),
            found_words: page.t("planpage-sum-found"),
            found: page.number(working.difference),
            possible: working.difference > 0,
        })
    }
}
