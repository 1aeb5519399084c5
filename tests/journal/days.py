"""The days in use of entries: docs/journal.md, rule 3 of "Entries" and the kind `clock-was-wrong`.

Such an act reaches to the entry before it, so it names all entries from its `from` on. Days in use are therefore kept as runs of
entries with the same day, and the act takes runs away at the end and puts one there: however many such acts there are, each run
is put there once and taken away once.
"""
import bisect


class DaysInUse:
    def __init__(self):
        self.starts, self.days = [], []  # of each run its first entry, and its day

    def of(self, number):
        """The day in use of an entry, as it stands now; the empty text, which is before any day, where there is no such entry."""
        nth = bisect.bisect_right(self.starts, number)
        return self.days[nth - 1] if nth else ""

    def last(self):
        return self.days[-1] if self.days else ""

    def add(self, number, day):
        """The next entry, or all from this one on, is of this day."""
        if day != self.last():
            self.starts.append(number)
            self.days.append(day)

    def see(self, number, day):
        """Takes the day of the next entry, and tells what is wrong with it."""
        before = self.last()
        self.add(number, day)
        return [f"its day {day} is before {before}, the day in use of the entry before"] if day < before else []

    def see_wrong_clock(self, number, day, first):
        """Takes a `clock-was-wrong` whose `from` is `first`, and tells what is wrong with its day."""
        faults = []
        if day < self.of(first - 1):
            faults.append(f"its day {day} is before {self.of(first - 1)}, the day in use of the entry before `from`")
        if day >= self.of(first):
            faults.append(f"its day {day} is not before {self.of(first)}, the day in use of the entry `from`")
        while self.starts and self.starts[-1] >= first:
            self.starts.pop()
            self.days.pop()
        self.add(min(first, number), day)
        return faults
