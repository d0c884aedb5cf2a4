//! Bars, each below its name: one or several for a name, of one or several parts, with an outline or a range.

use crate::Tone;
use crate::svg::{Svg, percent, share, shortened, wide};

/// A name and a figure stand on one line up to this width in pixels: that of a telephone.
const NARROW: i64 = 300;
const LINE: i64 = 18;
const GAP: i64 = 14;
const THICK: i64 = 12;
/// Width of a plot beside which each bar has its figure, in hundredths of a per cent.
const BESIDE: i64 = 6_200;

/// Bars over one scale.
#[derive(Clone, Debug, Default)]
pub struct Bars {
    /// The value at the end of the scale.
    pub most: i64,
    /// From top to bottom.
    pub rows: Vec<Row>,
}

/// A name with its bars.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// The name.
    pub name: String,
    /// Where it leads; nowhere where empty.
    pub href: String,
    /// Its bars.
    pub tracks: Vec<Track>,
}

/// A bar.
#[derive(Clone, Debug, Default)]
pub struct Track {
    /// Its parts, from the left.
    pub parts: Vec<Part>,
    /// A value it is drawn against.
    pub outline: Option<i64>,
    /// The lowest and the highest it may be.
    pub range: Option<(i64, i64)>,
    /// What stands beside it.
    pub figure: String,
}

/// A part of a bar.
#[derive(Clone, Debug)]
pub struct Part {
    /// How long.
    pub value: i64,
    /// Its colour.
    pub tone: Tone,
    /// What it is, where one points at it.
    pub says: String,
}

impl Bars {
    pub(crate) fn draw(&self, svg: &mut Svg) -> i64 {
        let mut y = 0;
        for row in &self.rows {
            y = self.row(svg, row, y) + GAP;
        }
        (y - GAP).max(0)
    }

    fn row(&self, svg: &mut Svg, row: &Row, top: i64) -> i64 {
        let name = shortened(&row.name, NARROW);
        let single = row.tracks.len() <= 1;
        let figure = row.tracks.first().map_or("", |track| track.figure.as_str());
        let mut y = top + 13;
        svg.link(&row.href, &name, |svg| svg.text("0", y, "ch-t", &name));
        if single {
            // What does not fit beside the name stands below it.
            if wide(&name) + wide(figure) > NARROW {
                y += LINE;
                svg.text("0", y, "ch-t ch-soft", figure);
            } else {
                svg.text("100%", y, "ch-t ch-end", figure);
            }
        }
        y += 6;
        for track in &row.tracks {
            self.track(svg, track, y, if single { 10_000 } else { BESIDE });
            if !single {
                svg.text("100%", y + THICK - 1, "ch-t ch-end ch-small", &track.figure);
            }
            y += THICK + 3;
        }
        y
    }

    fn track(&self, svg: &mut Svg, track: &Track, y: i64, full: i64) {
        let at = |value: i64| share(value, self.most) * full / 10_000;
        let mut from = 0;
        for part in &track.parts {
            let (left, right) = (at(from), at(from + part.value.max(0)));
            if right > left {
                let (x, width) = (percent(left), percent(right - left));
                svg.told(&x, y, &width, THICK, part.tone.class(), &part.says);
            }
            from += part.value.max(0);
        }
        if let Some(outline) = track.outline {
            svg.rect("0", y, &percent(at(outline)), THICK, "ch-outline");
        }
        if let Some((low, high)) = track.range {
            let (left, right) = (percent(at(low)), percent(at(high)));
            let middle = y + THICK / 2;
            svg.line((&left, &right), (middle, middle), "ch-whisker");
            svg.line((&left, &left), (y + 1, y + THICK - 1), "ch-whisker");
            svg.line((&right, &right), (y + 1, y + THICK - 1), "ch-whisker");
        }
        if track.parts.iter().all(|part| part.value <= 0) && track.outline.is_none() {
            svg.line(("0", "0"), (y, y + THICK), "ch-axis");
        }
    }
}
