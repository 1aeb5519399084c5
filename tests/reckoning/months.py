"""Days and months. A month is an integer (year * 12 + month - 1), a day a `datetime.date`. Nothing here knows a contract."""
from datetime import date, timedelta
from functools import lru_cache

ONE_DAY = timedelta(days=1)
FAR = date(9999, 12, 31)


def month(text):
    """`2025-07` as a number."""
    year, number = text.split("-")
    return int(year) * 12 + int(number) - 1


def of(day):
    return day.year * 12 + day.month - 1


def text(m):
    return f"{m // 12}-{m % 12 + 1:02d}"


def digits(m):
    return f"{m // 12}{m % 12 + 1:02d}"


@lru_cache(None)
def first(m):
    return date(m // 12, m % 12 + 1, 1)


@lru_cache(None)
def last(m):
    return first(m + 1) - ONE_DAY


def day(words):
    return date.fromisoformat(words)


def after(start, count):
    """`count` months after a day; the last day of a long month ends on the last day of a short one."""
    m = of(start) + count
    return date(m // 12, m % 12 + 1, min(start.day, last(m).day))


def interval(words):
    """`2025-07-01 .. 2030-12-31` or `2025-07-01 ..` as two days."""
    begin, _, end = words.partition("..")
    return day(begin.strip()), (day(end.strip()) if end.strip() else FAR)


def over(m, knowledge):
    """Whether a month is over on a day of knowledge: its last day has passed."""
    return last(m) < knowledge
