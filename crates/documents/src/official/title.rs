//! Where the lines of a title end: where a word ends, and so that the lines together are a trapezoid or a rhombus.

/// Characters after which a line may end, and that stand within no name: 与, 、, 暨.
const AFTER: [char; 3] = ['\u{4e0e}', '\u{3001}', '\u{66a8}'];

/// The width of a text in characters of Chinese: a Latin letter is half of one.
fn width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>().div_ceil(2)
}

/// The pieces that a line never ends within: a year stays with what it is the year of.
fn pieces(title: &str) -> Vec<String> {
    let mut pieces: Vec<String> = vec![String::new()];
    let mut before = None;
    for c in title.chars() {
        let year = c.is_ascii_digit() && before.is_some_and(|before: char| !before.is_ascii());
        if year || before.is_some_and(|before| AFTER.contains(&before)) {
            pieces.push(String::new());
        }
        if let Some(piece) = pieces.last_mut() {
            piece.push(c);
        }
        before = Some(c);
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// Whether lines grow, shrink, or grow and then shrink.
fn shapely(widths: &[usize]) -> bool {
    let falls = widths.iter().zip(widths.iter().skip(1)).skip_while(|(one, next)| one <= next);
    falls.into_iter().all(|(one, next)| one >= next)
}

/// The lines of a title, none of more characters than allowed where its pieces let that be; the fewest lines, of those
/// the ones of a good shape, of those the most even.
pub(super) fn lines(title: &str, most: usize) -> Vec<String> {
    if width(title) <= most || title.is_ascii() {
        return vec![title.to_owned()];
    }
    let pieces = pieces(title);
    let gaps = pieces.len().saturating_sub(1).min(12);
    let broken = |at: u32| {
        let mut lines = vec![String::new()];
        for (n, piece) in pieces.iter().enumerate() {
            if n > 0 && n <= gaps && at & (1 << (n - 1)) != 0 {
                lines.push(String::new());
            }
            if let Some(line) = lines.last_mut() {
                line.push_str(piece);
            }
        }
        lines
    };
    let rank = |lines: &Vec<String>| {
        let widths: Vec<usize> = lines.iter().map(|line| width(line)).collect();
        let over: usize = widths.iter().map(|width| width.saturating_sub(most)).sum();
        let (widest, least) = (widths.iter().max().copied(), widths.iter().min().copied());
        let uneven = widest.unwrap_or(0) - least.unwrap_or(0);
        (over, lines.len(), !shapely(&widths), uneven)
    };
    (0..1_u32 << gaps).map(broken).min_by_key(rank).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn a_line_ends_where_a_word_ends() {
        let of = |title: &str| lines(title, 20);
        assert_eq!(of("某校2023年度实施报告"), ["某校2023年度实施报告"]);
        let two = of("北京信息职业技术学院与北京信息科技大学2023年度实施报告");
        assert_eq!(two, ["北京信息职业技术学院与", "北京信息科技大学2023年度实施报告"]);
        let alone = of("北京市某某某某某某某某职业技术学院2023年度实施报告");
        assert_eq!(alone, ["北京市某某某某某某某某职业技术学院", "2023年度实施报告"]);
        let three = of("北京市某某某某某某某某职业技术学院与北京某某某某某科技大学2023年度实施报告");
        assert_eq!(three, ["北京市某某某某某某某某职业技术学院与", "北京某某某某某科技大学2023年度实施报告"]);
        assert_eq!(of(&"某".repeat(41)), ["某".repeat(41)], "there is no place to break it");
        let english = "Report on 2023: the first institution and the second one";
        assert_eq!(of(english), [english]);
    }
}
