//! Files as they were handed in are kept sealed, opened by their key alone and by an entry, and read anew.

use std::path::Path;

use contract::identity::OperatorId;
use office::act::open_original::Question;
use office::act::submit::{HandIn, submit};
use office::act::{Asking, open_original, reread};
use office::actor::Actor;
use office::fault::Fault;
use office::now::Now;
use office::question::silent;
use office::question::verify::{Asked, verify};
use office::workspace::{Birth, Shipped, Workspace};

const OFFICE: Actor = Actor::Office;

fn registers() -> Vec<(String, Vec<u8>)> {
    let operators = "operateur;raison_sociale;ice;identifiant_fiscal;date_creation;groupe\nop-1;SOCIETE FICTIVE;\
                     001234567000062;1000001;2015-01-01;\n";
    let affiliations = "operateur;affiliation;du;au\nop-1;1234567;2015-01-01;\n";
    [("operateurs.csv", operators), ("affiliations.csv", affiliations)]
        .map(|(name, text)| (name.into(), text.into()))
        .into()
}

fn made(root: &Path) -> Workspace {
    let birth = Birth { shipped: Shipped::Packs, ..Birth::fictitious("2026-01-01".parse().expect("a day")) };
    let workspace = Workspace::create(root, &birth, Now::of(0)).expect("a workspace");
    let how = HandIn { originals: Some([9; 32]), ..HandIn::new("delivery-1") };
    let receipt = submit(&workspace, &OFFICE, &registers(), &how, Now::of(0)).expect("an intake");
    assert_eq!(receipt.originals, 2);
    let again = submit(&workspace, &OFFICE, &registers(), &how, Now::of(0)).expect("the same answer");
    assert_eq!(again.originals, 2, "the same request has one effect and is told the same");
    workspace
}

fn originals(root: &Path) -> Vec<std::path::PathBuf> {
    let inside = |path: &Path| -> Vec<_> {
        std::fs::read_dir(path).expect("a folder").map(|entry| entry.expect("an entry").path()).collect()
    };
    inside(&root.join("originals")).iter().flat_map(|folder| inside(folder)).collect()
}

fn code(answer: Result<Option<office::act::submit::Entered>, Fault>) -> String {
    match answer {
        Err(Fault::NotRecorded(error)) => error.to_string(),
        Err(other) => other.to_string(),
        Ok(_) => "done".to_owned(),
    }
}

#[test]
fn an_original_is_sealed_and_opened_by_its_key_alone_and_by_an_entry() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("workspace");
    let workspace = made(&root);
    assert_eq!(originals(&root).len(), 2);
    for path in originals(&root) {
        let bytes = std::fs::read(path).expect("sealed");
        assert!(bytes.starts_with(b"MITHAQO1") && !bytes.windows(7).any(|window| window == b"1234567"));
    }
    let operator = OperatorId::new("op-1").expect("an identifier");
    let submission = workspace.store.submissions(&operator).expect("submissions")[0].manifest.submission.clone();
    let (to, key) = (folder.path().join("opened.csv"), root.join("keys/opening.key"));
    let asked = Question {
        operator: operator.clone(),
        submission,
        piece: "affiliations.csv".to_owned(),
        reason: "the court asks".to_owned(),
        key: key.clone(),
        to: to.clone(),
    };
    let before = workspace.head().expect("a journal").entries;
    let open =
        |asked: &Question, request: &str| open_original(&workspace, &OFFICE, asked, &Asking::new(request), Now::of(0));
    let refused = |asked: &Question, word: &str| {
        let said = code(open(asked, "request-0"));
        assert!(said.contains(word), "{said} for {word}");
    };
    refused(&Question { reason: " ".to_owned(), ..asked.clone() }, "original-no-reason");
    refused(&Question { piece: "9".to_owned(), ..asked.clone() }, "no submission");
    refused(&Question { key: folder.path().join("none"), ..asked.clone() }, "original-key");
    refused(&Question { to: root.join("workspace.json"), ..asked.clone() }, "original-place-taken");
    let other = folder.path().join("other.key");
    register::sealed::OpeningKey::create(&other, [3; 32]).expect("a key");
    refused(&Question { key: other, ..asked.clone() }, "original-other-key");
    assert!(matches!(
        open_original(&workspace, &Actor::Public, &asked, &Asking::new("request-0"), Now::of(0)),
        Err(Fault::Refused(_))
    ));
    let preview = Asking { preview: true, ..Asking::new("request-0") };
    assert!(open_original(&workspace, &OFFICE, &asked, &preview, Now::of(0)).expect("it is there").is_none());
    assert_eq!((workspace.head().expect("a journal").entries, to.exists()), (before, false));

    let entry = open(&asked, "request-1").expect("opened").expect("an entry");
    assert_eq!(entry.number, before + 1);
    assert_eq!(std::fs::read(&to).expect("opened"), registers()[1].1);
    #[cfg(unix)]
    {
        let mode = std::fs::metadata(&to).expect("a file").permissions();
        assert_eq!(std::os::unix::fs::PermissionsExt::mode(&mode) & 0o777, 0o600);
    }
    let again = open(&asked, "request-1").expect("the same").expect("the same entry");
    assert!(again.again && again.number == entry.number);

    let asked = reread::Question { operator: None, reason: "a new reader".to_owned(), key };
    let (answer, entry) =
        office::act::reread(&workspace, &OFFICE, &asked, &Asking::new("request-2"), Now::of(0)).expect("read");
    assert_eq!((answer.files, answer.without, answer.changes.len()), (2, 0, 0), "{:?}", answer.changes);
    assert_eq!(entry.expect("an entry").number, before + 2);
}

