//! Fields of a CSV record: text as typed in, values out, with a finding wherever that fails.
//!
//! What a field holds is never repeated in a finding: when columns have slipped it may be a name or a number of a person.
//! A cell that cannot be read is unread, never blank and never zero.

use std::borrow::Cow;

use contract::calendar::{Date, Month, Quarter};
use contract::facts::Cell;
use contract::money::Money;

use super::habits::{Habit, Habits};
use super::spelling::{Taken, bare, is_blank, key};
use super::table::Columns;
use super::{amount, date};
use crate::answer::is_question;
use crate::finding::codes::{self, Code};
use crate::finding::{Finding, Place, Severity, table_codes};
use crate::formats::bounds::{Bound, digits};

/// The fields of one record, by column name.
pub(super) struct Fields<'a> {
    pub(super) line: u32,
    columns: Columns,
    positions: &'a [Option<usize>],
    fields: Vec<Cow<'a, str>>,
    findings: Vec<Finding>,
    habits: &'a mut Habits,
    /// What may stand beside an amount, in small letters.
    units: &'a [&'static str],
}

/// What stands in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Got<T> {
    Blank,
    /// Something that could not be read.
    Unread,
    Value(T),
}

impl<T> Got<T> {
    pub(super) fn value(self) -> Option<T> {
        match self {
            Got::Value(value) => Some(value),
            Got::Blank | Got::Unread => None,
        }
    }

    /// What stands there, as something else.
    pub(super) fn map<U>(self, of: impl FnOnce(T) -> U) -> Got<U> {
        match self {
            Got::Blank => Got::Blank,
            Got::Unread => Got::Unread,
            Got::Value(value) => Got::Value(of(value)),
        }
    }

    /// The canonical cell.
    pub(super) fn cell(self, of: impl FnOnce(T) -> Cell) -> Cell {
        match self {
            Got::Blank => Cell::Blank,
            Got::Unread => Cell::Unread,
            Got::Value(value) => of(value),
        }
    }
}

/// Where a cell stands, for what its writing shows.
pub(super) struct At<'a> {
    habits: &'a mut Habits,
    index: usize,
    line: u32,
    column: &'static str,
    bound: Option<Bound>,
    units: &'a [&'static str],
    /// Whether a figure outside its bound is below zero, and its digits before the decimals.
    beyond: (bool, usize),
}

impl At<'_> {
    /// A whole number that its column's bound holds.
    pub(super) fn within(&mut self, count: i64) -> Parsed<i64> {
        match self.bound {
            Some(bound) if !bound.holds(count) => {
                self.beyond = (count < 0, digits(count, false));
                Err(codes::FILE_FIGURE_BEYOND)
            }
            _ => Ok(count),
        }
    }

    pub(super) fn note(&mut self, habit: Habit) {
        self.habits.note(habit, self.line, self.column);
    }

    /// A cell that its column leaves open, under the code that asks.
    fn ask(&mut self, code: Code, text: &str) -> Code {
        self.habits.ask(code, (self.index, self.column), (self.line, text), self.units);
        code
    }

    fn note_taken(&mut self, taken: Taken) {
        let habits =
            [(taken.invisible, Habit::Invisible), (taken.digits, Habit::Digits), (taken.text_mark, Habit::TextMark)];
        for (_, habit) in habits.into_iter().filter(|(there, _)| *there) {
            self.note(habit);
        }
    }
}

/// A value, or why it is none.
pub(super) type Parsed<T> = Result<T, Code>;

