//! One operator as the program sees it: its tables with coverage, its words numbered, its sites, and the spaces of keys
//! (person-years in `person_years`, spells in `spells`, months of a series in `series`) computed once.
//!
//! A [`Frame`](frame::Frame) is a set of keys at work: it is what expressions are evaluated over.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{LazyLock, OnceLock};

use contract::calendar::{Date, Month};
use contract::horizon::Clock;
use evidence::columns::OperatorEvidence;
use rayon::prelude::*;

use crate::assess::{AssessError, each_range};
use crate::program::{Attribute, ClauseProgram, Operation, Program, SpaceProgram, TableProgram};
use crate::state::{Kind, State, agreed};

pub(crate) mod errand;
pub(crate) mod fold;
pub(crate) mod frame;
pub(crate) mod jobs;
pub(crate) mod keys;
pub(crate) mod person_years;
pub(crate) mod ranks;
pub(crate) mod series;
pub(crate) mod spells;
pub(crate) mod table;

use series::SeriesValues;
use spells::SpellSet;
use table::TableView;

/// How many rows of all tables a range of persons has, about.
const ROWS_IN_A_RANGE: usize = 1 << 15;

/// The evidence of one operator, indexed for the program.
pub(crate) struct Ground<'a> {
    pub(crate) program: &'a Program,
    pub(crate) clock: &'a Clock,
    pub(crate) tables: Vec<TableView<'a>>,
    persons: u32,
    /// Of whom official numbers say contradictory things, in order.
    doubtful: Vec<u32>,
    words: LocalWords<'a>,
    sites: HashMap<u32, Vec<u32>>,
    spells: Vec<OnceLock<SpellSet>>,
    ranks: Vec<Vec<OnceLock<ranks::Ranking>>>,
    series: Vec<OnceLock<SeriesValues>>,
    /// The same over all months, where some key reads them.
    series_of_all_months: Vec<OnceLock<SeriesValues>>,
}

/// The persons of whom official numbers say contradictory things.
fn doubtful(evidence: &OperatorEvidence) -> Vec<u32> {
    let number = |person| evidence.persons.binary_search(person).ok().and_then(|number| u32::try_from(number).ok());
    let mut doubtful: Vec<u32> = evidence.doubtful_persons.iter().filter_map(number).collect();
    doubtful.sort_unstable();
    doubtful
}

/// Words of the program and, numbered after them, words that only this operator has.
struct LocalWords<'a> {
    program: &'a Program,
    local: Vec<&'a str>,
    numbers: HashMap<&'a str, u32>,
}

impl<'a> LocalWords<'a> {
    fn number(&mut self, word: &'a str) -> u32 {
        if let Some(number) = self.program.words.numbers.get(word) {
            return *number;
        }
        let next = self.program.words.list.len() + self.local.len();
        *self.numbers.entry(word).or_insert_with(|| {
            self.local.push(word);
            u32::try_from(next).unwrap_or(u32::MAX)
        })
    }
}

