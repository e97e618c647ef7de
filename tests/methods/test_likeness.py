"""Groups of areas that are alike, and how sure they are."""

from __future__ import annotations

import numpy as np
import pytest

from omradesindex.errors import MethodError
from omradesindex.methods import guard
from omradesindex.methods import likeness as likeness_module
from omradesindex.methods.likeness import likeness, silhouettes

#: Three clouds far apart, in three columns; the last has the highest values.
CLOUDS = np.concatenate(
    [np.random.default_rng(k).normal(5 * k, 0.3, (4 + k, 3)) * [1, 10, 1] for k in range(3)]
)
TRUE = np.repeat([3, 2, 1], [4, 5, 6])


def test_areas_whose_distances_have_no_room_are_refused_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "MOST_BYTES", 1000)
    rows = np.arange(60.0).reshape(20, 3)
    with pytest.raises(MethodError, match=r"^the distances between 20 areas would take .* GB of memory"):
        likeness(rows)


def test_silhouettes_are_the_same_in_small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    x = np.random.default_rng(1).normal(size=(300, 4))
    labels = np.arange(300) % 3 + 1
    at_once = silhouettes(x, labels)
    monkeypatch.setattr(likeness_module, "_BLOCK", 5000)
    assert silhouettes(x, labels).tolist() == at_once.tolist()


def test_clouds_are_found_and_numbered_from_the_highest() -> None:
    found = likeness(CLOUDS)
    assert found.groups.tolist() == TRUE.tolist()
    assert max(found.tried, key=lambda k: found.tried[k]) == 3
    assert (found.silhouette > 0.7).all()
    assert (found.stays == 1).all()
    assert set(likeness(CLOUDS, 2).groups) == {1, 2}


def test_neither_the_order_nor_the_unit_matters() -> None:
    order = np.random.default_rng(3).permutation(len(CLOUDS))
    straight, turned = likeness(CLOUDS), likeness(CLOUDS[order] * [2, 0.1, 7] + 3)
    assert (turned.groups == straight.groups[order]).all()
    np.testing.assert_allclose(turned.silhouette, straight.silhouette[order])


def test_silhouettes_by_hand() -> None:
    x = np.array([[0.0], [1], [10], [30]])
    found = silhouettes(x, np.array([1, 1, 2, 3]))
    np.testing.assert_allclose(found, [(10 - 1) / 10, (9 - 1) / 9, 0, 0])


def test_an_area_between_two_groups_is_told_as_unsure() -> None:
    between = np.concatenate([CLOUDS, CLOUDS[[0, 12]].mean(axis=0)[None] * [1, 1, 0.2]])
    found = likeness(between, 3)
    assert found.silhouette[-1] < found.silhouette[:-1].min()
    assert ((found.stays >= 0) & (found.stays <= 1)).all()


def test_gaps_and_what_cannot_be_parted() -> None:
    gap = CLOUDS.copy()
    gap[2, 1] = np.nan
    found = likeness(np.column_stack([gap, np.ones(len(gap))]))
    assert np.isnan([found.groups[2], found.silhouette[2], found.stays[2]]).all()
    assert found.groups[[0, 14]].tolist() == [3, 1]
    for wrong, what in (
        (lambda: likeness(CLOUDS[:3]), "too few areas have all values .*: 3"),
        (lambda: likeness(np.ones((5, 2))), "no column varies"),
        (lambda: likeness(CLOUDS, 15), "15 groups are asked for"),
        (lambda: likeness(CLOUDS, 1), "1 groups are asked for"),
        (lambda: likeness([[0.0], [0], [1], [1]], 3), "3 groups .* areas that are equally alike leave 2"),
    ):
        with pytest.raises(MethodError, match=what):
            wrong()
