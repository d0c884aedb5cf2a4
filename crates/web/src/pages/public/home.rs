//! `/` for whoever is not signed in: what are you looking for?

use crate::answer::Answer;
use crate::frame::{Page, Said, show};
use askama::Template;

/// A way into what the public comes for.
struct Way {
    href: String,
    title: Said,
    words: Said,
}

#[derive(Template)]
#[template(path = "public/home.html")]
struct HomePage {
    ways: Vec<Way>,
    /// What was published last, with where it is read.
    news: Option<(Said, String)>,
    /// The figures of the city.
    figures: String,
    page: Page,
}

pub(crate) async fn home(page: Page) -> Answer {
    let year = page.year;
    let way = |href: &str, title: &str, words: &str| Way {
        href: href.to_owned(),
        title: page.t(title),
        words: page.t(words).with("year", year),
    };
    let ways = vec![
        way("/about", "about-title", "public-way-about"),
        way("/search", "search-title", "public-way-search"),
        way(&format!("/prospectuses/{year}"), "prospectus-nav", "public-way-prospectus"),
        way("/results", "results-title", "public-way-results"),
        way("/check", "check-title", "public-way-check"),
        way("/publicity", "publicity-title", "public-way-publicity"),
    ];
    let news = page.office().newest_results().await?.and_then(|(year, rounds)| {
        let round = rounds.last()?.as_str();
        let words =
            page.t("public-news").with("year", year).with("round", page.word(format!("round.{round}")));
        Some((words, format!("/rounds/{year}/{round}")))
    });
    show(&HomePage { ways, news, figures: format!("/?year={year}"), page })
}
