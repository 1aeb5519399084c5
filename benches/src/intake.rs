//! e-BDS files: read as bytes, read and checked to rows, taken in whole.

use std::path::{Path, PathBuf};
use std::time::Instant;

use evidence::pseudonym::Key;
use evidence::store::Store;
use rayon::prelude::*;

use crate::Failure;
use crate::contestant::micros;
use crate::evidence::Plan;
use crate::record::Intake;

/// Writes the e-BDS files of a sector into a folder, if they are not there, with the registers that tell whose they are.
///
/// # Errors
/// What the system refuses.
pub fn write(folder: &Path, plan: Plan) -> Result<(), Failure> {
    let done = folder.join("done");
    if done.exists() {
        return Ok(());
    }
    std::fs::create_dir_all(folder.join("ebds"))?;
    std::fs::create_dir_all(folder.join("registers"))?;
    for delivery in plan.ledger().deliveries(plan.seed) {
        for (name, bytes) in delivery.files {
            let whose = format!("{}-{name}", delivery.operator);
            if name.starts_with("DS_") {
                // Two operators' files never have one name: it tells the affiliation.
                std::fs::write(folder.join("ebds").join(name), bytes)?;
            } else if ["operateurs", "affiliations", "sites"].iter().any(|start| name.starts_with(start)) {
                std::fs::write(folder.join("registers").join(whose), bytes)?;
            }
        }
    }
    Ok(std::fs::write(done, "")?)
}

fn listed(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let entries = std::fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path()));
    let mut paths = entries.collect::<Result<Vec<_>, _>>()?;
    paths.sort();
    Ok(paths)
}

fn read_all(paths: &[PathBuf]) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    let read = |path: &PathBuf| -> std::io::Result<_> {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Ok((name, std::fs::read(path)?))
    };
    Ok(paths.par_iter().map(read).collect::<Result<Vec<_>, _>>()?)
}

/// Measures it on the files of a folder, several times.
///
/// # Errors
/// Files that cannot be read, or an intake that fails.
pub fn intake(folder: &Path, plan: Plan, times: usize) -> Result<Intake, Failure> {
    let paths = listed(&folder.join("ebds"))?;
    let registers = read_all(&listed(&folder.join("registers"))?)?;
    let mut told = Intake {
        files: paths.len() as u64,
        bytes: 0,
        rows: 0,
        plain: Vec::new(),
        read: Vec::new(),
        submitted: Vec::new(),
    };
    for time in 0..times {
        let begin = Instant::now();
        let files = read_all(&paths)?;
        told.plain.push(micros(begin.elapsed()));
        told.bytes = files.iter().map(|(_, bytes)| bytes.len() as u64).sum();

        let begin = Instant::now();
        let files = read_all(&paths)?;
        let tables = office::shipped::tables();
        let read = |(name, bytes): &(String, Vec<u8>)| evidence::read::read_by(&tables, name, bytes).accounting.used;
        let rows = files.par_iter().map(read).sum();
        told.read.push(micros(begin.elapsed()));
        told.rows = rows;

        let store = folder.join(format!("store-{time}"));
        if store.exists() {
            std::fs::remove_dir_all(&store)?;
        }
        let store = Store::create(&store)?.knowing(office::shipped::tables());
        let key = Key::from_bytes([7; 32]);
        evidence::intake::submit(&store, &key, &registers, plan.first_day())?;
        let begin = Instant::now();
        let files = read_all(&paths)?;
        let reports = evidence::intake::submit(&store, &key, &files, plan.known_later())?;
        told.submitted.push(micros(begin.elapsed()));
        let used: u64 = reports.iter().flat_map(|report| &report.pieces).map(|piece| piece.piece.accounting.used).sum();
        if used != rows {
            return Err(format!("{rows} rows were read, {used} were taken in").into());
        }
        std::fs::remove_dir_all(store.root())?;
    }
    Ok(told)
}
