//! Windows: the rows that a `sum` or `count` folds.

use super::answer::{Answer, fault};
use super::tenure;
use super::world::Scene;
use crate::calendar::Month;
use crate::determination::Reason;
use crate::facts::{Period, Row};
use crate::identity::Pseudonym;
use crate::model::{Expr, PeriodKey, Window};

/// The rows of the window that satisfy the filter. What every period of the window holds must be known.
pub(crate) fn rows<'s>(scene: Scene<'s>, table: &str, over: Window, filter: Option<&Expr>) -> Answer<Vec<&'s Row>> {
    all_rows(scene, table, over).map(|(table, rows)| {
        let counts = |row: &&Row| filter.is_none_or(|filter| scene.at_row(table, row).holds(filter));
        rows.into_iter().filter(counts).collect()
    })
}

/// The rows of the window, with the table's name as the contract holds it.
fn all_rows<'s>(scene: Scene<'s>, table: &str, over: Window) -> Answer<(&'s str, Vec<&'s Row>)> {
    let name = scene.world.table(table).map_or_else(|| fault("a declared table"), |table| table.id.as_str());
    if let (Window::Own, Some((own, rows))) = (over, &scene.subject.own_rows)
        && *own == table
    {
        return Answer::Known((name, rows.clone()));
    }
    let whose = scene.subject.person.map(|person| {
        let by_person = scene.world.table(table).is_some_and(|table| table.by_person);
        Some(person).filter(|_| by_person)
    });
    let person = whose.flatten();
    let rows = match (scene.world.period_of(table), over) {
        (None, _) => scene.world.evidence.rows(table, person, None),
        (Some(PeriodKey::Year), Window::Own) if scene.subject.year.is_some() => {
            scene.world.evidence.rows(table, person, scene.subject.year.map(Period::Year))
        }
        _ => months(scene, over).then(|months| rows_of_months(scene, table, whose, &months)),
    };
    rows.map(|rows| (name, rows))
}

/// The months of a window.
pub(crate) fn months(scene: Scene<'_>, over: Window) -> Answer<Vec<Month>> {
    let Some(spell) = &scene.subject.spell else { return Answer::Known(scene.subject.months.clone()) };
    match (over, scene.subject.anniversary) {
        (Window::FirstMonths(count), _) => tenure::window(spell, 0, count, None),
        (Window::Own, Some(number)) => tenure::window(spell, 12 * (number - 1), 12, scene.subject.cut),
        (Window::Own, None) => fault("a period of its own for a job"),
    }
}

/// The rows of some months, in order, of one key (`whose`) or of everybody: the first month that is not known tells, else
/// the first not yet over.
fn rows_of_months<'s>(
    scene: Scene<'s>,
    table: &str,
    whose: Option<Option<Pseudonym>>,
    months: &[Month],
) -> Answer<Vec<&'s Row>> {
    let mut found = Vec::new();
    let mut pending = false;
    for month in months {
        let (evidence, period) = (&scene.world.evidence, Period::Month(*month));
        let rows = match whose {
            Some(person) => evidence.rows(table, person, Some(period)),
            None => {
                if scene.world.table(table).is_some_and(|table| table.by_person) {
                    scene.world.others.ask_for_everybody();
                }
                evidence.everybody(table, period)
            }
        };
        match rows {
            Answer::Known(rows) => found.extend(rows),
            Answer::Pending(_) => pending = true,
            missing => return missing,
        }
    }
    match months.last() {
        Some(last) if pending => Answer::Pending(Reason::NotYet { until: last.last_day() }),
        _ => Answer::Known(found),
    }
}
