//! Facts as columns: the way back from the shape of the interpreter to the shape of the engine, for tests only.

use std::collections::{BTreeMap, BTreeSet};

use contract::calendar::Interval;
use contract::facts::{Cell, Facts, Period, Row, Table};
use evidence::columns::{Column, OperatorEvidence, TableColumns, Values};
use evidence::schema::ColumnKind;

/// The same rows in columns, in canonical order.
pub fn columns(facts: &Facts) -> OperatorEvidence {
    let everybody = facts.tables.values().flat_map(|table| table.rows.iter().filter_map(|row| row.person));
    let persons: Vec<_> = everybody.collect::<BTreeSet<_>>().into_iter().collect();
    let tables = facts.tables.iter().map(|(table_name, table)| {
        let mut rows: Vec<&Row> = table.rows.iter().collect();
        rows.sort_by_key(|row| (row.person, row.period));
        let person =
            |row: &&Row| row.person.map(|person| persons.binary_search(&person).expect("a listed person") as u32);
        let period = |row: &&Row| row.period.map(Period::number);
        let valid =
            |row: &&Row| row.valid.map(|valid| (valid.first.days(), valid.last.map_or(i32::MAX, |last| last.days())));
        let names: BTreeSet<&String> = rows.iter().flat_map(|row| row.cells.keys()).collect();
        let columns = TableColumns {
            rows: rows.len(),
            person: rows.iter().filter_map(person).collect(),
            period: rows.iter().filter_map(period).collect(),
            valid: rows.iter().filter_map(valid).collect(),
            columns: names
                .into_iter()
                .filter_map(|name| Some((name.clone(), column(table_name, &rows, name)?)))
                .collect(),
            covered: table.covered.iter().copied().collect(),
            unnamed: table.unnamed.clone(),
            present: table.present,
            awaited: table.owed.iter().flatten().map(|stretch| ("A".to_owned(), *stretch)).collect(),
            ..TableColumns::default()
        };
        (table_name.clone(), columns)
    });
    let tables = tables.collect();
    OperatorEvidence {
        operator: facts.operator.clone(),
        persons,
        doubtful_persons: facts.doubtful_persons.clone(),
        tables,
        pieces: Vec::new(),
        origins: Vec::new(),
    }
}

/// The column of that name; nothing when every cell is blank.
fn column(table: &str, rows: &[&Row], name: &str) -> Option<Column> {
    let cells: Vec<&Cell> = rows.iter().map(|row| row.cells.get(name).unwrap_or(&Cell::Blank)).collect();
    let words: BTreeSet<&String> =
        cells.iter().filter_map(|cell| if let Cell::Code(word) = cell { Some(word) } else { None }).collect();
    let words: Vec<String> = words.into_iter().cloned().collect();
    let number = |cell: &&Cell| match cell {
        Cell::Amount(amount) => amount.centimes(),
        Cell::Count(count) => *count,
        _ => 0,
    };
    let is_blank = |cell: &Cell| matches!(cell, Cell::Blank | Cell::Unread);
    cells.iter().find(|cell| ***cell != Cell::Blank)?;
    // What only a contract declares is of the kind of its cells; of a drawn one, it has the columns of the payroll register.
    let of_cells = || {
        cells.iter().find_map(|cell| match cell {
            Cell::Amount(_) => Some(ColumnKind::Amount),
            Cell::Count(_) => Some(ColumnKind::Count("number")),
            Cell::Date(_) => Some(ColumnKind::Date),
            Cell::Code(_) => Some(ColumnKind::Identifier),
            Cell::Blank | Cell::Unread => None,
        })
    };
    let known = |table: &str| Some(crate::packs::tables().table(table)?.column(name)?.kind);
    let values = match known(table).or_else(of_cells).or_else(|| known("payroll"))? {
        ColumnKind::Amount => Values::Amount(cells.iter().map(number).collect()),
        ColumnKind::Count(_) => Values::Count(cells.iter().map(number).collect()),
        ColumnKind::Date => {
            Values::Date(cells.iter().map(|cell| if let Cell::Date(day) = cell { day.days() } else { 0 }).collect())
        }
        ColumnKind::Word(_) | ColumnKind::Identifier => {
            let code = |cell: &&Cell| match cell {
                Cell::Code(word) => words.binary_search(word).expect("a listed word") as u32,
                _ => 0,
            };
            Values::Code { codes: cells.iter().map(code).collect(), words: words.clone() }
        }
    };
    let filled: Vec<bool> = cells.iter().map(|cell| !is_blank(cell)).collect();
    let unread: Vec<bool> = cells.iter().map(|cell| **cell == Cell::Unread).collect();
    Some(Column {
        values,
        filled: filled.contains(&false).then_some(filled),
        unread: unread.contains(&true).then_some(unread),
    })
}

#[test]
fn columns_and_facts_hold_the_same_rows() {
    let person = contract::identity::Pseudonym::from_bytes([7; 16]);
    let month = contract::calendar::Month::new(2026, 3).expect("a month");
    let cells = BTreeMap::from([
        ("gross_taxable".to_owned(), Cell::Amount(contract::money::Money::from_centimes(800_003))),
        ("left".to_owned(), Cell::Blank),
        ("hired".to_owned(), Cell::Unread),
        ("site".to_owned(), Cell::Code("S1".to_owned())),
    ]);
    let row = Row { person: Some(person), period: Some(Period::Month(month)), valid: None, cells, origins: Vec::new() };
    let months = BTreeSet::from([Period::Month(month)]);
    let unnamed = months.iter().map(|month| (Some(*month), 2)).collect();
    let owed = Some(vec![Interval { first: month.first_day(), last: None }]);
    let table = Table { rows: vec![row], covered: months, unnamed, present: false, owed };
    let facts = Facts {
        operator: contract::identity::OperatorId::new("X").expect("an operator"),
        tables: BTreeMap::from([("payroll".to_owned(), table)]),
        doubtful_persons: BTreeSet::from([person]),
    };
    let mut again = columns(&facts).to_facts(None);
    // A column that is blank everywhere is no column: the two are the same to every clause.
    again.tables.get_mut("payroll").expect("payroll").rows[0].cells.insert("left".to_owned(), Cell::Blank);
    assert_eq!(again, facts);
}
