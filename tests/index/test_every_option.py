"""Every method, and every option of it, changes something in an index, or is refused: none is only a word."""

from __future__ import annotations

import tomllib

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.catalogue import parse_definition
from omradesindex.methods.registry import every_method

AREAS = [f"{k:02d}" for k in range(1, 17)]
PERIODS = ("2019", "2020", "2022", "2024")
IDS = [f"i{k}" for k in range(8)]
GROUPS = {area: "norr" if k < 5 else "söder" for k, area in enumerate(AREAS)}

#: Methods that leave a step as it is: what the others are held against.
NEUTRAL = {
    "impute": "none",
    "treat": "none",
    "normalise": "z_score",
    "weight": "equal",
    "aggregate": "arithmetic",
}

#: What a method cannot do without.
NEEDS = {
    "group_mean": {"groups": GROUPS},
    "group_median": {"groups": GROUPS},
    "proxy": {"on": ["i3"]},
    "multiple": {"rng": 1},
    "goalposts": {"low": 5.0, "high": 25.0},
    "distance_to_target": {"target": "middle"},
    "given": {"weights": [1, 2, 3, 4]},
    "budget_allocation": {"points": [[10, 20, 30, 40]]},
    "ahp": {"comparisons": [[1, 2, 3, 4], [1 / 2, 1, 2, 3], [1 / 3, 1 / 2, 1, 2], [1 / 4, 1 / 3, 1 / 2, 1]]},
    "count_beyond": {"thresholds": 100.0},
    "share_beyond": {"thresholds": 100.0},
    "distance": {"low": 10.0, "high": 12.0, "columns": ["i1", "i3"]},
    "by_indicator": {"indicators": {"i0": "log"}},
}

#: Another value of each option, and what has to be said with it for it to have a meaning.
OTHER: dict[str, list[tuple[object, dict[str, object]]]] = {
    "most": [(1, {})],
    "ends": [("nearest", {})],
    "groups": [({a: a for a in AREAS}, {}), ([0, 0, 1, 1], {})],
    "on": [(["i4"], {})],
    "columns": [(["i0"], {}), (["i5"], {})],
    "rng": [(2, {})],
    "draws": [(3, {})],
    "rounds": [(1, {})],
    "whole": [(1000.0, {"rule": False})],
    "low": [(0.2, {}), (0.5, {}), (3.0, {}), (20.0, {}), (11.0, {})],
    "itself": [(False, {})],
    "of": [("all", {})],
    "above_zero": [(True, {})],
    "people": [(dict(zip(AREAS, range(1, 17), strict=True)), {})],
    "decimals": [(1, {})],
    "indicators": [({"i0": {"method": "log", "offset": 9.0}}, {}), ({"i2": "log"}, {})],
    "high": [(0.8, {}), (2.0, {}), (30.0, {}), (6.0, {})],
    "skew": [(9.0, {})],
    "kurtosis": [(99.0, {})],
    "rule": [(False, {})],
    "offset": [(0.5, {}), (9.0, {"most": 1})],
    "power": [(0.5, {})],
    "shift": [(True, {"rule": False})],
    "fence": [(0.5, {})],
    "reach": [(0.2, {})],
    "ddof": [(1, {}), (0, {}), (1, {"by": "sd", "at": [-1, 1]})],
    "mean": [(5.0, {})],
    "sd": [(3.0, {})],
    "spread": [("without_noise", {})],
    "points": [(10.0, {}), ([[40, 30, 20, 10]], {})],
    "clip": [(False, {})],
    "scale": [(2.0, {})],
    "reference": [(10.0, {}), ([120, 120, 120, 120], {})],
    "form": [("relative", {})],
    "target": [("other", {}), ([0.4, 0.3, 0.2, 0.1], {})],
    "cap": [(True, {})],
    "inf": [(0.0, {"sup": 99.0})],
    "sup": [(99.0, {"inf": 0.0})],
    "ties": [("average", {}), ("max", {}), ("min", {})],
    "by": [("sd", {"at": [-1, 1]})],
    "at": [([0.5], {})],
    "scores": [([0, 1, 2, 3, 9], {})],
    "weights": [([4, 3, 2, 1], {})],
    "budget": [(10.0, {})],
    "comparisons": [([[1] * 4] * 4, {})],
    "factors": [(2, {})],
    "rotate": [(False, {"factors": 2})],
    "group": [("all", {"factors": 2}), ("composites", {"factors": 2})],
    "higher_is": [("better", {})],
    "ideal": [([150.0] * 4, {})],
    "yardstick": [(50.0, {})],
    "thresholds": [(105.0, {})],
    "at_least": [(2.0, {}), (0.5, {})],
    "inclusive": [(False, {"thresholds": "met"})],
    "around": [(0.2, {}), ([1, 2, 3, 4], {"lower": 0.5, "upper": 1.5})],
    "lower": [(0.2, {})],
    "upper": [(0.4, {})],
    "bounds_on": [("weights", {"lower": 0.2})],
}

