"""One door for every public call: its arguments are held against its annotations.

What comes in wrong is told there, in plain words, and not as an AttributeError further in. A number is a
finite one: NaN is neither below nor above any limit, and a check written as ``x < 0`` would let it by.
"""

from __future__ import annotations

import builtins
import inspect
import math
import os
import sys
import types
import warnings
from collections import abc
from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from numbers import Integral, Real
from pathlib import Path
from types import FrameType
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin

from omradesindex.errors import (
    ComputeError,
    DefinitionError,
    DivisionError,
    MethodError,
    OmradesindexError,
    SourceError,
    StatisticsError,
    did_you_mean,
    listing,
)
from omradesindex.patterns import pattern
from omradesindex.plain_frames import plain_table

__all__ = ["door", "methods_door", "warn"]

C = TypeVar("C", bound=Callable[..., Any])
Test = Callable[[object], bool]

#: How a person comes by what is asked for.
HOW: dict[str, str] = {
    "Breakdown": 'index.compute(statistics, by=["sex"])',
    "Change": "oi.change(earlier, later)",
    "ByGroup": 'oi.change(earlier, later, by="sex")',
    "Comparison": "oi.compare(indices, statistics)",
    "Crosswalk": "oi.crosswalk(source, target)",
    "DataFrame": "pandas.DataFrame(…), or pandas.read_csv(path)",
    "Division": "oi.read_division(path, code=…, name=…)",
    "Index": "oi.load_index(name)",
    "Key": "oi.Key.read(path), or oi.Key.from_frame(frame, id=…)",
    "Protected": "oi.protect(statistics)",
    "RawTable": "a client in oi.sources, or oi.errors.MappingNeededError.raw",
    "Result": "index.compute(statistics)",
    "Spread": "oi.spread(index, sub_statistics, key, division=…)",
    "Statistics": "oi.read_statistics(path), or oi.Statistics.from_frame(frame)",
    "Trend": "oi.trend(index, statistics)",
}

#: Arguments that were called otherwise before the first release, or stand elsewhere now.
_RENAMED: dict[str, str] = {
    "change.after": "write later=…",
    "change.before": "write earlier=…",
    "examine.lang": 'write oi.examine(result).page("en")',
    "goals.targets": "write goals=…",
    "trend.source": "write index=…",
}

#: What only reads numbers asks for them, and a person gives the answer that has them.
_ANSWERS = {"Compared": "Comparison", "Examined": "Examination", "Inside": "Spread", "Scored": "Result"}

#: Each floor's own error, and a room's where it has another.
_ERRORS: dict[str, type[OmradesindexError]] = {
    "catalogue": DefinitionError,
    "disclosure": ComputeError,
    "geography": DivisionError,
    "index": ComputeError,
    "registers": StatisticsError,
    "reports": ComputeError,
    "sources": SourceError,
    "statistics": StatisticsError,
    "subjects": ComputeError,
    "subjects.robustness": MethodError,
}

_SHOWN = 60
#: How much memory NumPy says that it did not get.
_ASKED_FOR = pattern(r"Unable to allocate (\S+ \S+)")


def door(thing: C) -> C:
    """Hold the arguments of a function, or of a class and its public methods, against their annotations.

    Defaults are not checked, and neither are text and numbers in a list nor what a generator will give. An
    annotation that says nothing that can be seen from outside (``Any``, an array) lets everything by: the
    function itself has to look.

    Raises
    ------
    OmradesindexError
        When called: an argument is of another kind, or a number is not finite. Each floor has its own.
    TypeError
        When called: too many or too few arguments, or an unknown keyword.

    Examples
    --------
    >>> @door
    ... def half(number: float, *, lang: Literal["sv", "en"] = "sv") -> float:
    ...     return number / 2
    >>> half(3)
    1.5
    >>> half("3")
    Traceback (most recent call last):
    ...
    omradesindex.errors.OmradesindexError: half(number=…): given as str, '3'. Expected: a finite number.
    >>> half(3, lang="se")
    Traceback (most recent call last):
    ...
    omradesindex.errors.OmradesindexError: half(lang=…): given as str, 'se'. Expected: 'sv' or 'en'.
    """
    if not isinstance(thing, type):
        return cast("C", _guarded(thing))
    if "__init__" in vars(thing):
        thing.__init__ = _guarded(thing.__init__)  # type: ignore[misc]
    return cast("C", methods_door(thing))


