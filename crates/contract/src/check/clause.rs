//! Clauses and controls.

mod keys_written;
mod outcome;
mod pieces;
mod quarters;
mod ties;

use crate::calendar::Interval;
use crate::determination::decided;
use crate::diagnostic::Diagnostic;
use crate::document::{Block, BlockKind, Document};
use crate::model::{
    Clause, Condition, Confidence, Contract, Crossing, CrossingMode, Definition, DefinitionKind, Labels, PeriodKey,
    ReadAt, Space, Step, Table,
};
use crate::source::Span;
use crate::yaml::Node;

use super::fields::Fields;
use super::ledger::Ledger;
use super::scope::SpaceScope;
use super::step::StepsScope;
use super::{closed, keys, resolve, scalar, step};
use keys_written::{keys_known, read_years};

/// Reads a clause.
pub(super) fn read_clause(block: &Block, document: &Document, contract: &mut Contract, ledger: &mut Ledger) {
    let Some(mut fields) = Fields::of(&block.node, keys::CLAUSE, ledger) else { return };
    let reading = fields.take("reading").and_then(|node| scalar::identifier(node, ledger));
    let id = fields.require("id", ledger).and_then(|node| scalar::identifier(node, ledger));
    if let (Some(id), Some(node)) = (&id, block.node.get("id")) {
        let clashes = |known: &&Clause| {
            known.id == *id && (known.reading == reading || known.reading.is_none() || reading.is_none())
        };
        if let Some(first) = contract.clauses.iter().find(clashes) {
            let repeated = Diagnostic::error("identifier-repeated", node.span).with("id", id);
            ledger.push(repeated.with("first_line", first.span.start.line));
        }
    }
    if let (Some(id), Some(node)) = (&id, block.node.get("reading"))
        && !contract.readings.contains_key(id)
    {
        let unchosen = Diagnostic::error("reading-not-chosen", node.span).with("id", id);
        ledger.push(unchosen.with("reading", node.as_scalar().unwrap_or_default()));
    }
    let clause = read_body(&mut fields, block, document, contract, true, ledger);
    end(fields, clause.is_some(), ledger);
    if let (Some(id), Some(clause)) = (id, clause) {
        contract.clauses.push(Clause { id, reading, ..clause });
    }
}

/// Reads a control.
pub(super) fn read_control(block: &Block, document: &Document, contract: &mut Contract, ledger: &mut Ledger) {
    let Some(mut fields) = Fields::of(&block.node, keys::CONTROL, ledger) else { return };
    let taken = contract.controls.iter().chain(&contract.clauses).map(|known| (known.id.as_str(), known.span));
    let id = super::identifier(&mut fields, taken, ledger);
    let clause = read_body(&mut fields, block, document, contract, false, ledger);
    end(fields, clause.is_some(), ledger);
    if let (Some(id), Some(clause)) = (id, clause) {
        contract.controls.push(Clause { id, ..clause });
    }
}

/// A body that was given up did not ask for all of its keys.
fn end(fields: Fields<'_>, whole: bool, ledger: &mut Ledger) {
    if whole {
        fields.finish(ledger);
    } else {
        fields.give_up(ledger);
    }
}

