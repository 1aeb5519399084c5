//! Tests of spreadsheets: what is read of files as people make them, what damaged and hostile ones do, what a child may do, and
//! what is written.

mod bombs;
mod confined;
mod damaged;
mod files;
mod parquet;
mod written;

/// The child that tests start.
const CHILD: &str = env!("CARGO_BIN_EXE_confined-reader");

/// The clock: these tests say how long things took, and decide nothing by it.
#[expect(clippy::disallowed_methods, reason = "measuring")]
fn now() -> std::time::Instant {
    std::time::Instant::now()
}

fn reader() -> sheet::Reader {
    sheet::Reader::at(CHILD)
}
