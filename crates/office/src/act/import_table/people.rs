//! Taking in people and their mandates: a table is one act, all lines or none. Each gets a first secret, told once, with which the
//! person chooses another, as whoever is appointed alone does.
//!
//! Names and service numbers go into the vault, and nowhere else: of this table neither the bytes nor their hash are kept.

use std::collections::BTreeSet;

use contract::calendar::Date;
use register::canonical::Value;
use register::journal::{Read, RecordError, Refused};
use register::vault::{Source, Vault};

use super::TableFault;
use super::read::{Line, Sort, amount, as_text, fault, lines};
use crate::act::appoint::{self, Appointment, Mandate};
use crate::act::asking::{Acting, Asking};
use crate::act::submit::Entered;
use crate::actor::{Actor, Matter};
use crate::fault::Fault;
use crate::now::Now;
use crate::people;
use crate::refusal::refused;
use crate::role::{Role, Whom};
use crate::workspace::{Workspace, WorkspaceError};

/// The word of the act.
const KIND: &str = "import-people";

/// Languages in which people are spoken to; the first where nothing is said.
const LANGUAGES: [&str; 3] = ["fr", "ar", "en"];

/// What was taken in, or what is wrong with the table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TakenPeople {
    /// People, each with the line that names it first.
    pub people: Vec<(u64, Appointment)>,
    /// What is wrong: then nothing was recorded.
    pub faults: Vec<TableFault>,
    /// The entry that recorded it.
    pub entry: Option<Entered>,
    /// The first secret of each account, told once.
    pub secrets: Vec<(String, String)>,
}

/// Whether a table is one of people.
#[must_use]
pub fn is_people(workspace: &Workspace, bytes: &[u8]) -> bool {
    let bytes = &*as_text(workspace, bytes, &mut Vec::new());
    matches!(lines(bytes, &mut Vec::new()), Some((_, Sort::People))) || {
        // Of one with wrong headings those that people alone have say it.
        let first = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
        let headings = String::from_utf8_lossy(first).to_lowercase();
        headings.trim_start_matches('\u{feff}').split([';', ',']).any(|one| matches!(one.trim(), "account" | "role"))
    }
}

/// Takes people in.
///
/// # Errors
/// An actor who may not, a workspace that cannot be read or written. What is wrong with the table is told, and is no error.
pub fn import_people(
    workspace: &Workspace,
    actor: &Actor,
    bytes: &[u8],
    asking: &Asking,
    now: Now,
    source: Source<'_>,
) -> Result<TakenPeople, Fault> {
    let mut acting = Acting::begin(workspace, actor, Matter::People, asking, now)?;
    let mut faults = Vec::new();
    let text = as_text(workspace, bytes, &mut faults);
    if !faults.is_empty() {
        return Ok(TakenPeople { faults, ..TakenPeople::default() });
    }
    let mut taken = read(&text);
    if taken.faults.is_empty()
        && let Some(entered) = acting.again(KIND, |entry| names(&entry.body) == handles(&taken))?
    {
        return Ok(TakenPeople { entry: Some(entered), ..taken });
    }
    let persons = persons(workspace, &taken)?;
    let looked = workspace.journal.read(|read| Ok::<_, Fault>(unfit(read, &taken, &persons)))?;
    taken.faults.extend(looked?);
    if !taken.faults.is_empty() {
        taken.faults.sort_by(|one, other| (one.line, &one.column).cmp(&(other.line, &other.column)));
        return Ok(taken);
    }
    if asking.preview {
        let rows = taken.people.iter().zip(&persons).map(|((_, who), person)| {
            appoint::body(who, person.as_deref().unwrap_or(&"0".repeat(32)), &"0".repeat(64))
        });
        let entry = acting.record(KIND, body(rows.collect()), &|read| holds(read, &taken, &persons))?;
        return Ok(TakenPeople { entry, ..taken });
    }
    let vault = workspace.vault_or_made()?;
    acting.holds(&|read| holds(read, &taken, &persons))?;
    let kept = keep(workspace, &vault, &taken, source);
    let recorded = kept
        .and_then(|(rows, secrets)| Ok((acting.record(KIND, rows, &|read| holds(read, &taken, &persons))?, secrets)));
    match recorded {
        Ok((entry, secrets)) => Ok(TakenPeople { entry, secrets, ..taken }),
        Err(error) => {
            // What is kept of nobody is in nobody's way; the first fault is the one to tell.
            taken.people.iter().for_each(|(_, who)| drop(vault.forget_account(&who.account)));
            Err(error)
        }
    }
}

