"""Tables in a CKAN data store, such as the city's open data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from omradesindex.doors import door
from omradesindex.errors import SourceError, listing
from omradesindex.sources.client import Client
from omradesindex.sources.describing import json_reader
from omradesindex.sources.fetching import Request
from omradesindex.sources.memory import Refresh, about
from omradesindex.sources.refusing import RefusedError, naming
from omradesindex.sources.snapshots import Kept
from omradesindex.sources.words import fetching, nothing_new
from omradesindex.statistics.reading.grid import Grid, raw_from_grid
from omradesindex.statistics.reading.raw import RawTable

_PER_PAGE = 5_000
# The data store's own columns: a running number, and what a search has found.
_OWN = ("_id", "_full_text", "rank")

_Page = Mapping[str, Any]


@door
class Ckan(Client):
    """A client of CKAN's data store.

    Parameters
    ----------
    address : str
        Where the service stands, without ``/api/3``.
    lang : {"sv", "en"}
        Language of progress.
    snapshots, replay, progress, manners, limits
        As for :class:`PxWeb`.

    Examples
    --------
    >>> Ckan("https://data.example")
    Ckan('https://data.example')

    ``client.table("the resource's id", dimensions=["omrade", "ar"])`` then reads a whole table.
    """

    def table(
        self,
        resource: str,
        dimensions: Iterable[str] | None = None,
        *,
        decimal: str = "",
        refresh: Refresh = "new",
    ) -> RawTable:
        """Return a whole table.

        Parameters
        ----------
        resource : str
            The resource's id.
        dimensions : iterable of str, optional
            Columns that say what a row is about; the others hold figures. Guessed where left out.
        decimal : {"", ",", "."}
            The decimal mark of numbers that stand as text, where it has to be said.
        refresh : {"new", "all"}
            ``new``: a table that has not been changed since it was kept is not asked for again.

        Raises
        ------
        SourceError
            The service does not answer, or a page is lost, repeated, or of another table.
        StatisticsError
            A figure is no number.
        """
        told = self._told(resource)
        updated = told.get("last_modified") or told.get("metadata_modified")
        updated = updated if isinstance(updated, str) else None
        key = about(table=resource)
        kept = self._service.entries(key)
        known = self._service.replay or (refresh == "new" and updated is not None)
        latest = kept[-1] if kept and known else None
        if latest is not None and not self._service.replay and latest.updated != updated:
            latest = None
        if self._service.replay and latest is None:
            raise SourceError(
                "the snapshots hold no answer to this",
                where=resource,
                remedy="read it once from the service (without replay=True), with the same folder",
            )
        if latest is None:
            pages, latest = self._ask(resource, updated, key)
        else:
            snapshots = self._service.snapshots
            assert snapshots is not None  # the entry came from there
            pages = [_page(snapshots.read(sha), resource) for sha in (latest.sha256, *latest.pages)]
            self._service.say(nothing_new(resource))
        self.answers = () if latest is None else (latest,)
        grid = _grid(pages, resource, str(told.get("name") or ""))
        raw = raw_from_grid(grid, dimensions, decimal=decimal, limits=self._read_limits)
        return replace(raw, code=resource, source=self._origin(told), updated=updated or "")

    def _ask(
        self, resource: str, updated: str | None, key: Mapping[str, str]
    ) -> tuple[list[_Page], Kept | None]:
        """Read a table to its last row; only then is any of it kept."""
        came: list[tuple[Request, bytes, _Page]] = []
        rows, total, parts = 0, 1, 1
        while rows < total:
            self._service.say(fetching(resource, len(came) + 1, parts), len(came), parts)
            query = urlencode(
                {
                    "resource_id": resource,
                    "limit": _PER_PAGE,
                    "offset": rows,
                    "sort": "_id",
                    "include_total": "true",
                }
            )
            request = Request(self._action("datastore_search", query))
            with naming(len(came) + 1, parts, f"rows from {rows + 1}"):
                reply = self._service.ask(request, lambda content: _page(content, resource), keep=False)
                page = reply.data
                first = came[0][2] if came else page
                _same_table(first, page, resource)
                many = len(page["records"])
                if not many and rows < page["total"]:
                    raise SourceError(
                        "the page is empty", where=resource, expected=f"{page['total']} rows in all"
                    )
            came.append((request, reply.content, page))
            rows, total = rows + many, page["total"]
            self._read_limits.check("cells", total * len(page["fields"]), resource)
            parts = max(len(came) + -(-(total - rows) // max(many, 1)), 1)
        if rows != total:
            raise SourceError(
                f"there are {rows} rows", where=resource, expected=f"{total}, as the service says"
            )
        rest = [self._service.keep(request, content) for request, content, _ in came[1:]]
        first_kept = self._service.keep(
            came[0][0],
            came[0][1],
            updated=updated,
            about=key,
            box={"resource": (resource,)},
            pages=tuple(k.sha256 for k in rest if k is not None),
        )
        return [page for _, _, page in came], first_kept

    def _action(self, name: str, query: str) -> str:
        return f"{self._service.address}/api/3/action/{name}?{query}"

    def _told(self, resource: str) -> Mapping[str, Any]:
        request = Request(self._action("resource_show", urlencode({"id": resource})))
        return self._service.ask(request, lambda content: _result(content, resource)).data

    def _origin(self, told: Mapping[str, Any]) -> str:
        """Return whose data it is, and what the data set is called."""
        package = told.get("package_id")
        if not isinstance(package, str) or not package:
            return ""
        request = Request(self._action("package_show", urlencode({"id": package})))
        if self._service.replay and not self._service.knows(request):
            return ""
        try:
            found = self._service.ask(request, lambda content: _result(content, package)).data
        except RefusedError:
            return ""
        owner = found.get("organization")
        named = (owner.get("title") if isinstance(owner, Mapping) else None, found.get("title"))
        return ", ".join(str(name) for name in named if name)


def _result(content: bytes, name: str) -> Mapping[str, Any]:
    told = json_reader(name)(content)
    result = told.get("result") if isinstance(told, Mapping) else None
    if not isinstance(result, Mapping) or told.get("success") is not True:
        raise SourceError("the answer says that it failed", where=name, expected="success and a result")
    return result


def _page(content: bytes, resource: str) -> _Page:
    page = _result(content, resource)
    fields, records = page.get("fields"), page.get("records")
    good = (
        isinstance(fields, list)
        and all(isinstance(f, Mapping) and isinstance(f.get("id"), str) for f in fields)
        and isinstance(records, list)
        and all(isinstance(r, Mapping) for r in records)
        and type(page.get("total")) is int
    )
    if not good:
        raise SourceError(
            "the answer is no page of a table", where=resource, expected="fields, records, total"
        )
    return page


def _names(page: _Page) -> tuple[str, ...]:
    return tuple(f["id"] for f in page["fields"])


def _same_table(first: _Page, page: _Page, resource: str) -> None:
    if _names(first) != _names(page):
        raise SourceError(
            f"its columns are {listing(_names(page))}",
            where=resource,
            expected=f"{listing(_names(first))}, as before",
        )
    if first["total"] != page["total"]:
        raise SourceError(
            f"the table has {page['total']} rows and had {first['total']} when reading began",
            where=resource,
            remedy="it was changed meanwhile: read it again",
        )


def _grid(pages: Sequence[_Page], resource: str, title: str) -> Grid:
    records = [record for page in pages for record in page["records"]]
    numbers = [record.get("_id") for record in records]
    if len(set(map(str, numbers))) < len(numbers) and None not in numbers:
        raise SourceError("a row came twice", where=resource, remedy="read it again")
    header = tuple(name for name in _names(pages[0]) if name not in _OWN)
    # A figure that is not there is null; a row without the column is not the table's.
    odd = next((r for r in records if (set(r) ^ set(_names(pages[0]))) - set(_OWN)), None)
    if odd is not None:
        raise SourceError(
            f"a row has the columns {listing(odd)}", where=resource, expected=listing(_names(pages[0]))
        )
    return Grid(
        name=resource,
        header=header,
        rows=[[record.get(name) for name in header] for record in records],
        address=lambda row, column: f"row {numbers[row] or row + 1}, column '{header[column]}'",
        title=title,
    )
