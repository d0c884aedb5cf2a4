//! Taking over: template, check, own workbook back, confirm; twice, stale, faulty, and the record goes on.

use crate::office::{TestOffice, no, office, with_plan};
use guantong_documents::{At, Content, Limits, Look, Sheet, Table, Value, read, write_xlsx};
use guantong_model::{Message, Stage, Standing};
use guantong_policy::Outcome;
use guantong_registry::Command;
use guantong_registry::take_over::is_kept;
use guantong_service::journal::Verifier;
use guantong_service::take_over::{LineState, TakeOverChecked};
use guantong_wording::{Locale, text};
use jiff::civil::date;
use std::collections::BTreeMap;

type Cells = &'static [(&'static str, &'static str)];

fn zh(message: &Message) -> String {
    text(Locale::ZhCn, message)
}

/// A table of lines, each by headings; `#` before a figure makes it a number.
fn table(name: &str, lines: &[Vec<(&str, &str)>]) -> Table {
    let mut headings: Vec<&str> = Vec::new();
    for (heading, _) in lines.iter().flatten() {
        if !headings.contains(heading) {
            headings.push(heading);
        }
    }
    let cell = |text: &str| match text.strip_prefix('#') {
        _ if text.is_empty() => Content::Blank,
        Some(number) => Content::Number(number.parse().unwrap()),
        None => Content::Text(text.to_owned()),
    };
    let mut rows = vec![headings.iter().map(|h| (cell(h), Look::Heading)).collect::<Vec<_>>()];
    for line in lines {
        let by: BTreeMap<&str, &str> = line.iter().copied().collect();
        rows.push(headings.iter().map(|h| (cell(by.get(h).copied().unwrap_or("")), Look::Body)).collect());
    }
    Table { name: name.to_owned(), widths: vec![12; headings.len()], rows, merged: Vec::new(), head_rows: 1 }
}

fn book(students: &[Vec<(&str, &str)>], programmes: &[Vec<(&str, &str)>]) -> Vec<u8> {
    let mut tables = vec![table("学生", students)];
    if !programmes.is_empty() {
        tables.push(table("历年项目", programmes));
    }
    write_xlsx(&tables, date(2023, 9, 1)).unwrap()
}

fn auto() -> Vec<(&'static str, &'static str)> {
    vec![
        ("项目编号", "CP-AUTO"),
        ("项目类别", "中本贯通"),
        ("前段院校", "北京市昌平职业学校"),
        ("合作本科高校", "北京联合大学"),
        ("专业", "汽车运用与维修"),
        ("专业类代码", "7002"),
        ("2018级录取成绩", "#500"),
        ("2019级录取成绩", "498.5"),
        ("2020级录取成绩", "无"),
    ]
}

fn wang() -> Vec<(&'static str, &'static str)> {
    vec![
        ("自己的备注", "班主任：李老师"),
        ("学号", "0018001"),
        ("姓名", "王晓明"),
        ("性别", "男"),
        ("出生日期", "2003年5月6日"),
        ("初中所在区", "昌平区"),
        ("入学年份", "2018级"),
        ("中考成绩", "#512"),
        ("录取项目编号", "CP-AUTO"),
        ("报到日期", "2018-09-01"),
        ("中职完成学业日期", "2021/6/30"),
        ("中职转段考核日期", "2021年7月5日"),
        ("中职转段考核结果", "通过"),
        ("中职转段考核依据", "校转段办法2021"),
        ("中职毕业证书编号", "京职20210007"),
        ("中职毕业证书日期", "2021-07-10"),
        ("升入高职日期", "2021-09-01"),
        ("现学段", "高职"),
    ]
}

fn with<'a>(mut line: Vec<(&'a str, &'a str)>, changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    for (heading, value) in changes {
        match line.iter_mut().find(|(of, _)| of == heading) {
            Some(cell) => cell.1 = value,
            None => line.push((heading, value)),
        }
    }
    line
}

