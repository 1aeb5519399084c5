//! Spells: runs of months in which a person is with an operator.
//!
//! A month without evidence neither ends a spell nor counts for sure: it opens two bounds between which the answer lies.
//! What is asked of a spell stands in [`super::tenure`], its rank in [`super::ranks`].

use std::rc::Rc;

use super::answer::{Answer, Value};
use super::lookup::cell;
use super::presence::{self, History, State};
use super::ranks;
use super::world::World;
use crate::calendar::{Date, Month};
use crate::facts::Period;
use crate::identity::Pseudonym;
use crate::model::Spells;

/// A spell of presence.
#[derive(Debug, Clone)]
pub(crate) struct Spell {
    pub(crate) person: Pseudonym,
    /// The first month of evidence.
    pub(crate) first_month: Month,
    /// The last month that shows the person.
    pub(crate) last_month: Month,
    /// When it ended; nothing while it is open.
    pub(crate) ended: Option<Ended>,
    /// When the job began; nothing when the evidence does not show it.
    pub(crate) start: Option<Date>,
    /// Kept months before the first unknown one.
    pub(crate) kept_min: u32,
    /// Kept months when every unknown one was kept.
    pub(crate) kept_max: u32,
    pub(crate) first_unknown: Option<Month>,
    /// Months without evidence since the last month that shows the person.
    pub(crate) unknown_since: Vec<Month>,
    /// Rank among the spells of the person, from 1.
    pub(crate) nth: u32,
    /// Ranks as the definition names them.
    pub(crate) ranks: Vec<Answer>,
    /// The definition among whose ranks this spell's are given, where other persons are not at hand.
    pub(crate) ranks_given_in: Option<String>,
    /// The states of the person in all months.
    pub(crate) history: Rc<History>,
    /// The first source of the definition: where evidence is missing, it is named.
    pub(crate) source: String,
    absent_run: u32,
}

/// The last day of a spell: two bounds, equal unless months without evidence lie between.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ended {
    pub(crate) earliest: Date,
    pub(crate) latest: Date,
}

impl Ended {
    fn on(day: Date) -> Ended {
        Ended { earliest: day, latest: day }
    }
}

/// All spells of a definition for the operator, by person and first month.
pub(crate) fn spells(world: &World<'_>, id: &str, definition: &Spells) -> Vec<Spell> {
    let Some((first, last)) = presence::months(world, definition) else { return Vec::new() };
    let mut spells = Vec::new();
    for person in presence::persons(world, definition) {
        let history = Rc::new(presence::history(world, definition, person, first, last));
        spells.extend(spells_of(world, definition, person, &history));
    }
    if world.others.are_given() {
        spells.iter_mut().for_each(|spell| spell.ranks_given_in = Some(id.to_owned()));
    } else {
        ranks::give(world, definition, &mut spells);
    }
    spells
}

/// The spells of one person.
fn spells_of(world: &World<'_>, definition: &Spells, person: Pseudonym, history: &Rc<History>) -> Vec<Spell> {
    let mut closed: Vec<Spell> = Vec::new();
    let mut open: Option<Spell> = None;
    for (month, state) in history.months() {
        if let Some(mut spell) = open.take() {
            match rehired(world, definition, &spell, month, state) {
                Some(hired) => {
                    spell.close_before(hired);
                    closed.push(spell);
                }
                None => {
                    spell.pass(month, state, definition.gap_months);
                    if spell.ended.is_some() {
                        closed.push(spell);
                    } else {
                        open = Some(spell);
                    }
                    continue;
                }
            }
            let mut next = Spell::open(world, definition, person, history, month, closed.len());
            next.count(state);
            open = Some(next);
            continue;
        }
        match state {
            State::Present | State::Counting => {
                let mut spell = Spell::open(world, definition, person, history, month, closed.len());
                spell.count(state);
                open = Some(spell);
            }
            State::Ends(left) if left.is_none_or(|left| left >= month.first_day()) => {
                let mut spell = Spell::open(world, definition, person, history, month, closed.len());
                spell.ended = Some(Ended::on(left.unwrap_or(month.last_day())));
                closed.push(spell);
            }
            State::Ends(_) | State::Bridging | State::Absent | State::Unknown => {}
        }
    }
    closed.extend(open);
    closed
}

