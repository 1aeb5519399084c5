//! Who declares: from affiliations and tax identifiers to operators, as the registers said on a day.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use contract::calendar::Interval;
use contract::facts::Cell;
use contract::identity::OperatorId;

use super::links::Span;
use super::shelf::Shelf;
use super::{Enrolled, Position, Store, StoreError, locked};
use crate::schema::named::{AFFILIATION, OPERATOR, SITE, TAX_IDENTIFIER};

/// What a file says about who the operator is and where it works: of the registers of affiliations, operators and sites.
#[derive(Debug, Clone, Default)]
pub(crate) struct Registered {
    /// The submission it stands in.
    pub submission: String,
    /// The file's position in the manifest.
    pub piece: usize,
    /// The dated affiliations.
    pub affiliations: Vec<(String, Interval)>,
    /// The dated sites.
    pub sites: Vec<(String, Interval)>,
    /// The tax identifier.
    pub tax_identifier: Option<String>,
}

impl Registered {
    /// Adds what a row says.
    pub fn read(&mut self, cells: &[(&'static str, Cell)], valid: Option<Interval>) {
        for (name, cell) in cells {
            match (*name, cell, valid) {
                (AFFILIATION, Cell::Code(number), Some(valid)) => self.affiliations.push((number.clone(), valid)),
                (SITE, Cell::Code(site), Some(valid)) => self.sites.push((site.clone(), valid)),
                (TAX_IDENTIFIER, Cell::Code(number), _) if self.tax_identifier.is_none() => {
                    self.tax_identifier = Some(number.clone());
                }
                _ => {}
            }
        }
    }
}

/// The registers of all operators, each version with the days of knowledge on which it was the current one.
#[derive(Debug, Default)]
pub(crate) struct Registry {
    affiliations: HashMap<String, Vec<Entry>>,
    tax_identifiers: HashMap<String, Vec<Entry>>,
    operators: BTreeMap<OperatorId, Position>,
}

#[derive(Debug)]
struct Entry {
    operator: OperatorId,
    valid: Interval,
    known: Span,
}

/// Whose an affiliation or tax identifier is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Whose {
    /// This operator's.
    Of(OperatorId),
    /// In no register.
    Unknown,
    /// In a register, but not in force in the period.
    NotInForce,
    /// Several operators'.
    Several,
}

impl Whose {
    /// Whose both are: one operator's only if each is.
    pub fn and(self, other: Whose) -> Whose {
        match (self, other) {
            (one, other) if one == other => one,
            (Whose::Of(_), Whose::Of(_)) => Whose::Several,
            (Whose::Of(_), other) => other,
            (one, _) => one,
        }
    }
}

impl Store {
    /// Another operator that has an affiliation in a stretch of time, by the registers that were handed in or by an act, as known
    /// at a position.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn affiliation_of_another(
        &self,
        number: &str,
        valid: Interval,
        operator: &OperatorId,
        as_known_on: Position,
    ) -> Result<Option<OperatorId>, StoreError> {
        Ok(self.registry()?.held_by_another(number, valid, operator, as_known_on).cloned())
    }

    /// Who declares under which affiliation and tax identifier, over all operators.
    pub(crate) fn registry(&self) -> Result<Arc<Registry>, StoreError> {
        if let Some(registry) = &*locked(&self.registry) {
            return Ok(Arc::clone(registry));
        }
        // Side by side, and before the lock: work shared between threads must not wait for it.
        self.read_all()?;
        let mut known = locked(&self.registry);
        let mut registry = Registry::default();
        let mut everybody: BTreeSet<OperatorId> = self.every_operator().into_iter().collect();
        // Of what is only said to be taken in, shelves know more than the disk.
        everybody.extend(locked(&self.shelves).keys().cloned());
        for operator in everybody {
            registry.add(&locked(&*self.shelf(&operator)?));
        }
        self.recorded().enrolled().iter().for_each(|enrolled| registry.add_enrolled(enrolled));
        let registry = Arc::new(registry);
        *known = Some(Arc::clone(&registry));
        Ok(registry)
    }
}

