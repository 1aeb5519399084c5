#!/usr/bin/env python3
"""Proves that the sectors are rich enough: every fault of faults.md, put into the reckoning alone, must change a determination.

    prove.py --contracts FOLDER [--seeds 1..6] [--faults 1,2,3]
Faults from 41 on are of tables that documents declare, and change what is said of a file, a period, a reconciliation or a determination.
The sound reckoning is held against the faulty one; the executable is not needed. Ends with 1 where a fault goes unnoticed."""
import argparse
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import contract_text  # noqa: E402
import declared  # noqa: E402
import faults  # noqa: E402
import filed_run  # noqa: E402
import months  # noqa: E402
import reckoner  # noqa: E402
from compare import key_text, text_of  # noqa: E402
from filed_sector import Filed  # noqa: E402
from reckon import seeds_of  # noqa: E402
from sector import Sector  # noqa: E402

# The last day on which a file is in time; and one on which files of the year have come, and it is not over.
FILED_DAYS = [months.day("2026-03-31"), months.day("2026-12-31")]


def said(sector, contracts, day, fault):
    faults.CHOSEN = fault
    try:
        return {(k.operator, k.person, key_text(k)): text_of(k, o) for k, o in reckoner.reckon(sector, contracts, day).items()}
    finally:
        faults.CHOSEN = None


def said_of_filed(sector, contract, day, fault):
    faults.CHOSEN = fault
    try:
        return filed_run.said(sector, contract, day)
    finally:
        faults.CHOSEN = None


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--contracts", required=True)
    p.add_argument("--pack", help="the pack of declared tables (default: the one of the programme in the folder)")
    p.add_argument("--seeds", default="1..8")
    p.add_argument("--faults", default="")
    p.add_argument("--days", default="2026-02-05,2027-05-31")
    options = p.parse_args()
    listed = [int(n) for n in re.findall(r"^\| (\d+) \|", (Path(__file__).parent / "faults.md").read_text(encoding="utf-8"), re.M)]
    left = [int(n) for n in options.faults.split(",") if n] or listed
    contracts = contract_text.load(options.contracts)
    documents = [Path(options.contracts) / "ma/packs/registers/pack.md", options.pack or Path(options.contracts) / "ma/packs/programme/pack.md",
                 filed_run.HERE / "contract" / "contract.md"]
    filed, ours = declared.tables(*documents), declared.contract(documents[-1])
    days = [months.day(d) for d in options.days.split(",")]
    for seed in seeds_of(options.seeds):
        parts = ((lambda n: n <= 40, lambda: Sector(seed), said, contracts, days),
                 (lambda n: n > 40, lambda: Filed(seed, filed, submitters=declared.parties(*documents)), said_of_filed, ours, days + FILED_DAYS))
        for numbers, make, say, text, asked in parts:
            mine = [f for f in left if numbers(f)]
            if not mine:
                continue
            sector = make()
            sound = {d: say(sector, text, d, None) for d in asked}
            for fault in mine:
                changed = 0
                for d in asked:
                    faulty = say(sector, text, d, fault)
                    changed += sum(1 for k in sound[d].keys() | faulty.keys() if sound[d].get(k) != faulty.get(k))
                if changed:
                    print(f"fault {fault}: {changed} things said differ (seed {seed})", flush=True)
                    left.remove(fault)
        if not left:
            break
    print("unnoticed: " + (", ".join(map(str, left)) or "none"))
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
