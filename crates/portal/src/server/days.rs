//! Moments of knowledge: told once each, a few at a time, and the last ones asked for kept. Which one it is where a reader
//! names none is said by `office::known::Known::when`.
//!
//! What is known at a moment never changes, so nothing that was told of one is given up when something is recorded: the next
//! moment takes over whatever still stands of the last one. A reader who asks for a moment that is not told yet waits for it
//! without holding a thread or a lock, so whoever reads another one waits for nothing. Kept and waiting moments are bounded in
//! number: whatever is asked for, memory is.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use contract::calendar::Date;
use office::fault::Fault;
use office::known::{Known, Slice, Slices, When, waits};
use office::moment::Moment;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

use super::keep::{Keep, locked};

/// How many moments are kept.
const KEPT: usize = 6;
/// Of how many moments the slices are kept.
const SLICES: usize = 64;

/// What became of a moment: nothing yet, what is known at it, or why it cannot be told.
type Outcome = Option<Result<Arc<Known>, Arc<Unmade>>>;

/// Why a moment is not told.
#[derive(Debug, thiserror::Error)]
pub enum Unmade {
    /// Too many others are waited for.
    #[error("too many days are waited for")]
    Busy,
    /// It could not be assessed.
    #[error(transparent)]
    Failed(#[from] Fault),
    /// Whoever assessed it is gone.
    #[error("the computation broke off")]
    BrokenOff,
}

/// Where a reader stands: a moment, and what was recorded by then.
#[derive(Clone)]
pub struct Position {
    /// The moment.
    pub moment: Moment,
    /// The last entry that counts; 0 where none does.
    pub entry: u64,
    /// The day of knowledge that was asked for: today, where nothing was.
    pub known_on: Date,
    /// The slices of what is known.
    pub slices: Arc<Slices>,
    /// What was computed last of what waits.
    pub waits: Slice,
}

/// A moment that somebody asked for.
#[derive(Clone)]
pub struct Awaited {
    outcome: watch::Receiver<Outcome>,
}

impl Awaited {
    /// What is known at it, as soon as that is told.
    pub async fn day(mut self) -> Result<Arc<Known>, Arc<Unmade>> {
        match self.outcome.wait_for(Option::is_some).await {
            Ok(outcome) => outcome.clone().unwrap_or_else(|| Err(Arc::new(Unmade::BrokenOff))),
            Err(_) => Err(Arc::new(Unmade::BrokenOff)),
        }
    }

    fn is_waited_for(&self) -> bool {
        self.outcome.borrow().is_none()
    }

    fn told(&self) -> Option<Arc<Known>> {
        self.outcome.borrow().as_ref()?.as_ref().ok().cloned()
    }
}

/// A moment, and what of it follows from no entry.
type Of = (Moment, Slice);

#[derive(Default)]
struct Kept {
    latest: Option<Of>,
    /// The last one asked for behind.
    days: VecDeque<(Of, Awaited)>,
    slices: VecDeque<(Moment, Arc<Slices>)>,
}

/// The moments.
pub struct Days {
    kept: Mutex<Kept>,
    turns: Arc<Semaphore>,
    waiting: usize,
    reading: Arc<Semaphore>,
}

impl Days {
    /// None yet; so many are assessed at once, and so many waited for.
    pub fn new(assessing: usize, waiting: usize) -> Days {
        let [turns, reading] = [assessing, waiting].map(|most| Arc::new(Semaphore::new(most)));
        Days { kept: Mutex::default(), turns, waiting, reading }
    }

