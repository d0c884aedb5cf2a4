//! Every code is given at least once, with every fact its sentences name.

use crate::codes::inspect;
use crate::support::{Desk, programme};
use crate::walk::{STARTS, city, live, some_asks};
use guantong_model::{Date, Score};
use guantong_registry::{
    Admission, Admit, CODES, Command, Law, LeavingCertificate, Record, Side, Terms, World, admit,
};
use jiff::civil::date;
use std::collections::BTreeSet;

fn small_city() -> Desk {
    let mut programmes = vec![
        programme("acc", "college-bachelor", "CM", "WZ", "5303-acc", &[2023, 2024]),
        programme("fin", "college-bachelor", "CM", "WZ", "5303-fin", &[2023, 2024]),
        programme("dear", "college-bachelor", "CM", "WZ", "5303-dear", &[2023]),
        programme("new", "college-bachelor", "CM", "WZ", "5303-new", &[2023]),
        programme("auto", "secondary-bachelor", "CP", "LH", "7002-auto", &[2023]),
        programme("jj", "college-bachelor", "JJ", "XX", "5303-acc", &[2023]),
    ];
    programmes[2].cohorts.insert(2023, Some(Score::points(600)));
    programmes[3].cohorts.insert(2023, None);
    Desk { world: World::new(programmes), ..city() }
}

fn switched(desk: &Desk, id: &str, choice: &str) -> Desk {
    let terms = desk.law.on(date(2023, 9, 1)).clone();
    let readings = terms.readings.switched(id, choice).unwrap();
    Desk { law: Law::unchanging(Terms { readings, ..terms }), ..desk.clone() }
}

fn assess(passed: bool, document: &str) -> Command {
    crate::progression_rules::assess(passed, document, &[])
}

fn apply(to: &str) -> Command {
    Command::ApplyTransfer { to: to.into() }
}

fn reached(desk: &Desk, score: i32, path: &[(Date, Command)]) -> Record {
    let mut record = desk.admitted("acc", 2023, score);
    for (on, command) in path {
        desk.accept(&mut record, *on, command.clone());
    }
    record
}

fn path() -> Vec<(Date, Command)> {
    vec![
        (date(2023, 9, 1), Command::Register),
        (date(2026, 7, 1), Command::CompleteStage),
        (date(2026, 7, 2), assess(true, "rules")),
        (date(2026, 9, 1), Command::Progress),
        (date(2028, 7, 1), Command::CompleteStage),
        (date(2028, 7, 2), assess(true, "rules")),
        (date(2028, 9, 1), Command::Progress),
        (date(2030, 7, 1), Command::FailStage),
    ]
}

/// What random lives rarely come across: how far along the path, the score, the day, the command, the code.
fn rare() -> Vec<(usize, i32, Date, Command, &'static str)> {
    let text = |text: &str| text.to_owned();
    let incomplete = Some(LeavingCertificate::IncompleteStudy);
    vec![
        (1, 600, date(2023, 8, 1), Command::Exit, "date.goes_back"),
        (
            1,
            600,
            date(2023, 10, 1),
            Command::Leave { until: date(2023, 10, 1), kind: None },
            "leave.until_not_after",
        ),
        (1, 600, date(2023, 10, 1), apply("nowhere"), "transfer.programme_unknown"),
        (1, 600, date(2023, 10, 1), apply("dear"), "transfer.score_equal"),
        (1, 599, date(2023, 10, 1), apply("dear"), "transfer.score_lower"),
        (1, 600, date(2023, 10, 1), apply("new"), "transfer.no_admission_score"),
        (1, 600, date(2025, 10, 1), apply("fin"), "transfer.window_past"),
        (4, 600, date(2026, 10, 1), apply("fin"), "transfer.window_not_yet"),
        (7, 600, date(2029, 3, 1), apply("fin"), "transfer.bachelor_stage"),
        (
            4,
            600,
            date(2026, 10, 1),
            Command::Withdraw { article: text("30"), certificate: incomplete },
            "withdraw.incomplete_study_year",
        ),
        (2, 600, date(2026, 7, 1), assess(true, ""), "assessment.no_document"),
        (7, 600, date(2029, 7, 1), assess(true, "rules"), "assessment.last_stage"),
        (8, 600, date(2030, 7, 2), Command::Repeat { eligible: true, to: None }, "repeat.bachelor"),
        (
            8,
            600,
            date(2030, 7, 2),
            Command::Settle { outcome: guantong_registry::SettleOutcome::Completed, article: text("") },
            "settle.no_article",
        ),
        (
            1,
            600,
            date(2023, 10, 1),
            Command::Correct { of: 1, reason: text(""), approver: text("b") },
            "correct.no_reason",
        ),
    ]
}

