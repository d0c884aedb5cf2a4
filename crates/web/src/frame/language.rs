//! The language of a request: a cookie first, then what the browser asks for, Chinese where nothing is said.

use crate::answer::{Answer, Problem};
use crate::pages::address;
use crate::routes::Routes;
use axum::extract::{Path, Query};
use axum::http::header::{ACCEPT_LANGUAGE, COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Redirect, Response};
use guantong_service::access::Action;
use guantong_wording::Locale;
use serde::Deserialize;

const COOKIE_NAME: &str = "language";
const A_YEAR_IN_SECONDS: u32 = 31_536_000;

pub(crate) fn routes() -> Routes {
    Routes::new().get("/language/{tag}", Action::FactsRead, choose)
}

/// The language of a request.
pub(super) fn of(headers: &HeaderMap) -> Locale {
    chosen(headers).or_else(|| accepted(headers)).unwrap_or(Locale::ZhCn)
}

fn chosen(headers: &HeaderMap) -> Option<Locale> {
    cookie(headers, COOKIE_NAME).and_then(Locale::parse)
}

/// What a browser keeps under a name, as it sent it.
pub(super) fn cookie<'a>(headers: &'a HeaderMap, wanted: &str) -> Option<&'a str> {
    let cookies = headers.get_all(COOKIE).into_iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == wanted).map(|(_, value)| value)
}

/// The language with the highest weight among those we have; the first of equals.
fn accepted(headers: &HeaderMap) -> Option<Locale> {
    let wanted = headers.get(ACCEPT_LANGUAGE)?.to_str().ok()?;
    let mut best: Option<(u32, Locale)> = None;
    for entry in wanted.split(',') {
        let mut parts = entry.split(';');
        let Some(locale) = parts.next().and_then(Locale::parse) else { continue };
        let weight = parts.find_map(|part| part.trim().strip_prefix("q=")).map_or(1000, thousandths);
        if weight > 0 && best.is_none_or(|(most, _)| weight > most) {
            best = Some((weight, locale));
        }
    }
    best.map(|(_, locale)| locale)
}

fn thousandths(weight: &str) -> u32 {
    let (whole, decimals) = weight.trim().split_once('.').unwrap_or((weight.trim(), ""));
    let decimals: String = decimals.chars().chain("000".chars()).take(3).collect();
    whole.parse::<u32>().unwrap_or(0).min(1) * 1000 + decimals.parse::<u32>().unwrap_or(0)
}

/// The address that switches to a language and comes back here.
pub(super) fn switch(to: Locale, here: &str) -> String {
    format!("/language/{}{}", to.tag(), address::query(&[("back", here)]))
}

#[derive(Deserialize)]
pub(super) struct Back {
    back: Option<String>,
}

/// Goes back where one was, with something the browser keeps for a year.
pub(super) fn kept(name: &str, value: &str, asked: Back) -> Response {
    let cookie = format!("{name}={value}; Path=/; Max-Age={A_YEAR_IN_SECONDS}; SameSite=Lax; HttpOnly");
    let back = asked.back.filter(|back| is_ours(back)).unwrap_or_else(|| "/".to_owned());
    let mut response = Redirect::to(&back).into_response();
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().insert(SET_COOKIE, cookie);
    }
    response
}

async fn choose(Path(tag): Path<String>, Query(asked): Query<Back>) -> Answer {
    let locale = [Locale::ZhCn, Locale::En].into_iter().find(|locale| locale.tag() == tag);
    let locale = locale.ok_or(Problem::NotFound)?;
    Ok(kept(COOKIE_NAME, locale.tag(), asked))
}

/// Whether an address stays in this house: a path of plain characters, not the beginning of a host.
fn is_ours(back: &str) -> bool {
    back.starts_with('/')
        && !back.starts_with("//")
        && back.bytes().all(|b| b.is_ascii_graphic() && b != b'\\')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asking(name: &'static str, value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(axum::http::HeaderName::from_static(name), HeaderValue::from_static(value))])
    }

    #[test]
    fn the_browser_is_asked_where_nobody_chose() {
        for (value, locale) in [
            ("en", Locale::En),
            ("en-GB,en;q=0.9", Locale::En),
            ("zh-CN,zh;q=0.9,en;q=0.8", Locale::ZhCn),
            ("fr,en;q=0.3,zh;q=0.5", Locale::ZhCn),
            ("fr,en;q=0.35,zh;q=0.3", Locale::En),
            ("fr", Locale::ZhCn),
            ("en;q=0, zh", Locale::ZhCn),
            ("en;q=0", Locale::ZhCn),
            ("", Locale::ZhCn),
            (";;;,q=", Locale::ZhCn),
        ] {
            assert_eq!(of(&asking("accept-language", value)), locale, "{value}");
        }
    }

    #[test]
    fn the_cookie_comes_first() {
        let mut headers = asking("accept-language", "zh-CN");
        headers.insert(COOKIE, HeaderValue::from_static("a=b; language=en"));
        assert_eq!(of(&headers), Locale::En);
        assert_eq!(of(&asking("cookie", "language=xx")), Locale::ZhCn);
    }

    #[test]
    fn one_is_sent_back_into_the_house_only() {
        for (back, ours) in [
            ("/students?search=%E6%B2%88&after=a.b", true),
            ("/", true),
            ("//evil.example", false),
            ("/\\evil.example", false),
            ("https://evil.example/", false),
            ("/a\r\nSet-Cookie: x=y", false),
            ("/a b", false),
            ("", false),
        ] {
            assert_eq!(is_ours(back), ours, "{back}");
        }
    }
}