def methods_door(thing: C) -> C:
    """Hold the arguments of a class's public methods against their annotations, but not what it is made of.

    For a class that puts what it is given in order itself, so that a text may stand where a Text does.
    """
    for name, member in list(vars(thing).items()):
        if name.startswith("_") or isinstance(member, type):
            continue
        if isinstance(member, classmethod | staticmethod):
            setattr(thing, name, type(member)(_guarded(member.__func__)))
        elif inspect.isfunction(member):
            setattr(thing, name, _guarded(member))
    return thing


def warn(text: str) -> None:
    """Warn of something, at the line outside the library that called it."""
    frame, level = sys._getframe(), 1
    while frame.f_back is not None and _is_within(frame):
        frame, level = frame.f_back, level + 1
    warnings.warn(text, UserWarning, stacklevel=level)


def _is_within(frame: FrameType) -> bool:
    return str(frame.f_globals.get("__name__", "")).startswith("omradesindex.")


def _guarded(function: Callable[..., Any]) -> Callable[..., Any]:
    checks: _Checks | None = None

    @wraps(function)
    def guarded(*args: Any, **named: Any) -> Any:
        nonlocal checks
        if checks is None:  # annotations may name what is not there yet when the module is read
            checks = _Checks(function)
        args, named = checks.hold(args, named)
        try:
            return function(*args, **named)
        except MemoryError as error:
            frame = inspect.currentframe()
            if frame is not None and frame.f_back is not None and _is_within(frame.f_back):
                raise  # for the door that was called from outside, which is told
            raise checks.no_memory(error) from None

    guarded.__door__ = True  # type: ignore[attr-defined]
    return guarded


class _Checks:
    """What a function asks of its arguments, by position and by name."""

    def __init__(self, function: Callable[..., Any]) -> None:
        floor, room = [*function.__module__.split(".")[1:], "", ""][:2]
        self.error = _ERRORS.get(f"{floor}.{room}", _ERRORS.get(floor, OmradesindexError))
        name = function.__qualname__.removesuffix(".__init__").rpartition(">.")[2]
        owner, dot, method = name.partition(".")
        self.name = f"{_ANSWERS.get(owner, owner)}{dot}{method}"
        self.kinds = kinds_of(function)
        # A number in a list is for the function, which can say which. So is the text that a class is made of:
        # who reads a file makes it of the file's cells.
        left = {int, float, str} if function.__name__ == "__init__" else {int, float}
        tests = {name: _test(kind, left) for name, kind in self.kinds.items()}
        parameters = inspect.signature(function).parameters.values()
        self.named = {p.name: tests[p.name] for p in parameters if p.name in tests and _is_named(p)}
        self.placed = [(p.name, tests.get(p.name)) for p in parameters if p.kind in _PLACED]
        rest = next((p.name for p in parameters if p.kind is inspect.Parameter.VAR_POSITIONAL), None)
        self.rest = (rest, tests.get(rest)) if rest else None
        self.tables = {name: held for name, kind in self.kinds.items() if (held := _tables_in(kind))}

    def hold(self, args: tuple[Any, ...], named: dict[str, Any]) -> tuple[tuple[Any, ...], dict[str, Any]]:
        """Return the arguments, tables as plain frames of pandas."""
        if self.tables:
            places = (name for name, _ in self.placed)
            # What stands beyond the last place is for the call to refuse.
            args = (*map(self.plain, places, args), *args[len(self.placed) :])
            named = {name: self.plain(name, given) for name, given in named.items()}
        for place, ((name, test), given) in enumerate(zip(self.placed, args, strict=False)):
            if test is not None and not test(given):
                self.refuse(name, given, self.in_order(place, args))
        if self.rest is not None and self.rest[1] is not None:
            for given in args[len(self.placed) :]:
                if not self.rest[1](given):
                    self.refuse(self.rest[0], given)
        for name, given in list(named.items()):
            if f"{self.name}.{name}" in _RENAMED:
                raise self.error(
                    "there is no such argument any more",
                    where=f"{self.name}({name}=…)",
                    remedy=_RENAMED[f"{self.name}.{name}"],
                )
            held = self.named.get(name)
            if held is not None and not held(given):
                self.refuse(name, given)
        return args, named

    def no_memory(self, error: MemoryError) -> OmradesindexError:
        """Say that the memory does not suffice, and how much was asked for, where NumPy tells."""
        told = _ASKED_FOR.search(str(error))
        return self.error(
            "the memory does not suffice" + (f": {told[1]} more were asked for at once" if told else ""),
            where=self.name,
            remedy="take fewer areas, years or draws at a time, or a computer with more memory",
        )

    def plain(self, name: str, given: object) -> object:
        """Return a table, column or mapping in the form that an argument is asked for, and plain."""
        wanted = self.tables.get(name)
        if wanted is None or given is None:
            return given
        where = f"{self.name}({name}=…)"
        return plain_table(given, wanted, where=where, error=self.error)

    def in_order(self, place: int, args: tuple[Any, ...]) -> str:
        """Show the call in its own order where two arguments stand in each other's place; else nothing."""
        here = self.placed[place][1]
        for (_, there), other in zip(self.placed[place + 1 :], args[place + 1 :], strict=False):
            if here is not None and there is not None and here(other) and there(args[place]):
                names = (name for name, _ in self.placed if name != "self")
                return f"write {self.name}({', '.join(names)}): the arguments are given in another order"
        return ""

    def refuse(self, name: str, given: object, in_order: str = "") -> None:
        kind = self.kinds[name]
        choices = [a for k in parts_of(kind) if get_origin(k) is Literal for a in get_args(k)]
        near = did_you_mean(given, map(str, choices)) if isinstance(given, str) and len(given) < 100 else ""
        names = [_name(part) for part in parts_of(kind)]
        remedies = [f"{name} comes from {HOW[name]}" for name in names if name in HOW and not in_order]
        if "Result" in names and type(given).__name__ == "Breakdown":
            remedies = ["take one group's result, breakdown['women'], or everybody's, breakdown.full"]
        if str in parts_of(kind) and _PLAIN[int](given) and _is_finite(given):
            remedies.append(f"write it as text: '{given}'")
        remedies += [in_order] if in_order else []
        shown = _shown(given)
        raise self.error(
            f"given as {type(given).__name__}" + (f", {shown}{near}" if shown else ""),
            where=f"{self.name}({name}=…)",
            expected=_words(kind),
            remedy="; ".join(remedies) or None,
        )


