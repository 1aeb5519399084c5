//! Many who hand in at once, beside those who assess and read pages: nothing is lost, nothing stays uncounted, and every
//! exit code says the truth.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use office::actor::Actor;
use office::known::{Known, When};
use office::question::assess::{Asked, assess};
use office::question::silent;
use office::workspace::Workspace;

use crate::count::{Clock, count, none_wrong};
use crate::sector::{payroll, registers};
use crate::server::Server;
use crate::story::{HandedIn, copy, make, now, on_disk, scratch, submitting, take_in};

/// Each writer has an operator of its own, and all write for the last one.
const OPERATORS: usize = 9;

fn mithaq() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mithaq"));
    command.env("NO_COLOR", "1").env("COLUMNS", "200");
    command
}

fn asking(root: &Path, words: &[&str]) -> Command {
    let mut command = mithaq();
    command.args(["--lang", "en", "--workspace"]).arg(root).args(words);
    command
}

/// What a writer hands in, one delivery after the other: months of its own operator, and one of the one that all share.
fn deliveries(writer: usize) -> Vec<HandedIn> {
    let month = 1 + u32::try_from(writer).expect("small");
    let files = [
        vec![payroll(writer, 7, 8000)],
        vec![payroll(OPERATORS - 1, month, 9000)],
        vec![payroll(writer, 8, 8100), payroll(writer, 9, 8200)],
        vec![payroll(writer, 10, 8300)],
        vec![payroll(writer, 11, 8400)],
    ];
    let handed_in = |(place, files)| HandedIn { request: format!("delivery-{writer}-{place}"), replaces: false, files };
    files.into_iter().enumerate().map(handed_in).collect()
}

/// A workspace with the registers, and nothing else.
fn beginning(root: &Path) {
    let first = HandedIn { request: "the-registers".to_owned(), replaces: false, files: registers(OPERATORS) };
    take_in(&make(root), &first, &first.request).expect("the registers");
}

/// What everything comes to: rows handed in, and every determination; no matter in which order files came.
fn comes_to(root: &Path) -> Result<String, String> {
    let workspace = Arc::new(Workspace::open(root).map_err(|fault| format!("opening: {fault}"))?);
    let known = Known::when(&workspace, now(), When::default()).map_err(|fault| format!("looking: {fault}"))?;
    let assessed = assess(&known, &Actor::Office, &Asked::default(), &silent).map_err(|fault| fault.to_string())?;
    let receipt = &assessed.assessed.contracts.first().ok_or("nothing is assessed")?.receipt;
    Ok(format!("{:?} {} {:?}", receipt.inputs.rows, receipt.determinations_sha256, receipt.totals))
}

/// So many writers at once; what went wrong.
fn round(folder: &Path, start: &Path, writers: usize) -> Vec<String> {
    let paths: Vec<Vec<(HandedIn, Vec<PathBuf>)>> = (0..writers)
        .map(|writer| {
            let each = deliveries(writer).into_iter().enumerate();
            each.map(|(place, one)| {
                let paths = on_disk(&one, &folder.join(format!("of-{writer}-{place}")));
                (one, paths)
            })
            .collect()
        })
        .collect();
    let (alone, together) = (folder.join("alone"), folder.join("together"));
    copy(start, &alone);
    copy(start, &together);
    let workspace = Workspace::open(&alone).expect("a workspace");
    paths.iter().flatten().for_each(|(one, _)| take_in(&workspace, one, &one.request).expect("it is taken in"));
    let server = Server::of(asking(&together, &["serve", "--port", "0"]));
    let (writing, assessed, pages) = (AtomicUsize::new(writers), AtomicUsize::new(0), AtomicUsize::new(0));
    let hand_in = |one: &HandedIn, paths: &[PathBuf]| {
        let output = submitting(mithaq(), &together, one, paths).output().expect("it runs");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        (!output.status.success()).then(|| format!("submit: {:?} {said}", output.status))
    };
    let write = |deliveries: &[(HandedIn, Vec<PathBuf>)]| {
        let wrong: Vec<String> = deliveries.iter().filter_map(|(one, paths)| hand_in(one, paths)).collect();
        writing.fetch_sub(1, Ordering::SeqCst);
        wrong
    };
    let assess_meanwhile = || {
        let mut wrong = Vec::new();
        while writing.load(Ordering::SeqCst) > 0 {
            let output = asking(&together, &["assess"]).output().expect("it runs");
            if !output.status.success() {
                wrong.push(format!("assess: {:?} {}", output.status, String::from_utf8_lossy(&output.stderr)));
            }
            assessed.fetch_add(1, Ordering::SeqCst);
        }
        wrong
    };
    let read_meanwhile = || {
        let mut wrong = Vec::new();
        while writing.load(Ordering::SeqCst) > 0 {
            for page in ["/en/operators", "/en/method", "/fr/operators/op-9"] {
                let status = server.status(page);
                if status.as_deref().is_none_or(|status| status.starts_with('5')) {
                    wrong.push(format!("{page}: {status:?}"));
                }
                pages.fetch_add(1, Ordering::SeqCst);
            }
        }
        wrong
    };
    let mut wrong: Vec<String> = std::thread::scope(|scope| {
        let mut all: Vec<_> = paths.iter().map(|deliveries| scope.spawn(|| write(deliveries))).collect();
        all.push(scope.spawn(assess_meanwhile));
        all.push(scope.spawn(read_meanwhile));
        all.into_iter().flat_map(|one| one.join().expect("nobody failed")).collect()
    });
    drop(server);
    match (comes_to(&together), comes_to(&alone).expect("it is assessed")) {
        (Err(why), _) => wrong.push(why),
        (Ok(told), alone) if told != alone => wrong.push(format!("it comes to {told:.120}, alone to {alone:.120}")),
        _ => {}
    }
    let read = format!("{} assessments and {} pages beside", assessed.into_inner(), pages.into_inner());
    println!("{writers} writers, {read}, {} wrong", wrong.len());
    wrong
}

#[test]
fn many_who_hand_in_at_once_lose_nothing() {
    let clock = Clock::start();
    let folder = scratch();
    let start = folder.path().join("start");
    beginning(&start);
    let rounds = count(1);
    let mut wrong = Vec::new();
    for number in 0..rounds {
        for writers in [2, 4, 8] {
            let here = folder.path().join(format!("round-{number}-{writers}"));
            std::fs::create_dir(&here).expect("a folder");
            wrong.extend(round(&here, &start, writers).into_iter().map(|why| format!("{writers} writers: {why}")));
        }
    }
    clock.tell(format!("{} rounds of 2, 4 and 8 writers, {} wrong", rounds, wrong.len()));
    none_wrong(&wrong);
}
