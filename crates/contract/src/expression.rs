//! The small expressions of a block: one line, words and numbers with units. Syntax only.
//!
//! [`parse`] gives a tree with the place of every part in the text; names are resolved and units agreed by the crate's
//! `check`. The grammar is told to people in `docs/language.md`.

mod lexer;
mod parser;

use std::ops::Range;

use crate::calendar::{Date, Month};
use crate::model::Comparison;
use crate::money::Decimal;

pub use parser::parse;

/// An expression as written, with its place (bytes of the text).
#[derive(Debug, Clone, PartialEq)]
pub struct Written {
    /// What it is.
    pub kind: Kind,
    /// Where it stands.
    pub range: Range<usize>,
}

/// The forms of an expression.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// A number with its unit as written (`%` included).
    Number(Decimal, Option<String>),
    /// A day.
    Date(Date),
    /// A month.
    Month(Month),
    /// A dotted name.
    Name(Vec<String>),
    /// A lookup read at another time.
    At(Box<Written>, AtWritten),
    /// `a + b`, or `a - b` when the last is true.
    Sum(Box<Written>, Box<Written>, bool),
    /// `n months after date`.
    MonthsAfter(Decimal, Box<Written>),
    /// A comparison.
    Compare(Box<Written>, Comparison, Box<Written>),
    /// `x in {a, b}`.
    InWords(Box<Written>, Vec<(String, Range<usize>)>),
    /// `x in A .. B`.
    InInterval(Box<Written>, Date, Option<Date>),
    /// `x in contract.in_effect`.
    InEffect(Box<Written>),
    /// `x is blank`; `is not blank` when the last is true.
    IsBlank(Box<Written>, bool),
    /// `job present n months after start`.
    Present(String, u32),
    /// `job kept >= n months`.
    Kept(String, u32),
    /// All hold.
    And(Vec<Written>),
    /// One holds.
    Or(Vec<Written>),
    /// Does not hold.
    Not(Box<Written>),
}

/// When a lookup is read.
#[derive(Debug, Clone, PartialEq)]
pub enum AtWritten {
    /// `at first month`.
    FirstMonth,
    /// `at <date>`.
    Day(Box<Written>),
}

/// What is wrong with an expression, and where (bytes of the text).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// A diagnostic code.
    pub code: &'static str,
    /// The text at fault.
    pub range: Range<usize>,
    /// What stands there.
    pub found: String,
    /// What may stand there, as one writes it, separated by ` | `; empty where nothing may.
    pub expected: String,
}
