//! Intake: from files as handed in to submissions in the store.
//!
//! Registers come first, split by operator, so that declarations handed in with them find their declarants. Each
//! declaration then goes to the operator whose affiliation or tax identifier it bears, as the registers say on the day
//! received. Operators are independent of each other and taken in side by side. Where something is in force for the same
//! table, declarant and period, whoever hands a file in says whether it takes that place or stands beside it
//! (`slots`); a complement adds to its main declaration; what was replaced stays readable, as known then. What is wrong with a file is a finding in its report and its manifest; only faults of machines fail.

mod accept;
mod again;
mod answered;
mod checks;
pub mod codes;
mod delivery;
pub(crate) mod discretion;
mod effect;
mod owner;
mod reconcile;
mod registers;
mod reread;

mod slots;
mod taken;
mod withdrawal;

use std::collections::BTreeMap;

use contract::identity::OperatorId;
use rayon::prelude::*;

use crate::finding::{Finding, Place, Severity};
use crate::manifest::{self, Manifest, Standing, StoredPiece};
use crate::numbers::{Named, NoNumbers, Numbering};
use crate::piece::{Piece, PieceKind};
use crate::pseudonym::Fingerprint;
use crate::read::TOTAL_LINE;
use crate::store::{Listed, Reconciled, Store, StoreError, UNASSIGNED, locked, write};

pub use delivery::{Delivery, Filled};
pub use effect::{Effect, Held};
pub use owner::owners;
pub use reread::{Reread, reread};
pub use withdrawal::{Lying, lying, settle_withdrawal, withdrawal, without};

/// Why an intake stopped. Submissions of other operators may have been stored; handing in the same files again completes
/// it, since what is stored already is recognised.
#[derive(Debug, thiserror::Error)]
pub enum IntakeError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Nobody says which numbers persons have; nothing was written.
    #[error(transparent)]
    Numbers(#[from] NoNumbers),
    /// A manifest could not be put into words.
    #[error("manifest of {submission}: {source}")]
    Manifest {
        /// The submission.
        submission: String,
        /// What is wrong.
        source: serde_json::Error,
    },
}

/// What became of the files of one operator, or of files that belong to no single operator.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct SubmissionReport {
    /// The operator; nothing for registers as a whole and for files whose declarant is unknown.
    pub operator: Option<OperatorId>,
    /// The submission that was stored; nothing when all there was had been stored before.
    pub submission: Option<String>,
    /// SHA-256 of its manifest, hexadecimal: through it, of everything that it names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// The key under which its persons have their numbers, where it was stored.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<Fingerprint>,
    /// The files, sorted.
    pub pieces: Vec<PieceReport>,
    /// Sums that its files are part of, held against each other as they stand now.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reconciled: Vec<Reconciled>,
}

/// What became of one file.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct PieceReport {
    /// The file, its findings and its accounting.
    pub piece: StoredPiece,
    /// The submission that already holds this very file, where it was not stored again.
    pub duplicate_of: Option<String>,
    /// What it does, or would do, to what is in force.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub effects: Vec<Effect>,
}

/// A file on its way into the store.
struct Candidate {
    /// As the manifest will tell it.
    stored: StoredPiece,
    /// As it was read; a part of a register holds the rows of one operator.
    piece: Piece,
    /// Of a part of a register: which of the delivery's registers it is of.
    whole: usize,
    /// What it does to what is in force.
    effects: Vec<Effect>,
}

/// Takes files in: received on a day, with what is meant where something is in force already. A file's name may carry
/// folders; only its last part is kept.
pub fn submit<'a>(
    store: &Store,
    numbering: impl Into<Numbering<'a>>,
    files: &[(String, Vec<u8>)],
    delivery: impl Into<Delivery>,
) -> Result<Vec<SubmissionReport>, IntakeError> {
    let tables = store.tables();
    let pieces = files.par_iter().map(|(name, bytes)| crate::read::read_by(&tables, name, bytes)).collect();
    submit_pieces(store, numbering, pieces, delivery)
}

/// Takes in files that were read already. Reports are sorted by operator, those without one first, and of one operator stand in
/// the order in which they were taken in.
pub fn submit_pieces<'a>(
    store: &Store,
    numbering: impl Into<Numbering<'a>>,
    pieces: Vec<Piece>,
    delivery: impl Into<Delivery>,
) -> Result<Vec<SubmissionReport>, IntakeError> {
    let delivery = delivery.into();
    let reports = write_pieces(store, numbering, pieces, delivery)?;
    if !delivery.preview {
        settle(store, &reports)?;
    }
    Ok(reports)
}

