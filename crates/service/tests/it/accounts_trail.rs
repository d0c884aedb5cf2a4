//! The trail: every change of an account, every look at a record; who may read it; and that nobody alters it unseen.

use crate::accounts::{House, MINUTE, SCHOOL, from, kind, own};
use crate::office::{ANNEX, ANSWERS, YEAR, applicant, no, programme, publish};
use guantong_registry::Command;
use guantong_secrets::password::Profile;
use guantong_service::access::{Action, OrganisationKind, Role, Viewer};
use guantong_service::account::{NewToken, TrailFilter};
use guantong_service::rows::Round;
use guantong_service::trail::TrailEntry;
use guantong_service::{Office, ServiceError};
use guantong_store::Sqlite;
use jiff::civil::date;
use std::sync::Arc;

/// Two students, entered by the machine itself: 2023-00001 at the school, 2023-00002 at a college. Both registered.
pub async fn with_a_student(house: &House) {
    house.import_plan(YEAR, "annex-2023.xlsx", ANNEX, ANSWERS, "test").await.unwrap();
    let school = programme(house, SCHOOL, "航空服务").await;
    let college = programme(house, "北京财贸职业学院", "金融科技应用").await;
    let applicants = vec![applicant(1, 500, &[&school]), applicant(2, 510, &[&college])];
    house.enter_candidates(YEAR, applicants, "test").await.unwrap();
    publish(house, Round::Early).await;
    let opened = house.open_records(YEAR, date(2023, 8, 10), "test").await.unwrap();
    assert_eq!(opened[0], own());
    let register = |id| (id, date(2023, 9, 1), Command::Register);
    let commands: Vec<_> = opened.into_iter().map(register).collect();
    house.command_many(&commands, "test").await.unwrap();
}

fn shown(entries: &[TrailEntry]) -> Vec<String> {
    entries
        .iter()
        .map(|TrailEntry { note, .. }| format!("{} {} {}", note.role, note.action, note.result))
        .collect()
}

#[tokio::test]
async fn every_change_of_an_account_leaves_its_note() {
    let house = House::empty(Profile::Asvs).await;
    let code = house.first_run_code().await.unwrap();
    house.first_run(&code, &crate::accounts::three(), &from()).await.unwrap();
    let li = house.teacher("li.na").await;
    let bo = house.teacher("bo.wen").await;
    let before = house.whole_trail().await;
    assert_eq!(
        shown(&before),
        [
            " first-run.code done",
            " account.make done",
            " account.make done",
            " account.make done",
            "system organisation.make done",
            "system account.make done",
            "security grant.give done",
            " account.open done",
            " second-factor.enrol done",
            "system account.make done",
            "security grant.give done",
            " account.open done",
            " second-factor.enrol done",
        ]
    );
    no(house.sign_in("li.na", "wrong-wrong", &from()).await);
    no(house.sign_in("nobody", "wrong-wrong", &from()).await);
    let session = house.come_in(&li).await;
    let waiting = house.password(&li).await.id;
    no(house.second_factor(&waiting, "000000", &from()).await);
    house.second_factor(&waiting, &li.codes[0], &from()).await.unwrap();
    house.later(MINUTE);
    let session = house.step_up(&session, &house.code(&li.key), "签批", &from()).await.unwrap().id;
    let asker = house.asker(&session).await;
    let office = house.of(&asker, Action::AccountOwn);
    let token = NewToken { name: "表".to_owned(), days: 1, writes: false };
    office.make_token(&asker, &token).await.unwrap();
    let made = house.own_account(&asker).await.unwrap().tokens.remove(0).public_id;
    office.end_token(&asker, &made).await.unwrap();
    let lent = office.delegate(&asker, "bo.wen", "", "2023-09-09").await.unwrap();
    office.take_back(&asker, &lent.id).await.unwrap();
    office.end_sessions(&li.account, None, Some(&asker.session.public_id)).await.unwrap();
    let new = "Ein-neues-Wort-88";
    office.change_password(&asker, crate::accounts::PASSWORD, new, new).await.unwrap();
    house.sign_out(&session, &from()).await.unwrap();
    house.security().await.unlock(&li.account).await.unwrap();
    house.security().await.take_role(&asker.grants[0].id).await.unwrap();
    house.system().await.reopen_account(&li.account).await.unwrap();
    house.system().await.disable_account(&bo.account).await.unwrap();
    let after = house.whole_trail().await.split_off(before.len());
    assert_eq!(
        shown(&after),
        [
            " sign-in refused",
            " sign-in refused",
            " sign-in done",
            " second-factor done",
            " sign-in done",
            " second-factor refused",
            " recovery-code done",
            " second-factor done",
            " step-up done",
            "school token.make done",
            "school token.end done",
            "school grant.delegate done",
            "school grant.take done",
            "school session.end done",
            " password.change done",
            " sign-out done",
            "security account.unlock done",
            "security grant.take done",
            "system account.reopen done",
            "system account.disable done",
        ]
    );
    let bare = |entry: &&TrailEntry| entry.note.account.is_empty();
    assert_eq!(after.iter().filter(bare).count(), 2, "a failure says nothing of whose login it was");
    assert!(after.iter().skip(2).all(|entry| entry.note.account.starts_with("A-")));
    assert!(after.iter().all(|entry| entry.note.address == from().address || !entry.note.role.is_empty()));
}

