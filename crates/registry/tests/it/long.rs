//! Random commands on random records, as many as are asked for: a few in every run of the tests, a million by
//! `cargo xtask long`. A failure names the seed, which alone repeats it.

use crate::support::Desk;
use crate::walk::{Ask, STARTS, anything, city, correction, favourable, seen, sound};
use guantong_model::{CertificateKind, Score, Stage};
use guantong_policy::Outcome;
use guantong_registry::{Admission, Admitted, Command, Decided, Entry, Record, decide};
use jiff::ToSpan;
use jiff::civil::date;
use std::collections::BTreeSet;
use std::io::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};

const COMMANDS: (&str, u64) = ("GUANTONG_LONG_COMMANDS", 4_000);
const SEED: (&str, u64) = ("GUANTONG_LONG_SEED", 20_230_407);
/// Commands of one row of lives: as many as one thread takes at a time.
const ROW: u64 = 100;
/// Commands put to a record that has ended, before the next life begins.
const AFTER_THE_END: u64 = 3;
/// The longest life.
const LIFE: u64 = 60;
/// Sentences are looked at once in this many commands: they take longer than all the rest.
const SENTENCES_EVERY: u64 = 16;

fn setting((name, usual): (&str, u64)) -> u64 {
    match std::env::var(name) {
        Ok(value) => value.parse().unwrap_or_else(|_| panic!("{name} is no number: {value}")),
        Err(_) => usual,
    }
}

/// Numbers that depend on nothing but a seed (SplitMix64).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }

    fn ask(&mut self) -> Ask {
        let days = match self.below(3) {
            0 => 0,
            1 => 1 + self.below(39),
            _ => 100 + self.below(300),
        };
        let [pick, days] = [self.below(1 << 16), days].map(|number| u16::try_from(number).unwrap());
        Ask { pick, days, favourable: self.below(8) > 0 }
    }
}

/// What was counted, by all threads together.
#[derive(Default)]
struct Counts {
    commands: AtomicU64,
    accepted: AtomicU64,
    refused: AtomicU64,
    referred: AtomicU64,
    lives: AtomicU64,
    ended: AtomicU64,
    restored: AtomicU64,
    certificates: AtomicU64,
}

fn add(count: &AtomicU64, more: usize) {
    count.fetch_add(u64::try_from(more).unwrap(), Ordering::Relaxed);
}

/// Says which row it was, should it fail.
struct Named {
    seed: u64,
    row: u64,
}

impl Drop for Named {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let Named { seed, row } = self;
            let _ = writeln!(std::io::stderr(), "row {row} of seed {seed}: {}={seed} repeats it", SEED.0);
        }
    }
}

/// A record newly admitted, with a score and a way of admission that vary.
fn admitted(desk: &Desk, dice: &mut Dice) -> Record {
    let start = STARTS[usize::try_from(dice.below(5)).unwrap()];
    let score = [490, 500, 501, 560, 600][usize::try_from(dice.below(5)).unwrap()];
    let special = dice.below(5) == 0;
    let ordinary = desk.admitted(start, 2023, score).admitted().clone();
    Record::open(Admitted {
        score: Score::points(score),
        admission: if special { Admission::Special } else { Admission::Ordinary },
        barred_from_major_change: special && dice.below(2) == 0,
        ..ordinary
    })
}

fn entered(desk: &Desk, record: &mut Record, on: guantong_model::Date, command: Command) -> Decided {
    let decided = desk.with(record, |grounds| decide(record, grounds, on, &command));
    let number = record.history().last().map_or(1, |entry| entry.number + 1);
    record.apply(decided.clone().entry(number, on, command));
    decided
}

/// One life after the other, until so many commands were put.
fn row_of_lives(desk: &Desk, seed: u64, row: u64, length: u64, counts: &Counts) {
    let _named = Named { seed, row };
    let mut dice = Dice(seed ^ row.wrapping_mul(0xd134_2543_de82_ef95));
    let mut left = length;
    while left > 0 {
        left -= live(desk, &mut dice, left.min(LIFE), counts);
    }
}

/// One life of random commands, with everything that must hold after each; how many they were.
fn live(desk: &Desk, dice: &mut Dice, length: u64, counts: &Counts) -> u64 {
    let mut record = admitted(desk, dice);
    let (mut put, mut after_the_end) = (0, 0);
    let mut on = date(2023, 9, 1);
    let mut numbers = BTreeSet::new();
    while put < length && after_the_end <= AFTER_THE_END {
        put += 1;
        after_the_end += u64::from(record.standing().ended());
        let ask = dice.ask();
        on = on.saturating_add(i64::from(ask.days).days());
        let options = desk.options(&record, on);
        assert_eq!(options.open.len() + options.closed.len(), 20, "every command is open or closed");
        if let Some(open) = options.open.get(usize::from(ask.pick) % options.open.len().max(1)) {
            let way = &open.ways[usize::from(ask.pick) % open.ways.len()];
            let decided = desk.with(&record, |grounds| decide(&record, grounds, on, &way.command));
            assert_eq!(decided.decision, way.decision, "an option is what is decided");
        }
        let chosen = ask.favourable.then(|| favourable(options.clone(), &record, ask.pick)).flatten();
        let command = chosen.unwrap_or_else(|| anything(desk, &record, on, ask.pick));
        let before = record.clone();
        let decided = entered(desk, &mut record, on, command.clone());
        let outcome = decided.decision.outcome;
        sound(&record);
        add(&counts.commands, 1);
        match outcome {
            Outcome::Accepted => add(&counts.accepted, 1),
            Outcome::Refused => add(&counts.refused, 1),
            Outcome::Referred => add(&counts.referred, 1),
        }
        if dice.below(SENTENCES_EVERY) == 0 {
            crate::codes::inspect(&decided.decision);
        }
        if outcome == Outcome::Accepted {
            let correcting = matches!(command, Command::Correct { .. });
            assert!(correcting || options.open(command.name()).is_some(), "{command:?} was no option");
            assert!(correcting || !before.standing().ended(), "ended means ended: {command:?}");
            restored(desk, &before, &record, on, correcting, counts);
        } else {
            assert_eq!(seen(&before), seen(&record), "what is not accepted changes nothing");
            assert!(decided.events.is_empty());
        }
        for certificate in record.certificates() {
            if !before.certificates().iter().any(|known| known.number == certificate.number) {
                assert!(numbers.insert(certificate.number.clone()), "a number is given once");
            }
        }
    }
    earned(&record);
    same_bytes(&record);
    add(&counts.lives, 1);
    add(&counts.ended, usize::from(record.standing().ended()));
    add(&counts.certificates, numbers.len());
    put
}

