//! Questions over one transaction, and so over one state. [`Read`] is what the office's guards and readers see of them.

use contract::calendar::Date;

use super::{Days, JournalError, Opening};
use crate::entry::{Entry, count};
use crate::note::lost_line;
use crate::projection::OPEN;
use crate::receipt::Receipt;
use crate::store::{Cell, Transaction};
use crate::tables::{LOST, Row, Table, WRONG_CLOCK, quoted};
use crate::tree::{self, Hash, Node};

/// Reads one state of the journal and its tables.
pub trait Read {
    /// The rows of a table as known at an entry (all of them without one), of which each column named has the value given; by
    /// entry and place.
    fn rows(
        &mut self,
        table: &'static Table,
        upto: Option<u64>,
        filter: &[(&str, &str)],
    ) -> Result<Vec<Row>, JournalError>;

    /// An entry by its number.
    fn entry(&mut self, number: u64) -> Result<Option<Entry>, JournalError>;

    /// The number and the day of the last entry.
    fn last(&mut self) -> Result<(u64, Date), JournalError>;
}

/// Reads within a transaction.
pub(crate) struct Reading<'a>(pub(crate) &'a mut dyn Transaction);

impl Read for Reading<'_> {
    fn rows(
        &mut self,
        table: &'static Table,
        upto: Option<u64>,
        filter: &[(&str, &str)],
    ) -> Result<Vec<Row>, JournalError> {
        rows(self.0, table, upto, filter)
    }

    fn entry(&mut self, number: u64) -> Result<Option<Entry>, JournalError> {
        Ok(entries(self.0, number, number)?.pop())
    }

    fn last(&mut self) -> Result<(u64, Date), JournalError> {
        last(self.0)
    }
}

fn damaged(what: impl Into<String>) -> JournalError {
    JournalError::Damaged(what.into())
}

/// What the first entry says.
pub(crate) fn opening(transaction: &mut dyn Transaction) -> Result<Opening, JournalError> {
    let first = entries(transaction, 1, 1)?.pop().filter(|entry| entry.kind == OPEN);
    let first = first.ok_or_else(|| damaged("it does not begin with `open`"))?;
    let text = |key: &str| first.body_text(key).unwrap_or_default().to_owned();
    let (workspace, zone, key) = (text("workspace"), text("zone"), text("key"));
    Ok(Opening { workspace, zone, fictitious: text("fictitious") == "yes", key })
}

/// Entries from one number to another, as far as there are any.
pub(crate) fn entries(transaction: &mut dyn Transaction, from: u64, to: u64) -> Result<Vec<Entry>, JournalError> {
    let query = r#"SELECT "number", "bytes" FROM "entry" WHERE "number" >= $1 AND "number" <= $2 ORDER BY "number""#;
    let mut read = Vec::new();
    transaction.read(query, &[Cell::Number(from), Cell::Number(to)], &mut |row| {
        read.push((row[0].number()?, row[1].bytes()?.to_vec()));
        Ok(())
    })?;
    read.into_iter().map(|(number, bytes)| decoded(number, &bytes)).collect()
}

fn decoded(number: u64, bytes: &[u8]) -> Result<Entry, JournalError> {
    let entry = Entry::decode(bytes).map_err(|source| JournalError::Entry { number, source })?;
    match entry.number == number {
        true => Ok(entry),
        false => Err(damaged(format!("entry {number} bears the number {}", entry.number))),
    }
}

/// Which entries are listed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Listed<'a> {
    /// Of this kind alone.
    pub kind: Option<&'a str>,
    /// Recorded on this day alone.
    pub day: Option<Date>,
    /// As known at this entry.
    pub upto: u64,
}

/// How many entries there are of that kind and day, and of those the last `take` after the last `skip`, last first.
pub(crate) fn listed(
    transaction: &mut dyn Transaction,
    asked: Listed<'_>,
    (skip, take): (u64, u64),
) -> Result<(u64, Vec<Entry>), JournalError> {
    let mut values = vec![Cell::Number(asked.upto)];
    let mut holds = r#""number" <= $1"#.to_owned();
    let day = asked.day.map(|day| day.to_string());
    for (column, value) in [("kind", asked.kind), ("day", day.as_deref())] {
        if let Some(value) = value {
            values.push(Cell::Text(value.to_owned()));
            holds.push_str(&format!(" AND \"{column}\" = ${}", values.len()));
        }
    }
    let mut all = 0;
    transaction.read(&format!("SELECT count(*) FROM \"entry\" WHERE {holds}"), &values, &mut |row| {
        all = row[0].number()?;
        Ok(())
    })?;
    let query = format!(
        "SELECT \"number\", \"bytes\" FROM \"entry\" WHERE {holds} ORDER BY \"number\" DESC LIMIT {take} OFFSET {skip}"
    );
    let mut read = Vec::new();
    transaction.read(&query, &values, &mut |row| {
        read.push((row[0].number()?, row[1].bytes()?.to_vec()));
        Ok(())
    })?;
    let entries: Result<Vec<Entry>, _> = read.into_iter().map(|(number, bytes)| decoded(number, &bytes)).collect();
    Ok((all, entries?))
}