/// The hire date of the month's row, when it tells that a new job began after the open one.
fn rehired(world: &World<'_>, definition: &Spells, open: &Spell, month: Month, state: State) -> Option<Date> {
    let shown = matches!(state, State::Present | State::Counting | State::Bridging);
    let hired = hired_at(world, definition, open.person, month).filter(|_| shown)?;
    (hired > open.start? && hired <= month.last_day()).then_some(hired)
}

/// The hire date in the row of a month.
fn hired_at(world: &World<'_>, definition: &Spells, person: Pseudonym, month: Month) -> Option<Date> {
    let (table, column) = definition.hired.as_ref()?;
    let rows = world.evidence.rows(table, Some(person), Some(Period::Month(month)));
    rows.known().and_then(|rows| cell(rows.first()?, column)).map(Value::date)
}

/// When the job began: the hire date; else the first of the month, when the month before is known not to have the person.
fn start(world: &World<'_>, definition: &Spells, person: Pseudonym, history: &History, month: Month) -> Option<Date> {
    hired_at(world, definition, person, month).or_else(|| {
        let before = history.at(month.plus(-1));
        matches!(before, State::Absent | State::Ends(_)).then(|| month.first_day())
    })
}

impl Spell {
    fn open(
        world: &World<'_>,
        definition: &Spells,
        person: Pseudonym,
        history: &Rc<History>,
        month: Month,
        earlier: usize,
    ) -> Spell {
        Spell {
            person,
            first_month: month,
            last_month: month,
            ended: None,
            start: start(world, definition, person, history, month),
            kept_min: 0,
            kept_max: 0,
            first_unknown: None,
            unknown_since: Vec::new(),
            nth: u32::try_from(earlier + 1).unwrap_or(u32::MAX),
            ranks: Vec::new(),
            ranks_given_in: None,
            history: Rc::clone(history),
            source: definition.sources.first().map(|source| source.table.clone()).unwrap_or_default(),
            absent_run: 0,
        }
    }

    /// Counts a month as kept, when its state is one that counts.
    fn count(&mut self, state: State) {
        if matches!(state, State::Present | State::Counting) {
            self.kept_max += 1;
            self.kept_min += u32::from(self.first_unknown.is_none());
        }
    }

    /// Goes through one month.
    fn pass(&mut self, month: Month, state: State, gap_months: u32) {
        match state {
            State::Present | State::Counting | State::Bridging => {
                self.count(state);
                self.seen(month);
            }
            State::Ends(left) => {
                self.seen(month);
                self.ended = Some(Ended::on(left.unwrap_or(month.last_day())));
            }
            State::Absent => {
                self.absent_run += 1;
                if self.absent_run > gap_months {
                    let earliest = self.last_month.last_day();
                    let latest = self.unknown_since.last().map_or(earliest, |month| month.last_day());
                    self.ended = Some(Ended { earliest, latest });
                }
            }
            State::Unknown => {
                self.kept_max += 1;
                self.first_unknown.get_or_insert(month);
                self.unknown_since.push(month);
            }
        }
    }

    fn seen(&mut self, month: Month) {
        self.last_month = month;
        self.absent_run = 0;
        self.unknown_since.clear();
    }

    /// Closes the spell because a later hire date appeared.
    fn close_before(&mut self, hired: Date) {
        let latest = hired.plus_days(-1);
        let earliest = if self.unknown_since.is_empty() { latest } else { self.last_month.last_day().min(latest) };
        self.ended = Some(Ended { earliest, latest });
    }
}
