//! Who may do what, asked of the use cases themselves: each that writes, by each of the fourteen roles, each standing as
//! near to the object as his role can. What was refused has written nothing. The expectations are written by hand.

use crate::accounts::kind;
use crate::office::{ANNEX, ANSWERS, TestOffice, YEAR, applicant, office, programme, publish, with_plan};
use guantong_documents::{Content, Look, Table, write_xlsx};
use guantong_model::{ProgrammeId, Stage, StudentId};
use guantong_registry::{Command, PartnerReplaced, Side};
use guantong_service::access::Role::{self, Commission, Examination, Guardian, School, Student, University};
use guantong_service::access::{Action, Organisation, OrganisationKind, Viewer};
use guantong_service::batch::{BatchKind, BatchRow, NewBatch};
use guantong_service::ports::{Batch, Change};
use guantong_service::programme::{DatedFact, Entering};
use guantong_service::registration::Term;
use guantong_service::rows::Round;
use guantong_service::{Office, ServiceError};
use guantong_wording::Locale;
use jiff::civil::date;
use std::sync::Arc;

const SCHOOL: &str = "北京市昌平职业学校";
const OTHER: &str = "北京市丰台区职业教育中心学校";
const RULES: &str = include_str!("../../../../demo/progression-rules/changping-2026-2.toml");
const OF_COMMISSION: &str = include_str!("../../../../demo/progression-rules/commission-2028.toml");

/// Families read in the trail of their record what was done: in words, in either language.
#[test]
fn every_action_has_words_for_whoever_reads_the_trail() {
    for action in Action::ALL {
        let id = format!("action.{action}");
        for locale in [Locale::ZhCn, Locale::En] {
            assert_ne!(guantong_wording::word(locale, &id), id, "{locale:?}");
        }
    }
}

/// Somebody in a role, of an institution where the role is one's.
fn viewer(role: Role, institution: &str) -> Viewer {
    let organisation = Organisation {
        id: "O-1".to_owned(),
        name: institution.to_owned(),
        kind: OrganisationKind::SecondarySchool,
        district: (role == Role::District).then(|| "110108".to_owned()),
    };
    let own = if matches!(role, Student | Guardian) { vec![first()] } else { Vec::new() };
    Viewer {
        account: format!("A-{role}"),
        name: "某人".to_owned(),
        role,
        organisation: Some(organisation),
        own,
        stepped_up: true,
        ..Viewer::public()
    }
}

fn first() -> StudentId {
    StudentId::from("2023-00001")
}

/// An office with two records at the school, the first registered; and the partner of their programme.
async fn records() -> (TestOffice, ProgrammeId, String) {
    let office = with_plan().await;
    let id = programme(&office, SCHOOL, "航空服务").await;
    let partner = office.programmes(YEAR).await.unwrap()[&id].partner.clone();
    let applicants = vec![applicant(1, 560, &[&id]), applicant(2, 510, &[&id])];
    office.enter_candidates(YEAR, applicants, "test").await.unwrap();
    publish(&office, Round::Early).await;
    office.open_records(YEAR, date(2023, 8, 10), "test").await.unwrap();
    office.command(&first(), 1, date(2023, 9, 1), Command::Register, "test").await.unwrap();
    (office, id, partner)
}

/// What roles hear of a use case.
#[derive(Clone, Copy)]
struct Who {
    /// They may, and get what they asked for.
    may: &'static [Role],
    /// They see the object and are forbidden.
    see: &'static [Role],
    /// What all others hear.
    others: &'static str,
    /// Not asked here: they may, but it can be done once only.
    but: &'static [Role],
}

/// These may; all others are forbidden, for there is nothing to be found.
fn only(may: &'static [Role]) -> Who {
    Who { may, see: &[], others: "forbidden", but: &[] }
}

/// These may, those are forbidden what they see; all others find nothing.
fn of_those_who_see(may: &'static [Role], see: &'static [Role]) -> Who {
    Who { may, see, others: "not-found", but: &[] }
}

