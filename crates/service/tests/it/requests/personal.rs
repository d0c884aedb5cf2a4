//! Personal data put right over the school's desk, and the copy of all that is kept.

use super::{City, OTHER, SCHOOL, city, colleague, leave, teacher};
use crate::accounts::kind;
use crate::office::no;
use guantong_model::Date;
use guantong_requests::{Desk, Kind, PaperKind, State, Verdict};
use guantong_service::access::{Action, Viewer};
use guantong_service::person::PersonalCopy;
use guantong_service::request::{Opening, Personal, RequestRow};
use guantong_service::verify::{Check, PROJECTIONS};
use guantong_service::{Office, ServiceError};
use guantong_store::{Database, Place};
use jiff::civil::date;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Born on 1 March 2008, as the student is.
const IDENTITY: &str = "110108200803010013";

fn name(name: &str) -> Personal {
    Personal { name: Some(name.to_owned()), ..Personal::default() }
}

async fn ask(city: &City, viewer: &Viewer, n: usize, asked: Personal) -> Result<Opening, ServiceError> {
    city.asks(viewer).ask_personal(&city.ids[n], asked, "户口本上的字不同。", &[], &viewer.account).await
}

async fn asked(city: &City, viewer: &Viewer, asked: Personal) -> RequestRow {
    match ask(city, viewer, 0, asked).await.unwrap() {
        Opening::Opened(row) => *row,
        Opening::Refused(decision) => panic!("{decision:?}"),
    }
}

fn identity() -> String {
    guantong_model::IdentityNo::with_check(IDENTITY.get(..17).unwrap()).unwrap().as_str().to_owned()
}

// case: 3.3.3.a
#[tokio::test]
async fn a_name_is_put_right_by_the_school_and_the_journal_commits_to_the_new_one() {
    let city = city().await;
    let person = city.storage().student(&city.ids[0]).await.unwrap().unwrap().person;
    let all = Personal {
        name: Some(" 曾知行 ".to_owned()),
        sex: Some(2),
        identity: Some(identity()),
        phone: Some("13800000001".to_owned()),
        ..Personal::default()
    };
    let row = asked(&city, &city.student(0), all).await;
    let stop = row.stop().unwrap();
    assert_eq!((stop.desk, stop.holder.as_str()), (Desk::School, SCHOOL));
    assert!(row.request.opened.papers.iter().any(|paper| paper.kind == PaperKind::Personal));
    // It is shown by itself, never among what was written.
    let seen = city.looks(&teacher(SCHOOL)).request(&row.id).await.unwrap();
    let shown = seen.personal.unwrap();
    assert_eq!((shown.name.as_deref(), shown.birth_on), (Some("曾知行"), None));
    assert_ne!(shown.identity_masked(), shown.identity);
    assert!(seen.papers.values().all(|paper| !paper.text.contains("1380000")));
    assert_eq!(kind(&city.say(&teacher(OTHER), &row, Verdict::Agree).await), "not-found");
    assert_eq!(city.storage().person(&person).await.unwrap().unwrap().name, "考生1");

    let head = city.head().await;
    city.says(&teacher(SCHOOL), &row, Verdict::Agree).await;
    let entries = city.storage().entries(head, 10).await.unwrap();
    let told: Vec<&str> = entries.iter().map(|entry| entry.kind.as_str()).collect();
    assert_eq!(told, ["request-decided", "person-corrected"]);
    assert!(
        entries.iter().all(|entry| !entry.body.to_string().contains("曾知行")),
        "the journal names nobody"
    );
    let now = city.storage().person(&person).await.unwrap().unwrap();
    assert_eq!((now.name.as_str(), now.pinyin.as_str(), now.sex), ("曾知行", "zengzhixing", 2));
    assert_eq!(now.birth_on, date(2008, 3, 1), "what was not asked for stays");
    assert!(now.sealed.identity.is_some() && now.sealed.phone.is_some());
    let listed = city.storage().student(&city.ids[0]).await.unwrap().unwrap();
    assert_eq!((listed.name.as_str(), listed.initials.as_str()), ("曾知行", "zzx"));
    assert_eq!(city.verify().await.unwrap().findings, []);

    let place = Place::File(city.folder.join("again.sqlite"));
    let again = Database::create(&place).await.unwrap();
    city.rebuild_into(&*again.storage()).await.unwrap();
    let differ: Vec<&str> = city
        .database
        .differences(&again, PROJECTIONS, 9)
        .await
        .unwrap()
        .iter()
        .map(|one| one.table)
        .collect();
    assert_eq!(differ, Vec::<&str>::new());

    // Put right twice, the last holds; changed by nobody's word, it is found.
    let row = asked(&city, &city.guardian(0), name("曾之行")).await;
    city.says(&colleague(SCHOOL), &row, Verdict::Agree).await;
    assert_eq!(city.verify().await.unwrap().findings, []);
    let mut forged = city.storage().person(&person).await.unwrap().unwrap();
    forged.name = "曾知行".to_owned();
    let changes = vec![guantong_service::ports::Change::Person(forged)];
    city.storage().append(guantong_service::ports::Batch { entries: vec![], changes }, 1).await.unwrap();
    let findings = city.verify().await.unwrap().findings;
    assert_eq!(findings.iter().map(|finding| finding.check).collect::<Vec<_>>(), [Check::Person]);
}

