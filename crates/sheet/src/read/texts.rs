//! The workbook's list of texts, to which cells refer by number; and the letters in them that the format writes as numbers.

use super::package::Package;
use super::xml::{Step, Xml};
use crate::fault::{self, Fault};
use crate::limits::Limits;

/// A text of the list.
pub(super) struct Shared {
    pub(super) text: String,
    /// Whether it is made of runs.
    pub(super) rich: bool,
}

/// Reads the list.
pub(super) fn read(package: &mut Package<'_>, part: &str, limits: &Limits) -> Result<Vec<Shared>, Fault> {
    let text = package.part(part)?;
    let mut xml = Xml::new(part, &text, limits);
    let mut texts = Vec::new();
    loop {
        match xml.step()? {
            Step::Open(start) if start.local_name().as_ref() == "si" => {
                let (text, rich) = item(&mut xml)?;
                texts.push(Shared { text, rich });
                let found = texts.len() as u64;
                if found > limits.shared_texts_max {
                    return Err(fault::SHARED_TEXTS_OVER.with([found, limits.shared_texts_max]));
                }
            }
            Step::End => return Ok(texts),
            _ => {}
        }
    }
}

/// The text of an element that has just begun (`si`, `is`): its own, or that of its runs. How it is read aloud (`rPh`) is no
/// part of it.
pub(super) fn item(xml: &mut Xml<'_>) -> Result<(String, bool), Fault> {
    let (mut text, mut rich) = (String::new(), false);
    let mut path: Vec<String> = Vec::new();
    loop {
        match xml.step()? {
            Step::Open(start) => {
                let name = start.local_name().as_ref().to_owned();
                let aloud = path.iter().any(|name| name == "rPh");
                if name == "t" && !aloud {
                    rich |= path.last().is_some_and(|above| above == "r");
                    text.push_str(&unescaped(&xml.letters()?));
                    text = xml.bounded(text)?;
                } else {
                    path.push(name);
                }
            }
            Step::Close => {
                if path.pop().is_none() {
                    return Ok((text, rich));
                }
            }
            Step::Text(_) => {}
            Step::End => return Err(xml.damaged()),
        }
    }
}

/// `_x000D_` is a letter that XML cannot hold, by its number.
pub(super) fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        plain.push_str(&rest[..at]);
        let letter = rest.get(at + 2..at + 7).and_then(|code| code.strip_suffix('_'));
        let letter = letter.filter(|code| code.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let letter = letter.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
        match letter {
            Some(letter) => {
                plain.push(letter);
                rest = &rest[at + 7..];
            }
            None => {
                plain.push_str("_x");
                rest = &rest[at + 2..];
            }
        }
    }
    plain.push_str(rest);
    plain
}

#[cfg(test)]
mod tests {
    use super::unescaped;

    #[test]
    fn letters_that_xml_cannot_hold_come_back() {
        assert_eq!(unescaped("a_x000D_b"), "a\rb");
        assert_eq!(unescaped("a_x005F_x000D_"), "a_x000D_");
        assert_eq!(unescaped("_x_xzzzz_ _x00é_"), "_x_xzzzz_ _x00é_");
        assert_eq!(unescaped("_xD800_"), "_xD800_");
    }
}
