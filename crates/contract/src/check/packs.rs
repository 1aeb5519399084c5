//! Packs at hand: documents of kind `pack` that contracts and other packs borrow from.
//!
//! Whoever checks a document says which packs there are; nothing is looked up. [`Packs::gather`] reads packs in any order,
//! each after those that it uses. What of a pack comes into a document is the matter of `borrow`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::document::{self, Document};
use crate::model::{Contract, Lent};
use crate::yaml::Node;

/// A pack that loads.
#[derive(Debug)]
pub struct Pack {
    /// SHA-256 of its text, hexadecimal.
    pub sha256: String,
    /// Its model, with what it borrows itself.
    pub contract: Contract,
    /// The languages that its labels have.
    pub(super) languages: Vec<String>,
    /// Its own blocks that have a name, as they are written.
    blocks: BTreeMap<Lent, Written>,
}

/// A block as it is written in its pack.
#[derive(Debug)]
struct Written {
    line: usize,
    text: String,
}

/// How a pack stands to whoever asks for it.
#[derive(Debug, Clone)]
pub(super) enum AtHand {
    /// It loads.
    Sound(Arc<Pack>),
    /// It does not load.
    Unsound,
    /// It uses itself, by way of others or not.
    Circular,
    /// It is only proposed.
    Proposed,
}

/// The packs at hand, by identifier and version.
#[derive(Debug, Clone, Default)]
pub struct Packs(BTreeMap<(String, String), AtHand>);

/// What a document names under `uses`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Wanted {
    pub id: String,
    pub version: String,
}

impl Pack {
    pub(super) fn of(text: &str, document: &Document, languages: Vec<String>, contract: Contract) -> Pack {
        let blocks = document.blocks.iter().filter_map(|block| {
            let id = block.node.get("id").and_then(Node::as_scalar)?;
            let text = text.get(block.span.range())?.to_owned();
            Some(((block.kind.value, id.to_owned()), Written { line: block.span.start.line, text }))
        });
        Pack { sha256: sha256(text), blocks: blocks.collect(), languages, contract }
    }

    /// The blocks that bear these names, as they are written, under the pack's own name. It ends with a line break.
    #[must_use]
    pub fn extract(&self, names: &BTreeSet<Lent>) -> String {
        let head = format!("{} {}\n", self.contract.id, self.contract.version);
        let written = names.iter().filter_map(|name| self.blocks.get(name));
        written.fold(head, |whole, block| whole + "\n" + block.text.trim_end() + "\n")
    }

    /// The line on which the block of that name begins.
    pub(super) fn line(&self, name: &Lent) -> usize {
        self.blocks.get(name).map_or(1, |block| block.line)
    }
}

impl Packs {
    /// No pack: for documents that borrow nothing.
    #[must_use]
    pub const fn none() -> Packs {
        Packs(BTreeMap::new())
    }

