//! Measures the journal: acts a second, and the seconds that `verify` takes.
//!
//! `cargo run --release -p mithaq-register --example measure-register -- FOLDER|postgres://… [entries]`
//!
//! A folder on a disk tells what a commit costs that is synced; one in memory lets many entries be made soon.

#![expect(clippy::disallowed_methods, reason = "it measures time, and its size is given on the command line")]

use std::path::Path;
use std::time::Instant;

use contract::calendar::Date;
use register::journal::{Draft, Journal, origin};
use register::verify::verify;
use register::{Location, SigningKey, Value, tree};

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let mut arguments = std::env::args().skip(1);
    let place = arguments.next().ok_or("a folder or the URL of a PostgreSQL")?;
    let entries: u32 = arguments.next().map_or(Ok(2_000), |count| count.parse())?;
    let location = match place.starts_with("postgres://") {
        true => Location::Postgres { url: place, schema: Some("measure".to_owned()) },
        false => Location::Sqlite(Path::new(&place).join("journal.sqlite")),
    };
    let signer = SigningKey::from_seed(&origin("mesure"), [7; 32])?;
    // One that stands is verified again.
    let journal = match Journal::open(location.clone()) {
        Ok(journal) => journal,
        Err(_) => Journal::create(location, opening(&signer), &signer)?.0,
    };
    let stands = u32::try_from(journal.head()?.entries)?;
    let began = Instant::now();
    for act in stands..entries {
        journal.record(submit(act), &signer, &|_, _| Ok(()))?;
    }
    let took = began.elapsed();
    let rate = u128::from(entries.saturating_sub(stands)) * 1000 / took.as_millis().max(1);
    println!("{entries} entries, from {stands}, in {took:.1?}: {rate} acts a second");
    let began = Instant::now();
    let receipts = [journal.receipt(1)?, journal.receipt(journal.head()?.entries)?];
    let report = verify(&journal, &signer.verifying(), &receipts, &[])?;
    println!(
        "{} entries, {} checkpoints and {} rows verified in {:.1?}: {} faults",
        report.entries,
        report.checkpoints,
        report.rows,
        began.elapsed(),
        report.faults.len()
    );
    Ok(())
}

fn opening(signer: &SigningKey) -> Draft {
    let key = signer.verifying().to_string();
    let body =
        [("workspace", "mesure"), ("zone", "Africa/Casablanca"), ("fictitious", "no"), ("key", &key), ("program", "0")];
    draft("request-0".to_owned(), "open", Value::texts(body))
}

/// A delivery of two files, as an office gets them.
fn submit(act: u32) -> Draft {
    let hash = tree::leaf(&act.to_be_bytes()).hex();
    let (operator, submission) = (format!("operator-{}", act % 400), format!("{act:06}"));
    let one = [("operator", operator.as_str()), ("submission", &submission), ("sha256", &hash)];
    let body = [("submissions", Value::List(vec![Value::texts(one)])), ("files", Value::text("2"))];
    draft(format!("request-{act}"), "submit", Value::map(body))
}

fn draft(request: String, kind: &str, body: Value) -> Draft {
    Draft {
        request,
        clock: Date::from_days(20_000),
        day_named: None,
        moment: Some("2024-10-04T09:15:00Z".to_owned()),
        actor: Value::texts([("account", "a-1"), ("recognised", "token")]),
        kind: kind.to_owned(),
        stated: [].into(),
        body,
        seen: None,
    }
}
