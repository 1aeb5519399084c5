//! What evidence says of a person in each month: present, suspended, leaving, absent, or unknown.
//!
//! Several rows may stand in one month: a move between affiliations, a second contract. The person is employed if one of
//! them goes on; where some end and another goes on, its hire date tells whether a new job began. What is made of months
//! stands in [`super::spells`].

mod staying;

use std::collections::BTreeSet;

use super::answer::{Answer, Value};
use super::lookup::{cell, cell_of};
use super::world::{Scene, Subject, World};
use crate::calendar::{Date, Month};
use crate::determination::Reason;
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
    /// The job ends in this month.
    Ends(Ended),
    /// Covered, and the person is not employed.
    Absent,
    /// No source covers the month, or what it says of the person cannot be known.
    Unknown,
}

/// The last day of a job: two bounds, equal where the evidence names the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ended {
    pub(crate) earliest: Date,
    pub(crate) latest: Date,
}

impl Ended {
    pub(crate) fn on(day: Date) -> Ended {
        Ended { earliest: day, latest: day }
    }

    /// Whether the evidence names the day.
    pub(crate) fn is_known(self) -> bool {
        self.earliest == self.latest
    }

    /// Some day of a month: the evidence shows that the person left, and not when.
    fn within(month: Month) -> Ended {
        Ended { earliest: month.first_day(), latest: month.last_day() }
    }

    /// The later of two ends, bound by bound.
    fn max(self, other: Ended) -> Ended {
        Ended { earliest: self.earliest.max(other.earliest), latest: self.latest.max(other.latest) }
    }
}

/// One job ended in a month, and another began in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Renewed {
    pub(crate) ended: Ended,
    pub(crate) hired: Date,
}

/// A month of a person.
#[derive(Debug, Clone)]
pub(crate) struct Shown {
    pub(crate) state: State,
    /// The table that tells the month.
    pub(crate) table: Option<String>,
    /// Why, where the state is unknown for another reason than that no source covers the month.
    pub(crate) why: Option<Reason>,
    /// The end of one job and the start of the next, where the month shows both; the state is that of the second.
    pub(crate) renewed: Option<Renewed>,
    /// The hire dates of rows that go on beside a row that ends, in the table of hire dates.
    pub(crate) beside_exit: BTreeSet<Date>,
    /// Of a month that no source covers, in which some of several files came: the hire dates of rows that go on.
    pub(crate) in_part: BTreeSet<Date>,
    /// Whether the state is unknown though the deciding source has a row of the person: he may have been there.
    pub(crate) is_unread: bool,
    /// The days of leaving that rows of the month name, in whatever source.
    pub(crate) left: BTreeSet<Date>,
    /// The hire dates in the rows of the month, in order.
    pub(crate) hired: BTreeSet<Date>,
    /// Whether the rows with hire dates are known: a blank is then a blank.
    pub(crate) knows_hired: bool,
    /// The hire dates of rows that do not follow an exit.
    pub(crate) staying: BTreeSet<Date>,
    /// The affiliations of such rows in the table that tells the month; none where one does not say.
    pub(crate) under: BTreeSet<String>,
}

/// The states of one person, month by month.
#[derive(Debug, Clone)]
pub(crate) struct History {
    pub(crate) first: Month,
    pub(crate) months: Vec<Shown>,
    /// The state of the month before the first.
    before: State,
    /// The tables that tell months, in order.
    tables: Vec<String>,
}

impl History {
    /// The state in a month; unknown outside the months of evidence.
    pub(crate) fn at(&self, month: Month) -> State {
        match self.shown(month) {
            Some(shown) => shown.state,
            None if month == self.first.plus(-1) => self.before,
            None => State::Unknown,
        }
    }

    /// What is shown in a month of evidence.
    pub(crate) fn shown(&self, month: Month) -> Option<&Shown> {
        let place = usize::try_from(month.index() - self.first.index()).ok()?;
        self.months.get(place)
    }

