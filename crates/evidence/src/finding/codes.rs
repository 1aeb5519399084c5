//! Every code a reader can write (those of the intake stand in [`crate::intake::codes`]), with its severity and the names of its values: the list that messages are written from.
//!
//! What refuses what. A **row** is refused when whom it is about, or what it says of them, cannot be relied on: identity,
//! period, dates, days, wages, situation, control sum. A fault in anything else (a name, an allowance, a total, the file's
//! name) is a **warning**: the row is used and a person should look. A **file** is refused when nobody can tell who
//! declares, for which period, or whether the file is whole.

use crate::finding::{Finding, Place, Severity};

/// A code with what belongs to it. Only these can become findings of a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Code {
    name: &'static str,
    severity: Severity,
}

impl Code {
    /// A code of a name and a severity.
    pub(crate) const fn new(name: &'static str, severity: Severity) -> Code {
        Code { name, severity }
    }

    /// The name.
    pub(crate) const fn name(self) -> &'static str {
        self.name
    }

    /// A finding of this code at a place.
    pub(crate) fn at(self, place: Place) -> Finding {
        Finding::new(self.name, self.severity, place)
    }
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])* $constant:ident = $name:literal, $severity:ident, [$($value:literal),*];)*) => {
        $($(#[doc = $doc])* pub(crate) const $constant: $crate::finding::codes::Code =
            $crate::finding::codes::Code::new($name, $crate::finding::Severity::$severity);)*

        /// Every code: its name, what it does, and the names of its values in order.
        pub const CODES: &[(&str, $crate::finding::Severity, &[&str])] =
            &[$(($name, $crate::finding::Severity::$severity, &[$($value),*])),*];
    };
}
pub(crate) use codes;

