//! A scope finds exactly the rows its ties hold, whatever is asked: lists, counts, records, people, entries.

use super::{
    Office,
    rows::{candidate, person, student},
};
use guantong_model::{CandidateNo, PersonId, ProgrammeId, Stage, Standing, StudentId, Track};
use guantong_service::access::{Action, Hand, Holding, Reach, Role, Scope, Tie, WorkReach};
use guantong_service::batch::{BatchKind, BatchLine, BatchRow, BatchState, ClassFilter};
use guantong_service::branch::{ClauseDecision, TouchedFilter};
use guantong_service::journal::NewEntry;
use guantong_service::ports::{Batch, CandidateFilter, Change, Storage, StudentFilter};
use guantong_service::registration::{Came, Filing, RegistrationPeriod, Term, Went};
use guantong_service::rows::{CertificateRow, PlanHead, PlanLine, Round, RoundResult};
use jiff::civil::date;
use std::sync::Arc;

const FRONT: &str = "甲校";
const PARTNER: &str = "乙大学";
const OTHER: &str = "丙校";

pub fn nothing() -> Scope {
    Scope {
        students: Reach::Ties(Vec::new()),
        candidates: Reach::Ties(Vec::new()),
        figures: Reach::Ties(Vec::new()),
        batches: Holding::None,
        filings: Holding::None,
        proposals: Holding::None,
        trainings: Holding::None,
        cooperation: Holding::None,
        examinations: Holding::None,
        results: Holding::None,
        reports: Holding::None,
        destinations: Holding::None,
        evaluations: guantong_service::access::EvaluationReach::None,
        supports: Holding::None,
        work: WorkReach::None,
        requests: Holding::None,
        take_overs: false,
        hand: Hand {
            account: "A-1".to_owned(),
            role: Role::School,
            organisation: FRONT.to_owned(),
            action: Action::StudentRead,
            purpose: String::new(),
            address: Some("203.0.113.7".to_owned()),
        },
    }
}

fn id(n: u32) -> StudentId {
    StudentId(format!("2023-{n:05}"))
}

fn no(n: u32) -> CandidateNo {
    candidate(n).no
}

fn line(programme: &str, institution: &str, partner: &str, position: i64) -> PlanLine {
    PlanLine {
        programme: ProgrammeId::from(programme),
        position,
        track: Track::SecondaryBachelor,
        category: "中本贯通".to_owned(),
        institution: institution.to_owned(),
        special: None,
        major: "专业".to_owned(),
        specialisation: None,
        partner: partner.to_owned(),
        places: 30,
        barred: false,
        code: None,
        class: None,
    }
}

