//! Supplementary places: added between two rounds by two people; every round is run, and replayed, with the places of its
//! time.
// case: 3.1.2.b, 3.1.3.a
// case: 3.1.3.a refused

use crate::office::{TestOffice, YEAR, applicant, by, no, programme, publish, reading, with_plan};
use guantong_model::ProgrammeId;
use guantong_service::round::{AddedState, TypedPlaces, added_stream};
use guantong_service::rows::Round;
use guantong_service::verify::Check;
use guantong_store::Database;

const SCHOOL: &str = "北京国际职业教育学校";

fn typed(programme: &ProgrammeId, places: &str) -> TypedPlaces {
    TypedPlaces {
        programme: programme.to_string(),
        places: places.to_owned(),
        document: "京教职成〔2023〕9号".to_owned(),
        reason: "报考踊跃，办学条件有余".to_owned(),
    }
}

/// An office whose plan has 25 places for a major that 27 ask for, in both rounds.
async fn crowded() -> (TestOffice, ProgrammeId) {
    let office = with_plan().await;
    let full = programme(&office, SCHOOL, "文物保护技术").await;
    let people = (1..=27).map(|n| applicant(n, 600 - i32::try_from(n).unwrap(), &[&full])).collect();
    office.enter_candidates(YEAR, people, "test").await.unwrap();
    (office, full)
}

async fn places(office: &TestOffice, round: Round, of: &ProgrammeId) -> (i64, i64) {
    let view = office.round(YEAR, round).await.unwrap().unwrap();
    let found = view.programmes.iter().find(|(line, _)| line.programme == *of).unwrap();
    (found.1.places, found.1.admitted)
}

