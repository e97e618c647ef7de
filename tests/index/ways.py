"""The methods of docs/metodblad, one short function each, on pandas columns. Missing values are left out."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations
from statistics import NormalDist
from typing import Any

import numpy as np
import pandas as pd

#: Two figures whose difference is less than this share of their size are the same figure.
GRAIN = 2.0**-32


class NoAnswer(Exception):  # noqa: N818 - it is an answer, that there is none
    """There is nothing to compute, and why."""


def same(a: float, b: float, scale: float | None = None) -> bool:
    """Whether two figures are one and the same but for rounding."""
    return bool(abs(a - b) <= GRAIN * (max(abs(a), abs(b)) if scale is None else scale))


def snapped(x: pd.Series, scale: float | None = None) -> pd.Series:
    """The values, with those that are the same but for rounding made exactly so."""
    there = x.dropna()
    order = np.argsort(there.to_numpy(), kind="stable")
    ordered = there.to_numpy()[order]
    size = np.abs(ordered).max(initial=0.0) if scale is None else scale
    new = np.diff(ordered, prepend=-np.inf) > GRAIN * size
    first = np.maximum.accumulate(np.where(new, np.arange(len(ordered)), 0))
    return pd.Series(ordered[first], index=there.index[order]).reindex(x.index)


# -------------------------------------------------------------------------------------------------- formula


def formula(f: dict[str, Any], n: dict[str, pd.Series]) -> pd.Series:
    """Sums first, then one division."""
    kind, top = f["kind"], [n[v] for v in f["numerator"]]
    if kind == "mix":
        p = pd.concat(top, axis=1)
        p = p.div(p.sum(axis=1, skipna=False), axis=0)
        terms = (p * np.log(p.where(p > 0))).where(p != 0, 0.0)
        return (100 * -terms.sum(axis=1, skipna=False) / np.log(len(top))).abs()
    per = f.get("per", 100.0 if kind in ("share", "scale") else 1.0)
    counted = sum(w * c for w, c in zip(f.get("weights", [1.0] * len(top)), top, strict=True))
    base = sum(n[v] for v in f["denominator"])
    if kind in ("share", "scale") and (counted > base * (1 + 1e-9)).any():
        raise NoAnswer("part above whole")
    return per * counted / base.where(base > 0)


# -------------------------------------------------------------------------------------------------- 1. gaps

IMPUTE_OVER_TIME = ("area_mean", "area_median", "last", "linear")


def impute(name: str, x: pd.DataFrame, **o: Any) -> pd.DataFrame:
    """The values that fill the gaps, from other areas or other indicators."""
    if name in ("mean", "median"):
        return x.apply(lambda column: column.fillna(getattr(column, name)()))
    if name in ("group_mean", "group_median"):
        groups = pd.Series(o["groups"])
        return x.fillna(x.groupby(groups).transform(name.removeprefix("group_")))
    assert name == "proxy"
    on, done = list(o["on"]), x.copy()
    if not on:
        raise NoAnswer("options do not fit")
    for column in o.get("columns") or [c for c in x if x[c].isna().any() and c not in on]:
        if column in on:
            raise NoAnswer("predicts itself")
        known, able = x[[*on, column]].dropna(), x[on].dropna()
        if len(known) < len(on) + 3:
            raise NoAnswer("too few areas")
        unit = (known[on] - known[on].mean()) / (known[on].max() - known[on].min()).replace(0, 1)
        design = np.column_stack([np.ones(len(known)), unit])
        if np.linalg.matrix_rank(design, tol=1e-9) < len(on) + 1:
            raise NoAnswer("predictors alike")
        beta = np.linalg.lstsq(design, known[column], rcond=None)[0]
        able = (able - known[on].mean()) / (known[on].max() - known[on].min()).replace(0, 1)
        done[column] = x[column].fillna(beta[0] + able @ beta[1:])
    return done


def impute_over_time(name: str, x: pd.DataFrame, now: float, **o: Any) -> pd.Series:
    """One indicator's values of the period ``now``, gaps filled from the area's others; areas × times."""
    done = x[now].copy()
    for area in done.index[done.isna()]:
        seen = x.loc[area].dropna()
        if seen.empty:
            continue
        if name in ("area_mean", "area_median"):
            done[area] = getattr(seen, name.removeprefix("area_"))()
        elif name == "last":
            steps = list(x).index(now) - list(x).index(seen.index[-1])
            done[area] = seen.iloc[-1] if steps <= o.get("most", np.inf) else np.nan
        else:
            outside = np.nan if o.get("ends", "missing") == "missing" else None
            done[area] = np.interp(now, seen.index, seen, left=outside, right=outside)
    return done


# ---------------------------------------------------------------------------------------------- 2. outliers


def treat(
    name: str,
    x: pd.Series,
    *,
    rule: bool = True,
    skew: float = 2.0,
    kurtosis: float = 3.5,
    most: int = 5,
    offset: float | None = None,
    power: float = 1.0,
    shift: bool = False,
    fence: float = 1.5,
    reach: float = 1.0,
    low: float = 0.0,
    high: float = 0.0,
    whole: float = 100.0,
    of_one: bool = False,
) -> Callable[[pd.Series], pd.Series]:
    """Learn from the areas how a column is bent; by the rule, never so that it is more skewed than it was.

    ``of_one``: for all that is known of them, shares may be of 1.
    """
    if name == "distance":
        return lambda v: pd.concat([low - v, v - high, 0 * v], axis=1).max(axis=1, skipna=False)
    if name == "winsorise_at":
        ends = x.quantile(low), x.quantile(high)
        if same(*ends, max(abs(x.max()), abs(x.min()))) and not same(x.min(), x.max()):
            raise NoAnswer("no spread left")
        return lambda v: v.clip(*ends)
    bend = _bent(name, x, rule, skew, kurtosis, most, offset, power, shift, fence, reach, whole)
    if rule and x.max() > x.min() and abs(bend(x).skew()) > abs(x.skew()) * (1 + GRAIN):
        return lambda v: v
    if of_one and name in ("arcsine", "logit") and 0 < x.max() <= 1 < whole and not bend(x).equals(x):
        raise NoAnswer("shares of 1")
    return bend


def _bent(
    name: str,
    x: pd.Series,
    rule: bool,
    skew: float,
    kurtosis: float,
    most: int,
    offset: float | None,
    power: float,
    shift: bool,
    fence: float,
    reach: float,
    whole: float,
) -> Callable[[pd.Series], pd.Series]:
    def outlying(y: pd.Series) -> bool:
        constant = y.max() == y.min()
        return not constant and abs(y.skew()) > skew * (1 + GRAIN) and y.kurt() > kurtosis * (1 + GRAIN)

    def logged(v: pd.Series, add: float) -> pd.Series:
        if (v + add <= 0).any():
            raise NoAnswer("logarithm")
        return np.log(v + add)

    if name == "none" or (rule and not outlying(x)):
        return lambda v: v
    if name in ("winsorise", "winsorise_or_log"):
        y = x.copy()
        while ((x < y.min()) | (x > y.max())).sum() < most and (not rule or outlying(y)):
            low = y.skew() < 0
            inner = y[y > y.min()] if low else y[y < y.max()]
            if inner.nunique() < 2:
                break
            y = y.clip(lower=inner.min()) if low else y.clip(upper=inner.max())
        if name == "winsorise" or not outlying(y):
            return (lambda v: v) if y.equals(x) else (lambda v: v.clip(y.min(), y.max()))
        name = "shifted_log"
    if name == "log":
        logged(x, offset or 0)
        return lambda v: logged(v, offset or 0)
    if name in ("square_root", "arcsine", "logit"):
        top, ends = np.inf if name == "square_root" else whole, name != "logit"

        def curve(v: pd.Series) -> pd.Series:
            if ((v < 0) | (v > top)).any() or (not ends and v.isin([0, top]).any()):
                raise NoAnswer("not a share")
            if name == "square_root":
                return v**0.5
            return np.arcsin((v / whole) ** 0.5) if ends else np.log(v) - np.log(whole - v)

        curve(x)
        return curve
    low, high = x.min(), x.max()
    if name == "shifted_log":
        if same(low, high):
            raise NoAnswer("no spread")
        step = (0.01 if offset is None else offset) * (high - low)
        if rule and x.skew() < 0:
            return lambda v: -logged(-v, high + step)
        return lambda v: logged(v, step - low)
    if name == "box_cox":
        a = 1 - low if shift else 0.0
        logged(x, a)
        return lambda v: (np.exp(power * logged(v, a)) - 1) / power if power else logged(v, a)
    assert name == "exponential_tail"
    q1, q3 = x.quantile(0.25), x.quantile(0.75)
    if same(q1, q3):
        raise NoAnswer("quartiles")
    below, above, s = q1 - fence * (q3 - q1), q3 + fence * (q3 - q1), reach * (q3 - q1)

    def tail(v: pd.Series) -> pd.Series:
        bent = v.where(v <= above, above + s * (1 - np.exp(-(v.clip(lower=above) - above) / s)))
        return bent.where(~(v < below), below - s * (1 - np.exp(-(below - v.clip(upper=below)) / s)))

    return tail


# ---------------------------------------------------------------------------------------------- 3. normalise


#: Options in the indicator's own unit; those in pairs are a low and a high end.
OWN_UNIT = {
    "goalposts": ("low", "high"),
    "ampi": ("inf", "sup", "reference"),
    "distance_to_reference": ("reference",),
    "distance_to_target": ("target",),
}


#: Normalisations whose ends may all come from outside, so that they need no areas to learn from.
FIXED = ("goalposts", "ampi", "distance_to_reference")


def needs_nobody(name: str, options: dict[str, Any]) -> bool:
    """Whether nothing is learnt from the areas, so that they may be alike."""
    return (
        name in ("none", "goalposts")
        or (name == "distance_to_reference" and options.get("form") == "relative")
        or (name == "ampi" and {"inf", "sup"} <= set(options))
        or (name == "turned" and {"low", "high"} <= set(options))
    )


def turned(name: str, options: dict[str, Any], sign: int) -> dict[str, Any]:
    """Options in the indicator's own unit, turned as the values are; a low and a high end change places."""
    own = OWN_UNIT.get(name, ())
    found = {k: sign * v if k in own else v for k, v in options.items()}
    if sign < 0 and len(own) > 1 and own[0] in found:
        found[own[0]], found[own[1]] = found[own[1]], found[own[0]]
    return found