#[test]
fn every_code_is_given_and_reads_well() {
    let mut given: BTreeSet<String> = BTreeSet::new();
    let lives = city();
    for seed in 0..600 {
        live(&lives, STARTS[seed % STARTS.len()], &some_asks(seed), |_, _, entry| {
            given.insert(entry.decision.code.clone());
        });
    }
    let desk = small_city();
    for (far, score, on, command, code) in rare() {
        let record = reached(&desk, score, &path()[..far]);
        assert_eq!(desk.decide(&record, on, &command).decision.code, code);
        given.insert(code.to_owned());
    }
    given.extend(switches(&desk));
    given.extend(crate::progression_rules::codes());
    given.extend(failing(&desk));
    given.extend(transfers(&desk));
    given.extend(admissions(&desk));
    given.extend(crate::take_over::codes());
    given.extend(crate::examinations::codes());
    let missing: Vec<&str> =
        CODES.iter().map(|(code, _)| *code).filter(|code| !given.contains(*code)).collect();
    assert_eq!(missing, Vec::<&str>::new());
}

fn switches(desk: &Desk) -> Vec<String> {
    let college = |id, choice| {
        let desk = switched(desk, id, choice);
        let record = reached(&desk, 600, &path()[..4]);
        let leave = Command::Leave { until: date(2028, 1, 1), kind: None };
        [apply("auto"), leave].map(|command| desk.decide(&record, date(2027, 3, 1), &command).decision.code)
    };
    let bachelor = {
        let desk = switched(desk, "transfer-bachelor", "refuse");
        let record = reached(&desk, 600, &path()[..7]);
        desk.decide(&record, date(2029, 3, 1), &apply("fin")).decision.code
    };
    let city = ["refer", "refuse"].map(|choice| {
        let desk = switched(desk, "transfer-same-city", choice);
        let record = reached(&desk, 600, &path()[..4]);
        desk.decide(&record, date(2027, 3, 1), &apply("jj")).decision.code
    });
    let switched = [college("transfer-higher-level", "refuse"), college("leave-limit-higher", "refer")];
    switched.into_iter().flatten().chain([bachelor]).chain(city).collect()
}

fn failing(desk: &Desk) -> Vec<String> {
    let mut failed = reached(desk, 600, &path()[..2]);
    desk.accept(&mut failed, date(2026, 7, 2), assess(false, "rules"));
    let mut away = reached(desk, 600, &path()[..1]);
    desk.accept(&mut away, date(2023, 10, 1), Command::Leave { until: date(2024, 9, 1), kind: None });
    let elsewhere = Some("auto".into());
    let commands = [
        (&failed, date(2026, 7, 3), Command::Progress),
        (&failed, date(2026, 7, 3), Command::Graduate),
        (&failed, date(2026, 7, 3), Command::Repeat { eligible: true, to: elsewhere.clone() }),
        (&away, date(2024, 9, 1), Command::Resume { fit: true, to: elsewhere }),
    ];
    commands.map(|(record, on, command)| desk.decide(record, on, &command).decision.code).into()
}

