//! Accepting one operator's files: recognise what is known, pseudonymise, check, write.

use std::collections::{BTreeMap, BTreeSet};

use contract::calendar::Date;
use contract::identity::OperatorId;

use super::{
    Candidate, Delivery, IntakeError, PieceReport, SubmissionReport, again, answered, checks, codes, discretion, slots,
    text,
};
use crate::catalogue::Catalogue;
use crate::manifest::{FORM, Manifest, StoredLines, StoredPiece, StoredTable};
use crate::numbers::{Named, is_somebody};
use crate::piece::RawRow;
use crate::pseudonym::Sighting;
use crate::read::OCCASIONAL;
use crate::schema::TableSchema;
use crate::schema::named::{AFFILIATION, OPERATOR, SITE};
use crate::sealing;
use crate::store::registry::Registered;
use crate::store::shelf::{InForce, Shelf, Shelved, sha256};
use crate::store::sightings::Fresh;
use crate::store::table_file::{self, StoredRow};
use crate::store::write::{self, Files};
use crate::store::{Listed, Position, Store, StoreError, lines, locked};

/// Takes in one operator's files as one submission, without those that are stored already.
pub(super) fn accept(
    store: &Store,
    named: &Named<'_>,
    operator: &OperatorId,
    mut candidates: Vec<Candidate>,
    delivery: &Delivery,
) -> Result<SubmissionReport, IntakeError> {
    let shelf = store.shelf(operator)?;
    let mut shelf = locked(&shelf);
    let received = delivery.at;
    candidates.sort_by(|a, b| {
        let key = |one: &Candidate| {
            let stored = &one.stored;
            (
                stored.kind,
                stored.declarant.clone(),
                stored.periods.clone(),
                stored.complement,
                stored.name.clone(),
                stored.sha256.clone(),
            )
        };
        key(a).cmp(&key(b))
    });
    for candidate in &mut candidates {
        answered::tell_last(candidate, shelf.kept().iter().map(AsRef::as_ref));
    }
    checks::against_preestablished(&mut candidates);
    let slots::Sorted { mut fresh, told: mut reports } = slots::sort_out(&shelf, named, candidates, delivery)?;
    if fresh.is_empty() {
        return Ok(nothing_stored(operator, reports));
    }
    let mut rows: Vec<Vec<StoredRow>> = fresh
        .iter_mut()
        .enumerate()
        .map(|(place, candidate)| stored_rows((named, shelf.tables()), candidate, place))
        .collect();
    for (candidate, rows) in fresh.iter_mut().zip(&mut rows) {
        candidate.refuse_if_useless();
        if !candidate.stored.is_accepted() {
            rows.clear();
            candidate.effects.clear();
        }
    }
    let sightings: Vec<Vec<(u32, Sighting)>> =
        rows.iter().map(|rows| rows.iter().map(|row| (row.line, row.sighting)).collect()).collect();
    checks::sites(&shelf, &mut fresh, received);
    again::tell(&shelf, &mut fresh, &rows, received)?;
    checks::complements(&shelf, &mut fresh, &sightings, received)?;
    let said = said(&shelf, &fresh, &rows, received)?;
    checks::links(&mut shelf, &mut fresh, &sightings, &said, received)?;
    let adds = checks::adds(&fresh);
    let taken_away = shelf.takes_away(&said, &|slot| adds.contains(slot), received)?;
    for candidate in &mut fresh {
        let stored = &mut candidate.stored;
        discretion::blot(&mut stored.name, &mut stored.findings, &candidate.piece.rows);
    }
    reports.extend(fresh.iter().map(|candidate| PieceReport {
        piece: candidate.stored.clone(),
        duplicate_of: candidate.stored.same_as.as_ref().map(|same| same.submission.clone()),
        effects: candidate.effects.clone(),
    }));
    let registered: Vec<Registered> =
        fresh.iter().enumerate().filter_map(|(place, candidate)| registered(candidate, place)).collect();
    let (stored, lines): (Vec<StoredPiece>, Vec<Vec<u64>>) =
        fresh.into_iter().map(|candidate| (candidate.stored, candidate.piece.line_starts)).unzip();
    let lost: Vec<String> = shelf.lost(Position::END).map(str::to_owned).collect();
    let is_there = |name: &str| {
        lost.iter().any(|lost| lost == name) || shelf.kept().iter().any(|shelved| shelved.manifest.submission == name)
    };
    let mut names = (0u32..).map(|again| identifier(Some(operator), received.day(), &stored, again));
    let submission = names.find(|name| !is_there(name)).unwrap_or_default();
    let serial = shelf.next_serial();
    let (mut manifest, mut files) =
        manifest(submission.clone(), Some(operator), (received.day(), serial), stored, lines);
    if delivery.preview {
        let registered =
            registered.into_iter().map(|one| Registered { submission: submission.clone(), ..one }).collect();
        shelf.put_read(
            Shelved {
                manifest,
                hash: submission,
                at: received,
                received: delivery.delivered().received,
                withdrawn: Vec::new(),
            },
            registered,
        );
        return Ok(nothing_stored(operator, reports));
    }
    manifest.key = Some(named.fingerprint());
    add_tables(shelf.tables(), &mut manifest, &mut files, rows)?;
    let text = text(&manifest)?;
    let shelved = write::submission(store, shelf.folder(), manifest, &text, &files, delivery.delivered())?;
    let sha256 = shelved.hash.clone();
    shelf.put(shelved)?;
    store.add(Some(operator), Listed::new(submission.clone(), Some((received, sha256.clone())), delivery.stated));
    shelf.counts(store.recorded().of(operator));
    shelf.sight(&said, received, taken_away)?;
    Ok(SubmissionReport {
        operator: Some(operator.clone()),
        submission: Some(submission),
        sha256: Some(sha256),
        key: Some(named.fingerprint()),
        pieces: reports,
        reconciled: Vec::new(),
    })
}

