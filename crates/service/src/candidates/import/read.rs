//! A row of a file as a candidate, held against the year's rules.
//!
//! Nothing is repaired: what does not fit is told by its cell, with value, limit and way out. A name is kept as it is
//! written, in any script and with any of the middle dots; only what cannot be seen, cannot be in a name, or stands for
//! a character that was lost is refused.

use super::name::name;
use super::words::{BETWEEN, NUMBERED};
use crate::Office;
use crate::cells::{Found, Line};
use crate::error::ServiceError;
use crate::person::reading;
use crate::rows::{Candidate, Person};
use guantong_admission::RuleSet;
use guantong_admission::year::RoundId;
use guantong_documents::{At, Value};
use guantong_model::{CandidateNo, Date, Fact, IdentityNo, Message, PersonId, Phone, ProgrammeId, Score};
use std::collections::BTreeSet;

/// What rows of a year are held against.
pub(super) struct Terms {
    pub(super) year: i32,
    full: Option<Score>,
    rules: RuleSet,
    programmes: BTreeSet<ProgrammeId>,
}

/// Places of a list of preferences, best first: one cell with all of them, or a cell each.
pub(super) struct Lists([Vec<u32>; 2]);

/// A row as it was understood.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) row: u32,
    /// Whose person is known by the number alone.
    pub(super) candidate: Candidate,
    pub(super) name: String,
    pub(super) sex: i64,
    pub(super) birth_on: Date,
    pub(super) district: String,
    pub(super) junior_school: String,
    pub(super) identity: IdentityNo,
    pub(super) phone: Option<Phone>,
}

/// The ages at which one usually takes the examination; others are noted.
const AGES: std::ops::RangeInclusive<i32> = 13..=20;
/// The longest number of a candidate.
const NUMBER: usize = 20;

impl Office {
    /// What rows of a year are held against.
    ///
    /// # Errors
    /// A conflict where there is no plan of the year.
    pub(super) async fn import_terms(&self, year: i32) -> Result<Terms, ServiceError> {
        let programmes: BTreeSet<ProgrammeId> = self.programmes(year).await?.into_keys().collect();
        if programmes.is_empty() {
            return Err(ServiceError::conflict(Message::new("conflict-no-plan").with("year", year)));
        }
        let (full, rules) = (self.marks_of(year).await?.1, self.rules_in_force(year).await?.set);
        Ok(Terms { year, full, rules, programmes })
    }
}

impl Lists {
    /// The columns of the lists, by their headings: `志愿` merged over several columns, or numbered, or one.
    pub(super) fn of(found: &Found<'_>) -> Self {
        let heads = found.sheet.row(found.headings);
        let columns = |(key, beginning): &(&'static str, &str)| {
            let mut columns: Vec<(u32, u32)> = heads
                .iter()
                .flat_map(|row| &row.cells)
                .filter_map(|(column, value)| match value {
                    Value::Text(text) => {
                        let text: String = text.split_whitespace().collect();
                        Some((text.strip_prefix(beginning)?.parse().ok()?, *column))
                    }
                    _ => None,
                })
                .collect();
            columns.sort_unstable();
            let alone = found.columns.get(key).copied();
            let wide = alone.and_then(|column| {
                let at = At::new(found.headings, column);
                let merged = found.sheet.merged.iter().find(|region| region.first == at)?;
                Some(merged.first.column..=merged.last.column)
            });
            match wide {
                Some(wide) => wide.collect(),
                None => alone.into_iter().chain(columns.into_iter().map(|(_, column)| column)).collect(),
            }
        };
        Lists(NUMBERED.each_ref().map(columns))
    }

    /// All of them.
    pub(super) fn all(&self) -> impl Iterator<Item = u32> {
        self.0.iter().flatten().copied()
    }
}

