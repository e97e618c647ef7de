"""PxWeb's interface, version 1, which the city's own statistics database speaks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from omradesindex.doors import door
from omradesindex.errors import SourceError
from omradesindex.sources.describing import Described, Limits, as_body, json_reader
from omradesindex.sources.fetching import Request
from omradesindex.sources.refusing import RefusedError
from omradesindex.sources.selecting import Box
from omradesindex.sources.tables import PxWebClient


@door
class PxWebV1(PxWebClient):
    """A client of PxWeb's interface, version 1.

    Used like :class:`PxWeb`. A table is named by its path below the address, with the database first:
    ``client.table("ssd/BE/BE0101/BE0101A/Name", {…})``. When a table was changed is read in the list of
    its folder; where that says nothing, everything is asked for each time.

    Parameters
    ----------
    address : str
        Where the service stands, up to and including the language: ``https://…/v1/sv``.
    lang, snapshots, replay, progress, manners, limits
        As for :class:`PxWeb`; the language of labels is the address's.

    Examples
    --------
    >>> PxWebV1("https://statistics.example/api/v1/sv")
    PxWebV1('https://statistics.example/api/v1/sv')
    """

    def _read_config(self) -> Limits:
        request = Request(f"{self._service.address}?config")
        try:
            told = self._service.ask(request, json_reader("?config")).data
        except RefusedError:
            return Limits()  # an older service that announces nothing
        return Limits.announced(told, "maxCells", "maxValues", "maxCalls")

    def _describe(self, table: str, codelists: Mapping[str, str]) -> Described:
        if codelists:
            raise SourceError(
                "version 1 of the interface does not describe other groupings",
                where=table,
                remedy="leave out codelists, or use version 2 (PxWeb)",
            )
        told: Any = self._service.ask(Request(self._url(table)), lambda c: _described(c, table)).data
        codes = {str(v["code"]): tuple(map(str, v["values"])) for v in told["variables"]}
        return Described(
            codes,
            frozenset(v["code"] for v in told["variables"] if v.get("elimination") is True),
            next((v["code"] for v in told["variables"] if v.get("time") is True), None),
            self._updated(table),
            str(told.get("title") or ""),
        )

    def _updated(self, table: str) -> str | None:
        """Look the table up in the list of its folder, the only place that says when it was changed."""
        folder, _, name = table.strip("/").rpartition("/")
        request = Request(self._url(folder))
        if self._service.replay and not self._service.knows(request):
            return None
        try:
            told = self._service.ask(request, json_reader(folder)).data
        except RefusedError:
            return None
        nodes = [n for n in told if isinstance(n, Mapping)] if isinstance(told, list) else []
        found = next((n.get("updated") for n in nodes if n.get("id") == name), None)
        return found if isinstance(found, str) and found else None

    def _url(self, path: str) -> str:
        parts = [quote(part, safe="") for part in path.strip("/").split("/")]
        if not path.strip("/") or any(part in ("", ".", "..") for part in parts):
            raise SourceError(f"'{path}' is no path of a table", expected="database/folder/…/table")
        return "/".join([self._service.address, *parts])

    def _request(self, table: str, box: Box, codelists: Mapping[str, str]) -> Request:  # noqa: ARG002
        query = [
            {"code": name, "selection": {"filter": "item", "values": list(codes)}}
            for name, codes in box.items()
        ]
        return Request(self._url(table), as_body({"query": query, "response": {"format": "json-stat2"}}))

    def _too_many(self, refusal: RefusedError) -> bool:
        return refusal.status in (403, 413) or "too many" in refusal.title.lower()


def _described(content: bytes, table: str) -> Any:
    told = json_reader(table)(content)
    variables = told.get("variables") if isinstance(told, Mapping) else None
    whole = isinstance(variables, list) and all(
        isinstance(v, Mapping) and isinstance(v.get("code"), str) and isinstance(v.get("values"), list)
        for v in variables
    )
    if not whole or not variables:
        raise SourceError(
            "the answer does not describe a table",
            where=table,
            expected="an object with 'variables'",
            remedy="check the path: a folder is no table",
        )
    return told
