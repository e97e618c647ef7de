"""What a body answers for: its indicators in the index and the catalogue, with figures or without."""

from __future__ import annotations

import pytest

import omradesindex as oi
from omradesindex.catalogue import indicators
from omradesindex.errors import ComputeError
from omradesindex.subjects.themes.mission import mission
from tests.subjects.themes.town import figures, index


def test_own_and_the_catalogue_s_indicators(asn: oi.types.Themes) -> None:
    known = {i.id for i in indicators().values() if "asn" in i.responsible}
    assert {*asn.themes, *(i.id for i in asn.lacking)} == known
    assert not asn.n_dimensions
    assert asn.leading == asn.themes
    for theme in asn.themes:
        assert not asn.result.indicators[theme].isna().all()


def test_an_index_s_own_indicator_counts_too() -> None:
    made, lacking = mission(index(responsible=("barnnamnd",)), "barnnamnd", figures(), None)
    assert made is not None
    assert [i.id for i in made.indicators] == ["utan_arbete", "fattiga", "i_arbete", "eget_hem"]
    assert not lacking


def test_without_figures_nothing_can_be_said() -> None:
    own, lacking = mission(index(), "hvon", figures(), None)
    assert own is None
    assert "sjalvskattad_halsa" in {i.id for i in lacking}
    themes = oi.themes(index(), figures(), body="hvon")
    assert themes.themes == ()
    assert themes.to_frame().empty
    assert themes.city.empty


def test_a_known_body_may_answer_for_no_indicator() -> None:
    themes = oi.themes(index(), figures(), body="fsn")
    assert themes.themes == themes.lacking == ()
    assert "svarar inte för någon indikator" in themes.summary()
    assert "FSN" in themes.summary("en")


def test_an_indicator_that_is_alike_everywhere_tells_nothing() -> None:
    alike = figures({area: (100, n, n, n) for area, n in zip("ABCD", (1, 2, 3, 4), strict=True)})
    themes = oi.themes(index(responsible=("egen",)), alike, body="egen")
    assert [i.id for i in themes.lacking] == ["utan_arbete"]


def test_a_body_that_answers_for_nothing_is_refused() -> None:
    with pytest.raises(ComputeError, match="did you mean 'asn'"):
        oi.themes(index(), figures(), body="ans")
