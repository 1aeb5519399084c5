"""What is known on a day: which files are in force, who is who, and the rows of each table for each operator.

Follows the decided meaning of untidy evidence: slots and corrections, lines that are one row or parts, cells that were not
read, rows that name nobody, months that owe nothing, identity."""
import faults
import months

SUMMED = {"payroll": ("gross", "tax"), "bds": ("days", "wage", "capped"),
          "annual": ("gross", "net", "contributions", "tax", "days")}
WORDS = {"payroll": ("affiliation", "site", "hired", "left", "contract", "nationality", "birth", "ecosystem"),
         "bds": ("affiliation", "situation"), "annual": ("exempt", "dependants")}


class Unknown:
    """Nobody knows, and why."""

    def __init__(self, reason):
        self.reason = reason

    def __repr__(self):
        return f"unknown ({self.reason})"


ABSENT = type("Absent", (), {"__repr__": lambda self: "absent"})()


def known(value):
    return not isinstance(value, Unknown)


def what_it_says(row):
    """By what rows of the register of one key stand in order: columns that are not added up, by their names; a blank, the unread, then values."""
    cells = [row.get(c) for c in sorted(WORDS["payroll"])]           # `birth` stands where `birth_year` does
    return [(0,) if v is None or v is ABSENT else (1,) if not known(v) else (2, v) for v in cells]


class Evidence:
    """One operator's evidence as known on a day."""

    def __init__(self, operator):
        self.operator = operator
        self.created = ABSENT
        self.affiliations, self.sites, self.turnover = [], [], {}
        self.rows = {"payroll": {}, "bds": {}, "annual": {}}          # person -> period -> [row, …]
        self.nobody = {"payroll": {}, "bds": {}}                      # month -> number of rows that name nobody
        self.filed = {"payroll": set(), "bds": set(), "annual": set()}  # (affiliation, month) or year
        self.doubtful = set()
        self._owed, self._missing, self._reach = {}, {}, {}

    # -- coverage ------------------------------------------------------------------------------------------------------

    def owed(self, m):
        """The affiliations that owe files for a month."""
        if m not in self._owed:
            self._owed[m] = [a for a, begin, end in self.affiliations if months.of(begin) <= m <= (months.of(end) if end else 10 ** 6)]
        return self._owed[m]

    def missing(self, table, m):
        """Why a month of a table is not known; None where it is."""
        if (table, m) not in self._missing:
            self._missing[table, m] = self.look_for(table, m)
        return self._missing[table, m]

    def look_for(self, table, m):
        owed = self.owed(m)
        if not owed and faults.active(1) and any(months.of(begin) > m for _, begin, _ in self.affiliations):
            return f"missing {table} {months.text(m)}"
        for aff in owed:
            if (aff, m) not in self.filed[table]:
                return f"missing {table} {months.text(m)}"
        return None

    def parts(self, table, person, period):
        return self.rows[table].get(person, {}).get(period, [])

    def refused_near(self, table, person, m):
        """Whether a row that names nobody may be this person's in a month in which he has none."""
        if not self.nobody[table].get(m) or faults.active(2):
            return False
        own = self.rows[table].get(person, {})

        def near(step):
            n = m + step
            while n not in own:
                if not self.hides(table, n):
                    return False
                n += step
            return True
        return near(-1) or near(1)

    def hides(self, table, m):
        """Whether nobody knows of a month, between the first and last that is covered, whether it shows who has no row in it."""
        first, last = self.reach(table)
        return first <= m <= last and (self.missing(table, m) is not None or bool(self.nobody[table].get(m)))

    def reach(self, table):
        """The first and the last month of a table for which all that is owed came."""
        if table not in self._reach:
            came = {m for _, m in self.filed[table] if self.owed(m) and self.missing(table, m) is None}
            self._reach[table] = (min(came), max(came)) if came else (0, -1)
        return self._reach[table]

    # -- places --------------------------------------------------------------------------------------------------------

    def place_class(self, contract, code, day, knowledge):
        """The class of the place of a site on a day."""
        if not known(code):
            return code
        states = [s for s in self.sites if s["site"] == code]
        if not states:
            return ABSENT if faults.active(3) else Unknown(f"site {code} in no register")
        for s in states:
            if "from" in s["unread"]:
                return Unknown(f"cell unread site {code}")
        for s in states:
            if s["from"] <= day and (s["to"] is None or day <= s["to"]):
                if "platform" in s["unread"]:
                    return Unknown(f"cell unread site {code}")
                value = contract.places[s["platform"] or s["region"]].on(day, knowledge)
                return Unknown(f"no class {code} {day}") if value is None else value
        return Unknown(f"site {code} in no state on {day}")


def in_force(sector, day):
    """The files in force on a day by slot: (kind, declarant, period, complement) -> [file, …]; registers line by line."""
    slots, registers = {}, {"operators": {}, "affiliations": {}, "sites": {}, "turnover": {}}
    for delivery in sector.deliveries:
        if delivery.day > day:
            break
        for file in delivery.files:
            if file.kind == "preestablished":
                continue
            if file.kind in registers:
                owners = {}
                for line in file.lines:
                    if "ignored" not in line:
                        key = (line["operator"], line["year"]) if file.kind == "turnover" else line["operator"]
                        owners.setdefault(key, []).append(line)
                table = registers[file.kind]
                for key, lines in owners.items():
                    if delivery.mode == "add" and key in table:
                        table[key] = table[key] + lines
                    elif key not in table or delivery.mode == "replace" and not faults.active(4):
                        table[key] = lines
                continue
            slot = (file.kind, file.declarant, file.period, file.complement)
            usable = any("ignored" not in x and not x.get("nobody") for x in file.lines)
            if not usable and any(x.get("nobody") for x in file.lines) and not faults.active(5):
                continue
            held = slots.get(slot)
            if held is None:
                slots[slot] = [file]
            elif delivery.mode == "replace":
                slots[slot] = [file]
            elif delivery.mode == "add" and not faults.active(6):
                slots[slot] = held + [file]
            elif delivery.mode == "new" and faults.active(7):
                slots[slot] = [file]
    return slots, registers