/// The kinds of which something was recorded up to an entry, and how often.
pub(crate) fn kinds(transaction: &mut dyn Transaction, upto: u64) -> Result<Vec<(String, u64)>, JournalError> {
    let query = r#"SELECT "kind", count(*) FROM "entry" WHERE "number" <= $1 GROUP BY "kind" ORDER BY "kind""#;
    let mut kinds = Vec::new();
    transaction.read(query, &[Cell::Number(upto)], &mut |row| {
        kinds.push((row[0].text()?.to_owned(), row[1].number()?));
        Ok(())
    })?;
    Ok(kinds)
}

/// The entry that a request became.
pub(crate) fn by_request(transaction: &mut dyn Transaction, request: &str) -> Result<Option<Entry>, JournalError> {
    let query = r#"SELECT "number", "bytes" FROM "entry" WHERE "request" = $1"#;
    let mut found = None;
    transaction.read(query, &[Cell::Text(request.to_owned())], &mut |row| {
        found = Some((row[0].number()?, row[1].bytes()?.to_vec()));
        Ok(())
    })?;
    found.map(|(number, bytes)| decoded(number, &bytes)).transpose()
}

/// The number and the day of the last entry: no later one says that its clock was wrong.
pub(crate) fn last(transaction: &mut dyn Transaction) -> Result<(u64, Date), JournalError> {
    let query = r#"SELECT "number", "day" FROM "entry" ORDER BY "number" DESC LIMIT 1"#;
    one(transaction, query, &[])?.ok_or_else(|| damaged("it has no entry"))
}

/// The last entry of a day or before it. Days in use never decrease, so that of those of a wrong clock the last one counts,
/// and of all others the last one of the last day.
pub(crate) fn until(transaction: &mut dyn Transaction, day: Date) -> Result<Option<u64>, JournalError> {
    let days = Days::said(&rows(transaction, &WRONG_CLOCK, None, &[])?)?;
    let (mut values, mut others) = (vec![Cell::Text(day.to_string())], String::new());
    for wrong in days.all() {
        others.push_str(&format!(" AND NOT \"number\" BETWEEN ${} AND ${}", values.len() + 1, values.len() + 2));
        values.extend([Cell::Number(wrong.first), Cell::Number(wrong.last)]);
    }
    let query = format!(
        r#"SELECT "number", "day" FROM "entry" WHERE "day" <= $1{others} ORDER BY "day" DESC, "number" DESC LIMIT 1"#
    );
    let plain = one(transaction, &query, &values)?.map(|(number, _)| number);
    Ok(days.all().iter().filter(|wrong| wrong.day <= day).map(|wrong| wrong.last).chain(plain).max())
}

fn one(transaction: &mut dyn Transaction, query: &str, values: &[Cell]) -> Result<Option<(u64, Date)>, JournalError> {
    let mut found = None;
    transaction.read(query, values, &mut |row| {
        found = Some((row[0].number()?, row[1].text()?.to_owned()));
        Ok(())
    })?;
    let day = |(number, day): (u64, String)| {
        Ok((number, day.parse().map_err(|_| damaged(format!("entry {number} has no day")))?))
    };
    found.map(day).transpose()
}

/// Each day on which something was recorded, with the last entry of it.
pub(crate) fn days(transaction: &mut dyn Transaction) -> Result<Vec<(Date, u64)>, JournalError> {
    let query = r#"SELECT "day", max("number") FROM "entry" GROUP BY "day" ORDER BY "day""#;
    let mut days = Vec::new();
    transaction.read(query, &[], &mut |row| {
        days.push((row[0].text()?.to_owned(), row[1].number()?));
        Ok(())
    })?;
    let day = |(day, number): (String, u64)| Ok((day.parse().map_err(|_| damaged("an entry has no day"))?, number));
    days.into_iter().map(day).collect()
}

