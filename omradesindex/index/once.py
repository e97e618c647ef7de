"""What is worked out of a result once, however many cells and texts ask for it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")


def once(work: Callable[Concatenate[R, P], T]) -> Callable[Concatenate[R, P], T]:
    """Keep what a function works out of a result, or of what rests on one, for as long as that is there.

    Its other arguments are texts or numbers, and what it returns is not changed by anybody.

    Examples
    --------
    >>> import omradesindex as oi
    >>> result = oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics())
    >>> asked = []
    >>> @once
    ... def areas(result):
    ...     asked.append(result)
    ...     return len(result.areas)
    >>> areas(result), areas(result), len(asked)
    (14, 14, 1)
    """
    kept: WeakKeyDictionary[R, dict[Any, T]] = WeakKeyDictionary()

    @wraps(work)
    def kept_work(result: R, /, *args: P.args, **named: P.kwargs) -> T:
        answers = kept.setdefault(result, {})
        key = (args, tuple(named.items()))
        if key not in answers:
            answers[key] = work(result, *args, **named)
        return answers[key]

    return kept_work
