//! The one road into the journal. Everything happens in one transaction of the only writer:
//!
//! ```text
//! request id known? ── same act ──► the answer it had          (again, no second effect)
//!        │            other act ──► refused
//!        ▼
//! seen · clock · signer ► entry ► guard of the office ► rows (pure) ► entry, rows, leaf and nodes, signed checkpoint ► commit
//! ```
//!
//! The answer leaves after the commit alone, so that whoever holds one can rely on it, and it bears a checkpoint that
//! contains the entry.

use std::collections::BTreeMap;

use contract::calendar::Date;

use super::{Draft, Guard, JournalError, RecordError, Recorded, day, origin, reading};
use crate::canonical::Value;
use crate::entry::Entry;
use crate::migration;
use crate::note::Checkpoint;
use crate::projection::{self, FIX_PUBLIC_DAY, OPEN, ProjectionError, ROTATE};
use crate::receipt::Receipt;
use crate::signing::{SigningKey, VerifyingKey};
use crate::store::{Cell, StoreError, Transaction};
use crate::tables;
use crate::tree::{self, Hash, Node};

/// Records the first entry, in a database whose tables were just made.
pub fn first(transaction: &mut dyn Transaction, draft: Draft, signer: &SigningKey) -> Result<Recorded, RecordError> {
    let text = |key: &str| draft.body.get(key).and_then(Value::as_text).unwrap_or_default();
    if draft.kind != OPEN {
        return Err(RecordError::Opening);
    }
    let fictitious = text("fictitious") == "yes";
    if draft.moment.is_some() == fictitious {
        return Err(RecordError::Moment { fictitious });
    }
    let (expected, workspace) = (text("key").to_owned(), text("workspace").to_owned());
    signs(signer, &expected)?;
    if signer.verifying().name() != origin(&workspace) {
        return Err(RecordError::Signer { given: signer.verifying().to_string(), expected: origin(&workspace) });
    }
    let day = draft.clock;
    append(transaction, entry(draft, 1, day), signer, &workspace, &|_, _| Ok(()))
}

/// Records any other entry.
pub fn record(
    transaction: &mut dyn Transaction,
    draft: Draft,
    signer: &SigningKey,
    guard: Guard<'_>,
) -> Result<Recorded, RecordError> {
    if let Some(known) = reading::by_request(transaction, &draft.request)? {
        return again(transaction, &draft, known);
    }
    if draft.kind == OPEN {
        return Err(RecordError::Opening);
    }
    let opening = reading::opening(transaction)?;
    let (last, last_day) = reading::last(transaction)?;
    if let Some(seen) = draft.seen.filter(|seen| *seen != last) {
        return Err(RecordError::Moved { seen, last });
    }
    // A rotation is signed by the key that goes: whoever trusts that one learns of the next from it.
    signs(signer, &reading::signer(transaction)?)?;
    rotates(&draft, &opening.origin())?;
    if draft.kind == FIX_PUBLIC_DAY && !reading::rows(transaction, &tables::PUBLIC_DAY, None, &[])?.is_empty() {
        return Err(RecordError::Taken { table: tables::PUBLIC_DAY.name.to_owned(), columns: Vec::new() });
    }
    let day = day::of(&draft, &mut reading::Reading(transaction), last_day, opening.fictitious)?;
    append(transaction, entry(draft, last + 1, day), signer, &opening.workspace, guard)
}

fn signs(signer: &SigningKey, expected: &str) -> Result<(), RecordError> {
    let given = signer.verifying().to_string();
    match given == expected {
        true => Ok(()),
        false => Err(RecordError::Signer { given, expected: expected.to_owned() }),
    }
}

/// The next key bears the name of the journal, as the one before did.
fn rotates(draft: &Draft, expected: &str) -> Result<(), RecordError> {
    let given = draft.body.get("key").and_then(Value::as_text).unwrap_or_default();
    let named = given.parse::<VerifyingKey>().is_ok_and(|key| key.name() == expected);
    match draft.kind != ROTATE || named {
        true => Ok(()),
        false => Err(RecordError::Signer { given: given.to_owned(), expected: expected.to_owned() }),
    }
}

fn entry(draft: Draft, number: u64, day: Date) -> Entry {
    let Draft { request, moment, actor, kind, stated, body, .. } = draft;
    Entry { number, day, moment, request, actor, kind, stated, body }
}

