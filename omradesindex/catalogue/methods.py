"""How an index is computed: a method for each step, chosen by name and options."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from omradesindex.catalogue.tables import Place, number, only
from omradesindex.catalogue.tables import choice as one_of
from omradesindex.catalogue.text import shown
from omradesindex.errors import DefinitionError, MethodError, did_you_mean, listing
from omradesindex.frozen import Frozen, hold
from omradesindex.methods import Choice, resolve
from omradesindex.methods.method import choose
from omradesindex.methods.options import NOTHING
from omradesindex.wording import Text

#: A method's name, ``{"method": name, option: value, …}``, or a function of one's own.
Spec = str | Mapping[str, Any] | Callable[..., Any]

#: The weights that stand with the members of a definition, instead of a method.
AS_GIVEN = "given"

LEVELS = ("dimension", "index")

#: What is said for each level, or for a single dimension.
BY_LEVEL = ("weight", "aggregate", "coverage", "fill", "rescale", "decimals")

#: Fields that a file need not hold where nothing is chosen.
SELDOM = ("fill", "rescale", "decimals", "carry")

#: Ways to fill a part that is missing in some areas from what the other areas have.
FILLS = ("none", "mean", "median", "group_mean", "group_median")


#: What each field is called where people read it.
METHOD_LABELS: Mapping[str, Text] = Frozen(
    {
        "impute": Text("ifyllnad av saknade värden", "imputation"),
        "treat": Text("behandling av avvikande värden", "treatment of outlying values"),
        "weight": Text("vikter", "weights"),
        "normalise": Text("normalisering", "normalisation"),
        "centre": Text("jämförelsevärde", "centre"),
        "ddof": Text("frihetsgrader som dras av i spridningen", "degrees of freedom taken off the spread"),
        "aggregate": Text("sammanvägning", "aggregation"),
        "coverage": Text("andel av vikten som måste ha uppgifter", "share of the weight that needs figures"),
        "zero": Text("nollpunkt", "zero"),
        "points": Text("poäng per enhet", "points per unit"),
        "fill": Text("ifyllnad av delar som saknas", "filling of parts that are missing"),
        "rescale": Text("omräkning av poängen efter sammanvägning", "rescaling of scores once made"),
        "decimals": Text("avrundning av poängen", "rounding of scores"),
        "carry": Text("det som en dimension lämnar vidare", "what a dimension hands on"),
    }
)

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
        Share of its members' weight that a level, or a single dimension, needs to be computed at all, 0–1.
        What counts is the weights that the definition states; equal weights count members.
    zero, points : float
        A shown score is zero + points · score on the common scale; aggregation works on what is shown.
    fill : mapping of str to spec
        How parts that are missing in an area are filled when they are brought together, for each level or
        single dimension: ``mean``, ``median``, ``group_mean`` or ``group_median`` of the areas that have
        them.
    rescale : mapping of str to spec
        How the scores of a level are measured once more when they are made: any method to normalise, learnt
        from the areas' scores.
    decimals : mapping of str to int
        What the scores of a level are rounded to, a half upwards; ``none`` where they are not.
    carry : {"rescaled", "before"}
        What a dimension hands on to its whole: its scores rescaled and rounded, or as they were before.
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
    fill: Mapping[str, Spec] = field(default_factory=lambda: _levels("none"))
    rescale: Mapping[str, Spec] = field(default_factory=lambda: _levels("none"))
    decimals: Mapping[str, int | str] = field(default_factory=lambda: _levels("none"))
    carry: str = "rescaled"

    def at(self, field_name: str, level: str) -> Any:
        """What holds for a dimension (by its id) or the index: its own entry, or else its level's."""
        table = getattr(self, field_name)
        return table[level] if level in table else table["index" if level == "index" else "dimension"]

    def name_of(self, step: str, level: str = "") -> str:
        """Name of the method of a step (at a level)."""
        return spec_name(self.at(step, level) if level else getattr(self, step))

    def alters(self, level: str) -> bool:
        """Whether the scores of a level are filled, rescaled or rounded, and not just brought together."""
        steps = (self.name_of("fill", level), self.name_of("rescale", level), self.at("decimals", level))
        return any(step != NOTHING for step in steps)

    def __post_init__(self) -> None:
        hold(self, **{name: Frozen(getattr(self, name)) for name in BY_LEVEL})

    def forgetting(self, gone: Collection[str]) -> Methods:
        """Drop what was said of dimensions and indicators that are no longer there."""
        if not gone:
            return self
        changed: dict[str, Any] = {step: _forget(step, getattr(self, step), gone) for step in _SCALAR}
        for step in BY_LEVEL:
            kept = {level: own for level, own in getattr(self, step).items() if level not in gone}
            changed[step] = {level: _forget(step, own, gone) for level, own in kept.items()}
        return replace(self, **changed)

    def attaching(self, other: Methods, dimensions: Collection[str]) -> Methods:
        """Take over what another says of how its dimensions are made."""
        own: dict[str, dict[str, Any]] = {
            step: {d: other.at(step, d) for d in dimensions if other.at(step, d) != self.at(step, d)}
            for step in BY_LEVEL
        }
        changed: dict[str, Any] = {step: {**getattr(self, step), **added} for step, added in own.items()}
        return replace(self, **changed)


