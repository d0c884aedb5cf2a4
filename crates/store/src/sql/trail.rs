//! The trail: notes appended to its chain in the transaction of what they tell of.

use super::candidate_import;
use super::write::{ROWS, Tx, Write, database};
use super::{Db, Pool};
use guantong_model::{Message, PersonId};
use guantong_service::access::Scope;
use guantong_service::error::{Conflict, Fault};
use guantong_service::journal::{Digest, GENESIS, NewEntry};
use guantong_service::ports::{AppendError, Change};
use guantong_service::rows::Person;
use guantong_service::trail::{Note, TrailEntry};
use sqlx::{QueryBuilder, Row};
use std::collections::BTreeSet;

pub(super) async fn append(tx: &mut Tx<'_>, notes: Vec<Note>, at: i64) -> Write<()> {
    if notes.is_empty() {
        return Ok(());
    }
    let failed = database("note in the trail");
    let last = sqlx::query("SELECT seq, at, hash FROM trail ORDER BY seq DESC LIMIT 1")
        .fetch_optional(&mut **tx)
        .await
        .map_err(&failed)?;
    let (mut seq, mut previous, mut not_before) = (0_i64, GENESIS, i64::MIN);
    if let Some(row) = last {
        seq = row.try_get("seq").map_err(&failed)?;
        not_before = row.try_get("at").map_err(&failed)?;
        let hash: String = row.try_get("hash").map_err(&failed)?;
        previous = Digest::parse(&hash).ok_or_else(|| Fault::new("note in the trail", "no digest"))?;
    }
    let mut entries = Vec::with_capacity(notes.len());
    for note in notes {
        seq += 1;
        let (entry, hash) = TrailEntry::after(&previous, seq, at.max(not_before), note);
        previous = hash;
        entries.push(entry);
    }
    for rows in entries.chunks(ROWS) {
        let mut query = QueryBuilder::<Db>::new(
            "INSERT INTO trail (seq, at, account, role, organisation, action, object, result, purpose, address, hash) ",
        );
        query.push_values(rows, |mut row, entry| {
            let note = &entry.note;
            row.push_bind(entry.seq)
                .push_bind(entry.at)
                .push_bind(note.account.clone())
                .push_bind(note.role.clone())
                .push_bind(note.organisation.clone())
                .push_bind(note.action.clone())
                .push_bind(note.object.clone())
                .push_bind(note.result.clone())
                .push_bind(note.purpose.clone())
                .push_bind(note.address.clone())
                .push_bind(entry.hash.clone());
        });
        query.build().execute(&mut **tx).await.map_err(&failed)?;
    }
    Ok(())
}

/// A note for each thing that is written in somebody's name.
pub(super) fn written(scope: Option<&Scope>, entries: &[NewEntry], changes: &[Change]) -> Vec<Note> {
    let Some(scope) = scope else { return Vec::new() };
    let mut objects: BTreeSet<String> = entries.iter().map(|entry| entry.stream.clone()).collect();
    if objects.is_empty() {
        objects.extend(changes.iter().filter_map(|change| match change {
            Change::PlanDraft(draft) => Some(format!("plan/{}", draft.year)),
            Change::PlanDraftDone { year, .. } => Some(format!("plan/{year}")),
            Change::TakeOverDraft(draft) => Some(format!("take-over/{}", draft.digest)),
            Change::TakeOverDropped { digest } => Some(format!("take-over/{digest}")),
            Change::BatchRow(batch) => Some(format!("batch/{}", batch.id)),
            Change::CandidateImport(change) => candidate_import::object(change),
            _ => None,
        }));
    }
    objects.iter().map(|object| Note::of(&scope.hand, object, "done")).collect()
}

/// The part of a thing that somebody's hand is on.
pub(super) async fn hand(pool: &Pool, object: &str, account: &str) -> Result<Option<String>, sqlx::Error> {
    let found = sqlx::query_scalar("SELECT part FROM hand WHERE object = $1 AND account = $2");
    found.bind(object).bind(account).fetch_optional(pool).await
}

/// Lays a hand on a thing; on another part of it the same hand may not lie.
pub(super) async fn lay_hand(tx: &mut Tx<'_>, object: &str, part: &str, account: &str, at: i64) -> Write<()> {
    let laid = sqlx::query(
        "INSERT INTO hand (object, part, account, at) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (object, account) DO UPDATE SET at = $4 WHERE hand.part = $2",
    )
    .bind(object)
    .bind(part)
    .bind(account)
    .bind(at)
    .execute(&mut **tx)
    .await
    .map_err(database("lay a hand"))?;
    if laid.rows_affected() == 0 {
        return Err(AppendError::Conflict(Conflict { message: Message::new("conflict-same-hand") }));
    }
    Ok(())
}

/// Takes hands off a thing.
pub(super) async fn free_hands(tx: &mut Tx<'_>, object: &str, parts: &str) -> Write<()> {
    sqlx::query("DELETE FROM hand WHERE object = $1 AND part LIKE $2 ESCAPE '\\'")
        .bind(object)
        .bind(format!("{}%", super::read::like_literal(parts)))
        .execute(&mut **tx)
        .await
        .map_err(database("free hands"))?;
    Ok(())
}

/// One person within reach; that he was seen is noted before he is.
pub(super) async fn person_seen(
    pool: &Pool,
    scope: &Scope,
    id: &PersonId,
    object: &str,
    at: i64,
) -> Result<Option<Person>, Fault> {
    let failed = super::fault("read a person");
    let mut tx = super::begin(pool).await.map_err(&failed)?;
    let mut query = QueryBuilder::new("SELECT * FROM person WHERE id = ");
    query.push_bind(id.as_str().to_owned());
    super::scope::push_people(&mut query, Some(scope));
    let found = query.build().fetch_optional(&mut *tx).await.map_err(&failed)?;
    let person = found.as_ref().map(super::rows::person).transpose().map_err(&failed)?;
    if person.is_some() {
        let noted = append(&mut tx, vec![Note::of(&scope.hand, object, "seen")], at).await;
        noted.map_err(|error| match error {
            AppendError::Fault(fault) => fault,
            AppendError::Conflict(conflict) => Fault::new("note in the trail", conflict.message.id),
        })?;
    }
    tx.commit().await.map_err(&failed)?;
    Ok(person)
}
