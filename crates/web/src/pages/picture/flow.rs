//! The seven years of an entry year: who came to each step, how those ended who came no further, who is under way.

use super::asked::At;
use super::shown::{Cell, Made, Row, Table, defined, drawn, legend};
use crate::frame::Page;
use crate::pages::address::query;
use guantong_charts::{Body, Flow, Leaves, Step, Tone};
use guantong_indicators::{Of, Reached, Stretch};
use guantong_model::Standing;
use guantong_service::indicator::Gathered;
use guantong_service::picture::Picture;

/// The clause by which a record ends so.
fn clause(standing: Standing) -> &'static str {
    match standing {
        Standing::Graduated => "3.3.4.b",
        Standing::NotEnrolled | Standing::Admitted => "3.3.1",
        _ => "3.3.2",
    }
}

struct Addresses<'a> {
    page: &'a Page,
    at: &'a At,
    cohort: String,
}

impl Addresses<'_> {
    /// Those who came to a step: the records behind the indicator that counts them.
    fn reached(&self, step: Reached) -> String {
        let (indicator, which) = match step {
            Reached::Admitted => ("registration-rate", ""),
            Reached::Registered => ("registration-rate", "part"),
            Reached::College => ("progression-college", "part"),
            Reached::Bachelor => ("progression-bachelor", "part"),
            Reached::Graduated => ("graduation", "part"),
        };
        let day = self.at.day(self.page);
        let (by, of) = match (self.at.programme.as_str(), self.at.institution.as_str()) {
            ("", "") => ("", ""),
            ("", institution) => ("institution", institution),
            (programme, _) => ("programme", programme),
        };
        let pairs = [
            ("year", self.cohort.as_str()),
            ("as_of", day.as_str()),
            ("by", by),
            ("of", of),
            ("which", which),
        ];
        format!("/indicators/{indicator}/records{}", query(&pairs))
    }

    /// Those who came to a step and no further: the list of students as it is today.
    fn stayed(&self, step: Reached, standing: &str) -> String {
        let (reached, not_reached) = match step {
            Reached::Admitted => ("admitted", "registered"),
            Reached::Registered => ("registered", "college"),
            Reached::College => ("college", "bachelor"),
            Reached::Bachelor | Reached::Graduated => ("bachelor", "graduated"),
        };
        let pairs = [
            ("institution", self.at.institution.as_str()),
            ("programme", self.at.programme.as_str()),
            ("standing", standing),
            ("entry_year", self.cohort.as_str()),
            ("reached", reached),
            ("not_reached", not_reached),
        ];
        format!("/students{}", query(&pairs))
    }
}

const TONES: [Tone; 5] = [Tone::Plain, Tone::Pale, Tone::Middle, Tone::Deep, Tone::Deep];

pub(super) fn made(page: &Page, at: &At, gathered: &Gathered) -> Made {
    let cohort = at.flow_cohort();
    let of = Of { entry_year: Some(cohort), ..at.of_lives() };
    let seven = page.office().seven_years(gathered, &of);
    let addresses = Addresses { page, at, cohort: cohort.to_string() };
    let ends: Vec<Standing> = Standing::ALL
        .iter()
        .copied()
        .filter(|standing| seven.stretches.iter().any(|stretch| stretch.ended.contains_key(standing)))
        .collect();
    let admitted = seven.at(Reached::Admitted).reached;
    let mut rows = Vec::new();
    let mut steps = Vec::new();
    for ((step, stretch), tone) in Reached::ALL.iter().zip(&seven.stretches).zip(TONES) {
        rows.push(row(page, &addresses, *step, (stretch, admitted), &ends));
        steps.push(drawn_step(page, &addresses, *step, stretch, tone));
    }
    let word = |id: &str| page.t(id).to_string();
    let mut headings =
        vec![word("picture-flow-step"), word("picture-flow-reached"), word("picture-flow-share")];
    headings.push(word("picture-flow-going"));
    for end in &ends {
        headings.push(ended(page, *end));
    }
    headings.extend([word("picture-flow-repeated"), word("picture-flow-leave")]);
    let says = page
        .t("picture-flow-desc")
        .with("year", cohort.to_string())
        .count("admitted", admitted)
        .count("registered", seven.at(Reached::Registered).reached)
        .count("college", seven.at(Reached::College).reached)
        .count("bachelor", seven.at(Reached::Bachelor).reached)
        .count("graduated", seven.at(Reached::Graduated).reached);
    let flow = Flow { most: admitted.max(1), steps };
    let mut drawing = drawn(page, Picture::Flow, says.to_string(), Body::Flow(flow));
    drawing.title = page.t("picture-flow-of").with("year", cohort.to_string()).to_string();
    drawing.legend = legend(
        page,
        &[
            (Tone::Plain, "picture-flow-going"),
            (Tone::Two, "picture-flow-exits"),
            (Tone::Four, "picture-flow-ends"),
        ],
    );
    let none = admitted == 0;
    Made {
        table: Table { caption: drawing.title.clone(), headings, rows: if none { Vec::new() } else { rows } },
        drawing,
        reached: Vec::new(),
        definition: defined(page, Picture::Flow, &["whole", "part", "day", "links"]),
        clauses: &["2.a", "3.3.1", "3.3.2", "3.3.4.b", "3.4.1", "3.4.3.a", "3.4.4.a"],
        notes: Vec::new(),
    }
}

