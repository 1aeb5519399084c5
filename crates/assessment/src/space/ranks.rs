//! Ranks of spells among those that count in the same month and belong: by start, then the columns that order, as in
//! `contract::interpret::ranks`. Who is equal in all is a tie.
//!
//! Those of whom all is known are sorted, month by month, and have their places from that; the few in doubt are held against
//! each one by one.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use contract::determination::Reason;
use contract::interpret::Place;
use contract::model::Ties;

use super::frame::{Frame, Own};
use super::spells::{Spell, SpellSet};
use super::{Ground, first_day, month_of};
use crate::assess::AssessError;
use crate::column::{Bound, Column, Digits, Values};
use crate::evaluate::{Scope, evaluate};
use crate::number::Fraction;
use crate::state::{Kind, State};

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

/// The places of all spells of a definition under one rank.
pub(crate) struct Ranking {
    /// The place of each spell; nothing where it has none.
    pub(crate) places: Vec<Option<Spot>>,
    /// Why a spell has no place, or why its bounds differ.
    pub(crate) states: Vec<State>,
    /// The rank as conditions read it.
    pub(crate) rank: Column,
}

/// A place: the numbers of [`Place`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Spot {
    pub(crate) first: (u32, u32),
    pub(crate) equals: (u32, u32),
    pub(crate) last: u32,
}

impl Ranking {
    /// The place of a spell in the shape of the interpreter; nothing where it has none.
    pub(crate) fn place(&self, ground: &Ground<'_>, spell: usize) -> Option<Place> {
        let spot = self.places[spell]?;
        let why = self.states[spell].reason(ground.program, |word| ground.word(word));
        Some(Place { first: spot.first, equals: spot.equals, last: spot.last, why })
    }

    /// The part of the places left that falls to a spell, with so many places in all; a state where it is not known.
    pub(crate) fn share(&self, spell: usize, within: &Column, index: usize) -> Result<Fraction, State> {
        let Some(spot) = self.places[spell] else { return Err(self.states[spell].absent_as_unknown()) };
        let Some(places) = within.bound(index) else { return Err(within.state(index).absent_as_unknown()) };
        let one = Fraction::new(1, 1).ok_or(State::TOO_LARGE)?;
        let of = |first: u32, equals: u32, places: Option<Fraction>, otherwise: Fraction| {
            let Some(places) = places else { return Some(otherwise) };
            let taken = Fraction::new(i128::from(first) - 1, 1)?;
            let share = places.minus(taken)?.over(Fraction::new(i128::from(equals), 1)?)?;
            let share = if share.top() < 0 { Fraction::ZERO } else { share };
            Some(if share.order(one).is_gt() { one } else { share })
        };
        let least = of(spot.first.1, spot.equals.1, places.least, Fraction::ZERO).ok_or(State::TOO_LARGE)?;
        let most = of(spot.first.0, spot.equals.0, places.most, one).ok_or(State::TOO_LARGE)?;
        // Whatever its order and the size of its tie, all of it has a place.
        let last = Fraction::new(i128::from(spot.last), 1).ok_or(State::TOO_LARGE)?;
        let least = if places.least.is_some_and(|places| last.order(places).is_le()) { one } else { least };
        if least.order(most).is_eq() {
            return Ok(least);
        }
        let why = [self.states[spell], within.state(index)].into_iter().find(|state| !state.is_known());
        Err(why.unwrap_or(State::tie(spot.equals.0, spot.first.0)))
    }
}

/// A spell as others see it.
struct Member {
    spell: usize,
    start: Option<i32>,
    /// Known where it certainly belongs.
    doubt: State,
    /// What orders those of one day, or why that is not known.
    keys: Vec<Result<(bool, i128), State>>,
}

impl Member {
    fn is_plain(&self) -> bool {
        self.doubt.is_known() && self.start.is_some() && self.keys.iter().all(Result::is_ok)
    }

    fn order(&self, other: &Member, starts: &dyn Fn(usize) -> State) -> Result<Ordering, State> {
        let one_start = self.start.ok_or_else(|| starts(self.spell))?;
        let other_start = other.start.ok_or_else(|| starts(other.spell))?;
        let mut order = one_start.cmp(&other_start);
        for (one, other) in self.keys.iter().zip(&other.keys) {
            if order.is_ne() {
                break;
            }
            order = match (one, other) {
                (Ok(one), Ok(other)) => one.cmp(other),
                (Ok(_), Err(why)) | (Err(why), _) => return Err(*why),
            };
        }
        Ok(order)
    }
}

