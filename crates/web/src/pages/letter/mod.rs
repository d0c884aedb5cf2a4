//! 录取通知书: `/students/{id}/letter`, one's own or that of a student within reach; `/letters/{year}/{programme}`, those
//! of a programme, for the institution to print, seal and send. And `/rounds/{year}/{round}/candidates/{no}/letter`, a
//! candidate's result with its reasons as a letter.

mod explanation;

use super::address::encoded;
use crate::answer::{Answer, Problem};
use crate::frame::{Page, Said, show};
use crate::pages::round::known_year;
use crate::parts::{Check, Clauses, programme};
use crate::routes::Routes;
use askama::Template;
use askama::filters::HtmlSafe;
use axum::extract::Path;
use axum::http::request::Parts;
use guantong_model::{ProgrammeId, RuleBook, StudentId};
use guantong_service::access::Action;
use guantong_service::letter::Letter;

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/students/{id}/letter", Action::StudentRead, one)
        .get("/letters/{year}/{programme}", Action::StudentExport, all)
        .get("/rounds/{year}/{round}/candidates/{no}/letter", Action::CandidateRead, explanation::one)
}

/// The article of the rule book that says what a letter is brought to (教职成〔2010〕7号).
const ARRIVAL: &str = "4";

/// One letter as it is printed.
#[derive(Template)]
#[template(path = "letter/letter.html")]
struct LetterShown {
    letter: Letter,
    says: Said,
    /// Years, stage, where one studies, who holds the registration.
    years: Vec<(Said, String, String, String)>,
    /// What is brought on the day one arrives, with where that stands.
    arrival: Option<(String, Said)>,
    issuer: String,
    on: String,
    check: Option<Check>,
    page: Page,
}

impl HtmlSafe for LetterShown {}

impl LetterShown {
    fn of(page: &Page, parts: &Parts, letter: Letter) -> Result<Self, Problem> {
        let line = &letter.line.line;
        let says = page
            .t("letter-says")
            .with("year", letter.student.entry_year)
            .with("round", page.word(format!("round.{}", letter.student.round.as_str())))
            .with("total", letter.student.score)
            .with("preference", letter.student.preference)
            .with("school", page.institution(&line.institution))
            .with("partner", page.institution(&line.partner))
            .with("alone", if line.institution == line.partner { "yes" } else { "no" })
            .with("major", programme::major(page, line))
            .with("track", page.word(format!("track.{}", line.track)));
        let years = letter.line.years.iter().map(|years| {
            (
                page.t("letter-years").with("from", years.from).with("to", years.to),
                page.word(format!("stage.{}", years.stage)),
                page.institution(&years.at).to_owned(),
                page.institution(&years.registered_at).to_owned(),
            )
        });
        let arrival = page.edition().rule_book(RuleBook::Secondary).and_then(|book| {
            let article = book.article(ARRIVAL)?;
            let from = page.t("letter-arrival-from").with("document", &book.document);
            let from = from.with("first", i64::from(article.number)).with("last", i64::from(article.last));
            Some((page.either(&article.words, &article.words_en).to_owned(), from))
        });
        Ok(LetterShown {
            years: years.collect(),
            arrival,
            issuer: page.institution(&line.institution).to_owned(),
            on: page.moment(letter.published_at),
            check: Check::of(parts, &letter.number, letter.code.clone())?,
            says,
            letter,
            page: page.clone(),
        })
    }
}

#[derive(Template)]
#[template(path = "letter/one.html")]
struct OnePage {
    student: String,
    in_force: bool,
    shown: LetterShown,
    clauses: Clauses,
    page: Page,
}

async fn one(page: Page, parts: Parts, Path(id): Path<String>) -> Answer {
    let letter = page.office().letter(&StudentId(id)).await?.ok_or(Problem::NotFound)?;
    let student = format!("/students/{}", encoded(letter.student.id.as_str()));
    let clauses = Clauses::of_provisions(&page, &["3.1.2.b", "3.3.1", "3.3.3.a"]);
    let in_force = letter.in_force;
    show(&OnePage { student, in_force, shown: LetterShown::of(&page, &parts, letter)?, clauses, page })
}

#[derive(Template)]
#[template(path = "letter/all.html")]
struct AllPage {
    name: String,
    href: String,
    year: i32,
    letters: Vec<LetterShown>,
    page: Page,
}

async fn all(page: Page, parts: Parts, Path((year, programme)): Path<(String, String)>) -> Answer {
    let year = known_year(&page, &year).await?;
    let programme = ProgrammeId(programme);
    let lines = page.office().programmes(year).await?;
    let line = lines.get(&programme).ok_or(Problem::NotFound)?;
    let letters = page.office().letters(year, &programme).await?;
    let letters = letters.into_iter().map(|letter| LetterShown::of(&page, &parts, letter));
    show(&AllPage {
        name: programme::full_name(&page, line),
        href: format!("/programmes/{}", encoded(programme.as_str())),
        year,
        letters: letters.collect::<Result<_, _>>()?,
        page,
    })
}
