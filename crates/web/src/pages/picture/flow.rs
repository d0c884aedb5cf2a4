//! The seven years of an entry year: who came to each step, how those ended who came no further, who is under way.

use super::asked::At;
use super::records::{Behind, Wanted};
use super::shown::{Cell, Made, Row, Table, defined, drawn, legend};
use crate::answer::Problem;
use crate::frame::Page;
use crate::pages::address::query;
use guantong_charts::{Body, Flow, Leaves, Step, Tone};
use guantong_indicators::{Beside, Of, Reached, SevenYears, Stretch};
use guantong_model::Standing;
use guantong_service::indicator::Gathered;
use guantong_service::picture::Picture;

/// The clause by which a record ends so: rules of registration of the stage, but for who exits, and for who failed to
/// progress and is dealt with by them.
fn clause(standing: Standing) -> &'static str {
    match standing {
        Standing::Graduated => "3.3.4.b",
        Standing::Completed | Standing::Incomplete => "3.4.3.d",
        _ => "3.3.3.a",
    }
}

/// Those beside a step, as an address has them.
fn word(why: Beside) -> &'static str {
    match why {
        Beside::Going => "going",
        Beside::Repeated => "repeated",
        Beside::OnLeave => "leave",
        Beside::Ended(end) => end.as_str(),
    }
}

fn why(word: &str) -> Option<Beside> {
    match word {
        "" | "going" => Some(Beside::Going),
        "repeated" => Some(Beside::Repeated),
        "leave" => Some(Beside::OnLeave),
        end => Standing::parse(end).map(Beside::Ended),
    }
}

/// Those beside a step, and what they are called.
pub(super) fn who<'g>(
    page: &Page,
    at: &At,
    gathered: &'g Gathered,
    wanted: &Wanted,
) -> Result<Behind<'g>, Problem> {
    let step = match wanted.step.as_str() {
        "" => Reached::Registered,
        step => Reached::parse(step).ok_or(Problem::NotFound)?,
    };
    let why = why(&wanted.beside).ok_or(Problem::NotFound)?;
    let of = Of { entry_year: Some(at.flow_cohort()), ..at.of_lives() };
    let what = match why {
        Beside::Going if step == Reached::Admitted => page.t("picture-flow-awaited").to_string(),
        Beside::Going => page.t("picture-flow-going").to_string(),
        Beside::Repeated => page.t("picture-flow-repeated").to_string(),
        Beside::OnLeave => page.t("picture-flow-leave").to_string(),
        Beside::Ended(end) => page.t(format!("picture-end-{end}")).to_string(),
    };
    let heading = page
        .t("picture-flow-behind")
        .with("year", at.flow_cohort().to_string())
        .with("step", page.t(format!("picture-step-{step}")))
        .with("what", what);
    let found = SevenYears::who(&gathered.facts, &of, step, why);
    Ok((heading.to_string(), found.into_iter().map(|id| (id, true)).collect()))
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

    /// Those who are counted beside a step, as of the day.
    fn beside(&self, step: Reached, why: Beside) -> String {
        let figure = [("step", step.as_str()), ("beside", word(why))];
        let at = At::clone(self.at).of_cohort(&self.cohort);
        at.records(self.page, Picture::Flow, &figure)
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
        .filter(|standing| {
            seven.stretches.iter().any(|stretch| stretch.ended.get(standing).is_some_and(|count| *count > 0))
        })
        .collect();
    let admitted = seven.at(Reached::Admitted).reached;
    let stretches = || Reached::ALL.iter().copied().zip(&seven.stretches);
    let steps = stretches().zip(TONES);
    let steps = steps.map(|((step, stretch), tone)| drawn_step(page, &addresses, step, stretch, tone));
    let steps: Vec<Step> = steps.collect();
    let counted = |count: i64, href: String| {
        let cell = Cell::number(page, count);
        if count > 0 { cell.to(href) } else { cell }
    };
    let row = |name: String, cell: &dyn Fn(Reached, &Stretch) -> Cell| Row {
        name: Cell::words(name),
        cells: stretches().map(|(step, stretch)| cell(step, stretch)).collect(),
        sum: false,
    };
    // What lies after the last step is nothing.
    let after = |step: Reached, cell: Cell| if step == Reached::Graduated { Cell::none(page) } else { cell };
    let word = |id: &str| page.t(id).to_string();
    let mut rows = vec![
        row(word("picture-flow-reached"), &|step, of| counted(of.reached, addresses.reached(step))),
        row(word("picture-flow-share"), &|_, of| Cell::percent(page, of.reached, admitted)),
        row(word("picture-flow-going"), &|step, of| {
            after(step, counted(of.going, addresses.beside(step, Beside::Going)))
        }),
    ];
    for end in &ends {
        let row = row(ended(page, *end), &|step, of| {
            let count = of.ended.get(end).copied().unwrap_or(0);
            after(step, counted(count, addresses.beside(step, Beside::Ended(*end))))
        });
        rows.push(Row { name: row.name.with_small(clause_label(page, *end)), ..row });
    }
    // These are among those above, and add nothing to them.
    rows.push(row(word("picture-flow-repeated"), &|step, of| {
        after(step, counted(of.repeated, addresses.beside(step, Beside::Repeated)))
    }));
    rows.push(row(word("picture-flow-leave"), &|step, of| {
        after(step, counted(of.on_leave, addresses.beside(step, Beside::OnLeave)))
    }));
    let mut headings = vec![word("picture-flow-step")];
    headings.extend(Reached::ALL.iter().map(|step| word(&format!("picture-step-{step}"))));
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
        clauses: &["2.a", "3.3.3.a", "3.3.4.b", "3.4.1", "3.4.3.a", "3.4.3.d", "3.4.4.a"],
        notes: Vec::new(),
    }
}