impl<'a> Ground<'a> {
    pub(crate) fn new(
        program: &'a Program,
        evidence: &'a OperatorEvidence,
        clock: &'a Clock,
    ) -> Result<Ground<'a>, AssessError> {
        let mut words = LocalWords { program, local: Vec::new(), numbers: HashMap::new() };
        let view = |(index, table): (usize, &'a TableProgram)| {
            let index = u16::try_from(index).unwrap_or(u16::MAX);
            let columns = if table.needed { evidence.tables.get(&table.id) } else { None };
            let first_column = program.first_column(usize::from(index));
            TableView::new((index, first_column), table, columns, evidence.persons.len(), clock)
        };
        let tables = program.tables.par_iter().enumerate().with_max_len(1).map(view).collect::<Vec<_>>();
        let mut tables = tables.into_iter().collect::<Result<Vec<_>, _>>()?;
        tables.iter_mut().for_each(|table| table.number_words(&mut |word| words.number(word)));
        let mut sites: HashMap<u32, Vec<u32>> = HashMap::new();
        if let Some(site) = program.site {
            let table = &tables[site.table];
            for row in 0..table.rows {
                let (code, state) = table.word(site.site, row);
                if state.is_known() {
                    sites.entry(code).or_default().push(u32::try_from(row).unwrap_or(u32::MAX));
                }
            }
        }
        Ok(Ground {
            program,
            clock,
            tables,
            persons: u32::try_from(evidence.persons.len()).unwrap_or(u32::MAX),
            doubtful: doubtful(evidence),
            words,
            sites,
            spells: program.spells.iter().map(|_| OnceLock::new()).collect(),
            ranks: program.spells.iter().map(|spells| spells.ranks.iter().map(|_| OnceLock::new()).collect()).collect(),
            series: program.series.iter().map(|_| OnceLock::new()).collect(),
            series_of_all_months: program.series.iter().map(|_| OnceLock::new()).collect(),
        })
    }

    /// Whether official numbers say contradictory things of somebody.
    pub(crate) fn has_doubtful_persons(&self) -> bool {
        !self.doubtful.is_empty()
    }

    /// Whether official numbers say contradictory things of a person.
    pub(crate) fn is_doubtful(&self, person: u32) -> bool {
        self.doubtful.binary_search(&person).is_ok()
    }

    /// The word of that number.
    pub(crate) fn word(&self, number: u32) -> &str {
        let number = number as usize;
        let known = &self.program.words.list;
        match known.get(number) {
            Some(word) => word,
            None => self.words.local.get(number - known.len()).copied().unwrap_or_default(),
        }
    }

    /// What is asked of a site on a day: a word, or why not.
    pub(crate) fn of_site(&self, site_code: u32, attribute: Attribute, day: i32) -> (u32, State) {
        let Some(site) = self.program.site else { return (0, State::TOO_LARGE) };
        let table = &self.tables[site.table];
        if !table.present {
            return (0, State::missing_table(table.index));
        }
        let rows = self.sites.get(&site_code).map_or(&[][..], Vec::as_slice);
        let valid = rows.iter().map(|row| *row as usize).filter(|row| table.is_valid(*row, day));
        let said: Vec<(u32, State)> = valid.map(|row| self.of_site_row(row, attribute, day)).collect();
        if said.is_empty() {
            // Somebody works there, and the register does not say where it is.
            let is_unread = |row: &usize| table.word(site.site, *row).1.kind() == Kind::Unknown;
            let unread = || (0..table.rows).filter(|row| table.is_valid(*row, day)).find(is_unread);
            return (
                0,
                match unread() {
                    _ if table.is_doubtful_whole => State::rows_refused_table(table.index),
                    Some(row) => table.unread_state(site.site, row),
                    None => State::no_site(site_code),
                },
            );
        }
        let column = if attribute == Attribute::Region { site.region } else { site.platform };
        let disagree = State::rows_disagree(table.number_of(column), None);
        let (place, state) =
            agreed(said.iter().map(|(_, state)| *state), |one, other| said[one].0 == said[other].0, disagree);
        (if state.is_known() { said[place].0 } else { 0 }, state)
    }

    /// What a row of the register of sites says on a day.
    fn of_site_row(&self, row: usize, attribute: Attribute, day: i32) -> (u32, State) {
        let Some(site) = self.program.site else { return (0, State::TOO_LARGE) };
        let table = &self.tables[site.table];
        match attribute {
            Attribute::Region => without_blank(table.word(site.region, row)),
            Attribute::Platform => table.word(site.platform, row),
            Attribute::Class => {
                let (platform, on_platform) = table.word(site.platform, row);
                let (place, state) = if on_platform.kind() == Kind::Absent {
                    without_blank(table.word(site.region, row))
                } else {
                    (platform, on_platform)
                };
                if state.is_known() { self.class(place, day) } else { (0, state) }
            }
        }
    }

    fn class(&self, place: u32, day: i32) -> (u32, State) {
        let classes = self.program.classes.get(&place).map_or(&[][..], Vec::as_slice);
        match classes.iter().find(|class| class.effect.holds(day, self.clock)) {
            Some(class) => (class.class, State::KNOWN),
            None => (0, State::no_class(place)),
        }
    }

    /// Ranges of persons, each with rows enough to be worth an errand and few enough to stay in a processor's cache.
    pub(crate) fn ranges(&self) -> Vec<Range<u32>> {
        let by_person = || self.tables.iter().filter(|table| table.by_person);
        let rows: usize = by_person().map(|table| table.rows).sum();
        let parts = rows.div_ceil(ROWS_IN_A_RANGE).max(1) as u32;
        let each = self.persons.div_ceil(parts).max(1);
        let starts = (0..self.persons).step_by(each as usize);
        let ranges: Vec<Range<u32>> = starts.map(|start| start..(start + each).min(self.persons)).collect();
        if ranges.is_empty() { std::iter::once(0..0).collect() } else { ranges }
    }

    /// Computes what clauses read of the operator as a whole: spells, range by range, then ranks and series.
    pub(crate) fn prepare<'c>(
        &self,
        clauses: impl Iterator<Item = &'c ClauseProgram> + Clone,
        ranges: &[Range<u32>],
    ) -> Result<(), AssessError> {
        for clause in clauses.clone() {
            if let SpaceProgram::Spells { definition } | SpaceProgram::Anniversaries { definition, .. } = clause.space
                && self.spells[definition].get().is_none()
            {
                let program = &self.program.spells[definition];
                let parts = each_range(ranges, |persons| spells::part(self, program, persons))?;
                self.spells[definition].get_or_init(|| spells::whole(self, program, parts));
            }
        }
        for clause in clauses {
            let mut reads = Ok(());
            clause.for_each_node(&mut |node| {
                if reads.is_ok() {
                    reads = match (&node.operation, &clause.space) {
                        (Operation::Series { series, .. }, _) => self.series(*series).map(drop),
                        (
                            Operation::SpellRank(rank) | Operation::TiedShare { rank, .. },
                            SpaceProgram::Spells { definition } | SpaceProgram::Anniversaries { definition, .. },
                        ) => self.rank(*definition, *rank).map(drop),
                        _ => Ok(()),
                    };
                }
            });
            reads?;
        }
        Ok(())
    }

    /// The spells of a definition.
    pub(crate) fn spells(&self, definition: usize) -> Result<&SpellSet, AssessError> {
        let computed = self.spells.get(definition).and_then(OnceLock::get);
        computed.ok_or(AssessError::Inconsistent("spells that nobody prepared"))
    }

    /// A rank of every spell of a definition.
    pub(crate) fn rank(&self, definition: usize, rank: usize) -> Result<&ranks::Ranking, AssessError> {
        let Some(cell) = self.ranks[definition].get(rank) else {
            return Err(AssessError::Inconsistent("a rank that the definition does not have"));
        };
        if let Some(ranking) = cell.get() {
            return Ok(ranking);
        }
        let computed = ranks::rank(self, definition, rank)?;
        Ok(cell.get_or_init(|| computed))
    }

    /// The values of each series, where some clause read them.
    pub(crate) fn series_read(&self) -> impl Iterator<Item = Option<&SeriesValues>> {
        self.series.iter().map(OnceLock::get)
    }

    /// The spells of a definition, where some clause read them.
    pub(crate) fn spells_read(&self, definition: usize) -> Option<&SpellSet> {
        self.spells[definition].get()
    }

    /// The ranks of a definition, where some clause read them.
    pub(crate) fn ranks_read(&self, definition: usize) -> impl Iterator<Item = Option<&ranks::Ranking>> {
        self.ranks[definition].iter().map(OnceLock::get)
    }

    /// The values of a series.
    pub(crate) fn series(&self, series: usize) -> Result<&SeriesValues, AssessError> {
        if let Some(values) = self.series[series].get() {
            return Ok(values);
        }
        let computed = series::series(self, &self.program.series[series])?;
        Ok(self.series[series].get_or_init(|| computed))
    }

    /// The values of a series over every month of which anything may be known.
    pub(crate) fn series_of_all_months(&self, series: usize) -> Result<&SeriesValues, AssessError> {
        let known = &self.series_of_all_months[series];
        if let Some(values) = known.get() {
            return Ok(values);
        }
        let computed = series::series_of_all_months(self, &self.program.series[series])?;
        Ok(known.get_or_init(|| computed))
    }
}

