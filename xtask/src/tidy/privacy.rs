//! The project speaks of itself only: no path of somebody's machine, no host that crates and packages come from,
//! nothing about the tools it was written with.

use super::{Finding, Tree};

/// Folders of a machine. Each list is spelt in halves, so that this file does not find itself.
const PLACES: &[&str] =
    &[concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/ho", "me/"), concat!("/Us", "ers/")];

const HOSTS: &[&str] = &[
    concat!("crates", ".io"),
    concat!("npmjs", ".org"),
    concat!("pypi", ".org"),
    concat!("pythonhosted", ".org"),
    concat!("deb.debian", ".org"),
    concat!("proxy.golang", ".org"),
];

const WORDS: &[&str] = &[
    concat!("anth", "ropic"),
    concat!("cla", "ude"),
    concat!("chat", "gpt"),
    concat!("open", "ai"),
    concat!("copi", "lot"),
    concat!("co-authored", "-by"),
    concat!("language ", "model"),
    concat!("ll", "m"),
];

/// Files written by cargo, which names its registry in them.
const WRITTEN_BY_CARGO: &[&str] = &["Cargo.lock"];

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    for file in tree.files().iter().filter(|file| !WRITTEN_BY_CARGO.contains(&file.path.as_str())) {
        for (line, text) in file.numbered() {
            let lower = text.to_ascii_lowercase();
            let places =
                PLACES.iter().filter(|place| begins_a_path(text, place)).map(|p| (p, "a path of a machine"));
            let hosts = HOSTS.iter().filter(|host| lower.contains(*host)).map(|h| (h, "a registry's host"));
            let words =
                WORDS.iter().filter(|word| is_a_word(&lower, word)).map(|w| (w, "not about the project"));
            for (needle, why) in places.chain(hosts).chain(words) {
                found.push(Finding::new(&file.path, line, format!("“{needle}”: {why}")));
            }
        }
    }
    found
}

/// Whether a folder stands in a line as the beginning of a path: `a/work/b` is another folder of that name.
fn begins_a_path(line: &str, place: &str) -> bool {
    line.match_indices(place).any(|(at, _)| {
        let before = line.get(..at).and_then(|text| text.chars().next_back());
        before.is_none_or(|c| !c.is_alphanumeric() && !"._-}/".contains(c))
    })
}

fn is_a_word(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = line.get(..at).and_then(|text| text.chars().next_back());
        let after = line.get(at + word.len()..).and_then(|text| text.chars().next());
        ![before, after].into_iter().flatten().any(|c| c.is_ascii_alphanumeric())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_hosts_and_words_are_found_and_their_likes_are_not() {
        for (text, faults) in [
            (concat!("see /ho", "me/li/a"), 1),
            (concat!("see data/wo", "rk/a"), 0),
            (concat!("from https://index.crates", ".io/a"), 1),
            (concat!("Written with Cla", "ude."), 1),
            (concat!("a bullma", "rk and an ill", "method"), 0),
        ] {
            assert_eq!(check(&Tree::of(&[("docs/a.md", text)])).len(), faults, "{text}");
        }
        assert_eq!(check(&Tree::of(&[("Cargo.lock", concat!("crates", ".io"))])).len(), 0);
    }
}
