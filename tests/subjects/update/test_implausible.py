"""What no figures can be: an index beyond its city, where every indicator could be right."""

from __future__ import annotations

from dataclasses import replace

import omradesindex as oi
from omradesindex.subjects.update.findings import Held
from omradesindex.subjects.update.implausible import impossible
from tests.cities import codes, counts, statistics


def told_of_one(result: oi.types.Result) -> list[tuple[str, str]]:
    return [(f.what, f.text.sv) for f in impossible(Held(result.statistics, result, {}))]


def test_an_index_far_from_its_city_is_told_where_every_indicator_can_be() -> None:
    index = oi.load_index("malmo-oppna-data").with_methods(centre="areas")
    table = counts(index, codes(6))
    # A stick from areas that are nearly alike.
    means = table.groupby("variable")["value"].transform("mean")
    level = table.assign(value=means + (table["value"] - means) / 100)
    result = index.compute(statistics(table), reference=index.compute(statistics(level)))
    ((what, text),) = told_of_one(result)
    assert what == "index"
    assert "områden är mer än 20 standardavvikelser från staden" in text


def test_a_city_s_index_lies_among_its_areas_own() -> None:
    index = oi.load_index("malmo-oppna-data")
    result = index.compute(statistics(counts(index, codes(6))))
    assert told_of_one(result) == []
    # The city's place holds another city's figures, on a stick that they are near.
    normalised = result.normalised.copy()
    normalised[-1] = normalised[:-1].max(axis=0) + 1
    ((what, text),) = told_of_one(replace(result, normalised=normalised))
    assert what == "index"
    assert "alla på en sida om hela stadens" in text
