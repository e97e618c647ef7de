"""A service that misbehaves: what can be waited out is waited out, all else is one clear error."""

from __future__ import annotations

import json
from email.utils import formatdate

import pytest

import omradesindex as oi
from omradesindex.errors import SourceError
from omradesindex.sources import Progress, PxWeb
from tests.sources import server
from tests.sources.conftest import Time

ASKED = {"Region": "X0*", "ContentsCode": "PÅ1", "Tid": "top(2)"}
DATA = "TAB1/data"


def client(service: server.Service, passing: Time, **more: object) -> PxWeb:
    manners = passing.manners(**more.pop("manners", {}))  # type: ignore[arg-type]
    return PxWeb(f"{service.address}/api/v2", manners=manners, **more)  # type: ignore[arg-type]


def figures(raw: object) -> list[tuple[object, ...]]:
    frame = raw.frame  # type: ignore[attr-defined]
    return (
        list(frame[[*raw.dimensions, "status"]].itertuples(index=False)) + frame["value"].fillna(-1).tolist()
    )  # type: ignore[attr-defined]


@pytest.fixture
def right(service: server.Service, passing: Time) -> list[tuple[object, ...]]:
    """What the table is when nothing goes wrong."""
    got = figures(client(service, passing).table("TAB1", ASKED))
    service.asked.clear()
    passing.slept.clear()
    return got


# -- what is waited out -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "least", "most"),
    [("0", 1, 1), ("7", 7, 7), (None, 5, 5), ("soon", 5, 5), ("date", 19, 20)],
)
def test_busy_is_waited_out(
    service: server.Service, passing: Time, right: list, header: str | None, least: float, most: float
) -> None:
    if header == "date":
        header = formatdate(passing.now + 20, usegmt=True)
    service.trouble(DATA, server.busy(header))
    assert figures(client(service, passing).table("TAB1", ASKED)) == right
    assert len(passing.slept) == 1
    assert least <= passing.slept[0] <= most


def test_waiting_is_told_calmly_in_both_languages(service: server.Service, passing: Time) -> None:
    service.trouble(DATA, server.busy("7"), times=2)
    told: dict[str, list[Progress]] = {"sv": [], "en": []}
    for lang, lines in told.items():
        client(service, passing, lang=lang, progress=lines.append).table("TAB1", ASKED)
    sv, en = ([str(line) for line in lines] for lines in told.values())
    assert "Tjänsten ber oss vänta 7 sekunder. Vi väntar och fortsätter sedan." in sv
    service.trouble(DATA, server.busy("1"))
    client(service, passing, lang="en", progress=told["en"].append).table("TAB1", ASKED)
    assert "The service asks us to wait 1 second. We wait, and then go on." in map(str, told["en"])
    assert en[-1] == "TAB1 has come."
    assert (told["sv"][-1].done, told["sv"][-1].total) == (1, 1)


def test_waiting_has_an_end(service: server.Service, passing: Time) -> None:
    service.trouble(DATA, server.busy("0"), times=1_000)
    begun = passing.now
    with pytest.raises(SourceError, match=r"429.*300 in all"):
        client(service, passing).table("TAB1", ASKED)
    assert passing.now - begun <= 300
    # Somebody who says "at once" for ever is asked more and more seldom.
    assert len(service.data_requests()) < 15


def test_a_long_wait_is_not_begun(service: server.Service, passing: Time) -> None:
    service.trouble(DATA, server.busy("86400"))
    with pytest.raises(SourceError, match="86400 more seconds"):
        client(service, passing).table("TAB1", ASKED)
    assert passing.slept == []