/// The rank of each spell among those that count in the same month and belong.
pub(crate) fn rank(ground: &Ground<'_>, definition: usize, rank: usize) -> Result<Ranking, AssessError> {
    let set = ground.spells(definition)?;
    let spells = &ground.program.spells[definition];
    let program = &spells.ranks[rank];
    let frame = frame(ground, definition, set);
    let scope = || Scope { frame: &frame, rows: None };
    let among = program.among.as_ref().map(|among| evaluate(among, scope())).transpose()?;
    let then = program.then.iter().map(|node| evaluate(node, scope())).collect::<Result<Vec<_>, _>>()?;
    let counts_first = spells.counts_first_month;
    let mut places = vec![None; set.list.len()];
    let mut states = vec![State::KNOWN; set.list.len()];
    let mut by_month: BTreeMap<i32, Vec<Member>> = BTreeMap::new();
    let mut begun_before: Vec<Member> = Vec::new();
    for (index, spell) in set.list.iter().enumerate() {
        let (belongs, state) = match &among {
            Some(among) => (among.holds(index), among.state(index)),
            None => (true, State::KNOWN),
        };
        let (belongs, state) =
            if belongs && ground.is_doubtful(spell.person) { (false, State::identity()) } else { (belongs, state) };
        let (belongs, state) = match counted_before(ground, set, index, counts_first) {
            Some(why) if belongs => (false, why),
            _ => (belongs, state),
        };
        let is_out = !belongs && (state.is_known() || state.kind() == Kind::Absent);
        states[index] = match spell.start {
            None => set.start_state(index),
            Some(_) if is_out => State::absent(set.first_source, Some(spell.first_month), false).absent_as_unknown(),
            Some(_) => state,
        };
        if is_out {
            continue;
        }
        let keys = then.iter().map(|column| sort_key(column, index));
        let member = || Member {
            spell: index,
            start: spell.start,
            doubt: if state.is_known() && spell.start.is_none() { set.start_state(index) } else { state },
            keys: keys.clone().collect(),
        };
        for month in months(ground, set, spell, counts_first) {
            by_month.entry(month).or_default().push(member());
        }
        if !counts_first && spell.start.is_none() && spell.restated.is_none() {
            begun_before.push(member());
        }
    }
    let reason = |state: State| state.reason(ground.program, |word| ground.word(word));
    let starts = |spell: usize| set.start_state(spell);
    for (month, members) in &mut by_month {
        let earlier = begun_before.iter().filter(|member| *month <= set.list[member.spell].first_month);
        let others: Vec<&Member> = earlier.collect();
        in_month(members, &others, &starts, &reason, &mut places, &mut states);
    }
    let rank = column(&places, &states, program.ties);
    Ok(Ranking { places, states, rank })
}

/// Why a job may have counted before its first month: it began before, and nobody knows whether the month before shows it.
fn counted_before(ground: &Ground<'_>, set: &SpellSet, spell: usize, counts_first: bool) -> Option<State> {
    let spell = &set.list[spell];
    let begun = spell.start.filter(|_| counts_first)? < first_day(spell.first_month);
    if begun { set.unknown_in(ground, spell.person, spell.first_month - 1) } else { None }
}

/// The months in which a spell counts, or may count: in the one before its first, too, where nobody knows what that was and
/// no hire lies after it.
fn months(ground: &Ground<'_>, set: &SpellSet, spell: &Spell, counts_first: bool) -> Vec<i32> {
    let month = spell.first_month;
    let is_open = || set.unknown_in(ground, spell.person, month - 1).is_some();
    let is_before = || spell.start.or(spell.earliest_hired).is_none_or(|hired| hired < first_day(month));
    match (counts_first, spell.start, spell.restated) {
        (true, ..) if is_before() && is_open() => vec![month - 1, month],
        (true, ..) => vec![month],
        (false, Some(start), _) => vec![month_of(start)],
        (false, None, Some((first, other, _))) if month_of(first) == month_of(other) => vec![month_of(first)],
        (false, None, Some((first, other, _))) => vec![month_of(first), month_of(other)],
        (false, None, None) => Vec::new(),
    }
}

/// The places of those that count in one month; `others` may count in it too.
fn in_month(
    members: &mut [Member],
    others: &[&Member],
    starts: &dyn Fn(usize) -> State,
    reason: &dyn Fn(State) -> Option<Reason>,
    places: &mut [Option<Spot>],
    states: &mut [State],
) {
    // Those that are not plain have no order among each other, only bounds: to sort them by what is known of it would be none.
    members.sort_by(|one, other| match (one.is_plain(), other.is_plain()) {
        (true, true) => one.order(other, starts).unwrap_or(Ordering::Equal),
        (one, other) => other.cmp(&one),
    });
    let plain = members.partition_point(Member::is_plain);
    let (sorted, rough) = members.split_at(plain);
    let mut done = 0;
    for run in sorted.chunk_by(|one, other| one.order(other, starts) == Ok(Ordering::Equal)) {
        let count = run.len() as u32;
        let (first, equals) = (done + 1, count);
        done += count;
        for member in run {
            let spot = Spot { first: (first, first), equals: (equals, equals), last: done };
            let doubtful = rough.iter().chain(others.iter().copied());
            (places[member.spell], states[member.spell]) = held_against(member, spot, doubtful, starts, reason);
        }
    }
    for member in rough.iter().filter(|member| member.start.is_some() && member.doubt.is_known()) {
        let spot = Spot { first: (1, 1), equals: (1, 1), last: 1 };
        let all = sorted.iter().chain(rough).chain(others.iter().copied());
        let all = all.filter(|other| !std::ptr::eq(*other, member));
        (places[member.spell], states[member.spell]) = held_against(member, spot, all, starts, reason);
    }
}

