//! Acts about people: accounts, what they may do, and that their secrets changed. No name, no official number and no secret
//! stands here: these are in the vault, and a *seal* is the hash by which a secret that is kept there counts.
//!
//! - `appoint`: `{account, person, language, mandates: [{role, whom, of?: [..], since, until?, ceiling?}], secret}`: `person` is the
//!   person's random number, `secret` the seal of the secret that the person is given first.
//! - `import-people`: `{people: [as of appoint]}`.
//! - `change-mandate`: `{account, mandates: [..]}`: from now on these, and no others.
//! - `dismiss`: `{account, reason}`.
//! - `deputise`: `{account, deputy, since, until}`: in these days the deputy acts in the place of the account (*interim*).
//! - `set-secret`: `{account, means, seal}`: the person chose another secret.
//! - `set-factor`: `{account, seal}`: the person set a second factor.
//! - `lose-factor`: `{account, reason, secret?}`: it is no more; `secret` is the seal of a first secret, where that was lost too.

use super::{Fields, Filled, Kind, ProjectionError};
use crate::canonical::Value;
use crate::entry::{Entry, is_word};
use crate::tables::{ACCOUNT, DEPUTY, DISMISSAL, FACTOR, MANDATE, SECRET, Table};

pub const KINDS: &[Kind] = &[
    Kind { word: "appoint", fill: appoint },
    Kind { word: "import-people", fill: import_people },
    Kind { word: "change-mandate", fill: change_mandate },
    Kind { word: "dismiss", fill: dismiss },
    Kind { word: "deputise", fill: deputise },
    Kind { word: "set-secret", fill: set_secret },
    Kind { word: "set-factor", fill: set_factor },
    Kind { word: "lose-factor", fill: lose_factor },
];

/// Whom a mandate is for.
const WHOM: [&str; 5] = ["office", "operators", "federation", "platform", "auditor"];

type Rows = Vec<(&'static Table, Vec<String>)>;

/// What is said of somebody who is appointed.
const APPOINTED: &[&str] = &["account", "person", "language", "mandates", "secret"];

fn appoint(entry: &Entry) -> Filled {
    appointed(&Fields::of(entry, APPOINTED)?, entry)
}

fn import_people(entry: &Entry) -> Filled {
    let body = Fields::of(entry, &["people"])?;
    let all = body.list("people", APPOINTED)?;
    Ok(all.iter().map(|one| appointed(one, entry)).collect::<Result<Vec<Rows>, _>>()?.concat())
}

fn appointed(body: &Fields<'_>, entry: &Entry) -> Filled {
    let account = handle(body, "account")?;
    let digits =
        |text: &str| text.len() == 32 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
    let person = body.tested("person", "32 lower-case hexadecimal digits", digits)?;
    let language = body.word("language", &["fr", "ar", "en"], "`fr`, `ar` or `en`")?;
    let mut rows = vec![(&ACCOUNT, vec![account.clone(), person, language, entry.day.to_string()])];
    rows.extend(mandates(body, &account)?);
    let seal = body.hash("secret")?;
    rows.push((&SECRET, vec![account, "first".to_owned(), seal, entry.day.to_string()]));
    Ok(rows)
}

fn change_mandate(entry: &Entry) -> Filled {
    let body = Fields::of(entry, &["account", "mandates"])?;
    mandates(&body, &handle(&body, "account")?)
}

fn dismiss(entry: &Entry) -> Filled {
    let body = Fields::of(entry, &["account", "reason"])?;
    Ok(vec![(&DISMISSAL, vec![handle(&body, "account")?, body.named("reason")?, entry.day.to_string()])])
}

fn deputise(entry: &Entry) -> Filled {
    let body = Fields::of(entry, &["account", "deputy", "since", "until"])?;
    let row = vec![handle(&body, "account")?, handle(&body, "deputy")?, body.day("since")?, body.day("until")?];
    Ok(vec![(&DEPUTY, row)])
}

fn set_secret(entry: &Entry) -> Filled {
    let body = Fields::of(entry, &["account", "means", "seal"])?;
    let means = body.word("means", &["token", "passphrase"], "`token` or `passphrase`")?;
    Ok(vec![(&SECRET, vec![handle(&body, "account")?, means, body.hash("seal")?, entry.day.to_string()])])
}

fn set_factor(entry: &Entry) -> Filled {
    let body = Fields::of(entry, &["account", "seal"])?;
    Ok(vec![(&FACTOR, vec![handle(&body, "account")?, body.hash("seal")?, entry.day.to_string()])])
}

fn lose_factor(entry: &Entry) -> Filled {
    let body = Fields::of(entry, &["account", "reason", "secret"])?;
    let account = handle(&body, "account")?;
    body.named("reason")?;
    let day = entry.day.to_string();
    let mut rows = vec![(&FACTOR, vec![account.clone(), String::new(), day.clone()])];
    if entry.body.get("secret").is_some() {
        rows.push((&SECRET, vec![account, "first".to_owned(), body.hash("secret")?, day]));
    }
    Ok(rows)
}

fn handle(body: &Fields<'_>, field: &str) -> Result<String, ProjectionError> {
    body.tested(field, "a word in kebab case of at most 60 characters", is_word)
}

/// The mandates of an account, one at least: whoever is to have none is dismissed.
fn mandates(body: &Fields<'_>, account: &str) -> Result<Rows, ProjectionError> {
    let list = body.list("mandates", &["role", "whom", "of", "since", "until", "ceiling"])?;
    if list.is_empty() {
        return Err(body.wrong("mandates", "one mandate at least"));
    }
    let row = |one: &Fields<'_>| {
        let role = one.tested("role", "a word in kebab case of at most 60 characters", is_word)?;
        let whom = one.word("whom", &WHOM, "`office`, `operators`, `federation`, `platform` or `auditor`")?;
        let ceiling = if one.value.get("ceiling").is_some() { one.count("ceiling")? } else { String::new() };
        let (since, until) = (one.day("since")?, one.day_or_none("until")?);
        Ok((&MANDATE, vec![account.to_owned(), role, whom, of(one)?, since, until, ceiling]))
    };
    list.iter().map(row).collect()
}

/// The names in the list `of`, with single spaces between them.
fn of(one: &Fields<'_>) -> Result<String, ProjectionError> {
    let Some(value) = one.value.get("of") else { return Ok(String::new()) };
    let wrong = || one.wrong("of", "a list of names without spaces");
    let names = value.as_list().ok_or_else(wrong)?.iter().map(Value::as_text).collect::<Option<Vec<_>>>();
    let names = names.ok_or_else(wrong)?;
    let is_name = |name: &&str| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_graphic());
    if names.iter().all(is_name) { Ok(names.join(" ")) } else { Err(wrong()) }
}
