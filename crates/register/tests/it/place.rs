//! Where the journals of the tests are: the same test on both databases, drafts in short.

use contract::calendar::Date;
use register::canonical::Value;
use register::journal::{Draft, Journal, RecordError, Recorded};
use register::store::{self, Access, Cell};
use register::{Location, SigningKey};

use crate::postgres;

/// A journal's place, gone when dropped.
pub struct Place {
    pub location: Location,
    /// Gone with the place.
    _folder: Option<tempfile::TempDir>,
}

/// Runs a test on both databases.
pub fn on_both(test: impl Fn(&Place)) {
    for place in [Place::sqlite(), Place::postgres()] {
        test(&place);
    }
}

impl Place {
    pub fn sqlite() -> Place {
        let folder = tempfile::tempdir().expect("a folder");
        Place { location: Location::Sqlite(folder.path().join("journal.sqlite")), _folder: Some(folder) }
    }

    pub fn postgres() -> Place {
        let location = Location::Postgres { url: postgres::url().to_owned(), schema: Some(postgres::schema()) };
        Place { location, _folder: None }
    }

    /// A journal of a real workspace with its first entry.
    pub fn journal(&self) -> Journal {
        self.create("no").expect("a journal").0
    }

    pub fn create(&self, fictitious: &str) -> Result<(Journal, Recorded), RecordError> {
        Journal::create(self.location.clone(), opening(fictitious), &signer())
    }

    pub fn open(&self) -> Journal {
        Journal::open(self.location.clone()).expect("it opens")
    }

    /// The rows that a query gives.
    pub fn ask(&self, query: &str) -> Vec<Vec<Cell>> {
        self.ask_all(&[query.to_owned()]).remove(0)
    }

    /// The rows that each of several queries gives.
    pub fn ask_all(&self, queries: &[String]) -> Vec<Vec<Vec<Cell>>> {
        let mut store = store::open(&self.location).expect("a connection");
        let mut transaction = store.begin(Access::Read).expect("a transaction");
        let mut ask = |query: &String| {
            let mut rows = Vec::new();
            let read = transaction.read(query, &[], &mut |row| {
                rows.push(row);
                Ok(())
            });
            read.unwrap_or_else(|fault| panic!("{query}: {fault}"));
            rows
        };
        queries.iter().map(&mut ask).collect()
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Location::Postgres { schema: Some(schema), .. } = &self.location
            && let Ok(mut store) = store::open(&self.location)
            && let Ok(mut transaction) = store.begin(Access::Write)
        {
            let dropped = transaction.define(&format!("DROP SCHEMA \"{schema}\" CASCADE"));
            drop(dropped.and_then(|()| transaction.commit()));
        }
    }
}

pub fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

pub fn signer() -> SigningKey {
    SigningKey::from_seed("mithaq/essai", [7; 32]).expect("a key")
}

pub fn actor() -> Value {
    Value::texts([("account", "a-1"), ("recognised", "token")])
}

/// A first entry, of 1 March 2027.
pub fn opening(fictitious: &str) -> Draft {
    let key = signer().verifying().to_string();
    let body = Value::texts([
        ("workspace", "essai"),
        ("zone", "Africa/Casablanca"),
        ("fictitious", fictitious),
        ("key", &key),
        ("program", "0.1.0"),
    ]);
    let moment = (fictitious == "no").then(|| "2027-03-01T08:00:00Z".to_owned());
    Draft { moment, ..draft("request-0", "open", body) }
}

/// A draft by the clock of 1 March 2027.
pub fn draft(request: &str, kind: &str, body: Value) -> Draft {
    Draft {
        request: request.to_owned(),
        clock: day("2027-03-01"),
        day_named: None,
        moment: Some("2027-03-01T09:15:00Z".to_owned()),
        actor: actor(),
        kind: kind.to_owned(),
        stated: [].into(),
        body,
        seen: None,
    }
}

/// A delivery of one file of an operator.
pub fn submit(request: &str, operator: &str, submission: u32) -> Draft {
    let hash = register::tree::leaf(format!("{operator}/{submission}").as_bytes()).hex();
    let one = Value::texts([("operator", operator), ("submission", &format!("{submission:06}")), ("sha256", &hash)]);
    draft(request, "submit", Value::map([("submissions", Value::List(vec![one])), ("files", Value::text("1"))]))
}

/// Records without a guard.
pub fn record(journal: &Journal, draft: Draft) -> Result<Recorded, RecordError> {
    journal.record(draft, &signer(), &|_, _| Ok(()))
}
