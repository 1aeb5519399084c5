//! Connections that fail: at the call of a recording transaction that is chosen, in the way that is chosen. That it failed is
//! counted, so that a trial knows.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use register::Location;
use register::journal::Opener;
use register::store::{self, Access, Cell, Dialect, Each, Store, StoreError, Transaction};

/// How a call fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// It is not done.
    Before,
    /// It is done, and its answer is lost.
    After,
    /// The connection is cut, then it is asked for. PostgreSQL alone.
    Cut,
    /// A database that is none: what was written until then lasts. For the trial of the trial.
    Torn,
}

/// When the next recording fails.
#[derive(Default)]
pub struct Failing {
    /// How many calls are left; 0 never fails.
    left: AtomicU64,
    how: Mutex<Option<How>>,
    fired: AtomicU64,
}

impl Failing {
    /// The next recording fails at its call of that number, from 1.
    pub fn at(&self, call: u64, how: How) {
        self.left.store(call, Ordering::SeqCst);
        *self.how.lock().expect("nobody panicked") = Some(how);
        self.fired.store(0, Ordering::SeqCst);
    }

    pub fn never(&self) {
        self.left.store(0, Ordering::SeqCst);
    }

    /// Whether it failed since it was told to.
    pub fn fired(&self) -> bool {
        self.fired.load(Ordering::SeqCst) == 1
    }

    /// How this call fails.
    fn meets(&self) -> Option<How> {
        let before = self.left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).ok()?;
        if before != 1 {
            return None;
        }
        self.fired.fetch_add(1, Ordering::SeqCst);
        *self.how.lock().expect("nobody panicked")
    }

    /// Opens connections that fail when they are told to.
    pub fn opener(self: &Arc<Failing>) -> Opener {
        let failing = Arc::clone(self);
        Box::new(move |location| {
            let (inner, failing) = (store::open(location)?, Arc::clone(&failing));
            Ok(Box::new(Connection { inner, failing, location: location.clone() }))
        })
    }
}

fn failed() -> StoreError {
    StoreError::Failed { attempted: "recording", source: "the trial says so".into() }
}

struct Connection {
    inner: Box<dyn Store>,
    failing: Arc<Failing>,
    location: Location,
}

impl Store for Connection {
    fn begin(&mut self, access: Access) -> Result<Box<dyn Transaction + '_>, StoreError> {
        let (failing, location) = (&self.failing, &self.location);
        if access == Access::Read {
            return self.inner.begin(access);
        }
        let met = failing.meets();
        // There is nothing yet that could be torn.
        if matches!(met, Some(How::Before | How::Torn)) {
            return Err(failed());
        }
        let mut open = Open { inner: self.inner.begin(access)?, failing, location };
        match met {
            None => Ok(Box::new(open)),
            Some(How::Cut) => {
                open.cut();
                Ok(Box::new(open))
            }
            Some(_) => Err(failed()),
        }
    }
}

struct Open<'a> {
    inner: Box<dyn Transaction + 'a>,
    failing: &'a Failing,
    location: &'a Location,
}

impl Open<'_> {
    /// Another connection ends this one.
    fn cut(&mut self) {
        let mut number = 0;
        let asked = self.inner.read("SELECT pg_backend_pid()::bigint", &[], &mut |row| {
            number = row[0].number()?;
            Ok(())
        });
        asked.expect("it has a number");
        let mut other = store::open(self.location).expect("another connection");
        let mut count = |query: &str| {
            let (mut other, mut count) = (other.begin(Access::Read).expect("a transaction"), 0);
            let asked = other.read(query, &[], &mut |row| {
                count = row[0].number()?;
                Ok(())
            });
            asked.expect("it is asked");
            other.commit().expect("it ends");
            count
        };
        let ended =
            count(&format!("SELECT count(*) FROM (SELECT pg_terminate_backend({number}) AS ended) AS cut WHERE ended"));
        // It is told to end, and does so a moment later; PostgreSQL's own waiting takes a tenth of a second.
        while count(&format!("SELECT count(*) FROM pg_stat_activity WHERE pid = {number}")) > 0 {
            std::thread::yield_now();
        }
        assert_eq!(ended, 1, "the connection was not cut");
    }

    fn call(&mut self, call: impl FnOnce(&mut dyn Transaction) -> Result<(), StoreError>) -> Result<(), StoreError> {
        match self.failing.meets() {
            None => call(&mut *self.inner),
            Some(How::Before) => Err(failed()),
            Some(How::After) => {
                call(&mut *self.inner)?;
                Err(failed())
            }
            Some(How::Cut) => {
                self.cut();
                let answer = call(&mut *self.inner);
                assert!(answer.is_err(), "a connection that was cut answered");
                answer
            }
            Some(How::Torn) => {
                call(&mut *self.inner)?;
                self.inner.define("COMMIT; BEGIN")?;
                Err(failed())
            }
        }
    }
}

impl Transaction for Open<'_> {
    fn dialect(&self) -> Dialect {
        self.inner.dialect()
    }

    fn define(&mut self, statements: &str) -> Result<(), StoreError> {
        self.call(|inner| inner.define(statements))
    }

    fn read(&mut self, query: &str, values: &[Cell], each: Each<'_>) -> Result<(), StoreError> {
        self.call(|inner| inner.read(query, values, each))
    }

    fn append(&mut self, table: &str, columns: &[&str], rows: &[Vec<Cell>]) -> Result<(), StoreError> {
        self.call(|inner| inner.append(table, columns, rows))
    }

    fn commit(self: Box<Self>) -> Result<(), StoreError> {
        let mut open = *self;
        let lost = || Err(StoreError::Unknown("the trial says so".to_owned()));
        match open.failing.meets() {
            None | Some(How::Torn) => open.inner.commit(),
            Some(How::Before) => lost(),
            Some(How::After) => {
                open.inner.commit()?;
                lost()
            }
            Some(How::Cut) => {
                open.cut();
                open.inner.commit()
            }
        }
    }
}
