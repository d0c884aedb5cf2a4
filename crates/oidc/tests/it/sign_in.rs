//! A sign-in from beginning to end, and what does not belong to it.

use crate::glewlwyd::{NAME, REDIRECT, USER};
use crate::house::{House, drawn, finish, part, with};
use guantong_oidc::{Begun, OidcError, Who};

#[tokio::test]
async fn a_person_of_the_providers_is_known_each_time() {
    let mut house = House::new();
    let provider = house.discover("guantong").await;
    let mut known: Vec<Who> = Vec::new();
    for seed in [1, 2] {
        let kept = provider.begin(&drawn(seed)).to_text();
        let begun = Begun::parse(&kept).unwrap();
        let back = house.go(&begun.address);
        known.push(finish(&provider, &begun, &back).await.unwrap());
    }
    assert_eq!(known[0], known[1]);
    assert_eq!(known[0].issuer, house.settings("guantong").issuer);
    assert!(!known[0].subject.is_empty());
    assert_eq!(known[0].preferred_username.as_deref(), Some(USER));
    assert_eq!(known[0].name.as_deref(), Some(NAME));
}

#[tokio::test]
async fn a_client_without_a_secret_is_known_by_its_verifier() {
    let mut house = House::new();
    let provider = house.discover("desk").await;
    let begun = provider.begin(&drawn(1));
    let back = house.go(&begun.address);
    assert_eq!(finish(&provider, &begun, &back).await.unwrap().name.as_deref(), Some(NAME));
}

#[tokio::test]
async fn the_address_asks_for_a_code_with_pkce_and_nothing_more() {
    let house = House::new();
    let provider = house.discover("guantong").await;
    let (one, two) = (provider.begin(&drawn(1)), provider.begin(&drawn(2)));
    let expected = [
        ("response_type", "code"),
        ("client_id", "guantong"),
        ("redirect_uri", REDIRECT),
        ("code_challenge_method", "S256"),
        ("scope", "openid profile"),
    ];
    for (name, value) in expected {
        assert_eq!(part(&one.address, name), value);
    }
    for name in ["state", "nonce", "code_challenge"] {
        assert_ne!(part(&one.address, name), part(&two.address, name), "{name}");
    }
    assert_eq!(one, provider.begin(&drawn(1)), "all of it comes from the bytes");
}

#[tokio::test]
async fn another_state_is_refused_before_the_code_is_used() {
    let mut house = House::new();
    let provider = house.discover("guantong").await;
    let (begun, other) = (provider.begin(&drawn(1)), provider.begin(&drawn(2)));
    let back = house.go(&begun.address);
    let shorter: String = back.state.chars().skip(1).collect();
    for state in ["", &shorter, &part(&other.address, "state")] {
        assert_eq!(provider.finish(&begun, state, &back.code, back.now).await, Err(OidcError::State));
    }
    assert_eq!(house.relay.asked("/token"), 0);
    assert!(finish(&provider, &begun, &back).await.is_ok(), "the code was not used up");
}

#[tokio::test]
async fn a_code_is_taken_once_and_one_that_is_none_never() {
    let mut house = House::new();
    let provider = house.discover("guantong").await;
    let begun = provider.begin(&drawn(1));
    let back = house.go(&begun.address);
    let made_up = provider.finish(&begun, &back.state, "made-up", back.now).await;
    assert!(matches!(made_up, Err(OidcError::Refused(_))), "{made_up:?}");
    assert!(finish(&provider, &begun, &back).await.is_ok());
    let again = finish(&provider, &begun, &back).await;
    assert!(matches!(again, Err(OidcError::Refused(_))), "{again:?}");
}

#[tokio::test]
async fn a_code_that_another_browser_asked_for_is_refused() {
    let mut house = House::new();
    let provider = house.discover("guantong").await;
    let (begun, other) = (provider.begin(&drawn(1)), provider.begin(&drawn(2)));
    let challenge = part(&other.address, "code_challenge");
    let back = house.go(&with(&begun.address, "code_challenge", &challenge));
    let refused = finish(&provider, &begun, &back).await;
    assert!(matches!(refused, Err(OidcError::Refused(_))), "{refused:?}");
}

#[tokio::test]
async fn another_client_s_code_is_refused_by_the_provider() {
    let mut house = House::new();
    let (ours, theirs) = (house.discover("desk").await, house.discover("another").await);
    let begun = theirs.begin(&drawn(1));
    let back = house.go(&begun.address);
    let refused = finish(&ours, &begun, &back).await;
    assert!(matches!(refused, Err(OidcError::Refused(_))), "{refused:?}");
}

#[tokio::test]
async fn a_sign_in_can_be_handed_from_thread_to_thread() {
    fn sent<T: Send>(future: T) -> T {
        future
    }
    let mut house = House::new();
    let provider = sent(guantong_oidc::Provider::discover(house.settings("guantong"))).await.unwrap();
    let begun = provider.begin(&drawn(1));
    let back = house.go(&begun.address);
    let who = tokio::spawn(async move { finish(&provider, &begun, &back).await }).await.unwrap();
    assert!(who.is_ok(), "{who:?}");
}