/// Only a platform may be left blank on purpose.
fn without_blank((word, state): (u32, State)) -> (u32, State) {
    (word, state.without_blank())
}

/// First days of the months of two centuries, which are asked for over and over.
static FIRST_DAYS: LazyLock<Vec<i32>> =
    LazyLock::new(|| (FIRST_LISTED..=LAST_LISTED).map(|month| Month::from_index(month).first_day().days()).collect());
const FIRST_LISTED: i32 = 1950 * 12;
const LAST_LISTED: i32 = 2150 * 12;

#[inline]
pub(crate) fn first_day(month: i32) -> i32 {
    let listed = usize::try_from(month - FIRST_LISTED).ok().and_then(|place| FIRST_DAYS.get(place).copied());
    listed.unwrap_or_else(|| Month::from_index(month).first_day().days())
}

#[inline]
pub(crate) fn last_day(month: i32) -> i32 {
    first_day(month + 1) - 1
}

/// The last days of months, for loops over many.
pub(crate) struct MonthEnds(&'static [i32]);

impl MonthEnds {
    pub(crate) fn new() -> MonthEnds {
        MonthEnds(&FIRST_DAYS)
    }

    #[inline]
    pub(crate) fn of(&self, month: i32) -> i32 {
        match self.0.get((month + 1).wrapping_sub(FIRST_LISTED) as usize) {
            Some(day) => day - 1,
            None => last_day(month),
        }
    }
}

/// The month of a day.
#[inline]
pub(crate) fn month_of(day: i32) -> i32 {
    static MONTHS: LazyLock<Vec<u16>> = LazyLock::new(|| {
        let of = |(month, days): (usize, &[i32])| std::iter::repeat_n(month as u16, (days[1] - days[0]) as usize);
        FIRST_DAYS.windows(2).enumerate().flat_map(of).collect()
    });
    static FIRST_DAY: LazyLock<i32> = LazyLock::new(|| FIRST_DAYS[0]);
    let place = usize::try_from(i64::from(day) - i64::from(*FIRST_DAY)).ok();
    match place.and_then(|place| MONTHS.get(place)) {
        Some(month) => FIRST_LISTED + i32::from(*month),
        None => Date::from_days(day).month().index(),
    }
}

/// First and last day of a calendar year.
#[inline]
pub(crate) fn year_days(year: i32) -> (i32, i32) {
    (first_day(year * 12), last_day(year * 12 + 11))
}
