//! What is known of each region.

use std::collections::{BTreeMap, BTreeSet};

use super::operators::regions as regions_of;
use crate::actor::{Actor, Matter};
use crate::answer::territories::{RegionView, TerritoriesView, Theme};
use crate::dossier::Dossier;
use crate::fault::Fault;
use crate::known::Known;
use ::contract::determination::{Determination, Status};
use ::contract::identity::{OperatorId, Pseudonym};
use ::contract::money::Money;

/// The regions.
///
/// # Errors
/// A workspace that cannot be read or computed.
pub fn territories(known: &Known, actor: &Actor, theme: Theme) -> Result<TerritoriesView, Fault> {
    actor.scope(Matter::Territories)?;
    Ok(TerritoriesView { theme, regions: known.nation()?.regions.clone() })
}

/// What every region comes to, gathered determination by determination.
#[derive(Default)]
pub struct Regions {
    known: BTreeMap<String, RegionView>,
    with_amount: BTreeSet<(OperatorId, Pseudonym)>,
    waiting: BTreeSet<(OperatorId, Pseudonym)>,
}

impl Regions {
    /// The regions of the operators' sites, with the persons at work there.
    #[must_use]
    pub fn of(dossiers: &BTreeMap<OperatorId, Dossier>) -> Regions {
        let mut regions = Regions::default();
        for dossier in dossiers.values() {
            for code in regions_of(dossier) {
                regions.at(&code).operators += 1;
            }
            for here in dossier.whereabouts.values().filter(|here| here.is_last) {
                if let Some(code) = &here.region {
                    regions.at(code).persons += 1;
                }
            }
        }
        regions
    }

    /// Takes a determination of a clause in use that pays.
    pub fn take(&mut self, determination: &Determination, dossier: Option<&Dossier>) {
        let person = determination.key.person;
        let here = dossier.and_then(|dossier| dossier.whereabouts.get(&person));
        let Some(code) = here.and_then(|here| here.region.as_deref()) else { return };
        let who = || (determination.operator.clone(), person);
        match (determination.status, determination.amount) {
            (Status::Due, Some(amount)) => {
                let is_first = self.with_amount.insert(who());
                let region = self.at(code);
                region.due = region.due.checked_add(amount).unwrap_or(region.due);
                region.persons_due += i64::from(is_first);
            }
            (Status::NotEvaluated, _) => {
                let is_first = self.waiting.insert(who());
                let region = self.at(code);
                region.not_evaluated += 1;
                region.persons_waiting += i64::from(is_first);
            }
            _ => {}
        }
    }

    /// Every region, in order of its code.
    #[must_use]
    pub fn told(self) -> Vec<RegionView> {
        self.known.into_values().collect()
    }

    fn at(&mut self, code: &str) -> &mut RegionView {
        self.known.entry(code.to_owned()).or_insert_with(|| RegionView {
            code: code.to_owned(),
            persons: 0,
            operators: 0,
            due: Money::ZERO,
            persons_due: 0,
            not_evaluated: 0,
            persons_waiting: 0,
        })
    }
}
