//! One way to write: entries and projections together, or nothing.
//!
//! Bulk goes in multi-row statements: a statement costs SQLite little and the hop to its thread much.

use super::{Db, Pool};
use super::{
    batch, branch, candidate_import, cooperation, correction, dated, destination, document, evaluation,
    examination, fees, notice, progression, proposal, publicity, registration, report, request, results,
    sent, student_write, support, take_over, trail, training, work,
};
use guantong_model::Message;
use guantong_service::access::Scope;
use guantong_service::error::{Conflict, Fault, Trouble};
use guantong_service::journal::{Digest, Entry, GENESIS};
use guantong_service::once::Sending;
use guantong_service::ports::{AppendError, Batch, Change};
use guantong_service::rows::{
    Candidate, CertificateRow, Person, PlanDraft, PlanHead, PlanLine, Round, RoundProgramme, RoundResult,
    RoundRun,
};
use serde::Serialize;
use sqlx::{QueryBuilder, Row, Transaction};
use std::collections::BTreeMap;

pub(super) type Tx<'a> = Transaction<'a, Db>;
pub(super) type Write<T> = Result<T, AppendError>;

/// Rows in one statement: SQLite takes 32,766 bound values, the widest row has 25.
pub(super) const ROWS: usize = 500;

pub(super) async fn append(
    pool: &Pool,
    scope: Option<&Scope>,
    sending: Option<&Sending>,
    batch: Batch,
    recorded_at: i64,
) -> Write<Vec<Entry>> {
    let notes = trail::written(scope, &batch.entries, &batch.changes);
    let mut tx = super::begin(pool).await.map_err(database("begin"))?;
    if let Some(sending) = sending {
        sent::take(&mut tx, sending, recorded_at).await?;
    }
    as_seen(&mut tx, &batch.changes).await?;
    let entries = append_entries(&mut tx, batch.entries, recorded_at).await?;
    apply(&mut tx, batch.changes, recorded_at).await?;
    trail::append(&mut tx, notes, recorded_at).await?;
    commit(tx).await?;
    Ok(entries)
}

/// Commits. Where no answer comes, it may have been done.
pub(super) async fn commit(tx: Tx<'_>) -> Write<()> {
    tx.commit().await.map_err(|error| {
        let answered = error.as_database_error().is_some();
        match database("commit")(error) {
            AppendError::Fault(fault) if !answered => AppendError::Fault(fault.with(Trouble::Unanswered)),
            other => other,
        }
    })
}

/// Maps what the database says: a taken key is a conflict, anything else a fault.
pub(super) fn database(operation: &'static str) -> impl Fn(sqlx::Error) -> AppendError {
    move |error| match conflict(&error) {
        Some(message) => AppendError::Conflict(Conflict { message }),
        None => AppendError::Fault(super::fault(operation)(error)),
    }
}

/// The one place where a constraint of the schema becomes a conflict a person can read.
fn conflict(error: &sqlx::Error) -> Option<Message> {
    let error = error.as_database_error()?;
    if !error.is_unique_violation() {
        return None;
    }
    let text = super::taken(error);
    let id = [
        ("take_over.", "conflict-take-over-done"),
        ("event.", "conflict-stale-version"),
        ("request.", "conflict-stale-version"),
        ("candidate_import.", "conflict-candidates-done"),
        ("candidate.", "conflict-candidate-twice"),
        ("student.", "conflict-student-twice"),
        ("registration_filing.", "conflict-registrations-filed"),
        ("progression_rules.", "conflict-progression-rules-twice"),
        ("account.login", "conflict-login-taken"),
        ("account.", "conflict-account-changed"),
        ("organisation.", "conflict-organisation-twice"),
        ("hand.", "conflict-same-hand"),
    ];
    id.iter().find(|(table, _)| text.contains(table)).map(|(_, id)| Message::new(id))
}

pub(super) fn json(value: &impl Serialize) -> Write<String> {
    serde_json::to_string(value).map_err(|error| Fault::new("write JSON", error).into())
}

