//! `/components`.

use crate::browser::Browser;
use crate::town::empty;

#[tokio::test]
async fn every_component_stands_once_with_its_words_in_both_languages() {
    let town = empty().await;
    for browser in [Browser::new(town.office.clone()), Browser::new(town.office.clone()).english()] {
        let seen = browser.page("/components").await;
        for class in [
            "btn btn--main",
            "field field--bad",
            "errors",
            "notice",
            "caution",
            "filters",
            "data cards",
            "pager",
            "parts",
            "clauses",
            "stamp stamp--accepted",
            "stamp stamp--refused",
            "stamp stamp--referred",
            "weigh",
            "ways",
            "facts",
            "band years-8",
            "tally",
            "options",
            "steps",
            "desk",
            "gate",
            "sign",
            "stats",
            "bars",
            "ruler",
            "sum-sheet",
            "empty",
        ] {
            assert!(seen.has(&format!("class=\"{class}\"")), "{class}");
        }
        assert!(!seen.has("{ $"), "a sentence lacks a value");
    }
}