/// Everything but the identity. Diagnostics tell what is missing; a body with faults is not returned.
fn read_body(
    fields: &mut Fields<'_>,
    block: &Block,
    document: &Document,
    contract: &Contract,
    pays: bool,
    ledger: &mut Ledger,
) -> Option<Clause> {
    let labels = fields.require("labels", ledger);
    let labels = scalar::labels(labels, ledger);
    let basis = super::basis(fields, block, document, ledger);
    let quote = if pays { read_quote(fields, basis.as_deref(), document, ledger) } else { Some(String::new()) };
    let in_effect = match fields.take("in_effect") {
        Some(node) => scalar::interval(node, ledger).map(|written| ledger.bounded(written)),
        None => Some(contract.in_effect),
    };
    let published = match fields.take("published") {
        Some(node) => scalar::date(node, ledger),
        None => Some(contract.published),
    };
    let applies_to_facts = fields.take("applies_to_facts").and_then(|node| read_from(node, ledger));
    let confidence = fields.take("confidence").and_then(|node| scalar::confidence(node, ledger));
    let (space, within) = read_space(fields, contract, ledger)?;
    let crossing = fields.take("crossing").map(|node| read_crossing(node, within.table, ledger));
    let is_cut = within.table.is_some_and(|table| table.period != Some(PeriodKey::Year));
    let within =
        StepsScope { crossing_place: crossing.is_some(), crossing_rule: crossing.is_some() || !is_cut, ..within };
    let fact_date = read_fact_date(fields, &space, &within, ledger);
    check_effect(&space, in_effect, applies_to_facts, block, ledger);
    let steps = step::read(fields.take("steps"), &within, ledger);
    let cut = crossing.and_then(|read| read);
    quarters::check(contract, within.table, (cut, &steps), (in_effect, applies_to_facts), block, ledger);
    let applies_when = read_conditions(fields.take("applies_when"), &within, &steps, ledger);
    let conditions = read_conditions(fields.take("conditions"), &within, &steps, ledger);
    refuse_repeated(&steps, &applies_when, &conditions, ledger);
    ties::check_shared(&within, &steps, applies_when.iter().chain(&conditions), ledger);
    let outcome = if pays {
        outcome::read_pays(fields, &steps, contract, ledger)
    } else {
        outcome::read_holds(fields, &within, &steps, ledger)
    };
    let holds = block.node.get("holds").map_or(block.kind.span, |node| node.span);
    pieces::check(contract, cut, &steps, outcome.as_ref().map(|outcome| (outcome, holds)), ledger);
    let cumulates = if pays { fields.take("cumulates") } else { None };
    let cumulates = cumulates.map(|node| outcome::read_cumulations(node, ledger)).unwrap_or_default();
    let due_on = if pays { fields.take("due_on") } else { None };
    let due_on = match due_on {
        Some(node) => Some(resolve::date(node, &within.scope(&[], None, None), ledger)?),
        None => None,
    };
    Some(Clause {
        id: String::new(),
        reading: None,
        labels,
        basis: basis?,
        quote: quote?,
        in_effect: in_effect?,
        published: published?,
        applies_to_facts,
        confidence: confidence.unwrap_or(Confidence::Official),
        space,
        fact_date: fact_date?,
        crossing: crossing.map_or(Some(None), |read| read.map(Some))?,
        applies_when,
        conditions,
        steps,
        outcome: outcome?,
        cumulates,
        due_on,
        span: block.span,
    })
}

/// The words of the article that the clause executes: they must still stand there.
fn read_quote(
    fields: &mut Fields<'_>,
    basis: Option<&str>,
    document: &Document,
    ledger: &mut Ledger,
) -> Option<String> {
    let node = fields.require("quote", ledger)?;
    let quote = scalar::text(node, ledger)?;
    let article = document.article(basis?)?;
    if !article.says(quote) {
        ledger.error("quote-not-found", node.span, "article", &article.anchor.value);
    }
    Some(quote.to_owned())
}

/// `from 2025-07-01`.
fn read_from(node: &Node, ledger: &mut Ledger) -> Option<crate::calendar::Date> {
    let text = scalar::text(node, ledger)?;
    let date = text.strip_prefix("from ").and_then(|date| date.trim().parse().ok());
    if date.is_none() {
        ledger.error("from-malformed", node.span, "found", text);
    }
    date
}

/// The keys, and the scope of expressions over them.
fn read_space<'c>(
    fields: &mut Fields<'_>,
    contract: &'c Contract,
    ledger: &mut Ledger,
) -> Option<(Space, StepsScope<'c>)> {
    let keys = fields.require("for_each", ledger)?;
    let text = scalar::text(keys, ledger)?;
    let scope = |space, table| StepsScope { contract, space, table, crossing_place: false, crossing_rule: false };
    if text == "operator, person, year" {
        let table = read_from_table(fields, contract, ledger)?;
        let space = Space::PersonYears { table: table.id.clone() };
        return Some((space, scope(SpaceScope::PersonYear(table), Some(table))));
    }
    let above = ["party", "place", "ecosystem", "dossier", "exercise"];
    if text == "operator" || text.split([' ', ',']).any(|word| above.contains(&word)) {
        let keys_not_computed = Diagnostic::error("keys-not-computed", keys.span).with("keys", text);
        ledger.push(keys_not_computed.with("known", keys_known(contract).join(" | ")));
        return None;
    }
    let (name, years) = match text.strip_prefix("anniversary year ") {
        None => (text, None),
        Some(rest) => {
            let Some((name, years)) = read_years(rest) else {
                let malformed = Diagnostic::error("keys-malformed", keys.span).with("found", text);
                ledger.push(malformed.with("known", keys_known(contract).join(" | ")));
                return None;
            };
            (name, Some(years))
        }
    };
    let (definition, spells) = spells_named(name, keys, contract, ledger)?;
    let space_scope = SpaceScope::Spell(definition, spells, years.is_some());
    let definition = name.to_owned();
    let Some((first, last)) = years else {
        return Some((Space::Spells { definition }, scope(space_scope, None)));
    };
    let acquired = fields.require("acquired", ledger);
    let acquired_by_start = acquired.and_then(|node| scalar::word(node, &closed::ACQUIRED, ledger))?;
    Some((Space::Anniversaries { definition, first, last, acquired_by_start }, scope(space_scope, None)))
}

