"""What is known of declared tables on a day: files in force, periods covered, expected and missing, who is who, rows, and what is unknown."""
from datetime import date

import faults
import months
from filed_account import Account
from filed_write import last_day
from known import ABSENT, Unknown


def accounts(sector):
    """The account of each file, made once a fault."""
    kept = sector.__dict__.setdefault("accounts", {})

    def of(sheet):
        place = (faults.CHOSEN, id(sheet))
        if place not in kept:
            kept[place] = Account(sheet)
        return kept[place]
    return of


def in_force(sector, day):
    """(table, declarant, period) -> [account, …], and what each file that was handed in is expected to come to: [(delivery, sheet, standing), …]."""
    of, slots, told, hashes = accounts(sector), {}, [], set()
    tax_ids = {o.id: o.tax_id for o in sector.operators}
    for delivery in sector.deliveries:
        if delivery.day > day:
            break
        for sheet in delivery.files:
            account = of(sheet)
            if delivery.mode == "withdraw":
                if not faults.active(48):
                    for slot in [s for s, held in slots.items() if account in held]:
                        slots[slot] = [a for a in slots[slot] if a is not account]
                        if not slots[slot]:
                            del slots[slot]
                    hashes.discard((delivery.day, id(sheet)))
                continue
            mine = [(sheet.table.id, sheet.declarant, p) for p in (account.periods or ([None] if sheet.table.dated else []))]
            filled = [s for s in mine if s in slots]
            if account.standing == "refused":
                told.append((delivery, sheet, "refused"))
                continue
            if delivery.mode == "new" and filled:
                told.append((delivery, sheet, "again" if all(account in slots[s] for s in mine) else "filled"))
                continue
            told.append((delivery, sheet, "accepted"))
            if sheet.table.by_register:                # a register has a place for each operator: of whom it says nothing that can be used, what is there stays
                for op, part in account.parts.items():
                    for period in part.periods:
                        slots[sheet.table.id, tax_ids[op], period] = [part]
                continue
            for slot in mine:
                held = slots.get(slot, [])
                if delivery.mode == "add":
                    slots[slot] = held + [account] if not faults.active(49) or not held else held
                elif not (held and faults.active(50)):
                    slots[slot] = [account]
    return slots, told


