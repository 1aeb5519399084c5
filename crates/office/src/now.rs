//! The machine's clock as whoever runs the program read it: a parameter, so that nothing in here depends on when it runs.

use contract::calendar::Date;
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// A second since 1970, in UTC, and the day that the person named, where the clock is far ahead of the last entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Now(i64, Option<Date>);

impl Now {
    /// So many seconds after 1970 began in UTC.
    #[must_use]
    pub const fn of(seconds: i64) -> Now {
        Now(seconds, None)
    }

    /// The same clock, and the day that the person named.
    #[must_use]
    pub fn naming(self, day: Option<Date>) -> Now {
        Now(self.0, day.or(self.1))
    }

    /// The day that the person named.
    #[must_use]
    pub fn named(self) -> Option<Date> {
        self.1
    }

    /// Seconds since 1970 began in UTC.
    #[must_use]
    pub fn seconds(self) -> i64 {
        self.0
    }

    /// The civil day in a time zone, by its IANA name.
    ///
    /// # Errors
    /// No such zone, or a clock that is out of all bounds.
    pub fn day(self, zone: &str) -> Result<Date, jiff::Error> {
        let day = TimeZone::get(zone)?.to_datetime(self.instant()?).date();
        let since = day.duration_since(jiff::civil::date(1970, 1, 1)).as_hours() / 24;
        Ok(Date::from_days(i32::try_from(since).unwrap_or(i32::MAX)))
    }

    /// The second, as the journal writes it: `2027-03-02T09:15:04Z`.
    ///
    /// # Errors
    /// A clock that is out of all bounds.
    pub fn second(self) -> Result<String, jiff::Error> {
        Ok(self.instant()?.to_string())
    }

    fn instant(self) -> Result<Timestamp, jiff::Error> {
        Timestamp::from_second(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_where_the_workspace_is() {
        // Half past eleven in the evening of the first of January 2027 in UTC: Casablanca is an hour ahead.
        let late = Now::of(1_798_846_200);
        assert_eq!(late.second().expect("a second"), "2027-01-01T23:30:00Z");
        assert_eq!(late.day("UTC").expect("a zone").to_string(), "2027-01-01");
        assert_eq!(late.day("Africa/Casablanca").expect("a zone").to_string(), "2027-01-02");
        assert!(late.day("Atlantis/Nowhere").is_err());
    }
}
