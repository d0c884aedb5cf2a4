//! How often something may be done: buckets that fill with time, one for each name.

use crate::App;
use crate::answer::Problem;
use crate::client::Client;
use crate::limits::Barred;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use guantong_model::Message;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// How many names are remembered at most: about a megabyte.
const NAMES_MOST: usize = 10_000;
const SECOND: i64 = 1_000_000;

/// In how many whole seconds it may be tried again; at least one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetryAfterSeconds(pub u32);

/// Buckets of what may still be done, one for each name. A full one, like that of a name never seen, allows `burst`
/// at once; then one more each time a token has come in.
///
/// Memory has a limit: full buckets are forgotten, and where there are too many others, the fullest of them.
#[derive(Debug)]
pub struct Buckets {
    /// Microseconds until one token has come in.
    interval: i64,
    /// Microseconds that an empty bucket takes to fill.
    whole: i64,
    /// When each bucket will be full, in microseconds since 1970 UTC.
    full_at: Mutex<HashMap<String, i64>>,
}

impl Buckets {
    /// Buckets that take in `tokens` in `seconds`, and hold `burst`. Zeros count as ones.
    #[must_use]
    pub fn new(tokens: u32, seconds: u32, burst: u32) -> Self {
        let interval = (i64::from(seconds.max(1)) * SECOND / i64::from(tokens.max(1))).max(1);
        let whole = interval.saturating_mul(i64::from(burst.max(1)));
        Buckets { interval, whole, full_at: Mutex::default() }
    }

    /// Takes a token from the bucket of a name; now is in microseconds since 1970 UTC.
    ///
    /// # Errors
    ///
    /// The bucket is empty: nothing is taken, and it says when there will be a token.
    pub fn take(&self, key: &str, now_micros: i64) -> Result<(), RetryAfterSeconds> {
        let mut full_at = self.full_at.lock().unwrap_or_else(PoisonError::into_inner);
        // Where the clock was set back, an old time must not lock anybody out for longer than an empty bucket does.
        let latest = now_micros.saturating_add(self.whole);
        let full = full_at.get(key).map_or(now_micros, |full| *full.clamp(&now_micros, &latest));
        let taken = full.saturating_add(self.interval);
        if taken > latest {
            full_at.insert(key.to_owned(), full);
            let seconds = (taken - latest).saturating_add(SECOND - 1) / SECOND;
            return Err(RetryAfterSeconds(u32::try_from(seconds).unwrap_or(u32::MAX)));
        }
        if full_at.len() >= NAMES_MOST && !full_at.contains_key(key) {
            forget(&mut full_at, now_micros);
        }
        full_at.insert(key.to_owned(), taken);
        Ok(())
    }

    /// Fills the bucket of a name: what was counted against it no longer counts.
    pub fn forgive(&self, key: &str) {
        self.full_at.lock().unwrap_or_else(PoisonError::into_inner).remove(key);
    }
}

/// Forgets full buckets, and of the rest the fullest, until a quarter of the room is free.
fn forget(full_at: &mut HashMap<String, i64>, now: i64) {
    full_at.retain(|_, full| *full > now);
    let kept = NAMES_MOST / 4 * 3;
    if full_at.len() <= kept {
        return;
    }
    let mut times: Vec<i64> = full_at.values().copied().collect();
    times.sort_unstable();
    let border = times.get(times.len() - kept).copied().unwrap_or(now);
    // Many may become full at one moment.
    let mut at_border = kept - times.iter().filter(|full| **full > border).count();
    full_at.retain(|_, full| {
        let keep = *full > border || (*full == border && at_border > 0);
        if *full == border {
            at_border = at_border.saturating_sub(1);
        }
        keep
    });
}

/// Answers who asks too often with how long to wait. A request without a [`Client`] came over no network.
pub(crate) async fn limit(State(app): State<App>, request: Request, next: Next) -> Response {
    let limits = &app.options.limits;
    let taken = match request.extensions().get::<Client>() {
        Some(client) => app.requests.take(&client.key(), app.office.clock().now()),
        None => Ok(()),
    };
    match taken {
        Ok(()) => next.run(request).await,
        Err(RetryAfterSeconds(seconds)) => {
            let why = Message::new("serve-too-often")
                .with("most", i64::from(limits.requests_per_second))
                .with("seconds", i64::from(seconds));
            let barred = Barred::new(StatusCode::TOO_MANY_REQUESTS, "serve-too-often-heading", why);
            Problem::Barred(barred.retry_after(seconds)).into_response()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: i64 = 1_700_000_000_000_000;

    #[test]
    fn a_full_bucket_allows_a_burst_and_then_what_comes_in() {
        let buckets = Buckets::new(2, 1, 3);
        for _ in 0..3 {
            assert_eq!(buckets.take("a", START), Ok(()));
        }
        assert_eq!(buckets.take("a", START), Err(RetryAfterSeconds(1)));
        assert_eq!(buckets.take("b", START), Ok(()), "another name has a bucket of its own");
        assert_eq!(buckets.take("a", START + SECOND / 2 - 1), Err(RetryAfterSeconds(1)));
        assert_eq!(buckets.take("a", START + SECOND / 2), Ok(()));
        assert_eq!(buckets.take("a", START + SECOND / 2), Err(RetryAfterSeconds(1)));
        let later = START + 100 * SECOND;
        assert_eq!((0..9).filter(|_| buckets.take("a", later).is_ok()).count(), 3, "never more than a burst");
    }

    #[test]
    fn five_in_a_quarter_of_an_hour() {
        let buckets = Buckets::new(5, 900, 5);
        assert_eq!((0..9).filter(|_| buckets.take("a", START).is_ok()).count(), 5);
        assert_eq!(buckets.take("a", START), Err(RetryAfterSeconds(180)));
        assert_eq!(buckets.take("a", START + 60 * SECOND), Err(RetryAfterSeconds(120)));
        assert_eq!(buckets.take("a", START + 180 * SECOND), Ok(()));
        buckets.forgive("a");
        assert_eq!((0..9).filter(|_| buckets.take("a", START + 180 * SECOND).is_ok()).count(), 5);
    }

    #[test]
    fn a_clock_set_back_locks_nobody_out() {
        let buckets = Buckets::new(1, 1, 2);
        assert_eq!(buckets.take("a", START), Ok(()));
        let earlier = START - 86_400 * SECOND;
        assert_eq!(buckets.take("a", earlier), Err(RetryAfterSeconds(1)));
        assert_eq!(buckets.take("a", earlier), Err(RetryAfterSeconds(1)));
        assert_eq!(buckets.take("a", earlier + SECOND), Ok(()));
    }

    #[test]
    fn zeros_are_no_division_by_zero() {
        let buckets = Buckets::new(0, 0, 0);
        assert_eq!(buckets.take("a", START), Ok(()));
        assert_eq!(buckets.take("a", START), Err(RetryAfterSeconds(1)));
    }

    #[test]
    fn memory_has_a_limit_and_an_empty_bucket_is_kept_longest() {
        let buckets = Buckets::new(1, 60, 2);
        for _ in 0..2 {
            assert_eq!(buckets.take("guesser", START), Ok(()));
        }
        for n in 0..3 * NAMES_MOST {
            assert_eq!(buckets.take(&format!("name {n}"), START), Ok(()));
        }
        let len = buckets.full_at.lock().unwrap().len();
        assert!(len <= NAMES_MOST, "{len}");
        assert_eq!(
            buckets.take("guesser", START),
            Err(RetryAfterSeconds(60)),
            "is not forgotten for newer names"
        );
        assert_eq!(buckets.take("late", START + 3600 * SECOND), Ok(()));
    }
}
