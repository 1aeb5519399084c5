//! Spells of presence: from the months of each person to runs of months, by a machine that reads every row once.
//!
//! What a month is (present, counting, bridging, ending, absent, unknown) is settled row by row first; the machine then
//! walks each person's months in order, in `spells::machine`. Ranks are in `ranks`. The definition's words are told in `contract::model`.

use std::ops::Range;

use super::table::TableView;
use super::{Ground, last_day, month_of};
use crate::assess::AssessError;
use crate::program::SpellsProgram;
use crate::state::State;

mod hires;
mod holes;
mod machine;
mod rows;

use hires::Restated;
use machine::Machine;
use rows::row_states;

/// What a month is for a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MonthState {
    Unknown,
    Absent,
    Present,
    Counting,
    Bridging,
    Ends,
}

impl MonthState {
    /// Whether the person is employed when the month is over.
    pub(crate) const fn goes_on(self) -> bool {
        matches!(self, MonthState::Present | MonthState::Counting | MonthState::Bridging)
    }

    /// What two rows of a month say together: employed if one goes on; else unknown if one is; else an exit if one shows it.
    const fn joined(self, other: MonthState) -> MonthState {
        if self.strength() >= other.strength() { self } else { other }
    }

    const fn strength(self) -> u8 {
        match self {
            MonthState::Present => 5,
            MonthState::Counting => 4,
            MonthState::Bridging => 3,
            MonthState::Unknown => 2,
            MonthState::Ends => 1,
            MonthState::Absent => 0,
        }
    }
}

/// The end of a spell: nothing while it is open. The two days differ where unknown months hide the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct End {
    pub(crate) earliest: i32,
    pub(crate) latest: i32,
}

impl End {
    const fn on(day: i32) -> End {
        End { earliest: day, latest: day }
    }

    /// Whether the evidence names the day.
    const fn is_known(self) -> bool {
        self.earliest == self.latest
    }
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Spell {
    pub(crate) person: u32,
    pub(crate) first_month: i32,
    pub(crate) last_month: i32,
    pub(crate) start: Option<i32>,
    /// Why there is no start, where hire dates contradict one another.
    pub(crate) restated: Option<Restated>,
    /// The earliest day of hire that its months show.
    pub(crate) earliest_hired: Option<i32>,
    pub(crate) end: Option<End>,
    pub(crate) kept_min: u32,
    pub(crate) kept_max: u32,
    pub(crate) first_unknown: Option<i32>,
    /// The first unknown month after `last_month`, and the last.
    unknown_after: Option<(i32, i32)>,
    pub(crate) has_hole: bool,
    pub(crate) nth: u32,
}

/// The spells of one definition, by person, then first month.
pub(crate) struct SpellSet {
    pub(crate) list: Vec<Spell>,
    /// The last month known of, or over on the day of knowledge.
    pub(crate) last_month: i32,
    /// Persons and months that are holes, in order.
    holes: Vec<(u32, i32)>,
    /// Persons and months that are another than their rows say, in order, with what such a month is.
    mended: Vec<(u32, i32, MonthState)>,
    sources: Vec<SourceStates>,
    pub(crate) first_source: u16,
}

struct SourceStates {
    table: usize,
    rows: Vec<MonthState>,
    /// Rows that say something that could not be read, and why, in order.
    unread: Vec<(usize, State)>,
}

impl SpellSet {
    #[inline]
    pub(crate) fn start(&self, spell: usize) -> Option<i32> {
        self.list[spell].start
    }

    #[inline]
    pub(crate) fn start_state(&self, spell: usize) -> State {
        let spell = &self.list[spell];
        match (spell.start, spell.restated) {
            (Some(_), _) => State::KNOWN,
            (None, Some((first, other, month))) => State::start_restated(first, other, month),
            (None, None) => State::start_not_shown(spell.first_month),
        }
    }

    /// Why nobody knows what a window of months of the spell holds, where a hole lies in it.
    pub(crate) fn hole_within(&self, ground: &Ground<'_>, spell: usize, from: i32, to: i32) -> Option<State> {
        let spell = &self.list[spell];
        if !spell.has_hole {
            return None;
        }
        let first = self.holes.partition_point(|hole| *hole < (spell.person, from.max(spell.first_month)));
        let (person, month) = *self.holes.get(first)?;
        let is_within = person == spell.person && month <= to.min(spell.last_month);
        is_within.then(|| self.unknown(ground, person, month))
    }

    /// The places of spells of a range of persons.
    pub(crate) fn of_persons(&self, persons: &Range<u32>) -> Range<usize> {
        let before = |person: u32| self.list.partition_point(|spell| spell.person < person);
        before(persons.start)..before(persons.end)
    }

