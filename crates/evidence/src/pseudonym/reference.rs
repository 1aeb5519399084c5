//! Reference numbers: by what number an operator is told of a person. The number that is the same at every employer stays in the
//! office; without the key nobody goes from one operator's reference to another's.

use contract::identity::{OperatorId, Pseudonym};
use hmac::Mac;

use super::Key;

impl Key {
    /// The reference number of a person at an operator; the same two under the same key always give the same one.
    #[must_use]
    pub fn reference(&self, operator: &OperatorId, person: Pseudonym) -> Pseudonym {
        let mut keyed = self.keyed.clone();
        // A colon stands in no identifier of an operator, and the person's bytes have one length.
        for part in [b"reference:".as_slice(), operator.as_str().as_bytes(), b":", &person.to_bytes()] {
            keyed.update(part);
        }
        let hash = keyed.finalize().into_bytes();
        Pseudonym::reference(hash[..8].iter().fold(0, |bits, byte| bits << 8 | u64::from(*byte)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_person_has_another_reference_at_each_operator() {
        let key = Key::from_bytes([7; 32]);
        let operator = |id: &str| OperatorId::new(id).expect("an identifier");
        let person = Pseudonym::from_bytes([3; 16]);
        let here = key.reference(&operator("op-001"), person);
        assert_eq!(here, key.reference(&operator("op-001"), person));
        assert_ne!(here, key.reference(&operator("op-002"), person));
        assert_ne!(here, Key::from_bytes([8; 32]).reference(&operator("op-001"), person));
        assert_ne!(here, key.reference(&operator("op-001"), Pseudonym::from_bytes([4; 16])));
    }
}
