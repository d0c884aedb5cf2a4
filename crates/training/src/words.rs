//! Signs that titles of courses are compared by.

/// Signs that count the parts of a series, as figures.
pub(crate) const COUNTING: [(&str, u8); 16] = [
    ("ⅰ", 1),
    ("ⅱ", 2),
    ("ⅲ", 3),
    ("ⅳ", 4),
    ("ⅴ", 5),
    ("ⅵ", 6),
    ("一", 1),
    ("二", 2),
    ("三", 3),
    ("四", 4),
    ("五", 5),
    ("六", 6),
    ("上", 1),
    ("下", 2),
    ("iii", 3),
    ("ii", 2),
];
/// Signs within a title that mean nothing.
pub(crate) const MEANINGLESS: [char; 17] =
    ['与', '及', '和', '(', ')', '[', ']', '·', '-', '—', '–', '《', '》', '、', ',', '/', ' '];
