"""Jobs out of months: what each month says of a person, and the runs that months make.

What a month says stands in `presence`."""
from datetime import timedelta

import faults
import months
from known import Unknown, known
from presence import Month, beside_exit, exits_inside, has_moved, hires_of, in_part, of_bds, of_payroll, staying


class Job:
    def __init__(self, person, first, earlier_known):
        self.person, self.first, self.earlier_known = person, first, earlier_known
        self.months = {}                 # month -> True (counts), False (bridges), None (the month of the end) or Unknown
        self.exit, self.closed, self.last = None, False, first
        self.start, self.nth, self.seen, self.later_hires = None, 0, set(), []
        self.contradicted = None
        self.holes = set()
        self.left_month = None
        self.exit_seen = None
        self.next_days = set()           # days after exits that were none, or may have been none
        self.first_hires, self.hire_unknown = [], True
        self.hires_in = {}               # month -> the hire dates that it shows
        self.maybe_before = False        # whether the person may have been shown in the month before the first

    @property
    def goes_on(self):
        return not self.closed and self.exit is None

    @property
    def end(self):
        """The latest day on which the job may have been there; None where it goes on."""
        if self.goes_on:
            return None
        if self.exit is None:
            return months.last(max(self.months))      # unknown months before the first one without the person
        return self.exit[1] if isinstance(self.exit, tuple) else self.exit


def jobs_of(e, person, order, horizon, contract, definition):
    """All jobs of a person with an operator by the sources in `order`, within the months `horizon` = (first, last)."""
    begin, end = horizon
    spell = next(s for s in contract.definitions[definition]["spells"] if s["from"] == "bds")
    counting = tuple(spell.get("counting", "").split())
    bridging = tuple(spell.get("bridging", "").split())
    rows = e.rows["payroll"].get(person, {}), e.rows["bds"].get(person, {})
    shown = [m for table in rows for m in table]
    if not shown:
        return []
    begin = min(min(shown), begin) - 1          # the month before all evidence tells whether a job begins with the first
    states, told = {}, {}
    for m in range(begin, end + 1):
        state = None
        reason = None
        for table in order:
            missing = e.missing(table, m)
            if missing is None:
                if not e.owed(m):
                    state = Month("absent")
                else:
                    state = of_payroll(e, person, m) if table == "payroll" else of_bds(e, person, m, counting, bridging)
                break
            reason = reason or missing
        states[m] = state or Month("unknown", reason)
        states[m].table = table if state else None
        if state is None:
            states[m].part = in_part(e, person, m, order, counting, bridging)
        told[m] = state is not None
    return walk(e, person, states, begin, end)


def left_before(day, job):
    """Whether a hire date lies before an exit: one of the job's own, or not after the first day on which it may have ended."""
    return day in job.seen or day <= (job.exit[0] if isinstance(job.exit, tuple) else job.exit)


def old_hires(e, person, states, m, end, job):
    """The hire dates from before an exit under which a month goes on: of its rows that follow none, else of the months after it."""
    told = hires_of(staying(e, "payroll", person, m)) or states[m].hires or hires_after(states, m, end)
    return [d for d in told if left_before(d, job)]


def behind_unknown(job, states, m, end):
    """Whether a month that shows the person again after unknown months names a hire date behind their beginning: another job."""
    first = m
    while first - 1 in job.months and isinstance(job.months[first - 1], Unknown) and first - 1 not in job.holes:
        first -= 1
    hires = hires_after(states, m, end) if first < m and first > job.first else ()
    return bool(hires) and min(hires) >= months.first(first) and min(hires) not in job.next_days


def hires_after(states, m, end):
    """The first hire dates told by the months in which a person is shown again after an absent month; none where nothing tells."""
    shown = False
    for n in range(m, end + 1):
        if states[n].kind == "absent" and shown:
            break
        if states[n].kind in ("go", "end") or states[n].shown:
            shown = True
            if states[n].hires:
                return states[n].hires
            if states[n].kind == "end":
                break
    return ()


