//! Acts about texts.
//!
//! - `record-text`: `{texts: [{path, sha256, contract, kind: "contract"|"statistics"|"other"}]}`: contents that are known from
//!   this entry on, each by the path at which it is looked for and the hash of its bytes; `contract` is the id of the
//!   contract that it belongs to, or empty. `reference?`: the paper that whoever records cites.

use super::{Fields, Filled, Kind};
use crate::entry::Entry;
use crate::tables::TEXT;

pub const KINDS: &[Kind] = &[Kind { word: "record-text", fill: record_text }];

fn record_text(entry: &Entry) -> Filled {
    let body = Fields::of(entry, &["texts", "reference"])?;
    if body.value.get("reference").is_some() {
        body.named("reference")?;
    }
    let texts = body.list("texts", &["path", "sha256", "contract", "kind"])?;
    let row = |text: &Fields<'_>| {
        let kind = text.word("kind", &["contract", "statistics", "other"], "`contract`, `statistics` or `other`")?;
        Ok((&TEXT, vec![text.named("path")?, text.hash("sha256")?, text.text("contract")?, kind]))
    };
    texts.iter().map(row).collect()
}
