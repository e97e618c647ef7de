"""What a crosswalk says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from omradesindex.show.page import Page
from omradesindex.show.shown import facts
from omradesindex.wording import Language, Text, join, number, say, some, with_unit

if TYPE_CHECKING:
    from omradesindex.geography.crosswalks import Crosswalk

#: Why a source cannot be carried, for readers.
UNBRIDGED: Mapping[str, Text] = {
    "outside": Text("ligger utanför alla mål", "lies outside all targets"),
    "unweighted": Text(
        "delas mellan flera mål, och inget väger i någon del",
        "split between several targets, and nothing weighs in any part",
    ),
    "no_shares": Text(
        "delas mellan flera mål, och ingen källa säger hur",
        "split between several targets, and no source says how",
    ),
}

#: Singular and plural.
_CHANGES: Mapping[str, tuple[Text, Text]] = {
    "unchanged": (Text("oförändrat", "unchanged"), Text("oförändrade", "unchanged")),
    "merged": (Text("sammanslaget", "merged"), Text("sammanslagna", "merged")),
    "split": (Text("delat", "split"), Text("delade", "split")),
}

#: A strip along the border lies outside where outlines are generalised: less than this is not worth a word.
_BARE = 0.05
_MOST = 20


def crosswalk_page(crosswalk: Crosswalk, lang: Language) -> Page:
    """Return what it is, and a line for each thing that a reader must know before using it."""
    sources = crosswalk.to_frame().drop_duplicates("source")
    n = {change: int((sources["change"] == change).sum()) for change in _CHANGES}
    changes = [
        f"{number(n[change], lang=lang)} {words[n[change] > 1].in_(lang)}"
        for change, words in _CHANGES.items()
        if n[change]
    ]
    by = crosswalk.weighed_by
    shared = say(lang, f", delade efter {by}", f", shared out by {by}") if by else ""
    unbridged = [
        f"{code} ({UNBRIDGED[reason].in_(lang) if reason in UNBRIDGED else reason})"
        for code, reason in crosswalk.unbridged.items()
    ]
    bare = sources[(sources["uncovered"] > _BARE) & (sources["change"] != "unbridged")]
    strips = [
        f"{code} ({with_unit(100 * share, '%', lang=lang)})"
        for code, share in zip(bare["source"], bare["uncovered"], strict=True)
    ]
    said = {
        say(lang, "Områden", "Areas"): join(changes, lang=lang),
        say(lang, "Kan inte överföras", "Cannot be carried"): some(unbridged, _MOST, lang=lang),
        say(lang, "Får inga uppgifter", "Gets no figures"): some(crosswalk.empty, _MOST, lang=lang),
        say(
            lang,
            "Yta utanför alla mål, räknad dit resten hör",
            "Surface outside all targets, counted with the rest",
        ): some(strips, _MOST, lang=lang),
    }
    areas = say(lang, "områden", "areas")
    title = f"{crosswalk.label}: {len(crosswalk.sources)} → {len(crosswalk.targets)} {areas}{shared}"
    return Page(title, facts(said), lang=lang)