/// The text of the key that signs now.
pub(crate) fn signer(transaction: &mut dyn Transaction) -> Result<String, JournalError> {
    let mut key = None;
    let query = r#"SELECT "key" FROM "signer" ORDER BY "entry" DESC, "place" DESC LIMIT 1"#;
    transaction.read(query, &[], &mut |row| {
        key = Some(row[0].text()?.to_owned());
        Ok(())
    })?;
    key.ok_or_else(|| damaged("no key signs for it"))
}

/// The lines that a checkpoint bears beside origin, size and root: which entries were lost.
pub(crate) fn extensions(transaction: &mut dyn Transaction) -> Result<Vec<String>, JournalError> {
    let line = |row: &Row| {
        let number = |column| row.get(column).and_then(count);
        let root = row.get("root").and_then(Hash::from_hex);
        Some(lost_line(number("first")?, number("last")?, &root?))
    };
    let rows = rows(transaction, &LOST, None, &[])?;
    rows.iter().map(|row| line(row).ok_or_else(|| damaged("a row of `lost` says something else"))).collect()
}

/// The hash of a complete subtree.
pub(crate) fn node(transaction: &mut dyn Transaction, node: Node) -> Result<Hash, JournalError> {
    let query = r#"SELECT "hash" FROM "node" WHERE "level" = $1 AND "place" = $2"#;
    let mut found = None;
    transaction.read(query, &[Cell::Number(node.level.into()), Cell::Number(node.place)], &mut |row| {
        found = Hash::from_bytes(row[0].bytes()?);
        Ok(())
    })?;
    found.ok_or_else(|| damaged(format!("the node {} of level {} is missing", node.place, node.level)))
}

/// The signed checkpoint of a number of entries.
pub(crate) fn checkpoint(transaction: &mut dyn Transaction, entries: u64) -> Result<String, JournalError> {
    let mut found = None;
    let query = r#"SELECT "note" FROM "checkpoint" WHERE "entries" = $1"#;
    transaction.read(query, &[Cell::Number(entries)], &mut |row| {
        found = Some(row[0].text()?.to_owned());
        Ok(())
    })?;
    found.ok_or_else(|| damaged(format!("the checkpoint of {entries} entries is missing")))
}

/// The receipt of an entry under the checkpoint of `size` entries.
pub(crate) fn receipt(transaction: &mut dyn Transaction, number: u64, size: u64) -> Result<Receipt, JournalError> {
    let entry = entries(transaction, number, number)?.pop().filter(|_| number > 0 && number <= size);
    let entry = entry.ok_or_else(|| damaged(format!("there is no entry {number} among {size}")))?;
    let bytes = entry.bytes().map_err(|source| JournalError::Entry { number, source })?;
    let checkpoint = checkpoint(transaction, size)?;
    let proof = tree::inclusion(number - 1, size, &mut |at| node(transaction, at))?;
    Ok(Receipt { entry: bytes, index: number - 1, proof, checkpoint })
}

/// Rows of a table; see [`Read::rows`].
pub(crate) fn rows(
    transaction: &mut dyn Transaction,
    table: &'static Table,
    upto: Option<u64>,
    filter: &[(&str, &str)],
) -> Result<Vec<Row>, JournalError> {
    let mut query = format!("SELECT {} FROM \"{}\" WHERE \"entry\" <= $1", quoted(&table.all_columns()), table.name);
    let mut values = vec![Cell::Number(upto.unwrap_or(i64::MAX.unsigned_abs()))];
    for (column, value) in filter {
        // Names of columns go into the statement, so that only those that are declared may be asked for.
        let at = table.column(column).ok_or_else(|| damaged(format!("{} has no column `{column}`", table.name)))?;
        values.push(Cell::Text((*value).to_owned()));
        query.push_str(&format!(" AND \"{}\" = ${}", table.columns[at], values.len()));
    }
    query.push_str(" ORDER BY \"entry\", \"place\"");
    let mut rows = Vec::new();
    transaction.read(&query, &values, &mut |row| {
        rows.push(self::row(table, &row)?);
        Ok(())
    })?;
    Ok(rows)
}

/// One row as it was read, in the order of [`Table::all_columns`].
pub(crate) fn row(table: &'static Table, cells: &[Cell]) -> Result<Row, crate::store::StoreError> {
    let values: Result<Vec<String>, _> = cells[2..].iter().map(|cell| cell.text().map(str::to_owned)).collect();
    Ok(Row { table, entry: cells[0].number()?, place: cells[1].number()?, values: values? })
}
