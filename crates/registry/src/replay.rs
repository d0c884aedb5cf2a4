//! What another law would have decided of a record: its commands again, one after the other.
//!
//! Each command is decided twice on the record as it was before it, by what is in force and by what is not; the record
//! goes on as it went. At the first that comes out otherwise it ends: nobody knows what would have been asked then.

use crate::{Admitted, CommandName, Decided, Entry, Grounds, Outlook, Record, decide, outlook};
use guantong_model::Date;
use guantong_policy::Decision;

/// An entry of a record, and whether it was decided: a past that was told is kept as it was told.
#[derive(Clone, Debug)]
pub struct Past {
    /// The entry.
    pub entry: Entry,
    /// Whether it is told.
    pub told: bool,
}

/// A decision that comes out otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Otherwise {
    /// The number of its entry.
    pub number: u32,
    /// The day it took effect.
    pub on: Date,
    /// The command.
    pub command: CommandName,
    /// What was decided.
    pub then: Decision,
    /// What would be decided.
    pub now: Decision,
    /// What was decided later, and rests on it.
    pub later: Vec<(u32, CommandName, Date)>,
}

/// What lies ahead of who is between two classes, by what is in force and by what is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ahead {
    /// By what is in force.
    pub then: Outlook,
    /// By what is not.
    pub now: Outlook,
}

/// A record decided again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replayed {
    /// How many commands were decided again.
    pub decided: usize,
    /// How many of them come out otherwise today by what is in force itself: plans or rules are others than on their day.
    pub drifted: usize,
    /// The first that comes out otherwise.
    pub otherwise: Option<Otherwise>,
    /// What lies ahead, where that is otherwise and nothing before it.
    pub ahead: Option<Ahead>,
}

/// Decides a record again. `grounds` are in force, `instead` are not.
#[must_use]
pub fn replay(
    admitted: Admitted,
    past: Vec<Past>,
    grounds: &Grounds<'_>,
    instead: &Grounds<'_>,
    today: Date,
) -> Replayed {
    let mut record = Record::open(admitted);
    let mut replayed = Replayed::default();
    let mut past = past.into_iter();
    while let Some(Past { entry, told }) = past.next() {
        if !told {
            let held = decide(&record, grounds, entry.on, &entry.command);
            let other = decide(&record, instead, entry.on, &entry.command);
            replayed.decided += 1;
            replayed.drifted += usize::from(!same(&held.decision, &entry.decision));
            if differs(&held, &other) && !same(&other.decision, &entry.decision)
                || effects_differ(&held, &other)
            {
                let later = past.map(|Past { entry, .. }| (entry.number, entry.command.name(), entry.on));
                replayed.otherwise = Some(Otherwise {
                    number: entry.number,
                    on: entry.on,
                    command: entry.command.name(),
                    then: entry.decision,
                    now: other.decision,
                    later: later.collect(),
                });
                return replayed;
            }
        }
        record.apply(entry);
    }
    if let (Some(then), Some(now)) = (outlook(&record, grounds, today), outlook(&record, instead, today))
        && (then.prospect != now.prospect || !same(&then.decision, &now.decision))
    {
        replayed.ahead = Some(Ahead { then, now });
    }
    replayed
}

/// Whether two decisions say the same.
fn same(one: &Decision, other: &Decision) -> bool {
    one.outcome == other.outcome && one.code == other.code
}

fn differs(one: &Decided, other: &Decided) -> bool {
    !same(&one.decision, &other.decision)
}

/// Whether the same answer does something else.
fn effects_differ(one: &Decided, other: &Decided) -> bool {
    same(&one.decision, &other.decision) && one.events != other.events
}
