//! The real clock and the real randomness: the only place that reads them.

use guantong_model::Date;
use guantong_service::ports::{Clock, Randomness};
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// The machine's clock, with dates as Beijing writes them.
#[derive(Debug)]
pub(crate) struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> i64 {
        Timestamp::now().as_microsecond()
    }

    fn today(&self) -> Date {
        let beijing = TimeZone::fixed(jiff::tz::offset(8));
        beijing.to_datetime(Timestamp::now()).date()
    }
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
