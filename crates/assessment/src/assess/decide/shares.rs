//! Which amounts are due for a part alone: of keys that share what is left of the places with their equals.

use contract::determination::Status;

use super::super::AssessError;
use super::{Verdicts, needed_step};
use crate::number::Fraction;
use crate::program::ClauseProgram;
use crate::program::Operation;
use crate::space::keys::Keys;

/// The keys, in order, whose amount rests on a share of less than one. A key that is due has pieces; one of them is enough.
pub(crate) fn by_share(clause: &ClauseProgram, keys: &Keys<'_>, verdicts: &Verdicts) -> Result<Vec<u32>, AssessError> {
    let is_share = |step: &&usize| matches!(clause.steps[**step].node.operation, Operation::TiedShare { .. });
    let shares: Vec<usize> = clause.needed_steps.iter().filter(is_share).copied().collect();
    if shares.is_empty() {
        return Ok(Vec::new());
    }
    let due = (0..verdicts.status.len()).filter(|key| verdicts.status[*key] == Status::Due);
    let due: Vec<(u32, u32)> =
        due.flat_map(|key| keys.pieces_of(key).map(move |piece| (key as u32, piece as u32))).collect();
    if due.is_empty() {
        return Ok(Vec::new());
    }
    let one = Fraction::new(1, 1).ok_or(AssessError::Inconsistent("one is a number"))?;
    let frame = keys.pieces.select(&due.iter().map(|(_, piece)| *piece).collect::<Vec<u32>>());
    let mut found = Vec::new();
    for step in shares {
        let column = needed_step(&frame, step)?;
        let is_part = |place: usize| column.number(place).is_some_and(|share| share.order(one).is_lt());
        found.extend((0..due.len()).filter(|place| is_part(*place)).map(|place| due[place].0));
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}
