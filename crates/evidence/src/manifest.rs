//! The manifest: what a submission was, and what became of it.
//!
//! One to a submission, written once and never changed. It holds no name and no official number of a person: files are
//! known by name, size and hash, rows by count, faults by place. The rows themselves lie beside it (`crate::store`).

use std::collections::BTreeMap;

use contract::calendar::Date;
use contract::facts::Period;
use contract::identity::OperatorId;
use serde::{Deserialize, Serialize};

use crate::answer::Answer;
use crate::finding::Finding;
use crate::piece::{Accounting, Declarant, PieceKind, Unnamed};
use crate::pseudonym::Fingerprint;

/// The version of this form. A released form is never edited, only followed by a new one.
///
/// Form 2 says which cells were not read and how many refused rows name nobody; of form 1 every refused row may be
/// anybody's. It numbers an operator's deliveries, says which files stand beside others, and names files received again.
pub const FORM: u32 = 2;
/// The oldest form that is read.
pub const OLDEST_FORM: u32 = 1;

/// What was handed in together for one operator, or a file that belongs to no single operator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The version of the form: [`FORM`].
    pub form: u32,
    /// The identifier: date received and the start of a hash of the content.
    pub submission: String,
    /// The operator; nothing for a register as a whole and for a file whose declarant is unknown.
    pub operator: Option<OperatorId>,
    /// The day it was received: what it says is known from then on.
    pub received: Date,
    /// The number of the delivery among the operator's, from 1, in the order of typing: it tells which of two files of one
    /// day holds. 0 in form 1.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub serial: u32,
    /// The key under which its persons have their numbers. Submissions of earlier versions do not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<Fingerprint>,
    /// The files, sorted.
    pub pieces: Vec<StoredPiece>,
    /// The stored tables by name.
    pub tables: BTreeMap<String, StoredTable>,
    /// The line index of the text files.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lines: Option<StoredLines>,
}

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Its rows are stored and it covers its periods.
    Accepted,
    /// It was only compared with.
    Compared,
    /// A register: its rows went to their operators' submissions.
    Shared,
    /// It was refused and covers nothing.
    Refused,
}

impl Standing {
    /// The word in manifests and message codes.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Standing::Accepted => "accepted",
            Standing::Compared => "compared",
            Standing::Shared => "shared",
            Standing::Refused => "refused",
        }
    }
}

/// One file of a submission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredPiece {
    /// The file's name.
    pub name: String,
    /// Its kind, where the content is of a known one.
    pub kind: Option<PieceKind>,
    /// Its size in bytes.
    pub size_bytes: u64,
    /// SHA-256 of its bytes, hexadecimal.
    pub sha256: String,
    /// What became of it.
    pub standing: Standing,
    /// Whether this is the part of a register that concerns one operator.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub part: bool,
    /// The affiliation or tax identifier under which it was filed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub declarant: Option<String>,
    /// The periods it speaks of, sorted.
    pub periods: Vec<Period>,
    /// The number of a complementary declaration, 0 where it is one of unknown number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub complement: Option<u8>,
    /// The date the file gives itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dated: Option<Date>,
    /// Which version of the same thing it is among those received on the same day, from 0. In form 1 alone.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub same_day: u32,
    /// Whether it stands beside what is in force for the same, instead of replacing it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub adds: bool,
    /// The file that it is, received again: its rows lie there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub same_as: Option<SameAs>,
    /// What whoever handed it in answered about its columns: whoever reads it again reads it so.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub read_as: Vec<Answer>,
    /// Every row accounted for.
    pub accounting: Accounting,
    /// What was found.
    pub findings: Vec<Finding>,
}

/// A file of an earlier submission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SameAs {
    /// The submission.
    pub submission: String,
    /// The file's position in its manifest.
    pub piece: usize,
}

fn is_zero(number: &u32) -> bool {
    *number == 0
}

