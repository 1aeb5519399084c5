//! What waits over all operators, as it was computed last: `<workspace>/results/waiting`.
//!
//! It is derived and may be deleted at any time. It stands under a key of all that it was computed from, and its own hash:
//! a file of other evidence, another engine or altered bytes is as if it were not there. What cannot be kept is computed
//! another time.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::PathBuf;

use assessment::receipt::hexadecimal;
use contract::unit::Currency;
use evidence::private;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::assess::WorkspaceAssessment;
use crate::results::{part, replace};
use crate::waiting::{Sums, Wait, WaitingRow, by};
use crate::workspace::Workspace;

/// The version of the form of the file.
const FORM: &[u8; 8] = b"MITHAQW2";
const NAME: &str = "waiting";

/// What waits under one head of one contract for one cure, over all operators and periods.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptWait {
    /// The contract.
    pub contract: String,
    /// The head.
    pub head: String,
    /// The code of the reason.
    pub code: String,
    /// The table that it speaks of.
    pub table: Option<String>,
    /// Who can cure it, by code.
    pub who: String,
    keys: u64,
    said: u64,
    pending: u64,
    /// By currency, as digits: larger than numbers of JSON may be.
    centimes: BTreeMap<Currency, String>,
}

impl KeptWait {
    /// How much.
    #[must_use]
    pub fn wait(&self) -> Wait {
        let KeptWait { keys, said, pending, .. } = *self;
        let mut centimes = Sums::default();
        for (currency, digits) in &self.centimes {
            centimes.add(&Sums::of(Some(*currency), digits.parse().unwrap_or_default()));
        }
        Wait { keys, said, pending, centimes }
    }
}

fn digits(sums: &Sums) -> BTreeMap<Currency, String> {
    sums.iter().map(|(currency, centimes)| (currency, centimes.to_string())).collect()
}

#[derive(Serialize, Deserialize)]
struct File {
    key: String,
    rows: Vec<KeptWait>,
    sha256: String,
}

/// Where it is kept.
#[must_use]
pub fn path(workspace: &Workspace) -> PathBuf {
    workspace.root().join("results").join(NAME)
}

/// Keeps what waits over all operators of an assessment.
///
/// # Errors
/// The folder cannot be written.
pub fn keep(workspace: &Workspace, assessed: &WorkspaceAssessment, rows: &[WaitingRow]) -> io::Result<()> {
    let sums = by(rows, |row| {
        let cause = (row.cause.code, row.cause.table.clone(), row.cause.who);
        (row.contract.clone(), row.head.clone(), cause)
    });
    let rows = sums.into_iter().map(|((contract, head, (code, table, who)), wait)| {
        let Wait { keys, said, pending, centimes } = wait;
        let (code, who) = (code.to_owned(), who.code().to_owned());
        KeptWait { contract, head, code, table, who, keys, said, pending, centimes: digits(&centimes) }
    });
    let mut file = File { key: key(assessed), rows: rows.collect(), sha256: String::new() };
    file.sha256 = sha256(&file)?;
    let folder = workspace.root().join("results");
    private::folders(&folder)?;
    replace(&folder, NAME, &serde_json::to_vec(&file)?)
}

/// What was kept over the evidence of an assessment; nothing where nothing was, or where it was of something else.
#[must_use]
pub fn kept(workspace: &Workspace, assessed: &WorkspaceAssessment) -> Option<Vec<KeptWait>> {
    let file: File = serde_json::from_slice(&fs::read(path(workspace)).ok()?).ok()?;
    if file.key != key(assessed) || file.sha256 != sha256(&file).ok()? {
        return None;
    }
    Some(file.rows)
}

/// What is the matter with the file, under whichever key it stands; nothing where there is none.
pub(crate) fn altered(workspace: &Workspace) -> Option<(PathBuf, String)> {
    let path = path(workspace);
    let bytes = fs::read(&path).ok()?;
    let read = serde_json::from_slice::<File>(&bytes).ok();
    let is_sound = |file: &File| {
        serde_json::to_vec(file).is_ok_and(|again| again == bytes) && sha256(file).is_ok_and(|hash| hash == file.sha256)
    };
    (!read.as_ref().is_some_and(is_sound)).then(|| (path, "it is not what was written".to_owned()))
}

/// The hash of key and rows.
fn sha256(file: &File) -> io::Result<String> {
    let mut hasher = Sha256::new();
    part(&mut hasher, file.key.as_bytes());
    part(&mut hasher, &serde_json::to_vec(&file.rows)?);
    Ok(hexadecimal(&hasher.finalize()))
}

/// All that it is computed from: engine, day, documents, the evidence of each operator.
fn key(assessed: &WorkspaceAssessment) -> String {
    let mut hasher = Sha256::new();
    hasher.update(FORM);
    part(&mut hasher, env!("ENGINE_SOURCES").as_bytes());
    hasher.update(assessed.as_known_on.day.days().to_le_bytes());
    for contract in &assessed.contracts {
        let inputs = &contract.receipt.inputs;
        part(&mut hasher, contract.sound.contract.id.as_bytes());
        part(&mut hasher, inputs.contract_sha256.as_bytes());
        for (pack, sha256) in &inputs.packs {
            part(&mut hasher, pack.as_bytes());
            part(&mut hasher, sha256.as_bytes());
        }
        part(&mut hasher, inputs.in_force_from.as_deref().unwrap_or_default().as_bytes());
        hasher.update((inputs.evidence.len() as u64).to_le_bytes());
        for (operator, fingerprint) in &inputs.evidence {
            part(&mut hasher, operator.as_bytes());
            part(&mut hasher, fingerprint.as_bytes());
        }
    }
    hexadecimal(&hasher.finalize())
}
