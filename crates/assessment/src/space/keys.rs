//! The keys of a clause for some persons of an operator, with the pieces that each is computed from; and what a clause says
//! of keys or pieces, in columns.

use super::frame::Frame;
use crate::state::State;
use contract::determination::Status;

/// What a clause says of one key.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Settled {
    pub(crate) status: Status,
    /// Place among the clause's deciders; `NOBODY` when due.
    pub(crate) by: u16,
    pub(crate) state: State,
}

/// No decider: the amount is due.
pub(crate) const NOBODY: u16 = u16::MAX;

impl Settled {
    pub(crate) const fn new(status: Status, by: u16, state: State) -> Settled {
        Settled { status, by, state }
    }
}

/// What is said of each of many keys or pieces, as far as anything is said.
#[derive(Debug, Clone, Default)]
pub(crate) struct Said {
    /// Per key: nothing yet, else the status.
    pub(crate) status: Vec<Option<Status>>,
    pub(crate) by: Vec<u16>,
    /// Empty when every state is known.
    pub(crate) states: Vec<State>,
}

impl Said {
    /// Nothing of any.
    pub(crate) fn nothing(length: usize) -> Said {
        Said { status: vec![None; length], by: vec![NOBODY; length], states: Vec::new() }
    }

    #[inline]
    pub(crate) fn get(&self, key: usize) -> Option<Settled> {
        let status = self.status[key]?;
        Some(Settled { status, by: self.by[key], state: self.state(key) })
    }

    #[inline]
    pub(crate) fn state(&self, key: usize) -> State {
        self.states.get(key).copied().unwrap_or(State::KNOWN)
    }

    #[inline]
    pub(crate) fn set(&mut self, key: usize, settled: Settled) {
        self.status[key] = Some(settled.status);
        self.by[key] = settled.by;
        if self.states.is_empty() {
            if settled.state.is_known() {
                return;
            }
            self.states = vec![State::KNOWN; self.status.len()];
        }
        self.states[key] = settled.state;
    }
}

/// Keys in canonical order; vectors that a space does not have are empty.
pub(crate) struct Keys<'g> {
    pub(crate) person: Vec<u32>,
    /// Calendar year, or first month of the spell.
    pub(crate) period: Vec<i32>,
    /// Where known; empty for person-years.
    pub(crate) start: Vec<Option<i32>>,
    pub(crate) anniversary: Vec<u32>,
    /// What was settled before any condition was asked; nothing when nothing was.
    pub(crate) settled: Option<Said>,
    /// Whether every month of the key is covered; empty when so for all.
    pub(crate) missing: Vec<State>,
    /// Where the pieces of each key begin among the pieces, and where the last ends; empty when every key is one piece.
    pub(crate) first_piece: Vec<u32>,
    /// The pieces, key after key.
    pub(crate) pieces: Frame<'g>,
}

impl Keys<'_> {
    /// The pieces of a key.
    #[inline]
    pub(crate) fn pieces_of(&self, key: usize) -> std::ops::Range<usize> {
        if self.first_piece.is_empty() {
            key..key + 1
        } else {
            self.first_piece[key] as usize..self.first_piece[key + 1] as usize
        }
    }

    /// Whether every key is one piece, all its months are known and nothing was settled before.
    pub(crate) fn is_plain(&self) -> bool {
        self.first_piece.is_empty() && self.missing.is_empty() && self.settled.is_none()
    }

    #[inline]
    pub(crate) fn missing(&self, key: usize) -> State {
        self.missing.get(key).copied().unwrap_or(State::KNOWN)
    }
}