def normalise(
    name: str, x: pd.Series, city: float | None, usual: int, **o: Any
) -> Callable[[pd.Series], pd.Series]:
    """Learn from the areas ``x`` (turned: higher is a greater challenge) how a value is placed."""
    low, high, n = x.min(), x.max(), len(x)
    middle = x.mean() if city is None else city
    if name in ("z_score", "mpi"):
        mean, sd = (o.get("mean", 0.0), o.get("sd", 1.0)) if name == "z_score" else (100.0, 10.0)
        s = x.std(ddof=o.get("ddof", usual))
        if "people" in o:
            n = o["people"].reindex(x.index)
            if n.sum() <= 0:
                raise NoAnswer("nobody")
            centre = (n * x).sum() / n.sum()
            s = ((n * (x - centre) ** 2).sum() / (n.sum() - o.get("ddof", usual))) ** 0.5
            if same(x[n > 0].max(), x[n > 0].min()):
                raise NoAnswer("no spread")
            middle = centre if city is None else city
        return lambda v: mean + sd * (v - middle) / s
    if name == "robust_z":
        mad = (x - x.median()).abs().median()
        if same(mad, 0, max(abs(low), abs(high))):
            raise NoAnswer("half alike")
        middle = x.median() if city is None else city
        return lambda v: (v - middle) / (o.get("scale", 1.4826022185056018) * mad)
    if name == "turned":
        a, b = o.get("low", low), o.get("high", high)
        return lambda v: a + b - v
    if name == "min_max":
        a, b = o.get("low", 0.0), o.get("high", 1.0)
        return lambda v: a + (b - a) * (v - low) / (high - low)
    if name == "goalposts":
        a, b, points = o["low"], o["high"], o.get("points", 1.0)
        y = lambda v: points * (v - a) / (b - a)  # noqa: E731
        return (lambda v: y(v).clip(0, points)) if o.get("clip", True) else y
    if name == "distance_to_maximum":
        return lambda v: 1 - (high - v) / (high - low)
    if name == "distance_to_reference":
        ref = o.get("reference", middle)
        if o.get("form", "range") == "relative":
            if same(ref, 0, max(abs(low), abs(high))):
                raise NoAnswer("reference is zero")
            return lambda v: (v - ref) / abs(ref)
        if ref <= low or same(ref, low, max(abs(low), abs(high))):
            raise NoAnswer("reference too low")
        return lambda v: 1 - (ref - v) / (ref - low)
    if name == "distance_to_target":
        if o["target"] <= low or same(o["target"], low, max(abs(low), abs(high))):
            raise NoAnswer("target too low")
        y = lambda v: (v - low) / (o["target"] - low)  # noqa: E731
        return (lambda v: y(v).clip(upper=1)) if o.get("cap") else y
    if name == "fraction_of_maximum":
        if high <= 0:
            raise NoAnswer("maximum not above zero")
        return lambda v: o.get("points", 1.0) * v / high
    if name == "vector":
        return lambda v: v / (x**2).sum() ** 0.5
    if name == "ampi":
        ref, wide = o.get("reference", middle), o.get("sup", high) - o.get("inf", low)
        return lambda v: 70 + 60 * (v - (ref - wide / 2)) / wide
    if name == "none":
        return lambda v: v
    if name == "categories":
        by, at = o.get("by", "quantiles"), o.get("at")
        if by == "sd":
            s = x.std(ddof=o.get("ddof", usual))
            cuts = [middle + k * s for k in at or (-1, 0, 1, 2)]
        else:
            cuts = [x.quantile(q) for q in at or (0.2, 0.4, 0.6, 0.8)]
        scores = np.asarray(o.get("scores") or range(1, len(cuts) + 2), dtype=float)
        size = GRAIN * max(abs(low), abs(high))
        return lambda v: pd.Series(scores[sum(np.asarray(v >= c - size, int) for c in cuts)], v.index).where(
            v.notna()
        )
    ties = o.get("ties", "average" if name in ("normal_score", "exponential") else "min")
    x = snapped(x)
    ranks = x.rank(method=ties)
    if o.get("above_zero"):
        nought = (x / max(abs(low), abs(high))).abs() <= GRAIN
        if ((x < 0) & ~nought).any() or (x[~nought] > 0).sum() < 2:
            raise NoAnswer("not above zero")
        ranks, n = (x.where(~nought).rank(method=ties)), n - nought.sum()
    scale = o.get("scale", 23.0)
    places = {
        "rank": lambda r: r,
        "borda": lambda r: r - 1,
        "percentile_rank": lambda r: r / n if o.get("of") == "all" else (r - 1) / (n - 1),
        "normal_score": lambda r: (r / (n + 1)).map(NormalDist().inv_cdf),
        "exponential": lambda r: (r - (not o.get("itself", True))) / n,
    }[name](ranks).fillna(0.0)
    known = pd.Series(places.to_numpy(), index=x).sort_index()
    known = known[~known.index.duplicated()]
    grain = GRAIN * max(abs(low), abs(high))

    def placed(v: pd.Series) -> pd.Series:
        # A value that is a reference area's own but for rounding is that area's own.
        own = v.map(lambda y: min(known.index, key=lambda k: abs(k - y)) if y == y else y)
        y = pd.Series(np.interp(own.where((own - v).abs() <= grain, v), known.index, known), v.index).where(
            v.notna()
        )
        if "decimals" in o:
            y = np.floor(y * 10 ** o["decimals"] + 0.5 + 1e-9) / 10 ** o["decimals"]
        return -scale * np.log(1 - y * (1 - np.exp(-100 / scale))) if name == "exponential" else y

    return placed


