//! Many at once on one thing: one wins, the others are told so, and nothing is lost or done twice. On both databases, each
//! with two offices over it, as two servers are.

use crate::database::served;
use crate::office::{TestOffice, YEAR, applicant, over, with_plan};
use guantong_model::{ProgrammeId, StudentId};
use guantong_registry::{Command, LeaveKind};
use guantong_service::once::Sending;
use guantong_service::rows::{Round, RoundState};
use guantong_service::{Office, ServiceError};
use guantong_store::Database;
use jiff::ToSpan;
use jiff::civil::{Date, date};
use std::sync::Arc;
use tokio::sync::Barrier;

const REGISTRARS: usize = 50;
const DATABASES: [&str; 2] = ["sqlite", "postgres"];

/// Two servers of one office, and what keeps the database there while they are asked.
struct Two {
    offices: [Office; 2],
    database: Database,
    _folder: TestOffice,
}

impl Two {
    /// Over a database of a kind, with all that an office holds.
    async fn over(kind: &str, name: &str, filled: TestOffice) -> Two {
        let place = match kind {
            "sqlite" => filled.place(),
            _ => {
                let place = served(name);
                let file = Database::open(&filled.place()).await.unwrap();
                file.copy_to(&Database::create(&place).await.unwrap()).await.unwrap();
                place
            }
        };
        let (one, two) = (Database::open(&place).await.unwrap(), Database::open(&place).await.unwrap());
        Two { offices: [over(one.storage()), over(two.storage())], database: one, _folder: filled }
    }

    /// The same asked so many times at the same moment, of each server in turn.
    async fn at_once<T: Send + 'static, F: Future<Output = T> + Send + 'static>(
        &self,
        times: usize,
        ask: impl Fn(usize, Office) -> F,
    ) -> Vec<T> {
        let start = Arc::new(Barrier::new(times));
        let asked: Vec<_> = (0..times)
            .map(|n| {
                let (start, asking) = (Arc::clone(&start), ask(n, self.offices[n % 2].clone()));
                tokio::spawn(async move {
                    start.wait().await;
                    asking.await
                })
            })
            .collect();
        let mut answers = Vec::with_capacity(times);
        for asked in asked {
            answers.push(asked.await.unwrap());
        }
        answers
    }

    /// How many entries the journal has.
    async fn entries(&self) -> i64 {
        self.offices[0].storage().head().await.unwrap().0
    }

    /// All that must hold of an office does.
    async fn holds(&self) {
        assert_eq!(self.offices[1].verify().await.unwrap().findings, []);
        self.database.close().await;
    }
}

fn conflict(error: &ServiceError) -> &str {
    match error {
        ServiceError::Conflict(conflict) => &conflict.message.id,
        other => panic!("expected a conflict, got {other:?}"),
    }
}

/// The programme with so many places, and an office in which so many candidates want it.
async fn wanted(places: i64, candidates: u32) -> (TestOffice, ProgrammeId) {
    let office = with_plan().await;
    let lines = office.storage().plan_lines(YEAR).await.unwrap();
    let programme = lines.into_iter().find(|line| line.places == places).unwrap().programme;
    let applicants =
        (1..=candidates).map(|n| applicant(n, 500 + i32::try_from(n % 50).unwrap(), &[&programme])).collect();
    office.enter_candidates(YEAR, applicants, "test").await.unwrap();
    (office, programme)
}

/// An office with one student, registered, and the database it is in.
async fn one_student(kind: &str, name: &str) -> (Two, StudentId) {
    let (office, _) = wanted(30, 1).await;
    crate::office::publish(&office, Round::Early).await;
    let id = office.open_records(YEAR, date(2023, 8, 10), "test").await.unwrap().remove(0);
    office.command(&id, 1, date(2023, 9, 1), Command::Register, "test").await.unwrap();
    (Two::over(kind, name, office).await, id)
}

