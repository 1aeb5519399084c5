//! Scenarios: small tables turned into facts, and what must come out.

use std::collections::{BTreeMap, BTreeSet};

use crate::calendar::{Date, Month};
use crate::diagnostic::Diagnostic;
use crate::document::Block;
use crate::facts::{Cell, Facts, Origin, Period, Row, Table as FactTable};
use crate::identity::OperatorId;
use crate::model::{ColumnType, Contract, Expectation, PeriodKey, Scenario, Table};
use crate::money::Money;
use crate::scenario::person;
use crate::unit::Unit;
use crate::verdict::Figure;
use crate::yaml::Node;

use super::fields::Fields;
use super::ledger::Ledger;
use super::{keys, scalar};

/// Reads a scenario.
pub(super) fn read(block: &Block, contract: &mut Contract, ledger: &mut Ledger) {
    let Some(mut fields) = Fields::of(&block.node, keys::SCENARIO, ledger) else { return };
    let of = fields.require("of", ledger).and_then(|node| read_subject(node, contract, ledger));
    let reading = fields.take("reading").and_then(|node| scalar::identifier(node, ledger).map(|id| (id, node.span)));
    if let (Some(of), Some((reading, span))) = (&of, &reading) {
        let variants = contract.clauses.iter().filter(|clause| clause.id == *of);
        let known: Vec<&str> = variants.filter_map(|clause| clause.reading.as_deref()).collect();
        if !known.contains(&reading.as_str()) {
            ledger.unknown("reading-unknown", "reading", reading, known.into_iter(), *span);
        }
    }
    let known_on = fields.require("as_known_on", ledger).and_then(|node| scalar::date(node, ledger));
    for key in ["id", "labels"] {
        fields.take(key);
    }
    let mut given = Given { contract, defaults: BTreeMap::new(), facts: BTreeMap::new(), covered: BTreeMap::new() };
    let promised = of.as_ref().is_some_and(|of| contract.commitments.iter().any(|known| known.id == *of));
    if let Some(node) = of_facts(&mut fields, promised, "tables") {
        given.defaults = read_defaults(node, contract, ledger);
    }
    for item in of_facts(&mut fields, promised, "given").and_then(|node| scalar::list(node, ledger)).unwrap_or_default()
    {
        given.read_rows(item, ledger);
    }
    given.cover_what_is_given();
    for item in
        of_facts(&mut fields, promised, "covered").and_then(|node| scalar::list(node, ledger)).unwrap_or_default()
    {
        given.read_coverage(item, true, ledger);
    }
    for item in
        of_facts(&mut fields, promised, "missing").and_then(|node| scalar::list(node, ledger)).unwrap_or_default()
    {
        given.read_coverage(item, false, ledger);
    }
    let facts = given.into_facts();
    let figures = if promised { fields.take("figures") } else { None };
    let figures = figures.and_then(|node| scalar::list(node, ledger)).unwrap_or_default();
    let figures = figures.iter().filter_map(|node| read_figure(node, ledger)).collect();
    let expected = fields.require_items("expect", ledger);
    let expected: Vec<Expectation> = expected.iter().filter_map(|node| read_expectation(node, ledger)).collect();
    fields.finish(ledger);
    if let (Some(of), Some(as_known_on)) = (of, known_on) {
        let reading = reading.map(|(reading, _)| reading);
        contract.scenarios.push(Scenario { of, reading, as_known_on, facts, figures, expected, span: block.span });
    }
}

/// A key that only scenarios of clauses have: those of commitments give figures.
fn of_facts<'a>(fields: &mut Fields<'a>, promised: bool, key: &'static str) -> Option<&'a Node> {
    if promised { None } else { fields.take(key) }
}

fn read_subject(node: &Node, contract: &Contract, ledger: &mut Ledger) -> Option<String> {
    let id = scalar::text(node, ledger)?;
    let clauses = contract.clauses.iter().chain(&contract.controls).map(|clause| clause.id.as_str());
    let known: Vec<&str> = clauses.chain(contract.commitments.iter().map(|known| known.id.as_str())).collect();
    if !known.contains(&id) {
        ledger.unknown("scenario-of-unknown", "of", id, known.into_iter(), node.span);
        return None;
    }
    Some(id.to_owned())
}

type Cells = BTreeMap<String, Cell>;

