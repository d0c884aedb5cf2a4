//! A clock that can be moved forward by hand: the demonstration's, and nobody else's.

use crate::error::ServiceError;
use guantong_model::Date;
use std::pin::Pin;

/// A clock that is moved forward, never back; what falls due on the way is done.
pub trait ForwardClock: Send + Sync {
    /// Today in Beijing, as this clock shows it.
    fn today(&self) -> Date;
    /// The last day it can be moved to.
    fn latest(&self) -> Date;
    /// Moves it to a day. Fails with bad input where the day is not after today or beyond the last, with a fault where
    /// something on the way could not be done; the clock then stays where it was.
    fn forward(&self, to: Date) -> Pin<Box<dyn Future<Output = Result<(), ServiceError>> + Send + '_>>;
}
