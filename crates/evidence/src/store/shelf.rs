//! One operator's submissions in memory: the manifests, and which files are in force on a day of knowledge.
//!
//! Nothing of the rows is kept here, except the small registers on which coverage and the finding of declarants rest.

mod shelved;
mod version;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use contract::calendar::{Date, Interval};
use contract::identity::OperatorId;

use super::links::Sightings;
use super::read_back::{self, StoredTableRows};
use super::recorded::{self, Listed};
use super::registry::Registered;
use super::{MANIFEST, Position, StoreError, at, damage, locked};
pub use shelved::Shelved;
pub(super) use version::Version;
use version::current;

use crate::catalogue::Catalogue;
use crate::manifest::{FORM, Manifest, OLDEST_FORM, Slot, StoredPiece};
use crate::pseudonym::hexadecimal;
use crate::schema::TableSchema;
use crate::schema::named::{AFFILIATION, OPERATOR, SITE};

/// A file that counts on a day of knowledge.
#[derive(Debug, Clone)]
pub(crate) struct InForce {
    /// Its submission.
    pub shelved: Arc<Shelved>,
    /// Its position in the manifest.
    pub piece: usize,
    /// What it speaks of.
    pub slot: Slot,
}

impl InForce {
    /// The file as the manifest tells it.
    pub fn stored(&self) -> &StoredPiece {
        &self.shelved.manifest.pieces[self.piece]
    }
}

/// One operator's submissions.
#[derive(Debug)]
pub(crate) struct Shelf {
    /// The operator.
    pub operator: OperatorId,
    folder: PathBuf,
    pub(super) tables: Arc<Catalogue>,
    /// The submissions that count; those of them that were read are `kept`.
    list: Arc<[Listed]>,
    listed: bool,
    kept: Vec<Arc<Shelved>>,
    versions: BTreeMap<&'static str, BTreeMap<Slot, Vec<Version>>>,
    registered: Vec<Registered>,
    pub(super) sightings: Option<Sightings>,
    /// Submissions that count and whose manifest is damaged, and where they were recorded.
    lost: Vec<(Position, String)>,
    /// Registers that cannot be read: submission and table.
    unread: BTreeSet<(String, &'static str)>,
    /// Whether the sightings lack what a damaged file names.
    pub(super) lacks: bool,
    met: damage::Met,
}

impl Shelf {
    /// The shelf of an operator, empty until listed.
    pub fn new(root: &Path, operator: &OperatorId, tables: &Arc<Catalogue>, met: &damage::Met) -> Shelf {
        Shelf {
            operator: operator.clone(),
            folder: root.join(operator.as_str()),
            tables: Arc::clone(tables),
            list: Arc::default(),
            listed: false,
            kept: Vec::new(),
            versions: BTreeMap::new(),
            registered: Vec::new(),
            sightings: None,
            lost: Vec::new(),
            unread: BTreeSet::new(),
            lacks: false,
            met: Arc::clone(met),
        }
    }

    /// The tables that are known.
    pub fn tables(&self) -> &Catalogue {
        &self.tables
    }

    /// The operator's folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Every submission, in order of the day received.
    pub fn kept(&self) -> &[Arc<Shelved>] {
        &self.kept
    }

    /// Says which submissions count: as before with others behind them.
    pub fn counts(&mut self, list: &[Listed]) {
        if *self.list != *list {
            self.list = list.into();
            self.listed = false;
        }
    }

    /// What tells these submissions from others.
    pub fn mark(&self) -> [u8; 32] {
        recorded::mark(&self.list)
    }

