"""What a method is: a name, a function, the options that it takes, where it comes from.

Each module declares its own methods as a mapping of name to :class:`Method`, and
:mod:`omradesindex.methods.registry` brings them together. Options and their defaults are read from the
function's own signature, so that they are written in one place only.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property, partial
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from omradesindex.errors import MethodError, did_you_mean, listing
from omradesindex.frozen import Frozen
from omradesindex.methods.equal import ends
from omradesindex.methods.guard import per_column
from omradesindex.methods.options import check_option, kinds_of

Floats = NDArray[np.float64]

#: The steps that have methods, in the order in which an index takes them.
STAGES: tuple[str, ...] = ("impute", "treat", "normalise", "weight", "aggregate")

# What the caller hands over in every call of a stage, and no definition can set.
_COMMON: Mapping[str, frozenset[str]] = {
    "normalise": frozenset({"centre", "noise"}),
    "impute": frozenset({"periods"}),
}

# Two options of one indicator that change places where the direction is turned.
_ENDS: tuple[tuple[str, str], ...] = (("low", "high"), ("inf", "sup"))


class _Required:
    def __repr__(self) -> str:
        return "required"

    def __reduce__(self) -> str:
        return "REQUIRED"


#: Stands as default of an option that must be given.
REQUIRED: Final = _Required()

#: What an option holds: a value for each indicator (in its unit), a label for each area, columns, or a method
#: or a word for each column that is named.
Per = Literal["indicator", "area", "columns", "methods", "words"]


@dataclass(frozen=True)
class Method:
    """A way to do one step.

    Attributes
    ----------
    stage : {"impute", "treat", "normalise", "weight", "aggregate"}
    name : str
        As written in a definition.
    function : callable
        ``impute(x, **options) -> Imputed``; ``treat(x, **options) -> Treatment``;
        ``normalise: learn(x, *, centre, noise, ddof, **options) -> parameters``;
        ``weight(x, **options) -> weights``; ``aggregate(x, weights, **options) -> scores``.
    source : str
        Paper or handbook.
    sv, en : str
        What it does, in one line.
    apply : callable, optional
        ``apply(x, parameters) -> normalised``; only for the stage normalise.
    per : mapping of str to {"indicator", "area", "columns", "methods", "words"}
        Options that hold one value per indicator (in the indicator's own unit), one label per area,
        positions of columns, or a method or a word for each of some columns; the others are plain values.
    own_scale : bool
        Only for the stage aggregate: whether scores stand on a scale of their own (places, counts, shares)
        rather than on that of what they are made of.
    fixed : callable, optional
        Only for the stage normalise: whether, with these options, nothing that areas differ by is learnt from
        them, so that they may be alike. Never, if left out.
    """

    stage: str
    name: str
    function: Callable[..., Any]
    source: str = ""
    sv: str = ""
    en: str = ""
    apply: Callable[..., Floats] | None = None
    per: Mapping[str, Per] = field(default_factory=dict)
    own_scale: bool = False
    fixed: Callable[[Mapping[str, object]], bool] | None = None

    @cached_property
    def _parameters(self) -> Mapping[str, inspect.Parameter]:
        try:
            given = inspect.signature(self.function).parameters
        except (TypeError, ValueError):  # a function written in C says nothing
            return {}
        return {name: p for name, p in given.items() if p.kind is p.KEYWORD_ONLY}

    @cached_property
    def _keywords(self) -> Mapping[str, object]:
        return {name: REQUIRED if p.default is p.empty else p.default for name, p in self._parameters.items()}

    @cached_property
    def options(self) -> Mapping[str, object]:
        """Option → default, in the function's own order; :data:`REQUIRED` where there is none."""
        common = _COMMON.get(self.stage, frozenset())
        return Frozen({k: v for k, v in self._keywords.items() if k not in common})

    @property
    def required(self) -> tuple[str, ...]:
        """Options that must be given."""
        return tuple(name for name, default in self.options.items() if default is REQUIRED)

    def accepts(self, name: str) -> bool:
        """Whether the function takes the keyword ``name``."""
        return name in self._keywords

    def with_options(self, options: Mapping[str, object]) -> Choice:
        """Settle the options.

        Raises
        ------
        MethodError
            An option that the method does not have, one of another kind than it takes, or one that must be
            given and is not.
        """
        where = f"method '{self.name}'"
        settled: dict[str, object] = {}
        for name in options:
            if name not in self.options:
                raise MethodError(
                    f"there is no option '{name}'{did_you_mean(name, self.options)}",
                    where=where,
                    expected=f"one of {listing(self.options)}" if self.options else "no options",
                )
            kinds = kinds_of(
                self._parameters[name].annotation,
                self.per.get(name),
                getattr(self.function, "__globals__", {}),
            )
            settled[name] = check_option(name, options[name], kinds, where)
        missing = [name for name in self.required if name not in options]
        if missing:
            example = ", ".join(f"{name} = …" for name in missing)
            raise MethodError(
                f"the option {listing(missing)} is not given",
                where=where,
                remedy=f'write {{ method = "{self.name}", {example} }}',
            )
        return Choice(self, settled)

    def __call__(self, *args: Any, **keywords: Any) -> Any:
        """Call the function itself."""
        return self.function(*args, **keywords)

    def __getstate__(self) -> dict[str, object]:
        # Methods travel to other processes without what was worked out from the signature.
        return {f.name: getattr(self, f.name) for f in fields(self)}


@dataclass(frozen=True)
class Choice:
    """A method with its options settled; called as the method's function, without them.

    Attributes
    ----------
    method : Method
    options : mapping of str to object
        Only those that were given; the others have the method's defaults.
    """

    method: Method
    options: Mapping[str, object] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The method's name."""
        return self.method.name

    @property
    def is_fixed(self) -> bool:
        """Whether a normalisation measures by nothing that areas differ by."""
        return self.method.fixed is not None and self.method.fixed(self.options)

    def __call__(self, *args: Any, **common: Any) -> Any:
        """Call the function with these options; ``common`` only reaches a function that knows the word."""
        known = {k: v for k, v in common.items() if self.method.accepts(k)}
        return self.method.function(*args, **{**known, **self.options})

    def turned(self, signs: ArrayLike) -> Choice:
        """Turn options that are given in each indicator's own unit, as the values themselves are turned.

        Parameters
        ----------
        signs : array_like, shape (n_indicators,)
            −1 where a smaller value is a greater challenge, else +1. A low and a high end change places.

        Examples
        --------
        >>> def learn(x, *, low, high): ...
        >>> posts = Method("normalise", "own", learn, per={"low": "indicator", "high": "indicator"})
        >>> posts.with_options({"low": [0, 20], "high": [100, 85]}).turned([1, -1]).options["low"]
        array([  0., -85.])
        """
        sign = np.asarray(signs, dtype=float)
        found: dict[str, Any] = dict(self.options)
        for name, per in self.method.per.items():
            if per == "indicator" and found.get(name) is not None:
                found[name] = per_column(found[name], sign.size, name) * sign
        for low, high in _ENDS:
            a, b = found.get(low), found.get(high)
            if low in self.method.per and a is not None and b is not None:
                found[low], found[high] = np.where(sign < 0, b, a), np.where(sign < 0, a, b)
            elif low in self.method.per and (a is not None or b is not None) and (sign < 0).any():
                given, other = (low, high) if a is not None else (high, low)
                raise MethodError(
                    f"'{given}' is given without '{other}', and some indicators are turned",
                    where=f"method '{self.name}'",
                    remedy="give both ends",
                )
        return Choice(self.method, found)


def methods_of(*found: Method) -> Mapping[str, Method]:
    """Name → method, in the order given."""
    return Frozen({method.name: method for method in found})


def choose(stage: str, choice: object, known: Mapping[str, Method]) -> Choice:
    """Find what a definition, or a user, asks for.

    Parameters
    ----------
    stage : str
    choice : str, mapping or callable
        A name; ``{"method": name, option: value, …}``; a :class:`Method` or :class:`Choice`; or a function
        of the stage's own signature. To normalise, a function of one's own takes ``(x, reference)``, both
        of shape ``(n_areas, n_indicators)``, and returns ``x`` normalised.
    known : mapping of str to Method

    Raises
    ------
    MethodError
        Unknown name or option, an option that is missing, or something that is no choice at all.

    Examples
    --------
    >>> known = methods_of(Method("aggregate", "arithmetic", lambda x, weights: x))
    >>> choose("aggregate", "arithmetic", known).name
    'arithmetic'
    >>> choose("aggregate", "arithmetik", known)
    Traceback (most recent call last):
    ...
    omradesindex.errors.MethodError: aggregate: the method 'arithmetik' is unknown
    (did you mean 'arithmetic'?). Expected: one of 'arithmetic'.
    """
    if isinstance(choice, Method):
        choice = choice.with_options({})
    if isinstance(choice, Choice):
        if choice.method.stage != stage:
            raise MethodError(
                f"'{choice.name}' is a method to {choice.method.stage}",
                where=stage,
                expected=f"a method to {stage}",
            )
        return choice
    if isinstance(choice, Mapping):
        table = dict(choice)
        name = table.pop("method", None)
        if name is None:
            raise MethodError(
                "the table names no method", where=stage, expected='{ method = "…", option = value }'
            )
        return _named(stage, name, known).with_options(table)
    if callable(choice):
        return Choice(_own(stage, choice))
    return _named(stage, choice, known).with_options({})


def _named(stage: str, name: object, known: Mapping[str, Method]) -> Method:
    if not isinstance(name, str):
        raise MethodError(
            f"a method is chosen by {type(name).__name__}",
            where=stage,
            expected="a name, a table with 'method', or a function",
        )
    if name not in known:
        raise MethodError(
            f"the method '{name}' is unknown{did_you_mean(name, known)}",
            where=stage,
            expected=f"one of {listing(known, 40)}",
        )
    return known[name]


def _own(stage: str, function: Callable[..., Any]) -> Method:
    """Make a method of a user's own function."""
    from omradesindex.methods.own import OwnFunction

    name = getattr(function, "__name__", type(function).__name__)
    own = OwnFunction(stage, function)
    if stage != "normalise":
        return Method(stage, name, own, source="given by the user")
    return Method(stage, name, _learn_own, apply=partial(_apply_own, own), source="given by the user")


def _learn_own(x: Floats) -> Mapping[str, Floats]:
    low, high = ends(x)
    return {"reference": x, "spread": high - low}


def _apply_own(function: Callable[..., Any], x: Floats, parameters: Mapping[str, Floats]) -> Floats:
    return np.asarray(function(x, parameters["reference"]), dtype=float)