/// Somebody registered in the college stage at the school: kept against 3.3.2.
fn li() -> Vec<(&'static str, &'static str)> {
    with(
        wang(),
        &[
            ("学号", "0018002"),
            ("姓名", "李雪"),
            // A number of the past that looks like one of ours, but for its serial.
            ("中职毕业证书编号", "114171202306000xyz"),
            ("高职学籍院校", "北京市昌平职业学校"),
        ],
    )
}

async fn check(office: &TestOffice, bytes: &[u8]) -> TakeOverChecked {
    office.check_take_over("在籍学生.xlsx", bytes).await.unwrap()
}

fn ids(checked: &TakeOverChecked) -> Vec<(String, String)> {
    let wrong = checked.lines.iter().flat_map(|line| &line.wrong).chain(&checked.programmes_wrong);
    wrong
        .map(|(at, message)| {
            for locale in [Locale::ZhCn, Locale::En] {
                let sentence = text(locale, message);
                assert!(sentence != message.id && !sentence.contains(['{', '}']), "{sentence}");
            }
            (at.to_string(), message.id.clone())
        })
        .collect()
}

// case: 3.3.2, 2.2.c
#[tokio::test]
async fn a_school_comes_in_and_goes_on_by_the_rules() {
    let office = with_plan().await;
    let bytes = book(&[wang(), li()], &[auto()]);
    let checked = office.upload_take_over("在籍学生.xlsx", &bytes, "张老师").await.unwrap();
    let states: Vec<LineState> = checked.lines.iter().map(|line| line.state).collect();
    assert_eq!(states, [LineState::Taken, LineState::Kept], "{:?}", ids(&checked));
    assert_eq!(checked.lines[1].kept[0].1.code, "past.registered_elsewhere");
    assert!(checked.lines[1].kept[0].1.cites(&"3.3.2".into()));
    assert_eq!(office.storage().take_over_drafts().await.unwrap().len(), 1);
    assert!(
        office.storage().past_classes().await.unwrap().is_empty(),
        "checking keeps the file and nothing else"
    );

    let stale = office.confirm_take_over(&checked.digest, "0", "张老师").await;
    assert_eq!(no(stale), ["conflict-take-over-stale"]);
    let done = office.confirm_take_over(&checked.digest, &checked.checked, "张老师").await.unwrap();
    assert_eq!((done.students.len(), done.kept), (2, 1));
    let again = office.confirm_take_over(&checked.digest, &checked.checked, "张老师").await;
    assert_eq!(no(again), ["conflict-take-over-done"]);
    assert!(office.storage().take_over_drafts().await.unwrap().is_empty());
    let seen = check(&office, &bytes).await;
    assert_eq!(seen.before.as_ref().map(|done| done.students), Some(2), "the same file is seen");
    assert!(!seen.clean());

    let open = office.storage().registrations_open(date(2022, 1, 1)).await.unwrap();
    assert_eq!(open.len(), 2, "one at the partner, one where the school told: {open:?}");
    let uses = office.clause_uses().await.unwrap();
    assert!(uses["3.3.2"] >= 4, "{uses:?}");
    let view = office.student(&done.students[1]).await.unwrap().unwrap();
    assert_eq!((view.student.name.as_str(), view.student.candidate_no.as_str()), ("李雪", "0018002"));
    assert_eq!(view.record.registered_at(), Some("北京市昌平职业学校"));
    assert!(view.decisions.iter().all(|decision| decision.taken_over));
    assert_eq!(view.decisions.iter().filter(|decision| is_kept(&decision.decision)).count(), 1);
    let first = &done.students[0];
    let view = office.student(first).await.unwrap().unwrap();
    let version = view.student.version;
    let complete = Command::CompleteStage;
    let decision = office.command(first, version, date(2023, 9, 1), complete, "李老师").await.unwrap();
    assert_eq!(decision.outcome, Outcome::Accepted);
    let record = office.record(first).await.unwrap().unwrap().record;
    let numbers: Vec<&str> = record.certificates().iter().map(|c| c.number.as_str()).collect();
    assert_eq!(numbers[0], "京职20210007");
    assert_eq!(record.certificates()[1].issuer, "北京联合大学");
    assert_eq!((record.stage(), record.standing()), (Stage::College, Standing::Studying));
    let second =
        office.command(&done.students[1], 5, date(2023, 9, 1), Command::CompleteStage, "a").await.unwrap();
    assert_eq!(second.outcome, Outcome::Accepted);
    let other = office.record(&done.students[1]).await.unwrap().unwrap().record;
    let numbers = [&record, &other].map(|record| record.certificates()[1].number.clone());
    assert_eq!(
        numbers,
        ["114171202306000001", "114171202306000002"],
        "numbers of ours go on beside those told"
    );
    let mut verifier = Verifier::default();
    let entries = office.storage().entries(0, 100).await.unwrap();
    entries.iter().for_each(|entry| verifier.check(entry).unwrap());
    assert!(entries.iter().all(|entry| !entry.body.to_string().contains("王晓明")), "no name in the journal");
}

