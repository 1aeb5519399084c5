//! The evidence store: what was accepted, one folder to an operator, one folder to a submission, never changed.
//!
//! ```text
//! <store>/store.json                                    the form of the store
//! <store>/key.json                                      which key it is bound to, see `bound`
//! <store>/<operator>/<submission>/manifest.json         what was handed in, and what became of it
//! <store>/<operator>/<submission>/<table>.parquet       the rows accepted
//! <store>/<operator>/<submission>/lines.bin             where each line of the text files began
//! <store>/<operator>/sightings.bin                      derived: which pseudonyms its files name together, and when
//! <store>/<operator>/edition/                           derived: its evidence gathered and sorted, see `edition`
//! <store>/.unassigned/<submission>/manifest.json        registers as a whole; files whose declarant is unknown
//! ```
//!
//! Which submissions count, and in which order they were recorded, the journal says (`recorded`); nothing here reads a
//! clock: every answer is *as known at* a position given, and looks only at submissions recorded by then. Writing goes
//! through `crate::intake`.

mod altered;
mod beside;
mod bound;
mod contradictions;
mod coverage;
mod damage;
pub(crate) mod edition;
pub(crate) mod lines;
pub(crate) mod links;
mod load;
mod position;
pub(crate) mod read_back;
mod reconcile;
pub(crate) mod recorded;
pub(crate) mod registry;
pub(crate) mod shelf;
pub(crate) mod sightings;
mod submitters;
pub(crate) mod table_file;
mod tables;
pub(crate) mod write;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use contract::identity::OperatorId;
use rayon::prelude::*;

pub use bound::Bound;
pub use contradictions::Contradiction;
pub use coverage::Completeness;
pub use damage::{Damage, Harm};
pub use edition::RowsHandedIn;
pub use position::Position;
pub use reconcile::{Compared, Reconciled, ReconciledSide, SumUnknown};
pub use recorded::{Enrolled, Listed, Recorded};
pub use shelf::Shelved;
pub use table_file::TableFileError;

use crate::catalogue::Catalogue;
use crate::columns::OperatorEvidence;
use crate::private;
use crate::pseudonym::{Fingerprint, Key, Sighting};
use crate::sealing::{self, Seal};
use links::{Links, is_pair};
use registry::Registry;
use shelf::Shelf;

/// An evidence store on disk. To be shared between threads: operators are independent of each other.
///
/// Locks are taken in one order: the lists over all operators (`links`, `registry`) before a shelf, never after.
#[derive(Debug)]
pub struct Store {
    root: PathBuf,
    tables: Mutex<Arc<Catalogue>>,
    durable: bool,
    /// The key that opens what is sealed; without it that is unread.
    seal: Option<Seal>,
    only_submissions: bool,
    /// Whether what lies in the folders counts, because no journal says what does.
    by_folders: bool,
    recorded: Mutex<Arc<Recorded>>,
    shelves: Mutex<BTreeMap<OperatorId, Arc<Mutex<Shelf>>>>,
    links: Mutex<HashMap<Position, Arc<Links>>>,
    registry: Mutex<Option<Arc<Registry>>>,
    editions: Mutex<Option<Arc<edition::Current>>>,
    /// Damaged files that were met.
    met: damage::Met,
    /// The operators of whom something was read that lacks what a damaged file said.
    lacking: Mutex<BTreeSet<OperatorId>>,
    /// The operators whose edition was met and is not what it should be.
    unsound: Mutex<BTreeSet<OperatorId>>,
}

/// Why the store was not opened, written or read: faults of machines, or of whoever altered its files.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The system refused.
    #[error("{path}: {source}")]
    File {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// There is no store at this place.
    #[error("{0} holds no evidence store")]
    NotAStore(PathBuf),
    /// There is one already.
    #[error("{0} already holds an evidence store")]
    AlreadyAStore(PathBuf),
    /// Written by a later version of the program.
    #[error("{path} has form {form}, which this program does not know")]
    UnknownForm {
        /// The file.
        path: PathBuf,
        /// The form it says it has.
        form: u32,
    },
    /// A manifest is not one.
    #[error("manifest {path}: {source}")]
    Manifest {
        /// The manifest.
        path: PathBuf,
        /// What is wrong.
        source: serde_json::Error,
    },
    /// A file is not the one its manifest names.
    #[error("{path} is not the file its manifest names: it was altered or cut short")]
    Altered {
        /// The file.
        path: PathBuf,
    },
    /// A table could not be written or read.
    #[error("{path}: {source}")]
    Table {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        source: TableFileError,
    },
    /// The store was filled under another key.
    #[error("{path} names the key {expected}, and this is the key {found}: put the right key file back")]
    AnotherKey {
        /// The file that says so.
        path: PathBuf,
        /// The key under which the store was filled.
        expected: Fingerprint,
        /// The key that was given.
        found: Fingerprint,
    },
    /// No canonical table of this name.
    #[error("there is no table {0}")]
    NoTable(String),
}