    /// Reads the manifests of submissions that are not on the shelf yet.
    pub fn list_once(&mut self) -> Result<(), StoreError> {
        if self.listed {
            return Ok(());
        }
        let list = Arc::clone(&self.list);
        for listed in list.iter() {
            let known = self.kept.iter().any(|shelved| shelved.manifest.submission == listed.submission);
            if known || self.lost.iter().any(|(_, lost)| *lost == listed.submission) {
                continue;
            }
            let place = (Some(&self.operator), listed.submission.as_str(), MANIFEST);
            match damage::unless_harmed(read_listed(&self.folder, listed), &self.met, place)? {
                Some(shelved) => self.put(shelved)?,
                None => {
                    let at = listed.recorded.as_ref().map_or(Position::START, |(at, _)| *at);
                    self.lost.push((at, listed.submission.clone()));
                }
            }
            self.sightings = None;
        }
        self.listed = true;
        Ok(())
    }

    /// The submissions that count on a day and whose manifest is damaged.
    pub fn lost(&self, day: Position) -> impl Iterator<Item = &str> {
        self.lost.iter().filter(move |(at, _)| *at <= day).map(|(_, submission)| submission.as_str())
    }

    /// Where they were recorded.
    pub fn lost_at(&self) -> impl Iterator<Item = Position> {
        self.lost.iter().map(|(at, _)| *at)
    }

    /// Where anything was first received, as far as it is known.
    pub fn first_at(&self) -> Option<Position> {
        self.kept.iter().map(|shelved| shelved.at).chain(self.lost_at()).min()
    }

    /// Whether the registers in force on a day that say who must file are all readable.
    pub fn knows_who_files(&self, day: Position) -> bool {
        let is_unread = |held: &InForce, table: &'static str| {
            self.unread.contains(&(held.shelved.manifest.submission.clone(), table))
        };
        let tables = [AFFILIATION, OPERATOR].into_iter().filter_map(|name| self.tables.table(name));
        self.unread.is_empty()
            || tables.into_iter().all(|table| self.in_force(table, day).iter().all(|held| !is_unread(held, table.name)))
    }

    /// Whether every register was read.
    pub fn is_whole(&self) -> bool {
        self.unread.is_empty() && self.lost.is_empty()
    }

    /// The rows of a table of a submission; nothing when it has none, or where its file is damaged, which is noted.
    pub fn table(
        &self,
        manifest: &Manifest,
        schema: &'static TableSchema,
    ) -> Result<Option<StoredTableRows>, StoreError> {
        self.note(manifest, schema, read_back::table(&self.folder.join(&manifest.submission), manifest, schema))
    }

    /// What was read of a table; where its file is damaged that is noted, and it is nothing.
    pub fn note(
        &self,
        manifest: &Manifest,
        schema: &'static TableSchema,
        read: Result<Option<StoredTableRows>, StoreError>,
    ) -> Result<Option<StoredTableRows>, StoreError> {
        let file = format!("{}.parquet", schema.name);
        let place = (Some(&self.operator), manifest.submission.as_str(), file.as_str());
        Ok(damage::unless_harmed(read, &self.met, place)?.flatten())
    }

    /// Whether a table of a submission was met and is damaged.
    pub fn is_harmed(&self, held: &InForce) -> bool {
        let file = format!("{}.parquet", held.slot.table);
        let submission = &held.shelved.manifest.submission;
        let met = locked(&self.met);
        met.iter().any(|one| {
            one.operator.as_ref() == Some(&self.operator) && one.submission == *submission && one.file == file
        })
    }

    /// Puts a submission that is on disk on the shelf.
    pub fn put(&mut self, shelved: Shelved) -> Result<(), StoreError> {
        let registered = self.read_registers(&shelved.manifest)?;
        self.put_read(shelved, registered);
        Ok(())
    }

    /// Puts a submission on the shelf whose registers were read.
    pub fn put_read(&mut self, shelved: Shelved, registered: Vec<Registered>) {
        self.registered.extend(registered);
        let order = |one: &Shelved| (one.at, one.manifest.serial);
        let place = self.kept.partition_point(|other| order(other) <= order(&shelved));
        let shelved = Arc::new(shelved);
        self.kept.insert(place, Arc::clone(&shelved));
        for (piece, stored) in shelved.manifest.pieces.iter().enumerate().filter(|(_, stored)| stored.is_accepted()) {
            for slot in stored.slots() {
                let version = Version { shelved: Arc::clone(&shelved), piece, rows: self.rows_of(&shelved, piece) };
                let versions = self.versions.entry(slot.table).or_default().entry(slot).or_default();
                let place = versions.partition_point(|other| other.rank() < version.rank());
                versions.insert(place, version);
            }
        }
    }

