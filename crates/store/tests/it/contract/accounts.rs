//! Accounts in the database: what stands there once, what is used once, and that all of it is written or nothing.

use super::{Office, Store, trail::note};
use guantong_service::access::{Family, Organisation, OrganisationKind, Role};
use guantong_service::account::{
    Account, AccountChange, AccountState, AccountStorage, Grant, Invitation, Session, SessionState, Token,
};
use guantong_service::ports::AppendError;
use jiff::civil::date;

fn account(n: u32, family: Family) -> Account {
    Account {
        id: format!("A-{n}"),
        login: format!("login.{n}"),
        name: format!("某{n}"),
        family,
        state: AccountState::Active,
        password: Some("hash".to_owned()),
        password_set_at: Some(1),
        totp: Some("sealed".to_owned()),
        totp_step: None,
        made_at: 1,
        made_by: "test".to_owned(),
    }
}

fn organisation(id: &str, name: &str) -> Organisation {
    Organisation {
        id: id.to_owned(),
        name: name.to_owned(),
        kind: OrganisationKind::SecondarySchool,
        district: None,
    }
}

fn grant(id: &str, account: &str, role: Role, by: &str) -> Grant {
    Grant {
        id: id.to_owned(),
        account: account.to_owned(),
        role,
        organisation: organisation("O-1", "甲校"),
        from_on: date(2023, 9, 1),
        to_on: Some(date(2024, 8, 31)),
        stands_in: None,
        given_at: 5,
        given_by: by.to_owned(),
        ended_at: None,
    }
}

fn session(digest: &str, account: &str) -> Session {
    Session {
        digest: digest.to_owned(),
        public_id: format!("public-{digest}"),
        account: account.to_owned(),
        grant: None,
        state: SessionState::Open,
        form_key: "form".to_owned(),
        began_at: 1,
        seen_at: 1,
        stepped_up_at: None,
        purpose: String::new(),
        address: "203.0.113.7".to_owned(),
        agent: "test".to_owned(),
    }
}

fn token(digest: &str, account: &str) -> Token {
    Token {
        digest: digest.to_owned(),
        public_id: format!("public-{digest}"),
        account: account.to_owned(),
        grant: "G-1".to_owned(),
        name: "表".to_owned(),
        reads_only: true,
        made_at: 1,
        expires_at: 100,
        used_at: None,
        ended_at: None,
    }
}

fn invitation(digest: &str, account: Option<&str>) -> Invitation {
    Invitation {
        digest: digest.to_owned(),
        account: account.map(str::to_owned),
        made_at: 1,
        made_by: "test".to_owned(),
        expires_at: 100,
        used_at: None,
    }
}

/// Two accounts of business with a role each at one school.
pub async fn two() -> Office {
    let office = Office::new().await;
    let changes = vec![
        AccountChange::Organisation(organisation("O-1", "甲校"), 1, "test".to_owned()),
        AccountChange::Account(account(1, Family::Business)),
        AccountChange::Account(account(2, Family::Business)),
        AccountChange::Grant(grant("G-1", "A-1", Role::School, "test")),
        AccountChange::Grant(grant("G-2", "A-2", Role::School, "test")),
        AccountChange::Session(session("s1", "A-1")),
        AccountChange::Token(token("t1", "A-1")),
        AccountChange::Invitation(invitation("i1", Some("A-1"))),
        AccountChange::RecoveryCodes { account: "A-1".to_owned(), digests: vec!["r1".into(), "r2".into()] },
    ];
    office.store.keep(changes, Vec::new(), 1).await.unwrap();
    office
}

/// What kind of no it was: the id of the conflict, or `fault`.
async fn refused(store: &Store, changes: Vec<AccountChange>) -> String {
    match store.keep(changes, vec![note("account/A-1")], 2).await {
        Err(AppendError::Conflict(conflict)) => conflict.message.id,
        Err(AppendError::Fault(_)) => "fault".to_owned(),
        Ok(()) => "written".to_owned(),
    }
}