/// Writes another key to which originals are sealed into the card of a workspace, which is no part of the journal; none takes
/// the key away.
fn reseal(root: &Path, seed: Option<u8>) {
    let card = root.join("workspace.json");
    let mut value: serde_json::Value =
        serde_json::from_slice(&std::fs::read(&card).expect("a card")).expect("a card is JSON");
    let written = |seed| register::sealed::OpeningKey::create(&root.join(format!("keys/{seed}.key")), [seed; 32]);
    match seed {
        Some(seed) => value["originals"] = written(seed).expect("a key").sealing().to_string().into(),
        None => drop(value.as_object_mut().expect("an object").remove("originals")),
    }
    std::fs::write(&card, serde_json::to_vec(&value).expect("JSON")).expect("a card");
}

#[test]
fn nothing_is_sealed_to_a_key_that_the_journal_does_not_name() {
    for (is_first, seed) in [(true, Some(7)), (false, Some(7)), (true, None), (false, None)] {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().join("workspace");
        if is_first {
            let birth = Birth { shipped: Shipped::Packs, ..Birth::fictitious("2026-01-01".parse().expect("a day")) };
            Workspace::create(&root, &birth, Now::of(0)).expect("a workspace");
        } else {
            made(&root);
        }
        let faults = |workspace: &Workspace| {
            let found = verify(workspace, &OFFICE, &Asked::default(), Now::of(0), &silent).expect("it is read").faults;
            found.into_iter().map(|one| one.place).collect::<Vec<_>>()
        };
        assert_eq!(faults(&Workspace::open(&root).expect("open")), [""; 0]);
        reseal(&root, seed);
        let workspace = Workspace::open(&root).expect("open");
        assert_eq!(faults(&workspace), ["workspace.json"]);
        let (kept, entries) = (originals_or_none(&root), workspace.head().expect("a journal").entries);
        let how = HandIn { originals: Some([8; 32]), ..HandIn::new("delivery-2") };
        let turnover = [("ca.csv".to_owned(), b"operateur;annee;ca_total;ca_export\nop-1;2025;8000;7000\n".to_vec())];
        let said = submit(&workspace, &OFFICE, &turnover, &how, Now::of(0)).map(|_| ());
        let Err(Fault::NotRecorded(said)) = said else { panic!("{said:?}") };
        assert!(format!("{said:?}").contains("originals-key-changed"), "{said:?}");
        assert_eq!((originals_or_none(&root), workspace.head().expect("a journal").entries), (kept, entries));
    }
}

fn originals_or_none(root: &Path) -> usize {
    if root.join("originals").exists() { originals(root).len() } else { 0 }
}

