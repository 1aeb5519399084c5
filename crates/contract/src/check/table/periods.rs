//! The keys of a table, and the period that a file of it covers.

use crate::diagnostic::Diagnostic;
use crate::model::{ColumnType, PeriodKey, Table};
use crate::source::Span;

use super::super::ledger::Ledger;

/// The periods that a key may name.
const PERIODS: [PeriodKey; 4] = [PeriodKey::Month, PeriodKey::Quarter, PeriodKey::Year, PeriodKey::Day];
/// The periods that a file of rows with days may cover.
const COVERS_OF_DAYS: [PeriodKey; 3] = [PeriodKey::Month, PeriodKey::Quarter, PeriodKey::Year];

/// What the keys of a table say.
pub(super) struct Keys {
    pub(super) by_person: bool,
    pub(super) period: Option<PeriodKey>,
    /// Columns that tell several rows of one key apart.
    pub(super) told_apart_by: Vec<String>,
}

/// Reads `operator, person, month` and the like; after a period, names of columns may follow.
pub(super) fn read_keys(keys: &[String], span: Span, ledger: &mut Ledger) -> Option<Keys> {
    let read = || {
        let rest = keys.strip_prefix(&["operator".to_owned()])?;
        let (by_person, rest) = match rest {
            [first, rest @ ..] if first == "person" => (true, rest),
            rest => (false, rest),
        };
        let Some((period, columns)) = rest.split_first() else {
            return (!by_person).then_some(Keys { by_person, period: None, told_apart_by: Vec::new() });
        };
        let period = PERIODS.into_iter().find(|known| known.name() == period)?;
        let is_key = |name: &String| {
            let period = PERIODS.iter().any(|known| known.name() == name);
            period || name == "operator" || name == "person"
        };
        let repeats = columns.iter().enumerate().any(|(place, name)| columns[..place].contains(name));
        let fits = !repeats && !columns.iter().any(is_key);
        fits.then_some(Keys { by_person, period: Some(period), told_apart_by: columns.to_vec() })
    };
    let read = read();
    if read.is_none() {
        let persons = ["operator", "operator, person"];
        let with = |keys| PERIODS.map(|period| format!("{keys}, {}", period.name()));
        let expected: Vec<String> =
            std::iter::once("operator".to_owned()).chain(persons.into_iter().flat_map(with)).collect();
        let unknown = Diagnostic::error("word-unknown", span).with("word", keys.join(", "));
        ledger.push(unknown.with("expected", expected.join(" | ")));
    }
    read
}

/// What `covers` says: the period of the keys, or a coarser one where rows have days.
pub(super) fn read_covers(
    covers: &[String],
    period: Option<PeriodKey>,
    span: Span,
    ledger: &mut Ledger,
) -> Option<PeriodKey> {
    let accepted: Vec<Option<PeriodKey>> = match period {
        Some(PeriodKey::Day) => COVERS_OF_DAYS.into_iter().map(Some).collect(),
        period => vec![period],
    };
    let text = |period: &Option<PeriodKey>| match period {
        Some(period) => format!("operator, {}", period.name()),
        None => "operator".to_owned(),
    };
    let written = covers.join(", ");
    let found = accepted.iter().find(|period| text(period) == written);
    if found.is_none() {
        let expected: Vec<String> = accepted.iter().map(text).collect();
        let unknown = Diagnostic::error("word-unknown", span).with("word", written);
        ledger.push(unknown.with("expected", expected.join(" | ")));
    }
    // What is told is told once: a table that covers something else is read as the first that it may cover.
    found.or(accepted.first()).copied().flatten()
}

/// The columns that tell rows of one key apart are columns of codes.
pub(super) fn check_told_apart(table: &Table, span: Span, ledger: &mut Ledger) {
    for name in &table.told_apart_by {
        match table.columns.get(name) {
            Some(ColumnType::Code(_)) => {}
            Some(_) => {
                let differs = Diagnostic::error("type-differs", span).with("expected", "code");
                ledger.push(differs.with("found", name));
            }
            None => ledger.unknown("column-unknown", "column", name, table.columns.keys().map(String::as_str), span),
        }
    }
}
