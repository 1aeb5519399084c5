//! The story: a workspace, three deliveries, an assessment; once as real processes that are watched, once undisturbed.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use contract::calendar::Date;
use office::act::record_texts;
use office::act::submit::{Filled, HandIn, submit};
use office::actor::Actor;
use office::now::Now;
use office::workspace::{Birth, Workspace};
use tempfile::TempDir;

use crate::disk::Disk;
use crate::log::Watch;
use crate::sector::{Files, payroll, registers};

/// What is handed in at once.
pub struct HandedIn {
    /// The id of the request: handed in again, it is the same act.
    pub request: &'static str,
    pub replaces: bool,
    pub files: Files,
}

/// The deliveries of the story, in order.
pub fn deliveries() -> Vec<HandedIn> {
    let month = |month| (0..3).map(move |operator| payroll(operator, month, 8000));
    let handed_in = |request, replaces, files| HandedIn { request, replaces, files };
    vec![
        handed_in("delivery-1", false, registers().into_iter().chain(month(6)).chain(month(7)).collect()),
        handed_in("delivery-2", false, month(8).collect()),
        // A correction of two operators, and a month that nobody had.
        handed_in("delivery-3", true, vec![payroll(0, 7, 8100), payroll(0, 8, 8200), payroll(1, 9, 8000)]),
    ]
}

/// The day of the story: a fictitious one, on which all of it happens.
fn day() -> Date {
    "2026-01-03".parse().expect("a day")
}

/// The clock, to which real workspaces alone look.
#[expect(clippy::disallowed_methods, reason = "a workspace that a process makes lives by the clock")]
pub fn now() -> Now {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("a clock");
    Now::of(i64::try_from(since.as_secs()).expect("a clock"))
}

/// What a process makes where there is no workspace.
pub fn real(keys: &Path) -> Birth {
    Birth { fictitious: None, keys: keys.to_owned(), ..Birth::fictitious(day()) }
}

/// A folder for everything, in memory where there is such a place: what is tested is what would be on the disk.
pub fn scratch() -> TempDir {
    let memory = Path::new("/dev/shm");
    let made = if memory.is_dir() { TempDir::new_in(memory) } else { TempDir::new() };
    made.expect("a folder")
}

/// The files of a delivery on disk, to be named on a command line.
pub fn on_disk(handed_in: &HandedIn, folder: &Path) -> Vec<PathBuf> {
    std::fs::create_dir_all(folder).expect("a folder");
    let put = |(name, bytes): &(String, Vec<u8>)| {
        let path = folder.join(name);
        std::fs::write(&path, bytes).expect("a file");
        path
    };
    handed_in.files.iter().map(put).collect()
}

/// `mithaq submit` of a delivery.
pub fn submitting(mut mithaq: Command, workspace: &Path, handed_in: &HandedIn, paths: &[PathBuf]) -> Command {
    mithaq.args(["--lang", "en", "--workspace"]).arg(workspace).args(["submit", "--request", handed_in.request]);
    mithaq.args(handed_in.replaces.then_some("--replace")).args(paths);
    mithaq
}

/// A delivery taken in by this process.
pub fn take_in(workspace: &Workspace, handed_in: &HandedIn) -> Result<(), String> {
    let mut how = HandIn::new(handed_in.request);
    how.filled = if handed_in.replaces { Filled::Replace } else { Filled::Ask };
    let receipt = submit(workspace, &Actor::Office, &handed_in.files, &how, now());
    let receipt = receipt.map_err(|fault| fault.to_string())?;
    if receipt.has_refused() {
        return Err("a file was refused".to_owned());
    }
    workspace.gather().map_err(|fault| fault.to_string())
}

/// The contracts of the workspace: the 2025 offer alone, without its worked cases, which are tested elsewhere.
pub fn trim(workspace: &Path) {
    let offer = workspace.join("contracts/ma/offshoring-2025/contract.md");
    std::fs::create_dir_all(offer.parent().expect("a folder")).expect("a folder");
    let text = include_str!("../../contracts/ma/offshoring-2025/contract.md");
    let mut skipping = false;
    let kept: String = text
        .split_inclusive('\n')
        .filter(|line| {
            skipping |= line.starts_with("```yaml scenario");
            let kept = !skipping;
            skipping &= line.trim_end() != "```";
            kept
        })
        .collect();
    std::fs::write(&offer, kept).expect("the contract");
    let workspace = Workspace::open(workspace).expect("a workspace");
    record_texts(&workspace, &Actor::Office, &[], "without-cases", now()).expect("recorded");
}

