"""Random indices on random statistics, computed by the library and once more by plain pandas.

Two hundred in every run, thousands in ``make recompute``. Each is known by its seed: ``check(17, folder)`` is
the seventeenth once more.
"""

from __future__ import annotations

import copy
import os
import pickle
import re
import warnings
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.catalogue import parse_definition
from tests.index.random_indices import City
from tests.index.recompute import BY_LEVEL, CITY, Answer, NoAnswer, Table, recompute, recompute_by

HOW_MANY = int(os.environ.get("RECOMPUTE") or "200")
IN_ONE_TEST = 25

#: What the library says where there is no answer for one of these reasons.
SAYS = {
    "no figures": "has figures",
    "one area": "only one area has a value|one area alone",
    "no spread": "no spread|no range",
    "no city": "the whole city has no value",
    "part above whole": "is larger than the denominator",
    "options do not fit": "is not there|lacks|were given|weights for|to predict from",
    "too few areas": "areas have both the value",
    "predictors alike": "cannot be told apart",
    "predicts itself": "cannot be predicted from itself",
    "quartiles": "the quartiles are equal",
    "logarithm": "is not defined for the value",
    "not a share": "is not defined for the value",
    "shares of 1": "as parts of 1 do|is not defined for the value",
    "no spread left": "the two quantiles are equal",
    "half alike": "half of the areas or more",
    "reference too low": "is not above the areas' smallest",
    "reference is zero": "the reference value is zero",
    "target too low": "on the wrong side",
    "maximum not above zero": "the largest value is not above zero",
    "nobody": "nobody lives in the areas",
    "not above zero": "there are values below zero|fewer than two areas are above zero",
    "values above zero": "(mean|product).* is not defined for",
    "mean above zero": "Mazziotta–Pareto index is not defined",
    "weights": "vary|varies|fewer than two|say the same|too few areas|negative|zeros only",
    "no stick": "only holds areas against each other",
    "no groups": "no two groups|can be broken down by",
    "nothing in common": "no indicator has figures for all",
    "nothing to measure with": "the reference has no spread",
}


def tables(d: dict[str, Any]) -> dict[str, Any]:
    """The description as it stands in a file: with what an indicator's table needs besides."""
    words = {"label": "L", "definition": "D", "population": "P", "unit": "u"}
    own = {name: words | indicator for name, indicator in d["indicators"].items()}
    return {**d, "indicators": own}


def build(d: dict[str, Any]) -> oi.types.Index:
    return oi.types.Index.from_definition(parse_definition(tables(d)))


def do(index: oi.types.Index, verb: str, given: dict[str, Any], folder: Path) -> oi.types.Index:
    """Apply a verb of the library; saving is followed by reading."""
    pool = {i.id: i for i in given.get("pool", ())}
    match verb:
        case "replace":
            return index.replace(given["old"], pool[given["new"]])
        case "add":
            return index.add(pool[given["new"]], to=given["to"], weight=given["weight"])
        case "without":
            return index.without(*given["names"])
        case "reweight":
            return index.reweight(given["weights"])
        case "with_methods":
            return index.with_methods(**given["methods"])
        case "extend":
            return index.extend(build(given["other"]))
        case "with_identity":
            return index.with_identity(id="eget", label=oi.catalogue.Text("Eget", "Own"))
        case "copy":
            return copy.deepcopy(pickle.loads(pickle.dumps(index)))
        case "save":
            return oi.load_index(index.save(folder / f"index{given['suffix']}"))
    raise AssertionError(verb)


def refusal(call: Callable[[], Any]) -> tuple[Any, str]:
    """What a call gives, or what the library says instead."""
    try:
        return call(), ""
    except oi.errors.OmradesindexError as error:
        return None, str(error)


def no_answer(call: Callable[[], Any]) -> tuple[Any, str]:
    try:
        return call(), ""
    except NoAnswer as reason:
        return None, str(reason)


def close(mine: pd.DataFrame, theirs: pd.DataFrame, what: str) -> None:
    """Equal to nine digits of the column's size, with the same gaps."""
    assert list(mine.columns) == list(theirs.columns), (what, list(mine.columns), list(theirs.columns))
    a, b = mine.to_numpy(float), theirs.to_numpy(float)
    size = np.nanmax(np.abs(a), axis=0, initial=0.0, where=~np.isnan(a))
    bad = ~((np.isnan(a) & np.isnan(b)) | (np.abs(a - b) <= 1e-8 * np.maximum(size, 1e-12)))
    if bad.any():
        i, j = (int(k) for k in np.argwhere(bad)[0])
        raise AssertionError(
            f"{what}: {mine.columns[j]} in {mine.index[i]} is {b[i, j]!r}, recomputed {a[i, j]!r}"
        )


def agree(mine: Answer, result: oi.types.Result) -> None:
    """Every number of a result is the recomputed one."""
    rename = {result.indicators.index[-1]: CITY}
    close(mine.values, result.indicators.rename(index=rename), "values")
    shown = pd.DataFrame(result.normalised, index=mine.normalised.index, columns=list(mine.normalised))
    close(mine.normalised, shown, "normalised")
    columns = [d.id for d in result.index.walk()] + ["index"]
    close(mine.coverage[columns], result.coverage[columns], "coverage")
    close(mine.scores[columns], result.scores[columns], "scores")
    close(mine.ranks[columns], result.ranks[columns].astype(float), "ranks")
    if mine.contributions is not None:
        close(mine.contributions, result.contributions, "contributions")