# ------------------------------------------------------------------------------------------------ 4. weights


def weigh(name: str, x: pd.DataFrame, **o: Any) -> pd.Series:
    """The weights of the columns, learnt from the shown scores or set by people."""
    k = list(x)
    for option in ("weights", "groups", "points"):
        fitting(o.get(option), k)
    constant = [c for c in k if x[c].notna().sum() < 2 or same(x[c].max(), x[c].min())]
    if name == "equal":
        groups = pd.Series(o.get("groups", k), index=k)
        return 1 / (groups.nunique() * groups.map(groups.value_counts()))
    if name == "given":
        return pd.Series(o["weights"], index=None if isinstance(o["weights"], dict) else k, dtype=float)[k]
    if name == "budget_allocation":
        points = pd.DataFrame(o["points"], columns=k, dtype=float)
        return points.div(points.sum(axis=1), axis=0).mean()
    if name == "standard_deviation":
        s = x.std(ddof=o.get("ddof", 1))
        s[constant] = 0.0
        if len(x) < 2 or (x.notna().sum() < 2).any() or not s.sum():
            raise NoAnswer("weights")
        return s
    if name == "critic":
        if len(k) == 1:
            return pd.Series(1.0, k)
        unit = (x - x.min()) / (x.max() - x.min())
        if constant or len(x) < 2:
            raise NoAnswer("weights")
        r = pd.DataFrame({a: {b: _correlation(unit[a], unit[b]) for b in k} for a in k})
        conflict = (1 - r).sum()
        if r.isna().any(axis=None) or (conflict < 1e-12 * len(k)).all():
            raise NoAnswer("weights")
        return unit.std(ddof=o.get("ddof", 1)) * conflict.where(conflict > 1e-12 * len(k), 0.0)
    assert name == "entropy"
    if (
        (x < 0).any(axis=None)
        or (x.sum() == 0).any()
        or (x.notna().sum() < 2).any()
        or len(constant) == len(k)
    ):
        raise NoAnswer("weights")
    p = x / x.sum()
    e = -(p * np.log(p.where(p > 0))).sum() / np.log(x.notna().sum())
    return (1 - e).where(~pd.Series(k, k).isin(constant), 0.0)


