//! Signing in with a provider that is not ours, in the program as a whole: Glewlwyd on a port of the test's own, an office
//! with its people, and somebody who follows what both answer as a browser does.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

#[path = "../../../oidc/tests/it/glewlwyd.rs"]
#[allow(dead_code)]
mod glewlwyd;
#[path = "../it/plain.rs"]
#[allow(dead_code)]
mod plain;
#[path = "../it/scratch.rs"]
mod scratch;
#[path = "../it/server.rs"]
mod server;
#[path = "../../../oidc/tests/it/wire.rs"]
#[allow(dead_code)]
mod wire;

use glewlwyd::{Glewlwyd, Jar, SECRET, client};
use scratch::Scratch;
use server::Server;
use std::collections::BTreeMap;
use std::net::TcpListener;
use std::process::{Command, Output};
use wire::Message;

/// Somebody with an account in the office, who goes by the same name at the provider.
const LOGIN: &str = "zhongzhi";
/// Somebody who has one at the provider only.
const STRANGER: &str = "li.na";

/// An office with its people, and a provider.
struct Town {
    provider: Glewlwyd,
    issuer: String,
    folder: Scratch,
}

impl Town {
    fn new() -> Town {
        let folder = Scratch::new("elsewhere");
        let prepared = run(
            &folder,
            "zh-CN",
            &["demo", "--prepare-only", "--from", "2023", "--candidates", "300", "--data", "office"],
        );
        assert!(prepared.status.success(), "{prepared:?}");
        // A port that is free now may be taken before the provider has it: then another is tried.
        let started = (0..5).find_map(|_| {
            let port =
                TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a port").port();
            Some((port, Glewlwyd::start(port, port)?))
        });
        let (port, mut provider) = started.expect("a port for the provider");
        provider.add_user(LOGIN, "梁嘉宁");
        provider.add_user(STRANGER, "李娜");
        Town { provider, issuer: format!("http://127.0.0.1:{port}/api/oidc"), folder }
    }

    /// The office, served with the provider in place of passwords, which sends people back to it.
    fn serve(&mut self, secret: &str) -> Server {
        let path = |name: &str| self.folder.path().join(name).display().to_string();
        std::fs::write(path("secret"), format!("{secret}\n")).unwrap();
        let (data, secret) = (path("office"), path("secret"));
        let server = Server::start(&[
            "serve",
            "--address",
            "127.0.0.1:0",
            "--data",
            &data,
            "--oidc-issuer",
            &self.issuer,
            "--oidc-client",
            "guantong",
            "--oidc-secret-file",
            &secret,
            "--oidc-name",
            "京教统一认证",
        ])
        .unwrap();
        let back = server.url("/sign-in/elsewhere/return");
        self.provider.ask("PUT", "/api/client/guantong", &client("guantong", &back));
        server
    }
}

fn run(folder: &Scratch, language: &str, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_guantong"));
    command
        .args(arguments)
        .current_dir(folder.path())
        .env("GUANTONG_LANG", language)
        .env_remove("GUANTONG_DATA");
    command.output().unwrap()
}

/// A browser at the office: its cookies, and the site that led it to where it goes.
struct Visitor {
    base: String,
    port: u16,
    cookies: BTreeMap<String, String>,
}

impl Visitor {
    fn of(server: &Server) -> Visitor {
        let base = server.url("");
        let port = base.rsplit_once(':').unwrap().1.parse().unwrap();
        Visitor { base, port, cookies: BTreeMap::new() }
    }

