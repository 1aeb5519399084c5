//! What the public is not told of the sums of a nation: which clauses, which contracts, which regions.
//!
//! Three tables have totals that everybody sees: the clauses of a contract, the ecosystems of a clause, the regions. Each is
//! protected by itself ([`crate::secrecy`]); where one would give a cell of another away, its total is hidden in that other.

use std::collections::{BTreeMap, BTreeSet};

use crate::answer::clause::{ClauseCard, Group, GroupedBy, Tally, Ties};
use crate::answer::territories::RegionView;
use crate::nation::{Kept, Nation, paid};
use crate::secrecy::{Behind, Hidden, hidden};
use contract::determination::Status;

/// What is hidden.
pub struct Protection {
    /// Clauses of whose total nothing is told: contract and clause.
    clauses: BTreeSet<(String, String)>,
    /// Contracts of whose total nothing is told.
    contracts: BTreeSet<String>,
    /// Ecosystems, by contract and clause.
    ecosystems: BTreeMap<(String, String), Hidden>,
    /// Regions, in their order.
    regions: Hidden,
}

impl Protection {
    /// What is hidden of a nation.
    #[must_use]
    pub fn of(nation: &Nation) -> Protection {
        let regions: Vec<Vec<Behind>> = nation.regions.iter().map(|(_, behind)| behind.to_vec()).collect();
        let regions = hidden(&regions);
        let (mut clauses, mut contracts, mut ecosystems) = (BTreeSet::new(), BTreeSet::new(), BTreeMap::new());
        let mut totals: Vec<Vec<Behind>> = Vec::new();
        for (contract, kept) in nation.all() {
            let id = &contract.sound.contract.id;
            let paying: Vec<&ClauseCard> = kept.cards.iter().filter(|card| card.head.is_some()).collect();
            let mut rows = Vec::new();
            for card in &paying {
                let gathered = kept.gathered.get(&card.id);
                let told = hidden(&gathered.map(|of| of.ecosystems_behind()).unwrap_or_default());
                let mut behind = gathered.map(|of| of.behind().to_vec()).unwrap_or_else(|| vec![Behind::default(); 2]);
                if told.total {
                    // Its total would give its ecosystems away: it is hidden as if nearly nobody stood behind it.
                    behind.iter_mut().for_each(|one| one.operators = one.operators.min(1));
                }
                ecosystems.insert((id.clone(), card.id.clone()), told);
                rows.push(behind);
            }
            let told = hidden(&rows);
            let named = paying.iter().zip(&told.rows).filter(|(_, hides)| **hides);
            clauses.extend(named.map(|(card, _)| (id.clone(), card.id.clone())));
            let mut total = together(&rows);
            if told.total {
                total.iter_mut().for_each(|one| one.operators = one.operators.min(1));
            }
            totals.push(total);
        }
        let (told, regions) = beside(&totals, regions);
        for ((contract, kept), hides) in nation.all().zip(&told.rows) {
            if *hides {
                let id = &contract.sound.contract.id;
                contracts.insert(id.clone());
                let paying = kept.cards.iter().filter(|card| card.head.is_some());
                clauses.extend(paying.map(|card| (id.clone(), card.id.clone())));
            }
        }
        Protection { clauses, contracts, ecosystems, regions }
    }

    /// What is told of a clause: of controls, which compare evidence, no count.
    #[must_use]
    pub fn card(&self, contract: &str, card: &ClauseCard) -> ClauseCard {
        let is_secret = card.head.is_none() || self.clauses.contains(&(contract.to_owned(), card.id.clone()));
        let tally = if is_secret && card.tally != Tally::default() { Tally::secret() } else { bare(&card.tally) };
        // How a sum grows tells each month apart.
        ClauseCard { tally, course: Vec::new(), ..card.clone() }
    }

    /// What is told of all clauses of a contract.
    #[must_use]
    pub fn paid(&self, contract: &str, kept: &Kept) -> Tally {
        if self.contracts.contains(contract) { Tally::secret() } else { bare(&paid(kept)) }
    }

