//! What surrounds every page: language, navigation, how values are written.

mod language;
pub(crate) mod links;
pub(crate) mod names;
mod nav;
mod numbers;
mod said;
mod size;

pub(crate) use guantong_model::half_width;
pub(crate) use nav::NavGroup;
pub(crate) use numbers::Count;
pub(crate) use said::Said;

use crate::answer::{Answer, Problem};
use crate::door::{self, Signed};
use crate::pages::address;
use crate::rate::RetryAfterSeconds;
use crate::{App, Client, assets, gate, once};
use axum::extract::FromRequestParts;
use axum::http::header::{HOST, REFERER};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use axum::response::{Html, IntoResponse};
use guantong_model::{Date, Fact, Message, Track};
use guantong_policy::Edition;
use guantong_service::access::Action;
use guantong_service::account::{Asker, SessionState};
use guantong_service::forward::ForwardClock;
use guantong_service::{Fault, Office};
use guantong_wording::Locale;
use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::sync::Arc;

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
    /// The office as who asks may see it.
    office: Office,
    path: String,
    here: String,
    /// Who came in, with the session.
    asker: Option<Arc<Asker>>,
    /// Whether one was led here by a form that had been sent before.
    led_again: bool,
    /// Whether the letters are large.
    large: bool,
    /// How many of the notices of who asks were not read.
    unread: i64,
    /// The names of accounts by id, of whoever signed in.
    names: Arc<BTreeMap<String, String>>,
}

/// The addresses by which one chooses the language and the size of letters.
pub(crate) fn routes() -> crate::routes::Routes {
    language::routes().merge(size::routes())
}

impl Page {
    /// The page a request asks for, without a look at the database.
    pub(crate) fn asked(app: &App, parts: &Parts) -> Self {
        let path = parts.uri.path().to_owned();
        let here = parts.uri.path_and_query().map_or_else(|| path.clone(), ToString::to_string);
        let edition_year = app.office.edition().head().map_or(0, |head| i32::from(head.issued_on.year()));
        let year = nav::year_in(&path).unwrap_or(edition_year);
        let office = gate::office(app, parts);
        // What was sent by a form is gone back to where the form stands.
        let here = if parts.method == Method::POST { referer(parts).unwrap_or(here) } else { here };
        let asker = parts.extensions.get::<Signed>().map(|Signed(asker)| Arc::clone(asker));
        let (locale, led_again) = (language::of(&parts.headers), once::led_again(parts));
        let large = size::is_large(&parts.headers);
        Page {
            locale,
            year,
            app: app.clone(),
            office,
            path,
            here,
            asker,
            led_again,
            large,
            unread: 0,
            names: Arc::default(),
        }
    }

    /// The same page, from which one goes back to another address: its own may be asked for only once.
    pub(crate) fn leading_back_to(mut self, address: &str) -> Self {
        address.clone_into(&mut self.here);
        self
    }

    /// What the provider is called that one may sign in with; nothing where there is none.
    pub(crate) fn elsewhere(&self) -> Option<&str> {
        let found = self.app.options.elsewhere.as_deref()?;
        self.app.office.has_accounts().then(|| found.name())
    }

    /// The office as who asks may see it.
    pub(crate) fn office(&self) -> &Office {
        &self.office
    }

    /// Who came in with a session; nobody of the public and of programs.
    pub(crate) fn asker(&self) -> Option<&Asker> {
        self.asker.as_deref()
    }

    /// Who is in, all the way.
    pub(crate) fn signed(&self) -> Option<&Asker> {
        self.asker().filter(|asker| asker.session.state == SessionState::Open)
    }

    /// Whether nobody is signed in where people must be known.
    pub(crate) fn is_public(&self) -> bool {
        self.app.options.accounts
            && self.asker.is_none()
            && self.office.viewer().is_none_or(|v| v.account.is_empty())
    }

    /// Whether the office knows accounts.
    pub(crate) fn knows_people(&self) -> bool {
        self.app.options.accounts
    }

    /// The hidden fields that every form must have, as HTML: the token of the session, and a key of its own, so that
    /// sent twice it has one effect. Nothing where nobody is known who must be.
    pub(crate) fn token(&self) -> String {
        let hidden =
            |name: &str, value: &str| format!("<input type=\"hidden\" name=\"{name}\" value=\"{value}\">");
        let token = self.asker().map(|asker| hidden(door::FORM_TOKEN, &door::form_token(asker)));
        let keyed = token.is_some() || !self.knows_people();
        let key = keyed.then(|| hidden(once::FORM_KEY, &self.office.new_key()));
        token.unwrap_or_default() + &key.unwrap_or_default()
    }

    /// Whether one was led here by a form that had been sent before, and nothing was done twice.
    pub(crate) fn led_again(&self) -> bool {
        self.led_again
    }

