//! One story of the office on both databases: made, handed in, assessed, listed, verified, backed up and brought back, with one
//! root.

use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use contract::identity::OperatorId;
use office::act::submit::{HandIn, submit};
use office::act::{backup, fix_public_day, pass, restore, rotate};
use office::actor::Actor;
use office::known::{Known, When};
use office::now::Now;
use office::question::verify::Asked;
use office::question::{self, silent, verify};
use office::workspace::carried::Back;
use office::workspace::{Birth, Workspace};

use crate::postgres;

const NOW: Now = Now::of(0);
pub const OPERATORS: &str = "operateur;raison_sociale;ice;identifiant_fiscal;date_creation;groupe\n\
                         op-1;Société fictive;001234567000062;12345678;2014-03-01;g1\n";
pub const AFFILIATIONS: &str = "operateur;affiliation;du;au\nop-1;1234567;2016-01-01;\n";
pub const SITES: &str = "operateur;site;plateforme;region;du;au\nop-1;s1;casanearshore;MA-06;2016-01-01;\n";
pub const PAYROLL: &str = "affiliation;mois;numero_cnss;cin;nom;prenom;site;date_embauche;date_sortie;type_contrat;nationalite;\
                       annee_naissance;filiere;brut_imposable;ir_preleve\n\
                       1234567;2025-07;123456785;AB123456;FICTIF;EXEMPLE;s1;2025-07-01;;CDI;MA;1995;CRM;8000.00;300.00\n";

/// An empty database of its own, gone when dropped.
pub struct Database {
    pub url: String,
    name: String,
}

impl Database {
    pub fn new() -> Database {
        let (base, name) = (postgres::url(), postgres::schema());
        psql(&format!("CREATE DATABASE \"{name}\""));
        let (server, _) = base.rsplit_once('/').expect("a URL with a database");
        Database { url: format!("{server}/{name}"), name }
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        psql(&format!("DROP DATABASE \"{}\" WITH (FORCE)", self.name));
    }
}

fn psql(statement: &str) {
    let done = Command::new("psql").args(["-q", "-c", statement, postgres::url()]).output().expect("psql is there");
    assert!(done.status.success(), "{statement}: {}", String::from_utf8_lossy(&done.stderr));
}

fn hand_in(workspace: &Workspace, request: &str, files: &[(&str, &str)]) {
    let files: Vec<_> = files.iter().map(|(name, text)| ((*name).to_owned(), (*text).as_bytes().to_vec())).collect();
    let receipt = submit(workspace, &Actor::Office, &files, &HandIn::new(request), NOW).expect("taken in");
    assert!(receipt.entry.is_some());
}

fn agrees(workspace: &Workspace) {
    let found = verify(workspace, &Actor::Office, &Asked::default(), NOW, &silent).expect("a verification");
    assert_eq!((found.faults, found.left_behind), (vec![], vec![]));
}

/// The story, and what it comes to: the root before the key changed, and the hash of every determination.
fn story(folder: &Path, journal: Option<&str>, back: Option<&str>, other: Option<&Path>) -> (String, Vec<String>) {
    let root = folder.join("w");
    let birth =
        Birth { journal: journal.map(str::to_owned), ..Birth::fictitious("2026-01-01".parse().expect("a day")) };
    let workspace = Workspace::create(&root, &birth, NOW).expect("a workspace");
    assert_eq!(root.join("journal.sqlite").exists(), journal.is_none());
    drop(workspace);
    // The same persons have the same numbers under the same key alone.
    for file in ["keys/pseudonym.key", "evidence/key.json"] {
        other.map(|other| std::fs::copy(other.join("w").join(file), root.join(file)).expect("copied"));
    }
    let workspace = Workspace::open(&root).expect("a workspace");
    let registers = [("operateurs.csv", OPERATORS), ("affiliations.csv", AFFILIATIONS), ("sites.csv", SITES)];
    hand_in(&workspace, "request-registers", &registers);
    pass(&workspace, &Actor::Office, "2026-01-02".parse().expect("a day"), NOW).expect("the day passes");
    hand_in(&workspace, "request-payroll", &[("PAIE_1234567_202507.csv", PAYROLL)]);
    fix_public_day(&workspace, &Actor::Office, Some("2026-01-01".parse().expect("a day")), NOW).expect("fixed");
    drop(workspace);
    let workspace = Arc::new(Workspace::open(&root).expect("it opens again"));
    let known = Known::when(&workspace, NOW, When::default()).expect("known");
    let asked =
        question::assess::Asked { operators: vec![OperatorId::new("op-1").expect("an id")], ..Default::default() };
    let assessed = question::assess(&known, &Actor::Office, &asked, &silent).expect("assessed").assessed;
    let said = assessed.contracts.iter().map(|one| one.receipt.determinations_sha256.clone()).collect();
    let head = workspace.head().expect("a journal");
    assert!(question::journal::entry(&known, &Actor::Office, head.entries).expect("told").is_some());
    agrees(&workspace);
    rotate(&workspace, &Actor::Office, [7; 32], "request-rotate", NOW).expect("recorded");
    let copy = folder.join("b");
    backup(&workspace, &Actor::Office, &copy).expect("a backup");
    let restored = folder.join("r");
    let back = Back { from: &copy, keys: &root.join("keys"), signing_key: None, journal: back };
    restore(&back, &restored, None, &Actor::Office).expect("it comes back");
    let restored = Workspace::open(&restored).expect("it opens");
    assert_eq!(restored.head().expect("a journal"), workspace.head().expect("a journal"));
    pass(&restored, &Actor::Office, "2026-01-03".parse().expect("a day"), NOW).expect("the new key signs");
    agrees(&restored);
    (head.root.hex(), said)
}

#[test]
fn one_story_of_the_office_has_one_root_on_both_databases() {
    let (first, second) = (Database::new(), Database::new());
    let folders = [(); 2].map(|()| tempfile::tempdir().expect("a folder"));
    // A backup of either comes back into the other.
    let in_file = story(folders[0].path(), None, Some(&first.url), None);
    let in_postgres = story(folders[1].path(), Some(&second.url), None, Some(folders[0].path()));
    assert_eq!(in_file, in_postgres);
}
