//! Typed nodes: the trees that steps, conditions and definitions are made of.

use contract::model::{Comparison, RoundMode};

use super::{ClauseProgram, Kind, OutcomeProgram};

/// A lookup in the row at hand of the monthly key table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum OwnLookup {
    Column { table: usize, column: usize },
    Road { table: usize, column: usize, attribute: Attribute },
}

impl OwnLookup {
    /// The column of the key table that it reads.
    pub(crate) const fn column(&self) -> usize {
        let (OwnLookup::Column { column, .. } | OwnLookup::Road { column, .. }) = self;
        *column
    }
}

/// What is asked of a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Attribute {
    Class,
    Region,
    Platform,
}

/// A typed expression.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) kind: Kind,
    /// Whether it reads the row at hand: its column is then over rows, not keys.
    pub(crate) by_row: bool,
    pub(crate) operation: Operation,
}

/// What an absent row or blank cell becomes.
#[derive(Debug, Clone)]
pub(crate) enum Absence {
    /// Unknown: in steps.
    Unknown,
    /// Absent: in conditions.
    Fails,
    /// This value.
    Value(Box<Node>),
}

/// When a lookup reads.
#[derive(Debug, Clone)]
pub(crate) enum When {
    /// The key's calendar year (yearly tables).
    OwnYear,
    Day(Box<Node>),
    FirstMonth,
    Always,
}

/// Over which rows a fold goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Over {
    Own,
    FirstMonths(u32),
}

#[derive(Debug, Clone)]
pub(crate) enum Lookup {
    /// A column of the row at hand.
    Row {
        table: usize,
        column: usize,
    },
    /// A road from the row at hand.
    RowRoad {
        table: usize,
        column: usize,
        attribute: Attribute,
    },
    /// A value of the piece.
    Own(usize),
    Column {
        table: usize,
        column: usize,
        when: When,
    },
    /// The sum of an amount over the rows of the first month of a job.
    Total {
        table: usize,
        column: usize,
    },
    Road {
        table: usize,
        column: usize,
        attribute: Attribute,
        when: When,
    },
}

#[derive(Debug, Clone)]
pub(crate) enum Operation {
    Number(i128),
    Date(i32),
    Word(u32),
    Step(usize),
    SpellStart,
    SpellCounted,
    SpellNth,
    SpellRank(usize),
    AnniversaryNumber,
    PeriodStart,
    PeriodEnd,
    RowEnd {
        table: usize,
    },
    Lookup(Lookup, Absence),
    IsBlank(Lookup, Absence),
    Series {
        series: usize,
        step: usize,
        at: Box<Node>,
    },
    Parameter(usize),
    PlusMonths(Box<Node>, i32),
    Add(Box<Node>, Box<Node>),
    Subtract(Box<Node>, Box<Node>),
    Times(Box<Node>, Box<Node>),
    Ratio {
        of: Box<Node>,
        to: Box<Node>,
        if_zero: Option<(i128, u8)>,
    },
    AtMost(Box<Node>, Box<Node>),
    AtLeast(Box<Node>, Box<Node>),
    Compare(Box<Node>, Comparison, Box<Node>),
    In(Box<Node>, Vec<u32>),
    Within(Box<Node>, (i32, i32)),
    And(Vec<Node>),
    Or(Vec<Node>),
    Not(Box<Node>),
    PresentAfter(u32),
    KeptAtLeast(u32),
    Sum {
        table: usize,
        column: usize,
        filter: Option<Box<Node>>,
        over: Over,
    },
    Count {
        table: usize,
        filter: Option<Box<Node>>,
        over: Over,
    },
    Brackets {
        of: Box<Node>,
        parameter: usize,
    },
    ByParameter {
        parameter: usize,
        by: Box<Node>,
    },
    Choose {
        cases: Vec<(Node, Node)>,
        otherwise: Box<Node>,
    },
    Round {
        of: Box<Node>,
        to_digits: i128,
        to_scale: u8,
        mode: RoundMode,
    },
    TiedShare {
        rank: usize,
        within: Box<Node>,
    },
    RunningExcess {
        of: usize,
        above: Box<Node>,
        from: Box<Node>,
    },
    AtMonth {
        step: usize,
        month: i32,
    },
    /// A known truth that never holds: what is asked is never blank.
    Never(Box<Node>),
}

impl ClauseProgram {
    /// Calls for each node of the clause, at every depth.
    pub(crate) fn for_each_node<'n>(&'n self, visit: &mut impl FnMut(&'n Node)) {
        let named = self.applies_when.iter().chain(&self.conditions).chain(&self.steps).map(|named| &named.node);
        let outcome = if let OutcomeProgram::Holds(node) = &self.outcome { Some(node) } else { None };
        named.chain(outcome).chain(&self.fact_date).for_each(|node| node.for_each_below(visit));
    }
}

impl Node {
    fn for_each_below<'n>(&'n self, visit: &mut impl FnMut(&'n Node)) {
        visit(self);
        let mut below = Vec::new();
        self.for_each_child(&mut |child| below.push(child));
        below.into_iter().for_each(|child| child.for_each_below(visit));
    }

    /// Calls for each node directly below.
    pub(crate) fn for_each_child<'n>(&'n self, visit: &mut impl FnMut(&'n Node)) {
        match &self.operation {
            Operation::Number(_)
            | Operation::Date(_)
            | Operation::Word(_)
            | Operation::Step(_)
            | Operation::SpellStart
            | Operation::SpellCounted
            | Operation::SpellNth
            | Operation::SpellRank(_)
            | Operation::AnniversaryNumber
            | Operation::PeriodStart
            | Operation::PeriodEnd
            | Operation::RowEnd { .. }
            | Operation::Parameter(_)
            | Operation::PresentAfter(_)
            | Operation::KeptAtLeast(_)
            | Operation::AtMonth { .. } => {}
            Operation::Lookup(lookup, absence) | Operation::IsBlank(lookup, absence) => {
                if let Lookup::Column { when: When::Day(day), .. } | Lookup::Road { when: When::Day(day), .. } = lookup
                {
                    visit(day);
                }
                if let Absence::Value(value) = absence {
                    visit(value);
                }
            }
            Operation::Series { at: one, .. }
            | Operation::PlusMonths(one, _)
            | Operation::In(one, _)
            | Operation::Within(one, _)
            | Operation::Not(one)
            | Operation::Never(one)
            | Operation::Brackets { of: one, .. }
            | Operation::ByParameter { by: one, .. }
            | Operation::TiedShare { within: one, .. }
            | Operation::Round { of: one, .. } => visit(one),
            Operation::Add(left, right)
            | Operation::Subtract(left, right)
            | Operation::Times(left, right)
            | Operation::AtMost(left, right)
            | Operation::AtLeast(left, right)
            | Operation::Compare(left, _, right)
            | Operation::Ratio { of: left, to: right, .. }
            | Operation::RunningExcess { above: left, from: right, .. } => {
                visit(left);
                visit(right);
            }
            Operation::And(parts) | Operation::Or(parts) => parts.iter().for_each(visit),
            Operation::Sum { filter, .. } | Operation::Count { filter, .. } => {
                if let Some(filter) = filter {
                    visit(filter);
                }
            }
            Operation::Choose { cases, otherwise } => {
                for (condition, value) in cases {
                    visit(condition);
                    visit(value);
                }
                visit(otherwise);
            }
        }
    }
}
