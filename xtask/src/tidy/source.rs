//! A Rust file seen as code, string literals and comments, and which of its lines are test code. It knows just
//! enough of the language for the checks: no macro is expanded and nothing is resolved.

use super::tree::File;

/// A string literal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Literal {
    /// Counts from 1.
    pub(super) line: usize,
    /// Where its opening quote stands in the text, in bytes.
    pub(super) start: usize,
    /// What stands between the quotes, escapes as written.
    pub(super) text: String,
}

/// A Rust file, taken apart.
#[derive(Debug)]
pub(super) struct Source {
    /// The text with everything within comments and literals blanked; quotes and line ends stay in place.
    pub(super) code: String,
    /// String literals in order.
    pub(super) literals: Vec<Literal>,
    /// The number of a line that has a comment, with the comment as written.
    pub(super) comments: Vec<(usize, String)>,
    whole_file_is_test: bool,
    test_ranges: Vec<std::ops::Range<usize>>,
}

impl Source {
    pub(super) fn read(file: &File) -> Source {
        let mut scanner = Scanner::new(&file.text);
        scanner.run();
        let whole_file_is_test = is_test_path(&file.path);
        let mut source = Source {
            code: String::from_utf8(scanner.code).unwrap_or_default(),
            literals: scanner.literals,
            comments: scanner.comments,
            whole_file_is_test,
            test_ranges: Vec::new(),
        };
        source.test_ranges = source.find_test_ranges();
        source
    }

    /// The line of a place in the text, counted from 1.
    pub(super) fn line_of(&self, offset: usize) -> usize {
        self.code.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1
    }

    /// Whether a line is test code.
    pub(super) fn is_test(&self, line: usize) -> bool {
        self.whole_file_is_test || self.test_ranges.iter().any(|range| range.contains(&line))
    }

    /// Every place where `needle` stands in the code, outside comments and literals.
    pub(super) fn find<'a>(&'a self, needle: &'a str) -> impl Iterator<Item = usize> + 'a {
        self.code.match_indices(needle).map(|(offset, _)| offset)
    }

    /// The string literals among the arguments of a call whose opening bracket ends at `offset`, by position:
    /// nothing for an argument that is no literal. Arguments are counted at the outer level only.
    pub(super) fn arguments(&self, offset: usize) -> Vec<Option<&Literal>> {
        let mut arguments = Vec::new();
        let mut depth = 0_usize;
        let mut current = None;
        let mut empty = true;
        for (place, byte) in self.code.bytes().enumerate().skip(offset) {
            match byte {
                b'(' | b'[' | b'{' => depth += 1,
                b')' | b']' | b'}' if depth == 0 => break,
                b')' | b']' | b'}' => depth -= 1,
                b',' if depth == 0 => {
                    arguments.push(current.take());
                    empty = true;
                    continue;
                }
                b'"' if depth == 0 && empty => {
                    current = self.literals.iter().find(|literal| literal.start == place);
                }
                _ => {}
            }
            empty &= byte.is_ascii_whitespace();
        }
        if !empty {
            arguments.push(current);
        }
        arguments
    }

    /// Lines of items marked `#[cfg(test)]`, to the end of their body.
    fn find_test_ranges(&self) -> Vec<std::ops::Range<usize>> {
        let mut ranges = Vec::new();
        for start in self.find("#[cfg(test)]") {
            let mut depth = 0_usize;
            let mut end = self.code.len();
            for (place, byte) in self.code.bytes().enumerate().skip(start) {
                match byte {
                    b'{' => depth += 1,
                    b'}' if depth <= 1 => {
                        end = place;
                        break;
                    }
                    b'}' => depth -= 1,
                    b';' if depth == 0 => {
                        end = place;
                        break;
                    }
                    _ => {}
                }
            }
            ranges.push(self.line_of(start)..self.line_of(end) + 1);
        }
        ranges
    }
}

/// Whether all of a file is test code, by its place.
fn is_test_path(path: &str) -> bool {
    path.contains("/tests/") || path.ends_with("/tests.rs") || path.ends_with("_tests.rs")
}

struct Scanner<'a> {
    bytes: &'a [u8],
    at: usize,
    line: usize,
    code: Vec<u8>,
    literals: Vec<Literal>,
    comments: Vec<(usize, String)>,
}

impl<'a> Scanner<'a> {
    fn new(text: &'a str) -> Self {
        Scanner {
            bytes: text.as_bytes(),
            at: 0,
            line: 1,
            code: Vec::new(),
            literals: vec![],
            comments: vec![],
        }
    }

    fn byte(&self, ahead: usize) -> u8 {
        self.bytes.get(self.at + ahead).copied().unwrap_or(0)
    }

    /// Goes on by one byte; what is no code is blanked.
    fn step(&mut self, is_code: bool) {
        let byte = self.byte(0);
        self.code.push(if is_code || byte == b'\n' { byte } else { b' ' });
        self.line += usize::from(byte == b'\n');
        self.at += 1;
    }

    fn run(&mut self) {
        while self.at < self.bytes.len() {
            match (self.byte(0), self.byte(1)) {
                (b'/', b'/') => self.line_comment(),
                (b'/', b'*') => self.block_comment(),
                (b'"', _) => self.string(),
                (b'r', b'"' | b'#') if !self.follows_a_word() => self.raw_string(),
                (b'\'', _) => self.character(),
                // Letters beyond ASCII stand in no code of ours; one byte of them alone would be no text.
                (byte, _) => self.step(byte.is_ascii()),
            }
        }
    }

    /// Whether the byte before belongs to a word, so that the next is no prefix: `for"` is not raw, `br"` is.
    fn follows_a_word(&self) -> bool {
        let before =
            |n: usize| self.at.checked_sub(n).and_then(|at| self.bytes.get(at)).copied().unwrap_or(b' ');
        let word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
        let prefixed = matches!(before(1), b'b' | b'c') && !word(before(2));
        word(before(1)) && !prefixed
    }

