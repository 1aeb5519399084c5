//! What a key that is not evaluated would come to with its reasons set aside, one after the other.
//!
//! The interpreter says what stands in the way; that one thing is set aside, and it is asked again:
//!
//! ```text
//! a condition that is not known        is taken as held
//! a month of a person without a file   takes over his nearest row, with amounts of zero: sums run over what is known
//! a cell that could not be read        counts zero in sums
//! a ratio that is not known            is one: the whole stands, which is the most that a share can leave
//! rows refused, doubtful identity      are set aside
//! ```
//!
//! Anything else (a place without a class, rows that disagree, a start that nothing shows) leaves nothing to compute with:
//! then nothing is said. The amounts are estimates of what waits and are never added to what is due.

use crate::moment::Moment;
use contract::determination::{Determination, Reason, Status};
use contract::facts::{Cell, Facts, Period, Row, Table};
use contract::identity::Pseudonym;
use contract::interpret::{Givens, settle_given};
use contract::model::{Clause, ColumnType, Contract, Expr, Mechanism};
use contract::money::{Decimal, Money};

/// What a key would come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Estimate {
    /// This amount.
    Amount(Money),
    /// Nothing yet: it would be pending.
    Pending,
    /// It cannot be said.
    Unsaid,
}

/// How many things are set aside for one key at most: eighteen months and what clauses ask beside them.
const MOST: usize = 64;

pub(super) fn estimate(
    contract: &Contract,
    clause: &Clause,
    facts: &Facts,
    givens: &Givens,
    one: &Determination,
    as_known_on: Moment,
) -> Estimate {
    let (mut clause, mut facts) = (clause.clone(), facts.clone());
    let mut stands = one.clone();
    for _ in 0..MOST {
        if !set_aside(contract, &mut clause, &mut facts, &stands) {
            return Estimate::Unsaid;
        }
        let settled = settle_given(contract, &clause, &facts, as_known_on.day, &one.key, givens);
        let Ok(Some(settled)) = settled else { return Estimate::Unsaid };
        stands = settled;
        match stands.status {
            Status::Due => return stands.amount.map_or(Estimate::Unsaid, Estimate::Amount),
            Status::ZeroByRule | Status::NotApplicable => return Estimate::Amount(Money::ZERO),
            Status::Pending => return Estimate::Pending,
            Status::NotEvaluated => {}
        }
    }
    Estimate::Unsaid
}

/// Sets aside what stands in the way; whether there is a way to.
fn set_aside(contract: &Contract, clause: &mut Clause, facts: &mut Facts, stands: &Determination) -> bool {
    let (Some(by), Some(reason)) = (&stands.decided_by, &stands.reason) else { return false };
    let conditions = clause.conditions.len() + clause.applies_when.len();
    clause.conditions.retain(|condition| condition.id != *by);
    clause.applies_when.retain(|condition| condition.id != *by);
    if clause.conditions.len() + clause.applies_when.len() < conditions {
        return true;
    }
    match reason {
        Reason::Identity => facts.doubtful_persons.remove(&stands.key.person),
        Reason::Missing { table, period: Some(period) } | Reason::Damaged { table, period: Some(period) } => {
            stand_in(facts, table, stands.key.person, *period) || take_whole(clause, by)
        }
        Reason::RowsRefused { table, period } => forget_unnamed(facts, table, *period) || take_whole(clause, by),
        Reason::CellUnread { table, period, column } => {
            zero_cell(contract, facts, (table, *period, column)) || take_whole(clause, by)
        }
        Reason::Missing { .. } | Reason::Damaged { .. } | Reason::Absent { .. } => take_whole(clause, by),
        _ => false,
    }
}

/// Rows that name nobody were refused: they are taken as nobody's.
fn forget_unnamed(facts: &mut Facts, table: &str, period: Option<Period>) -> bool {
    let Some(table) = facts.tables.get_mut(table) else { return false };
    let of_period = table.unnamed.remove(&period).is_some();
    table.unnamed.remove(&None).is_some() || of_period
}

/// A month of a person without a file: his nearest row stands in, its amounts zero.
fn stand_in(facts: &mut Facts, table: &str, person: Pseudonym, period: Period) -> bool {
    let Some(table) = facts.tables.get_mut(table) else { return false };
    let distance = |row: &Row| row.period.and_then(|known| apart(known, period));
    let own = table.rows.iter().filter(|row| row.person == Some(person) && distance(row).is_some());
    let Some(nearest) = own.min_by_key(|row| distance(row)) else { return false };
    let mut row = Row { period: Some(period), origins: Vec::new(), ..nearest.clone() };
    for cell in row.cells.values_mut() {
        if matches!(cell, Cell::Amount(_)) {
            *cell = Cell::Amount(Money::ZERO);
        }
    }
    // Whoever leaves leaves once: an exit of another month is not this month's.
    row.cells.entry("left".to_owned()).and_modify(|left| *left = Cell::Blank);
    put(table, row);
    table.covered.insert(period)
}

fn put(table: &mut Table, row: Row) {
    let place = table.rows.partition_point(|known| (known.person, known.period) <= (row.person, row.period));
    table.rows.insert(place, row);
}

