//! The receipt of an assessment: everything its result depends on, and a hash of the determinations themselves.
//!
//! Determinations are hashed operator by operator in canonical order, then the operators' hashes in order of identifier:
//! the same bytes whatever the number of threads, the size of batches or the order in which operators were given.

use std::fmt::Write as _;

use contract::determination::{Reason, Status};
use contract::identity::OperatorId;
use contract::model::Contract;
use rayon::prelude::*;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::ENGINE_VERSION;
use crate::determinations::{ClauseDeterminations, OperatorAssessment};
use crate::program::Program;
use crate::totals::Totals;

/// What an assessment was made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Inputs {
    /// SHA-256 of the contract's text.
    pub contract_sha256: String,
    /// The packs that the contract borrows from, by name, each with the SHA-256 of its text.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub packs: Vec<(String, String)>,
    /// The day from which the contract is in force, where an act says it and not the text alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_force_from: Option<String>,
    /// The day of knowledge, `2027-01-31`.
    pub as_known_on: String,
    /// Operator and fingerprint of the evidence read for it, in order of operator.
    pub evidence: Vec<(String, String)>,
    /// Rows used, ignored and refused at intake: together, rows submitted.
    pub rows: RowCounts,
}

/// Rows of evidence by what became of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct RowCounts {
    /// Rows that tables hold.
    pub used: u64,
    /// Rows left out for a stated reason.
    pub ignored: u64,
    /// Rows refused.
    pub refused: u64,
}

/// The receipt. Written as JSON it is the same bytes for the same inputs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Receipt {
    /// The contract.
    pub contract: String,
    /// Its version.
    pub version: String,
    /// SHA-256 over the parameters and places of the program.
    pub parameters_sha256: String,
    /// The engine's version.
    pub engine: String,
    /// The number of the form in which determinations are hashed.
    pub determinations_form: u32,
    /// Whether every reading was computed, or only those in use.
    pub all_readings: bool,
    /// What it was made from.
    pub inputs: Inputs,
    /// What it came to.
    pub totals: Totals,
    /// The number of determinations.
    pub determinations: u64,
    /// SHA-256 over the determinations.
    pub determinations_sha256: String,
}

/// The hash of the determinations of many operators, taken in order of operator.
#[derive(Debug, Clone, Default)]
pub struct DeterminationsHash {
    hasher: Sha256,
    count: u64,
}

impl DeterminationsHash {
    /// Takes the next operator: how many determinations it has, and their hash.
    pub fn take(&mut self, operator: &OperatorId, determinations: u64, sha256: [u8; 32]) {
        text(&mut self.hasher, &operator.to_string());
        self.hasher.update(sha256);
        self.count += determinations;
    }

    /// The number of determinations, and the hash of all.
    #[must_use]
    pub fn finish(self) -> (u64, String) {
        (self.count, hexadecimal(&self.hasher.finalize()))
    }
}

/// SHA-256 over the determinations of one operator, in canonical order, in the form that [`DETERMINATIONS_FORM`] numbers.
///
/// First the reasons in the order in which determinations meet them, and what was never filed; then, clause by clause, SHA-256 of what it says: its
/// identifier, its reading and the words that may decide, and column by column, each number in little-endian bytes, persons
/// as runs of (pseudonym, determinations of the person), periods, starts and anniversary years where the clause has them,
/// statuses, amounts of what is due, deciders, and reasons as runs of (reason, determinations in a row). A text stands
/// behind its length, and a column behind its number of items, so that nothing can be taken for something else.
#[must_use]
pub fn operator_sha256(program: &Program, assessment: &OperatorAssessment) -> [u8; 32] {
    let mut hasher = Sha256::new();
    hasher.update((assessment.reasons.len() as u64).to_be_bytes());
    for reason in &assessment.reasons {
        text(&mut hasher, &reason_text(reason));
    }
    hasher.update((assessment.unfiled.len() as u64).to_be_bytes());
    for unfiled in assessment.never_filed(program) {
        text(&mut hasher, &unfiled.clause);
        text(&mut hasher, unfiled.reading.as_deref().unwrap_or_default());
        text(&mut hasher, &unfiled.table);
        text(&mut hasher, &unfiled.since.to_string());
    }
    let of_clauses = assessment.clauses.par_iter().with_max_len(1).map(|of| clause_sha256(program, assessment, of));
    of_clauses.collect::<Vec<[u8; 32]>>().iter().for_each(|sha256| hasher.update(sha256));
    hasher.finalize().into()
}

fn clause_sha256(program: &Program, assessment: &OperatorAssessment, of: &ClauseDeterminations) -> [u8; 32] {
    let mut hasher = Sha256::new();
    let clause = &program.clauses[of.clause];
    text(&mut hasher, &clause.id);
    text(&mut hasher, clause.reading.as_deref().unwrap_or_default());
    hasher.update((clause.deciders.len() as u64).to_be_bytes());
    clause.deciders.iter().for_each(|decider| text(&mut hasher, decider));
    let mut columns = Columns { hasher: &mut hasher, bytes: Vec::with_capacity(BYTES_AT_ONCE + 64) };
    columns.runs(&of.person, |person| assessment.persons[person as usize].to_bytes());
    columns.column(&of.period, i32::to_le_bytes);
    columns.column(&of.start, |start| start.unwrap_or(i32::MIN).to_le_bytes());
    columns.column(&of.anniversary, u32::to_le_bytes);
    columns.column(&of.status, |status| [status as u8]);
    let due = || of.status.iter().zip(&of.amount_centimes).filter(|(status, _)| **status == Status::Due);
    columns.length(due().count());
    due().for_each(|(_, amount)| columns.put(&amount.to_le_bytes()));
    columns.column(&of.decided_by, |by| by.unwrap_or(u16::MAX).to_le_bytes());
    columns.runs(&of.reason, |reason| reason.unwrap_or(u32::MAX).to_le_bytes());
    columns.flush();
    hasher.finalize().into()
}

