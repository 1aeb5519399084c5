//! Opening a workspace for a command, and saying what its reader must know of its key.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use office::act::NoChance;
use office::act::withdraw::Unfit;
use office::fault::Fault;
use office::refusal::Refusal;
use office::workspace::{Birth, Chance, KEY, Shipped, Workspace, WorkspaceError};
use presentation::{Language, Quantity, Rendered, words};

use crate::clock::{now, zone};
use crate::command::submit::mebibytes;
use crate::screen::Screen;

/// Opens a workspace.
pub fn open(root: &Path, screen: &Screen) -> Result<Workspace, WorkspaceError> {
    Ok(told(Workspace::open(root)?, screen))
}

/// Opens a workspace, or makes it.
pub fn open_or_create(root: &Path, screen: &Screen) -> Result<Workspace> {
    Ok(told(Workspace::open_or_create(root, &birth()?, now()?)?, screen))
}

/// What a workspace is where nothing is said: a real one, its days those of this machine's zone, its signing key apart.
#[expect(clippy::disallowed_methods, reason = "the executable reads the environment")]
pub fn birth() -> Result<Birth> {
    let named = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let data = || named("XDG_DATA_HOME").or_else(|| named("HOME").map(|home| home.join(".local/share")));
    let keys = named("MITHAQ_KEYS").or_else(|| data().map(|data| data.join("mithaq")));
    let keys = keys.context("no folder for the signing key: name one in MITHAQ_KEYS")?;
    Ok(Birth { fictitious: None, zone: zone(), keys, journal: None, shipped: Shipped::Everything, chance: chance()? })
}

/// What nobody can guess, for a new workspace.
pub fn chance() -> Result<Chance> {
    let (mut id, mut seed, mut opening) = ([0; 8], [0; 32], [0; 32]);
    getrandom::fill(&mut id)?;
    getrandom::fill(&mut seed)?;
    getrandom::fill(&mut opening)?;
    Ok(Chance { id, seed, opening })
}

/// 32 bytes that nobody can guess.
pub fn seed() -> Result<[u8; 32]> {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed)?;
    Ok(seed)
}

/// The system's chance, for secrets and numbers of persons.
pub fn chance_of(bytes: &mut [u8]) -> Result<(), NoChance> {
    getrandom::fill(bytes).map_err(|fault| NoChance(fault.to_string()))
}

/// The id of a request: the one that was named, else one that nobody has.
pub fn request(named: Option<&str>) -> Result<String> {
    match named {
        Some(named) => Ok(named.to_owned()),
        None => {
            let mut bytes = [0; 12];
            getrandom::fill(&mut bytes)?;
            Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
        }
    }
}

fn told(workspace: Workspace, screen: &Screen) -> Workspace {
    if let Some(fingerprint) = workspace.bound_now() {
        let fingerprint = Rendered::quoted(&fingerprint.to_string());
        screen.warn(&words::command_key_bound(screen.language(), fingerprint));
    }
    workspace
}

/// What is the matter with what was asked, and what to do, where there are words for it.
pub fn fault(error: &anyhow::Error, screen: &Screen) -> Option<Rendered> {
    let language = screen.language();
    let workspace = match error.downcast_ref::<Fault>() {
        Some(Fault::Workspace(workspace)) => workspace,
        Some(Fault::Future { asked, today }) => return Some(words::command_day_future(language, *asked, *today)),
        Some(Fault::NoEntry { asked, last }) => {
            return Some(words::command_entry_none(language, asked.to_string(), last.to_string()));
        }
        Some(Fault::NotGiven(detail)) => return Some(words::command_not_given(language, Rendered::quoted(detail))),
        Some(Fault::Newer { from, to }) => {
            let command = Rendered::quoted(&format!("mithaq lost {from} {to}"));
            return Some(words::command_newer(language, from.to_string(), to.to_string(), command));
        }
        Some(Fault::NotLost { from, to }) => {
            return Some(words::command_lost_other(language, from.to_string(), to.to_string()));
        }
        Some(Fault::Occupied(path)) => return Some(words::command_occupied(language, path.display().to_string())),
        Some(Fault::NotSound { path, detail }) => {
            return Some(words::command_not_sound(language, path.display().to_string(), Rendered::quoted(detail)));
        }
        Some(other) => return refusal(other, screen),
        None => error.downcast_ref::<WorkspaceError>()?,
    };
    if let Some([expected, found]) = workspace.keys() {
        let [expected, found] = [expected, found].map(|key| Rendered::quoted(&key.to_string()));
        return Some(words::command_key_other(language, Rendered::quoted(KEY), expected, found));
    }
    match workspace {
        WorkspaceError::Special(path) => Some(words::command_text_special(language, path.display().to_string())),
        WorkspaceError::TooLarge { path, bytes_max } => {
            let path = path.display().to_string();
            Some(words::command_text_large(language, path, mebibytes(*bytes_max)))
        }
        WorkspaceError::Former(path) => {
            let path = path.display().to_string();
            Some(words::command_former(language, path, Rendered::quoted("mithaq import")))
        }
        WorkspaceError::SigningKeyInside(path) => {
            Some(words::command_signing_key_inside(language, path.display().to_string()))
        }
        WorkspaceError::NoSigningKey { path, cause } => {
            Some(words::command_signing_key_missing(language, path.display().to_string(), cause.to_string()))
        }
        _ => None,
    }
}

/// Why an act was not recorded, and what to do.
fn refusal(fault: &Fault, screen: &Screen) -> Option<Rendered> {
    let language = screen.language();
    Some(match Refusal::of(fault)? {
        Refusal::Said { message, values } => {
            let values: Vec<(&str, &str)> =
                values.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            let said = presentation::say(language, &message, &values);
            match said.cure {
                Some(cure) => words::command_refused(language, said.what, cure),
                None => said.what,
            }
        }
        Refusal::ClockBehind { clock, last } => {
            let command = Rendered::quoted("mithaq clock-was-wrong");
            words::command_clock_behind(language, clock, last, command)
        }
        Refusal::ClockAhead { clock, last } => {
            let option = Rendered::quoted(&format!("--day {clock}"));
            words::command_clock_ahead(language, clock, last, option)
        }
        Refusal::OtherRequest { request, entry } => {
            let entry = Quantity::Count(i64::try_from(entry).unwrap_or(i64::MAX));
            words::command_request_other(language, Rendered::quoted(&request), entry)
        }
        Refusal::RequestBad { request } => words::command_request_bad(language, Rendered::quoted(&request)),
        Refusal::NotWithdrawn(unfit) => not_withdrawn(unfit, language),
        Refusal::PassInReal { day } => words::command_pass_real(language, day),
        Refusal::PassBack { day, to } => words::command_pass_back(language, day, to),
    })
}

/// Why a file cannot be withdrawn, and what to do.
fn not_withdrawn(unfit: Unfit, language: Language) -> Rendered {
    match unfit {
        Unfit::None { operator, submission, piece } => {
            let command = Rendered::quoted(&format!("mithaq withdraw {operator}"));
            let [submission, piece] = [submission, piece].map(|given| Rendered::quoted(&given));
            words::command_withdraw_none(language, Rendered::quoted(operator.as_str()), submission, piece, command)
        }
        Unfit::Several(file) => words::command_withdraw_several(language, Rendered::quoted(&file)),
        Unfit::NeverCounted(file) => words::command_withdraw_never(language, Rendered::quoted(&file)),
        Unfit::Already(file) => words::command_withdraw_already(language, Rendered::quoted(&file)),
        Unfit::NoReason => words::command_withdraw_no_reason(language, Rendered::quoted("--reason")),
    }
}
