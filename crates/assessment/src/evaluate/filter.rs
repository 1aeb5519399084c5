//! Filters of rows: whether each row of a run is known to satisfy a condition.
//!
//! Where every cell could be read, reasons need not be kept: three answers a row are enough, and a comparison of words is
//! made once a word. What reads more than the row at hand, or a column with unread cells, goes the general way, through
//! columns with states.

use std::ops::Range;

use contract::model::{Comparison, PeriodKey};

use super::truth::satisfies;
use super::{Rows, Scope, evaluate};
use crate::assess::AssessError;
use crate::column::Column;
use crate::number::rescale;
use crate::program::{Absence, Kind, Lookup, Node, Operation};
use crate::space::frame::Frame;
use crate::space::table::{Codes, TableView};
use crate::space::{Ground, MonthEnds};
use crate::state::{Kind as StateKind, State};

/// A row fails, satisfies, wants a cell (and so fails), or nobody can say.
const FAILS: u8 = 0;
const HOLDS: u8 = 1;
const DOUBT: u8 = 2;
const UNKNOWN: u8 = 3;

/// What a filter says of rows.
pub(crate) struct Held {
    answers: Vec<u8>,
    /// Why nobody can say of a row; empty when of none.
    states: Vec<State>,
}

impl Held {
    /// Whether the row at a place satisfies.
    #[inline]
    pub(crate) fn holds(&self, place: usize) -> bool {
        self.answers[place] == HOLDS
    }

    /// Why nobody can say whether the row at a place does; known where it is known.
    pub(crate) fn state(&self, place: usize) -> State {
        self.states.get(place).copied().unwrap_or(State::KNOWN)
    }

    /// Whether it is known of every row.
    pub(crate) fn is_all_known(&self) -> bool {
        self.states.is_empty()
    }
}

/// What a filter says of each row of a run, with why nobody can say of one; nothing where it reads keys.
pub(crate) fn held(
    frame: &Frame<'_>,
    filter: &Node,
    table: usize,
    rows: Range<usize>,
) -> Result<Option<Held>, AssessError> {
    if let Some(answers) = answers(frame.ground, filter, table, &rows) {
        return Ok(Some(Held { answers, states: Vec::new() }));
    }
    if reads_keys(filter) {
        return Ok(None);
    }
    let listed: Vec<u32> = rows.map(|row| row as u32).collect();
    let rows = Rows { table, key: &[], row: &listed };
    let truths = evaluate(filter, Scope { frame, rows: Some(rows) })?;
    Ok(Some(of_truths(&truths, listed.len())))
}

/// What a column of truths says of rows.
pub(super) fn of_truths(truths: &Column, length: usize) -> Held {
    let mut held = Held { answers: Vec::with_capacity(length), states: Vec::new() };
    for place in 0..length {
        let state = truths.state(place);
        held.answers.push(match state.kind() {
            StateKind::Known => u8::from(truths.holds(place)),
            StateKind::Absent => DOUBT,
            _ => UNKNOWN,
        });
        if held.answers[place] == UNKNOWN {
            if held.states.is_empty() {
                held.states = vec![State::KNOWN; length];
            }
            held.states[place] = state;
        }
    }
    held
}

/// Whether some part of a filter is a matter of the key rather than of the row at hand.
fn reads_keys(node: &Node) -> bool {
    let constant = matches!(node.operation, Operation::Number(_) | Operation::Date(_) | Operation::Word(_));
    let mut reads = !node.by_row && !constant;
    node.for_each_child(&mut |child| reads |= reads_keys(child));
    reads
}

/// The answer of every row, for the forms that are read straight from the columns.
fn answers(ground: &Ground<'_>, node: &Node, table: usize, rows: &Range<usize>) -> Option<Vec<u8>> {
    let view = &ground.tables[table];
    match &node.operation {
        Operation::And(parts) => together(ground, parts, table, rows, FAILS),
        Operation::Or(parts) => together(ground, parts, table, rows, HOLDS),
        Operation::Not(of) => {
            let mut of = answers(ground, of, table, rows)?;
            of.iter_mut().for_each(|answer| *answer = if *answer == DOUBT { DOUBT } else { 1 - *answer });
            Some(of)
        }
        Operation::IsBlank(Lookup::Row { table: of, column }, _) if *of == table && view.unread(*column).is_none() => {
            Some(match (view.has(*column), view.filled(*column)) {
                (false, _) => vec![HOLDS; rows.len()],
                (true, None) => vec![FAILS; rows.len()],
                (true, Some(filled)) => filled[rows.clone()].iter().map(|filled| u8::from(!filled)).collect(),
            })
        }
        Operation::In(of, words) => by_word(view, row_column(of, table, view)?, rows, |word| words.contains(&word)),
        Operation::Within(of, (first, last)) => {
            by_day(view, row_column(of, table, view)?, rows, |_, day| *first <= day && day <= *last)
        }
        Operation::Compare(left, comparison, right) => compare(ground, left, *comparison, right, table, rows),
        _ => None,
    }
}

