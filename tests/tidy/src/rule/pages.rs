//! Pages: whole when they arrive, with nothing to run and nothing to fetch elsewhere.

use super::{Fault, Rule};
use crate::repository::Repository;

/// No script in a page.
pub const NO_SCRIPT: Rule = Rule {
    name: "no-script",
    why: "a figure that is to be cited does not change under the reader's hand; see docs/decisions/0009",
    find: no_script,
    fires_on: &[
        &[("crates/portal/src/page.rs", "//! Pages.\nhtml! { script { \"x\" } }\n")],
        &[("crates/portal/assets/portal.js", "")],
        &[("crates/portal/src/page.rs", "//! Pages.\nhtml! { a onclick=\"x\" { } }\n")],
        &[("crates/portal/assets/portal.css", "@import url(https://example.org/x.css);\n")],
    ],
    silent_on: &[&[("crates/portal/src/page.rs", "//! Pages without script.\nhtml! { p { (script_name) } }\n")]],
};

const SCRIPTS: &[&str] = &["<script", "script {", "script src", "onclick=", "onload=", "onchange=", "javascript:"];
const FETCHES: &[&str] = &["@import", "url(http", "url(\"http", "src=\"http"];

fn no_script(repository: &Repository) -> Vec<Fault> {
    let mut faults = Vec::new();
    for file in repository.files.iter().filter(|file| file.path.starts_with("crates/portal/") && !file.is_apart()) {
        if file.path.ends_with(".js") || file.path.ends_with(".mjs") {
            faults.push(Fault::at(file, 1, "a script"));
        }
        for (index, line) in file.text.lines().enumerate() {
            let found = SCRIPTS.iter().chain(FETCHES).find(|word| line.contains(**word));
            faults.extend(found.map(|word| Fault::at(file, index + 1, format!("`{word}` in what a page is made of"))));
        }
    }
    faults
}