    fn text_from(&self, start: usize) -> String {
        String::from_utf8_lossy(self.bytes.get(start..self.at).unwrap_or_default()).into_owned()
    }

    fn line_comment(&mut self) {
        let start = self.at;
        while self.at < self.bytes.len() && self.byte(0) != b'\n' {
            self.step(false);
        }
        self.comments.push((self.line, self.text_from(start)));
    }

    fn block_comment(&mut self) {
        let (start, line) = (self.at, self.line);
        let mut depth = 0_usize;
        while self.at < self.bytes.len() {
            let edge = match (self.byte(0), self.byte(1)) {
                (b'/', b'*') => 1,
                (b'*', b'/') => -1,
                _ => 0,
            };
            depth = depth.saturating_add_signed(edge);
            self.step(false);
            if edge != 0 {
                self.step(false);
            }
            if depth == 0 {
                break;
            }
        }
        let text = self.text_from(start);
        self.comments.extend(text.lines().enumerate().map(|(index, part)| (line + index, part.to_owned())));
    }

    fn string(&mut self) {
        let (quote, line) = (self.at, self.line);
        self.step(true);
        let start = self.at;
        while self.at < self.bytes.len() && self.byte(0) != b'"' {
            if self.byte(0) == b'\\' {
                self.step(false);
            }
            self.step(false);
        }
        self.literals.push(Literal { line, start: quote, text: self.text_from(start) });
        self.step(true);
    }

    fn raw_string(&mut self) {
        let hashes = self.bytes.iter().skip(self.at + 1).take_while(|byte| **byte == b'#').count();
        if self.byte(hashes + 1) != b'"' {
            // A raw identifier such as `r#type`.
            self.step(true);
            return;
        }
        for _ in 0..=hashes {
            self.step(false);
        }
        let (quote, line) = (self.at, self.line);
        self.step(true);
        let start = self.at;
        let closes =
            |scanner: &Self| scanner.byte(0) == b'"' && (1..=hashes).all(|n| scanner.byte(n) == b'#');
        while self.at < self.bytes.len() && !closes(self) {
            self.step(false);
        }
        self.literals.push(Literal { line, start: quote, text: self.text_from(start) });
        self.step(true);
        for _ in 0..hashes {
            self.step(false);
        }
    }

    /// A character such as `'"'`; a lifetime is stepped over as code.
    fn character(&mut self) {
        let escaped = self.byte(1) == b'\\';
        let width = match self.byte(1) {
            byte if byte < 0x80 => 1,
            byte if byte < 0xe0 => 2,
            byte if byte < 0xf0 => 3,
            _ => 4,
        };
        if !escaped && self.byte(1 + width) != b'\'' {
            self.step(true);
            return;
        }
        self.step(true);
        if escaped {
            self.step(false);
            self.step(false);
        }
        while self.at < self.bytes.len() && self.byte(0) != b'\'' {
            self.step(false);
        }
        self.step(true);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(path: &str, text: &str) -> Source {
        Source::read(&File { path: path.to_owned(), text: text.to_owned() })
    }

    #[test]
    fn code_keeps_its_place_and_words_leave_it() {
        let text = "let a = \"say \\\"hi\\\" // no\"; // yes\nlet b = r#\"raw \"q\" \"#; let c = '\"'; /* x\ny */ fn d<'a>() {}\n";
        let source = read("crates/model/src/a.rs", text);
        assert_eq!(source.code.len(), text.len());
        let texts: Vec<_> = source.literals.iter().map(|l| (l.line, l.text.as_str())).collect();
        assert_eq!(texts, [(1, "say \\\"hi\\\" // no"), (2, "raw \"q\" ")]);
        let comments: Vec<_> = source.comments.iter().map(|(line, text)| (*line, text.as_str())).collect();
        assert_eq!(comments, [(1, "// yes"), (2, "/* x"), (3, "y */")]);
        assert!(source.code.contains("fn d<'a>() {}"));
        assert!(!source.code.contains("yes") && !source.code.contains("raw"));
    }

    #[test]
    fn characters_beyond_ascii_are_taken_whole() {
        let source = read("a.rs", "let a = ['／', '\\u{3000}', 'x', '\\'']; let b = \"后\";");
        assert_eq!(source.literals.len(), 1);
        assert!(source.code.ends_with(';'));
    }

    #[test]
    fn arguments_are_counted_at_the_outer_level() {
        let text = "f(\n  \"one\",\n  g(\"in\", 2),\n  \"three\" ,\n)";
        let source = read("a.rs", text);
        let texts: Vec<_> = source.arguments(2).into_iter().map(|a| a.map(|l| l.text.as_str())).collect();
        assert_eq!(texts, [Some("one"), None, Some("three")]);
        assert_eq!(read("a.rs", "f()").arguments(2), Vec::<Option<&Literal>>::new());
    }

    #[test]
    fn test_code_is_known_by_its_mark_and_by_its_place() {
        let text = "fn a() {}\n#[cfg(test)]\nmod tests {\n    fn b() { if x { } }\n}\nfn c() {}\n#[cfg(test)]\nuse x;\nfn d() {}\n";
        let source = read("crates/model/src/a.rs", text);
        let lines: Vec<_> = (1..=9).filter(|line| source.is_test(*line)).collect();
        assert_eq!(lines, [2, 3, 4, 5, 7, 8]);
        assert!(read("crates/model/tests/it/main.rs", "fn a() {}").is_test(1));
        assert!(!read("crates/model/src/contests.rs", "fn a() {}").is_test(1));
    }
}
