//! Amounts as people write them, and what the amounts of a column say about each other.
//!
//! `8,000` is eight thousand or eight: one separator with three digits behind it says nothing by itself. Every other
//! writing has one meaning, and tells how the column is written ([`Style`]); what a style does not settle stays unread.

mod style;

use std::borrow::Cow;

use contract::money::{Money, NumberError};

use self::style::Role;
pub(super) use self::style::Style;
use super::habits::Habit;
use super::spelling::is_blank;
use crate::answer::How;
use crate::finding::codes::{self, Code};
use crate::formats::bounds::{Bound, digits};

/// An amount as read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Read {
    pub(super) amount: Money,
    /// How it is written, where that is remarkable.
    pub(super) habits: Vec<Habit>,
    /// What it says about its column.
    pub(super) style: Style,
}

/// Why there is no amount.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// Not an amount.
    Code(Code),
    /// An amount of two meanings; the column's style did not settle it.
    Ambiguous,
    /// An amount beyond its bound: whether it is below zero, and its digits before the decimals.
    Beyond(bool, usize),
}

/// What an open amount is by an answer; nothing where it is no amount by it.
pub(super) fn by(text: &str, how: How, units: &[&str]) -> Option<Money> {
    read(text, Style::answered(how)?, units).ok().map(|read| read.amount)
}

/// Reads an amount in a column of which `style` is known, and what its figures may be.
pub(super) fn read_within(text: &str, style: Style, bound: Option<Bound>, units: &[&str]) -> Result<Read, Fault> {
    let read = read(text, style, units)?;
    let centimes = read.amount.centimes();
    match bound {
        Some(bound) if !bound.holds(centimes) => Err(Fault::Beyond(centimes < 0, digits(centimes, true))),
        _ => Ok(read),
    }
}

/// Reads an amount in a column of which `style` is known.
pub(super) fn read(text: &str, style: Style, units: &[&str]) -> Result<Read, Fault> {
    // What software writes: digits, perhaps a point or comma and one or two more.
    if let Some(plain) = plain(text) {
        return Ok(plain);
    }
    let mut habits = Vec::new();
    let text = without_unit(text, units, &mut habits);
    let (negative, text) = without_sign(text, &mut habits)?;
    let (text, grouped) = ungrouped(text, &mut habits)?;
    let (number, style) = numeral(&text, grouped, style, &mut habits)?;
    let number = if negative { format!("-{number}") } else { number };
    match number.parse::<Money>() {
        Ok(amount) => Ok(Read { amount, habits, style }),
        Err(NumberError::TooManyDecimals) => Err(Fault::Code(codes::CSV_DECIMALS)),
        Err(NumberError::TooLarge) => {
            let whole = number.trim_start_matches(['-', '0']).split('.').next().unwrap_or_default();
            Err(Fault::Beyond(negative, whole.len()))
        }
        Err(NumberError::NotANumber) => Err(Fault::Code(codes::CSV_AMOUNT)),
    }
}

/// The common writing, without anything made on the way.
fn plain(text: &str) -> Option<Read> {
    let (negative, body) = text.strip_prefix('-').map_or((false, text), |body| (true, body));
    if body.is_empty() || body.len() > 15 || !body.as_bytes()[0].is_ascii_digit() {
        return None;
    }
    let (mut centimes, mut decimals, mut style) = (0_i64, None, Style::default());
    for byte in body.bytes() {
        match byte {
            b'0'..=b'9' => {
                centimes = centimes * 10 + i64::from(byte - b'0');
                decimals = decimals.map(|count: u32| count + 1);
            }
            b'.' | b',' if decimals.is_none() => {
                decimals = Some(0);
                style = Style::decimal(char::from(byte), false);
            }
            _ => return None,
        }
    }
    let centimes = match decimals {
        None => centimes * 100,
        Some(1) => centimes * 10,
        Some(2) => centimes,
        Some(_) => return None,
    };
    let amount = Money::from_centimes(if negative { -centimes } else { centimes });
    Some(Read { amount, habits: Vec::new(), style })
}

/// The text without a unit, once, at either end.
fn without_unit<'a>(text: &'a str, units: &[&str], habits: &mut Vec<Habit>) -> &'a str {
    let lower = text.to_lowercase();
    if lower.len() != text.len() {
        return text;
    }
    for unit in units {
        let rest = lower.strip_suffix(unit).map(|rest| &text[..rest.len()]);
        let rest = rest.or_else(|| lower.strip_prefix(unit).map(|rest| &text[text.len() - rest.len()..]));
        if let Some(rest) = rest {
            habits.push(Habit::Unit);
            return rest.trim_matches(is_blank);
        }
    }
    text
}

