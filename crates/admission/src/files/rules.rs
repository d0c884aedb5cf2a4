//! `rules.toml`: `score_floor`, `preferences_max`, `full_marks`, `equal`, and `[weights.PROGRAMME]`.

use crate::decimal::Decimal;
use crate::problem::{Problem, Problems};
use crate::programmes::Programmes;
use crate::rules::{Equal, Method, Rules, Weights};
use crate::strict_toml::{Document, plain_decimal, shown};
use toml::de::DeValue;

/// The rules of a run as their file gives them.
#[derive(Default)]
pub(crate) struct RulesFile {
    pub(crate) score_floor: Option<Decimal>,
    pub(crate) full_marks: Option<Decimal>,
    pub(crate) preferences_max: Option<u32>,
    pub(crate) equal: Equal,
    weights: Vec<ProgrammeWeights>,
    pub(crate) problems: Problems,
}

struct ProgrammeWeights {
    line: u64,
    programme: String,
    subjects: Vec<(String, Decimal)>,
}

impl RulesFile {
    pub(crate) fn parse(file: &str, text: &str) -> Self {
        let (mut document, table) = Document::parse(file, text);
        let mut rules = RulesFile::default();
        if let Some(entries) = table {
            let mut root = document.root(&entries);
            rules.score_floor = document.decimal(&mut root, "score_floor");
            rules.full_marks = document.decimal(&mut root, "full_marks");
            rules.preferences_max = document.whole(&mut root, "preferences_max", 1);
            if let Some(word) = document.text(&mut root, "equal") {
                match Equal::parse(&word) {
                    Some(equal) => rules.equal = equal,
                    None => document.expected(&root, "equal", &Equal::ALL.map(Equal::as_str).join(" | ")),
                }
            }
            if let Some(weights) = document.table(&mut root, "weights") {
                for (line, programme, value) in document.named(&weights) {
                    let subjects = subjects(&mut document, line, &programme, value);
                    rules.weights.push(ProgrammeWeights { line, programme, subjects });
                }
            }
            document.close(root);
        }
        rules.problems = document.into_problems();
        rules
    }

    /// The subjects programmes weight, each once, in the order of the file.
    pub(crate) fn subjects(&self) -> Vec<String> {
        let mut subjects: Vec<String> = Vec::new();
        for (subject, _) in self.weights.iter().flat_map(|weights| &weights.subjects) {
            if !subjects.contains(subject) {
                subjects.push(subject.clone());
            }
        }
        subjects
    }

    /// The rules of the round: programmes and subjects by index.
    pub(crate) fn resolve(
        &self,
        file: &str,
        method: Method,
        programmes: &Programmes,
        problems: &mut Problems,
    ) -> Rules {
        let names = self.subjects();
        let mut weights = Vec::new();
        for given in &self.weights {
            let Some(programme) = programmes.find(given.programme.as_bytes()) else {
                let column = format!("weights.{}", given.programme);
                problems.push(Problem::at(
                    file,
                    given.line,
                    &column,
                    &given.programme,
                    "allocate-weights-programme",
                ));
                continue;
            };
            let index = |subject: &String| {
                names.iter().position(|name| name == subject).and_then(|at| u32::try_from(at).ok())
            };
            let subjects =
                given.subjects.iter().filter_map(|(subject, weight)| Some((index(subject)?, *weight)));
            weights.push(Weights { programme, subjects: subjects.collect() });
        }
        if let Some(first) = self.weights.first().filter(|_| method == Method::Serial) {
            problems.push(Problem::at(file, first.line, "weights", "", "allocate-weights-serial"));
        }
        if let Some(first) =
            self.weights.first().filter(|_| !programmes.groups().is_empty() && self.equal != Equal::Draw)
        {
            problems.push(Problem::at(
                file,
                first.line,
                "weights",
                self.equal.as_str(),
                "allocate-quotas-need-draw",
            ));
        }
        Rules {
            score_floor: self.score_floor,
            preferences_max: self.preferences_max,
            equal: self.equal,
            method,
            household_evidence_counts: false,
            weights,
        }
    }
}

/// The subjects of one programme: `math = 1.5` or `"subject:math" = 1.5`.
fn subjects(
    document: &mut Document<'_>,
    line: u64,
    programme: &str,
    value: &DeValue<'_>,
) -> Vec<(String, Decimal)> {
    let DeValue::Table(entries) = value else {
        document.at(line, &format!("weights.{programme}"), &shown(value), "allocate-weights-table");
        return Vec::new();
    };
    let mut subjects: Vec<(String, Decimal)> = Vec::new();
    for (key, value) in entries {
        let name = key.get_ref().strip_prefix("subject:").unwrap_or(key.get_ref()).to_owned();
        let column = format!("weights.{programme}.{name}");
        match plain_decimal(value.get_ref()) {
            _ if subjects.iter().any(|(before, _)| *before == name) => {
                document.at(line, &column, &name, "allocate-weights-repeated");
            }
            Some(weight) => subjects.push((name, weight)),
            None => document.at(line, &column, &shown(value.get_ref()), "allocate-weight"),
        }
    }
    subjects
}
