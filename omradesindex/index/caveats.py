"""What a reader must be told beside any figure of a result: of what quality it is, and what it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from omradesindex.catalogue.lock import lock_line
from omradesindex.index.once import once
from omradesindex.index.words_methods import bent_line, weights_line
from omradesindex.index.words_notes import doubt_line, filled_line, mix_line, of_other_periods, skewed_line
from omradesindex.index.words_prices import price_lines
from omradesindex.index.words_quality import quality_line
from omradesindex.index.words_scale import once_more_line
from omradesindex.statistics.notices import note_in
from omradesindex.statistics.perturbed import tells_noise
from omradesindex.statistics.rounded import tells_rounding
from omradesindex.wording import Language

if TYPE_CHECKING:
    from omradesindex.index.scored import Scored


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
    others = [of_other_periods(list(dict.fromkeys(when)), text, lang) for text, when in by_quality.items()]
    return [quality, *others, *own]


def _periods(result: Scored) -> list[str]:
    return [period for period in result.measured.periods if period]


def notes(result: Scored, lang: Language) -> list[str]:
    """Whether the definition is the locked one, doubtful membership, and the notes that were given."""
    told = (
        lock_line(result.index, lang),
        doubt_line(result, lang),
        mix_line(result, lang),
        bent_line(result, lang),
        skewed_line(result, lang),
        weights_line(result, lang),
        filled_line(result, lang),
        once_more_line(result, lang),
        *_given(result, lang),
    )
    return [text for text in told if text]


def _given(result: Scored, lang: Language) -> list[str]:
    # What was done to other figures of the same table is nothing that a reader of these must know.
    done = zip((tells_noise, tells_rounding), _done(result), strict=True)
    untouched = [tells for tells, there in done if not there]
    given = [note for note in result.statistics.notes if not any(tells([note]) for tells in untouched)]
    own = (*(note.in_(lang) for note in result.index.notes), *(note_in(note, lang) for note in given))
    return [*price_lines(result, lang), *own]


@once
def _done(result: Scored) -> tuple[bool, bool]:
    """Whether any figure that the result rests on has noise, and whether any was rounded."""
    blocks = [result.statistics.block(*block) for own in result.measured.used for block in own]
    return any(block.noise.any() for block in blocks), any(block.rounding.any() for block in blocks)
