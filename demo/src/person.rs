//! A person who exists nowhere: made-up name, drawn numbers.

use contract::calendar::Month;

use crate::chance::Chance;
use crate::{identifier, name};

/// The number that the e-BDS gives to occasional labour.
pub(crate) const OCCASIONAL: u32 = 999_999_999;

/// Stream of chance of what a person is.
const STREAM_TRAITS: u64 = 5 << 40;

/// One fictitious person.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    /// Family name, capital letters.
    pub(crate) family: String,
    /// Given name, capital letters; files may add an accented letter.
    pub(crate) given: String,
    /// Whether the given name ends with an accent that the e-BDS cannot write.
    pub(crate) accented: bool,
    /// Identity card (Moroccans).
    pub(crate) identity_card: Option<String>,
    /// Residence card (foreigners).
    pub(crate) residence_card: Option<String>,
    /// CNSS registration.
    pub(crate) insured: u32,
    /// From which month on the registration is known to the employer; before it files say 000000000.
    pub(crate) numbered_from: Option<Month>,
    /// ISO 3166 alpha-2.
    pub(crate) nationality: &'static str,
    pub(crate) birth_year: i32,
    pub(crate) dependants: u8,
}

impl Person {
    /// The person of that index under the seed.
    pub(crate) fn draw(index: u32, seed: u64, chance: &mut Chance) -> Person {
        let foreign = chance.per_mille(40);
        let abroad = ["FR", "SN", "CI", "ES", "TN", "CM"];
        let nationality = if foreign { abroad[chance.below(6) as usize] } else { "MA" };
        let age = chance.between(19, 50).min(chance.between(20, 45));
        Person {
            family: name::family(chance),
            given: name::given(chance),
            accented: chance.per_mille(150),
            identity_card: (!foreign).then(|| identifier::identity_card(u64::from(index), seed)),
            residence_card: foreign.then(|| identifier::residence_card(u64::from(index), seed)),
            insured: identifier::insured(u64::from(index), seed),
            numbered_from: None,
            nationality,
            birth_year: 2_024 - age,
            dependants: chance.weighted(&[(52, 0), (16, 1), (16, 2), (10, 3), (4, 4), (1, 5), (1, 6)]),
        }
    }

    /// An occasional worker: a name, and the number that stands for nobody.
    pub(crate) fn occasional(chance: &mut Chance) -> Person {
        let drawn = Person::draw(0, 0, chance);
        Person {
            insured: OCCASIONAL,
            identity_card: None,
            residence_card: None,
            nationality: "MA",
            dependants: 0,
            ..drawn
        }
    }

    /// Whether she is a woman: drawn from her number, so that it is the same in every file.
    pub(crate) fn is_woman(&self) -> bool {
        Chance::new(u64::from(self.insured), STREAM_TRAITS).per_mille(460)
    }

    /// Whether disabled.
    pub(crate) fn is_disabled(&self) -> bool {
        let mut chance = Chance::new(u64::from(self.insured), STREAM_TRAITS);
        let _sex = chance.below(1_000);
        chance.per_mille(18)
    }

    /// The given name as registers and statements write it.
    pub(crate) fn given_accented(&self) -> String {
        let accent = if self.accented { "É" } else { "" };
        format!("{}{accent}", self.given)
    }

    /// The given name in the letters of the e-BDS.
    pub(crate) fn given_plain(&self) -> String {
        let accent = if self.accented { "E" } else { "" };
        format!("{}{accent}", self.given)
    }

    /// The registration known in that month: 0 while it is awaited.
    pub(crate) fn insured_in(&self, month: Month) -> u32 {
        match self.numbered_from {
            Some(first) if month < first => 0,
            _ => self.insured,
        }
    }
}
