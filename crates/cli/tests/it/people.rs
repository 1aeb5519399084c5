//! People at the command line: accounts, secrets in files, codes, two who are needed; a clerk hands in for the own operators and
//! is served their pages alone.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use office::now::Now;
use office::recognition::shown;
use serde_json::Value;

const PROGRAM: &str = env!("CARGO_BIN_EXE_mithaq");

/// An office in a folder: a workspace, and the settings of everybody on the machine.
struct Office {
    folder: tempfile::TempDir,
    /// The key of each second factor.
    keys: Vec<(String, String)>,
    steps: i64,
}

fn clock() -> i64 {
    #[expect(clippy::disallowed_methods, reason = "codes follow the clock of the executable")]
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("a clock");
    i64::try_from(now.as_secs()).expect("a second")
}

impl Office {
    fn root(&self) -> &Path {
        self.folder.path()
    }

    fn run_in(&self, language: &str, arguments: &[&str], secret: Option<&Path>) -> Output {
        let mut command = Command::new(PROGRAM);
        command.args(["--lang", language, "--workspace"]).arg(self.root().join("workspace")).args(arguments);
        command.env("XDG_CONFIG_HOME", self.root().join("settings")).env_remove("MITHAQ_AS");
        if let Some(secret) = secret {
            command.env("MITHAQ_SECRET_FILE", secret);
        }
        command.stdin(std::process::Stdio::null()).output().expect("the executable runs")
    }

    fn done(&self, arguments: &[&str]) -> String {
        let output = self.run_in("en", arguments, None);
        assert!(output.status.success(), "{arguments:?}: {}", said(&output));
        said(&output)
    }

    fn json(&self, arguments: &[&str]) -> Value {
        let with: Vec<&str> = arguments.iter().copied().chain(["--json"]).collect();
        serde_json::from_str(&self.done(&with)).expect("JSON")
    }

    fn refused(&self, arguments: &[&str]) -> String {
        let output = self.run_in("en", arguments, None);
        assert!(!output.status.success(), "{arguments:?}: {}", said(&output));
        said(&output)
    }

    /// A code that counts now: one step each, and the clock may be a step behind the telephone.
    fn code(&mut self, account: &str) -> String {
        let key = self.keys.iter().find(|(of, _)| of == account).map(|(_, key)| key.clone()).expect("a key");
        // Each code counts once: the next is the one after the last, within what is taken.
        let step = (self.steps + 1).max(clock() / 30 - 1);
        self.steps = step;
        assert!(step <= clock() / 30 + 1, "three codes at once are all that count");
        shown(&key, Now::of(step * 30)).expect("a code")
    }