async fn append_entries(
    tx: &mut Tx<'_>,
    new: Vec<guantong_service::journal::NewEntry>,
    recorded_at: i64,
) -> Write<Vec<Entry>> {
    if new.is_empty() {
        return Ok(Vec::new());
    }
    let last = sqlx::query("SELECT seq, hash, recorded_at FROM event ORDER BY seq DESC LIMIT 1")
        .fetch_optional(&mut **tx)
        .await
        .map_err(database("read the journal's head"))?;
    let (mut seq, mut previous, mut not_before) = (0_i64, GENESIS, i64::MIN);
    if let Some(row) = last {
        let get = database("read the journal's head");
        seq = row.try_get("seq").map_err(&get)?;
        not_before = row.try_get("recorded_at").map_err(&get)?;
        let hash: String = row.try_get("hash").map_err(&get)?;
        previous = Digest::parse(&hash).ok_or_else(|| Fault::new("read the journal's head", "no digest"))?;
    }
    let (mut entries, mut bodies) = (Vec::with_capacity(new.len()), Vec::with_capacity(new.len()));
    for new in new {
        seq += 1;
        // The order of the journal is its numbers; a clock set back must not seem to reorder it.
        let (entry, hash, body) = Entry::written(&previous, seq, recorded_at.max(not_before), new);
        previous = hash;
        entries.push(entry);
        bodies.push(body);
    }
    for (rows, bodies) in entries.chunks(ROWS).zip(bodies.chunks(ROWS)) {
        let mut query = QueryBuilder::new(
            "INSERT INTO event (seq, stream, version, kind, effective_on, recorded_at, actor, body, hash) ",
        );
        query.push_values(rows.iter().zip(bodies), |mut row, (entry, body)| {
            row.push_bind(entry.seq)
                .push_bind(&entry.stream)
                .push_bind(entry.version)
                .push_bind(&entry.kind)
                .push_bind(entry.effective_on.to_string())
                .push_bind(entry.recorded_at)
                .push_bind(&entry.actor)
                .push_bind(body)
                .push_bind(&entry.hash);
        });
        query.build().execute(&mut **tx).await.map_err(database("append to the journal"))?;
    }
    Ok(entries)
}

/// Holds the streams that a batch rests on against what was seen of them. Whoever writes is alone, so that they stay so
/// until the end of the transaction.
async fn as_seen(tx: &mut Tx<'_>, changes: &[Change]) -> Write<()> {
    for change in changes {
        let Change::AsSeen { stream, version } = change else { continue };
        let found: i64 = sqlx::query_scalar("SELECT COALESCE(MAX(version), 0) FROM event WHERE stream = $1")
            .bind(stream)
            .fetch_one(&mut **tx)
            .await
            .map_err(database("look at a stream"))?;
        if found != *version {
            return Err(AppendError::Conflict(Conflict { message: Message::new("conflict-stale-version") }));
        }
    }
    Ok(())
}

