//! One operator's submissions in memory: the manifests, and which files are in force on a day of knowledge.
//!
//! Nothing of the rows is kept here, except the small registers on which coverage and the finding of declarants rest.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use contract::calendar::{Date, Interval};
use contract::identity::OperatorId;

use super::edition::EDITION;
use super::links::{self, Sightings};
use super::read_back::{self, StoredTableRows};
use super::{StoreError, at};
use crate::manifest::{FORM, Manifest, OLDEST_FORM, Slot, StoredPiece};
use crate::pseudonym::{Sighting, hexadecimal};
use crate::schema::{self, TableSchema};

/// A manifest, and the hash of the bytes it was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shelved {
    /// The manifest.
    pub manifest: Manifest,
    /// SHA-256 of the manifest file, hexadecimal: through it, of everything it names.
    pub hash: String,
}

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

/// One accepted file for a slot.
#[derive(Debug)]
struct Version {
    shelved: Arc<Shelved>,
    piece: usize,
}

impl Version {
    /// The order in which versions replace each other.
    fn rank(&self) -> (Date, u32, &str) {
        let manifest = &self.shelved.manifest;
        (manifest.received, manifest.pieces[self.piece].same_day, &manifest.submission)
    }
}

/// What one submission says about who the operator is.
#[derive(Debug, Clone)]
pub(crate) struct Registered {
    /// The submission it stands in.
    pub submission: String,
    /// The dated affiliations, where it holds that register.
    pub affiliations: Option<Vec<(String, Interval)>>,
    /// The tax identifier, where it holds that register.
    pub tax_identifier: Option<Option<String>>,
}

/// One operator's submissions.
#[derive(Debug)]
pub(crate) struct Shelf {
    /// The operator.
    pub operator: OperatorId,
    folder: PathBuf,
    listed: bool,
    kept: Vec<Arc<Shelved>>,
    versions: BTreeMap<&'static str, BTreeMap<Slot, Vec<Version>>>,
    registered: Vec<Registered>,
    sightings: Option<Sightings>,
}

/// The file with the sightings of an operator: derived from the tables, and made again when it is missing.
pub(crate) const SIGHTINGS: &str = "sightings.bin";

impl Shelf {
    /// The shelf of an operator, empty until listed.
    pub fn new(root: &Path, operator: &OperatorId) -> Shelf {
        Shelf {
            operator: operator.clone(),
            folder: root.join(operator.as_str()),
            listed: false,
            kept: Vec::new(),
            versions: BTreeMap::new(),
            registered: Vec::new(),
            sightings: None,
        }
    }

    /// The operator's folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Every submission, in order of the day received.
    pub fn kept(&self) -> &[Arc<Shelved>] {
        &self.kept
    }

    /// Reads the manifests, the first time it is asked.
    pub fn list_once(&mut self) -> Result<(), StoreError> {
        if self.listed { Ok(()) } else { self.list() }
    }

    /// Reads the manifests of submissions that are not on the shelf yet.
    pub fn list(&mut self) -> Result<(), StoreError> {
        let names = folders(&self.folder)?;
        let known = |name: &str| self.kept.binary_search_by(|shelved| shelved.manifest.submission.as_str().cmp(name));
        let fresh: Vec<String> = names.into_iter().filter(|name| name != EDITION && known(name).is_err()).collect();
        for name in fresh {
            let shelved = read_manifest(&self.folder.join(&name))?;
            self.put(shelved)?;
            self.sightings = None;
        }
        self.listed = true;
        Ok(())
    }

    /// Puts a submission that is on disk on the shelf.
    pub fn put(&mut self, shelved: Shelved) -> Result<(), StoreError> {
        if let Some(registered) = self.read_registers(&shelved.manifest)? {
            self.registered.push(registered);
        }
        let place = self.kept.partition_point(|other| other.manifest.submission < shelved.manifest.submission);
        let shelved = Arc::new(shelved);
        self.kept.insert(place, Arc::clone(&shelved));
        for (piece, stored) in shelved.manifest.pieces.iter().enumerate().filter(|(_, stored)| stored.is_accepted()) {
            for slot in stored.slots() {
                let version = Version { shelved: Arc::clone(&shelved), piece };
                let versions = self.versions.entry(slot.table).or_default().entry(slot).or_default();
                let place = versions.partition_point(|other| other.rank() < version.rank());
                versions.insert(place, version);
            }
        }
        Ok(())
    }

