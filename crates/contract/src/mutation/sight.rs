//! What can reach an answer: of each clause its own text and the dated values that a key of it may read.
//!
//! Two contracts that look alike here give the same answers whatever the evidence. Nothing is guessed: dates are cut to
//! the days on which the interpreter reads them, and where those days cannot be told from the clause alone nothing is
//! cut. The reverse does not hold: contracts that look different may still answer alike.

use crate::calendar::{Date, Interval, Month};
use crate::document::BlockKind;
use crate::interpret::{expressions, needs_definitions, parameters_named, roads_to_class, walk};
use crate::model::{
    At, Clause, Commitment, Contract, CrossingMode, Dated, Definition, DefinitionKind, Expr, Indicator, Parameter,
    PeriodKey, Place, ReadAt, Space, Table,
};
use crate::source::Span;

/// All that can reach an answer of a contract.
#[derive(Debug, PartialEq)]
pub(super) struct Sight {
    clauses: Vec<ClauseSight>,
    commitments: Vec<(Commitment, Option<Indicator>)>,
    /// What no clause reads: it reaches no answer, and nothing holds it either. It is compared as it stands.
    unread: (Vec<Parameter>, Vec<Definition>, Vec<Place>),
}

/// What a clause can see.
#[derive(Debug, PartialEq)]
struct ClauseSight {
    clause: Clause,
    definitions: Vec<Definition>,
    parameters: Vec<Parameter>,
    places: Vec<Place>,
    tables: Vec<Table>,
}

impl Sight {
    /// What can reach an answer of this contract.
    pub(super) fn of(contract: &Contract) -> Sight {
        let clauses: Vec<ClauseSight> = all(contract).map(|clause| ClauseSight::of(contract, clause)).collect();
        let commitments = contract.commitments.iter().map(|commitment| {
            let commitment = Commitment { span: Span::START, ..commitment.clone() };
            let indicator = match &commitment.kind {
                crate::model::CommitmentKind::Target(target) => {
                    contract.indicators.iter().find(|indicator| indicator.id == target.indicator)
                }
                crate::model::CommitmentKind::Judgement { .. } => None,
            };
            let indicator = indicator.map(|indicator| Indicator { span: Span::START, ..indicator.clone() });
            (commitment, indicator)
        });
        let read = |id: &str| clauses.iter().any(|sight| sight.parameters.iter().any(|known| known.id == id));
        // What a pack lends and nobody reads is no matter of the document.
        let own = |kind, id: &str| !contract.is_lent(kind, id);
        let parameters = contract.parameters.iter().filter(|one| !read(&one.id) && own(BlockKind::Parameter, &one.id));
        let definitions = contract.definitions.iter().filter(|_| clauses.iter().all(|one| one.definitions.is_empty()));
        let places = contract.places.iter().filter(|_| clauses.iter().all(|one| one.places.is_empty()));
        let places = places.filter(|one| own(BlockKind::Place, &one.id));
        Sight {
            commitments: commitments.collect(),
            unread: (
                parameters.map(|one| Days::ALL.of_parameter(one)).collect(),
                definitions.map(without_place).collect(),
                places.map(|one| Days::ALL.of_place(one)).collect(),
            ),
            clauses,
        }
    }

    /// Whether the clause or control with this name and reading can answer differently.
    pub(super) fn clause_differs(&self, other: &Sight, id: &str, reading: Option<&str>) -> bool {
        let named = |sight: &&ClauseSight| sight.clause.id == id && sight.clause.reading.as_deref() == reading;
        self.clauses.iter().find(named) != other.clauses.iter().find(named)
    }

    /// Whether the commitment can be judged differently.
    pub(super) fn commitment_differs(&self, other: &Sight, id: &str) -> bool {
        let named = |(commitment, _): &&(Commitment, Option<Indicator>)| commitment.id == id;
        self.commitments.iter().find(named) != other.commitments.iter().find(named)
    }
}

fn all(contract: &Contract) -> impl Iterator<Item = &Clause> {
    contract.clauses.iter().chain(&contract.controls)
}

