"""Mappings and arrays that cannot be changed, and that stay so when they are sent to another process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Frozen(Mapping[K, V]):
    """A mapping that nobody can change, equal to any mapping of the same items.

    As ``types.MappingProxyType``, but it holds a copy of its own, and survives ``pickle`` and
    ``copy.deepcopy``: what answers consist of has to travel to other processes.

    Examples
    --------
    >>> import pickle
    >>> shares = Frozen({"index": 1.0})
    >>> pickle.loads(pickle.dumps(shares)) == shares == {"index": 1.0}
    True
    >>> shares["index"] = 0.5
    Traceback (most recent call last):
    ...
    TypeError: 'Frozen' object does not support item assignment
    """

    __slots__ = ("_items",)
    _items: dict[K, V]

    def __init__(self, items: Mapping[K, V]) -> None:
        object.__setattr__(self, "_items", dict(items))

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"'{name}' cannot be set: the mapping is frozen")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"'{name}' cannot be removed: the mapping is frozen")

    def __getitem__(self, key: K) -> V:
        return self._items[key]

    def __contains__(self, key: object) -> bool:
        return key in self._items

    def __iter__(self) -> Iterator[K]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __hash__(self) -> int:
        return hash(frozenset(self._items.items()))

    def __repr__(self) -> str:
        return repr(self._items)

    def __reduce__(self) -> tuple[type[Frozen[K, V]], tuple[dict[K, V]]]:
        return type(self), (dict(self._items),)


def lock(arrays: Iterable[object]) -> None:
    """Let nobody write in the arrays among the values.

    Pickle and copy forget that an array was locked, so ``__setstate__`` of what holds some locks them anew.
    """
    import numpy as np

    for array in arrays:
        if isinstance(array, np.ndarray):
            array.setflags(write=False)


def hold(frozen: object, **values: object) -> None:
    """Let a frozen dataclass hold checked values; for its ``__post_init__`` only."""
    for name, value in values.items():
        object.__setattr__(frozen, name, value)
