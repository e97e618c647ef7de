"""Weights that people set: equal, given, by budget, by comparing in pairs."""

from __future__ import annotations

import json
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given as hypothesis_given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from omradesindex.errors import MethodError
from omradesindex.methods.registry import resolve
from omradesindex.methods.weight import (
    RANDOM_INDEX,
    analytic_hierarchy,
    budget_allocation,
    compare,
    equal,
    fitting,
    given,
)
from tests.methods.asem import Shared

X3 = np.zeros((2, 3))

#: OECD/JRC (2008), Table 20: the eight indicators of the TAI compared in pairs.
HANDBOOK = """
1   2   3   2   5 5 1   3
1/2 1   2   1/2 4 4 1/2 3
1/3 1/2 1   1/4 2 2 1/5 1/2
1/2 2   4   1   4 4 1/2 3
1/5 1/4 1/2 1/4 1 1 1/5 1/2
1/5 1/4 1/2 1/4 1 1 1/5 1/2
1   2   5   2   5 5 1   4
1/3 1/3 2   1/3 2 2 1/4 1
"""

#: Wang and Chin (2011); weights, eigenvalue and ratio as they print them.
WANG_CHIN = """
1   4   3 1   3   4
1/4 1   7 3   1/5 1
1/3 1/7 1 1/5 1/5 1/6
1   1/3 5 1   1   1/3
1/3 5   5 1   1   3
1/4 1   6 3   1/3 1
"""


def matrix(text: str) -> np.ndarray:
    return np.array([[float(Fraction(cell)) for cell in row.split()] for row in text.strip().splitlines()])


def test_equal_within_and_across() -> None:
    assert equal(X3).tolist() == [1 / 3] * 3
    assert equal(np.zeros((2, 5)), groups=["a", "b", "a", "a", "b"]) == pytest.approx(
        [1 / 6, 1 / 4, 1 / 6, 1 / 6, 1 / 4]
    )
    with pytest.raises(MethodError, match="2 groups were given for 3 columns"):
        equal(X3, groups=["a", "b"])
    with pytest.raises(MethodError, match="no columns"):
        equal(np.zeros((2, 0)))


def test_given_weights_are_scaled_and_must_fit() -> None:
    assert given(X3, weights=[2, 1, 1]).tolist() == [0.5, 0.25, 0.25]
    assert given(X3, weights=[[1, 1, 2], [1, 0, 0]]).tolist() == [[0.25, 0.25, 0.5], [1, 0, 0]]
    with pytest.raises(MethodError, match="2 weights were given for 3 columns"):
        given(X3, weights=[1, 1])
    with pytest.raises(MethodError, match="0 weights were given for 3 columns"):
        fitting(1.0, 3)


def test_a_budget_is_averaged_over_people() -> None:
    assert budget_allocation(X3, points=[[50, 30, 20], [70, 10, 20]]) == pytest.approx([0.6, 0.2, 0.2])
    # With budgets of any size everybody still counts the same.
    assert budget_allocation(X3, points=[[5, 3, 2], [70, 10, 20]], budget=None) == pytest.approx(
        [0.6, 0.2, 0.2]
    )


@pytest.mark.parametrize(
    ("points", "message"),
    [
        ([[50, 30, 10]], r"points, person 1: the points sum to 90\. Expected: a sum of 100"),
        ([[50, 30, 20], [120, -10, -10]], "points, person 2: a number of points is missing or negative"),
        ([[50, 30, float("nan")]], "points, person 1: a number of points is missing"),
        ([[50, 50]], r"points of shape \(1, 2\) were given for 3 columns"),
        (np.zeros((0, 3)), r"points of shape \(0, 3\)"),
    ],
)
def test_what_is_no_budget(points: object, message: str) -> None:
    with pytest.raises(MethodError, match=message):
        budget_allocation(X3, points=points)  # type: ignore[arg-type]


def test_comparisons_of_wang_and_chin() -> None:
    found = compare(matrix(WANG_CHIN))
    assert found.weights == pytest.approx([0.3208, 0.1395, 0.0348, 0.1285, 0.2374, 0.1391], abs=5e-5)
    assert found.greatest_eigenvalue == pytest.approx(7.41987, abs=5e-6)
    assert found.consistency_ratio == pytest.approx(0.2290, abs=5e-5)