    /// The page of ours that one came from, or that is shown; the first of all where there is none.
    pub(crate) fn back(&self) -> &str {
        let path = self.here.split(['?', '#']).next().unwrap_or_default();
        if self.app.inventory.at(&Method::GET, path).is_some() { &self.here } else { "/" }
    }

    /// Where one signs in to come back here.
    pub(crate) fn sign_in_link(&self) -> String {
        let next = if self.here == "/" { String::new() } else { address::query(&[("next", &self.here)]) };
        format!("/sign-in{next}")
    }

    /// Where one gives the second factor again to come back here.
    pub(crate) fn step_up_link(&self) -> String {
        format!("/account/step-up{}", address::query(&[("next", &self.here)]))
    }

    /// Counts an attempt of who asks to come in; in how many seconds the next may be, where there were too many.
    pub(crate) fn attempt(&self, parts: &Parts) -> Result<(), u32> {
        let Some(client) = parts.extensions.get::<Client>() else { return Ok(()) };
        let taken = self.app.sign_ins.take(&client.key(), self.app.office.clock().now());
        taken.map_err(|RetryAfterSeconds(seconds)| seconds)
    }

    /// The role acted in, in words.
    pub(crate) fn acting(&self) -> Option<String> {
        let viewer = self.office.viewer()?;
        let organisation = viewer.organisation.as_ref()?;
        let role = self.word(format!("role.{}", viewer.role));
        Some(format!("{role} · {}", self.short(&organisation.name)))
    }

    /// Whether figures are rounded for who asks.
    pub(crate) fn rounds(&self) -> bool {
        !self.office.figures_are_exact()
    }

    /// Whether who asks may look at lists of students.
    pub(crate) fn may_list(&self) -> bool {
        self.may(Action::StudentList)
    }

    /// Whether who asks may ever ask for an address of the house.
    pub(crate) fn may_follow(&self, path: &str) -> bool {
        let address = path.split_once('?').map_or(path, |(address, _)| address);
        let listed = self.app.inventory.at(&Method::GET, address);
        listed.is_none_or(|listed| self.may(listed.action))
    }

    /// Whether who asks may ever send a form to an address of the house.
    pub(crate) fn may_send(&self, path: &str) -> bool {
        let listed = self.app.inventory.at(&Method::POST, path);
        listed.is_some_and(|listed| self.may(listed.action))
    }

    /// Whether who asks acts for an institution; whoever sits at this machine for every one.
    pub(crate) fn acts_for(&self, institution: &str) -> bool {
        self.office.viewer().is_none_or(|viewer| viewer.institution() == Some(institution))
    }

    /// Whether who asks may ever do something.
    pub(crate) fn may(&self, action: Action) -> bool {
        self.office.may_ever(action)
    }

    /// In whose name something is written: the account that asks, or this machine's desk where there are no accounts.
    pub(crate) fn actor(&self) -> String {
        self.office.viewer().map_or_else(|| "desk".to_owned(), |viewer| viewer.account.clone())
    }

    /// The same, but whoever gave a name at the desk goes by it; an account goes by itself.
    pub(crate) fn actor_named(&self, given: &str) -> String {
        let given = given.trim();
        if given.is_empty() || self.office.viewer().is_some() { self.actor() } else { given.to_owned() }
    }

