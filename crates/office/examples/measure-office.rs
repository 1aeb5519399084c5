//! How long an assessment, and what pages tell of the nation, take after what: `measure [OPERATORS] [PERSONS] [MONTHS]`.
//!
//! Each time stands beside the one of computing everything, which is what a new day cost before results had horizons, and what
//! any entry cost the pages: in one run, on one machine, so that the ratio means something.

use std::sync::Arc;
use std::time::Instant;

use office::act::submit::{Filled, HandIn, submit};
use office::act::{fix_public_day, import, pass};
use office::actor::Actor;
use office::assess::{Question, assess};
use office::known::{Known, When};
use office::now::Now;
use office::workspace::{Birth, Workspace};

type Failure = Box<dyn std::error::Error>;

#[expect(clippy::disallowed_methods, reason = "an executable reads its arguments and the clock")]
fn main() -> Result<(), Failure> {
    let mut numbers = std::env::args().skip(1).map(|text| text.parse::<u32>());
    let mut next = |usual: u32| numbers.next().transpose().map(|number| number.unwrap_or(usual));
    let (operators, persons, months) = (next(300)?, next(3000)?, next(18)?);
    let small = demo::Size::small();
    let size = |months| demo::Size { operators, persons, months, ..small };
    let folder = tempfile::tempdir()?;
    let birth = Birth::fictitious("2020-01-01".parse()?);
    let mut workspace = Workspace::create(&folder.path().join("workspace"), &birth, Now::of(0))?;
    workspace.store = workspace.store.without_waiting_for_disk();
    for delivery in demo::generate(2025, size(months)) {
        let handed_in = evidence::intake::Delivery::on(delivery.received);
        let handed_in = if delivery.replaces { handed_in.replacing() } else { handed_in };
        evidence::intake::submit(&workspace.store, &workspace.key, &delivery.files, handed_in)?;
    }
    import(&workspace, &Actor::Office, false, Now::of(0))?;
    workspace.gather()?;
    let workspace = Arc::new(workspace);
    let today = workspace.today(Now::of(0))?;
    let mut former: Option<Known> = None;
    let mut look = |what: &str| -> Result<(), Failure> {
        let known = Known::when(&workspace, Now::of(0), When::default())?;
        let question =
            Question { as_known_on: known.moment(), operators: Vec::new(), all_readings: false, fresh: false };
        let began = Instant::now();
        let assessed = assess(&workspace, &question, None, || {})?;
        let kept = began.elapsed();
        let began = Instant::now();
        assess(&workspace, &Question { fresh: true, ..question }, None, || {})?;
        let fresh = began.elapsed();
        let all: usize = assessed.contracts.iter().map(|one| one.by_operator.len()).sum();
        let reused: usize = assessed.contracts.iter().map(|one| one.reused).sum();
        let known = known.after(former.as_ref());
        let began = Instant::now();
        let looked_at = known.looked_at()?;
        let told = began.elapsed();
        let alone = Known::when(&workspace, Now::of(0), When::default())?;
        let began = Instant::now();
        alone.looked_at()?;
        let told_alone = began.elapsed();
        println!(
            "{what}: assessed in {} ms, all of it in {} ms ({} of {all} results computed); told in {} ms, all of it in {} ms \
             ({looked_at} operators looked at)",
            kept.as_millis(),
            fresh.as_millis(),
            all - reused,
            told.as_millis(),
            told_alone.as_millis(),
        );
        former = Some(known);
        Ok(())
    };
    look("at first")?;
    look("nothing new")?;
    fix_public_day(&workspace, &Actor::Office, Some(today.plus_days(-40)), Now::of(0))?;
    look("an entry of another kind")?;
    let next = demo::generate(2025, size(months + 3)).find(|one| one.received > today).ok_or("no delivery")?;
    let how = HandIn { filled: Filled::Replace, ..HandIn::new("one-operator") };
    submit(&workspace, &Actor::Office, &next.files, &how, Now::of(0))?;
    look("one operator's files")?;
    for days in [1, 2, 3, 4, 5, 6, 7, 40] {
        pass(&workspace, &Actor::Office, today.plus_days(days), Now::of(0))?;
        look(&format!("day {days} after, {}", today.plus_days(days)))?;
    }
    Ok(())
}