#[tokio::test]
async fn the_template_is_filled_in_and_read_again() {
    let office = office().await;
    let template = office.take_over_template(&zh).unwrap();
    let sheets = read(&template, &Limits::list()).unwrap();
    let names: Vec<&str> = sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    assert_eq!(names, ["学生", "历年项目", "填表说明"]);
    let empty = office.check_take_over("模板.xlsx", &template).await;
    assert_eq!(no(empty), ["take-over-no-lines"]);
    let heading = |sheet: &Sheet, name: &str| {
        let found = sheet.rows[0].cells.iter().find(|(_, value)| *value == Value::Text(name.into()));
        found.unwrap_or_else(|| panic!("{name}")).0
    };
    let mut filled = sheets.clone();
    for (at, line) in [(0, wang()), (1, auto())] {
        for (name, value) in line.iter().filter(|(name, _)| *name != "自己的备注") {
            let column = heading(&filled[at], name);
            let value = value.strip_prefix('#').unwrap_or(value);
            filled[at].set(At::new(2, column), Some(Value::Text(value.to_owned())));
        }
    }
    let back: Vec<_> = filled
        .iter()
        .map(|sheet| guantong_documents::Returned { sheet, headings: 1, marks: &[], reasons: "备注" })
        .collect();
    let bytes = guantong_documents::write_returned(&back, date(2023, 9, 1)).unwrap();
    let checked = check(&office, &bytes).await;
    assert_eq!(ids(&checked), []);
    assert!(checked.clean());
    // Every sentence of the template is there in the other language as well.
    office
        .take_over_template(&|message| {
            let sentence = text(Locale::En, message);
            assert!(sentence != message.id && !sentence.contains(['{', '}']), "{sentence}");
            sentence
        })
        .unwrap();
}

