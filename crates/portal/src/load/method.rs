//! The view of data and method: the tables that contracts read, the kinds of files, what was in force on the day.

use ::contract::model::{ColumnType, Contract, PeriodKey, Table};
use presentation::words::marks::PIECES;

use super::contract::card;
use super::day::Day;
use crate::view::method::{MethodView, TableView};
use crate::view::{Names, Setting};

/// The view of data and method.
#[must_use]
pub fn method(day: &Day, setting: Setting) -> MethodView {
    let mut names = Names::default();
    for (contract, _) in day.all() {
        let named = super::contract::names(&contract.sound.contract);
        names.labels.extend(named.labels);
        names.authoritative = named.authoritative;
    }
    let contracts = day.all().map(|(contract, _)| {
        let contract: &Contract = &contract.sound.contract;
        (card(contract), contract.tables.iter().map(table).collect())
    });
    MethodView {
        contracts: contracts.collect(),
        pieces: PIECES.iter().map(|piece| (*piece).to_owned()).collect(),
        formats: office::formats::every(),
        names,
        figures: day.assessed.figures.clone(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        setting,
    }
}

fn table(table: &Table) -> TableView {
    let mut keys = vec!["operator".to_owned()];
    keys.extend(table.by_person.then(|| "person".to_owned()));
    keys.extend(table.period.map(|period| {
        match period {
            PeriodKey::Month => "month",
            PeriodKey::Year => "year",
        }
        .to_owned()
    }));
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
