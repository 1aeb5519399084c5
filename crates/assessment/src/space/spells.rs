//! Spells of presence: from the months of each person to runs of months, by a machine that reads every row once.
//!
//! What a month is (present, counting, bridging, ending, absent, unknown) is settled row by row first; the machine then
//! walks each person's months in order. Ranks are in `ranks`. The definition's words are told in `contract::model`.

use std::ops::Range;

use super::frame::Frame;
use super::table::TableView;
use super::{Ground, first_day, last_day, month_of};
use crate::assess::AssessError;
use crate::evaluate::{holds, is_held};
use crate::program::{SourceProgram, SpellsProgram};
use crate::state::State;

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

/// The end of a spell: nothing while it is open. The two days differ where unknown months hide the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct End {
    pub(crate) earliest: i32,
    pub(crate) latest: i32,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Spell {
    pub(crate) person: u32,
    pub(crate) first_month: i32,
    pub(crate) last_month: i32,
    pub(crate) start: Option<i32>,
    pub(crate) end: Option<End>,
    pub(crate) kept_min: u32,
    pub(crate) kept_max: u32,
    pub(crate) first_unknown: Option<i32>,
    /// The first unknown month after `last_month`, and the last.
    unknown_after: Option<(i32, i32)>,
    pub(crate) nth: u32,
}

/// The spells of one definition, by person, then first month.
pub(crate) struct SpellSet {
    pub(crate) list: Vec<Spell>,
    /// The last month known of, or over on the day of knowledge.
    pub(crate) last_month: i32,
    sources: Vec<SourceStates>,
    pub(crate) first_source: u16,
}

struct SourceStates {
    table: usize,
    rows: Vec<MonthState>,
}

impl SpellSet {
    pub(crate) fn start(&self, spell: usize) -> Option<i32> {
        self.list[spell].start
    }

    pub(crate) fn start_state(&self, spell: usize) -> State {
        match self.list[spell].start {
            Some(_) => State::KNOWN,
            None => State::start_not_shown(self.list[spell].first_month),
        }
    }

    /// The places of spells of a range of persons.
    pub(crate) fn of_persons(&self, persons: &Range<u32>) -> Range<usize> {
        let before = |person: u32| self.list.partition_point(|spell| spell.person < person);
        before(persons.start)..before(persons.end)
    }

    pub(crate) fn latest_end(&self, spell: usize) -> Option<i32> {
        self.list[spell].end.map(|end| end.latest)
    }

    /// The state of a month, and the source and row that told it.
    fn month_state(&self, ground: &Ground<'_>, person: u32, month: i32) -> (MonthState, Option<(usize, usize)>) {
        for (index, source) in self.sources.iter().enumerate() {
            let table = &ground.tables[source.table];
            if table.covers(month) {
                return match table.row_at(person, month) {
                    Some(row) => (source.rows[row], Some((index, row))),
                    None if table.is_doubtful(month) => (MonthState::Unknown, None),
                    None => (MonthState::Absent, None),
                };
            }
        }
        (MonthState::Unknown, None)
    }

    /// Why the state of a month is unknown: rows of the file that covers it were refused, or no file does.
    fn unknown(&self, ground: &Ground<'_>, month: i32) -> State {
        let mut tables = self.sources.iter().map(|source| &ground.tables[source.table]);
        match tables.find(|table| table.covers(month)) {
            Some(table) => State::rows_refused(table.index, month),
            None => State::missing(self.first_source, month),
        }
    }