    #[inline]
    pub(crate) fn latest_end(&self, spell: usize) -> Option<i32> {
        self.list[spell].end.map(|end| end.latest)
    }

    /// The state of a month.
    fn month_state(&self, ground: &Ground<'_>, person: u32, month: i32) -> MonthState {
        if self.is_hole(person, month) {
            return MonthState::Unknown;
        }
        if let Some(state) = self.mended(person, month) {
            return state;
        }
        let Some((source, table)) = self.telling(ground, month) else { return MonthState::Unknown };
        let rows = table.rows_within(person, month, month).map(|row| source.rows[row]);
        let is_known = table.knowledge(person, month).is_known();
        let without = if is_known { MonthState::Absent } else { MonthState::Unknown };
        rows.reduce(MonthState::joined).unwrap_or(without)
    }

    fn mended(&self, person: u32, month: i32) -> Option<MonthState> {
        let found = self.mended.binary_search_by_key(&(person, month), |(person, month, _)| (*person, *month));
        found.ok().map(|place| self.mended[place].2)
    }

    /// The source that tells a month.
    fn telling<'s>(&'s self, ground: &'s Ground<'_>, month: i32) -> Option<(&'s SourceStates, &'s TableView<'s>)> {
        let tables = self.sources.iter().map(|source| &ground.tables[source.table]);
        let place = telling(tables, month)?;
        self.sources.get(place).map(|source| (source, &ground.tables[source.table]))
    }

    /// Why nobody knows what a month of a person was; nothing when it is known.
    pub(crate) fn unknown_in(&self, ground: &Ground<'_>, person: u32, month: i32) -> Option<State> {
        let is_unknown = self.month_state(ground, person, month) == MonthState::Unknown;
        is_unknown.then(|| self.unknown(ground, person, month))
    }

    fn is_hole(&self, person: u32, month: i32) -> bool {
        self.holes.binary_search(&(person, month)).is_ok()
    }

    /// Why the state of a month is unknown: it is a hole, the day of leaving is not shown, rows of the file that covers it were
    /// refused, or no file does.
    fn unknown(&self, ground: &Ground<'_>, person: u32, month: i32) -> State {
        if self.mended(person, month) == Some(MonthState::Unknown) {
            return State::exit_day_not_shown(month);
        }
        let Some((source, table)) = self.telling(ground, month) else {
            return State::missing(self.first_source, month);
        };
        if self.is_hole(person, month) {
            return State::hole(table.index, month);
        }
        let rows = table.rows_within(person, month, month);
        let first = source.unread.partition_point(|(row, _)| *row < rows.start);
        match source.unread.get(first) {
            Some((row, why)) if *row < rows.end => *why,
            _ => State::rows_refused(table.index, month),
        }
    }

    /// Whether the person is employed `months` after the start of the spell. What the month of that day says is not changed by
    /// what comes after it; before its first month a job was not there, unless nobody knows what a month was.
    pub(crate) fn present_after(
        &self,
        ground: &Ground<'_>,
        spell: usize,
        months: u32,
    ) -> Result<(bool, State), AssessError> {
        let unknown_start = self.start_state(spell);
        let spell = &self.list[spell];
        let Some(start) = spell.start else { return Ok((false, unknown_start)) };
        // A day beyond all calendars rests on an absurd start: that job's matter, and nobody else's.
        let Some(day) = crate::evaluate::plus_months(start, i64::from(months)) else {
            return Ok((false, State::TOO_LARGE));
        };
        let month = month_of(day);
        let state = || self.month_state(ground, spell.person, month);
        if month < spell.first_month {
            let is_unknown = state() == MonthState::Unknown;
            return Ok((false, if is_unknown { self.unknown(ground, spell.person, month) } else { State::KNOWN }));
        }
        if let Some(end) = spell.end.filter(|end| day > end.earliest) {
            if day > end.latest {
                return Ok((false, State::KNOWN));
            }
            let is_unknown = state() == MonthState::Unknown;
            let hidden = if is_unknown { Some(month) } else { spell.unknown_after.map(|(first, _)| first) };
            let why = hidden.map(|month| self.unknown(ground, spell.person, month));
            return Ok((false, why.unwrap_or(State::exit_day_not_shown(month))));
        }
        let is_later = spell.end.is_none() && month > spell.last_month;
        if is_later && !ground.clock.is_month_over(month) {
            return Ok((false, State::not_yet(day)));
        }
        Ok(match state() {
            MonthState::Unknown => (false, self.unknown(ground, spell.person, month)),
            MonthState::Ends => (spell.end.is_some_and(|end| month_of(end.latest) == month), State::KNOWN),
            MonthState::Absent => (false, State::KNOWN),
            _ => (true, State::KNOWN),
        })
    }

