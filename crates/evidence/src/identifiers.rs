//! Official numbers: their shape and their key digits.
//!
//! Pure checks on text; nothing is looked up and nothing is kept. The CNSS rules come from its exchange specification.

/// What is wrong with a number that carries a key digit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyFault {
    /// Not the right number of digits, or not digits.
    Shape,
    /// The last digit is not the one that the others give.
    Key {
        /// The digit that the others give.
        expected: u8,
        /// The digit that stands there.
        found: u8,
    },
}

/// What a CNSS registration number stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Registration {
    /// An insured person.
    Insured,
    /// `000000000`: no number yet, the CIN says who it is.
    NoneYet,
    /// `999999999`: occasional labour, no person in particular.
    Occasional,
}

/// What is wrong with a CNSS registration number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RegistrationFault {
    /// Not nine digits.
    Shape,
    /// The first digit is not 1.
    FirstDigit,
    /// `100000000`, which the CNSS portal rejects although its key is right.
    Reserved,
    /// The ninth digit is not the one that the others give.
    Key {
        /// The digit that the others give.
        expected: u8,
        /// The digit that stands there.
        found: u8,
    },
}

/// Checks a CNSS affiliation: seven digits, the last one a key.
///
/// # Errors
/// The fault, where the shape or the key is wrong.
pub fn check_affiliation(text: &str) -> Result<(), KeyFault> {
    let digits = digits::<7>(text).ok_or(KeyFault::Shape)?;
    let expected = complement(2 * (digits[1] + digits[3] + digits[5]) + digits[0] + digits[2] + digits[4]);
    match digits[6] {
        found if found == expected => Ok(()),
        found => Err(KeyFault::Key { expected, found }),
    }
}

/// Checks a CNSS registration: nine digits, the first one 1 and not counted, the last one a key.
///
/// # Errors
/// The fault, where the number is neither a special one nor a well-formed one.
pub fn check_registration(text: &str) -> Result<Registration, RegistrationFault> {
    let digits = digits::<9>(text).ok_or(RegistrationFault::Shape)?;
    match text {
        "000000000" => return Ok(Registration::NoneYet),
        "999999999" => return Ok(Registration::Occasional),
        "100000000" => return Err(RegistrationFault::Reserved),
        _ => {}
    }
    if digits[0] != 1 {
        return Err(RegistrationFault::FirstDigit);
    }
    let doubled = digits[1] + digits[3] + digits[5] + digits[7];
    let expected = complement(2 * doubled + digits[2] + digits[4] + digits[6]);
    match digits[8] {
        found if found == expected => Ok(Registration::Insured),
        found => Err(RegistrationFault::Key { expected, found }),
    }
}

/// Whether the text is a tax identifier (IF): seven or eight digits, no leading zero.
#[must_use]
pub fn is_tax_identifier(text: &str) -> bool {
    matches!(text.len(), 7 | 8) && text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0')
}

/// The CIN in one writing (upper case, no spaces), where it is one or two letters and one to six digits.
#[must_use]
pub fn normalise_cin(text: &str) -> Option<String> {
    let mut cin = String::with_capacity(8);
    for character in text.chars().filter(|character| !character.is_whitespace()) {
        if !character.is_ascii_alphanumeric() || cin.len() == 8 {
            return None;
        }
        cin.push(character.to_ascii_uppercase());
    }
    let letters = cin.bytes().take_while(u8::is_ascii_uppercase).count();
    let numbers = &cin[letters..];
    let fits = (1..=2).contains(&letters)
        && (1..=6).contains(&numbers.len())
        && numbers.bytes().all(|byte| byte.is_ascii_digit());
    fits.then_some(cin)
}

/// The digit that brings the sum up to a multiple of ten.
const fn complement(sum: u8) -> u8 {
    (10 - sum % 10) % 10
}

fn digits<const N: usize>(text: &str) -> Option<[u8; N]> {
    let bytes: [u8; N] = text.as_bytes().try_into().ok()?;
    bytes.iter().all(u8::is_ascii_digit).then(|| bytes.map(|byte| byte - b'0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn affiliation_keys_are_those_of_the_specification() {
        for valid in ["2703892", "1234567"] {
            assert_eq!(check_affiliation(valid), Ok(()), "{valid}");
        }
        assert!(matches!(check_affiliation("1307492"), Err(KeyFault::Key { found: 2, .. })));
        assert_eq!(check_affiliation("1234560"), Err(KeyFault::Key { expected: 7, found: 0 }));
        for shapeless in ["", "123456", "12345678", "123456A", "١٢٣٤٥٦٧"] {
            assert_eq!(check_affiliation(shapeless), Err(KeyFault::Shape), "{shapeless}");
        }
        assert_eq!(check_affiliation("0000000"), Ok(()), "a sum of zero has the key zero");
    }

    #[test]
    fn registration_keys_are_those_of_the_specification() {
        assert_eq!(check_registration("123456785"), Ok(Registration::Insured));
        assert_eq!(check_registration("000000000"), Ok(Registration::NoneYet));
        assert_eq!(check_registration("999999999"), Ok(Registration::Occasional));
        assert_eq!(check_registration("100000000"), Err(RegistrationFault::Reserved));
        assert_eq!(check_registration("223456785"), Err(RegistrationFault::FirstDigit));
        assert_eq!(check_registration("123456789"), Err(RegistrationFault::Key { expected: 5, found: 9 }));
        assert_eq!(check_registration("12345678 "), Err(RegistrationFault::Shape));
    }

    #[test]
    fn every_single_wrong_digit_but_the_first_changes_the_key_or_the_shape() {
        let good = b"123456785";
        for position in 1..9 {
            for digit in b'0'..=b'9' {
                let mut text = good.to_vec();
                text[position] = digit;
                let text = String::from_utf8(text).expect("digits");
                // Doubling digits lets d and d + 5 weigh the same: the key of the specification cannot see that.
                let doubled_twin = matches!(position, 1 | 3 | 5 | 7) && digit.abs_diff(good[position]) == 5;
                let passes = check_registration(&text) == Ok(Registration::Insured);
                assert_eq!(passes, digit == good[position] || doubled_twin, "{text}");
            }
        }
    }

    #[test]
    fn tax_identifiers_have_seven_or_eight_digits() {
        assert!(is_tax_identifier("1234567") && is_tax_identifier("12345678"));
        for invalid in ["", "123456", "123456789", "01234567", "123456A"] {
            assert!(!is_tax_identifier(invalid), "{invalid}");
        }
    }

    #[test]
    fn a_cin_has_one_writing() {
        assert_eq!(normalise_cin(" ab 123456 "), Some("AB123456".to_owned()));
        assert_eq!(normalise_cin("K1"), Some("K1".to_owned()));
        for invalid in ["", "123456", "ABC123", "AB1234567", "A", "A1B2", "É12345", "AB123456789012345"] {
            assert_eq!(normalise_cin(invalid), None, "{invalid}");
        }
    }
}
