//! The fields of a form that was sent, by name.

use std::collections::BTreeMap;

/// What stood in them.
pub(crate) type Fields = BTreeMap<String, String>;

/// The fields of a form without the space around what was typed; of one that was sent twice, the last.
pub(crate) fn trimmed(pairs: Vec<(String, String)>) -> Fields {
    pairs.into_iter().map(|(name, value)| (name, value.trim().to_owned())).collect()
}

/// A field; empty where it was not sent.
pub(crate) fn get<'f>(fields: &'f Fields, name: &str) -> &'f str {
    fields.get(name).map_or("", String::as_str)
}

/// The version that was seen; -1 where it cannot be read.
pub(crate) fn version(fields: &Fields) -> i64 {
    get(fields, "version").parse().unwrap_or(-1)
}
