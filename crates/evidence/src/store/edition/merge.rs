//! An edition's rows with those of newer submissions between them.
//!
//! New rows replace the edition's rows of the periods that new files speak of; both are sorted, so one pass over persons puts
//! them in order. What comes out is what gathering everything again would give.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use contract::identity::Pseudonym;

use super::changes::Touched;
use crate::columns::{Column, TableColumns, Values};
use crate::schema::{ColumnKind, TableSchema};

/// All persons of two sorted lists, and where those of each stand among them.
pub(super) fn persons(old: &[Pseudonym], new: &[Pseudonym]) -> (Vec<Pseudonym>, [Vec<u32>; 2]) {
    let mut all = Vec::with_capacity(old.len() + new.len());
    let mut places = [Vec::with_capacity(old.len()), Vec::with_capacity(new.len())];
    let (mut left, mut right) = (0, 0);
    while left < old.len() || right < new.len() {
        let order = match (old.get(left), new.get(right)) {
            (Some(old), Some(new)) => old.cmp(new),
            (Some(_), None) => Ordering::Less,
            _ => Ordering::Greater,
        };
        let place = u32::try_from(all.len()).unwrap_or(u32::MAX);
        if order.is_le() {
            places[0].push(place);
            all.push(old[left]);
            left += 1;
        }
        if order.is_ge() {
            places[1].push(place);
            if order.is_gt() {
                all.push(new[right]);
            }
            right += 1;
        }
    }
    (all, places)
}

/// A run of rows that stand together in one of the two tables.
struct Run {
    new: bool,
    start: usize,
    end: usize,
}

/// The rows of two tables in one: `old` without what is touched, and `new`. Both number the same persons. The coverage is
/// that of `new`; the columns are those wanted, which may ask whether there is any row.
pub(super) fn merge(
    schema: &'static TableSchema,
    mut old: TableColumns,
    mut new: TableColumns,
    touched: &Touched,
    wanted: impl Fn(&str, bool) -> bool,
) -> TableColumns {
    if *touched == Touched::Everything {
        return new;
    }
    let runs = runs(schema, &old, &new, touched);
    let kept: usize = runs.iter().filter(|run| !run.new).map(|run| run.end - run.start).sum();
    let dropped = kept < old.rows;
    let mut merged = TableColumns { rows: kept + new.rows, ..TableColumns::default() };
    merged.person = interleave(&runs, &old.person, &new.person);
    merged.period = interleave(&runs, &old.period, &new.period);
    merged.valid = interleave(&runs, &old.valid, &new.valid);
    merged.origins = interleave(&runs, &old.origins, &new.origins);
    for column in schema.columns.iter().filter(|column| wanted(column.name, merged.rows > 0)) {
        let left = Side::new(old.columns.remove(column.name), old.rows, column.kind);
        let right = Side::new(new.columns.remove(column.name), new.rows, column.kind);
        merged.columns.insert(column.name.to_owned(), left.with(&right, &runs, dropped));
    }
    TableColumns {
        rows: merged.rows,
        person: merged.person,
        period: merged.period,
        valid: merged.valid,
        columns: merged.columns,
        origins: merged.origins,
        ..new
    }
}

/// In which order rows of both stand. Within a person, runs are few: new months come after old ones.
fn runs(schema: &TableSchema, old: &TableColumns, new: &TableColumns, touched: &Touched) -> Vec<Run> {
    let key = |table: &TableColumns, row: usize| {
        (table.person.get(row).copied(), table.period.get(row).copied(), table.valid.get(row).copied())
    };
    let replaced = |row: usize| old.period.get(row).is_some_and(|period| touched.period(schema.covering(*period)));
    let mut runs: Vec<Run> = Vec::with_capacity(new.rows * 2 + 1);
    let mut put = |new: bool, row: usize| match runs.last_mut() {
        Some(run) if run.new == new && run.end == row => run.end += 1,
        _ => runs.push(Run { new, start: row, end: row + 1 }),
    };
    let mut left = 0;
    for right in 0..new.rows {
        let here = key(new, right);
        while left < old.rows && key(old, left) < here {
            if !replaced(left) {
                put(false, left);
            }
            left += 1;
        }
        put(true, right);
    }
    (left..old.rows).filter(|row| !replaced(*row)).for_each(|row| put(false, row));
    runs
}

