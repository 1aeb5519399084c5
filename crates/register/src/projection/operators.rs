//! Acts about operators, and what is taken in of them from a table.
//!
//! - `enrol`, `change-operator`: `{operator, from, contracts: [text], ecosystems: [text], affiliations: [{affiliation, from, to?}],
//!   group?, sites: [text], source}`: all that holds of the operator from that day on, in the place of what was said before.
//! - `end-operator`: `{operator, on, source}`: the last day on which it is enrolled. `resume-operator`: `{operator, from, source}`.
//! - `import-operators`: `{file, operators: [as of enrol]}`: `file` is the hash of the table's bytes.
//! - `import-balances`: `{file, balances: [{operator, head, year, key?, decided, paid, source}]}`: what was decided and paid
//!   before, stated and not witnessed; amounts such as `1234.50`.
//! - `nil-balance`: `{operator, head, year, source}`: nothing was.

use super::{Fields, Filled, Kind, ProjectionError};
use crate::entry::Entry;
use crate::tables::{BALANCE, ENROLMENT, HELD, Table};

pub const KINDS: &[Kind] = &[
    Kind { word: "enrol", fill: enrol },
    Kind { word: "change-operator", fill: enrol },
    Kind { word: "end-operator", fill: end },
    Kind { word: "resume-operator", fill: resume },
    Kind { word: "import-operators", fill: import_operators },
    Kind { word: "import-balances", fill: import_balances },
    Kind { word: "nil-balance", fill: nil_balance },
];

const FACTS: &[&str] = &["operator", "from", "contracts", "ecosystems", "affiliations", "group", "sites", "source"];

type Rows = Vec<(&'static Table, Vec<String>)>;

fn enrol(entry: &Entry) -> Filled {
    facts(&Fields::of(entry, FACTS)?, &entry.kind)
}

fn facts(body: &Fields<'_>, act: &str) -> Result<Rows, ProjectionError> {
    let joined = |field: &str| Ok::<String, ProjectionError>(body.words(field)?.join(" "));
    let (operator, from) = (body.named("operator")?, body.day("from")?);
    let (contracts, ecosystems) = (joined("contracts")?, joined("ecosystems")?);
    let (group, sites, source) = (body.text_or_none("group")?, joined("sites")?, body.named("source")?);
    let row = vec![operator.clone(), act.to_owned(), from, contracts, ecosystems, group, sites, source];
    let mut rows = vec![(&ENROLMENT, row)];
    for one in body.list("affiliations", &["affiliation", "from", "to"])? {
        let (number, since) = (one.named("affiliation")?, one.day("from")?);
        rows.push((&HELD, vec![operator.clone(), number, since, one.day_or_none("to")?]));
    }
    Ok(rows)
}

fn end(entry: &Entry) -> Filled {
    let body = Fields::of(entry, &["operator", "on", "source"])?;
    plain(entry, &body, "on")
}

fn resume(entry: &Entry) -> Filled {
    let body = Fields::of(entry, &["operator", "from", "source"])?;
    plain(entry, &body, "from")
}

fn plain(entry: &Entry, body: &Fields<'_>, day: &str) -> Result<Rows, ProjectionError> {
    let (operator, day, source) = (body.named("operator")?, body.day(day)?, body.named("source")?);
    let none = String::new;
    let row = vec![operator, entry.kind.clone(), day, none(), none(), none(), none(), source];
    Ok(vec![(&ENROLMENT, row)])
}

fn import_operators(entry: &Entry) -> Filled {
    let body = Fields::of(entry, &["file", "operators"])?;
    body.hash("file")?;
    let all = body.list("operators", FACTS)?;
    Ok(all.iter().map(|one| facts(one, &entry.kind)).collect::<Result<Vec<Rows>, _>>()?.concat())
}

fn import_balances(entry: &Entry) -> Filled {
    let body = Fields::of(entry, &["file", "balances"])?;
    body.hash("file")?;
    let all = body.list("balances", &["operator", "head", "year", "key", "decided", "paid", "source"])?;
    let row = |one: &Fields<'_>| {
        let amount = |field: &str| one.tested(field, "an amount such as 1234.50", is_amount);
        let (operator, head) = (one.named("operator")?, one.named("head")?);
        let (year, key) = (one.count("year")?, one.text_or_none("key")?);
        let (decided, paid) = (amount("decided")?, amount("paid")?);
        Ok((&BALANCE, vec![operator, head, year, key, decided, paid, one.named("source")?]))
    };
    all.iter().map(row).collect()
}

fn nil_balance(entry: &Entry) -> Filled {
    let body = Fields::of(entry, &["operator", "head", "year", "source"])?;
    let (operator, head, year) = (body.named("operator")?, body.named("head")?, body.count("year")?);
    let nothing = || "0.00".to_owned();
    Ok(vec![(&BALANCE, vec![operator, head, year, String::new(), nothing(), nothing(), body.named("source")?])])
}

fn is_amount(text: &str) -> bool {
    let Some((whole, cents)) = text.split_once('.') else { return false };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let leads = whole == "0" || !whole.starts_with('0');
    (1..=16).contains(&whole.len()) && leads && digits(whole) && cents.len() == 2 && digits(cents)
}
