//! Every command that a page or the terminal prints can be typed as it stands, ends well, and gives what was shown beside
//! it: receipt, amount, count.

use office::actor::Actor;
use office::now::Now;
use office::recognition::{Claim, recognise};
use office::workspace::Workspace;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Command, Output};

use crate::serve::serving;

pub const LANGUAGES: [&str; 3] = ["en", "fr", "ar"];
/// Pages of single amounts that are looked at, from any page.
const AMOUNTS_EACH: usize = 2;

/// What the commands print of which others are looked for.
const PRINTING: [&str; 15] = [
    "mithaq assess",
    "mithaq assess --by-operator --compare-readings",
    "mithaq assess --as-known-on 2025-12-31 --operator op-001",
    "mithaq assess --waiting",
    "mithaq assess",
    "mithaq explain pae",
    "mithaq explain pae --operator op-001",
    "mithaq explain air --operator op-002",
    "mithaq explain jobs-2020",
    "mithaq evidence",
    "mithaq evidence --operator op-001",
    "mithaq evidence --operator op-002",
    "mithaq evidence --formats",
    "mithaq across",
    "mithaq check",
];

/// Runs a command as it was printed, in the folder of the workspace.
pub fn run(folder: &Path, command: &str, language: &str) -> Output {
    let mut words = command.split_whitespace();
    assert_eq!(words.next(), Some("mithaq"), "{command}");
    let mut run = Command::new(env!("CARGO_BIN_EXE_mithaq"));
    run.current_dir(folder).args(["--lang", language]).args(words).output().expect("the executable runs")
}

pub fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// The officer of a demo: who acts in it.
pub fn officer(workspace: &Workspace) -> Actor {
    let secret = std::fs::read_to_string(workspace.root().join("keys/people/khadija.secret")).expect("a secret");
    recognise(workspace, &Claim::new("khadija", secret.trim()), Now::of(0)).expect("the officer")
}

/// The demo, as the README makes it, only smaller.
pub fn demo(folder: &Path, language: &str) -> String {
    let made = run(folder, "mithaq demo --operators 3 --persons 60 --months 19 --no-serve", language);
    assert!(made.status.success(), "{}", text(&made));
    text(&made)
}

/// The commands of a text: on a line of their own or between backticks. Any other mention cannot be typed.
fn commands(told: &str) -> Result<Vec<String>, String> {
    let mut found = Vec::new();
    for line in told.lines() {
        if line.trim().starts_with("mithaq ") {
            found.push(line.trim().to_owned());
            continue;
        }
        for (place, part) in line.split('`').enumerate() {
            let names = part
                .match_indices("mithaq ")
                .any(|(at, word)| part[at + word.len()..].starts_with(|next: char| next.is_ascii_lowercase()));
            match (names, place % 2) {
                (true, 1) => found.push(part.to_owned()),
                (true, _) => return Err(line.to_owned()),
                (false, _) => {}
            }
        }
    }
    Ok(found)
}

#[test]
fn every_command_that_the_terminal_prints_ends_well() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    std::fs::write(folder.join("notes.txt"), "what nobody can read as evidence\n").expect("a file");
    let mut seen = BTreeSet::new();
    for language in LANGUAGES {
        let mut told = vec![("mithaq demo".to_owned(), demo(folder, language))];
        for command in PRINTING.into_iter().chain(["mithaq submit --preview notes.txt"]) {
            told.push((command.to_owned(), text(&run(folder, command, language))));
        }
        for (by, told) in told {
            let printed = commands(&told).unwrap_or_else(|line| panic!("{by}: a command inside a sentence: {line}"));
            for command in printed {
                // The words around it differ from language to language, the command does not.
                if seen.insert(command.clone()) {
                    let output = run(folder, &command, language);
                    assert!(output.status.success(), "{by} prints {command}: {}", text(&output));
                }
            }
        }
    }
    for word in ["assess --waiting", "explain pae --contract", "evidence --operator", "--compare-readings", "--formats"]
    {
        assert!(seen.iter().any(|command| command.contains(word)), "nobody prints {word}: {seen:?}");
    }
}

#[test]
fn what_the_demo_suggests_has_an_answer_at_any_size() {
    let folder = tempfile::tempdir().expect("a folder");
    for size in ["--operators 1 --persons 1 --months 12", "--operators 2 --persons 9 --months 30"] {
        let made = run(folder.path(), &format!("mithaq demo {size} --workspace small --no-serve"), "en");
        let printed = commands(&text(&made)).expect("commands on lines of their own");
        assert!(printed.len() >= 2, "{}", text(&made));
        for command in printed {
            let output = run(folder.path(), &command, "en");
            assert!(output.status.success() && command.ends_with("--workspace small"), "{command}: {}", text(&output));
        }
    }
}

/// A page, without what a browser would have to fetch besides.
pub fn page(address: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(address).expect("a connection");
    let asked = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(asked.as_bytes()).expect("a request");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 200"), "{path}: {}", answer.lines().next().unwrap_or_default());
    answer
}

