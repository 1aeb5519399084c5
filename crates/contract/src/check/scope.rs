//! What an expression may name: the space it stands in, the steps before it, and when its lookups are read.

use crate::model::{At, Contract, Definition, DefinitionKind, IfNone, Series, Spells, Step, Table};
use crate::unit::Unit;

/// The place of an expression.
pub(super) struct Scope<'a> {
    /// The contract as read so far.
    pub contract: &'a Contract,
    /// The keys.
    pub space: SpaceScope<'a>,
    /// The steps before this one.
    pub steps: &'a [Step],
    /// When lookups are read, where the text says `at:` for the whole expression.
    pub at: Option<At>,
    /// What an absent row gives, where the text says `if_none:`.
    pub if_none: Option<IfNone>,
    /// Whether reading a column month by month is something that the clause has settled (`crossing: place`).
    pub crossing_place: bool,
    /// Whether a dated parameter may be read month by month (`crossing: rule`), or need not.
    pub crossing_rule: bool,
}

/// The keys that an expression sees.
#[derive(Clone, Copy)]
pub(super) enum SpaceScope<'a> {
    /// One row of a table.
    Row(&'a Table),
    /// A person's calendar year over a table.
    PersonYear(&'a Table),
    /// A spell of a definition; the last says whether there are anniversaries.
    Spell(&'a Definition, &'a Spells, bool),
    /// A month of a series.
    Month,
}

/// The type of an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Type {
    /// A number with its unit.
    Number(Unit),
    /// A day.
    Date,
    /// A word; the list is empty where any identifier may stand.
    Code(Vec<String>),
    /// True or false.
    Truth,
}

impl Type {
    /// As a diagnostic names it.
    pub fn name(&self) -> String {
        match self {
            Type::Number(unit) => unit.to_string(),
            Type::Date => "date".to_owned(),
            Type::Code(_) => "word".to_owned(),
            Type::Truth => "condition".to_owned(),
        }
    }

    /// As the model keeps it.
    pub fn value_type(&self) -> crate::model::ValueType {
        use crate::model::ValueType;
        match self {
            Type::Number(unit) => ValueType::Number(*unit),
            Type::Date => ValueType::Date,
            Type::Code(_) => ValueType::Code,
            Type::Truth => ValueType::Truth,
        }
    }
}

impl From<&crate::model::ValueType> for Type {
    fn from(value: &crate::model::ValueType) -> Type {
        use crate::model::ValueType;
        match value {
            ValueType::Number(unit) => Type::Number(*unit),
            ValueType::Date => Type::Date,
            ValueType::Code => Type::Code(Vec::new()),
            ValueType::Truth => Type::Truth,
        }
    }
}

impl<'a> Scope<'a> {
    pub fn table(&self, id: &str) -> Option<&'a Table> {
        self.contract.tables.iter().find(|table| table.id == id)
    }

    pub fn series(&self, id: &str) -> Option<&'a Series> {
        self.contract.definitions.iter().find(|definition| definition.id == id).and_then(|definition| match &definition
            .kind
        {
            DefinitionKind::Series(series) => Some(series),
            DefinitionKind::Spells(_) => None,
        })
    }

    /// Every name that may stand alone or first, for suggestions.
    pub fn names(&self) -> Vec<&'a str> {
        let mut names: Vec<&str> = self.steps.iter().map(|step| step.id.as_str()).collect();
        names.extend(self.contract.parameters.iter().map(|parameter| parameter.id.as_str()));
        names.extend(self.contract.tables.iter().map(|table| table.id.as_str()));
        names.extend(self.contract.definitions.iter().map(|definition| definition.id.as_str()));
        if let SpaceScope::Row(table) = self.space {
            names.extend(table.columns.keys().map(String::as_str));
        }
        names
    }
}