@pytest.mark.parametrize(
    "trouble",
    [
        server.failing(500),
        server.failing(503),
        server.cut,
        server.halved,
        server.hang_up,
        server.packed_and_cut,
        server.changed(lambda told: told["value"].pop()),
        server.changed(lambda told: told["size"].__setitem__(0, 99)),
    ],
    ids=["500", "503", "cut", "halved", "hang_up", "packed_and_cut", "short_list", "wrong_size"],
)
def test_a_passing_fault_is_tried_again_and_a_lasting_one_given_up(
    service: server.Service, passing: Time, right: list, trouble: server.Trouble
) -> None:
    service.trouble(DATA, trouble, times=2)
    lines: list[Progress] = []
    assert figures(client(service, passing, progress=lines.append).table("TAB1", ASKED)) == right
    assert passing.slept == [1, 2]
    assert "Svaret kom inte fram. Vi försöker igen om 2 sekunder." in map(str, lines)
    service.trouble(DATA, trouble, times=1_000)
    service.asked.clear()
    with pytest.raises(SourceError, match="4 attempts"):
        client(service, passing).table("TAB1", ASKED)
    assert len(service.data_requests()) == 4


def test_a_failing_service_may_say_when_it_is_back(service: server.Service, passing: Time) -> None:
    import dataclasses

    service.trouble(
        DATA, lambda _: dataclasses.replace(server.failing(503)(_), headers={"Retry-After": "40"})
    )
    client(service, passing).table("TAB1", ASKED)
    assert passing.slept == [40]


# -- what is taken as it is -------------------------------------------------------------------------------


@pytest.mark.parametrize("trouble", [server.marked, server.packed], ids=["byte_order_mark", "gzip"])
def test_packing_and_marks_change_nothing(
    service: server.Service, passing: Time, right: list, trouble: server.Trouble
) -> None:
    service.trouble("/", trouble, times=100)
    assert figures(client(service, passing).table("TAB1", ASKED)) == right
    assert passing.slept == []


def test_a_redirect_on_the_same_host_is_followed(service: server.Service, passing: Time, right: list) -> None:
    service.trouble("metadata", server.sent_to("/api/v2/tables/TAB1/metadata?lang=sv"))
    assert figures(client(service, passing).table("TAB1", ASKED)) == right


# -- what is refused --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        (server.page, "web page"),
        (server.sent_to("http://elsewhere.example/data"), "sends us on to 'http://elsewhere.example/data'"),
        (server.sent_to("file:///etc/passwd"), "sends us on"),
        (server.sent_to("http://[oops"), "sends us on"),
        (server.sent_to("http://127.0.0.1:99999x/"), "sends us on"),
        (server.sent_to("http://127.0.0.1:9/"), "sends us on to 'http://127.0.0.1:9/'"),
        (lambda _: server.Answer(200, b"x", {"Content-Encoding": "br"}), "packed as 'br'"),
        (lambda _: server.Answer(200, b"\xff\xfe[]"), "UTF-8"),
        (lambda _: server.refused(400, "Non-existent value"), "400, 'Non-existent value'"),
        (lambda _: server.refused(404, "Non-existent table"), "404, 'Non-existent table'"),
    ],
    ids=["page", "elsewhere", "file", "no_address", "no_port", "other_port", "brotli", "utf16", "400", "404"],
)
def test_at_once_and_in_words(
    service: server.Service, passing: Time, trouble: server.Trouble, words: str
) -> None:
    service.trouble(DATA, trouble, times=1_000)
    with pytest.raises(SourceError, match=words) as caught:
        client(service, passing).table("TAB1", ASKED)
    assert passing.slept == []
    assert len(service.data_requests()) == 1
    assert caught.value.where


def test_redirects_without_end(service: server.Service, passing: Time) -> None:
    service.trouble("metadata", server.sent_to("/api/v2/tables/TAB1/metadata?lang=sv"), times=1_000)
    with pytest.raises(SourceError, match="more than 5 times"):
        client(service, passing).table("TAB1", ASKED)
    assert len(service.asked) == 6


def test_a_question_is_never_sent_on(service: server.Service, passing: Time) -> None:
    many = {f"X{n:04d}": n for n in range(500)}
    service.tables["TAB1"].variables["Region"] = list(many)
    service.trouble(DATA, server.sent_to("/api/v2/tables/TAB1/data", 307))
    with pytest.raises(SourceError, match="sends us on"):
        client(service, passing).table("TAB1", {"Tid": "2024"})
    assert service.asked[-1].method == "POST"