    /// Whether the spell has kept that many months.
    pub(crate) fn kept_at_least(
        &self,
        ground: &Ground<'_>,
        spell: usize,
        months: u32,
    ) -> Result<(bool, State), AssessError> {
        let spell = &self.list[spell];
        if spell.kept_min >= months {
            return Ok((true, State::KNOWN));
        }
        if spell.kept_max >= months {
            let unknown =
                spell.first_unknown.ok_or(AssessError::Inconsistent("bounds differ without an unknown month"))?;
            return Ok((false, self.unknown(ground, spell.person, unknown)));
        }
        if spell.end.is_some() {
            return Ok((false, State::KNOWN));
        }
        let month = i64::from(self.last_month) + i64::from(months - spell.kept_max);
        Ok(match i32::try_from(month).ok().filter(|month| *month < 9999 * 12) {
            Some(month) => (false, State::not_yet(last_day(month))),
            None => (false, State::TOO_LARGE),
        })
    }
}

/// The spells of a range of persons, and what their rows say, source by source.
pub(crate) struct SpellPart {
    list: Vec<Spell>,
    holes: Vec<(u32, i32)>,
    mended: Vec<(u32, i32, MonthState)>,
    rows: Vec<Vec<MonthState>>,
    unread: Vec<Vec<(usize, State)>>,
}

/// The place of the source that tells a month: the first that a file covers, else the first that owes none.
fn telling<'t, 'a: 't>(tables: impl Iterator<Item = &'t TableView<'a>> + Clone, month: i32) -> Option<usize> {
    let filed = tables.clone().position(|table| table.is_filed(month));
    filed.or_else(|| tables.clone().position(|table| table.covers(month)))
}

/// The first and last month that some source covers.
fn covered(ground: &Ground<'_>, program: &SpellsProgram) -> Option<(i32, i32)> {
    let ranges = program.sources.iter().filter_map(|source| ground.tables[source.table].filed_range());
    ranges.reduce(|(first, last), (other_first, other_last)| (first.min(other_first), last.max(other_last)))
}

/// The last month known of, or over on the day of knowledge.
fn last_known(ground: &Ground<'_>, last_covered: i32) -> i32 {
    ground.clock.last_month_over(Some(last_covered))
}

/// The spells of a definition for a range of persons.
pub(crate) fn part(
    ground: &Ground<'_>,
    program: &SpellsProgram,
    persons: &Range<u32>,
) -> Result<SpellPart, AssessError> {
    let told = program.sources.iter().map(|source| row_states(ground, source, persons));
    let (rows, unread) = told.collect::<Result<Vec<_>, AssessError>>()?.into_iter().unzip();
    let mut part = SpellPart { list: Vec::new(), holes: Vec::new(), mended: Vec::new(), rows, unread };
    let Some((first, last)) = covered(ground, program) else { return Ok(part) };
    let mut machine = Machine::new(ground, program, (first, last));
    for person in persons.clone() {
        machine.look(person, persons, &part.rows);
        machine.walk(person, persons, &part.rows);
    }
    (part.list, part.holes, part.mended) = (machine.spells, machine.holes, machine.mended);
    Ok(part)
}

/// The spells of a definition for one operator, from its parts in order of person.
pub(crate) fn whole(ground: &Ground<'_>, program: &SpellsProgram, parts: Vec<SpellPart>) -> SpellSet {
    let first_source = program.sources.first().map_or(0, |source| ground.tables[source.table].index);
    let last_month = covered(ground, program).map_or(0, |(_, last)| last_known(ground, last));
    let mut sources: Vec<SourceStates> = program
        .sources
        .iter()
        .map(|source| SourceStates { table: source.table, rows: Vec::new(), unread: Vec::new() })
        .collect();
    let mut list = Vec::with_capacity(parts.iter().map(|part| part.list.len()).sum());
    let (mut holes, mut mended) = (Vec::new(), Vec::new());
    for part in parts {
        list.extend(part.list);
        holes.extend(part.holes);
        mended.extend(part.mended);
        for (source, unread) in sources.iter_mut().zip(part.unread) {
            source.unread.extend(unread);
        }
        for (source, mut rows) in sources.iter_mut().zip(part.rows) {
            if source.rows.is_empty() {
                source.rows = rows;
            } else {
                source.rows.append(&mut rows);
            }
        }
    }
    SpellSet { list, last_month, holes, mended, sources, first_source }
}
