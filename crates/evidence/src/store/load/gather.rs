//! From a pile of rows to sorted columns.
//!
//! Lines of one person and period that agree in every column that is not summed are one row, their amounts added; lines
//! that differ stay several rows of one key, in an order that their content alone decides. Two lines that are equal in
//! everything, amounts too, of one file or of files that stand beside each other for the same, are two payments or a slip:
//! what they would add up to is unread.

use std::cmp::Ordering;

use super::pile::{Heap, HeapValues, Pile};
use crate::columns::{Column, TableColumns, Values};
use crate::schema::ColumnKind;

/// Sorts and gathers a pile. `covered` says what is covered; the rows are added to it.
pub(super) fn gather(
    mut pile: Pile,
    ranks: &[u32],
    origins: &mut Vec<(u32, u32)>,
    covered: TableColumns,
) -> TableColumns {
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
        columns.columns.insert(heap.schema.name.to_owned(), column(heap, &groups));
    }
    columns
}

/// Rows in order, where each group of rows that are gathered into one ends, and the groups with equal lines.
struct Groups {
    order: Vec<usize>,
    ends: Vec<usize>,
    /// By group, in order: a line that stands there twice.
    repeated: Vec<(usize, usize)>,
}

impl Groups {
    fn ranges(&self) -> impl Iterator<Item = (usize, usize)> {
        std::iter::once(0).chain(self.ends.iter().copied()).zip(self.ends.iter().copied())
    }

