//! What is computed: definitions, clauses, steps, conditions, expressions.

use super::Crossing;
use super::{Confidence, Labels, PeriodKey, Spells};
use crate::calendar::{Date, Interval, Month};
use crate::money::Decimal;
use crate::source::Span;
use crate::unit::Unit;

/// A reusable set of keys with columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Definition {
    /// Identifier.
    pub id: String,
    /// Name by language.
    pub labels: Labels,
    /// Article it rests on.
    pub basis: String,
    /// How far the definition may be trusted.
    pub confidence: Confidence,
    /// What it defines.
    pub kind: DefinitionKind,
    /// Where it stands in the document.
    pub span: Span,
}

/// The two kinds of definitions.
#[derive(Debug, Clone, PartialEq)]
pub enum DefinitionKind {
    /// Spells of presence of a person with an operator.
    Spells(Spells),
    /// A series of values by operator and month.
    Series(Series),
}

/// A series by (operator, month): months from the first to the last that `table` covers for the operator.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// The table; keys operator, person, month.
    pub table: String,
    /// The steps, each a column of the series.
    pub steps: Vec<Step>,
}

/// A clause that pays, or (in `Contract::controls`) a control that holds or not.
#[derive(Debug, Clone, PartialEq)]
pub struct Clause {
    /// Identifier, shared by its readings.
    pub id: String,
    /// The reading this variant gives, when there are several.
    pub reading: Option<String>,
    /// Name by language.
    pub labels: Labels,
    /// Article.
    pub basis: String,
    /// The words of the article that it executes (empty for controls).
    pub quote: String,
    /// When the rule is in effect: facts outside it are not applicable.
    pub in_effect: Interval,
    /// When it was published: not used in an assessment as known before.
    pub published: Date,
    /// From which day of fact it applies although published later; `None`: only facts from `published` on.
    pub applies_to_facts: Option<Date>,
    /// How far the formula may be trusted.
    pub confidence: Confidence,
    /// The keys.
    pub space: Space,
    /// The date of the fact: decides effect and dated parameters. `None` for person-years, where the months of the key
    /// decide (see [`Crossing`]).
    pub fact_date: Option<Expr>,
    /// What is done when place or rule changes inside the key's period; only for person-years over a monthly table.
    pub crossing: Option<Crossing>,
    /// When one fails, the clause is not applicable to the key.
    pub applies_when: Vec<Condition>,
    /// When one fails, the amount is zero by rule.
    pub conditions: Vec<Condition>,
    /// The steps, each using earlier ones only.
    pub steps: Vec<Step>,
    /// What is paid, or what must hold.
    pub outcome: Outcome,
    /// How the payment stands beside other aids, as the text says or as is assumed.
    pub cumulates: Vec<Cumulation>,
    /// When the amount falls due.
    pub due_on: Option<Expr>,
    /// Where it stands in the document.
    pub span: Span,
}

/// How a payment stands beside another aid for the same key. Only free cumulation is computed today: any other word is
/// refused by the check.
#[derive(Debug, Clone, PartialEq)]
pub struct Cumulation {
    /// The other clause, or an outside aid.
    pub with: String,
    /// How far it may be trusted.
    pub confidence: Confidence,
}

/// What a clause ends in.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// Pays the value of a step (in MAD, exact to the centime) under a head.
    Pays {
        /// The head: `employment_premium`.
        head: String,
        /// Index of the step.
        step: usize,
        /// What becomes of a payment when the facts change after it: recovered, or kept.
        recover: bool,
    },
    /// A control: holds or not.
    Holds(Expr),
}

/// The keys of a clause. The operator is always one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Space {
    /// (person, calendar year): each pair with at least one row of `table` in that year. The table's period is month or year.
    PersonYears {
        /// The table.
        table: String,
    },
    /// One key a spell of the definition.
    Spells {
        /// The definition.
        definition: String,
    },
    /// (spell, n): anniversary years `first..=last` of each spell that have begun by the day of knowledge and before the
    /// spell's end. Months run from the month of the start; year n holds months 12(n-1) to 12n-1 from there.
    Anniversaries {
        /// The definition.
        definition: String,
        /// The first anniversary year, from 1.
        first: u32,
        /// The last anniversary year.
        last: u32,
        /// Whether a right acquired by the start runs past the end of effect; else months after it are left out.
        acquired_by_start: bool,
    },
}

/// A named condition. All are evaluated; the first failing is told first.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    /// Identifier.
    pub id: String,
    /// What must hold.
    pub is: Expr,
    /// Name by language (may be empty: the expression is told instead).
    pub labels: Labels,
    /// How far the condition may be trusted.
    pub confidence: Confidence,
    /// Where it stands.
    pub span: Span,
}

