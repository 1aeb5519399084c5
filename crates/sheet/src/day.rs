//! Days behind serial numbers. A spreadsheet counts days from 1 January 1900 (number 1) and believes in a 29 February 1900
//! (number 60), or, in files from older Macintoshes, from 1 January 1904 (number 0).

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::cell::Dated;

/// A day of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Day {
    /// The year, 1 to 9999.
    pub year: u16,
    /// The month, 1 to 12.
    pub month: u8,
    /// The day of the month, from 1.
    pub day: u8,
}

impl fmt::Display for Day {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// From which day a workbook counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum System {
    /// From 1900, with the day that never was.
    #[default]
    From1900,
    /// From 1904.
    From1904,
}

/// 1 January 1970 in serial numbers of 1900.
const EPOCH: i64 = 25_569;
/// 31 December 9999.
const SERIAL_MAX: i64 = 2_958_465;
/// What a number of 1904 is more in numbers of 1900.
const SINCE_1904: i64 = 1_462;
const DAY_SECONDS: u64 = 86_400;

/// Day and time of a serial number, given as decimal text without exponent.
#[must_use]
pub fn dated(number: &str, system: System) -> Dated {
    let stored = number.to_owned();
    let nowhere = Dated { stored: stored.clone(), day: None, time_seconds: None };
    if number.starts_with('-') {
        return nowhere;
    }
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let Ok(mut serial) = whole.parse::<i64>() else { return nowhere };
    let mut time_seconds = seconds(fraction);
    if time_seconds.is_some_and(|seconds| u64::from(seconds) >= DAY_SECONDS) {
        serial = serial.saturating_add(1);
        time_seconds = None;
    }
    let day = match system {
        System::From1900 => match serial {
            1..=59 => from_epoch(serial + 1 - EPOCH),
            61..=SERIAL_MAX => from_epoch(serial - EPOCH),
            _ => None,
        },
        System::From1904 if (0..=SERIAL_MAX - SINCE_1904).contains(&serial) => {
            // A number under one is an hour, not an hour of 1 January 1904.
            if serial == 0 && time_seconds.is_some() { None } else { from_epoch(serial + SINCE_1904 - EPOCH) }
        }
        System::From1904 => None,
    };
    Dated { stored, day, time_seconds }
}

/// Seconds of the day in a fraction's digits, to the nearest; none for no digits.
fn seconds(fraction: &str) -> Option<u32> {
    let digits = fraction.get(..fraction.len().min(15)).unwrap_or_default();
    if digits.is_empty() {
        return None;
    }
    let part: u128 = digits.parse().ok()?;
    let whole = 10_u128.pow(u32::try_from(digits.len()).ok()?);
    u32::try_from((part * u128::from(DAY_SECONDS) * 2 + whole) / (2 * whole)).ok()
}

/// The day so many days after 1 January 1970; none outside the years 1 to 9999.
#[must_use]
pub fn from_epoch(days: i64) -> Option<Day> {
    // Years from March, so that the leap day is the last of its year (Howard Hinnant, "chrono-compatible low-level date algorithms").
    let shifted = days.checked_add(719_468)?;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * march_month + 2) / 5 + 1;
    let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
    let year = era.checked_mul(400)?.checked_add(year_of_era)? + i64::from(month <= 2);
    let year = u16::try_from(year).ok().filter(|year| (1..=9999).contains(year))?;
    Some(Day { year, month: u8::try_from(month).ok()?, day: u8::try_from(day).ok()? })
}

/// Day and time of an ISO text, `2026-03-10`, `2026-03-10T08:30:00`, with or without fractions of a second and `Z`.
#[must_use]
pub fn from_iso(text: &str) -> Option<Dated> {
    let (day, time) = match text.split_once(['T', ' ']) {
        Some((day, time)) => (day, Some(time)),
        None => (text, None),
    };
    let number = |text: &str| text.bytes().all(|digit| digit.is_ascii_digit()).then(|| text.parse::<u32>().ok())?;
    let mut fields = day.splitn(3, '-');
    let (year, month, of_month) = (fields.next()?, fields.next()?, fields.next()?);
    if (year.len(), month.len(), of_month.len()) != (4, 2, 2) {
        return None;
    }
    let day = Day {
        year: u16::try_from(number(year)?).ok()?,
        month: u8::try_from(number(month)?).ok()?,
        day: u8::try_from(number(of_month)?).ok()?,
    };
    if day.year == 0 || !(1..=12).contains(&day.month) || !(1..=month_days(day.year, day.month)).contains(&day.day) {
        return None;
    }
    let time_seconds = match time {
        None => None,
        Some(time) => {
            let time = time.trim_end_matches('Z');
            let time = time.split_once('.').map_or(time, |(whole, _)| whole);
            let mut fields = time.splitn(3, ':');
            let (hour, minute) = (number(fields.next()?)?, number(fields.next()?)?);
            let second = fields.next().map_or(Some(0), number)?;
            (hour < 24 && minute < 60 && second < 60).then_some(hour * 3600 + minute * 60 + second)?;
            Some(hour * 3600 + minute * 60 + second).filter(|seconds| *seconds > 0)
        }
    };
    Some(Dated { stored: text.to_owned(), day: Some(day), time_seconds })
}

fn month_days(year: u16, month: u8) -> u8 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(number: &str, system: System) -> String {
        dated(number, system).text()
    }

    #[test]
    fn serial_numbers_of_1900_know_the_day_that_never_was() {
        for (serial, day) in [
            ("1", "1900-01-01"),
            ("59", "1900-02-28"),
            ("60", "60"),
            ("61", "1900-03-01"),
            ("25569", "1970-01-01"),
            ("46091", "2026-03-10"),
            ("46091.5", "2026-03-10 12:00:00"),
            ("46091.354166666664", "2026-03-10 08:30:00"),
            ("46091.99999999999", "2026-03-11"),
            ("0.25", "06:00:00"),
            ("2958465", "9999-12-31"),
            ("2958466", "2958466"),
            ("-1", "-1"),
            ("99999999999999999999", "99999999999999999999"),
        ] {
            assert_eq!(text(serial, System::From1900), day, "{serial}");
        }
    }

    #[test]
    fn serial_numbers_of_1904_are_four_years_and_a_day_behind() {
        for (serial, day) in
            [("0", "1904-01-01"), ("44629", "2026-03-10"), ("2957003", "9999-12-31"), ("2957004", "2957004")]
        {
            assert_eq!(text(serial, System::From1904), day, "{serial}");
        }
    }

    #[test]
    fn iso_texts_are_days() {
        let said = |text| from_iso(text).map(|dated| dated.text());
        assert_eq!(said("2026-03-10").as_deref(), Some("2026-03-10"));
        assert_eq!(said("2024-02-29T08:30:00Z").as_deref(), Some("2024-02-29 08:30:00"));
        assert_eq!(said("2026-03-10T00:00:00.000").as_deref(), Some("2026-03-10"));
        for text in ["2026-02-29", "2026-13-01", "26-03-10", "2026-03-10T25:00", "2026-3-1", "", "2026-+3-01"] {
            assert_eq!(said(text), None, "{text}");
        }
    }
}
