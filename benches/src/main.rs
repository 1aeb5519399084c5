//! `cargo run --release -p mithaq-benches`: measures, and writes `benches/last-run.json`, `docs/performance.md` and its
//! picture.

use std::path::{Path, PathBuf};

use benches::contestant::{Task, run};
use benches::evidence::Plan;
use benches::explanations::keys;
use benches::measure::Bench;
use benches::record::Record;
use benches::scope::Scope;
use benches::{Failure, intake, later, report};
use clap::{Parser, Subcommand};
use contract::calendar::Date;

#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Measures Mithaq beside the floor, DuckDB and OpenFisca.
#[derive(Parser)]
struct Arguments {
    /// A hundredth of the evidence: some minutes. Prints the document, and writes nothing into the repository.
    #[arg(long)]
    quick: bool,
    /// Measures nothing: writes the document about the last run again.
    #[arg(long)]
    report: bool,
    /// Where evidence and the peers' environment are kept.
    #[arg(long, default_value = "target/bench")]
    folder: PathBuf,
    #[command(subcommand)]
    one: Option<Sub>,
}

#[derive(Subcommand)]
enum Sub {
    /// One measurement, in this process.
    #[command(subcommand, hide = true)]
    One(One),
}

#[derive(Subcommand)]
enum One {
    Floor {
        root: PathBuf,
        day: Date,
    },
    Assess {
        root: PathBuf,
        day: Date,
        #[arg(long)]
        all_readings: bool,
        #[arg(long, value_delimiter = ',')]
        only: Vec<String>,
        #[arg(long)]
        twice: bool,
        #[arg(long)]
        tell: bool,
    },
    Operator {
        root: PathBuf,
        day: Date,
        place: usize,
    },
    Office {
        root: PathBuf,
        day: Date,
        #[arg(long)]
        fresh: bool,
    },
    Explain {
        root: PathBuf,
        day: Date,
        of_each: usize,
    },
    Across {
        root: PathBuf,
        day: Date,
    },
    Keys {
        root: PathBuf,
        day: Date,
        number: usize,
    },
    Later {
        root: PathBuf,
        plan: String,
        #[arg(value_delimiter = ',')]
        operators: Vec<usize>,
    },
    Intake {
        folder: PathBuf,
        plan: String,
        times: usize,
    },
}

fn main() -> Result<(), Failure> {
    let arguments = Arguments::parse();
    if let Some(Sub::One(one)) = arguments.one {
        println!("{}", measured(one)?);
        return Ok(());
    }
    if !arguments.report {
        let bench = Bench::new(&std::path::absolute(&arguments.folder)?)?;
        let record = bench.measure(&if arguments.quick { Scope::quick() } else { Scope::full() })?;
        let text = serde_json::to_string_pretty(&record)? + "\n";
        if arguments.quick {
            std::fs::write(arguments.folder.join("quick-run.json"), &text)?;
            println!("{}", report::document(&record));
            return Ok(());
        }
        std::fs::write(repository().join("benches/last-run.json"), text)?;
    }
    let record: Record = serde_json::from_slice(&std::fs::read(repository().join("benches/last-run.json"))?)?;
    std::fs::write(repository().join("docs/performance.md"), report::document(&record))?;
    std::fs::write(repository().join("docs/pictures/performance.svg"), report::picture(&record))?;
    println!("{}", report::terminal(&record));
    Ok(())
}

fn repository() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

fn measured(one: One) -> Result<String, Failure> {
    let told = |root: &Path, day, task: &Task| -> Result<String, Failure> {
        Ok(serde_json::to_string(&run(root, day, task)?)?)
    };
    match one {
        One::Floor { root, day } => told(&root, day, &Task::Floor),
        One::Assess { root, day, all_readings, only, twice, tell } => {
            told(&root, day, &Task::Assess { all_readings, only, twice, tell })
        }
        One::Operator { root, day, place } => told(&root, day, &Task::Operator(place)),
        One::Office { root, day, fresh } => told(&root, day, &Task::Office { fresh }),
        One::Across { root, day } => told(&root, day, &Task::Across),
        One::Explain { root, day, of_each } => told(&root, day, &Task::Explain { of_each }),
        One::Keys { root, day, number } => Ok(serde_json::to_string(&keys(&root, day, number)?)?),
        One::Later { root, plan, operators } => {
            let plan: Plan = serde_json::from_str(&plan)?;
            Ok(serde_json::to_string(&later::later(&root, plan, &operators)?)?)
        }
        One::Intake { folder, plan, times } => {
            let plan: Plan = serde_json::from_str(&plan)?;
            Ok(serde_json::to_string(&intake::intake(&folder, plan, times)?)?)
        }
    }
}
