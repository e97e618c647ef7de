"""A made-up city of seven squares in which one area has few women, and all that a report can hold of it.

``report(swapped=True)`` is of the same city but for what is withheld: one woman fewer among the few, and
others moved so that every total that is shown stays as it is.
"""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import shapely

import omradesindex as oi
from omradesindex.catalogue import parse_definition
from omradesindex.geography import Division, Provenance, Whole
from omradesindex.reports.released import AREAS
from omradesindex.statistics import Statistics
from omradesindex.statistics.vocabulary import STATUSES
from omradesindex.statistics.writing.dcat import Publisher

CODES = tuple(f"{k:02}" for k in range(1, 8))
NAMES = ("Torget", "Hamnen & ön", "Ängen", "Berget", "Dammen", "Näset", "Åsen")
YEARS = ("2020", "2021", "2022")
FEW, WHERE = 3, "03"
PUBLISHER = Publisher(
    name="Rutstad (påhittad)",
    homepage="https://www.example.org/",
    licence="https://creativecommons.org/publicdomain/zero/1.0/",
    address="https://data.example.org/index/",
    contact="Statistikenheten",
    email="statistik@example.org",
)
KNOWLEDGE = """
contact = "Kontaktcenter"

[[note]]
area = "02"
indicator = "arbete"
date = 2024-03-01
signed = "N N"
text = "Påhittad anteckning."

[[right]]
name = "Rätten till utbildning"
source = "Stadens policy (påhittad)"
indicators = ["skola"]
"""


def _indicator(label: str, population: str, n: str, d: str) -> dict[str, object]:
    return {
        "label": label,
        "definition": "Prov.",
        "population": population,
        "unit": "%",
        "direction": "higher_is_worse",
        "responsible": ["grn"],
        "formula": {"kind": "share", "numerator": [n], "denominator": [d]},
    }


INDEX = oi.types.Index.from_definition(
    parse_definition(
        {
            "id": "litet",
            "label": "Litet index",
            "dimensions": [
                {"id": "ett", "label": "Arbete", "indicators": ["arbete"]},
                {"id": "tva", "label": "Skola", "indicators": ["skola"]},
            ],
            "indicators": {
                "arbete": _indicator("Utan arbete", "Vuxna", "utan_arbete", "vuxna"),
                "skola": _indicator("Ej behöriga", "Elever i årskurs 9", "ej_behoriga", "elever"),
            },
        }
    )
)


def _squares() -> Any:
    import geopandas as gpd

    boxes = [shapely.box(1000 * k, 0, 1000 * k + 1000, 1000) for k in range(len(CODES))]
    return gpd.GeoDataFrame({"name": NAMES}, geometry=boxes, crs=3006, index=pd.Index(CODES, name="code"))


DIVISION = Division(
    id="rutor",
    label="Rutstad (påhittad)",
    codes=CODES,
    names=NAMES,
    whole=Whole("X", "Rutstad (påhittad)"),
    provenance={"outlines": Provenance("made_up", "Rutor.")},
    outlines_from=_squares,
)


@cache
def figures(swapped: bool = False) -> Statistics:
    """Return counts of women and men; ``swapped``, other ones where they are withheld."""
    rows = []
    for y, year in enumerate(YEARS):
        for k, code in enumerate(CODES):
            women, men = 210 + 17 * k + 3 * y, 230 + 13 * k + 2 * y
            few = (code, year) == (WHERE, YEARS[-1])
            counts = {
                "utan_arbete": (FEW if few else 30 + 9 * k + (2 * y) % 3, 41 + 7 * k + y),
                "vuxna": (women, men),
                "ej_behoriga": (12 + 3 * k + y, 25 - k + y),
                "elever": (61 + k, 64 + 2 * k),
            }
            for variable, (w, m) in counts.items():
                for sex, value in (("women", w), ("men", m), ("total", w + m)):
                    rows.append((code, variable, year, sex, float(value)))
    frame = pd.DataFrame(rows, columns=["area", "variable", "period", "sex", "value"])
    if swapped:
        for (code, sex), step in _swap().items():
            own = (frame["area"] == code) & (frame["sex"] == sex) & (frame["period"] == YEARS[-1])
            frame.loc[own & (frame["variable"] == "utan_arbete"), "value"] += step
    city = frame.groupby(["variable", "period", "sex"], as_index=False)["value"].sum().assign(area="X")
    whole = pd.concat([frame, city], ignore_index=True).assign(kind="count", quality="made_up")
    return Statistics.from_frame(whole, name="Rutstad (påhittad)", division=DIVISION, whole="X")


@cache
def hidden() -> pd.DataFrame:
    """Return the area, variable, period, sex and true value of every figure that is withheld."""
    released = report()._released
    gone = released.shown[AREAS].status == STATUSES.index("suppressed")
    shown = released.shown[AREAS].to_frame()
    lost = shown[shown["status"] == "suppressed"].drop(columns="value")
    assert len(lost) == int(gone.sum())
    key = ["area", "variable", "period", "sex"]
    return lost[key].merge(released.truths[AREAS].to_frame()[[*key, "value"]], on=key)


@cache
def _swap() -> dict[tuple[str, str], int]:
    """Return steps of one among withheld figures that leave every sum over sexes and areas as it was."""
    gone = hidden().query("variable == 'utan_arbete' and period == '2022' and sex != 'total'")
    there = set(zip(gone["area"], gone["sex"], strict=True))
    other = next(code for code in CODES if code != WHERE and {(code, "women"), (code, "men")} <= there)
    assert {(WHERE, "women"), (WHERE, "men")} <= there
    return {(WHERE, "women"): -1, (WHERE, "men"): 1, (other, "women"): 1, (other, "men"): -1}


@cache
def asked(swapped: bool = False) -> dict[str, Any]:
    """Return every answer that a report takes, but what is inside the areas."""
    table = figures(swapped)
    result = INDEX.compute(table, period=YEARS[-1])
    own = INDEX.reweight({"ett": 3}).with_identity(id="mer-arbete", label="Mer arbete")
    followed = oi.trend(INDEX, table)
    notes = Path(tempfile.mkdtemp()) / "kunskap.toml"
    notes.write_text(KNOWLEDGE, encoding="utf-8")
    return {
        "result": result,
        "by": INDEX.compute(table, period=YEARS[-1], by=["sex"]),
        "change": followed.change(),
        "trend": followed,
        "goals": oi.goals(followed, oi.Goal("index", 2030, at_most="city")),
        "robustness": oi.robustness(INDEX, table, n=100, sobol=False),
        "sets": oi.compare([INDEX, own], table, period=YEARS[-1]),
        "children": True,
        "board": "grn",
        "notes": notes,
        "publisher": PUBLISHER,
    }


@cache
def report(swapped: bool = False) -> Any:
    """Return the report of them all."""
    return oi.report(**asked(swapped))


#: What both reports are written in; a PDF too, where it can be.
FORMS = ("html", "docx", "xlsx", "open", "slides", "txt", "what_if")


@cache
def saved(swapped: bool = False) -> Path:
    """Return the folder in which the report lies, in every form; the second without PDF."""
    own = report(swapped)
    folder = Path(tempfile.mkdtemp()) / "rapport"
    forms = [form for form in (*FORMS, "pdf") if form in own.forms and not (swapped and form == "pdf")]
    own.save(folder, formats=forms)
    return folder
