//! A workspace: contracts, published statistics, the store of evidence, the key apart.
//!
//! ```text
//! mithaq-workspace/
//!   contracts/ma/…/contract.md    the documents in use
//!   contracts/ma/statistics.csv   published statistics
//!   evidence/                     immutable submissions
//!   keys/pseudonym.key            the key of the pseudonyms: kept apart, never in a backup of the evidence
//! ```

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use contract::calendar::Date;
use contract::check::{Checked, check};
use contract::verdict::Figure;
use evidence::pseudonym::Key;
use evidence::store::Store;

/// Where the key lies in a workspace.
const KEY: &str = "keys/pseudonym.key";

/// A document of a workspace, read and checked.
pub struct Paper {
    /// Where it lies.
    pub path: PathBuf,
    /// Its text.
    pub text: String,
    /// What the check says.
    pub checked: Checked,
}

/// Reads and checks every contract document below the paths: Markdown files that begin with front matter.
pub fn read_papers(paths: &[PathBuf]) -> Result<Vec<Paper>> {
    let mut files = Vec::new();
    for path in paths {
        collect(path, &mut files)?;
    }
    files.sort();
    files.dedup();
    let mut papers = Vec::new();
    for path in files {
        let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        if text.starts_with("---") {
            let checked = check(&text);
            papers.push(Paper { path, text, checked });
        }
    }
    Ok(papers)
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    let kind = std::fs::metadata(path).with_context(|| path.display().to_string())?;
    if kind.is_file() {
        files.push(path.to_owned());
        return Ok(());
    }
    for entry in std::fs::read_dir(path).with_context(|| path.display().to_string())? {
        let entry = entry?.path();
        if entry.is_dir() {
            collect(&entry, files)?;
        } else if entry.extension().is_some_and(|extension| extension == "md") {
            files.push(entry);
        }
    }
    Ok(())
}

/// A workspace that exists.
pub struct Workspace {
    root: PathBuf,
    /// The store of evidence.
    pub store: Store,
    /// The key of the pseudonyms.
    pub key: Key,
}

/// What the workspace says of itself, in `workspace.json`.
#[derive(serde::Serialize, serde::Deserialize, Clone, Copy)]
pub struct Card {
    /// Version of this form.
    form: u32,
    /// Whether the evidence was generated: then every output says so.
    pub fictitious: bool,
}

impl Workspace {
    /// Opens the workspace.
    pub fn open(root: &Path) -> Result<Workspace> {
        let store = Store::open(&root.join("evidence")).with_context(|| {
            format!("{}: no workspace here; `mithaq submit` or `mithaq demo` makes one", root.display())
        })?;
        let key = Key::open(&root.join(KEY))?;
        Ok(Workspace { root: root.to_owned(), store, key })
    }

    /// Makes a workspace with the shipped contracts, in a folder that has none.
    pub fn create(root: &Path, fictitious: bool) -> Result<Workspace> {
        std::fs::create_dir_all(root.join("keys")).with_context(|| root.display().to_string())?;
        let store = Store::create(&root.join("evidence"))?;
        let key = Key::create(&root.join(KEY))?;
        for shipped in crate::shipped::FILES {
            let path = root.join("contracts").join(shipped.path);
            if let Some(folder) = path.parent() {
                std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
            }
            std::fs::write(&path, shipped.text).with_context(|| path.display().to_string())?;
        }
        let card = serde_json::to_string_pretty(&Card { form: 1, fictitious })?;
        std::fs::write(root.join("workspace.json"), card + "\n")?;
        Ok(Workspace { root: root.to_owned(), store, key })
    }

    /// Opens the workspace, or makes it.
    pub fn open_or_create(root: &Path) -> Result<Workspace> {
        if root.join("evidence").is_dir() { Workspace::open(root) } else { Workspace::create(root, false) }
    }

    /// What the workspace says of itself.
    pub fn card(&self) -> Result<Card> {
        let path = self.root.join("workspace.json");
        let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        serde_json::from_str(&text).with_context(|| path.display().to_string())
    }

    /// The documents of the workspace, every one sound.
    pub fn papers(&self) -> Result<Vec<Paper>> {
        let papers = read_papers(&[self.root.join("contracts")])?;
        for paper in &papers {
            if paper.checked.contract.is_none() {
                bail!("{} does not load; `mithaq check` tells why", paper.path.display());
            }
        }
        Ok(papers)
    }

    /// The published figures that lie beside the contracts.
    pub fn figures(&self) -> Result<Vec<Figure>> {
        let path = self.root.join("contracts/ma/statistics.csv");
        crate::statistics::read(&path)
    }

    /// The last day on which something was received; nothing in an empty store.
    pub fn last_received(&self) -> Result<Option<Date>> {
        let mut last = None;
        for operator in self.store.operators(Date::from_days(i32::MAX))? {
            let received = self.store.submissions(&operator)?.last().map(|shelved| shelved.manifest.received);
            last = last.max(received);
        }
        Ok(last)
    }
}

/// Today, on this machine.
pub fn today() -> Result<Date> {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH)?;
    Ok(Date::from_days(i32::try_from(now.as_secs() / 86_400)?))
}
