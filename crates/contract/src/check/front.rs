//! Front matter, parties, notes, and the changes that are excused.

use crate::diagnostic::Diagnostic;
use crate::document::{Block, Document};
use crate::model::{Contract, Note, Party, TextStatus, WithoutEffect};

use super::fields::Fields;
use super::ledger::Ledger;
use super::{currency, keys, scalar};

/// Reads the front matter; nothing when the identity of the contract is not there.
pub(super) fn read(document: &Document, ledger: &mut Ledger) -> Option<Contract> {
    if document.front.is_missing() {
        return None;
    }
    let mut fields = Fields::of(&document.front, keys::FRONT, ledger)?;
    let languages = fields.require("languages", ledger);
    ledger.languages = languages
        .and_then(|node| match node.as_list() {
            Some(items) => items.iter().map(|item| scalar::text(item, ledger).map(str::to_owned)).collect(),
            None => scalar::words(node, ledger),
        })
        .unwrap_or_default();
    // Of earlier documents: who signed is the journal's matter, and a document that calls itself unsigned is still a draft.
    let signed = fields.take("signed").and_then(|node| {
        ledger.push(Diagnostic::warning("signed-says-nothing", node.span));
        scalar::word(node, &[("yes", true), ("no", false)], ledger)
    });
    let id = fields.require("id", ledger).and_then(|node| scalar::identifier(node, ledger));
    let version = fields.require("version", ledger).and_then(|node| scalar::text(node, ledger));
    let titles = fields.require("titles", ledger);
    let titles = scalar::labels(titles, ledger);
    let statuses = [("original", TextStatus::Original), ("restated", TextStatus::Restated)];
    let text_status = fields.require("text_status", ledger).and_then(|node| scalar::word(node, &statuses, ledger));
    let authoritative = fields.require("authoritative", ledger);
    let authoritative = authoritative.and_then(|node| {
        let word = scalar::text(node, ledger)?;
        if !ledger.languages.iter().any(|language| language == word) {
            let expected = ledger.languages.join(" | ");
            ledger.push(Diagnostic::error("word-unknown", node.span).with("word", word).with("expected", expected));
        }
        Some(word)
    });
    let published = fields.require("published", ledger).and_then(|node| scalar::date(node, ledger));
    let in_effect = fields.require("in_effect", ledger).and_then(|node| scalar::interval(node, ledger));
    let in_effect = in_effect.map(|written| ledger.bounded(written));
    let is_pack = fields.take("kind").and_then(|node| scalar::word(node, &[("pack", true)], ledger)).unwrap_or(false);
    fields.take("uses");
    let parent = fields.take("parent").and_then(|node| scalar::identifier(node, ledger));
    let currency = fields.take("currency").and_then(|node| currency::read(node, ledger));
    let readings = fields.take("readings").map(|node| read_readings(node, ledger)).unwrap_or_default();
    fields.finish(ledger);
    Some(Contract {
        id: id?,
        is_pack,
        version: version?.to_owned(),
        titles,
        text_status: text_status?,
        authoritative: authoritative?.to_owned(),
        published: published?,
        in_effect: in_effect?,
        parent,
        draft: signed == Some(false),
        currency,
        packs: Vec::new(),
        parties: Vec::new(),
        places: Vec::new(),
        tables: Vec::new(),
        parameters: Vec::new(),
        schemes: Vec::new(),
        calendars: Vec::new(),
        currencies: Vec::new(),
        definitions: Vec::new(),
        clauses: Vec::new(),
        controls: Vec::new(),
        indicators: Vec::new(),
        commitments: Vec::new(),
        judgements: Vec::new(),
        notes: Vec::new(),
        without_effect: Vec::new(),
        scenarios: Vec::new(),
        readings,
    })
}

fn read_readings(node: &crate::yaml::Node, ledger: &mut Ledger) -> std::collections::BTreeMap<String, String> {
    if node.as_map().is_none() {
        ledger.push(Diagnostic::error("value-not-keys", node.span));
    }
    let read = |(clause, reading): &(crate::source::Spanned<String>, crate::yaml::Node)| {
        scalar::identifier(reading, ledger).map(|reading| (clause.value.clone(), reading))
    };
    node.entries().iter().filter_map(read).collect()
}

/// Reads a party.
pub(super) fn read_party(block: &Block, contract: &mut Contract, ledger: &mut Ledger) {
    let Some(mut fields) = Fields::of(&block.node, keys::PARTY, ledger) else { return };
    let taken = contract.parties.iter().map(|party| (party.id.as_str(), party.span));
    let id = super::identifier(&mut fields, taken, ledger);
    let labels = fields.require("labels", ledger);
    let labels = scalar::labels(labels, ledger);
    let side = fields.require("side", ledger);
    let side = side.and_then(|node| scalar::word(node, &[("state", "state"), ("industry", "industry")], ledger));
    let kind = fields.take("kind").and_then(|node| scalar::identifier(node, ledger));
    fields.finish(ledger);
    if let (Some(id), Some(side)) = (id, side) {
        contract.parties.push(Party { id, labels, side: side.to_owned(), kind, span: block.span });
    }
}

/// Reads a note: labels only, nothing is computed from it.
pub(super) fn read_note(block: &Block, document: &Document, contract: &mut Contract, ledger: &mut Ledger) {
    let Some(mut fields) = Fields::of(&block.node, keys::NOTE, ledger) else { return };
    let labels = fields.require("labels", ledger);
    let labels = scalar::labels(labels, ledger);
    let mut basis = block.article.clone();
    if let Some(node) = fields.take("id") {
        scalar::identifier(node, ledger);
    }
    if let Some(node) = fields.take("basis") {
        basis = super::article(node, document, ledger);
    }
    if let Some(node) = fields.take("confidence") {
        scalar::confidence(node, ledger);
    }
    fields.finish(ledger);
    contract.notes.push(Note { labels, basis, span: block.span });
}

/// Reads which small changes change no answer, and why.
pub(super) fn read_without_effect(block: &Block, contract: &mut Contract, ledger: &mut Ledger) {
    let Some(mut fields) = Fields::of(&block.node, keys::WITHOUT_EFFECT, ledger) else { return };
    let change = fields.require("change", ledger).and_then(|node| scalar::text(node, ledger)).map(str::to_owned);
    let mut text = |key| fields.take(key).and_then(|node| scalar::text(node, ledger)).map(str::to_owned);
    let (of, reading, found, instead) = (text("of"), text("reading"), text("found"), text("instead"));
    let labels = fields.require("labels", ledger);
    let labels = scalar::labels(labels, ledger);
    fields.finish(ledger);
    if let Some(change) = change {
        let span = block.span;
        contract.without_effect.push(WithoutEffect { of, reading, change, found, instead, labels, span });
    }
}
