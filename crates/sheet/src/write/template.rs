//! Writes a form: headings that cannot be changed, cells that say what belongs in them and refuse what does not, and a sheet
//! that explains. A checked cell is a help and no proof: whatever comes back is read and checked as if nobody had helped.

use rust_xlsxwriter::{
    DataValidation, DataValidationRule, ExcelDateTime, Format, Formula, IgnoreError, ProtectionOptions, Workbook,
    Worksheet, XlsxError,
};

use super::look::{self, cut, unwritable};
use super::{Form, FormColumn, FormKind};
use crate::address::{COLUMN_MAX, ROW_MAX, letters};
use crate::fault::{self, Fault};

/// Letters that a message at a cell holds, and its title.
const MESSAGE_MAX: usize = 255;
const TITLE_MAX: usize = 32;
/// Letters of words with their commas; longer lists stand on a sheet.
const LIST_MAX: usize = 255;

/// The bytes of a form.
pub fn template(form: &Form) -> Result<Vec<u8>, Fault> {
    let columns = form.columns.len() as u64;
    if columns > u64::from(COLUMN_MAX) {
        return Err(fault::COLUMNS_OVER.with([columns, u64::from(COLUMN_MAX)]));
    }
    let tabs = look::tabs([form.sheet.as_str(), &form.guide.sheet, &form.guide.lists_sheet]);
    let mut workbook = look::workbook(form.created)?;
    let lists = filled_in(form, &tabs, workbook.add_worksheet()).map_err(unwritable)?;
    guide(form, &tabs[1], workbook.add_worksheet()).map_err(unwritable)?;
    if !lists.is_empty() {
        words(form, &lists, &tabs[2], &mut workbook).map_err(unwritable)?;
    }
    workbook.save_to_buffer().map_err(unwritable)
}

/// The sheet that is filled in. Gives the columns whose words stand on a sheet of their own.
fn filled_in(form: &Form, tabs: &[String], sheet: &mut Worksheet) -> Result<Vec<usize>, XlsxError> {
    sheet.set_name(&tabs[0])?.set_right_to_left(form.right_to_left).set_freeze_panes(1, 0)?;
    let last_row = form.rows.clamp(1, ROW_MAX - 1);
    let mut lists = Vec::new();
    for (place, column) in form.columns.iter().enumerate() {
        let at = u16::try_from(place).unwrap_or(u16::MAX);
        sheet.set_column_width(at, u32::from(column.width.max(4)))?;
        sheet.set_column_format(at, &look_of(&column.kind).set_unlocked())?;
        sheet.write_string_with_format(0, at, &column.heading, &look::heading(column.required))?;
        if !column.note.is_empty() {
            sheet.insert_note(0, at, &look::note(&column.note))?;
        }
        if matches!(column.kind, FormKind::Text | FormKind::Month | FormKind::Words(_)) {
            sheet.ignore_error_range(1, at, last_row, at, IgnoreError::NumberStoredAsText)?;
        }
        let list = is_long(&column.kind).then(|| {
            lists.push(place);
            let count = if let FormKind::Words(words) = &column.kind { words.len() } else { 0 };
            let column = letters(u32::try_from(lists.len()).unwrap_or(u32::MAX));
            format!("='{}'!${column}$1:${column}${count}", tabs[2].replace('\'', "''"))
        });
        let check = check(column, &letters(u32::from(at) + 1), list)?;
        sheet.add_data_validation(1, at, last_row, at, &check)?;
    }
    // No password: who insists may change the headings, and will be told so when the file comes back.
    sheet.protect_with_options(&ProtectionOptions {
        format_cells: true,
        format_columns: true,
        format_rows: true,
        insert_rows: true,
        delete_rows: true,
        sort: true,
        use_autofilter: true,
        ..ProtectionOptions::default()
    });
    Ok(lists)
}

