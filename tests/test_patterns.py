"""Patterns that are compiled when first tried: they behave as others do."""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Iterator, Mapping
from importlib import import_module

import pytest

import omradesindex
from omradesindex.patterns import pattern


@pytest.mark.parametrize("text", ["år", b"ar"])
def test_a_pattern_does_what_a_compiled_one_does(text: str | bytes) -> None:
    late = pattern(text, re.IGNORECASE)
    now = re.compile(text, re.IGNORECASE)
    for subject in (text, text.upper(), text + text, text[:1]):
        for method in ("match", "fullmatch", "search"):
            here, there = (getattr(one, method)(subject) for one in (late, now))
            assert (here and here.span()) == (there and there.span())
        assert late.findall(subject) == now.findall(subject)
        assert late.sub(text[:0], subject) == now.sub(text[:0], subject)
    assert (late.pattern, late.flags) == (now.pattern, now.flags)


def test_what_is_no_pattern_is_told_when_it_is_tried() -> None:
    broken = pattern("(")
    with pytest.raises(re.error):
        broken.search("a")


def _held(thing: object) -> Iterator[object]:
    if isinstance(thing, Mapping):
        thing = tuple(thing.values())
    if isinstance(thing, tuple | list):
        for one in thing:
            yield from _held(one)
    else:
        yield thing


def test_every_pattern_of_a_module_can_be_compiled() -> None:
    untried = type(pattern(""))
    tried = 0
    for module in pkgutil.walk_packages(omradesindex.__path__, "omradesindex."):
        if not module.name.endswith("__main__"):
            for value in vars(import_module(module.name)).values():
                for one in _held(value):
                    if isinstance(one, untried):
                        assert re.compile(one.pattern, one.flags)
                        tried += 1
    assert tried > 100