    /// Whether the person is employed `months` after the start of the spell.
    pub(crate) fn present_after(
        &self,
        ground: &Ground<'_>,
        spell: usize,
        months: u32,
    ) -> Result<(bool, State), AssessError> {
        let spell = &self.list[spell];
        let Some(start) = spell.start else { return Ok((false, State::start_not_shown(spell.first_month))) };
        let day = crate::evaluate::plus_months(start, i64::from(months)).ok_or(AssessError::Overflow)?;
        let month = month_of(day);
        if let Some(end) = spell.end {
            if day <= end.earliest || day > end.latest {
                return Ok((day <= end.earliest, State::KNOWN));
            }
            let unknown = if self.month_state(ground, spell.person, month).0 == MonthState::Unknown {
                month
            } else {
                spell.unknown_after.map_or(month, |(first, _)| first)
            };
            return Ok((false, self.unknown(ground, unknown)));
        }
        if month > spell.last_month && (day > ground.known_on.days() || last_day(month) >= ground.known_on.days()) {
            return Ok((false, State::not_yet(day)));
        }
        Ok(match self.month_state(ground, spell.person, month).0 {
            MonthState::Unknown => (false, self.unknown(ground, month)),
            MonthState::Absent | MonthState::Ends => (false, State::KNOWN),
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
            return Ok((false, self.unknown(ground, unknown)));
        }
        if spell.end.is_some() {
            return Ok((false, State::KNOWN));
        }
        let month = i64::from(self.last_month) + i64::from(months - spell.kept_max);
        let month = i32::try_from(month).ok().filter(|month| *month < 9999 * 12).ok_or(AssessError::Overflow)?;
        Ok((false, State::not_yet(last_day(month))))
    }
}

/// The spells of a range of persons, and what their rows say, source by source.
pub(crate) struct SpellPart {
    list: Vec<Spell>,
    rows: Vec<Vec<MonthState>>,
}

/// The first and last month that some source covers.
fn covered(ground: &Ground<'_>, program: &SpellsProgram) -> Option<(i32, i32)> {
    let ranges = program.sources.iter().filter_map(|source| ground.tables[source.table].covered_range());
    ranges.reduce(|(first, last), (other_first, other_last)| (first.min(other_first), last.max(other_last)))
}

/// The last month known of, or over on the day of knowledge.
fn last_known(ground: &Ground<'_>, last_covered: i32) -> i32 {
    last_covered.max(ground.known_on.month().index() - 1)
}

/// The spells of a definition for a range of persons.
pub(crate) fn part(
    ground: &Ground<'_>,
    program: &SpellsProgram,
    persons: &Range<u32>,
) -> Result<SpellPart, AssessError> {
    let rows = program.sources.iter().map(|source| row_states(ground, source, persons));
    let mut part = SpellPart { list: Vec::new(), rows: rows.collect::<Result<Vec<_>, AssessError>>()? };
    let Some((first, last)) = covered(ground, program) else { return Ok(part) };
    let mut machine = Machine::new(ground, program, (first, last));
    for person in persons.clone() {
        machine.look(person, persons, &part.rows);
        machine.walk(person);
    }
    part.list = machine.spells;
    Ok(part)
}

/// The spells of a definition for one operator, from its parts in order of person.
pub(crate) fn whole(ground: &Ground<'_>, program: &SpellsProgram, parts: Vec<SpellPart>) -> SpellSet {
    let first_source = program.sources.first().map_or(0, |source| ground.tables[source.table].index);
    let last_month = covered(ground, program).map_or(0, |(_, last)| last_known(ground, last));
    let mut sources: Vec<SourceStates> =
        program.sources.iter().map(|source| SourceStates { table: source.table, rows: Vec::new() }).collect();
    let mut list = Vec::with_capacity(parts.iter().map(|part| part.list.len()).sum());
    for part in parts {
        list.extend(part.list);
        for (source, mut rows) in sources.iter_mut().zip(part.rows) {
            if source.rows.is_empty() {
                source.rows = rows;
            } else {
                source.rows.append(&mut rows);
            }
        }
    }
    SpellSet { list, last_month, sources, first_source }
}

/// What each row of a source says of its month, for a range of persons: ends, suspended, present, else absent.
fn row_states(
    ground: &Ground<'_>,
    source: &SourceProgram,
    persons: &Range<u32>,
) -> Result<Vec<MonthState>, AssessError> {
    let table = &ground.tables[source.table];
    let rows = table.rows_of_persons(persons);
    let nobody = Frame::new(ground, 0);
    let present = holds(&nobody, &source.present, source.table, rows.clone())?;
    let present = present.ok_or(AssessError::Inconsistent("presence that reads keys"))?;
    let mut states: Vec<MonthState> = present
        .iter()
        .map(|answer| if is_held(*answer) { MonthState::Present } else { MonthState::Absent })
        .collect();
    if let Some((codes, words, filled)) = source.situation.and_then(|column| table.codes(column)) {
        let of_word = |word: &u32| {
            if source.ending.contains(word) {
                Some(MonthState::Ends)
            } else if source.counting.contains(word) {
                Some(MonthState::Counting)
            } else if source.bridging.contains(word) {
                Some(MonthState::Bridging)
            } else {
                None
            }
        };
        let of_code: Vec<Option<MonthState>> = words.iter().map(of_word).collect();
        if of_code.iter().any(Option::is_some) {
            for (state, row) in states.iter_mut().zip(rows.clone()) {
                let is_filled = filled.is_none_or(|filled| filled[row]);
                match of_code.get(codes[row] as usize).copied().flatten().filter(|_| is_filled) {
                    Some(MonthState::Ends) => *state = MonthState::Ends,
                    Some(suspended) if *state == MonthState::Absent => *state = suspended,
                    _ => {}
                }
            }
        }
    }
    if let Some((days, filled)) = source.left.and_then(|column| table.dates(column)) {
        for (state, row) in states.iter_mut().zip(rows) {
            if filled.is_none_or(|filled| filled[row]) && days[row] <= last_day(table.period[row]) {
                *state = MonthState::Ends;
            }
        }
    }
    Ok(states)
}

/// No row, no day.
const NO_ROW: u32 = u32::MAX;

struct Machine<'m> {
    ground: &'m Ground<'m>,
    program: &'m SpellsProgram,
    hired_in: Option<(&'m TableView<'m>, usize)>,
    first: i32,
    last: i32,
    last_known: i32,
    spells: Vec<Spell>,
    /// By month: the source that tells it, and what a month without a row is.
    source: Vec<Option<u8>>,
    without_row: Vec<MonthState>,
    /// Of the person at hand, by month.
    states: Vec<MonthState>,
    rows: Vec<u32>,
    hired: Vec<Option<i32>>,
    /// Of the person at hand: the first and last month in which some source has a row.
    seen: Option<(i32, i32)>,
}

