"""The kinds of untidiness, by name. Each is made by `people.py` or `sector.py`, can be left out (`--without`), and is counted."""

KINDS = {
    # operators
    "operator-opens": "an operator begins within the period",
    "operator-closes": "an operator ends within the period",
    "operator-merges": "an operator ends and another one takes over its staff",
    "operator-moves": "a site is at another place from a day on",
    "created-unread": "the day of creation of an operator cannot be read",
    "months-before-affiliation": "months before the first affiliation owe nothing",
    "two-affiliations": "an operator files under two affiliations",
    # persons
    "transfer-up": "from one affiliation to another of a higher number",
    "transfer-down": "from one affiliation to another of a lower number",
    "transfer-next-day": "exit on one day and hire on the next, no day's break",
    "transfer-with-break": "exit and a hire several days later in one month",
    "transfer-new-date": "transfer without exit, under another hire date",
    "rehire": "comes back after an exit, with a new hire date",
    "hire-restated": "another hire date inside one run of months",
    "hole": "not shown for months, then shown again under the old hire date",
    "hole-new-hire": "not shown for months, then shown again under a new hire date",
    "two-sites": "two lines in a month, at two sites",
    "halves": "two lines in a month that differ in their amounts alone",
    "equal-lines": "two lines of one file that are equal in everything",
    "equal-lines-bds": "two lines of one declaration that are equal in everything",
    "two-exits": "two lines that end on two days of one month",
    "two-hires": "two lines in the first month, under two hire dates",
    "two-contracts": "two lines in a month under two contracts",
    "exit-day": "leaves, with the day in the register",
    "settlement-after-exit": "a line of pay in the month after the exit",
    "exit-without-day": "leaves, shown by the declaration alone",
    "exit-at-eighteen": "leaves around the last day of the eighteenth month",
    "death": "declared as deceased",
    "suspended-counting": "maternity or illness without days",
    "suspended-bridging": "unpaid leave",
    "fixed-term": "a contract for a fixed term", "foreign": "a foreign recruit", "internship": "an intern",
    "tie": "hires of one day at one wage",
    "late-row": "first row a month after the hire",
    "declared-not-paid": "declared in a month without a row in the register",
    "paid-not-declared": "in the register in a month without a declaration",
    "card-alone": "known by the card alone in the register",
    "card-two-numbers": "one card under two numbers",
    "number-two-cards": "one number with two cards",
    "unknown-site": "a site that no register has",
    "site-two-classes": "a person at places of two classes in a year",
    # lines and cells
    "unread-amount": "an amount that cannot be read", "unread-word": "a word that cannot be read",
    "unread-date": "a date that cannot be read", "blank-site": "a blank where a site must stand",
    "unread-bds": "a cell of a declaration that cannot be read",
    "nobody-row": "a row with content that names nobody",
    "nobody-bds": "a line of a declaration whose number is wrong",
    "separators": "a row of separators only", "total-row": "a row of totals",
    "lost-separators": "rows whose last separators are lost", "trailing-blanks": "cells with blanks behind",
    "french-figures": "decimal commas and days first",
    "register-unread": "a cell of a register of sites or turnover that cannot be read",
    "register-row-refused": "a row of a register that names its operator but not its key",
    # files
    "late-file": "a file that comes months late",
    "corrected-file": "a file that replaces an earlier one",
    "partial-file": "a file with some persons only, completed later",
    "site-files": "files by site, to be added",
    "complementary": "a complementary declaration",
    "preestablished": "the pre-established list of the CNSS",
    "missing-payroll": "a register that never comes", "missing-bds": "a declaration that never comes",
    "missing-annual": "a yearly statement that never comes", "missing-turnover": "a turnover that is not told",
    "missing-sites": "an operator whose sites no register has",
    "empty-register": "a register with its heading alone",
    "annual-twice": "two lines of one person in a yearly statement",
    "refused-file": "a correction without one row that can be used",
    "filled-slot": "a file for a slot that is filled, without a word",
    "same-bytes": "the same file again on the same day",
}


class Counts(dict):
    def __init__(self, without=()):
        super().__init__({k: 0 for k in KINDS})
        self.without = set(without)

    def allows(self, kind):
        assert kind in KINDS, kind
        return kind not in self.without

    def note(self, kind, times=1):
        self[kind] += times
