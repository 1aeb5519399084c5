//! Who is who: numbers of persons come from the vault, stay, and follow from nothing that others have.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use contract::identity::Pseudonym;
use evidence::pseudonym::Key;
use office::act::keep_vault::Copied;
use office::act::submit::{HandIn, Receipt, submit};
use office::act::{back_up_vault, bring_vault_back, make_vault_key};
use office::actor::Actor;
use office::fault::Fault;
use office::known::{Known, When};
use office::now::Now;
use office::question::person::{Number, person};
use office::question::silent;
use office::question::verify::{Asked, verify};
use office::workspace::{Birth, Chance, Shipped, Workspace};

const NOW: Now = Now::of(1_798_846_200);
const REGISTERS: [(&str, &str); 3] = [
    (
        "operateurs.csv",
        "operateur;raison_sociale;ice;identifiant_fiscal;date_creation;groupe\nop-1;F;001234567000062;12345678;2014-03-01;g1\n",
    ),
    ("affiliations.csv", "operateur;affiliation;du;au\nop-1;1234567;2016-01-01;\n"),
    ("sites.csv", "operateur;site;plateforme;region;du;au\nop-1;s1;casanearshore;MA-06;2016-01-01;\n"),
];
const CNSS: &str = "123456785";

/// A payroll of a month that names the person by number and card, and whom else.
pub fn payroll(month: &str, others: &[&str]) -> (String, Vec<u8>) {
    let mut text =
        "affiliation;mois;numero_cnss;cin;nom;prenom;site;date_embauche;date_sortie;type_contrat;nationalite;\
                    annee_naissance;filiere;brut_imposable;ir_preleve\n"
            .to_owned();
    for named in [&["123456785;AB123456"], others].concat() {
        text += &format!("1234567;{month};{named};FICTIF;E;s1;2025-07-01;;CDI;MA;1995;CRM;8000.00;300.00\n");
    }
    (format!("PAIE_1234567_{}.csv", month.replace('-', "")), text.into_bytes())
}

fn made(root: &Path, real: bool) -> Workspace {
    let birth = Birth { shipped: Shipped::Packs, ..Birth::fictitious("2026-01-01".parse().expect("a day")) };
    let chance = Chance { id: [3; 8], seed: [4; 32], opening: [5; 32] };
    let keys = root.with_file_name("keys");
    let birth = if real { Birth { fictitious: None, keys, chance, ..birth } } else { birth };
    let workspace = Workspace::create(root, &birth, NOW).expect("a workspace");
    let files: Vec<_> = REGISTERS.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect();
    submit(&workspace, &Actor::Office, &files, &handed("registers"), NOW).expect("taken in");
    workspace
}

fn handed(request: &str) -> HandIn {
    // Another one for each: a source that repeats itself gives nobody a number.
    let chance = request.bytes().fold(0, u8::wrapping_add);
    HandIn { chance: Some([chance; 32]), foretells: true, ..HandIn::new(format!("{request}-request")) }
}

fn hand_in(workspace: &Workspace, month: &str, others: &[&str]) -> Result<Receipt, Fault> {
    submit(workspace, &Actor::Office, &[payroll(month, others)], &handed(month), NOW)
}

fn numbers(workspace: &Workspace) -> BTreeSet<Pseudonym> {
    workspace.store.numbers_named().expect("the store").0
}

fn number<'n>(scheme: &'n str, text: &'n str) -> Number<'n> {
    Number { scheme, text }
}

fn asked(workspace: &Arc<Workspace>, number: Number<'_>) -> Result<Option<Pseudonym>, Fault> {
    person(&Known::when(workspace, NOW, When::default()).expect("a moment"), &Actor::Office, number)
}

fn refusal(done: Result<Receipt, Fault>) -> String {
    done.err().map(|fault| fault.to_string()).unwrap_or_default()
}

