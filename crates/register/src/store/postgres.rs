//! The journal in `PostgreSQL`: the same statements, one writer at a time by a lock of the transaction.
//!
//! Three faults of the driver's surroundings are met here. Dropping its transaction only queues the `ROLLBACK`, so that
//! `BEGIN`, `COMMIT` and `ROLLBACK` are statements of ours. `COMMIT` of a transaction that already failed is answered like
//! a success, so that a failed one is never committed, and the server is asked afterwards what became of it. And what was
//! not answered is unknown: it is never tried again.

use std::collections::HashMap;
use std::time::Duration;

use postgres::error::SqlState;
use postgres::fallible_iterator::FallibleIterator as _;
use postgres::types::{ToSql, Type};
use postgres::{Client, Config, NoTls, Statement};

use super::{Access, Cell, Dialect, Each, Store, StoreError, Transaction, insert};

/// The first version that tells what became of a transaction by its number.
const OLDEST: &str = "130000";

/// How many values one statement may carry; the protocol allows 65,535.
const VALUES_MAX: usize = 10_000;

pub struct Postgres {
    client: Client,
    statements: HashMap<String, Statement>,
    /// A transaction could not be ended: the connection must not be used again.
    broken: bool,
}

impl Postgres {
    /// Connects; `make` makes the schema where it is not.
    pub fn open(url: &str, schema: &str, make: bool) -> Result<Postgres, StoreError> {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        if schema.is_empty() || schema.len() > 60 || !schema.bytes().all(plain) {
            return Err(StoreError::Foreign(format!("`{schema}` cannot be a schema: a-z, 0-9 and _")));
        }
        let failed = |fault| StoreError::failed("connecting to PostgreSQL", fault);
        let mut config: Config = url.parse().map_err(failed)?;
        config.connect_timeout(Duration::from_secs(10)).tcp_user_timeout(Duration::from_secs(60));
        let mut client = config.application_name("mithaq").connect(NoTls).map_err(failed)?;
        // `synchronous_commit` may be off for the server: an act that is answered must last.
        let settings = format!(
            "SET client_min_messages TO warning; SET synchronous_commit TO on; SET lock_timeout TO '30s'; \
             SET idle_in_transaction_session_timeout TO '5min'; SET search_path TO \"{schema}\"; \
             SET standard_conforming_strings TO on"
        );
        client.batch_execute(&settings).map_err(failed)?;
        let told = client
            .query_one(
                "SELECT current_setting('server_encoding'), current_setting('server_version_num')::int8 >= $1::text::int8, \
                 EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = $2::text)",
                &[&OLDEST, &schema],
            )
            .map_err(failed)?;
        let (encoding, young, there): (String, bool, bool) = (told.get(0), told.get(1), told.get(2));
        if encoding != "UTF8" || !young {
            let what = "the journal needs PostgreSQL 13 or later, and a database in UTF-8";
            return Err(StoreError::Foreign(what.to_owned()));
        }
        if make {
            client.batch_execute(&format!("CREATE SCHEMA IF NOT EXISTS \"{schema}\"")).map_err(failed)?;
        } else if !there {
            return Err(StoreError::Absent(format!("schema {schema}")));
        }
        Ok(Postgres { client, statements: HashMap::new(), broken: false })
    }

    fn prepared(&mut self, query: &str) -> Result<Statement, postgres::Error> {
        if let Some(statement) = self.statements.get(query) {
            return Ok(statement.clone());
        }
        let statement = self.client.prepare(query)?;
        self.statements.insert(query.to_owned(), statement.clone());
        Ok(statement)
    }
}

fn fault(attempted: &'static str, fault: postgres::Error) -> StoreError {
    let Some(told) = fault.as_db_error() else { return StoreError::failed(attempted, fault) };
    match *told.code() {
        SqlState::LOCK_NOT_AVAILABLE => StoreError::Busy,
        // Constraints are named as they are told: `submission(operator,submission)`.
        SqlState::UNIQUE_VIOLATION => StoreError::Unique(told.constraint().unwrap_or_default().to_owned()),
        _ => StoreError::failed(attempted, fault),
    }
}

impl Store for Postgres {
    fn begin(&mut self, access: Access) -> Result<Box<dyn Transaction + '_>, StoreError> {
        if self.broken || self.client.is_closed() {
            return Err(StoreError::failed("beginning a transaction", "the connection is lost"));
        }
        // A reader sees one state throughout. A writer first takes the lock of the schema's journal and then sees, in each
        // statement, all that was committed: with a snapshot taken before the wait it would number upon an old state, and
        // serialisable isolation would make it fail and try again instead of waiting.
        let begin = match access {
            Access::Read => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
            Access::Write => {
                "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; \
                 SELECT pg_advisory_xact_lock(hashtextextended('mithaq/' || current_schema(), 0))"
            }
        };
        let mut open = Open { store: self, access, ended: false, failed: false };
        match open.store.client.batch_execute(begin) {
            Ok(()) => Ok(Box::new(open)),
            Err(cause) => {
                open.failed = true;
                Err(fault("beginning a transaction", cause))
            }
        }
    }
}

struct Open<'a> {
    store: &'a mut Postgres,
    access: Access,
    ended: bool,
    /// A statement failed: `COMMIT` would undo everything and be answered like a success.
    failed: bool,
}

