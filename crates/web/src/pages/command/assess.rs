//! What the form of an assessment offers: the rules on file that may be named, and a field for each part of them, so
//! that the result is computed from marks (4.2.2.c).

use crate::answer::Problem;
use crate::frame::{Page, Said};
use guantong_model::{Date, Fact};
use guantong_registry::{Component, Marks, Part, ProgressionRules, RulesIssuer};
use guantong_service::views::StudentView;

/// The rules of the student's progression that are on file, and those whose parts the form asks for.
pub(super) struct Assessing {
    /// Every title with the newest version of it, newest first.
    on_file: Vec<ProgressionRules>,
    /// The rules named, else those in force on the day, else the newest.
    chosen: ProgressionRules,
}

impl Assessing {
    /// Of a student on a day; nothing where no rules of this progression are on file. `document` is what was named.
    pub(super) async fn of(
        page: &Page,
        view: &StudentView,
        on: Option<Date>,
        document: Option<&str>,
    ) -> Result<Option<Self>, Problem> {
        let record = &view.record;
        let issuer = RulesIssuer::after(record.stage(), record.studies_at());
        let mut on_file: Vec<ProgressionRules> = Vec::new();
        for filed in page.office().progression_rules().await? {
            let rules = filed.rules;
            let of_this = rules.issuer == issuer && rules.after == record.stage();
            if of_this && !on_file.iter().any(|known| known.title == rules.title) {
                on_file.push(rules);
            }
        }
        let day = on.unwrap_or(view.as_of);
        let in_force =
            page.office().progression_rules_in_force(record.stage(), record.studies_at(), day).await?;
        let named = document.and_then(|document| on_file.iter().find(|rules| rules.is_named(document)));
        let Some(chosen) = named.cloned().or(in_force).or_else(|| on_file.first().cloned()) else {
            return Ok(None);
        };
        Ok(Some(Assessing { on_file, chosen }))
    }

    /// The title of the rules whose parts are asked for.
    pub(super) fn document(&self) -> &str {
        &self.chosen.title
    }

    /// The documents that can be named: title, and title with version and first day.
    pub(super) fn documents(&self, page: &Page) -> Vec<(String, String)> {
        let line = |rules: &ProgressionRules| {
            let words = page
                .t("assess-document")
                .with("title", rules.title.as_str())
                .with("version", i64::from(rules.version))
                .with("from", rules.from);
            (rules.title.clone(), words.to_string())
        };
        self.on_file.iter().map(line).collect()
    }

    /// The parts in the order of the rules: name of the field, whether a mark is needed.
    pub(super) fn parts(&self) -> impl Iterator<Item = (&'static str, bool)> {
        self.chosen
            .components
            .iter()
            .map(|component| (component.part.as_str(), component.part != Part::Ability))
    }

    /// The label of a part: its name with weight, full marks and pass mark.
    pub(super) fn label(&self, page: &Page, part: &str) -> Option<Said> {
        let component = self.chosen.components.iter().find(|component| component.part.as_str() == part)?;
        let id = if component.part == Part::Ability { "assess-ability" } else { "assess-part" };
        Some(
            page.t(id)
                .with("name", name(component))
                .with("weight", i64::from(component.weight))
                .with("full_marks", i64::from(component.full_marks))
                .with("has_pass_mark", i64::from(component.pass_mark.is_some()))
                .with("pass_mark", component.pass_mark.unwrap_or_default()),
        )
    }

    /// What the marks come to by the rules on a day.
    pub(super) fn passed(&self, page: &Page, marks: &Marks, on: Date) -> Result<bool, Problem> {
        Ok(page.office().progression_result(&self.chosen, marks, on)?.passed)
    }
}

/// What the rules call a part, else its word.
fn name(component: &Component) -> Fact {
    match &component.name {
        Some(name) => Fact::from(name.as_str()),
        None => Fact::Word(format!("part.{}", component.part)),
    }
}
