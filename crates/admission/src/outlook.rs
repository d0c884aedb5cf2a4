//! 报考参考: how a score stands to what was admitted a year before (4.1.b), as far as that can be said at all.
//!
//! Scores of different years are never compared as if they were one: nothing is said where full marks changed, and what
//! is said is a fact of the year before, never a forecast. There is no probability here, for nothing is known that one
//! could be made from.

use guantong_model::{Score, words};

words! {
    /// Why nothing can be said of a programme.
    Unknown {
        /// No round of the year before is published.
        Unpublished = "unpublished",
        /// The plan of the year before did not have it.
        New = "new",
        /// The year before it had another partner university.
        Partner = "partner",
        /// Nobody was admitted the year before, and no place was left either.
        Nobody = "nobody",
        /// Full marks are not those of the year before.
        Scale = "scale",
        /// Full marks of one of the two years are not known.
        ScaleUnknown = "scale-unknown",
    }
}

/// What came of a programme a year before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LastYear {
    /// 录取成绩: score of the last admitted.
    pub cutoff: Option<Score>,
    /// Places that nobody eligible wanted, once the last round was published; nothing before that.
    pub left: Option<i64>,
}

/// How a score stands to a programme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outlook {
    /// Below the floor of the year: never admitted, even with places free (3.1.2.a).
    BelowFloor {
        /// By so much.
        short: Score,
    },
    /// The year before it was not filled: whoever was eligible and named it was admitted.
    NotFilled {
        /// Places left then.
        left: i64,
    },
    /// Higher than the last admitted of the year before.
    Above {
        /// By so much.
        by: Score,
    },
    /// The same as the last admitted: the order of equal scores decided.
    Equal,
    /// Lower than the last admitted.
    Below {
        /// By so much.
        short: Score,
    },
    /// Nothing can be said.
    Unknown(Unknown),
}

/// How a score stands to a programme: the floor of its own year first, then what is known of the year before.
///
/// `floor` is nothing where the edition has none. `scales` are the full marks of the year before and of the year, as
/// far as they are known; `last` says why where nothing is known of the year before.
#[must_use]
pub fn outlook(
    own: Score,
    floor: Option<Score>,
    scales: (Option<Score>, Option<Score>),
    last: Result<LastYear, Unknown>,
) -> Outlook {
    if let Some(floor) = floor.filter(|floor| own < *floor) {
        return Outlook::BelowFloor { short: between(own, floor) };
    }
    let last = match last {
        Ok(last) => last,
        Err(why) => return Outlook::Unknown(why),
    };
    if let Some(left) = last.left.filter(|left| *left > 0) {
        return Outlook::NotFilled { left };
    }
    let Some(cutoff) = last.cutoff else { return Outlook::Unknown(Unknown::Nobody) };
    match scales {
        (Some(then), Some(now)) if then == now => {}
        (Some(_), Some(_)) => return Outlook::Unknown(Unknown::Scale),
        _ => return Outlook::Unknown(Unknown::ScaleUnknown),
    }
    match own.cmp(&cutoff) {
        std::cmp::Ordering::Greater => Outlook::Above { by: between(cutoff, own) },
        std::cmp::Ordering::Equal => Outlook::Equal,
        std::cmp::Ordering::Less => Outlook::Below { short: between(own, cutoff) },
    }
}

fn between(low: Score, high: Score) -> Score {
    Score::from_millionths(high.millionths() - low.millionths())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn score(text: &str) -> Score {
        Score::parse(text).unwrap()
    }

    fn check(own: &str, scales: (Option<&str>, Option<&str>), last: Result<LastYear, Unknown>) -> Outlook {
        let scales = (scales.0.map(score), scales.1.map(score));
        outlook(score(own), Some(score("490")), scales, last)
    }

    #[test]
    fn the_floor_comes_first_and_what_is_not_known_is_not_guessed() {
        let same = (Some("660"), Some("660"));
        let cut = |cutoff: &str, left| Ok(LastYear { cutoff: Some(score(cutoff)), left });
        let nobody = |left| Ok(LastYear { cutoff: None, left });
        for (own, scales, last, told) in [
            ("489.5", same, cut("531", Some(0)), Outlook::BelowFloor { short: score("0.5") }),
            ("489", same, nobody(Some(3)), Outlook::BelowFloor { short: score("1") }),
            ("490", same, cut("500", Some(4)), Outlook::NotFilled { left: 4 }),
            ("490", (Some("660"), Some("670")), nobody(Some(4)), Outlook::NotFilled { left: 4 }),
            ("531.5", same, cut("531", Some(0)), Outlook::Above { by: score("0.5") }),
            ("531", same, cut("531", None), Outlook::Equal),
            ("528", same, cut("531", Some(0)), Outlook::Below { short: score("3") }),
            ("528", same, Err(Unknown::New), Outlook::Unknown(Unknown::New)),
            ("528", same, Err(Unknown::Unpublished), Outlook::Unknown(Unknown::Unpublished)),
            ("528", same, Err(Unknown::Partner), Outlook::Unknown(Unknown::Partner)),
            ("528", same, nobody(Some(0)), Outlook::Unknown(Unknown::Nobody)),
            ("528", same, nobody(None), Outlook::Unknown(Unknown::Nobody)),
            ("528", (Some("660"), Some("670")), cut("531", Some(0)), Outlook::Unknown(Unknown::Scale)),
            ("528", (None, Some("660")), cut("531", Some(0)), Outlook::Unknown(Unknown::ScaleUnknown)),
        ] {
            assert_eq!(check(own, scales, last), told, "{own} {last:?}");
        }
        assert_eq!(
            outlook(score("1"), None, (None, None), Err(Unknown::New)),
            Outlook::Unknown(Unknown::New)
        );
    }
}
