//! 七年图: study above, years amid, registration with its certificate below, one column an academic year.
//!
//! Years that were are asked of the record as of each; years to come follow the class the student sits in, or
//! would come back to. A leave or a repeat makes one more column.

use crate::frame::Page;
use guantong_model::{CertificateKind, Date, Qualification, Stage, academic_year};
use guantong_registry::{CommandName, Record};
use guantong_service::views::StudentView;

/// The stylesheet knows this many columns.
const MOST: i32 = 14;

/// The band, column by column.
pub(super) struct Band {
    /// How many columns.
    pub(super) years: i32,
    pub(super) study: Vec<Span>,
    pub(super) cells: Vec<Span>,
    pub(super) registration: Vec<Span>,
}

/// A box over some columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Span {
    /// The first column, from 1.
    pub(super) from: i32,
    /// The column after the last.
    pub(super) to: i32,
    pub(super) title: String,
    pub(super) lines: Vec<String>,
    pub(super) dip: Option<u8>,
    pub(super) is_break: bool,
    pub(super) is_ahead: bool,
    pub(super) is_void: bool,
    /// On the column of the day shown: how far through the year in per cent, and the words of the flag.
    pub(super) today: Option<(u8, String)>,
}

impl Span {
    /// Its classes.
    pub(super) fn class(&self) -> String {
        let mut class = format!("from-{} to-{}", self.from, self.to);
        if let Some(dip) = self.dip {
            class.push_str(&format!(" dip-{dip}"));
        }
        for (is, name) in
            [(self.is_break, " is-break"), (self.is_ahead, " is-ahead"), (self.is_void, " is-void")]
        {
            if is {
                class.push_str(name);
            }
        }
        class
    }
}

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Column {
    /// The academic year, by its September.
    year: i32,
    what: What,
    ahead: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum What {
    /// A year of a stage at an institution; whether it is taught again.
    Year { stage: Stage, year: i32, studies_at: String, registered_at: Option<String>, again: bool },
    /// Away, with the registration kept.
    Away { stage: Stage, registered_at: Option<String> },
    /// Nothing: the record ended before.
    Nothing,
}

impl Band {
    pub(super) fn of(page: &Page, view: &StudentView) -> Self {
        let columns = columns(view);
        let years = i32::try_from(columns.len()).unwrap_or(MOST);
        Band {
            years,
            study: spans(&columns, |column| study(page, column)),
            cells: cells(page, view, &columns),
            registration: registration(page, view, &columns),
        }
    }
}

/// Every academic year from entry to the expected end.
fn columns(view: &StudentView) -> Vec<Column> {
    let record = &view.record;
    let first = record.entry_year();
    let all = view.terms.years(record.placement().track);
    let length = all.before(Stage::Bachelor) + all.of(Stage::Bachelor);
    let now = academic_year(view.as_of);
    let class = class_to_come(view);
    let last_planned = class.saturating_add(length - 1).max(first + length - 1);
    let last = last_planned.max(now.min(first + MOST - 1)).min(first + MOST - 1);
    let mut before: Option<i32> = None;
    (first..=last)
        .map(|year| {
            let what = if year <= now { was(view, year, &mut before) } else { will_be(view, year, class) };
            Column { year, what, ahead: year > now }
        })
        .collect()
}

/// The cohort of the class the student goes on with: the one he would come back to where he is on leave.
fn class_to_come(view: &StudentView) -> i32 {
    let record = &view.record;
    let resumed = view.options.open(CommandName::Resume).and_then(|open| open.ways.first());
    match (record.leave(), resumed) {
        (None, _) => record.cohort(),
        (Some(_), Some(way)) => way.follows.cohort.unwrap_or(record.cohort()),
        (Some(_), None) => record.cohort().saturating_add(1),
    }
}

/// An academic year that was: as of the end of June, before the summer's decisions for the next.
fn was(view: &StudentView, year: i32, cohort_before: &mut Option<i32>) -> What {
    let Some(june) = i16::try_from(year + 1).ok().and_then(|year| Date::new(year, 6, 30).ok()) else {
        return What::Nothing;
    };
    let day = june.min(view.as_of);
    let record: Record = view.record.as_of(day);
    if record.ended_on().is_some_and(|on| academic_year(on) < year) {
        return What::Nothing;
    }
    let stage = record.stage();
    let registered_at = record.registered_at().map(str::to_owned);
    if record.leave().is_some() {
        return What::Away { stage, registered_at };
    }
    let repeated =
        cohort_before.is_some_and(|before| record.cohort() > before) && !away_before(&record, year);
    *cohort_before = Some(record.cohort());
    What::Year {
        stage,
        year: record.year_of_stage(&view.terms, day),
        studies_at: record.studies_at().to_owned(),
        registered_at,
        again: repeated,
    }
}

/// Whether a leave ended in or just before an academic year: the later class is that leave's doing.
fn away_before(record: &Record, year: i32) -> bool {
    record.past_leaves().any(|(_, to)| (year - 1..=year).contains(&academic_year(to)))
}

/// An academic year to come, as the class goes on.
fn will_be(view: &StudentView, year: i32, class: i32) -> What {
    let record = &view.record;
    if record.standing().ended() {
        return What::Nothing;
    }
    let placement = record.placement();
    if let Some(leave) = record.leave()
        && year < academic_year(leave.until)
    {
        let registered_at = record.registered_at().map(str::to_owned);
        return What::Away { stage: record.stage(), registered_at };
    }
    let years = view.terms.years(placement.track);
    let place = year - class;
    let stage = [Stage::Bachelor, Stage::College, Stage::Secondary]
        .into_iter()
        .find(|stage| place >= years.before(*stage) && place >= 0);
    let Some(stage) = stage else { return What::Nothing };
    let year = place - years.before(stage) + 1;
    let beyond = year > years.of(stage) || stage < record.stage();
    let left = record.qualification() == Qualification::Ended && stage > record.stage();
    if beyond || left {
        return What::Nothing;
    }
    What::Year {
        stage,
        year,
        studies_at: placement.studies_at(stage).to_owned(),
        registered_at: Some(placement.registered_at(stage).to_owned()),
        again: false,
    }
}

/// Columns with the same box beside each other become one.
fn spans(columns: &[Column], make: impl Fn(&Column) -> Span) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for (n, column) in columns.iter().enumerate() {
        let at = i32::try_from(n).unwrap_or(MOST) + 1;
        let mut span = make(column);
        (span.from, span.to) = (at, at + 1);
        match spans.last_mut() {
            Some(last) if same(last, &span) => {
                last.to = span.to;
                // Only what lies wholly ahead is not reached yet.
                last.is_ahead &= span.is_ahead;
            }
            _ => spans.push(span),
        }
    }
    spans
}

