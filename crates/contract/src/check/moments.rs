//! Values and classes that change inside a month which is read on one day of it: the whole month follows that one day.

use std::collections::BTreeSet;

use crate::calendar::Date;
use crate::diagnostic::Diagnostic;
use crate::interpret::{parameters_named, roads_to_class};
use crate::model::{Clause, Contract, Dated, ReadAt};
use crate::source::Span;

use super::ledger::Ledger;

/// Warns of each change inside a month of a value or class that a clause with months reads. Each is told once, with the
/// first clause that reads it.
pub(super) fn check(contract: &Contract, ledger: &mut Ledger) {
    // By place and name: what is borrowed from one pack has one place.
    let mut told: BTreeSet<(Span, String, String)> = BTreeSet::new();
    for clause in contract.clauses.iter().chain(&contract.controls) {
        let Some(crossing) = clause.crossing else { continue };
        let named = parameters_named(clause, &[]);
        for parameter in contract.parameters.iter().filter(|parameter| named.contains_key(parameter.id.as_str())) {
            tell(
                "value-changes-inside-month",
                &parameter.id,
                &parameter.values,
                (clause, crossing.read_at),
                |change| tell_once(change, &mut told, ledger),
            );
        }
        if roads_to_class(clause, &[]).is_empty() {
            continue;
        }
        for place in &contract.places {
            tell("class-changes-inside-month", &place.id, &place.classes, (clause, crossing.read_at), |change| {
                tell_once(change, &mut told, ledger);
            });
        }
    }
}

fn tell_once(change: Diagnostic, told: &mut BTreeSet<(Span, String, String)>, ledger: &mut Ledger) {
    let value = |name| change.value(name).unwrap_or_default().to_owned();
    if told.insert((change.span, value("id"), value("day"))) {
        ledger.push(change);
    }
}

/// The changes of one row of values that lie inside a month: those of which the day before has another value, and which do
/// not begin with a month.
fn tell<T: PartialEq>(
    code: &'static str,
    id: &str,
    values: &[Dated<T>],
    (clause, read_at): (&Clause, ReadAt),
    mut push: impl FnMut(Diagnostic),
) {
    for value in values {
        let day = value.in_effect.first;
        let before = day.plus_days(-1);
        let changes = |other: &Dated<T>| other.in_effect.contains(before) && other.value != value.value;
        if day == day.month().first_day() || !values.iter().any(changes) {
            continue;
        }
        let read: Date = read_at.of(day.month());
        let warning = Diagnostic::warning(code, value.span).with("id", id).with("clause", &clause.id);
        push(warning.with("day", day.to_string()).with("read", read.to_string()));
    }
}