    /// Whether it is known of a month before the first that the person was not there: nothing was owed of it.
    pub(crate) fn owes_none(&self, world: &World<'_>, month: Month) -> bool {
        let period = Some(Period::Month(month));
        self.tables.iter().any(|table| world.evidence.coverage(table, period).known().is_some())
    }

    /// Marks an absent month as part of a hole: nobody knows what it was.
    pub(crate) fn puncture(&mut self, month: Month) {
        let place = usize::try_from(month.index() - self.first.index()).ok();
        let shown = place.and_then(|place| self.months.get_mut(place));
        if let Some(shown) = shown.filter(|shown| shown.state == State::Absent) {
            let table = shown.table.clone().unwrap_or_default();
            (shown.state, shown.why) = (State::Unknown, Some(Reason::Hole { table, month }));
        }
    }

    /// Marks a month of leaving as one of which nobody knows whether the person left: it shows no day.
    pub(crate) fn doubt(&mut self, month: Month) {
        let place = usize::try_from(month.index() - self.first.index()).ok();
        if let Some(shown) = place.and_then(|place| self.months.get_mut(place)) {
            (shown.state, shown.why) = (State::Unknown, Some(Reason::ExitDayNotShown { month }));
        }
    }

    /// Marks a month as one in which the person was there: nobody left, or what came of it shows so.
    pub(crate) fn stay(&mut self, month: Month) {
        let place = usize::try_from(month.index() - self.first.index()).ok();
        if let Some(shown) = place.and_then(|place| self.months.get_mut(place)) {
            shown.state = State::Present;
        }
    }

    /// The last month of evidence.
    pub(crate) fn last(&self) -> Month {
        self.first.plus(i32::try_from(self.months.len()).unwrap_or(0) - 1)
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
        for period in world.evidence.shown(&source.table) {
            persons.extend(world.evidence.listed(&source.table, period).iter().filter_map(|row| row.person));
        }
    }
    persons
}

/// The history of a person over the months of the definition.
pub(crate) fn history(world: &World<'_>, spells: &Spells, person: Pseudonym, first: Month, last: Month) -> History {
    let one = |month| Looking { world, spells, person, month }.shown();
    let months = (first.index()..=last.index()).map(Month::from_index).map(one).collect();
    let tables = spells.sources.iter().map(|source| source.table.clone()).collect();
    History { first, months, before: one(first.plus(-1)).state, tables }
}

/// A person and a month that are looked at.
#[derive(Clone, Copy)]
struct Looking<'l> {
    world: &'l World<'l>,
    spells: &'l Spells,
    person: Pseudonym,
    month: Month,
}

impl<'l> Looking<'l> {
    /// The first source that a file covers in the month tells it, else the first that owes none; hire dates stand in a table
    /// of their own.
    fn shown(self) -> Shown {
        let hires = self.spells.hired.as_ref().map(|(table, column)| (self.rows(table), column.as_str()));
        let dates = |rows: &[&Row], column: &str| rows.iter().filter_map(|row| date(row, column)).collect();
        let (hired, knows_hired) = match &hires {
            None => (BTreeSet::new(), true),
            Some((Answer::Known(rows), column)) => {
                let is_read = |row: &&Row| !matches!(cell_of("", row, column), Answer::Unknown(_));
                (dates(rows, column), rows.iter().all(is_read))
            }
            Some(_) => (BTreeSet::new(), false),
        };
        let (evidence, period) = (&self.world.evidence, Period::Month(self.month));
        let is_filed = |source: &&SpellSource| evidence.is_filed(&source.table, period);
        let is_known = |source: &&SpellSource| evidence.coverage(&source.table, Some(period)).known().is_some();
        let mut sources = self.spells.sources.iter();
        let source = sources.clone().find(is_filed).or_else(|| sources.find(is_known));
        let table = source.map(|source| source.table.clone());
        let told = |state, why| Shown {
            state,
            table: table.clone(),
            why,
            renewed: None,
            beside_exit: self.beside_exit(),
            in_part: BTreeSet::new(),
            is_unread: false,
            left: self.days_of_leaving().collect(),
            hired: hired.clone(),
            knows_hired,
            staying: self.staying(),
            under: source.map(|source| self.under(source)).unwrap_or_default(),
        };
        let Some(source) = source else { return Shown { in_part: self.in_part(), ..told(State::Unknown, None) } };
        match self.rows(&source.table) {
            Answer::Known(rows) => {
                let rows: Vec<(Part, &Row)> = rows.into_iter().map(|row| (self.judge(source, row), row)).collect();
                let mut shown = match joined(&rows) {
                    Ok(state) => told(state, None),
                    Err(why) => Shown { is_unread: true, ..told(State::Unknown, Some(why)) },
                };
                shown.renewed = self.renewed(source, &rows, &shown);
                shown
            }
            unknown => told(State::Unknown, unknown.reason().cloned()),
        }
    }

