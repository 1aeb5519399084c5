//! Running excess: what the level of each month exceeds every earlier one since a month of reference.

use super::{Sought, counts};
use crate::assess::AssessError;
use crate::column::{Bound, Column, Values};
use crate::evaluate::{Scope, coerced, evaluate};
use crate::number::Fraction;
use crate::program::{Kind, Node};
use crate::space::frame::{Frame, Own};
use crate::space::month_of;
use crate::space::table::TableView;
use crate::state::{Kind as StateKind, State};

/// In month order after the month of `from`: what `of` exceeds the floor and every earlier value; never below zero.
pub(super) fn running_excess(
    frame: &Frame<'_>,
    node: &Node,
    of: usize,
    (above, from): (&Node, &Node),
    sought: &mut Sought,
) -> Result<Column, AssessError> {
    let Own::Months { table, first } = frame.own else {
        return Err(AssessError::Inconsistent("a month outside a series"));
    };
    let view = &frame.ground.tables[table];
    let scope = || Scope { frame, rows: None };
    let is_count = frame.step_node(of).is_some_and(counts);
    let of = frame.known_step(of).ok_or(AssessError::Inconsistent("a step before its turn"))?;
    let above = evaluate(above, scope())?;
    let from = evaluate(from, scope())?;
    // The old months of an operator that files only since may have been the highest, too.
    let references = (0..frame.length).filter(|index| from.state(*index).is_known());
    let earliest = references.map(|index| month_of(from.dates()[from.position(index)])).min();
    let reaches_back = earliest.is_some_and(|earliest| earliest + 1 < first);
    if let Some(earliest) = earliest.filter(|_| reaches_back)
        && let Some(month) = (earliest + 1..first).find(|month| view.covers(*month))
    {
        sought.add(month);
    }
    let covers_all = view.covers_all(first, first + frame.length as i32 - 1);
    if !of.is_all_known() || !above.is_all_known() || !covers_all || reaches_back {
        let bounded = Bounded { view, first, of: &of, above: &above, is_count };
        return Ok(bounded.excess(node, &from, frame.length));
    }
    let levels = Levels {
        of: coerced(&of, node.kind, frame.length).into_owned(),
        above: coerced(&above, node.kind, frame.length).into_owned(),
    };
    let mut values = vec![Excess::NONE; frame.length];
    let mut states = vec![State::KNOWN; frame.length];
    let mut walk = HighestSince::default();
    for (index, out) in states.iter_mut().enumerate() {
        let month = first + index as i32;
        if !view.covers(month) {
            continue;
        }
        let from_state = from.state(index);
        if !from_state.is_known() {
            *out = from_state;
            continue;
        }
        let reference = month_of(from.dates()[from.position(index)]);
        if month <= reference {
            continue;
        }
        *out = match walk.up_to(
            first,
            reference,
            index,
            |month| if month < first { view.coverage(month) } else { levels.of.state((month - first) as usize) },
            &levels,
        ) {
            Err(state) => state,
            Ok(earlier) => {
                let state = levels.above.state(index);
                if state.is_known() { levels.excess(index, earlier, &mut values[index])? } else { state }
            }
        };
    }
    let values = match node.kind {
        Kind::Fixed(scale) => Values::Fixed(scale, values.iter().map(|one| one.digits).collect()),
        _ => Values::Fraction(values.iter().map(|one| one.fraction).collect()),
    };
    Ok(Column::tidied(values, states))
}

/// Levels of which only bounds are known in some month.
struct Bounded<'b> {
    view: &'b TableView<'b>,
    first: i32,
    of: &'b Column,
    above: &'b Column,
    is_count: bool,
}

