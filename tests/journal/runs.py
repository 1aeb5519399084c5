"""For the tests: the program, run in this process, and what it says."""
import contextlib
import io
import re
import tempfile
import unittest
from pathlib import Path

import verify
from made import KEY


class Runs(unittest.TestCase):
    """The program, run in this process."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def put(self, name, data):
        place = self.folder / name
        place.write_bytes(data)
        return str(place)

    def run_it(self, data, *arguments, key=KEY, receipts=(), notes=()):
        arguments = [self.put("journal", data), "--key", key, *arguments]
        for option, files in (("--receipt", receipts), ("--checkpoint", notes)):
            for nth, held in enumerate(files):
                arguments += [option, self.put(f"{option[2:]}-{nth}", held)]
        out = io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            code = verify.main(arguments)
        lines = out.getvalue().splitlines()
        return code, lines[:-1], lines[-1]

    def sound(self, data, **given):
        code, faults, last = self.run_it(data, **given)
        self.assertEqual((code, faults), (0, []))
        self.assertRegex(last, "^sound. Checked: ")
        return last

    def found(self, name, data, told, only=False, **given):
        """A fault is found that says this; with `only`, every fault says it."""
        with self.subTest(name):
            code, faults, last = self.run_it(data, **given)
            self.assertEqual(code, 1, f"{name}: not found")
            self.assertRegex(last, "^[1-9][0-9]* faults")
            matching = [fault for fault in faults if re.search(told, fault)]
            self.assertTrue(matching, f"{name}: {faults}")
            if only:
                self.assertEqual(matching, faults, name)
