//! Bounds beside columns: at least so much, at most so much, as in `contract::interpret::bounds`.
//!
//! A place with bounds has a state of its own, *unknown* for the reason that made them: whatever does not ask for bounds
//! takes it for unknown. They are rare, and looked at only where some operand has any.

use contract::model::Comparison;

use crate::column::{Bound, Column, Digits, Values};
use crate::number::{Fraction, power_of_ten};
use crate::state::State;

impl Bound {
    pub(crate) const FROM_ZERO: Bound = Bound { least: Some(Fraction::ZERO), most: None };

    pub(crate) const fn exact(number: Fraction) -> Bound {
        Bound { least: Some(number), most: Some(number) }
    }

    pub(crate) fn plus(self, other: Bound) -> Bound {
        let sum = |one: Option<Fraction>, other: Option<Fraction>| one?.plus(other?);
        Bound { least: sum(self.least, other.least), most: sum(self.most, other.most) }
    }

    pub(crate) fn minus(self, other: Bound) -> Bound {
        let difference = |one: Option<Fraction>, other: Option<Fraction>| one?.minus(other?);
        Bound { least: difference(self.least, other.most), most: difference(self.most, other.least) }
    }

    pub(crate) fn smaller(self, other: Bound) -> Bound {
        Bound { least: both(self.least, other.least, smaller), most: any(self.most, other.most, smaller) }
    }

    pub(crate) fn larger(self, other: Bound) -> Bound {
        Bound { least: any(self.least, other.least, larger), most: both(self.most, other.most, larger) }
    }

    /// The number, where the bounds meet.
    pub(crate) fn met(self) -> Option<Fraction> {
        self.least.filter(|least| self.most.is_some_and(|most| least.order(most).is_eq()))
    }

    /// Whether a comparison holds for all that lies between; nothing where it holds for some and not for others.
    fn compare(self, how: Comparison, other: Bound) -> Option<bool> {
        let below = |low: Option<Fraction>, high: Option<Fraction>| {
            low.zip(high).is_some_and(|(low, high)| low.order(high).is_lt())
        };
        let up_to = |low: Option<Fraction>, high: Option<Fraction>| {
            low.zip(high).is_some_and(|(low, high)| low.order(high).is_le())
        };
        let apart = below(self.most, other.least) || below(other.most, self.least);
        match how {
            Comparison::Less if below(self.most, other.least) => Some(true),
            Comparison::Less if up_to(other.most, self.least) => Some(false),
            Comparison::LessOrEqual if up_to(self.most, other.least) => Some(true),
            Comparison::LessOrEqual if below(other.most, self.least) => Some(false),
            Comparison::Greater => other.compare(Comparison::Less, self),
            Comparison::GreaterOrEqual => other.compare(Comparison::LessOrEqual, self),
            Comparison::Equal if apart => Some(false),
            Comparison::NotEqual if apart => Some(true),
            _ => None,
        }
    }
}

fn smaller(one: Fraction, other: Fraction) -> Fraction {
    if one.order(other).is_le() { one } else { other }
}

fn larger(one: Fraction, other: Fraction) -> Fraction {
    if one.order(other).is_ge() { one } else { other }
}

/// Of two bounds, where both are there.
fn both(
    one: Option<Fraction>,
    other: Option<Fraction>,
    how: impl FnOnce(Fraction, Fraction) -> Fraction,
) -> Option<Fraction> {
    Some(how(one?, other?))
}

/// Of two bounds, or the one that is there.
fn any(
    one: Option<Fraction>,
    other: Option<Fraction>,
    how: impl FnOnce(Fraction, Fraction) -> Fraction,
) -> Option<Fraction> {
    match (one, other) {
        (Some(one), Some(other)) => Some(how(one, other)),
        (one, other) => one.or(other),
    }
}

/// Gives a column made of two the bounds that these have: a number where they meet.
pub(super) fn carried(mut out: Column, left: &Column, right: &Column, how: impl Fn(Bound, Bound) -> Bound) -> Column {
    if left.bounds.is_empty() && right.bounds.is_empty() {
        return out;
    }
    for place in 0..out.states.len() {
        if let (false, Some(left), Some(right)) = (out.state(place).is_known(), left.bound(place), right.bound(place)) {
            out.put_bound(place, how(left, right));
        }
    }
    out
}

/// Decides the comparisons of two columns where all that lies between bounds agrees.
pub(super) fn decided(mut out: Column, left: &Column, comparison: Comparison, right: &Column) -> Column {
    if left.bounds.is_empty() && right.bounds.is_empty() {
        return out;
    }
    for place in 0..out.states.len() {
        if let (false, Some(left), Some(right)) = (out.state(place).is_known(), left.bound(place), right.bound(place))
            && let Some(holds) = left.compare(comparison, right)
            && let Values::Truth(truths) = &mut out.values
        {
            truths[place] = holds;
            out.states[place] = State::KNOWN;
        }
    }
    out
}

/// Gives a choice the bounds of the branches taken.
pub(super) fn chosen(
    mut out: Column,
    cases: &[(std::rc::Rc<Column>, std::rc::Rc<Column>)],
    otherwise: &Column,
) -> Column {
    if cases.iter().all(|(_, value)| value.bounds.is_empty()) && otherwise.bounds.is_empty() {
        return out;
    }
    for place in 0..out.states.len() {
        let undecided =
            cases.iter().find(|(condition, _)| !condition.state(place).is_known() || condition.holds(place));
        let branch = match undecided {
            Some((condition, value)) if condition.state(place).is_known() => &**value,
            Some(_) => continue,
            None => otherwise,
        };
        if let (false, Some(bound)) = (out.state(place).is_known(), branch.bound(place)) {
            out.put_bound(place, bound);
        }
    }
    out
}

impl Column {
    /// The bounds of a number: of one that is known, itself. Nothing where it is neither known nor bounded.
    pub(crate) fn bound(&self, index: usize) -> Option<Bound> {
        if self.state(index).is_known() {
            return self.number(index).map(Bound::exact);
        }
        self.bounds.get(self.position(index)).copied().flatten()
    }

    /// Puts bounds at a place that has a state; where they meet, the number.
    pub(crate) fn put_bound(&mut self, place: usize, bound: Bound) {
        if let Some(number) = bound.met()
            && self.values.put(place, number)
        {
            self.states[place] = State::KNOWN;
            return;
        }
        if self.bounds.is_empty() {
            self.bounds = vec![None; self.states.len()];
        }
        self.bounds[place] = Some(bound);
    }
}

impl Values {
    /// Puts a number at a place, where it fits the kind.
    fn put(&mut self, place: usize, number: Fraction) -> bool {
        match self {
            Values::Fraction(fractions) => {
                fractions[place] = number;
                true
            }
            Values::Fixed(scale, digits) => {
                let number = number.reduced();
                let scaled = power_of_ten(*scale).and_then(|power| number.top().checked_mul(power));
                let Some(scaled) = scaled.filter(|scaled| scaled % number.bottom() == 0) else { return false };
                let mut all: Vec<i128> = (0..digits.len()).map(|index| digits.at(index)).collect();
                all[place] = scaled / number.bottom();
                *digits = Digits::from_iter(all);
                true
            }
            Values::Date(_) | Values::Word(_) | Values::Truth(_) => false,
        }
    }
}
