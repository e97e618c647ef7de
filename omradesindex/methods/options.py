"""What kind of value an option takes: read from the signature of the function that takes it."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from numbers import Integral, Real
from typing import Any, Literal, get_args

import numpy as np

from omradesindex.errors import MethodError, listing
from omradesindex.patterns import pattern

_WORD = pattern(r"[\"']([^\"']*)[\"']")


#: What a file writes where an option is to have no value: TOML has no word for it.
NOTHING = "none"

#: What a standard deviation takes off the number of areas that it divides by.
Ddof = Literal[0, 1]


def check_ddof(ddof: int) -> None:
    """Refuse a divisor that no standard deviation has."""
    if ddof not in (0, 1):
        raise MethodError(f"ddof is {ddof!r}", expected="0 (divide by n) or 1 (divide by n − 1)")


@dataclass(frozen=True)
class Kind:
    """A kind of value: how it is known, and what an error says was expected."""

    fits: Callable[[object], bool]
    expected: str


def _is_number(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, Real):
        return False
    try:
        return bool(np.isfinite(float(value)))
    except OverflowError:
        return False


def _is_whole(value: object) -> bool:
    return isinstance(value, Integral) and not isinstance(value, bool)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _are(values: object, fits: Callable[[object], bool]) -> bool:
    """Whether it is a list, or an array of one dimension, of what fits."""
    if isinstance(values, str | bytes | Mapping) or not hasattr(values, "__len__"):
        return False
    return hasattr(values, "__iter__") and all(map(fits, values))


def _are_numbers(value: object) -> bool:
    """Whether it is a number, or numbers in rows of equal length; NaN among many is for the method."""
    if isinstance(value, Real):
        return _is_number(value)
    try:
        array = np.asarray(value)
        return not isinstance(value, Mapping) and array.dtype.kind in "iuf" and not np.isinf(array).any()
    except (ValueError, OverflowError):
        return False


_KINDS: Mapping[str, Kind] = {
    "bool": Kind(lambda value: isinstance(value, bool | np.bool_), "true or false, without quotation marks"),
    "int": Kind(_is_whole, "a whole number"),
    "float": Kind(_is_number, "a number"),
    "str": Kind(_is_text, "a word"),
    "None": Kind(lambda value: value is None, "nothing"),
    "ArrayLike": Kind(_are_numbers, "a number, or a list of numbers"),
    "Sequence[float]": Kind(lambda value: _are(value, _is_number), "a list of numbers"),
    "Sequence[int]": Kind(lambda value: _are(value, _is_whole), "a list of whole numbers"),
    "Sequence[object]": Kind(lambda value: _are(value, _is_label), "a list of labels"),
    "Sequence[Hashable]": Kind(lambda value: _are(value, _is_label), "a list of labels"),
    "np.random.Generator": Kind(lambda value: isinstance(value, np.random.Generator), "a Generator"),
}

_COLUMNS = Kind(
    lambda value: _are(value, lambda own: _is_text(own) or _is_whole(own)), "a list of indicators' ids"
)
_BY_INDICATOR = Kind(
    lambda value: _is_table(value, _is_number), "a table of a number for each indicator's id"
)
_BY_AREA = Kind(lambda value: _is_table(value, _is_label), "a table of a label for each area's code")
_METHODS = Kind(
    lambda value: (
        isinstance(value, Mapping)
        and all(_is_text(key) or _is_whole(key) for key in value)
        and all(isinstance(own, str | Mapping) for own in value.values())
    ),
    "a table of a method for each indicator's id",
)


def _is_label(value: object) -> bool:
    return isinstance(value, Hashable) and value is not None and value == value


def _is_table(value: object, fits: Callable[[object], bool]) -> bool:
    return isinstance(value, Mapping) and all(map(_is_text, value)) and all(map(fits, value.values()))


def kinds_of(annotation: object, per: str | None, names: Mapping[str, Any]) -> tuple[Kind, ...]:
    """Return the kinds of value that an option takes; none where its function does not say.

    Parameters
    ----------
    annotation : str
        As it stands in the signature.
    per : {"indicator", "area", "columns", "methods", "words"}, optional
        What the option holds one of.
    names : mapping
        What the names of an annotation mean, where they are no kinds of their own.

    Examples
    --------
    >>> [kind.expected for kind in kinds_of("float | None", None, {})]
    ['a number', 'nothing']
    """
    if not isinstance(annotation, str):
        return ()
    kinds: list[Kind] = []
    if per == "methods":
        return (_METHODS,)
    for part in re.split(r"\s*\|\s*", annotation.strip()):
        if per == "words" and part.startswith("Mapping["):
            continue
        words = get_args(names.get(part)) or tuple(_WORD.findall(part))
        if part in _KINDS:
            kinds.append(_COLUMNS if per == "columns" and part != "None" else _KINDS[part])
        elif words:
            kinds.append(_one_of(words))
            if per == "words":
                kinds.append(_by_word(words))
        else:
            return ()
    if per in ("indicator", "area"):
        kinds.insert(1, _BY_INDICATOR if per == "indicator" else _BY_AREA)
    return tuple(kinds)


def _one_of(words: tuple[str | int, ...]) -> Kind:
    """Return the kind of what is one of some words, or of some whole numbers."""
    fits = _is_text if isinstance(words[0], str) else _is_whole
    return Kind(lambda value: fits(value) and value in words, f"one of {listing(words)}")


def _by_word(words: tuple[str | int, ...]) -> Kind:
    """Return the kind of what holds one of some words for each indicator that is named."""
    return Kind(
        lambda value: (
            isinstance(value, Mapping)
            and all(_is_text(key) or _is_whole(key) for key in value)
            and all(word in words for word in value.values())
        ),
        "a table of one of these for each indicator's id",
    )


def check_option(name: str, value: object, kinds: tuple[Kind, ...], where: str) -> object:
    """Return an option's value, refused where it is of another kind than the option takes.

    The word :data:`NOTHING` is None where the option may be left without a value.

    Raises
    ------
    MethodError
    """
    if not kinds or any(kind.fits(value) for kind in kinds):
        return value
    if isinstance(value, str) and value == NOTHING and _KINDS["None"] in kinds:
        return None
    try:
        shown = repr(value)
    except ValueError:
        shown = "a number of thousands of digits"
    raise MethodError(
        f"the option '{name}' is {shown if len(shown) <= 80 else shown[:79] + '…'}",
        where=where,
        expected=" or ".join(kind.expected for kind in kinds if kind is not _KINDS["None"]),
    )
