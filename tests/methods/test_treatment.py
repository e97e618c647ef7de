"""What was done to a reference is listed, and is done to other arrays in the same way."""

from __future__ import annotations

import numpy as np
import pytest

from omradesindex.errors import MethodError
from omradesindex.methods.treat import exponential_tail, shifted_log, winsorise
from omradesindex.methods.treatment import TreatedColumn, Treatment, learn

NAN = float("nan")
# Skewed upwards by one value, far out: 12 areas, as a share of a city's might be.
ONE_OUT = np.array([4.0, 5, 5, 6, 6, 6, 7, 7, 8, 9, 10, 60])[:, None]


def test_what_was_learnt_is_done_to_another_year_and_to_scenarios() -> None:
    done = winsorise(ONE_OUT)
    assert done.apply([[3.0], [25.0], [NAN], [5.0]])[:, 0].tolist()[:2] == [4.0, 10.0]
    scenarios = np.stack([ONE_OUT, 2 * ONE_OUT])
    assert (done.apply(scenarios)[1] == done.apply(2 * ONE_OUT)).all()
    assert np.isnan(done.apply([[NAN]])).all()


def test_a_curve_that_bends_no_area_bends_what_lies_further_out() -> None:
    done = exponential_tail([[1.0], [2.0], [3.0], [4.0]], rule=False)
    assert done.apply([[4.0], [50.0]])[:, 0].round(2).tolist() == [
        4.0,
        7.0,
    ]  # the fence is at 5.5, 1.5 its reach
    assert [c.rows for c in done.changes] == [()]


def test_only_columns_that_fail_the_rule_are_bent() -> None:
    x = np.concatenate([ONE_OUT, np.arange(12.0)[:, None]], axis=1)
    assert {c.column for c in shifted_log(x).changes} == {0}
    assert {c.column for c in shifted_log(x, rule=False).changes} == {0, 1}


def halved(x: object, **options: object) -> Treatment:
    """Learn to pull each column to at most half of its largest value."""
    given = {"columns": None, "rule": False, "skew": 2.0, "kurtosis": 3.5, **options}
    return learn(x, lambda v, j: ("winsorise", {"low": v.min(), "high": v.max() / 2}), **given)  # type: ignore[arg-type]


def test_each_change_lists_its_areas_and_their_values() -> None:
    x = np.array([[1.0, 2.0], [8.0, NAN], [6.0, 4.0], [NAN, 1.0]])
    done = halved(x)
    assert [(c.column, c.rows, c.before, c.after) for c in done.changes] == [
        (0, (1, 2), (8.0, 6.0), (4.0, 4.0)),
        (1, (2,), (4.0,), (2.0,)),
    ]
    np.testing.assert_array_equal(done.apply(x), [[1, 2], [4, NAN], [4, 2], [NAN, 1]])
    assert done.skewness.shape == done.kurtosis.shape == done.passed.shape == (2, 2)
    assert halved(x, columns=[1]).changes == done.changes[1:]


def test_only_what_fails_the_rule_is_asked_about() -> None:
    x = np.concatenate([ONE_OUT, np.arange(12.0)[:, None]], axis=1)
    assert [c.column for c in halved(x, rule=True).changes] == [0]
    assert halved(x, rule=True, skew=50.0).changes == ()
    assert halved(x).passed[0].tolist() == [False, True]


def test_a_change_is_done_to_values_of_any_shape() -> None:
    change = TreatedColumn(0, "log", (), (), (), {})
    np.testing.assert_allclose(change.apply([[1.0, NAN], [np.e, 1.0]]), [[0, NAN], [1, 0]])


@pytest.mark.parametrize(
    ("treat", "message"),
    [
        (lambda: halved(ONE_OUT, columns=[2]), r"column 2 is not one of the 1 columns\. Expected: 0 to 0"),
        (
            lambda: halved(ONE_OUT[None]),
            r"array of shape \(1, 12, 1\)\. Expected: areas × indicators\. What to do: ",
        ),
        (lambda: halved([[1.0], [np.inf]]), "^column 0: there is an infinite value"),
        (lambda: halved(ONE_OUT, skew=0), r"the limits are 0 and 3\.5\. Expected: a skewness above zero"),
        (lambda: halved(ONE_OUT).apply(np.ones((3, 2))), r"\(3, 2\) do not have the 1 columns treated"),
        (lambda: shifted_log(ONE_OUT).apply([[3.0]]), "column 0: shifted_log is not defined for the value 3"),
        (
            lambda: TreatedColumn(4, "log", (), (), (), {}).apply([0.0]),
            "column 4: log .* What to do: winsorise, use",
        ),
    ],
)
def test_each_fault_has_its_own_words(treat, message: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(MethodError, match=message):
        treat()
