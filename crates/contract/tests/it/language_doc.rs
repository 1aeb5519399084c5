//! `docs/language.md` is run. Its blocks, put together in reading order, make one contract that loads without a remark
//! and whose worked cases come out; each block marked `refused CODE` is refused for that reason, where it stands.

use std::fs;
use std::path::PathBuf;

use contract::check::{Packs, SHAPES, check as check_with};
use contract::diagnostic::{Diagnostic, Severity};

use crate::checks::differences_with;

/// One fence of the page: the words behind its opening, its text, its line.
struct Fence {
    words: Vec<String>,
    text: String,
    line: usize,
}

impl Fence {
    fn kind(&self) -> &str {
        self.words.get(1).map_or("", String::as_str)
    }

    fn refused(&self) -> Option<&str> {
        (self.words.get(2).map(String::as_str) == Some("refused")).then(|| self.words[3].as_str())
    }

    /// Whether it belongs to the pack of the page.
    fn in_pack(&self) -> bool {
        self.words.get(2).map(String::as_str) == Some("pack")
    }

    /// The block as a contract writes it; lists of conditions and steps stand in a clause of their own.
    fn block(&self) -> String {
        let indented = format!("  {}\n", self.text.trim_end().replace('\n', "\n  "));
        let clause = |id: String, keys: &str, lists: String| {
            format!(
                "```yaml clause\nid: {id}\nlabels: {{en: Example}}\nbasis: art-1\nquote: The State pays\n{keys}{lists}\
                 pays: {{head: {id}, to: operator, value: paid}}\nafter_payment: keep\n```\n"
            )
        };
        let paid = "  - paid: {round: 1 MAD, to: 0.01 MAD, mode: half-up}\n";
        match self.kind() {
            "condition" => {
                let lists = format!("conditions:\n{indented}steps:\n{paid}");
                clause(format!("conditions-{}", self.line), "for_each: job\nfact_date: job.start\n", lists)
            }
            "step" => {
                let keys = "for_each: operator, person, year\nfrom: payroll\n\
                            crossing: {place: split by months, rule: split by months}\n";
                clause(format!("steps-{}", self.line), keys, format!("steps:\n{indented}{paid}"))
            }
            kind => format!("```yaml {kind}\n{}```\n", self.text),
        }
    }
}

fn page() -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/language.md");
    fs::read_to_string(&path).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()))
}

fn fences(page: &str) -> Vec<Fence> {
    let mut fences: Vec<Fence> = Vec::new();
    let mut open = false;
    for (index, line) in page.lines().enumerate() {
        match (line.strip_prefix("```"), open) {
            (Some(words), false) => {
                let words = words.split_whitespace().map(str::to_owned).collect();
                fences.push(Fence { words, text: String::new(), line: index + 1 });
                open = true;
            }
            (Some(_), true) => open = false,
            (None, true) => fences.last_mut().expect("an open fence").text.extend([line, "\n"]),
            (None, false) => {}
        }
    }
    fences
}

/// The pack that the page writes, from which the contract borrows.
fn packs(fences: &[Fence]) -> Packs {
    let mut text = String::new();
    for fence in fences.iter().filter(|fence| fence.in_pack()) {
        match fence.kind() {
            "front" => text = format!("---\n{}---\n\n# Example {{#law}}\n\n", fence.text),
            _ => text.push_str(&fence.block()),
        }
        text.push('\n');
    }
    let packs = Packs::gather([text.as_str()]);
    assert_eq!(packs.sound().count(), 1, "{:?}", check_with(&text, &Packs::none()).diagnostics);
    packs
}

/// The contract that the page writes, and its refused blocks.
fn contract(fences: &[Fence]) -> String {
    let of_contract = |fence: &&Fence| fence.kind() == "front" && !fence.in_pack();
    let front = fences.iter().find(of_contract).expect("the front matter");
    let mut text = format!("---\n{}---\n\n# Example\n\n", front.text);
    for fence in fences {
        match (fence.words[0].as_str(), fence.kind()) {
            ("markdown", _) => text.push_str(&fence.text),
            ("yaml", "front") => {}
            ("yaml", _) if fence.in_pack() => {}
            ("yaml", _) if fence.refused().is_some() => {}
            ("yaml", _) => text.push_str(&fence.block()),
            (other, _) => panic!("{}: a fence of {other} is not run", fence.line),
        }
        text.push('\n');
    }
    text
}

#[test]
fn the_blocks_make_a_contract_that_loads_and_whose_cases_come_out() {
    let fences = fences(&page());
    let (text, packs) = (contract(&fences), packs(&fences));
    let checked = check_with(&text, &packs);
    let lines: Vec<&str> = text.lines().collect();
    // Steps that stand alone on the page are put into a clause that pays something else.
    let alone =
        |one: &&Diagnostic| one.code == "step-unused" && one.value("id").is_some_and(|id| id.starts_with("steps-"));
    let told = checked
        .diagnostics
        .iter()
        .filter(|one| !alone(one))
        .map(|one| format!("{} {:?}: {}", one.code, one.values, lines[one.span.start.line - 1]));
    assert_eq!(told.collect::<Vec<_>>(), Vec::<String>::new());
    assert_eq!(differences_with(&text, &packs), Vec::<String>::new());
    let contract = checked.contract.expect("it loads");
    assert!(contract.scenarios.len() >= 5 && contract.clauses.len() >= 4, "the page shows little");
}

#[test]
fn what_is_marked_as_refused_is_refused_for_that_reason() {
    let fences = fences(&page());
    let (whole, packs) = (contract(&fences), packs(&fences));
    let mut count = 0;
    for fence in &fences {
        let Some(code) = fence.refused() else { continue };
        count += 1;
        let text = format!("{whole}{}", fence.block());
        let checked = check_with(&text, &packs);
        let errors = checked.diagnostics.iter().filter(|one| one.severity == Severity::Error);
        let codes: Vec<&str> =
            errors.map(|one| if one.span.start.offset < whole.len() { "elsewhere" } else { one.code }).collect();
        assert_eq!(codes, [code], "the block on line {}", fence.line);
    }
    assert!(count >= 10, "the page shows few refusals");
}

#[test]
fn the_page_names_every_key_of_the_language() {
    let page = page();
    let names = |key: &str| {
        page.match_indices(key).any(|(at, _)| {
            let inside = |letter: Option<char>| letter.is_some_and(|letter| letter.is_alphanumeric() || letter == '_');
            !inside(page[..at].chars().next_back()) && !inside(page[at + key.len()..].chars().next())
        })
    };
    let missing: Vec<_> = SHAPES.iter().flat_map(|shape| shape.keys).filter(|key| !names(key)).collect();
    assert!(missing.is_empty(), "the page says nothing of {missing:?}");
}
