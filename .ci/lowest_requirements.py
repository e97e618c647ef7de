"""Print the lowest supported version of every requirement, as constraints for pip.

The floors are declared once, in ``pyproject.toml``; here they are read, so that what is tested is what is
declared. Only what a user installs counts: the requirements, the extras in ``all``,
``fast`` and ``registers``.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

USER_EXTRAS = ("cli", "excel", "fast", "parquet", "plot", "registers", "word")


def lowest(pyproject: Path) -> list[str]:
    """Return ``name==floor`` for each requirement; one without a floor is an error."""
    project = tomllib.loads(pyproject.read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    requirements = [*project["dependencies"], *(line for extra in USER_EXTRAS for line in extras[extra])]
    pins = []
    for requirement in requirements:
        floor = re.fullmatch(r"([A-Za-z0-9_.-]+)(?:\[\w+\])?>=([0-9][0-9.]*)(?:,.*)?", requirement)
        if floor is None:
            raise SystemExit(f"pyproject.toml: {requirement!r} does not say its lowest version")
        pins.append(f"{floor[1]}=={floor[2]}")
    return pins


if __name__ == "__main__":
    print("\n".join(lowest(Path(__file__).parents[1] / "pyproject.toml")))
