//! Money and exact decimals.
//!
//! An amount is an integer number of centimes; a [`Decimal`] is an integer with a scale, as a person wrote it. Nothing
//! here rounds: rounding exists only as a step of a clause.

use std::fmt;
use std::str::FromStr;

use num_bigint::BigInt;
use num_rational::BigRational;

/// An amount in Moroccan dirham, held as centimes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Money {
    centimes: i64,
}

/// Why a written number was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    /// The text is not digits with at most one decimal point.
    #[error("not a decimal number")]
    NotANumber,
    /// More decimals than the type can hold (two for money, nine for a decimal).
    #[error("too many decimals")]
    TooManyDecimals,
    /// The number does not fit.
    #[error("number too large")]
    TooLarge,
}

impl Money {
    /// Zero dirham.
    pub const ZERO: Money = Money { centimes: 0 };

    /// An amount from centimes.
    #[must_use]
    pub const fn from_centimes(centimes: i64) -> Money {
        Money { centimes }
    }

    /// The amount in centimes.
    #[must_use]
    pub const fn centimes(self) -> i64 {
        self.centimes
    }

    /// Sum, or nothing where it would not fit.
    #[must_use]
    pub fn checked_add(self, other: Money) -> Option<Money> {
        self.centimes.checked_add(other.centimes).map(Money::from_centimes)
    }

    /// Difference, or nothing where it would not fit.
    #[must_use]
    pub fn checked_sub(self, other: Money) -> Option<Money> {
        self.centimes.checked_sub(other.centimes).map(Money::from_centimes)
    }

    /// The exact value in dirham.
    #[must_use]
    pub fn to_exact(self) -> BigRational {
        BigRational::new(BigInt::from(self.centimes), BigInt::from(100))
    }
}

impl fmt::Display for Money {
    /// `1234.50`, without grouping or unit: for files and traces. People read `presentation::quantity`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.centimes < 0 { "-" } else { "" };
        let whole = self.centimes.unsigned_abs();
        write!(f, "{sign}{}.{:02}", whole / 100, whole % 100)
    }
}

impl FromStr for Money {
    type Err = NumberError;

    fn from_str(text: &str) -> Result<Money, NumberError> {
        let decimal: Decimal = text.parse()?;
        let centimes = decimal.at_scale(2).ok_or(NumberError::TooManyDecimals)?;
        i64::try_from(centimes).map(Money::from_centimes).map_err(|_| NumberError::TooLarge)
    }
}

/// An exact decimal: `digits / 10^scale`, normalised (no trailing zero decimals).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Decimal {
    digits: i128,
    scale: u8,
}

impl Decimal {
    /// The largest number of decimals a written number may have.
    pub const MAX_SCALE: u8 = 9;

    /// `digits / 10^scale`, normalised.
    #[must_use]
    pub fn new(mut digits: i128, mut scale: u8) -> Decimal {
        while scale > 0 && digits % 10 == 0 {
            digits /= 10;
            scale -= 1;
        }
        Decimal { digits, scale }
    }

    /// The integer before division by the scale.
    #[must_use]
    pub const fn digits(self) -> i128 {
        self.digits
    }

    /// The number of decimals.
    #[must_use]
    pub const fn scale(self) -> u8 {
        self.scale
    }

    /// The digits at another scale, or nothing where decimals would be lost or the number does not fit.
    #[must_use]
    pub fn at_scale(self, scale: u8) -> Option<i128> {
        let more = scale.checked_sub(self.scale)?;
        self.digits.checked_mul(10i128.checked_pow(u32::from(more))?)
    }

    /// The exact value.
    #[must_use]
    pub fn to_exact(self) -> BigRational {
        BigRational::new(BigInt::from(self.digits), BigInt::from(10).pow(u32::from(self.scale)))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.digits < 0 { "-" } else { "" };
        let whole = self.digits.unsigned_abs();
        let unit = 10u128.pow(u32::from(self.scale));
        if self.scale == 0 {
            write!(f, "{sign}{whole}")
        } else {
            write!(f, "{sign}{}.{:0width$}", whole / unit, whole % unit, width = usize::from(self.scale))
        }
    }
}

impl FromStr for Decimal {
    type Err = NumberError;

    /// Reads `-1234.56`; no exponent, no grouping, no sign but a leading minus.
    fn from_str(text: &str) -> Result<Decimal, NumberError> {
        let (negative, body) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, decimals) = body.split_once('.').unwrap_or((body, ""));
        let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !all_digits(whole) || !all_digits(decimals) || body.ends_with('.') {
            return Err(NumberError::NotANumber);
        }
        let decimals = decimals.trim_end_matches('0');
        let scale = u8::try_from(decimals.len()).map_err(|_| NumberError::TooManyDecimals)?;
        if scale > Decimal::MAX_SCALE {
            return Err(NumberError::TooManyDecimals);
        }
        let digits: i128 = format!("{whole}{decimals}").parse().map_err(|_| NumberError::TooLarge)?;
        Ok(Decimal::new(if negative { -digits } else { digits }, scale))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_reads_and_prints_the_same_text() {
        for text in ["0.00", "1.05", "-1.05", "66947.93", "92233720368547758.07"] {
            assert_eq!(text.parse::<Money>().map(|money| money.to_string()), Ok(text.to_owned()));
        }
        assert_eq!("1.005".parse::<Money>(), Err(NumberError::TooManyDecimals));
        assert_eq!("1e3".parse::<Money>(), Err(NumberError::NotANumber));
        assert_eq!("1.".parse::<Money>(), Err(NumberError::NotANumber));
        assert_eq!("92233720368547758.08".parse::<Money>(), Err(NumberError::TooLarge));
    }
}
