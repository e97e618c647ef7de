"""A small cube in which everything occurs: marks of every kind, qualities of every kind, hostile names."""

from __future__ import annotations

import numpy as np

from omradesindex.statistics.writing.cube import Category, Cube, Dimension
from omradesindex.wording import Said

NAN = float("nan")


def said(sv: str, en: str = "") -> Said:
    return {"sv": sv, "en": en or sv}


def small() -> Cube:
    areas = (Category("01", said("Östra; hamnen, m fl")), Category("02", said("Norr (gamla) = [x]")))
    measures = (
        Category("score", said("Index"), said("poäng", "points"), 1),
        Category("share", said("Andel"), said("%"), 2),
    )
    periods = (Category("2023", said("2023")), Category("2024", said("2024")))
    return Cube(
        "prov",
        said("Prov · Hamnstad", "Trial · Hamnstad"),
        (
            Dimension("area", said("område", "area"), areas, "geo"),
            Dimension("measure", said("uppgift", "figure"), measures, "metric"),
            Dimension("period", said("period"), periods, "time"),
        ),
        np.array([[[0.1 + 0.2, -1e-7], [NAN, 12.0]], [[1e6, NAN], [NAN, NAN]]]),
        np.array([[["official", "proxy"], ["", "estimated"]], [["official", ""], ["", ""]]], dtype=object),
        np.array(
            [
                [["observed", "observed"], ["suppressed", "observed"]],
                [["observed", "missing"], ["not_collected", "no_cell"]],
            ],
            dtype=object,
        ),
        {"sv": ["En lång not. " * 40, "En kort."], "en": ["A note.", ""]},
        said("Provbyrån (CC0)"),
    )
