"""Declared tables beside the executable: hands their files in, and compares what became of each file and line, what is missing of whom, what is held
against what, and every determination of the contract in `contract/`."""
import json
import time
from pathlib import Path

import compare
import declared
import filed_clauses
import filed_known
import filed_reconcile
import months
from filed_sector import Filed
from product import Product

HERE = Path(__file__).resolve().parent
PACK = "contracts/ma/packs/programme/pack.md"
REGISTERS = "contracts/ma/packs/registers/pack.md"
OURS = "contracts/ma/second-reckoning/contract.md"
SINCE = months.day("2024-07-01")       # the pack of the programme is in effect from then on


class FiledProduct(Product):
    """The executable with the contract of this folder recorded."""

    def __init__(self, executable, folder, options):
        super().__init__(executable, folder)
        self.options, self.handed = options, {}

    def begin(self, sector_of):
        """Makes the workspace, records the contract, and hands the registers in: (sector, contract)."""
        self.pass_to(months.day("2025-01-10"))
        places = [(OURS, HERE / "contract" / "contract.md")] + ([(PACK, self.options.pack)] if self.options.pack else [])
        for place, source in places:
            path = self.workspace / place
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(Path(source).read_bytes())
        done = self.run("record")
        if done.returncode:
            raise RuntimeError("the texts were not recorded: " + (done.stdout + done.stderr)[-1500:])
        documents = [self.workspace / place for place in (REGISTERS, PACK, OURS)]
        sector = sector_of(declared.tables(*documents), declared.parties(*documents))
        self.registers(sector)
        return sector, declared.contract(self.workspace / OURS)

    def registers(self, sector):
        paths = []
        for file in sector.registers:
            paths.append(self.folder / file.name)
            paths[-1].write_text(file.text, encoding="utf-8")
        done = self.run("submit", *map(str, paths))
        if done.returncode:
            raise RuntimeError("the registers were not taken in: " + (done.stdout + done.stderr)[-1500:])

    def deliver(self, n, delivery):
        """Hands a delivery in; gives what became of each file: [(sheet, piece, operator), …]."""
        self.pass_to(delivery.day)
        place = self.folder / f"d{n}"
        place.mkdir()
        if delivery.mode == "withdraw":
            for sheet in delivery.files:
                operator, submission, standing = self.handed[id(sheet)]
                if operator is None or standing == "refused":       # which has been told
                    continue
                done = self.run("withdraw", operator, submission, sheet.name, "--reason", "a fictitious slip")
                if done.returncode:
                    raise RuntimeError(f"{sheet.name} was not taken back: " + (done.stdout + done.stderr)[-800:])
            return []
        paths = []
        for sheet in delivery.files:
            paths.append(place / sheet.name)
            paths[-1].write_bytes(sheet.bytes)
        done = self.run("submit", "--json", *self.modes[delivery.mode], *map(str, paths))
        try:
            reports = json.loads(done.stdout)["reports"]
        except (ValueError, KeyError):
            raise RuntimeError(f"{delivery.day} {delivery.mode}: " + (done.stdout + done.stderr)[-1500:]) from None
        found, by_name = [], {sheet.name: sheet for sheet in delivery.files}
        for report in reports:
            for piece in report["pieces"]:
                sheet = by_name[piece["piece"]["name"]]
                self.handed.setdefault(id(sheet), (report["operator"], report["submission"], piece["piece"]["standing"]))
                found.append((sheet, piece, report["operator"]))
        return found

    def evidence(self, operator, day):
        done = self.run("evidence", "--operator", operator, "--json", "--as-known-on", day.isoformat())
        return json.loads(done.stdout)[0]


def period_of(told):
    """A period as the executable writes it."""
    (kind, value), = told.items()
    if kind == "quarter":
        year, _, number = str(value).partition("-Q")
        return (int(year), int(number)) if number else value
    if kind == "month":
        year, _, number = str(value).partition("-")
        return int(year), int(number)
    return int(value) if kind == "year" else value


def differ(report, day, operator, kind, where, theirs, mine):
    if theirs != mine:
        report.differences.append((report.seed, day, operator, "", kind, (kind, *where, "", ""), (str(theirs), "", "", ""), (str(mine), "", "", "")))


