//! Readers: the bytes of one file in, a [`Piece`] out. The kind is told from the content, never from the name.
//!
//! Reading never fails and never panics: what is wrong becomes findings, and every row is used, ignored with a reason or
//! refused under a code (which code refuses what is said in [`crate::finding::codes`]). Nothing is looked up, stored or
//! pseudonymised here; that is the intake's. Hostile files are read in one pass over lines or elements, with bounded
//! records, bounded nesting and bounded findings, without recursion and without expanding XML entities.

mod amount;
mod annual_tax;
mod aside;
mod cells;
mod country;
mod date;
pub(crate) mod declared;
mod ebds;
mod file_name;
mod habits;
mod header;
mod laid;
mod ledger;
mod lines;
mod person;
mod rules;
mod scale;
mod source;
pub(crate) mod spelling;
mod spreadsheet;
mod table;

use std::fmt::Write;

use sha2::{Digest, Sha256};

pub use annual_tax::JOB as STATEMENT_JOB;
pub use ebds::{OCCASIONAL, PREESTABLISHED, compare_preestablished};
pub use laid::{Laid, laid};
pub use rules::Rules;
pub use spreadsheet::lines_of;

use self::habits::About;
use self::ledger::Ledger;
use self::source::Encoding;
use crate::answer::{Answer, How};
use crate::catalogue::Catalogue;
use crate::finding::{Place, codes};
use crate::formats::{Column, Content};
use crate::intake::discretion;
use crate::piece::{Accounting, Answerable, Declarant, Piece, PieceKind, Roll};

/// The reason why a line of separators only, or of nobody's values, is no row.
pub(crate) const SEPARATORS_ONLY: &str = "separators-only";
/// The reason why an end-of-file mark is no row.
pub(crate) const END_OF_FILE: &str = "end-of-file-mark";
/// The reason why the header once more is no row.
pub(crate) const REPEATED_HEADER: &str = "repeated-header";
/// The reason why a program's last words are no row.
pub(crate) const TRAILER: &str = "trailer";
/// The reason why a total is no row.
pub(crate) const TOTAL_LINE: &str = "total-line";
/// The reason why the same row once more is not used: it says nothing more, or nobody knows.
pub(crate) const REPEATED_LINE: &str = "repeated-line";

/// The reasons for which a line is no row at all.
const NOT_ROWS: &[&str] = &[SEPARATORS_ONLY, END_OF_FILE, REPEATED_HEADER, TRAILER, TOTAL_LINE];

/// Every reason for which a reader leaves a row aside without fault.
pub const REASONS_TO_IGNORE: &[&str] = &[
    SEPARATORS_ONLY,
    END_OF_FILE,
    REPEATED_HEADER,
    TRAILER,
    TOTAL_LINE,
    REPEATED_LINE,
    OCCASIONAL,
    PREESTABLISHED,
    "occasional-staff",
    "trainees",
    "doctoral-students",
    "share-plan-beneficiaries",
    "savings-plan-beneficiaries",
];

/// Every kind of file with its columns, of the tables that are known.
pub(crate) fn formats(tables: &Catalogue) -> Vec<(PieceKind, Vec<Column>)> {
    let forms = tables.forms().iter().map(|form| (form.kind, form.columns.to_vec()));
    let native = [(PieceKind::EBDS_MAIN, ebds::columns()), (PieceKind::ANNUAL_TAX, annual_tax::COLUMNS.to_vec())];
    // Another nation's documents have no table that these readers fill.
    forms.chain(native.into_iter().filter(|(kind, _)| tables.reads_natively(*kind))).collect()
}

/// The closed list of words of a content: as asked for, then other spellings.
pub(crate) fn words_of(content: Content) -> Vec<(&'static str, Vec<&'static str>)> {
    if content == Content::Situation { ebds::situations() } else { Vec::new() }
}

/// Reads a file of one of the kinds that are known. `name` may carry folders; only its last part is kept.
#[must_use]
pub fn read_by(tables: &Catalogue, name: &str, bytes: &[u8]) -> Piece {
    read_under(&Rules::default(), tables, name, bytes)
}

/// Reads a file of which somebody said how columns are written.
#[must_use]
pub fn read_answered(tables: &Catalogue, name: &str, bytes: &[u8], answers: &[Answer]) -> Piece {
    read_with((&Rules::default(), answers), tables, name, bytes)
}

/// Reads a file under the given bounds.
#[must_use]
pub fn read_under(rules: &Rules, tables: &Catalogue, name: &str, bytes: &[u8]) -> Piece {
    read_with((rules, &[]), tables, name, bytes)
}

