"""An index computed once more, in plain pandas, as the method sheets in docs/ say it.

Nothing of the library's computing is used. What goes in is a definition as it stands in a file (dimensions,
members and weights, indicators with formula and direction, methods) and a tidy table; what comes out is
every number on the way. Where there is no answer, :class:`NoAnswer` says why.

``ways.py`` holds the methods themselves, one short function each.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from itertools import product
from typing import Any

import numpy as np
import pandas as pd

from tests.index import ways
from tests.index.ways import NoAnswer, same

CITY = "(the whole city)"
DEFAULTS: dict[str, Any] = {
    "impute": "none",
    "treat": "none",
    "normalise": "z_score",
    "centre": "whole",
    "ddof": 0,
    "weight": {"dimension": "given", "index": "given"},
    "aggregate": {"dimension": "arithmetic", "index": "arithmetic"},
    "coverage": {"dimension": 2 / 3, "index": 1.0},
    "fill": {"dimension": "none", "index": "none"},
    "rescale": {"dimension": "none", "index": "none"},
    "decimals": {"dimension": "none", "index": "none"},
    "carry": "rescaled",
    "zero": 100.0,
    "points": 10.0,
}
#: What is said for each level.
BY_LEVEL = ("weight", "aggregate", "coverage", "fill", "rescale", "decimals")
#: Normalisations with the city's own value in the middle, unless a reference value is given.
AROUND_CITY = ("z_score", "robust_z", "mpi", "ampi", "distance_to_reference")
#: Ways to bring together that only hold areas against each other.
AMONG_THEMSELVES = {"wroclaw", "topsis", "copeland", "kemeny", "borda", "benefit_of_the_doubt"}

#: Ways to bring together whose scores are places, counts or shares, whatever the indicators are measured in.
OWN_SCALE = AMONG_THEMSELVES | {"count_beyond", "share_beyond", "product"}


@dataclass
class Stick:
    """What was learnt once and is then only applied."""

    bend: dict[str, Callable[[pd.Series], pd.Series]]
    place: dict[str, Callable[[pd.Series], pd.Series]]
    weights: dict[str, pd.Series] = field(default_factory=dict)
    again: dict[str, Callable[[pd.Series], pd.Series]] = field(default_factory=dict)


@dataclass
class Answer:
    """Every number of one index: frames of areas (and the city) × indicators, and areas × levels."""

    values: pd.DataFrame
    normalised: pd.DataFrame
    scores: pd.DataFrame
    coverage: pd.DataFrame
    ranks: pd.DataFrame
    contributions: pd.DataFrame | None
    periods: dict[str, str]
    stick: Stick


# ------------------------------------------------------------------------------------------ the definition


def dimensions(parts: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Every dimension, parts before their whole."""
    for part in parts:
        yield from dimensions(part.get("dimensions", []))
        yield part


def members(dimension: dict[str, Any]) -> dict[str, float]:
    """The weights of a dimension's dimensions and indicators."""
    return {
        m["id"]: m.get("weight", 1.0) for m in (*dimension.get("dimensions", []), *dimension["indicators"])
    }


def leaves(definition: dict[str, Any]) -> list[str]:
    """The indicators in order."""

    def below(dimension: dict[str, Any]) -> Iterator[str]:
        for inner in dimension.get("dimensions", []):
            yield from below(inner)
        yield from (member["id"] for member in dimension["indicators"])

    return [name for dimension in definition["dimensions"] for name in below(dimension)]


def method(spec: Any) -> tuple[str, dict[str, Any]]:
    """A method's name and its options."""
    options = dict(spec) if isinstance(spec, dict) else {"method": spec}
    return options.pop("method"), options


def methods_of(definition: dict[str, Any]) -> dict[str, Any]:
    """The methods, with what holds where nothing is said."""
    given = definition.get("methods", {})
    found = {**DEFAULTS, **given}
    for step in BY_LEVEL:
        own = given.get(step, {})
        if step == "coverage" and not isinstance(own, dict):
            own = {"dimension": own}
        elif not isinstance(own, dict) or "method" in own:
            own = {"dimension": own, "index": own}
        found[step] = {**DEFAULTS[step], **own}
    return found


