//! A file of rules is checked and shown as it was read; what was checked is then put on file, byte for byte.

use super::list::{Checked, Trouble, with};
use super::{FILE_MOST, address, one};
use crate::answer::Answer;
use crate::frame::Page;
use crate::pages::sent::file_name;
use axum::extract::Multipart;
use axum::extract::multipart::{MultipartError, MultipartRejection};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use guantong_model::Message;
use guantong_service::ServiceError;
use guantong_service::progression::RulesFiled;
use std::fmt::Write as _;

/// The form as it was sent.
#[derive(Default)]
struct Sent {
    name: String,
    bytes: Vec<u8>,
    /// What was checked is to be filed.
    files: bool,
}

pub(super) async fn upload(page: Page, body: Result<Multipart, MultipartRejection>) -> Answer {
    let sent = match body {
        Ok(body) => read(body).await,
        Err(_) => Err((Message::new("planimport-not-a-form"), StatusCode::BAD_REQUEST)),
    };
    let sent = match sent {
        Ok(sent) => sent,
        Err((message, status)) => return refused(page, &[message], status).await,
    };
    let unprocessable = StatusCode::UNPROCESSABLE_ENTITY;
    if sent.bytes.is_empty() {
        return refused(page, &[Message::new("progpage-no-file")], unprocessable).await;
    }
    let name = if sent.name.is_empty() { page.t("planimport-unnamed").to_string() } else { sent.name };
    let Ok(text) = std::str::from_utf8(&sent.bytes) else {
        let message = Message::new("progpage-not-text").with("file", name);
        return refused(page, &[message], unprocessable).await;
    };
    let office = page.office();
    let done = if sent.files {
        office.file_progression_rules(&name, text, &page.actor()).await
    } else {
        office.check_progression_rules(&name, text).await
    };
    match done {
        Ok(RulesFiled { rules, changed, .. }) if sent.files => {
            let filed = if changed { "new" } else { "same" };
            Ok(Redirect::to(&format!("{}?filed={filed}", address(&rules))).into_response())
        }
        Ok(filed) => {
            let checked = checked(&page, &filed, name, &sent.bytes);
            with(page, None, Some(checked), StatusCode::OK).await
        }
        Err(ServiceError::BadInput(mistakes)) => refused(page, &mistakes, unprocessable).await,
        Err(ServiceError::Conflict(conflict)) => {
            refused(page, &[conflict.message], StatusCode::CONFLICT).await
        }
        Err(other) => Err(other.into()),
    }
}

fn checked(page: &Page, filed: &RulesFiled, name: String, bytes: &[u8]) -> Checked {
    let rules = &filed.rules;
    let said = page
        .t("progpage-checked")
        .with("issuer", super::issuer(page, &rules.issuer))
        .with("year", rules.year)
        .with("title", rules.title.as_str())
        .with("version", i64::from(rules.version))
        .with("from", rules.from)
        .with("stage", page.word(format!("stage.{}", rules.after)))
        .with("composition", super::composition(page, rules));
    Checked {
        said,
        parts: one::parts(page, rules),
        total: one::total(page, rules),
        name,
        bytes: hexadecimal(bytes),
        known: !filed.changed,
    }
}

async fn refused(page: Page, mistakes: &[Message], status: StatusCode) -> Answer {
    let heading = page.t("progpage-wrong").count("count", mistakes.len());
    let mistakes = mistakes.iter().map(|mistake| page.say(mistake)).collect();
    with(page, Some(Trouble { heading, mistakes }), None, status).await
}

/// Reads the form; what stands in the way is said with its status.
async fn read(mut body: Multipart) -> Result<Sent, (Message, StatusCode)> {
    let mut sent = Sent::default();
    while let Some(field) = body.next_field().await.map_err(|error| unreadable(&error))? {
        let name = field.name().unwrap_or_default().to_owned();
        let given = field.file_name().map(file_name);
        let bytes = field.bytes().await.map_err(|error| unreadable(&error))?;
        match name.as_str() {
            "file" => (sent.name, sent.bytes) = (given.unwrap_or_default(), bytes.to_vec()),
            "name" => sent.name = file_name(&String::from_utf8_lossy(&bytes)),
            "checked" => {
                let not_ours = || (Message::new("planimport-not-a-form"), StatusCode::BAD_REQUEST);
                sent.bytes = from_hexadecimal(&bytes).ok_or_else(not_ours)?;
                sent.files = true;
            }
            _ => {}
        }
    }
    if sent.bytes.len() > FILE_MOST { Err(too_large()) } else { Ok(sent) }
}

fn too_large() -> (Message, StatusCode) {
    let most = Message::new("progpage-too-large").with("most", FILE_MOST / 1024);
    (most, StatusCode::PAYLOAD_TOO_LARGE)
}

fn unreadable(error: &MultipartError) -> (Message, StatusCode) {
    let status = error.status();
    if status == StatusCode::PAYLOAD_TOO_LARGE {
        too_large()
    } else {
        (Message::new("planimport-not-a-form"), status)
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len().saturating_mul(2)), |mut text, byte| {
        // Writing into a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn from_hexadecimal(text: &[u8]) -> Option<Vec<u8>> {
    let pair = |pair: &[u8]| {
        let digits = std::str::from_utf8(pair).ok().filter(|pair| pair.len() == 2)?;
        u8::from_str_radix(digits, 16).ok()
    };
    text.chunks(2).map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_come_back_as_they_were() {
        let bytes = "甲 = 1\r\n".as_bytes();
        assert_eq!(from_hexadecimal(hexadecimal(bytes).as_bytes()).as_deref(), Some(bytes));
        for wrong in ["0", "zz", "0é"] {
            assert_eq!(from_hexadecimal(wrong.as_bytes()), None, "{wrong}");
        }
    }
}