/// Says where a fault of the system happened.
pub(crate) fn at(path: &Path) -> impl FnOnce(std::io::Error) -> StoreError {
    let path = path.to_owned();
    move |source| StoreError::File { path, source }
}

#[derive(serde::Serialize, serde::Deserialize)]
struct StoreForm {
    form: u32,
}

const FORM: u32 = 1;
/// The file of a submission that names the others.
pub(crate) const MANIFEST: &str = "manifest.json";
/// The folder of files that belong to no single operator.
pub(crate) const UNASSIGNED: &str = ".unassigned";

impl Store {
    /// Creates an empty store in a folder, which is made when missing.
    pub fn create(root: &Path) -> Result<Store, StoreError> {
        private::folders(root).map_err(at(root))?;
        let path = root.join("store.json");
        if path.exists() {
            return Err(StoreError::AlreadyAStore(root.to_owned()));
        }
        private::write(&path, format!("{{\"form\": {FORM}}}\n")).map_err(at(&path))?;
        Ok(Store::in_folder(root))
    }

    /// Opens a store in which whatever lies in its folders counts: of an earlier version, or of a test.
    pub fn open(root: &Path) -> Result<Store, StoreError> {
        let store = Store::unlisted(root)?;
        *locked(&store.recorded) = Arc::new(Recorded::found(root)?);
        Ok(store)
    }

    /// Opens a store in which these submissions count, as a journal says; no folder is listed.
    pub fn open_taking(root: &Path, recorded: Recorded) -> Result<Store, StoreError> {
        Ok(Store::unlisted(root)?.taking(recorded))
    }

    fn unlisted(root: &Path) -> Result<Store, StoreError> {
        let path = root.join("store.json");
        let Ok(bytes) = fs::read(&path) else { return Err(StoreError::NotAStore(root.to_owned())) };
        match serde_json::from_slice::<StoreForm>(&bytes) {
            Ok(StoreForm { form: FORM }) => Ok(Store::in_folder(root)),
            Ok(StoreForm { form }) => Err(StoreError::UnknownForm { path, form }),
            Err(source) => Err(StoreError::Manifest { path, source }),
        }
    }

    fn in_folder(root: &Path) -> Store {
        Store {
            root: root.to_owned(),
            tables: Mutex::new(Arc::new(Catalogue::native())),
            durable: true,
            seal: None,
            only_submissions: false,
            by_folders: true,
            recorded: Mutex::default(),
            shelves: Mutex::default(),
            links: Mutex::default(),
            registry: Mutex::default(),
            editions: Mutex::default(),
            met: damage::Met::default(),
            lacking: Mutex::default(),
            unsound: Mutex::default(),
        }
    }

    /// The same store, which no longer waits until each file is on the disk: for data that can be generated again.
    #[must_use]
    pub fn without_waiting_for_disk(self) -> Store {
        Store { durable: false, ..self }
    }

    /// The same store, which opens what is sealed.
    #[must_use]
    pub fn opening_by(self, key: Key) -> Store {
        Store { seal: Some(Seal::of(key)), ..self }
    }

    /// Evidence with what is sealed opened, as far as the key is there.
    fn opened(&self, mut evidence: OperatorEvidence) -> OperatorEvidence {
        sealing::open(&mut evidence, self.tables().tables(), self.seal.as_ref());
        evidence
    }

    /// The same store, which reads submissions and uses no edition: slow, and the measure of what editions say.
    #[must_use]
    pub fn without_editions(self) -> Store {
        Store { only_submissions: true, ..self }
    }

