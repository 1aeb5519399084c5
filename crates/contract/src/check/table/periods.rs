//! The keys of a table, and the period that a file of it covers.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::model::{ColumnType, EXERCISE_FROM, EXERCISE_TO, PeriodKey, Table};
use crate::source::Span;

use super::super::ledger::Ledger;

/// The periods that a key may name.
const PERIODS: [PeriodKey; 4] = [PeriodKey::Month, PeriodKey::Quarter, PeriodKey::Year, PeriodKey::Day];
/// The periods that a file of rows with days may cover.
const COVERS_OF_DAYS: [PeriodKey; 3] = [PeriodKey::Month, PeriodKey::Quarter, PeriodKey::Year];

/// Keys that are columns of themselves, in their order.
const OF_ROWS: [&str; 3] = ["place", "ecosystem", "dossier"];
/// A financial year, known by the year in which it ends.
const EXERCISE: &str = "exercise";

/// What the keys of a table say.
pub(super) struct Keys {
    /// Whether a party that is no operator files.
    pub(super) by_party: bool,
    pub(super) by_person: bool,
    pub(super) period: Option<PeriodKey>,
    /// Whether the year is a financial one.
    pub(super) exercise: bool,
    /// Columns that tell several rows of one key apart.
    pub(super) told_apart_by: Vec<String>,
}

/// Reads `operator, person, month` and the like: who files, whom rows are about, what else rows are told apart by, the period;
/// after a period, names of columns may follow.
pub(super) fn read_keys(keys: &[String], span: Span, ledger: &mut Ledger) -> Option<Keys> {
    let read = || {
        let (first, rest) = keys.split_first()?;
        let by_party = match first.as_str() {
            "operator" => false,
            "party" => true,
            _ => return None,
        };
        let (by_person, mut rest) = match rest {
            [first, rest @ ..] if first == "person" && !by_party => (true, rest),
            rest => (false, rest),
        };
        let mut told_apart_by = Vec::new();
        for known in OF_ROWS {
            if let [first, others @ ..] = rest
                && first == known
            {
                told_apart_by.push(known.to_owned());
                rest = others;
            }
        }
        let Some((name, columns)) = rest.split_first() else {
            let keys = Keys { by_party, by_person, period: None, exercise: false, told_apart_by };
            return (!by_person).then_some(keys);
        };
        let exercise = name == EXERCISE;
        let period = match exercise {
            true => PeriodKey::Year,
            false => PERIODS.into_iter().find(|known| known.name() == name)?,
        };
        let is_key = |name: &String| {
            let period = PERIODS.iter().any(|known| known.name() == name);
            let others = ["operator", "party", "person", EXERCISE];
            period || others.iter().chain(&OF_ROWS).any(|known| known == name)
        };
        let repeats = columns.iter().enumerate().any(|(place, name)| columns[..place].contains(name));
        let fits = !repeats && !columns.iter().any(is_key);
        told_apart_by.extend(columns.iter().cloned());
        fits.then_some(Keys { by_party, by_person, period: Some(period), exercise, told_apart_by })
    };
    let read = read();
    if read.is_none() {
        let periods: Vec<&str> = PERIODS.iter().map(|period| period.name()).chain([EXERCISE]).collect();
        let rows = OF_ROWS.map(|known| format!("[, {known}]")).concat();
        let expected = format!("(operator[, person] | party){rows}[, {}[, COLUMNS]]", periods.join(" | "));
        let unknown = Diagnostic::error("word-unknown", span).with("word", keys.join(", "));
        ledger.push(unknown.with("expected", expected));
    }
    read
}

/// Adds the columns that keys bring with them.
pub(super) fn add_key_columns(
    told_apart_by: &[String],
    exercise: bool,
    columns: &mut BTreeMap<String, ColumnType>,
    span: Span,
    ledger: &mut Ledger,
) {
    let of_rows = OF_ROWS.iter().filter(|known| told_apart_by.iter().any(|name| name == *known));
    let of_rows = of_rows.map(|known| match *known {
        "place" => ("place", ColumnType::Place),
        known => (known, ColumnType::Code(Vec::new())),
    });
    let of_exercise = [EXERCISE_FROM, EXERCISE_TO].map(|name| (name, ColumnType::Date));
    for (name, kind) in of_rows.chain(of_exercise.into_iter().filter(|_| exercise)) {
        if columns.insert(name.to_owned(), kind).is_some() {
            ledger.error("identifier-reserved", span, "id", name);
        }
    }
}

/// What `covers` says: who files, and the period of the keys, or a coarser one where rows have days.
pub(super) fn read_covers(covers: &[String], keys: &Keys, span: Span, ledger: &mut Ledger) -> Option<PeriodKey> {
    let accepted: Vec<Option<PeriodKey>> = match keys.period {
        Some(PeriodKey::Day) => COVERS_OF_DAYS.into_iter().map(Some).collect(),
        period => vec![period],
    };
    let who = if keys.by_party { "party" } else { "operator" };
    let text = |period: &Option<PeriodKey>| match period {
        Some(_) if keys.exercise => format!("{who}, {EXERCISE}"),
        Some(period) => format!("{who}, {}", period.name()),
        None => who.to_owned(),
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
            Some(ColumnType::Place) if name == "place" => {}
            Some(_) => {
                let differs = Diagnostic::error("type-differs", span).with("expected", "code");
                ledger.push(differs.with("found", name));
            }
            None => ledger.unknown("column-unknown", "column", name, table.columns.keys().map(String::as_str), span),
        }
    }
}

/// The keys as an `evidence` block writes them.
pub(in crate::check) fn keys_written(table: &Table) -> String {
    let mut keys = vec![if table.by_party { "party" } else { "operator" }];
    keys.extend(table.by_person.then_some("person"));
    let (of_rows, columns): (Vec<&str>, Vec<&str>) =
        table.told_apart_by.iter().map(String::as_str).partition(|name| OF_ROWS.contains(name));
    keys.extend(of_rows);
    keys.extend(table.period.map(|period| if table.exercise { EXERCISE } else { period.name() }));
    keys.extend(columns);
    keys.join(", ")
}
