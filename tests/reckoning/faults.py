"""The faults that can be put into the reckoning on purpose: `--fault N` makes it wrong in one way, and a run must then report
a difference. What each fault is stands in `faults.md`."""

CHOSEN = None


def active(n):
    return CHOSEN == n
