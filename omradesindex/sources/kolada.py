"""Kolada, version 3: key figures of municipalities and of their units."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import product
from typing import Any, Literal

from omradesindex.doors import door
from omradesindex.errors import SourceError, listing
from omradesindex.patterns import pattern
from omradesindex.sources.client import Client
from omradesindex.sources.describing import json_reader
from omradesindex.sources.fetching import Request, next_address
from omradesindex.sources.kolada_rows import SEX, WHAT, check_complete, read_page, table_of
from omradesindex.sources.memory import Refresh, about, plan, replayed
from omradesindex.sources.merging import Part, merged
from omradesindex.sources.refusing import RefusedError, listed, naming, short
from omradesindex.sources.selecting import Box
from omradesindex.sources.snapshots import Kept
from omradesindex.sources.words import ALL_FETCHED, MAY_BE_REVISED, fetching_kolada, nothing_new
from omradesindex.statistics.reading.raw import RawTable
from omradesindex.wording import Text, say

#: Where Kolada stands.
KOLADA = "https://api.kolada.se/v3"

_MOST_IDS = 25
_PER_PAGE = 5_000
_MOST_PAGES = 1_000
_ID = pattern(r"[A-Za-z0-9_-]{1,40}")

_SEXES = {"total": Text("totalt", "total"), "women": Text("kvinnor", "women"), "men": Text("män", "men")}

_Unit = Literal["municipality", "ou"]


@door
class Kolada(Client):
    """A client of Kolada, version 3.

    At most 25 ids are asked for at a time, pages are followed to the last, and a part that is lost is an
    error for all of it.

    Parameters
    ----------
    address : str
        Where the service stands, up to and including ``/v3``.
    lang : {"sv", "en"}
        Language of notes and progress; labels are Kolada's own.
    snapshots, replay, progress, manners, limits
        As for :class:`PxWeb`.

    Examples
    --------
    >>> Kolada(snapshots="read")
    Kolada('https://api.kolada.se/v3')

    ``Kolada(snapshots="read").table("N15033", "1280", range(2020, 2025))`` then reads one key figure.
    """

    def __init__(self, address: str = KOLADA, **options: Any) -> None:
        super().__init__(address, **options)

    def table(
        self,
        kpis: str | Iterable[str],
        areas: str | Iterable[str],
        years: int | Iterable[int],
        *,
        kind: _Unit = "municipality",
        refresh: Refresh = "new",
    ) -> RawTable:
        """Return key figures for areas and years, by sex where Kolada has it.

        Parameters
        ----------
        kpis : str or iterable of str
            Ids of key figures: ``"N15033"``.
        areas : str or iterable of str
            Ids of municipalities and regions, or of units.
        years : int or iterable of int
        kind : {"municipality", "ou"}
            What the areas are; ``ou`` is for units such as schools.
        refresh : {"new", "all"}
            ``new``: of kept years only those that lacked figures are asked for again. Kolada does not say
            when a figure is revised; ``all`` asks for everything.

        Returns
        -------
        RawTable
            Dimensions ``kpi``, ``area``, ``year`` and ``sex`` (total, women, men). A combination that Kolada
            has no row for is not there. The frame's ``count`` is Kolada's: how many units a figure rests on.

        Raises
        ------
        SourceError
            The service does not answer, or answers something else than what was asked for.
        """
        wanted: Box = {
            "kpi": _ids(kpis, "kpis"),
            "area": _ids(areas, "areas"),
            "year": _ids(years, "years"),
        }
        key = about(table="kolada", kind=kind)
        entries = self._service.entries(key)
        if self._service.replay:
            todo = replayed(wanted, "year", entries, where="Kolada", updated="")
        else:
            settled = [self._settled(k) for k in entries]
            todo = plan(wanted, "year", [k for k in settled if k.box["year"]], updated="", refresh=refresh)
        parts = [Part(kept.box, self._recall(kept), kept) for kept in todo.kept]
        if todo.ask:
            parts += self._ask(wanted | {"year": todo.ask}, kind, key)
        else:
            self._service.say(nothing_new("Kolada"))
        self.answers = tuple(part.kept for part in parts if part.kept is not None)
        whole = merged(parts, wanted | {"sex": tuple(SEX.values())}, name="Kolada")
        if whole.frame.empty:
            raise SourceError(
                "Kolada has no figures for this",
                where=listed(wanted),
                remedy="check the ids and the years; units of an area need kind='ou'",
            )
        return self._labelled(whole, wanted, kind)

    def _ask(self, box: Box, kind: _Unit, key: Mapping[str, str]) -> list[Part]:
        batches = [
            dict(zip(box, combination, strict=True))
            for combination in product(*(_by_25(codes) for codes in box.values()))
        ]
        parts = []
        for i, batch in enumerate(batches, start=1):
            self._service.say(fetching_kolada(i, len(batches)), i - 1, len(batches))
            with naming(i, len(batches), listed(batch)):
                parts.append(self._batch(batch, kind, key))
        self._service.say(ALL_FETCHED, len(batches), len(batches))
        return parts

    def _batch(self, box: Box, kind: _Unit, key: Mapping[str, str]) -> Part:
        """Read a batch to its last page; only then is any of it kept."""
        lists = [",".join(box[name]) for name in WHAT]
        url: str | None = (
            f"{self._service.address}/data/kpi/{lists[0]}/{kind}/{lists[1]}/year/{lists[2]}?per_page={_PER_PAGE}"
        )
        pages: list[tuple[Request, bytes]] = []
        rows: list[Mapping[str, Any]] = []
        totals: list[int] = []
        while url is not None:
            request = Request(url)
            if any(request == earlier for earlier, _ in pages) or len(pages) >= _MOST_PAGES:
                raise SourceError("the pages never end: one leads back to an earlier", where=short(url))
            reply = self._service.ask(request, lambda content: read_page(content, kind), keep=False)
            found, total, following = reply.data
            pages.append((request, reply.content))
            rows += found
            totals.append(total)
            to = None if following is None else next_address(url, following)
            if following is not None and to is None:
                raise SourceError(
                    f"the next page is said to be at '{short(following)}'",
                    where=short(url),
                    expected="an address of the same service",
                )
            url = to
        check_complete(totals, rows, pages[0][0].url)
        table = table_of(rows, box, kind)
        rest = [self._service.keep(request, content) for request, content in pages[1:]]
        shas = tuple(k.sha256 for k in rest if k is not None)
        kept = self._service.keep(*pages[0], updated="", about=key, box=box, pages=shas)
        return Part(box, table, kept)

    def _pages(self, kept: Kept) -> list[Mapping[str, Any]]:
        snapshots = self._service.snapshots
        assert snapshots is not None  # whoever holds an entry got it from there
        kind: _Unit = "ou" if kept.about.get("kind") == "ou" else "municipality"
        return [row for sha in (kept.sha256, *kept.pages) for row in read_page(snapshots.read(sha), kind)[0]]

    def _recall(self, kept: Kept) -> RawTable:
        # The box may be narrowed to settled years, the pages are not.
        rows = [r for r in self._pages(kept) if str(r.get("period")) in kept.box["year"]]
        return table_of(rows, kept.box, kept.about.get("kind", "municipality"))

    def _settled(self, kept: Kept) -> Kept:
        """Return an entry with only the years for which each key figure had come for some area."""
        seen = {(str(row["kpi"]), str(row["period"])) for row in self._pages(kept)}
        years = tuple(y for y in kept.box["year"] if all((kpi, y) in seen for kpi in kept.box["kpi"]))
        return replace(kept, box=dict(kept.box) | {"year": years})

    def _labelled(self, whole: RawTable, wanted: Box, kind: _Unit) -> RawTable:
        kpis = self._told("kpi", wanted["kpi"])
        areas = self._told(kind, wanted["area"])
        named = {one: str(told.get("title") or one) for one, told in kpis.items()}
        # A key figure's description ends by saying whose statistics it is.
        origins = dict.fromkeys(
            found[1].strip()
            for told in kpis.values()
            if (found := re.search(r"Källa:\s*([^.\n]+)", str(told.get("description") or "")))
        )
        lang = self._service.lang
        lacking = self._lacking(whole, wanted)
        return replace(
            whole,
            title=", ".join(named.values()) if len(named) <= 3 else "",
            code=", ".join(wanted["kpi"]) if len(wanted["kpi"]) <= 3 else "",
            labels={
                "kpi": named,
                "area": {one: str(told.get("title") or one) for one, told in areas.items()},
                "sex": {sex: label.in_(lang) for sex, label in _SEXES.items()},
            },
            roles={"kpi": "metric", "area": "geo", "year": "time"},
            source=", ".join(origins),
            notes=(
                *whole.notes,
                MAY_BE_REVISED.in_(lang),
                *lacking,
            ),
            remarks=(*whole.remarks, *lacking),
        )

    def _lacking(self, whole: RawTable, wanted: Box) -> tuple[str, ...]:
        """Say for what of all that was asked there is no row: none is lost without a word."""
        there = set(whole.frame[list(WHAT)].itertuples(index=False, name=None))
        lacking = [one for one in product(*(wanted[name] for name in WHAT)) if one not in there]
        if not lacking:
            return ()
        n = len(lacking) + len(there)
        first = "; ".join(" ".join(one) for one in lacking[:3])
        sv = f"Kolada har ingen rad för {len(lacking)} av {n} frågade uppgifter, till exempel {first}."
        en = f"Kolada has no row for {len(lacking)} of {n} figures asked for, for example {first}."
        return (say(self._service.lang, sv, en),)

    def _told(self, what: str, ids: Sequence[str]) -> dict[str, Mapping[str, Any]]:
        """Ask what ids are called. Labels are a help: ids that the service does not describe go without."""
        told: dict[str, Mapping[str, Any]] = {}
        for some in _by_25(ids):
            request = Request(f"{self._service.address}/{what}/{','.join(some)}")
            if self._service.replay and not self._service.knows(request):
                continue
            try:
                data = self._service.ask(request, json_reader(what)).data
            except RefusedError:
                continue
            values = data.get("values") if isinstance(data, Mapping) else None
            for one in values if isinstance(values, list) else []:
                if isinstance(one, Mapping) and one.get("id") in some:
                    told[str(one["id"])] = one
        return told


def _ids(given: str | int | Iterable[str | int], what: str) -> tuple[str, ...]:
    several = [given] if isinstance(given, str | int) else list(given)
    ids = tuple(dict.fromkeys(str(one) for one in several))
    wrong = [one for one in ids if not _ID.fullmatch(one)]
    if wrong or not ids:
        raise SourceError(
            f"{listing(wrong)} is no id" if wrong else "nothing is asked for",
            where=f"Kolada, {what}",
            expected="ids such as 'N15033', '1280' and 2023",
        )
    return ids


def _by_25(codes: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(codes[i : i + _MOST_IDS]) for i in range(0, len(codes), _MOST_IDS)]
