//! `/marks`: marks typed, pasted and uploaded; submitted, sent back, confirmed by another; corrected by two; and the
//! transcript that comes of it.
// case: 3.2.3, 2.2.f, 4.2.4.b

use crate::browser::{Browser, Seen};
use crate::lives::{EXITED, REPEATED, lives};
use crate::plan_forms::post;
use crate::town::Town;
use axum::body::Body;
use axum::http::StatusCode;
use guantong_cooperation::{Holder, Kind};
use guantong_model::{ProgrammeId, Score, Stage, Track};
use guantong_registry::results::{Attempt, Grade, Mark};
use guantong_service::cooperation::Entering;
use guantong_service::ports::{Batch, Change};
use guantong_service::results::{Entered, SheetId, SheetState};
use guantong_service::training::{InForce, TrainingOnFile};
use guantong_training::{Counts, Course, CourseKind, HalfCredits, TrainingPlan, Words};
use jiff::civil::date;
use std::collections::BTreeMap;

/// The lives in their third year, and the class of the school.
async fn town() -> (Town, Browser, String) {
    let town = lives(date(2026, 6, 24)).await;
    let browser = Browser::new(town.office.clone());
    let list = browser.page("/marks").await;
    let class =
        list.values("href").into_iter().find(|href| href.starts_with("/marks/") && href.ends_with("/2023"));
    let school = town.office.storage().student(&REPEATED.into()).await.unwrap().unwrap().programme;
    assert!(class.is_some(), "{}", list.text);
    let class = format!("/marks/{school}/2023");
    (town, browser, class)
}

fn id(class: &str, course: &str) -> SheetId {
    let programme = class.split('/').nth(2).unwrap();
    SheetId {
        programme: ProgrammeId::from(programme),
        cohort: 2023,
        course: course.to_owned(),
        attempt: Attempt::First,
    }
}

/// Sends a form at the version and digest that the page shows.
async fn does(browser: &Browser, address: &str, what: &str, more: &[(&str, &str)]) -> Seen {
    let page = browser.page(address).await;
    let hidden = |name: &str| {
        let rest = page.text.split(&format!("name=\"{name}\" value=\"")).nth(1);
        rest.and_then(|rest| rest.split('"').next()).unwrap_or_default().to_owned()
    };
    let (version, digest) = (hidden("version"), hidden("digest"));
    let usual = [("do", what), ("version", &version), ("digest", &digest)];
    let pairs = [&usual[..], more].concat();
    let pairs: Vec<_> = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    post(browser, address, &pairs).await
}

async fn upload(browser: &Browser, address: &str, version: i64, csv: &str) -> Seen {
    let part = |name: &str, more: &str, value: &str| {
        format!("--x\r\ncontent-disposition: form-data; name=\"{name}\"{more}\r\n\r\n{value}\r\n")
    };
    let body = part("version", "", &version.to_string())
        + &part("file", "; filename=\"成绩.csv\"", csv)
        + "--x--\r\n";
    let request = browser
        .request("POST", &format!("{address}/sheet"))
        .header("content-type", "multipart/form-data; boundary=x")
        .body(Body::from(body))
        .unwrap();
    browser.ask(request).await
}