/// Reads a row; nothing where it cannot be taken, what is wrong stands in the line then. What should be looked at is noted
/// beside.
pub(super) fn read(
    line: &mut Line<'_>,
    lists: &Lists,
    terms: &Terms,
    office: &Office,
    noted: &mut Vec<(At, Message)>,
) -> Option<Entry> {
    let no = number(line);
    let name = name(line, noted);
    let sex = line.choice("sex").and_then(|sex| sex.parse().ok());
    let identity = identity(line, sex, terms, noted);
    let district = district(line, office);
    let junior_school = line.text("junior").unwrap_or_default();
    let phone = phone(line);
    let [total, chinese, mathematics, foreign_language] = scores(line, terms);
    let priority = line.choice("priority") == Some("yes");
    if priority && bonus(line).is_some_and(|bonus| bonus > Score::default()) {
        line.fault("priority", Message::new("candidates-priority-bonus"));
    }
    let bonus = bonus(line).unwrap_or_default();
    let draw = line.count("draw");
    let boards = line.choice("boards").map(|word| word == "yes");
    let qualified = line.choice("qualified").map(|word| word == "yes");
    let household = line.choice("household").map(|word| word == "yes");
    let tests: Vec<At> = line.value("tests").map(|_| line.at("tests")).into_iter().collect();
    let tests_passed = programmes(line, &tests, terms, noted, None);
    let [early, unified] = [(0, RoundId::Early), (1, RoundId::Unified)].map(|(which, round)| {
        let row = line.at("no").row;
        let cells: Vec<At> =
            lists.0.get(which).into_iter().flatten().map(|column| At::new(row, *column)).collect();
        programmes(line, &cells, terms, noted, Some(round))
    });
    if !line.wrong.is_empty() {
        return None;
    }
    let (identity, birth_on) = identity?;
    Some(Entry {
        row: line.at("no").row,
        candidate: Candidate {
            year: terms.year,
            no: CandidateNo(no?),
            person: PersonId(String::new()),
            total: total?,
            chinese: chinese?,
            mathematics: mathematics?,
            foreign_language: foreign_language?,
            priority,
            bonus,
            draw: draw?,
            qualified: qualified?,
            household: household?,
            boards,
            tests_passed,
            early,
            unified,
        },
        name: name?,
        sex: sex?,
        birth_on,
        district: district?,
        junior_school,
        identity,
        phone,
    })
}

impl Entry {
    /// The person under an id.
    pub(super) fn person(&self, id: PersonId, salt: Vec<u8>, sealed: crate::rows::Sealed) -> Person {
        let read = reading(&self.name);
        Person {
            id,
            name: self.name.clone(),
            pinyin: read.pinyin,
            initials: read.initials,
            sex: self.sex,
            birth_on: self.birth_on,
            district: self.district.clone(),
            junior_school: self.junior_school.clone(),
            salt,
            sealed,
        }
    }
}

fn number(line: &mut Line<'_>) -> Option<String> {
    let no = line.text("no")?;
    let plain = no.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if !plain || no.len() > NUMBER {
        let message = Message::new("candidates-no-characters").with("value", no.as_str());
        line.fault("no", message.with("most", NUMBER));
    }
    Some(no)
}

/// The identity number with the day of birth in it, where sex and day agree with it (GB 11643).
fn identity(
    line: &mut Line<'_>,
    sex: Option<i64>,
    terms: &Terms,
    noted: &mut Vec<(At, Message)>,
) -> Option<(IdentityNo, Date)> {
    let told = line.date("born");
    let text = line.text("identity")?;
    let number = match IdentityNo::parse(&text) {
        Ok(number) => number,
        Err(message) => {
            line.fault("identity", message);
            return None;
        }
    };
    let birth = number.born()?;
    if told.is_some_and(|told| told != birth) {
        line.fault("born", Message::new("candidates-birth-differs").with("birth", birth));
    }
    if sex.is_some_and(|sex| sex != number.sex()) {
        let told = if number.sex() == 1 { "male" } else { "female" };
        line.fault("sex", Message::new("candidates-sex-differs").with("sex", told));
    }
    let age = terms.year - i32::from(birth.year());
    if !AGES.contains(&age) {
        noted.push((
            line.at("identity"),
            Message::new("candidates-age").with("birth", birth).with("age", age),
        ));
    }
    Some((number, birth))
}

fn district(line: &mut Line<'_>, office: &Office) -> Option<String> {
    let text = line.text("district")?;
    let found = office.edition().district(&text).or_else(|| {
        // People write the district without its last character.
        office
            .edition()
            .districts()
            .iter()
            .find(|d| d.name.strip_prefix(&text).is_some_and(|rest| rest.chars().count() == 1))
    });
    if found.is_none() {
        line.fault("district", Message::new("take-over-cell-district").with("value", text));
    }
    found.map(|district| district.code.clone())
}