    /// One row of each group: what it says under a column that is not summed, all say.
    fn firsts(&self) -> impl Iterator<Item = usize> {
        self.ranges().map(|(start, _)| self.order[start])
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
    let mut repeated = Vec::new();
    let mut start = 0;
    while start < order.len() {
        let mut end = start + 1;
        while end < order.len() && same(order[start], order[end]) {
            end += 1;
        }
        if end - start > 1 {
            let rows = &mut order[start..end];
            rows.sort_by(|a, b| {
                let here = |row: usize| (pile.place[row].piece, pile.place[row].line);
                by_columns(pile, false, *a, *b)
                    .then_with(|| here(*a).0.cmp(&here(*b).0))
                    .then_with(|| by_columns(pile, true, *a, *b))
                    .then_with(|| here(*a).cmp(&here(*b)))
            });
            let mut first = 0;
            for place in 1..=rows.len() {
                let is_last = place == rows.len();
                if is_last || by_columns(pile, false, rows[place - 1], rows[place]).is_ne() {
                    repeated.extend(again(pile, &rows[first..place]).map(|row| (ends.len(), row)));
                    if !is_last {
                        ends.push(start + place);
                    }
                    first = place;
                }
            }
        }
        ends.push(end);
        start = end;
    }
    Groups { order, ends, repeated }
}

/// Of lines that are gathered into one row, those that stand there twice: what one file says again, or one beside another
/// for the same. A complement is meant to add to its main declaration, and never says it again.
fn again(pile: &Pile, rows: &[usize]) -> impl Iterator<Item = usize> {
    let slot = |row: usize| pile.place[row].slot;
    let mut rows = if rows.len() > 1 { rows.to_vec() } else { Vec::new() };
    rows.sort_by(|a, b| slot(*a).cmp(&slot(*b)).then_with(|| by_columns(pile, true, *a, *b)));
    let same = |pair: &&[usize]| slot(pair[0]) == slot(pair[1]) && by_columns(pile, true, pair[0], pair[1]).is_eq();
    let twice: Vec<usize> = rows.windows(2).filter(same).map(|pair| pair[1]).collect();
    twice.into_iter()
}

/// Two rows by their content: in the columns that are summed, or in those that are not.
fn by_columns(pile: &Pile, summed: bool, a: usize, b: usize) -> Ordering {
    let columns = pile.columns.iter().filter(|heap| heap.schema.summed == summed);
    columns.fold(Ordering::Equal, |order, heap| order.then_with(|| by_column(heap, a, b)))
}

/// Two rows by one column: blanks first, then what could not be read, then values.
fn by_column(heap: &Heap, a: usize, b: usize) -> Ordering {
    let rank = |row: usize| (heap.filled[row], heap.is_unread(row));
    rank(a).cmp(&rank(b)).then_with(|| match &heap.values {
        _ if !heap.filled[a] => Ordering::Equal,
        HeapValues::Long(values) => values[a].cmp(&values[b]),
        HeapValues::Day(values) => values[a].cmp(&values[b]),
        HeapValues::Word { codes, words, .. } => words.get(index(codes[a])).cmp(&words.get(index(codes[b]))),
    })
}

fn column(heap: &Heap, groups: &Groups) -> Column {
    let (sums, unread) = match &heap.values {
        HeapValues::Long(values) if heap.schema.summed => sums(heap, values, groups),
        _ => {
            let unread: Vec<bool> = match heap.unread.contains(&true) {
                true => groups.firsts().map(|row| heap.is_unread(row)).collect(),
                false => Vec::new(),
            };
            (Vec::new(), Some(unread).filter(|unread| unread.contains(&true)))
        }
    };
    let some_blank = heap.any_blank || unread.is_some();
    let filled = some_blank.then(|| filled(heap, groups, unread.as_deref())).filter(|filled| filled.contains(&false));
    let values = match &heap.values {
        HeapValues::Long(values) => {
            let longs = if heap.schema.summed { sums } else { groups.firsts().map(|row| values[row]).collect() };
            match heap.schema.kind {
                ColumnKind::Amount => Values::Amount(longs),
                _ => Values::Count(longs),
            }
        }
        HeapValues::Day(values) => Values::Date(groups.firsts().map(|row| values[row]).collect()),
        HeapValues::Word { codes, words, .. } => {
            words_sorted(groups.firsts().map(|row| codes[row]).collect(), words, filled.as_deref())
        }
    };
    Column { values, filled, unread }
}

fn filled(heap: &Heap, groups: &Groups, unread: Option<&[bool]>) -> Vec<bool> {
    let any = |(start, end): (usize, usize)| groups.order[start..end].iter().any(|row| heap.filled[*row]);
    let is_read = |group: usize| unread.is_none_or(|unread| !unread[group]);
    groups.ranges().enumerate().map(|(group, range)| is_read(group) && any(range)).collect()
}

/// The sum of each group, blanks being zero; and which have none, because a cell could not be read, a line that would add
/// to it stands there twice, or the sum is beyond all money.
fn sums(heap: &Heap, values: &[i64], groups: &Groups) -> (Vec<i64>, Option<Vec<bool>>) {
    let sum = |(start, end): (usize, usize)| {
        groups.order[start..end].iter().try_fold(0i64, |sum, row| sum.checked_add(values[*row]))
    };
    let mut unread: Vec<bool> = Vec::new();
    let mut note = |group: usize| {
        unread.resize(groups.ends.len(), false);
        unread[group] = true;
    };
    let mut sums: Vec<i64> = Vec::with_capacity(groups.ends.len());
    for (group, range) in groups.ranges().enumerate() {
        let sum = sum(range);
        if sum.is_none() {
            note(group);
        }
        sums.push(sum.unwrap_or(0));
    }
    // Nothing twice is nothing.
    groups.repeated.iter().filter(|(_, row)| values[*row] != 0).for_each(|(group, _)| note(*group));
    if heap.unread.contains(&true) {
        for (group, (start, end)) in groups.ranges().enumerate() {
            if groups.order[start..end].iter().any(|row| heap.is_unread(*row)) {
                note(group);
            }
        }
    }
    for (sum, _) in sums.iter_mut().zip(&unread).filter(|(_, unread)| **unread) {
        *sum = 0;
    }
    let unread = if unread.is_empty() { None } else { Some(unread) };
    (sums, unread)
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