/// Keeps names and first secrets; gives what the entry says, and the secrets.
fn keep(
    workspace: &Workspace,
    vault: &Vault,
    taken: &TakenPeople,
    source: Source<'_>,
) -> Result<(Value, Vec<(String, String)>), Fault> {
    let (mut rows, mut secrets) = (Vec::new(), Vec::new());
    for (_, who) in &taken.people {
        let keyed = workspace.key.keyed("service", &who.service_number);
        let person = vault.number(keyed, &mut *source).map_err(WorkspaceError::from)?.to_string();
        let (token, seal) = appoint::keep_token(vault, &who.account, &mut *source)?;
        vault.keep_name(&who.account, who.name.trim()).map_err(WorkspaceError::from)?;
        rows.push(appoint::body(who, &person, &seal));
        secrets.push((who.account.clone(), token));
    }
    Ok((body(rows), secrets))
}

fn body(rows: Vec<Value>) -> Value {
    Value::map([("people", Value::List(rows))])
}

fn names(body: &Value) -> Vec<String> {
    let all = body.get("people").and_then(Value::as_list).unwrap_or_default();
    all.iter().filter_map(|one| one.get("account")?.as_text().map(str::to_owned)).collect()
}

fn handles(taken: &TakenPeople) -> Vec<String> {
    taken.people.iter().map(|(_, who)| who.account.clone()).collect()
}

/// The random number of each person, where the vault has one.
fn persons(workspace: &Workspace, taken: &TakenPeople) -> Result<Vec<Option<String>>, Fault> {
    let Some(vault) = workspace.vault_if_there()? else { return Ok(vec![None; taken.people.len()]) };
    let known = |(_, who): &(u64, Appointment)| {
        let keyed = workspace.key.keyed("service", &who.service_number);
        Ok(vault.known(keyed).map_err(WorkspaceError::from)?.map(|number| number.to_string()))
    };
    taken.people.iter().map(known).collect()
}

/// What cannot be said, line by line: of each person beside the accounts that stand and the lines before.
fn unfit(read: &mut dyn Read, taken: &TakenPeople, persons: &[Option<String>]) -> Result<Vec<TableFault>, Fault> {
    let mut faults = Vec::new();
    let mut numbers: Vec<(&str, &str)> = Vec::new();
    for ((line, who), person) in taken.people.iter().zip(persons) {
        let other = numbers.iter().find(|(number, _)| *number == who.service_number.trim());
        let looked = match other {
            Some((_, other)) => Err(refused("account-person", &[("account", &who.account), ("other", other)]).into()),
            None => fit(who).and_then(|()| Ok(stands(read, who, person.as_deref())?)),
        };
        numbers.push((who.service_number.trim(), &who.account));
        match looked {
            Ok(()) => {}
            Err(Fault::NotRecorded(error)) => match *error {
                RecordError::Refused { code, values } => {
                    let values = values.into_iter().collect();
                    faults.push(TableFault { line: *line, column: String::new(), code, values });
                }
                other => return Err(Fault::NotRecorded(Box::new(other))),
            },
            Err(fault) => return Err(fault),
        }
    }
    Ok(faults)
}

fn fit(who: &Appointment) -> Result<(), Fault> {
    if !register::entry::is_word(&who.account) {
        return Err(refused("account-handle", &[("account", &who.account)]).into());
    }
    appoint::check(&who.mandates)
}

/// Refuses an account that there is or was, and a person who has one.
fn stands(read: &mut dyn Read, who: &Appointment, person: Option<&str>) -> Result<(), Refused> {
    let accounts = people::accounts(read, None)?;
    if accounts.iter().any(|account| account.handle == who.account) {
        return Err(refused("account-taken", &[("account", &who.account)]));
    }
    let is_theirs = |account: &&people::Account| account.dismissed.is_none() && Some(account.person.as_str()) == person;
    match accounts.iter().find(is_theirs) {
        Some(other) => Err(refused("account-person", &[("account", &who.account), ("other", &other.handle)])),
        None => Ok(()),
    }
}