    /// The files of a table that count on a day, by period, declarant and complement.
    pub fn in_force(&self, table: &TableSchema, day: Date) -> Vec<InForce> {
        let slots = self.versions.get(table.name).into_iter().flatten();
        let mut current: Vec<InForce> = slots.filter_map(|(slot, versions)| current(slot, versions, day)).collect();
        current.sort_by(|a, b| {
            let (a, b) = (&a.slot, &b.slot);
            (a.period, &a.declarant, a.complement).cmp(&(b.period, &b.declarant, b.complement))
        });
        current
    }

    /// The file that counts for a slot on a day.
    pub fn holder(&self, slot: &Slot, day: Date) -> Option<InForce> {
        current(slot, self.slot_versions(slot), day)
    }

    /// The version number of a file received on a day that already has files for one of its slots.
    pub fn same_day(&self, slots: &[Slot], day: Date) -> u32 {
        let versions = slots.iter().flat_map(|slot| self.slot_versions(slot));
        let that_day = versions.filter(|version| version.shelved.manifest.received == day);
        that_day.map(|version| version.rank().1 + 1).max().unwrap_or(0)
    }

    /// The day a file for a slot was first received.
    pub fn first_received(&self, slot: &Slot) -> Option<Date> {
        self.slot_versions(slot).first().map(|version| version.shelved.manifest.received)
    }

    fn slot_versions(&self, slot: &Slot) -> &[Version] {
        self.versions.get(slot.table).and_then(|slots| slots.get(slot)).map(Vec::as_slice).unwrap_or_default()
    }

    /// What the registers say on a day: the affiliations, each with its validity.
    pub fn affiliations(&self, day: Date) -> Vec<(String, Interval)> {
        let registered = self.register("affiliation", day).and_then(|registered| registered.affiliations.clone());
        registered.unwrap_or_default()
    }

    /// What the registers say on a day: the tax identifier.
    pub fn tax_identifier(&self, day: Date) -> Option<String> {
        self.register("operator", day)?.tax_identifier.clone()?
    }

    fn register(&self, table: &str, day: Date) -> Option<&Registered> {
        let held = self.in_force(schema::table(table)?, day).pop()?;
        self.registered.iter().find(|registered| registered.submission == held.shelved.manifest.submission)
    }

    fn read_registers(&self, manifest: &Manifest) -> Result<Option<Registered>, StoreError> {
        let folder = self.folder.join(&manifest.submission);
        let rows = |table: &str| -> Result<Option<StoredTableRows>, StoreError> {
            let Some(schema) = schema::table(table) else { return Ok(None) };
            read_back::table(&folder, manifest, schema)
        };
        let affiliations = match manifest.tables.contains_key("affiliation") {
            true => Some(rows("affiliation")?.map(|rows| rows.dated_identifiers("affiliation")).unwrap_or_default()),
            false => None,
        };
        let tax_identifier = match manifest.tables.contains_key("operator") {
            true => {
                Some(rows("operator")?.and_then(|rows| rows.identifiers("tax_identifier").into_iter().flatten().next()))
            }
            false => None,
        };
        let any = affiliations.is_some() || tax_identifier.is_some();
        Ok(any.then(|| Registered { submission: manifest.submission.clone(), affiliations, tax_identifier }))
    }

    /// Whom the operator's files named, and since when.
    pub fn sightings(&mut self) -> Result<&Sightings, StoreError> {
        if self.sightings.is_none() {
            let path = self.folder.join(SIGHTINGS);
            let read = match fs::read(&path) {
                Ok(bytes) => links::decode(&bytes),
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
                Err(error) => return Err(at(&path)(error)),
            };
            self.sightings = Some(match read {
                Some(sightings) => sightings,
                None => self.sight_again()?,
            });
        }
        Ok(self.sightings.get_or_insert_default())
    }

