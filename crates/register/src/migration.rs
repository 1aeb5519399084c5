//! Numbered steps that bring a database to the form of this version, each in one transaction, so that one that is cut
//! short leaves the step before. Entries, nodes and checkpoints are made once and never touched again; tables of the register
//! are made anew from the entries whenever a declaration in `tables` changes, by a further step in the list below.

use crate::entry::Entry;
use crate::journal::{JournalError, reading};
use crate::projection;
use crate::store::{Access, Cell, Dialect, Store, StoreError, Transaction};
use crate::tables::{self, Table, Types};

/// What a step makes.
enum Step {
    /// Entries, nodes, checkpoints.
    Journal,
    /// These tables, from the entries.
    Tables(&'static [&'static Table]),
}

/// Every step; its number is its place, from 1. Only ever longer.
const STEPS: &[(&str, Step)] = &[
    ("entries, nodes and checkpoints", Step::Journal),
    (
        "first tables",
        Step::Tables(&[
            &tables::WORKSPACE,
            &tables::SIGNER,
            &tables::TEXT,
            &tables::SUBMISSION,
            &tables::WITHDRAWAL,
            &tables::PUBLIC_DAY,
            &tables::ACCOUNT,
            &tables::MANDATE,
            &tables::DISMISSAL,
            &tables::DEPUTY,
            &tables::SECRET,
            &tables::FACTOR,
            &tables::PROPOSAL,
            &tables::PART,
            &tables::SIGNATURE,
            &tables::PROPOSAL_END,
            &tables::IN_FORCE,
            &tables::WITNESS,
            &tables::LOST,
            &tables::ENROLMENT,
            &tables::HELD,
            &tables::BALANCE,
            &tables::WRONG_CLOCK,
        ]),
    ),
];

/// The number of the last step.
#[must_use]
pub fn last() -> u64 {
    STEPS.len() as u64
}

/// Every step's number and name.
pub(crate) fn names() -> impl Iterator<Item = (u64, &'static str)> {
    (1..).zip(STEPS.iter().map(|(name, _)| *name))
}

/// The number of the step that a database is at: 0 where nothing of ours is.
pub fn current(transaction: &mut dyn Transaction) -> Result<u64, StoreError> {
    let tables = match transaction.dialect() {
        Dialect::Sqlite => "SELECT name FROM sqlite_schema WHERE type = 'table'",
        Dialect::Postgres => "SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema()",
    };
    let mut names = Vec::new();
    transaction.read(tables, &[], &mut |row| {
        names.push(row[0].text()?.to_owned());
        Ok(())
    })?;
    if names.is_empty() {
        return Ok(0);
    }
    if !names.iter().any(|name| name == "migration") {
        return Err(StoreError::Foreign("tables are there that are not of a journal".to_owned()));
    }
    let mut number = 0;
    transaction.read(
        "SELECT max(\"number\") FROM \"migration\" HAVING max(\"number\") IS NOT NULL",
        &[],
        &mut |row| {
            number = row[0].number()?;
            Ok(())
        },
    )?;
    match number > last() {
        true => Err(StoreError::Foreign(format!(
            "the journal has form {number} and this version of Mithaq knows {} forms: use the version that wrote it, or a later one",
            last()
        ))),
        false => Ok(number),
    }
}

/// Does the steps that are left, each in a transaction of its own.
pub fn migrate(store: &mut dyn Store) -> Result<(), JournalError> {
    loop {
        let mut transaction = store.begin(Access::Read)?;
        let at = current(&mut *transaction)?;
        transaction.commit()?;
        if at == last() {
            return Ok(());
        }
        let mut transaction = store.begin(Access::Write)?;
        // Another process may have done it while this one waited for its turn.
        if current(&mut *transaction)? == at {
            step(&mut *transaction, at + 1)?;
            transaction.commit()?;
        }
    }
}

/// Does every step within the transaction that makes a journal.
pub fn make(transaction: &mut dyn Transaction) -> Result<(), JournalError> {
    (1..=last()).try_for_each(|number| step(transaction, number))
}

