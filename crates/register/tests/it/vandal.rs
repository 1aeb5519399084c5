//! Somebody with every right on the database: changes what is kept by statements of their own, past every constraint that can
//! be put to sleep, and puts it back.

use std::collections::BTreeMap;

use register::Location;
use register::store::{self, Access, Cell};
use register::tables;

use crate::place::Place;

/// Every table, with the columns by which its rows are ordered.
fn tables() -> impl Iterator<Item = (&'static str, &'static str)> {
    let journal = [
        ("migration", r#""number""#),
        ("entry", r#""number""#),
        ("node", r#""level", "place""#),
        ("checkpoint", r#""entries""#),
    ];
    journal.into_iter().chain(tables::ALL.iter().map(|table| (table.name, r#""entry", "place""#)))
}

/// All rows of all tables.
pub type Everything = BTreeMap<&'static str, Vec<Vec<Cell>>>;

pub fn everything(place: &Place) -> Everything {
    let query = |(table, order): (&str, &str)| format!(r#"SELECT * FROM "{table}" ORDER BY {order}"#);
    let queries: Vec<String> = tables().map(query).collect();
    tables().map(|(table, _)| table).zip(place.ask_all(&queries)).collect()
}

/// How many rows each table has.
pub fn counts(place: &Place) -> Vec<Cell> {
    let counts: Vec<String> = tables().map(|(table, _)| format!("(SELECT count(*) FROM \"{table}\")")).collect();
    place.ask(&format!("SELECT {}", counts.join(", "))).remove(0)
}

/// Runs statements with foreign keys asleep.
pub fn sql(place: &Place, statements: &str) {
    match &place.location {
        Location::Sqlite(path) => {
            let connection = rusqlite::Connection::open(path).expect("it opens");
            let all = format!("PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE; {statements}; COMMIT");
            connection.execute_batch(&all).unwrap_or_else(|fault| panic!("{statements}: {fault}"));
        }
        Location::Postgres { .. } => {
            let mut store = store::open(&place.location).expect("it opens");
            let mut transaction = store.begin(Access::Write).expect("a transaction");
            let all = format!("SET LOCAL session_replication_role TO replica; {statements}");
            transaction.define(&all).unwrap_or_else(|fault| panic!("{statements}: {fault}"));
            transaction.commit().expect("it is committed");
        }
    }
}

/// Puts everything back, row by row.
pub fn restore(place: &Place, good: &Everything) {
    let mut statements = String::new();
    for (table, _) in tables() {
        statements.push_str(&format!("DELETE FROM \"{table}\";\n"));
        for row in &good[table] {
            let values: Vec<String> = row.iter().map(|cell| literal(place, cell)).collect();
            statements.push_str(&format!("INSERT INTO \"{table}\" VALUES ({});\n", values.join(", ")));
        }
    }
    sql(place, &statements);
}

/// A value as the database's SQL writes it.
pub fn literal(place: &Place, cell: &Cell) -> String {
    match cell {
        Cell::Number(number) => number.to_string(),
        Cell::Text(text) => format!("'{}'", text.replace('\'', "''")),
        Cell::Other(what) => panic!("a good journal has no {what}"),
        Cell::Bytes(bytes) => {
            let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
            match &place.location {
                Location::Sqlite(_) => format!("X'{hex}'"),
                Location::Postgres { .. } => format!("'\\x{hex}'::bytea"),
            }
        }
    }
}

/// Numbers that are the same for one seed.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Dice {
        Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number from 0 to before `sides`.
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).expect("31 bits") % sides
    }
}
