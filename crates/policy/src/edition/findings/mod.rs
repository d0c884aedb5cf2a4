//! Conflicts and gaps of an edition that can be loaded: what would be cited and is not there, what is there and nobody
//! reads, values that contradict one another. What cannot be loaded at all are [`super::EditionFault`]s.
//!
//! A finding that the edition names as accepted, with a reason, stays in the list and stops nobody.

pub mod used;
mod values;

use super::{Edition, Interpretation, Place, ProvisionKind};
use crate::ClauseId;
use guantong_model::{Fact, Message, RuleBook, words};
use used::{ARTICLES, ASKED, ASKED_OF_RECORDS, CITED, NEEDED, READ, SERVED};

words! {
    /// What kind of thing is found.
    FindingKind {
        /// Rules cite a provision that is not in the edition.
        ClauseMissing = "clause-missing",
        /// Decisions name an article that is not in the rule book.
        ArticleMissing = "article-missing",
        /// No rule, value, reading or page serves a provision.
        ProvisionUnserved = "provision-unserved",
        /// A parameter that decisions need is not there.
        ParameterMissing = "parameter-missing",
        /// Nothing reads a parameter.
        ParameterUnread = "parameter-unread",
        /// A reading that decisions need is not there.
        ReadingMissing = "reading-missing",
        /// Nothing asks for a reading.
        ReadingUnread = "reading-unread",
        /// A choice that is offered is not built.
        ChoiceUnbuilt = "choice-unbuilt",
        /// A question with one answer only is none.
        OneChoice = "one-choice",
        /// The lowest score is above full marks.
        FloorAboveFull = "floor-above-full",
        /// A number below nothing, or a share above the whole.
        ValueOut = "value-out",
        /// A text is no month and day.
        NoDay = "no-day",
        /// A window ends before it begins.
        WindowReversed = "window-reversed",
        /// A window goes on after the stage.
        WindowBeyond = "window-beyond",
        /// The least is more than the most.
        LeastAboveMost = "least-above-most",
        /// What is allowed in the harder case is more than in the easier.
        AllowanceWider = "allowance-wider",
        /// A sum is not that of its parts.
        SumDiffers = "sum-differs",
        /// There are more or fewer weights than things to weigh.
        WeightsDiffer = "weights-differ",
        /// A finding is accepted that there is not.
        AcceptedIdle = "accepted-idle",
    }
}

/// A finding that an edition names as accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// What kind.
    pub kind: FindingKind,
    /// What it is about: a name, an id, a clause.
    pub name: String,
    /// Why it is accepted.
    pub reason: String,
    /// Why, in English.
    pub reason_en: String,
    /// Where it stands.
    pub place: Place,
}

/// A conflict or a gap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What kind.
    pub kind: FindingKind,
    /// What it is about: a name, an id, a clause.
    pub name: String,
    /// Where it stands, or where it would have to.
    pub place: Place,
    /// What is wrong, to be worded (ids `finding-…`); the way out is the same id with `-way`.
    pub message: Message,
    /// The edition's own word on it, where it is accepted.
    pub accepted: Option<Accepted>,
}

impl Finding {
    fn new(kind: FindingKind, name: &str, place: Place) -> Self {
        let message = Message::new(&format!("finding-{kind}")).with("name", name);
        Finding { kind, name: name.to_owned(), place, message, accepted: None }
    }

    fn with(mut self, name: &str, fact: impl Into<Fact>) -> Self {
        self.message = self.message.with(name, fact);
        self
    }

    /// Whether it must be mended before the edition is published: what is accepted, or accepted in vain, need not.
    #[must_use]
    pub fn stops(&self) -> bool {
        self.accepted.is_none() && self.kind != FindingKind::AcceptedIdle
    }

    /// What to do about it, not yet worded.
    #[must_use]
    pub fn way(&self) -> Message {
        Message { id: format!("{}-way", self.message.id), facts: self.message.facts.clone() }
    }
}

