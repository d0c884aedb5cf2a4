//! Fields of many lines: quotas and weights, a programme a line, as they are pasted from a table.
//!
//! By sex and by boarding a line has two numbers, by district a district and a number; a programme that demands an
//! additional test stands alone. A dash is no limit. Weights are those of total, Chinese, mathematics, foreign language.

use super::QuotaKind;
use super::fields::LINES_MAX;
use super::reading::{Reader, number};
use crate::decimal::Decimal;
use guantong_model::Message;
use std::collections::{BTreeMap, BTreeSet};

/// How many additional tests a round can tell apart.
const TESTS_MAX: usize = 64;

/// At most so many of a group in a programme; of an additional test, that the programme demands it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct QuotaPlaces {
    /// Which kind of quota.
    pub kind: QuotaKind,
    /// The programme's code.
    pub programme: String,
    /// `male`, `female`, `boarding`, `day`, or a district's code; empty for an additional test.
    pub group: String,
    /// At most so many; 0 for an additional test.
    pub places: u32,
}

/// What a programme ranks by in deferred acceptance: the weights of [`WEIGHTED`], in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgrammeWeights {
    /// The programme's code.
    pub programme: String,
    /// The weights.
    pub weights: [Decimal; 4],
}

/// What can be weighted.
pub const WEIGHTED: [&str; 4] = ["total", "chinese", "mathematics", "foreign-language"];

/// The field of a kind of quotas.
#[must_use]
pub fn field_of(kind: QuotaKind) -> &'static str {
    match kind {
        QuotaKind::Sex => "quota_sex",
        QuotaKind::Boarding => "quota_boarding",
        QuotaKind::District => "quota_district",
        QuotaKind::AdditionalTest => "quota_test",
    }
}

/// The two groups of a kind whose lines have two numbers.
fn pair(kind: QuotaKind) -> Option<[&'static str; 2]> {
    match kind {
        QuotaKind::Sex => Some(["male", "female"]),
        QuotaKind::Boarding => Some(["boarding", "day"]),
        QuotaKind::District | QuotaKind::AdditionalTest => None,
    }
}

/// The lines of a kind's quotas.
pub(super) fn written(kind: QuotaKind, _name: &str, quotas: &[QuotaPlaces]) -> String {
    let of_kind = || quotas.iter().filter(|quota| quota.kind == kind);
    let mut lines: Vec<String> = Vec::new();
    match pair(kind) {
        Some(groups) => {
            let programmes: BTreeSet<&str> = of_kind().map(|quota| quota.programme.as_str()).collect();
            for programme in programmes {
                let most = groups.map(|group| {
                    let found = of_kind().find(|quota| quota.programme == programme && quota.group == group);
                    found.map_or("-".to_owned(), |quota| quota.places.to_string())
                });
                lines.push(format!("{programme} {}", most.join(" ")));
            }
        }
        None if kind == QuotaKind::District => {
            lines.extend(of_kind().map(|q| format!("{} {} {}", q.programme, q.group, q.places)));
        }
        None => lines.extend(of_kind().map(|quota| quota.programme.clone())),
    }
    lines.sort();
    lines.join("\n")
}

/// The lines of weights.
pub(super) fn weights_written(weights: &[ProgrammeWeights]) -> String {
    let line = |one: &ProgrammeWeights| {
        let weights = one.weights.map(|weight| weight.to_string());
        format!("{} {}", one.programme, weights.join(" "))
    };
    let mut lines: Vec<String> = weights.iter().map(line).collect();
    lines.sort();
    lines.join("\n")
}

/// The lines of a field, each with its number and its parts.
fn lines(reader: &mut Reader<'_>, field: &str) -> Vec<(usize, Vec<String>)> {
    let text = reader.plain(field, LINES_MAX).unwrap_or_default();
    let parts = |line: &str| -> Vec<String> {
        let parts = line.split([' ', '\t', ',', ';', '\u{3001}']);
        parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
    };
    let lines = (1..).zip(text.lines()).map(|(number, line)| (number, parts(line)));
    lines.filter(|(_, parts)| !parts.is_empty()).collect()
}

