"""What differs between two divisions: areas, names, surface, and the keys that no longer fit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from omradesindex.frozen import Frozen
from omradesindex.geography.words import NO_COMMON_SURFACE
from omradesindex.show.page import Block, Page, Paragraph
from omradesindex.show.shown import Shown
from omradesindex.wording import Language, Text, join, number, plural, say, some, with_unit

if TYPE_CHECKING:
    import pandas as pd

Reason = Literal[
    "area_gone", "area_recoded", "border_moved", "lies_elsewhere", "outside", "split", "mapped_elsewhere"
]

_REASONS: dict[Reason, Text] = {
    "area_gone": Text("området finns inte längre", "the area is gone"),
    "area_recoded": Text("området har fått en ny kod", "the area has a new code"),
    "border_moved": Text(
        "områdets gräns har flyttats, och det är inte känt vilka delar som följde med",
        "the area's border has moved, and it is not known which parts went with it",
    ),
    "lies_elsewhere": Text("ligger i ett annat område", "lies in another area"),
    "outside": Text("ligger utanför alla områden", "lies outside all areas"),
    "split": Text("delas av den nya gränsen", "split by the new border"),
    "mapped_elsewhere": Text(
        "den andra indelningens egen nyckel säger något annat", "the other division's own key says otherwise"
    ),
}

# Sub-areas that are named for each reason.
_MOST = 8


@dataclass(frozen=True)
class AreaDifference:
    """One area here and what has become of it there.

    Parameters
    ----------
    code, name : str or None
        The area here; None for one that exists only there.
    code_there, name_there : str or None
        Its counterpart; None for one that exists only here.
    matched_by : {"surface", "code", None}
        ``surface``: each has more in common with the other than with any third. ``code``: only the code
        says so, because outlines are lacking or share too little.
    surface_m2, surface_m2_there : float or None
        Their surfaces; None without outlines.
    share_kept : float or None
        Share 0–1 of this area's surface that lies in the counterpart.
    share_from_here : float or None
        Share 0–1 of the counterpart's surface that comes from this area.
    moved_to : tuple of (code there, share)
        Where the rest of this area's surface went, the largest first.
    share_outside : float or None
        Share of this area's surface that lies in no area there.
    """

    code: str | None
    name: str | None
    code_there: str | None
    name_there: str | None
    matched_by: Literal["surface", "code"] | None = None
    surface_m2: float | None = None
    surface_m2_there: float | None = None
    share_kept: float | None = None
    share_from_here: float | None = None
    moved_to: tuple[tuple[str, float], ...] = ()
    share_outside: float | None = None

    @property
    def status(self) -> Literal["both", "only_here", "only_there"]:
        """Where the area exists."""
        if self.code is None:
            return "only_there"
        return "only_here" if self.code_there is None else "both"

    @property
    def recoded(self) -> bool:
        """Whether the same area has another code there."""
        return self.status == "both" and self.code != self.code_there

    @property
    def renamed(self) -> bool:
        """Whether the same area has another name there."""
        return self.status == "both" and self.name != self.name_there

    def border_moved(self, negligible: float) -> bool:
        """Whether more than the negligible share of the surface was lost or came from elsewhere."""
        if self.share_kept is None or self.share_from_here is None:
            return False
        return min(self.share_kept, self.share_from_here) < 1 - negligible


@dataclass(frozen=True)
class KeyMisfit:
    """A sub-area that a key of the one division puts in the wrong place of the other.

    Parameters
    ----------
    key, sub_area, area : str
        The key's id, the sub-area and the area that the key puts it in, here.
    reason : str
        ``area_gone``, ``area_recoded``: the area has no counterpart, or one with another code.
        ``lies_elsewhere``, ``split``, ``outside``: seen from the sub-area's outline. ``border_moved``: the
        area lost surface and nobody knows which sub-areas went with it. ``mapped_elsewhere``: the other
        division's key of the same id says otherwise.
    area_there : str or None
        The area there that it belongs to, as far as is known.
    share_there : float or None
        Share 0–1 of the sub-area's surface, as far as areas cover it, that lies there.
    """

    key: str
    sub_area: str
    area: str
    reason: Reason
    area_there: str | None = None
    share_there: float | None = None


@dataclass(frozen=True, repr=False)
class DivisionDifference(Shown):
    """What differs between two divisions; shown, it says so; ``page("en")`` in English.

    Parameters
    ----------
    here, there : str
        Labels of the two.
    areas : tuple of AreaDifference
        Every area here in its order, then those that exist only there.
    misfits : tuple of KeyMisfit
        Sub-areas that keys of the first put wrongly in the second.
    negligible : float
        Share of surface, 0–1, below which a border has not moved.
    measured : bool
        Whether both had outlines; otherwise only codes and names were compared.
    """

    here: str
    there: str
    areas: tuple[AreaDifference, ...]
    misfits: tuple[KeyMisfit, ...]
    negligible: float
    measured: bool

    @property
    def changed(self) -> tuple[AreaDifference, ...]:
        """Areas that exist on one side only, or have another code, name or border."""
        return tuple(
            a
            for a in self.areas
            if a.status != "both" or a.recoded or a.renamed or a.border_moved(self.negligible)
        )

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        return not self.changed and not self.misfits

    @cached_property
    def keys_that_no_longer_fit(self) -> Mapping[str, tuple[KeyMisfit, ...]]:
        """For each key that does not fit the other division, the sub-areas it fails for."""
        found: dict[str, list[KeyMisfit]] = {}
        for misfit in self.misfits:
            found.setdefault(misfit.key, []).append(misfit)
        return Frozen({key: tuple(misfits) for key, misfits in found.items()})

    def to_frame(self) -> pd.DataFrame:
        """One row per area; surfaces in m², shares 0–1; ``moved_to`` as ``"5:0.031;6:0.002"``."""
        import pandas as pd

        return pd.DataFrame(
            [
                {
                    "code": a.code,
                    "name": a.name,
                    "status": a.status,
                    "code_there": a.code_there,
                    "name_there": a.name_there,
                    "matched_by": a.matched_by,
                    "recoded": a.recoded,
                    "renamed": a.renamed,
                    "border_moved": a.border_moved(self.negligible),
                    "surface_m2": _float(a.surface_m2),
                    "surface_m2_there": _float(a.surface_m2_there),
                    "share_kept": _float(a.share_kept),
                    "share_from_here": _float(a.share_from_here),
                    "share_outside": _float(a.share_outside),
                    "moved_to": ";".join(f"{code}:{share:.6f}" for code, share in a.moved_to),
                }
                for a in self.areas
            ]
        )

    def keys_to_frame(self) -> pd.DataFrame:
        """One row per sub-area that no longer fits: key, sub_area, area, reason, area_there, share_there."""
        import pandas as pd

        columns = ["key", "sub_area", "area", "reason", "area_there", "share_there"]
        return pd.DataFrame([[getattr(m, c) for c in columns] for m in self.misfits], columns=columns)

    def page(self, lang: Language = "sv") -> Page:
        """Return what differs: the areas that have changed, and the keys that no longer fit."""
        blocks: list[Block] = [Paragraph(said) for said in self._counted(lang)]
        blocks += [Paragraph(_sentence(a, self.negligible, lang), _named(a)) for a in self.changed]
        for key, misfits in self.keys_that_no_longer_fit.items():
            n = number(len(misfits), lang=lang)
            sv = f"Nyckeln {key} passar inte längre för {n} {plural(len(misfits), 'del', 'delar')}:"
            en = f"The key {key} no longer fits {n} {plural(len(misfits), 'part', 'parts')}:"
            blocks.append(Paragraph(say(lang, sv, en)))
            for reason, text in _REASONS.items():
                parts = [m.sub_area for m in misfits if m.reason == reason]
                if parts:
                    blocks.append(Paragraph(some(parts, _MOST, lang=lang), text.in_(lang)))
        return Page(f"{self.here} → {self.there}", blocks, lang=lang)

    def _counted(self, lang: Language) -> list[str]:
        """Say how many areas are the same, and in what."""
        both = sum(a.status == "both" for a in self.areas)
        same, every = both - sum(a.status == "both" for a in self.changed), len(self.areas)
        if not self.measured:
            return [
                say(
                    lang,
                    f"{same} av {every} områden har samma kod och namn "
                    "(ytan kan inte jämföras: gränser saknas)",
                    f"{same} of {every} areas have the same code and name "
                    "(the surface cannot be compared: there are no outlines)",
                )
            ]
        limit = with_unit(100 * (1 - self.negligible), "%", lang=lang)
        sv = f"{same} av {every} områden är desamma (kod, namn och minst {limit} av ytan)"
        en = f"{same} of {every} areas are the same (code, name and at least {limit} of the surface)"
        if any(a.matched_by == "surface" for a in self.areas):
            return [say(lang, sv, en)]
        return [say(lang, sv, en), NO_COMMON_SURFACE.in_(lang)]


def _float(value: float | None) -> float:
    return float("nan") if value is None else value


def _named(area: AreaDifference) -> str:
    if area.status == "only_there":
        return f"{area.code_there} {area.name_there}"
    return f"{area.code} {area.name}"


def _sentence(area: AreaDifference, negligible: float, lang: Language) -> str:
    """Say what has become of an area."""
    if area.status == "only_there":
        return say(lang, "finns bara i den andra", "only in the other")
    to = say(lang, "till", "to")
    parts = [f"{_percent(share, lang)} {to} {code}" for code, share in area.moved_to if share >= negligible]
    if area.share_outside is not None and area.share_outside >= negligible:
        outside = say(lang, "utanför alla områden", "outside all areas")
        parts.append(f"{_percent(area.share_outside, lang)} {outside}")
    moved = f"{say(lang, 'flyttad yta', 'moved surface')}: {join(parts, lang=lang)}" if parts else ""
    if area.status == "only_here":
        return "; ".join(filter(None, [say(lang, "finns inte i den andra", "not in the other"), moved]))
    said = []
    if area.recoded:
        code = area.code_there
        said.append(say(lang, f"har koden {code} i den andra", f"has the code {code} in the other"))
    if area.renamed:
        said.append(f"{say(lang, 'namn där', 'name there')}: {area.name_there}")
    if area.border_moved(negligible) and area.share_kept is not None and area.share_from_here is not None:
        left = say(lang, "av ytan är kvar", "of the surface is left")
        said.append(f"{_percent(area.share_kept, lang)} {left}")
        if moved:
            said.append(moved)
        if area.share_from_here < 1 - negligible:
            new = say(lang, "av ytan där kommer från annat håll", "of the surface there comes from elsewhere")
            said.append(f"{_percent(1 - area.share_from_here, lang)} {new}")
    return "; ".join(said)


def _percent(share: float, lang: Language) -> str:
    return with_unit(100 * share, "%", lang=lang)
