"""Results are held against each other by the time of each indicator's figures, never by how a range reads."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.catalogue import parse_definition
from tests.cities import codes
from tests.subjects.conftest import said
from tests.subjects.update.projects import Town

AREAS = codes(6)
INDICATORS = ("arbetsloshet", "trangboddhet", "nettoinkomst")
INDEX = oi.types.Index.from_definition(
    parse_definition(
        {
            "id": "prov",
            "label": "Prov",
            "dimensions": [{"id": "d", "label": "D", "indicators": [*INDICATORS]}],
        }
    )
)


def result(
    periods: tuple[str, str, str],
    *,
    revised: Mapping[str, float] | None = None,
    stick: oi.types.Result | None = None,
) -> oi.types.Result:
    """Each indicator's figures from a period of its own, drawn anew for each; some of them revised."""
    rows = []
    for name, period in zip(INDICATORS, periods, strict=True):
        rng = np.random.default_rng([INDICATORS.index(name), int(period[-4:])])
        values = rng.uniform(10, 30, len(AREAS) + 1) + (revised or {}).get(name, 0.0) * np.arange(
            len(AREAS) + 1
        )
        rows += [(a, name, period, v) for a, v in zip([*AREAS, "X"], values, strict=True)]
    table = pd.DataFrame(rows, columns=["area", "variable", "period", "value"])
    kinds = {"nettoinkomst": "mean"}
    table["kind"] = table["variable"].map(lambda name: kinds.get(name, "share"))
    table = table.assign(quality="made_up", standard_error=0.5)
    statistics = oi.Statistics.from_frame(table, name="Exempelstad (påhittad)", whole="X")
    return INDEX.compute(statistics, reference=stick)


FIRST = result(("2022", "2022", "2023"))


def test_a_range_that_reads_alike_is_a_change_over_time() -> None:
    change = oi.change(FIRST, result(("2023", "2022", "2023"), stick=FIRST))
    assert change.periods == ("2022–2023", "2022–2023")
    assert change.newer == ("arbetsloshet",)
    frame = change.to_frame()
    assert set(frame["verdict"]) <= {"improved", "worsened", "noise"}
    assert frame["low"].notna().all()
    told = said(change.explain("01"))
    assert "(2022–2023, tidigare uppgifter)" in told
    assert "(2022–2023, nya uppgifter)" in told
    assert "Uppgifter från en annan tid har arbetslöshet 2022 → 2023." in told
    assert "2022–2023, nya uppgifter" in said(change)


def test_figures_of_one_time_are_a_revision_and_no_change() -> None:
    after = result(("2022", "2022", "2023"), revised={"trangboddhet": 0.5}, stick=FIRST)
    change = oi.change(FIRST, after)
    frame = change.to_frame()
    assert change.newer == ()
    assert frame["change"].abs().max() > 0.1
    assert set(frame["verdict"]) == {"untested"}
    assert frame["low"].isna().all()
    assert set(change.parts["cause"]) == {"revised"}
    told = said(change.explain("06"))
    assert "ingen ändring över tid" in told
    assert "(2022–2023, före revidering)" in told
    assert "slump" not in told
    assert set(oi.change(FIRST, after, stick="ranks").to_frame()["verdict"]) == {"untested"}


def test_parts_tell_a_revision_from_new_figures() -> None:
    after = result(("2023", "2022", "2023"), revised={"trangboddhet": 0.5}, stick=FIRST)
    change = oi.change(FIRST, after)
    causes = change.parts.groupby("indicator")["cause"].unique().map(list).to_dict()
    assert causes == {"arbetsloshet": ["figures"], "trangboddhet": ["revised"]}
    total = change.parts[change.parts["measure"] == "index"].groupby("area")["points"].sum()
    np.testing.assert_allclose(total, change.to_frame().query("measure == 'index'")["change"])


def test_two_spellings_of_a_period_are_one_time() -> None:
    change = oi.change(FIRST, result(("år 2022", "2022", "2023"), stick=FIRST))
    assert change.newer == ()


def test_what_is_given_as_revised_has_each_indicator_s_own_period() -> None:
    after = result(("2023", "2023", "2024"), stick=FIRST)
    crossed = result(("2023", "2022", "2022"), stick=FIRST)  # the same years, but of other indicators
    with pytest.raises(
        oi.errors.ComputeError, match=r"another definition or period.*arbetsloshet.*nettoinkomst"
    ):
        oi.change(FIRST, after, revised=crossed)


def test_a_later_result_of_an_earlier_time_is_refused() -> None:
    with pytest.raises(oi.errors.ComputeError, match="of an earlier time"):
        oi.change(FIRST, result(("2021", "2021", "2022"), stick=FIRST))


def test_a_trend_counts_no_figures_twice() -> None:
    again = result(("2022", "2022", "2023"), stick=FIRST)
    later = result(("2024", "2024", "2024"), stick=FIRST)
    with pytest.raises(oi.errors.ComputeError, match="2022 and 2023 hold figures of the same time"):
        oi.trend({2022: FIRST, 2023: again, 2024: later})


def test_one_group_can_be_followed_and_a_breakdown_says_how() -> None:
    index, figures = oi.load_index("malmo-2023"), oi.example_statistics()
    before = index.compute(figures, period="2020", by=["sex"])
    after = index.compute(figures, period="2024", by=["sex"], reference=index.compute(figures, period="2020"))
    with pytest.raises(oi.errors.ComputeError, match=r"given as Breakdown.*one group's result"):
        oi.change(before, after)  # type: ignore[arg-type]
    women = oi.change(before["women"], after["women"])
    assert women.newer == tuple(i.id for i in after["women"].index.indicators if i.id in after.common)


def test_an_update_to_the_latest_of_each_judges_new_figures(tmp_path) -> None:
    town = Town(tmp_path / "stad")
    town.write_project(
        ('definition = "malmo-oppna-data"', 'definition = "malmo-oppna-data"\nperiod = "latest"')
    )
    index = oi.load_index("malmo-oppna-data")
    late, early = index.indicators[0].formula.variables, index.indicators[1].formula.variables
    first, second = town.year("2022"), town.year("2023")
    held_back = second["variable"].isin({*early} - {*late})
    town.put(first)
    town.put(second[~held_back & ~second["variable"].isin(late)])
    assert town.update(accept_all=True).change is None
    town.put(second[~held_back])
    found = town.update(accept_all=True)
    assert found.change is not None
    assert found.change.periods[0] == found.change.periods[1]
    assert index.indicators[0].id in found.change.newer
    assert "samma år" not in str(found)
    assert set(found.change.to_frame()["verdict"]) != {"untested"}
