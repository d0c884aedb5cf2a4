//! One's own results of progression examinations: what each part gave, what it comes to, and until when to object.

use crate::frame::{Page, Said};
use crate::pages::examination::{called, organiser, verdict};
use crate::parts::Chip;
use guantong_service::examination::OwnResult;

/// A result as it is shown.
pub(super) struct Examined {
    pub(super) title: Said,
    pub(super) verdict: Chip,
    /// The parts with their marks.
    pub(super) marks: Vec<(String, String)>,
    /// The total beside its pass mark; nothing of who was not there.
    pub(super) total: Option<Said>,
    /// How to object, while that is possible.
    pub(super) object: Option<Said>,
}

impl Examined {
    pub(super) fn of(page: &Page, own: &OwnResult) -> Self {
        let found = &own.examination;
        let marks = &own.placed.sitting.marks;
        let mark = |component: &guantong_registry::Component| {
            Some((called(page, component), marks.get(&component.part)?.to_string()))
        };
        let total = own.placed.computed.as_ref().map(|computed| {
            page.t("examination-own-total")
                .with("total", computed.total.to_string())
                .with("mark", found.rules.pass_mark.to_string())
        });
        let until = found.publicity.as_ref().filter(|_| own.open).map(|days| {
            page.t("examination-own-object")
                .with("until", page.date(days.until))
                .with("organiser", organiser(page, &found.organiser))
        });
        Examined {
            title: page
                .t("examination-of")
                .with("institution", page.institution(&found.institution))
                .with("stage", page.word(format!("stage.{}", found.after)))
                .with("year", i32::from(found.on.year()).to_string()),
            verdict: verdict(page, own.placed.verdict),
            marks: found.rules.components.iter().filter_map(mark).collect(),
            total,
            object: until,
        }
    }
}