def test_a_bomb_is_not_unpacked(service: server.Service, passing: Time) -> None:
    service.trouble(DATA, server.bomb)
    with pytest.raises(SourceError, match="larger than 1000000 bytes"):
        client(service, passing, manners={"most_bytes": 1_000_000}).table("TAB1", ASKED)


def test_a_large_answer_is_refused(service: server.Service, passing: Time) -> None:
    with pytest.raises(SourceError, match="larger than 500 bytes"):
        client(service, passing, manners={"most_bytes": 500}).table("TAB1", ASKED)


def test_nobody_there(passing: Time) -> None:
    with server.running() as service:
        address = service.address
    with pytest.raises(SourceError, match=r"connection broke .*4 attempts"):
        PxWeb(f"{address}/api/v2", manners=passing.manners()).table("TAB1")
    assert passing.slept == [1, 2, 4]


# -- pace -------------------------------------------------------------------------------------------------


def test_calls_are_spaced_before_anybody_complains(service: server.Service, passing: Time) -> None:
    service.config = {"maxDataCells": 2, "maxCallsPerTimeWindow": 3, "timeWindow": 10}
    times: list[float] = []
    service.trouble("/", lambda good: times.append(passing.now) or good, times=1_000)
    client(service, passing).table("TAB1", {"Region": "X0*", "ContentsCode": "PÅ1", "Tid": "2024"})
    data = times[2:]  # after the description and the limits
    assert len(data) == 5
    for i in range(len(data) - 3):
        assert data[i + 3] - data[i] >= 10


def test_no_announced_limits(service: server.Service, passing: Time, right: list) -> None:
    service.config = {"maxDataCells": 0, "maxCallsPerTimeWindow": 0, "timeWindow": 0}
    one = client(service, passing)
    assert figures(one.table("TAB1", ASKED)) == right
    assert one.limits().cells is None
    assert one.limits().calls is None


def test_a_limit_that_was_not_announced(service: server.Service, passing: Time, right: list) -> None:
    service.hidden_cells = 6
    assert figures(client(service, passing).table("TAB1", ASKED)) == right
    asked = len(service.data_requests())
    assert asked > 4  # the whole was refused, and then some halves


# -- all or nothing ---------------------------------------------------------------------------------------


def test_a_lost_part_fails_the_whole_and_says_which(service: server.Service, passing: Time, tmp_path) -> None:
    service.config["maxDataCells"] = 4
    service.trouble(DATA, server.failing(), after=2, times=4)
    one = client(service, passing, snapshots=tmp_path)
    with pytest.raises(SourceError, match=r"part 3 of 5 \(Region X04, X05; .*500.*Nothing is returned"):
        one.table("TAB1", ASKED)
    # What had come is not asked for again.
    service.asked.clear()
    again = one.table("TAB1", ASKED)
    assert len(again.frame) == 20
    assert sum("X00" in r.path for r in service.data_requests()) <= 1


def test_nothing_that_was_refused_is_kept(service: server.Service, passing: Time, tmp_path) -> None:
    service.trouble(DATA, server.changed(lambda told: told["value"].pop()), times=4)
    with pytest.raises(SourceError):
        client(service, passing, snapshots=tmp_path).table("TAB1", ASKED)
    kept = [json.loads(p.read_text(encoding="utf-8")) for p in tmp_path.glob("*.json")]
    assert kept
    assert not [k for k in kept if k["box"]]


# -- addresses --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "",
        "scb.se/api/v2",
        "file:///etc",
        "ftp://a.example",
        "https://",
        "https://a.example/?x=1",
        "https://[x",
    ],
)
def test_no_address(address: str) -> None:
    with pytest.raises(oi.errors.OmradesindexError, match="no address"):
        PxWeb(address)


def test_no_password_in_the_address() -> None:
    with pytest.raises(SourceError, match="password") as caught:
        PxWeb("https://me:secret@a.example/api/v2")
    assert "secret" not in str(caught.value)
