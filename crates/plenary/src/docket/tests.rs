//! The room's rules, one sentence each.

use super::tally::{Waits, waits};

#[test]
fn percentiles_are_by_nearest_rank_over_counted_waits() {
    assert_eq!(waits(vec![]), None);
    assert_eq!(waits(vec![(5, 0)]), None);
    assert_eq!(
        waits(vec![(7, 1)]),
        Some(Waits {
            median_hours: 7,
            ninetieth_hours: 7,
            longest_hours: 7
        })
    );
    let ten = (1..=10).map(|hours| (hours, 1)).collect();
    assert_eq!(
        waits(ten),
        Some(Waits {
            median_hours: 5,
            ninetieth_hours: 9,
            longest_hours: 10
        })
    );
    assert_eq!(
        waits(vec![(100, 1), (1, 9)]),
        Some(Waits {
            median_hours: 1,
            ninetieth_hours: 1,
            longest_hours: 100
        })
    );
}