/// How a record ended, in words; a graduation on the way is 毕业退出.
fn ended(page: &Page, standing: Standing) -> String {
    match standing {
        Standing::Graduated => page.t("picture-flow-exits").to_string(),
        Standing::NotEnrolled => page.t("picture-end-not-enrolled").to_string(),
        other => page.word(format!("standing.{other}")),
    }
}

/// The clause by which a record ends so, as it is printed.
fn clause_label(page: &Page, standing: Standing) -> String {
    let id = clause(standing);
    let label = page.edition().provision(&id.into()).map(|found| found.label.clone());
    page.either(label.as_deref().unwrap_or_default(), id).to_owned()
}

fn drawn_step(page: &Page, addresses: &Addresses<'_>, step: Reached, stretch: &Stretch, tone: Tone) -> Step {
    let mut leaves = Vec::new();
    for (end, count) in stretch.ended.iter().filter(|(_, count)| **count > 0) {
        let words = page
            .t("picture-flow-leaves")
            .with("how", page.t(format!("picture-end-{end}")))
            .with("clause", clause_label(page, *end))
            .count("count", *count);
        leaves.push(Leaves {
            words: words.to_string(),
            value: *count,
            tone: if *end == Standing::Graduated { Tone::Two } else { Tone::Four },
            href: addresses.beside(step, Beside::Ended(*end)),
        });
    }
    if stretch.going > 0 && step != Reached::Graduated {
        let id = match step {
            Reached::Admitted => "picture-flow-awaited-count",
            _ => "picture-flow-going-count",
        };
        leaves.push(Leaves {
            words: page.t(id).count("count", stretch.going).to_string(),
            value: stretch.going,
            tone: Tone::Plain,
            href: addresses.beside(step, Beside::Going),
        });
    }
    let mut notes = Vec::new();
    for (id, count, why) in [
        ("picture-flow-repeated-count", stretch.repeated, Beside::Repeated),
        ("picture-flow-leave-count", stretch.on_leave, Beside::OnLeave),
    ] {
        if count > 0 {
            notes.push((page.t(id).count("count", count).to_string(), addresses.beside(step, why)));
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
