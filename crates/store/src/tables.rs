//! Every table of an office, by its key and columns: what a digest is made over and what is moved between databases.

use guantong_service::journal::{Digest, GENESIS, link};
use std::fmt;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    /// A number of 64 bits.
    Long,
    /// A number of 32 bits.
    Year,
    Flag,
    Bytes,
}

use Kind::{Bytes, Flag, Long, Text, Year};

/// A value as it travels between databases. Text is in the order of its bytes, as both databases have it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Value {
    Text(Option<String>),
    Long(Option<i64>),
    Year(Option<i32>),
    Flag(Option<bool>),
    Bytes(Option<Vec<u8>>),
}

/// What a table belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// The journal, what was projected from it, and personal data.
    Record,
    /// Who may come in, who did, and who looked.
    Access,
}

/// A table: the first `keys` of its columns are its key. Columns that the database makes are not named.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) name: &'static str,
    pub(crate) keys: usize,
    pub(crate) part: Part,
    pub(crate) columns: &'static [(&'static str, Kind)],
}

impl Table {
    /// The key's columns.
    pub(crate) fn key(&self) -> impl Iterator<Item = &'static str> {
        self.columns.iter().take(self.keys).map(|(name, _)| *name)
    }
}

/// Every table with the columns that are moved, in no order that matters.
#[must_use]
pub fn columns() -> Vec<(&'static str, Vec<&'static str>)> {
    TABLES.iter().map(|table| (table.name, table.columns.iter().map(|(name, _)| *name).collect())).collect()
}

/// The tables of some names; names of no table are left out.
pub(crate) fn named(names: &[&str]) -> Vec<&'static Table> {
    TABLES.iter().filter(|table| names.contains(&table.name)).collect()
}

/// A table a line: its name, how many of its columns are its key, what it belongs to, its columns with what they hold.
macro_rules! tables {
    ($($name:ident $keys:literal $part:ident ( $($column:ident $kind:ident),+ ))+) => {
        &[$(Table {
            name: stringify!($name),
            keys: $keys,
            part: Part::$part,
            columns: &[$((stringify!($column), $kind)),+],
        }),+]
    };
}

