//! Documents beside each other: each folder of `conformance/together` holds some, and a list `expected` of what is wrong
//! with each beside the others; an empty list for what may stand together. `draft.md` is only proposed. `MITHAQ_UPDATE=1` writes the lists anew.

use std::collections::BTreeSet;
use std::fs;

use contract::check::{Member, check_together};

use crate::conformance::{check, listed, read, root};

/// Runs every folder and gives the codes raised.
#[expect(clippy::disallowed_methods, reason = "who runs the tests asks for new lists by a variable")]
pub fn run() -> BTreeSet<&'static str> {
    let update = std::env::var_os("MITHAQ_UPDATE").is_some_and(|value| value == "1");
    let mut raised = BTreeSet::new();
    let mut folders: Vec<_> = fs::read_dir(root().join("together")).expect("a folder").collect();
    folders.sort_by_key(|entry| entry.as_ref().expect("an entry").path());
    for folder in folders {
        let folder = folder.expect("an entry").path();
        let mut paths: Vec<_> =
            fs::read_dir(&folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
        paths.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
        paths.sort();
        let texts: Vec<(String, String)> = paths
            .iter()
            .map(|path| (path.file_name().expect("a name").to_string_lossy().into_owned(), read(path)))
            .collect();
        let checked: Vec<_> = texts.iter().map(|(_, text)| check(text)).collect();
        let members: Vec<Member<'_>> = texts
            .iter()
            .zip(&checked)
            .map(|((path, _), checked)| Member {
                path,
                document: &checked.document,
                contract: checked.contract.as_ref(),
                draft: path == "draft.md",
            })
            .collect();
        let mut found = String::new();
        for ((name, text), diagnostics) in texts.iter().zip(check_together(&members)) {
            raised.extend(diagnostics.iter().map(|diagnostic| diagnostic.code));
            found.extend(listed(text, &diagnostics, false).lines().map(|line| format!("{name} {line}\n")));
        }
        let expected = folder.join("expected");
        if update {
            fs::write(&expected, &found).expect("the list can be written");
        }
        assert_eq!(fs::read_to_string(&expected).unwrap_or_default(), found, "{}", folder.display());
    }
    raised
}

#[test]
fn documents_beside_each_other_are_one_history_each() {
    assert!(run().len() > 2);
}
