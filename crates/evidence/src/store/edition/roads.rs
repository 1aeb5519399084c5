//! Which road leads to an operator's evidence on a day, and what is told without reading any.

use std::path::PathBuf;
use std::sync::Arc;

use contract::identity::{OperatorId, Pseudonym};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::changes::{Change, Changes, names_of};
use super::index::{Entry, Index};
use super::{EDITION, Edition, Wish, unless_gone};
use crate::pseudonym::Sighting;
use crate::store::links::Links;
use crate::store::shelf::Shelved;
use crate::store::{Position, Store, StoreError, locked};

/// Rows of tables, as they were handed in: how many counted, were ignored, were refused.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowsHandedIn {
    /// Taken up.
    pub used: u64,
    /// Left out for a stated reason.
    pub ignored: u64,
    /// Refused with a finding.
    pub refused: u64,
}

impl RowsHandedIn {
    pub(super) fn of<'s>(submissions: impl Iterator<Item = &'s Arc<Shelved>>) -> RowsHandedIn {
        let mut rows = RowsHandedIn::default();
        for piece in submissions.flat_map(|shelved| &shelved.manifest.pieces) {
            rows.used += piece.accounting.used;
            rows.ignored += piece.accounting.ignored.values().sum::<u64>();
            rows.refused += piece.accounting.refused.values().sum::<u64>();
        }
        rows
    }
}

/// The editions there are, and what changed since.
#[derive(Debug, Default)]
pub(crate) struct Current(pub(super) Option<(Index, Changes)>);

/// Who is who.
pub(in crate::store) enum Who {
    /// As everything said together tells.
    Linked(Arc<Links>),
    /// As an edition and what changed tell.
    Changed(OperatorId, Arc<Current>),
}

impl Who {
    /// The person of a sighting.
    pub(in crate::store) fn person(&self, sighting: Sighting) -> Option<Pseudonym> {
        match self {
            Who::Linked(links) => links.resolve(sighting),
            Who::Changed(operator, current) => {
                let (_, changes) = current.0.as_ref()?;
                changes.person(changes.operators.get(operator)?, sighting)
            }
        }
    }
}

impl Who {
    /// Whether nobody can tell whose number it is.
    pub(in crate::store) fn is_doubtful(&self, named: Pseudonym) -> bool {
        match self {
            Who::Linked(links) => links.is_doubtful(named),
            Who::Changed(operator, current) => current.0.as_ref().is_some_and(|(_, changes)| {
                changes.operators.get(operator).is_some_and(|change| changes.is_doubtful(change, named))
            }),
        }
    }
}

/// How an operator's evidence is read.
pub(super) enum Road<'c> {
    /// Its edition says everything.
    Edition(&'c Entry),
    /// What changed stands beside its edition, if it has one.
    Changed(&'c Change, &'c Changes),
    /// Its submissions are read.
    Submissions,
}

impl Current {
    /// The edition of an operator, where it knows everything that was handed in.
    pub(super) fn standing(&self, operator: &OperatorId) -> Option<&Entry> {
        let (index, changes) = self.0.as_ref()?;
        match changes.operators.get(operator) {
            _ if changes.mistaken.contains(operator) => None,
            Some(_) => None,
            None => index.operators.get(operator),
        }
    }

    pub(super) fn road(&self, operator: &OperatorId, as_known_on: Position) -> Road<'_> {
        let Some((index, changes)) = &self.0 else { return Road::Submissions };
        let entry = index.operators.get(operator);
        if as_known_on < index.since {
            return Road::Submissions;
        }
        if as_known_on < changes.unknown_until {
            return entry.map_or(Road::Submissions, Road::Edition);
        }
        if as_known_on < changes.known_from || changes.mistaken.contains(operator) {
            return Road::Submissions;
        }
        match changes.operators.get(operator) {
            Some(change) => Road::Changed(change, changes),
            None => entry.map_or(Road::Submissions, Road::Edition),
        }
    }
}

