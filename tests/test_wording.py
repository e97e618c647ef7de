"""Numbers, units and lists as people read them, in both languages."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omradesindex.errors import OmradesindexError
from omradesindex.wording import (
    MINUS,
    NBSP,
    Language,
    Text,
    area_name,
    called_made_up,
    check_language,
    correlation,
    exact_decimals,
    join,
    number,
    numbers,
    plural,
    rounded,
    say,
    some,
    with_unit,
)


def test_a_text_is_said_in_the_language_asked_for() -> None:
    text = Text("barn", "children")
    assert [text.in_(), text.in_("sv"), text.in_("en")] == ["barn", "barn", "children"]
    assert [say(lang, "barn", "children") for lang in ("sv", "en")] == ["barn", "children"]
    check_language("en")
    with pytest.raises(
        OmradesindexError, match=r"the language 'sve' is unknown .*Expected: one of 'sv', 'en'"
    ):
        check_language("sve")


@pytest.mark.parametrize(
    ("value", "decimals", "sv", "en"),
    [
        (1234567.891, 1, "1_234_567,9", "1,234,567.9"),
        (-0.04, 1, "0,0", "0.0"),  # no minus before nothing
        (-1234.5, 0, "−1_235", "−1,235"),
        (999.5, 0, "1_000", "1,000"),
        (float("nan"), 2, "–", "–"),
    ],
)
def test_a_number_in_both_languages(value: float, decimals: int, sv: str, en: str) -> None:
    assert number(value, decimals).replace(NBSP, "_") == sv
    assert number(value, decimals, lang="en") == en


@given(
    st.one_of(st.floats(-1e9, 1e9), st.integers(-(10**6), 10**6).map(lambda n: n / 64)), st.integers(-2, 6)
)
def test_what_lies_midway_is_rounded_away_from_zero_and_nothing_else(value: float, decimals: int) -> None:
    exact = Context(prec=1200, rounding=ROUND_HALF_UP)
    assert rounded(value, decimals) == float(
        Decimal(value).quantize(Decimal(1).scaleb(-decimals), context=exact)
    )


@given(st.floats(-1e12, 1e12), st.integers(0, 4))
def test_a_written_number_is_the_rounded_one(value: float, decimals: int) -> None:
    sv, en = number(value, decimals), number(value, decimals, lang="en")
    assert float(sv.replace(NBSP, "").replace(",", ".").replace(MINUS, "-")) == rounded(value, decimals)
    assert float(en.replace(",", "").replace(MINUS, "-")) == rounded(value, decimals)


@given(st.lists(st.tuples(st.floats(-1e9, 1e9) | st.just(float("nan")), st.integers(0, 4))), st.booleans())
def test_many_numbers_are_written_as_each_is(given: list[tuple[float, int]], sign: bool) -> None:
    values, decimals = [value for value, _ in given], [places for _, places in given]
    assert numbers(values, decimals, sign=sign) == [number(v, d, sign=sign) for v, d in given]
    assert numbers(values, 1, lang="en") == [number(v, 1, lang="en") for v in values]


def test_a_sign_is_written_where_something_differs() -> None:
    assert [number(v, 1, sign=True) for v in (2.0, -2.0, 0.0, 0.04)] == ["+2,0", "−2,0", "0,0", "0,0"]


def test_a_correlation_short_of_one_is_not_written_as_one() -> None:
    assert [correlation(r, lang="en") for r in (0.994, 0.9951, 1 - 1e-12, 1.0)] == [
        "0.99",
        ">0.99",
        "1.00",
        "1.00",
    ]
    assert correlation(-0.9999, 3) == "<−0,999"
    assert correlation(float("nan")) == "–"


def test_an_area_is_written_with_its_name_where_it_has_one() -> None:
    assert [area_name("07", name) for name in ("Hamnen", "07", "")] == ["07 Hamnen", "07", "07"]


def test_decimals_that_write_all_values_as_they_are() -> None:
    assert exact_decimals([]) == 0
    assert exact_decimals([0.1 + 0.2, 2]) == 1
    assert exact_decimals([1 / 3]) == 6
    assert exact_decimals([1 / 3], most=2) == 2


def test_units_words_and_lists() -> None:
    assert with_unit(1234.25, "tkr", lang="en") == f"1,234.3{NBSP}SEK thousand"
    assert [plural(n, "dag", "dagar") for n in (0, 1, 2)] == ["dagar", "dag", "dagar"]
    assert [join(list(words)) for words in ("", "a", "ab", "abc")] == ["", "a", "a och b", "a, b och c"]
    assert join(["a", "b", "c"], lang="en") == "a, b and c"


def test_of_many_words_the_first_are_named_and_the_rest_counted() -> None:
    assert some([], 2) == ""
    assert some(["a", "b"], 2) == "a, b"
    assert some(list("abcd"), 2) == "a, b och 2 till"
    assert some([str(n) for n in range(2000)], 1, lang="en") == "0 and 1,999 more"


def test_a_made_up_place_says_so_once() -> None:
    for name in (
        "Provet (påhittat)",
        "Ort (påhittad)",
        "Orter (påhittade)",
        "Place (made up)",
        "En påhittad ort",
    ):
        for lang in get_args(Language):
            called = called_made_up(name, lang)
            assert len(re.findall("påhitta|made up", called)) == 1
    assert called_made_up("Ort (påhittad) · kvinnor", "en") == "Ort (made up) · kvinnor"
