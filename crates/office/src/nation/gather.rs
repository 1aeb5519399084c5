//! Determinations gathered by what pages show: region, ecosystem, operator, due day, reason. One pass over them all.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::dossier::Dossier;
use crate::secrecy::Behind;
use contract::calendar::{Date, EndOfMonth};
use contract::determination::{Determination, Key, Reason, Status};
use contract::identity::{OperatorId, Pseudonym};
use contract::model::{Clause, Expr, SpellField};
use contract::money::Money;

use crate::answer::clause::{Group, GroupRow, GroupedBy, Tally};

/// What one clause in use comes to, gathered.
#[derive(Debug, Clone, Default)]
pub struct Gathered {
    /// All determinations.
    pub tally: Tally,
    regions: BTreeMap<Option<String>, Pot>,
    ecosystems: BTreeMap<Option<String>, Pot>,
    operators: BTreeMap<Option<String>, Pot>,
    due_days: BTreeMap<Date, i64>,
    reasons: BTreeMap<Reason, i64>,
    /// What is not known yet: the first day on which some of it will be, and how much there is.
    pub not_yet: Option<(Date, i64)>,
    /// The first amount due, for an example.
    pub example: Option<(OperatorId, Key)>,
}

#[derive(Debug, Clone, Default)]
struct Pot {
    tally: Tally,
    persons: i64,
    persons_waiting: i64,
    last: Option<(OperatorId, Pseudonym)>,
    last_waiting: Option<(OperatorId, Pseudonym)>,
    /// Operator by operator, each once: what is due, and whether something waits.
    by_operator: Vec<(OperatorId, i64, bool)>,
}

impl Gathered {
    /// Takes a determination.
    pub fn take(&mut self, clause: &Clause, determination: &Determination, dossier: Option<&Dossier>, estimate: bool) {
        let mut one = Tally::default();
        one.counts.insert(determination.status, 1);
        one.due = determination.amount.unwrap_or_default();
        one.estimated = if estimate { one.due } else { Money::ZERO };
        let here = dossier.and_then(|dossier| dossier.whereabouts.get(&determination.key.person));
        let operator = Some(determination.operator.to_string());
        for (pots, code) in [
            (&mut self.regions, here.and_then(|here| here.region.clone())),
            (&mut self.ecosystems, here.and_then(|here| here.ecosystem.clone())),
            (&mut self.operators, operator),
        ] {
            pots.entry(code).or_default().take(&one, determination);
        }
        self.tally.add(&one);
        match &determination.reason {
            Some(Reason::NotYet { until }) => {
                let (earliest, count) = self.not_yet.unwrap_or((*until, 0));
                self.not_yet = Some((earliest.min(*until), count + 1));
            }
            Some(reason) => *self.reasons.entry(reason.clone()).or_default() += 1,
            None => {}
        }
        if determination.status == Status::Due {
            let amount = determination.amount.unwrap_or_default().centimes();
            if let Some(day) = due_on(clause, &determination.key) {
                let sum = self.due_days.entry(day.month().last_day()).or_default();
                *sum = sum.saturating_add(amount);
            }
            self.example.get_or_insert_with(|| (determination.operator.clone(), determination.key));
        }
    }

    /// Adds what was gathered of another operator, of a later identifier.
    pub fn add(&mut self, other: &Gathered) {
        self.tally.add(&other.tally);
        for (pots, more) in [
            (&mut self.regions, &other.regions),
            (&mut self.ecosystems, &other.ecosystems),
            (&mut self.operators, &other.operators),
        ] {
            for (code, pot) in more {
                pots.entry(code.clone()).or_default().add(pot);
            }
        }
        for (day, centimes) in &other.due_days {
            let sum = self.due_days.entry(*day).or_default();
            *sum = sum.saturating_add(*centimes);
        }
        for (reason, count) in &other.reasons {
            *self.reasons.entry(reason.clone()).or_default() += count;
        }
        if let Some((until, more)) = other.not_yet {
            let (earliest, count) = self.not_yet.unwrap_or((until, 0));
            self.not_yet = Some((earliest.min(until), count + more));
        }
        if self.example.is_none() {
            self.example.clone_from(&other.example);
        }
    }

    /// The amounts due, summed up to the last day of each month in which one falls due.
    #[must_use]
    pub fn course(&self) -> Vec<(Date, Money)> {
        let mut sum = 0i64;
        let sums = self.due_days.iter().map(|(day, centimes)| {
            sum = sum.saturating_add(*centimes);
            (*day, Money::from_centimes(sum))
        });
        sums.collect()
    }

    /// Why determinations were not made, the most frequent reasons first.
    #[must_use]
    pub fn reasons(&self, most: usize) -> Vec<(Reason, i64)> {
        let mut reasons: Vec<(Reason, i64)> =
            self.reasons.iter().map(|(reason, count)| (reason.clone(), *count)).collect();
        reasons.sort_by_key(|(_, count)| Reverse(*count));
        reasons.truncate(most);
        reasons
    }

