"""How an index is computed: a method for each step, chosen by name and options."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from omradesindex.catalogue.tables import Place, number, only
from omradesindex.errors import DefinitionError, MethodError, did_you_mean, listing
from omradesindex.frozen import Frozen
from omradesindex.methods import Choice, resolve

#: A method's name, ``{"method": name, option: value, …}``, or a function of one's own.
Spec = str | Mapping[str, Any] | Callable[..., Any]

#: The weights that stand with the members of a definition, instead of a method.
AS_GIVEN = "given"

LEVELS = ("dimension", "index")
_SCALAR = ("impute", "treat", "normalise")


def _levels(spec: Any) -> Mapping[str, Any]:
    return Frozen(dict.fromkeys(LEVELS, spec))


@dataclass(frozen=True)
class Methods:
    """How the index is computed. See the method sheet for every name and its options.

    Attributes
    ----------
    impute : spec
        How missing values are filled; ``none`` leaves them missing.
    treat : spec
        How outlying values are bent before they are compared; ``none`` leaves them.
    normalise : spec
        How indicators come to a common scale.
    centre : {"whole", "areas"}
        What is zero on the common scale: the whole city's own value, or the areas' own middle.
    ddof : {0, 1}
        The standard deviation over areas divides by n (0) or n − 1 (1).
    weight : mapping of str to spec
        Weights for each level (``dimension``: indicators within dimensions; ``index``: dimensions) or for a
        single dimension by its id. ``given`` takes the weights of the members.
    aggregate : mapping of str to spec
        How parts become a whole, for each level or a single dimension by its id.
    coverage : mapping of str to float
        Share of its members that a level, or a single dimension, needs to be computed at all, 0–1.
    zero, points : float
        A shown score is zero + points · score on the common scale; aggregation works on what is shown.
    """

    impute: Spec = "none"
    treat: Spec = "none"
    normalise: Spec = "z_score"
    centre: str = "whole"
    ddof: int = 0
    weight: Mapping[str, Spec] = field(default_factory=lambda: _levels(AS_GIVEN))
    aggregate: Mapping[str, Spec] = field(default_factory=lambda: _levels("arithmetic"))
    coverage: Mapping[str, float] = field(default_factory=lambda: Frozen({"dimension": 2 / 3, "index": 1.0}))
    zero: float = 100.0
    points: float = 10.0

    def at(self, field_name: str, level: str) -> Any:
        """What holds for a dimension (by its id) or the index: its own entry, or else its level's."""
        table = getattr(self, field_name)
        return table[level] if level in table else table["index" if level == "index" else "dimension"]

    def name_of(self, step: str, level: str = "") -> str:
        """Name of the method of a step (at a level)."""
        return spec_name(self.at(step, level) if level else getattr(self, step))

    @property
    def additive(self) -> bool:
        """Whether every level is an arithmetic mean, so that a score is the sum of its parts."""
        return all(spec_name(spec) == "arithmetic" for spec in self.aggregate.values())


def spec_name(spec: Spec) -> str:
    """Name of the method that a spec chooses."""
    if isinstance(spec, Mapping):
        return str(spec.get("method", ""))
    return spec if isinstance(spec, str) else getattr(spec, "__name__", type(spec).__name__)


def chosen(stage: str, spec: Spec) -> Choice:
    """Return the method itself, its options settled."""
    return resolve(stage, spec)


