//! Everything kept about a student, in parts: each a list of facts or a table, with words for people and keys for
//! programs. The page, the workbook and the JSON file are made of the same parts.

use super::examined::Examined;
use crate::frame::{Page, Said};
use crate::pages::correction::{fact_name, fact_text};
use crate::pages::request::story::story;
use crate::pages::{certificate, marks, request};
use crate::parts::DecisionShown;
use guantong_model::{IdentityNo, Phone, ProgrammeId};
use guantong_service::access::Role;
use guantong_service::person::PersonalCopy;

/// A part.
pub(super) struct Part {
    /// Its name for programs.
    pub(super) key: &'static str,
    pub(super) title: Said,
    /// The columns: key and heading.
    pub(super) columns: Vec<(&'static str, Said)>,
    pub(super) rows: Vec<Vec<String>>,
    /// Whether it is one thing with its facts, and no table.
    pub(super) single: bool,
    /// Where each row leads on the page, as far as it does.
    pub(super) links: Vec<Option<String>>,
}

impl Part {
    fn new(page: &Page, key: &'static str, columns: &[&'static str]) -> Self {
        let heading = |column: &&'static str| (*column, page.t(format!("data-{key}-{column}")));
        Part {
            key,
            title: page.t(format!("data-{key}")),
            columns: columns.iter().map(heading).collect(),
            rows: Vec::new(),
            single: false,
            links: Vec::new(),
        }
    }

    /// One thing with its facts.
    fn single(page: &Page, key: &'static str, facts: Vec<(&'static str, String)>) -> Self {
        let (columns, row): (Vec<_>, Vec<_>) = facts.into_iter().unzip();
        Part { rows: vec![row], single: true, ..Part::new(page, key, &columns) }
    }

    /// The facts of one thing.
    pub(super) fn facts(&self) -> impl Iterator<Item = (&Said, &String)> {
        let values = self.rows.first().into_iter().flatten();
        self.columns.iter().map(|(_, heading)| heading).zip(values)
    }

    /// The rows, each with where it leads.
    pub(super) fn led(&self) -> impl Iterator<Item = (&Vec<String>, Option<&String>)> {
        let links = self.links.iter().map(Option::as_ref).chain(std::iter::repeat(None));
        self.rows.iter().zip(links)
    }

    /// The heading of a column, by its place.
    pub(super) fn heading(&self, at: &usize) -> String {
        self.columns.get(*at).map(|(_, heading)| heading.to_string()).unwrap_or_default()
    }

    /// What stands where there is nothing.
    pub(super) fn none(&self, page: &Page) -> Said {
        page.t(if self.key == "certificates" { "data-certificates-none" } else { "data-none" })
    }
}

/// All parts; numbers in full in a copy, with their middle hidden on the page.
pub(super) fn of(page: &Page, copy: &PersonalCopy, whole: bool) -> Vec<Part> {
    let mut parts = vec![person(page, copy, whole)];
    parts.extend(account(page));
    parts.extend(candidate(page, copy));
    parts.push(record(page, copy));
    parts.push(registrations(page, copy));
    parts.push(certificates(page, copy));
    parts.push(decisions(page, copy));
    parts.push(examinations(page, copy));
    parts.push(courses(page, copy));
    parts.push(work(page, copy));
    parts.push(requests(page, copy));
    parts.push(story_of_requests(page, copy));
    parts.push(looks(page, copy));
    parts
}

fn person(page: &Page, copy: &PersonalCopy, whole: bool) -> Part {
    let person = &copy.view.person;
    let none = || page.t("page-none").to_string();
    let (identity, phone) = match whole {
        true => (
            copy.contacts.identity.as_ref().map(|number| number.as_str().to_owned()),
            copy.contacts.phone.as_ref().map(|phone| phone.as_str().to_owned()),
        ),
        false => (
            copy.contacts.identity.as_ref().map(IdentityNo::masked),
            copy.contacts.phone.as_ref().map(Phone::masked),
        ),
    };
    let facts = vec![
        ("name", person.name.clone()),
        ("sex", page.word(format!("sex.{}", person.sex))),
        ("birth_on", page.date(person.birth_on)),
        ("identity", identity.unwrap_or_else(none)),
        ("phone", phone.unwrap_or_else(none)),
        ("district", page.district(&person.district).to_owned()),
        ("junior_school", person.junior_school.clone()),
    ];
    Part::single(page, "person", facts)
}

/// The account of who asks, where there are accounts.
fn account(page: &Page) -> Option<Part> {
    let asker = page.asker()?;
    let facts = vec![
        ("login", asker.account.login.clone()),
        ("name", asker.account.name.clone()),
        ("made_at", page.moment(asker.account.made_at)),
    ];
    Some(Part::single(page, "account", facts))
}