fn interleave<T: Copy>(runs: &[Run], old: &[T], new: &[T]) -> Vec<T> {
    if old.is_empty() && new.is_empty() {
        return Vec::new();
    }
    let mut all = Vec::with_capacity(old.len() + new.len());
    for run in runs {
        let from = if run.new { new } else { old };
        all.extend_from_slice(from.get(run.start..run.end).unwrap_or_default());
    }
    all
}

/// A column of one of the two tables; blank where the table has none.
struct Side {
    values: Values,
    filled: Option<Vec<bool>>,
    unread: Option<Vec<bool>>,
    rows: usize,
}

impl Side {
    fn new(column: Option<Column>, rows: usize, kind: ColumnKind) -> Side {
        if let Some(Column { values, filled, unread }) = column {
            return Side { values, filled, unread, rows };
        }
        let values = match kind {
            ColumnKind::Amount => Values::Amount(vec![0; rows]),
            ColumnKind::Count(_) => Values::Count(vec![0; rows]),
            ColumnKind::Date => Values::Date(vec![0; rows]),
            ColumnKind::Word(_) | ColumnKind::Identifier => Values::Code { codes: vec![0; rows], words: Vec::new() },
        };
        Side { values, filled: Some(vec![false; rows]), unread: None, rows }
    }

    fn with(self, new: &Side, runs: &[Run], dropped: bool) -> Column {
        let filled = match (&self.filled, &new.filled) {
            (None, None) => None,
            (old, new_filled) => {
                let old = old.clone().unwrap_or_else(|| vec![true; self.rows]);
                let new = new_filled.clone().unwrap_or_else(|| vec![true; new.rows]);
                Some(interleave(runs, &old, &new)).filter(|filled| filled.contains(&false))
            }
        };
        let unread = match (&self.unread, &new.unread) {
            (None, None) => None,
            (old, new_unread) => {
                let old = old.clone().unwrap_or_else(|| vec![false; self.rows]);
                let new = new_unread.clone().unwrap_or_else(|| vec![false; new.rows]);
                Some(interleave(runs, &old, &new)).filter(|unread| unread.contains(&true))
            }
        };
        let values = match (self.values, &new.values) {
            (Values::Amount(old), Values::Amount(new)) => Values::Amount(interleave(runs, &old, new)),
            (Values::Count(old), Values::Count(new)) => Values::Count(interleave(runs, &old, new)),
            (Values::Date(old), Values::Date(new)) => Values::Date(interleave(runs, &old, new)),
            (Values::Code { codes: old, words: left }, Values::Code { codes: new, words: right }) => {
                let words: BTreeSet<&String> = left.iter().chain(right).collect();
                let words: Vec<String> = words.into_iter().cloned().collect();
                let renumbered = |codes: &[u32], of: &[String]| -> Vec<u32> {
                    let place = |word: &String| u32::try_from(words.binary_search(word).unwrap_or(0)).unwrap_or(0);
                    let places: Vec<u32> = of.iter().map(place).collect();
                    let number = |code: &u32| usize::try_from(*code).ok().and_then(|code| places.get(code)).copied();
                    codes.iter().map(|code| number(code).unwrap_or(0)).collect()
                };
                let (old, new) = (renumbered(&old, &left), renumbered(new, right));
                let codes = interleave(runs, &old, &new);
                tidied(codes, words, filled.as_deref(), dropped)
            }
            (old, _) => old,
        };
        Column { values, filled, unread }
    }
}

/// The codes with no word that no row holds, and zero where there is none.
fn tidied(mut codes: Vec<u32>, words: Vec<String>, filled: Option<&[bool]>, dropped: bool) -> Values {
    let place = |code: u32| usize::try_from(code).unwrap_or(usize::MAX);
    let holds = |row: usize| filled.is_none_or(|filled| filled[row]);
    let mut used = vec![!dropped; words.len()];
    if dropped {
        let held = codes.iter().enumerate().filter(|(row, _)| holds(*row));
        held.for_each(|(_, code)| used.get_mut(place(*code)).into_iter().for_each(|used| *used = true));
    }
    let mut places = Vec::with_capacity(words.len());
    let mut kept = Vec::new();
    for (word, used) in words.into_iter().zip(used) {
        places.push(u32::try_from(kept.len()).unwrap_or(u32::MAX));
        if used {
            kept.push(word);
        }
    }
    if dropped || filled.is_some() {
        for (row, code) in codes.iter_mut().enumerate() {
            *code = if holds(row) { places.get(place(*code)).copied().unwrap_or(0) } else { 0 };
        }
    }
    Values::Code { codes, words: kept }
}
