"""What a table of statistics says that it holds."""

from __future__ import annotations

import numpy as np
import pandas as pd

import omradesindex as oi
from omradesindex.statistics.page import about
from omradesindex.statistics.vocabulary import QUALITIES, STATUSES


def test_figures_are_counted_by_kind_and_those_that_are_not_there_by_reason() -> None:
    table = pd.DataFrame(
        {
            "area": ["1", "2", "3", "4"],
            "variable": "folkmangd",
            "period": "2024",
            "value": [120, 80, None, None],
            "quality": ["official", "proxy", "official", "official"],
            "status": ["observed", "observed", "suppressed", "missing"],
            "source": ["SCB, tabell 1, 2024", "SCB, tabell 2", "Finns inte för områden", ""],
            "sex": "total",
        }
    )
    made = oi.Statistics.from_frame(
        table, name="Exempel", notes=["Påhittat."], definitions={"sex": "register"}
    )
    assert repr(made).splitlines() == [
        "Exempel",
        "Områden: 4 (1, 2, 3, 4)",
        "Variabler: 1 (folkmangd)",
        "Perioder: 2024",
        "Uppdelat efter: kön",
        "Uppgifter: 1 officiell, 1 närmevärde, 1 saknas, 1 röjandeskyddad",
        "Källor: SCB",
        "Kön: register",
        "",
        "Påhittat.",
    ]
    assert "Figures: 1 official, 1 proxy, 1 missing, 1 suppressed" in made.page("en").text()


def test_the_whole_city_is_told_of_and_counted_where_it_has_rows() -> None:
    made = oi.malmo_statistics().only(["folkmangd"], periods=["2022", "2023"])
    said = repr(made)
    assert "(1, 2, 3, 4, 5, 6 och 8 till); hela Malmö har egna rader (1280)" in said
    assert f"{made.quality.size} " in said


def test_millions_of_figures_are_counted_at_once() -> None:
    codes = np.zeros((1000, 2000), dtype=np.int8)
    said = about(
        areas=[str(n) for n in range(2000)],
        whole=None,
        variables=["a"],
        span="",
        breakdowns=(),
        definitions={},
        quality=codes + QUALITIES.index("estimated"),
        status=codes + STATUSES.index("observed"),
        source=np.zeros((1000, 2000), dtype=np.int16),
        sources=[""],
        lang="en",
    )
    assert said["Figures"] == "2,000,000 estimated"
    assert (said["Periods"], said["Sources"], said["Broken down by"]) == ("none", "", "")
