"""The command ``omradesindex``: starts the command line, or says what it lacks."""

from __future__ import annotations

import sys
from importlib.util import find_spec


def main() -> int:
    """Run the command line of :mod:`omradesindex.cli` and return its exit code.

    The command is installed with the library, but what it is built of comes with the extra ``cli``;
    without it one sentence says so, and the exit code is 2.
    """
    missing = [name for name in ("typer", "rich") if find_spec(name) is None]
    if missing:
        print(
            f"omradesindex: the command line needs {' and '.join(missing)}. "
            "What to do: pip install 'omradesindex[all]' (or [cli] for the commands alone).",
            file=sys.stderr,
        )
        return 2
    from omradesindex.cli.app import main as run

    return run()


if __name__ == "__main__":
    sys.exit(main())