async fn li(house: &House) -> Office {
    let li = house.teacher("li.na").await;
    let asker = house.asker(&li.session).await;
    house.of(&asker, Action::StudentRead)
}

#[tokio::test]
async fn a_look_at_a_record_is_noted_and_the_machine_s_is_not() {
    let house = House::founded().await;
    with_a_student(&house).await;
    let office = li(&house).await;
    let before = house.whole_trail().await.len();
    assert!(house.student(&own()).await.unwrap().is_some());
    assert_eq!(house.whole_trail().await.len(), before, "the machine looks for nobody");
    assert!(office.student(&"2023-00002".into()).await.unwrap().is_none());
    assert_eq!(house.whole_trail().await.len(), before, "who is out of reach was not seen");
    assert!(office.student(&own()).await.unwrap().is_some());
    let noted = house.whole_trail().await.split_off(before);
    assert_eq!(shown(&noted), ["school student.read seen"]);
    let note = &noted[0].note;
    assert_eq!((note.object.as_str(), note.organisation.as_str()), ("student/2023-00001", SCHOOL));
    assert_eq!(note.account, house.id_of("li.na").await);
}

#[tokio::test]
async fn a_look_at_a_candidate_s_result_is_noted() {
    let house = House::founded().await;
    with_a_student(&house).await;
    let commission = house.organisation(OrganisationKind::Commission, "北京市教育委员会").await;
    let wang = house.staff("wang.fang", Role::Commission, &commission).await;
    let office = house.of(&house.asker(&wang.session).await, Action::CandidateRead);
    let before = house.whole_trail().await.len();
    let no = "231108000001".to_owned();
    let found = office.candidate(YEAR, Round::Early, &guantong_model::CandidateNo(no)).await.unwrap();
    assert!(found.is_some());
    let noted = house.whole_trail().await.split_off(before);
    assert_eq!(shown(&noted), ["commission candidate.read seen"]);
    assert_eq!(noted[0].note.object, "candidate/2023/231108000001");
}

#[tokio::test]
async fn a_decision_on_a_record_is_noted_with_it_and_a_refused_one_is_not() {
    let house = House::founded().await;
    with_a_student(&house).await;
    li(&house).await;
    let school = house.organisation(OrganisationKind::SecondarySchool, SCHOOL).await;
    let account = house.id_of("li.na").await;
    let viewer = Viewer { account, role: Role::School, organisation: Some(school), ..Viewer::public() };
    let office = house.seen_by(Arc::new(viewer), Action::StudentStudy);
    let before = house.whole_trail().await.len();
    let on = date(2026, 6, 20);
    assert_eq!(
        no(office.command(&own(), 1, on, Command::CompleteStage, "x").await),
        ["conflict-stale-version"]
    );
    office.command(&own(), 2, on, Command::Progress, "x").await.unwrap();
    assert_eq!(house.whole_trail().await.len(), before);
    office.command(&own(), 2, on, Command::CompleteStage, "x").await.unwrap();
    let noted = house.whole_trail().await.split_off(before);
    assert_eq!(shown(&noted), ["school student.study done"]);
    assert_eq!(noted[0].note.object, "student/2023-00001");
}

#[tokio::test]
async fn who_looked_is_told_to_the_student_and_to_the_audit_administrator_alone() {
    let house = House::founded().await;
    with_a_student(&house).await;
    assert!(li(&house).await.student(&own()).await.unwrap().is_some());
    let student = |role, own: Vec<_>| Viewer { account: "A-s".to_owned(), role, own, ..Viewer::public() };
    let audit = Viewer { account: "A-a".to_owned(), role: Role::Audit, ..Viewer::public() };
    for viewer in [student(Role::Student, vec![own()]), student(Role::Guardian, vec![own()]), audit] {
        let role = viewer.role;
        let office = house.seen_by(Arc::new(viewer), Action::StudentLooks);
        let looked = office.looks(&own()).await.unwrap();
        let told: Vec<_> = looked.iter().map(|l| (l.name.as_str(), l.entry.note.result.as_str())).collect();
        assert_eq!(told, [("某li.na", "seen")], "{role}");
        if role == Role::Audit {
            assert_eq!(kind(&office.looks(&"2023-09999".into()).await), "not-found");
        }
    }
    for role in Role::ALL.iter().filter(|role| **role != Role::Audit) {
        let at = house.organisation(OrganisationKind::SecondarySchool, SCHOOL).await;
        let mut viewer = student(*role, vec!["2023-00002".into()]);
        viewer.organisation = Some(at);
        let office = house.seen_by(Arc::new(viewer), Action::StudentLooks);
        assert_eq!(kind(&office.looks(&own()).await), "not-found", "{role}");
    }
}