    /// The packs among the texts, each checked after those that it uses. Other documents are passed over; of two with one
    /// identifier and version the first counts.
    pub fn gather<'t>(texts: impl IntoIterator<Item = &'t str>) -> Packs {
        let mut packs = Packs::none();
        packs.add(texts);
        packs
    }

    /// Adds packs, as [`Packs::gather`].
    pub fn add<'t>(&mut self, texts: impl IntoIterator<Item = &'t str>) {
        let mut waiting: Vec<(Wanted, Vec<Wanted>, &str)> = Vec::new();
        for text in texts.into_iter().filter(|text| is_pack(text)) {
            let (document, _) = document::parse_without_cases(text);
            let Some(name) = named(&document) else { continue };
            let known = self.standing(&name).is_some() || waiting.iter().any(|(known, ..)| *known == name);
            if !known {
                waiting.push((name, wanted(&document), text));
            }
        }
        while !waiting.is_empty() {
            let names: BTreeSet<Wanted> = waiting.iter().map(|(name, ..)| name.clone()).collect();
            let (ready, rest): (Vec<_>, Vec<_>) =
                waiting.into_iter().partition(|(_, uses, _)| !uses.iter().any(|one| names.contains(one)));
            waiting = rest;
            if ready.is_empty() {
                self.0.extend(waiting.drain(..).map(|(name, ..)| (name.key(), AtHand::Circular)));
            }
            for (name, _, text) in ready {
                let standing = super::load_pack(text, self).map_or(AtHand::Unsound, AtHand::Sound);
                self.0.insert(name.key(), standing);
            }
        }
    }

    /// Adds packs that are only proposed: whoever uses one is told so. What is at hand already stays.
    pub fn add_proposed<'t>(&mut self, texts: impl IntoIterator<Item = &'t str>) {
        for text in texts.into_iter().filter(|text| is_pack(text)) {
            if let Some(name) = named(&document::parse_without_cases(text).0) {
                self.0.entry(name.key()).or_insert(AtHand::Proposed);
            }
        }
    }

    /// Takes back what every version of a pack lends: whoever uses one is told that it does not load.
    pub fn withhold(&mut self, id: &str) {
        self.0.iter_mut().filter(|((known, _), _)| known == id).for_each(|(_, standing)| *standing = AtHand::Unsound);
    }

    /// The pack of that identifier and version, where it is at hand and loads.
    #[must_use]
    pub fn get(&self, id: &str, version: &str) -> Option<&Pack> {
        match self.standing(&Wanted { id: id.to_owned(), version: version.to_owned() }) {
            Some(AtHand::Sound(pack)) => Some(pack),
            _ => None,
        }
    }

    /// Every pack at hand that loads, by identifier and version.
    pub fn sound(&self) -> impl Iterator<Item = &Arc<Pack>> {
        self.0.values().filter_map(|standing| match standing {
            AtHand::Sound(pack) => Some(pack),
            AtHand::Unsound | AtHand::Circular | AtHand::Proposed => None,
        })
    }

    pub(super) fn standing(&self, wanted: &Wanted) -> Option<&AtHand> {
        self.0.get(&wanted.key())
    }

    /// What there is, as a message lists it.
    pub(super) fn names(&self) -> Vec<String> {
        self.0.keys().map(|(id, version)| format!("{id} {version}")).collect()
    }
}

impl Wanted {
    fn key(&self) -> (String, String) {
        (self.id.clone(), self.version.clone())
    }

    /// `ma-common-law 2025`.
    pub(super) fn read(text: &str) -> Option<Wanted> {
        let mut words = text.split_whitespace();
        let (id, version) = (words.next()?, words.next()?);
        let wanted = Wanted { id: id.to_owned(), version: version.to_owned() };
        (words.next().is_none() && super::scalar::is_identifier(id)).then_some(wanted)
    }
}

impl std::fmt::Display for Wanted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.id, self.version)
    }
}

/// Whether a text says of itself, in its front matter, that it is a pack.
#[must_use]
pub fn is_pack(text: &str) -> bool {
    let front = text.lines().skip(1).take_while(|line| line.trim_end() != "---");
    let said = |line: &str| {
        let value = line.strip_prefix("kind")?.trim_start().strip_prefix(':')?;
        let value = value.split(" #").next()?;
        Some(value.trim().trim_matches(['"', '\'']) == "pack")
    };
    text.starts_with("---") && front.filter_map(said).next().unwrap_or(false)
}

/// The name under which documents use a pack.
fn named(document: &Document) -> Option<Wanted> {
    let text = |key| document.front.get(key).and_then(Node::as_scalar).map(str::to_owned);
    Some(Wanted { id: text("id")?, version: text("version")? })
}

/// What a document names under `uses`, as far as it is written as it should be.
fn wanted(document: &Document) -> Vec<Wanted> {
    let uses = document.front.get("uses").and_then(Node::as_scalar).unwrap_or_default();
    uses.split(',').filter_map(Wanted::read).collect()
}

/// SHA-256 of a text, hexadecimal.
pub(super) fn sha256(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}
