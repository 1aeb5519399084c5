//! A small sector in a workspace, taken in once: each test has a copy.

use std::path::Path;
use std::sync::OnceLock;

use contract::calendar::Date;
use demo::Size;
use evidence::intake::Delivery;
use office::act::import;
use office::actor::Actor;
use office::now::Now;
use office::workspace::{Birth, Workspace};
use tempfile::TempDir;

/// What the sector is drawn from.
pub const SEED: u64 = 7;
/// How large it is.
pub const SIZE: Size = Size { operators: 6, persons: 120, months: 24, ..Size::small() };

/// A workspace of its own for a test, with its folder and the last day on which something was received.
pub fn sector() -> (TempDir, Workspace, Date) {
    static MADE: OnceLock<TempDir> = OnceLock::new();
    let made = MADE.get_or_init(make);
    let folder = tempfile::tempdir().expect("a folder");
    copy(made.path(), folder.path());
    let workspace = Workspace::open(&folder.path().join("workspace")).expect("a workspace");
    let day = workspace.today(Now::of(0)).expect("the last day on which something was received");
    (folder, workspace, day)
}

fn make() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let mut workspace = Workspace::create(
        &folder.path().join("workspace"),
        &Birth::fictitious("2020-01-01".parse().expect("a day")),
        Now::of(0),
    )
    .expect("a workspace");
    workspace.store = workspace.store.without_waiting_for_disk();
    for delivery in demo::generate(SEED, SIZE) {
        let handed_in = Delivery::on(delivery.received);
        let handed_in = if delivery.replaces { handed_in.replacing() } else { handed_in };
        laid(&workspace, &delivery.files, handed_in);
    }
    import(&workspace, &Actor::Office, false, Now::of(0)).expect("recorded");
    folder
}

/// Files that lie in the store, and that no entry names yet.
pub fn lie(workspace: &Workspace, files: &[(String, Vec<u8>)], received: Date) {
    laid(workspace, files, Delivery::on(received));
}

fn laid(workspace: &Workspace, files: &[(String, Vec<u8>)], handed_in: Delivery) {
    evidence::intake::submit(&workspace.store, &workspace.key, files, handed_in).expect("taken in");
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            std::fs::copy(entry.path(), to).expect("copied");
        }
    }
}
