//! The texts of a workspace: which documents are assessed, and which are not, each with why.
//!
//! A document is assessed when it loads, is no draft, comes out as its own worked cases expect, and stands beside the
//! others without doubt about what is owed (`contract::check::check_together`). What is not assessed owes nothing, and
//! whoever asks is told so. Worked cases are tried once for a text and an engine: see [`cases`].

pub mod agreements;
pub mod cases;
pub mod packs;
pub mod recorded;

use std::borrow::Borrow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use contract::calendar::Date;
use contract::check::{Checked, Member, Packs, check, check_in_force, check_together, check_without_cases, is_pack};
use contract::diagnostic::{Diagnostic, Diagnostics, Severity};
use contract::model::Contract;
use contract::yaml::Node;
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::files::Walked;
use crate::workspace::{Workspace, WorkspaceError, at, read};
use agreements::Proposal;
use cases::Verdict;
use recorded::Document;

/// A document, read and checked.
pub struct Paper {
    /// Where it lies.
    pub path: PathBuf,
    /// Its text.
    pub text: String,
    /// What the check says.
    pub checked: Checked,
    /// The packs at hand when it was checked.
    pub packs: Arc<Packs>,
    /// Those that it borrows from, by name, each with the hash of its text.
    pub borrows: Vec<(String, String)>,
    /// How it was proposed, where it was: without a proposal it was recorded, and nobody signed it here.
    pub proposal: Option<Arc<Proposal>>,
    /// What somebody should look at, of what it says beside the others; it is assessed all the same.
    pub notes: Vec<Diagnostic>,
}

/// A document that is assessed.
pub struct Sound {
    /// The paper.
    pub paper: Paper,
    /// The contract.
    pub contract: Contract,
}

/// A document that is not assessed.
pub struct Withheld {
    /// The paper, with the contract where it loads.
    pub paper: Paper,
    /// Why: one reason at least.
    pub why: Vec<Why>,
}

/// Why a document is not assessed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// It is only proposed.
    Draft,
    /// It does not load.
    Unsound,
    /// What it borrows from a pack is not what was signed.
    PackChanged {
        /// The pack.
        pack: String,
    },
    /// Its own worked cases come out otherwise.
    CasesFail {
        /// How many.
        failed: usize,
        /// Of how many.
        all: usize,
    },
    /// What it says beside another document.
    Fault(Diagnostic),
}

/// The documents of a workspace.
#[derive(Default)]
pub struct Texts {
    /// Those that are assessed, in order of path.
    pub sounds: Vec<Arc<Sound>>,
    /// The packs that they may borrow from, in order of path: nothing is owed by them.
    pub packs: Vec<Arc<Sound>>,
    /// The same, as documents are checked beside them.
    pub at_hand: Arc<Packs>,
    /// The others, in order of path.
    pub withheld: Arc<Vec<Withheld>>,
}

impl Why {
    /// The message that tells it, with its values: the words stand with all others in the crate `presentation`.
    #[must_use]
    pub fn message(&self) -> (String, Vec<(&'static str, String)>) {
        match self {
            Why::Draft => ("withheld-draft".to_owned(), Vec::new()),
            Why::Unsound => ("withheld-unsound".to_owned(), Vec::new()),
            Why::PackChanged { pack } => ("withheld-pack-changed".to_owned(), vec![("pack", pack.clone())]),
            Why::CasesFail { failed, all } => {
                ("withheld-cases".to_owned(), vec![("failed", failed.to_string()), ("all", all.to_string())])
            }
            Why::Fault(diagnostic) => (format!("diagnostic-{}", diagnostic.code), diagnostic.values.clone()),
        }
    }
}

impl Paper {
    /// A document that was checked beside packs.
    pub(crate) fn of(path: PathBuf, text: String, checked: Checked, packs: &Arc<Packs>) -> Paper {
        let borrows = packs::read_by(checked.contract.as_ref());
        Paper { path, text, checked, packs: Arc::clone(packs), borrows, proposal: None, notes: Vec::new() }
    }

    /// SHA-256 of the text, hexadecimal.
    #[must_use]
    pub fn sha256(&self) -> String {
        assessment::receipt::hexadecimal(&Sha256::digest(self.text.as_bytes()))
    }

