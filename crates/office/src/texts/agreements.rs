//! Texts on their way into force, as the journal tells it: proposed, signed, brought into force or withdrawn.
//!
//! Everything follows from rows, so that a reader of the past, a preview and the guard of an act see the same thing. What is
//! signed is a list of parts: the document, the worked cases and annexes beside it, the statistics that it rests on. Its
//! canonical form is hashed, and `docs/journal.md` says it byte by byte.

use contract::calendar::Date;
use register::canonical::Value;
use register::journal::{JournalError, Read};
use register::tables::{IN_FORCE, PART, PROPOSAL, PROPOSAL_END, Row, SIGNATURE};

use crate::workspace::{Workspace, WorkspaceError};

/// How a text comes into force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// All parties that it names sign the same hash.
    Agreement,
    /// Its author makes it public.
    Unilateral,
}

impl How {
    /// Its word in the journal.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            How::Agreement => "agreement",
            How::Unilateral => "unilateral",
        }
    }
}

/// A part of what is proposed.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Part {
    /// `document`, `cases`, `annex` or `statistics`.
    pub part: String,
    /// Its path below the folder of contracts.
    pub name: String,
    /// The hash of its bytes.
    pub sha256: String,
}

/// A signature that stands.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Signature {
    /// The party.
    pub party: String,
    /// The entry that recorded it.
    pub entry: u64,
    /// The day on which it was given, where one is stated.
    pub signed_on: Option<Date>,
    /// The hash of a signature made elsewhere: kept, not checked.
    pub file: Option<String>,
}

/// What became of a proposal.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case", tag = "is")]
pub enum Stage {
    /// It waits.
    Open,
    /// It was withdrawn.
    Withdrawn {
        /// By which entry.
        entry: u64,
        /// Why.
        reason: String,
    },
    /// It was brought into force.
    InForce {
        /// By which entry.
        entry: u64,
        /// From which day.
        from: Date,
        /// Where a unilateral act was made public.
        reference: String,
        /// When.
        published: Option<Date>,
    },
}

/// A text that was proposed, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Proposal {
    /// The entry that proposed it; 0 of one that is only looked at.
    pub entry: u64,
    /// The contract.
    pub contract: String,
    /// The path of the document below the folder of contracts.
    pub path: String,
    /// The version that the document says.
    pub version: String,
    /// How it comes into force.
    pub how: How,
    /// The parties that sign, or the author.
    pub parties: Vec<String>,
    /// What is signed.
    pub parts: Vec<Part>,
    /// The hash of the list of parts.
    pub agreement: String,
    /// The signatures that stand.
    pub signatures: Vec<Signature>,
    /// What became of it.
    pub stage: Stage,
}

impl Proposal {
    /// Whether it waits to be signed or brought into force.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.stage == Stage::Open
    }

    /// The day from which it is in force, where it is.
    #[must_use]
    pub fn from(&self) -> Option<Date> {
        match self.stage {
            Stage::InForce { from, .. } => Some(from),
            _ => None,
        }
    }

    /// The parties whose signature is missing.
    #[must_use]
    pub fn unsigned(&self) -> Vec<&str> {
        let has = |party: &&String| !self.signatures.iter().any(|one| one.party == **party);
        self.parties.iter().filter(has).map(String::as_str).collect()
    }

    /// The document among its parts.
    #[must_use]
    pub fn document(&self) -> Option<&Part> {
        self.parts.iter().find(|part| part.part == "document")
    }
}

/// The list that is hashed, in the order in which parts are listed.
#[must_use]
pub fn list(parts: &[Part]) -> Value {
    let one = |part: &Part| Value::texts([("part", &part.part), ("name", &part.name), ("sha256", &part.sha256)]);
    Value::List(parts.iter().map(one).collect())
}

/// Every proposal as known at an entry, or now, in the order in which they were made.
///
/// # Errors
/// The journal cannot be read, or a row is not what it must be.
pub fn proposals(read: &mut dyn Read, upto: Option<u64>) -> Result<Vec<Proposal>, JournalError> {
    let parts = read.rows(&PART, upto, &[])?;
    let mut all = Vec::new();
    for row in read.rows(&PROPOSAL, upto, &[])? {
        let own = parts.iter().filter(|part| part.entry == row.entry);
        let parts = own.map(|part| {
            let [part, name, sha256] = texts(part, ["part", "name", "sha256"]);
            Part { part, name, sha256 }
        });
        let [contract, path, version, how] = texts(&row, ["contract", "path", "version", "how"]);
        let [parties, agreement] = texts(&row, ["parties", "agreement"]);
        all.push(Proposal {
            entry: row.entry,
            contract,
            path,
            version,
            how: if how == "unilateral" { How::Unilateral } else { How::Agreement },
            parties: parties.split(' ').map(str::to_owned).collect(),
            parts: parts.collect(),
            agreement,
            signatures: Vec::new(),
            stage: Stage::Open,
        });
    }
    for row in read.rows(&SIGNATURE, upto, &[])? {
        let Some(proposal) = proposed(&mut all, &row) else { return Err(damaged(&row)) };
        let [party, act, file, signed_on] = texts(&row, ["party", "act", "file", "signed_on"]);
        proposal.signatures.retain(|one| one.party != party);
        if act == "sign" {
            let (file, signed_on) = (Some(file).filter(|file| !file.is_empty()), signed_on.parse().ok());
            proposal.signatures.push(Signature { party, entry: row.entry, signed_on, file });
        }
    }
    for row in read.rows(&PROPOSAL_END, upto, &[])? {
        let Some(proposal) = proposed(&mut all, &row) else { return Err(damaged(&row)) };
        let [reason] = texts(&row, ["reason"]);
        proposal.stage = Stage::Withdrawn { entry: row.entry, reason };
    }
    for row in read.rows(&IN_FORCE, upto, &[])? {
        let Some(proposal) = proposed(&mut all, &row) else { return Err(damaged(&row)) };
        let [from, reference, published] = texts(&row, ["from_day", "reference", "published"]);
        let from = from.parse().map_err(|_| damaged(&row))?;
        proposal.stage = Stage::InForce { entry: row.entry, from, reference, published: published.parse().ok() };
    }
    Ok(all)
}

/// The proposal of a contract that waits; there is one at most.
///
/// # Errors
/// As [`proposals`].
pub fn open(read: &mut dyn Read, contract: &str) -> Result<Option<Proposal>, JournalError> {
    Ok(proposals(read, None)?.into_iter().find(|one| one.is_open() && one.contract == contract))
}

impl Workspace {
    /// Every proposal as known at an entry, or now.
    ///
    /// # Errors
    /// The journal cannot be read.
    pub fn proposals(&self, upto: Option<u64>) -> Result<Vec<Proposal>, WorkspaceError> {
        Ok(self.journal.read(|read| proposals(read, upto))?)
    }
}

fn proposed<'p>(all: &'p mut [Proposal], row: &Row) -> Option<&'p mut Proposal> {
    let number: u64 = row.get("proposal")?.parse().ok()?;
    all.iter_mut().find(|one| one.entry == number)
}

fn texts<const N: usize>(row: &Row, columns: [&str; N]) -> [String; N] {
    columns.map(|column| row.get(column).unwrap_or_default().to_owned())
}

fn damaged(row: &Row) -> JournalError {
    JournalError::Damaged(format!("row {} of entry {} in {}", row.place, row.entry, row.table.name))
}
