//! Whole numbers as tables hold them.

use super::super::draft::Column;
use super::super::{Problem, names};
use guantong_model::Message;
use guantong_model::sheet::{At, Value};

/// More than any total of a plan.
const MOST: f64 = 400_000.0;

/// A whole number from 1, blank cells as nothing. Full-width figures and separators of thousands are read; words
/// beside the figure are not.
pub(super) fn places(value: Option<&Value>, at: At, column: Column) -> Result<Option<u32>, Problem> {
    let problem = |number: &str, message: Message, value: &str| {
        Err(Problem::at(number, at, column, message.with("value", value)))
    };
    let (number, shown) = match value {
        None => return Ok(None),
        Some(Value::Number(number)) => (*number, number.to_string()),
        Some(Value::Text(text)) => {
            let text = names::plain(text);
            if text.is_empty() {
                return Ok(None);
            }
            match figures(&text) {
                Some(number) => (number, text),
                None => return problem("IMP-0205", Message::new("plan-places-no-number"), &text),
            }
        }
        Some(other) => return unreadable(other, at, column).map(|()| None),
    };
    if number < 0.0 {
        problem("IMP-0206", Message::new("plan-places-negative"), &shown)
    } else if number.fract() != 0.0 {
        problem("IMP-0207", Message::new("plan-places-fraction"), &shown)
    } else if number < 1.0 {
        problem("IMP-0208", Message::new("plan-places-zero"), &shown)
    } else if number > MOST {
        problem("IMP-0209", Message::new("plan-places-too-many"), &shown)
    } else {
        // Whole and within the bounds above: the digits are the number.
        Ok(format!("{number:.0}").parse().ok())
    }
}

/// What no cell of a plan may hold.
pub(super) fn unreadable(value: &Value, at: At, column: Column) -> Result<(), Problem> {
    match value {
        Value::Text(_) | Value::Number(_) => Ok(()),
        Value::Date(date) => {
            let message = Message::new("plan-cell-date").with("value", date.as_str());
            Err(Problem::at("IMP-0210", at, column, message))
        }
        Value::Flag(_) => Err(Problem::at("IMP-0211", at, column, Message::new("plan-cell-flag"))),
        Value::Error(error) => {
            let message = Message::new("plan-cell-error").with("value", error.as_str());
            Err(Problem::at("IMP-0212", at, column, message))
        }
        Value::NoResult => Err(Problem::at("IMP-0213", at, column, Message::new("plan-cell-no-result"))),
    }
}

/// The number a text of figures means; a sign and a decimal point are understood so that they can be refused by name.
fn figures(text: &str) -> Option<f64> {
    let mut plain = String::new();
    for sign in text.chars() {
        match sign {
            '0'..='9' | '.' | '-' => plain.push(sign),
            '\u{ff10}'..='\u{ff19}' => {
                let digit = u32::from(sign) - u32::from('\u{ff10}');
                plain.push(char::from_digit(digit, 10)?);
            }
            '\u{ff0e}' => plain.push('.'),
            '\u{ff0d}' | '\u{2212}' | '\u{2013}' => plain.push('-'),
            ',' | '\u{ff0c}' => {}
            _ => return None,
        }
    }
    if plain.len() > 20 {
        return None;
    }
    plain.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: Value, expected: Result<Option<u32>, &str>) {
        let found = places(Some(&value), At::new(16, 6), Column::Places);
        assert_eq!(found.map_err(|problem| problem.number), expected.map_err(str::to_owned), "{value:?}");
    }

    #[test]
    fn whole_numbers_are_read_however_they_are_typed() {
        for text in ["1920", "１９２０", "1,920", " 1920 ", "1，920", "1920.0"] {
            check(Value::Text(text.into()), Ok(Some(1920)));
        }
        check(Value::Number(60.0), Ok(Some(60)));
        check(Value::Text(" \n".into()), Ok(None));
    }

    #[test]
    fn anything_else_is_refused_by_name() {
        for (text, number) in [
            ("-30", "IMP-0206"),
            ("－３０", "IMP-0206"),
            ("30.5", "IMP-0207"),
            ("0", "IMP-0208"),
            ("3000000", "IMP-0209"),
            ("30人", "IMP-0205"),
            ("三十", "IMP-0205"),
            ("1e3", "IMP-0205"),
            ("--3", "IMP-0205"),
            ("NaN", "IMP-0205"),
            ("9999999999999999999999", "IMP-0205"),
        ] {
            check(Value::Text(text.into()), Err(number));
        }
        check(Value::Number(-30.0), Err("IMP-0206"));
        check(Value::Number(30.5), Err("IMP-0207"));
        check(Value::Number(0.0), Err("IMP-0208"));
        check(Value::Date("2023-09-01".into()), Err("IMP-0210"));
        check(Value::Flag(true), Err("IMP-0211"));
        check(Value::Error("#N/A".into()), Err("IMP-0212"));
        check(Value::NoResult, Err("IMP-0213"));
    }
}
