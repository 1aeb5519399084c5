//! Exact arithmetic on scaled integers and fractions. Nothing wraps and nothing is lost: an operation either gives the
//! exact value or nothing.
//!
//! A number is `digits / 10^scale` with the scale known to the program, or a fraction after a `ratio`. Rounding exists in
//! one place, [`round`]. Columns of these numbers are in `column`; which step uses what is decided by `compile`.

use std::cmp::Ordering;

use contract::model::RoundMode;

/// The finest scale that a program may use; beyond it the compiler refuses the clause.
pub const SCALE_MAX: u8 = 30;

/// `10^scale`, or nothing where it does not fit.
#[must_use]
pub const fn power_of_ten(scale: u8) -> Option<i128> {
    if (scale as usize) < POWERS.len() { Some(POWERS[scale as usize]) } else { None }
}

/// Every power of ten that fits.
const POWERS: [i128; 39] = {
    let mut powers = [1; 39];
    let mut scale = 1;
    while scale < powers.len() {
        powers[scale] = powers[scale - 1] * 10;
        scale += 1;
    }
    powers
};

/// The digits of a number moved from a scale to a finer one.
#[must_use]
#[inline]
pub fn rescale(digits: i128, from: u8, to: u8) -> Option<i128> {
    if from == to {
        return Some(digits);
    }
    digits.checked_mul(power_of_ten(to.checked_sub(from)?)?)
}

/// A fraction with a positive denominator, not necessarily in lowest terms.
#[derive(Debug, Clone, Copy)]
pub struct Fraction {
    top: i128,
    bottom: i128,
}

/// The product; most factors fit 64 bits, and then it cannot overflow.
#[inline]
fn multiply(left: i128, right: i128) -> Option<i128> {
    match (i64::try_from(left), i64::try_from(right)) {
        (Ok(left), Ok(right)) => Some(i128::from(left) * i128::from(right)),
        _ => left.checked_mul(right),
    }
}

fn greatest_common_divisor(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a.unsigned_abs(), b.unsigned_abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    i128::try_from(a).unwrap_or(1).max(1)
}

impl Fraction {
    /// Zero.
    pub const ZERO: Fraction = Fraction { top: 0, bottom: 1 };

    /// `top / bottom`; nothing when the denominator is zero or a sign cannot be moved.
    #[must_use]
    pub fn new(top: i128, bottom: i128) -> Option<Fraction> {
        match bottom.cmp(&0) {
            Ordering::Greater => Some(Fraction { top, bottom }),
            Ordering::Equal => None,
            Ordering::Less => Some(Fraction { top: top.checked_neg()?, bottom: bottom.checked_neg()? }),
        }
    }

    /// The fraction equal to `digits / 10^scale`.
    #[must_use]
    pub fn of_fixed(digits: i128, scale: u8) -> Option<Fraction> {
        Some(Fraction { top: digits, bottom: power_of_ten(scale)? })
    }

    /// The numerator.
    #[must_use]
    pub const fn top(self) -> i128 {
        self.top
    }

    /// The denominator, above zero.
    #[must_use]
    pub const fn bottom(self) -> i128 {
        self.bottom
    }

    /// The same fraction in lowest terms.
    #[must_use]
    pub fn reduced(self) -> Fraction {
        let divisor = greatest_common_divisor(self.top, self.bottom);
        Fraction { top: self.top / divisor, bottom: self.bottom / divisor }
    }

    /// Sum.
    #[must_use]
    #[inline]
    pub fn plus(self, other: Fraction) -> Option<Fraction> {
        self.plus_as_is(other).or_else(|| self.reduced().plus_as_is(other.reduced()))
    }

    #[inline]
    fn plus_as_is(self, other: Fraction) -> Option<Fraction> {
        if self.bottom == other.bottom {
            return Some(Fraction { top: self.top.checked_add(other.top)?, bottom: self.bottom });
        }
        if self.bottom == 1 && self.top == 0 {
            return Some(other);
        }
        let divisor = greatest_common_divisor(self.bottom, other.bottom);
        let (left, right) = (other.bottom / divisor, self.bottom / divisor);
        let top = self.top.checked_mul(left)?.checked_add(other.top.checked_mul(right)?)?;
        Some(Fraction { top, bottom: self.bottom.checked_mul(left)? })
    }

    /// Difference.
    #[must_use]
    pub fn minus(self, other: Fraction) -> Option<Fraction> {
        self.plus(Fraction { top: other.top.checked_neg()?, bottom: other.bottom })
    }

    /// Product.
    #[must_use]
    #[inline]
    pub fn times(self, other: Fraction) -> Option<Fraction> {
        let as_is = |a: Fraction, b: Fraction| {
            Some(Fraction { top: multiply(a.top, b.top)?, bottom: multiply(a.bottom, b.bottom)? })
        };
        as_is(self, other).or_else(|| {
            let crossed = Fraction { top: self.top, bottom: other.bottom }.reduced();
            let recrossed = Fraction { top: other.top, bottom: self.bottom }.reduced();
            as_is(crossed, recrossed)
        })
    }

    /// Quotient; nothing also when `other` is zero.
    #[must_use]
    #[inline]
    pub fn over(self, other: Fraction) -> Option<Fraction> {
        self.times(Fraction::new(other.bottom, other.top)?)
    }

