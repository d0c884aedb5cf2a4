//! The form of a fact: what was typed, what is wrong with it, whom it would concern.

use crate::frame::{Page, Said};
use crate::pages::address::encoded;
use crate::parts::Chip;
use guantong_model::{Date, Message};
use guantong_service::Office;
use guantong_service::ServiceError;
use guantong_service::programme::{Entering, FactOnFile, Preview};
use serde::Deserialize;

/// What was typed.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    pub(super) cohort: String,
    #[serde(default)]
    pub(super) partner: String,
    #[serde(default)]
    pub(super) name: String,
    #[serde(default)]
    pub(super) from: String,
    #[serde(default)]
    pub(super) document: String,
    #[serde(default)]
    pub(super) reason: String,
    #[serde(default)]
    pub(super) version: String,
    #[serde(default, rename = "do")]
    pub(super) wish: String,
}

impl Typed {
    /// Whether it is only to be looked at.
    pub(super) fn tries(&self) -> bool {
        self.wish != "apply"
    }

    /// The first day.
    pub(super) fn day(&self) -> Result<Date, Message> {
        Office::day_given(&self.from)
    }

    /// How many facts whoever typed this had seen; none that cannot be read agrees with what is there.
    pub(super) fn version(&self) -> i64 {
        self.version.trim().parse().unwrap_or(-1)
    }
}

/// What came of a form.
#[derive(Default)]
pub(super) struct Came {
    pub(super) errors: Vec<Said>,
    pub(super) conflict: Option<Said>,
    pub(super) preview: Option<PreviewShown>,
}

/// Whom a fact would concern.
pub(super) struct PreviewShown {
    pub(super) says: Said,
    pub(super) students: Vec<(String, String, String, Chip)>,
}

impl PreviewShown {
    pub(super) fn of(page: &Page, says: Said, preview: &Preview) -> Self {
        let row = |student: &guantong_service::rows::Student| {
            (
                student.name.clone(),
                student.id.to_string(),
                format!("/students/{}", encoded(student.id.as_str())),
                Chip::standing(page, student.standing),
            )
        };
        PreviewShown { says, students: preview.students.iter().map(row).collect() }
    }
}

/// Looks at what is asked, or enters it. `None` where it was entered.
pub(super) async fn answer(
    page: &Page,
    typed: &Typed,
    entering: Result<Entering, Vec<Message>>,
    says: impl Fn(&Preview) -> Said,
) -> Result<Option<Came>, ServiceError> {
    let worded = |messages: &[Message]| messages.iter().map(|message| page.say(message)).collect();
    let entering = match entering {
        Ok(entering) => entering,
        Err(messages) => return Ok(Some(Came { errors: worded(&messages), ..Came::default() })),
    };
    let office = page.office();
    let answered = if typed.tries() {
        office.check_fact(&entering).await.map(Some)
    } else {
        office.enter_fact(&entering, typed.version(), &page.actor()).await.map(|_| None)
    };
    match answered {
        Ok(None) => Ok(None),
        Ok(Some(preview)) => {
            let shown = PreviewShown::of(page, says(&preview), &preview);
            Ok(Some(Came { preview: Some(shown), ..Came::default() }))
        }
        Err(ServiceError::BadInput(messages)) => {
            Ok(Some(Came { errors: worded(&messages), ..Came::default() }))
        }
        Err(ServiceError::Conflict(conflict)) => {
            Ok(Some(Came { conflict: Some(page.say(&conflict.message)), ..Came::default() }))
        }
        Err(other) => Err(other),
    }
}

/// A fact as the page lists it: what, from when, on which document, why, by whom.
pub(super) struct FactShown {
    pub(super) what: Said,
    pub(super) from: String,
    pub(super) document: String,
    pub(super) reason: String,
    pub(super) by: Said,
}

impl FactShown {
    pub(super) fn of(page: &Page, on_file: &FactOnFile, what: Said) -> Self {
        let at = page.moment(on_file.recorded_at);
        FactShown {
            what,
            from: page.date(on_file.fact.from()),
            document: on_file.document.clone(),
            reason: on_file.reason.clone(),
            by: page.t("fact-entered").with("by", &on_file.recorded_by).with("at", &at),
        }
    }
}
