//! Clauses and controls: the space, what decides in which order, and which steps the outcome rests on.

use std::collections::BTreeSet;

use contract::model::{Clause, Condition, CrossingMode, Mechanism, Outcome, PeriodKey, ReadAt, Space};

use super::lower::{KeySpace, Scene, node};
use super::{Build, CompileError, DefinitionPlace, days};
use crate::program::{
    ClauseProgram, Kind, Mode, Named, Node, Operation, OutcomeProgram, SpaceProgram, YearRule, decider,
};

impl Build<'_> {
    pub(crate) fn clause(&mut self, clause: &Clause, is_control: bool) -> Result<ClauseProgram, CompileError> {
        let (space, key) = self.space(clause)?;
        let mut scene = Scene::new(key);
        let mut deciders: Vec<String> = decider::FIXED.iter().map(|&word| word.to_owned()).collect();
        let mut steps = Vec::new();
        for step in &clause.steps {
            let lowered = self.mechanism(&mut scene, &step.mechanism)?;
            scene.step_kinds.push(lowered.kind);
            steps.push((step.id.clone(), lowered));
        }
        scene.conditional = true;
        let applies_when = self.conditions(&mut scene, &clause.applies_when, &mut deciders)?;
        let conditions = self.conditions(&mut scene, &clause.conditions, &mut deciders)?;
        let mut named_steps = Vec::new();
        for (id, lowered) in steps {
            named_steps.push(named(&mut deciders, &id, lowered)?);
        }
        let (outcome, head, roots) = match &clause.outcome {
            Outcome::Pays { head, step, .. } => {
                if !named_steps.get(*step).is_some_and(|step| matches!(step.node.kind, Kind::Fixed(_))) {
                    return Err(CompileError::Misplaced {
                        what: format!("the payment of `{}`: it is not exact", clause.id),
                    });
                }
                (OutcomeProgram::Pays { step: *step }, Some(head.clone()), BTreeSet::from([*step]))
            }
            Outcome::Holds(expr) => {
                let holds = self.truth(&mut scene, expr)?;
                let mut roots = BTreeSet::new();
                steps_read(&holds, &mut roots);
                (OutcomeProgram::Holds(holds), None, roots)
            }
        };
        let fact_date = self.fact_date(clause, key)?;
        let in_effect = days(clause.in_effect);
        let reach = clause.applies_to_facts.unwrap_or(clause.published).days();
        // A job is one piece: all its steps stand together. Only person-years are summed at a round.
        let is_round = |step: &contract::model::Step| matches!(step.mechanism, Mechanism::Round { .. });
        let first_round = clause.steps.iter().position(is_round).filter(|_| !on_spells(key));
        Ok(ClauseProgram {
            id: clause.id.clone(),
            reading: clause.reading.clone(),
            in_use: true,
            is_control,
            head,
            published: clause.published.days(),
            in_effect,
            reach_first: in_effect.0.max(reach),
            space,
            fact_date,
            own: scene.own,
            parameters: scene.parameters.into_iter().collect(),
            applies_when,
            conditions,
            first_round: first_round.unwrap_or(named_steps.len()),
            needed_steps: transitive(&named_steps, roots),
            steps: named_steps,
            outcome,
            deciders,
        })
    }

    fn space(&mut self, clause: &Clause) -> Result<(SpaceProgram, KeySpace), CompileError> {
        let spells = |name: &str| match self.definition(name)? {
            DefinitionPlace::Spells(definition) => Ok(definition),
            DefinitionPlace::Series(_) => {
                Err(CompileError::Misplaced { what: format!("the series `{name}` as a set of keys") })
            }
        };
        Ok(match &clause.space {
            Space::Spells { definition } => (SpaceProgram::Spells { definition: spells(definition)? }, KeySpace::Spell),
            Space::Anniversaries { definition, first, last, acquired_by_start } => {
                let space = SpaceProgram::Anniversaries {
                    definition: spells(definition)?,
                    first: *first,
                    last: *last,
                    acquired_by_start: *acquired_by_start,
                };
                (space, KeySpace::Anniversary)
            }
            Space::PersonYears { table: name } => {
                let table = self.table(name)?;
                self.tables[table].needed = true;
                let crossing = clause.crossing;
                match self.tables[table].period {
                    Some(PeriodKey::Month | PeriodKey::Quarter | PeriodKey::Day) if self.tables[table].by_person => {
                        let place = crossing.map_or(Mode::First, |crossing| mode(crossing.place));
                        let rule = crossing.map_or(Mode::First, |crossing| mode(crossing.rule));
                        let reads_first_day = crossing.is_some_and(|crossing| crossing.read_at == ReadAt::FirstDay);
                        let space = SpaceProgram::DividedPersonYears { table, place, rule, reads_first_day };
                        (space, KeySpace::DividedPersonYear { table })
                    }
                    Some(PeriodKey::Year) if self.tables[table].by_person => {
                        let rule = match crossing.map(|crossing| crossing.rule) {
                            None => YearRule::Unchanged,
                            Some(CrossingMode::AtLastDay) => YearRule::LastDay,
                            Some(CrossingMode::AtFirstDay | CrossingMode::SplitByMonths) => YearRule::FirstDay,
                        };
                        (SpaceProgram::YearlyPersonYears { table, rule }, KeySpace::YearlyPersonYear { table })
                    }
                    _ => return Err(CompileError::Misplaced { what: format!("person-years of table `{name}`") }),
                }
            }
        })
    }

    fn fact_date(&mut self, clause: &Clause, key: KeySpace) -> Result<Option<Node>, CompileError> {
        match &clause.fact_date {
            _ if !on_spells(key) => Ok(None),
            Some(expr) => {
                let mut scene = Scene::new(key);
                let date = self.date(&mut scene, expr)?;
                if !scene.parameters.is_empty() {
                    return Err(CompileError::Misplaced { what: "a parameter in the date of the fact".to_owned() });
                }
                Ok(Some(date))
            }
            None => Ok(Some(node(Kind::Date, false, Operation::SpellStart))),
        }
    }

    fn conditions(
        &mut self,
        scene: &mut Scene,
        conditions: &[Condition],
        deciders: &mut Vec<String>,
    ) -> Result<Vec<Named>, CompileError> {
        let mut lowered = Vec::new();
        for condition in conditions {
            let truth = self.truth(scene, &condition.is)?;
            lowered.push(named(deciders, &condition.id, truth)?);
        }
        Ok(lowered)
    }
}