#[tokio::test]
async fn rows_come_back_as_they_were_put_in() {
    let office = two().await;
    let store = &office.store;
    assert!(store.any_account().await.unwrap());
    assert_eq!(store.account("A-1").await.unwrap(), Some(account(1, Family::Business)));
    assert_eq!(store.account_by_login("login.2").await.unwrap(), Some(account(2, Family::Business)));
    assert_eq!(store.organisations().await.unwrap(), [organisation("O-1", "甲校")]);
    let ids = ["A-1".to_owned(), "A-2".to_owned()];
    let (one, two) = (grant("G-1", "A-1", Role::School, "test"), grant("G-2", "A-2", Role::School, "test"));
    assert_eq!(store.grants(&ids).await.unwrap(), [one.clone(), two.clone()]);
    assert_eq!(store.grant("G-1").await.unwrap(), Some(one.clone()));
    assert_eq!(store.grants_at("O-1").await.unwrap(), [one, two]);
    assert_eq!(store.session("s1").await.unwrap(), Some(session("s1", "A-1")));
    assert_eq!(store.token("t1").await.unwrap(), Some(token("t1", "A-1")));
    assert_eq!(store.invitation("i1").await.unwrap(), Some(invitation("i1", Some("A-1"))));
    assert_eq!(store.recovery_codes_left("A-1").await.unwrap(), 2);
    assert_eq!(store.recovery_codes_left("A-2").await.unwrap(), 0);
}

#[tokio::test]
async fn accounts_are_listed_by_login_and_found_by_words() {
    let office = two().await;
    let logins = |search: &'static str, after: &'static str, limit| {
        let store = office.store.clone();
        async move {
            let found = store.accounts(search, after, limit).await.unwrap();
            found.into_iter().map(|account| account.login).collect::<Vec<_>>()
        }
    };
    assert_eq!(logins("", "", 10).await, ["login.1", "login.2"]);
    assert_eq!(logins("", "", 1).await, ["login.1"]);
    assert_eq!(logins("", "login.1", 10).await, ["login.2"]);
    assert_eq!(logins("LOGIN.2", "", 10).await, ["login.2"]);
    assert_eq!(logins("某1", "", 10).await, ["login.1"]);
    for nobody in ["%", "_", "' OR 1 = 1 --"] {
        assert_eq!(logins(nobody, "", 10).await, Vec::<String>::new(), "{nobody}");
    }
}

#[tokio::test]
async fn what_stands_there_once_is_a_conflict_and_leaves_no_note() {
    let office = two().await;
    let mut same_login = account(3, Family::System);
    same_login.login = "login.1".to_owned();
    let mut same_id = account(1, Family::System);
    same_id.login = "login.3".to_owned();
    let id = || "A-1".to_owned();
    for (change, expected) in [
        (AccountChange::Account(same_login), "conflict-login-taken"),
        (AccountChange::Account(same_id), "conflict-account-changed"),
        (AccountChange::Organisation(organisation("O-2", "甲校"), 2, id()), "conflict-organisation-twice"),
        (
            AccountChange::Password { account: "A-9".to_owned(), hash: String::new(), at: 2 },
            "conflict-account-changed",
        ),
        (
            AccountChange::State { account: "A-9".to_owned(), state: AccountState::Disabled, at: 9 },
            "conflict-account-changed",
        ),
        (AccountChange::SecondFactor { account: "A-9".to_owned(), sealed: None }, "conflict-account-changed"),
        (AccountChange::GrantEnded { id: "G-9".to_owned(), at: 2, by: id() }, "conflict-account-changed"),
        (AccountChange::InvitationUsed { digest: "i9".to_owned(), at: 2 }, "conflict-account-changed"),
        (
            AccountChange::RecoveryUsed { account: "A-2".to_owned(), digest: "r1".to_owned(), at: 2 },
            "conflict-account-changed",
        ),
        (
            AccountChange::TokenEnded { account: "A-2".to_owned(), public_id: "public-t1".to_owned(), at: 2 },
            "conflict-account-changed",
        ),
        (
            AccountChange::SessionTurned { from: "s9".to_owned(), to: session("s2", "A-1") },
            "conflict-account-changed",
        ),
    ] {
        // Something good goes before it: that is not written either.
        let good = AccountChange::Session(session("s0", "A-2"));
        let what = format!("{change:?}");
        assert_eq!(refused(&office.store, vec![good, change]).await, expected, "{what}");
        assert!(office.store.session("s0").await.unwrap().is_none(), "{what}");
        assert!(office.store.trail_after(0, 10).await.unwrap().is_empty(), "{what}");
    }
    assert_eq!(refused(&office.store, vec![AccountChange::Session(session("s0", "A-2"))]).await, "written");
    assert_eq!(office.store.trail_after(0, 10).await.unwrap().len(), 1);
}