    /// In whose name something was written, in words: the name of the account, to who has signed in; else as it was given.
    pub(crate) fn by(&self, actor: &str) -> String {
        if !actor.starts_with("A-") {
            return actor.to_owned();
        }
        self.names.get(actor).cloned().unwrap_or_else(|| self.t("page-somebody").to_string())
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

    /// The clock of a demonstration that can be moved forward.
    pub(crate) fn demo_clock(&self) -> Option<&dyn ForwardClock> {
        self.app.options.clock.as_deref()
    }

    /// The notice that everything rests on, for the foot of the page; nothing for an edition without a head.
    pub(crate) fn basis(&self) -> Option<Said> {
        let head = self.edition().head()?;
        let title = self.either(&head.title, &head.title_en);
        Some(self.t("page-foot-basis").with("title", title).with("document", &head.document))
    }

    /// The sentence of a message.
    pub(crate) fn t(&self, id: impl AsRef<str>) -> Said {
        Said::new(self.locale, Message::new(id.as_ref()))
    }

    /// A message as it came, worded.
    pub(crate) fn say(&self, message: &Message) -> Said {
        Said::new(self.locale, message.clone())
    }

    /// A word of the glossary, such as `stage.college`.
    pub(crate) fn word(&self, id: impl AsRef<str>) -> String {
        guantong_wording::word(self.locale, id.as_ref())
    }

    /// A fact as the reader expects it.
    pub(crate) fn fact(&self, fact: &Fact) -> String {
        guantong_wording::fact_text(self.locale, fact)
    }

    /// Several texts in a row.
    pub(crate) fn list<T: ToString>(&self, texts: impl IntoIterator<Item = T>) -> String {
        self.fact(&Fact::List(texts.into_iter().map(|text| Fact::Text(text.to_string())).collect()))
    }

    /// 项目类型 as the plan prints it, in the reader's language where it is a track's own name.
    pub(crate) fn category(&self, printed: &str) -> String {
        track_named(printed).map_or_else(|| printed.to_owned(), |track| self.word(format!("track.{track}")))
    }

    /// The same in as few words as can be.
    pub(crate) fn category_short(&self, printed: &str) -> String {
        let short = |track: Track| self.t(format!("page-track-{track}")).to_string();
        track_named(printed).map_or_else(|| printed.to_owned(), short)
    }

    /// An institution's name in the reader's language, as the edition has it.
    pub(crate) fn institution<'a>(&'a self, name: &'a str) -> &'a str {
        self.edition().institution(name).map_or(name, |found| self.either(name, &found.name_en))
    }

    /// An institution's short name, in English its name.
    pub(crate) fn short<'a>(&'a self, name: &'a str) -> &'a str {
        self.edition().institution(name).map_or(name, |found| self.either(&found.short, &found.name_en))
    }

    /// A district's name by its code; the code where the edition does not have it.
    pub(crate) fn district<'a>(&'a self, code: &'a str) -> &'a str {
        self.edition().district(code).map_or(code, |found| self.either(&found.name, &found.name_en))
    }

    /// A date in full.
    pub(crate) fn date(&self, date: impl Borrow<Date>) -> String {
        guantong_wording::date_text(self.locale, *date.borrow())
    }

    /// A date without its year.
    pub(crate) fn month_day(&self, date: impl Borrow<Date>) -> String {
        let date = *date.borrow();
        let (month, day) = (i64::from(date.month()), i64::from(date.day()));
        self.t("page-month-day").with("month", month).with("day", day).to_string()
    }

    /// A moment in Beijing to the minute, from microseconds since 1970 UTC.
    pub(crate) fn moment(&self, micros: impl Count) -> String {
        let Some((date, time)) = numbers::beijing(micros.count()) else { return String::new() };
        self.t("page-moment").with("date", date).with("time", &time).to_string()
    }

    /// A count with its thousands set apart.
    pub(crate) fn number(&self, number: impl Count) -> String {
        numbers::grouped(number.count())
    }

    /// What part of a whole, with one decimal; never 100 % while something is missing.
    pub(crate) fn percent(&self, part: impl Count, whole: impl Count) -> String {
        numbers::percent(part.count(), whole.count()).unwrap_or_else(|| self.t("page-none").to_string())
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

    /// Whether the letters are large.
    pub(crate) fn large(&self) -> bool {
        self.large
    }

    /// The address that switches to the other size of letters and comes back here.
    pub(crate) fn other_size(&self) -> String {
        size::switch(self.large, &self.here)
    }

    /// The tag of the other language and the address that switches to it.
    pub(crate) fn other_language(&self) -> (&'static str, String) {
        let other = match self.locale {
            Locale::ZhCn => Locale::En,
            Locale::En => Locale::ZhCn,
        };
        (other.tag(), language::switch(other, &self.here))
    }

    /// How many of the notices of who asks were not read.
    pub(crate) fn unread(&self) -> i64 {
        self.unread
    }

    /// The main navigation.
    pub(crate) fn nav(&self) -> Vec<NavGroup> {
        // Consoles of accounts are there only where people are known.
        let of_people = [Action::AccountRead, Action::AuditRead, Action::NoticeRead, Action::MailKeep];
        let console = |action| of_people.contains(&action);
        let may = |action| self.office.may_ever(action) && (self.knows_people() || !console(action));
        let mut groups = nav::groups(&self.edition().id, self.year, &self.path, self.is_public(), may);
        nav::note_unread(&mut groups, self.unread);
        groups
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
        if page.signed().is_some() {
            page.unread = page.office.unread_notices().await?;
            page.names = page.office.account_names().await?;
        }
        Ok(page)
    }
}

/// The page of ours that a form was sent from.
fn referer(parts: &Parts) -> Option<String> {
    let text = |name| parts.headers.get(name).and_then(|value| value.to_str().ok());
    let (_, rest) = text(REFERER)?.split_once("://")?;
    let (host, path) = rest.split_once('/')?;
    (Some(host) == text(HOST)).then(|| door::next(&format!("/{path}")))
}

/// The track whose own name a category of the plan is.
fn track_named(printed: &str) -> Option<Track> {
    let named = |track: &Track| guantong_wording::word(Locale::ZhCn, &format!("track.{track}")) == printed;
    Track::ALL.iter().copied().find(named)
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
