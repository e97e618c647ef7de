"""What the scripts that build Malmö's figures share: reading a source, tables as the library reads them."""

from __future__ import annotations

import contextlib
import gzip
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from omradesindex.statistics import Statistics

Recipe = Mapping[str, Any]


def read(source: Path, name: str, *codes: str) -> pd.DataFrame:
    """Read a source table, its codes as text."""
    return pd.read_csv(source / name, dtype=dict.fromkeys(codes, str), encoding="utf-8")


def table(variable: str, period: str, areas: Iterable[str], values: Any, *, kind: str) -> pd.DataFrame:
    """One variable over its areas, as the library reads it."""
    return pd.DataFrame(
        {
            "area": list(areas),
            "variable": variable,
            "period": period,
            "value": np.asarray(values, dtype=float),
            "kind": kind,
            "quality": "official",
        }
    )


def labelled(statistics: Statistics, sources: Mapping[tuple[str, str], str], recipe: Recipe) -> pd.DataFrame:
    """The tidy table, each figure with our words for where it comes from."""
    frame = statistics.to_frame()
    if "sex" not in frame:
        frame["sex"] = "total"
    frame["source"] = [
        said_of(sources[variable, period], period, recipe)
        for variable, period in zip(frame["variable"], frame["period"], strict=True)
    ]
    return frame


def said_of(source: str, period: str, recipe: Recipe, **more: str) -> str:
    """Our words for where a figure comes from."""
    words = {word: recipe[word] for word in ("summed", "estimated", "weighed", "proxy") if word in recipe}
    said: str = recipe["sources"][source].format(year=period, **words, **more)
    return said


def digits(number: float, decimals: int) -> str:
    return "" if np.isnan(number) else np.format_float_positional(round(number, decimals), trim="-")


def require(holds: bool, otherwise: str) -> None:
    if not holds:
        raise SystemExit(f"nothing written: {otherwise}")


def read_recipe() -> Recipe:
    """Read ``malmo_statistics.toml``."""
    return tomllib.loads(Path(__file__).with_name("malmo_statistics.toml").read_text(encoding="utf-8"))


def write_packed(path: Path, text: str) -> None:
    """Write a text packed; the same text gives the same bytes."""
    with path.open("wb") as raw, gzip.GzipFile("", "wb", mtime=0, fileobj=raw) as packed:
        packed.write(text.encode())


@contextlib.contextmanager
def being_built(out: Path, name: str) -> Iterator[Path]:
    """Give a folder beside what is to be made; what is in it is put in place if nothing goes wrong."""
    out.mkdir(parents=True, exist_ok=True)
    building = out / f".building.{name}"
    building.mkdir(exist_ok=True)
    try:
        yield building
        for file in sorted(building.iterdir()):
            file.replace(out / file.name)
    finally:
        for file in building.iterdir():
            file.unlink()
        building.rmdir()
