//! The fields by which a finding is answered, as it wants to be.

use super::answers::{Field, Fields};
use crate::frame::{Page, Said};
use guantong_model::{InstitutionKind, Track};
use guantong_programme::plan::{Finding, Wants};

/// The fields of a finding.
pub(super) enum Control {
    /// Nothing can be said to it.
    Nothing,
    /// A tick; for a figure with the one it holds for, and with what it rests on where that is wanted.
    Tick { figure: Option<u32>, because: Option<Because> },
    /// One of several words.
    Choose { name: &'static str, label: Said, options: Vec<(String, String)>, because: Option<Because> },
    /// A figure or a name, with what it rests on.
    Write { label: Said, list: &'static str, figure: bool, because: Because },
}

/// The field of what an answer rests on.
pub(super) struct Because {
    pub(super) label: Said,
    pub(super) value: String,
}

impl Control {
    pub(super) fn of(page: &Page, finding: &Finding, fields: &Fields) -> Self {
        let because = |words: &str| Because {
            label: page.t(words),
            value: fields.get(Field::Because, &finding.id).to_owned(),
        };
        let write = |words: &str, list: &'static str, figure: bool| Control::Write {
            label: page.t(words),
            list,
            figure,
            because: because("planimport-source"),
        };
        match finding.wants {
            Wants::Nothing => Control::Nothing,
            Wants::Confirm => Control::Tick { figure: None, because: None },
            Wants::ConfirmFigure(figure) => Control::Tick { figure: Some(figure), because: None },
            Wants::ConfirmWithSource => {
                Control::Tick { figure: None, because: Some(because("planimport-source")) }
            }
            Wants::ConfirmWithReason => {
                Control::Tick { figure: None, because: Some(because("planimport-reason")) }
            }
            Wants::Decide => Control::Choose {
                name: "confirm",
                label: page.t("planimport-decision"),
                options: [("yes", "planimport-bar-yes"), ("no", "planimport-bar-no")]
                    .map(|(value, words)| (value.to_owned(), page.t(words).to_string()))
                    .into(),
                because: Some(because("planimport-source-or-reason")),
            },
            Wants::Figure => write("planimport-figure", "", true),
            Wants::University => write("planimport-university", "universities", false),
            Wants::Institution => write("planimport-institution", "institutions", false),
            Wants::Category => Control::Choose {
                name: "value",
                label: page.t("planpage-category"),
                options: [Track::CollegeBachelor, Track::SecondaryBachelor]
                    .map(|track| {
                        let id = format!("track.{track}");
                        (guantong_wording::word(guantong_wording::Locale::ZhCn, &id), page.word(&id))
                    })
                    .into(),
                because: Some(because("planimport-source")),
            },
            Wants::Kind => Control::Choose {
                name: "value",
                label: page.t("planimport-kind"),
                options: InstitutionKind::ALL
                    .iter()
                    .map(|kind| (kind.to_string(), page.word(format!("institution.{kind}"))))
                    .collect(),
                because: Some(because("planimport-source")),
            },
        }
    }
}
