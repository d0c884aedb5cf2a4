//! Forms are good only for the session they were made for; and a link that would be refused is no link.

use crate::browser::Seen;
use crate::house::{FORM, Front, Guest, HERE, House, PEOPLE, encoded, forms};
use crate::lives::{AWAY, RESUMED, lives};
use crate::town::{empty, town};
use axum::http::{Method, StatusCode};
use guantong_secrets::password::Profile;
use guantong_web::routes;
use jiff::civil::date;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::Path;
use std::sync::LazyLock;

#[tokio::test]
async fn item_23_a_form_is_taken_only_with_the_token_of_its_own_session() {
    let house = House::over(empty().await, Profile::Asvs).with(&["xitong", "anquan"]).await;
    let mut system = house.entered("xitong").await;
    let mut other = house.entered("xitong").await;
    let mut another = house.entered("anquan").await;
    for guest in [&mut system, &mut other, &mut another] {
        guest.page("/organisations").await;
    }
    let made = "kind=academy&name=x&district=";
    let own = system.token();
    let plain = FORM;
    for (what, kind, body) in [
        ("no token", plain, made.to_owned()),
        ("an empty one", plain, format!("form-token=&{made}")),
        ("half of it", plain, format!("form-token={}&{made}", &own[..32])),
        ("the same person's other session", plain, format!("form-token={}&{made}", other.token())),
        ("another's", plain, format!("form-token={}&{made}", another.token())),
        ("in another field", plain, format!("token={own}&{made}")),
        ("in another field's value", plain, format!("kind=form-token={own}&name=x")),
        ("behind another of its name", plain, format!("form-token=0&form-token={own}&{made}")),
        ("as JSON", "application/json", format!("{{\"form-token\":\"{own}\",\"kind\":\"academy\"}}")),
    ] {
        let seen = system.post("/organisations", kind, &body).await;
        must_be_forged(&seen, what);
    }
    let seen = system.post(&format!("/organisations?form-token={own}"), FORM, made).await;
    must_be_forged(&seen, "in the address");
    // Of an answer that cannot be read as the form nothing is written either.
    let seen = system.post("/organisations", "text/plain", &format!("form-token={own}&{made}")).await;
    assert!(seen.status.is_client_error(), "{}", seen.status);
    assert_eq!(house.office.organisations().await.unwrap().len(), 1, "nothing was written");

    let seen = system.post("/organisations", FORM, &format!("form-token={own}&{made}")).await;
    assert_eq!(seen.status, StatusCode::SEE_OTHER, "{}", seen.shown());
    assert_eq!(house.office.organisations().await.unwrap().len(), 2);

    // After a step by which the session got another id, the forms of before are good no more.
    system.steps_up(&house, "xitong", "核对单位", "/organisations").await;
    let seen = system.post("/organisations", FORM, &format!("form-token={own}&kind=academy&name=y")).await;
    must_be_forged(&seen, "of before the step");
    let seen = system.post("/sign-out", FORM, "").await;
    must_be_forged(&seen, "sign out");
    system.page("/account").await;
}

fn must_be_forged(seen: &Seen, what: &str) {
    assert_eq!(seen.status, StatusCode::FORBIDDEN, "{what}: {}", seen.shown());
    seen.must_be_well_made(what);
    assert!(seen.has("这张表单已经失效") && seen.has("什么也没有改动"), "{what}: {}", seen.shown());
}

