//! Contracts and facts built by hand, for tests of meaning. Everything in them is fictitious.

use std::collections::BTreeMap;

use contract::calendar::{Date, Interval, Month};
use contract::facts::{Cell, Facts, Origin, Period, Row};
use contract::identity::OperatorId;
use contract::model::*;
use contract::money::Decimal;
use contract::scenario::person;
use contract::source::Span;
use contract::unit::{Base, Unit};

pub use crate::told::{line, told};

pub fn date(text: &str) -> Date {
    text.parse().expect("a date")
}

pub fn month(text: &str) -> Month {
    text.parse().expect("a month")
}

pub fn decimal(text: &str) -> Decimal {
    text.parse().expect("a decimal")
}

/// `2025-07-01 .. 2030-12-31` or `2025-07-01 ..`.
pub fn interval(text: &str) -> Interval {
    let (first, last) = text.split_once("..").expect("an interval");
    let last = last.trim();
    Interval { first: date(first.trim()), last: (!last.is_empty()).then(|| date(last)) }
}

/// A period: `2025-07` or `2025`.
pub fn period(text: &str) -> Period {
    text.parse().map(Period::Month).unwrap_or_else(|_| Period::Year(text.parse().expect("a year")))
}

fn table(id: &str, by_person: bool, period: Option<PeriodKey>, dated: bool, columns: &[(&str, ColumnType)]) -> Table {
    Table {
        id: id.into(),
        labels: Labels::new(),
        by_party: false,
        by_person,
        period,
        covers: period,
        exercise: false,
        told_apart_by: Vec::new(),
        dated,
        filing: None,
        columns: columns.iter().map(|(name, kind)| ((*name).to_owned(), kind.clone())).collect(),
        span: Span::START,
    }
}

fn mad() -> Unit {
    Unit::parse("MAD").expect("a unit")
}

fn place(id: &str, class: &str) -> Place {
    Place {
        id: id.into(),
        labels: Labels::new(),
        kind: "platform".into(),
        outline: None,
        region: None,
        classes: vec![Dated {
            in_effect: interval("2025-07-01 .. 2030-12-31"),
            published: date("2025-11-24"),
            value: class.into(),
            basis: None,
            confidence: Confidence::Reprint,
            span: Span::START,
        }],
        span: Span::START,
    }
}

/// A contract of the 2025 kind without clauses: tables, places and nothing else.
pub fn contract() -> Contract {
    let money = || ColumnType::Number(mad());
    let word = || ColumnType::Code(Vec::new());
    let payroll = [
        ("hired", ColumnType::Date),
        ("left", ColumnType::Date),
        ("contract", word()),
        ("nationality", word()),
        ("site", word()),
        ("gross_taxable", money()),
        ("tax_withheld", money()),
    ];
    let bds = [("days", ColumnType::Number(Unit::of(Base::Day))), ("wage", money()), ("situation", word())];
    let annual = [("gross_taxable", money()), ("tax_withheld", money()), ("exempt", word())];
    let site = [("site", word()), ("platform", ColumnType::Place), ("region", ColumnType::Place)];
    Contract {
        id: "test".into(),
        is_pack: false,
        version: "1".into(),
        titles: Labels::new(),
        text_status: TextStatus::Restated,
        authoritative: "fr".into(),
        published: date("2025-11-24"),
        in_effect: interval("2025-07-01 .. 2030-12-31"),
        parent: None,
        draft: false,
        currency: mad().currency(),
        packs: Vec::new(),
        parties: Vec::new(),
        places: vec![place("fes-shore", "secondary"), place("casanearshore", "primary"), place("MA-09", "outside")],
        tables: vec![
            table("payroll", true, Some(PeriodKey::Month), false, &payroll),
            table("bds", true, Some(PeriodKey::Month), false, &bds),
            table("annual_tax", true, Some(PeriodKey::Year), false, &annual),
            table("turnover", false, Some(PeriodKey::Year), false, &[("total", money()), ("exports", money())]),
            table("operator", false, None, false, &[("created", ColumnType::Date)]),
            table("site", false, None, true, &site),
        ],
        parameters: Vec::new(),
        schemes: Vec::new(),
        calendars: Vec::new(),
        currencies: Vec::new(),
        definitions: Vec::new(),
        clauses: Vec::new(),
        controls: Vec::new(),
        indicators: Vec::new(),
        commitments: Vec::new(),
        judgements: Vec::new(),
        notes: Vec::new(),
        without_effect: Vec::new(),
        scenarios: Vec::new(),
        readings: BTreeMap::new(),
    }
}

