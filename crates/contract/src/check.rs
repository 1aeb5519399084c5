//! From a document to a checked contract: names resolved, units agreed, every word understood, or a diagnostic.
//!
//! A block compiles whole or the contract does not load. What is wrong is told with its place and never in words: see
//! [`crate::diagnostic`]. The form of the document was read by [`crate::document`]; running the result is for
//! [`crate::interpret`](crate::model) and the crate `assessment`.

mod borrow;
mod clause;
mod closed;
mod currency;
mod definition;
mod fields;
mod filing;
mod front;
mod keys;
mod ledger;
mod moments;
mod packs;
mod parameter;
mod promise;
mod resolve;
mod scalar;
mod scenario;
mod scheme;
mod scope;
mod sign;
mod step;
mod table;
mod together;
mod unused;
mod working_days;

use std::sync::Arc;

use crate::calendar::Date;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::{self, Block, BlockKind, Document};
use crate::model::Contract;
use crate::source::Span;

use fields::Fields;
use ledger::Ledger;

pub use closed::{CLOSED_KEYS, closed_words};
pub use keys::{SHAPES, Shape};
pub use packs::{Pack, Packs, is_pack};
pub use together::{Member, check_together};

/// A document, what it says when it loads, and everything that is wrong with it.
#[derive(Debug)]
pub struct Checked {
    /// The document as written.
    pub document: Document,
    /// The contract, when no diagnostic is an error.
    pub contract: Option<Contract>,
    /// Diagnostics in reading order.
    pub diagnostics: Diagnostics,
}

/// Checks a document beside the packs at hand. Never fails: what is wrong is told.
#[must_use]
pub fn check(text: &str, packs: &Packs) -> Checked {
    checked(document::parse(text), None, packs).0
}

/// Checks a document apart from its worked cases, which are most of it: for whoever computes by its clauses and leaves it to
/// others to try them. What loads with its cases loads without, and says the same.
#[must_use]
pub fn check_without_cases(text: &str, packs: &Packs) -> Checked {
    checked(document::parse_without_cases(text), None, packs).0
}

/// The same of a document that came into force on a day which an act says: before it no clause is in effect, whatever the
/// document says of its own time.
#[must_use]
pub fn check_in_force(text: &str, from: Date, packs: &Packs) -> Checked {
    checked(document::parse_without_cases(text), Some(from), packs).0
}

/// A pack that loads, ready to be borrowed from.
fn load_pack(text: &str, packs: &Packs) -> Option<Arc<Pack>> {
    let (checked, languages) = checked(document::parse_without_cases(text), None, packs);
    let contract = checked.contract.filter(|contract| contract.is_pack)?;
    Some(Arc::new(Pack::of(text, &checked.document, languages, contract)))
}

/// A document as it is checked, and the languages that its labels owe.
fn checked(
    (document, diagnostics): (Document, Diagnostics),
    from: Option<Date>,
    packs: &Packs,
) -> (Checked, Vec<String>) {
    let mut ledger = Ledger::new(diagnostics);
    ledger.from = from;
    let contract = front::read(&document, &mut ledger).map(|mut contract| {
        let before = ledger.errors();
        borrow::borrow(&document, &mut contract, packs, &mut ledger);
        // Without its packs a document would be told of every name that they lend.
        if ledger.errors() == before {
            read_blocks(&document, &mut contract, &mut ledger);
            borrow::note_used(&mut contract, packs);
        }
        contract
    });
    let languages = std::mem::take(&mut ledger.languages);
    let diagnostics = ledger.into_diagnostics().sorted();
    let contract = contract.filter(|_| !diagnostics.has_errors());
    (Checked { document, contract, diagnostics }, languages)
}

/// What a pack may hold.
const OF_PACKS: [BlockKind; 9] = [
    BlockKind::Party,
    BlockKind::Place,
    BlockKind::Evidence,
    BlockKind::Parameter,
    BlockKind::Scheme,
    BlockKind::Calendar,
    BlockKind::Currency,
    BlockKind::Note,
    BlockKind::WithoutEffect,
];

