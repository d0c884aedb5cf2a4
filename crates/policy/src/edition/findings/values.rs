//! Values that contradict one another, on the days on which they hold together.

use super::{Finding, FindingKind};
use crate::Edition;
use crate::edition::{Parameter, Unit, Value};
use guantong_model::{Date, Stage, Track};
use std::collections::BTreeSet;

const FLOOR: &str = "score.floor";
const FULL: &str = "score.full";
const ACROSS: &str = "transfer.window.major-across-class";
const WITHIN: &str = "transfer.window.major-within-class";

/// Everything of this kind.
pub(super) fn find(edition: &Edition, found: &mut Vec<Finding>) {
    floor_above_full(edition, found);
    for parameter in edition.parameters() {
        each(edition, parameter, found);
    }
    bounds(edition, found);
    within_one_another(edition, found);
    sums(edition, found);
    lists(edition, found);
}

/// The days on which one of some parameters begins to have another value.
fn days(edition: &Edition, names: &[&str]) -> BTreeSet<Date> {
    let parameters = names.iter().filter_map(|name| edition.parameter(name));
    parameters.flat_map(|parameter| parameter.values.iter().map(|dated| dated.from)).collect()
}

/// A finding at the line of the value that a parameter has on a day.
fn at(kind: FindingKind, parameter: &Parameter, on: Date) -> Finding {
    let line =
        parameter.values.iter().find(|dated| dated.covers(on)).map_or(parameter.place.line, |d| d.line);
    let mut place = parameter.place.clone();
    place.line = line;
    Finding::new(kind, &parameter.name, place).with("on", on)
}

/// The first day on which one number exceeds another.
fn exceeds(edition: &Edition, less: &str, more: &str) -> Option<(Date, i64, i64)> {
    days(edition, &[less, more]).into_iter().find_map(|on| {
        let (less, more) = (edition.number(less, on)?, edition.number(more, on)?);
        (less > more).then_some((on, less, more))
    })
}

/// A lowest score above full marks admits nobody.
fn floor_above_full(edition: &Edition, found: &mut Vec<Finding>) {
    if let (Some((on, floor, full)), Some(parameter)) =
        (exceeds(edition, FLOOR, FULL), edition.parameter(FLOOR))
    {
        found.push(at(FindingKind::FloorAboveFull, parameter, on).with("floor", floor).with("full", full));
    }
}

/// What is wrong with a value by itself.
fn each(edition: &Edition, parameter: &Parameter, found: &mut Vec<Finding>) {
    for dated in &parameter.values {
        let numbers = match &dated.value {
            Value::Number(number) => vec![*number],
            Value::List(list) => list.iter().filter_map(Value::as_number).collect(),
            Value::Text(_) => Vec::new(),
        };
        let value = dated.value.to_string();
        let percent =
            matches!(parameter.unit, Unit::PercentOfHours | Unit::PercentAlike | Unit::PercentOfTotal);
        if numbers.iter().any(|number| *number < 0 || (percent && *number > 100)) {
            found.push(at(FindingKind::ValueOut, parameter, dated.from).with("value", value.as_str()));
        }
        if parameter.unit == Unit::MonthDay && !month_days(&dated.value) {
            found.push(at(FindingKind::NoDay, parameter, dated.from).with("value", value.as_str()));
        }
        if let (Unit::SemestersOfStage, [first, last]) = (parameter.unit, numbers.as_slice()) {
            window(edition, parameter, dated.from, (*first, *last), found);
        }
    }
}

/// Whether each text is a month and a day of a year.
fn month_days(value: &Value) -> bool {
    match value {
        Value::Text(text) => format!("2024-{text}").parse::<Date>().is_ok(),
        Value::List(list) => list.iter().all(month_days),
        Value::Number(_) => false,
    }
}

/// A window that ends before it begins is never; one that goes on after the stage promises what cannot be.
fn window(
    edition: &Edition,
    parameter: &Parameter,
    on: Date,
    (first, last): (i64, i64),
    found: &mut Vec<Finding>,
) {
    if first < 1 || last < first {
        let finding = at(FindingKind::WindowReversed, parameter, on);
        found.push(finding.with("first", first).with("last", last));
        return;
    }
    let stage = if parameter.name.contains("college") { 1 } else { 0 };
    let years = edition.numbers(&format!("stage.years.{}", Track::CollegeBachelor), on);
    if let Some(years) = years.and_then(|years| years.get(stage).copied())
        && last > 2 * years
    {
        let finding = at(FindingKind::WindowBeyond, parameter, on);
        found.push(finding.with("last", last).with("semesters", 2 * years));
    }
}

