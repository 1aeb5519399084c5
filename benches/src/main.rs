//! throwaway
use std::path::Path;
use std::time::Instant;
use assessment::assess::Readings;
use assessment::nation::{Options, assess_nation};
use contract::calendar::Date;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder};
use rayon::prelude::*;

fn cpu() -> u64 {
    let text = std::fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    let mut all = 0;
    for task in std::fs::read_dir("/proc/self/task").unwrap() {
        let t = std::fs::read_to_string(task.unwrap().path().join("schedstat")).unwrap_or_default();
        all += t.split(' ').next().and_then(|t| t.parse::<u64>().ok()).unwrap_or(0);
    }
    let _ = text;
    all / 1_000_000
}

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let root = Path::new(&args[1]);
    let day: Date = Date::from_days(args[2].parse::<i32>().unwrap());
    let ws = office::workspace::Workspace::open(root).unwrap();
    let sounds = ws.contracts_without_cases().unwrap();
    let sound = sounds.iter().find(|s| s.contract.id == "ma-offshoring-2025").unwrap();
    let program = assessment::compile::compile(&sound.contract).unwrap();
    let needed = program.tables_needed();
    for (t, c) in &needed { println!("{t}: {c:?}"); }
    ws.gather().unwrap();
    let operators = ws.store.operators(day).unwrap();
    for _ in 0..3 {
    for what in &args[3..] {
        let (t, c) = (Instant::now(), cpu());
        let mut bytes = 0;
        match what.as_str() {
            "floor" => {
                let n: usize = operators.par_iter().with_max_len(1).map(|operator| {
                    let folder = std::fs::read_dir(root.join("evidence").join(operator.as_str()).join("edition")).unwrap().next().unwrap().unwrap().path();
                    let mut rows = 0;
                    for (table, columns) in &needed {
                        let path = folder.join(format!("{table}.parquet"));
                        let Ok(file) = std::fs::File::open(&path) else { continue };
                        let metadata = ArrowReaderMetadata::load(&file, ArrowReaderOptions::new()).unwrap();
                        let keys = ["person", "month", "year", "valid_from", "valid_to"];
                        let leaves: Vec<usize> = metadata.parquet_schema().columns().iter().enumerate().filter(|(_, c)| {
                            let name = c.name();
                            keys.contains(&name) || columns.contains(name.trim_end_matches("_centimes"))
                        }).map(|(i, _)| i).collect();
                        let mask = ProjectionMask::leaves(metadata.parquet_schema(), leaves);
                        for batch in ParquetRecordBatchReaderBuilder::new_with_metadata(file, metadata).with_projection(mask).with_batch_size(32768).build().unwrap() {
                            rows += batch.unwrap().num_rows();
                        }
                    }
                    rows
                }).sum();
                bytes = n;
            }
            "load" => {
                let n: usize = operators.par_iter().with_max_len(1).map(|operator| {
                    let e = ws.store.load_columns(operator, &needed, day).unwrap();
                    e.tables.values().map(|t| t.rows).sum::<usize>()
                }).sum();
                bytes = n;
            }
            "assess" => {
                let nation = assess_nation(&program, &operators, day, Options { readings: Readings::InUse, ..Options::default() }, |o| Ok(ws.store.load_columns(o, &needed, day)?), |_| Ok(())).unwrap();
                let _ = nation.hash;
            }
            "memory" => {
                let all: Vec<_> = operators.par_iter().map(|o| (o.clone(), ws.store.load_columns(o, &needed, day).unwrap())).collect();
                let map: std::collections::BTreeMap<_, _> = all.into_iter().collect();
                let (t, c) = (Instant::now(), cpu());
                let nation = assess_nation(&program, &operators, day, Options { readings: Readings::InUse, ..Options::default() }, |o| Ok(map[o].clone()), |_| Ok(())).unwrap();
                println!("  in memory (with copy) {:?} cpu {} ms", t.elapsed(), cpu() - c);
                let _ = nation.hash;
            }
            _ => panic!(),
        }
        println!("{what}: {:?}, cpu {} ms, rows {bytes}", t.elapsed(), cpu() - c);
    }
    }
}
