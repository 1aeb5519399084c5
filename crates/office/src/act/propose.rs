//! Proposing a text: from now on its parties may sign it. Until it is brought into force it is a draft and owes nothing.

use std::path::Path;

use contract::document::BlockKind;
use contract::model::{Contract, TextStatus};
use register::canonical::Value;
use register::projection::agreed;

use super::asking::{Acting, Asking};
use super::submit::Entered;
use crate::actor::{Actor, Matter};
use crate::fault::Fault;
use crate::files::Walked;
use crate::now::Now;
use crate::refusal::refused;
use crate::texts::agreements::{self, How, Part, Proposal, Stage};
use crate::texts::cases::Verdict;
use crate::texts::packs;
use crate::texts::recorded::{self, STATISTICS};
use crate::workspace::{Workspace, WorkspaceError, at, contents, read};

/// What is proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The document, by its path below the folder of contracts.
    pub path: String,
    /// The party whose unilateral act it is to be; nothing where all parties that it names are to sign.
    pub author: Option<String>,
}

/// Proposes a text of the folder that loads and comes out as its own worked cases expect.
///
/// # Errors
/// An actor who may not, a text that may not be proposed, a workspace that cannot be written.
pub fn propose(
    workspace: &Workspace,
    actor: &Actor,
    asked: &Question,
    asking: &Asking,
    now: Now,
) -> Result<(Proposal, Option<Entered>), Fault> {
    let mut acting = Acting::begin(workspace, actor, Matter::Propose, asking, now)?;
    if let Some(entered) = acting.again("propose", |entry| entry.body_text("path") == Some(&asked.path))? {
        let all = workspace.proposals(None)?;
        if let Some(proposal) = all.into_iter().find(|one| one.entry == entered.number) {
            return Ok((proposal, Some(entered)));
        }
    }
    let proposal = looked_at(workspace, asked, !asking.preview)?;
    let parties = proposal.parties.iter().map(Value::text).collect();
    let body = Value::map([
        ("contract", Value::text(&proposal.contract)),
        ("path", Value::text(&proposal.path)),
        ("version", Value::text(&proposal.version)),
        ("how", Value::text(proposal.how.word())),
        ("parties", Value::List(parties)),
        ("parts", agreements::list(&proposal.parts)),
        ("agreement", Value::text(&proposal.agreement)),
    ]);
    let entered = acting.record("propose", body, &|read| {
        let all = agreements::proposals(read, None)?;
        if let Some(open) = all.iter().find(|one| one.is_open() && one.contract == proposal.contract) {
            let values = [("contract", proposal.contract.as_str()), ("entry", &open.entry.to_string())];
            return Err(refused("text-proposed", &values));
        }
        let decides = all.iter().rev().find(|one| one.from().is_some() && one.contract == proposal.contract);
        match decides.filter(|one| one.agreement == proposal.agreement) {
            Some(_) => Err(refused("text-same", &[("contract", proposal.contract.as_str())])),
            None => Ok(()),
        }
    })?;
    let entry = entered.as_ref().map_or(0, |entered| entered.number);
    Ok((Proposal { entry, ..proposal }, entered))
}

/// What would be proposed; its parts are kept where it is going to be.
fn looked_at(workspace: &Workspace, asked: &Question, keep: bool) -> Result<Proposal, Fault> {
    let path = asked.path.as_str();
    let file = workspace.contracts_folder().join(path);
    let is_below = Path::new(path).components().all(|part| matches!(part, std::path::Component::Normal(_)));
    if !is_below || !file.is_file() {
        return Err(refused("text-not-there", &[("path", path)]).into());
    }
    let text = read(&file)?;
    let packs = workspace.texts(None)?.at_hand;
    let checked = contract::check::check(&text, &packs);
    // A pack that is wanting is named; of other faults the text's own check tells.
    if let Some(fault) = checked.diagnostics.iter().find(|fault| fault.code.starts_with("pack")) {
        return Err(Fault::Diagnostic(Box::new(fault.clone())));
    }
    let Some(contract) = checked.contract else {
        return Err(refused("text-unsound", &[("path", path)]).into());
    };
    let verdict = Verdict::of(&text, &packs);
    if !verdict.loads || verdict.failed > 0 {
        let values = [("path", path), ("failed", &verdict.failed.to_string()), ("all", &verdict.all.to_string())];
        return Err(refused("text-cases", &values).into());
    }
    if contract.text_status == TextStatus::Restated {
        return Err(refused("text-restated", &[("path", path)]).into());
    }
    let (how, parties) = parties(&contract, asked.author.as_deref())?;
    let mut parts = parts(workspace, path, &text, &contract, keep)?;
    for (name, extract) in packs::extracts(&contract, &packs) {
        parts.push(kept(workspace, (packs::PART, name), extract.as_bytes(), keep)?);
    }
    let agreement = agreed(&agreements::list(&parts)).unwrap_or_default();
    let (version, path) = (contract.version.clone(), path.to_owned());
    let (signatures, stage) = (Vec::new(), Stage::Open);
    Ok(Proposal { entry: 0, contract: contract.id, path, version, how, parties, parts, agreement, signatures, stage })
}

