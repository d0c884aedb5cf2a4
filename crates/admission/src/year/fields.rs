//! A rule set as fields with names: what a form holds, what a version keeps, what two versions are compared by.
//!
//! A field is a line of text, such as `score_floor` = `490`; beside each value stand `…_source` and `…_certainty`. The
//! same reading serves a draft and a version that was set, so that what is in force is what was read when it was set.
//! What a year leaves open is not filled in: it is missing. Not modelled: whether a source says what it is cited for.

use super::lines;
use super::reading::{Reader, whole};
use super::{Certainty, FloorBasis, QuotaKind, RoundId, RuleSet, Shape, Sourced};
use guantong_model::{Message, Score};
use std::collections::BTreeMap;

/// The fields of a rule set by name.
pub type Fields = BTreeMap<String, String>;

/// The most characters a field of one line may have.
pub const LINE_MAX: usize = 300;
/// The most characters a field of many lines may have.
pub const LINES_MAX: usize = 20_000;
/// How many places the order of equal scores has.
pub const ORDER_PLACES: usize = 6;

/// What candidates carry marks of: these can be in the order of equal scores.
pub const SUBJECTS: [&str; 3] = ["chinese", "mathematics", "foreign-language"];

/// What a rule set's fields are held against.
#[derive(Clone, Copy, Debug, Default)]
pub struct Ground<'a> {
    /// The year.
    pub year: u32,
    /// The least floor the law has for the year (3.1.2.a).
    pub floor_least: Option<Score>,
    /// The places of the programmes of the year's plan; nothing where they are not asked.
    pub programmes: Option<&'a BTreeMap<String, u32>>,
    /// The codes of districts by code and by name; nothing where they are not asked.
    pub districts: Option<&'a BTreeMap<String, String>>,
}

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldProblem {
    /// The field.
    pub field: String,
    /// What is wrong.
    pub message: Message,
    /// Whether it was only left open.
    pub open: bool,
}

/// Fields as they were read.
#[derive(Clone, Debug, Default)]
pub struct Read {
    /// The rule set, where nothing is wrong or open.
    pub set: Option<RuleSet>,
    /// The fields in the one way in which they are kept.
    pub fields: Fields,
    /// What is wrong or open, in the order of the form.
    pub problems: Vec<FieldProblem>,
}

impl RuleSet {
    /// Reads a rule set from its fields.
    #[must_use]
    pub fn from_fields(fields: &Fields, ground: &Ground<'_>) -> Read {
        let mut reader = Reader::new(fields, ground);
        let set = whole(&mut reader);
        let (fields, problems) = reader.done();
        Read { set: set.filter(|_| problems.is_empty()), fields, problems }
    }

    /// The fields of this rule set.
    #[must_use]
    pub fn fields(&self) -> Fields {
        let mut fields = Fields::new();
        let mut put = |name: &str, value: String| drop(fields.insert(name.to_owned(), value));
        put("full_marks", self.full_marks.value.to_string());
        put("score_floor", self.score_floor.value.to_string());
        put("floor_basis", word_of(&FloorBasis::ALL, self.floor_basis.value));
        put("household", yes(self.household_evidence_counts.value));
        let points: Vec<String> = self.bonus.value.points.iter().map(ToString::to_string).collect();
        put("bonus", points.join(" "));
        put("bonus_counted", self.bonus.value.counted_max.to_string());
        for (place, term) in (1..).zip(&self.order.value) {
            put(&format!("order_{place}"), term.clone());
        }
        put("equal", self.equal.value.as_str().to_owned());
        put("method", self.method.value.as_str().to_owned());
        for (id, name) in RoundId::ALL {
            let round = self.round(id);
            put(&format!("{name}_held"), yes(round.is_some()));
            if let Some(round) = round {
                put(&format!("{name}_max"), round.preferences_max.value.to_string());
                put(&format!("{name}_shape"), word_of(&Shape::ALL, round.shape.value));
            }
        }
        for (kind, name) in QuotaKind::ALL {
            put(lines::field_of(kind), lines::written(kind, name, &self.quota_places));
        }
        put("weights", lines::weights_written(&self.weights));
        source(&mut fields, "full_marks", &self.full_marks);
        source(&mut fields, "score_floor", &self.score_floor);
        source(&mut fields, "floor_basis", &self.floor_basis);
        source(&mut fields, "household", &self.household_evidence_counts);
        source(&mut fields, "bonus", &self.bonus);
        source(&mut fields, "order", &self.order);
        source(&mut fields, "equal", &self.equal);
        source(&mut fields, "method", &self.method);
        for round in &self.rounds {
            source(&mut fields, &format!("{}_max", round.id.as_str()), &round.preferences_max);
            source(&mut fields, &format!("{}_shape", round.id.as_str()), &round.shape);
        }
        source(&mut fields, "quotas", &self.quotas);
        fields.retain(|_, value| !value.is_empty());
        fields
    }
}

fn yes(holds: bool) -> String {
    if holds { "yes" } else { "no" }.to_owned()
}

fn word_of<T: Copy + PartialEq>(words: &[(T, &str)], value: T) -> String {
    words.iter().find(|(known, _)| *known == value).map_or("", |(_, word)| *word).to_owned()
}

/// What a value rests on, as fields.
fn source<T>(fields: &mut Fields, name: &str, of: &Sourced<T>) {
    fields.insert(format!("{name}_source"), of.source.clone().unwrap_or_default());
    fields.insert(format!("{name}_certainty"), word_of(&Certainty::ALL, of.certainty));
}