codes! {
    // The file as such.
    /// Nothing in it.
    FILE_EMPTY = "file-empty", FileRefused, [];
    /// Text in UTF-16, as spreadsheets write "Unicode text".
    FILE_UTF_16 = "file-utf-16", FileRefused, [];
    /// Content of no known kind.
    FILE_KIND_UNKNOWN = "file-kind-unknown", FileRefused, [];
    /// The name follows no pattern of its kind.
    FILE_NAME_PATTERN = "file-name-pattern", Notice, ["kind"];
    /// The name announces another kind than the content is.
    FILE_NAME_KIND = "file-name-kind", Warning, ["named", "kind"];
    /// The name gives another affiliation than the content.
    FILE_NAME_AFFILIATION = "file-name-affiliation", Warning, ["named", "declared"];
    /// The name gives another period than the content.
    FILE_NAME_PERIOD = "file-name-period", Warning, ["named", "declared"];
    /// More findings of one code than are listed.
    FILE_FINDINGS_CUT = "file-findings-cut", Notice, ["code", "more"];

    // CNSS e-BDS, the file.
    /// A1, B1 or E1 records without their 00 or 01 record.
    EBDS_HEADER_MISSING = "ebds-header-missing", FileRefused, ["record"];
    /// Two headers: two declarations in one file.
    EBDS_HEADER_REPEATED = "ebds-header-repeated", FileRefused, ["record"];
    /// No closing recap: the file is cut off.
    EBDS_TRUNCATED = "ebds-truncated", FileRefused, ["record"];
    /// The declaring affiliation is not seven digits with the right key.
    EBDS_AFFILIATION = "ebds-affiliation", FileRefused, [];
    /// The declared period is no month.
    EBDS_PERIOD = "ebds-period", FileRefused, [];
    /// L_Cat of the 00 record does not name the family.
    EBDS_CATEGORY = "ebds-category", Warning, ["expected"];
    /// The transfer number of the 00 record is not fourteen digits.
    EBDS_TRANSFER = "ebds-transfer", Warning, [];
    /// A date of the 01 record is no day.
    EBDS_DATE = "ebds-date", Warning, [];
    /// A record other than the closing one is missing.
    EBDS_RECORD_MISSING = "ebds-record-missing", Warning, ["record"];
    /// A record out of its place.
    EBDS_RECORD_ORDER = "ebds-record-order", Warning, ["record"];
    /// A header or recap record that is not 260 characters.
    EBDS_FRAME_WIDTH = "ebds-frame-width", Warning, ["record", "expected", "found"];
    /// A recap field that is not a number.
    EBDS_RECAP_UNREADABLE = "ebds-recap-unreadable", Warning, ["record"];
    /// A recap of another affiliation or period than the file's.
    EBDS_RECAP_OTHER = "ebds-recap-other", Warning, ["record"];
    /// A recap count or sum that is not that of the lines.
    EBDS_RECAP = "ebds-recap", Warning, ["record", "expected", "found"];
    /// A recap sum of insured numbers or control sums that is not that of the lines; the sums stay unsaid.
    EBDS_RECAP_NUMBERS = "ebds-recap-numbers", Warning, ["record"];
    /// The name of a complementary file does not say which one it is.
    EBDS_COMPLEMENT_NUMBER = "ebds-complement-number", Warning, [];

    /// A byte order mark before the first record.
    EBDS_BYTE_ORDER_MARK = "ebds-byte-order-mark", Warning, [];

    // CNSS e-BDS, a line.
    /// A record type that does not belong there.
    EBDS_RECORD_TYPE = "ebds-record-type", RowRefused, [];
    /// A line that is not 260 characters.
    EBDS_WIDTH = "ebds-width", RowRefused, ["expected", "found"];
    /// Characters outside A–Z, 0–9, space and tab.
    EBDS_CHARACTER = "ebds-character", Warning, [];
    /// A numeric field that is not all digits.
    EBDS_NUMBER = "ebds-number", RowRefused, [];
    /// A line of another affiliation than the file's.
    EBDS_LINE_AFFILIATION = "ebds-line-affiliation", RowRefused, [];
    /// A line of another period than the file's.
    EBDS_LINE_PERIOD = "ebds-line-period", RowRefused, ["expected"];
    /// A wrong key digit of an insured number.
    EBDS_REGISTRATION_KEY = "ebds-registration-key", RowRefused, ["expected", "found"];
    /// An insured number that does not begin with 1.
    EBDS_REGISTRATION_FIRST = "ebds-registration-first", RowRefused, [];
    /// The insured number that the portal rejects.
    EBDS_REGISTRATION_RESERVED = "ebds-registration-reserved", RowRefused, [];
    /// An insured line of the main list without a number.
    EBDS_REGISTRATION_MISSING = "ebds-registration-missing", RowRefused, [];
    /// An entrant with neither number nor readable CIN.
    EBDS_CIN_MISSING = "ebds-cin-missing", RowRefused, [];
    /// A CIN of unknown pattern beside a good number; it is left aside.
    EBDS_CIN = "ebds-cin", Warning, [];
    /// An entrant without a name.
    EBDS_NAME_MISSING = "ebds-name-missing", Warning, [];
    /// The same insured number twice in one list.
    EBDS_REPEATED = "ebds-repeated", RowRefused, ["first_line"];
    /// Insured numbers that are not in order.
    EBDS_SORT = "ebds-sort", Warning, [];
    /// An insured line in a complementary file, which holds only entrants.
    EBDS_COMPLEMENT_LINE = "ebds-complement-line", RowRefused, [];
    /// More days than a month may declare.
    EBDS_DAYS = "ebds-days", RowRefused, ["max", "found"];
    /// A capped wage above the real one.
    EBDS_CAPPED_ABOVE_REAL = "ebds-capped-above-real", RowRefused, ["real", "capped"];
    /// A capped wage that is not the smaller of real wage and ceiling.
    EBDS_CAPPED = "ebds-capped", Warning, ["expected", "found"];
    /// A situation that is none of the nine.
    EBDS_SITUATION = "ebds-situation", RowRefused, [];
    /// Days or wages in a situation that has none.
    EBDS_SITUATION_NOT_ZERO = "ebds-situation-not-zero", RowRefused, ["situation"];
    /// Someone who left or died whose family allowance is not wholly returned.
    EBDS_ALLOWANCE_RETURN = "ebds-allowance-return", Warning, ["situation", "expected", "found"];
    /// A control sum that the fields do not give; the sum stays unsaid.
    EBDS_CONTROL_SUM = "ebds-control-sum", RowRefused, [];

    // CNSS e-BDS, the main declaration against the pre-established list.
    /// The two files are not of one affiliation and month.
    EBDS_PREESTABLISHED_OTHER = "ebds-preestablished-other", Warning, [];
    /// An insured line of the pre-established list that the declaration does not answer.
    EBDS_PREESTABLISHED_UNANSWERED = "ebds-preestablished-unanswered", Warning, ["listed_line"];
    /// An insured line of the declaration that the pre-established list does not have.
    EBDS_PREESTABLISHED_SURPLUS = "ebds-preestablished-surplus", Warning, [];
    /// A field that the declaration changed.
    EBDS_PREESTABLISHED_DIFFERS = "ebds-preestablished-differs", Warning, ["listed_line"];

    // CSV files of every kind. What a field holds is never repeated.
    /// A column that the kind must have.
    CSV_COLUMN_MISSING = "csv-column-missing", FileRefused, [];
    /// A column twice.
    CSV_COLUMN_REPEATED = "csv-column-repeated", FileRefused, [];
    /// A column that the kind does not have; it is left aside.
    CSV_COLUMN_UNKNOWN = "csv-column-unknown", Notice, ["position"];
    /// Text that is not UTF-8, read as Windows-1252.
    CSV_ENCODING = "csv-encoding", Warning, ["lines"];
    /// A line too long to be a record.
    CSV_LINE_LENGTH = "csv-line-length", RowRefused, ["max_bytes"];
    /// More or fewer fields than columns.
    CSV_FIELD_COUNT = "csv-field-count", RowRefused, ["expected", "found"];
    /// A quote that is not closed, or text behind a closed one.
    CSV_QUOTE = "csv-quote", RowRefused, [];
    /// A blank where the row cannot do without a value.
    CSV_BLANK = "csv-blank", RowRefused, [];
    /// Not a day written AAAA-MM-JJ or JJ/MM/AAAA.
    CSV_DATE = "csv-date", RowRefused, [];
    /// Not a month written AAAA-MM.
    CSV_MONTH = "csv-month", RowRefused, [];
    /// Not a year of four digits between 1900 and 2199.
    CSV_YEAR = "csv-year", RowRefused, [];
    /// Not an amount in dirham.
    CSV_AMOUNT = "csv-amount", RowRefused, [];
    /// Digits grouped by spaces; the amount is read.
    CSV_AMOUNT_GROUPED = "csv-amount-grouped", Warning, [];
    /// More than two decimals.
    CSV_DECIMALS = "csv-decimals", RowRefused, [];
    /// None of the words of the column.
    CSV_WORD = "csv-word", RowRefused, [];
    /// Not letters, digits, hyphens and underscores, or too long.
    CSV_IDENTIFIER = "csv-identifier", RowRefused, [];

    // Monthly payroll register.
    /// No row and no name say whose register it is.
    PAYROLL_DECLARANT = "payroll-declarant", FileRefused, [];
    /// No row and no name say of which month it is.
    PAYROLL_MONTH = "payroll-month", FileRefused, [];
    /// A register without rows: nobody was employed.
    PAYROLL_NO_ROWS = "payroll-no-rows", Notice, [];
    /// A row of another affiliation than the file's.
    PAYROLL_LINE_AFFILIATION = "payroll-line-affiliation", RowRefused, ["expected"];
    /// A row of another month than the file's.
    PAYROLL_LINE_MONTH = "payroll-line-month", RowRefused, ["expected"];
    /// A CNSS number that is not nine digits beginning with 1.
    PAYROLL_REGISTRATION = "payroll-registration", RowRefused, [];
    /// A wrong key digit of a CNSS number.
    PAYROLL_REGISTRATION_KEY = "payroll-registration-key", RowRefused, ["expected", "found"];
    /// Neither a CNSS number nor a readable CIN.
    PAYROLL_PERSON_MISSING = "payroll-person-missing", RowRefused, [];
    /// A CIN of unknown pattern beside a good number; it is left aside.
    PAYROLL_CIN = "payroll-cin", Warning, [];
    /// The same row twice.
    PAYROLL_LINE_REPEATED = "payroll-line-repeated", RowRefused, ["first_line"];
    /// Two rows of one person; they are added up.
    PAYROLL_PERSON_TWICE = "payroll-person-twice", Warning, ["first_line"];
    /// Left before being hired.
    PAYROLL_DATES = "payroll-dates", RowRefused, [];
    /// Paid before the month of hire.
    PAYROLL_BEFORE_HIRE = "payroll-before-hire", Warning, ["hired"];
    /// Paid after the month of leaving.
    PAYROLL_AFTER_EXIT = "payroll-after-exit", Warning, ["left"];
    /// Born less than fifteen years before the month.
    PAYROLL_BIRTH_YEAR = "payroll-birth-year", Warning, [];
    /// An amount below zero.
    PAYROLL_NEGATIVE = "payroll-negative", Warning, [];
    /// More tax withheld than gross taxable income.
    PAYROLL_TAX_ABOVE_GROSS = "payroll-tax-above-gross", Warning, ["gross", "tax"];

    // Registers of operators, affiliations, sites and turnover.
    /// A company's name of more than two hundred characters.
    REGISTER_LEGAL_NAME = "register-legal-name", RowRefused, [];
    /// Not an ICE: fifteen digits that divide by 97.
    REGISTER_ICE = "register-ice", RowRefused, [];
    /// Not a tax identifier: seven or eight digits without a leading zero.
    REGISTER_TAX_IDENTIFIER = "register-tax-identifier", RowRefused, [];
    /// A blank that the register should fill; the row is used.
    REGISTER_LEFT_BLANK = "register-left-blank", Warning, [];
    /// Not an affiliation: seven digits.
    REGISTER_AFFILIATION = "register-affiliation", RowRefused, [];
    /// A wrong key digit of an affiliation.
    REGISTER_AFFILIATION_KEY = "register-affiliation-key", RowRefused, ["expected", "found"];
    /// An end before the beginning.
    REGISTER_DATES = "register-dates", RowRefused, [];
    /// A key that stands on an earlier line.
    REGISTER_REPEATED = "register-repeated", RowRefused, ["first_line"];
    /// An interval that overlaps an earlier one of its affiliation, or of its operator and site.
    REGISTER_OVERLAP = "register-overlap", RowRefused, ["first_line"];
    /// A platform outside the region it stands in.
    REGISTER_PLATFORM_REGION = "register-platform-region", Warning, ["expected", "found"];
    /// A turnover below zero.
    REGISTER_NEGATIVE = "register-negative", RowRefused, [];
    /// More exports than turnover.
    REGISTER_EXPORTS_ABOVE_TOTAL = "register-exports-above-total", RowRefused, ["total", "exports"];

    // Yearly statement of salaries; places count the elements of persons from 1.
    /// XML that breaks its own grammar.
    TAX_NOT_WELL_FORMED = "tax-not-well-formed", FileRefused, ["line"];
    /// The document ends inside an element.
    TAX_TRUNCATED = "tax-truncated", FileRefused, [];
    /// A document type definition, which no statement needs and which could hide anything.
    TAX_DOCTYPE = "tax-doctype", FileRefused, [];
    /// An entity that XML does not define by itself; none is ever expanded.
    TAX_ENTITY = "tax-entity", FileRefused, [];
    /// Elements nested deeper than any statement.
    TAX_DEPTH = "tax-depth", FileRefused, ["max"];
    /// The employer's tax identifier is missing or not seven or eight digits.
    TAX_IDENTIFIER = "tax-identifier", FileRefused, [];
    /// No year.
    TAX_YEAR = "tax-year", FileRefused, [];
    /// Text that is not UTF-8, read as Windows-1252.
    TAX_ENCODING = "tax-encoding", Warning, [];
    /// An exercise that is not the calendar year.
    TAX_EXERCISE = "tax-exercise", Warning, ["year"];
    /// A total that is missing or cannot be read.
    TAX_TOTAL_MISSING = "tax-total-missing", Notice, [];
    /// A total that is not the sum of the lines, beyond the tolerance.
    TAX_TOTAL = "tax-total", Warning, ["expected", "found"];
    /// A number of permanent staff that is not that of the lines.
    TAX_HEADCOUNT = "tax-headcount", Warning, ["expected", "found"];
    /// A CNSS number that is not nine digits beginning with 1.
    TAX_REGISTRATION = "tax-registration", RowRefused, [];
    /// A wrong key digit of a CNSS number.
    TAX_REGISTRATION_KEY = "tax-registration-key", RowRefused, ["expected", "found"];
    /// Neither a CNSS number nor a readable CIN.
    TAX_PERSON_MISSING = "tax-person-missing", RowRefused, [];
    /// A CIN of unknown pattern beside a good number; it is left aside.
    TAX_CIN = "tax-cin", Warning, [];
    /// The same line twice.
    TAX_ROW_REPEATED = "tax-row-repeated", RowRefused, ["first"];
    /// Two lines of one person; they are added up.
    TAX_PERSON_TWICE = "tax-person-twice", Warning, ["first"];
    /// An amount that a line cannot do without.
    TAX_AMOUNT_MISSING = "tax-amount-missing", RowRefused, [];
    /// Not an amount in dirham.
    TAX_AMOUNT = "tax-amount", RowRefused, [];
    /// More than two decimals.
    TAX_DECIMALS = "tax-decimals", RowRefused, [];
    /// A gross or tax below zero.
    TAX_NEGATIVE = "tax-negative", Warning, [];
    /// Not a whole number of days or dependants.
    TAX_COUNT = "tax-count", RowRefused, [];
    /// A net that is not gross less deductions, beyond the tolerance.
    TAX_NET = "tax-net", Warning, ["expected", "found"];
    /// Tax withheld from someone in the list of exempt staff.
    TAX_EXEMPT_TAXED = "tax-exempt-taxed", RowRefused, [];
}
