//! The story: a workspace, three deliveries, an assessment; once as real processes that are watched, once undisturbed.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use contract::calendar::Date;
use office::act::submit::{Delivery, submit};
use office::actor::Actor;
use office::workspace::Workspace;
use tempfile::TempDir;

use crate::disk::Disk;
use crate::log::Watch;
use crate::sector::{Files, payroll, registers};

/// What is handed in at once.
pub struct HandedIn {
    pub day: &'static str,
    pub replaces: bool,
    pub files: Files,
}

/// The deliveries of the story, in order.
pub fn deliveries() -> Vec<HandedIn> {
    let month = |month| (0..3).map(move |operator| payroll(operator, month, 8000));
    let handed_in = |day, replaces, files| HandedIn { day, replaces, files };
    vec![
        handed_in("2026-01-01", false, registers().into_iter().chain(month(6)).chain(month(7)).collect()),
        handed_in("2026-01-02", false, month(8).collect()),
        // A correction of two operators, and a month that nobody had.
        handed_in("2026-01-03", true, vec![payroll(0, 7, 8100), payroll(0, 8, 8200), payroll(1, 9, 8000)]),
    ]
}

/// The day on which everything is asked.
pub fn day() -> Date {
    date("2026-01-03")
}

fn date(text: &str) -> Date {
    text.parse().unwrap_or_else(|_| panic!("{text} is a day"))
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
    mithaq.args(["--lang", "en", "--workspace"]).arg(workspace).args(["submit", "--received", handed_in.day]);
    mithaq.args(handed_in.replaces.then_some("--replace")).args(paths);
    mithaq
}

/// A delivery taken in by this process.
pub fn take_in(workspace: &Workspace, handed_in: &HandedIn) -> Result<(), String> {
    let delivery = Delivery::on(date(handed_in.day));
    let delivery = if handed_in.replaces { delivery.replacing() } else { delivery };
    let receipt = submit(workspace, &Actor::Office, &handed_in.files, delivery).map_err(|fault| fault.to_string())?;
    if receipt.has_refused() {
        return Err("a file was refused".to_owned());
    }
    workspace.gather().map_err(|fault| fault.to_string())
}

/// The contracts of the workspace: the 2025 offer alone, without its worked cases, which are tested elsewhere.
pub fn trim(workspace: &Path) {
    let contracts = workspace.join("contracts/ma");
    std::fs::remove_dir_all(contracts.join("offshoring-2016")).expect("the other contract goes");
    let offer = contracts.join("offshoring-2025/contract.md");
    let text = std::fs::read_to_string(&offer).expect("the contract");
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
        Workspace::create(&root, false).expect("a workspace");
        trim(&root);
        copy(&root, &story.fresh());
        story
    }

    /// The folder that is watched.
    pub fn desk(&self) -> PathBuf {
        self.scratch.path().join("desk")
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