def walk(e, person, states, begin, end):
    jobs, job = [], None

    def open_job(m, hires):
        earlier = states.get(m - 1)
        fresh = Job(person, m, earlier is not None and earlier.kind in ("absent", "end"))
        jobs.append(fresh)
        fresh.nth = len(jobs)
        fresh.first_hires = list(hires)
        fresh.maybe_before = earlier is not None and earlier.kind == "unknown"
        fresh.seen = set(hires)
        fresh.hire_unknown = bool(e.parts("payroll", person, m)) or e.missing("payroll", m) is not None or \
            e.refused_near("payroll", person, m)
        return fresh

    def show(job, m, state):
        job.last = m
        hires = set(state.hires)
        if hires and m > job.first:
            job.later_hires.append((m, min(hires)))
            if not job.seen:
                job.seen = hires
            elif hires & job.seen or hires & beside_exit(e, person, m):
                job.seen |= hires
            else:
                if job.exit_seen is None or min(hires) != job.exit_seen + timedelta(days=1):
                    job.contradicted = job.contradicted or f"start contradicted {months.text(job.first)} {months.text(m)}"
                job.seen |= hires

    for m in range(begin, end + 1):
        s = states[m]
        if s.kind == "end" and not isinstance(s.exit, tuple) and s.exit < months.first(m) and (job is None or job.exit is not None):
            continue                                  # a settlement after the exit is no new job
        left = job if job is not None else jobs[-1] if jobs else None
        if s.shown and left is not None and left.exit is not None and s.hires and all(left_before(d, left) for d in s.hires):
            continue                                  # nor is one whose own day of leaving cannot be read
        if s.kind in ("go", "end") or s.shown:
            if job is not None and job.exit is not None:
                day = job.exit
                certain = not isinstance(day, tuple)
                early, late = (day, day) if certain else day
                next_day = [d for d in s.hires if early < d <= late + timedelta(days=1) and (certain or d not in job.seen)]
                if next_day and m - job.left_month <= 1 and certain and not faults.active(18):
                    job.exit = None
                    job.exit_seen = day
                    job.next_days.update(next_day)
                    job.months[job.left_month] = True
                elif next_day and m - job.left_month <= 1 and not certain:
                    # Hired, it may be, on the day after an exit whose day nobody knows: whether the job went on is not known either.
                    job.exit, job.months[job.left_month] = None, Unknown(f"exit without day {months.text(job.left_month)}")
                    job.next_days.update(next_day)
                    job.contradicted = job.contradicted or f"start contradicted {months.text(job.first)} {months.text(m)}"
                elif old_hires(e, person, states, m, end, job) and m - job.left_month <= 1 and s.kind in ("go", "end"):
                    # An exit, and the next month under a hire date from before it: no day's break where both fit, else a contradiction.
                    job.exit = None
                    if certain:
                        job.exit_seen, job.months[job.left_month] = day, True
                        job.next_days.add(day + timedelta(days=1))
                    else:
                        job.months[job.left_month] = Unknown(f"exit without day {months.text(job.left_month)}")
                    if not (certain and day == months.last(job.left_month) and has_moved(e, person, states[m - 1], s, m)):
                        job.contradicted = job.contradicted or f"exit {months.text(job.left_month)} contradicted {months.text(m)}"
                else:
                    job = None
            elif job is not None and behind_unknown(job, states, m, end):
                job.closed, job = True, None
            inner = exits_inside(e, person, m) if s.kind == "go" and not s.breaks else ()
            if job is not None and inner:
                job.exit_seen = max(inner)
            if job is None:
                job = open_job(m, s.breaks[1] if s.breaks else s.hires)
                job.exit_seen = max(inner, default=None)
            elif not s.breaks:
                show(job, m, s)
            if s.breaks:
                job.last, job.exit, job.left_month = m, s.breaks[0], m
                job.months[m] = None
                job = open_job(m, s.hires)
            job.hires_in[m] = s.hires
            if s.kind == "go":
                job.months[m] = s.counts
                job.last = m
            elif s.kind == "end":
                job.months[m] = None
                job.exit, job.left_month, job.last = s.exit, m, m
            else:
                job.months[m] = Unknown(s.reason)
                job.last = m
        elif s.kind == "unknown":
            if job is not None and job.exit is None:
                began = min(job.first_hires) if job.first_hires else job.later_hires[0][1] if job.later_hires else None
                if began is not None and began in s.part:
                    job.months[m], job.last, job.hires_in[m] = True, m, [began]
                else:
                    job.months[m] = Unknown(s.reason)
        elif s.kind == "absent" and job is not None:
            if job.exit is None:
                hires = hires_after(states, m, end)
                if hires and min(hires) <= months.last(job.last) and not faults.active(19):
                    job.months[m] = Unknown(f"hole {months.text(m)}")
                    job.holes.add(m)
                    continue
                job.closed = True
            job = None
    for j in jobs:
        start_of(j)
    return jobs


