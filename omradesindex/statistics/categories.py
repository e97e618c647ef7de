"""What sources call the same category: ``kvinna``, ``kvinnor``, ``K`` and ``2`` are all women."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from omradesindex.ages import ages_label, read_ages
from omradesindex.frozen import Frozen
from omradesindex.patterns import pattern
from omradesindex.plaintext import plain
from omradesindex.statistics.vocabulary import TOTAL
from omradesindex.totals import is_everybody
from omradesindex.wording import Text

_EVERYBODY = ("total", "totalt", "totals", "t", "alla", "samtliga", "all", "")  # and totals.is_everybody

#: Spellings by breakdown column and category, in small letters. The digits for sex are Statistics Sweden's.
SPELLINGS: Mapping[str, Mapping[str, tuple[str, ...]]] = Frozen(
    {
        "sex": Frozen(
            {
                "women": (
                    *("women", "woman", "female", "females", "f", "kvinna", "kvinnor", "k", "2"),
                    *("kvinnlig", "kvinnligt", "flicka", "flickor", "tjejer", "girl", "girls"),
                ),
                "men": (
                    *("men", "man", "male", "males", "m", "män", "1"),
                    *("manlig", "manligt", "pojke", "pojkar", "killar", "boy", "boys"),
                ),
                TOTAL: (*_EVERYBODY, "båda könen", "båda", "bägge könen", "both sexes", "both"),
            }
        ),
        "disability": Frozen(
            {
                "with": ("with", "med", "med funktionsnedsättning", "with disability"),
                "without": ("without", "utan", "utan funktionsnedsättning", "without disability"),
                TOTAL: _EVERYBODY,
            }
        ),
    }
)

#: Columns whose categories are few and known: another one is asked about instead of taken.
CLOSED: tuple[str, ...] = ("sex", "disability")

#: How a category is named to a reader.
LABELS: Mapping[tuple[str, str], Text] = Frozen(
    {
        ("sex", "women"): Text("kvinnor", "women"),
        ("sex", "men"): Text("män", "men"),
        ("disability", "with"): Text("med funktionsnedsättning", "with disability"),
        ("disability", "without"): Text("utan funktionsnedsättning", "without disability"),
    }
)

#: How a breakdown column is named inside a sentence.
COLUMN_LABELS: Mapping[str, Text] = Frozen(
    {
        "sex": Text("kön", "sex"),
        "age": Text("ålder", "age"),
        "disability": Text("funktionsnedsättning", "disability"),
    }
)

_DASHES = pattern(r"\s*[\u2010-\u2015\u2212-]\s*")

_READ = {
    column: {spelling: category for category, spellings in known.items() for spelling in spellings}
    for column, known in SPELLINGS.items()
}

_TOGETHER = pattern(r"\s+(?:och|samt|and)\s+|\s*[&+/]\s*")
_BOTH = ({"women", "men"}, {"with", "without"})


def canonical(column: str, spelling: str) -> str | None:
    """Return the category that a spelling stands for, or None where it is not known.

    Examples
    --------
    >>> [canonical("sex", word) for word in ("Kvinnor", "K", "2", "båda könen", "okänt")]
    ['women', 'women', 'women', 'total', None]
    >>> [canonical("sex", word) for word in ("Kvinnor och män", "Flickor/pojkar", "kvinnor och flickor")]
    ['total', 'total', 'women']
    >>> canonical("age", "Samtliga 16–64 år")
    'total'
    """
    known = _READ.get(column, {})
    word = plain(spelling).casefold()
    named = {known.get(part) for part in _TOGETHER.split(word)}
    if word in known or (len(named) == 1 and None not in named):
        return known.get(word) or next(iter(named))
    return TOTAL if named in _BOTH or is_everybody(spelling) else None


def label(column: str, category: str) -> Text:
    """How a category is named to a reader: its label, or the category itself.

    Examples
    --------
    >>> label("disability", "with").sv, label("age", "16-24").sv, label("age", "65-").sv
    ('med funktionsnedsättning', '16–24 år', '65 år och äldre')
    """
    span = read_ages(category) if column == "age" else None
    return LABELS.get((column, category), Text(category, category)) if span is None else ages_label(span)


def alike(column: str, categories: Iterable[str]) -> tuple[str, str] | None:
    """Return two categories that look like one written in two ways, or None.

    Examples
    --------
    >>> alike("age", ["16-24", "25-64", "16\N{EN DASH}24"])
    ('16-24', '16–24')
    >>> alike("tenure", ["Hyresrätt", "hyresrätt"])
    ('Hyresrätt', 'hyresrätt')
    """
    seen: dict[object, str] = {}
    for category in categories:
        span = read_ages(category) if column == "age" else None
        first = seen.setdefault(span or _plain(category), category)
        if first != category:
            return first, category
    return None


def _plain(category: str) -> str:
    """Write a category in small letters, with single spaces and plain hyphens."""
    return _DASHES.sub("-", plain(category)).casefold()


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