/// Asks a use case as every role; whoever is refused must have written nothing.
async fn asked<F, T>(office: &Office, (what, action): (&str, Action), university: &str, who: Who, mut case: F)
where
    F: AsyncFnMut(Office) -> Result<T, ServiceError>,
{
    // Those who may come last: what they do may be done once only.
    let mut roles: Vec<&Role> = Role::ALL.iter().filter(|role| !who.but.contains(role)).collect();
    roles.sort_by_key(|role| who.may.contains(role));
    for role in roles {
        let institution = if *role == University { university } else { SCHOOL };
        let seen = office.seen_by(Arc::new(viewer(*role, institution)), action);
        let (head, trail) = (office.storage().head().await.unwrap(), trail_length(office).await);
        let answered = kind(&case(seen).await);
        if who.may.contains(role) {
            assert_eq!(answered, "ok", "{what}: {role}");
            continue;
        }
        let expected = if who.see.contains(role) { "forbidden" } else { who.others };
        assert_eq!(answered, expected, "{what}: {role}");
        assert_eq!(office.storage().head().await.unwrap(), head, "{what}: {role} wrote");
        assert_eq!(trail_length(office).await, trail, "{what}: {role} wrote");
    }
}

async fn trail_length(office: &Office) -> usize {
    office.storage().trail_after(0, 10_000).await.unwrap().len()
}

/// Who sees the first record besides the school: the commission, the partner, the student and his guardian.
static SEE: [Role; 5] = [Commission, School, University, Student, Guardian];

