//! The first row of a file: which column is which.

use super::rows::Row;
use crate::problem::{Problem, Problems};
use std::collections::BTreeMap;

/// The names of a file's columns and where each stands.
pub(crate) struct Header {
    file: String,
    line: u64,
    pub(crate) names: Vec<String>,
    by_name: BTreeMap<String, usize>,
    known: Vec<bool>,
}

impl Header {
    /// Reads the first row; a name that stands twice is a problem, unnamed columns are passed over.
    pub(crate) fn read(file: &str, row: &Row<'_>, problems: &mut Problems) -> Self {
        let names: Vec<String> =
            (0..row.len()).map(|at| String::from_utf8_lossy(row.get(at)).into_owned()).collect();
        let mut by_name = BTreeMap::new();
        for (at, name) in names.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
            if by_name.contains_key(name) {
                problems.push(Problem::at(file, row.line, name, name, "allocate-column-repeated"));
            } else {
                by_name.insert(name.clone(), at);
            }
        }
        let known = names.iter().map(String::is_empty).collect();
        Header { file: file.to_owned(), line: row.line, names, by_name, known }
    }

    /// Where a column stands, if the file has it.
    pub(crate) fn find(&mut self, name: &str) -> Option<usize> {
        let at = self.by_name.get(name).copied()?;
        self.known.get_mut(at).into_iter().for_each(|known| *known = true);
        Some(at)
    }

    /// Where a column stands that the file must have.
    pub(crate) fn require(&mut self, name: &str, id: &str, problems: &mut Problems) -> Option<usize> {
        let at = self.find(name);
        if at.is_none() {
            let has = self.names.join(",");
            problems.push(Problem::at(&self.file, self.line, name, "", id).with("columns", has));
        }
        at
    }

    /// The columns whose name begins so, with the rest of the name, in order.
    pub(crate) fn beginning(&mut self, prefix: &str) -> Vec<(String, usize)> {
        let mut found = Vec::new();
        for (name, at) in &self.by_name {
            if let Some(rest) = name.strip_prefix(prefix) {
                found.push((rest.to_owned(), *at));
                self.known.get_mut(*at).into_iter().for_each(|known| *known = true);
            }
        }
        found.sort_by_key(|(_, at)| *at);
        found
    }

    /// Where the columns `key_1` … `key_n` stand; a gap or another spelling is a problem.
    pub(crate) fn keys(&mut self, problems: &mut Problems) -> Vec<usize> {
        let mut found = self.beginning("key_");
        let number = |name: &str| name.parse::<u32>().ok().filter(|n| *n > 0 && n.to_string() == name);
        found.sort_by_key(|(name, at)| (number(name).unwrap_or(u32::MAX), *at));
        for (expected, (name, _)) in (1_u32..).zip(&found) {
            if number(name) != Some(expected) {
                let (column, expected) = (format!("key_{name}"), format!("key_{expected}"));
                let problem = Problem::at(&self.file, self.line, &column, &column, "allocate-key-gap");
                problems.push(problem.with("expected", expected));
                break;
            }
        }
        found.into_iter().map(|(_, at)| at).collect()
    }

    /// Warns of every column nobody asked for.
    pub(crate) fn warn_unknown(&self, warnings: &mut Problems) {
        for (name, _) in self.names.iter().zip(&self.known).filter(|(_, known)| !**known) {
            warnings.push(Problem::at(&self.file, self.line, name, name, "allocate-column-unknown"));
        }
    }

    /// Whether a row has as many fields as the header and quotes that end where a field ends.
    pub(crate) fn fits(&self, row: &Row<'_>, problems: &mut Problems) -> bool {
        if row.misquoted {
            problems.push_with(|| Problem::at(&self.file, row.line, "", "", "allocate-quote-misplaced"));
            return false;
        }
        if row.len() == self.names.len() {
            return true;
        }
        problems.push_with(|| {
            let (file, line) = (&self.file, row.line);
            let problem = match self.names.get(row.len()) {
                Some(missing) => Problem::at(file, line, missing, "", "allocate-row-short"),
                None => {
                    let surplus = String::from_utf8_lossy(row.get(self.names.len())).into_owned();
                    Problem::at(file, line, "", &surplus, "allocate-row-long")
                }
            };
            problem.with("fields", row.len()).with("expected", self.names.len())
        });
        false
    }
}