impl Registry {
    /// Adds what one operator's shelf knows.
    pub fn add(&mut self, shelf: &Shelf) {
        for (table, register) in [(AFFILIATION, false), (OPERATOR, true)] {
            let Some(schema) = shelf.tables().table(table) else { continue };
            let days = shelf.days(table);
            if register && let Some(first) = days.first() {
                self.operators.insert(shelf.operator.clone(), *first);
            }
            for (place, day) in days.iter().enumerate() {
                let known = Span { from: *day, until: days.get(place + 1).copied().unwrap_or(Position::END) };
                self.add_version(shelf, schema.name, *day, known);
            }
        }
    }

    fn add_version(&mut self, shelf: &Shelf, table: &str, day: Position, known: Span) {
        let entry = |valid| Entry { operator: shelf.operator.clone(), valid, known };
        if table == AFFILIATION {
            for (affiliation, valid) in shelf.affiliations(day) {
                self.affiliations.entry(affiliation).or_default().push(entry(valid));
            }
        } else if let Some(identifier) = shelf.tax_identifier(day) {
            let always = Interval { first: contract::calendar::Date::from_days(i32::MIN), last: None };
            self.tax_identifiers.entry(identifier).or_default().push(entry(always));
        }
    }

    /// Adds what acts say of an operator, beside the registers.
    pub fn add_enrolled(&mut self, enrolled: &Enrolled) {
        let Enrolled { operator, at, affiliations } = enrolled;
        self.operators.entry(operator.clone()).and_modify(|first| *first = (*first).min(*at)).or_insert(*at);
        for (number, valid) in affiliations {
            let entry = Entry { operator: operator.clone(), valid: *valid, known: Span::since(*at) };
            self.affiliations.entry(number.clone()).or_default().push(entry);
        }
    }

    /// Whether the operators' register, or an act, named the operator by a day.
    pub fn knows(&self, operator: &OperatorId, day: Position) -> bool {
        self.operators.get(operator).is_some_and(|first| *first <= day)
    }

    /// Whose an affiliation is in a month, as known on a day. Where it passes from one operator to another within the
    /// month, it is the one's who has it on the last day.
    pub fn affiliation(&self, number: &str, month: Interval, day: Position) -> Whose {
        let entries = self.affiliations.get(number).map(Vec::as_slice).unwrap_or_default();
        let touching = |entry: &&Entry| entry.valid.overlaps(month);
        let at_the_end = |entry: &&Entry| month.last.is_none_or(|last| entry.valid.contains(last));
        match whose(entries, day, |entry| touching(entry) && at_the_end(entry)) {
            Whose::NotInForce => whose(entries, day, touching),
            found => found,
        }
    }

    /// Another operator that has an affiliation in a stretch of time, as known on a day.
    pub fn held_by_another(
        &self,
        number: &str,
        valid: Interval,
        operator: &OperatorId,
        day: Position,
    ) -> Option<&OperatorId> {
        let entries = self.affiliations.get(number).map(Vec::as_slice).unwrap_or_default();
        let known = entries.iter().filter(|entry| entry.known.contains(day) && entry.valid.overlaps(valid));
        known.map(|entry| &entry.operator).filter(|other| *other != operator).min()
    }

    /// Whose a tax identifier is, as known on a day.
    pub fn tax_identifier(&self, number: &str, day: Position) -> Whose {
        let entries = self.tax_identifiers.get(number).map(Vec::as_slice).unwrap_or_default();
        whose(entries, day, |_| true)
    }
}

fn whose(entries: &[Entry], day: Position, fits: impl Fn(&&Entry) -> bool) -> Whose {
    let mut known = entries.iter().filter(|entry| entry.known.contains(day)).peekable();
    if known.peek().is_none() {
        return Whose::Unknown;
    }
    let mut owners: Vec<&OperatorId> = known.filter(fits).map(|entry| &entry.operator).collect();
    owners.sort_unstable();
    owners.dedup();
    match owners[..] {
        [] => Whose::NotInForce,
        [operator] => Whose::Of(operator.clone()),
        _ => Whose::Several,
    }
}
