//! The signed checkpoints that are kept: one with each entry, over the root that the entries say. Signatures are what takes
//! long, so that they are shared among the cores.

use std::thread;

use super::keys::Keys;
use super::{Difference, Fault, Parts, Report, nodes};
use crate::note::Note;
use crate::signing::SignatureError;
use crate::tree::Hash;

/// How many signatures are shared out at once.
const BATCH: usize = 4_096;

/// Compares what is kept with what the leaves say, both ways, and looks at each signature.
pub fn compare(parts: &mut Parts<'_>, keys: &Keys, levels: &[Vec<Hash>], report: &mut Report) {
    let entries = report.entries;
    let (mut next, mut waiting) = (1, Vec::new());
    let fault = |entries, what| Fault::Checkpoint { entries, what };
    let query = r#"SELECT "entries", "note" FROM "checkpoint" ORDER BY "entries""#;
    parts.tell("the table `checkpoint`", query, report, &mut |row, last, report| {
        let (at, note) = match row[0].number().and_then(|at| Ok((at, row[1].text()?.to_owned()))) {
            Ok(read) => read,
            Err(why) => {
                return report.tell(Fault::Unreadable { part: "a checkpoint".to_owned(), why: why.to_string() });
            }
        };
        if at > entries && at <= last {
            return;
        }
        while next < at && next <= entries {
            report.tell(fault(next, Difference::Missing));
            next += 1;
        }
        if at == 0 || at > entries || at < next {
            return report.tell(fault(at, Difference::Extra));
        }
        next = at + 1;
        report.checkpoints += 1;
        waiting.push((at, note));
        if waiting.len() == BATCH {
            look(&std::mem::take(&mut waiting), keys, levels, report);
        }
    });
    look(&waiting, keys, levels, report);
    for missing in next..=entries {
        report.tell(fault(missing, Difference::Missing));
    }
}

fn look(notes: &[(u64, String)], keys: &Keys, levels: &[Vec<Hash>], report: &mut Report) {
    let cores = thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let share = notes.len().div_ceil(cores).max(1);
    let of = |(at, note): &(u64, String)| one(*at, note, keys, levels);
    let found: Vec<Fault> = thread::scope(|scope| {
        let shares: Vec<_> = notes
            .chunks(share)
            .map(|notes| scope.spawn(move || notes.iter().filter_map(of).collect::<Vec<_>>()))
            .collect();
        shares.into_iter().flat_map(|share| share.join().unwrap_or_default()).collect()
    });
    for fault in found {
        report.tell(fault);
    }
}

fn one(entries: u64, note: &str, keys: &Keys, levels: &[Vec<Hash>]) -> Option<Fault> {
    let root = nodes::root(levels, entries);
    let said = keys.checkpoint(entries, root);
    let different = Fault::Checkpoint { entries, what: Difference::Different };
    let read = match Note::parse(note) {
        Ok(read) => read,
        Err(fault) => return Some(Fault::Signature { entries, what: SignatureError::Note(fault) }),
    };
    // A note is one spelling of its parts, so that nothing can be hidden beside what is signed.
    if read.text != said.text() || read.to_string() != note {
        return Some(different);
    }
    keys.at(entries).verify_note(&read).err().map(|what| Fault::Signature { entries, what })
}
