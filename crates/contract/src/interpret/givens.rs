//! What is given of an operator as a whole, when the rows of one person alone are at hand: values of series by month, and
//! ranks of spells. An explanation cites them instead of counting everybody again.
//!
//! What a trace needs and nobody gave is noticed: then the trace is not told at all, rather than told wrongly.

use std::cell::Cell;
use std::collections::BTreeMap;

use num_bigint::BigInt;
use num_rational::BigRational;

use super::answer::{Answer, Value};
use super::bounds::{self, Bounds};
use super::ranks::Place;
use crate::calendar::{Date, Month};
use crate::determination::Reason;
use crate::identity::Pseudonym;

/// Values of the operator as a whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Givens {
    series: BTreeMap<(String, usize, Month), Given>,
    places: BTreeMap<(String, usize, Pseudonym, Month), Result<Place, Given>>,
}

/// A value, or why there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Given {
    /// An exact number; the denominator is above zero.
    Number {
        /// Numerator.
        top: i128,
        /// Denominator.
        bottom: i128,
    },
    /// A number between two, nothing where there is no bound; and why.
    Between {
        /// At least: numerator and denominator.
        least: Option<(i128, i128)>,
        /// At most.
        most: Option<(i128, i128)>,
        /// Why no more is known.
        reason: Reason,
    },
    /// A day.
    Date(Date),
    /// A word.
    Word(String),
    /// Whether it holds.
    Truth(bool),
    /// Nothing stands where a file covers the place.
    Absent(Reason),
    /// It cannot be known from the evidence at hand.
    Unknown(Reason),
    /// It cannot be known yet.
    Pending(Reason),
}

/// Something of other persons was needed that nobody gave: the rows of everybody must be at hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the explanation needs the rows of other persons")]
pub struct Lacking;

impl Givens {
    /// Gives the value of a step of a series in a month.
    pub fn give_series(&mut self, definition: &str, step: usize, month: Month, value: Given) {
        self.series.insert((definition.to_owned(), step, month), value);
    }

    /// Gives the place under a rank of the spell of a person that begins in a month of evidence, or why it has none.
    pub fn give_place(
        &mut self,
        definition: &str,
        rank: usize,
        person: Pseudonym,
        first_month: Month,
        place: Result<Place, Given>,
    ) {
        self.places.insert((definition.to_owned(), rank, person, first_month), place);
    }
}

impl Given {
    fn answer(&self) -> Answer {
        match self {
            Given::Number { top, bottom } => Answer::Known(Value::Number(number((*top, *bottom)))),
            Given::Between { least, most, reason } => {
                bounds::between(Bounds { least: least.map(number), most: most.map(number) }, reason.clone())
            }
            Given::Date(day) => Answer::Known(Value::Date(*day)),
            Given::Word(word) => Answer::Known(Value::Word(word.clone())),
            Given::Truth(holds) => Answer::Known(Value::Truth(*holds)),
            Given::Absent(reason) => Answer::Absent(reason.clone()),
            Given::Unknown(reason) => Answer::Unknown(reason.clone()),
            Given::Pending(reason) => Answer::Pending(reason.clone()),
        }
    }
}

fn number((top, bottom): (i128, i128)) -> BigRational {
    BigRational::new(BigInt::from(top), BigInt::from(bottom))
}

/// What is given, and whether it sufficed so far. Without anything given, the rows of everybody are at hand.
#[derive(Debug, Default)]
pub(crate) struct Others<'w> {
    givens: Option<&'w Givens>,
    lacking: Cell<bool>,
}

impl<'w> Others<'w> {
    pub(crate) fn given(givens: &'w Givens) -> Others<'w> {
        Others { givens: Some(givens), lacking: Cell::new(false) }
    }

    /// Whether the rows of one person alone are at hand.
    pub(crate) fn are_given(&self) -> bool {
        self.givens.is_some()
    }

    pub(crate) fn series(&self, definition: &str, step: usize, month: Month) -> Option<Answer> {
        self.givens?.series.get(&(definition.to_owned(), step, month)).map(Given::answer)
    }

    /// The place of a spell; where none was given, it is noticed and something stands instead.
    pub(crate) fn place(&self, definition: &str, rank: usize, person: Pseudonym, first_month: Month) -> Answer<Place> {
        let key = (definition.to_owned(), rank, person, first_month);
        match self.givens.and_then(|givens| givens.places.get(&key)) {
            Some(Ok(place)) => Answer::Known(place.clone()),
            Some(Err(why)) => why.answer().then(|_| Answer::Unknown(Reason::StartNotShown { month: first_month })),
            None => {
                self.miss();
                Answer::Unknown(Reason::StartNotShown { month: first_month })
            }
        }
    }

    /// The rows of everybody are asked for.
    pub(crate) fn ask_for_everybody(&self) {
        if self.are_given() {
            self.miss();
        }
    }

    fn miss(&self) {
        self.lacking.set(true);
    }

    /// What was told, if all that it needed was there.
    pub(crate) fn told<T>(&self, told: T) -> Result<T, Lacking> {
        if self.lacking.get() { Err(Lacking) } else { Ok(told) }
    }
}
