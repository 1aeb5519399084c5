//! What a server keeps between requests is what another one draws that kept nothing: after an act of another kind, on a new day,
//! and after the files of one operator.

use std::path::Path;

use contract::calendar::Date;
use office::act::submit::{Filled, HandIn, submit};
use office::act::{fix_public_day, pass};
use office::now::Now;
use office::workspace::Workspace;

use crate::printed::{demo, officer, page, pages};
use crate::serve::{Server, serving};

fn served(workspace: &Path) -> Server {
    serving("exec \"$0\" \"$@\"", workspace)
}

/// The page without what its head says of the answer. A command names the entry at which the page was drawn: it gives what is
/// shown there, at a later entry too where nothing of it changed.
fn body(answer: &str) -> String {
    let (_, body) = answer.split_once("\r\n\r\n").unwrap_or_default();
    let mut parts = body.split("--at ");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |body, part| body + "--at " + part.trim_start_matches(|digit: char| digit.is_ascii_digit()))
}

/// Something that happens in a workspace.
type Act = Box<dyn Fn(&Workspace)>;

#[test]
fn kept_pages_are_what_a_server_draws_that_kept_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    demo(folder.path(), "en");
    let root = folder.path().join("mithaq-workspace");
    let kept = served(&root);
    let mut paths: Vec<String> = pages(&kept.address, "en").into_keys().collect();
    // Of the journal's entries, single amounts and narrowed lists a few are enough.
    let mut few = 0;
    paths.retain(|path| {
        let is_one_of_many = ["/journal/", "/amounts/", "?"].iter().any(|part| path.contains(part));
        few += usize::from(is_one_of_many);
        !is_one_of_many || few <= 12
    });
    assert!(paths.len() > 20, "{} pages", paths.len());
    let open = || Workspace::open(&root).expect("a workspace");
    let today = open().today(Now::of(0)).expect("a day");
    let size = demo::Size { operators: 3, persons: 60, months: 22, ..demo::Size::default() };
    let news: Vec<_> = demo::generate(2025, size).filter(|one| one.received > today).take(2).collect();
    let [one, other] = <[_; 2]>::try_from(news).unwrap_or_else(|_| panic!("two deliveries"));
    let day: Date = one.received.max(other.received);
    let hand_in = |files: Vec<(String, Vec<u8>)>, request: &'static str| -> Act {
        Box::new(move |workspace: &Workspace| {
            let how = HandIn { filled: Filled::Replace, ..HandIn::new(request) };
            let receipt = submit(workspace, &officer(workspace), &files, &how, Now::of(0)).expect("handed in");
            assert!(receipt.entry.is_some());
        })
    };
    let fix: Act = Box::new(move |workspace| {
        fix_public_day(workspace, &officer(workspace), Some(today.plus_days(-40)), Now::of(0)).expect("fixed");
    });
    let tomorrow: Act =
        Box::new(move |workspace| drop(pass(workspace, &officer(workspace), day, Now::of(0)).expect("passed")));
    let acts = [
        ("another kind", fix),
        ("a new day", tomorrow),
        ("one delivery", hand_in(one.files, "delivery-one")),
        ("another delivery", hand_in(other.files, "delivery-two")),
    ];
    let mut changed = 0;
    for (what, act) in acts {
        let before: Vec<String> = paths.iter().map(|path| page(&kept.address, path)).collect();
        act(&open());
        let fresh = served(&root);
        for (path, before) in paths.iter().zip(&before) {
            let (one, other) = (page(&kept.address, path), page(&fresh.address, path));
            assert!(body(&one) == body(&other), "{path} after {what}");
            changed += usize::from(body(&one) != body(before));
        }
    }
    assert!(changed > paths.len(), "hardly any act changed any page: {changed}");
}
