//! Tokens that the provider really made, and that are not to be believed all the same.

use crate::glewlwyd::{LIFETIME, NAME};
use crate::house::{House, drawn, finish, part, with};
use crate::relay::{Relay, Side};
use data_encoding::BASE64URL_NOPAD;
use guantong_oidc::{OidcError, Provider, Settings};
use serde_json::Value;

#[tokio::test]
async fn a_token_with_another_nonce_is_refused() {
    let mut house = House::new();
    let provider = house.discover("guantong").await;
    let (begun, other) = (provider.begin(&drawn(1)), provider.begin(&drawn(2)));
    let back = house.go(&with(&begun.address, "nonce", &part(&other.address, "nonce")));
    assert_eq!(finish(&provider, &begun, &back).await, Err(OidcError::Nonce));
}

#[tokio::test]
async fn a_token_is_good_until_its_time_is_over() {
    let mut house = House::new();
    let provider = house.discover("guantong").await;
    // The provider's clock may have gone on by some seconds between its page and its token.
    for (later, good) in [(LIFETIME - 1, true), (LIFETIME + 60, false), (i64::MAX / 2, false)] {
        let begun = provider.begin(&drawn(1));
        let mut back = house.go(&begun.address);
        back.now += later;
        let result = finish(&provider, &begun, &back).await;
        assert_eq!(result.err(), (!good).then_some(OidcError::Expired), "{later}");
    }
}

#[tokio::test]
async fn a_token_made_for_another_client_is_refused() {
    let mut house = House::new();
    let ours = house.discover("desk").await;
    let begun = ours.begin(&drawn(1));
    // Another client's own sign-in, nonce and all, which somebody hands to us.
    let back = house.go(&with(&begun.address, "client_id", "another"));
    house.relay.change(Side::Request, "/token", |body| {
        assert!(body.contains("client_id=desk"), "{body}");
        body.replace("client_id=desk", "client_id=another")
    });
    assert_eq!(finish(&ours, &begun, &back).await, Err(OidcError::Audience));
}

#[tokio::test]
async fn another_issuer_s_token_is_refused() {
    let mut house = House::new();
    // A second address of the same provider, which says of itself what we expect and hands on the first one's tokens.
    let second = Relay::to(house.port);
    let (first, other) = (house.relay.port.to_string(), second.port.to_string());
    second.change(Side::Answer, "/openid-configuration", move |body| body.replace(&first, &other));
    let issuer = format!("http://127.0.0.1:{}/api/oidc", second.port);
    let provider = Provider::discover(Settings { issuer, ..house.settings("guantong") }).await.unwrap();
    let begun = provider.begin(&drawn(1));
    let back = house.go(&begun.address);
    assert_eq!(finish(&provider, &begun, &back).await, Err(OidcError::Issuer));
}

#[tokio::test]
async fn a_token_that_was_altered_or_is_not_signed_is_refused() {
    let mut house = House::new();
    let provider = house.discover("guantong").await;
    let alterations: [(Alteration, bool); 4] = [
        (|parts| parts.join("."), true),
        (other_subject, false),
        (other_signature, false),
        (unsigned, false),
    ];
    for (number, (alter, good)) in (0..).zip(alterations) {
        house.relay.change(Side::Answer, "/token", move |body| altered(body, alter));
        let begun = provider.begin(&drawn(number));
        let back = house.go(&begun.address);
        match finish(&provider, &begun, &back).await {
            Ok(who) => assert!(good, "{number}: {who:?}"),
            Err(error) => assert!(!good && matches!(error, OidcError::Signature(_)), "{number}: {error:?}"),
        }
    }
}

/// A token made of the three parts of another: header, claims, signature.
type Alteration = fn([&str; 3]) -> String;

/// The provider's answer with its identity token altered.
fn altered(body: &str, alter: Alteration) -> String {
    let mut answer: Value = serde_json::from_str(body).expect("an answer");
    let token = answer["id_token"].as_str().expect("a token");
    let parts: Vec<&str> = token.split('.').collect();
    answer["id_token"] = alter(parts.try_into().expect("three parts")).into();
    answer.to_string()
}

fn other_subject([header, claims, signature]: [&str; 3]) -> String {
    let decoded = BASE64URL_NOPAD.decode(claims.as_bytes()).unwrap();
    let mut claims: Value = serde_json::from_slice(&decoded).unwrap();
    claims["sub"] = "somebody else".into();
    [header, &BASE64URL_NOPAD.encode(claims.to_string().as_bytes()), signature].join(".")
}

fn other_signature([header, claims, signature]: [&str; 3]) -> String {
    let mut decoded = BASE64URL_NOPAD.decode(signature.as_bytes()).unwrap();
    decoded[7] ^= 1;
    [header, claims, &BASE64URL_NOPAD.encode(&decoded)].join(".")
}

fn unsigned([_, claims, _]: [&str; 3]) -> String {
    [&BASE64URL_NOPAD.encode(br#"{"alg":"none"}"#), claims, ""].join(".")
}

#[tokio::test]
async fn a_provider_may_change_its_key_between_two_sign_ins() {
    let mut house = House::new();
    let provider = house.discover("guantong").await;
    let begun = provider.begin(&drawn(1));
    let back = house.go(&begun.address);
    assert!(finish(&provider, &begun, &back).await.is_ok());
    assert_eq!(house.relay.asked("/jwks"), 1, "while the key stays it is not asked for again");
    house.provider.change_key();
    let begun = provider.begin(&drawn(2));
    let back = house.go(&begun.address);
    assert_eq!(finish(&provider, &begun, &back).await.unwrap().name.as_deref(), Some(NAME));
    assert_eq!(house.relay.asked("/jwks"), 2);
}
