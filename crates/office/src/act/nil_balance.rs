//! Nothing was decided or paid before: two persons declare it, of an operator, a head and a year. What was decided and paid before is
//! taken in by a table ([`super::import_table`]); nothing is no line of it, since nobody would notice a line too many.

use contract::identity::OperatorId;
use register::canonical::Value;
use register::journal::{Read, Refused};
use register::tables::BALANCE;

use super::asking::{Acting, Asking};
use super::import_table::known_heads;
use super::submit::Entered;
use crate::actor::{Actor, Matter};
use crate::fault::Fault;
use crate::now::Now;
use crate::refusal::refused;
use crate::workspace::Workspace;

/// Of what nothing was decided or paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nil {
    /// The operator.
    pub operator: String,
    /// The head of payment.
    pub head: String,
    /// The year.
    pub year: String,
    /// Where that is said.
    pub source: String,
}

/// Declares that nothing was.
///
/// # Errors
/// Fewer than two officers, a head that nobody pays, a balance that stands, a workspace that cannot be written.
pub fn nil_balance(
    workspace: &Workspace,
    actor: &Actor,
    nil: &Nil,
    asking: &Asking,
    now: Now,
) -> Result<Option<Entered>, Fault> {
    let mut acting = Acting::begin(workspace, actor, Matter::Import, asking, now)?;
    let Nil { operator, head, year, source } = nil;
    let body = Value::texts([("operator", operator), ("head", head), ("year", year), ("source", source)]);
    if let Some(entered) = acting.again("nil-balance", |entry| entry.body == body)? {
        return Ok(Some(entered));
    }
    if OperatorId::new(operator).is_none() {
        return Err(refused("operator-bad", &[("operator", operator)]).into());
    }
    let heads = known_heads(workspace)?;
    if !heads.contains(head) {
        let known = heads.into_iter().collect::<Vec<_>>().join(", ");
        return Err(refused("balance-head", &[("head", head), ("known", &known)]).into());
    }
    let this_year = i64::from(workspace.today(now)?.year());
    if year.len() != 4 || !year.parse::<i64>().is_ok_and(|year| (1990..=this_year).contains(&year)) {
        return Err(refused("balance-year", &[("year", year)]).into());
    }
    if source.trim().is_empty() {
        return Err(refused("source-missing", &[("operator", operator)]).into());
    }
    acting.record("nil-balance", body, &|read| unstated(read, nil))
}

/// Refuses what was stated before, whatever it was for.
fn unstated(read: &mut dyn Read, nil: &Nil) -> Result<(), Refused> {
    let of = [("operator", nil.operator.as_str()), ("head", nil.head.as_str()), ("year", nil.year.as_str())];
    match read.rows(&BALANCE, None, &of)?.first() {
        None => Ok(()),
        Some(row) => {
            let entry = row.entry.to_string();
            let values: Vec<(&'static str, &str)> = of.into_iter().chain([("entry", entry.as_str())]).collect();
            Err(refused("balance-stated", &values))
        }
    }
}
