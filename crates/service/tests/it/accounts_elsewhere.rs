//! A provider in place of the password: whom it lets in, whom not, and what is kept of somebody who is on the way.

use crate::accounts::{House, MINUTE, PASSWORD, from, said};
use crate::office::no;
use guantong_model::Message;
use guantong_service::account::SessionState;

/// The last note of the trail: account, action, result.
async fn last_note(house: &House) -> (String, String, String) {
    let note = house.whole_trail().await.pop().unwrap().note;
    (note.account, note.action, note.result)
}

#[tokio::test]
async fn a_provider_stands_in_for_the_password_and_the_second_factor_is_still_waited_for() {
    let house = House::founded().await;
    let li = house.teacher("li.na").await;
    house.later(MINUTE);
    let entered = house.sign_in_elsewhere("li.na", &from()).await.unwrap();
    assert_eq!((entered.state, &entered.account), (SessionState::SecondFactor, &li.account));
    let note = (li.account.clone(), "sign-in.elsewhere".to_owned(), "done".to_owned());
    assert_eq!(last_note(&house).await, note, "the trail says what stood in for the password");
    let inside = house.second_factor(&entered.id, &house.code(&li.key), &from()).await.unwrap();
    assert_eq!(inside.state, SessionState::Open);
}

#[tokio::test]
async fn item_5_whom_a_provider_may_not_let_in_is_answered_like_an_unknown_name() {
    let house = House::founded().await;
    let wang = house.teacher("wang.wu").await;
    house.system().await.disable_account(&wang.account).await.unwrap();
    house.made("wei", "未开", "business", "").await;
    // Whoever has yet to take his second factor takes it after his password: the provider could take it in his place.
    let opened = house.made("wei.wan", "未完", "business", "").await;
    house.open_account(&opened.code, PASSWORD, PASSWORD, &from()).await.unwrap();
    for name in ["nobody", "wang.wu", "wei", "wei.wan", ""] {
        let heard = said(house.sign_in_elsewhere(name, &from()).await);
        assert_eq!(heard, [Message::new("sign-in-elsewhere-refused").with("login", name)], "{name}");
        let nobody = (String::new(), "sign-in.elsewhere".to_owned(), "refused".to_owned());
        assert_eq!(last_note(&house).await, nobody, "{name}");
    }
    assert_eq!(house.sign_in("wei.wan", PASSWORD, &from()).await.unwrap().state, SessionState::Enrolling);
    let long = said(house.sign_in_elsewhere(&"a".repeat(10_000), &from()).await);
    assert_eq!(long, [Message::new("sign-in-elsewhere-refused").with("login", "a".repeat(60))]);
}

#[tokio::test]
async fn item_19_no_provider_makes_anybody_an_administrator() {
    let house = House::empty(guantong_secrets::password::Profile::Asvs).await;
    let code = house.first_run_code().await.unwrap();
    for opened in house.first_run(&code, &crate::accounts::three(), &from()).await.unwrap() {
        let login = house.open(&opened).await.login;
        let heard = said(house.sign_in_elsewhere(&login, &from()).await);
        let as_of_nobody = Message::new("sign-in-elsewhere-refused").with("login", login.as_str());
        assert_eq!(heard, [as_of_nobody], "alike, whoever he is");
        assert!(house.sign_in(&login, PASSWORD, &from()).await.is_ok(), "{login} has a password");
    }
}

#[tokio::test]
async fn a_name_is_the_login_letter_for_letter() {
    let house = House::founded().await;
    house.teacher("li.na").await;
    // A provider may know each of these as somebody else.
    for name in ["Li.Na", " li.na", "li.na ", "ｌｉ.ｎａ", "li.na\u{200b}"] {
        assert_eq!(no(house.sign_in_elsewhere(name, &from()).await), ["sign-in-elsewhere-refused"], "{name}");
    }
    assert!(house.sign_in_elsewhere("li.na", &from()).await.is_ok(), "they did not close it either");
}

#[tokio::test]
async fn item_5_what_closes_a_login_closes_it_to_a_provider_too() {
    let house = House::founded().await;
    house.teacher("li.na").await;
    for _ in 0..5 {
        assert_eq!(no(house.sign_in("li.na", "Nicht-das-9-richtige", &from()).await), ["sign-in-refused"]);
    }
    for name in ["li.na", "nobody"] {
        for _ in 0..5 {
            let _ = house.sign_in_elsewhere(name, &from()).await;
        }
        assert_eq!(no(house.sign_in_elsewhere(name, &from()).await), ["sign-in-closed"], "{name}");
    }
    house.later(15 * MINUTE);
    assert_eq!(no(house.sign_in_elsewhere("nobody", &from()).await), ["sign-in-elsewhere-refused"]);
    for _ in 0..9 {
        assert!(house.sign_in_elsewhere("li.na", &from()).await.is_ok(), "a success forgives");
    }
}

#[tokio::test]
async fn what_is_kept_of_somebody_on_the_way_opens_once_and_for_ten_minutes() {
    let house = House::founded().await;
    let kept = |kept: &str| {
        let begin = |random: &[u8; 64]| (random.to_owned(), kept.to_owned());
        house.send_elsewhere(begin).unwrap()
    };
    let ((one, sealed), (other, _)) = (kept("/ a.b c"), kept("/ a.b c"));
    assert_ne!(one, other, "drawn anew each time");
    assert!(!sealed.contains("a.b"), "{sealed}");
    assert_eq!(house.back_from_elsewhere(&sealed).await.unwrap().as_deref(), Some("/ a.b c"));
    assert_eq!(house.back_from_elsewhere(&sealed).await.unwrap(), None, "once");
    house.later(9 * MINUTE);
    assert_eq!(house.back_from_elsewhere(&sealed).await.unwrap(), None, "and not later");

    let (_, late) = kept("x");
    house.later(10 * MINUTE - 1);
    let (_, early) = kept("y");
    assert_eq!(house.back_from_elsewhere(&early).await.unwrap().as_deref(), Some("y"));
    house.later(1);
    assert_eq!(house.back_from_elsewhere(&late).await.unwrap(), None, "ten minutes are over");
    assert_eq!(house.back_from_elsewhere(&early).await.unwrap(), None);
}

#[tokio::test]
async fn item_38_what_was_not_sealed_for_this_opens_nothing() {
    let house = House::founded().await;
    let keys = guantong_secrets::seal::Keys::one("k1", [7; 32]);
    let text = format!("{} kept", house.now() + MINUTE);
    let good = keys.seal("sign-in elsewhere", text.as_bytes(), &[1; 24]).unwrap();
    let changed: String =
        good.chars().rev().enumerate().map(|(at, c)| if at == 9 { 'A' } else { c }).collect();
    let changed: String = changed.chars().rev().collect();
    let others = [
        String::new(),
        "v1.k1.AAAA".to_owned(),
        changed,
        keys.seal("second factor", text.as_bytes(), &[2; 24]).unwrap(),
        guantong_secrets::seal::Keys::one("k1", [8; 32])
            .seal("sign-in elsewhere", text.as_bytes(), &[3; 24])
            .unwrap(),
        keys.seal("sign-in elsewhere", b"kept", &[4; 24]).unwrap(),
        keys.seal("sign-in elsewhere", b"soon kept", &[5; 24]).unwrap(),
        keys.seal("sign-in elsewhere", &[0xff, b' ', 0xff], &[6; 24]).unwrap(),
    ];
    for other in others {
        assert_eq!(house.back_from_elsewhere(&other).await.unwrap(), None, "{other}");
    }
    assert_eq!(house.back_from_elsewhere(&good).await.unwrap().as_deref(), Some("kept"));
}