#[tokio::test]
async fn what_is_used_once_is_not_used_again() {
    let office = two().await;
    let id = || "A-1".to_owned();
    for change in [
        AccountChange::Step { account: id(), step: 7 },
        AccountChange::InvitationUsed { digest: "i1".to_owned(), at: 2 },
        AccountChange::RecoveryUsed { account: id(), digest: "r1".to_owned(), at: 2 },
        AccountChange::SessionTurned { from: "s1".to_owned(), to: session("s2", "A-1") },
        AccountChange::TokenEnded { account: id(), public_id: "public-t1".to_owned(), at: 2 },
        AccountChange::GrantEnded { id: "G-1".to_owned(), at: 2, by: "x".to_owned() },
    ] {
        let what = format!("{change:?}");
        assert_eq!(refused(&office.store, vec![change.clone()]).await, "written", "{what}");
        assert_eq!(refused(&office.store, vec![change]).await, "conflict-account-changed", "{what}");
    }
    let earlier = AccountChange::Step { account: id(), step: 6 };
    assert_eq!(refused(&office.store, vec![earlier]).await, "conflict-account-changed");
    assert_eq!(office.store.recovery_codes_left("A-1").await.unwrap(), 1);
    assert!(office.store.session("s1").await.unwrap().is_none());
    let turned = office.store.session("s2").await.unwrap().unwrap();
    assert_eq!(turned.public_id, "public-s1", "the public id stays");
}

#[tokio::test]
async fn an_invitation_takes_the_place_of_the_one_before() {
    let office = two().await;
    let anew = |digest, account| vec![AccountChange::Invitation(invitation(digest, account))];
    office.store.keep(anew("i2", Some("A-1")), Vec::new(), 2).await.unwrap();
    office.store.keep(anew("f1", None), Vec::new(), 2).await.unwrap();
    office.store.keep(anew("f2", None), Vec::new(), 2).await.unwrap();
    for (digest, there) in [("i1", false), ("i2", true), ("f1", false), ("f2", true)] {
        assert_eq!(office.store.invitation(digest).await.unwrap().is_some(), there, "{digest}");
    }
}

#[tokio::test]
async fn a_role_of_another_family_is_not_written() {
    for family in Family::ALL {
        for role in Role::ALL.iter().filter(|role| **role != Role::Public) {
            let office = two().await;
            let made = vec![
                AccountChange::Account(account(3, *family)),
                AccountChange::Grant(grant("G-3", "A-3", *role, "test")),
            ];
            let expected = if role.family() == *family { "written" } else { "fault" };
            assert_eq!(refused(&office.store, made).await, expected, "{family} {role}");
            assert_eq!(office.store.account("A-3").await.unwrap().is_some(), expected == "written");
        }
    }
}

#[tokio::test]
async fn a_role_given_to_oneself_is_not_written() {
    let office = two().await;
    let own = AccountChange::Grant(grant("G-3", "A-1", Role::School, "A-1"));
    assert_eq!(refused(&office.store, vec![own]).await, "fault");
    assert!(office.store.grant("G-3").await.unwrap().is_none());
}

#[tokio::test]
async fn a_role_given_to_oneself_is_not_written_as_one_that_stands_in_either() {
    let office = two().await;
    let mut own = grant("G-3", "A-1", Role::Commission, "A-1");
    own.stands_in = Some("G-2".to_owned());
    assert_eq!(refused(&office.store, vec![AccountChange::Grant(own)]).await, "fault");
}

#[tokio::test]
async fn what_stands_in_ends_with_what_it_stands_in_for() {
    let ended = |id: &str| AccountChange::GrantEnded { id: id.to_owned(), at: 9, by: "x".to_owned() };
    let all = AccountChange::GrantsEnded { account: "A-1".to_owned(), at: 9, by: "x".to_owned() };
    for (change, gone) in [(ended("G-1"), true), (all, true), (ended("G-2"), false)] {
        let office = two().await;
        let mut standing_in = grant("G-3", "A-2", Role::School, "A-1");
        standing_in.stands_in = Some("G-1".to_owned());
        office.store.keep(vec![AccountChange::Grant(standing_in)], Vec::new(), 2).await.unwrap();
        let what = format!("{change:?}");
        office.store.keep(vec![change], Vec::new(), 9).await.unwrap();
        let held = office.store.grant("G-3").await.unwrap().unwrap();
        assert_eq!(held.ended_at.is_some(), gone, "{what}");
    }
}