# ------------------------------------------------------------------------------------------------ the table


class Table:
    """The tidy table, by variable, period and group; the whole city's place is the last."""

    def __init__(self, tidy: pd.DataFrame, *, whole: str | None = None, by: tuple[str, ...] = ()) -> None:
        self.by, self.total, self.whole = by, ("total",) * len(by), whole
        key = [tidy[column].tolist() for column in ("variable", "period", *by)]
        cells = [tidy[column].tolist() for column in ("value", "denominator", "status", "kind")]
        self.rows: dict[tuple[str, ...], dict[str, tuple[Any, ...]]] = {}
        for block, area, cell in zip(
            zip(*key, strict=True), tidy["area"], zip(*cells, strict=True), strict=True
        ):
            self.rows.setdefault(block, {})[area] = cell
        self.areas = [area for area in dict.fromkeys(tidy["area"]) if area != whole]
        self.places = pd.Index([*self.areas, CITY], dtype=object)
        self.periods = sorted({block[1] for block in self.rows}, key=time)

    def times(self, variable: str, group: tuple[str, ...]) -> set[str]:
        """The periods of a variable."""
        return {block[1] for block in self.rows if block[0] == variable and block[2:] == group}

    def figure(self, *block: str) -> pd.Series:
        """The figures of the areas, and the city's own: its row, or else made from the areas' counts."""
        rows = self.rows[block]
        value, base, _, kind = zip(*(rows[area] for area in self.areas), strict=True)
        city = (
            rows[self.whole][0] if self.whole in rows else self._sum(*np.array([value, base], float), kind[0])
        )
        return pd.Series([*value, city], index=self.places, dtype=float)

    @staticmethod
    def _sum(value: Any, base: Any, kind: str) -> float:
        if kind == "count":
            return float(value.sum())
        if kind not in ("share", "mean") or (np.isnan(value) & (base != 0)).any() or not base.sum() > 0:
            return np.nan
        return float((value * base)[base != 0].sum() / base.sum())

    def hidden(self, variables: list[str], period: str, group: tuple[str, ...]) -> list[bool]:
        """The areas where a figure was hidden rather than lost: no method may fill it."""
        blocks = [self.rows[(v, period, *group)] for v in variables]
        return [any(rows[area][2] == "suppressed" for rows in blocks) for area in self.areas]


def time(period: str) -> float:
    """A period as a point in time: years, quarters, months, terms; of several years the last."""
    if found := re.fullmatch(r"(VT|HT)(\d{4})", period):
        return int(found[2]) + (0.0 if found[1] == "VT" else 0.5)
    if found := re.fullmatch(r"(\d{4})([KQM])(\d+)", period):
        return int(found[1]) + (int(found[3]) - 1) / (12 if found[2] == "M" else 4)
    return float(re.findall(r"\d{4}", period)[-1])


# ------------------------------------------------------------------------------------- 1. counts → indicator


def measure(
    name: str, indicator: dict[str, Any], table: Table, period: str | None, group: tuple[str, ...]
) -> tuple[pd.Series, str, list[str]]:
    """An indicator's value in each area and the city, in its own unit; the period; what it was made of."""
    formula = indicator["formula"]
    top, base = formula.get("numerator", []), formula.get("denominator", [])
    nothing = pd.Series(np.nan, index=table.places)
    own = [name] if name not in (*top, *base) else []
    for variables in (own, list(dict.fromkeys([*top, *base]))):
        times = [table.times(v, group) for v in variables]
        if not variables or not all(times):
            continue
        shared = set.intersection(*times)
        when = period if period in shared else max(shared, key=time) if shared and period is None else ""
        if not when:
            return nothing, "", []
        n = {v: table.figure(v, when, *group) for v in variables}
        return (n[name] if variables == own else ways.formula(formula, n)), when, variables
    return nothing, "", []


