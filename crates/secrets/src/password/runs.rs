//! Runs: texts in which each character follows from the one before, by the alphabet or on the keyboard.

/// Fewer are no run: any word has pairs that stand side by side.
const RUN_MIN: usize = 3;

/// The rows of a keyboard, each with how far it is set to the right, in quarters of a key.
const ROWS: [(&str, i32); 4] =
    [("`1234567890-=", -4), ("qwertyuiop[]\\", 2), ("asdfghjkl;'", 3), ("zxcvbnm,./", 5)];
/// What the upper case of a key writes, and the key.
const SHIFTED: (&str, &str) = ("~!@#$%^&*()_+{}|:\"<>?", "`1234567890-=[]\\;',./");
const KEY: i32 = 4;

/// How many characters are left when the folded text is cut into runs as well as can be.
pub(super) fn left_over(text: &[char]) -> usize {
    // least[n]: the fewest left over of the first n characters.
    let mut least = vec![0_usize];
    for end in 1..=text.len() {
        let head = text.get(..end).unwrap_or(text);
        let longest = longest_run(head);
        let without = least.last().copied().unwrap_or_default() + 1;
        let within = (RUN_MIN..=longest).filter_map(|run| least.get(end - run).copied());
        least.push(within.min().unwrap_or(without).min(without));
    }
    least.last().copied().unwrap_or_default()
}

/// The length of the longest run at the end of a text.
fn longest_run(text: &[char]) -> usize {
    let pairs = || text.iter().rev().skip(1).zip(text.iter().rev());
    let steps = [-1, 0, 1].map(|step| pairs().take_while(|(a, b)| is_step(**a, **b, step)).count());
    let walk = pairs().take_while(|(a, b)| are_neighbours(**a, **b)).count();
    steps.into_iter().fold(walk, usize::max) + 1
}

/// Whether b follows a by one step of the alphabet or the digits; after nine comes nought.
fn is_step(a: char, b: char, step: i32) -> bool {
    let number = |c: char| i32::try_from(u32::from(c)).unwrap_or_default();
    let alike = (a.is_ascii_digit() && b.is_ascii_digit()) || (a.is_alphabetic() && b.is_alphabetic());
    match step {
        0 => a == b,
        1 if (a, b) == ('9', '0') => true,
        -1 if (a, b) == ('0', '9') => true,
        _ => alike && number(b) - number(a) == step,
    }
}

/// Whether two keys touch, or are one.
fn are_neighbours(a: char, b: char) -> bool {
    match (place(a), place(b)) {
        (Some((row_a, x_a)), Some((row_b, x_b))) => row_a.abs_diff(row_b) <= 1 && (x_a - x_b).abs() <= KEY,
        _ => false,
    }
}

/// The row of a key, and how far to the right it stands.
fn place(c: char) -> Option<(usize, i32)> {
    let mut shifted = SHIFTED.0.chars().zip(SHIFTED.1.chars());
    let key = shifted.find(|(upper, _)| *upper == c).map_or(c, |(_, key)| key);
    ROWS.iter().enumerate().find_map(|(row, (keys, set))| {
        let column = i32::try_from(keys.chars().position(|k| k == key)?).ok()?;
        Some((row, column * KEY + set))
    })
}
