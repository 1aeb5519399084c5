//! Head counts of a series where something is not certain: at least so many, at most so many, as in
//! `contract::interpret::heads`.

use contract::determination::Reason;

use super::fold::Tally;
use crate::column::{Bound, Column, Digits, Values};
use crate::number::Fraction;
use crate::space::Ground;
use crate::state::State;

/// What is counted of one month.
#[derive(Clone, Default)]
struct Heads {
    certain: i128,
    possible: i128,
    /// The least reason of those that leave a doubt, and its state.
    why: Option<(Option<Reason>, State)>,
}

impl Heads {
    fn doubt(&mut self, ground: &Ground<'_>, state: State) {
        if self.why.as_ref().is_some_and(|(_, known)| *known == state) {
            return;
        }
        let reason = state.reason(ground.program, |word| ground.word(word));
        if self.why.as_ref().is_none_or(|(least, _)| reason < *least) {
            self.why = Some((reason, state));
        }
    }
}

impl Tally<'_> {
    /// The heads of each month. `holds` says of a row, given its place among those listed, whether it counts, or why nobody
    /// can say.
    pub(super) fn heads(&self, scale: u8, holds: impl Fn(usize, usize) -> (bool, State)) -> Column {
        let ground = self.frame.ground;
        let view = &ground.tables[self.table];
        let (keys, rows) = self.listed();
        let mut months = vec![Heads::default(); self.frame.length];
        let person = |place: usize| view.person.get(rows[place] as usize).copied();
        let mut place = 0;
        while place < rows.len() {
            let mut end = place + 1;
            while end < rows.len() && keys[end] == keys[place] && person(end) == person(place) {
                end += 1;
            }
            let heads = &mut months[keys[place] as usize];
            let (mut certain, mut own) = (false, Heads::default());
            for (at, row) in (place..end).zip(&rows[place..end]) {
                match holds(at, *row as usize) {
                    (true, _) => certain = true,
                    (false, state) if !state.is_known() => own.doubt(ground, state),
                    _ => {}
                }
            }
            let is_doubtful = person(place).is_some_and(|person| ground.is_doubtful(person));
            if is_doubtful && (certain || own.why.is_some()) {
                (certain, own.why) = (false, None);
                own.doubt(ground, State::identity());
            }
            if certain {
                heads.certain += 1;
            } else if let Some((_, state)) = own.why {
                heads.possible += 1;
                heads.doubt(ground, state);
            }
            place = end;
        }
        let period = |key: usize| self.frame.month(key);
        let mut states = Vec::with_capacity(months.len());
        for (key, heads) in months.iter_mut().enumerate() {
            let unnamed = view.unnamed_in(period(key));
            heads.possible += i128::from(unnamed);
            states.push(match &heads.why {
                _ if unnamed > 0 => State::rows_refused(view.index, period(key)),
                Some((_, state)) => *state,
                None => State::KNOWN,
            });
        }
        let least = months.iter().map(|heads| heads.certain).collect::<Vec<_>>();
        let mut column = Column::tidied(Values::Fixed(scale, Digits::from_iter(least)), states);
        for (key, heads) in months.iter().enumerate().filter(|(_, heads)| heads.possible > 0) {
            let number = |heads: i128| Fraction::new(heads, 1);
            column.put_bound(key, Bound { least: number(heads.certain), most: number(heads.certain + heads.possible) });
        }
        column
    }
}
