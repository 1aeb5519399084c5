//! What others hold, beside the journal: a receipt or a checkpoint of a later size finds an older copy, one over another root
//! finds a journal that was written anew with the right key.

use super::entries::Said;
use super::keys::Keys;
use super::{EntryFault, Fault, GivenFault, Report, Witnessed, nodes};
use crate::note::{Checkpoint, Note};
use crate::receipt::Receipt;
use crate::tree::Hash;

/// Looks at each that is given.
pub fn compare(keys: &Keys, levels: &[Vec<Hash>], receipts: &[Receipt], checkpoints: &[String], report: &mut Report) {
    for (index, receipt) in receipts.iter().enumerate() {
        let signed = keys.verify(&receipt.checkpoint, report.entries).map_err(GivenFault::Signature);
        // Its own proof leads to the root that is signed; that root is then the one of our entries, or it is not.
        let what = signed.and_then(|signed| {
            receipt.check_under(&signed).map_err(GivenFault::Receipt)?;
            beside(&signed, keys, levels, report.entries)
        });
        if let Err(what) = what {
            report.tell(Fault::Given { receipt: true, index, what });
        }
    }
    for (index, note) in checkpoints.iter().enumerate() {
        let signed = keys.verify(note, report.entries).map_err(GivenFault::Signature);
        if let Err(what) = signed.and_then(|signed| beside(&signed, keys, levels, report.entries)) {
            report.tell(Fault::Given { receipt: false, index, what });
        }
    }
}

fn beside(signed: &Checkpoint, keys: &Keys, levels: &[Vec<Hash>], here: u64) -> Result<(), GivenFault> {
    let entries = signed.entries;
    if signed.origin != keys.origin() {
        return Err(GivenFault::Origin(signed.origin.clone()));
    }
    // What an entry says was lost was once signed, and is told there.
    if keys.is_lost(signed) {
        return Ok(());
    }
    if entries > here {
        return Err(GivenFault::Older { entries, here });
    }
    if nodes::root(levels, entries) != signed.root {
        return Err(GivenFault::Fork { entries });
    }
    // The same entries name the same losses.
    let same = keys.checkpoint(entries, signed.root).text() == signed.text();
    if same { Ok(()) } else { Err(GivenFault::Lost { entries }) }
}

/// Holds against the tree what witnesses have cosigned, as entries say, and tells of the sound ones.
pub fn witnessed(said: &Said, levels: &[Vec<Hash>], report: &mut Report) {
    for (entry, note, key) in &said.witnessed {
        let read = Note::parse(note).ok().and_then(|read| Some((read.checkpoint().ok()?.entries, read.text)));
        let here = read.as_ref().map(|(size, _)| said.keys.checkpoint(*size, nodes::root(levels, *size)).text());
        match read {
            Some((entries, text)) if here.as_deref() == Some(&text) => {
                report.witnessed.push(Witnessed { entry: *entry, entries, key: key.clone() });
            }
            _ => report.tell(Fault::Entry { number: *entry, what: EntryFault::Witness }),
        }
    }
}
