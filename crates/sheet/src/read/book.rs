//! Which sheets a workbook has, where their parts are, from which day it counts.

use std::collections::BTreeMap;

use super::package::Package;
use super::xml::{Step, Xml};
use crate::day::System;
use crate::fault::{self, Fault};
use crate::limits::Limits;
use crate::workbook::{Sheet, Visibility};

/// What the part of the workbook says.
pub(super) struct Book {
    /// Sheets of cells, with the names of their parts.
    pub(super) sheets: Vec<(Sheet, String)>,
    pub(super) system: System,
    /// The part of texts, where there is one.
    pub(super) texts: Option<String>,
    /// The part of styles, where there is one.
    pub(super) styles: Option<String>,
}

/// Where a part leads: what kind of part, and its name.
struct Relation {
    kind: String,
    part: String,
}

/// Reads what the workbook says of itself.
pub(super) fn read(package: &mut Package<'_>, limits: &Limits) -> Result<Book, Fault> {
    let main = main_part(package, limits)?;
    let relations = relations(package, &main, limits)?;
    let text = package.part(&main)?;
    let mut xml = Xml::new(&main, &text, limits);
    let of_kind = |kind: &str| {
        let found = relations.values().find(|relation| relation.kind == kind);
        found.map(|relation| relation.part.clone())
    };
    let (texts, styles) = (of_kind("sharedStrings"), of_kind("styles"));
    let mut book = Book { sheets: Vec::new(), system: System::From1900, texts, styles };
    let mut path: Vec<String> = Vec::new();
    loop {
        match xml.step()? {
            Step::Open(start) => {
                let name = start.local_name().as_ref().to_owned();
                match (path.last().map(String::as_str), name.as_str()) {
                    (Some("workbook"), "workbookPr") if xml.says_yes(&start, "date1904")? => {
                        book.system = System::From1904;
                    }
                    (Some("sheets"), "sheet") => {
                        let found = book.sheets.len() as u64 + 1;
                        if found > limits.sheets_max {
                            return Err(fault::SHEETS_OVER.with([found, limits.sheets_max]));
                        }
                        let visibility = match xml.attribute(&start, "state")?.as_deref() {
                            Some("hidden") => Visibility::Hidden,
                            Some("veryHidden") => Visibility::VeryHidden,
                            _ => Visibility::Visible,
                        };
                        let id = xml.attribute(&start, "id")?.unwrap_or_default();
                        let name = xml.attribute(&start, "name")?.unwrap_or_default();
                        let name = xml.bounded(name)?;
                        let relation = relations.get(&id).ok_or_else(|| xml.damaged())?;
                        if relation.kind == "worksheet" {
                            let sheet = Sheet { name, visibility, ..Sheet::default() };
                            book.sheets.push((sheet, relation.part.clone()));
                        }
                    }
                    _ => {}
                }
                path.push(name);
            }
            Step::Close => {
                path.pop();
            }
            Step::Text(_) => {}
            Step::End => return Ok(book),
        }
    }
}

/// The part of the workbook; a zip without one is of another kind.
fn main_part(package: &mut Package<'_>, limits: &Limits) -> Result<String, Fault> {
    let named = relations(package, "", limits)?;
    let main = named.into_values().find(|relation| relation.kind == "officeDocument").map(|relation| relation.part);
    let main = main.unwrap_or_else(|| "xl/workbook.xml".to_owned());
    let is_book = package.has(&main) && main.rsplit('/').next().is_some_and(|name| name.starts_with("workbook"));
    if is_book && !main.ends_with(".bin") {
        return Ok(main);
    }
    Err(fault::OTHER_KIND.with([package.other_kind()]))
}

/// What a part (or the file, which has no name) leads to, by identifier. Nothing outside the file is followed.
fn relations(package: &mut Package<'_>, part: &str, limits: &Limits) -> Result<BTreeMap<String, Relation>, Fault> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let slash = if folder.is_empty() { "" } else { "/" };
    let of = format!("{folder}{slash}_rels/{name}.rels");
    let mut relations = BTreeMap::new();
    let Some(text) = package.part_if_any(&of)? else { return Ok(relations) };
    let mut xml = Xml::new(&of, &text, limits);
    loop {
        match xml.step()? {
            Step::Open(start) if start.local_name().as_ref() == "Relationship" => {
                let kind = xml.attribute(&start, "Type")?.unwrap_or_default();
                let target = xml.attribute(&start, "Target")?.unwrap_or_default();
                let id = xml.attribute(&start, "Id")?.unwrap_or_default();
                if xml.attribute(&start, "TargetMode")?.as_deref() != Some("External") {
                    let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                    relations.insert(id, Relation { kind, part: resolved(folder, &target) });
                }
            }
            Step::End => return Ok(relations),
            _ => {}
        }
    }
}

/// A target as seen from a folder: absolute, beside it, or above it.
fn resolved(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::resolved;

    #[test]
    fn targets_are_seen_from_their_folder() {
        assert_eq!(resolved("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolved("xl", "/xl/worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolved("xl", "../x/./y.xml"), "x/y.xml");
        assert_eq!(resolved("", "../../x.xml"), "x.xml");
    }
}
