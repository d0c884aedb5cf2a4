//! What is sent twice has one effect: forms by the key of their page, programs by a key of their own, one server or two.

use crate::browser::Seen;
use crate::database::served;
use crate::house::{FORM, Guest, HERE, House, well_made};
use crate::lives::{FRESH, RESUMED, lives};
use crate::town::NOW;
use axum::http::StatusCode;
use guantong_secrets::password::Profile;
use guantong_service::journal::{NewEntry, digest, link};
use guantong_service::once::Sending;
use guantong_service::ports::Batch;
use guantong_store::{Database, Place, Postgres};
use jiff::civil::date;
use std::sync::Arc;

const LEAVE: &str = "/students/2023-00001/commands/leave";
const RECORD: &str = "/students/2023-00001";
const LEAVES: [(&str, &str); 4] =
    [("on", "2023-10-08"), ("until", "2024-08-31"), ("kind", "health"), ("do", "apply")];

async fn house(logins: &[&str]) -> House {
    House::over(lives(date(2023, 9, 28)).await, Profile::Asvs).with(logins).await
}

async fn entries(house: &House) -> i64 {
    house.office.storage().head().await.unwrap().0
}

fn replayed(seen: &Seen) -> bool {
    seen.header("idempotency-replayed") == "true"
}

#[tokio::test]
async fn a_form_sent_twice_has_one_effect_and_leads_to_the_same_place_with_a_word() {
    let house = house(&["zhongzhi"]).await;
    let mut person = house.entered("zhongzhi").await;
    person.page(LEAVE).await;
    let before = entries(&house).await;
    let first = person.send(LEAVE, &LEAVES).await;
    assert_eq!((first.status, first.header("location")), (StatusCode::SEE_OTHER, RECORD));
    assert!(!replayed(&first));
    let again = person.send(LEAVE, &LEAVES).await;
    let to = format!("{RECORD}?sent=before");
    assert_eq!((again.status, again.header("location")), (StatusCode::SEE_OTHER, to.as_str()));
    assert!(replayed(&again));
    assert_eq!(entries(&house).await, before + 1);
    assert!(person.page(&to).await.has("先前已经办过，这一次没有重复办理"));
    assert!(!person.page(RECORD).await.has("没有重复办理"));
    let mut english = person.clone().english();
    assert!(english.page(&to).await.has("nothing was done twice"));

    // The form opened anew is another.
    person.page(&format!("/students/{RESUMED}/commands/resume")).await;
    let resumes = [("on", "2024-09-01"), ("fit", "true"), ("do", "apply")];
    let back = person.send(&format!("/students/{RESUMED}/commands/resume"), &resumes).await;
    assert_eq!((back.status, back.header("location")), (StatusCode::SEE_OTHER, RECORD));
    assert_eq!(entries(&house).await, before + 2);
}

#[tokio::test]
async fn a_key_with_something_else_is_refused_in_plain_words() {
    let house = house(&["zhongzhi"]).await;
    let mut person = house.entered("zhongzhi").await;
    person.page(LEAVE).await;
    let before = entries(&house).await;
    let form = person.clone();
    assert_eq!(person.send(LEAVE, &LEAVES).await.status, StatusCode::SEE_OTHER);
    let other = [("on", "2023-10-09"), ("until", "2024-08-31"), ("kind", "health"), ("do", "apply")];
    let key = form.filled(LEAVE, &other).split("form-key=").nth(1).unwrap()[..32].to_owned();
    for (mut guest, words, back) in [
        (form.clone(), "这一次没有办理", "回到原来的页面"),
        (form.clone().english(), "Nothing was done this time", "Back to the page"),
    ] {
        let refused = guest.refused(LEAVE, &other).await;
        assert!(refused.has(words) && refused.has(&key) && refused.has(back), "{}", refused.shown());
        assert!(refused.values("href").contains(&LEAVE), "{:?}", refused.values("href"));
    }
    assert_eq!(entries(&house).await, before + 1);
    // The same key for another address is something else as well.
    let body = form.filled(LEAVE, &LEAVES);
    let elsewhere = person.post(&format!("/students/{FRESH}/commands/leave"), FORM, &body).await;
    assert!(elsewhere.status.is_client_error() && elsewhere.status != StatusCode::CONFLICT);
}

