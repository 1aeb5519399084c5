//! Ranks: the place of a spell among those of the operator that count in the same month.
//!
//! Who comes first is for the text to say. Those who are equal in all that it orders by are a tie, and the rank says what a
//! tie comes to; nobody is put before another by a pseudonym. Whoever may or may not be among the others, or before them,
//! leaves two bounds.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Zero};

use super::answer::{self, Answer, Value};
use super::bounds::{self, Bounds};
use super::lookup::{agreed_cell, cell_of};
use super::presence::State;
use super::spells::Spell;
use super::tenure;
use super::world::{Scene, Subject, World};
use crate::calendar::Month;
use crate::determination::Reason;
use crate::facts::{Period, Row};
use crate::model::{At, ColumnType, HiresCount, Rank, Spells, Ties};

/// The place of a spell under one rank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The first place that it may have, and the last that it may have before those equal to it.
    pub first: (u32, u32),
    /// How many are equal to it, itself included: at least, at most.
    pub equals: (u32, u32),
    /// The last place that it may have after those equal to it.
    pub last: u32,
    /// Why places differ, where not for a tie alone.
    pub why: Option<Reason>,
}

impl Place {
    /// The rank, as a condition reads it.
    pub(crate) fn rank(&self, ties: Ties) -> Answer {
        let (least, most) = match ties {
            Ties::NotEvaluated => (self.first.0, self.last),
            Ties::Share | Ties::All => self.first,
        };
        let tie = || Reason::Tie { equals: self.equals.0, first: self.first.0 };
        let bounds = Bounds { least: Some(number(least)), most: Some(number(most)) };
        bounds::between(bounds, self.why.clone().unwrap_or_else(tie))
    }

    /// The part of the places left that falls to it, with so many places in all.
    pub(crate) fn share(&self, within: Answer) -> Answer {
        let Some(places) = bounds::of(&within) else { return within };
        let of = |first: u32, equals: u32, places: Option<BigRational>, otherwise: BigRational| match places {
            Some(places) => share(&number(first), &number(equals), places),
            None => otherwise,
        };
        let least = of(self.first.1, self.equals.1, places.least.clone(), BigRational::zero());
        let most = of(self.first.0, self.equals.0, places.most, BigRational::one());
        // Whatever its order and the size of its tie, all of it has a place.
        let fits_whole = places.least.as_ref().is_some_and(|least| number(self.last) <= *least);
        let least = if fits_whole { BigRational::one() } else { least };
        if least == most {
            return Answer::Known(Value::Number(least));
        }
        let reason = self.why.clone().or_else(|| bounds::reason(std::slice::from_ref(&within)));
        let tie = || Reason::Tie { equals: self.equals.0, first: self.first.0 };
        Answer::Unknown(reason.unwrap_or_else(tie))
    }
}

fn number(number: u32) -> BigRational {
    BigRational::from(BigInt::from(number))
}

/// For k places left and n equals k/n, from none to one.
pub(crate) fn share(first: &BigRational, equals: &BigRational, places: BigRational) -> BigRational {
    let left = places - first + BigRational::one();
    (left / equals).max(BigRational::zero()).min(BigRational::one())
}

/// Gives every spell its places.
pub(crate) fn give(world: &World<'_>, definition: &Spells, spells: &mut [Spell]) {
    for rank in &definition.ranks {
        let places = places(world, definition, rank, spells);
        for (spell, place) in spells.iter_mut().zip(places) {
            spell.places.push(place);
        }
    }
}

