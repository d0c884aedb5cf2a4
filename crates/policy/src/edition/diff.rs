//! What changed from one edition to another, as data to be worded.

use super::{Certainty, Dated, Edition, Institution, Interpretation, Major, Parameter, Place, Provision};
use crate::ClauseId;
use guantong_model::{Fact, InstitutionKind, Message};
use std::collections::{BTreeMap, BTreeSet};

/// The kinds of thing an edition holds by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// A provision, by its id.
    Provision,
    /// A parameter, by its name.
    Parameter,
    /// An interpretation, by its id.
    Interpretation,
    /// An article, by its book and number.
    Article,
    /// An institution, by its name.
    Institution,
    /// A major, by its name and level.
    Major,
    /// A district, by its code.
    District,
}

impl Subject {
    /// The word used in message ids.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Subject::Provision => "provision",
            Subject::Parameter => "parameter",
            Subject::Interpretation => "interpretation",
            Subject::Article => "article",
            Subject::Institution => "institution",
            Subject::Major => "major",
            Subject::District => "district",
        }
    }
}

/// One difference between two editions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// A field of the head (title, document number, days in force) differs.
    Head {
        /// The field, as in `edition.toml`.
        field: &'static str,
        /// What it was; empty where it was open.
        old: String,
        /// What it is; empty where it is open.
        new: String,
    },
    /// Something is new.
    Added {
        /// What it is.
        subject: Subject,
        /// Its name.
        name: String,
        /// What it says.
        words: Fact,
        /// Where it stands in the new edition.
        place: Place,
    },
    /// Something is gone.
    Removed {
        /// What it was.
        subject: Subject,
        /// Its name.
        name: String,
        /// What it said.
        words: Fact,
    },
    /// Something says another thing.
    Reworded {
        /// What it is.
        subject: Subject,
        /// Its name.
        name: String,
        /// What it said.
        old: Fact,
        /// What it says.
        new: Fact,
    },
    /// A parameter has other values.
    Value {
        /// Its name.
        parameter: String,
        /// The clause it is tied to in the new edition.
        clause: ClauseId,
        /// Its values before.
        old: Vec<Dated>,
        /// Its values now.
        new: Vec<Dated>,
    },
    /// An interpretation has another choice in force.
    Choice {
        /// Its id.
        interpretation: String,
        /// The choice before.
        old: String,
        /// The choice now.
        new: String,
    },
    /// A file that other crates read (`admission.toml`) differs.
    File {
        /// Its name.
        name: String,
    },
}

impl Change {
    /// The sentence of the change, not yet worded (ids `edition-diff-…`).
    #[must_use]
    pub fn message(&self) -> Message {
        let subject = |subject: &Subject| Fact::Word(format!("edition.{}", subject.as_str()));
        match self {
            Change::Head { field, old, new } => Message::new("edition-diff-head")
                .with("field", Fact::Word(format!("edition.{field}")))
                .with("old", or_open(old))
                .with("new", or_open(new)),
            Change::Added { subject: s, name, words, .. } => Message::new("edition-diff-added")
                .with("subject", subject(s))
                .with("name", name.as_str())
                .with("words", words.clone()),
            Change::Removed { subject: s, name, words } => Message::new("edition-diff-removed")
                .with("subject", subject(s))
                .with("name", name.as_str())
                .with("words", words.clone()),
            Change::Reworded { subject: s, name, old, new } => Message::new("edition-diff-reworded")
                .with("subject", subject(s))
                .with("name", name.as_str())
                .with("old", old.clone())
                .with("new", new.clone()),
            Change::Value { parameter, clause, old, new } => Message::new("edition-diff-value")
                .with("name", parameter.as_str())
                .with("clause", clause.as_str())
                .with("old", spans(old))
                .with("new", spans(new)),
            Change::Choice { interpretation, old, new } => Message::new("edition-diff-choice")
                .with("name", interpretation.as_str())
                .with("old", old.as_str())
                .with("new", new.as_str()),
            Change::File { name } => Message::new("edition-diff-file").with("name", name.as_str()),
        }
    }
}

fn or_open(text: &str) -> Fact {
    if text.is_empty() { Fact::Word("edition.open".to_owned()) } else { Fact::from(text) }
}

