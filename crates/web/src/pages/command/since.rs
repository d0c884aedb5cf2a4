//! What became of a record while somebody was at a form of it: who did what, and what is different by it.

use crate::answer::Problem;
use crate::frame::{Page, Said};
use askama::Template;
use askama::filters::HtmlSafe;
use guantong_model::ProgrammeId;
use guantong_service::rows::Student;
use guantong_service::views::{Since, StudentView};

/// The entries after the version that the form had seen, and the values that changed.
#[derive(Template)]
#[template(path = "command/since.html")]
pub(super) struct SinceShown {
    heading: Said,
    /// What was done, and by whom.
    entries: Vec<(Said, Said)>,
    changed: Said,
    /// What changed, before and now.
    changes: Vec<Said>,
    kept: Said,
}

impl HtmlSafe for SinceShown {}

impl SinceShown {
    /// Of a record as it stands now; nothing where nothing was done to it since.
    pub(super) async fn of(page: &Page, view: &StudentView, seen: i64) -> Result<Option<Self>, Problem> {
        let Some(since) = page.office().student_since(&view.student.id, seen).await? else { return Ok(None) };
        if since.decisions.is_empty() {
            return Ok(None);
        }
        let entries = since.decisions.iter().map(|decision| {
            let what = page
                .t("command-since-entry")
                .with("version", decision.version)
                .with("command", page.word(format!("command.{}", decision.command)))
                .with("outcome", page.word(format!("outcome.{}", decision.decision.outcome.as_str())))
                .with("on", decision.effective_on);
            let by = page.t("page-record-by").with("actor", page.by(&decision.actor));
            (what, by.with("at", page.moment(decision.recorded_at)))
        });
        let changes = changes(page, view, &since);
        let changed = if changes.is_empty() { "command-since-nothing" } else { "command-since-changed" };
        Ok(Some(SinceShown {
            heading: page.t("command-since"),
            entries: entries.collect(),
            changed: page.t(changed),
            changes,
            kept: page.t("command-since-kept"),
        }))
    }
}

/// Every value of the record that is another than it was.
fn changes(page: &Page, view: &StudentView, since: &Since) -> Vec<Said> {
    let none = || page.t("page-none").to_string();
    let institution = |name: &str| page.institution(name).to_owned();
    let programme = |id: &ProgrammeId| {
        let line = view.lines.iter().find(|line| line.programme == *id);
        line.map_or_else(
            || id.to_string(),
            |line| page.list([page.institution(&line.institution), &line.major_printed()]),
        )
    };
    let passed = |passed: bool| page.t(if passed { "command-yes" } else { "command-no" }).to_string();
    let told = |student: &Student| {
        [
            ("page-student-standing", page.word(format!("standing.{}", student.standing))),
            ("page-student-stage", page.word(format!("stage.{}", student.stage))),
            ("command-since-work", page.word(format!("stage.work.{}", student.work))),
            ("command-since-assessed", student.assessed.map_or_else(none, passed)),
            ("page-student-qualification", page.word(format!("qualification.{}", student.qualification))),
            ("page-student-cohort", student.cohort.to_string()),
            ("page-student-programme", programme(&student.programme)),
            ("page-record-studies-at", institution(&student.studies_at)),
            ("page-student-registered-at", student.registered_at.as_deref().map_or_else(none, institution)),
            ("page-student-partner", institution(&student.partner)),
            ("command-since-applied", student.applied_to.as_ref().map_or_else(none, programme)),
        ]
    };
    let both = told(&since.before).into_iter().zip(told(&since.now));
    let differ = both.filter(|((_, before), (_, now))| before != now);
    differ
        .map(|((name, before), (_, now))| {
            let change = page.t("command-since-from-to").with("before", before).with("now", now);
            page.t("command-since-change")
                .with("name", page.t(name).to_string())
                .with("change", change.to_string())
        })
        .collect()
}
