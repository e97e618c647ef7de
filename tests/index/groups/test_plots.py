"""The door to the charts of a breakdown."""

from __future__ import annotations

import pytest

import omradesindex as oi
from omradesindex.errors import ComputeError, OmradesindexError
from omradesindex.index.groups.charts import LOOKS
from omradesindex.index.groups.group_values import MOST_DRAWN, measures
from omradesindex.show import drawing
from tests.figures import words_in
from tests.index.groups.made_up import by_age, few


@pytest.fixture(scope="module")
def example() -> oi.types.Breakdown:
    return oi.load_index("malmo-2023").compute(oi.example_statistics(), by=["sex"])


def test_there_is_a_look_for_each_group() -> None:
    assert len(set(LOOKS)) == MOST_DRAWN


def test_what_cannot_be_drawn_is_refused(example: oi.types.Breakdown, monkeypatch) -> None:
    with pytest.raises(ComputeError, match="did you mean 'valdeltagande'"):
        example.plot.groups("valdeltagandet")
    with pytest.raises(ComputeError, match="no area where these groups have 'bostads_eller_aganderatt'"):
        example.plot.groups("bostads_eller_aganderatt")
    with pytest.raises(ComputeError, match="did you mean 'women'"):
        example.plot.groups(groups=["woman", "men"])
    with pytest.raises(ComputeError, match="1 groups cannot be drawn"):
        example.plot.groups(groups=["women"])
    with pytest.raises(ComputeError, match="2 groups cannot be drawn"):
        example.plot.groups(groups=["women", "women"])
    with pytest.raises(OmradesindexError, match="'sv' or 'en'"):
        example.plot.groups(lang="no")
    monkeypatch.setattr(drawing, "find_spec", lambda name: None)
    with pytest.raises(OmradesindexError, match=r'pip install "omradesindex\[plot\]"'):
        example.plot.groups()


def test_an_index_that_is_not_computed_is_not_drawn() -> None:
    found = oi.load_index("malmo-oppna-data").compute(few(), by=["sex"])
    assert set(measures(found)) == {"lag_lon", "ekonomiskt_bistand", "gymnasiebehorighet"}
    with pytest.raises(ComputeError, match="partial=True"):
        found.plot.groups("index")
    assert "Lön under 1,5 basbelopp" in words_in(found.plot.groups())[0]


def test_groups_that_a_measure_has_no_meaning_for_are_not_drawn() -> None:
    found = by_age()
    told = words_in(found.plot.groups("arbetsloshet"))
    assert {"18–24 år", "25–64 år"} <= set(told)
    assert not {"0–5 år", "65 år och äldre"} & set(told)
    with pytest.raises(
        ComputeError, match="'arbetsloshet' is not applicable aged 0–5: it is about those aged"
    ):
        found.plot.groups("arbetsloshet", groups=["0-5", "25-64"])
    with pytest.raises(ComputeError, match="rest on different indicators, and do not compare"):
        found.plot.groups("index", groups=["18-24", "25-64"])