fn transfers(desk: &Desk) -> Vec<String> {
    let mut record = reached(desk, 600, &path()[..1]);
    let on = date(2023, 10, 1);
    let mut codes = Vec::new();
    let consent = |by| Command::Consent { by, agree: true };
    desk.accept(&mut record, on, apply("fin"));
    let mut ask =
        |record: &Record, command: Command| codes.push(desk.decide(record, on, &command).decision.code);
    ask(&record, apply("fin"));
    ask(&record, consent(Side::Receiving));
    ask(&record, Command::Audit { agree: true });
    desk.accept(&mut record, on, consent(Side::Sending));
    ask(&record, consent(Side::Sending));
    desk.accept(&mut record, on, consent(Side::Receiving));
    ask(&record, Command::Audit { agree: true });
    ask(&record, Command::Audit { agree: false });
    desk.accept(&mut record, on, Command::Audit { agree: true });
    ask(&record, apply("acc"));
    let mut admitted = record.admitted().clone();
    admitted.admission = Admission::Special;
    admitted.barred_from_major_change = true;
    let mut barred = Record::open(admitted);
    desk.accept(&mut barred, date(2023, 9, 1), Command::Register);
    ask(&barred, apply("fin"));
    codes
}

// case: 3.1.2.a refused
// case: 3.1.2.a, 3.1.2.b
fn admissions(desk: &Desk) -> Vec<String> {
    let ask = |programme: &str, cohort: i32, score: &str| {
        let asked = Admit {
            programme: programme.into(),
            cohort,
            score: Score::parse(score).unwrap(),
            round: Some("early".to_owned()),
            preference: Some(1),
            admission: Admission::Ordinary,
            barred_from_major_change: false,
        };
        let record = desk.admitted("acc", 2023, 600);
        let (decision, admitted) = desk.with(&record, |grounds| admit(&asked, grounds, date(2023, 7, 20)));
        inspect(&decision);
        assert_eq!(admitted.is_some(), decision.code == "admitted");
        decision.code
    };
    let asked =
        [("acc", 2023, "490"), ("acc", 2023, "489.999"), ("acc", 2030, "600"), ("nowhere", 2023, "600")];
    let codes = asked.map(|(programme, cohort, score)| ask(programme, cohort, score));
    assert_eq!(codes, ["admitted", "admit.below_floor", "admit.not_offered", "admit.programme_unknown"]);
    codes.into()
}

#[test]
fn sentences_name_value_limit_and_way_out() {
    use guantong_registry::way;
    use guantong_wording::{Locale, text};
    let desk = small_city();
    let read = |record: &Record, on: Date, command: Command| {
        let decision = desk.decide(record, on, &command).decision;
        let way = way(&decision).map(|way| text(Locale::ZhCn, &way)).unwrap_or_default();
        (text(Locale::ZhCn, &decision.message()), way, text(Locale::En, &decision.message()))
    };
    let arrived = reached(&desk, 600, &path()[..1]);
    let (sentence, way_out, english) = read(&arrived, date(2023, 10, 1), apply("dear"));
    assert_eq!(
        sentence,
        "中考成绩须高于CM5303-dear 2023 年录取成绩。两者同为 600 分，不符合条件。机会没有用掉。"
    );
    assert_eq!(way_out, "可以申请录取成绩低于 600 分的项目。");
    assert_eq!(
        english,
        "The score must be higher than the admission score of 5303-dear at CM in 2023. Both are 600. The chance is not \
         used."
    );
    let college = reached(&desk, 600, &path()[..4]);
    let (sentence, ..) = read(&college, date(2026, 10, 1), apply("fin"));
    assert_eq!(sentence, "高职学段现在还不能申请转专业，2027年2月1日起可以申请。");
    let mut failed = reached(&desk, 600, &path()[..2]);
    desk.accept(&mut failed, date(2026, 7, 2), assess(false, "校转段办法2026"));
    let (sentence, ..) = read(&failed, date(2026, 9, 1), Command::Repeat { eligible: true, to: None });
    assert_eq!(sentence, "留级到CM2024级5303-acc（同一项目），重读中职学段。");
    let (sentence, way_out, _) = read(&failed, date(2026, 9, 1), Command::Graduate);
    assert_eq!(
        sentence,
        "本校2024级开设相同或相近专业（5303-acc、5303-fin），这次转段还没有留过级，留级的机会还在。"
    );
    assert_eq!(way_out, "不愿留级的办理毕业退出；不符合留级条件的，由学校按学籍规定处理。");
}