    fn rows(self, table: &str) -> Answer<Vec<&'l Row>> {
        self.world.evidence.rows(table, Some(self.person), Some(Period::Month(self.month)))
    }

    /// What one row says.
    fn judge(self, source: &SpellSource, row: &Row) -> Part {
        let of = |column: &Option<String>| column.as_ref().map(|column| cell_of(&source.table, row, column));
        let (situation, left) = (of(&source.situation), of(&source.left));
        let among =
            |words: &[String]| matches!(&situation, Some(Answer::Known(Value::Word(word))) if words.contains(word));
        if let Some(Answer::Known(Value::Date(left))) = left
            && left <= self.month.last_day()
        {
            return Part::Ends(Ended::on(left));
        }
        if among(&source.ending) {
            return Part::Ends(self.day_of_leaving().map_or(Ended::within(self.month), Ended::on));
        }
        let unread = [&situation, &left].into_iter().flatten().find_map(|cell| match cell {
            Answer::Unknown(why) => Some(why.clone()),
            _ => None,
        });
        if let Some(why) = unread {
            return Part::Unknown(why);
        }
        let subject = Subject { person: row.person, parameter_day: Some(self.month.first_day()), ..Subject::default() };
        let scene = Scene::condition(self.world, &subject, &[]).at_row(&source.table, row);
        match scene.condition_holds(&source.present) {
            Answer::Known(true) => Part::GoesOn(State::Present),
            _ if among(&source.counting) => Part::GoesOn(State::Counting),
            _ if among(&source.bridging) => Part::GoesOn(State::Bridging),
            Answer::Unknown(why) => Part::Unknown(why),
            _ => Part::Absent,
        }
    }

    /// The hire dates of rows that go on, in the files that came where others are missing: of a person whom the first source
    /// with a row of him shows to go on. What other files may add takes nothing from that.
    fn in_part(self) -> BTreeSet<Date> {
        let Some((table, column)) = &self.spells.hired else { return BTreeSet::new() };
        let came = |source: &SpellSource| {
            let rows = self.world.evidence.came(&source.table, Some(self.person), Some(Period::Month(self.month)));
            rows.iter().map(|row| (self.judge(source, row), *row)).collect::<Vec<_>>()
        };
        let of_sources: Vec<_> = self.spells.sources.iter().map(|source| (&source.table, came(source))).collect();
        let is_kept = |part: &Part| matches!(part, Part::GoesOn(State::Present | State::Counting));
        let first = of_sources.iter().find(|(_, rows)| !rows.is_empty());
        if !first.is_some_and(|(_, rows)| rows.iter().any(|(part, _)| is_kept(part))) {
            return BTreeSet::new();
        }
        let of_table = of_sources.iter().filter(|(of, _)| *of == table).flat_map(|(_, rows)| rows);
        let going_on = of_table.filter(|(part, _)| matches!(part, Part::GoesOn(_)));
        going_on.filter_map(|(_, row)| date(row, column)).collect()
    }

    /// The hire dates of rows that go on beside one that ends: read where both stand, in the table of hire dates.
    fn beside_exit(self) -> BTreeSet<Date> {
        let Some((table, column)) = &self.spells.hired else { return BTreeSet::new() };
        let Some(source) = self.spells.sources.iter().find(|source| source.table == *table) else {
            return BTreeSet::new();
        };
        let rows = self.rows(table).known().cloned().unwrap_or_default();
        let rows: Vec<(Part, &Row)> = rows.into_iter().map(|row| (self.judge(source, row), row)).collect();
        if last_end(&rows).is_none() {
            return BTreeSet::new();
        }
        let going_on = rows.iter().filter(|(part, _)| matches!(part, Part::GoesOn(_)));
        going_on.filter_map(|(_, row)| date(row, column)).collect()
    }

    /// The day of leaving that another row of the month names, in whatever source.
    fn day_of_leaving(self) -> Option<Date> {
        self.days_of_leaving().filter(|day| day.month() == self.month).max()
    }

    /// The days of leaving, up to the end of the month, that its rows name in whatever source.
    fn days_of_leaving(self) -> impl Iterator<Item = Date> + use<'l> {
        let days = self.spells.sources.iter().flat_map(move |source| {
            let rows = self.rows(&source.table).known().cloned().unwrap_or_default();
            rows.into_iter().filter_map(|row| date(row, source.left.as_ref()?))
        });
        days.filter(move |day| *day <= self.month.last_day())
    }

    /// Some rows end and others go on: a new job, when all those were hired for more than a day after the last exit.
    fn renewed(self, source: &SpellSource, rows: &[(Part, &Row)], shown: &Shown) -> Option<Renewed> {
        let (table, _) = self.spells.hired.as_ref()?;
        let ended = last_end(rows).filter(|_| goes_on(shown.state))?;
        let elsewhere = || shown.hired.last().filter(|_| *table != source.table);
        let hired = *shown.beside_exit.first().or_else(elsewhere)?;
        let is_new = hired > ended.latest.plus_days(1) && hired <= self.month.last_day();
        is_new.then_some(Renewed { ended, hired })
    }
}