def identities(files):
    """Who is who: a function from the numbers of a line to a person, and the persons that are doubtful."""
    cards, numbers = {}, {}
    for file in files:
        for line in file.lines:
            if "ignored" in line or line.get("nobody") or not (line.get("cnss") and line.get("cin")):
                continue
            if file.kind == "bds" and not line.get("entrant"):
                continue
            cards.setdefault(line["cnss"], set()).add(line["cin"])
            numbers.setdefault(line["cin"], set()).add(line["cnss"])
    doubtful = set()
    for number, its in cards.items():
        if len(its) > 1:
            doubtful.add(number)
            for c in its:
                doubtful |= numbers.get(c, set())
                doubtful.add("card " + c)
    for card, its in numbers.items():
        if len(its) > 1:
            doubtful |= its
            doubtful.add("card " + card)

    def person(cnss, cin):
        if cnss:
            return cnss
        its = numbers.get(cin, ())
        return next(iter(its)) if len(its) == 1 and not faults.active(8) else "card " + cin
    return person, (set() if faults.active(9) else doubtful)


def rows_of(kind, lines):
    """The lines of one person and period as rows: [(row), …]. `lines` are (file, line) from all files in force."""
    groups = {}
    for file, line in lines:
        row = dict(line, affiliation=file.declarant if kind != "annual" else None)
        unread = set(line.get("unread", ()))
        words = tuple("?" if w in unread else row.get(w) for w in WORDS[kind])
        if faults.active(10) and kind == "payroll":
            words = words[:1]
        groups.setdefault(words, []).append((file, row, unread))
    out = []
    for _, members in groups.items():
        seen, equal = set(), False
        if kind == "bds" and any(r.get("repeat") for _, r, _ in members):
            told_once = any(r.get("repeat") and r.get("counted_once") for _, r, _ in members)
            if told_once:
                members = [x for x in members if not x[1].get("repeat")]
        elif not faults.active(11):
            for file, row, _ in members:
                amounts = (id(file),) + tuple(row.get(c) for c in SUMMED[kind])
                equal = equal or amounts in seen
                seen.add(amounts)
        row = dict(members[0][1])
        unread = set().union(*(u for _, _, u in members))
        for c in SUMMED[kind]:
            values = [r.get(c) for _, r, _ in members]
            if equal and (kind != "bds"):
                row[c] = Unknown(f"equal lines {c}")
            elif c in unread:
                row[c] = Unknown(f"cell unread {kind} {c}")
            elif any(v is None for v in values):
                row[c] = ABSENT
            else:
                row[c] = values[0] if faults.active(12) else sum(values)
        for c in WORDS[kind]:
            if c in unread:
                row[c] = Unknown(f"cell unread {kind} {c}")
        out.append(row)
    return out


def gather(sector, day):
    """The evidence of every operator as known on a day."""
    slots, registers = in_force(sector, day)
    files = [f for held in slots.values() for f in held]
    person, doubtful = identities(files)
    found, of_aff, of_tax = {}, {}, {}
    for op, lines in registers["operators"].items():
        e = found[op] = Evidence(op)
        line = lines[0]
        e.created = Unknown("cell unread created") if "created" in line.get("unread", ()) else line["created"]
        of_tax[line["tax_id"]] = e
        e.doubtful = doubtful
        for a in registers["affiliations"].get(op, []):
            e.affiliations.append((a["affiliation"], a["from"], a["to"]))
            of_aff[a["affiliation"]] = e
        for s in registers["sites"].get(op, []):
            if not s.get("refused"):             # of a row without its key nothing is known; a site it may name is in no register
                e.sites.append(dict(s, unread=s.get("unread", ())))
    for (op, year), lines in registers["turnover"].items():
        line = lines[-1]
        unread = line.get("unread", ())
        found[op].turnover[year] = {c: Unknown(f"cell unread turnover {c}") if c in unread else line[c] for c in ("total", "exports")}
    gathered = {}
    for file in files:
        e = of_tax.get(file.declarant) if file.kind == "annual" else of_aff.get(file.declarant)
        if e is None:
            continue
        table = file.kind
        if file.complement == 0:
            e.filed[table].add(file.period if table == "annual" else (file.declarant, file.period))
        for line in file.lines:
            if "ignored" in line:
                if faults.active(13) and table == "payroll" and line["ignored"] == "total":
                    e.nobody[table][file.period] = e.nobody[table].get(file.period, 0) + 1
                continue
            if line.get("nobody"):
                e.nobody[table][file.period] = e.nobody[table].get(file.period, 0) + 1
                continue
            who = person(line.get("cnss"), line.get("cin") if table != "bds" or line.get("entrant") else None)
            gathered.setdefault((e, table, who, file.period), []).append((file, line))
    kept = sector.__dict__.setdefault("kept_rows", {})
    for (e, table, who, period), lines in gathered.items():
        place = (faults.CHOSEN, table, tuple(id(line) for _, line in lines))
        if place not in kept:
            kept[place] = rows_of(table, lines)
        e.rows[table].setdefault(who, {})[period] = kept[place]
    return found
