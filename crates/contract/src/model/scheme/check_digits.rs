//! Check digits: the last digits of a number, which the others give.

use super::SchemeFault;

/// A rule for check digits. Numbers are digits alone, all of one length; nothing is larger than one digit and a small modulus,
/// so that no sum can overflow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CheckDigits {
    /// The last digit brings the weighted sum of the others up to a multiple of the modulus.
    Weighted {
        /// The weight of each digit but the last.
        weights: Vec<u32>,
        /// The modulus.
        modulo: u32,
    },
    /// The whole number is a multiple.
    DivisibleBy(u32),
    /// The last digits are this number less the remainder that the others, followed by as many zeros, leave by it.
    LessRemainder(u32),
    /// From the last digit back every second one is doubled, nine taken from what exceeds nine: the sum is a multiple of ten.
    Luhn,
}

impl CheckDigits {
    /// Whether the digits agree.
    pub(super) fn check(&self, text: &str) -> Result<(), SchemeFault> {
        let digits: Vec<u32> = text.bytes().map(|byte| u32::from(byte.wrapping_sub(b'0'))).collect();
        let told = |expected: Option<String>, length: usize| {
            let found = text[text.len().saturating_sub(length)..].to_owned();
            if expected.as_ref() == Some(&found) { Ok(()) } else { Err(SchemeFault::CheckDigits { expected, found }) }
        };
        match self {
            CheckDigits::Weighted { weights, modulo } => {
                let sum: u32 = digits.iter().zip(weights).map(|(digit, weight)| digit * weight % modulo).sum();
                told(Some(((modulo - sum % modulo) % modulo).to_string()), 1)
            }
            CheckDigits::DivisibleBy(number) => match remainder(&digits, *number) {
                0 => Ok(()),
                _ => told(None, width(*number)),
            },
            CheckDigits::LessRemainder(number) => {
                let width = width(*number);
                let mut others = digits.clone();
                let kept = others.len().saturating_sub(width);
                others[kept..].fill(0);
                let expected = format!("{:0width$}", number - remainder(&others, *number));
                told(Some(expected), width)
            }
            CheckDigits::Luhn => {
                let others = digits.split_last().map_or(&digits[..], |(_, others)| others);
                let weighed = |(place, digit): (usize, &u32)| match (place % 2, 2 * digit) {
                    (0, twice) if twice > 9 => twice - 9,
                    (0, twice) => twice,
                    _ => *digit,
                };
                let sum: u32 = others.iter().rev().enumerate().map(weighed).sum();
                told(Some(((10 - sum % 10) % 10).to_string()), 1)
            }
        }
    }
}

/// How many digits the remainders of a number have at most.
fn width(number: u32) -> usize {
    number.to_string().len()
}

fn remainder(digits: &[u32], number: u32) -> u32 {
    digits.iter().fold(0, |left, digit| (left * 10 + digit) % number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_that_the_others_give() {
        let right = |rule: &CheckDigits, text: &str| rule.check(text).is_ok();
        let key = CheckDigits::Weighted { weights: vec![1, 2, 1, 2, 1, 2], modulo: 10 };
        assert!(right(&key, "1234567") && !right(&key, "1234560"));
        assert!(right(&CheckDigits::DivisibleBy(97), "001234567000062"));
        let account = CheckDigits::LessRemainder(97);
        assert!(right(&account, "011519000001205000534921"), "the sample of the published registry");
        let wrong = account.check("011519000001205000534922");
        assert_eq!(wrong, Err(SchemeFault::CheckDigits { expected: Some("21".into()), found: "22".into() }));
        assert!(right(&CheckDigits::Luhn, "79927398713") && !right(&CheckDigits::Luhn, "79927398710"));
    }
}