/// The same where the act is recorded. The first accounts of a workspace have an administrator among them, without an end.
fn holds(read: &mut dyn Read, taken: &TakenPeople, persons: &[Option<String>]) -> Result<(), Refused> {
    for ((_, who), person) in taken.people.iter().zip(persons) {
        stands(read, who, person.as_deref())?;
    }
    let administers = |mandate: &Mandate| mandate.role == Role::Administrator && mandate.until.is_none();
    let mut mandates = taken.people.iter().flat_map(|(_, who)| &who.mandates);
    if people::accounts(read, None)?.is_empty() && !mandates.any(administers) {
        let (_, day) = read.last()?;
        let first = taken.people.first().map_or("-", |(_, who)| who.account.as_str());
        return Err(refused("account-first", &[("account", first), ("day", &day.to_string())]));
    }
    Ok(())
}

/// Reads a table; the lines of one account are together what it may do.
fn read(bytes: &[u8]) -> TakenPeople {
    let mut taken = TakenPeople::default();
    let Some((lines, _)) = lines(bytes, &mut taken.faults) else { return taken };
    let mut seen: BTreeSet<(String, Mandate)> = BTreeSet::new();
    for line in &lines {
        let Some(mandate) = mandate(line, &mut taken.faults) else { continue };
        let language = line.some("language").unwrap_or_else(|| LANGUAGES[0].to_owned());
        if !LANGUAGES.contains(&language.as_str()) {
            let values = [("value", language.as_str()), ("known", &LANGUAGES.join(", "))];
            taken.faults.push(fault(line.number, "language", "csv-word", &values));
        }
        let [account, name, number] = ["account", "name", "number"].map(|column| line.text(column).to_owned());
        if !seen.insert((account.clone(), mandate.clone())) {
            taken.faults.push(fault(line.number, "", "csv-mandate-twice", &[("account", &account)]));
        }
        match taken.people.iter_mut().find(|(_, who)| who.account == account) {
            None => {
                let who = Appointment { account, name, service_number: number, language, mandates: vec![mandate] };
                taken.people.push((line.number, who));
            }
            Some((_, who)) => {
                let differs = [
                    ("name", name != who.name),
                    ("number", number != who.service_number),
                    ("language", language != who.language),
                ];
                for (column, _) in differs.into_iter().filter(|(_, differs)| *differs) {
                    taken.faults.push(fault(line.number, column, "csv-person-differs", &[("account", &account)]));
                }
                who.mandates.push(mandate);
            }
        }
    }
    if taken.faults.is_empty() && taken.people.is_empty() {
        taken.faults.push(fault(1, "", "csv-empty", &[]));
    }
    taken
}

/// The mandate of a line; what is wrong in a cell is told.
fn mandate(line: &Line, faults: &mut Vec<TableFault>) -> Option<Mandate> {
    let before = faults.len();
    let (since, until) = (line.day("since", faults), line.day("until", faults));
    let role = Role::from_word(line.text("role"));
    if role.is_none() && !line.text("role").is_empty() {
        let known = Role::ALL.map(Role::word).join(", ");
        faults.push(fault(line.number, "role", "csv-word", &[("value", line.text("role")), ("known", &known)]));
    }
    let whom = match line.some("whom") {
        None => role.map(|role| role.whom()[0]),
        Some(word) => {
            let read = Whom::from_word(&word);
            if read.is_none() {
                let known = Whom::ALL.map(Whom::word).join(", ");
                faults.push(fault(line.number, "whom", "csv-word", &[("value", &word), ("known", &known)]));
            }
            read
        }
    };
    let ceiling_centimes = line.some("ceiling").and_then(|text| {
        let read = amount(&text).and_then(|written| written.replace('.', "").parse::<u64>().ok());
        if read.is_none() {
            faults.push(fault(line.number, "ceiling", "csv-amount", &[("value", &text)]));
        }
        read
    });
    let of = line.text("of").split_whitespace().map(str::to_owned).collect();
    let (role, whom, since): (Role, Whom, Date) = (role?, whom?, since?);
    (faults.len() == before).then_some(Mandate { role, whom, of, since, until, ceiling_centimes })
}
