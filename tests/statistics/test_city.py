from __future__ import annotations

import pandas as pd

import omradesindex as oi
from omradesindex.statistics.city import city_said


def table(**more: object) -> oi.Statistics:
    frame = pd.DataFrame(
        {"area": ["A", "B"], "variable": "elever_ak9", "period": "2024", "value": [100, 50], "kind": "count"}
    )
    return oi.Statistics.from_frame(frame, name="Exempelstad (påhittad)", **more)  # type: ignore[arg-type]


def test_the_whole_is_called_by_its_own_name() -> None:
    assert city_said(oi.example_statistics(), "sv") == "hela Exempelstad (påhittad)"
    assert city_said(table(), "en") == "all areas together"


def test_units_that_are_no_places_are_no_city() -> None:
    schools = table(units="school")
    assert city_said(schools, "sv") == "alla skolor tillsammans"
    assert city_said(schools, "en") == "all schools together"


def test_figures_that_nobody_names_are_called_by_their_place() -> None:
    rows = {"variable": "folkmangd", "period": "2024", "value": [1, 2]}
    placed = ["Uppsala (RegSO-Gottsunda)", "Uppsala (RegSO-Valsätra)"]
    assert oi.Statistics.from_frame(pd.DataFrame({"area": placed, **rows})).name == "Uppsala"
    assert oi.Statistics.from_frame(pd.DataFrame({"area": ["1", "2"], **rows})).name == "statistik"
    assert oi.Statistics.from_frame(pd.DataFrame({"area": placed, **rows}), name="Vi").name == "Vi"
    figures = oi.malmo_statistics().to_frame().query("variable == 'folkmangd'")
    assert oi.Statistics.from_frame(figures, division=oi.geso()).name == "Malmö"