impl<'m> Machine<'m> {
    fn new(ground: &'m Ground<'m>, program: &'m SpellsProgram, (first, last): (i32, i32)) -> Machine<'m> {
        let mut source = Vec::new();
        let mut without_row = Vec::new();
        for month in first..=last {
            let tables = || program.sources.iter().map(|source| &ground.tables[source.table]);
            let tells = tables().position(|table| table.covers(month));
            source.push(tells.and_then(|tells| u8::try_from(tells).ok()));
            without_row.push(match tells.and_then(|tells| tables().nth(tells)) {
                Some(table) if !table.is_doubtful(month) => MonthState::Absent,
                _ => MonthState::Unknown,
            });
        }
        let months = source.len();
        Machine {
            ground,
            program,
            hired_in: program.hired.map(|(table, column)| (&ground.tables[table], column)),
            first,
            last,
            last_known: last_known(ground, last),
            spells: Vec::new(),
            source,
            without_row,
            states: vec![MonthState::Unknown; months],
            rows: vec![NO_ROW; months],
            hired: vec![None; months],
            seen: None,
        }
    }

    /// Lays out what sources say of a person, month by month.
    fn look(&mut self, person: u32, persons: &Range<u32>, told: &[Vec<MonthState>]) {
        self.states.copy_from_slice(&self.without_row);
        self.rows.fill(NO_ROW);
        self.hired.fill(None);
        self.seen = None;
        for (index, source) in self.program.sources.iter().enumerate() {
            let table = &self.ground.tables[source.table];
            let base = table.rows_of_persons(persons).start;
            let rows = table.rows_of(person);
            let (Some(first), Some(last)) = (table.period.get(rows.start), table.period.get(rows.end.wrapping_sub(1)))
            else {
                continue;
            };
            if rows.is_empty() {
                continue;
            }
            self.seen = Some(self.seen.map_or((*first, *last), |seen| (seen.0.min(*first), seen.1.max(*last))));
            let mut before = i32::MIN;
            for row in rows {
                let month = table.period[row];
                // The first row of a month tells it.
                if month == before {
                    continue;
                }
                before = month;
                let place = usize::try_from(month - self.first).unwrap_or(usize::MAX);
                if self.source.get(place).copied().flatten().is_some_and(|tells| usize::from(tells) == index) {
                    self.states[place] = told[index][row - base];
                    self.rows[place] = row as u32;
                }
            }
        }
        if let Some((table, column)) = self.hired_in
            && let Some((days, filled)) = table.dates(column)
        {
            let mut before = i32::MIN;
            for row in table.rows_of(person) {
                let month = table.period[row];
                if month == before {
                    continue;
                }
                before = month;
                let place = usize::try_from(month - self.first).unwrap_or(usize::MAX);
                if place < self.hired.len() && table.covers(month) && filled.is_none_or(|filled| filled[row]) {
                    self.hired[place] = Some(days[row]);
                }
            }
        }
    }

    fn walk(&mut self, person: u32) {
        let from = self.spells.len();
        let Some((first, last_row)) = self.seen else { return };
        let mut open: Option<(Spell, u32)> = None;
        let mut month = first.max(self.first);
        // Without an open spell only a row can change anything.
        while month <= self.last && (open.is_some() || month <= last_row) {
            if let Some((spell, gap)) = &mut open
                && self.goes_on(spell, month)
            {
                *gap = 0;
                (spell.last_month, spell.unknown_after) = (month, None);
                spell.kept_max += 1;
                spell.kept_min += u32::from(spell.first_unknown.is_none());
                month += 1;
                continue;
            }
            open = match open {
                None => self.without_spell(person, month),
                Some((spell, gap)) => self.within_spell(spell, gap, month),
            };
            month += 1;
        }
        if let Some((mut spell, _)) = open {
            if self.last_known > self.last {
                spell.kept_max += (self.last_known - self.last) as u32;
                spell.first_unknown = spell.first_unknown.or(Some(self.last + 1));
            }
            self.spells.push(spell);
        }
        for (index, spell) in self.spells[from..].iter_mut().enumerate() {
            spell.nth = index as u32 + 1;
        }
    }

    fn place(&self, month: i32) -> usize {
        (month - self.first) as usize
    }

    fn state(&self, month: i32) -> MonthState {
        self.states[self.place(month)]
    }

    /// Whether a month is simply one more of an open spell.
    fn goes_on(&self, spell: &Spell, month: i32) -> bool {
        let counts = matches!(self.state(month), MonthState::Present | MonthState::Counting);
        counts && self.hired_anew(spell, month).is_none()
    }

    /// The day of a later hire, when the month shows one.
    fn hired_anew(&self, spell: &Spell, month: i32) -> Option<i32> {
        let hired = self.hired[self.place(month)]?;
        (spell.start.is_some_and(|start| hired > start) && hired <= last_day(month)).then_some(hired)
    }

    fn opened(&self, person: u32, month: i32, kept: u32) -> Spell {
        let before = month - 1;
        let shown = || {
            let known =
                before >= self.first && matches!(self.state(before), MonthState::Absent | MonthState::Ends);
            known.then(|| first_day(month))
        };
        Spell {
            person,
            first_month: month,
            last_month: month,
            start: self.hired[self.place(month)].or_else(shown),
            end: None,
            kept_min: kept,
            kept_max: kept,
            first_unknown: None,
            unknown_after: None,
            nth: 0,
        }
    }

    /// The day of leaving in the row that tells a month.
    fn left(&self, month: i32) -> Option<i32> {
        let place = self.place(month);
        let row = self.rows[place];
        let source = self.program.sources.get(usize::from(self.source[place]?))?;
        if row == NO_ROW { None } else { self.ground.tables[source.table].date(source.left?, row as usize) }
    }

    fn without_spell(
        &mut self,
        person: u32,
        month: i32,
    ) -> Option<(Spell, u32)> {
        match self.state(month) {
            MonthState::Present | MonthState::Counting => Some((self.opened(person, month, 1), 0)),
            MonthState::Ends => {
                let left = self.left(month);
                // A settlement paid after the exit is not a new job.
                if left.is_none_or(|left| left >= first_day(month)) {
                    let mut spell = self.opened(person, month, 0);
                    let day = left.unwrap_or_else(|| last_day(month));
                    spell.end = Some(End { earliest: day, latest: day });
                    self.spells.push(spell);
                }
                None
            }
            MonthState::Unknown | MonthState::Absent | MonthState::Bridging => None,
        }
    }

    fn within_spell(
        &mut self,
        mut spell: Spell,
        gap: u32,
        month: i32,
    ) -> Option<(Spell, u32)> {
        let state = self.state(month);
        match state {
            MonthState::Present | MonthState::Counting | MonthState::Bridging => {
                let kept = u32::from(state != MonthState::Bridging);
                if let Some(hired) = self.hired_anew(&spell, month) {
                    let latest = hired - 1;
                    // The hire may have happened before the last month seen: then the bounds meet on its eve.
                    let seen = spell.unknown_after.map_or(latest, |_| last_day(spell.last_month));
                    let earliest = seen.min(latest);
                    spell.end = Some(End { earliest, latest });
                    self.spells.push(spell);
                    return Some((self.opened(spell.person, month, kept), 0));
                }
                (spell.last_month, spell.unknown_after) = (month, None);
                spell.kept_max += kept;
                spell.kept_min += if spell.first_unknown.is_none() { kept } else { 0 };
                Some((spell, 0))
            }
            MonthState::Ends => {
                let day = self.left(month).unwrap_or_else(|| last_day(month));
                (spell.last_month, spell.end) = (month, Some(End { earliest: day, latest: day }));
                self.spells.push(spell);
                None
            }
            MonthState::Absent if gap + 1 > self.program.gap_months => {
                let earliest = last_day(spell.last_month);
                let latest = spell.unknown_after.map_or(earliest, |(_, last)| last_day(last));
                spell.end = Some(End { earliest, latest });
                self.spells.push(spell);
                None
            }
            MonthState::Absent => Some((spell, gap + 1)),
            MonthState::Unknown => {
                spell.kept_max += 1;
                spell.first_unknown = spell.first_unknown.or(Some(month));
                spell.unknown_after = Some((spell.unknown_after.map_or(month, |(first, _)| first), month));
                Some((spell, gap))
            }
        }
    }
}
