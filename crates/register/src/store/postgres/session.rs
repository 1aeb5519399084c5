//! A connection to `PostgreSQL` on a thread of its own. The driver waits by running a loop of `tokio` inside, which must not
//! begin, nor even be dropped, on a thread that runs another one: a server's worker may hold a journal and let it go.

use std::collections::HashMap;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::thread;
use std::time::Duration;

use postgres::{Client, Config, NoTls, Statement};

use crate::store::StoreError;

/// The first version that tells what became of a transaction by its number.
const OLDEST: &str = "130000";

type Job = Box<dyn FnOnce(&mut Session) + Send>;

/// What the thread holds.
pub struct Session {
    pub client: Client,
    statements: HashMap<String, Statement>,
}

/// The way to it. When it is dropped the thread ends, and with it the connection.
pub struct Thread(Sender<Job>);

impl Thread {
    /// Connects; `make` makes the schema where it is not.
    pub fn connect(url: &str, schema: &str, make: bool) -> Result<Thread, StoreError> {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        if schema.is_empty() || schema.len() > 60 || !schema.bytes().all(plain) {
            return Err(StoreError::Foreign(format!("`{schema}` cannot be a schema: a-z, 0-9 and _")));
        }
        let (jobs, waiting) = channel::<Job>();
        let (connected, answer) = channel();
        let (url, schema) = (url.to_owned(), schema.to_owned());
        let begun = thread::Builder::new().name("journal".to_owned()).spawn(move || {
            let mut session = match Session::connect(&url, &schema, make) {
                Ok(session) => session,
                Err(fault) => return drop(connected.send(Err(fault))),
            };
            // A caller that is gone wants no answer.
            drop(connected.send(Ok(())));
            for job in waiting {
                job(&mut session);
            }
        });
        begun.map_err(|fault| StoreError::failed("connecting to PostgreSQL", fault))?;
        answer.recv().map_err(|_| lost())??;
        Ok(Thread(jobs))
    }

    /// Does something on the thread, and waits for what comes of it.
    pub fn run<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Session) -> T + Send + 'static,
    ) -> Result<T, StoreError> {
        self.begin(|answer| move |session: &mut Session| drop(answer.send(job(session))))?.recv().map_err(|_| lost())
    }

    /// Begins something on the thread that answers several times.
    pub fn begin<T, J: FnOnce(&mut Session) + Send + 'static>(
        &self,
        job: impl FnOnce(SyncSender<T>) -> J,
    ) -> Result<Receiver<T>, StoreError> {
        // Few answers wait at a time: a journal does not fit into memory.
        let (answer, answers) = sync_channel(4);
        self.0.send(Box::new(job(answer))).map_err(|_| lost())?;
        Ok(answers)
    }
}

fn lost() -> StoreError {
    StoreError::failed("asking PostgreSQL", "the connection is lost")
}

impl Session {
    fn connect(url: &str, schema: &str, make: bool) -> Result<Session, StoreError> {
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
        Ok(Session { client, statements: HashMap::new() })
    }

    /// A statement that the server has prepared.
    pub fn prepared(&mut self, query: &str) -> Result<Statement, postgres::Error> {
        if let Some(statement) = self.statements.get(query) {
            return Ok(statement.clone());
        }
        let statement = self.client.prepare(query)?;
        self.statements.insert(query.to_owned(), statement.clone());
        Ok(statement)
    }
}
