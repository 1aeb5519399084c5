//! Facts as columns: the way back from the shape of the interpreter to the shape of the engine, for tests only.

use std::collections::{BTreeMap, BTreeSet};

use contract::facts::{Cell, Facts, Period, Row, Table};
use evidence::columns::{Column, OperatorEvidence, TableColumns, Values};

/// The same rows in columns, in canonical order.
pub fn columns(facts: &Facts) -> OperatorEvidence {
    let everybody = facts.tables.values().flat_map(|table| table.rows.iter().filter_map(|row| row.person));
    let persons: Vec<_> = everybody.collect::<BTreeSet<_>>().into_iter().collect();
    let tables = facts.tables.iter().map(|(name, table)| {
        let mut rows: Vec<&Row> = table.rows.iter().collect();
        rows.sort_by_key(|row| (row.person, row.period));
        let person =
            |row: &&Row| row.person.map(|person| persons.binary_search(&person).expect("a listed person") as u32);
        let period = |row: &&Row| {
            row.period.map(|period| match period {
                Period::Month(month) => month.index(),
                Period::Year(year) => year,
            })
        };
        let valid =
            |row: &&Row| row.valid.map(|valid| (valid.first.days(), valid.last.map_or(i32::MAX, |last| last.days())));
        let names: BTreeSet<&String> = rows.iter().flat_map(|row| row.cells.keys()).collect();
        let columns = TableColumns {
            rows: rows.len(),
            person: rows.iter().filter_map(person).collect(),
            period: rows.iter().filter_map(period).collect(),
            valid: rows.iter().filter_map(valid).collect(),
            columns: names.into_iter().filter_map(|name| Some((name.clone(), column(&rows, name)?))).collect(),
            covered: table.covered.iter().copied().collect(),
            doubtful: table.doubtful.iter().copied().collect(),
            present: table.present,
            ..TableColumns::default()
        };
        (name.clone(), columns)
    });
    let tables = tables.collect();
    OperatorEvidence { operator: facts.operator.clone(), persons, tables, pieces: Vec::new(), origins: Vec::new() }
}

/// The column of that name; nothing when every cell is blank.
fn column(rows: &[&Row], name: &str) -> Option<Column> {
    let cells: Vec<&Cell> = rows.iter().map(|row| row.cells.get(name).unwrap_or(&Cell::Blank)).collect();
    let words: BTreeSet<&String> =
        cells.iter().filter_map(|cell| if let Cell::Code(word) = cell { Some(word) } else { None }).collect();
    let words: Vec<String> = words.into_iter().cloned().collect();
    let number = |cell: &&Cell| match cell {
        Cell::Amount(amount) => amount.centimes(),
        Cell::Count(count) => *count,
        _ => 0,
    };
    let values = match cells.iter().find(|cell| ***cell != Cell::Blank)? {
        Cell::Amount(_) => Values::Amount(cells.iter().map(number).collect()),
        Cell::Count(_) => Values::Count(cells.iter().map(number).collect()),
        Cell::Date(_) => {
            Values::Date(cells.iter().map(|cell| if let Cell::Date(day) = cell { day.days() } else { 0 }).collect())
        }
        Cell::Code(_) => {
            let code = |cell: &&Cell| match cell {
                Cell::Code(word) => words.binary_search(word).expect("a listed word") as u32,
                _ => 0,
            };
            Values::Code { codes: cells.iter().map(code).collect(), words: words.clone() }
        }
        Cell::Blank => return None,
    };
    let filled: Vec<bool> = cells.iter().map(|cell| **cell != Cell::Blank).collect();
    Some(Column { values, filled: filled.contains(&false).then_some(filled) })
}

#[test]
fn columns_and_facts_hold_the_same_rows() {
    let person = contract::identity::Pseudonym::from_bytes([7; 16]);
    let month = contract::calendar::Month::new(2026, 3).expect("a month");
    let cells = BTreeMap::from([
        ("gross_taxable".to_owned(), Cell::Amount(contract::money::Money::from_centimes(800_003))),
        ("left".to_owned(), Cell::Blank),
        ("site".to_owned(), Cell::Code("S1".to_owned())),
    ]);
    let row = Row { person: Some(person), period: Some(Period::Month(month)), valid: None, cells, origins: Vec::new() };
    let months = BTreeSet::from([Period::Month(month)]);
    let table = Table { rows: vec![row], covered: months.clone(), doubtful: months, present: false };
    let facts = Facts {
        operator: contract::identity::OperatorId::new("X").expect("an operator"),
        tables: BTreeMap::from([("payroll".to_owned(), table)]),
    };
    let mut again = columns(&facts).to_facts(None);
    // A column that is blank everywhere is no column: the two are the same to every clause.
    again.tables.get_mut("payroll").expect("payroll").rows[0].cells.insert("left".to_owned(), Cell::Blank);
    assert_eq!(again, facts);
}
