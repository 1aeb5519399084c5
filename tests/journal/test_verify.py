#!/usr/bin/env python3
"""The second verifier, tried on the example of docs/journal.md, which is read from the page when the test runs, and on alterations.

    python3 -m unittest -q tests/journal/test_verify.py

Journals are made in a second way (made.py), and the three entries of the page must give every byte of its export. An alteration is
either of the file alone, as whoever changes it later leaves it, or of the entries, with all that follows from them made and signed
anew: then nothing but the rule that was broken can tell. What must be sound stands here; what must be found, in files by its matter.
"""
import base64
import contextlib
import io
import json
import re
import sys
import unicodedata
import unittest
from pathlib import Path
from unittest import mock

sys.path.insert(0, str(Path(__file__).resolve().parent))

import acts  # noqa: E402
import forms  # noqa: E402
import kinds  # noqa: E402
import proofs  # noqa: E402
import verify  # noqa: E402
from cases_altered import Altered  # noqa: E402, F401  whoever runs this file runs these too
from cases_anew import MadeAnew  # noqa: E402, F401
from cases_days import Clocks  # noqa: E402, F401
from cases_held import Held  # noqa: E402, F401
from cases_keys import Points  # noqa: E402, F401
from cases_signed import Copied, Cosigned, Rotated  # noqa: E402, F401
from entries import rows_of  # noqa: E402
from made import ACTED, ENTRIES, EXPORT, FICTITIOUS, KEY, NOTE, PAGE, REAL, RECEIPT, SIGNER, TOLD, Signer, block, consistency  # noqa: E402
from made import export, file_of, leaves_of, receipt_of, root, sha, written  # noqa: E402
from runs import Runs  # noqa: E402


class Page(Runs):
    """What the page shows."""

    def test_the_journal_receipt_and_checkpoint_of_the_page_are_sound(self):
        last = self.sound(EXPORT, receipts=[RECEIPT, RECEIPT.rstrip(b"\n")], notes=[NOTE])
        for count in ("16 lines", "3 entries", "4 nodes", "3 checkpoints", "4 rows", "2 receipts", "1 checkpoints of others"):
            self.assertIn(count, last)

    def test_leaves_roots_and_proofs_of_the_page_follow_from_its_entries(self):
        self.assertEqual(len(TOLD), 3)
        tree = proofs.Tree()
        for size, (entry, leaf, root_) in enumerate(TOLD, 1):
            tree.add(proofs.leaf_of(entry.encode()))
            self.assertEqual((tree.node(0, size - 1).hex(), tree.root(size).hex()), (leaf, root_))
        proof = [node.hex() for node in consistency(1, leaves_of(written(ENTRIES)))]
        self.assertEqual(proof, block("The proof that the journal of three entries begins").split())

    def test_kinds_and_tables_are_those_of_the_page(self):
        part = PAGE[PAGE.index("\n## Kinds\n"):PAGE.index("\n## The exported journal\n")]
        self.assertEqual(set(kinds.KINDS) - set(re.findall("^### `([a-z-]+)`$", part, re.MULTILINE)), set())
        rows = re.findall(r"^\| `([a-z_]+)` \| ([^|]*) \| ([^|]*) ?\|$", part, re.MULTILINE)
        told = {table: tuple(tuple(re.findall("`([a-z0-9_]+)`", cell)) for cell in cells) for table, *cells in rows}
        self.assertEqual([(table, columns) for table, columns in told.items() if table in kinds.TABLES], list(kinds.TABLES.items()))

    def test_made_in_a_second_way_the_entries_give_every_byte_of_the_page(self):
        self.assertEqual(SIGNER.key, KEY)
        self.assertEqual(file_of(export(written(ENTRIES))), EXPORT)
        self.assertEqual(receipt_of(written(ENTRIES), 1) + b"\n", RECEIPT)


