//! A child for tests: serves as the product does, and has jobs beside that do what a reader that was taken over would try.
//! Tests of this crate and of others start it; the product never does.

use std::fs::File;
use std::io::{self, Write};
use std::net::{TcpListener, TcpStream, UdpSocket};
use std::os::unix::net::{UnixDatagram, UnixStream};
use std::os::unix::process::CommandExt;
use std::process::{Command, ExitCode};
use std::thread;

use sheet::confined::{Job, serve_if_child};
use sheet::{Fault, Limits, fault};

const JOBS: &[Job] = &[
    Job { name: "probe", work: probe },
    Job { name: "echo", work: |bytes, _, out| out.write_all(bytes).map_err(|_| fault::READER_NONSENSE.bare()) },
    Job { name: "abort", work: |_, _, _| std::process::abort() },
    Job { name: "panic", work: |_, _, _| std::panic::panic_any("on purpose") },
    Job { name: "wait", work: |_, _, _| endless(thread::park) },
    Job { name: "spin", work: |_, _, _| endless(std::hint::spin_loop) },
    Job { name: "chatter", work: chatter },
    Job { name: "greed", work: greed },
    Job { name: "half", work: half },
];

fn main() -> ExitCode {
    serve_if_child(std::env::args_os(), JOBS).unwrap_or(ExitCode::from(2))
}

/// Tries what is not allowed, and writes line by line how each try ended.
fn probe(_: &[u8], _: &Limits, out: &mut dyn Write) -> Result<(), Fault> {
    let mut told = |what: &str, tried: io::Result<()>| {
        let how = match tried {
            Ok(()) => "allowed".to_owned(),
            Err(error) => format!("refused: {:?}", error.kind()),
        };
        writeln!(out, "{what} {how}").map_err(|_| fault::READER_NONSENSE.bare())
    };
    told("tcp-listen", TcpListener::bind("127.0.0.1:0").map(drop))?;
    told("tcp-connect", TcpStream::connect("127.0.0.1:9").map(drop))?;
    told("udp", UdpSocket::bind("127.0.0.1:0").map(drop))?;
    told("unix-datagram", UnixDatagram::unbound().map(drop))?;
    told("unix-pair", UnixStream::pair().map(drop))?;
    told("file-read", File::open("/etc/passwd").map(drop))?;
    told("file-self", File::open("/proc/self/exe").map(drop))?;
    told("file-write", File::create("/tmp/of-a-confined-reader").map(drop))?;
    told("file-remove", std::fs::remove_file("/tmp/of-a-confined-reader"))?;
    told("folder", std::fs::read_dir("/").map(drop))?;
    told("exec", Err(Command::new("/bin/true").exec()))?;
    told("fork", Command::new("/bin/true").status().map(drop))?;
    told("thread", thread::Builder::new().spawn(|| ()).map(drop))?;
    told("pipe", io::pipe().map(drop))
}

fn endless(step: fn()) -> Result<(), Fault> {
    loop {
        step();
    }
}

fn chatter(_: &[u8], _: &Limits, out: &mut dyn Write) -> Result<(), Fault> {
    while out.write_all(&[b'x'; 4096]).is_ok() {}
    Ok(())
}

fn greed(_: &[u8], _: &Limits, out: &mut dyn Write) -> Result<(), Fault> {
    let mut kept = Vec::new();
    loop {
        kept.push(vec![1_u8; 1 << 20]);
        out.write_all(b".").map_err(|_| fault::READER_NONSENSE.bare())?;
    }
}

/// Half an answer, and an end that nobody expects: the code says that all went well.
fn half(_: &[u8], _: &Limits, out: &mut dyn Write) -> Result<(), Fault> {
    out.write_all(b"half").and_then(|()| out.flush()).map_err(|_| fault::READER_NONSENSE.bare())?;
    #[expect(clippy::disallowed_methods, reason = "a reader that was taken over ends as it likes")]
    std::process::exit(0)
}
