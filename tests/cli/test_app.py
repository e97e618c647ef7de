"""The program: its version and help, and what it says where something goes wrong."""

from __future__ import annotations

import subprocess
import sys

import pytest

import omradesindex as oi
from omradesindex.errors import StatisticsError
from tests.conftest import ROOT


def test_version_and_help(run) -> None:
    assert run("--version") == (0, f"omradesindex {oi.__version__}\n", "")
    code, out, _ = run("--help")
    assert code == 0
    assert all(verb in out for verb in ("demo", "compute", "list"))


@pytest.mark.parametrize(
    "arguments", [("compute",), ("nosuch",), ("demo", "--lang", "no"), ("demo", "extra")]
)
@pytest.mark.usefixtures("in_english")
def test_wrong_usage_is_exit_code_2_without_a_traceback(run, arguments) -> None:
    code, _, err = run(*arguments)
    assert code == 2
    assert "Usage: omradesindex" in err
    assert "Traceback" not in err


@pytest.mark.usefixtures("in_english")
def test_debug_shows_where_an_error_arose(run) -> None:
    code, _, err = run("compute", "--statistics", "a.csv", "--index", "malmo-2023", "--out", "ut", "--debug")
    assert code == 2
    assert err.startswith("Error: a.csv")
    assert StatisticsError.__name__ in err
    assert "Traceback" in err


@pytest.mark.usefixtures("in_english")
def test_a_fault_of_our_own_is_one_line_and_exit_code_1(run, monkeypatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("on purpose")

    monkeypatch.setattr("omradesindex.index.load_index", fail)
    code, out, err = run("demo")
    assert (code, out) == (1, "")
    assert "unexpected fault in omradesindex" in err
    assert "ZeroDivisionError: on purpose" in err
    assert "--debug" in err
    assert "Traceback" not in err
    assert "Traceback" in run("demo", "--debug")[2]


def test_module_and_command_are_the_same_door(tmp_path) -> None:
    run = subprocess.run(
        [
            sys.executable,
            "-m",
            "omradesindex",
            "compute",
            "--statistics",
            "a.csv",
            "--index",
            "x",
            "--out",
            "ut",
        ],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "ascii"},  # an old terminal
    )
    assert run.returncode == 2
    assert "Traceback" not in run.stderr
    assert len(run.stderr.splitlines()) == 1
