//! The law and what holds it: every rule, right and parameter of the notice has a case, every refusal a case that
//! is refused, every record and report a screen or command; and no code cites a clause that is not there.

use super::source::Source;
use super::table::rows;
use super::{Finding, Tree, cases};
use std::collections::{BTreeMap, BTreeSet};

/// The table kept by hand of what serves the records and reports: columns provision, served by.
const TABLE: &str = "docs/PROVISIONS.md";
const HEADING: &str = "provision";

/// Calls that cite a clause by a literal, and which argument it is.
const CITING: &[(&str, usize)] = &[
    ("Citation::clause(", 0),
    ("ClauseId::from(", 0),
    ("Decision::accepted(", 1),
    (REFUSING, 1),
    ("Decision::referred(", 1),
];
const REFUSING: &str = "Decision::refused(";

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let (provisions, mut found) = read(tree);
    if provisions.is_empty() {
        return vec![Finding::new("editions", 0, "no edition has a provisions.csv with provisions in it")];
    }
    let (cited, faults) = cases::cited(tree);
    found.extend(faults);
    for case in &cited {
        if !provisions.keys().any(|id| covers(&case.clause, id)) {
            found.push(Finding::new(&case.path, case.line, format!("`{}` is no provision", case.clause)));
        }
    }
    let (quoted, refused) = in_code(tree);
    for (path, line, clause) in &quoted {
        if !provisions.keys().any(|id| covers(clause, id)) {
            found.push(Finding::new(path, *line, format!("`{clause}` is no provision")));
        }
    }
    for provision in provisions.values().filter(|provision| provision.needs_case()) {
        let of_it = || cited.iter().filter(|case| case.clause == provision.id);
        if of_it().next().is_none() {
            found.push(provision.finding("has no case"));
        } else if refused.contains(&provision.id) && !of_it().any(|case| case.refused) {
            found.push(provision.finding("is a reason to refuse, and no case is refused by it"));
        }
    }
    found.extend(served(tree, &provisions));
    found
}

/// A row of a `provisions.csv`.
struct Provision {
    id: String,
    kind: String,
    path: String,
    line: usize,
}

impl Provision {
    fn needs_case(&self) -> bool {
        matches!(self.kind.as_str(), "rule" | "right" | "parameter")
    }

    fn needs_place(&self) -> bool {
        matches!(self.kind.as_str(), "record" | "report")
    }

    fn finding(&self, text: &str) -> Finding {
        Finding::new(&self.path, self.line, format!("{} ({}) {text}", self.id, self.kind))
    }
}

/// The provisions of all editions by id; what is no provision is a finding.
fn read(tree: &Tree) -> (BTreeMap<String, Provision>, Vec<Finding>) {
    let mut provisions = BTreeMap::new();
    let mut found = Vec::new();
    let lists = tree.files().iter().filter(|f| f.path.starts_with("editions/") && f.is(&["/provisions.csv"]));
    for file in lists {
        let mut reader = csv::Reader::from_reader(file.text.as_bytes());
        for record in reader.records() {
            let record = match record {
                Ok(record) => record,
                Err(error) => {
                    found.push(Finding::new(&file.path, 0, format!("cannot be read: {error}")));
                    continue;
                }
            };
            let line = record.position().and_then(|place| usize::try_from(place.line()).ok()).unwrap_or(0);
            let cell = |index| record.get(index).unwrap_or_default().trim().to_owned();
            let provision = Provision { id: cell(0), kind: cell(2), path: file.path.clone(), line };
            if !(provision.needs_case() || provision.needs_place() || provision.kind == "principle") {
                found.push(provision.finding("is of no known kind"));
            }
            provisions.entry(provision.id.clone()).or_insert(provision);
        }
    }
    (provisions, found)
}

