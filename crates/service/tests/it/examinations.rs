//! 转段考试 from the list of who may sit to what the records are told: each step, each way it is refused.

use crate::office::{TestOffice, YEAR, applicant, no, office as empty, programme, publish, with_plan};
use guantong_documents::{Limits, read, write_xlsx};
use guantong_model::sheet::{At, Content, Look, Sheet, Table, Value};
use guantong_model::{Date, Score, Stage, StudentId};
use guantong_policy::Outcome;
use guantong_registry::{Command, Marks, Organiser, Part, Presence, Sitting, Verdict};
use guantong_service::examination::{Examination, ExaminationState, NewExamination};
use guantong_service::ports::{Clock, Randomness, Storage};
use guantong_service::rows::Round;
use guantong_service::{Office, ServiceError};
use guantong_store::{Place, Sqlite};
use jiff::civil::date;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

const SCHOOL: &str = "北京市昌平职业学校";
const RULES: &str = include_str!("../../../../demo/progression-rules/changping-2026-2.toml");
const HELD: Date = date(2026, 6, 10);

/// A clock that stands on a day.
struct Day(Date, AtomicI64);

impl Clock for Day {
    fn now(&self) -> i64 {
        self.1.fetch_add(1_000_000, Ordering::Relaxed)
    }
    fn today(&self) -> Date {
        self.0
    }
}

struct Zeros;

impl Randomness for Zeros {
    fn fill(&self, bytes: &mut [u8]) {
        bytes.fill(0);
    }
}

/// The same office on another day.
async fn on(office: &TestOffice, day: Date) -> Office {
    let Place::File(file) = office.place() else { panic!("an office in a file") };
    let store: Arc<dyn Storage> = Arc::new(Sqlite::open(&file).await.unwrap());
    let clock = Day(day, AtomicI64::new(1_780_000_000_000_000));
    let edition = guantong_policy::edition::builtin().unwrap().clone();
    Office::new(store, Arc::new(clock), Arc::new(Zeros), Arc::new(edition))
}

async fn command(office: &Office, id: &StudentId, on: Date, command: Command) {
    let version = office.record(id).await.unwrap().unwrap().version();
    let decision = office.command(id, version, on, command, "school").await.unwrap();
    assert_eq!(decision.outcome, Outcome::Accepted, "{decision:?}");
}

/// Six students of the school, registered; the fifth is on leave, the sixth withdrew.
async fn class() -> (TestOffice, Vec<StudentId>) {
    let office = with_plan().await;
    let id = programme(&office, SCHOOL, "航空服务").await;
    let applicants = (1..=6).map(|n| applicant(n, 510, &[&id])).collect();
    office.enter_candidates(YEAR, applicants, "test").await.unwrap();
    publish(&office, Round::Early).await;
    let ids = office.open_records(YEAR, date(2023, 8, 10), "test").await.unwrap();
    for id in &ids {
        command(&office, id, date(2023, 9, 1), Command::Register).await;
    }
    let leave = Command::Leave { until: date(2026, 8, 31), kind: None };
    command(&office, &ids[4], date(2025, 9, 1), leave).await;
    let withdraw = Command::Withdraw { article: "18".to_owned(), certificate: None };
    command(&office, &ids[5], date(2025, 9, 1), withdraw).await;
    (office, ids)
}

fn new(on: Date) -> NewExamination {
    NewExamination {
        after: Stage::Secondary,
        institution: SCHOOL.to_owned(),
        on,
        place: "本校综合楼".to_owned(),
        document: "2026年转段考试通知".to_owned(),
        places: None,
    }
}

/// The examination of the class with its list settled.
async fn settled(office: &Office) -> Examination {
    office.file_progression_rules("rules.toml", RULES, "test").await.unwrap();
    let found = office.open_examination(new(HELD), "甲").await.unwrap();
    let list = office.examination_candidates(&found).await.unwrap();
    office.settle_examination_list(&found.id, 1, &list.digest, "甲").await.unwrap()
}

fn said(message: &guantong_model::Message) -> String {
    guantong_wording::text(guantong_wording::Locale::ZhCn, message)
}

