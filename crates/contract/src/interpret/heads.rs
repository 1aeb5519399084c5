//! Head counts: how many persons a month of a table has, at least and at most.
//!
//! Whoever may or may not satisfy the filter makes one more at most; so does a person of whom official numbers say
//! contradictory things, and each refused row that names nobody.

use std::collections::BTreeMap;

use super::answer::Answer;
use super::bounds::{self, Bounds};
use super::evaluate::whole;
use super::world::Scene;
use crate::calendar::Month;
use crate::determination::Reason;
use crate::facts::Period;
use crate::identity::Pseudonym;
use crate::model::Expr;

/// The number of persons of whom a row of the month satisfies the filter.
pub(crate) fn count(scene: Scene<'_>, table: &str, month: Month, filter: Option<&Expr>) -> Answer {
    let (world, period) = (scene.world, Period::Month(month));
    world.others.ask_for_everybody();
    world.evidence.coverage(table, Some(period)).then(|()| {
        let name =
            world.table(table).map_or_else(|| super::answer::fault("a declared table"), |table| table.id.as_str());
        let mut heads: BTreeMap<Option<Pseudonym>, Option<Reason>> = BTreeMap::new();
        for row in world.evidence.listed(table, period) {
            let counts = filter.map_or(Answer::Known(true), |filter| scene.at_row(name, row).condition_holds(filter));
            let doubt = match counts {
                Answer::Known(true) => None,
                Answer::Known(false) | Answer::Absent(_) => continue,
                undecided => undecided.reason().cloned(),
            };
            let head = heads.entry(row.person).or_insert_with(|| doubt.clone());
            // One row that counts for sure is enough; of several doubts the least is told.
            *head = match (head.take(), doubt) {
                (Some(one), Some(other)) => Some(one.min(other)),
                _ => None,
            };
        }
        for (person, doubt) in &mut heads {
            if person.is_some_and(|person| world.doubtful_persons.contains(&person)) {
                *doubt = Some(Reason::Identity);
            }
        }
        let unnamed = world.evidence.unnamed_in(table, period);
        let certain = heads.values().filter(|doubt| doubt.is_none()).count();
        let most = heads.len() + usize::try_from(unnamed).unwrap_or(usize::MAX - heads.len());
        let refused = (unnamed > 0).then(|| Reason::RowsRefused { table: table.to_owned(), period: Some(period) });
        match refused.or_else(|| heads.into_values().flatten().min()) {
            Some(reason) => {
                let bounds = Bounds::exact(whole(certain).number()).to(whole(most).number());
                bounds::between(bounds, reason)
            }
            None => Answer::Known(whole(certain)),
        }
    })
}
