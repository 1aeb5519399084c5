//! The decimal text of a stored number, to the fifteen significant digits that a spreadsheet shows. Files store doubles as the
//! shortest or the longest text that leads back to them: `0.30000000000000004` is what a sum of 0.1 and 0.2 leaves, and what
//! stood in the cell is 0.3. Digits alone are moved here; no binary float is made.

/// Significant digits of a spreadsheet.
const DIGITS_MAX: usize = 15;
/// No double is larger or smaller than ten to this power, with room for digits.
const EXPONENT_MAX: i32 = 400;
/// The longest text of a stored number that is looked at.
const TEXT_MAX: usize = 400;

/// The plain decimal text, rounded half up to fifteen digits: no exponent, no `+`, no zeros that say nothing. None where the text is no number.
#[must_use]
pub fn fifteen(text: &str) -> Option<String> {
    let (negative, digits, point) = parts(text)?;
    let (digits, point) = rounded(digits, point);
    if digits.is_empty() {
        return Some("0".to_owned());
    }
    Some(plain(negative, &digits, point))
}

/// Sign, digits without zeros in front, and where the decimal sign stands counted from the first digit.
fn parts(text: &str) -> Option<(bool, Vec<u8>, i32)> {
    let text = text.trim_matches([' ', '\t', '\r', '\n']);
    if text.len() > TEXT_MAX {
        return None;
    }
    let (negative, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
        None => (text, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = || whole.bytes().chain(fraction.bytes());
    if all().count() == 0 || !all().all(|digit| digit.is_ascii_digit()) || exponent.abs() > EXPONENT_MAX {
        return None;
    }
    let zeros = all().take_while(|digit| *digit == b'0').count();
    let digits: Vec<u8> = all().skip(zeros).map(|digit| digit - b'0').collect();
    let point = i32::try_from(whole.len()).ok()? - i32::try_from(zeros).ok()? + exponent;
    Some((negative, digits, point))
}

/// The digits cut to fifteen, half up, with no zeros behind.
fn rounded(mut digits: Vec<u8>, mut point: i32) -> (Vec<u8>, i32) {
    let up = digits.get(DIGITS_MAX).is_some_and(|digit| *digit >= 5);
    digits.truncate(DIGITS_MAX);
    if up {
        let kept = digits.iter().rposition(|digit| *digit != 9);
        digits.truncate(kept.map_or(0, |last| last + 1));
        match digits.last_mut() {
            Some(last) => *last += 1,
            // Nines throughout: one more place in front.
            None => {
                digits.push(1);
                point += 1;
            }
        }
    }
    while digits.last() == Some(&0) {
        digits.pop();
    }
    (digits, point)
}

fn plain(negative: bool, digits: &[u8], point: i32) -> String {
    let mut text = String::from(if negative { "-" } else { "" });
    let digit = |text: &mut String, digit: u8| text.push(char::from(b'0' + digit));
    if point <= 0 {
        text.push_str("0.");
        (point..0).for_each(|_| text.push('0'));
        digits.iter().for_each(|value| digit(&mut text, *value));
        return text;
    }
    let whole = usize::try_from(point).unwrap_or(0);
    for place in 0..whole.max(digits.len()) {
        if place == whole {
            text.push('.');
        }
        digit(&mut text, digits.get(place).copied().unwrap_or(0));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stored_numbers_are_what_was_typed() {
        for (stored, text) in [
            ("8000.03", "8000.03"),
            ("0.30000000000000004", "0.3"),
            ("8000.0300000000007", "8000.03"),
            ("8000.0299999999997", "8000.03"),
            ("1E3", "1000"),
            ("1.5e-3", "0.0015"),
            ("-1.10", "-1.1"),
            ("-0", "0"),
            ("0.000", "0"),
            (".5", "0.5"),
            ("5.", "5"),
            ("+007", "7"),
            ("99999999999999.999", "100000000000000"),
            ("999999999999999.9", "1000000000000000"),
            ("123456789012345678", "123456789012346000"),
            ("1.2345678901234567E+20", "123456789012346000000"),
            ("4.9406564584124654E-324", &format!("0.{}494065645841247", "0".repeat(323))),
        ] {
            assert_eq!(fifteen(stored).as_deref(), Some(text), "{stored}");
        }
    }

    /// Whatever of up to fifteen digits is typed comes back, however a program writes the double that it keeps.
    #[test]
    fn doubles_lead_back_to_what_was_typed() {
        let mut state = 20_261_130_u64;
        for round in 0..50_000_u32 {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            let digits = state % 10_u64.pow(1 + round % 15);
            let typed = format!("{digits}e-{}", state >> 60);
            let plain = fifteen(&typed).unwrap();
            let stored: f64 = typed.parse().unwrap();
            for text in [stored.to_string(), format!("{stored:e}"), format!("{stored:.16e}")] {
                assert_eq!(fifteen(&text).as_ref(), Some(&plain), "{typed}, stored as {text}");
            }
        }
    }

    #[test]
    fn what_is_no_number_is_none() {
        for text in ["", ".", "-", "1,5", "1.2.3", "NaN", "inf", "1e999999", "1e", "12a", "0x10", "1_000", "١٢"] {
            assert_eq!(fifteen(text), None, "{text}");
        }
    }
}
