"""Cases: what others hold, beside a journal."""
import json

from made import ENTRIES, EXPORT, NOTE, REAL, RECEIPT, SIGNER, STRANGER, canonical, export, file_of, leaves_of, receipt_of, root, written
from runs import Runs


class Held(Runs):
    """What others hold, beside the journal of the page and beside others."""

    def test_receipts(self):
        data, receipt = written(ENTRIES), json.loads(RECEIPT)
        note, proof = receipt["checkpoint"], receipt["proof"]
        other = canonical({**ENTRIES[1], "request": "request-9"}).decode()
        change = lambda **keys: canonical({**receipt, **keys})  # noqa: E731
        for name, held, told in [
            ("form", change(form="2"), "'form': '2' is not"),
            ("two line feeds", RECEIPT + b"\n", "not canonical"),
            ("empty", b"", "not JSON"),
            ("no object", b"[]", "is not an object"),
            ("a key more", change(more=""), "does not belong there"),
            ("index", change(index="0"), "has the number 2, its index is 0"),
            ("another entry", change(entry=other), "does not lead from its entry"),
            ("entry not canonical", change(entry=receipt["entry"] + " "), "its entry: not canonical"),
            ("entry of no word", change(entry=receipt["entry"].replace("submit", "re mark")), "'re mark' is not a word"),
            ("proof turned", change(proof=proof[::-1]), "does not lead"),
            ("proof short", change(proof=proof[:1]), "too short"),
            ("proof long", change(proof=proof + proof), "too long"),
            ("proof no hash", change(proof=["x"]), "'x' is not a hash"),
            ("beyond its checkpoint", change(checkpoint=SIGNER.note(1, leaves_of(data)[0])), "index is not below"),
            ("signature", change(checkpoint=note.replace("A8v8bT7v0", "A8v8bT7v1")), "does not verify"),
            ("of another key", change(checkpoint=STRANGER.note(3, root(leaves_of(data)))), "no signature of the key"),
            ("of another origin", change(checkpoint=SIGNER.note(3, root(leaves_of(data)), origin="mithaq/x")), "its origin"),
            ("another journal", receipt_of([data[0], other.encode(), data[2]], 1), "its entry 2 is another here"),
            ("another journal, same entry", receipt_of([data[0], data[1], canonical({**ENTRIES[2], "stated": {}})], 1), "another root"),
            ("later", receipt_of(written(REAL), 1), "older copy"),
        ]:
            self.found(f"receipt: {name}", EXPORT, "^receipt .*: .*" + told, only=True, receipts=[held])

    def test_checkpoints(self):
        leaves = leaves_of(written(REAL))
        twice = SIGNER.note(3, root(leaves[:3]))
        bad = SIGNER.line("something else")
        for name, held, told in [
            ("older copy", SIGNER.note(10, root(leaves)).encode(), "of 10 entries, and here are 3: the journal is an older copy"),
            ("written anew", SIGNER.note(2, b"\1" * 32).encode(), "another root over the first 2 entries: the journal was written anew"),
            ("of nothing", SIGNER.note(0, b"\1" * 32).encode(), "another root over the first 0"),
            ("one of two signatures is bad", (twice + bad).encode(), "does not verify"),
            ("root of 31 bytes", SIGNER.note(3, b"\1" * 31).encode(), "root has not 32 bytes"),
            ("a witness without signature", NOTE + "— w AAAAAA==\n".encode(), "without key id or bytes"),
            ("no UTF-8", NOTE + b"\xff", "not UTF-8"),
            ("stranger", STRANGER.note(3, root(leaves[:3])).encode(), "no signature of the key"),
            ("empty", b"", "no note"),
            ("a line more", NOTE + b"\n", "."),
        ]:
            self.found(f"checkpoint: {name}", EXPORT, "^checkpoint .*: .*" + told, only=True, notes=[held])

    def test_older_copies_of_a_sound_journal_are_found_by_any_later_note(self):
        data = written(REAL)
        leaves = leaves_of(data)
        for size in range(1, 10):
            older = file_of(export(data[:size]))
            self.sound(older)
            self.found(f"{size} of 10", older, "older copy", only=True, notes=[SIGNER.note(size + 1, root(leaves[:size + 1])).encode()])