_PLACED = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)


def _is_named(parameter: inspect.Parameter) -> bool:
    return parameter.kind in (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)


# -- what an annotation says -----------------------------------------------------------------------------


class Unloaded(type):
    """A class that an annotation names and that is not imported: known by its name."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return Unloaded(name, (), {})

    def __getitem__(cls, of: object) -> Any:
        return cls

    def __instancecheck__(cls, given: object) -> bool:
        # Python's own Mapping is none of ours.
        kinds = (kind for kind in type(given).__mro__ if kind.__module__ != "collections.abc")
        return any(kind.__name__ == cls.__name__ for kind in kinds)


class _Names(dict[str, Any]):
    """The names of a module; those that it only has when types are checked are unloaded classes."""

    def __missing__(self, name: str) -> Any:
        if name == "Path":
            return Path
        return getattr(builtins, name) if hasattr(builtins, name) else Unloaded(name, (), {})


def kinds_of(function: Callable[..., Any]) -> dict[str, Any]:
    """Return what a function's annotations ask of each of its arguments."""
    plain = inspect.unwrap(function)
    names = _Names(plain.__globals__)
    return {
        name: eval(told, names) if isinstance(told, str) else told
        for name, told in plain.__annotations__.items()
        if name != "return"
    }


def parts_of(kind: Any) -> tuple[Any, ...]:
    """Return what a union consists of, unions in it opened."""
    if get_origin(kind) in (Union, types.UnionType):
        return tuple(part for arg in get_args(kind) for part in parts_of(arg))
    return (kind,)


def _tables_in(kind: Any) -> frozenset[str]:
    """Return the forms in which an argument may hold a table, where it may."""
    forms = {getattr(part, "__name__", "") for part in parts_of(kind)} & {
        "DataFrame",
        "GeoDataFrame",
        "Series",
    }
    for part in parts_of(kind):
        origin, args = get_origin(part), get_args(part)
        if not isinstance(origin, type) or "numpy" in origin.__module__:
            continue
        if issubclass(origin, Mapping) and set(parts_of(args[1])) <= {float, int, str}:
            forms.add("mapping")
        elif origin in _SEVERAL and set(args) - {Ellipsis} <= {float, int, str}:
            forms.add("several")
    return frozenset(forms)