/// Writes the changes in order; runs of the same bulky kind go together.
async fn apply(tx: &mut Tx<'_>, changes: Vec<Change>, recorded_at: i64) -> Write<()> {
    let (mut people, mut candidates, mut students, mut certificates) = (vec![], vec![], vec![], vec![]);
    let (mut decisions, mut registrations) = (vec![], BTreeMap::new());
    let mut uses = BTreeMap::<String, i64>::new();
    for change in changes {
        match change {
            Change::Person(person) => people.push(person),
            Change::Candidate(candidate) => candidates.push(candidate),
            Change::Student(student) => students.push(student),
            Change::ClauseUses(more) => {
                for (clause, count) in more {
                    *uses.entry(clause).or_default() += count;
                }
            }
            Change::Certificate(certificate) => certificates.push(certificate),
            Change::ClauseDecisions(rows) => decisions.extend(rows),
            // Several commands on one record in a batch: what the last of them left.
            Change::Registrations(student, rows) => {
                registrations.insert(student, rows);
            }
            Change::Hand { object, part, account } => {
                trail::lay_hand(tx, &object, &part, &account, recorded_at).await?;
            }
            Change::HandsFreed { object, parts } => trail::free_hands(tx, &object, parts).await?,
            // Held before anything was written.
            Change::AsSeen { .. } => {}
            Change::Request(row) => request::save(tx, &row).await?,
            Change::Notices(notices) => notice::save(tx, &notices, recorded_at).await?,
            Change::NoticesDone { object, kinds } => notice::done(tx, &object, kinds, recorded_at).await?,
            Change::Reminder(reminder) => notice::save_reminder(tx, &reminder).await?,
            Change::Paper(paper) => request::save_paper(tx, &paper).await?,
            Change::CooperationPaper(paper) => cooperation::save_paper(tx, &paper).await?,
            Change::CooperationPaperTakenBack { record, digest, at } => {
                cooperation::take_paper_back(tx, &record, &digest, at).await?;
            }
            Change::Filing(filing) => registration::save_filing(tx, &filing).await?,
            Change::TakeOverDraft(draft) => take_over::save_draft(tx, &draft).await?,
            Change::TakeOverDropped { digest } => take_over::drop_draft(tx, &digest).await?,
            Change::TakeOver(done) => take_over::save_done(tx, &done).await?,
            Change::PastClasses(classes) => take_over::save_classes(tx, &classes).await?,
            Change::Destinations(rows) => destination::save(tx, &rows).await?,
            Change::FeeStandard(standard) => fees::save(tx, &standard).await?,
            Change::FeeTakenBack { institution, number } => fees::remove(tx, &institution, number).await?,
            Change::Results(sheet) => results::save(tx, &sheet).await?,
            Change::Report(found) => report::save(tx, &found).await?,
            Change::EvaluationRound(found) => evaluation::save_round(tx, &found).await?,
            Change::EvaluationSubject(found) => evaluation::save_subject(tx, &found).await?,
            Change::EvaluationSheet(found) => evaluation::save_sheet(tx, &found).await?,
            Change::EvaluationExpert(found) => evaluation::save_expert(tx, &found).await?,
            Change::Selection(found) => support::save_selection(tx, &found).await?,
            Change::Support(found) => support::save(tx, &found).await?,
            Change::Work(class) => work::save_class(tx, &class).await?,
            Change::Hours(sheet) => work::save_hours(tx, &sheet).await?,
            Change::Examination(found) => examination::save(tx, &found).await?,
            Change::BatchRow(row) => batch::save(tx, &row).await?,
            Change::BatchLines(id, lines) => batch::save_lines(tx, &id, &lines).await?,
            Change::CandidateCorrected(candidate) => correction::correct(tx, &candidate).await?,
            Change::Correction(found) => correction::save(tx, &found).await?,
            Change::RoundVersion(run) => correction::save_version(tx, &run).await?,
            Change::Trial(found) => correction::save_trial(tx, &found).await?,
            Change::CandidateImport(change) => candidate_import::apply(tx, change).await?,
            Change::Document(document) => document::save(tx, &document).await?,
            Change::PlanDraft(draft) => save_draft(tx, &draft).await?,
            Change::PlanDraftDone { year, version } => remove_draft(tx, year, version).await?,
            Change::Plan(head, lines) => save_plan(tx, &head, &lines).await?,
            Change::PlacesAdded { year, programme, places } => {
                add_places(tx, year, &programme, places).await?;
            }
            Change::DatedFact(fact) => dated::save(tx, &fact).await?,
            Change::Activity(activity) => publicity::save(tx, &activity).await?,
            Change::ActivityTakenBack { institution, number } => {
                publicity::remove(tx, &institution, number).await?;
            }
            Change::Cooperation(found) => cooperation::save(tx, &found).await?,
            Change::Proposal(found) => proposal::save(tx, &found).await?,
            Change::Training(found) => training::save(tx, &found).await?,
            Change::ProgressionRules(rules) => progression::save(tx, &rules).await?,
            Change::Round(run) => save_round(tx, &run).await?,
            Change::RoundResults { year, round, results, programmes } => {
                save_results(tx, year, round, &results).await?;
                save_round_programmes(tx, year, round, &programmes).await?;
            }
        }
    }
    save_people(tx, &people).await?;
    save_candidates(tx, &candidates).await?;
    student_write::save(tx, &students).await?;
    save_certificates(tx, &certificates).await?;
    branch::save(tx, &decisions).await?;
    registration::save(tx, &registrations).await?;
    save_uses(tx, uses).await
}

