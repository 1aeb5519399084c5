//! What was answered about a column before: whoever is asked the same of the next file is told, and decides anew. Nothing is
//! read by an answer that was not given about this file.

use super::{Candidate, codes};
use crate::answer;
use crate::finding::{Finding, Place};
use crate::manifest::StoredPiece;
use crate::store::shelf::Shelved;

/// Tells of each question of a file how the same was answered last among earlier submissions, in the order in which they
/// were recorded.
pub(super) fn tell_last<'s>(candidate: &mut Candidate, earlier: impl Iterator<Item = &'s Shelved>) {
    let stored = &candidate.stored;
    let questions: Vec<Vec<answer::Offer>> =
        stored.findings.iter().map(answer::offers).filter(|offers| !offers.is_empty()).collect();
    if questions.is_empty() {
        return;
    }
    let same_kind = |piece: &&StoredPiece| piece.kind == stored.kind && !piece.read_as.is_empty();
    let pieces: Vec<(&Shelved, &StoredPiece)> =
        earlier.flat_map(|one| one.manifest.pieces.iter().filter(same_kind).map(move |piece| (one, piece))).collect();
    let last = |offers: &Vec<answer::Offer>| -> Option<Finding> {
        let (shelved, offer) = pieces.iter().rev().find_map(|(shelved, piece)| {
            let offer = offers.iter().find(|offer| piece.read_as.contains(&offer.answer))?;
            Some((shelved, offer))
        })?;
        let finding = codes::ANSWERED_BEFORE.at(Place::element(&offer.answer.column));
        let finding = finding.with("column", &offer.answer.column).with("how", offer.answer.how.word());
        Some(finding.with("received", shelved.manifest.received))
    };
    let told: Vec<Finding> = questions.iter().filter_map(last).collect();
    candidate.stored.findings.extend(told);
}
