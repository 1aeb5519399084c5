//! Another's key, other users of the machine, files that are none: what strangers bring, as the executable meets it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const REGISTERS: [(&str, &str); 3] = [
    (
        "operateurs.csv",
        "operateur;raison_sociale;ice;identifiant_fiscal;date_creation;groupe\n\
         op-1;Société fictive;001234567000062;12345678;2014-03-01;g1\n",
    ),
    ("affiliations.csv", "operateur;affiliation;du;au\nop-1;1234567;2016-01-01;\n"),
    ("sites.csv", "operateur;site;plateforme;region;du;au\nop-1;s1;casanearshore;MA-06;2016-01-01;\n"),
];
const PAYROLL: &str = "affiliation;mois;numero_cnss;cin;nom;prenom;site;date_embauche;date_sortie;type_contrat;nationalite;\
                       annee_naissance;filiere;brut_imposable;ir_preleve\n\
                       1234567;2025-07;123456785;AB123456;FICTIF;EXEMPLE;s1;2025-07-01;;CDI;MA;1995;CRM;8000.00;300.00\n";

/// A folder with a workspace and files for it.
struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Desk {
        let desk = Desk { folder: tempfile::tempdir().expect("a folder") };
        for (name, text) in REGISTERS.into_iter().chain([("PAIE_1234567_202507.csv", PAYROLL)]) {
            std::fs::write(desk.at(name), text).expect("a file");
        }
        desk
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn workspace(&self) -> PathBuf {
        self.at("workspace")
    }

    fn mithaq(&self, language: &str, arguments: &[&str]) -> Output {
        let mut command = Command::new("sh");
        // Files are private because they are made so, not because of whoever runs the program.
        command.args(["-c", "umask 000; exec \"$@\"", "sh", env!("CARGO_BIN_EXE_mithaq"), "--lang", language]);
        command.arg("--workspace").arg(self.workspace()).args(arguments).current_dir(self.folder.path());
        command.env("COLUMNS", "1000").env("MITHAQ_KEYS", self.at("keys-apart")).output().expect("the executable runs")
    }

    fn submit(&self, files: &[&str]) -> Output {
        self.mithaq("en", &[&["submit", "--received", "2025-08-10"], files].concat())
    }

    fn filled() -> Desk {
        let desk = Desk::new();
        let done = desk.submit(&["operateurs.csv", "affiliations.csv", "sites.csv", "PAIE_1234567_202507.csv"]);
        assert_eq!(done.status.code(), Some(0), "{}{}", text(&done.stdout), text(&done.stderr));
        desk
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Every file and folder below one, with its bytes.
fn everything(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut all = BTreeMap::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            all.extend(everything(&path));
            all.insert(path, Vec::new());
        } else {
            let bytes = std::fs::read(&path).expect("a file");
            all.insert(path, bytes);
        }
    }
    all
}

/// The fingerprint of which a text speaks last.
fn fingerprint(text: &str) -> String {
    let mut words = text.split(|character: char| !character.is_ascii_hexdigit());
    words.rfind(|word| word.len() == 32).expect("a fingerprint").to_owned()
}

#[test]
fn a_key_that_is_not_the_workspace_s_is_noticed_before_anything_is_read() {
    let desk = Desk::filled();
    let key = desk.workspace().join("keys/pseudonym.key");
    let own = std::fs::read(&key).expect("the key");
    std::fs::write(&key, format!("{:064}\n", 7)).expect("another key");
    let before = everything(&desk.workspace());
    for (language, cure) in
        [("en", "Put the right key file back"), ("fr", "Remettre le bon fichier de clé"), ("ar", "ملف المفتاح الصحيح")]
    {
        for command in [
            &["submit", "--received", "2025-09-10", "--replace", "PAIE_1234567_202507.csv"][..],
            &["submit", "--preview", "PAIE_1234567_202507.csv"],
            &["assess", "--as-known-on", "2025-09-10"],
            &["across"],
            &["evidence"],
            &["explain", "pae"],
            &["serve", "--port", "0"],
        ] {
            let done = desk.mithaq(language, command);
            assert_eq!(done.status.code(), Some(2), "{command:?}: {}", text(&done.stdout));
            assert!(text(&done.stderr).contains(cure), "{command:?}: {}", text(&done.stderr));
            assert!(text(&done.stderr).contains("keys/pseudonym.key"), "{}", text(&done.stderr));
        }
    }
    assert_eq!(everything(&desk.workspace()), before, "nothing was written");
    std::fs::write(&key, own).expect("the key again");
    assert_eq!(desk.mithaq("en", &["evidence"]).status.code(), Some(0));
}

