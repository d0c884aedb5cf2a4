//! Reading the fields of a rule set: each value by itself, then what cannot be together.

use super::fields::{FieldProblem, Fields, Ground, LINE_MAX, ORDER_PLACES, SUBJECTS};
use super::lines;
use super::{
    Bonus, Certainty, FloorBasis, PRIORITY_GROUP, QuotaKind, RoundId, RuleSet, Shape, Sourced, YearRound,
};
use crate::decimal::Decimal;
use crate::rules::{Equal, Method};
use guantong_model::{Fact, Message};
use guantong_policy::ClauseId;

/// The clause of the notice a value rests on whatever its source; all else is the authority's (3.1.3.b).
fn clause(value: &str) -> Option<ClauseId> {
    match value {
        "score_floor" => Some(ClauseId::from("3.1.2.a")),
        "household" => Some(ClauseId::from("3.1.1")),
        _ => None,
    }
}

/// Fields being read.
pub(super) struct Reader<'a> {
    given: &'a Fields,
    pub(super) ground: &'a Ground<'a>,
    kept: Fields,
    problems: Vec<FieldProblem>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(given: &'a Fields, ground: &'a Ground<'a>) -> Self {
        Reader { given, ground, kept: Fields::new(), problems: Vec::new() }
    }

    /// What is kept, and what is wrong or open.
    pub(super) fn done(self) -> (Fields, Vec<FieldProblem>) {
        (self.kept, self.problems)
    }
}

impl Reader<'_> {
    /// Notes what is wrong with a field.
    pub(super) fn wrong(&mut self, field: &str, message: Message) {
        self.problems.push(FieldProblem { field: field.to_owned(), message, open: false });
    }

    fn open(&mut self, field: &str) {
        let message = Message::new("rules-open");
        self.problems.push(FieldProblem { field: field.to_owned(), message, open: true });
    }

    fn keep(&mut self, field: &str, value: impl ToString) {
        self.kept.insert(field.to_owned(), value.to_string());
    }

    /// The words of a field as they were written, without what surrounds them; nothing where it is empty.
    fn words(&mut self, field: &str, most: usize) -> Option<String> {
        let text = self.given.get(field).map_or("", |text| text.trim()).replace("\r\n", "\n");
        if text.is_empty() {
            return None;
        }
        self.keep(field, &text);
        let count = text.chars().count();
        if count > most {
            self.wrong(field, Message::new("rules-long").with("count", count).with("most", most));
            return None;
        }
        Some(text)
    }

    /// A field of figures and codes, in letters of half width.
    pub(super) fn plain(&mut self, field: &str, most: usize) -> Option<String> {
        let text = self.words(field, most)?;
        let text: String = text.chars().map(half).collect();
        self.keep(field, &text);
        Some(text)
    }

    /// What is kept of a field, in its one way.
    pub(super) fn settle(&mut self, field: &str, value: String) {
        if value.is_empty() {
            self.kept.remove(field);
        } else {
            self.kept.insert(field.to_owned(), value);
        }
    }

    fn decimal(&mut self, field: &str) -> Option<Decimal> {
        let Some(text) = self.plain(field, LINE_MAX) else {
            self.open(field);
            return None;
        };
        match number(&text) {
            Some(number) => {
                self.keep(field, number);
                Some(number)
            }
            None => {
                self.wrong(field, Message::new("rules-no-number").with("value", text));
                None
            }
        }
    }

    fn whole(&mut self, field: &str, least: u32, most: u32) -> Option<u32> {
        let Some(text) = self.plain(field, LINE_MAX) else {
            self.open(field);
            return None;
        };
        match text.parse::<u32>().ok().filter(|number| (least..=most).contains(number)) {
            Some(number) => {
                self.keep(field, number);
                Some(number)
            }
            None => {
                let message = Message::new("rules-no-count").with("value", text);
                self.wrong(field, message.with("least", least).with("most", most));
                None
            }
        }
    }

    fn one_of<T: Copy>(&mut self, field: &str, words: &[(T, &str)]) -> Option<T> {
        let Some(text) = self.plain(field, LINE_MAX) else {
            self.open(field);
            return None;
        };
        let found = words.iter().find(|(_, word)| *word == text).map(|(value, _)| *value);
        if found.is_none() {
            self.wrong(field, Message::new("rules-no-choice").with("value", text));
        }
        found
    }

    fn yes(&mut self, field: &str) -> Option<bool> {
        self.one_of(field, &[(true, "yes"), (false, "no")])
    }

    /// A value with what it rests on; source and certainty are read whether the value is good or not.
    fn sourced<T>(&mut self, name: &str, value: Option<T>) -> Option<Sourced<T>> {
        let (from, how) = (format!("{name}_source"), format!("{name}_certainty"));
        let clause = clause(name);
        let source = self.words(&from, LINE_MAX);
        let too_long = source.is_none() && self.kept.contains_key(&from);
        if source.is_none() && !too_long && clause.is_none() {
            self.open(&from);
        }
        let certainty = self.one_of(&how, &Certainty::ALL);
        Some(Sourced {
            value: value?,
            clause,
            source,
            source_en: None,
            interpretation: None,
            certainty: certainty?,
        })
    }
}