/// A step: one mechanism, one column, one line of the explanation.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Identifier.
    pub id: String,
    /// The mechanism.
    pub mechanism: Mechanism,
    /// Type of the value.
    pub value_type: ValueType,
    /// Where it stands.
    pub span: Span,
}

/// The type of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ValueType {
    /// A number with its unit.
    Number(Unit),
    /// A day.
    Date,
    /// A word.
    Code,
    /// True or false.
    Truth,
}

/// The mechanisms. Operands are expressions over earlier steps, key columns, lookups and parameters.
#[derive(Debug, Clone, PartialEq)]
pub enum Mechanism {
    /// The value of an expression (a lookup given a name).
    Value(Expr),
    /// Sum of a number column over the rows of the window that satisfy the filter. Zero over covered, empty keys.
    Sum {
        /// Table.
        table: String,
        /// Column.
        column: String,
        /// Row filter.
        filter: Option<Expr>,
        /// Window.
        over: Window,
    },
    /// Count of rows of the window that satisfy the filter (for a person: months or years; for a series: persons).
    Count {
        /// Table.
        table: String,
        /// Row filter.
        filter: Option<Expr>,
        /// Window.
        over: Window,
    },
    /// `of × rate`.
    PercentOf {
        /// Base.
        of: Expr,
        /// Rate, a bare number.
        rate: Expr,
    },
    /// Product of all.
    Product(Vec<Expr>),
    /// Exact fraction `of / to`.
    Ratio {
        /// Numerator.
        of: Expr,
        /// Denominator.
        to: Expr,
        /// The value when the denominator is zero; `None`: not evaluated.
        if_zero: Option<Decimal>,
    },
    /// Sum of all.
    SumOf(Vec<Expr>),
    /// `from − less`.
    Difference {
        /// Minuend.
        from: Expr,
        /// Subtrahend.
        less: Expr,
    },
    /// The smaller of both.
    AtMost {
        /// Value.
        of: Expr,
        /// Ceiling.
        bound: Expr,
    },
    /// The larger of both.
    AtLeast {
        /// Value.
        of: Expr,
        /// Floor.
        bound: Expr,
    },
    /// Marginal scale (a parameter of kind scale).
    Brackets {
        /// What is charged.
        of: Expr,
        /// The parameter.
        scale: String,
    },
    /// A parameter by word or by band.
    Table {
        /// The parameter.
        parameter: String,
        /// What it is read by: a word, or a number for bands.
        by: Expr,
    },
    /// The value of the first case whose condition holds. An unknown condition met before makes the step unknown.
    Choose {
        /// Cases in order.
        cases: Vec<(Expr, Expr)>,
        /// Otherwise.
        otherwise: Expr,
    },
    /// Rounds to a multiple of `to`. In a clause with split crossing the first `round` first sums the pieces.
    Round {
        /// What.
        of: Expr,
        /// Multiple, in the unit of `of`: `0.01 MAD`.
        to: Decimal,
        /// How ties go.
        mode: RoundMode,
    },
    /// The part of its own amount that a spell has for the places left to those who tie with it: for k places left and n
    /// equals k/n, never above one; none where no place is left.
    TiedShare {
        /// Index of the rank, whose ties are shared.
        rank: usize,
        /// How many places there are.
        within: Expr,
    },
    /// Only in a series: in month order after the month of `from`, what `of` exceeds the highest of `above` and all earlier
    /// values of `of` after that month; never negative. Months up to and including that month have zero. Unknown once a
    /// month after it is unknown.
    RunningExcess {
        /// The level: the index of an earlier step.
        of: usize,
        /// The floor.
        above: Expr,
        /// A day in the month of reference.
        from: Expr,
    },
    /// Only in a series: the value that an earlier step has in another month.
    AtMonth {
        /// Index of the step.
        step: usize,
        /// The month.
        month: Month,
    },
}

/// How a tie is rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoundMode {
    /// Ties away from zero.
    HalfUp,
    /// Ties to the even multiple.
    HalfEven,
    /// Towards minus infinity.
    Down,
    /// Towards plus infinity.
    Up,
}

/// The months (or years) over which rows are folded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Window {
    /// The key's own period: the calendar year (its months in effect, or of the piece), the anniversary year, or the
    /// month of a series.
    Own,
    /// The first `n` calendar months of the spell from the month of its start, as far as the spell lasts.
    FirstMonths(u32),
}