def fitting(option: Any, names: list[str]) -> None:
    """Options that name parts, or hold one value for each, must fit the parts."""
    rows = option if isinstance(option, list) and option and isinstance(option[0], list) else [option]
    for row in rows:
        if isinstance(row, dict) and set(row) != set(names):
            raise NoAnswer("options do not fit")
        if isinstance(row, list) and len(row) != len(names):
            raise NoAnswer("options do not fit")


def _correlation(a: pd.Series, b: pd.Series) -> float:
    both = pd.concat([a, b], axis=1, keys=["a", "b"]).dropna()
    if (
        len(both) < 2
        or same(both["a"].max(), both["a"].min(), 1)
        or same(both["b"].max(), both["b"].min(), 1)
    ):
        return np.nan
    return float(np.corrcoef(both["a"], both["b"])[0, 1])


# ---------------------------------------------------------------------------------------------- 5. aggregate


def aggregate(name: str, x: pd.DataFrame, w: pd.Series, **o: Any) -> pd.Series:
    """Bring columns together; the others take a missing value's weight; what weighs nothing is out."""
    fitting(o.get("thresholds"), list(w.index))
    x, w = x[w.index[w > 0]], w[w > 0]
    there = x.notna() * w
    total = there.sum(axis=1).where(lambda t: t > 0)

    def mean(y: pd.DataFrame) -> pd.Series:
        return (y * w).sum(axis=1) / total

    if name == "arithmetic":
        return mean(x)
    if name == "sum":
        return len(w) * mean(x)
    if name == "product":
        if (x < 0).any(axis=None):
            raise NoAnswer("values above zero")
        return (np.exp(mean(np.log(x.where(x > 0)))) ** len(w)).where(~(x == 0).any(axis=1), 0.0)
    if name in ("geometric", "harmonic", "power_mean"):
        p = {"geometric": 0, "harmonic": -1}.get(name, o.get("power", 2.0))
        if (x < 0).any(axis=None) or (p <= 0 and (x == 0).any(axis=None)):
            raise NoAnswer("values above zero")
        return np.exp(mean(np.log(x))) if p == 0 else mean(x**p) ** (1 / p)
    if name in ("minimum", "maximum"):
        return x.min(axis=1) if name == "minimum" else x.max(axis=1)
    if name in ("mpi", "ampi"):
        m = mean(x)
        if (m <= 0).any():
            raise NoAnswer("mean above zero")
        variance = mean(x.sub(m, axis=0) ** 2)
        if o.get("ddof", 0):
            n = x.notna().sum(axis=1)
            variance = variance * n / (n - 1).where(n > 1)
        return m + (1 if o.get("higher_is", "worse") == "worse" else -1) * variance / m
    if name == "wroclaw":
        best = x.min() if o.get("higher_is", "worse") == "worse" else x.max()
        d = np.sqrt(mean((x - best) ** 2))
        if d.notna().sum() < 2:
            raise NoAnswer("one area")
        yardstick = d.mean() + 2 * d.std(ddof=1)
        return d / (yardstick if yardstick > 0 else 1.0)
    if name == "topsis":
        low, high = ((((x - end) * w) ** 2).sum(axis=1) ** 0.5 for end in (x.min(), x.max()))
        return (low / (low + high)).where(low + high > 0, 0.5).where(x.notna().any(axis=1))
    if name in ("count_beyond", "share_beyond"):
        limits = o["thresholds"]
        limits = (
            pd.Series(limits, index=w.index)
            if not isinstance(limits, (list, dict))
            else pd.Series(limits)[w.index]
        )
        size = GRAIN * np.maximum(x.abs().max(), limits.abs())
        past = x >= limits - size if o.get("inclusive", True) else x > limits + size
        if name == "share_beyond":
            return mean(past.astype(float))
        count = (past * w * len(w)).sum(axis=1).where(x.notna().any(axis=1))
        return count.where(~(count < o.get("at_least", 0) - 1e-9), 0.0)
    x = x.apply(snapped)
    if name == "borda":
        if len(x) < 2:
            raise NoAnswer("one area")
        tie = {"half": "average", "none": "min"}[o.get("ties", "half")]
        others = x.notna().sum() - 1
        points = (x.rank(method=tie) - 1) / others.where(others > 0) * (len(x) - 1)
        return mean(points.fillna(x.where(x.isna(), (len(x) - 1) / 2)))
    known = x.notna().any(axis=1)
    v = x.to_numpy()
    diff = v[:, None, :] - v[None, :, :]
    common = ((~np.isnan(diff)) * w.to_numpy()).sum(axis=2)
    margin = (np.sign(np.nan_to_num(diff)) * w.to_numpy()).sum(axis=2) / np.where(common > 0, common, 1)
    margin = np.where(np.abs(margin) < 1e-9, 0.0, margin)
    if name == "copeland":
        return pd.Series(np.sign(margin).sum(axis=1), x.index).where(known)
    assert name == "kemeny"
    some = np.flatnonzero(known)
    orders = np.array(list(permutations(some)))
    gain = sum(margin[orders[:, i], orders[:, j]] for i in range(len(some)) for j in range(i + 1, len(some)))
    best = orders[gain >= gain.max() - 1e-9] if len(some) > 1 else orders
    return pd.Series(
        {x.index[i]: len(some) - 1 - np.argwhere(best == i)[:, 1].mean() for i in some}, dtype=float
    ).reindex(x.index)
