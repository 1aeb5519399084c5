//! What contracts may ask of evidence (`contract::check::TABLES`) is what intake reads files into.

use contract::check::TABLES;
use evidence::schema::{self, ColumnKind};

/// A column's type as an `evidence` block writes it. A place is an identifier to intake.
fn written(kind: ColumnKind) -> String {
    match kind {
        ColumnKind::Amount => "MAD".to_owned(),
        ColumnKind::Count(unit) => unit.to_owned(),
        ColumnKind::Date => "date".to_owned(),
        ColumnKind::Word(words) => format!("one of {}", words.join(" ")),
        ColumnKind::Identifier => "code".to_owned(),
    }
}

#[test]
fn contracts_ask_for_the_tables_that_intake_fills() {
    for known in TABLES {
        let read = schema::table(known.id).unwrap_or_else(|| panic!("intake has no table {}", known.id));
        assert_eq!(known.keys, read.keys().join(", "), "{}", known.id);
        assert_eq!(known.dated, read.dated, "{}", known.id);
        let asked = known.columns.iter().map(|(name, kind)| (*name, kind.replace("place", "code")));
        let filled = read.columns.iter().map(|column| (column.name, written(column.kind)));
        assert_eq!(asked.collect::<Vec<_>>(), filled.collect::<Vec<_>>(), "{}", known.id);
    }
}