class Sound(Runs):
    """What must not be refused."""

    def test_every_kind_in_a_real_and_in_a_fictitious_workspace(self):
        for entries in (REAL, FICTITIOUS):
            data = written(entries)
            for size in range(1, len(data) + 1):
                receipts = [receipt_of(data, index, size) for index in range(size)]
                self.sound(file_of(export(data)), receipts=receipts)

    def test_the_first_entry_may_name_the_key_to_which_originals_are_sealed(self):
        body = {key: value for key, value in ENTRIES[0]["body"].items() if key != "sealed_to"}
        rows = [("signer", 0, [KEY]), ("workspace", 0, [body[key] for key in ("workspace", "zone", "fictitious", "program")])]
        # ACTED has deliveries sealed to another key than any of these, which nothing compares; nor need it be a point.
        for named in ({}, {"sealed_to": "0" * 64}, {"sealed_to": "0123456789abcdef" * 4}, {"sealed_to": "f" * 64}):
            with self.subTest(named):
                opened = {**ENTRIES[0], "body": {**body, **named}}
                self.assertEqual(sorted(rows_of(opened)), rows)
                self.sound(file_of(export(written([opened, *ACTED[1:]]))), receipts=[receipt_of(written([opened, *ACTED[1:]]), 0)])

    def test_every_kind_of_act_says_the_rows_of_the_page(self):
        for (kind, _, told), entry in zip(acts.ACTS, ACTED[3:], strict=True):
            with self.subTest(kind):
                found = sorted(rows_of(entry))
                self.assertEqual(found, sorted((table, place, row) for table, *rows in told for place, row in enumerate(rows)))
                for table, _, row in found:
                    self.assertEqual(len(row), len(kinds.TABLES[table][0]))
        self.sound(file_of(export(written(ACTED))))

    def test_what_others_hold_may_bear_more_than_a_kept_checkpoint(self):
        data = written(ENTRIES)
        whole = root(leaves_of(data))
        witness = Signer(b"\x09" * 32, "témoin/1").line("whatever")
        other_id = f"— mithaq/essai {base64.b64encode(bytes(68)).decode()}\n"
        notes = [SIGNER.note(3, whole, others=witness + other_id), SIGNER.note(0, sha())]
        self.sound(EXPORT, notes=[note.encode() for note in notes])

    def test_json_says_the_same(self):
        code, _, last = self.run_it(EXPORT, "--json")
        told = json.loads(last)
        self.assertEqual((code, told["sound"], told["faults"], told["checked"]["entries"]), (0, True, [], 3))
        code, _, last = self.run_it(EXPORT[:-2], "--json")
        told = json.loads(last)
        self.assertEqual((code, told["sound"]), (1, False))
        self.assertEqual(set(told["faults"][0]), {"place", "fault"})

    def test_what_cannot_be_read_ends_with_2(self):
        others = [f"w+{sha(b'w', bytes([10]), key).hex()[:8]}+{base64.b64encode(key).decode()}" for key in (b"\4" * 33, b"\1" * 32)]
        for key in ("", "mithaq/essai", KEY[:-1], KEY.replace("03cb", "03cc"), KEY.replace("essai", "autre"), "\udc80", *others):
            self.assertEqual(self.run_it(EXPORT, key=key)[0], 2)
        with contextlib.redirect_stderr(io.StringIO()) as told:
            self.assertEqual(verify.main([str(self.folder / "none"), "--key", KEY]), 2)
            self.assertEqual(verify.main([self.put("j", EXPORT), "--key", KEY, "--receipt", str(self.folder / "none")]), 2)
        self.assertIn("cannot read", told.getvalue())
        with mock.patch.object(proofs, "Ed25519PublicKey", None):
            code, _, last = self.run_it(EXPORT)
            self.assertEqual(code, 2)
            self.assertIn("python3-cryptography", last)


class Forms(unittest.TestCase):
    def test_spaces_are_those_of_unicode(self):
        # The property by another way: the categories of spaces, and the controls that Unicode names beside them.
        spaces = {c for c in map(chr, range(0x110000)) if unicodedata.category(c) in ("Zs", "Zl", "Zp")} | set("\t\n\v\f\r\x85")
        taken = {c for c in map(chr, range(0x110000)) if not 0xd800 <= ord(c) < 0xe000 and forms.UNSPACED(c)}
        self.assertEqual(taken, spaces)
        self.assertEqual({c for c in spaces if proofs.is_key_name(f"a{c}b")}, set())
        self.assertTrue(proofs.is_key_name("a\u200b\u180eb"))

    def test_counts_days_and_words(self):
        for check, good, bad in [
            (forms.COUNT, ["0", "9223372036854775807"], ["", "00", "+1", "9223372036854775808", "1\n", "1" * 5000, 1, None, "\u00b2"]),
            (forms.DAY, ["0001-01-01", "2024-02-29", "9999-12-31"], ["2023-02-29", "2023-W01-1", "2023-1-1", "02023-01-01", " 2023-01-01"]),
            (forms.WORD, ["a", "fix-public-day", "a1-2"], ["", "1a", "a-", "-a", "a--b", "A", "a_b", "é", "a" * 61]),
        ]:
            self.assertEqual([check(value) for value in good], [None] * len(good))
            self.assertNotIn(None, [check(value) for value in bad])


if __name__ == "__main__":
    unittest.main()
