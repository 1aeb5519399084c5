//! The journal as one file of lines, for verifiers written elsewhere: everything that is kept, as it is kept, good or damaged.
//! `docs/journal.md` is its description, from which another language reads it. What is kept in another kind than it was written
//! in is told in a list, where a text is due: every verifier then finds a fault in that line, and the lines after it are there.

use std::io::{self, Write};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::canonical::{BYTES_MAX, CanonicalError, Value};
use crate::entry::BYTES_MAX as ENTRY_BYTES_MAX;
use crate::signing::VerifyingKey;
use crate::store::{self, Access, Cell, Location, StoreError, Transaction};
use crate::tables::{self, quoted};
use crate::tree::Hash;

/// The form that is written.
pub const FORM: &str = "1";

/// Why a journal could not be written out.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// What is kept cannot be written as a canonical form.
    #[error(transparent)]
    Canonical(#[from] CanonicalError),
    /// The file.
    #[error("writing the journal out: {0}")]
    Write(#[from] io::Error),
}

/// Writes everything that a database keeps, of one state; `key` is the one that the reader is told to trust. Gives the count of
/// lines.
pub fn export(location: &Location, key: &VerifyingKey, out: &mut dyn Write) -> Result<u64, ExportError> {
    let mut store = store::open(location)?;
    let mut transaction = store.begin(Access::Read)?;
    let mut lines = Lines { out, written: 0 };
    let header = [("form", FORM), ("type", "journal"), ("origin", key.name())];
    let key = key.to_string();
    lines.write(Value::texts(header.into_iter().chain([("key", key.as_str())])))?;
    lines.table(&mut *transaction, r#"SELECT "number", "bytes" FROM "entry" ORDER BY "number""#, &|row| {
        let bytes = match &row[1] {
            Cell::Bytes(bytes) if bytes.len() > ENTRY_BYTES_MAX => instead("more bytes than an entry may have"),
            Cell::Bytes(bytes) => Value::text(STANDARD.encode(bytes)),
            other => instead(kind(other)),
        };
        vec![("type", Value::text("entry")), ("number", number(&row[0])), ("bytes", bytes)]
    })?;
    let nodes = r#"SELECT "level", "place", "hash" FROM "node" ORDER BY "level", "place""#;
    lines.table(&mut *transaction, nodes, &|row| {
        let hash = match &row[2] {
            Cell::Bytes(bytes) if bytes.len() > ENTRY_BYTES_MAX => instead("more bytes than a hash has"),
            Cell::Bytes(bytes) => Value::text(
                Hash::from_bytes(bytes)
                    .map_or_else(|| format!("not a hash: {}", STANDARD.encode(bytes)), |hash| hash.hex()),
            ),
            other => instead(kind(other)),
        };
        vec![("type", Value::text("node")), ("level", number(&row[0])), ("place", number(&row[1])), ("hash", hash)]
    })?;
    let notes = r#"SELECT "entries", "note" FROM "checkpoint" ORDER BY "entries""#;
    lines.table(&mut *transaction, notes, &|row| {
        vec![("type", Value::text("checkpoint")), ("entries", number(&row[0])), ("note", text(&row[1]))]
    })?;
    for table in tables::ALL {
        let columns = quoted(&table.all_columns());
        let query = format!("SELECT {columns} FROM \"{}\" ORDER BY \"entry\", \"place\"", table.name);
        lines.table(&mut *transaction, &query, &|row| {
            let values = table.columns.iter().zip(&row[2..]).map(|(column, cell)| (*column, text(cell)));
            vec![
                ("type", Value::text("row")),
                ("table", Value::text(table.name)),
                ("entry", number(&row[0])),
                ("place", number(&row[1])),
                ("values", Value::map(values)),
            ]
        })?;
    }
    transaction.commit()?;
    let before = lines.written.to_string();
    lines.write(Value::texts([("type", "end"), ("lines", before.as_str())]))?;
    lines.out.flush()?;
    Ok(lines.written)
}

/// What stands where something else is kept than was ever written: no text, so that every verifier stumbles over it.
fn instead(what: &str) -> Value {
    Value::List(vec![Value::text(what)])
}

fn kind(cell: &Cell) -> &'static str {
    match cell {
        Cell::Number(_) => "a number",
        Cell::Text(_) => "a text",
        Cell::Bytes(_) => "bytes",
        Cell::Other(what) => what,
    }
}

fn number(cell: &Cell) -> Value {
    match cell {
        Cell::Number(number) => Value::text(number.to_string()),
        other => instead(kind(other)),
    }
}

fn text(cell: &Cell) -> Value {
    match cell {
        Cell::Text(text) if text.contains('\0') => instead("a text with the character U+0000"),
        // Twice as long in the line where each of its characters is escaped.
        Cell::Text(text) if text.len() > BYTES_MAX / 2 => instead("a text that is longer than any entry's"),
        Cell::Text(text) => Value::text(text),
        other => instead(kind(other)),
    }
}

/// The keys of a line, with what stands under them.
type Line = Vec<(&'static str, Value)>;

struct Lines<'a> {
    out: &'a mut dyn Write,
    written: u64,
}

impl Lines<'_> {
    fn write(&mut self, value: Value) -> Result<(), ExportError> {
        writeln!(self.out, "{}", value.encode()?)?;
        self.written += 1;
        Ok(())
    }

    /// A line for each row of a query, written as it is read.
    fn table(
        &mut self,
        transaction: &mut dyn Transaction,
        query: &str,
        line: &dyn Fn(&[Cell]) -> Line,
    ) -> Result<(), ExportError> {
        let mut failed = None;
        let read = transaction.read(query, &[], &mut |row| {
            self.write(Value::map(line(&row))).map_err(|fault| {
                failed = Some(fault);
                StoreError::Foreign("the line could not be written".to_owned())
            })
        });
        match failed {
            Some(fault) => Err(fault),
            None => Ok(read?),
        }
    }
}
