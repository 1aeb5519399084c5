//! The columnar program of a contract: tables, parameters and places with their words numbered, and every clause as
//! trees of typed nodes. [`crate::compile`] makes it; `space` and `evaluate` run it. It holds no evidence.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use contract::horizon::Clock;
use contract::model::{PeriodKey, Ties};

mod node;

pub(crate) use node::{Absence, Attribute, Lookup, Node, Operation, Over, OwnLookup, When};

/// A contract compiled for the engine.
#[derive(Debug, Clone)]
pub struct Program {
    /// The contract's identifier.
    pub contract: String,
    /// The contract's version.
    pub version: String,
    /// Tables in the contract's order.
    pub tables: Vec<TableProgram>,
    pub(crate) words: Words,
    pub(crate) parameters: Vec<ParameterProgram>,
    pub(crate) classes: HashMap<u32, Vec<PlaceClass>>,
    pub(crate) site: Option<SiteTable>,
    pub(crate) spells: Vec<SpellsProgram>,
    pub(crate) series: Vec<SeriesProgram>,
    /// Clauses, then controls, every reading.
    pub clauses: Vec<ClauseProgram>,
}

/// A table of evidence.
#[derive(Debug, Clone)]
pub struct TableProgram {
    /// Its name.
    pub id: String,
    /// Whether the person is a key.
    pub by_person: bool,
    /// The period in its key.
    pub period: Option<PeriodKey>,
    /// The period that a file covers.
    pub covers: Option<PeriodKey>,
    /// Names of the columns that the program reads; empty columns still mean that coverage and rows are read.
    pub columns: Vec<String>,
    pub(crate) kinds: Vec<Kind>,
    /// Whether the program reads the table at all.
    pub needed: bool,
}

impl Program {
    /// The tables and columns that must be decoded, and no others.
    #[must_use]
    pub fn tables_needed(&self) -> BTreeMap<String, BTreeSet<String>> {
        let needed = self.tables.iter().filter(|table| table.needed);
        needed.map(|table| (table.id.clone(), table.columns.iter().cloned().collect())).collect()
    }

    /// The column of that number, counted through all tables, with its table.
    pub(crate) fn column(&self, number: usize) -> Option<(&TableProgram, &String)> {
        let mut columns = self.tables.iter().flat_map(|table| table.columns.iter().map(move |column| (table, column)));
        columns.nth(number)
    }

    /// The number of the first column of a table.
    pub(crate) fn first_column(&self, table: usize) -> u16 {
        let before = self.tables.iter().take(table).map(|table| table.columns.len()).sum::<usize>();
        u16::try_from(before).unwrap_or(u16::MAX)
    }

    /// The definitions of spells that clauses range over, in the contract's order.
    pub fn definitions_of_spells(&self) -> impl Iterator<Item = &str> {
        self.spells.iter().map(|spells| spells.id.as_str())
    }
}

/// Words by number, and back.
#[derive(Debug, Clone, Default)]
pub(crate) struct Words {
    pub(crate) list: Vec<String>,
    pub(crate) numbers: HashMap<String, u32>,
}

impl Words {
    pub(crate) fn number(&mut self, word: &str) -> u32 {
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        let number = u32::try_from(self.list.len()).unwrap_or(u32::MAX);
        self.list.push(word.to_owned());
        self.numbers.insert(word.to_owned(), number);
        number
    }
}

/// What a column of values holds; numbers carry the scale that the compiler settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Fixed(u8),
    Fraction,
    Date,
    Word,
    Truth,
}

impl Kind {
    pub(crate) const fn is_number(self) -> bool {
        matches!(self, Kind::Fixed(_) | Kind::Fraction)
    }
}

/// When a dated value holds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Effect {
    pub(crate) first: i32,
    pub(crate) last: i32,
    pub(crate) published: i32,
}

impl Effect {
    pub(crate) fn holds(self, day: i32, clock: &Clock) -> bool {
        self.first <= day && day <= self.last && clock.has_come(self.published)
    }
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct PlaceClass {
    pub(crate) effect: Effect,
    pub(crate) class: u32,
}

/// Columns of the table `site`, by position in its list.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SiteTable {
    pub(crate) table: usize,
    pub(crate) site: usize,
    pub(crate) platform: usize,
    pub(crate) region: usize,
}

#[derive(Debug, Clone)]
pub(crate) struct ParameterProgram {
    pub(crate) id: String,
    pub(crate) effects: Vec<Effect>,
    pub(crate) values: ParameterValues,
}

/// One entry an effect. Numbers of all entries share a scale.
#[derive(Debug, Clone)]
pub(crate) enum ParameterValues {
    Number { scale: u8, digits: Vec<i128> },
    Date(Vec<i32>),
    Words { scale: u8, maps: Vec<HashMap<u32, Option<i128>>> },
    Scale { above_scale: u8, rate_scale: u8, slices: Vec<Vec<(i128, i128)>> },
    Bands { bound_scale: u8, value_scale: u8, bands: Vec<Vec<(Option<i128>, i128)>> },
}

