//! What every amount of a clause may rest on that no official text states: for totals, where no single key is at hand.

use std::collections::BTreeSet;

use super::walk;
use crate::model::{Clause, Contract, DefinitionKind, Expr, Mechanism, PlaceAttribute, Space, Step};
use crate::trace::{EstimateCause, EstimateKind};

/// The causes for which amounts of the clause are estimates, whatever the key; empty when none is.
#[must_use]
pub fn rests_on(contract: &Contract, clause: &Clause) -> Vec<EstimateCause> {
    let mut found = Found { contract, causes: BTreeSet::new() };
    found.add(EstimateKind::Clause, &clause.id, [clause.confidence]);
    if let Space::Spells { definition } | Space::Anniversaries { definition, .. } = &clause.space {
        found.definition(definition);
        found.ties(definition, &clause.steps);
    }
    for condition in clause.applies_when.iter().chain(&clause.conditions) {
        found.add(EstimateKind::Condition, &condition.id, [condition.confidence]);
    }
    walk::expressions(clause).into_iter().for_each(|expr| found.expression(expr));
    found.steps(&clause.steps);
    for cumulation in &clause.cumulates {
        found.add(EstimateKind::Cumulation, &cumulation.with, [cumulation.confidence]);
    }
    found.causes.into_iter().collect()
}

struct Found<'c> {
    contract: &'c Contract,
    causes: BTreeSet<EstimateCause>,
}

impl Found<'_> {
    /// The weakest of the confidences, when it makes an estimate.
    fn add(&mut self, what: EstimateKind, id: &str, confidences: impl IntoIterator<Item = crate::model::Confidence>) {
        if let Some(confidence) = confidences.into_iter().max().filter(|weakest| weakest.is_estimate()) {
            self.causes.insert(EstimateCause { what, id: id.to_owned(), confidence });
        }
    }

    fn definition(&mut self, id: &str) {
        let Some(definition) = self.contract.definitions.iter().find(|known| known.id == id) else { return };
        self.add(EstimateKind::Definition, id, [definition.confidence]);
        if let DefinitionKind::Series(series) = &definition.kind {
            self.steps(&series.steps);
        }
    }

    /// Where ties are shared, a total may hold amounts that rest on how.
    fn ties(&mut self, id: &str, steps: &[Step]) {
        let definition = self.contract.definitions.iter().find(|known| known.id == id);
        let Some(DefinitionKind::Spells(spells)) = definition.map(|known| &known.kind) else { return };
        let shared = steps.iter().filter_map(|step| match step.mechanism {
            Mechanism::TiedShare { rank, .. } => spells.ranks.get(rank),
            _ => None,
        });
        shared.for_each(|rank| self.add(EstimateKind::Tie, &format!("{id}.{}", rank.id), [rank.confidence]));
    }

    fn steps(&mut self, steps: &[Step]) {
        for step in steps {
            if let Mechanism::Brackets { scale: parameter, .. } | Mechanism::Table { parameter, .. } = &step.mechanism {
                self.parameter(parameter);
            }
        }
    }

    fn expression(&mut self, expr: &Expr) {
        walk::walk(expr, &mut |inner| match inner {
            Expr::Parameter(id) => self.parameter(id),
            Expr::Series { definition, .. } => self.definition(definition),
            Expr::Road { attribute: PlaceAttribute::Class, .. } => {
                for place in &self.contract.places {
                    let confidences: Vec<_> = place.classes.iter().map(|class| class.confidence).collect();
                    self.add(EstimateKind::Place, &place.id, confidences);
                }
            }
            _ => {}
        });
    }

    fn parameter(&mut self, id: &str) {
        let Some(parameter) = self.contract.parameters.iter().find(|known| known.id == id) else { return };
        let confidences: Vec<_> = parameter.values.iter().map(|value| value.confidence).collect();
        self.add(EstimateKind::Parameter, id, confidences);
    }
}

/// Whether a key of the clause reads rows of other persons: through a series, or a rank.
#[must_use]
pub fn reads_others(contract: &Contract, clause: &Clause) -> bool {
    let is_shared = |step: &Step| matches!(step.mechanism, Mechanism::TiedShare { .. });
    let mut others = clause.steps.iter().any(is_shared);
    let spells = |id: &str| {
        let definition = contract.definitions.iter().find(|known| known.id == id);
        matches!(definition.map(|known| &known.kind), Some(DefinitionKind::Spells(_)))
    };
    for expr in walk::expressions(clause) {
        walk::walk(expr, &mut |inner| {
            others |= match inner {
                Expr::Series { definition, .. } => !spells(definition),
                Expr::Spell(crate::model::SpellField::Rank(_)) => true,
                _ => false,
            };
        });
    }
    others
}
