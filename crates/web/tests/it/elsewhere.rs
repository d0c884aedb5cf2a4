//! A provider in place of the password: away to it, back with a code, and on to the second factor; and every way in which
//! that comes to nothing.

use crate::browser::Seen;
use crate::house::{FORM, Front, Guest, HERE, House, MINUTE, encoded, well_made};
use crate::town::{empty, town};
use async_trait::async_trait;
use axum::http::StatusCode;
use guantong_secrets::password::Profile;
use guantong_web::{Away, Back, Elsewhere, Unfinished};
use std::sync::{Arc, Mutex};

/// A provider that gives whatever name it is asked for: the code is the name.
#[derive(Default)]
pub(crate) struct Provider {
    /// The codes that were handed in.
    asked: Mutex<Vec<String>>,
}

/// Where it is.
const THERE: &str = "https://id.example/authorize?state=";
/// What it answers with in place of a name.
const DOWN: &str = "down";
const NAMELESS: &str = "nameless";

impl Provider {
    pub(crate) fn here() -> Arc<Self> {
        Arc::default()
    }
}

#[async_trait]
impl Elsewhere for Provider {
    fn name(&self) -> &'static str {
        "京教<通>"
    }

    fn begin(&self, random: &[u8; 64]) -> Away {
        let state: String = random.iter().map(|byte| format!("{byte:02x}")).collect();
        Away { address: format!("{THERE}{state}"), kept: format!("kept {state}") }
    }

    async fn finish(&self, kept: &str, back: &Back, now_seconds: i64) -> Result<String, Unfinished> {
        assert!(now_seconds > 1_600_000_000, "seconds: {now_seconds}");
        if kept.strip_prefix("kept ") != Some(&back.state) {
            return Err(Unfinished::Other);
        }
        if !back.error.is_empty() {
            return Err(Unfinished::Refused);
        }
        self.asked.lock().unwrap().push(back.code.clone());
        match back.code.as_str() {
            DOWN => Err(Unfinished::Failed("the provider: tcp connect error".to_owned())),
            NAMELESS => Err(Unfinished::Nameless),
            code => Ok(code.to_owned()),
        }
    }
}

/// A house that trusts a provider, with some of the people.
async fn house(logins: &[&str]) -> (House, Arc<Provider>) {
    let mut house = House::over(empty().await, Profile::Asvs).with(logins).await;
    let provider = Provider::here();
    house.provider = Some(provider.clone());
    (house, provider)
}

/// Follows the link of the sign-in page to the provider; the state it was sent with.
async fn goes_away(guest: &mut Guest, from: &str) -> String {
    let page = guest.page(from).await;
    let link = page.values("href").into_iter().find(|href| href.starts_with("/sign-in/elsewhere"));
    let link = link.expect("a link to the provider").to_owned();
    let seen = guest.get(&link).await;
    assert_eq!(seen.status, StatusCode::SEE_OTHER, "{}", seen.shown());
    seen.header("location").strip_prefix(THERE).expect("the way to the provider").to_owned()
}

/// Comes back with a code, from another site as browsers say it.
async fn comes_back(guest: &mut Guest, state: &str, code: &str) -> Seen {
    guest.site = Some("cross-site");
    let seen = guest.get(&format!("/sign-in/elsewhere/return?code={}&state={state}", encoded(code))).await;
    guest.site = None;
    seen
}

/// A page that says what happened and leads on; nobody is in, and nothing is kept any more.
fn must_say_no(guest: &Guest, seen: &Seen, status: StatusCode, why: &str) {
    assert_eq!(seen.status, status, "{}", seen.shown());
    well_made(seen, "/sign-in/elsewhere/return");
    assert!(seen.has(why), "{why}: {}", seen.shown());
    let ways = seen.values("href");
    assert!(ways.iter().any(|href| href.starts_with("/sign-in/elsewhere")), "to try again: {ways:?}");
    assert!(ways.iter().any(|href| *href == "/sign-in" || href.starts_with("/sign-in?")), "{ways:?}");
    assert!(!seen.has("code=") && !seen.has("state="), "what the address holds is not led back to");
    assert_eq!(guest.session(), None);
    assert!(guest.cookies.is_empty(), "{:?}", guest.cookies);
}

