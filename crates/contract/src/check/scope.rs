//! What an expression may name: the space it stands in, the steps before it, and when its lookups are read.

use std::cell::Cell;

use crate::model::{
    At, Contract, Definition, DefinitionKind, Expr, Mechanism, PlaceAttribute, Series, Spells, Step, Table, ValueType,
};
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
    pub if_none: Option<IfAbsent>,
    /// Whether reading a column month by month is something that the clause has settled (`crossing: place`).
    pub crossing_place: bool,
    /// Whether a dated parameter may be read month by month (`crossing: rule`), or need not.
    pub crossing_rule: bool,
    /// Whether parameters may be read at all: ranks and rows do not.
    pub parameters: bool,
    /// Whether persons are counted, which is all that sealed columns serve.
    pub counts: bool,
    /// Whether a lookup read at `at`: a time that nothing reads is refused.
    pub at_used: Cell<bool>,
}

/// What the text says that an absent row gives.
#[derive(Clone)]
pub(super) enum IfAbsent {
    /// The condition fails, or the step is not evaluated.
    Fails,
    /// A value of that type.
    Value(Expr, Type),
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
    /// The scope of a filter, or of presence: the row at hand.
    pub fn of_row(contract: &'a Contract, table: &'a Table) -> Scope<'a> {
        Scope {
            contract,
            space: SpaceScope::Row(table),
            steps: &[],
            at: None,
            if_none: None,
            crossing_place: false,
            crossing_rule: false,
            parameters: false,
            counts: false,
            at_used: Cell::default(),
        }
    }

    /// The type of an earlier step, with the words that it may have.
    pub fn type_of_step(&self, index: usize) -> Type {
        match &self.steps[index].value_type {
            ValueType::Code => Type::Code(self.words_of_step(&self.steps[index].mechanism)),
            other => Type::from(other),
        }
    }

    fn words_of_step(&self, mechanism: &Mechanism) -> Vec<String> {
        match mechanism {
            Mechanism::Value(expr) => self.words_of(expr),
            Mechanism::Choose { cases, otherwise } => {
                let branches = cases.iter().map(|(_, then)| then).chain([otherwise]);
                let words: std::collections::BTreeSet<String> = branches.flat_map(|then| self.words_of(then)).collect();
                words.into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    /// The words that an expression may have; none where any identifier may stand.
    fn words_of(&self, expr: &Expr) -> Vec<String> {
        match expr {
            Expr::Word(word) => vec![word.clone()],
            Expr::Step(index) => self.words_of_step(&self.steps[*index].mechanism),
            Expr::Column { table, column, .. } => {
                let column = self.table(table).and_then(|table| table.columns.get(column));
                match column.map(super::resolve::column_type) {
                    Some(Type::Code(words)) => words,
                    _ => Vec::new(),
                }
            }
            Expr::Road { attribute, .. } => self.words_of_places(*attribute),
            _ => Vec::new(),
        }
    }

    /// The classes, regions or platforms that the document knows.
    pub fn words_of_places(&self, attribute: PlaceAttribute) -> Vec<String> {
        let places = self.contract.places.iter();
        let of_kind = |kind: &'static str| move |place: &&crate::model::Place| place.kind == kind;
        let mut words: Vec<String> = match attribute {
            PlaceAttribute::Class => {
                places.flat_map(|place| place.classes.iter().map(|class| class.value.clone())).collect()
            }
            PlaceAttribute::Region => places.filter(of_kind("region")).map(|place| place.id.clone()).collect(),
            PlaceAttribute::Platform => places.filter(of_kind("platform")).map(|place| place.id.clone()).collect(),
        };
        words.sort();
        words.dedup();
        words
    }

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