#[tokio::test]
async fn an_account_that_leaves_its_use_loses_password_keys_and_invitation() {
    let office = two().await;
    let state = AccountChange::State { account: "A-1".to_owned(), state: AccountState::Disabled, at: 9 };
    office.store.keep(vec![state], Vec::new(), 50).await.unwrap();
    let after = office.store.account("A-1").await.unwrap().unwrap();
    assert_eq!((after.state, after.password, after.password_set_at), (AccountState::Disabled, None, None));
    assert!(office.store.token("t1").await.unwrap().is_none());
    assert!(office.store.tokens("A-1").await.unwrap().is_empty());
    assert!(office.store.invitation("i1").await.unwrap().is_none());
    assert_eq!(office.store.account("A-2").await.unwrap(), Some(account(2, Family::Business)));
}

#[tokio::test]
async fn sessions_end_one_by_one_all_but_one_or_all_and_of_one_account_alone() {
    let office = two().await;
    let more = ["s2", "s3"].map(|digest| AccountChange::Session(session(digest, "A-1")));
    office.store.keep(more.to_vec(), Vec::new(), 2).await.unwrap();
    let other = AccountChange::Session(session("o1", "A-2"));
    office.store.keep(vec![other], Vec::new(), 2).await.unwrap();
    let going_on = || {
        let store = office.store.clone();
        async move {
            let mut all = Vec::new();
            for digest in ["s1", "s2", "s3", "o1"] {
                if store.session(digest).await.unwrap().is_some() {
                    all.push(digest);
                }
            }
            all
        }
    };
    let one = |account: &str, public_id: &str| AccountChange::SessionEnded {
        account: account.to_owned(),
        public_id: public_id.to_owned(),
        at: 3,
        why: "ended",
    };
    let all = |but: Option<&str>| AccountChange::SessionsEnded {
        account: "A-1".to_owned(),
        but: but.map(str::to_owned),
        at: 3,
        why: "ended",
    };
    for (change, expected) in [
        (one("A-2", "public-s1"), vec!["s1", "s2", "s3", "o1"]),
        (one("A-1", "public-s1"), vec!["s2", "s3", "o1"]),
        (all(Some("public-s3")), vec!["s3", "o1"]),
        (all(None), vec!["o1"]),
    ] {
        let what = format!("{change:?}");
        office.store.keep(vec![change], Vec::new(), 3).await.unwrap();
        assert_eq!(going_on().await, expected, "{what}");
    }
}

#[tokio::test]
async fn fifty_attempts_at_once_are_five() {
    let office = Office::new().await;
    let tries = (0..50).map(|_| {
        let store = office.store.clone();
        tokio::spawn(async move { store.attempt("subject", 100, 5, 1_000).await.unwrap() })
    });
    let mut let_in = 0;
    for tried in tries.collect::<Vec<_>>() {
        match tried.await.unwrap() {
            None => let_in += 1,
            Some(until) => assert_eq!(until, 1_100),
        }
    }
    assert_eq!(let_in, 5);
    assert_eq!(office.store.attempt("another", 100, 5, 1_000).await.unwrap(), None);
    office
        .store
        .keep(vec![AccountChange::Forgiven { subject: "subject".to_owned() }], Vec::new(), 1)
        .await
        .unwrap();
    assert_eq!(office.store.attempt("subject", 100, 5, 1_000).await.unwrap(), None);
}

#[tokio::test]
async fn an_attempt_that_is_taken_back_does_not_count() {
    let office = Office::new().await;
    let attempt = || office.store.attempt("subject", 100, 3, 1_000);
    let back = || {
        let change = AccountChange::Unattempted { subject: "subject".to_owned() };
        office.store.keep(vec![change], Vec::new(), 100)
    };
    for _ in 0..9 {
        assert_eq!(attempt().await.unwrap(), None);
        back().await.unwrap();
    }
    back().await.unwrap();
    for _ in 0..3 {
        assert_eq!(attempt().await.unwrap(), None, "never fewer than none");
    }
    assert_eq!(attempt().await.unwrap(), Some(1_100));
    // The one that closed it was right after all.
    back().await.unwrap();
    assert_eq!(attempt().await.unwrap(), None);
    assert_eq!(attempt().await.unwrap(), Some(1_100));
}
