//! 更正: an accepted entry is reversed by a new one, if nothing later depends on it.
//!
//! What is in force afterwards is replayed in order. An entry depends on the one reversed if it would be refused
//! without it, or have another effect. Nothing is erased; a correction can itself be corrected. No clause of the
//! notice says so; the rule books leave the keeping of records to the institution (3.3.3.a).

use crate::certificate::{Certificate, Numbering, Renumbered};
use crate::decide::{Ruling, Situation, grant};
use crate::record::fold::{in_force, in_force_without};
use crate::take_over::is_kept;
use crate::{Entry, Event, Record, decide};
use guantong_model::Fact;
use guantong_policy::{Decision, Outcome};

/// Reverses entry `of`.
pub(crate) fn correct(s: &Situation<'_>, of: u32, reason: &str, approver: &str) -> Ruling {
    if reason.trim().is_empty() || approver.trim().is_empty() {
        return Err(Decision::refused("correct.no_reason", "3.3.3.a").into());
    }
    let history = s.record.history();
    let before = in_force(history);
    let found = history.iter().zip(&before).find(|(entry, _)| entry.number == of);
    let refused = match found {
        None => Some(Decision::refused("correct.no_such_entry", "3.3.3.a")),
        Some((entry, _)) if !entry.accepted() => Some(Decision::refused("correct.not_accepted", "3.3.3.a")),
        Some((_, false)) => Some(Decision::refused("correct.reversed_before", "3.3.3.a")),
        Some(_) => None,
    };
    if let Some(refused) = refused {
        return Err(refused.with("of", of).into());
    }
    let after = in_force_without(history, Some(of));
    if let Some(dependent) = first_dependent(s, &before, &after) {
        let refused = Decision::refused("correct.depended_on", "3.3.3.a")
            .with("of", of)
            .with("entry", dependent.number)
            .with("date", dependent.on)
            .with("command", Fact::Word(format!("command.{}", dependent.command.name())));
        return Err(refused.into());
    }
    let (voided, renumbered) = certificates(s, &after);
    let command = found.map(|(entry, _)| Fact::Word(format!("command.{}", entry.command.name())));
    let decision = Decision::accepted("corrected", "3.3.3.a")
        .with("of", of)
        .with("command", command.unwrap_or(Fact::List(Vec::new())))
        .with("reason", reason)
        .with("approver", approver)
        .with("voided", voided.len());
    let (reason, approver) = (reason.to_owned(), approver.to_owned());
    grant(decision, vec![Event::Corrected { of, reason, approver, voided, renumbered }])
}

/// The first entry still in force that would be refused, or have another effect.
///
/// Asked under today's plans, which may differ from those of the day: an entry that today would be answered alike
/// with and without the reversed one does not depend on it.
fn first_dependent<'e>(s: &Situation<'e>, before: &[bool], after: &[bool]) -> Option<&'e Entry> {
    let mut with = Record::open(s.record.admitted.clone());
    let mut without = with.clone();
    let mut same_so_far = true;
    for ((entry, was), is) in s.record.history.iter().zip(before).zip(after) {
        if entry.reverses().is_some() || !entry.accepted() {
            continue;
        }
        same_so_far = same_so_far && was == is;
        if *is && !same_so_far && depends(s, entry, was.then_some(&with), &without) {
            return Some(entry);
        }
        for (record, stands) in [(&mut with, was), (&mut without, is)] {
            if *stands {
                record.state.apply_all(entry.on, &entry.events);
                record.last_on = entry.on;
            }
        }
    }
    None
}

fn depends(s: &Situation<'_>, entry: &Entry, with: Option<&Record>, without: &Record) -> bool {
    let now = decide(without, s.grounds, entry.on, &entry.command);
    let accepted = now.decision.outcome == Outcome::Accepted;
    if accepted && effects(&now.events) == effects(&entry.events) {
        return false;
    }
    let Some(with) = with else { return true };
    let today = decide(with, s.grounds, entry.on, &entry.command);
    // What was kept against the rules depends on what the rules say no to: another no is another past.
    if today.decision.code != now.decision.code && is_kept(&entry.decision) {
        return true;
    }
    today.decision.outcome != now.decision.outcome || effects(&today.events) != effects(&now.events)
}

/// Events without the numbers of certificates, which are no effect of the command.
fn effects(events: &[Event]) -> Vec<Event> {
    let unnumbered = |event: &Event| match event {
        Event::CertificateIssued(certificate) => {
            Event::CertificateIssued(Certificate { number: String::new(), ..certificate.clone() })
        }
        other => other.clone(),
    };
    events.iter().map(unnumbered).collect()
}

/// The numbers that become void, and new ones for certificates that come back.
fn certificates(s: &Situation<'_>, after: &[bool]) -> (Vec<String>, Vec<Renumbered>) {
    let now = &s.state().certificates;
    let then = s.record.state_of(after).certificates;
    let voided = now.iter().filter(|c| !then.iter().any(|t| t.number == c.number)).map(|c| c.number.clone());
    let used = |number: &str| s.number_used(number);
    let mut numbering = Numbering::new(s.world(), s.grounds.serials, &used);
    let back = then.iter().filter(|c| s.record.retired.contains(&c.number));
    let renumbered = back.map(|certificate| Renumbered {
        was: certificate.number.clone(),
        now: numbering.next(certificate.kind, &certificate.issuer, certificate.issued_on.year()),
    });
    (voided.collect(), renumbered.collect())
}
