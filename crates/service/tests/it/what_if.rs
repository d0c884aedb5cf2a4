//! What if the edition, or next year's plan, were another: small cities whose answers follow by hand.
// case: 3.1.2.a, 3.1.3.b, 3.4.3.a, 3.4.3.b, 3.4.3.c, 3.4.4.b, 3.4.4.c

use crate::indicators::{PARTS, RULES, assess};
use crate::office::{TestOffice, YEAR, applicant, no, programme, publish, with_plan};
use guantong_model::{ProgrammeId, StudentId};
use guantong_policy::edition::Value;
use guantong_policy::edition::builtin;
use guantong_policy::edition::change::Instead;
use guantong_policy::{Edition, Outcome};
use guantong_registry::{Command, CommandName, Prospect, Situation};
use guantong_service::Office;
use guantong_service::ports::{Batch, Change, Clock, Randomness};
use guantong_service::rows::{PlanHead, Round};
use guantong_service::what_if::{Answer, By, Sum, Turn, WhatIf};
use guantong_store::{Database, Place};
use jiff::civil::{Date, date};
use std::sync::Arc;

const SCHOOL: &str = "北京市昌平职业学校";
const COLLEGE: &str = "北京财贸职业学院";
const SMALL: &str = "北京国际职业教育学校";
const OTHER: &str = "北京信息科技大学";

/// A day that stands still.
struct On(Date);

impl Clock for On {
    fn now(&self) -> i64 {
        1_922_000_000_000_000
    }
    fn today(&self) -> Date {
        self.0
    }
}

struct Sevens;

impl Randomness for Sevens {
    fn fill(&self, bytes: &mut [u8]) {
        bytes.fill(7);
    }
}

/// The same office on another day, with the connections it needs.
async fn on(office: &TestOffice, day: Date) -> (Office, Database) {
    let Place::File(_) = office.place() else { panic!("a file") };
    let database = Database::open(&office.place()).await.unwrap();
    let edition: Arc<Edition> = Arc::new(builtin().unwrap().clone());
    (Office::new(database.storage(), Arc::new(On(day)), Arc::new(Sevens), edition), database)
}

fn asked() -> WhatIf {
    WhatIf { years: [YEAR].into(), ..WhatIf::default() }
}

fn value(name: &str, instead: Instead) -> WhatIf {
    let mut asked = asked();
    asked.changes.parameters.insert(name.to_owned(), instead);
    asked
}

/// Number, what it is, and the reason after.
fn turned(answer: &Answer) -> Vec<(String, Turn, &str)> {
    let of = |no: &str| no.trim_start_matches("23110800").trim_start_matches('0').to_owned();
    answer.admissions.iter().map(|row| (of(&row.no.0), row.turn, row.after.reason.as_str())).collect()
}

/// Two majors of 25 places each: 25 want the first alone, 24 the second alone, one the first and then the second, and one
/// the second with fewer points than all.
async fn two_majors() -> (TestOffice, [ProgrammeId; 2]) {
    let office = with_plan().await;
    let ids =
        [programme(&office, SMALL, "文物保护技术").await, programme(&office, SMALL, "艺术设计与制作").await];
    let [first, second] = &ids;
    let mut all = vec![applicant(1, 600, &[first, second])];
    all.extend((2..=25).map(|n| applicant(n, 560, &[first])));
    all.extend((26..=49).map(|n| applicant(n, 540, &[second])));
    all.push(applicant(50, 500, &[second]));
    all.push(applicant(51, 495, &[second]));
    office.enter_candidates(YEAR, all, "test").await.unwrap();
    publish(&office, Round::Early).await;
    (office, ids)
}

#[tokio::test]
async fn candidates_of_a_dropped_programme_go_on_and_push_others_out() {
    let (office, [first, second]) = two_majors().await;
    let answer = office.what_if(&WhatIf { dropped: [first.clone()].into(), ..asked() }).await.unwrap();
    assert_eq!(answer.candidates, 51);
    // The best goes on to the second preference and takes the last place there; the others have no other preference.
    let mut expected = vec![("1".to_owned(), Turn::Moves, "admitted")];
    expected.extend((2..=25).map(|n| (n.to_string(), Turn::Loses, "preferences.full")));
    expected.push(("50".to_owned(), Turn::Loses, "preferences.full"));
    let found = turned(&answer);
    assert_eq!(found.len(), expected.len(), "{found:?}");
    for ((no, turn, _), (expected_no, expected_turn, _)) in found.iter().zip(&expected) {
        assert_eq!((no, turn), (expected_no, expected_turn));
    }
    assert_eq!(answer.admissions[0].after.programme.as_ref(), Some(&second));
    assert!(answer.admissions.iter().all(|row| row.before.programme.is_some() && row.institution == SMALL));
    let sums = answer.sums(By::Institution, true);
    assert_eq!(sums[SMALL], Sum { candidates: 26, without: 25, ..Sum::default() });
    assert_eq!(sums.len(), 1);
    let (head, _) = office.storage().head().await.unwrap();
    office.what_if(&WhatIf { dropped: [second].into(), ..asked() }).await.unwrap();
    assert_eq!(office.storage().head().await.unwrap().0, head, "nothing is written");
}

