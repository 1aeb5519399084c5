//! Ranks: the place of a spell among those of the operator that start in the same month.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::answer::{Answer, Value};
use super::evaluate::whole;
use super::lookup::cell;
use super::spells::Spell;
use super::world::{Scene, Subject, World};
use crate::calendar::Month;
use crate::determination::Reason;
use crate::facts::Period;
use crate::model::{Rank, Spells};

/// Gives every spell its ranks.
pub(crate) fn give(world: &World<'_>, definition: &Spells, spells: &mut [Spell]) {
    for rank in &definition.ranks {
        let ranks = ranks(world, rank, spells);
        for (spell, rank) in spells.iter_mut().zip(ranks) {
            spell.ranks.push(rank);
        }
    }
}

/// The rank of each spell, or why it has none.
fn ranks(world: &World<'_>, rank: &Rank, spells: &[Spell]) -> Vec<Answer> {
    let entries: Vec<Answer<()>> = spells.iter().map(|spell| enters(world, rank, spell)).collect();
    let mut by_month: BTreeMap<Option<Month>, Vec<&Spell>> = BTreeMap::new();
    for (spell, _) in spells.iter().zip(&entries).filter(|(_, entry)| entry.known().is_some()) {
        by_month.entry(month_of_start(spell)).or_default().push(spell);
    }
    let place = |spell: &Spell| {
        let peers = by_month.get(&month_of_start(spell)).into_iter().flatten();
        whole(1 + peers.filter(|other| order(world, rank, other, spell).is_lt()).count())
    };
    spells.iter().zip(entries).map(|(spell, entry)| entry.map(|()| place(spell))).collect()
}

/// Whether a spell is ranked: its start is known and `among` holds.
fn enters(world: &World<'_>, rank: &Rank, spell: &Spell) -> Answer<()> {
    if spell.start.is_none() {
        return Answer::Unknown(Reason::StartNotShown { month: spell.first_month });
    }
    let Some(among) = &rank.among else { return Answer::Known(()) };
    let subject = Subject::of_spell(spell);
    match Scene::condition(world, &subject, &[]).condition_holds(among) {
        Answer::Known(true) => Answer::Known(()),
        Answer::Known(false) | Answer::Absent(_) => Answer::Unknown(Reason::Absent {
            table: spell.source.clone(),
            period: Some(Period::Month(spell.first_month)),
        }),
        Answer::Unknown(reason) => Answer::Unknown(reason),
        Answer::Pending(reason) => Answer::Pending(reason),
    }
}

fn month_of_start(spell: &Spell) -> Option<Month> {
    spell.start.map(|start| start.month())
}

/// By start, then each tie-break column, then person, then first month.
fn order(world: &World<'_>, rank: &Rank, one: &Spell, other: &Spell) -> Ordering {
    let mut order = one.start.cmp(&other.start);
    for (table, column) in &rank.then {
        let value = |spell: &Spell| tie_break(world, table, column, spell);
        order = order.then_with(|| missing_last(value(one), value(other)));
    }
    order.then(one.person.cmp(&other.person)).then(one.first_month.cmp(&other.first_month))
}

/// The value of a tie-break column in the spell's first month.
fn tie_break(world: &World<'_>, table: &str, column: &str, spell: &Spell) -> Option<Value> {
    let row = world.evidence.row(table, Some(spell.person), Some(Period::Month(spell.first_month)), None);
    row.known().and_then(|row| cell(row, column))
}

fn missing_last(one: Option<Value>, other: Option<Value>) -> Ordering {
    match (one, other) {
        (Some(Value::Number(one)), Some(Value::Number(other))) => one.cmp(&other),
        (Some(Value::Date(one)), Some(Value::Date(other))) => one.cmp(&other),
        (Some(Value::Word(one)), Some(Value::Word(other))) => one.cmp(&other),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        _ => Ordering::Equal,
    }
}
