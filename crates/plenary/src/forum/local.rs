//! Instants as people type them: day and time in the forum's zone.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use plenary_kit::time::Instant;

/// Day and time of a `datetime-local` field in a zone; a time that a clock change skips is moved on.
pub fn read_instant(text: &str, zone: &TimeZone) -> Option<Instant> {
    let civil: DateTime = text.trim().parse().ok()?;
    zone.to_ambiguous_zoned(civil)
        .compatible()
        .ok()
        .map(|zoned| Instant(zoned.timestamp().as_millisecond()))
}

/// The instant as a `datetime-local` field shows it in a zone.
pub fn write_instant(instant: Instant, zone: &TimeZone) -> String {
    let stamp = jiff::Timestamp::from_millisecond(instant.0).unwrap_or_default();
    stamp
        .to_zoned(zone.clone())
        .strftime("%Y-%m-%dT%H:%M")
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_in_the_forums_zone_reads_back_as_written() {
        let zone = TimeZone::get("Africa/Nairobi").unwrap();
        let instant = read_instant("2026-03-02T12:00", &zone).unwrap();
        assert_eq!(instant, crate::testing::START);
        assert_eq!(write_instant(instant, &zone), "2026-03-02T12:00");
        assert_eq!(read_instant("soon", &zone), None);
    }

    #[test]
    fn a_time_that_a_clock_change_skips_is_moved_on() {
        let zone = TimeZone::get("Europe/Lisbon").unwrap();
        assert_eq!(
            write_instant(read_instant("2026-03-29T01:30", &zone).unwrap(), &zone),
            "2026-03-29T02:30"
        );
    }
}
