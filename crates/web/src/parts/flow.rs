//! The seven years of an entry year as a flow: bands to the next step, side streams to where the others are.
//!
//! Heights are shares of those registered. A wide figure: on phones its table, always beside it, stands alone.

use crate::frame::{Page, Said};
use crate::pages::address;
use askama::Template;
use askama::filters::HtmlSafe;
use guantong_service::cohort::{Cohort, Milestone, Stay, Step};
use std::fmt::Write as _;

/// Where bands begin, how high the first node is, and where side streams end, in pixels of the drawing.
const TOP: i64 = 40;
const HIGH: i64 = 138;
const FLOOR: i64 = 222;
/// Width of a node, and room for the words over the last one.
const NODE: i64 = 3;
const END_ROOM: i64 = 56;
/// A side stream is never wider than this where it ends, in hundredths of a pixel.
const STREAM_WIDEST: i64 = 2_400;
const LINE: i64 = 17;

/// The flow of an entry year, drawn.
#[derive(Template)]
#[template(path = "parts/flow.html")]
pub(crate) struct Flow {
    pub(crate) says: Said,
    width: i64,
    height: i64,
    nodes: Vec<Node>,
    bands: Vec<Band>,
    streams: Vec<Stream>,
    notes: Vec<Note>,
    page: Page,
}

impl HtmlSafe for Flow {}

/// A step: how many reached it.
struct Node {
    x: i64,
    height: String,
    words: Said,
    reached: String,
    href: String,
}

/// Those who went on from one step to the next.
struct Band {
    class: &'static str,
    /// The gradient between two stages, where it crosses one.
    fill: &'static str,
    path: String,
    says: Said,
    href: String,
}

/// Those who did not.
struct Stream {
    class: &'static str,
    path: String,
}

/// What stands below a side stream, and opens to its students.
struct Note {
    x: i64,
    y: i64,
    words: Said,
    href: String,
}

/// Class and gradient of the band after each step.
const DYES: [(&str, &str); 5] = [("sk-1", ""), ("", "g12"), ("sk-2", ""), ("", "g23"), ("sk-3", "")];

impl Flow {
    /// The flow in a drawing of a width; nothing where nobody was registered.
    pub(crate) fn of(page: &Page, cohort: &Cohort, width: i64) -> Option<Self> {
        let registered = cohort.at(Milestone::Registered);
        let steps: Vec<&Step> = cohort.steps.iter().skip(1).collect();
        let segments = i64::try_from(steps.len()).unwrap_or(1) - 1;
        if registered == 0 || segments < 1 {
            return None;
        }
        let pitch = (width - END_ROOM) / segments;
        let scale = |students: i64| students * HIGH * 100 / registered;
        let mut drawn = Drawing { page, cohort, pitch, bands: vec![], streams: vec![], notes: vec![] };
        let mut nodes = Vec::new();
        for (n, step) in (0_i64..).zip(&steps) {
            let x = n * pitch;
            nodes.push(Node {
                x,
                height: pixels(scale(step.reached).max(i64::from(step.reached > 0) * 60)),
                words: page.t(format!("page-milestone-{}", step.milestone)),
                reached: page.number(step.reached),
                href: students(cohort.entry_year, Some(step.milestone), None, ""),
            });
            if let Some(next) = steps.get(usize::try_from(n + 1).unwrap_or(usize::MAX)) {
                drawn.segment(n, x, step, next, scale);
            }
        }
        let most = drawn.notes.iter().map(|note| note.y).max().unwrap_or(FLOOR);
        Some(Flow {
            says: page
                .t("page-cohort-flow-says")
                .with("year", cohort.entry_year)
                .count("registered", registered)
                .count("graduated", cohort.at(Milestone::Graduated)),
            width,
            height: most + 6,
            nodes,
            bands: drawn.bands,
            streams: drawn.streams,
            notes: drawn.notes,
            page: page.clone(),
        })
    }
}

struct Drawing<'a> {
    page: &'a Page,
    cohort: &'a Cohort,
    pitch: i64,
    bands: Vec<Band>,
    streams: Vec<Stream>,
    notes: Vec<Note>,
}

