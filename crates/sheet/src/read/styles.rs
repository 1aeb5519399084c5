//! How cells show numbers: for each style that a cell may name, what its format says.

use std::collections::BTreeMap;

use super::code;
use super::package::Package;
use super::xml::{Step, Xml};
use crate::cell::Format;
use crate::fault::Fault;
use crate::limits::Limits;

/// Reads the formats of styles, by the number that cells name.
pub(super) fn read(package: &mut Package<'_>, part: &str, limits: &Limits) -> Result<Vec<Format>, Fault> {
    let text = package.part(part)?;
    let mut xml = Xml::new(part, &text, limits);
    let mut codes: BTreeMap<u32, String> = BTreeMap::new();
    let mut styles: Vec<u32> = Vec::new();
    let mut path: Vec<String> = Vec::new();
    loop {
        match xml.step()? {
            Step::Open(start) => {
                let name = start.local_name().as_ref().to_owned();
                let number = |id: Option<String>| id.and_then(|id| id.parse::<u32>().ok()).unwrap_or(0);
                match (path.last().map(String::as_str), name.as_str()) {
                    (Some("numFmts"), "numFmt") => {
                        let code = xml.attribute(&start, "formatCode")?.unwrap_or_default();
                        codes.insert(number(xml.attribute(&start, "numFmtId")?), xml.bounded(code)?);
                    }
                    (Some("cellXfs"), "xf") => styles.push(number(xml.attribute(&start, "numFmtId")?)),
                    _ => {}
                }
                path.push(name);
            }
            Step::Close => {
                path.pop();
            }
            Step::Text(_) => {}
            Step::End => break,
        }
    }
    let format = |id: &u32| match codes.get(id) {
        Some(own) => code::format(own),
        None => code::builtin(*id),
    };
    Ok(styles.iter().map(format).collect())
}
