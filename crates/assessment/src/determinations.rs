//! Determinations of one operator in columns, and as rows for those who read one at a time.
//!
//! Clause by clause in the program's order; within a clause by person, then year or first month, then anniversary.
//! Reasons are listed once an operator and pointed at.

use std::collections::HashMap;

use contract::calendar::{Date, Month};
use contract::determination::{Determination, Key, NeverFiled, Reason, Status};
use contract::identity::{OperatorId, Pseudonym};
use contract::money::Money;
use evidence::columns::OperatorEvidence;

use crate::assess::Verdicts;
use crate::exports::{Exports, exports};
use crate::program::{ClauseProgram, Program, SpaceProgram};
use crate::space::Ground;
use crate::space::keys::NOBODY;
use crate::state::State;
use crate::unfiled::Unfiled;

/// Every determination of one operator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OperatorAssessment {
    /// The operator.
    pub operator: OperatorId,
    /// The persons that occur, sorted.
    pub persons: Vec<Pseudonym>,
    /// Clause by clause, in the program's order.
    pub clauses: Vec<ClauseDeterminations>,
    /// Reasons that determinations point at.
    pub reasons: Vec<Reason>,
    /// What clauses say of the operator where nothing came from which keys could come, in the program's order. Beside the
    /// determinations, and counted apart.
    pub unfiled: Vec<Unfiled>,
    /// What clauses read of the operator as a whole, for explanations.
    pub exports: Exports,
}

/// The determinations of one clause, in columns of equal length; vectors that the clause's space lacks are empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClauseDeterminations {
    /// Index among [`Program::clauses`].
    pub clause: usize,
    /// Index among the persons.
    pub person: Vec<u32>,
    /// The calendar year, or the index of the first month of the spell.
    pub period: Vec<i32>,
    /// Day number of the start, where known.
    pub start: Vec<Option<i32>>,
    /// The anniversary year.
    pub anniversary: Vec<u32>,
    /// The status.
    pub status: Vec<Status>,
    /// The amount in centimes; zero unless due.
    pub amount_centimes: Vec<i64>,
    /// Index among the clause's deciders, where something decided against or in doubt.
    pub decided_by: Vec<Option<u16>>,
    /// Index among the operator's reasons.
    pub reason: Vec<Option<u32>>,
    /// The determinations, in order, whose amount is a share of the places left to a tie.
    pub by_share: Vec<u32>,
}

impl OperatorAssessment {
    /// The number of determinations.
    #[must_use]
    pub fn len(&self) -> usize {
        self.clauses.iter().map(|clause| clause.status.len()).sum()
    }

    /// Whether the clauses say nothing of this operator.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What never came, with its names, in canonical order.
    pub fn never_filed<'a>(&'a self, program: &'a Program) -> impl Iterator<Item = NeverFiled> + 'a {
        self.unfiled.iter().map(|one| one.named(program, &self.operator))
    }

    /// Determinations as rows, in canonical order.
    pub fn rows<'a>(&'a self, program: &'a Program) -> impl Iterator<Item = Determination> + 'a {
        self.clauses
            .iter()
            .flat_map(move |clause| (0..clause.status.len()).map(move |index| self.row(program, clause, index)))
    }

    /// The determinations of one clause, in one reading, of the persons that are wanted, in canonical order.
    #[must_use]
    pub fn rows_of(
        &self,
        program: &Program,
        (clause, reading): (&str, Option<&str>),
        wanted: impl Fn(Pseudonym) -> bool,
    ) -> Vec<Determination> {
        let wanted: Vec<bool> = self.persons.iter().map(|person| wanted(*person)).collect();
        let is_named = |of: &&ClauseDeterminations| {
            let known = &program.clauses[of.clause];
            known.id == clause && known.reading.as_deref() == reading
        };
        let Some(of) = self.clauses.iter().find(is_named) else { return Vec::new() };
        let rows = (0..of.status.len()).filter(|index| wanted[of.person[*index] as usize]);
        rows.map(|index| self.row(program, of, index)).collect()
    }

    /// Determinations as rows, held together.
    #[must_use]
    pub fn to_determinations(&self, program: &Program) -> Vec<Determination> {
        self.rows(program).collect()
    }

    fn row(&self, program: &Program, of: &ClauseDeterminations, index: usize) -> Determination {
        let clause = &program.clauses[of.clause];
        Determination {
            clause: clause.id.clone(),
            reading: clause.reading.clone(),
            operator: self.operator.clone(),
            key: self.key(clause, of, index),
            status: of.status[index],
            amount: of.amount(clause, index),
            decided_by: of.decided_by(clause, index).map(str::to_owned),
            reason: of.reason[index].and_then(|reason| self.reasons.get(reason as usize).cloned()),
        }
    }

    fn key(&self, clause: &ClauseProgram, of: &ClauseDeterminations, index: usize) -> Key {
        let by_year = clause.is_by_year();
        Key {
            person: self.persons[of.person[index] as usize],
            year: by_year.then(|| of.period[index]),
            first_month: (!by_year).then(|| Month::from_index(of.period[index])),
            start: of.start.get(index).copied().flatten().map(Date::from_days),
            anniversary: of.anniversary.get(index).copied(),
        }
    }
}

