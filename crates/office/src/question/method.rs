//! The view of data and method: the tables that contracts read, the kinds of files, what was in force on the day.

use super::contract::card;
use crate::actor::{Actor, Matter};
use crate::answer::Names;
use crate::answer::method::{MethodView, TableView};
use crate::fault::Fault;
use crate::known::Known;
use ::contract::model::{ColumnType, Contract, Table};

/// The view of data and method.
///
/// # Errors
/// A workspace that cannot be read or computed.
pub fn method(known: &Known, actor: &Actor) -> Result<MethodView, Fault> {
    actor.scope(Matter::Method)?;
    let nation = known.nation()?;
    let mut names = Names::default();
    for (contract, _) in nation.all() {
        let named = super::contract::names(&contract.sound.contract);
        names.labels.extend(named.labels);
        names.authoritative = named.authoritative;
    }
    let contracts = nation.all().map(|(contract, _)| {
        let contract: &Contract = &contract.sound.contract;
        (card(contract), contract.tables.iter().map(table).collect())
    });
    let formats = crate::formats::every(Some(&known.workspace));
    Ok(MethodView {
        contracts: contracts.collect(),
        pieces: formats.iter().map(|format| format.kind.to_owned()).collect(),
        formats,
        names,
        figures: nation.assessed.figures.clone(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
    })
}

fn table(table: &Table) -> TableView {
    let mut keys = vec![if table.by_party { "party" } else { "operator" }.to_owned()];
    keys.extend(table.by_person.then(|| "person".to_owned()));
    keys.extend(table.period.map(|period| if table.exercise { "exercise" } else { period.name() }.to_owned()));
    keys.extend(table.told_apart_by.iter().cloned());
    keys.extend(table.dated.then(|| "valid: from .. to".to_owned()));
    TableView {
        id: table.id.clone(),
        labels: table.labels.clone(),
        keys,
        columns: table.columns.iter().map(|(name, kind)| (name.clone(), type_of(kind))).collect(),
    }
}

fn type_of(kind: &ColumnType) -> String {
    match kind {
        ColumnType::Number(unit) => unit.to_string(),
        ColumnType::Date => "date".to_owned(),
        ColumnType::Code(words) if words.is_empty() => "code".to_owned(),
        ColumnType::Code(words) => format!("one of {}", words.join(" ")),
        ColumnType::Place => "place".to_owned(),
    }
}
