"""One register of every method: stage → name → function, options, source, meaning.

The modules declare their own methods; one is imported when none before it has the name that is asked for, so
that an index that needs two methods does not load fifty.
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


class _Stage(Mapping[str, Method]):
    """Name → method, for one stage: a module is imported when no other before it has the name."""

    def __init__(self, stage: str) -> None:
        self._stage = stage

    def __getitem__(self, name: str) -> Method:
        for module in _MODULES[self._stage]:
            if name in (declared := _declared(self._stage, module)):
                return declared[name]
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        modules = _MODULES[self._stage]
        return iter(dict.fromkeys(name for module in modules for name in _declared(self._stage, module)))

    def __len__(self) -> int:
        return sum(1 for _ in self)


@cache
def _declared(stage: str, module: str) -> Mapping[str, Method]:
    """Name → method, for what a module declares of a stage."""
    return {
        method.name: method
        for value in vars(import_module(f"{__package__}.{module}")).values()
        if isinstance(value, Mapping)
        for method in value.values()
        if isinstance(method, Method) and method.stage == stage
    }


def find_methods(stage: str) -> Mapping[str, Method]:
    """Name → method, for one stage.

    Parameters
    ----------
    stage : {"impute", "treat", "normalise", "weight", "aggregate"}

    Raises
    ------
    MethodError
        Unknown stage.

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
    return _Stage(stage)


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