/// In an order in which they can be filled: what is pointed to comes before what points to it.
#[rustfmt::skip]
pub(crate) const TABLES: &[Table] = tables! {
    event 1 Record (seq Long, stream Text, version Long, kind Text, effective_on Text, recorded_at Long,
        actor Text, body Text, hash Text)
    person 1 Record (id Text, name Text, pinyin Text, initials Text, sex Long, birth_on Text, district Text,
        junior_school Text, salt Bytes, identity Text, identity_index Text, phone Text)
    document 1 Record (digest Text, name Text, bytes Bytes)
    plan_draft 1 Record (year Year, source_name Text, source_digest Text, answers Text, version Long,
        saved_at Long)
    plan 1 Record (year Year, version Long, edition Text, source_name Text, source_digest Text, answers Text,
        set_at Long, set_by Text)
    plan_line 2 Record (year Year, programme Text, position Long, track Text, category Text, institution Text,
        special Text, major Text, specialisation Text, partner Text, places Long, barred Flag, code Text,
        class Text)
    progression_rules 3 Record (issuer Text, year Year, version Long, stage Text, title Text,
        effective_on Text, rules Text, source_name Text, source_digest Text, filed_at Long, filed_by Text)
    plan_proposal 2 Record (year Year, institution Text, version Long, state Text, proposal Text,
        saved_at Long, saved_by Text)
    plan_proposal_partner 3 Record (year Year, institution Text, partner Text)
    training 2 Record (programme Text, cohort Year, institution Text, partner Text, sides Text, number Long,
        in_force Text, draft_state Text, draft Text, in_force_counts Text, draft_counts Text, version Long,
        saved_at Long, saved_by Text)
    cooperation 4 Record (front Text, partner Text, kind Text, number Long, state Text, record Text,
        version Long, saved_at Long, saved_by Text)
    cooperation_paper 2 Record (record Text, digest Text, front Text, partner Text, kind Text, number Long,
        name Text, media Text, size Long, sealed Text, given_by Text, at Long, taken_back_at Long)
    publicity 2 Record (institution Text, number Long, held_on Text, place Text, what Text, audience Text,
        attended Long, recorded_at Long, recorded_by Text)
    dated_fact 2 Record (stream Text, version Long, effective_on Text, fact Text, document Text, reason Text,
        recorded_at Long, recorded_by Text)
    candidate 2 Record (year Year, no Text, person Text, total Long, chinese Long, mathematics Long,
        foreign_language Long, priority Flag, draw Long, qualified Flag, household Flag, tests_passed Text,
        early Text, unified Text, district Text, bonus Long, boards Flag)
    round 2 Record (year Year, round Text, state Text, run Text)
    round_result 3 Record (year Year, round Text, no Text, outcome Text, programme Text, preference Long,
        reason Text, place Long)
    round_programme 3 Record (year Year, round Text, programme Text, position Long, places Long, admitted Long,
        cutoff Long, last_preference Long)
    round_version 3 Record (year Year, round Text, version Long, run Text)
    correction 2 Record (year Year, number Long, round Text, state Text, version Long, correction Text)
    trial 3 Record (year Year, round Text, number Long, trial Text, results Text)
    student 1 Record (id Text, person Text, name Text, pinyin Text, initials Text, district Text,
        candidate_no Text, entry_year Year, cohort Year, programme Text, institution Text, stage Text,
        standing Text, qualification Text, studies_at Text, registered_at Text, rule_book Text, score Long,
        round Text, preference Long, version Long, work Text, assessed Flag, partner Text, applied_to Text)
    certificate 1 Record (number Text, student Text, voided Flag)
    certificate_series 1 Record (series Text, last Text)
    clause_use 1 Record (clause Text, decisions Long)
    clause_decision 4 Record (clause Text, code Text, student Text, version Long, outcome Text,
        effective_on Text)
    registration 2 Record (student Text, position Long, institution Text, stage Text, programme Text,
        cohort Year, from_on Text, to_on Text, came Text, went Text)
    registration_filing 4 Record (year Year, term Text, institution Text, version Long, listed_on Text,
        filed_on Text, students Long, digest Text, filed_at Long, filed_by Text)
    fee_standard 2 Record (institution Text, number Long, stage Text, from_year Year, standard Text)
    destination 2 Record (student Text, reported_on Text, destination Text, year Year, institution Text)
    result_sheet 4 Record (programme Text, cohort Year, course Text, attempt Text, state Text, version Long,
        enters Text, confirms Text, front Text, partner Text, sheet Text)
    annual_report 3 Record (year Year, front Text, partner Text, state Text, version Long, report Text)
    evaluation_round 1 Record (year Year, state Text, version Long, round Text)
    evaluation_subject 3 Record (year Year, front Text, partner Text, first Text, second Text, third Text,
        version Long, subject Text)
    evaluation_sheet 4 Record (year Year, front Text, partner Text, expert Text, state Text, version Long,
        sheet Text)
    evaluation_expert 1 Record (expert Text, version Long, profile Text)
    case_selection 1 Record (year Year, state Text, version Long, selection Text)
    support 2 Record (year Year, number Long, front Text, partner Text, state Text, version Long, support Text)
    work_class 2 Record (programme Text, cohort Year, front Text, partner Text, version Long, class Text)
    work_hours 5 Record (programme Text, cohort Year, block Long, institution Text, agreement Long,
        enterprise Text, front Text, partner Text, state Text, version Long, sheet Text)
    examination 1 Record (id Text, year Year, state Text, version Long, examination Text)
    examination_party 2 Record (examination Text, institution Text)
    batch 1 Record (id Text, state Text, institution Text, cohort Year, kind Text, version Long, batch Text)
    batch_party 2 Record (batch Text, institution Text)
    batch_line 2 Record (batch Text, position Long, student Text, outcome Text, line Text)
    request 1 Record (id Text, kind Text, student Text, state Text, desk Text, holder Text, due_on Text,
        account Text, version Long, request Text)
    request_party 2 Record (request Text, institution Text)
    request_paper 2 Record (request Text, digest Text, kind Text, name Text, media Text, size Long,
        sealed Text, at Long)
    request_reminder 4 Record (request Text, desk Text, due_on Text, what Text, told_on Text)
    candidate_import 1 Record (id Text, year Year, digest Text, name Text, state Text, saved_at Long,
        saved_by Text, begun_at Long, total Long, done Long, leased_until Long, judgements Text, version Long,
        entered Long, ended_at Long, ended_by Text)
    candidate_import_file 1 Record (id Text, file Text, result Text)
    take_over_draft 1 Record (digest Text, name Text, saved_at Long, saved_by Text)
    take_over 1 Record (digest Text, name Text, checked Text, students Long, kept Long, taken_at Long,
        taken_by Text)
    past_programme 2 Record (programme Text, year Year, placement Text, score Long)
    organisation 1 Access (id Text, kind Text, name Text, district Text, made_at Long, made_by Text)
    account 1 Access (id Text, login Text, name Text, family Text, state Text, password Text,
        password_set_at Long, totp Text, totp_step Long, made_at Long, made_by Text)
    account_password 2 Access (account Text, set_at Long, hash Text)
    account_mail 1 Access (account Text, address Text, waiting Text, code Text, code_until Long,
        changed_at Long)
    notice 2 Access (account Text, cause Text, role Text, object Text, message Text, at Long, read_at Long,
        done_at Long, mailed_at Long)
    mail 1 Access (id Text, account Text, kind Text, state Text, address Text, body Text, made_at Long,
        next_at Long, tries Long, leased_until Long, why Text, ended_at Long)
    role_grant 1 Access (id Text, account Text, role Text, organisation Text, from_on Text, to_on Text,
        stands_in Text, given_at Long, given_by Text, ended_at Long, ended_by Text)
    account_student 2 Access (account Text, student Text)
    invitation 1 Access (digest Text, account Text, made_at Long, made_by Text, expires_at Long, used_at Long)
    recovery_code 2 Access (account Text, digest Text, used_at Long)
    sign_in_failure 1 Access (subject Text, failures Long, last_at Long, locked_until Long)
    session 1 Access (digest Text, public_id Text, account Text, role_grant Text, state Text, form_key Text,
        began_at Long, seen_at Long, stepped_up_at Long, address Text, agent Text, ended_at Long,
        ended_why Text, purpose Text)
    token 1 Access (digest Text, public_id Text, account Text, role_grant Text, name Text, reads_only Flag,
        made_at Long, expires_at Long, used_at Long, ended_at Long)
    trail 1 Access (seq Long, at Long, account Text, role Text, organisation Text, action Text, object Text,
        result Text, purpose Text, address Text, hash Text)
    hand 2 Access (object Text, account Text, part Text, at Long)
    // Moved with the effects it tells of: what had its effect before a move has none after it.
    sent 2 Access (account Text, key Text, fingerprint Text, arrival Text, at Long, status Long, location Text)
};