def spec_name(spec: Spec) -> str:
    """Name of the method that a spec chooses."""
    if isinstance(spec, Mapping):
        return str(spec.get("method", ""))
    return spec if isinstance(spec, str) else getattr(spec, "__name__", type(spec).__name__)


def chosen(stage: str, spec: Spec) -> Choice:
    """Return the method itself, its options settled; ``stage`` may be a field of :class:`Methods`."""
    if stage == "rescale":
        from omradesindex.methods.rescaling import RESCALINGS

        return choose("normalise", spec, RESCALINGS)
    return resolve("impute" if stage == "fill" else stage, spec)


def read_methods(
    table: object, on: Methods, *, dimensions: Collection[str], place: Place, whole: bool = False
) -> Methods:
    """Check methods as they stand in a definition, and change those of ``on`` that are named.

    Parameters
    ----------
    on : Methods
        What holds where the table says nothing: steps, levels, single dimensions, and the options of a method
        that the table names too.
    whole : bool
        Whether a table that names a method holds all that is said of it, so that no option is kept.
    """
    t = only(table, vars(on), place)
    named: dict[str, Any] = {}
    for step in _SCALAR:
        if step in t:
            named[step] = _spec(step, t[step], None if whole else getattr(on, step), place)
    for step in ("weight", "aggregate", "fill", "rescale"):
        if step in t:
            named[step] = _by_level(step, t[step], getattr(on, step), dimensions, place.into(step), whole)
    if "centre" in t:
        named["centre"] = one_of(t["centre"], ("whole", "areas"), "centre", place)
    if "ddof" in t:
        if t["ddof"] not in (0, 1) or isinstance(t["ddof"], bool):
            raise DefinitionError(f"ddof must be 0 or 1, but is {shown(t['ddof'])}", where=place.at("ddof"))
        named["ddof"] = int(t["ddof"])
    if "coverage" in t:
        named["coverage"] = _coverage(t["coverage"], on, dimensions, place)
    if "decimals" in t:
        named["decimals"] = _decimals(t["decimals"], on.decimals, dimensions, place.into("decimals"))
    if "carry" in t:
        named["carry"] = one_of(t["carry"], ("rescaled", "before"), "carry", place)
    for name in ("zero", "points"):
        if name in t:
            named[name] = number(t[name], name, place)
    if named.get("points", 1.0) <= 0:
        raise DefinitionError(f"points must be above zero, but is {t['points']:g}", where=place.at("points"))
    return replace(on, **named)


def _by_level(
    step: str, given: object, on: Mapping[str, Spec], dimensions: Collection[str], place: Place, whole: bool
) -> Mapping[str, Spec]:
    """Read a method for each level or dimension that is named; a single one holds for all of them."""
    if isinstance(given, Mapping) and "method" not in given:
        only(given, (*LEVELS, *dimensions), place)
        parts, kept = dict(given), on
    else:
        parts, kept = dict.fromkeys(LEVELS, given), {}
    before: Mapping[str, Spec] = {} if whole else on
    return {**kept, **{level: _spec(step, spec, before.get(level), place) for level, spec in parts.items()}}