/// A parameter with values `(in effect, value)`, published on 24 November 2025.
pub fn parameter(id: &str, values: &[(&str, ParameterValue)]) -> Parameter {
    let dated = |(in_effect, value): &(&str, ParameterValue)| Dated {
        in_effect: interval(in_effect),
        published: date("2025-11-24"),
        value: value.clone(),
        basis: Some("art-5".into()),
        confidence: Confidence::Press,
        span: Span::START,
    };
    Parameter {
        id: id.into(),
        labels: Labels::new(),
        unit: Unit::NONE,
        by_unit: None,
        values: values.iter().map(dated).collect(),
        span: Span::START,
    }
}

pub fn number(text: &str) -> ParameterValue {
    ParameterValue::Number(decimal(text))
}

/// A payroll source: present unless the exit date has passed.
pub fn payroll_source() -> SpellSource {
    let left = || Box::new(Expr::RowColumn("left".into()));
    SpellSource {
        table: "payroll".into(),
        present: Expr::Or(vec![
            Expr::IsBlank(left()),
            Expr::Compare(left(), Comparison::Greater, Box::new(Expr::RowEnd(PeriodKey::Month))),
        ]),
        situation: None,
        counting: Vec::new(),
        bridging: Vec::new(),
        ending: Vec::new(),
        left: Some("left".into()),
    }
}

/// An e-BDS source: present when days are declared.
pub fn bds_source() -> SpellSource {
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    SpellSource {
        table: "bds".into(),
        present: Expr::Compare(
            Box::new(Expr::RowColumn("days".into())),
            Comparison::Greater,
            Box::new(Expr::Number(decimal("0"))),
        ),
        situation: Some("situation".into()),
        counting: words("IT IL AT MP MS"),
        bridging: words("CS"),
        ending: words("SO DE"),
        left: None,
    }
}

/// The definition `job` over the given sources.
pub fn job(sources: Vec<SpellSource>, gap_months: u32) -> Definition {
    definition(
        "job",
        DefinitionKind::Spells(Spells {
            sources,
            gap_months,
            hired: Some(("payroll".into(), "hired".into())),
            hires_count: HiresCount::MonthOfHire,
            ranks: vec![Rank {
                id: "hire_rank".into(),
                among: Some(is_word(first_month("payroll", "contract"), "permanent")),
                then: vec![("payroll".into(), "gross_taxable".into())],
                ties: Ties::NotEvaluated,
                confidence: Confidence::Official,
            }],
        }),
    )
}

pub fn definition(id: &str, kind: DefinitionKind) -> Definition {
    Definition {
        id: id.into(),
        labels: Labels::new(),
        basis: "art-5".into(),
        confidence: Confidence::Inferred,
        kind,
        span: Span::START,
    }
}

/// A lookup in the first month of the job.
pub fn first_month(table: &str, column: &str) -> Expr {
    lookup(table, column, At::FirstMonth)
}

pub fn lookup(table: &str, column: &str, at: At) -> Expr {
    Expr::Column { table: table.into(), column: column.into(), at, if_none: IfNone::Fails }
}

pub fn is_word(of: Expr, word: &str) -> Expr {
    Expr::Compare(Box::new(of), Comparison::Equal, Box::new(Expr::Word(word.into())))
}

pub fn compare(one: Expr, how: Comparison, other: Expr) -> Expr {
    Expr::Compare(Box::new(one), how, Box::new(other))
}

pub fn num(text: &str) -> Expr {
    Expr::Number(decimal(text))
}

pub fn start() -> Expr {
    Expr::Spell(SpellField::Start)
}

pub fn condition(id: &str, is: Expr) -> Condition {
    Condition { id: id.into(), is, labels: Labels::new(), confidence: Confidence::Official, span: Span::START }
}

/// A step in MAD.
pub fn step(id: &str, mechanism: Mechanism) -> Step {
    Step { id: id.into(), mechanism, value_type: ValueType::Number(mad()), span: Span::START }
}

pub fn sum(table: &str, column: &str, over: Window) -> Mechanism {
    Mechanism::Sum { table: table.into(), column: column.into(), filter: None, over }
}

pub fn round(of: usize) -> Mechanism {
    Mechanism::Round { of: Expr::Step(of), to: decimal("0.01"), mode: RoundMode::HalfUp }
}