fn agrees(workspace: &Workspace) -> Option<bool> {
    let found = verify(workspace, &Actor::Office, &Asked::default(), NOW, &silent).expect("a verification");
    assert_eq!((found.faults, found.left_behind), (vec![], vec![]));
    found.vault
}

#[test]
fn a_person_has_one_number_of_the_vault_which_is_no_hash() {
    for real in [false, true] {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().join("w");
        let workspace = Arc::new(made(&root, real));
        assert_eq!(asked(&workspace, number("cnss", CNSS)).expect("an answer"), None);
        hand_in(&workspace, "2025-07", &[]).expect("taken in");
        let first = numbers(&workspace);
        let both = [number("cnss", CNSS), number("cin", "AB123456")].map(|one| asked(&workspace, one).expect("told"));
        assert_eq!(both.into_iter().flatten().collect::<BTreeSet<_>>(), first);
        assert_eq!(first.len(), 2);
        let key = Key::open(&root.join(office::workspace::KEY)).expect("the key");
        let hashes = key.sighting(&evidence::piece::RawPerson::native(Some(CNSS.into()), Some("AB123456".into())));
        assert!(!first.contains(&hashes.number.expect("a hash")) && !first.contains(&hashes.card.expect("a hash")));
        // Asking gives no number, nor does a preview.
        assert_eq!(asked(&workspace, number("cnss", "123456793")).expect("an answer"), None);
        let how = HandIn { preview: true, ..handed("preview") };
        let files = [payroll("2025-08", &["123456793;CD234567"])];
        submit(&workspace, &Actor::Office, &files, &how, NOW).expect("looked at");
        assert_eq!(asked(&workspace, number("cnss", "123456793")).expect("an answer"), None);
        drop(workspace);
        let workspace = Arc::new(Workspace::open(&root).expect("it opens"));
        hand_in(&workspace, "2025-08", &["123456793;CD234567"]).expect("taken in");
        let now = numbers(&workspace);
        assert!(now.is_superset(&first) && now.len() == 4, "{now:?}");
        assert_eq!(agrees(&workspace), Some(true));
    }
}

#[test]
fn a_real_workspace_gives_no_number_without_chance() {
    let folder = tempfile::tempdir().expect("a folder");
    let workspace = made(&folder.path().join("w"), true);
    let how = HandIn { chance: None, ..handed("chance") };
    let done = submit(&workspace, &Actor::Office, &[payroll("2025-07", &[])], &how, NOW);
    assert!(refusal(done).contains("no seed"));
    assert!(numbers(&workspace).is_empty());
}

#[test]
fn without_its_vault_or_with_an_older_one_nothing_is_taken_in() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("w");
    let vault = root.join("vault/vault.sqlite");
    let workspace = Arc::new(made(&root, false));
    hand_in(&workspace, "2025-07", &[]).expect("taken in");
    let old = std::fs::read(&vault).expect("a vault");
    hand_in(&workspace, "2025-08", &["123456793;CD234567"]).expect("taken in");
    let new = std::fs::read(&vault).expect("a vault");
    let before = numbers(&workspace);
    let refused = |word: &str, looked: bool| {
        let workspace = Arc::new(Workspace::open(&root).expect("it opens"));
        assert!(refusal(hand_in(&workspace, "2025-09", &[])).contains(word));
        let how = HandIn { preview: true, ..handed("preview") };
        assert!(refusal(submit(&workspace, &Actor::Office, &[payroll("2025-09", &[])], &how, NOW)).contains(word));
        assert!(asked(&workspace, number("cnss", CNSS)).is_err());
        // It answers.
        assert_eq!(numbers(&workspace), before);
        let found = verify(&workspace, &Actor::Office, &Asked::default(), NOW, &silent).expect("a verification");
        let parts: Vec<&str> = found.faults.iter().map(|fault| fault.part).collect();
        assert_eq!((found.vault.is_some(), parts), (looked, if looked { vec!["vault"] } else { vec![] }));
    };
    std::fs::remove_file(&vault).expect("removed");
    refused("vault-missing", false);
    std::fs::write(&vault, &old).expect("written");
    std::fs::set_permissions(&vault, std::os::unix::fs::PermissionsExt::from_mode(0o600)).expect("a mode");
    refused("vault-older", true);
    std::fs::write(&vault, &new).expect("written");
    hand_in(&workspace, "2025-09", &["123456793;CD234567"]).expect("taken in");
    assert_eq!((numbers(&workspace), agrees(&workspace)), (before, Some(true)));
}

