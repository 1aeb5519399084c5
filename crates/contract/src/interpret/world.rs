//! What an expression may see: the contract and the evidence (the world), one key (the subject), and the steps so far.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::answer::{Answer, Value};
use super::givens::{Givens, Others};
use super::lookup::Evidence;
use super::spells::{self, Spell};
use crate::calendar::{Date, Interval, Month};
use crate::facts::{Facts, Period, Row};
use crate::identity::Pseudonym;
use crate::model::{Contract, Definition, DefinitionKind, Expr, PeriodKey, ReadAt, Table};

/// One operator's evidence under one contract, as known on one day.
pub(crate) struct World<'w> {
    pub(crate) contract: &'w Contract,
    pub(crate) evidence: Evidence<'w>,
    pub(crate) as_known_on: Date,
    /// Persons whose official numbers contradict each other.
    pub(crate) doubtful_persons: &'w BTreeSet<Pseudonym>,
    /// What is given of other persons, where their rows are not at hand.
    pub(crate) others: Others<'w>,
    spells: RefCell<BTreeMap<String, Rc<Vec<Spell>>>>,
    /// Values of series already computed, by definition, step and month.
    pub(crate) series: RefCell<BTreeMap<(String, usize, Month), Answer>>,
}

impl<'w> World<'w> {
    pub(crate) fn new(contract: &'w Contract, facts: &'w Facts, as_known_on: Date) -> World<'w> {
        World {
            contract,
            evidence: Evidence::new(contract, facts, as_known_on),
            as_known_on,
            doubtful_persons: &facts.doubtful_persons,
            others: Others::default(),
            spells: RefCell::default(),
            series: RefCell::default(),
        }
    }

    /// A world in which the rows of one person alone are at hand.
    pub(crate) fn of_one(contract: &'w Contract, facts: &'w Facts, as_known_on: Date, givens: &'w Givens) -> World<'w> {
        World { others: Others::given(givens), ..World::new(contract, facts, as_known_on) }
    }

    /// The spells of a definition, computed once.
    pub(crate) fn spells(&self, definition: &str) -> Rc<Vec<Spell>> {
        if let Some(spells) = self.spells.borrow().get(definition) {
            return Rc::clone(spells);
        }
        let spells = match self.definition(definition).map(|definition| &definition.kind) {
            Some(DefinitionKind::Spells(kind)) => Rc::new(spells::spells(self, definition, kind)),
            _ => Rc::default(),
        };
        self.spells.borrow_mut().insert(definition.to_owned(), Rc::clone(&spells));
        spells
    }

    pub(crate) fn definition(&self, id: &str) -> Option<&'w Definition> {
        self.contract.definitions.iter().find(|definition| definition.id == id)
    }

    pub(crate) fn table(&self, id: &str) -> Option<&'w Table> {
        self.contract.tables.iter().find(|table| table.id == id)
    }

    /// What a table has as period; nothing for a table without.
    pub(crate) fn period_of(&self, table: &str) -> Option<PeriodKey> {
        self.table(table).and_then(|table| table.period)
    }
}

/// One key, or one piece of it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Subject<'w> {
    /// The person; nobody for a series.
    pub(crate) person: Option<Pseudonym>,
    /// The spell, for jobs and their anniversaries.
    pub(crate) spell: Option<Spell>,
    /// The anniversary year.
    pub(crate) anniversary: Option<u32>,
    /// The months of an anniversary year that count, when the right ends with the rule.
    pub(crate) cut: Option<Interval>,
    /// First and last day of the key's own period.
    pub(crate) period: Option<(Date, Date)>,
    /// The calendar year of a person-year.
    pub(crate) year: Option<i32>,
    /// The period in which the key's own table is looked up: a month, a quarter or a day.
    pub(crate) place: Option<Period>,
    /// The key's table and the row that the piece stands for, where each row stands at its own place.
    pub(crate) own_row: Option<(&'w str, &'w Row)>,
    /// The key's table and the rows of it that belong to the piece.
    pub(crate) own_rows: Option<(&'w str, Vec<&'w Row>)>,
    /// The months in which other monthly tables are read.
    pub(crate) months: Vec<Month>,
    /// The period of a row of the piece in whose month another piece has rows too, and the column that parts them: nobody
    /// knows which of them another table speaks of.
    pub(crate) shared: Option<(Period, String)>,
    /// On which day of a month its places are read.
    pub(crate) read_at: ReadAt,
    /// Whether its places are read in each month of the piece.
    pub(crate) months_of_place: bool,
    /// Whether its parameters are.
    pub(crate) months_of_rule: bool,
    /// The day at which parameters are read.
    pub(crate) parameter_day: Option<Date>,
    /// The year in which a parameter may not change, for a yearly row without a crossing.
    pub(crate) unchanged_in: Option<i32>,
}

impl Subject<'_> {
    /// A spell as its ranks see it.
    pub(crate) fn of_spell(spell: &Spell) -> Self {
        Subject {
            person: Some(spell.person),
            spell: Some(spell.clone()),
            parameter_day: spell.began(),
            ..Subject::default()
        }
    }
}

/// Where an expression is evaluated.
#[derive(Clone, Copy)]
pub(crate) struct Scene<'s> {
    pub(crate) world: &'s World<'s>,
    pub(crate) subject: &'s Subject<'s>,
    /// The steps so far.
    pub(crate) steps: &'s [Answer],
    /// The row at hand, in a row filter, with its table.
    pub(crate) row: Option<(&'s str, &'s Row)>,
    /// Whether an absent row makes the answer unknown (steps) or the condition fail (conditions).
    pub(crate) in_step: bool,
}

impl<'s> Scene<'s> {
    /// The scene of a condition.
    pub(crate) fn condition(world: &'s World<'s>, subject: &'s Subject<'s>, steps: &'s [Answer]) -> Scene<'s> {
        Scene { world, subject, steps, row: None, in_step: false }
    }

    /// The scene of a step.
    pub(crate) fn step(world: &'s World<'s>, subject: &'s Subject<'s>, steps: &'s [Answer]) -> Scene<'s> {
        Scene { world, subject, steps, row: None, in_step: true }
    }

    /// The same scene at a row, for its filter.
    pub(crate) fn at_row(self, table: &'s str, row: &'s Row) -> Scene<'s> {
        Scene { row: Some((table, row)), in_step: false, ..self }
    }

    /// The truth of a condition; an absence fails it, and is told as such.
    pub(crate) fn condition_holds(self, expr: &Expr) -> Answer<bool> {
        self.evaluate(expr).map(Value::truth)
    }

    /// Whether a condition holds for sure.
    pub(crate) fn holds(self, expr: &Expr) -> bool {
        self.condition_holds(expr) == Answer::Known(true)
    }
}
