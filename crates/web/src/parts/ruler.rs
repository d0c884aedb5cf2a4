//! A score beside the last admitted one, on a line from the floor upwards. Scores of one year only.

use crate::frame::{Page, Said};
use askama::Template;
use askama::filters::HtmlSafe;
use guantong_model::Score;

/// Points below which two labels would meet, and room an end needs for its own label, in tenths of a per cent.
const NEAR: i64 = 80;
const END_ROOM: i64 = 190;
/// As many ticks as can be told apart on a phone.
const TICKS: i64 = 10;
const UNIT: i64 = 1_000_000;

/// The line with its ticks and the two scores on it.
#[derive(Template)]
#[template(path = "parts/ruler.html")]
pub(crate) struct Ruler {
    /// What it says, for those who hear it.
    says: Said,
    ticks: Vec<String>,
    /// Class of the stretch between the scores: short of the last admitted, or ahead.
    stretch: &'static str,
    from: String,
    to: String,
    me: String,
    cut: String,
    /// The label at the left end, where there is room for it.
    floor: Option<String>,
    /// The label at the right end, where there is room for it.
    top: Option<String>,
    lower: Label,
    upper: Label,
}

/// A score written below its place.
struct Label {
    x: String,
    /// Pixels from its place.
    dx: i64,
    words: String,
}

impl HtmlSafe for Ruler {}

impl Ruler {
    /// A candidate's score and that of the last admitted; nothing where the two are equal.
    ///
    /// `floor` is the left end, `most` the highest score that any ruler of the same page shows.
    pub(crate) fn of(page: &Page, floor: Score, most: Score, me: Score, cut: Score) -> Option<Self> {
        if me == cut {
            return None;
        }
        let scale = Scale::new(floor.min(me).min(cut), most.max(me).max(cut));
        let (low, high) = (me.min(cut), me.max(cut));
        let (at_low, at_high) = (scale.place(low), scale.place(high));
        let dx = if at_high - at_low > NEAR { 6 } else { -2 };
        Some(Ruler {
            says: page.t("round-ruler-says").with("own", me).with("last", cut),
            ticks: scale.ticks().map(percent).collect(),
            stretch: if me < cut { "ruler__gap" } else { "ruler__gain" },
            from: percent(at_low),
            to: percent(at_high),
            me: percent(scale.place(me)),
            cut: percent(scale.place(cut)),
            floor: (at_low >= END_ROOM).then(|| Score::from_millionths(scale.left * UNIT).to_string()),
            top: (at_high <= 1000 - END_ROOM).then(|| Score::from_millionths(scale.right * UNIT).to_string()),
            lower: Label { x: percent(at_low), dx, words: low.to_string() },
            upper: Label { x: percent(at_high), dx: -dx, words: high.to_string() },
        })
    }
}

/// Whole points from the left end to the right.
struct Scale {
    left: i64,
    right: i64,
    step: i64,
}

impl Scale {
    fn new(low: Score, high: Score) -> Self {
        let left = low.millionths().div_euclid(UNIT);
        let highest = high.millionths().div_euclid(UNIT) + 1;
        let steps = [10, 20, 50, 100, 200, 500, 1_000];
        let fits = |step: &i64| (highest - left) / step < TICKS;
        let step = steps.into_iter().find(fits).unwrap_or((highest - left) / TICKS + 1);
        // The last tick stands a step beyond the highest score, so that its label has room.
        Scale { left, right: left + ((highest - left) / step + 1) * step, step }
    }

    /// Where a score stands, in tenths of a per cent.
    fn place(&self, score: Score) -> i64 {
        let span = (self.right - self.left) * UNIT;
        let into = (score.millionths() - self.left * UNIT).clamp(0, span);
        i64::try_from(i128::from(into) * 1000 / i128::from(span.max(1))).unwrap_or(0)
    }

    fn ticks(&self) -> impl Iterator<Item = i64> {
        let count = (self.right - self.left) / self.step;
        (0..=count).map(move |tick| tick * 1000 / count.max(1))
    }
}

fn percent(tenths: i64) -> String {
    format!("{}.{}%", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale(low: i32, high: &str) -> Scale {
        Scale::new(Score::points(low), Score::parse(high).unwrap())
    }

    #[test]
    fn the_line_ends_on_a_tick_beyond_the_highest_score() {
        for (low, high, right, ticks) in [
            (490, "546", 550, 7),
            (490, "550", 560, 8),
            (490, "490", 500, 2),
            (490, "659.5", 670, 10),
            (0, "660", 700, 8),
        ] {
            let scale = scale(low, high);
            assert_eq!((scale.right, scale.ticks().count()), (right, ticks), "{low} to {high}");
        }
    }

    #[test]
    fn a_score_stands_in_proportion_and_never_off_the_line() {
        let scale = scale(490, "546");
        for (score, place) in [("490", 0), ("520", 500), ("549.5", 991), ("400", 0), ("700", 1000)] {
            assert_eq!(scale.place(Score::parse(score).unwrap()), place, "{score}");
        }
    }
}
