//! The whole of the measurements: evidence is made, and everybody runs on it in processes of their own, one after the other.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use serde::de::DeserializeOwned;

use crate::contestant::{Told, Total, micros};
use crate::equality::compared;
use crate::evidence::{Plan, workspace};
use crate::explanations::Drawn;
use crate::machine::{machine, today};
use crate::record::{Growth, Intake, Later, Record, Run, Size, median, ratio};
use crate::scope::{EXPRESSED, Scope, Times, name};
use crate::{Failure, intake, later, process};

/// Where everything is.
pub struct Bench {
    folder: PathBuf,
    itself: PathBuf,
    mithaq: PathBuf,
    python: PathBuf,
    begun: Instant,
}

impl Bench {
    /// Makes what is needed: the product, and an environment for the peers.
    ///
    /// # Errors
    /// A build that fails, or an environment that cannot be made.
    pub fn new(folder: &Path) -> Result<Bench, Failure> {
        let itself = std::env::current_exe()?;
        let beside = itself.parent().ok_or("a program without a folder")?;
        let mut bench = Bench {
            folder: folder.to_owned(),
            mithaq: beside.join("mithaq"),
            python: folder.join("python/bin/python"),
            itself,
            begun: Instant::now(),
        };
        std::fs::create_dir_all(folder)?;
        bench.say("the product");
        succeed(Command::new("cargo").args(["build", "--release", "--locked", "--quiet", "-p", "mithaq"]))?;
        bench.say("the environment of the peers");
        bench.environment()?;
        bench.begun = Instant::now();
        Ok(bench)
    }

    fn say(&self, what: &str) {
        eprintln!("{:>6} s  {what}", self.begun.elapsed().as_secs());
    }