#[tokio::test]
async fn what_wrote_nothing_is_taken_up_anew() {
    let house = house(&["zhongzhi"]).await;
    let mut person = house.entered("zhongzhi").await;
    person.page(LEAVE).await;
    let form = person.clone();
    let before = entries(&house).await;
    let tries = [("on", "2023-10-08"), ("until", "2024-08-31"), ("kind", "health"), ("do", "try")];
    for _ in 0..2 {
        let tried = form.clone().send(LEAVE, &tries).await;
        assert!(tried.status == StatusCode::OK && tried.has("stamp--accepted") && !replayed(&tried));
    }
    let wrong = [("on", "gestern"), ("until", "2024-08-31"), ("do", "apply")];
    for _ in 0..2 {
        let wrong = form.clone().refused(LEAVE, &wrong).await;
        assert!(wrong.has("“gestern”不是日期"), "{}", wrong.shown());
    }
    assert_eq!(entries(&house).await, before);
    // And then it is done, once, under the same key.
    assert_eq!(form.clone().send(LEAVE, &LEAVES).await.header("location"), RECORD);
    assert!(replayed(&form.clone().send(LEAVE, &LEAVES).await));
    assert_eq!(entries(&house).await, before + 1);
}

#[tokio::test]
async fn where_the_answer_is_not_known_it_is_said_with_where_to_look() {
    let house = house(&["zhongzhi"]).await;
    let mut person = house.entered("zhongzhi").await;
    person.page(LEAVE).await;
    let body = person.filled(LEAVE, &LEAVES);
    // As a server leaves it that went down between its write and its answer.
    let of_account = house.office.storage().account_by_login("zhongzhi").await.unwrap().unwrap();
    let asked = digest(format!("POST {LEAVE}").as_bytes());
    let sending = Arc::new(Sending {
        account: of_account.id,
        key: body.split("form-key=").nth(1).unwrap()[..32].to_owned(),
        fingerprint: link(&asked, body.as_bytes()).to_string(),
        arrival: "elsewhere".to_owned(),
    });
    let entry = NewEntry {
        stream: "plan/2023".to_owned(),
        version: 2,
        kind: "plan-noted".to_owned(),
        effective_on: date(2023, 9, 28),
        actor: "test".to_owned(),
        body: serde_json::json!({}),
    };
    let batch = Batch { entries: vec![entry], changes: Vec::new() };
    house.office.once(&sending).storage().append(batch, NOW).await.unwrap();
    let before = entries(&house).await;
    let again = person.post(LEAVE, FORM, &body).await;
    assert_eq!((again.status, again.header("retry-after")), (StatusCode::CONFLICT, "1"));
    well_made(&again, LEAVE);
    assert!(again.has("已经办理，结果还没有记下") && again.has("2023年9月28日"), "{}", again.shown());
    assert!(again.values("href").contains(&LEAVE));
    assert_eq!(entries(&house).await, before);
}

/// A key for a program that may write.
async fn key_of(house: &House, login: &str) -> String {
    let mut person = house.entered(login).await;
    person.steps_up(house, login, "新建令牌", "/account").await;
    person.page("/account").await;
    let made = person.send("/account/keys", &[("name", "夜间同步"), ("days", "30"), ("writes", "on")]).await;
    crate::house::codes(&made.text)[0].clone()
}

