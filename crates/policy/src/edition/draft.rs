//! A draft of an edition, given as files: which files they stand for, and what of its differences from the published
//! edition can be tried over cohorts that were ([`Changes`]). Nothing of it is kept.
//!
//! A draft's value is in force from a day that is still to come; over cohorts that were it is tried as if it had always
//! been (interpretation `draft-days`).

use super::change::{Changes, Instead};
use super::diff::{Change, diff};
use super::{Dated, Edition, Value};
use guantong_model::{Date, Message, words};
use std::collections::{BTreeMap, BTreeSet};

/// The file without which a folder is no edition.
const HEAD: &str = "edition.toml";
/// The folders of an edition.
const FOLDERS: [&str; 3] = ["parameters", "interpretations", "rulebooks"];

words! {
    /// Why a difference is not tried.
    Untried {
        /// No decision on records or rounds rests on it.
        Unread = "unread",
        /// It cannot be put in place of what is published: of another kind or length, new or gone.
        Shape = "shape",
        /// It is a text, a list or a rule book: nothing that is computed.
        Words = "words",
        /// On other days it is otherwise by something else; only the last is tried.
        Earlier = "earlier",
    }
}

/// What a draft has otherwise than the published edition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Differences {
    /// What can be tried.
    pub changes: Changes,
    /// Each difference that is tried, not yet worded.
    pub tried: Vec<Message>,
    /// Each that is not, with why.
    pub untried: Vec<(Message, Untried)>,
}

/// The names that files of a packed folder have in the edition: without the folder that holds all of them.
#[must_use]
pub fn inside(names: &[&str]) -> Vec<String> {
    let head = names.iter().filter_map(|name| name.strip_suffix(HEAD));
    let shortest = head.filter(|before| before.is_empty() || before.ends_with('/')).min_by_key(|it| it.len());
    let common = || {
        let first = names.first()?.split_once('/')?.0;
        let all = names.iter().all(|name| name.split_once('/').is_some_and(|(folder, _)| folder == first));
        (all && !FOLDERS.contains(&first)).then(|| format!("{first}/"))
    };
    let root = shortest.map(str::to_owned).or_else(common).unwrap_or_default();
    names.iter().map(|name| name.strip_prefix(&root).unwrap_or(name).to_owned()).collect()
}

/// The texts of a draft: those given, where they are a whole folder; else those of the published edition with the given
/// ones in place of their namesakes.
#[must_use]
pub fn laid_over(published: &Edition, given: Vec<(String, String)>) -> Vec<(String, String)> {
    if given.iter().any(|(name, _)| name == HEAD) {
        return given;
    }
    let given: Vec<(String, String)> =
        given.into_iter().map(|(name, text)| (stands_for(published, &name, &text), text)).collect();
    let names: BTreeSet<&str> = given.iter().map(|(name, _)| name.as_str()).collect();
    let kept = published.file_names().filter(|name| !names.contains(name));
    let kept = kept.filter_map(|name| Some((name.to_owned(), published.file(name)?.to_owned())));
    let mut texts: Vec<_> = kept.collect();
    texts.extend(given);
    texts
}

/// The file of the edition that a file given alone stands for: its namesake, of several the one that holds the same kind.
fn stands_for(published: &Edition, name: &str, text: &str) -> String {
    if name.contains('/') || published.file(name).is_some() {
        return name.to_owned();
    }
    let holds = |table: &str| text.lines().any(|line| line.trim_start().starts_with(table));
    let folder = match () {
        () if holds("[[parameter]]") => Some("parameters"),
        () if holds("[[interpretation]]") => Some("interpretations"),
        () if holds("[[article]]") => Some("rulebooks"),
        () => None,
    };
    let path = |folder: &str| format!("{folder}/{name}");
    let namesake = || FOLDERS.into_iter().map(path).find(|path| published.file(path).is_some());
    folder.map(path).or_else(namesake).unwrap_or_else(|| name.to_owned())
}

