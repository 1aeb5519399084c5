//! Series by operator and month: every step a column over months, from the first that a file covers to the last, and further
//! where months that owe no file are read.

use std::rc::Rc;

use contract::facts::FIRST_YEAR;

use super::frame::{Frame, Own};
use super::{Ground, first_day, last_day};
use crate::assess::AssessError;
use crate::column::{Bound, Column};
use crate::evaluate::{Scope, evaluate};
use crate::program::{Node, Operation, SeriesProgram};
use crate::state::{Kind as StateKind, State};

mod excess;

use excess::running_excess;

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

    /// Whether it is known what a month holds for which nothing was computed.
    pub(crate) fn lacks(&self, ground: &Ground<'_>, month: i32) -> bool {
        let is_here = usize::try_from(month - self.first).is_ok_and(|index| index < self.length);
        !is_here && ground.tables[self.table].covers(month)
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

/// The months that steps of a series sought outside those it is computed for, though it is known what they hold.
#[derive(Debug, Clone, Copy, Default)]
struct Sought(Option<(i32, i32)>);

impl Sought {
    fn add(&mut self, month: i32) {
        self.0 = Some(self.0.map_or((month, month), |(first, last)| (first.min(month), last.max(month))));
    }
}

/// A series over the months that files cover, and those without a file that its own steps read: an operator that began after
/// the month of reference had nobody then.
pub(crate) fn series(ground: &Ground<'_>, program: &SeriesProgram) -> Result<SeriesValues, AssessError> {
    let (mut first, mut last) = ground.tables[program.table].filed_range().unwrap_or((0, -1));
    loop {
        let mut sought = Sought::default();
        let values = over(ground, program, (first, last), &mut sought)?;
        match sought.0 {
            Some((from, to)) if last < first => (first, last) = (from, to),
            Some((from, to)) => (first, last) = (first.min(from), last.max(to)),
            None => return Ok(values),
        }
    }
}

/// The same over every month of which anything may be known: for keys that read it far from what files cover.
pub(crate) fn series_of_all_months(ground: &Ground<'_>, program: &SeriesProgram) -> Result<SeriesValues, AssessError> {
    let filed = ground.tables[program.table].filed_range();
    let last = ground.clock.last_month_over(filed.map(|(_, last)| last));
    over(ground, program, (FIRST_YEAR * 12, last), &mut Sought::default())
}

fn over(
    ground: &Ground<'_>,
    program: &SeriesProgram,
    (first, last): (i32, i32),
    sought: &mut Sought,
) -> Result<SeriesValues, AssessError> {
    let table = &ground.tables[program.table];
    let months: Vec<i32> = (first..=last).collect();
    let mut frame = Frame::new(ground, months.len()).with_steps(&program.steps);
    frame.parameter_day = months.iter().map(|month| last_day(*month)).collect();
    frame.period = months.iter().map(|month| (first_day(*month), last_day(*month))).collect();
    frame.own = Own::Months { table: program.table, first };
    let coverage: Vec<State> = months.iter().map(|month| table.coverage(*month)).collect();
    let mut steps: Vec<Rc<Column>> = Vec::new();
    for (index, node) in program.steps.iter().enumerate() {
        let computed = match &node.operation {
            Operation::RunningExcess { of, above, from } => running_excess(&frame, node, *of, (above, from), sought)?,
            Operation::AtMonth { step, month } => at_month(&frame, node, *step, *month, sought)?,
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

fn at_month(
    frame: &Frame<'_>,
    node: &Node,
    step: usize,
    month: i32,
    sought: &mut Sought,
) -> Result<Column, AssessError> {
    let Own::Months { table, first } = frame.own else {
        return Err(AssessError::Inconsistent("a month outside a series"));
    };
    let view = &frame.ground.tables[table];
    let column = frame.known_step(step).ok_or(AssessError::Inconsistent("a step before its turn"))?;
    let index = usize::try_from(month - first).ok().filter(|index| *index < frame.length);
    Ok(match index {
        Some(index) => Column { uniform: true, ..column.gather(&[index as u32]) },
        None => {
            if view.covers(month) {
                sought.add(month);
            }
            let mut outside = Column::all(node.kind, view.coverage(month));
            if frame.step_node(step).is_some_and(counts) && outside.states[0].kind() == StateKind::Unknown {
                outside.put_bound(0, Bound::FROM_ZERO);
            }
            outside
        }
    })
}
