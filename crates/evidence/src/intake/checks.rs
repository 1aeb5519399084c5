//! Checks of one operator's files against each other, where they cost little. Each gives findings; none refuses a file.

use std::collections::{BTreeMap, HashMap, HashSet};

use contract::calendar::Date;

use super::{Candidate, codes};
use crate::finding::{Finding, Place};
use crate::manifest::Slot;
use crate::piece::PieceKind;
use crate::pseudonym::Sighting;
use crate::read::compare_preestablished;
use crate::store::StoreError;
use crate::store::links::{Links, Sightings};
use crate::store::shelf::Shelf;

/// Main declarations against the pre-established lists handed in with them.
pub(super) fn against_preestablished(candidates: &mut [Candidate]) {
    let of_kind = |kind, candidates: &[Candidate]| -> Vec<usize> {
        (0..candidates.len()).filter(|place| candidates[*place].piece.kind == Some(kind)).collect()
    };
    let lists = of_kind(PieceKind::EbdsPreestablished, candidates);
    for main in of_kind(PieceKind::EbdsMain, candidates) {
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

/// Complements without their main declaration, here or in the store; and persons who stand in both.
pub(super) fn complements(
    shelf: &Shelf,
    candidates: &mut [Candidate],
    sightings: &[Vec<(u32, Sighting)>],
    received: Date,
) -> Result<(), StoreError> {
    for place in 0..candidates.len() {
        let stored = &candidates[place].stored;
        if candidates[place].piece.kind != Some(PieceKind::EbdsComplement) || !stored.is_accepted() {
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
                let named = held.iter().map(|one| shelf.sightings_in(one)).collect::<Result<Vec<_>, _>>()?;
                named.into_iter().flatten().collect()
            }
            (None, true) => {
                candidates[place].stored.findings.push(codes::COMPLEMENT_WITHOUT_MAIN.at(Place::default()));
                continue;
            }
        };
        let known = |sighting: &Sighting| {
            declared.iter().any(|other| {
                (sighting.cnss.is_some() && sighting.cnss == other.cnss)
                    || (sighting.cin.is_some() && sighting.cin == other.cin)
            })
        };
        let repeated = sightings[place].iter().filter(|(_, sighting)| known(sighting));
        let repeated: Vec<Finding> =
            repeated.map(|(line, _)| codes::COMPLEMENT_PERSON_IN_MAIN.at(Place::line(*line))).collect();
        candidates[place].stored.findings.extend(repeated);
    }
    Ok(())
}

/// Links between official numbers that contradict what this operator's files said before.
pub(super) fn links(
    known: &Sightings,
    candidates: &mut [Candidate],
    sightings: &[Vec<(u32, Sighting)>],
    received: Date,
) {
    let is_new = |sighting: &Sighting| known.get(sighting).is_none_or(|first| *first > received);
    let mut fresh: BTreeMap<Sighting, (usize, u32)> = BTreeMap::new();
    for (place, lines) in sightings.iter().enumerate() {
        for (line, sighting) in lines.iter().filter(|(_, sighting)| sighting.cnss.is_some() && sighting.cin.is_some()) {
            if is_new(sighting) {
                fresh.entry(*sighting).or_insert((place, *line));
            }
        }
    }
    if fresh.is_empty() {
        return;
    }
    let mut all: HashMap<&Sighting, &Date> = known.iter().filter(|(_, first)| **first <= received).collect();
    all.extend(fresh.keys().map(|sighting| (sighting, &received)));
    let links = Links::known_on(received, all.into_iter());
    for conflict in links.conflicts() {
        if let Some((place, line)) = fresh.get(conflict) {
            candidates[*place].stored.findings.push(codes::PERSON_LINK_CONFLICT.at(Place::line(*line)));
        }
    }
}