fn phone(line: &mut Line<'_>) -> Option<Phone> {
    let text = line.text("phone")?;
    match Phone::parse(&text) {
        Ok(phone) => Some(phone),
        Err(message) => {
            line.fault("phone", message);
            None
        }
    }
}

fn bonus(line: &mut Line<'_>) -> Option<Score> {
    line.quietly(|line| line.value("bonus").is_some().then(|| line.score("bonus", None)).flatten())
}

/// 录取总分、语文、数学、外语: each within full marks, the parts within the whole, the whole with its bonus (3.1.3.b).
fn scores(line: &mut Line<'_>, terms: &Terms) -> [Option<Score>; 4] {
    let most = terms.full;
    let culture = line.score("culture", most);
    let bonus = line.score("bonus", None);
    let [total, chinese, mathematics, foreign] =
        ["total", "chinese", "mathematics", "foreign"].map(|key| line.score(key, most));
    let sum = |scores: &[Score]| Score::from_millionths(scores.iter().map(|score| score.millionths()).sum());
    if let Some(bonus) =
        bonus.filter(|bonus| *bonus > Score::default() && terms.rules.bonus_counted(&[*bonus]) != *bonus)
    {
        let known: Vec<Fact> =
            terms.rules.bonus.value.points.iter().map(|p| Fact::from(p.to_string())).collect();
        line.fault(
            "bonus",
            Message::new("candidates-bonus-unknown").with("value", bonus).with("known", known),
        );
    }
    if let (Some(culture), Some(total)) = (culture, total) {
        let whole = sum(&[culture, bonus.unwrap_or_default()]);
        if whole != total {
            let message = Message::new("candidates-total-differs").with("value", total).with("sum", whole);
            line.fault("total", message.with("culture", culture).with("bonus", bonus.unwrap_or_default()));
        }
    }
    if let (Some(total), Some(chinese), Some(mathematics), Some(foreign)) =
        (total, chinese, mathematics, foreign)
    {
        let (parts, whole) = (sum(&[chinese, mathematics, foreign]), culture.unwrap_or(total));
        if parts > whole {
            let message = Message::new("candidates-parts-over").with("value", parts).with("whole", whole);
            line.fault(if culture.is_some() { "culture" } else { "total" }, message);
        }
    }
    [total, chinese, mathematics, foreign]
}

/// The programmes of some cells, in their order: each of the year's plan, none twice, no more than the round takes.
fn programmes(
    line: &mut Line<'_>,
    cells: &[At],
    terms: &Terms,
    noted: &mut Vec<(At, Message)>,
    round: Option<RoundId>,
) -> Vec<ProgrammeId> {
    let mut list: Vec<ProgrammeId> = Vec::new();
    for at in cells {
        let text = match line.cell(*at) {
            None => continue,
            Some(Value::Text(text)) => text.clone(),
            Some(_) => {
                line.wrong.push((
                    *at,
                    Message::new("candidates-list-not-words").with("column", line.heading_at(*at)),
                ));
                continue;
            }
        };
        for code in text.split(BETWEEN).map(str::trim).filter(|code| !code.is_empty()) {
            let id = ProgrammeId(code.to_owned());
            if !terms.programmes.contains(&id) {
                let message =
                    Message::new("candidates-list-unknown").with("value", code).with("year", terms.year);
                line.wrong.push((*at, message.with("column", line.heading_at(*at))));
            } else if list.contains(&id) {
                let message = Message::new("candidates-list-twice").with("value", code);
                noted.push((*at, message.with("column", line.heading_at(*at))));
            } else {
                list.push(id);
            }
        }
    }
    let most = round.and_then(|round| terms.rules.round(round)).map(|round| round.preferences_max.value);
    let most = most.and_then(|most| usize::try_from(most).ok()).filter(|most| list.len() > *most);
    if let (Some(most), Some(at)) = (most, cells.last()) {
        let message = Message::new("candidates-list-long").with("value", list.len()).with("most", most);
        line.wrong.push((*at, message.with("column", line.heading_at(*at))));
    }
    list
}
