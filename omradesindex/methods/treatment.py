"""What a treatment is: which columns were bent, by what curve, and which areas' values it changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from omradesindex.errors import MethodError
from omradesindex.methods.equal import above
from omradesindex.methods.guard import cell_name, column_name, floats
from omradesindex.methods.moments import moments_of
from omradesindex.methods.treat_shapes import SHAPES

Floats = NDArray[np.float64]
Parameters = Mapping[str, float]


@dataclass(frozen=True)
class TreatedColumn:
    """What was done to one column.

    Attributes
    ----------
    column : int
        Position, from 0.
    action : str
        The curve, one of :data:`~omradesindex.methods.treat_shapes.SHAPES`.
    rows : tuple of int
        Areas of the reference whose value is another after than before; none where the curve bends only what
        lies further out than they do.
    before, after : tuple of float
        Their values.
    parameters : mapping of str to float
        What the action needs to be repeated: the limits, the shift, the power.
    """

    column: int
    action: str
    rows: tuple[int, ...]
    before: tuple[float, ...]
    after: tuple[float, ...]
    parameters: Parameters

    def apply(self, values: ArrayLike) -> Floats:
        """Do the same to other values of this column, of any shape."""
        return _shaped(self.action, floats(values, "values"), self.parameters, self.column)


@dataclass(frozen=True)
class Treatment:
    """What was done to the columns of the reference, and can be done to others.

    Attributes
    ----------
    n_columns : int
    changes : tuple of TreatedColumn
        One for each column that is treated, in order. The others are left alone in other arrays too.
    skewness, kurtosis : ndarray, shape (2, n_indicators)
        Before and after.
    passed : ndarray of bool, shape (2, n_indicators)
        Whether the rule of thumb finds nothing to treat, before and after.
    asked : tuple of int
        The columns that might be treated.
    """

    n_columns: int
    changes: tuple[TreatedColumn, ...]
    skewness: Floats
    kurtosis: Floats
    passed: NDArray[np.bool_]
    asked: tuple[int, ...] = ()

    @property
    def unmet(self) -> tuple[int, ...]:
        """The columns that were to be treated and still are as skewed as the rule does not accept."""
        return tuple(j for j in self.asked if not self.passed[1, j])

    def apply(self, x: ArrayLike) -> Floats:
        """Treat another array of shape ``(..., n_indicators)`` in the same way.

        Raises
        ------
        MethodError
            Another number of columns, or a value that a learnt logarithm or power is not defined for.
        """
        values = np.array(x, dtype=float)
        if values.ndim == 0 or values.shape[-1] != self.n_columns:
            raise MethodError(
                f"values of shape {values.shape} do not have the {self.n_columns} columns treated"
            )
        for change in self.changes:
            values[..., change.column] = change.apply(values[..., change.column])
        return values


def _shaped(action: str, values: Floats, parameters: Parameters, column: int) -> Floats:
    function, allowed, expected = SHAPES[action]
    outside = ~np.isnan(values) & ~allowed(values, **parameters)
    if outside.any():
        raise MethodError(
            f"{action} is not defined for the value {values[outside].flat[0]:g}",
            where=cell_name(np.argwhere(outside)[0, -1], column) if values.ndim else column_name(column),
            expected=expected.format(**parameters),
            remedy="take arcsine, which bends what is nothing or all too, or leave the column untreated"
            if action == "logit" and np.isin(values[outside], (0.0, parameters["whole"])).all()
            else "winsorise, use shifted_log, or leave the column untreated",
        )
    return np.asarray(function(values, **parameters))


#: An action and its parameters.
Found = tuple[str, Parameters]


def learn(
    x: ArrayLike,
    find: Callable[[Floats, int], Found | None],
    columns: Sequence[int] | None,
    rule: bool,
    skew: float,
    kurtosis: float,
) -> Treatment:
    """Let ``find`` say what each column that needs treatment gets, do it, and list it.

    With the rule, a column is left as it is where the treatment would make it more skewed than it was: a
    logarithm presses the upper tail together, and draws a lower one out.

    Parameters
    ----------
    x : array_like, shape (n_areas, n_indicators)
    find : callable
        ``find(values, column) -> (action, parameters)``, or None to leave it; ``values`` are those there.
    columns : sequence of int, optional
        The only ones that may be treated.
    rule : bool
        Only those that :func:`~omradesindex.methods.moments.is_outlying` finds.
    skew, kurtosis : float
        Its limits.
    """
    values = floats(x, "x")
    if values.ndim != 2:
        raise MethodError(
            f"a treatment is learnt from an array of shape {values.shape}",
            expected="areas × indicators",
            remedy="learn from one reference, and apply to the scenarios",
        )
    if np.isinf(values).any():
        raise MethodError(
            "there is an infinite value", where=column_name(np.argwhere(np.isinf(values))[0, 1])
        )
    if not (skew > 0 and np.isfinite(kurtosis)):
        raise MethodError(f"the limits are {skew} and {kurtosis}", expected="a skewness above zero")
    n = values.shape[1]
    wanted = range(n) if columns is None else [int(j) for j in columns]
    for j in wanted:
        if not 0 <= j < n:
            raise MethodError(f"{column_name(j)} is not one of the {n} columns", expected=f"0 to {n - 1}")
    before = moments_of(values)
    outlying = above(np.abs(before[0]), skew) & above(before[1], kurtosis)
    changes: list[TreatedColumn] = []
    for j in sorted(set(wanted)):
        there = ~np.isnan(values[:, j])
        if (rule and not outlying[j]) or not there.any():
            continue
        found = find(values[there, j], j)
        if found is None:
            continue
        action, parameters = found
        new = _shaped(action, values[:, j], parameters, j)
        if rule and above(abs(moments_of(new[:, None])[0][0]), abs(before[0][j])):
            continue
        rows = np.flatnonzero(there & (new != values[:, j]))
        before_after = tuple(values[rows, j].tolist()), tuple(new[rows].tolist())
        changes.append(TreatedColumn(j, action, tuple(rows.tolist()), *before_after, dict(parameters)))
    bent = values.copy()
    for change in changes:
        bent[list(change.rows), change.column] = change.after
    after = moments_of(bent)
    return Treatment(
        n,
        tuple(changes),
        np.stack([before[0], after[0]]),
        np.stack([before[1], after[1]]),
        np.stack([~(above(np.abs(s), skew) & above(k, kurtosis)) for s, k in (before, after)]),
        tuple(sorted(set(wanted))),
    )


def joined(treatments: Sequence[Treatment]) -> Treatment:
    """Make one of the treatments of different columns, each learnt from the same reference."""
    first, *others = treatments
    skewness, kurtosis, passed = first.skewness.copy(), first.kurtosis.copy(), first.passed.copy()
    for one in others:
        own = list(one.asked)
        skewness[1, own], kurtosis[1, own] = one.skewness[1, own], one.kurtosis[1, own]
        passed[:, own] = one.passed[:, own]
    changes = sorted((change for one in treatments for change in one.changes), key=lambda c: c.column)
    asked = sorted(j for one in treatments for j in one.asked)
    return Treatment(first.n_columns, tuple(changes), skewness, kurtosis, passed, tuple(asked))