/// Whether the amount is below zero, and its digits: a minus before or, as old accounting has it, behind.
fn without_sign<'a>(text: &'a str, habits: &mut Vec<Habit>) -> Result<(bool, &'a str), Fault> {
    let is_minus = |character: char| matches!(character, '-' | '\u{2212}' | '\u{2010}' | '\u{2011}' | '\u{2013}');
    let before = text.strip_prefix(is_minus);
    let behind = text.strip_suffix(is_minus);
    let (negative, body) = match (before, behind) {
        (None, None) => (false, text),
        (Some(body), None) if text.starts_with('-') => (true, body),
        (Some(body), None) | (None, Some(body)) => {
            habits.push(Habit::Sign);
            (true, body)
        }
        (Some(_), Some(_)) => return Err(Fault::Code(codes::CSV_AMOUNT)),
    };
    Ok((negative, body.trim_matches(is_blank)))
}

/// Digits without the blanks and apostrophes between groups of three, and whether there were any.
fn ungrouped<'a>(text: &'a str, habits: &mut Vec<Habit>) -> Result<(Cow<'a, str>, bool), Fault> {
    let is_group = |character: char| is_blank(character) || matches!(character, '\'' | '’' | '\u{066C}');
    if !text.contains(is_group) {
        return Ok((Cow::Borrowed(text), false));
    }
    let (whole, decimals) = text.split_at(text.find([',', '.', '\u{066B}']).unwrap_or(text.len()));
    let kinds: Vec<char> = whole.chars().filter(|character| is_group(*character)).collect();
    let mixed = kinds.iter().any(|kind| is_blank(*kind) != is_blank(kinds[0]));
    let mut groups = whole.split(is_group);
    let first = groups.next().is_some_and(|group| (1..=3).contains(&group.len()) && is_digits(group));
    if !first || mixed || groups.any(|group| group.len() != 3 || !is_digits(group)) || decimals.contains(is_group) {
        return Err(Fault::Code(codes::CSV_AMOUNT));
    }
    habits.push(Habit::Grouped);
    let plain: String = whole.chars().filter(|character| !is_group(*character)).collect();
    Ok((Cow::Owned(plain + decimals), true))
}

/// The number with a point before its decimals, and what its writing says about the column.
///
/// `grouped`: blanks or apostrophes stood between its groups; a separator then stands before decimals, however many.
fn numeral(text: &str, grouped: bool, style: Style, habits: &mut Vec<Habit>) -> Result<(String, Style), Fault> {
    let wrong = || Fault::Code(codes::CSV_AMOUNT);
    // The Arabic decimal sign has one meaning.
    if let Some((whole, decimals)) = text.split_once('\u{066B}') {
        let shown = Style::default();
        return if is_digits(whole) && is_digits(decimals) && !decimals.is_empty() {
            Ok((format!("{}.{decimals}", zero_for_none(whole, habits)), shown))
        } else {
            Err(wrong())
        };
    }
    let Some(last) = text.rfind([',', '.']) else {
        return if !text.is_empty() && is_digits(text) {
            Ok((text.to_owned(), Style::default()))
        } else {
            Err(wrong())
        };
    };
    let separator = if text[last..].starts_with('.') { '.' } else { ',' };
    let (whole, decimals) = (&text[..last], &text[last + 1..]);
    if !is_digits(decimals) || decimals.is_empty() {
        return Err(wrong());
    }
    if is_digits(whole) {
        // One separator.
        let could_group = !grouped && decimals.len() == 3 && (1..=3).contains(&whole.len()) && !whole.starts_with('0');
        if !could_group {
            let whole_shown = zero_for_none(whole, habits);
            return Ok((format!("{whole_shown}.{decimals}"), Style::decimal(separator, decimals.len() > 2)));
        }
        return match style.settle(separator) {
            Some(Role::Groups) => {
                habits.push(Habit::Separator);
                Ok((format!("{whole}{decimals}"), Style::default()))
            }
            Some(Role::Decimals) => Ok((format!("{whole}.{decimals}"), Style::default())),
            None => Err(Fault::Ambiguous),
        };
    }
    let own = in_groups(whole, separator);
    let other = if separator == '.' { ',' } else { '.' };
    match (own, in_groups(whole, other)) {
        // 1,234,567
        (Some(digits), _) if !grouped && decimals.len() == 3 => {
            habits.push(Habit::Grouped);
            Ok((format!("{digits}{decimals}"), Style::groups(separator)))
        }
        // 12.345,00
        (_, Some(digits)) if !grouped => {
            habits.push(Habit::Grouped);
            let shown = Style::groups(other).and(Style::decimal(separator, decimals.len() > 2));
            Ok((format!("{digits}.{decimals}"), shown))
        }
        _ => Err(wrong()),
    }
}

