//! Accepting one operator's files: recognise what is known, pseudonymise, check, write.

use std::collections::BTreeMap;

use contract::calendar::Date;
use contract::identity::OperatorId;

use super::{Candidate, IntakeError, PieceReport, SubmissionReport, checks, codes, discretion, text};
use crate::finding::Place;
use crate::manifest::{FORM, Manifest, Slot, Standing, StoredLines, StoredPiece, StoredTable};
use crate::piece::RawRow;
use crate::pseudonym::{Key, OCCASIONAL_LABOUR, Sighting};
use crate::read::OCCASIONAL;
use crate::schema::{self, TableSchema};
use crate::store::shelf::{Shelf, sha256};
use crate::store::table_file::{self, StoredRow};
use crate::store::write::{self, Files};
use crate::store::{Store, StoreError, lines, locked};

/// Takes in one operator's files as one submission, without those that are stored already.
pub(super) fn accept(
    store: &Store,
    key: &Key,
    operator: &OperatorId,
    mut candidates: Vec<Candidate>,
    received: Date,
) -> Result<SubmissionReport, IntakeError> {
    let shelf = store.shelf(operator)?;
    let mut shelf = locked(&shelf);
    let _lock = write::lock(shelf.folder())?;
    shelf.list()?;
    candidates.sort_by(|a, b| {
        let key = |one: &Candidate| {
            let stored = &one.stored;
            (
                stored.kind,
                stored.declarant.clone(),
                stored.periods.clone(),
                stored.complement,
                stored.sha256.clone(),
                stored.name.clone(),
            )
        };
        key(a).cmp(&key(b))
    });
    checks::against_preestablished(&mut candidates);
    let (mut fresh, mut reports) = without_known(&shelf, candidates, received);
    if fresh.is_empty() {
        return Ok(SubmissionReport { operator: Some(operator.clone()), submission: None, pieces: reports });
    }
    let rows: Vec<Vec<StoredRow>> =
        fresh.iter_mut().enumerate().map(|(place, candidate)| stored_rows(key, candidate, place)).collect();
    let sightings: Vec<Vec<(u32, Sighting)>> =
        rows.iter().map(|rows| rows.iter().map(|row| (row.line, row.sighting)).collect()).collect();
    checks::complements(&shelf, &mut fresh, &sightings, received)?;
    checks::links(shelf.sightings()?, &mut fresh, &sightings, received);
    for candidate in &mut fresh {
        candidate.stored.same_day = shelf.same_day(&candidate.stored.slots(), received);
        discretion::blot(&mut candidate.stored, &candidate.piece.rows);
    }
    let (stored, lines): (Vec<StoredPiece>, Vec<Vec<u64>>) =
        fresh.into_iter().map(|candidate| (candidate.stored, candidate.piece.line_starts)).unzip();
    let submission = identifier(Some(operator), received, &stored);
    let (mut manifest, mut files) = manifest(submission.clone(), Some(operator), received, stored, lines);
    reports.extend(manifest.pieces.iter().map(|piece| PieceReport { piece: piece.clone(), duplicate_of: None }));
    add_tables(&mut manifest, &mut files, rows)?;
    let seen = sightings.iter().flatten().map(|(_, sighting)| *sighting).filter(|seen| *seen != Sighting::default());
    if shelf.sight(seen, received)? {
        write::sightings(store, &mut shelf)?;
    }
    let text = text(&manifest)?;
    let shelved = write::submission(store, shelf.folder(), manifest, &text, &files)?;
    shelf.put(shelved)?;
    Ok(SubmissionReport { operator: Some(operator.clone()), submission: Some(submission), pieces: reports })
}

/// Takes out files that the store holds already, and refuses a second file for the same thing.
fn without_known(shelf: &Shelf, candidates: Vec<Candidate>, received: Date) -> (Vec<Candidate>, Vec<PieceReport>) {
    let mut fresh: Vec<Candidate> = Vec::new();
    let mut reports = Vec::new();
    for mut candidate in candidates {
        let slots = candidate.stored.slots();
        let same = |other: &StoredPiece| {
            other.sha256 == candidate.stored.sha256
                && other.kind == candidate.stored.kind
                && other.standing == candidate.stored.standing
        };
        let known = match candidate.stored.standing {
            Standing::Accepted => same_in_force(shelf, &slots, received, same),
            _ => shelf
                .kept()
                .iter()
                .find(|shelved| shelved.manifest.pieces.iter().any(same))
                .map(|shelved| shelved.manifest.submission.clone()),
        };
        let beside = fresh.iter().position(|other| same(&other.stored));
        if known.is_some() || beside.is_some() {
            reports.push(duplicate(candidate, known));
            continue;
        }
        let taken = |other: &Candidate| {
            other.stored.is_accepted() && other.stored.slots().iter().any(|slot| slots.contains(slot))
        };
        if candidate.stored.is_accepted() && fresh.iter().any(taken) {
            candidate.refuse(Some(codes::PERIOD_TWICE.at(Place::default())));
        }
        fresh.push(candidate);
    }
    (fresh, reports)
}

