//! Only the binary reads the real clock; and no test waits for time to pass, nor asks what time it is.

use super::source::Source;
use super::{Finding, Tree};

const SLEEPS: &[&str] = &["thread::sleep", "time::sleep", " sleep("];
const CLOCKS: &[&str] = &["SystemTime::now", "Timestamp::now", "Zoned::now", "Local::now", "Utc::now"];

/// The crate that may read the clock and hands it to the others.
const READER: &str = "guantong";

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    for file in tree.rust() {
        let source = Source::read(file);
        let mut say = |needle: &str, text: &str, allowed: &dyn Fn(usize) -> bool| {
            for offset in source.find(needle) {
                let line = source.line_of(offset);
                if !allowed(line) {
                    found.push(Finding::new(&file.path, line, format!("`{}`: {text}", needle.trim())));
                }
            }
        };
        for needle in SLEEPS {
            say(needle, "a test waits for an event, not for time", &|line| !source.is_test(line));
        }
        let may_read = file.crate_name() == Some(READER);
        for needle in CLOCKS {
            let text = "the clock is injected; only the binary reads the real one";
            say(needle, text, &|line| may_read && !source.is_test(line));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sleeping_is_refused_in_tests_and_the_clock_everywhere_but_in_the_binary() {
        for (path, text, faults) in [
            ("crates/web/tests/it/a.rs", "fn a() { std::thread::sleep(d); }", 1),
            ("crates/web/src/a.rs", "fn a() { tokio::time::sleep(d); }", 0),
            ("crates/web/src/a.rs", "fn a() { Zoned::now(); }", 1),
            ("crates/guantong/src/a.rs", "fn a() { Zoned::now(); }", 0),
            ("crates/guantong/src/a.rs", "#[cfg(test)]\nmod tests { fn a() { Zoned::now(); } }", 1),
            ("crates/web/src/a.rs", "fn a() { let s = \"Zoned::now\"; }", 0),
        ] {
            assert_eq!(check(&Tree::of(&[(path, text)])).len(), faults, "{path} {text}");
        }
    }
}
