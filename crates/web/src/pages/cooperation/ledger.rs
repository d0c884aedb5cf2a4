//! `/obligations/{name}` and `/partnerships/{front}/{partner}`: the ledger of an institution and of two sides, what is not
//! met first, then what comes due, then every record by its kind.

use super::duties::{Counts, DutyShown};
use super::shown::{RowShown, Words, holder_name, kind_name};
use super::{base, page_of};
use crate::answer::{Answer, Problem};
use crate::frame::{Page, show};
use crate::parts::Clauses;
use askama::Template;
use axum::extract::Path;
use guantong_cooperation::{DutyState, Held, Holder, Kind, Pairing, Record, RecordState};
use guantong_service::access::Action;
use guantong_service::cooperation::{DutyView, RecordFilter, RecordOnFile};

/// Of each kind so many stand on a ledger; its list has all.
const OF_A_KIND: usize = 10;

/// The records of a kind on a ledger.
struct GroupShown {
    kind: Kind,
    name: String,
    rows: Vec<RowShown>,
    /// How many there are.
    count: usize,
    /// Where all of them are listed.
    all: String,
    /// Where one is entered, for who may.
    enter: Option<String>,
}

#[derive(Template)]
#[template(path = "cooperation/ledger.html")]
struct LedgerPage {
    title: String,
    /// The institutions it is of, with the addresses of their own ledgers.
    sides: Vec<(String, String)>,
    /// The programmes that the two run.
    majors: Vec<(String, String)>,
    /// Who it works with, with what is late and due with each.
    partners: Vec<(String, String, Counts)>,
    counts: Counts,
    /// What is not met, the worst first.
    open: Vec<DutyShown>,
    /// What is met or excused.
    rest: Vec<DutyShown>,
    /// Whether it is of an institution by itself.
    alone: bool,
    groups: Vec<GroupShown>,
    /// Kinds of which there is nothing yet, to be entered by who may.
    empty: Vec<(String, String)>,
    /// What both sides share.
    shared: Vec<RowShown>,
    clauses: Clauses,
    page: Page,
}

pub(super) async fn institution(page: Page, Path(name): Path<String>) -> Answer {
    let views = page.office().duties_of(&name).await?;
    let holder = Holder::Institution(name.clone());
    let pairings = page.office().own_pairings().await?;
    let with = pairings.iter().filter(|one| one.front == name || one.partner == name);
    let mut partners: Vec<_> = with
        .map(|one| {
            let holder = one.holder();
            let counts = Counts::of(views.iter().filter(|view| view.owed.holder == holder));
            (holder_name(&page, &holder), page_of(&holder), counts)
        })
        .collect();
    partners.sort_by_key(|(name, _, counts)| {
        (std::cmp::Reverse(counts.late), std::cmp::Reverse(counts.due), name.clone())
    });
    let title = page.t("cooperation-ledger-of").with("name", page.institution(&name)).to_string();
    let mut shown = ledger(&page, &holder, &views, &pairings, Vec::new()).await?;
    shown.sides = vec![(page.institution(&name).to_owned(), super::super::address::encoded(&name))];
    show(&LedgerPage { title, partners, alone: true, ..shown })
}

pub(super) async fn partnership(page: Page, Path((front, partner)): Path<(String, String)>) -> Answer {
    let holder = Holder::of_both(&front, &partner);
    let pairing = page.office().pairing(&holder).await?;
    let mut views = page.office().duties(Some(&front)).await?;
    views.retain(|view| view.owed.holder == holder);
    let both = std::collections::BTreeSet::from([&pairing.front, &pairing.partner]);
    let shared = page.office().shared_by(&pairing).await?;
    let title = page.t("cooperation-ledger-of").with("name", holder_name(&page, &holder)).to_string();
    let pairings = vec![pairing.clone()];
    let mut shown = ledger(&page, &holder, &views, &pairings, shared).await?;
    shown.sides = both
        .into_iter()
        .map(|name| (page.institution(name).to_owned(), super::super::address::encoded(name)))
        .collect();
    let major = |offered: &guantong_cooperation::Offered| {
        (offered.major.clone(), format!("/programmes/{}", offered.programme))
    };
    shown.majors = pairing.programmes.iter().map(major).collect();
    show(&LedgerPage { title, ..shown })
}

async fn ledger(
    page: &Page,
    holder: &Holder,
    views: &[DutyView],
    pairings: &[Pairing],
    shared: Vec<RecordOnFile>,
) -> Result<LedgerPage, Problem> {
    let filter = RecordFilter { holder: Some(holder.clone()), ..RecordFilter::default() };
    let mut found = page.office().cooperation_records(&filter).await?;
    found.retain(|one| one.record.state != RecordState::TakenBack);
    let plain: Vec<Record> = found.iter().chain(&shared).map(|one| one.record.clone()).collect();
    let words = Words { page, pairings, records: &plain };
    let own = matches!(holder, Holder::Institution(_));
    let enters = |kind: Kind| {
        let sides = page.office().enterers(kind, holder, pairings);
        let may = page.may(Action::CooperationEnter) && sides.iter().any(|by| page.office().enters_for(by));
        may.then(|| match kind {
            Kind::AnnualReport => "/reports".to_owned(),
            kind => format!("{}/new", base(kind, holder)),
        })
    };
    let mut groups = Vec::new();
    let mut empty = Vec::new();
    for kind in Kind::ALL.iter().filter(|kind| (kind.declared().held == Held::Institution) == own) {
        let rows: Vec<&RecordOnFile> = found.iter().filter(|one| one.record.kind == *kind).collect();
        if rows.is_empty() {
            // What belongs to another record is entered there.
            let first = kind.declared().belongs().is_none();
            empty.extend(enters(*kind).filter(|_| first).map(|href| (kind_name(page, *kind), href)));
            continue;
        }
        groups.push(GroupShown {
            kind: *kind,
            name: kind_name(page, *kind),
            count: rows.len(),
            rows: rows.iter().take(OF_A_KIND).map(|one| RowShown::of(&words, one)).collect(),
            all: format!("/cooperation/{kind}"),
            enter: enters(*kind),
        });
    }
    let here = views.iter().filter(|view| !own || view.owed.holder == *holder);
    let (open, rest): (Vec<&DutyView>, Vec<&DutyView>) = match own {
        // An institution has what is open with all its partners before it, and of the rest what is its own alone.
        true => (
            views
                .iter()
                .filter(|view| view.owed.open() && view.owed.by.iter().any(|by| by == holder.front()))
                .collect(),
            here.filter(|view| !view.owed.open()).collect(),
        ),
        false => here.partition(|view| view.owed.open()),
    };
    debug_assert!(rest.iter().all(|view| matches!(view.owed.state, DutyState::Met | DutyState::Excused)));
    Ok(LedgerPage {
        title: String::new(),
        sides: Vec::new(),
        majors: Vec::new(),
        partners: Vec::new(),
        counts: Counts::of(views),
        open: open.into_iter().map(|view| DutyShown::of(page, view)).collect(),
        rest: rest.into_iter().map(|view| DutyShown::of(page, view)).collect(),
        alone: false,
        groups,
        empty,
        shared: shared.iter().map(|one| RowShown::of(&words, one)).collect(),
        clauses: Clauses::of_provisions(page, if own { &["4.2.1.a", "4.2.3"] } else { OF_BOTH })
            .with_lead(page),
        page: page.clone(),
    })
}

/// The clauses of what two sides do together.
const OF_BOTH: &[&str] = &["4.2.2.a", "4.2.2.b", "4.2.2.d", "4.2.2.e"];
