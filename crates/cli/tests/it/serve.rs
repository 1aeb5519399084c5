//! `serve` as a process: it stands when descriptors run out, and says when a port is taken.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use office::now::Now;
use office::workspace::{Birth, Workspace};

const PROGRAM: &str = env!("CARGO_BIN_EXE_mithaq");

/// A server that ends with the test.
pub struct Server {
    process: Child,
    /// Where it is.
    pub address: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Serves a workspace on a free port, by a command line of a shell.
pub fn serving(line: &str, workspace: &Path) -> Server {
    serving_as(line, workspace, workspace)
}

/// The same, for somebody whose secret lies in a folder of settings.
pub fn serving_as(line: &str, workspace: &Path, settings: &Path) -> Server {
    let mut command = Command::new("sh");
    command.arg("-c").arg(line).arg(PROGRAM).args(["--lang", "en", "--workspace"]).arg(workspace);
    command.env("XDG_CONFIG_HOME", settings);
    let mut process =
        command.args(["serve", "--port", "0"]).stdout(Stdio::piped()).spawn().expect("the executable runs");
    let mut told = String::new();
    BufReader::new(process.stdout.take().expect("its output")).read_line(&mut told).expect("an address");
    let address = told.split("http://").nth(1).and_then(|rest| rest.split('/').next()).expect("an address");
    Server { address: address.to_owned(), process }
}

impl Server {
    /// The whole answer to a question for a page.
    pub fn page(&self, path: &str) -> Option<String> {
        answer(&self.address, path)
    }
}

fn answer(address: &str, path: &str) -> Option<String> {
    let mut stream = TcpStream::connect(address).ok()?;
    let asked = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(asked.as_bytes()).ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).ok()?;
    Some(String::from_utf8_lossy(&answer).into_owned())
}

fn status(address: &str) -> Option<String> {
    answer(address, "/en/method")?.split(' ').nth(1).map(str::to_owned)
}

#[test]
fn more_connections_than_descriptors_end_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    Workspace::create(
        &folder.path().join("workspace"),
        &Birth::fictitious("2020-01-01".parse().expect("a day")),
        Now::of(0),
    )
    .expect("a workspace");
    let mut server = serving("ulimit -n 64; exec \"$0\" \"$@\"", &folder.path().join("workspace"));
    assert_eq!(status(&server.address).as_deref(), Some("200"));
    let idle: Vec<TcpStream> = (0..150).filter_map(|_| TcpStream::connect(&server.address).ok()).collect();
    assert!(idle.len() > 100, "only {} connections", idle.len());
    // The last ones are closed at once, the others when they have been idle for long enough.
    for mut stream in idle {
        stream.read_to_end(&mut Vec::new()).expect("an end");
    }
    assert_eq!(status(&server.address).as_deref(), Some("200"));
    assert!(server.process.try_wait().expect("a process").is_none(), "the server ended");
}

#[test]
fn a_port_that_is_taken_is_an_error_with_a_cure() {
    let folder = tempfile::tempdir().expect("a folder");
    Workspace::create(
        &folder.path().join("workspace"),
        &Birth::fictitious("2020-01-01".parse().expect("a day")),
        Now::of(0),
    )
    .expect("a workspace");
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("an address").port().to_string();
    for (language, cure) in [("en", "--port 0 for any"), ("fr", "--port 0 pour"), ("ar", "--port 0")] {
        let mut command = Command::new(PROGRAM);
        command.args(["--lang", language, "--workspace"]).arg(folder.path().join("workspace"));
        let output = command.args(["serve", "--port", &port]).output().expect("the executable runs");
        assert_eq!(output.status.code(), Some(2));
        let told = String::from_utf8_lossy(&output.stderr).replace('\n', " ");
        assert!(told.contains(&port) && told.contains(cure), "{told}");
        assert!(output.stdout.is_empty(), "it says that pages are served");
    }
}
