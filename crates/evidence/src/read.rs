//! Readers: the bytes of one file in, a [`Piece`] out. The kind is told from the content, never from the name.
//!
//! Reading never fails and never panics: what is wrong becomes findings, and every row is used, ignored with a reason or
//! refused under a code (which code refuses what is said in [`crate::finding::codes`]). Nothing is looked up, stored or
//! pseudonymised here; that is the intake's. Hostile files are read in one pass over lines or elements, with bounded
//! records, bounded nesting and bounded findings, without recursion and without expanding XML entities.

mod annual_tax;
mod cells;
mod ebds;
mod file_name;
mod ledger;
mod lines;
mod payroll;
mod person;
mod registers;
mod rules;
mod table;

use std::fmt::Write;

use sha2::{Digest, Sha256};

pub use ebds::{OCCASIONAL, PREESTABLISHED, compare_preestablished};
pub use rules::Rules;

use self::ledger::Ledger;
use crate::finding::{Place, codes};
use crate::piece::{Accounting, Declarant, Piece, PieceKind, Roll};

/// Every reason for which a reader leaves a row aside without fault.
pub const REASONS_TO_IGNORE: &[&str] = &[
    OCCASIONAL,
    PREESTABLISHED,
    "occasional-staff",
    "trainees",
    "doctoral-students",
    "share-plan-beneficiaries",
    "savings-plan-beneficiaries",
];

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// The kinds of CSV files, told apart by their columns.
const TABLES: &[(PieceKind, table::Columns)] = &[
    (PieceKind::Payroll, payroll::COLUMNS),
    (PieceKind::Operators, registers::OPERATORS),
    (PieceKind::Affiliations, registers::AFFILIATIONS),
    (PieceKind::Sites, registers::SITES),
    (PieceKind::Turnover, registers::TURNOVER),
];

/// Reads a file under the bounds in force ([`Rules::default`]). `name` may carry folders; only its last part is kept.
#[must_use]
pub fn read(name: &str, bytes: &[u8]) -> Piece {
    read_under(&Rules::default(), name, bytes)
}

/// Reads a file under the given bounds.
#[must_use]
pub fn read_under(rules: &Rules, name: &str, bytes: &[u8]) -> Piece {
    let mut piece = unread(name, bytes);
    let mut ledger = Ledger::default();
    let text = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    if text.iter().all(u8::is_ascii_whitespace) {
        ledger.note(codes::FILE_EMPTY.at(Place::default()));
    } else if text.starts_with(b"\xFF\xFE") || text.starts_with(b"\xFE\xFF") {
        ledger.note(codes::FILE_UTF_16.at(Place::default()));
    } else if annual_tax::is_statement(text) {
        piece.kind = Some(PieceKind::AnnualTax);
        annual_tax::read(text, rules, &mut piece, &mut ledger);
    } else if let Some(kind) = ebds::family(text) {
        piece.kind = Some(kind);
        if text.len() < bytes.len() {
            ledger.note(codes::EBDS_BYTE_ORDER_MARK.at(Place::line(1)));
        }
        ebds::read(text, kind, rules, &mut piece, &mut ledger);
    } else if let Some(header) = table::header(text, TABLES) {
        piece.kind = Some(header.kind);
        match header.kind {
            PieceKind::Payroll => payroll::read(&header, text, &mut piece, &mut ledger),
            _ => registers::read(&header, text, &mut piece, &mut ledger),
        }
    } else {
        ledger.note(codes::FILE_KIND_UNKNOWN.at(Place::default()));
    }
    if piece.kind.is_some_and(|kind| kind != PieceKind::AnnualTax) {
        piece.line_starts = lines::line_starts(bytes);
    }
    file_name::check(&mut piece, &mut ledger);
    (piece.rows, piece.findings, piece.accounting) = ledger.close();
    piece
}

/// The piece of a file of which nothing is known but its name and bytes.
fn unread(name: &str, bytes: &[u8]) -> Piece {
    let mut sha256 = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        // Writing to a string cannot fail.
        let _ = write!(sha256, "{byte:02x}");
    }
    Piece {
        kind: None,
        name: name.rsplit(['/', '\\']).next().unwrap_or(name).to_owned(),
        size_bytes: bytes.len() as u64,
        sha256,
        line_starts: Vec::new(),
        declarant: Declarant::PerRow,
        period: None,
        complement: None,
        dated: None,
        rows: Vec::new(),
        findings: Vec::new(),
        accounting: Accounting::default(),
        roll: Roll::default(),
    }
}