#[tokio::test]
async fn a_changed_floor_takes_and_gives_places() {
    let (office, _) = two_majors().await;
    for raised in [Instead::By(11), Instead::Value(Value::Number(501))] {
        let answer = office.what_if(&value("score.floor", raised)).await.unwrap();
        // 51 had no place before, as 25 others have more points.
        let expected = [("50", Turn::Loses), ("51", Turn::Barred)];
        let found = turned(&answer);
        assert_eq!(found.len(), 2, "{found:?}");
        for ((no, turn, reason), (expected_no, expected_turn)) in found.iter().zip(expected) {
            assert_eq!((no.as_str(), *turn, *reason), (expected_no, expected_turn, "floor.below"));
        }
        assert_eq!(
            answer.sums(By::Clause, true)["3.1.2.a"],
            Sum { candidates: 2, without: 1, ..Sum::default() }
        );
    }
    let between = office.what_if(&value("score.floor", Instead::By(6))).await.unwrap();
    assert_eq!(turned(&between), [("51".to_owned(), Turn::Barred, "floor.below")]);
    let lowered = office.what_if(&value("score.floor", Instead::By(-20))).await.unwrap();
    assert!(lowered.admissions.is_empty(), "nobody is below the floor");
    let over = office.what_if(&value("score.floor", Instead::Value(Value::Number(661)))).await;
    assert_eq!(no(over), ["what-if-floor-over"]);
    assert_eq!(no(office.what_if(&value("score.floor", Instead::By(-491))).await).len(), 1);
}

#[tokio::test]
async fn rows_and_partners_that_cannot_be_are_named() {
    let (office, [first, _]) = two_majors().await;
    let mut wrong = asked();
    wrong.dropped.insert("no-such".into());
    wrong.partners.insert("neither".into(), OTHER.to_owned());
    wrong.partners.insert(first, SCHOOL.to_owned());
    let said = no(office.what_if(&wrong).await);
    assert_eq!(said, ["what-if-no-programme", "what-if-no-programme", "what-if-no-partner"]);
}

/// Six students: 1, 2 and 6 in a programme that is dropped, 3 in one that has another partner, 4 in one that stays, 5 at a
/// college. 1 and 3 failed, 2, 4 and 5 are on leave, 6 studies.
async fn six() -> (TestOffice, [ProgrammeId; 3], Vec<StudentId>) {
    let office = with_plan().await;
    let lines = office.storage().plan_lines(YEAR).await.unwrap();
    let of_school: Vec<ProgrammeId> =
        lines.iter().filter(|line| line.institution == SCHOOL).map(|line| line.programme.clone()).collect();
    let [dropped, moved, stays, ..] = of_school.as_slice() else { panic!("{of_school:?}") };
    let college = programme(&office, COLLEGE, "金融科技应用").await;
    let wanted = [dropped, dropped, moved, stays, &college, dropped];
    let applicants = (1..).zip(wanted).map(|(n, id)| applicant(n, 600, &[id])).collect();
    office.enter_candidates(YEAR, applicants, "test").await.unwrap();
    publish(&office, Round::Early).await;
    let ids = office.open_records(YEAR, date(2023, 8, 10), "test").await.unwrap();
    let leave = Command::Leave { until: date(2024, 8, 31), kind: None };
    let then = [Command::FailStage, leave.clone(), Command::FailStage, leave.clone(), leave];
    let mut commands: Vec<(StudentId, Date, Command)> =
        ids.iter().map(|id| (id.clone(), date(2023, 9, 1), Command::Register)).collect();
    commands.extend(ids.iter().cloned().zip(then).map(|(id, command)| (id, date(2024, 3, 1), command)));
    for command in commands {
        let decided = office.command_many(&[command], "test").await.unwrap();
        assert_eq!(decided[0].outcome, Outcome::Accepted, "{decided:?}");
    }
    (office, [dropped.clone(), moved.clone(), college], ids)
}