fn parameter(cell: &Cell) -> Result<Box<dyn ToSql + Sync>, StoreError> {
    match cell {
        Cell::Number(number) => i64::try_from(*number)
            .map(|number| Box::new(number) as Box<dyn ToSql + Sync>)
            .map_err(|fault| StoreError::failed("writing a number", fault)),
        Cell::Text(text) => Ok(Box::new(text.clone())),
        Cell::Bytes(bytes) => Ok(Box::new(bytes.clone())),
    }
}

fn cell(row: &postgres::Row, at: usize) -> Result<Cell, StoreError> {
    let failed = |fault: postgres::Error| StoreError::failed("reading the journal", fault);
    match *row.columns()[at].type_() {
        Type::INT8 => {
            let number: i64 = row.try_get(at).map_err(failed)?;
            u64::try_from(number)
                .map(Cell::Number)
                .map_err(|_| StoreError::Foreign("the journal holds a negative number".to_owned()))
        }
        Type::TEXT => row.try_get(at).map(Cell::Text).map_err(failed),
        Type::BYTEA => row.try_get(at).map(Cell::Bytes).map_err(failed),
        _ => Err(StoreError::Foreign("the journal holds a value of a kind that it never writes".to_owned())),
    }
}

impl Open<'_> {
    fn run(&mut self, attempted: &'static str, query: &str, cells: &[Cell]) -> Result<(), StoreError> {
        let parameters: Result<Vec<_>, StoreError> = cells.iter().map(parameter).collect();
        let parameters = parameters?;
        let borrowed: Vec<&(dyn ToSql + Sync)> = parameters.iter().map(AsRef::as_ref).collect();
        let statement = self.store.prepared(query);
        let done = statement.and_then(|statement| self.store.client.execute(&statement, &borrowed));
        done.map(drop).map_err(|cause| fault(attempted, cause))
    }

    fn stream(&mut self, query: &str, values: &[Cell], each: Each<'_>) -> Result<(), StoreError> {
        let failed = |cause| fault("reading the journal", cause);
        let parameters: Result<Vec<_>, StoreError> = values.iter().map(parameter).collect();
        let statement = self.store.prepared(query).map_err(failed)?;
        let mut rows = self.store.client.query_raw(&statement, parameters?).map_err(failed)?;
        while let Some(row) = rows.next().map_err(failed)? {
            let cells: Result<Vec<Cell>, StoreError> = (0..row.len()).map(|at| cell(&row, at)).collect();
            each(cells?)?;
        }
        Ok(())
    }
}

impl Transaction for Open<'_> {
    fn dialect(&self) -> Dialect {
        Dialect::Postgres
    }

    fn define(&mut self, statements: &str) -> Result<(), StoreError> {
        let done = self.store.client.batch_execute(statements);
        self.failed |= done.is_err();
        done.map_err(|cause| fault("making tables", cause))
    }

    fn read(&mut self, query: &str, values: &[Cell], each: Each<'_>) -> Result<(), StoreError> {
        let read = self.stream(query, values, each);
        self.failed |= read.is_err();
        read
    }

    fn append(&mut self, table: &str, columns: &[&str], rows: &[Vec<Cell>]) -> Result<(), StoreError> {
        // Many rows in one statement: each statement is a journey to the server and back.
        for rows in rows.chunks((VALUES_MAX / columns.len().max(1)).clamp(1, 100)) {
            let done = self.run("writing to the journal", &insert(table, columns, rows.len()), &rows.concat());
            self.failed |= done.is_err();
            done?;
        }
        Ok(())
    }

    fn commit(mut self: Box<Self>) -> Result<(), StoreError> {
        if self.failed {
            return Err(StoreError::failed("ending a transaction", "one of its statements failed"));
        }
        let failed = |cause| StoreError::failed("ending a transaction", cause);
        let client = &mut self.store.client;
        if self.access == Access::Read {
            client.batch_execute("COMMIT").map_err(failed)?;
            self.ended = true;
            return Ok(());
        }
        // This fails where the server has already undone the transaction, whatever it says to `COMMIT`.
        let number = client.query_one("SELECT pg_current_xact_id_if_assigned()::text", &[]).map_err(failed)?;
        let number: Option<String> = number.try_get(0).map_err(failed)?;
        let unknown = |cause: postgres::Error| StoreError::Unknown(cause.to_string());
        if let Err(cause) = client.batch_execute("COMMIT") {
            self.store.broken = true;
            return Err(unknown(cause));
        }
        self.ended = true;
        let Some(number) = number else { return Ok(()) };
        let state =
            self.store.client.query_one("SELECT pg_xact_status($1::text::xid8)", &[&number]).map_err(unknown)?;
        match state.try_get::<_, Option<String>>(0).map_err(unknown)?.as_deref() {
            Some("committed") => Ok(()),
            state => Err(StoreError::Unknown(format!("PostgreSQL says {}", state.unwrap_or("nothing")))),
        }
    }
}

impl Drop for Open<'_> {
    fn drop(&mut self) {
        if !self.ended && !self.store.broken {
            self.store.broken = self.store.client.batch_execute("ROLLBACK").is_err();
        }
    }
}