impl Bounded<'_> {
    /// The level of a month, and why it is not exact.
    fn level(&self, month: i32) -> (Option<Bound>, State) {
        let index = usize::try_from(month - self.first).ok();
        match index.filter(|_| self.view.covers(month)) {
            Some(index) => (self.of.bound(index), self.of.state(index)),
            None => {
                let coverage = self.view.coverage(month);
                let is_open = self.is_count && coverage.kind() == StateKind::Unknown;
                (is_open.then_some(Bound::FROM_ZERO), coverage)
            }
        }
    }

    fn excess(&self, node: &Node, from: &Column, length: usize) -> Column {
        let mut out = Column::new(Values::zeros(node.kind, length), vec![State::KNOWN; length]);
        for index in 0..length {
            let month = self.first + index as i32;
            if !self.view.covers(month) {
                continue;
            }
            if !from.state(index).is_known() {
                out.states[index] = from.state(index);
                continue;
            }
            let reference = month_of(from.dates()[from.position(index)]);
            if month > reference {
                let (bound, state) = self.in_month(month, reference, index);
                // A number is put in place of the state where bounds meet.
                out.states[index] = if state.is_known() { State::TOO_LARGE } else { state };
                if let Some(bound) = bound {
                    out.put_bound(index, bound);
                }
            }
        }
        let bounds = std::mem::take(&mut out.bounds);
        Column { bounds, ..Column::tidied(out.values, out.states) }
    }

    /// What the level of a month exceeds the highest of all, between bounds; why it is not exact.
    fn in_month(&self, month: i32, reference: i32, index: usize) -> (Option<Bound>, State) {
        let mut why = State::KNOWN;
        let mut highest: Option<Bound> = None;
        let mut this = Bound::FROM_ZERO;
        for at in reference + 1..=month {
            let (level, state) = self.level(at);
            let Some(level) = level else { return (None, state) };
            why = if why.is_known() { state } else { why };
            if at == month {
                this = level;
            } else {
                highest = Some(highest.map_or(level, |highest| highest.larger(level)));
            }
        }
        let Some(floor) = self.above.bound(index) else { return (None, self.above.state(index)) };
        why = if why.is_known() { self.above.state(index) } else { why };
        let highest = highest.map_or(floor, |highest| highest.larger(floor));
        (Some(this.minus(highest).larger(Bound::exact(Fraction::ZERO))), why)
    }
}

/// An excess in digits, or as a fraction where the step is one.
#[derive(Clone, Copy)]
struct Excess {
    digits: i128,
    fraction: Fraction,
}

impl Excess {
    const NONE: Excess = Excess { digits: 0, fraction: Fraction::ZERO };
}

struct Levels {
    of: Column,
    above: Column,
}

impl Levels {
    fn is_higher(&self, index: usize, than: usize) -> bool {
        match &self.of.values {
            Values::Fixed(_, digits) => digits.at(self.of.position(index)) > digits.at(self.of.position(than)),
            Values::Fraction(fractions) => {
                fractions[self.of.position(index)].order(fractions[self.of.position(than)]).is_gt()
            }
            _ => false,
        }
    }

    /// Puts `max(0, of - max(above, of at the highest earlier month))` in its place.
    fn excess(&self, index: usize, earlier: Option<usize>, out: &mut Excess) -> Result<State, AssessError> {
        let earlier = earlier.map(|earlier| self.of.position(earlier));
        let (of, above) = (self.of.position(index), self.above.position(index));
        let computed = match (&self.of.values, &self.above.values) {
            (Values::Fixed(_, levels), Values::Fixed(_, floors)) => {
                let floor = earlier.map_or(floors.at(above), |earlier| floors.at(above).max(levels.at(earlier)));
                levels.at(of).checked_sub(floor).map(|excess| out.digits = excess.max(0))
            }
            (Values::Fraction(levels), Values::Fraction(floors)) => {
                let mut floor = floors[above];
                if let Some(earlier) = earlier.filter(|earlier| levels[*earlier].order(floor).is_gt()) {
                    floor = levels[earlier];
                }
                levels[of].minus(floor).map(|excess| {
                    out.fraction = if excess.top() > 0 { excess } else { Fraction::ZERO };
                })
            }
            _ => return Err(AssessError::Inconsistent("levels that are not numbers")),
        };
        Ok(if computed.is_some() { State::KNOWN } else { State::TOO_LARGE })
    }
}

/// The month with the highest level after a month of reference, kept while months go forward.
#[derive(Default)]
struct HighestSince {
    reference: Option<i32>,
    next: i32,
    highest: Option<usize>,
    stopped: Option<State>,
}

impl HighestSince {
    /// The highest month in `reference + 1 ..` before `index`; every month up to `index` itself must be known.
    fn up_to(
        &mut self,
        first: i32,
        reference: i32,
        index: usize,
        state_of: impl Fn(i32) -> State,
        levels: &Levels,
    ) -> Result<Option<usize>, State> {
        if self.reference != Some(reference) {
            *self = HighestSince { reference: Some(reference), next: reference + 1, highest: None, stopped: None };
        }
        let month = first + index as i32;
        while self.stopped.is_none() && self.next < month {
            let state = state_of(self.next);
            if state.is_known() {
                let place = (self.next - first) as usize;
                if self.highest.is_none_or(|highest| levels.is_higher(place, highest)) {
                    self.highest = Some(place);
                }
                self.next += 1;
            } else {
                self.stopped = Some(state);
            }
        }
        if let Some(state) = self.stopped {
            return Err(state);
        }
        let state = state_of(month);
        if state.is_known() { Ok(self.highest) } else { Err(state) }
    }
}
