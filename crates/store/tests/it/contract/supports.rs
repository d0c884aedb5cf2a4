//! Selections of excellent cases and decisions on support come back as they were left, the latter to their two sides and the
//! city.

use super::Office;
use super::scope::nothing;
use guantong_merit::{Measure, Told, Weights};
use guantong_service::access::{Holding, Scope};
use guantong_service::cases::{Candidate, Choice, Figures, Frozen, Selection, SelectionState};
use guantong_service::ports::{Change, Storage};
use guantong_service::support::{Area, Decided, Direction, Support, SupportId, SupportState};
use jiff::civil::date;
use std::collections::BTreeMap;
use std::sync::Arc;

fn figures() -> BTreeMap<Measure, Frozen> {
    let frozen = Frozen { told: Told { part: 3, whole: 4 }, records: 4, digest: "d".to_owned() };
    BTreeMap::from([(Measure::Kept, frozen)])
}

fn support(number: i64, front: &str, partner: &str) -> Support {
    Support {
        id: SupportId { year: 2024, number },
        version: 1,
        state: SupportState::Proposed,
        front: front.to_owned(),
        partner: partner.to_owned(),
        programme: None,
        direction: Direction::Reduction,
        area: Area::Enrolment,
        says: "少招".to_owned(),
        at_most: Some(20),
        because: "未完成".to_owned(),
        figures_on: date(2023, 12, 1),
        figures: figures(),
        unmet: Vec::new(),
        evidence: Vec::new(),
        digest: "e".to_owned(),
        proposed_by: "甲".to_owned(),
        proposed_on: date(2023, 12, 1),
        statement_due: Some(date(2023, 12, 16)),
        statements: BTreeMap::new(),
        decided: None,
        received: BTreeMap::new(),
    }
}

#[tokio::test]
async fn a_selection_comes_back() {
    let office = Office::new().await;
    let candidate =
        Candidate { front: "甲校".to_owned(), partner: "乙大学".to_owned(), figures: figures() };
    let choice = Choice {
        front: "甲校".to_owned(),
        partner: "乙大学".to_owned(),
        rank: 1,
        chosen: true,
        because: "好".to_owned(),
    };
    let selection = Selection {
        year: 2023,
        state: SelectionState::Chosen,
        version: 1,
        figures: Figures {
            on: date(2023, 12, 31),
            years: 5,
            step: 10,
            bounds: BTreeMap::new(),
            candidates: vec![candidate],
        },
        weights: Weights::new([20; 5]).unwrap(),
        choices: vec![choice],
        digest: "d".to_owned(),
        chosen_by: "甲".to_owned(),
        chosen_on: date(2024, 1, 4),
        returned: None,
        confirmed_by: None,
        published_on: None,
    };
    office.write(vec![Change::Selection(Box::new(selection.clone()))]).await;
    let published = Selection { state: SelectionState::Published, version: 2, ..selection };
    office.write(vec![Change::Selection(Box::new(published.clone()))]).await;
    assert_eq!(office.store.selection(2023).await.unwrap(), Some(published.clone()));
    assert_eq!(office.store.selection(2022).await.unwrap(), None);
    assert_eq!(office.store.selections().await.unwrap(), [published]);
}

#[tokio::test]
async fn a_decision_on_support_comes_back_to_whom_it_may() {
    let office = Office::new().await;
    let (first, second) = (support(1, "甲校", "乙大学"), support(2, "丙校", "丁大学"));
    let put = |support: &Support| Change::Support(Box::new(support.clone()));
    office.write(vec![put(&first), put(&second)]).await;
    let decided =
        Some(Decided { because: "属实".to_owned(), by: "乙".to_owned(), on: date(2023, 12, 20) });
    let first = Support { state: SupportState::Agreed, version: 2, decided, ..first };
    office.write(vec![put(&first)]).await;
    for (holding, found) in [
        (Holding::All, vec![&first, &second]),
        (Holding::Of("甲校".to_owned()), vec![&first]),
        (Holding::Of("丁大学".to_owned()), vec![&second]),
        (Holding::Of("戊校".to_owned()), vec![]),
        (Holding::None, vec![]),
    ] {
        let scoped = office.store.scoped(Arc::new(Scope { supports: holding.clone(), ..nothing() }));
        assert_eq!(scoped.supports(None).await.unwrap().iter().collect::<Vec<_>>(), found, "{holding:?}");
        let one = scoped.support(first.id).await.unwrap();
        assert_eq!(one.is_some(), found.contains(&&first), "{holding:?}");
    }
    assert_eq!(office.store.supports(Some(2023)).await.unwrap(), []);
}