/// Six who stand differently: 1 to 3 of the front school, at three steps of their way to the partner; 4 admitted
/// elsewhere; 5 elsewhere, and wants to come to the front school; 6 elsewhere with the same partner.
/// 4 and 6 come from another district than the others.
async fn six() -> Office {
    let office = Office::new().await;
    let head = PlanHead {
        year: 2023,
        version: 1,
        edition: "e".to_owned(),
        source_name: "f".to_owned(),
        source_digest: "d".to_owned(),
        answers: String::new(),
        set_at: 1,
        set_by: "a".to_owned(),
    };
    let lines = vec![line("a", FRONT, PARTNER, 1), line("c", OTHER, "丁大学", 2)];
    let mut changes = vec![Change::Plan(head, lines)];
    let mut entries = Vec::new();
    for n in 1..=6 {
        let mut somebody = person(n, "某人", "mouren", "mr");
        let mut one = student(n, "某人", &format!("mouren{n}"), "mr");
        if n > 3 {
            (one.programme, one.institution, one.partner) =
                ("c".into(), OTHER.to_owned(), "丁大学".to_owned());
            (one.studies_at, one.registered_at) = (OTHER.to_owned(), Some(OTHER.to_owned()));
        }
        match n {
            2 => (one.stage, one.registered_at) = (Stage::College, Some(PARTNER.to_owned())),
            3 => {
                (one.stage, one.registered_at) = (Stage::Bachelor, Some(PARTNER.to_owned()));
                one.studies_at = PARTNER.to_owned();
            }
            4 => (one.standing, one.registered_at) = (Standing::Admitted, None),
            5 => one.applied_to = Some("a".into()),
            6 => (one.partner, one.applied_to) = (PARTNER.to_owned(), Some("c".into())),
            _ => {}
        }
        if n == 4 || n == 6 {
            one.district = "110101".to_owned();
            somebody.district = "110101".to_owned();
        }
        if n == 1 || n == 6 {
            one.standing = Standing::OnLeave;
        }
        let period = RegistrationPeriod {
            student: id(n),
            position: 1,
            institution: one.institution.clone(),
            stage: Stage::Secondary,
            programme: one.programme.clone(),
            cohort: 2023,
            from: date(2023, 9, 1),
            to: None,
            came: Came::New,
            went: Went::Open,
        };
        let certificate = CertificateRow { number: format!("N{n}"), student: id(n), voided: false };
        let decision = ClauseDecision {
            clause: "3.3.1".to_owned(),
            code: "register.done".to_owned(),
            student: id(n),
            version: 1,
            outcome: serde_json::from_value(serde_json::json!("accepted")).unwrap(),
            on: date(2023, 9, 1),
        };
        entries.push(NewEntry {
            stream: format!("student/{}", id(n)),
            version: 1,
            kind: "tried".to_owned(),
            effective_on: date(2023, 9, 1),
            actor: "test".to_owned(),
            body: serde_json::json!({}),
        });
        changes.extend([
            Change::Person(somebody),
            Change::Candidate(candidate(n)),
            Change::Student(one),
            Change::Certificate(certificate),
            Change::ClauseDecisions(vec![decision]),
            Change::Registrations(id(n), vec![period]),
        ]);
    }
    // A candidate of the other district who was not admitted, and is nobody's student.
    let mut rejected = person(7, "某人", "mouren", "mr");
    rejected.district = "110101".to_owned();
    changes.extend([Change::Person(rejected), Change::Candidate(candidate(7))]);
    let result = |n| RoundResult {
        no: no(n),
        outcome: "admitted".to_owned(),
        programme: Some("a".into()),
        preference: Some(1),
        reason: "first".to_owned(),
        rank: Some(i64::from(n)),
    };
    let results = (1..=7).map(result).collect();
    changes.push(Change::RoundResults { year: 2023, round: Round::Early, results, programmes: Vec::new() });
    office.store.append(Batch { entries, changes }, 1).await.unwrap();
    office
}

fn ties(ties: impl IntoIterator<Item = Tie>) -> Reach {
    Reach::Ties(ties.into_iter().collect())
}

/// Every tie, and whom it holds.
fn cases() -> Vec<(Reach, Vec<u32>)> {
    let name = str::to_owned;
    vec![
        (Reach::All, vec![1, 2, 3, 4, 5, 6]),
        (ties([]), vec![]),
        (ties([Tie::Registered(name(FRONT))]), vec![1]),
        (ties([Tie::Registered(name(PARTNER))]), vec![2, 3]),
        (ties([Tie::Studies(name(FRONT))]), vec![1, 2]),
        (ties([Tie::Studies(name(PARTNER))]), vec![3]),
        (ties([Tie::Front(name(FRONT))]), vec![1, 2, 3]),
        (ties([Tie::Front(name(PARTNER))]), vec![]),
        (ties([Tie::Partner(name(PARTNER))]), vec![1, 2, 3, 6]),
        (ties([Tie::Partner(name(FRONT))]), vec![]),
        (ties([Tie::Receiving(name(FRONT))]), vec![5]),
        (ties([Tie::Receiving(name(OTHER))]), vec![6]),
        (ties([Tie::Receiving(name(PARTNER))]), vec![]),
        (ties([Tie::District(name("110101"))]), vec![4, 6]),
        (ties([Tie::District(name("110108"))]), vec![1, 2, 3, 5]),
        (ties([Tie::Own(vec![id(2), id(5)])]), vec![2, 5]),
        (ties([Tie::Own(vec![id(99)])]), vec![]),
        (ties([Tie::Registered(name(FRONT)), Tie::Receiving(name(FRONT))]), vec![1, 5]),
        (ties([Tie::Registered(name("' OR 1 = 1 --"))]), vec![]),
        (ties([Tie::District(String::new())]), vec![]),
    ]
}

