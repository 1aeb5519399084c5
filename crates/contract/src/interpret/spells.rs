//! Spells: runs of months in which a person is with an operator.
//!
//! A month without evidence neither ends a spell nor counts for sure: it opens two bounds between which the answer lies.
//! A person who is absent without having left, and then shown again under a hire date from before, never left: the months
//! between are a hole, and nobody knows what they were: see `again`. What is asked of a spell stands in [`super::tenure`], its rank in
//! [`super::ranks`], what a month is in [`super::presence`], when a spell began in [`super::hires`].

mod again;

use std::rc::Rc;

use super::answer::Answer;
use super::hires::Hires;
use super::presence::{self, Ended, History, Shown, State, goes_on};
use super::ranks::{self, Place};
use super::world::World;
use crate::calendar::{Date, Month};
use crate::determination::Reason;
use crate::identity::Pseudonym;
use crate::model::{HiresCount, Spells, Ties};

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
    /// When the job began, or why that is not known.
    pub(crate) start: Result<Date, Reason>,
    /// The earliest hire date that its months show.
    pub(crate) earliest_hire: Option<Date>,
    /// Kept months for sure: before the first unknown one, and behind unknown ones where the job is one whatever those were.
    pub(crate) kept_min: u32,
    /// Kept months when every unknown one was kept.
    pub(crate) kept_max: u32,
    pub(crate) first_unknown: Option<Month>,
    /// Months without evidence since the last month that shows the person.
    pub(crate) unknown_since: Vec<Month>,
    /// Months of absence, without an exit, between months that show the person.
    pub(crate) holes: Vec<Month>,
    /// Rank among the spells of the person, from 1.
    pub(crate) nth: u32,
    /// In which month hires count, and what ties come to under each rank, as the definition says.
    pub(crate) clock: HiresCount,
    pub(crate) ties: Vec<Ties>,
    /// Places under the ranks of the definition.
    pub(crate) places: Vec<Answer<Place>>,
    /// The definition among whose ranks this spell's are given, where other persons are not at hand.
    pub(crate) ranks_given_in: Option<String>,
    /// The states of the person in all months.
    pub(crate) history: Rc<History>,
    /// The first source of the definition: where evidence is missing, it is named.
    pub(crate) source: String,
}

impl Spell {
    /// The day the job began, where it is known.
    pub(crate) fn began(&self) -> Option<Date> {
        self.start.as_ref().ok().copied()
    }

    /// The month in which the hire counts, where it is known.
    pub(crate) fn counted(&self, clock: HiresCount) -> Option<Month> {
        match clock {
            HiresCount::MonthOfHire => self.began().map(Date::month),
            HiresCount::FirstMonthOfRows => Some(self.first_month),
        }
    }
}

/// All spells of a definition for the operator, by person and first month.
pub(crate) fn spells(world: &World<'_>, id: &str, definition: &Spells) -> Vec<Spell> {
    let Some((first, last)) = presence::months(world, definition) else { return Vec::new() };
    let mut spells = Vec::new();
    for person in presence::persons(world, definition) {
        let history = presence::history(world, definition, person, first, last);
        spells.extend(spells_of(definition, person, history));
    }
    if world.others.are_given() {
        spells.iter_mut().for_each(|spell| spell.ranks_given_in = Some(id.to_owned()));
    } else {
        ranks::give(world, definition, &mut spells);
    }
    spells
}

/// The spells of one person.
fn spells_of(definition: &Spells, person: Pseudonym, history: History) -> Vec<Spell> {
    let source = definition.sources.first().map(|source| source.table.clone()).unwrap_or_default();
    let mut runs = Runs { gap_months: definition.gap_months, history, closed: Vec::new(), open: None };
    for place in 0..runs.history.months.len() {
        runs.pass(place);
    }
    runs.finish();
    let history = Rc::new(runs.history);
    let spell = |(run, nth): (Run, u32)| Spell {
        person,
        first_month: run.first_month,
        last_month: run.last_month,
        ended: run.ended,
        start: run.hires.start(&history, run.first_month),
        earliest_hire: run.hires.earliest(),
        kept_min: run.kept_min,
        kept_max: run.kept_max,
        first_unknown: run.first_unknown,
        unknown_since: run.unknown_since,
        holes: run.holes,
        nth,
        clock: definition.hires_count,
        ties: definition.ranks.iter().map(|rank| rank.ties).collect(),
        places: Vec::new(),
        ranks_given_in: None,
        history: Rc::clone(&history),
        source: source.clone(),
    };
    runs.closed.into_iter().zip(1..).map(spell).collect()
}

/// The months of one person on their way into runs.
struct Runs {
    gap_months: u32,
    history: History,
    closed: Vec<Run>,
    open: Option<Run>,
}

/// A run of months.
#[derive(Debug, Clone)]
struct Run {
    first_month: Month,
    last_month: Month,
    ended: Option<Ended>,
    hires: Hires,
    kept_min: u32,
    kept_max: u32,
    first_unknown: Option<Month>,
    unknown_since: Vec<Month>,
    holes: Vec<Month>,
    /// The last day on which the person was there for sure.
    there_until: Date,
    /// Whether it is one job whatever the unknown months so far were.
    is_one: bool,
    /// Months since the last that shows the person, absent or unknown.
    since: Vec<Month>,
    absent_run: u32,
}

