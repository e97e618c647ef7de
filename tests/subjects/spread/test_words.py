"""What is said of sub-areas where there is little to say."""

from __future__ import annotations

import omradesindex as oi
from omradesindex.subjects.spread.words import headline, no_spread, some
from omradesindex.wording import NBSP
from tests.subjects.spread.provstad import CITY, KEY, town, unemployment


def test_one_sub_area_that_can_be_shown_is_no_spread() -> None:
    spread = oi.spread("arbetsloshet", unemployment(CITY), KEY, division=town(), minimum_base=150)
    said = no_spread(spread, "arbetsloshet", 0, "sv").replace(NBSP, " ")
    assert said == "17,5 % i hela området. Bara a3 w kan visas: 20,0 %."
    assert no_spread(spread, "arbetsloshet", 2, "sv") == ""


def test_the_first_of_many_names_are_told() -> None:
    assert some(list("abc"), "sv") == "a, b och c"
    assert some(list("abcde"), "en") == "a, b, c and 2 more"


def test_headlines_say_what_of_whom(example: oi.types.Spread) -> None:
    assert headline(example, "sv", "nettoinkomst").startswith("Genomsnittlig nettoinkomst · spridning inom")
    assert headline(example, "en", "index").startswith("Area index from open data · spread inside")
