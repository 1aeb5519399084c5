//! What one operator adds to what is told of the nation. It is made from the texts and that operator's evidence alone, and stands
//! on the days of its horizon: where neither changed, it is taken over from what was told before.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use contract::horizon::{Clock, Horizon};
use contract::identity::OperatorId;
use rayon::prelude::*;

use super::gather::Gathered;
use super::{Nation, gather};
use crate::assess::{OperatorAssessment, Program, WorkspaceAssessment};
use crate::dossier::{self, Dossier};
use crate::filings;
use crate::moment::Moment;
use crate::question::territories::Regions;
use crate::slices::{Reads, Slice, Slices};
use crate::texts::{Sound, Texts};
use crate::undecided::Gathering;
use crate::workspace::{Workspace, WorkspaceError};

/// What one operator adds.
pub struct Part {
    made_from: Option<Slice>,
    horizon: Horizon,
    /// Its file.
    pub dossier: Arc<Dossier>,
    gathered: Of,
}

/// What its determinations come to: by contract and clause, by region, and what waits.
#[derive(Default)]
struct Of {
    clauses: BTreeMap<String, BTreeMap<String, Gathered>>,
    regions: Regions,
    waits: Gathering,
}

/// The parts of a nation: those that stand, and those in the making.
pub struct Parts {
    stand: BTreeMap<OperatorId, Arc<Part>>,
    made: BTreeMap<OperatorId, (Arc<Dossier>, Horizon, Of)>,
}

/// All parts together.
#[derive(Default)]
pub struct Together {
    /// By contract and clause.
    pub clauses: BTreeMap<String, BTreeMap<String, Gathered>>,
    /// By region.
    pub regions: Regions,
    /// What waits.
    pub waits: Gathering,
}

impl Parts {
    /// The parts of those that stand, and the files of the others.
    pub fn of(
        workspace: &Workspace,
        texts: &Texts,
        (slices, known): (&Slices, Moment),
        former: Option<&Nation>,
    ) -> Result<Parts, WorkspaceError> {
        let operators = workspace.store.operators(known)?;
        let stands = |operator: &OperatorId| {
            let part = former?.parts.get(operator)?;
            let is_same =
                part.made_from == Some(slices.read_by(Reads::Operator(operator))) && part.horizon.holds(known.day);
            is_same.then(|| (operator.clone(), Arc::clone(part)))
        };
        let stand: BTreeMap<OperatorId, Arc<Part>> = operators.iter().filter_map(stands).collect();
        let clock = Clock::at(known.day);
        let expectations = filings::expectations_by(texts.sounds.iter().map(|sound| &sound.contract), &clock);
        let expected = clock.horizon();
        let enrolled = workspace.enrolments(Some(workspace.entry_at(known)?))?;
        let made = operators.into_par_iter().filter(|operator| !stand.contains_key(operator)).map(|operator| {
            let clock = Clock::at(known.day);
            let dossier = dossier::of(workspace, (&operator, &enrolled), &expectations, known, &clock)?;
            Ok((operator, (Arc::new(dossier), expected.and(clock.horizon()), Of::default())))
        });
        let made = made.collect::<Result<_, WorkspaceError>>()?;
        Ok(Parts { stand, made })
    }

    /// Those in the making.
    pub fn in_the_making(&self) -> BTreeSet<OperatorId> {
        self.made.keys().cloned().collect()
    }

    /// Takes what one of them comes to under a contract.
    pub fn take(&mut self, sound: &Sound, program: &Program, assessment: &OperatorAssessment) {
        if let Some((dossier, _, of)) = self.made.get_mut(&assessment.operator) {
            let clauses = of.clauses.entry(sound.contract.id.clone()).or_default();
            gather(sound, program, assessment, Some(dossier), (clauses, &mut of.regions, &mut of.waits));
        }
    }

    /// All parts, once everything was taken.
    pub fn done(
        self,
        workspace: &Workspace,
        slices: &Slices,
        assessed: &WorkspaceAssessment,
    ) -> BTreeMap<OperatorId, Arc<Part>> {
        let Parts { stand: mut parts, made } = self;
        let mut horizons: BTreeMap<&OperatorId, Horizon> = BTreeMap::new();
        for contract in &assessed.contracts {
            for ((operator, _), horizon) in contract.by_operator.iter().zip(&contract.horizons) {
                let known = horizons.entry(operator).or_insert(Horizon::ALWAYS);
                *known = known.and(*horizon);
            }
        }
        for (operator, (dossier, horizon, gathered)) in made {
            let horizon = horizon.and(horizons.get(&operator).copied().unwrap_or(Horizon::ALWAYS));
            // What lacks the content of a damaged file stands for nothing: whole again, the file says something else.
            let lacks = workspace.store.lacks(&operator);
            let made_from = (!lacks).then(|| slices.read_by(Reads::Operator(&operator)));
            parts.insert(operator, Arc::new(Part { made_from, horizon, dossier, gathered }));
        }
        parts
    }
}

/// Adds parts up, in order of operator.
pub fn together(parts: &BTreeMap<OperatorId, Arc<Part>>) -> Together {
    let mut sum = Together::default();
    for (operator, part) in parts {
        sum.regions.add_sites(operator, &part.dossier);
        sum.regions.add(&part.gathered.regions);
        sum.waits.add(&part.gathered.waits);
        for (contract, clauses) in &part.gathered.clauses {
            let known = sum.clauses.entry(contract.clone()).or_default();
            for (clause, gathered) in clauses {
                known.entry(clause.clone()).or_default().add(gathered);
            }
        }
    }
    sum
}
