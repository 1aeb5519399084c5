//! The list of submissions as bytes: what tells one state of the evidence from the next, without opening anything.

use std::ffi::OsStr;

use rayon::prelude::*;

use super::edition::EDITION;
use super::shelf::{folders, names};
use super::sightings::SIGHTINGS;
use super::{Store, StoreError, UNASSIGNED};

impl Store {
    /// The list of all submissions, operator by operator, as bytes: a submission never changes, and its name is made of
    /// a hash of its content, so that equal lists are equal evidence.
    ///
    /// # Errors
    /// A folder that cannot be read.
    pub fn listing(&self) -> Result<Vec<u8>, StoreError> {
        let mut operators = folders(self.root())?;
        operators.push(UNASSIGNED.to_owned());
        let list = |operator: &String| {
            // Without asking what each is, which would cost more than reading the list.
            let is_submission = |name: &OsStr| name != EDITION && name != SIGHTINGS;
            let names = names(&self.root().join(operator), |entry| Ok(is_submission(&entry.file_name())))?;
            Ok(format!("{operator}\n{}\n\n", names.join("\n")))
        };
        let lists = operators.par_iter().map(list).collect::<Result<Vec<String>, StoreError>>()?;
        Ok(lists.concat().into_bytes())
    }
}
