//! Who may run a programme (chapter 二): which kinds of institution, on which list, with whom.
//!
//! Not modelled: how an institution gets onto the designated list, and what the prospectus of the examinations
//! authority says; both come in as facts. Refusals stand in the order front institution, partner, list or
//! prospectus; the first that fails decides, the others are named beside it.

use crate::{Citation, Decision};
use guantong_model::{Fact, InstitutionKind, Track};

/// The interpretation by which an institution counts as listed.
const DESIGNATED_LIST: &str = "designated-list";

/// What the rules ask of one line of a plan.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    /// 项目类别.
    pub track: Track,
    /// 前段院校.
    pub front: Side<'a>,
    /// 合作本科高校.
    pub partner: Side<'a>,
    /// Whether the front institution is on the year's designated list (特高校); nothing where it is not known.
    pub designated: Option<bool>,
    /// Why a secondary school that is not listed runs it all the same (原则上); empty counts as none.
    pub reason: Option<&'a str>,
    /// Whether the year's prospectus says that the university runs all stages alone.
    pub in_prospectus: bool,
}

/// One institution of a line.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// Its name.
    pub name: &'a str,
    /// What kind it is.
    pub kind: InstitutionKind,
}

/// Whether such a programme may be run.
///
/// A college not on the list is refused; a secondary school not on it needs a stated reason (referred to the
/// commission until there is one). What is not known is referred, never guessed.
#[must_use]
pub fn may_run(line: &Line<'_>) -> Decision {
    let decision = match line.track {
        Track::CollegeBachelor => college_bachelor(line),
        Track::SecondaryBachelor => secondary_bachelor(line),
        Track::UniversityOnly => university_only(line),
    };
    decision
        .with("front", line.front.name)
        .with("front_kind", kind(line.front.kind))
        .with("partner", line.partner.name)
        .with("partner_kind", kind(line.partner.kind))
}

/// 2.1.a 「由入选“北京市特色高水平职业院校”的高职院校与本科高校联合培养」
fn college_bachelor(line: &Line<'_>) -> Decision {
    let clause = "2.1.a";
    let failing = failing(&[
        (line.front.kind != InstitutionKind::College, "programme.front_not_college"),
        (line.partner.kind != InstitutionKind::University, "programme.partner_not_university"),
        (line.designated == Some(false), "programme.not_designated"),
    ]);
    let decision = match (refused(&failing, clause), line.designated) {
        (Some(refusal), _) => refusal,
        (None, None) => Decision::referred("programme.designation_unknown", clause, "decider.commission"),
        (None, Some(_)) => Decision::accepted("programme.may_run", clause),
    };
    decision.citing(Citation::Interpretation(DESIGNATED_LIST.to_owned()))
}

/// 2.2.a 「原则上由入选“北京市特色高水平职业院校”的中职学校与本科高校联合培养」
fn secondary_bachelor(line: &Line<'_>) -> Decision {
    let clause = "2.2.a";
    let failing = failing(&[
        (line.front.kind != InstitutionKind::SecondarySchool, "programme.front_not_secondary"),
        (line.partner.kind != InstitutionKind::University, "programme.partner_not_university"),
    ]);
    if let Some(refusal) = refused(&failing, clause) {
        return refusal;
    }
    let reason = line.reason.map(str::trim).filter(|reason| !reason.is_empty());
    let decision = match (line.designated, reason) {
        (Some(true), _) => Decision::accepted("programme.may_run", clause),
        (_, Some(reason)) => Decision::accepted("programme.runs_with_reason", clause).with("reason", reason),
        (_, None) => Decision::referred("programme.reason_needed", clause, "decider.commission"),
    };
    decision.citing(Citation::Interpretation(DESIGNATED_LIST.to_owned()))
}

/// 2.1.d 「高本贯通个别项目可由本科高校独立承担所有学段培养任务，具体情况以当年北京教育考试院公布的招生简章为准」
fn university_only(line: &Line<'_>) -> Decision {
    let clause = "2.1.d";
    let failing = failing(&[
        (line.front.kind != InstitutionKind::University, "programme.front_not_university"),
        (line.front.name != line.partner.name, "programme.partner_differs"),
        (!line.in_prospectus, "programme.not_in_prospectus"),
    ]);
    refused(&failing, clause).unwrap_or_else(|| Decision::accepted("programme.may_run_alone", clause))
}