/// The sheet of an examination with words put below its headings: heading, row from 2, words.
async fn filled(office: &Office, found: &Examination, words: &[(&str, u32, &str)]) -> Vec<u8> {
    let template = office.examination_template(found, &said).await.unwrap();
    let mut sheet = read(&template, &Limits::list()).unwrap().remove(0);
    for (heading, row, words) in words {
        let head = sheet.rows[0].cells.iter().find(|(_, value)| *value == Value::Text((*heading).to_owned()));
        let column = head.unwrap_or_else(|| panic!("no column {heading}")).0;
        let value = Some(Value::Text((*words).to_owned())).filter(|_| !words.is_empty());
        sheet.set(At::new(*row, column), value);
    }
    written(&sheet)
}

fn written(sheet: &Sheet) -> Vec<u8> {
    let last = sheet.rows.last().unwrap().number;
    let rows = (1..=last).map(|row| {
        let cell = |column| match sheet.get(At::new(row, column)) {
            Some(Value::Text(text)) => Content::Text(text.clone()),
            _ => Content::Blank,
        };
        (1..=8).map(|column| (cell(column), Look::Body)).collect()
    });
    let table = Table { name: "成绩".to_owned(), rows: rows.collect(), ..Table::default() };
    write_xlsx(&[table], HELD).unwrap()
}

/// Two pass with the same total, one fails, one was absent.
const GOOD: [(&str, u32, &str); 7] = [
    ("文化素质", 2, "74"),
    ("职业技能", 2, "86"),
    ("文化素质", 3, "74"),
    ("职业技能", 3, "86"),
    ("文化素质", 4, "90"),
    ("职业技能", 4, "40"),
    ("到考情况", 5, "缺考"),
];

/// The examination with its results in.
async fn entered(office: &Office) -> Examination {
    let found = settled(office).await;
    let sheet = filled(office, &found, &GOOD).await;
    let found =
        office.give_examination_sheet(&found.id, found.version, "a.xlsx", &sheet, "甲").await.unwrap();
    let view = office.examination_sheet(&found).await.unwrap().unwrap();
    assert!(view.read.is_whole(), "{:?}", view.read);
    office.enter_examination_results(&found.id, found.version, &view.digest, "甲").await.unwrap()
}

async fn signed(office: &Office, mut found: Examination) -> Examination {
    for who in ["甲", "乙"] {
        let digest = office.examination_list(&found).await.unwrap().digest;
        found = office.sign_examination(&found.id, found.version, &digest, who).await.unwrap();
    }
    assert_eq!(found.state, ExaminationState::Signed);
    found
}