/// What one row of a month says.
enum Part {
    GoesOn(State),
    Ends(Ended),
    Absent,
    Unknown(Reason),
}

/// What the rows of a month say together: employed if one goes on; else unknown if one is; else the last exit.
fn joined(rows: &[(Part, &Row)]) -> Result<State, Reason> {
    for wanted in [State::Present, State::Counting, State::Bridging] {
        if rows.iter().any(|(part, _)| matches!(part, Part::GoesOn(state) if *state == wanted)) {
            return Ok(wanted);
        }
    }
    let unknown = rows.iter().find_map(|(part, _)| match part {
        Part::Unknown(why) => Some(why.clone()),
        _ => None,
    });
    match unknown {
        Some(why) => Err(why),
        None => Ok(last_end(rows).map_or(State::Absent, State::Ends)),
    }
}

fn last_end(rows: &[(Part, &Row)]) -> Option<Ended> {
    let ends = rows.iter().filter_map(|(part, _)| match part {
        Part::Ends(ended) => Some(*ended),
        _ => None,
    });
    ends.reduce(Ended::max)
}

/// Whether the person is employed when the month is over.
pub(crate) fn goes_on(state: State) -> bool {
    matches!(state, State::Present | State::Counting | State::Bridging)
}

fn date(row: &Row, column: &str) -> Option<Date> {
    cell(row, column).map(Value::date)
}

/// The month of a monthly period.
pub(crate) fn month_of(period: Period) -> Option<Month> {
    match period {
        Period::Month(month) => Some(month),
        Period::Year(_) | Period::Quarter(_) | Period::Day(_) => None,
    }
}
