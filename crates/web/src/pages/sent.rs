//! A form with a file or several, as it was sent.

use axum::extract::Multipart;
use axum::extract::multipart::{Field, MultipartError, MultipartRejection};
use axum::http::StatusCode;
use guantong_model::Message;

/// A field that is no file is cut here.
const SHORT: usize = 64;
/// What is written at length is cut here: beyond what may be written, so that it is told and not lost.
const LONG: usize = 8_000;
/// The fields that are written at length.
const AT_LENGTH: [&str; 1] = ["text"];
/// A file's name is cut here.
const NAME: usize = 120;

/// What was sent.
#[derive(Default)]
pub(crate) struct Sent {
    fields: Vec<(String, String)>,
    /// The file's name; empty where none was chosen.
    pub(crate) name: String,
    /// Its bytes.
    pub(crate) bytes: Vec<u8>,
    /// Files of a field that takes several, by name.
    pub(crate) files: Vec<(String, Vec<u8>)>,
}

impl Sent {
    /// A field; empty where it was not sent.
    pub(crate) fn field(&self, name: &str) -> &str {
        self.fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value)
    }

    /// The fields that are no files, in order.
    pub(crate) fn fields(&self) -> &[(String, String)] {
        &self.fields
    }

    /// A version of something that was seen; -1 where it cannot be read.
    pub(crate) fn version(&self) -> i64 {
        self.field("version").parse().unwrap_or(-1)
    }
}

/// Reads the form; what stands in the way is said with its status. `most` is the limit of the file, in bytes.
pub(crate) async fn read(
    body: Result<Multipart, MultipartRejection>,
    most: u64,
) -> Result<Sent, (Message, StatusCode)> {
    let unreadable = |error: &MultipartError| unreadable(error, most);
    let Ok(mut body) = body else {
        return Err((Message::new("planimport-not-a-form"), StatusCode::BAD_REQUEST));
    };
    let mut sent = Sent::default();
    while let Some(field) = body.next_field().await.map_err(|error| unreadable(&error))? {
        let name = field.name().unwrap_or_default().to_owned();
        if name == "file" {
            sent.name = file_name(field.file_name().unwrap_or_default());
            sent.bytes = field.bytes().await.map_err(|error| unreadable(&error))?.to_vec();
        } else if name == "files" {
            let file = file_name(field.file_name().unwrap_or_default());
            let bytes = field.bytes().await.map_err(|error| unreadable(&error))?.to_vec();
            // A browser sends a nameless nothing where no file was chosen.
            if !file.is_empty() || !bytes.is_empty() {
                sent.files.push((file, bytes));
            }
        } else {
            let most = if AT_LENGTH.contains(&name.as_str()) { LONG } else { SHORT };
            let text = text(field, most).await.map_err(|error| unreadable(&error))?;
            sent.fields.push((name, text));
        }
    }
    Ok(sent)
}

async fn text(field: Field<'_>, most: usize) -> Result<String, MultipartError> {
    Ok(field.text().await?.trim().chars().take(most).collect())
}

fn unreadable(error: &MultipartError, most: u64) -> (Message, StatusCode) {
    let status = error.status();
    let most = i64::try_from(most / (1024 * 1024)).unwrap_or(i64::MAX);
    if status == StatusCode::PAYLOAD_TOO_LARGE {
        (Message::new("planimport-too-large").with("most", most), status)
    } else {
        (Message::new("planimport-not-a-form"), status)
    }
}

/// The beginning of a text that should be short.
pub(crate) fn short(text: &str) -> String {
    text.trim().chars().take(SHORT).collect()
}

/// The last part of a path, without what cannot be seen; browsers of old send whole paths.
pub(crate) fn file_name(given: &str) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let seen = last.chars().filter(|c| !c.is_control() && !is_direction(*c));
    seen.take(NAME).collect::<String>().trim().to_owned()
}

/// Marks that turn the direction of writing, so that a name reads as another.
fn is_direction(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_files_name_is_its_own_and_can_be_read() {
        for (given, name) in [
            ("annex-2023.xlsx", "annex-2023.xlsx"),
            ("C:\\Users\\a\\计划 表.xlsx", "计划 表.xlsx"),
            ("../../etc/passwd", "passwd"),
            ("a\r\nb\0.xlsx", "ab.xlsx"),
            ("plan\u{202e}xslx.exe", "planxslx.exe"),
            ("", ""),
            ("/", ""),
        ] {
            assert_eq!(file_name(given), name, "{given:?}");
        }
        assert_eq!(file_name(&"长".repeat(500)).chars().count(), NAME);
    }
}