#[tokio::test]
async fn commands_on_a_record() {
    let (office, to, partner) = records().await;
    let correct = Command::Correct { of: 2, reason: "误录".to_owned(), approver: "科长".to_owned() };
    let cases: [(Action, Command, &'static [Role]); 8] = [
        (Action::StudentArrive, Command::Register, &[School]),
        (Action::StudentArrive, Command::NoShow, &[School]),
        (Action::StudentStudy, Command::CompleteStage, &[School]),
        (Action::StudentStudy, Command::Deceased, &[School]),
        (Action::StudentTransfer, Command::ApplyTransfer { to }, &[School]),
        (Action::StudentConsent, Command::Consent { by: Side::Sending, agree: true }, &[School]),
        (Action::StudentAudit, Command::Audit { agree: true }, &[Commission]),
        (Action::StudentCorrect, correct, &[School]),
    ];
    for (action, command, may) in cases {
        let name = command.name();
        let on = date(2023, 9, 1);
        let who = of_those_who_see(may, &SEE);
        asked(&office, (name.as_str(), action), &partner, who, async |seen: Office| {
            seen.try_command(&first(), on, command.clone()).await
        })
        .await;
        let refused: Vec<Role> = Role::ALL.iter().copied().filter(|role| !may.contains(role)).collect();
        for role in refused {
            let institution = if role == University { &partner } else { SCHOOL };
            let seen = office.seen_by(Arc::new(viewer(role, institution)), action);
            let expected = if SEE.contains(&role) { "forbidden" } else { "not-found" };
            let head = office.storage().head().await.unwrap();
            let answers = [
                kind(&seen.command(&first(), 2, on, command.clone(), "x").await),
                kind(&seen.command_kept(&first(), 2, on, command.clone(), "x").await),
                kind(&seen.command_many(&[(first(), on, command.clone())], "x").await),
            ];
            assert_eq!(answers, [expected; 3], "{name}: {role}");
            assert_eq!(office.storage().head().await.unwrap(), head, "{name}: {role} wrote");
        }
    }
    let seen = office.seen_by(Arc::new(viewer(School, SCHOOL)), Action::StudentArrive);
    let second = StudentId::from("2023-00002");
    assert_eq!(kind(&seen.command(&second, 1, date(2023, 9, 1), Command::Register, "x").await), "ok");
}

#[tokio::test]
async fn each_school_gives_its_own_opinion_on_a_transfer() {
    let (office, ..) = records().await;
    let to = programme(&office, OTHER, "").await;
    let on = date(2023, 10, 8);
    // An application between two schools is referred to the commission; here it stands as if it had been made.
    let mut student = office.storage().student(&first()).await.unwrap().unwrap();
    student.applied_to = Some(to);
    let applied = Batch { entries: Vec::new(), changes: vec![Change::Student(student)] };
    office.storage().append(applied, 1).await.unwrap();
    for (institution, by, expected) in [
        (SCHOOL, Side::Receiving, "forbidden"),
        (OTHER, Side::Sending, "forbidden"),
        (SCHOOL, Side::Sending, "ok"),
        (OTHER, Side::Receiving, "ok"),
        ("北京市商业学校", Side::Receiving, "not-found"),
    ] {
        let seen = office.seen_by(Arc::new(viewer(School, institution)), Action::StudentConsent);
        let tried = seen.try_command(&first(), on, Command::Consent { by, agree: true }).await;
        assert_eq!(kind(&tried), expected, "{institution} {by:?}");
    }
    let seen = office.seen_by(Arc::new(viewer(School, OTHER)), Action::StudentStudy);
    let study = seen.try_command(&first(), on, Command::Deceased).await;
    assert_eq!(kind(&study), "forbidden", "who receives decides nothing else");
}

#[tokio::test]
async fn who_corrects_is_not_who_approves() {
    let (office, ..) = records().await;
    let seen = office.seen_by(Arc::new(viewer(School, SCHOOL)), Action::StudentCorrect);
    let correct = |approver: &str| {
        let (seen, approver) = (seen.clone(), approver.to_owned());
        let command = Command::Correct { of: 2, reason: "误录".to_owned(), approver };
        async move { seen.try_command(&first(), date(2023, 9, 1), command).await }
    };
    for oneself in ["某人", " A-school "] {
        let Err(ServiceError::BadInput(said)) = correct(oneself).await else { panic!("{oneself}") };
        assert_eq!(said[0].id, "student-approver-is-oneself");
    }
    assert_eq!(kind(&correct("科长").await), "ok");
}

#[tokio::test]
async fn another_institution_finds_no_record_and_keeps_no_book_of_this_one() {
    let (office, id, partner) = records().await;
    let batch = open(&office, BatchKind::Complete).await;
    for (role, institution) in [(School, OTHER), (University, "北京物资学院"), (School, "")] {
        assert_ne!(institution, partner);
        let by = |action| office.seen_by(Arc::new(viewer(role, institution)), action);
        let seen = by(Action::StudentStudy);
        let on = date(2023, 9, 1);
        assert_eq!(kind(&seen.command(&first(), 2, on, Command::CompleteStage, "x").await), "not-found");
        assert!(seen.student(&first()).await.unwrap().is_none());
        assert!(seen.batch(&batch.id).await.unwrap().is_none());
        assert_eq!(
            kind(&by(Action::BatchOpen).open_batch(new_batch(BatchKind::Complete), "x").await),
            "forbidden"
        );
        assert_eq!(kind(&by(Action::BatchOpen).cancel_batch(&batch.id, 1, "x").await), "not-found");
        assert_eq!(kind(&by(Action::BatchSign).sign_batch(&batch.id, 1, SCHOOL, "", "x").await), "not-found");
        let file = by(Action::FilingFile).file_registrations(YEAR, Term::Autumn, SCHOOL, "", "x").await;
        assert_eq!(kind(&file), "forbidden");
        let rules = by(Action::RulesFile).file_progression_rules("r.toml", RULES, "x").await;
        assert_eq!(kind(&rules), "forbidden");
    }
    assert!(office.programmes(YEAR).await.unwrap().contains_key(&id));
}

fn new_batch(kind: BatchKind) -> NewBatch {
    let (institution, stage) = (SCHOOL.to_owned(), Stage::Secondary);
    NewBatch { kind, institution, partner: None, cohort: YEAR, stage, programme: None, on: date(2026, 9, 1) }
}

async fn open(office: &Office, kind: BatchKind) -> BatchRow {
    office.open_batch(new_batch(kind), "test").await.unwrap()
}

#[tokio::test]
async fn batches() {
    let (office, _, partner) = records().await;
    asked(&office, ("open", Action::BatchOpen), &partner, only(&[School]), async |seen: Office| {
        seen.open_batch(new_batch(BatchKind::Complete), "x").await
    })
    .await;
    let batch = open(&office, BatchKind::Progress).await;
    assert_eq!(batch.parties, std::slice::from_ref(&partner));
    let preview = office.preview_batch(&batch).await.unwrap();
    let template = office.batch_template(&batch, &preview).await.unwrap();
    let sheet_by = of_those_who_see(&[School, University], &[Commission]);
    let mut version = 1;
    asked(&office, ("give a sheet", Action::BatchOpen), &partner, sheet_by, async |seen: Office| {
        let given = seen.give_sheet(&batch.id, version, "list.xlsx", &template, "x").await;
        version += i64::from(given.is_ok());
        given
    })
    .await;
    asked(
        &office,
        ("cancel", Action::BatchOpen),
        &partner,
        of_those_who_see(&[School], &[Commission, University]),
        async |seen: Office| seen.cancel_batch(&batch.id, version, "x").await,
    )
    .await;
}

#[tokio::test]
async fn a_batch_is_signed_by_each_party_for_itself() {
    let (office, _, partner) = records().await;
    let batch = open(&office, BatchKind::Register).await;
    let digest = office.preview_batch(&batch).await.unwrap().digest;
    let who = of_those_who_see(&[School], &[Commission]);
    asked(&office, ("sign", Action::BatchSign), &partner, who, async |seen: Office| {
        seen.sign_batch(&batch.id, 1, SCHOOL, &digest, "x").await
    })
    .await;
    let both = open(&office, BatchKind::Progress).await;
    let by = |role, institution: &str| office.seen_by(Arc::new(viewer(role, institution)), Action::BatchSign);
    let (school, university) = (by(School, SCHOOL), by(University, &partner));
    assert_eq!(kind(&school.sign_batch(&both.id, 1, &partner, "", "x").await), "forbidden");
    assert_eq!(kind(&university.sign_batch(&both.id, 1, SCHOOL, "", "x").await), "forbidden");
    assert_eq!(kind(&university.sign_batch(&both.id, 1, &partner, "", "x").await), "no", "a stale digest");
}

#[tokio::test]
async fn rounds_from_their_candidates_to_their_records() {
    let office = with_plan().await;
    let id = programme(&office, SCHOOL, "航空服务").await;
    let both = only(&[Commission, Examination]);
    let of = |what| (what, Action::RoundPrepare);
    let mut n = 0;
    asked(&office, of("enter"), "", both, async |seen: Office| {
        n += 1;
        seen.enter_candidates(YEAR, vec![applicant(n, 510, &[&id])], "x").await
    })
    .await;
    asked(&office, of("run"), "", both, async |seen: Office| seen.run_round(YEAR, Round::Early, "x").await)
        .await;
    // Who ran it does not sign it: here the machine ran it last.
    office.run_round(YEAR, Round::Early, "machine").await.unwrap();
    asked(&office, of("sign"), "", both, async |seen: Office| {
        let actor = seen.viewer().unwrap().account.clone();
        seen.sign_round(YEAR, Round::Early, &actor).await
    })
    .await;
    // Once only: the commission here, the examination authority below.
    let publishes = Who { but: &[Examination], ..only(&[Commission]) };
    asked(&office, of("publish"), "", publishes, async |seen: Office| {
        seen.publish_round(YEAR, Round::Early, "x").await
    })
    .await;
    asked(&office, of("open records"), "", both, async |seen: Office| {
        seen.open_records(YEAR, date(2023, 8, 10), "x").await
    })
    .await;
    assert_eq!(office.storage().student_ids(YEAR).await.unwrap().len(), 2, "each once");
}

#[tokio::test]
async fn a_round_is_published_by_the_examination_authority_too() {
    let office = with_plan().await;
    let id = programme(&office, SCHOOL, "航空服务").await;
    office.enter_candidates(YEAR, vec![applicant(1, 510, &[&id])], "x").await.unwrap();
    office.run_round(YEAR, Round::Early, "x").await.unwrap();
    for actor in ["a", "b"] {
        office.sign_round(YEAR, Round::Early, actor).await.unwrap();
    }
    let seen = office.seen_by(Arc::new(viewer(Examination, "北京教育考试院")), Action::RoundPrepare);
    assert_eq!(kind(&seen.publish_round(YEAR, Round::Early, "x").await), "ok");
}

#[tokio::test]
async fn lists_of_registrations_and_rules_of_progressions() {
    let (office, _, partner) = records().await;
    let digest = office.filing_list(YEAR, Term::Autumn, SCHOOL).await.unwrap().digest;
    let school = only(&[School]);
    asked(&office, ("file", Action::FilingFile), &partner, school, async |seen: Office| {
        seen.file_registrations(YEAR, Term::Autumn, SCHOOL, &digest, "x").await
    })
    .await;
    for (what, text, who) in
        [("a school's rules", RULES, school), ("the commission's rules", OF_COMMISSION, only(&[Commission]))]
    {
        asked(&office, (what, Action::RulesFile), &partner, who, async |seen: Office| {
            seen.file_progression_rules("r.toml", text, "x").await
        })
        .await;
    }
}

#[tokio::test]
async fn plans_facts_and_the_students_of_before() {
    let empty = office().await;
    let commission = only(&[Commission]);
    // Once only: the commission is asked for what cannot be done twice elsewhere.
    let others = Who { but: &[Commission], ..only(&[]) };
    let draft = |what| (what, Action::PlanDraft);
    asked(&empty, draft("upload"), "", commission, async |seen: Office| {
        seen.upload_plan(YEAR, "annex.xlsx", ANNEX, 0, "x").await
    })
    .await;
    asked(&empty, draft("answer"), "", commission, async |seen: Office| {
        seen.answer_plan(YEAR, Vec::new(), 1, "x").await
    })
    .await;
    asked(&empty, draft("discard"), "", commission, async |seen: Office| {
        seen.discard_plan_draft(YEAR, 2, "x").await
    })
    .await;
    asked(&empty, ("set from a draft", Action::PlanSet), "", others, async |seen: Office| {
        seen.set_plan(YEAR, 2, "x").await
    })
    .await;
    asked(&empty, ("import", Action::PlanSet), "", commission, async |seen: Office| {
        seen.import_plan(YEAR, "annex.xlsx", ANNEX, ANSWERS, "x").await
    })
    .await;

    let programme = programme(&empty, SCHOOL, "航空服务").await;
    let (cohort, partner, from) = (YEAR, "北京信息科技大学".to_owned(), date(2025, 3, 1));
    let entering = Entering {
        fact: DatedFact::PartnerReplaced(PartnerReplaced { programme, cohort, from, partner }),
        document: "合作协议〔2025〕3号".to_owned(),
        reason: "原合作高校调整专业".to_owned(),
    };
    asked(&empty, ("enter a fact", Action::FactEnter), "", commission, async |seen: Office| {
        seen.enter_fact(&entering, 0, "x").await
    })
    .await;

    let bytes = workbook();
    let mut checked = None;
    let what = |what| (what, Action::TakeOver);
    asked(&empty, what("upload"), "", commission, async |seen: Office| {
        let found = seen.upload_take_over("在籍学生.xlsx", &bytes, "x").await?;
        checked = Some((found.digest, found.checked));
        Ok(())
    })
    .await;
    let (digest, checked) = checked.unwrap();
    asked(&empty, what("confirm"), "", commission, async |seen: Office| {
        seen.confirm_take_over(&digest, &checked, "x").await
    })
    .await;
    asked(&empty, what("drop"), "", others, async |seen: Office| seen.drop_take_over(&digest).await).await;
}

/// One student of before.
fn workbook() -> Vec<u8> {
    let line = [
        ("学号", "0018001"),
        ("姓名", "王晓明"),
        ("性别", "男"),
        ("出生日期", "2003-05-06"),
        ("初中所在区", "昌平区"),
        ("入学年份", "2018级"),
        ("中考成绩", "512"),
        ("录取项目编号", "CP-AUTO"),
        ("报到日期", "2018-09-01"),
        ("现学段", "中职"),
    ];
    let programme = [
        ("项目编号", "CP-AUTO"),
        ("项目类别", "中本贯通"),
        ("前段院校", SCHOOL),
        ("合作本科高校", "北京联合大学"),
        ("专业", "汽车运用与维修"),
        ("专业类代码", "7002"),
        ("2018级录取成绩", "500"),
    ];
    let table = |name: &str, line: &[(&str, &str)]| {
        let row = |look: Look, words: Vec<&str>| {
            words.into_iter().map(|word| (Content::Text(word.to_owned()), look)).collect::<Vec<_>>()
        };
        let (headings, words) = line.iter().copied().unzip();
        let rows = vec![row(Look::Heading, headings), row(Look::Body, words)];
        Table { name: name.to_owned(), rows, head_rows: 1, ..Table::default() }
    };
    write_xlsx(&[table("学生", &line), table("历年项目", &programme)], date(2023, 9, 1)).unwrap()
}
