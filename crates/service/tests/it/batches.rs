//! Batches: previewed, handed over under two signatures, carried out whole or not at all.

use crate::office::{TestOffice, YEAR, applicant, no, programme, publish, with_plan};
use guantong_documents::{Limits, write_xlsx};
use guantong_model::sheet::{At, Content, Look, Sheet, Table, Value};
use guantong_model::{Date, Stage, StageWork, Standing, StudentId};
use guantong_policy::Outcome;
use guantong_registry::Command;
use guantong_service::batch::{BatchKind, BatchRow, BatchState, NewBatch, Why};
use guantong_service::rows::Round;
use jiff::civil::date;

const SCHOOL: &str = "北京市昌平职业学校";
const RULES: &str = include_str!("../../../../demo/progression-rules/changping-2026-2.toml");

/// Four admitted to one programme of the school, and the programme's partner.
async fn class() -> (TestOffice, Vec<StudentId>, String) {
    let office = with_plan().await;
    let id = programme(&office, SCHOOL, "航空服务").await;
    let partner = office.programmes(YEAR).await.unwrap()[&id].partner.clone();
    let applicants = (1..=4).map(|n| applicant(n, 510, &[&id])).collect();
    office.enter_candidates(YEAR, applicants, "test").await.unwrap();
    publish(&office, Round::Early).await;
    let opened = office.open_records(YEAR, date(2023, 8, 10), "test").await.unwrap();
    (office, opened, partner)
}

async fn open(office: &TestOffice, kind: BatchKind, on: Date) -> BatchRow {
    let (institution, stage) = (SCHOOL.to_owned(), Stage::Secondary);
    let new = NewBatch { kind, institution, partner: None, cohort: YEAR, stage, programme: None, on };
    office.open_batch(new, "school").await.unwrap()
}

/// Signs for the school under the preview of the moment.
async fn carry_out(office: &TestOffice, batch: &BatchRow) -> BatchRow {
    let preview = office.preview_batch(batch).await.unwrap();
    office.sign_batch(&batch.id, batch.version, SCHOOL, &preview.digest, "school").await.unwrap()
}

/// The template of a batch with words put into cells below their headings: heading, row from 2, words.
async fn filled(office: &TestOffice, batch: &BatchRow, words: &[(&str, u32, &str)]) -> Vec<u8> {
    let preview = office.preview_batch(batch).await.unwrap();
    let template = office.batch_template(batch, &preview).await.unwrap();
    let mut sheet = guantong_documents::read(&template, &Limits::list()).unwrap().remove(0);
    for (heading, row, words) in words {
        let column =
            sheet.rows[0].cells.iter().find(|(_, value)| *value == Value::Text((*heading).to_owned()));
        let column = column.unwrap_or_else(|| panic!("no column {heading}")).0;
        sheet.set(At::new(*row, column), Some(Value::Text((*words).to_owned())));
    }
    written(&sheet)
}

fn written(sheet: &Sheet) -> Vec<u8> {
    let last = sheet.rows.last().unwrap().number;
    let rows = (1..=last).map(|row| {
        let cell = |column| match sheet.get(At::new(row, column)) {
            Some(Value::Text(text)) => Content::Text(text.clone()),
            Some(Value::Number(number)) => Content::Number(*number as i64),
            _ => Content::Blank,
        };
        (1..=9).map(|column| (cell(column), Look::Body)).collect()
    });
    let table = Table { name: "x".to_owned(), rows: rows.collect(), ..Table::default() };
    write_xlsx(&[table], date(2026, 1, 1)).unwrap()
}

