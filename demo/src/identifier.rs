//! Official numbers that look right: valid check keys, and no two alike under one seed.
//!
//! The numbers are drawn, not taken from anybody. Readers check the keys by their own means; nothing here is shared
//! with them.

/// Spreads an index over a range without repetition: `step` must have no factor in common with `modulus`.
fn scattered(index: u64, step: u64, offset: u64, modulus: u64) -> u64 {
    (index.wrapping_mul(step) + offset % modulus) % modulus
}

/// The key of a CNSS number, whose digits weigh 1 and 2 (or 2 and 1) by turns.
fn key(digits: &[u64], first_weight: u64) -> u64 {
    let weights = [first_weight, 3 - first_weight].into_iter().cycle();
    let sum: u64 = digits.iter().zip(weights).map(|(digit, weight)| digit * weight).sum();
    (10 - sum % 10) % 10
}

fn digits(number: u64, width: usize) -> Vec<u64> {
    let text = format!("{number:0width$}");
    text.bytes().map(|byte| u64::from(byte - b'0')).collect()
}

/// A CNSS affiliation: six digits and their key.
pub(crate) fn affiliation(index: u64, seed: u64) -> String {
    let body = 100_000 + scattered(index, 48_271, seed, 900_000);
    format!("{body}{}", key(&digits(body, 6), 1))
}

/// A CNSS registration: a 1, seven digits and their key.
pub(crate) fn insured(index: u64, seed: u64) -> u32 {
    // 9 999 991 is prime, so every step scatters without repetition.
    let body = 1 + scattered(index, 6_180_339, seed.rotate_right(7), 9_999_991);
    let number = (10_000_000 + body) * 10 + key(&digits(body, 7), 2);
    u32::try_from(number).unwrap_or(0)
}

/// An identity card number: a letter pair that begins with Q, and six digits.
pub(crate) fn identity_card(index: u64, seed: u64) -> String {
    let letter = char::from(b'A' + u8::try_from(index / 1_000_000 % 26).unwrap_or(0));
    format!("Q{letter}{:06}", scattered(index, 618_033, seed.rotate_right(13), 1_000_000))
}

/// A residence card number of a foreigner.
pub(crate) fn residence_card(index: u64, seed: u64) -> String {
    format!("QR{:06}X", scattered(index, 381_967, seed.rotate_right(17), 1_000_000))
}

/// A common enterprise identifier (ICE): nine digits, establishment 0000, and a control that makes the whole a multiple
/// of 97.
pub(crate) fn enterprise(index: u64, seed: u64) -> String {
    let body = 9_000_000 + scattered(index, 48_271, seed.rotate_right(3), 900_000);
    format!("{body:09}0000{:02}", enterprise_control(body))
}

const fn enterprise_control(body: u64) -> u64 {
    (97 - body * 1_000_000 % 97) % 97
}

/// A tax identifier: eight digits without a leading zero.
pub(crate) fn tax_identifier(index: u64, seed: u64) -> String {
    (40_000_000 + scattered(index, 6_180_339, seed.rotate_right(5), 9_999_991)).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_agree_with_the_published_examples() {
        assert_eq!(key(&digits(123_456, 6), 1), 7);
        assert_eq!(key(&digits(270_389, 6), 1), 2);
        assert_eq!(key(&digits(2_345_678, 7), 2), 5);
        assert_eq!(enterprise_control(1_234_567), 62);
    }
}
