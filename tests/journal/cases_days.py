"""Cases: days in use, and the clock that was wrong."""
import random

from days import DaysInUse
from made import ENTRIES, FICTITIOUS, canonical, delivered, entry_of, export, file_of, written
from runs import Runs

BEFORE = "is before .* the day in use of the entry before$"
BEFORE_FROM = "is before .* the day in use of the entry before `from`$"
NOT_BEFORE = "is not before .* the day in use of the entry `from`$"


def journal(*days):
    """A journal of entries of these days of March; a pair is the day of a `clock-was-wrong`, and its `from`."""
    entries = []
    for number, day in enumerate(days, 1):
        day, first = day if isinstance(day, tuple) else (day, None)
        body = {"from": str(first), "to": str(number - 1), "reason": "r"}
        entry = entry_of(number, "clock-was-wrong", body) if first else entry_of(number, "record-text", {"texts": []})
        entries.append({**(ENTRIES[0] if number == 1 else entry), "day": f"2027-03-{day:02}"})
    return entries


def faults_of(days):
    """For each entry whether its day is wrong, by the words of the page: a list of days in use, written anew by each act."""
    in_use, found = [], []
    for day in days:
        if isinstance(day, tuple):
            day, first = day
            found.append(day >= in_use[first - 1] or first > 1 and day < in_use[first - 2])
            in_use[first - 1:] = [day] * (len(in_use) - first + 1)
        else:
            found.append(bool(in_use) and day < in_use[-1])
        in_use.append(day)
    return found, in_use


class Clocks(Runs):
    def test_the_day_in_use_is_that_of_the_last_that_names_the_entry(self):
        for days in [
            (1, 5, 9, (3, 2), 3),              # after which days go on from the one that is right
            (5, 9, (1, 1), 1),                 # from the first entry on there is nothing before
            (3, 9, (3, 2), 3),                 # not before what stands before, which may be the same day
            (1, 9, (7, 2), (4, 2), 4),         # of two the last counts
            (1, 9, 10, (7, 2), (5, 2), 6),     # the act before is among what is named
            (1, 9, (7, 2), 9, (8, 4), 8),      # an act that names what came after the one before
            (1, 9, (2, 2), 8, (6, 4), 6),      # and one more, of the days since
            (1, 9, (2, 2), 30, (2, 4), (1, 2), 1),
        ]:
            with self.subTest(days):
                self.sound(file_of(export(written(journal(*days)))))

    def test_days_that_are_before_or_not_before(self):
        for days, number, told in [
            ((1, 5, 9, (3, 2), 2), 5, BEFORE),             # before the day that counts now, though after many
            ((1, 9, (7, 2), 6), 4, BEFORE),
            ((5, 9, (3, 2)), 3, BEFORE_FROM),
            ((5, 9, (5, 2), (4, 2)), 4, BEFORE_FROM),
            ((1, 9, 10, (7, 2), (5, 3)), 5, BEFORE_FROM),  # what stands before `from` has the day of the act before
            ((1, 9, (7, 2), (6, 3)), 4, BEFORE_FROM),      # the act before, alone, is named
            ((1, 9, (9, 2)), 3, NOT_BEFORE),
            ((1, 9, (10, 2)), 3, NOT_BEFORE),
            ((1, 9, (7, 2), (8, 2)), 4, NOT_BEFORE),       # before the day that was written, not before the one in use
            ((1, 9, (7, 2), (7, 2)), 4, NOT_BEFORE),
            ((1, 5, 9, (5, 2)), 4, NOT_BEFORE),            # `from` was right already
        ]:
            self.found(days, file_of(export(written(journal(*days)))), f"entry {number}: its day [0-9-]+ {told}", only=True)

    def test_rows_keep_the_day_that_the_entry_says(self):
        entries = journal(1, 9, 9, (3, 2), 4)
        entries[1] = {**entries[1], "kind": "submit", "body": {"files": "1", "submissions": [delivered("op-1", "s-1")]}}
        file = file_of(export(written(entries)))
        self.sound(file)
        self.assertIn(b'"day":"2027-03-09","kind":"submit"', file)
        row = {"entry": "4", "place": "0", "table": "wrong_clock", "type": "row", "values": {"day": "2027-03-03", "first": "2", "last": "3"}}
        self.assertIn(canonical(row), file)
        self.found("corrected", file.replace(b'"day":"2027-03-09","kind":"submit"', b'"day":"2027-03-03","kind":"submit"'),
                   "row submission 2/0: `day` is '2027-03-03', the entry says '2027-03-09'", only=True)
        for column, value in (("first", "1"), ("last", "4"), ("day", "2027-03-09")):
            changed = canonical({**row, "values": {**row["values"], column: value}})
            self.found(column, file.replace(canonical(row), changed), f"row wrong_clock 4/0: `{column}` is '{value}'", only=True)

    def test_it_reaches_to_the_entry_before_it(self):
        for to in ("2", "4", "5"):
            entries = journal(1, 9, 9, (3, 2))
            entries[3]["body"]["to"] = to
            self.found(to, file_of(export(written(entries))), "entry 4: body: `to` is not the number of the entry before", only=True)

    def test_one_that_is_malformed_is_told_once_and_its_day_is_the_last(self):
        entries = journal(1, 9, (3, 2), 3)
        entries[2]["body"]["reason"] = ""
        self.found("malformed", file_of(export(written(entries))), "entry 3: body: 'reason'", only=True)
        entries = journal(1, 9, (3, 2), 2)
        entries[2]["body"]["reason"] = ""
        self.found("malformed, and a day before", file_of(export(written(entries))), f"entry 4: its day [0-9-]+ {BEFORE}")
        entries = journal(1, 9, (3, 2), 3)
        entries[2]["body"] = {"from": "9", "to": "2", "reason": "r"}
        self.found("from the future", file_of(export(written(entries))), "entry 3: body: `to` is not", only=True)

    def test_in_a_fictitious_workspace_there_is_none(self):
        entries = FICTITIOUS + [{**FICTITIOUS[0], "number": "12", "request": "request-12", "day": "2027-03-02", "kind": "clock-was-wrong",
                                 "body": {"from": "11", "to": "11", "reason": "r"}}]
        self.found("fictitious", file_of(export(written(entries))), "entry 12: the clock of a fictitious workspace", only=True)

    def test_many_of_them_as_a_list_of_days_tells(self):
        chance, clocks, wrong = random.Random(20270303), 0, 0
        for _ in range(400):
            days, told, kept = [], [], DaysInUse()
            for number in range(1, chance.randrange(2, 25)):
                last = days[-1] if days else 10
                last = last[0] if isinstance(last, tuple) else last
                day = f"{min(99, max(0, last + chance.choice((0, 1, 1, 3, 3, 9, 9, -1)))):02}"
                if number > 1 and chance.random() < 0.35:
                    first = chance.randrange(1, number)
                    least, most = int(kept.of(first - 1) or 0), int(kept.of(first))
                    day = f"{max(0, chance.randint(min(least, most - 1), most - 1) + chance.choice((0,) * 12 + (-2, 3))):02}"
                    days.append((int(day), first))
                    told.append(bool(kept.see_wrong_clock(number, day, first)))
                else:
                    days.append(int(day))
                    told.append(bool(kept.see(number, day)))
            found, in_use = faults_of(days)
            self.assertEqual(told, found, days)
            self.assertEqual([int(kept.of(number)) for number in range(1, len(days) + 1)], in_use, days)
            clocks, wrong = clocks + sum(isinstance(day, tuple) for day in days), wrong + sum(found)
        self.assertGreater(min(clocks - wrong, wrong), 300)  # of both there are many
