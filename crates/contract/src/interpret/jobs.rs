//! Jobs and their anniversary years: one key a spell, or a spell and a number.

use std::collections::BTreeSet;

use super::Case;
use super::answer::{Answer, Value};
use super::piece::{self, Piece, Settled};
use super::spells::Spell;
use super::tenure;
use super::walk;
use super::world::{Scene, Subject, World};
use crate::calendar::Date;
use crate::determination::{Key, Reason, decided};
use crate::model::{Clause, Space};

/// Every key of the clause with what it comes to, by person, first month and anniversary.
pub(crate) fn cases<'w>(
    world: &World<'w>,
    clause: &Clause,
    definition: &str,
    wanted: &dyn Fn(&Key) -> bool,
) -> Vec<Case<'w>> {
    let needed = walk::needed_steps(clause);
    let mut cases = Vec::new();
    for spell in world.spells(definition).iter() {
        for anniversary in anniversaries(world, clause, spell) {
            let key = Key {
                person: spell.person,
                year: None,
                first_month: Some(spell.first_month),
                start: spell.began(),
                anniversary,
            };
            if wanted(&key) {
                cases.push(case(world, clause, spell, key, &needed));
            }
        }
    }
    cases
}

/// The anniversary years of a spell; nothing but the spell itself for a clause by job.
fn anniversaries(world: &World<'_>, clause: &Clause, spell: &Spell) -> Vec<Option<u32>> {
    let Space::Anniversaries { first, last, acquired_by_start, .. } = clause.space else { return vec![None] };
    let Some(start) = spell.began() else { return vec![Some(first)] };
    let begun = |day: Date| day <= world.as_known_on && spell.ended.is_none_or(|ended| ended.latest >= day);
    let in_time = |day: Date| acquired_by_start || clause.in_effect.last.is_none_or(|last| day <= last);
    let day = |number: u32| anniversary_day(start, number);
    (first..=last).filter(|number| begun(day(*number)) && in_time(day(*number))).map(Some).collect()
}

/// The first day of an anniversary year.
fn anniversary_day(start: Date, number: u32) -> Date {
    tenure::plus_months(start, tenure::months(12 * number.saturating_sub(1)))
}

fn case<'w>(world: &World<'w>, clause: &Clause, spell: &Spell, key: Key, needed: &BTreeSet<usize>) -> Case<'w> {
    let mut subject = subject(clause, spell, key.anniversary);
    let fact_date = fact_date(world, clause, &subject);
    let known = fact_date.known().copied();
    if let Some(settled) = reach(clause, spell, &fact_date) {
        return Case::decided(key, settled, known);
    }
    subject.parameter_day = known;
    let fold = clause.steps.len();
    let piece = Piece::run(world, clause, subject, needed, fold);
    let settled = match &piece.stops {
        Some(settled) => settled.clone(),
        None => piece::conclude(world, clause, &piece.subject, &piece.steps, needed),
    };
    Case { key, settled, totals: piece.steps.clone(), pieces: vec![piece], fold, missing: Vec::new(), fact_date: known }
}

fn subject<'w>(clause: &Clause, spell: &Spell, anniversary: Option<u32>) -> Subject<'w> {
    let own = |number: u32| {
        let first = anniversary_day(spell.began()?, number);
        Some((first, anniversary_day(spell.began()?, number + 1).plus_days(-1)))
    };
    let ends_with_the_rule = matches!(clause.space, Space::Anniversaries { acquired_by_start: false, .. });
    Subject {
        anniversary,
        cut: ends_with_the_rule.then_some(clause.in_effect),
        period: anniversary.and_then(own),
        parameter_day: None,
        ..Subject::of_spell(spell)
    }
}

/// The day of the fact; the start of the job, where the clause names none.
fn fact_date(world: &World<'_>, clause: &Clause, subject: &Subject<'_>) -> Answer<Date> {
    let scene = Scene::step(world, subject, &[]);
    match &clause.fact_date {
        Some(expr) => scene.evaluate(expr).map(Value::date),
        None => tenure::start(scene.spell()),
    }
}

/// What keeps the fact outside the reach of the rule, or from being known to lie in it.
fn reach(clause: &Clause, spell: &Spell, fact_date: &Answer<Date>) -> Option<Settled> {
    let from = clause.applies_to_facts.unwrap_or(clause.published);
    match fact_date {
        Answer::Known(day) if !clause.in_effect.contains(*day) => Some(Settled::not_applicable(decided::IN_EFFECT)),
        Answer::Known(day) if *day < from => Some(Settled::not_applicable(decided::APPLIES_TO_FACTS)),
        Answer::Known(_) => None,
        Answer::Unknown(Reason::StartNotShown { .. })
            if spell.first_month.last_day() < from.max(clause.in_effect.first) =>
        {
            Some(Settled::not_applicable(decided::IN_EFFECT))
        }
        Answer::Unknown(Reason::StartRestated { first, other, .. })
            if *first.max(other) < from.max(clause.in_effect.first) =>
        {
            Some(Settled::not_applicable(decided::IN_EFFECT))
        }
        undecided => Settled::without(decided::FACT_DATE, undecided),
    }
}
