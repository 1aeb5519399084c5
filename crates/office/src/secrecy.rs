//! Small cells: what the public is not told, so that nobody and no firm can be recognised, by one cell or by subtracting
//! several.
//!
//! A public table is a column of rows with a total that is told. A row is *small* where fewer than five persons or five
//! operators stand behind it, or one operator makes more than four fifths of its money. Small rows are hidden; and so many
//! others with them that what is left of the total says little of each. What anybody can work out about hidden rows is their
//! sum, and that each holds one person at least: a row that holds `x` of a sum `s` over `n` hidden rows may hold anything
//! from 1 to `s - (n - 1)`. That interval is exact, and it must be wide: five persons, two operators, and money from four
//! fifths of the row's to six fifths. An example, persons behind three regions of 57 in all:
//!
//! ```text
//!   40 │ told                      40 │ told
//!   14 │ told        → 57 - 54 = 3  14 │ hidden    → 17 together: 1 to 16 each
//!    3 │ hidden                     3 │ hidden
//! ```
//!
//! A row is hidden in all of its columns or in none. Tables that add up to one another (regions and contracts, contracts and
//! their clauses, a clause and its ecosystems) are held together by `question::protect`, which asks here table by table.

/// What stands behind one figure of a row.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Behind {
    /// Persons.
    pub persons: i64,
    /// Operators.
    pub operators: i64,
    /// Money, in centimes.
    pub centimes: i64,
    /// What of it is of the operator with the most.
    pub largest_centimes: i64,
}

/// Fewer persons, or operators, than this behind a figure, and it is not told.
pub const FEWEST: i64 = 5;

/// How many persons the interval must leave in doubt.
const PERSONS_WIDE: i64 = 5;
/// How many operators.
const OPERATORS_WIDE: i64 = 2;

/// Which rows are hidden.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hidden {
    /// Row by row.
    pub rows: Vec<bool>,
    /// Whether the total is hidden too, because it would give them away.
    pub total: bool,
}

/// What to hide of a table whose rows have several figures each, as many in every row.
#[must_use]
pub fn hidden(rows: &[Vec<Behind>]) -> Hidden {
    let mut hides: Vec<bool> = rows.iter().map(|row| row.iter().any(Behind::is_small)).collect();
    loop {
        let hidden: Vec<&Vec<Behind>> =
            rows.iter().zip(&hides).filter(|(_, hides)| **hides).map(|(row, _)| row).collect();
        if hidden.iter().all(|row| is_wide(row, &hidden)) {
            return Hidden { rows: hides, total: false };
        }
        let told = rows.iter().enumerate().filter(|(index, row)| !hides[*index] && row.iter().any(Behind::is_anybody));
        match told.min_by_key(|(_, row)| (row.iter().map(|one| one.centimes).sum::<i64>(), row[0].persons)) {
            Some((least, _)) => hides[least] = true,
            None => return Hidden { rows: hides, total: true },
        }
    }
}

/// Whether every figure of a hidden row stays in doubt, given the sums of all hidden ones.
fn is_wide(row: &[Behind], hidden: &[&Vec<Behind>]) -> bool {
    row.iter().enumerate().filter(|(_, one)| one.is_anybody()).all(|(figure, one)| {
        let column = hidden.iter().filter_map(|other| other.get(figure)).filter(|other| other.is_anybody());
        let (mut count, mut sum) = (0, Behind::default());
        for other in column {
            count += 1;
            sum.persons += other.persons;
            sum.operators += other.operators;
            sum.centimes = sum.centimes.saturating_add(other.centimes);
        }
        // From 1 to what the others leave, each of them holding 1 at least.
        let wide = |sum: i64| sum - count;
        let others = sum.centimes - one.centimes;
        count > 1
            && wide(sum.persons) >= PERSONS_WIDE
            && wide(sum.operators) >= OPERATORS_WIDE
            && (one.centimes == 0 || others >= one.centimes / 5)
    })
}

