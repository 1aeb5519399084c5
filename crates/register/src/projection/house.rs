//! Acts of the house itself: the birth of a workspace, and the days of one that is fictitious.
//!
//! - `open`, the first entry of every journal and no other: `{workspace, zone, fictitious: "yes"|"no", key, program}`: the id
//!   of the workspace, the IANA name of its zone, whether its days are its own, the text of the key that signs its
//!   checkpoints, the version that made it.
//! - `fix-public-day`: `{day}`: the one day that the public is told of.
//! - `pass`, in fictitious workspaces alone: `{to}`: the day that it becomes.

use super::{Fields, Filled, Kind};
use crate::entry::{Entry, is_word};
use crate::signing::VerifyingKey;
use crate::tables::{PUBLIC_DAY, SIGNER, WORKSPACE};

/// The word of the first entry.
pub const OPEN: &str = "open";

/// The word of the act that moves a fictitious day.
pub const PASS: &str = "pass";

pub const KINDS: &[Kind] = &[
    Kind { word: OPEN, fill: open },
    Kind { word: PASS, fill: pass },
    Kind { word: "fix-public-day", fill: fix_public_day },
];

fn fix_public_day(entry: &Entry) -> Filled {
    let body = Fields::of(entry, &["day"])?;
    Ok(vec![(&PUBLIC_DAY, vec![body.day("day")?])])
}

fn open(entry: &Entry) -> Filled {
    let body = Fields::of(entry, &["workspace", "zone", "fictitious", "key", "program"])?;
    let key = body.tested("key", "the text of a verifying key", |text| text.parse::<VerifyingKey>().is_ok())?;
    let workspace = body.tested("workspace", "a word in kebab case of at most 60 characters", is_word)?;
    let fictitious = body.word("fictitious", &["yes", "no"], "`yes` or `no`")?;
    let row = vec![workspace, body.named("zone")?, fictitious, body.named("program")?];
    Ok(vec![(&WORKSPACE, row), (&SIGNER, vec![key])])
}

fn pass(entry: &Entry) -> Filled {
    let body = Fields::of(entry, &["to"])?;
    match body.day("to")? == entry.day.to_string() {
        true => Ok(Vec::new()),
        false => Err(body.wrong("to", "the day of the entry")),
    }
}
