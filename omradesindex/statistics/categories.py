"""What sources call the same category: ``kvinna``, ``kvinnor``, ``K`` and ``2`` are all women."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from omradesindex.catalogue import Text
from omradesindex.statistics.vocabulary import TOTAL

_EVERYBODY = ("total", "totalt", "totals", "t", "alla", "samtliga", "all", "")

#: Spellings by breakdown column and category, in small letters. The digits for sex are Statistics Sweden's.
SPELLINGS: Mapping[str, Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "sex": MappingProxyType(
            {
                "women": ("women", "woman", "female", "females", "f", "kvinna", "kvinnor", "k", "2"),
                "men": ("men", "man", "male", "males", "m", "män", "1"),
                TOTAL: (*_EVERYBODY, "båda könen", "båda", "both sexes", "1+2"),
            }
        ),
        "disability": MappingProxyType(
            {
                "with": ("with", "med", "med funktionsnedsättning", "with disability"),
                "without": ("without", "utan", "utan funktionsnedsättning", "without disability"),
                TOTAL: _EVERYBODY,
            }
        ),
    }
)

#: Columns whose categories are few and known: another one is asked about instead of taken.
CLOSED: tuple[str, ...] = ("sex",)

#: How a category is named to a reader.
LABELS: Mapping[tuple[str, str], Text] = MappingProxyType(
    {
        ("sex", "women"): Text("kvinnor", "women"),
        ("sex", "men"): Text("män", "men"),
        ("disability", "with"): Text("med funktionsnedsättning", "with disability"),
        ("disability", "without"): Text("utan funktionsnedsättning", "without disability"),
    }
)

#: How a breakdown column is named inside a sentence.
COLUMN_LABELS: Mapping[str, Text] = MappingProxyType(
    {
        "sex": Text("kön", "sex"),
        "age": Text("ålder", "age"),
        "disability": Text("funktionsnedsättning", "disability"),
    }
)

_READ = {
    column: {spelling: category for category, spellings in known.items() for spelling in spellings}
    for column, known in SPELLINGS.items()
}


def canonical(column: str, spelling: str) -> str | None:
    """Return the category that a spelling stands for, or None where it is not known.

    Examples
    --------
    >>> [canonical("sex", word) for word in ("Kvinnor", "K", "2", "båda könen", "okänt")]
    ['women', 'women', 'women', 'total', None]
    """
    return _READ.get(column, {}).get(" ".join(spelling.split()).casefold())


def label(column: str, category: str) -> Text:
    """How a category is named to a reader: its label, or the category itself.

    Examples
    --------
    >>> label("disability", "with").sv
    'med funktionsnedsättning'
    """
    return LABELS.get((column, category), Text(category, category))


def column_label(column: str) -> Text:
    """How a breakdown column is named to a reader: its label, or its own name.

    Examples
    --------
    >>> column_label("sex").sv
    'kön'
    """
    return COLUMN_LABELS.get(column, Text(column, column))


def known_spellings(column: str) -> str:
    """Say which spellings are read, for an error's text.

    Examples
    --------
    >>> known_spellings("disability").split(";")[0]
    "'with' (with, med, med funktionsnedsättning, with disability)"
    """
    told = []
    for category, spellings in SPELLINGS[column].items():
        told.append(f"'{category}' ({', '.join(s for s in spellings if s)})")
    return "; ".join(told)


def spelled_twice(column: str, spellings: Iterable[str]) -> str:
    """Name the categories that a column spells in more than one way; empty where there is none.

    Examples
    --------
    >>> spelled_twice("sex", ["kvinnor", "K", "män"])
    "'K' and 'kvinnor' are both read as 'women'"
    """
    found: dict[str, set[str]] = {}
    for spelling in spellings:
        category = canonical(column, spelling)
        if category is not None:
            found.setdefault(category, set()).add(spelling)
    told = [
        f"{' and '.join(repr(s) for s in sorted(used))} are {'both' if len(used) == 2 else 'all'} "
        f"read as '{category}'"
        for category, used in found.items()
        if len(used) > 1
    ]
    return "; ".join(told)
