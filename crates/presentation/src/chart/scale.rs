//! Scales: from exact values to places on the sheet, with round ticks and the ticks of a calendar.

use contract::calendar::{Date, Month};
use contract::money::Decimal;

/// A straight scale from values to positions.
#[derive(Debug, Clone, Copy)]
pub struct Scale {
    low: f64,
    high: f64,
    from: f64,
    to: f64,
}

impl Scale {
    /// `low` stands at `from`, `high` at `to`.
    pub fn new(low: f64, high: f64, from: f64, to: f64) -> Scale {
        let high = if high > low { high } else { low + 1.0 };
        Scale { low, high, from, to }
    }

    /// The position of a value.
    pub fn at(self, value: f64) -> f64 {
        self.from + (value - self.low) / (self.high - self.low) * (self.to - self.from)
    }

    /// The position of an exact value.
    pub fn of(self, value: Decimal) -> f64 {
        self.at(real(value))
    }

    /// The position of a day.
    pub fn day(self, date: Date) -> f64 {
        self.at(f64::from(date.days()))
    }
}

/// The value for geometry; never printed.
pub fn real(value: Decimal) -> f64 {
    value.digits() as f64 / 10f64.powi(i32::from(value.scale()))
}

/// Round ticks from at or below the smallest to at or above the largest value: steps of 1, 2 or 5 times a power of ten,
/// three to seven of them, exact.
pub fn ticks(values: impl IntoIterator<Item = Decimal>) -> Vec<Decimal> {
    let values: Vec<Decimal> = values.into_iter().collect();
    let scale = values.iter().map(|value| value.scale()).max().unwrap_or(0);
    let at_scale: Vec<i128> = values.iter().filter_map(|value| value.at_scale(scale)).collect();
    let (Some(&low), Some(&high)) = (at_scale.iter().min(), at_scale.iter().max()) else { return Vec::new() };
    let step = step((high - low).max(1));
    let (first, last) = (low.div_euclid(step), high.div_euclid(step) + i128::from(high.rem_euclid(step) != 0));
    (first..=last.max(first + 1)).map(|index| Decimal::new(index * step, scale)).collect()
}

/// The smallest step that cuts the range into at most five.
fn step(range: i128) -> i128 {
    let mut power = 1i128;
    loop {
        for factor in [1, 2, 5] {
            if factor * power * 5 >= range {
                return factor * power;
            }
        }
        power *= 10;
    }
}

/// A tick of a calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeTick {
    /// The first day of a year, or of a quarter in a short span.
    pub day: Date,
    /// Where its name stands, if it has room: in the middle of the year, at the quarter's first day.
    pub named: Option<Date>,
    /// Whether the tick begins a year.
    pub is_year: bool,
}

/// Ticks of a calendar. A year is named in its middle, so that its last day is seen to belong to it.
pub fn time_ticks(first: Date, last: Date) -> Vec<TimeTick> {
    let months = last.month().index() - first.month().index();
    let is_year = months > 30;
    let every = if is_year { 12 } else { 3 };
    let named_every = if months > 120 { 24 } else { every };
    (first.month().index() - 11..=last.month().index())
        .filter(|index| index.rem_euclid(every) == 0)
        .map(|index| {
            let day = Month::from_index(index).first_day();
            let named = if is_year { day.plus_days(182) } else { day };
            let is_named = index.rem_euclid(named_every) == 0 && named >= first && named <= last;
            TimeTick { day, named: is_named.then_some(named), is_year }
        })
        .filter(|tick| tick.day <= last && (tick.day >= first || tick.named.is_some()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tick_texts(values: &[&str]) -> Vec<String> {
        ticks(values.iter().map(|text| text.parse().expect("a number"))).iter().map(Decimal::to_string).collect()
    }

    #[test]
    fn ticks_are_round_and_enclose_the_values() {
        assert_eq!(tick_texts(&["63000", "148500"]), ["60000", "80000", "100000", "120000", "140000", "160000"]);
        assert_eq!(tick_texts(&["0", "26.22"]), ["0", "10", "20", "30"]);
        assert_eq!(tick_texts(&["-3", "4"]), ["-4", "-2", "0", "2", "4"]);
        assert_eq!(tick_texts(&["7", "7"]), ["7", "8"]);
        assert!(ticks([]).is_empty());
    }
}
