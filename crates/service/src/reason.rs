//! Why something is done, as somebody typed it; and what is wrong with what was typed.

use crate::error::ServiceError;
use guantong_model::Message;

/// The most characters of a reason: a line or two.
const LONGEST: usize = 200;

/// One thing that is wrong.
pub(crate) fn wrong(message: Message) -> ServiceError {
    ServiceError::BadInput(vec![message])
}

/// A reason that must be there and no longer than a line or two.
pub(crate) fn reason(text: &str) -> Result<String, ServiceError> {
    let text = text.trim();
    match text.chars().count() {
        0 => Err(wrong(Message::new("marks-no-reason"))),
        count if count > LONGEST => {
            Err(wrong(Message::new("marks-long-reason").with("count", count).with("most", LONGEST)))
        }
        _ => Ok(text.to_owned()),
    }
}