    /// Order of values, exact for every pair: never computed through a product that could overflow.
    #[must_use]
    pub fn order(self, other: Fraction) -> Ordering {
        if let (Some(left), Some(right)) = (multiply(self.top, other.bottom), multiply(other.top, self.bottom)) {
            return left.cmp(&right);
        }
        // Whole parts first, then the remainders upside down, as in Euclid's algorithm.
        let (mut a, mut b) = (self, other);
        let mut turned = false;
        loop {
            let (whole_a, whole_b) = (a.top.div_euclid(a.bottom), b.top.div_euclid(b.bottom));
            let (rest_a, rest_b) = (a.top.rem_euclid(a.bottom), b.top.rem_euclid(b.bottom));
            let order = match (whole_a.cmp(&whole_b), rest_a, rest_b) {
                (Ordering::Equal, 0, 0) => Some(Ordering::Equal),
                (Ordering::Equal, 0, _) => Some(Ordering::Less),
                (Ordering::Equal, _, 0) => Some(Ordering::Greater),
                (Ordering::Equal, _, _) => None,
                (different, _, _) => Some(different),
            };
            if let Some(order) = order {
                return if turned { order.reverse() } else { order };
            }
            a = Fraction { top: a.bottom, bottom: rest_a };
            b = Fraction { top: b.bottom, bottom: rest_b };
            turned = !turned;
        }
    }
}

/// The integer nearest to `top / bottom` in the sense of the mode (`bottom` above zero).
fn divide(top: i128, bottom: i128, mode: RoundMode) -> Option<i128> {
    // One division, which in 64 bits is ten times faster.
    let (whole, rest) = match (u64::try_from(top), u64::try_from(bottom)) {
        (Ok(top), Ok(bottom)) => (i128::from(top / bottom), i128::from(top % bottom)),
        _ => {
            let whole = top / bottom;
            let rest = top - whole * bottom;
            if rest < 0 { (whole - 1, rest + bottom) } else { (whole, rest) }
        }
    };
    let up = match mode {
        RoundMode::Down => false,
        RoundMode::Up => rest > 0,
        RoundMode::HalfUp | RoundMode::HalfEven => match rest.cmp(&(bottom - rest)) {
            Ordering::Less => false,
            Ordering::Greater => true,
            Ordering::Equal if mode == RoundMode::HalfUp => top >= 0,
            Ordering::Equal => whole % 2 != 0,
        },
    };
    if up { whole.checked_add(1) } else { Some(whole) }
}

/// The same in 64 bits, for a numerator and a denominator (above zero) whose sum fits.
fn divide_narrow(top: i64, bottom: i64, mode: RoundMode) -> i64 {
    let (whole, rest) = (top.div_euclid(bottom), top.rem_euclid(bottom));
    let up = match mode {
        RoundMode::Down => false,
        RoundMode::Up => rest > 0,
        RoundMode::HalfUp | RoundMode::HalfEven => match rest.cmp(&(bottom - rest)) {
            Ordering::Less => false,
            Ordering::Greater => true,
            Ordering::Equal if mode == RoundMode::HalfUp => top >= 0,
            Ordering::Equal => whole % 2 != 0,
        },
    };
    whole + i64::from(up)
}

/// Rounds digits of 64 bits at a scale to multiples of `to_digits / 10^to_scale`, digits at `to_scale`, with their bound;
/// nothing where bounds do not prove that 64 bits suffice.
pub(crate) fn round_narrow(
    digits: &[i64],
    bound: u64,
    scale: u8,
    to_digits: i128,
    to_scale: u8,
    mode: RoundMode,
) -> Option<(Vec<i64>, u64)> {
    let to_digits = i64::try_from(to_digits).ok().filter(|to_digits| *to_digits > 0)?;
    let factor = i64::try_from(power_of_ten(scale.checked_sub(to_scale)?)?).ok()?;
    let unit = to_digits.checked_mul(factor)?;
    // The result is at most one multiple further from zero than the value.
    let bound = bound.checked_add(unit.unsigned_abs()).filter(|bound| i64::try_from(*bound).is_ok())?;
    Some((digits.iter().map(|one| divide_narrow(*one, unit, mode) * to_digits).collect(), bound))
}

/// The multiple of `to_digits / 10^to_scale` that the mode names, as digits at `to_scale`; `to_digits` is above zero.
#[must_use]
pub fn round(value: Fraction, to_digits: i128, to_scale: u8, mode: RoundMode) -> Option<i128> {
    if to_digits <= 0 {
        return None;
    }
    let scaled =
        |value: Fraction| Some((value.top.checked_mul(power_of_ten(to_scale)?)?, value.bottom.checked_mul(to_digits)?));
    let (top, bottom) = scaled(value).or_else(|| {
        let value = value.reduced();
        let with_ten = Fraction { top: power_of_ten(to_scale)?, bottom: value.bottom }.reduced();
        let with_digits = Fraction { top: value.top, bottom: to_digits }.reduced();
        Some((with_digits.top.checked_mul(with_ten.top)?, with_ten.bottom.checked_mul(with_digits.bottom)?))
    })?;
    divide(top, bottom, mode)?.checked_mul(to_digits)
}

/// A marginal scale charged on a value: slices (above, rate) in increasing order.
#[must_use]
pub fn brackets(value: i128, slices: &[(i128, i128)]) -> Option<i128> {
    let mut charged = 0i128;
    for (index, (above, rate)) in slices.iter().enumerate() {
        let upper = slices.get(index + 1).map_or(value, |(next, _)| value.min(*next));
        let part = upper.checked_sub(*above)?.max(0);
        charged = charged.checked_add(part.checked_mul(*rate)?)?;
    }
    Some(charged)
}