/// The story as it was told: what was done to the disk, and after which call each command had ended well.
pub struct Told {
    pub disk: Disk,
    /// The names of commands, and the number of calls after which each had said that it was done.
    pub done: Vec<(&'static str, usize)>,
}

impl Told {
    /// How many deliveries had been acknowledged after a call.
    pub fn acknowledged(&self, after: usize) -> usize {
        self.done.iter().filter(|(name, done)| name.ends_with("delivery") && *done <= after).count()
    }

    /// Where in the story a call stands.
    pub fn at(&self, after: usize) -> String {
        let Some((call, site)) = after.checked_sub(1).map(|place| &self.disk.calls[place]) else {
            return "before anything".to_owned();
        };
        let doing = self.done.iter().find(|(_, done)| *done >= after).map_or("", |(name, _)| name);
        let name = if call.other.is_empty() { &call.name } else { &call.other };
        format!("after call {after} ({doing}: {:?} {})", call.what, site.as_ref().unwrap_or(name))
    }
}

/// The workspace of the story, before and after it.
pub struct Story {
    pub scratch: TempDir,
    pub deliveries: Vec<HandedIn>,
}

impl Story {
    pub fn new() -> Story {
        let story = Story { scratch: scratch(), deliveries: deliveries() };
        let root = story.desk().join("workspace");
        std::fs::create_dir(story.desk()).expect("a folder");
        let birth = Birth { shipped: false, ..Birth::fictitious(day()) };
        drop(Workspace::create(&root, &birth, now()).expect("a workspace"));
        trim(&root);
        copy(&root, &story.fresh());
        story
    }

    /// The folder that is watched.
    pub fn desk(&self) -> PathBuf {
        self.scratch.path().join("desk")
    }

    /// Where signing keys are kept.
    pub fn keys(&self) -> PathBuf {
        self.scratch.path().join("keys")
    }

    /// A workspace into which nothing was handed in.
    pub fn fresh(&self) -> PathBuf {
        self.scratch.path().join("fresh")
    }

    pub fn watch(&self) -> Watch {
        Watch::new(self.scratch.path(), &self.desk())
    }

    /// The paths of the files of a delivery.
    pub fn paths(&self, place: usize) -> Vec<PathBuf> {
        on_disk(&self.deliveries[place], &self.scratch.path().join(format!("delivery-{place}")))
    }

    /// Tells it: three deliveries and an assessment, each a process that is watched.
    pub fn tell(&self) -> Told {
        let (watch, root) = (self.watch(), self.desk().join("workspace"));
        let mut told = Told { disk: Disk::of(&self.desk()), done: Vec::new() };
        let mut run = |name, mut command: Command| {
            well(&command.output().expect("the executable runs"));
            told.disk.record(watch.calls());
            told.done.push((name, told.disk.calls.len()));
        };
        for (place, name) in ["first delivery", "second delivery", "third delivery"].into_iter().enumerate() {
            run(name, submitting(watch.mithaq(), &root, &self.deliveries[place], &self.paths(place)));
        }
        run("assessment", asking(watch.mithaq(), &root, "assess"));
        told
    }
}

/// A command that ended well.
pub fn well(output: &Output) {
    let said = [output.stdout.as_slice(), output.stderr.as_slice()].concat();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&said));
}

/// `mithaq` with something to ask of a workspace.
pub fn asking(mut mithaq: Command, workspace: &Path, question: &str) -> Command {
    mithaq.args(["--lang", "en", "--workspace"]).arg(workspace).arg(question);
    mithaq
}

/// Copies a folder, whatever lies in it.
pub fn copy(from: &Path, to: &Path) {
    crate::disk::Image::read(from).0.write(to);
}

/// What lies in a folder, by path.
pub fn content(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let (image, _) = crate::disk::Image::read(root);
    image.paths().into_iter().map(|(path, bytes)| (path, bytes.to_vec())).collect()
}
