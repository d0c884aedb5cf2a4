//! A random life: what is asked, when, and what must hold of the record whatever was asked.

use crate::support::{Desk, programme};
use guantong_model::{CertificateKind, Date, ProgrammeId, Qualification, Stage, Standing};
use guantong_registry::{
    Command, Entry, LeaveKind, LeavingCertificate, Options, Period, Record, SettleOutcome, Side, StageWork,
    Transfer,
};
use jiff::ToSpan;
use jiff::civil::date;
use std::collections::BTreeSet;

/// A small city: stopped programmes, similar ones, other tracks, a school that stops altogether.
pub(crate) fn city() -> Desk {
    let mut programmes = vec![
        programme("acc", "college-bachelor", "CM", "WZ", "5303-acc", &[2023, 2024, 2025, 2027]),
        programme("acc-2", "college-bachelor", "CM", "LH", "5303-acc", &[2023, 2024]),
        programme("fin", "college-bachelor", "CM", "WZ", "5303-fin", &[2023, 2025, 2026]),
        programme("tour", "college-bachelor", "CM", "LH", "5401-tour", &[2023, 2024, 2028]),
        programme("auto", "secondary-bachelor", "CP", "LH", "7002-auto", &[2023, 2024]),
        programme("data", "secondary-bachelor", "CP", "XX", "7102-data", &[2023]),
        programme("auto-2", "secondary-bachelor", "HG", "LH", "7002-auto", &[2023, 2024, 2025, 2026]),
        programme("nurse", "university-only", "CS", "CS", "5202-nurse", &[2023, 2025]),
    ];
    programmes[3].similar.push(ProgrammeId::from("acc"));
    let mut desk = Desk::new(programmes);
    desk.world.codes.insert("LH".to_owned(), "11417".to_owned());
    desk
}

pub(crate) const STARTS: [&str; 5] = ["acc", "tour", "auto", "data", "nurse"];

/// One thing asked: which command, with which arguments, how many days later, or one of the options instead.
#[derive(Clone, Debug)]
pub(crate) struct Ask {
    pub(crate) pick: u16,
    pub(crate) days: u16,
    pub(crate) favourable: bool,
}

/// Asks that depend on nothing but a seed.
pub(crate) fn some_asks(seed: usize) -> Vec<Ask> {
    let mut state = u32::try_from(seed).unwrap().wrapping_mul(2_654_435_761).wrapping_add(1);
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        u16::try_from(state >> 16).unwrap()
    };
    let days = |pick: u16, range: u16| {
        if pick.is_multiple_of(3) {
            0
        } else if pick % 3 == 1 {
            1 + range % 40
        } else {
            100 + range % 300
        }
    };
    (0..40).map(|_| Ask { pick: next(), days: days(next(), next()), favourable: next() % 5 > 0 }).collect()
}

/// Any command with any arguments.
pub(crate) fn anything(desk: &Desk, record: &Record, on: Date, pick: u16) -> Command {
    let text = || if pick.is_multiple_of(7) { String::new() } else { "a".to_owned() };
    let programmes = desk.world.programmes();
    let to = || programmes[usize::from(pick / 32) % programmes.len()].id().clone();
    let yes = pick & 64 == 0;
    let number = u32::try_from(record.history().len()).unwrap();
    match pick % 24 {
        0 => Command::Register,
        1 => Command::NoShow,
        2 | 21 => Command::CompleteStage,
        3 => Command::FailStage,
        4 | 22 => crate::progression_rules::assess(yes, &text(), &[]),
        5 => Command::Progress,
        6 => Command::Exit,
        7 => Command::Repeat { eligible: yes, to: (pick & 128 == 0).then(to) },
        8 => Command::Graduate,
        9 => Command::Settle { outcome: SettleOutcome::ALL[usize::from(pick / 32) % 4], article: text() },
        10 => Command::Leave {
            until: on.saturating_add(i64::from(pick / 24).days()),
            kind: Some(LeaveKind::ALL[usize::from(pick / 32) % 3]),
        },
        11 | 23 => Command::Resume { fit: yes, to: (pick & 128 == 0).then(to) },
        12 => Command::ApplyTransfer { to: to() },
        13 => Command::Consent { by: Side::ALL[usize::from(pick / 32) % 2], agree: yes },
        14 => Command::Audit { agree: yes },
        15 => Command::CancelTransfer,
        16 => Command::Withdraw {
            article: text(),
            certificate: Some(LeavingCertificate::ALL[usize::from(pick / 32) % 2]),
        },
        17 => Command::Expel { article: text(), decision: text() },
        18 => Command::CancelRegistration { article: text(), decision: text() },
        19 => Command::Deceased,
        _ => correction(u32::from(pick / 24) % (number + 2)),
    }
}