#[tokio::test]
async fn whom_dropped_rows_and_another_partner_would_strand() {
    let (office, [dropped, moved, college], ids) = six().await;
    let (later, database) = on(&office, date(2024, 7, 10)).await;
    let mut asked = asked();
    // The college has none of its programmes any more.
    let lines = office.storage().plan_lines(YEAR).await.unwrap();
    asked.dropped.extend(lines.into_iter().filter(|l| l.institution == COLLEGE).map(|l| l.programme));
    assert!(asked.dropped.contains(&college));
    asked.dropped.insert(dropped);
    asked.partners.insert(moved.clone(), OTHER.to_owned());
    let answer = later.what_if(&asked).await.unwrap();
    // Of who came by a dropped row the place itself would be gone, and the record rests on it.
    let rows: Vec<_> = answer.admissions.iter().map(|row| (row.turn, row.record.clone())).collect();
    let rests = |n: usize, later| (Turn::Loses, Some((ids[n].clone(), later)));
    assert_eq!(rows, [rests(0, 2), rests(1, 2), rests(4, 2), rests(5, 1)]);

    let found = answer.plan.unwrap().continuity;
    let expected = [
        (0, Situation::Failed, Prospect::Loses, "3.4.3.b"),
        (1, Situation::OnLeave, Prospect::Referred, "3.4.4.b"),
        (2, Situation::Failed, Prospect::JoinsAnother, "3.4.3.a"),
        (4, Situation::OnLeave, Prospect::Loses, "3.4.4.c"),
    ];
    assert_eq!(found.students.len(), expected.len());
    for (n, situation, prospect, clause) in expected {
        let one = found.students.iter().find(|one| one.student.id == ids[n]).unwrap();
        assert_eq!((one.outlook.situation, one.outlook.prospect), (situation, prospect), "{n}");
        assert!(one.outlook.decision.cites(&clause.into()), "{n}");
        assert_eq!(one.outlook.cohort, 2024, "{n}");
    }
    // One of the dropped programme and the one with another partner study on; who studies is told by class.
    let classes: Vec<i64> = found.classes.iter().map(|class| class.class.students).collect();
    assert_eq!(classes.iter().sum::<i64>(), 3, "{classes:?}");
    database.close().await;
}

#[tokio::test]
async fn a_changed_partner_alone_touches_no_round_and_the_same_partner_nobody() {
    let (office, [_, moved, _], ids) = six().await;
    let (later, database) = on(&office, date(2024, 7, 10)).await;
    let with = |partner: &str| {
        let mut asked = asked();
        asked.partners.insert(moved.clone(), partner.to_owned());
        asked
    };
    let answer = later.what_if(&with(OTHER)).await.unwrap();
    assert!(answer.admissions.is_empty() && answer.records.rows.is_empty());
    let found = answer.plan.unwrap().continuity;
    let stranded: Vec<_> = found.students.iter().map(|one| (&one.student.id, one.outlook.prospect)).collect();
    assert_eq!(stranded, [(&ids[2], Prospect::JoinsAnother)]);
    // The partner as it is, by its name and by the short one.
    let lines = office.storage().plan_lines(YEAR).await.unwrap();
    let partner = &lines.iter().find(|line| line.programme == moved).unwrap().partner;
    let short = &office.edition().institution(partner).unwrap().short;
    assert_ne!(partner, short);
    for same in [partner, short] {
        let found = later.what_if(&with(same)).await.unwrap().plan.unwrap().continuity;
        assert!(found.students.is_empty(), "{same}");
    }
    database.close().await;
}

