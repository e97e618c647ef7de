"""A statistics service on this machine: it speaks the documented formats, and misbehaves when told to.

All of its figures are made up by :func:`figure`, for areas of Exempelstad (påhittad).
"""

from __future__ import annotations

import fnmatch
import gzip
import itertools
import json
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

BOM = b"\xef\xbb\xbf"


@dataclass
class Table:
    """A table of made-up figures. ``raised`` is added to each: a revision."""

    variables: dict[str, list[str]]
    optional: tuple[str, ...] = ("Kon",)
    updated: str = "2025-04-01T06:00:00Z"
    raised: float = 0.0
    title: str = "Folkmängd i Exempelstad (påhittad)"
    unit: str = "antal"

    def figure(self, cell: Mapping[str, str]) -> float | None:
        """Every seventh cell is held back; a variable that was left out is its total."""
        number = sum(ord(c) * (i + 1) for i, c in enumerate("|".join(cell.values())))
        return None if number % 7 == 0 else number + self.raised


def example() -> Table:
    return Table(
        {
            "Region": ["X00", *(f"X{n:02d}" for n in range(1, 15))],
            "Kon": ["1", "2"],
            "ContentsCode": ["PÅ1", "PÅ2"],
            "Tid": ["2021", "2022", "2023", "2024"],
        }
    )


@dataclass
class Answer:
    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    #: What to promise as length, and how to send.
    length: int | None = None
    send: Callable[[Any, bytes], None] | None = None


Trouble = Callable[[Answer], Answer]


@dataclass
class Request:
    method: str
    path: str
    body: bytes


