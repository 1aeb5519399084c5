"""Cases: keys whose bytes are no point that may be a key, wherever one is written, whether it has signed anything or not."""
import base64

from made import ENTRIES, EXPORT, KEY, SIGNER, Witness, entry_of, export, file_of, sha, written
from runs import Runs

PRIME = 2**255 - 19
EIGHTH = 2707385501144840649318225287225658788936804267575313519463743609750303402022  # and its other, of order 8
NO_POINTS = {
    "0": 0, "1": 1, "-1": PRIME - 1, "of order 8": EIGHTH, "the other of order 8": PRIME - EIGHTH,
    "the prime": PRIME, "3 in its second spelling": PRIME + 3, "all bits": 2**255 - 1,
    "2, which is not on the curve": 2,
}


def key_of(number, name="mithaq/essai", type_=1):
    public = bytes([type_]) + number.to_bytes(32, "little")
    return f"{name}+{sha(name.encode(), bytes([10]), public).hex()[:8]}+{base64.b64encode(public).decode()}"


class Points(Runs):
    def test_keys_that_are_no_points(self):
        opened = {**ENTRIES[0], "body": {**ENTRIES[0]["body"]}}
        cosigned = {"note": Witness().note(2, bytes(32), origin="mithaq/essai")}
        for name, y in NO_POINTS.items():
            for sign in (0, 2**255):
                what = f"{name}, {'with' if sign else 'without'} the highest bit"
                key = key_of(y + sign)
                entry = lambda kind, body: file_of(export(written(ENTRIES + [entry_of(4, kind, body)])))  # noqa: E731
                told = "entry 4: body: 'key': .* is not a verifying key$"
                self.found(f"named by the last entry: {what}", entry("rotate", {"key": key}), told, only=True)
                for type_ in (1, 4):
                    witness = {**cosigned, "key": key_of(y + sign, "witness.example/1", type_)}
                    self.found(f"witness of type {type_}: {what}", entry("witness", witness), told, only=True)
                opened["body"]["key"] = key
                self.found(f"named by `open`: {what}", file_of(export(written([opened, *ENTRIES[1:]]))), "entry 1: body: 'key': .* is not a")
                first_line = EXPORT.replace(KEY.encode(), key.encode(), 1)
                self.found(f"in the first line: {what}", first_line, "^line 1: journal: 'key': .* is not a", only=True)
                self.assertEqual(self.run_it(EXPORT, key=key)[0], 2, what)

    def test_a_key_that_has_signed_nothing_is_a_point_like_another(self):
        for y in (3, 4):  # both on the curve
            self.sound(file_of(export(written(ENTRIES + [entry_of(4, "rotate", {"key": key_of(y)})]), SIGNER)))