#[test]
fn a_copy_of_the_vault_comes_back_by_its_key_and_not_when_it_is_old() {
    let folder = tempfile::tempdir().expect("a folder");
    let (root, key) = (folder.path().join("w"), folder.path().join("vault-opening.key"));
    let path = |name: &str| folder.path().join(name);
    let workspace = made(&root, true);
    hand_in(&workspace, "2025-07", &[]).expect("taken in");
    let code = |fault: Fault| fault.to_string();
    let none = back_up_vault(&workspace, &Actor::Office, &path("none"), [7; 32], NOW).map_err(code);
    assert!(none.expect_err("refused").contains("vault-key-none"));
    let inside = make_vault_key(&workspace, &Actor::Office, &root.join("a.key"), [6; 32]).map_err(code);
    assert!(inside.expect_err("refused").contains("vault-key-inside"));
    make_vault_key(&workspace, &Actor::Office, &key, [6; 32]).expect("a key");
    drop(workspace);
    let workspace = Workspace::open(&root).expect("it opens");
    let back_up = |name: &str, now: Now| back_up_vault(&workspace, &Actor::Office, &path(name), [7; 32], now);
    assert!(back_up("first", NOW).expect("a copy").serves);
    assert!(matches!(back_up("first", NOW), Err(Fault::Occupied(_))), "never over another");
    hand_in(&workspace, "2025-08", &["123456793;CD234567"]).expect("taken in");
    back_up("second", NOW).expect("a copy");
    let sealed = std::fs::read(path("second")).expect("a copy");
    assert!(sealed.starts_with(b"MITHAQ-VAULT-COPY-1 w") && !sealed.windows(6).any(|window| window == b"SQLite"));
    let before = numbers(&workspace);
    let day = |days: i64| Now::of(1_798_846_200 + days * 86_400);
    let back = |name: &str, key: &Path, old: bool, now: Now| {
        bring_vault_back(&workspace, &Actor::Office, (&path(name), key), old, now).map_err(code)
    };
    let refused =
        |done: Result<Copied, String>, word: &str| assert!(done.expect_err("refused").contains(word), "{word}");
    refused(back("second", &key, false, NOW), "vault-there");
    let vault = root.join("vault/vault.sqlite");
    std::fs::remove_file(&vault).expect("removed");
    let other = path("other.key");
    register::sealed::OpeningKey::create(&other, [8; 32]).expect("a key");
    refused(back("second", &other, false, NOW), "vault-copy-bad");
    let mut redated = sealed.clone();
    let place = redated.iter().position(|byte| *byte == b'\n').expect("a line") - 1;
    redated[place] = if redated[place] == b'1' { b'2' } else { b'1' };
    std::fs::write(path("redated"), redated).expect("written");
    refused(back("redated", &key, false, NOW), "vault-copy-bad");
    refused(back("second", &key, false, day(31)), "vault-copy-old");
    assert!(!vault.exists());
    assert!(!back("first", &key, false, NOW).expect("it comes back").serves, "it does not know who came since");
    assert!(refusal(hand_in(&workspace, "2025-09", &[])).contains("vault-older"));
    std::fs::remove_file(&vault).expect("removed");
    assert!(back("second", &key, true, day(31)).expect("it comes back").serves);
    hand_in(&workspace, "2025-09", &["123456793;CD234567"]).expect("taken in");
    assert_eq!((numbers(&workspace), agrees(&workspace)), (before, Some(true)));
}
