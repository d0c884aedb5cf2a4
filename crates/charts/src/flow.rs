//! A flow from step to step, downwards: what goes on is the band between two steps, what leaves goes off to its words.

use crate::Tone;
use crate::svg::{Svg, percent, share, shortened};

const BAR: i64 = 10;
const LINE: i64 = 18;
/// Width of the first step, in hundredths of a per cent; beside it stand the words of what leaves.
const FULL: i64 = 4_000;
const WORDS: i64 = 4_500;
/// On a wide page what is told and adds nothing up stands in a column of its own; on a narrow one below those words.
const APART: i64 = 7_400;
/// A band is never shorter than this.
const BAND: i64 = 34;
/// A stream is never thicker than this where it ends.
const THICKEST: i64 = 12;

/// A flow in steps.
#[derive(Clone, Debug, Default)]
pub struct Flow {
    /// The value that is as wide as the drawing allows.
    pub most: i64,
    /// From top to bottom.
    pub steps: Vec<Step>,
}

/// A step.
#[derive(Clone, Debug)]
pub struct Step {
    /// Its name.
    pub name: String,
    /// Its value in words.
    pub figure: String,
    /// Its value.
    pub value: i64,
    /// Its colour.
    pub tone: Tone,
    /// Where it leads; nowhere where empty.
    pub href: String,
    /// What does not go on, or is still under way.
    pub leaves: Vec<Leaves>,
    /// What is told beside it and is part of nothing, with where it leads; nowhere where empty.
    pub notes: Vec<(String, String)>,
}

/// What does not go on.
#[derive(Clone, Debug)]
pub struct Leaves {
    /// What it is, and how many.
    pub words: String,
    /// How many.
    pub value: i64,
    /// Its colour; plain for what is still under way.
    pub tone: Tone,
    /// Where it leads; nowhere where empty.
    pub href: String,
}

impl Flow {
    fn width(&self, value: i64) -> i64 {
        share(value, self.most) * FULL / 10_000
    }

    pub(crate) fn draw(&self, svg: &mut Svg) -> i64 {
        let mut y = 0;
        for (at, step) in self.steps.iter().enumerate() {
            y += 15;
            let says = format!("{} {}", step.name, step.figure);
            svg.link(&step.href, &says, |svg| {
                svg.text("0", y, "ch-t", &step.name);
                svg.text(&percent(FULL), y, "ch-t ch-fig ch-end", &step.figure);
            });
            y += 6;
            let width = self.width(step.value).max(i64::from(step.value > 0) * 30);
            svg.told("0", y, &percent(width), BAR, step.tone.class(), &says);
            y += BAR;
            let next = self.steps.get(at + 1).map(|next| next.value);
            y = self.band(svg, step, next, y) + 6;
        }
        y
    }

    /// The band to the next step with what leaves it; where it ends.
    fn band(&self, svg: &mut Svg, step: &Step, next: Option<i64>, top: i64) -> i64 {
        let lines = i64::try_from(step.leaves.len() + step.notes.len()).unwrap_or(0);
        let height = if next.is_some() || lines > 0 { BAND.max(lines * LINE + 4) } else { 0 };
        let next = next.unwrap_or(0);
        svg.stretched(top, height.max(1), |svg| {
            let mut from = self.width(next);
            if next > 0 {
                svg.raw(&format!(
                    "<path class=\"ch-flow {}\" d=\"M0 0H{from}V{height}H0Z\"/>",
                    step.tone.class()
                ));
            }
            for (line, leaves) in (0_i64..).zip(&step.leaves) {
                let to = from + self.width(leaves.value);
                let thick = (share(leaves.value, self.most) * THICKEST / 2_500).clamp(1, THICKEST);
                let middle = line * LINE + 12;
                let (upper, lower) = (middle - thick / 2, middle - thick / 2 + thick);
                let end = WORDS - 120;
                svg.raw(&format!(
                    "<path class=\"ch-stream {}\" d=\"M{from} 0H{}C{} {upper} {} {upper} {end} {upper}V{lower}C{from} {lower} {from} {lower} {from} 0Z\"/>",
                    leaves.tone.class(),
                    to.max(from + 8),
                    to.max(from + 8),
                    end / 2 + to / 2,
                ));
                from = to;
            }
        });
        let mut y = top + 16;
        for leaves in &step.leaves {
            let words = shortened(&leaves.words, 240);
            svg.link(&leaves.href, &words, |svg| svg.text(&percent(WORDS), y, "ch-t ch-small", &words));
            y += LINE;
        }
        for (line, (words, href)) in (0_i64..).zip(&step.notes) {
            let shown = shortened(words, 240);
            for (x, y, class) in [(WORDS, y, "ch-below"), (APART, top + 16 + line * LINE, "ch-apart")] {
                let class = format!("ch-t ch-small ch-soft {class}");
                svg.link(href, &shown, |svg| svg.text(&percent(x), y, &class, &shown));
            }
            y += LINE;
        }
        top + height
    }
}