fn seen(office: &Office, scope: Scope) -> Arc<dyn Storage> {
    office.store.scoped(Arc::new(scope))
}

#[tokio::test]
async fn each_tie_finds_its_records_and_no_other_however_they_are_asked_for() {
    let office = six().await;
    let all: Vec<StudentId> = (1..=6).map(id).collect();
    for (reach, held) in cases() {
        let store = seen(&office, Scope { students: reach.clone(), ..nothing() });
        let expected: Vec<StudentId> = held.iter().map(|n| id(*n)).collect();
        let filter = StudentFilter::default();
        let listed: Vec<_> =
            store.students(&filter, 50).await.unwrap().into_iter().map(|student| student.id).collect();
        assert_eq!(listed, expected, "listed: {reach:?}");
        let backwards = StudentFilter { backwards: true, ..Default::default() };
        assert_eq!(store.students(&backwards, 50).await.unwrap().len(), held.len(), "backwards: {reach:?}");
        let searched = StudentFilter { search: Some("某人".to_owned()), ..Default::default() };
        assert_eq!(store.students(&searched, 50).await.unwrap().len(), held.len(), "searched: {reach:?}");
        let count = store.student_count(&filter, 100).await.unwrap();
        assert_eq!(count, i64::try_from(held.len()).unwrap(), "counted: {reach:?}");
        let by_id = store.students_by_id(&all).await.unwrap();
        assert_eq!(by_id.into_iter().map(|s| s.id).collect::<Vec<_>>(), expected, "by id: {reach:?}");
        assert_eq!(store.student_ids(2023).await.unwrap(), expected, "of a year: {reach:?}");
        for n in 1..=6 {
            let there = held.contains(&n);
            assert_eq!(store.student(&id(n)).await.unwrap().is_some(), there, "{n}: {reach:?}");
            let of = store.student_of(2023, &no(n)).await.unwrap();
            assert_eq!(of.is_some(), there, "{n} of a candidate: {reach:?}");
            let entries = store.stream(&format!("student/{}", id(n))).await.unwrap();
            assert_eq!(entries.len(), usize::from(there), "{n} stream: {reach:?}");
            let found = store.certificate(&format!("N{n}")).await.unwrap();
            assert_eq!(found.is_some(), there, "{n} certificate: {reach:?}");
            let periods = store.registrations_of(&id(n)).await.unwrap();
            assert_eq!(periods.len(), usize::from(there), "{n} registrations: {reach:?}");
        }
        let streams: Vec<String> = all.iter().map(|id| format!("student/{id}")).collect();
        assert_eq!(store.stream_entries(&streams).await.unwrap().len(), held.len(), "streams: {reach:?}");
        let touched = store.touched("3.3.1", &TouchedFilter::default(), 50).await.unwrap();
        let touched: Vec<StudentId> = touched.into_iter().map(|t| t.decision.student).collect();
        assert_eq!(touched, expected, "touched: {reach:?}");
        let programmes = [ProgrammeId::from("a"), ProgrammeId::from("c")];
        let between = store.between_classes(&programmes).await.unwrap();
        let on_leave: Vec<_> = held.iter().filter(|n| [1, 6].contains(*n)).map(|n| id(*n)).collect();
        assert_eq!(between.into_iter().map(|s| s.id).collect::<Vec<_>>(), on_leave, "between: {reach:?}");
        let there = store.registered_at(OTHER).await.unwrap();
        let registered: Vec<_> = held.iter().filter(|n| [5, 6].contains(*n)).map(|n| id(*n)).collect();
        assert_eq!(there.into_iter().map(|s| s.id).collect::<Vec<_>>(), registered, "at: {reach:?}");
        let class = ClassFilter {
            cohort: 2023,
            stage: Stage::Secondary,
            institution: OTHER.to_owned(),
            programme: None,
            admitted: false,
        };
        let class = store.class(&class).await.unwrap();
        assert_eq!(class.into_iter().map(|s| s.id).collect::<Vec<_>>(), registered, "class: {reach:?}");
    }
}