class Service:
    """What the server knows, what it has been asked, and what it is told to do wrong."""

    def __init__(self) -> None:
        self.tables = {"TAB1": example()}
        self.config = {"maxDataCells": 150_000, "maxCallsPerTimeWindow": 30, "timeWindow": 10}
        self.config_v1: dict[str, Any] | None = {
            "maxValues": 110_000,
            "maxCells": 150_000,
            "maxCalls": 30,
            "timeWindow": 10,
            "CORS": True,
        }
        self.codelists = {"vs_Exempel": ["X01", "X02", "X03"]}
        self.kolada: list[dict[str, Any]] = []
        self.per_page = 5_000
        self.records: list[dict[str, Any]] = []
        self.modified: str | None = "2025-05-01T00:00:00"
        #: A limit that the service keeps but does not announce.
        self.hidden_cells: int | None = None
        self.asked: list[Request] = []
        self.troubles: list[tuple[str, Trouble, list[int]]] = []
        self.address = ""

    def trouble(self, part: str, what: Trouble, *, times: int = 1, after: int = 0) -> None:
        """Spoil answers to addresses that hold this text: so many, after so many good ones."""
        self.troubles.append((part, what, [after, times]))

    def data_requests(self) -> list[Request]:
        v1 = [r for r in self.asked if r.method == "POST" and "/v1/" in r.path]
        return v1 + [r for r in self.asked if "/data" in r.path or "datastore_search" in r.path]

    def answer(self, request: Request) -> Answer:
        self.asked.append(request)
        answer = self._good(request)
        for part, what, left in self.troubles:
            if part not in unquote(request.path):
                continue
            if left[0] > 0:
                left[0] -= 1
            elif left[1] > 0:
                left[1] -= 1
                answer = what(answer)
        return answer

    # -- the documented formats -----------------------------------------------------------------------------

    def _good(self, request: Request) -> Answer:
        parts = urlsplit(request.path)
        path, query = unquote(parts.path), parse_qs(parts.query)
        if path.startswith("/api/v2/"):
            return self._v2(path.removeprefix("/api/v2"), query, request)
        if path.startswith("/v1/sv"):
            return self._v1(path.removeprefix("/v1/sv").strip("/"), parts.query, request)
        if path.startswith("/v3/"):
            return self._kolada(path.removeprefix("/v3/"), query)
        if path.startswith("/api/3/action/"):
            return self._ckan(path.removeprefix("/api/3/action/"), query)
        return refused(404, "Not found")

    def _v2(self, path: str, query: dict[str, list[str]], request: Request) -> Answer:
        if path == "/config":
            return said({"apiVersion": "2.0.0", "defaultLanguage": "sv", **self.config})
        if found := re.fullmatch(r"/codelists/(\w+)", path):
            codes = self.codelists[found[1]]
            return said({"id": found[1], "type": "Valueset", "values": [{"code": c} for c in codes]})
        found = re.fullmatch(r"/tables/(\w+)/(metadata|data)", path)
        if not found or found[1] not in self.tables:
            return refused(404, "Non-existent table")
        table = self.tables[found[1]]
        if found[2] == "metadata":
            return said(dataset(table, table.variables, metadata=True))
        if request.method == "POST":
            told = json.loads(request.body)["selection"]
            chosen = {s["variableCode"]: s["valueCodes"] for s in told}
        else:
            chosen = {k[11:-1]: v[0].split(",") for k, v in query.items() if k.startswith("valueCodes[")}
        return self._data(table, chosen)

    def _data(self, table: Table, chosen: dict[str, list[str]]) -> Answer:
        box: dict[str, list[str]] = {}
        for name, codes in table.variables.items():
            if name in chosen:
                box[name] = [c for c in codes if any(fnmatch.fnmatchcase(c, p) for p in chosen[name])]
                if not box[name] or any(not fnmatch.filter(codes, p) for p in chosen[name]):
                    return refused(400, "Non-existent value")
            elif name not in table.optional:
                return refused(400, "Missing selection for mandantory variable")
        if set(chosen) - set(table.variables):
            return refused(400, "Non-existent variable")
        many = 1
        for codes in box.values():
            many *= len(codes)
        most = self.hidden_cells or self.config["maxDataCells"] or many
        return refused(400, "Too many cells selected") if many > most else said(dataset(table, box))

    def _v1(self, path: str, query: str, request: Request) -> Answer:
        if query == "config":
            return said(self.config_v1) if self.config_v1 is not None else refused(404, "")
        name = path.rpartition("/")[2]
        if path == "ssd/BE":
            return said(
                [{"id": n, "type": "t", "text": n, "updated": t.updated} for n, t in self.tables.items()]
            )
        if name not in self.tables:
            return refused(404, "")
        table = self.tables[name]
        if request.method == "GET":
            variables = [
                {"code": n, "text": n, "values": codes, "valueTexts": codes}
                | ({"elimination": True} if n in table.optional else {})
                | ({"time": True} if n == "Tid" else {})
                for n, codes in table.variables.items()
            ]
            answer = said({"title": table.title, "variables": variables})
        else:
            told = json.loads(request.body)
            assert told["response"] == {"format": "json-stat2"}
            assert all(q["selection"]["filter"] == "item" for q in told["query"])
            answer = self._data(table, {q["code"]: q["selection"]["values"] for q in told["query"]})
            if answer.status == 400:
                answer = Answer(403)
        return replace(answer, body=BOM + answer.body)  # a byte-order mark may stand first

    def _kolada(self, path: str, query: dict[str, list[str]]) -> Answer:
        if found := re.fullmatch(r"(kpi|municipality)/([\w,]+)", path):
            rows = [
                {
                    "id": i,
                    "title": f"Påhittat {i}",
                    "description": "Påhittat mått. Källa: Exempelstads statistik.",
                }
                for i in found[2].split(",")
            ]
            return said({"values": rows, "count": len(rows), "next_url": None, "previous_url": None})
        found = re.fullmatch(r"data/kpi/([\w,]+)/municipality/([\w,]+)/year/([\d,]+)", path)
        assert found, path
        lists = [set(one.split(",")) for one in found.groups()]
        if any(len(one) > 25 for one in lists):
            return refused(400, "Too many ids")
        rows = [
            r
            for r in self.kolada
            if r["kpi"] in lists[0] and r["municipality"] in lists[1] and str(r["period"]) in lists[2]
        ]
        size = min(int(query.get("per_page", ["100"])[0]), self.per_page, 5_000)
        page = int(query.get("page", ["1"])[0])
        some = rows[(page - 1) * size : page * size]
        more = page * size < len(rows)
        following = f"{self.address}/v3/{path}?page={page + 1}&per_page={size}" if more else None
        return said({"values": some, "count": len(some), "next_url": following, "previous_url": None})

    def _ckan(self, action: str, query: dict[str, list[str]]) -> Answer:
        if action == "resource_show":
            told: dict[str, Any] = {"id": query["id"][0], "name": "Påhittad tabell", "package_id": "paket"}
            return said({"success": True, "result": told | {"last_modified": self.modified}})
        if action == "package_show":
            told = {"title": "Påhittade data", "organization": {"title": "Exempelstad (påhittad)"}}
            return said({"success": True, "result": told})
        at, most = int(query["offset"][0]), min(int(query["limit"][0]), self.per_page)
        names = ["_id", *(n for n in (self.records[0] if self.records else {}) if n != "_id")]
        result = {
            "fields": [{"id": n, "type": "text"} for n in names],
            "records": self.records[at : at + most],
            "total": len(self.records),
            "limit": most,
        }
        return said({"success": True, "result": result})


