//! Workspaces of former forms, kept as files: they open, or are taken over, and say what they said.

use std::path::Path;

use office::act::submit::{HandIn, submit};
use office::act::{pass, take_over};
use office::actor::Actor;
use office::now::Now;
use office::question::verify::{Asked, verify};
use office::question::{replay, silent};
use office::workspace::{Birth, Chance, Shipped, Workspace, WorkspaceError};
use tempfile::TempDir;

const FORMER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/former");
/// A day after the last of what they hold.
const NOW: Now = Now::of(1_798_846_200);

/// A copy, whose keys are their owner's alone: the repository keeps no such modes.
fn former(form: &str) -> TempDir {
    fn copy(from: &Path, to: &Path) {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::create_dir_all(to).expect("a folder");
        for entry in std::fs::read_dir(from).expect("a folder") {
            let (from, to) = (entry.as_ref().expect("an entry").path(), to.join(entry.expect("an entry").file_name()));
            if from.is_dir() {
                copy(&from, &to);
            } else {
                std::fs::copy(&from, &to).expect("copied");
                std::fs::set_permissions(&to, std::fs::Permissions::from_mode(0o600)).expect("a mode");
            }
        }
    }
    let folder = tempfile::tempdir().expect("a folder");
    copy(&Path::new(FORMER).join(form), &folder.path().join("w"));
    folder
}

fn agrees(workspace: &Workspace) {
    let found = verify(workspace, &Actor::Office, &Asked::default(), NOW, &silent).expect("a verification");
    assert_eq!((found.faults, found.left_behind), (vec![], vec![]));
}

#[test]
fn form_1_is_not_opened_and_is_taken_over() {
    let folder = former("form-1");
    let (root, keys) = (folder.path().join("w"), folder.path().join("keys"));
    assert!(matches!(Workspace::open(&root), Err(WorkspaceError::Former(_))));
    let birth = Birth {
        fictitious: None,
        zone: "UTC".to_owned(),
        keys,
        journal: None,
        shipped: Shipped::Everything,
        chance: Chance { id: [3; 8], seed: [4; 32], opening: [5; 32] },
    };
    let (workspace, imported) = take_over(&root, &Actor::Office, &birth, NOW).expect("taken over");
    // Three registers as handed in, and of the operator one submission of registers and one of its payroll.
    assert_eq!((imported.submissions, imported.first, imported.last), (5, Some(day()), Some(day())));
    assert_eq!(workspace.store.operators(evidence::store::Position::END).expect("operators").len(), 1);
    drop(workspace);
    let workspace = Workspace::open(&root).expect("it opens now");
    assert!(!workspace.is_fictitious());
    agrees(&workspace);
}

fn day() -> contract::calendar::Date {
    "2026-11-29".parse().expect("a day")
}

#[test]
fn form_2_opens_and_says_what_it_said() {
    let folder = former("form-2");
    let workspace = Workspace::open(&folder.path().join("w")).expect("it opens");
    let head = workspace.head().expect("a journal");
    assert_eq!((head.entries, head.last_day), (4, day().plus_days(1)));
    assert_eq!(head.root.hex(), "b2900aef209d07ae200807213dfb644e5e68734de0b0bfb27cc214ed91407c19");
    let operators = |at: u32| workspace.store.operators(evidence::store::Position::of(day(), at)).expect("operators");
    assert_eq!((operators(1).len(), operators(2).len()), (0, 1));
    agrees(&workspace);
    assert_eq!(replay(&workspace, &Actor::Office, "4").expect("computed").entry, 4);
    pass(&workspace, &Actor::Office, day().plus_days(2), NOW).expect("it goes on");
    agrees(&workspace);
}

#[test]
fn whoever_a_former_workspace_names_stays_who_they_are() {
    let folder = former("form-2");
    let root = folder.path().join("w");
    let workspace = Workspace::open(&root).expect("it opens");
    let numbers = |workspace: &Workspace| workspace.store.numbers_named().expect("the store").0;
    let before = numbers(&workspace);
    assert_eq!(before.len(), 2);
    // Nobody is new in a file that is only looked at, or taken in.
    for preview in [true, false] {
        let how = HandIn { preview, foretells: true, ..HandIn::new("the-same-person") };
        let files = [super::persons::payroll("2025-08", &[])];
        submit(&workspace, &Actor::Office, &files, &how, NOW).expect("an intake");
        assert_eq!(numbers(&workspace), before);
    }
    drop(workspace);
    let workspace = Workspace::open(&root).expect("it opens");
    let files = [super::persons::payroll("2025-09", &["123456793;CD234567"])];
    submit(&workspace, &Actor::Office, &files, &HandIn::new("and-another"), NOW).expect("an intake");
    assert!(numbers(&workspace).is_superset(&before) && numbers(&workspace).len() == 4);
    agrees(&workspace);
}
