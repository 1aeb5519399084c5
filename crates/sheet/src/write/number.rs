//! The one place where the text of a number becomes the binary float that the format stores. Up to fifteen digits that is
//! exact: the file gets the shortest text that leads to that float, which is the text that was given. Longer ones stay texts.

use rust_xlsxwriter::{Format, Worksheet, XlsxError};

const DIGITS_MAX: usize = 15;

/// Writes a number, or its text where a float would lose a digit.
pub(super) fn write(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    text: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    let digits = text.trim_start_matches(['-', '0', '.']).bytes().filter(u8::is_ascii_digit).count();
    match text.parse::<f64>() {
        Ok(number) if digits <= DIGITS_MAX && number.is_finite() => {
            sheet.write_number_with_format(row, column, number, format)?
        }
        _ => sheet.write_string_with_format(row, column, text, format)?,
    };
    Ok(())
}
