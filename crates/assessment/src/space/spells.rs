//! Spells of presence: from the months of each person to runs of months, by a machine that reads every row once.
//!
//! What a month is (present, counting, bridging, ending, absent, unknown) is settled row by row first; the machine then
//! walks each person's months in order. Ranks are in `ranks`. The definition's words are told in `contract::model`.

use super::frame::Frame;
use super::table::TableView;
use super::{Ground, first_day, last_day, month_of};
use crate::assess::AssessError;
use crate::evaluate::{Rows, Scope, evaluate};
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

/// The spells of a definition for one operator.
pub(crate) fn spells(ground: &Ground<'_>, program: &SpellsProgram) -> Result<SpellSet, AssessError> {
    let sources = program
        .sources
        .iter()
        .map(|source| Ok(SourceStates { table: source.table, rows: row_states(ground, source)? }))
        .collect::<Result<Vec<_>, AssessError>>()?;
    let first_source = program.sources.first().map_or(0, |source| ground.tables[source.table].index);
    let ranges = sources.iter().filter_map(|source| ground.tables[source.table].covered_range());
    let covered =
        ranges.reduce(|(first, last), (other_first, other_last)| (first.min(other_first), last.max(other_last)));
    let mut set = SpellSet { list: Vec::new(), last_month: 0, sources, first_source };
    let Some((first, last)) = covered else { return Ok(set) };
    set.last_month = last.max(ground.known_on.month().index() - 1);
    let hired = program.hired.map(|(table, column)| (&ground.tables[table], column));
    let mut machine = Machine { ground, program, set: &set, hired, first, spells: Vec::new() };
    for person in persons_in(ground, &set.sources) {
        machine.walk(person, last);
    }
    set.list = machine.spells;
    Ok(set)
}

fn persons_in(ground: &Ground<'_>, sources: &[SourceStates]) -> Vec<u32> {
    let mut persons: Vec<u32> = Vec::new();
    for source in sources {
        let mut listed = ground.tables[source.table].person.to_vec();
        listed.dedup();
        persons.extend(listed);
    }
    persons.sort_unstable();
    persons.dedup();
    persons
}

/// What each row of a source says of its month: ends, suspended, present, else absent.
fn row_states(ground: &Ground<'_>, source: &SourceProgram) -> Result<Vec<MonthState>, AssessError> {
    let table = &ground.tables[source.table];
    let every: Vec<u32> = (0..table.rows as u32).collect();
    let nobody = Frame::new(ground, 0);
    let rows = Rows { table: source.table, key: &[], row: &every };
    let present = evaluate(&source.present, Scope { frame: &nobody, rows: Some(rows) })?;
    Ok((0..table.rows)
        .map(|row| {
            let situation =
                source.situation.map(|column| table.word(column, row)).filter(|(_, state)| state.is_known());
            let is_in = |words: &[u32]| situation.is_some_and(|(word, _)| words.contains(&word));
            let is_present = present.holds(row);
            let left = source.left.and_then(|column| table.date(column, row));
            if is_in(&source.ending) || left.is_some_and(|left| left <= last_day(table.period[row])) {
                MonthState::Ends
            } else if is_present {
                MonthState::Present
            } else if is_in(&source.counting) {
                MonthState::Counting
            } else if is_in(&source.bridging) {
                MonthState::Bridging
            } else {
                MonthState::Absent
            }
        })
        .collect())
}

struct Machine<'m> {
    ground: &'m Ground<'m>,
    program: &'m SpellsProgram,
    set: &'m SpellSet,
    hired: Option<(&'m TableView<'m>, usize)>,
    first: i32,
    spells: Vec<Spell>,
}

impl Machine<'_> {
    fn walk(&mut self, person: u32, last: i32) {
        let from = self.spells.len();
        let mut open: Option<(Spell, u32)> = None;
        let mut month = self.next_row(person, self.first);
        while let Some(current) = month.filter(|month| *month <= last) {
            let (state, row) = self.state(person, current);
            open = match open {
                None => self.without_spell(person, current, state, row),
                Some((spell, gap)) => self.within_spell(spell, gap, current, state, row),
            };
            // Without an open spell only a row can change anything: go straight to the next.
            month = if open.is_some() { Some(current + 1) } else { self.next_row(person, current + 1) };
        }
        if let Some((mut spell, _)) = open {
            if self.set.last_month > last {
                spell.kept_max += (self.set.last_month - last) as u32;
                spell.first_unknown = spell.first_unknown.or(Some(last + 1));
            }
            self.spells.push(spell);
        }
        for (index, spell) in self.spells[from..].iter_mut().enumerate() {
            spell.nth = index as u32 + 1;
        }
    }

    /// The next month in which some source has a row of the person.
    fn next_row(&self, person: u32, from: i32) -> Option<i32> {
        let months = self.set.sources.iter().filter_map(|source| {
            let table = &self.ground.tables[source.table];
            let rows = table.rows_of(person);
            let periods = &table.period[rows];
            periods.get(periods.partition_point(|period| *period < from)).copied()
        });
        months.min()
    }

    fn state(&self, person: u32, month: i32) -> (MonthState, Option<(usize, usize)>) {
        self.set.month_state(self.ground, person, month)
    }

    fn hired(&self, person: u32, month: i32) -> Option<i32> {
        let (table, column) = self.hired?;
        if !table.covers(month) {
            return None;
        }
        table.date(column, table.row_at(person, month)?)
    }

    fn opened(&self, person: u32, month: i32, kept: u32) -> Spell {
        let before = month - 1;
        let shown = || {
            let known =
                before >= self.first && matches!(self.state(person, before).0, MonthState::Absent | MonthState::Ends);
            known.then(|| first_day(month))
        };
        Spell {
            person,
            first_month: month,
            last_month: month,
            start: self.hired(person, month).or_else(shown),
            end: None,
            kept_min: kept,
            kept_max: kept,
            first_unknown: None,
            unknown_after: None,
            nth: 0,
        }
    }

    fn left(&self, row: Option<(usize, usize)>) -> Option<i32> {
        let (source, row) = row?;
        let source = self.program.sources.get(source)?;
        self.ground.tables[source.table].date(source.left?, row)
    }

    fn without_spell(
        &mut self,
        person: u32,
        month: i32,
        state: MonthState,
        row: Option<(usize, usize)>,
    ) -> Option<(Spell, u32)> {
        match state {
            MonthState::Present | MonthState::Counting => Some((self.opened(person, month, 1), 0)),
            MonthState::Ends => {
                let left = self.left(row);
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
        state: MonthState,
        row: Option<(usize, usize)>,
    ) -> Option<(Spell, u32)> {
        match state {
            MonthState::Present | MonthState::Counting | MonthState::Bridging => {
                let kept = u32::from(state != MonthState::Bridging);
                let hired = self
                    .hired(spell.person, month)
                    .filter(|hired| spell.start.is_some_and(|start| *hired > start) && *hired <= last_day(month));
                if let Some(hired) = hired {
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
                let day = self.left(row).unwrap_or_else(|| last_day(month));
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
