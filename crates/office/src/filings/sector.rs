//! The filings of many operators added up, table by table, and who is silent.

use std::collections::BTreeMap;

use contract::identity::OperatorId;

use super::{Filings, Standing};

/// What all operators filed of one table.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct TableSum {
    /// The table.
    pub table: &'static str,
    /// Operators of whom it is expected.
    pub operators: usize,
    /// Periods expected of them.
    pub expected: usize,
    /// Periods covered.
    pub covered: usize,
    /// Of these, periods that came after the day they were due.
    pub late: usize,
    /// Periods missing.
    pub missing: usize,
    /// Of these, periods that are overdue.
    pub overdue: usize,
    /// Older periods that are missing.
    pub older: usize,
    /// Operators that never filed it.
    pub never: Vec<OperatorId>,
    /// Operators that filed it and stopped.
    pub stopped: Vec<OperatorId>,
}

/// The sum of the filings, by the name of their tables.
#[must_use]
pub fn sum<'f>(filings: impl IntoIterator<Item = (&'f OperatorId, &'f Filings)>) -> Vec<TableSum> {
    let mut sums: BTreeMap<&str, TableSum> = BTreeMap::new();
    for (operator, filings) in filings {
        for one in &filings.tables {
            let sum = sums.entry(one.table).or_insert_with(|| TableSum::of(one.table));
            sum.operators += usize::from(one.expected > 0);
            sum.expected += one.expected;
            sum.covered += one.covered;
            sum.late += one.late;
            sum.missing += one.missing.len();
            sum.overdue += one.overdue();
            sum.older += one.older.len();
            match one.standing {
                Standing::Never { .. } => sum.never.push(operator.clone()),
                Standing::Stopped { .. } => sum.stopped.push(operator.clone()),
                Standing::NothingExpected | Standing::Filing => {}
            }
        }
    }
    sums.into_values().collect()
}

impl TableSum {
    fn of(table: &'static str) -> TableSum {
        let (never, stopped) = (Vec::new(), Vec::new());
        let (operators, expected, covered, late, missing, overdue, older) = (0, 0, 0, 0, 0, 0, 0);
        TableSum { table, operators, expected, covered, late, missing, overdue, older, never, stopped }
    }
}
