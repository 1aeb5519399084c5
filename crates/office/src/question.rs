//! Questions: one file each. A question looks at what is known, for somebody, and changes nothing.
//!
//! Each begins by asking [`crate::actor::RIGHTS`] what the actor is told, and gives an answer that holds no more than that.

pub mod across;
pub mod amount;
pub mod assess;
pub mod clause;
pub mod commitments;
pub mod contract;
pub mod draft;
pub mod enrolments;
pub mod evidence;
pub mod explain;
pub mod export;
pub mod journal;
pub mod method;
pub mod operator;
pub mod operators;
pub mod papers;
pub mod people;
pub mod person;
mod protect;
pub mod register;
pub mod replay;
pub mod status;
pub mod territories;
pub mod texts;
pub mod verify;

pub use across::across;
pub use amount::amount;
pub use assess::assess;
pub use clause::clause;
pub use commitments::commitments;
pub use contract::contract;
pub use enrolments::enrolments;
pub use evidence::evidence;
pub use explain::explain;
pub use export::export;
pub use journal::journal;
pub use method::method;
pub use operator::operator;
pub use operators::operators;
pub use people::people;
pub use person::person;
pub use register::register;
pub use replay::replay;
pub use status::status;
pub use territories::territories;
pub use texts::texts;
pub use verify::verify;

/// Tells whoever waits how far a long question is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// So many steps are to be done.
    Of(usize),
    /// One more is done.
    Done,
}

/// Hears of steps, from several threads.
pub type Progress<'p> = dyn Fn(Step) + Sync + 'p;

/// Nobody waits.
pub fn silent(_: Step) {}