/// A number stands for one record: another record's is left as it is, and that is a conflict.
async fn save_certificates(tx: &mut Tx<'_>, certificates: &[CertificateRow]) -> Write<()> {
    let mut series = BTreeMap::<&str, &str>::new();
    for rows in certificates.chunks(ROWS) {
        let mut query = QueryBuilder::new("INSERT INTO certificate (number, student, voided) ");
        query.push_values(rows, |mut row, certificate| {
            row.push_bind(&certificate.number)
                .push_bind(certificate.student.as_str())
                .push_bind(certificate.voided);
        });
        query.push(
            " ON CONFLICT (number) DO UPDATE SET voided = excluded.voided \
             WHERE certificate.student = excluded.student",
        );
        let written =
            query.build().execute(&mut **tx).await.map_err(database("note certificates"))?.rows_affected();
        if written != u64::try_from(rows.len()).unwrap_or(u64::MAX) {
            let message = Message::new("conflict-certificate-number");
            return Err(AppendError::Conflict(Conflict { message }));
        }
        // Numbers told of the past may look like anything: only those with a serial of six figures go on.
        let serial = |number: &&str| {
            let end = number.len().checked_sub(6).and_then(|end| number.get(end..));
            end.is_some_and(|serial| serial.bytes().all(|byte| byte.is_ascii_digit()))
        };
        for number in rows.iter().map(|certificate| certificate.number.as_str()).filter(serial) {
            let name = number.len().checked_sub(6).and_then(|end| number.get(..end)).unwrap_or("");
            let last = series.entry(name).or_insert(number);
            *last = number.max(last);
        }
    }
    for (name, last) in series {
        sqlx::query(
            "INSERT INTO certificate_series (series, last) VALUES ($1, $2) ON CONFLICT (series) \
             DO UPDATE SET last = excluded.last WHERE excluded.last > certificate_series.last",
        )
        .bind(name)
        .bind(last)
        .execute(&mut **tx)
        .await
        .map_err(database("note certificates"))?;
    }
    Ok(())
}

async fn save_draft(tx: &mut Tx<'_>, draft: &PlanDraft) -> Write<()> {
    let before = draft_file(tx, draft.year).await?;
    let written = sqlx::query(
        "INSERT INTO plan_draft (year, source_name, source_digest, answers, version, saved_at) \
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (year) DO UPDATE SET source_name = $2, source_digest = $3, \
         answers = $4, version = $5, saved_at = $6 WHERE plan_draft.version = $5 - 1",
    )
    .bind(draft.year)
    .bind(&draft.source_name)
    .bind(&draft.source_digest)
    .bind(&draft.answers)
    .bind(draft.version)
    .bind(draft.saved_at)
    .execute(&mut **tx)
    .await
    .map_err(database("save a draft"))?;
    if written.rows_affected() == 0 {
        return Err(draft_changed());
    }
    match before.filter(|before| *before != draft.source_digest) {
        Some(before) => document::forget(tx, &before).await,
        None => Ok(()),
    }
}

/// The file of a year's draft.
async fn draft_file(tx: &mut Tx<'_>, year: i32) -> Write<Option<String>> {
    let sql = "SELECT source_digest FROM plan_draft WHERE year = $1";
    sqlx::query_scalar(sql).bind(year).fetch_optional(&mut **tx).await.map_err(database("read a draft"))
}

fn draft_changed() -> AppendError {
    AppendError::Conflict(Conflict { message: Message::new("conflict-draft-changed") })
}

async fn remove_draft(tx: &mut Tx<'_>, year: i32, version: i64) -> Write<()> {
    let file = draft_file(tx, year).await?;
    let removed = sqlx::query("DELETE FROM plan_draft WHERE year = $1 AND version = $2")
        .bind(year)
        .bind(version)
        .execute(&mut **tx)
        .await
        .map_err(database("remove a draft"))?;
    match file {
        Some(file) if removed.rows_affected() > 0 => document::forget(tx, &file).await,
        _ => Err(draft_changed()),
    }
}

