"""Head counts, the running excess above the reference, and the rank of hires, each with at least and at most."""
import faults
import months
from known import Unknown, known

BOUNDLESS = 10 ** 9     # no head count of anybody: only the upper end of what nobody knows


def staff(e, m):
    """Persons under a permanent contract who go on after a month: (at least, at most, reason)."""
    missing = e.missing("payroll", m)
    if missing:
        return 0, BOUNDLESS, missing
    low = high = 0
    reason = None
    for person, own in e.rows["payroll"].items():
        rows = own.get(m)
        if not rows:
            continue
        verdicts = []
        for r in rows:
            permanent = r["contract"] == "permanent" if known(r["contract"]) else r["contract"]
            stays = (r["left"] is None or r["left"] > months.last(m)) if known(r["left"]) else r["left"]
            if permanent is False or stays is False:
                verdicts.append(False)
            elif permanent is True and stays is True:
                verdicts.append(True)
            else:
                verdicts.append(permanent if isinstance(permanent, Unknown) else stays)
        if faults.active(25):
            low += sum(1 for v in verdicts if v is True) - (1 if True in verdicts else 0)
            high += sum(1 for v in verdicts if v is True) - (1 if True in verdicts else 0)
        if True in verdicts:
            if person not in e.doubtful:
                low += 1
            else:
                reason = reason or "identity"
            high += 1
        elif any(isinstance(v, Unknown) for v in verdicts):
            high += 1
            reason = reason or next(v.reason for v in verdicts if isinstance(v, Unknown))
    if e.nobody["payroll"].get(m) and not faults.active(26):
        high += e.nobody["payroll"][m]
        reason = reason or f"rows-refused payroll {months.text(m)}"
    return low, high, reason


class Posts:
    """The definition `posts`: what a month adds above the reference and every level since."""

    def __init__(self, e, contract, end):
        steps = contract.definitions["posts"]["steps"]
        opens = next(s["opens_after"] for s in steps if "opens_after" in s)
        self.opens_after = months.day(opens["value"])
        reference_month = months.month(next(s["staff_then"] for s in steps if "staff_then" in s)["at"])
        self.e = e
        self.levels = {}
        self.since = None
        if known(e.created):
            self.since = max(months.after(e.created, -1), self.opens_after)
            if faults.active(27):
                self.since = self.opens_after
        self.reference = None
        if self.since is not None:
            self.reference = (0, 0, None) if self.since > self.opens_after else self.level(reference_month)

    def level(self, m):
        if m not in self.levels:
            self.levels[m] = staff(self.e, m)
        return self.levels[m]

    def added(self, m):
        """(at least, at most, reason) for a month; None as reason where nothing is doubtful."""
        if self.since is None:
            return None, None, self.e.created.reason
        if m <= months.of(self.since):
            return 0, 0, None                 # the count opens after the month of `from`
        this = self.level(m)
        floor, ceiling, reason = self.reference[0], self.reference[1], this[2] or self.reference[2]
        begin = months.of(self.since) + 1
        for n in range(begin, m):
            level = self.level(n)
            if faults.active(28):
                continue
            floor, ceiling = max(floor, level[0]), max(ceiling, level[1])
            reason = reason or level[2]
        return max(0, this[0] - ceiling), max(0, this[1] - floor), reason


class Hire:
    """A job that may have a rank: the month in which it counts and the order in it."""

    def __init__(self, job, among, gross, counted):
        self.job, self.among, self.gross, self.counted = job, among, gross, counted


def before(a, b):
    """Whether hire `a` stands before hire `b`: True, False, None (nobody knows), or 'tie'."""
    if not known(a.job.start) or not known(b.job.start):
        return None
    if a.job.start != b.job.start:
        return a.job.start < b.job.start
    if not known(a.gross) or not known(b.gross):
        return None
    if a.gross != b.gross:
        return a.gross > b.gross if faults.active(29) else a.gross < b.gross
    return "tie"


def rank(hire, hires, doubtful):
    """(first at least, first at most, size of the tie at most, whether a tie, reason) of a hire among those of its month."""
    low = high = 1
    tie, tie_high = 1, 1
    reason = None
    for other in hires:
        if other is hire or other.counted != hire.counted or other.among is False:
            continue
        order = before(other, hire)
        sure = other.among is True and other.job.person not in doubtful
        if order is True:
            low += sure
            high += 1
        elif order is None:
            high += 1
        elif order == "tie":
            tie += sure
            tie_high += 1
        if order is not False and (order is None or not sure):
            reason = reason or ("identity" if other.job.person in doubtful else
                                other.among.reason if isinstance(other.among, Unknown) else
                                other.job.start.reason if not known(other.job.start) else
                                getattr(other.gross, "reason", None) or getattr(hire.gross, "reason", None) or "order unknown")
    return low, high, tie, tie_high, reason