/// The digest of what a table holds: a chain over its rows in the order of its key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableDigest {
    /// The table.
    pub table: &'static str,
    /// Its rows.
    pub rows: u64,
    /// SM3 over the rows.
    pub digest: Digest,
}

/// The digest of an office's state: the same on every database that holds the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StateDigest {
    /// Journal, projections and personal data.
    pub record: Digest,
    /// Accounts, roles, sessions, keys and the trail.
    pub access: Digest,
    /// Each table.
    pub tables: Vec<TableDigest>,
}

impl StateDigest {
    pub(crate) fn of(tables: Vec<TableDigest>) -> Self {
        let over = |part: Part| {
            let of_part = TABLES.iter().zip(&tables).filter(|(table, _)| table.part == part);
            of_part.fold(GENESIS, |before, (_, one)| {
                link(&before, format!("{} {} {}", one.table, one.rows, one.digest).as_bytes())
            })
        };
        StateDigest { record: over(Part::Record), access: over(Part::Access), tables }
    }
}

impl fmt::Display for StateDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", link(&self.record, &self.access.0))
    }
}

/// A row's bytes: every value with its length before it, so that no two rows have the same.
pub(crate) fn row_bytes(row: &[Value]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut put = |value: Option<&[u8]>| match value {
        None => bytes.push(0),
        Some(value) => {
            bytes.push(1);
            bytes.extend(u64::try_from(value.len()).unwrap_or(u64::MAX).to_be_bytes());
            bytes.extend(value);
        }
    };
    for value in row {
        match value {
            Value::Text(text) => put(text.as_deref().map(str::as_bytes)),
            Value::Bytes(value) => put(value.as_deref()),
            Value::Long(number) => put(number.map(|number| number.to_string()).as_deref().map(str::as_bytes)),
            Value::Year(number) => put(number.map(|number| number.to_string()).as_deref().map(str::as_bytes)),
            Value::Flag(flag) => put(flag.map(|flag| if flag { "1" } else { "0" }).map(str::as_bytes)),
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_differ_have_bytes_that_differ() {
        let text = |text: &str| Value::Text(Some(text.to_owned()));
        let rows = [
            vec![text("ab"), text("c")],
            vec![text("a"), text("bc")],
            vec![Value::Text(None), text("abc")],
            vec![text(""), text("abc")],
            vec![Value::Long(Some(1)), Value::Flag(None)],
            vec![Value::Long(None), Value::Flag(Some(true))],
            vec![Value::Bytes(Some(vec![0])), Value::Year(Some(2023))],
        ];
        for (n, row) in rows.iter().enumerate() {
            for other in rows.iter().skip(n + 1) {
                assert_ne!(row_bytes(row), row_bytes(other));
            }
        }
    }
}