def test_comparisons_of_the_known_answers(shared: Shared) -> None:
    known = json.loads(shared("oracles", "weights", "known_answers.json").read_text())["ahp_eigenvector"]
    cells = [[float(Fraction(cell)) for cell in row] for row in known["matrix"]]
    found = compare(cells)
    assert found.weights == pytest.approx(known["weights"], abs=5e-5)
    assert found.greatest_eigenvalue == pytest.approx(known["lambda_max"], abs=5e-6)
    assert found.consistency_ratio == pytest.approx(known["CR"], abs=5e-5)
    assert RANDOM_INDEX[5] == known["RI6"]


def test_the_handbooks_comparisons_agree_well_enough() -> None:
    cells = matrix(HANDBOOK)
    found = compare(cells)
    np.testing.assert_allclose(cells @ found.weights, found.greatest_eigenvalue * found.weights)
    assert 0 < found.consistency_ratio < 0.10
    assert analytic_hierarchy(np.zeros((2, 8)), comparisons=cells) == pytest.approx(found.weights)
    # Patents and schooling matter most; telephones and electricity, compared alike, weigh alike.
    assert set(np.argsort(-found.weights)[:2]) == {0, 6}
    assert found.weights[4] == pytest.approx(found.weights[5])


@hypothesis_given(hnp.arrays(float, st.integers(1, 10), elements=st.floats(0.2, 9)))
def test_consistent_comparisons_give_their_weights_back(w: np.ndarray) -> None:
    found = compare(w[:, None] / w)
    assert found.weights == pytest.approx(w / w.sum(), rel=1e-6)
    assert found.greatest_eigenvalue == pytest.approx(len(w))
    assert found.consistency_ratio == pytest.approx(0, abs=1e-9)


def test_rounded_reciprocals_are_accepted_and_contradictions_refused() -> None:
    for times, reciprocal in ((3, 0.33), (7, 0.14), (8, 0.13), (8, 0.12)):
        found = compare([[1, times], [reciprocal, 1]]).weights
        assert found == pytest.approx([times / (times + 1), 1 / (times + 1)], abs=0.004)
    x = np.zeros((2, 6))
    with pytest.raises(MethodError, match=r"contradict each other: consistency ratio 0\.229.*at most 0\.1"):
        analytic_hierarchy(x, comparisons=matrix(WANG_CHIN))
    for ratio in (0.25, None):
        assert analytic_hierarchy(
            x, comparisons=matrix(WANG_CHIN), largest_ratio=ratio
        ).sum() == pytest.approx(1)
    with pytest.raises(MethodError, match="a comparison of 6 columns was given for 3 columns"):
        analytic_hierarchy(X3, comparisons=matrix(WANG_CHIN), largest_ratio=None)


@pytest.mark.parametrize(
    ("comparisons", "message"),
    [
        (
            [[1, 2], [2, 1]],
            r"column 0 with column 1: the comparison matrix is not reciprocal: 2 against 2 the other",
        ),
        ([[1, 2], [0.4, 1]], "not reciprocal"),
        ([[2, 1], [1, 1]], r"column 0 with column 0: .* 2 against itself\. Expected: 1"),
        ([[1, 0], [0, 1]], r"column 0 with column 1: the comparison is 0\. Expected: above zero"),
        ([[1, -3], [-1 / 3, 1]], "the comparison is -3"),
        ([[1, float("nan")], [1, 1]], "the comparison is nan"),
        ([[1, 2, 3], [1 / 2, 1, 1]], r"shape \(2, 3\) is not square"),
        (np.ones((11, 11)), "11 columns cannot be compared in pairs with care"),
    ],
)
def test_what_is_no_comparison(comparisons: object, message: str) -> None:
    with pytest.raises(MethodError, match=message):
        compare(comparisons)  # type: ignore[arg-type]


def test_chosen_by_name() -> None:
    choice = resolve("weight", {"method": "ahp", "comparisons": [[1, 3], [1 / 3, 1]]})
    assert choice(np.zeros((4, 2))) == pytest.approx([0.75, 0.25])
