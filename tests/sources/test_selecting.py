"""What a selection means, and how a request is split."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omradesindex.errors import SourceError
from omradesindex.sources.selecting import cells, halve, resolve, split

YEARS = ["2020", "2021", "2022", "2023", "2024"]


@pytest.mark.parametrize(
    ("chosen", "meant"),
    [
        ("*", YEARS),
        ("20?3", ["2023"]),
        (2021, ["2021"]),
        (range(2021, 2023), ["2021", "2022"]),
        ("top(2)", ["2023", "2024"]),
        ("TOP(2,1)", ["2022", "2023"]),
        ("bottom(2)", ["2020", "2021"]),
        ("bottom(2, 1)", ["2021", "2022"]),
        ("top(99)", YEARS),
        ("from(2023)", ["2023", "2024"]),
        ("to(2021)", ["2020", "2021"]),
        ("range(2021, 2023)", ["2021", "2022", "2023"]),
        (["top(1)", "2020", "top(2)"], ["2020", "2023", "2024"]),
    ],
)
def test_expressions(chosen: object, meant: list[str]) -> None:
    assert list(resolve(chosen, YEARS, where="t", variable="Tid")) == meant  # type: ignore[arg-type]


def test_a_code_is_itself_before_it_is_a_pattern() -> None:
    codes = ["*", "a?", "ab", "top(1)", "[x]", "x"]
    for code in codes:
        assert resolve(code, codes, where="t", variable="v") == (code,)
    assert resolve("[x*", codes, where="t", variable="v") == ("[x]",)


@pytest.mark.parametrize(
    "chosen", ["1999", "19*", "top(0)", "from(1999)", "top(-1)", "range(2023, 2021)", "", []]
)
def test_nothing_is_meant(chosen: object) -> None:
    with pytest.raises(SourceError, match="t, Tid"):
        resolve(chosen, YEARS, where="t", variable="Tid")  # type: ignore[arg-type]


@given(
    st.lists(st.integers(1, 12), min_size=1, max_size=4),
    st.one_of(st.none(), st.integers(1, 60)),
    st.one_of(st.none(), st.integers(1, 20)),
)
def test_the_pieces_are_the_whole_and_small_enough(
    sizes: list[int], most_cells: int | None, most_values: int | None
) -> None:
    box = {f"v{i}": tuple(f"{i}{n}" for n in range(size)) for i, size in enumerate(sizes)}
    pieces = split(box, most_cells=most_cells, most_values=most_values)
    found = [cell for piece in pieces for cell in itertools.product(*piece.values())]
    assert sorted(found) == sorted(itertools.product(*box.values()))
    for piece in pieces:
        assert most_cells is None or cells(piece) <= most_cells
        # One code of each variable is the least that can be asked for.
        assert most_values is None or sum(map(len, piece.values())) <= max(most_values, len(sizes))
    halves = halve(box)
    assert sum(map(cells, halves)) == cells(box)
    assert len(halves) == (1 if cells(box) == 1 else 2)