/// Three students who repeated the secondary stage once and then failed that of the college: the first repeats again and
/// goes on, the second waits, the third never failed before.
async fn repeating() -> (TestOffice, Vec<StudentId>) {
    let office = with_plan().await;
    let id = programme(&office, SCHOOL, "航空服务").await;
    let lines = office.storage().plan_lines(YEAR).await.unwrap();
    for year in [2024, 2025] {
        let head = PlanHead { year, ..office.storage().plan(YEAR).await.unwrap().unwrap() };
        let changes = vec![Change::Plan(head, lines.clone())];
        office.storage().append(Batch { entries: Vec::new(), changes }, 1).await.unwrap();
    }
    let applicants = (1..=3).map(|n| applicant(n, 600, &[&id])).collect();
    office.enter_candidates(YEAR, applicants, "test").await.unwrap();
    publish(&office, Round::Early).await;
    let ids = office.open_records(YEAR, date(2023, 8, 10), "test").await.unwrap();
    office.file_progression_rules("2026.toml", RULES, "test").await.unwrap();
    let next = RULES.replace("2026", "2027");
    office.file_progression_rules("2027.toml", &next, "test").await.unwrap();
    let repeat = Command::Repeat { eligible: true, to: None };
    let to_college = |year: i16| {
        [
            (date(year, 7, 1), Command::CompleteStage),
            (date(year, 7, 5), assess(true, &format!("北京市昌平职业学校转段升学办法（{year}年）"), &PARTS)),
            (date(year, 9, 1), Command::Progress),
        ]
    };
    let mut lives: Vec<Vec<(Date, Command)>> = vec![vec![(date(2023, 9, 1), Command::Register)]; 3];
    for life in lives.iter_mut().take(2) {
        life.extend([(date(2026, 7, 1), Command::FailStage), (date(2026, 7, 20), repeat.clone())]);
        life.extend(to_college(2027));
        life.push((date(2029, 7, 1), Command::FailStage));
    }
    lives[0].extend([(date(2029, 7, 20), repeat.clone()), (date(2030, 6, 20), Command::CompleteStage)]);
    lives[2].extend(to_college(2026));
    lives[2].extend([(date(2028, 7, 1), Command::FailStage), (date(2028, 7, 20), repeat)]);
    for (id, life) in ids.iter().zip(lives) {
        for (on, command) in life {
            let version = office.record(id).await.unwrap().unwrap().version();
            let decided = office.command(id, version, on, command.clone(), "test").await.unwrap();
            assert_eq!(decided.outcome, Outcome::Accepted, "{on} {command:?}: {decided:?}");
        }
    }
    (office, ids)
}

#[tokio::test]
async fn a_repeat_counted_over_the_whole_programme_or_in_each_progression() {
    let (office, ids) = repeating().await;
    let (later, database) = on(&office, date(2029, 8, 1)).await;
    let reading = |choice: &str| {
        let mut asked = asked();
        asked.changes.choices.insert("repeat-limit-scope".to_owned(), choice.to_owned());
        asked
    };
    let same = later.what_if(&reading("progression")).await.unwrap();
    assert!(same.records.rows.is_empty() && same.records.drifted == 0, "as it is");
    assert_eq!((same.records.records, same.records.decided), (3, 9 + 7 + 6), "every command once");

    let whole = later.what_if(&reading("programme")).await.unwrap();
    assert!(whole.admissions.is_empty() && whole.plan.is_none());
    let found: Vec<&StudentId> = whole.records.rows.iter().map(|row| &row.student.id).collect();
    assert_eq!(found, [&ids[0], &ids[1]], "who repeated once only is as before");
    let again = whole.records.rows[0].replayed.otherwise.as_ref().unwrap();
    assert_eq!((again.command, again.on), (CommandName::Repeat, date(2029, 7, 20)));
    assert_eq!((again.then.outcome, again.now.code.as_str()), (Outcome::Accepted, "repeat.already_used"));
    let rests: Vec<_> = again.later.iter().map(|(_, command, on)| (*command, *on)).collect();
    assert_eq!(rests, [(CommandName::CompleteStage, date(2030, 6, 20))]);
    let waits = &whole.records.rows[1].replayed;
    let ahead = waits.ahead.as_ref().unwrap();
    assert!(waits.otherwise.is_none());
    assert_eq!(ahead.now.decision.code, "repeat.already_used");
    assert_eq!((ahead.then.prospect, ahead.now.prospect), (Prospect::Keeps, Prospect::Barred));
    for row in &whole.records.rows {
        assert_eq!(row.clause(), "3.4.3.c");
    }
    let sums = whole.sums(By::Clause, true);
    assert_eq!(sums["3.4.3.c"], Sum { records: 1, ahead: 1, ..Sum::default() });
    assert_eq!(sums.len(), 1);
    // Nothing may be repeated at all: the first repeat of each is the first decision that differs.
    let none = later.what_if(&value("repeats.max", Instead::Value(Value::Number(0)))).await.unwrap();
    let first: Vec<Date> =
        none.records.rows.iter().map(|row| row.replayed.otherwise.as_ref().unwrap().on).collect();
    assert_eq!(first, [date(2026, 7, 20), date(2026, 7, 20), date(2028, 7, 20)]);
    database.close().await;
}
