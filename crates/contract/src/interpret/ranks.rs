//! Ranks: the place of a spell among those of the operator that start in the same month.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::answer::{Answer, Value};
use super::evaluate::whole;
use super::lookup::agreed_cell;
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
    let mut peers: BTreeMap<Option<Month>, Vec<Peer<'_>>> = BTreeMap::new();
    let mut ranks: Vec<Answer> = Vec::new();
    for (index, spell) in spells.iter().enumerate() {
        let enters = enters(world, rank, spell);
        if enters.known().is_some() {
            let ties = rank.then.iter().map(|(table, column)| tie_break(world, table, column, spell)).collect();
            let month = spell.began().map(|start| start.month());
            peers.entry(month).or_default().push(Peer { index, spell, ties });
        }
        ranks.push(enters.map(|()| whole(0)));
    }
    for mut peers in peers.into_values() {
        peers.sort_by(Peer::order);
        for (place, peer) in peers.iter().enumerate() {
            ranks[peer.index] = Answer::Known(whole(place + 1));
        }
    }
    ranks
}

/// A spell among those that start in the same month.
struct Peer<'s> {
    index: usize,
    spell: &'s Spell,
    /// The values of the tie-break columns.
    ties: Vec<Option<Value>>,
}

impl Peer<'_> {
    /// By start, then each tie-break column, then person, then first month.
    fn order(&self, other: &Self) -> Ordering {
        let ties = self.ties.iter().zip(&other.ties).map(|(one, other)| missing_last(one, other));
        let by_ties = ties.fold(Ordering::Equal, Ordering::then);
        let key = |peer: &Self| (peer.spell.person, peer.spell.first_month);
        self.spell.began().cmp(&other.spell.began()).then(by_ties).then(key(self).cmp(&key(other)))
    }
}

/// Whether a spell is ranked: its start is known and `among` holds.
fn enters(world: &World<'_>, rank: &Rank, spell: &Spell) -> Answer<()> {
    if let Err(why) = &spell.start {
        return Answer::Unknown(why.clone());
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

/// The value of a tie-break column in the spell's first month.
fn tie_break(world: &World<'_>, table: &str, column: &str, spell: &Spell) -> Option<Value> {
    let rows = world.evidence.rows_on(table, Some(spell.person), Some(Period::Month(spell.first_month)), None);
    rows.then(|rows| agreed_cell(table, &rows, column)).known().cloned()
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
