//! The desk at which files are handed in: a workspace in a temporary folder, met through the executable alone.

mod known;
mod told;

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;

use office::act::{pass, record_texts};
use office::actor::Actor;
use office::known::When;
use office::now::Now;
use office::workspace::{Birth, Shipped, Workspace};

use crate::firm::Files;
pub use known::Known;
pub use told::Told;

/// A workspace, and every number that was handed in.
pub struct Desk {
    folder: tempfile::TempDir,
    numbers: RefCell<BTreeSet<String>>,
    deliveries: RefCell<usize>,
}

impl Desk {
    /// An empty workspace with the 2025 offer alone, without its worked cases: they are tested elsewhere, and to run them
    /// takes longer than a case does.
    pub fn new() -> Desk {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().join("workspace");
        // Fictitious, so that its days are those of the case and not of the clock.
        let birth = Birth::fictitious("2015-01-01".parse().expect("a day"));
        let workspace =
            Workspace::create(&root, &Birth { shipped: Shipped::Nothing, ..birth }, Now::of(0)).expect("a workspace");
        let offer = root.join("contracts/ma/offshoring-2025");
        std::fs::create_dir_all(&offer).expect("a folder");
        let text = include_str!("../../contracts/ma/offshoring-2025/contract.md");
        std::fs::write(offer.join("contract.md"), without_cases(text)).expect("the contract");
        for pack in office::shipped::FILES.iter().filter(|one| contract::check::is_pack(one.text)) {
            let path = root.join("contracts").join(pack.path);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            std::fs::write(path, pack.text).expect("a pack");
        }
        record_texts(&workspace, &Actor::Office, &[], "without-cases", Now::of(0)).expect("recorded");
        Desk { folder, numbers: RefCell::default(), deliveries: RefCell::new(0) }
    }

    /// A desk at which everything was handed in on one day, without objection.
    pub fn with(day: &str, files: &Files) -> Desk {
        let desk = Desk::new();
        let told = desk.hand_in(day, files);
        assert_eq!(told.exit, 0, "{told}");
        desk
    }

    /// Hands files in as received on that day.
    pub fn hand_in(&self, day: &str, files: &Files) -> Told {
        self.submit(day, &[], files)
    }

    /// The same, to be added to what is there.
    pub fn add(&self, day: &str, files: &Files) -> Told {
        self.submit(day, &["--add"], files)
    }

    /// The same, to stand in place of what is there.
    pub fn replace(&self, day: &str, files: &Files) -> Told {
        self.submit(day, &["--replace"], files)
    }

    /// The same, with the word that it was received on an earlier day.
    pub fn replace_stated(&self, day: &str, received: &str, files: &Files) -> Told {
        self.submit(day, &["--replace", "--received", received], files)
    }

    /// Only says what would follow.
    pub fn preview(&self, day: &str, files: &Files) -> Told {
        self.submit(day, &["--preview"], files)
    }

    /// What is computed as known on that day.
    pub fn known(&self, day: &str) -> Known {
        self.pass(day);
        let export = self.folder.path().join("export.csv");
        let output = self.run(&["assess", "--as-known-on", day, "--export", &export.display().to_string()]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let text = std::fs::read_to_string(export).expect("the export");
        Known::read(&text, &self.office(), &self.numbers.borrow())
    }

    /// What another command prints, in English, and its exit code.
    pub fn says(&self, arguments: &[&str]) -> (String, i32) {
        let output = self.run(arguments);
        let printed = [output.stdout, output.stderr].concat();
        (String::from_utf8_lossy(&printed).into_owned(), output.status.code().unwrap_or(-1))
    }

    /// The pseudonym of a number, as commands print and take it.
    pub fn pseudonym(&self, cnss: &str) -> String {
        known::of_cnss(&self.office(), cnss)
    }

    /// The workspace as the office knows it.
    fn office(&self) -> office::known::Known {
        let workspace = Arc::new(Workspace::open(&self.root()).expect("a workspace"));
        office::known::Known::when(&workspace, Now::of(0), When::default()).expect("what is known")
    }

    fn root(&self) -> PathBuf {
        self.folder.path().join("workspace")
    }

    fn submit(&self, day: &str, options: &[&str], files: &Files) -> Told {
        self.note_numbers(files);
        *self.deliveries.borrow_mut() += 1;
        let inbox = self.folder.path().join(format!("delivery-{}", self.deliveries.borrow()));
        self.pass(day);
        let mut arguments = vec!["submit".to_owned(), "--json".to_owned()];
        arguments.extend(options.iter().map(|option| (*option).to_owned()));
        for (place, (name, bytes)) in files.0.iter().enumerate() {
            // Two files may bear one name, from two folders of the one who hands them in.
            let folder = inbox.join(place.to_string());
            std::fs::create_dir_all(&folder).expect("a folder");
            std::fs::write(folder.join(name), bytes).expect("a file");
            arguments.push(folder.join(name).display().to_string());
        }
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        Told::read(&self.run(&arguments))
    }

    /// Lets the day come, unless it is over already.
    pub fn pass(&self, day: &str) {
        let workspace = Workspace::open(&self.root()).expect("a workspace");
        let day = day.parse().expect("a day");
        if workspace.today(Now::of(0)).expect("a day") < day {
            pass(&workspace, &Actor::Office, day, Now::of(0)).expect("the day comes");
        }
    }

    fn run(&self, arguments: &[&str]) -> Output {
        mithaq(&self.root(), arguments)
    }

    /// Whatever looks like a number of a person in the files.
    fn note_numbers(&self, files: &Files) {
        for (_, bytes) in &files.0 {
            let text = String::from_utf8_lossy(bytes);
            let words = text.split(|character: char| !character.is_ascii_alphanumeric());
            self.numbers.borrow_mut().extend(words.flat_map(candidates));
        }
    }
}

/// Runs the executable.
pub fn mithaq(workspace: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mithaq"));
    command.env("NO_COLOR", "1").env("COLUMNS", "200").args(["--lang", "en", "--workspace"]).arg(workspace);
    command.args(arguments).output().expect("the executable runs")
}

/// A word of a file, and the digits of a line of fixed width where a registration stands.
fn candidates(word: &str) -> Vec<String> {
    let mut found = vec![word.to_owned()];
    found.extend(word.get(16..25).map(str::to_owned));
    found.retain(|word| (3..=9).contains(&word.len()) && word.bytes().any(|byte| byte.is_ascii_digit()));
    found
}

fn without_cases(text: &str) -> String {
    let mut kept = String::new();
    let mut skipping = false;
    for line in text.lines() {
        skipping |= line.starts_with("```yaml scenario");
        if !skipping {
            kept.push_str(line);
            kept.push('\n');
        }
        skipping &= line != "```";
    }
    kept
}