impl ClauseDeterminations {
    /// The amount of a determination: nothing for controls and where the status gives none.
    #[must_use]
    pub fn amount(&self, clause: &ClauseProgram, index: usize) -> Option<Money> {
        let says = matches!(self.status[index], Status::Due | Status::ZeroByRule) && !clause.is_control;
        says.then(|| Money::from_centimes(self.amount_centimes[index]))
    }

    /// The condition, step or fixed word that decided.
    #[must_use]
    pub fn decided_by<'c>(&self, clause: &'c ClauseProgram, index: usize) -> Option<&'c str> {
        let decider = self.decided_by[index]?;
        clause.deciders.get(usize::from(decider)).map(String::as_str)
    }
}

impl ClauseProgram {
    /// Whether keys are calendar years of persons; else they are spells.
    #[must_use]
    pub fn is_by_year(&self) -> bool {
        matches!(self.space, SpaceProgram::DividedPersonYears { .. } | SpaceProgram::YearlyPersonYears { .. })
    }
}

/// What a clause says of the keys of some persons.
pub(crate) struct Part {
    pub(crate) person: Vec<u32>,
    pub(crate) period: Vec<i32>,
    pub(crate) start: Vec<Option<i32>>,
    pub(crate) anniversary: Vec<u32>,
    pub(crate) verdicts: Verdicts,
    /// Places of the keys whose amount is a share.
    pub(crate) by_share: Vec<u32>,
}

/// Gathers determinations clause by clause, each reason once.
pub(crate) struct Collector<'a> {
    program: &'a Program,
    assessment: OperatorAssessment,
    known: HashMap<State, u32>,
}

impl<'a> Collector<'a> {
    pub(crate) fn new(program: &'a Program, evidence: &OperatorEvidence) -> Collector<'a> {
        let assessment = OperatorAssessment {
            operator: evidence.operator.clone(),
            persons: evidence.persons.clone(),
            clauses: Vec::new(),
            reasons: Vec::new(),
            unfiled: Vec::new(),
            exports: Exports::default(),
        };
        Collector { program, assessment, known: HashMap::new() }
    }

    /// Takes what clauses say of the operator without a person.
    pub(crate) fn never_filed(&mut self, unfiled: Vec<Unfiled>) {
        self.assessment.unfiled = unfiled;
    }

    /// Takes what a clause says, from parts in order of person.
    pub(crate) fn take(&mut self, clause: usize, parts: Vec<Part>, ground: &Ground<'_>) {
        let length = parts.iter().map(|part| part.person.len()).sum();
        let mut all = ClauseDeterminations {
            clause,
            person: Vec::new(),
            period: Vec::new(),
            start: Vec::new(),
            anniversary: Vec::new(),
            status: Vec::new(),
            amount_centimes: Vec::new(),
            decided_by: Vec::with_capacity(length),
            reason: Vec::with_capacity(length),
            by_share: Vec::new(),
        };
        for part in parts {
            let before = all.decided_by.len() as u32;
            all.by_share.extend(part.by_share.iter().map(|key| before + key));
            let verdicts = part.verdicts;
            let by = verdicts.by.iter().map(|by| (*by != NOBODY).then_some(*by));
            all.decided_by.extend(by);
            if verdicts.states.is_empty() {
                all.reason.resize(all.decided_by.len(), None);
            }
            let mut last = (State::KNOWN, None);
            for state in verdicts.states {
                if last.0 != state {
                    last = (state, self.reason(state.absent_as_unknown(), ground));
                }
                all.reason.push(last.1);
            }
            append(&mut all.person, part.person, length);
            append(&mut all.period, part.period, length);
            append(&mut all.start, part.start, length);
            append(&mut all.anniversary, part.anniversary, length);
            append(&mut all.status, verdicts.status, length);
            append(&mut all.amount_centimes, verdicts.amount, length);
        }
        self.assessment.clauses.push(all);
    }

    fn reason(&mut self, state: State, ground: &Ground<'_>) -> Option<u32> {
        if state.is_known() {
            return None;
        }
        if let Some(index) = self.known.get(&state) {
            return Some(*index);
        }
        let reason = state.reason(self.program, |word| ground.word(word))?;
        let index = u32::try_from(self.assessment.reasons.len()).ok()?;
        self.assessment.reasons.push(reason);
        self.known.insert(state, index);
        Some(index)
    }

    pub(crate) fn finish(mut self, ground: &Ground<'_>) -> OperatorAssessment {
        self.assessment.exports = exports(ground);
        self.assessment
    }
}

/// Moves items to the end of others; the first to come are taken as they are.
fn append<T>(all: &mut Vec<T>, mut items: Vec<T>, whole: usize) {
    if all.is_empty() {
        items.reserve(if items.is_empty() { 0 } else { whole.saturating_sub(items.len()) });
        *all = items;
    } else {
        all.append(&mut items);
    }
}