impl Behind {
    /// Whether anybody stands behind it: nothing is nobody's.
    #[must_use]
    pub const fn is_anybody(&self) -> bool {
        self.persons > 0
    }

    /// Whether it is small.
    #[must_use]
    pub fn is_small(&self) -> bool {
        let is_one_s = i128::from(self.largest_centimes) * 5 > i128::from(self.centimes) * 4;
        let is_few = self.persons < FEWEST || self.operators < FEWEST;
        self.is_anybody() && (is_few || (self.centimes > 0 && is_one_s))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(persons: i64, operators: i64, centimes: i64) -> Vec<Behind> {
        vec![Behind { persons, operators, centimes, largest_centimes: centimes / 4 }]
    }

    #[test]
    fn small_rows_are_hidden_and_never_alone() {
        let told = hidden(&[row(40, 9, 400), row(0, 0, 0), row(30, 6, 300)]);
        assert_eq!(told, Hidden { rows: vec![false, false, false], total: false });
        let one = hidden(&[row(40, 9, 400), row(14, 5, 140), row(3, 3, 30), row(0, 0, 0)]);
        assert_eq!(one, Hidden { rows: vec![false, true, true, false], total: false }, "one alone could be subtracted");
    }

    #[test]
    fn one_operator_alone_is_small_however_many_persons_it_has() {
        let dominant = vec![Behind { persons: 900, operators: 7, centimes: 1000, largest_centimes: 801 }];
        assert!(dominant[0].is_small());
        let told = hidden(&[dominant, row(500, 9, 900), row(400, 9, 800)]);
        assert_eq!(told.rows, [true, false, true], "the least beside it is hidden too");
    }

    #[test]
    fn a_total_that_gives_its_only_row_away_is_hidden() {
        assert_eq!(hidden(&[row(3, 3, 30)]), Hidden { rows: vec![true], total: true });
        let two = hidden(&[row(2, 2, 10), row(3, 2, 15)]);
        assert_eq!(two, Hidden { rows: vec![true, true], total: true }, "five persons in all are too few to hide in");
    }

    /// Whatever the table, what anybody works out from what is told leaves every hidden row in doubt.
    #[test]
    fn no_subtraction_finds_a_hidden_row() {
        let mut seed = 12_345_u64;
        let mut draw = |most: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            i64::try_from((seed >> 33) % most).unwrap_or_default()
        };
        let mut told_with_some_hidden = 0;
        for _ in 0..5_000 {
            let rows: Vec<Vec<Behind>> = (0..=draw(7))
                .map(|_| {
                    let persons = draw(12) * draw(6);
                    let operators = if persons == 0 { 0 } else { 1 + draw(9).min(persons - 1) };
                    let centimes = persons * (1 + draw(50));
                    vec![Behind {
                        persons,
                        operators,
                        centimes,
                        largest_centimes: draw(1 + 2 * centimes.unsigned_abs()).min(centimes),
                    }]
                })
                .collect();
            let Hidden { rows: hides, total } = hidden(&rows);
            for (row, hides) in rows.iter().zip(&hides) {
                assert!(*hides || !row[0].is_small(), "a small row is told");
            }
            if total || !hides.contains(&true) {
                continue;
            }
            told_with_some_hidden += 1;
            // What is known: the sum of the hidden ones, and that each holds somebody.
            let hidden: Vec<&Behind> =
                rows.iter().zip(&hides).filter(|(_, hides)| **hides).map(|(row, _)| &row[0]).collect();
            let sum: i64 = hidden.iter().map(|one| one.persons).sum();
            let others = i64::try_from(hidden.len()).expect("few") - 1;
            for one in &hidden {
                let (least, most) = (1, sum - others);
                assert!(most - least >= PERSONS_WIDE && least <= one.persons && one.persons <= most);
                let money: i64 = hidden.iter().map(|one| one.centimes).sum();
                assert!(money >= one.centimes + one.centimes / 5, "its money is known to a fifth");
            }
        }
        assert!(told_with_some_hidden > 500, "{told_with_some_hidden}");
    }
}
