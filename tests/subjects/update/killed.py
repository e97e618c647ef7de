"""Kill an update at one moment after the other; print how often, and which run was the accepted one then.

    python killed.py FOLDER

Each update runs in a process of its own that kills itself (signal 9) before the n-th thing it does to the
disk. After each, the accepted run must be whole, and it must be one of the two that it can be.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from omradesindex.subjects.update.record import DECISION, Runs
from tests.subjects.update.projects import SKETCHED, Town, sketchy


def deadly(count: int, moments: list[tuple[Any, str]]) -> Callable[[], int]:
    """Let the process die before the ``count``-th call of any of these; return what counts the calls."""
    done = 0

    def wrap(original: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            nonlocal done
            done += 1
            if done == count:
                os.kill(os.getpid(), signal.SIGKILL)
            return original(*args, **kwargs)

        return call

    for owner, name in moments:
        setattr(owner, name, wrap(getattr(owner, name)))
    return lambda: done


MOMENTS = [
    (Path, "mkdir"),
    (Path, "open"),
    (Path, "rename"),
    (Path, "replace"),
    (Path, "write_bytes"),
    (Path, "write_text"),
    (os, "fsync"),
    (shutil, "rmtree"),
]


def child(town: Town, count: int) -> Callable[[], int]:
    """Update in a forked process.

    What is returned waits for it, and says how it ended (negative: the signal), or how many moments it had.
    """
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            moments = deadly(count, MOMENTS)
            town.update()
            os.write(writer, str(moments()).encode())
            os._exit(0)
        except BaseException as error:  # noqa: BLE001 - nothing may leave the forked process
            os.write(2, repr(error).encode())
            os._exit(1)
    os.close(writer)

    def ended() -> int:
        told = os.read(reader, 20)
        os.close(reader)
        _, status = os.waitpid(pid, 0)
        if os.WIFSIGNALED(status):
            return -os.WTERMSIG(status)
        assert os.WEXITSTATUS(status) == 0
        return int(told)

    return ended


def main(folder: Path) -> None:
    for kind in SKETCHED:
        kind.save = sketchy
    start = Town(folder / "start").put_years("2022", "2023")
    start.update()
    start.put_years("2024")
    good = start.current

    def fresh(name: str) -> Town:
        town = Town(folder / name)
        shutil.rmtree(town.folder)
        shutil.copytree(start.folder, town.folder)
        return town

    fresh("varm").update()  # what is imported now need not be imported in every child
    whole = child(fresh("hel"), 0)()
    # Some moments on the way, and each of the last ones, where the run appears and is pointed at.
    counts = sorted({*range(1, whole - 8, max(1, whole // 4)), *range(whole - 8, whole + 1)})
    towns = {count: fresh(f"dod-{count}") for count in counts}
    # All at once: each has a folder of its own.
    dying = {count: child(town, count) for count, town in towns.items()}
    old = new = 0
    for count, town in towns.items():
        ended = dying[count]()
        assert ended == -signal.SIGKILL, (count, ended)
        current = Runs(town.folder / "runs").current()
        assert current is not None
        assert not current.damaged()
        assert len(current.files) > 7
        if current.name == good:
            old += 1
        else:
            new += 1
            assert current.manifest["previous"] == good
        for run in Runs(town.folder / "runs").all():
            assert not run.damaged()
            # Nothing says of itself that it was accepted before it is.
            assert run.name in (good, current.name) or not (run.folder / DECISION).exists()
        # And the next update carries on.
        if count in counts[-3::2]:
            assert child(town, 0)() > 0
            assert town.current != good
    print(len(counts), old, new)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
