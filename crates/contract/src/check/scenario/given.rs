//! What a scenario gives: rows, the periods that files cover, those that none does, and those with rows refused.

use std::collections::{BTreeMap, BTreeSet};

use crate::calendar::{Date, Interval};
use crate::check::fields::Fields;
use crate::check::ledger::Ledger;
use crate::check::{keys, scalar};
use crate::diagnostic::Diagnostic;
use crate::facts::{Cell, Facts, Origin, Period, Row, Table as FactTable};
use crate::identity::OperatorId;
use crate::model::{ColumnType, Contract, PeriodKey, Table};
use crate::money::Money;
use crate::scenario::person;
use crate::yaml::Node;

type Cells = BTreeMap<String, Cell>;

/// Cells that stand in every row of a table.
pub(super) fn read_defaults(node: &Node, contract: &Contract, ledger: &mut Ledger) -> BTreeMap<String, Cells> {
    let mut defaults = BTreeMap::new();
    let entries = |node: &Node, ledger: &mut Ledger| match node.as_map() {
        Some(entries) => entries.to_vec(),
        None => {
            ledger.push(Diagnostic::error("value-not-keys", node.span));
            Vec::new()
        }
    };
    for (name, node) in &entries(node, ledger) {
        let Some(table) = find_table(contract, &name.value, name.span, ledger) else { continue };
        let mut cells = Cells::new();
        for (column, node) in &entries(node, ledger) {
            if let Some(cell) = read_cell(table, &column.value, column.span, node, ledger) {
                cells.insert(column.value.clone(), cell);
            }
        }
        defaults.insert(name.value.clone(), cells);
    }
    defaults
}

fn find_table<'c>(
    contract: &'c Contract,
    id: &str,
    span: crate::source::Span,
    ledger: &mut Ledger,
) -> Option<&'c Table> {
    let found = contract.tables.iter().find(|table| table.id == id);
    if found.is_none() {
        ledger.unknown("table-unknown", "table", id, contract.tables.iter().map(|table| table.id.as_str()), span);
    }
    found
}

fn read_cell(table: &Table, column: &str, span: crate::source::Span, node: &Node, ledger: &mut Ledger) -> Option<Cell> {
    let Some(kind) = table.columns.get(column) else {
        ledger.unknown("column-unknown", "column", column, table.columns.keys().map(String::as_str), span);
        return None;
    };
    match scalar::text(node, ledger)? {
        "blank" => return Some(Cell::Blank),
        "unread" => return Some(Cell::Unread),
        _ => {}
    }
    match kind {
        ColumnType::Number(unit) if unit.is_money() => {
            let amount = scalar::number(node, *unit, ledger)?.to_string().parse::<Money>();
            if amount.is_err() {
                ledger.error("number-malformed", node.span, "found", node.as_scalar().unwrap_or_default());
            }
            amount.ok().map(Cell::Amount)
        }
        ColumnType::Number(unit) => {
            let count = scalar::number(node, *unit, ledger)?.at_scale(0).and_then(|count| i64::try_from(count).ok());
            if count.is_none() {
                ledger.error("number-malformed", node.span, "found", node.as_scalar().unwrap_or_default());
            }
            count.map(Cell::Count)
        }
        ColumnType::Date => scalar::date(node, ledger).map(Cell::Date),
        ColumnType::Place => scalar::text(node, ledger).map(|text| Cell::Code(text.to_owned())),
        ColumnType::Code(words) => {
            let word = scalar::text(node, ledger)?;
            if !words.is_empty() && !words.iter().any(|known| known == word) {
                let unknown = Diagnostic::error("word-unknown", node.span).with("word", word);
                ledger.push(unknown.with("expected", words.join(" | ")));
                return None;
            }
            Some(Cell::Code(word.to_owned()))
        }
    }
}

/// The facts of a scenario as they are given.
pub(super) struct Given<'c> {
    contract: &'c Contract,
    pub(super) defaults: BTreeMap<String, Cells>,
    facts: BTreeMap<OperatorId, BTreeMap<String, Vec<Row>>>,
    covered: BTreeMap<(OperatorId, String), (bool, BTreeSet<Period>)>,
    unnamed: BTreeMap<(OperatorId, String), BTreeMap<Option<Period>, u32>>,
    owed: BTreeMap<(OperatorId, String), Vec<Interval>>,
}