#[tokio::test]
async fn what_cannot_be_is_told_field_by_field_and_what_is_refused_changes_nothing() {
    let city = city().await;
    let student = city.student(0);
    let birth = |day: Date| Personal { birth_on: Some(day), ..Personal::default() };
    let number = |text: &str| Personal { identity: Some(text.to_owned()), ..Personal::default() };
    let phone = |text: &str| Personal { phone: Some(text.to_owned()), ..Personal::default() };
    let head = city.head().await;
    for (asked, expected) in [
        (Personal::default(), "personal-nothing"),
        (name("  "), "personal-nothing"),
        (name("考生1"), "personal-nothing"),
        (Personal { sex: Some(1), ..Personal::default() }, "personal-nothing"),
        (name(&"长".repeat(61)), "personal-name"),
        (Personal { sex: Some(3), ..Personal::default() }, "personal-sex"),
        (birth(date(2024, 3, 11)), "personal-birth"),
        (number("1101082008"), "identity-length"),
        (Personal { birth_on: Some(date(2008, 3, 2)), ..number(&identity()) }, "personal-birth-differs"),
        (phone("一二三"), "phone-bad"),
    ] {
        assert_eq!(no(ask(&city, &student, 0, asked.clone()).await), [expected], "{asked:?}");
    }
    let new = city.appeal(0, Kind::Personal, "", 0);
    assert_eq!(
        no(city.try_open(&student, new).await),
        ["personal-nothing"],
        "only with what is to be put right"
    );
    assert_eq!(kind(&ask(&city, &teacher(SCHOOL), 0, name("曾知行")).await), "forbidden");
    assert_eq!(kind(&ask(&city, &student, 1, name("曾知行")).await), "not-found");
    assert_eq!(city.head().await, head);
    let row = asked(&city, &student, name("曾知行")).await;
    let second = ask(&city, &city.guardian(0), 0, name("曾之行")).await;
    assert_eq!(no(second), ["conflict-request-under-way"]);
    let row = city.says(&teacher(SCHOOL), &row, Verdict::Refuse).await;
    assert_eq!(row.request.state, State::Refused);
    assert_eq!(city.storage().student(&city.ids[0]).await.unwrap().unwrap().name, "考生1");
    assert_eq!(city.verify().await.unwrap().findings, []);
}

fn copies(city: &City, viewer: &Viewer) -> Office {
    city.office.seen_by(Arc::new(viewer.clone()), Action::PersonalCopy)
}

#[tokio::test]
async fn a_family_takes_along_all_that_is_kept_and_each_copy_is_noted() {
    let city = city().await;
    let row = city.open(&city.student(0), city.wanted(0, leave(date(2024, 9, 1)))).await;
    let phone = Personal { phone: Some("13800000001".to_owned()), ..Personal::default() };
    let right = asked(&city, &city.guardian(0), phone).await;
    city.says(&teacher(SCHOOL), &right, Verdict::Agree).await;
    let copy: PersonalCopy =
        copies(&city, &city.guardian(0)).personal_copy(&city.ids[0], true).await.unwrap();
    assert_eq!(copy.contacts.phone.as_ref().map(|phone| phone.as_str()), Some("13800000001"));
    let candidate = copy.candidate.unwrap();
    assert_eq!((candidate.total.to_string(), candidate.early.len()), ("560".to_owned(), 1));
    assert_eq!(copy.results.len(), 1);
    let ids: BTreeSet<&str> = copy.requests.iter().map(|view| view.row.id.as_str()).collect();
    assert_eq!(ids, BTreeSet::from([row.id.as_str(), right.id.as_str()]));
    assert!(
        copy.requests
            .iter()
            .flat_map(|view| view.papers.values())
            .any(|paper| paper.text.contains("路途太远"))
    );
    assert_eq!(copy.view.decisions.len(), 2);
    let own = |look: &&guantong_service::trail::Looked| {
        look.entry.note.action == "personal.copy" && look.entry.note.account == "A-g0"
    };
    let results: Vec<&str> =
        copy.looks.iter().filter(own).map(|look| look.entry.note.result.as_str()).collect();
    assert_eq!(results, ["done", "seen"], "the copy itself tells of the copy, newest first");
    for (viewer, expected) in
        [(city.student(1), "not-found"), (teacher(SCHOOL), "forbidden"), (teacher(OTHER), "not-found")]
    {
        let tried = copies(&city, &viewer).personal_copy(&city.ids[0], false).await;
        assert_eq!(kind(&tried), expected, "{}", viewer.name);
    }
}