/// The same up to where a journal records what was written: it counts here, for this store alone, and nothing derived is
/// written. Once it is recorded comes [`settle`]; where it is not, the store is told what counts without it
/// ([`Store::takes`]), and what was written is in nobody's way.
pub fn write_pieces<'a>(
    store: &Store,
    numbering: impl Into<Numbering<'a>>,
    pieces: Vec<Piece>,
    delivery: Delivery,
) -> Result<Vec<SubmissionReport>, IntakeError> {
    // Under another key the same persons would be others: nothing is taken in.
    let numbering = numbering.into();
    store.holds_to(numbering.key())?;
    // Before anything is written, and for all files at once.
    let (tables, mut pieces) = (store.tables(), pieces);
    let named = Named::of(numbering, &pieces, &tables)?;
    named.put_apart(&tables, &mut pieces);
    if delivery.preview {
        // What would be taken in is put on shelves that nobody else sees, and forgotten.
        return take(&store.apart()?, &named, pieces, &delivery);
    }
    let mut reports = take(store, &named, pieces, &delivery)?;
    store.forget_links();
    store.forget_editions();
    reports.par_iter_mut().try_for_each(|report| report.reconcile(store, delivery.at))?;
    Ok(reports)
}

/// Writes what is derived from submissions that were recorded: without it answers are the same, and slower.
pub fn settle(store: &Store, reports: &[SubmissionReport]) -> Result<(), IntakeError> {
    let stored = reports.iter().filter(|report| report.submission.is_some());
    for operator in stored.filter_map(|report| report.operator.as_ref()) {
        let shelf = store.shelf(operator)?;
        write::sightings(&mut locked(&shelf))?;
    }
    Ok(())
}

fn take(
    store: &Store,
    named: &Named<'_>,
    pieces: Vec<Piece>,
    delivery: &Delivery,
) -> Result<Vec<SubmissionReport>, IntakeError> {
    let received = delivery.at;
    let tables = store.tables();
    let (registers, declarations): (Vec<_>, Vec<_>) =
        pieces.into_iter().partition(|piece| piece.kind.is_some_and(|kind| tables.is_register(kind)));
    let mut reports = Vec::new();
    if !registers.is_empty() {
        let registry = store.registry()?;
        // Whose an affiliation is cannot be told while a register is damaged: two might hold it.
        store.registers_are_whole()?;
        let mut split = registers::split((store, &tables), &registry, registers, received)?;
        reports.extend(registers::ask(store, named, &mut split, delivery)?);
        let mut parts = accept_all(store, named, split.parts, delivery)?;
        store.forget_registry();
        registers::leave_aside(&mut split.whole, &reports);
        registers::leave_aside(&mut split.whole, &parts);
        reports.extend(set_aside(store, named, split.whole, delivery)?);
        parts.iter_mut().for_each(|part| registers::tell_once(&reports, part));
        reports.extend(parts);
    }
    let mut unassigned = Vec::new();
    let mut by_operator: BTreeMap<OperatorId, Vec<Candidate>> = BTreeMap::new();
    let registry = store.registry()?;
    for piece in declarations {
        let mut candidate = Candidate::new(piece);
        match owner::owner_of((&registry, &tables), &candidate.piece, received) {
            Ok(operator) => by_operator.entry(operator).or_default().push(candidate),
            Err(finding) => {
                candidate.refuse(finding);
                unassigned.push(candidate);
            }
        }
    }
    reports.extend(set_aside(store, named, unassigned, delivery)?);
    reports.extend(accept_all(store, named, by_operator, delivery)?);
    // Of one operator in the order in which they were taken in: so they count here, and so they are recorded.
    reports.sort_by(|a, b| a.operator.cmp(&b.operator));
    Ok(reports)
}

fn accept_all(
    store: &Store,
    named: &Named<'_>,
    by_operator: BTreeMap<OperatorId, Vec<Candidate>>,
    delivery: &Delivery,
) -> Result<Vec<SubmissionReport>, IntakeError> {
    by_operator
        .into_par_iter()
        .map(|(operator, candidates)| accept::accept(store, named, &operator, candidates, delivery))
        .collect()
}

