//! Digits of exact numbers: in 64 bits as long as every one of them fits, in 128 bits from the first that does not.
//!
//! Narrow digits carry a bound, so that an operation on whole columns is proved safe before it starts and runs without a
//! check a value. What the bounds do not prove is computed in 128 bits, checked value by value.

/// The digits of a column of numbers that share a scale.
#[derive(Debug, Clone)]
pub(crate) enum Digits {
    /// None is further from zero than the bound.
    Narrow {
        digits: Vec<i64>,
        bound: u64,
    },
    Wide(Vec<i128>),
}

/// The largest bound that narrow digits may have: every number up to it has its opposite.
pub(crate) const NARROW_MAX: u64 = i64::MAX.unsigned_abs();

/// How far from zero numbers are at most: the next power of two.
pub(crate) fn bound_of(numbers: &[i64]) -> u64 {
    // The bits of all magnitudes together; of a negative number, those of the next towards zero.
    let bits = numbers.iter().fold(0, |bits, one| bits | (one ^ (one >> 63)));
    1 << (u64::BITS - bits.leading_zeros())
}

impl Digits {
    pub(crate) fn one(digits: i128) -> Digits {
        Digits::from_iter([digits])
    }

    pub(crate) fn zeros(length: usize) -> Digits {
        Digits::Narrow { digits: vec![0; length], bound: 0 }
    }

    /// Narrow digits whose bound is found by looking.
    pub(crate) fn narrow(digits: Vec<i64>) -> Digits {
        let bound = bound_of(&digits);
        if bound <= NARROW_MAX {
            Digits::Narrow { digits, bound }
        } else {
            Digits::Wide(digits.into_iter().map(i128::from).collect())
        }
    }

    /// Narrow digits of which the bound is proved.
    pub(crate) fn bounded(digits: Vec<i64>, bound: u64) -> Digits {
        debug_assert!(bound <= NARROW_MAX && digits.iter().all(|one| one.unsigned_abs() <= bound));
        Digits::Narrow { digits, bound }
    }

    pub(crate) fn len(&self) -> usize {
        match self {
            Digits::Narrow { digits, .. } => digits.len(),
            Digits::Wide(digits) => digits.len(),
        }
    }

    #[inline]
    pub(crate) fn at(&self, index: usize) -> i128 {
        match self {
            Digits::Narrow { digits, .. } => i128::from(digits[index]),
            Digits::Wide(digits) => digits[index],
        }
    }

    pub(crate) fn gather(&self, indexes: &[u32]) -> Digits {
        match self {
            Digits::Narrow { digits, bound } => Digits::Narrow { digits: super::pick(digits, indexes), bound: *bound },
            Digits::Wide(digits) => Digits::Wide(super::pick(digits, indexes)),
        }
    }
}

impl FromIterator<i128> for Digits {
    fn from_iter<I: IntoIterator<Item = i128>>(each: I) -> Digits {
        let mut each = each.into_iter();
        let mut digits: Vec<i64> = Vec::with_capacity(each.size_hint().0);
        let mut bound = 0;
        while let Some(one) = each.next() {
            match i64::try_from(one) {
                Ok(narrow) if narrow != i64::MIN => {
                    bound = bound.max(narrow.unsigned_abs());
                    digits.push(narrow);
                }
                _ => {
                    let mut wide: Vec<i128> = digits.into_iter().map(i128::from).collect();
                    wide.push(one);
                    wide.extend(each);
                    return Digits::Wide(wide);
                }
            }
        }
        Digits::Narrow { digits, bound }
    }
}