def _decimals(
    given: object, on: Mapping[str, int | str], dimensions: Collection[str], place: Place
) -> Mapping[str, int | str]:
    """Read what scores are rounded to; a single number holds for all levels."""
    single = not isinstance(given, Mapping)
    table = dict.fromkeys(LEVELS, given) if single else only(given, (*LEVELS, *dimensions), place)
    for level, decimals in table.items():
        whole = isinstance(decimals, int) and not isinstance(decimals, bool) and 0 <= decimals <= 15
        if decimals != NOTHING and not whole:
            raise DefinitionError(
                f"decimals are {shown(decimals)}",
                where=place.at(level),
                expected='a whole number from 0 to 15, or "none"',
            )
    return {**({} if single else on), **table}


def _coverage(given: object, on: Methods, dimensions: Collection[str], place: Place) -> Mapping[str, float]:
    """Read the shares that are needed; a single number is meant for all dimensions."""
    if isinstance(given, Mapping):
        table, kept = given, on.coverage
    else:
        table, kept = {"dimension": given}, Frozen({"index": on.coverage["index"]})
    only(table, (*LEVELS, *dimensions), place.into("coverage"))
    shares = {level: number(share, "coverage", place) for level, share in table.items()}
    for share in shares.values():
        if not 0 < share <= 1:
            raise DefinitionError(
                f"coverage must lie above 0 and at most 1, but is {share:g}", where=place.at("coverage")
            )
    return {**kept, **shares}


def _spec(stage: str, spec: object, before: Spec | None, place: Place) -> Spec:
    """Refuse a method or an option that does not exist; options that hold ids are settled when computing.

    Options of the same method, as it was before, stay where they are not named.
    """
    if isinstance(spec, Choice) and chosen(stage, spec.name).method is spec.method:
        spec = {"method": spec.name, **spec.options} if spec.options else spec.name
    if isinstance(spec, Mapping):
        kept = before if isinstance(before, Mapping) and before.get("method") == spec.get("method") else {}
        spec = plain({**kept, **spec})
    if stage == "weight" and isinstance(spec, str) and spec == AS_GIVEN:
        return AS_GIVEN
    try:
        choice = chosen(stage, spec)  # type: ignore[arg-type]
        if stage == "fill" and choice.name not in FILLS:
            raise MethodError(
                f"parts of a level cannot be filled by '{choice.name}'", expected=f"one of {listing(FILLS)}"
            )
        for name, per in choice.method.per.items():
            if per == "methods":
                for own in dict(choice.options.get(name, {})).values():  # type: ignore[call-overload]
                    resolve(stage, own)
    except MethodError as error:
        word = re.search(r"'([^']+)'", error.what)
        at = place.at(word[1]) if word else str(place)
        steps = [step for step in (stage, error.where) if step and step not in at.split(", ")]
        raise DefinitionError(
            error.what,
            where=", ".join(dict.fromkeys((at, *steps))),
            expected=error.expected,
            remedy=error.remedy,
        ) from None
    return Frozen({"method": choice.name, **choice.options}) if isinstance(spec, Mapping) else spec  # type: ignore[return-value]


def plain(value: Any) -> Any:
    """Return a value as one that nobody can change and a file can hold: numpy's become Python's own."""
    if isinstance(value, Mapping):
        return Frozen({str(key): plain(own) for key, own in value.items()})
    if hasattr(value, "tolist"):
        value = value.tolist()
    return tuple(map(plain, value)) if isinstance(value, list | tuple) else value


def _forget(stage: str, spec: Any, gone: Collection[str]) -> Any:
    """Drop from a method's options what they say of parts that are gone."""
    if not isinstance(spec, Mapping):
        return spec
    per = chosen(stage, spec).method.per
    kept: dict[str, Any] = {}
    for name, value in spec.items():
        if isinstance(value, Mapping) and per.get(name) in ("indicator", "methods", "words"):
            value = Frozen({key: own for key, own in value.items() if key not in gone})
        elif isinstance(value, tuple) and per.get(name) == "columns":
            value = tuple(own for own in value if own not in gone)
        kept[name] = value
    return Frozen(kept)


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
        if per in ("methods", "words"):
            if isinstance(value, Mapping):
                options[name] = {_position(key, order, name, where): own for key, own in value.items()}
        elif per == "columns":
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
