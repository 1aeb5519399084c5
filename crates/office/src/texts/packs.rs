//! Packs of a workspace: which of them contracts may borrow from, and whether what was signed with a contract still stands.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use contract::check::{Packs, is_pack};
use contract::model::{Contract, Lender};

use super::Paper;
use super::agreements::Part;
use super::recorded::Document;
use crate::files::Walked;
use crate::workspace::{WorkspaceError, read};

/// The word under which what a contract reads of a pack stands among the parts that are signed.
pub const PART: &str = "pack";

/// How many folders above a document may hold a folder of packs.
const ABOVE_MAX: usize = 4;

/// The packs among the documents of a workspace. What is only proposed lends nothing yet, and of two that bear one identifier
/// neither does: nothing says which of them holds.
pub(crate) fn at_hand(documents: &[Document]) -> Packs {
    let is_open = |one: &&Document| one.proposal.as_ref().is_some_and(|proposal| proposal.is_open());
    let all: Vec<&Document> = documents.iter().filter(|one| is_pack(&one.text)).collect();
    let (open, standing): (Vec<&Document>, Vec<&Document>) = all.into_iter().partition(is_open);
    let mut packs = Packs::gather(standing.iter().map(|one| one.text.as_str()));
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for id in standing.iter().filter_map(|one| super::recorded::id(&one.text)) {
        *counts.entry(id).or_default() += 1;
    }
    counts.iter().filter(|(_, count)| **count > 1).for_each(|(id, _)| packs.withhold(id));
    packs.add_proposed(open.iter().map(|one| one.text.as_str()));
    packs
}

/// The packs that lie in a folder `packs` beside files, or beside a folder that they are in.
pub(super) fn beside(files: &[PathBuf]) -> Result<Vec<String>, WorkspaceError> {
    let whole: Vec<PathBuf> = files.iter().filter_map(|file| std::fs::canonicalize(file).ok()).collect();
    let folders = whole.iter().flat_map(|file| file.ancestors().skip(1).take(ABOVE_MAX));
    let folders: BTreeSet<PathBuf> = folders.map(|above| above.join("packs")).filter(|one| one.is_dir()).collect();
    let (mut found, mut walked) = (Vec::new(), Walked::default());
    for folder in folders {
        super::collect(&folder, &mut found, &mut walked)?;
    }
    let texts = found.iter().filter(|path| !whole.contains(path)).map(|path| read(path));
    let texts = texts.collect::<Result<Vec<String>, WorkspaceError>>()?;
    Ok(texts.into_iter().filter(|text| is_pack(text)).collect())
}

/// The packs that a document borrows from, by name, each with the hash of its text.
pub(super) fn read_by(contract: Option<&Contract>) -> Vec<(String, String)> {
    contract.into_iter().flat_map(|contract| &contract.packs).map(|one| (name(one), one.sha256.clone())).collect()
}

/// What a contract reads of each of its packs, as a part of what is signed: the name of the pack, and the blocks.
pub(crate) fn extracts(contract: &Contract, packs: &Packs) -> Vec<(String, String)> {
    let used = contract.packs.iter().filter(|one| !one.used.is_empty());
    let extract = |one: &Lender| Some((name(one), packs.get(&one.id, &one.version)?.extract(&one.used)));
    used.filter_map(extract).collect()
}

/// The first pack of which a contract in force reads what was not signed with it.
pub(super) fn changed(paper: &Paper) -> Option<String> {
    let parts = &paper.proposal.as_ref().filter(|one| one.from().is_some())?.parts;
    differs(parts, paper.checked.contract.as_ref()?)
}

/// The first pack of which a contract reads something else than the parts say.
pub(crate) fn differs(parts: &[Part], contract: &Contract) -> Option<String> {
    let signed = |one: &Lender| {
        parts.iter().any(|part| part.part == PART && part.name == name(one) && part.sha256 == one.used_sha256)
    };
    contract.packs.iter().find(|one| !one.used.is_empty() && !signed(one)).map(name)
}

fn name(lender: &Lender) -> String {
    format!("{} {}", lender.id, lender.version)
}
