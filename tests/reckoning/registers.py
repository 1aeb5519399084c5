"""What the executable tells of an operator's part of a register: every row that names him, used, left aside, and refused; what names nobody, of the file alone."""
from collections import Counter

REGISTERS = ("operators", "affiliations", "sites", "turnover")


def of_file(file):
    """operator -> (rows in, used, ignored by reason, refused by code); None is the whole file."""
    found = {}
    for line in file.lines:
        for who in {None, line.get("operator")}:
            count = found.setdefault(who, [0, 0, Counter(), Counter()])
            count[0] += 1
            if "ignored" in line:
                count[2]["separators-only"] += 1
            elif line.get("refused") or "from" in line.get("unread", ()):      # a row that does not say under what, or since when, it stands
                count[3]["table-key"] += 1
            else:
                count[1] += 1
    return {who: (n, used, dict(ignored), dict(refused)) for who, (n, used, ignored, refused) in found.items() if who is None or used or refused}


def compare(report, replies):
    """Every register that was handed in, as a whole and by operator."""
    for delivery, reply in replies:
        if isinstance(reply, dict):
            continue
        for file in (f for f in delivery.files if f.kind in REGISTERS):
            told = {}
            for submission in reply:
                for piece in (p["piece"] for p in submission["pieces"] if p["piece"]["name"] == file.name):
                    a = piece["accounting"]
                    told[submission["operator"]] = (a["rows_in"], a["used"], a.get("ignored", {}), a.get("refused", {}))
            mine = of_file(file)
            for who in sorted(told.keys() | mine.keys(), key=str):
                report.parts += who is not None
                if told.get(who) != mine.get(who):
                    key = ("register", file.name, who or "whole", "", "", "", "")
                    report.differences.append((report.seed, delivery.day, who or "", "", "register", key, (str(told.get(who)), "", "", ""), (str(mine.get(who)), "", "", "")))