#[tokio::test]
async fn item_23_a_form_with_a_file_is_taken_only_with_the_token_first() {
    let house = House::over(empty().await, Profile::Asvs).with(&["jiaowei"]).await;
    let mut person = house.entered("jiaowei").await;
    person.page("/plans/import").await;
    let token = person.token();
    let kind = "multipart/form-data; boundary=cut";
    let field = |name: &str, value: &str| {
        format!("--cut\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let file = |bytes: &str| {
        let head = "--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n";
        format!("{head}{bytes}\r\n")
    };
    let rows = "一,二\r\n".repeat(3_000);
    assert!(rows.len() > 16 * 1024);
    let (year, good) = (field("year", "2023"), field("form-token", &token));
    for (what, body) in [
        ("none", format!("{year}{}--cut--\r\n", file(&rows))),
        ("behind the file", format!("{year}{}{good}--cut--\r\n", file(&rows))),
        ("behind a small file", format!("{year}{}{good}--cut--\r\n", file("a,b"))),
        ("within the file", format!("{year}{}--cut--\r\n", file(&good))),
        ("another", format!("{}{year}{}--cut--\r\n", field("form-token", &"0".repeat(64)), file("a,b"))),
    ] {
        must_be_forged(&person.post("/plans/import", kind, &body).await, what);
    }
    assert!(house.office.storage().plan_draft(2023).await.unwrap().is_none());
    // With it the form is read: the whole of it, also what was looked at before.
    let body = format!("{good}{year}{}--cut--\r\n", file(&rows));
    let seen = person.post("/plans/import", kind, &body).await;
    assert_ne!(seen.status, StatusCode::FORBIDDEN, "{}", seen.shown());
    assert!(!seen.has("这张表单已经失效") && seen.has("2023"), "{}", seen.shown());
}

/// Every template below a folder, with its name.
fn templates(folder: &Path, found: &mut BTreeMap<String, String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            templates(&path, found);
        } else {
            found.insert(path.display().to_string(), std::fs::read_to_string(&path).unwrap());
        }
    }
}

#[test]
fn item_23_every_form_of_every_template_begins_with_its_token() {
    let mut found = BTreeMap::new();
    templates(&Path::new(env!("CARGO_MANIFEST_DIR")).join("templates"), &mut found);
    let mut posts = 0;
    for (name, html) in &found {
        for form in html.split("<form").skip(1) {
            // Within a tag what stands between braces may hold anything.
            let mut rest = form;
            let tag_end = loop {
                let end = rest.find('>').unwrap();
                let open = rest[..end].matches("{{").count() > rest[..end].matches("}}").count();
                match rest[..end].rfind("{%").filter(|at| !rest[*at..end].contains("%}")) {
                    _ if open => rest = &rest[rest.find("}}").unwrap()..],
                    Some(at) => rest = &rest[at + rest[at..].find("%}").unwrap()..],
                    None => break form.len() - rest.len() + end,
                }
            };
            let (tag, inner) = form.split_at(tag_end);
            let method = tag.split("method=\"").nth(1).and_then(|rest| rest.split('"').next());
            match method {
                Some("post") => {
                    posts += 1;
                    assert!(inner[1..].starts_with("{{ page.token()|safe }}"), "{name}: <form{tag}>");
                }
                Some("get") => {}
                other => panic!("{name}: <form{tag}> is sent by {other:?}"),
            }
        }
    }
    assert!(posts > 40 && found.len() > 60, "{posts} forms in {} templates", found.len());
}

/// Every form of a page that changes something has the token of the session, where there is one; no other form has it.
fn forms_have_their_token(html: &str, at: &str, signed: bool) -> usize {
    let all = forms(html);
    assert_eq!(all.len(), html.matches("<form").count(), "{at}");
    let tokens: BTreeSet<_> = all.iter().filter_map(|form| form.hidden.get("form-token")).collect();
    assert!(tokens.len() <= 1, "{at}: {tokens:?}");
    for form in &all {
        // What is only asked for stands in addresses, and those in histories: no token there.
        assert_eq!(form.hidden.contains_key("form-token"), form.posts && signed, "{at}: {}", form.action);
    }
    all.iter().filter(|form| form.posts).count()
}

