//! Months missing inside a job, for whoever lists them (`crate::doubts`); that they
//! leave the length of a job between two bounds is decided in `machine/again.rs`, and on the other road in
//! `contract::interpret::spells`.

use super::{Spell, SpellSet};
use crate::space::Ground;

impl SpellSet {
    /// The months of a spell that are holes, each with the table that tells the month.
    pub(crate) fn holes_of<'s>(
        &'s self,
        ground: &'s Ground<'_>,
        spell: &'s Spell,
    ) -> impl Iterator<Item = (i32, usize)> + 's {
        let first = self.holes.partition_point(|hole| *hole < (spell.person, spell.first_month));
        let within = self.holes[first..].iter().take_while(|hole| **hole <= (spell.person, spell.last_month));
        within.filter_map(|(_, month)| Some((*month, usize::from(self.telling(ground, *month)?.1.index))))
    }
}