impl ClauseSight {
    fn of(contract: &Contract, clause: &Clause) -> ClauseSight {
        let period = match &clause.space {
            Space::PersonYears { table } => {
                contract.tables.iter().find(|known| known.id == *table).and_then(|known| known.period)
            }
            Space::Spells { .. } | Space::Anniversaries { .. } => None,
        };
        let clause = normal(clause, period);
        let definitions: Vec<Definition> = match needs_definitions(&clause) {
            true => contract.definitions.iter().map(without_place).collect(),
            false => Vec::new(),
        };
        let named = parameters_named(&clause, &definitions);
        let parameters = contract.parameters.iter().filter_map(|parameter| {
            let days = Days::of_parameters(&clause, *named.get(parameter.id.as_str())?);
            Some(days.of_parameter(parameter))
        });
        let roads = roads_to_class(&clause, &definitions);
        let days = Days::of_classes(&clause, period, &roads);
        let places = contract.places.iter().filter(|_| !roads.is_empty()).map(|place| days.of_place(place));
        let tables = contract.tables.iter().map(|table| Table { span: Span::START, ..table.clone() });
        let parameters: Vec<Parameter> = parameters.collect();
        let (places, tables) = (places.collect(), tables.collect());
        let clause = uncrossed(clause, &parameters);
        ClauseSight { parameters, places, tables, definitions, clause }
    }
}

/// The clause without places in the document, and with dates that decide nothing set to the ones that decide.
fn normal(clause: &Clause, period: Option<PeriodKey>) -> Clause {
    let mut clause = clause.clone();
    clause.span = Span::START;
    for condition in clause.applies_when.iter_mut().chain(&mut clause.conditions) {
        condition.span = Span::START;
    }
    for step in &mut clause.steps {
        step.span = Span::START;
    }
    // A fact before the effect is outside the effect, whatever `applies_to_facts` says of it.
    let from = clause.applies_to_facts.unwrap_or(clause.published).max(clause.in_effect.first);
    clause.applies_to_facts = Some(from);
    if matches!(clause.space, Space::PersonYears { .. }) {
        // Only the later of the two is asked, and only of whole months or years.
        clause.in_effect = whole_periods(Interval { first: from, ..clause.in_effect }, period);
        clause.applies_to_facts = Some(clause.in_effect.first);
    }
    clause
}

/// A crossing that nothing crosses says nothing: no place or word of a row is looked up month by month; every parameter has
/// one value, in all of the clause's reach. (Parameters are cut to that already.)
fn uncrossed(mut clause: Clause, parameters: &[Parameter]) -> Clause {
    let Space::PersonYears { table: own } = &clause.space else { return clause };
    let reach = Interval { first: reach_first(&clause), ..clause.in_effect };
    let one_value = |parameter: &Parameter| match parameter.values.as_slice() {
        [one] => {
            let to_the_end = match (one.in_effect.last, reach.last) {
                (Some(last), Some(reach)) => last >= reach,
                (last, _) => last.is_none(),
            };
            one.in_effect.first <= reach.first && to_the_end
        }
        _ => false,
    };
    let looks_up = looks_up(&clause, own);
    let one_value = parameters.iter().all(one_value);
    if let Some(crossing) = &mut clause.crossing {
        if !looks_up {
            crossing.place = CrossingMode::SplitByMonths;
        }
        if one_value {
            crossing.rule = CrossingMode::SplitByMonths;
        }
        if !looks_up && one_value {
            crossing.read_at = ReadAt::default();
        }
    }
    clause
}

/// Whether something of the rows of the table is looked up month by month.
fn looks_up(clause: &Clause, own: &str) -> bool {
    let mut found = false;
    for expr in expressions(clause) {
        walk(expr, &mut |inner| {
            found |= match inner {
                Expr::Road { table, at: At::Own, .. } | Expr::Column { table, at: At::Own, .. } => table == own,
                _ => false,
            };
        });
    }
    found
}

