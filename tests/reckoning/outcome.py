"""What is said of one key: status, amount in centimes, what decided it and why. Statuses are the words of the export."""
from collections import namedtuple
from fractions import Fraction

from known import Unknown, known

Outcome = namedtuple("Outcome", "status amount decided_by reason")
Key = namedtuple("Key", "contract clause reading operator person year first_month start anniversary")

ANY = "*"          # a place for which no document says which word stands there


def not_evaluated(by, why):
    return Outcome("not evaluated", None, by, why.reason if isinstance(why, Unknown) else why)


def judge(conditions, failing):
    """The first that fails, else the first unknown, else the first pending; None where all hold. `failing` is the status then."""
    for name, verdict in conditions:
        if verdict == "fails":
            return Outcome(failing, 0 if failing == "zero by rule" else None, name, "")
    for name, verdict in conditions:
        if not known(verdict):
            return not_evaluated(name, verdict)
    for name, verdict in conditions:
        if verdict == "pending":
            return Outcome("pending", None, name, "")
    return None


def half_up(value):
    """An exact number of centimes to whole ones, ties away from zero."""
    value = Fraction(value)
    sign = -1 if value < 0 else 1
    return sign * int((abs(value) * 2 + 1) // 2)


def paid(steps):
    """The outcome of named steps [(name, value), …] whose last one is the amount: the first unknown, the first zero, or due."""
    for name, value in steps:
        if not known(value):
            return not_evaluated(name, value)
    amount = steps[-1][1]
    if amount > 0:
        return Outcome("due", amount, "", "")
    for name, value in steps:
        if value == 0:
            return Outcome("zero by rule", 0, name, "")
    return Outcome("zero by rule", 0, steps[-1][0], "")