def start_of(job):
    """The start: hire date of the first month, else that of a later row, else the first day where the month before is known."""
    own = job.first_hires
    if own:
        job.start = max(own) if faults.active(20) else min(own)
    elif job.later_hires and not faults.active(21):
        day = job.later_hires[0][1]
        job.start = day if day <= months.last(job.first) else Unknown(f"no hire date {months.text(job.first)}")
    elif not job.hire_unknown:
        job.start = months.first(job.first) if job.earlier_known else Unknown("first month of all evidence")
    else:
        job.start = Unknown(f"no hire date {months.text(job.first)}")
    if job.contradicted and known(job.start) and not faults.active(22):
        job.start = Unknown(job.contradicted)


def certain_months(job):
    """The months of a job up to the first unknown one; those behind it too where the job is one whatever that month was: after a hole,
    and where the first month shown again has a hire date from before the unknown months."""
    unknown = []
    for m, v in sorted(job.months.items()):
        if isinstance(v, Unknown):
            unknown.append(m)
            continue
        if unknown and not job.holes.intersection(unknown):
            hires = job.hires_in.get(m)
            if not hires or min(hires) >= months.first(unknown[0]):
                return
        unknown = []
        yield m


def kept(job, needed, knowledge, trailing):
    """`job kept >= N months`: holds, fails, pending, or why nobody knows."""
    unclear = [v for _, v in sorted(job.months.items()) if isinstance(v, Unknown)]
    low = sum(1 for m in certain_months(job) if job.months[m] is True)
    high = sum(1 for v in job.months.values() if v is True) + len(unclear)
    if faults.active(23):
        low += sum(1 for v in job.months.values() if v is None)
        high = max(high, low)
    if low >= needed:
        return "holds"
    if high >= needed:
        return unclear[0]
    if job.goes_on:
        return "pending"
    if job.exit is not None or job.closed:
        return "fails"
    return "pending"


def present(job, count, knowledge, missing):
    """`job present N months after start` on that very day."""
    if not known(job.start):
        return job.start
    day = months.after(job.start, count)
    m = months.of(day)
    state = job.months.get(m)
    if m < job.first:                             # hired long before the first month that shows him
        return Unknown(missing or "first month unknown") if missing or job.maybe_before and m == job.first - 1 else "fails"
    if job.exit is not None:
        if isinstance(job.exit, tuple):
            early, late = job.exit
            if day <= early and not isinstance(state, Unknown):
                return "holds"                    # on the first of the month he was there, wherever in it the last day lies
            if day > late:
                return "fails"
            return state if isinstance(state, Unknown) else Unknown(f"exit without day {months.text(m)}")
        if day > job.exit:
            return "holds" if faults.active(24) and (day - job.exit).days == 1 else "fails"
        return state if isinstance(state, Unknown) else "holds"
    if job.closed and state is None:
        return "fails" if m > job.last else "holds"
    if isinstance(state, Unknown):
        return "pending" if day > knowledge else state
    if state is not None:
        return "holds"
    if day > knowledge or not months.over(m, knowledge):
        return "pending"
    return Unknown(missing or f"missing {months.text(m)}")
