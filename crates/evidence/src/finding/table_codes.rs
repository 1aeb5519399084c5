//! The codes of tables that documents declare, and of spreadsheets: as [`super::codes`] has those of the native readers.

crate::finding::codes::codes! {
    // Spreadsheets, whatever table they hold.
    /// A spreadsheet of which one sheet was read, and what of the others was not.
    FILE_SHEET = "file-sheet", Notice, ["sheet", "others"];
    /// Several sheets that are tables of a known kind.
    FILE_SHEETS_SEVERAL = "file-sheets-several", FileRefused, ["sheets"];
    /// The only sheet that is a table of a known kind is hidden.
    FILE_SHEET_HIDDEN = "file-sheet-hidden", FileRefused, ["sheet"];
    /// Rows with values that are hidden, by hand or by a filter.
    FILE_ROWS_HIDDEN = "file-rows-hidden", FileRefused, ["rows"];
    /// Columns with values that are hidden.
    FILE_COLUMNS_HIDDEN = "file-columns-hidden", FileRefused, ["columns", "first"];
    /// Formulas whose results the file does not hold.
    FILE_FORMULAS_UNCOMPUTED = "file-formulas-uncomputed", FileRefused, ["cells", "first"];
    // Questions about a column, whatever the file: what whoever hands it in may answer stands in [`crate::answer`].
    /// Three digits behind one separator, thousands or thousandths; and what the first of these cells is by each answer.
    FILE_AMOUNTS_OPEN = "file-amounts-open", FileRefused,
        ["column", "cells", "where", "found", "decimal_comma", "decimal_point"];
    /// Days of which nobody can tell which number is the day and which the month.
    FILE_DAYS_OPEN = "file-days-open", FileRefused, ["column", "cells", "where", "found", "day_first", "month_first"];
    /// Days with a year of two digits.
    FILE_SHORT_YEARS_OPEN = "file-short-years-open", FileRefused,
        ["column", "cells", "where", "found", "day_first", "month_first", "year_first"];
    /// Numbers in a column that has days too.
    FILE_SERIALS_OPEN = "file-serials-open", FileRefused,
        ["column", "cells", "where", "found", "serial_1900", "serial_1904"];
    /// Cells of two readings in a column whose other cells show both: no answer fits all of them.
    FILE_COLUMN_TORN = "file-column-torn", FileRefused, ["column", "cells", "where", "found"];
    /// An answer that other cells of its column contradict.
    FILE_ANSWER_CONTRADICTED = "file-answer-contradicted", FileRefused, ["column", "how"];
    /// A column that was read as it was answered.
    FILE_COLUMN_ANSWERED = "file-column-answered", Notice, ["column", "how"];

    /// Days that a spreadsheet took for such, all up to the twelfth, beside texts of later days: it may have exchanged day and month.
    FILE_DAYS_EXCHANGED = "file-days-exchanged", FileRefused, ["column", "days", "texts"];
    /// A line above the headings that says in thousands, millions or another currency what is read as it stands.
    FILE_SCALE_STATED = "file-scale-stated", FileRefused, [];
    /// Amounts as binary fractions.
    FILE_DOUBLES = "file-doubles", FileRefused, [];

    // Tables that a document declares.
    /// No row and no name say under what it is filed.
    TABLE_DECLARANT = "table-declarant", FileRefused, [];
    /// No row and no name say of which period it is.
    TABLE_PERIOD = "table-period", FileRefused, [];
    /// Rows of several periods: the file is of each of them.
    TABLE_SEVERAL_PERIODS = "table-several-periods", Warning, ["periods", "first", "last"];
    /// A file without rows: there was nobody and nothing.
    TABLE_NO_ROWS = "table-no-rows", Notice, [];
    /// A row without what it stands under.
    TABLE_KEY = "table-key", RowRefused, [];
    /// A row of another declarant than the file's.
    TABLE_LINE_DECLARANT = "table-line-declarant", RowRefused, ["expected"];
    /// A row of another period than the file's.
    TABLE_LINE_PERIOD = "table-line-period", RowRefused, ["expected"];
    /// Nothing that says whom the row is about.
    TABLE_PERSON = "table-person", RowRefused, [];
    /// Not a number of the scheme that the column holds.
    TABLE_NUMBER = "table-number", CellUnread, ["scheme"];
    /// The digits that the others of its scheme give are not those of a number.
    TABLE_NUMBER_KEY = "table-number-key", CellUnread, ["scheme", "expected", "found"];
    /// What stands in the place of a number of a person is none, or nobody's, beside another that is good: it is left aside.
    TABLE_NUMBER_ASIDE = "table-number-aside", Warning, ["scheme"];
    /// A place that changes inside a month, which is read on one day of it.
    TABLE_MOVED_INSIDE_MONTH = "table-moved-inside-month", Warning, ["day"];
    /// A place that neither the document nor its packs know.
    TABLE_PLACE = "table-place", CellUnread, [];
    /// A financial year of more than two years.
    TABLE_EXERCISE = "table-exercise", RowRefused, [];
    /// Rows that stand under several numbers, as many under each.
    TABLE_DECLARANTS = "table-declarants", FileRefused, ["declarants"];
    /// Quarters written otherwise than asked for.
    TABLE_QUARTER_FORM = "table-quarter-form", Warning, ["cells"];
    /// An end before the beginning.
    TABLE_VALIDITY = "table-validity", RowRefused, [];
    /// A blank that should be filled; the row is used.
    TABLE_LEFT_BLANK = "table-left-blank", Warning, [];
    /// Not a quarter: the row belongs nowhere.
    TABLE_QUARTER = "table-quarter", RowRefused, [];
    /// Not a whole number.
    TABLE_COUNT = "table-count", CellUnread, [];
    /// A text that is too long.
    TABLE_TEXT = "table-text", CellUnread, [];
    /// The same row twice: two facts or a slip. What it sums up is unread.
    TABLE_ROW_REPEATED = "table-row-repeated", CellUnread, ["first_line"];
    /// A key that stands on an earlier line with other content: the cells that differ are unread.
    TABLE_KEY_REPEATED = "table-key-repeated", CellUnread, ["first_line"];
    /// Two rows of one key; they are added up.
    TABLE_KEY_SEVERAL = "table-key-several", Warning, ["first_line"];
    /// A value of two operators that is one's alone: neither has it.
    TABLE_SHARED = "table-shared", CellUnread, ["first_line"];
    /// A time that overlaps that of another row which tells of the same; both rows are refused.
    TABLE_OVERLAP = "table-overlap", RowRefused, ["other_line"];
    /// A row or a file that does not keep to a check of its document.
    TABLE_CHECK = "table-check", Warning, ["check", "label", "cure", "en", "cure_en", "fr", "cure_fr", "ar", "cure_ar"];
    /// A row that does not keep to a check of its document: the cells that the check names are unread.
    TABLE_CHECK_UNREAD = "table-check-unread", CellUnread, ["check", "label", "cure", "en", "cure_en", "fr", "cure_fr", "ar", "cure_ar"];
}
