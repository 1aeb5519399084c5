//! What a file is, told by its first bytes and never by its name, so that the cure can be said: save it as `.xlsx`.

use crate::fault::{self, Fault};
use crate::workbook::Kind;

/// What is read here; the fault of every other kind.
pub(super) fn of(bytes: &[u8]) -> Result<Kind, Fault> {
    let other = |ending: &str| Err(fault::OTHER_KIND.with([ending]));
    match bytes {
        [b'P', b'K', 3 | 5, ..] => Ok(Kind::Xlsx),
        [b'P', b'A', b'R', b'1', .., b'P', b'A', b'R', b'1'] if bytes.len() >= 12 => Ok(Kind::Parquet),
        [b'P', b'A', b'R', b'1', ..] => Err(fault::DAMAGED.with(["parquet"])),
        [b'P', b'A', b'R', b'E', ..] => Err(fault::ENCRYPTED.bare()),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => compound(bytes),
        [b'%', b'P', b'D', b'F', ..] => other(".pdf"),
        [b'{', b'\\', b'r', b't', b'f', ..] => other(".rtf"),
        [0x09, 0x00 | 0x02 | 0x04 | 0x08, ..] if bytes.len() > 8 && bytes[2] < 9 && bytes[3] == 0 => other(".xls"),
        _ => text(bytes),
    }
}

/// The container of Office before 2007, and of files under a password.
fn compound(bytes: &[u8]) -> Result<Kind, Fault> {
    let names = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(wide.len()).any(|window| window == wide)
    };
    if names("EncryptedPackage") {
        return Err(fault::ENCRYPTED.bare());
    }
    let ending = if names("Workbook") || names("Book") {
        ".xls"
    } else if names("WordDocument") {
        ".doc"
    } else {
        ".ole"
    };
    Err(fault::OTHER_KIND.with([ending]))
}

/// Texts that some programs save under the name of a spreadsheet.
fn text(bytes: &[u8]) -> Result<Kind, Fault> {
    let head = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
    let head = String::from_utf8_lossy(head).to_lowercase();
    let ending = if head.contains("urn:schemas-microsoft-com:office:spreadsheet") {
        ".xml"
    } else if head.contains("<html") || head.contains("<table") || head.contains("<!doctype html") {
        ".html"
    } else if head.contains("office:document") {
        ".fods"
    } else {
        return Err(fault::KIND_UNKNOWN.bare());
    };
    Err(fault::OTHER_KIND.with([ending]))
}
