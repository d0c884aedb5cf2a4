//! What surrounds every page: language, navigation, how values are written.

mod language;
mod nav;
mod numbers;
mod said;

pub(crate) use language::routes;
pub(crate) use nav::NavGroup;
pub(crate) use said::Said;

use crate::answer::{Answer, Problem};
use crate::{App, assets};
use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{Html, IntoResponse};
use guantong_model::{Date, Fact, Message};
use guantong_policy::Edition;
use guantong_service::{Fault, Office};
use guantong_wording::Locale;

/// A page being made: who reads it in which language, and where in the house it stands.
///
/// Handlers take it as an extractor; templates have it as `page` and extend `frame.html`.
#[derive(Clone)]
pub(crate) struct Page {
    /// The language.
    pub(crate) locale: Locale,
    /// The year that links in the navigation lead to.
    pub(crate) year: i32,
    app: App,
    path: String,
    here: String,
}

impl Page {
    /// The page a request asks for, without a look at the database.
    pub(crate) fn asked(app: &App, parts: &Parts) -> Self {
        let path = parts.uri.path().to_owned();
        let here = parts.uri.path_and_query().map_or_else(|| path.clone(), ToString::to_string);
        let edition_year = app.office.edition().head().map_or(0, |head| i32::from(head.issued_on.year()));
        let year = nav::year_in(&path).unwrap_or(edition_year);
        Page { locale: language::of(&parts.headers), year, app: app.clone(), path, here }
    }

    /// The office.
    pub(crate) fn office(&self) -> &Office {
        &self.app.office
    }

    /// The edition in force.
    pub(crate) fn edition(&self) -> &Edition {
        self.app.office.edition()
    }

    /// The address asked for, without its query.
    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    /// Whether people and scores are invented.
    pub(crate) fn demo(&self) -> bool {
        self.app.options.demo
    }

    /// The notice that everything rests on, for the foot of the page; nothing for an edition without a head.
    pub(crate) fn basis(&self) -> Option<Said> {
        let head = self.edition().head()?;
        let title = self.either(&head.title, &head.title_en);
        Some(self.t("page-foot-basis").with("title", title).with("document", &head.document))
    }

    /// The sentence of a message.
    pub(crate) fn t(&self, id: &str) -> Said {
        Said::new(self.locale, Message::new(id))
    }

    /// A message as it came, worded.
    pub(crate) fn say(&self, message: &Message) -> Said {
        Said::new(self.locale, message.clone())
    }

    /// A word of the glossary, such as `stage.college`.
    pub(crate) fn word(&self, id: &str) -> String {
        guantong_wording::word(self.locale, id)
    }

    /// A fact as the reader expects it.
    pub(crate) fn fact(&self, fact: &Fact) -> String {
        guantong_wording::fact_text(self.locale, fact)
    }

    /// A date in full.
    pub(crate) fn date(&self, date: &Date) -> String {
        guantong_wording::date_text(self.locale, *date)
    }

    /// A moment in Beijing to the minute, from microseconds since 1970 UTC.
    pub(crate) fn moment(&self, micros: &i64) -> String {
        let Some((date, time)) = numbers::beijing(*micros) else { return String::new() };
        self.t("page-moment").with("date", date).with("time", &time).to_string()
    }

    /// A count with its thousands set apart.
    pub(crate) fn number(&self, number: &i64) -> String {
        numbers::grouped(*number)
    }

    /// What part of a whole, with one decimal; never 100 % while something is missing.
    pub(crate) fn percent(&self, part: &i64, whole: &i64) -> String {
        numbers::percent(*part, *whole).unwrap_or_else(|| self.t("page-none").to_string())
    }

    /// The words in the reader's language, of two that stand side by side.
    pub(crate) fn either<'a>(&self, zh: &'a str, en: &'a str) -> &'a str {
        match self.locale {
            Locale::En if !en.is_empty() => en,
            _ => zh,
        }
    }

    /// The language's tag.
    pub(crate) fn lang(&self) -> &'static str {
        self.locale.tag()
    }

    /// The tag of the other language and the address that switches to it.
    pub(crate) fn other_language(&self) -> (&'static str, String) {
        let other = match self.locale {
            Locale::ZhCn => Locale::En,
            Locale::En => Locale::ZhCn,
        };
        (other.tag(), language::switch(other, &self.here))
    }

    /// The main navigation.
    pub(crate) fn nav(&self) -> Vec<NavGroup> {
        nav::groups(&self.edition().id, self.year, &self.path)
    }

    /// The address of the stylesheet.
    pub(crate) fn look(&self) -> &'static str {
        assets::look()
    }

    /// The address of the mark.
    pub(crate) fn mark(&self) -> &'static str {
        assets::mark()
    }
}

impl FromRequestParts<App> for Page {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let mut page = Page::asked(app, parts);
        if nav::year_in(&page.path).is_none()
            && let Some(newest) = app.office.years().await?.first()
        {
            page.year = *newest;
        }
        Ok(page)
    }
}

/// A page made from its template.
pub(crate) fn show(template: &impl askama::Template) -> Answer {
    show_as(StatusCode::OK, template)
}

/// A page made from its template, with a status.
pub(crate) fn show_as(status: StatusCode, template: &impl askama::Template) -> Answer {
    let html = template.render().map_err(|error| Fault::new("render", error))?;
    Ok((status, Html(html)).into_response())
}
