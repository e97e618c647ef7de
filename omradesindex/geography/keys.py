"""Keys: which area each sub-area belongs to, how that is known and how surely."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from omradesindex.doors import door
from omradesindex.errors import DivisionError, did_you_mean, listing, must_be_plain
from omradesindex.geography.order import natural_key
from omradesindex.geography.text_table import (
    as_code,
    check_codes,
    read_text_table,
    refuse_wholes,
    require_columns,
)
from omradesindex.plain_frames import as_columns
from omradesindex.plaintext import hidden_in
from omradesindex.show.page import Page
from omradesindex.show.shown import Shown, facts
from omradesindex.wording import Language, number, say, some

if TYPE_CHECKING:
    import pandas as pd

# Doubtful sub-areas that are named.
_MOST = 8

DOUBTFUL_BELOW = 0.9
"""A sub-area's membership is called doubtful where its confidence is below this."""

_OPTIONAL = ("name", "method", "confidence", "alternative")


@door
@dataclass(frozen=True, repr=False)
class Key(Shown):
    """A key from sub-areas (delområden, DeSO, RegSO …) to the areas of a division.

    Every sub-area belongs to exactly one area. A table that splits sub-areas by share is refused rather than
    misread: that is a :class:`Crosswalk`.

    Parameters
    ----------
    id : str
        Short name, for example ``"deso_2018"``; it says the vintage where there are several.
    sub_areas, areas : tuple of str, length n
        The sub-areas' codes and, at the same place, the code of the area each belongs to.
    names, method, alternative : tuple of str, length n, optional
        The sub-areas' names, how each membership was found, and the other area it might have been
        (``"4:0.40"`` = area 4, which has 40 % of its surface). Empty where not known.
    confidence : tuple of float, length n, optional
        How sure each membership is, 0–1. A key that says nothing is taken at its word: 1.
    label : str, optional
        What the sub-areas are called for readers; the id where not given.

    Raises
    ------
    DivisionError
        On a repeated sub-area, an empty code or one that is a number, a confidence outside 0–1,
        or tuples of unequal length.

    Examples
    --------
    >>> key = Key("delomrade", ("10101", "10102", "20101"), ("1", "1", "2"), confidence=(1.0, 1.0, 0.6))
    >>> key.area_of(["20101", "10101"])
    ['2', '1']
    >>> key.of_area("1")
    ('10101', '10102')
    >>> key.doubtful
    ('20101',)
    """

    id: str
    sub_areas: tuple[str, ...]
    areas: tuple[str, ...]
    names: tuple[str, ...] = ()
    method: tuple[str, ...] = ()
    confidence: tuple[float, ...] = ()
    alternative: tuple[str, ...] = ()
    label: str = ""
    _area_of: Mapping[str, str] = field(init=False, repr=False, compare=False, hash=False)

    def __post_init__(self) -> None:
        where = f"key '{self.id}'"
        for text in (self.id, self.label):
            must_be_plain(text, what="the key's name", error=DivisionError)
        sub_areas = check_codes(self.sub_areas, where=where, what="sub-area")
        n = len(sub_areas)
        if n == 0:
            raise DivisionError("there are no sub-areas", where=where)
        refuse_wholes(sub_areas, sub_areas, where=where)
        for name in ("areas", *_OPTIONAL):
            attribute = {"name": "names"}.get(name, name)
            values = tuple(getattr(self, attribute))
            if not values and name != "areas":
                values = (1.0,) * n if name == "confidence" else ("",) * n
            if len(values) != n:
                raise DivisionError(f"{len(values)} values of '{attribute}' for {n} sub-areas", where=where)
            texts = [value for value in values if isinstance(value, str)]
            if hidden_in(" ".join(texts)) is not None:
                for text in texts:
                    must_be_plain(text, what=f"'{attribute}'", where=where, error=DivisionError)
            object.__setattr__(self, attribute, values)
        areas = tuple(
            as_code(area, where=f"{where}, sub-area '{sub}'", what="area")
            for sub, area in zip(sub_areas, self.areas, strict=True)
        )
        confidence = tuple(
            _confidence(c, sub, where) for sub, c in zip(sub_areas, self.confidence, strict=True)
        )
        object.__setattr__(self, "sub_areas", sub_areas)
        object.__setattr__(self, "areas", areas)
        object.__setattr__(self, "confidence", confidence)
        object.__setattr__(self, "label", self.label or self.id)
        object.__setattr__(self, "_area_of", dict(zip(sub_areas, areas, strict=True)))

    @classmethod
    def from_frame(cls, frame: pd.DataFrame, *, id: str, label: str = "") -> Key:  # noqa: A002
        """Build a key from a table with columns ``sub_area`` and ``area``, both text.

        Where known also ``name``, ``method``, ``confidence`` and ``alternative``; others are left alone.

        Raises
        ------
        DivisionError
            As the class, and where a column is missing or the table splits sub-areas by share.
        """
        frame = as_columns(frame, ("sub_area", "area", *_OPTIONAL))
        # pandas' own marks for "missing" (NaN, NA, NaT) all become None here.
        columns = {
            str(n): frame[n].astype(object).where(frame[n].notna(), None).tolist() for n in frame.columns
        }
        return cls._from_columns(columns, id=id, label=label, where=f"key '{id}'")

    @classmethod
    def read(cls, path: str | Path, *, id: str = "", label: str = "") -> Key:  # noqa: A002
        """Read a key from a CSV file with the columns of :meth:`from_frame`.

        The id is the file's name, without ``key_``, where none is given. Comma or semicolon, UTF-8; with
        semicolons the confidence may have a decimal comma.

        Raises
        ------
        DivisionError
            As :meth:`from_frame`, and where the file is missing or cannot be read as a table of text.
        """
        path = Path(path)
        rows = read_text_table(path)
        columns: dict[str, list[object]] = {name: [row[name] for row in rows] for name in rows[0]}
        return cls._from_columns(
            columns, id=id or path.stem.removeprefix("key_"), label=label, where=str(path)
        )

    @classmethod
    def _from_columns(cls, columns: Mapping[str, list[object]], *, id: str, label: str, where: str) -> Key:  # noqa: A002
        require_columns(columns, ("sub_area", "area"), where=where)
        if "share" in columns:
            raise DivisionError(
                "the table has a column 'share': it splits sub-areas between areas",
                where=where,
                expected="each sub-area whole in one area",
                remedy="read it with Crosswalk.from_frame, or keep each sub-area's row with the largest "
                "share; put the others under 'alternative'",
            )
        check_codes(columns["sub_area"], where=where, what="sub-area")
        texts = {
            name: tuple(map(_text, columns[name]))
            for name in ("name", "method", "alternative")
            if name in columns
        }
        return cls(
            id,
            tuple(columns["sub_area"]),  # type: ignore[arg-type]  # checked above
            tuple(columns["area"]),  # type: ignore[arg-type]  # checked by the class
            names=texts.get("name", ()),
            method=texts.get("method", ()),
            confidence=tuple(columns.get("confidence", ())),  # type: ignore[arg-type]  # checked by the class
            alternative=texts.get("alternative", ()),
            label=label,
        )

    def to_frame(self) -> pd.DataFrame:
        """The key as a table, one row per sub-area, that :meth:`from_frame` reads back."""
        import pandas as pd

        return pd.DataFrame(
            {
                "sub_area": self.sub_areas,
                "name": self.names,
                "area": self.areas,
                "method": self.method,
                "confidence": self.confidence,
                "alternative": self.alternative,
            }
        )

    def area_of(self, sub_areas: Iterable[str], *, outside: Collection[str] = ()) -> list[str | None]:
        """The area of each sub-area, in the given order.

        Parameters
        ----------
        sub_areas : iterable of str
            Codes, repeated as often as the statistics repeat them.
        outside : collection of str, optional
            Codes known to lie in no area, for example the row of people who are registered in no
            delområde. They give None; anything else that the key does not know is an error.

        Raises
        ------
        DivisionError
            Naming every sub-area that is neither in the key nor declared as outside.
        """
        wanted = list(sub_areas)
        areas = [*map(self._area_of.get, wanted)]
        lacking = [s for s, area in zip(wanted, areas, strict=True) if area is None]
        unknown = dict.fromkeys(s for s in lacking if s not in outside)
        if unknown:
            raise DivisionError(
                f"the sub-areas {listing(unknown)} are not in the key{self._hint(next(iter(unknown)))}",
                where=f"key '{self.id}'",
                expected=f"one of its {len(self.sub_areas)} sub-areas, such as {listing(self.sub_areas[:2])}",
                remedy="check the statistics' vintage against the key's; "
                "name a residual row, whose people belong to no area, in outside=[…]",
            )
        return areas

    def is_doubtful(self, sub_areas: Iterable[str]) -> list[bool]:
        """Whether each sub-area's membership is doubtful; False for those the key does not hold."""
        doubtful = set(self.doubtful)
        return [s in doubtful for s in sub_areas]

    def of_area(self, area: str) -> tuple[str, ...]:
        """The sub-areas of one area, in the key's order; empty where it has none."""
        return self._members.get(area, ())

    @cached_property
    def doubtful(self) -> tuple[str, ...]:
        """Sub-areas whose confidence is below 0.9."""
        return tuple(s for s, c in zip(self.sub_areas, self.confidence, strict=True) if c < DOUBTFUL_BELOW)

    @cached_property
    def _members(self) -> dict[str, tuple[str, ...]]:
        members: dict[str, list[str]] = {}
        for sub_area, area in zip(self.sub_areas, self.areas, strict=True):
            members.setdefault(area, []).append(sub_area)
        return {
            area: tuple(subs) for area, subs in sorted(members.items(), key=lambda item: natural_key(item[0]))
        }

    def _hint(self, sub_area: object) -> str:
        if not isinstance(sub_area, str):
            return f" ({sub_area!r} is a number; codes are text)"
        return did_you_mean(sub_area, self.sub_areas)

    def page(self, lang: Language = "sv") -> Page:
        """Return how many sub-areas go to how many areas, and which of them nobody is sure of."""
        n, areas = number(len(self.sub_areas), lang=lang), number(len(self._members), lang=lang)
        doubtful = some(self.doubtful, _MOST, lang=lang)
        of = number(len(self.doubtful), lang=lang)
        below = number(DOUBTFUL_BELOW, 1, lang=lang)
        whole = say(
            lang,
            f"{n} delar i {areas} områden, var och en hel i ett område",
            f"{n} parts in {areas} areas, each whole in one area",
        )
        unsure = say(
            lang,
            f"{of} med lägre säkerhet än {below}: {doubtful}",
            f"{of} of a confidence below {below}: {doubtful}",
        )
        said = {
            say(lang, "Omfattar", "Holds"): whole,
            say(lang, "Oklar områdestillhörighet", "Unclear membership"): unsure if self.doubtful else "",
        }
        title = self.label if self.label == self.id else f"{self.label} ({self.id})"
        return Page(f"{say(lang, 'Nyckel', 'Key')} · {title}", facts(said), lang=lang)


def check_areas_known(key: Key, codes: Sequence[str]) -> None:
    """Refuse a key that points at areas which the division lacks."""
    known = set(codes)
    strange = dict.fromkeys(a for a in key.areas if a not in known)
    if strange:
        sub_area = key.sub_areas[key.areas.index(next(iter(strange)))]
        raise DivisionError(
            f"the areas {listing(strange)} are not in the division (sub-area '{sub_area}')",
            where=f"key '{key.id}'",
            expected=f"one of {listing(codes, most=20)}",
            remedy="correct the key's area codes, or use the key with the division it was made for",
        )


def _confidence(value: object, sub_area: str, where: str) -> float:
    try:
        number = float(str(value).replace(",", "."))
    except ValueError:
        number = math.nan
    if not 0 <= number <= 1:
        raise DivisionError(
            f"the confidence is '{value}'",
            where=f"{where}, sub-area '{sub_area}'",
            expected="a number from 0 to 1",
            remedy="write 1 where the membership is certain; divide percent by 100",
        )
    return number


def _text(value: object) -> str:
    return "" if value is None else str(value)
