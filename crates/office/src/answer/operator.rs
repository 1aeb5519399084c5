//! An operator: its sites, what it declared and what is missing, what it would receive and why.

use crate::doubts::Doubt;
use crate::filings::Filings;
use crate::filings::sector::TableSum;
use crate::undecided::InSum;
use contract::calendar::{Date, Interval};
use contract::determination::{Determination, NeverFiled, Reason, Status};
use contract::money::Money;
use contract::unit::Currency;

use super::clause::{ClauseCard, Kind, Tally};
use super::contract::ContractCard;
use super::enrolments::{Enrolled, EnrolmentRow};
use super::evidence::{DamagedFile, Submission};
use super::reconciliation::Reconciled;

/// Every operator in one table.
#[derive(Debug, Clone)]
pub struct OperatorsView {
    /// Parties that file without being operators: they are no row of the list, and in no sum.
    pub parties: Vec<PartyRow>,
    /// What came of what is expected of all, table by table.
    pub filings: Vec<TableSum>,
    /// Damaged files, of all of them and of nobody.
    pub damaged: Vec<DamagedFile>,
    /// What waits of all of them.
    pub waits: InSum,
    /// The command that computes what that would come to.
    pub waits_command: String,
    /// What each clause in use comes to of which something hangs on hires that the text does not order.
    pub ties: Vec<(ContractCard, ClauseCard)>,
    /// What was asked for.
    pub listed: Listed,
    /// The operators of that part of the list, in its order.
    pub operators: Vec<OperatorRow>,
    /// How many there are.
    pub all: usize,
    /// How many were found.
    pub found: usize,
    /// How many parts the list has.
    pub pages: usize,
    /// Periods missing of all that were found.
    pub missing: usize,
    /// What all that were found come to.
    pub sum: Tally,
}

/// A party that files without being an operator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartyRow {
    /// Under what it files.
    pub id: String,
    /// Its name by language; empty where no document in force names it any more.
    pub labels: contract::model::Labels,
    /// Periods missing.
    pub missing: usize,
    /// Of these, overdue.
    pub overdue: usize,
}

/// Which operators are listed, and how.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listed {
    /// A part of the identifier.
    pub find: Option<String>,
    /// The order.
    pub order: Order,
    /// Which part of the list, from 1.
    pub page: usize,
}

/// The order of a list of operators.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// By identifier.
    #[default]
    Name,
    /// Who handed in nothing for the longest time first.
    Received,
    /// Most periods missing first.
    Missing,
    /// Largest amounts first.
    Due,
    /// Most that is not evaluated first.
    Open,
}

impl Order {
    /// Every order with its word in addresses.
    pub const ALL: [(Order, &str); 5] = [
        (Order::Name, "name"),
        (Order::Received, "received"),
        (Order::Missing, "missing"),
        (Order::Due, "due"),
        (Order::Open, "open"),
    ];

    /// The word in addresses.
    #[must_use]
    pub fn word(self) -> &'static str {
        Order::ALL.into_iter().find(|(order, _)| *order == self).map_or("name", |(_, word)| word)
    }

    /// The order of that word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Order> {
        Order::ALL.into_iter().find(|(_, known)| *known == word).map(|(order, _)| order)
    }
}

/// One operator in one line.
#[derive(Debug, Clone)]
pub struct OperatorRow {
    /// Identifier.
    pub id: String,
    /// Codes of the regions of its sites.
    pub regions: Vec<String>,
    /// Its last submission.
    pub last_received: Option<Date>,
    /// What came of what is expected of it.
    pub filings: Filings,
    /// What all clauses in use give.
    pub tally: Tally,
    /// How it is enrolled, and from which day on.
    pub enrolled: (Enrolled, Option<Date>),
}

