//! A training programme from its first draft to an adjustment, on both databases: what stops it, who may do what, twice sent
//! and stale windows, the sheet there and back, and that all of it can be proved and made again.
// case: 3.2.1, 3.2.1.b, 3.2.2

use crate::database::served;
use crate::office::{TestOffice, YEAR, no, over, with_plan};
use guantong_documents::{At, Limits, Value};
use guantong_model::{Message, ProgrammeId, Track};
use guantong_service::access::{Action, Organisation, OrganisationKind, Role, Viewer};
use guantong_service::journal::NewEntry;
use guantong_service::ports::{Batch, Change};
use guantong_service::training::{DraftState, Entered, Reach, stream};
use guantong_service::verify::Check;
use guantong_service::{Office, ServiceError};
use guantong_store::{Database, Place};
use guantong_training::{Course, CourseKind, Edit, HalfCredits, Law, TrainingPlan, Verdict, Words};
use jiff::civil::date;
use std::sync::Arc;

const SCHOOL: &str = "北京市昌平职业学校";

/// A plan in which nothing is to be found.
pub fn whole(track: Track) -> TrainingPlan {
    let law = Law::of(guantong_policy::edition::builtin().unwrap(), track, YEAR);
    let signs: Vec<char> = "甲乙丙丁戊己庚辛壬癸子丑寅卯".chars().collect();
    let mut courses = Vec::new();
    for semester in &law.semesters {
        let sign = signs[usize::from(semester.number) - 1];
        for (code, title, kind, hours, practice) in [
            ("G", "文", CourseKind::General, 180, 0),
            ("V", "技", CourseKind::Vocational, 180, 180),
            ("P", "训", CourseKind::Practice, 180, 180),
        ] {
            courses.push(Course {
                code: format!("{code}{:02}", semester.number),
                title: format!("{title}{sign}"),
                stage: semester.stage,
                semester: semester.number,
                kind,
                hours,
                practice,
                credits: HalfCredits(20),
                core: kind == CourseKind::Vocational,
                prerequisites: Default::default(),
            });
        }
    }
    TrainingPlan { track, words: words(), courses, judgements: Vec::new() }
}

fn words() -> Words {
    let words = "培养高素质技术技能人才".to_owned();
    Words { goals: words.clone(), specification: words.clone(), occupations: words }
}

fn by(office: &Office, account: &str, role: Role, institution: &str, action: Action) -> Office {
    let viewer = Viewer {
        account: account.to_owned(),
        name: account.to_owned(),
        role,
        organisation: Some(Organisation {
            id: format!("O-{institution}"),
            name: institution.to_owned(),
            kind: OrganisationKind::University,
            district: None,
        }),
        stepped_up: true,
        ..Viewer::public()
    };
    office.seen_by(Arc::new(viewer), action)
}

fn public(office: &Office) -> Office {
    office.seen_by(Arc::new(Viewer::public()), Action::FactsRead)
}

fn said(message: &Message) -> String {
    message.id.clone()
}

/// An office with the plan of the year, on a database of a kind, and the school's first programme with its university.
async fn begun(kind: &str) -> (Office, TestOffice, ProgrammeId, String) {
    let filled = with_plan().await;
    let lines = filled.storage().plan_lines(YEAR).await.unwrap();
    let line = lines.iter().find(|line| line.institution == SCHOOL).unwrap().clone();
    let office = match kind {
        "sqlite" => filled.office.clone(),
        _ => {
            let place = served("trainings");
            let file = Database::open(&filled.place()).await.unwrap();
            file.copy_to(&Database::create(&place).await.unwrap()).await.unwrap();
            over(Database::open(&place).await.unwrap().storage())
        }
    };
    (office, filled, line.programme, line.partner)
}