    /// Where a file's rows lie.
    fn rows_of(&self, shelved: &Arc<Shelved>, piece: usize) -> (Arc<Shelved>, usize) {
        let same = shelved.manifest.pieces[piece].same_as.as_ref().and_then(|same| {
            let there = self.kept.iter().find(|other| other.manifest.submission == same.submission)?;
            (same.piece < there.manifest.pieces.len()).then(|| (Arc::clone(there), same.piece))
        });
        same.unwrap_or_else(|| (Arc::clone(shelved), piece))
    }

    /// The files of a table that count on a day, by period, declarant and complement.
    pub fn in_force(&self, table: &TableSchema, day: Position) -> Vec<InForce> {
        let slots = self.versions.get(table.name).into_iter().flatten();
        let mut current: Vec<InForce> = slots.flat_map(|(slot, versions)| current(slot, versions, day)).collect();
        current.sort_by(|a, b| {
            let (a, b) = (&a.slot, &b.slot);
            (a.period, &a.declarant, a.complement).cmp(&(b.period, &b.declarant, b.complement))
        });
        current
    }

    /// The files that count for a slot on a day, oldest first.
    pub fn holders(&self, slot: &Slot, day: Position) -> Vec<InForce> {
        current(slot, self.slot_versions(slot), day)
    }

    /// The day on which the last file for a slot that counts on a day was received, if only again.
    pub fn last_received(&self, slot: &Slot, day: Position) -> Option<Position> {
        self.slot_versions(slot).iter().rfind(|version| version.stands(day)).map(Version::at)
    }

    /// Every slot of a table for which there is a file.
    pub(super) fn slots(&self, table: &str) -> impl Iterator<Item = &Slot> {
        self.versions.get(table).into_iter().flat_map(BTreeMap::keys)
    }

    /// The days on which files of a table were received or withdrawn, once each, sorted.
    pub fn days(&self, table: &str) -> Vec<Position> {
        let versions = self.versions.get(table).into_iter().flat_map(|slots| slots.values().flatten());
        let days: BTreeSet<Position> = versions.flat_map(Version::days).collect();
        days.into_iter().collect()
    }

    /// Where anything was last received or withdrawn.
    pub fn last_changed(&self) -> Option<Position> {
        self.kept.iter().map(|shelved| shelved.last_changed()).max()
    }

    /// The number of the next delivery.
    pub fn next_serial(&self) -> u32 {
        self.kept.iter().map(|shelved| shelved.manifest.serial).max().unwrap_or(0).saturating_add(1)
    }

    /// The day a file for a slot was first received, of those that were not withdrawn by a day.
    pub fn first_received(&self, slot: &Slot, day: Position) -> Option<Date> {
        let standing = self.slot_versions(slot).iter().filter(|version| version.stands(day));
        standing.map(|version| version.shelved.received).min()
    }

    pub(super) fn slot_versions(&self, slot: &Slot) -> &[Version] {
        self.versions.get(slot.table).and_then(|slots| slots.get(slot)).map(Vec::as_slice).unwrap_or_default()
    }

    /// What the registers say on a day: the affiliations, each with its validity.
    pub fn affiliations(&self, day: Position) -> Vec<(String, Interval)> {
        self.registered_on(AFFILIATION, day).flat_map(|registered| registered.affiliations.iter().cloned()).collect()
    }

