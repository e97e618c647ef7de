"""A city of eight areas whose correlations are known by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd

import omradesindex as oi
from omradesindex.catalogue import parse_definition
from tests.cities import codes, statistics

NAN = float("nan")

PROV = {
    "id": "prov",
    "label": {"sv": "Provindex", "en": "Trial index"},
    "methods": {"centre": "areas", "coverage": 0.3},
    "dimensions": [
        {
            "id": "ekonomi",
            "label": {"sv": "Ekonomi", "en": "Economy"},
            "indicators": ["arbetsloshet", "lag_ekonomisk_standard", "ekonomiskt_bistand"],
        },
        {
            "id": "boende",
            "label": {"sv": "Boende", "en": "Housing"},
            "indicators": ["trangboddhet", "bostads_eller_aganderatt"],
        },
    ],
}

# Orthogonal patterns over eight areas, so that every correlation is known by hand.
A = np.array([1, 1, 1, 1, -1, -1, -1, -1.0])
B = np.array([1, 1, -1, -1, 1, 1, -1, -1.0])
C = np.array([1, -1, 1, -1, 1, -1, 1, -1.0])


def city(columns: dict[str, np.ndarray], *, partial: bool = False, index: object = None) -> oi.types.Result:
    """A result of a made-up city whose shares are 40 % and ten times the pattern."""
    areas = codes(len(next(iter(columns.values()))))
    rows = [
        (area, name, "2024", value, "share", "made_up", "observed" if value == value else "missing")
        for name, column in columns.items()
        for area, value in zip(areas, 40 + 10 * column, strict=True)
    ]
    names = ["area", "variable", "period", "value", "kind", "quality", "status"]
    made = oi.types.Index.from_definition(parse_definition(index or PROV))
    return made.compute(statistics(pd.DataFrame(rows, columns=names)), partial=partial)