fn read_defaults(node: &Node, contract: &Contract, ledger: &mut Ledger) -> BTreeMap<String, Cells> {
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
    if scalar::text(node, ledger)? == "blank" {
        return Some(Cell::Blank);
    }
    match kind {
        ColumnType::Number(unit) if *unit == Unit::MAD => {
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
struct Given<'c> {
    contract: &'c Contract,
    defaults: BTreeMap<String, Cells>,
    facts: BTreeMap<OperatorId, BTreeMap<String, Vec<Row>>>,
    covered: BTreeMap<(OperatorId, String), (bool, BTreeSet<Period>)>,
}

impl<'c> Given<'c> {
    /// One line of `given`: one row, or one a month.
    fn read_rows(&mut self, node: &Node, ledger: &mut Ledger) {
        let Some(mut fields) = Fields::of(node, keys::ROW, ledger) else { return };
        let Some(table) = self.table_of(&mut fields, ledger) else { return };
        let operator = fields.require("operator", ledger).and_then(|node| read_operator(node, ledger));
        let person = if table.by_person {
            let name = fields.require("person", ledger).and_then(|node| scalar::identifier(node, ledger));
            name.as_deref().map(person)
        } else {
            None
        };
        let periods = read_periods(&mut fields, table, ledger);
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
        let left = match cells.get("left") {
            Some(Cell::Date(left)) => Some(*left),
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
    fn cover_what_is_given(&mut self) {
        for (operator, tables) in &self.facts {
            for (table, rows) in tables {
                let periods: BTreeSet<Period> = rows.iter().filter_map(|row| row.period).collect();
                let filled = match (periods.first(), periods.last()) {
                    (Some(first), Some(last)) => fill(*first, *last),
                    _ => BTreeSet::new(),
                };
                self.covered.insert((operator.clone(), table.clone()), (true, filled));
            }
        }
    }

    /// A line of `covered` or `missing`.
    fn read_coverage(&mut self, node: &Node, covered: bool, ledger: &mut Ledger) {
        let Some(mut fields) = Fields::of(node, keys::COVERAGE, ledger) else { return };
        let Some(table) = self.table_of(&mut fields, ledger) else { return };
        let operator = fields.require("operator", ledger).and_then(|node| read_operator(node, ledger));
        let periods = read_periods(&mut fields, table, ledger);
        let table = table.id.clone();
        fields.finish(ledger);
        let (Some(operator), Some(periods)) = (operator, periods) else { return };
        let entry = self.covered.entry((operator, table)).or_default();
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

    /// Rows of periods that are missing are not known: they are left out.
    fn into_facts(mut self) -> Vec<Facts> {
        let mut all: BTreeMap<OperatorId, BTreeMap<String, FactTable>> = BTreeMap::new();
        for ((operator, table), (present, covered)) in self.covered {
            let rows = self.facts.get_mut(&operator).and_then(|tables| tables.remove(&table)).unwrap_or_default();
            let known = |row: &Row| row.period.map_or(present, |period| covered.contains(&period));
            let mut rows: Vec<Row> = rows.into_iter().filter(known).collect();
            rows.sort_by_key(|row| (row.person, row.period, row.valid.map(|valid| valid.first)));
            all.entry(operator).or_default().insert(table, FactTable { rows, covered, present });
        }
        all.into_iter().map(|(operator, tables)| Facts { operator, tables }).collect()
    }
}

/// The exit date is known in the month it lies in and not before; there are no rows after.
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

fn fill(first: Period, last: Period) -> BTreeSet<Period> {
    match (first, last) {
        (Period::Month(first), Period::Month(last)) => {
            (first.index()..=last.index()).map(|index| Period::Month(Month::from_index(index))).collect()
        }
        (Period::Year(first), Period::Year(last)) => (first..=last).map(Period::Year).collect(),
        _ => BTreeSet::new(),
    }
}

fn read_operator(node: &Node, ledger: &mut Ledger) -> Option<OperatorId> {
    let text = scalar::text(node, ledger)?;
    let operator = OperatorId::new(text);
    if operator.is_none() {
        ledger.error("identifier-malformed", node.span, "found", text);
    }
    operator
}

/// `month:`, `months:` or `year:` as the table's key asks; empty for a table without periods.
fn read_periods(fields: &mut Fields<'_>, table: &Table, ledger: &mut Ledger) -> Option<Vec<Period>> {
    match table.period {
        None => Some(Vec::new()),
        Some(PeriodKey::Year) => {
            let year = fields.require("year", ledger).and_then(|node| scalar::year(node, ledger))?;
            Some(vec![Period::Year(year)])
        }
        Some(PeriodKey::Month) => {
            let node = match fields.take("month") {
                Some(node) => node,
                None => fields.require("months", ledger)?,
            };
            let (first, last) = scalar::months(node, ledger)?;
            Some(fill(Period::Month(first), Period::Month(last)).into_iter().collect())
        }
    }
}

fn read_figure(node: &Node, ledger: &mut Ledger) -> Option<Figure> {
    let mut fields = Fields::of(node, keys::FIGURE, ledger)?;
    let mut text = |key, ledger: &mut Ledger| fields.require(key, ledger).and_then(|node| scalar::text(node, ledger));
    let (series, perimeter) = (text("series", ledger), text("perimeter", ledger));
    let period = fields.require("period", ledger).and_then(|node| {
        let text = scalar::text(node, ledger)?;
        let period = text.parse().ok();
        if period.is_none() {
            ledger.error("date-malformed", node.span, "found", text);
        }
        period
    });
    let value = fields.require("value", ledger).and_then(|node| {
        let text = scalar::text(node, ledger)?;
        let value = text.parse().ok();
        if value.is_none() {
            ledger.error("number-malformed", node.span, "found", text);
        }
        value
    });
    let confidence = fields.require("confidence", ledger).and_then(|node| scalar::confidence(node, ledger));
    fields.finish(ledger);
    Some(Figure {
        series: series?.to_owned(),
        period: period?,
        perimeter: perimeter?.to_owned(),
        value: value?,
        unit: None,
        confidence: confidence?,
        source: "scenario".to_owned(),
        note: String::new(),
    })
}

fn read_expectation(node: &Node, ledger: &mut Ledger) -> Option<Expectation> {
    let mut fields = Fields::of(node, keys::EXPECTATION, ledger)?;
    let mut key = BTreeMap::new();
    for name in ["operator", "person", "year", "start", "first_month", "anniversary", "commitment"] {
        if let Some(value) = fields.take(name).and_then(|node| scalar::text(node, ledger)) {
            key.insert(name.to_owned(), value.to_owned());
        }
    }
    let word = if key.contains_key("commitment") { "verdict" } else { "status" };
    let status = fields.require(word, ledger).and_then(|node| read_status(node, word == "verdict", ledger));
    let amount = fields.take("amount").map(|node| scalar::number(node, Unit::MAD, ledger));
    let decided_by = fields.take("decided_by").and_then(|node| scalar::text(node, ledger)).map(str::to_owned);
    let missing = fields.take("missing").and_then(|node| scalar::text(node, ledger)).map(str::to_owned);
    let mut steps = BTreeMap::new();
    let written = fields.take("steps");
    if let Some(node) = written.filter(|node| node.as_map().is_none()) {
        ledger.push(Diagnostic::error("value-not-keys", node.span));
    }
    for (name, node) in written.map(Node::entries).unwrap_or_default() {
        if let Some(value) = scalar::text(node, ledger) {
            steps.insert(name.value.clone(), value.to_owned());
        }
    }
    fields.finish(ledger);
    let amount = amount.map_or(Some(None), |read| read.map(Some))?;
    Some(Expectation { key, status: status?, amount, decided_by, missing, steps, span: node.span })
}

/// The word of a status, or of a verdict.
fn read_status(node: &Node, verdict: bool, ledger: &mut Ledger) -> Option<String> {
    use crate::determination::Status;
    let text = scalar::text(node, ledger)?;
    let statuses = Status::ALL.iter().map(|status| status.word());
    let verdicts = crate::verdict::Verdict::ALL.iter().map(|verdict| verdict.word());
    let known: Vec<&str> =
        if verdict { verdicts.collect() } else { statuses.chain(["holds", "gap", "none"]).collect() };
    if !known.contains(&text) {
        let unknown = Diagnostic::error("word-unknown", node.span).with("word", text);
        ledger.push(unknown.with("expected", known.join(" | ")));
        return None;
    }
    Some(text.to_owned())
}
