//! Ranks of spells among those that start in the same month and belong: by start, tie-breaks, then person.

use super::frame::{Frame, Own};
use super::spells::SpellSet;
use super::{Ground, first_day, month_of};
use crate::assess::AssessError;
use crate::column::{Column, Digits, Values};
use crate::evaluate::{Scope, evaluate};
use crate::state::State;

/// A frame of all spells of a definition, parameters read on the first day shown.
pub(crate) fn frame<'g>(ground: &'g Ground<'g>, definition: usize, set: &SpellSet) -> Frame<'g> {
    let mut frame = Frame::new(ground, set.list.len());
    frame.person = set.list.iter().map(|spell| spell.person).collect();
    frame.spell = (0..set.list.len() as u32).collect();
    frame.definition = definition;
    frame.parameter_day =
        set.list.iter().map(|spell| spell.start.unwrap_or_else(|| first_day(spell.first_month))).collect();
    frame.own = Own::None;
    frame
}

/// The rank of each spell among those that start in the same month and belong.
pub(crate) fn rank(ground: &Ground<'_>, definition: usize, rank: usize) -> Result<Column, AssessError> {
    let set = ground.spells(definition)?;
    let program = &ground.program.spells[definition].ranks[rank];
    let frame = frame(ground, definition, set);
    let scope = || Scope { frame: &frame, rows: None };
    let among = program.among.as_ref().map(|among| evaluate(among, scope())).transpose()?;
    let then = program.then.iter().map(|node| evaluate(node, scope())).collect::<Result<Vec<_>, _>>()?;
    let mut places = vec![0i64; set.list.len()];
    let mut states = vec![State::KNOWN; set.list.len()];
    let mut ranked = Vec::new();
    for (index, spell) in set.list.iter().enumerate() {
        let belongs = among.as_ref().is_none_or(|among| among.holds(index));
        let state = among.as_ref().map_or(State::KNOWN, |among| among.state(index));
        states[index] = match spell.start {
            None => set.start_state(index),
            Some(start) if belongs => {
                ranked.push((start, index));
                State::KNOWN
            }
            Some(_) if state.is_known() || state.kind() == crate::state::Kind::Absent => {
                State::absent(set.first_source, Some(spell.first_month), false).absent_as_unknown()
            }
            Some(_) => state,
        };
    }
    // Spells are listed by person, then first month: the index is the last tie-break.
    ranked.sort_unstable_by(|(start, index), (other_start, other)| {
        let ties = || {
            let each = then.iter().map(|column| sort_key(column, *index).cmp(&sort_key(column, *other)));
            each.fold(std::cmp::Ordering::Equal, std::cmp::Ordering::then)
        };
        start.cmp(other_start).then_with(ties).then_with(|| index.cmp(other))
    });
    let (mut month, mut place) = (i32::MIN, 0);
    for (start, index) in ranked {
        let start_month = month_of(start);
        place = if start_month == month { place + 1 } else { 1 };
        month = start_month;
        places[index] = place;
    }
    Ok(Column::tidied(Values::Fixed(0, Digits::narrow(places)), states))
}

/// What a tie-break sorts by: known values in order, then the rest.
fn sort_key(column: &Column, index: usize) -> (bool, i128) {
    if !column.state(index).is_known() {
        return (true, 0);
    }
    let index = column.position(index);
    let value = match &column.values {
        Values::Fixed(_, digits) => digits.at(index),
        Values::Date(days) => i128::from(days[index]),
        Values::Word(words) => i128::from(words[index]),
        Values::Truth(truths) => i128::from(truths[index]),
        Values::Fraction(_) => 0,
    };
    (false, value)
}
