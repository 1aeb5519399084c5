//! Evaluation of typed nodes over a frame of keys, or over rows inside filters: one column out.
//!
//! Leaves read evidence in `evaluate::read` and `evaluate::road`, sums of rows are in `evaluate::fold`, arithmetic is in `evaluate::operate`, truths in `evaluate::truth`,
//! parameters in `evaluate::parameter`. States travel beside values by the rules of [`crate::state`].

use std::rc::Rc;

use crate::assess::AssessError;
use crate::column::{Bound, Column, Digits, Values};
use crate::program::{Kind, Node, Operation};
use crate::space::frame::Frame;
use crate::space::{first_day, last_day, month_of};
use crate::state::State;

mod bounds;
mod filter;
mod fold;
mod heads;
mod operate;
mod parameter;
mod read;
mod road;
mod several;
mod truth;

pub(crate) use filter::held;
pub(crate) use operate::coerced;
pub(crate) use parameter::value_on;

pub(crate) use road::own_lookup;
pub(crate) use several::agreed;

/// Rows at hand, each with the key it falls to (no keys at all for presence).
#[derive(Clone, Copy)]
pub(crate) struct Rows<'r> {
    pub(crate) table: usize,
    pub(crate) key: &'r [u32],
    pub(crate) row: &'r [u32],
}

/// Over what a node is evaluated.
#[derive(Clone, Copy)]
pub(crate) struct Scope<'s, 'g> {
    pub(crate) frame: &'s Frame<'g>,
    pub(crate) rows: Option<Rows<'s>>,
}

impl Scope<'_, '_> {
    #[inline]
    fn length(&self) -> usize {
        self.rows.map_or(self.frame.length, |rows| rows.row.len())
    }

    /// The person of a place, zero when there is none.
    #[inline]
    fn person(&self, place: usize) -> u32 {
        match self.rows {
            Some(rows) => {
                self.frame.ground.tables[rows.table].person.get(rows.row[place] as usize).copied().unwrap_or(0)
            }
            None => self.frame.person.get(place).copied().unwrap_or(0),
        }
    }
}

/// `date + months`, clamped at the end of the month, within the calendar.
pub(crate) fn plus_months(day: i32, months: i64) -> Option<i32> {
    let month = month_of(day);
    let reached = i32::try_from(i64::from(month) + months).ok().filter(|reached| (12..9999 * 12).contains(reached))?;
    // The day of the month stands, but no later than the last.
    Some((first_day(reached) + (day - first_day(month))).min(last_day(reached)))
}

