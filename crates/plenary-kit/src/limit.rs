//! Limits per sender, so that one cannot use up a door; never so tight that a shared network is locked out.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use crate::time::Instant;

/// The most senders remembered at once; beyond it the ones whose credit is whole are forgotten.
const SENDERS: usize = 50_000;

/// How often something may be done: the generic cell rate algorithm (ITU-T I.371), counted in milliseconds.
#[derive(Clone, Copy, Debug)]
pub struct Rate {
    /// One more every so many milliseconds.
    pub every_ms: i64,
    /// How many at once.
    pub burst: i64,
}

/// Who has done how much of what.
#[derive(Default)]
pub struct Limits {
    due: Mutex<HashMap<String, i64>>,
}

impl Limits {
    /// Whether the sender may, counting it if so.
    pub fn allows(&self, sender: &str, rate: Rate, now: Instant) -> bool {
        let mut due = self.due.lock().unwrap_or_else(PoisonError::into_inner);
        if due.len() >= SENDERS {
            due.retain(|_, at| *at > now.0);
        }
        let earliest = now.0 - rate.every_ms * (rate.burst - 1);
        let next = due.get(sender).copied().unwrap_or(i64::MIN);
        // A clock set back must not lock anybody out for longer than a whole burst takes.
        if next > now.0.saturating_add(rate.every_ms * rate.burst) {
            due.remove(sender);
        } else if next > now.0 {
            return false;
        }
        let from = next.max(earliest);
        due.insert(sender.to_owned(), from + rate.every_ms);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE: Rate = Rate {
        every_ms: 1_000,
        burst: 3,
    };

    #[test]
    fn a_burst_passes_and_the_next_waits() {
        let limits = Limits::default();
        let passed = (0..5)
            .filter(|_| limits.allows("ana", RATE, Instant(10_000)))
            .count();
        assert_eq!(passed, 3);
        assert!(limits.allows("ana", RATE, Instant(11_000)));
        assert!(!limits.allows("ana", RATE, Instant(11_000)));
    }

    #[test]
    fn senders_do_not_share_a_limit() {
        let limits = Limits::default();
        (0..4).for_each(|_| {
            limits.allows("ana", RATE, Instant(0));
        });
        assert!(limits.allows("ben", RATE, Instant(0)));
    }

    #[test]
    fn a_clock_set_back_locks_nobody_out() {
        let limits = Limits::default();
        (0..4).for_each(|_| {
            limits.allows("ana", RATE, Instant(1_000_000_000));
        });
        assert!(limits.allows("ana", RATE, Instant(0)));
    }
}
