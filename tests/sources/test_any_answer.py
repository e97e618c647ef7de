"""Whatever a service answers, there is a table or a clear error, and no third thing."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any

import pytest

from omradesindex.errors import OmradesindexError
from omradesindex.sources import Ckan, Kolada, PxWeb, PxWebV1
from omradesindex.sources.fetching import Answer, Manners, Request
from tests.sources import server
from tests.sources.conftest import Time

JUNK = (None, True, -1, 0, 10**400, 1.5, "", "x", "..", [], [[]], ["x"], {}, {"x": []}, [None], "9" * 50)

CLIENTS: dict[str, Callable[[Manners], object]] = {
    "v2": lambda m: PxWeb("http://a.example/api/v2", manners=m).table(
        "TAB1", {"Region": "X0?", "Tid": "top(2)"}, codelists={"Region": "vs_Exempel"}
    ),
    "v1": lambda m: PxWebV1("http://a.example/v1/sv", manners=m).table("ssd/BE/TAB1", {"Region": "X01"}),
    "kolada": lambda m: Kolada("http://a.example/v3", manners=m).table("N1", ["9000", "9001"], [2023, 2024]),
    "ckan": lambda m: Ckan("http://a.example", manners=m).table("tabell", ["omrade"]),
}


def nodes(told: Any) -> list[tuple[Any, Any]]:
    """Every place in a JSON text: what holds it, and under which key."""
    keys = list(told) if isinstance(told, dict) else list(range(len(told))) if isinstance(told, list) else []
    return [(told, key) for key in keys] + [place for key in keys for place in nodes(told[key])]


def spoilt(body: bytes, rng: random.Random) -> bytes:
    way = rng.random()
    if way < 0.1:
        return rng.randbytes(40)
    if way < 0.2:
        return body[: rng.randrange(len(body))]
    told = json.loads(body.decode("utf-8-sig"))
    for _ in range(rng.choice([1, 1, 1, 3])):
        places = nodes(told)
        if not places:
            break
        holder, key = rng.choice(places)
        if rng.random() < 0.2:
            del holder[key]
        else:
            holder[key] = rng.choice(JUNK)
    return json.dumps(told if rng.random() > 0.05 else rng.choice(JUNK)).encode()


@pytest.mark.parametrize("kind", CLIENTS)
def test_a_table_or_a_clear_error(kind: str, monkeypatch: pytest.MonkeyPatch, passing: Time) -> None:
    outcomes = {"table": 0, "error": 0}
    for seed in range(60):
        rng = random.Random(f"{kind} {seed}")
        service = server.Service()
        service.tables["TAB1"].variables["Region"] = ["X01", "X02", "X03"]
        service.kolada = [
            server.kolada_row("N1", a, y, T=1.0, K=None) for a in ("9000", "9001") for y in (2023, 2024)
        ]
        service.records = [{"_id": n, "omrade": f"X{n}", "antal": n} for n in range(4)]
        bad = rng.randrange(4)
        asked = 0

        def answer(request: Request, _: Manners) -> Answer:
            nonlocal asked
            path = request.url.removeprefix("http://a.example")
            good = service.answer(server.Request(request.method, path, request.body or b""))  # noqa: B023
            body = spoilt(good.body, rng) if asked == bad else good.body  # noqa: B023
            asked += 1
            return Answer(good.status, {}, body)

        monkeypatch.setattr("omradesindex.sources.service.fetch", answer)
        try:
            CLIENTS[kind](passing.manners(attempts=2))
            outcomes["table"] += 1
        except OmradesindexError:
            outcomes["error"] += 1
    assert min(outcomes.values()) > 5
