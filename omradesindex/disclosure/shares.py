"""Which counts are shares of which: numerators and denominators, each a variable or the sum of some."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from omradesindex.catalogue import Indicator, indicators
from omradesindex.catalogue.identities import Identity
from omradesindex.disclosure.declared import of_group

#: Numerator → denominator, or several; ``a+b`` is the sum of two variables, ``a|sex=women`` holds in a group.
Shares = Mapping[str, str | Sequence[str]]


def share_pairs(
    there: Iterable[str], chosen: Iterable[Indicator] | None = None
) -> dict[str, tuple[str, ...]]:
    """Return numerator → denominators of every share whose variables are all there.

    Parameters
    ----------
    there : iterable of str
        Variables.
    chosen : iterable of Indicator, optional
        Indicators of a definition; those of the catalogue if left out.

    Examples
    --------
    >>> from omradesindex.data import example_statistics
    >>> share_pairs(example_statistics().variables)["sysselsatta_16_64"]
    ('befolkning_16_64',)
    """
    variables = set(there)
    found: list[tuple[str, str]] = []
    for indicator in indicators().values() if chosen is None else chosen:
        formula = indicator.formula
        top, base = formula.numerator, formula.denominator
        if formula.kind == "share" and top and base and {*top, *base} <= variables and {*top} != {*base}:
            found.append(("+".join(sorted(top)), "+".join(sorted(base))))
    return joined(*({top: base} for top, base in found))


def joined(*shares: Shares, there: Iterable[str] | None = None) -> dict[str, tuple[str, ...]]:
    """Return several sets of shares as one; of variables that are all ``there``, if given.

    Examples
    --------
    >>> joined({"a": "c"}, {"a": "d", "a+b": "e"})
    {'a': ('c', 'd'), 'a+b': ('e',)}
    """
    known = None if there is None else set(there)
    found: dict[str, tuple[str, ...]] = {}
    for top, base in (pair for each in shares for pair in _pairs(each)):
        if known is None or {*_parts(top), *_parts(base)} <= known:
            found[top] = tuple(dict.fromkeys((*found.get(top, ()), base)))
    return found


def members(shares: Shares) -> list[str]:
    """Return every variable of some shares, each once."""
    return list(dict.fromkeys(v for pair in _pairs(shares) for side in pair for v in _parts(side)))


def nestings(shares: Shares) -> list[Identity]:
    """Return what shares tell: numerators lie within denominators, which may be sums that nobody shows."""
    found: list[Identity] = []
    for top, base in _pairs(shares):
        found.append(Identity(base, _parts(top), False))
        if len(_parts(base)) > 1:
            found.append(Identity(base, _parts(base)))
    return found


def _pairs(shares: Shares) -> Iterator[tuple[str, str]]:
    for top, bases in shares.items():
        yield from ((top, base) for base in ((bases,) if isinstance(bases, str) else bases))


def _parts(side: str) -> tuple[str, ...]:
    names, _ = of_group(side)
    return tuple(names.split("+"))
