//! The keys of a clause for one operator, with the pieces that each is computed from.

use super::frame::Frame;
use crate::state::State;
use contract::determination::Status;

/// What a clause says of a key.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Settled {
    pub(crate) status: Status,
    /// Place among the clause's deciders; `NOBODY` when due.
    pub(crate) by: u16,
    pub(crate) state: State,
    pub(crate) amount: i64,
}

/// No decider: the amount is due.
pub(crate) const NOBODY: u16 = u16::MAX;

impl Settled {
    pub(crate) const fn new(status: Status, by: u16, state: State) -> Settled {
        Settled { status, by, state, amount: 0 }
    }
}

/// Keys in canonical order; vectors that a space does not have are empty.
pub(crate) struct Keys<'g> {
    pub(crate) person: Vec<u32>,
    /// Calendar year, or first month of the spell.
    pub(crate) period: Vec<i32>,
    /// `NO_DAY` when the start is not known; empty for person-years.
    pub(crate) start: Vec<i32>,
    pub(crate) anniversary: Vec<u32>,
    /// Settled before any condition was asked.
    pub(crate) settled: Vec<Option<Settled>>,
    /// Whether every month of the key is covered.
    pub(crate) missing: Vec<State>,
    /// Where the pieces of each key begin among the pieces, and where the last ends.
    pub(crate) first_piece: Vec<u32>,
    /// The pieces, key after key.
    pub(crate) pieces: Frame<'g>,
}

/// The start of a spell that evidence does not show.
pub(crate) const NO_DAY: i32 = i32::MIN;
