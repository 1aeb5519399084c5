//! What is known at a moment as a tree of slices: hashes of the texts, of the statistics, of each operator's evidence, of what
//! belongs to nobody. Whatever is told is kept by the slices that it was made from: entries of other kinds are in none of
//! them, and another operator's file is in one alone.
//!
//! A slice says what is known, not on which day it is looked at: that is the matter of horizons ([`contract::horizon`]).

use std::collections::{BTreeMap, BTreeSet};

use contract::calendar::Date;
use contract::identity::OperatorId;
use evidence::store::Listed;
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::moment::Moment;
use crate::results::part;
use crate::texts::recorded::{self, STATISTICS};
use crate::workspace::{Workspace, WorkspaceError};

/// A slice's hash.
pub type Slice = [u8; 32];

/// The slices of what is known at a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slices {
    /// Every text that is recorded, by path, and what acts did to them.
    texts: Slice,
    /// The published statistics.
    statistics: Slice,
    /// The evidence of each operator: what is in force and who its persons are, what it handed in, and its enrolment.
    operators: BTreeMap<OperatorId, Slice>,
    /// Files that belong to no single operator.
    unassigned: Slice,
    /// All of them.
    root: Slice,
    /// Days on which something was received, last first.
    received: Vec<Date>,
}

/// What something is made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reads<'r> {
    /// Texts and statistics, and the evidence of everybody.
    Everything,
    /// Texts, and the evidence of one operator.
    Operator(&'r OperatorId),
}

impl Slices {
    /// The slices at a moment.
    ///
    /// # Errors
    /// A workspace that cannot be read.
    pub fn of(workspace: &Workspace, moment: Moment) -> Result<Slices, WorkspaceError> {
        let entry = Some(workspace.entry_at(moment)?);
        let mut texts = recorded::recorded(workspace, entry)?;
        let statistics = hash([texts.remove(STATISTICS).unwrap_or_default()]);
        let acted = workspace.proposals(entry)?.into_iter().map(|one| format!("{one:?}"));
        let texts = hash(texts.into_iter().flat_map(|(path, sha256)| [path, sha256]).chain(acted));
        let recorded = workspace.store.recorded();
        let enrolled = workspace.enrolments(entry)?;
        let of_operator = |operator: OperatorId| {
            let mut hasher = Sha256::new();
            // What is expected of it lies within its enrolment.
            let own = enrolled.iter().find(|one| one.facts.operator == operator.as_str());
            part(&mut hasher, format!("{own:?}").as_bytes());
            part(&mut hasher, workspace.store.fingerprint(&operator, moment)?.as_bytes());
            part(&mut hasher, &listed(recorded.of(&operator), moment));
            Ok((operator, hasher.finalize().into()))
        };
        // Parties that file without being operators have pages of their own.
        let submitters = [workspace.store.operators(moment)?, workspace.store.parties(moment)?].concat();
        let operators = submitters.into_par_iter().map(of_operator);
        let mut operators: BTreeMap<OperatorId, Slice> = operators.collect::<Result<_, WorkspaceError>>()?;
        // Whoever is enrolled and has not handed in yet is told, too.
        for one in &enrolled {
            if let Some(silent) = OperatorId::new(&one.facts.operator) {
                operators.entry(silent).or_insert_with(|| hash([format!("{one:?}")]));
            }
        }
        let unassigned = listed(recorded.unassigned(), moment);
        let mut root = Sha256::new();
        [texts, statistics, unassigned].iter().for_each(|slice| root.update(slice));
        for (operator, slice) in &operators {
            part(&mut root, operator.as_str().as_bytes());
            root.update(slice);
        }
        let root = root.finalize().into();
        let every = operators.keys().flat_map(|operator| recorded.of(operator)).filter_map(|one| day_of(one, moment));
        let received: BTreeSet<Date> = every.collect();
        let received = received.into_iter().rev().collect();
        Ok(Slices { texts, statistics, operators, unassigned, root, received })
    }

    /// Days on which something was received, last first.
    #[must_use]
    pub fn received(&self) -> &[Date] {
        &self.received
    }

    /// One hash of all that is read.
    #[must_use]
    pub fn read_by(&self, reads: Reads<'_>) -> Slice {
        match reads {
            Reads::Everything => self.root,
            Reads::Operator(operator) => {
                let mut hasher = Sha256::new();
                hasher.update(self.texts);
                part(&mut hasher, operator.as_str().as_bytes());
                part(&mut hasher, self.operators.get(operator).map_or(&[], |slice| slice.as_slice()));
                hasher.finalize().into()
            }
        }
    }
}

/// The list of submissions up to a moment, with all that it says of each.
fn listed(list: &[Listed], moment: Moment) -> Slice {
    let mut hasher = Sha256::new();
    let known = list.iter().filter(|one| one.recorded.as_ref().is_some_and(|(at, _)| *at <= moment.at));
    known.for_each(|one| part(&mut hasher, format!("{one:?}").as_bytes()));
    hasher.finalize().into()
}

/// The day on which a submission was received, where it counts.
fn day_of(one: &Listed, moment: Moment) -> Option<Date> {
    let (at, _) = one.recorded.as_ref().filter(|(at, _)| *at <= moment.at)?;
    Some(one.stated.unwrap_or(at.day()))
}

/// What was computed last of what waits: it is told beside what is known, and follows from no entry.
#[must_use]
pub fn waits(workspace: &Workspace) -> Slice {
    Sha256::digest(std::fs::read(crate::undecided::kept::path(workspace)).unwrap_or_default()).into()
}

fn hash(parts: impl IntoIterator<Item = String>) -> Slice {
    let mut hasher = Sha256::new();
    parts.into_iter().for_each(|one| part(&mut hasher, one.as_bytes()));
    hasher.finalize().into()
}