/// One Parquet file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredTable {
    /// The number of rows.
    pub rows: u64,
    /// The schema's columns that any of the files has.
    pub columns: Vec<String>,
    /// Of these, the columns with cells that could not be read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unread: Vec<String>,
    /// SHA-256 of the Parquet file, hexadecimal.
    pub sha256: String,
}

/// The file `lines.bin`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredLines {
    /// The size in bytes.
    pub size_bytes: u64,
    /// SHA-256, hexadecimal.
    pub sha256: String,
}

impl Manifest {
    /// What a manifest of an older form says in the words of this one.
    #[must_use]
    pub fn brought_up(mut self) -> Manifest {
        if self.form == OLDEST_FORM {
            for accounting in self.pieces.iter_mut().map(|piece| &mut piece.accounting) {
                let rows: u64 = accounting.refused.values().sum();
                if rows > 0 {
                    accounting.unnamed = vec![Unnamed { operator: None, period: None, rows }];
                }
            }
        }
        self
    }
}

/// What a file speaks of: a place in the evidence. A newer file for the same slot replaces what is there, or stands beside
/// it, as whoever hands it in says.
///
/// A complementary declaration is a slot of its own: a corrected main declaration keeps its complements, and a complement
/// is corrected by one of the same number. Who stands in both is told by a finding.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Slot {
    /// The table.
    pub table: &'static str,
    /// The affiliation or tax identifier; nothing in registers.
    pub declarant: Option<String>,
    /// The period, where the table has one.
    pub period: Option<Period>,
    /// The number of a complementary declaration, which is a slot of its own.
    pub complement: Option<u8>,
}

impl Slot {
    /// Whether a row of a period is the slot's: the period is that of the slot, or lies in it.
    #[must_use]
    pub fn holds(&self, period: Option<Period>) -> bool {
        self.period.is_none_or(|own| period.map(|period| period.within(own.key())) == Some(own))
    }
}

impl<'de> Deserialize<'de> for Slot {
    fn deserialize<D: serde::Deserializer<'de>>(reader: D) -> Result<Slot, D::Error> {
        #[derive(Deserialize)]
        struct Written {
            table: String,
            declarant: Option<String>,
            period: Option<Period>,
            complement: Option<u8>,
        }
        let Written { table, declarant, period, complement } = Written::deserialize(reader)?;
        Ok(Slot { table: crate::catalogue::interned(&table), declarant, period, complement })
    }
}

impl StoredPiece {
    /// Whether its reader asks how a column is written.
    #[must_use]
    pub fn asks(&self) -> bool {
        self.findings.iter().any(|finding| !crate::answer::offers(finding).is_empty())
    }

    /// The name of the table that its rows go to.
    #[must_use]
    pub fn table(&self) -> Option<&'static str> {
        self.kind.and_then(table_of)
    }

    /// What it speaks of.
    #[must_use]
    pub fn slots(&self) -> Vec<Slot> {
        let Some(table) = self.table() else { return Vec::new() };
        let slot = |period| Slot { table, declarant: self.declarant.clone(), period, complement: self.complement };
        // Files of tables without a period say none.
        if self.periods.is_empty() {
            return vec![slot(None)];
        }
        self.periods.iter().map(|period| slot(Some(*period))).collect()
    }

    /// Whether its rows count.
    #[must_use]
    pub fn is_accepted(&self) -> bool {
        self.standing == Standing::Accepted
    }
}

/// The name of the table that a kind of file feeds; the CNSS's pre-established list feeds none.
#[must_use]
pub fn table_of(kind: PieceKind) -> Option<&'static str> {
    match kind {
        PieceKind::EBDS_MAIN | PieceKind::EBDS_COMPLEMENT => Some("bds"),
        PieceKind::EBDS_PREESTABLISHED => None,
        kind => Some(kind.name()),
    }
}

/// The declarant as the manifest keeps it.
#[must_use]
pub fn declarant_text(declarant: &Declarant) -> Option<String> {
    match declarant {
        // Its files lie under its own name.
        Declarant::PerRow | Declarant::Party(_) => None,
        Declarant::Affiliation(number) | Declarant::TaxIdentifier(number) => Some(number.clone()),
    }
}