def measured(
    definition: dict[str, Any], table: Table, period: str | None, group: tuple[str, ...]
) -> tuple[pd.DataFrame, dict[str, str], pd.DataFrame, set[str]]:
    """All indicators, their periods, which gaps were hidden, and which shares may be of 1."""
    found, periods, hidden, parts = {}, {}, {}, set()
    for name in leaves(definition):
        found[name], periods[name], made_of = measure(
            name, definition["indicators"][name], table, period, group
        )
        hidden[name] = table.hidden(made_of, periods[name], group)
        formula = definition["indicators"][name]["formula"]
        if made_of == [name] or (formula["kind"] == "share" and formula.get("per", 1) <= 1):
            parts.add(name)
    return pd.DataFrame(found), periods, pd.DataFrame(hidden, index=table.places[:-1]), parts


def filled(
    definition: dict[str, Any],
    values: pd.DataFrame,
    periods: dict[str, str],
    hidden: pd.DataFrame,
    table: Table,
    period: str | None,
) -> pd.DataFrame:
    """Gaps filled as the definition says; the city's own row never is, nor what was hidden."""
    name, options = method(methods_of(definition)["impute"])
    if name == "none":
        return values
    areas = values.iloc[:-1]
    if not {*options.get("on", ()), *options.get("columns", ())} <= set(areas):
        raise NoAnswer("options do not fit")
    if name in ways.IMPUTE_OVER_TIME:
        done = areas.copy()
        for one, indicator in ((n, definition["indicators"][n]) for n in areas):
            if now := periods[one] or period:
                seen = [p for p in table.periods if name == "linear" or time(p) <= time(now)]
                series = {time(p): measure(one, indicator, table, p, table.total)[0].iloc[:-1] for p in seen}
                done[one] = ways.impute_over_time(name, pd.DataFrame(series), time(now), **options)
    else:
        done = ways.impute(name, areas, **options)
    return pd.concat([areas.where(areas.notna() | hidden, done), values.iloc[[-1]]])


# ------------------------------------------------------------------------------------- 2–3. the same stick


def learn(definition: dict[str, Any], values: pd.DataFrame, parts: Collection[str]) -> Stick:
    """Learn treatment and normalisation from the areas, the city in the middle where it is asked to be."""
    methods = methods_of(definition)
    areas = values.iloc[:-1]
    stick = Stick({}, {})
    treat, treating = method(methods["treat"])
    only = treating.pop("columns", None)
    each = treating.pop("indicators", {})
    normalise, options = method(methods["normalise"])
    people = options.pop("people", None)
    if not {*(only or ()), *each} <= set(values):
        raise NoAnswer("options do not fit")
    for name in values:
        column = areas[name].dropna()
        touched = name in each if treat == "by_indicator" else only is None or name in only
        how, own = method(each[name]) if name in each else (treat, treating)
        own = {"rule": False, **own} if name in each else own
        own = {**own, "of_one": name in parts}
        stick.bend[name] = ways.treat(how, column, **own) if touched and len(column) else lambda x: x
    for option in options.values():
        ways.fitting(option if isinstance(option, dict) else None, list(values))
    bent = pd.DataFrame({name: stick.bend[name](values[name]) for name in values})
    sign = {n: 1 if definition["indicators"][n]["direction"] == "higher_is_worse" else -1 for n in values}
    turned = bent * pd.Series(sign)
    columns = {name: turned[name].iloc[:-1].dropna() for name in values}
    for x in columns.values():
        if len(x) and same(x.max(), x.min()) and not ways.needs_nobody(normalise, options):
            raise NoAnswer("one area" if len(x) == 1 else "no spread")
    needs_city = (
        methods["centre"] == "whole" and normalise in AROUND_CITY and options.get("reference") is None
    )
    if needs_city and any(len(x) and np.isnan(turned[name].iloc[-1]) for name, x in columns.items()):
        raise NoAnswer("no city")
    for name, x in columns.items():
        if x.empty and normalise not in ways.FIXED:
            stick.place[name] = lambda x: x * np.nan
            continue
        own = {k: v[name] if isinstance(v, dict) else v for k, v in options.items()}
        if people is not None:
            own["people"] = pd.Series(people)
        city = turned[name].iloc[-1] if methods["centre"] == "whole" else None
        place = ways.normalise(normalise, x, city, methods["ddof"], **ways.turned(normalise, own, sign[name]))
        stick.place[name] = lambda x, place=place, sign=sign[name]: place(sign * x)
    return stick