#[tokio::test]
async fn a_person_is_found_by_a_record_or_an_application_within_reach() {
    let office = six().await;
    let ids: Vec<PersonId> = (1..=7).map(|n| PersonId(format!("P-{n}"))).collect();
    let of_district = ties([Tie::District("110101".to_owned())]);
    let mut all = cases();
    all.retain(|(reach, _)| *reach != Reach::All);
    let mut expected: Vec<_> =
        all.into_iter().map(|(students, held)| (Scope { students, ..nothing() }, held)).collect();
    expected.push((Scope { candidates: of_district.clone(), ..nothing() }, vec![4, 6, 7]));
    let both = Scope { students: ties([Tie::Own(vec![id(1)])]), candidates: of_district, ..nothing() };
    expected.push((both, vec![1, 4, 6, 7]));
    expected.push((Scope { candidates: Reach::All, ..nothing() }, (1..=7).collect()));
    for (scope, held) in expected {
        let store = seen(&office, scope.clone());
        let mut found: Vec<PersonId> =
            store.people(&ids).await.unwrap().into_iter().map(|person| person.id).collect();
        found.sort();
        let wanted: Vec<PersonId> = held.iter().map(|n| PersonId(format!("P-{n}"))).collect();
        assert_eq!(found, wanted, "{scope:?}");
        for (n, id) in (1..).zip(&ids) {
            assert_eq!(store.person(id).await.unwrap().is_some(), held.contains(&n), "{n}: {scope:?}");
        }
    }
}

#[tokio::test]
async fn candidates_are_a_district_s_or_one_s_own_and_no_institution_s() {
    let office = six().await;
    let name = str::to_owned;
    for (reach, held) in [
        (Reach::All, (1..=7).collect()),
        (ties([]), vec![]),
        (ties([Tie::District(name("110101"))]), vec![4, 6, 7]),
        (ties([Tie::District(name("110108"))]), vec![1, 2, 3, 5]),
        (ties([Tie::Own(vec![id(3)])]), vec![3]),
        (ties([Tie::Registered(name(FRONT)), Tie::Studies(name(FRONT))]), vec![]),
        (ties([Tie::Front(name(FRONT)), Tie::Partner(name(PARTNER))]), vec![]),
        (ties([Tie::Receiving(name(FRONT))]), vec![]),
    ] {
        let store = seen(&office, Scope { candidates: reach.clone(), ..nothing() });
        let expected: Vec<CandidateNo> = held.iter().map(|n| no(*n)).collect();
        let all: Vec<_> = store.candidates(2023).await.unwrap().into_iter().map(|c| c.no).collect();
        assert_eq!(all, expected, "{reach:?}");
        let filter = CandidateFilter::default();
        let lines = store.candidate_lines(2023, Round::Early, &filter, 50).await.unwrap();
        assert_eq!(lines.into_iter().map(|l| l.result.no).collect::<Vec<_>>(), expected, "lines: {reach:?}");
        let results = store.results(2023, Round::Early).await.unwrap();
        assert_eq!(results.into_iter().map(|r| r.no).collect::<Vec<_>>(), expected, "results: {reach:?}");
        for n in 1..=7_u32 {
            let there = held.contains(&n);
            assert_eq!(store.candidate(2023, &no(n)).await.unwrap().is_some(), there, "{n}: {reach:?}");
            let result = store.result(2023, Round::Early, &no(n)).await.unwrap();
            assert_eq!(result.is_some(), there, "{n} result: {reach:?}");
        }
    }
}