    /// What stands behind what is due, and behind what waits.
    #[must_use]
    pub fn behind(&self) -> [Behind; 2] {
        let pots = || self.operators.values();
        let mut sum = [Behind::default(); 2];
        for [due, waiting] in pots().map(Pot::behind) {
            for (sum, more) in sum.iter_mut().zip([due, waiting]) {
                sum.persons += more.persons;
                sum.operators += more.operators;
                sum.centimes = sum.centimes.saturating_add(more.centimes);
                sum.largest_centimes = sum.largest_centimes.max(more.largest_centimes);
            }
        }
        sum
    }

    /// The same of each ecosystem that is told, in order of its code.
    #[must_use]
    pub fn ecosystems_behind(&self) -> Vec<Vec<Behind>> {
        self.ecosystems.values().filter(|pot| pot.is_told()).map(|pot| pot.behind().to_vec()).collect()
    }

    /// The groups, largest amounts first; operators are the largest only.
    #[must_use]
    pub fn groups(&self, operators_most: usize) -> Vec<Group> {
        let by = |by: GroupedBy, pots: &BTreeMap<Option<String>, Pot>, most: usize| {
            let due = pots.iter().filter(|(_, pot)| pot.is_told());
            let mut rows: Vec<GroupRow> = due
                .enumerate()
                .map(|(place, (code, pot))| GroupRow {
                    code: code.clone(),
                    persons: pot.persons,
                    persons_waiting: pot.persons_waiting,
                    tally: pot.tally.clone(),
                    place,
                })
                .collect();
            let waiting = |row: &GroupRow| row.tally.of(Status::NotEvaluated);
            rows.sort_by_key(|row| (Reverse(row.tally.due), Reverse(waiting(row)), row.code.clone()));
            let left_out = rows.len().saturating_sub(most);
            rows.truncate(most);
            Group { by, rows, left_out }
        };
        vec![
            by(GroupedBy::Region, &self.regions, usize::MAX),
            by(GroupedBy::Ecosystem, &self.ecosystems, usize::MAX),
            by(GroupedBy::Operator, &self.operators, operators_most),
        ]
    }
}

impl Pot {
    fn is_told(&self) -> bool {
        self.tally.of(Status::Due) + self.tally.of(Status::NotEvaluated) > 0
    }

    fn behind(&self) -> [Behind; 2] {
        let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
        let due = || self.by_operator.iter().map(|(_, centimes, _)| *centimes).filter(|centimes| *centimes > 0);
        let waiting = self.by_operator.iter().filter(|(.., waits)| *waits).count();
        [
            Behind {
                persons: self.persons,
                operators: count(due().count()),
                centimes: self.tally.due.centimes(),
                largest_centimes: due().max().unwrap_or(0),
            },
            Behind { persons: self.persons_waiting, operators: count(waiting), ..Behind::default() },
        ]
    }

    /// Adds that of another operator: persons and operators are others.
    fn add(&mut self, other: &Pot) {
        self.tally.add(&other.tally);
        self.persons += other.persons;
        self.persons_waiting += other.persons_waiting;
        self.by_operator.extend(other.by_operator.iter().cloned());
    }

    /// Persons are those with an amount due, or with something not evaluated; the determinations of one person follow each
    /// other.
    fn take(&mut self, one: &Tally, determination: &Determination) {
        self.tally.add(one);
        let (persons, last) = match determination.status {
            Status::Due => (&mut self.persons, &mut self.last),
            Status::NotEvaluated => (&mut self.persons_waiting, &mut self.last_waiting),
            _ => return,
        };
        // The determinations of one operator follow each other.
        if self.by_operator.last().is_none_or(|(operator, ..)| *operator != determination.operator) {
            self.by_operator.push((determination.operator.clone(), 0, false));
        }
        if let Some((_, centimes, waits)) = self.by_operator.last_mut() {
            *centimes = centimes.saturating_add(one.due.centimes());
            *waits |= determination.status == Status::NotEvaluated;
        }
        let who = (determination.operator.clone(), determination.key.person);
        if last.as_ref() != Some(&who) {
            *persons += 1;
            *last = Some(who);
        }
    }
}

/// The day on which an amount falls due, where the clause counts it from the year's end or the start of the job.
#[must_use]
pub fn due_on(clause: &Clause, key: &Key) -> Option<Date> {
    match clause.due_on.as_ref()? {
        Expr::PeriodEnd => Date::new(i16::try_from(key.year?).ok()?, 12, 31),
        Expr::PlusMonths(from, months) if **from == Expr::Spell(SpellField::Start) => {
            key.start?.add_months(*months, EndOfMonth::Clamp)
        }
        _ => None,
    }
}