def _test(kind: Any, left: set[type]) -> Test:
    """Return the test of whether something is of a kind; what a list holds of ``left`` is not tested."""
    origin, args = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        tests = [_test(part, left) for part in parts_of(kind)]
        return lambda given: any(test(given) for test in tests)
    if origin is Literal:
        return lambda given: any(isinstance(given, type(word)) and given == word for word in args)
    if kind in _PLAIN:
        return _PLAIN[kind]
    if kind is None or kind is type(None):
        return lambda given: given is None
    wide = origin or kind
    if wide is abc.Callable:
        return callable
    if not isinstance(wide, type) or getattr(wide, "_is_protocol", False) or wide.__module__ == "numpy":
        return _anything
    held = [arg for arg in args if arg is not Ellipsis]
    within = [_anything if left.intersection(parts_of(arg)) else _test(arg, left) for arg in held]
    if issubclass(wide, Mapping):
        return _mapping(*within)
    if issubclass(wide, tuple) and args and Ellipsis not in args:
        return lambda given: (
            isinstance(given, tuple | list)
            and len(given) == len(within)
            and all(test(one) for test, one in zip(within, given, strict=True))
        )
    if wide in _SEVERAL:
        return _several(*within)
    return lambda given: isinstance(given, wide)


def _anything(_given: object) -> bool:
    return True


def _is_bool(given: object) -> bool:
    return isinstance(given, bool) or type(given).__name__ in ("bool_", "bool")


def _is_finite(given: object) -> bool:
    if not isinstance(given, Real) or _is_bool(given):
        return False
    try:
        return math.isfinite(given)
    except OverflowError:  # a whole number of hundreds of digits
        return False


#: No count, year or seed is as large; what is fits no array, and may have more digits than can be written.
_WHOLE = 2**63

#: Kinds whose test is not that of being an instance.
_PLAIN: dict[Any, Test] = {
    Any: _anything,
    object: _anything,
    bool: _is_bool,
    int: lambda given: isinstance(given, Integral) and not _is_bool(given) and abs(int(given)) < _WHOLE,
    float: _is_finite,
    str: lambda given: isinstance(given, str),
    Path: lambda given: isinstance(given, os.PathLike),
}


#: What is gone through one by one; text, bytes and mappings are not.
_SEVERAL = (abc.Collection, abc.Iterable, abc.Sequence, abc.Set, frozenset, list, set, tuple)

_NOT_SEVERAL = (str, bytes, bytearray, os.PathLike, Mapping)


def _mapping(key: Test = _anything, value: Test = _anything) -> Test:
    def test(given: Any) -> bool:
        return isinstance(given, Mapping) and all(key(k) and value(v) for k, v in given.items())

    return test


def _several(each: Test = _anything) -> Test:
    def test(given: Any) -> bool:
        if isinstance(given, _NOT_SEVERAL) or hasattr(given, "columns"):
            return False
        if not isinstance(given, Iterable) or getattr(given, "ndim", 1) == 0:
            return False
        # What can be gone through only once is left to the function.
        return not hasattr(given, "__len__") or all(map(each, given))

    return test


# -- and how it is said ----------------------------------------------------------------------------------

_NAMES: dict[Any, str] = {
    bool: "True or False",
    int: "a whole number",
    float: "a finite number",
    str: "text",
    Path: "a path",
    type(None): "None",
}


def _words(kind: Any) -> str:
    return " or ".join(dict.fromkeys(_word(part) for part in parts_of(kind)))


def _word(kind: Any) -> str:
    origin, args = get_origin(kind), get_args(kind)
    if origin is Literal:
        return " or ".join(repr(word) for word in args) if len(args) < 4 else f"one of {listing(args)}"
    if kind in _NAMES:
        return _NAMES[kind]
    if abc.Callable in (origin, kind):
        return "a function"
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return f"a mapping of {_words(args[0])} to {_words(args[1])}"
    if isinstance(origin, type) and issubclass(origin, tuple) and args and Ellipsis not in args:
        return f"({', '.join(map(_words, args))})"
    if isinstance(origin, type) and issubclass(origin, Iterable):
        return f"a list of {_words(args[0])}" if origin.__module__ != "numpy" else "an array"
    return _name(kind) or str(kind)


def _name(kind: Any) -> str:
    """The name of a class; of the numbers of an answer that of the answer, which is what a person has."""
    name = getattr(kind, "__name__", "")
    return _ANSWERS.get(name, name)


def _shown(given: object) -> str:
    """Show what was given where it is short; else nothing."""
    if isinstance(given, str | Real | list | tuple | dict | set):
        try:
            text = repr(given) if not hasattr(given, "__len__") or len(given) <= _SHOWN else ""
        except (ValueError, RecursionError):  # a number of thousands of digits, a list in itself
            return ""
        if len(text) <= _SHOWN:
            return text
    return ""
