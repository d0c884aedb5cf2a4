//! Who is told of the steps of evaluations, annual reports and decisions on support, on both databases: each whom a step
//! concerns once, nobody else, and a notice that asks for something until it is done.
// case: 4.3.1.a, 4.3.1.b, 4.3.1.d, 4.3.2.b

use crate::cooperation::{SCHOOL, STRANGER, autumn, autumn_and_later};
use crate::evaluations::{hand_in, opening, organisation};
use guantong_evaluation::Grade;
use guantong_secrets::password::Profile;
use guantong_secrets::seal::Keys;
use guantong_service::Office;
use guantong_service::access::{Action, Family, OrganisationKind, Role, Viewer};
use guantong_service::account::{Account, AccountChange, AccountState, Grant, Locks};
use guantong_service::evaluation::{Seat, SubjectId};
use guantong_service::report::{AnnualReport, ReportId, Section};
use guantong_service::support::Draft;
use jiff::civil::date;
use std::collections::BTreeMap;
use std::sync::Arc;

const YEAR: i32 = 2023;
const COMMISSION: &str = "市教委";
const PANEL: &str = "专家组";

/// Everybody of this test: account, role, organisation.
fn everybody(partner: &str) -> Vec<(&'static str, Role, String)> {
    let of = |account, role, organisation: &str| (account, role, organisation.to_owned());
    vec![
        of("T1", Role::School, SCHOOL),
        of("T2", Role::School, SCHOOL),
        of("U1", Role::University, partner),
        of("S1", Role::School, STRANGER),
        of("C1", Role::Commission, COMMISSION),
        of("C2", Role::Commission, COMMISSION),
        of("E1", Role::Expert, PANEL),
        of("E2", Role::Expert, PANEL),
        of("E3", Role::Expert, PANEL),
        of("E4", Role::Expert, PANEL),
    ]
}

/// An office with their accounts.
struct Peopled {
    office: Office,
    partner: String,
    people: Vec<(&'static str, Role, String)>,
}

impl Peopled {
    async fn of(office: Office, partner: String) -> Self {
        let people = everybody(&partner);
        let kind = |role: Role| match role {
            Role::Commission => OrganisationKind::Commission,
            Role::Expert => OrganisationKind::Panel,
            Role::University => OrganisationKind::University,
            _ => OrganisationKind::SecondarySchool,
        };
        let mut organisations = BTreeMap::new();
        let mut changes = Vec::new();
        for (account, role, name) in &people {
            let of = organisation(kind(*role), name);
            if organisations.insert(name.clone(), of.clone()).is_none() {
                changes.push(AccountChange::Organisation(of.clone(), 1, "test".to_owned()));
            }
            changes.push(AccountChange::Account(Account {
                id: (*account).to_owned(),
                login: account.to_lowercase(),
                name: format!("某{account}"),
                family: Family::Business,
                state: AccountState::Active,
                password: None,
                password_set_at: None,
                totp: None,
                totp_step: None,
                made_at: 1,
                made_by: "test".to_owned(),
            }));
            changes.push(AccountChange::Grant(Grant {
                id: format!("G-{account}"),
                account: (*account).to_owned(),
                role: *role,
                organisation: of,
                from_on: date(2023, 1, 1),
                to_on: None,
                stands_in: None,
                given_at: 1,
                given_by: "test".to_owned(),
                ended_at: None,
            }));
        }
        office.storage().keep(changes, Vec::new(), 1).await.unwrap();
        Peopled { office, partner, people }
    }

    fn by(&self, account: &str, action: Action) -> Office {
        let (_, role, name) = self.people.iter().find(|(known, ..)| *known == account).unwrap();
        let viewer = Viewer {
            account: account.to_owned(),
            name: account.to_owned(),
            role: *role,
            organisation: Some(organisation(OrganisationKind::University, name)),
            stepped_up: true,
            ..Viewer::public()
        };
        self.office.seen_by(Arc::new(viewer), action)
    }

