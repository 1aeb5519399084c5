//! The one day that the public is told of, fixed once: whoever may choose two days subtracts one from the other, and finds
//! the hire in between.

use contract::calendar::Date;

use crate::actor::{Actor, Matter};
use crate::fault::Fault;
use crate::workspace::Workspace;

/// Fixes the day where none is fixed, and gives the one that is.
///
/// # Errors
/// An actor who may not, another day than the one that is fixed, no day at all, one that is not over, a workspace that cannot be written.
pub fn fix_public_day(workspace: &mut Workspace, actor: &Actor, day: Option<Date>, today: Date) -> Result<Date, Fault> {
    actor.scope(Matter::Publish)?;
    match (workspace.card.public_day, day) {
        (Some(fixed), None) => Ok(fixed),
        (Some(fixed), Some(day)) if fixed == day => Ok(fixed),
        (Some(fixed), Some(_)) => Err(Fault::PublicDayIsFixed(fixed)),
        // Of a day that is not over every file that comes in would change what is told.
        (None, Some(day)) if day >= today => Err(Fault::PublicDayIsNotOver(day)),
        (None, Some(day)) => {
            workspace.card.public_day = Some(day);
            workspace.write_card()?;
            Ok(day)
        }
        (None, None) => Err(Fault::NoPublicDay),
    }
}