# -------------------------------------------------------------------------------- 4–6. levels, ranks, parts


def at(methods: dict[str, Any], step: str, level: str) -> Any:
    """What holds for a level: its own method, or else that of its kind."""
    return methods[step].get(level, methods[step]["index" if level == "index" else "dimension"])


def ways_of_levels(definition: dict[str, Any]) -> set[str]:
    """The names of the methods that bring some level together."""
    methods = methods_of(definition)
    levels = ["index", *(d["id"] for d in dimensions(definition["dimensions"]))]
    return {method(at(methods, "aggregate", level))[0] for level in levels}


def tree(definition: dict[str, Any]) -> dict[str, dict[str, float]]:
    """The parts of each dimension and, last, of the index, with their weights."""
    top = {d["id"]: d.get("weight", 1.0) for d in definition["dimensions"]}
    return {**{d["id"]: members(d) for d in dimensions(definition["dimensions"])}, "index": top}


def stated_weights(definition: dict[str, Any], level: str, parts: dict[str, float]) -> pd.Series:
    name, options = method(at(methods_of(definition), "weight", level))
    if name == "given" and options:
        return ways.weigh("given", pd.DataFrame(columns=list(parts), dtype=float), **options)
    return pd.Series(parts, dtype=float)


def half(
    definition: dict[str, Any], there: set[str], possible: set[str], *, partial: bool
) -> tuple[set[str], bool]:
    """What of a group counts: dimensions that half can be had of, and whether half the index is there."""
    shares = {name: (float(name in there), float(name in possible)) for name in leaves(definition)}
    below: dict[str, list[str]] = {name: [name] for name in shares}
    counted = set(possible)
    for level, parts in tree(definition).items():
        weights = stated_weights(definition, level, parts)
        weights = weights / weights.sum()
        has, could = (sum(weights[part] * shares[part][side] for part in parts) for side in (0, 1))
        below[level] = [leaf for part in parts for leaf in below[part]]
        if level != "index" and (has if partial else could) < 0.5 - 1e-9:
            counted -= set(below[level])
            has = could = 0.0
        shares[level] = has, could
    return counted, shares["index"][0] >= 0.5 - 1e-9


