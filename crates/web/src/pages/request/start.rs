//! What may be asked for of a student now, with what follows and whose desks it passes; and what may not, with why.

use super::{address, desks_ahead};
use crate::answer::{Answer, Problem};
use crate::frame::{Page, Said, show};
use crate::pages::address::encoded;
use crate::pages::student::options::{self, OptionShown};
use crate::parts::Chip;
use askama::Template;
use axum::extract::Path;
use guantong_model::StudentId;
use guantong_requests::Kind;
use guantong_service::views::StudentView;

#[derive(Template)]
#[template(path = "request/start.html")]
struct StartPage {
    student: String,
    back: String,
    ways: Vec<WayShown>,
    page: Page,
}

/// A kind of request as it is offered.
struct WayShown {
    option: OptionShown,
    /// The desks in order, each with who sits there and in how many days.
    desks: Vec<(String, String, Option<String>)>,
    /// Where it is asked for; nothing where it is closed or under way.
    href: Option<String>,
    /// The one that is under way.
    under_way: Option<String>,
}

pub(super) async fn start(page: Page, Path(id): Path<String>) -> Answer {
    let view = page.office().student(&StudentId::from(id.as_str())).await?.ok_or(Problem::NotFound)?;
    let kinds = page.office().request_kinds(&view.student.id).await?;
    if kinds.is_empty() {
        return Err(Problem::Forbidden);
    }
    let back = format!("/students/{}", encoded(view.student.id.as_str()));
    let mut ways = Vec::new();
    for kind in kinds.into_iter().filter(|kind| !kind.is_appeal()) {
        ways.push(way(&page, &view, kind, &back).await?);
    }
    // What is open comes first.
    ways.sort_by_key(|way| way.href.is_none() && way.under_way.is_none());
    show(&StartPage { student: view.student.name.clone(), back, ways, page })
}

async fn way(page: &Page, view: &StudentView, kind: Kind, back: &str) -> Result<WayShown, Problem> {
    let prospect = page.office().request_prospect(&view.student.id, kind).await?;
    let book = page.office().request_book()?;
    let desks = desks_ahead(page, &book, &prospect);
    let open = match kind {
        // Any entry may be corrected; the rules look at which. Of a person no rule of a record speaks.
        Kind::Correct | Kind::Personal => true,
        _ => kind.command().is_some_and(|command| view.options.open(command).is_some()),
    };
    let href = (open && prospect.under_way.is_none()).then(|| format!("{back}/requests/new/{kind}"));
    let mut option = options::of_kind(page, view, kind.command(), None);
    option.name = page.word(format!("request-kind.{kind}"));
    if matches!(kind, Kind::Correct | Kind::Personal) {
        option.chip = Chip::new("ok", page.t("page-option-open"));
    }
    Ok(WayShown { option, desks, href, under_way: prospect.under_way })
}

impl WayShown {
    fn under_way_href(&self) -> Option<String> {
        self.under_way.as_deref().map(address)
    }
}

impl StartPage {
    fn ask(&self, way: &WayShown) -> Said {
        self.page.t("request-ask-for").with("kind", way.option.name.as_str())
    }
}