fn programme(page: &Page, copy: &PersonalCopy, id: &ProgrammeId) -> String {
    let line = copy.view.lines.iter().find(|line| line.programme == *id);
    let named = |line: &guantong_service::rows::PlanLine| {
        page.list([
            page.institution(&line.institution),
            &line.major_printed(),
            page.institution(&line.partner),
        ])
    };
    line.map_or_else(|| id.to_string(), named)
}

fn candidate(page: &Page, copy: &PersonalCopy) -> Vec<Part> {
    let Some(candidate) = &copy.candidate else { return Vec::new() };
    let yes = |is: bool| page.t(if is { "data-yes" } else { "data-no" }).to_string();
    let facts = vec![
        ("year", candidate.year.to_string()),
        ("no", candidate.no.to_string()),
        ("total", candidate.total.to_string()),
        ("chinese", candidate.chinese.to_string()),
        ("mathematics", candidate.mathematics.to_string()),
        ("foreign_language", candidate.foreign_language.to_string()),
        ("priority", yes(candidate.priority)),
        ("draw", candidate.draw.to_string()),
        ("qualified", yes(candidate.qualified)),
        ("household", yes(candidate.household)),
    ];
    let mut preferences = Part::new(page, "preferences", &["round", "place", "programme"]);
    for (round, list) in [("early", &candidate.early), ("unified", &candidate.unified)] {
        for (place, id) in list.iter().enumerate() {
            let round = page.word(format!("round.{round}"));
            preferences.rows.push(vec![round, (place + 1).to_string(), programme(page, copy, id)]);
        }
    }
    let mut results = Part::new(page, "results", &["round", "outcome", "programme", "rank"]);
    for (round, result) in &copy.results {
        results.rows.push(vec![
            page.word(format!("round.{}", round.as_str())),
            page.t(format!("candidate-{}", result.outcome)).to_string(),
            result.programme.as_ref().map(|id| programme(page, copy, id)).unwrap_or_default(),
            result.rank.map(|rank| rank.to_string()).unwrap_or_default(),
        ]);
    }
    let mut parts = vec![Part::single(page, "candidate", facts), preferences, results];
    parts.extend(corrections(page, copy));
    parts
}

/// What of his facts was corrected after publication; nothing where nothing was.
fn corrections(page: &Page, copy: &PersonalCopy) -> Option<Part> {
    let lines = copy.view.lines.iter().map(|line| (line.programme.clone(), line.clone())).collect();
    let mut part = Part::new(page, "corrections", &["document", "fact", "before", "after"]);
    for (document, own) in &copy.corrections {
        for name in own.before.differences(&own.after) {
            part.rows.push(vec![
                document.clone(),
                fact_name(page, name),
                fact_text(page, &lines, &own.before, name),
                fact_text(page, &lines, &own.after, name),
            ]);
        }
    }
    (!part.rows.is_empty()).then_some(part)
}

fn record(page: &Page, copy: &PersonalCopy) -> Part {
    let record = &copy.view.record;
    let registered = record.registered_at().map(|name| page.institution(name).to_owned());
    let mut facts = vec![
        ("id", copy.view.student.id.to_string()),
        ("standing", page.word(format!("standing.{}", record.standing()))),
        ("stage", page.word(format!("stage.{}", record.stage()))),
        ("qualification", page.word(format!("qualification.{}", record.qualification()))),
        ("entry_year", record.entry_year().to_string()),
        ("cohort", record.cohort().to_string()),
        ("programme", programme(page, copy, &record.placement().programme)),
        ("studies_at", page.institution(record.studies_at()).to_owned()),
        ("registered_at", registered.unwrap_or_else(|| page.t("page-none").to_string())),
    ];
    if let Some((to, _)) = copy.view.destination {
        facts.push(("destination", page.word(format!("destination.{to}"))));
    }
    Part::single(page, "record", facts)
}

fn registrations(page: &Page, copy: &PersonalCopy) -> Part {
    let mut part = Part::new(page, "registrations", &["stage", "institution", "from", "to"]);
    for period in copy.view.record.registrations() {
        part.rows.push(vec![
            page.word(format!("stage.{}", period.stage)),
            page.institution(&period.institution).to_owned(),
            page.date(period.from),
            period.to.map(|to| page.date(to)).unwrap_or_default(),
        ]);
    }
    part
}

fn certificates(page: &Page, copy: &PersonalCopy) -> Part {
    let mut part = Part::new(page, "certificates", &["kind", "number", "issuer", "issued_on"]);
    for one in copy.view.record.certificates() {
        part.links.push(Some(certificate::address(&one.number)));
        part.rows.push(vec![
            page.word(format!("certificate.{}", one.kind)),
            one.number.clone(),
            one.issuer_named().to_owned(),
            page.date(one.issued_on),
        ]);
    }
    part
}

fn decisions(page: &Page, copy: &PersonalCopy) -> Part {
    let mut part = Part::new(page, "decisions", &["on", "what", "outcome", "why"]);
    for one in &copy.view.decisions {
        part.rows.push(vec![
            page.date(one.effective_on),
            match one.command.as_str() {
                "admit" => page.t("page-record-admitted").to_string(),
                command => page.word(format!("command.{command}")),
            },
            page.word(format!("outcome.{}", one.decision.outcome.as_str())),
            DecisionShown::of(page, String::new(), &one.decision).why.to_string(),
        ]);
    }
    part
}

