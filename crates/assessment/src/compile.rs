//! From a checked contract to a columnar program: names become positions, words become numbers, numbers get a scale.
//!
//! The contract was checked already; what this refuses is what the engine cannot compute exactly, never silently left
//! out: a contract compiles whole or not at all. Expressions are lowered in `compile::lower`, mechanisms in
//! `compile::mechanism`, clauses in `compile::clause`, jobs in `compile::spells`.

use std::collections::HashMap;

use contract::calendar::Interval;
use contract::model::{ColumnType, Contract, Dated, DefinitionKind, ParameterValue};
use contract::money::Decimal;

use crate::program::{
    Effect, Kind, ParameterProgram, ParameterValues, PlaceClass, Program, SeriesProgram, SiteTable, SpellsProgram,
    TableProgram, Words,
};

mod clause;
mod lower;
mod mechanism;
mod spells;

use lower::{KeySpace, Scene};

/// Why a contract does not compile.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CompileError {
    /// A name that the contract does not declare.
    #[error("{what} `{name}` is not declared")]
    NotDeclared {
        /// `table`, `column`, `parameter`, `definition`, `step`.
        what: &'static str,
        /// The name.
        name: String,
    },
    /// Two values of different types where like ones are needed.
    #[error("values of different types meet in {place}")]
    Unlike {
        /// The operation.
        place: &'static str,
    },
    /// Something that has no meaning where it stands.
    #[error("{what} has no meaning here")]
    Misplaced {
        /// What.
        what: String,
    },
    /// A parameter whose values are not all of one kind.
    #[error("values of parameter `{parameter}` are of different kinds")]
    MixedParameter {
        /// The parameter.
        parameter: String,
    },
    /// More decimals, or more entries, than the engine computes exactly.
    #[error("{what} is beyond what is computed exactly")]
    TooLarge {
        /// What.
        what: String,
    },
}

/// The program of a contract: every clause and control, in every reading.
///
/// # Errors
/// What the engine cannot compute exactly, or a name that is not declared.
pub fn compile(contract: &Contract) -> Result<Program, CompileError> {
    let mut build = Build::new(contract)?;
    for definition in &contract.definitions {
        let place = match &definition.kind {
            DefinitionKind::Spells(spells) => {
                let program = build.spells(&definition.id, spells)?;
                build.spells.push(program);
                DefinitionPlace::Spells(build.spells.len() - 1)
            }
            DefinitionKind::Series(series) => {
                let table = build.table(&series.table)?;
                build.tables[table].needed = true;
                let mut scene = Scene::new(KeySpace::Month { table });
                let mut steps = Vec::new();
                for step in &series.steps {
                    let node = build.mechanism(&mut scene, &step.mechanism)?;
                    scene.step_kinds.push(node.kind);
                    steps.push(node);
                }
                build.series.push(SeriesProgram { id: definition.id.clone(), table, steps });
                DefinitionPlace::Series(build.series.len() - 1)
            }
        };
        build.definitions.insert(definition.id.clone(), place);
    }
    let mut clauses = Vec::new();
    for (clause, is_control) in contract
        .clauses
        .iter()
        .map(|clause| (clause, false))
        .chain(contract.controls.iter().map(|clause| (clause, true)))
    {
        let mut program = build.clause(clause, is_control)?;
        program.in_use = match (&clause.reading, contract.readings.get(&clause.id)) {
            (Some(reading), Some(in_use)) => reading == in_use,
            (Some(_), None) => false,
            (None, _) => true,
        };
        clauses.push(program);
    }
    Ok(Program {
        contract: contract.id.clone(),
        version: contract.version.clone(),
        tables: build.tables,
        words: build.words,
        parameters: build.parameters,
        classes: build.classes,
        site: build.site,
        spells: build.spells,
        series: build.series,
        clauses,
    })
}

/// Where a definition went.
#[derive(Clone, Copy)]
pub(crate) enum DefinitionPlace {
    Spells(usize),
    Series(usize),
}

