//! Decisions by clause and registrations by institution: written with the entries, the same when made again from the
//! journal, filed as they were shown.
// case: 3.3.1, 3.3.2, 3.3.3.a

use crate::office::{TestOffice, YEAR, applicant, no, programme, publish, with_plan};
use guantong_model::{Stage, StudentId};
use guantong_policy::Outcome;
use guantong_registry::Command;
use guantong_service::branch::{ClauseDecision, TouchedFilter, rebuilt};
use guantong_service::cohort::Milestone;
use guantong_service::journal::Verifier;
use guantong_service::registration::{Came, Term, Went, academic_year, periods};
use guantong_service::rows::Round;
use jiff::civil::date;

const SCHOOL: &str = "北京市昌平职业学校";
const COLLEGE: &str = "北京财贸职业学院";

/// Two at the school and one at the college, all registered on the day the clock shows.
async fn registered() -> (TestOffice, Vec<StudentId>) {
    let office = with_plan().await;
    let (school, college) =
        (programme(&office, SCHOOL, "航空服务").await, programme(&office, COLLEGE, "金融科技应用").await);
    let applicants =
        vec![applicant(1, 500, &[&school]), applicant(2, 505, &[&school]), applicant(3, 510, &[&college])];
    office.enter_candidates(YEAR, applicants, "test").await.unwrap();
    publish(&office, Round::Early).await;
    let ids = office.open_records(YEAR, date(2023, 8, 10), "test").await.unwrap();
    for id in &ids {
        office.command(id, 1, date(2023, 9, 1), Command::Register, "test").await.unwrap();
    }
    (office, ids)
}

async fn all_touched(office: &TestOffice) -> Vec<ClauseDecision> {
    let mut all = Vec::new();
    let mut clauses: Vec<String> =
        office.branches(None).await.unwrap().into_iter().map(|branch| branch.clause).collect();
    clauses.dedup();
    for clause in clauses {
        let touched = office.touched(&clause, &TouchedFilter::default(), 1_000).await.unwrap();
        all.extend(touched.into_iter().map(|touched| touched.decision));
    }
    all.sort();
    all
}

#[tokio::test]
async fn decisions_by_clause_are_those_of_the_journal_and_hold_kept_refusals() {
    let (office, ids) = registered().await;
    let on = date(2023, 9, 2);
    let refused = office.command_kept(&ids[0], 2, on, Command::Progress, "test").await.unwrap();
    assert_eq!(refused.outcome, Outcome::Refused);
    // What was only tried leaves no trace.
    office.try_command(&ids[1], on, Command::Progress).await.unwrap();
    let entries = office.storage().entries(0, 1_000).await.unwrap();
    let mut again: Vec<ClauseDecision> = entries.iter().flat_map(|entry| rebuilt(entry).unwrap()).collect();
    again.sort();
    assert_eq!(all_touched(&office).await, again);
    assert!(again.len() > 6);
    let branches = office.branches(Some("3.4.1")).await.unwrap();
    let branch = branches.iter().find(|branch| branch.outcome == Outcome::Refused).unwrap();
    assert_eq!((branch.decisions, &branch.example), (1, &ids[0]));
    let examples = office.examples(&branches).await.unwrap();
    assert_eq!(examples[&branch.code], refused);
    // Pages go on after the last of the one before.
    let one = office.touched("3.3.3.a", &TouchedFilter::default(), 1).await.unwrap();
    let last = &one[0].decision;
    let after = Some((last.code.clone(), last.student.clone(), last.version));
    let rest = office.touched("3.3.3.a", &TouchedFilter { after, ..Default::default() }, 100).await.unwrap();
    let all = office.touched("3.3.3.a", &TouchedFilter::default(), 100).await.unwrap();
    assert_eq!([one, rest].concat(), all);
}