/// An expression. Typed and resolved; see the interpreter for what each reads.
#[derive(Debug, Clone, PartialEq)]
pub enum Expr {
    /// A number; the unit was checked.
    Number(Decimal),
    /// A day.
    Date(Date),
    /// A word of an enumeration.
    Word(String),
    /// Value of an earlier step.
    Step(usize),
    /// A field of the spell (space of spells or anniversaries).
    Spell(SpellField),
    /// The number of the anniversary year.
    AnniversaryNumber,
    /// The first day of the key's own period (calendar year, anniversary year).
    PeriodStart,
    /// The last day of the key's own period.
    PeriodEnd,
    /// The last day of the row's period, of that kind; of a row with a day, that day (row filters and presence only).
    RowEnd(PeriodKey),
    /// A column of the row at hand (row filters, presence).
    RowColumn(String),
    /// A lookup: the row of `table` for the key's person (when the table has one) and the period or day of `at`.
    Column {
        /// Table.
        table: String,
        /// Column.
        column: String,
        /// When it is read.
        at: At,
        /// What an absent row gives. (Unknown can never be handled.)
        if_none: IfNone,
    },
    /// A road through a site to an attribute of its place.
    Road {
        /// Table with the site column.
        table: String,
        /// The site column.
        column: String,
        /// What is asked of the site.
        attribute: PlaceAttribute,
        /// When both are read.
        at: At,
    },
    /// A step of a series, at the month of a day.
    Series {
        /// The definition.
        definition: String,
        /// Index of its step.
        step: usize,
        /// The day.
        at: Box<Expr>,
    },
    /// A parameter with one number or day, at the date of the fact (person-years: by month, see [`Crossing`]).
    Parameter(String),
    /// `date + n months`, clamped at the end of the month.
    PlusMonths(Box<Expr>, i32),
    /// Sum of two like numbers.
    Add(Box<Expr>, Box<Expr>),
    /// Difference of two like numbers.
    Subtract(Box<Expr>, Box<Expr>),
    /// Comparison of two likes.
    Compare(Box<Expr>, Comparison, Box<Expr>),
    /// Whether a word is one of these.
    In(Box<Expr>, Vec<String>),
    /// Whether a day lies in an interval.
    Within(Box<Expr>, Interval),
    /// Whether a cell is blank.
    IsBlank(Box<Expr>),
    /// All hold.
    And(Vec<Expr>),
    /// One holds.
    Or(Vec<Expr>),
    /// Does not hold.
    Not(Box<Expr>),
    /// The spell's person is employed on the day `n` months after the start: the row of that month, or an exit date.
    PresentAfter(u32),
    /// The spell has kept at least `n` months (counted months, between two bounds where months are unknown).
    KeptAtLeast(u32),
}

/// When a lookup reads.
#[derive(Debug, Clone, PartialEq)]
pub enum At {
    /// The key's own period (a yearly table in a person-year), or month by month under a [`Crossing`].
    Own,
    /// The month, year or day that holds this day.
    Day(Box<Expr>),
    /// The spell's first month of evidence.
    FirstMonth,
    /// No time: the table has neither period nor validity (`operator.created`).
    Always,
}

/// What an absent row gives.
#[derive(Debug, Clone, PartialEq)]
pub enum IfNone {
    /// The condition fails; a step that needs it is not evaluated.
    Fails,
    /// A value instead.
    Value(Box<Expr>),
}

/// A field of a spell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SpellField {
    /// The day the job began; unknown when evidence does not show it.
    Start,
    /// The day on which hires are counted: its start, or the first day of its first month of evidence.
    Counted,
    /// The rank of the spell among those of the same person, from 1.
    Nth,
    /// A rank, by index into `Spells::ranks`.
    Rank(usize),
}

/// What a road asks of a site. A site takes its platform's class, or its region's when it lies outside platforms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlaceAttribute {
    /// The class of its place on that day.
    Class,
    /// Its region.
    Region,
    /// Its platform (blank outside platforms).
    Platform,
}

/// A comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

impl Outcome {
    /// The head under which the clause pays; nothing for a control.
    #[must_use]
    pub fn head(&self) -> Option<&str> {
        match self {
            Outcome::Pays { head, .. } => Some(head),
            Outcome::Holds(_) => None,
        }
    }

    /// Whether what is paid too much is recovered when the facts change after it; nothing for a control.
    #[must_use]
    pub fn recovers(&self) -> Option<bool> {
        match self {
            Outcome::Pays { recover, .. } => Some(*recover),
            Outcome::Holds(_) => None,
        }
    }
}