#[tokio::test]
async fn a_program_names_a_key_of_its_own_and_gets_the_same_answer() {
    let house = house(&["zhongzhi"]).await;
    let mut program = house.guest();
    program.key = Some(key_of(&house, "zhongzhi").await);
    let before = entries(&house).await;
    let body = "version=2&on=2023-10-08&until=2024-08-31&kind=health&do=apply";
    for (n, given) in ["7f2c-1", "7f2c-1", "7f2c-1"].into_iter().enumerate() {
        program.once = Some(given.to_owned());
        let seen = program.post(LEAVE, FORM, body).await;
        assert_eq!(
            (seen.status, seen.header("location")),
            (StatusCode::SEE_OTHER, RECORD),
            "{}",
            seen.shown()
        );
        assert_eq!(replayed(&seen), n > 0);
    }
    let other = program.post(LEAVE, FORM, "version=3&on=2023-10-09&until=2024-08-31&do=apply").await;
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(other.has("7f2c-1") && other.has("请换一个新的编号"), "{}", other.shown());
    for bad in ["", "a b", &"k".repeat(129)] {
        program.once = Some(bad.to_owned());
        let seen = program.post(LEAVE, FORM, body).await;
        assert_eq!(seen.status, StatusCode::BAD_REQUEST, "{bad}");
        assert!(seen.has("Idempotency-Key 须为 1 至 128 个可见的 ASCII 字符"), "{}", seen.shown());
    }
    assert_eq!(entries(&house).await, before + 1);
    // Without a key it is the version that says so.
    program.once = None;
    assert_eq!(program.post(LEAVE, FORM, body).await.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn a_form_with_a_file_is_the_same_whatever_line_parts_it() {
    let house = house(&["zhongzhi"]).await;
    let mut person = house.entered("zhongzhi").await;
    person.page("/progression").await;
    let form = person.filled("/progression", &[]);
    let field =
        |name: &str| form.split(&format!("{name}=")).nth(1).unwrap().split('&').next().unwrap().to_owned();
    let (token, key) = (field("form-token"), field("form-key"));
    let rules = include_bytes!("../../../../demo/progression-rules/changping-2026-2.toml");
    let rules: String = rules.iter().map(|byte| format!("{byte:02x}")).collect();
    let body = |line: &str| {
        format!(
            "--{line}\r\nContent-Disposition: form-data; name=\"form-token\"\r\n\r\n{token}\r\n\
             --{line}\r\nContent-Disposition: form-data; name=\"form-key\"\r\n\r\n{key}\r\n\
             --{line}\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nrules.toml\r\n\
             --{line}\r\nContent-Disposition: form-data; name=\"checked\"\r\n\r\n{rules}\r\n\
             --{line}--\r\n"
        )
    };
    let before = entries(&house).await;
    let mut answers = Vec::new();
    for line in ["x7y8", "x7y8", "another-line"] {
        let kind = format!("multipart/form-data; boundary={line}");
        let seen = person.post("/progression", &kind, &body(line)).await;
        answers.push((seen.status, replayed(&seen)));
    }
    assert_eq!(
        answers.iter().map(|(_, again)| *again).collect::<Vec<_>>(),
        [false, true, true],
        "{answers:?}"
    );
    assert_eq!(entries(&house).await, before + 1);
}

/// Sends the same so many times at once, by each of the guests in turn.
async fn at_once(guests: &[Guest], times: usize, body: &str) -> Vec<Seen> {
    let sent: Vec<_> = (0..times)
        .map(|n| {
            let (mut guest, body) = (guests[n % guests.len()].clone(), body.to_owned());
            tokio::spawn(async move { guest.post(LEAVE, FORM, &body).await })
        })
        .collect();
    let mut answers = Vec::with_capacity(times);
    for sent in sent {
        answers.push(sent.await.unwrap());
    }
    answers
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_times_at_once_one_server_gives_every_one_the_same_answer() {
    let house = house(&["zhongzhi"]).await;
    let mut person = house.entered("zhongzhi").await;
    person.page(LEAVE).await;
    let body = person.filled(LEAVE, &LEAVES);
    let before = entries(&house).await;
    let answers = at_once(&[person], 100, &body).await;
    assert!(answers.iter().all(|seen| seen.status == StatusCode::SEE_OTHER));
    assert!(answers.iter().all(|seen| seen.header("location").starts_with(RECORD)));
    assert_eq!(answers.iter().filter(|seen| !replayed(seen)).count(), 1, "one did it");
    assert_eq!(entries(&house).await, before + 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_servers_share_sessions_and_keys() {
    let place = served("servers");
    let Place::Server { address, .. } = &place else { panic!("{place}") };
    let town = lives(date(2023, 9, 28)).await;
    let filled = Database::Sqlite(town.store.clone());
    filled.copy_to(&Database::create(&place).await.unwrap()).await.unwrap();
    let mut houses = Vec::new();
    for _ in 0..2 {
        let store = Postgres::open(address, None).await.unwrap();
        // The second finds what the first made.
        let logins: &[&str] = if houses.is_empty() { &["zhongzhi"] } else { &[] };
        houses.push(House::in_storage(Arc::new(store), NOW, Profile::Asvs).with(logins).await);
    }
    let [one, two] = &houses[..] else { panic!("two") };

    let mut person = one.entered("zhongzhi").await;
    let mut there = two.guest_at(HERE);
    there.cookies.clone_from(&person.cookies);
    assert!(there.page(LEAVE).await.has("梁嘉宁"), "a session of one is known to the other");
    person.page(LEAVE).await;
    let body = person.filled(LEAVE, &LEAVES);
    let before = entries(one).await;
    let answers = at_once(&[person.clone(), there.clone()], 100, &body).await;
    let did = answers.iter().filter(|seen| seen.status == StatusCode::SEE_OTHER && !replayed(seen));
    assert_eq!(did.count(), 1, "one did it");
    for seen in &answers {
        // Where the other server has not said yet what it answered, that is said.
        let waits = seen.status == StatusCode::CONFLICT && seen.has("已经办理，结果还没有记下");
        assert!(seen.status == StatusCode::SEE_OTHER || waits, "{}: {}", seen.status, seen.shown());
    }
    assert_eq!(entries(two).await, before + 1);
    for house in &houses {
        assert_eq!(house.office.verify().await.unwrap().findings, []);
    }
    // Afterwards both answer the same; and the session ends for both at once.
    assert!(
        replayed(&there.post(LEAVE, FORM, &body).await) && replayed(&person.post(LEAVE, FORM, &body).await)
    );
    assert_eq!(person.goes("/sign-out", &[]).await, "/sign-in");
    let seen = there.get(LEAVE).await;
    assert_eq!(seen.status, StatusCode::FORBIDDEN, "{}", seen.shown());
}

#[tokio::test]
async fn whoever_is_second_sees_who_did_what_above_what_he_typed() {
    let house = house(&["zhongzhi", "jiaowei"]).await;
    let (mut first, mut second) = (house.entered("zhongzhi").await, house.entered("jiaowei").await);
    // Both have the form open.
    first.page(LEAVE).await;
    let opened = second.get(LEAVE).await;
    let mut second = if opened.status == StatusCode::OK { second } else { house.entered("zhongzhi").await };
    second.page(LEAVE).await;
    assert_eq!(first.send(LEAVE, &LEAVES).await.status, StatusCode::SEE_OTHER);
    let typed = [("on", "2023-10-09"), ("until", "2024-07-15"), ("kind", "health"), ("do", "apply")];
    let before = entries(&house).await;
    let late = second.send(LEAVE, &typed).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    well_made(&late, LEAVE);
    for words in [
        "您打开之后有了这些办理",
        "第 3 项　休学，予以办理，2023年10月8日起",
        "梁嘉宁经办",
        "学籍状态：在读 → 休学",
        "您填的仍在下面",
    ] {
        assert!(late.has(words), "{words}: {}", late.shown());
    }
    assert!(late.has("value=\"2023-10-09\"") && late.has("value=\"2024-07-15\""), "what was typed stays");
    assert_eq!(entries(&house).await, before);
    let mut english = second.clone().english();
    let late =
        english.post(LEAVE, FORM, &second.filled(LEAVE, &typed).replace("version=3", "version=2")).await;
    well_made(&late, LEAVE);
    assert!(late.has("Done since you opened it"), "{}", late.shown());
    // Sent again it is decided on the record as it stands now.
    let refused = second.send(LEAVE, &typed).await;
    assert!(refused.status == StatusCode::OK && refused.has("stamp--refused"), "{}", refused.shown());
}