/// The quotas of all kinds; what is wrong with a line is noted at its field.
pub(super) fn quotas(reader: &mut Reader<'_>) -> Vec<QuotaPlaces> {
    let mut all = Vec::new();
    for (kind, name) in QuotaKind::ALL {
        let field = field_of(kind);
        let mut found: BTreeMap<(String, String), u32> = BTreeMap::new();
        let mut good = true;
        for (line, parts) in lines(reader, field) {
            let read = match pair(kind) {
                Some(groups) => by_pair(reader, groups, &parts),
                None if kind == QuotaKind::District => by_district(reader, &parts),
                None => by_test(reader, &parts),
            };
            match read {
                Ok(read) => {
                    for (programme, group, places) in read {
                        let twice = found.insert((programme.clone(), group), places).is_some();
                        if twice {
                            good = false;
                            let message = Message::new("rules-line-twice").with("value", programme);
                            reader.wrong(field, message.with("line", line));
                        }
                    }
                }
                Err(message) => {
                    good = false;
                    reader.wrong(field, message.with("line", line));
                }
            }
        }
        if kind == QuotaKind::AdditionalTest && found.len() > TESTS_MAX {
            good = false;
            let message = Message::new("rules-tests-many").with("count", found.len());
            reader.wrong(field, message.with("most", TESTS_MAX));
        }
        let quotas: Vec<QuotaPlaces> = found
            .into_iter()
            .map(|((programme, group), places)| QuotaPlaces { kind, programme, group, places })
            .collect();
        if good {
            reader.settle(field, written(kind, name, &quotas));
            all.extend(quotas);
        }
    }
    all
}

type Line = Result<Vec<(String, String, u32)>, Message>;

fn by_pair(reader: &Reader<'_>, groups: [&str; 2], parts: &[String]) -> Line {
    let [programme, first, second] = parts else {
        return Err(Message::new("rules-line-parts").with("count", parts.len()).with("parts", 3_u32));
    };
    let places = reader.places_of(programme)?;
    let mut read = Vec::new();
    for (group, text) in groups.iter().zip([first, second]) {
        if text != "-" {
            read.push((programme.clone(), (*group).to_owned(), most(text, programme, places)?));
        }
    }
    Ok(read)
}

fn by_district(reader: &Reader<'_>, parts: &[String]) -> Line {
    let [programme, district, text] = parts else {
        return Err(Message::new("rules-line-parts").with("count", parts.len()).with("parts", 3_u32));
    };
    let places = reader.places_of(programme)?;
    let code = match reader.ground.districts {
        None => Some(district),
        Some(districts) => districts.get(district.as_str()),
    };
    let code = code.ok_or_else(|| Message::new("rules-no-district").with("value", district.as_str()))?;
    Ok(vec![(programme.clone(), code.clone(), most(text, programme, places)?)])
}

fn by_test(reader: &Reader<'_>, parts: &[String]) -> Line {
    let [programme] = parts else {
        return Err(Message::new("rules-line-parts").with("count", parts.len()).with("parts", 1_u32));
    };
    reader.places_of(programme)?;
    Ok(vec![(programme.clone(), String::new(), 0)])
}

/// A number of places, no more than the programme has.
fn most(text: &str, programme: &str, places: Option<u32>) -> Result<u32, Message> {
    let number: u32 = text.parse().map_err(|_| Message::new("rules-line-number").with("value", text))?;
    match places.filter(|places| number > *places) {
        Some(places) => {
            let message = Message::new("rules-quota-over").with("value", number).with("most", places);
            Err(message.with("programme", programme))
        }
        None => Ok(number),
    }
}

/// The weights by programme; what is wrong with a line is noted at the field.
pub(super) fn weights(reader: &mut Reader<'_>) -> Vec<ProgrammeWeights> {
    let mut found: BTreeMap<String, [Decimal; 4]> = BTreeMap::new();
    let mut good = true;
    for (line, parts) in lines(reader, "weights") {
        let message = match weight_line(reader, &parts) {
            Ok((programme, weights)) => match found.insert(programme.clone(), weights) {
                None => continue,
                Some(_) => Message::new("rules-line-twice").with("value", programme),
            },
            Err(message) => message,
        };
        good = false;
        reader.wrong("weights", message.with("line", line));
    }
    let weights: Vec<ProgrammeWeights> =
        found.into_iter().map(|(programme, weights)| ProgrammeWeights { programme, weights }).collect();
    if !good {
        return Vec::new();
    }
    reader.settle("weights", weights_written(&weights));
    weights
}

fn weight_line(reader: &Reader<'_>, parts: &[String]) -> Result<(String, [Decimal; 4]), Message> {
    let [programme, numbers @ ..] = parts else {
        return Err(Message::new("rules-line-parts").with("count", 0_u32).with("parts", 5_u32));
    };
    reader.places_of(programme)?;
    if numbers.len() != WEIGHTED.len() {
        return Err(Message::new("rules-line-parts").with("count", parts.len()).with("parts", 5_u32));
    }
    let mut weights = [Decimal::default(); 4];
    for (weight, text) in weights.iter_mut().zip(numbers) {
        let text = if text == "-" { "0" } else { text.as_str() };
        *weight = number(text).ok_or_else(|| Message::new("rules-line-number").with("value", text))?;
    }
    if weights.iter().all(|weight| *weight == Decimal::default()) {
        return Err(Message::new("rules-weights-zero").with("value", programme.as_str()));
    }
    Ok((programme.clone(), weights))
}