#[tokio::test]
async fn a_faulty_workbook_comes_back_with_its_reasons() {
    let office = office().await;
    let other = |number, more: Cells| with(with(wang(), &[("学号", number), ("中职毕业证书编号", "")]), more);
    let lines = vec![
        wang(),
        with(wang(), &[("中职毕业证书编号", "京职9")]),
        other("#18003", &[("中职毕业证书日期", "")]),
        other("0018004", &[("出生日期", "20030506"), ("中职毕业证书日期", ""), ("性别", "男性")]),
        other("0018005", &[("中职毕业证书编号", "京职20210007")]),
        other("0018006", &[("录取项目编号", "CP-X"), ("中职毕业证书日期", "")]),
        other("0018007", &[("报到日期", "2021-09-02"), ("中职毕业证书日期", "")]),
        other("0018008", &[("中考成绩", "九百"), ("中职毕业证书日期", "")]),
        other("0018009", &[("姓名", "")]),
    ];
    let bytes = book(&lines, &[auto(), with(auto(), &[("专业类代码", "#7002")])]);
    let checked = check(&office, &bytes).await;
    let found: Vec<(String, String)> = ids(&checked)
        .into_iter()
        .map(|(at, id)| (at, id.trim_start_matches("take-over-").to_owned()))
        .collect();
    let found: Vec<(&str, &str)> = found.iter().map(|(at, id)| (at.as_str(), id.as_str())).collect();
    assert_eq!(
        found,
        [
            ("B3", "student-twice"),
            ("B4", "cell-number"),
            ("E5", "cell-date"),
            ("D5", "cell-choice"),
            ("O6", "number-elsewhere"),
            ("I7", "programme-unknown"),
            ("K8", "goes-back"),
            ("H9", "cell-score"),
            ("C10", "cell-empty"),
            ("O10", "cell-with"),
            ("F3", "cell-number"),
            ("A3", "programme-twice"),
        ]
    );
    assert!(!checked.clean());
    office.upload_take_over("在籍学生.xlsx", &bytes, "张老师").await.unwrap();
    let wrong = no(office.confirm_take_over(&checked.digest, &checked.checked, "张老师").await);
    assert_eq!(wrong.len(), 12, "nothing is taken while a line is faulty");
    assert_eq!(office.storage().student_ids(2018).await.unwrap(), []);

    let back = read(&office.take_over_returned(&checked, &zh).unwrap(), &Limits::list()).unwrap();
    let sent = read(&bytes, &Limits::list()).unwrap();
    let text_at = |sheet: &Sheet, row, column| match sheet.get(At::new(row, column)) {
        Some(Value::Text(text)) => text.clone(),
        other => format!("{other:?}"),
    };
    for (sheet, mine) in back.iter().zip(&sent) {
        for row in &mine.rows {
            for (column, value) in &row.cells {
                assert_eq!(
                    sheet.get(At::new(row.number, *column)),
                    Some(value),
                    "all that was sent is there"
                );
            }
        }
    }
    let reasons = back[0].rows[0].cells.last().unwrap().0;
    assert_eq!(text_at(&back[0], 1, reasons), "核对结果");
    assert_eq!(back[0].get(At::new(2, reasons)), None);
    assert!(text_at(&back[0], 4, reasons).contains("系统不替您补"));
    assert!(text_at(&back[1], 3, back[1].rows[0].cells.last().unwrap().0).contains("7002"));

    office.drop_take_over(&checked.digest).await.unwrap();
    let gone = office.drop_take_over(&checked.digest).await;
    assert!(matches!(gone, Err(guantong_service::ServiceError::NotFound)));
}

/// What is in the office already is a conflict to judge; a number used before is not used again.
#[tokio::test]
async fn who_is_here_already_is_not_overwritten() {
    let office = office().await;
    let first = office.upload_take_over("一.xlsx", &book(&[wang()], &[auto()]), "a").await.unwrap();
    office.confirm_take_over(&first.digest, &first.checked, "a").await.unwrap();
    let again = with(wang(), &[("姓名", "王小明")]);
    let other = with(wang(), &[("学号", "0018003")]);
    let checked = check(&office, &book(&[again, other], &[])).await;
    let found = ids(&checked);
    let found: Vec<&str> = found.iter().map(|(_, id)| id.as_str()).collect();
    assert_eq!(
        found,
        ["take-over-student-known", "take-over-number-used", "take-over-number-elsewhere"],
        "the programme of the first workbook is known"
    );
    assert!(checked.before.is_none());
}

/// A plan that comes after the check changes what would be written.
#[tokio::test]
async fn what_changed_since_the_check_is_seen() {
    let office = office().await;
    let checked = office.upload_take_over("一.xlsx", &book(&[wang()], &[auto()]), "a").await.unwrap();
    let low = with(auto(), &[("项目编号", "CP-OTHER")]);
    let other = with(li(), &[("录取项目编号", "CP-OTHER")]);
    let second = office.upload_take_over("二.xlsx", &book(&[other], &[low]), "b").await.unwrap();
    let mut twice = office.upload_take_over("三.xlsx", &book(&[li()], &[auto()]), "b").await.unwrap();
    office.confirm_take_over(&second.digest, &second.checked, "b").await.unwrap();
    let stale = office.confirm_take_over(&twice.digest, &twice.checked, "b").await;
    assert_eq!(no(stale), ["conflict-take-over-stale"], "the student came in by another workbook");
    twice = office.take_over_draft(&twice.digest).await.unwrap();
    assert!(ids(&twice).iter().any(|(_, id)| id == "take-over-student-known"));
    office.confirm_take_over(&checked.digest, &checked.checked, "a").await.unwrap();
}