/// Every page that leads to another by links, and some of the amounts that each leads to.
pub fn pages(address: &str, language: &str) -> BTreeMap<String, String> {
    let mut todo = VecDeque::from([format!("/{language}")]);
    let mut pages = BTreeMap::new();
    while let Some(path) = todo.pop_front() {
        if pages.contains_key(&path) {
            continue;
        }
        let html = page(address, &path);
        let mut amounts = 0;
        for link in html.split("href=\"").skip(1).filter_map(|rest| rest.split(['"', '#']).next()) {
            let ours = link.starts_with(&format!("/{language}/")) && !link.contains("page=");
            amounts += usize::from(ours && link.contains("/amounts/"));
            if ours && (!link.contains("/amounts/") || amounts <= AMOUNTS_EACH) {
                todo.push_back(link.replace("&amp;", "&"));
            }
        }
        pages.insert(path, html);
    }
    pages
}

/// Text of markup: no tags, no direction marks, characters as they are read.
pub fn read(html: &str) -> String {
    let parts = html.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text));
    let text: String = parts.collect();
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    text.chars().filter(|letter| !('\u{2066}'..='\u{2069}').contains(letter)).collect()
}

/// Where a page prints a command: the command, and the markup before and after it in its section.
fn printed(html: &str) -> Vec<(String, &str, &str)> {
    let mut found = Vec::new();
    for (at, _) in html.match_indices("mithaq ") {
        if !html[at + 7..].starts_with(|next: char| next.is_ascii_lowercase()) {
            continue;
        }
        // What a contract says of commands in its own text is its own affair.
        if html[..at].ends_with("<code>") {
            continue;
        }
        let end = html[at..].find(['<', '`']).map_or(html.len(), |end| at + end);
        let opened = html[..at].ends_with('`') || html[..at].ends_with("<code dir=\"ltr\">");
        assert!(opened, "a command inside a sentence: {}", &html[at..end]);
        let before = html[..at].rfind("<section").unwrap_or(0);
        let after = html[end..].find("</section>").map_or(html.len(), |after| end + after);
        found.push((read(&html[at..end]), &html[before..at], &html[end..after]));
    }
    found
}

/// The figures of a text, as both page and terminal print them.
fn figures(text: &str) -> Vec<String> {
    let inside = |letter: char| letter.is_ascii_digit() || ".,\u{202f}\u{a0}".contains(letter);
    let runs =
        text.split(|letter| !inside(letter)).map(|run| run.trim_matches(|letter: char| !letter.is_ascii_digit()));
    runs.filter(|run| !run.is_empty()).map(str::to_owned).collect()
}

/// What the page shows beside the command and the command must print.
fn shown(html: &str, command: &str, before: &str, after: &str) -> Vec<String> {
    if command.starts_with("mithaq explain") {
        let title = html.split("<h1>").nth(1).and_then(|rest| rest.split("</h1>").next()).map(read).unwrap_or_default();
        let figures = figures(&title);
        let status = title.rsplit(':').next().unwrap_or_default().trim().to_owned();
        if figures.is_empty() { vec![status] } else { figures }
    } else if command.starts_with("mithaq assess --waiting") {
        before
            .split("</h2>")
            .nth(1)
            .and_then(|rest| rest.split("</p>").next())
            .map(|told| figures(&read(told)))
            .unwrap_or_default()
    } else if command.starts_with("mithaq assess") {
        let hashes: Vec<String> = after
            .split("<code dir=\"ltr\">")
            .skip(1)
            .filter_map(|rest| rest.split('<').next())
            .map(str::to_owned)
            .collect();
        assert!(hashes.first().is_some_and(|hash| hash.len() == 64), "no receipt beside {command}");
        hashes.into_iter().take(1).collect()
    } else {
        Vec::new()
    }
}

/// One line without the vowel signs that the terminal leaves out.
pub fn plain(text: &str) -> String {
    let letters: String = text.chars().filter(|letter| !('\u{64b}'..='\u{652}').contains(letter)).collect();
    letters.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Each command of the pages with what it must print, by language.
fn promised(address: &str, language: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut promised: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (path, html) in pages(address, language) {
        for (command, before, after) in printed(&html) {
            let shown = shown(&html, &command, before, after);
            assert!(!command.contains("explain") || !shown.is_empty(), "{path} shows nothing beside {command}");
            promised.entry(command).or_default().extend(shown);
        }
    }
    promised
}

#[test]
fn every_command_of_a_page_gives_what_the_page_shows() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    demo(folder, "en");
    let mut run_already = BTreeSet::new();
    // The second time what waits is computed, and pages say more.
    for _ in 0..2 {
        let server = serving("exec \"$0\" \"$@\"", &folder.join("mithaq-workspace"));
        let all = LANGUAGES.map(|language| promised(&server.address, language));
        assert!(all.iter().all(|one| one.keys().eq(all[0].keys())), "pages of one language print other commands");
        // Each command once, in one language after the other.
        for (place, command) in all[0].keys().enumerate() {
            let (language, shown) = (LANGUAGES[place % 3], &all[place % 3][command]);
            if !command.contains("--waiting") && !run_already.insert(command.clone()) {
                continue;
            }
            let output = run(folder, command, language);
            assert!(output.status.success(), "{command}: {}", text(&output));
            let told = plain(&text(&output));
            for figure in shown {
                assert!(told.contains(&plain(figure)), "a page shows {figure}, {command} does not:\n{told}");
            }
        }
        for kind in ["mithaq explain", "mithaq assess --clause", "mithaq assess --waiting"] {
            assert!(all[0].keys().any(|command| command.starts_with(kind)), "no page prints {kind}");
        }
        assert!(run(folder, "mithaq assess --waiting", "en").status.success());
    }
}
