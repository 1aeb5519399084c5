//! Small numbers: which cells about persons are not shown, so that nobody can be recognised.

/// Fewer persons than this in a cell, and the cell is not shown.
pub const THRESHOLD: i64 = 5;

/// For each cell, whether it is hidden: it holds too few persons, or it would give the only hidden one away by
/// subtraction. Empty cells hide nobody.
#[must_use]
pub fn hidden(persons: &[i64]) -> Vec<bool> {
    let mut hidden: Vec<bool> = persons.iter().map(|&count| count > 0 && count < THRESHOLD).collect();
    if hidden.iter().filter(|one| **one).count() == 1 {
        let shown = persons.iter().enumerate().filter(|(index, count)| !hidden[*index] && **count > 0);
        if let Some((smallest, _)) = shown.min_by_key(|(_, count)| **count) {
            hidden[smallest] = true;
        }
    }
    hidden
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_persons_are_hidden_and_never_alone() {
        assert_eq!(hidden(&[12, 0, 30]), [false, false, false]);
        assert_eq!(hidden(&[4, 1, 30]), [true, true, false]);
        assert_eq!(hidden(&[4, 12, 30, 0]), [true, true, false, false], "one alone could be subtracted from the total");
        assert_eq!(hidden(&[4]), [true]);
    }
}