/// Least values above the most: of hours and credits by stage, and of what is written as from and to.
fn bounds(edition: &Edition, found: &mut Vec<Finding>) {
    let names = |of: &str, end: &str, stage: &Stage| {
        [format!("training.{of}.{end}.{stage}"), format!("training.reckoned.{of}.{end}.{stage}")]
    };
    let mut pairs: Vec<(String, String)> = Vec::new();
    for stage in Stage::ALL {
        for of in ["hours", "credits"] {
            for floor in names(of, "floor", stage) {
                pairs.extend(names(of, "ceiling", stage).map(|ceiling| (floor.clone(), ceiling)));
            }
        }
    }
    for parameter in edition.parameters() {
        if let Some(stem) = parameter.name.strip_suffix(".from") {
            pairs.push((parameter.name.clone(), format!("{stem}.to")));
        }
    }
    for (least, most) in pairs {
        if let (Some((on, low, high)), Some(parameter)) =
            (exceeds(edition, &least, &most), edition.parameter(&least))
        {
            let finding = at(FindingKind::LeastAboveMost, parameter, on);
            found.push(finding.with("other", most).with("low", low).with("high", high));
        }
    }
}

/// What is allowed in the harder case cannot be more than in the easier one: a change across broad classes is also one of
/// major, and three years of study have no fewer hours than two.
fn within_one_another(edition: &Edition, found: &mut Vec<Finding>) {
    for on in days(edition, &[ACROSS, WITHIN]) {
        let (Some(across), Some(within), Some(parameter)) =
            (edition.numbers(ACROSS, on), edition.numbers(WITHIN, on), edition.parameter(ACROSS))
        else {
            continue;
        };
        if let ([first, last], [begins, ends]) = (across.as_slice(), within.as_slice())
            && (first < begins || last > ends)
            && first <= last
        {
            let finding = at(FindingKind::AllowanceWider, parameter, on).with("other", WITHIN);
            found.push(
                finding.with("value", format!("{first}–{last}")).with("wider", format!("{begins}–{ends}")),
            );
            break;
        }
    }
    let (two, three) = ("training.hours.floor.college", "training.hours.floor.college.three-years");
    if let (Some((on, low, high)), Some(parameter)) = (exceeds(edition, two, three), edition.parameter(three))
    {
        let finding = at(FindingKind::LeastAboveMost, parameter, on).with("other", three);
        found.push(finding.with("low", low).with("high", high));
    }
}

/// Sums that the notice prints beside their parts.
fn sums(edition: &Edition, found: &mut Vec<Finding>) {
    let (total, college, secondary) =
        ("plan.places.total", "plan.places.college-bachelor", "plan.places.secondary-bachelor");
    for on in days(edition, &[total, college, secondary]) {
        let number = |name: &str| edition.number(name, on);
        if let (Some(sum), Some(one), Some(other), Some(parameter)) =
            (number(total), number(college), number(secondary), edition.parameter(total))
            && sum != one.saturating_add(other)
        {
            let finding = at(FindingKind::SumDiffers, parameter, on).with("sum", sum);
            found.push(finding.with("parts", one.saturating_add(other)));
            break;
        }
    }
    let (school, stages) = ("school.years", format!("stage.years.{}", Track::CollegeBachelor));
    for on in days(edition, &[school, &stages]) {
        let years = edition.numbers(&stages, on).unwrap_or_default();
        if let (Some(sum), [secondary, college, _], Some(parameter)) =
            (edition.number(school, on), years.as_slice(), edition.parameter(school))
            && sum != secondary + college
        {
            let finding = at(FindingKind::SumDiffers, parameter, on).with("sum", sum);
            found.push(finding.with("parts", secondary + college));
            break;
        }
    }
}

/// Weights stand beside what they weigh, one for one.
fn lists(edition: &Edition, found: &mut Vec<Finding>) {
    for (weights, of) in
        [("evaluation.weights", "evaluation.dimensions"), ("excellence.weights", "excellence.criteria")]
    {
        for on in days(edition, &[weights, of]) {
            let length = |name: &str| edition.list(name, on).map(<[Value]>::len);
            if let (Some(have), Some(want), Some(parameter)) =
                (length(weights), length(of), edition.parameter(weights))
                && have != want
            {
                let finding = at(FindingKind::WeightsDiffer, parameter, on).with("other", of);
                found.push(finding.with("count", have).with("wanted", want));
                break;
            }
        }
    }
}
