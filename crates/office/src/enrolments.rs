//! Operators as acts enrolled them: under which contracts and in which ecosystems, with which affiliations, from when to when.
//!
//! Everything follows from rows, so that readers, previews and the guard of an act see one thing. Affiliations that acts give
//! stand beside those of the registers that operators hand in: both say whose a file is, and no two operators have one on
//! one day, whoever says it. Which periods are awaited of an affiliation, registers alone say. An operator that no act enrolled counts as enrolled from its first affiliation on, and is told as *assumed*.

use contract::calendar::{Date, Interval};
use contract::identity::OperatorId;
use evidence::store::Position;
use register::journal::{JournalError, Read, Refused};
use register::tables::{BALANCE, ENROLMENT, HELD, Row};

use crate::fault::Fault;
use crate::refusal::refused;
use crate::workspace::{Workspace, WorkspaceError};

/// What holds of an operator from a day on.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Facts {
    /// The operator.
    pub operator: String,
    /// The day.
    pub from: Date,
    /// The contracts that it is enrolled under.
    pub contracts: Vec<String>,
    /// Its ecosystems.
    pub ecosystems: Vec<String>,
    /// Its affiliations, each with when it holds it.
    pub affiliations: Vec<Held>,
    /// The group that it belongs to.
    pub group: Option<String>,
    /// Its sites.
    pub sites: Vec<String>,
    /// Where that is said.
    pub source: String,
}

/// An affiliation that an operator holds.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Held {
    /// Its number.
    pub affiliation: String,
    /// From when to when.
    pub valid: Interval,
}

/// An operator as acts enrolled it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Enrolment {
    /// What holds of it, as said last.
    pub facts: Facts,
    /// When it is enrolled.
    pub times: Vec<Interval>,
    /// The entries that say it.
    pub entries: Vec<u64>,
}

/// What was decided and paid before, as stated.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Balance {
    /// The operator.
    pub operator: String,
    /// The head of payment.
    pub head: String,
    /// The year.
    pub year: String,
    /// What it was for, where that is known.
    pub key: String,
    /// Decided, such as `1234.50`.
    pub decided: String,
    /// Paid.
    pub paid: String,
    /// Where that is said.
    pub source: String,
    /// The entry that took it in.
    pub entry: u64,
}

impl Balance {
    /// Whether it says that nothing was decided or paid.
    #[must_use]
    pub fn is_nil(&self) -> bool {
        self.decided == "0.00" && self.paid == "0.00"
    }

    /// As a row says it.
    pub(crate) fn of(row: &Row) -> Balance {
        let text = |column: &str| row.get(column).unwrap_or_default().to_owned();
        let [operator, head, year, key] = ["operator", "head", "year", "key"].map(text);
        let [decided, paid, source] = ["decided", "paid", "source"].map(text);
        Balance { operator, head, year, key, decided, paid, source, entry: row.entry }
    }
}

impl Enrolment {
    /// Whether it is enrolled for good: no end is known.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.times.last().is_some_and(|time| time.last.is_none())
    }

    /// The affiliations within the enrolment.
    pub(crate) fn held(&self) -> impl Iterator<Item = Held> {
        self.facts.affiliations.iter().flat_map(|held| {
            let within = self.times.iter().filter_map(|time| both(*time, held.valid));
            within.map(|valid| Held { affiliation: held.affiliation.clone(), valid }).collect::<Vec<_>>()
        })
    }
}

/// What two times have in common.
pub(crate) fn both(one: Interval, other: Interval) -> Option<Interval> {
    let last = match (one.last, other.last) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    };
    let first = one.first.max(other.first);
    last.is_none_or(|last| first <= last).then_some(Interval { first, last })
}

/// Every operator that acts enrolled, as known at an entry or now, in order of identifier.
///
/// # Errors
/// The journal cannot be read, or a row is not what it must be.
pub fn enrolments(read: &mut dyn Read, upto: Option<u64>) -> Result<Vec<Enrolment>, JournalError> {
    let held = read.rows(&HELD, upto, &[])?;
    let mut all: Vec<Enrolment> = Vec::new();
    for row in read.rows(&ENROLMENT, upto, &[])? {
        let text = |column: &str| row.get(column).unwrap_or_default();
        let day: Date = text("day").parse().map_err(|_| damaged(&row))?;
        let place = all.iter().position(|one| one.facts.operator == text("operator"));
        match (text("act"), place) {
            ("end-operator", Some(place)) => {
                let one = &mut all[place];
                one.entries.push(row.entry);
                one.times.retain(|time| time.first <= day);
                if let Some(time) = one.times.last_mut() {
                    time.last = Some(time.last.map_or(day, |last| last.min(day)));
                }
            }
            ("resume-operator", Some(place)) => {
                all[place].entries.push(row.entry);
                all[place].times.push(Interval { first: day, last: None });
            }
            ("end-operator" | "resume-operator", None) => return Err(damaged(&row)),
            (_, Some(place)) => {
                all[place].entries.push(row.entry);
                all[place].facts = facts(&row, day, &held)?;
            }
            (_, None) => all.push(Enrolment {
                facts: facts(&row, day, &held)?,
                times: vec![Interval { first: day, last: None }],
                entries: vec![row.entry],
            }),
        }
    }
    all.sort_by(|one, other| one.facts.operator.cmp(&other.facts.operator));
    Ok(all)
}

