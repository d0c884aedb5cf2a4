//! Seven years as a map: a row for each semester, a box for each course, an arrow from what must come before.

use super::parts::in_order;
use crate::frame::Page;
use askama::Template;
use askama::filters::HtmlSafe;
use guantong_model::Stage;
use guantong_training::{Course, Law, TrainingPlan};
use std::collections::BTreeMap;

/// The width of the map, of the semesters' names at its left, and of a box with what lies beside it.
const WIDTH: usize = 960;
const LEFT: usize = 72;
const STEP: usize = 111;
const BOX: (usize, usize) = (103, 52);
/// Room between lines of one semester, and above and below a semester.
const GAP: usize = 10;
const PAD: usize = 13;
/// Signs of a title on one line, and lines of it.
const SIGNS: usize = 8;

/// A semester's row.
struct Band {
    y: usize,
    height: usize,
    class: &'static str,
    middle: usize,
    number: String,
}

/// A course.
struct Node {
    x: usize,
    y: usize,
    class: String,
    title: String,
    lines: Vec<String>,
    small: String,
}

/// What must come before, to what builds on it.
struct Arrow {
    path: String,
    head: String,
    class: &'static str,
}

/// The map.
#[derive(Template)]
#[template(path = "training/map.html")]
pub(super) struct Map {
    says: String,
    width: usize,
    height: usize,
    left: usize,
    bands: Vec<Band>,
    nodes: Vec<Node>,
    arrows: Vec<Arrow>,
}

impl HtmlSafe for Map {}

impl Map {
    /// The map of a plan; nothing where it has no course.
    pub(super) fn of(page: &Page, plan: &TrainingPlan, law: &Law) -> Option<Self> {
        if plan.courses.is_empty() {
            return None;
        }
        let in_a_line = (WIDTH - LEFT) / STEP;
        let (mut bands, mut nodes, mut y) = (Vec::new(), Vec::new(), 0);
        let mut places: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for semester in &law.semesters {
            let courses: Vec<&Course> =
                plan.courses.iter().filter(|course| course.semester == semester.number).collect();
            let courses = placed(&courses, &places);
            let lines = courses.len().div_ceil(in_a_line).max(1);
            let height = lines * (BOX.1 + GAP) - GAP + 2 * PAD;
            for (place, course) in courses.into_iter().enumerate() {
                let (column, line) = (place % in_a_line, place / in_a_line);
                let (x, top) = (LEFT + column * STEP + 4, y + PAD + line * (BOX.1 + GAP));
                places.insert(&course.code, (x, top));
                nodes.push(node(page, course, x, top));
            }
            bands.push(Band {
                y,
                height,
                class: band(semester.stage),
                middle: y + height / 2 + 4,
                number: page
                    .t("training-map-semester")
                    .with("number", i64::from(semester.number))
                    .to_string(),
            });
            y += height;
        }
        let arrows: Vec<Arrow> = arrows(plan, law, &places);
        let broken = arrows.iter().filter(|arrow| arrow.class == "map__late").count();
        let says = page
            .t("training-map-says")
            .count("courses", plan.courses.len())
            .count("arrows", arrows.len())
            .count("broken", broken);
        Some(Map { says: says.to_string(), width: WIDTH, height: y, left: LEFT, bands, nodes, arrows })
    }
}

/// The courses of a semester in an order in which their arrows are short: by where what comes before them stands.
fn placed<'p>(courses: &[&'p Course], places: &BTreeMap<&str, (usize, usize)>) -> Vec<&'p Course> {
    let mut wished: Vec<(usize, &Course)> = Vec::new();
    for (place, course) in courses.iter().enumerate() {
        let above = course.prerequisites.iter().filter_map(|code| places.get(code.as_str()));
        let above: Vec<usize> = above.map(|(x, _)| *x).collect();
        let wish =
            if above.is_empty() { LEFT + place * STEP } else { above.iter().sum::<usize>() / above.len() };
        wished.push((wish, *course));
    }
    wished.sort_by(|(one, course), (other, second)| (one, &course.code).cmp(&(other, &second.code)));
    wished.into_iter().map(|(_, course)| course).collect()
}

fn band(stage: Stage) -> &'static str {
    match stage {
        Stage::Secondary => "map__band-1",
        Stage::College => "map__band-2",
        Stage::Bachelor => "map__band-3",
    }
}

fn node(page: &Page, course: &Course, x: usize, y: usize) -> Node {
    let signs: Vec<char> = course.title.chars().collect();
    let mut lines: Vec<String> = signs.chunks(SIGNS).take(2).map(|line| line.iter().collect()).collect();
    if signs.len() > 2 * SIGNS
        && let Some(last) = lines.last_mut()
    {
        last.pop();
        last.push('…');
    }
    let kind = page.t(format!("training-map-{}", course.kind));
    let small = page.t(if course.core { "training-map-core" } else { "training-map-small" });
    let class = format!("map__{}{}", course.kind, if course.core { " map__core" } else { "" });
    let small = small.with("kind", kind).with("credits", course.credits.to_string()).to_string();
    Node { x, y, class, title: format!("{} {}", course.code, course.title), lines, small }
}

/// The arrows, those that are broken last, so that they lie above the others.
fn arrows(plan: &TrainingPlan, law: &Law, places: &BTreeMap<&str, (usize, usize)>) -> Vec<Arrow> {
    let mut arrows = Vec::new();
    for course in &plan.courses {
        let Some((x, y)) = places.get(course.code.as_str()).copied() else { continue };
        for code in &course.prerequisites {
            let Some((from_x, from_y)) = places.get(code.as_str()).copied() else { continue };
            let good = in_order(plan, law, course, code);
            // From the foot of what comes before to the head of what follows; a broken one points upwards.
            let (x1, x2) = (from_x + BOX.0 / 2, x + BOX.0 / 2);
            let (y1, y2, tip) = if from_y < y {
                (from_y + BOX.1, y - 5, format!("M{} {}l-4 -6h8z", x2, y))
            } else {
                (from_y, y + BOX.1 + 5, format!("M{} {}l-4 6h8z", x2, y + BOX.1))
            };
            let half = usize::midpoint(y1, y2);
            arrows.push(Arrow {
                path: format!("M{x1} {y1}C{x1} {half} {x2} {half} {x2} {y2}"),
                head: tip,
                class: if good { "map__arrow" } else { "map__late" },
            });
        }
    }
    arrows.sort_by_key(|arrow| arrow.class == "map__late");
    arrows
}
