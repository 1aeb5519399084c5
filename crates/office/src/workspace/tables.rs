//! The tables that the documents of a workspace declare: what its store knows.
//!
//! A document declares a table from the entry that records it, or brings it into force, on. Documents are read again when
//! another one counts; whether one declares anything is looked at before it is checked, since few do.

use std::sync::{Arc, PoisonError};

use contract::check::{check_without_cases, is_pack};
use contract::model::Contract;
use evidence::catalogue::Catalogue;
use register::tables::SUBMISSION;

use super::{Workspace, WorkspaceError};
use crate::answer::TableNames;
use crate::texts::packs::at_hand;
use crate::texts::recorded::{Document, documents, each};

/// What was learned from which texts.
#[derive(Debug, Default)]
pub(super) struct Declared {
    texts: Vec<String>,
    /// Whether anything was learned yet.
    is_known: bool,
    /// Whether a text could not be read, in which tables may be declared.
    is_damaged: bool,
}

impl Workspace {
    /// Makes the store know the tables that the documents which count declare.
    pub(super) fn learn_tables(&self) -> Result<(), WorkspaceError> {
        let counts = |one: &Document| one.proposal.as_ref().is_none_or(|proposal| proposal.from().is_some());
        let (mut read, mut is_damaged) = (Vec::new(), false);
        for one in each(self, None)? {
            match one {
                Ok(document) => read.push(document),
                // Whoever asks for a text that is damaged, or for a table, is told of it; a workspace opens all the same.
                Err(_) => is_damaged = true,
            }
        }
        read.sort_by(|one: &Document, other| one.path.cmp(&other.path));
        let documents: Vec<Document> = read.into_iter().filter(counts).collect();
        // What a document that declares a table borrows may change with its packs.
        let counts = |one: &&Document| declares(&one.text) || is_pack(&one.text);
        let mut texts: Vec<String> = documents.iter().filter(counts).map(|one| one.text.clone()).collect();
        if !texts.iter().any(|text| declares(text)) {
            texts.clear();
        }
        let mut declared = self.declared.lock().unwrap_or_else(PoisonError::into_inner);
        declared.is_damaged = is_damaged;
        if declared.is_known && declared.texts == texts {
            return Ok(());
        }
        let packs = at_hand(&documents);
        // What a pack declares was read with the pack.
        let read = |text: &String| check_without_cases(text, &packs).contract;
        let own = texts.iter().filter(|text| declares(text) && !is_pack(text)).filter_map(read);
        let own: Vec<Contract> = own.collect();
        let contracts = packs.sound().map(|pack| &pack.contract).chain(&own);
        let known = if texts.is_empty() && self.has_evidence()? {
            // Handed in when the program itself knew these tables: no text of that time declares them.
            Catalogue::clone(&crate::shipped::tables())
        } else {
            Catalogue::native()
        };
        // What cannot be taken up is told where texts are held beside each other.
        let (catalogue, _) = reading(known).with(contracts);
        self.store.learn(Arc::new(catalogue));
        *declared = Declared { texts, is_known: true, is_damaged };
        Ok(())
    }

    /// Whether anything was ever handed in.
    fn has_evidence(&self) -> Result<bool, WorkspaceError> {
        Ok(!self.journal.rows(&SUBMISSION, None, &[])?.is_empty())
    }

    /// Tells whoever asks for evidence why tables may be unknown: a recorded text is damaged.
    ///
    /// # Errors
    /// The text that cannot be read.
    pub(crate) fn need_its_tables(&self) -> Result<(), WorkspaceError> {
        let is_damaged = self.declared.lock().unwrap_or_else(PoisonError::into_inner).is_damaged;
        if is_damaged { documents(self, None).map(drop) } else { Ok(()) }
    }

    /// The names of the tables that its documents declare.
    #[must_use]
    pub fn table_names(&self) -> TableNames {
        TableNames::of(&self.store.tables())
    }
}

/// The same, reading spreadsheets and XML in a child of this executable; where it cannot be started again, none is read. An
/// executable that serves no child, such as that of a test, reads no spreadsheet, and XML itself.
fn reading(tables: Catalogue) -> Catalogue {
    match (sheet::Reader::this(), sheet::confined::serves()) {
        (_, false) => tables,
        (Ok(reader), true) => tables.reading_by(reader),
        (Err(_), true) => tables.reading_by(sheet::Reader::at("")),
    }
}

/// Whether a text may declare a table with its files, or a party of a kind that files one.
fn declares(text: &str) -> bool {
    let has_table = text.contains("yaml evidence") && (text.contains("\nfile:") || text.contains("\nread_by:"));
    has_table || (text.contains("yaml party") && text.contains("\nkind:"))
}