/// Does one step, whose commit is the caller's.
pub fn step(transaction: &mut dyn Transaction, number: u64) -> Result<(), JournalError> {
    let at = usize::try_from(number).ok().and_then(|number| STEPS.get(number.checked_sub(1)?));
    let Some((name, what)) = at else { return Ok(()) };
    match what {
        Step::Journal => transaction.define(&journal(transaction.dialect()))?,
        Step::Tables(tables) => remake(transaction, tables)?,
    }
    transaction.append(
        "migration",
        &["number", "name"],
        &[vec![Cell::Number(number), Cell::Text((*name).to_owned())]],
    )?;
    Ok(())
}

/// The tables of the journal itself.
#[must_use]
pub fn journal(dialect: Dialect) -> String {
    let Types { number, text, bytes, table } = Types::of(dialect);
    let without = if dialect == Dialect::Sqlite { ", WITHOUT ROWID" } else { "" };
    format!(
        r#"CREATE TABLE "migration" ("number" {number} PRIMARY KEY, "name" {text} NOT NULL){table};
CREATE TABLE "entry" (
  "number" {number} PRIMARY KEY,
  "request" {text} NOT NULL,
  "day" {text} NOT NULL,
  "kind" {text} NOT NULL,
  "bytes" {bytes} NOT NULL,
  CONSTRAINT "entry(request)" UNIQUE ("request")
){table};
CREATE INDEX "entry by day" ON "entry" ("day", "number");
CREATE INDEX "entry by kind" ON "entry" ("kind", "number");
CREATE TABLE "node" ("level" {number} NOT NULL, "place" {number} NOT NULL, "hash" {bytes} NOT NULL,
  PRIMARY KEY ("level", "place")){table}{without};
CREATE TABLE "checkpoint" ("entries" {number} PRIMARY KEY REFERENCES "entry" ("number"), "note" {text} NOT NULL){table};
"#
    )
}

/// The columns that [`journal`] makes, as `PostgreSQL` tells of them.
pub(crate) const COLUMNS: &[&str] = &[
    "migration.number bigint",
    "migration.name text",
    "entry.number bigint",
    "entry.request text",
    "entry.day text",
    "entry.kind text",
    "entry.bytes bytea",
    "node.level bigint",
    "node.place bigint",
    "node.hash bytea",
    "checkpoint.entries bigint",
    "checkpoint.note text",
];

/// The constraints that [`journal`] makes, as `PostgreSQL` tells of them.
pub(crate) const CONSTRAINTS: &[&str] = &[
    "migration: PRIMARY KEY (number)",
    "entry: PRIMARY KEY (number)",
    "entry: UNIQUE (request)",
    "node: PRIMARY KEY (level, place)",
    "checkpoint: PRIMARY KEY (entries)",
    "checkpoint: FOREIGN KEY (entries) REFERENCES entry(number)",
];

fn remake(transaction: &mut dyn Transaction, tables: &[&'static Table]) -> Result<(), JournalError> {
    for table in tables {
        transaction.define(&format!("DROP TABLE IF EXISTS \"{}\"", table.name))?;
        transaction.define(&table.definition(transaction.dialect()))?;
    }
    let mut next = 1;
    loop {
        let entries = reading::entries(transaction, next, next + 255)?;
        let Some(last) = entries.last() else { return Ok(()) };
        next = last.number + 1;
        for entry in &entries {
            fill(transaction, entry, |table| tables.contains(&table))?;
        }
    }
}

/// Appends the rows that an entry brings to the tables asked for.
pub(crate) fn fill(
    transaction: &mut dyn Transaction,
    entry: &Entry,
    asked: impl Fn(&'static Table) -> bool,
) -> Result<(), JournalError> {
    let rows = projection::rows(entry)?;
    for table in tables::ALL.iter().copied().filter(|table| asked(table)) {
        let rows: Vec<Vec<Cell>> = rows.iter().filter(|row| row.table == table).map(cells).collect();
        if !rows.is_empty() {
            transaction.append(table.name, &table.all_columns(), &rows)?;
        }
    }
    Ok(())
}

fn cells(row: &tables::Row) -> Vec<Cell> {
    let numbers = [Cell::Number(row.entry), Cell::Number(row.place)];
    numbers.into_iter().chain(row.values.iter().cloned().map(Cell::Text)).collect()
}