/// Who signs, or whose act it is.
fn parties(contract: &Contract, author: Option<&str>) -> Result<(How, Vec<String>), Fault> {
    let named: Vec<String> = contract.parties.iter().map(|party| party.id.clone()).collect();
    // Whom a pack names, the packs' authors named: he signs nothing that borrows from it.
    let own: Vec<String> = named.iter().filter(|id| !contract.is_lent(BlockKind::Party, id)).cloned().collect();
    match author {
        None if contract.is_pack => Err(refused("pack-no-author", &[("pack", &contract.id)]).into()),
        // A pack is nobody's agreement: it has an author, whom it need not name.
        Some(author) if contract.is_pack && named.is_empty() => Ok((How::Unilateral, vec![author.to_owned()])),
        None if own.is_empty() => Err(refused("text-no-parties", &[("contract", &contract.id)]).into()),
        None => Ok((How::Agreement, own)),
        Some(author) if named.iter().any(|party| party == author) => Ok((How::Unilateral, vec![author.to_owned()])),
        Some(author) => Err(not_named(author, &contract.id, &named)),
    }
}

/// A party that a text does not name.
pub(super) fn not_named(party: &str, contract: &str, named: &[String]) -> Fault {
    let known = named.join(", ");
    refused("party-not-named", &[("party", party), ("contract", contract), ("known", &known)]).into()
}

/// A part of what is signed, its bytes kept where they are going to be.
fn kept(workspace: &Workspace, (part, name): (&str, String), bytes: &[u8], keep: bool) -> Result<Part, WorkspaceError> {
    let sha256 = if keep { workspace.put_content(bytes)? } else { contents::sha256(bytes) };
    Ok(Part { part: part.to_owned(), name, sha256 })
}

/// The list of parts: the document, the worked cases and annexes in its folder, the statistics that its indicators read.
fn parts(
    workspace: &Workspace,
    path: &str,
    text: &str,
    contract: &Contract,
    keep: bool,
) -> Result<Vec<Part>, WorkspaceError> {
    let keeping = |part: &str, name: String, bytes: &[u8]| kept(workspace, (part, name), bytes, keep);
    let mut parts = vec![keeping("document", path.to_owned(), text.as_bytes())?];
    let folder = Path::new(path).parent().unwrap_or(Path::new(""));
    let (mut cases, mut annexes) = (Vec::new(), Vec::new());
    let whole = workspace.contracts_folder().join(folder);
    for beside in Walked::default().inside(&whole).map_err(at(&whole))? {
        let is_text = beside.extension().is_some_and(|extension| extension == "md" || extension == "csv");
        let name = folder.join(beside.file_name().unwrap_or_default()).to_string_lossy().into_owned();
        if beside.is_dir() || !is_text || name == path || name == STATISTICS {
            continue;
        }
        let text = read(&beside)?;
        // Another contract is no annex of this one.
        if name.ends_with(".md") && text.starts_with("---") {
            continue;
        }
        let is_cases = beside.file_name().is_some_and(|name| name == "cases.md");
        let (part, list) = if is_cases { ("cases", &mut cases) } else { ("annex", &mut annexes) };
        list.push(keeping(part, name, text.as_bytes())?);
    }
    parts.extend(cases);
    parts.extend(annexes);
    if !contract.indicators.is_empty()
        && let Some(sha256) = recorded::recorded(workspace, None)?.get(STATISTICS)
    {
        let (part, name) = ("statistics".to_owned(), STATISTICS.to_owned());
        parts.push(Part { part, name, sha256: sha256.clone() });
    }
    Ok(parts)
}
