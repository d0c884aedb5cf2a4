//! The form of a draft: every value with its source and certainty, in the order in which a year is decided.

use super::values::{choices, label};
use crate::frame::{Page, Said};
use guantong_admission::year::fields::{LINES_MAX, ORDER_PLACES};
use guantong_admission::year::{FieldProblem, Fields};

/// A control of the form.
pub(super) struct Control {
    pub(super) name: String,
    pub(super) label: String,
    pub(super) value: String,
    pub(super) choices: Vec<(String, String)>,
    /// Whether it has many lines.
    pub(super) lines: bool,
    pub(super) hint: Option<String>,
    pub(super) error: Option<String>,
    /// Whether it was only left open.
    pub(super) open: bool,
}

impl Control {
    /// What it is described by, as ids.
    pub(super) fn described(&self) -> String {
        let hint = self.hint.iter().map(|_| format!("{}-hint", self.name));
        let error = self.error.iter().map(|_| format!("{}-error", self.name));
        hint.chain(error).collect::<Vec<_>>().join(" ")
    }

    /// Whether it takes the whole width: words, not a figure.
    pub(super) fn wide(&self) -> bool {
        self.lines || self.name.ends_with("_source") || self.name == "document_title"
    }

    pub(super) fn wrong(&self) -> bool {
        self.error.is_some() && !self.open
    }
}

/// A value with all its controls.
pub(super) struct Row {
    pub(super) name: String,
    pub(super) controls: Vec<Control>,
    /// Source and certainty.
    pub(super) rests_on: Vec<Control>,
}

/// Values that belong together.
pub(super) struct Group {
    pub(super) id: &'static str,
    pub(super) title: Said,
    pub(super) why: Said,
    pub(super) rows: Vec<Row>,
}

/// The form, filled with fields as they stand or were typed.
pub(super) struct Form<'a> {
    pub(super) page: &'a Page,
    pub(super) fields: &'a Fields,
    pub(super) problems: &'a [FieldProblem],
}

impl Form<'_> {
    pub(super) fn groups(&self) -> Vec<Group> {
        let order: Vec<String> = (1..=ORDER_PLACES).map(|place| format!("order_{place}")).collect();
        let order: Vec<&str> = order.iter().map(String::as_str).collect();
        let one = |name: &'static str| self.row(name, &[name]);
        let group = |id: &'static str, rows: Vec<Row>| Group {
            id,
            title: self.page.t(format!("rules-group-of-{id}")),
            why: self.page.t(format!("rules-group-of-{id}-why")),
            rows,
        };
        let document = Row {
            name: String::new(),
            controls: ["document_title", "document_number", "document_date", "document_address"]
                .map(|name| self.control(name))
                .into(),
            rests_on: Vec::new(),
        };
        let quotas = ["quota_sex", "quota_boarding", "quota_district", "quota_test"];
        vec![
            group("document", vec![document]),
            group(
                "marks",
                vec![
                    one("full_marks"),
                    one("score_floor"),
                    one("floor_basis"),
                    one("household"),
                    self.row("bonus", &["bonus", "bonus_counted"]),
                ],
            ),
            group("places", vec![one("method"), self.row("order", &order), one("equal")]),
            group("rounds", [self.round("early"), self.round("unified")].into_iter().flatten().collect()),
            group("quotas", vec![self.row("quotas", &quotas), one("weights")]),
        ]
    }

    fn round(&self, id: &str) -> Vec<Row> {
        let [held, most, shape] = ["held", "max", "shape"].map(|what| format!("{id}_{what}"));
        vec![self.row(&most, &[&held, &most]), self.row(&shape, &[&shape])]
    }

    fn row(&self, name: &str, controls: &[&str]) -> Row {
        Row {
            name: label(self.page, name).to_string(),
            controls: controls.iter().map(|name| self.control(name)).collect(),
            rests_on: ["source", "certainty"].map(|what| self.control(&format!("{name}_{what}"))).into(),
        }
    }

    fn control(&self, name: &str) -> Control {
        let page = self.page;
        let lines = name.starts_with("quota_") || name == "weights";
        let hint = match name {
            "score_floor" => Some(page.t("rules-hint-floor")),
            "bonus" => Some(page.t("rules-hint-bonus")),
            "equal" => Some(page.t("rules-hint-equal")),
            "quota_sex" => Some(page.t("rules-hint-sex")),
            "quota_boarding" => Some(page.t("rules-hint-boarding")),
            "quota_district" => Some(page.t("rules-hint-district")),
            "quota_test" => Some(page.t("rules-hint-test")),
            "weights" => Some(page.t("rules-hint-weights").with("most", LINES_MAX)),
            "document_date" => Some(page.t("rules-hint-date")),
            _ => None,
        };
        let problem = self.problems.iter().find(|problem| problem.field == name);
        Control {
            name: name.to_owned(),
            label: label(page, name).to_string(),
            value: self.fields.get(name).cloned().unwrap_or_default(),
            choices: choices(page, name),
            lines,
            hint: hint.map(|hint| hint.to_string()),
            error: problem.map(|problem| page.say(&problem.message).to_string()),
            open: problem.is_some_and(|problem| problem.open),
        }
    }
}