def dataset(table: Table, box: Mapping[str, list[str]], *, metadata: bool = False) -> dict[str, Any]:
    """Write json-stat2 as PxWeb does: description and figures in one form."""
    told: dict[str, Any] = {
        "version": "2.0",
        "class": "dataset",
        "label": table.title,
        "source": "Exempelstads statistik (påhittad)",
        "updated": table.updated,
        "note": ["Alla siffror är påhittade."],
        "role": {"time": ["Tid"], "metric": ["ContentsCode"]},
        "id": list(box),
        "size": [len(codes) for codes in box.values()],
        "dimension": {
            name: {
                "label": name.lower(),
                "category": {
                    "index": {code: i for i, code in enumerate(codes)},
                    "label": {code: f"{code} (påhittad)" for code in codes},
                    **({"unit": {c: {"base": table.unit} for c in codes}} if name == "ContentsCode" else {}),
                },
                "extension": {"elimination": name in table.optional},
            }
            for name, codes in box.items()
        },
    }
    if not metadata:
        cells = (dict(zip(box, one, strict=True)) for one in itertools.product(*box.values()))
        told["value"] = [table.figure(cell) for cell in cells]
        told["status"] = {str(i): ".." for i, value in enumerate(told["value"]) if value is None}
    return told


def kolada_row(kpi: str, area: str, year: int, **values: float | None) -> dict[str, Any]:
    """A row as Kolada writes it; ``T=None`` is a figure that is not there."""
    figures = [
        {"gender": sex, "value": value, "status": "", "count": 1, "isdeleted": False}
        for sex, value in values.items()
    ]
    return {"kpi": kpi, "municipality": area, "period": year, "values": figures}


def said(told: Any) -> Answer:
    body = json.dumps(told, ensure_ascii=False).encode("utf-8")
    return Answer(200, body, {"Content-Type": "application/json"})


def refused(status: int, title: str) -> Answer:
    told = {"type": "Parameter error", "title": title, "status": status}
    return replace(said(told), status=status)


# -- what can go wrong ------------------------------------------------------------------------------------


def busy(retry_after: str | None) -> Trouble:
    """Too many requests."""
    headers = {} if retry_after is None else {"Retry-After": retry_after}
    return lambda _: replace(refused(429, "Too many requests"), headers=headers)


def failing(status: int = 500) -> Trouble:
    return lambda _: Answer(status, b"<html><title>Server Error</title></html>")


def page(_: Answer) -> Answer:
    return Answer(200, b"<!doctype html><html><head><title>Underh\xc3\xa5ll</title></head></html>")


def cut(good: Answer) -> Answer:
    """Half of the body, with the length of the whole: the connection broke."""
    return replace(good, body=good.body[: len(good.body) // 2], length=len(good.body))


def halved(good: Answer) -> Answer:
    """Half of the body, and its length says so."""
    return replace(good, body=good.body[: len(good.body) // 2])


def hang_up(_: Answer) -> Answer:
    return Answer(0, send=lambda handler, _body: handler.connection.close())


def marked(good: Answer) -> Answer:
    return replace(good, body=BOM + good.body)


def packed(good: Answer) -> Answer:
    return replace(good, body=gzip.compress(good.body), headers=good.headers | {"Content-Encoding": "gzip"})


def packed_and_cut(good: Answer) -> Answer:
    body = gzip.compress(good.body)
    return replace(packed(good), body=body[:-12])


def bomb(_: Answer) -> Answer:
    """Fifty million zeros in fifty thousand bytes."""
    return Answer(200, gzip.compress(b"0" * 50_000_000, 9), {"Content-Encoding": "gzip"})


def dripping(_: Answer) -> Answer:
    """One byte now and then, for ever; the client hangs up."""

    def send(handler: Any, _body: bytes) -> None:
        for _ in range(200):
            handler.wfile.write(b"[")
            time.sleep(0.02)

    return Answer(200, b"[" * 200, send=send)


def silent(_: Answer) -> Answer:
    return Answer(200, b"{}", send=lambda _handler, _body: time.sleep(0.5))


def sent_to(address: str, status: int = 302) -> Trouble:
    return lambda _: Answer(status, b"", {"Location": address})


def changed(change: Callable[[Any], object]) -> Trouble:
    """Change the JSON of an answer in place; it is then as whole as ever."""

    def spoil(good: Answer) -> Answer:
        told = json.loads(good.body.decode("utf-8-sig"))
        change(told)
        return replace(good, body=json.dumps(told, ensure_ascii=False).encode("utf-8"))

    return spoil


# -- the server -------------------------------------------------------------------------------------------


@contextmanager
def running() -> Iterator[Service]:
    service = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(b"")

        def do_POST(self) -> None:
            self._answer(self.rfile.read(int(self.headers["Content-Length"])))

        def _answer(self, body: bytes) -> None:
            answer = service.answer(Request(self.command, self.path, body))
            try:
                if answer.send and not answer.status:
                    answer.send(self, answer.body)
                    return
                self.send_response(answer.status)
                for name, text in answer.headers.items():
                    self.send_header(name, text)
                length = len(answer.body) if answer.length is None else answer.length
                self.send_header("Content-Length", str(length))
                self.end_headers()
                if answer.send:
                    answer.send(self, answer.body)
                else:
                    self.wfile.write(answer.body)
            except OSError:
                pass  # the client has hung up, as it should

        def log_message(self, *_args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    service.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
