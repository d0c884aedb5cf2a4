//! The law as data: provisions with their words, dated parameters, interpretations, rule books, lists.
//!
//! An edition is a folder of texts (`editions/beijing-2023`): `edition.toml`, `provisions.csv`,
//! `parameters/*.toml`, `interpretations/*.toml`, `rulebooks/{secondary,higher}.toml`, `institutions.toml`,
//! `majors.csv`, `districts.csv`, and those that are kept as they are: `admission.toml`, `requests.toml`, `calendar.toml`
//! and `notice.md`.
//! [`Edition::load`] takes all of them or none: a clause cited that does not exist, a parameter without a clause,
//! two values on one day, a gap in time are faults with file and line.
//!
//! Not here: reading the folder (the binary does), what `admission.toml` means (`guantong-admission`), or `requests.toml` and
//! `calendar.toml` (`guantong-requests`).

mod builtin;
pub mod change;
pub mod diff;
pub mod draft;
mod fault;
pub mod findings;
mod lists;
mod load;
mod parts;
pub mod show;

pub use builtin::{builtin, builtin_files};
pub use fault::EditionFault;
pub use lists::{Designation, District, FormerName, Institution, Major, MajorLevel};
pub use parts::{
    Article, ArticleRef, Certainty, Choice, Dated, Head, Interpretation, Parameter, Place, Provision,
    ProvisionKind, RuleBookText, Source, Unit, Value,
};

use crate::ClauseId;
use guantong_model::{Date, RuleBook};
use std::collections::BTreeMap;

/// One edition of the notice, loaded and checked.
#[derive(Clone, Debug, Default)]
pub struct Edition {
    /// Its id, such as `beijing-2023`.
    pub id: String,
    head: Option<Head>,
    provisions: Vec<Provision>,
    parameters: Vec<Parameter>,
    interpretations: Vec<Interpretation>,
    rule_books: Vec<RuleBookText>,
    institutions: Vec<Institution>,
    majors: Vec<Major>,
    districts: Vec<District>,
    files: BTreeMap<String, String>,
}

impl Edition {
    /// Reads an edition from its texts, each with its name relative to the folder, such as `parameters/notice.toml`.
    ///
    /// # Errors
    /// Everything that is wrong, by file and line; nothing is loaded then.
    pub fn load(files: &[(&str, &str)]) -> Result<Self, Vec<EditionFault>> {
        load::load(files)
    }

    /// What it is and when it is in force; absent only from an edition that was never loaded.
    #[must_use]
    pub fn head(&self) -> Option<&Head> {
        self.head.as_ref()
    }

    /// The whole number a parameter has on a day, if it has one.
    #[must_use]
    pub fn number(&self, parameter: &str, on: Date) -> Option<i64> {
        self.value(parameter, on)?.as_number()
    }

    /// The text a parameter has on a day, if it has one.
    #[must_use]
    pub fn text(&self, parameter: &str, on: Date) -> Option<&str> {
        self.value(parameter, on)?.as_text()
    }

    /// The list a parameter has on a day, if it has one.
    #[must_use]
    pub fn list(&self, parameter: &str, on: Date) -> Option<&[Value]> {
        match self.value(parameter, on)? {
            Value::List(values) => Some(values),
            Value::Number(_) | Value::Text(_) => None,
        }
    }

    /// The whole numbers of a list a parameter has on a day; nothing where one of them is no number.
    #[must_use]
    pub fn numbers(&self, parameter: &str, on: Date) -> Option<Vec<i64>> {
        self.list(parameter, on)?.iter().map(Value::as_number).collect()
    }

    /// The value a parameter has on a day.
    #[must_use]
    pub fn value(&self, parameter: &str, on: Date) -> Option<&Value> {
        self.parameter(parameter)?.value(on)
    }

    /// The clause a parameter is tied to.
    #[must_use]
    pub fn clause_of(&self, parameter: &str) -> Option<&ClauseId> {
        self.parameter(parameter).map(|parameter| &parameter.clause)
    }

    /// The choice in force of an interpretation.
    #[must_use]
    pub fn switch(&self, interpretation: &str) -> Option<&str> {
        self.interpretation(interpretation).map(|interpretation| interpretation.chosen.as_str())
    }

    /// A provision by its id.
    #[must_use]
    pub fn provision(&self, clause: &ClauseId) -> Option<&Provision> {
        self.provisions.iter().find(|provision| provision.id == *clause)
    }

