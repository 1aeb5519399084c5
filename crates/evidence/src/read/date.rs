//! Days, months and years as spreadsheets, payroll software and people write them.
//!
//! AAAA-MM-JJ and JJ/MM/AAAA are the accepted writings. Others are read where they have one meaning. `1/9/2025` has two:
//! the days of its column tell which number is the day ([`Order`]), or it stays unread. Two figures are the year of a day only
//! where no other day can be meant ([`of_short_year`]).

mod month;
mod short_year;

use contract::calendar::Date;

pub(super) use month::month;
use month::month_named;
pub(super) use short_year::of_short_year;

use crate::answer::How;

use super::habits::Habit;
use super::spelling::key;

/// Days between the epoch of spreadsheets (30 December 1899) and 1 January 1970.
const SERIAL_EPOCH: i32 = 25_569;
/// Days by which the numbers that count from 1904 are behind those that count from 1900.
const DAYS_TO_1904: i32 = 1_462;
/// Serial numbers of 1927 to 2099: what a day of a working life can be.
const SERIALS: std::ops::RangeInclusive<i32> = 10_000..=73_050;

/// What the days of a column show: which number stands first, whether they are serial numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Order {
    pub(super) day_first: bool,
    pub(super) month_first: bool,
    /// Serial numbers stand in it.
    pub(super) serials: bool,
    /// Something else than serial numbers stands in it.
    pub(super) others: bool,
    /// A day was taken as JJ/MM/AAAA that MM/JJ/AAAA would read otherwise.
    pub(super) leaned: bool,
    /// The same the other way round, in a table whose files write the month first.
    pub(super) leaned_back: bool,
    /// Whether the files of the table write the month first.
    pub(super) month_is_usual: bool,
    /// What somebody said of it: which number stands first.
    pub(super) said: Option<How>,
    /// What somebody said of it: from when its serial numbers count.
    pub(super) counted: Option<How>,
}

impl Order {
    /// Both together.
    pub(super) fn and(self, other: Order) -> Order {
        Order {
            day_first: self.day_first || other.day_first,
            month_first: self.month_first || other.month_first,
            serials: self.serials || other.serials,
            others: self.others || other.others,
            leaned: self.leaned || other.leaned,
            leaned_back: self.leaned_back || other.leaned_back,
            month_is_usual: self.month_is_usual || other.month_is_usual,
            said: self.said.or(other.said),
            counted: self.counted.or(other.counted),
        }
    }

    /// The order of a column of which somebody said how it is written.
    pub(super) fn answered(self, how: How) -> Order {
        match how {
            How::DayFirst => Order { day_first: true, month_first: false, said: Some(how), ..self },
            How::MonthFirst => Order { day_first: false, month_first: true, said: Some(how), ..self },
            // Of years with four digits behind day and month it says nothing.
            How::YearFirst => Order { said: Some(how), ..self },
            How::Serial1900 | How::Serial1904 => Order { counted: Some(how), ..self },
            How::DecimalComma | How::DecimalPoint => self,
        }
    }

    /// Whether cells show another order than somebody said.
    pub(super) fn contradicts(self, how: How) -> bool {
        match how {
            How::DayFirst => self.month_first,
            How::MonthFirst => self.day_first,
            How::YearFirst => self.day_first || self.month_first,
            _ => false,
        }
    }
}

/// A day as read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Read {
    pub(super) date: Date,
    pub(super) habit: Option<Habit>,
    pub(super) shown: Order,
}

/// Why there is no day.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// Not a day.
    NoDay,
    /// A day of two meanings; the column did not settle it.
    Ambiguous,
    /// A day with a year of two digits, of which nobody said how it is written.
    ShortYear,
    /// A serial number in a column that is not wholly made of them.
    Serial,
}