    /// What is told of the ecosystems of a clause; of other groups nothing.
    #[must_use]
    pub fn groups(&self, contract: &str, clause: &str, groups: Vec<Group>) -> Vec<Group> {
        let key = (contract.to_owned(), clause.to_owned());
        let Some(told) = self.ecosystems.get(&key).filter(|_| !self.clauses.contains(&key)) else { return Vec::new() };
        let ecosystems = groups.into_iter().filter(|group| group.by == GroupedBy::Ecosystem);
        let protected = ecosystems.map(|mut group| {
            for row in &mut group.rows {
                if told.rows.get(row.place).copied().unwrap_or(true) {
                    (row.tally, row.persons, row.persons_waiting) = (Tally::secret(), 0, 0);
                } else {
                    row.tally = bare(&row.tally);
                }
            }
            // The order of amounts would tell of those that are hidden.
            group.rows.sort_by(|one, other| one.code.cmp(&other.code));
            group
        });
        protected.collect()
    }

    /// What is told of the regions.
    #[must_use]
    pub fn regions(&self, nation: &Nation) -> Vec<RegionView> {
        let told = nation.regions.iter().zip(&self.regions.rows).map(|((region, _), hides)| match hides {
            true => RegionView { is_hidden: true, ..RegionView::of(&region.code) },
            // Of further currencies nobody looked whether one operator has nearly all: they are not told.
            false => RegionView { others: BTreeMap::new(), ..region.clone() },
        });
        told.collect()
    }
}

/// Contracts are the rows of a table of their own, and the regions add up to its total: what the regions would give away is
/// hidden among contracts, and where that cannot be, everywhere.
fn beside(contracts: &[Vec<Behind>], regions: Hidden) -> (Hidden, Hidden) {
    let told = hidden(contracts);
    if !told.total && !regions.total {
        return (told, regions);
    }
    let all = |rows: &[bool]| Hidden { rows: vec![true; rows.len()], total: true };
    (all(&told.rows), all(&regions.rows))
}

/// What stands behind several clauses together. Who stands behind two of them is not known: as few as can be are taken.
fn together(rows: &[Vec<Behind>]) -> Vec<Behind> {
    let mut all = vec![Behind::default(); 2];
    for row in rows {
        for (sum, one) in all.iter_mut().zip(row) {
            sum.persons = sum.persons.max(one.persons);
            sum.operators = sum.operators.max(one.operators);
            sum.centimes = sum.centimes.saturating_add(one.centimes);
            sum.largest_centimes = sum.largest_centimes.saturating_add(one.largest_centimes);
        }
    }
    all
}

/// A tally without what only the office looks at, and without statuses behind which nobody counted persons.
fn bare(tally: &Tally) -> Tally {
    let mut counts = tally.counts.clone();
    counts.retain(|status, _| matches!(status, Status::Due | Status::NotEvaluated));
    Tally { counts, never_filed: 0, ties: Ties::default(), ..tally.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn due(persons: i64, operators: i64, centimes: i64) -> Vec<Behind> {
        vec![Behind { persons, operators, centimes, largest_centimes: centimes / operators.max(1) }]
    }

    #[test]
    fn a_young_contract_is_not_what_the_regions_hold_beyond_the_others() {
        let regions = || hidden(&[due(300, 9, 13_000_000), due(140, 8, 5_500_000)]);
        assert_eq!(regions(), Hidden { rows: vec![false, false], total: false });
        let (old, young) = (due(400, 12, 18_000_000), due(2, 1, 731_250));
        let (contracts, regions_of_two) = beside(&[old.clone(), young.clone()], regions());
        assert!(contracts.rows.iter().all(|hides| *hides), "it could be subtracted");
        assert!(regions_of_two.rows.iter().all(|hides| *hides), "the regions would tell nearly all of the other");
        // Among more of its size it hides, and the regions are told.
        let others = [old, young, due(40, 6, 900_000), due(90, 7, 3_000_000)];
        let (contracts, regions_of_four) = beside(&others, regions());
        assert_eq!(contracts.rows, [false, true, true, false]);
        assert_eq!(regions_of_four.rows, [false, false]);
    }
}
