//! One errand: all clauses over one range of persons, and what they share on the way.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use super::Ground;
use super::person_years::PersonYears;

/// A range of persons, with the person-years that clauses asked for.
pub(crate) struct Errand {
    pub(crate) persons: Range<u32>,
    person_years: RefCell<Vec<(Window, Rc<PersonYears>)>>,
}

/// A table, and the first and last month of its rows.
type Window = (usize, i32, i32);

impl Errand {
    pub(crate) fn new(persons: Range<u32>) -> Errand {
        Errand { persons, person_years: RefCell::default() }
    }

    /// Persons and calendar years with rows of a table in covered months of a window.
    pub(crate) fn person_years(&self, ground: &Ground<'_>, table: usize, from: i32, to: i32) -> Rc<PersonYears> {
        let window = (table, from, to);
        if let Some((_, known)) = self.person_years.borrow().iter().find(|(known, _)| *known == window) {
            return known.clone();
        }
        let computed = Rc::new(PersonYears::new(&ground.tables[table], &self.persons, from, to));
        self.person_years.borrow_mut().push((window, computed.clone()));
        computed
    }
}