fn read_from_table<'c>(fields: &mut Fields<'_>, contract: &'c Contract, ledger: &mut Ledger) -> Option<&'c Table> {
    let node = fields.require("from", ledger)?;
    let id = scalar::text(node, ledger)?;
    let fits =
        || contract.tables.iter().filter(|table| table.by_person && table.period.is_some() && table.is_computed());
    let found = fits().find(|table| table.id == id);
    if found.is_none() {
        ledger.unknown("table-unknown", "table", id, fits().map(|table| table.id.as_str()), node.span);
    }
    found
}

fn spells_named<'c>(
    name: &str,
    keys: &Node,
    contract: &'c Contract,
    ledger: &mut Ledger,
) -> Option<(&'c Definition, &'c crate::model::Spells)> {
    let all = contract.definitions.iter().filter_map(|known| match &known.kind {
        DefinitionKind::Spells(spells) => Some((known, spells)),
        DefinitionKind::Series(_) => None,
    });
    let found = all.into_iter().find(|(known, _)| known.id == name);
    if found.is_none() {
        let known = keys_known(contract);
        ledger.unknown("keys-unknown", "found", name, known.iter().map(String::as_str), keys.span);
    }
    found
}

fn read_crossing(node: &Node, table: Option<&Table>, ledger: &mut Ledger) -> Option<Crossing> {
    let Some(table) = table else {
        ledger.push(Diagnostic::error("crossing-not-here", node.span));
        return None;
    };
    let mut fields = Fields::of(node, keys::CROSSING, ledger)?;
    let mut mode = |key, ledger: &mut Ledger| {
        let node = fields.require(key, ledger)?;
        let mode = scalar::word(node, &closed::CROSSING_MODES, ledger)?;
        let has_months = matches!(table.period, Some(PeriodKey::Month | PeriodKey::Day));
        if mode == CrossingMode::SplitByMonths && !has_months {
            ledger.push(Diagnostic::error("split-needs-months", node.span));
            return None;
        }
        Some(mode)
    };
    let (place, rule) = (mode("place", ledger), mode("rule", ledger));
    // A year has a first and a last day of its own, and a day is one.
    let is_read_inside = matches!(table.period, Some(PeriodKey::Month | PeriodKey::Quarter));
    let read_at = if is_read_inside { fields.take("read_at") } else { None };
    let read_at = read_at.map(|node| scalar::word(node, &closed::READ_AT, ledger));
    fields.finish(ledger);
    Some(Crossing { place: place?, rule: rule?, read_at: read_at.map_or(Some(ReadAt::default()), |read| read)? })
}

/// The date of the fact: none for person-years, needed elsewhere. The outer `None` is a fault.
#[expect(clippy::option_option, reason = "a fault and no date are two things")]
fn read_fact_date(
    fields: &mut Fields<'_>,
    space: &Space,
    within: &StepsScope<'_>,
    ledger: &mut Ledger,
) -> Option<Option<crate::model::Expr>> {
    let person_years = matches!(space, Space::PersonYears { .. });
    match fields.take("fact_date") {
        None if person_years => Some(None),
        Some(node) if person_years => {
            ledger.push(Diagnostic::error("fact-date-not-here", node.span));
            None
        }
        Some(node) => resolve::date(node, &within.scope(&[], None, None), ledger).map(Some),
        None => {
            ledger.error("key-absent", fields.span, "key", "fact_date");
            None
        }
    }
}

/// A person-year is cut by whole months: the effect of its rule must begin and end with a month.
fn check_effect(
    space: &Space,
    in_effect: Option<Interval>,
    applies_to_facts: Option<crate::calendar::Date>,
    block: &Block,
    ledger: &mut Ledger,
) {
    let (Space::PersonYears { .. }, Some(interval)) = (space, in_effect) else { return };
    if let (Some(date), Some(node)) = (applies_to_facts, block.node.get("applies_to_facts"))
        && date != date.month().first_day()
    {
        ledger.error("effect-inside-month", node.span, "found", date);
    }
    let begins = interval.first == interval.first.month().first_day();
    let ends = interval.last.is_none_or(|last| last == last.month().last_day());
    if !begins || !ends {
        let span = block.node.get("in_effect").map_or(block.kind.span, |node| node.span);
        ledger.error("effect-inside-month", span, "found", interval);
    }
}

