//! A receipt: an entry, the proof that it stands in the tree, and a signed checkpoint of that tree. Whoever holds one and the
//! public key needs nothing else to know that the act was recorded, and finds out a journal from which it was taken.

use crate::canonical::{CanonicalError, Value};
use crate::entry::{Entry, EntryError, count};
use crate::note::Checkpoint;
use crate::signing::{SignatureError, VerifyingKey};
use crate::tree::{self, Hash, verify_inclusion};

/// The form that is written.
pub const FORM: &str = "1";

/// What an actor keeps of an act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The bytes of the entry.
    pub entry: String,
    /// The leaf, from 0: the entry's number less one.
    pub index: u64,
    /// The hashes from the leaf to the root.
    pub proof: Vec<Hash>,
    /// The signed note of the checkpoint.
    pub checkpoint: String,
}

/// Why a receipt does not prove anything.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReceiptError {
    /// It cannot be read.
    #[error("the receipt cannot be read: {0}")]
    Canonical(#[from] CanonicalError),
    /// Written by another version.
    #[error("the receipt has form `{0}`, and this version of Mithaq knows form {FORM} alone")]
    UnknownForm(String),
    /// A field is missing or not what it must be.
    #[error("the field `{0}` of the receipt is missing or wrong")]
    Field(&'static str),
    /// The entry in it is none.
    #[error(transparent)]
    Entry(#[from] EntryError),
    /// The checkpoint is not signed by the key given.
    #[error("the checkpoint of the receipt: {0}")]
    Checkpoint(#[from] SignatureError),
    /// The checkpoint is of another journal than the key.
    #[error("the checkpoint of the receipt is of the journal `{0}`, which is not the key's")]
    Origin(String),
    /// The entry does not bear the number of its leaf.
    #[error("the receipt is of leaf {index}, its entry has number {number}")]
    Number {
        /// The leaf, from 0.
        index: u64,
        /// The number that the entry bears.
        number: u64,
    },
    /// The proof does not lead from the entry to the root.
    #[error("the proof does not lead from entry {number} to the root of the checkpoint of {entries} entries")]
    Proof {
        /// The number of the entry.
        number: u64,
        /// The size of the checkpoint.
        entries: u64,
    },
}

impl Receipt {
    /// Checks everything from the receipt itself and a public key, and gives the entry that it proves.
    pub fn check(&self, key: &VerifyingKey) -> Result<Entry, ReceiptError> {
        let checkpoint = key.verify(&self.checkpoint)?;
        if checkpoint.origin != key.name() {
            return Err(ReceiptError::Origin(checkpoint.origin));
        }
        self.check_under(&checkpoint)
    }

    /// The same under a checkpoint whose signature was looked at already.
    pub fn check_under(&self, checkpoint: &Checkpoint) -> Result<Entry, ReceiptError> {
        let entry = Entry::decode(self.entry.as_bytes())?;
        if self.index.checked_add(1) != Some(entry.number) {
            return Err(ReceiptError::Number { index: self.index, number: entry.number });
        }
        let leaf = tree::leaf(self.entry.as_bytes());
        match verify_inclusion(&leaf, self.index, checkpoint.entries, &self.proof, &checkpoint.root) {
            true => Ok(entry),
            false => Err(ReceiptError::Proof { number: entry.number, entries: checkpoint.entries }),
        }
    }

    /// The receipt as a file: a canonical form, and so JSON.
    pub fn encode(&self) -> Result<String, ReceiptError> {
        let proof = self.proof.iter().map(|hash| Value::text(hash.hex())).collect();
        let map = Value::map([
            ("form", Value::text(FORM)),
            ("entry", Value::text(&self.entry)),
            ("index", Value::text(self.index.to_string())),
            ("proof", Value::List(proof)),
            ("checkpoint", Value::text(&self.checkpoint)),
        ]);
        Ok(map.encode()?)
    }

    /// Reads such a file; a line feed may stand at its end.
    pub fn decode(text: &str) -> Result<Receipt, ReceiptError> {
        let value = Value::decode(text.strip_suffix('\n').unwrap_or(text).as_bytes())?;
        let field = |name| value.get(name).and_then(Value::as_text).ok_or(ReceiptError::Field(name));
        let form = field("form")?;
        if form != FORM {
            return Err(ReceiptError::UnknownForm(form.to_owned()));
        }
        let known = ["checkpoint", "entry", "form", "index", "proof"];
        if value.as_map().is_none_or(|map| map.keys().any(|key| !known.contains(&key.as_str()))) {
            return Err(ReceiptError::Field("form"));
        }
        let proof = value.get("proof").and_then(Value::as_list).ok_or(ReceiptError::Field("proof"))?;
        let proof: Option<Vec<Hash>> = proof.iter().map(|hash| Hash::from_hex(hash.as_text()?)).collect();
        Ok(Receipt {
            entry: field("entry")?.to_owned(),
            index: count(field("index")?).ok_or(ReceiptError::Field("index"))?,
            proof: proof.ok_or(ReceiptError::Field("proof"))?,
            checkpoint: field("checkpoint")?.to_owned(),
        })
    }
}