/// The last entry reversed gives the record before it; the reversal reversed gives it again.
fn restored(
    desk: &Desk,
    before: &Record,
    after: &Record,
    on: guantong_model::Date,
    correcting: bool,
    counts: &Counts,
) {
    let of = after.history().last().unwrap().number;
    let mut undone = after.clone();
    let outcome = entered(desk, &mut undone, on, correction(of)).decision.outcome;
    if correcting && outcome != Outcome::Accepted {
        return;
    }
    assert_eq!(outcome, Outcome::Accepted, "the last entry can be reversed");
    assert_eq!(seen(&undone), seen(before), "as it was before");
    let mut redone = undone.clone();
    let again = entered(desk, &mut redone, on, correction(of + 1)).decision.outcome;
    assert_eq!(again, Outcome::Accepted, "a correction can be corrected");
    assert_eq!(seen(&redone), seen(after), "as it was after");
    for certificate in undone.certificates().iter().chain(redone.certificates()) {
        assert!(!after.voided_numbers().contains(&certificate.number), "a void number stays void");
    }
    add(&counts.restored, 1);
}

/// The entries in force, told apart without the crate's own help.
fn in_force(record: &Record) -> Vec<&Entry> {
    let mut reversed = BTreeSet::new();
    let mut standing = Vec::new();
    for entry in record.history().iter().rev().filter(|entry| entry.accepted()) {
        if reversed.contains(&entry.number) {
            continue;
        }
        match &entry.command {
            Command::Correct { of, .. } => {
                reversed.insert(*of);
            }
            _ => standing.push(entry),
        }
    }
    standing.reverse();
    standing
}

/// Every certificate of a stage stands on that stage completed; a transfer happened once at most.
fn earned(record: &Record) {
    let mut replayed = Record::open(record.admitted().clone());
    let mut completed = BTreeSet::new();
    let mut transfers = 0;
    for entry in in_force(record) {
        if entry.command == Command::CompleteStage {
            completed.insert(replayed.stage());
        }
        transfers += u32::from(entry.command == Command::Audit { agree: true });
        replayed.apply(entry.clone());
    }
    assert!(transfers <= 1, "one transfer at most");
    for certificate in record.certificates() {
        let stage = match certificate.kind {
            CertificateKind::Secondary => Stage::Secondary,
            CertificateKind::College => Stage::College,
            CertificateKind::Bachelor => Stage::Bachelor,
            _ => continue,
        };
        assert!(
            certificate.stage == stage && completed.contains(&stage),
            "a stage not completed: {certificate:?}"
        );
    }
}

/// Kept and folded again it is the same record, and kept once more the same bytes.
fn same_bytes(record: &Record) {
    let kept = serde_json::to_string(&(record.admitted(), record.history())).unwrap();
    let (admitted, history): (Admitted, Vec<Entry>) = serde_json::from_str(&kept).unwrap();
    let folded = Record::fold(admitted, history);
    assert!(folded == *record, "folded again it is another record");
    assert_eq!(serde_json::to_string(&(folded.admitted(), folded.history())).unwrap(), kept);
}

#[test]
fn random_commands_break_nothing() {
    let (commands, seed) = (setting(COMMANDS).max(1), setting(SEED));
    let threads = std::thread::available_parallelism().map_or(1, |count| u64::try_from(count.get()).unwrap());
    let (counts, next) = (Counts::default(), AtomicU64::new(0));
    let rows = commands.div_ceil(ROW);
    let say = |text: String| writeln!(std::io::stderr(), "{text}").unwrap();
    say(format!("{commands} commands, seed {seed}, {threads} threads"));
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                let desk = city();
                loop {
                    let row = next.fetch_add(1, Ordering::Relaxed);
                    if row >= rows {
                        break;
                    }
                    row_of_lives(&desk, seed, row, ROW.min(commands - row * ROW), &counts);
                    if (row + 1).is_multiple_of(rows.div_ceil(20)) {
                        say(format!("  {} of {commands}", counts.commands.load(Ordering::Relaxed)));
                    }
                }
            });
        }
    });
    let of = |count: &AtomicU64| count.load(Ordering::Relaxed);
    say(format!(
        "{} commands: {} accepted, {} refused, {} referred; {} records, {} ended; {} entries reversed and restored; \
         {} certificates; nothing broken",
        of(&counts.commands),
        of(&counts.accepted),
        of(&counts.refused),
        of(&counts.referred),
        of(&counts.lives),
        of(&counts.ended),
        of(&counts.restored),
        of(&counts.certificates),
    ));
    assert_eq!(of(&counts.commands), commands);
}
