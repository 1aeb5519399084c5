//! Digits for people: grouped by three, decimal mark, minus sign. Units are not its affair.

use crate::locale::Language;

/// `digits / 10^scale`, with exactly `scale` decimals. Four-digit numbers are grouped like the others, so that columns agree.
pub fn numeral(language: Language, digits: i128, scale: u8) -> String {
    let unit = 10u128.pow(u32::from(scale));
    let value = digits.unsigned_abs();
    let mut text = String::new();
    if digits < 0 {
        text.push('\u{2212}');
    }
    push_grouped(&mut text, &(value / unit).to_string(), language.group_separator());
    if scale > 0 {
        text.push(language.decimal_separator());
        text.push_str(&format!("{:0width$}", value % unit, width = usize::from(scale)));
    }
    text
}

fn push_grouped(text: &mut String, whole: &str, separator: char) {
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
}
