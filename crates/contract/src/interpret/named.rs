//! What of a contract a clause names, directly or through definitions; for whoever asks what can reach its answers.

use std::collections::{BTreeMap, BTreeSet};

use super::place::SITE;
use super::walk;
use crate::model::{Clause, Definition, DefinitionKind, Expr, Mechanism, PlaceAttribute, Space, Step};

/// Whether the clause reads definitions at all.
pub(crate) fn needs_definitions(clause: &Clause) -> bool {
    let series = |expr: &Expr| {
        let mut found = false;
        walk::walk(expr, &mut |inner| found |= matches!(inner, Expr::Series { .. }));
        found
    };
    matches!(clause.space, Space::Spells { .. } | Space::Anniversaries { .. })
        || own(clause).into_iter().chain(days(clause)).any(series)
}

/// The parameters named, each with whether conditions, steps and outcome of the clause alone name it: these read it on
/// the day of the fact, or at a month or year in reach.
pub(crate) fn parameters_named<'c>(clause: &'c Clause, definitions: &'c [Definition]) -> BTreeMap<&'c str, bool> {
    let mut named: BTreeMap<&str, bool> = walk::parameters(clause).into_iter().map(|id| (id, true)).collect();
    for expr in days(clause).into_iter().chain(definitions.iter().flat_map(inside)) {
        walk::walk(expr, &mut |inner| {
            if let Expr::Parameter(id) = inner {
                named.insert(id, false);
            }
        });
    }
    for step in definitions.iter().flat_map(steps) {
        if let Mechanism::Brackets { scale: id, .. } | Mechanism::Table { parameter: id, .. } = &step.mechanism {
            named.insert(id, false);
        }
    }
    named
}

/// The steps of a clause that something uses: its outcome, its conditions, its dates, and steps that these use.
pub(crate) fn steps_used(clause: &Clause) -> BTreeSet<usize> {
    let conditions = clause.applies_when.iter().chain(&clause.conditions).map(|condition| &condition.is);
    let named = conditions.chain(days(clause)).flat_map(walk::steps_in);
    walk::closed(&clause.steps, walk::needed_steps(clause).into_iter().chain(named).collect())
}

/// The steps of a series that clauses or other definitions read, and those that these use.
pub(crate) fn series_steps_used(
    id: &str,
    own_steps: &[Step],
    clauses: &[&Clause],
    all: &[Definition],
) -> BTreeSet<usize> {
    let mut named = BTreeSet::new();
    let exprs = clauses.iter().flat_map(|clause| own(clause).into_iter().chain(days(clause)));
    for expr in exprs.chain(all.iter().flat_map(inside)) {
        walk::walk(expr, &mut |inner| {
            if let Expr::Series { definition, step, .. } = inner
                && definition == id
            {
                named.insert(*step);
            }
        });
    }
    walk::closed(own_steps, named)
}

/// The parameters that are read by the class of a place: by whose words classes are asked.
pub(crate) fn parameters_by_class<'c>(clause: &'c Clause) -> BTreeSet<&'c str> {
    let by_class = |step: &'c Step| match &step.mechanism {
        Mechanism::Table { parameter, by: Expr::Road { attribute: PlaceAttribute::Class, .. } } => {
            Some(parameter.as_str())
        }
        _ => None,
    };
    clause.steps.iter().filter_map(by_class).collect()
}

/// The roads to the class of a place; nothing in the stead of one that stands elsewhere than in conditions, steps and
/// outcome of the clause.
pub(crate) fn roads_to_class<'c>(clause: &'c Clause, definitions: &'c [Definition]) -> Vec<Option<&'c Expr>> {
    let mut roads = Vec::new();
    let mut find = |expr: &'c Expr, here: bool| {
        walk::walk(expr, &mut |inner| {
            if matches!(inner, Expr::Road { attribute: PlaceAttribute::Class, .. }) {
                roads.push(here.then_some(inner));
            }
        });
    };
    own(clause).into_iter().for_each(|expr| find(expr, true));
    days(clause).into_iter().for_each(|expr| find(expr, false));
    definitions.iter().flat_map(inside).for_each(|expr| find(expr, false));
    roads
}

/// The tables that the clause reads, directly or through definitions; with a place the one of sites.
pub(crate) fn tables_named<'c>(clause: &'c Clause, definitions: &'c [Definition]) -> BTreeSet<&'c str> {
    let definitions = if needs_definitions(clause) { definitions } else { &[] };
    let mut named: BTreeSet<&str> = BTreeSet::new();
    if let Space::PersonYears { table } = &clause.space {
        named.insert(table);
    }
    for definition in definitions {
        match &definition.kind {
            DefinitionKind::Spells(spells) => {
                named.extend(spells.sources.iter().map(|source| source.table.as_str()));
                let looked_up = spells.hired.iter().chain(spells.ranks.iter().flat_map(|rank| &rank.then));
                named.extend(looked_up.map(|(table, _)| table.as_str()));
            }
            DefinitionKind::Series(series) => {
                named.insert(&series.table);
            }
        }
    }
    for step in clause.steps.iter().chain(definitions.iter().flat_map(steps)) {
        if let Mechanism::Sum { table, .. } | Mechanism::Count { table, .. } = &step.mechanism {
            named.insert(table);
        }
    }
    each(clause, definitions, &mut |inner| match inner {
        Expr::Column { table, .. } => {
            named.insert(table);
        }
        Expr::Road { table, .. } => {
            named.extend([table.as_str(), SITE]);
        }
        _ => {}
    });
    named
}

/// Whether the clause asks anything of a place.
pub(crate) fn reads_places(clause: &Clause, definitions: &[Definition]) -> bool {
    let mut found = false;
    each(clause, definitions, &mut |inner| found |= matches!(inner, Expr::Road { .. }));
    found
}

/// Every expression of the clause and of the definitions, with those inside.
fn each<'c>(clause: &'c Clause, definitions: &'c [Definition], visit: &mut impl FnMut(&'c Expr)) {
    let all = own(clause).into_iter().chain(days(clause)).chain(definitions.iter().flat_map(inside));
    all.for_each(|expr| walk::walk(expr, visit));
}

/// Conditions, steps with their row filters, outcome.
fn own(clause: &Clause) -> Vec<&Expr> {
    walk::expressions(clause).into_iter().chain(walk::filters(clause)).collect()
}

/// The date of the fact, and the day on which the amount falls due.
fn days(clause: &Clause) -> Vec<&Expr> {
    clause.fact_date.iter().chain(&clause.due_on).collect()
}

/// The expressions of a definition.
fn inside(definition: &Definition) -> Vec<&Expr> {
    match &definition.kind {
        DefinitionKind::Spells(spells) => {
            let present = spells.sources.iter().map(|source| &source.present);
            present.chain(spells.ranks.iter().filter_map(|rank| rank.among.as_ref())).collect()
        }
        DefinitionKind::Series(_) => {
            steps(definition).iter().flat_map(|step| walk::operands(&step.mechanism)).map(|(_, expr)| expr).collect()
        }
    }
}

fn steps(definition: &Definition) -> &[Step] {
    match &definition.kind {
        DefinitionKind::Series(series) => &series.steps,
        DefinitionKind::Spells(_) => &[],
    }
}