    fn get(&mut self, path: &str, site: &str) -> Message {
        let mut request = Message::request("GET", path, "");
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        for (name, value) in [
            ("Cookie", cookies.join("; ").as_str()),
            ("Accept-Language", "zh-CN"),
            ("Sec-Fetch-Site", site),
            ("Sec-Fetch-Mode", "navigate"),
        ] {
            request.headers.push((name.to_owned(), value.to_owned()));
        }
        let answer = request.ask(self.port).expect("the office's answer");
        for cookie in answer.all("set-cookie") {
            let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
            if cookie.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        answer
    }

    /// Follows the link of the sign-in page to the provider and comes back with what it gives; the way back at the office.
    fn goes_and_comes_back(&mut self, there: &mut Jar) -> String {
        let page = self.get("/sign-in?next=%2Fstudents", "none");
        assert!(page.body.contains("通过统一身份认证登录：京教统一认证"), "{}", page.body);
        let link = page.body.split("href=\"/sign-in/elsewhere").nth(1).unwrap().split('"').next().unwrap();
        let away = self.get(&format!("/sign-in/elsewhere{link}"), "same-origin");
        assert_eq!(away.second(), "303", "{}", away.body);
        let address = away.header("location").unwrap();
        let path = address.splitn(4, '/').nth(3).unwrap();
        // What the provider's own page of consent adds when the person goes on.
        let answer = there.ask("GET", &format!("/{path}&g_continue"), "");
        let back = answer.header("location").expect("the way back");
        let back = back.strip_prefix(&self.base).unwrap_or_else(|| panic!("{back} is not at {}", self.base));
        assert!(back.starts_with("/sign-in/elsewhere/return?"), "{back}");
        back.to_owned()
    }
}

#[test]
fn somebody_signs_in_with_the_provider_and_gives_the_second_factor_here() {
    let mut town = Town::new();
    let server = town.serve(SECRET);
    let mut there = town.provider.person(LOGIN);
    let mut visitor = Visitor::of(&server);
    let back = visitor.goes_and_comes_back(&mut there);
    let kept = visitor.cookies.clone();
    let came = visitor.get(&back, "cross-site");
    assert_eq!(
        (came.second(), came.header("location")),
        ("303", Some("/sign-in/code?next=%2Fstudents")),
        "{}",
        came.body
    );
    assert_eq!(visitor.cookies.keys().collect::<Vec<_>>(), ["guantong-local"], "a session, and nothing else");
    let page = visitor.get("/sign-in/code?next=%2Fstudents", "cross-site");
    assert!(
        page.second() == "200" && page.body.contains("第二因素") && page.body.contains("name=\"code\""),
        "{}",
        page.body
    );
    assert_eq!(visitor.get("/students", "none").second(), "403", "the provider alone shows no student");

    // The same way back again, by somebody who copied it whole.
    let mut thief = Visitor { cookies: kept, ..Visitor::of(&server) };
    let again = thief.get(&back, "cross-site");
    assert!(again.second() == "400" && again.body.contains("可能用过一次"), "{}", again.body);
    assert!(thief.cookies.is_empty(), "{:?}", thief.cookies);

    // Somebody the provider knows and the office does not.
    let mut stranger = Visitor::of(&server);
    let back = stranger.goes_and_comes_back(&mut town.provider.person(STRANGER));
    let refused = stranger.get(&back, "cross-site");
    assert!(refused.second() == "422" && refused.body.contains("说您是“li.na”"), "{}", refused.body);

    // A code that is none, and a no of the provider's, each of a sign-in that was begun.
    for (answer, status, said) in [
        // Glewlwyd has a word of its own for it, which no standard knows.
        ("code=made-up", "502", "没有应答"),
        ("error=access_denied", "403", "没有同意"),
        ("error=server_error", "502", "没有应答"),
    ] {
        let mut visitor = Visitor::of(&server);
        let back = visitor.goes_and_comes_back(&mut there);
        let state = back.split(['?', '&']).find(|pair| pair.starts_with("state=")).unwrap();
        let seen = visitor.get(&format!("/sign-in/elsewhere/return?{answer}&{state}"), "cross-site");
        assert!(
            seen.second() == status && seen.body.contains(said),
            "{answer}: {} {}",
            seen.first,
            seen.body
        );
    }
}

#[test]
fn a_provider_that_does_not_take_the_office_s_secret_lets_nobody_in() {
    let mut town = Town::new();
    let server = town.serve("another-secret-than-it-has");
    let mut there = town.provider.person(LOGIN);
    let mut visitor = Visitor::of(&server);
    let back = visitor.goes_and_comes_back(&mut there);
    let seen = visitor.get(&back, "cross-site");
    assert!(seen.second() == "502" && seen.body.contains("编号 F-"), "{} {}", seen.first, seen.body);
    assert!(!seen.body.contains("another-secret") && visitor.cookies.is_empty(), "{}", seen.body);
}

#[test]
fn an_office_does_not_start_without_the_provider_it_was_told_of() {
    let folder = Scratch::new("elsewhere-absent");
    assert!(run(&folder, "en", &["init", "--data", "office"]).status.success());
    std::fs::write(folder.path().join("empty"), "\n").unwrap();
    let serve = ["serve", "--address", "127.0.0.1:0", "--data", "office"];
    let provider =
        ["--oidc-issuer", "http://127.0.0.1:1/oidc", "--oidc-client", "guantong", "--oidc-name", "SSO"];
    let cases: [(&[&str], &[&str]); 6] = [
        (&provider, &["http://127.0.0.1:1/oidc cannot be used", "--oidc-…"]),
        (
            &["--oidc-issuer", "http://id.example/oidc", "--oidc-client", "a", "--oidc-name", "b"],
            &["only https"],
        ),
        (&[&provider[..], &["--oidc-secret-file", "none"]].concat(), &["none"]),
        (&[&provider[..], &["--oidc-secret-file", "empty"]].concat(), &["empty should hold one line"]),
        (&[&provider[..], &["--oidc-return", "guantong.example"]].concat(), &["no address of an office"]),
        (&[&provider[..], &["--trusted-proxy", "10.0.0.1"]].concat(), &["--oidc-return https://"]),
    ];
    for (arguments, said) in cases {
        let ended = run(&folder, "en", &[&serve[..], arguments].concat());
        let error = String::from_utf8(ended.stderr).unwrap();
        assert_eq!(ended.status.code(), Some(1), "{arguments:?}: {error}");
        assert!(said.iter().all(|said| error.contains(said)), "{arguments:?}: {error}");
    }
    // Half of what is needed is a mistake of the command line.
    for half in [&provider[..2], &provider[2..4], &provider[..4], &["--oidc-secret-file", "empty"]] {
        assert_eq!(run(&folder, "en", &[&serve[..], half].concat()).status.code(), Some(2), "{half:?}");
    }
}

#[test]
fn the_arguments_are_told_of_in_both_languages() {
    let folder = Scratch::new("elsewhere-help");
    for (language, said) in [("zh-CN", "统一身份认证"), ("en", "exactly as it writes it itself")] {
        let help = String::from_utf8(run(&folder, language, &["serve", "--help"]).stdout).unwrap();
        // Lines are broken where the terminal ends.
        let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
        for argument in ["issuer", "client", "secret-file", "name", "return"] {
            assert!(help.contains(&format!("--oidc-{argument}")), "{argument}: {help}");
        }
        assert!(help.contains(said), "{help}");
    }
}
