"""The evidence of a workspace, as both peers read it: the files of each operator's edition and what they cover.

Operators are numbered by their place in the sorted list of their names; a person is the position of the pseudonym in
`persons.parquet` of the operator. Amounts are whole centimes, months are year * 12 + month - 1, as the store writes them.
"""

import datetime
import json
import resource
from pathlib import Path

DUE, ZERO, NOT_APPLICABLE, PENDING, NOT_EVALUATED = range(5)

# As the product names them; a control that holds is due, a gap is zero by rule.
STATUSES = ("due", "zero by rule", "not applicable", "pending", "not evaluated")


class Editions:
    """The editions of all operators of a workspace, refused where they know more than was known on the day."""

    def __init__(self, workspace: Path, known: datetime.date):
        self._evidence = Path(workspace) / "evidence"
        index = json.loads((self._evidence / "editions.json").read_text())
        since = datetime.date(1970, 1, 1) + datetime.timedelta(days=index["since"])
        if known < since:
            raise SystemExit(f"editions hold what was received up to {since}: {known} is too early a day to compare on")
        self.operators = sorted(index["operators"])
        self._folders = [
            self._evidence / operator / "edition" / index["operators"][operator]["edition"] for operator in self.operators
        ]
        self._headers = [json.loads((folder / "edition.json").read_text())["tables"] for folder in self._folders]

    def files(self, table: str) -> list[tuple[int, str]]:
        """The files of a table, each with the number of its operator."""
        paths = ((number, folder / f"{table}.parquet") for number, folder in enumerate(self._folders))
        return [(number, str(path)) for number, path in paths if path.exists()]

    def covered(self) -> list[tuple[str, int, int, bool]]:
        """Table, operator and period that an accepted file covers, and whether rows were refused in it."""
        return [
            (table, number, period, period in doubtful)
            for number, tables in enumerate(self._headers)
            for table, header in tables.items()
            for doubtful in [set(header["doubtful"])]
            for period in header["covered"]
        ]

    def present(self) -> list[tuple[str, int]]:
        """Registers that were handed in, with their operators."""
        return [
            (table, number)
            for number, tables in enumerate(self._headers)
            for table, header in tables.items()
            if header["present"]
        ]


def peak_kib() -> int:
    """The most memory this process has held."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
