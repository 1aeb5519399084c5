//! The order of a table's rows: whether they have it, and what is found through it.

/// Whether all keys differ; an error when rows are not in order of person and period.
pub(super) fn order(person: &[u32], period: &[i32]) -> Result<bool, ()> {
    let (mut is_ordered, mut is_distinct) = (true, true);
    match (person.is_empty(), period.is_empty()) {
        (true, _) => {
            is_ordered = period.is_sorted();
            is_distinct = period.windows(2).all(|pair| pair[0] != pair[1]);
        }
        (false, true) => {
            is_ordered = person.is_sorted();
            is_distinct = person.windows(2).all(|pair| pair[0] != pair[1]);
        }
        (false, false) => {
            // Person and period side by side in one number that sorts as they do.
            let key = |(person, period): (&u32, &i32)| {
                u64::from(*person) << 32 | u64::from(u32::from_ne_bytes(period.to_ne_bytes()) ^ 1 << 31)
            };
            let keys = || person.iter().zip(period).map(key);
            for (key, next) in keys().zip(keys().skip(1)) {
                is_ordered &= key <= next;
                is_distinct &= key != next;
            }
        }
    }
    if is_ordered { Ok(is_distinct) } else { Err(()) }
}

/// Where the rows of each person begin, and where the last end; persons are in order and listed.
pub(super) fn offsets(person: &[u32], persons: usize) -> Vec<u32> {
    let mut offsets = Vec::with_capacity(persons + 1);
    for (row, person) in person.iter().enumerate() {
        while offsets.len() <= *person as usize {
            offsets.push(row as u32);
        }
    }
    offsets.resize(persons + 1, person.len() as u32);
    offsets
}

/// The place of the first period that is not before one; periods are in order. Most people have every month between their
/// first and last: the place is tried where it would be then, before it is searched.
#[inline]
pub(super) fn first_from(periods: &[i32], from: i32) -> usize {
    let Some(first) = periods.first() else { return 0 };
    let guess = usize::try_from(i64::from(from) - i64::from(*first)).unwrap_or(0).min(periods.len());
    let is_after = guess == 0 || periods[guess - 1] < from;
    if is_after && periods.get(guess).is_none_or(|period| *period >= from) {
        return guess;
    }
    periods.partition_point(|period| *period < from)
}