/// The submission whose file counts for every one of the slots and is the same file.
fn same_in_force(shelf: &Shelf, slots: &[Slot], received: Date, same: impl Fn(&StoredPiece) -> bool) -> Option<String> {
    let mut submission = None;
    for slot in slots {
        let held = shelf.holder(slot, received).filter(|held| same(held.stored()))?;
        submission = Some(held.shelved.manifest.submission.clone());
    }
    submission
}

fn duplicate(mut candidate: Candidate, of: Option<String>) -> PieceReport {
    candidate.stored.findings.push(match &of {
        Some(submission) => codes::DUPLICATE_OF.at(Place::default()).with("submission", submission),
        None => codes::DUPLICATE.at(Place::default()),
    });
    let accounting = &mut candidate.stored.accounting;
    if accounting.used > 0 {
        *accounting.ignored.entry("duplicate".to_owned()).or_default() += accounting.used;
        accounting.used = 0;
    }
    discretion::blot(&mut candidate.stored, &candidate.piece.rows);
    PieceReport { piece: candidate.stored, duplicate_of: of }
}

/// The rows of a file that is accepted, under pseudonyms.
fn stored_rows(key: &Key, candidate: &mut Candidate, place: usize) -> Vec<StoredRow> {
    let Some(table) = candidate.stored.table().filter(|_| candidate.stored.is_accepted()) else { return Vec::new() };
    let rows = std::mem::take(&mut candidate.piece.rows);
    let whole = candidate.piece.period;
    let mut stored = Vec::with_capacity(rows.len());
    for row in &rows {
        match sighting(key, table, row) {
            Identity::Known(sighting) => stored.push(StoredRow {
                piece: u32::try_from(place).unwrap_or(u32::MAX),
                line: row.line,
                sighting,
                period: row.period.or(whole),
                valid: row.valid,
                cells: row.cells.clone(),
            }),
            Identity::Occasional => candidate.ignore_row(OCCASIONAL),
            Identity::Nobody => candidate.refuse_row(row.line, codes::PERSON_UNIDENTIFIED),
        }
    }
    candidate.piece.rows = rows;
    stored
}

enum Identity {
    Known(Sighting),
    Occasional,
    Nobody,
}

fn sighting(key: &Key, table: &TableSchema, row: &RawRow) -> Identity {
    match &row.person {
        _ if !table.person => Identity::Known(Sighting::default()),
        Some(person) if person.cnss.as_deref() == Some(OCCASIONAL_LABOUR) => Identity::Occasional,
        Some(person) if person.cnss.is_some() || person.cin.is_some() => Identity::Known(key.sighting(person)),
        _ => Identity::Nobody,
    }
}

/// The identifier of a submission: the day received, and the start of a hash of operator, files and their standing.
pub(super) fn identifier(operator: Option<&OperatorId>, received: Date, pieces: &[StoredPiece]) -> String {
    let mut content = operator.map_or("", OperatorId::as_str).to_owned();
    for piece in pieces {
        content.push_str(&format!("\n{} {:?} {} {}", piece.sha256, piece.standing, piece.same_day, piece.name));
    }
    let hash = sha256(content.as_bytes());
    format!("{received}-{}", hash.get(..12).unwrap_or(&hash))
}

/// A manifest without tables, and the file of line beginnings beside it.
pub(super) fn manifest(
    submission: String,
    operator: Option<&OperatorId>,
    received: Date,
    pieces: Vec<StoredPiece>,
    lines: Vec<Vec<u64>>,
) -> (Manifest, Files) {
    let mut files = Files::new();
    let mut index = None;
    if lines.iter().any(|starts| !starts.is_empty()) {
        let bytes = lines::encode(&lines);
        index = Some(StoredLines { size_bytes: bytes.len() as u64, sha256: sha256(&bytes) });
        files.insert("lines.bin".to_owned(), bytes);
    }
    let operator = operator.cloned();
    let manifest =
        Manifest { form: FORM, submission, operator, received, pieces, tables: BTreeMap::new(), lines: index };
    (manifest, files)
}

fn add_tables(manifest: &mut Manifest, files: &mut Files, rows: Vec<Vec<StoredRow>>) -> Result<(), StoreError> {
    let mut by_table: BTreeMap<&'static str, Vec<StoredRow>> = BTreeMap::new();
    for (piece, rows) in manifest.pieces.iter().zip(rows) {
        if let Some(table) = piece.table().filter(|_| !rows.is_empty()) {
            by_table.entry(table.name).or_default().extend(rows);
        }
    }
    for (name, rows) in by_table {
        let table = schema::table(name).ok_or_else(|| StoreError::NoTable(name.to_owned()))?;
        let file = format!("{name}.parquet");
        let columns = table_file::columns_present(table, &rows);
        let unread = table_file::columns_unread(&columns, &rows);
        let bytes = table_file::encode(table, &columns, &unread, &rows)
            .map_err(|source| StoreError::Table { path: file.clone().into(), source })?;
        let stored = StoredTable {
            rows: rows.len() as u64,
            columns: columns.iter().map(|column| column.name.to_owned()).collect(),
            unread: unread.iter().map(|column| column.name.to_owned()).collect(),
            sha256: sha256(&bytes),
        };
        manifest.tables.insert(name.to_owned(), stored);
        files.insert(file, bytes);
    }
    Ok(())
}