/// Digits in groups of three between one separator, without it.
fn in_groups(text: &str, separator: char) -> Option<String> {
    let mut groups = text.split(separator);
    let first = groups.next().filter(|group| (1..=3).contains(&group.len()) && is_digits(group))?;
    let mut digits = first.to_owned();
    for group in groups {
        if group.len() != 3 || !is_digits(group) {
            return None;
        }
        digits.push_str(group);
    }
    Some(digits)
}

/// `,75` is 0.75.
fn zero_for_none<'a>(whole: &'a str, habits: &mut Vec<Habit>) -> &'a str {
    if whole.is_empty() {
        habits.push(Habit::NoZero);
        return "0";
    }
    whole
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    const UNITS: &[&str] = &["crowns", "crown", "dh", "mad", "درهم"];

    fn centimes(text: &str) -> Option<i64> {
        read(text, Style::default(), UNITS).ok().map(|read| read.amount.centimes())
    }

    #[test]
    fn what_has_one_meaning_is_read() {
        for (text, expected) in [
            ("1234.5", 123_450),
            ("1234,56", 123_456),
            ("-12", -1_200),
            ("1\u{202F}234,56", 123_456),
            ("12 345 678", 1_234_567_800),
            ("8 000,000", 800_000),
            ("8'000.5", 800_050),
            ("8’000", 800_000),
            ("1.234,56", 123_456),
            ("1,234.56", 123_456),
            ("1.234.567", 123_456_700),
            ("1,234,567.8", 123_456_780),
            ("1.234.567,8", 123_456_780),
            ("0,000", 0),
            ("8000.000000", 800_000),
            ("1234,500", 123_450),
            (",75", 75),
            ("8000٫5", 800_050),
            ("8٬000", 800_000),
            ("8000,00 DH", 800_000),
            ("MAD 8 000,00", 800_000),
            ("276,75-", -27_675),
            ("\u{2212}276,75", -27_675),
            ("- 12,5", -1_250),
            ("درهم 12", 1_200),
        ] {
            assert_eq!(centimes(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_has_no_meaning_is_refused_and_two_meanings_are_told() {
        for wrong in [
            "1 23",
            "1234 567",
            "12 EUR",
            "",
            "1e3",
            "+1",
            "1 234,5 6",
            "1,23,456",
            "1.234.56",
            "8000,",
            "--1",
            "-1-",
            "-",
            "(12)",
            "12 KDH",
            "1 234'567",
            "8.000.000.00",
        ] {
            assert!(matches!(read(wrong, Style::default(), UNITS), Err(Fault::Code(_))), "{wrong}");
        }
        assert_eq!(read("1,0050", Style::default(), UNITS).err(), Some(Fault::Code(codes::CSV_DECIMALS)));
        for two in ["8,000", "8.000", "12,340", "-123.456", "8,000 DH"] {
            assert_eq!(read(two, Style::default(), UNITS).err(), Some(Fault::Ambiguous), "{two}");
        }
    }

    #[test]
    fn the_column_settles_three_digits_behind_a_separator() {
        let style = |cells: &[&str]| {
            let shown = cells.iter().map(|cell| read(cell, Style::default(), UNITS).expect("certain").style);
            shown.fold(Style::default(), Style::and)
        };
        let after =
            |cells: &[&str], text: &str| read(text, style(cells), UNITS).ok().map(|read| read.amount.centimes());
        assert_eq!(after(&["12.345,00"], "8.000"), Some(800_000));
        assert_eq!(after(&["8,000.00"], "8,000"), Some(800_000));
        assert_eq!(after(&["7 500,50"], "8.000"), Some(800_000));
        assert_eq!(after(&["7500.5"], "8,000"), Some(800_000));
        assert_eq!(after(&["1,234,567"], "8,000"), Some(800_000));
        assert_eq!(after(&["0,000"], "276,750"), Some(27_675), "three decimals throughout");
        assert_eq!(after(&["276,75"], "8,000"), None, "never a thousandth without another cell of that kind");
        assert_eq!(after(&["12.345,00", "8,000.00"], "8.000"), None, "a column that contradicts itself");
        assert_eq!(after(&["8000"], "8,000"), None);
    }
}
