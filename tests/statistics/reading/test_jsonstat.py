"""json-stat2: each way in which the format may be written, and answers that are none."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

import omradesindex as oi
from omradesindex.statistics.reading.jsonstat import parse_jsonstat


def dataset(**changes: Any) -> dict[str, Any]:
    """Two areas in two years, one figure held back."""
    told: dict[str, Any] = {
        "version": "2.0",
        "class": "dataset",
        "label": "Folkmängd efter region och år",
        "source": "Exempelstad (påhittad)",
        "updated": "2025-03-20T07:00:00Z",
        "note": ["En not"],
        "role": {"time": ["Tid"], "geo": ["Region"], "metric": ["ContentsCode"]},
        "id": ["Region", "ContentsCode", "Tid"],
        "size": [2, 1, 2],
        "dimension": {
            "Region": {
                "label": "region",
                "note": ["Om regionen"],
                "category": {"index": {"01": 0, "02": 1}, "label": {"01": "Örtagården", "02": "Värnhem"}},
            },
            "ContentsCode": {
                "label": "tabellinnehåll",
                "category": {"label": {"X1": "Folkmängd"}, "unit": {"X1": {"base": "antal", "decimals": 0}}},
            },
            "Tid": {"label": "år", "category": {"index": ["2023", "2024"]}},
        },
        "value": [10, None, 0, 7.5],
        "status": {"1": ".."},
        "extension": {"px": {"tableid": "TAB1"}},
    }
    return told | changes


def read(told: Any) -> Any:
    return parse_jsonstat(json.dumps(told).encode(), name="svar")


SAME = {
    "as it is": {},
    "value as a sparse object": {"value": {"0": 10, "2": 0, "3": 7.5}},
    "status as a list": {"status": [None, "..", "", None]},
    "without what need not be": {"role": None, "note": None, "extension": None, "label": None},
}


@pytest.mark.parametrize("case", SAME)
def test_each_way_of_writing_gives_the_same_figures(case: str) -> None:
    frame = read(dataset(**SAME[case])).frame
    np.testing.assert_array_equal(frame["value"], [10, np.nan, 0, 7.5])
    assert frame["status"].tolist() == ["observed", "suppressed", "observed", "observed"]
    assert frame["Region"].tolist() == ["01", "01", "02", "02"]
    assert frame["Tid"].tolist() == ["2023", "2024"] * 2


def test_what_the_answer_says_of_itself_is_kept() -> None:
    raw = parse_jsonstat(b"\xef\xbb\xbf" + json.dumps(dataset()).encode(), name="svar")
    assert (raw.code, raw.source, raw.updated) == ("TAB1", "Exempelstad (påhittad)", "2025-03-20T07:00:00Z")
    assert raw.label("Region", "01") == "Örtagården"
    assert dict(raw.dimension_labels) == {"Region": "region", "ContentsCode": "tabellinnehåll", "Tid": "år"}
    assert dict(raw.roles) == {"Region": "geo", "Tid": "time", "ContentsCode": "metric"}
    assert dict(raw.units) == {"X1": "antal"}
    assert raw.notes == ("En not", "Om regionen")
    assert raw.place(1) == "svar, value 1"


def test_one_status_for_all_and_the_marks() -> None:
    assert read(dataset(value=[None] * 4, status="..")).frame["status"].tolist() == ["suppressed"] * 4
    told = read(dataset(value=[None, None, None, 3], status=["-", ".", "c", "e"]))
    assert told.frame["status"].tolist() == ["observed", "missing", "suppressed", "observed"]
    assert told.frame["value"].iloc[0] == 0
    unknown = read(dataset(value=[1, None, None, 4], status={"1": "?", "2": "?"}))
    assert unknown.frame["status"].tolist() == ["observed", "suppressed", "suppressed", "observed"]
    assert unknown.remarks == ("svar: '?' utan värde: läst som skyddat (2)",)


def test_order_is_the_index_s_and_not_the_object_s() -> None:
    told = dataset()
    told["dimension"]["Region"]["category"]["index"] = {"02": 1, "01": 0}
    assert read(told).codes("Region") == ("01", "02")


BAD: dict[str, tuple[Any, str]] = {
    "empty": (b"  ", "empty"),
    "a web page": (b"\n<!DOCTYPE html><html>", "web page"),
    "cut off": (json.dumps(dataset()).encode()[:300], "cut off.*fetch it again"),
    "no JSON": (b"{'a': 1}", "cannot be read as JSON"),
    "no UTF-8": (json.dumps(dataset(source="ö"), ensure_ascii=False).encode("latin-1"), "not UTF-8"),
    "NaN": (b'{"value": [NaN]}', "NaN is no number"),
    "a key twice": (b'{"value": {"1": 1, "1": 2}}', "'1' stands there twice"),
    "too deep": (b"[" * 100_000, "nested too deeply|cut off"),
    "a number": (b"5", "no json-stat2"),
    "an error message": ({"title": "Too many cells selected", "status": 400}, "Too many cells selected"),
    "version 1": ({"dataset": {}}, "version 1"),
    "a collection": ({"class": "collection"}, "class is 'collection'"),
    "two datasets": ({"class": "collection", "link": {"item": [dataset(), dataset()]}}, "holds 2 datasets"),
    "a position written twice": (dataset(value={"0": 1, "00": 2}), "position '00' does not exist"),
    "half of a character": (
        json.dumps(dataset(source="x")).replace('"x"', '"\\ud83d"').encode(),
        "half of a character",
    ),
    "sizes": (dataset(size=[2, 1]), "names 3 dimensions and 'size' 2"),
    "a size that is none": (dataset(size=[2, 1, "2"]), "no list of whole numbers"),
    "another size": (dataset(size=[2, 1, 3]), "2 different categories, but 'size' says 3"),
    "too large": (dataset(size=[10**9, 10**9, 10**9]), "more than the limit"),
    "a dimension that is not there": (dataset(id=["Region", "ContentsCode", "Ar"]), "no dimension 'Ar'"),
    "too few values": (dataset(value=[1, 2, 3]), "there are 3, but the sizes make 4"),
    "a position beyond": (dataset(value={"4": 1}), "position '4' does not exist"),
    "a position that is none": (dataset(value={"x": 1}), "position 'x' does not exist"),
    "a value that is none": (dataset(value=[1, 2, 3, {}]), "value 3"),
    "a value that is text": (dataset(value=[1, 2, 3, "many"]), "'many' is not a number"),
    "true": (dataset(value=[1, 2, 3, True]), "true or false"),
    "a status that is none": (dataset(status={"1": 5}), "a status is '5'"),
    "a value and held back": (
        dataset(value=[1, 2, 3, 4]),
        r"there is a value, although the status is '\.\.'",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_an_answer_that_is_wrong_is_refused(case: str) -> None:
    told, message = BAD[case]
    data = told if isinstance(told, bytes) else json.dumps(told).encode()
    with pytest.raises(oi.errors.StatisticsError, match=message):
        parse_jsonstat(data, name="svar")


@pytest.mark.parametrize("flag", ["c", "C", "confidential", "Q", "..", "x"])
def test_what_a_flag_says_is_held_back_is_suppressed(flag: str) -> None:
    assert read(dataset(status={"1": flag})).frame["status"].iloc[1] == "suppressed"
    with pytest.raises(oi.errors.StatisticsError, match="there is a value, although the status is"):
        read(dataset(status={"0": flag}))


@pytest.mark.parametrize("status", ["p", ["p"], {"0": "p", "1": "e"}, ["A", "A", "A", "A"]])
def test_one_status_or_one_for_each_says_nothing_of_what_is_there(status: Any) -> None:
    assert read(dataset(status=status)).frame["status"].tolist() == [
        *("observed", "missing", "observed", "observed")
    ]


def test_notes_explain_the_marks() -> None:
    raw = read(dataset(status={"1": "..."}, note=["... sekretess"]))
    assert raw.frame["status"].iloc[1] == "suppressed"


def test_a_collection_of_one_and_the_first_version() -> None:
    told = dataset()
    assert read({"class": "collection", "link": {"item": [told]}}).codes("Region") == ("01", "02")
    old = {key: told[key] for key in ("label", "value", "status")}
    old["dimension"] = told["dimension"] | {key: told[key] for key in ("id", "size", "role")}
    raw = read({"dataset": old})
    assert raw.frame["value"].iloc[3] == 7.5
    assert raw.roles["Tid"] == "time"


def test_a_variable_with_a_name_of_ours() -> None:
    for name in ("status", "value", "where"):
        told = dataset(id=["Region", "ContentsCode", name], role={"time": [name]})
        told["dimension"] = {(name if d == "Tid" else d): v for d, v in told["dimension"].items()}
        raw = read(told)
        assert raw.dimensions == ("Region", "ContentsCode", f"{name}_")
        assert raw.roles[f"{name}_"] == "time"


def test_a_unit_by_each_of_its_names() -> None:
    for unit, told in (
        ({"label": "promille", "decimals": 1}, "promille"),
        ({"symbol": "‰"}, "‰"),
        ({"base": "antal", "multiplier": 3}, "antal, multiplier 3"),
    ):
        data = dataset()
        data["dimension"]["ContentsCode"]["category"]["unit"] = {"X1": unit}
        assert read(data).units == {"X1": told}
