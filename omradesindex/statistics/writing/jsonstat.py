"""Write a cube as json-stat2, as PxWeb's interfaces answer it.

The format: json-stat.org/full (version 2.0). A cell that is not an official figure says in ``status`` what it
is; one without a figure, why.
"""

from __future__ import annotations

import json
import math
from typing import Any

import numpy as np

from omradesindex.statistics.writing.cube import Cube, Dimension
from omradesindex.wording import Language


def jsonstat_of(cube: Cube, lang: Language) -> bytes:
    """Return a cube as one json-stat2 dataset, with its labels in ``lang``.

    Examples
    --------
    >>> from omradesindex.statistics.writing.cube import Category
    >>> from omradesindex.wording import said_in_all
    >>> def named(text): return said_in_all(lambda lang: text)
    >>> cube = Cube("t", named("Antal"), (
    ...     Dimension("area", named("område"), (Category("01", named("Norr")),), "geo"),),
    ...     np.array([np.nan]), np.array([""], dtype=object), np.array(["suppressed"], dtype=object))
    >>> told = json.loads(jsonstat_of(cube, "sv"))
    >>> told["value"], told["status"], told["note"]
    ([None], {'0': '..'}, ['.. = röjandeskyddad'])
    """
    values = cube.values.ravel()
    marks = np.where(cube.quality == "official", "", cube.quality) + cube.marks
    told: dict[str, Any] = {
        "version": "2.0",
        "class": "dataset",
        "label": cube.title[lang],
        **({"source": cube.source[lang]} if cube.source else {}),
        "note": cube.told(lang),
        "id": [dimension.code for dimension in cube.dimensions],
        "size": [len(dimension.categories) for dimension in cube.dimensions],
        "role": {dimension.role: [dimension.code] for dimension in cube.dimensions},
        "dimension": {dimension.code: _dimension(dimension, lang) for dimension in cube.dimensions},
        "value": [None if math.isnan(value) else value for value in values.tolist()],
        "status": {str(place): mark for place, mark in enumerate(marks.ravel()) if mark},
        "extension": {"px": {"tableid": cube.code, "language": lang}},
    }
    text = json.dumps(told, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return f"{text}\n".encode()


def _dimension(dimension: Dimension, lang: Language) -> dict[str, Any]:
    category: dict[str, Any] = {
        "index": list(dimension.codes),
        "label": dict(zip(dimension.codes, dimension.labels(lang), strict=True)),
    }
    if dimension.role == "metric":
        category["unit"] = {
            one.code: {"label": one.unit[lang], "decimals": one.decimals}
            for one in dimension.categories
            if one.unit
        }
    return {"label": dimension.label[lang], "category": category}