#[tokio::test]
async fn places_added_after_the_first_round_are_there_in_the_second_and_never_in_the_first() {
    let (office, full) = crowded().await;
    let before = office.plan(YEAR).await.unwrap().unwrap();
    let sum = |lines: &[guantong_service::rows::PlanLine]| lines.iter().map(|line| line.places).sum::<i64>();
    let early = no(office.propose_places(YEAR, Round::Early, &typed(&full, "2"), "甲").await);
    assert_eq!(early, ["conflict-places-first"]);
    let soon = no(office.propose_places(YEAR, Round::Unified, &typed(&full, "2"), "甲").await);
    assert_eq!(soon, ["conflict-earlier-round-open"]);
    publish(&office, Round::Early).await;
    assert_eq!(places(&office, Round::Early, &full).await, (25, 25));
    let first = office.round(YEAR, Round::Early).await.unwrap().unwrap().run;

    let nothing = TypedPlaces {
        programme: "no-such".to_owned(),
        places: "２５００".to_owned(),
        ..TypedPlaces::default()
    };
    assert_eq!(
        no(office.propose_places(YEAR, Round::Unified, &nothing, "甲").await),
        ["places-wrong-programme", "places-wrong-count", "places-wrong-text", "places-wrong-text"]
    );
    let run = office.run_round(YEAR, Round::Unified, "test").await.unwrap();
    assert_eq!((run.admitted, run.places_version), (0, 0));
    let number = office.propose_places(YEAR, Round::Unified, &typed(&full, "１"), "甲").await.unwrap();
    let twice = no(office.propose_places(YEAR, Round::Unified, &typed(&full, "1"), "乙").await);
    assert_eq!(twice, ["conflict-places-wait"]);
    assert_eq!(no(office.decide_places(YEAR, number, None, "甲").await), ["conflict-places-own"]);
    assert_eq!(
        sum(&office.plan(YEAR).await.unwrap().unwrap().lines),
        sum(&before.lines),
        "what waits adds nothing"
    );
    assert_eq!(sum(&office.programmes_of_all_plans().await.unwrap()), sum(&before.lines));
    office.decide_places(YEAR, number, None, "乙").await.unwrap();
    assert_eq!(no(office.decide_places(YEAR, number, None, "丙").await), ["conflict-places-decided"]);
    assert_eq!(sum(&office.plan(YEAR).await.unwrap().unwrap().lines), sum(&before.lines) + 1);
    assert_eq!(
        sum(&office.programmes_of_all_plans().await.unwrap()),
        sum(&before.lines) + 1,
        "nothing old is kept"
    );

    // What was run before is stale, and what is refused adds nothing.
    assert_eq!(no(office.sign_round(YEAR, Round::Unified, "甲").await), ["conflict-round-stale-places"]);
    let more = office.propose_places(YEAR, Round::Unified, &typed(&full, "9"), "乙").await.unwrap();
    assert_eq!(no(office.decide_places(YEAR, more, Some(" "), "甲").await), ["marks-no-reason"]);
    office.decide_places(YEAR, more, Some("没有校舍"), "甲").await.unwrap();
    publish(&office, Round::Unified).await;
    assert_eq!(places(&office, Round::Unified, &full).await, (1, 1));
    let late = no(office.propose_places(YEAR, Round::Unified, &typed(&full, "1"), "甲").await);
    assert_eq!(late, ["conflict-round-over"]);

    // Both rounds replay by the places of their time, and all that is kept holds.
    let fresh = office.office.clone().fresh();
    let again = fresh.round(YEAR, Round::Early).await.unwrap().unwrap().run;
    assert_eq!(again.results_digest, first.results_digest);
    let sixth = guantong_model::CandidateNo("231108000026".to_owned());
    let (early, unified) = (
        fresh.candidate(YEAR, Round::Early, &sixth).await.unwrap().unwrap().result,
        fresh.candidate(YEAR, Round::Unified, &sixth).await.unwrap().unwrap().result,
    );
    assert_eq!((early.programme, unified.programme), (None, Some(full.clone())));
    let states: Vec<AddedState> =
        office.added_places(YEAR).await.unwrap().into_iter().map(|added| added.state).collect();
    assert_eq!(states, [AddedState::Confirmed, AddedState::Refused]);
    assert_eq!(office.verify().await.unwrap().findings, []);

    // A line that has more places than plan and additions is found.
    let extra = guantong_service::ports::Change::PlacesAdded { year: YEAR, programme: full, places: 1 };
    let batch = guantong_service::ports::Batch { entries: vec![], changes: vec![extra] };
    office.storage().append(batch, 1).await.unwrap();
    let found = office.verify().await.unwrap().findings;
    assert!(found.iter().any(|finding| finding.check == Check::Plan), "{found:?}");
}

#[tokio::test]
async fn a_confirmation_by_who_proposed_is_found_and_an_edition_may_say_never() {
    let (office, full) = crowded().await;
    publish(&office, Round::Early).await;
    let never = reading("interpretations/plan.toml", "chosen = \"between-rounds\"", "chosen = \"never\"");
    let database = Database::open(&office.place()).await.unwrap();
    let strict = by(database.storage(), never);
    let refused = no(strict.propose_places(YEAR, Round::Unified, &typed(&full, "1"), "甲").await);
    assert_eq!(refused, ["conflict-places-never"]);

    office.propose_places(YEAR, Round::Unified, &typed(&full, "1"), "甲").await.unwrap();
    let mut entry = office.storage().stream(&added_stream(YEAR)).await.unwrap().remove(0);
    entry.body["added"]["state"] = serde_json::json!("confirmed");
    entry.body["added"]["decided_by"] = serde_json::json!("甲");
    let forged = guantong_service::journal::NewEntry {
        stream: entry.stream,
        version: 2,
        kind: "places-confirmed".to_owned(),
        effective_on: entry.effective_on,
        actor: "甲".to_owned(),
        body: entry.body,
    };
    let batch = guantong_service::ports::Batch { entries: vec![forged], changes: vec![] };
    office.storage().append(batch, 1).await.unwrap();
    let found = office.verify().await.unwrap().findings;
    assert!(found.iter().any(|finding| finding.check == Check::Plan), "{found:?}");
}
