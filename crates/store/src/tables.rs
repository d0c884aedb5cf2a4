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

/// In an order in which they can be filled: what is pointed to comes before what points to it.
pub(crate) const TABLES: &[Table] = &[
    Table {
        name: "event",
        keys: 1,
        part: Part::Record,
        columns: &[
            ("seq", Long),
            ("stream", Text),
            ("version", Long),
            ("kind", Text),
            ("effective_on", Text),
            ("recorded_at", Long),
            ("actor", Text),
            ("body", Text),
            ("hash", Text),
        ],
    },
    Table {
        name: "person",
        keys: 1,
        part: Part::Record,
        columns: &[
            ("id", Text),
            ("name", Text),
            ("pinyin", Text),
            ("initials", Text),
            ("sex", Long),
            ("birth_on", Text),
            ("district", Text),
            ("junior_school", Text),
            ("salt", Bytes),
            ("identity", Text),
            ("identity_index", Text),
            ("phone", Text),
        ],
    },
    Table {
        name: "document",
        keys: 1,
        part: Part::Record,
        columns: &[("digest", Text), ("name", Text), ("bytes", Bytes)],
    },
    Table {
        name: "plan_draft",
        keys: 1,
        part: Part::Record,
        columns: &[
            ("year", Year),
            ("source_name", Text),
            ("source_digest", Text),
            ("answers", Text),
            ("version", Long),
            ("saved_at", Long),
        ],
    },
    Table {
        name: "plan",
        keys: 1,
        part: Part::Record,
        columns: &[
            ("year", Year),
            ("version", Long),
            ("edition", Text),
            ("source_name", Text),
            ("source_digest", Text),
            ("answers", Text),
            ("set_at", Long),
            ("set_by", Text),
        ],
    },
    Table {
        name: "plan_line",
        keys: 2,
        part: Part::Record,
        columns: &[
            ("year", Year),
            ("programme", Text),
            ("position", Long),
            ("track", Text),
            ("category", Text),
            ("institution", Text),
            ("special", Text),
            ("major", Text),
            ("specialisation", Text),
            ("partner", Text),
            ("places", Long),
            ("barred", Flag),
            ("code", Text),
            ("class", Text),
        ],
    },
    Table {
        name: "progression_rules",
        keys: 3,
        part: Part::Record,
        columns: &[
            ("issuer", Text),
            ("year", Year),
            ("version", Long),
            ("stage", Text),
            ("title", Text),
            ("effective_on", Text),
            ("rules", Text),
            ("source_name", Text),
            ("source_digest", Text),
            ("filed_at", Long),
            ("filed_by", Text),
        ],
    },
    Table {
        name: "plan_proposal",
        keys: 2,
        part: Part::Record,
        columns: &[
            ("year", Year),
            ("institution", Text),
            ("version", Long),
            ("state", Text),
            ("proposal", Text),
            ("saved_at", Long),
            ("saved_by", Text),
        ],
    },
    Table {
        name: "plan_proposal_partner",
        keys: 3,
        part: Part::Record,
        columns: &[("year", Year), ("institution", Text), ("partner", Text)],
    },
    Table {
        name: "training",
        keys: 2,
        part: Part::Record,
        columns: &[
            ("programme", Text),
            ("cohort", Year),
            ("institution", Text),
            ("partner", Text),
            ("sides", Text),
            ("number", Long),
            ("in_force", Text),
            ("draft_state", Text),
            ("draft", Text),
            ("in_force_counts", Text),
            ("draft_counts", Text),
        ],
    },
    Table {
        name: "cooperation",
        keys: 4,
        part: Part::Record,
        columns: &[
            ("front", Text),
            ("partner", Text),
            ("kind", Text),
            ("number", Long),
            ("state", Text),
            ("record", Text),
            ("version", Long),
            ("saved_at", Long),
            ("saved_by", Text),
        ],
    },
    Table {
        name: "publicity",
        keys: 2,
        part: Part::Record,
        columns: &[
            ("institution", Text),
            ("number", Long),
            ("held_on", Text),
            ("place", Text),
            ("what", Text),
            ("audience", Text),
            ("attended", Long),
            ("recorded_at", Long),
            ("recorded_by", Text),
        ],
    },
    Table {
        name: "dated_fact",
        keys: 2,
        part: Part::Record,
        columns: &[
            ("stream", Text),
            ("version", Long),
            ("effective_on", Text),
            ("fact", Text),
            ("document", Text),
            ("reason", Text),
            ("recorded_at", Long),
            ("recorded_by", Text),
        ],
    },
    Table {
        name: "candidate",
        keys: 2,
        part: Part::Record,
        columns: &[
            ("year", Year),
            ("no", Text),
            ("person", Text),
            ("total", Long),
            ("chinese", Long),
            ("mathematics", Long),
            ("foreign_language", Long),
            ("priority", Flag),
            ("draw", Long),
            ("qualified", Flag),
            ("household", Flag),
            ("tests_passed", Text),
            ("early", Text),
            ("unified", Text),
            ("district", Text),
            ("bonus", Long),
            ("boards", Flag),
        ],
    },
    Table {
        name: "round",
        keys: 2,
        part: Part::Record,
        columns: &[("year", Year), ("round", Text), ("state", Text), ("run", Text)],
    },
    Table {
        name: "round_result",
        keys: 3,
        part: Part::Record,
        columns: &[
            ("year", Year),
            ("round", Text),
            ("no", Text),
            ("outcome", Text),
            ("programme", Text),
            ("preference", Long),
            ("reason", Text),
            ("place", Long),
        ],
    },
    Table {
        name: "round_programme",
        keys: 3,
        part: Part::Record,
        columns: &[
            ("year", Year),
            ("round", Text),
            ("programme", Text),
            ("position", Long),
            ("places", Long),
            ("admitted", Long),
            ("cutoff", Long),
            ("last_preference", Long),
        ],
    },
    Table {
        name: "round_version",
        keys: 3,
        part: Part::Record,
        columns: &[("year", Year), ("round", Text), ("version", Long), ("run", Text)],
    },
    Table {
        name: "correction",
        keys: 2,
        part: Part::Record,
        columns: &[
            ("year", Year),
            ("number", Long),
            ("round", Text),
            ("state", Text),
            ("version", Long),
            ("correction", Text),
        ],
    },
    Table {
        name: "trial",
        keys: 3,
        part: Part::Record,
        columns: &[("year", Year), ("round", Text), ("number", Long), ("trial", Text), ("results", Text)],
    },
    Table {
        name: "student",
        keys: 1,
        part: Part::Record,
        columns: &[
            ("id", Text),
            ("person", Text),
            ("name", Text),
            ("pinyin", Text),
            ("initials", Text),
            ("district", Text),
            ("candidate_no", Text),
            ("entry_year", Year),
            ("cohort", Year),
            ("programme", Text),
            ("institution", Text),
            ("stage", Text),
            ("standing", Text),
            ("qualification", Text),
            ("studies_at", Text),
            ("registered_at", Text),
            ("rule_book", Text),
            ("score", Long),
            ("round", Text),
            ("preference", Long),
            ("version", Long),
            ("work", Text),
            ("assessed", Flag),
            ("partner", Text),
            ("applied_to", Text),
        ],
    },
    Table {
        name: "certificate",
        keys: 1,
        part: Part::Record,
        columns: &[("number", Text), ("student", Text), ("voided", Flag)],
    },
    Table {
        name: "certificate_series",
        keys: 1,
        part: Part::Record,
        columns: &[("series", Text), ("last", Text)],
    },
    Table {
        name: "clause_use",
        keys: 1,
        part: Part::Record,
        columns: &[("clause", Text), ("decisions", Long)],
    },
    Table {
        name: "clause_decision",
        keys: 4,
        part: Part::Record,
        columns: &[
            ("clause", Text),
            ("code", Text),
            ("student", Text),
            ("version", Long),
            ("outcome", Text),
            ("effective_on", Text),
        ],
    },
    Table {
        name: "registration",
        keys: 2,
        part: Part::Record,
        columns: &[
            ("student", Text),
            ("position", Long),
            ("institution", Text),
            ("stage", Text),
            ("programme", Text),
            ("cohort", Year),
            ("from_on", Text),
            ("to_on", Text),
            ("came", Text),
            ("went", Text),
        ],
    },
    Table {
        name: "registration_filing",
        keys: 4,
        part: Part::Record,
        columns: &[
            ("year", Year),
            ("term", Text),
            ("institution", Text),
            ("version", Long),
            ("listed_on", Text),
            ("filed_on", Text),
            ("students", Long),
            ("digest", Text),
            ("filed_at", Long),
            ("filed_by", Text),
        ],
    },
    Table {
        name: "fee_standard",
        keys: 2,
        part: Part::Record,
        columns: &[
            ("institution", Text),
            ("number", Long),
            ("stage", Text),
            ("from_year", Year),
            ("standard", Text),
        ],
    },
    Table {
        name: "result_sheet",
        keys: 4,
        part: Part::Record,
        columns: &[
            ("programme", Text),
            ("cohort", Year),
            ("course", Text),
            ("attempt", Text),
            ("state", Text),
            ("version", Long),
            ("enters", Text),
            ("confirms", Text),
            ("front", Text),
            ("partner", Text),
            ("sheet", Text),
        ],
    },
    Table {
        name: "examination",
        keys: 1,
        part: Part::Record,
        columns: &[("id", Text), ("year", Year), ("state", Text), ("version", Long), ("examination", Text)],
    },
    Table {
        name: "examination_party",
        keys: 2,
        part: Part::Record,
        columns: &[("examination", Text), ("institution", Text)],
    },
    Table {
        name: "batch",
        keys: 1,
        part: Part::Record,
        columns: &[
            ("id", Text),
            ("state", Text),
            ("institution", Text),
            ("cohort", Year),
            ("kind", Text),
            ("version", Long),
            ("batch", Text),
        ],
    },
    Table {
        name: "batch_party",
        keys: 2,
        part: Part::Record,
        columns: &[("batch", Text), ("institution", Text)],
    },
    Table {
        name: "batch_line",
        keys: 2,
        part: Part::Record,
        columns: &[("batch", Text), ("position", Long), ("student", Text), ("outcome", Text), ("line", Text)],
    },
    Table {
        name: "request",
        keys: 1,
        part: Part::Record,
        columns: &[
            ("id", Text),
            ("kind", Text),
            ("student", Text),
            ("state", Text),
            ("desk", Text),
            ("holder", Text),
            ("due_on", Text),
            ("account", Text),
            ("version", Long),
            ("request", Text),
        ],
    },
    Table {
        name: "request_party",
        keys: 2,
        part: Part::Record,
        columns: &[("request", Text), ("institution", Text)],
    },
    Table {
        name: "request_paper",
        keys: 2,
        part: Part::Record,
        columns: &[
            ("request", Text),
            ("digest", Text),
            ("kind", Text),
            ("name", Text),
            ("media", Text),
            ("size", Long),
            ("sealed", Text),
            ("at", Long),
        ],
    },
    Table {
        name: "request_reminder",
        keys: 4,
        part: Part::Record,
        columns: &[("request", Text), ("desk", Text), ("due_on", Text), ("what", Text), ("told_on", Text)],
    },
    Table {
        name: "candidate_import",
        keys: 1,
        part: Part::Record,
        columns: &[
            ("id", Text),
            ("year", Year),
            ("digest", Text),
            ("name", Text),
            ("state", Text),
            ("saved_at", Long),
            ("saved_by", Text),
            ("begun_at", Long),
            ("total", Long),
            ("done", Long),
            ("leased_until", Long),
            ("judgements", Text),
            ("version", Long),
            ("entered", Long),
            ("ended_at", Long),
            ("ended_by", Text),
        ],
    },
    Table {
        name: "candidate_import_file",
        keys: 1,
        part: Part::Record,
        columns: &[("id", Text), ("file", Text), ("result", Text)],
    },
    Table {
        name: "take_over_draft",
        keys: 1,
        part: Part::Record,
        columns: &[("digest", Text), ("name", Text), ("saved_at", Long), ("saved_by", Text)],
    },
    Table {
        name: "take_over",
        keys: 1,
        part: Part::Record,
        columns: &[
            ("digest", Text),
            ("name", Text),
            ("checked", Text),
            ("students", Long),
            ("kept", Long),
            ("taken_at", Long),
            ("taken_by", Text),
        ],
    },
    Table {
        name: "past_programme",
        keys: 2,
        part: Part::Record,
        columns: &[("programme", Text), ("year", Year), ("placement", Text), ("score", Long)],
    },
    Table {
        name: "organisation",
        keys: 1,
        part: Part::Access,
        columns: &[
            ("id", Text),
            ("kind", Text),
            ("name", Text),
            ("district", Text),
            ("made_at", Long),
            ("made_by", Text),
        ],
    },
    Table {
        name: "account",
        keys: 1,
        part: Part::Access,
        columns: &[
            ("id", Text),
            ("login", Text),
            ("name", Text),
            ("family", Text),
            ("state", Text),
            ("password", Text),
            ("password_set_at", Long),
            ("totp", Text),
            ("totp_step", Long),
            ("made_at", Long),
            ("made_by", Text),
        ],
    },
    Table {
        name: "account_password",
        keys: 2,
        part: Part::Access,
        columns: &[("account", Text), ("set_at", Long), ("hash", Text)],
    },
    Table {
        name: "account_mail",
        keys: 1,
        part: Part::Access,
        columns: &[
            ("account", Text),
            ("address", Text),
            ("waiting", Text),
            ("code", Text),
            ("code_until", Long),
            ("changed_at", Long),
        ],
    },
    Table {
        name: "notice",
        keys: 2,
        part: Part::Access,
        columns: &[
            ("account", Text),
            ("cause", Text),
            ("role", Text),
            ("object", Text),
            ("message", Text),
            ("at", Long),
            ("read_at", Long),
            ("done_at", Long),
            ("mailed_at", Long),
        ],
    },
    Table {
        name: "mail",
        keys: 1,
        part: Part::Access,
        columns: &[
            ("id", Text),
            ("account", Text),
            ("kind", Text),
            ("state", Text),
            ("address", Text),
            ("body", Text),
            ("made_at", Long),
            ("next_at", Long),
            ("tries", Long),
            ("leased_until", Long),
            ("why", Text),
            ("ended_at", Long),
        ],
    },
    Table {
        name: "role_grant",
        keys: 1,
        part: Part::Access,
        columns: &[
            ("id", Text),
            ("account", Text),
            ("role", Text),
            ("organisation", Text),
            ("from_on", Text),
            ("to_on", Text),
            ("stands_in", Text),
            ("given_at", Long),
            ("given_by", Text),
            ("ended_at", Long),
            ("ended_by", Text),
        ],
    },
    Table {
        name: "account_student",
        keys: 2,
        part: Part::Access,
        columns: &[("account", Text), ("student", Text)],
    },
    Table {
        name: "invitation",
        keys: 1,
        part: Part::Access,
        columns: &[
            ("digest", Text),
            ("account", Text),
            ("made_at", Long),
            ("made_by", Text),
            ("expires_at", Long),
            ("used_at", Long),
        ],
    },
    Table {
        name: "recovery_code",
        keys: 2,
        part: Part::Access,
        columns: &[("account", Text), ("digest", Text), ("used_at", Long)],
    },
    Table {
        name: "sign_in_failure",
        keys: 1,
        part: Part::Access,
        columns: &[("subject", Text), ("failures", Long), ("last_at", Long), ("locked_until", Long)],
    },
    Table {
        name: "session",
        keys: 1,
        part: Part::Access,
        columns: &[
            ("digest", Text),
            ("public_id", Text),
            ("account", Text),
            ("role_grant", Text),
            ("state", Text),
            ("form_key", Text),
            ("began_at", Long),
            ("seen_at", Long),
            ("stepped_up_at", Long),
            ("address", Text),
            ("agent", Text),
            ("ended_at", Long),
            ("ended_why", Text),
            ("purpose", Text),
        ],
    },
    Table {
        name: "token",
        keys: 1,
        part: Part::Access,
        columns: &[
            ("digest", Text),
            ("public_id", Text),
            ("account", Text),
            ("role_grant", Text),
            ("name", Text),
            ("reads_only", Flag),
            ("made_at", Long),
            ("expires_at", Long),
            ("used_at", Long),
            ("ended_at", Long),
        ],
    },
    Table {
        name: "trail",
        keys: 1,
        part: Part::Access,
        columns: &[
            ("seq", Long),
            ("at", Long),
            ("account", Text),
            ("role", Text),
            ("organisation", Text),
            ("action", Text),
            ("object", Text),
            ("result", Text),
            ("purpose", Text),
            ("address", Text),
            ("hash", Text),
        ],
    },
    Table {
        name: "hand",
        keys: 2,
        part: Part::Access,
        columns: &[("object", Text), ("account", Text), ("part", Text), ("at", Long)],
    },
    // Moved with the effects it tells of: what had its effect before a move has none after it.
    Table {
        name: "sent",
        keys: 2,
        part: Part::Access,
        columns: &[
            ("account", Text),
            ("key", Text),
            ("fingerprint", Text),
            ("arrival", Text),
            ("at", Long),
            ("status", Long),
            ("location", Text),
        ],
    },
];

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