def owner_of(sheet, sector):
    return next(o.id for o in sector.operators + sector.parties if sheet.declarant in {o.tax_id} | {a for a, _, _ in o.affiliations})


def figures_of(part):
    """Rows in and used; ignored by reason, refused by code."""
    return part.standing, part.rows_in, len(part.rows), dict(part.ignored), dict(part.refused)


def compare_parts(report, delivery, found, standing, accounts):
    """Of which operators a register tells a part."""
    for sheet in delivery.files:
        if sheet.table.by_register and standing.get(id(sheet)) in ("accepted", "refused"):
            theirs = sorted(o for s, piece, o in found if s is sheet and piece["piece"].get("part"))
            differ(report, delivery.day, "", "parts of a register", (sheet.name, delivery.mode), theirs, sorted(accounts(sheet).parts))


def compare_file(report, delivery, sheet, piece, operator, standing, account, sector):
    """What became of a file and of its lines."""
    told, where = piece["piece"], (sheet.name, delivery.mode)
    counted = told["accounting"]
    report.files += not told.get("part")
    report.parts += bool(told.get("part"))

    def say(kind, theirs, mine):
        differ(report, delivery.day, operator, kind, where, theirs, mine)
    if told.get("part"):                         # what a register says of one operator: every row that names him
        part = account.parts.get(operator)
        if part:
            say(f"rows of {operator}", (told["standing"], counted["rows_in"], counted["used"], counted.get("ignored", {}), counted.get("refused", {})),
                figures_of(part))
            if part.standing == "accepted":
                say(f"periods of {operator}", sorted(map(period_of, told.get("periods", []))), part.periods)
        return
    shared = told["standing"] == "shared"
    shown = "refused" if told["standing"] == "refused" else "again" if piece.get("duplicate_of") else "accepted"
    say("standing of a file", shown, "refused" if standing == "filled" else standing)
    if standing in ("filled", "again") or shown != standing:
        return
    say("rows in", counted["rows_in"], account.rows_in)
    say("ignored", counted.get("ignored", {}), dict(account.ignored))
    say("refused", counted.get("refused", {}), dict(account.refused))
    if standing == "refused":
        return
    say("used", counted["used"], len(account.rows))
    say("rows with unread cells", counted.get("unread", 0), account.unread)
    say("periods", sorted(map(period_of, told.get("periods", []))), [p for p in account.periods if p is not None and not shared])
    say("operator of a file", operator, None if sheet.table.by_register else owner_of(sheet, sector))
    lines = sorted((dict(f["values"]).get("check"), f["place"]["line"]) for f in told["findings"] if f["code"] in ("table-check", "table-check-unread"))
    first = 2 + (2 if sheet.style.get("titles") else 0)
    say("checks", lines, sorted((c, n + first) for c, n in account.told))
    totals = [f["place"]["line"] for f in told["findings"] if f["code"] == "csv-total"]
    say("totals that are not the sum", bool(totals), any(x.get("wrong") for x in sheet.lines))


def handed_in(sector, day):
    """What was taken in or refused of each operator: his files, and his parts of registers. A file that is there already, or is asked about, is not
    told again, nor one that is refused a second time on one day."""
    found, accounts, seen = {o.id: [] for o in sector.operators + sector.parties}, filed_known.accounts(sector), set()
    for delivery, sheet, standing in filed_known.in_force(sector, day)[1]:
        if standing in ("again", "filled") or (delivery.day, id(sheet)) in seen:
            continue
        seen.add((delivery.day, id(sheet)))
        account = accounts(sheet)
        for owner, counted in account.parts.items() if sheet.table.by_register else [(owner_of(sheet, sector), account)]:
            found[owner].append(counted)
    return found


def compare_counted(report, day, e, told, mine):
    """Rows of an operator, in all: two registers say of him what was never untidy."""
    own = 0 if e.operator.id.startswith("party~") else 1 + len(e.operator.affiliations)
    ours = (own + sum(a.rows_in for a in mine), own + sum(len(a.rows) for a in mine), sum(sum(a.ignored.values()) for a in mine),
            sum(sum(a.refused.values()) for a in mine))
    differ(report, day, e.operator.id, "rows in all", (), tuple(told[word] for word in ("rows_in", "used", "ignored", "refused")), ours)