#[test]
fn a_receipt_names_the_key_and_an_older_workspace_is_bound_when_it_is_opened() {
    let desk = Desk::new();
    let received = text(&desk.submit(&["operateurs.csv"]).stdout);
    let named = fingerprint(&received);
    assert!(received.contains(&format!("Persons have their numbers under the key {named}.")), "{received}");
    let bound = desk.workspace().join("evidence/key.json");
    assert!(text(&std::fs::read(&bound).expect("the fingerprint")).contains(&named));
    let manifest = everything(&desk.workspace().join("evidence"))
        .into_iter()
        .find(|(path, _)| path.ends_with("manifest.json") && !path.to_string_lossy().contains(".unassigned"));
    assert!(text(&manifest.expect("a manifest").1).contains(&format!("\"key\": \"{named}\"")));
    // As an earlier version left it.
    std::fs::remove_file(&bound).expect("removed");
    let told = text(&desk.mithaq("en", &["evidence"]).stderr);
    assert!(told.contains("From now on it says"), "{told}");
    assert_eq!(fingerprint(&told), named);
    assert_eq!(text(&desk.mithaq("en", &["evidence"]).stderr), "", "it is said once");
}

#[cfg(unix)]
#[test]
fn whatever_is_made_is_its_owner_s_alone() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::filled();
    for command in [
        &["assess", "--export", "constats.csv"][..],
        &["assess", "--fresh", "--export", "constats.parquet"],
        &["assess", "--waiting"],
        &["across"],
        &["submit", "--received", "2025-09-10", "--replace", "PAIE_1234567_202507.csv"],
    ] {
        let done = desk.mithaq("en", command);
        assert_ne!(done.status.code(), Some(2), "{command:?}: {}", text(&done.stderr));
    }
    let mut made: Vec<PathBuf> = everything(&desk.workspace()).into_keys().collect();
    assert!(made.iter().any(|path| path.ends_with("results")) && made.iter().any(|path| path.ends_with("edition")));
    made.extend([desk.workspace(), desk.at("constats.csv"), desk.at("constats.parquet")]);
    for path in made {
        let of = std::fs::metadata(&path).expect("it is there");
        let expected = if of.is_dir() { 0o700 } else { 0o600 };
        assert_eq!(of.permissions().mode() & 0o777, expected, "{}", path.display());
    }
}

/// Things that are no files of evidence, beside the good ones, with what is said of each.
#[cfg(unix)]
fn traps(desk: &Desk) -> [(&'static str, &'static str); 5] {
    let made = Command::new("mkfifo").arg(desk.at("pipe.csv")).status().expect("a pipe");
    assert!(made.success());
    std::os::unix::fs::symlink("/dev/zero", desk.at("zero.csv")).expect("a link");
    drop(std::os::unix::net::UnixListener::bind(desk.at("socket.csv")).expect("a socket"));
    let sparse = std::fs::File::create(desk.at("sparse.csv")).expect("a file");
    sparse.set_len(500_000_000).expect("half a gigabyte of nothing");
    std::fs::create_dir(desk.at("folder")).expect("a folder");
    for back in ["one", "two"] {
        std::os::unix::fs::symlink("..", desk.at("folder").join(back)).expect("a link that leads back");
    }
    let special = "is neither a file nor a folder";
    [
        ("pipe.csv", special),
        ("zero.csv", special),
        ("socket.csv", special),
        ("sparse.csv", "has more than 64 MiB"),
        ("nothing.csv", "is not there"),
    ]
}

