//! Agreement of the two roads: what the program says against what the reference interpreter says, key by key.
//!
//! Nothing is recorded when they disagree: the caller refuses on the first [`Disagreement`].

use std::fmt;

use contract::determination::Determination;

/// The first difference between the two roads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Disagreement {
    /// Both speak of the key and say different things.
    Differs {
        /// The program's.
        program: Box<Determination>,
        /// The interpreter's.
        interpreter: Box<Determination>,
    },
    /// Only the program speaks of the key.
    OnlyProgram(Box<Determination>),
    /// Only the interpreter speaks of the key.
    OnlyInterpreter(Box<Determination>),
}

impl fmt::Display for Disagreement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Disagreement::Differs { program, interpreter } => {
                write!(f, "the program says {program:?} and the interpreter {interpreter:?}")
            }
            Disagreement::OnlyProgram(program) => write!(f, "only the program says {program:?}"),
            Disagreement::OnlyInterpreter(interpreter) => write!(f, "only the interpreter says {interpreter:?}"),
        }
    }
}

impl std::error::Error for Disagreement {}

/// Compares determinations of one operator in the same order: clause, reading, key, status, amount, decider, reason.
///
/// # Errors
/// The first disagreement.
pub fn agree(
    program: impl IntoIterator<Item = Determination>,
    interpreter: impl IntoIterator<Item = Determination>,
) -> Result<u64, Disagreement> {
    let (mut program, mut interpreter) = (program.into_iter(), interpreter.into_iter());
    let mut compared = 0;
    loop {
        match (program.next(), interpreter.next()) {
            (None, None) => return Ok(compared),
            (Some(program), None) => return Err(Disagreement::OnlyProgram(Box::new(program))),
            (None, Some(interpreter)) => return Err(Disagreement::OnlyInterpreter(Box::new(interpreter))),
            (Some(program), Some(interpreter)) if program == interpreter => compared += 1,
            (Some(program), Some(interpreter)) => {
                return Err(Disagreement::Differs { program: Box::new(program), interpreter: Box::new(interpreter) });
            }
        }
    }
}
