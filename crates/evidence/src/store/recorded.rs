//! The list of submissions that count, operator by operator, in the order in which they were recorded.
//!
//! A folder counts because an act recorded it, not because it lies there: what a killed program left behind, and what
//! somebody copied in, is in no figure. The journal says what was recorded (`Store::takes`). A store without a journal, as
//! earlier versions wrote it, lists what lies in its folders: so it is taken over into one.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use contract::calendar::{Date, Interval};
use contract::identity::OperatorId;
use sha2::{Digest, Sha256};

use super::edition::EDITION;
use super::shelf::{self, Shelved, folders};
use super::{Position, Store, StoreError, UNASSIGNED, locked};

/// A submission that counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its name: of its folder, and in its manifest.
    pub submission: String,
    /// Where it was recorded, and the SHA-256 of its manifest, hexadecimal; nothing in a store without a journal.
    pub recorded: Option<(Position, String)>,
    /// The day on which it was received, where somebody stated one: clocks of filing look at it, knowledge never does.
    pub stated: Option<Date>,
    /// Files of it that were withdrawn: the place of each in the manifest, and where that was recorded.
    pub withdrawn: Vec<(usize, Position)>,
}

impl Listed {
    /// A submission of which nothing was withdrawn.
    #[must_use]
    pub fn new(submission: String, recorded: Option<(Position, String)>, stated: Option<Date>) -> Listed {
        Listed { submission, recorded, stated, withdrawn: Vec::new() }
    }
}

/// The submissions that count.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recorded {
    operators: BTreeMap<OperatorId, Vec<Listed>>,
    /// Registers as a whole, and files whose declarant is unknown.
    unassigned: Vec<Listed>,
    /// Operators that take part whether they handed in anything or not.
    enrolled: Vec<Enrolled>,
}

/// An operator that takes part because an act says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enrolled {
    /// The operator.
    pub operator: OperatorId,
    /// Since when that is known.
    pub at: Position,
    /// The affiliations that the act gives it: whose files these are, beside what registers say.
    pub affiliations: Vec<(String, Interval)>,
}

impl Recorded {
    /// Adds a submission behind those that there are; without an operator one of no single operator.
    pub fn add(&mut self, operator: Option<&OperatorId>, listed: Listed) {
        match operator {
            Some(operator) => self.operators.entry(operator.clone()).or_default().push(listed),
            None => self.unassigned.push(listed),
        }
    }

    /// Adds an operator that takes part.
    pub fn enrol(&mut self, enrolled: Enrolled) {
        self.enrolled.push(enrolled);
    }

    /// The operators that take part because acts say so.
    #[must_use]
    pub fn enrolled(&self) -> &[Enrolled] {
        &self.enrolled
    }

    /// Takes back a file of a submission, from a position on: whether such a submission counts. A file is taken back once.
    pub fn withdraw(&mut self, operator: &OperatorId, submission: &str, piece: usize, at: Position) -> bool {
        let list = self.operators.get_mut(operator).map(Vec::as_mut_slice).unwrap_or_default();
        let Some(listed) = list.iter_mut().find(|listed| listed.submission == submission) else { return false };
        if listed.withdrawn.iter().all(|(known, _)| *known != piece) {
            listed.withdrawn.push((piece, at));
        }
        true
    }

    /// What counts without the withdrawal of a file.
    #[must_use]
    pub(crate) fn not_withdrawn(&self, operator: &OperatorId, submission: &str, piece: usize) -> Recorded {
        let mut recorded = self.clone();
        let list = recorded.operators.get_mut(operator).into_iter().flatten();
        let of = list.filter(|listed| listed.submission == submission);
        of.for_each(|listed| listed.withdrawn.retain(|(known, _)| *known != piece));
        recorded
    }

    /// The operators of whom there is any, and the parties that file without being one.
    pub fn operators(&self) -> impl Iterator<Item = &OperatorId> {
        self.operators.keys()
    }

    /// Those of one operator, in order.
    #[must_use]
    pub fn of(&self, operator: &OperatorId) -> &[Listed] {
        self.operators.get(operator).map(Vec::as_slice).unwrap_or_default()
    }

    /// Those of no single operator.
    #[must_use]
    pub fn unassigned(&self) -> &[Listed] {
        &self.unassigned
    }

    /// The last position at which any was recorded, or a file of it withdrawn.
    #[must_use]
    pub fn last(&self) -> Option<Position> {
        let all = self.operators.values().chain([&self.unassigned]);
        let last = all.clone().filter_map(|list| Some(list.last()?.recorded.as_ref()?.0));
        last.chain(all.flatten().flat_map(|listed| &listed.withdrawn).map(|(_, at)| *at)).max()
    }

