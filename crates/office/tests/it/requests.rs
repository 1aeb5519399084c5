//! A request that is sent again, at once or later, is one act with one answer; two who write at once are both counted.

use std::path::Path;

use office::act::submit::{HandIn, Receipt, submit};
use office::actor::Actor;
use office::fault::Fault;
use office::now::Now;
use office::workspace::{Birth, Shipped, Workspace};

fn made(root: &Path) {
    let birth = Birth { shipped: Shipped::Packs, ..Birth::fictitious("2026-01-01".parse().expect("a day")) };
    Workspace::create(root, &birth, Now::of(0)).expect("a workspace");
}

fn register(number: usize) -> Vec<(String, Vec<u8>)> {
    let text = format!(
        "operateur;raison_sociale;ice;identifiant_fiscal;date_creation;groupe\nop-{number};SOCIETE {number} SYNTHETIQUE;\
         00123456700{number:04};10000{number:02};2015-01-01;\n"
    );
    vec![("operateurs.csv".to_owned(), text.into_bytes())]
}

fn hand_in(root: &Path, number: usize, request: &str) -> Result<Receipt, Fault> {
    let workspace = Workspace::open(root).expect("a workspace");
    submit(&workspace, &Actor::Office, &register(number), &HandIn::new(request), Now::of(0))
}

#[test]
fn a_request_sent_again_has_one_effect_and_one_answer() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("workspace");
    made(&root);
    let before = Workspace::open(&root).expect("a workspace").head().expect("a journal").entries;
    // Twenty requests, each sent three times at once and twice more.
    let answers: Vec<(usize, Receipt)> = std::thread::scope(|scope| {
        let sent: Vec<_> = (0..60)
            .map(|number| {
                let root = &root;
                scope.spawn(move || (number % 20, hand_in(root, number % 20, &format!("request-{}", number % 20))))
            })
            .collect();
        sent.into_iter()
            .map(|one| one.join().expect("nobody failed"))
            .map(|(number, answer)| (number, answer.expect("taken in")))
            .collect()
    });
    let again = (0..40).map(|number| (number % 20, hand_in(&root, number % 20, &format!("request-{}", number % 20))));
    let answers: Vec<(usize, Receipt)> =
        answers.into_iter().chain(again.map(|(number, answer)| (number, answer.expect("taken in")))).collect();
    for number in 0..20 {
        let of_one: Vec<&Receipt> = answers.iter().filter(|(of, _)| *of == number).map(|(_, one)| one).collect();
        let entry = |receipt: &&Receipt| receipt.entry.as_ref().map(|entry| (entry.number, entry.receipt.clone()));
        assert_eq!(of_one.len(), 5);
        assert!(of_one.iter().all(|one| entry(one) == entry(&of_one[0]) && one.reports == of_one[0].reports));
        let first = of_one.iter().filter(|one| one.entry.as_ref().is_some_and(|entry| !entry.again)).count();
        assert_eq!(first, 1, "one of them took something in");
    }
    let workspace = Workspace::open(&root).expect("a workspace");
    assert_eq!(workspace.head().expect("a journal").entries, before + 20);
    assert_eq!(
        workspace
            .store
            .operators(office::known::When::default().known_on.unwrap_or("2026-01-01".parse().expect("a day")))
            .expect("operators")
            .len(),
        20
    );
}

#[test]
fn a_request_id_belongs_to_one_act() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("workspace");
    made(&root);
    hand_in(&root, 1, "request-1").expect("taken in");
    let other = hand_in(&root, 2, "request-1");
    assert!(matches!(other, Err(Fault::NotRecorded(_))), "another delivery under the same id");
    let bad = hand_in(&root, 2, "one two");
    assert!(matches!(bad, Err(Fault::RequestBad(_))));
    let workspace = Workspace::open(&root).expect("a workspace");
    assert_eq!(workspace.store.left_behind().expect("a store"), Vec::<String>::new());
}
