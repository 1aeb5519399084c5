//! What Mithaq is measured against, and how. One command measures everything and writes what came of it:
//! `cargo run --release -p mithaq-benches`.

#![expect(clippy::disallowed_methods, reason = "measuring reads the clock, and runs on the machine that is there")]

pub mod contestant;
pub mod equality;
pub mod evidence;
pub mod explanations;
pub mod intake;
pub mod later;
pub mod machine;
pub mod measure;
pub mod process;
pub mod record;
pub mod report;
pub mod scope;

/// Why a measurement did not come about.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;
