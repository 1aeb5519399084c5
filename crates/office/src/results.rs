//! Results that are kept: what each operator comes to under one contract, under the hash of all it depends on and the days
//! on which it is the same ([`Horizon`]).
//!
//! ```text
//! <workspace>/results/<contract>/cases                            what came of its worked cases, see `texts::cases`
//! <workspace>/results/<contract>/<readings>/index                 operator by operator: key, totals, hash of determinations
//! <workspace>/results/<contract>/<readings>/<operator>.<key>      its determinations, and what explanations cite
//! ```
//!
//! Everything here is derived and may be deleted at any time. Nothing is trusted: a file that is not what the index says,
//! or an index that is not what it says itself, is as if it were not there, and what it held is computed again. One result
//! of an operator is kept for each contract and choice of readings: the last that was computed.

mod altered;
mod bytes;
mod form;

pub(crate) use altered::altered;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use assessment::determinations::OperatorAssessment;
use assessment::nation::Assessed;
use assessment::program::Program;
use assessment::receipt::{DETERMINATIONS_FORM, hexadecimal};
use assessment::totals::{ClauseTotal, Totals};
use contract::calendar::Date;
use contract::horizon::Horizon;
use contract::identity::OperatorId;
use evidence::private;
use sha2::{Digest, Sha256};

use crate::texts::Sound;
use bytes::{Reader, Writer};

/// The version of the form of these files; it begins both the index and the keys.
const FORM: &[u8; 8] = b"MITHAQR6";
const INDEX: &str = "index";

/// The results of one contract and choice of readings, asked for on one day.
pub struct Results {
    folder: PathBuf,
    /// What every key begins with: form, engine, contract, readings.
    basis: Sha256,
    /// The day that is asked for.
    day: Date,
    entries: BTreeMap<OperatorId, Entry>,
    changed: bool,
    finds: bool,
}

/// What the index says of one operator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    key: [u8; 32],
    file_sha256: [u8; 32],
    /// The days on which its determinations are these.
    pub horizon: Horizon,
    /// Hash of the determinations, as receipts take it.
    pub sha256: [u8; 32],
    /// The number of determinations.
    pub determinations: u64,
    totals: Vec<Kept>,
}

/// What one clause adds up to: determinations by status, what is due, operators without a file; then those by a share, what is
/// due of them, and those that wait for an order.
type Kept = ([u64; 5], i128, u64, (u64, i128, u64));

/// Takes bytes into a hash behind their length, so that no two rows of parts look alike.
pub(crate) fn part(hasher: &mut Sha256, bytes: &[u8]) {
    hasher.update((bytes.len() as u64).to_le_bytes());
    hasher.update(bytes);
}

impl Results {
    /// What is kept of a contract; nothing where nothing is kept, or where it cannot be read.
    #[must_use]
    pub fn open(workspace: &Path, sound: &Sound, all_readings: bool, day: Date) -> Results {
        let readings = if all_readings { "all-readings" } else { "in-use" };
        let folder = folder(workspace, &sound.contract.id).join(readings);
        let mut basis = Sha256::new();
        basis.update(FORM);
        basis.update(DETERMINATIONS_FORM.to_le_bytes());
        part(&mut basis, env!("ENGINE_SOURCES").as_bytes());
        part(&mut basis, sound.paper.identity().as_bytes());
        if let Some(from) = sound.paper.in_force_from() {
            part(&mut basis, from.to_string().as_bytes());
        }
        part(&mut basis, readings.as_bytes());
        let entries = fs::read(folder.join(INDEX)).ok().and_then(|bytes| decode(&bytes)).unwrap_or_default();
        Results { folder, basis, day, entries, changed: false, finds: true }
    }

    /// The same, in which nothing is found: what is kept of operators that are not computed anew stays.
    #[must_use]
    pub fn fresh(self) -> Results {
        Results { finds: false, ..self }
    }