def both(
    mine: Callable[[], Any], library: Callable[[], Any], *, several: bool = False
) -> tuple[Any | None, Any]:
    """The two answers, after agreeing; None where both say that there is none, for the same reason.

    Of several groups, more than one may have no answer, each for its own reason: which is told says little.
    """
    expected, reason = no_answer(mine)
    result, said = refusal(library)
    assert bool(reason) == bool(said), f"recomputed: {reason or 'an answer'}; library: {said or 'an answer'}"
    told = "|".join(SAYS.values()) if several else SAYS.get(reason, "")
    assert not reason or re.search(told, said), f"recomputed: {reason}; library: {said}"
    return expected, result


def check(seed: int, folder: Path) -> dict[str, int]:
    """Compare everything of one seed; return what was compared."""
    city, counts = City(seed), dict.fromkeys(("answers", "refusals", "verbs", "later", "groups"), 0)
    r = city.rng
    try:
        statistics = oi.Statistics.from_frame(city.table, name="Exempelstad (påhittad)", whole=city.whole)
    except oi.errors.OmradesindexError as error:
        return {**counts, "table: " + str(error): 1}
    table = Table(city.table, whole=city.whole, by=city.by)
    description = city.definition()
    index = build(description)
    pool = build(
        {
            "id": "alla",
            "dimensions": [{"id": "alla-", "indicators": list(city.pool), "weight": 1}],
            "indicators": city.pool,
        }
    ).indicators
    for _ in range(r.choice([0, 0, 1, 2, 3, 6])):
        verb, given, changed = city.verb(description)
        new, said = refusal(partial(do, index, verb, {**given, "pool": pool}, folder))
        assert (changed is None) == bool(said), f"{verb} {given}: {said or 'made an index'}"
        if changed is not None:
            index, description = new, changed
            counts["verbs"] += 1
    period = r.choice([None, None, *table.periods])
    scant = r.random() < 0.3
    mine, result = both(
        lambda: recompute(description, table, period=period, partial=scant),
        lambda: index.compute(statistics, period=period, partial=scant),
    )
    counts["answers" if mine else "refusals"] += 1
    if mine is None:
        return counts
    agree(mine, result)
    if city.by and r.random() < 0.3:
        by = r.choice([list(city.by), [city.by[0]]])
        groups, broken = both(
            lambda: recompute_by(description, table, by, period=period, partial=scant),
            lambda: index.compute(statistics, period=period, partial=scant, by=by, tolerance=1e9),
            several=True,
        )
        for group, answer in (groups or {}).items():
            agree(answer, broken[group] if group else broken.total)
            counts["groups"] += 1
    if r.random() < 0.6:
        return counts
    later = r.choice(table.periods)
    again, measured = both(
        lambda: recompute(description, table, period=later, stick=mine.stick, partial=scant),
        lambda: index.compute(statistics, period=later, reference=result, partial=scant),
    )
    if again is not None:
        agree(again, measured)
        counts["later"] += 1
    return counts


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, HOW_MANY, IN_ONE_TEST))
def test_plain_pandas_computes_the_same(first: int, tmp_path: Path) -> None:
    counts: dict[str, int] = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for seed in range(first, min(first + IN_ONE_TEST, HOW_MANY)):
            try:
                found = check(seed, tmp_path)
            except Exception as error:
                raise AssertionError(f"seed {seed}: {error}") from error
            for what, n in found.items():
                counts[what] = counts.get(what, 0) + n
    assert counts["answers"] > IN_ONE_TEST // 4, counts


def told(index: oi.types.Index) -> dict[str, Any]:
    """An index as the tables of a file, read from the definition's own data."""

    def branch(dimension: Any) -> dict[str, Any]:
        inner = [m for m in dimension.members if hasattr(m, "members")]
        own = [{"id": m.id, "weight": m.weight} for m in dimension.members if m not in inner]
        found = {"id": dimension.id, "weight": dimension.weight, "indicators": own}
        return found | {"dimensions": [branch(d) for d in inner]}

    def formula(f: Any) -> dict[str, Any]:
        found = {"kind": f.kind, "numerator": list(f.numerator), "denominator": list(f.denominator)}
        return found | {"per": f.per, **({"weights": list(f.weights)} if f.weights else {})}

    m = index.methods
    by_level = {step: dict(getattr(m, step)) for step in BY_LEVEL}
    return {
        "id": index.id,
        "dimensions": [branch(d) for d in index.dimensions],
        "indicators": {
            i.id: {"direction": i.direction.value, "formula": formula(i.formula)} for i in index.indicators
        },
        "methods": {**vars(m), **by_level},
    }


@pytest.mark.slow
def test_real_figures_with_every_index_that_travels_along() -> None:
    statistics = oi.malmo_statistics()
    table = Table(statistics.to_frame(), whole=statistics.whole, by=statistics.breakdowns)
    computed = 0
    for name in oi.list_indices():
        index = oi.load_index(name)
        mine, result = both(
            lambda index=index: recompute(told(index), table, partial=True),  # type: ignore[misc]
            lambda index=index: index.compute(statistics, partial=True),  # type: ignore[misc]
        )
        if mine is not None:
            agree(mine, result)
            computed += 1
    assert computed >= 5