/// How a record ended, in words; a graduation on the way is 毕业退出.
fn ended(page: &Page, standing: Standing) -> String {
    match standing {
        Standing::Graduated => page.t("picture-flow-exits").to_string(),
        other => page.word(format!("standing.{other}")),
    }
}

fn row(
    page: &Page,
    addresses: &Addresses<'_>,
    step: Reached,
    (stretch, admitted): (&Stretch, i64),
    ends: &[Standing],
) -> Row {
    let last = step == Reached::Graduated;
    let counted = |count: i64, href: String| {
        let cell = Cell::number(page, count);
        if count > 0 { cell.to(href) } else { cell }
    };
    let mut cells = vec![counted(stretch.reached, addresses.reached(step))];
    cells.push(Cell::percent(page, stretch.reached, admitted));
    if last {
        cells.extend(std::iter::repeat_with(|| Cell::none(page)).take(ends.len() + 3));
    } else {
        let going = if step == Reached::Admitted { "admitted" } else { "current" };
        cells.push(counted(stretch.going, addresses.stayed(step, going)));
        for end in ends {
            let count = stretch.ended.get(end).copied().unwrap_or(0);
            cells.push(counted(count, addresses.stayed(step, end.as_str())));
        }
        cells.push(Cell::number(page, stretch.repeated));
        cells.push(Cell::number(page, stretch.on_leave));
    }
    Row { name: Cell::words(page.t(format!("picture-step-{step}")).to_string()), cells, sum: false }
}

fn drawn_step(page: &Page, addresses: &Addresses<'_>, step: Reached, stretch: &Stretch, tone: Tone) -> Step {
    let mut leaves = Vec::new();
    for (end, count) in stretch.ended.iter().filter(|(_, count)| **count > 0) {
        let label = page.edition().provision(&clause(*end).into()).map(|found| found.label.clone());
        let words = page
            .t("picture-flow-leaves")
            .with("how", ended(page, *end))
            .with("clause", page.either(label.as_deref().unwrap_or_default(), clause(*end)))
            .count("count", *count);
        leaves.push(Leaves {
            words: words.to_string(),
            value: *count,
            tone: if *end == Standing::Graduated { Tone::Two } else { Tone::Four },
            href: addresses.stayed(step, end.as_str()),
        });
    }
    if stretch.going > 0 && step != Reached::Graduated {
        let (id, standing) = match step {
            Reached::Admitted => ("picture-flow-awaited-count", "admitted"),
            _ => ("picture-flow-going-count", "current"),
        };
        leaves.push(Leaves {
            words: page.t(id).count("count", stretch.going).to_string(),
            value: stretch.going,
            tone: Tone::Plain,
            href: addresses.stayed(step, standing),
        });
    }
    let mut notes = Vec::new();
    for (id, count) in
        [("picture-flow-repeated-count", stretch.repeated), ("picture-flow-leave-count", stretch.on_leave)]
    {
        if count > 0 {
            notes.push((page.t(id).count("count", count).to_string(), String::new()));
        }
    }
    Step {
        name: page.t(format!("picture-step-{step}")).to_string(),
        figure: page.number(stretch.reached),
        value: stretch.reached,
        tone,
        href: addresses.reached(step),
        leaves,
        notes,
    }
}
