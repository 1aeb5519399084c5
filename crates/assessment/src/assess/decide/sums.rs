//! Pieces summed into keys: the steps before the first `round`.

use std::rc::Rc;

use super::needed_step;
use crate::assess::AssessError;
use crate::column::{Column, Digits, Values};
use crate::number::Fraction;
use crate::program::{ClauseProgram, Kind};
use crate::space::frame::Frame;
use crate::space::keys::{Keys, Said};
use crate::state::State;

/// Which computed pieces are summed into which key.
pub(super) struct Sums {
    key: Vec<u32>,
    piece: Vec<u32>,
    /// The first piece of each key that passes.
    first: Vec<u32>,
}

impl Sums {
    pub(super) fn new(keys: &Keys<'_>, pieces: Option<&Said>, place: &[u32], paid: &[u32]) -> Sums {
        let mut sums = Sums { key: Vec::new(), piece: Vec::new(), first: Vec::new() };
        let passes = |piece: &usize| pieces.is_none_or(|said| said.status[*piece].is_none());
        for (new, key) in paid.iter().enumerate() {
            let mut first = None;
            for piece in keys.pieces_of(*key as usize).filter(passes) {
                let piece = place[piece];
                first = first.or(Some(piece));
                sums.key.push(new as u32);
                sums.piece.push(piece);
            }
            sums.first.push(first.unwrap_or(0));
        }
        sums
    }

    /// Keys with the sums of their pieces as steps before the first round.
    pub(super) fn frame<'g>(&self, clause: &ClauseProgram, computed: &Frame<'g>) -> Result<Frame<'g>, AssessError> {
        let whole = computed.select(&self.first);
        for step in clause.needed_steps.iter().copied().filter(|step| *step < clause.first_round) {
            let column = needed_step(computed, step)?;
            let single = self.first.len() == self.piece.len();
            let summed = if single || !clause.steps[step].node.kind.is_number() {
                column.gather(&self.first)
            } else {
                self.sum(&column, clause.steps[step].node.kind)
            };
            whole.set_step(step, Rc::new(summed));
        }
        Ok(whole)
    }

    fn sum(&self, column: &Column, kind: Kind) -> Column {
        let length = self.first.len();
        let mut too_large = vec![false; length];
        let each =
            || self.key.iter().zip(&self.piece).map(|(key, piece)| (*key as usize, column.position(*piece as usize)));
        let values = match &column.values {
            Values::Fixed(scale, digits) => {
                let mut sums = vec![0i128; length];
                for (key, piece) in each() {
                    match sums[key].checked_add(digits.at(piece)) {
                        Some(sum) => sums[key] = sum,
                        None => too_large[key] = true,
                    }
                }
                Values::Fixed(*scale, Digits::from_iter(sums))
            }
            Values::Fraction(fractions) => {
                let mut sums = vec![Fraction::ZERO; length];
                for (key, piece) in each() {
                    match sums[key].plus(fractions[piece]) {
                        Some(sum) => sums[key] = sum,
                        None => too_large[key] = true,
                    }
                }
                Values::Fraction(sums)
            }
            _ => return Column::all(kind, State::OVERFLOW),
        };
        let state = |too_large: bool| if too_large { State::OVERFLOW } else { State::KNOWN };
        Column::tidied(values, too_large.into_iter().map(state).collect())
    }
}
