//! The keys of a map: taken one by one; whatever is left at the end was not understood and is refused.

use std::collections::BTreeSet;

use crate::diagnostic::Diagnostic;
use crate::source::{Span, Spanned};
use crate::yaml::Node;

use super::keys::Shape;
use super::ledger::Ledger;

/// The keys of one map.
pub(super) struct Fields<'a> {
    node: &'a Node,
    shape: &'static Shape,
    /// What an absent key is told against.
    pub span: Span,
    asked: BTreeSet<&'static str>,
}

impl<'a> Fields<'a> {
    /// The keys of a node; a node that is no map is told.
    pub fn of(node: &'a Node, shape: &'static Shape, ledger: &mut Ledger) -> Option<Fields<'a>> {
        if node.as_map().is_none() {
            if !node.is_missing() {
                ledger.push(Diagnostic::error("value-not-keys", node.span));
            }
            return None;
        }
        Some(Fields { node, shape, span: node.span, asked: BTreeSet::new() })
    }

    /// The value of a key, when written.
    pub fn take(&mut self, key: &'static str) -> Option<&'a Node> {
        debug_assert!(self.shape.keys.contains(&key), "{} has no key {key}", self.shape.name);
        self.asked.insert(key);
        self.node.get(key).filter(|node| !node.is_missing())
    }

    /// The value of a key that must be written.
    pub fn require(&mut self, key: &'static str, ledger: &mut Ledger) -> Option<&'a Node> {
        let found = self.take(key);
        if found.is_none() && self.node.get(key).is_none() {
            ledger.error("key-absent", self.span, "key", key);
        }
        found
    }

    /// The items of a list that must be written and hold something.
    pub fn require_items(&mut self, key: &'static str, ledger: &mut Ledger) -> &'a [Node] {
        let Some(node) = self.require(key, ledger) else { return &[] };
        let Some(items) = super::scalar::list(node, ledger) else { return &[] };
        if items.is_empty() {
            ledger.error("value-missing", node.span, "key", key);
        }
        items
    }

    /// Tells every key that nobody asked for.
    pub fn finish(self, ledger: &mut Ledger) {
        self.tell(|key| !self.asked.contains(key), ledger);
    }

    /// Tells the keys that the map may never have, when it was given up before all were asked for.
    pub fn give_up(self, ledger: &mut Ledger) {
        self.tell(|key| !self.shape.keys.contains(&key), ledger);
    }

    fn tell(&self, refused: impl Fn(&str) -> bool, ledger: &mut Ledger) {
        for (key, _) in self.node.entries().iter().filter(|(key, _)| refused(&key.value)) {
            let known = self.shape.keys.iter().copied().filter(|known| !refused(known));
            ledger.unknown("key-unknown", "key", &key.value, known, key.span);
        }
    }

    /// The keys that nobody asked for, in order, to be read otherwise.
    pub fn rest(&self) -> impl Iterator<Item = (&'a Spanned<String>, &'a Node)> + '_ {
        let entries = self.node.entries().iter().map(|(key, node)| (key, node));
        entries.filter(|(key, _)| !self.asked.contains(key.value.as_str()))
    }
}
