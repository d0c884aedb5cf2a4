//! What drawings are made of: well-formed, told to those who hear them, the same figures in a page and in a file.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use guantong_charts::{
    Bars, Body, Drawing, Flow, Leaves, Lines, Part, Row, Series, Step, Tile, Tiles, Tone, Track,
};

fn drawing(body: Body) -> Drawing {
    Drawing {
        id: "d".to_owned(),
        title: "A < B & \"C\"".to_owned(),
        says: "What it shows".to_owned(),
        body,
        legend: vec![(Tone::One, "one".to_owned())],
    }
}

fn bar(value: i64, outline: Option<i64>) -> Row {
    Row {
        name: "甲校".to_owned(),
        href: "/x?a=1&b=2".to_owned(),
        tracks: vec![Track {
            parts: vec![Part { value, tone: Tone::One, says: format!("says {value}") }],
            outline,
            range: Some((value / 2, value * 2)),
            figure: value.to_string(),
        }],
    }
}

fn all() -> Vec<Drawing> {
    let series = Series {
        name: "line".to_owned(),
        last: "3".to_owned(),
        tone: Tone::Two,
        points: vec![Some(1), None, Some(3), Some(2)],
        says: ["1", "", "3", "2"].map(str::to_owned).into(),
        ranges: vec![Some((0, 2)), None, Some((2, 4)), Some((1, 3))],
        href: "/line".to_owned(),
    };
    let lines = Lines {
        marks: ["a", "b", "c", "d"].map(str::to_owned).into(),
        least: 0,
        most: 4,
        ticks: vec![(0, "0".to_owned()), (4, "4".to_owned())],
        series: vec![series],
        steps: true,
        high: 100,
        across: "semesters".to_owned(),
    };
    let leaves = Leaves { words: "left 3".to_owned(), value: 3, tone: Tone::Four, href: "/left".to_owned() };
    let step = |value: i64| Step {
        name: "step".to_owned(),
        figure: value.to_string(),
        value,
        tone: Tone::Pale,
        href: "/step".to_owned(),
        leaves: vec![leaves.clone()],
        notes: vec![("note".to_owned(), String::new())],
    };
    let tile = Tile {
        column: 1,
        row: 2,
        name: "海淀".to_owned(),
        figure: "5".to_owned(),
        shade: 9,
        ringed: true,
        href: "/tile".to_owned(),
    };
    vec![
        drawing(Body::Bars(Bars { most: 100, rows: vec![bar(25, Some(50)), bar(0, None), bar(300, None)] })),
        drawing(Body::Lines(lines.clone())),
        drawing(Body::Stack(vec![("one".to_owned(), lines.clone()), ("two".to_owned(), lines)])),
        drawing(Body::Flow(Flow { most: 10, steps: vec![step(10), step(7), step(0)] })),
        drawing(Body::Tiles(Tiles { columns: 4, tiles: vec![tile], shades: vec!["0 to 1".to_owned()] })),
    ]
}

/// Every element that is opened is closed, in order.
fn must_be_well_formed(text: &str) {
    let mut open: Vec<&str> = Vec::new();
    for tag in text.split('<').skip(1) {
        let (tag, _) = tag.split_once('>').unwrap();
        if tag.starts_with('?') || tag.ends_with('/') {
            continue;
        }
        match tag.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name), "{text}"),
            None => open.push(tag.split(' ').next().unwrap()),
        }
    }
    assert!(open.is_empty(), "{open:?}");
}

#[test]
fn every_drawing_is_told_and_has_no_style_of_its_own_in_a_page() {
    for drawing in all() {
        let within = drawing.within();
        must_be_well_formed(&within);
        assert!(within.contains("role=\"group\"") && within.contains("aria-labelledby=\"d-t\""), "{within}");
        assert!(within.contains("<title id=\"d-t\">A &lt; B &amp; &quot;C&quot;</title>"), "{within}");
        assert!(within.contains("<desc id=\"d-d\">What it shows</desc>"));
        assert!(!within.contains("style"), "the pages allow no inline style: {within}");
        assert!(!within.contains('-') || !within.contains("width=\"-"), "{within}");
    }
}

#[test]
fn a_file_stands_by_itself_and_leads_nowhere() {
    for drawing in all() {
        let (within, file) = (drawing.within(), drawing.file("as of a day"));
        must_be_well_formed(&file);
        assert!(file.starts_with("<?xml") && file.contains("xmlns=\"http://www.w3.org/2000/svg\""));
        assert!(file.contains("role=\"img\"") && file.contains("<style>") && file.contains("as of a day"));
        assert!(!file.contains("<a ") && !file.contains("href"), "{file}");
        assert!(!file.contains("var(--"), "there is no stylesheet beside it");
        for class in
            within.split("class=\"").skip(1).flat_map(|rest| rest.split('"').next().unwrap().split(' '))
        {
            let plain = [
                "plot",
                "ch-t",
                "ch-flow",
                "ch-stream",
                "ch-some",
                "ch-tile",
                "ch-on-0",
                "ch-on-1",
                "ch-on-2",
            ];
            let known = file.contains(&format!(".{class}{{")) || file.contains(&format!(".{class},"));
            assert!(known || plain.contains(&class), "{class} has no colour in a file");
        }
    }
}

#[test]
fn bars_are_as_long_as_their_values() {
    let drawn = all()[0].within();
    assert!(drawn.contains("width=\"25.00%\" height=\"12\"><title>says 25</title>"), "{drawn}");
    assert!(drawn.contains("class=\"ch-outline\" x=\"0\" y=\"19\" width=\"50.00%\""), "{drawn}");
    // What is over the scale ends with it; nothing is drawn of nothing.
    assert!(drawn.contains("width=\"100.00%\" height=\"12\"><title>says 300</title>"), "{drawn}");
    assert!(!drawn.contains("says 0"), "{drawn}");
    assert!(drawn.contains("<a href=\"/x?a=1&amp;b=2\" aria-label=\"甲校\">"), "{drawn}");
}

#[test]
fn a_drawing_without_links_is_an_image() {
    let row = Row { href: String::new(), ..bar(1, None) };
    let drawn = drawing(Body::Bars(Bars { most: 1, rows: vec![row] })).within();
    assert!(drawn.contains("role=\"img\"") && !drawn.contains("<a "), "{drawn}");
}

#[test]
fn what_stands_below_a_file_is_folded() {
    let file = all()[0].file(&"a long sentence ".repeat(30));
    let lines: Vec<&str> = file.split("ch-t ch-soft\"").skip(1).collect();
    assert!(lines.len() > 3, "{}", lines.len());
    assert!(lines.iter().all(|line| line.split('>').nth(1).unwrap().len() < 110));
}

#[test]
fn a_line_breaks_where_there_is_no_value() {
    let drawn = all()[1].within();
    assert_eq!(drawn.matches("<circle").count(), 3);
    let path = drawn.split("ch-line\"").skip(1).find_map(|rest| rest.split(" d=\"").nth(1)).unwrap();
    assert_eq!(path.split('"').next().unwrap().matches('M').count(), 2, "{path}");
}
