//! Several rows on one key: what they say together, and what they add up to.

use crate::column::{Column, Digits, Values};
use crate::state::State;

/// A column in which the values of several rows on one key are made one, as far as they agree: `first` holds the first of
/// each key, `others` those that come after, at the places named, in order.
pub(crate) fn agreed(mut first: Column, others: &Column, places: &[u32], disagree: impl Fn(usize) -> State) -> Column {
    let length = first.values.len();
    let mut from = 0;
    for run in places.chunk_by(|one, other| one == other) {
        let place = run[0] as usize;
        let states = std::iter::once(first.state(place)).chain((from..from + run.len()).map(|at| others.state(at)));
        let value = |at: usize| if at == 0 { (&first, place) } else { (others, from + at - 1) };
        let same = |one: usize, other: usize| {
            let ((one, at), (other, of)) = (value(one), value(other));
            one.values.is_same(one.position(at), &other.values, other.position(of))
        };
        let (_, state) = crate::state::agreed(states, same, disagree(place));
        from += run.len();
        if state != first.state(place) {
            first.set_state(place, state, length);
        }
    }
    first
}

/// The amounts of several rows on one key added: blanks add nothing, and what could not be read leaves no sum. As in
/// [`agreed`], `first` holds the first row of each key and `others` those that come after, at the places named.
pub(super) fn total(first: &Column, others: &Column, places: &[u32]) -> Column {
    let length = first.values.len();
    let Values::Fixed(scale, digits) = &first.values else { return first.clone() };
    let Values::Fixed(_, more) = &others.values else { return first.clone() };
    let mut sums: Vec<i128> = (0..length).map(|place| digits.at(place)).collect();
    let mut states: Vec<State> = (0..length).map(|place| first.state(place)).collect();
    for (at, place) in places.iter().map(|place| *place as usize).enumerate() {
        let state = others.state(at);
        match (states[place].is_known(), state.is_known()) {
            (true, true) => sums[place] += more.at(at),
            (false, true) if states[place].is_absence() => (sums[place], states[place]) = (more.at(at), state),
            (_, false) if !state.is_absence() => states[place] = state,
            _ => {}
        }
    }
    Column::tidied(Values::Fixed(*scale, Digits::from_iter(sums)), states)
}
