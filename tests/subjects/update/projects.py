"""A project of a small made-up town, year by year."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

import omradesindex as oi
from tests.cities import codes, counts

PROJECT = """\
name = "Exempelstad (påhittad)"

[index]
definition = "malmo-oppna-data"

[areas]
division = "omraden.csv"
code = "kod"
name = "namn"
whole = "X00"

[[source]]
path = "statistik"

[outputs]
figures = false
"""


@dataclass
class Town:
    """A project's folder, and what its files hold."""

    folder: Path
    areas: list[str] = field(default_factory=lambda: codes(6))
    text: str = PROJECT

    def __post_init__(self) -> None:
        (self.folder / "statistik").mkdir(parents=True)
        self.write_project()
        self.write_areas()

    @property
    def project(self) -> Path:
        return self.folder / "project.toml"

    @property
    def runs(self) -> list[str]:
        return sorted(p.name for p in (self.folder / "runs").iterdir() if p.name[0] == "2")

    @property
    def current(self) -> str:
        return (self.folder / "runs" / "current").read_text(encoding="utf-8").strip()

    def write_project(self, *changes: tuple[str, str]) -> None:
        for old, new in changes:
            assert old in self.text
            self.text = self.text.replace(old, new)
        self.project.write_text(self.text, encoding="utf-8")

    def write_areas(self) -> None:
        table = pd.DataFrame({"kod": self.areas, "namn": [f"Påhitt {code}" for code in self.areas]})
        table.to_csv(self.folder / "omraden.csv", index=False)

    def year(self, period: str, *, areas: list[str] | None = None) -> pd.DataFrame:
        """The figures of a year: much like those of any other."""
        table = counts(oi.load_index("malmo-oppna-data"), areas or self.areas, period=period)
        rng = np.random.default_rng(int(period))
        table["value"] = np.round(table["value"] * (1 + 0.002 * rng.standard_normal(len(table))))
        whole = table.groupby(["variable", "period", "quality"], as_index=False)["value"].sum()
        return pd.concat([table, whole.assign(area="X00")], ignore_index=True)

    def put(self, table: pd.DataFrame) -> Path:
        (period,) = table["period"].unique()
        path = self.folder / "statistik" / f"{period}.csv"
        table.to_csv(path, index=False)
        return path

    def put_years(self, *periods: str) -> Town:
        for period in periods:
            self.put(self.year(period))
        return self

    def update(self, **options: Any) -> oi.types.Update:
        return oi.update(self.project, **options)


def split(table: pd.DataFrame, share: float = 0.5) -> pd.DataFrame:
    """The table with the figures of women, who are a share of everybody, and of men."""
    women = table.assign(sex="women", value=(table["value"] * share).round())
    men = table.assign(sex="men", value=table["value"] - women["value"])
    return pd.concat([table.assign(sex="total"), women, men], ignore_index=True)


def times(table: pd.DataFrame, variable: str, factor: float, area: str | None = None) -> pd.DataFrame:
    """The table with a variable's figures multiplied, in one area or everywhere."""
    here = table["variable"] == variable
    if area is not None:
        here &= table["area"] == area
    assert here.any()
    return table.assign(value=table["value"].where(~here, (table["value"] * factor).round()))


def found(update: oi.types.Update, check: str) -> list[Any]:
    """What a check found."""
    return [finding for finding in update.findings if finding.check == check]


def files(folder: Path) -> dict[str, bytes]:
    """Every file of a run but those that say when."""
    found = {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    return {name: content for name, content in found.items() if name not in ("tid.json", "beslut.json")}


def sketchy(given: Any, folder: Path, **_: object) -> None:
    """Stands in for what writes tables and pages, where a test is about something else."""
    folder.mkdir(exist_ok=True)
    (folder / f"{type(given).__name__.lower()}.csv").write_text("area\n", encoding="utf-8")


#: What is saved in a run.
SKETCHED = (oi.types.Update, oi.types.Result, oi.types.Change, oi.types.Breakdown)


def waiting_update() -> Any:
    """The second update of Exempelstad's project, which waits for somebody to decide."""
    # The folder must last as long as the answer, and goes when Python does.
    aside = tempfile.TemporaryDirectory()
    _ASIDE.append(aside)
    folder = Path(aside.name)
    (folder / "statistik").mkdir()
    (folder / "project.toml").write_text(
        'name = "Exempelstad (påhittad)"\nindex.definition = "malmo-2023"\nareas.division = "exempelstad"\n'
        'source = [{ path = "statistik" }]\noutputs.figures = false\n',
        encoding="utf-8",
    )
    table = oi.example_statistics().to_frame()
    cuts = ["sex", "age", "disability"]
    table = table[(table[cuts] == "total").all(axis=1)].drop(columns=[*cuts, "disability_definition"])
    for year in ("2020", "2024"):
        figures = table[table["period"] == year]
        figures.to_csv(folder / "statistik" / f"{year}.csv", index=False, lineterminator="\n")
        update = oi.update(folder / "project.toml")
    return update


_ASIDE: list[Any] = []
