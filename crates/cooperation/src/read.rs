//! Reading what was typed into a form: every field by its declaration, everything wrong told at once.

use crate::field::{Field, Shape};
use crate::kind::{Declared, Kind};
use crate::period::{Semester, day};
use crate::record::{Fields, Record};
use crate::rules;
use guantong_model::{Date, Fact, Message, ProgrammeId, half_width};
use std::collections::BTreeMap;

/// Something wrong, at its field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The field.
    pub field: &'static str,
    /// What is wrong, with value, limit and way out.
    pub message: Message,
}

/// What typed values are held against.
#[derive(Clone, Copy, Debug)]
pub struct Ground<'a> {
    /// Today.
    pub today: Date,
    /// The programmes that may be named.
    pub programmes: &'a [ProgrammeId],
    /// Every record of the holder.
    pub records: &'a [Record],
    /// The number of the record that is amended; nothing of a new one.
    pub number: Option<i64>,
}

/// Records tell of no earlier day.
const EARLIEST: (i32, i8, i8) = (2000, 1, 1);
/// And of none later than so many years from today.
const YEARS_AHEAD: i32 = 20;
/// The largest figure, in hundredths.
const LARGEST: i64 = 100_000_000;

/// Reads what was typed into the form of a kind, as it is kept.
///
/// # Errors
/// Everything that is wrong: first of single fields; where those hold, of what they say together and beside the records
/// that are there.
pub fn read(kind: Kind, typed: &BTreeMap<String, String>, ground: &Ground<'_>) -> Result<Fields, Vec<Wrong>> {
    let declared: &Declared = kind.declared();
    let (mut fields, mut wrong) = (Fields::new(), Vec::new());
    for field in declared.fields {
        let given = typed.get(field.name).map_or("", String::as_str).trim();
        if given.is_empty() {
            if field.required {
                wrong.push(at(field, Message::new("cooperation-wrong-missing")));
            }
            continue;
        }
        match value(field, given, ground) {
            Ok(text) => {
                fields.insert(field.name.to_owned(), text);
            }
            Err(message) => wrong.push(at(field, message)),
        }
    }
    if wrong.is_empty() {
        wrong = rules::wrong_with(kind, &fields, ground);
    }
    if wrong.is_empty() { Ok(fields) } else { Err(wrong) }
}

/// A message at a field, which it names.
fn at(field: &Field, message: Message) -> Wrong {
    let named = Fact::Word(format!("cooperation-field.{}", field.name));
    Wrong { field: field.name, message: message.with("field", named) }
}

fn value(field: &Field, given: &str, ground: &Ground<'_>) -> Result<String, Message> {
    match field.shape {
        Shape::Text(most) => {
            let one_line = given.split_whitespace().collect::<Vec<_>>().join(" ");
            no_longer(one_line, most)
        }
        Shape::Long(most) => no_longer(given.replace("\r\n", "\n"), most),
        Shape::Day { past } => read_day(given, past, ground.today),
        Shape::Time => time(given).ok_or_else(|| Message::new("cooperation-wrong-time").with("given", given)),
        Shape::Number(least, most) => number(given, least, most),
        Shape::Decimal => decimal(given)
            .map(written)
            .ok_or_else(|| Message::new("cooperation-wrong-decimal").with("given", given)),
        Shape::Choice(words) => listed(given, words.contains(&given)),
        Shape::Semester => listed(given, Semester::parse(given).is_some()),
        Shape::Year | Shape::CalendarYear => {
            listed(given, given.parse::<i32>().is_ok_and(|year| (2000..2200).contains(&year)))
        }
        Shape::Programme => {
            listed(given, ground.programmes.iter().any(|programme| programme.as_str() == given))
        }
        Shape::Record(kind) => {
            let found = |record: &&Record| {
                record.kind == kind && record.counts() && record.number.to_string() == given
            };
            listed(given, ground.records.iter().any(|record| found(&record)))
        }
    }
}

fn listed(given: &str, found: bool) -> Result<String, Message> {
    if found {
        return Ok(given.to_owned());
    }
    Err(Message::new("cooperation-wrong-choice").with("given", given))
}