fn nothing_stored(operator: &OperatorId, pieces: Vec<PieceReport>) -> SubmissionReport {
    SubmissionReport::untaken(Some(operator.clone()), pieces)
}

/// Whom the files name in each of their slots; a file received again names whom it named before.
fn said(shelf: &Shelf, fresh: &[Candidate], rows: &[Vec<StoredRow>], received: Position) -> Result<Fresh, StoreError> {
    let mut said = Fresh::new();
    for (candidate, rows) in fresh.iter().zip(rows).filter(|(candidate, _)| candidate.stored.is_accepted()) {
        let table = shelf.tables().of(&candidate.stored);
        if table.is_none_or(|table| !table.person) {
            continue;
        }
        for slot in candidate.stored.slots() {
            let here = rows.iter().filter(|row| slot.holds(row.period));
            let mut named: BTreeSet<Sighting> = here.map(|row| row.sighting).collect();
            if let Some(same) = &candidate.stored.same_as {
                let is_same =
                    |held: &InForce| held.piece == same.piece && held.shelved.manifest.submission == same.submission;
                for held in shelf.holders(&slot, received).into_iter().filter(is_same) {
                    named.extend(shelf.sightings_of(&held)?);
                }
            }
            said.entry(slot).or_default().extend(named);
        }
    }
    Ok(said)
}

/// What a part of a register says about who the operator is.
fn registered(candidate: &Candidate, place: usize) -> Option<Registered> {
    let table = candidate.stored.table().filter(|_| candidate.stored.is_accepted())?;
    let mut registered = Registered { piece: place, ..Registered::default() };
    if ![AFFILIATION, OPERATOR, SITE].contains(&table) {
        return None;
    }
    candidate.piece.rows.iter().for_each(|row| registered.read(&row.cells, row.valid));
    Some(registered)
}

/// The rows of a file that is accepted, under pseudonyms.
fn stored_rows((named, tables): (&Named<'_>, &Catalogue), candidate: &mut Candidate, place: usize) -> Vec<StoredRow> {
    let counts = candidate.stored.is_accepted() && candidate.stored.same_as.is_none();
    let Some(table) = tables.of(&candidate.stored).filter(|_| counts) else { return Vec::new() };
    let mut rows = std::mem::take(&mut candidate.piece.rows);
    candidate.stored.findings.extend(discretion::unread_numbers(
        &mut rows,
        &tables.person_schemes(),
        &tables.columns_of_schemes(candidate.stored.kind),
    ));
    let whole = candidate.piece.period;
    let mut stored = Vec::with_capacity(rows.len());
    for row in &rows {
        match sighting(named, table, row) {
            Identity::Known(sighting) => {
                let mut cells = row.cells.clone();
                sealing::seal(named.key(), table, sighting, &mut cells);
                stored.push(StoredRow {
                    piece: u32::try_from(place).unwrap_or(u32::MAX),
                    line: row.line,
                    sighting,
                    period: row.period.or(whole),
                    valid: row.valid,
                    cells,
                });
            }
            Identity::Occasional => candidate.ignore_row(OCCASIONAL),
            Identity::Nobody => candidate.refuse_row(row.line, codes::PERSON_UNIDENTIFIED, None),
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

fn sighting(named: &Named<'_>, table: &TableSchema, row: &RawRow) -> Identity {
    match &row.person {
        _ if !table.person => Identity::Known(Sighting::default()),
        Some(person) if !is_somebody(person) => Identity::Occasional,
        Some(person) if person.number.is_some() || person.card.is_some() => Identity::Known(named.sighting(person)),
        _ => Identity::Nobody,
    }
}

/// The identifier of a submission: the day received, and the start of a hash of operator, files and their standing; and of
/// how many times the same was handed in on that day before.
pub(super) fn identifier(operator: Option<&OperatorId>, received: Date, pieces: &[StoredPiece], again: u32) -> String {
    let mut content = operator.map_or("", OperatorId::as_str).to_owned();
    for piece in pieces {
        content.push_str(&format!("\n{} {:?} {again} {}", piece.sha256, piece.standing, piece.name));
    }
    let hash = sha256(content.as_bytes());
    format!("{received}-{}", hash.get(..12).unwrap_or(&hash))
}

/// A manifest without tables, and the file of line beginnings beside it.
pub(super) fn manifest(
    submission: String,
    operator: Option<&OperatorId>,
    (received, serial): (Date, u32),
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
    let manifest = Manifest {
        form: FORM,
        submission,
        operator,
        received,
        serial,
        key: None,
        pieces,
        tables: BTreeMap::new(),
        lines: index,
    };
    (manifest, files)
}

fn add_tables(
    tables: &Catalogue,
    manifest: &mut Manifest,
    files: &mut Files,
    rows: Vec<Vec<StoredRow>>,
) -> Result<(), StoreError> {
    let mut by_table: BTreeMap<&'static str, Vec<StoredRow>> = BTreeMap::new();
    for (piece, rows) in manifest.pieces.iter().zip(rows) {
        if let Some(table) = piece.table().filter(|_| !rows.is_empty()) {
            by_table.entry(table).or_default().extend(rows);
        }
    }
    for (name, rows) in by_table {
        let table = tables.table(name).ok_or_else(|| StoreError::NoTable(name.to_owned()))?;
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