/// The place of each spell, or why it has none.
fn places(world: &World<'_>, definition: &Spells, rank: &Rank, spells: &[Spell]) -> Vec<Answer<Place>> {
    let members: Vec<Member<'_>> = spells.iter().map(|spell| Member::of(world, rank, spell)).collect();
    let mut by_month: BTreeMap<Month, Vec<&Member<'_>>> = BTreeMap::new();
    for member in &members {
        for month in member.months(definition.hires_count) {
            by_month.entry(month).or_default().push(member);
        }
    }
    let not_shown = members.iter().filter(|member| {
        definition.hires_count == HiresCount::MonthOfHire
            && matches!(member.spell.start, Err(Reason::StartNotShown { .. }))
    });
    let not_shown: Vec<&Member<'_>> = not_shown.collect();
    let place = |member: &Member<'_>| {
        member.entry().then(|()| {
            let month = member.spell.counted(definition.hires_count).unwrap_or(member.spell.first_month);
            // A job that is there in a month for sure, and whose start nobody knows, may have begun in any month before.
            let earlier = not_shown.iter().filter(|other| month <= other.spell.first_month).copied();
            let others = by_month.get(&month).into_iter().flatten().copied().chain(earlier);
            Answer::Known(among(member, others.filter(|other| !std::ptr::eq(*other, member))))
        })
    };
    members.iter().map(place).collect()
}

/// The place of one among others.
fn among<'m>(one: &Member<'_>, others: impl Iterator<Item = &'m Member<'m>>) -> Place {
    let (mut first, mut equals, mut last) = ((1, 1), (1, 1), 1);
    let mut why: Option<Reason> = None;
    for other in others {
        let (is_member, doubt) = match &other.enters {
            Answer::Known(is_member) => (*is_member, None),
            undecided => (true, undecided.reason().cloned()),
        };
        if !is_member {
            continue;
        }
        let order = other.order(one);
        let certain = u32::from(doubt.is_none());
        let reason = doubt.or_else(|| order.as_ref().err().cloned());
        match order {
            Ok(Ordering::Greater) => continue,
            Ok(Ordering::Less) => first = (first.0 + certain, first.1 + 1),
            Ok(Ordering::Equal) => equals = (equals.0 + certain, equals.1 + 1),
            Err(_) => (first.1, equals.1) = (first.1 + 1, equals.1 + 1),
        }
        last += 1;
        // Of several reasons the least, so that the order of persons tells nothing.
        why = match (why, reason) {
            (Some(why), Some(reason)) => Some(why.min(reason)),
            (why, reason) => why.or(reason),
        };
    }
    Place { first, equals, last, why }
}

/// Whether a job may have counted in the month before its first: nobody knows what that was, and no hire lies after it.
fn may_count_before(spell: &Spell) -> bool {
    let is_open = spell.history.at(spell.first_month.plus(-1)) == State::Unknown;
    let hired = spell.began().or(spell.earliest_hire);
    let begins_in_first = hired.is_some_and(|hired| hired >= spell.first_month.first_day());
    spell.clock == HiresCount::FirstMonthOfRows && is_open && !begins_in_first
}

/// Why a job may have counted before its first month: it began before, and nobody knows whether the month before shows it.
fn counted_before(spell: &Spell) -> Option<Reason> {
    let before = spell.first_month.plus(-1);
    if may_count_before(spell) && spell.began().is_some() {
        tenure::missing(spell, before).reason().cloned()
    } else {
        None
    }
}

/// A spell as others see it.
struct Member<'s> {
    spell: &'s Spell,
    /// Whether `among` holds of it; of one whose start is not known, nobody can say whether it is there.
    enters: Answer<bool>,
    /// The values of the tie-break columns: what is absent comes last.
    ties: Vec<Answer<Option<Value>>>,
}