/// An address with its variable parts filled in.
fn filled(path: &str) -> String {
    let parts: Vec<&str> = path.split('/').collect();
    let fill = |at: usize| match (parts[at], at.checked_sub(1).map_or("", |before| parts[before])) {
        ("{id}", "students") => RESUMED.to_owned(),
        ("{no}", _) => "231108000000".to_owned(),
        ("{name}", _) => encoded("北京市昌平职业学校"),
        ("{year}" | "{from}", _) => "2023".to_owned(),
        ("{to}", _) => "2024".to_owned(),
        ("{round}", _) => "early".to_owned(),
        ("{term}", _) => "autumn".to_owned(),
        ("{edition}", _) => "beijing-2023".to_owned(),
        ("{clause}", _) => "3.3.1".to_owned(),
        ("{book}", _) => "secondary".to_owned(),
        ("{command}", _) => "leave".to_owned(),
        (part, _) if part.starts_with('{') => "none".to_owned(),
        (part, _) => part.to_owned(),
    };
    (0..parts.len()).map(fill).collect::<Vec<_>>().join("/")
}

#[tokio::test]
async fn item_23_every_form_of_every_page_has_the_token_of_the_session() {
    let house = House::over(lives(date(2027, 11, 22)).await, Profile::Asvs);
    let house = house.with(&["jiaowei", "zhongzhi", "xitong", "anquan"]).await;
    let mut posts = 0;
    for login in ["jiaowei", "zhongzhi", "xitong", "anquan"] {
        let mut person = house.entered(login).await;
        let other = format!("/accounts/{}", house.shown("jiaowei").await.account.id);
        let listed = routes().into_iter().filter(|listed| listed.method == Method::GET);
        let addresses = listed
            .map(|listed| filled(&listed.path))
            .filter(|path| !path.starts_with("/language/") && !path.starts_with("/size/"));
        for address in addresses.chain([other]) {
            let seen = person.get(&address).await;
            assert!(!seen.status.is_server_error(), "{login} {address}");
            if seen.header("content-type").starts_with("text/html") {
                posts += forms_have_their_token(&seen.text, &address, true);
            }
        }
    }
    assert!(posts > 200, "{posts}");
}

/// The addresses of the house that a page links to.
fn links(seen: &Seen) -> BTreeSet<String> {
    let hrefs = seen.elements("a").filter_map(|a| a.split(" href=\"").nth(1)?.split('"').next());
    let whole = hrefs.map(|href| href.split('#').next().unwrap().replace("&#38;", "&").replace("&amp;", "&"));
    whole
        .filter(|href| {
            href.starts_with('/') && !href.starts_with("/language/") && !href.starts_with("/size/")
        })
        .collect()
}

/// What kind of page an address is: its path without numbers and names, and what is asked of it.
fn kind(address: &str) -> String {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let fits = |listed: &str| {
        let (parts, given): (Vec<_>, Vec<_>) = (listed.split('/').collect(), path.split('/').collect());
        parts.len() == given.len()
            && parts.iter().zip(&given).all(|(part, given)| part == given || part.starts_with('{'))
    };
    // Told of every link: the house is drawn up once.
    static PATHS: LazyLock<Vec<String>> =
        LazyLock::new(|| routes().into_iter().map(|listed| listed.path).collect());
    let of = PATHS.iter().map(String::as_str).filter(|listed| fits(listed));
    let path = of.min_by_key(|listed| listed.matches('{').count()).unwrap_or(path);
    let asked: Vec<&str> = query.split('&').filter_map(|pair| pair.split('=').next()).collect();
    format!("{path}?{}", asked.join("&"))
}

/// Files, and names to be printed, that are given only after stepping up.
fn is_export(address: &str) -> bool {
    let path = address.split('?').next().unwrap();
    path.starts_with("/letters/") || [".csv", ".xlsx", ".json"].iter().any(|end| path.ends_with(end))
}