fn facts(row: &Row, from: Date, held: &[Row]) -> Result<Facts, JournalError> {
    let text = |column: &str| row.get(column).unwrap_or_default().to_owned();
    let words = |column: &str| text(column).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect();
    let operator = text("operator");
    let own = held.iter().filter(|one| one.entry == row.entry && one.get("operator") == Some(&operator));
    let affiliations = own.map(|one| {
        let since = one.get("since").unwrap_or_default().parse().map_err(|_| damaged(one))?;
        let until = one.get("until").filter(|until| !until.is_empty());
        let until = until.map(|until| until.parse().map_err(|_| damaged(one))).transpose()?;
        let valid = Interval { first: since, last: until };
        Ok(Held { affiliation: one.get("affiliation").unwrap_or_default().to_owned(), valid })
    });
    Ok(Facts {
        from,
        contracts: words("contracts"),
        ecosystems: words("ecosystems"),
        affiliations: affiliations.collect::<Result<Vec<Held>, JournalError>>()?,
        group: Some(text("grouping")).filter(|group| !group.is_empty()),
        sites: words("sites"),
        source: text("source"),
        operator,
    })
}

fn damaged(row: &Row) -> JournalError {
    JournalError::Damaged(format!("row {} of entry {} in {}", row.place, row.entry, row.table.name))
}

/// Refuses affiliations that another operator holds on one of the days, or that stand twice.
pub(crate) fn free(all: &[Enrolment], facts: &Facts) -> Result<(), Refused> {
    for (place, held) in facts.affiliations.iter().enumerate() {
        let is_same = |other: &Held| other.affiliation == held.affiliation && other.valid.overlaps(held.valid);
        if facts.affiliations[..place].iter().any(is_same) {
            return Err(refused("affiliation-twice", &[("affiliation", &held.affiliation)]));
        }
        let others = all.iter().filter(|one| one.facts.operator != facts.operator);
        if let Some(other) = others.into_iter().find(|other| other.held().any(|one| is_same(&one))) {
            let values = [("affiliation", held.affiliation.as_str()), ("operator", &other.facts.operator)];
            return Err(refused("affiliation-held", &values));
        }
    }
    Ok(())
}

impl Workspace {
    /// Refuses affiliations that another operator holds on one of the days by the registers that were handed in. Asked under the lock
    /// of whoever writes: nobody hands in another one meanwhile.
    ///
    /// # Errors
    /// The refusal; the store cannot be read.
    pub(crate) fn free_of_registers(&self, facts: &Facts) -> Result<(), Fault> {
        let Some(operator) = OperatorId::new(&facts.operator) else { return Ok(()) };
        for held in &facts.affiliations {
            let other = self.store.affiliation_of_another(&held.affiliation, held.valid, &operator, Position::END);
            if let Some(other) = other.map_err(WorkspaceError::from)? {
                let values = [("affiliation", held.affiliation.as_str()), ("operator", other.as_str())];
                return Err(refused("affiliation-held", &values).into());
            }
        }
        Ok(())
    }

    /// Every operator that acts enrolled, as known at an entry, or now.
    ///
    /// # Errors
    /// The journal cannot be read.
    pub fn enrolments(&self, upto: Option<u64>) -> Result<Vec<Enrolment>, WorkspaceError> {
        Ok(self.journal.read(|read| enrolments(read, upto))?)
    }

    /// What was decided and paid before, as stated, as known at an entry, or now.
    ///
    /// # Errors
    /// The journal cannot be read.
    pub fn balances(&self, upto: Option<u64>) -> Result<Vec<Balance>, WorkspaceError> {
        let rows = self.journal.rows(&BALANCE, upto, &[])?;
        Ok(rows.iter().map(Balance::of).collect())
    }
}
