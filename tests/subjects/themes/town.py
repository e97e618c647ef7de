"""A town of four areas whose themes are counted by hand."""

from __future__ import annotations

from typing import Any

import pandas as pd

import omradesindex as oi
from omradesindex.catalogue import Dimension, Direction, Formula, Indicator
from omradesindex.catalogue.definition import Member
from omradesindex.types import Index
from omradesindex.wording import Text

#: Of a thousand people in each area: how many are out of work, are poor, are in work, own their home.
COUNTS = {
    "A": (300, 400, 500, 900),
    "B": (300, 200, 600, 500),
    "C": (100, 200, 700, 500),
    "D": (100, 200, 800, 100),
}
NAMES = ("utan_arbete", "fattiga", "i_arbete", "eget_hem")


def indicator(id_: str, *, worse: bool = True, of: str = "folkmangd", **more: Any) -> Indicator:
    """A share of the people."""
    text = Text(id_.replace("_", " ").capitalize(), f"{id_} (en)")
    way = Direction.HIGHER_IS_WORSE if worse else Direction.HIGHER_IS_BETTER
    formula = more.pop("formula", Formula("share", (id_,), (of,), 100))
    return Indicator(id_, text, text, text, "%", way, formula, **more)


def index(**asked: Any) -> Index:
    """Two dimensions of two indicators."""
    made = [indicator(name, worse=name not in NAMES[2:], **asked) for name in NAMES]
    one, two = (tuple(Member(i) for i in made[k : k + 2]) for k in (0, 2))
    dimensions = (
        Dimension("nod", Text("Nöd", "Need"), one),
        Dimension("grund", Text("Grund", "Ground"), two),
    )
    text = Text("Prov", "Test")
    return Index("prov", text, text, dimensions)


def figures(
    counts: dict[str, tuple[float, ...]] = COUNTS, *, people: float = 1000, **more: Any
) -> oi.Statistics:
    """The counts as statistics; ``more`` are columns of the table."""
    rows = [
        (area, variable, "2024", value)
        for area, row in counts.items()
        for variable, value in zip(("folkmangd", *NAMES), (people, *row), strict=True)
    ]
    frame = pd.DataFrame(rows, columns=["area", "variable", "period", "value"])
    frame = frame.assign(kind="count", quality="made_up", **more)
    return oi.Statistics.from_frame(frame, name="Provstad (påhittad)")
