"""What PxWeb's two interfaces have in common: from a selection to a whole table, or an error."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import replace

from omradesindex.doors import door
from omradesindex.errors import SourceError, did_you_mean, listing
from omradesindex.sources.client import Client
from omradesindex.sources.describing import Described, Limits
from omradesindex.sources.fetching import Request
from omradesindex.sources.memory import Plan, Refresh, about, plan, replayed
from omradesindex.sources.merging import Part, merged
from omradesindex.sources.refusing import RefusedError, listed, naming
from omradesindex.sources.selecting import Box, Chosen, cells, halve, resolve, split
from omradesindex.sources.words import fetched, fetching, nothing_new, read_before, taken_together
from omradesindex.statistics.reading.jsonstat import parse_jsonstat
from omradesindex.statistics.reading.raw import RawTable, dimension_name

_MOST_HALVINGS = 8


@door
class PxWebClient(Client, ABC):
    """The common part of :class:`~omradesindex.sources.PxWeb` and :class:`~omradesindex.sources.PxWebV1`."""

    _limits: Limits | None = None

    @abstractmethod
    def _read_config(self) -> Limits: ...

    @abstractmethod
    def _describe(self, table: str, codelists: Mapping[str, str]) -> Described: ...

    @abstractmethod
    def _request(self, table: str, box: Box, codelists: Mapping[str, str]) -> Request: ...

    @abstractmethod
    def _too_many(self, refusal: RefusedError) -> bool: ...

    def limits(self) -> Limits:
        """Return what the service allows, asking it once."""
        if self._limits is None:
            self._limits = self._read_config()
            if self._limits.calls is not None:
                self._service.pace(self._limits.calls, self._limits.window)
        return self._limits

    def table(
        self,
        table: str,
        selection: Mapping[str, Chosen] | None = None,
        *,
        codelists: Mapping[str, str] | None = None,
        refresh: Refresh = "new",
    ) -> RawTable:
        """Return a table, or as much of it as is selected.

        What the snapshots hold already is not asked for again, unless the table has changed since. Either all
        of it comes back or an error; what came before the error stays in the snapshots for the next try.

        Parameters
        ----------
        table : str
            The table's id; for version 1 its path.
        selection : mapping, optional
            Variable → codes, patterns (``"1280*"``, ``"????"``) or ``"top(2)"``, ``"bottom(1)"``,
            ``"from(2015)"``, ``"to(2020)"``, ``"range(2015, 2020)"``; or a list of these. Of a variable that
            is not named all codes are taken, unless the service can give all its categories together.
        codelists : mapping, optional
            Variable → id of another way to group its codes.
        refresh : {"new", "all"}
            ``new``: only what is not kept yet. When the table has changed and has new periods, these are
            asked for and a note says which periods are older; when it has changed and no period is new,
            figures were revised, and all are asked for. ``all``: everything again.

        Raises
        ------
        SourceError
            The service does not answer, refuses, or answers something else than what was asked for; or the
            selection does not fit the table.
        """
        service, codelists = self._service, dict(codelists or {})
        described = self._describe(table, codelists)
        wanted = self._wanted(table, described, selection or {}, codelists)
        self._read_limits.check("cells", cells(wanted), table)
        key = about(
            table=table,
            lang=service.lang,
            codelists=", ".join(f"{name}={codelists[name]}" for name in sorted(codelists)),
        )
        entries = service.entries(key)
        timed = described.time in wanted
        axis = described.time if described.time in wanted else next(iter(wanted))
        if service.replay:
            todo = replayed(wanted, axis, entries, where=table, updated=described.updated)
        else:
            if not timed:  # nothing can be new by being later
                entries = [k for k in entries if k.updated == described.updated]
            todo = plan(wanted, axis, entries, updated=described.updated, refresh=refresh)
        parts = [
            Part(kept.box, self._read(service.recall(kept), kept.box, table), kept) for kept in todo.kept
        ]
        if todo.ask:
            parts += self._ask(table, wanted | {axis: todo.ask}, codelists, key, described)
        elif not service.replay:
            service.say(nothing_new(table))
        _one_state([p.table for p in parts if p.kept is None or p.kept.updated == described.updated], table)
        self.answers = tuple(part.kept for part in parts if part.kept is not None)
        whole = merged(parts, wanted, name=table)
        if len(whole.frame) != cells(wanted):
            raise SourceError(f"{cells(wanted) - len(whole.frame)} cells are missing", where=table)
        return replace(
            whole,
            code=whole.code or table,
            title=whole.title or described.title,
            updated=described.updated or whole.updated,
            notes=(*whole.notes, *self._remarks(todo, described, wanted)),
        )

    def _wanted(
        self,
        table: str,
        described: Described,
        selection: Mapping[str, Chosen],
        codelists: Mapping[str, str],
    ) -> Box:
        unknown = [name for name in (*selection, *codelists) if name not in described.codes]
        if unknown:
            raise SourceError(
                f"the table has no variable '{unknown[0]}'{did_you_mean(unknown[0], described.codes)}",
                where=table,
                expected=listing(described.codes),
                remedy="correct the name; if it worked before, the variable has been renamed",
            )
        wanted = {
            name: resolve(selection.get(name, "*"), codes, where=table, variable=name)
            for name, codes in described.codes.items()
            if name in selection or name in codelists or name not in described.optional
        }
        if not wanted:
            raise SourceError(
                "nothing is selected, and every variable may be left out",
                where=table,
                expected=f"a selection of at least one of {listing(described.codes)}",
            )
        return wanted

    def _ask(
        self, table: str, box: Box, codelists: Mapping[str, str], key: Mapping[str, str], described: Described
    ) -> list[Part]:
        limits = self.limits()
        pieces = split(box, most_cells=limits.cells, most_values=limits.values)
        parts: list[Part] = []
        for i, piece in enumerate(pieces, start=1):
            self._service.say(fetching(table, i, len(pieces)), i - 1, len(pieces))
            with naming(i, len(pieces), listed(piece)):
                parts += self._take(table, piece, codelists, key, described)
        self._service.say(fetched(table), len(pieces), len(pieces))
        return parts

    def _take(
        self,
        table: str,
        box: Box,
        codelists: Mapping[str, str],
        key: Mapping[str, str],
        described: Described,
        halvings: int = 0,
    ) -> list[Part]:
        """Ask for a box; where the service finds it too large, for its halves."""
        try:
            reply = self._service.ask(
                self._request(table, box, codelists),
                lambda content: self._read(content, box, table),
                updated=described.updated,
                about=key,
                box=box,
            )
        except RefusedError as refusal:
            halves = halve(box)
            if len(halves) < 2 or halvings >= _MOST_HALVINGS or not self._too_many(refusal):
                raise
            return [
                part
                for half in halves
                for part in self._take(table, half, codelists, key, described, halvings + 1)
            ]
        return [Part(box, reply.data, reply.kept)]

    def _read(self, content: bytes, box: Mapping[str, tuple[str, ...]], table: str) -> RawTable:
        """Read an answer, and be sure that it is the one to what was asked."""
        part = parse_jsonstat(content, name=table, limits=self._read_limits)
        if set(part.dimensions) != set(map(dimension_name, box)):
            raise SourceError(
                f"the answer has the variables {listing(part.dimensions)}",
                where=table,
                expected=listing(box),
                remedy="the table's variables may have been renamed: look at it, and correct the selection",
            )
        for name, codes in box.items():
            odd = sorted(set(codes) ^ set(part.codes(dimension_name(name))))
            if odd:
                raise SourceError(
                    f"the answer is not to what was asked: of '{name}' {listing(odd, most=4)} "
                    + ("is lacking" if odd[0] in codes else "was not asked for"),
                    where=table,
                    remedy="try again; if it stays so, the service does not do what its documentation says",
                )
        return part

    def _remarks(self, todo: Plan, described: Described, wanted: Box) -> tuple[str, ...]:
        older = [read_before(todo.older, str(described.updated))] if todo.older else []
        left = [name for name in described.codes if name not in wanted]
        remarks = [*older, *([taken_together(left)] if left else [])]
        return tuple(remark.in_(self._service.lang) for remark in remarks)


def _one_state(parts: list[RawTable], table: str) -> None:
    """Refuse to mix what was read before and after a change of the table."""
    states = sorted({part.updated for part in parts if part.updated})
    if len(states) > 1:
        raise SourceError(
            f"the table was changed while it was being read (at {states[0]} and {states[-1]})",
            where=table,
            expected="answers from one state of the table",
            remedy="read it again: refresh='all'",
        )