impl<'c> Given<'c> {
    /// Nothing yet.
    pub(super) fn new(contract: &'c Contract) -> Given<'c> {
        let (defaults, facts) = (BTreeMap::new(), BTreeMap::new());
        Given { contract, defaults, facts, covered: BTreeMap::new(), unnamed: BTreeMap::new(), owed: BTreeMap::new() }
    }

    /// One line of `given`: one row, or one a month or quarter.
    pub(super) fn read_rows(&mut self, node: &Node, ledger: &mut Ledger) {
        let Some(mut fields) = Fields::of(node, keys::ROW, ledger) else { return };
        let Some(table) = self.table_of(&mut fields, ledger) else { return };
        let operator = fields.require("operator", ledger).and_then(|node| read_operator(node, ledger));
        let person = if table.by_person {
            let name = fields.require("person", ledger).and_then(|node| scalar::identifier(node, ledger));
            name.as_deref().map(person)
        } else {
            None
        };
        let periods = read_periods(&mut fields, table.period, ledger);
        let valid = if table.dated {
            fields.require("valid", ledger).and_then(|node| scalar::interval(node, ledger))
        } else {
            None
        };
        let mut cells = self.defaults.get(&table.id).cloned().unwrap_or_default();
        for (column, node) in fields.rest() {
            if let Some(cell) = read_cell(table, &column.value, column.span, node, ledger) {
                cells.insert(column.value.clone(), cell);
            }
        }
        let (Some(operator), Some(periods)) = (operator, periods) else { return };
        let line = u32::try_from(node.span.start.line).unwrap_or(u32::MAX);
        let origins = vec![Origin { submission: "scenario".to_owned(), piece: "given".to_owned(), line }];
        let rows = self.facts.entry(operator).or_default().entry(table.id.clone()).or_default();
        let row = |period, cells| Row { person, period, valid, cells, origins: origins.clone() };
        if periods.is_empty() {
            rows.push(row(None, cells));
            return;
        }
        // A line of one month says what its row shows, be it an exit to come.
        let left = match cells.get("left") {
            Some(Cell::Date(left)) if node.get("month").is_none() => Some(*left),
            _ => None,
        };
        for period in periods {
            if let Some(cells) = cells_in(period, left, &cells) {
                rows.push(row(Some(period), cells));
            }
        }
    }

    fn table_of(&self, fields: &mut Fields<'_>, ledger: &mut Ledger) -> Option<&'c Table> {
        let node = fields.require("table", ledger)?;
        find_table(self.contract, scalar::text(node, ledger)?, node.span, ledger)
    }

    /// What is given is covered, from the first period to the last of each operator and table.
    pub(super) fn cover_what_is_given(&mut self) {
        for (operator, tables) in &self.facts {
            for (table, rows) in tables {
                let covers = covers_of(self.contract, table);
                let periods: BTreeSet<Period> = rows.iter().filter_map(|row| covering(row.period, covers)).collect();
                let filled = match (periods.first(), periods.last()) {
                    (Some(first), Some(last)) => first.through(*last).collect(),
                    _ => BTreeSet::new(),
                };
                self.covered.insert((operator.clone(), table.clone()), (true, filled));
            }
        }
    }

    /// Whose periods of which table a line of `covered`, `missing` or `refused` names.
    fn read_stretch(&self, node: &Node, ledger: &mut Ledger) -> Option<((OperatorId, &'c Table), Vec<Period>)> {
        let mut fields = Fields::of(node, keys::COVERAGE, ledger)?;
        let table = self.table_of(&mut fields, ledger)?;
        let operator = fields.require("operator", ledger).and_then(|node| read_operator(node, ledger));
        let periods = read_periods(&mut fields, table.covers, ledger);
        fields.finish(ledger);
        Some(((operator?, table), periods?))
    }

    /// A line of `refused`: the files of these periods were accepted, and of each one row refused that names nobody.
    pub(super) fn read_refused(&mut self, node: &Node, ledger: &mut Ledger) {
        let Some(((operator, table), periods)) = self.read_stretch(node, ledger) else { return };
        let key = (operator, table.id.clone());
        let covered = self.covered.entry(key.clone()).or_default();
        covered.0 |= periods.is_empty();
        covered.1.extend(periods.iter().copied());
        let unnamed = self.unnamed.entry(key).or_default();
        let whole = periods.is_empty().then_some(None);
        for period in periods.into_iter().map(Some).chain(whole) {
            *unnamed.entry(period).or_default() += 1;
        }
    }

    /// A line of `covered` or `missing`.
    pub(super) fn read_coverage(&mut self, node: &Node, covered: bool, ledger: &mut Ledger) {
        let Some(((operator, table), periods)) = self.read_stretch(node, ledger) else { return };
        let entry = self.covered.entry((operator, table.id.clone())).or_default();
        if periods.is_empty() {
            entry.0 = covered;
        }
        for period in periods {
            if covered {
                entry.1.insert(period);
            } else {
                entry.1.remove(&period);
            }
        }
    }

    /// A line of `owed`: files of the table are owed while an affiliation is valid, and at no other time.
    pub(super) fn read_owed(&mut self, node: &Node, ledger: &mut Ledger) {
        let Some(mut fields) = Fields::of(node, keys::OWED, ledger) else { return };
        let table = self.table_of(&mut fields, ledger);
        let operator = fields.require("operator", ledger).and_then(|node| read_operator(node, ledger));
        let valid = fields.require("valid", ledger).and_then(|node| scalar::interval(node, ledger));
        fields.finish(ledger);
        if let (Some(table), Some(operator), Some(valid)) = (table, operator, valid) {
            let key = (operator, table.id.clone());
            self.covered.entry(key.clone()).or_default();
            self.owed.entry(key).or_default().push(valid);
        }
    }

    /// Rows of periods that are missing are not known: they are left out.
    pub(super) fn into_facts(mut self) -> Vec<Facts> {
        let mut all: BTreeMap<OperatorId, BTreeMap<String, FactTable>> = BTreeMap::new();
        for ((operator, table), (present, covered)) in self.covered {
            let rows = self.facts.get_mut(&operator).and_then(|tables| tables.remove(&table)).unwrap_or_default();
            let covers = covers_of(self.contract, &table);
            let known = |row: &Row| covering(row.period, covers).map_or(present, |period| covered.contains(&period));
            let mut rows: Vec<Row> = rows.into_iter().filter(known).collect();
            rows.sort_by_key(|row| (row.person, row.period, row.valid.map(|valid| valid.first)));
            let unnamed = self.unnamed.remove(&(operator.clone(), table.clone())).unwrap_or_default();
            let owed = self.owed.remove(&(operator.clone(), table.clone()));
            all.entry(operator).or_default().insert(table, FactTable { rows, covered, unnamed, present, owed });
        }
        all.into_iter()
            .map(|(operator, tables)| Facts { operator, tables, doubtful_persons: BTreeSet::new() })
            .collect()
    }
}

fn covers_of(contract: &Contract, table: &str) -> Option<PeriodKey> {
    contract.tables.iter().find(|known| known.id == table).and_then(|table| table.covers)
}

/// The period that a file covers, of that of a row.
fn covering(period: Option<Period>, covers: Option<PeriodKey>) -> Option<Period> {
    Some(period?.within(covers?))
}

/// Over several months the exit date is known in the month it lies in and not before; there are no rows after.
fn cells_in(period: Period, left: Option<Date>, cells: &Cells) -> Option<Cells> {
    let (Period::Month(month), Some(left)) = (period, left) else { return Some(cells.clone()) };
    if month.first_day() > left {
        return None;
    }
    let mut cells = cells.clone();
    if left > month.last_day() {
        cells.insert("left".to_owned(), Cell::Blank);
    }
    Some(cells)
}

fn read_operator(node: &Node, ledger: &mut Ledger) -> Option<OperatorId> {
    let text = scalar::text(node, ledger)?;
    let operator = OperatorId::new(text);
    if operator.is_none() {
        ledger.error("identifier-malformed", node.span, "found", text);
    }
    operator
}

/// `month:`, `months:`, `quarter:`, `quarters:`, `year:` or `date:`, as a period asks for; empty where there is none.
fn read_periods(fields: &mut Fields<'_>, period: Option<PeriodKey>, ledger: &mut Ledger) -> Option<Vec<Period>> {
    let Some(period) = period else { return Some(Vec::new()) };
    let one_or_more = |fields: &mut Fields<'_>, one, more, ledger: &mut Ledger| match fields.take(one) {
        Some(node) => Some(node.clone()),
        None => fields.require(more, ledger).cloned(),
    };
    let (first, last) = match period {
        PeriodKey::Year => {
            let year = fields.require("year", ledger).and_then(|node| scalar::year(node, ledger))?;
            (Period::Year(year), Period::Year(year))
        }
        PeriodKey::Day => {
            let day = fields.require("date", ledger).and_then(|node| scalar::date(node, ledger))?;
            (Period::Day(day), Period::Day(day))
        }
        PeriodKey::Month => {
            let (first, last) = scalar::months(&one_or_more(fields, "month", "months", ledger)?, ledger)?;
            (Period::Month(first), Period::Month(last))
        }
        PeriodKey::Quarter => {
            let (first, last) = scalar::quarters(&one_or_more(fields, "quarter", "quarters", ledger)?, ledger)?;
            (Period::Quarter(first), Period::Quarter(last))
        }
    };
    Some(first.through(last).collect())
}