    /// Whoever was appointed chooses a token of the own, and a second factor.
    fn settle(&mut self, account: &str, appointed: &Value) {
        let first = private(self.root(), appointed["first_secret"].as_str().expect("told once"));
        let output = self.run_in("en", &["secret", "--as", account], Some(&first));
        assert!(output.status.success(), "{}", said(&output));
        let set = self.json(&["factor", "--as", account]);
        self.keys.push((account.to_owned(), set["key"].as_str().expect("told once").to_owned()));
    }
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

fn private(folder: &Path, secret: &str) -> PathBuf {
    let path = folder.join("first.secret");
    let _ = std::fs::remove_file(&path);
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(&path).and_then(|mut file| file.write_all(secret.as_bytes())).expect("written");
    path
}

#[test]
fn people_act_by_their_own_secret_and_a_clerk_sees_and_hands_in_the_own_operator_s() {
    let mut office = Office { folder: tempfile::tempdir().expect("a folder"), keys: Vec::new(), steps: 0 };
    office.done(&["create", "--fictitious", "2027-03-01"]);
    let registers = [(
        "operateurs.csv",
        "operateur;raison_sociale;ice;identifiant_fiscal;date_creation;groupe\n\
          op-1;SOCIETE UNE SYNTHETIQUE;001234567000011;1000001;2015-01-01;\nop-2;SOCIETE DEUX SYNTHETIQUE;001234567000022;1000002;2015-01-01;\n",
    )];
    for (name, text) in registers {
        std::fs::write(office.root().join(name), text).expect("written");
    }
    let register = office.root().join("operateurs.csv").display().to_string();
    office.done(&["submit", &register]);
    assert!(office.done(&["people"]).contains("Nobody has an account"));

    let appoint = ["appoint", "amina", "--mandate", "administrator", "--name", "Amina Exemple", "--number", "F 1"];
    let previewed: Vec<&str> = appoint.iter().copied().chain(["--dry-run"]).collect();
    assert!(office.done(&previewed).contains("nothing was"), "a preview");
    let appointed = office.json(&appoint);
    office.settle("amina", &appointed);
    assert!(office.refused(&["pass", "2027-03-02"]).contains("Say who you are with `--as`"));
    let bare = office.refused(&[
        "appoint",
        "karim",
        "--mandate",
        "clerk:op-1",
        "--name",
        "K",
        "--number",
        "F 2",
        "--as",
        "amina",
    ]);
    assert!(bare.contains("needs a code"), "{bare}");

    let code = office.code("amina");
    let clerk = ["appoint", "karim", "--mandate", "clerk:op-1", "--name", "Karim Exemple", "--number", "F 2"];
    let clerk: Vec<&str> = clerk.iter().copied().chain(["--as", "amina", "--code", &code]).collect();
    let appointed = office.json(&clerk);
    office.settle("karim", &appointed);
    let listed = office.json(&["people", "--as", "amina"]);
    assert_eq!((listed[1]["account"].as_str(), listed[1]["name"].as_str()), (Some("karim"), Some("Karim Exemple")));
    assert_eq!(listed[1]["mandates"][0]["of"][0], "op-1");
    assert!(office.done(&["people", "--as", "amina"]).contains("clerk"));
    assert!(!office.run_in("en", &["people", "--as", "karim"], None).status.success(), "no clerk's matter");

    // An open file is no secret, and another's is not karim's.
    let settings = office.root().join("settings/mithaq");
    let folder = std::fs::read_dir(&settings).expect("a folder").next().expect("one").expect("a folder").path();
    let amina_s = folder.join("amina.secret");
    let other = office.run_in("fr", &["people", "--as", "karim"], Some(&amina_s));
    assert!(said(&other).contains("n’a pas été reconnu"), "{}", said(&other));

    // What is not his own he cannot hand in, and learns nothing of.
    let refused = office.refused(&["submit", &register, "--as", "karim"]);
    assert!(refused.contains("operateurs.csv") && !refused.contains("op-2"), "{refused}");
    let journal = office.done(&["journal"]);
    assert!(journal.contains("account made") && journal.contains("amina"), "{journal}");

    let server = crate::serve::serving_as(
        "exec \"$0\" \"$@\" --as karim",
        &office.root().join("workspace"),
        &office.root().join("settings"),
    );
    let status =
        |path: &str| server.page(path).and_then(|page| page.split(' ').nth(1).map(str::to_owned)).expect("a status");
    assert_eq!((status("/en/operators/op-1").as_str(), status("/en/operators/op-2").as_str()), ("200", "404"));
    assert_eq!((status("/en/operators").as_str(), status("/en/journal").as_str()), ("404", "404"));
    assert_eq!((status("/en").as_str(), status("/en/method").as_str()), ("303", "200"));
    let page = server.page("/en/operators/op-1").expect("a page");
    assert!(!page.contains("href=\"/en/journal\"") && !page.contains("op-2"), "nothing leads to what is not told");

    // An account that ended is served nothing more.
    let code = office.code("amina");
    office.done(&["dismiss", "karim", "--reason", "left", "--as", "amina", "--code", &code]);
    assert_eq!(status("/en/operators/op-1"), "404");
}

#[test]
fn the_demo_is_lived_by_people_who_act_in_it() {
    let office = Office { folder: tempfile::tempdir().expect("a folder"), keys: Vec::new(), steps: 0 };
    let demo = ["demo", "--operators=9", "--persons=90", "--months=22", "--no-serve"];
    let told = office.done(&demo);
    assert!(told.contains("Everything agrees.") && told.contains("took back"), "{told}");
    assert!(office.root().join("workspace-backup/journal.sqlite").exists(), "a backup");
    let people = office.done(&["people"]);
    let accounts = ["amina", "youssef", "khadija", "driss", "salma", "nabil", "hiba", "leila"];
    assert!(accounts.iter().all(|account| people.contains(account)), "{people}");
    // Who did what, the journal says.
    let by = |kind: &str| office.json(&["journal", "--kind", kind])["shown"].to_string();
    let is_by = |kind: &str, who: &str| assert!(by(kind).contains(&format!("\"{who}\"")), "{kind}: {}", by(kind));
    let acts =
        ["propose", "bring-into-force", "enrol", "change-operator", "import-operators", "import-balances", "pass"];
    acts.iter().for_each(|kind| is_by(kind, "khadija"));
    ["submit", "replace", "withdraw"].iter().for_each(|kind| is_by(kind, "leila"));
    ["khadija", "hiba"].iter().for_each(|who| is_by("sign", who));
    let listed = office.json(&["operators"]);
    let is_enrolled = |one: &Value| one["standing"] == "enrolled";
    assert!(
        listed["operators"].as_array().is_some_and(|all| all.len() == 9 && all.iter().all(is_enrolled)),
        "{listed}"
    );
    // What is printed is done by the officer, as nobody is named; others do what they may, with codes that nobody types.
    let printed = told.lines().find(|line| line.trim_start().starts_with("mithaq pass ")).expect("a command").trim();
    let day = printed.split(' ').nth(2).expect("a day");
    office.done(&["pass", day]);
    is_by("pass", "khadija");
    let next = day.parse::<contract::calendar::Date>().expect("a day").plus_days(1).to_string();
    assert!(office.refused(&["pass", &next, "--as", "nabil"]).contains("pass"), "an auditor changes nothing");
    office.done(&["dismiss", "salma", "--reason", "left", "--as", "amina"]);
    assert!(office.refused(&["dismiss", "driss", "--reason", "left"]).contains("dismiss"), "no officer's");
    // Again, over the demo and its backup, and nothing else.
    office.done(&demo);
}