// case: 3.4.1, 3.4.2.a, 4.1.e
#[tokio::test]
async fn an_examination_goes_from_the_records_to_the_records() {
    let (office, ids) = class().await;
    let day = on(&office, date(2026, 6, 12)).await;
    let found = signed(&day, entered(&day).await).await;
    let list = day.examination_list(&found).await.unwrap();
    let lines: Vec<_> =
        list.lines.iter().map(|line| (&line.student.id, line.placed.place, line.placed.verdict)).collect();
    let wanted = [
        (&ids[0], Some(1), Verdict::Passed),
        (&ids[1], Some(1), Verdict::Passed),
        (&ids[2], Some(3), Verdict::Failed),
        (&ids[3], None, Verdict::Absent),
    ];
    assert_eq!(lines, wanted);
    assert_eq!(
        no(day.file_examination(&found.id, found.version, "甲").await),
        ["conflict-examination-state"]
    );

    let found = day.publicise_examination(&found.id, found.version, "甲").await.unwrap();
    let until = found.publicity.as_ref().unwrap().until;
    assert!(until > date(2026, 6, 18), "five working days: {until}");
    let public = day.publicised_examination(&found.id).await.unwrap();
    let named: Vec<_> = public.lines.iter().map(|line| (line.number.as_str(), line.name.as_str())).collect();
    let own = day.own_examinations(&ids[2]).await.unwrap();
    let verdicts: Vec<_> = own.iter().map(|own| (own.placed.verdict, own.open)).collect();
    assert_eq!(verdicts, [(Verdict::Failed, true)], "who is not on it sees why");
    assert!(day.own_examinations(&ids[5]).await.unwrap().is_empty());
    assert_eq!(named, [("2023-***01", "考**"), ("2023-***02", "考**")], "masked, and nobody who failed");
    let again = day.object_to_examination(&found.id, found.version, &ids[5], "错", "甲").await;
    assert_eq!(no(again), ["examination-sheet-not-listed"]);
    let silent = day.object_to_examination(&found.id, found.version, &ids[2], " ", "甲").await;
    assert_eq!(no(silent), ["examination-objection-empty"]);
    let found = day.object_to_examination(&found.id, found.version, &ids[2], "漏判一题", "甲").await.unwrap();

    let after = on(&office, until.tomorrow().unwrap()).await;
    let gone = after.publicised_examination(&found.id).await;
    assert!(matches!(gone, Err(ServiceError::NotFound)), "public for its days only");
    let early = day.file_examination(&found.id, found.version, "甲").await;
    assert_eq!(no(early), ["examination-still-public", "examination-objections-open"]);
    let found = day.answer_examination(&found.id, found.version, 1, false, "复核无误", "乙").await.unwrap();
    let twice = day.answer_examination(&found.id, found.version, 1, true, "复核", "乙").await;
    assert_eq!(no(twice), ["conflict-examination-answered"]);
    let found = after.file_examination(&found.id, found.version, "甲").await.unwrap();
    let receipt = found.receipt.as_ref().unwrap();
    assert_eq!(receipt.number, format!("BA-{}", found.id));
    assert_eq!(receipt.digest, list.digest);

    // The records take it once their stage is complete.
    let preview = after.examination_record(&found, SCHOOL).await.unwrap();
    assert_eq!((preview.lines.len(), preview.moved()), (4, 0));
    let refused = &preview.lines[0].decided.as_ref().unwrap().decision;
    assert!(refused.code == "assessment.stage_not_complete" && refused.cites(&"3.4.1".into()));
    let nobody = after.record_examination(&found.id, found.version, SCHOOL, &preview.digest, "甲").await;
    assert_eq!(no(nobody), ["examination-record-nobody"]);
    for id in &ids[..3] {
        command(&after, id, until, Command::CompleteStage).await;
    }
    let stale = after.record_examination(&found.id, found.version, SCHOOL, &preview.digest, "甲").await;
    assert_eq!(no(stale), ["conflict-examination-list"]);
    let preview = after.examination_record(&found, SCHOOL).await.unwrap();
    assert_eq!(preview.moved(), 3);
    let found =
        after.record_examination(&found.id, found.version, SCHOOL, &preview.digest, "甲").await.unwrap();
    let mut assessed = Vec::new();
    for id in &ids {
        assessed.push(after.storage().student(id).await.unwrap().unwrap().assessed);
    }
    assert_eq!(assessed, [Some(true), Some(true), Some(false), None, None, None]);
    let view = after.student(&ids[0]).await.unwrap().unwrap();
    let decision = &view.decisions[0].decision;
    assert!(decision.code == "assessment.passed_by_parts" && decision.cites(&"3.4.2.a".into()));

    // Who completes later is told later; an absence is no points.
    command(&after, &ids[3], until, Command::CompleteStage).await;
    let preview = after.examination_record(&found, SCHOOL).await.unwrap();
    assert_eq!((preview.done(), preview.moved()), (3, 1));
    let found =
        after.record_examination(&found.id, found.version, SCHOOL, &preview.digest, "甲").await.unwrap();
    assert_eq!(found.recorded.len(), 4);
    assert_eq!(after.storage().student(&ids[3]).await.unwrap().unwrap().assessed, Some(false));

    assert_eq!(after.verify().await.unwrap().findings, []);
    let other = empty().await;
    after.rebuild_into(other.storage()).await.unwrap();
    assert_eq!(other.storage().examination(&found.id).await.unwrap(), Some(found));
}