    /// The folder of the store.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    pub(crate) fn is_durable(&self) -> bool {
        self.durable
    }

    /// Reads the manifests of all operators side by side.
    fn read_all(&self) -> Result<(), StoreError> {
        self.every_operator().into_par_iter().try_for_each(|operator| self.shelf(&operator).map(drop))
    }

    pub(crate) fn every_operator(&self) -> Vec<OperatorId> {
        self.recorded().operators().cloned().collect()
    }

    /// The submissions of an operator, in the order in which they were recorded.
    pub fn submissions(&self, operator: &OperatorId) -> Result<Vec<Arc<Shelved>>, StoreError> {
        Ok(locked(&*self.shelf(operator)?).kept().to_vec())
    }

    /// The submissions of an operator recorded after a position, in order.
    pub fn submissions_since(
        &self,
        operator: &OperatorId,
        position: impl Into<Position>,
    ) -> Result<Vec<Arc<Shelved>>, StoreError> {
        let (mut kept, position) = (self.submissions(operator)?, position.into());
        kept.retain(|shelved| shelved.at > position);
        Ok(kept)
    }

    /// Registers as a whole, and files whose declarant is unknown, in the order in which they were recorded.
    pub fn unassigned(&self) -> Result<Vec<Shelved>, StoreError> {
        let folder = self.root.join(UNASSIGNED);
        let read = |listed: &Listed| {
            let place = (None, listed.submission.as_str(), MANIFEST);
            damage::unless_harmed(shelf::read_listed(&folder, listed), &self.met, place).transpose()
        };
        self.recorded().unassigned().iter().filter_map(read).collect()
    }

    /// What an operator's evidence on a day rests on, as one hash: equal hashes, equal evidence.
    ///
    /// It covers the manifests (and so the content) of every submission that has a file in force, and the links that
    /// make pseudonyms of this operator's persons one.
    pub fn fingerprint(&self, operator: &OperatorId, as_known_on: impl Into<Position>) -> Result<String, StoreError> {
        let as_known_on = as_known_on.into();
        if let Some(kept) = self.kept_fingerprint(operator, as_known_on)? {
            return Ok(kept);
        }
        let who = self.who(operator, as_known_on)?;
        let shelf = self.shelf(operator)?;
        let mut shelf = locked(&shelf);
        let mut parts: Vec<String> = Vec::new();
        for table in self.tables().tables() {
            parts.extend(shelf.in_force(table, as_known_on).into_iter().map(|held| held.shelved.mark(as_known_on)));
        }
        // Of a manifest that is lost nobody knows what it spoke of.
        parts.extend(shelf.lost(as_known_on).map(|submission| format!("{submission} is lost")));
        for (sighting, spans) in shelf.sightings()? {
            let known = spans.first().is_some_and(|first| first.from <= as_known_on);
            if let Some(named) = sighting.number.or(sighting.card).filter(|_| known)
                && let Some(person) = who.person(*sighting)
            {
                if named != person {
                    parts.push(format!("{named} is {person}"));
                } else if who.is_doubtful(named) {
                    parts.push(format!("{named} is doubtful"));
                }
            }
        }
        parts.sort_unstable();
        parts.dedup();
        Ok(shelf::sha256(format!("{operator}\n{}", parts.join("\n")).as_bytes()))
    }

    pub(crate) fn shelf(&self, operator: &OperatorId) -> Result<Arc<Mutex<Shelf>>, StoreError> {
        let shelf = self.shelf_unread(operator);
        locked(&shelf).list_once()?;
        Ok(shelf)
    }

    /// The shelf of an operator whose manifests may not have been read.
    fn shelf_unread(&self, operator: &OperatorId) -> Arc<Mutex<Shelf>> {
        let mut shelves = locked(&self.shelves);
        let shelf = shelves.entry(operator.clone());
        let shelf = Arc::clone(
            shelf.or_insert_with(|| Arc::new(Mutex::new(Shelf::new(&self.root, operator, &self.tables(), &self.met)))),
        );
        drop(shelves);
        locked(&shelf).counts(self.recorded().of(operator));
        shelf
    }

    /// Which pseudonyms are one person, over all operators.
    pub(crate) fn links(&self, as_known_on: Position) -> Result<Arc<Links>, StoreError> {
        let mut known = locked(&self.links);
        if let Some(links) = known.get(&as_known_on) {
            return Ok(Arc::clone(links));
        }
        let mut all: BTreeSet<Sighting> = BTreeSet::new();
        let recorded = self.recorded();
        for operator in recorded.operators() {
            let shelf = self.shelf_unread(operator);
            let mut shelf = locked(&shelf);
            let said =
                shelf.sightings()?.iter().filter(|(_, spans)| spans.iter().any(|span| span.contains(as_known_on)));
            all.extend(said.map(|(sighting, _)| *sighting).filter(is_pair));
        }
        let links = Arc::new(Links::of(all.iter()));
        // However many positions are asked for, few are kept.
        let is_full = known.len() >= 8;
        known.retain(|_, _| !is_full);
        known.insert(as_known_on, Arc::clone(&links));
        Ok(links)
    }

    /// Which editions there are, and whether they stand.
    pub(crate) fn editions(&self) -> Result<Arc<edition::Current>, StoreError> {
        if let Some(editions) = &*locked(&self.editions) {
            return Ok(Arc::clone(editions));
        }
        let found = if self.only_submissions { edition::Current::default() } else { self.find_editions()? };
        let editions = Arc::new(found);
        *locked(&self.editions) = Some(Arc::clone(&editions));
        Ok(editions)
    }

    pub(crate) fn forget_editions(&self) {
        *locked(&self.editions) = None;
    }

    pub(crate) fn forget_links(&self) {
        locked(&self.links).clear();
    }
}

/// A poisoned lock guards plain data that each holder leaves whole.
pub(crate) fn locked<T: ?Sized>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
