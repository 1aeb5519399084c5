//! Pieces summed into keys: the steps before the first `round`.

use std::rc::Rc;

use super::needed_step;
use crate::assess::AssessError;
use crate::column::{Column, Digits, NARROW_MAX, Values};
use crate::program::ClauseProgram;
use crate::space::frame::Frame;
use crate::space::keys::{Keys, Said};
use crate::state::State;

/// Which computed pieces are summed into which key.
pub(super) struct Sums {
    /// The first piece of each key that passes.
    first: Vec<u32>,
    /// The key and piece of those after the first.
    others: Vec<(u32, u32)>,
    /// How many pieces a key has at most.
    most: u64,
}

impl Sums {
    pub(super) fn new(keys: &Keys<'_>, pieces: Option<&Said>, place: &[u32], paid: &[u32]) -> Sums {
        let mut sums = Sums { first: Vec::with_capacity(paid.len()), others: Vec::new(), most: 1 };
        let passes = |piece: &usize| pieces.is_none_or(|said| said.status[*piece].is_none());
        for (new, key) in paid.iter().enumerate() {
            let mut of_key = keys.pieces_of(*key as usize).filter(passes).map(|piece| place[piece]);
            sums.first.push(of_key.next().unwrap_or(0));
            let before = sums.others.len();
            sums.others.extend(of_key.map(|piece| (new as u32, piece)));
            sums.most = sums.most.max((sums.others.len() - before) as u64 + 1);
        }
        sums
    }

    /// Keys with the sums of their pieces as steps before the first round.
    pub(super) fn frame<'g>(&self, clause: &ClauseProgram, computed: &Frame<'g>) -> Result<Frame<'g>, AssessError> {
        let whole = computed.select(&self.first);
        for step in clause.needed_steps.iter().copied().filter(|step| *step < clause.first_round) {
            let column = needed_step(computed, step)?;
            let is_number = clause.steps[step].node.kind.is_number();
            let first = column.gather(&self.first);
            let summed = if self.others.is_empty() || !is_number { first } else { self.sum(first, &column) };
            whole.set_step(step, Rc::new(summed));
        }
        Ok(whole)
    }

    /// The first pieces with the others added.
    fn sum(&self, first: Column, column: &Column) -> Column {
        let length = self.first.len();
        let mut sums = first.spread(length);
        let others = || self.others.iter().map(|(key, piece)| (*key as usize, column.position(*piece as usize)));
        let mut too_large = Vec::new();
        match (&mut sums.values, &column.values) {
            (Values::Fixed(_, sums), Values::Fixed(_, digits)) => {
                if let (Digits::Narrow { digits: sums, bound }, Digits::Narrow { digits, .. }) = (&mut *sums, digits)
                    && let Some(most) = bound.checked_mul(self.most).filter(|most| *most <= NARROW_MAX)
                {
                    others().for_each(|(key, piece)| sums[key] += digits[piece]);
                    *bound = most;
                } else {
                    let mut wide: Vec<i128> = (0..length).map(|key| sums.at(key)).collect();
                    for (key, piece) in others() {
                        match wide[key].checked_add(digits.at(piece)) {
                            Some(sum) => wide[key] = sum,
                            None => too_large.push(key),
                        }
                    }
                    *sums = Digits::from_iter(wide);
                }
            }
            (Values::Fraction(sums), Values::Fraction(fractions)) => {
                for (key, piece) in others() {
                    match sums[key].plus(fractions[piece]) {
                        Some(sum) => sums[key] = sum,
                        None => too_large.push(key),
                    }
                }
            }
            _ => too_large.extend(0..length),
        }
        too_large.into_iter().for_each(|key| sums.set_state(key, State::TOO_LARGE, length));
        sums
    }
}