#[tokio::test]
async fn marks_are_entered_confirmed_and_corrected_and_make_a_transcript() {
    let (town, browser, class) = town().await;
    let page = browser.page(&class).await;
    assert!(page.has("综合素质评价（第 3 学年）") && page.has("未到学期"), "{}", page.text);
    let here = format!("{class}/quality-3/first");
    let (first, second) = (format!("mark-{REPEATED}"), format!("mark-{EXITED}"));

    // A mark that is none stays in its field, and says so with its name; nothing is kept.
    let wrong = does(&browser, &here, "save", &[(&first, "一百"), (&second, "优秀")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        wrong.has("“一百”不是成绩") && wrong.has("value=\"一百\"") && wrong.has("value=\"优秀\""),
        "{}",
        wrong.text
    );
    assert!(town.office.storage().result_sheet(&id(&class, "quality-3")).await.unwrap().is_none());
    for (text, says) in [("100.5", "超过满分"), ("59.95", "一位小数")] {
        assert!(does(&browser, &here, "save", &[(&first, text)]).await.has(says), "{text}");
    }
    // Figures of full width are read; who has no mark is named before anything is submitted.
    let missing = does(&browser, &here, "submit", &[(&first, "８５．５")]).await;
    assert!(missing.has("还有 1 名学生没有成绩：杨思远"), "{}", missing.text);
    let sheet = town.office.storage().result_sheet(&id(&class, "quality-3")).await.unwrap().unwrap();
    assert_eq!(sheet.marks.len(), 1);

    // A column is filled in and shown, and not kept before it is saved.
    let short = does(&browser, &here, "fill", &[("column", "良好")]).await;
    assert!(short.has("粘贴了 1 行，应有 3 名学生"), "{}", short.text);
    let filled = does(&browser, &here, "fill", &[("column", "优秀\n\n不合格\n")]).await;
    assert!(filled.status == StatusCode::OK && filled.has("value=\"不合格\"") && filled.has("尚未保存"));
    let by_number = format!("{EXITED}\t良好\n{REPEATED}\t合格");
    assert!(does(&browser, &here, "fill", &[("column", &by_number)]).await.has("value=\"合格\""));
    assert_eq!(town.office.storage().result_sheet(&sheet.id).await.unwrap().unwrap().version, sheet.version);

    // A file is taken whole or not at all.
    let bad = format!("档案号,姓名,成绩\n{REPEATED},李浩然,优秀\n{EXITED},王小明,优秀\n2023-99999,,60\n");
    let told = upload(&browser, &here, sheet.version, &bad).await;
    assert!(told.has("表中写的是“王小明”") && told.has("2023-99999 不在这张成绩单里"), "{}", told.text);
    let good = format!("成绩,档案号\n优秀,{REPEATED}\n不合格,{EXITED}\n");
    assert_eq!(upload(&browser, &here, sheet.version, &good).await.status, StatusCode::SEE_OTHER);
    // In two windows: the second saw an older version.
    assert_eq!(upload(&browser, &here, sheet.version, &good).await.status, StatusCode::CONFLICT);

    let submitted = does(&browser, &here, "submit", &[("by", "教务甲")]).await;
    assert_eq!(submitted.status, StatusCode::SEE_OTHER, "{}", submitted.text);
    assert!(browser.page("/marks").await.has("1 份待确认"));
    let same = does(&browser, &here, "confirm", &[("by", "教务甲")]).await;
    assert_eq!(same.status, StatusCode::CONFLICT, "{}", same.text);
    let empty = does(&browser, &here, "return", &[("because", " ")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    does(&browser, &here, "return", &[("because", "请核对杨思远的评定")]).await;
    assert!(browser.page(&here).await.has("退回重录：请核对杨思远的评定"));
    // Nothing confirmed, nothing in the transcript.
    let transcript = format!("/students/{EXITED}/transcript");
    assert!(browser.page(&transcript).await.has("还没有确认的成绩"));
    does(&browser, &here, "submit", &[("by", "教务甲")]).await;
    let confirmed = does(&browser, &here, "confirm", &[("by", "教务乙")]).await;
    assert_eq!(confirmed.status, StatusCode::SEE_OTHER, "{}", confirmed.text);
    assert_eq!(does(&browser, &here, "save", &[(&first, "合格")]).await.status, StatusCode::CONFLICT);
    assert!(browser.page(&transcript).await.has("不合格"));

    // A confirmed mark becomes another when two people say so.
    let asked = [("student", EXITED), ("mark", "合格"), ("because", "登记有误"), ("by", "教务甲")];
    assert!(
        does(&browser, &here, "ask", &[("student", EXITED), ("mark", "不合格"), ("because", "x")])
            .await
            .has("本来就是这样")
    );
    assert_eq!(does(&browser, &here, "ask", &asked).await.status, StatusCode::SEE_OTHER);
    assert_eq!(does(&browser, &here, "ask", &asked).await.status, StatusCode::CONFLICT);
    assert_eq!(does(&browser, &here, "make", &[("by", "教务甲")]).await.status, StatusCode::CONFLICT);
    assert_eq!(does(&browser, &here, "make", &[("by", "教务乙")]).await.status, StatusCode::SEE_OTHER);
    let sheet = town.office.storage().result_sheet(&sheet.id).await.unwrap().unwrap();
    assert_eq!((sheet.state, sheet.corrections.len()), (SheetState::Confirmed, 1));
    assert_eq!(sheet.marks[&EXITED.into()], Mark::Grade(Grade::Pass));
    assert!(browser.page(&here).await.has("不合格 改为 合格"));
    for address in ["/marks", &class, &here, &transcript] {
        browser.page(address).await.must_be_well_made(address);
    }
    for nowhere in [
        "/marks/none/2023",
        &format!("{class}/none/first"),
        &format!("{class}/quality-3/resit"),
        &format!("{class}/quality-3/fourth"),
        "/marks/x/20233",
        "/students/none/transcript",
    ] {
        assert_eq!(browser.get(nowhere).await.status, StatusCode::NOT_FOUND, "{nowhere}");
    }
}

#[tokio::test]
async fn in_stage_2_of_secondary_bachelor_the_school_enters_and_the_university_confirms() {
    let (town, _, class) = town().await;
    let sheet = |course: &str| id(&class, course);
    let of = |course: &str| {
        let (office, id) = (town.office.clone(), sheet(course));
        async move { office.result_sheet(&id).await.unwrap() }
    };
    for (course, stage, alike) in [
        ("ability-3", Stage::Secondary, true),
        ("ability-5", Stage::College, false),
        ("ability-7", Stage::Bachelor, true),
    ] {
        let found = of(course).await;
        assert_eq!((found.subject.stage, found.enters == found.confirms), (stage, alike), "{course}");
    }
    let second = of("ability-5").await;
    assert_eq!((second.enters, second.confirms), (second.front.clone(), second.partner.clone()));
}

/// A plan of two courses.
fn plan_of_two() -> TrainingPlan {
    let course = |code: &str, title: &str, semester: u8| Course {
        code: code.to_owned(),
        title: title.to_owned(),
        stage: Stage::Secondary,
        semester,
        kind: CourseKind::Vocational,
        hours: 72,
        practice: 36,
        credits: HalfCredits(8),
        core: false,
        prerequisites: Default::default(),
    };
    let text = "培养高素质技术技能人才".to_owned();
    let words = Words { goals: text.clone(), specification: text.clone(), occupations: text };
    let courses = vec![course("A01", "机械制图", 1), course("A02", "工程制图", 3)];
    TrainingPlan { track: Track::SecondaryBachelor, words, courses, judgements: Vec::new() }
}

/// Has the training programme of a class in force.
pub(crate) async fn planned(office: &guantong_service::Office, programme: &ProgrammeId, cohort: i32) {
    let version = InForce {
        number: 1,
        plan: plan_of_two(),
        reason: String::new(),
        from: date(2023, 9, 1),
        counts: Counts::default(),
    };
    let sides = office.training_view(programme, cohort).await.unwrap().sides;
    let plan = TrainingOnFile {
        programme: programme.clone(),
        cohort,
        sides,
        in_force: Some(version),
        draft: None,
        version: 1,
        saved_at: 1,
        saved_by: "test".to_owned(),
    };
    let changes = vec![Change::Training(Box::new(plan))];
    office.storage().append(Batch { entries: Vec::new(), changes }, 1).await.unwrap();
}

#[tokio::test]
async fn a_recognised_course_stands_in_the_transcript_and_needs_no_mark() {
    let (town, browser, class) = town().await;
    let office = &town.office;
    let programme = id(&class, "").programme;
    let row = office.storage().student(&REPEATED.into()).await.unwrap().unwrap();
    planned(office, &programme, row.cohort).await;
    let of = |course: &str| SheetId { cohort: row.cohort, ..id(&class, course) };
    let passed = Entered {
        id: of("A01"),
        marks: BTreeMap::from([(REPEATED.into(), Mark::Score(Score::points(88)))]),
        on: date(2024, 1, 12),
        submitted_by: "甲".to_owned(),
        confirmed_by: "乙".to_owned(),
    };
    office.take_results_over(&[passed]).await.unwrap();
    let typed = [
        ("programme", programme.as_str()),
        ("from-course", "机械制图"),
        ("to-course", "工程制图"),
        ("credits", "3.5"),
        ("agreed", "学分互认协议"),
        ("from", "2023-09-01"),
    ];
    let typed = typed.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    let (school, partner) = (row.institution.clone(), row.partner.clone());
    let holder = Holder::of_both(&school, &partner);
    let entering = Entering { kind: Kind::CreditRecognition, by: school, typed };
    office.enter_record(&holder, &entering, "甲").await.unwrap();
    let transcript = format!("/students/{REPEATED}/transcript");
    assert!(!browser.page(&transcript).await.has("已认定"));
    office.confirm_record(&holder, 1, (Kind::CreditRecognition, &partner), 1, "乙").await.unwrap();

    let page = browser.page(&transcript).await;
    assert!(page.has("已认定") && page.has("“机械制图”，认定 3.5 学分"), "{}", page.text);
    assert!(page.has("另认定 3.5 学分") && page.has("三个学段共得 4 学分"), "{}", page.text);
    let record = page.values("href").into_iter().find(|href| href.contains("/credit-recognition/"));
    assert!(browser.page(record.unwrap()).await.has("学分互认协议"));
    let english = Browser::new(office.clone()).english();
    assert!(english.page(&transcript).await.has("recognised"));
    let sheet = format!("/marks/{programme}/{}/A02/first", row.cohort);
    assert!(browser.page(&sheet).await.has("学分已认定：依据“机械制图”"));
    assert!(english.page(&sheet).await.has("no mark is due"));
}