impl<'a> Fields<'a> {
    pub(super) fn new(
        line: u32,
        columns: Columns,
        positions: &'a [Option<usize>],
        fields: Vec<Cow<'a, str>>,
        (habits, units): (&'a mut Habits, &'a [&'static str]),
    ) -> Fields<'a> {
        Fields { line, columns, positions, fields, findings: Vec::new(), habits, units }
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

    /// Whether nothing stands in a column, or the file lacks it.
    pub(super) fn is_blank(&self, column: &str) -> bool {
        let position = self.index(column).and_then(|index| self.positions.get(index).copied().flatten());
        position.and_then(|position| self.fields.get(position)).is_none_or(|text| bare(text).0.is_empty())
    }

    fn index(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|known| known.name == column)
    }

    /// A value in a column that may be blank.
    pub(super) fn optional<T>(&mut self, column: &str, parse: impl FnOnce(&str, &mut At<'_>) -> Parsed<T>) -> Got<T> {
        let Some(index) = self.index(column) else { return Got::Blank };
        let position = self.positions.get(index).copied().flatten();
        let Some(text) = position.and_then(|position| self.fields.get(position)) else { return Got::Blank };
        let (text, taken) = bare(text);
        if text.is_empty() {
            return Got::Blank;
        }
        let column = self.columns[index].name;
        let bound = self.columns[index].bound;
        let units = self.units;
        let mut at = At { habits: self.habits, index, line: self.line, column, bound, units, beyond: (false, 0) };
        if taken != Taken::default() {
            at.note_taken(taken);
        }
        match parse(&text, &mut at) {
            Ok(value) => Got::Value(value),
            Err(code) => {
                let place = Place::field(self.line, column);
                match bound {
                    // Asked once, of the whole column.
                    _ if is_question(code) => {}
                    Some(bound) if code == codes::FILE_FIGURE_BEYOND => {
                        let beyond = at.beyond;
                        self.findings.push(bound.broken_at(place, beyond));
                    }
                    _ => self.findings.push(code.at(place)),
                }
                Got::Unread
            }
        }
    }

    /// A value in a column that may not be blank.
    pub(super) fn required<T>(&mut self, column: &str, parse: impl FnOnce(&str, &mut At<'_>) -> Parsed<T>) -> Got<T> {
        match self.optional(column, parse) {
            Got::Blank => {
                self.note(codes::CSV_BLANK, column);
                Got::Unread
            }
            got => got,
        }
    }
}

/// A day.
pub(super) fn day(text: &str, at: &mut At<'_>) -> Parsed<Date> {
    read_day(text, at).map_err(|fault| unread_day(text, at, fault))
}

/// What a cell without a day is told as: nothing that is one, or a question about its column.
fn unread_day(text: &str, at: &mut At<'_>, fault: date::Fault) -> Code {
    match fault {
        date::Fault::NoDay => codes::CSV_DATE,
        date::Fault::Ambiguous => at.ask(table_codes::FILE_DAYS_OPEN, text),
        date::Fault::ShortYear => at.ask(table_codes::FILE_SHORT_YEARS_OPEN, text),
        date::Fault::Serial => at.ask(table_codes::FILE_SERIALS_OPEN, text),
    }
}

fn read_day(text: &str, at: &mut At<'_>) -> Result<Date, date::Fault> {
    let order = at.habits.order(at.index);
    let fault = match date::read(text, order) {
        Ok(read) => {
            at.habits.show_order(at.index, read.shown);
            if let Some(habit) = read.habit {
                at.note(habit);
            }
            return Ok(read.date);
        }
        Err(fault) => fault,
    };
    at.habits.hold_against_answer(at.index, text);
    let others = !matches!(fault, date::Fault::Serial);
    at.habits.show_order(at.index, date::Order { serials: !others, others, ..date::Order::default() });
    Err(fault)
}

/// A day of a person by a month of pay: a year of two figures is read where only one day by then can be meant.
pub(super) fn day_until(latest: Date) -> impl Fn(&str, &mut At<'_>) -> Parsed<Date> {
    move |text, at| {
        let read = read_day(text, at).and_then(|date| match date.year() {
            // Further off no job began, and calendars end.
            1900..=2199 => Ok(date),
            _ => Err(date::Fault::NoDay),
        });
        read.or_else(|fault| match date::of_short_year(text, latest).as_slice() {
            [date] if fault == date::Fault::ShortYear => {
                at.note(Habit::DateForm);
                Ok(*date)
            }
            _ => Err(unread_day(text, at, fault)),
        })
    }
}

/// A month.
pub(super) fn month(text: &str, at: &mut At<'_>) -> Parsed<Month> {
    let (month, habit) = date::month(text).ok_or(codes::CSV_MONTH)?;
    if let Some(habit) = habit {
        at.note(habit);
    }
    Ok(month)
}

/// A quarter: `2026-Q1`, `Q1 2026`, `T1 2026`, `1/2026`; or a day, or a month in words, on which one begins. A number beside a
/// year is that of the quarter, never that of a month: `4/2026` is the last of the year, and `04/2026` and `2026-04` nothing.
pub(super) fn quarter(text: &str, at: &mut At<'_>) -> Parsed<Quarter> {
    if let Ok(quarter) = text.parse::<Quarter>() {
        return (1900..=2199).contains(&quarter.year()).then_some(quarter).ok_or(table_codes::TABLE_QUARTER);
    }
    let spelled = key(text);
    let of = |year: &str, number: &str| {
        let year: i32 =
            Some(year).filter(|year| year.len() == 4)?.parse().ok().filter(|year| (1900..=2199).contains(year))?;
        Quarter::new(year, number.parse().ok()?)
    };
    let marks = ["quarter", "trimestre", "trim", "q", "t", "الربع", "ر"];
    let (digits, rest): (String, String) = spelled.chars().partition(char::is_ascii_digit);
    let read = match digits.len() {
        5 if marks.contains(&rest.as_str()) => {
            let number_first = spelled.find(|one: char| !one.is_ascii_digit()).is_none_or(|place| place < 2);
            if number_first { of(&digits[1..], &digits[..1]) } else { of(&digits[..4], &digits[4..]) }
        }
        5 if rest.is_empty() && spelled.len() == 5 && text.trim().len() == 6 => {
            let number_first = text.trim().find(|one: char| !one.is_ascii_digit()) == Some(1);
            if number_first { of(&digits[1..], &digits[..1]) } else { of(&digits[..4], &digits[4..]) }
        }
        6 if rest.is_empty() => None,
        _ => {
            let first = |month: &Month| Quarter::of(*month).first_day().month() == *month;
            date::month(text).map(|(month, _)| month).filter(first).map(Quarter::of)
        }
    };
    let quarter = read.ok_or(table_codes::TABLE_QUARTER)?;
    at.note(Habit::QuarterForm);
    Ok(quarter)
}

/// A calendar year between 1900 and 2199, or the day that it is the year of.
pub(super) fn year(text: &str, at: &mut At<'_>) -> Parsed<i32> {
    let (year, habit) = date::year(text).ok_or(codes::CSV_YEAR)?;
    if let Some(habit) = habit {
        at.note(habit);
    }
    Ok(year)
}

/// An amount.
pub(super) fn amount(text: &str, at: &mut At<'_>) -> Parsed<Money> {
    match amount::read_within(text, at.habits.style(at.index), at.bound, at.units) {
        Ok(read) => {
            at.habits.show_style(at.index, read.style);
            for habit in read.habits {
                at.note(habit);
            }
            Ok(read.amount)
        }
        Err(amount::Fault::Code(code)) => Err(code),
        Err(amount::Fault::Beyond(is_negative, digits)) => {
            at.beyond = (is_negative, digits);
            Err(codes::FILE_FIGURE_BEYOND)
        }
        Err(amount::Fault::Ambiguous) => Err(at.ask(table_codes::FILE_AMOUNTS_OPEN, text)),
    }
}

/// An identifier of a place or an operator: 1 to 64 letters, digits, hyphens and underscores.
pub(super) fn identifier(text: &str, _: &mut At<'_>) -> Parsed<String> {
    let fits = text.len() <= 64 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    if fits { Ok(text.to_owned()) } else { Err(codes::CSV_IDENTIFIER) }
}

/// An official number without blanks between its digits and without the `.0` of a program that took it for a quantity.
pub(super) fn number<'t>(text: &'t str, at: &mut At<'_>) -> Cow<'t, str> {
    let mut number = Cow::Borrowed(text);
    if let Some((whole, zeros)) = text.split_once(['.', ','])
        && !whole.is_empty()
        && (1..=2).contains(&zeros.len())
        && zeros.bytes().all(|byte| byte == b'0')
    {
        at.note(Habit::Float);
        number = Cow::Borrowed(whole);
    }
    if number.contains(is_blank) {
        at.note(Habit::Spaced);
        number = Cow::Owned(number.chars().filter(|character| !is_blank(*character)).collect());
    }
    number
}
