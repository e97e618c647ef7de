"""Outliers and skewed columns, before anything is normalised; whatever is changed is listed.

Each function learns from the reference areas and returns a :class:`Treatment`, which holds what was done
to which column and area, and does the same to any other array: another year, a sub-area, a scenario.

Values come in **in their own unit, before the direction is turned**: a logarithm presses the upper tail
together, and −x has its tail at the other end. Missing values stay missing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from omradesindex.errors import MethodError, listing
from omradesindex.methods.equal import above, on_grid, same, scale_of
from omradesindex.methods.guard import column_name, floats, per_column
from omradesindex.methods.method import Method, choose, methods_of
from omradesindex.methods.moments import moments_of
from omradesindex.methods.treat_curves import CURVES, distance, log
from omradesindex.methods.treat_shapes import best_power, tails
from omradesindex.methods.treatment import Found, TreatedColumn, Treatment, joined, learn

__all__ = [
    "TREATMENTS",
    "TreatedColumn",
    "Treatment",
    "box_cox",
    "by_indicator",
    "distance",
    "exponential_tail",
    "leave",
    "log",
    "shifted_log",
    "winsorise",
    "winsorise_at",
    "winsorise_or_log",
]

Floats = NDArray[np.float64]


def _winsorised(
    column: Floats, most: int, rule: bool, skew: float, kurtosis: float
) -> tuple[float, float, bool]:
    """Limits (the column's own ends where nothing is pulled in), and whether the rule is met within them."""
    ordered = np.sort(column)
    steps = on_grid(ordered, scale_of(ordered))  # where points that are equal are so to the last digit
    low, high = 0, ordered.size - 1
    while True:
        skewed, heavy = moments_of(np.clip(ordered, ordered[low], ordered[high])[:, None])
        met = not (above(abs(skewed[0]), skew) and above(heavy[0], kurtosis))
        if (rule and met) or low + ordered.size - 1 - high >= most:
            break
        # All points that share the extreme value move together, to their nearest neighbour.
        bottom, top = low, high
        if skewed[0] < 0:
            bottom = int(np.searchsorted(steps, steps[low], side="right"))
        else:
            top = int(np.searchsorted(steps, steps[high], side="left")) - 1
        if top < bottom or steps[bottom] == steps[top]:
            # One more would leave a column where all areas are equal.
            break
        low, high = bottom, top
    return float(ordered[low]), float(ordered[high]), met


def _points(most: int) -> None:
    if isinstance(most, bool) or not isinstance(most, (int, np.integer)) or most < 1:
        raise MethodError(f"the option 'most' is {most!r}", expected="a whole number of points, at least 1")


def winsorise(
    x: ArrayLike,
    *,
    most: int = 5,
    skew: float = 2.0,
    kurtosis: float = 3.5,
    columns: Sequence[int] | None = None,
    rule: bool = True,
) -> Treatment:
    """Pull the most extreme points to their nearest neighbour, one by one, until the rule is met.

    At the upper end where the skewness is positive, else at the lower, judged anew after each point.

    Parameters
    ----------
    x : array_like, shape (n_areas, n_indicators)
    most : int
        At most so many points in a column. Points that are equal move together, so that ties may take the
        count above it. Where the limit is reached first, the column stays so far winsorised; it is never
        taken so far that all areas become equal.
    skew, kurtosis : float
        A column is treated while |skewness| and excess kurtosis are both above these.
    columns : sequence of int, optional
        The only ones that may be treated.
    rule : bool
        False: pull ``most`` points in each of the columns, whatever their skewness.

    Returns
    -------
    Treatment
        Each change has the limits ``low`` and ``high``; on other arrays values are cut there.

    Raises
    ------
    MethodError
        ``most`` is no number of points; a column that does not exist; an infinite value.

    Notes
    -----
    OECD/JRC (2008), *Handbook*, step 5; as COINr's ``winsorise`` (Becker et al. 2022).

    Examples
    --------
    >>> done = winsorise([[1.0], [2.0], [3.0], [2.0], [1.0], [40.0]])
    >>> done.changes[0].rows, done.changes[0].before, done.changes[0].after
    ((5,), (40.0,), (3.0,))
    >>> done.apply([[100.0], [2.5]])
    array([[3. ],
           [2.5]])
    """
    _points(most)

    def find(column: Floats, j: int) -> Found | None:
        low, high, _ = _winsorised(column, most, rule, skew, kurtosis)
        untouched = low == column.min() and high == column.max()
        return None if untouched else ("winsorise", {"low": low, "high": high})

    return learn(x, find, columns, rule, skew, kurtosis)


def winsorise_at(
    x: ArrayLike, *, low: float = 0.05, high: float = 0.95, columns: Sequence[int] | None = None
) -> Treatment:
    """Pull what lies beyond two quantiles of the areas in to them.

    Parameters
    ----------
    x : array_like, shape (n_areas, n_indicators)
    low, high : float
        Shares of the areas, from 0 (nothing is pulled up) to 1 (nothing is pulled down); quantiles are linear
        between the values in order, as in a spreadsheet.
    columns : sequence of int, optional
        The only ones that are treated.

    Returns
    -------
    Treatment
        Each change has the limits ``low`` and ``high``; on other arrays values are cut there.

    Raises
    ------
    MethodError
        Shares outside 0–1 or in the wrong order; a column that would be the same everywhere.

    Notes
    -----
    OECD/JRC (2008), *Handbook*, step 5: outliers trimmed at the 2.5th and 97.5th percentile; the lower bounds
    of the SDG Index are such percentiles (Sachs et al., *Sustainable Development Report*).

    Examples
    --------
    >>> values = [[float(k)] for k in range(9)] + [[99.0]]
    >>> winsorise_at(values, low=0, high=0.9).apply([[99.0], [3.0]]).ravel().tolist()
    [17.1, 3.0]
    """
    if not 0 <= low < high <= 1:
        raise MethodError(
            f"the shares are {low:g} and {high:g}",
            expected="shares from 0 to 1, the low one below the high one",
        )

    def find(column: Floats, j: int) -> Found | None:
        bottom, top = (float(q) for q in np.quantile(np.sort(column), [low, high]))
        if same(bottom, top, scale_of(column)) and not same(column.min(), column.max(), scale_of(column)):
            raise MethodError(
                "the two quantiles are equal, so nothing would tell the areas apart",
                where=column_name(j),
                remedy="take quantiles further out, or leave the column out",
            )
        return "winsorise", {"low": bottom, "high": top}

    return learn(x, find, columns, False, 2.0, 3.5)


def winsorise_or_log(
    x: ArrayLike,
    *,
    most: int = 5,
    skew: float = 2.0,
    kurtosis: float = 3.5,
    offset: float = 0.01,
    columns: Sequence[int] | None = None,
) -> Treatment:
    """Winsorise up to ``most`` points; where that is not enough, take the shifted logarithm instead.

    The logarithm is of the original values, not of the winsorised ones.

    Parameters
    ----------
    x : array_like, shape (n_areas, n_indicators)
    most, skew, kurtosis, columns
        As in :func:`winsorise`.
    offset : float
        As in :func:`shifted_log`.

    Notes
    -----
    COINr's default treatment (Becker et al. 2022, *Journal of Open Source Software* 7, 4567), after the
    practice of the European Commission's Competence Centre on Composite Indicators.

    Examples
    --------
    >>> x = [[v] for v in (1.0, 2, 3, 2, 1, 2, 3, 2, 1, 90, 95)]
    >>> [c.action for c in winsorise_or_log(x, most=2, skew=1.2, kurtosis=0.5).changes]
    ['winsorise']
    >>> [c.action for c in winsorise_or_log(x, most=1, skew=1.2, kurtosis=0.5).changes]
    ['shifted_log']
    """
    _points(most)
    _positive_offset(offset)

    def find(column: Floats, j: int) -> Found | None:
        low, high, met = _winsorised(column, most, True, skew, kurtosis)
        if met:
            return "winsorise", {"low": low, "high": high}
        return _shift(column, j, offset, True)

    return learn(x, find, columns, True, skew, kurtosis)


def _positive_offset(offset: float) -> None:
    if not offset > 0:
        raise MethodError(f"the option 'offset' is {offset}", expected="a share of the range, above zero")


def _shift(column: Floats, j: int, offset: float, rule: bool) -> Found:
    """The logarithm that presses the tail: the lower one's is the upper one's in a mirror."""
    low, high = float(column.min()), float(column.max())
    if same(low, high):
        raise MethodError(
            "all values are equal, so there is no range to shift by",
            where=column_name(j),
            remedy="leave the column out",
        )
    shift = offset * (high - low)
    if rule and moments_of(column[:, None])[0][0] < 0:
        return "mirrored_log", {"high": high, "shift": shift}
    return "shifted_log", {"low": low, "shift": shift}


def shifted_log(
    x: ArrayLike,
    *,
    offset: float = 0.01,
    columns: Sequence[int] | None = None,
    rule: bool = True,
    skew: float = 2.0,
    kurtosis: float = 3.5,
) -> Treatment:
    """Logarithm after a shift that makes every value positive: ``log(x − min + offset · range)``.

    Of a column that the rule finds skewed downwards, the mirror image: ``−log(max − x + offset · range)``.

    Parameters
    ----------
    x : array_like, shape (n_areas, n_indicators)
    offset : float
        Share of the range; the smaller, the more the lowest value is set apart.
    columns : sequence of int, optional
        The only ones that may be treated.
    rule : bool
        True: only columns with |skewness| > ``skew`` and excess kurtosis > ``kurtosis``. False: all of
        ``columns``.

    Raises
    ------
    MethodError
        A constant column; when applied, a value so far below the reference's smallest (mirrored: above its
        largest) that the logarithm is not defined.

    Notes
    -----
    The COIN Tool's logarithm, COINr ``log_CT`` (Becker et al. 2022), presses the upper tail only; mirrored it
    presses the lower one. Without the rule it is taken as it stands.

    Examples
    --------
    >>> shifted_log([[0.0], [100.0]], rule=False).apply([[0.0], [100.0]]).round(3)
    array([[0.   ],
           [4.615]])
    """
    _positive_offset(offset)
    return learn(x, lambda column, j: _shift(column, j, offset, rule), columns, rule, skew, kurtosis)


def box_cox(
    x: ArrayLike,
    *,
    power: ArrayLike | None = None,
    shift: bool = False,
    columns: Sequence[int] | None = None,
    rule: bool = True,
    skew: float = 2.0,
    kurtosis: float = 3.5,
) -> Treatment:
    """Box–Cox power: ``((x + a)^λ − 1) / λ``, and ``log(x + a)`` for λ = 0.

    Parameters
    ----------
    x : array_like, shape (n_areas, n_indicators)
    power : float or array_like, shape (n_indicators,), optional
        λ; the one of greatest likelihood between −5 and 5, column by column, if left out.
    shift : bool
        True: a = 1 − min first, so that the smallest becomes 1 (as COINr). False: a = 0.
    columns, rule, skew, kurtosis
        As in :func:`shifted_log`.

    Raises
    ------
    MethodError
        Zero or negative values (without ``shift``); a constant column, which has no likeliest power.

    Notes
    -----
    Box, G. E. P. and Cox, D. R. (1964), "An analysis of transformations", *Journal of the Royal Statistical
    Society* B 26, 211–252.

    Examples
    --------
    >>> box_cox([[1.0], [4.0], [9.0]], power=0.5, rule=False).apply([[1.0], [4.0], [9.0]])
    array([[0.],
           [2.],
           [4.]])
    """
    values = floats(x, "x")
    if power is not None and not np.isfinite(floats(power, "the power")).all():
        raise MethodError(f"the option 'power' is {power}", expected="a number")
    powers = None if power is None else per_column(power, values.shape[-1] if values.ndim else 1, "power")

    def find(column: Floats, j: int) -> Found | None:
        add = 1.0 - float(column.min()) if shift else 0.0
        moved = column + add
        if powers is None and (moved > 0).all():
            return "box_cox", {"power": best_power(moved, column_name(j)), "shift": add}
        return "box_cox", {"power": 1.0 if powers is None else float(powers[j]), "shift": add}

    return learn(values, find, columns, rule, skew, kurtosis)


def exponential_tail(
    x: ArrayLike,
    *,
    fence: float = 1.5,
    reach: float = 1.0,
    columns: Sequence[int] | None = None,
    rule: bool = True,
    skew: float = 2.0,
    kurtosis: float = 3.5,
) -> Treatment:
    """Draw in what lies beyond the fences, so that the order is kept: ``T + s (1 − e^(−(x − T)/s))``.

    The fences T are the quartiles ± ``fence`` interquartile ranges and s is ``reach`` of them. Values
    within are untouched, the curve leaves the fence with slope one, and nothing comes further than s
    beyond it. Unlike winsorising, it leaves no new ties (short of the last digit, some 35 s out).

    Parameters
    ----------
    x : array_like, shape (n_areas, n_indicators)
    fence, reach : float
        Above zero.
    columns, rule, skew, kurtosis
        As in :func:`shifted_log`.

    Raises
    ------
    MethodError
        A column whose quartiles are equal.

    Notes
    -----
    Fences: Tukey, J. W. (1977), *Exploratory Data Analysis*. That a treatment should keep each indicator's
    order: Boudt, K., Todorov, V. and Wang, W. (2020), "Robust distribution-based winsorization in composite
    indicators construction", *Social Indicators Research* 149, 375–397. The curve is this library's own
    simple choice, not theirs.

    Examples
    --------
    >>> x = [[1.0], [2.0], [3.0], [4.0], [5.0], [30.0]]
    >>> exponential_tail(x, rule=False).apply([[8.5], [11.0], [30.0]]).round(3)
    array([[ 8.5 ],
           [10.08],
           [11.  ]])
    """
    for name, value in (("fence", fence), ("reach", reach)):
        if not value > 0:
            raise MethodError(f"the option '{name}' is {value}", expected="above zero")
    return learn(
        x,
        lambda column, j: ("exponential_tail", tails(column, fence, reach, column_name(j))),
        columns,
        rule,
        skew,
        kurtosis,
    )


def by_indicator(x: ArrayLike, *, indicators: Mapping[int, object]) -> Treatment:
    """Treat each column by a method and options of its own; columns that are not named are left as they are.

    Parameters
    ----------
    x : array_like, shape (n_areas, n_indicators)
    indicators : mapping of int to spec
        Column → a name of a treatment, or a table with ``method`` and options. Who names a column has
        decided: the rule holds only where its table says ``rule = true``.

    Raises
    ------
    MethodError
        A method that is none, within another such table or of one's own; and what the methods refuse.

    Notes
    -----
    Published indices choose a transformation for each indicator: Townsend's logarithms, the powers of the
    Health Index (Office for National Statistics).

    Examples
    --------
    >>> done = by_indicator([[0.0, 4.0], [1.0, 9.0]], indicators={0: {"method": "log", "offset": 1}})
    >>> done.apply([[0.0, 4.0]])
    array([[0., 4.]])
    """
    values = floats(x, "x")
    found = [learn(values, lambda *_: None, (), True, 2.0, 3.5)]
    for column, spec in sorted(indicators.items()):
        choice = choose("treat", spec, TREATMENTS)
        if choice.name not in TREATMENTS or choice.name == "by_indicator":
            raise MethodError(
                f"'{choice.name}' cannot be the treatment of one column",
                where=column_name(column),
                expected=f"one of {listing([name for name in TREATMENTS if name != 'by_indicator'], 20)}",
            )
        decided = {"rule": False} if choice.method.accepts("rule") and "rule" not in choice.options else {}
        taken = {"columns": [column]} if choice.method.accepts("columns") else {}
        found.append(choice(values, **decided, **taken))
    return joined(found)


def leave(x: ArrayLike) -> Treatment:
    """Treat nothing, but tell the skewness and kurtosis."""
    return learn(x, lambda *_: None, (), True, 2.0, 3.5)


_RULES = "OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 5"
_COINR = "Becker et al. (2022), COINr, Journal of Open Source Software 7, 4567"

#: Name in a definition → method.
TREATMENTS: Mapping[str, Method] = methods_of(
    Method("treat", "none", leave, _RULES, "Värden som de är", "Values as they are"),
    Method(
        "treat",
        "winsorise",
        winsorise,
        f"{_RULES}; {_COINR}",
        "De ytterligaste värdena dras in till sin granne, ett i taget",
        "The most extreme values are pulled to their neighbour, one by one",
        per={"columns": "columns"},
    ),
    Method(
        "treat",
        "winsorise_at",
        winsorise_at,
        _RULES,
        "Värden utanför två percentiler dras in till dem",
        "Values beyond two percentiles are pulled in to them",
        per={"columns": "columns"},
    ),
    Method(
        "treat",
        "winsorise_or_log",
        winsorise_or_log,
        _COINR,
        "De ytterligaste värdena dras in; räcker inte det, logaritmeras indikatorn",
        "The most extreme values are pulled in; where that is not enough, the logarithm is taken",
        per={"columns": "columns"},
    ),
    *CURVES.values(),
    Method(
        "treat",
        "shifted_log",
        shifted_log,
        _COINR,
        "Logaritm efter en förskjutning som gör alla värden positiva",
        "Logarithm after a shift that makes every value positive",
        per={"columns": "columns"},
    ),
    Method(
        "treat",
        "box_cox",
        box_cox,
        "Box & Cox (1964), Journal of the Royal Statistical Society B 26, 211–252",
        "Den potens som gör fördelningen mest lik en normalfördelning",
        "The power that makes the distribution most like a normal one",
        per={"columns": "columns", "power": "indicator"},
    ),
    Method(
        "treat",
        "exponential_tail",
        exponential_tail,
        "Boudt, Todorov & Wang (2020), Social Indicators Research 149, 375–397, for the idea",
        "Ytterliga värden trycks ihop utan att ordningen ändras",
        "Extreme values are drawn in without a change of order",
        per={"columns": "columns"},
    ),
    Method(
        "treat",
        "by_indicator",
        by_indicator,
        "Office for National Statistics, Health Index: methods and development",
        "En egen behandling för varje indikator som nämns",
        "A treatment of its own for each indicator that is named",
        per={"indicators": "methods"},
    ),
)