/// The number of the form in which determinations are hashed: 1 told each determination in words, row by row; 2 is the form
/// of [`operator_sha256`].
pub const DETERMINATIONS_FORM: u32 = 4;

const BYTES_AT_ONCE: usize = 1 << 14;

/// Columns on their way into a hash, some thousands of bytes at a time.
struct Columns<'h> {
    hasher: &'h mut Sha256,
    bytes: Vec<u8>,
}

impl Columns<'_> {
    fn put(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
        if self.bytes.len() >= BYTES_AT_ONCE {
            self.flush();
        }
    }

    fn flush(&mut self) {
        self.hasher.update(&self.bytes);
        self.bytes.clear();
    }

    fn length(&mut self, length: usize) {
        self.put(&(length as u64).to_le_bytes());
    }

    fn column<T: Copy, const N: usize>(&mut self, items: &[T], bytes: impl Fn(T) -> [u8; N]) {
        self.length(items.len());
        for items in items.chunks(BYTES_AT_ONCE / N) {
            let before = self.bytes.len();
            self.bytes.resize(before + items.len() * N, 0);
            let slots = self.bytes[before..].chunks_exact_mut(N);
            slots.zip(items).for_each(|(slot, item)| slot.copy_from_slice(&bytes(*item)));
            self.flush();
        }
    }

    /// Each item once, with how many times it stands in a row.
    fn runs<T: Copy + PartialEq, const N: usize>(&mut self, items: &[T], bytes: impl Fn(T) -> [u8; N]) {
        self.length(items.len());
        for run in items.chunk_by(T::eq) {
            self.put(&bytes(run[0]));
            self.put(&(run.len() as u32).to_le_bytes());
        }
    }
}

/// A reason in words that no table or word can imitate: each part with its length.
fn reason_text(reason: &Reason) -> String {
    let parts = match reason {
        Reason::Missing { table, period }
        | Reason::Damaged { table, period }
        | Reason::Absent { table, period }
        | Reason::RowsRefused { table, period } => {
            vec![table.clone(), period.map(|period| period.to_string()).unwrap_or_default()]
        }
        Reason::CellUnread { table, period, column } | Reason::RowsDisagree { table, period, column } => {
            vec![table.clone(), period.map(|period| period.to_string()).unwrap_or_default(), column.clone()]
        }
        Reason::NoSite { site } => vec![site.clone()],
        Reason::StartNotShown { month } | Reason::ExitDayNotShown { month } => vec![month.to_string()],
        Reason::StartRestated { first, other, month } => vec![first.to_string(), other.to_string(), month.to_string()],
        Reason::Hole { table, month } => vec![table.clone(), month.to_string()],
        Reason::Tie { equals, first } => vec![equals.to_string(), first.to_string()],
        Reason::PartialYear { year } => vec![year.to_string()],
        Reason::NotYet { until } => vec![until.to_string()],
        Reason::NoValue { parameter, word } => vec![parameter.clone(), word.clone().unwrap_or_default()],
        Reason::NoClass { place } => vec![place.clone()],
        Reason::DividedByZero | Reason::TooLarge | Reason::Identity => Vec::new(),
    };
    parts.iter().fold(reason.code().to_owned(), |mut whole, part| {
        // Writing to a string cannot fail.
        let _ = write!(whole, " {}:{part}", part.len());
        whole
    })
}

/// SHA-256 over every dated value of a contract: parameters, and classes of places.
#[must_use]
pub fn parameters_sha256(contract: &Contract) -> String {
    let mut hasher = Sha256::new();
    for parameter in &contract.parameters {
        text(&mut hasher, &parameter.id);
        for dated in &parameter.values {
            text(&mut hasher, &format!("{} {} {:?}", dated.in_effect, dated.published, dated.value));
        }
    }
    for place in &contract.places {
        text(&mut hasher, &place.id);
        for dated in &place.classes {
            text(&mut hasher, &format!("{} {} {}", dated.in_effect, dated.published, dated.value));
        }
    }
    hexadecimal(&hasher.finalize())
}

/// The receipt of an assessment that is complete.
#[must_use]
pub fn receipt(
    contract: &Contract,
    inputs: Inputs,
    totals: Totals,
    hash: DeterminationsHash,
    all_readings: bool,
) -> Receipt {
    let (determinations, determinations_sha256) = hash.finish();
    Receipt {
        contract: contract.id.clone(),
        version: contract.version.clone(),
        parameters_sha256: parameters_sha256(contract),
        engine: ENGINE_VERSION.to_owned(),
        determinations_form: DETERMINATIONS_FORM,
        all_readings,
        inputs,
        totals,
        determinations,
        determinations_sha256,
    }
}

fn text(hasher: &mut Sha256, text: &str) {
    hasher.update((text.len() as u64).to_be_bytes());
    hasher.update(text.as_bytes());
}

/// Bytes as hexadecimal digits.
#[must_use]
pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut digits, byte| {
        // Writing to a string cannot fail.
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}
