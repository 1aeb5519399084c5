//! Fields of a CSV record: text as typed in, values out, with a finding wherever that fails.
//!
//! What a field holds is never repeated in a finding: when columns have slipped it may be a name or a number of a person.

use std::borrow::Cow;

use contract::calendar::{Date, Month};
use contract::money::{Money, NumberError};

use super::table::Columns;
use crate::finding::codes::Code;
use crate::finding::{Finding, Place, Severity, codes};

/// The fields of one record, by column name.
pub(super) struct Fields<'a> {
    pub(super) line: u32,
    columns: Columns,
    positions: &'a [Option<usize>],
    fields: Vec<Cow<'a, str>>,
    findings: Vec<Finding>,
}

impl<'a> Fields<'a> {
    pub(super) fn new(
        line: u32,
        columns: Columns,
        positions: &'a [Option<usize>],
        fields: Vec<Cow<'a, str>>,
    ) -> Fields<'a> {
        Fields { line, columns, positions, fields, findings: Vec::new() }
    }

    /// Whether something speaks against the row already.
    pub(super) fn is_refused(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::RowRefused)
    }

    pub(super) fn into_findings(self) -> Vec<Finding> {
        self.findings
    }

    /// Writes down a finding on a column.
    pub(super) fn note(&mut self, code: Code, column: &str) {
        self.push(code.at(Place::field(self.line, column)));
    }

    /// Writes down a finding.
    pub(super) fn push(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// The trimmed text of a column; empty where it is blank or the file lacks the column.
    pub(super) fn text(&self, column: &str) -> &str {
        let known = self.columns.iter().position(|(name, _)| *name == column);
        let position = known.and_then(|known| self.positions.get(known).copied().flatten());
        position.and_then(|position| self.fields.get(position)).map_or("", |text| text.trim())
    }

    /// A value in a column that may be blank.
    pub(super) fn optional<T>(
        &mut self,
        column: &str,
        parse: impl FnOnce(&str) -> Result<(T, Option<Code>), Code>,
    ) -> Option<T> {
        let text = self.text(column);
        if text.is_empty() {
            return None;
        }
        let (value, code) = match parse(text) {
            Ok((value, warning)) => (Some(value), warning),
            Err(code) => (None, Some(code)),
        };
        if let Some(code) = code {
            self.note(code, column);
        }
        value
    }

    /// A value in a column that may not be blank: without it the row is refused.
    pub(super) fn required<T>(
        &mut self,
        column: &str,
        parse: impl FnOnce(&str) -> Result<(T, Option<Code>), Code>,
    ) -> Option<T> {
        if self.text(column).is_empty() {
            self.note(codes::CSV_BLANK, column);
            return None;
        }
        self.optional(column, parse)
    }
}

/// A value and a warning about how it is written, or why it is no such value.
pub(super) type Parsed<T> = Result<(T, Option<Code>), Code>;

/// AAAA-MM-JJ or JJ/MM/AAAA.
pub(super) fn date(text: &str) -> Parsed<Date> {
    let french = || {
        let (day, rest) = text.split_once('/')?;
        let (month, year) = rest.split_once('/')?;
        let digits = |part: &str, length| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
        (digits(day, 2) && digits(month, 2) && digits(year, 4)).then(|| format!("{year}-{month}-{day}").parse().ok())?
    };
    text.parse().ok().or_else(french).map(|date| (date, None)).ok_or(codes::CSV_DATE)
}

/// AAAA-MM.
pub(super) fn month(text: &str) -> Parsed<Month> {
    text.parse().map(|month| (month, None)).map_err(|_| codes::CSV_MONTH)
}

/// An amount in dirham: point or comma, at most two decimals; groups of three apart by spaces are read with a warning.
pub(super) fn amount(text: &str) -> Parsed<Money> {
    let is_space = |character: char| matches!(character, ' ' | '\u{A0}' | '\u{202F}' | '\u{2009}');
    let mut plain = Cow::Borrowed(text);
    let mut warning = None;
    if text.contains(is_space) {
        let (whole, decimals) = text.split_at(text.find([',', '.']).unwrap_or(text.len()));
        let mut groups = whole.strip_prefix('-').unwrap_or(whole).split(is_space);
        let first = groups.next().is_some_and(|group| (1..=3).contains(&group.len()));
        if !first || groups.any(|group| group.len() != 3) || decimals.contains(is_space) {
            return Err(codes::CSV_AMOUNT);
        }
        plain = Cow::Owned(text.replace(is_space, ""));
        warning = Some(codes::CSV_AMOUNT_GROUPED);
    }
    if plain.contains(',') {
        plain = Cow::Owned(plain.replace(',', "."));
    }
    match plain.parse::<Money>() {
        Ok(money) => Ok((money, warning)),
        Err(NumberError::TooManyDecimals) => Err(codes::CSV_DECIMALS),
        Err(NumberError::NotANumber | NumberError::TooLarge) => Err(codes::CSV_AMOUNT),
    }
}

/// A calendar year between 1900 and 2199.
pub(super) fn year(text: &str) -> Parsed<i32> {
    match text.parse() {
        Ok(year @ 1900..=2199) if text.len() == 4 => Ok((year, None)),
        _ => Err(codes::CSV_YEAR),
    }
}

/// One of a list of words, in either case, as its canonical word.
pub(super) fn word(words: &'static [(&'static str, &'static str)]) -> impl Fn(&str) -> Parsed<&'static str> {
    move |text| {
        let found = words.iter().find(|(written, _)| written.eq_ignore_ascii_case(text));
        found.map(|(_, canonical)| (*canonical, None)).ok_or(codes::CSV_WORD)
    }
}

/// An identifier of a place or an operator: 1 to 64 letters, digits, hyphens and underscores.
pub(super) fn identifier(text: &str) -> Parsed<String> {
    let fits = text.len() <= 64 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    if fits { Ok((text.to_owned(), None)) } else { Err(codes::CSV_IDENTIFIER) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_write_them() {
        let read = |text| amount(text).map(|(money, warning)| (money.centimes(), warning.is_some()));
        assert_eq!(read("1234.5"), Ok((123_450, false)));
        assert_eq!(read("1234,56"), Ok((123_456, false)));
        assert_eq!(read("-12"), Ok((-1_200, false)));
        assert_eq!(read("1\u{202F}234,56"), Ok((123_456, true)));
        assert_eq!(read("12 345 678"), Ok((1_234_567_800, true)));
        for wrong in ["1 23", "1234 567", "1.234,56", "1,234.56", "12 MAD", "", "1e3", "+1", "1 234,5 6"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
        assert_eq!(amount("1.005").err(), Some(codes::CSV_DECIMALS));
    }

    #[test]
    fn dates_are_read_in_both_writings() {
        let read = |text| date(text).map(|(date, _)| date.to_string());
        assert_eq!(read("2025-09-01"), Ok("2025-09-01".to_owned()));
        assert_eq!(read("01/09/2025"), Ok("2025-09-01".to_owned()));
        for wrong in ["31/02/2025", "2025-02-31", "1/9/2025", "09/2025", "20250901", "//"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
