//! A disk that keeps what it was asked to keep, and of the rest what it likes.
//!
//! From a folder as it was and the calls that changed it, [`Disk`] makes the folder as a power cut after any call may leave
//! it. The model, stricter than any file system in use:
//!
//! * Bytes and length of a file are safe once that file was synced after they were written. Until then each write may be
//!   lost, whole or by sectors of 512 bytes; the length is that of what is left, and what is missing within is zeros.
//! * A name (made, moved, removed, a folder's too) is safe once the folder that holds it was synced afterwards; a move from
//!   one folder to another, once both were. Until then it may be lost. A move is never seen half.
//! * Syncing a file makes its bytes safe and not its name; syncing a folder, its names and nothing in them.
//! * What is not safe yet is lost by one of these [`Manner`]s, drawn by seed: in the order of one journal for all (ext4,
//!   XFS), in an order of each folder, or in no order at all.

mod image;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

pub use image::Image;

use crate::chance::Chance;
use crate::log::{Call, What};
use crate::site::site;

/// A file or folder, whatever its names.
pub type Node = usize;

/// A name in a folder.
pub type Name = (Node, String);

const SECTOR: usize = 512;
/// The folder that is looked at.
pub const ROOT: Node = 0;

/// How what is not safe is lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// Nothing: as if the process alone had died.
    Kept,
    /// All of it.
    Lost,
    /// Names in the order of one journal, bytes as chance has it.
    Journal,
    /// Names in an order of each folder.
    Folders,
    /// Each for itself.
    Each,
    /// What one sync, now switched off, would have made safe is lost; all the rest is kept.
    Switched,
}

/// The manners of a real power cut.
pub const MANNERS: [Manner; 5] = [Manner::Kept, Manner::Lost, Manner::Journal, Manner::Folders, Manner::Each];

/// A power cut.
pub struct Cut<'c> {
    /// After so many calls.
    pub after: usize,
    pub manner: Manner,
    /// The site of a sync that does nothing.
    pub without: Option<&'c str>,
}

#[derive(Debug, Clone)]
enum Change {
    Bytes(u64, Vec<u8>),
    Length(u64),
}

struct FileChange {
    after: usize,
    change: Change,
}

struct NameChange {
    after: usize,
    /// What each name stands for afterwards, and when its folder changed.
    names: Vec<(Name, Option<Node>, u64)>,
}

/// A folder as it was, and everything that was done to it.
pub struct Disk {
    base: Image,
    files: HashMap<Node, Vec<FileChange>>,
    names: Vec<NameChange>,
    /// When each node was synced, and at which site.
    syncs: HashMap<Node, Vec<(usize, String)>>,
    /// The calls, each with the site where it is a sync.
    pub calls: Vec<(Call, Option<String>)>,
    now: Image,
    by_inode: HashMap<u64, Node>,
}

impl Disk {
    /// The folder as it is, all of it safe.
    pub fn of(root: &Path) -> Disk {
        let (base, by_inode) = Image::read(root);
        let now = base.clone();
        Disk { base, now, by_inode, files: HashMap::new(), names: Vec::new(), syncs: HashMap::new(), calls: Vec::new() }
    }

    /// Takes in what was done, in order.
    pub fn record(&mut self, calls: Vec<Call>) {
        for call in calls {
            let after = self.calls.len() + 1;
            let node = self.by_inode.get(&call.inode).copied();
            let mut site_of = None;
            match call.what {
                What::Made | What::Folder => {
                    let folder = call.what == What::Folder;
                    let node = self.now.add(folder);
                    self.by_inode.insert(call.inode, node);
                    if folder {
                        self.now.changed.insert(node, call.changed[0]);
                    }
                    self.renamed(after, vec![(self.now.place(&call.name), Some(node), call.changed[0])]);
                }
                What::Wrote | What::Sized => {
                    let node = node.expect("a file that was made here, or was there before");
                    let change = match call.what {
                        What::Wrote => Change::Bytes(call.place, call.bytes.clone()),
                        _ => Change::Length(call.place),
                    };
                    change.apply(self.now.bytes.entry(node).or_default());
                    self.files.entry(node).or_default().push(FileChange { after, change });
                }
                What::Moved | What::Linked => {
                    let (from, to) = (self.now.place(&call.name), self.now.place(&call.other));
                    let node = self.now.names.get(&from).copied();
                    let mut names = vec![(to, node, call.changed[1])];
                    if call.what == What::Moved {
                        names.insert(0, (from, None, call.changed[0]));
                    }
                    self.renamed(after, names);
                }
                What::Removed => {
                    self.renamed(after, vec![(self.now.place(&call.name), None, call.changed[0])]);
                }
                What::Synced => {
                    let node = node.expect("what is synced is known");
                    let site = site(&call.name, self.now.is_folder(node));
                    self.syncs.entry(node).or_default().push((after, site.clone()));
                    site_of = Some(site);
                }
                What::Said | What::Full | What::Killed | What::Uncovered => {}
            }
            self.calls.push((call, site_of));
        }
    }

