//! Checks of one operator's files against each other, where they cost little. Each gives findings; none refuses a file.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use contract::calendar::Interval;
use contract::facts::Cell;

use super::{Candidate, codes};
use crate::finding::codes::FILE_FINDINGS_CUT;
use crate::finding::{Finding, Place};
use crate::manifest::Slot;
use crate::piece::PieceKind;
use crate::pseudonym::Sighting;
use crate::read::compare_preestablished;
use crate::schema::named::SITE;
use crate::store::links::{Links, is_pair};
use crate::store::shelf::Shelf;
use crate::store::sightings::Fresh;
use crate::store::{Position, StoreError};

/// Main declarations against the pre-established lists handed in with them.
pub(super) fn against_preestablished(candidates: &mut [Candidate]) {
    let of_kind = |kind, candidates: &[Candidate]| -> Vec<usize> {
        (0..candidates.len()).filter(|place| candidates[*place].piece.kind == Some(kind)).collect()
    };
    let lists = of_kind(PieceKind::EBDS_PREESTABLISHED, candidates);
    for main in of_kind(PieceKind::EBDS_MAIN, candidates) {
        let same = |list: &&usize| {
            let (main, list) = (&candidates[main].piece, &candidates[**list].piece);
            (&main.declarant, main.period) == (&list.declarant, list.period)
        };
        if let Some(list) = lists.iter().find(same) {
            let found = compare_preestablished(&candidates[main].piece, &candidates[*list].piece);
            candidates[main].stored.findings.extend(found);
        }
    }
}

/// The most sites told of one file: one whose columns have slipped names as many as it has rows.
const SITES_MAX: usize = 20;

/// Sites of rows that the operator's register of sites does not have in their month: once for a file and site, where it
/// stands first and on how many rows.
pub(super) fn sites(shelf: &Shelf, candidates: &mut [Candidate], received: Position) {
    let Some(known) = shelf.sites(received) else { return };
    for candidate in candidates.iter_mut().filter(|one| one.stored.is_accepted() && one.stored.same_as.is_none()) {
        if shelf.tables().of(&candidate.stored).is_none_or(|table| !table.person) {
            continue;
        }
        let whole = candidate.piece.period;
        let mut unknown: BTreeMap<&str, (u32, u64)> = BTreeMap::new();
        for row in &candidate.piece.rows {
            let Some((_, Cell::Code(site))) = row.cells.iter().find(|(name, _)| *name == SITE) else { continue };
            let period = row.period.or(whole);
            let Some((first, last)) = period.and_then(|period| Some((period.first_day()?, period.last_day()))) else {
                continue;
            };
            let here = Interval { first, last };
            if !known.iter().any(|(other, valid)| other == site && valid.overlaps(here)) {
                let (line, rows) = unknown.entry(site).or_insert((row.line, 0));
                (*line, *rows) = ((*line).min(row.line), *rows + 1);
            }
        }
        let mut found: Vec<(u32, &str, u64)> =
            unknown.into_iter().map(|(site, (line, rows))| (line, site, rows)).collect();
        found.sort_unstable();
        let told = found.iter().take(SITES_MAX).map(|(line, _, rows)| {
            // The cell stays unsaid: a column slipped, and it is somebody's number or name.
            codes::SITE_UNKNOWN.at(Place::field(*line, SITE)).with("rows", rows)
        });
        let mut told: Vec<Finding> = told.collect();
        if let Some(more @ 1..) = found.len().checked_sub(SITES_MAX) {
            let cut = FILE_FINDINGS_CUT.at(Place::default());
            told.push(cut.with("code", codes::SITE_UNKNOWN.name()).with("more", more));
        }
        candidate.stored.findings.extend(told);
    }
}

/// Complements without their main declaration, here or in the store; and persons who stand in both.
pub(super) fn complements(
    shelf: &Shelf,
    candidates: &mut [Candidate],
    sightings: &[Vec<(u32, Sighting)>],
    received: Position,
) -> Result<(), StoreError> {
    for place in 0..candidates.len() {
        let stored = &candidates[place].stored;
        if candidates[place].piece.kind != Some(PieceKind::EBDS_COMPLEMENT) || !stored.is_accepted() {
            continue;
        }
        let Some(slot) = stored.slots().into_iter().next() else { continue };
        let main = Slot { complement: None, ..slot };
        let beside =
            candidates.iter().position(|other| other.stored.is_accepted() && other.stored.slots().contains(&main));
        let held = shelf.holders(&main, received);
        let declared: HashSet<Sighting> = match (beside, held.is_empty()) {
            (Some(beside), _) => sightings[beside].iter().map(|(_, sighting)| *sighting).collect(),
            (None, false) => {
                let named = held.iter().map(|one| shelf.sightings_of(one)).collect::<Result<Vec<_>, _>>()?;
                named.into_iter().flatten().collect()
            }
            (None, true) => {
                candidates[place].stored.findings.push(codes::COMPLEMENT_WITHOUT_MAIN.at(Place::default()));
                continue;
            }
        };
        let known = |sighting: &Sighting| {
            declared.iter().any(|other| {
                (sighting.number.is_some() && sighting.number == other.number)
                    || (sighting.card.is_some() && sighting.card == other.card)
            })
        };
        let repeated = sightings[place].iter().filter(|(_, sighting)| known(sighting));
        let repeated: Vec<Finding> =
            repeated.map(|(line, _)| codes::COMPLEMENT_PERSON_IN_MAIN.at(Place::line(*line))).collect();
        candidates[place].stored.findings.extend(repeated);
    }
    Ok(())
}

/// Pairs of official numbers that contradict what the operator's files in force will say together.
pub(super) fn links(
    shelf: &mut Shelf,
    candidates: &mut [Candidate],
    sightings: &[Vec<(u32, Sighting)>],
    fresh: &Fresh,
    received: Position,
) -> Result<(), StoreError> {
    let mut said: BTreeSet<Sighting> = fresh.values().flatten().copied().filter(is_pair).collect();
    let before = shelf.sightings()?.iter().filter(|(_, spans)| spans.iter().any(|span| span.contains(received)));
    let before: BTreeSet<Sighting> = before.map(|(said, _)| *said).filter(is_pair).collect();
    if Links::of(before.union(&said)).conflicts().is_disjoint(&said) {
        return Ok(());
    }
    // What is replaced contradicts nothing any more: looked at only where something may.
    let adds = adds(candidates);
    let fresh_pairs = said.clone();
    said.extend(shelf.said_but(fresh, &|slot| adds.contains(slot), received)?);
    let links = Links::of(said.iter());
    let mut told: BTreeSet<Sighting> = BTreeSet::new();
    for (candidate, lines) in candidates.iter_mut().zip(sightings) {
        for (line, sighting) in lines.iter().filter(|(_, one)| fresh_pairs.contains(one)) {
            if links.conflicts().contains(sighting) && told.insert(*sighting) {
                candidate.stored.findings.push(codes::PERSON_LINK_CONFLICT.at(Place::line(*line)));
            }
        }
    }
    Ok(())
}

/// The slots whose files stand beside what is in force.
pub(super) fn adds(candidates: &[Candidate]) -> BTreeSet<Slot> {
    let adding = candidates.iter().filter(|one| one.stored.is_accepted() && one.stored.adds);
    adding.flat_map(|one| one.stored.slots()).collect()
}
