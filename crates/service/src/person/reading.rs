//! How a name is read, for search and order: letters without tones, and first letters.
//!
//! A surname is read as a surname: 曾 is zeng, 仇 is qiu, 单于 is chan yu. Letters and digits of other scripts stand
//! for themselves; a character without a known reading is left out of the reading, never out of the name.

use pinyin::ToPinyin;

/// The reading of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// All letters, without spaces, in lower case.
    pub pinyin: String,
    /// The first letter of each syllable.
    pub initials: String,
}

/// Surnames that are read otherwise than the character alone; two characters first.
const SURNAMES: &[(&str, &[&str])] = &[
    ("单于", &["chan", "yu"]),
    ("尉迟", &["yu", "chi"]),
    ("万俟", &["mo", "qi"]),
    ("长孙", &["zhang", "sun"]),
    ("澹台", &["tan", "tai"]),
    ("宰父", &["zai", "fu"]),
    ("乐正", &["yue", "zheng"]),
    ("曾", &["zeng"]),
    ("仇", &["qiu"]),
    ("单", &["shan"]),
    ("盖", &["ge"]),
    ("解", &["xie"]),
    ("乐", &["yue"]),
    ("区", &["ou"]),
    ("查", &["zha"]),
    ("朴", &["piao"]),
    ("任", &["ren"]),
    ("华", &["hua"]),
    ("纪", &["ji"]),
    ("缪", &["miao"]),
    ("翟", &["zhai"]),
    ("员", &["yun"]),
    ("黑", &["he"]),
    ("洗", &["xian"]),
    ("冼", &["xian"]),
    ("逄", &["pang"]),
    ("折", &["she"]),
    ("种", &["chong"]),
    ("重", &["chong"]),
    ("召", &["shao"]),
    ("繁", &["po"]),
    ("秘", &["bi"]),
    ("那", &["na"]),
    ("能", &["nai"]),
    ("隗", &["wei"]),
    ("郇", &["xun"]),
    ("覃", &["qin"]),
    ("谌", &["chen"]),
    ("褚", &["chu"]),
    ("晁", &["chao"]),
    ("宓", &["mi"]),
    ("牟", &["mu"]),
    ("芮", &["rui"]),
    ("祭", &["zhai"]),
    ("尹", &["yin"]),
    ("阚", &["kan"]),
    ("撒", &["sa"]),
    ("鲜于", &["xian", "yu"]),
];

/// The reading of a name as it is written.
#[must_use]
pub fn reading(name: &str) -> Reading {
    let mut found = Reading { pinyin: String::new(), initials: String::new() };
    let surname = SURNAMES.iter().find(|(surname, _)| name.starts_with(surname));
    let rest = match surname {
        Some((surname, syllables)) => {
            syllables.iter().for_each(|syllable| found.push(syllable));
            name.strip_prefix(surname).unwrap_or(name)
        }
        None => name,
    };
    let mut in_word = false;
    for c in rest.chars() {
        if c.is_ascii_alphanumeric() {
            let letter = c.to_ascii_lowercase();
            found.pinyin.push(letter);
            if !in_word {
                found.initials.push(letter);
            }
            in_word = true;
        } else {
            in_word = false;
            if let Some(syllable) = c.to_pinyin() {
                found.push(syllable.plain());
            }
        }
    }
    found
}

impl Reading {
    fn push(&mut self, syllable: &str) {
        // ü is typed v on a keyboard, and printed yu in no list that is sorted by letters.
        let plain = syllable.replace('ü', "v");
        self.initials.extend(plain.chars().next());
        self.pinyin.push_str(&plain);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_surname_is_read_as_a_surname() {
        for (name, pinyin, initials) in [
            ("沈知行", "shenzhixing", "szx"),
            ("曾国藩", "zengguofan", "zgf"),
            ("单于明", "chanyuming", "cym"),
            ("单明", "shanming", "sm"),
            ("吕绿", "lvlv", "ll"),
            ("欧阳雪", "ouyangxue", "oyx"),
            ("阿依古丽·买买提", "ayigulimaimaiti", "ayglmmt"),
            ("Anna Li", "annali", "al"),
            ("", "", ""),
        ] {
            assert_eq!(reading(name), Reading { pinyin: pinyin.into(), initials: initials.into() }, "{name}");
        }
    }
}
