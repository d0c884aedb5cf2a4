//! Where a page of the list begins, as it stands in an address: hexadecimal digits and nothing else.

use guantong_model::StudentId;
use guantong_service::ports::StudentKey;
use guantong_service::rows::Student;
use std::fmt::Write as _;

/// The key of a student.
pub(super) fn written(student: &Student) -> String {
    let mut text = String::new();
    for byte in student.pinyin.bytes().chain([0]).chain(student.id.as_str().bytes()) {
        // Writing into a string cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// The key an address gives; nothing where it gives none.
pub(super) fn read(text: &str) -> Option<StudentKey> {
    if text.len() > 512 || !text.len().is_multiple_of(2) || !text.is_ascii() {
        return None;
    }
    let bytes = (0..text.len()).step_by(2).map(|at| u8::from_str_radix(text.get(at..at + 2)?, 16).ok());
    let whole = String::from_utf8(bytes.collect::<Option<Vec<_>>>()?).ok()?;
    let (pinyin, id) = whole.split_once('\0')?;
    (!id.is_empty()).then(|| StudentKey { pinyin: pinyin.to_owned(), id: StudentId::from(id) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_key_is_none() {
        for text in ["", "6", "zz", "61", "6100", "+1+1", "é1", "ff00ff", &"61".repeat(300)] {
            assert_eq!(read(text), None, "{text}");
        }
        let key = read("7368656e00532d31").expect("a key");
        assert_eq!((key.pinyin.as_str(), key.id.as_str()), ("shen", "S-1"));
        assert_eq!(read("00532d31").map(|key| key.pinyin), Some(String::new()), "a name without a reading");
    }
}