    fn key(&self, operator: &OperatorId, fingerprint: &str, horizon: Horizon) -> [u8; 32] {
        let mut hasher = self.basis.clone();
        let (first, last) = horizon.days();
        hasher.update(first.to_le_bytes());
        hasher.update(last.to_le_bytes());
        part(&mut hasher, operator.as_str().as_bytes());
        part(&mut hasher, fingerprint.as_bytes());
        hasher.finalize().into()
    }

    fn file(&self, operator: &OperatorId, key: &[u8; 32]) -> PathBuf {
        self.folder.join(name(operator, key))
    }

    /// What is kept of an operator whose evidence has this fingerprint, if it is the same on the day asked for.
    #[must_use]
    pub fn find(&self, operator: &OperatorId, fingerprint: &str) -> Option<&Entry> {
        let entry = self.entries.get(operator).filter(|_| self.finds)?;
        let stands = entry.horizon.holds(self.day) && entry.key == self.key(operator, fingerprint, entry.horizon);
        stands.then_some(entry)
    }

    /// The determinations that are kept of an operator; nothing when they are not what the index says.
    #[must_use]
    pub fn read(&self, program: &Program, operator: &OperatorId, entry: &Entry) -> Option<OperatorAssessment> {
        let whole = self.read_some(program, operator, entry, |_| true)?;
        (whole.len() as u64 == entry.determinations).then_some(whole)
    }

    /// The same of the clauses that are wanted alone.
    #[must_use]
    pub fn read_some(
        &self,
        program: &Program,
        operator: &OperatorId,
        entry: &Entry,
        wanted: impl Fn(usize) -> bool,
    ) -> Option<OperatorAssessment> {
        let bytes = fs::read(self.file(operator, &entry.key)).ok()?;
        if <[u8; 32]>::from(Sha256::digest(&bytes)) != entry.file_sha256 {
            return None;
        }
        let assessment = form::decode(&bytes, wanted)?;
        let fits = assessment.clauses.iter().all(|of| of.clause < program.clauses.len());
        let fits = fits && assessment.unfiled.iter().all(|one| one.clause < program.clauses.len());
        let fits = fits && assessment.unfiled.iter().all(|one| one.table < program.tables.len());
        (fits && assessment.operator == *operator).then_some(assessment)
    }

    /// Keeps what an operator comes to.
    ///
    /// # Errors
    /// The folder cannot be written.
    pub fn keep(&mut self, fingerprint: &str, assessed: &Assessed) -> io::Result<()> {
        let operator = &assessed.assessment.operator;
        let bytes = form::encode(&assessed.assessment);
        let entry = Entry {
            key: self.key(operator, fingerprint, assessed.horizon),
            file_sha256: Sha256::digest(&bytes).into(),
            sha256: assessed.sha256,
            horizon: assessed.horizon,
            determinations: assessed.assessment.len() as u64,
            totals: assessed.totals.clauses.iter().map(kept).collect(),
        };
        private::folders(&self.folder)?;
        self.replace(&name(operator, &entry.key), &bytes)?;
        self.entries.insert(operator.clone(), entry);
        self.changed = true;
        Ok(())
    }

    /// Writes the index, where something was kept since, and removes what it no longer names.
    ///
    /// # Errors
    /// The folder cannot be written.
    pub fn publish(&mut self) -> io::Result<()> {
        if !self.changed {
            return Ok(());
        }
        self.replace(INDEX, &encode(&self.entries))?;
        self.changed = false;
        let named: BTreeSet<String> = self.entries.iter().map(|(operator, entry)| name(operator, &entry.key)).collect();
        for file in fs::read_dir(&self.folder)? {
            let file = file?;
            let is_named = file.file_name().to_str().is_some_and(|name| name == INDEX || named.contains(name));
            if !is_named {
                fs::remove_file(file.path())?;
            }
        }
        Ok(())
    }