fn no_longer(text: String, most: usize) -> Result<String, Message> {
    let count = text.chars().count();
    if count <= most {
        return Ok(text);
    }
    Err(Message::new("cooperation-wrong-long").with("count", count).with("most", most))
}

fn read_day(given: &str, past: bool, today: Date) -> Result<String, Message> {
    let Some(on) = any_day(given) else {
        return Err(Message::new("cooperation-wrong-day").with("given", given));
    };
    let earliest = day(EARLIEST.0, EARLIEST.1, EARLIEST.2);
    let latest = day(i32::from(today.year()) + YEARS_AHEAD, 12, 31);
    if past && on > today {
        return Err(Message::new("cooperation-wrong-to-come").with("on", on).with("today", today));
    }
    if on < earliest || on > latest {
        let message = Message::new("cooperation-wrong-day-far").with("on", on);
        return Err(message.with("earliest", earliest).with("latest", latest));
    }
    Ok(on.to_string())
}

/// What stands between the figures of a day: signs, and the words for year, month and day.
const SIGNS: &[char] = &['-', '/', '.', ' ', '\u{5e74}', '\u{6708}', '\u{65e5}'];

/// A day as people write it: 2024-05-18, 2024/5/18, 2024.5.18, 2024年5月18日; nothing where it is none.
#[must_use]
pub fn any_day(given: &str) -> Option<Date> {
    let plain = half_width(given);
    let parts: Vec<&str> =
        plain.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let foreign = plain.chars().any(|c| !c.is_ascii_digit() && !SIGNS.contains(&c));
    let [year, month, day] = parts.as_slice() else { return None };
    if foreign || year.len() != 4 {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// A time of a day, such as 9:30, as it is kept: 09:30.
fn time(given: &str) -> Option<String> {
    let plain = half_width(given);
    let (hour, minute) = plain.split_once(':')?;
    let two = |text: &str| (1..=2).contains(&text.len()) && text.chars().all(|c| c.is_ascii_digit());
    let (hours, minutes): (u8, u8) = (hour.parse().ok()?, minute.parse().ok()?);
    (two(hour) && minute.len() == 2 && two(minute) && hours < 24 && minutes < 60)
        .then(|| format!("{hours:02}:{minutes:02}"))
}

fn number(given: &str, least: i64, most: i64) -> Result<String, Message> {
    match half_width(given).parse::<i64>() {
        Ok(number) if (least..=most).contains(&number) => Ok(number.to_string()),
        _ => Err(Message::new("cooperation-wrong-number")
            .with("given", given)
            .with("least", least)
            .with("most", most)),
    }
}

/// A figure with at most two places, in hundredths.
fn decimal(given: &str) -> Option<i64> {
    let plain = half_width(given);
    let plain = plain.strip_suffix('%').unwrap_or(&plain);
    let (sign, figures) = plain.strip_prefix('-').map_or((1, plain), |rest| (-1, rest));
    let (whole, part) = figures.split_once('.').unwrap_or((figures, "0"));
    let digits = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    if !digits(whole) || !digits(part) || part.len() > 2 {
        return None;
    }
    let part: i64 = format!("{part:0<2}").parse().ok()?;
    let found = whole.parse::<i64>().ok()?.checked_mul(100)?.checked_add(part)?;
    (found <= LARGEST).then_some(sign * found)
}

/// A figure in hundredths as it is kept.
fn written(hundredths: i64) -> String {
    let (whole, part) = (hundredths.abs() / 100, hundredths.abs() % 100);
    let sign = if hundredths < 0 { "-" } else { "" };
    match part {
        0 => format!("{sign}{whole}"),
        part if part % 10 == 0 => format!("{sign}{whole}.{}", part / 10),
        part => format!("{sign}{whole}.{part:02}"),
    }
}

/// A figure as it is kept, in hundredths.
#[must_use]
pub fn hundredths(kept: &str) -> Option<i64> {
    decimal(kept)
}