/// The program under construction.
pub(crate) struct Build<'a> {
    contract: &'a Contract,
    pub(crate) tables: Vec<TableProgram>,
    words: Words,
    parameters: Vec<ParameterProgram>,
    classes: HashMap<u32, Vec<PlaceClass>>,
    site: Option<SiteTable>,
    spells: Vec<SpellsProgram>,
    series: Vec<SeriesProgram>,
    definitions: HashMap<String, DefinitionPlace>,
}

fn not_declared(what: &'static str, name: &str) -> CompileError {
    CompileError::NotDeclared { what, name: name.to_owned() }
}

fn effect<T>(dated: &Dated<T>) -> Effect {
    let (first, last) = days(dated.in_effect);
    Effect { first, last, published: dated.published.days() }
}

/// First and last day number of an interval; an open end never comes.
pub(crate) fn days(interval: Interval) -> (i32, i32) {
    (interval.first.days(), interval.last.map_or(i32::MAX, contract::calendar::Date::days))
}

impl<'a> Build<'a> {
    fn new(contract: &'a Contract) -> Result<Build<'a>, CompileError> {
        if contract.tables.len() > usize::from(u16::MAX) || contract.parameters.len() > usize::from(u16::MAX) {
            return Err(CompileError::TooLarge { what: "the number of tables and parameters".to_owned() });
        }
        let mut words = Words::default();
        let tables = contract
            .tables
            .iter()
            .map(|table| TableProgram {
                id: table.id.clone(),
                by_person: table.by_person,
                period: table.period,
                covers: table.covers,
                columns: Vec::new(),
                kinds: Vec::new(),
                needed: false,
            })
            .collect();
        let parameters = contract
            .parameters
            .iter()
            .map(|parameter| {
                let values = parameter_values(&parameter.values, &mut words)
                    .ok_or_else(|| CompileError::MixedParameter { parameter: parameter.id.clone() })?;
                let effects = parameter.values.iter().map(effect).collect();
                Ok(ParameterProgram { id: parameter.id.clone(), effects, values })
            })
            .collect::<Result<_, CompileError>>()?;
        let classes = contract
            .places
            .iter()
            .map(|place| {
                let classes = place
                    .classes
                    .iter()
                    .map(|dated| PlaceClass { effect: effect(dated), class: words.number(&dated.value) })
                    .collect();
                (words.number(&place.id), classes)
            })
            .collect();
        Ok(Build {
            contract,
            tables,
            words,
            parameters,
            classes,
            site: None,
            spells: Vec::new(),
            series: Vec::new(),
            definitions: HashMap::new(),
        })
    }

    pub(crate) fn table(&self, name: &str) -> Result<usize, CompileError> {
        self.tables.iter().position(|table| table.id == name).ok_or_else(|| not_declared("table", name))
    }

    /// The position of a column among those that the program reads, and the kind of its values.
    pub(crate) fn column(&mut self, table: usize, name: &str) -> Result<(usize, Kind), CompileError> {
        let declared = self.contract.tables[table].columns.get(name).ok_or_else(|| not_declared("column", name))?;
        let kind = match declared {
            ColumnType::Number(unit) if unit.currency().is_some() => Kind::Fixed(2),
            ColumnType::Number(_) => Kind::Fixed(0),
            ColumnType::Date => Kind::Date,
            ColumnType::Code(_) | ColumnType::Place => Kind::Word,
        };
        Ok((self.place_of(table, name, kind), kind))
    }

    /// The position of a column among those that the program reads.
    fn place_of(&mut self, table: usize, name: &str, kind: Kind) -> usize {
        let table = &mut self.tables[table];
        table.needed = true;
        table.columns.iter().position(|column| column == name).unwrap_or_else(|| {
            table.columns.push(name.to_owned());
            table.kinds.push(kind);
            table.columns.len() - 1
        })
    }

    pub(crate) fn column_of_kind(&mut self, table: usize, name: &str, kind: Kind) -> Result<usize, CompileError> {
        let (position, found) = self.column(table, name)?;
        if found == kind { Ok(position) } else { Err(CompileError::Unlike { place: "a column's use" }) }
    }

    /// Makes sure that the table of sites is read: roads go through it.
    pub(crate) fn site(&mut self) -> Result<(), CompileError> {
        if self.site.is_none() {
            let table = self.table("site")?;
            self.site = Some(SiteTable {
                table,
                site: self.column_of_kind(table, "site", Kind::Word)?,
                platform: self.column_of_kind(table, "platform", Kind::Word)?,
                region: self.column_of_kind(table, "region", Kind::Word)?,
            });
        }
        Ok(())
    }

    pub(crate) fn word(&mut self, word: &str) -> u32 {
        self.words.number(word)
    }

    pub(crate) fn word_list(&mut self, words: &[String]) -> Vec<u32> {
        words.iter().map(|word| self.words.number(word)).collect()
    }

    pub(crate) fn parameter(&self, name: &str) -> Result<usize, CompileError> {
        self.parameters.iter().position(|parameter| parameter.id == name).ok_or_else(|| not_declared("parameter", name))
    }

    pub(crate) fn definition(&self, name: &str) -> Result<DefinitionPlace, CompileError> {
        self.definitions.get(name).copied().ok_or_else(|| not_declared("definition", name))
    }
}

fn finest<'v>(values: impl IntoIterator<Item = &'v Decimal>) -> u8 {
    values.into_iter().map(|decimal| decimal.scale()).max().unwrap_or(0)
}

