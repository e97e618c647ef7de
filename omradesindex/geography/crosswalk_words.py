"""What a crosswalk says of itself, in Swedish."""

from __future__ import annotations

from typing import TYPE_CHECKING

from omradesindex.wording import join, number, with_unit

if TYPE_CHECKING:
    from omradesindex.geography.crosswalks import Crosswalk

#: Why a source cannot be carried, for readers.
UNBRIDGED = {
    "outside": "ligger utanför alla mål",
    "unweighted": "delas mellan flera mål, och inget väger i någon del",
    "no_shares": "delas mellan flera mål, och ingen källa säger hur",
}

#: Singular and plural.
_CHANGES = {
    "unchanged": ("oförändrat", "oförändrade"),
    "merged": ("sammanslaget", "sammanslagna"),
    "split": ("delat", "delade"),
}

#: A strip along the border lies outside where outlines are generalised: less than this is not worth a word.
_BARE = 0.05


def describe(crosswalk: Crosswalk) -> str:
    """A line for what it is, and one for each thing that a reader must know before using it."""
    sources = crosswalk.to_frame().drop_duplicates("source")
    n = {word: int((sources["change"] == word).sum()) for word in _CHANGES}
    told = [f"{number(n[word])} {label[n[word] > 1]}" for word, label in _CHANGES.items() if n[word]]
    by = f", delade efter {crosswalk.weighed_by}" if crosswalk.weighed_by else ""
    lines = [f"{crosswalk.label}: {len(crosswalk.sources)} → {len(crosswalk.targets)} områden{by}"]
    lines += [f"  {join(told)}"] if told else []
    for code, reason in crosswalk.unbridged.items():
        lines.append(f"  kan inte överföras: {code} ({UNBRIDGED.get(reason, reason)})")
    if crosswalk.empty:
        lines.append(f"  får inga uppgifter: {', '.join(crosswalk.empty)}")
    bare = sources[(sources["uncovered"] > _BARE) & (sources["change"] != "unbridged")]
    if len(bare):
        named = [
            f"{code} ({with_unit(100 * share, '%')})"
            for code, share in zip(bare["source"], bare["uncovered"], strict=True)
        ]
        lines.append(f"  yta utanför alla mål, räknad dit resten hör: {', '.join(named)}")
    return "\n".join(lines)