    fn replace(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        replace(&self.folder, name, bytes)
    }
}

/// Where the results of a contract lie.
pub(crate) fn folder(workspace: &Path, contract: &str) -> PathBuf {
    let plain = |letter: &char| letter.is_ascii_alphanumeric() || "-_".contains(*letter);
    workspace.join("results").join(contract.chars().filter(plain).collect::<String>())
}

/// Writes a file that is there whole or not at all.
pub(crate) fn replace(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    let unfinished = folder.join(format!(".new-{}-{name}", std::process::id()));
    private::write(&unfinished, bytes)?;
    fs::rename(unfinished, folder.join(name))
}

fn kept(total: &ClauseTotal) -> Kept {
    let ties = (total.shared, total.shared_centimes, total.tied);
    (total.count, total.due_centimes, total.never_filed, ties)
}

fn name(operator: &OperatorId, key: &[u8; 32]) -> String {
    format!("{operator}.{}", hexadecimal(&key[..8]))
}

impl Entry {
    /// What the determinations add up to; nothing when they are of another program.
    #[must_use]
    pub fn totals(&self, program: &Program) -> Option<Totals> {
        let mut totals = Totals::new(program);
        if totals.clauses.len() != self.totals.len() {
            return None;
        }
        for (total, kept) in totals.clauses.iter_mut().zip(&self.totals) {
            let ties;
            (total.count, total.due_centimes, total.never_filed, ties) = *kept;
            (total.shared, total.shared_centimes, total.tied) = ties;
        }
        Some(totals)
    }
}

fn encode(entries: &BTreeMap<OperatorId, Entry>) -> Vec<u8> {
    let mut writer = Writer::default();
    writer.length(entries.len());
    for (operator, entry) in entries {
        writer.text(operator.as_str());
        [&entry.key, &entry.file_sha256, &entry.sha256].into_iter().for_each(|hash| writer.raw(hash));
        let (first, last) = entry.horizon.days();
        writer.signed(i64::from(first));
        writer.signed(i64::from(last));
        writer.number(entry.determinations);
        writer.length(entry.totals.len());
        for (count, due_centimes, never_filed, (shared, shared_centimes, tied)) in &entry.totals {
            count.iter().for_each(|count| writer.number(*count));
            writer.large(*due_centimes);
            writer.number(*never_filed);
            writer.number(*shared);
            writer.large(*shared_centimes);
            writer.number(*tied);
        }
    }
    let hash = Sha256::digest(&writer.bytes);
    [FORM.as_slice(), hash.as_slice(), &writer.bytes].concat()
}

fn decode(bytes: &[u8]) -> Option<BTreeMap<OperatorId, Entry>> {
    let (hash, rest) = bytes.strip_prefix(FORM)?.split_first_chunk::<32>()?;
    if <[u8; 32]>::from(Sha256::digest(rest)) != *hash {
        return None;
    }
    let mut reader = Reader::new(rest);
    let mut entries = BTreeMap::new();
    for _ in 0..reader.length()? {
        let operator = OperatorId::new(&reader.text()?)?;
        let (key, file_sha256, sha256) = (reader.raw()?, reader.raw()?, reader.raw()?);
        let mut day = || i32::try_from(reader.signed()?).ok();
        let horizon = Horizon::of(day()?, day()?);
        let determinations = reader.number()?;
        let length = reader.length()?;
        let mut totals = Vec::with_capacity(length);
        for _ in 0..length {
            let mut count = [0; 5];
            for count in &mut count {
                *count = reader.number()?;
            }
            let (due_centimes, never_filed) = (reader.large()?, reader.number()?);
            let ties = (reader.number()?, reader.large()?, reader.number()?);
            totals.push((count, due_centimes, never_filed, ties));
        }
        entries.insert(operator, Entry { key, file_sha256, horizon, sha256, determinations, totals });
    }
    reader.is_done().then_some(entries)
}
