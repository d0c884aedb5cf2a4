//! What the edition says about duties, read once.

use guantong_model::Date;
use guantong_policy::Edition;

/// The terms of an edition: its numbers, and its readings of what the notice leaves open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// The day from which duties are owed: the notice's.
    pub from: Date,
    /// Whether the semester and year running on that day count (interpretation `duties-first-period`).
    pub running_counts: bool,
    /// Whether what must always be there is owed from the first class's first of September (interpretation
    /// `duties-standing`), or from the notice's day.
    pub standing_from_september: bool,
    /// The month in which the second semester begins (interpretation `semester-dates`).
    pub second: i8,
    /// Whether yearly duties go by the academic year (interpretation `duties-yearly`).
    pub academic_years: bool,
    /// Whether the party secretary too is a principal leader (interpretation `principal-leader`).
    pub secretary_leads: bool,
    /// Whether a university that runs all stages alone owes what two sides owe (interpretation
    /// `university-only-duties`).
    pub alone_owes_all: bool,
    /// Meetings in each period (4.2.2.b).
    pub meetings: usize,
    /// Whether that period is the academic year (interpretation `meetings-regular`).
    pub meetings_by_year: bool,
    /// Dispatches in each semester (4.2.2.d).
    pub dispatches: usize,
    /// Days before an agreement ends in which another is asked for (4.2.3).
    pub agreement_days: i64,
    /// Whether either side's agreement is enough (interpretation `enterprise-agreement-by`).
    pub either_agrees: bool,
    /// Whether enterprises take part in each programme every year (interpretation `enterprise-parts`).
    pub parts_every_year: bool,
    /// Days within which a result below its target is followed up; nothing where that is not asked (interpretation
    /// `indicator-follow-up`).
    pub follow_up_days: Option<i64>,
    /// Whether a division of tasks is owed only before the first class comes to stage 2 (interpretation
    /// `task-division-due`).
    pub division_before_stage_2: bool,
    /// The month and the day by which the report on a year is handed in (4.3.1.a).
    pub report_due: (i8, i8),
    /// What is due within so many days is told to who owes it.
    pub soon_days: i64,
}

impl Terms {
    /// The terms of an edition on a day; nothing of an edition that has no head.
    #[must_use]
    pub fn of(edition: &Edition, today: Date) -> Option<Self> {
        let from = edition.head()?.issued_on;
        let on = today.max(from);
        let number = |name: &str, otherwise: i64| edition.number(name, on).unwrap_or(otherwise);
        let count = |name: &str| usize::try_from(number(name, 1)).unwrap_or(1);
        let chosen = |id: &str, choice: &str| edition.switch(id) == Some(choice);
        Some(Terms {
            from,
            running_counts: chosen("duties-first-period", "running"),
            standing_from_september: chosen("duties-standing", "first-september"),
            second: if chosen("semester-dates", "march") { 3 } else { 2 },
            academic_years: chosen("duties-yearly", "academic-year"),
            secretary_leads: chosen("principal-leader", "both"),
            alone_owes_all: chosen("university-only-duties", "all-duties"),
            meetings: count("meetings.per-semester"),
            meetings_by_year: chosen("meetings-regular", "year"),
            dispatches: count("dispatch.per-semester"),
            agreement_days: number("agreement.notice.days", 90),
            either_agrees: chosen("enterprise-agreement-by", "either"),
            parts_every_year: chosen("enterprise-parts", "every-year"),
            follow_up_days: chosen("indicator-follow-up", "days").then(|| number("follow-up.days", 90)),
            division_before_stage_2: chosen("task-division-due", "before-stage-2"),
            report_due: edition.text("report.deadline", on).and_then(month_day).unwrap_or((12, 31)),
            soon_days: number("duty.notice.days", 30),
        })
    }
}

/// A month and a day such as 12-31.
fn month_day(text: &str) -> Option<(i8, i8)> {
    let (month, day) = text.split_once('-')?;
    Some((month.parse().ok()?, day.parse().ok()?))
}
