//! The story: a workspace, three deliveries, an assessment; once as real processes that are watched, once undisturbed.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use contract::calendar::Date;
use office::act::record_texts;
use office::act::submit::{Filled, HandIn, submit};
use office::actor::Actor;
use office::now::Now;
use office::shipped;
use office::workspace::{Birth, Shipped, Workspace};
use tempfile::TempDir;

use crate::disk::Disk;
use crate::log::{Call, Watch, What};
use crate::sector::{Files, OPERATORS, payroll, registers};
use crate::server::Server;

/// What is handed in at once.
pub struct HandedIn {
    /// The id of the request: whoever hands in again under it does the same act.
    pub request: String,
    pub replaces: bool,
    pub files: Files,
}

/// The deliveries of the story, in order.
pub fn deliveries() -> Vec<HandedIn> {
    let month = |month| (0..3).map(move |operator| payroll(operator, month, 8000));
    let handed_in = |request: &str, replaces, files| HandedIn { request: request.to_owned(), replaces, files };
    vec![
        handed_in(
            "first-delivery",
            false,
            registers(OPERATORS.len()).into_iter().chain(month(6)).chain(month(7)).collect(),
        ),
        handed_in("second-delivery", false, month(8).collect()),
        // A correction of two operators, and a month that nobody had.
        handed_in("third-delivery", true, vec![payroll(0, 7, 8100), payroll(0, 8, 8200), payroll(1, 9, 8000)]),
    ]
}

/// The day of the story: a fictitious workspace has its own.
pub const DAY: &str = "2026-01-03";

fn day() -> Date {
    DAY.parse().unwrap_or_else(|_| panic!("{DAY} is a day"))
}

/// The clock of the machine, which has no part in a fictitious workspace.
pub fn now() -> Now {
    Now::of(0)
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
    mithaq.args(["--lang", "en", "--workspace"]).arg(workspace).args(["submit", "--request", &handed_in.request]);
    mithaq.args(handed_in.replaces.then_some("--replace")).args(paths);
    mithaq
}

/// A delivery taken in by this process.
pub fn take_in(workspace: &Workspace, handed_in: &HandedIn, request: &str) -> Result<(), String> {
    take_in_at(workspace, handed_in, request, now())
}

/// The same in a workspace whose days are those of a clock.
pub fn take_in_at(workspace: &Workspace, handed_in: &HandedIn, request: &str, now: Now) -> Result<(), String> {
    let filled = if handed_in.replaces { Filled::Replace } else { Filled::Ask };
    // A real workspace gives its persons numbers by chance.
    let how = HandIn { filled, chance: Some([7; 32]), ..HandIn::new(request) };
    let receipt = submit(workspace, &Actor::Office, &handed_in.files, &how, now).map_err(|fault| fault.to_string())?;
    if receipt.has_refused() {
        return Err("a file was refused".to_owned());
    }
    workspace.gather().map_err(|fault| fault.to_string())
}

/// Makes a workspace with the 2025 offer alone, without its worked cases, which are tested elsewhere.
pub fn make(root: &Path) -> Workspace {
    let birth = Birth { shipped: Shipped::Packs, ..Birth::fictitious(day()) };
    let workspace = Workspace::create(root, &birth, now()).expect("a workspace");
    for text in shipped::FILES.iter().filter(|text| !text.path.contains("2016")) {
        let path = root.join("contracts").join(text.path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(&path, without_cases(text.text)).expect("a text");
    }
    record_texts(&workspace, &Actor::Office, &[], "the-texts", now()).expect("they are recorded");
    workspace
}

fn without_cases(text: &str) -> String {
    let mut skipping = false;
    let is_kept = |line: &&str| {
        skipping |= line.starts_with("```yaml scenario");
        let kept = !skipping;
        skipping &= line.trim_end() != "```";
        kept
    };
    text.split_inclusive('\n').filter(is_kept).collect()
}

/// A command of the story.
pub struct Done {
    pub name: &'static str,
    /// The number of calls after which it said that it was done.
    pub said: usize,
    /// The number of calls after which it ended.
    pub end: usize,
}

/// The story as it was told: what was done to the disk, and when each command was done.
pub struct Told {
    pub disk: Disk,
    pub done: Vec<Done>,
}

impl Told {
    /// Takes in what a command did.
    pub fn record(&mut self, name: &'static str, calls: Vec<Call>) {
        let begin = self.disk.calls.len();
        let said = calls.iter().position(|call| call.what == What::Said).expect("it said that it was done");
        self.disk.record(calls);
        self.done.push(Done { name, said: begin + said + 1, end: self.disk.calls.len() });
    }

    /// How many deliveries had been acknowledged after a call.
    pub fn acknowledged(&self, after: usize) -> usize {
        self.done.iter().filter(|done| done.name.ends_with("delivery") && done.said <= after).count()
    }

    /// Where in the story a call stands.
    pub fn at(&self, after: usize) -> String {
        let Some((call, site)) = after.checked_sub(1).map(|place| &self.disk.calls[place]) else {
            return "before anything".to_owned();
        };
        let doing = self.done.iter().find(|done| done.end >= after).map_or("", |done| done.name);
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
        drop(make(&root));
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

    /// Tells it: three deliveries and an assessment, each a process that is watched; somebody may serve pages during the
    /// last two deliveries, so that the journal is open all the while and nobody tidies it up behind himself.
    pub fn tell(&self, served: bool) -> Told {
        let (watch, root) = (self.watch(), self.desk().join("workspace"));
        let mut told = Told { disk: Disk::of(&self.desk()), done: Vec::new() };
        let run = |told: &mut Told, name, mut command: Command| {
            well(&command.output().expect("the executable runs"));
            told.record(name, watch.calls());
        };
        let submit = |place: usize| submitting(watch.mithaq(), &root, &self.deliveries[place], &self.paths(place));
        run(&mut told, "first delivery", submit(0));
        let server = served.then(|| {
            let mut serve = asking(watch.mithaq(), &root, "serve");
            serve.args(["--port", "0"]);
            let server = Server::of(serve);
            // A page is answered, so that the journal was read.
            assert_eq!(server.status("/en/method").as_deref(), Some("200"));
            told.record("pages", watch.calls());
            server
        });
        run(&mut told, "second delivery", submit(1));
        run(&mut told, "third delivery", submit(2));
        drop(server);
        run(&mut told, "assessment", asking(watch.mithaq(), &root, "assess"));
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

/// Whether a message says that there is no room: in the words of the system, or of SQLite.
pub fn is_about_room(said: &str) -> bool {
    said.contains("No space left") || said.contains("disk is full")
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
