//! What is known of each region.

use std::collections::{BTreeMap, BTreeSet};

use super::operators::regions as regions_of;
use super::protect::Protection;
use crate::actor::{Actor, Matter};
use crate::answer::territories::{RegionView, TerritoriesView, Theme};
use crate::dossier::Dossier;
use crate::fault::Fault;
use crate::known::Known;
use crate::secrecy::Behind;
use ::contract::determination::{Determination, Status};
use ::contract::identity::{OperatorId, Pseudonym};
use ::contract::unit::Currency;

/// The regions.
///
/// # Errors
/// A workspace that cannot be read or computed.
pub fn territories(known: &Known, actor: &Actor, theme: Theme) -> Result<TerritoriesView, Fault> {
    actor.scope(Matter::Territories)?;
    let nation = known.nation()?;
    let is_protected = !actor.sees_small_cells();
    let regions = match is_protected {
        true => Protection::of(nation).regions(nation),
        false => nation.regions.iter().map(|(region, _)| region.clone()).collect(),
    };
    Ok(TerritoriesView { theme, regions, is_protected })
}

/// A region with what each operator has of it: persons at work, what is due, whether something waits.
struct Region {
    view: RegionView,
    operators: BTreeMap<OperatorId, (i64, i64, bool)>,
}

/// What every region comes to, gathered determination by determination.
#[derive(Default)]
pub struct Regions {
    known: BTreeMap<String, Region>,
    with_amount: BTreeSet<(OperatorId, Pseudonym)>,
    waiting: BTreeSet<(OperatorId, Pseudonym)>,
}

impl Regions {
    /// Adds the regions of an operator's sites, with the persons at work there.
    pub fn add_sites(&mut self, operator: &OperatorId, dossier: &Dossier) {
        for code in regions_of(dossier) {
            self.at(&code).view.operators += 1;
        }
        for here in dossier.whereabouts.values().filter(|here| here.is_last) {
            if let Some(code) = &here.region {
                let region = self.at(code);
                region.view.persons += 1;
                region.of(operator).0 += 1;
            }
        }
    }

    /// Adds what was taken of another operator: its persons are others.
    pub fn add(&mut self, other: &Regions) {
        for (code, more) in &other.known {
            let region = self.at(code);
            let is_main = region.view.add_due(more.view.currency, more.view.due);
            for (currency, due) in &more.view.others {
                region.view.add_due(Some(*currency), *due);
            }
            region.view.persons_due += more.view.persons_due;
            region.view.not_evaluated += more.view.not_evaluated;
            region.view.persons_waiting += more.view.persons_waiting;
            for (operator, (persons, centimes, waits)) in &more.operators {
                let known = region.of(operator);
                known.0 += persons;
                known.1 = known.1.saturating_add(if is_main { *centimes } else { 0 });
                known.2 |= waits;
            }
        }
    }

    /// Takes a determination of a clause in use that pays.
    pub fn take(&mut self, determination: &Determination, dossier: Option<&Dossier>, currency: Option<Currency>) {
        let person = determination.key.person;
        let here = dossier.and_then(|dossier| dossier.whereabouts.get(&person));
        let Some(code) = here.and_then(|here| here.region.as_deref()) else { return };
        let who = || (determination.operator.clone(), person);
        match (determination.status, determination.amount) {
            (Status::Due, Some(amount)) => {
                let is_first = self.with_amount.insert(who());
                let region = self.at(code);
                let is_main = region.view.add_due(currency, amount);
                region.view.persons_due += i64::from(is_first);
                let due = &mut region.of(&determination.operator).1;
                *due = due.saturating_add(if is_main { amount.centimes() } else { 0 });
            }
            (Status::NotEvaluated, _) => {
                let is_first = self.waiting.insert(who());
                let region = self.at(code);
                region.view.not_evaluated += 1;
                region.view.persons_waiting += i64::from(is_first);
                region.of(&determination.operator).2 = true;
            }
            _ => {}
        }
    }

    /// Every region, in order of its code, with what stands behind its figures.
    #[must_use]
    pub fn told(self) -> Vec<(RegionView, [Behind; 4])> {
        self.known.into_values().map(|region| (region.view.clone(), region.behind())).collect()
    }

    fn at(&mut self, code: &str) -> &mut Region {
        let region = || Region { view: RegionView::of(code), operators: BTreeMap::new() };
        self.known.entry(code.to_owned()).or_insert_with(region)
    }
}

impl Region {
    fn of(&mut self, operator: &OperatorId) -> &mut (i64, i64, bool) {
        self.operators.entry(operator.clone()).or_default()
    }

    fn behind(&self) -> [Behind; 4] {
        let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
        let due = || self.operators.values().map(|(_, centimes, _)| *centimes).filter(|centimes| *centimes > 0);
        let (view, operators) = (&self.view, self.operators.values());
        let (at_work, waiting) = (operators.clone().filter(|one| one.0 > 0), operators.filter(|one| one.2));
        [
            // Sites of few operators tell of these, whether or not anybody is at work there.
            Behind { persons: view.operators, operators: view.operators, ..Behind::default() },
            // One operator may have nearly all heads, as it may have nearly all money.
            Behind {
                persons: view.persons,
                operators: count(at_work.clone().count()),
                centimes: view.persons,
                largest_centimes: at_work.map(|one| one.0).max().unwrap_or(0),
            },
            Behind {
                persons: view.persons_due,
                operators: count(due().count()),
                centimes: view.due.centimes(),
                largest_centimes: due().max().unwrap_or(0),
            },
            Behind { persons: view.persons_waiting, operators: count(waiting.count()), ..Behind::default() },
        ]
    }
}
