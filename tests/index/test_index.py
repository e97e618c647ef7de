"""The verb that computes an index: from every door to every door, and what it refuses."""

from __future__ import annotations

import pandas as pd
import pytest

import omradesindex as oi
from tests.cities import codes, statistics
from tests.index.small import small_city, two_indicators

INDEX = oi.load_index("malmo-2023")


def test_statistics_without_any_of_the_indicators() -> None:
    rows = pd.DataFrame({"area": codes(3), "variable": "folkmangd", "period": "2024", "value": 1.0})
    with pytest.raises(
        oi.errors.ComputeError,
        match=r"none of the 12 indicators has figures.*lacks 'deltagare_fritidsaktivitet_6_17'",
    ):
        INDEX.compute(statistics(rows))


def test_a_division_without_a_row_for_the_city_goes_through_every_door(tmp_path) -> None:
    """The city is then made from the counts, under the code that the division has for it."""
    (tmp_path / "indelning.csv").write_text("kod;namn\n01;Norr\n02;Mitt\n03;Söder\n", encoding="utf-8")
    division = oi.read_division(tmp_path / "indelning.csv", code="kod", name="namn")
    s = statistics(small_city(), division=division)
    result = two_indicators().compute(s)
    assert result.indicators.loc[division.whole.code].tolist() == [22.5, 200.0]
    assert set(result.to_frame()["area"]) == {*codes(3), division.whole.code}
    assert repr(result)
    assert result.save(tmp_path / "ut")
    other = two_indicators().reweight({"nettoinkomst": 3}).with_identity(id="annat")
    assert repr(oi.compare([two_indicators(), other], s, top=1))


def test_a_breakdown_is_asked_for_by_its_columns_and_a_result_without() -> None:
    example = oi.example_statistics()
    assert isinstance(INDEX.compute(example), oi.types.Result)
    assert isinstance(INDEX.compute(example, by=["sex"]), oi.types.Breakdown)


def test_an_index_is_found_by_its_id_or_its_file(tmp_path) -> None:
    saved = INDEX.save(tmp_path / "eget.toml")
    assert oi.load_index(saved).to_table().equals(INDEX.to_table())
    with pytest.raises(oi.errors.DefinitionError, match="did you mean 'malmo-2023'"):
        oi.load_index("malmo-2024")


def test_its_levels_are_laid_out_parts_before_wholes() -> None:
    assert [level.id for level in INDEX.levels] == [
        *[dimension.id for dimension in INDEX.dimensions],
        "index",
    ]
    assert INDEX.without("trangboddhet").levels is not INDEX.levels
