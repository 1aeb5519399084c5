"""The kinds of untidiness of tables that documents declare, by name; made by `filed_sector.py`, counted, left out by `--without`."""

KINDS = {
    # cells
    "filed-unread-amount": "an amount that cannot be read", "filed-unread-count": "a number that cannot be read, or has decimals",
    "filed-unread-word": "a word that is none of the column's", "filed-unread-code": "an identifier with blanks and accents",
    "filed-unread-day": "a day that is none, in the key of its row", "filed-blank-cell": "a blank where something must stand",
    "filed-blank-allowed": "a blank where one may stand", "filed-blank-key": "a blank where a code of the key must stand",
    "filed-beyond": "a figure outside its bounds", "filed-below-zero": "an amount against which a check speaks",
    "filed-other-word": "a word in another spelling", "filed-number-spaced": "a number with blanks inside",
    "filed-year-of-date": "a year written as a day or with .0", "filed-day-named": "a day with the name of its month",
    "filed-amount-unsettled": "8.000 where a point parts decimals, which is asked",
    "filed-amount-settled": "8,000 where a point parts decimals, or the other way round", "filed-day-settled": "1/9/2025 where the column shows the order",
    "filed-day-unsettled": "1/9/2025 where nothing shows the order, which is asked",
    # how files are written
    "filed-french": "decimal commas, thousands with blanks", "filed-english": "thousands with commas", "filed-units": "amounts with their unit",
    "filed-days-first": "days first, with strokes", "filed-days-dotted": "days first, with points",
    "filed-days-numbered": "day numbers of a spreadsheet in every column of days", "filed-columns-moved": "columns in another order",
    "filed-columns-named": "columns under other headings", "filed-column-absent": "a column that may be left out is",
    "filed-column-unknown": "a column that the table has not", "filed-tabs": "fields parted by tabs or bars", "filed-carriage": "other ends of lines",
    "filed-marked": "a mark before the text, or Windows-1252", "filed-titled": "lines of title before the header",
    # rows
    "filed-equal-lines": "two lines that are equal in everything", "filed-adds": "two lines of one key that add up",
    "filed-key-apart": "two lines of one key, the declarant of one of which cannot be read",
    "filed-differs": "two lines of one key that add up and disagree in a word", "filed-disagrees": "two lines of one key that may not disagree and do",
    "filed-nobody": "a row that names nobody", "filed-wrong-number": "a number with a wrong key beside a good card",
    "filed-wrong-alone": "a number with a wrong key alone", "filed-occasional": "occasional labour", "filed-card-alone": "a row by the card alone",
    "filed-other-declarant": "a line of another declarant", "filed-other-period": "a line of another period",
    "filed-no-declarant": "a line whose declarant cannot be read", "filed-total": "a line of totals", "filed-total-wrong": "a total that is not the sum",
    "filed-separators": "separators or dashes alone", "filed-header-again": "the header once more", "filed-short": "a line that lost a field",
    "filed-overlap": "dated rows that overlap", "filed-equal-state": "a dated row twice", "filed-reversed": "a dated row that ends before it begins",
    # files
    "filed-several-years": "a file of two years", "filed-missing": "a file that never comes", "filed-early": "a file before its year is over",
    "filed-replaced": "a file that replaces another", "filed-added": "a file that is added to another", "filed-added-equal": "a file added with a line that is there",
    "filed-withdrawn": "a file that is taken back", "filed-late": "a file after its day", "filed-filled-slot": "a file for a filled slot, without a word",
    "filed-same-bytes": "the same file again", "filed-header-alone": "a header alone", "filed-all-refused": "a correction without one row that can be used",
    # who
    "filed-two-affiliations": "one of two affiliations files", "filed-opens": "an operator affiliated later", "filed-two-cards": "one number with two cards",
    "filed-figures-apart": "a stated figure that is not what the other table adds up to",
    # payroll and turnover, that others are held against
    "beside-payroll-missing": "a payroll of a year that never comes", "beside-month-missing": "a payroll of a year without one of its months",
    "beside-heads-apart": "a payroll without one of those who are stated", "beside-nobody": "a row of the payroll that names nobody",
    "beside-comes-and-goes": "somebody in every other month of the payroll", "beside-card-alone": "a row of the payroll by the card alone",
    "beside-late": "a payroll after the files that are held against it", "beside-payroll-replaced": "a payroll that replaces another",
    "beside-turnover-missing": "a turnover that is not told", "beside-turnover-apart": "a turnover that is not what the invoices add up to",
    "beside-turnover-unread": "exports that cannot be read", "beside-turnover-blank": "a blank where exports must stand",
    "beside-exports-above-total": "more exports than turnover", "beside-exports-below-zero": "exports below zero",
    "beside-turnover-replaced": "a turnover that replaces another",
    # a time in which nobody owed a file
    "unowed-file": "a statement of a year in which nothing was owed", "unowed-both-sides": "what a statement of such a year is held against",
    "unowed-withdrawn": "a file of such a year that is taken back", "unowed-register": "a register that names an operator who owed nothing in its year",
    # a register whose rows name their operators
    "fund-nobody": "a row that names its operator and nobody else", "fund-occasional": "occasional labour of an operator",
    "fund-equal-rows": "two rows of an operator that are equal", "fund-key": "a row of an operator without a quarter", "fund-cell": "a cell that cannot be read",
    "fund-short": "a row that lost a field, and so names nobody", "fund-part-refused": "an operator of whom every row is refused",
    "fund-part-aside": "an operator of whom every row is left aside", "fund-no-operator": "a row that names no operator",
    "fund-stranger": "a row of an operator whom no register has", "fund-mixed": "rows of operators among each other",
    "fund-replaced": "a register that replaces what it says of some operators", "fund-all-refused": "a register without one row that can be used",
}


class Counts(dict):
    def __init__(self, without=()):
        super().__init__({k: 0 for k in KINDS})
        self.without = set(without)

    def allows(self, kind):
        assert kind in KINDS, kind
        return kind not in self.without

    def note(self, kind):
        self[kind] += 1
