//! From a pile of rows to sorted columns, several lines on one key gathered into one row.

use std::cmp::Ordering;

use super::pile::{Heap, HeapValues, Pile};
use crate::columns::{Column, TableColumns, Values};
use crate::schema::{ColumnKind, Gather};

/// Sorts and gathers a pile. `covered` says what is covered; the rows are added to it. Fails with the name of a column
/// whose lines add up to more than fits.
pub(super) fn gather(
    mut pile: Pile,
    ranks: &[u32],
    origins: &mut Vec<(u32, u32)>,
    covered: TableColumns,
) -> Result<TableColumns, &'static str> {
    for person in &mut pile.person {
        *person = ranks.get(index(*person)).copied().unwrap_or(u32::MAX);
    }
    let order = order(&pile, ranks.len());
    let groups = groups(&pile, order);
    let mut columns = TableColumns { rows: groups.ends.len(), ..covered };
    for (start, end) in groups.ranges() {
        let first = groups.order[start];
        columns.person.extend(pile.person.get(first));
        columns.period.extend(pile.period.get(first));
        columns.valid.extend(pile.valid.get(first));
        let from = u32::try_from(origins.len()).unwrap_or(u32::MAX);
        origins.extend(groups.order[start..end].iter().map(|row| (pile.place[*row].piece, pile.place[*row].line)));
        columns.origins.push((from, u32::try_from(origins.len()).unwrap_or(u32::MAX)));
    }
    for heap in pile.columns.iter().filter(|heap| heap.seen || pile.rows == 0) {
        columns.columns.insert(heap.schema.name.to_owned(), column(heap, &groups)?);
    }
    Ok(columns)
}

/// Rows in order, and where each group of rows on one key ends.
struct Groups {
    order: Vec<usize>,
    ends: Vec<usize>,
}

impl Groups {
    fn ranges(&self) -> impl Iterator<Item = (usize, usize)> {
        std::iter::once(0).chain(self.ends.iter().copied()).zip(self.ends.iter().copied())
    }

    /// The last row of each group.
    fn lasts(&self) -> impl Iterator<Item = usize> {
        self.ends.iter().map(|end| self.order[end - 1])
    }
}

/// Rows by person, period and validity; rows on one key stay as they lie on the pile.
fn order(pile: &Pile, persons: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..pile.rows).collect();
    if pile.person.is_empty() || !pile.period.is_sorted() {
        order.sort_by_key(|row| (pile.period.get(*row), pile.valid.get(*row)));
    }
    if pile.person.is_empty() {
        return order;
    }
    // The rows are in order of period: dealing them out to counted persons keeps that order within each.
    let place = |row: usize| index(pile.person[row]).min(persons);
    let mut next = vec![0; persons + 2];
    for row in 0..pile.rows {
        next[place(row) + 1] += 1;
    }
    for person in 1..next.len() {
        next[person] += next[person - 1];
    }
    let mut dealt = vec![0; pile.rows];
    for row in order {
        let slot = &mut next[place(row)];
        dealt[*slot] = row;
        *slot += 1;
    }
    dealt
}

fn groups(pile: &Pile, mut order: Vec<usize>) -> Groups {
    let same = |a: usize, b: usize| {
        !pile.table.dated && pile.person.get(a) == pile.person.get(b) && pile.period.get(a) == pile.period.get(b)
    };
    let mut ends = Vec::with_capacity(order.len());
    let mut start = 0;
    while start < order.len() {
        let mut end = start + 1;
        while end < order.len() && same(order[start], order[end]) {
            end += 1;
        }
        if end - start > 1 {
            order[start..end].sort_by(|a, b| in_file_order(pile, *a, *b));
        }
        ends.push(end);
        start = end;
    }
    Groups { order, ends }
}

/// The order in which the last line is the last: hire date, affiliation, complement, line.
fn in_file_order(pile: &Pile, a: usize, b: usize) -> Ordering {
    let (here, there) = (pile.place[a], pile.place[b]);
    by_column(pile, "hired", a, b)
        .then_with(|| by_column(pile, "affiliation", a, b))
        .then_with(|| here.complement.cmp(&there.complement))
        .then_with(|| here.line.cmp(&there.line))
        .then_with(|| a.cmp(&b))
}