def read_methods(table: object, dimensions: Collection[str], place: Place) -> dict[str, Any]:
    """Check methods as they stand in a definition; return them by field of :class:`Methods`."""
    default = Methods()
    t = only(table, vars(default), place)
    found: dict[str, Any] = {}
    for step in _SCALAR:
        if step in t:
            found[step] = _spec(step, t[step], place)
    for step in ("weight", "aggregate"):
        if step in t:
            given = t[step]
            by_level = isinstance(given, Mapping) and "method" not in given
            parts = given if by_level else dict.fromkeys(LEVELS, given)
            only(parts, (*LEVELS, *dimensions), place.into(step))
            own = {level: _spec(step, spec, place.into(step)) for level, spec in parts.items()}
            found[step] = Frozen({**getattr(default, step), **own})
    if "centre" in t:
        if t["centre"] not in ("whole", "areas"):
            raise DefinitionError(
                f"the centre '{t['centre']}' is unknown{did_you_mean(str(t['centre']), ('whole', 'areas'))}",
                where=place.at("centre"),
                expected="one of 'whole', 'areas'",
            )
        found["centre"] = t["centre"]
    if "ddof" in t:
        if t["ddof"] not in (0, 1) or isinstance(t["ddof"], bool):
            raise DefinitionError(f"ddof must be 0 or 1, but is {t['ddof']!r}", where=place.at("ddof"))
        found["ddof"] = int(t["ddof"])
    if "coverage" in t:
        found["coverage"] = _coverage(t["coverage"], default, dimensions, place)
    for name in ("zero", "points"):
        if name in t:
            found[name] = number(t[name], name, place)
    if found.get("points", 1.0) <= 0:
        raise DefinitionError(f"points must be above zero, but is {t['points']:g}", where=place.at("points"))
    return found


def _coverage(
    given: object, default: Methods, dimensions: Collection[str], place: Place
) -> Mapping[str, float]:
    """Read the shares that are needed; a single number is meant for the dimensions."""
    table = given if isinstance(given, Mapping) else {"dimension": given}
    only(table, (*LEVELS, *dimensions), place.into("coverage"))
    shares = {level: number(share, "coverage", place) for level, share in table.items()}
    for share in shares.values():
        if not 0 < share <= 1:
            raise DefinitionError(
                f"coverage must lie above 0 and at most 1, but is {share:g}", where=place.at("coverage")
            )
    return Frozen({**default.coverage, **shares})


def _spec(stage: str, spec: object, place: Place) -> Spec:
    """Refuse a method or an option that does not exist; options that hold ids are settled when computing."""
    if isinstance(spec, Mapping):
        spec = Frozen({str(k): v for k, v in spec.items()})
    if stage == "weight" and spec == AS_GIVEN:
        return AS_GIVEN
    try:
        resolve(stage, spec)
    except MethodError as error:
        word = re.search(r"'([^']+)'", error.what)
        what = f"{error.where}: {error.what}" if error.where else error.what
        raise DefinitionError(
            what,
            where=place.at(word[1]) if word else str(place),
            expected=error.expected,
            remedy=error.remedy,
        ) from None
    return spec  # type: ignore[return-value]


def settle(stage: str, spec: Spec, indicators: Collection[str], areas: Collection[str], where: str) -> Choice:
    """Turn options that name indicators and areas into arrays in their order.

    Raises
    ------
    MethodError
        An id that is not there, or one that is missing.
    """
    choice = chosen(stage, spec)
    options = dict(choice.options)
    for name, per in choice.method.per.items():
        value = options.get(name)
        if value is None:
            continue
        order = list(areas if per == "area" else indicators)
        if per == "columns":
            options[name] = [_position(v, order, name, where) for v in list(value)]  # type: ignore[call-overload]
        elif isinstance(value, Mapping):
            for key in value:
                _position(key, order, name, where)
            missing = [key for key in order if key not in value]
            if missing:
                raise MethodError(f"the option '{name}' lacks {listing(missing)}", where=where)
            options[name] = [value[key] for key in order]
    return Choice(choice.method, Frozen(options))


def _position(value: object, order: list[str], option: str, where: str) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < len(order):
        return value
    if value in order:
        return order.index(str(value))
    raise MethodError(
        f"the option '{option}' names '{value}', which is not there{did_you_mean(str(value), order)}",
        where=where,
        expected=f"one of {listing(order, 30)}",
    )
