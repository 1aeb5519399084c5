//! What a document borrows: the names of the packs under `uses`, and of those that these use, stand in it as its own.
//!
//! A name that is defined twice is refused with both places. What was borrowed says in the document's model where it comes
//! from; its place there is the entry of `uses`, and the article of its figures reads `pack#article`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::document::{BlockKind, Document};
use crate::interpret::{parameters_named, reads_places, tables_named};
use crate::model::{
    Calendar, Contract, CurrencyWords, Dated, Lender, Lent, Parameter, Party, Place, RowSource, Scheme, Table,
};
use crate::source::Span;
use crate::spelling::by_likeness;

use super::ledger::{Borrowed, Ledger};
use super::packs::{AtHand, Pack, Packs, Wanted, sha256};
use super::scalar;

/// Puts into the contract what its packs lend.
pub(super) fn borrow(document: &Document, contract: &mut Contract, packs: &Packs, ledger: &mut Ledger) {
    let mut lenders: Vec<(Arc<Pack>, Span)> = Vec::new();
    for (wanted, span) in wanted(document, ledger) {
        if let Some(pack) = at_hand(&wanted, span, contract.is_pack, packs, ledger) {
            lend_all(pack, span, packs, &mut lenders, ledger);
        }
    }
    let languages = ledger.languages.clone();
    let mut taken: BTreeMap<Lent, (String, usize)> = BTreeMap::new();
    for (pack, span) in &lenders {
        if let Some(language) = languages.iter().find(|language| !pack.languages.contains(language)) {
            let missing = Diagnostic::error("pack-language-missing", *span).with("pack", name(pack));
            ledger.push(missing.with("language", language));
        }
        let lends = lend(pack, *span, contract);
        for lent in &lends {
            let place = (name(pack), pack.line(lent));
            if let Some((other, line)) = taken.insert(lent.clone(), place.clone()) {
                let twice = Diagnostic::error("name-in-two-packs", *span).with("id", &lent.1);
                let twice = twice.with("pack", &place.0).with("line", place.1);
                ledger.push(twice.with("other", other).with("other_line", line));
            }
            ledger.borrowed.push(Borrowed { id: lent.1.clone(), span: *span, pack: place.0, line: place.1 });
        }
        contract.packs.push(Lender {
            id: pack.contract.id.clone(),
            version: pack.contract.version.clone(),
            sha256: pack.sha256.clone(),
            lends,
            used: BTreeSet::new(),
            used_sha256: String::new(),
            span: *span,
        });
    }
}

/// The packs that the front matter names, with the place of each.
fn wanted(document: &Document, ledger: &mut Ledger) -> Vec<(Wanted, Span)> {
    let Some(node) = document.front.get("uses").filter(|node| !node.is_missing()) else { return Vec::new() };
    let Some(text) = scalar::text(node, ledger) else { return Vec::new() };
    let mut found = Vec::new();
    let mut at = 0;
    for entry in text.split(',') {
        let start = at + entry.len() - entry.trim_start().len();
        let span = node.part(start..start + entry.trim().len());
        at += entry.len() + 1;
        match Wanted::read(entry) {
            Some(wanted) => found.push((wanted, span)),
            None => ledger.error("uses-malformed", span, "found", entry.trim()),
        }
    }
    found
}

/// The pack that is wanted, or one diagnostic that says why it is not to be had.
fn at_hand(wanted: &Wanted, span: Span, by_pack: bool, packs: &Packs, ledger: &mut Ledger) -> Option<Arc<Pack>> {
    let fault = match packs.standing(wanted) {
        Some(AtHand::Sound(pack)) => return Some(Arc::clone(pack)),
        Some(AtHand::Circular) if by_pack => Diagnostic::error("packs-in-circle", span),
        Some(AtHand::Unsound | AtHand::Circular) => Diagnostic::error("pack-unsound", span),
        Some(AtHand::Proposed) => Diagnostic::error("pack-not-in-force", span),
        None => {
            let names = packs.names();
            let (nearest, known) = by_likeness(&wanted.to_string(), names.iter().map(String::as_str));
            Diagnostic::error("pack-absent", span).with("nearest", nearest).with("known", known)
        }
    };
    ledger.push(fault.with("pack", wanted));
    None
}

/// A pack and those that it uses, each once; two versions of one are refused.
fn lend_all(pack: Arc<Pack>, span: Span, packs: &Packs, lenders: &mut Vec<(Arc<Pack>, Span)>, ledger: &mut Ledger) {
    let under = pack.contract.packs.iter().filter_map(|one| match packs.standing(&of(one)) {
        Some(AtHand::Sound(pack)) => Some(Arc::clone(pack)),
        _ => None,
    });
    let all: Vec<Arc<Pack>> = under.chain([Arc::clone(&pack)]).collect();
    for pack in all {
        let same = lenders.iter().find(|(known, _)| known.contract.id == pack.contract.id);
        match same {
            Some((known, _)) if known.contract.version == pack.contract.version => {}
            Some((known, _)) => {
                let two = Diagnostic::error("pack-two-versions", span).with("pack", &pack.contract.id);
                ledger.push(two.with("one", &known.contract.version).with("other", &pack.contract.version));
            }
            None => lenders.push((pack, span)),
        }
    }
}