#[derive(Debug, Clone)]
pub(crate) struct SpellsProgram {
    pub(crate) id: String,
    pub(crate) sources: Vec<SourceProgram>,
    pub(crate) gap_months: u32,
    pub(crate) hired: Option<(usize, usize)>,
    /// Whether a hire counts in its first month of evidence, rather than in that of its start.
    pub(crate) counts_first_month: bool,
    pub(crate) ranks: Vec<RankProgram>,
}

#[derive(Debug, Clone)]
pub(crate) struct SourceProgram {
    pub(crate) table: usize,
    pub(crate) present: Node,
    pub(crate) situation: Option<usize>,
    pub(crate) counting: Vec<u32>,
    pub(crate) bridging: Vec<u32>,
    pub(crate) ending: Vec<u32>,
    pub(crate) left: Option<usize>,
    /// The affiliation under which a row stands.
    pub(crate) under: Option<usize>,
}

#[derive(Debug, Clone)]
pub(crate) struct RankProgram {
    pub(crate) among: Option<Node>,
    /// Lookups at the spell's first month.
    pub(crate) then: Vec<Node>,
    pub(crate) ties: Ties,
}

#[derive(Debug, Clone)]
pub(crate) struct SeriesProgram {
    pub(crate) id: String,
    pub(crate) table: usize,
    pub(crate) steps: Vec<Node>,
}

/// The space of a clause, names resolved.
#[derive(Debug, Clone)]
pub(crate) enum SpaceProgram {
    DividedPersonYears { table: usize, place: Mode, rule: Mode, reads_first_day: bool },
    YearlyPersonYears { table: usize, rule: YearRule },
    Spells { definition: usize },
    Anniversaries { definition: usize, first: u32, last: u32, acquired_by_start: bool },
}

/// On which day a parameter is read for a yearly row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum YearRule {
    FirstDay,
    LastDay,
    /// 1 January, provided that nothing changes inside the year.
    Unchanged,
}

/// How a crossing inside a person-year is settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    Split,
    First,
    Last,
}

/// A clause or control, in one of its readings.
#[derive(Debug, Clone)]
pub struct ClauseProgram {
    /// Identifier.
    pub id: String,
    /// Reading, when there are several.
    pub reading: Option<String>,
    /// Whether it is the reading in use.
    pub in_use: bool,
    /// Whether it is a control: nothing is paid.
    pub is_control: bool,
    /// The head it pays under.
    pub head: Option<String>,
    pub(crate) published: i32,
    pub(crate) in_effect: (i32, i32),
    pub(crate) reach_first: i32,
    pub(crate) space: SpaceProgram,
    pub(crate) fact_date: Option<Node>,
    /// What is read row by row of the monthly key table and settled by the crossing.
    pub(crate) own: Vec<OwnLookup>,
    /// Parameters that the clause reads.
    pub(crate) parameters: Vec<usize>,
    pub(crate) applies_when: Vec<Named>,
    pub(crate) conditions: Vec<Named>,
    pub(crate) steps: Vec<Named>,
    pub(crate) outcome: OutcomeProgram,
    /// The first step that is a round: pieces are summed before it.
    pub(crate) first_round: usize,
    /// Steps that the outcome depends on, in order.
    pub(crate) needed_steps: Vec<usize>,
    /// What may decide: the fixed words, then conditions and steps.
    pub(crate) deciders: Vec<String>,
}

/// A condition or step with its place among the clause's deciders.
#[derive(Debug, Clone)]
pub(crate) struct Named {
    pub(crate) decider: u16,
    pub(crate) node: Node,
}

#[derive(Debug, Clone)]
pub(crate) enum OutcomeProgram {
    Pays { step: usize },
    Holds(Node),
}

/// Places of the fixed words among a clause's deciders.
pub(crate) mod decider {
    pub(crate) const IN_EFFECT: u16 = 0;
    pub(crate) const APPLIES_TO_FACTS: u16 = 1;
    pub(crate) const FACT_DATE: u16 = 2;
    pub(crate) const PERIOD: u16 = 3;
    pub(crate) const HOLDS: u16 = 4;
    pub(crate) const IDENTITY: u16 = 5;
    /// Words that every clause has, in that order.
    pub(crate) const FIXED: [&str; 6] = [
        contract::determination::decided::IN_EFFECT,
        contract::determination::decided::APPLIES_TO_FACTS,
        contract::determination::decided::FACT_DATE,
        contract::determination::decided::PERIOD,
        contract::determination::decided::HOLDS,
        contract::determination::decided::IDENTITY,
    ];
}
