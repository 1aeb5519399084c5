//! Quarters in a person-year: they are cut by no split, and their rule begins and ends with one.

use crate::calendar::{Date, Interval, Quarter};
use crate::diagnostic::Diagnostic;
use crate::document::Block;
use crate::model::{Contract, Crossing, CrossingMode, Mechanism, PeriodKey, Step, Table};

use super::super::ledger::Ledger;

/// Refuses a fold of quarters in a year that is split by months, and effects that begin or end inside a quarter where a
/// clause counts quarters.
pub(super) fn check(
    contract: &Contract,
    from: Option<&Table>,
    (crossing, steps): (Option<Crossing>, &[Step]),
    (in_effect, applies_to_facts): (Option<Interval>, Option<Date>),
    block: &Block,
    ledger: &mut Ledger,
) {
    // Only person-years have a table of their own.
    let Some(from) = from else { return };
    let quarterly =
        |id: &String| contract.tables.iter().find(|table| table.id == *id && table.period == Some(PeriodKey::Quarter));
    let folded = steps.iter().filter_map(|step| match &step.mechanism {
        Mechanism::Sum { table, .. } | Mechanism::Count { table, .. } => Some((step, quarterly(table)?)),
        _ => None,
    });
    let folded: Vec<(&Step, &Table)> = folded.collect();
    let splits = |mode| mode == CrossingMode::SplitByMonths;
    if crossing.is_some_and(|crossing| splits(crossing.place) || splits(crossing.rule)) {
        for (step, table) in &folded {
            ledger.error("split-over-quarters", step.span, "name", &table.id);
        }
    }
    if from.period != Some(PeriodKey::Quarter) && folded.is_empty() {
        return;
    }
    let begins = |date: Date| date == Quarter::of(date.month()).first_day();
    let ends = |date: Date| date == Quarter::of(date.month()).last_day();
    let told = |key: &str, found: String, ledger: &mut Ledger| {
        let span = block.node.get(key).map_or(block.kind.span, |node| node.span);
        ledger.push(Diagnostic::error("effect-inside-quarter", span).with("found", found));
    };
    if let Some(date) = applies_to_facts.filter(|date| !begins(*date)) {
        told("applies_to_facts", date.to_string(), ledger);
    }
    if let Some(interval) = in_effect.filter(|effect| !begins(effect.first) || !effect.last.is_none_or(ends)) {
        told("in_effect", interval.to_string(), ledger);
    }
}