/// Reads a day in a column of which `order` is known.
pub(super) fn read(text: &str, order: Order) -> Result<Read, Fault> {
    let others = Order { others: true, ..Order::default() };
    if let Ok(date) = text.parse() {
        return Ok(Read { date, habit: None, shown: others });
    }
    if let Some(date) = serial(text) {
        let shown = Order { serials: true, ..Order::default() };
        return match order.counted {
            Some(how) => Ok(Read { date: counted(date, how), habit: Some(Habit::Serial), shown }),
            None if order.serials && !order.others => Ok(Read { date, habit: Some(Habit::Serial), shown }),
            None => Err(Fault::Serial),
        };
    }
    let (day, timed) = without_time(text).ok_or(Fault::NoDay)?;
    if let Some(date) = year_first(day).or_else(|| compact(day)).or_else(|| named(day)) {
        return Ok(Read { date, habit: Some(Habit::DateForm), shown: others });
    }
    let Some(parts) = Parts::of(day) else { return short(day, order.said) };
    let habit = (timed || !parts.is_french).then_some(Habit::DateForm);
    let (day_first, month_first) = (parts.date(true), parts.date(false));
    match (day_first, month_first) {
        (Some(date), None) => {
            let shown = Order { day_first: true, ..others };
            Ok(Read { date, habit, shown })
        }
        (None, Some(date)) => {
            let shown = Order { month_first: true, ..others };
            Ok(Read { date, habit: Some(Habit::DateOrder), shown })
        }
        (Some(one), Some(other)) if one == other => Ok(Read { date: one, habit, shown: others }),
        (Some(one), Some(other)) => match (order.day_first, order.month_first) {
            (true, false) => Ok(Read { date: one, habit, shown: others }),
            (false, true) => Ok(Read { date: other, habit: Some(Habit::DateOrder), shown: others }),
            (false, false) if parts.is_padded && order.month_is_usual => {
                Ok(Read { date: other, habit, shown: Order { leaned_back: true, ..others } })
            }
            (false, false) if parts.is_padded => Ok(Read { date: one, habit, shown: Order { leaned: true, ..others } }),
            _ => Err(Fault::Ambiguous),
        },
        (None, None) => Err(Fault::NoDay),
    }
}

/// A day with a year of two digits, as somebody said that it is written.
fn short(text: &str, said: Option<How>) -> Result<Read, Fault> {
    let is_one = || [How::DayFirst, How::MonthFirst, How::YearFirst].iter().any(|how| by(text, *how).is_some());
    match said {
        Some(how) => {
            let date = short_year::by(text, how).ok_or(Fault::NoDay)?;
            Ok(Read { date, habit: Some(Habit::DateForm), shown: Order { others: true, ..Order::default() } })
        }
        None if is_one() => Err(Fault::ShortYear),
        None => Err(Fault::NoDay),
    }
}

/// What an open day is by an answer; nothing where it is none by it.
pub(super) fn by(text: &str, how: How) -> Option<Date> {
    if let Some(date) = serial(text) {
        return matches!(how, How::Serial1900 | How::Serial1904).then(|| counted(date, how));
    }
    let (text, _) = without_time(text)?;
    match (Parts::of(text), how) {
        (Some(parts), How::DayFirst) => parts.date(true),
        (Some(parts), How::MonthFirst) => parts.date(false),
        (None, _) => short_year::by(text, how),
        _ => None,
    }
}

/// The day of a number that counts from 1900, where it counts from another day.
fn counted(from_1900: Date, how: How) -> Date {
    match how {
        How::Serial1904 => Date::from_days(from_1900.days().saturating_add(DAYS_TO_1904)),
        _ => from_1900,
    }
}

/// Three numbers between equal signs, the year last.
struct Parts {
    first: u8,
    second: u8,
    year: i16,
    /// Two figures each.
    is_padded: bool,
    /// Written as asked for: JJ/MM/AAAA.
    is_french: bool,
}

