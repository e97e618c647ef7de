"""Write down what each embedded figure of Malmö was made of: which cells of which file, with which weights.

The source tables are not shipped, so neither are their numbers. What is written is where they stand and what
they weigh: a line for each variable, period and sex (``…_lineage.csv.gz``), and what each sub-area weighs, as
a share of all (``…_weights.csv.gz``); beside ``malmo.csv`` neither is packed. With the tables at hand the
library reads the cells and makes the figure again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from malmo_tables import write_packed

COLUMNS = (
    "variable", "period", "sex", "step", "method", "script", "file", "publisher", "table", "select", "key",
    "column", "scale", "units", "weight", "weighed_by", "suppressed", "missing",
)  # fmt: skip

#: Digits of a weight: a figure made of 200 parts then comes out right to its fourth decimal.
_DIGITS = 8


@dataclass
class Lineage:
    """What has been written down so far.

    Attributes
    ----------
    script : str
        Who makes the figures.
    about : mapping of str to mapping
        Publisher and table of each file.
    figures : str
        The file that holds the figures themselves.
    entries : list of dict
        A line for each variable, period, sex and step.
    weights : dict of (units, name) to Series
        Index (unit, area).
    """

    script: str
    about: Mapping[str, Mapping[str, str]]
    figures: str
    entries: list[dict[str, str]] = field(default_factory=list)
    weights: dict[tuple[str, str], pd.Series] = field(default_factory=dict)

    def add(self, variable: str, period: str, sex: str, *, method: str, file: str, **said: Any) -> None:
        """Add a line; ``select`` may be a mapping, ``suppressed`` and ``missing`` lists of units."""
        known = {
            "variable": variable, "period": period, "sex": sex, "method": method, "file": file,
            "script": self.script, **self.about.get(file, {}), **said,
        }  # fmt: skip
        known["select"] = "; ".join(f"{column} = {word}" for column, word in known.get("select", {}).items())
        for column in ("suppressed", "missing"):
            known[column] = " ".join(known.get(column, ()))
        unknown = set(known) - set(COLUMNS)
        if unknown:
            raise KeyError(f"no such columns: {sorted(unknown)}")
        self.entries.append({column: str(known.get(column, "")) for column in COLUMNS})

    def weigh(self, units: str, name: str, weight: pd.Series) -> None:
        """Keep what units (index: unit, area) weigh, under a name that lines refer to.

        For a count the share of each unit that is counted, for a share or mean its share of all weight.
        """
        self.weights.setdefault((units, name), weight)

    def write(self, folder: Path, stem: str, *, packed: bool = False) -> None:
        """Write both files, packed or as they are."""
        lines = pd.DataFrame(self.entries, columns=list(COLUMNS))
        tables = [self._table(units) for units in dict.fromkeys(units for units, _ in self.weights)]
        for name, frame in (("lineage", lines), ("weights", pd.concat(tables))):
            text = frame.to_csv(index=False, lineterminator="\n")
            if packed:
                write_packed(folder / f"{stem}_{name}.csv.gz", text)
            else:
                (folder / f"{stem}_{name}.csv").write_text(text, encoding="utf-8", newline="\n")

    def _table(self, units: str) -> pd.DataFrame:
        named = {name: weight for (of, name), weight in self.weights.items() if of == units}
        table = pd.DataFrame(named).rename_axis(["unit", "area"]).reset_index()
        table.insert(0, "units", units)
        return table.assign(**{name: [_digits(n) for n in table[name]] for name in named})


def shares(weight: pd.Series) -> pd.Series:
    """Return each unit's share of all weight."""
    return weight / weight.sum()


def whole(units: Iterable[str], areas: Iterable[str]) -> pd.Series:
    """Return units that lie whole in an area: the weight 1 of each."""
    return pd.Series(1.0, index=pd.MultiIndex.from_arrays([list(units), list(areas)]))


def _digits(number: float) -> str:
    return "" if np.isnan(number) else np.format_float_positional(round(number, _DIGITS), trim="-")
