//! Acts of the house itself: the birth of a workspace, and the days of one that is fictitious.
//!
//! - `open`, the first entry of every journal and no other: `{workspace, zone, fictitious: "yes"|"no", key, program,
//!   sealed_to?}`: the id of the workspace, the IANA name of its zone, whether its days are its own, the text of the key that
//!   signs its checkpoints, the version that made it, the key to which originals are sealed.
//! - `rotate`: `{key}`: the text of the key that signs from the next entry on. It bears the name of the one before.
//! - `fix-public-day`: `{day}`: the one day that the public is told of.
//! - `pass`, in fictitious workspaces alone: `{to}`: the day that it becomes.

use super::{Fields, Filled, Kind, ProjectionError};
use crate::entry::{Entry, is_word};
use crate::signing::VerifyingKey;
use crate::tables::{PUBLIC_DAY, SIGNER, WORKSPACE};

/// The word of the first entry.
pub const OPEN: &str = "open";

/// The word of the act after which another key signs.
pub const ROTATE: &str = "rotate";

/// The word of the act that moves a fictitious day.
pub const PASS: &str = "pass";

/// The word of the act that names the one day of the public.
pub const FIX_PUBLIC_DAY: &str = "fix-public-day";

pub const KINDS: &[Kind] = &[
    Kind { word: OPEN, fill: open },
    Kind { word: ROTATE, fill: rotate },
    Kind { word: PASS, fill: pass },
    Kind { word: FIX_PUBLIC_DAY, fill: fix_public_day },
];

fn fix_public_day(entry: &Entry) -> Filled {
    let body = Fields::of(entry, &["day"])?;
    Ok(vec![(&PUBLIC_DAY, vec![body.day("day")?])])
}

fn open(entry: &Entry) -> Filled {
    let body = Fields::of(entry, &["workspace", "zone", "fictitious", "key", "program", "sealed_to"])?;
    if entry.body.get("sealed_to").is_some() {
        body.hash("sealed_to")?;
    }
    let key = key(&body)?;
    let workspace = body.tested("workspace", "a word in kebab case of at most 60 characters", is_word)?;
    let fictitious = body.word("fictitious", &["yes", "no"], "`yes` or `no`")?;
    let row = vec![workspace, body.named("zone")?, fictitious, body.named("program")?];
    Ok(vec![(&WORKSPACE, row), (&SIGNER, vec![key])])
}

fn rotate(entry: &Entry) -> Filled {
    let body = Fields::of(entry, &["key"])?;
    Ok(vec![(&SIGNER, vec![key(&body)?])])
}

fn key(body: &Fields<'_>) -> Result<String, ProjectionError> {
    // Of type 1, which signs plainly: a witness's time has no place in the journal's own signature.
    let plain = |text: &str| text.parse::<VerifyingKey>().is_ok_and(|key| key.is_plain());
    body.tested("key", "the text of a verifying key of type 1", plain)
}

fn pass(entry: &Entry) -> Filled {
    let body = Fields::of(entry, &["to"])?;
    match body.day("to")? == entry.day.to_string() {
        true => Ok(Vec::new()),
        false => Err(body.wrong("to", "the day of the entry")),
    }
}