/// A place once others have been held against it, and why its bounds differ.
fn held_against<'m>(
    member: &Member,
    mut spot: Spot,
    others: impl Iterator<Item = &'m Member>,
    starts: &dyn Fn(usize) -> State,
    reason: &dyn Fn(State) -> Option<Reason>,
) -> (Option<Spot>, State) {
    let mut why: Option<(Option<Reason>, State)> = None;
    for other in others {
        let order = other.order(member, starts);
        let certain = u32::from(other.doubt.is_known());
        match order {
            Ok(Ordering::Greater) => continue,
            Ok(Ordering::Less) => spot.first = (spot.first.0 + certain, spot.first.1 + 1),
            Ok(Ordering::Equal) => spot.equals = (spot.equals.0 + certain, spot.equals.1 + 1),
            Err(_) => (spot.first.1, spot.equals.1) = (spot.first.1 + 1, spot.equals.1 + 1),
        }
        spot.last += 1;
        let state = if other.doubt.is_known() { order.err() } else { Some(other.doubt) };
        if let Some(state) = state.filter(|state| why.as_ref().is_none_or(|(_, known)| known != state)) {
            // Of several reasons the least, so that the order of persons tells nothing.
            let reason = reason(state);
            if why.as_ref().is_none_or(|(least, _)| reason < *least) {
                why = Some((reason, state));
            }
        }
    }
    (Some(spot), why.map_or(State::KNOWN, |(_, state)| state))
}

/// The rank as conditions read it: a number where its bounds meet.
fn column(places: &[Option<Spot>], states: &[State], ties: Ties) -> Column {
    let bounds = |spot: &Spot| match ties {
        Ties::NotEvaluated => (spot.first.0, spot.last),
        Ties::Share | Ties::All => spot.first,
    };
    let values = places.iter().map(|spot| spot.as_ref().map_or(0, |spot| i64::from(bounds(spot).0))).collect();
    let mut of_rank = Vec::with_capacity(places.len());
    let mut ranges = Vec::new();
    for (index, (spot, state)) in places.iter().zip(states).enumerate() {
        let state = match spot {
            None => *state,
            Some(spot) if bounds(spot).0 == bounds(spot).1 => State::KNOWN,
            Some(spot) => {
                let number = |number: u32| Fraction::new(i128::from(number), 1);
                let (least, most) = bounds(spot);
                ranges.push((index, Bound { least: number(least), most: number(most) }));
                if state.is_known() { State::tie(spot.equals.0, spot.first.0) } else { *state }
            }
        };
        of_rank.push(state);
    }
    let mut column = Column::tidied(Values::Fixed(0, Digits::narrow(values)), of_rank);
    ranges.into_iter().for_each(|(index, bound)| column.put_bound(index, bound));
    column
}

/// What orders by: known values in order, then those that are missing; why not, where a value is not known.
fn sort_key(column: &Column, index: usize) -> Result<(bool, i128), State> {
    let state = column.state(index);
    if !state.is_known() {
        return if state.is_absence() { Ok((true, 0)) } else { Err(state) };
    }
    let index = column.position(index);
    let value = match &column.values {
        Values::Fixed(_, digits) => digits.at(index),
        Values::Date(days) => i128::from(days[index]),
        Values::Word(words) => i128::from(words[index]),
        Values::Truth(truths) => i128::from(truths[index]),
        Values::Fraction(_) => 0,
    };
    Ok((false, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_without_an_order_are_not_sorted_by_one() {
        let member = |spell: usize| {
            let value = Ok((false, (spell * 7 % 20) as i128));
            let keys = vec![if spell.is_multiple_of(3) { Err(State::missing_table(0)) } else { value }];
            let doubt = if spell.is_multiple_of(5) { State::KNOWN } else { State::missing_table(1) };
            Member { spell, start: Some(20_000), doubt, keys }
        };
        let mut members: Vec<Member> = (0..200).map(member).collect();
        let (mut places, mut states) = (vec![None; 200], vec![State::KNOWN; 200]);
        in_month(&mut members, &[], &|_| State::KNOWN, &|_| None, &mut places, &mut states);
        let plain = members.partition_point(Member::is_plain);
        assert!(members[plain..].iter().all(|member| !member.is_plain()) && plain > 20);
        assert!(members[..plain].is_sorted_by_key(|member| member.keys[0].ok()));
    }
}