fn same(one: &Span, other: &Span) -> bool {
    let strip = |span: &Span| Span { from: 0, to: 0, is_ahead: false, ..span.clone() };
    strip(one) == strip(other)
}

fn span(title: String) -> Span {
    Span {
        from: 0,
        to: 0,
        title,
        lines: Vec::new(),
        dip: None,
        is_break: false,
        is_ahead: false,
        is_void: false,
        today: None,
    }
}

fn study(page: &Page, column: &Column) -> Span {
    match &column.what {
        What::Year { studies_at, .. } => {
            Span { is_ahead: column.ahead, ..span(page.short(studies_at).to_owned()) }
        }
        What::Away { .. } => Span { is_break: true, ..span(page.word("standing.on-leave")) },
        What::Nothing => Span { is_void: true, ..span(String::new()) },
    }
}

/// The years themselves: never joined.
fn cells(page: &Page, view: &StudentView, columns: &[Column]) -> Vec<Span> {
    let mut cells = Vec::new();
    for (n, column) in columns.iter().enumerate() {
        let at = i32::try_from(n).unwrap_or(MOST) + 1;
        let mut cell = match &column.what {
            What::Year { stage, year, again, .. } => {
                let stage_word = page.word(format!("stage.{stage}"));
                let title =
                    page.t("page-band-year").with("stage", &stage_word).with("year", i64::from(*year));
                let mut cell = span(title.to_string());
                cell.dip = Some(dip(*stage));
                cell.is_break = *again;
                cell
            }
            What::Away { .. } => Span { is_break: true, ..span(page.t("page-band-away").to_string()) },
            What::Nothing => Span { is_void: true, ..span(page.t("page-none").to_string()) },
        };
        (cell.from, cell.to) = (at, at + 1);
        cell.is_ahead = column.ahead && !cell.is_void;
        cell.lines.push(format!("{}–{:02}", column.year, (column.year + 1).rem_euclid(100)));
        if matches!(column.what, What::Year { again: true, .. }) {
            cell.lines.push(page.word("command.repeat"));
        }
        cell.lines.extend(leaves(page, view, column.year, matches!(column.what, What::Away { .. })));
        if column.year == academic_year(view.as_of) && !cell.is_void {
            cell.today = Some(flag(page, view));
        }
        cells.push(cell);
    }
    cells
}

