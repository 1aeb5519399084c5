//! A clause: its verdict, its formula, what it gives by region, ecosystem and operator, and what it rests on.

use std::collections::BTreeMap;

use contract::calendar::Date;
use contract::determination::{Reason, Status};
use contract::model::{Confidence, Labels};
use contract::money::Money;
use contract::trace::Explanation;
use contract::unit::Currency;

use super::Names;
use super::contract::{Agreed, ContractCard, Waiting};
use super::evidence::TableEvidence;

/// How many determinations stand where, and what is due.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// Determinations by status.
    pub counts: BTreeMap<Status, i64>,
    /// The currency of its amounts; nothing where there are none.
    pub currency: Option<Currency>,
    /// The sum of the amounts due.
    pub due: Money,
    /// What is due in further currencies, where clauses pay in several: these are sums of their own.
    pub others: BTreeMap<Currency, Money>,
    /// The part of it that is an estimate.
    pub estimated: Money,
    /// Operators of whom nothing was filed from which keys could come; not among the counts.
    pub never_filed: i64,
    /// What hangs on hires that the text does not order.
    pub ties: Ties,
    /// Whether it is not told to whoever asks: all else is empty then.
    pub is_secret: bool,
}

/// Determinations that hang on hires which the text does not order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ties {
    /// Among those due: by a share of the places left.
    pub shared: i64,
    /// What is due of them.
    pub shared_due: Money,
    /// Among those not evaluated: for want of an order.
    pub open: i64,
}

impl Tally {
    /// A tally that is not told.
    #[must_use]
    pub fn secret() -> Tally {
        Tally { is_secret: true, ..Tally::default() }
    }

    /// All determinations.
    #[must_use]
    pub fn all(&self) -> i64 {
        self.counts.values().sum()
    }

    /// The determinations of one status.
    #[must_use]
    pub fn of(&self, status: Status) -> i64 {
        self.counts.get(&status).copied().unwrap_or(0)
    }

    /// Adds another tally.
    pub fn add(&mut self, other: &Tally) {
        for (&status, count) in &other.counts {
            *self.counts.entry(status).or_default() += count;
        }
        self.never_filed = self.never_filed.saturating_add(other.never_filed);
        for (currency, due) in &other.others {
            self.add_due(Some(*currency), *due);
        }
        if !self.add_due(other.currency, other.due) {
            return;
        }
        let (ties, more) = (&mut self.ties, other.ties);
        ties.shared = ties.shared.saturating_add(more.shared);
        ties.shared_due = ties.shared_due.checked_add(more.shared_due).unwrap_or(ties.shared_due);
        ties.open = ties.open.saturating_add(more.open);
        self.estimated = self.estimated.checked_add(other.estimated).unwrap_or(self.estimated);
    }

    /// Adds an amount to the sum in its currency; says whether that is the first.
    fn add_due(&mut self, currency: Option<Currency>, due: Money) -> bool {
        self.currency = self.currency.or(currency);
        let is_first = currency.is_none() || currency == self.currency;
        let sum = match currency.filter(|_| !is_first) {
            Some(other) => self.others.entry(other).or_default(),
            None => &mut self.due,
        };
        *sum = sum.checked_add(due).unwrap_or(*sum);
        is_first
    }
}

/// What determinations are of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A clause that pays.
    Payment,
    /// A control: evidence held against evidence.
    Control,
}

impl Kind {
    /// A clause that pays has a head.
    #[must_use]
    pub const fn of(head: Option<&String>) -> Kind {
        if head.is_some() { Kind::Payment } else { Kind::Control }
    }
}

/// A clause in the margin of its article.
#[derive(Debug, Clone)]
pub struct ClauseCard {
    /// The clause.
    pub id: String,
    /// The reading in use, where there are several.
    pub reading: Option<String>,
    /// How many readings there are.
    pub readings: usize,
    /// Its name.
    pub labels: Labels,
    /// The head it pays under; nothing for a control.
    pub head: Option<String>,
    /// How far the formula may be trusted.
    pub confidence: Confidence,
    /// The words it executes.
    pub quote: String,
    /// What it gives over the evidence.
    pub tally: Tally,
    /// Amounts by due day, cumulated, in order of time.
    pub course: Vec<(Date, Money)>,
}

/// The page of a clause.
#[derive(Debug, Clone)]
pub struct ClauseView {
    /// The contract it stands in.
    pub contract: ContractCard,
    /// The clause and its tally.
    pub card: ClauseCard,
    /// The anchor of the article.
    pub article: String,
    /// The article's heading.
    pub article_title: String,
    /// The article's text.
    pub agreed: Vec<Agreed>,
    /// What stands under its article and no total holds yet.
    pub waiting: Vec<Waiting>,
    /// Names of everything it reads.
    pub names: Names,
    /// Every reading with its tally; the one in use first.
    pub readings: Vec<ReadingView>,
    /// One amount explained as an example: the formula with its values put in.
    pub example: Option<Explanation>,
    /// Amounts by group.
    pub groups: Vec<Group>,
    /// What keeps amounts from being determined, most frequent first.
    pub reasons: Vec<(Reason, i64)>,
    /// What is not known yet: the first day on which some of it will be, and how much there is.
    pub not_yet: Option<(Date, i64)>,
    /// The evidence it reads.
    pub evidence: Vec<TableEvidence>,
    /// The command that computes it again.
    pub command: String,
    /// The receipt of the computation.
    pub receipt: Option<Receipt>,
    /// Whether small cells are hidden from whoever asks.
    pub is_protected: bool,
}

/// One reading of a clause.
#[derive(Debug, Clone)]
pub struct ReadingView {
    /// The reading.
    pub reading: Option<String>,
    /// Its name.
    pub labels: Labels,
    /// Whether it is in use.
    pub in_use: bool,
    /// What it gives.
    pub tally: Tally,
}

/// What amounts are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GroupedBy {
    /// The region of the site.
    Region,
    /// The ecosystem of the job.
    Ecosystem,
    /// The operator.
    Operator,
}

/// Amounts by group.
#[derive(Debug, Clone)]
pub struct Group {
    /// By what.
    pub by: GroupedBy,
    /// The rows in which something is due or not evaluated.
    pub rows: Vec<GroupRow>,
    /// How many such rows are not told here.
    pub left_out: usize,
}

/// One group.
#[derive(Debug, Clone)]
pub struct GroupRow {
    /// The code of the region, ecosystem or operator; nothing where evidence does not say.
    pub code: Option<String>,
    /// How many persons stand behind it.
    pub persons: i64,
    /// How many persons stand behind what is not evaluated.
    pub persons_waiting: i64,
    /// What the clause gives.
    pub tally: Tally,
    /// Its place among all groups of its kind, in order of code.
    pub place: usize,
}

/// What a computation was made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// Hash of all determinations of the contract.
    pub hash: String,
    /// Hash of the contract's text.
    pub document: String,
    /// Version of the engine.
    pub engine: String,
}