// case: 4.1.e
#[tokio::test]
async fn who_may_sit_comes_from_the_records_and_is_settled_as_it_was_seen() {
    let (office, ids) = class().await;
    let day = on(&office, date(2026, 6, 1)).await;
    assert_eq!(no(day.open_examination(new(HELD), "甲").await), ["examination-no-rules"]);
    day.file_progression_rules("rules.toml", RULES, "test").await.unwrap();
    let bare = NewExamination { place: " ".to_owned(), document: "长".repeat(201), ..new(HELD) };
    assert_eq!(
        no(day.open_examination(bare, "甲").await),
        ["examination-place-missing", "examination-text-long"]
    );
    let nobodys = NewExamination { institution: "某校".to_owned(), ..new(HELD) };
    assert_eq!(no(day.open_examination(nobodys, "甲").await), ["examination-institution-unknown"]);
    let found = day.open_examination(new(HELD), "甲").await.unwrap();
    assert_eq!((found.id.as_str(), found.state), ("2026-K0001", ExaminationState::Open));
    assert_eq!(found.organiser, Organiser::Institution(SCHOOL.to_owned()));

    let list = day.examination_candidates(&found).await.unwrap();
    let who = |list: &[guantong_service::examination::Candidate]| {
        list.iter().map(|one| (one.student.id.clone(), one.decision.code.clone())).collect::<Vec<_>>()
    };
    let may = |n: usize| (ids[n].clone(), "examination.may_sit".to_owned());
    assert_eq!(who(&list.may), [may(0), may(1), may(2), may(3)]);
    let may_not = who(&list.may_not);
    assert_eq!(may_not[0], (ids[4].clone(), "standing.on_leave".to_owned()));
    assert_eq!(may_not[1], (ids[5].clone(), "record.ended".to_owned()));
    assert!(list.may_not[0].decision.cites(&"3.3.3.a".into()));

    // Somebody withdraws between looking and settling.
    let withdraw = Command::Withdraw { article: "18".to_owned(), certificate: None };
    command(&day, &ids[3], date(2026, 6, 1), withdraw).await;
    let stale = day.settle_examination_list(&found.id, 1, &list.digest, "甲").await;
    assert_eq!(no(stale), ["conflict-examination-list"]);
    let list = day.examination_candidates(&found).await.unwrap();
    let listed = day.settle_examination_list(&found.id, 1, &list.digest, "甲").await.unwrap();
    assert_eq!((listed.state, listed.sitters.len(), listed.barred.len()), (ExaminationState::Listed, 3, 3));
    let late = day.settle_examination_list(&found.id, 1, &list.digest, "乙").await;
    assert_eq!(no(late), ["conflict-examination-changed"], "two windows");
    let cancelled = day.cancel_examination(&found.id, listed.version, "甲").await.unwrap();
    let over = day.settle_examination_list(&found.id, cancelled.version, &list.digest, "甲").await;
    assert_eq!(no(over), ["conflict-examination-state"]);
    assert_eq!(day.verify().await.unwrap().findings, []);
}

