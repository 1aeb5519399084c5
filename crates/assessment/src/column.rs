//! A column: a vector of values over a space of keys (or rows), and beside each whether it is known.
//!
//! A uniform column holds one value that stands for every key. Operations on columns are in `evaluate`; this is the
//! container and its two ways of moving between spaces, gathering and uniform reading.

mod digits;

pub(crate) use digits::{Digits, NARROW_MAX, bound_of};

use crate::number::Fraction;
use crate::program::Kind;
use crate::state::State;

/// The values of a column. Where the state is not known they are zero and must not be read.
#[derive(Debug, Clone)]
pub(crate) enum Values {
    /// Digits at the scale.
    Fixed(u8, Digits),
    /// Exact fractions.
    Fraction(Vec<crate::number::Fraction>),
    /// Day numbers.
    Date(Vec<i32>),
    /// Word numbers of the operator.
    Word(Vec<u32>),
    /// Whether it holds.
    Truth(Vec<bool>),
}

#[derive(Debug, Clone)]
pub(crate) struct Column {
    pub(crate) values: Values,
    /// Empty when every value is known.
    pub(crate) states: Vec<State>,
    /// One value for every key.
    pub(crate) uniform: bool,
    /// Bounds of numbers that are not known, place by place; empty when there are none.
    pub(crate) bounds: Vec<Option<Bound>>,
}

/// Between what a number lies; nothing where there is no bound.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bound {
    pub(crate) least: Option<Fraction>,
    pub(crate) most: Option<Fraction>,
}

impl Column {
    pub(crate) fn new(values: Values, states: Vec<State>) -> Column {
        Column { values, states, uniform: false, bounds: Vec::new() }
    }

    pub(crate) fn uniform(values: Values) -> Column {
        Column { values, states: Vec::new(), uniform: true, bounds: Vec::new() }
    }

    /// A column of that kind in which every key has this state.
    pub(crate) fn all(kind: Kind, state: State) -> Column {
        Column { values: Values::zeros(kind, 1), states: vec![state], uniform: true, bounds: Vec::new() }
    }

    /// A column that drops states that are all known.
    pub(crate) fn tidied(values: Values, states: Vec<State>) -> Column {
        let states = if states.iter().all(|state| state.is_known()) { Vec::new() } else { states };
        Column::new(values, states)
    }

    #[inline]
    pub(crate) fn is_all_known(&self) -> bool {
        self.states.is_empty()
    }

    #[inline]
    pub(crate) fn position(&self, index: usize) -> usize {
        if self.uniform { 0 } else { index }
    }

    #[inline]
    pub(crate) fn state(&self, index: usize) -> State {
        if self.states.is_empty() { State::KNOWN } else { self.states[self.position(index)] }
    }

    pub(crate) fn set_state(&mut self, index: usize, state: State, length: usize) {
        if self.states.is_empty() {
            self.states = vec![State::KNOWN; length];
        }
        self.states[index] = state;
    }

    /// The value of each index, as a column over the indexes.
    pub(crate) fn gather(&self, indexes: &[u32]) -> Column {
        if self.uniform {
            return self.clone();
        }
        let states = if self.states.is_empty() { Vec::new() } else { pick(&self.states, indexes) };
        let bounds = if self.bounds.is_empty() { Vec::new() } else { pick(&self.bounds, indexes) };
        Column { bounds, ..Column::new(self.values.gather(indexes), states) }
    }

    /// As long as the space, for a column that may be uniform.
    pub(crate) fn spread(self, length: usize) -> Column {
        if !self.uniform {
            return self;
        }
        let indexes = vec![0; length];
        let states = if self.states.is_empty() { Vec::new() } else { vec![self.states[0]; length] };
        let bounds = if self.bounds.is_empty() { Vec::new() } else { vec![self.bounds[0]; length] };
        Column { bounds, ..Column::new(self.values.gather(&indexes), states) }
    }

    /// Dates, where this is a column of dates.
    #[inline]
    pub(crate) fn dates(&self) -> &[i32] {
        if let Values::Date(days) = &self.values { days } else { &[] }
    }

