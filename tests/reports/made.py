"""Reports that several tests look at, each made once, without outlines, so that nothing is drawn."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import omradesindex as oi
from omradesindex.statistics import Statistics

NOTES = """
contact = "Kontaktcenter"

[[note]]
area = "10"
indicator = "gymnasiebehorighet"
date = 2024-03-01
signed = "N N, grundskoleförvaltningen"
text = "Påhittad anteckning."

[[correction]]
date = 2024-03-02
signed = "N N"
text = "Påhittad rättelse."
"""


@cache
def statistics() -> Statistics:
    malmo = oi.malmo_statistics()
    undrawn = replace(oi.geso(), outlines_from=None)
    return Statistics.from_frame(malmo.to_frame(), name="Malmö", division=undrawn, whole="1280")


@cache
def result() -> Any:
    return oi.load_index("malmo-oppna-data").compute(statistics())


@cache
def report() -> Any:
    return oi.report(result())


@cache
def full() -> Any:
    """With groups and a study of robustness."""
    index = result().index
    by = index.compute(statistics(), by=["sex"], partial=True)
    return oi.report(result(), by=by, robustness=oi.robustness(index, statistics(), n=500))


def few(women: int = 3) -> Statistics:
    """A city of made-up figures in which few women answer in one area."""
    rows = []
    for area, women_there in (("01", women), ("02", 40), ("03", 44), ("04", 52)):
        for variable, women_have, men in (("svarande", 60, 70), ("nojda", women_there, 30 + int(area))):
            for sex, value in (("total", women_have + men), ("women", women_have), ("men", men)):
                rows.append((area, variable, "2024", sex, value))
    import pandas as pd

    frame = pd.DataFrame(rows, columns=["area", "variable", "period", "sex", "value"])
    city = frame.groupby(["variable", "period", "sex"], as_index=False)["value"].sum().assign(area="X")
    whole = pd.concat([frame, city], ignore_index=True).assign(kind="count", quality="made_up")
    return Statistics.from_frame(whole, name="Prov (påhittad)", whole="X")