/// Records files that belong to no single operator: each on its own, once.
fn set_aside(
    store: &Store,
    named: &Named<'_>,
    files: Vec<Candidate>,
    delivery: &Delivery,
) -> Result<Vec<SubmissionReport>, IntakeError> {
    if files.is_empty() {
        return Ok(Vec::new());
    }
    let (folder, received) = (store.root().join(UNASSIGNED), delivery.at);
    let mut reports = Vec::new();
    let tables = store.tables();
    for mut candidate in files {
        // A register is everybody's, and so is what was answered about the one before.
        if candidate.stored.asks() && candidate.stored.kind.is_some_and(|kind| tables.is_register(kind)) {
            answered::tell_last(&mut candidate, store.unassigned()?.iter());
        }
        let submission = accept::identifier(None, received.day(), std::slice::from_ref(&candidate.stored), 0);
        let mut report = PieceReport { piece: candidate.stored, duplicate_of: None, effects: Vec::new() };
        let stored = !store.recorded().unassigned().iter().any(|listed| listed.submission == submission);
        let mut sha256 = None;
        if delivery.preview {
            // Nothing is written.
        } else if stored {
            let lines = vec![candidate.piece.line_starts];
            let (mut manifest, files) =
                accept::manifest(submission.clone(), None, (received.day(), 0), vec![report.piece.clone()], lines);
            manifest.key = Some(named.fingerprint());
            let text = text(&manifest)?;
            let shelved = write::submission(store, &folder, manifest, &text, &files, delivery.delivered())?;
            sha256 = Some(shelved.hash.clone());
            store.add(None, Listed::new(submission.clone(), Some((received, shelved.hash)), delivery.stated));
        } else {
            report.duplicate_of = Some(submission.clone());
        }
        reports.push(SubmissionReport {
            key: (stored && !delivery.preview).then(|| named.fingerprint()),
            operator: None,
            submission: (stored && !delivery.preview).then_some(submission),
            sha256,
            pieces: vec![report],
            reconciled: Vec::new(),
        });
    }
    Ok(reports)
}

/// A manifest as it is written.
fn text(manifest: &Manifest) -> Result<Vec<u8>, IntakeError> {
    let mut text = serde_json::to_vec_pretty(manifest)
        .map_err(|source| IntakeError::Manifest { submission: manifest.submission.clone(), source })?;
    text.push(b'\n');
    Ok(text)
}

impl Candidate {
    fn new(mut piece: Piece) -> Candidate {
        let refused = piece.findings.iter().any(|finding| finding.severity == Severity::FileRefused);
        let standing = match piece.kind {
            None => Standing::Refused,
            Some(_) if refused => Standing::Refused,
            Some(kind) if manifest::table_of(kind).is_none() => Standing::Compared,
            Some(_) => Standing::Accepted,
        };
        let stored = StoredPiece {
            name: std::mem::take(&mut piece.name),
            kind: piece.kind,
            size_bytes: piece.size_bytes,
            sha256: piece.sha256.clone(),
            standing,
            part: false,
            declarant: manifest::declarant_text(&piece.declarant),
            periods: piece.all_periods(),
            // A complement whose number nobody knows is still no main declaration.
            complement: piece.complement.or((piece.kind == Some(PieceKind::EBDS_COMPLEMENT)).then_some(0)),
            dated: piece.dated,
            same_day: 0,
            adds: false,
            same_as: None,
            read_as: std::mem::take(&mut piece.read_as),
            accounting: std::mem::take(&mut piece.accounting),
            findings: std::mem::take(&mut piece.findings),
        };
        let mut candidate = Candidate { stored, piece, whole: 0, effects: Vec::new() };
        if candidate.stored.standing == Standing::Refused {
            candidate.refuse(None);
        }
        candidate.refuse_if_useless();
        candidate
    }

    /// Refuses a file of which not one row can be used: it says nothing, least of all that nobody was employed. A sum alone
    /// says that somebody was.
    fn refuse_if_useless(&mut self) {
        let stored = &self.stored;
        let accounting = &stored.accounting;
        let says_nothing = !accounting.refused.is_empty() || accounting.ignored.contains_key(TOTAL_LINE);
        if stored.standing != Standing::Refused && accounting.used == 0 && says_nothing {
            self.refuse(Some(codes::NO_ROW_USABLE.at(Place::default())));
        }
    }

    /// Refuses the file: none of its rows is used.
    fn refuse(&mut self, finding: Option<Finding>) {
        self.stored.standing = Standing::Refused;
        let reason = finding.as_ref().map(|finding| finding.code.clone()).or_else(|| {
            let refusing = self.stored.findings.iter().find(|finding| finding.severity == Severity::FileRefused);
            refusing.map(|finding| finding.code.clone())
        });
        let accounting = &mut self.stored.accounting;
        if accounting.used > 0 {
            *accounting.refused.entry(reason.unwrap_or_else(|| "file-refused".to_owned())).or_default() +=
                accounting.used;
            (accounting.used, accounting.unread) = (0, 0);
        }
        self.stored.findings.extend(finding);
        self.piece.rows.clear();
    }

    /// Refuses one row that the reader had accepted; the operator is that of a register's row.
    fn refuse_row(&mut self, line: u32, code: crate::finding::codes::Code, operator: Option<&str>) {
        self.stored.findings.push(code.at(Place::line(line)));
        self.stored.accounting.used = self.stored.accounting.used.saturating_sub(1);
        *self.stored.accounting.refused.entry(code.name().to_owned()).or_default() += 1;
        self.stored.accounting.add_unnamed(operator, None);
    }

    /// Leaves one row out for a reason that is no fault.
    fn ignore_row(&mut self, reason: &str) {
        self.stored.accounting.used = self.stored.accounting.used.saturating_sub(1);
        *self.stored.accounting.ignored.entry(reason.to_owned()).or_default() += 1;
    }
}
