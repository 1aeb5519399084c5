//! Writes what stands in a cell as what it was: texts stay texts, whatever their digits; days are days; formulas become their
//! results, so that nothing of a stranger's is computed when the copy is opened.

use rust_xlsxwriter::{ExcelDateTime, Format as Look, Worksheet, XlsxError};

use super::look::cut;
use super::number;
use crate::cell::{Cell, Dated, Format, Value};

/// Letters of a cell.
const TEXT_MAX: usize = 32_767;

/// Writes a cell at a place from 0, over a look.
pub(super) fn write(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    look: Look,
) -> Result<(), XlsxError> {
    let as_text = |sheet: &mut Worksheet, text: &str, look: Look| {
        sheet.write_string_with_format(row, column, cut(text, TEXT_MAX), &look.set_num_format("@")).map(|_| ())
    };
    match &cell.value {
        Value::Blank => sheet.write_blank(row, column, &look).map(|_| ()),
        Value::Text(text, _) | Value::Error(text) | Value::Unreadable(text) => as_text(sheet, text, look),
        Value::Number(text) | Value::Double(text) => {
            let look = match &cell.format {
                Format::General | Format::Date(_) => look,
                Format::Text => look.set_num_format("@"),
                Format::Percent(code) | Format::Currency(code) | Format::Other(code) => look.set_num_format(code),
            };
            number::write(sheet, (row, column), text, &look)
        }
        Value::Truth(truth) => sheet.write_boolean_with_format(row, column, *truth, &look).map(|_| ()),
        Value::Date(dated) => match moment(dated) {
            Some(moment) => {
                let usual = if dated.time_seconds.is_some() { "yyyy-mm-dd hh:mm:ss" } else { "yyyy-mm-dd" };
                let code = if let Format::Date(code) = &cell.format { code } else { usual };
                sheet.write_with_format(row, column, &moment, &look.set_num_format(code)).map(|_| ())
            }
            None => as_text(sheet, &dated.text(), look),
        },
    }
}

/// The moment as the writer takes it; none for hours without a day, and for days that the format does not know.
fn moment(dated: &Dated) -> Option<ExcelDateTime> {
    let day = dated.day?;
    let moment = ExcelDateTime::from_ymd(day.year, day.month, day.day).ok()?;
    let Some(seconds) = dated.time_seconds else { return Some(moment) };
    let (hour, minute) = (u16::try_from(seconds / 3600).ok()?, u8::try_from(seconds / 60 % 60).ok()?);
    moment.and_hms(hour, minute, u8::try_from(seconds % 60).ok()?).ok()
}
