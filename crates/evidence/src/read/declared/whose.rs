//! Whose a file of a declared table is, and of which periods: what most of its rows say.

use std::collections::BTreeMap;

use contract::facts::Period;

use crate::catalogue::Declared;
use crate::read::file_name::Named;
use crate::schema::FiledBy;

/// Whose file it is, of which periods.
#[derive(Default)]
pub(super) struct Whose {
    pub(super) declarant: Option<String>,
    /// As many rows stand under each of these: nobody can tell which is meant.
    pub(super) open: Vec<String>,
    /// The periods whose rows are used; any, where it is empty.
    pub(super) periods: Vec<Period>,
}

/// What a reading of the rows met.
#[derive(Default)]
pub(super) struct Met {
    pub(super) declarants: BTreeMap<String, u64>,
    pub(super) periods: BTreeMap<Period, u64>,
}

impl Met {
    /// Most rows decide the declarant; of equals the one that the name gives. Else it is open: whichever is taken for the reading.
    pub(super) fn whose(&self, named: Option<&Named>, declared: &Declared) -> Whose {
        let by_name = named.and_then(|named| named.declarant.as_ref());
        let rank = |(number, count): &(&String, &u64)| {
            (**count, by_name == Some(*number), std::cmp::Reverse((*number).clone()))
        };
        let declarant = self.declarants.iter().max_by_key(rank).map(|(number, _)| number.clone());
        let open = match by_name.is_some_and(|named| declarant.as_ref() == Some(named)) {
            true => Vec::new(),
            false => self.tied(),
        };
        let most = self.periods.values().copied().max().unwrap_or(0);
        // A period of few rows beside one of many is a slip of the pen, not a period of the file; in a register whoever keeps
        // it has as many as he has.
        let share = match (declared.schema.filed_by, self.periods.len()) {
            (FiledBy::Register, _) => u64::MAX,
            (_, 3..) => 5,
            _ => 2,
        };
        let periods = self.periods.iter().filter(|(_, count)| count.saturating_mul(share) >= most);
        let mut periods: Vec<Period> = periods.map(|(period, _)| *period).collect();
        if periods.is_empty() {
            periods.extend(named.and_then(|named| named.period));
        }
        Whose { declarant: declarant.or_else(|| by_name.cloned()), open, periods }
    }

    /// The declarants of most rows, where there are several.
    fn tied(&self) -> Vec<String> {
        let most = self.declarants.values().copied().max().unwrap_or(0);
        let tied: Vec<String> =
            self.declarants.iter().filter(|(_, rows)| **rows == most).map(|(number, _)| number.clone()).collect();
        if tied.len() > 1 { tied } else { Vec::new() }
    }
}