fn read_with((rules, answers): (&Rules, &[Answer]), tables: &Catalogue, name: &str, bytes: &[u8]) -> Piece {
    let mut piece = unread(name, bytes);
    let mut ledger = Ledger::default();
    if spreadsheet::is_one(bytes) {
        if let Some(lines) = spreadsheet::open(tables, bytes, &mut ledger)
            && let Some(mut header) = header::find(tables, &lines.text)
        {
            header.about = About { places: header.positions.clone(), ..answered(answers, &header, &mut piece) };
            spreadsheet::refuse_doubles(&lines, &header, &mut ledger);
            spreadsheet::ask_exchanged(&lines, &header, &mut ledger);
            read_table(&header, &lines.as_shown(&header), &mut piece, &mut ledger);
        }
        return finished(tables, piece, ledger);
    }
    let source = source::open(bytes);
    let text: &str = &source.text;
    if matches!(source.encoding, Encoding::Utf16Little | Encoding::Utf16Big) {
        ledger.note(codes::FILE_UTF_16.at(Place::default()));
    }
    if text.chars().all(|character| character.is_whitespace() || matches!(character, '\u{FEFF}' | '\u{1A}' | '\0')) {
        ledger.note(codes::FILE_EMPTY.at(Place::default()));
        return finished(tables, piece, ledger);
    }
    match annual_tax::statement(tables, bytes, text) {
        Ok(None) => {}
        Ok(Some(statement)) => {
            piece.kind = Some(PieceKind::ANNUAL_TAX);
            if source.other_lines.is_some() {
                ledger.note(codes::TAX_ENCODING.at(Place::default()));
            }
            let about = about(answers, annual_tax::COLUMNS.iter().enumerate(), &mut piece);
            if let Err(fault) = annual_tax::read(&statement, rules, &about, &mut piece, &mut ledger) {
                ledger.note(spreadsheet::told(&fault));
            }
            return finished(tables, piece, ledger);
        }
        Err(fault) => {
            ledger.note(spreadsheet::told(&fault));
            return finished(tables, piece, ledger);
        }
    }
    if let Some(kind) = ebds::family(text) {
        piece.kind = Some(kind);
        if source.has_mark {
            ledger.note(codes::EBDS_BYTE_ORDER_MARK.at(Place::line(1)));
        }
        ebds::read(text, kind, rules, &mut piece, &mut ledger);
    } else if let Some(mut header) = header::find(tables, text) {
        header.about = answered(answers, &header, &mut piece);
        if let Some((first, lines)) = source.other_lines {
            let finding = codes::CSV_ENCODING.at(Place::line(first));
            ledger.note(finding.with("encoding", source.encoding.name()).with("lines", lines));
        }
        read_table(&header, text, &mut piece, &mut ledger);
    } else {
        ledger.note(codes::FILE_KIND_UNKNOWN.at(Place::default()));
    }
    if piece.kind.is_some() {
        piece.line_starts = source.line_starts;
    }
    finished(tables, piece, ledger)
}

/// Reads a table of columns under headings.
fn read_table(header: &header::Header<'_>, text: &str, piece: &mut Piece, ledger: &mut Ledger) {
    piece.kind = Some(header.kind);
    declared::read(header, text, piece, ledger);
}

/// What somebody answered about the columns under a header.
fn answered(answers: &[Answer], header: &header::Header<'_>, piece: &mut Piece) -> About {
    let there = header.columns.iter().enumerate().filter(|(index, _)| header.positions[*index].is_some());
    About { month_first: header.month_first(), ..about(answers, there, piece) }
}

/// What somebody answered about columns. The piece keeps it, under the headings that are asked for, and what can be answered.
fn about<'c>(answers: &[Answer], there: impl Iterator<Item = (usize, &'c Column)>, piece: &mut Piece) -> About {
    let mut about = About::default();
    for (index, column) in there.filter(|(_, column)| !How::of(column.content).is_empty()) {
        let open = Answerable { column: column.name, labels: column.labels, ways: How::of(column.content) };
        piece.answerable.push(open);
        for answer in answers.iter().filter(|answer| open.is_meant(answer)) {
            about.answers.push((index, column.name, answer.how));
            piece.read_as.push(Answer { column: column.name.to_owned(), how: answer.how });
        }
    }
    piece.read_as.sort();
    about
}

fn finished(tables: &Catalogue, mut piece: Piece, mut ledger: Ledger) -> Piece {
    file_name::check(tables, &mut piece, &mut ledger);
    if ledger.is_refused() {
        // Its rows end here; what names it does not.
        ledger.blot(&mut piece.name);
    }
    // Of a row that is refused nobody knows whose it is, and a name may say it.
    discretion::blot_forms(&mut piece.name, &tables.person_schemes());
    (piece.rows, piece.findings, piece.accounting, piece.aside) = ledger.close();
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
        periods: Vec::new(),
        complement: None,
        dated: None,
        rows: Vec::new(),
        findings: Vec::new(),
        accounting: Accounting::default(),
        aside: Vec::new(),
        read_as: Vec::new(),
        answerable: Vec::new(),
        roll: Roll::default(),
    }
}
