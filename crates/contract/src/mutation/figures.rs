//! The figures of a text, and what stands one step beside each.

use std::ops::Range;

use crate::calendar::{Date, EndOfMonth, Month};
use crate::money::Decimal;

/// Numbers and dates of a text, not those inside names.
pub(super) fn figures(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at].is_ascii_digit() {
            let start = at;
            while at < bytes.len() && (bytes[at].is_ascii_digit() || joins(bytes, at)) {
                at += 1;
            }
            found.push(start..at);
        } else if bytes[at].is_ascii_alphabetic() || bytes[at] == b'_' {
            while at < bytes.len() && (bytes[at].is_ascii_alphanumeric() || bytes[at] == b'_' || joins(bytes, at)) {
                at += 1;
            }
        } else {
            at += 1;
        }
    }
    found
}

/// A point or dash between two letters or digits.
fn joins(bytes: &[u8], at: usize) -> bool {
    let inner = |index: Option<&u8>| index.is_some_and(u8::is_ascii_alphanumeric);
    matches!(bytes[at], b'.' | b'-') && at > 0 && inner(bytes.get(at - 1)) && inner(bytes.get(at + 1))
}

/// The figure one step down and one step up: a day or, where it begins or ends a month, a month; a unit of the last
/// decimal written.
pub(super) fn neighbours(figure: &str) -> Vec<String> {
    if let Ok(date) = figure.parse::<Date>() {
        return [-1, 1].into_iter().filter_map(|step| shifted(date, step)).map(|date| date.to_string()).collect();
    }
    if let Ok(month) = figure.parse::<Month>() {
        return vec![month.plus(-1).to_string(), month.plus(1).to_string()];
    }
    let Ok(decimal) = figure.parse::<Decimal>() else { return Vec::new() };
    let scale = figure.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let Some(scale) = u8::try_from(scale).ok() else { return Vec::new() };
    let Some(digits) = decimal.at_scale(scale) else { return Vec::new() };
    let steps = [digits - 1, digits + 1].into_iter().filter(|digits| *digits >= 0);
    steps.map(|digits| Decimal::new(digits, scale).to_string()).collect()
}

fn shifted(date: Date, step: i32) -> Option<Date> {
    if date == date.month().first_day() {
        date.add_months(step, EndOfMonth::Clamp)
    } else if date == date.month().last_day() {
        Some(date.month().plus(step).last_day())
    } else {
        Some(date.plus_days(step))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_found_and_names_left_alone() {
        let parts = |text: &'static str| figures(text).into_iter().map(|range| &text[range]).collect::<Vec<_>>();
        assert_eq!(parts("17 %"), ["17"]);
        assert_eq!(parts("2025-07-01 .. 2030-12-31"), ["2025-07-01", "2030-12-31"]);
        assert_eq!(parts("job_2 kept >= 18 months and m2.x1 = 0.01 MAD"), ["18", "0.01"]);
        assert_eq!(parts("MA-06"), Vec::<&str>::new());
    }

    #[test]
    fn neighbours_keep_the_shape() {
        assert_eq!(neighbours("0.01"), ["0", "0.02"]);
        assert_eq!(neighbours("2025-07-01"), ["2025-06-01", "2025-08-01"]);
        assert_eq!(neighbours("2030-12-31"), ["2030-11-30", "2031-01-31"]);
        assert_eq!(neighbours("2025-11-24"), ["2025-11-23", "2025-11-25"]);
        assert_eq!(neighbours("0"), ["1"]);
    }
}
