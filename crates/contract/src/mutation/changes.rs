//! Every change of a document, in reading order: what may slip under each key of a block.

use super::edits::{Edits, item_left_out, key_left_out, piece, whole};
use super::names::Names;
use super::{Kind, Mutation, expressions, figures};
use crate::check::closed_words;
use crate::document::{BlockKind, Document};
use crate::model::{ColumnType, Table};
use crate::source::{Span, Spanned};
use crate::yaml::{Node, Value};

/// Blocks that answers rest on.
const KINDS: [BlockKind; 7] = [
    BlockKind::Place,
    BlockKind::Parameter,
    BlockKind::Definition,
    BlockKind::Clause,
    BlockKind::Control,
    BlockKind::Indicator,
    BlockKind::Commitment,
];

/// What of the front matter clauses and values take where they say nothing themselves.
const FRONT: [&str; 2] = ["published", "in_effect"];

/// Keys whose values are words for people or names, how a place is drawn, and what stands beside an aid: nothing else is
/// computed than *freely*.
const LEFT_ALONE: [&str; 7] = ["labels", "quote", "id", "basis", "reading", "map", "cumulates"];

/// Lists of names, each of which may be left out.
const NAMES: [&str; 1] = ["class_of"];

/// Lists of conditions: each may be left out.
const CONDITIONS: [&str; 3] = ["applies_when", "conditions", "choose"];

/// Conditions on rows, that may be left out whole.
const FILTERS: [&str; 2] = ["where", "among"];

/// Keys that may be left out: what is then said is another thing. (`read_at`, `ties` and `hire_counts_in` left out are one
/// of their words.)
const PARTS: [&str; 17] = [
    "then",
    "left",
    "hired",
    "applies_to_facts",
    "in_effect",
    "published",
    "if_none",
    "at",
    "over",
    "crossing",
    "fact_date",
    "due_on",
    "class",
    "up_to",
    "by",
    "path",
    "where",
];

/// Mechanisms with the same operands.
const MECHANISMS: [(&str, &str); 4] =
    [("at_least", "at_most"), ("at_most", "at_least"), ("sum_of", "product"), ("product", "sum_of")];

/// What situations of a source are listed under.
const SITUATIONS: [&str; 4] = ["counting", "bridging", "ending", "other"];

/// Every small change of a document that reads these tables.
pub(super) fn of(document: &Document, tables: &[Table]) -> Vec<Mutation> {
    let names = Names::of(document, tables);
    let mut walk = Walk {
        names: &names,
        nothing: nothing(tables),
        of: String::new(),
        reading: None,
        kind: None,
        row: None,
        jobs: Vec::new(),
        found: Vec::new(),
    };
    walk.of = document.front.get("id").and_then(Node::as_scalar).unwrap_or_default().to_owned();
    for (key, node) in document.front.entries().iter().filter(|(key, _)| FRONT.contains(&key.value.as_str())) {
        walk.value(&key.value, node, "front");
    }
    for block in document.blocks.iter().filter(|block| KINDS.contains(&block.kind.value)) {
        walk.kind = Some(block.kind.value);
        let id = block.node.get("id").or_else(|| block.node.get("class_of"));
        walk.of = id.and_then(Node::as_scalar).unwrap_or_default().to_owned();
        walk.reading = block.node.get("reading").and_then(Node::as_scalar).map(str::to_owned);
        let keys = block.node.get("for_each").and_then(Node::as_scalar).unwrap_or_default();
        let of_keys = |job: &&String| keys.split(' ').any(|word| word == job.as_str());
        walk.jobs = names.jobs.iter().map(|(job, _)| job).filter(of_keys).cloned().collect();
        walk.row = block.node.get("from").and_then(Node::as_scalar).map(str::to_owned);
        walk.map(block.node.entries(), "");
    }
    walk.found
}

/// Nothing of the currency in which the tables are.
fn nothing(tables: &[Table]) -> String {
    let mut columns = tables.iter().flat_map(|table| table.columns.values());
    let currency = columns.find_map(|column| match column {
        ColumnType::Number(unit) if unit.is_money() => unit.currency(),
        _ => None,
    });
    currency.map_or_else(|| "0".to_owned(), |currency| format!("0 {currency}"))
}

struct Walk<'n> {
    names: &'n Names,
    /// Nothing of the currency in which the tables are: `0 EUR`.
    nothing: String,
    of: String,
    reading: Option<String>,
    kind: Option<BlockKind>,
    /// The table whose rows the block reads.
    row: Option<String>,
    /// The jobs that the block is about.
    jobs: Vec<String>,
    found: Vec<Mutation>,
}

