"""The numbers of an index: what they are without anything that shows them."""

from __future__ import annotations

import pickle
from dataclasses import replace

import numpy as np
import pytest

import omradesindex as oi
from omradesindex.errors import ComputeError
from omradesindex.index.rank_ranges import RankRanges
from omradesindex.index.scored import Scored
from omradesindex.wording import Text


def test_a_result_is_its_numbers_and_stays_one_when_copied(result: oi.types.Result) -> None:
    ranks = result.level_ranks["index"]
    ranged = replace(result, rank_ranges=RankRanges(ranks, ranks, 0.9, Text("metodspann", "method range"), 9))
    assert isinstance(ranged, oi.types.Result)
    assert isinstance(ranged, Scored)
    assert ranged.rank_ranges is not None
    assert result.rank_ranges is None
    np.testing.assert_array_equal(ranged.scores, result.scores)


def test_a_result_can_be_put_away_and_taken_out_again() -> None:
    result = oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics())
    again = pickle.loads(pickle.dumps(result))
    assert isinstance(again, oi.types.Result)
    assert isinstance(again.index, oi.types.Index)
    assert repr(again) == repr(result)


def test_the_whole_city_has_its_own_code(result: oi.types.Result, compute) -> None:
    assert result.whole == "P00"
    assert result.indicators.index[-1] == "P00"
    assert set(result.to_frame()["area"]) == {*result.areas, "P00"}


def test_labels_are_of_indicators_dimensions_and_the_index(result: oi.types.Result) -> None:
    assert [result.label(c, "en") for c in result.columns] == ["Index", "Economy", "Housing"]
    assert result.label("trangboddhet") == "Trångboddhet"
    with pytest.raises(ComputeError, match="did you mean 'ekonomi'"):
        result.label("ekonmi")


def test_what_it_is_made_of_is_named_as_the_answer_is(result: oi.types.Result) -> None:
    with pytest.raises(ComputeError, match=r"Result\(partial=…\)"):
        replace(result, partial="ja")  # type: ignore[arg-type]


def test_the_city_itself_is_100() -> None:
    frame = oi.load_index("malmo-2023").compute(oi.example_statistics()).to_frame()
    city = frame[frame["area"] == oi.example_division().whole.code]
    assert len(city) == 12
    np.testing.assert_allclose(city["score"], 100.0)