impl Drawing<'_> {
    fn segment(&mut self, n: i64, x: i64, step: &Step, next: &Step, scale: impl Fn(i64) -> i64) {
        let (from, to) = (x + NODE, x + self.pitch);
        let year = self.cohort.entry_year;
        let mut y = TOP * 100 + scale(next.reached);
        if next.reached > 0 {
            let (class, fill) =
                usize::try_from(n).ok().and_then(|n| DYES.get(n)).copied().unwrap_or(("sk-1", ""));
            self.bands.push(Band {
                class,
                fill,
                path: format!("M{from} {TOP}H{to}V{}H{from}Z", pixels(y)),
                says: self
                    .page
                    .t("page-cohort-flow-band")
                    .with("from", self.page.t(format!("page-milestone-{}", step.milestone)))
                    .with("to", self.page.t(format!("page-milestone-{}", next.milestone)))
                    .count("students", next.reached),
                href: students(year, Some(next.milestone), None, ""),
            });
        }
        let going = scale(step.staying(Stay::Studying) + step.staying(Stay::OnLeave));
        if going > 0 {
            // Still under way: an outline that does not reach the next step.
            let end = from + self.pitch * 11 / 20;
            let path = format!("M{from} {}H{end}V{}H{from}Z", pixels(y), pixels(y + going));
            self.streams.push(Stream { class: "sk-stay", path });
            y += going;
        }
        let ends = [(Stay::Exited, "sk-exits", 50), (Stay::Left, "sk-leaves", 72)];
        for (stay, class, percent) in ends {
            let height = scale(step.staying(stay));
            if step.staying(stay) > 0 {
                let path = falling(from, y, height.max(80), x + self.pitch * percent / 100);
                self.streams.push(Stream { class, path });
                y += height;
            }
        }
        let told = [Stay::Exited, Stay::Left, Stay::Studying, Stay::OnLeave];
        let told = told.into_iter().filter(|stay| step.staying(*stay) > 0);
        for (line, stay) in (1_i64..).zip(told) {
            self.notes.push(Note {
                x: x + self.pitch / 2,
                y: FLOOR + line * LINE,
                words: self.page.t(format!("page-stay-{stay}-count")).count("students", step.staying(stay)),
                href: students(year, Some(step.milestone), Some(next.milestone), standing(stay)),
            });
        }
    }
}

/// A stream that leaves at the right of a node and falls to the floor.
fn falling(x: i64, y: i64, height: i64, to: i64) -> String {
    let width = height.min(STREAM_WIDEST);
    let (upper, lower) = (pixels(y), pixels(y + height));
    let right = pixels(to * 100 + width);
    let bend = pixels((FLOOR * 100 + y + height) / 2);
    let mut path = String::new();
    // Writing into a string cannot fail.
    let _ = write!(path, "M{x} {upper}C{right} {upper} {right} {bend} {right} {FLOOR}");
    let _ = write!(path, "H{to}C{to} {bend} {to} {lower} {x} {lower}Z");
    path
}

/// Hundredths of a pixel, written.
fn pixels(hundredths: i64) -> String {
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

/// The word by which the list knows where they are.
pub(crate) fn standing(stay: Stay) -> &'static str {
    match stay {
        Stay::Exited => "graduated",
        Stay::Left => "left",
        Stay::Studying => "studying",
        Stay::OnLeave => "on-leave",
        Stay::Awaited => "admitted",
    }
}

/// The list of an entry year's students who reached a step and not another.
pub(crate) fn students(
    entry_year: i32,
    reached: Option<Milestone>,
    not_reached: Option<Milestone>,
    standing: &str,
) -> String {
    let year = entry_year.to_string();
    let pairs = [
        ("standing", standing),
        ("entry_year", year.as_str()),
        ("reached", reached.map_or("", Milestone::as_str)),
        ("not_reached", not_reached.map_or("", Milestone::as_str)),
    ];
    format!("/students{}", address::query(&pairs))
}

/// A row of the flow's table.
pub(crate) struct FlowRow {
    pub(crate) from: Said,
    pub(crate) to: Said,
    /// Began, reached the next, then each way of staying: words of the column, figure, students.
    pub(crate) cells: Vec<(Said, i64, String)>,
}

/// The same figures as a table.
#[derive(Template)]
#[template(path = "parts/flow_table.html")]
pub(crate) struct FlowTable {
    rows: Vec<FlowRow>,
    year: i32,
    page: Page,
}

impl HtmlSafe for FlowTable {}

impl FlowTable {
    /// Every pair of steps of an entry year.
    pub(crate) fn of(page: &Page, cohort: &Cohort) -> Self {
        let rows = cohort.steps.iter().zip(cohort.steps.iter().skip(1)).map(|(step, next)| {
            let year = cohort.entry_year;
            let all = |step: &Step| students(year, Some(step.milestone), None, "");
            let mut cells = vec![
                (page.t("page-cohort-began"), step.reached, all(step)),
                (page.t("page-cohort-arrived"), next.reached, all(next)),
            ];
            cells.extend(step.stays.iter().map(|(stay, count)| {
                let href = students(year, Some(step.milestone), Some(next.milestone), standing(*stay));
                (page.t(format!("page-stay-{stay}")), *count, href)
            }));
            FlowRow {
                from: page.t(format!("page-milestone-{}", step.milestone)),
                to: page.t(format!("page-milestone-{}", next.milestone)),
                cells,
            }
        });
        FlowTable { rows: rows.collect(), year: cohort.entry_year, page: page.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_falls_to_the_floor_and_is_no_wider_than_it_may() {
        assert_eq!(
            falling(3, 17_000, 100, 50),
            "M3 170.00C51.00 170.00 51.00 196.50 51.00 222H50C50 196.50 50 171.00 3 171.00Z"
        );
        assert!(falling(3, 4_000, 13_700, 50).contains("74.00 222H50"));
    }

    #[test]
    fn a_figure_opens_to_its_students() {
        let href = students(2016, Some(Milestone::College), Some(Milestone::Bachelor), "left");
        assert_eq!(href, "/students?standing=left&entry_year=2016&reached=college&not_reached=bachelor");
    }
}
