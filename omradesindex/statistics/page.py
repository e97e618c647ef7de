"""What a table of statistics is about, and of what kinds its figures are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from omradesindex.statistics.categories import column_label
from omradesindex.statistics.prices import basis_label
from omradesindex.statistics.series import Break
from omradesindex.statistics.vocabulary import QUALITIES, QUALITY_LABELS, STATUS_LABELS, STATUSES
from omradesindex.wording import Language, number, say, some

Codes = NDArray[np.int8]

_MOST = 6


def about(
    *,
    areas: Sequence[str],
    whole: str | None,
    variables: Sequence[str],
    span: str,
    breakdowns: Sequence[str],
    definitions: Mapping[str, str],
    quality: Codes,
    status: Codes,
    source: NDArray[np.int16],
    sources: Sequence[str],
    breaks: Sequence[Break] = (),
    prices: Mapping[tuple[str, str], str] | None = None,
    lang: Language,
) -> dict[str, str]:
    """Return each fact by its label; the parameters are those of the statistics."""
    rows = say(
        lang, f"; hela staden har egna rader ({whole})", f"; the whole city has its own rows ({whole})"
    )
    # What is not there may name a source too, which then says why. One is written "body, table, details".
    used = np.bincount(source[status == STATUSES.index("observed")], minlength=len(sources))
    named = [text for text, n in zip(sources, used, strict=True) if n and text]
    bodies = list(dict.fromkeys(text.partition(",")[0] for text in named))
    said = {
        say(lang, "Områden", "Areas"): _listed(areas, lang) + (rows if whole is not None else ""),
        say(lang, "Variabler", "Variables"): _listed(variables, lang),
        say(lang, "Perioder", "Periods"): span or say(lang, "inga", "none"),
        say(lang, "Uppdelat efter", "Broken down by"): ", ".join(
            column_label(c).in_(lang) for c in breakdowns
        ),
        say(lang, "Uppgifter", "Figures"): _kinds(quality, status, lang),
        say(lang, "Källor", "Sources"): some(bodies, _MOST, lang=lang),
    }
    meanings = {
        column_label(column).in_(lang).capitalize(): meaning for column, meaning in definitions.items()
    }
    if prices:
        bases = sorted({basis_label(basis, lang) for basis in prices.values()})
        said[say(lang, "Belopp i", "Amounts in")] = ", ".join(bases)
    if breaks:
        said[say(lang, "Brutna serier", "Broken series")] = some(
            [broken.text(lang) for broken in breaks], _MOST, lang=lang
        )
    return said | meanings


def _listed(names: Sequence[str], lang: Language) -> str:
    return f"{number(len(names), lang=lang)} ({some(names, _MOST, lang=lang)})" if names else "0"


def _kinds(quality: Codes, status: Codes, lang: Language) -> str:
    """How many figures there are of each quality, and how many are not there for each reason."""
    observed = status == STATUSES.index("observed")
    counts = [int(np.count_nonzero((quality == code) & observed)) for code in range(len(QUALITIES))]
    lacking = [int(np.count_nonzero(status == code)) for code in range(len(STATUSES))]
    told = [
        _counted(n, QUALITY_LABELS[word][n != 1].in_(lang), lang)
        for word, n in zip(QUALITIES, counts, strict=True)
        if n
    ]
    told += [
        _counted(n, STATUS_LABELS[word][n != 1].in_(lang), lang)
        for word, n in zip(STATUSES, lacking, strict=True)
        if n and word != "observed"
    ]
    return ", ".join(told)


def _counted(n: int, word: str, lang: Language) -> str:
    return f"{number(n, lang=lang)} {word}"