/// The page of an operator.
#[derive(Debug, Clone)]
pub struct OperatorView {
    /// Its name by language, where it is a party that files without being an operator.
    pub party: Option<contract::model::Labels>,
    /// Identifier.
    pub id: String,
    /// When the company was created, as its register says.
    pub created: Option<Date>,
    /// Damaged files of its submissions.
    pub damaged: Vec<DamagedFile>,
    /// How it is enrolled, and by which entries.
    pub enrolment: EnrolmentRow,
    /// Its sites over time.
    pub sites: Vec<SiteView>,
    /// What it submitted, last first.
    pub submissions: Vec<Submission>,
    /// What came of what is expected of it.
    pub filings: Filings,
    /// Sums held against each other.
    pub reconciled: Vec<Reconciled>,
    /// What waits for evidence, with what it would come to unless there is very much of it.
    pub waits: InSum,
    /// The command that tells the same.
    pub waits_command: String,
    /// What is in doubt about its persons.
    pub doubts: Vec<Doubt>,
    /// The command that tells all of it.
    pub doubts_command: String,
    /// What the clauses give, contract by contract.
    pub amounts: Vec<OperatorClause>,
    /// Single determinations, the largest first; not all of them.
    pub determinations: Vec<DeterminationRow>,
    /// How many determinations there are in all.
    pub determinations_all: i64,
    /// Whether every page of determinations was asked for, and which one this is, from 1.
    pub page: usize,
    /// How many pages there are.
    pub pages: usize,
    /// The clause and status that the list is narrowed to.
    pub narrowed: Narrowed,
}

/// To what a list of determinations is narrowed, and how it is ordered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Narrowed {
    /// Contract and clause.
    pub clause: Option<(String, String)>,
    /// Status.
    pub status: Option<Status>,
    /// The first digits of a pseudonym.
    pub person: Option<String>,
    /// The order.
    pub order: AmountOrder,
}

/// In which order single determinations stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum AmountOrder {
    /// The largest amounts first.
    #[default]
    Amount,
    /// By person, then as the contracts list them.
    Person,
    /// The first due first; without a day last.
    DueDay,
}

impl AmountOrder {
    /// Every order.
    pub const ALL: [AmountOrder; 3] = [AmountOrder::Amount, AmountOrder::Person, AmountOrder::DueDay];

    /// The word in addresses.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            AmountOrder::Amount => "amount",
            AmountOrder::Person => "person",
            AmountOrder::DueDay => "due-day",
        }
    }

    /// The order of that word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<AmountOrder> {
        AmountOrder::ALL.into_iter().find(|order| order.word() == word)
    }
}

/// A site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteView {
    /// Code.
    pub code: String,
    /// Platform, where it lies in one: its identifier and its names.
    pub platform: Option<(String, contract::model::Labels)>,
    /// Region.
    pub region: Option<String>,
    /// When.
    pub valid: Option<Interval>,
}

/// What one clause gives one operator.
#[derive(Debug, Clone)]
pub struct OperatorClause {
    /// The contract.
    pub contract: ContractCard,
    /// The clause.
    pub clause: String,
    /// Its name.
    pub labels: contract::model::Labels,
    /// Its head.
    pub head: Option<String>,
    /// What it gives.
    pub tally: Tally,
    /// What never came, where no key could come from what was filed.
    pub never_filed: Option<NeverFiled>,
    /// Why nothing is said of anybody, where a damaged file may have been what never came.
    pub unknown: Option<Reason>,
}

/// One determination in a list.
#[derive(Debug, Clone)]
pub struct DeterminationRow {
    /// The contract.
    pub contract: String,
    /// The clause's name.
    pub labels: contract::model::Labels,
    /// The determination.
    pub determination: Determination,
    /// The name of the condition that decided.
    pub decided_by: Option<contract::model::Labels>,
    /// Whether the clause pays or compares evidence.
    pub kind: Kind,
    /// When it falls due.
    pub due_on: Option<Date>,
    /// Whether it is an estimate.
    pub estimate: bool,
    /// The amount.
    pub amount: Option<Money>,
    /// The currency in which the contract pays.
    pub currency: Option<Currency>,
}