class Evidence:
    """One operator's declared tables as known on a day."""

    def __init__(self, operator, tables, slots, day, person):
        self.operator, self.tables, self.day = operator, tables, day
        self.rows, self.nobody, self.filed, self.doubtful = {}, {}, {}, set()
        numbers = {operator.tax_id} | {a for a, _, _ in operator.affiliations}
        lines = {}
        for (table, declarant, period), held in sorted(slots.items(), key=lambda x: repr(x[0])):
            if declarant not in numbers:
                continue
            self.filed.setdefault(table, {}).setdefault(period, []).append(declarant)
            for account in held:
                place = (table, period)
                self.nobody[place] = self.nobody.get(place, 0) + account.hidden[period] + account.hidden[None]
                for row in account.rows:
                    if row["slot"] == period:
                        who = person(*row["who"]) if row["who"] else None
                        lines.setdefault((table, who), []).append((account, row))
        for (table, who), found in lines.items():
            self.rows.setdefault(table, {})[who] = self.merged(tables[table], found)

    def merged(self, table, found):
        """Lines of one key that agree in all that is not added up are one row; equal ones of one slot leave their sums unknown."""
        groups = {}
        for account, row in found:
            words = tuple("?" if isinstance(row["cells"][c], Unknown) else repr(row["cells"][c]) for c in row["cells"] if c not in table.several)
            groups.setdefault((row["period"], row["from"], account.sheet.declarant, words), []).append((account, row))
        out = []
        for members in groups.values():
            row = dict(members[0][1], cells=dict(members[0][1]["cells"]), declarant=members[0][0].sheet.declarant, lines=len(members))
            seen, equal = set(), False
            for account, r in members:
                sums = tuple(repr(r["cells"][c]) for c in sorted(table.several))
                equal = equal or sums in seen
                seen.add(sums)
            for c in table.several:
                values = [r["cells"][c] for _, r in members]
                unread = next((v for v in values if isinstance(v, Unknown)), None)
                if len(members) > 1 and equal and not faults.active(51):
                    row["cells"][c] = Unknown(f"equal lines {table.id} {c}")
                elif unread is not None:
                    row["cells"][c] = unread
                else:
                    told = [v for v in values if v is not ABSENT]
                    row["cells"][c] = sum(told) if told else ABSENT
            out.append(row)
        return out

    # -- what is owed -------------------------------------------------------------------------------------------------

    def owing(self, table, period):
        """The declarants that owe a file for a period."""
        if self.tables[table].covers == "month":
            begin, end = date(*period, 1), months.last(period[0] * 12 + period[1] - 1)
        else:
            begin, end = first_day_of(period), last_day(period)
        valid = [a for a, since, until in self.operator.affiliations if since <= end and (until is None or until >= begin)]
        if faults.active(52):
            valid = [a for a, _, _ in self.operator.affiliations]
        if self.tables[table].filed_by == "affiliation":
            return valid
        return [self.operator.tax_id] if valid else []

    def missing(self, table, period):
        """Why a period of a table is not known; None where it is."""
        came = self.filed.get(table, {}).get(period, [])
        for declarant in self.owing(table, period):
            if declarant not in came:
                return f"missing {table} {period}"
        return None

    def expectation(self, table, since):
        """(periods expected, of which all came, periods missing with the declarants that owe them, the day they are due, and whether it has passed)."""
        expected, covered, missing = 0, 0, []
        for period in periods_since(self.tables[table], since, self.day):
            owing = self.owing(table, period)
            if not owing:
                continue
            expected += 1
            came = self.filed.get(table, {}).get(period, [])
            lacking = sorted(set(owing) - set(came))
            if not lacking:
                covered += 1
            else:
                due = due_day(self.tables[table], period)
                missing.append((period, tuple(lacking), due, due is not None and (due <= self.day if faults.active(60) else due < self.day)))
        return expected, covered, missing

    # -- rows ---------------------------------------------------------------------------------------------------------

    def own(self, table, person, period):
        return [r for r in self.rows.get(table, {}).get(person, []) if r["slot"] == period]

    def reach(self, table):
        """The first and last period for which all that is owed came."""
        came = sorted(p for p in self.filed.get(table, {}) if self.owing(table, p) and self.missing(table, p) is None)
        return (came[0], came[-1]) if came else None

    def refused_near(self, table, person, year):
        """Whether a row that was refused may be that of a person who has none in the year."""
        if not self.nobody.get((table, year)):
            return False

        def near(step):
            y = year + step
            while not self.own(table, person, y):
                reach = self.reach(table)
                if not (reach and reach[0] <= y <= reach[1] and (self.missing(table, y) is not None or self.nobody.get((table, y)))):
                    return False
                y += step
            return True
        return near(-1) or near(1)


def first_day_of(period):
    return date(period, 1, 1) if isinstance(period, int) else date(period[0], period[1] * 3 - 2, 1)


def periods_since(table, since, day):
    """The periods of a table's files that began on or after a day and are over on another."""
    years = range(since.year, day.year + 1)
    every = list(years) if table.covers == "year" else [(y, q) for y in years for q in (1, 2, 3, 4)]
    return [p for p in every if last_day(p) >= since and last_day(p) < day]


def due_day(table, period):
    if isinstance(period, int):
        return table.due(period)
    words = (table.expected or "").split()
    return months.first(period[0] * 12 + period[1] * 3).replace(day=int(words[2])) if words[:2] == ["by", "day"] else None


def identities(slots):
    """Who is who, by rows with both numbers in files in force; and the persons of whom it is contradicted."""
    cards, numbers = {}, {}
    for held in slots.values():
        for account in held:
            for row in account.rows:
                if row["who"] and all(row["who"]):
                    cards.setdefault(row["who"][0], set()).add(row["who"][1])
                    numbers.setdefault(row["who"][1], set()).add(row["who"][0])
    doubtful = set()
    for number, its in cards.items():
        if len(its) > 1:
            doubtful |= {number} | {"card " + c for c in its}
    for card, its in numbers.items():
        if len(its) > 1:
            doubtful |= its | {"card " + card}

    def person(number, card):
        if number:
            return number
        its = numbers.get(card, ())
        return next(iter(its)) if len(its) == 1 and not faults.active(53) else "card " + card
    return person, doubtful


def gather(sector, day):
    """The evidence of every operator on a day, and the persons that are doubtful."""
    slots, _ = in_force(sector, day)
    person, doubtful = identities(slots)
    found = [Evidence(o, sector.tables, slots, day, person) for o in sector.operators + sector.parties]
    for e in found:
        e.doubtful = doubtful
    return found, doubtful


