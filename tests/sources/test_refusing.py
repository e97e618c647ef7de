"""What a service says when it says no stands in the error, short and with a way out."""

from __future__ import annotations

import json

import pytest

from omradesindex.errors import SourceError, StatisticsError
from omradesindex.sources.fetching import Answer
from omradesindex.sources.refusing import RefusedError, listed, naming, refusal, short

URL = "https://a.example/x"


def refused(status: int, told: object) -> RefusedError:
    body = told if isinstance(told, bytes) else json.dumps(told).encode()
    return refusal(Answer(status, {}, body), URL)


@pytest.mark.parametrize(
    ("told", "title"),
    [
        ({"title": "Too many\n cells"}, "Too many cells"),
        ({"error": "Nej"}, "Nej"),
        ({"error": {"message": "Finns ej"}}, "Finns ej"),
        ({"detail": "Fel", "title": "Parameter error"}, "Parameter error"),
        (b"\xef\xbb\xbf" + b'{"message": "No"}', "No"),
        ({"title": "x" * 500}, "x" * 200),
        ({"title": 7}, ""),
        (["title"], ""),
        (b"<html>", ""),
        (b"\xff", ""),
        (b"[" * 100_000, ""),
    ],
)
def test_the_service_s_own_words(told: object, title: str) -> None:
    error = refused(400, told)
    assert (error.status, error.title) == (400, title)
    assert error.what == "the service answers 400" + (f", '{title}'" if title else "")
    assert error.where == URL


@pytest.mark.parametrize(
    ("status", "remedy"),
    [
        (400, "check what is asked for"),
        (404, "check the address and the table's id"),
        (429, "try again later"),
        (503, "try again later"),
    ],
)
def test_each_status_has_its_way_out(status: int, remedy: str) -> None:
    assert refused(status, {}).remedy == remedy


def test_addresses_and_selections_are_short() -> None:
    assert short(URL) == URL
    assert len(short(URL + "x" * 500)) == 160
    box = {"Region": ("1", "2", "3", "4", "5"), "Tid": ("2024",)}
    assert listed(box) == "Region 1, 2, 3 … 5; Tid 2024"
    assert listed(box, most=5) == "Region 1, 2, 3, 4, 5; Tid 2024"


def test_a_lost_part_is_named_and_a_single_one_is_not_counted() -> None:
    with (
        pytest.raises(
            SourceError, match=r"^t: part 2 of 3 \(Tid 2024\) was lost: it broke\. Nothing is returned"
        ),
        naming(2, 3, "Tid 2024"),
    ):
        raise StatisticsError("it broke", where="t")
    with pytest.raises(SourceError) as caught, naming(1, 1, "Tid 2024"):
        raise SourceError("it broke", where="t", expected="a", remedy="b")
    assert str(caught.value) == "t: it broke. Expected: a. What to do: b."