#[tokio::test]
async fn registrations_follow_the_record_and_are_made_again_from_it() {
    let (office, ids) = registered().await;
    let withdraw = Command::Withdraw { article: "18".to_owned(), certificate: None };
    office.command(&ids[1], 2, date(2023, 10, 9), withdraw, "test").await.unwrap();
    for id in &ids {
        let record = office.record(id).await.unwrap().unwrap().record;
        assert_eq!(office.storage().registrations_of(id).await.unwrap(), periods(id, &record), "{id}");
    }
    let gone = office.storage().registrations_of(&ids[1]).await.unwrap();
    assert_eq!((gone[0].came, gone[0].went, gone[0].to), (Came::New, Went::Ended, Some(date(2023, 10, 9))));
    let open = office.storage().registrations_open(date(2023, 10, 8)).await.unwrap();
    assert_eq!(open.iter().map(|open| open.students).sum::<i64>(), 3);
    let open = office.storage().registrations_open(date(2023, 10, 9)).await.unwrap();
    let school = open.iter().find(|open| open.institution == SCHOOL).unwrap();
    assert_eq!((school.stage, school.cohort, school.students), (Stage::Secondary, 2023, 1));
    let moves = office.storage().registration_moves(date(2023, 9, 1), date(2024, 8, 31)).await.unwrap();
    assert_eq!((moves[SCHOOL].new, moves[SCHOOL].ended, moves[COLLEGE].new), (2, 1, 1));
    let cohort = office.cohort(2023).await.unwrap().unwrap();
    assert_eq!((cohort.at(Milestone::Registered), cohort.furthest()), (3, Milestone::Registered));
}

#[tokio::test]
async fn a_list_is_filed_as_it_was_shown_or_not_at_all() {
    let (office, ids) = registered().await;
    let list = office.filing_list(2023, Term::Autumn, SCHOOL).await.unwrap();
    assert_eq!((list.due, list.on, list.rows.len()), (date(2023, 11, 20), date(2023, 9, 1), 2));
    let file = |digest: String| {
        let office = office.office.clone();
        async move { office.file_registrations(2023, Term::Autumn, SCHOOL, &digest, "test").await }
    };
    assert_eq!(no(file("0".repeat(64)).await), ["conflict-registrations-changed"]);
    let filed = file(list.digest.clone()).await.unwrap();
    assert_eq!((filed.version, filed.students), (1, 2));
    assert_eq!(no(file(list.digest.clone()).await), ["conflict-registrations-filed"]);
    // A record that ends the same day leaves the list: what was shown before is no longer it.
    let correct = Command::Correct { of: 2, reason: "误录".to_owned(), approver: "科长".to_owned() };
    office.command(&ids[1], 2, date(2023, 9, 1), correct, "test").await.unwrap();
    assert_eq!(no(file(list.digest).await), ["conflict-registrations-changed"]);
    let shorter = office.filing_list(2023, Term::Autumn, SCHOOL).await.unwrap();
    assert_eq!(file(shorter.digest.clone()).await.unwrap().version, 2);
    let entries = office.storage().entries(0, 1_000).await.unwrap();
    let mut verifier = Verifier::default();
    entries.iter().for_each(|entry| verifier.check(entry).unwrap());
    let last = entries.last().unwrap();
    assert_eq!(last.stream, format!("registrations/2023/autumn/{SCHOOL}"));
    assert_eq!(last.body["digest"], shorter.digest);
    let year = office.registration_year(2023, None).await.unwrap();
    let state: Vec<_> = year.dues.iter().map(|due| (due.institution.as_str(), due.filed.is_some())).collect();
    assert_eq!(state, [(COLLEGE, false), (SCHOOL, true)], "what is missing comes first");
    assert!(year.dues.iter().all(|due| due.term == Term::Autumn && !due.late));
    assert!(matches!(
        office.filing_list(2023, Term::Higher, SCHOOL).await,
        Err(guantong_service::ServiceError::NotFound)
    ));
}

#[test]
fn a_list_has_its_last_day_in_every_year() {
    let edition = guantong_policy::edition::builtin().unwrap();
    for (term, year, due) in [
        (Term::Autumn, 2023, date(2023, 11, 20)),
        (Term::Spring, 2023, date(2024, 4, 20)),
        (Term::Higher, 2023, date(2023, 11, 30)),
        (Term::Spring, 2017, date(2018, 4, 20)),
    ] {
        assert_eq!(term.due(edition, year), Some(due), "{term} {year}");
    }
}

#[test]
fn an_academic_year_begins_in_september() {
    for (day, year) in [
        (date(2023, 8, 31), 2022),
        (date(2023, 9, 1), 2023),
        (date(2024, 1, 1), 2023),
        (date(2024, 8, 31), 2023),
    ] {
        assert_eq!(academic_year(day), year, "{day}");
    }
}
