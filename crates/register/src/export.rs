//! The journal as one file of lines, for verifiers written elsewhere: everything that is kept, as it is kept, good or damaged.
//! `docs/journal.md` is its description, from which another language reads it.

use std::io::{self, Write};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::canonical::{CanonicalError, Value};
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
        let bytes = STANDARD.encode(row[1].bytes()?);
        Ok(Value::texts([("type", "entry"), ("number", &row[0].number()?.to_string()), ("bytes", &bytes)]))
    })?;
    let nodes = r#"SELECT "level", "place", "hash" FROM "node" ORDER BY "level", "place""#;
    lines.table(&mut *transaction, nodes, &|row| {
        let (level, place) = (row[0].number()?.to_string(), row[1].number()?.to_string());
        let hash = row[2].bytes()?;
        let hash =
            Hash::from_bytes(hash).map_or_else(|| format!("not a hash: {}", STANDARD.encode(hash)), |hash| hash.hex());
        Ok(Value::texts([("type", "node"), ("level", &level), ("place", &place), ("hash", &hash)]))
    })?;
    let notes = r#"SELECT "entries", "note" FROM "checkpoint" ORDER BY "entries""#;
    lines.table(&mut *transaction, notes, &|row| {
        let entries = row[0].number()?.to_string();
        Ok(Value::texts([("type", "checkpoint"), ("entries", &entries), ("note", row[1].text()?)]))
    })?;
    for table in tables::ALL {
        let columns = quoted(&table.all_columns());
        let query = format!("SELECT {columns} FROM \"{}\" ORDER BY \"entry\", \"place\"", table.name);
        lines.table(&mut *transaction, &query, &|row| {
            let values: Result<Vec<(&str, &str)>, StoreError> =
                table.columns.iter().zip(&row[2..]).map(|(column, cell)| Ok((*column, cell.text()?))).collect();
            Ok(Value::map([
                ("type", Value::text("row")),
                ("table", Value::text(table.name)),
                ("entry", Value::text(row[0].number()?.to_string())),
                ("place", Value::text(row[1].number()?.to_string())),
                ("values", Value::texts(values?)),
            ]))
        })?;
    }
    transaction.commit()?;
    let before = lines.written.to_string();
    lines.write(Value::texts([("type", "end"), ("lines", before.as_str())]))?;
    lines.out.flush()?;
    Ok(lines.written)
}

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
        line: &dyn Fn(&[Cell]) -> Result<Value, StoreError>,
    ) -> Result<(), ExportError> {
        let mut failed = None;
        let read = transaction.read(query, &[], &mut |row| {
            let value = line(&row)?;
            self.write(value).map_err(|fault| {
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
