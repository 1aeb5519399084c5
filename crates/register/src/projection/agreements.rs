//! Acts by which a text comes into force: proposed, signed by the parties that it names, brought into force.
//!
//! - `propose`: `{contract, path, version, how: "agreement"|"unilateral", parties: [text], parts: [{part, name, sha256}],
//!   agreement}`: `agreement` is the hash of the list of parts in its canonical form, which is what parties sign. What a
//!   list of parts is, `docs/journal.md` says.
//! - `sign`: `{contract, proposal, agreement, party, signed_on?, file?: {sha256, checked: "no"}}`: `proposal` is the number of
//!   the entry that proposed; `file` a signature made elsewhere, kept as it came.
//! - `withdraw-signature`: `{contract, proposal, agreement, party, reason}`.
//! - `withdraw-proposal`: `{contract, proposal, agreement, reason}`.
//! - `bring-into-force`: `{contract, proposal, agreement, path, sha256, how, from, reference?, published?}`: `sha256` is that of the
//!   document, `from` the day of entry into force, `reference` and `published` say where a unilateral act was made public.

use sha2::{Digest, Sha256};

use super::{Fields, Filled, Kind, ProjectionError};
use crate::canonical::Value;
use crate::entry::Entry;
use crate::tables::{IN_FORCE, PART, PROPOSAL, PROPOSAL_END, SIGNATURE};
use crate::tree::Hash;

pub const KINDS: &[Kind] = &[
    Kind { word: "propose", fill: propose },
    Kind { word: "sign", fill: sign },
    Kind { word: "withdraw-signature", fill: withdraw_signature },
    Kind { word: "withdraw-proposal", fill: withdraw_proposal },
    Kind { word: "bring-into-force", fill: bring_into_force },
];

const HOW: &[&str] = &["agreement", "unilateral"];
const HOW_SAID: &str = "`agreement` or `unilateral`";

fn propose(entry: &Entry) -> Filled {
    let body = Fields::of(entry, &["contract", "path", "version", "how", "parties", "parts", "agreement"])?;
    let (contract, path) = (body.named("contract")?, body.named("path")?);
    let (version, how) = (body.text("version")?, body.word("how", HOW, HOW_SAID)?);
    let (parties, agreement) = (body.words("parties")?, body.hash("agreement")?);
    if parties.is_empty() {
        return Err(body.wrong("parties", "at least one party"));
    }
    if entry.body.get("parts").and_then(agreed).as_ref() != Some(&agreement) {
        return Err(body.wrong("agreement", "the hash of the list of parts"));
    }
    let row = vec![contract, path, version, how, parties.join(" "), agreement.clone()];
    let mut rows = vec![(&PROPOSAL, row)];
    for part in body.list("parts", &["part", "name", "sha256"])? {
        rows.push((&PART, vec![agreement.clone(), part.named("part")?, part.named("name")?, part.hash("sha256")?]));
    }
    Ok(rows)
}

/// The hash that parties sign: that of the list of parts in its canonical form.
#[must_use]
pub fn agreed(parts: &Value) -> Option<String> {
    Some(Hash(Sha256::digest(parts.encode().ok()?.as_bytes()).into()).hex())
}

/// What every act upon a proposal says: contract, number of the proposal, hash that was proposed.
fn upon(body: &Fields<'_>) -> Result<[String; 3], ProjectionError> {
    Ok([body.named("contract")?, body.count("proposal")?, body.hash("agreement")?])
}

fn sign(entry: &Entry) -> Filled {
    let body = Fields::of(entry, &["contract", "proposal", "agreement", "party", "signed_on", "file"])?;
    let [_, proposal, agreement] = upon(&body)?;
    let file = match entry.body.get("file") {
        None => String::new(),
        Some(value) => {
            let file = Fields { kind: &entry.kind, path: "file.".to_owned(), value };
            file.only(&["sha256", "checked"])?;
            file.word("checked", &["no"], "`no`")?;
            file.hash("sha256")?
        }
    };
    let (party, signed_on) = (body.named("party")?, body.day_or_none("signed_on")?);
    Ok(vec![(&SIGNATURE, vec![proposal, agreement, party, entry.kind.clone(), file, signed_on])])
}

fn withdraw_signature(entry: &Entry) -> Filled {
    let body = Fields::of(entry, &["contract", "proposal", "agreement", "party", "reason"])?;
    let [_, proposal, agreement] = upon(&body)?;
    body.named("reason")?;
    let party = body.named("party")?;
    Ok(vec![(&SIGNATURE, vec![proposal, agreement, party, entry.kind.clone(), String::new(), String::new()])])
}

fn withdraw_proposal(entry: &Entry) -> Filled {
    let body = Fields::of(entry, &["contract", "proposal", "agreement", "reason"])?;
    let [contract, proposal, _] = upon(&body)?;
    Ok(vec![(&PROPOSAL_END, vec![proposal, contract, body.named("reason")?])])
}

fn bring_into_force(entry: &Entry) -> Filled {
    let fields = ["contract", "proposal", "agreement", "path", "sha256", "how", "from", "reference", "published"];
    let body = Fields::of(entry, &fields)?;
    let [contract, proposal, agreement] = upon(&body)?;
    let (path, sha256) = (body.named("path")?, body.hash("sha256")?);
    let (how, from) = (body.word("how", HOW, HOW_SAID)?, body.day("from")?);
    let (reference, published) = (body.text_or_none("reference")?, body.day_or_none("published")?);
    Ok(vec![(&IN_FORCE, vec![proposal, contract, agreement, path, sha256, how, from, reference, published])])
}