impl Parts {
    fn of(text: &str) -> Option<Parts> {
        let sign = text.chars().find(|character| !character.is_ascii_digit())?;
        if !matches!(sign, '/' | '-' | '.' | ' ') {
            return None;
        }
        let mut parts = text.split(sign).map(|part| part.trim_matches(' '));
        let (first, second, year) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() || !is_number(first, 2) || !is_number(second, 2) || year.len() != 4 {
            return None;
        }
        let is_padded = first.len() == 2 && second.len() == 2;
        Some(Parts {
            first: first.parse().ok()?,
            second: second.parse().ok()?,
            year: full_year(year)?,
            is_padded,
            is_french: is_padded && sign == '/',
        })
    }

    fn date(&self, day_first: bool) -> Option<Date> {
        let (day, month) = if day_first { (self.first, self.second) } else { (self.second, self.first) };
        Date::new(self.year, month, day)
    }
}

/// AAAA-M-J with any of the usual signs.
fn year_first(text: &str) -> Option<Date> {
    let (year, rest) = text.split_at_checked(4)?;
    let sign = rest.chars().next().filter(|sign| matches!(sign, '-' | '/' | '.' | ' '))?;
    let (month, day) = rest[1..].split_once(sign)?;
    (is_number(month, 2) && is_number(day, 2)).then_some(())?;
    Date::new(full_year(year)?, month.parse().ok()?, day.parse().ok()?)
}

/// AAAAMMJJ; JJMMAAAA is never also one: its year would be before 1900 or after 2199.
fn compact(text: &str) -> Option<Date> {
    if text.len() != 8 || !is_number(text, 8) {
        return None;
    }
    let of = |year: &str, month: &str, day: &str| Date::new(full_year(year)?, month.parse().ok()?, day.parse().ok()?);
    let (one, other) = (of(&text[..4], &text[4..6], &text[6..]), of(&text[4..], &text[2..4], &text[..2]));
    one.xor(other)
}

/// `1er septembre 2025`, `01-sept.-2025`, `1 شتنبر 2025`, `September 1, 2025`.
fn named(text: &str) -> Option<Date> {
    let words = words(text);
    let [one, two, year] = words.as_slice() else { return None };
    let (day, month) = if month_named(one).is_some() { (two, one) } else { (one, two) };
    let day = day.strip_suffix("er").unwrap_or(day);
    is_number(day, 2).then_some(())?;
    Date::new(full_year(year)?, month_named(month)?, day.parse().ok()?)
}

/// A text without the time of day behind it, and whether there was one. In another zone than here only midnight says
/// which day it was.
fn without_time(text: &str) -> Option<(&str, bool)> {
    let Some(colon) = text.find(':') else { return Some((text, false)) };
    let start = text[..colon].rfind([' ', 'T', '\u{A0}', '\u{202F}'])?;
    let (day, time) =
        (text[..start].trim_end_matches(','), text[start..].trim_start_matches([' ', 'T', '\u{A0}', '\u{202F}']));
    let upper = time.to_ascii_uppercase();
    let zone = upper.find(['Z', '+']);
    let clock = upper[..zone.unwrap_or(upper.len())].trim_end_matches([' ', '.', 'A', 'P', 'M']);
    let fits = clock.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'.')) && clock.len() <= 15;
    let midnight = clock.bytes().all(|byte| matches!(byte, b'0' | b':' | b'.'));
    (fits && (zone.is_none() || midnight)).then_some((day.trim_end(), true))
}

fn serial(text: &str) -> Option<Date> {
    let whole = text.strip_suffix(".0").unwrap_or(text);
    let number: i32 = (whole.len() == 5 && is_number(whole, 5)).then(|| whole.parse().ok())??;
    SERIALS.contains(&number).then(|| Date::from_days(number - SERIAL_EPOCH))
}

/// The year of a day or the year itself.
pub(super) fn year(text: &str) -> Option<(i32, Option<Habit>)> {
    if let Some(year) = full_year(text) {
        return Some((i32::from(year), None));
    }
    if let Some(year) = text.strip_suffix(".0").and_then(full_year) {
        return Some((i32::from(year), Some(Habit::Float)));
    }
    let (text, _) = without_time(text)?;
    let date = year_first(text).or_else(|| compact(text)).or_else(|| named(text));
    let year = date.map(|date| date.year()).or_else(|| {
        let parts = Parts::of(text)?;
        parts.date(true).or(parts.date(false)).map(|date| date.year())
    });
    year.map(|year| (year, Some(Habit::YearOfDate)))
}

