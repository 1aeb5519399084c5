//! Every code a reader can write (the intake's stand in [`crate::intake::codes`]), its severity, the names of its values.
//!
//! A **cell** that cannot be read, or is contradicted, is unread; its row is used without it. A **row** is refused when nobody
//! can tell whom it is about or of when. A fault in what no clause reads is a **warning**. A **file** is refused when nobody
//! can tell who declares, for when, whether it is whole, or when no row is usable.

use crate::finding::{Finding, Place, Severity};

/// A code with what belongs to it.
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

    /// Its name.
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

codes! {    // The file as such.
    /// Nothing in it.
    FILE_EMPTY = "file-empty", FileRefused, [];
    /// Text in UTF-16, as spreadsheets write "Unicode text"; it is read.
    FILE_UTF_16 = "file-utf-16", Warning, [];
    /// Not one row could be used.
    FILE_ROWS_REFUSED = "file-rows-refused", FileRefused, ["rows"];
    /// Content of no known kind.
    FILE_KIND_UNKNOWN = "file-kind-unknown", FileRefused, [];
    /// Columns that are those of two tables alike.
    FILE_KIND_OPEN = "file-kind-open", FileRefused, ["kind", "named"];
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
    /// A line that is not 260 characters, whose first columns name its person: nothing else of it is known.
    EBDS_WIDTH_UNREAD = "ebds-width-unread", CellUnread, ["expected", "found"];
    /// Lines that lack filler, or have blanks too many; they are read.
    EBDS_FILLER = "ebds-filler", Warning, ["lines"];
    /// Characters outside A–Z, 0–9, space and tab.
    EBDS_CHARACTER = "ebds-character", Warning, [];
    /// A numeric field that is not all digits.
    EBDS_NUMBER = "ebds-number", CellUnread, [];
    /// A line of another affiliation than the file's.
    EBDS_LINE_AFFILIATION = "ebds-line-affiliation", RowRefused, [];
    /// A line of another period than the file's.
    EBDS_LINE_PERIOD = "ebds-line-period", RowRefused, ["expected"];
    /// An insured number that is not nine digits.
    EBDS_REGISTRATION = "ebds-registration", RowRefused, [];
    /// An entrant's insured number that is none, beside a good CIN: the line is that card's, and its number is not known.
    EBDS_REGISTRATION_UNREAD = "ebds-registration-unread", Warning, [];
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
    /// Two lines of one person in one list; they are added up.
    EBDS_PERSON_TWICE = "ebds-person-twice", Warning, ["first_line"];
    /// The same line twice, and the recap does not tell whether both count: their amounts are unread.
    EBDS_REPEATED = "ebds-repeated", CellUnread, ["first_line"];
    /// Insured numbers that are not in order.
    EBDS_SORT = "ebds-sort", Warning, [];
    /// An insured line in a complementary file, which holds only entrants.
    EBDS_COMPLEMENT_LINE = "ebds-complement-line", RowRefused, [];
    /// More days than a month may declare.
    EBDS_DAYS = "ebds-days", CellUnread, ["max", "found"];
    /// A capped wage above the real one.
    EBDS_CAPPED_ABOVE_REAL = "ebds-capped-above-real", CellUnread, ["real", "capped"];
    /// A capped wage that is not the smaller of real wage and ceiling.
    EBDS_CAPPED = "ebds-capped", Warning, ["expected", "found"];
    /// A situation that is none of the nine.
    EBDS_SITUATION = "ebds-situation", CellUnread, [];
    /// Days or wages in a situation that has none.
    EBDS_SITUATION_NOT_ZERO = "ebds-situation-not-zero", CellUnread, ["situation"];
    /// Someone who left or died whose family allowance is not wholly returned.
    EBDS_ALLOWANCE_RETURN = "ebds-allowance-return", Warning, ["situation", "expected", "found"];
    /// A control sum that the fields do not give; the sum stays unsaid.
    EBDS_CONTROL_SUM = "ebds-control-sum", CellUnread, [];
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
    /// Labels that are columns in another spelling or language.
    CSV_COLUMN_SPELLED = "csv-column-spelled", Notice, ["columns"];
    /// A header with columns that nobody knows and without rows: not a register in which nobody stands.
    CSV_HEADER_ALONE = "csv-header-alone", FileRefused, [];
    /// Lines before the header.
    CSV_TITLE_LINES = "csv-title-lines", Notice, ["lines"];
    /// A first line that states the separator.
    CSV_SEPARATOR_LINE = "csv-separator-line", Notice, [];
    /// Fields parted by another sign than the semicolon or the comma; they are read.
    CSV_SEPARATOR = "csv-separator", Notice, ["separator"];
    /// Text that is not UTF-8, read as another encoding.
    CSV_ENCODING = "csv-encoding", Warning, ["encoding", "lines"];
    /// A line too long to be a record.
    CSV_LINE_LENGTH = "csv-line-length", RowRefused, ["max_bytes"];
    /// More or fewer fields than columns.
    CSV_FIELD_COUNT = "csv-field-count", RowRefused, ["expected", "found"];
    /// More fields than columns where a comma parts both fields and decimals.
    CSV_FIELD_COMMA = "csv-field-comma", RowRefused, ["expected", "found"];
    /// Rows that lack fields at their end, all of which may be blank; they are blank.
    CSV_FIELDS_SHORT = "csv-fields-short", Warning, ["rows"];
    /// The header once more with its columns in another order: the rows below are read by it.
    CSV_HEADER_CHANGED = "csv-header-changed", Warning, [];
    /// A quote that is not closed, or text behind a closed one.
    CSV_QUOTE = "csv-quote", RowRefused, [];
    /// A row with amounts and nobody's number, which is not the total of the others.
    CSV_ROW_OF_NOBODY = "csv-row-of-nobody", RowRefused, [];
    /// A total that is not the sum of the rows.
    CSV_TOTAL = "csv-total", Warning, ["expected", "found"];

    // Cells that could not be read.
    /// A blank where a value must stand.
    CSV_BLANK = "csv-blank", CellUnread, [];
    /// Not a day.
    CSV_DATE = "csv-date", CellUnread, [];
    /// Not a month: the row belongs nowhere.
    CSV_MONTH = "csv-month", RowRefused, [];
    /// Not a year of four digits between 1900 and 2199.
    CSV_YEAR = "csv-year", CellUnread, [];
    /// Not an amount in dirham.
    CSV_AMOUNT = "csv-amount", CellUnread, [];
    /// A figure outside the bound of its column, in whatever kind of file.
    FILE_FIGURE_BEYOND = "file-figure-beyond", CellUnread, ["digits", "least", "most", "why", "sign"];
    /// More than two decimals.
    CSV_DECIMALS = "csv-decimals", CellUnread, [];
    /// None of the words of the column.
    CSV_WORD = "csv-word", CellUnread, [];
    /// Not letters, digits, hyphens and underscores, or too long.
    CSV_IDENTIFIER = "csv-identifier", CellUnread, [];

    // Writings that are not those asked for and were read, one finding a file.
    /// Digits grouped; the amount is read.
    CSV_AMOUNT_GROUPED = "csv-amount-grouped", Warning, ["cells"];
    /// Three digits behind one separator, read as thousands because the other amounts say so.
    CSV_AMOUNT_SEPARATOR = "csv-amount-separator", Warning, ["cells"];
    /// A unit beside the amount.
    CSV_AMOUNT_UNIT = "csv-amount-unit", Warning, ["cells"];
    /// A minus behind the amount, or another sign than the hyphen.
    CSV_AMOUNT_SIGN = "csv-amount-sign", Warning, ["cells"];
    /// Decimals without a digit before them.
    CSV_AMOUNT_NO_ZERO = "csv-amount-no-zero", Warning, ["cells"];
    /// Days in another writing.
    CSV_DATE_FORM = "csv-date-form", Warning, ["cells"];
    /// Days with the month first, as the column shows.
    CSV_DATE_ORDER = "csv-date-order", Warning, ["cells"];
    /// Serial numbers of a spreadsheet, read as days.
    CSV_DATE_SERIAL = "csv-date-serial", Warning, ["cells"];
    /// Months in another writing.
    CSV_MONTH_FORM = "csv-month-form", Warning, ["cells"];
    /// Days where a year is asked for.
    CSV_YEAR_OF_DATE = "csv-year-of-date", Warning, ["cells"];
    /// Digits that are not 0 to 9.
    CSV_DIGITS = "csv-digits", Warning, ["cells"];
    /// Marks that cannot be seen.
    CSV_INVISIBLE = "csv-invisible", Warning, ["cells"];
    /// An apostrophe or a formula that makes a number a text.
    CSV_TEXT_MARK = "csv-text-mark", Warning, ["cells"];
    /// Decimals of zero behind a number that counts nothing.
    CSV_NUMBER_FLOAT = "csv-number-float", Warning, ["cells"];
    /// Blanks between the digits of a number.
    CSV_NUMBER_SPACED = "csv-number-spaced", Warning, ["cells"];
    /// Leading zeros that were lost, and are proved by length and key.
    CSV_NUMBER_ZEROS = "csv-number-zeros", Warning, ["cells"];
    /// A zero where a number is not given yet.
    CSV_NUMBER_NONE = "csv-number-none", Warning, ["cells"];
    /// Words in another spelling.
    CSV_WORD_FORM = "csv-word-form", Warning, ["cells"];

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
    /// A total that is not the sum of the rows used, where rows were refused or not wholly read.
    TAX_TOTAL_ROWS = "tax-total-rows", Warning, ["total", "rows", "difference"];
    /// A total that is the sum of the rows used although rows were refused: they change nothing.
    TAX_TOTAL_WHOLE = "tax-total-whole", Notice, ["total"];
    /// A number of permanent staff that is not that of the lines.
    TAX_HEADCOUNT = "tax-headcount", Warning, ["expected", "found"];
    /// A CNSS number that is not nine digits beginning with 1.
    TAX_REGISTRATION = "tax-registration", RowRefused, [];
    /// A CNSS number that is none, beside a good CIN: the line is that card's, and its number is not known.
    TAX_REGISTRATION_UNREAD = "tax-registration-unread", Warning, [];
    /// A wrong key digit of a CNSS number.
    TAX_REGISTRATION_KEY = "tax-registration-key", RowRefused, ["expected", "found"];
    /// Neither a CNSS number nor a readable CIN.
    TAX_PERSON_MISSING = "tax-person-missing", RowRefused, [];
    /// A CIN of unknown pattern beside a good number; it is left aside.
    TAX_CIN = "tax-cin", Warning, [];
    /// The same line twice.
    TAX_ROW_REPEATED = "tax-row-repeated", CellUnread, ["first"];
    /// Two lines of one person; they are added up.
    TAX_PERSON_TWICE = "tax-person-twice", Warning, ["first"];
    /// An amount that a line cannot do without.
    TAX_AMOUNT_MISSING = "tax-amount-missing", CellUnread, [];
    /// Not an amount in dirham.
    TAX_AMOUNT = "tax-amount", CellUnread, [];
    /// More than two decimals.
    TAX_DECIMALS = "tax-decimals", CellUnread, [];
    /// A gross or tax below zero.
    TAX_NEGATIVE = "tax-negative", Warning, [];
    /// Not a whole number of days or dependants.
    TAX_COUNT = "tax-count", CellUnread, [];
    /// A net that is not gross less deductions, beyond the tolerance.
    TAX_NET = "tax-net", Warning, ["expected", "found"];
    /// Tax withheld from someone in the list of exempt staff.
    TAX_EXEMPT_TAXED = "tax-exempt-taxed", CellUnread, [];
}