/// *And* (decided by one that fails) or *or* (by one that holds) of several.
fn together(ground: &Ground<'_>, parts: &[Node], table: usize, rows: &Range<usize>, decides: u8) -> Option<Vec<u8>> {
    let (first, others) = parts.split_first()?;
    let mut whole = answers(ground, first, table, rows)?;
    for other in others {
        let other = answers(ground, other, table, rows)?;
        for (whole, other) in whole.iter_mut().zip(other) {
            // One that decides decides; else doubt is stronger than the other answer.
            let decided = *whole == decides || other == decides;
            *whole = if decided { decides } else { (*whole).max(other).max(1 - decides) };
        }
    }
    Some(whole)
}

/// The column that a node reads of the row at hand, where a blank cell answers nothing and every cell could be read.
fn row_column(node: &Node, table: usize, view: &TableView<'_>) -> Option<usize> {
    match &node.operation {
        Operation::Lookup(Lookup::Row { table: of, column }, Absence::Unknown | Absence::Fails)
            if *of == table && view.unread(*column).is_none() =>
        {
            Some(*column)
        }
        _ => None,
    }
}

fn compare(
    ground: &Ground<'_>,
    left: &Node,
    comparison: Comparison,
    right: &Node,
    table: usize,
    rows: &Range<usize>,
) -> Option<Vec<u8>> {
    let view = &ground.tables[table];
    let column = row_column(left, table, view)?;
    match (&right.operation, left.kind, right.kind) {
        (Operation::Word(word), Kind::Word, _) => by_word(view, column, rows, |of| {
            let order = if of == *word { std::cmp::Ordering::Equal } else { ground.word(of).cmp(ground.word(*word)) };
            satisfies(order, comparison)
        }),
        (Operation::Date(day), Kind::Date, _) => by_day(view, column, rows, |_, of| satisfies(of.cmp(day), comparison)),
        (Operation::RowEnd { table: of }, Kind::Date, _) if *of == table && view.key == Some(PeriodKey::Month) => {
            let ends = MonthEnds::new();
            by_day(view, column, rows, |row, of| satisfies(of.cmp(&ends.of(view.period[row])), comparison))
        }
        (Operation::Number(digits), Kind::Fixed(scale), Kind::Fixed(of_number)) => {
            let common = scale.max(of_number);
            let (factor, bound) = (rescale(1, scale, common)?, rescale(*digits, of_number, common)?);
            let factor = i128::from(i64::try_from(factor).ok()?);
            let Some((values, filled)) = view.numbers(column) else { return Some(vec![DOUBT; rows.len()]) };
            let values = &values[rows.clone()];
            Some(match (i64::try_from(bound), factor) {
                (Ok(bound), 1) => {
                    in_doubt_where_blank(|place| satisfies(values[place].cmp(&bound), comparison), filled, rows)
                }
                _ => {
                    let truth = |place: usize| satisfies((i128::from(values[place]) * factor).cmp(&bound), comparison);
                    in_doubt_where_blank(truth, filled, rows)
                }
            })
        }
        _ => None,
    }
}

fn by_word(view: &TableView<'_>, column: usize, rows: &Range<usize>, holds: impl Fn(u32) -> bool) -> Option<Vec<u8>> {
    if !view.has(column) {
        return Some(vec![DOUBT; rows.len()]);
    }
    let Codes { codes, words, filled } = view.codes(column)?;
    let of_code: Vec<bool> = words.iter().map(|word| holds(*word)).collect();
    let codes = &codes[rows.clone()];
    let truth = |place: usize| of_code.get(codes[place] as usize).copied().unwrap_or(false);
    Some(in_doubt_where_blank(truth, filled, rows))
}

fn by_day(
    view: &TableView<'_>,
    column: usize,
    rows: &Range<usize>,
    holds: impl Fn(usize, i32) -> bool,
) -> Option<Vec<u8>> {
    if !view.has(column) {
        return Some(vec![DOUBT; rows.len()]);
    }
    let (days, filled) = view.dates(column)?;
    Some(in_doubt_where_blank(|place| holds(rows.start + place, days[rows.start + place]), filled, rows))
}

fn in_doubt_where_blank(truth: impl Fn(usize) -> bool, filled: Option<&[bool]>, rows: &Range<usize>) -> Vec<u8> {
    match filled {
        None => (0..rows.len()).map(|place| u8::from(truth(place))).collect(),
        Some(filled) => {
            let filled = filled[rows.clone()].iter().enumerate().filter(|(_, filled)| **filled);
            let mut answers = vec![DOUBT; rows.len()];
            filled.for_each(|(place, _)| answers[place] = u8::from(truth(place)));
            answers
        }
    }
}
