//! Why an amount is an estimate: every value and reading it rests on that no official text states.

use std::collections::BTreeSet;

use super::explain::Teller;
use super::lookup::cell;
use super::place;
use super::walk;
use super::world::Scene;
use crate::model::{Confidence, DefinitionKind, Expr, Mechanism, PlaceAttribute, Space};
use crate::trace::{ConditionTrace, EstimateCause, EstimateKind, ParameterUse, PieceTrace, Read, StepTrace};

/// The causes, in order of kind and once each.
pub(super) fn causes(
    teller: Teller<'_>,
    pieces: &[PieceTrace],
    steps: &[StepTrace],
    holds: Option<&ConditionTrace>,
) -> Vec<EstimateCause> {
    let mut causes = BTreeSet::new();
    let mut add = |what: EstimateKind, id: &str, confidence: Confidence| {
        if confidence.is_estimate() {
            causes.insert(EstimateCause { what, id: id.to_owned(), confidence });
        }
    };
    let clause = teller.clause;
    add(EstimateKind::Clause, &clause.id, clause.confidence);
    for id in definitions(teller) {
        if let Some(definition) = teller.world.definition(id) {
            add(EstimateKind::Definition, id, definition.confidence);
        }
    }
    for condition in clause.applies_when.iter().chain(&clause.conditions) {
        add(EstimateKind::Condition, &condition.id, condition.confidence);
    }
    let conditions = pieces.iter().flat_map(|piece| piece.applies_when.iter().chain(&piece.conditions)).chain(holds);
    let needed = needed_ids(teller);
    let steps = pieces.iter().flat_map(|piece| &piece.steps).chain(steps).filter(|step| needed.contains(&*step.id));
    let mut used = Vec::new();
    conditions.flat_map(|condition| &condition.reads).for_each(|read| of_read(read, &mut used));
    steps.for_each(|step| of_step(step, &mut used));
    for parameter in used {
        add(EstimateKind::Parameter, &parameter.id, parameter.confidence);
    }
    for (place, confidence) in places(teller) {
        add(EstimateKind::Place, &place, confidence);
    }
    for (id, confidence) in ties(teller) {
        add(EstimateKind::Tie, &id, confidence);
    }
    for cumulation in &clause.cumulates {
        add(EstimateKind::Cumulation, &cumulation.with, cumulation.confidence);
    }
    causes.into_iter().collect()
}

/// The ranks whose ties left the amount less than the whole, with how far the way of settling them may be trusted.
fn ties(teller: Teller<'_>) -> Vec<(String, Confidence)> {
    let (Space::Spells { definition } | Space::Anniversaries { definition, .. }) = &teller.clause.space else {
        return Vec::new();
    };
    let Some(DefinitionKind::Spells(spells)) = teller.world.definition(definition).map(|known| &known.kind) else {
        return Vec::new();
    };
    let whole = super::Answer::Known(super::evaluate::whole(1));
    let steps = teller.clause.steps.iter().enumerate().filter_map(|(index, step)| match step.mechanism {
        Mechanism::TiedShare { rank, .. } => Some((index, rank)),
        _ => None,
    });
    let shared = steps.filter(|(index, _)| {
        teller.case.pieces.iter().any(|piece| piece.steps.get(*index).is_some_and(|share| *share != whole))
    });
    let named = shared.filter_map(|(_, rank)| spells.ranks.get(rank));
    named.map(|rank| (format!("{definition}.{}", rank.id), rank.confidence)).collect()
}

fn needed_ids(teller: Teller<'_>) -> BTreeSet<&str> {
    walk::needed_steps(teller.clause).into_iter().map(|index| teller.clause.steps[index].id.as_str()).collect()
}

/// The definitions that give the keys and the series that are read.
fn definitions(teller: Teller<'_>) -> BTreeSet<&str> {
    let mut ids = BTreeSet::new();
    if let Space::Spells { definition } | Space::Anniversaries { definition, .. } = &teller.clause.space {
        ids.insert(definition.as_str());
    }
    for expr in walk::expressions(teller.clause) {
        walk::walk(expr, &mut |inner| {
            if let Expr::Series { definition, .. } = inner {
                ids.insert(definition);
            }
        });
    }
    ids
}

fn of_read<'t>(read: &'t Read, used: &mut Vec<&'t ParameterUse>) {
    used.extend(&read.parameter);
    read.steps.iter().for_each(|step| of_step(step, used));
}

fn of_step<'t>(step: &'t StepTrace, used: &mut Vec<&'t ParameterUse>) {
    used.extend(&step.parameters);
    step.reads.iter().for_each(|read| of_read(read, used));
}

/// The places whose class was read, with how far it may be trusted.
fn places(teller: Teller<'_>) -> Vec<(String, Confidence)> {
    let mut places = Vec::new();
    for piece in &teller.case.pieces {
        let scene = Scene::condition(teller.world, &piece.subject, &piece.steps);
        for expr in walk::expressions(teller.clause) {
            walk::walk(expr, &mut |inner| {
                let Expr::Road { table, column, attribute: PlaceAttribute::Class, at } = inner else { return };
                let Some((rows, day)) = scene.rows_on_road(table, at).known().cloned() else { return };
                let world = teller.world;
                for code in rows.iter().filter_map(|row| cell(row, column)) {
                    let code = code.to_string();
                    places.extend(place::class_read(world.contract, &world.evidence, &code, day, world.as_known_on));
                }
            });
        }
    }
    places
}