/// Values with their days, in a form that needs no language: `490 [2023-04-07, 2025-03-31]`.
pub(super) fn spans(values: &[Dated]) -> String {
    let span = |dated: &Dated| {
        let to = dated.to.map(|to| to.to_string()).unwrap_or_default();
        format!("{} [{}/{to}]", dated.value, dated.from)
    };
    values.iter().map(span).collect::<Vec<_>>().join("; ")
}

/// Every difference from `old` to `new`, in the order head, provisions, parameters, interpretations, articles,
/// institutions, majors, districts, files. Empty where the two say the same, whatever their lines.
#[must_use]
pub fn diff(old: &Edition, new: &Edition) -> Vec<Change> {
    let mut changes = heads(old, new);
    changes.extend(worded(Subject::Provision, &provisions(old), &provisions(new)));
    parameters(old, new, &mut changes);
    interpretations(old, new, &mut changes);
    changes.extend(worded(Subject::Article, &articles(old), &articles(new)));
    changes.extend(worded(Subject::Institution, &institutions(old), &institutions(new)));
    changes.extend(worded(Subject::Major, &majors(old), &majors(new)));
    changes.extend(worded(Subject::District, &districts(old), &districts(new)));
    if old.file("admission.toml") != new.file("admission.toml") {
        changes.push(Change::File { name: "admission.toml".to_owned() });
    }
    changes
}

fn heads(old: &Edition, new: &Edition) -> Vec<Change> {
    let fields = |edition: &Edition| -> Vec<(&'static str, String)> {
        let Some(head) = edition.head() else { return Vec::new() };
        vec![
            ("id", head.id.clone()),
            ("title", head.title.clone()),
            ("document", head.document.clone()),
            ("issuer", head.issuer.clone()),
            ("issued_on", head.issued_on.to_string()),
            ("from", head.from.to_string()),
            ("to", head.to.map(|to| to.to_string()).unwrap_or_default()),
        ]
    };
    let pairs = fields(old).into_iter().zip(fields(new));
    pairs
        .filter(|((_, old), (_, new))| old != new)
        .map(|((field, old), (_, new))| Change::Head { field, old, new })
        .collect()
}

/// Names in the order of the file, each with what it says and where.
type Named<'e> = Vec<(String, Fact, &'e Place)>;

fn worded(subject: Subject, old: &Named<'_>, new: &Named<'_>) -> Vec<Change> {
    let before: BTreeMap<&str, &Fact> = old.iter().map(|(name, words, _)| (name.as_str(), words)).collect();
    let now: BTreeSet<&str> = new.iter().map(|(name, _, _)| name.as_str()).collect();
    let mut changes = Vec::new();
    for (name, words, place) in new {
        match before.get(name.as_str()) {
            None => {
                let (name, words, place) = (name.clone(), words.clone(), (*place).clone());
                changes.push(Change::Added { subject, name, words, place });
            }
            Some(earlier) if *earlier != words => changes.push(Change::Reworded {
                subject,
                name: name.clone(),
                old: (*earlier).clone(),
                new: words.clone(),
            }),
            Some(_) => {}
        }
    }
    for (name, words, _) in old.iter().filter(|(name, _, _)| !now.contains(name.as_str())) {
        changes.push(Change::Removed { subject, name: name.clone(), words: words.clone() });
    }
    changes
}

fn word(id: &str) -> Fact {
    Fact::Word(id.to_owned())
}

fn text_or_none(text: Option<&str>) -> Fact {
    text.map_or_else(|| word("edition.none"), Fact::from)
}

fn provisions(edition: &Edition) -> Named<'_> {
    let says =
        |p: &Provision| Fact::List(vec![p.words.as_str().into(), word(&format!("edition.kind.{}", p.kind))]);
    edition.provisions().iter().map(|p| (p.id.to_string(), says(p), &p.place)).collect()
}

fn articles(edition: &Edition) -> Named<'_> {
    let mut named = Named::new();
    for book in edition.rule_books() {
        for article in &book.articles {
            let name = format!("{} {}", book.book, article.label());
            named.push((name, article.words.as_str().into(), &article.place));
        }
    }
    named
}