    /// What the registers say on a day: the sites, each with its validity; nothing where none was handed in.
    pub fn sites(&self, day: Position) -> Option<Vec<(String, Interval)>> {
        let mut registered = self.registered_on(SITE, day).peekable();
        registered.peek()?;
        Some(registered.flat_map(|registered| registered.sites.iter().cloned()).collect())
    }

    /// What the registers say on a day: the tax identifier.
    pub fn tax_identifier(&self, day: Position) -> Option<String> {
        self.registered_on(OPERATOR, day).find_map(|registered| registered.tax_identifier.clone())
    }

    /// What the files in force of a register say.
    fn registered_on(&self, table: &str, day: Position) -> impl Iterator<Item = &Registered> {
        let in_force = self.tables.table(table).map(|table| self.in_force(table, day)).unwrap_or_default();
        in_force.into_iter().filter_map(|held| {
            let here =
                |one: &&Registered| one.piece == held.piece && one.submission == held.shelved.manifest.submission;
            self.registered.iter().find(here)
        })
    }

    fn read_registers(&mut self, manifest: &Manifest) -> Result<Vec<Registered>, StoreError> {
        let mut all: BTreeMap<usize, Registered> = BTreeMap::new();
        for table in [AFFILIATION, OPERATOR, SITE] {
            let Some(schema) = self.tables.table(table).filter(|schema| manifest.tables.contains_key(schema.name))
            else {
                continue;
            };
            let Some(rows) = self.table(manifest, schema)? else {
                if manifest.tables.get(table).is_some_and(|stored| stored.rows > 0) {
                    self.unread.insert((manifest.submission.clone(), schema.name));
                }
                continue;
            };
            for row in 0..rows.len() {
                let piece = rows.pieces().get(row).and_then(|piece| usize::try_from(*piece).ok()).unwrap_or(0);
                let registered = all.entry(piece).or_default();
                (registered.submission, registered.piece) = (manifest.submission.clone(), piece);
                registered.read(&rows.cells(schema, row), rows.interval(row));
            }
        }
        Ok(all.into_values().collect())
    }
}

/// The names of the folders within a folder, without hidden ones; none when it does not exist.
pub(crate) fn folders(folder: &Path) -> Result<Vec<String>, StoreError> {
    names(folder, |entry| Ok(entry.file_type().map_err(at(folder))?.is_dir()))
}

/// The names within a folder that are wanted, without hidden ones, sorted; none when it does not exist.
pub(crate) fn names(
    folder: &Path,
    is_wanted: impl Fn(&fs::DirEntry) -> Result<bool, StoreError>,
) -> Result<Vec<String>, StoreError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(at(folder)(error)),
    };
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry.map_err(at(folder))?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        if !name.starts_with('.') && is_wanted(&entry)? {
            names.push(name);
        }
    }
    names.sort_unstable();
    Ok(names)
}

/// The manifest of a submission that counts.
pub(crate) fn read_listed(folder: &Path, listed: &Listed) -> Result<Shelved, StoreError> {
    let path = folder.join(&listed.submission).join("manifest.json");
    let bytes = fs::read(&path).map_err(at(&path))?;
    let hash = sha256(&bytes);
    if listed.recorded.as_ref().is_some_and(|(_, recorded)| *recorded != hash) {
        return Err(StoreError::Altered { path });
    }
    let manifest: Manifest =
        serde_json::from_slice(&bytes).map_err(|source| StoreError::Manifest { path: path.clone(), source })?;
    if !(OLDEST_FORM..=FORM).contains(&manifest.form) {
        return Err(StoreError::UnknownForm { path, form: manifest.form });
    }
    let at = listed.recorded.as_ref().map_or_else(|| Position::from(manifest.received), |(at, _)| *at);
    let received = listed.stated.unwrap_or(at.day());
    Ok(Shelved { manifest: manifest.brought_up(), hash, at, received, withdrawn: listed.withdrawn.clone() })
}

/// SHA-256, hexadecimal.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest;
    hexadecimal(&sha2::Sha256::digest(bytes))
}
