"""Read what a user lets vary: methods by name, weights in words, sets of indicators."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from omradesindex.catalogue.methods import AS_GIVEN, Spec, spec_name
from omradesindex.errors import MethodError, did_you_mean, listing, must_be
from omradesindex.methods.registry import find_methods
from omradesindex.patterns import pattern
from omradesindex.subjects.robustness.default import OWN, is_own
from omradesindex.subjects.robustness.weights import Scheme

Floats = NDArray[np.float64]

_RELATIVE = pattern(r"^(?:±|\+/?-|\+/?−)\s*(\d+(?:[.,]\d+)?)\s*(%?)$")


def spec_label(spec: Any) -> str:
    """Name a method and its options: ``winsorise (most 2)``.

    Examples
    --------
    >>> spec_label({"method": "winsorise", "most": 2})
    'winsorise (most 2)'
    >>> spec_label({"method": "log", "rule": False})
    'log (rule false)'
    >>> spec_label({"dimension": "geometric", "index": "arithmetic"})
    'dimension geometric, index arithmetic'
    """
    if isinstance(spec, Mapping) and "method" not in spec:
        return ", ".join(f"{level} {spec_label(own)}" for level, own in spec.items())
    name = spec_name(spec)
    options = {k: v for k, v in spec.items() if k != "method"} if isinstance(spec, Mapping) else {}
    if not options:
        return name
    return f"{name} ({', '.join(f'{option} {_value(own)}' for option, own in options.items())})"


def _value(own: object) -> str:
    if isinstance(own, bool):  # as a definition has it
        return str(own).lower()
    return f"{own:g}" if isinstance(own, (int, float)) else str(own)


def method_levels(step: str, given: Any, base: Spec) -> tuple[tuple[Any, ...], tuple[int, ...]]:
    """Levels of a step's factor, the base's own method first, and which of them are drawn.

    Parameters
    ----------
    step : {"impute", "treat", "normalise", "aggregate"}
    given : sequence of spec
        What the user lets it be; nothing where it does not vary.
    base : spec
        The index's own, which is always one of the levels.
    """
    if given is None or is_own(given) or (isinstance(given, (list, tuple)) and not given):
        return (base,), (0,)
    if isinstance(given, (str, Mapping)) or callable(given):
        given = [given]
    levels: list[Any] = []
    expected = "names of methods, or mappings of a name and its options, in a list"
    given = must_be(
        given, (list, tuple), what=f"'{step}'", expected=expected, where="robustness", error=MethodError
    )
    for spec in (base, *(spec for spec in given if not is_own(spec))):
        if not any(_one_spec(spec, other) for other in levels):
            levels.append(spec)
    if len(levels) == 1:
        raise MethodError(
            f"the factor has one level, '{spec_label(base)}', which is the index's own",
            where=f"robustness, {step}",
            expected="at least one other method",
            remedy=f"name another, or leave '{step}' out",
        )
    return tuple(levels), tuple(range(len(levels)))


def _one_spec(spec: Any, other: Any) -> bool:
    """Whether two specs are one method; functions of one name are two."""
    if callable(spec) or callable(other):
        return spec is other
    return spec_label(spec) == spec_label(other)


def weight_schemes(given: Any) -> tuple[tuple[Any, ...], tuple[int, ...]]:
    """Read how weights vary.

    Returns
    -------
    tuple
        What each level is: a :class:`Scheme` without its arrays, a spec of a weighting method, a mapping of
        ranges or of weights, or a table; the definition's own first.
    tuple of int
        Which of them are drawn.

    Examples
    --------
    >>> levels, drawn = weight_schemes("±25 %")
    >>> levels[1].kind, levels[1].share, drawn
    ('relative', 0.25, (1,))
    """
    if given is None or is_own(given) or (isinstance(given, (list, tuple)) and not given):
        return (AS_GIVEN,), (0,)
    several = list(given) if isinstance(given, (list, tuple)) else [given]
    levels: list[Any] = [AS_GIVEN]
    drawn = list[int]()
    for one in several:
        found = _scheme(one)
        if isinstance(found, str) and found == AS_GIVEN:
            drawn.append(0)
            continue
        if any(_one_weighing(found, other) for other in levels):
            continue
        levels.append(found)
        drawn.append(len(levels) - 1)
    if drawn == [0] or (len(drawn) == 1 and _points_only(levels[1])):
        what = "the weights as given" if drawn == [0] else "as every range is a single point"
        raise MethodError(
            f"the factor has one level, {what}",
            where="robustness, weights",
            expected="'±25 %', 'dirichlet', ranges by id, a weighting method, or several of these",
        )
    if len(drawn) == 1 and isinstance(levels[1], (str, Mapping)) and not is_ranges(levels[1]):
        # One other way to weigh is a choice between it and the definition's own.
        drawn.insert(0, 0)
    return tuple(levels), tuple(dict.fromkeys(drawn))


def _one_weighing(found: Any, other: Any) -> bool:
    """Whether two ways to weigh are written alike; tables are held against each other by their weights."""
    return type(found) is type(other) and not hasattr(found, "columns") and bool(found == other)


def is_ranges(given: Any) -> bool:
    """Whether a mapping holds ranges, ``{"ekonomi": (1, 3)}``."""
    return (
        isinstance(given, Mapping)
        and "method" not in given
        and bool(given)
        and any(isinstance(v, (tuple, list)) for v in given.values())
    )


def _points_only(given: Any) -> bool:
    """Whether all ranges begin where they end."""
    return is_ranges(given) and all(
        not isinstance(ends, (tuple, list)) or len(set(ends)) == 1 for ends in given.values()
    )


def _scheme(one: Any) -> Any:
    where = "robustness, weights"
    if isinstance(one, (int, float)) and not isinstance(one, bool):
        # What is beyond every float is refused as infinity is.
        return _relative(float(one) if one < 1e300 else float("inf"), where)
    if isinstance(one, str):
        word = one.strip()
        match = _RELATIVE.match(word.replace("\N{NO-BREAK SPACE}", " "))
        if match:
            share = float(match[1].replace(",", ".")) / (100 if match[2] else 1)
            return _relative(share, where)
        if word == "dirichlet":
            return Scheme("dirichlet", "dirichlet")
        if word in (AS_GIVEN, OWN):
            return AS_GIVEN
        known = [*find_methods("weight"), "dirichlet"]
        if word not in known:
            raise MethodError(
                f"the way to weigh '{one}' is unknown{did_you_mean(word, known)}",
                where=where,
                expected=f"'±25 %', {listing(known, 20)}, or ranges by id",
            )
        return word
    if isinstance(one, Mapping) or (hasattr(one, "columns") and hasattr(one, "to_numpy")):
        if not len(one) or not len(getattr(one, "columns", one)):
            raise MethodError(
                "the weights are an empty table", where=where, expected="ranges or weights by id"
            )
        return one
    raise MethodError(
        f"weights cannot vary by {type(one).__name__}",
        where=where,
        expected="'±25 %', 'dirichlet', ranges by id, a weighting method, or several of these",
    )


def _relative(share: float, where: str) -> Scheme:
    if not 0 < share <= 1:
        raise MethodError(
            f"weights cannot vary by ±{100 * share:g} %",
            where=where,
            expected="more than 0 and at most 100 %",
        )
    return Scheme(f"±{100 * share:g} %", "relative", share)


def ranges(given: Mapping[str, Any], parts: Sequence[str], base: Floats) -> Scheme:
    """Make a scheme of ranges: ``{"ekonomi": (1, 3)}``; parts that are not named keep their weight.

    Raises
    ------
    MethodError
        An id that is not in the index; a low end above the high end; a weight below zero.
    """
    low, high = base.copy(), base.copy()
    for name, ends in given.items():
        where = f"robustness, weights, '{name}'"
        if name not in parts:
            raise MethodError(
                f"'{name}' is no part of the index{did_you_mean(str(name), parts)}",
                where="robustness, weights",
                expected=f"one of {listing(parts, 30)}",
            )
        try:
            a, b = (float(end) for end in (ends if isinstance(ends, (tuple, list)) else (ends, ends)))
        except (TypeError, ValueError):
            raise MethodError(f"{ends!r} is no range", where=where, expected="(low, high)") from None
        if not 0 <= a <= b or not np.isfinite(b):
            raise MethodError(
                f"the range {a:g} to {b:g} is contradictory",
                where=where,
                expected="a low end of zero or more, and a high end that is not below it",
            )
        place = list(parts).index(name)
        low[place], high[place] = a, b
    named = [list(parts).index(name) for name in given]
    label = ", ".join(f"{parts[k]} {low[k]:g}\N{EN DASH}{high[k]:g}" for k in named)
    return Scheme(label, "range", low=low, high=high)


def vectors(given: Any, parts: Sequence[str], base: Floats) -> Scheme:
    """Make a scheme of weight vectors: weights by id, or a table with a column for each vector."""
    names: tuple[str, ...]
    if isinstance(given, Mapping):
        names, ids = (", ".join(f"{k} {v}" for k, v in given.items()),), list(given)
        values = np.array(list(given.values()), dtype=object)[:, None]
    else:
        names, ids = tuple(str(name) for name in given.columns), list(given.index)
        values = given.to_numpy(dtype=object)
    for name in ids:
        if name not in parts:
            raise MethodError(
                f"'{name}' is no part of the index{did_you_mean(str(name), parts)}",
                where="robustness, weights",
                expected=f"one of {listing(parts, 30)}",
            )
    wrong = next(((row, v) for row, own in enumerate(values) for v in own if not _is_weight(v)), None)
    if wrong is not None:
        raise MethodError(
            f"the weight {wrong[1]!r} is no weight",
            where=f"robustness, weights, '{ids[wrong[0]]}'",
            expected="a number of zero or more",
        )
    table = np.repeat(base[:, None], len(names), axis=1)
    table[[list(parts).index(name) for name in ids]] = values.astype(float)
    label = ", ".join(names) if len(names) < 4 else f"{names[0]} … {names[-1]}"
    return Scheme(label, "table", table=table, names=names)


def _is_weight(value: Any) -> bool:
    return isinstance(value, (int, float, np.number)) and bool(0 <= float(value) < np.inf)


def left_out(n: int, most: int) -> NDArray[np.intp]:
    """Every way to leave up to ``most`` of ``n`` out, as rows of positions, −1 for none; first none at all.

    Examples
    --------
    >>> left_out(3, 1).tolist()
    [[-1], [0], [1], [2]]
    """
    found = [c for size in range(most + 1) for c in combinations(range(n), size)]
    return np.array([(*c, *[-1] * (most - len(c))) for c in found], dtype=np.intp)


def labels_of(specs: Iterable[Any]) -> tuple[str, ...]:
    """Labels of methods, each with one of its own.

    Examples
    --------
    >>> labels_of(["min_max", "min_max"])
    ('min_max', 'min_max, 2')
    """
    return told_apart([spec_label(spec) for spec in specs])


def told_apart(labels: Sequence[str]) -> tuple[str, ...]:
    """Number what is called the same."""
    seen: dict[str, int] = {}
    found = list[str]()
    for label in labels:
        seen[label] = seen.get(label, 0) + 1
        found.append(label if seen[label] == 1 else f"{label}, {seen[label]}")
    return tuple(found)
