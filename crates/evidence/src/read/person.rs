//! Whom a row is about, from a CNSS number and a CIN as typed in.
//!
//! The number decides; the CIN stands in for it where there is none yet. e-BDS lines have rules of their own (`ebds`).

use std::collections::BTreeMap;

use crate::identifiers::{Registration, RegistrationFault, check_registration, normalise_cin};
use crate::piece::{RawPerson, RawRow};

/// Whom a row is about.
pub(super) enum Person {
    /// A person, and whether a CIN had to be left aside.
    Known(RawPerson, bool),
    /// Occasional labour: nobody in particular.
    Occasional,
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

/// Reads number and CIN. Spaces in a number are passed over.
pub(super) fn person(cnss: &str, cin: &str) -> Result<Person, PersonFault> {
    let digits: String = cnss.chars().filter(|character| !character.is_whitespace()).take(16).collect();
    let registration = if digits.is_empty() { Ok(Registration::NoneYet) } else { check_registration(&digits) };
    let number = match registration {
        Ok(Registration::Insured) => Some(digits),
        Ok(Registration::NoneYet) => None,
        Ok(Registration::Occasional) => return Ok(Person::Occasional),
        Err(RegistrationFault::Key { expected, found }) => return Err(PersonFault::Key { expected, found }),
        Err(RegistrationFault::Shape | RegistrationFault::FirstDigit | RegistrationFault::Reserved) => {
            return Err(PersonFault::Registration);
        }
    };
    let readable = normalise_cin(cin);
    if number.is_none() && readable.is_none() {
        return Err(PersonFault::Missing);
    }
    let left_aside = readable.is_none() && !cin.trim().is_empty();
    Ok(Person::Known(RawPerson { cnss: number, cin: readable }, left_aside))
}

/// Where each person stands among the rows used.
#[derive(Default)]
pub(super) struct Earlier(BTreeMap<String, usize>);

impl Earlier {
    /// The first row used of the same person. Where there is none, this row becomes the first: it must be used next.
    pub(super) fn first_of<'a>(&mut self, row: &RawRow, used: &'a [RawRow]) -> Option<&'a RawRow> {
        let person = row.person.as_ref()?;
        // A number has only digits and a CIN begins with a letter: they cannot be confused.
        let key = person.cnss.as_ref().or(person.cin.as_ref())?;
        let first = self.0.get(key).and_then(|index| used.get(*index));
        if first.is_none() {
            self.0.insert(key.clone(), used.len());
        }
        first
    }
}
