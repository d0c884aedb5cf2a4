//! Shapes and text, written and escaped; what is across in per cent, what is down in pixels.

use std::fmt::Write as _;

/// Colours and letters of a file, where there is no stylesheet.
pub(crate) const COLOURS: &str = "<style>\
text{font-family:\"Noto Sans CJK SC\",\"Source Han Sans SC\",\"Microsoft YaHei\",\"PingFang SC\",sans-serif;font-size:13px;fill:#1d1c19}\
.ch-ground{fill:#fff}.ch-title{font-size:17px;font-weight:600}.ch-soft{fill:#56524a}.ch-fig{font-weight:600}.ch-end{text-anchor:end}\
.ch-mid{text-anchor:middle}.ch-small{font-size:12px}\
.ch-1{fill:#26447f;stroke:#26447f}.ch-2{fill:#b5651d;stroke:#b5651d}.ch-3{fill:#5f8f86;stroke:#5f8f86}\
.ch-4{fill:#8c7aa9;stroke:#8c7aa9}.ch-5{fill:#c9a227;stroke:#6f6a5f}.ch-pale{fill:#d5deee;stroke:#26447f}\
.ch-middle{fill:#8fa8d4;stroke:#8fa8d4}.ch-deep{fill:#26447f;stroke:#26447f}.ch-plain{fill:#d9d3c4;stroke:#8b8577}\
rect.ch-1,rect.ch-2,rect.ch-3,rect.ch-4,rect.ch-middle,rect.ch-deep,path.ch-flow{stroke:none}\
.ch-outline{fill:none;stroke:#6f6a5f}.ch-grid{stroke:#e5e0d3}.ch-axis{stroke:#6f6a5f}.ch-range{opacity:.22;stroke:none}\
.ch-line{fill:none;stroke-width:2}.ch-dash{stroke-dasharray:5 3}.ch-dots{stroke-dasharray:2 3}.ch-whisker{stroke:#1d1c19;stroke-width:1.5}\
.ch-tile-0{fill:#f1ede2}.ch-tile-1{fill:#d5deee}.ch-tile-2{fill:#8fa8d4}.ch-tile-3{fill:#26447f}\
.ch-apart{display:inline}.ch-below{display:none}text.ch-on-3{fill:#fff}.ch-ring{fill:none;stroke:#b5651d;stroke-width:3}</style>";

/// A text within XML.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// A share of a whole in hundredths of a per cent, never below nothing nor over all.
pub(crate) fn share(value: i64, most: i64) -> i64 {
    let most = i128::from(most.max(1));
    let share = i128::from(value.max(0)) * 10_000 / most;
    i64::try_from(share.min(10_000)).unwrap_or(10_000)
}

/// Hundredths of a per cent, written.
pub(crate) fn percent(hundredths: i64) -> String {
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}

/// How wide a text is about, in pixels: to see whether two stand beside each other.
pub(crate) fn wide(text: &str) -> i64 {
    text.chars().map(|c| if u32::from(c) < 0x2000 { 7 } else { 13 }).sum()
}

/// A text that is not much wider than so many pixels; what is left out is told by the title of the shape and the table.
pub(crate) fn shortened(text: &str, most: i64) -> String {
    if wide(text) <= most {
        return text.to_owned();
    }
    let mut out = String::new();
    for c in text.chars() {
        out.push(c);
        if wide(&out) > most - 13 {
            break;
        }
    }
    out.push('\u{2026}');
    out
}

/// A text in lines that are no wider than so many pixels; between words where it has some.
pub(crate) fn folded(text: &str, most: i64) -> Vec<String> {
    let mut lines = vec![String::new()];
    let words = text.split_inclusive(|c: char| c == ' ' || u32::from(c) >= 0x2e80);
    for word in words {
        let fits =
            lines.last().is_some_and(|line| line.is_empty() || wide(line) + wide(word.trim_end()) <= most);
        match lines.last_mut().filter(|_| fits) {
            Some(line) => line.push_str(word),
            None => lines.push(word.to_owned()),
        }
    }
    lines.retain(|line| !line.trim().is_empty());
    lines
}

/// A drawing in the making.
pub(crate) struct Svg {
    out: String,
    linked: bool,
    links: usize,
}

impl Svg {
    pub(crate) fn new(linked: bool) -> Self {
        Svg { out: String::new(), linked, links: 0 }
    }

    pub(crate) fn has_links(&self) -> bool {
        self.links > 0
    }

    pub(crate) fn done(self) -> String {
        self.out
    }

    /// Writes as it stands.
    pub(crate) fn raw(&mut self, text: &str) {
        self.out.push_str(text);
    }

    pub(crate) fn text(&mut self, x: &str, y: i64, class: &str, words: &str) {
        // Writing into a string cannot fail.
        let _ = write!(self.out, "<text class=\"{class}\" x=\"{x}\" y=\"{y}\">{}</text>", escaped(words));
    }

    pub(crate) fn rect(&mut self, x: &str, y: i64, width: &str, height: i64, class: &str) {
        let _ = write!(
            self.out,
            "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>"
        );
    }

    /// A rectangle that is told where one points at it.
    pub(crate) fn told(&mut self, x: &str, y: i64, width: &str, height: i64, class: &str, says: &str) {
        let _ = write!(
            self.out,
            "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"><title>{}</title></rect>",
            escaped(says)
        );
    }

    pub(crate) fn line(&mut self, x: (&str, &str), y: (i64, i64), class: &str) {
        let _ = write!(
            self.out,
            "<line class=\"{class}\" x1=\"{}\" x2=\"{}\" y1=\"{}\" y2=\"{}\"/>",
            x.0, x.1, y.0, y.1
        );
    }

    /// Draws something as a link, where links are wanted and there is one.
    pub(crate) fn link(&mut self, href: &str, says: &str, draw: impl FnOnce(&mut Self)) {
        if !self.linked || href.is_empty() {
            return draw(self);
        }
        self.links += 1;
        let _ = write!(self.out, "<a href=\"{}\" aria-label=\"{}\">", escaped(href), escaped(says));
        draw(self);
        self.out.push_str("</a>");
    }

    /// A part that stretches across: a thousand wide whatever it measures, so many pixels high.
    pub(crate) fn stretched(&mut self, y: i64, height: i64, draw: impl FnOnce(&mut Self)) {
        let _ = write!(
            self.out,
            "<svg x=\"0\" y=\"{y}\" width=\"100%\" height=\"{height}\" viewBox=\"0 0 10000 {height}\" \
             preserveAspectRatio=\"none\" aria-hidden=\"true\">"
        );
        draw(self);
        self.out.push_str("</svg>");
    }
}