fn on_spells(key: KeySpace) -> bool {
    matches!(key, KeySpace::Spell | KeySpace::Anniversary)
}

fn mode(mode: CrossingMode) -> Mode {
    match mode {
        CrossingMode::SplitByMonths => Mode::Split,
        CrossingMode::AtFirstDay => Mode::First,
        CrossingMode::AtLastDay => Mode::Last,
    }
}

fn named(deciders: &mut Vec<String>, id: &str, node: Node) -> Result<Named, CompileError> {
    let decider = u16::try_from(deciders.len())
        .map_err(|_| CompileError::TooLarge { what: "the number of conditions and steps".to_owned() })?;
    deciders.push(id.to_owned());
    Ok(Named { decider, node })
}

/// Steps from which the outcome is made, directly or through others, in order.
fn transitive(steps: &[Named], roots: BTreeSet<usize>) -> Vec<usize> {
    let mut needed = roots;
    for index in (0..steps.len()).rev() {
        if needed.contains(&index) {
            steps_read(&steps[index].node, &mut needed);
        }
    }
    needed.into_iter().collect()
}

/// Steps that a node reads, in every branch.
fn steps_read(node: &Node, read: &mut BTreeSet<usize>) {
    match &node.operation {
        Operation::Step(step) | Operation::AtMonth { step, .. } => {
            read.insert(*step);
        }
        Operation::RunningExcess { of, .. } => {
            read.insert(*of);
        }
        _ => {}
    }
    node.for_each_child(&mut |child| steps_read(child, read));
}
