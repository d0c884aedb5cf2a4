//! `/about`: what the programme is, in plain words, each sentence with the clause it rests on beside it.

use crate::answer::Answer;
use crate::frame::{Page, Said, show};
use crate::parts::Clauses;
use askama::Template;
use guantong_model::Track;

/// A sentence with the provisions it rests on.
type Says = (&'static str, &'static [&'static str]);

/// Sentences under a heading.
struct Chapter {
    /// Where it stands on the page.
    id: &'static str,
    heading: &'static str,
    says: &'static [Says],
}

/// Everything the page says; what it says is the notice's, told plainly.
const CHAPTERS: &[Chapter] = &[
    Chapter {
        id: "what",
        heading: "about-what",
        says: &[
            ("about-what-seven", &["2.a"]),
            ("about-what-where", &["2.b"]),
            ("about-what-college", &["2.1.a"]),
            ("about-what-secondary", &["2.2.a"]),
            ("about-what-alone", &["2.1.d"]),
        ],
    },
    Chapter {
        id: "who",
        heading: "about-who",
        says: &[
            ("about-who-eligible", &["3.1.1"]),
            ("about-who-floor", &["3.1.2.a"]),
            ("about-who-rounds", &["3.1.2.b"]),
            ("about-who-rules", &["3.1.3.b"]),
            ("about-who-prospectus", &["3.1.3.c"]),
        ],
    },
    Chapter {
        id: "certificates",
        heading: "about-exit",
        says: &[
            ("about-exit-may", &["3.3.4.a"]),
            ("about-exit-secondary-3", &["2.2.c"]),
            ("about-exit-college-3", &["3.3.4.b", "3.3.1"]),
            ("about-exit-secondary-5", &["2.2.d"]),
            ("about-exit-college-5", &["2.1.b"]),
            ("about-exit-7", &["2.1.c", "2.2.e"]),
            ("about-exit-gone", &["3.3.4.c"]),
        ],
    },
    Chapter {
        id: "moves",
        heading: "about-moves",
        says: &[
            ("about-moves-college", &["3.3.1"]),
            ("about-moves-secondary", &["3.3.2"]),
            ("about-moves-rules", &["3.3.3.a"]),
            ("about-moves-fees", &["3.3.3.b"]),
        ],
    },
    Chapter {
        id: "on",
        heading: "about-on",
        says: &[
            ("about-on-condition", &["3.4.1"]),
            ("about-on-parts", &["4.2.2.c"]),
            ("about-on-college", &["3.4.2.a"]),
            ("about-on-bachelor", &["3.4.2.b"]),
        ],
    },
    Chapter {
        id: "once",
        heading: "about-once",
        says: &[
            ("about-once-transfer", &["3.3.5.a"]),
            ("about-once-transfer-way", &["3.3.5.b", "3.3.5.e"]),
            ("about-once-transfer-score", &["3.3.5.c"]),
            ("about-once-transfer-barred", &["3.3.5.d"]),
            ("about-once-repeat", &["3.4.3.a"]),
            ("about-once-repeat-twice", &["3.4.3.c"]),
            ("about-once-repeat-none", &["3.4.3.b"]),
            ("about-once-repeat-not", &["3.4.3.d"]),
        ],
    },
    Chapter {
        id: "leave",
        heading: "about-leave",
        says: &[
            ("about-leave-may", &["3.4.4.a"]),
            ("about-leave-back", &["3.4.4.b"]),
            ("about-leave-gone", &["3.4.4.c"]),
        ],
    },
];

/// A chapter as it is shown.
struct Shown {
    id: &'static str,
    heading: Said,
    says: Vec<(Said, Clauses)>,
}

#[derive(Template)]
#[template(path = "public/about.html")]
struct AboutPage {
    chapters: Vec<Shown>,
    /// The three stages, each with its years and what comes at its end.
    road: Vec<(&'static str, Said, Said)>,
    page: Page,
}

pub(super) async fn about(page: Page) -> Answer {
    let today = page.office().today();
    let edition = page.edition();
    let lengths = page.office().stage_lengths(Track::SecondaryBachelor, today);
    let at = |place: usize| lengths.get(place).copied().unwrap_or_default();
    let (floor, school) = (edition.number("score.floor", today), edition.number("school.years", today));
    let say = |id: &str| {
        page.t(id)
            .with("floor", floor.unwrap_or_default())
            .with("school", school.unwrap_or_default())
            .with("years", lengths.iter().sum::<i64>())
            .with("secondary", at(0))
            .with("college", at(1))
            .with("bachelor", at(2))
            .with("five", at(0) + at(1))
    };
    let chapters = CHAPTERS.iter().map(|chapter| Shown {
        id: chapter.id,
        heading: page.t(chapter.heading),
        says: chapter
            .says
            .iter()
            .map(|(id, provisions)| (say(id), Clauses::of_provisions(&page, provisions)))
            .collect(),
    });
    let road = vec![
        ("r-1", say("about-road-secondary"), say("about-road-secondary-end")),
        ("r-2", say("about-road-college"), say("about-road-college-end")),
        ("r-3", say("about-road-bachelor"), say("about-road-bachelor-end")),
    ];
    show(&AboutPage { chapters: chapters.collect(), road, page })
}

#[cfg(test)]
mod tests {
    use super::*;
    use guantong_policy::ClauseId;
    use guantong_policy::edition::builtin;

    #[test]
    fn every_provision_that_is_named_stands_in_the_edition() {
        let edition = builtin().unwrap();
        let mut seen = std::collections::BTreeSet::new();
        for (id, provisions) in CHAPTERS.iter().flat_map(|chapter| chapter.says) {
            assert!(seen.insert(id), "{id} stands twice");
            assert!(!provisions.is_empty(), "{id} rests on nothing");
            for provision in *provisions {
                let found = edition.provision(&ClauseId((*provision).to_owned()));
                assert!(found.is_some(), "{id}: no provision {provision}");
            }
        }
    }
}