    /// Which of these the operator's files named, and since when: without holding whom else they named.
    pub fn named_among(&mut self, wanted: &BTreeSet<Sighting>) -> Result<Vec<(Sighting, Date)>, StoreError> {
        if self.sightings.is_none()
            && let Ok(bytes) = fs::read(self.folder.join(SIGHTINGS))
            && let Some(found) = links::among(&bytes, wanted)
        {
            return Ok(found);
        }
        let named = self.sightings()?.iter().filter(|(sighting, _)| wanted.contains(sighting));
        Ok(named.map(|(sighting, since)| (*sighting, *since)).collect())
    }

    /// Looks at the folder again the next time it is asked; what was read of it stays.
    pub fn look_again(&mut self) {
        self.listed = false;
    }

    /// Whom a file in force names.
    pub fn sightings_in(&self, held: &InForce) -> Result<Vec<Sighting>, StoreError> {
        let manifest = &held.shelved.manifest;
        let Some(table) = held.stored().table() else { return Ok(Vec::new()) };
        let Some(rows) = read_back::table(&self.folder.join(&manifest.submission), manifest, table)? else {
            return Ok(Vec::new());
        };
        let here = i32::try_from(held.piece).unwrap_or(i32::MAX);
        let pieces = rows.pieces().iter();
        Ok(rows.sightings().zip(pieces).filter(|(_, piece)| **piece == here).map(|(seen, _)| seen).collect())
    }

    /// Adds sightings; whether any was new or earlier than known.
    pub fn sight(&mut self, seen: impl Iterator<Item = Sighting>, received: Date) -> Result<bool, StoreError> {
        self.sightings()?;
        let sightings = self.sightings.get_or_insert_default();
        let mut changed = false;
        for sighting in seen {
            let first = sightings.entry(sighting).or_insert_with(|| {
                changed = true;
                received
            });
            if received < *first {
                *first = received;
                changed = true;
            }
        }
        Ok(changed)
    }

    fn sight_again(&mut self) -> Result<Sightings, StoreError> {
        self.list_once()?;
        let mut sightings = Sightings::new();
        for shelved in &self.kept {
            let manifest = &shelved.manifest;
            for table in schema::TABLES.iter().filter(|table| table.person) {
                let rows = read_back::table(&self.folder.join(&manifest.submission), manifest, table)?;
                for sighting in rows.iter().flat_map(StoredTableRows::sightings) {
                    let first = sightings.entry(sighting).or_insert(manifest.received);
                    *first = (*first).min(manifest.received);
                }
            }
        }
        Ok(sightings)
    }
}

/// The last version received by a day.
fn current(slot: &Slot, versions: &[Version], day: Date) -> Option<InForce> {
    let known = versions.partition_point(|version| version.shelved.manifest.received <= day);
    let version = versions.get(known.checked_sub(1)?)?;
    Some(InForce { shelved: Arc::clone(&version.shelved), piece: version.piece, slot: slot.clone() })
}

/// The names of the folders within a folder, without hidden ones; none when it does not exist.
pub(crate) fn folders(folder: &Path) -> Result<Vec<String>, StoreError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(at(folder)(error)),
    };
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry.map_err(at(folder))?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        if !name.starts_with('.') && entry.file_type().map_err(at(folder))?.is_dir() {
            names.push(name);
        }
    }
    names.sort_unstable();
    Ok(names)
}

/// The manifest in a submission's folder.
pub(crate) fn read_manifest(folder: &Path) -> Result<Shelved, StoreError> {
    let path = folder.join("manifest.json");
    let bytes = fs::read(&path).map_err(at(&path))?;
    let manifest: Manifest =
        serde_json::from_slice(&bytes).map_err(|source| StoreError::Manifest { path: path.clone(), source })?;
    if !(OLDEST_FORM..=FORM).contains(&manifest.form) {
        return Err(StoreError::UnknownForm { path, form: manifest.form });
    }
    Ok(Shelved { manifest: manifest.brought_up(), hash: sha256(&bytes) })
}

/// SHA-256, hexadecimal.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest;
    hexadecimal(&sha2::Sha256::digest(bytes))
}
