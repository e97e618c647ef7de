"""How much of an index is enough for a group to have one."""

from __future__ import annotations

import pytest

import omradesindex as oi
from omradesindex.index.groups.enough import LEAST, Enough, enough
from omradesindex.index.groups.reasons import Reason

INDEX = oi.load_index("malmo-2023")
IDS = [member.id for member in INDEX.members]
NO_MEANING = Reason("gäller inte", "not applicable", "not_applicable")
NO_FIGURES = Reason("saknas", "missing")


def judge(gone: list[str], reason: Reason = NO_MEANING, **options: bool) -> Enough:
    return enough(INDEX, dict.fromkeys(gone, reason), **{"partial": False, **options})


def test_half_is_enough_and_less_is_not() -> None:
    assert LEAST == 0.5
    education = [m.id for m in INDEX.dimensions[1].leaves()]
    one_of_each = [next(dimension.leaves()).id for dimension in INDEX.dimensions]
    half = judge([*education, one_of_each[0], one_of_each[2], one_of_each[3]])
    assert half.share == pytest.approx(0.5)
    assert half.named
    assert half.dropped == ("utbildning",)
    assert not judge([*education, *[m.id for m in INDEX.dimensions[0].leaves()], one_of_each[2]]).named


def test_a_dimension_of_which_less_than_half_is_left_falls_away() -> None:
    first, second, third = (m.id for m in INDEX.dimensions[2].leaves())
    judged = judge([first, second])
    assert judged.dropped == ("ekonomi",)
    assert not judged.counted[IDS.index(third)]
    assert judged.share == pytest.approx(0.75)
    assert judge([first, second], partial=True).dropped == ("ekonomi",)
    assert judge([first], partial=True).dropped == ()


def test_what_is_lacking_is_felt() -> None:
    first, second, _ = (m.id for m in INDEX.dimensions[2].leaves())
    judged = judge([first, second], NO_FIGURES)
    assert judged.counted.all()
    assert judged.dropped == ()
    assert judged.share == pytest.approx(10 / 12)
    # Whoever asks for what there is gets no dimension called by the name of the one measure that is left.
    judged = judge([first, second], NO_FIGURES, partial=True)
    assert judged.dropped == ("ekonomi",)
    assert judged.share == pytest.approx(0.75)