/// The choices that are built of each reading, by its id.
pub type Built<'a> = &'a [(&'a str, &'a [&'a str])];

/// Everything that is found of an edition, by kind and place. `built` are the readings of records with their choices.
#[must_use]
pub fn findings(edition: &Edition, built: Built<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    citations(edition, &mut found);
    provisions(edition, &mut found);
    parameters(edition, &mut found);
    readings(edition, built, &mut found);
    values::find(edition, &mut found);
    let accepted = edition.head().map(|head| head.accepted.as_slice()).unwrap_or_default();
    for finding in &mut found {
        let same = |one: &&Accepted| one.kind == finding.kind && one.name == finding.name;
        finding.accepted = accepted.iter().find(same).cloned();
    }
    for one in accepted {
        if !found.iter().any(|finding| finding.kind == one.kind && finding.name == one.name) {
            let of = Fact::Word(format!("finding.{}", one.kind));
            found.push(Finding::new(FindingKind::AcceptedIdle, &one.name, one.place.clone()).with("of", of));
        }
    }
    found.sort_by(|one, other| {
        let key = |finding: &Finding| (finding.accepted.is_some(), finding.kind, finding.place.clone());
        key(one).cmp(&key(other))
    });
    found
}

fn first_line(file: &str) -> Place {
    Place { file: file.to_owned(), line: 1 }
}

fn citations(edition: &Edition, found: &mut Vec<Finding>) {
    for cited in CITED {
        if edition.provision(&ClauseId::from(*cited)).is_none() {
            found.push(Finding::new(FindingKind::ClauseMissing, cited, first_line("provisions.csv")));
        }
    }
    for (book, numbers) in ARTICLES {
        let Some(book) = RuleBook::parse(book) else { continue };
        for number in numbers.iter().filter(|number| edition.article(book, number).is_none()) {
            let finding = Finding::new(
                FindingKind::ArticleMissing,
                &format!("{book} {number}"),
                first_line(&format!("rulebooks/{book}.toml")),
            );
            found
                .push(finding.with("book", Fact::Word(format!("rule-book.{book}"))).with("article", *number));
        }
    }
}

/// The provisions that the table of what serves them names: all but those that wait for something.
fn served() -> impl Iterator<Item = &'static str> {
    let row = |line: &'static str| {
        let mut cells = line.strip_prefix("| ")?.split(" | ");
        let (clause, by) = (cells.next()?, cells.next()?);
        (!by.starts_with("later")).then_some(clause)
    };
    SERVED.lines().filter_map(row)
}

fn provisions(edition: &Edition, found: &mut Vec<Finding>) {
    for provision in edition.provisions() {
        let id = provision.id.as_str();
        let by_value = edition.parameters().iter().any(|one| one.clause == provision.id);
        let by_reading = edition.interpretations().iter().any(|one| one.clause == provision.id);
        let by_page = served().any(|clause| clause == id);
        if provision.kind != ProvisionKind::Principle
            && !(CITED.contains(&id) || by_value || by_reading || by_page)
        {
            let finding = Finding::new(FindingKind::ProvisionUnserved, id, provision.place.clone());
            found.push(finding.with("label", provision.label.as_str()));
        }
    }
}

/// Whether a name is one of a pattern, `*` standing for anything but nothing.
fn matches(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == name,
        Some((before, after)) => {
            let Some(rest) = name.strip_prefix(before) else { return false };
            let later = rest.char_indices().skip(1).map(|(at, _)| at).chain([rest.len()]);
            rest.len() > after.len().min(1)
                && !rest.is_empty()
                && later.into_iter().any(|at| rest.get(at..).is_some_and(|rest| matches(after, rest)))
        }
    }
}

fn parameters(edition: &Edition, found: &mut Vec<Finding>) {
    for name in NEEDED.iter().filter(|name| edition.parameter(name).is_none()) {
        found.push(Finding::new(FindingKind::ParameterMissing, name, first_line("parameters/notice.toml")));
    }
    for parameter in edition.parameters() {
        if !READ.iter().any(|(pattern, _)| matches(pattern, &parameter.name)) {
            let finding =
                Finding::new(FindingKind::ParameterUnread, &parameter.name, parameter.place.clone());
            found.push(finding.with("clause", parameter.clause.as_str()));
        }
    }
}

fn readings(edition: &Edition, built: Built<'_>, found: &mut Vec<Finding>) {
    let needed = ASKED.iter().filter(|(_, asked_by)| *asked_by == ASKED_OF_RECORDS);
    for (id, _) in needed.filter(|(id, _)| edition.interpretation(id).is_none()) {
        found.push(Finding::new(FindingKind::ReadingMissing, id, first_line("interpretations/record.toml")));
    }
    let at = |kind: FindingKind, one: &Interpretation| Finding::new(kind, &one.id, one.place.clone());
    for one in edition.interpretations() {
        if !ASKED.iter().any(|(id, _)| *id == one.id) {
            found.push(at(FindingKind::ReadingUnread, one).with("clause", one.clause.as_str()));
        }
        if one.choices.len() < 2 {
            found.push(at(FindingKind::OneChoice, one));
        }
        let Some((_, choices)) = built.iter().find(|(id, _)| *id == one.id) else { continue };
        for choice in one.choices.iter().filter(|choice| !choices.contains(&choice.id.as_str())) {
            found.push(at(FindingKind::ChoiceUnbuilt, one).with("choice", choice.id.as_str()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn a_pattern_stands_for_names() {
        for (pattern, name, is) in [
            ("score.floor", "score.floor", true),
            ("score.floor", "score.floors", false),
            ("aid.*", "aid.college.loan", true),
            ("aid.*", "aid.", false),
            ("training.*.floor.*", "training.reckoned.hours.floor.bachelor", true),
            ("training.*.floor.*", "training.floor.bachelor", false),
        ] {
            assert_eq!(matches(pattern, name), is, "{pattern} {name}");
        }
    }
}
