//! The tables that the documents of a workspace declare with their files: what its store knows beside those that have
//! readers of their own.
//!
//! A document declares a table from the entry that records it, or brings it into force, on. Documents are read again when
//! another one counts; whether one declares anything is looked at before it is checked, since few do.

use std::sync::{Arc, PoisonError};

use contract::check::{check_without_cases, is_pack};
use contract::model::Contract;
use evidence::catalogue::{Catalogue, Clash};

use super::{Workspace, WorkspaceError};
use crate::texts::packs::at_hand;
use crate::texts::recorded::{Document, documents};

/// What was learned from which texts.
#[derive(Debug, Default)]
pub(super) struct Declared {
    texts: Vec<String>,
    clashes: Vec<Clash>,
    /// Whether anything was learned yet.
    is_known: bool,
}

impl Workspace {
    /// Makes the store know the tables that the documents which count declare.
    pub(super) fn learn_tables(&self) -> Result<(), WorkspaceError> {
        let counts = |one: &Document| one.proposal.as_ref().is_none_or(|proposal| proposal.from().is_some());
        let documents: Vec<Document> = match documents(self, None) {
            Ok(documents) => documents.into_iter().filter(counts).collect(),
            // Whoever asks for a text that is damaged is told of it; a workspace opens all the same.
            Err(WorkspaceError::Journal(fault)) => return Err(WorkspaceError::Journal(fault)),
            Err(_) => Vec::new(),
        };
        // What a document that declares a table borrows may change with its packs.
        let counts = |one: &&Document| declares(&one.text) || is_pack(&one.text);
        let mut texts: Vec<String> = documents.iter().filter(counts).map(|one| one.text.clone()).collect();
        if !texts.iter().any(|text| declares(text)) {
            texts.clear();
        }
        let mut declared = self.declared.lock().unwrap_or_else(PoisonError::into_inner);
        if declared.is_known && declared.texts == texts {
            return Ok(());
        }
        let packs = at_hand(&documents);
        let read = |text: &String| check_without_cases(text, &packs).contract;
        let contracts: Vec<Contract> = texts.iter().filter(|text| declares(text)).filter_map(read).collect();
        let (catalogue, clashes) = reading(Catalogue::native()).with(&contracts);
        self.store.learn(Arc::new(catalogue));
        *declared = Declared { texts, clashes, is_known: true };
        Ok(())
    }

    /// The declared tables that could not be taken up.
    #[must_use]
    pub fn clashing_tables(&self) -> Vec<Clash> {
        self.declared.lock().unwrap_or_else(PoisonError::into_inner).clashes.clone()
    }
}

/// The same, reading spreadsheets in a child of this executable; where it cannot be started again, none is read.
fn reading(tables: Catalogue) -> Catalogue {
    match sheet::Reader::this() {
        Ok(reader) => tables.reading_by(reader),
        Err(_) => tables,
    }
}

/// Whether a text may declare a table with its files.
fn declares(text: &str) -> bool {
    text.contains("yaml evidence") && (text.contains("\nfile:") || text.contains("\nread_by:"))
}
