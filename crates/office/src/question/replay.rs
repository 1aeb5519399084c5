//! The figures that were said under a receipt, computed once more from register and store alone: nothing that is kept of results
//! or gathered of evidence is read. Where a receipt names the hash of what was said, it is held against what comes out now.

use assessment::ENGINE_VERSION;
use contract::calendar::Date;
use register::signing::VerifyingKey;
use serde_json::Value;

use crate::actor::{Actor, Matter};
use crate::answer::journal::{Replayed, Replays};
use crate::assess::{ClauseTotal, Question, Totals, assess, fingerprints};
use crate::fault::Fault;
use crate::moment::Moment;
use crate::workspace::{Workspace, WorkspaceError};

/// What a receipt of an assessment says of one contract.
struct Said {
    contract: String,
    contract_sha256: String,
    /// The packs that it borrowed from, each with the hash of its text.
    packs: Vec<(String, String)>,
    engine: String,
    all_readings: bool,
    determinations_sha256: String,
    day: Date,
    /// Operator and fingerprint of the evidence, in order.
    evidence: Vec<(String, String)>,
}

/// Computes anew what was known at an entry, by its number, by its receipt, or by the receipts of an assessment.
///
/// # Errors
/// An actor who is not told, a text that is none of these, a workspace that cannot be read or computed.
pub fn replay(workspace: &Workspace, actor: &Actor, named: &str) -> Result<Replays, Fault> {
    actor.scope(Matter::Journal)?;
    // Opened anew, without what is derived from submissions.
    let plain = Workspace::open(workspace.root())?.without_editions();
    if let Ok(number) = named.trim().parse::<u64>() {
        return at(&plain, moment(&plain, number)?, &[]);
    }
    if let Ok(receipt) = register::Receipt::decode(named.trim_end()) {
        let signer = |key: &str| key.parse::<VerifyingKey>().map_err(|error| Fault::NotGiven(format!("{error}")));
        let keys = plain.journal.rows(&register::tables::SIGNER, None, &[]).map_err(WorkspaceError::from)?;
        let keys = keys.iter().filter_map(|row| row.get("key")).map(signer).collect::<Result<Vec<_>, _>>()?;
        let entry = keys.iter().find_map(|key| receipt.check(key).ok());
        let entry = entry.ok_or_else(|| Fault::NotGiven("no receipt of this journal".to_owned()))?;
        let here = plain.journal.entry(entry.number).map_err(WorkspaceError::from)?;
        if here.as_ref() != Some(&entry) {
            return Err(Fault::NotGiven(format!("entry {} is another one here", entry.number)));
        }
        return at(&plain, moment(&plain, entry.number)?, &[]);
    }
    let read: Value = serde_json::from_str(named).map_err(|error| Fault::NotGiven(error.to_string()))?;
    let mut said = Vec::new();
    gather(&read, &mut said);
    let day = said.first().map(|said| said.day).ok_or_else(|| Fault::NotGiven("no receipt".to_owned()))?;
    let moment = position(&plain, day, &said[0].evidence)?;
    at(&plain, moment, &said)
}

/// The moment of an entry.
fn moment(workspace: &Workspace, number: u64) -> Result<Moment, Fault> {
    let last = workspace.head()?.entries;
    let entry = workspace.journal.entry(number).map_err(WorkspaceError::from)?;
    let entry = entry.ok_or(Fault::NoEntry { asked: number, last })?;
    Ok(Moment { day: entry.day, at: workspace.position(&entry)? })
}

/// The last entry of that day or before it at which the evidence was as a receipt says; the day's last one where it never was.
fn position(workspace: &Workspace, day: Date, evidence: &[(String, String)]) -> Result<Moment, Fault> {
    let last = workspace.entry_at(Moment::from(day))?;
    let mut number = last;
    let wrong = workspace.journal.said_of_days().map_err(WorkspaceError::from)?.first_wrong();
    while number > 0 {
        let moment = Moment { day, at: moment(workspace, number)?.at };
        let operators = workspace.store.operators(moment).map_err(WorkspaceError::from)?;
        let here = fingerprints(workspace, &operators, moment)?;
        let here = here.into_iter().map(|(operator, fingerprint)| (operator.to_string(), fingerprint));
        if here.collect::<Vec<_>>() == evidence {
            return Ok(moment);
        }
        // A receipt is of a day: what was recorded on earlier ones was known on all of it.
        // One of a day of a wrong clock may be of any entry since.
        if moment.at.day() < day && wrong.is_none_or(|wrong| number < wrong) {
            break;
        }
        number -= 1;
    }
    Ok(Moment { day, at: moment(workspace, last.max(1))?.at })
}

fn at(workspace: &Workspace, moment: Moment, said: &[Said]) -> Result<Replays, Fault> {
    let all_readings = said.iter().any(|said| said.all_readings);
    let question = Question { as_known_on: moment, operators: Vec::new(), all_readings, fresh: true };
    let assessed = assess(workspace, &question, None, || {})?;
    let one = |contract: &crate::assess::ContractAssessment| {
        let receipt = &contract.receipt;
        let of = said.iter().find(|said| said.contract == receipt.contract);
        Replayed {
            contract: receipt.contract.clone(),
            version: receipt.version.clone(),
            determinations: receipt.determinations,
            determinations_sha256: receipt.determinations_sha256.clone(),
            due_centimes: paying(&receipt.totals).map(|clause| clause.due_centimes).sum(),
            currency: contract.sound.contract.currency,
            totals: receipt.totals.clone(),
            said: of.map(|said| said.determinations_sha256.clone()),
            same: of.map(|said| said.determinations_sha256 == receipt.determinations_sha256),
            same_text: of.is_none_or(|said| {
                said.contract_sha256 == receipt.inputs.contract_sha256 && said.packs == receipt.inputs.packs
            }),
            other_engine: of.filter(|said| said.engine != ENGINE_VERSION).map(|said| said.engine.clone()),
        }
    };
    Ok(Replays {
        entry: workspace.entry_at(moment)?,
        day: moment.day,
        engine: ENGINE_VERSION.to_owned(),
        contracts: assessed.contracts.iter().map(one).collect(),
    })
}

fn paying(totals: &Totals) -> impl Iterator<Item = &ClauseTotal> {
    totals.clauses.iter().filter(|clause| clause.in_use && clause.head.is_some())
}

/// Every receipt of an assessment in a text, wherever in it.
fn gather(value: &Value, said: &mut Vec<Said>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| gather(value, said)),
        Value::Object(map) => match read(value) {
            Some(receipt) => said.push(receipt),
            None => map.values().for_each(|value| gather(value, said)),
        },
        _ => {}
    }
}

fn read(value: &Value) -> Option<Said> {
    let text = |value: &Value, key: &str| Some(value.get(key)?.as_str()?.to_owned());
    let inputs = value.get("inputs")?;
    let pair = |pair: &Value| Some((pair.get(0)?.as_str()?.to_owned(), pair.get(1)?.as_str()?.to_owned()));
    let packs = inputs.get("packs").and_then(Value::as_array);
    Some(Said {
        contract: text(value, "contract")?,
        contract_sha256: text(inputs, "contract_sha256")?,
        packs: packs.into_iter().flatten().map(pair).collect::<Option<_>>()?,
        engine: text(value, "engine")?,
        all_readings: value.get("all_readings")?.as_bool()?,
        determinations_sha256: text(value, "determinations_sha256")?,
        day: text(inputs, "as_known_on")?.parse().ok()?,
        evidence: inputs.get("evidence")?.as_array()?.iter().map(pair).collect::<Option<_>>()?,
    })
}
