//! Crossing: what the rows of a person-year see of places and rules, each at its own place and in its own period. Rows that
//! see the same form one piece.

use super::answer::{Answer, Value};
use super::lookup::agreed_cell;
use super::world::{Scene, Subject, World};
use super::{parameter, walk};
use crate::determination::Reason;
use crate::facts::{Period, Row};
use crate::model::{At, Clause, ColumnType, CrossingMode, Expr};

/// What a row sees of one lookup or parameter.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Seen {
    Value(Value),
    Absent,
    Unknown(Reason),
    Pending(Reason),
    /// The place of the value in effect among the values of a parameter.
    Parameter(Option<usize>),
}

/// Everything that may cut the year, as one row sees it.
pub(crate) fn seen<'w>(
    world: &World<'w>,
    clause: &Clause,
    table: &'w str,
    whole: &Subject<'w>,
    (period, row): (Period, &'w Row),
) -> Vec<Seen> {
    let split = |mode: Option<CrossingMode>| mode == Some(CrossingMode::SplitByMonths);
    let mut seen = Vec::new();
    if split(clause.crossing.map(|crossing| crossing.place)) {
        let subject = Subject { place: Some(period), own_row: Some((table, row)), ..whole.clone() };
        let scene = Scene::condition(world, &subject, &[]);
        seen.extend(lookups(world, clause, table).into_iter().map(|lookup| of_lookup(scene, lookup)));
    }
    if split(clause.crossing.map(|crossing| crossing.rule)) {
        let day = whole.read_at.of_period(period);
        let place = |id| day.and_then(|day| parameter::in_effect(world.contract, id, day, world.as_known_on));
        let parameters = walk::parameters(clause);
        seen.extend(parameters.into_iter().map(|id| Seen::Parameter(place(id).map(|(place, _)| place))));
    }
    seen
}

/// The column in which two rows of a month part: the first by name of those that the clause looks up.
pub(crate) fn parting_column<'w>(
    world: &World<'w>,
    clause: &Clause,
    table: &'w str,
    whole: &Subject<'w>,
    rows: [(Period, &'w Row); 2],
) -> String {
    let seen = |(period, row), lookup| {
        let subject = Subject { place: Some(period), own_row: Some((table, row)), ..whole.clone() };
        of_lookup(Scene::condition(world, &subject, &[]), lookup)
    };
    let lookups = lookups(world, clause, table);
    let parting = lookups.into_iter().filter(|lookup| seen(rows[0], lookup) != seen(rows[1], lookup));
    let columns = parting.filter_map(|lookup| match lookup {
        Expr::Column { column, .. } | Expr::Road { column, .. } => Some(column.as_str()),
        _ => None,
    });
    columns.min().unwrap_or_default().to_owned()
}

/// The lookups of the key's own table, period by period, that give a word, a place or a day.
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
        Expr::Column { table, column, at, .. } => {
            scene.rows_of(table, at).then(|rows| agreed_cell(table, &rows, column))
        }
        road => scene.evaluate(road),
    };
    match answer {
        Answer::Known(value) => Seen::Value(value),
        Answer::Absent(_) => Seen::Absent,
        Answer::Unknown(reason) | Answer::Between(_, reason) => Seen::Unknown(reason),
        Answer::Pending(reason) => Seen::Pending(reason),
    }
}
