#!/usr/bin/env python3
"""The second reckoning: makes sectors by seed, lets the executable assess them, reckons them itself, and compares every key.

    reckon.py --mithaq PATH --seeds 1..30 [--without KIND,KIND] [--only KIND,KIND] [--fault N] [--show N]
"""
import argparse
import gc
import os
import sys
import tempfile
import time
from multiprocessing import Pool
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import compare  # noqa: E402
import contract_text  # noqa: E402
import faults  # noqa: E402
import filed_kinds  # noqa: E402
import filed_run  # noqa: E402
import kinds  # noqa: E402
import reckoner  # noqa: E402
import registers  # noqa: E402
from product import Product  # noqa: E402
from sector import Sector  # noqa: E402


def own_seed(task):
    """A seed without the executable: the reckoning as it is stands in for the product, the reckoning with the fault is held against it."""
    seed, options = task
    clock = time.monotonic()
    sector = Sector(seed, options.without)
    contracts = contract_text.load(options.contracts)
    report = compare.Report(seed)
    for day in sector.days:
        if options.days and day.isoformat() not in options.days:
            continue
        faults.CHOSEN = None
        rows = compare.as_rows(reckoner.reckon(sector, contracts, day))
        faults.CHOSEN = options.fault
        compare.day(report, sector, day, rows, reckoner.reckon(sector, contracts, day), {})
    report.seconds = (time.monotonic() - clock, 0, 0, time.monotonic() - clock)
    report.counts = dict(sector.counts)
    return report


def one_seed(task):
    seed, options = task
    if options.own:
        return own_seed(task)
    faults.CHOSEN = options.fault
    clock = time.monotonic()
    gc.disable()                    # a seed makes no circles worth looking for
    sector = Sector(seed, options.without)
    with tempfile.TemporaryDirectory(prefix=f"reckoning-{seed}-", dir=options.tmp) as folder:
        product = Product(options.mithaq, folder)
        product.hand_in(sector)
        handed = time.monotonic() - clock
        contracts = contract_text.load(options.contracts or product.contracts())
        report = compare.Report(seed)
        report.refused = product.refused()
        registers.compare(report, product.replies)
        report.strange = reckoner.not_understood(contracts)
        tie = {} if options.untied else product.pseudonyms(sector.persons)
        asked = reckoned = 0.0
        for day in sector.days:
            if options.days and day.isoformat() not in options.days:
                continue
            t = time.monotonic()
            rows, totals = product.assess(day)
            asked += time.monotonic() - t
            t = time.monotonic()
            ours = reckoner.reckon(sector, contracts, day)
            reckoned += time.monotonic() - t
            compare.day(report, sector, day, rows, ours, tie, totals)
    report.seconds = (time.monotonic() - clock, handed, asked, reckoned)
    report.counts = dict(sector.counts)
    if options.filed != "without":
        with tempfile.TemporaryDirectory(prefix=f"filed-{seed}-", dir=options.tmp) as folder:
            report.take(filed_run.one_seed(seed, options, folder))
    gc.collect()
    return report


def filed_seed(task):
    """A seed of declared tables alone."""
    seed, options = task
    faults.CHOSEN = options.fault
    with tempfile.TemporaryDirectory(prefix=f"filed-{seed}-", dir=options.tmp) as folder:
        return filed_run.one_seed(seed, options, folder)


def seeds_of(words):
    """`1..30`, `4`, or `4,9,17`."""
    found = []
    for part in words.split(","):
        a, _, b = part.partition("..")
        found += range(int(a), int(b or a) + 1)
    return found


def quick_folder():
    """Where files are kept in memory if the system has such a place: handing in is five times quicker there."""
    place = Path("/dev/shm")
    return str(place) if place.is_dir() and os.access(place, os.W_OK) else None


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--mithaq", help="the executable")
    p.add_argument("--seeds", default="1..3")
    p.add_argument("--contracts", help="folder of contract documents (default: those of the workspace that the executable makes)")
    p.add_argument("--pack", help="a pack of declared tables to record in place of the workspace's")
    p.add_argument("--without", default="", help="kinds of untidiness to leave out; `all` for a tidy sector")
    p.add_argument("--only", default="", help="the only kinds of untidiness to make")
    p.add_argument("--fault", type=int, help="put one fault into the reckoning (see faults.md)")
    p.add_argument("--untied", action="store_true", help="do without the key of the pseudonyms: tie persons by what is said of them")
    p.add_argument("--own", action="store_true", help="without the executable: the faulty reckoning against the sound one (needs --contracts)")
    p.add_argument("--days", default="", help="only these days of knowledge")
    p.add_argument("--filed", choices=["with", "without", "alone"], default="with", help="the tables that documents declare with their files")
    p.add_argument("--show", type=int, default=15, help="differences shown of each kind")
    p.add_argument("--jobs", type=int, default=2)
    p.add_argument("--tmp", default=quick_folder(), help="where workspaces are made and taken away again")
    options = p.parse_args()
    options.without = set(filter(None, options.without.split(",")))
    if "all" in options.without:
        options.without = {*kinds.KINDS, *filed_kinds.KINDS}
    if options.only:
        options.without = {*kinds.KINDS, *filed_kinds.KINDS} - set(options.only.split(","))
    options.days = set(filter(None, options.days.split(",")))
    os.nice(5)
    tasks = [(s, options) for s in seeds_of(options.seeds)]
    run = filed_seed if options.filed == "alone" else one_seed
    if options.jobs > 1 and len(tasks) > 1:
        with Pool(options.jobs) as pool:
            reports = []
            for r in pool.imap(run, tasks):
                print(r.line(), flush=True)
                reports.append(r)
    else:
        reports = []
        for t in tasks:
            reports.append(run(t))
            print(reports[-1].line(), flush=True)
    return compare.tell(reports, options)


if __name__ == "__main__":
    sys.exit(main())
