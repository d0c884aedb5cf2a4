//! Tables as CSV: UTF-8, comma, one line a row.

use crate::escape;
use std::borrow::Cow;

/// A table as CSV, headings first. Words that would run as a formula are escaped; see [`escape`].
///
/// UTF-8 without a mark, so that the first heading is read as it is written by every program; fields with commas,
/// quotes or line breaks are quoted, lines end in a line feed.
#[must_use]
pub fn write_csv<R, F>(headings: &[&str], rows: R) -> Vec<u8>
where
    R: IntoIterator,
    R::Item: IntoIterator<Item = F>,
    F: AsRef<str>,
{
    let mut text = String::new();
    line(&mut text, headings.iter());
    for row in rows {
        line(&mut text, row.into_iter());
    }
    text.into_bytes()
}

fn line<F: AsRef<str>>(text: &mut String, fields: impl Iterator<Item = F>) {
    for (position, field) in fields.enumerate() {
        if position > 0 {
            text.push(',');
        }
        let field = escape::escaped(field.as_ref());
        text.push_str(&quoted(&field));
    }
    text.push('\n');
}

fn quoted(field: &str) -> Cow<'_, str> {
    let must = field.contains(['"', ',', '\n', '\r']) || field.starts_with(' ') || field.ends_with(' ');
    if must { Cow::Owned(format!("\"{}\"", field.replace('"', "\"\""))) } else { Cow::Borrowed(field) }
}
