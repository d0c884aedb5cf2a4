//! Finding a provider, and those that are not to be used.

use crate::house::House;
use crate::relay::{Relay, Side};
use guantong_oidc::{OidcError, Provider, Settings};

async fn refused(settings: Settings) -> OidcError {
    Provider::discover(settings).await.expect_err("a provider that is refused")
}

#[tokio::test]
async fn settings_that_cannot_be_used_are_named_before_anything_is_asked() {
    let good = Settings {
        issuer: "https://id.example.org".into(),
        client_id: "guantong".into(),
        client_secret: None,
        redirect: "https://office.example.org/back".into(),
    };
    for (issuer, redirect, named) in [
        ("http://id.example.org", good.redirect.as_str(), "issuer http://id.example.org"),
        ("id.example.org", good.redirect.as_str(), "issuer id.example.org"),
        (good.issuer.as_str(), "back", "redirect back"),
    ] {
        let settings = Settings { issuer: issuer.into(), redirect: redirect.into(), ..good.clone() };
        let error = refused(settings).await;
        let OidcError::Setting(text) = &error else { panic!("{error:?}") };
        assert!(text.starts_with(named), "{text}");
    }
}

#[tokio::test]
async fn a_provider_that_calls_itself_otherwise_is_refused() {
    let house = House::new();
    let second = Relay::to(house.port);
    let issuer = format!("http://127.0.0.1:{}/api/oidc", second.port);
    let error = refused(Settings { issuer, ..house.settings("guantong") }).await;
    assert!(matches!(&error, OidcError::Provider(text) if text.contains("issuer")), "{error:?}");
}

#[tokio::test]
async fn an_address_without_encryption_elsewhere_is_refused() {
    for name in ["authorization_endpoint", "token_endpoint", "jwks_uri"] {
        let house = House::new();
        let here = format!(r#""{name}":"http://127.0.0.1:{}"#, house.relay.port);
        house.relay.change(Side::Answer, "/openid-configuration", move |body| {
            assert!(body.contains(&here), "{body}");
            body.replace(&here, &format!(r#""{name}":"http://id.example.org"#))
        });
        let error = refused(house.settings("guantong")).await;
        assert!(matches!(&error, OidcError::Provider(text) if text.contains("not encrypted")), "{error:?}");
    }
}

#[tokio::test]
async fn what_is_no_answer_of_a_provider_is_refused() {
    let house = House::new();
    let answers: [fn(&str) -> String; 3] = [
        |_| "<html></html>".to_owned(),
        |body| format!("{}{body}", " ".repeat(2 << 20)),
        |body| body.replace(r#""token_endpoint":"#, r#""another_endpoint":"#),
    ];
    for (answer, said) in answers.into_iter().zip(["parse", "longer than", "token endpoint"]) {
        house.relay.change(Side::Answer, "/openid-configuration", answer);
        let error = refused(house.settings("guantong")).await;
        assert!(matches!(&error, OidcError::Provider(text) if text.contains(said)), "{said}: {error:?}");
    }
    let nowhere = Settings { issuer: "http://127.0.0.1:1".into(), ..house.settings("guantong") };
    assert!(matches!(refused(nowhere).await, OidcError::Provider(_)));
}

#[test]
fn settings_show_no_secret() {
    let settings = Settings {
        issuer: "https://id.example.org".into(),
        client_id: "guantong".into(),
        client_secret: Some("very secret".into()),
        redirect: "https://office.example.org/back".into(),
    };
    let shown = format!("{settings:?}");
    assert!(shown.contains("id.example.org") && !shown.contains("very secret"), "{shown}");
}