#[cfg(unix)]
#[test]
fn what_is_no_file_or_far_too_large_is_told_and_the_others_go_on() {
    let desk = Desk::new();
    let traps = traps(&desk);
    std::os::unix::fs::symlink(desk.at("sites.csv"), desk.at("link.csv")).expect("a link");
    let names = traps.map(|(name, _)| name);
    let done = desk.submit(&[&names[..], &["operateurs.csv", "affiliations.csv", "link.csv"]].concat());
    assert_eq!(done.status.code(), Some(1), "{}", text(&done.stderr));
    let told = text(&done.stderr);
    for (name, what) in traps {
        assert!(told.lines().any(|line| line.contains(name) && line.contains(what)), "{name}: {told}");
    }
    let received = text(&done.stdout);
    for name in ["operateurs.csv", "affiliations.csv", "link.csv"] {
        assert!(received.contains(name), "{received}");
    }
    // A folder stands for its files, each once, wherever links in it lead.
    let done = desk.submit(&["--preview", "folder"]);
    assert_eq!(text(&done.stdout).matches("PAIE_1234567_202507.csv").count(), 1, "{}", text(&done.stdout));
}

#[cfg(unix)]
#[test]
fn a_contract_document_is_a_file_of_bounded_size() {
    let desk = Desk::new();
    for (name, _) in traps(&desk) {
        for (language, words) in [
            ("en", ["neither a file nor a folder", "has more than 2 MiB"]),
            ("fr", ["ni un fichier ni un dossier", "dépasse 2 Mio"]),
            ("ar", ["ليس ملفا ولا مجلدا", "ميبيبايت"]),
        ] {
            let done = desk.mithaq(language, &["check", name]);
            let told = text(&done.stderr).replace(['\u{2068}', '\u{2069}'], "");
            assert_eq!(done.status.code(), Some(2), "{name}: {told}");
            assert!(name == "nothing.csv" || words.iter().any(|word| told.contains(word)), "{name}: {told}");
        }
    }
}

/// The rows of an assessment that name what is due, without those of op-1; and how many of op-1 there are by status.
fn of_others(desk: &Desk) -> (Vec<String>, Vec<String>) {
    let done = desk.mithaq("en", &["assess", "--situation-of", "2026-02-01", "--export", "all.csv"]);
    assert_eq!(done.status.code(), Some(0), "{}", text(&done.stderr));
    let all = std::fs::read_to_string(desk.at("all.csv")).expect("an export");
    let (own, others): (Vec<&str>, Vec<&str>) = all.lines().partition(|line| line.contains(";op-1;"));
    let owned = |lines: Vec<&str>| lines.into_iter().map(str::to_owned).collect();
    (owned(others), owned(own))
}

#[test]
fn absurd_amounts_of_one_operator_stop_no_command_and_no_page_and_change_nobody_else() {
    let desk = Desk::filled();
    let second = |(name, text): (&'static str, &str)| {
        let text =
            text.replace("op-1", "op-2").replace("1234567;", "2703892;").replace("001234567000062", "001561191000066");
        let text = text.replace("12345678;", "12345679;").replace("123456785;AB123456", "100000018;AB100001");
        (name.replace("1234567", "2703892"), text)
    };
    let mut names = Vec::new();
    for (name, text) in REGISTERS.into_iter().chain([("PAIE_1234567_202507.csv", PAYROLL)]).map(second) {
        let name = format!("other-{name}");
        std::fs::write(desk.at(&name), text).expect("a file");
        names.push(name);
    }
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let done = desk.mithaq("en", &[&["submit", "--add", "--received", "2025-08-11"][..], &names].concat());
    assert_eq!(done.status.code(), Some(0), "{}{}", text(&done.stdout), text(&done.stderr));
    let (others, own) = of_others(&desk);
    assert!(others.iter().any(|line| line.contains(";op-2;")) && !own.is_empty(), "{others:#?}{own:#?}");
    // Two rows of one month, each with all that fits a cell.
    let row =
        PAYROLL.lines().nth(1).expect("a row").replace("8000.00;300.00", "92233720368547758.07;92233720368547758.07");
    let twice = format!("{row}\n{}\n", row.replace("123456785;AB123456", "123456793;AB100003"));
    let absurd = format!("{}\n{twice}", PAYROLL.lines().next().expect("a header"));
    std::fs::write(desk.at("PAIE_1234567_202507.csv"), absurd).expect("a file");
    let done = desk.mithaq("en", &["submit", "--replace", "--received", "2026-01-10", "PAIE_1234567_202507.csv"]);
    assert_eq!(done.status.code(), Some(0), "it is taken in, and told");
    let told = text(&done.stdout);
    assert_eq!(told.matches("[file-figure-beyond]").count(), 4, "{told}");
    let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in ["line 2, field brut_imposable", "since its form says so"] {
        assert!(told.contains(part), "{told}");
    }
    assert_eq!(of_others(&desk).0, others, "the other operator's rows are what they were");
    for command in [&["across"][..], &["evidence"], &["assess", "--waiting"], &["explain", "air", "--operator", "op-2"]]
    {
        let done = desk.mithaq("en", command);
        assert_eq!(done.status.code(), Some(0), "{command:?}: {}", text(&done.stderr));
    }
    let server = crate::serve::serving("exec \"$0\" \"$@\"", &desk.workspace());
    for path in ["/en", "/en/method", "/en/operators", "/en/operators/op-1", "/en/contracts/ma-offshoring-2025"] {
        let page = server.page(path).expect("a page");
        assert!(page.starts_with("HTTP/1.1 200"), "{path}: {page}");
    }
}

