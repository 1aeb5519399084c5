//! The page of formats says what the readers' tables say.

use std::process::Command;

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/evidence.md");
/// Behind this line the page is written by the command; before it, by people.
const MARK: &str = "<!-- Behind this line: mithaq --lang en evidence --formats --markdown -->\n";

/// `INSTA_UPDATE=always cargo test -p mithaq formats` writes the page anew.
#[test]
#[expect(clippy::disallowed_methods, reason = "who runs the tests asks for a new page by a variable")]
fn the_page_of_formats_is_the_readers_tables() {
    let mithaq = env!("CARGO_BIN_EXE_mithaq");
    let printed = Command::new(mithaq)
        .args(["--lang", "en", "evidence", "--formats", "--markdown"])
        .output()
        .expect("the executable");
    let printed = String::from_utf8(printed.stdout).expect("UTF-8");
    assert!(printed.contains("brut_imposable") && printed.contains("mtRevenuBrutImposable"), "{printed}");
    let page = std::fs::read_to_string(PAGE).expect("the page");
    let (head, tables) = page.split_once(MARK).expect("the mark");
    if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
        std::fs::write(PAGE, format!("{head}{MARK}{printed}")).expect("the page can be written");
    } else {
        assert_eq!(tables, printed, "run: INSTA_UPDATE=always cargo test -p mithaq formats");
    }
}
