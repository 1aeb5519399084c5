//! How written files look: names of tabs, colours, notes, the day on which they say they were made. One place, so that all look alike.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Note, Workbook, XlsxError};

use crate::day::Day;
use crate::fault::{self, Fault};

/// Colour behind the heading of a column that must be filled in.
const REQUIRED: u32 = 0x00BD_D7EE;
/// Colour behind other headings.
const OPTIONAL: u32 = 0x00ED_EDED;
/// Colour behind a cell that is not used.
const GRAVE: u32 = 0x00FF_C7CE;
/// Colour behind a cell that is doubtful.
const DOUBTFUL: u32 = 0x00FF_EB9C;
/// Letters of a tab's name.
const TAB_MAX: usize = 31;
/// Letters of a note; a note is for reading beside a cell.
const NOTE_MAX: usize = 2_000;

/// What the writer underneath says, as a fault.
pub(super) fn unwritable(error: XlsxError) -> Fault {
    fault::UNWRITABLE.with([error])
}

/// An empty workbook of a day.
pub(super) fn workbook(created: Day) -> Result<Workbook, Fault> {
    let day = ExcelDateTime::from_ymd(created.year, created.month, created.day).map_err(unwritable)?;
    let mut workbook = Workbook::new();
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&day));
    Ok(workbook)
}

/// Names for tabs, in order: letters that no tab can bear become spaces, long names are cut, and no two are alike.
pub(super) fn tabs<'n>(names: impl IntoIterator<Item = &'n str>) -> Vec<String> {
    let mut tabs: Vec<String> = Vec::new();
    for name in names {
        let plain: String = name.chars().map(|letter| if is_barred(letter) { ' ' } else { letter }).collect();
        let plain = plain.trim().trim_matches('\'').trim();
        let plain = if plain.is_empty() { (tabs.len() + 1).to_string() } else { cut(plain, TAB_MAX) };
        let taken = |tab: &str, tabs: &[String]| tabs.iter().any(|other| other.to_lowercase() == tab.to_lowercase());
        let mut tab = plain.clone();
        let mut again = 2;
        while taken(&tab, &tabs) {
            let end = format!(" {again}");
            tab = cut(&plain, TAB_MAX - end.len()) + &end;
            again += 1;
        }
        tabs.push(tab);
    }
    tabs
}

fn is_barred(letter: char) -> bool {
    letter.is_control() || "[]:*?/\\".contains(letter)
}

/// The first letters of a text, as many as the format counts (in units of UTF-16).
pub(super) fn cut(text: &str, letters_max: usize) -> String {
    if text.encode_utf16().count() <= letters_max {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut units = 1;
    for letter in text.chars() {
        units += letter.len_utf16();
        if units > letters_max {
            break;
        }
        kept.push(letter);
    }
    kept + "…"
}

/// A note of a size that shows its text.
pub(super) fn note(text: &str) -> Note {
    let lines = text.lines().map(|line| line.chars().count() / 34 + 1).sum::<usize>();
    let height = u32::try_from(lines.clamp(3, 24)).unwrap_or(3) * 18 + 10;
    Note::new(cut(text, NOTE_MAX)).add_author_prefix(false).set_width(260).set_height(height)
}

/// The heading of a column.
pub(super) fn heading(required: bool) -> Format {
    Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_border_bottom(FormatBorder::Thin)
        .set_background_color(if required { REQUIRED } else { OPTIONAL })
}

/// A text that runs over several lines.
pub(super) fn wrapped() -> Format {
    Format::new().set_text_wrap().set_align(FormatAlign::Top).set_num_format("@")
}

/// A cell at which something was found.
pub(super) fn found(format: Format, grave: bool) -> Format {
    format.set_background_color(if grave { GRAVE } else { DOUBTFUL }).set_border(FormatBorder::Thin)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tabs_are_names_that_the_format_can_bear() {
        let long = "a".repeat(40);
        let tabs = tabs(["Paie", "paie", "a/b", "", "'x'", &long, &long, "التصريح"]);
        assert_eq!(tabs[..5], ["Paie", "paie 2", "a b", "4", "x"]);
        assert_eq!(tabs[5], format!("{}…", "a".repeat(30)));
        assert_eq!(tabs[6], format!("{}… 2", "a".repeat(28)));
        assert_eq!(tabs[7], "التصريح");
    }
}