/// The answer that the act had when it was recorded: under the checkpoint of then, byte for byte.
fn again(transaction: &mut dyn Transaction, draft: &Draft, known: Entry) -> Result<Recorded, RecordError> {
    let asked = (&draft.kind, &draft.actor, &draft.body, &draft.stated);
    if asked != (&known.kind, &known.actor, &known.body, &known.stated) {
        return Err(RecordError::OtherRequest { request: known.request, number: known.number });
    }
    let receipt = reading::receipt(transaction, known.number, known.number)?;
    Ok(Recorded { number: known.number, day: known.day, receipt, again: true })
}

fn append(
    transaction: &mut dyn Transaction,
    entry: Entry,
    signer: &SigningKey,
    workspace: &str,
    guard: Guard<'_>,
) -> Result<Recorded, RecordError> {
    let bytes = entry.bytes()?;
    // Before anything is asked or written: what the office composed must be readable as it was meant.
    if Entry::decode(bytes.as_bytes())? != entry {
        return Err(JournalError::Damaged("an entry is not read as it was written".to_owned()).into());
    }
    // Whoever may not is told that, and nothing of what the body should be.
    guard(&mut reading::Reading(transaction), &entry)?;
    projection::rows(&entry).map_err(RecordError::Projection)?;
    let size = entry.number;
    let (root, proof) = lay(transaction, &entry, &bytes)?;
    let extensions = reading::extensions(transaction)?;
    let checkpoint = Checkpoint { origin: origin(workspace), entries: size, root, extensions };
    let note = signer.note(&checkpoint).to_string();
    sign(transaction, size, &note)?;
    let receipt = Receipt { entry: bytes, index: size - 1, proof, checkpoint: note };
    Ok(Recorded { number: size, day: entry.day, receipt, again: false })
}

/// Lays an entry down with its rows, its leaf and the nodes that it completes; gives the root, and the proof of its leaf.
pub(super) fn lay(
    transaction: &mut dyn Transaction,
    entry: &Entry,
    bytes: &str,
) -> Result<(Hash, Vec<Hash>), RecordError> {
    let (number, text) = (Cell::Number, |text: &str| Cell::Text(text.to_owned()));
    let row = vec![
        number(entry.number),
        text(&entry.request),
        text(&entry.day.to_string()),
        text(&entry.kind),
        Cell::Bytes(bytes.as_bytes().to_vec()),
    ];
    transaction.append("entry", &["number", "request", "day", "kind", "bytes"], &[row])?;
    migration::fill(transaction, entry, |_| true).map_err(taken)?;
    let size = entry.number;
    let mut grown = Grown { transaction, known: BTreeMap::new() };
    let added = tree::append(size - 1, tree::leaf(bytes.as_bytes()), &mut |node| grown.node(node))?;
    grown.known.extend(added.iter().copied());
    let root = tree::root(size, &mut |node| grown.node(node))?;
    let proof = tree::inclusion(size - 1, size, &mut |node| grown.node(node))?;
    let nodes: Vec<Vec<Cell>> = added
        .iter()
        .map(|(node, hash)| vec![number(node.level.into()), number(node.place), Cell::Bytes(hash.0.to_vec())])
        .collect();
    transaction.append("node", &["level", "place", "hash"], &nodes)?;
    Ok((root, proof))
}

/// Keeps the signed checkpoint of a size.
pub(super) fn sign(transaction: &mut dyn Transaction, size: u64, note: &str) -> Result<(), StoreError> {
    let row = vec![Cell::Number(size), Cell::Text(note.to_owned())];
    transaction.append("checkpoint", &["entries", "note"], &[row])
}

/// The tree with the leaf that is being added. Root, proof and growth read the same few nodes, and each reading is a journey to
/// the database.
struct Grown<'a> {
    transaction: &'a mut dyn Transaction,
    known: BTreeMap<Node, Hash>,
}

impl Grown<'_> {
    fn node(&mut self, node: Node) -> Result<Hash, JournalError> {
        if let Some(hash) = self.known.get(&node) {
            return Ok(*hash);
        }
        let hash = reading::node(self.transaction, node)?;
        self.known.insert(node, hash);
        Ok(hash)
    }
}

/// A row that collides is a refusal about what was asked, not a fault of a machine.
fn taken(fault: JournalError) -> RecordError {
    match fault {
        JournalError::Store(StoreError::Unique(constraint)) => {
            let (table, columns) = constraint.split_once('(').unwrap_or((&constraint, ""));
            let columns = columns.trim_end_matches(')').split(',').map(str::to_owned).collect();
            match tables::named(table) {
                Some(_) => RecordError::Taken { table: table.to_owned(), columns },
                None => RecordError::Fault(StoreError::Unique(constraint).into()),
            }
        }
        JournalError::Projection(fault @ ProjectionError::Body { .. }) => RecordError::Projection(fault),
        fault => RecordError::Fault(fault),
    }
}
