//! A result looked up by number and digits.
// case: 3.1.2.b

use super::{SCHOOL, locks, server};
use crate::office::{TestOffice, YEAR, applicant, no, programme, publish, with_plan};
use guantong_model::IdentityNo;
use guantong_service::Office;
use guantong_service::account::TrailFilter;
use guantong_service::guess::{Guessing, MISSES};
use guantong_service::look_up::LookUp;
use guantong_service::person::Contacts;
use guantong_service::rows::Round;
use guantong_service::views::CandidateView;

/// The number of the first candidate, and the last six places of his identity number.
const NO: &str = "231108000001";
const SEVENTEEN: &str = "11010820080301123";

async fn office() -> (TestOffice, Office, String) {
    let office = with_plan().await;
    let keyed = office.office.clone().with_accounts(locks());
    let id = programme(&office, SCHOOL, "航空服务").await;
    let identity = IdentityNo::with_check(SEVENTEEN).unwrap();
    let digits = identity.as_str().chars().skip(12).collect::<String>();
    let mut with = applicant(1, 600, &[&id]);
    with.1.sealed = keyed.seal_contacts(&Contacts { identity: Some(identity), phone: None }).unwrap();
    let applicants = vec![with, applicant(2, 550, &[&id]), applicant(3, 480, &[&id])];
    office.enter_candidates(YEAR, applicants, "test").await.unwrap();
    (office, keyed, digits)
}

async fn ask(office: &Office, number: &str, digits: &str, from: &str) -> Guessing<Vec<CandidateView>> {
    let asked = LookUp { no: number.to_owned(), digits: digits.to_owned(), from: from.to_owned() };
    office.look_up(&asked).await.unwrap()
}

#[tokio::test]
async fn nothing_is_found_before_publication_and_then_by_the_right_digits_alone() {
    let (office, keyed, digits) = office().await;
    office.run_round(YEAR, Round::Early, "test").await.unwrap();
    assert!(matches!(ask(&keyed, NO, &digits, "a").await, Guessing::Wrong), "it was run, not published");
    publish(&office, Round::Early).await;
    let Guessing::Right(views) = ask(&keyed, NO, &digits, "a").await else { panic!("published") };
    assert_eq!(
        views.iter().map(|view| (view.run.round, view.result.outcome.as_str())).collect::<Vec<_>>(),
        [(Round::Early, "admitted")]
    );
    assert!(views[0].proof.is_some());
    // As people type: full-width, with blanks.
    let wide: String = digits.chars().map(|c| char::from_u32(u32::from(c) + 0xfee0).unwrap()).collect();
    assert!(matches!(ask(&keyed, " 2311 0800 0001 ", &wide, "a").await, Guessing::Right(_)));
    for (number, digits) in [(NO, "000000"), (NO, "20080301"), ("231108000009", digits.as_str())] {
        assert!(matches!(ask(&keyed, number, digits, "a").await, Guessing::Wrong), "{number} {digits}");
    }
    // Of whom the office has no identity number it has the day of birth.
    let Guessing::Right(views) = ask(&keyed, "231108000003", "20080301", "a").await else { panic!("born") };
    assert_eq!(views[0].result.reason, "floor.below");
    assert!(matches!(ask(&keyed, "231108000003", "080301", "a").await, Guessing::Wrong));

    publish(&office, Round::Unified).await;
    let Guessing::Right(views) = ask(&keyed, "231108000003", "20080301", "a").await else { panic!("born") };
    assert_eq!(views.len(), 2, "each published round");
    let asked = LookUp { no: NO.to_owned(), digits: "12".to_owned(), from: "a".to_owned() };
    assert_eq!(no(keyed.look_up(&asked).await), ["results-bad-digits"]);
}

#[tokio::test]
async fn a_look_is_noted_and_a_miss_tells_nobodys_number() {
    let (office, keyed, digits) = office().await;
    publish(&office, Round::Early).await;
    ask(&keyed, NO, "000000", "a").await;
    ask(&keyed, NO, &digits, "a").await;
    let notes = office.storage().trail(&TrailFilter::default(), 2).await.unwrap();
    let notes: Vec<_> =
        notes.iter().map(|one| (one.note.object.as_str(), one.note.result.as_str())).collect();
    assert_eq!(notes, [("candidate/2023/231108000001", "seen"), ("", "refused")]);
}

#[tokio::test]
async fn item_31_twenty_misses_stop_a_scan_for_a_while_on_every_server() {
    let (office, keyed, digits) = office().await;
    publish(&office, Round::Early).await;
    // From one address, number after number; what was right in between counts neither for nor against it.
    for n in 0..MISSES {
        assert!(
            matches!(ask(&keyed, &format!("2311080001{n:02}"), "000000", "scan").await, Guessing::Wrong),
            "{n}"
        );
        if n < MISSES - 1 {
            assert!(matches!(ask(&keyed, NO, &digits, "scan").await, Guessing::Right(_)), "{n}");
        }
    }
    let now = keyed.clock().now();
    let another = server(&office, now).await;
    for server in [&keyed, &another] {
        assert!(matches!(ask(server, NO, &digits, "scan").await, Guessing::Closed(_)), "the right one too");
        assert!(matches!(ask(server, NO, &digits, "home").await, Guessing::Right(_)), "others are not");
    }
    // One number, from address after address.
    for n in 0..MISSES {
        assert!(matches!(ask(&another, NO, "000000", &format!("many {n}")).await, Guessing::Wrong), "{n}");
    }
    assert!(matches!(ask(&another, NO, &digits, "home").await, Guessing::Closed(_)));
    let Guessing::Closed(minutes) = ask(&another, NO, &digits, "new").await else { panic!("closed") };
    assert_eq!(minutes, 15);
    let later = server(&office, now + 15 * 60_000_000).await;
    assert!(matches!(ask(&later, NO, &digits, "new").await, Guessing::Right(_)), "for a while, not for ever");
}

#[tokio::test]
async fn item_31_many_at_once_are_no_more_than_one_after_another() {
    let (office, keyed, _) = office().await;
    publish(&office, Round::Early).await;
    let tries = (0..60).map(|n| {
        let office = keyed.clone();
        tokio::spawn(async move { ask(&office, &format!("2311080001{n:02}"), "000000", "scan").await })
    });
    let mut looked_at = 0;
    for tried in tries.collect::<Vec<_>>() {
        looked_at += i64::from(matches!(tried.await.unwrap(), Guessing::Wrong));
    }
    assert_eq!(looked_at, MISSES);
}