/// Blocks are read in the order in which they may speak of each other, whatever their order in the document.
fn read_blocks(document: &Document, contract: &mut Contract, ledger: &mut Ledger) {
    for kind in [BlockKind::Ceiling, BlockKind::Amends] {
        for block in document.blocks_of(kind).filter(|_| !contract.is_pack) {
            ledger.push(Diagnostic::error("kind-not-written", block.kind.span).with("kind", kind));
        }
    }
    let is_pack = contract.is_pack;
    let lendable = |kind: BlockKind| !is_pack || OF_PACKS.contains(&kind);
    for block in document.blocks.iter().filter(|block| !lendable(block.kind.value)) {
        let refused = Diagnostic::error("kind-not-in-pack", block.kind.span).with("kind", block.kind.value);
        ledger.push(refused.with("known", OF_PACKS.map(BlockKind::as_str).join(" | ")));
    }
    let mut each = |kind, read: &mut dyn FnMut(&Block, &mut Contract, &mut Ledger)| {
        for block in document.blocks_of(kind).filter(|_| lendable(kind)) {
            let before = ledger.errors();
            read(block, contract, ledger);
            if ledger.errors() > before
                && let Some(id) = block.node.get("id").and_then(crate::yaml::Node::as_scalar)
            {
                ledger.faulty_blocks.insert(id.to_owned());
            }
        }
    };
    each(BlockKind::Note, &mut |block, contract, ledger| front::read_note(block, document, contract, ledger));
    each(BlockKind::WithoutEffect, &mut front::read_without_effect);
    each(BlockKind::Party, &mut front::read_party);
    each(BlockKind::Place, &mut |block, contract, ledger| table::read_place(block, document, contract, ledger));
    each(BlockKind::Scheme, &mut |block, contract, ledger| scheme::read(block, document, contract, ledger));
    each(BlockKind::Evidence, &mut table::read_table);
    each(BlockKind::Parameter, &mut |block, contract, ledger| parameter::read(block, document, contract, ledger));
    each(BlockKind::Calendar, &mut |block, contract, ledger| working_days::read(block, document, contract, ledger));
    each(BlockKind::Currency, &mut |block, contract, ledger| currency::read_words(block, document, contract, ledger));
    each(BlockKind::Definition, &mut |block, contract, ledger| definition::read(block, document, contract, ledger));
    each(BlockKind::Clause, &mut |block, contract, ledger| clause::read_clause(block, document, contract, ledger));
    each(BlockKind::Control, &mut |block, contract, ledger| clause::read_control(block, document, contract, ledger));
    each(BlockKind::Judgement, &mut |block, contract, ledger| {
        promise::read_judgement(block, document, contract, ledger)
    });
    each(BlockKind::Indicator, &mut |block, contract, ledger| {
        promise::read_indicator(block, document, contract, ledger)
    });
    each(BlockKind::Commitment, &mut |block, contract, ledger| {
        promise::read_commitment(block, document, contract, ledger);
    });
    table::check_regions(document, contract, ledger);
    scheme::check_links(document, contract, ledger);
    filing::check_tables(document, contract, ledger);
    clause::check_readings(document, contract, ledger);
    clause::check_heads(document, contract, ledger);
    currency::settle(document, contract, ledger);
    if !ledger.has_errors() && !contract.is_pack {
        unused::check(document, contract, ledger);
        moments::check(contract, ledger);
        for block in document.blocks_of(BlockKind::Scenario) {
            scenario::read(block, contract, ledger);
        }
    }
}

/// The fields of a block and the article it rests on: `basis`, or the article it stands in.
fn basis(fields: &mut Fields<'_>, block: &Block, document: &Document, ledger: &mut Ledger) -> Option<String> {
    let Some(node) = fields.take("basis") else {
        return match &block.article {
            Some(article) => Some(article.clone()),
            None => {
                ledger.push(Diagnostic::error("block-without-article", block.kind.span).with("kind", block.kind.value));
                None
            }
        };
    };
    article(node, document, ledger)
}

/// An article named by a field.
fn article(node: &crate::yaml::Node, document: &Document, ledger: &mut Ledger) -> Option<String> {
    let anchor = scalar::text(node, ledger)?;
    if document.article(anchor).is_none() {
        let anchors = document.articles.iter().map(|article| article.anchor.value.as_str());
        ledger.unknown("article-unknown", "article", anchor, anchors, node.span);
        return None;
    }
    Some(anchor.to_owned())
}

/// An identifier that expressions name: no point in it, no meaning of its own in the language.
fn name<'a>(
    fields: &mut Fields<'_>,
    taken: impl Iterator<Item = (&'a str, Span)>,
    ledger: &mut Ledger,
) -> Option<String> {
    let id = identifier(fields, taken, ledger)?;
    let node = fields.take("id")?;
    scalar::check_name(&id, node.span, ledger).map(|()| id)
}

/// An identifier that no other item of its kind has.
fn identifier<'a>(
    fields: &mut Fields<'_>,
    taken: impl Iterator<Item = (&'a str, Span)>,
    ledger: &mut Ledger,
) -> Option<String> {
    let node = fields.require("id", ledger)?;
    let id = scalar::identifier(node, ledger)?;
    if let Some((_, first)) = taken.into_iter().find(|(known, _)| *known == id) {
        let lent = ledger.borrowed.iter().find(|lent| lent.span == first && lent.id == id);
        ledger.push(match lent {
            Some(lent) => Diagnostic::error("name-in-pack", node.span)
                .with("id", &id)
                .with("pack", &lent.pack)
                .with("line", lent.line),
            None => {
                Diagnostic::error("identifier-repeated", node.span).with("id", &id).with("first_line", first.start.line)
            }
        });
    }
    Some(id)
}