#[tokio::test]
async fn the_trail_is_read_by_page_and_filter_with_names() {
    let house = House::founded().await;
    with_a_student(&house).await;
    let office = li(&house).await;
    office.student(&own()).await.unwrap();
    let audit = house.audit().await;
    let all = audit.trail(&TrailFilter::default(), 100).await.unwrap();
    assert_eq!(all[0].name, "某li.na", "newest first");
    let last = all[0].entry.seq;
    assert_eq!(all.len(), usize::try_from(last).unwrap());
    let page = audit.trail(&TrailFilter { before: Some(last), ..Default::default() }, 2).await.unwrap();
    assert_eq!(page.iter().map(|l| l.entry.seq).collect::<Vec<_>>(), [last - 1, last - 2]);
    let some = |text: &str| Some(text.to_owned());
    for (filter, expected) in [
        (TrailFilter { action: some("student.read"), ..Default::default() }, 1),
        (TrailFilter { object: some("student/2023-00001"), ..Default::default() }, 1),
        (TrailFilter { account: Some(house.id_of("li.na").await), ..Default::default() }, 3),
        (TrailFilter { account: some("A-none"), ..Default::default() }, 0),
    ] {
        assert_eq!(audit.trail(&filter, 100).await.unwrap().len(), expected, "{filter:?}");
    }
    assert!(matches!(office.trail(&TrailFilter::default(), 1).await, Err(ServiceError::Forbidden(..))));
}

#[tokio::test]
async fn the_trail_holds_no_name_no_number_and_nothing_secret() {
    let house = House::founded().await;
    with_a_student(&house).await;
    let li = house.teacher("li.na").await;
    let office = house.of(&house.asker(&li.session).await, Action::StudentRead);
    office.student(&own()).await.unwrap();
    no(house.sign_in("li.na", "Nicht-das-richtige-9", &from()).await);
    house.come_in(&li).await;
    let trail = house.whole_trail().await;
    assert!(trail.len() > 10);
    let written = format!("{trail:?}");
    let secret = [crate::accounts::PASSWORD, "Nicht-das-richtige-9", &li.session, &li.codes[0]];
    let personal = ["考生1", "kaosheng", "示例中学", "2008-03-01", "甲一", "某li.na", "li.na", "sys-admin"];
    for text in secret.iter().chain(&personal) {
        assert!(!written.contains(text), "{text} stands in the trail");
    }
    let digits = written.split(|c: char| !c.is_ascii_digit()).map(str::len);
    assert!(digits.into_iter().all(|length| length != 18), "an identity number");
}

/// Puts one text in the place of another of the same length in the file of the database, as who has the disk could.
fn altered(house: &House, from: &str, to: &str) -> usize {
    assert_eq!(from.len(), to.len());
    let path = house.folder.join("office.sqlite");
    let mut file = std::fs::read(&path).unwrap();
    let places: Vec<usize> =
        (0..=file.len() - from.len()).filter(|at| file[*at..].starts_with(from.as_bytes())).collect();
    for at in &places {
        file[*at..*at + to.len()].copy_from_slice(to.as_bytes());
    }
    std::fs::write(path, file).unwrap();
    places.len()
}

#[tokio::test]
async fn a_trail_that_was_altered_is_found_out_at_the_first_bad_entry() {
    let house = House::founded().await;
    let marked = guantong_service::account::Origin { address: "198.51.100.201".to_owned(), ..from() };
    no(house.sign_in("nobody", "wrong-wrong", &marked).await);
    let at = i64::try_from(house.whole_trail().await.len()).unwrap();
    for _ in 0..3 {
        no(house.sign_in("somebody", "wrong-wrong", &from()).await);
    }
    let proof = house.audit().await.prove_trail().await.unwrap();
    assert_eq!((proof.entries, proof.broken), (at + 3, None));
    assert_eq!(proof.hash, house.whole_trail().await.last().unwrap().hash);

    let audit = Viewer { account: "A-a".to_owned(), role: Role::Audit, ..Viewer::public() };
    house.store.close().await;
    assert_eq!(altered(&house, "198.51.100.201", "198.51.100.202"), 1);
    let store = Sqlite::open(&house.folder.join("office.sqlite")).await.unwrap();
    let edition = Arc::new(house.edition().clone());
    let again = Office::new(Arc::new(store.clone()), house.clock.clone(), Arc::new(Nothing), edition);
    let proof = again.seen_by(Arc::new(audit), Action::AuditRead).prove_trail().await.unwrap();
    assert_eq!((proof.entries, proof.broken), (at - 1, Some(at)));
    store.close().await;
}

/// Nothing is drawn where a trail is only read.
struct Nothing;

impl guantong_service::ports::Randomness for Nothing {
    fn fill(&self, _: &mut [u8]) {}
}
