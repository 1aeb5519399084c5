//! The hashes of the tree, made anew from the leaves level by level, beside those that are kept.

use super::{Difference, Fault, Parts, Report};
use crate::store::{Cell, StoreError};
use crate::tree::{self, Hash, Node, join};

/// The complete subtrees over the leaves, by level.
pub fn levels(leaves: &[Hash]) -> Vec<Vec<Hash>> {
    let mut levels = vec![leaves.to_vec()];
    while let Some(below) = levels.last().filter(|below| below.len() > 1) {
        levels.push(below.chunks_exact(2).map(|pair| join(&pair[0], &pair[1])).collect());
    }
    levels
}

/// The hash of one, which must be there.
pub fn node(levels: &[Vec<Hash>], node: Node) -> Option<Hash> {
    levels.get(usize::from(node.level))?.get(usize::try_from(node.place).ok()?).copied()
}

/// The root of the first `size` leaves, of which there are as many.
pub fn root(levels: &[Vec<Hash>], size: u64) -> Hash {
    tree::root(size, &mut |at| node(levels, at).ok_or(())).unwrap_or_else(|()| tree::empty())
}

/// Compares what is kept with what the leaves say, both ways.
pub fn compare(parts: &mut Parts<'_>, levels: &[Vec<Hash>], report: &mut Report) {
    let entries = report.entries;
    let mut expected = levels.iter().enumerate().flat_map(|(level, hashes)| {
        hashes.iter().enumerate().map(move |(place, hash)| ((level as u64, place as u64), *hash))
    });
    let mut next = expected.next();
    let fault = |(level, place), what| Fault::Node { level, place, what };
    let query = r#"SELECT "level", "place", "hash" FROM "node" ORDER BY "level", "place""#;
    parts.tell("the table `node`", query, report, &mut |row, last, report| {
        let (at, hash) = match read(&row) {
            Ok(read) => read,
            Err(why) => return report.tell(Fault::Unreadable { part: "a node".to_owned(), why: why.to_string() }),
        };
        // Nodes of entries recorded since the entries were read.
        if ends(at).is_some_and(|ends| ends > entries && ends <= last) {
            return;
        }
        while let Some((missing, _)) = next.filter(|(expected, _)| *expected < at) {
            report.tell(fault(missing, Difference::Missing));
            next = expected.next();
        }
        match next.filter(|(expected, _)| *expected == at) {
            Some((_, said)) if hash == Some(said) => next = expected.next(),
            Some(_) => {
                report.tell(fault(at, Difference::Different));
                next = expected.next();
            }
            None => report.tell(fault(at, Difference::Extra)),
        }
    });
    for (missing, _) in next.into_iter().chain(expected) {
        report.tell(fault(missing, Difference::Missing));
    }
}

fn read(row: &[Cell]) -> Result<((u64, u64), Option<Hash>), StoreError> {
    Ok(((row[0].number()?, row[1].number()?), Hash::from_bytes(row[2].bytes()?)))
}

/// The number of the entry that completed a subtree.
fn ends((level, place): (u64, u64)) -> Option<u64> {
    place.checked_add(1)?.checked_mul(1_u64.checked_shl(u32::try_from(level).ok()?)?)
}