// case: 3.3.2, 3.4.1
#[tokio::test]
async fn a_class_is_registered_completed_assessed_and_handed_over() {
    let (office, ids, partner) = class().await;
    office.file_progression_rules("rules.toml", RULES, "test").await.unwrap();

    // One did not arrive, one is put off: the sheet tells, and whom it does not tell of stays.
    let register = open(&office, BatchKind::Register, date(2023, 9, 1)).await;
    let sheet = filled(
        &office,
        &register,
        &[("结果", 2, "是"), ("结果", 3, "是"), ("结果", 4, "否"), ("结果", 5, "暂缓")],
    )
    .await;
    let register = office.give_sheet(&register.id, 1, "list.xlsx", &sheet, "school").await.unwrap();
    let preview = office.preview_batch(&register).await.unwrap();
    assert_eq!(
        (preview.moved(), preview.held(), preview.parties.as_slice()),
        (3, 1, &[SCHOOL.to_owned()][..])
    );
    assert_eq!(preview.lines[2].asked, Ok(Command::NoShow));
    assert_eq!(preview.lines[3].asked, Err(Why::Deferred));
    let done = carry_out(&office, &register).await;
    assert_eq!((done.state, done.closed.as_ref().unwrap().moved), (BatchState::Closed, 3));
    let view = office.batch_view(&register.id, 0, 10).await.unwrap().unwrap();
    assert_eq!((view.moved.len(), view.exceptions.len(), view.exceptions[0].settled), (3, 1, false));
    assert_eq!(view.moved[0].0.decision.as_ref().unwrap().outcome, Outcome::Accepted);
    office.command(&ids[3], 1, date(2023, 9, 5), Command::Register, "test").await.unwrap();
    let view = office.batch_view(&register.id, 0, 10).await.unwrap().unwrap();
    assert!(view.exceptions[0].settled, "an exception is followed by name until the step is taken");

    // Without a sheet the whole class completes; who is on leave is held with the clause.
    office
        .command(
            &ids[3],
            2,
            date(2025, 3, 1),
            Command::Leave { until: date(2026, 8, 31), kind: None },
            "test",
        )
        .await
        .unwrap();
    let complete = open(&office, BatchKind::Complete, date(2026, 6, 20)).await;
    let preview = office.preview_batch(&complete).await.unwrap();
    assert_eq!((preview.lines.len(), preview.moved()), (3, 2));
    assert!(preview.lines[2].decision().unwrap().cites(&"3.4.4.a".into()));
    carry_out(&office, &complete).await;
    let student = office.student(&ids[0]).await.unwrap().unwrap();
    assert_eq!(student.student.work, StageWork::Complete);
    assert_eq!(student.record.certificates().len(), 1);

    // Marks come from the sheet and the result is computed from them.
    let assess = open(&office, BatchKind::Assess, date(2026, 7, 5)).await;
    assert_eq!(office.preview_batch(&assess).await.unwrap().lines[0].asked, Err(Why::NotTold));
    let marks = [("文化素质", 2, "74"), ("职业技能", 2, "86"), ("文化素质", 3, "30"), ("职业技能", 3, "40")];
    let sheet = filled(&office, &assess, &marks).await;
    let assess = office.give_sheet(&assess.id, 1, "marks.xlsx", &sheet, "school").await.unwrap();
    carry_out(&office, &assess).await;
    let passed = |id: StudentId| {
        let office = &office;
        async move { office.storage().student(&id).await.unwrap().unwrap().assessed }
    };
    assert_eq!((passed(ids[0].clone()).await, passed(ids[1].clone()).await), (Some(true), Some(false)));

    // Registration passes to the partner: both sign the same digest, and only then it is carried out.
    let progress = open(&office, BatchKind::Progress, date(2026, 9, 1)).await;
    let preview = office.preview_batch(&progress).await.unwrap();
    assert_eq!(preview.parties, [SCHOOL.to_owned(), partner.clone()]);
    let half = carry_out(&office, &progress).await;
    assert_eq!((half.state, half.signatures.len()), (BatchState::Open, 1));
    let again = office.sign_batch(&half.id, half.version, SCHOOL, &preview.digest, "school").await;
    assert_eq!(no(again), ["batch-signed-before"]);
    let other = office.sign_batch(&half.id, half.version, "北京大学", &preview.digest, "x").await;
    assert_eq!(no(other), ["batch-not-a-party"]);
    let done = office.sign_batch(&half.id, half.version, &partner, &preview.digest, "partner").await.unwrap();
    assert_eq!(done.state, BatchState::Closed);
    let student = office.storage().student(&ids[0]).await.unwrap().unwrap();
    assert_eq!((student.stage, student.registered_at), (Stage::College, Some(partner)));
    assert_eq!(student.studies_at, SCHOOL);
    let late = office.sign_batch(&done.id, done.version, SCHOOL, &preview.digest, "school").await;
    assert_eq!(no(late), ["conflict-batch-ended"]);
}

#[tokio::test]
async fn a_preview_that_has_gone_stale_is_not_carried_out() {
    let (office, ids, _) = class().await;
    let batch = open(&office, BatchKind::Register, date(2023, 9, 1)).await;
    let seen = office.preview_batch(&batch).await.unwrap();
    office.command(&ids[1], 1, date(2023, 9, 1), Command::NoShow, "other").await.unwrap();
    let head = office.storage().head().await.unwrap();
    let stale = office.sign_batch(&batch.id, batch.version, SCHOOL, &seen.digest, "school").await;
    assert_eq!(no(stale), ["conflict-preview-stale"]);
    assert_eq!(office.storage().head().await.unwrap(), head, "nothing half done");
    let now = office.preview_batch(&batch).await.unwrap();
    assert_eq!((seen.lines.len(), now.lines.len()), (4, 3));
    office.sign_batch(&batch.id, batch.version, SCHOOL, &now.digest, "school").await.unwrap();
    for (id, standing) in ids.iter().zip([Standing::Studying, Standing::NotEnrolled]) {
        assert_eq!(office.storage().student(id).await.unwrap().unwrap().standing, standing);
    }
}

