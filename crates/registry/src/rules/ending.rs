//! Endings under the rule book of the stage: 退学, 开除学籍, 取消学籍, 亡故 (三（三）3).
//!
//! Not here: whether the grounds hold and the hearing was fair; the written decision on file answers for that.

use super::leave::{days_later, days_on_leave, years_later};
use crate::decide::{Condition, Ruling, Situation, grant};
use crate::rules::{article, reading, with_certificate};
use crate::terms::reading::IncompleteStudyYear;
use crate::{CommandName, Event, LeavingCertificate};
use guantong_model::{CertificateKind, Fact, Stage, Standing};
use guantong_policy::Decision;

/// 退学.
pub(crate) fn withdraw(s: &Situation<'_>, given: &str, certificate: Option<LeavingCertificate>) -> Ruling {
    if given.trim().is_empty() {
        return Err(Decision::refused("withdraw.no_article", "3.3.3.a")
            .with("rule_book", rule_book(s))
            .into());
    }
    let kind = match certificate.unwrap_or(LeavingCertificate::StudyRecord) {
        LeavingCertificate::StudyRecord => CertificateKind::StudyRecord,
        LeavingCertificate::IncompleteStudy => {
            incomplete_study_allowed(s)?;
            CertificateKind::IncompleteStudy
        }
    };
    let decision =
        Decision::accepted("withdrawn", "3.3.3.a").with("article", given).with("rule_book", rule_book(s));
    let decision = article(with_certificate(decision, s, kind), s, given);
    grant(decision, ended(s, Some(kind), Standing::Withdrawn, CommandName::Withdraw, Some(given), None))
}

/// 令41 33: 肄业证书 after a full year; the rule book of secondary schools knows only 学习证明.
fn incomplete_study_allowed(s: &Situation<'_>) -> Condition {
    if s.state().stage == Stage::Secondary {
        return Err(Decision::refused("withdraw.incomplete_study_stage", "3.3.3.a").into());
    }
    let began_on = s.state().stage_began_on.unwrap_or(s.on);
    let aside = match s.terms.readings.incomplete_study_year {
        IncompleteStudyYear::LeaveAside => days_on_leave(s),
        IncompleteStudyYear::LeaveCounts => 0,
    };
    let reached_on = days_later(years_later(began_on, s.terms.incomplete_study_years_min), aside);
    if s.on >= reached_on {
        return Ok(());
    }
    let refused = Decision::refused("withdraw.incomplete_study_year", "3.3.3.a")
        .with("began_on", began_on)
        .with("days_on_leave", aside)
        .with("years", s.terms.incomplete_study_years_min)
        .with("stage", s.stage_word());
    Err(article(reading(refused, "incomplete-study-year"), s, "33").into())
}

/// 开除学籍: hearing and decision on file.
pub(crate) fn expel(s: &Situation<'_>, given: &str, on_file: &str) -> Ruling {
    if given.trim().is_empty() || on_file.trim().is_empty() {
        return Err(Decision::refused("expel.not_on_file", "3.3.3.a").with("rule_book", rule_book(s)).into());
    }
    let kind = CertificateKind::StudyRecord;
    let decision = Decision::accepted("expelled", "3.3.3.a")
        .with("article", given)
        .with("decision", on_file)
        .with("rule_book", rule_book(s));
    let decision = article(with_certificate(decision, s, kind), s, given);
    grant(decision, ended(s, Some(kind), Standing::Expelled, CommandName::Expel, Some(given), Some(on_file)))
}

/// 取消学籍: unlawful admission found; certificates issued are void.
pub(crate) fn cancel_registration(s: &Situation<'_>, given: &str, on_file: &str) -> Ruling {
    if given.trim().is_empty() || on_file.trim().is_empty() {
        let refused = Decision::refused("cancel_registration.not_on_file", "3.3.3.a");
        return Err(refused.with("rule_book", rule_book(s)).into());
    }
    let decision = Decision::accepted("registration_cancelled", "3.3.3.a")
        .with("article", given)
        .with("decision", on_file)
        .with("rule_book", rule_book(s))
        .with("voided", s.state().certificates.len());
    let events =
        ended(s, None, Standing::Cancelled, CommandName::CancelRegistration, Some(given), Some(on_file));
    grant(article(decision, s, given), events)
}

/// 亡故.
pub(crate) fn deceased(s: &Situation<'_>) -> Ruling {
    let events = ended(s, None, Standing::Deceased, CommandName::Deceased, None, None);
    grant(Decision::accepted("deceased", "3.3.3.a").with("date", s.on), events)
}

fn rule_book(s: &Situation<'_>) -> Fact {
    Fact::Word(format!("rule-book.{}", s.record.rule_book()))
}

fn ended(
    s: &Situation<'_>,
    certificate: Option<CertificateKind>,
    standing: Standing,
    by: CommandName,
    given: Option<&str>,
    on_file: Option<&str>,
) -> Vec<Event> {
    let mut events = Vec::new();
    events.extend(certificate.and_then(|kind| s.certificate(kind)).map(Event::CertificateIssued));
    let (article, decision) = (given.map(str::to_owned), on_file.map(str::to_owned));
    events.push(Event::Ended { standing, by, article, decision });
    events
}
