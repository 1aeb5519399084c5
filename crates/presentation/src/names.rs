//! The reader's name for everything that a contract names by an identifier.

use std::collections::BTreeMap;

use contract::model::{Contract, Labels};
use office::answer::TableNames;
use office::answer::atlas::Atlas;

use crate::locale::Language;
use crate::rendered::Rendered;
use crate::words;
use crate::words::marks::{List, Mark, mark, word};

/// Names by identifier, in one language.
#[derive(Debug, Clone)]
pub struct Names {
    language: Language,
    known: BTreeMap<String, String>,
    places: BTreeMap<String, String>,
}

/// The text in the reader's language, else in the one that prevails, else in any.
#[must_use]
pub fn label<'l>(labels: &'l Labels, language: Language, authoritative: &str) -> Option<&'l str> {
    let found = labels.get(language.tag()).or_else(|| labels.get(authoritative)).or_else(|| labels.values().next());
    found.map(String::as_str)
}

/// The name of a table: as its document gives it, else the usual one.
#[must_use]
pub fn table(language: Language, names: &TableNames, id: &str) -> Rendered {
    names.name(id, language.tag()).map_or_else(|| word(language, List::Table, id), Rendered::plain)
}

/// The name of a place: as its document gives it; the identifier where none names it.
#[must_use]
pub fn place(language: Language, atlas: &Atlas, id: &str) -> Rendered {
    atlas.name(id, language.tag()).map_or_else(|| Rendered::quoted(id), Rendered::plain)
}

/// The same as a mark.
#[must_use]
pub fn table_mark(language: Language, names: &TableNames, id: &str) -> Mark {
    Mark { word: table(language, names, id), ..mark(language, List::Table, id) }
}

/// The name of a kind of file: that of its table, or its own where a reader of its own reads it.
#[must_use]
pub fn kind(language: Language, names: &TableNames, id: &str) -> Rendered {
    names.name(id, language.tag()).map_or_else(|| word(language, List::Piece, id), Rendered::plain)
}

/// What a cell holds: words of the trade in the reader's language, several with commas between them, others as they are.
#[must_use]
pub fn cell(language: Language, held: &str) -> Rendered {
    let told = held.split(", ").map(|one| word(language, List::Cell, one));
    told.reduce(|before, after| words::page_listed(language, before, after)).unwrap_or_default()
}

impl Names {
    /// The names of a contract.
    #[must_use]
    pub fn of(contract: &Contract, language: Language) -> Names {
        let mut known = BTreeMap::new();
        let mut add = |id: &str, labels: &Labels| {
            if let Some(label) = label(labels, language, &contract.authoritative) {
                known.insert(id.to_owned(), label.to_owned());
            }
        };
        contract.tables.iter().for_each(|one| add(&one.id, &one.labels));
        contract.places.iter().for_each(|one| add(&one.id, &one.labels));
        contract.parties.iter().for_each(|one| add(&one.id, &one.labels));
        contract.parameters.iter().for_each(|one| add(&one.id, &one.labels));
        contract.definitions.iter().for_each(|one| add(&one.id, &one.labels));
        contract.indicators.iter().for_each(|one| add(&one.id, &one.labels));
        contract.judgements.iter().for_each(|one| add(&one.id, &one.labels));
        contract.commitments.iter().for_each(|one| add(&one.id, &one.labels));
        for clause in contract.clauses.iter().chain(&contract.controls) {
            add(&clause.id, &clause.labels);
            for condition in clause.applies_when.iter().chain(&clause.conditions) {
                add(&condition.id, &condition.labels);
            }
        }
        for clause in &contract.clauses {
            if contract.readings.get(&clause.id) == clause.reading.as_ref() {
                add(&clause.id, &clause.labels);
            }
        }
        let mut places = BTreeMap::new();
        for place in &contract.places {
            if let Some(label) = label(&place.labels, language, &contract.authoritative) {
                places.insert(place.id.clone(), label.to_owned());
            }
        }
        Names { language, known, places }
    }

    /// The names of an answer.
    #[must_use]
    pub fn given(names: &office::answer::Names, language: Language) -> Names {
        let said = |(id, labels): (&String, &Labels)| {
            label(labels, language, &names.authoritative).map(|label| (id.clone(), label.to_owned()))
        };
        let known: BTreeMap<String, String> = names.labels.iter().filter_map(said).collect();
        let places = known.iter().filter(|(id, _)| names.places.contains(*id));
        Names { language, places: places.map(|(id, label)| (id.clone(), label.clone())).collect(), known }
    }

    /// A word that a cell holds: a place by its name, a word of the trade in the reader's language, any other as it is.
    #[must_use]
    pub fn word(&self, word: &str) -> Rendered {
        self.places.get(word).map_or_else(|| cell(self.language, word), |name| Rendered::plain(name))
    }

    /// The name of an identifier; a table of evidence that the contract does not name has its usual name; anything else
    /// is shown as it is.
    #[must_use]
    pub fn name(&self, id: &str) -> Rendered {
        match self.known.get(id) {
            Some(name) => Rendered::plain(name),
            None => word(self.language, List::Table, id),
        }
    }
}