/// A clause of 2025 that pays its last step.
pub fn clause(id: &str, space: Space, conditions: Vec<Condition>, steps: Vec<Step>) -> Clause {
    let jobs = !matches!(space, Space::PersonYears { .. });
    Clause {
        id: id.into(),
        reading: None,
        labels: Labels::new(),
        basis: "art-5".into(),
        quote: String::new(),
        in_effect: interval("2025-07-01 .. 2030-12-31"),
        published: date("2025-11-24"),
        applies_to_facts: Some(date("2025-07-01")),
        confidence: Confidence::Inferred,
        space,
        fact_date: jobs.then(start),
        crossing: None,
        applies_when: Vec::new(),
        conditions,
        outcome: Outcome::Pays { head: id.into(), step: steps.len().saturating_sub(1), recover: false },
        steps,
        cumulates: Vec::new(),
        due_on: None,
        span: Span::START,
    }
}

/// Jobs of the definition `job`.
pub fn jobs() -> Space {
    Space::Spells { definition: "job".into() }
}

/// The evidence of one operator.
pub fn operator(id: &str) -> Facts {
    Facts {
        operator: OperatorId::new(id).expect("an operator"),
        tables: BTreeMap::new(),
        doubtful_persons: Default::default(),
    }
}

/// Facts that are written line by line.
pub trait Write {
    /// Covers months or years: `2025-07 .. 2027-01`, or one of them.
    fn covers(self, table: &str, periods: &str) -> Self;
    /// Takes the coverage of one period away.
    fn misses(self, table: &str, text: &str) -> Self;
    fn doubts(self, table: &str, text: &str) -> Self;
    /// Adds a row for every period: cells as `name=value`, separated by blanks.
    fn rows(self, table: &str, who: &str, periods: &str, cells: &str) -> Self;
    /// Adds a row of a table without periods, valid in an interval where one is given.
    fn dated(self, table: &str, valid: Option<&str>, cells: &str) -> Self;
}

fn periods(text: &str) -> Vec<Period> {
    let (first, last) = text.split_once("..").unwrap_or((text, text));
    match (period(first.trim()), period(last.trim())) {
        (Period::Month(first), Period::Month(last)) => {
            (first.index()..=last.index()).map(|index| Period::Month(Month::from_index(index))).collect()
        }
        (Period::Year(first), Period::Year(last)) => (first..=last).map(Period::Year).collect(),
        _ => panic!("two periods of one kind"),
    }
}

fn cell(text: &str) -> Cell {
    if text.is_empty() {
        Cell::Blank
    } else if text == "unread" {
        Cell::Unread
    } else if let Ok(date) = text.parse() {
        Cell::Date(date)
    } else if text.contains('.') {
        Cell::Amount(text.parse().expect("an amount"))
    } else if let Ok(count) = text.parse() {
        Cell::Count(count)
    } else {
        Cell::Code(text.to_owned())
    }
}

fn cells(text: &str) -> BTreeMap<String, Cell> {
    let pair = |pair: &str| {
        let (name, value) = pair.split_once('=').expect("name=value");
        (name.to_owned(), cell(value))
    };
    text.split_whitespace().map(pair).collect()
}

impl Write for Facts {
    fn covers(mut self, table: &str, text: &str) -> Self {
        self.tables.entry(table.to_owned()).or_default().covered.extend(periods(text));
        self
    }

    fn misses(mut self, table: &str, text: &str) -> Self {
        self.tables.entry(table.to_owned()).or_default().covered.remove(&period(text));
        self
    }

    fn doubts(mut self, table: &str, text: &str) -> Self {
        let unnamed = &mut self.tables.entry(table.to_owned()).or_default().unnamed;
        periods(text).into_iter().for_each(|period| *unnamed.entry(Some(period)).or_default() += 1);
        self
    }

    fn rows(mut self, table: &str, who: &str, text: &str, row: &str) -> Self {
        let person = (!who.is_empty()).then(|| person(who));
        let known = self.tables.entry(table.to_owned()).or_default();
        for period in periods(text) {
            let line = u32::try_from(known.rows.len() + 1).expect("few rows");
            let origin = Origin { submission: "S1".into(), piece: format!("{table}.csv"), line };
            let row = Row { person, period: Some(period), valid: None, cells: cells(row), origins: vec![origin] };
            known.rows.push(row);
            known.covered.insert(period);
        }
        known.rows.sort_by_key(|row| (row.person, row.period));
        self
    }

    fn dated(mut self, table: &str, valid: Option<&str>, row: &str) -> Self {
        let known = self.tables.entry(table.to_owned()).or_default();
        known.present = true;
        let valid = valid.map(interval);
        known.rows.push(Row { person: None, period: None, valid, cells: cells(row), origins: Vec::new() });
        self
    }
}
