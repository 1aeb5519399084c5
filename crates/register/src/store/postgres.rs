//! The journal in `PostgreSQL`: the same statements, one writer at a time by a lock of the transaction.
//!
//! Three faults of the driver's surroundings are met here. Dropping its transaction only queues the `ROLLBACK`, so that
//! `BEGIN`, `COMMIT` and `ROLLBACK` are statements of ours. `COMMIT` of a transaction that already failed is answered like
//! a success, so that a failed one is never committed, and the server is asked afterwards what became of it. And what was
//! not answered is unknown: it is never tried again.

use postgres::error::SqlState;
use postgres::fallible_iterator::FallibleIterator as _;
use postgres::types::{ToSql, Type};

use self::session::{Session, Thread};
use super::{Access, Cell, Dialect, Each, Store, StoreError, Transaction, insert};

mod session;

/// How many rows travel from the connection's thread at once.
const ROWS: usize = 256;

/// How many values one statement may carry; the protocol allows 65,535.
const VALUES_MAX: usize = 10_000;

pub struct Postgres {
    thread: Thread,
    /// A transaction could not be ended: the connection must not be used again.
    broken: bool,
}

impl Postgres {
    /// Connects; `make` makes the schema where it is not.
    pub fn open(url: &str, schema: &str, make: bool) -> Result<Postgres, StoreError> {
        Ok(Postgres { thread: Thread::connect(url, schema, make)?, broken: false })
    }

    /// Runs statements without parameters.
    fn batch(&self, statements: &str) -> Result<Result<(), postgres::Error>, StoreError> {
        let statements = statements.to_owned();
        self.thread.run(move |session| session.client.batch_execute(&statements))
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
        if self.broken {
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
        match open.store.batch(begin)? {
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

type Parameter = Box<dyn ToSql + Sync + Send>;

fn parameter(cell: &Cell) -> Result<Parameter, StoreError> {
    match cell {
        Cell::Number(number) => i64::try_from(*number)
            .map(|number| Box::new(number) as Parameter)
            .map_err(|fault| StoreError::failed("writing a number", fault)),
        Cell::Text(text) => Ok(Box::new(text.clone())),
        Cell::Bytes(bytes) => Ok(Box::new(bytes.clone())),
        Cell::Other(what) => Err(StoreError::failed("writing to the journal", *what)),
    }
}

fn cell(row: &postgres::Row, at: usize) -> Result<Cell, StoreError> {
    let failed = |fault: postgres::Error| StoreError::failed("reading the journal", fault);
    match *row.columns()[at].type_() {
        Type::INT8 => {
            let number: i64 = row.try_get(at).map_err(failed)?;
            Ok(u64::try_from(number).map_or(Cell::Other("a negative number"), Cell::Number))
        }
        Type::TEXT => row.try_get(at).map(Cell::Text).map_err(failed),
        Type::BYTEA => row.try_get(at).map(Cell::Bytes).map_err(failed),
        _ => Ok(Cell::Other("a value of a kind that it never writes")),
    }
}

impl Open<'_> {
    fn run(&mut self, attempted: &'static str, query: String, cells: &[Cell]) -> Result<(), StoreError> {
        let parameters: Vec<Parameter> = cells.iter().map(parameter).collect::<Result<_, _>>()?;
        let done = self.store.thread.run(move |session| {
            let borrowed: Vec<&(dyn ToSql + Sync)> = parameters.iter().map(|value| &**value as _).collect();
            let statement = session.prepared(&query)?;
            session.client.execute(&statement, &borrowed)
        });
        done?.map(drop).map_err(|cause| fault(attempted, cause))
    }

    fn stream(&mut self, query: &str, values: &[Cell], each: Each<'_>) -> Result<(), StoreError> {
        let parameters: Vec<Parameter> = values.iter().map(parameter).collect::<Result<_, _>>()?;
        let query = query.to_owned();
        let batches = self.store.thread.begin(|answer| {
            move |session: &mut Session| {
                let read = rows(session, &query, parameters, &mut |batch| answer.send(Ok(batch)).is_ok());
                // Whoever no longer listens has an error of its own.
                drop(answer.send(read.map(|()| Vec::new())));
            }
        })?;
        for batch in batches {
            for row in batch? {
                each(row)?;
            }
        }
        Ok(())
    }
}

/// Reads rows and hands them on in batches, until nobody listens.
fn rows(
    session: &mut Session,
    query: &str,
    parameters: Vec<Parameter>,
    hand: &mut dyn FnMut(Vec<Vec<Cell>>) -> bool,
) -> Result<(), StoreError> {
    let failed = |cause| fault("reading the journal", cause);
    let statement = session.prepared(query).map_err(failed)?;
    let mut rows = session.client.query_raw(&statement, parameters).map_err(failed)?;
    let mut batch = Vec::new();
    while let Some(row) = rows.next().map_err(failed)? {
        let cells: Result<Vec<Cell>, StoreError> = (0..row.len()).map(|at| cell(&row, at)).collect();
        batch.push(cells?);
        if batch.len() == ROWS && !hand(std::mem::take(&mut batch)) {
            return Ok(());
        }
    }
    hand(batch);
    Ok(())
}

impl Transaction for Open<'_> {
    fn dialect(&self) -> Dialect {
        Dialect::Postgres
    }

    fn define(&mut self, statements: &str) -> Result<(), StoreError> {
        let done = self.store.batch(statements)?;
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
            let done = self.run("writing to the journal", insert(table, columns, rows.len()), &rows.concat());
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
        if self.access == Access::Read {
            self.store.batch("COMMIT")?.map_err(failed)?;
            self.ended = true;
            return Ok(());
        }
        // This fails where the server has already undone the transaction, whatever it says to `COMMIT`.
        let number = self.store.thread.run(|session| {
            let row = session.client.query_one("SELECT pg_current_xact_id_if_assigned()::text", &[])?;
            row.try_get::<_, Option<String>>(0)
        });
        let number = number?.map_err(failed)?;
        let unknown = |cause: String| StoreError::Unknown(cause);
        let committed = self.store.batch("COMMIT");
        if let Err(cause) =
            committed.map_err(|lost| lost.to_string()).and_then(|done| done.map_err(|no| no.to_string()))
        {
            self.store.broken = true;
            return Err(unknown(cause));
        }
        self.ended = true;
        let Some(number) = number else { return Ok(()) };
        let state = self.store.thread.run(move |session| {
            let row = session.client.query_one("SELECT pg_xact_status($1::text::xid8)", &[&number])?;
            row.try_get::<_, Option<String>>(0)
        });
        let state = state.map_err(|lost| unknown(lost.to_string()))?.map_err(|no| unknown(no.to_string()))?;
        match state.as_deref() {
            Some("committed") => Ok(()),
            state => Err(StoreError::Unknown(format!("PostgreSQL says {}", state.unwrap_or("nothing")))),
        }
    }
}

impl Drop for Open<'_> {
    fn drop(&mut self) {
        if !self.ended && !self.store.broken {
            self.store.broken = !matches!(self.store.batch("ROLLBACK"), Ok(Ok(())));
        }
    }
}