/// The column of a node.
pub(crate) fn evaluate(node: &Node, scope: Scope<'_, '_>) -> Result<Rc<Column>, AssessError> {
    if let Some(rows) = scope.rows.filter(|_| !node.by_row) {
        // Constants serve rows as they are; what belongs to the key goes to each of its rows.
        let by_key = evaluate(node, Scope { frame: scope.frame, rows: None })?;
        return Ok(if by_key.uniform { by_key } else { Rc::new(by_key.gather(rows.key)) });
    }
    if let Operation::Step(step) = node.operation {
        return self::step(scope.frame, step);
    }
    if let Operation::Lookup(lookup, absence) = &node.operation {
        return read::lookup(scope, node.kind, lookup, absence);
    }
    let length = scope.length();
    let one = |node: &Node| evaluate(node, scope);
    Ok(Rc::new(match &node.operation {
        Operation::Number(digits) => match node.kind {
            Kind::Fixed(scale) => Column::uniform(Values::Fixed(scale, Digits::one(*digits))),
            _ => return Err(AssessError::Inconsistent("a number without a scale")),
        },
        Operation::Date(day) => Column::uniform(Values::Date(vec![*day])),
        Operation::Word(word) => Column::uniform(Values::Word(vec![*word])),
        Operation::Step(_) | Operation::Lookup(..) => {
            return Err(AssessError::Inconsistent("a node was evaluated twice"));
        }
        Operation::SpellStart | Operation::SpellCounted | Operation::SpellNth | Operation::SpellRank(_) => {
            read::spell(scope.frame, &node.operation)?
        }
        Operation::PresentAfter(months) => {
            let ground = scope.frame.ground;
            let spells = ground.spells(scope.frame.definition)?;
            spell_truth(scope.frame, |spell| spells.present_after(ground, spell, *months))?
        }
        Operation::KeptAtLeast(months) => {
            let ground = scope.frame.ground;
            let spells = ground.spells(scope.frame.definition)?;
            spell_truth(scope.frame, |spell| spells.kept_at_least(ground, spell, *months))?
        }
        Operation::AnniversaryNumber => {
            let numbers = scope.frame.anniversary.iter().map(|number| i64::from(*number)).collect();
            Column::new(Values::Fixed(0, Digits::narrow(numbers)), Vec::new())
        }
        Operation::PeriodStart => read::period(scope.frame, |(first, _)| first)?,
        Operation::PeriodEnd => read::period(scope.frame, |(_, last)| last)?,
        Operation::RowEnd { table } => {
            let table = &scope.frame.ground.tables[*table];
            let rows = scope.rows.map_or(&[][..], |rows| rows.row);
            let days = rows.iter().map(|row| table.read_on(table.period[*row as usize], false)).collect();
            Column::new(Values::Date(days), Vec::new())
        }
        Operation::IsBlank(lookup, absence) => read::is_blank(scope, lookup, absence)?,
        Operation::Never(of) => {
            let of = one(of)?;
            let length = if of.uniform { 1 } else { length };
            Column {
                values: Values::Truth(vec![false; length]),
                states: of.states.clone(),
                uniform: of.uniform,
                bounds: Vec::new(),
            }
        }
        Operation::Series { series, step, at } => read::series(scope, node.kind, *series, *step, &*one(at)?)?,
        Operation::Parameter(parameter) => parameter::read(scope.frame, *parameter)?,
        Operation::Brackets { of, parameter } => parameter::brackets(scope.frame, node.kind, *parameter, &*one(of)?)?,
        Operation::ByParameter { parameter, by } => parameter::by(scope.frame, node.kind, *parameter, &*one(by)?)?,
        Operation::PlusMonths(date, months) => {
            let date = one(date)?;
            operate::map(length, &date, date.dates(), 0, |day| plus_months(day, i64::from(*months)), Values::Date)
        }
        Operation::Add(left, right) => {
            let (left, right) = (one(left)?, one(right)?);
            bounds::carried(operate::add(length, node.kind, &left, &right), &left, &right, Bound::plus)
        }
        Operation::Subtract(left, right) => {
            let (left, right) = (one(left)?, one(right)?);
            bounds::carried(operate::subtract(length, node.kind, &left, &right), &left, &right, Bound::minus)
        }
        Operation::Times(left, right) => operate::times(length, node.kind, &*one(left)?, &*one(right)?),
        Operation::Ratio { of, to, if_zero } => operate::ratio(length, &*one(of)?, &*one(to)?, *if_zero),
        Operation::AtMost(left, right) => {
            let (left, right) = (one(left)?, one(right)?);
            bounds::carried(operate::bound(length, node.kind, &left, &right, true), &left, &right, Bound::smaller)
        }
        Operation::AtLeast(left, right) => {
            let (left, right) = (one(left)?, one(right)?);
            bounds::carried(operate::bound(length, node.kind, &left, &right, false), &left, &right, Bound::larger)
        }
        Operation::TiedShare { rank, within } => read::tied_share(scope.frame, *rank, &*one(within)?)?,
        Operation::Round { of, to_digits, to_scale, mode } => {
            operate::round_column(length, &*one(of)?, *to_digits, *to_scale, *mode)
        }
        Operation::Compare(left, comparison, right) => {
            let (left, right) = (one(left)?, one(right)?);
            let compared = truth::compare(scope.frame.ground, length, &left, *comparison, &right);
            bounds::decided(compared, &left, *comparison, &right)
        }
        Operation::In(of, words) => {
            let of = one(of)?;
            operate::map(length, &of, of.words(), false, |word| Some(words.contains(&word)), Values::Truth)
        }
        Operation::Within(date, (first, last)) => {
            let date = one(date)?;
            operate::map(length, &date, date.dates(), false, |day| Some(*first <= day && day <= *last), Values::Truth)
        }
        Operation::And(parts) | Operation::Or(parts) => {
            let parts = parts.iter().map(one).collect::<Result<Vec<_>, _>>()?;
            let is_and = matches!(node.operation, Operation::And(_));
            truth::combine(length, &parts, is_and)
        }
        Operation::Not(of) => {
            let of = one(of)?;
            operate::map(length, &of, of.truths(), false, |truth| Some(!truth), Values::Truth)
        }
        Operation::Sum { table, column, filter, over } => {
            fold::fold(scope.frame, *table, Some(*column), filter.as_deref(), *over, node.kind)?
        }
        Operation::Count { table, filter, over } => {
            fold::fold(scope.frame, *table, None, filter.as_deref(), *over, node.kind)?
        }
        Operation::Choose { cases, otherwise } => {
            let cases = cases
                .iter()
                .map(|(condition, value)| Ok((one(condition)?, one(value)?)))
                .collect::<Result<Vec<_>, AssessError>>()?;
            let otherwise = one(otherwise)?;
            bounds::chosen(truth::choose(length, node.kind, &cases, &otherwise), &cases, &otherwise)
        }
        Operation::RunningExcess { .. } | Operation::AtMonth { .. } => {
            return Err(AssessError::Inconsistent("a running step outside a series"));
        }
    }))
}

/// The column of an earlier step, computed at its first use.
fn step(frame: &Frame<'_>, step: usize) -> Result<Rc<Column>, AssessError> {
    if let Some(column) = frame.known_step(step) {
        return Ok(column);
    }
    let node = frame.step_node(step).ok_or(AssessError::Inconsistent("a step that the clause does not have"))?;
    let column = evaluate(node, Scope { frame, rows: None })?;
    Ok(frame.set_step(step, column))
}

fn spell_truth(
    frame: &Frame<'_>,
    of_spell: impl Fn(usize) -> Result<(bool, State), AssessError>,
) -> Result<Column, AssessError> {
    let mut truths = Vec::with_capacity(frame.length);
    let mut states = Vec::with_capacity(frame.length);
    for spell in &frame.spell {
        let (truth, state) = of_spell(*spell as usize)?;
        truths.push(truth);
        states.push(state);
    }
    Ok(Column::tidied(Values::Truth(truths), states))
}
