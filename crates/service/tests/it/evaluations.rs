//! Evaluations over both databases: opened, assigned without a tie, read twice and blind, by a third where the two differ,
//! delivered, answered, set by two hands, closed; and that all of it can be proved and made again from the journal.
// case: 4.3.1.b, 4.3.1.d

use crate::cooperation::{SCHOOL, STRANGER, autumn};
use crate::office::no;
use guantong_evaluation::{Dimension, Grade, Standing, Tie, TieKind};
use guantong_service::access::{Action, Family, Organisation, OrganisationKind, Role, Viewer};
use guantong_service::account::{Account, AccountChange, AccountState, Grant};
use guantong_service::evaluation::{Far, Opening, Seat, SubjectId, Typed};
use guantong_service::{Office, ServiceError};
use jiff::civil::date;
use std::sync::Arc;

const YEAR: i32 = 2023;

pub fn organisation(kind: OrganisationKind, name: &str) -> Organisation {
    Organisation { id: format!("O-{name}"), name: name.to_owned(), kind, district: None }
}

/// The office as somebody sees it.
fn by(office: &Office, role: Role, name: &str) -> Office {
    let kind = if role == Role::Expert { OrganisationKind::Panel } else { OrganisationKind::University };
    let viewer = Viewer {
        account: name.to_owned(),
        name: name.to_owned(),
        role,
        organisation: Some(organisation(kind, name)),
        stepped_up: true,
        ..Viewer::public()
    };
    office.seen_by(Arc::new(viewer), Action::EvaluationRead)
}

/// Accounts of experts; the last also acts for the school.
async fn experts(office: &Office) {
    let panel = organisation(OrganisationKind::Panel, "专家组");
    let school = organisation(OrganisationKind::SecondarySchool, SCHOOL);
    let mut changes = vec![
        AccountChange::Organisation(panel.clone(), 1, "test".to_owned()),
        AccountChange::Organisation(school.clone(), 1, "test".to_owned()),
    ];
    let grant = |id: &str, account: &str, role: Role, organisation: &Organisation| Grant {
        id: id.to_owned(),
        account: account.to_owned(),
        role,
        organisation: organisation.clone(),
        from_on: date(2023, 1, 1),
        to_on: None,
        stands_in: None,
        given_at: 1,
        given_by: "test".to_owned(),
        ended_at: None,
    };
    for name in ["E1", "E2", "E3", "E4", "E5"] {
        changes.push(AccountChange::Account(Account {
            id: name.to_owned(),
            login: name.to_lowercase(),
            name: format!("专家{name}"),
            family: Family::Business,
            state: AccountState::Active,
            password: None,
            password_set_at: None,
            totp: None,
            totp_step: None,
            made_at: 1,
            made_by: "test".to_owned(),
        }));
        changes.push(AccountChange::Grant(grant(&format!("G-{name}"), name, Role::Expert, &panel)));
    }
    changes.push(AccountChange::Grant(grant("G-school", "E5", Role::School, &school)));
    office.storage().keep(changes, Vec::new(), 1).await.unwrap();
}

pub fn typed(marks: [i64; 6]) -> Typed {
    let marks = Dimension::ALL.iter().copied().zip(marks.map(|mark| mark.to_string()));
    Typed {
        marks: marks.collect(),
        opinions: Dimension::ALL.iter().map(|of| (*of, format!("意见{of}"))).collect(),
        overall: "总体".to_owned(),
    }
}

/// Fills in a sheet and hands it in.
pub async fn hand_in(office: &Office, id: &SubjectId, expert: &str, marks: [i64; 6]) {
    let seen = by(office, Role::Expert, expert);
    let sheet = seen.keep_sheet(id, expert, (&typed(marks), 0), expert).await.unwrap();
    seen.hand_sheet_in(id, expert, sheet.version, expert).await.unwrap();
}

pub fn opening(office: &Office, partner: &str) -> Opening {
    Opening {
        year: YEAR,
        terms: office.evaluation_terms(date(2023, 9, 28)).unwrap(),
        score_by: date(2023, 10, 28),
        subjects: vec![(SCHOOL.to_owned(), partner.to_owned())],
    }
}

async fn version(office: &Office, id: &SubjectId) -> i64 {
    office.storage().evaluation_subject(id).await.unwrap().unwrap().version
}

fn kind<T>(result: &Result<T, ServiceError>) -> &'static str {
    match result {
        Ok(_) => "ok",
        Err(ServiceError::NotFound) => "not-found",
        Err(ServiceError::Forbidden(..)) => "forbidden",
        Err(_) => "other",
    }
}

