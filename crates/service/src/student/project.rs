//! The row of a record, made from the record alone: rebuilt from the journal it is the same to the byte.

use crate::branch::clause_decisions;
use crate::journal::commitment;
use crate::ports::Change;
use crate::registration::periods;
use crate::rows::{CertificateRow, Person, Round, Student};
use guantong_model::{CandidateNo, Date, StudentId};
use guantong_policy::Decision;
use guantong_registry::Record;

/// What lists show of a record, for the first time.
pub(crate) fn row(
    id: &StudentId,
    candidate: &CandidateNo,
    person: &Person,
    record: &Record,
    version: i64,
) -> Student {
    let admitted = record.admitted();
    Student {
        id: id.clone(),
        person: person.id.clone(),
        name: person.name.clone(),
        pinyin: person.pinyin.clone(),
        initials: person.initials.clone(),
        district: person.district.clone(),
        candidate_no: candidate.clone(),
        entry_year: record.entry_year(),
        cohort: record.cohort(),
        programme: record.placement().programme.clone(),
        institution: record.placement().school.clone(),
        partner: record.placement().partner.clone(),
        applied_to: record.application().map(|application| application.to.clone()),
        stage: record.stage(),
        standing: record.standing(),
        work: record.stage_work(),
        assessed: record.assessment().map(|assessment| assessment.passed),
        qualification: record.qualification(),
        studies_at: record.studies_at().to_owned(),
        registered_at: record.registered_at().map(str::to_owned),
        rule_book: record.rule_book(),
        score: admitted.score,
        round: admitted.round.as_deref().and_then(Round::parse).unwrap_or(Round::Unified),
        preference: i64::from(admitted.preference.unwrap_or(0)),
        version,
    }
}

/// The same row after the record went on: what an entry can change of it, and nothing else.
pub(crate) fn follow(student: &mut Student, record: &Record, version: i64) {
    student.cohort = record.cohort();
    student.programme = record.placement().programme.clone();
    student.institution = record.placement().school.clone();
    student.partner = record.placement().partner.clone();
    student.applied_to = record.application().map(|application| application.to.clone());
    student.stage = record.stage();
    student.standing = record.standing();
    student.work = record.stage_work();
    student.assessed = record.assessment().map(|assessment| assessment.passed);
    student.qualification = record.qualification();
    student.studies_at = record.studies_at().to_owned();
    student.registered_at = record.registered_at().map(str::to_owned);
    student.rule_book = record.rule_book();
    student.version = version;
}

/// The certificates of a record: those in force, and numbers that are void.
pub(crate) fn certificates(id: &StudentId, record: &Record) -> Vec<CertificateRow> {
    let in_force = record.certificates().iter().map(|certificate| CertificateRow {
        number: certificate.number.clone(),
        student: id.clone(),
        voided: false,
    });
    let void = record.voided_numbers().iter().map(|number| CertificateRow {
        number: number.clone(),
        student: id.clone(),
        voided: true,
    });
    in_force.chain(void).collect()
}

/// A decision under each clause it rests on.
pub(crate) fn decisions(id: &StudentId, version: i64, on: Date, decision: &Decision) -> Change {
    Change::ClauseDecisions(clause_decisions(id, version, on, decision))
}

/// The registrations of a record.
pub(crate) fn registrations(id: &StudentId, record: &Record) -> Change {
    Change::Registrations(id.clone(), periods(id, record))
}

/// The commitment to a person's words that stands in the journal in their place.
pub(crate) fn commit_person(person: &Person) -> String {
    let Person { id, name, pinyin: _, initials: _, sex, birth_on, district, junior_school, salt, sealed: _ } =
        person;
    let words = serde_json::json!([id, name, sex, birth_on.to_string(), district, junior_school]);
    commitment(salt, &crate::journal::canonical(&words)).to_string()
}