    /// All submissions that lie in a store's folders.
    pub(super) fn found(root: &Path) -> Result<Recorded, StoreError> {
        let mut recorded = Recorded::default();
        let of = |name: &str| -> Result<Vec<Listed>, StoreError> {
            let names = folders(&root.join(name))?.into_iter().filter(|name| name != EDITION);
            Ok(names.map(|submission| Listed::new(submission, None, None)).collect())
        };
        for name in folders(root)? {
            if let Some(operator) = OperatorId::of_submitter(&name) {
                recorded.operators.insert(operator, of(&name)?);
            }
        }
        recorded.unassigned = of(UNASSIGNED)?;
        Ok(recorded)
    }
}

impl Store {
    /// The same store, in which these submissions count and no others, whatever lies in its folders.
    #[must_use]
    pub fn taking(mut self, recorded: Recorded) -> Store {
        self.by_folders = false;
        self.takes(recorded);
        self
    }

    /// Says which submissions count from now on. What was read of those that stay is not read again.
    pub fn takes(&self, recorded: Recorded) {
        let mut known = locked(&self.recorded);
        let stays = |operator: &OperatorId| recorded.of(operator).starts_with(known.of(operator));
        locked(&self.shelves).retain(|operator, _| stays(operator));
        *known = Arc::new(recorded);
        drop(known);
        self.forget_derived();
    }

    /// The same store in which the same counts, for somebody alone.
    pub(crate) fn apart(&self) -> Result<Store, StoreError> {
        self.same_in(&self.root, Recorded::clone(&self.recorded()))
    }

    /// A store in a folder in which this counts, with what this one knows: its tables, and what opens what is sealed.
    ///
    /// # Errors
    /// There is no store in the folder.
    pub fn same_in(&self, folder: &Path, recorded: Recorded) -> Result<Store, StoreError> {
        let store = Store::open_taking(folder, recorded)?.knowing(self.tables());
        Ok(Store { seal: self.seal.clone(), ..store })
    }

    /// What counts.
    #[must_use]
    pub fn recorded(&self) -> Arc<Recorded> {
        Arc::clone(&locked(&self.recorded))
    }

    /// Forgets what was read, so that what another process wrote is seen.
    pub fn refresh(&self) {
        locked(&self.shelves).clear();
        locked(&self.met).clear();
        locked(&self.lacking).clear();
        self.look_again();
    }

    /// The same without forgetting submissions, which never change: only those that came since are read.
    pub(crate) fn look_again(&self) {
        if self.by_folders
            && let Ok(found) = Recorded::found(&self.root)
        {
            *locked(&self.recorded) = Arc::new(found);
        }
        self.forget_derived();
    }

    pub(crate) fn forget_registry(&self) {
        *locked(&self.registry) = None;
    }

    pub(super) fn forget_derived(&self) {
        locked(&self.links).clear();
        *locked(&self.registry) = None;
        *locked(&self.editions) = None;
    }

    /// Adds a submission that was just written to those that count.
    pub(crate) fn add(&self, operator: Option<&OperatorId>, listed: Listed) {
        let listed = if self.by_folders { Listed { recorded: None, ..listed } } else { listed };
        Arc::make_mut(&mut locked(&self.recorded)).add(operator, listed);
    }

    /// Whatever lies in the folders, recorded or not.
    pub fn lying(&self) -> Result<Vec<Shelved>, StoreError> {
        let found = Recorded::found(&self.root)?;
        let mut all = Vec::new();
        for operator in found.operators() {
            let folder = self.root.join(operator.as_str());
            for listed in found.of(operator) {
                all.push(shelf::read_listed(&folder, listed)?);
            }
        }
        let folder = self.root.join(UNASSIGNED);
        for listed in found.unassigned() {
            all.push(shelf::read_listed(&folder, listed)?);
        }
        Ok(all)
    }
}

/// What tells one list from another: for these and no other submissions derived data stands.
pub(super) fn mark(list: &[Listed]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    for listed in list {
        hasher.update(listed.submission.as_bytes());
        if let Some((at, hash)) = &listed.recorded {
            hasher.update(at.to_bytes());
            hasher.update(hash.as_bytes());
        }
        for (piece, at) in &listed.withdrawn {
            hasher.update(format!(" -{piece}").as_bytes());
            hasher.update(at.to_bytes());
        }
        hasher.update(b"\n");
    }
    hasher.finalize().into()
}
