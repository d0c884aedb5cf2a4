//! The plan searched by score, and what of the year before it is held against.
// case: 4.1.b, 3.1.2.a

use super::{SCHOOL, edition_with};
use crate::office::{TestOffice, YEAR, applicant, programme, publish, with_plan};
use guantong_admission::outlook::{Outlook, Unknown};
use guantong_model::{ProgrammeId, Score};
use guantong_service::Office;
use guantong_service::ports::{Batch, Change};
use guantong_service::rows::{PlanHead, PlanLine, Round};
use guantong_service::search::{DistrictRule, Group, Offers, Search};
use std::sync::Arc;

/// The plan of 2023 with candidates, and the one of 2024: one programme is new, one has another partner.
async fn office() -> (TestOffice, ProgrammeId, ProgrammeId) {
    let office = with_plan().await;
    let full = programme(&office, "北京国际职业教育学校", "文物保护技术").await;
    let open = programme(&office, SCHOOL, "航空服务").await;
    // 25 places for 26 candidates, the last admitted with 531.
    let mut applicants: Vec<_> =
        (1..=25).map(|n| applicant(n, 530 + i32::try_from(n).unwrap(), &[&full])).collect();
    applicants.push(applicant(26, 500, &[&full, &open]));
    office.enter_candidates(YEAR, applicants, "test").await.unwrap();
    let mut lines = office.storage().plan_lines(YEAR).await.unwrap();
    let moved = lines.iter_mut().find(|line| line.institution == SCHOOL && line.programme != open).unwrap();
    moved.programme = "p-moved".into();
    moved.partner = "北京农学院".to_owned();
    let new = PlanLine {
        programme: "p-new".into(),
        position: 900,
        major: "智慧农业".to_owned(),
        class: Some("6101".to_owned()),
        ..lines[0].clone()
    };
    lines.push(new);
    let head = PlanHead { year: 2024, ..office.storage().plan(YEAR).await.unwrap().unwrap() };
    let batch = Batch { entries: Vec::new(), changes: vec![Change::Plan(head, lines)] };
    office.storage().append(batch, 1).await.unwrap();
    (office, full, open)
}

/// The same office as if full marks of both years were the same.
async fn on_one_scale(office: &TestOffice) -> Office {
    let edition = edition_with("parameters/notice.toml", |text| {
        let change = "to = 2024-12-31, value = 670 }";
        assert!(text.contains(change));
        text.replace(change, "to = 2024-12-31, value = 660 }")
    });
    let clock = Arc::new(super::Stopped(1_693_500_000_000_000, jiff::civil::date(2024, 5, 1)));
    let store = guantong_store::Database::open(&office.place()).await.unwrap();
    Office::new(store.storage(), clock, Arc::new(super::Sevens), Arc::new(edition))
}

async fn asked(office: &Office, search: Search) -> Offers {
    office.search_plan(2024, &search).await.unwrap().unwrap()
}

fn score(points: i32) -> Search {
    Search { score: Some(Score::points(points)), ..Search::default() }
}

fn of(offers: &Offers, programme: &ProgrammeId) -> Outlook {
    offers.found.iter().find(|offer| offer.line.programme == *programme).unwrap().outlook.unwrap()
}

#[tokio::test]
async fn a_score_is_held_against_what_was_published_of_the_year_before_and_nothing_else() {
    let (office, full, open) = office().await;
    office.run_round(YEAR, Round::Early, "test").await.unwrap();
    let before = asked(&office, score(540)).await;
    assert!(before.found.iter().all(|o| o.outlook == Some(Outlook::Unknown(Unknown::Unpublished))));
    publish(&office, Round::Early).await;
    let same = on_one_scale(&office).await;
    let early = asked(&same, score(531)).await;
    assert_eq!(of(&early, &full), Outlook::Equal);
    // The last round of that year is not published, so what is left is not known yet.
    assert_eq!(of(&early, &open), Outlook::Above { by: Score::points(31) });
    publish(&office, Round::Unified).await;
    let offers = asked(&same, score(528)).await;
    assert_eq!(
        (offers.year, offers.floor, offers.full),
        (2024, Some(Score::points(490)), Some(Score::points(660)))
    );
    assert_eq!(of(&offers, &full), Outlook::Below { short: Score::points(3) });
    assert!(matches!(of(&offers, &open), Outlook::NotFilled { left } if left > 0));
    assert_eq!(of(&offers, &"p-new".into()), Outlook::Unknown(Unknown::New));
    assert_eq!(of(&offers, &"p-moved".into()), Outlook::Unknown(Unknown::Partner));
    let moved = offers.found.iter().find(|offer| offer.line.programme.as_str() == "p-moved").unwrap();
    assert_eq!(moved.with_other_partner.as_ref().map(|before| before.cutoff), Some(None));
    // What it would have been enough for comes first, what it was not enough for last.
    let class = |offer: &guantong_service::search::Offer| match offer.outlook.unwrap() {
        Outlook::NotFilled { .. } | Outlook::Above { .. } | Outlook::Equal => 1,
        Outlook::Unknown(_) => 2,
        _ => 3,
    };
    assert!(offers.found.is_sorted_by_key(class));
    let below = asked(&office, score(489)).await;
    assert!(below.found.iter().all(|o| o.outlook == Some(Outlook::BelowFloor { short: Score::points(1) })));
}

#[tokio::test]
async fn without_a_score_it_is_the_plan_in_its_order_and_filters_hold() {
    let (office, ..) = office().await;
    let all = asked(&office, Search::default()).await;
    assert_eq!(all.found.len(), all.all);
    assert!(all.found.iter().all(|offer| offer.outlook.is_none()));
    assert!(all.found.is_sorted_by_key(|offer| offer.line.position));
    assert_eq!(all.district, DistrictRule::Unknown, "the rules on file are those of 2023");
    let of_2023 = office.search_plan(YEAR, &Search::default()).await.unwrap().unwrap();
    assert_eq!(of_2023.district, DistrictRule::CityWide);
    assert!(office.search_plan(2030, &score(500)).await.unwrap().is_none());
    let farm = asked(&office, Search { group: Some(Group::Of(41)), ..Search::default() }).await;
    assert!(farm.found.iter().any(|offer| offer.line.programme.as_str() == "p-new"));
    assert!(farm.found.len() < all.all && farm.found.iter().all(|offer| offer.group == Group::Of(41)));
    let school = Search { institution: Some(SCHOOL.to_owned()), ..Search::default() };
    let school = asked(&office, school).await;
    assert!(!school.found.is_empty() && school.found.iter().all(|offer| offer.line.institution == SCHOOL));
    assert_eq!(school.all, all.all);
}

#[tokio::test]
async fn where_full_marks_changed_scores_are_not_compared() {
    let (office, full, open) = office().await;
    publish(&office, Round::Early).await;
    publish(&office, Round::Unified).await;
    let offers = asked(&office, score(600)).await;
    assert_eq!((offers.full_before, offers.full), (Some(Score::points(660)), Some(Score::points(670))));
    assert_eq!(of(&offers, &full), Outlook::Unknown(Unknown::Scale));
    assert!(
        matches!(of(&offers, &open), Outlook::NotFilled { .. }),
        "what was not filled needs no comparison"
    );
}