    /// Holds who has unread notices, with their ids, oldest first; whoever is not named has none. All are read with that.
    async fn are_told(&self, expected: &[(&str, &[&str])]) {
        let mut told = Vec::new();
        for (account, ..) in &self.people {
            let reading = self.by(account, Action::NoticeRead);
            let notices = reading.notices(50, 0).await.unwrap();
            let unread = notices.lines.iter().filter(|line| line.row.is_unread());
            let mut ids: Vec<&str> = unread.map(|line| line.row.message.id.as_str()).collect();
            ids.reverse();
            let ids = ids.join(" ");
            if !ids.is_empty() {
                told.push((*account, ids));
            }
            reading.read_notices(None).await.unwrap();
        }
        let expected: Vec<(&str, String)> =
            expected.iter().map(|(account, ids)| (*account, ids.join(" "))).collect();
        assert_eq!(told, expected);
    }

    /// Notices of somebody that ask for something still.
    async fn asked_of(&self, account: &str) -> Vec<String> {
        let notices = self.by(account, Action::NoticeRead).notices(50, 0).await.unwrap();
        let open = notices.lines.iter().filter(|line| line.row.done_at.is_none());
        open.map(|line| line.row.message.id.clone()).collect()
    }
}

async fn version(office: &Office, id: &SubjectId) -> i64 {
    office.storage().evaluation_subject(id).await.unwrap().unwrap().version
}

async fn an_evaluation_is_told_of(database: &str) {
    let (office, _filled, _, partner) = autumn(database).await;
    let city = Peopled::of(office, partner).await;
    let office = &city.office;
    let id = SubjectId { year: YEAR, front: SCHOOL.to_owned(), partner: city.partner.clone() };
    let first = city.by("C1", Action::EvaluationAssign);
    let second = city.by("C2", Action::EvaluationSet);
    first.open_evaluation(opening(office, &city.partner), "C1").await.unwrap();
    city.are_told(&[]).await;

    // Whoever is to read is told, and of whoever gave it back nothing is asked any more.
    let proposal = first.proposed_readers(YEAR).await.unwrap();
    first.assign_proposed(YEAR, &proposal.digest, "C1").await.unwrap();
    let asked = city.by("E1", Action::NoticeRead).notices(50, 0).await.unwrap().lines[0].row.clone();
    city.are_told(&[("E1", &["notice-evaluation-read"]), ("E2", &["notice-evaluation-read"])]).await;
    city.by("E2", Action::EvaluationScore).recuse(&id, "E2", "与该校有合作", "E2").await.unwrap();
    assert_eq!(city.asked_of("E2").await, Vec::<String>::new());
    assert_eq!(city.asked_of("E1").await, ["notice-evaluation-read"]);
    let seen = version(office, &id).await;
    first.assign_reader(&id, (Seat::Second, "E3"), seen, "C1").await.unwrap();
    city.are_told(&[("E3", &["notice-evaluation-read"])]).await;
    // Another takes the seat: the one before need not read.
    let seen = version(office, &id).await;
    first.assign_reader(&id, (Seat::Second, "E4"), seen, "C1").await.unwrap();
    assert_eq!(city.asked_of("E3").await, Vec::<String>::new());
    city.are_told(&[("E4", &["notice-evaluation-read"])]).await;

    // A third is told what the first was told: nothing of his seat, nor of what was before.
    hand_in(office, &id, "E1", [4; 6]).await;
    assert_eq!(city.asked_of("E1").await, Vec::<String>::new());
    assert_eq!(city.asked_of("E4").await, ["notice-evaluation-read"]);
    hand_in(office, &id, "E4", [4, 4, 4, 4, 4, 2]).await;
    let seen = version(office, &id).await;
    first.assign_reader(&id, (Seat::Third, "E3"), seen, "C1").await.unwrap();
    let third = city.by("E3", Action::NoticeRead).notices(50, 0).await.unwrap().lines[0].row.clone();
    assert_eq!(third.message, asked.message);
    assert_eq!(third.cause.replace("E3", "E1"), asked.cause);
    // On the same day once, though he was assigned twice.
    city.are_told(&[]).await;
    hand_in(office, &id, "E3", [4, 4, 4, 4, 4, 3]).await;
    city.are_told(&[]).await;

    // Delivered to both sides, not to another school; answered to the commission, by whoever answers.
    let seen = version(office, &id).await;
    let after = first.deliver_evaluation(&id, seen, "C1").await.unwrap();
    city.are_told(&[
        ("T1", &["notice-evaluation-answer"]),
        ("T2", &["notice-evaluation-answer"]),
        ("U1", &["notice-evaluation-delivered"]),
    ])
    .await;
    let school = city.by("T1", Action::EvaluationAnswer);
    assert!(school.answer_evaluation(&id, SCHOOL, ("已改进", 1), "T1").await.is_err(), "another version");
    city.are_told(&[]).await;
    let after = school.answer_evaluation(&id, SCHOOL, ("已改进", after.version), "T1").await.unwrap();
    assert_eq!(city.asked_of("T2").await, Vec::<String>::new());
    assert_eq!(city.asked_of("U1").await, ["notice-evaluation-delivered"]);
    let answered: &[&str] = &["notice-evaluation-answered"];
    city.are_told(&[("C1", answered), ("C2", answered)]).await;
    let university = city.by("U1", Action::EvaluationAnswer);
    let said = ("同意", after.version);
    let after = university.answer_evaluation(&id, &city.partner, said, "U1").await.unwrap();
    city.are_told(&[("C1", answered), ("C2", answered)]).await;

    // The result is told to both sides; with the draft there is nothing left to be done by anybody.
    let drafted = (Grade::Good, "总体良好");
    let after = first.draft_evaluation_result(&id, drafted, after.version, "C1").await.unwrap();
    for account in ["T1", "U1", "C1", "C2"] {
        assert_eq!(city.asked_of(account).await, Vec::<String>::new(), "{account}");
    }
    city.are_told(&[]).await;
    second.set_evaluation_result(&id, after.version, "C2").await.unwrap();
    let set: &[&str] = &["notice-evaluation-set"];
    city.are_told(&[("T1", set), ("T2", set), ("U1", set)]).await;
    assert_eq!(office.verify().await.unwrap().findings, []);
}

/// Sends a report by the school and signs it by the university.
async fn signed(city: &Peopled, id: &ReportId, from: i64) -> AnnualReport {
    let school = city.by("T1", Action::ReportWrite);
    let text: BTreeMap<Section, String> =
        Section::ALL.iter().map(|section| (*section, format!("{section}：已落实。"))).collect();
    let kept = school.write_report(id, &text, from, "T1").await.unwrap();
    city.are_told(&[]).await;
    let sent = school.send_report(id, kept.version, "T1").await.unwrap();
    city.are_told(&[("U1", &["notice-report-sign"])]).await;
    let digest = school.report_digest(&sent).unwrap();
    let university = city.by("U1", Action::ReportSign);
    university.sign_report(id, sent.version, &digest, "U1").await.unwrap()
}

async fn a_report_is_told_of(database: &str) {
    let (office, _filled, _, partner) = autumn(database).await;
    let city = Peopled::of(office, partner).await;
    let id = ReportId { year: YEAR, front: SCHOOL.to_owned(), partner: city.partner.clone() };
    let (school, first) = (city.by("T1", Action::ReportWrite), city.by("C1", Action::ReportAccept));
    let to_hand_in: &[&str] = &["notice-report-signed"];
    let report = signed(&city, &id, 0).await;
    assert_eq!(city.asked_of("U1").await, Vec::<String>::new());
    city.are_told(&[("T1", to_hand_in), ("T2", to_hand_in)]).await;
    let digest = school.report_digest(&report).unwrap();
    let report = school.submit_report(&id, report.version, &digest, "T1").await.unwrap();
    let submitted: &[&str] = &["notice-report-submitted"];
    city.are_told(&[("C1", submitted), ("C2", submitted)]).await;
    let report = first.return_report(&id, report.version, "补充问题部分", "C1").await.unwrap();
    assert_eq!(city.asked_of("C2").await, Vec::<String>::new());
    let returned: &[&str] = &["notice-report-returned"];
    city.are_told(&[("T1", returned), ("T2", returned)]).await;

    // Written again it is told of again, and accepted at last.
    let report = signed(&city, &id, report.version).await;
    assert_eq!(city.asked_of("T2").await, to_hand_in);
    city.are_told(&[("T1", to_hand_in), ("T2", to_hand_in)]).await;
    let digest = school.report_digest(&report).unwrap();
    let report = school.submit_report(&id, report.version, &digest, "T1").await.unwrap();
    city.are_told(&[("C1", submitted), ("C2", submitted)]).await;
    first.accept_report(&id, report.version, (&digest, ""), "C1").await.unwrap();
    let accepted: &[&str] = &["notice-report-accepted"];
    city.are_told(&[("T1", accepted), ("T2", accepted), ("U1", accepted)]).await;
    assert_eq!(city.asked_of("C2").await, Vec::<String>::new());
}

/// 28 September, 2 December, 2 January.
async fn a_report_that_is_missing_is_reminded_of(database: &str) {
    let (office, _filled, _, partner, clock) = autumn_and_later(database).await;
    let office = office.with_accounts(Locks::new(Keys::one("k1", [7; 32]), Profile::Asvs));
    let city = Peopled::of(office, partner).await;
    let remind = async || {
        for _ in 0..2 {
            city.office.remind().await.unwrap();
        }
    };
    remind().await;
    city.are_told(&[]).await;
    clock.later(65);
    remind().await;
    // The school has one pairing with students.
    let due: &[&str] = &["notice-report-due"];
    city.are_told(&[("T1", due), ("T2", due)]).await;
    let id = ReportId { year: YEAR, front: SCHOOL.to_owned(), partner: city.partner.clone() };
    let report = signed(&city, &id, 0).await;
    assert_eq!(city.asked_of("T1").await, ["notice-report-signed"], "what was to be done is done");
    clock.later(31);
    remind().await;
    let to_hand_in: &[&str] = &["notice-report-signed", "notice-report-late"];
    let late: &[&str] = &["notice-report-late"];
    city.are_told(&[("T1", to_hand_in), ("T2", to_hand_in), ("C1", late), ("C2", late)]).await;
    let school = city.by("T1", Action::ReportWrite);
    let digest = school.report_digest(&report).unwrap();
    school.submit_report(&id, report.version, &digest, "T1").await.unwrap();
    let submitted: &[&str] = &["notice-report-submitted"];
    city.are_told(&[("C1", submitted), ("C2", submitted)]).await;
    assert_eq!(city.asked_of("C1").await, submitted);
    remind().await;
    city.are_told(&[]).await;
}

async fn a_reduction_is_told_of(database: &str) {
    let (office, _filled, _, partner) = autumn(database).await;
    let city = Peopled::of(office, partner).await;
    let (first, second) = (city.by("C1", Action::SupportPropose), city.by("C2", Action::SupportDecide));
    let draft = Draft {
        year: (YEAR + 1).to_string(),
        front: SCHOOL.to_owned(),
        partner: city.partner.clone(),
        direction: "reduction".to_owned(),
        area: "funding".to_owned(),
        says: "暂缓经费".to_owned(),
        because: "未报送使用情况".to_owned(),
        ..Draft::default()
    };
    let found = first.propose_support(&draft, "C1").await.unwrap();
    let heard: &[&str] = &["notice-support-heard"];
    city.are_told(&[("T1", heard), ("T2", heard), ("U1", heard)]).await;
    let school = city.by("T1", Action::SupportAnswer);
    let found = school.state_on_support(found.id, SCHOOL, (found.version, "已经报送"), "T1").await.unwrap();
    let university = city.by("U1", Action::SupportAnswer);
    let said = (found.version, "同意");
    let found = university.state_on_support(found.id, &city.partner, said, "U1").await.unwrap();
    city.are_told(&[]).await;
    let seen = (found.version, found.digest.as_str());
    second.decide_support(found.id, seen, (true, "情况属实"), "C2").await.unwrap();
    let decided: &[&str] = &["notice-support-decided"];
    city.are_told(&[("T1", decided), ("T2", decided), ("U1", decided)]).await;
    assert_eq!(city.asked_of("T1").await, decided, "what was to be said is over");
}

/// Each way on both databases.
macro_rules! on_both {
    ($($name:ident: $way:ident;)*) => {$(
        mod $name {
            #[tokio::test]
            async fn on_sqlite() {
                super::$way("sqlite").await;
            }

            #[tokio::test]
            async fn on_postgres() {
                super::$way("postgres").await;
            }
        }
    )*};
}

on_both! {
    evaluation: an_evaluation_is_told_of;
    report: a_report_is_told_of;
    missing: a_report_that_is_missing_is_reminded_of;
    reduction: a_reduction_is_told_of;
}
