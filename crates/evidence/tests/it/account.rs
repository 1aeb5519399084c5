//! What must hold of every piece, however its file looks.

use contract::facts::Cell;
use evidence::finding::Severity;
use evidence::piece::{Declarant, Piece, PieceKind, RawRow};
use evidence::read::REASONS_TO_IGNORE;
use evidence::schema::{ColumnKind, FiledBy, TableSchema};

/// Every row is used, ignored or refused; only used rows are handed on, and those keep the promises of their table.
pub fn assert_balanced(piece: &Piece) {
    if let Some(table) = piece.kind.and_then(table) {
        if !piece.rows.is_empty() {
            assert_eq!(piece.declarant == Declarant::PerRow, table.filed_by == FiledBy::Register);
        }
        piece.rows.iter().for_each(|row| assert_canonical(piece, table, row));
    }
    let account = &piece.accounting;
    let (ignored, refused): (u64, u64) = (account.ignored.values().sum(), account.refused.values().sum());
    assert_eq!(account.rows_in, account.used + ignored + refused, "{account:?}");
    assert_eq!(account.used, piece.rows.len() as u64);
    let unread = piece.rows.iter().filter(|row| row.cells.iter().any(|(_, cell)| *cell == Cell::Unread)).count();
    assert_eq!(account.unread, unread as u64);
    let unnamed: u64 = account.unnamed.iter().map(|unnamed| unnamed.rows).sum();
    assert!(unnamed <= refused, "{account:?}");
    for code in account.refused.keys() {
        assert!(piece.findings.iter().any(|finding| finding.code == *code), "{code} refuses without being said");
    }
    let known = |reason: &String| REASONS_TO_IGNORE.contains(&reason.as_str());
    assert!(account.ignored.keys().all(known), "{account:?}");
}

/// The codes found, in order.
pub fn codes(piece: &Piece) -> Vec<&str> {
    piece.findings.iter().map(|finding| finding.code.as_str()).collect()
}

/// Whether a finding tells of a cell that could not be read: on its line, or on one that is held against it.
fn is_told(piece: &Piece, row: &RawRow) -> bool {
    let line = row.line.to_string();
    piece
        .findings
        .iter()
        .filter(|finding| finding.severity == Severity::CellUnread)
        .any(|finding| finding.place.line == Some(row.line) || finding.values.iter().any(|(_, value)| *value == line))
        || piece.findings.iter().any(|finding| finding.code == "file-findings-cut")
}

fn table(kind: PieceKind) -> Option<&'static TableSchema> {
    let known = crate::tables::tables().table_of(kind);
    assert!(known.is_some() || kind == PieceKind::EBDS_PREESTABLISHED, "nobody reads {}", kind.name());
    known
}

/// The keys of the table and each of its columns, of the right kind, blank only where that is allowed.
fn assert_canonical(piece: &Piece, table: &TableSchema, row: &RawRow) {
    assert_eq!(row.person.is_some(), table.person, "{}", table.name);
    assert!(row.person.as_ref().is_none_or(|person| person.number.is_some() || person.card.is_some()));
    assert_eq!(row.operator.is_some(), table.filed_by == FiledBy::Register, "{}", table.name);
    assert_eq!(row.period.or(piece.period).is_some(), table.period.is_some(), "{}", table.name);
    assert_eq!(row.valid.is_some(), table.dated, "{}", table.name);
    let names: Vec<_> = row.cells.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, table.columns.iter().map(|column| column.name).collect::<Vec<_>>());
    let periods = piece.all_periods();
    assert!(row.period.is_none_or(|period| periods.is_empty() || periods.contains(&period)));
    for (column, (name, cell)) in table.columns.iter().zip(&row.cells) {
        let fits = match (cell, column.kind) {
            (Cell::Blank, _) => column.may_be_blank,
            (Cell::Unread, _) => is_told(piece, row),
            (Cell::Code(word), ColumnKind::Word(words)) => words.contains(&word.as_str()),
            (Cell::Amount(_), ColumnKind::Amount)
            | (Cell::Count(_), ColumnKind::Count(_))
            | (Cell::Date(_), ColumnKind::Date)
            | (Cell::Code(_), ColumnKind::Identifier) => true,
            _ => false,
        };
        assert!(fits, "{} {name}: {cell:?}", table.name);
    }
}
