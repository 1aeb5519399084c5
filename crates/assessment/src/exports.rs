//! What clauses read of the whole operator: values of series by month, ranks of spells. An explanation of one amount cites
//! them from here instead of computing the operator anew. The file of determinations is another thing: `office::export`.
//!
//! Only what some clause read is listed. Values are exact and carry the states that the clauses saw; what was too large to
//! be computed exactly is nothing.

use std::collections::HashMap;

use contract::calendar::{Date, Month};
use contract::interpret::{Given, Place};

use crate::column::Column;
use crate::number::Fraction;
use crate::space::Ground;
use crate::space::ranks::{Ranking, Spot};
use crate::space::series::SeriesValues;
use crate::state::{Kind, State};

/// What clauses read of one operator as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Exports {
    /// Series, in the contract's order.
    pub series: Vec<SeriesExport>,
    /// Ranks, by definition, then in the definition's order.
    pub ranks: Vec<RankExport>,
}

/// A series over the months that its table covers, first to last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeriesExport {
    /// The definition.
    pub definition: String,
    /// The month of the first value of each step.
    pub first_month: Month,
    /// Step by step in the definition's order, month by month.
    pub steps: Vec<Vec<Option<Given>>>,
}

/// The ranks of all spells of a definition, in columns of equal length: by person, then first month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RankExport {
    /// The definition.
    pub definition: String,
    /// Which of its ranks.
    pub rank: usize,
    /// Index among the persons.
    pub person: Vec<u32>,
    /// The first month of the spell.
    pub first_month: Vec<Month>,
    /// The place, from 1, of those who have one alone and for sure; else zero.
    pub value: Vec<u32>,
    /// Of the others: index among `apart`.
    pub why: Vec<Option<u32>>,
    /// Places that are shared or not certain, and why there is none.
    pub apart: Vec<Apart>,
}

/// A place that is shared or not certain, or why there is none; nothing for what was too large to be computed.
pub type Apart = Option<Result<Place, Given>>;

pub(crate) fn exports(ground: &Ground<'_>) -> Exports {
    let series = ground.program.series.iter().zip(ground.series_read());
    let series = series.filter_map(|(program, values)| Some(of_series(ground, &program.id, values?)));
    let mut ranks = Vec::new();
    for (definition, program) in ground.program.spells.iter().enumerate() {
        let (Some(spells), read) = (ground.spells_read(definition), ground.ranks_read(definition)) else { continue };
        for (rank, ranking) in read.enumerate() {
            let Some(ranking) = ranking else { continue };
            let mut export = RankExport {
                definition: program.id.clone(),
                rank,
                person: spells.list.iter().map(|spell| spell.person).collect(),
                first_month: spells.list.iter().map(|spell| Month::from_index(spell.first_month)).collect(),
                value: Vec::with_capacity(spells.list.len()),
                why: Vec::with_capacity(spells.list.len()),
                apart: Vec::new(),
            };
            export.fill(ground, ranking);
            ranks.push(export);
        }
    }
    Exports { series: series.collect(), ranks }
}

impl RankExport {
    fn fill(&mut self, ground: &Ground<'_>, ranking: &Ranking) {
        let mut known: HashMap<(State, Option<Spot>), u32> = HashMap::new();
        for spell in 0..self.person.len() {
            let (state, spot) = (ranking.states[spell], ranking.places[spell]);
            let alone =
                spot.filter(|spot| state.is_known() && spot.equals == (1, 1) && spot.first == (spot.last, spot.last));
            self.value.push(alone.map_or(0, |spot| spot.last));
            self.why.push(alone.is_none().then(|| {
                *known.entry((state, spot)).or_insert_with(|| {
                    self.apart.push(match ranking.place(ground, spell) {
                        Some(place) => Some(Ok(place)),
                        None => without(ground, state).map(Err),
                    });
                    self.apart.len() as u32 - 1
                })
            }));
        }
    }
}

fn of_series(ground: &Ground<'_>, definition: &str, values: &SeriesValues) -> SeriesExport {
    let months = 0..values.length;
    let step = |column: &Column| months.clone().map(|month| exported(ground, column, month)).collect();
    SeriesExport {
        definition: definition.to_owned(),
        first_month: Month::from_index(values.first),
        steps: values.steps.iter().map(step).collect(),
    }
}

fn exported(ground: &Ground<'_>, column: &Column, index: usize) -> Option<Given> {
    let state = column.state(index);
    if !state.is_known() {
        let part = |number: Fraction| (number.reduced().top(), number.reduced().bottom());
        return match (column.bound(index), without(ground, state)?) {
            (Some(bound), Given::Unknown(reason)) => {
                Some(Given::Between { least: bound.least.map(part), most: bound.most.map(part), reason })
            }
            (_, without) => Some(without),
        };
    }
    let position = column.position(index);
    let number = |number: Fraction| {
        let number = number.reduced();
        Given::Number { top: number.top(), bottom: number.bottom() }
    };
    let value = column.number(index).map(number);
    let value = value.or_else(|| column.dates().get(position).map(|day| Given::Date(Date::from_days(*day))));
    let value = value.or_else(|| column.truths().get(position).map(|truth| Given::Truth(*truth)));
    value.or_else(|| column.words().get(position).map(|word| Given::Word(ground.word(*word).to_owned())))
}

fn without(ground: &Ground<'_>, state: State) -> Option<Given> {
    let reason = state.reason(ground.program, |word| ground.word(word))?;
    Some(match state.kind() {
        Kind::Absent => Given::Absent(reason),
        Kind::Pending => Given::Pending(reason),
        _ => Given::Unknown(reason),
    })
}