#: Options that only draw a limit beyond which the figures are refused, or how exactly a solution is sought.
LIMITS = {"largest_ratio", "tolerance", "budget"}


def _index(*, turned: bool = True, rising: bool = False) -> oi.types.Index:
    head = 'id = "prov"\nlabel = "Prov"\n'
    used = ("i0", "i3", "i4", "i7") if rising else IDS
    for d in range(len(used) // 4):
        own = used[4 * d : 4 * d + 4]
        members = ", ".join(f'"{i}"' for i in own)
        head += f'[[dimensions]]\nid = "d{d}"\nlabel = "D{d}"\nindicators = [{members}]\n'
    for i in used:
        k = IDS.index(i)
        way = "better" if turned and k % 2 == 0 else "worse"
        head += (
            f'[indicators.{i}]\nlabel = "{i}"\ndefinition = "x"\npopulation = "x"\nunit = "%"\n'
            f'direction = "higher_is_{way}"\n'
            f'formula = {{ kind = "share", numerator = ["n{k}"], denominator = ["d"] }}\n'
        )
    return oi.types.Index.from_definition(parse_definition(tomllib.loads(head)))


def _statistics() -> oi.Statistics:
    """A town where i1 has outliers, i3 ties, and i5 gaps: between two years, at an end, and for long."""
    rng = np.random.default_rng(7)
    rows = []
    for year in PERIODS:
        for n, area in enumerate(AREAS):
            values = np.round(rng.uniform(50, 200, 8) + 8 * n * np.array([1, 1, 0, 1, 1, 1, 0, 1]))
            values[1] = 30 + n + 700 * (n == 3) + 500 * (n == 5)
            values[3] = 50 + 10 * (n // 2)
            if year == "2022" and n in (6, 9):
                values[5] = np.nan
            if (year in ("2019", "2020") and n == 6) or (year == "2020" and n == 9):
                values[5] = np.nan
            rows += [(area, f"n{k}", year, v) for k, v in enumerate(values)]
            rows.append((area, "d", year, 1000.0))
    table = pd.DataFrame(rows, columns=["area", "variable", "period", "value"]).assign(kind="count")
    city = table.groupby(["variable", "period"], as_index=False)["value"].sum().assign(area="W", kind="count")
    return oi.Statistics.from_frame(pd.concat([table, city]), name="prov", whole="W")


INDEX, STATISTICS = _index(), _statistics()
#: For what knows no indicators that are turned, or point against each other.
ONE_WAY = _index(turned=False, rising=True)
PLAIN = INDEX.compute(STATISTICS, period="2022")

#: Values that lie among the figures themselves.
FROM_FIGURES = {
    "middle": PLAIN.indicators.median().to_dict(),
    "other": PLAIN.indicators.quantile(0.4).to_dict(),
    "met": (100 + 10 * PLAIN.normalised[0, :4]).tolist(),
}


def scores(stage: str, spec: dict[str, object], index: oi.types.Index = INDEX) -> np.ndarray | None:
    """Scores with one step's method; None where it is refused."""
    spec = {k: FROM_FIGURES.get(v, v) if isinstance(v, str) else v for k, v in dict(spec).items()}
    given = {"dimension": spec} if stage in ("weight", "aggregate") else spec
    try:
        found = index.with_methods(**{stage: given}).compute(STATISTICS, period="2022")
    except oi.errors.OmradesindexError:
        return None
    return found.scores.to_numpy()


def differs(one: np.ndarray | None, other: np.ndarray | None) -> bool:
    """Whether two answers are another: other scores, or one of them a refusal."""
    if one is None or other is None:
        return (one is None) != (other is None)
    return not np.allclose(one, other, rtol=0, atol=1e-9, equal_nan=True)


@pytest.mark.parametrize("method", list(every_method()), ids=lambda m: f"{m.stage}-{m.name}")
def test_every_method_and_option_does_something(method) -> None:
    spec = {"method": method.name, **NEEDS.get(method.name, {})}
    plain, index = scores(method.stage, spec), INDEX
    if plain is None:
        plain, index = scores(method.stage, spec, ONE_WAY), ONE_WAY
        assert plain is not None
    if method.name != NEUTRAL[method.stage]:
        assert differs(plain, scores(method.stage, {"method": NEUTRAL[method.stage]}, index)), "does nothing"
    for option in set(method.options) - LIMITS:
        tried = OTHER[option]
        assert any(
            differs(
                scores(method.stage, {**spec, **beside, option: value}, index),
                scores(method.stage, {**spec, **beside}, index),
            )
            for value, beside in tried
            if set(beside) <= set(method.options)
        ), f"the option '{option}' does nothing"
