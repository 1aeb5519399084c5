//! Windows: the rows that a `sum` or `count` folds.

use std::collections::BTreeSet;

use num_rational::BigRational;
use num_traits::Zero;

use super::answer::{self, Answer, Value, fault};
use super::evaluate::whole;
use super::heads;
use super::lookup::cell_of;
use super::tenure;
use super::world::Scene;
use crate::calendar::{Date, Month, Quarter};
use crate::determination::Reason;
use crate::facts::{Period, Row};
use crate::identity::Pseudonym;
use crate::model::{Expr, PeriodKey, Window};

/// The rows that a fold counts, in order: those that satisfy its filter, and those of which nobody can say, with why.
pub(crate) struct Folded<'s> {
    rows: Vec<(&'s Row, Answer<bool>)>,
    /// Until when more may come: then these are the rows before the first period that is not over.
    until: Option<Date>,
}

impl<'s> Folded<'s> {
    /// The rows that certainly count; none while more may come.
    pub(crate) fn certain(&self) -> impl Iterator<Item = &'s Row> {
        let is_whole = self.until.is_none();
        self.rows.iter().filter(move |(_, counts)| is_whole && counts.known().is_some()).map(|(row, _)| *row)
    }

    /// Nothing while more may come. It stands beside what rows say: what they do not say, no later file tells.
    fn whole<T>(&self) -> Option<Answer<T>> {
        self.until.map(|until| Answer::Pending(Reason::NotYet { until }))
    }
}

/// The rows of the window, as its filter parts them. What every period of the window holds must be known.
pub(crate) fn rows<'s>(scene: Scene<'s>, table: &str, over: Window, filter: Option<&Expr>) -> Answer<Folded<'s>> {
    all_rows(scene, table, over).map(|(table, (rows, until))| {
        let counts =
            |row| filter.map_or(Answer::Known(true), |filter| scene.at_row(table, row).condition_holds(filter));
        let rows = rows.into_iter().map(|row| (row, counts(row)));
        // A cell that is blank fails the filter that asks for it.
        let rows = rows.filter(|(_, counts)| !matches!(counts, Answer::Known(false) | Answer::Absent(_))).collect();
        Folded { rows, until }
    })
}

/// The sum of a column over the rows; without a value where a cell could not be read, or nobody can say whether it counts.
pub(crate) fn sum(scene: Scene<'_>, table: &str, column: &str, over: Window, filter: Option<&Expr>) -> Answer {
    rows(scene, table, over, filter).then(|folded| {
        let cell = |(row, counts): (&Row, Answer<bool>)| {
            counts.then(|_| match cell_of(table, row, column) {
                Answer::Absent(_) => Answer::Known(Value::Number(BigRational::zero())),
                cell => cell,
            })
        };
        let whole = folded.whole();
        answer::all(folded.rows.into_iter().map(cell).chain(whole).collect()).map(|cells| {
            let sum = cells.into_iter().map(Value::number).fold(BigRational::zero(), |sum, cell| sum + cell);
            Value::Number(sum)
        })
    })
}

/// The number of rows: of a table of dated states, each; else a person, or a period of a person, counts once, whatever the
/// number of his rows. Without a value where nobody can say whether one counts.
pub(crate) fn count(scene: Scene<'_>, table: &str, over: Window, filter: Option<&Expr>) -> Answer {
    if let (Window::Own, None, Some(Period::Month(month))) = (over, scene.subject.person, scene.subject.place) {
        return heads::count(scene, table, month, filter);
    }
    let dated = scene.world.table(table).is_some_and(|table| table.dated);
    rows(scene, table, over, filter).then(|folded| {
        let key = |row: &Row| (row.person, row.period);
        let counted: BTreeSet<_> = folded.certain().map(key).collect();
        let number = if dated { folded.certain().count() } else { counted.len() };
        let certain = |row: &Row| !dated && counted.contains(&key(row));
        let more = folded.whole();
        let doubts = folded.rows.into_iter().filter(|(row, _)| !certain(row)).map(|(_, counts)| counts);
        answer::all(doubts.chain(more).collect()).map(|_| whole(number))
    })
}

/// Rows, and until when more may come.
type Rows<'s> = (Vec<&'s Row>, Option<Date>);

/// The rows of the window, with the table's name as the contract holds it.
fn all_rows<'s>(scene: Scene<'s>, table: &str, over: Window) -> Answer<(&'s str, Rows<'s>)> {
    let name = scene.world.table(table).map_or_else(|| fault("a declared table"), |table| table.id.as_str());
    if let (Window::Own, Some((own, rows))) = (over, &scene.subject.own_rows)
        && *own == table
    {
        return Answer::Known((name, (rows.clone(), None)));
    }
    let whose = scene.subject.person.map(|person| {
        let by_person = scene.world.table(table).is_some_and(|table| table.by_person);
        Some(person).filter(|_| by_person)
    });
    let person = whose.flatten();
    let rows = match (scene.world.period_of(table), over) {
        (None, _) => scene.world.evidence.rows(table, person, None).map(|rows| (rows, None)),
        (Some(PeriodKey::Year), Window::Own) if scene.subject.year.is_some() => {
            let year = scene.subject.year.map(Period::Year);
            scene.world.evidence.rows(table, person, year).map(|rows| (rows, None))
        }
        _ => unshared(scene).then(|()| months(scene, over)).then(|months| rows_of_months(scene, table, whose, &months)),
    };
    rows.map(|rows| (name, rows))
}

/// What another table says of a month that lies in two pieces belongs to neither.
fn unshared(scene: Scene<'_>) -> Answer<()> {
    match (&scene.subject.shared, &scene.subject.own_rows) {
        (Some((period, column)), Some((own, _))) => Answer::Unknown(Reason::RowsDisagree {
            table: (*own).to_owned(),
            period: Some(*period),
            column: column.clone(),
        }),
        _ => Answer::Known(()),
    }
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

/// The rows of some months, in order, of one key (`whose`) or of everybody: the first period that is not known tells; else
/// those before the first that is not yet over.
fn rows_of_months<'s>(
    scene: Scene<'s>,
    table: &str,
    whose: Option<Option<Pseudonym>>,
    months: &[Month],
) -> Answer<Rows<'s>> {
    let mut found = Vec::new();
    let mut pending = false;
    let (evidence, periods) = (&scene.world.evidence, periods_of(scene.world.period_of(table), months));
    for period in periods.iter().copied() {
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
            Answer::Known(_) if pending => {}
            Answer::Known(rows) => found.extend(rows),
            Answer::Pending(_) => pending = true,
            missing => return missing.map(|rows| (rows, None)),
        }
    }
    let last = periods.last().filter(|_| pending).map(|last| evidence.covering(table, *last));
    Answer::Known((found, last.and_then(Period::last_day)))
}

/// The periods in which a table is read, of a window of months: a quarter lies in it with its first month. Days are asked
/// for by month.
fn periods_of(key: Option<PeriodKey>, months: &[Month]) -> Vec<Period> {
    match key {
        Some(PeriodKey::Quarter) => {
            let quarters = months.iter().map(|month| Quarter::of(*month));
            let quarters: BTreeSet<Quarter> =
                quarters.filter(|quarter| months.contains(&quarter.months()[0])).collect();
            quarters.into_iter().map(Period::Quarter).collect()
        }
        _ => months.iter().copied().map(Period::Month).collect(),
    }
}
