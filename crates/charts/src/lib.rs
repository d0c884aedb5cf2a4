//! Charts as SVG: bars, lines with their ranges, a flow in steps, tiles of a map.
//!
//! A chart is values and words put together before; it measures and draws them. Text keeps its size and only the plot
//! stretches: what lies across is in per cent, what lies down in pixels, so that one drawing fits a telephone and a sheet
//! of paper. Colours are classes of the stylesheet within a page, and stand in the drawing itself in a file.
//!
//! Knows: how values become shapes, how a drawing is read aloud.
//! Must never know: what a value is of, a rule, a language, storage, a page.

mod bars;
mod flow;
mod lines;
mod svg;
mod tiles;

pub use bars::{Bars, Part, Row, Track};
pub use flow::{Flow, Leaves, Step};
pub use lines::{Lines, Series};
pub use tiles::{Tile, Tiles};

use svg::Svg;

/// The colour of a shape, by what it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// The first of several.
    One,
    /// The second.
    Two,
    /// The third.
    Three,
    /// The fourth.
    Four,
    /// The fifth.
    Five,
    /// The palest of three steps of one colour.
    Pale,
    /// The middle one.
    Middle,
    /// The deepest.
    Deep,
    /// What is neither good nor bad.
    Plain,
}

impl Tone {
    /// The five of a series in their order; after the fifth they begin again.
    #[must_use]
    pub fn of_series(at: usize) -> Self {
        const ALL: [Tone; 5] = [Tone::One, Tone::Two, Tone::Three, Tone::Four, Tone::Five];
        ALL.into_iter().cycle().nth(at % ALL.len()).unwrap_or(Tone::One)
    }

    fn class(self) -> &'static str {
        match self {
            Tone::One => "ch-1",
            Tone::Two => "ch-2",
            Tone::Three => "ch-3",
            Tone::Four => "ch-4",
            Tone::Five => "ch-5",
            Tone::Pale => "ch-pale",
            Tone::Middle => "ch-middle",
            Tone::Deep => "ch-deep",
            Tone::Plain => "ch-plain",
        }
    }
}

/// What is drawn.
#[derive(Clone, Debug)]
pub enum Body {
    /// Bars, each below its name.
    Bars(Bars),
    /// Lines over a row of marks.
    Lines(Lines),
    /// A flow from step to step.
    Flow(Flow),
    /// A map of tiles.
    Tiles(Tiles),
    /// Lines over scales of their own, one below the other, each under its name.
    Stack(Vec<(String, Lines)>),
}

/// A drawing with the words it is read aloud by.
#[derive(Clone, Debug)]
pub struct Drawing {
    /// An id no other drawing of the page has: letters, digits, hyphens.
    pub id: String,
    /// What it is.
    pub title: String,
    /// What it shows, in a sentence.
    pub says: String,
    /// What is drawn.
    pub body: Body,
    /// What colours stand for.
    pub legend: Vec<(Tone, String)>,
}

/// Width of a file, and the white around what is drawn.
const WIDE: i64 = 760;
const MARGIN: i64 = 20;
const LINE: i64 = 18;

impl Drawing {
    fn body(&self, svg: &mut Svg) -> i64 {
        match &self.body {
            Body::Bars(bars) => bars.draw(svg),
            Body::Lines(lines) => lines.draw(svg, 0),
            Body::Stack(all) => {
                let mut y = 0;
                for (name, lines) in all {
                    svg.text("0", y + 14, "ch-t ch-fig", name);
                    y = lines.draw(svg, y + 20) + 12;
                }
                y
            }
            Body::Flow(flow) => flow.draw(svg),
            Body::Tiles(tiles) => tiles.draw(svg),
        }
    }

    /// The body, and below it what colours stand for.
    fn all(&self, svg: &mut Svg) -> i64 {
        let mut y = self.body(svg);
        for (tone, words) in &self.legend {
            y += LINE;
            svg.rect("0", y - 10, "14", 10, tone.class());
            svg.text("22", y, "ch-t", words);
        }
        y + 6
    }

    /// As a part of a page: classes of its stylesheet, links to what is behind.
    #[must_use]
    pub fn within(&self) -> String {
        let mut inner = Svg::new(true);
        let height = self.all(&mut inner);
        // What holds links is a group to those who hear it: an image would hide them.
        let role = if inner.has_links() { "group" } else { "img" };
        let id = &self.id;
        let mut out = format!(
            "<svg class=\"plot\" height=\"{height}\" role=\"{role}\" aria-labelledby=\"{id}-t\" \
             aria-describedby=\"{id}-d\" focusable=\"false\">"
        );
        self.head(&mut out);
        out.push_str(&inner.done());
        out.push_str("</svg>");
        out
    }

    /// As a file: with its title, its colours and a last line below, and without links.
    #[must_use]
    pub fn file(&self, foot: &str) -> String {
        let mut inner = Svg::new(false);
        let height = self.all(&mut inner);
        let top = MARGIN + 30;
        let lines = svg::folded(foot, WIDE - 2 * MARGIN);
        let below = i64::try_from(lines.len()).unwrap_or(0) * LINE;
        let whole = top + height + LINE + below + MARGIN;
        let (id, plot) = (&self.id, WIDE - 2 * MARGIN);
        let mut out = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDE}\" \
             height=\"{whole}\" viewBox=\"0 0 {WIDE} {whole}\" role=\"img\" aria-labelledby=\"{id}-t\" \
             aria-describedby=\"{id}-d\">"
        );
        self.head(&mut out);
        out.push_str(svg::COLOURS);
        out.push_str("<rect class=\"ch-ground\" width=\"100%\" height=\"100%\"/>");
        let mut around = Svg::new(false);
        around.text(&MARGIN.to_string(), MARGIN + 8, "ch-title", &self.title);
        for (line, y) in lines.iter().zip((top + height + 2 * LINE..).step_by(18)) {
            around.text(&MARGIN.to_string(), y, "ch-t ch-soft", line);
        }
        out.push_str(&around.done());
        out.push_str(&format!("<svg x=\"{MARGIN}\" y=\"{top}\" width=\"{plot}\" height=\"{height}\">"));
        out.push_str(&inner.done());
        out.push_str("</svg></svg>\n");
        out
    }

    fn head(&self, out: &mut String) {
        let (id, title, says) = (&self.id, svg::escaped(&self.title), svg::escaped(&self.says));
        out.push_str(&format!("<title id=\"{id}-t\">{title}</title><desc id=\"{id}-d\">{says}</desc>"));
    }
}