#[tokio::test]
async fn figures_count_only_who_may_be_counted() {
    let office = six().await;
    for (reach, held) in cases() {
        let store = seen(&office, Scope { figures: reach.clone(), ..nothing() });
        let many = i64::try_from(held.len()).unwrap();
        let counts = store.counts(2023, None).await.unwrap();
        assert_eq!(counts.values().map(|c| c.admitted).sum::<i64>(), many, "counts: {reach:?}");
        let groups = store.cohort_groups(None).await.unwrap();
        assert_eq!(groups.iter().map(|g| g.students).sum::<i64>(), many, "groups: {reach:?}");
        let open = store.registrations_open(date(2023, 9, 2)).await.unwrap();
        assert_eq!(open.iter().map(|open| open.students).sum::<i64>(), many, "open: {reach:?}");
        let moves = store.registration_moves(date(2023, 9, 1), date(2024, 8, 31)).await.unwrap();
        assert_eq!(moves.values().map(|moves| moves.new).sum::<i64>(), many, "moves: {reach:?}");
        let branches = store.branches(Some("3.3.1")).await.unwrap();
        assert_eq!(branches.iter().map(|branch| branch.decisions).sum::<i64>(), many, "{reach:?}");
        let sizes = store.class_sizes(&["a".into(), "c".into()]).await.unwrap();
        let studying = held.iter().filter(|n| [2, 3, 5].contains(*n)).count();
        let sized = sizes.iter().map(|size| size.students).sum::<i64>();
        assert_eq!(sized, i64::try_from(studying).unwrap(), "sizes: {reach:?}");
        if reach != Reach::All {
            let uses = store.clause_uses().await.unwrap();
            assert_eq!(uses.get("3.3.1").copied().unwrap_or(0), many, "uses: {reach:?}");
        }
        assert_eq!(
            store.student_count(&StudentFilter::default(), 50).await.unwrap(),
            0,
            "counted, not found"
        );
    }
}

fn batch(id: &str, institution: &str, parties: &[&str]) -> BatchRow {
    BatchRow {
        id: id.to_owned(),
        kind: BatchKind::Progress,
        institution: institution.to_owned(),
        partner: None,
        parties: parties.iter().map(|name| (*name).to_owned()).collect(),
        cohort: 2023,
        stage: Stage::Secondary,
        programme: None,
        on: date(2026, 9, 1),
        sheet: None,
        state: BatchState::Open,
        version: 1,
        opened_at: 1,
        opened_by: "a".to_owned(),
        signatures: Vec::new(),
        closed: None,
    }
}

#[tokio::test]
async fn batches_are_found_by_their_institution_and_by_who_takes_part() {
    let office = six().await;
    let line = |n| BatchLine {
        student: id(n),
        version: 1,
        moved: true,
        row: None,
        command: None,
        decision: None,
        why: None,
    };
    let (one, two) = ("2026-B0001", "2026-B0002");
    office
        .write(vec![
            Change::BatchRow(batch(one, FRONT, &[PARTNER])),
            Change::BatchLines(one.to_owned(), vec![line(1), line(2)]),
            Change::BatchRow(batch(two, OTHER, &[])),
            Change::BatchLines(two.to_owned(), vec![line(5)]),
        ])
        .await;
    let of = |name: &str| Holding::Of(name.to_owned());
    for (batches, found) in [
        (Holding::All, vec![two, one]),
        (Holding::None, vec![]),
        (of(FRONT), vec![one]),
        (of(PARTNER), vec![one]),
        (of(OTHER), vec![two]),
        (of("丁大学"), vec![]),
        (of("' OR 1 = 1 --"), vec![]),
    ] {
        let scope = Scope { batches: batches.clone(), students: Reach::All, ..nothing() };
        let store = seen(&office, scope);
        let listed: Vec<String> = store.batches(10).await.unwrap().into_iter().map(|b| b.id).collect();
        assert_eq!(listed, found, "{batches:?}");
        for (id, lines) in [(one, 2), (two, 1)] {
            let there = found.contains(&id);
            assert_eq!(store.batch(id).await.unwrap().is_some(), there, "{id}: {batches:?}");
            let kept = store.batch_lines(id, true, 0, 10).await.unwrap();
            assert_eq!(kept.len(), if there { lines } else { 0 }, "{id} lines: {batches:?}");
        }
    }
    // Of a batch that is found only the lines of students within reach.
    let students = ties([Tie::Registered(PARTNER.to_owned())]);
    let store = seen(&office, Scope { batches: of(PARTNER), students, ..nothing() });
    let lines = store.batch_lines(one, true, 0, 10).await.unwrap();
    assert_eq!(lines.into_iter().map(|line| line.student).collect::<Vec<_>>(), [id(2)]);
}

