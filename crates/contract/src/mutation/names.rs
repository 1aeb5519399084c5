//! The closed lists that a document itself makes: words of columns, classes of places, columns, heads, kinds of jobs.

use std::collections::BTreeSet;

use crate::document::{BlockKind, Document};
use crate::model::{ColumnType, Table};
use crate::yaml::Node;

/// What a document gives names to.
pub(super) struct Names {
    /// Lists of words: of each column, and of the classes of places.
    pub(super) words: Vec<Vec<String>>,
    /// Classes of places.
    pub(super) classes: Vec<String>,
    /// Tables with their columns and the type of each as written.
    pub(super) tables: Vec<(String, Vec<(String, String)>)>,
    /// Heads under which clauses pay.
    pub(super) heads: BTreeSet<String>,
    /// Definitions of jobs with their ranks.
    pub(super) jobs: Vec<(String, Vec<String>)>,
}

impl Names {
    pub(super) fn of(document: &Document, tables: &[Table]) -> Names {
        let classes: BTreeSet<String> =
            document.blocks_of(BlockKind::Place).flat_map(|block| class_words(&block.node)).collect();
        let classes: Vec<String> = classes.into_iter().collect();
        let tables: Vec<_> = tables.iter().map(table).collect();
        let of_columns =
            tables.iter().flat_map(|(_, columns)| columns).filter_map(|(_, kind)| kind.strip_prefix("one of "));
        let mut words: Vec<Vec<String>> = of_columns
            .map(|words| words.split([' ', ',']).filter(|word| !word.is_empty()).map(str::to_owned).collect())
            .collect();
        words.push(classes.clone());
        words.sort();
        words.dedup();
        let heads =
            document.blocks_of(BlockKind::Clause).filter_map(|block| block.node.get("pays")?.get("head")?.as_scalar());
        let jobs = document.blocks_of(BlockKind::Definition).filter_map(|block| {
            block.node.get("spells")?;
            let ranks = block.node.get("ranks").and_then(Node::as_list).unwrap_or_default();
            let ranks = ranks.iter().filter_map(|rank| text(rank, "id")).collect();
            Some((text(&block.node, "id")?, ranks))
        });
        Names { words, classes, tables, heads: heads.map(str::to_owned).collect(), jobs: jobs.collect() }
    }

    /// The other words of each list that has the word.
    pub(super) fn other_words(&self, word: &str) -> BTreeSet<&str> {
        let lists = self.words.iter().filter(|list| list.iter().any(|known| known == word));
        lists.flatten().map(String::as_str).filter(|other| *other != word).collect()
    }

    /// What a dotted name may be mistaken for: a field of the job or of a place, an end of a period, a column of one type.
    pub(super) fn like(&self, parts: &[String]) -> Vec<String> {
        let [front @ .., last] = parts else { return Vec::new() };
        let first = front.first().map_or("", String::as_str);
        let others: Vec<&str> = match (first, last.as_str()) {
            ("year" | "anniversary", "start" | "end") => vec!["start", "end"],
            (_, "class" | "region" | "platform") if front.len() > 1 => vec!["class", "region", "platform"],
            (job, field) => match self.jobs.iter().find(|(id, _)| id == job) {
                Some((_, ranks)) => self.fields(ranks, field),
                None => self.columns(first, last),
            },
        };
        let others = others.into_iter().filter(|other| other != last);
        others.map(|other| front.iter().map(String::as_str).chain([other]).collect::<Vec<_>>().join(".")).collect()
    }

    fn fields<'n>(&self, ranks: &'n [String], field: &str) -> Vec<&'n str> {
        match field {
            "start" | "counted" => vec!["start", "counted"],
            _ => ranks.iter().map(String::as_str).chain(["nth"]).collect(),
        }
    }

    /// The columns of a table with the type of this one.
    pub(super) fn columns(&self, table: &str, column: &str) -> Vec<&str> {
        let Some((_, columns)) = self.tables.iter().find(|(id, _)| id == table) else { return Vec::new() };
        let Some((_, kind)) = columns.iter().find(|(name, _)| name == column) else { return Vec::new() };
        columns.iter().filter(|(_, other)| other == kind).map(|(name, _)| name.as_str()).collect()
    }
}

/// The words that stand as class of a place.
fn class_words(place: &Node) -> Vec<String> {
    let dated = place.get("class").and_then(Node::as_list).unwrap_or_default();
    dated.iter().filter_map(|dated| text(dated, "value")).collect()
}

/// A table with its columns, each with its type as an `evidence` block writes it: the document's own, or borrowed.
fn table(table: &Table) -> (String, Vec<(String, String)>) {
    let written = |kind: &ColumnType| match kind {
        ColumnType::Number(unit) => unit.to_string(),
        ColumnType::Date => "date".to_owned(),
        ColumnType::Place => "place".to_owned(),
        ColumnType::Code(words) if words.is_empty() => "code".to_owned(),
        ColumnType::Code(words) => format!("one of {}", words.join(" ")),
    };
    (table.id.clone(), table.columns.iter().map(|(name, kind)| (name.clone(), written(kind))).collect())
}

fn text(node: &Node, key: &str) -> Option<String> {
    node.get(key).and_then(Node::as_scalar).map(str::to_owned)
}