fn failing(conditions: &[(bool, &'static str)]) -> Vec<&'static str> {
    conditions.iter().filter(|(fails, _)| *fails).map(|(_, code)| *code).collect()
}

fn refused(failing: &[&'static str], clause: &str) -> Option<Decision> {
    let (first, others) = failing.split_first()?;
    let mut refusal = Decision::refused(first, clause);
    refusal.also = others.iter().map(|code| (*code).to_owned()).collect();
    Some(refusal)
}

fn kind(kind: InstitutionKind) -> Fact {
    Fact::Word(format!("institution.{kind}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Outcome;
    use InstitutionKind::{College, SecondarySchool, University};

    fn line(track: Track, front: InstitutionKind, partner: InstitutionKind) -> Line<'static> {
        let partner =
            Side { name: if track == Track::UniversityOnly { "甲" } else { "乙" }, kind: partner };
        let front = Side { name: "甲", kind: front };
        Line { track, front, partner, designated: Some(true), reason: None, in_prospectus: true }
    }

    fn check(line: &Line<'_>, outcome: Outcome, code: &str, clause: &str) {
        let decision = may_run(line);
        assert_eq!((decision.outcome, decision.code.as_str()), (outcome, code), "{line:?}");
        assert_eq!(decision.citations.first(), Some(&Citation::clause(clause)), "{line:?}");
    }

    #[test]
    fn a_college_must_be_listed_and_have_a_university() {
        let sound = line(Track::CollegeBachelor, College, University);
        let not_listed = Line { designated: Some(false), ..sound };
        let unknown = Line { designated: None, ..sound };
        for (line, outcome, code) in [
            (sound, Outcome::Accepted, "programme.may_run"),
            (not_listed, Outcome::Refused, "programme.not_designated"),
            (Line { reason: Some("市教委批准"), ..not_listed }, Outcome::Refused, "programme.not_designated"),
            (unknown, Outcome::Referred, "programme.designation_unknown"),
            (
                line(Track::CollegeBachelor, SecondarySchool, University),
                Outcome::Refused,
                "programme.front_not_college",
            ),
            (
                line(Track::CollegeBachelor, University, University),
                Outcome::Refused,
                "programme.front_not_college",
            ),
            (
                line(Track::CollegeBachelor, College, College),
                Outcome::Refused,
                "programme.partner_not_university",
            ),
        ] {
            check(&line, outcome, code, "2.1.a");
        }
    }

    #[test]
    fn a_secondary_school_not_listed_needs_a_reason() {
        let sound = line(Track::SecondaryBachelor, SecondarySchool, University);
        for (line, outcome, code) in [
            (sound, Outcome::Accepted, "programme.may_run"),
            (Line { designated: Some(false), ..sound }, Outcome::Referred, "programme.reason_needed"),
            (Line { designated: None, ..sound }, Outcome::Referred, "programme.reason_needed"),
            (
                Line { designated: Some(false), reason: Some(" "), ..sound },
                Outcome::Referred,
                "programme.reason_needed",
            ),
            (
                Line { designated: Some(false), reason: Some("区域唯一开设该专业"), ..sound },
                Outcome::Accepted,
                "programme.runs_with_reason",
            ),
            (
                line(Track::SecondaryBachelor, College, University),
                Outcome::Refused,
                "programme.front_not_secondary",
            ),
            (
                line(Track::SecondaryBachelor, SecondarySchool, SecondarySchool),
                Outcome::Refused,
                "programme.partner_not_university",
            ),
        ] {
            check(&line, outcome, code, "2.2.a");
        }
    }

    #[test]
    fn a_university_runs_alone_where_the_prospectus_says_so() {
        let sound = line(Track::UniversityOnly, University, University);
        let other = Side { name: "乙", kind: University };
        for (line, outcome, code) in [
            (sound, Outcome::Accepted, "programme.may_run_alone"),
            (Line { in_prospectus: false, ..sound }, Outcome::Refused, "programme.not_in_prospectus"),
            (Line { partner: other, ..sound }, Outcome::Refused, "programme.partner_differs"),
            (
                line(Track::UniversityOnly, College, University),
                Outcome::Refused,
                "programme.front_not_university",
            ),
        ] {
            check(&line, outcome, code, "2.1.d");
        }
    }

    #[test]
    fn the_first_failing_condition_decides_and_the_others_are_named() {
        let line = Line { designated: Some(false), ..line(Track::CollegeBachelor, SecondarySchool, College) };
        let decision = may_run(&line);
        assert_eq!(decision.code, "programme.front_not_college");
        assert_eq!(decision.also, ["programme.partner_not_university", "programme.not_designated"]);
    }
}