/// Every value of a parameter at one scale; nothing when kinds differ or digits do not fit.
fn parameter_values(values: &[Dated<ParameterValue>], words: &mut Words) -> Option<ParameterValues> {
    let mut numbers = Vec::new();
    let mut dates = Vec::new();
    let mut maps = Vec::new();
    let mut scales = Vec::new();
    let mut bands = Vec::new();
    for dated in values {
        match &dated.value {
            ParameterValue::Number(number) => numbers.push(*number),
            ParameterValue::Date(date) => dates.push(date.days()),
            ParameterValue::Words(map) => maps.push(map),
            ParameterValue::Scale(slices) => scales.push(slices),
            ParameterValue::Bands(list) => bands.push(list),
        }
    }
    let whole = values.len();
    if numbers.len() == whole {
        let scale = finest(&numbers);
        let digits = numbers.iter().map(|number| number.at_scale(scale)).collect::<Option<_>>()?;
        return Some(ParameterValues::Number { scale, digits });
    }
    if dates.len() == whole {
        return Some(ParameterValues::Date(dates));
    }
    if maps.len() == whole {
        let scale = finest(maps.iter().flat_map(|map| map.values().flatten()));
        let numbered = maps.into_iter().map(|map| {
            map.iter()
                .map(|(word, value)| {
                    let digits = match value {
                        Some(value) => Some(value.at_scale(scale)?),
                        None => None,
                    };
                    Some((words.number(word), digits))
                })
                .collect::<Option<HashMap<_, _>>>()
        });
        return Some(ParameterValues::Words { scale, maps: numbered.collect::<Option<_>>()? });
    }
    if scales.len() == whole {
        let above_scale = finest(scales.iter().flat_map(|slices| slices.iter().map(|slice| &slice.above)));
        let rate_scale = finest(scales.iter().flat_map(|slices| slices.iter().map(|slice| &slice.rate)));
        let aligned = scales.into_iter().map(|slices| {
            let each =
                slices.iter().map(|slice| Some((slice.above.at_scale(above_scale)?, slice.rate.at_scale(rate_scale)?)));
            each.collect::<Option<Vec<_>>>()
        });
        return Some(ParameterValues::Scale { above_scale, rate_scale, slices: aligned.collect::<Option<_>>()? });
    }
    if bands.len() == whole {
        let bound_scale = finest(bands.iter().flat_map(|list| list.iter().filter_map(|band| band.up_to.as_ref())));
        let value_scale = finest(bands.iter().flat_map(|list| list.iter().map(|band| &band.value)));
        let aligned = bands.into_iter().map(|list| {
            let each = list.iter().map(|band| {
                let up_to = match band.up_to {
                    Some(up_to) => Some(up_to.at_scale(bound_scale)?),
                    None => None,
                };
                Some((up_to, band.value.at_scale(value_scale)?))
            });
            each.collect::<Option<Vec<_>>>()
        });
        return Some(ParameterValues::Bands { bound_scale, value_scale, bands: aligned.collect::<Option<_>>()? });
    }
    None
}