async fn an_evaluation_goes_its_way(database: &str) {
    let (office, _filled, _, partner) = autumn(database).await;
    experts(&office).await;
    let id = SubjectId { year: YEAR, front: SCHOOL.to_owned(), partner: partner.clone() };
    let commission = by(&office, Role::Commission, "C1");
    let (school, university) = (by(&office, Role::School, SCHOOL), by(&office, Role::University, &partner));
    let (one, other) = (by(&office, Role::Expert, "E1"), by(&office, Role::Expert, "E2"));

    // Opened by the commission alone, by terms that hold, over those who have students.
    assert_eq!(kind(&school.open_evaluation(opening(&office, &partner), "x").await), "forbidden");
    let mut wrong = opening(&office, STRANGER);
    wrong.terms.dimensions.iter_mut().for_each(|viewed| viewed.weight = 0);
    wrong.score_by = date(2023, 9, 1);
    assert_eq!(
        no(commission.open_evaluation(wrong, "甲").await),
        ["evaluation-wrong-terms", "evaluation-wrong-score-by", "evaluation-wrong-subject"]
    );
    commission.open_evaluation(opening(&office, &partner), "甲").await.unwrap();
    assert_eq!(
        no(commission.open_evaluation(opening(&office, &partner), "甲").await),
        ["conflict-evaluation-there"]
    );
    assert_eq!(no(commission.close_evaluation(YEAR, 1, "甲").await), ["conflict-evaluation-left"]);

    // Ties: declared by the expert himself, or told by another role of his.
    let tie = |institution: &str, until| Tie {
        institution: institution.to_owned(),
        kind: TieKind::Employer,
        until,
        note: "曾任教师".to_owned(),
    };
    let fourth = by(&office, Role::Expert, "E4");
    let named = tie(&partner, Some(date(2021, 8, 31)));
    fourth.declare_tie("E4", named.clone(), 0, "E4").await.unwrap();
    assert_eq!(no(fourth.declare_tie("E4", named.clone(), 1, "E4").await), ["evaluation-wrong-tie-twice"]);
    assert_eq!(
        no(fourth.declare_tie("E4", tie("无此校", None), 1, "E4").await),
        ["evaluation-wrong-institution"]
    );
    assert_eq!(kind(&one.evaluation_expert("E4").await), "not-found", "another's ties");
    assert_eq!(kind(&one.declare_tie("E4", named.clone(), 1, "E1").await), "not-found");
    assert_eq!(kind(&school.evaluation_expert("E4").await), "forbidden");
    assert_eq!(kind(&one.evaluation_experts().await), "forbidden");
    let assigned = |seat: Seat, expert: &'static str| {
        let (commission, office, id) = (&commission, &office, &id);
        async move { commission.assign_reader(id, (seat, expert), version(office, id).await, "甲").await }
    };
    let refused = assigned(Seat::First, "E4").await;
    let Err(ServiceError::BadInput(said)) = &refused else { panic!("{refused:?}") };
    assert_eq!(said[0].id, "evaluation-wrong-tie-until");
    assert!(format!("{:?}", said[0]).contains(&partner), "the refusal names the tie: {said:?}");
    assert_eq!(no(assigned(Seat::First, "E5").await), ["evaluation-wrong-tie"], "acts for the school");
    assert_eq!(no(assigned(Seat::First, "E9").await), ["evaluation-wrong-nobody"]);
    assert_eq!(no(assigned(Seat::Third, "E1").await), ["conflict-evaluation-state"]);
    assert_eq!(
        no(commission.assign_reader(&id, (Seat::First, "E1"), 9, "甲").await),
        ["conflict-evaluation-changed"]
    );

    // As proposed: the same each time, nobody tied; what was seen is what is assigned.
    let proposal = commission.proposed_readers(YEAR).await.unwrap();
    assert_eq!(proposal, commission.proposed_readers(YEAR).await.unwrap());
    let readers: Vec<&str> = proposal.readers[0].1.iter().map(|reader| reader.expert.as_str()).collect();
    assert_eq!((readers, proposal.lacking), (vec!["E1", "E2"], 0));
    assert_eq!(no(commission.assign_proposed(YEAR, "stale", "甲").await), ["conflict-evaluation-changed"]);
    assert_eq!(commission.assign_proposed(YEAR, &proposal.digest, "甲").await.unwrap(), 2);
    assert_eq!(no(assigned(Seat::First, "E2").await), ["evaluation-wrong-reads"]);

    // Who gives it back is not assigned again.
    assert_eq!(no(other.recuse(&id, "E2", " ", "E2").await), ["marks-no-reason"]);
    assert_eq!(kind(&one.recuse(&id, "E2", "代人", "E1").await), "not-found");
    other.recuse(&id, "E2", "与该校有合作", "E2").await.unwrap();
    assert_eq!(kind(&other.evaluation_view(&id).await), "not-found", "out of reach again");
    assert_eq!(no(assigned(Seat::Second, "E2").await), ["evaluation-wrong-recused"]);
    assigned(Seat::Second, "E3").await.unwrap();

    // A sheet: on the scale, complete, then never changed.
    let bad = typed([4, 4, 4, 4, 4, 6]);
    assert_eq!(no(one.keep_sheet(&id, "E1", (&bad, 0), "E1").await), ["evaluation-wrong-mark"]);
    let kept = one.keep_sheet(&id, "E1", (&Typed::default(), 0), "E1").await.unwrap();
    assert_eq!(kept.version, 0, "nothing was typed");
    assert_eq!(no(one.hand_sheet_in(&id, "E1", 0, "E1").await), ["evaluation-wrong-empty"]);
    assert_eq!(kind(&one.own_sheet(&id, "E3").await), "not-found", "another's sheet");
    assert_eq!(kind(&commission.own_sheet(&id, "E1").await), "forbidden");
    let before = by(&office, Role::Expert, "E3").evaluation_view(&id).await.unwrap();
    hand_in(&office, &id, "E1", [4; 6]).await;
    assert_eq!(no(one.keep_sheet(&id, "E1", (&typed([5; 6]), 2), "E1").await), ["conflict-evaluation-own"]);
    assert_eq!(no(one.recuse(&id, "E1", "晚了", "E1").await), ["conflict-evaluation-own"]);
    assert_eq!(no(assigned(Seat::First, "E2").await), ["conflict-evaluation-handed-in"]);

    // Blind: the other reader, and everybody, sees what he saw before.
    let third = by(&office, Role::Expert, "E3");
    assert_eq!(third.evaluation_view(&id).await.unwrap(), before);
    assert_eq!(third.storage().evaluation_sheets(YEAR, Some(&id)).await.unwrap(), []);
    let seen = commission.evaluation_view(&id).await.unwrap();
    assert!(seen.opinions.is_empty() && seen.standing.is_none() && seen.listed.found.is_none());
    assert_eq!(commission.evaluation_round(YEAR).await.unwrap().agreement.unwrap().pairs, 0);
    for side in [&school, &university] {
        let seen = side.evaluation_view(&id).await.unwrap();
        assert_eq!((seen.listed.far, seen.opinions.len(), seen.listed.readers.len()), (Far::Reading, 0, 0));
    }

    // Too far apart in one dimension: a third, who is blind too.
    hand_in(&office, &id, "E3", [4, 4, 4, 4, 4, 2]).await;
    let seen = commission.evaluation_view(&id).await.unwrap();
    assert_eq!((seen.listed.far, seen.opinions.len()), (Far::ThirdWanted, 2));
    assert!(matches!(&seen.standing, Some(Standing::Third(gaps)) if gaps.len() == 1));
    assert!(one.evaluation_view(&id).await.unwrap().opinions.is_empty(), "not before all is read");
    assert_eq!(
        no(commission.deliver_evaluation(&id, seen.version, "甲").await),
        ["conflict-evaluation-state"]
    );
    assert_eq!(no(assigned(Seat::Third, "E1").await), ["evaluation-wrong-reads"]);
    assert_eq!(no(assigned(Seat::Third, "E4").await), ["evaluation-wrong-tie-until"]);
    // The tie was declared in error.
    assert_eq!(no(fourth.withdraw_tie("E4", 3, (1, "误报"), "E4").await), ["evaluation-wrong-no-tie"]);
    fourth.withdraw_tie("E4", 0, (1, "误报"), "E4").await.unwrap();
    assigned(Seat::Third, "E4").await.unwrap();
    assert!(fourth.evaluation_view(&id).await.unwrap().opinions.is_empty(), "the third is blind");
    hand_in(&office, &id, "E4", [4, 4, 4, 4, 4, 3]).await;
    let seen = one.evaluation_view(&id).await.unwrap();
    assert_eq!(seen.opinions.len(), 3);
    assert!(seen.opinions.iter().all(|opinion| opinion.name.is_none()) && seen.listed.readers.is_empty());
    assert_eq!(commission.evaluation_round(YEAR).await.unwrap().agreement.unwrap().pairs, 1);

    // Delivered, without names; answered once by each side.
    assert_eq!(
        no(school.answer_evaluation(&id, SCHOOL, ("早了", version(&office, &id).await), "x").await),
        ["conflict-evaluation-state"]
    );
    commission.deliver_evaluation(&id, version(&office, &id).await, "甲").await.unwrap();
    let seen = school.evaluation_view(&id).await.unwrap();
    // As near to both in total: the mean of all three.
    assert_eq!(seen.listed.found.as_ref().map(|found| (found.total, found.sheets)), Some((7_667, 3)));
    assert!(seen.opinions.len() == 3 && seen.opinions.iter().all(|opinion| opinion.name.is_none()));
    assert_eq!(seen.delivered.as_ref().map(|(_, due, _)| *due), Some(date(2023, 10, 13)));
    let stranger = by(&office, Role::School, STRANGER);
    assert_eq!(kind(&stranger.evaluation_view(&id).await), "not-found");
    assert_eq!(kind(&stranger.evaluation_round(YEAR).await), "not-found");
    assert_eq!(stranger.evaluations().await.unwrap(), []);
    let drafted = (Grade::Good, "总体良好");
    assert_eq!(
        no(commission.draft_evaluation_result(&id, drafted, seen.version, "甲").await),
        ["conflict-evaluation-answer"]
    );
    assert_eq!(
        no(school.answer_evaluation(&id, SCHOOL, (" ", seen.version), "x").await),
        ["evaluation-wrong-no-text"]
    );
    assert_eq!(
        kind(&school.answer_evaluation(&id, &partner, ("代答", seen.version), "x").await),
        "forbidden"
    );
    let after = school.answer_evaluation(&id, SCHOOL, ("已改进", seen.version), "x").await.unwrap();
    let after = university.answer_evaluation(&id, &partner, ("同意", after.version), "y").await.unwrap();
    assert_eq!(
        no(school.answer_evaluation(&id, SCHOOL, ("再答", after.version), "x").await),
        ["conflict-evaluation-answered"]
    );

    // Drafted by one hand, set by another, then the round is closed.
    let after = commission.draft_evaluation_result(&id, drafted, after.version, "甲").await.unwrap();
    assert_eq!(school.evaluation_view(&id).await.unwrap().proposed, None);
    assert_eq!(no(commission.set_evaluation_result(&id, after.version, "甲").await), ["conflict-same-hand"]);
    let after = commission.return_evaluation_result(&id, ("写明理由", after.version), "乙").await.unwrap();
    let after = commission.draft_evaluation_result(&id, drafted, after.version, "甲").await.unwrap();
    commission.set_evaluation_result(&id, after.version, "乙").await.unwrap();
    commission.close_evaluation(YEAR, 1, "甲").await.unwrap();
    assert_eq!(no(commission.close_evaluation(YEAR, 2, "甲").await), ["conflict-evaluation-changed"]);

    // The result is there for whoever drafts the next plan, and for no expert.
    for (office, count) in
        [(&office, 1), (&commission, 1), (&school, 1), (&university, 1), (&stranger, 0), (&one, 0)]
    {
        let results = office.evaluation_results(YEAR).await.unwrap();
        assert_eq!(results.len(), count);
        assert!(results.iter().all(|one| (one.grade, one.total) == (Grade::Good, 7_667)));
    }
    assert_eq!(school.evaluation_view(&id).await.unwrap().years.len(), 1);
    assert_eq!(one.evaluation_view(&id).await.unwrap().years, []);
    assert_eq!(office.verify().await.unwrap().findings, []);
}