    /// Words, where this is a column of words.
    #[inline]
    pub(crate) fn words(&self) -> &[u32] {
        if let Values::Word(words) = &self.values { words } else { &[] }
    }

    /// Truths, where this is a column of truths.
    #[inline]
    pub(crate) fn truths(&self) -> &[bool] {
        if let Values::Truth(truths) = &self.values { truths } else { &[] }
    }

    /// Whether it is known to hold there.
    #[inline]
    pub(crate) fn holds(&self, index: usize) -> bool {
        self.state(index).is_known() && self.truths()[self.position(index)]
    }

    /// The number there, where this is a column of numbers; nothing when it does not fit a fraction.
    pub(crate) fn number(&self, index: usize) -> Option<Fraction> {
        match &self.values {
            Values::Fixed(scale, digits) => {
                let index = self.position(index);
                if index < digits.len() { Fraction::of_fixed(digits.at(index), *scale) } else { None }
            }
            Values::Fraction(fractions) => fractions.get(self.position(index)).copied(),
            Values::Date(_) | Values::Word(_) | Values::Truth(_) => None,
        }
    }

    /// Whether a number is zero there (a fraction or fixed digits).
    #[inline]
    pub(crate) fn is_zero(&self, index: usize) -> bool {
        match &self.values {
            Values::Fixed(_, digits) => digits.at(self.position(index)) == 0,
            Values::Fraction(fractions) => fractions[self.position(index)].top() == 0,
            Values::Date(_) | Values::Word(_) | Values::Truth(_) => false,
        }
    }
}

impl Values {
    pub(crate) fn kind(&self) -> Kind {
        match self {
            Values::Fixed(scale, _) => Kind::Fixed(*scale),
            Values::Fraction(_) => Kind::Fraction,
            Values::Date(_) => Kind::Date,
            Values::Word(_) => Kind::Word,
            Values::Truth(_) => Kind::Truth,
        }
    }

    pub(crate) fn zeros(kind: Kind, length: usize) -> Values {
        match kind {
            Kind::Fixed(scale) => Values::Fixed(scale, Digits::zeros(length)),
            Kind::Fraction => Values::Fraction(vec![crate::number::Fraction::ZERO; length]),
            Kind::Date => Values::Date(vec![0; length]),
            Kind::Word => Values::Word(vec![0; length]),
            Kind::Truth => Values::Truth(vec![false; length]),
        }
    }

    pub(crate) fn len(&self) -> usize {
        match self {
            Values::Fixed(_, digits) => digits.len(),
            Values::Fraction(fractions) => fractions.len(),
            Values::Date(days) => days.len(),
            Values::Word(words) => words.len(),
            Values::Truth(truths) => truths.len(),
        }
    }

    /// Whether the value at a place is that at a place of another column of the same kind.
    pub(crate) fn is_same(&self, place: usize, other: &Values, of: usize) -> bool {
        match (self, other) {
            (Values::Fixed(_, digits), Values::Fixed(_, others)) => digits.at(place) == others.at(of),
            (Values::Fraction(fractions), Values::Fraction(others)) => fractions[place].order(others[of]).is_eq(),
            (Values::Date(days), Values::Date(others)) => days[place] == others[of],
            (Values::Word(words), Values::Word(others)) => words[place] == others[of],
            (Values::Truth(truths), Values::Truth(others)) => truths[place] == others[of],
            _ => false,
        }
    }

    fn gather(&self, indexes: &[u32]) -> Values {
        match self {
            Values::Fixed(scale, digits) => Values::Fixed(*scale, digits.gather(indexes)),
            Values::Fraction(fractions) => Values::Fraction(pick(fractions, indexes)),
            Values::Date(days) => Values::Date(pick(days, indexes)),
            Values::Word(words) => Values::Word(pick(words, indexes)),
            Values::Truth(truths) => Values::Truth(pick(truths, indexes)),
        }
    }
}

/// The items at the indexes.
pub(crate) fn pick<T: Copy>(items: &[T], indexes: &[u32]) -> Vec<T> {
    indexes.iter().map(|index| items[*index as usize]).collect()
}