/// Results of progression examinations, from the day their lists were public.
fn examinations(page: &Page, copy: &PersonalCopy) -> Part {
    let mut part = Part::new(page, "examinations", &["id", "on", "marks", "total", "verdict"]);
    for own in &copy.examinations {
        let shown = Examined::of(page, own);
        part.rows.push(vec![
            own.examination.id.clone(),
            page.date(own.examination.on),
            page.list(shown.marks.iter().map(|(name, mark)| format!("{name} {mark}"))),
            shown.total.map(|total| total.to_string()).unwrap_or_default(),
            shown.verdict.word,
        ]);
    }
    part
}

/// Confirmed results by course and of yearly assessments.
fn courses(page: &Page, copy: &PersonalCopy) -> Part {
    let mut part = Part::new(page, "courses", &["stage", "semester", "course", "credits", "marks"]);
    for stage in &copy.courses {
        for line in stage.courses.iter().chain(&stage.assessments) {
            part.rows.push(vec![
                page.word(format!("stage.{}", stage.stage)),
                line.subject.semester.to_string(),
                marks::subject(page, &line.subject),
                marks::credits(line.subject.half_credits),
                page.list(line.marks.iter().map(|(attempt, given)| {
                    format!("{} {}", page.word(format!("attempt.{attempt}")), marks::mark(page, *given))
                })),
            ]);
        }
        for one in &stage.recognised {
            let says = page
                .t("transcript-recognised-by")
                .with("course", marks::subject(page, &one.rests_on))
                .with("stage", page.word(format!("stage.{}", one.rests_on.stage)))
                .with("credits", one.credits);
            part.rows.push(vec![
                page.word(format!("stage.{}", stage.stage)),
                one.subject.semester.to_string(),
                marks::subject(page, &one.subject),
                one.credits.to_string(),
                page.list([page.t("transcript-recognised").to_string(), says.to_string()]),
            ]);
        }
    }
    part
}

/// Posts in enterprises, and the hours of each period.
fn work(page: &Page, copy: &PersonalCopy) -> Part {
    let mut part = Part::new(page, "work", &["enterprise", "what", "from", "until", "hours", "state"]);
    for (placement, post) in &copy.work.posts {
        part.rows.push(vec![
            post.as_ref().map(|post| post.enterprise.clone()).unwrap_or_default(),
            post.as_ref().map(|post| post.title.clone()).unwrap_or_default(),
            page.date(placement.from),
            placement.until.map(|until| page.date(until)).unwrap_or_default(),
            String::new(),
            String::new(),
        ]);
    }
    for sheet in &copy.work.sheets {
        part.rows.push(vec![
            sheet.enterprise.clone(),
            page.word(format!("work-turn.{}", sheet.block.turn)),
            page.date(sheet.block.from),
            page.date(sheet.block.until),
            sheet.hours.to_string(),
            page.word(format!("hours-state.{}", sheet.state)),
        ]);
    }
    part
}

fn requests(page: &Page, copy: &PersonalCopy) -> Part {
    let mut part = Part::new(page, "requests", &["id", "kind", "on", "state"]);
    for view in &copy.requests {
        let request = &view.row.request;
        part.links.push(Some(request::address(&view.row.id)));
        part.rows.push(vec![
            view.row.id.clone(),
            page.word(format!("request-kind.{}", request.opened.kind)),
            page.date(request.opened_on),
            page.word(format!("request-state.{}", request.state)),
        ]);
    }
    part
}

/// All that was written in the requests, and which files were given in.
fn story_of_requests(page: &Page, copy: &PersonalCopy) -> Part {
    let mut part = Part::new(page, "story", &["request", "on", "what", "text", "files"]);
    for view in &copy.requests {
        for one in story(page, view) {
            let files = one.files.iter().map(|file| file.name.as_str());
            part.rows.push(vec![
                view.row.id.clone(),
                page.date(one.on),
                one.what.to_string(),
                one.texts.join("\n"),
                page.list(files),
            ]);
        }
    }
    part
}

fn looks(page: &Page, copy: &PersonalCopy) -> Part {
    let mut part =
        Part::new(page, "looks", &["at", "who", "role", "organisation", "what", "purpose", "result"]);
    for looked in &copy.looks {
        let note = &looked.entry.note;
        let role = Role::parse(&note.role).map(|role| page.word(format!("role.{role}"))).unwrap_or_default();
        part.rows.push(vec![
            page.moment(looked.entry.at),
            looked.name.clone(),
            role,
            note.organisation.clone(),
            page.word(format!("action.{}", note.action)),
            note.purpose.clone(),
            page.word(format!("result.{}", note.result)),
        ]);
    }
    part
}
