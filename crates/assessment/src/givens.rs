//! What an assessment gives to the explanation of one person's amounts: its exports in the shape of the interpreter.

use contract::identity::Pseudonym;
use contract::interpret::{Given, Givens, Place};

use crate::determinations::OperatorAssessment;
use crate::exports::RankExport;

impl OperatorAssessment {
    /// The values of all series, and the ranks of one person's spells. What was too large to be computed is not given.
    #[must_use]
    pub fn givens(&self, person: Pseudonym) -> Givens {
        let mut givens = Givens::default();
        for series in &self.exports.series {
            for (step, values) in series.steps.iter().enumerate() {
                for (place, value) in (0..).zip(values) {
                    if let Some(value) = value.clone() {
                        givens.give_series(&series.definition, step, series.first_month.plus(place), value);
                    }
                }
            }
        }
        let Some(number) = self.persons.binary_search(&person).ok().and_then(|number| u32::try_from(number).ok())
        else {
            return givens;
        };
        for ranks in &self.exports.ranks {
            let first = ranks.person.partition_point(|person| *person < number);
            let end = ranks.person.partition_point(|person| *person <= number);
            for spell in first..end {
                if let Some(place) = place(ranks, spell) {
                    givens.give_place(&ranks.definition, ranks.rank, person, ranks.first_month[spell], place);
                }
            }
        }
        givens
    }
}

fn place(ranks: &RankExport, spell: usize) -> Option<Result<Place, Given>> {
    match (ranks.why[spell], ranks.value[spell]) {
        (Some(why), _) => ranks.apart.get(why as usize)?.clone(),
        (None, 0) => None,
        (None, value) => Some(Ok(Place { first: (value, value), equals: (1, 1), last: value, why: None })),
    }
}