    /// The turn of somebody who reads the slices of a moment; nothing where too many do. Whoever reads the latest needs none.
    fn read_slices(&self, is_latest: bool) -> Option<Option<OwnedSemaphorePermit>> {
        if is_latest {
            return Some(None);
        }
        Arc::clone(&self.reading).try_acquire_owned().ok().map(Some)
    }
}

impl Keep {
    /// Where a reader stands who asks for this. Reads the journal: not for the threads that answer.
    ///
    /// # Errors
    /// No such moment, a workspace that cannot be read, or too many others who ask for one that nobody looked at lately.
    pub fn position(&self, when: When) -> Result<Position, Unmade> {
        let now = (self.now)();
        let asked = self.public_day.map_or(when, When::on);
        let known = Known::when(&self.workspace, now, asked).map_err(Unmade::Failed)?;
        let moment = known.moment();
        let known_on = match when {
            When { at: None, known_on: None, .. } if !self.is_public() => {
                self.workspace.today(now).map_err(Fault::from)?
            }
            _ => moment.at.day(),
        };
        let kept = locked(&self.days.kept).slices.iter().find(|(one, _)| *one == moment).map(|(_, of)| Arc::clone(of));
        let slices = match kept {
            Some(slices) => slices,
            None => {
                // Read without the lock: whoever stands elsewhere does not wait. Few are read at once, the latest always.
                let is_latest = when == When::default();
                let _reading = self.days.read_slices(is_latest).ok_or(Unmade::Busy)?;
                let slices = Arc::clone(known.slices().map_err(Fault::from)?);
                let mut kept = locked(&self.days.kept);
                kept.slices.push_back((moment, Arc::clone(&slices)));
                if kept.slices.len() > SLICES {
                    kept.slices.pop_front();
                }
                slices
            }
        };
        Ok(Position {
            moment,
            entry: known.entry().map_err(Fault::from)?,
            known_on,
            slices,
            waits: waits(&self.workspace),
        })
    }

    /// What is known where a reader stands.
    pub fn awaited(self: &Arc<Self>, asked: When, position: &Position) -> Result<Awaited, Unmade> {
        let of = (position.moment, position.waits);
        let mut kept = locked(&self.days.kept);
        if asked == When::default() {
            kept.latest = Some(of);
        }
        if let Some(place) = kept.days.iter().position(|(one, _)| *one == of)
            && let Some(found) = kept.days.remove(place)
        {
            kept.days.push_back(found.clone());
            return Ok(found.1);
        }
        if kept.days.iter().filter(|(_, one)| one.is_waited_for()).count() >= self.days.waiting {
            return Err(Unmade::Busy);
        }
        // What was told last is what most of the next is taken over from.
        let former = kept.days.iter().rev().find_map(|(_, one)| one.told());
        // The latest is what most readers want: it stays, however many others are asked for.
        let latest = kept.latest;
        let spent = |(one, awaited): &(Of, Awaited)| Some(*one) != latest && !awaited.is_waited_for();
        if kept.days.len() >= KEPT
            && let Some(place) = kept.days.iter().position(spent)
        {
            kept.days.remove(place);
        }
        let (told, outcome) = watch::channel(None);
        let awaited = Awaited { outcome };
        kept.days.push_back((of, awaited.clone()));
        tokio::spawn(Arc::clone(self).assess(position.clone(), former, told));
        Ok(awaited)
    }

    /// Tells a moment when its turn has come. One that failed is forgotten: whoever asks again has it tried again.
    async fn assess(self: Arc<Self>, position: Position, former: Option<Arc<Known>>, told: watch::Sender<Outcome>) {
        let _turn = Arc::clone(&self.days.turns).acquire_owned().await;
        // Nobody waits for it any more.
        if told.is_closed() {
            return;
        }
        let of = (position.moment, position.waits);
        let workspace = Arc::clone(&self.workspace);
        let made = tokio::task::spawn_blocking(move || {
            let known = Known::anew(&workspace, position.moment)?.after(former.as_deref()).with_slices(position.slices);
            known.looked_at()?;
            Ok(known)
        });
        let made = match made.await {
            Ok(made) => made.map(Arc::new).map_err(|error: Fault| Arc::new(Unmade::Failed(error))),
            Err(_) => Err(Arc::new(Unmade::BrokenOff)),
        };
        if made.is_err() {
            locked(&self.days.kept).days.retain(|(one, _)| *one != of);
        }
        told.send_replace(Some(made));
    }
}