async fn from_a_draft_to_an_adjustment(kind: &str) {
    let (office, _kept, programme, university) = begun(kind).await;
    let school = by(&office, "A-s", Role::School, SCHOOL, Action::TrainingDraft);
    let partner = by(&office, "A-u", Role::University, &university, Action::TrainingAgree);
    let p = &programme;

    // Nothing is there yet; only its own school begins it, and once.
    assert!(matches!(public(&office).training_view(p, YEAR).await, Err(ServiceError::NotFound)));
    let alien = by(&office, "A-x", Role::School, "北京市商业学校", Action::TrainingDraft);
    assert!(matches!(alien.begin_training(p, YEAR, false, 0, "A-x").await, Err(ServiceError::Forbidden(..))));
    assert!(matches!(school.begin_training(p, 2019, false, 0, "A-s").await, Err(ServiceError::NotFound)));
    assert_eq!(no(school.begin_training(p, YEAR, true, 0, "A-s").await), ["conflict-training-no-earlier"]);
    assert_eq!(school.begin_training(p, YEAR, false, 0, "A-s").await.unwrap(), 1);
    assert_eq!(no(school.begin_training(p, YEAR, false, 0, "A-s").await), ["conflict-training-changed"]);
    let track = school.training_view(p, YEAR).await.unwrap().sides.track;

    // Drafts are for the two sides and the commission.
    assert!(school.training_view(p, YEAR).await.unwrap().standing.edits);
    assert!(!partner.training_view(p, YEAR).await.unwrap().standing.agrees);
    assert!(matches!(public(&office).training_view(p, YEAR).await, Err(ServiceError::NotFound)));
    assert!(matches!(alien.training_versions(p, YEAR).await, Err(ServiceError::NotFound)));

    // A course of the college stage that needs one of the university's stops it.
    let mut broken = whole(track).courses;
    broken.iter_mut().find(|course| course.code == "V08").unwrap().prerequisites.insert("V12".to_owned());
    let edits = vec![Edit::Words(words()), Edit::Courses(broken.clone())];
    let version = school.edit_training(p, YEAR, edits, 1, "A-s").await.unwrap();
    let stale = school.edit_training(p, YEAR, vec![Edit::Words(Words::default())], 1, "A-s").await;
    assert_eq!(no(stale), ["conflict-training-changed"]);
    let stopped = school.send_training(p, YEAR, true, version, "A-s").await;
    assert_eq!(no(stopped), ["training-prerequisite-across"]);
    let mut good = broken.iter().find(|course| course.code == "V08").unwrap().clone();
    good.prerequisites.clear();
    good.title = "技戊（一）".to_owned();
    let change = Edit::Change { code: "V08".to_owned(), course: good };
    let version = school.edit_training(p, YEAR, vec![change], version, "A-s").await.unwrap();
    // It reads like another one now, and a person has to judge that.
    let waits = school.send_training(p, YEAR, true, version, "A-s").await;
    assert_eq!(no(waits), ["training-alike"]);
    let judge = Edit::Judge {
        courses: ("V05".to_owned(), "V08".to_owned()),
        verdict: Verdict::Different,
        because: "内容不同".to_owned(),
        by: "A-s".to_owned(),
    };
    let version = school.edit_training(p, YEAR, vec![judge], version, "A-s").await.unwrap();
    assert_eq!(no(school.send_training(p, YEAR, false, version, "A-s").await), ["training-not-declared"]);
    let version = school.send_training(p, YEAR, true, version, "A-s").await.unwrap();
    let late = school.edit_training(p, YEAR, vec![Edit::Words(words())], version, "A-s").await;
    assert_eq!(no(late), ["conflict-training-sent"]);
    assert_eq!(
        [waiting_of(&school).await, waiting_of(&partner).await, waiting_of(&alien).await],
        [(0, 0), (1, 0), (0, 0)]
    );
    assert_eq!(waiting_of(&office).await, (0, 0), "whoever acts for no institution");

    // The university returns it once, then agrees; whoever drafted could not.
    let not_ours = school.agree_training(p, YEAR, true, version, "A-s").await;
    assert!(matches!(not_ours, Err(ServiceError::Forbidden(..))));
    assert_eq!(
        no(partner.return_training(p, YEAR, " ", version, "A-u").await),
        ["training-return-no-reason"]
    );
    let version = partner.return_training(p, YEAR, "请再核对", version, "A-u").await.unwrap();
    assert_eq!([waiting_of(&school).await, waiting_of(&partner).await], [(0, 1), (0, 0)]);
    let view = school.training_view(p, YEAR).await.unwrap();
    let draft = view.on_file.unwrap().draft.unwrap();
    assert_eq!((draft.state, draft.returned.as_deref()), (DraftState::Returned, Some("请再核对")));
    let version = school.send_training(p, YEAR, true, version, "A-s").await.unwrap();
    assert_eq!(no(office.agree_training(p, YEAR, true, version, "A-s").await), ["conflict-training-drafted"]);
    assert_eq!(no(partner.agree_training(p, YEAR, false, version, "A-u").await), ["training-not-declared"]);
    assert_eq!(office.training_in_force(p, YEAR).await.unwrap(), None);
    let version = partner.agree_training(p, YEAR, true, version, "A-u").await.unwrap();
    assert_eq!(
        no(partner.agree_training(p, YEAR, true, version, "A-u").await),
        ["conflict-training-not-sent"]
    );

    assert_eq!([waiting_of(&school).await, waiting_of(&partner).await], [(0, 0), (0, 0)]);

    // It is public, and others take their courses from it.
    let seen = public(&office).training_view(p, YEAR).await.unwrap();
    assert!(!seen.standing.concerned && seen.plan().is_some());
    let listed = public(&office).trainings(YEAR, None).await.unwrap();
    assert_eq!(listed.len(), 1);
    let in_force = office.training_in_force(p, YEAR).await.unwrap().unwrap();
    assert_eq!(in_force.courses.len(), 42);
    assert_eq!(office.training_in_force(p, YEAR + 1).await.unwrap(), None);

    // An adjustment is a new version with a reason; until both agree, what is in force stays and is what others see.
    assert_eq!(no(school.adjust_training(p, YEAR, "", version, "A-s").await), ["training-adjust-no-reason"]);
    let version = school.adjust_training(p, YEAR, "产业需要", version, "A-s").await.unwrap();
    let without = Edit::Remove { code: "P01".to_owned() };
    let version = school.edit_training(p, YEAR, vec![without], version, "A-s").await.unwrap();
    assert_eq!(public(&office).training_view(p, YEAR).await.unwrap().plan().unwrap().courses.len(), 42);
    assert!(public(&office).training_view(p, YEAR).await.unwrap().on_file.unwrap().draft.is_none());
    let version = school.give_up_training(p, YEAR, version, "A-s").await.unwrap();
    assert_eq!(
        no(school.edit_training(p, YEAR, vec![], version, "A-s").await),
        ["conflict-training-no-draft"]
    );
    let version = school.adjust_training(p, YEAR, "产业需要", version, "A-s").await.unwrap();
    let version = school.send_training(p, YEAR, true, version, "A-s").await.unwrap();
    partner.agree_training(p, YEAR, true, version, "A-u").await.unwrap();
    let (on_file, versions) = partner.training_versions(p, YEAR).await.unwrap();
    assert_eq!((on_file.number(), versions.len() as i64), (2, on_file.version));
    assert_eq!(on_file.in_force.unwrap().reason, "产业需要");

    proved(&office, p).await;
}

