//! A workspace of another nation: its packs have other tables than those of the shipped one, and every command and page goes on.

use std::fs;

use crate::printed::{run, text};

const DOCUMENT: &str = include_str!("../../../../conformance/evidence/good/sealed.md");

#[test]
fn tables_of_other_names_serve_every_command_and_page() {
    let folder = tempfile::tempdir().expect("a folder");
    let mithaq = |line: &str| run(folder.path(), &format!("mithaq {line}"), "en");
    let good = |line: &str| {
        let output = mithaq(line);
        assert!(output.status.success(), "{line}: {}", text(&output));
        text(&output)
    };
    good("create --fictitious 2025-09-01 --empty");
    let place = folder.path().join("mithaq-workspace/contracts/staff");
    fs::create_dir_all(&place).expect("a folder");
    // Neither a table of affiliations, nor one of operators, nor one called payroll.
    fs::write(place.join("contract.md"), DOCUMENT).expect("a document");
    good("record staff/contract.md");
    let formats = good("evidence --formats");
    for word in ["e-BDS", "9421"] {
        assert!(!formats.contains(word), "{word} is none of this nation's: {formats}");
    }
    for line in ["evidence", "operators", "across", "assess", "status", "verify"] {
        good(line);
    }
    let workspace = folder.path().join("mithaq-workspace");
    let server = crate::serve::serving("exec \"$0\" \"$@\"", &workspace);
    for path in ["/en", "/en/operators", "/en/territories", "/en/journal", "/en/method", "/ar/operators"] {
        let page = server.page(path).expect("a page");
        assert!(page.starts_with("HTTP/1.1 200"), "{path}: {}", page.lines().next().unwrap_or_default());
    }
}
