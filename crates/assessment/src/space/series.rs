//! Series by operator and month: every step a column over the months that the table covers, first to last.

use std::rc::Rc;

use super::frame::{Frame, Own};
use super::table::TableView;
use super::{Ground, first_day, last_day, month_of};
use crate::assess::AssessError;
use crate::column::{Bound, Column, Values};
use crate::evaluate::{Scope, coerced, evaluate};
use crate::number::Fraction;
use crate::program::{Kind, Node, Operation, SeriesProgram};
use crate::state::{Kind as StateKind, State};

/// The columns of a series over its months.
pub(crate) struct SeriesValues {
    table: usize,
    pub(crate) first: i32,
    pub(crate) length: usize,
    pub(crate) steps: Vec<Column>,
    /// Which steps count: in a month without a file they are anything from zero on.
    counts: Vec<bool>,
}

impl SeriesValues {
    /// Where a step's value for a month stands, or why there is none.
    pub(crate) fn at(&self, ground: &Ground<'_>, step: usize, month: i32) -> Result<usize, State> {
        let coverage = ground.tables[self.table].coverage(month);
        let index = usize::try_from(month - self.first).ok().filter(|index| *index < self.length);
        match index {
            Some(index) if coverage.is_known() => {
                let state = self.steps[step].state(index);
                if state.is_known() { Ok(index) } else { Err(state) }
            }
            _ => Err(coverage),
        }
    }

    /// Between what a step's value for a month lies, where it is not known and no more than that.
    pub(crate) fn bound_at(&self, ground: &Ground<'_>, step: usize, month: i32) -> Option<Bound> {
        match usize::try_from(month - self.first).ok().filter(|index| *index < self.length) {
            Some(index) => self.steps[step].bounds.get(index).copied().flatten(),
            None => {
                let is_missing = ground.tables[self.table].coverage(month).kind() == StateKind::Unknown;
                (is_missing && self.counts[step]).then_some(Bound::FROM_ZERO)
            }
        }
    }

    pub(crate) fn step(&self, step: usize) -> &Column {
        &self.steps[step]
    }
}

pub(crate) fn series(ground: &Ground<'_>, program: &SeriesProgram) -> Result<SeriesValues, AssessError> {
    let table = &ground.tables[program.table];
    let (first, last) = table.covered_range().unwrap_or((0, -1));
    let months: Vec<i32> = (first..=last).collect();
    let mut frame = Frame::new(ground, months.len()).with_steps(&program.steps);
    frame.parameter_day = months.iter().map(|month| last_day(*month)).collect();
    frame.period = months.iter().map(|month| (first_day(*month), last_day(*month))).collect();
    frame.own = Own::Months { table: program.table };
    let coverage: Vec<State> = months.iter().map(|month| table.coverage(*month)).collect();
    let mut steps: Vec<Rc<Column>> = Vec::new();
    for (index, node) in program.steps.iter().enumerate() {
        let computed = match &node.operation {
            Operation::RunningExcess { of, above, from } => running_excess(&frame, node, *of, above, from)?,
            Operation::AtMonth { step, month } => at_month(&frame, node, *step, *month)?,
            _ => evaluate(node, Scope { frame: &frame, rows: None })?.as_ref().clone(),
        };
        let mut column = computed.spread(months.len());
        for (month, state) in coverage.iter().enumerate() {
            if !state.is_known() {
                column.set_state(month, *state, months.len());
                if let Some(bound) = column.bounds.get_mut(month) {
                    *bound = None;
                }
                if counts(node) && state.kind() == StateKind::Unknown {
                    column.put_bound(month, Bound::FROM_ZERO);
                }
            }
        }
        steps.push(frame.set_step(index, Rc::new(column)));
    }
    Ok(SeriesValues {
        table: program.table,
        first,
        length: months.len(),
        steps: steps.iter().map(|step| Column::clone(step)).collect(),
        counts: program.steps.iter().map(counts).collect(),
    })
}

/// Whether a step counts.
fn counts(node: &Node) -> bool {
    matches!(node.operation, Operation::Count { .. } | Operation::RunningExcess { .. })
}

fn at_month(frame: &Frame<'_>, node: &Node, step: usize, month: i32) -> Result<Column, AssessError> {
    let Own::Months { table } = frame.own else { return Err(AssessError::Inconsistent("a month outside a series")) };
    let view = &frame.ground.tables[table];
    let column = frame.known_step(step).ok_or(AssessError::Inconsistent("a step before its turn"))?;
    let index = usize::try_from(month - view.first).ok().filter(|index| *index < frame.length);
    Ok(match index {
        Some(index) => Column { uniform: true, ..column.gather(&[index as u32]) },
        None => {
            let mut outside = Column::all(node.kind, view.coverage(month));
            if frame.step_node(step).is_some_and(counts) && outside.states[0].kind() == StateKind::Unknown {
                outside.put_bound(0, Bound::FROM_ZERO);
            }
            outside
        }
    })
}

/// In month order after the month of `from`: what `of` exceeds the floor and every earlier value; never below zero.
fn running_excess(frame: &Frame<'_>, node: &Node, of: usize, above: &Node, from: &Node) -> Result<Column, AssessError> {
    let Own::Months { table } = frame.own else { return Err(AssessError::Inconsistent("a month outside a series")) };
    let view = &frame.ground.tables[table];
    let scope = || Scope { frame, rows: None };
    let is_count = frame.step_node(of).is_some_and(counts);
    let of = frame.known_step(of).ok_or(AssessError::Inconsistent("a step before its turn"))?;
    let above = evaluate(above, scope())?;
    let from = evaluate(from, scope())?;
    // The old months of an operator that files only since may have been the highest, too.
    let reaches_back = (0..frame.length)
        .any(|index| from.state(index).is_known() && month_of(from.dates()[from.position(index)]) + 1 < view.first);
    let covers_all = view.covers_all(view.first, view.first + frame.length as i32 - 1);
    if !of.is_all_known() || !above.is_all_known() || !covers_all || reaches_back {
        let bounded = Bounded { view, of: &of, above: &above, is_count };
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
        let month = view.first + index as i32;
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
            view.first,
            reference,
            index,
            |month| {
                if month < view.first { view.coverage(month) } else { levels.of.state((month - view.first) as usize) }
            },
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
    of: &'b Column,
    above: &'b Column,
    is_count: bool,
}

impl Bounded<'_> {
    /// The level of a month, and why it is not exact.
    fn level(&self, month: i32) -> (Option<Bound>, State) {
        let index = usize::try_from(month - self.view.first).ok();
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
            let month = self.view.first + index as i32;
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
                out.states[index] = if state.is_known() { State::OVERFLOW } else { state };
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
        Ok(if computed.is_some() { State::KNOWN } else { State::OVERFLOW })
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
