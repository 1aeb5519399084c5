//! `--marked`: a copy of what is handed in, as a spreadsheet in which each cell at which something was found is coloured and says in
//! a note what it is and what to do. It is the submitter's own file on his own disk; nothing of it is kept elsewhere.

use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};
use office::act::submit::{LaidFile, Receipt, Severity};
use office::answer::formats::{Format, every};
use office::answer::{Finding, TableNames};
use office::workspace::Workspace;
use presentation::fault::{Spot, finding};
use presentation::words::marks::{List, word};
use presentation::{Language, Quantity, Rendered, words};
use sheet::write::{Mark, MarkPlace, Marked, marked};
use sheet::{Day, Sheet, address};

use crate::screen::Screen;

/// Writes the copy; a file that is there is never replaced.
pub fn write(
    path: &Path,
    workspace: &Workspace,
    (files, receipt): (&[(String, Vec<u8>)], &Receipt),
    screen: &Screen,
) -> Result<()> {
    let language = screen.language();
    let laid = office::act::submit::laid(workspace, files);
    if laid.is_empty() {
        screen.print(&screen.terminal.paragraph(&words::command_marked_none(language), 0));
        return Ok(());
    }
    let (formats, names) = (every(Some(workspace)), workspace.table_names());
    let mut copy = Marked {
        right_to_left: language.is_right_to_left(),
        list_sheet: words::command_marked_list(language).text(),
        lines: vec![words::command_marked_guide(language).text()],
        headings: [
            words::heading_place(language),
            words::heading_found(language),
            words::heading_accepted(language),
            words::heading_cure(language),
        ]
        .map(|heading| heading.text()),
        marks: Vec::new(),
        sheets: Vec::new(),
        // The same file under the same findings gives the same bytes.
        created: Day { year: 2026, month: 1, day: 1 },
    };
    for laid in &laid {
        let format = formats.iter().find(|format| format.kind == laid.laid.kind.name());
        let file = File { laid, format, first: copy.sheets.len(), names: &names, language };
        for piece in receipt.pieces().filter(|piece| piece.piece.sha256 == laid.sha256) {
            copy.marks.extend(piece.piece.findings.iter().map(|found| file.mark(&piece.piece.name, found)));
        }
        let name = laid.name.rsplit(['/', '\\']).next().unwrap_or(laid.name);
        copy.sheets.extend(laid.laid.sheets.iter().map(|sheet| match sheet.name.is_empty() {
            true => Sheet { name: name.to_owned(), ..sheet.clone() },
            false => sheet.clone(),
        }));
    }
    copy.marks.sort_by_key(|mark| (!mark.grave, mark.place.map(|place| (place.sheet, place.row, place.column))));
    copy.marks.dedup();
    let bytes = marked(&copy).map_err(|fault| anyhow::anyhow!("{fault}"))?;
    create(path)?.write_all(&bytes).with_context(|| path.display().to_string())?;
    let marks = Quantity::Count(i64::try_from(copy.marks.len()).unwrap_or(i64::MAX));
    let place = Rendered::quoted(&path.display().to_string());
    screen.print(&screen.terminal.paragraph(&words::command_marked_written(language, place, marks), 0));
    Ok(())
}

/// Whether the copy can be written where it is to be.
pub fn may_be_written(path: &Path) -> Result<()> {
    create(path)?;
    std::fs::remove_file(path).with_context(|| path.display().to_string())
}

/// A new file that nobody else reads: what people earn stands in it.
fn create(path: &Path) -> Result<std::fs::File> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).with_context(|| path.display().to_string())
}

/// A file whose findings are marked.
struct File<'a> {
    laid: &'a LaidFile<'a>,
    format: Option<&'a Format>,
    /// Where its sheets begin in the copy.
    first: usize,
    names: &'a TableNames,
    language: Language,
}

impl File<'_> {
    fn mark(&self, name: &str, found: &Finding) -> Mark {
        let values: Vec<(&str, &str)> =
            found.values.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let said = finding(self.language, self.names, &found.code, &values);
        let field = found.place.field.as_deref();
        let of_field = |(known, _): &&(&str, u32)| Some(*known) == field;
        let column = self.laid.laid.columns.iter().find(of_field).map(|(_, column)| *column);
        let place = found.place.line.map(|row| MarkPlace { sheet: self.first + self.laid.laid.table, row, column });
        let described = self.format.and_then(|format| format.columns.iter().find(|one| Some(one.name) == field));
        Mark {
            place,
            place_text: match place {
                Some(MarkPlace { row, column: Some(column), .. }) => {
                    format!("{name} {}", address::address(row, column))
                }
                _ => {
                    let spot = Spot { line: found.place.line, columns: None, field };
                    format!("{name} {}", spot.words(self.language).text())
                }
            },
            found: said.what.text(),
            accepted: described
                .map_or_else(String::new, |column| word(self.language, List::Holds, column.holds).text()),
            cure: said.cure.map(|cure| cure.text()).unwrap_or_default(),
            grave: !matches!(found.severity, Severity::Notice | Severity::Warning),
        }
    }
}