/// The same reach with bounds on first and last days: of months, where rows are monthly. Of years that are not whole
/// only one thing counts, that they are not: their bound stands on the year's inner edge.
fn whole_periods(reach: Interval, period: Option<PeriodKey>) -> Interval {
    if reach.last.is_some_and(|last| last < reach.first) {
        return reach;
    }
    let first_of = |year: i32| Month::new(year, 1).map(Month::first_day);
    let last_of = |year: i32| Month::new(year, 12).map(Month::last_day);
    match period {
        Some(PeriodKey::Year) => Interval {
            first: match first_of(reach.first.year()) {
                Some(first) if first == reach.first => first,
                _ => last_of(reach.first.year()).unwrap_or(reach.first),
            },
            last: reach.last.map(|last| match last_of(last.year()) {
                Some(day) if day == last => last,
                _ => first_of(last.year()).unwrap_or(last),
            }),
        },
        Some(PeriodKey::Month) => {
            let month = reach.first.month();
            let first = if month.first_day() == reach.first { reach.first } else { month.plus(1).first_day() };
            Interval { first, last: reach.last.map(|last| last.month().last_day()) }
        }
        // Whole quarters and days are left as they are written: fewer changes are excused.
        Some(PeriodKey::Quarter | PeriodKey::Day) | None => reach,
    }
}

/// The days on which a clause may read a dated value, and the day before which it says nothing.
#[derive(Debug, Clone, Copy)]
struct Days {
    read: Option<Interval>,
    known_from: Option<Date>,
}

impl Days {
    /// Any day.
    const ALL: Days = Days { read: None, known_from: None };

    /// Parameters are read at the date of the fact, or at a month or year in reach; elsewhere at any day.
    fn of_parameters(clause: &Clause, only_in_reach: bool) -> Days {
        let reach = Interval { first: reach_first(clause), ..clause.in_effect };
        Days { read: only_in_reach.then_some(reach), known_from: Some(clause.published) }
    }

    /// Classes of places are read at the last day of the row's month, or at a day of a year that lies whole in reach.
    fn of_classes(clause: &Clause, period: Option<PeriodKey>, roads: &[Option<&Expr>]) -> Days {
        let Space::PersonYears { table: own } = &clause.space else {
            return Days { read: None, ..Days::of_parameters(clause, false) };
        };
        let in_reach = roads.iter().all(|road| match (road, period) {
            (Some(Expr::Road { table, at: At::Own, .. }), Some(PeriodKey::Month)) => table == own,
            (Some(Expr::Road { at: At::Own, .. }), Some(PeriodKey::Year)) => true,
            (Some(Expr::Road { at: At::Day(day), .. }), Some(PeriodKey::Year)) => {
                matches!(**day, Expr::PeriodStart | Expr::PeriodEnd)
            }
            _ => false,
        });
        Days::of_parameters(clause, in_reach)
    }

    fn of_parameter(self, parameter: &Parameter) -> Parameter {
        let values = parameter.values.iter().filter_map(|value| self.cut(value));
        Parameter { span: Span::START, values: values.collect(), ..parameter.clone() }
    }

    fn of_place(self, place: &Place) -> Place {
        let classes = place.classes.iter().filter_map(|class| self.cut(class));
        Place { span: Span::START, classes: classes.collect(), ..place.clone() }
    }

    /// The value on the days it is read; nothing when it is read on none.
    fn cut<T: Clone>(self, value: &Dated<T>) -> Option<Dated<T>> {
        let mut cut = Dated { span: Span::START, ..value.clone() };
        cut.published = self.known_from.map_or(cut.published, |day| day.max(cut.published));
        if let Some(read) = self.read {
            cut.in_effect.first = cut.in_effect.first.max(read.first);
            cut.in_effect.last = match (cut.in_effect.last, read.last) {
                (Some(one), Some(other)) => Some(one.min(other)),
                (one, other) => one.or(other),
            };
        }
        cut.in_effect.last.is_none_or(|last| cut.in_effect.first <= last).then_some(cut)
    }
}

fn reach_first(clause: &Clause) -> Date {
    clause.in_effect.first.max(clause.applies_to_facts.unwrap_or(clause.published))
}

fn without_place(definition: &Definition) -> Definition {
    let mut definition = Definition { span: Span::START, ..definition.clone() };
    if let DefinitionKind::Series(series) = &mut definition.kind {
        for step in &mut series.steps {
            step.span = Span::START;
        }
    }
    definition
}