fn of(lender: &Lender) -> Wanted {
    Wanted { id: lender.id.clone(), version: lender.version.clone() }
}

fn name(pack: &Pack) -> String {
    format!("{} {}", pack.contract.id, pack.contract.version)
}

/// Copies what the pack itself defines, and gives the names.
fn lend(pack: &Pack, span: Span, contract: &mut Contract) -> BTreeSet<Lent> {
    let mut lends: BTreeSet<Lent> = BTreeSet::new();
    let id = &pack.contract.id;
    let mut is_own = |kind: BlockKind, one: &str| {
        let own = !pack.contract.is_lent(kind, one);
        if own {
            lends.insert((kind, one.to_owned()));
        }
        own
    };
    for party in pack.contract.parties.iter().filter(|one| is_own(BlockKind::Party, &one.id)) {
        contract.parties.push(Party { span, ..party.clone() });
    }
    for place in pack.contract.places.iter().filter(|one| is_own(BlockKind::Place, &one.id)) {
        let mut place = Place { span, ..place.clone() };
        rest_on(id, &mut place.classes, span);
        contract.places.push(place);
    }
    for table in pack.contract.tables.iter().filter(|one| is_own(BlockKind::Evidence, &one.id)) {
        contract.tables.push(Table { span, ..table.clone() });
    }
    for parameter in pack.contract.parameters.iter().filter(|one| is_own(BlockKind::Parameter, &one.id)) {
        let mut parameter = Parameter { span, ..parameter.clone() };
        rest_on(id, &mut parameter.values, span);
        contract.parameters.push(parameter);
    }
    for scheme in pack.contract.schemes.iter().filter(|one| is_own(BlockKind::Scheme, &one.id)) {
        contract.schemes.push(Scheme { span, ..scheme.clone() });
    }
    for calendar in pack.contract.calendars.iter().filter(|one| is_own(BlockKind::Calendar, &one.id)) {
        contract.calendars.push(Calendar { span, ..calendar.clone() });
    }
    for currency in pack.contract.currencies.iter().filter(|one| is_own(BlockKind::Currency, one.id.code())) {
        contract.currencies.push(CurrencyWords { span, ..currency.clone() });
    }
    lends
}

/// The article of a borrowed value stands in its pack.
fn rest_on<T>(pack: &str, values: &mut [Dated<T>], span: Span) {
    for value in values {
        value.basis = value.basis.as_ref().map(|article| format!("{pack}#{article}"));
        value.span = span;
    }
}

/// Notes which names of its packs an answer of the contract may rest on.
pub(super) fn note_used(contract: &mut Contract, packs: &Packs) {
    let used = used(contract);
    for lender in &mut contract.packs {
        lender.used = lender.lends.intersection(&used).cloned().collect();
        let pack = packs.get(&lender.id, &lender.version);
        lender.used_sha256 = pack.map(|pack| sha256(&pack.extract(&lender.used))).unwrap_or_default();
    }
}

fn used(contract: &Contract) -> BTreeSet<Lent> {
    let mut used: BTreeSet<Lent> = BTreeSet::new();
    let clauses = || contract.clauses.iter().chain(&contract.controls);
    for clause in clauses() {
        let parameters = parameters_named(clause, &contract.definitions).into_keys();
        used.extend(parameters.map(|id| (BlockKind::Parameter, id.to_owned())));
        let tables = tables_named(clause, &contract.definitions);
        used.extend(tables.into_iter().map(|id| (BlockKind::Evidence, id.to_owned())));
    }
    // Which place a row names is not known here: who reads places may meet any.
    if clauses().any(|clause| reads_places(clause, &contract.definitions)) {
        used.extend(contract.places.iter().map(|place| (BlockKind::Place, place.id.clone())));
    }
    for commitment in &contract.commitments {
        used.extend(commitment.parties.iter().map(|party| (BlockKind::Party, party.clone())));
    }
    // Whom a row of a file is about follows from the schemes that its table's columns hold.
    let read = |table: &&Table| used.contains(&(BlockKind::Evidence, table.id.clone()));
    let forms = contract.tables.iter().filter(read).filter_map(|table| match &table.filing.as_ref()?.source {
        RowSource::Columns(form) => Some(form),
        RowSource::Reader(_) => None,
    });
    let held = forms.flat_map(|form| form.columns.iter().filter_map(|column| column.holds.clone()));
    let is_scheme = |id: &String| contract.schemes.iter().any(|scheme| scheme.id == *id);
    let held: Vec<Lent> = held.filter(is_scheme).map(|id| (BlockKind::Scheme, id)).collect();
    used.extend(held);
    used
}