#[tokio::test]
async fn somebody_goes_to_the_provider_and_comes_in_by_the_second_factor() {
    let mut house = House::over(town(40).await, Profile::Asvs).with(&["jiaowei"]).await;
    let provider = Provider::here();
    house.provider = Some(provider.clone());
    let mut guest = house.guest();
    let page = guest.page("/sign-in?next=%2Fstudents").await;
    assert!(page.has("通过统一身份认证登录：京教&#60;通&#62;"), "{}", page.shown());
    let state = goes_away(&mut guest, "/sign-in?next=%2Fstudents").await;
    assert_eq!(guest.session(), None);
    let seen = comes_back(&mut guest, &state, "jiaowei").await;
    assert_eq!(seen.status, StatusCode::SEE_OTHER, "{}", seen.shown());
    assert_eq!(seen.header("location"), "/sign-in/code?next=%2Fstudents");
    assert_eq!(guest.cookies.len(), 1, "what was kept is gone: {:?}", guest.cookies);
    assert_eq!(guest.get("/students").await.status, StatusCode::FORBIDDEN, "not by the provider alone");
    assert!(guest.page("/sign-in/code?next=%2Fstudents").await.has("第二因素"));

    let code = house.code("jiaowei").await;
    let to = guest.goes("/sign-in/code", &[("code", &code)]).await;
    assert_eq!(guest.get(&to).await.header("location"), "/students");
    assert!(guest.page("/students").await.has("/students/2023-"));
    assert_eq!(*provider.asked.lock().unwrap(), ["jiaowei"]);

    // Whoever was in before in this browser is out.
    let before = guest.cookies.clone();
    let seen = guest.get("/sign-in/elsewhere").await;
    let state = seen.header("location").strip_prefix(THERE).unwrap().to_owned();
    assert_eq!(comes_back(&mut guest, &state, "jiaowei").await.status, StatusCode::SEE_OTHER);
    guest.cookies = before;
    assert_eq!(guest.get("/account").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_trail_says_that_a_provider_stood_in_for_the_password() {
    let (house, _) = house(&["zhongzhi", "shenji"]).await;
    let mut guest = house.guest();
    for code in ["zhongzhi", "nobody1"] {
        let state = goes_away(&mut guest, "/sign-in").await;
        comes_back(&mut guest, &state, code).await;
        guest.cookies.clear();
    }
    let trail = house.entered("shenji").await.page("/trail").await;
    assert_eq!(trail.text.matches("登录（统一身份认证代替密码）").count(), 2, "{}", trail.shown());
    let english = house.entered("shenji").await.english().page("/trail").await;
    assert!(english.has("a provider in place of the password"), "{}", english.shown());
}

#[tokio::test]
async fn item_5_unknown_disabled_invited_and_administrators_are_answered_alike() {
    let (house, _) = house(&["xitong", "anquan", "shenji", "zhongzhi", "qiye"]).await;
    let mut system = house.entered("xitong").await;
    system.page("/accounts").await;
    let fields = [("login", "weiqiyong"), ("name", "未启用"), ("family", "business"), ("students", "")];
    assert_eq!(system.send("/accounts", &fields).await.status, StatusCode::OK);
    let id = house.shown("qiye").await.account.id;
    system.page(&format!("/accounts/{id}")).await;
    system.goes(&format!("/accounts/{id}/disable"), &[]).await;

    let mut guest = house.guest();
    let mut answers = Vec::new();
    for name in ["nobody1", "qiye", "weiqiyong", "xitong", "anquan", "shenji", "Zhongzhi"] {
        let state = goes_away(&mut guest, "/sign-in").await;
        let seen = comes_back(&mut guest, &state, name).await;
        must_say_no(&guest, &seen, StatusCode::UNPROCESSABLE_ENTITY, &format!("说您是“{name}”"));
        answers.push(seen.text.replace(name, "NAME"));
    }
    assert!(answers.iter().all(|answer| *answer == answers[0]), "nothing tells one from another");
    assert!(answers[0].contains("系统、安全、审计管理员只能用密码登录"));

    let mut english = house.guest().english();
    let state = goes_away(&mut english, "/sign-in").await;
    let seen = comes_back(&mut english, &state, "<b>").await;
    must_say_no(&english, &seen, StatusCode::UNPROCESSABLE_ENTITY, "says that you are “&#60;b&#62;”");
}

#[tokio::test]
async fn item_5_the_fifth_no_in_a_row_closes_a_name() {
    let (house, provider) = house(&["zhongzhi"]).await;
    let mut guest = house.guest();
    for _ in 0..5 {
        guest.page("/sign-in").await;
        guest.refused("/sign-in", &[("login", "zhongzhi"), ("password", "Wrong-37 deng")]).await;
    }
    let state = goes_away(&mut guest, "/sign-in").await;
    let seen = comes_back(&mut guest, &state, "zhongzhi").await;
    must_say_no(&guest, &seen, StatusCode::UNPROCESSABLE_ENTITY, "15 分钟内不能再试");
    house.clock.forward(15 * MINUTE);
    let state = goes_away(&mut guest, "/sign-in").await;
    let seen = comes_back(&mut guest, &state, "zhongzhi").await;
    assert_eq!(seen.header("location"), "/sign-in/code?next=%2F");
    assert_eq!(provider.asked.lock().unwrap().len(), 2);
}

#[tokio::test]
async fn what_was_not_begun_in_this_browser_is_refused_before_the_provider_is_asked() {
    const OTHER: &str = "不是在这个浏览器里刚刚开始的登录";
    let (house, provider) = house(&["zhongzhi"]).await;
    let no = StatusCode::BAD_REQUEST;
    let mut guest = house.guest();
    let seen = comes_back(&mut guest, "abc", "zhongzhi").await;
    must_say_no(&guest, &seen, no, OTHER);

    // Somebody else's way, handed over as a link.
    let mut other = house.guest();
    let others = goes_away(&mut other, "/sign-in").await;
    let own = goes_away(&mut guest, "/sign-in").await;
    let seen = comes_back(&mut guest, &others, "zhongzhi").await;
    must_say_no(&guest, &seen, no, OTHER);
    let seen = comes_back(&mut guest, &own, "zhongzhi").await;
    must_say_no(&guest, &seen, no, OTHER);

    // Ten minutes are over.
    let own = goes_away(&mut guest, "/sign-in").await;
    house.clock.forward(10 * MINUTE);
    let seen = comes_back(&mut guest, &own, "zhongzhi").await;
    must_say_no(&guest, &seen, no, OTHER);

    // What is kept was changed, cut, or made up.
    for change in [
        |kept: &str| kept.replace("v1.k1.", "v1.k2."),
        |kept: &str| kept[..60].to_owned(),
        |_: &str| "/ kept abc".to_owned(),
    ] {
        let own = goes_away(&mut guest, "/sign-in").await;
        guest.cookies.values_mut().for_each(|kept| *kept = change(kept));
        let seen = comes_back(&mut guest, &own, "zhongzhi").await;
        must_say_no(&guest, &seen, no, OTHER);
    }
    assert_eq!(*provider.asked.lock().unwrap(), Vec::<String>::new());
}

#[tokio::test]
async fn a_way_back_is_used_once() {
    let (house, provider) = house(&["zhongzhi"]).await;
    let mut guest = house.guest();
    let state = goes_away(&mut guest, "/sign-in").await;
    let kept = guest.cookies.clone();
    assert_eq!(comes_back(&mut guest, &state, "zhongzhi").await.status, StatusCode::SEE_OTHER);
    // The cookie is put back, as by somebody who copied it.
    let mut thief = house.guest();
    thief.cookies = kept;
    let seen = comes_back(&mut thief, &state, "zhongzhi").await;
    must_say_no(&thief, &seen, StatusCode::BAD_REQUEST, "可能用过一次");
    assert_eq!(provider.asked.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn what_the_provider_says_instead_of_a_name_is_told() {
    let (house, _) = house(&["zhongzhi"]).await;
    let mut guest = house.guest();
    let state = goes_away(&mut guest, "/sign-in?next=%2Fplans").await;
    let seen = guest.get(&format!("/sign-in/elsewhere/return?error=access_denied&state={state}")).await;
    must_say_no(&guest, &seen, StatusCode::FORBIDDEN, "没有同意");
    let ways = seen.values("href");
    for way in ["/sign-in/elsewhere?next=%2Fplans", "/sign-in?next=%2Fplans"] {
        assert!(ways.contains(&way), "{way}: {ways:?}");
    }

    let state = goes_away(&mut guest, "/sign-in").await;
    let seen = comes_back(&mut guest, &state, NAMELESS).await;
    must_say_no(&guest, &seen, StatusCode::BAD_GATEWAY, "没有告知您的账号");

    assert_eq!(house.reports.lock().unwrap().len(), 0);
    let state = goes_away(&mut guest, "/sign-in").await;
    let seen = comes_back(&mut guest, &state, DOWN).await;
    let (number, what) = house.reports.lock().unwrap().last().unwrap().clone();
    must_say_no(&guest, &seen, StatusCode::BAD_GATEWAY, &number);
    assert_eq!(what, "/sign-in/elsewhere/return the provider: tcp connect error");
    assert!(!seen.has("tcp"), "item 35: the cause is for the log");
}

#[tokio::test]
async fn without_a_provider_there_is_no_such_address_and_no_link() {
    let house = House::over(empty().await, Profile::Asvs).with(&["zhongzhi"]).await;
    let mut guest = house.guest();
    assert!(!guest.page("/sign-in").await.has("elsewhere"));
    for address in ["/sign-in/elsewhere", "/sign-in/elsewhere/return?code=zhongzhi&state=a"] {
        let seen = guest.get(address).await;
        assert_eq!(seen.status, StatusCode::NOT_FOUND, "{address}");
        assert!(guest.cookies.is_empty());
    }
}

#[tokio::test]
async fn item_23_another_site_leads_back_but_not_away() {
    let (house, _) = house(&["zhongzhi"]).await;
    let mut guest = house.guest();
    for (site, leads) in [("cross-site", false), ("same-site", false), ("same-origin", true), ("none", true)]
    {
        guest.site = Some(site);
        let seen = guest.get("/sign-in/elsewhere").await;
        let expected = if leads { StatusCode::SEE_OTHER } else { StatusCode::FORBIDDEN };
        assert_eq!((seen.status, guest.cookies.len()), (expected, usize::from(leads)), "{site}");
    }
    guest.site = None;
    let state = goes_away(&mut guest, "/sign-in").await;
    let kept = guest.cookies.clone();
    let back = format!("/sign-in/elsewhere/return?code=zhongzhi&state={state}");
    let seen = guest.post(&back, FORM, "").await;
    assert_eq!((seen.status, &guest.cookies), (StatusCode::METHOD_NOT_ALLOWED, &kept));
    assert_eq!(comes_back(&mut guest, &state, "zhongzhi").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn item_11_what_is_kept_is_for_the_server_alone_and_ten_minutes_and_no_open_line() {
    let (house, _) = house(&["zhongzhi"]).await;
    let beyond = Front { local: false, secure: true, ..HERE };
    for (front, begins, ends) in [
        (beyond, "__Host-guantong-away=v1.k1.", "; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=600"),
        (HERE, "guantong-away-local=v1.k1.", "; Path=/; HttpOnly; SameSite=Lax; Max-Age=600"),
    ] {
        let mut guest = house.guest_at(front);
        let long = format!("/students?search={}", "a".repeat(1_900));
        let seen = guest.get(&format!("/sign-in/elsewhere?next={}", encoded(&long))).await;
        let cookie = seen.header("set-cookie").to_owned();
        assert!(cookie.starts_with(begins) && cookie.ends_with(ends), "{cookie}");
        assert!(cookie.len() < 3_000, "a browser keeps 4096 bytes: {}", cookie.len());
        let state = seen.header("location").strip_prefix(THERE).unwrap().to_owned();
        assert!(!cookie.contains(&state), "sealed");
        let seen = comes_back(&mut guest, &state, "zhongzhi").await;
        assert_eq!(seen.header("location"), "/sign-in/code?next=%2F", "too long an address is given up");
    }
    let mut open_line = house.guest_at(Front { local: false, secure: false, ..HERE });
    for address in ["/sign-in/elsewhere", "/sign-in/elsewhere/return?code=zhongzhi&state=a"] {
        let seen = open_line.get(address).await;
        assert_eq!(seen.status, StatusCode::BAD_REQUEST, "{address}");
        assert!(seen.has("这条线路没有加密") && open_line.cookies.is_empty(), "{}", seen.shown());
    }
}
