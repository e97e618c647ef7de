"""Random definitions, random statistics, and verbs chained at random on a definition told in plain tables."""

from __future__ import annotations

import copy
import itertools
from random import Random
from typing import Any

import pandas as pd

from tests.index.recompute import BY_LEVEL, methods_of

#: Ids as people choose them, and ids that a file or a spreadsheet may take for something else.
AWKWARD = (
    "null",
    "nan",
    "na",
    "true",
    "no",
    "1",
    "007",
    "1e3",
    "inf",
    "index2",
    "given",
    "a-b",
    "x_1",
    "0x1f",
    "none",
    "method",
)
AREAS = (2, 3, 3, 4, 4, 4, 5, 5, 6, 6, 8, 8, 10, 14, 14)
FORMULAS = ("share", "share", "rate", "ratio", "mean", "mix", "scale", "weighted_counts", "given")


class City:
    """One random city: a pool of indicators, a table of their variables, a definition of some of them."""

    def __init__(self, seed: int) -> None:
        self.rng = Random(seed)
        self.names = iter(self._ids())
        self.codes = self._codes()
        self.pool = {
            name: self._indicator() for name in itertools.islice(self.names, self.rng.randint(2, 14))
        }
        self.by = self.rng.choice([(), (), ("sex",), ("sex",), ("sex", "age")])
        self.whole, self.table = self._statistics()

    # -- the definition -------------------------------------------------------------------------------

    def _ids(self) -> list[str]:
        r = self.rng
        awkward = r.sample(AWKWARD, r.choice([0, 0, 0, 3]))
        plain = [f"i{k}" for k in range(80)]
        mixed = awkward + plain[:12]
        r.shuffle(mixed)
        return mixed + plain[12:]

    def _codes(self) -> list[str]:
        r = self.rng
        shape = r.choice(["{:02d}", "{}", "A{}", "0180R{:03d}", "område {}"])
        return [
            shape.format(k + 1)
            for k in range(r.choice((1, 40, 40)) if r.random() < 0.03 else r.choice(AREAS))
        ]

    def _indicator(self) -> dict[str, Any]:
        r = self.rng
        kind = r.choice(FORMULAS)
        some = [f"v{k}" for k in r.sample(range(12), r.choice([1, 1, 2, 3]))]
        formula: dict[str, Any] = {"kind": kind}
        if kind == "mix":
            formula["numerator"] = [f"m{k}" for k in r.sample(range(5), r.randint(2, 4))]
        elif kind != "given":
            formula["numerator"] = some
            formula["denominator"] = r.choice([["folk"], ["folk"], ["w1", "w2"], ["antal"]])
            if r.random() < 0.4:
                formula["per"] = r.choice([1, 100, 1000.0])
        if kind == "weighted_counts":
            formula["weights"] = [r.choice([3.23, 5.72, 1, 0.5, -1.5]) for _ in some]
        return {"direction": r.choice(["higher_is_worse", "higher_is_better"]), "formula": formula}

    def definition(self, names: list[str] | None = None) -> dict[str, Any]:
        """A tree of one to five dimensions, some within another, with weights and methods."""
        r = self.rng
        names = list(self.pool) if names is None else names
        names = r.sample(names, r.randint(1, min(len(names), 8)))
        n = r.randint(1, min(5, len(names)))
        parts = [self._dimension([names[k]]) for k in range(n)]
        for name in names[n:]:
            r.choice(parts)["indicators"].append(self._member(name))
        for _ in range(r.choice([0, 0, 1, 2])):
            if len(parts) > 1:
                inner = parts.pop(r.randrange(len(parts)))
                r.choice(parts)["dimensions"].append(inner)
        found = {"id": "prov", "dimensions": parts, "indicators": copy.deepcopy(self.pool), "methods": {}}
        found["methods"] = self.methods(found)
        return found

    def _dimension(self, names: list[str]) -> dict[str, Any]:
        own = self.rng.choice(["d", "d", "del-", "ekonomi_"]) + next(self.names)
        return {
            "id": own,
            "weight": self._weight(),
            "dimensions": [],
            "indicators": [self._member(n) for n in names],
        }

    def _member(self, name: str) -> dict[str, Any]:
        return {"id": name, "weight": self._weight()}

    def _weight(self) -> float:
        r = self.rng
        return r.choice([1, 1, 1, 2, 100, round(r.uniform(0.1, 100), 1), r.uniform(0.1, 100)])

    # -- methods ----------------------------------------------------------------------------------------

    def methods(self, definition: dict[str, Any]) -> dict[str, Any]:
        """Some methods for a definition; what is not named stays as it is."""
        r = self.rng
        levels = {
            d["id"]: [m["id"] for m in (*d["dimensions"], *d["indicators"])]
            for d in walk(definition["dimensions"])
        }
        levels["index"] = [d["id"] for d in definition["dimensions"]]
        names = [m for parts in levels.values() for m in parts if m not in levels]
        found: dict[str, Any] = {}
        if r.random() < 0.3:
            found["impute"] = self._impute(names)
        if r.random() < 0.3:
            found["treat"] = self._treat(names)
        if r.random() < 0.6:
            found["normalise"] = self._normalise(names)
        if r.random() < 0.3:
            found["centre"] = r.choice(["whole", "areas"])
        if r.random() < 0.3:
            found["ddof"] = r.choice([0, 1])
        if r.random() < 0.3:
            found["zero"], found["points"] = r.choice([(0, 1), (50.0, 2.5), (1000, 100)])
        if r.random() < 0.4:
            found["coverage"] = r.choice(
                [0.5, {"dimension": 0.34, "index": 0.5}, {r.choice(list(levels)): 1.0}]
            )
        if r.random() < 0.3:
            found["weight"] = self._by_level(levels, self._weigh)
        if r.random() < 0.5:
            found["aggregate"] = self._by_level(levels, self._aggregate)
        if r.random() < 0.1:
            found["fill"] = {r.choice(["dimension", "index"]): r.choice(["mean", "median"])}
        if r.random() < 0.15:
            again = ["rank", "percentile_rank", {"method": "min_max", "high": 10}, "z_score", "exponential"]
            again += ["turned", {"method": "turned", "low": 0, "high": 150}]
            found["rescale"] = self._by_level(levels, lambda _: r.choice(again))
            found["carry"] = r.choice(["rescaled", "before"])
        if r.random() < 0.1:
            found["decimals"] = r.choice([1, {"index": 0}, {"dimension": 2}])
        return found

    def _by_level(self, levels: dict[str, list[str]], make: Any) -> Any:
        r = self.rng
        if r.random() < 0.3:
            return make(None)
        found = {level: make(None) for level in ("dimension", "index") if r.random() < 0.4}
        return found | {level: make(parts) for level, parts in levels.items() if r.random() < 0.3}

    def _impute(self, names: list[str]) -> Any:
        r = self.rng
        groups = {code: r.choice(["norr", "syd"]) for code in self.codes}
        return r.choice(
            [
                *("none", "mean", "median", "area_mean", "area_median", "last", "linear"),
                {"method": "last", "most": 1},
                {"method": "linear", "ends": "nearest"},
                {"method": r.choice(["group_mean", "group_median"]), "groups": groups},
                {"method": "proxy", "on": r.sample(names, min(len(names), r.randint(1, 2)))},
            ]
        )

    def _treat(self, names: list[str]) -> Any:
        r = self.rng
        name = r.choice(
            ["winsorise", "winsorise_or_log", "log", "shifted_log", "box_cox", "exponential_tail", "angle"]
        )
        if name == "angle":
            name = r.choice(["square_root", "arcsine", "logit"])
        if r.random() < 0.2:
            own = [
                {"method": "log", "offset": r.choice([0, 1, 5.5])},
                "winsorise",
                "shifted_log",
                "square_root",
            ]
            own += [{"method": "arcsine", "whole": 1000}, {"method": "logit", "whole": r.choice([100, 1000])}]
            some = {n: r.choice(own) for n in r.sample(names, r.randint(1, len(names)))}
            for n in some:
                # A distance from the best has the direction of a challenge, whatever the value's was.
                if n in self.pool and self.pool[n]["direction"] == "higher_is_worse" and r.random() < 0.3:
                    low = r.uniform(0, 40)
                    some[n] = {"method": "distance", "low": low, "high": low + r.choice([0, 20])}
            return {"method": "by_indicator", "indicators": some}
        if r.random() < 0.1:
            return {
                "method": "winsorise_at",
                "low": r.choice([0, 0.05, 0.25]),
                "high": r.choice([0.8, 0.95, 1]),
            }
        found: dict[str, Any] = {"method": name}
        if name in ("arcsine", "logit"):
            found["whole"] = r.choice([100.0, 1000])
        if r.random() < 0.4:
            found |= {"skew": 0.5, "kurtosis": 0.2}
        if name != "winsorise_or_log" and r.random() < 0.4:
            found["rule"] = r.choice([True, False])
        if name.startswith("winsorise") and r.random() < 0.6:
            found["most"] = r.randint(1, 3)
        if name == "box_cox":
            found |= {"power": r.choice([0, 0.5, 2.0, -1]), "shift": r.choice([True, False])}
        if name == "exponential_tail" and r.random() < 0.5:
            found |= {"fence": 1.0, "reach": 2}
        if r.random() < 0.4:
            found["columns"] = r.sample(names, r.randint(1, len(names)))
        return found

    def _normalise(self, names: list[str]) -> Any:
        r = self.rng

        def each(low: float, high: float) -> Any:
            return r.choice(
                [r.uniform(low, high), {n: r.uniform(low, high) for n in self.pool if n in names}]
            )

        ties = r.choice(["min", "average", "max"])
        return r.choice(
            [
                *(
                    "z_score",
                    "min_max",
                    "percentile_rank",
                    "rank",
                    "borda",
                    "mpi",
                    "ampi",
                    "none",
                    "robust_z",
                    "vector",
                ),
                *(
                    "normal_score",
                    "exponential",
                    "categories",
                    "distance_to_maximum",
                    "distance_to_reference",
                ),
                r.choice(["fraction_of_maximum", {"method": "fraction_of_maximum", "points": 10}]),
                {"method": "z_score", "mean": 50, "sd": 10, "ddof": 1},
                {"method": "z_score", "people": {code: r.randint(0, 900) for code in self.codes}},
                {"method": "robust_z", "scale": 1},
                {"method": "min_max", "low": 1, "high": 100},
                {"method": "min_max", "high": 10},
                {"method": "goalposts", "low": each(-5, 5), "high": each(20, 100), "points": 100},
                {"method": "goalposts", "low": 0, "high": 200, "clip": False},
                {"method": "distance_to_reference", "form": "relative"},
                {"method": "distance_to_reference", "reference": each(-20, 50)},
                {"method": "distance_to_target", "target": each(-50, 150), "cap": r.choice([True, False])},
                {"method": "ampi", "reference": each(5, 60), "inf": 0.0, "sup": 120},
                {"method": r.choice(["rank", "borda", "percentile_rank", "normal_score"]), "ties": ties},
                {"method": "exponential", "ties": ties, "scale": 10, "itself": r.choice([True, False])},
                {"method": "percentile_rank", "of": r.choice(["all", "others"]), "decimals": 2},
                {"method": "percentile_rank", "of": r.choice(["all", "others"]), "above_zero": True},
                {"method": "categories", "by": "sd"},
                {"method": "categories", "at": [0.5], "scores": [0, 1]},
                {"method": "categories", "by": "sd", "at": [0.0], "scores": [1, 5], "ddof": 1},
            ]
        )

    def _weigh(self, parts: list[str] | None) -> Any:
        r = self.rng
        if parts is None:
            return r.choice(["given", "equal", "standard_deviation", "critic", "entropy"])
        k = len(parts)
        points = [r.sample([100] + [0] * (k - 1), k), [100 / k] * k]
        return r.choice(
            [
                {"method": "given", "weights": [r.uniform(0.1, 9) for _ in parts]},
                {"method": "given", "weights": {p: r.randint(1, 4) for p in reversed(parts)}},
                {"method": "equal", "groups": [r.choice("ab") for _ in parts]},
                {"method": "budget_allocation", "points": points},
                {"method": "standard_deviation", "ddof": 0},
                {"method": "critic", "ddof": 0},
            ]
        )

    def _aggregate(self, parts: list[str] | None) -> Any:
        r = self.rng
        names = [
            "arithmetic",
            "arithmetic",
            "sum",
            "product",
            "geometric",
            "harmonic",
            "minimum",
            "maximum",
            "mpi",
            "ampi",
            "wroclaw",
            "topsis",
        ]
        names += ["copeland", "borda", "power_mean"] + (["kemeny"] if len(self.codes) < 7 else [])
        limits: Any = r.choice([95, 100, 1, 0.5])
        if parts is not None and r.random() < 0.5:
            limits = {p: r.choice([90.0, 100, 110]) for p in reversed(parts)}
        return r.choice(
            [
                *names,
                {"method": "power_mean", "power": r.choice([-2, 0, 0.5, 1, 3.0])},
                {"method": r.choice(["mpi", "ampi"]), "higher_is": "better", "ddof": r.choice([0, 1])},
                {"method": "wroclaw", "higher_is": "better"},
                {"method": "borda", "ties": "none"},
                {
                    "method": "count_beyond",
                    "thresholds": limits,
                    "at_least": r.choice([0, 1]),
                    "inclusive": r.choice([True, False]),
                },
                {"method": "share_beyond", "thresholds": limits},
            ]
        )

    # -- the statistics ---------------------------------------------------------------------------------

    def _statistics(self) -> tuple[str | None, pd.DataFrame]:
        r = self.rng
        whole = "STAD" if r.random() < 0.6 else None
        formulas = {name: i["formula"] for name, i in self.pool.items()}
        variables = dict.fromkeys(
            v for f in formulas.values() for v in (*f.get("numerator", []), *f.get("denominator", []))
        )
        given = [
            n
            for n, f in formulas.items()
            if n not in variables and (f["kind"] == "given" or r.random() < 0.1)
        ]
        years = r.sample(["2019", "2020", "2021", "2023", "2024"], r.choice([1, 1, 2, 3]))
        missing = r.choice([0, 0, 0, 0.03, 0.12])
        size = r.choice([10, 300, 300, 5000])
        few = r.random() < 0.2
        rows: list[dict[str, Any]] = []
        for variable in (*variables, *given):
            if r.random() < 0.04:
                continue
            wholly = variable in ("folk", "antal", "w1", "w2")
            kind = "count" if variable in variables else r.choice(["share", "mean", "index", "median"])
            constant = r.random() < 0.03
            drawn = r.randint(1, 9)
            for year in years if r.random() < 0.7 else r.sample(years, r.randint(1, len(years))):
                groups = [g for g in self._groups() if g == ("total",) * len(self.by) or r.random() < 0.97]
                for group in groups:
                    share = 1 if all(c == "total" for c in group) else 2
                    for code in (*self.codes, *([whole] if whole and r.random() < 0.95 else [])):
                        many = len(self.codes) if code == whole else 1
                        row = {"area": code, "variable": variable, "period": year, "kind": kind}
                        row |= dict(zip(self.by, group, strict=True)) | {
                            "numerator": None,
                            "denominator": None,
                            "status": "observed",
                        }
                        row |= self._figure(
                            kind, wholly, size * many // share, few, drawn if constant else None
                        )
                        if code != whole and r.random() < missing:
                            row |= {
                                "value": None,
                                "numerator": None,
                                "status": r.choice(["missing", "not_collected", "suppressed"]),
                            }
                        rows.append(row)
        return whole, pd.DataFrame(rows, dtype=object)

    def _groups(self) -> list[tuple[str, ...]]:
        columns = {"sex": ("total", "women", "men"), "age": ("total", "0-17", "18+")}
        return list(itertools.product(*(columns[c] for c in self.by)))

    def _figure(self, kind: str, wholly: bool, size: int, few: bool, constant: int | None) -> dict[str, Any]:
        r = self.rng
        if kind == "count":
            # A numerator of three variables still fits its denominator, but for the few that are a mistake.
            low, high = (size, 2 * size) if wholly else (0, max(size // 3, 1))
            value = r.randint(low, max(high, low))
            if wholly and r.random() < 0.01:
                value = 0
            if few:
                value = (r.choice([6, 12]) if wholly else r.choice([0, 1, 2, 2])) * max(size // 10, 1)
            if r.random() < 0.0005:
                value *= 4
            return {"value": constant if constant is not None and not wholly else value}
        if kind in ("index", "median"):
            return {
                "value": r.choice([round(r.uniform(0, 90), 1), r.randint(0, 5), r.uniform(-3, 3)])
                if constant is None
                else constant
            }
        base = (
            r.choice([0, size, r.randint(1, size + 1), r.randint(1, size + 1)])
            if r.random() < 0.1
            else r.randint(1, size + 1)
        )
        top = r.randint(0, base) if kind == "share" else round(r.uniform(0, 50) * base, 2)
        if base == 0:
            return {"value": None, "numerator": 0, "denominator": 0, "status": "missing"}
        said = {"value": (100 if kind == "share" else 1) * top / base, "numerator": top, "denominator": base}
        return said if r.random() < 0.995 else {"value": said["value"], "denominator": None}

    # -- verbs ------------------------------------------------------------------------------------------

    def verb(self, d: dict[str, Any]) -> tuple[str, dict[str, Any], dict[str, Any] | None]:
        """A verb, its arguments and what comes of it; None where nothing can."""
        r = self.rng
        inside = [m["id"] for part in walk(d["dimensions"]) for m in part["indicators"]]
        groups = [part["id"] for part in walk(d["dimensions"])]
        spare = [n for n in self.pool if n not in inside]
        new = copy.deepcopy(d)
        name = r.choice(
            [
                "replace",
                "without",
                "add",
                "extend",
                "reweight",
                "with_methods",
                "with_identity",
                "copy",
                "save",
                "save",
            ]
        )
        if name in ("replace", "add") and not spare:
            name = "reweight"
        if name == "replace":
            old, other = r.choice(inside), r.choice(spare)
            for part in walk(new["dimensions"]):
                for m in part["indicators"]:
                    m["id"] = other if m["id"] == old else m["id"]
            return name, {"old": old, "new": other}, forget(new, d)
        if name == "add":
            other, to, weight = r.choice(spare), r.choice(groups), self._weight()
            for part in walk(new["dimensions"]):
                if part["id"] == to:
                    part["indicators"].append({"id": other, "weight": weight})
            return name, {"new": other, "to": to, "weight": weight}, new
        if name == "without":
            out = r.sample([*inside, *groups], 1)
            return name, {"names": out}, forget(pruned(new, out), d)
        if name == "reweight":
            weights = {n: self._weight() for n in r.sample([*inside, *groups], r.randint(1, 2))}
            for part in walk(new["dimensions"]):
                part["weight"] = weights.get(part["id"], part["weight"])
                for m in part["indicators"]:
                    m["weight"] = weights.get(m["id"], m["weight"])
            return name, {"weights": weights}, new
        if name == "with_methods":
            methods = self.methods(d)
            new["methods"] = merged(d["methods"], methods)
            return name, {"methods": methods}, new
        if name == "extend" and spare:
            other = self.definition(spare)
            return name, {"other": other}, attached(new, other)
        return (
            ("save", {"suffix": r.choice([".toml", ".csv", ".toml", ".csv", ".xlsx"])}, new)
            if name == "save"
            else ("copy", {}, new)
        )


def walk(parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Every dimension of a tree, parts before their whole."""
    return [d for part in parts for d in (*walk(part["dimensions"]), part)]


def pruned(d: dict[str, Any], names: list[str]) -> dict[str, Any] | None:
    """A definition without some of its parts; None where a dimension is left empty."""

    def through(parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
        kept = [p for p in parts if p["id"] not in names]
        for part in kept:
            part["dimensions"] = through(part["dimensions"])
            part["indicators"] = [m for m in part["indicators"] if m["id"] not in names]
        return kept

    d["dimensions"] = through(d["dimensions"])
    empty = not d["dimensions"] or any(
        not (p["dimensions"] or p["indicators"]) for p in walk(d["dimensions"])
    )
    return None if empty else d


def merged(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """Methods with some changed: other steps, other levels and a method's other options stay as they were."""
    found = {**old, **new}
    for step in ("impute", "treat", "normalise"):
        if step in new:
            found[step] = options_kept(old.get(step), new[step])
    for step in BY_LEVEL:
        if step in new:
            before, named = by_level(step, old.get(step, {})), by_level(step, new[step])
            one_for_all = named is not new[step]
            kept = {"index": before["index"]} if step == "coverage" and "index" in before else {}
            found[step] = kept if one_for_all else before
            found[step] = found[step] | {k: options_kept(before.get(k), spec) for k, spec in named.items()}
    return found


def options_kept(old: Any, new: Any) -> Any:
    """A method's table with the options that the same method had before, where it does not name them."""
    both = isinstance(old, dict) and isinstance(new, dict)
    return {**old, **new} if both and old["method"] == new["method"] else new


def by_level(step: str, spec: Any) -> dict[str, Any]:
    """A method for every level, where one stands for all."""
    if isinstance(spec, dict) and "method" not in spec:
        return spec
    return {"dimension": spec} if step == "coverage" else {"dimension": spec, "index": spec}


def attached(d: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """A definition with another's dimensions, made as the other makes them."""
    for step in BY_LEVEL:
        here, there = (methods_of(x)[step] for x in (d, other))
        own = {part["id"]: there.get(part["id"], there["dimension"]) for part in walk(other["dimensions"])}
        own = {name: spec for name, spec in own.items() if spec != here["dimension"]}
        if own:
            d["methods"][step] = {**by_level(step, d["methods"].get(step, {})), **own}
    d["dimensions"] += copy.deepcopy(other["dimensions"])
    return d


def forget(d: dict[str, Any] | None, before: dict[str, Any]) -> dict[str, Any] | None:
    """A definition whose methods say nothing of parts that are no longer there."""
    if d is None:
        return None
    gone = parts(before) - parts(d)
    methods = d["methods"]
    for step in ("impute", "treat", "normalise"):
        if step in methods:
            methods[step] = without(methods[step], gone)
    for step in BY_LEVEL:
        if step in methods:
            levels = by_level(step, methods[step])
            methods[step] = {
                level: without(spec, gone) for level, spec in levels.items() if level not in gone
            }
    return d


def parts(d: dict[str, Any]) -> set[str]:
    """The ids of all dimensions and indicators."""
    return {part["id"] for dim in walk(d["dimensions"]) for part in (dim, *dim["indicators"])}


def without(spec: Any, gone: set[str]) -> Any:
    """A method whose options name no part that is gone."""
    if not isinstance(spec, dict):
        return spec
    found = {}
    for name, value in spec.items():
        if isinstance(value, dict) and name != "groups":
            value = {k: v for k, v in value.items() if k not in gone}
        elif name in ("columns", "on"):
            value = [v for v in value if v not in gone]
        found[name] = value
    return found
