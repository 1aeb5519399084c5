//! Who lives in the demo: appointed by acts, each with a secret of its own, which lies in the workspace so that whoever
//! tries the demo can act as any of them. They are nobody: the names say so.

use anyhow::{Context, Result};
use contract::calendar::Date;
use office::act::appoint::{Appointment, Mandate, Role, Whom, appoint};
use office::act::asking::Asking;
use office::act::{keep_private, set_factor, set_secret};
use office::actor::Actor;
use office::recognition::{Claim, recognise, shown};
use office::workspace::Workspace;

use crate::acting::{USUAL_FILE, own_folder};
use crate::clock::now;
use crate::opening::chance_of;

/// Who acts in the demo.
pub struct People {
    /// Instructs for the office.
    pub officer: Actor,
    /// Hands in for every operator: an accountant's, as many have one together.
    pub clerk: Actor,
    /// Signs for the profession.
    pub federation: Actor,
}

/// Who acts where a command names nobody.
pub const USUAL: &str = "khadija";

/// Account, role, and whether it has a second factor: who administers, decides or orders.
const ACCOUNTS: [(&str, Role, bool); 8] = [
    ("amina", Role::Administrator, true),
    ("youssef", Role::Administrator, true),
    ("khadija", Role::Officer, true),
    ("driss", Role::Orderer, true),
    ("salma", Role::Accountant, true),
    ("nabil", Role::Auditor, false),
    ("hiba", Role::Federation, true),
    ("leila", Role::Clerk, false),
];

/// Appoints them, the first by the owner of the workspace and the others by her.
pub fn appointed(workspace: &Workspace, operators: &[String]) -> Result<People> {
    let since = workspace.today(now()?)?;
    let mut by = Actor::Office;
    let mut people = People { officer: Actor::Office, clerk: Actor::Office, federation: Actor::Office };
    keep(workspace, USUAL_FILE, USUAL)?;
    for (number, (account, role, has_factor)) in ACCOUNTS.into_iter().enumerate() {
        let appointment = Appointment {
            account: account.to_owned(),
            name: format!("{account} (fictive)"),
            service_number: format!("DEMO-{number}"),
            language: "fr".to_owned(),
            mandates: vec![mandate(role, operators, since)],
        };
        let asking = |act: &str| Asking::new(format!("demo-{act}-{account}"));
        let first = appoint(workspace, &by, &appointment, &asking("appoint"), now()?, &mut chance_of)?.secret;
        let first = first.with_context(|| format!("{account} was appointed before"))?;
        let actor = recognise(workspace, &Claim::new(account, first), now()?)?;
        let token = set_secret(workspace, &actor, None, &asking("secret"), now()?, &mut chance_of)?.token;
        let token = token.context("a secret that is told")?;
        keep(workspace, &format!("{account}.secret"), &token)?;
        let mut claim = Claim::new(account, token);
        if has_factor {
            let actor = recognise(workspace, &claim, now()?)?;
            let key = set_factor(workspace, &actor, &asking("factor"), now()?, &mut chance_of)?.key;
            let key = key.context("a key that is told")?;
            keep(workspace, &format!("{account}.factor"), &key)?;
            claim = claim.with_code(shown(&key, now()?).context("a key of letters")?);
        }
        let actor = recognise(workspace, &claim, now()?)?;
        match role {
            Role::Administrator if by == Actor::Office => by = actor,
            Role::Officer => people.officer = actor,
            Role::Clerk => people.clerk = actor,
            Role::Federation => people.federation = actor,
            _ => {}
        }
    }
    Ok(people)
}

fn mandate(role: Role, operators: &[String], since: Date) -> Mandate {
    let whom = role.whom().first().copied().unwrap_or(Whom::Office);
    let of = match whom {
        Whom::Operators => operators.to_vec(),
        Whom::Federation => vec!["profession".to_owned()],
        _ => Vec::new(),
    };
    Mandate { role, whom, of, since, until: None, ceiling_centimes: None }
}

fn keep(workspace: &Workspace, name: &str, secret: &str) -> Result<()> {
    let path = own_folder(workspace).context("a fictitious workspace")?.join(name);
    keep_private(&path, secret).with_context(|| path.display().to_string())
}