/// A name that clears the screen, turns what follows and begins a line of its own.
const HOSTILE: &str = "PAIE\u{1b}[2J\u{9b}31m\u{202e}vsc.\u{2067}\u{200f}\u{7}\nRows handed in_202508.csv";

/// Whether a text holds what would steer a screen, or turn it, beside line ends.
fn steers(text: &str) -> bool {
    let turns = |letter| matches!(letter, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}');
    text.chars().any(|letter| letter != '\n' && letter.is_control() || turns(letter))
}

#[cfg(unix)]
#[test]
fn a_name_from_outside_steers_neither_screen_nor_page() {
    let desk = Desk::filled();
    let august = PAYROLL.replace("2025-07;", "2025-08;").replace("300.00", "900000000.00");
    std::fs::write(desk.at(HOSTILE), august).expect("a file");
    let contract = desk.at("contract.md");
    std::fs::write(&contract, "---\nid: \u{1b}[31mx\u{202e}\n---\n\n# A\u{1b}]0;x\u{7} {#a\u{202e}}\n")
        .expect("a document");
    for command in [
        &["submit", "--received", "2025-09-10", HOSTILE][..],
        &["submit", "--received", "2025-09-11", HOSTILE],
        &["submit", "--json", "--preview", HOSTILE],
        &["submit", "nothing\u{1b}[2J\u{202e}"],
        &["evidence"],
        &["evidence", "--operator", "op-1"],
        &["evidence", "--json"],
        &["assess", "--waiting"],
        &["explain", "air", "--operator", "op-1", "--year", "2025"],
        &["explain", "air", "--operator", "op-1", "--year", "2025", "--json"],
        &["check", "contract.md"],
        &["check", "--json", "contract.md"],
    ] {
        let done = desk.mithaq("en", command);
        for stream in [&done.stdout, &done.stderr] {
            assert!(!steers(&text(stream)), "{command:?}: {:?}", text(stream));
        }
        if command.contains(&"--json") {
            let values = serde_json::Deserializer::from_slice(&done.stdout).into_iter::<serde_json::Value>();
            assert!(values.collect::<Result<Vec<_>, _>>().is_ok(), "{command:?}");
        }
    }
    let told = text(&desk.mithaq("en", &["evidence", "--operator", "op-1"]).stdout);
    assert!(told.contains("PAIE⟨U+001B⟩[2J⟨U+009B⟩31m⟨U+202E⟩vsc."), "{told}");
    let server = crate::serve::serving("exec \"$0\" \"$@\"", &desk.workspace());
    for path in ["/en/operators/op-1", "/ar/operators/op-1", "/en/operators"] {
        let page = server.page(path).expect("a page").replace('\r', "");
        assert!(page.starts_with("HTTP/1.1 200") && !steers(&page), "{path}: {page:?}");
    }
    assert!(server.page("/en/operators/op-1").expect("a page").contains("⟨U+202E⟩"), "the file's name is on the page");
}