fn read_conditions(
    node: Option<&Node>,
    within: &StepsScope<'_>,
    steps: &[Step],
    ledger: &mut Ledger,
) -> Vec<Condition> {
    let mut conditions = Vec::new();
    for item in node.and_then(|node| scalar::list(node, ledger)).unwrap_or_default() {
        let Some(mut fields) = Fields::of(item, keys::CONDITION, ledger) else { continue };
        let id = fields.require("id", ledger).and_then(|node| scalar::identifier(node, ledger));
        let labels = fields.take("labels");
        let labels = if labels.is_some() { scalar::labels(labels, ledger) } else { Labels::new() };
        let confidence = fields.take("confidence").and_then(|node| scalar::confidence(node, ledger));
        let is = fields.require("is", ledger);
        let time = step::read_time(&mut fields, "condition", within, steps, ledger);
        let if_none = step::read_if_none(&mut fields, within, steps, true, ledger);
        fields.finish(ledger);
        let (Some(id), Some(is), Some((at, _))) = (id, is, time) else { continue };
        let timed = at.is_some().then(|| item.get("at")).flatten();
        let scope = within.scope(steps, at, if_none);
        if let Some(is) = resolve::condition(is, &scope, ledger) {
            step::check_time_used(timed, &scope, ledger);
            let confidence = confidence.unwrap_or(Confidence::Official);
            conditions.push(Condition { id, is, labels, confidence, span: item.span });
        }
    }
    conditions
}

/// Conditions and steps share one list of names: an explanation tells what decided by name alone.
fn refuse_repeated(steps: &[Step], applies_when: &[Condition], conditions: &[Condition], ledger: &mut Ledger) {
    let reserved = [decided::IN_EFFECT, decided::APPLIES_TO_FACTS, decided::FACT_DATE, decided::PERIOD, "holds"];
    let conditions = applies_when.iter().chain(conditions).map(|condition| (condition.id.as_str(), condition.span));
    let names: Vec<(&str, Span)> = steps.iter().map(|step| (step.id.as_str(), step.span)).chain(conditions).collect();
    for (index, (name, span)) in names.iter().enumerate() {
        if reserved.contains(name) {
            ledger.error("identifier-reserved", *span, "id", name);
        }
        let earlier = names[..index].iter().find(|(earlier, _)| earlier == name);
        if let Some((_, first)) = earlier.filter(|_| index >= steps.len()) {
            let repeated = Diagnostic::error("identifier-repeated", *span).with("id", name);
            ledger.push(repeated.with("first_line", first.start.line));
        }
    }
}

/// The reading in use is one that the contract has.
pub(super) fn check_readings(document: &Document, contract: &Contract, ledger: &mut Ledger) {
    let all_read = document.blocks_of(BlockKind::Clause).count() == contract.clauses.len();
    let readings = document.front.get("readings");
    for (id, reading) in contract.readings.iter().filter(|_| all_read) {
        let clauses = contract.clauses.iter().filter(|clause| clause.id == *id);
        let known: Vec<&str> = clauses.filter_map(|clause| clause.reading.as_deref()).collect();
        if !known.contains(&reading.as_str()) {
            let span = readings.and_then(|node| node.get(id)).map_or(document.front.span, |node| node.span);
            ledger.unknown("reading-unknown", "reading", reading, known.into_iter(), span);
        }
    }
}

/// Two clauses that may pay the same head for one key must say how they cumulate.
pub(super) fn check_heads(document: &Document, contract: &Contract, ledger: &mut Ledger) {
    let silent = |one: &Clause, other: &Clause| !one.cumulates.iter().any(|known| known.with == other.id);
    for (index, later) in contract.clauses.iter().enumerate() {
        for earlier in &contract.clauses[..index] {
            let meet = earlier.id != later.id
                && earlier.outcome.head() == later.outcome.head()
                && earlier.in_effect.overlaps(later.in_effect);
            if meet && silent(earlier, later) && silent(later, earlier) {
                let block = document.blocks.iter().find(|block| block.span == later.span);
                let head = block.and_then(|block| block.node.get("pays")?.get("head"));
                let span = head.map_or(later.span, |head| head.span);
                let shared = Diagnostic::error("cumulation-silent", span).with("id", &later.id);
                ledger.push(shared.with("other", &earlier.id));
            }
        }
    }
}