fn dip(stage: Stage) -> u8 {
    match stage {
        Stage::Secondary => 1,
        Stage::College => 2,
        Stage::Bachelor => 3,
    }
}

/// Leaves that began or ended in an academic year.
fn leaves(page: &Page, view: &StudentView, year: i32, away: bool) -> Vec<String> {
    let open = view.record.leave().map(|leave| (leave.from, None));
    let all = view.record.past_leaves().map(|(from, to)| (from, Some(to))).chain(open);
    let mut lines = Vec::new();
    for (from, to) in all {
        if academic_year(from) == year {
            let words = if away { "page-edition-from" } else { "page-band-leave-from" };
            lines.push(page.t(words).with("from", page.month_day(from)).to_string());
        }
        if let Some(to) = to.filter(|to| academic_year(*to) == year) {
            lines.push(page.t("page-band-leave-to").with("on", page.month_day(to)).to_string());
        }
    }
    lines
}

/// Where in the year the day shown lies, in per cent by tens, and what the flag says.
fn flag(page: &Page, view: &StudentView) -> (u8, String) {
    let day = view.as_of;
    let months = (i32::from(day.month()) + 3).rem_euclid(12);
    let days = months * 30 + i32::from(day.day());
    let tenths = u8::try_from((days * 10 / 366).clamp(0, 9)).unwrap_or(0);
    let words = if day == page.office().today() { "page-band-today" } else { "page-band-day" };
    (tenths * 10, page.t(words).with("on", page.month_day(day)).to_string())
}

/// Registrations by institution and stage, each with the certificate that closes the stage.
fn registration(page: &Page, view: &StudentView, columns: &[Column]) -> Vec<Span> {
    spans(columns, |column| {
        let (stage, name) = match &column.what {
            What::Year { stage, registered_at, .. } | What::Away { stage, registered_at } => {
                (*stage, registered_at)
            }
            What::Nothing => return Span { is_void: true, ..span(String::new()) },
        };
        let Some(name) = name else {
            return Span { is_ahead: true, ..span(page.t("page-band-not-registered").to_string()) };
        };
        let mut span = span(page.short(name).to_owned());
        let open = view.record.registrations().last().is_some_and(|period| period.stage >= stage);
        span.is_ahead = !open;
        span.lines.extend(certificate(page, view, stage));
        span
    })
}

/// The certificate of a stage: issued, or expected where one will be.
fn certificate(page: &Page, view: &StudentView, stage: Stage) -> Option<String> {
    let record = &view.record;
    let name = |kind: CertificateKind| page.word(format!("certificate.{kind}"));
    let mut of_stage = record.certificates().iter().filter(|certificate| certificate.stage == stage);
    if let Some(issued) = of_stage.next_back() {
        let said = page.t("page-band-issued").with("kind", name(issued.kind)).with("on", issued.issued_on);
        let named = |name| page.t("programme-issued-as").with("said", &said).with("name", name);
        return Some(
            issued.issued_as.as_ref().map_or_else(|| said.to_string(), |name| named(name).to_string()),
        );
    }
    if record.standing().ended() || stage < record.stage() {
        return None;
    }
    let kind = if stage == record.stage() {
        let complete = view.options.open(CommandName::CompleteStage)?.ways.first()?;
        complete.follows.certificates.first()?.0
    } else {
        match stage {
            Stage::Secondary => return None,
            Stage::College => CertificateKind::College,
            Stage::Bachelor => CertificateKind::Bachelor,
        }
    };
    let years = view.terms.years(record.placement().track);
    let year = class_to_come(view) + years.before(stage) + years.of(stage);
    Some(page.t("page-band-expected").with("kind", name(kind)).with("year", year).to_string())
}
