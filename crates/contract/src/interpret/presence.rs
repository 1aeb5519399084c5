//! What evidence says of a person in each month: present, suspended, leaving, absent, or unknown.

use std::collections::{BTreeMap, BTreeSet};

use super::answer::Value;
use super::lookup::cell;
use super::world::{Scene, Subject, World};
use crate::calendar::{Date, Month};
use crate::facts::{Period, Row};
use crate::identity::Pseudonym;
use crate::model::{SpellSource, Spells};

/// The state of a person in a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    Present,
    /// Suspended; the month counts as kept.
    Counting,
    /// Suspended; the month is only bridged.
    Bridging,
    /// The job ends in this month, on this day where the evidence names it.
    Ends(Option<Date>),
    /// Covered, and the person is not employed.
    Absent,
    /// No source covers the month, or the person's row may be among those refused.
    Unknown,
}

/// The states of one person, month by month.
#[derive(Debug, Clone)]
pub(crate) struct History {
    pub(crate) first: Month,
    pub(crate) states: Vec<State>,
    /// The months that are unknown because rows were refused, with the table.
    pub(crate) refused: BTreeMap<Month, String>,
}

impl History {
    /// The state in a month; unknown outside the months of evidence.
    pub(crate) fn at(&self, month: Month) -> State {
        let place = usize::try_from(month.index() - self.first.index()).ok();
        place.and_then(|place| self.states.get(place)).copied().unwrap_or(State::Unknown)
    }

    /// Every month with its state.
    pub(crate) fn months(&self) -> impl Iterator<Item = (Month, State)> + '_ {
        (0..).zip(&self.states).map(|(place, state)| (self.first.plus(place), *state))
    }
}

/// The months of a definition: from the first to the last that a source covers, and on to the last that is over.
pub(crate) fn months(world: &World<'_>, spells: &Spells) -> Option<(Month, Month)> {
    let covered: BTreeSet<Month> =
        spells.sources.iter().flat_map(|source| world.evidence.covered(&source.table)).filter_map(month_of).collect();
    let (first, mut last) = (*covered.first()?, *covered.last()?);
    while last.plus(1).last_day() < world.as_known_on {
        last = last.plus(1);
    }
    Some((first, last))
}

/// Everybody who has a row in a source.
pub(crate) fn persons(world: &World<'_>, spells: &Spells) -> BTreeSet<Pseudonym> {
    let mut persons = BTreeSet::new();
    for source in &spells.sources {
        for period in world.evidence.covered(&source.table) {
            persons.extend(world.evidence.listed(&source.table, period).iter().filter_map(|row| row.person));
        }
    }
    persons
}

/// The history of a person over the months of the definition.
pub(crate) fn history(world: &World<'_>, spells: &Spells, person: Pseudonym, first: Month, last: Month) -> History {
    let mut history = History { first, states: Vec::new(), refused: BTreeMap::new() };
    for month in (first.index()..=last.index()).map(Month::from_index) {
        let state = match state(world, spells, person, month) {
            Ok(state) => state,
            Err(table) => {
                history.refused.insert(month, table.to_owned());
                State::Unknown
            }
        };
        history.states.push(state);
    }
    history
}

/// The first source that covers the month decides; fails with its table when the row may be among those refused.
fn state<'s>(world: &World<'_>, spells: &'s Spells, person: Pseudonym, month: Month) -> Result<State, &'s str> {
    let period = Some(Period::Month(month));
    let covers = |source: &&SpellSource| world.evidence.coverage(&source.table, period).known().is_some();
    let Some(source) = spells.sources.iter().find(covers) else { return Ok(State::Unknown) };
    match world.evidence.rows(&source.table, Some(person), period).known() {
        Some(rows) => Ok(rows.first().map_or(State::Absent, |row| judge(world, source, row, month))),
        None => Err(&source.table),
    }
}

/// What one row says.
fn judge(world: &World<'_>, source: &SpellSource, row: &Row, month: Month) -> State {
    let situation = source.situation.as_ref().and_then(|column| cell(row, column));
    let among = |words: &[String]| matches!(&situation, Some(Value::Word(word)) if words.contains(word));
    let left = source.left.as_ref().and_then(|column| cell(row, column)).map(Value::date);
    if among(&source.ending) || left.is_some_and(|left| left <= month.last_day()) {
        return State::Ends(left);
    }
    let subject = Subject { person: row.person, parameter_day: Some(month.first_day()), ..Subject::default() };
    let present = Scene::condition(world, &subject, &[]).at_row(&source.table, row).holds(&source.present);
    match present {
        true => State::Present,
        false if among(&source.counting) => State::Counting,
        false if among(&source.bridging) => State::Bridging,
        false => State::Absent,
    }
}

/// The month of a monthly period.
pub(crate) fn month_of(period: Period) -> Option<Month> {
    match period {
        Period::Month(month) => Some(month),
        Period::Year(_) => None,
    }
}