#[tokio::test]
async fn the_digest_is_the_same_for_everybody_who_looks() {
    let (office, ..) = class().await;
    let batch = open(&office, BatchKind::Register, date(2023, 9, 1)).await;
    let digests = [office.preview_batch(&batch).await.unwrap(), office.preview_batch(&batch).await.unwrap()];
    assert_eq!(digests[0].digest, digests[1].digest);
}

#[tokio::test]
async fn a_sheet_with_mistakes_stops_the_batch_and_comes_back_with_reasons() {
    let (office, ids, _) = class().await;
    office.file_progression_rules("rules.toml", RULES, "test").await.unwrap();
    office
        .command_many(
            &ids.iter()
                .flat_map(|id| {
                    [
                        (id.clone(), date(2023, 9, 1), Command::Register),
                        (id.clone(), date(2026, 6, 20), Command::CompleteStage),
                    ]
                })
                .collect::<Vec<_>>(),
            "test",
        )
        .await
        .unwrap();
    let batch = open(&office, BatchKind::Assess, date(2026, 7, 5)).await;
    let words = [
        ("文化素质", 2, "174"),
        ("职业技能", 2, "86"),
        ("文化素质", 3, "good"),
        ("结果", 3, "maybe"),
        ("档案号", 4, "2099-00001"),
        ("批次号", 5, "2020-B0001"),
    ];
    let sheet = filled(&office, &batch, &words).await;
    let mut twice = guantong_documents::read(&sheet, &Limits::list()).unwrap().remove(0);
    let first = twice.rows[1].clone();
    for (column, value) in first.cells {
        twice.set(At::new(6, column), Some(value));
    }
    twice.set(At::new(7, 2), Some(Value::Number(20_230_001.0)));
    let batch = office.give_sheet(&batch.id, 1, "marks.xlsx", &written(&twice), "school").await.unwrap();
    let preview = office.preview_batch(&batch).await.unwrap();
    let found: Vec<(String, &str)> =
        preview.mistakes().iter().map(|m| (m.at.to_string(), m.message.id.as_str())).collect();
    assert_eq!(
        found,
        [
            ("E2".to_owned(), "batch-sheet-mark-beyond"),
            ("G3".to_owned(), "batch-sheet-result-unknown"),
            ("E3".to_owned(), "batch-sheet-mark-unreadable"),
            ("B4".to_owned(), "batch-sheet-not-of-class"),
            ("A5".to_owned(), "batch-sheet-of-another"),
            ("E6".to_owned(), "batch-sheet-mark-beyond"),
            ("B6".to_owned(), "batch-sheet-student-twice"),
            ("B7".to_owned(), "batch-sheet-number-typed"),
        ]
    );
    let head = office.storage().head().await.unwrap();
    let signed = office.sign_batch(&batch.id, batch.version, SCHOOL, &preview.digest, "school").await;
    assert_eq!(no(signed), ["batch-sheet-has-mistakes"]);
    assert_eq!(office.storage().head().await.unwrap(), head);

    let back = office.batch_sheet_back(&preview, "原因", |m| m.id.clone(), |_| None).unwrap().unwrap();
    let back = guantong_documents::read(&back, &Limits::list()).unwrap().remove(0);
    let reason = back.rows[0].cells.iter().find(|(_, v)| *v == Value::Text("原因".to_owned())).unwrap().0;
    assert_eq!(back.get(At::new(4, reason)), Some(&Value::Text("batch-sheet-not-of-class".to_owned())));
    assert_eq!(back.get(At::new(2, 5)), Some(&Value::Text("174".to_owned())), "what was typed is kept");
}

#[tokio::test]
async fn a_batch_can_be_left_taken_up_and_cancelled() {
    let (office, ..) = class().await;
    let batch = open(&office, BatchKind::Register, date(2023, 9, 1)).await;
    assert_eq!(office.batches().await.unwrap(), std::slice::from_ref(&batch));
    let new = NewBatch {
        kind: BatchKind::Progress,
        institution: SCHOOL.to_owned(),
        partner: None,
        cohort: YEAR,
        stage: Stage::Bachelor,
        programme: None,
        on: date(2026, 9, 1),
    };
    assert_eq!(no(office.open_batch(new.clone(), "x").await), ["batch-no-such-stage"]);
    assert_eq!(no(office.open_batch(NewBatch { stage: Stage::College, ..new }, "x").await), ["batch-nobody"]);
    let gone = office.cancel_batch(&batch.id, batch.version, "school").await.unwrap();
    assert_eq!(gone.state, BatchState::Cancelled);
    assert_eq!(no(office.cancel_batch(&batch.id, gone.version, "school").await), ["conflict-batch-ended"]);
    let second = open(&office, BatchKind::Register, date(2023, 9, 1)).await;
    assert_eq!(no(office.cancel_batch(&second.id, 7, "school").await), ["conflict-batch-changed"]);
    assert_ne!(batch.id, second.id);
}
