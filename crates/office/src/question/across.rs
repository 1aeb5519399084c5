//! What operators show together that none shows alone: for the office, which alone sees more than one of them.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use assessment::across::{Moved, Sources, Together};
use contract::identity::OperatorId;

use super::{Progress, Step};
use crate::across::{self, Findings};
use crate::actor::{Actor, Matter};
use crate::fault::Fault;
use crate::known::Known;
use crate::workspace::WorkspaceError;

pub use crate::across::MONTHS_BETWEEN;
pub use assessment::across::MOST_MONTHS;

/// What is asked.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Only what concerns that operator.
    pub operator: Option<OperatorId>,
    /// See [`MONTHS_BETWEEN`]; at most [`MOST_MONTHS`].
    pub months_between: u32,
}

/// What is answered.
pub struct Across {
    /// Everything that was found.
    pub findings: Findings,
    /// How many persons two operators show.
    pub persons_together: usize,
    /// Persons whom two operators show, by pair and by what shows it, most persons first.
    pub together: Vec<PairTogether>,
    /// Jobs that only moved, by pair, most persons first.
    pub moved: Vec<PairMoved>,
}

/// Two operators that show the same persons.
pub struct PairTogether {
    /// The two.
    pub operators: [OperatorId; 2],
    /// What shows it.
    pub sources: Sources,
    /// Persons.
    pub persons: usize,
    /// Months of all of them.
    pub months: usize,
}

/// Two related operators between which jobs moved.
pub struct PairMoved {
    /// Of the earlier job.
    pub from: OperatorId,
    /// Of the later one.
    pub to: OperatorId,
    /// Their group.
    pub group: String,
    /// Jobs.
    pub jobs: usize,
}

/// Holds all operators together.
///
/// # Errors
/// An actor who is not told, a workspace that cannot be read.
pub fn across(known: &Known, actor: &Actor, asked: &Asked, progress: &Progress<'_>) -> Result<Across, Fault> {
    actor.scope(Matter::Across)?;
    let (workspace, moment) = (&known.workspace, known.moment());
    progress(Step::Of(workspace.store.operators(moment).map_err(WorkspaceError::from)?.len()));
    let mut findings = across::across(workspace, moment, asked.months_between, || progress(Step::Done))?;
    if let Some(only) = &asked.operator {
        findings.across.together.retain(|one| one.operators.contains(only));
        findings.across.moved.retain(|one| one.from == *only || one.to == *only);
        findings.contradictions.retain(|one| one.named_by.iter().any(|(operator, _)| operator == only));
    }
    let persons: BTreeSet<_> = findings.across.together.iter().map(|one| one.person).collect();
    Ok(Across {
        persons_together: persons.len(),
        together: together(&findings.across.together),
        moved: moved(&findings.across.moved),
        findings,
    })
}

fn together(all: &[Together]) -> Vec<PairTogether> {
    let mut pairs: BTreeMap<(&[OperatorId; 2], Sources), (usize, usize)> = BTreeMap::new();
    for one in all {
        let (persons, months) = pairs.entry((&one.operators, one.sources)).or_default();
        (*persons, *months) = (*persons + 1, *months + one.months as usize);
    }
    let pair = |((operators, sources), (persons, months)): ((&[OperatorId; 2], Sources), (usize, usize))| {
        PairTogether { operators: operators.clone(), sources, persons, months }
    };
    let mut pairs: Vec<PairTogether> = pairs.into_iter().map(pair).collect();
    pairs.sort_by_key(|pair| Reverse(pair.persons));
    pairs
}

fn moved(all: &[Moved]) -> Vec<PairMoved> {
    let mut pairs: BTreeMap<(&OperatorId, &OperatorId, &str), usize> = BTreeMap::new();
    for one in all {
        *pairs.entry((&one.from, &one.to, &one.group)).or_default() += 1;
    }
    let pair = |((from, to, group), jobs): ((&OperatorId, &OperatorId, &str), usize)| PairMoved {
        from: from.clone(),
        to: to.clone(),
        group: group.to_owned(),
        jobs,
    };
    let mut pairs: Vec<PairMoved> = pairs.into_iter().map(pair).collect();
    pairs.sort_by_key(|pair| Reverse(pair.jobs));
    pairs
}