impl Runs {
    /// Goes through one month.
    fn pass(&mut self, place: usize) {
        let Some(shown) = self.history.months.get(place).cloned() else { return };
        let month = self.history.first.plus(i32::try_from(place).unwrap_or(0));
        match shown.state {
            State::Unknown if shown.is_unread => self.unread(month, &shown),
            State::Unknown if self.goes_on_in_part(&shown) => self.there_in_part(month),
            State::Unknown | State::Absent => {
                if let Some(open) = &mut self.open {
                    open.hires.leave(&shown);
                    open.not_shown(month, shown.state, self.gap_months);
                }
            }
            State::Ends(ended) if !self.employed_until(month, ended) => {}
            _ => self.shown(month, &shown),
        }
    }

    /// Whether an exit shown in a month is one of a job that lasted into it. A settlement paid after the exit is no new job,
    /// and shows no absence to have been a hole.
    fn employed_until(&self, month: Month, ended: Ended) -> bool {
        match &self.open {
            Some(open) => open.ended.is_none() || ended.latest > open.last_month.last_day(),
            None => ended.latest >= month.first_day(),
        }
    }

    fn shown(&mut self, month: Month, shown: &Shown) {
        let run = match self.open.take() {
            None => self.reopened(month, shown).or_else(|| self.taken_up(month, shown)),
            Some(open) if open.since.is_empty() => Some(open),
            Some(open) => self.across_absence(open, month),
        };
        let mut run = match (run, shown.renewed) {
            (Some(mut run), Some(renewed)) => {
                run.seen(month, shown.hired.first().copied());
                run.ended = Some(renewed.ended);
                self.closed.push(run);
                Run::begin(month, Hires::on(renewed.hired, shown))
            }
            (Some(mut run), None) => {
                run.hires.meet(month, shown);
                run.seen(month, shown.hired.first().copied());
                run
            }
            (None, Some(renewed)) => {
                if renewed.ended.latest >= month.first_day() {
                    let mut before = Run::begin(month, Hires::first(shown, Some(renewed.hired)));
                    before.ended = Some(renewed.ended);
                    self.closed.push(before);
                }
                Run::begin(month, Hires::on(renewed.hired, shown))
            }
            (None, None) if shown.state == State::Bridging => return,
            (None, None) => Run::begin(month, Hires::first(shown, None)),
        };
        match shown.state {
            State::Ends(ended) => {
                run.ended = Some(ended);
                self.closed.push(run);
            }
            state => {
                run.count(state);
                self.open = Some(run);
            }
        }
    }

    fn finish(&mut self) {
        self.closed.extend(self.open.take());
    }
}

impl Run {
    fn begin(month: Month, hires: Hires) -> Run {
        Run {
            first_month: month,
            last_month: month,
            ended: None,
            hires,
            kept_min: 0,
            kept_max: 0,
            first_unknown: None,
            unknown_since: Vec::new(),
            holes: Vec::new(),
            there_until: month.last_day(),
            is_one: true,
            since: Vec::new(),
            absent_run: 0,
        }
    }

    /// Whether a hire date lies before the exit: one of its own, or not after the first day on which it may have ended.
    fn is_hired_before_exit(&self, day: Date) -> bool {
        self.hires.has(day) || self.ended.is_some_and(|ended| day <= ended.earliest)
    }

    /// Counts a month as kept, when its state is one that counts.
    fn count(&mut self, state: State) {
        if goes_on(state) && state != State::Bridging {
            self.kept_max += 1;
            self.kept_min += u32::from(self.is_one);
        }
    }

    /// The last month shown is unknown: the person was there until a day of it, and nobody knows whether beyond.
    fn doubt(&mut self, there_until: Date) {
        self.kept_max += 1;
        self.first_unknown.get_or_insert(self.last_month);
        self.unknown_since.push(self.last_month);
        self.there_until = there_until;
    }

    /// A month that does not show the person. Once more are absent than are bridged the job has ended, unless a later month
    /// shows that it had not.
    fn not_shown(&mut self, month: Month, state: State, gap_months: u32) {
        self.since.push(month);
        if self.ended.is_some() {
            return;
        }
        if state == State::Absent {
            self.absent_run += 1;
            if self.absent_run > gap_months {
                let earliest = self.there_until;
                let latest = self.unknown_since.last().map_or(earliest, |month| month.last_day());
                self.ended = Some(Ended { earliest, latest });
            }
        } else {
            self.kept_max += 1;
            self.first_unknown.get_or_insert(month);
            self.unknown_since.push(month);
        }
    }

    /// A month that shows the person. Behind unknown months the hire date tells whether this is the same job whatever they
    /// were; behind a hole it is.
    fn seen(&mut self, month: Month, hired: Option<Date>) {
        if let Some(unknown) = self.unknown_since.first() {
            self.is_one &= hired.is_some_and(|hired| hired < unknown.first_day());
        }
        (self.last_month, self.there_until) = (month, month.last_day());
        self.absent_run = 0;
        self.since.clear();
        self.unknown_since.clear();
    }
}