    /// Every provision, in the order of the notice.
    #[must_use]
    pub fn provisions(&self) -> &[Provision] {
        &self.provisions
    }

    /// A parameter by its name.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<&Parameter> {
        self.parameters.iter().find(|parameter| parameter.name == name)
    }

    /// Every parameter, file by file.
    #[must_use]
    pub fn parameters(&self) -> &[Parameter] {
        &self.parameters
    }

    /// The parameters tied to a clause or to one below it.
    pub fn parameters_of(&self, clause: &ClauseId) -> impl Iterator<Item = &Parameter> {
        self.parameters.iter().filter(move |parameter| clause.covers(&parameter.clause))
    }

    /// An interpretation by its id.
    #[must_use]
    pub fn interpretation(&self, id: &str) -> Option<&Interpretation> {
        self.interpretations.iter().find(|interpretation| interpretation.id == id)
    }

    /// Every interpretation, file by file.
    #[must_use]
    pub fn interpretations(&self) -> &[Interpretation] {
        &self.interpretations
    }

    /// The interpretations of a clause or of one below it.
    pub fn interpretations_of(&self, clause: &ClauseId) -> impl Iterator<Item = &Interpretation> {
        self.interpretations.iter().filter(move |interpretation| clause.covers(&interpretation.clause))
    }

    /// The rule books.
    #[must_use]
    pub fn rule_books(&self) -> &[RuleBookText] {
        &self.rule_books
    }

    /// A rule book.
    #[must_use]
    pub fn rule_book(&self, book: RuleBook) -> Option<&RuleBookText> {
        self.rule_books.iter().find(|text| text.book == book)
    }

    /// An article of a rule book, however its number is written (`22`, `第22条`, `22(2)`).
    #[must_use]
    pub fn article(&self, book: RuleBook, number: &str) -> Option<&Article> {
        self.rule_book(book)?.article(number)
    }

    /// Every institution of the annex.
    #[must_use]
    pub fn institutions(&self) -> &[Institution] {
        &self.institutions
    }

    /// An institution by its name, its short name, or a name it had before.
    #[must_use]
    pub fn institution(&self, name: &str) -> Option<&Institution> {
        let former = |i: &&Institution| i.short == name || i.former.iter().any(|former| former.name == name);
        self.institutions.iter().find(|i| i.name == name).or_else(|| self.institutions.iter().find(former))
    }

    /// What is known of an institution and the designated list (特高校) of a year; nothing where nothing is known.
    #[must_use]
    pub fn designation(&self, name: &str, year: i32) -> Option<&Designation> {
        let of_year = |d: &&Designation| d.from <= year && d.to.is_none_or(|to| year <= to);
        self.institution(name)?.designated.iter().rev().find(of_year)
    }

    /// Whether an institution is on the designated list of a year; nothing where it is not known.
    ///
    /// What only follows from the annex counts by interpretation `designated-list`.
    #[must_use]
    pub fn designated(&self, name: &str, year: i32) -> Option<bool> {
        let published_only = self.switch("designated-list") == Some("published-only");
        self.designation(name, year)
            .filter(|designation| !published_only || designation.certainty != Certainty::Assumed)
            .map(|designation| designation.listed)
    }

    /// Every major of the annex.
    #[must_use]
    pub fn majors(&self) -> &[Major] {
        &self.majors
    }

    /// A major by its name in the annex or in the catalogue, without bracketed direction.
    #[must_use]
    pub fn major(&self, name: &str, level: MajorLevel) -> Option<&Major> {
        let of_level = || self.majors.iter().filter(|major| major.level == level);
        of_level()
            .find(|major| major.name == name)
            .or_else(|| of_level().find(|major| major.catalogue_name.as_deref() == Some(name)))
    }

    /// The districts of the city.
    #[must_use]
    pub fn districts(&self) -> &[District] {
        &self.districts
    }

    /// A district by its code or its name.
    #[must_use]
    pub fn district(&self, code_or_name: &str) -> Option<&District> {
        self.districts.iter().find(|d| d.code == code_or_name || d.name == code_or_name)
    }

    /// The text of one of its files, such as `admission.toml`.
    #[must_use]
    pub fn file(&self, name: &str) -> Option<&str> {
        self.files.get(name).map(String::as_str)
    }

    /// The names of its files, in order.
    pub fn file_names(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }
}
