//! The line index: where each line of an original text file began.
//!
//! Originals are not kept. Whoever still holds one can be shown the exact bytes a row came from: hash and size say that
//! it is the same file, the index says where the line is. Kept as differences in variable-length integers.

use std::fs;

use contract::identity::OperatorId;

use super::{Store, StoreError, at};

impl Store {
    /// Where each line of a stored text file began, in the manifest's order of files.
    pub fn line_starts(&self, operator: &OperatorId, submission: &str) -> Result<Vec<Vec<u64>>, StoreError> {
        let path = self.root().join(operator.as_str()).join(submission).join("lines.bin");
        let bytes = fs::read(&path).map_err(at(&path))?;
        decode(&bytes).ok_or(StoreError::Altered { path })
    }
}

/// Where each line begins, for each file of a submission in the manifest's order.
pub(crate) fn encode(files: &[Vec<u64>]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for starts in files {
        push(&mut bytes, starts.len() as u64);
        let mut before = 0;
        for start in starts {
            push(&mut bytes, start.saturating_sub(before));
            before = *start;
        }
    }
    bytes
}

/// The inverse of [`encode`]; nothing when the bytes are not what it writes.
pub(crate) fn decode(bytes: &[u8]) -> Option<Vec<Vec<u64>>> {
    let mut files = Vec::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        let count = usize::try_from(pull(&mut rest)?).ok()?;
        if count > rest.len() {
            return None;
        }
        let mut starts = Vec::with_capacity(count);
        let mut before = 0u64;
        for _ in 0..count {
            before = before.checked_add(pull(&mut rest)?)?;
            starts.push(before);
        }
        files.push(starts);
    }
    Some(files)
}

fn push(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

fn pull(rest: &mut &[u8]) -> Option<u64> {
    let mut number = 0u64;
    for shift in (0..64).step_by(7) {
        let (first, after) = rest.split_first()?;
        *rest = after;
        number |= u64::from(first & 0x7f) << shift;
        if first & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_comes_back_as_it_went_in() {
        let files = vec![vec![0, 261, 522, 783], vec![], vec![3, 4, 4, 1 << 40]];
        assert_eq!(decode(&encode(&files)), Some(files));
    }

    #[test]
    fn damaged_bytes_are_refused() {
        assert_eq!(decode(&[5, 1]), None);
        assert_eq!(decode(&[1, 0x80]), None);
    }
}