/// Whether a cited clause is `id` or stands above it: `3.3.5` covers `3.3.5.c`.
fn covers(clause: &str, id: &str) -> bool {
    id.strip_prefix(clause).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

type Quoted = Vec<(String, usize, String)>;

/// The clauses that code outside tests cites, with their places; and those among them it refuses by.
fn in_code(tree: &Tree) -> (Quoted, BTreeSet<String>) {
    let mut quoted = Vec::new();
    let mut refused = BTreeSet::new();
    for file in tree.rust().filter(|file| file.crate_name().is_some()) {
        let source = Source::read(file);
        for (call, position) in CITING {
            for offset in source.find(call) {
                let arguments = source.arguments(offset + call.len());
                let Some(Some(literal)) = arguments.get(*position) else { continue };
                if source.is_test(literal.line) {
                    continue;
                }
                quoted.push((file.path.clone(), literal.line, literal.text.clone()));
                if *call == REFUSING {
                    refused.insert(literal.text.clone());
                }
            }
        }
    }
    (quoted, refused)
}

/// Holds the table of screens and commands against the records and reports.
fn served(tree: &Tree, provisions: &BTreeMap<String, Provision>) -> Vec<Finding> {
    let Some(document) = tree.get(TABLE) else {
        return vec![Finding::new(TABLE, 0, "is missing: it says what serves each record and report")];
    };
    let routes = routes(tree);
    let mut found = Vec::new();
    let mut listed = BTreeSet::new();
    for row in rows(document, HEADING) {
        let id = row.cell(0);
        let mut say = |text: String| found.push(Finding::new(TABLE, row.line, text));
        match provisions.get(id) {
            None => say(format!("`{id}` is no provision")),
            Some(provision) if !provision.needs_place() => {
                say(format!("{id} is a {}: it has cases", provision.kind))
            }
            Some(_) if !listed.insert(id.to_owned()) => say(format!("{id} stands twice")),
            Some(_) => {}
        }
        let (place, named) = (row.cell(1), row.code(1));
        let waits = place.strip_prefix("later: ").is_some_and(|what| !what.trim().is_empty());
        if !waits && named.is_empty() {
            say(format!(
                "{id}: name a `/page` or a `guantong command`, or say `later: ` and what it waits for"
            ));
        }
        for page in named.iter().filter(|word| word.starts_with('/')) {
            if !routes.contains(*page) {
                say(format!("{id}: the pages have no address `{page}`"));
            }
        }
    }
    let missing = provisions.values().filter(|p| p.needs_place() && !listed.contains(&p.id));
    found.extend(missing.map(|provision| provision.finding("is served by nothing in docs/PROVISIONS.md")));
    found
}

/// The addresses of the pages, as the routes spell them.
fn routes(tree: &Tree) -> BTreeSet<String> {
    let files = tree.rust().filter(|file| file.path.starts_with("crates/web/src/"));
    let literals = files.flat_map(|file| Source::read(file).literals);
    literals.map(|literal| literal.text).filter(|text| text.starts_with('/')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROVISIONS: &str = "id,label,kind,words,what\n1,一,principle,p,p\n3.1.2.a,x,parameter,490分,\"floor, 490\"\n\
                              3.1.3.a,x,record,r,r\n";
    const SERVED: &str = "| provision | served by |\n| - | - |\n| 3.1.3.a | `/plans/{year}` |\n";
    const ROUTE: (&str, &str) = ("crates/web/src/a.rs", "fn a() { route(\"/plans/{year}\"); }");

    fn faults(cases: &str, code: &str, served: &str) -> Vec<String> {
        let tree = Tree::of(&[
            ("editions/beijing-2023/provisions.csv", PROVISIONS),
            ("cases/a.yaml", cases),
            ("crates/policy/src/a.rs", code),
            (TABLE, served),
            ROUTE,
        ]);
        check(&tree).into_iter().map(|finding| finding.text).collect()
    }

    #[test]
    fn a_parameter_needs_a_case_and_a_refusal_a_refused_one() {
        let accepted = "cases: [{name: a, expect: {because: 3.1.2.a}}]";
        let refused = "cases: [{name: a, expect: {outcome: refused, because: 3.1.2.a}}]";
        let refusing = "fn a() { Decision::refused(\"floor.below\", \"3.1.2.a\"); }";
        assert_eq!(faults("", "", SERVED), ["3.1.2.a (parameter) has no case"]);
        assert_eq!(faults(accepted, "", SERVED), Vec::<String>::new());
        assert_eq!(faults(accepted, refusing, SERVED).len(), 1);
        assert_eq!(faults(refused, refusing, SERVED), Vec::<String>::new());
        let marked = "#[cfg(test)]\nmod tests {\n// case: 3.1.2.a refused\n#[test]\nfn a() {}\n}\n";
        assert_eq!(faults("", marked, SERVED), Vec::<String>::new());
        assert_eq!(faults("", "// case: 3.1.2.a\nfn a() {}\n", SERVED).len(), 1, "a marker outside tests");
    }

    #[test]
    fn a_clause_that_is_not_there_is_found_in_cases_and_in_code() {
        let case =
            "cases: [{expect: {because: 3.1.2.a}}, {expect: {because: 9.9}}, {expect: {because: '3.1.2'}}]";
        assert_eq!(faults(case, "", SERVED), ["`9.9` is no provision"]);
        let code = "fn a() { Citation::clause(\"3.1.2.b\"); }";
        assert_eq!(faults("cases: [{because: 3.1.2.a}]", code, SERVED), ["`3.1.2.b` is no provision"]);
    }

    #[test]
    fn every_record_has_a_place_that_is_there() {
        let case = "cases: [{because: 3.1.2.a}]";
        let table = |cell: &str| format!("| provision | served by |\n| - | - |\n{cell}");
        for (row, count) in [
            ("| 3.1.3.a | later: the brochure |\n", 0),
            ("| 3.1.3.a | later: |\n", 1),
            ("| 3.1.3.a | `guantong plan import` |\n", 0),
            ("| 3.1.3.a | `/nowhere` |\n", 1),
            ("| 3.1.3.a | the plan |\n", 1),
            ("| 3.1.2.a | `/plans/{year}` |\n| 3.1.3.a | `/plans/{year}` |\n", 1),
            ("", 1),
        ] {
            assert_eq!(faults(case, "", &table(row)).len(), count, "{row}");
        }
    }
}
