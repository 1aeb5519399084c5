//! Acts about evidence.
//!
//! - `submit`, `add`, `replace`: `{submissions: [{operator, submission, sha256, received?}], files, handed_in?, report?}`: one delivery. `operator`
//!   is empty for files of no single operator, and `party~` with a name where a party files that is none; `submission` is the number in the store, `sha256` the hash of its manifest,
//!   `received` a stated day of receipt; `files` is the count of files handed in, `handed_in` a hash of their names and bytes, and
//!   `report` that of what whoever handed in was told.
//!   `persons` is the last mark of the vault when the persons of the files were given their numbers.
//!   `originals` (with `sealed_to`, the key) are the files as they came, sealed: `{file, sealed}`, the hashes of both.
//! - `open-original`: `{originals: [{operator, submission, piece, sealed}], reason}`: originals that somebody opened.
//! - `import`: `{submissions: [{operator, submission, sha256, stated}], files}`: deliveries of before, each with its stated day.
//! - `withdraw`: `{operator, submission, piece, reason}`: the piece is its number in the submission, from 1.

use super::{Fields, Filled, Kind};
use crate::entry::Entry;
use crate::tables::{SUBMISSION, WITHDRAWAL};

pub const KINDS: &[Kind] = &[
    Kind { word: "submit", fill: submit },
    Kind { word: "add", fill: submit },
    Kind { word: "replace", fill: submit },
    Kind { word: "import", fill: import },
    Kind { word: "withdraw", fill: withdraw },
    Kind { word: "open-original", fill: open_original },
];

fn submit(entry: &Entry) -> Filled {
    let body =
        Fields::of(entry, &["submissions", "files", "handed_in", "report", "persons", "originals", "sealed_to"])?;
    body.count("files")?;
    for hash in ["handed_in", "report", "persons"] {
        if entry.body.get(hash).is_some() {
            body.hash(hash)?;
        }
    }
    // One without the other says nothing.
    if entry.body.get("originals").or_else(|| entry.body.get("sealed_to")).is_some() {
        body.hash("sealed_to")?;
        for original in body.list("originals", &["file", "sealed"])? {
            original.hash("file")?;
            original.hash("sealed")?;
        }
    }
    let submissions = body.list("submissions", &["operator", "submission", "sha256", "received"])?;
    submissions.iter().map(|fields| row(entry, fields, fields.day_or_none("received")?)).collect()
}

fn import(entry: &Entry) -> Filled {
    let body = Fields::of(entry, &["submissions", "files"])?;
    body.count("files")?;
    let submissions = body.list("submissions", &["operator", "submission", "sha256", "stated"])?;
    submissions.iter().map(|fields| row(entry, fields, fields.day("stated")?)).collect()
}

fn row(
    entry: &Entry,
    fields: &Fields<'_>,
    stated: String,
) -> Result<(&'static crate::tables::Table, Vec<String>), super::ProjectionError> {
    let (operator, submission) = (fields.text("operator")?, fields.named("submission")?);
    let sha256 = fields.hash("sha256")?;
    Ok((&SUBMISSION, vec![operator, submission, sha256, entry.day.to_string(), entry.kind.clone(), stated]))
}

fn withdraw(entry: &Entry) -> Filled {
    let body = Fields::of(entry, &["operator", "submission", "piece", "reason"])?;
    let (operator, submission) = (body.text("operator")?, body.named("submission")?);
    let (piece, reason) = (body.number("piece")?, body.named("reason")?);
    Ok(vec![(&WITHDRAWAL, vec![operator, submission, piece, reason, entry.day.to_string()])])
}

fn open_original(entry: &Entry) -> Filled {
    let body = Fields::of(entry, &["originals", "reason"])?;
    body.named("reason")?;
    for original in body.list("originals", &["operator", "submission", "piece", "sealed"])? {
        original.named("operator")?;
        original.named("submission")?;
        original.number("piece")?;
        original.hash("sealed")?;
    }
    Ok(Vec::new())
}
