//! The notice's own headings, so that provisions stand under them as in the paper.
//!
//! A provision `3.3.5.c` stands under the third chapter's third section: chapters and sections are counted as the
//! notice prints them.

use guantong_policy::edition::Provision;

/// A heading over provisions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Heading {
    /// The number in ids, such as `3.3`; `annex` for the annex.
    pub(super) number: String,
    /// As printed: the chapter, then the section where there is one; the number where nothing is printed.
    pub(super) words: Vec<String>,
}

/// The number of the heading a provision stands under.
fn number(provision: &Provision) -> String {
    let mut parts = provision.id.as_str().split('.');
    let chapter = parts.next().unwrap_or_default();
    let is_figure = |part: &&str| part.chars().all(|c| c.is_ascii_digit());
    match parts.next().filter(is_figure) {
        Some(section) if is_figure(&chapter) => format!("{chapter}.{section}"),
        _ => chapter.to_owned(),
    }
}

/// Provisions under their headings, in the order of the notice.
pub(super) fn under_headings<'a>(
    provisions: &'a [Provision],
    notice: &str,
) -> Vec<(Heading, Vec<&'a Provision>)> {
    let printed = printed(notice);
    let mut groups: Vec<(Heading, Vec<&Provision>)> = Vec::new();
    for provision in provisions {
        let number = number(provision);
        match groups.iter_mut().find(|(heading, _)| heading.number == number) {
            Some((_, group)) => group.push(provision),
            None => groups.push((heading(number, provision, &printed), vec![provision])),
        }
    }
    groups
}

/// The heading of one provision.
pub(super) fn heading_of(provision: &Provision, notice: &str) -> Heading {
    heading(number(provision), provision, &printed(notice))
}

fn heading(number: String, provision: &Provision, printed: &[(String, String)]) -> Heading {
    let chapter = number.split('.').next().unwrap_or_default();
    let mut wanted = vec![chapter];
    if chapter != number {
        wanted.push(&number);
    }
    let words = wanted.iter().filter_map(|wanted| printed.iter().find(|(number, _)| number == wanted));
    let words: Vec<String> = words.map(|(_, words)| words.clone()).collect();
    let words = if words.is_empty() { vec![provision.label.clone()] } else { words };
    Heading { number, words }
}

/// Chapters and sections with the numbers ids give them.
fn printed(notice: &str) -> Vec<(String, String)> {
    const IDEOGRAPHIC_COMMA: char = '\u{3001}';
    let (mut chapter, mut section) = (0, 0);
    let mut found = Vec::new();
    for line in notice.lines() {
        if let Some(words) = line.strip_prefix("### ") {
            section += 1;
            found.push((format!("{chapter}.{section}"), words.trim().to_owned()));
        } else if let Some(words) =
            line.strip_prefix("## ").filter(|w| w.chars().nth(1) == Some(IDEOGRAPHIC_COMMA))
        {
            (chapter, section) = (chapter + 1, 0);
            found.push((chapter.to_string(), words.trim().to_owned()));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use guantong_policy::edition::builtin;

    #[test]
    fn provisions_stand_under_the_headings_of_the_notice() {
        let edition = builtin().unwrap();
        let groups = under_headings(edition.provisions(), edition.file("notice.md").unwrap());
        let numbers: Vec<_> = groups.iter().map(|(heading, _)| heading.number.as_str()).collect();
        assert_eq!(
            numbers,
            ["1", "2", "2.1", "2.2", "3.1", "3.2", "3.3", "3.4", "4.1", "4.2", "4.3", "annex"]
        );
        let words = |number: &str| &groups.iter().find(|(h, _)| h.number == number).unwrap().0.words;
        assert_eq!(words("3.3"), &["三、项目实施", "（三）学籍注册"]);
        assert_eq!(words("2"), &["二、项目类别"]);
        assert_eq!(words("annex"), &["附件"]);
        let all: usize = groups.iter().map(|(_, group)| group.len()).sum();
        assert_eq!(all, edition.provisions().len());
    }
}