    /// What its answers rest on, hexadecimal: the text, and the text of each pack that it borrows from.
    #[must_use]
    pub fn identity(&self) -> String {
        if self.borrows.is_empty() {
            return self.sha256();
        }
        let mut hasher = Sha256::new();
        hasher.update(self.sha256());
        self.borrows.iter().for_each(|(name, sha256)| hasher.update(format!("\n{name} {sha256}")));
        assessment::receipt::hexadecimal(&hasher.finalize())
    }

    /// The day from which it is in force, where an act says it: no clause is in effect before.
    #[must_use]
    pub fn in_force_from(&self) -> Option<Date> {
        self.proposal.as_ref().and_then(|proposal| proposal.from())
    }

    /// Whether it is only proposed.
    #[must_use]
    pub fn is_draft(&self) -> bool {
        match &self.proposal {
            Some(proposal) => proposal.is_open(),
            None => self.checked.document.front.get("signed").and_then(Node::as_scalar) == Some("no"),
        }
    }

    /// Its identifier, as far as it has one.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        self.checked.document.front.get("id").and_then(Node::as_scalar)
    }
}

impl Withheld {
    /// Whether somebody must mend something: a draft waits for its signature and is no fault.
    #[must_use]
    pub fn is_fault(&self) -> bool {
        self.why.iter().any(|why| *why != Why::Draft)
    }

    /// The contract, where the document loads.
    #[must_use]
    pub fn contract(&self) -> Option<&Contract> {
        self.paper.checked.contract.as_ref()
    }

    /// Whether that is its identifier, as far as it has one.
    #[must_use]
    pub fn is_called(&self, id: &str) -> bool {
        self.paper.id() == Some(id)
    }

    /// Whether it has a clause, control or commitment of that name.
    #[must_use]
    pub fn names(&self, id: &str) -> bool {
        self.contract().is_some_and(|contract| {
            let clauses = contract.clauses.iter().chain(&contract.controls).map(|one| &one.id);
            clauses.chain(contract.commitments.iter().map(|one| &one.id)).any(|known| known == id)
        })
    }
}

impl Workspace {
    /// The documents of the workspace as known at an entry, or now: which are assessed, and which are not. They are read without their worked cases,
    /// which are most of a text; what came of these is kept.
    ///
    /// # Errors
    /// A file that cannot be read. Faults of documents are reasons, no errors.
    pub fn texts(&self, upto: Option<u64>) -> Result<Texts, WorkspaceError> {
        let documents = recorded::documents(self, upto)?;
        let documents: Vec<Document> = documents.into_iter().filter(|one| is_document(&one.text)).collect();
        let at_hand = Arc::new(packs::at_hand(&documents));
        let papers = documents.into_par_iter().with_max_len(1).map(|document| paper(document, &at_hand));
        let papers: Vec<Paper> = papers.collect();
        let together = together(&papers);
        let judged = papers.into_par_iter().zip(together).with_max_len(1);
        let judge = |(mut paper, faults): (Paper, Diagnostics)| {
            let (faults, notes) = faults.into_iter().partition(|one| one.severity == Severity::Error);
            paper.notes = notes;
            let why = why(self.root(), &paper, faults);
            (paper, why)
        };
        let judged: Vec<(Paper, Vec<Why>)> = judged.map(judge).collect();
        let (mut sounds, mut packs, mut withheld) = (Vec::new(), Vec::new(), Vec::new());
        for (mut paper, why) in judged {
            match paper.checked.contract.take_if(|_| why.is_empty()) {
                Some(contract) if contract.is_pack => packs.push(Arc::new(Sound { paper, contract })),
                Some(contract) => sounds.push(Arc::new(Sound { paper, contract })),
                None => withheld.push(Withheld { paper, why }),
            }
        }
        Ok(Texts { sounds, packs, at_hand, withheld: Arc::new(withheld) })
    }

    /// The contracts that are assessed, in order of path.
    ///
    /// # Errors
    /// As [`Workspace::texts`].
    pub fn contracts(&self) -> Result<Vec<Arc<Sound>>, WorkspaceError> {
        Ok(self.texts(None)?.sounds)
    }
}

