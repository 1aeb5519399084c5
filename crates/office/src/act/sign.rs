//! Signing: a party that a proposed text names puts its name under the hash of the list of parts. A signature made elsewhere
//! may come with it: it is kept as it came, by its hash, and not checked here.

use contract::calendar::Date;
use register::canonical::Value;
use register::journal::{Read, Refused};

use super::asking::{Acting, Asking};
use super::submit::Entered;
use crate::actor::{Actor, Matter};
use crate::fault::Fault;
use crate::now::Now;
use crate::refusal::refused;
use crate::texts::agreements::{self, Part, Proposal};
use crate::texts::packs;
use crate::workspace::{Workspace, contents};

/// What is signed, and for whom.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Question {
    /// The contract.
    pub contract: String,
    /// The party.
    pub party: String,
    /// The hash that the party means, where it says it; else what is proposed.
    pub agreement: Option<String>,
    /// The day on which it was signed on paper, where one is stated.
    pub signed_on: Option<Date>,
    /// A detached signature made elsewhere.
    pub file: Option<Vec<u8>>,
}

/// Signs what is proposed.
///
/// # Errors
/// An actor who may not, a signature that may not be given, a workspace that cannot be written.
pub fn sign(
    workspace: &Workspace,
    actor: &Actor,
    asked: &Question,
    asking: &Asking,
    now: Now,
) -> Result<(Proposal, Option<Entered>), Fault> {
    let mut acting = Acting::begin(workspace, actor, Matter::Sign, asking, now)?;
    if let Some(done) = again(&acting, "sign", &asked.contract, Some(&asked.party))? {
        return Ok(done);
    }
    acting.past(asked.signed_on)?;
    let proposal = waiting(&acting, &asked.contract)?;
    unchanged(workspace, &proposal)?;
    let mut body = upon(&proposal);
    body.push(("party", Value::text(&asked.party)));
    body.extend(asked.signed_on.map(|day| ("signed_on", Value::text(day.to_string()))));
    if let Some(file) = &asked.file {
        let sha256 = if asking.preview { contents::sha256(file) } else { workspace.put_content(file)? };
        body.push(("file", Value::texts([("sha256", sha256.as_str()), ("checked", "no")])));
    }
    let entered = acting.record("sign", Value::map(body), &|read| {
        let open = standing(read, &asked.contract, &proposal)?;
        if let Some(given) = asked.agreement.as_ref().filter(|given| **given != open.agreement) {
            let values = [("contract", open.contract.as_str()), ("given", given), ("proposed", &open.agreement)];
            return Err(refused("text-other-hash", &values));
        }
        if !open.parties.contains(&asked.party) {
            let values =
                [("party", asked.party.as_str()), ("contract", &open.contract), ("known", &open.parties.join(", "))];
            return Err(refused("party-not-named", &values));
        }
        match open.signatures.iter().find(|one| one.party == asked.party) {
            Some(one) => {
                let values =
                    [("party", asked.party.as_str()), ("contract", &open.contract), ("entry", &one.entry.to_string())];
                Err(refused("party-signed", &values))
            }
            None => Ok(()),
        }
    })?;
    after(workspace, proposal, entered)
}

/// The answer that the same request upon a proposal had before.
pub(super) fn again(
    acting: &Acting<'_>,
    kind: &str,
    contract: &str,
    party: Option<&str>,
) -> Result<Option<(Proposal, Option<Entered>)>, Fault> {
    let is_same = |entry: &register::Entry| {
        entry.body_text("contract") == Some(contract)
            && party.is_none_or(|party| entry.body_text("party") == Some(party))
    };
    let Some(entered) = acting.again(kind, is_same)? else { return Ok(None) };
    let entry = acting.workspace.journal.entry(entered.number).map_err(crate::workspace::WorkspaceError::from)?;
    let number = entry.as_ref().and_then(|entry| entry.body_text("proposal")?.parse::<u64>().ok());
    let all = acting.workspace.proposals(Some(entered.number))?;
    let found = all.into_iter().find(|one| Some(one.entry) == number);
    Ok(found.map(|proposal| (proposal, Some(entered))))
}

/// The proposal of a contract that waits.
pub(super) fn waiting(acting: &Acting<'_>, contract: &str) -> Result<Proposal, Fault> {
    let open = acting.workspace.journal.read(|read| agreements::open(read, contract));
    let open = open.map_err(crate::workspace::WorkspaceError::from)?;
    open.ok_or_else(|| refused("text-not-proposed", &[("contract", contract)]).into())
}

/// The same as it stands where the act is recorded: the one that was looked at, and no later one.
pub(super) fn standing(read: &mut dyn Read, contract: &str, looked_at: &Proposal) -> Result<Proposal, Refused> {
    let open = agreements::open(read, contract)?.filter(|one| one.entry == looked_at.entry);
    open.ok_or_else(|| refused("text-not-proposed", &[("contract", contract)]))
}

/// What every act upon a proposal says of it.
pub(super) fn upon(proposal: &Proposal) -> Vec<(&'static str, Value)> {
    vec![
        ("contract", Value::text(&proposal.contract)),
        ("proposal", Value::text(proposal.entry.to_string())),
        ("agreement", Value::text(&proposal.agreement)),
    ]
}

/// Whoever signs, or brings into force, looked at the text in the folder: it must be what was proposed. Statistics go on.
pub(super) fn unchanged(workspace: &Workspace, proposal: &Proposal) -> Result<(), Fault> {
    let lies_here = |part: &&Part| part.part != "statistics" && part.part != packs::PART;
    for part in proposal.parts.iter().filter(lies_here) {
        let path = workspace.contracts_folder().join(&part.name);
        let lying = std::fs::read(&path).map(|bytes| contents::sha256(&bytes));
        if !lying.is_ok_and(|sha256| sha256 == part.sha256) {
            let values = [("path", part.name.as_str()), ("contract", &proposal.contract)];
            return Err(refused("text-changed", &values).into());
        }
    }
    if !proposal.parts.iter().any(|part| part.part == packs::PART) {
        return Ok(());
    }
    let texts = workspace.texts(None)?;
    let waiting =
        texts.withheld.iter().find(|one| one.paper.proposal.as_ref().is_some_and(|of| of.entry == proposal.entry));
    // What does not load beside its packs, since one of them is gone, is told so.
    if let Some(fault) =
        waiting.and_then(|one| one.paper.checked.diagnostics.iter().find(|one| one.code.starts_with("pack")))
    {
        return Err(Fault::Diagnostic(Box::new(fault.clone())));
    }
    match waiting.and_then(|one| one.contract()).and_then(|contract| packs::differs(&proposal.parts, contract)) {
        Some(pack) => Err(refused("pack-changed", &[("pack", &pack), ("contract", &proposal.contract)]).into()),
        None => Ok(()),
    }
}

/// The proposal as it stands after the act.
pub(super) fn after(
    workspace: &Workspace,
    before: Proposal,
    entered: Option<Entered>,
) -> Result<(Proposal, Option<Entered>), Fault> {
    let upto = entered.as_ref().map(|entered| entered.number);
    let all = workspace.proposals(upto)?;
    let found = all.into_iter().find(|one| one.entry == before.entry);
    Ok((found.unwrap_or(before), entered))
}
