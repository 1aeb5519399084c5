#!/usr/bin/env python3
"""The second verifier of a journal: recomputes an exported journal from its entries, and names each place that says something else.

    verify.py JOURNAL --key VERIFYING_KEY [--receipt FILE]... [--checkpoint FILE]... [--json]

It was written, with the files beside it, from docs/journal.md alone and from what that page cites (RFC 6962, RFC 9162, C2SP
signed-note and tlog-checkpoint), by somebody who never looked into the product. It is no reference: where the product, the page and
this program differ, one of them is wrong, and it may be the page.

It prints a line for each fault, then one that tells how much was checked and what could not be; it ends with 0 when the journal
is sound, 1 when there are faults, 2 when something cannot be read. It does not trust the key that the file names, repairs nothing,
and knows nothing of the contents behind the hashes.
"""
import argparse
import json
import os
import sys

import proofs
from forms import FORM_MAX, Wrong
from journal import LISTED_MAX, Verifier
from proofs import read_key


def cannot(why):
    print(f"verify: {why}", file=sys.stderr)
    return 2


def main(arguments=None):
    parser = argparse.ArgumentParser(description="Recompute an exported journal of Mithaq from its entries.")
    parser.add_argument("journal", metavar="JOURNAL", help="the exported journal")
    parser.add_argument("--key", required=True, metavar="VERIFYING_KEY", help="name+id+key, from somebody else than the file")
    parser.add_argument("--receipt", action="append", default=[], metavar="FILE", help="a receipt that somebody holds")
    parser.add_argument("--checkpoint", action="append", default=[], metavar="FILE", help="a checkpoint that somebody holds")
    parser.add_argument("--json", action="store_true", help="say it as one JSON object")
    given = parser.parse_args(arguments)
    if proofs.Ed25519PublicKey is None:
        return cannot("the library `cryptography` is missing, without which no signature can be checked (python3-cryptography)")
    try:
        key = read_key(given.key)
    except (Wrong, UnicodeEncodeError) as wrong:
        return cannot(f"--key: {wrong}")
    listed = []

    def tell(place, wrong):
        listed.append({"place": place, "fault": wrong}) if given.json else print(f"{place}: {wrong}")

    verifier = Verifier(key, tell)
    held = [("receipt", path, verifier.judge_receipt) for path in given.receipt]
    held += [("checkpoint", path, verifier.judge_checkpoint) for path in given.checkpoint]
    try:
        with open(given.journal, "rb") as file:
            verifier.read_journal(file)
        for what, path, judge in held:
            with open(path, "rb") as file:
                verifier.see_others(f"{what} {ascii(path)[1:-1]}", file.read(FORM_MAX + 2), judge)
    except BrokenPipeError:
        raise
    except OSError as error:
        return cannot(f"cannot read {ascii(error.filename)}: {error.strerror}")
    unlisted = max(0, verifier.faults - LISTED_MAX)
    if given.json:
        print(json.dumps({"sound": not verifier.faults, "faults": listed, "unlisted": unlisted, "checked": verifier.checked,
                          "not_checked": verifier.not_checked()}))
    else:
        verdict = f"{verifier.faults} faults" if verifier.faults else "sound"
        more = f" ({unlisted} not listed)" if unlisted else ""
        counts = ", ".join(f"{count} {what}" for what, count in verifier.checked.items())
        print(f"{verdict}{more}. Checked: {counts}. Not checked: {'; '.join(verifier.not_checked())}.")
    return 1 if verifier.faults else 0


if __name__ == "__main__":
    try:
        code = main()
        sys.stdout.flush()
    except BrokenPipeError:  # whoever reads has seen enough; Python would complain once more at its end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 2
    sys.exit(code)
