//! What an edition says of itself beside its rows.

use std::collections::{BTreeMap, BTreeSet};

use contract::calendar::Interval;
use serde::{Deserialize, Serialize};

use super::parquet_file::Words;
use super::period;
use super::spans::Hashes;
use crate::columns::TableColumns;
use crate::schema::TableSchema;

/// What an edition says of itself beside its rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Header {
    pub(super) form: u32,
    /// The number of persons, and the hashes of their file.
    pub(super) persons: usize,
    pub(super) persons_parts: Hashes,
    /// The numbers of persons of whom nobody can tell who they are.
    pub(super) doubtful: Vec<u32>,
    /// The submissions that it stands for, with the hashes of their manifests.
    pub(super) submissions: BTreeMap<String, String>,
    /// SHA-256 of its list of names: who a number is may change while no row of the operator does.
    pub(super) names: String,
    /// The files that rows come from.
    pub(super) pieces: Vec<(String, String)>,
    pub(super) tables: BTreeMap<String, TableHeader>,
}

/// One table of an edition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct TableHeader {
    pub(super) rows: usize,
    pub(super) columns: BTreeSet<String>,
    /// Of these, the columns with cells that could not be read.
    pub(super) unread: BTreeSet<String>,
    pub(super) words: Words,
    pub(super) parts: Hashes,
    pub(super) origins: Hashes,
    pub(super) covered: Vec<i32>,
    pub(super) unnamed: Vec<(Option<i32>, u32)>,
    pub(super) present: bool,
    pub(super) awaited: Vec<(String, Interval)>,
    pub(super) awaits_more: bool,
    pub(super) filed: Vec<(i32, Vec<String>)>,
}

impl TableHeader {
    /// An empty table that says what is covered.
    pub(super) fn coverage(&self, table: &TableSchema) -> TableColumns {
        let periods = |numbers: &[i32]| numbers.iter().map(|one| period(table, *one)).collect();
        TableColumns {
            covered: periods(&self.covered),
            unnamed: self.unnamed.iter().map(|(one, rows)| (one.map(|one| period(table, one)), *rows)).collect(),
            present: self.present,
            awaited: self.awaited.clone(),
            awaits_more: self.awaits_more,
            filed: self.filed.iter().map(|(one, names)| (period(table, *one), names.clone())).collect(),
            ..TableColumns::default()
        }
    }
}
