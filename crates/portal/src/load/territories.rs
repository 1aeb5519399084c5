//! What is known of each region.

use std::collections::{BTreeMap, BTreeSet};

use ::contract::determination::Status;
use ::contract::identity::OperatorId;
use ::contract::money::Money;
use office::assess::ContractAssessment;
use office::dossier::Dossier;

use super::day::{Day, Kept, in_use};
use super::operator::regions as regions_of;
use crate::view::Setting;
use crate::view::territories::{RegionView, TerritoriesView, Theme};

/// The view of the twelve regions.
#[must_use]
pub fn territories(day: &Day, theme: Theme, setting: Setting) -> TerritoriesView {
    TerritoriesView { setting, theme, regions: day.regions.clone() }
}

/// What every region comes to: one pass over all determinations, kept with the day.
#[must_use]
pub fn regions(
    assessed: &[ContractAssessment],
    contracts: &[Kept],
    dossiers: &BTreeMap<OperatorId, Dossier>,
) -> Vec<RegionView> {
    let mut known: BTreeMap<String, RegionView> = BTreeMap::new();
    for (operator, dossier) in dossiers {
        for code in regions_of(dossier) {
            at(&mut known, &code).operators += 1;
        }
        for here in dossier.whereabouts.values().filter(|here| here.is_last) {
            if let Some(code) = &here.region {
                at(&mut known, code).persons += 1;
            }
        }
        let mut with_amount = BTreeSet::new();
        for (contract, kept) in assessed.iter().zip(contracts) {
            let rows = kept.assessments.get(operator).into_iter().flat_map(|one| one.rows(&contract.program));
            for determination in rows.filter(|one| one.status == Status::Due) {
                let Some(clause) = in_use(contract, &determination.clause) else { continue };
                let here = dossier.whereabouts.get(&determination.key.person);
                let (Some(code), Some(amount)) = (here.and_then(|here| here.region.clone()), determination.amount)
                else {
                    continue;
                };
                if clause.reading == determination.reading {
                    let region = at(&mut known, &code);
                    region.due = region.due.checked_add(amount).unwrap_or(region.due);
                    region.persons_due += i64::from(with_amount.insert((code, determination.key.person)));
                }
            }
        }
    }
    known.into_values().collect()
}

fn at<'k>(known: &'k mut BTreeMap<String, RegionView>, code: &str) -> &'k mut RegionView {
    known.entry(code.to_owned()).or_insert_with(|| RegionView {
        code: code.to_owned(),
        persons: 0,
        operators: 0,
        due: Money::ZERO,
        persons_due: 0,
    })
}
