"""The verb: what it takes and what it refuses."""

from __future__ import annotations

import numpy as np
import pytest

import omradesindex as oi
from omradesindex.errors import ComputeError, StatisticsError
from tests.subjects.themes.town import COUNTS, figures, index


def test_an_index_by_its_id_or_itself(malmo: oi.types.Themes) -> None:
    again = oi.themes(oi.load_index("malmo-oppna-data"), oi.malmo_statistics())
    assert again.themes == malmo.themes
    assert malmo.themes[:4] == ("delaktighet", "utbildning", "ekonomi", "boende")
    np.testing.assert_array_equal(again.position, malmo.position)


def test_people_of_the_figures_own_year_or_the_latest(malmo: oi.types.Themes) -> None:
    assert malmo.people_of == "2022"
    assert malmo.people.sum() == 357_377
    with pytest.raises(StatisticsError, match="did you mean 'folkmangd'"):
        oi.themes(index(), figures(), people="folkmangden")


def test_where_the_people_are_not_known_it_is_said() -> None:
    statistics = oi.malmo_statistics().only(["sysselsatta_16_64", "befolkning_16_64"])
    themes = oi.themes("malmo-oppna-data", statistics)
    assert np.isnan(themes.people).all()
    assert np.isnan(themes.city["people"]).all()
    assert "folkmängden saknas" in str(themes.page())


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ({"apart": -1.0}, "apart is -1"),
        ({"exact": ["ingen"]}, "is declared exact"),
    ],
)
def test_what_cannot_be_asked(arguments: dict[str, object], told: str) -> None:
    with pytest.raises(ComputeError, match=told):
        oi.themes(index(), figures(), **arguments)  # type: ignore[arg-type]


def test_one_area_alone_has_no_distribution() -> None:
    with pytest.raises(ComputeError, match="at least 2 areas"):
        oi.themes(index(), figures({"A": COUNTS["A"]}))


def test_more_must_be_apart_to_stand_out() -> None:
    some, few = (oi.themes(index(), figures(), apart=apart).stands_out.sum() for apart in (0.0, 1.5))
    assert some > few
