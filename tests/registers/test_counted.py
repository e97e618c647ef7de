"""What was counted is statistics: written, read, pickled and computed like any."""

from __future__ import annotations

import copy
import pickle
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from openpyxl import load_workbook

import omradesindex as oi
from tests.registers.provstad import DEFINITION, counted, people, register

#: What the only person in an area has, and nobody else.
SECRET = 987_654_321.0


def test_it_is_statistics_in_all_that_is_done_with_it(tmp_path: Path) -> None:
    found = counted(by="sex")
    assert isinstance(found, oi.Statistics)
    assert (found.joint, found.protected) == (None, None)
    assert pickle.loads(pickle.dumps(found)).fingerprint == found.fingerprint
    assert found.only("folkmangd").variables == ("folkmangd",)
    found.to_frame().to_csv(tmp_path / "tal.csv", index=False)
    read = oi.read_statistics(tmp_path / "tal.csv", name=found.name)
    assert read.block("folkmangd", "2024", ("women",)).value.tolist() == (
        found.block("folkmangd", "2024", ("women",)).value.tolist()
    )


def lone() -> Any:
    """A register in which the amount of an area's only person is the area's sum."""
    who = people()
    alone = who.index == 0
    return register(
        omrade=who["omrade"].where(~alone, "99"), inkomst=who["inkomst"].where(~alone, int(SECRET))
    )


def protected() -> oi.types.Counts:
    what = {name: DEFINITION["variables"][name] for name in ("folkmangd", "nettoinkomst_summa_tkr")}
    return counted(lone(), variables={**DEFINITION, "variables": what}, unprotected=False)


def carries(thing: object) -> bool:
    """Whether a true figure, or the register's whole sum that would tell it, is anywhere in a thing."""
    return struct.pack("<d", SECRET) in pickle.dumps(thing) or struct.pack(">d", SECRET) in pickle.dumps(
        thing
    )


LEAVING: dict[str, Callable[[oi.types.Counts], object]] = {
    "pickle": lambda c: c,
    "vars": lambda c: dict(vars(c)),
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    "to_frame": lambda c: c.to_frame(),
    "repr": repr,
    "page": lambda c: c.page(),
    "some of it": lambda c: c.only("folkmangd"),
    "what is shown": lambda c: c.protected.statistics if c.protected else None,
    "in something else": lambda c: {"counts": [c]},
}


@pytest.mark.parametrize("way", LEAVING)
def test_what_leaves_has_no_figure_as_it_was(way: str) -> None:
    found = protected()
    assert found.protected is not None
    assert carries(found.protected.truth)
    assert not carries(LEAVING[way](found))


def test_files_for_others_hold_what_may_be_shown_and_no_remark(tmp_path: Path) -> None:
    what = {name: DEFINITION["variables"][name] for name in ("folkmangd", "nettoinkomst_summa_tkr")}
    what |= {"felstavad": {"where": {"status": "arbetlös"}}}
    with pytest.warns(UserWarning, match="Is 'arbetslos' meant"):
        found = counted(lone(), variables={**DEFINITION, "variables": what}, unprotected=False)
    assert found.protected is not None
    for form in ("txt", "html", "xlsx"):
        found.page().write(tmp_path / f"sida.{form}")
    oi.publish(found.protected, tmp_path / "ute.csv")
    found.to_frame().to_parquet(tmp_path / "tal.parquet")
    found.to_frame().to_csv(tmp_path / "tal.csv", index=False)
    found.to_frame().to_excel(tmp_path / "tal.xlsx", index=False)
    found.protected.save(tmp_path / "skydd")
    inside = [path for path in (tmp_path / "skydd").rglob("*") if path.is_file()]
    assert [path.name for path in inside if not path.name.startswith(("internt_", "README", "LÄS"))] == []
    for path in tmp_path.iterdir():
        if path.is_file():
            read = written_in(path)
            assert "arbetslos" not in read
            assert str(int(SECRET)) not in read.replace(",", "").replace("\N{NO-BREAK SPACE}", "")


def written_in(path: Path) -> str:
    """All that a person reads in a file."""
    if path.suffix == ".parquet":
        return str(pd.read_parquet(path).to_dict())
    if path.suffix != ".xlsx":
        return path.read_text(encoding="utf-8-sig")
    sheets = load_workbook(path).worksheets
    return " ".join(str(cell.value) for sheet in sheets for row in sheet.iter_rows() for cell in row)


def test_a_copy_knows_that_something_was_withheld_and_says_where_it_is() -> None:
    found = protected()
    for copied in (pickle.loads(pickle.dumps(found)), copy.copy(found), copy.deepcopy(found)):
        assert copied.fingerprint == found.fingerprint
        with pytest.raises(oi.errors.StatisticsError, match="does not go along") as refused:
            copied.protected  # noqa: B018
        assert "kopia" in refused.value.in_("sv")
    assert copy.copy(counted()).protected is None