async fn save_plan(tx: &mut Tx<'_>, head: &PlanHead, lines: &[PlanLine]) -> Write<()> {
    let failed = database("set a plan");
    for sql in ["DELETE FROM plan WHERE year = $1", "DELETE FROM plan_line WHERE year = $1"] {
        sqlx::query(sql).bind(head.year).execute(&mut **tx).await.map_err(&failed)?;
    }
    sqlx::query(
        "INSERT INTO plan (year, version, edition, source_name, source_digest, answers, set_at, set_by) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(head.year)
    .bind(head.version)
    .bind(&head.edition)
    .bind(&head.source_name)
    .bind(&head.source_digest)
    .bind(&head.answers)
    .bind(head.set_at)
    .bind(&head.set_by)
    .execute(&mut **tx)
    .await
    .map_err(&failed)?;
    for rows in lines.chunks(ROWS) {
        let mut query = QueryBuilder::new(
            "INSERT INTO plan_line (year, programme, position, track, category, institution, special, major, \
             specialisation, partner, places, barred, code, class) ",
        );
        query.push_values(rows, |mut row, line| {
            row.push_bind(head.year)
                .push_bind(line.programme.as_str())
                .push_bind(line.position)
                .push_bind(line.track.as_str())
                .push_bind(&line.category)
                .push_bind(&line.institution)
                .push_bind(&line.special)
                .push_bind(&line.major)
                .push_bind(&line.specialisation)
                .push_bind(&line.partner)
                .push_bind(line.places)
                .push_bind(line.barred)
                .push_bind(&line.code)
                .push_bind(&line.class);
        });
        query.build().execute(&mut **tx).await.map_err(&failed)?;
    }
    Ok(())
}

async fn add_places(
    tx: &mut Tx<'_>,
    year: i32,
    programme: &guantong_model::ProgrammeId,
    places: i64,
) -> Write<()> {
    sqlx::query("UPDATE plan_line SET places = places + $3 WHERE year = $1 AND programme = $2")
        .bind(year)
        .bind(programme.as_str())
        .bind(places)
        .execute(&mut **tx)
        .await
        .map_err(database("add places"))?;
    Ok(())
}

async fn save_round(tx: &mut Tx<'_>, run: &RoundRun) -> Write<()> {
    let state = serde_json::to_value(run.state).map_err(|error| Fault::new("write JSON", error))?;
    sqlx::query(
        "INSERT INTO round (year, round, state, run) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (year, round) DO UPDATE SET state = $3, run = $4",
    )
    .bind(run.year)
    .bind(run.round.as_str())
    .bind(state.as_str())
    .bind(json(run)?)
    .execute(&mut **tx)
    .await
    .map_err(database("save a round"))?;
    Ok(())
}

async fn save_results(tx: &mut Tx<'_>, year: i32, round: Round, results: &[RoundResult]) -> Write<()> {
    let failed = database("save results");
    sqlx::query("DELETE FROM round_result WHERE year = $1 AND round = $2")
        .bind(year)
        .bind(round.as_str())
        .execute(&mut **tx)
        .await
        .map_err(&failed)?;
    for rows in results.chunks(ROWS) {
        let mut query = QueryBuilder::new(
            "INSERT INTO round_result (year, round, no, outcome, programme, preference, reason, place) ",
        );
        query.push_values(rows, |mut row, result| {
            row.push_bind(year)
                .push_bind(round.as_str())
                .push_bind(result.no.as_str())
                .push_bind(&result.outcome)
                .push_bind(result.programme.as_ref().map(|programme| programme.as_str().to_owned()))
                .push_bind(result.preference)
                .push_bind(&result.reason)
                .push_bind(result.rank);
        });
        query.build().execute(&mut **tx).await.map_err(&failed)?;
    }
    Ok(())
}

async fn save_round_programmes(
    tx: &mut Tx<'_>,
    year: i32,
    round: Round,
    rows: &[RoundProgramme],
) -> Write<()> {
    let failed = database("save a round's programmes");
    sqlx::query("DELETE FROM round_programme WHERE year = $1 AND round = $2")
        .bind(year)
        .bind(round.as_str())
        .execute(&mut **tx)
        .await
        .map_err(&failed)?;
    let numbered: Vec<_> = (1_i64..).zip(rows).collect();
    for rows in numbered.chunks(ROWS) {
        let mut query = QueryBuilder::new(
            "INSERT INTO round_programme (year, round, programme, position, places, admitted, cutoff, \
             last_preference) ",
        );
        query.push_values(rows, |mut row, (position, programme)| {
            row.push_bind(year)
                .push_bind(round.as_str())
                .push_bind(programme.programme.as_str())
                .push_bind(*position)
                .push_bind(programme.places)
                .push_bind(programme.admitted)
                .push_bind(programme.cutoff.map(guantong_model::Score::millionths))
                .push_bind(programme.last_preference);
        });
        query.build().execute(&mut **tx).await.map_err(&failed)?;
    }
    Ok(())
}

async fn save_people(tx: &mut Tx<'_>, people: &[Person]) -> Write<()> {
    for rows in people.chunks(ROWS) {
        let mut query = QueryBuilder::new(
            "INSERT INTO person (id, name, pinyin, initials, sex, birth_on, district, junior_school, salt, \
             identity, identity_index, phone) ",
        );
        query.push_values(rows, |mut row, person| {
            row.push_bind(person.id.as_str())
                .push_bind(&person.name)
                .push_bind(&person.pinyin)
                .push_bind(&person.initials)
                .push_bind(person.sex)
                .push_bind(person.birth_on.to_string())
                .push_bind(&person.district)
                .push_bind(&person.junior_school)
                .push_bind(&person.salt)
                .push_bind(&person.sealed.identity)
                .push_bind(&person.sealed.identity_index)
                .push_bind(&person.sealed.phone);
        });
        query.push(
            " ON CONFLICT (id) DO UPDATE SET name = excluded.name, pinyin = excluded.pinyin, \
             initials = excluded.initials, sex = excluded.sex, birth_on = excluded.birth_on, \
             district = excluded.district, junior_school = excluded.junior_school, salt = excluded.salt, \
             identity = excluded.identity, identity_index = excluded.identity_index, phone = excluded.phone",
        );
        query.build().execute(&mut **tx).await.map_err(database("save people"))?;
    }
    Ok(())
}

async fn save_candidates(tx: &mut Tx<'_>, candidates: &[Candidate]) -> Write<()> {
    for rows in candidates.chunks(ROWS) {
        let lists: Vec<[String; 3]> = rows
            .iter()
            .map(|c| Ok([json(&c.tests_passed)?, json(&c.early)?, json(&c.unified)?]))
            .collect::<Write<_>>()?;
        let mut query = QueryBuilder::new(
            "INSERT INTO candidate (year, no, person, total, chinese, mathematics, foreign_language, priority, \
             draw, qualified, household, tests_passed, early, unified, bonus, boards) ",
        );
        query.push_values(rows.iter().zip(&lists), |mut row, (candidate, [tests, early, unified])| {
            row.push_bind(candidate.year)
                .push_bind(candidate.no.as_str())
                .push_bind(candidate.person.as_str())
                .push_bind(candidate.total.millionths())
                .push_bind(candidate.chinese.millionths())
                .push_bind(candidate.mathematics.millionths())
                .push_bind(candidate.foreign_language.millionths())
                .push_bind(candidate.priority)
                .push_bind(candidate.draw)
                .push_bind(candidate.qualified)
                .push_bind(candidate.household)
                .push_bind(tests)
                .push_bind(early)
                .push_bind(unified)
                .push_bind(candidate.bonus.millionths())
                .push_bind(candidate.boards);
        });
        query.build().execute(&mut **tx).await.map_err(database("save candidates"))?;
    }
    if !candidates.is_empty() {
        // None of an earlier entry is without one.
        let sql = "UPDATE candidate SET district = (SELECT person.district FROM person \
                   WHERE person.id = candidate.person) WHERE district = ''";
        sqlx::query(sql).execute(&mut **tx).await.map_err(database("save districts of candidates"))?;
    }
    Ok(())
}

async fn save_uses(tx: &mut Tx<'_>, uses: BTreeMap<String, i64>) -> Write<()> {
    for (clause, count) in uses {
        sqlx::query(
            "INSERT INTO clause_use (clause, decisions) VALUES ($1, $2) \
             ON CONFLICT (clause) DO UPDATE SET decisions = clause_use.decisions + $2",
        )
        .bind(clause)
        .bind(count)
        .execute(&mut **tx)
        .await
        .map_err(database("count clauses"))?;
    }
    Ok(())
}