def bring_together(
    definition: dict[str, Any],
    normalised: pd.DataFrame,
    stick: Stick,
    *,
    partial: bool,
    counted: set[str] | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Scores and coverage of every dimension and the index, on the shown scale."""
    methods = methods_of(definition)
    shown = dict(methods["zero"] + methods["points"] * normalised.iloc[:-1])
    felt = set(shown) if counted is None else set(counted)
    shown = {name: values if name in felt else values * np.nan for name, values in shown.items()}
    coverage, after = {}, dict[str, pd.Series]()
    for level, parts in tree(definition).items():
        x = pd.DataFrame({part: shown[part] for part in parts})
        name, options = method(at(methods, "weight", level))
        own = pd.Series(parts, dtype=float)
        if level not in stick.weights:
            w = own if name == "given" and not options else ways.weigh(name, x, **options)
            stick.weights[level] = w / w.sum()
        w = stick.weights[level]
        stated = (ways.weigh("given", x, **options) if name == "given" and options else own)[w > 0]
        coverage[level] = (x[stated.index].notna() * stated).sum(axis=1) / stated.sum()
        name, options = method(at(methods, "fill", level))
        x = x if name == "none" else ways.impute(name, x, **options)
        name, options = method(at(methods, "aggregate", level))
        score = ways.aggregate(name, x, w, **options)
        parts_felt = [part for part in stated.index if part in felt]
        if any(part in felt for part in parts):
            felt.add(level)
        enough = (x[parts_felt].notna() * stated[parts_felt]).sum(axis=1) / stated[parts_felt].sum()
        score = score if partial else score.where(enough >= at(methods, "coverage", level) - 1e-9)
        shown[level] = after[level] = measured_again(definition, level, score, stick)
        if methods["carry"] == "before":
            shown[level] = score
    shown |= after
    return pd.DataFrame({level: shown[level] for level in coverage}), pd.DataFrame(coverage)


def measured_again(definition: dict[str, Any], level: str, score: pd.Series, stick: Stick) -> pd.Series:
    """The scores of a level, rescaled and rounded as the definition says."""
    methods = methods_of(definition)
    name, options = method(at(methods, "rescale", level))
    if name != "none" and score.notna().any():
        known = score.dropna()
        if level not in stick.again:
            if same(known.max(), known.min()) and not ways.needs_nobody(name, options):
                raise NoAnswer("no spread")
            stick.again[level] = ways.normalise(name, known, None, methods["ddof"], **options)
        score = stick.again[level](score)
    decimals = at(methods, "decimals", level)
    if decimals != "none":
        score = np.sign(score) * np.floor(score.abs() * 10**decimals + 0.5 + 1e-7) / 10**decimals
    return score


def altered(definition: dict[str, Any]) -> bool:
    """Whether scores of any level are filled, rescaled or rounded."""
    methods = methods_of(definition)
    levels = ["index", *(d["id"] for d in dimensions(definition["dimensions"]))]
    steps = ("fill", "rescale", "decimals")
    return any(method(at(methods, step, level))[0] != "none" for step in steps for level in levels)


def contributions(
    definition: dict[str, Any], normalised: pd.DataFrame, scores: pd.DataFrame, stick: Stick
) -> pd.DataFrame | None:
    """Each indicator's points of the distance from zero; only where every level is an arithmetic mean."""
    methods = methods_of(definition)
    if ways_of_levels(definition) != {"arithmetic"} or altered(definition):
        return None
    normalised = normalised.iloc[:-1]
    there = {**dict(normalised.notna()), **dict(scores.notna())}
    weight: dict[str, Any] = {"index": scores["index"].notna() * 1.0}
    for level in ("index", *reversed([d["id"] for d in dimensions(definition["dimensions"])])):
        own = {part: w * there[part] for part, w in stick.weights[level].items()}
        total = sum(own.values())
        for part, w in own.items():
            weight[part] = weight[level] * (w / total.where(total > 0)).fillna(0.0)
    parts = pd.DataFrame(
        {name: methods["points"] * weight[name] * normalised[name].fillna(0.0) for name in normalised}
    )
    return parts.where(scores["index"].notna())


def scale(definition: dict[str, Any], level: str, shown: pd.DataFrame, scores: pd.Series) -> float:
    """What scores are equal on: the greatest value they are made of; their own where places or counts are."""
    parts = list(dimensions(definition["dimensions"]))
    if level != "index":
        parts = list(dimensions([next(d for d in parts if d["id"] == level)]))
    levels = {level, *(d["id"] for d in parts)}
    how = {method(at(methods_of(definition), "aggregate", name))[0] for name in levels}
    again = {method(at(methods_of(definition), "rescale", name))[0] for name in levels}
    if how & OWN_SCALE or again != {"none"}:
        return max(1.0, float(scores.abs().max()))
    return float(shown[[m["id"] for d in parts for m in d["indicators"]]].abs().max(axis=None))


def rank(scores: pd.Series, scale: float) -> pd.Series:
    """1 = the greatest challenge; equal scores share the smallest rank."""
    return ways.snapped(scores, scale).rank(ascending=False, method="min")


def _placed(values: pd.DataFrame, stick: Stick) -> pd.DataFrame:
    """All values on the common scale."""
    return pd.DataFrame({name: stick.place[name](stick.bend[name](values[name])) for name in values})


def _answer(
    definition: dict[str, Any],
    values: pd.DataFrame,
    normalised: pd.DataFrame,
    periods: dict[str, str],
    stick: Stick,
    *,
    partial: bool,
    counted: set[str] | None = None,
    named: bool = True,
) -> Answer:
    scores, coverage = bring_together(definition, normalised, stick, partial=partial, counted=counted)
    if not named:
        scores["index"] = np.nan
    shown = methods_of(definition)["zero"] + methods_of(definition)["points"] * normalised.iloc[:-1]
    ranks = scores.apply(lambda s: rank(s, scale(definition, str(s.name), shown, s)))
    parts = contributions(definition, normalised, scores, stick)
    return Answer(values, normalised, scores, coverage, ranks, parts, periods, stick)


def recompute(
    definition: dict[str, Any],
    table: Table,
    *,
    period: str | None = None,
    stick: Stick | None = None,
    partial: bool = False,
) -> Answer:
    """Compute an index for every area; ``stick`` is that of an earlier answer."""
    if period is not None and period not in table.periods:
        raise NoAnswer("no such period")
    values, periods, hidden, parts = measured(definition, table, period, table.total)
    if values.iloc[:-1].isna().all(axis=None):
        raise NoAnswer("no figures")
    values = filled(definition, values, periods, hidden, table, period)
    earlier, stick = stick, stick or learn(definition, values, parts)
    there = [name for name in values if values[name].notna().any()]
    if earlier and any(stick.place[name](values[name]).isna().all() for name in there):
        raise NoAnswer("nothing to measure with")
    normalised = _placed(values, stick)
    return _answer(definition, values, normalised, periods, stick, partial=partial)


def recompute_by(
    definition: dict[str, Any],
    table: Table,
    by: list[str],
    *,
    period: str | None = None,
    partial: bool = False,
) -> dict[tuple[str, ...], Answer]:
    """Every group on everybody's stick, on the indicators that all groups have; ``()`` is everybody."""
    everybody = recompute(definition, table, period=period, partial=partial)
    if ways_of_levels(definition) & AMONG_THEMSELVES:
        raise NoAnswer("no stick")
    names = leaves(definition)
    variables = {
        v
        for n in names
        for f in [definition["indicators"][n]["formula"]]
        for v in (n, *f.get("numerator", []), *f.get("denominator", []))
    }
    place = [table.by.index(column) for column in by]
    known = [key[2:] for key in table.rows if key[0] in variables]
    known = [g for g in known if all(c == "total" for i, c in enumerate(g) if i not in place)]
    categories = [dict.fromkeys(g[i] for g in known if g[i] != "total") for i in place]
    measured_by, groups = {}, {}
    # The margins are measured too, so that a part above its whole is found there, but are no groups.
    for group in product(*([*names, "total"] for names in categories)):
        whole = list(table.total)
        for i, category in zip(place, group, strict=True):
            whole[i] = category
        columns = {}
        for name in names:
            when = everybody.periods[name]
            nothing = pd.Series(np.nan, index=table.places)
            columns[name] = nothing
            if when:
                columns[name] = measure(name, definition["indicators"][name], table, when, tuple(whole))[0]
        measured_by[group] = pd.DataFrame(columns)
    for group, values in measured_by.items():
        _placed(values, everybody.stick)
        if "total" not in group and values.notna().any(axis=None):
            groups[group] = values
    if len(groups) < 2:
        raise NoAnswer("no groups")
    needed = everybody.values.iloc[:-1].notna()
    needed_by = {
        n: needed[n].any() and all(v.iloc[:-1][n][needed[n]].notna().all() for v in groups.values())
        for n in names
    }
    common = [n for n in names if needed_by[n]]
    if not common:
        raise NoAnswer("nothing in common")
    rest = [n for n in names if n not in common]
    # What no group at all has figures of cannot be broken down: nothing of it is lacking.
    impossible = {
        n for n in rest if needed[n].any() and not any(v.iloc[:-1][n].notna().any() for v in groups.values())
    }
    counted, named = half(definition, set(common), set(names) - impossible, partial=partial)
    found = {}
    for group, values in {(): everybody.values, **groups}.items():
        values = values.copy()
        values[rest] = np.nan
        normalised = _placed(values, everybody.stick)
        found[group] = _answer(
            definition,
            values,
            normalised,
            everybody.periods,
            everybody.stick,
            partial=partial,
            counted=counted,
            named=named,
        )
    return found
