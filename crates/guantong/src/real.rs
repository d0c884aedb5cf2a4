//! The real clock and the real randomness: the only place that reads them.

use guantong_model::Date;
use guantong_service::ports::{Clock, Randomness};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use std::sync::atomic::{AtomicI64, Ordering};

/// The machine's clock, with dates as Beijing writes them.
#[derive(Debug)]
pub(crate) struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> i64 {
        Timestamp::now().as_microsecond()
    }

    fn today(&self) -> Date {
        beijing().to_datetime(Timestamp::now()).date()
    }
}

/// A clock that is set to a moment and goes on from there: the demonstration lives in its own year.
#[derive(Debug)]
pub(crate) struct SetClock {
    /// What is added to the machine's clock, in microseconds.
    ahead: AtomicI64,
}

impl SetClock {
    /// A clock that shows a moment now.
    pub(crate) fn at(moment: DateTime) -> Self {
        let clock = SetClock { ahead: AtomicI64::new(0) };
        clock.set(moment);
        clock
    }

    /// Sets it to a moment in Beijing.
    pub(crate) fn set(&self, moment: DateTime) {
        let now = Timestamp::now().as_microsecond();
        self.set_to(beijing().to_timestamp(moment).map_or(now, |moment| moment.as_microsecond()));
    }

    /// Sets it to a moment in microseconds since 1970 UTC.
    pub(crate) fn set_to(&self, micros: i64) {
        self.ahead.store(micros - Timestamp::now().as_microsecond(), Ordering::Relaxed);
    }

    /// Sets it forward where it shows an earlier moment than this, in microseconds since 1970 UTC.
    pub(crate) fn not_before(&self, micros: i64) {
        if self.now() <= micros {
            self.set_to(micros + 1);
        }
    }
}

impl Clock for SetClock {
    fn now(&self) -> i64 {
        Timestamp::now().as_microsecond() + self.ahead.load(Ordering::Relaxed)
    }

    fn today(&self) -> Date {
        let now = Timestamp::from_microsecond(self.now()).unwrap_or(Timestamp::UNIX_EPOCH);
        beijing().to_datetime(now).date()
    }
}

fn beijing() -> TimeZone {
    TimeZone::fixed(jiff::tz::offset(8))
}

/// The operating system's randomness.
#[derive(Debug)]
pub(crate) struct SystemRandomness;

impl Randomness for SystemRandomness {
    fn fill(&self, bytes: &mut [u8]) {
        if getrandom::fill(bytes).is_err() {
            // Without randomness no salt is safe and no id unique: stopping is the only honest answer.
            std::process::abort();
        }
    }
}
