//! What happened before a form is shown again: what was typed stays in its fields.

use crate::answer::Problem;
use crate::fields::{Fields, get};
use crate::frame::{Page, Said};
use axum::http::StatusCode;

/// What was said of a form that was sent; nothing where none was.
#[derive(Default)]
pub(crate) struct Trouble {
    /// What became of it.
    pub(crate) heading: Option<Said>,
    /// Why, one line each.
    pub(crate) said: Vec<Said>,
    /// Fields that are wrong.
    pub(crate) wrong: Vec<String>,
    /// What stood in the fields.
    pub(crate) typed: Fields,
    /// What was ticked.
    pub(crate) ticked: Vec<String>,
}

impl Trouble {
    /// What stood in a field; empty where it was not sent.
    pub(crate) fn field(&self, name: &str) -> &str {
        get(&self.typed, name)
    }

    /// That what was typed could not be taken, with the status to answer with.
    ///
    /// # Errors
    /// The problem, where it is none that a form can mend: nothing is typed again then.
    pub(crate) fn of(page: &Page, problem: Problem, typed: Fields) -> Result<(StatusCode, Trouble), Problem> {
        let (status, heading, messages) = match problem {
            Problem::BadInput(messages) => {
                (StatusCode::UNPROCESSABLE_ENTITY, page.t("page-not-written"), messages)
            }
            Problem::Conflict(conflict) => {
                (StatusCode::CONFLICT, page.t("page-problem-conflict"), vec![conflict.message])
            }
            other => return Err(other),
        };
        let said = messages.iter().map(|message| page.say(message)).collect();
        Ok((status, Trouble { heading: Some(heading), said, typed, ..Trouble::default() }))
    }
}
