"""What a reader must be told beside any figure of a result: of what quality it is, and what it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from omradesindex.catalogue.lock import lock_line
from omradesindex.index.once import once
from omradesindex.index.quality import quality_line
from omradesindex.index.words_prices import price_lines
from omradesindex.statistics.perturbed import tells_noise
from omradesindex.wording import Language, area_name, join, number, say

if TYPE_CHECKING:
    from omradesindex.index.scored import Scored

_NEGLIGIBLE_DOUBT = 0.005


def caveats(result: Scored, lang: Language, earlier: Sequence[Scored] = (), lacking: int = 0) -> list[str]:
    """The quality of a result's figures and its notes; and of earlier ones what is not the same there.

    ``lacking``: how many indicators were asked for beside the index's own, and have no figures.

    Every text and page that says something of a result ends with these, so that none lacks what another has.
    """
    quality, own = quality_line(result, lang, lacking), notes(result, lang)
    by_quality: dict[str, list[str]] = {}
    for other in earlier:
        # Membership is the same every year: how much of each year's figures it concerns is not told again.
        own += [text for text in _given(other, lang) if text not in own]
        if (text := quality_line(other, lang)) != quality:
            by_quality.setdefault(text, []).append(other.statistics.calendar.span(_periods(other)))
    head = say(lang, "Uppgifterna för", "The figures for")
    others = [f"{head} {join(list(dict.fromkeys(w)), lang=lang)}: {text}" for text, w in by_quality.items()]
    return [quality, *others, *own]


def _periods(result: Scored) -> list[str]:
    return [period for period in result.measured.periods if period]


def notes(result: Scored, lang: Language) -> list[str]:
    """Whether the definition is the locked one, doubtful membership, and the notes that were given."""
    told = (lock_line(result.index, lang), doubt_line(result, lang), *_given(result, lang))
    return [text for text in told if text]


def _given(result: Scored, lang: Language) -> list[str]:
    statistics, used = result.statistics, result.measured.used
    noisy = any(statistics.block(*block).noise.any() for blocks in used for block in blocks)
    # That other figures of the same table carry noise is nothing that a reader of these must know.
    given = [note for note in statistics.notes if noisy or not tells_noise([note])]
    return [*price_lines(result, lang), *(note.in_(lang) for note in result.index.notes), *given]


@once
def doubt_line(result: Scored, lang: Language, place: int | None = None) -> str:
    """How much of an area's figures sits in parts that may belong to another area, at most, and where.

    ``place`` is that of one indicator; without it the worst of all is told.
    """
    doubtful = np.nan_to_num(result.measured.doubtful[:-1])
    if place is not None:
        doubtful = doubtful[:, [place]]
    most = float(doubtful.max(initial=0.0))
    if most < _NEGLIGIBLE_DOUBT:
        return ""
    code = result.areas[int(doubtful.max(axis=1).argmax())]
    area = area_name(code, result.statistics.name_of(code))
    share = number(100 * most, lang=lang)
    if place is None:
        base = say(lang, "underlaget för en indikator", "the base of an indicator")
    else:
        base = say(lang, "underlaget", "the base")
    return say(
        lang,
        f"Osäker eller delad områdestillhörighet: som mest {share} procent av {base}, i {area}.",
        f"Doubtful or split membership: at most {share} per cent of {base}, in {area}.",
    )