/// Goes through the house by its links, some of each kind, as somebody; what was refused, and how much was seen.
async fn walk(guest: &mut Guest, who: &str, from: &[&str]) -> (Vec<String>, usize) {
    let mut ahead: VecDeque<(String, String, usize)> =
        from.iter().map(|at| ((*at).to_owned(), "-".to_owned(), 0)).collect();
    let mut known: BTreeSet<String> = from.iter().map(|at| (*at).to_owned()).collect();
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    let (mut refused, mut seen_pages) = (Vec::new(), 0);
    while let Some((address, before, depth)) = ahead.pop_front() {
        let seen = guest.get(&address).await;
        seen_pages += 1;
        let step_up = seen.values("href").iter().any(|href| href.starts_with("/account/step-up"));
        if seen.status == StatusCode::FORBIDDEN && !(is_export(&address) && step_up) {
            refused.push(format!("{who}: {before} leads to {address}: {}", seen.status));
        }
        assert!(!seen.status.is_server_error(), "{who}: {address}");
        if seen.status != StatusCode::OK || !seen.header("content-type").starts_with("text/html") {
            continue;
        }
        forms_have_their_token(&seen.text, &address, guest.session().is_some());
        if depth == 4 {
            continue;
        }
        for link in links(&seen) {
            let of_kind = kinds.entry(kind(&link)).or_default();
            if *of_kind < 2 && known.insert(link.clone()) {
                *of_kind += 1;
                ahead.push_back((link, address.clone(), depth + 1));
            }
        }
    }
    (refused, seen_pages)
}

/// Goes through the house as everybody of some, and as somebody whom nobody knows.
async fn everybody_walks(part: usize, of: usize, strangers: &[bool]) {
    let house = House::over(lives(date(2027, 11, 22)).await, Profile::Asvs);
    let logins: Vec<&str> =
        PEOPLE.iter().map(|(login, ..)| *login).filter(|login| *login != "jiaowei2").collect();
    let logins: Vec<&str> = logins.into_iter().skip(part).step_by(of).collect();
    let house = house.with(&logins).await;
    let away = format!("/students/{AWAY}");
    let record = format!("/students/{RESUMED}");
    let mut all = Vec::new();
    for login in logins {
        let mut person = house.entered(login).await;
        let mut from = vec!["/", "/account"];
        if ["jiaowei", "zhongzhi"].contains(&login) {
            from.push(&away);
        }
        if ["xuesheng", "jiazhang"].contains(&login) {
            from.push(&record);
        }
        let (refused, seen) = walk(&mut person, login, &from).await;
        assert!(seen > 15, "{login}: {seen} pages only");
        all.extend(refused);
    }
    for demo in strangers {
        let mut stranger = house.guest_at(Front { demo: *demo, ..HERE });
        let (refused, seen) = walk(&mut stranger, "nobody", &["/"]).await;
        assert!(seen > 15, "nobody: {seen} pages only");
        all.extend(refused);
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}

#[tokio::test]
async fn a_link_that_would_be_refused_is_no_link() {
    everybody_walks(0, 3, &[false]).await;
}

#[tokio::test]
async fn a_link_that_would_be_refused_is_no_link_to_others() {
    everybody_walks(1, 3, &[true]).await;
}

#[tokio::test]
async fn a_link_that_would_be_refused_is_no_link_to_the_rest() {
    everybody_walks(2, 3, &[]).await;
}

#[tokio::test]
async fn a_refusal_shows_no_link_that_would_be_refused_either() {
    let house = House::over(town(40).await, Profile::Asvs).with(&["jiaokeyuan", "xitong"]).await;
    for login in ["jiaokeyuan", "xitong"] {
        let mut person = house.entered(login).await;
        for address in ["/students", "/students/2023-00001", "/nowhere"] {
            let seen = person.get(address).await;
            assert!(seen.status.is_client_error(), "{login} {address}");
            for link in links(&seen) {
                let status = person.get(&link).await.status;
                assert_ne!(status, StatusCode::FORBIDDEN, "{login}: {address} leads to {link}");
            }
        }
    }
}
