//! Names as tables print them: broken over lines, with brackets of either width.

/// Half- and full-width brackets; a table may open with one and close with the other.
const OPENING: [char; 2] = ['(', '\u{ff08}'];
const CLOSING: [char; 2] = [')', '\u{ff09}'];

/// The words of a cell on one line: white space goes, except between Latin letters and figures.
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace() || is_invisible(c)).filter(|word| !word.is_empty()) {
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        if latin(plain.chars().next_back()) && latin(word.chars().next()) {
            plain.push(' ');
        }
        plain.push_str(word);
    }
    plain
}

/// Marks that print nothing and come along when cells are copied.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\0')
}

/// A name and what it carries in brackets at its end: 小学教育(法语、西班牙语方向). The brackets belong together even
/// where others stand within; without a closing one at the end there is none.
pub(super) fn bracketed(text: &str) -> (String, Option<String>) {
    let whole = || (text.to_owned(), None);
    if !text.ends_with(CLOSING) {
        return whole();
    }
    let mut depth = 0;
    for (at, sign) in text.char_indices().rev() {
        if CLOSING.contains(&sign) {
            depth += 1;
        } else if OPENING.contains(&sign) {
            depth -= 1;
        }
        if depth == 0 {
            let name = text.get(..at).unwrap_or_default().trim();
            let inner = text.get(at..).and_then(|rest| rest.strip_prefix(sign)).unwrap_or_default();
            let inner = inner.strip_suffix(CLOSING).unwrap_or(inner).trim();
            if name.is_empty() || inner.is_empty() {
                return whole();
            }
            return (name.to_owned(), Some(inner.to_owned()));
        }
    }
    whole()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_of_print_is_dropped() {
        for (text, expected) in [
            (" 北京农业\n职业学院 ", "北京农业职业学院"),
            ("项目　类型", "项目类型"),
            ("互联网 IT 服务", "互联网IT服务"),
            ("IT  Service\n2", "IT Service 2"),
            ("\u{feff}总\u{200b}计", "总计"),
            ("\u{a0}", ""),
        ] {
            assert_eq!(plain(text), expected);
        }
    }

    #[test]
    fn the_last_brackets_are_taken_whole() {
        for (text, name, inner) in [
            ("园林技术(风景园林)", "园林技术", Some("风景园林")),
            ("电子信息工程技术（集成电路）", "电子信息工程技术", Some("集成电路")),
            ("小学教育(国际艺术学校定向招生）", "小学教育", Some("国际艺术学校定向招生")),
            ("护理（中外（合作））", "护理", Some("中外（合作）")),
            ("护理（（一））", "护理", Some("（一）")),
            ("护理（一）（二）", "护理（一）", Some("二")),
            ("幼儿保育", "幼儿保育", None),
            ("幼儿保育）", "幼儿保育）", None),
            ("（专项）", "（专项）", None),
            ("护理（）", "护理（）", None),
            ("大数据（甲）技术", "大数据（甲）技术", None),
        ] {
            assert_eq!(bracketed(text), (name.to_owned(), inner.map(str::to_owned)), "{text}");
        }
    }
}