#[tokio::test]
async fn a_sheet_is_taken_whole_or_goes_back_with_what_is_wrong() {
    let (office, ids) = class().await;
    let before = on(&office, date(2026, 6, 5)).await;
    let found = settled(&before).await;
    let none = before.enter_examination_results(&found.id, found.version, "x", "甲").await;
    assert_eq!(no(none), ["examination-no-sheet"]);
    let foreign = before.give_examination_sheet(&found.id, found.version, "a.csv", b"a,b\n1,2\n", "甲").await;
    assert_eq!(no(foreign), ["examination-sheet-no-headings"]);
    let wrong = [
        ("文化素质", 2, "100.5"),
        ("职业技能", 2, "86"),
        ("考试编号", 3, "2026-K0009"),
        ("姓名", 4, "别人"),
        ("文化素质", 4, "90"),
        ("到考情况", 5, "缓考"),
        ("职业技能", 5, "60"),
    ];
    let sheet = filled(&before, &found, &wrong).await;
    let given =
        before.give_examination_sheet(&found.id, found.version, "a.xlsx", &sheet, "甲").await.unwrap();
    let view = before.examination_sheet(&given).await.unwrap().unwrap();
    let told: Vec<(u32, &str)> = view.read.mistakes.iter().map(|(at, m)| (at.row, m.id.as_str())).collect();
    let expected = [
        (2, "take-over-cell-score-over"),
        (3, "examination-sheet-of-another"),
        (4, "examination-sheet-other-name"),
        (4, "examination-sheet-mark-missing"),
        (5, "examination-sheet-marks-of-absent"),
    ];
    assert_eq!(told, expected);
    assert_eq!(view.read.missing, [ids[1].clone()]);
    let refused = before.enter_examination_results(&given.id, given.version, &view.digest, "甲").await;
    assert_eq!(no(refused), ["examination-sheet-has-mistakes"]);
    let back = before.examination_sheet_back(&given, &said).await.unwrap();
    let back = read(&back, &Limits::list()).unwrap().remove(0);
    let reasons: Vec<String> = (2..=5)
        .filter_map(|row| back.rows.iter().find(|found| found.number == row)?.cells.last().cloned())
        .map(|(_, value)| format!("{value:?}"))
        .collect();
    assert!(reasons[0].contains("100.5") && reasons[1].contains("2026-K0009"), "{reasons:?}");

    let sheet = filled(&before, &given, &GOOD).await;
    let given =
        before.give_examination_sheet(&given.id, given.version, "b.xlsx", &sheet, "甲").await.unwrap();
    let view = before.examination_sheet(&given).await.unwrap().unwrap();
    let early = before.enter_examination_results(&given.id, given.version, &view.digest, "甲").await;
    assert_eq!(no(early), ["examination-not-held"]);
    let day = on(&office, HELD).await;
    let stale = day.enter_examination_results(&given.id, given.version, "00", "甲").await;
    assert_eq!(no(stale), ["conflict-examination-results"]);
    let taken = day.enter_examination_results(&given.id, given.version, &view.digest, "甲").await.unwrap();
    assert_eq!(taken.results[&ids[3]].presence, Presence::Absent);
}

#[tokio::test]
async fn a_result_is_corrected_by_two_and_the_list_signed_anew() {
    let (office, ids) = class().await;
    let day = on(&office, date(2026, 6, 12)).await;
    let found = entered(&day).await;
    let digest = day.examination_list(&found).await.unwrap().digest;
    let one = day.sign_examination(&found.id, found.version, &digest, "甲").await.unwrap();
    let again = day.sign_examination(&one.id, one.version, &digest, "甲").await;
    assert_eq!(no(again), ["conflict-same-hand"], "two people sign");
    let found = day.sign_examination(&one.id, one.version, &digest, "乙").await.unwrap();

    let marks = |skill: &str| Sitting {
        presence: Presence::Sat,
        marks: Marks::from([(Part::General, Score::points(90)), (Part::Skill, Score::parse(skill).unwrap())]),
    };
    let ask = |sitting, because: &'static str, version| {
        let (day, id, student) = (&day, found.id.clone(), ids[2].clone());
        async move { day.ask_examination_correction(&id, version, &student, sitting, because, "甲").await }
    };
    assert_eq!(no(ask(marks("60"), "", found.version).await), ["examination-correction-no-reason"]);
    assert_eq!(no(ask(marks("40"), "复核", found.version).await), ["examination-correction-same"]);
    assert_eq!(no(ask(marks("101"), "复核", found.version).await), ["decision-assessment-mark-over-full"]);
    let asked = ask(marks("60"), "漏判一题", found.version).await.unwrap();
    assert_eq!(no(ask(marks("61"), "再改", asked.version).await), ["examination-correction-waits"]);
    let waits = day.publicise_examination(&asked.id, asked.version, "甲").await;
    assert_eq!(no(waits), ["examination-correction-waits"]);
    let own = day.make_examination_correction(&asked.id, asked.version, "甲").await;
    assert_eq!(no(own), ["conflict-same-hand"], "who asked does not agree");
    let made = day.make_examination_correction(&asked.id, asked.version, "乙").await.unwrap();
    assert_eq!((made.state, made.signatures.len()), (ExaminationState::Entered, 0));
    assert_eq!(made.corrections[0].was.marks[&Part::Skill], Score::points(40));
    let list = day.examination_list(&made).await.unwrap();
    assert_eq!(list.counts[&Verdict::Passed], 3);
    assert_ne!(list.digest, digest);
    signed(&day, made).await;
    assert_eq!(day.verify().await.unwrap().findings, []);
}