#[test]
fn an_original_is_read_anew_as_was_answered_about_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("workspace");
    let workspace = made(&root);
    let turnover = "operateur;annee;ca_total;ca_export\nop-1;2025;8,000;7,000\n";
    let files = [("ca.csv".to_owned(), turnover.as_bytes().to_vec())];
    let hand_in = |request: &str, typed: &[&str]| {
        let typed: Vec<String> = typed.iter().map(|one| (*one).to_owned()).collect();
        let answers = office::act::submit::answers(&typed)?;
        submit(
            &workspace,
            &OFFICE,
            &files,
            &HandIn { answers, originals: Some([8; 32]), ..HandIn::new(request) },
            Now::of(0),
        )
    };
    let asked = hand_in("request-open", &[]).expect("told");
    assert!(asked.has_refused(), "nobody said what 8,000 is");
    for (typed, code) in [
        (vec!["ca_total=thousands"], "submit-read-word"),
        (vec!["decimal-point"], "submit-read-word"),
        (vec!["wages=decimal-point"], "submit-read-column"),
        (vec!["annee=decimal-point"], "submit-read-column"),
        (vec!["ca_total=decimal-point", "CA total=decimal-comma"], "submit-read-twice"),
    ] {
        let refused = hand_in("request-wrong", &typed).err().map(|fault| code_of(&fault));
        assert!(refused.as_ref().is_some_and(|told| told.contains(code)), "{typed:?}: {refused:?}");
    }
    let taken = hand_in("request-answered", &["ca_total=decimal-point", "ca_export=decimal-point"]).expect("taken in");
    assert!(!taken.has_refused(), "{:?}", taken.reports);
    assert!(
        hand_in("request-answered", &["ca_total=decimal-comma", "ca_export=decimal-comma"]).is_err(),
        "another request"
    );
    let key = root.join("keys/opening.key");
    let asked = reread::Question { operator: None, reason: "a new reader".to_owned(), key };
    let read =
        office::act::reread(&workspace, &OFFICE, &asked, &Asking::new("request-anew"), Now::of(0)).expect("read").0;
    assert_eq!((read.files, read.changes.len()), (3, 0), "{:?}", read.changes);
    let found = verify(&workspace, &OFFICE, &Asked::default(), Now::of(0), &silent).expect("a verification").faults;
    assert_eq!(found, []);
}

fn code_of(fault: &Fault) -> String {
    match fault {
        Fault::NotRecorded(error) => format!("{error} {error:?}"),
        other => other.to_string(),
    }
}

#[test]
fn an_original_that_is_gone_or_altered_is_found() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("workspace");
    let workspace = made(&root);
    let found = || verify(&workspace, &OFFICE, &Asked::default(), Now::of(0), &silent).expect("a verification").faults;
    assert_eq!(found(), []);
    let path = originals(&root).remove(0);
    let bytes = std::fs::read(&path).expect("sealed");
    std::fs::write(&path, [bytes.as_slice(), b"1"].concat()).expect("altered");
    assert_eq!((found().len(), workspace.originals_lost().expect("a journal").len()), (1, 1));
    std::fs::remove_file(&path).expect("gone");
    assert_eq!((found().len(), workspace.originals_lost().expect("a journal").len()), (1, 1));
}

#[test]
fn without_chance_and_in_a_workspace_of_before_no_original_is_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("workspace");
    let birth = Birth { shipped: Shipped::Packs, ..Birth::fictitious("2026-01-01".parse().expect("a day")) };
    let workspace = Workspace::create(&root, &birth, Now::of(0)).expect("a workspace");
    let receipt = submit(&workspace, &OFFICE, &registers(), &HandIn::new("delivery-1"), Now::of(0)).expect("an intake");
    assert_eq!((receipt.originals, root.join("originals").exists()), (0, false));
    drop(workspace);
    let card = std::fs::read_to_string(root.join("workspace.json")).expect("a card");
    let mut card: serde_json::Value = serde_json::from_str(&card).expect("JSON");
    card.as_object_mut().expect("an object").remove("originals");
    std::fs::write(root.join("workspace.json"), card.to_string()).expect("a card of before");
    let workspace = Workspace::open(&root).expect("a workspace of before");
    assert!(workspace.seals_to().is_none());
}
