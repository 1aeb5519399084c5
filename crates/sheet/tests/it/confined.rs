//! What a child may do, and what becomes of one that does otherwise.

use sheet::confined::Job;
use sheet::{Limits, Reader};

use super::reader;

fn job(name: &'static str) -> Job {
    Job { name, work: |_, _, _| Ok(()) }
}

fn small() -> Limits {
    Limits { seconds_max: 2, answer_bytes_max: 1 << 20, ..Limits::default() }
}

#[test]
fn a_child_can_open_nothing() {
    let means = reader().means().unwrap();
    println!("means: {means:?}");
    let answer = reader().run(&job("probe"), b"", &Limits::default()).unwrap();
    let answer = String::from_utf8(answer).unwrap();
    print!("{answer}");
    assert_eq!(answer.lines().count(), 14);
    if means.is_whole() {
        assert!(answer.lines().all(|line| line.contains("refused")), "{answer}");
    } else {
        println!("this kernel grants not all of it: skipped");
    }
}

#[test]
fn what_goes_in_comes_out() {
    let bytes: Vec<u8> = (0..2_000_000_u32).flat_map(u32::to_le_bytes).collect();
    assert_eq!(reader().run(&job("echo"), &bytes, &Limits::default()).unwrap(), bytes);
    assert_eq!(reader().run(&job("echo"), b"\n\n", &Limits::default()).unwrap(), b"\n\n");
}

#[test]
fn whatever_a_child_does_is_a_fault() {
    for (name, told) in [
        ("abort", "sheet-reader-ended how=signal 6"),
        ("panic", "sheet-reader-panicked"),
        ("wait", "sheet-reader-late seconds=2"),
        ("spin", "sheet-reader-late seconds=2"),
        ("chatter", "sheet-reader-answer-over allowed=1048576"),
        ("half", "sheet-reader-ended how=exit 0"),
        ("no such job", "sheet-reader-ended how=exit 2"),
    ] {
        let fault = reader().run(&job(name), b"", &small()).unwrap_err();
        assert_eq!(fault.to_string(), told, "{name}");
    }
    let fault = reader().run(&job("greed"), b"", &Limits { memory_bytes_max: 64 << 20, ..small() }).unwrap_err();
    assert_eq!(fault.to_string(), "sheet-reader-ended how=signal 6");
    let fault = Reader::at("/no/such/file").run(&job("echo"), b"", &small()).unwrap_err();
    assert_eq!(fault.code(), "sheet-reader-unstarted");
    // An executable that knows nothing of being a child.
    let fault = Reader::at("/bin/true").run(&job("echo"), b"", &small()).unwrap_err();
    assert_eq!(fault.to_string(), "sheet-reader-ended how=exit 0");
    let fault = reader().run(&job("echo"), b"12345", &Limits { input_bytes_max: 4, ..small() }).unwrap_err();
    assert_eq!(fault.to_string(), "sheet-input-over found=5 allowed=4");
}

#[test]
fn in_this_process_a_panic_is_a_fault_too() {
    let panics = Job { name: "panic", work: |_, _, _| panic!("on purpose") };
    assert_eq!(Reader::unconfined().run(&panics, b"", &small()).unwrap_err().code(), "sheet-reader-panicked");
    assert!(!Reader::unconfined().means().unwrap().is_whole());
}
