"""One register of every method: stage → name → function, options, source, meaning.

The modules declare their own methods; they are imported when a stage is first asked for, so that an index
that needs two methods does not load fifty.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module

from omradesindex.errors import MethodError, did_you_mean, listing
from omradesindex.frozen import Frozen
from omradesindex.methods.method import STAGES, Choice, Method, choose

__all__ = ["STAGES", "every_method", "find_methods", "resolve"]

# Each module holds one mapping of name → Method or more.
_MODULES: Mapping[str, tuple[str, ...]] = Frozen(
    {
        "impute": ("impute",),
        "treat": ("treat",),
        "normalise": ("normalise",),
        "weight": (
            "weight",
            "weight_data",
            "weight_components",
            "weight_factor",
            "weight_effective",
            "frontier",
        ),
        "aggregate": ("aggregate", "balance", "outranking", "counting", "frontier"),
    }
)


@cache
def find_methods(stage: str) -> Mapping[str, Method]:
    """Name → method, for one stage.

    Parameters
    ----------
    stage : {"impute", "treat", "normalise", "weight", "aggregate"}

    Raises
    ------
    MethodError
        Unknown stage; two different methods of the same name.

    Examples
    --------
    >>> find_methods("normalise")["min_max"].options
    {'low': 0.0, 'high': 1.0}
    """
    if stage not in _MODULES:
        raise MethodError(
            f"the stage '{stage}' is unknown{did_you_mean(stage, STAGES)}",
            expected=f"one of {listing(STAGES)}",
        )
    found: dict[str, Method] = {}
    for name in _MODULES[stage]:
        for value in vars(import_module(f"{__package__}.{name}")).values():
            if not isinstance(value, Mapping):
                continue
            for method in value.values():
                if not isinstance(method, Method) or method.stage != stage:
                    continue
                if found.setdefault(method.name, method) is not method:
                    raise MethodError(f"two methods are called '{method.name}'", where=stage)
    return Frozen(found)


def every_method() -> Iterator[Method]:
    """Yield the methods of all stages, in the order in which an index takes them."""
    for stage in STAGES:
        yield from find_methods(stage).values()


def resolve(stage: str, choice: object) -> Choice:
    """Find the method that a definition or a user asks for, with its options settled.

    Parameters
    ----------
    stage : {"impute", "treat", "normalise", "weight", "aggregate"}
    choice : str, mapping or callable
        A name; a table ``{"method": name, option: value, …}``; or a function of the same signature as the
        stage's own (to normalise: ``(x, reference) -> normalised``).

    Returns
    -------
    Choice
        Called as the stage's functions are, without the options: ``choice(x)``, ``choice(x, weights)``. For
        normalisation see :func:`omradesindex.methods.fit`, which takes a choice too.

    Raises
    ------
    MethodError
        An unknown stage, name or option (with the nearest), or an option that must be given.

    Examples
    --------
    >>> resolve("treat", {"method": "winsorise", "most": 2}).options
    {'most': 2}
    >>> resolve("treat", {"method": "winsorise", "mots": 2})
    Traceback (most recent call last):
    ...
    omradesindex.errors.MethodError: method 'winsorise': there is no option 'mots' (did you mean 'most'?).
    Expected: one of 'most', 'skew', 'kurtosis', 'columns', 'rule'.
    """
    return choose(stage, choice, find_methods(stage))