impl<'s> Member<'s> {
    fn of(world: &World<'_>, rank: &Rank, spell: &'s Spell) -> Member<'s> {
        let subject = Subject::of_spell(spell);
        let scene = Scene::condition(world, &subject, &[]);
        let holds = rank.among.as_ref().map_or(Answer::Known(true), |among| match scene.condition_holds(among) {
            Answer::Absent(_) => Answer::Known(false),
            holds => holds,
        });
        let holds = match holds {
            Answer::Known(true) if world.doubtful_persons.contains(&spell.person) => Answer::Unknown(Reason::Identity),
            holds => holds,
        };
        let holds = match (holds, counted_before(spell)) {
            (Answer::Known(true), Some(why)) => Answer::Unknown(why),
            (holds, _) => holds,
        };
        let enters = match (&spell.start, holds) {
            (Err(why), Answer::Known(true)) => Answer::Unknown(why.clone()),
            (_, holds) => holds,
        };
        let ties = rank.then.iter().map(|(table, column)| tie_break(scene, table, column)).collect();
        Member { spell, enters, ties }
    }

    /// Whether it is ranked itself: its start is known, and `among` holds.
    fn entry(&self) -> Answer<()> {
        if let Err(why) = &self.spell.start {
            return Answer::Unknown(why.clone());
        }
        match &self.enters {
            Answer::Known(true) => Answer::Known(()),
            Answer::Known(false) => Answer::Unknown(Reason::Absent {
                table: self.spell.source.clone(),
                period: Some(Period::Month(self.spell.first_month)),
            }),
            undecided => undecided.clone().map(|_| ()),
        }
    }

    /// The months in which it counts, or may count.
    fn months(&self, clock: HiresCount) -> Vec<Month> {
        match (self.spell.counted(clock), &self.spell.start) {
            (Some(month), _) if may_count_before(self.spell) => vec![month.plus(-1), month],
            (Some(month), _) => vec![month],
            (None, Err(Reason::StartRestated { first, other, .. })) if first.month() == other.month() => {
                vec![first.month()]
            }
            (None, Err(Reason::StartRestated { first, other, .. })) => vec![first.month(), other.month()],
            (None, _) => Vec::new(),
        }
    }

    /// By start, then each tie-break column; why not, where a value that decides is not known.
    fn order(&self, other: &Self) -> Result<Ordering, Reason> {
        let (one_start, other_start) = (self.spell.start.clone()?, other.spell.start.clone()?);
        let mut order = one_start.cmp(&other_start);
        for (one, other) in self.ties.iter().zip(&other.ties) {
            if order.is_ne() {
                break;
            }
            order = match (one, other) {
                (Answer::Known(one), Answer::Known(other)) => missing_last(one, other),
                (Answer::Known(_), unknown) | (unknown, _) => return Err(reason_of(unknown)),
            };
        }
        Ok(order)
    }
}

fn reason_of(answer: &Answer<Option<Value>>) -> Reason {
    answer.reason().cloned().unwrap_or_else(|| super::answer::fault("a reason"))
}

/// The value of a tie-break column in the spell's first month: of an amount, the sum over its rows; else what all rows say.
fn tie_break(scene: Scene<'_>, table: &str, column: &str) -> Answer<Option<Value>> {
    let declared = scene.world.table(table).and_then(|table| table.columns.get(column));
    let is_amount = matches!(declared, Some(ColumnType::Number(unit)) if unit.currency().is_some());
    let rows = scene.rows_of(table, &At::FirstMonth);
    let value = rows
        .then(|rows| if is_amount { total(table, &rows, column) } else { agreed_cell(table, &rows, column).map(Some) });
    match value {
        Answer::Absent(_) => Answer::Known(None),
        value => value,
    }
}

/// The sum of the amounts of several rows; nothing where all are blank.
fn total(table: &str, rows: &[&Row], column: &str) -> Answer<Option<Value>> {
    let amounts = rows.iter().map(|row| match cell_of(table, row, column) {
        Answer::Absent(_) => Answer::Known(None),
        amount => amount.map(|amount| Some(amount.number())),
    });
    answer::all(amounts.collect())
        .map(|amounts| amounts.into_iter().flatten().reduce(|one, other| one + other).map(Value::Number))
}

/// In order of the values; a value that is missing comes last.
fn missing_last(one: &Option<Value>, other: &Option<Value>) -> Ordering {
    match (one, other) {
        (Some(Value::Number(one)), Some(Value::Number(other))) => one.cmp(other),
        (Some(Value::Date(one)), Some(Value::Date(other))) => one.cmp(other),
        (Some(Value::Word(one)), Some(Value::Word(other))) => one.cmp(other),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        _ => Ordering::Equal,
    }
}