/// Two rows by one column, blanks first.
fn by_column(pile: &Pile, name: &str, a: usize, b: usize) -> Ordering {
    let Some(heap) = pile.columns.iter().find(|heap| heap.schema.name == name) else { return Ordering::Equal };
    heap.filled[a].cmp(&heap.filled[b]).then_with(|| match &heap.values {
        HeapValues::Long(values) => values[a].cmp(&values[b]),
        HeapValues::Day(values) => values[a].cmp(&values[b]),
        HeapValues::Word { codes, words, .. } => words.get(index(codes[a])).cmp(&words.get(index(codes[b]))),
    })
}

fn column(heap: &Heap, groups: &Groups) -> Result<Column, &'static str> {
    let filled = heap.any_blank.then(|| filled(heap, groups)).filter(|filled| filled.contains(&false));
    let values = match &heap.values {
        HeapValues::Long(values) => {
            let longs = match heap.schema.gather {
                Gather::Last => groups.lasts().map(|row| values[row]).collect(),
                Gather::Sum => sums(values, groups).ok_or(heap.schema.name)?,
            };
            match heap.schema.kind {
                ColumnKind::Amount => Values::Amount(longs),
                _ => Values::Count(longs),
            }
        }
        HeapValues::Day(values) => Values::Date(groups.lasts().map(|row| values[row]).collect()),
        HeapValues::Word { codes, words, .. } => {
            words_sorted(groups.lasts().map(|row| codes[row]).collect(), words, filled.as_deref())
        }
    };
    Ok(Column { values, filled, unread: unread(heap, groups) })
}

fn filled(heap: &Heap, groups: &Groups) -> Vec<bool> {
    match heap.schema.gather {
        Gather::Last => groups.lasts().map(|row| heap.filled[row]).collect(),
        Gather::Sum => {
            let any = |(start, end): (usize, usize)| groups.order[start..end].iter().any(|row| heap.filled[*row]);
            groups.ranges().map(any).collect()
        }
    }
}

/// Which rows hold a cell that could not be read: of several lines, one is enough.
fn unread(heap: &Heap, groups: &Groups) -> Option<Vec<bool>> {
    if !heap.unread.contains(&true) {
        return None;
    }
    let any = |(start, end): (usize, usize)| groups.order[start..end].iter().any(|row| heap.is_unread(*row));
    Some(groups.ranges().map(any).collect())
}

/// The sum of each group; blanks are zero.
fn sums(values: &[i64], groups: &Groups) -> Option<Vec<i64>> {
    let sum = |(start, end): (usize, usize)| {
        groups.order[start..end].iter().try_fold(0i64, |sum, row| sum.checked_add(values[*row]))
    };
    groups.ranges().map(sum).collect()
}

/// The same codes over sorted words, without words that no row holds.
fn words_sorted(codes: Vec<u32>, words: &[String], filled: Option<&[bool]>) -> Values {
    let holds = |row: usize| filled.is_none_or(|filled| filled[row]);
    let mut used = vec![false; words.len()];
    for (row, code) in codes.iter().enumerate() {
        if holds(row) {
            used[index(*code)] = true;
        }
    }
    let mut sorted: Vec<usize> = (0..words.len()).filter(|place| used[*place]).collect();
    sorted.sort_unstable_by_key(|place| &words[*place]);
    let mut ranks = vec![0; words.len()];
    for (rank, place) in sorted.iter().enumerate() {
        ranks[*place] = u32::try_from(rank).unwrap_or(u32::MAX);
    }
    let ranked = |(row, code): (usize, &u32)| if holds(row) { ranks[index(*code)] } else { 0 };
    Values::Code {
        codes: codes.iter().enumerate().map(ranked).collect(),
        words: sorted.into_iter().map(|place| words[place].clone()).collect(),
    }
}

fn index(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