impl Store {
    /// Who the persons are whom an operator's files name.
    pub(in crate::store) fn who(&self, operator: &OperatorId, as_known_on: Position) -> Result<Who, StoreError> {
        let current = self.editions()?;
        Ok(match current.road(operator, as_known_on) {
            Road::Changed(..) => Who::Changed(operator.clone(), Arc::clone(&current)),
            _ => Who::Linked(self.links(as_known_on)?),
        })
    }

    /// The fingerprint that an edition keeps.
    pub(in crate::store) fn kept_fingerprint(
        &self,
        operator: &OperatorId,
        as_known_on: Position,
    ) -> Result<Option<String>, StoreError> {
        Ok(match self.editions()?.road(operator, as_known_on) {
            Road::Edition(entry) => Some(entry.fingerprint.clone()),
            _ => None,
        })
    }

    /// What became of the rows that an operator handed in by a day.
    pub fn rows_handed_in(
        &self,
        operator: &OperatorId,
        as_known_on: impl Into<Position>,
    ) -> Result<RowsHandedIn, StoreError> {
        let as_known_on = as_known_on.into();
        if let Road::Edition(entry) = self.editions()?.road(operator, as_known_on) {
            return Ok(entry.rows);
        }
        let shelf = self.shelf(operator)?;
        let shelf = locked(&shelf);
        Ok(RowsHandedIn::of(shelf.kept().iter().filter(|shelved| shelved.at <= as_known_on)))
    }

    /// The day something was first received from an operator.
    pub(in crate::store) fn first_received(&self, operator: &OperatorId) -> Result<Option<Position>, StoreError> {
        if let Some((index, _)) = &self.editions()?.0
            && index.stands(operator)
        {
            return Ok(index.operators.get(operator).and_then(|entry| entry.first_received));
        }
        let shelf = self.shelf(operator)?;
        let first = locked(&shelf).first_at();
        Ok(first)
    }

    /// The last day on which anything was received from anybody, or withdrawn.
    pub fn last_received(&self) -> Result<Option<Position>, StoreError> {
        let everybody = self.every_operator();
        if let Some((index, changes)) = &self.editions()?.0
            && !index.operators.is_empty()
        {
            return Ok(Some(changes.known_from));
        }
        let last = |operator: &OperatorId| {
            let shelf = self.shelf(operator)?;
            let last = locked(&shelf).last_changed();
            Ok(last)
        };
        let last: Vec<Option<Position>> = everybody.par_iter().map(last).collect::<Result<_, StoreError>>()?;
        Ok(last.into_iter().flatten().max())
    }

    pub(super) fn edition_folder(&self, operator: &OperatorId, entry: &Entry) -> PathBuf {
        self.root().join(operator.as_str()).join(EDITION).join(&entry.edition)
    }

    pub(super) fn open_edition(&self, operator: &OperatorId, entry: &Entry) -> Result<Edition, StoreError> {
        Edition::open(self.edition_folder(operator, entry), &entry.sha256)
    }

    /// The operators whose edition is not what the index says: whoever reads it goes back to the submissions.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn unsound_editions(&self) -> Result<Vec<OperatorId>, StoreError> {
        let Some(index) = Index::read(self.root(), &self.recorded())? else { return Ok(Vec::new()) };
        let is_unsound = |(operator, entry): (&OperatorId, &Entry)| {
            let wish = Wish { tables: self.tables().tables().to_vec(), columns: None, only: None, origins: true };
            let read = self.open_edition(operator, entry).and_then(|edition| {
                edition.evidence(operator, &wish)?;
                names_of(&edition).map(Some)
            });
            Ok(unless_gone(read)?.is_none().then(|| operator.clone()))
        };
        let found: Result<Vec<_>, StoreError> = index.operators.par_iter().map(is_unsound).collect();
        Ok(found?.into_iter().flatten().collect())
    }

    /// Which editions there are, and what changed since.
    pub(in crate::store) fn find_editions(&self) -> Result<Current, StoreError> {
        let Some(index) = Index::read(self.root(), &self.recorded())? else { return Ok(Current(None)) };
        let changes = unless_gone(Changes::find(self, &index, &self.every_operator()))?;
        Ok(Current(changes.map(|changes| (index, changes))))
    }
}