fn look_of(kind: &FormKind) -> Format {
    let code = match kind {
        FormKind::Text | FormKind::Month | FormKind::Words(_) => "@".to_owned(),
        FormKind::Whole | FormKind::Decimal(0) => "0".to_owned(),
        FormKind::Decimal(scale) => format!("0.{}", "0".repeat(usize::from(*scale))),
        FormKind::Date => "yyyy-mm-dd".to_owned(),
    };
    Format::new().set_num_format(code)
}

fn is_long(kind: &FormKind) -> bool {
    let FormKind::Words(words) = kind else { return false };
    let joined: usize = words.iter().map(|word| word.encode_utf16().count() + 1).sum();
    joined > LIST_MAX || words.iter().any(|word| word.contains([',', '"']) || word.trim() != word)
}

/// What the cells of a column accept, and what they say.
fn check(column: &FormColumn, letters: &str, list: Option<String>) -> Result<DataValidation, XlsxError> {
    let first = format!("{letters}2");
    let check = DataValidation::new();
    let check = match &column.kind {
        FormKind::Text => check.allow_any_value(),
        FormKind::Whole => check.allow_custom(Formula::new(format!("AND(ISNUMBER({first}),INT({first})={first})"))),
        FormKind::Decimal(scale) => {
            let rule = format!("AND(ISNUMBER({first}),ROUND({first},{scale})={first})");
            check.allow_custom(Formula::new(rule))
        }
        FormKind::Date => {
            check.allow_date(DataValidationRule::GreaterThanOrEqualTo(ExcelDateTime::from_ymd(1900, 1, 1)?))
        }
        FormKind::Month => check.allow_custom(Formula::new(format!(
            "AND(LEN({first})=7,MID({first},5,1)=\"-\",ISNUMBER(VALUE(LEFT({first},4))),\
             VALUE(RIGHT({first},2))>=1,VALUE(RIGHT({first},2))<=12)"
        ))),
        FormKind::Words(words) => match list {
            Some(list) => check.allow_list_formula(Formula::new(list)),
            None if words.is_empty() => check.allow_any_value(),
            None => check.allow_list_strings(words)?,
        },
    };
    let mut check = check
        .ignore_blank(true)
        .set_error_title(cut(&column.error_title, TITLE_MAX))?
        .set_error_message(cut(&column.error_message, MESSAGE_MAX))?;
    // A message that is cut would say half of the truth; the note at the heading says the whole.
    if !column.note.is_empty() && column.note.encode_utf16().count() <= MESSAGE_MAX {
        check = check.set_input_title(cut(&column.heading, TITLE_MAX))?.set_input_message(&column.note)?;
    }
    Ok(check)
}

/// The sheet that explains the columns.
fn guide(form: &Form, tab: &str, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.set_name(tab)?.set_right_to_left(form.right_to_left);
    for (column, width) in [(0, 28_u32), (1, 60), (2, 24), (3, 14), (4, 24)] {
        sheet.set_column_width(column, width)?;
    }
    let mut row = 0;
    for line in &form.guide.lines {
        sheet.write_string(row, 0, line)?;
        row += 1;
    }
    row += u32::from(!form.guide.lines.is_empty());
    for (column, heading) in (0..).zip(&form.guide.headings) {
        sheet.write_string_with_format(row, column, heading, &look::heading(false))?;
    }
    for column in &form.columns {
        row += 1;
        let said = [&column.heading, &column.note, &column.kind_text, &column.required_text, &column.example];
        for (at, text) in (0..).zip(said) {
            if !text.is_empty() {
                sheet.write_string_with_format(row, at, text, &look::wrapped())?;
            }
        }
    }
    Ok(())
}

/// The sheet of long lists, hidden.
fn words(form: &Form, lists: &[usize], tab: &str, workbook: &mut Workbook) -> Result<(), XlsxError> {
    let sheet = workbook.add_worksheet();
    sheet.set_name(tab)?.set_hidden(true);
    for (at, place) in (0..).zip(lists) {
        let FormKind::Words(words) = &form.columns[*place].kind else { continue };
        for (row, word) in (0..).zip(words) {
            sheet.write_string(row, at, word)?;
        }
    }
    Ok(())
}
