//! `/issues`: 重大问题 (4.3.3, 4.2.1.b). What the commission has not received stands first, then what is open; the days
//! between occurrence and report are shown, since no limit is set for them (interpretation `major-issue-time`).

use super::shown::holder_name;
use super::{address, base, page_of};
use crate::answer::{Answer, Problem};
use crate::frame::{Page, show};
use crate::parts::{Chip, Clauses};
use askama::Template;
use guantong_cooperation::{Holder, Kind, Record};
use guantong_model::Date;
use guantong_service::access::Action;
use guantong_service::cooperation::{RecordFilter, RecordOnFile};

/// How far an issue is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Far {
    /// The commission has not received it.
    Reported,
    /// It is being dealt with.
    Open,
    /// It is over.
    Closed,
}

/// An issue in the list.
pub(super) struct IssueShown {
    pub(super) subject: String,
    pub(super) href: String,
    pub(super) institution: String,
    pub(super) institution_href: String,
    pub(super) occurred: String,
    pub(super) reported: String,
    /// Days between the two.
    pub(super) days: i64,
    pub(super) received: Option<String>,
    /// The meetings that decided on it, with their days.
    pub(super) decided: Vec<String>,
    pub(super) closed: Option<String>,
    pub(super) far: Far,
    pub(super) chip: Chip,
    /// Where it is received or closed, for the commission.
    pub(super) next: Option<(String, &'static str)>,
}

#[derive(Template)]
#[template(path = "cooperation/issues.html")]
struct IssuesPage {
    issues: Vec<IssueShown>,
    unreceived: usize,
    open: usize,
    /// Where who asks reports one of his institution.
    report: Option<String>,
    clauses: Clauses,
    page: Page,
}

/// The issues within reach: those not received first, then those that are open, each the longest ago first.
pub(super) async fn issues(page: &Page) -> Result<Vec<IssueShown>, Problem> {
    let kinds = vec![
        Kind::MajorIssue,
        Kind::IssueReceipt,
        Kind::IssueDecision,
        Kind::IssueHandling,
        Kind::IssueClosing,
    ];
    let filter = RecordFilter { kinds, ..RecordFilter::default() };
    let found = page.office().cooperation_records(&filter).await?;
    let all: Vec<&Record> =
        found.iter().map(|one: &RecordOnFile| &one.record).filter(|one| one.counts()).collect();
    let issues = all.iter().filter(|one| one.kind == Kind::MajorIssue);
    let mut shown: Vec<(Far, Date, IssueShown)> = issues.map(|issue| of(page, issue, &all)).collect();
    shown.sort_by_key(|(far, on, _)| (*far, *on));
    Ok(shown.into_iter().map(|(_, _, issue)| issue).collect())
}

fn of(page: &Page, issue: &Record, all: &[&Record]) -> (Far, Date, IssueShown) {
    let of_it = |kind: Kind| {
        all.iter()
            .filter(move |one| {
                one.kind == kind && one.holder == issue.holder && one.number_in("issue") == Some(issue.number)
            })
            .copied()
            .collect::<Vec<&Record>>()
    };
    let on = |record: &&Record| record.day("on").map(|on| page.date(on)).unwrap_or_default();
    let received = of_it(Kind::IssueReceipt).first().map(on);
    let closed = of_it(Kind::IssueClosing).first().map(on);
    let decided = of_it(Kind::IssueDecision).into_iter().map(|one| {
        let body = page.word(format!("cooperation-choice.body.{}", one.text("body")));
        page.t("issue-decided").with("on", on(&one)).with("body", body).to_string()
    });
    let far = match (&received, &closed) {
        (_, Some(_)) => Far::Closed,
        (Some(_), None) => Far::Open,
        (None, None) => Far::Reported,
    };
    let (shape, words, next) = match far {
        Far::Reported => ("no", "issue-reported", Some((Kind::IssueReceipt, "issue-receive"))),
        Far::Open => ("going", "issue-open", Some((Kind::IssueClosing, "issue-close"))),
        Far::Closed => ("ok", "issue-closed", None),
    };
    let commission = page.may(Action::CooperationEnter)
        && page.office().enters_for(guantong_service::cooperation::COMMISSION);
    let next = next
        .filter(|_| commission)
        .map(|(kind, words)| (format!("{}/new?issue={}", base(kind, &issue.holder), issue.number), words));
    let occurred = issue.day("occurred-on").unwrap_or(issue.entered_on);
    let shown = IssueShown {
        subject: issue.text("subject").to_owned(),
        href: address(Kind::MajorIssue, &issue.holder, issue.number),
        institution: holder_name(page, &issue.holder),
        institution_href: page_of(&issue.holder),
        occurred: page.date(occurred),
        reported: page.date(issue.entered_on),
        days: i64::from((issue.entered_on - occurred).get_days()),
        received,
        decided: decided.collect(),
        closed,
        far,
        chip: Chip::new(shape, page.t(words)),
        next,
    };
    (far, occurred, shown)
}

pub(super) async fn list(page: Page) -> Answer {
    let issues = issues(&page).await?;
    let count = |far: Far| issues.iter().filter(|issue| issue.far == far).count();
    let own = page.office().viewer().and_then(|viewer| viewer.institution());
    let own = own.filter(|_| page.may(Action::CooperationEnter));
    show(&IssuesPage {
        unreceived: count(Far::Reported),
        open: count(Far::Open),
        report: own
            .map(|name| format!("{}/new", base(Kind::MajorIssue, &Holder::Institution(name.to_owned())))),
        clauses: Clauses::of_provisions(&page, &["4.2.1.b", "4.3.3"]).with_lead(&page),
        issues,
        page: page.clone(),
    })
}
