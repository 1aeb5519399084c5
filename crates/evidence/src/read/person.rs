//! Whom a row is about, from a CNSS number and a CIN as typed in.
//!
//! The number decides; the CIN stands in for it where there is none yet, and where what stands there is none. e-BDS lines have rules of their own (`ebds`).

use std::collections::BTreeMap;

use contract::facts::Cell;

use super::ledger::Ledger;
use crate::identifiers::{Registration, RegistrationFault, check_registration, normalise_cin};
use crate::piece::{RawPerson, RawRow};

/// Whom a row is about.
pub(super) enum Person {
    /// A person, and which of the two had to be left aside.
    Known(RawPerson, Aside),
    /// Occasional labour: nobody in particular.
    Occasional,
}

/// What of a person's numbers had to be left aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Aside {
    /// Nothing.
    Nothing,
    /// The CIN, of no known pattern, beside a good number.
    Card,
    /// The number, which is none, beside a good CIN.
    Number,
}

/// Why nobody can be told.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum PersonFault {
    /// The number is not nine digits beginning with 1, or the one that the portal rejects.
    Registration,
    /// The number's key digit is wrong.
    Key { expected: u8, found: u8 },
    /// Neither a number nor a readable CIN.
    Missing,
}

/// Reads number and CIN. Spaces in a number are passed over; nothing but zeros is no number.
pub(super) fn person(cnss: &str, cin: &str) -> Result<Person, PersonFault> {
    let digits: String = cnss.chars().filter(|character| !character.is_whitespace()).take(16).collect();
    let none = digits.bytes().all(|byte| byte == b'0');
    let registration = if none { Ok(Registration::NoneYet) } else { check_registration(&digits) };
    let readable = normalise_cin(cin);
    let number = match registration {
        Ok(Registration::Insured) => Some(digits),
        Ok(Registration::NoneYet) => None,
        Err(_) | Ok(Registration::Occasional) if readable.is_some() => {
            return Ok(Person::Known(RawPerson::native(None, readable), Aside::Number));
        }
        Ok(Registration::Occasional) => return Ok(Person::Occasional),
        Err(RegistrationFault::Key { expected, found }) => return Err(PersonFault::Key { expected, found }),
        Err(RegistrationFault::Shape | RegistrationFault::FirstDigit | RegistrationFault::Reserved) => {
            return Err(PersonFault::Registration);
        }
    };
    if number.is_none() && readable.is_none() {
        return Err(PersonFault::Missing);
    }
    let aside = if readable.is_none() && !cin.trim().is_empty() { Aside::Card } else { Aside::Nothing };
    Ok(Person::Known(RawPerson::native(number, readable), aside))
}

/// The rows used of each person, by place, with the cells as they were read where some were made unread since.
#[derive(Default)]
pub(super) struct Earlier(BTreeMap<String, Vec<(usize, Option<Cells>)>>);

type Cells = Vec<(&'static str, Cell)>;

/// What a row is beside the rows before it.
pub(super) enum Beside {
    /// The first of its person.
    First,
    /// Another row of a person whose first row stands on that line.
    More(u32),
    /// The same row as the one on that line, in everything: two payments or a slip, nobody knows.
    Same(u32),
}

impl Earlier {
    /// Holds a row against those of the same person. A row that is not `Same` must be used next. Of one that is the
    /// summed cells of the row already used become unread, since nobody knows whether they count twice.
    pub(super) fn see(&mut self, row: &RawRow, summed: &[&str], ledger: &mut Ledger) -> Beside {
        let Some(key) = row.person.as_ref().and_then(|person| person.number.as_ref().or(person.card.as_ref())) else {
            return Beside::First;
        };
        // A number has only digits and a CIN begins with a letter: they cannot be confused.
        let rows = self.0.entry(key.clone()).or_default();
        let used = ledger.rows();
        let same = rows.iter_mut().find(|(index, cells)| {
            let first = &used[*index];
            first.period == row.period && cells.as_ref().unwrap_or(&first.cells) == &row.cells
        });
        if let Some((index, cells)) = same {
            let line = used[*index].line;
            cells.get_or_insert_with(|| row.cells.clone());
            ledger.blur(*index, summed);
            return Beside::Same(line);
        }
        let first = rows.iter().map(|(index, _)| &used[*index]).find(|first| first.period == row.period);
        let beside = first.map_or(Beside::First, |first| Beside::More(first.line));
        rows.push((used.len(), None));
        beside
    }
}
