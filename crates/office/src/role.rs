//! Roles: what a person is to the programme, and for whom a mandate may be given. What each may do stands in `rights`.

/// What somebody is by mandate. Closed: a role more is a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Appoints and dismisses, and keeps the keys: two of them for these.
    Administrator,
    /// Instructs for the office: evidence, texts, dossiers.
    Officer,
    /// Orders payments (*ordonnateur*).
    Orderer,
    /// Gives the visa and pays (*comptable*).
    Accountant,
    /// Signs for an operator.
    Signatory,
    /// Hands in for an operator, or for many.
    Clerk,
    /// Speaks for the industry.
    Federation,
    /// Manages a platform.
    PlatformManager,
    /// Reads everything, and changes nothing.
    Auditor,
    /// Sits in a committee.
    CommitteeMember,
}

/// For whom a mandate is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Whom {
    /// For the office, and so for everybody's matters.
    Office,
    /// For the operators that are named.
    Operators,
    /// For the federation that is named.
    Federation,
    /// For the platform that is named.
    Platform,
    /// For an auditor.
    Auditor,
}

/// What a role is told, by the columns of [`crate::actor::RIGHTS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    /// Everything, as the office.
    Office,
    /// What is of the operators of the mandate.
    Operators,
    /// What is the house's: accounts and what was recorded; nothing about persons or amounts.
    House,
    /// What everybody is told.
    Public,
}

impl Role {
    /// Every role.
    pub const ALL: [Role; 10] = [
        Role::Administrator,
        Role::Officer,
        Role::Orderer,
        Role::Accountant,
        Role::Signatory,
        Role::Clerk,
        Role::Federation,
        Role::PlatformManager,
        Role::Auditor,
        Role::CommitteeMember,
    ];

    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Role::Administrator => "administrator",
            Role::Officer => "officer",
            Role::Orderer => "finance-orderer",
            Role::Accountant => "accountant",
            Role::Signatory => "signatory",
            Role::Clerk => "clerk",
            Role::Federation => "federation",
            Role::PlatformManager => "platform-manager",
            Role::Auditor => "auditor",
            Role::CommitteeMember => "committee-member",
        }
    }

    /// The role of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.word() == word)
    }

    /// For whom it is given; the first where nothing is said.
    #[must_use]
    pub const fn whom(self) -> &'static [Whom] {
        match self {
            Role::Administrator | Role::Orderer | Role::Accountant | Role::CommitteeMember => &[Whom::Office],
            Role::Officer => &[Whom::Office, Whom::Operators],
            Role::Signatory | Role::Clerk => &[Whom::Operators],
            Role::Federation => &[Whom::Federation],
            Role::PlatformManager => &[Whom::Platform],
            Role::Auditor => &[Whom::Auditor],
        }
    }

    /// What it is told under a mandate of that kind.
    #[must_use]
    pub const fn view(self, whom: Whom) -> View {
        match (self, whom) {
            (Role::Administrator, _) => View::House,
            (_, Whom::Operators) => View::Operators,
            (Role::Officer | Role::Orderer | Role::Accountant, Whom::Office) | (Role::Auditor, _) => View::Office,
            _ => View::Public,
        }
    }
}

impl Whom {
    /// Every kind.
    pub const ALL: [Whom; 5] = [Whom::Office, Whom::Operators, Whom::Federation, Whom::Platform, Whom::Auditor];

    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Whom::Office => "office",
            Whom::Operators => "operators",
            Whom::Federation => "federation",
            Whom::Platform => "platform",
            Whom::Auditor => "auditor",
        }
    }

    /// The kind of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Whom> {
        Whom::ALL.into_iter().find(|whom| whom.word() == word)
    }

    /// Whether it is of those who are named.
    #[must_use]
    pub const fn names(self) -> bool {
        matches!(self, Whom::Operators | Whom::Federation | Whom::Platform)
    }
}
