from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from omradesindex.geography import natural_order
from tests.strategies import area_codes


def test_numbers_are_read_as_numbers() -> None:
    assert natural_order([str(n) for n in (14, 2, 10, 1, 9)]) == ["1", "2", "9", "10", "14"]


def test_swedish_letters_come_last_in_their_own_order() -> None:
    assert natural_order(["Öster", "Ärlig", "Åker", "Zonen"]) == ["Zonen", "Åker", "Ärlig", "Öster"]


@given(area_codes(), st.randoms())
def test_order_does_not_depend_on_the_input_s(codes, random) -> None:
    shuffled = random.sample(codes, len(codes))
    assert natural_order(shuffled) == natural_order(codes)


@given(st.lists(st.text(max_size=8)))
def test_any_text_can_be_ordered_and_nothing_is_lost(codes) -> None:
    assert sorted(natural_order(codes)) == sorted(codes)


@given(st.lists(st.integers(0, 10**6), unique=True))
def test_plain_numbers_sort_by_value(numbers) -> None:
    assert natural_order([str(n) for n in numbers]) == [str(n) for n in sorted(numbers)]
