//! Instants and durations in words: the forum's own zone and UTC, both shown.

use jiff::{Timestamp, Zoned, tz::TimeZone};
use maud::{Markup, html};

use crate::tongue::Tongue;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

impl Tongue {
    /// An instant (milliseconds since 1970, UTC) in the forum's zone and in UTC, as `<time>`.
    pub fn instant(&self, milliseconds: i64, zone: &TimeZone) -> Markup {
        let there = zoned(milliseconds, zone);
        let utc = zoned(milliseconds, &TimeZone::UTC);
        html! {
            time datetime=(machine(&utc)) {
                (self.at(&there, self.day_of_year(&there)))
                @if zone_name(&there) != "UTC" {
                    span .utc { " (" (self.utc_words(&there, &utc)) ")" }
                }
            }
        }
    }

    /// The same as plain text, for mail.
    pub fn instant_text(&self, milliseconds: i64, zone: &TimeZone) -> String {
        let there = zoned(milliseconds, zone);
        let utc = zoned(milliseconds, &TimeZone::UTC);
        let words = self.at(&there, self.day_of_year(&there));
        match zone_name(&there) == "UTC" {
            true => words,
            false => format!("{words} ({})", self.utc_words(&there, &utc)),
        }
    }

    /// Only the day, in the forum's zone, with the exact instant in its attribute.
    pub fn day(&self, milliseconds: i64, zone: &TimeZone) -> Markup {
        let there = zoned(milliseconds, zone);
        html! { time datetime=(machine(&zoned(milliseconds, &TimeZone::UTC))) { (self.day_of_year(&there)) } }
    }

    /// Day and month, for lists in which the year is plain.
    pub fn short_day(&self, milliseconds: i64, zone: &TimeZone) -> Markup {
        let there = zoned(milliseconds, zone);
        html! { time datetime=(machine(&zoned(milliseconds, &TimeZone::UTC))) { (self.day_and_month(&there)) } }
    }

    /// A length of time in its two largest units: "2 days 4 h".
    pub fn duration(&self, milliseconds: i64) -> String {
        let left = milliseconds.max(0);
        let unit = |key, count: i64| self.say_with(key, &[("count", count.into())]);
        let (first, second) = match left {
            DAY.. => (
                unit("time-days", left / DAY),
                (left % DAY / HOUR, "time-hours"),
            ),
            HOUR.. => (
                unit("time-hours", left / HOUR),
                (left % HOUR / MINUTE, "time-minutes"),
            ),
            MINUTE.. => return unit("time-minutes", left / MINUTE),
            _ => return self.say("time-under-a-minute").into_owned(),
        };
        match second {
            (0, _) => first,
            (count, key) => self.say_with(
                "time-two",
                &[("first", first.into()), ("second", unit(key, count).into())],
            ),
        }
    }

    fn at(&self, there: &Zoned, day: String) -> String {
        let zone = zone_name(there);
        let args = [
            ("day", day.into()),
            ("time", there.strftime("%H:%M").to_string().into()),
            ("zone", zone.into()),
        ];
        self.say_with("at-time", &args)
    }

    fn utc_words(&self, there: &Zoned, utc: &Zoned) -> String {
        let time = utc.strftime("%H:%M").to_string();
        let words = match there.date() == utc.date() {
            true => time,
            false => format!("{}, {time}", self.day_and_month(utc)),
        };
        self.say_with("in-utc", &[("time", words.into())])
    }

    fn day_of_year(&self, there: &Zoned) -> String {
        let args = [
            ("day", i32::from(there.day()).into()),
            ("month", self.month(there).into()),
            ("year", there.year().to_string().into()),
        ];
        self.say_with("day-of-year", &args)
    }

    fn day_and_month(&self, there: &Zoned) -> String {
        self.say_with(
            "day-short",
            &[
                ("day", i32::from(there.day()).into()),
                ("month", self.month(there).into()),
            ],
        )
    }

    fn month(&self, there: &Zoned) -> String {
        self.say(&format!("month-{}", there.month())).into_owned()
    }
}

/// The zone's name in tables of abbreviations, such as CET, or its offset where it has none.
pub fn zone_name(there: &Zoned) -> String {
    there.strftime("%Z").to_string()
}

/// The instant for `datetime` attributes (RFC 3339, whole seconds).
fn machine(utc: &Zoned) -> String {
    utc.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// An instant outside of what calendars hold is shown as 1970 rather than as a fault.
fn zoned(milliseconds: i64, zone: &TimeZone) -> Zoned {
    Timestamp::from_millisecond(milliseconds)
        .unwrap_or(Timestamp::UNIX_EPOCH)
        .to_zoned(zone.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tongue::{Catalogue, KIT_ENGLISH};

    fn t() -> Tongue {
        Catalogue::new(vec![("en", KIT_ENGLISH)])
            .expect("sound")
            .choose(None, None)
    }

    #[test]
    fn an_instant_shows_the_forums_zone_and_utc() {
        let geneva = TimeZone::get("Europe/Zurich").expect("bundled");
        // 2026-11-22T23:41:04Z
        let words = t().instant_text(1_795_390_864_000, &geneva);
        assert_eq!(
            words,
            "23 November 2026, 00:41 CET (22 November, 23:41 UTC)"
        );
        assert_eq!(
            t().instant_text(1_795_390_864_000, &TimeZone::UTC),
            "22 November 2026, 23:41 UTC"
        );
        let marked = t().instant(1_795_390_864_000, &geneva).0;
        assert!(
            marked.starts_with("<time datetime=\"2026-11-22T23:41:04Z\">"),
            "{marked}"
        );
    }

    #[test]
    fn durations_say_their_two_largest_units() {
        let said = |ms| t().duration(ms);
        assert_eq!(said(2 * DAY + 4 * HOUR + 59 * MINUTE), "2 days 4 h");
        assert_eq!(said(DAY), "1 day");
        assert_eq!(said(HOUR + MINUTE), "1 h 1 min");
        assert_eq!(said(59_999), "under a minute");
        assert_eq!(said(-5), "under a minute");
    }

    #[test]
    fn an_impossible_instant_does_not_fail() {
        assert_eq!(
            t().instant_text(i64::MAX, &TimeZone::UTC),
            "1 January 1970, 00:00 UTC"
        );
    }
}
