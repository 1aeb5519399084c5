//! A commit that changes much says why: the title is for the reader of the log, the body for whoever asks later.

use std::process::Command;

/// So many lines may change on a title alone.
const LINES: u64 = 200;

/// Since this day the rule stands.
const SINCE: &str = "2026-11-29T13:00:00Z";

/// Commits as `git log --numstat` tells them, each begun by `\u{1}`, its body ended by `\u{2}`: those that change much and say
/// nothing, by title.
fn silent(log: &str) -> Vec<String> {
    let commits = log.split('\u{1}').filter(|commit| !commit.trim().is_empty());
    let silent = commits.filter_map(|commit| {
        let (said, changed) = commit.split_once('\u{2}')?;
        let (title, body) = said.split_once('\n').unwrap_or((said, ""));
        let numbers =
            changed.lines().flat_map(|line| line.split('\t').take(2).filter_map(|number| number.parse::<u64>().ok()));
        let lines: u64 = numbers.sum();
        (lines > LINES && body.trim().is_empty()).then(|| format!("{title} ({lines} lines)"))
    });
    silent.collect()
}

#[test]
fn commits_that_change_much_say_why() {
    let log = Command::new("git")
        .args(["log", "--no-merges", "--numstat", "--since", SINCE, "--format=%x01%s%n%b%x02"])
        .current_dir(tidy::repository::root())
        .output()
        .expect("git");
    assert!(log.status.success(), "{}", String::from_utf8_lossy(&log.stderr));
    assert_eq!(silent(&String::from_utf8_lossy(&log.stdout)), [""; 0]);
}

#[test]
fn a_silent_commit_is_found() {
    let log = "\u{1}Mend much\n\u{2}\n150\t60\ta.rs\n\u{1}Mend little\n\u{2}\n3\t2\tb.rs\n\u{1}Say why\nBecause.\n\u{2}\n900\t0\tc.rs\n-\t-\td.png\n";
    assert_eq!(silent(log), ["Mend much (210 lines)"]);
}