/// What registrars would do to a student in a round: he leaves and comes back, over and over; what the rules refuse in
/// the end is kept on record as well.
fn command(round: i64) -> (Date, Command) {
    let on = date(2023, 9, 1).checked_add((round * 2).days()).unwrap();
    let until = on.checked_add(90.days()).unwrap();
    let command = match round % 2 {
        1 => Command::Leave { until, kind: Some(LeaveKind::Health) },
        _ => Command::Resume { fit: true, to: None },
    };
    (on, command)
}

/// `ROUNDS` sets another number of rounds, as the long loops do.
async fn fifty_registrars(kind: &str) {
    let rounds: i64 = std::env::var("ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(20);
    let (two, id) = one_student(kind, "registrars").await;
    let before = two.entries().await;
    let (mut won, mut told) = (0, 0);
    for round in 1..=rounds {
        let seen = two.offices[0].student(&id).await.unwrap().unwrap().student.version;
        let (on, command) = command(round);
        let answers = two
            .at_once(REGISTRARS, |n, office| {
                let (id, command) = (id.clone(), command.clone());
                async move {
                    office.command_kept(&id, seen, on, command, &format!("registrar-{n}")).await.map(|_| n)
                }
            })
            .await;
        let winners: Vec<usize> = answers.iter().filter_map(|answer| answer.as_ref().ok().copied()).collect();
        let [winner] = winners[..] else { panic!("round {round}: {winners:?} won") };
        won += 1;
        for error in answers.iter().filter_map(|answer| answer.as_ref().err()) {
            assert_eq!(conflict(error), "conflict-stale-version");
            told += 1;
        }
        assert_eq!(two.entries().await, before + round, "one entry more, and no other");
        // What the others are shown: who was first, and with what.
        let since = two.offices[1].student_since(&id, seen).await.unwrap().unwrap();
        let [done] = &since.decisions[..] else { panic!("round {round}: {:?}", since.decisions) };
        assert_eq!((&done.actor, done.version), (&format!("registrar-{winner}"), seen + 1));
    }
    assert_eq!((won, told), (rounds, rounds * 49));
    two.holds().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_fifty_registrars_on_one_student_one_wins_and_nothing_is_lost_on_sqlite() {
    fifty_registrars("sqlite").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_fifty_registrars_on_one_student_one_wins_and_nothing_is_lost_on_postgres() {
    fifty_registrars("postgres").await;
}

/// No command takes a place: a round gives them all at once, and once it is published the records are opened. A thousand
/// want thirty places, and a hundred ask at once for the records to be opened.
async fn a_thousand_at_thirty_places(kind: &str) {
    let (office, programme) = wanted(30, 1_000).await;
    crate::office::publish(&office, Round::Early).await;
    let before = office.storage().head().await.unwrap().0;
    let two = Two::over(kind, "places", office).await;
    let answers = two
        .at_once(100, |n, office| async move {
            office.open_records(YEAR, date(2023, 8, 10), &format!("registrar-{n}")).await
        })
        .await;
    let mut opened = Vec::new();
    for answer in answers {
        match answer {
            Ok(ids) => opened.extend(ids),
            Err(error) => assert_eq!(conflict(&error), "conflict-stale-version"),
        }
    }
    assert_eq!(opened.len(), 30, "who opened a record was told of it, and nobody else");
    assert_eq!(two.entries().await, before + 30);
    let counts = two.offices[1].storage().counts(YEAR, None).await.unwrap();
    assert_eq!(counts[&programme].admitted, 30);
    two.holds().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_thousand_who_want_thirty_places_exactly_thirty_have_a_record_on_sqlite() {
    a_thousand_at_thirty_places("sqlite").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_thousand_who_want_thirty_places_exactly_thirty_have_a_record_on_postgres() {
    a_thousand_at_thirty_places("postgres").await;
}

/// Somebody runs the round again, others sign it, others publish it, others enter candidates, all at once: what comes of
/// it is a round with every signature that was said to be given, over all candidates there were.
async fn a_round_in_many_hands(kind: &str) {
    let (office, _) = wanted(30, 60).await;
    office.run_round(YEAR, Round::Early, "first").await.unwrap();
    let two = Two::over(kind, "hands", office).await;
    let answers = two
        .at_once(60, |n, office| async move {
            let actor = format!("registrar-{n}");
            let done = match n % 4 {
                0 => office.run_round(YEAR, Round::Early, &actor).await.map(drop),
                1 => office.sign_round(YEAR, Round::Early, &actor).await.map(drop),
                2 => office.publish_round(YEAR, Round::Early, &actor).await.map(drop),
                _ => {
                    let more = applicant(100 + u32::try_from(n).unwrap(), 550, &[]);
                    office.enter_candidates(YEAR, vec![more], &actor).await.map(drop)
                }
            };
            done.map(|()| (n % 4, actor))
        })
        .await;
    let done: Vec<(usize, String)> = answers.into_iter().filter_map(Result::ok).collect();
    let run = two.offices[0].storage().rounds(YEAR).await.unwrap().remove(0);
    let entries = two.offices[0].storage().stream("round/2023/early").await.unwrap();
    let of = |kind: &str| entries.iter().filter(|entry| entry.kind == kind).count();
    // Nobody runs a round again that was signed, so that every signature that was given is there.
    let said: Vec<&String> = done.iter().filter(|(what, _)| *what == 1).map(|(_, actor)| actor).collect();
    let there: Vec<&String> = run.signatures.iter().map(|signature| &signature.actor).collect();
    assert!(there.len() <= 2 && there.len() == said.len(), "{said:?} signed, {there:?} stand there");
    assert!(there.iter().all(|actor| said.contains(actor)), "{said:?} signed, {there:?} stand there");
    assert_eq!(of("round-signed"), there.len());
    let published = run.state == RoundState::Published;
    assert_eq!(of("round-published"), usize::from(published));
    assert!(!published || there.len() == 2);
    // A run that nobody signed may be without the candidates who were entered after it.
    if there.is_empty() {
        two.offices[0].run_round(YEAR, Round::Early, "last").await.unwrap();
    }
    two.holds().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_round_in_many_hands_keeps_every_signature_on_sqlite() {
    a_round_in_many_hands("sqlite").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_round_in_many_hands_keeps_every_signature_on_postgres() {
    a_round_in_many_hands("postgres").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_key_a_hundred_times_at_once_has_one_effect() {
    for kind in DATABASES {
        let (two, id) = one_student(kind, "key").await;
        let before = two.entries().await;
        let (on, command) = command(1);
        let answers = two
            .at_once(100, |n, office| {
                let (id, command) = (id.clone(), command.clone());
                let [account, key, fingerprint] = ["A-1", "k", "f"].map(str::to_owned);
                let sending = Arc::new(Sending { account, key, fingerprint, arrival: n.to_string() });
                async move { office.once(&sending).command(&id, 2, on, command, "registrar").await.map(|_| n) }
            })
            .await;
        let done: Vec<usize> = answers.iter().filter_map(|answer| answer.as_ref().ok().copied()).collect();
        let [done] = done[..] else { panic!("{kind}: {done:?} had an effect") };
        for error in answers.iter().filter_map(|answer| answer.as_ref().err()) {
            // Who read the record after the effect is told of its version, who read it before of the key.
            let told = ["conflict-sent-before", "conflict-stale-version"];
            assert!(told.contains(&conflict(error)), "{kind}: {error:?}");
        }
        assert_eq!(two.entries().await, before + 1, "{kind}");
        let known = two.offices[1].storage().sent("A-1", "k").await.unwrap().unwrap();
        assert_eq!((known.arrival, known.answer), (done.to_string(), None), "{kind}");
        two.holds().await;
    }
}
