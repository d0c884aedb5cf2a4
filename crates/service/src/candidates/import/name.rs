//! A name as it is written, in any script and with any of the middle dots.
//!
//! Refused is only what cannot be seen, what no name has, and what stands for a character that was lost.

use crate::cells::Line;
use guantong_documents::At;
use guantong_model::Message;

/// The longest name.
const NAME: usize = 60;

/// The name of a row; what is wrong with it stands in the line.
pub(super) fn name(line: &mut Line<'_>, noted: &mut Vec<(At, Message)>) -> Option<String> {
    let name = line.text("name")?;
    if let Some(message) = odd(&name) {
        line.fault("name", message.with("value", name.as_str()));
    }
    if name.chars().any(|c| matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')) {
        let message = Message::new("candidates-name-private").with("value", name.as_str());
        noted.push((line.at("name"), message));
    }
    Some(name)
}

/// What no name has: the first of it.
fn odd(name: &str) -> Option<Message> {
    if name.chars().count() > NAME {
        return Some(Message::new("candidates-name-long").with("most", NAME));
    }
    let mut before = None;
    let mut rest = name.chars().peekable();
    while let Some(c) = rest.next() {
        let code = || format!("U+{:04X}", u32::from(c));
        let wide = |c: char| c >= '\u{2e80}';
        let id = match c {
            ' ' if before.is_some_and(wide) && rest.peek().copied().is_some_and(wide) => {
                "candidates-name-space"
            }
            ' ' | '\'' | '-' | '.' => "",
            _ if c != ' ' && c.is_whitespace() => "candidates-name-space",
            '\u{ad}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}' => "candidates-name-invisible",
            _ if c.is_control() => "candidates-name-invisible",
            '\u{fffd}' | '?' | '\u{ff1f}' => "candidates-name-lost",
            _ if c.is_numeric() && !wide(c) => "candidates-name-digit",
            '\u{ff00}'..='\u{ff0f}' | '\u{ff10}'..='\u{ff19}' => "candidates-name-digit",
            _ if c.is_ascii() && !c.is_ascii_alphabetic() => "candidates-name-character",
            _ => "",
        };
        if !id.is_empty() {
            return Some(Message::new(id).with("code", code()));
        }
        before = Some(c);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::odd;

    #[test]
    fn names_are_kept_as_they_are_written() {
        for name in [
            "王小明",
            "欧阳娜娜",
            "阿依古丽·买买提",
            "阿依古丽•买买提",
            "阿依古丽・买买提",
            "阿依古丽‧买买提",
            "\u{2cd10}\u{20bb7}\u{30edd}",
            "ئايگۈل",
            "བཀྲ་ཤིས",
            "ᠪᠠᠲᠤ",
            "Mary-Ann O'Neil",
            "〇一",
        ] {
            assert_eq!(odd(name), None, "{name}");
        }
    }

    #[test]
    fn what_no_name_has_is_told() {
        for (name, wrong) in [
            ("王\u{200b}小明", "candidates-name-invisible"),
            ("王\u{202e}小明", "candidates-name-invisible"),
            ("王\u{7}小明", "candidates-name-invisible"),
            ("王１", "candidates-name-digit"),
            ("王2", "candidates-name-digit"),
            ("张\u{3000}三", "candidates-name-space"),
            ("张 三", "candidates-name-space"),
            ("王?明", "candidates-name-lost"),
            ("王\u{fffd}", "candidates-name-lost"),
            ("<b>王", "candidates-name-character"),
            (&"长".repeat(61), "candidates-name-long"),
        ] {
            assert_eq!(odd(name).map(|message| message.id).as_deref(), Some(wrong), "{name}");
        }
    }
}