/// A document as it counts: a draft says so, and one that an act brought into force says nothing of the days before.
fn paper(document: Document, packs: &Arc<Packs>) -> Paper {
    let Document { path, text, proposal } = document;
    let mut checked = match proposal.as_ref().and_then(|proposal| proposal.from()) {
        Some(from) => check_in_force(&text, from, packs),
        None => check_without_cases(&text, packs),
    };
    let proposal = proposal.map(Arc::new);
    if let Some(contract) = &mut checked.contract {
        // A proposal says more than the document does of itself.
        contract.draft = proposal.as_ref().map_or(contract.draft, |proposal| proposal.is_open());
    }
    Paper { proposal, ..Paper::of(path, text, checked, packs) }
}

/// The reasons against one document. Cases are tried last: a draft, or one of two that bear one name, has none to prove.
fn why(root: &Path, paper: &Paper, faults: Vec<Diagnostic>) -> Vec<Why> {
    let mut why: Vec<Why> = faults.into_iter().map(Why::Fault).collect();
    why.extend(packs::changed(paper).map(|pack| Why::PackChanged { pack }));
    match &paper.checked.contract {
        None => why.insert(0, Why::Unsound),
        Some(contract) if contract.draft => why.insert(0, Why::Draft),
        Some(contract) if why.is_empty() && !contract.is_pack => match cases::verdict(root, &contract.id, paper) {
            Verdict { loads: false, .. } => why.push(Why::Unsound),
            Verdict { failed: 0, .. } => {}
            Verdict { failed, all, .. } => why.push(Why::CasesFail { failed, all }),
        },
        Some(_) => {}
    }
    why
}

/// What each document says beside the others.
#[must_use]
pub fn together<P: Borrow<Paper>>(papers: &[P]) -> Vec<Diagnostics> {
    let papers: Vec<&Paper> = papers.iter().map(Borrow::borrow).collect();
    let paths: Vec<String> = papers.iter().map(|paper| paper.path.display().to_string()).collect();
    let members = papers.iter().zip(&paths).map(|(paper, path)| Member {
        path,
        document: &paper.checked.document,
        contract: paper.checked.contract.as_ref(),
        draft: paper.is_draft(),
    });
    check_together(&members.collect::<Vec<_>>())
}

/// Reads and checks every contract document below the paths: Markdown files that begin with front matter.
///
/// # Errors
/// A path that cannot be read. Faults of documents are not errors: see [`Paper::checked`].
pub fn read_papers(paths: &[PathBuf]) -> Result<Vec<Paper>, WorkspaceError> {
    let (mut files, mut walked) = (Vec::new(), Walked::default());
    for path in paths {
        collect(path, &mut files, &mut walked)?;
    }
    files.sort();
    files.dedup();
    let texts = files.iter().map(|path| read(path)).collect::<Result<Vec<String>, WorkspaceError>>()?;
    let mut lent: Vec<String> = texts.iter().filter(|text| is_pack(text)).cloned().collect();
    lent.extend(packs::beside(&files)?);
    let packs = Arc::new(Packs::gather(lent.iter().map(String::as_str)));
    let paper = |(path, text): (PathBuf, String)| {
        let checked = check(&text, &packs);
        Paper::of(path, text, checked, &packs)
    };
    let documents = files.into_par_iter().zip(texts).with_max_len(1).filter(|(_, text)| is_document(text));
    Ok(documents.map(paper).collect())
}

/// Whether a Markdown file is a contract document: it begins with front matter.
fn is_document(text: &str) -> bool {
    text.starts_with("---")
}

fn collect(path: &Path, files: &mut Vec<PathBuf>, walked: &mut Walked) -> Result<(), WorkspaceError> {
    if !std::fs::metadata(path).map_err(at(path))?.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    for entry in walked.inside(path).map_err(at(path))? {
        if entry.is_dir() {
            collect(&entry, files, walked)?;
        } else if entry.extension().is_some_and(|extension| extension == "md") {
            files.push(entry);
        }
    }
    Ok(())
}
