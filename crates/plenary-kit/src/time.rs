//! Instants and the clock they are read from.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

/// A point in time: UTC milliseconds since 1970-01-01.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Instant(pub i64);

/// One second in milliseconds.
pub const SECOND_MS: i64 = 1_000;
/// One minute in milliseconds.
pub const MINUTE_MS: i64 = 60 * SECOND_MS;
/// One hour in milliseconds.
pub const HOUR_MS: i64 = 60 * MINUTE_MS;
/// One day of 24 hours in milliseconds.
pub const DAY_MS: i64 = 24 * HOUR_MS;

impl Instant {
    /// This instant moved by `ms` milliseconds, held at the ends of the scale.
    pub fn plus_ms(self, ms: i64) -> Instant {
        Instant(self.0.saturating_add(ms))
    }

    /// Milliseconds from `earlier` to this; negative when `earlier` is later.
    pub fn ms_since(self, earlier: Instant) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// The number of whole UTC days since 1970-01-01; changes at midnight UTC.
    pub fn utc_day(self) -> i64 {
        self.0.div_euclid(DAY_MS)
    }
}

/// Where `now` comes from: the system, or a hand that a test or the demo sets.
#[derive(Clone, Debug, Default)]
pub enum Clock {
    /// The machine's own clock.
    #[default]
    System,
    /// A clock that stands where it was set.
    Set(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands at `start` until it is moved.
    pub fn standing_at(start: Instant) -> Clock {
        Clock::Set(Arc::new(AtomicI64::new(start.0)))
    }

    /// What the clock says.
    pub fn now(&self) -> Instant {
        match self {
            Clock::System => system_now(),
            Clock::Set(hand) => Instant(hand.load(Ordering::SeqCst)),
        }
    }

    /// Moves a standing clock to `instant`; the system's clock is left alone.
    pub fn set(&self, instant: Instant) {
        if let Clock::Set(hand) = self {
            hand.store(instant.0, Ordering::SeqCst);
        }
    }
}

fn system_now() -> Instant {
    match SystemTime::now().duration_since(UNIX_EPOCH) {
        Ok(since) => Instant(i64::try_from(since.as_millis()).unwrap_or(i64::MAX)),
        Err(before) => Instant(-i64::try_from(before.duration().as_millis()).unwrap_or(i64::MAX)),
    }
}