fn institutions(edition: &Edition) -> Named<'_> {
    let says = |i: &Institution| {
        let kind = word(&format!("institution.{}", i.kind));
        let mut says = vec![kind, word(role(i)), text_or_none(i.code.as_deref())];
        if i.kind != InstitutionKind::University {
            says.push(word(designated(i)));
        }
        Fact::List(says)
    };
    edition.institutions().iter().map(|i| (i.name.clone(), says(i), &i.place)).collect()
}

/// The glossary word of what an institution is in the annex.
pub(super) fn role(institution: &Institution) -> &'static str {
    match (institution.front, institution.partner) {
        (true, true) => "edition.role.both",
        (true, false) => "edition.role.front",
        (false, _) => "edition.role.partner",
    }
}

/// The glossary word of what is last known of an institution and the designated list.
pub(super) fn designated(institution: &Institution) -> &'static str {
    match institution.designated.last() {
        Some(last) if last.listed && last.certainty == Certainty::Assumed => "edition.designated.assumed",
        Some(last) if last.listed => "edition.designated.listed",
        Some(_) => "edition.designated.not-listed",
        None => "edition.designated.unknown",
    }
}

fn majors(edition: &Edition) -> Named<'_> {
    let says = |m: &Major| {
        let code = text_or_none(m.code.as_deref().or(m.class.as_deref()));
        Fact::List(vec![code, m.catalogue_name.as_deref().unwrap_or(&m.name).into()])
    };
    edition.majors().iter().map(|m| (format!("{} ({})", m.name, m.level), says(m), &m.place)).collect()
}

fn districts(edition: &Edition) -> Named<'_> {
    edition.districts().iter().map(|d| (d.code.clone(), d.name.as_str().into(), &d.place)).collect()
}

fn parameters(old: &Edition, new: &Edition, changes: &mut Vec<Change>) {
    let says = |p: &Parameter| Fact::from(format!("{} ({})", spans(&p.values), p.clause));
    let same = |a: &[Dated], b: &[Dated]| {
        a.len() == b.len()
            && a.iter().zip(b).all(|(a, b)| (a.from, a.to, &a.value) == (b.from, b.to, &b.value))
    };
    for parameter in new.parameters() {
        let name = parameter.name.clone();
        match old.parameter(&parameter.name) {
            None => {
                let (words, place) = (says(parameter), parameter.place.clone());
                changes.push(Change::Added { subject: Subject::Parameter, name, words, place });
            }
            Some(before) if !same(&before.values, &parameter.values) => changes.push(Change::Value {
                parameter: name,
                clause: parameter.clause.clone(),
                old: before.values.clone(),
                new: parameter.values.clone(),
            }),
            Some(before) if before.clause != parameter.clause || before.unit != parameter.unit => {
                let tied = |p: &Parameter| Fact::from(format!("{} ({})", p.clause, p.unit));
                let (old, new) = (tied(before), tied(parameter));
                changes.push(Change::Reworded { subject: Subject::Parameter, name, old, new });
            }
            Some(_) => {}
        }
    }
    for parameter in old.parameters().iter().filter(|p| new.parameter(&p.name).is_none()) {
        let (name, words) = (parameter.name.clone(), says(parameter));
        changes.push(Change::Removed { subject: Subject::Parameter, name, words });
    }
}

fn interpretations(old: &Edition, new: &Edition, changes: &mut Vec<Change>) {
    let says = |i: &Interpretation| Fact::from(format!("{} → {}", i.question, i.chosen));
    for interpretation in new.interpretations() {
        let name = interpretation.id.clone();
        let subject = Subject::Interpretation;
        match old.interpretation(&interpretation.id) {
            None => {
                let (words, place) = (says(interpretation), interpretation.place.clone());
                changes.push(Change::Added { subject, name, words, place });
            }
            Some(before) if before.chosen != interpretation.chosen => changes.push(Change::Choice {
                interpretation: name,
                old: before.chosen.clone(),
                new: interpretation.chosen.clone(),
            }),
            Some(before) if before.question != interpretation.question => {
                let (old, new) = (before.question.as_str().into(), interpretation.question.as_str().into());
                changes.push(Change::Reworded { subject, name, old, new });
            }
            Some(_) => {}
        }
    }
    for interpretation in old.interpretations().iter().filter(|i| new.interpretation(&i.id).is_none()) {
        let (name, words) = (interpretation.id.clone(), says(interpretation));
        changes.push(Change::Removed { subject: Subject::Interpretation, name, words });
    }
}