    fn environment(&self) -> Result<(), Failure> {
        let wanted = std::fs::read(peers().join("requirements.txt"))?;
        let installed = self.folder.join("python/requirements.txt");
        if std::fs::read(&installed).is_ok_and(|installed| installed == wanted) {
            return Ok(());
        }
        let environment = self.folder.join("python");
        succeed(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&environment))?;
        let mut install = Command::new(environment.join("bin/pip"));
        install.args(["install", "--quiet", "--disable-pip-version-check", "-r"]);
        succeed(install.arg(peers().join("requirements.txt")))?;
        Ok(std::fs::write(installed, wanted)?)
    }

    /// Measures everything in scope.
    ///
    /// # Errors
    /// What hinders our own measurements; a peer that fails is recorded.
    pub fn measure(&self, scope: &Scope) -> Result<Record, Failure> {
        let mut sizes = Vec::new();
        for (plan, times) in &scope.sizes {
            sizes.push(self.size(*plan, *times)?);
        }
        let largest = scope.sizes.last().map(|(plan, _)| *plan);
        let later = largest.map(|plan| self.later(plan, &scope.later)).transpose()?;
        let growth = self.growth(scope)?;
        let intake = self.intake(scope.intake)?;
        let version = |command: &mut Command| -> Result<String, Failure> {
            Ok(String::from_utf8_lossy(&command.output()?.stdout).trim().to_owned())
        };
        let mut versions = vec![("Mithaq".to_owned(), format!("engine {}", assessment::ENGINE_VERSION))];
        let pinned = std::fs::read_to_string(peers().join("requirements.txt"))?;
        versions.extend(
            pinned
                .lines()
                .filter_map(|line| line.split_once("=="))
                .map(|(name, version)| (name.to_owned(), version.to_owned())),
        );
        versions.push(("rustc".to_owned(), version(Command::new("rustc").arg("--version"))?));
        versions.push(("Python".to_owned(), version(Command::new(&self.python).arg("--version"))?));
        Ok(Record { date: today()?, machine: machine()?, versions, sizes, later, growth, intake: Some(intake) })
    }

    fn workspace(&self, plan: Plan) -> Result<PathBuf, Failure> {
        let Plan { operators, persons, months, .. } = plan;
        let root = self.folder.join(format!("{operators}x{persons}x{months}"));
        self.say(&format!("evidence: {operators} operators, {persons} persons each, {months} months"));
        let done = std::sync::atomic::AtomicU32::new(0);
        workspace(&root, plan, || {
            let done = done.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1;
            if done.is_multiple_of(50) {
                self.say(&format!("  {done} of {operators}"));
            }
        })?;
        Ok(root)
    }

    /// A task of our own in a process of its own.
    fn task<T: DeserializeOwned>(&self, arguments: &[&str]) -> Result<T, Failure> {
        let arguments: Vec<&str> = std::iter::once("one").chain(arguments.iter().copied()).collect();
        Ok(serde_json::from_str(&process::last_line(&self.itself, &arguments)?)?)
    }

    fn peer(&self, script: &str, arguments: &[&str]) -> Result<Told, Failure> {
        let script = peers().join(script);
        let script = script.to_string_lossy();
        let arguments: Vec<&str> = std::iter::once(&*script).chain(arguments.iter().copied()).collect();
        Ok(serde_json::from_str(&process::last_line(&self.python, &arguments)?)?)
    }

    /// Runs something several times, and keeps what it said last.
    fn run(&self, name: &str, times: usize, mut once: impl FnMut() -> Result<Told, Failure>) -> (Run, Option<Told>) {
        let mut run = Run {
            name: name.to_owned(),
            microseconds: Vec::new(),
            processor_microseconds: Vec::new(),
            load_microseconds: Vec::new(),
            peak_kib: 0,
            failed: None,
        };
        let mut last = None;
        for _ in 0..times {
            match once() {
                Ok(told) => {
                    run.microseconds.push(told.microseconds);
                    run.processor_microseconds
                        .extend((told.processor_microseconds > 0).then_some(told.processor_microseconds));
                    run.load_microseconds.extend((told.load_microseconds > 0).then_some(told.load_microseconds));
                    run.peak_kib = run.peak_kib.max(told.peak_kib);
                    last = Some(told);
                }
                Err(failure) => {
                    run.failed = Some(failure.to_string());
                    break;
                }
            }
        }
        match &run.failed {
            None => self.say(&format!("  {name}: {} ms", median(&run.microseconds) / 1_000)),
            Some(why) => self.say(&format!("  {name} failed: {why}")),
        }
        (run, last)
    }

    fn size(&self, plan: Plan, times: Times) -> Result<Size, Failure> {
        let root = self.workspace(plan)?;
        let (root, day) = (root.to_string_lossy().into_owned(), plan.known_on().to_string());
        let own = |task: &str, more: &[&str]| -> Result<Told, Failure> {
            let arguments: Vec<&str> = [task, &root, &day].into_iter().chain(more.iter().copied()).collect();
            self.task(&arguments)
        };
        // Once for nothing, so that everybody finds the files in memory.
        own("floor", &[])?;
        let mut runs = Vec::new();
        let contestants: [(&str, &str, &[&str]); 4] = [
            (name::FLOOR, "floor", &[]),
            (name::OURS, "assess", &["--tell"]),
            (name::ALL_READINGS, "assess", &["--all-readings"]),
            (name::EXPRESSED, "assess", &["--only", EXPRESSED]),
        ];
        // By turns, so that what else the machine does falls on everybody.
        let mut rounds: Vec<Vec<Told>> = contestants.iter().map(|_| Vec::new()).collect();
        for _ in 0..times.ours {
            for ((_, task, more), told) in contestants.iter().zip(&mut rounds) {
                told.push(own(task, more)?);
            }
        }
        let ours = rounds[1].last().cloned().ok_or("nothing ran")?;
        for ((name, ..), told) in contestants.into_iter().zip(rounds) {
            let mut told = told.into_iter();
            ended(&mut runs, self.run(name, times.ours, || told.next().ok_or_else(|| "nothing ran".into())).0)?;
        }
        ended(&mut runs, self.run(name::OPERATOR, times.ours, || own("operator", &["11"])).0)?;

        let mut equal = Vec::new();
        if times.duckdb > 0 {
            let export = self.folder.join("export.parquet").to_string_lossy().into_owned();
            if times.keys {
                self.say("  every key, exported");
                let mut assess = Command::new(&self.mithaq);
                assess.args(["--workspace", &root, "assess", "--as-known-on", &day, "--fresh", "--export", &export]);
                succeed(assess.stdout(std::process::Stdio::null()))?;
            }
            let merged = self.folder.join(format!("merged-{}x{}", plan.operators, plan.persons));
            let merged = merged.to_string_lossy().into_owned();
            // Made without being measured.
            let theirs = self.folder.join("keys.parquet").to_string_lossy().into_owned();
            let (run, told) = self.run(name::DUCKDB, times.duckdb, || {
                let keys = ["--keys", theirs.as_str()];
                let more = if times.keys { &keys[..] } else { &[] };
                let arguments: Vec<&str> = [root.as_str(), &day].into_iter().chain(more.iter().copied()).collect();
                self.peer("duckdb_peer.py", &arguments)
            });
            let ended = run.failed.is_none();
            runs.push(run);
            let keys =
                if times.keys && ended { Some(self.peer("equal.py", &[&root, &day, &export, &theirs])?) } else { None };
            equal.extend(told.map(|told| compared(name::DUCKDB, &ours, &told, keys, &|_| true)));
            let (run, told) = self.run(name::DUCKDB_MERGED, times.duckdb, || {
                self.peer("duckdb_peer.py", &[&root, &day, "--merged", &merged])
            });
            runs.push(run);
            equal.extend(told.map(|told| compared(name::DUCKDB_MERGED, &ours, &told, None, &|_| true)));
            let _ = std::fs::remove_dir_all(&merged);
        }
        if times.openfisca > 0 {
            let (run, told) =
                self.run(name::OPENFISCA, times.openfisca, || self.peer("openfisca_peer.py", &[&root, &day]));
            runs.push(run);
            let expressed = |total: &Total| EXPRESSED.split(',').any(|clause| clause == total.clause);
            equal.extend(told.map(|told| compared(name::OPENFISCA, &ours, &told, None, &expressed)));
        }
        let (run, found) = self.run(name::ACROSS, times.ours, || own("across", &[]));
        ended(&mut runs, run)?;
        if times.duckdb > 0 {
            let (run, told) =
                self.run(name::DUCKDB_ACROSS, times.duckdb, || self.peer("duckdb_across.py", &[&root, &day]));
            runs.push(run);
            let both = found.as_ref().zip(told);
            equal.extend(both.map(|(found, told)| compared(name::DUCKDB_ACROSS, found, &told, None, &|_| true)));
        }
        self.say("  explanations");
        own("office", &[])?;
        let explain: Told = own("explain", &["30"])?;
        let explain_command = self.explain_command(&root, &day)?;
        Ok(Size {
            plan,
            known_on: day.clone(),
            rows: ours.rows,
            payroll_rows: ours.payroll_rows,
            determinations: ours.determinations,
            runs,
            equal,
            explain: explain.acts,
            explain_command,
        })
    }

    /// `mithaq explain` for some persons of several operators, from its start to its end.
    fn explain_command(&self, root: &str, day: &str) -> Result<Vec<u64>, Failure> {
        let keys: Vec<Drawn> = self.task(&["keys", root, day, "40"])?;
        let mut times = Vec::new();
        for Drawn { clause, operator, person, year, anniversary } in keys {
            let mut command = Command::new(&self.mithaq);
            command.args(["--workspace", root, "explain", &clause, "--operator", &operator, "--person", &person]);
            command.args(["--as-known-on", day, "--json"]);
            if let Some(year) = year {
                command.args(["--year", &year.to_string()]);
            }
            if let Some(anniversary) = anniversary {
                command.args(["--anniversary", &anniversary.to_string()]);
            }
            let begin = Instant::now();
            let output = command.output()?;
            times.push(micros(begin.elapsed()));
            if !output.status.success() || output.stdout.is_empty() {
                return Err(format!("mithaq explain {clause} of {operator}: {}", output.status).into());
            }
        }
        times.sort_unstable();
        Ok(times)
    }

    fn later(&self, plan: Plan, operators: &[usize]) -> Result<Later, Failure> {
        let root = self.workspace(plan)?;
        self.say("  one month later");
        let copy = self.folder.join("later");
        if copy.exists() {
            std::fs::remove_dir_all(&copy)?;
        }
        later::copy(&root, &copy)?;
        let places = operators.iter().map(usize::to_string).collect::<Vec<_>>().join(",");
        let (copy_named, plan) = (copy.to_string_lossy().into_owned(), serde_json::to_string(&plan)?);
        let told = self.task(&["later", &copy_named, &plan, &places]);
        std::fs::remove_dir_all(&copy)?;
        told
    }

    fn growth(&self, scope: &Scope) -> Result<Vec<Growth>, Failure> {
        let base = scope.growth;
        let doubled = [
            ("months", Plan { months: base.months * 2, ..base }, &[][..]),
            ("operators", Plan { operators: base.operators * 2, ..base }, &[]),
            ("persons", Plan { persons: base.persons * 2, ..base }, &[]),
            ("clauses", base, &["--twice"]),
        ];
        let place = |plan: Plan, more: &[&'static str]| -> Result<Vec<String>, Failure> {
            let root = self.workspace(plan)?.to_string_lossy().into_owned();
            let fixed = ["assess".to_owned(), root, plan.known_on().to_string()];
            Ok(fixed.into_iter().chain(more.iter().map(|word| (*word).to_owned())).collect())
        };
        let before = place(base, &[])?;
        let mut growth = Vec::new();
        for (of, plan, more) in doubled {
            let after = place(plan, more)?;
            let told = |arguments: &[String]| self.task(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
            // By turns, so that what else the machine does falls on both.
            let mut rounds: Vec<(Told, Told)> = Vec::new();
            for _ in 0..scope.growth_times {
                rounds.push((told(&before)?, told(&after)?));
            }
            rounds.sort_by_key(|(before, after)| ratio(after.processor_microseconds, before.processor_microseconds));
            let (before, after) = &rounds[rounds.len() / 2];
            let times = (before.processor_microseconds, after.processor_microseconds);
            self.say(&format!("  twice the {of}: {} hundredths", ratio(times.1, times.0)));
            growth.push(Growth {
                of: of.to_owned(),
                rows: (before.rows, after.rows),
                determinations: (before.determinations, after.determinations),
                processor_microseconds: times,
            });
        }
        Ok(growth)
    }

    fn intake(&self, plan: Plan) -> Result<Intake, Failure> {
        self.say("e-BDS files");
        let folder = self.folder.join(format!("ebds-{}x{}x{}", plan.operators, plan.persons, plan.months));
        intake::write(&folder, plan)?;
        let (folder, plan) = (folder.to_string_lossy().into_owned(), serde_json::to_string(&plan)?);
        self.task(&["intake", &folder, &plan, "3"])
    }
}

/// Keeps a run of our own, which must come to an end.
fn ended(runs: &mut Vec<Run>, run: Run) -> Result<(), Failure> {
    let failed = run.failed.clone();
    runs.push(run);
    failed.map_or(Ok(()), |why| Err(why.into()))
}

fn peers() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("peers")
}

fn succeed(command: &mut Command) -> Result<(), Failure> {
    let status = command.status().map_err(|error| format!("{:?}: {error}", command.get_program()))?;
    if status.success() { Ok(()) } else { Err(format!("{command:?}: {status}").into()) }
}
