//! Every code the intake can write, with its severity and the names of its values.
//!
//! The file was read; what is found here is between a file and what is known already: registers, earlier files, links
//! between official numbers.

use crate::finding::codes::codes;

codes! {
    /// This very file counts already; it is not stored again.
    DUPLICATE = "intake-duplicate", Notice, [];
    /// This very file counts already in the submission named; it is not stored again.
    DUPLICATE_OF = "intake-duplicate-of", Notice, ["submission"];
    /// The same column was open before, and this was the answer: it is told, never taken for this file's.
    ANSWERED_BEFORE = "intake-answered-before", Notice, ["column", "how", "received"];
    /// Two different files for one declarant and period in one delivery: nobody can tell which one holds. Not taken in.
    PERIOD_TWICE = "intake-period-twice", FileRefused, [];
    /// Another file is in force for the same: replace it, or stand beside it? Not taken in until somebody says.
    SLOT_FILLED = "intake-slot-filled", FileRefused, ["file", "received"];
    /// A register that says something else than the one in force, of the operators named. Not taken in.
    REGISTER_FILLED = "intake-register-filled", FileRefused, ["operators"];
    /// A row to be added to a register, in which its key stands with something else. The file is not taken in.
    ROW_TAKEN = "intake-row-taken", FileRefused, ["operator", "key"];
    /// A file of which no row can be used: it says nothing.
    NO_ROW_USABLE = "intake-no-row-usable", FileRefused, [];
    /// The affiliation or tax identifier stands in no register.
    DECLARANT_UNKNOWN = "intake-declarant-unknown", FileRefused, ["declarant", "period"];
    /// The affiliation is in force in no day of the period.
    DECLARANT_NOT_IN_FORCE = "intake-declarant-not-in-force", FileRefused, ["declarant", "period"];
    /// The registers give the affiliation or tax identifier to several operators.
    DECLARANT_SEVERAL = "intake-declarant-several", FileRefused, ["declarant", "period"];
    /// A party that no document in force names as one of the kind that files the table.
    PARTY_UNKNOWN = "intake-party-unknown", FileRefused, ["party", "kind", "known"];
    /// A register's row about an operator that no register of operators names.
    OPERATOR_UNKNOWN = "intake-operator-unknown", RowRefused, [];
    /// A register's row without an operator's identifier.
    OPERATOR_INVALID = "intake-operator-invalid", RowRefused, [];
    /// An affiliation that the register gives to another operator too: the files of the time when both have it are nobody's.
    AFFILIATION_TAKEN = "intake-affiliation-taken", Warning, ["operator"];
    /// A value that is one operator's alone, and another one's in a file in force.
    VALUE_TAKEN = "intake-value-taken", CellUnread, ["operator"];
    /// Rows that name a site which the operator's register does not have in their month; told once for a site and file.
    SITE_UNKNOWN = "intake-site-unknown", Warning, ["rows"];
    /// A number of a person of the file where a code or a text belongs.
    NUMBER_ELSEWHERE = "intake-number-elsewhere", CellUnread, [];
    /// A row of which nobody can tell whom it is about.
    PERSON_UNIDENTIFIED = "intake-person-unidentified", RowRefused, [];
    /// A CNSS number and a CIN one of which stands with another too: nobody can tell who the person is.
    PERSON_LINK_CONFLICT = "intake-person-link-conflict", Warning, [];
    /// Lines equal in everything to lines beside which they are added: they count once, and what they sum up is unread.
    LINES_AGAIN = "intake-lines-again", Warning, ["rows"];
    /// A complementary declaration whose main declaration is not there; it covers nothing until it is.
    COMPLEMENT_WITHOUT_MAIN = "intake-complement-without-main", Warning, [];
    /// A person of a complementary declaration who stands in its main declaration too; both are added up.
    COMPLEMENT_PERSON_IN_MAIN = "intake-complement-person-in-main", Warning, [];
}