#[tokio::test]
async fn an_evaluation_goes_its_way_on_sqlite() {
    an_evaluation_goes_its_way("sqlite").await;
}

#[tokio::test]
async fn an_evaluation_goes_its_way_on_postgres() {
    an_evaluation_goes_its_way("postgres").await;
}

#[tokio::test]
async fn evidence_is_told_to_an_expert_rounded_and_without_a_name() {
    let (office, _filled, _, partner) = autumn("sqlite").await;
    experts(&office).await;
    let id = SubjectId { year: YEAR, front: SCHOOL.to_owned(), partner: partner.clone() };
    office.open_evaluation(opening(&office, &partner), "甲").await.unwrap();
    office.assign_reader(&id, (Seat::First, "E1"), 1, "甲").await.unwrap();
    let told = by(&office, Role::Expert, "E1").evaluation_evidence(&id).await.unwrap();
    let exact = by(&office, Role::Commission, "C1").evaluation_evidence(&id).await.unwrap();
    let one = |evidence: &guantong_service::evaluation::Evidence| {
        let of =
            |name: &str| evidence.figures.figures.iter().find(|figure| figure.indicator == name).cloned();
        of("registration-rate").map(|figure| figure.part)
    };
    assert_eq!((one(&exact), one(&told)), (Some(1), Some(0)), "one student alone is not told");
    assert!(!exact.duties.is_empty() && !exact.trainings.is_empty());
    let other = by(&office, Role::Expert, "E2").evaluation_evidence(&id).await;
    assert_eq!(kind(&other), "not-found");
    assert_eq!(kind(&by(&office, Role::District, "D").evaluation_evidence(&id).await), "forbidden");
}
