"""What the figures of a study say under their titles, and to those who do not see them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from omradesindex.show.alternative import areas_line
from omradesindex.subjects.robustness.labels import times
from omradesindex.subjects.robustness.words import named, range_line, unsaid_line
from omradesindex.wording import NBSP, Language, area_name, number, say

if TYPE_CHECKING:
    from omradesindex.index.scored import Scored
    from omradesindex.subjects.robustness.study import Study

Floats = NDArray[np.float64]


def ranges_under(study: Study, level: float, lang: Language) -> str:
    """Under the rank ranges: how places and bars are read."""
    first = say(lang, "Plats 1 har störst utmaning.", "Place 1 has the greatest challenge.")
    return f"{first} {range_line(study, level, lang)}"


def map_what(lang: Language) -> str:
    """What a map of places is of."""
    return say(lang, "hur många platser varje område kan ha", "how many places each area may have")


def open_places_alt(base: Scored, low: Floats, high: Floats, lang: Language) -> str:
    """How many areas may have one place only, and whose places are the most."""
    return f"{areas_line(len(base.areas), lang)}. {_open_places(base, low, high, lang)}"


def places_alt(base: Scored, low: Floats, high: Floats, lang: Language) -> str:
    """How wide the ranges of places are, and whose is the widest."""
    areas = areas_line(len(base.areas), lang)
    ordered = say(
        lang,
        f"{areas} ordnade efter poäng, ett streck för de platser som varje område kan ha",
        f"{areas} in the order of their scores, a bar for the places that each may have",
    )
    has_any = not np.isnan(low + high).all()
    return f"{ordered if has_any else areas}. {_open_places(base, low, high, lang)}"


def _open_places(base: Scored, low: Floats, high: Floats, lang: Language) -> str:
    known = [i for i in range(len(low)) if not np.isnan(low[i] + high[i])]
    if not known:
        return say(lang, "Inget har någon plats.", "None has a place.")
    one = sum(low[i] == high[i] for i in known)
    widest = max(known, key=lambda i: high[i] - low[i])
    code = base.areas[widest]
    name, ends = area_name(code, base.names[code]), f"{low[widest]:.0f}–{high[widest]:.0f}"
    return say(
        lang,
        f"Bara en plats kan {one} ha. Bredast: {name}, plats {ends}.",
        f"Only one place may {one} have. Widest: {name}, places {ends}.",
    )


def acceptability_under(lang: Language) -> str:
    """Under the grid of places."""
    return say(
        lang,
        "Procent av sätten att räkna. Plats 1 har störst utmaning. Inramat: indexet som det är definierat.",
        "Per cent of the ways of counting. Place 1 has the greatest challenge. Framed: the index as defined.",
    )


def acceptability_alt(study: Study, lang: Language) -> str:
    """Say who has place 1 most often."""
    areas, first = areas_line(len(study.base.areas), lang), study.acceptability.iloc[:, 0]
    what = say(
        lang,
        f"Rutnät: hur ofta vart och ett av {areas} har varje plats.",
        f"A grid: how often each of {areas} has each place.",
    )
    if not first.max() > 0:
        return what
    place = int(first.to_numpy().argmax())
    often = times(float(first.iloc[place]), study.n, lang)
    name = named(study, study.base.areas[place])
    return what + say(
        lang,
        f" Plats 1 har oftast {name}: {often}.",
        f" Place 1 is most often that of {name}: {often}.",
    )


def pairs_title(lang: Language) -> str:
    """What the grid of pairs answers."""
    return say(lang, "Vilka områden byter ordning?", "Which areas change order?")


def pairs_under(lang: Language, *, written: bool = True) -> str:
    """Under the grid of pairs; the shares are not written where there is no room for them."""
    if not written:
        return say(
            lang,
            "Varje ruta är två områden: radens och kolumnens.",
            "Each square is two areas: the row's and the column's.",
        )
    return say(
        lang,
        "Procent av sätten att räkna där radens område har större utmaning än kolumnens.",
        "Per cent of the ways of counting in which the row's area has the greater challenge of the two.",
    )


def pairs_alt(share: Floats, limit: float, sure: str, lang: Language) -> str:
    """Say how many of the pairs of areas that are drawn keep their order."""
    upper = np.triu_indices(len(share), 1)
    known = ~np.isnan(share[upper])
    both = np.maximum(share, share.T)[upper][known]
    pairs, kept = (number(int(k), lang=lang) for k in (known.sum(), (both >= limit).sum()))
    return say(
        lang,
        f"Rutnät, område mot område. Av {pairs} par har {kept} samma ordning i minst {sure}{NBSP}% av sätten "
        "att räkna.",
        f"A grid, area against area. Of {pairs} pairs {kept} have the same order in at least {sure}% of the "
        "ways of counting.",
    )


def sensitivity_under(study: Study, output: str, lang: Language) -> str:
    """Under the shares of variance: what they are shares of."""
    if output not in study.areas:
        return say(
            lang,
            "Hur mycket varje val betyder för hur långt områdena flyttas.",
            "How much each choice matters for how far areas move.",
        )
    name = named(study, output)
    return say(
        lang,
        f"Hur mycket varje val betyder för platsen för {name}.",
        f"How much each choice matters for the place of {name}.",
    )


def sensitivity_line(study: Study, output: str, lang: Language) -> str:
    """What the bars are, or why there are none."""
    return unsaid_line(study, output, lang) or say(
        lang,
        "Staplarna är Sobolindex: andelar av variansen. Strecken visar hur osäker skattningen är. En "
        f"skattning under noll ritas som noll. Med samspel kan summan bli mer än 100{NBSP}%.",
        "The bars are Sobol indices: shares of the variance. The lines show how uncertain the estimate is. "
        "An estimate below zero is drawn as zero. With interaction the sum may exceed 100%.",
    )


def sensitivity_alt(study: Study, output: str, names: Sequence[str], totals: Floats, lang: Language) -> str:
    """Say how much each choice adds, with its interaction, or why that is not said."""
    if unsaid := unsaid_line(study, output, lang):
        return unsaid
    told = "; ".join(
        f"{name} {number(100 * max(float(total), 0.0), lang=lang)}"
        for name, total in zip(names, totals, strict=True)
    )
    return say(
        lang,
        f"Procent av variansen, samspel inräknat: {told}.",
        f"Per cent of the variance, interaction included: {told}.",
    )


def scenarios_under(base: str, lang: Language) -> str:
    """Under the places as one choice is changed."""
    return say(
        lang,
        f"Ett val ändras i taget, allt annat är som i {base}. Plats 1 har störst utmaning.",
        f"One choice is changed at a time, all else is as in {base}. Place 1 has the greatest challenge.",
    )