impl Walk<'_> {
    fn push(&mut self, kind: Kind, key: &str, span: Span, (found, instead): (&str, &str), edits: Edits) {
        let (found, instead) = (found.to_owned(), instead.to_owned());
        let (of, reading) = (self.of.clone(), self.reading.clone());
        self.found.push(Mutation { kind, of, reading, key: key.to_owned(), span, found, instead, edits });
    }

    fn map(&mut self, entries: &[(Spanned<String>, Node)], under: &str) {
        if entries.iter().any(|(key, _)| key.value == "situation") {
            self.situations(entries);
        }
        let row = self.row.clone();
        // A source of jobs, and a fold, name the table of their own rows.
        let own = entries.iter().find(|(key, _)| matches!(key.value.as_str(), "from" | "count" | "sum"));
        if let Some(table) = own.and_then(|(_, node)| node.as_scalar()).and_then(|name| name.split('.').next()) {
            self.row = Some(table.to_owned());
        }
        for (index, (key, node)) in entries.iter().enumerate() {
            let name = key.value.as_str();
            if LEFT_ALONE.contains(&name) {
                continue;
            }
            if let Some((_, other)) = MECHANISMS.iter().find(|(known, _)| *known == name) {
                let edits = Edits::one(key.span.range(), (*other).to_owned());
                self.push(Kind::Words, name, key.span, (name, other), edits);
            }
            let left_out = match name {
                "after_payment" | "to" if under == "pays" || name == "after_payment" => Some(Kind::Payments),
                _ if FILTERS.contains(&name) => Some(Kind::Conditions),
                _ if PARTS.contains(&name) => Some(Kind::Parts),
                _ => None,
            };
            if let Some((kind, edits)) = left_out.zip(key_left_out(entries, index)) {
                let told = told(node);
                self.push(kind, name, key.span, (&format!("{name}: {told}"), ""), edits);
            }
            if CONDITIONS.contains(&name) {
                self.conditions(entries, index);
            }
            self.value(name, node, under);
        }
        self.row = row;
    }

    /// Each condition of a list left out; with the last, the list.
    fn conditions(&mut self, entries: &[(Spanned<String>, Node)], index: usize) {
        let (key, node) = &entries[index];
        let items = node.as_list().unwrap_or_default();
        for (at, item) in items.iter().enumerate() {
            let edits = if items.len() == 1 { key_left_out(entries, index) } else { item_left_out(items, at) };
            let Some(edits) = edits else { continue };
            let id = item.get("id").or_else(|| item.get("when")).and_then(Node::as_scalar).unwrap_or_default();
            self.push(Kind::Conditions, &key.value, item.span, (id, ""), edits);
        }
    }

    /// Each code of a situation listed under another key: `IT` is told to become `bridging`.
    fn situations(&mut self, entries: &[(Spanned<String>, Node)]) {
        let list = |name: &str| entries.iter().find(|(key, _)| key.value == name).map(|(_, node)| node);
        for from in SITUATIONS {
            let Some((node, codes)) = list(from).and_then(|node| Some((node, node.as_scalar()?))) else { continue };
            for code in codes.split([' ', ',']).filter(|code| !code.is_empty()) {
                let rest: Vec<&str> =
                    codes.split([' ', ',']).filter(|other| *other != code && !other.is_empty()).collect();
                for to in SITUATIONS.into_iter().filter(|to| *to != from) {
                    let Some((other, others)) = list(to).and_then(|node| Some((node, node.as_scalar()?))) else {
                        continue;
                    };
                    let joined = format!("{others} {code}");
                    let edits = Edits::two(
                        (node.span.range(), format!("\"{}\"", rest.join(" "))),
                        (other.span.range(), format!("\"{}\"", joined.trim())),
                    );
                    self.push(Kind::Words, from, node.span, (code, to), edits);
                }
            }
        }
    }

    fn value(&mut self, key: &str, node: &Node, under: &str) {
        match &node.value {
            Value::Map(entries) => self.map(entries, key),
            Value::List(items) => items.iter().for_each(|item| match &item.value {
                Value::Map(entries) => self.map(entries, key),
                _ => self.value(key, item, under),
            }),
            Value::Scalar(text) => self.scalar(key, node, text, under),
            Value::Missing => {}
        }
    }

    fn scalar(&mut self, key: &str, node: &Node, text: &str, under: &str) {
        if NAMES.contains(&key) {
            self.names(key, node, text);
        } else if matches!(key, "confidence" | "baseline_confidence") {
            self.trust(key, node, text);
        } else if key == "head" && under == "pays" {
            self.head(node, text);
        } else if key == "to" && under == "pays" {
            self.push(Kind::Payments, key, node.span, (text, "person"), whole(node, "person"));
        } else {
            self.figures(key, node, text);
            self.words(key, node, text);
            self.expression(key, node, text);
        }
    }

    /// Each name of a list left out.
    fn names(&mut self, key: &str, node: &Node, text: &str) {
        let all: Vec<&str> = text.split([' ', ',']).filter(|name| !name.is_empty()).collect();
        for name in all.iter().filter(|_| all.len() > 1) {
            let rest: Vec<&str> = all.iter().filter(|other| *other != name).copied().collect();
            self.push(Kind::Words, key, node.span, (name, ""), whole(node, &rest.join(", ")));
        }
    }

    /// How far a thing may be trusted, taken across the line beyond which an amount is an estimate.
    fn trust(&mut self, key: &str, node: &Node, text: &str) {
        let instead = if matches!(text, "official" | "reprint") { "press" } else { "reprint" };
        self.push(Kind::Words, key, node.span, (text, instead), whole(node, instead));
    }

    /// Another head of the document; where there is none, one of nobody's.
    fn head(&mut self, node: &Node, text: &str) {
        let mut others: Vec<String> = self.names.heads.iter().filter(|head| *head != text).cloned().collect();
        if others.is_empty() {
            others.push(format!("other_{text}"));
        }
        for other in others {
            self.push(Kind::Payments, "head", node.span, (text, &other), whole(node, &other));
        }
    }

    fn figures(&mut self, key: &str, node: &Node, text: &str) {
        for range in figures::figures(text) {
            for instead in figures::neighbours(&text[range.clone()]) {
                let (span, found) = (node.part(range.clone()), &text[range.clone()]);
                self.push(Kind::Figures, key, span, (found, &instead), piece(node, range.clone(), &instead));
            }
        }
    }

    fn words(&mut self, key: &str, node: &Node, text: &str) {
        let kind = match key {
            "mode" => Kind::Rounding,
            "after_payment" => Kind::Payments,
            _ => Kind::Words,
        };
        let closed = closed_words(key);
        let mut others: Vec<String> = Vec::new();
        if closed.contains(&text) {
            others.extend(closed.into_iter().filter(|word| *word != text).map(str::to_owned));
        }
        match key {
            "value" if self.kind == Some(BlockKind::Place) => {
                others.extend(self.names.classes.iter().filter(|class| *class != text).cloned());
            }
            "from" | "count" => {
                let tables = self.names.tables.iter().map(|(table, _)| table);
                others.extend(tables.filter(|table| *table != text).cloned());
            }
            "at" if text == "first month" => {
                let days = self.jobs.iter().flat_map(|job| [format!("{job}.start"), format!("{job}.counted")]);
                others.extend(days);
            }
            "over" if text.starts_with("first ") => others.push("own".to_owned()),
            "over" => others.extend(self.jobs.iter().map(|job| format!("first 12 months of {job}"))),
            // Missing is never zero: what would say that it is.
            "if_none" if text == "not evaluated" => others.push(self.nothing.clone()),
            "if_zero" if text == "not evaluated" => others.extend(["0".to_owned(), "1".to_owned()]),
            _ => {}
        }
        for other in others {
            self.push(kind, key, node.span, (text, &other), whole(node, &other));
        }
    }

    fn expression(&mut self, key: &str, node: &Node, text: &str) {
        let by_row = matches!(key, "where" | "present");
        let row = self.row.as_deref().filter(|_| by_row);
        for slip in expressions::slips(text, row, self.names) {
            let edits = piece(node, slip.range.clone(), &slip.instead);
            let (range, instead) = slip.told.unwrap_or((slip.range, slip.instead));
            let found = text.get(range.clone()).unwrap_or_default();
            self.push(slip.kind, key, node.part(range), (found, &instead), edits);
        }
    }
}

/// A value on one line, for people.
fn told(node: &Node) -> String {
    match &node.value {
        Value::Scalar(text) => text.clone(),
        Value::List(_) | Value::Map(_) | Value::Missing => "…".to_owned(),
    }
}