    fn renamed(&mut self, after: usize, names: Vec<(Name, Option<Node>, u64)>) {
        let change = NameChange { after, names };
        change.apply(&mut self.now);
        self.names.push(change);
    }

    /// The folder as it must be now, by what was recorded.
    pub fn now(&self) -> &Image {
        &self.now
    }

    /// The sites at which something was synced.
    pub fn sites(&self) -> BTreeSet<String> {
        self.syncs.values().flatten().map(|(_, site)| site.clone()).collect()
    }

    /// The folder as a power cut may leave it.
    pub fn cut(&self, cut: &Cut, chance: &mut Chance) -> Image {
        let Cut { after: end, manner, without } = *cut;
        let synced = |node: &Node, after: usize, without: Option<&str>| {
            let syncs = self.syncs.get(node).map(Vec::as_slice).unwrap_or_default();
            syncs.iter().any(|(at, site)| after < *at && *at <= end && Some(site.as_str()) != without)
        };
        let pending: Vec<usize> = self.names.iter().map(|change| change.after).filter(|after| *after <= end).collect();
        let journal = pending.get(chance.below(pending.len() + 1)).copied().unwrap_or(usize::MAX);
        let mut by_folder: BTreeMap<Node, usize> = BTreeMap::new();
        let mut image = self.base.clone();
        image.nodes_of(&self.now);
        for change in self.names.iter().filter(|change| change.after <= end) {
            let safe = |without| change.names.iter().all(|((folder, _), ..)| synced(folder, change.after, without));
            let kept = safe(without)
                || match manner {
                    Manner::Kept => true,
                    Manner::Lost => false,
                    Manner::Journal => change.after <= journal,
                    Manner::Folders => change.names.iter().all(|((folder, _), ..)| {
                        let until = by_folder.entry(*folder).or_insert_with(|| chance.below(end + 1));
                        change.after <= *until
                    }),
                    Manner::Each => chance.coin(),
                    Manner::Switched => !safe(None),
                };
            if kept {
                change.apply(&mut image);
            }
        }
        let mut nodes: Vec<&Node> = self.files.keys().collect();
        nodes.sort_unstable();
        for node in nodes {
            for FileChange { after, change } in self.files[node].iter().filter(|change| change.after <= end) {
                let bytes = image.bytes.entry(*node).or_default();
                let keeps = match manner {
                    _ if synced(node, *after, without) => true,
                    Manner::Kept => true,
                    Manner::Lost => false,
                    Manner::Switched => !synced(node, *after, None),
                    _ if chance.below(3) == 0 => {
                        change.torn(bytes, chance);
                        continue;
                    }
                    _ => chance.coin(),
                };
                if keeps {
                    change.apply(bytes);
                }
            }
        }
        image
    }
}

impl NameChange {
    fn apply(&self, image: &mut Image) {
        for (name, node, changed) in &self.names {
            match node {
                Some(node) => image.names.insert(name.clone(), *node),
                None => image.names.remove(name),
            };
            image.changed.insert(name.0, *changed);
        }
    }
}

impl Change {
    fn apply(&self, bytes: &mut Vec<u8>) {
        let place = |at: u64| usize::try_from(at).expect("a place in memory");
        match self {
            Change::Length(length) => bytes.resize(place(*length), 0),
            Change::Bytes(at, written) => {
                let end = place(*at) + written.len();
                bytes.resize(bytes.len().max(end), 0);
                bytes[end - written.len()..end].copy_from_slice(written);
            }
        }
    }

    /// Keeps some sectors of a write.
    fn torn(&self, bytes: &mut Vec<u8>, chance: &mut Chance) {
        let Change::Bytes(at, written) = self else { return };
        let mut done = 0;
        while done < written.len() {
            let here = usize::try_from(*at).expect("a place in memory") + done;
            let length = (SECTOR - here % SECTOR).min(written.len() - done);
            if chance.coin() {
                Change::Bytes(here as u64, written[done..done + length].to_vec()).apply(bytes);
            }
            done += length;
        }
    }
}