def compare_evidence(report, day, e, told, contract):
    """What is expected, covered and missing of an operator."""
    tables = {t["table"]: t for t in told["filings"]["tables"]}
    reads = filed_reconcile.read_since(contract)
    if e.operator.id.startswith("party~"):       # a party owes from the day on which the document that names it is in effect
        reads = {t.id: SINCE for t in e.tables.values() if t.party and t.covers}
    for name, since in reads.items():
        expected, covered, missing = e.expectation(name, since)
        t = tables.get(name, {"expected": 0, "covered": 0, "missing": []})
        report.coverages += 1
        theirs = [(period_of(m["period"]), tuple(sorted(m["declarants"])), m["due"], m["overdue"]) for m in t["missing"]]
        mine = [(p, () if e.tables[name].party else d, due and due.isoformat(), over) for p, d, due, over in missing]
        differ(report, day, e.operator.id, "periods expected", (name,), t["expected"], expected)
        differ(report, day, e.operator.id, "periods covered", (name,), t["covered"], covered)
        differ(report, day, e.operator.id, "periods missing", (name,), theirs, mine)


def reckon(sector, contract, day):
    everybody, doubtful = filed_known.gather(sector, day)
    return everybody, {key: outcome for e in everybody for key, outcome in filed_clauses.Clauses(e, contract, doubtful).determinations()}


def said(sector, contract, day):
    """All that the reckoning says of a sector on a day, in one form: to hold a faulty reckoning against the sound one."""
    found, of = {}, filed_known.accounts(sector)
    for n, (delivery, sheet, standing) in enumerate(filed_known.in_force(sector, day)[1]):
        a = of(sheet)
        found["file", n] = (sheet.name, standing, a.periods, dict(a.ignored), dict(a.refused), len(a.rows), a.unread, a.told)
        for operator, part in a.parts.items():
            found["file", n, operator] = figures_of(part)
    everybody, ours = reckon(sector, contract, day)
    for key, outcome in ours.items():
        found[key] = compare.text_of(key, outcome)
    for e in everybody:
        for table, since in filed_reconcile.read_since(contract).items():
            found[e.operator.id, table] = e.expectation(table, since)
        for place, what in filed_reconcile.told_of(e, day):
            found[(e.operator.id, *place)] = what
    return found


def one_seed(seed, options, folder):
    """A seed of declared tables; a report as `compare.tell` takes it."""
    clock = time.monotonic()
    product = FiledProduct(options.mithaq, folder, options)
    sector, contract = product.begin(lambda tables, parties: Filed(seed, tables, options.without, submitters=parties))
    report = compare.Report(seed)
    accounts, n, handed, asked = filed_known.accounts(sector), 0, 0.0, 0.0
    for day in [d for d in sector.days if not options.days or d.isoformat() in options.days]:
        t = time.monotonic()
        while n < len(sector.deliveries) and sector.deliveries[n].day <= day:
            delivery = sector.deliveries[n]
            standing = {id(s): x for d, s, x in filed_known.in_force(sector, delivery.day)[1] if d is delivery}
            came = product.deliver(n, delivery)
            for sheet, piece, operator in came:
                compare_file(report, delivery, sheet, piece, operator, standing[id(sheet)], accounts(sheet), sector)
            compare_parts(report, delivery, came, standing, accounts)
            n += 1
        handed += time.monotonic() - t
        t = time.monotonic()
        rows, totals = product.assess(day)
        everybody, ours = reckon(sector, contract, day)
        compare.day(report, sector, day, [r for r in rows if r["contract"] == contract.id], ours, product.pseudonyms(sector.persons),
                    {k: v for k, v in totals.items() if k[0] == contract.id})
        mine = handed_in(sector, day)
        for e in everybody:
            told = product.evidence(e.operator.id, day)
            compare_evidence(report, day, e, told, contract)
            compare_counted(report, day, e, told, mine[e.operator.id])
            filed_reconcile.compare(report, day, e, told, differ, period_of)
        asked += time.monotonic() - t
    report.seconds = (time.monotonic() - clock, handed, asked, 0)
    report.counts = dict(sector.counts)
    return report
