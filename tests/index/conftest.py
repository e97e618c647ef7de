"""A made-up city of six areas whose table, map and charts hold every case: ties, gaps, estimates."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
import shapely

import omradesindex as oi
from omradesindex.catalogue import parse_definition
from omradesindex.geography import Division, Provenance, Whole

NAMES = {
    "01": "Norra Torget",
    "02": "Påhittet & <Co>",
    "03": "Prov$berget med ett namn som är långt nog för att inte få plats i någon smal kolumn",
    "04": "Östra Ängen",
    "05": "Åbrinken",
    "06": "Hamnen",
}


def _outlines():
    import geopandas as gpd

    # Two rows of three squares, 2 km each; the last one has an island of its own.
    squares = [shapely.box(x, y, x + 2000, y + 2000) for y in (2000, 0) for x in (0, 2000, 4000)]
    squares[5] = shapely.MultiPolygon([squares[5], shapely.box(6200, 0, 6600, 400)])
    shifted = [shapely.affinity.translate(s, 400_000, 6_200_000) for s in squares]
    return gpd.GeoDataFrame(
        {"name": list(NAMES.values())},
        geometry=shifted,
        crs=3006,
        index=pd.Index(list(NAMES), name="code"),
    )


@pytest.fixture(scope="session")
def division() -> Division:
    return Division(
        id="provstad",
        label="Provstad",
        codes=tuple(NAMES),
        names=tuple(NAMES.values()),
        whole=Whole("P00", "Provstad"),
        provenance={"outlines": Provenance("made_up", "Påhittade rutor.")},
        outlines_from=_outlines,
    )


INDEX = {
    "id": "prov",
    "label": {"sv": "Provindex", "en": "Trial index"},
    "notes": [{"sv": "Ett index för prov.", "en": "An index for trials."}],
    "dimensions": [
        {
            "id": "ekonomi",
            "label": {"sv": "Ekonomi", "en": "Economy"},
            "indicators": ["arbetsloshet", "nettoinkomst"],
        },
        {"id": "boende", "label": {"sv": "Boende", "en": "Housing"}, "indicators": ["trangboddhet"]},
    ],
}

VALUES = {
    # 01 and 02 are equal in everything, so they share a place; 06 lacks one figure.
    "arbetsloshet": (12.0, 12.0, 8.0, 6.0, 4.0, 20.0, 10.0),
    "nettoinkomst": (210.25, 210.25, 1234.5, 320.0, 340.0, 180.0, 300.0),
    "trangboddhet": (30.0, 30.0, 18.0, 12.0, 8.0, None, 20.0),
}


def statistics(division: Division | None, values=VALUES, *, name="Provstad", quality="made_up", **columns):
    areas = [*NAMES, "P00"]
    frame = pd.DataFrame(
        [
            {
                "area": area,
                "variable": variable,
                "period": "2023" if variable == "trangboddhet" else "2022",
                "value": value,
                "kind": "mean" if variable == "nettoinkomst" else "share",
                "quality": "estimated" if variable == "arbetsloshet" and quality == "official" else quality,
                "status": "observed" if value is not None else "suppressed",
                "source": "Provbyrån, provtabell 1; summerad för prov",
                **columns,
            }
            for variable, column in values.items()
            for area, value in zip(areas, column, strict=True)
        ]
    )
    return oi.Statistics.from_frame(frame, name=name, division=division, whole="P00")


@pytest.fixture(scope="session")
def compute(division: Division) -> Callable[..., oi.types.Result]:
    """``compute(values=…, partial=…, quality=…, with_division=…)`` gives a result of the made-up city."""

    def run(values=VALUES, *, partial=False, quality="made_up", with_division=True, index=INDEX, **columns):
        figures = statistics(division if with_division else None, values, quality=quality, **columns)
        return oi.types.Index.from_definition(parse_definition(index)).compute(figures, partial=partial)

    return run


@pytest.fixture(scope="session")
def result(compute) -> oi.types.Result:
    return compute()


@pytest.fixture(scope="session")
def without_index(compute) -> oi.types.Result:
    """No area has the housing indicator, so no area has an index."""
    lacking = {**VALUES, "trangboddhet": (None,) * 7}
    return compute(lacking)


@pytest.fixture(scope="session")
def saved(result: oi.types.Result, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the made-up city's result is saved in, once for all."""
    folder = tmp_path_factory.mktemp("out") / "new" / "folder"
    paths = result.save(folder)
    assert all(path.is_file() and path.parent == folder for path in paths)
    assert {path.name for path in paths} == {path.name for path in folder.iterdir()}
    return folder