/// What a draft has otherwise. Of parameters and readings only those named can be tried: the others decide nothing on
/// records and rounds.
#[must_use]
pub fn differences(
    published: &Edition,
    draft: &Edition,
    parameters: &[&str],
    readings: &[&str],
) -> Differences {
    let mut found = Differences::default();
    for change in diff(published, draft) {
        let message = change.message();
        match tried(published, draft, &change, parameters, readings) {
            Ok((more, earlier)) => {
                found.changes.parameters.extend(more.parameters);
                found.changes.choices.extend(more.choices);
                if earlier {
                    found.untried.push((message.clone(), Untried::Earlier));
                }
                found.tried.push(message);
            }
            Err(why) => found.untried.push((message, why)),
        }
    }
    found
}

/// One difference as a change to be tried, and whether there is more to it on other days.
fn tried(
    published: &Edition,
    draft: &Edition,
    change: &Change,
    parameters: &[&str],
    readings: &[&str],
) -> Result<(Changes, bool), Untried> {
    let (changes, earlier) = match change {
        Change::Value { parameter, old, new, .. } => {
            if !parameters.contains(&parameter.as_str()) {
                return Err(Untried::Unread);
            }
            let (instead, earlier) = last_difference(old, new).ok_or(Untried::Shape)?;
            let parameters = BTreeMap::from([(parameter.clone(), instead)]);
            (Changes { parameters, ..Changes::default() }, earlier)
        }
        Change::Choice { interpretation, new, .. } => {
            if !readings.contains(&interpretation.as_str()) {
                return Err(Untried::Unread);
            }
            let choices = BTreeMap::from([(interpretation.clone(), new.clone())]);
            (Changes { choices, ..Changes::default() }, false)
        }
        Change::Added { name, .. } | Change::Removed { name, .. } => {
            let decides = parameters.contains(&name.as_str()) || readings.contains(&name.as_str());
            let there = |edition: &Edition| {
                edition.parameter(name).is_some() || edition.interpretation(name).is_some()
            };
            return Err(match there(published) || there(draft) {
                true if decides => Untried::Shape,
                true => Untried::Unread,
                false => Untried::Words,
            });
        }
        Change::Head { .. } | Change::Reworded { .. } | Change::File { .. } => return Err(Untried::Words),
    };
    published.changed(&changes).map_err(|_| Untried::Shape)?;
    Ok((changes, earlier))
}

/// The last difference of two runs of values, to be tried on all days; and whether there is another before it. Where a
/// number was published with several values, years differ in full marks: it is told by how much more.
fn last_difference(old: &[Dated], new: &[Dated]) -> Option<(Instead, bool)> {
    let days: BTreeSet<Date> = old.iter().chain(new).map(|dated| dated.from).collect();
    let on = |values: &[Dated], day: Date| {
        values.iter().find(|dated| dated.covers(day)).map(|it| it.value.clone())
    };
    let mut found: Vec<(Value, Value)> = Vec::new();
    for day in days {
        if let Some((before, after)) = on(old, day).zip(on(new, day))
            && before != after
        {
            found.push((before, after));
        }
    }
    let (before, after) = found.last()?;
    let instead = match (before, after) {
        (Value::Number(before), Value::Number(after)) if old.len() > 1 => {
            Instead::By(after.checked_sub(*before)?)
        }
        (Value::Number(_), Value::Number(after)) => Instead::Value(Value::Number(*after)),
        (Value::List(_), Value::List(after))
            if after.len() > 1 && after.iter().all(|one| one.as_number().is_some()) =>
        {
            Instead::Value(Value::List(after.clone()))
        }
        _ => return None,
    };
    let same = |(one, other): &(Value, Value)| match (&instead, one, other) {
        (Instead::By(more), Value::Number(one), Value::Number(other)) => {
            other.checked_sub(*one) == Some(*more)
        }
        (Instead::Value(value), _, other) => value == other,
        _ => false,
    };
    let earlier = !found.iter().all(same);
    Some((instead, earlier))
}
