//! Series by operator and month: every step a column over the months that the table covers, first to last.

use std::rc::Rc;

use super::frame::{Frame, Own};
use super::{Ground, first_day, last_day, month_of};
use crate::assess::AssessError;
use crate::column::{Column, Values};
use crate::evaluate::{Scope, coerced, evaluate};
use crate::number::Fraction;
use crate::program::{Kind, Node, Operation, SeriesProgram};
use crate::state::State;

/// The columns of a series over its months.
pub(crate) struct SeriesValues {
    table: usize,
    pub(crate) first: i32,
    pub(crate) length: usize,
    pub(crate) steps: Vec<Column>,
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
            }
        }
        steps.push(frame.set_step(index, Rc::new(column)));
    }
    Ok(SeriesValues {
        table: program.table,
        first,
        length: months.len(),
        steps: steps.iter().map(|step| Column::clone(step)).collect(),
    })
}

fn at_month(frame: &Frame<'_>, node: &Node, step: usize, month: i32) -> Result<Column, AssessError> {
    let Own::Months { table } = frame.own else { return Err(AssessError::Inconsistent("a month outside a series")) };
    let view = &frame.ground.tables[table];
    let column = frame.known_step(step).ok_or(AssessError::Inconsistent("a step before its turn"))?;
    let index = usize::try_from(month - view.first).ok().filter(|index| *index < frame.length);
    Ok(match index {
        Some(index) => Column { uniform: true, ..column.gather(&[index as u32]) },
        None => Column::all(node.kind, view.coverage(month)),
    })
}

/// In month order after the month of `from`: what `of` exceeds the floor and every earlier value; never below zero.
fn running_excess(frame: &Frame<'_>, node: &Node, of: usize, above: &Node, from: &Node) -> Result<Column, AssessError> {
    let Own::Months { table } = frame.own else { return Err(AssessError::Inconsistent("a month outside a series")) };
    let view = &frame.ground.tables[table];
    let scope = || Scope { frame, rows: None };
    let of = frame.known_step(of).ok_or(AssessError::Inconsistent("a step before its turn"))?;
    let levels = Levels {
        of: coerced(&of, node.kind, frame.length).into_owned(),
        above: coerced(&*evaluate(above, scope())?, node.kind, frame.length).into_owned(),
    };
    let from = evaluate(from, scope())?;
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