pub(crate) fn correction(of: u32) -> Command {
    Command::Correct { of, reason: "a".to_owned(), approver: "b".to_owned() }
}

/// One of the options: a command, then one of its ways; the endings rarely, so that lives go on.
pub(crate) fn favourable(options: Options, record: &Record, pick: u16) -> Option<Command> {
    const ENDINGS: [&str; 8] =
        ["no-show", "exit", "graduate", "settle", "withdraw", "expel", "cancel-registration", "deceased"];
    if let Some(application) = record.application().filter(|_| !pick.is_multiple_of(4)) {
        let agree = pick % 8 != 1;
        return Some(match (application.sending, application.receiving) {
            (false, _) => Command::Consent { by: Side::Sending, agree },
            (true, false) => Command::Consent { by: Side::Receiving, agree },
            (true, true) => Command::Audit { agree },
        });
    }
    let mut open = options.open;
    if !pick.is_multiple_of(16) && open.len() > 3 {
        open.retain(|open| !ENDINGS.contains(&open.command.as_str()));
    }
    let ways = &open.get(usize::from(pick / 16) % open.len().max(1))?.ways;
    Some(ways[usize::from(pick / 256) % ways.len()].command.clone())
}

pub(crate) fn live(
    desk: &Desk,
    start: &str,
    asks: &[Ask],
    mut after_each: impl FnMut(&Record, &Record, &Entry),
) -> Record {
    let mut record = desk.admitted(start, 2023, 600);
    let mut on = date(2023, 9, 1);
    for ask in asks {
        on = on.saturating_add(i64::from(ask.days).days());
        let chosen =
            ask.favourable.then(|| favourable(desk.options(&record, on), &record, ask.pick)).flatten();
        let command = chosen.unwrap_or_else(|| anything(desk, &record, on, ask.pick));
        let before = record.clone();
        desk.enter(&mut record, on, command);
        let entry = record.history().last().unwrap().clone();
        after_each(&before, &record, &entry);
    }
    record
}

/// Everything that can be seen of a record but its history and the numbers of certificates.
pub(crate) fn seen(record: &Record) -> impl PartialEq + std::fmt::Debug + use<> {
    let certificates: Vec<(CertificateKind, Stage, String)> =
        record.certificates().iter().map(|c| (c.kind, c.stage, c.issuer.clone())).collect();
    (
        (record.standing(), record.placement().clone(), record.cohort(), record.stage(), record.stage_work()),
        (
            record.assessment().cloned(),
            record.qualification(),
            record.application().cloned(),
            record.transfer(),
        ),
        (record.repeats(), certificates, record.leave().cloned(), record.past_leaves().collect::<Vec<_>>()),
        (record.registrations().to_vec(), record.studies().to_vec(), record.ended_on()),
    )
}

fn one_after_the_other(periods: &[Period]) {
    for pair in periods.windows(2) {
        assert_eq!(pair[0].to, Some(pair[1].from), "one ends when the next begins");
        let (from, to) = (pair[0].stage as usize, pair[1].stage as usize);
        assert!(to == from || to == from + 1, "no stage is skipped, none comes back");
    }
}

pub(crate) fn sound(record: &Record) {
    one_after_the_other(record.registrations());
    one_after_the_other(record.studies());
    let ended = record.standing().ended();
    let open = record.registrations().iter().filter(|period| period.to.is_none()).count();
    let registered = !ended && record.standing() != Standing::Admitted;
    assert_eq!(open, usize::from(registered), "one open registration while registered");
    if ended {
        assert_eq!(record.qualification(), Qualification::Ended);
    }
    if record.stage_work() == StageWork::Complete && record.qualification() == Qualification::Ended {
        assert!(ended, "who has no qualification graduates on completing the stage");
    }
    let kinds: BTreeSet<_> = record.certificates().iter().map(|c| (c.kind, c.stage)).collect();
    assert_eq!(kinds.len(), record.certificates().len(), "no kind twice for one stage");
    for certificate in record.certificates() {
        assert!(certificate.stage <= record.stage(), "no certificate without its stage");
        assert!(!record.voided_numbers().contains(&certificate.number), "a void number is not used again");
    }
    assert!(record.cohort() >= record.entry_year());
    assert_eq!(record.entry_year(), 2023);
    assert_eq!(record.application().is_some(), record.transfer() == Transfer::Pending);
    assert_eq!(record.leave().is_some(), record.standing() == Standing::OnLeave);
}
