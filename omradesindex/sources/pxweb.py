"""PxWeb's interface, version 2: Statistics Sweden's and many others'."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from omradesindex.doors import door
from omradesindex.errors import SourceError, listing
from omradesindex.sources.describing import Described, Limits, as_body, json_reader, ordered_codes
from omradesindex.sources.fetching import Request
from omradesindex.sources.refusing import RefusedError
from omradesindex.sources.selecting import Box
from omradesindex.sources.tables import PxWebClient

#: Statistics Sweden's service.
SCB = "https://statistikdatabasen.scb.se/api/v2"

# A longer address is answered with 404 by several services; a POST then says the same.
_LONGEST_URL = 2_000
# In an address these have meanings of their own.
_SPECIAL = set(",()[]*?")


@door
class PxWeb(PxWebClient):
    """A client of PxWeb's interface, version 2.

    It reads the table's description, works out which codes are meant, splits what is too large for one
    answer, and hands back the whole table or an error. Statuses, units and footnotes come along.

    Parameters
    ----------
    address : str
        Where the service stands, up to and including ``/api/v2``; Statistics Sweden's is
        ``omradesindex.sources.SCB``.
    lang : {"sv", "en"}
        Language of labels, notes and progress.
    snapshots : Snapshots or path, optional
        Folder where each answer is kept as it came. Without it everything is asked for each time.
    replay : bool
        Answer from the snapshots only; the network is never touched.
    progress : callable, optional
        Is given a :class:`Progress` (its ``str`` is a sentence) now and then.
    manners : Manners, optional
        How patiently and how much to ask.
    limits : ReadLimits, optional
        How large a table may be.

    Examples
    --------
    >>> client = PxWeb("https://statistics.example/api/v2", snapshots="read")
    >>> client
    PxWeb('https://statistics.example/api/v2')

    ``client.table("TAB6638", {"Region": "1280*", "Tid": "top(2)"})`` then reads the two latest periods.
    """

    def _read_config(self) -> Limits:
        told = self._service.ask(Request(f"{self._service.address}/config"), json_reader("config")).data
        return Limits.announced(told, "maxDataCells", "", "maxCallsPerTimeWindow")

    def _describe(self, table: str, codelists: Mapping[str, str]) -> Described:
        url = f"{self._service.address}/tables/{quote(table, safe='')}/metadata?lang={self._service.lang}"
        described = self._service.ask(Request(url), lambda content: _described(content, table)).data
        other = {
            name: self._codelist(codelists[name], table) for name in codelists if name in described.codes
        }
        return Described(
            {**described.codes, **other},
            described.optional,
            described.time,
            described.updated,
            described.title,
        )

    def _codelist(self, name: str, table: str) -> tuple[str, ...]:
        url = f"{self._service.address}/codelists/{quote(name, safe='')}?lang={self._service.lang}"
        told = self._service.ask(Request(url), json_reader(name)).data
        try:
            return tuple(str(value["code"]) for value in told["values"])
        except (TypeError, KeyError) as error:
            raise SourceError("the codelist has no codes", where=f"{table}, {name}") from error

    def _request(self, table: str, box: Box, codelists: Mapping[str, str]) -> Request:
        ways = {name: codelists[name] for name in box if name in codelists}
        address = f"{self._service.address}/tables/{quote(table, safe='')}/data"
        head = f"{address}?lang={self._service.lang}&outputFormat=json-stat2"
        chosen = [
            f"&valueCodes%5B{quote(name, safe='')}%5D={','.join(quote(code, safe='') for code in codes)}"
            for name, codes in box.items()
        ]
        grouped = [
            f"&codelist%5B{quote(name, safe='')}%5D={quote(way, safe='')}" for name, way in ways.items()
        ]
        url = head + "".join(chosen + grouped)
        if len(url) <= _LONGEST_URL and not any(
            _SPECIAL & set(code) for codes in box.values() for code in codes
        ):
            return Request(url)
        selection = [
            {"variableCode": name}
            | ({"codelist": ways[name]} if name in ways else {})
            | {"valueCodes": list(codes)}
            for name, codes in box.items()
        ]
        return Request(head, as_body({"selection": selection}))

    def _too_many(self, refusal: RefusedError) -> bool:
        return refusal.status in (400, 403, 413) and "too many" in refusal.title.lower()


def _described(content: bytes, table: str) -> Described:
    """Read a table's description: json-stat2 without figures."""
    told = json_reader(table)(content)
    dimensions, ids = _object(told).get("dimension"), _object(told).get("id")
    if (
        not isinstance(dimensions, Mapping)
        or not isinstance(ids, list)
        or not ids
        or not all(isinstance(name, str) for name in ids)
    ):
        raise SourceError(
            "the answer does not describe a table",
            where=table,
            expected="json-stat2 with 'id' and 'dimension'",
            remedy="check the address: version 1 of the interface has PxWebV1",
        )
    absent = [name for name in ids if not isinstance(dimensions.get(name), Mapping)]
    if absent:
        raise SourceError(f"there is no dimension {listing(absent)}", where=table)
    times = _object(told.get("role")).get("time")
    named = [name for name in times if name in ids] if isinstance(times, list) else []
    updated = told.get("updated")
    return Described(
        {name: ordered_codes(dimensions[name].get("category"), f"{table}, {name}") for name in ids},
        frozenset(
            name for name in ids if _object(dimensions[name].get("extension")).get("elimination") is True
        ),
        named[0] if named else None,
        updated if isinstance(updated, str) and updated else None,
        str(told.get("label") or ""),
    )


def _object(told: Any) -> Mapping[str, Any]:
    return told if isinstance(told, Mapping) else {}