fn apart(one: Period, other: Period) -> Option<i32> {
    (one.key() == other.key()).then(|| (one.number() - other.number()).abs())
}

/// A figure that could not be read counts zero in sums. A word or a day has nothing that stands for it.
fn zero_cell(contract: &Contract, facts: &mut Facts, (table, period, column): (&str, Option<Period>, &str)) -> bool {
    let declared = contract.tables.iter().find(|known| known.id == table).and_then(|table| table.columns.get(column));
    let Some(ColumnType::Number(unit)) = declared else { return false };
    let zero = if unit.is_money() { Cell::Amount(Money::ZERO) } else { Cell::Count(0) };
    let Some(table) = facts.tables.get_mut(table) else { return false };
    let rows = table.rows.iter_mut().filter(|row| row.period == period);
    let cells = rows.filter_map(|row| row.cells.get_mut(column)).filter(|cell| **cell == Cell::Unread);
    let zeroed = cells.map(|cell| *cell = zero.clone());
    zeroed.count() > 0
}

/// A ratio that rests on the step that is not known is taken as one: all of it.
fn take_whole(clause: &mut Clause, by: &str) -> bool {
    let Some(unknown) = clause.steps.iter().position(|step| step.id == by) else { return false };
    let rests = |expr: &Expr| *expr == Expr::Step(unknown);
    let ratio = clause.steps.iter_mut().enumerate().find(|(index, step)| match &step.mechanism {
        Mechanism::Ratio { of, to, .. } => rests(of) || rests(to) || *index == unknown,
        _ => false,
    });
    let Some((_, step)) = ratio else { return false };
    step.mechanism = Mechanism::Value(Expr::Number(Decimal::new(1, 0)));
    true
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn the_nearest_row_of_the_person_stands_in_without_money() {
        let person = Pseudonym::from_bytes([1; 16]);
        let month = |text: &str| Period::Month(text.parse().expect("a month"));
        let row = |period: &str, site: &str| Row {
            person: Some(person),
            period: Some(month(period)),
            valid: None,
            cells: BTreeMap::from([
                ("site".to_owned(), Cell::Code(site.to_owned())),
                ("gross_taxable".to_owned(), Cell::Amount(Money::from_centimes(800_000))),
            ]),
            origins: Vec::new(),
        };
        let table = Table {
            rows: vec![row("2026-01", "S1"), row("2026-04", "S2")],
            covered: [month("2026-01"), month("2026-04")].into(),
            ..Table::default()
        };
        let mut facts = Facts {
            operator: contract::identity::OperatorId::new("X").expect("an operator"),
            tables: [("payroll".to_owned(), table)].into(),
            doubtful_persons: std::collections::BTreeSet::new(),
        };
        assert!(stand_in(&mut facts, "payroll", person, month("2026-03")));
        let stood = facts.tables["payroll"].rows.iter().find(|row| row.period == Some(month("2026-03")));
        let cells = &stood.expect("a row").cells;
        assert_eq!(cells["site"], Cell::Code("S2".to_owned()));
        assert_eq!(cells["gross_taxable"], Cell::Amount(Money::ZERO));
        let nobody = Pseudonym::from_bytes([2; 16]);
        assert!(!stand_in(&mut facts, "payroll", nobody, month("2026-02")), "nothing to stand in with");
    }

    #[test]
    fn only_a_figure_that_could_not_be_read_counts_zero() {
        let text = include_str!("../../tests/it/agreements/contract.md");
        let text =
            text.replace("{gross_taxable: MAD}", "{gross_taxable: MAD, heads: persons, profile: code, born: date}");
        let checked = contract::check::check(&text, &contract::check::Packs::default());
        let contract = checked.contract.unwrap_or_else(|| panic!("{:?}", checked.diagnostics));
        let month = Period::Month("2026-03".parse().expect("a month"));
        let unread = ["gross_taxable", "heads", "profile", "born"].map(|column| (column.to_owned(), Cell::Unread));
        let row = Row {
            person: Some(Pseudonym::from_bytes([1; 16])),
            period: Some(month),
            valid: None,
            cells: unread.into(),
            origins: Vec::new(),
        };
        let mut facts = Facts {
            operator: contract::identity::OperatorId::new("X").expect("an operator"),
            tables: [("payroll".to_owned(), Table { rows: vec![row], ..Table::default() })].into(),
            doubtful_persons: std::collections::BTreeSet::new(),
        };
        let mut zeroed = |column: &str| zero_cell(&contract, &mut facts, ("payroll", Some(month), column));
        // A filter asks what a word is: nothing that it could be taken for is right.
        assert!(!zeroed("profile") && !zeroed("born") && !zeroed("nothing"));
        assert!(zeroed("gross_taxable") && zeroed("heads"));
        assert!(!zeroed("heads"), "it is set aside once");
        let cells = &facts.tables["payroll"].rows[0].cells;
        assert_eq!((&cells["profile"], &cells["born"]), (&Cell::Unread, &Cell::Unread));
        assert_eq!((&cells["gross_taxable"], &cells["heads"]), (&Cell::Amount(Money::ZERO), &Cell::Count(0)));
    }
}
