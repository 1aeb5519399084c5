//! Acts about the journal itself, beside its keys.
//!
//! - `witness`: `{note, key}`: a checkpoint of this journal that somebody else has cosigned, and the key that verifies it.
//! - `lost`: `{from, to, checkpoint}`: after a restore, the entries from this one's number to another were recorded once and are
//!   not here; the checkpoint over all of those is what is left of them.
//! - `clock-was-wrong`: `{from, to, reason}`: the entries from one to the last before this one bear days of a clock that ran
//!   ahead. The day of this one is theirs from now on ([`crate::journal::Days`]).

use super::{Fields, Filled, Kind};
use crate::entry::{Entry, count};
use crate::note::{Checkpoint, Note, is_lost_line};
use crate::signing::VerifyingKey;
use crate::tables::{LOST as LOST_ROWS, WITNESS as WITNESS_ROWS, WRONG_CLOCK};

/// The word of the act that records what a witness has cosigned.
pub const WITNESS: &str = "witness";

/// The word of the act that says which entries were lost.
pub const LOST: &str = "lost";

/// The word of the act that says which days a wrong clock gave.
pub const CLOCK_WAS_WRONG: &str = "clock-was-wrong";

pub const KINDS: &[Kind] = &[
    Kind { word: WITNESS, fill: witness },
    Kind { word: LOST, fill: lost },
    Kind { word: CLOCK_WAS_WRONG, fill: clock_was_wrong },
];

fn clock_was_wrong(entry: &Entry) -> Filled {
    let body = Fields::of(entry, &["from", "to", "reason"])?;
    let (from, to) = (body.number("from")?, body.number("to")?);
    body.named("reason")?;
    if count(&to) != entry.number.checked_sub(1) {
        return Err(body.wrong("to", "the number of the entry before this one"));
    }
    if count(&from) > count(&to) {
        return Err(body.wrong("from", "a number that is not above `to`"));
    }
    Ok(vec![(&WRONG_CLOCK, vec![from, to, entry.day.to_string()])])
}

fn witness(entry: &Entry) -> Filled {
    let body = Fields::of(entry, &["note", "key"])?;
    let (note, key) = (body.text("note")?, body.text("key")?);
    let read: Option<VerifyingKey> = key.parse().ok();
    let read = read.ok_or_else(|| body.wrong("key", "the text of a verifying key"))?;
    let signed = read.verify(&note).ok().filter(|signed| (1..entry.number).contains(&signed.entries));
    let signed = signed.ok_or_else(|| body.wrong("note", "a checkpoint of fewer entries that this key has signed"))?;
    Ok(vec![(&WITNESS_ROWS, vec![signed.entries.to_string(), signed.root.hex(), key])])
}

fn lost(entry: &Entry) -> Filled {
    let body = Fields::of(entry, &["from", "to", "checkpoint"])?;
    let (from, to) = (body.number("from")?, body.number("to")?);
    if count(&from) != Some(entry.number) {
        return Err(body.wrong("from", "the number of the entry"));
    }
    let checkpoint = checkpoint(&body.text("checkpoint")?);
    let checkpoint = checkpoint.filter(|read| count(&to) == Some(read.entries) && read.entries >= entry.number);
    let checkpoint =
        checkpoint.ok_or_else(|| body.wrong("checkpoint", "a signed checkpoint of as many entries as `to` says"))?;
    Ok(vec![(&LOST_ROWS, vec![from, to, checkpoint.root.hex()])])
}

fn checkpoint(note: &str) -> Option<Checkpoint> {
    // What was lost may have told of losses before; nothing else stands in the text of a checkpoint.
    Note::parse(note).ok()?.checkpoint().ok().filter(|read| read.extensions.iter().all(|line| is_lost_line(line)))
}
