//! Crossing: what the months of a person-year see of places and rules. Months that see the same form one piece.

use super::answer::{Answer, Value};
use super::lookup::cell_of;
use super::world::{Scene, Subject, World};
use super::{parameter, walk};
use crate::calendar::Month;
use crate::determination::Reason;
use crate::model::{At, Clause, ColumnType, CrossingMode, Expr};

/// What a month sees of one lookup or parameter.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Seen {
    Value(Value),
    Absent,
    Unknown(Reason),
    Pending(Reason),
    /// The place of the value in effect among the values of a parameter.
    Parameter(Option<usize>),
}

/// Everything that may cut the year, as one month sees it.
pub(crate) fn seen<'w>(
    world: &World<'w>,
    clause: &Clause,
    table: &str,
    whole: &Subject<'w>,
    month: Month,
) -> Vec<Seen> {
    let split = |mode: Option<CrossingMode>| mode == Some(CrossingMode::SplitByMonths);
    let mut seen = Vec::new();
    if split(clause.crossing.map(|crossing| crossing.place)) {
        let subject = Subject { place_month: Some(month), ..whole.clone() };
        let scene = Scene::condition(world, &subject, &[]);
        seen.extend(lookups(world, clause, table).into_iter().map(|lookup| of_lookup(scene, lookup)));
    }
    if split(clause.crossing.map(|crossing| crossing.rule)) {
        let place = |id| parameter::in_effect(world.contract, id, month.first_day(), world.as_known_on);
        let parameters = walk::parameters(clause);
        seen.extend(parameters.into_iter().map(|id| Seen::Parameter(place(id).map(|(place, _)| place))));
    }
    seen
}

/// The lookups of the key's own table, month by month, that give a word, a place or a day.
pub(crate) fn lookups<'c>(world: &World<'_>, clause: &'c Clause, table: &str) -> Vec<&'c Expr> {
    let mut found: Vec<&Expr> = Vec::new();
    for expr in walk::expressions(clause) {
        walk::walk(expr, &mut |inner| {
            let crosses = match inner {
                Expr::Road { table: of, at: At::Own, .. } => of == table,
                Expr::Column { table: of, column, at: At::Own, .. } => of == table && !is_number(world, of, column),
                _ => false,
            };
            if crosses && !found.contains(&inner) {
                found.push(inner);
            }
        });
    }
    found
}

fn is_number(world: &World<'_>, table: &str, column: &str) -> bool {
    let declared = world.table(table).and_then(|table| table.columns.get(column));
    matches!(declared, Some(ColumnType::Number(_)))
}

fn of_lookup(scene: Scene<'_>, lookup: &Expr) -> Seen {
    let answer = match lookup {
        // What the cell says, before anything that stands in for an absent one.
        Expr::Column { table, column, at, .. } => scene.row_of(table, at).then(|row| cell_of(table, row, column)),
        road => scene.evaluate(road),
    };
    match answer {
        Answer::Known(value) => Seen::Value(value),
        Answer::Absent(_) => Seen::Absent,
        Answer::Unknown(reason) => Seen::Unknown(reason),
        Answer::Pending(reason) => Seen::Pending(reason),
    }
}
