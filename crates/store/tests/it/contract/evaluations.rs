//! Evaluations come back as they were left, each to whom it may: no sheet to an institution, no other's to an expert.

use super::Office;
use super::scope::nothing;
use guantong_evaluation::{Dimension, Terms, Tie, TieKind, Viewed};
use guantong_service::access::{EvaluationReach, Scope};
use guantong_service::evaluation::{
    EvaluationRound, EvaluationSheet, EvaluationSubject, Expert, Reader, RoundState, Seat, SubjectId,
};
use guantong_service::ports::{Change, Storage};
use jiff::civil::date;
use std::sync::Arc;

fn id(year: i32, front: &str, partner: &str) -> SubjectId {
    SubjectId { year, front: front.to_owned(), partner: partner.to_owned() }
}

fn subject(id: SubjectId, readers: &[(Seat, &str)]) -> EvaluationSubject {
    let reader = |(seat, expert): &(Seat, &str)| Reader {
        seat: *seat,
        expert: (*expert).to_owned(),
        name: format!("名{expert}"),
    };
    EvaluationSubject { readers: readers.iter().map(reader).collect(), ..EvaluationSubject::opened(id) }
}

fn round(year: i32) -> EvaluationRound {
    let viewed = |dimension: &Dimension| Viewed { dimension: *dimension, weight: 1, indicators: Vec::new() };
    EvaluationRound {
        year,
        state: RoundState::Open,
        version: 1,
        terms: Terms {
            dimensions: Dimension::ALL.iter().map(viewed).collect(),
            lowest: 1,
            highest: 5,
            apart_dimension: 1,
            apart_total: 10,
            tie_years: 3,
            grade_floors: vec![85, 70, 60],
        },
        score_by: date(2024, 3, 1),
        answer_days: 15,
        opened_on: date(2024, 2, 1),
        closed_on: None,
    }
}

#[tokio::test]
async fn an_evaluation_comes_back_to_whom_it_may() {
    let office = Office::new().await;
    let (ours, theirs) = (id(2023, "甲校", "乙大学"), id(2023, "丙校", "丁大学"));
    let put = |subject: EvaluationSubject| Change::EvaluationSubject(Box::new(subject));
    let sheet = |id: &SubjectId, expert: &str| EvaluationSheet {
        version: 2,
        marks: [(Dimension::Goals, 4)].into(),
        handed_in: Some((date(2024, 2, 20), "d".to_owned())),
        ..EvaluationSheet::begun(id.clone(), expert)
    };
    let tie = Tie {
        institution: "甲校".to_owned(),
        kind: TieKind::Employer,
        until: Some(date(2020, 8, 31)),
        note: "曾任教".to_owned(),
    };
    let expert = Expert { version: 1, ties: vec![tie], ..Expert::begun("E1") };
    office
        .write(vec![
            Change::EvaluationRound(Box::new(round(2023))),
            put(EvaluationSubject::opened(ours.clone())),
            put(subject(theirs.clone(), &[(Seat::Second, "E2")])),
            Change::EvaluationSheet(Box::new(EvaluationSheet::begun(ours.clone(), "E1"))),
            Change::EvaluationExpert(Box::new(Expert::begun("E1"))),
        ])
        .await;
    let (first, other) = (sheet(&ours, "E1"), sheet(&ours, "E2"));
    let read = subject(ours.clone(), &[(Seat::First, "E1"), (Seat::Second, "E2")]);
    office
        .write(vec![
            put(read.clone()),
            Change::EvaluationSheet(Box::new(first.clone())),
            Change::EvaluationSheet(Box::new(other.clone())),
            Change::EvaluationExpert(Box::new(expert.clone())),
        ])
        .await;
    let closed = EvaluationRound { state: RoundState::Closed, version: 2, ..round(2023) };
    office.write(vec![Change::EvaluationRound(Box::new(closed.clone()))]).await;

    let institution = |name: &str| EvaluationReach::Institution(name.to_owned());
    let of_expert = |name: &str| EvaluationReach::Expert(name.to_owned());
    for (reach, subjects, sheets, experts, rounds) in [
        (EvaluationReach::All, vec![&theirs, &ours], vec![&first, &other], 1, 1),
        (institution("甲校"), vec![&ours], vec![], 0, 1),
        (institution("乙大学"), vec![&ours], vec![], 0, 1),
        (institution("戊校"), vec![], vec![], 0, 1),
        (of_expert("E1"), vec![&ours], vec![&first], 1, 1),
        (of_expert("E2"), vec![&theirs, &ours], vec![&other], 0, 1),
        (of_expert("E3"), vec![], vec![], 0, 1),
        (EvaluationReach::None, vec![], vec![], 0, 0),
    ] {
        let scoped = office.store.scoped(Arc::new(Scope { evaluations: reach.clone(), ..nothing() }));
        let found = scoped.evaluation_subjects(Some(2023)).await.unwrap();
        assert_eq!(found.iter().map(|one| &one.id).collect::<Vec<_>>(), subjects, "{reach:?}");
        let one = scoped.evaluation_subject(&ours).await.unwrap();
        assert_eq!(one, subjects.contains(&&ours).then(|| read.clone()), "{reach:?}");
        for of in [None, Some(&ours)] {
            let found = scoped.evaluation_sheets(2023, of).await.unwrap();
            assert_eq!(found.iter().collect::<Vec<_>>(), sheets, "{reach:?}");
        }
        assert_eq!(scoped.evaluation_sheets(2023, Some(&theirs)).await.unwrap(), []);
        assert_eq!(scoped.evaluation_experts().await.unwrap().len(), experts, "{reach:?}");
        assert_eq!(scoped.evaluation_rounds().await.unwrap().len(), rounds, "{reach:?}");
        let found = scoped.evaluation_round(2023).await.unwrap();
        assert_eq!(found, (rounds > 0).then(|| closed.clone()), "{reach:?}");
    }
    assert_eq!(office.store.evaluation_experts().await.unwrap(), [expert]);
    assert_eq!(office.store.evaluation_subjects(Some(2024)).await.unwrap(), []);
    assert_eq!(office.store.evaluation_round(2024).await.unwrap(), None);
}
