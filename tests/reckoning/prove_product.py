#!/usr/bin/env python3
"""Proves that the comparison sees what is wrong in the executable: thirty faults, one by one, must each give a difference.

    prove_product.py --mithaq PATH [--faults 1..30] [--seeds 1,9,2..8] [--days …] [--jobs 2]

The executable is one in which the environment variable MITHAQ_FAULT=1 .. 30 switches one fault on, and 0 none. Ends with 1 where a
fault goes unnoticed, or where the executable differs without any fault."""
import argparse
import os
import sys
import tempfile
from multiprocessing import Pool
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import compare  # noqa: E402
import contract_text  # noqa: E402
import months  # noqa: E402
import reckoner  # noqa: E402
from product import Product  # noqa: E402
from reckon import quick_folder, seeds_of  # noqa: E402
from sector import Sector  # noqa: E402

SEED = None          # of the seed at hand: the sector, the days, and what is reckoned on each; shared with the processes by forking


def differences(task):
    """What differs with a fault: [(day, operator, person, story, key, said, reckoned), …]."""
    fault, options = task
    sector, days, ours = SEED
    os.environ["MITHAQ_FAULT"] = str(fault)
    with tempfile.TemporaryDirectory(prefix=f"fault-{fault}-", dir=options.tmp) as folder:
        product = Product(options.mithaq, folder)
        product.hand_in(sector)
        tie = product.pseudonyms(sector.persons)
        report = compare.Report(sector.seed)
        for day in days:
            try:
                rows, totals = product.assess(day)
            except RuntimeError as problem:
                report.differences.append((sector.seed, day, "", "", "", ("no answer",), (str(problem)[-200:],), None))
                break
            compare.day(report, sector, day, rows, ours[day], tie, totals)
    return fault, [tuple(d[1:]) for d in report.differences]


def first_line(seed, found):
    day, operator, person, story, key, theirs, mine = found[0]

    def brief(said):
        return "no key" if said is None else " ".join(x for x in said[:3] if x)
    return (f"seed {seed} known {day}, {operator} person {person} ({story}), {' '.join(k for k in key if k)}: "
            f"product {brief(theirs)} | reckoning {brief(mine)} ({len(found)} differ)")


def main():
    global SEED
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--mithaq", required=True, help="the executable with switches for faults")
    p.add_argument("--faults", default="1..30")
    p.add_argument("--seeds", default="1,9,2..8")
    p.add_argument("--days", default="2025-11-24,2026-05-10,2027-02-28,2027-04-30,2027-10-31")
    p.add_argument("--jobs", type=int, default=2)
    p.add_argument("--tmp", default=quick_folder())
    options = p.parse_args()
    os.nice(5)
    listed = list(seeds_of(options.faults))
    noticed, sound = {}, 0
    for seed in seeds_of(options.seeds):
        left = [f for f in listed if f not in noticed]
        if not left:
            break
        sector = Sector(seed)
        days = [months.day(d) for d in options.days.split(",")]
        with tempfile.TemporaryDirectory(prefix="contracts-", dir=options.tmp) as folder:
            product = Product(options.mithaq, folder)
            product.hand_in(sector)
            contracts = contract_text.load(product.contracts())
        SEED = sector, days, {day: reckoner.reckon(sector, contracts, day) for day in days}
        with Pool(options.jobs) as pool:
            without = set(differences((0, options))[1])
            sound += len(without)
            for fault, found in pool.imap(differences, [(f, options) for f in left]):
                found = [d for d in found if d not in without]
                if found:
                    noticed[fault] = first_line(seed, found)
                    print(f"fault {fault}: {noticed[fault]}", flush=True)
    print(f"\nWithout a fault {sound} determinations differ")
    for fault in listed:
        print(f"| {fault} | {noticed.get(fault, 'not noticed')} |")
    unnoticed = [f for f in listed if f not in noticed]
    print("unnoticed: " + (", ".join(map(str, unnoticed)) or "none"))
    return 1 if unnoticed or sound else 0


if __name__ == "__main__":
    sys.exit(main())
