"""What differs between two divisions: areas, names, surface, and the keys that no longer fit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from omradesindex.frozen import Frozen
from omradesindex.wording import join, number, with_unit

if TYPE_CHECKING:
    import pandas as pd

Reason = Literal[
    "area_gone", "area_recoded", "border_moved", "lies_elsewhere", "outside", "split", "mapped_elsewhere"
]

_REASONS: dict[Reason, str] = {
    "area_gone": "området finns inte längre",
    "area_recoded": "området har fått en ny kod",
    "border_moved": "områdets gräns har flyttats, och det är inte känt vilka delar som följde med",
    "lies_elsewhere": "ligger i ett annat område",
    "outside": "ligger utanför alla områden",
    "split": "delas av den nya gränsen",
    "mapped_elsewhere": "den andra indelningens egen nyckel säger något annat",
}


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
class DivisionDifference:
    """What differs between two divisions; printed, it says so in Swedish.

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

    def __repr__(self) -> str:
        changed = self.changed
        both = sum(a.status == "both" for a in self.areas)
        same = both - sum(a.status == "both" for a in changed)
        lines = [f"{self.here} → {self.there}"]
        if self.measured:
            limit = with_unit(100 * (1 - self.negligible), "%")
            lines.append(
                f"{same} av {len(self.areas)} områden är desamma (kod, namn och minst {limit} av ytan)"
            )
            if not any(a.matched_by == "surface" for a in self.areas):
                lines.append("Ingen gemensam yta: är det samma stad, och koordinaterna i rätt ordning?")
        else:
            lines.append(
                f"{same} av {len(self.areas)} områden har samma kod och namn "
                "(ytan kan inte jämföras: gränser saknas)"
            )
        lines += [f"  {_sentence(a, self.negligible)}" for a in changed]
        for key, misfits in self.keys_that_no_longer_fit.items():
            parts = f"{number(len(misfits))} {'del' if len(misfits) == 1 else 'delar'}"
            lines.append(f"Nyckeln {key} passar inte längre för {parts}:")
            for reason, text in _REASONS.items():
                subs = [m.sub_area for m in misfits if m.reason == reason]
                if subs:
                    more = f" och {len(subs) - 8} till" if len(subs) > 8 else ""
                    lines.append(f"  {text}: {', '.join(subs[:8])}{more}")
        return "\n".join(lines)


def _float(value: float | None) -> float:
    return float("nan") if value is None else value


def _sentence(area: AreaDifference, negligible: float) -> str:
    if area.status == "only_there":
        return f"{area.code_there} {area.name_there}: finns bara i den andra"
    shown = [
        f"{with_unit(100 * share, '%')} till {code}" for code, share in area.moved_to if share >= negligible
    ]
    if area.share_outside is not None and area.share_outside >= negligible:
        shown.append(f"{with_unit(100 * area.share_outside, '%')} utanför alla områden")
    moved = f"flyttad yta: {join(shown)}" if shown else ""
    if area.status == "only_here":
        return "; ".join(filter(None, [f"{area.code} {area.name}: finns inte i den andra", moved]))
    said = []
    if area.recoded:
        said.append(f"har koden {area.code_there} i den andra")
    if area.renamed:
        said.append(f"namn där: {area.name_there}")
    if area.border_moved(negligible) and area.share_kept is not None and area.share_from_here is not None:
        said.append(f"{with_unit(100 * area.share_kept, '%')} av ytan är kvar")
        if moved:
            said.append(moved)
        if area.share_from_here < 1 - negligible:
            said.append(
                f"{with_unit(100 * (1 - area.share_from_here), '%')} av ytan där kommer från annat håll"
            )
    return f"{area.code} {area.name}: {'; '.join(said)}"