/// How many drafts wait for somebody's institution to agree to, and how many were sent back to it.
async fn waiting_of(office: &Office) -> (usize, usize) {
    let waiting = office.waiting_trainings().await.unwrap();
    assert!(waiting.keys().all(|cohort| *cohort == YEAR));
    waiting.values().fold((0, 0), |sum, one| (sum.0 + one.to_agree, sum.1 + one.returned))
}

/// All of it can be proved and made again; what one side alone made is found.
async fn proved(office: &Office, p: &ProgrammeId) {
    let verified = office.verify().await.unwrap();
    assert!(verified.findings.is_empty(), "{:?}", verified.findings);
    assert_eq!(verified.examined.get(&Check::Training), Some(&1));
    let folder = std::env::temp_dir().join(format!("guantong-trainings-{}-{p}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let again = Database::create(&Place::File(folder.join(format!("{}.sqlite", uniquely())))).await.unwrap();
    office.rebuild_into(&*again.storage()).await.unwrap();
    assert_eq!(
        again.storage().training(p, YEAR).await.unwrap(),
        office.storage().training(p, YEAR).await.unwrap()
    );
    drop(again);
    let _ = std::fs::remove_dir_all(&folder);

    let version = office.storage().training(p, YEAR).await.unwrap().unwrap().version;
    let step = |version: i64, actor: &str, done: serde_json::Value| NewEntry {
        stream: stream(p, YEAR),
        version,
        kind: "training".to_owned(),
        effective_on: date(2023, 9, 1),
        actor: actor.to_owned(),
        body: serde_json::json!({"at": 1, "done": done}),
    };
    let reason = serde_json::json!({"reasoned": {"reason": "x"}});
    let lost = Batch { entries: vec![step(version + 1, "A-s", reason)], changes: Vec::new() };
    office.storage().append(lost, 1).await.unwrap();
    // A step without a draft cannot be folded at all: the journal itself was written past the program.
    assert!(office.verify().await.is_err());
}

fn uniquely() -> u32 {
    use std::sync::atomic::{AtomicU32, Ordering};
    static NEXT: AtomicU32 = AtomicU32::new(0);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

#[tokio::test]
async fn on_sqlite() {
    from_a_draft_to_an_adjustment("sqlite").await;
}

#[tokio::test]
async fn on_postgres() {
    from_a_draft_to_an_adjustment("postgres").await;
}

#[tokio::test]
async fn a_row_that_is_not_what_its_steps_come_to_is_found() {
    let (office, _kept, p, _) = begun("sqlite").await;
    office.begin_training(&p, YEAR, false, 0, "甲").await.unwrap();
    let mut row = office.storage().training(&p, YEAR).await.unwrap().unwrap();
    row.draft.as_mut().unwrap().plan.words.goals = "改过".to_owned();
    let changes = vec![Change::Training(Box::new(row))];
    office.storage().append(Batch { entries: Vec::new(), changes }, 1).await.unwrap();
    let findings = office.verify().await.unwrap().findings;
    assert_eq!(findings.len(), 1);
    assert_eq!(
        (findings[0].check, findings[0].object.as_str()),
        (Check::Training, stream(&p, YEAR).as_str())
    );
}

#[tokio::test]
async fn a_sheet_comes_back_unchanged_and_is_taken_whole_or_not_at_all() {
    let (office, _kept, p, _) = begun("sqlite").await;
    office.begin_training(&p, YEAR, false, 0, "甲").await.unwrap();
    let view = office.training_view(&p, YEAR).await.unwrap();
    let mut plan = whole(view.sides.track);
    plan.courses[3].credits = HalfCredits(21);
    let first = plan.courses[0].code.clone();
    plan.courses[3].prerequisites.insert(first);
    let edits = vec![Edit::Words(words()), Edit::Courses(plan.courses.clone())];
    let version = office.edit_training(&p, YEAR, edits, 1, "甲").await.unwrap();

    let stands = office.training_view(&p, YEAR).await.unwrap();
    let sheet = office.training_sheet(stands.plan().unwrap(), &stands.law, &said).unwrap();
    let taken = office.give_training_sheet(&p, YEAR, &sheet, version, "甲").await.unwrap();
    assert_eq!(taken, Ok(Vec::new()), "an unedited round trip changes nothing");
    assert_eq!(office.training_view(&p, YEAR).await.unwrap().version, version, "and writes nothing");

    // Read and written by another program: numbers as words, another order of columns, full-width figures, one mistake.
    let sheets = guantong_documents::read(&sheet, &Limits::list()).unwrap();
    let text = |value: Option<&Value>| match value {
        Some(Value::Text(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    };
    let rows: Vec<Vec<String>> =
        sheets[0].rows.iter().map(|row| (1..=10).map(|column| text(row.get(column))).collect()).collect();
    let csv = |change: &dyn Fn(usize, usize, String) -> String| {
        let headings: Vec<&str> = rows[0].iter().rev().map(String::as_str).collect();
        let body = rows[1..].iter().enumerate().map(|(row, cells)| {
            let cells = cells.iter().enumerate().map(|(column, cell)| change(row, column, cell.clone()));
            cells.rev().collect::<Vec<String>>()
        });
        guantong_documents::write_csv(&headings, body)
    };
    let same = office.give_training_sheet(&p, YEAR, &csv(&|_, _, cell| cell), version, "甲").await.unwrap();
    assert_eq!(same, Ok(Vec::new()));
    let wrong = csv(&|row, column, cell| match (row, column) {
        (0, 5) => "三十".to_owned(),
        (1, 2) => "本科".to_owned(),
        (2, 0) => "G01".to_owned(),
        (4, 6) => "９999".to_owned(),
        (5, 7) => "3.3".to_owned(),
        _ => cell,
    });
    let Err(read) = office.give_training_sheet(&p, YEAR, &wrong, version, "甲").await.unwrap() else {
        panic!("it was taken")
    };
    let told: Vec<(At, &str)> =
        read.mistakes.iter().map(|(at, message)| (*at, message.id.as_str())).collect();
    assert!(told.contains(&(At::new(2, 5), "training-sheet-whole-number")), "{told:?}");
    assert!(told.contains(&(At::new(3, 8), "training-semester-of-another")), "{told:?}");
    assert!(told.contains(&(At::new(6, 4), "training-practice-over")), "{told:?}");
    assert!(told.contains(&(At::new(7, 3), "training-sheet-credits")), "{told:?}");
    assert_eq!(office.training_view(&p, YEAR).await.unwrap().version, version, "nothing of it was taken");
    let edited = csv(&|row, column, cell| match (row, column) {
        (0, 5) => "１９０".to_owned(),
        (2, 1) => "新名称".to_owned(),
        _ => cell,
    });
    let taken = office.give_training_sheet(&p, YEAR, &edited, version, "甲").await.unwrap().unwrap();
    assert_eq!(taken.len(), 2);
    for bytes in [&b"no table"[..], b"a,b\n1,2\n"] {
        let read = office.give_training_sheet(&p, YEAR, bytes, version + 1, "甲").await;
        assert!(matches!(read, Err(ServiceError::BadInput(_))));
    }
}

#[tokio::test]
async fn a_draft_that_was_given_up_can_be_begun_again() {
    let (office, _kept, p, _) = begun("sqlite").await;
    office.begin_training(&p, YEAR, false, 0, "甲").await.unwrap();
    office.give_up_training(&p, YEAR, 1, "甲").await.unwrap();
    let view = office.training_view(&p, YEAR).await.unwrap();
    assert!(view.standing.begins && view.on_file.is_none());
    assert_eq!(view.version, 2);
    assert_eq!(office.begin_training(&p, YEAR, false, view.version, "甲").await.unwrap(), 3);
    assert!(office.verify().await.unwrap().findings.is_empty());
}

#[tokio::test]
async fn many_are_entered_at_once_and_the_next_class_begins_from_the_last() {
    let (office, _kept, p, _) = begun("sqlite").await;
    let line = office.programmes(YEAR).await.unwrap().remove(&p).unwrap();
    let entered = |plan: TrainingPlan, reach| Entered {
        programme: p.clone(),
        cohort: YEAR,
        plan,
        reach,
        on: date(2023, 8, 10),
        drafted_by: "前段".to_owned(),
        agreed_by: "后段".to_owned(),
    };
    let empty = TrainingPlan::empty(line.track);
    let refused = no(office.enter_trainings(&[entered(empty.clone(), Reach::Sent)]).await);
    assert_eq!(refused[0], "training-of-stops", "by the same checks as anybody's");
    let school = by(&office, "A-s", Role::School, SCHOOL, Action::TrainingDraft);
    let forbidden = school.enter_trainings(&[entered(empty, Reach::Draft)]).await;
    assert!(matches!(forbidden, Err(ServiceError::Forbidden(..))));
    let one = entered(whole(line.track), Reach::InForce);
    assert_eq!(office.enter_trainings(std::slice::from_ref(&one)).await.unwrap(), 1);
    assert_eq!(office.enter_trainings(&[one]).await.unwrap(), 0, "what is there stays");
    let on_file = office.storage().training(&p, YEAR).await.unwrap().unwrap();
    assert_eq!(on_file.in_force.unwrap().from, date(2023, 8, 10));
    assert!(office.verify().await.unwrap().findings.is_empty());

    // The class after begins from it, and says why it is other or that it is not.
    let head = office.storage().plan(YEAR).await.unwrap().unwrap();
    let next = Change::Plan(
        guantong_service::rows::PlanHead { year: YEAR + 1, ..head },
        office.storage().plan_lines(YEAR).await.unwrap(),
    );
    office.storage().append(Batch { entries: Vec::new(), changes: vec![next] }, 1).await.unwrap();
    assert_eq!(office.training_view(&p, YEAR + 1).await.unwrap().earlier, Some(YEAR));
    let version = office.begin_training(&p, YEAR + 1, true, 0, "甲").await.unwrap();
    let sent = office.send_training(&p, YEAR + 1, true, version, "甲").await;
    assert_eq!(no(sent), ["training-no-reason"]);
    let version = office.reason_training(&p, YEAR + 1, "沿用，没有调整", version, "甲").await.unwrap();
    let version = office.send_training(&p, YEAR + 1, true, version, "甲").await.unwrap();
    office.agree_training(&p, YEAR + 1, true, version, "乙").await.unwrap();
    let (_, versions) = office.training_versions(&p, YEAR + 1).await.unwrap();
    let plan = versions[0].plan.as_ref().unwrap();
    assert_eq!(plan.courses, whole(line.track).courses);
}
