//! Lines over a row of marks, straight or in steps, each with a range where it has one.

use crate::Tone;
use crate::svg::{Svg, percent, shortened};
use std::fmt::Write as _;

const TOP: i64 = 18;
const FOOT: i64 = 22;
const LINE: i64 = 18;
/// So many marks keep their words on a telephone.
const FEW: usize = 5;

/// Lines over one scale.
#[derive(Clone, Debug, Default)]
pub struct Lines {
    /// The marks from left to right.
    pub marks: Vec<String>,
    /// The value at the foot.
    pub least: i64,
    /// The value at the top.
    pub most: i64,
    /// Values of the scale with their words.
    pub ticks: Vec<(i64, String)>,
    /// The lines, five at most to be told apart.
    pub series: Vec<Series>,
    /// Whether a value holds until the next mark.
    pub steps: bool,
    /// How high the plot is, in pixels.
    pub high: i64,
    /// What the marks are; nothing where they say it themselves.
    pub across: String,
}

/// A line.
#[derive(Clone, Debug)]
pub struct Series {
    /// Its name.
    pub name: String,
    /// Its last value in words.
    pub last: String,
    /// Its colour.
    pub tone: Tone,
    /// Its values, one a mark; nothing where there is none.
    pub points: Vec<Option<i64>>,
    /// The words of each value.
    pub says: Vec<String>,
    /// Lowest and highest of each value.
    pub ranges: Vec<Option<(i64, i64)>>,
    /// Where its name leads; nowhere where empty.
    pub href: String,
}

impl Lines {
    fn x(&self, at: usize) -> i64 {
        let last = i64::try_from(self.marks.len().saturating_sub(1)).unwrap_or(0).max(1);
        // A little is left on either side, for the marks at the ends.
        200 + i64::try_from(at).unwrap_or(0) * 9_600 / last
    }

    fn y(&self, value: i64) -> i64 {
        let span = i128::from((self.most - self.least).max(1));
        let up = i128::from(value.clamp(self.least, self.most) - self.least) * i128::from(self.high) / span;
        self.high - i64::try_from(up).unwrap_or(0)
    }

    pub(crate) fn draw(&self, svg: &mut Svg, from: i64) -> i64 {
        let top = from + TOP;
        for (value, words) in &self.ticks {
            let y = top + self.y(*value);
            let class = if *value == self.least { "ch-axis" } else { "ch-grid" };
            svg.line(("0", "100%"), (y, y), class);
            svg.text("0", y - 3, "ch-t ch-small ch-soft", words);
        }
        svg.stretched(top, self.high, |svg| {
            for (at, series) in self.series.iter().enumerate() {
                self.range(svg, series);
                self.path(svg, series, at);
            }
        });
        for series in &self.series {
            for (at, point) in series.points.iter().enumerate() {
                let (Some(point), Some(says)) = (point, series.says.get(at)) else { continue };
                let (x, y) = (percent(self.x(at)), top + self.y(*point));
                svg.raw(&format!(
                    "<circle class=\"{}\" cx=\"{x}\" cy=\"{y}\" r=\"3\"><title>{}</title></circle>",
                    series.tone.class(),
                    crate::svg::escaped(says)
                ));
            }
        }
        let foot = top + self.high + FOOT - 6;
        let every = self.marks.len().div_ceil(FEW).max(1);
        let last = self.marks.len().saturating_sub(1);
        for (at, words) in self.marks.iter().enumerate() {
            let anchor = match at {
                0 => "",
                at if at == last => " ch-end",
                _ => " ch-mid",
            };
            let kept = at == last || (at % every == 0 && at + every <= last);
            let some = if kept || at == 0 { "" } else { " ch-some" };
            svg.text(&percent(self.x(at)), foot, &format!("ch-t ch-small{anchor}{some}"), words);
        }
        let mut y = top + self.high + FOOT;
        if !self.across.is_empty() {
            y += LINE - 4;
            svg.text("100%", y, "ch-t ch-small ch-soft ch-end", &self.across);
        }
        for (at, series) in self.series.iter().enumerate() {
            y += LINE;
            svg.line(("0", "22"), (y - 5, y - 5), &line_class(series.tone, at));
            let words = shortened(&format!("{}\u{3000}{}", series.name, series.last), 290);
            svg.link(&series.href, &words, |svg| svg.text("30", y, "ch-t", &words));
        }
        y + 4
    }

    fn range(&self, svg: &mut Svg, series: &Series) {
        let there = series.ranges.iter().enumerate().filter_map(|(at, range)| range.map(|range| (at, range)));
        let there: Vec<_> = there.collect();
        if there.len() < 2 {
            return;
        }
        let mut path = String::new();
        let upper = there.iter().map(|(at, (_, high))| (self.x(*at), self.y(*high)));
        let lower = there.iter().rev().map(|(at, (low, _))| (self.x(*at), self.y(*low)));
        for (x, y) in upper.chain(lower) {
            let _ = write!(path, "{}{x} {y}", if path.is_empty() { 'M' } else { 'L' });
        }
        svg.raw(&format!("<path class=\"ch-range {}\" d=\"{path}Z\"/>", series.tone.class()));
    }

    fn path(&self, svg: &mut Svg, series: &Series, at: usize) {
        let mut path = String::new();
        let mut before: Option<i64> = None;
        for (mark, point) in series.points.iter().enumerate() {
            let Some(point) = point else {
                before = None;
                continue;
            };
            let (x, y) = (self.x(mark), self.y(*point));
            let _ = match before {
                None => write!(path, "M{x} {y}"),
                Some(_) if self.steps => write!(path, "H{x}V{y}"),
                Some(_) => write!(path, "L{x} {y}"),
            };
            before = Some(y);
        }
        if !path.is_empty() {
            let class = line_class(series.tone, at);
            svg.raw(&format!("<path class=\"{class}\" vector-effect=\"non-scaling-stroke\" d=\"{path}\"/>"));
        }
    }
}

/// Lines are told apart by their strokes as well as by their colours.
fn line_class(tone: Tone, at: usize) -> String {
    let stroke = match at % 3 {
        0 => "",
        1 => " ch-dash",
        _ => " ch-dots",
    };
    format!("{} ch-line{stroke}", tone.class())
}