/// A letter of half width for one of full width.
fn half(letter: char) -> char {
    match letter {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(letter) - 0xfee0).unwrap_or(letter),
        '\u{3000}' => ' ',
        other => other,
    }
}

/// A plain number from 0 on.
pub(super) fn number(text: &str) -> Option<Decimal> {
    Decimal::parse(text.as_bytes()).ok().filter(|number| !number.is_negative())
}

/// Reads all values, whatever is wrong with those before.
pub(super) fn whole(reader: &mut Reader<'_>) -> Option<RuleSet> {
    let full = reader.decimal("full_marks");
    let full_marks = reader.sourced("full_marks", full);
    let floor = floor(reader, full);
    let score_floor = reader.sourced("score_floor", floor);
    let basis = reader.one_of("floor_basis", &FloorBasis::ALL);
    let floor_basis = reader.sourced("floor_basis", basis);
    let counts = reader.yes("household");
    let household_evidence_counts = reader.sourced("household", counts);
    let points = bonus(reader);
    let bonus = reader.sourced("bonus", points);
    let terms = order(reader);
    let order = reader.sourced("order", terms);
    let choice = reader.one_of("equal", &Equal::ALL.map(|equal| (equal, equal.as_str())));
    let equal = reader.sourced("equal", choice);
    let how = reader.one_of("method", &Method::ALL.map(|method| (method, method.as_str())));
    let method = reader.sourced("method", how);
    let rounds = rounds(reader);
    let quota_places = lines::quotas(reader);
    let mut kinds: Vec<QuotaKind> = quota_places.iter().map(|quota| quota.kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let quotas = reader.sourced("quotas", Some(kinds.clone()));
    let weights = lines::weights(reader);
    let rests_on = if weights.is_empty() { None } else { reader.sourced("weights", Some(())) };
    together(reader, choice, how, &kinds, !weights.is_empty());
    Some(RuleSet {
        year: reader.ground.year,
        full_marks: full_marks?,
        score_floor: score_floor?,
        floor_basis: floor_basis?,
        household_evidence_counts: household_evidence_counts?,
        bonus: bonus?,
        rounds,
        order: order?,
        equal: equal?,
        method: method?,
        quotas: quotas?,
        quota_places,
        weights,
        weights_from: rests_on,
    })
}

/// 「最低录取分数线统一设置为 490 分」: a year may ask for more than the law has, never for less.
fn floor(reader: &mut Reader<'_>, full: Option<Decimal>) -> Option<Decimal> {
    let floor = reader.decimal("score_floor")?;
    let least = reader.ground.floor_least.map(Decimal::from).filter(|least| floor < *least);
    let most = full.filter(|full| floor > *full);
    let told = |message: &str| Message::new(message).with("value", floor.to_string());
    match (least, most) {
        (Some(least), _) => {
            let message = told("rules-floor-low").with("least", least.to_string());
            reader.wrong("score_floor", message.with("year", reader.ground.year));
            None
        }
        (None, Some(most)) => {
            reader.wrong("score_floor", told("rules-floor-high").with("most", most.to_string()));
            None
        }
        (None, None) => Some(floor),
    }
}

/// Points from the largest to the smallest; none where the year has no bonus.
fn bonus(reader: &mut Reader<'_>) -> Option<Bonus> {
    let text = reader.plain("bonus", LINE_MAX).unwrap_or_default();
    let counted_max = reader.whole("bonus_counted", 1, 9);
    let mut points = Vec::new();
    for part in text.split([' ', ',', ';', '\u{3001}', '\n', '\t']).filter(|part| !part.is_empty()) {
        match number(part) {
            Some(number) if number > Decimal::default() => points.push(number),
            _ => {
                reader.wrong("bonus", Message::new("rules-no-number").with("value", part));
                return None;
            }
        }
    }
    points.sort_unstable_by(|a, b| b.cmp(a));
    points.dedup();
    let written: Vec<String> = points.iter().map(ToString::to_string).collect();
    reader.settle("bonus", written.join(" "));
    Some(Bonus { points, counted_max: counted_max? })
}

/// What tells equals apart, first first: what candidates carry, each once, no place left open between.
fn order(reader: &mut Reader<'_>) -> Option<Vec<String>> {
    let mut terms: Vec<String> = Vec::new();
    let mut good = true;
    for place in 1..=ORDER_PLACES {
        let field = format!("order_{place}");
        let Some(term) = reader.plain(&field, LINE_MAX) else { continue };
        let known = term == PRIORITY_GROUP || SUBJECTS.contains(&term.as_str());
        let message = match () {
            () if !known => "rules-no-choice",
            () if terms.contains(&term) => "rules-order-twice",
            () if terms.len() + 1 < place => "rules-order-gap",
            () => {
                terms.push(term);
                continue;
            }
        };
        good = false;
        reader.wrong(&field, Message::new(message).with("value", term));
    }
    good.then_some(terms)
}

/// The rounds that are held; at least one.
fn rounds(reader: &mut Reader<'_>) -> Vec<YearRound> {
    let mut rounds = Vec::new();
    let mut none = true;
    for (id, name) in RoundId::ALL {
        let held = reader.yes(&format!("{name}_held"));
        none &= held == Some(false);
        if held != Some(true) {
            continue;
        }
        let (most, shape) = (format!("{name}_max"), format!("{name}_shape"));
        let count = reader.whole(&most, 1, 99);
        let preferences_max = reader.sourced(&most, count);
        let form = reader.one_of(&shape, &Shape::ALL);
        let shape = reader.sourced(&shape, form);
        if let (Some(preferences_max), Some(shape)) = (preferences_max, shape) {
            rounds.push(YearRound { id, preferences_max, shape });
        }
    }
    if none {
        reader.wrong("unified_held", Message::new("rules-no-round"));
    }
    rounds
}

/// What cannot be together: weights give places out in no one order, and equals among quotas need the draw.
fn together(
    reader: &mut Reader<'_>,
    equal: Option<Equal>,
    method: Option<Method>,
    kinds: &[QuotaKind],
    weights: bool,
) {
    if weights && method == Some(Method::Serial) {
        reader.wrong("method", Message::new("rules-weights-serial"));
    }
    let by_group = kinds.iter().filter(|kind| **kind != QuotaKind::AdditionalTest).count();
    let draw = equal.is_none_or(|equal| equal == Equal::Draw);
    if !draw && (by_group > 1 || (by_group > 0 && weights)) {
        reader.wrong("equal", Message::new("rules-quotas-draw"));
    }
    if by_group > 1 && weights {
        reader.wrong("weights", Message::new("rules-quotas-weights"));
    }
}

impl Reader<'_> {
    /// How many places a programme of the plan has; what is wrong where it is not of the plan.
    pub(super) fn places_of(&self, code: &str) -> Result<Option<u32>, Message> {
        match self.ground.programmes {
            None => Ok(None),
            Some(programmes) => match programmes.get(code) {
                Some(places) => Ok(Some(*places)),
                None => Err(Message::new("rules-no-programme")
                    .with("value", code)
                    .with("year", Fact::from(self.ground.year))),
            },
        }
    }
}