/// A year of four figures between 1900 and 2199.
fn full_year(text: &str) -> Option<i16> {
    let year = (text.len() == 4 && is_number(text, 4)).then(|| text.parse().ok())??;
    (1900..=2199).contains(&year).then_some(year)
}

fn is_number(text: &str, length_max: usize) -> bool {
    (1..=length_max).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Words and numbers between blanks, hyphens, points and slashes, in one spelling.
fn words(text: &str) -> Vec<String> {
    let parts = text.split([' ', '-', '.', '/', ',', '\u{A0}', '\u{202F}']);
    parts.map(key).filter(|part| !part.is_empty()).take(4).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str, order: Order) -> Option<String> {
        read(text, order).ok().map(|read| read.date.to_string())
    }

    #[test]
    fn days_of_one_meaning_are_read() {
        for text in [
            "2025-09-01",
            "01/09/2025",
            "01-09-2025",
            "01.09.2025",
            "2025/09/01",
            "2025-9-1",
            "20250901",
            "01092025",
            "2025-09-01 00:00:00",
            "2025-09-01T00:00:00Z",
            "01/09/2025 00:00",
            "1er septembre 2025",
            "01-sept.-2025",
            "1 September 2025",
            "1 شتنبر 2025",
            "2025-09-01 08:30:00 AM",
            "2025-09-01T00:00:00.000+01:00",
        ] {
            assert_eq!(day(text, Order::default()), Some("2025-09-01".to_owned()), "{text}");
        }
        assert_eq!(day("9/13/2025", Order::default()), Some("2025-09-13".to_owned()));
        assert_eq!(day("9/9/2025", Order::default()), Some("2025-09-09".to_owned()));
        for wrong in ["31/02/2025", "2025-02-31", "09/2025", "//", "1/9/25", "hier", "2025-08-31T23:00:00Z", "45901"] {
            assert_eq!(day(wrong, Order::default()), None, "{wrong}");
        }
    }

    #[test]
    fn the_column_tells_the_order_of_day_and_month() {
        let shown = |cells: &[&str]| {
            let each = cells.iter().map(|cell| read(cell, Order::default()).expect("certain").shown);
            each.fold(Order::default(), Order::and)
        };
        let after = |cells: &[&str], text: &str| day(text, shown(cells));
        assert_eq!(after(&["15/9/2025"], "1/9/2025"), Some("2025-09-01".to_owned()));
        assert_eq!(after(&["9/15/2025"], "1/9/2025"), Some("2025-01-09".to_owned()));
        assert_eq!(after(&["9/15/2025"], "01/09/2025"), Some("2025-01-09".to_owned()));
        assert_eq!(after(&["9/15/2025", "15/9/2025"], "01/09/2025"), None, "a column that contradicts itself");
        assert_eq!(after(&["2025-09-15"], "1/9/2025"), None);
        assert_eq!(after(&["01/09/2025"], "1/9/2025"), None, "says itself nothing");
    }

    #[test]
    fn serial_numbers_are_days_where_the_column_has_nothing_else() {
        let serials = Order { serials: true, ..Order::default() };
        assert_eq!(day("45901", serials), Some("2025-09-01".to_owned()));
        assert_eq!(read("45901", Order { others: true, ..serials }), Err(Fault::Serial));
        assert_eq!(day("4590", serials), None);
    }

    #[test]
    fn a_year_may_be_that_of_a_day() {
        assert_eq!(year("1995"), Some((1995, None)));
        assert_eq!(year("1995.0"), Some((1995, Some(Habit::Float))));
        assert_eq!(year("01/02/1995"), Some((1995, Some(Habit::YearOfDate))));
        assert_eq!(year("95"), None);
    }
}