#[tokio::test]
async fn filings_and_their_lists_are_an_institution_s_own() {
    let office = six().await;
    let filing = |institution: &str| Filing {
        year: 2023,
        term: Term::Autumn,
        institution: institution.to_owned(),
        version: 1,
        listed_on: date(2023, 9, 1),
        filed_on: date(2023, 9, 1),
        students: 3,
        digest: "d".to_owned(),
        filed_at: 1,
        filed_by: "a".to_owned(),
    };
    office.write(vec![Change::Filing(filing(FRONT)), Change::Filing(filing(OTHER))]).await;
    let of = |name: &str| Holding::Of(name.to_owned());
    for (filings, found) in [
        (Holding::All, vec![OTHER, FRONT]),
        (Holding::None, vec![]),
        (of(FRONT), vec![FRONT]),
        (of(OTHER), vec![OTHER]),
        (of(PARTNER), vec![]),
    ] {
        let store = seen(&office, Scope { filings: filings.clone(), students: Reach::All, ..nothing() });
        let filed = store.registration_filings(2023).await.unwrap();
        assert_eq!(filed.iter().map(|f| f.institution.as_str()).collect::<Vec<_>>(), found, "{filings:?}");
        for institution in [FRONT, OTHER] {
            let list =
                store.registration_list(institution, &[Stage::Secondary], date(2023, 9, 2)).await.unwrap();
            let expected = if found.contains(&institution) { 3 } else { 0 };
            assert_eq!(list.len(), expected, "{institution}: {filings:?}");
        }
    }
    let students = ties([Tie::Registered(FRONT.to_owned())]);
    let store = seen(&office, Scope { filings: of(FRONT), students, ..nothing() });
    let list = store.registration_list(FRONT, &[Stage::Secondary], date(2023, 9, 2)).await.unwrap();
    assert_eq!(list.into_iter().map(|period| period.student).collect::<Vec<_>>(), [id(1)]);
}

#[tokio::test]
async fn the_journal_as_a_whole_is_for_who_may_see_every_record() {
    let office = six().await;
    for (reach, _) in cases() {
        let whole = reach == Reach::All;
        let store = seen(&office, Scope { students: reach, ..nothing() });
        assert_eq!(store.entries(0, 100).await.unwrap().len(), if whole { 6 } else { 0 });
    }
    let entry = |stream: &str| NewEntry {
        stream: stream.to_owned(),
        version: 1,
        kind: "tried".to_owned(),
        effective_on: date(2023, 9, 1),
        actor: "test".to_owned(),
        body: serde_json::json!({}),
    };
    let entries = vec![entry("plan/2023"), entry("student/2023-00099")];
    office.store.append(Batch { entries, changes: Vec::new() }, 2).await.unwrap();
    let store = seen(&office, nothing());
    assert_eq!(store.stream("plan/2023").await.unwrap().len(), 1, "what is nobody's record is found");
    assert!(store.stream("student/2023-00099").await.unwrap().is_empty(), "a record without its row is not");
}
