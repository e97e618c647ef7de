"""What both of PxWeb's interfaces do: what is asked for, what comes back, what is new, what is replayed."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from omradesindex.errors import SourceError, StatisticsError
from omradesindex.sources import PxWeb, PxWebV1, Snapshots
from omradesindex.sources.tables import PxWebClient
from omradesindex.statistics.reading.raw import RawTable
from tests.sources import server
from tests.sources.conftest import Time
from tests.sources.made_up import check

Make = Callable[..., PxWebClient]


@pytest.fixture(params=[1, 2], ids=["v1", "v2"])
def make(request: pytest.FixtureRequest, service: server.Service, passing: Time) -> Make:
    def made(**more: Any) -> PxWebClient:
        manners = passing.manners()
        if request.param == 1:
            return PxWebV1(f"{service.address}/v1/sv", manners=manners, **more)
        return PxWeb(f"{service.address}/api/v2", manners=manners, **more)

    return made


def name(client: PxWebClient) -> str:
    return "ssd/BE/TAB1" if isinstance(client, PxWebV1) else "TAB1"


def test_a_table_comes_whole_with_all_that_is_said_about_it(make: Make, service: server.Service) -> None:
    client = make()
    raw = client.table(name(client))
    table = service.tables["TAB1"]
    check(raw, table)
    assert (raw.frame["status"] == "suppressed").any()
    assert raw.title == table.title
    assert raw.code == name(client)
    assert raw.source == "Exempelstads statistik (påhittad)"
    assert raw.updated == table.updated
    assert raw.units == {"PÅ1": "antal", "PÅ2": "antal"}
    assert raw.roles["Tid"] == "time"
    assert raw.label("Region", "X01") == "X01 (påhittad)"
    assert raw.notes == (
        "Alla siffror är påhittade.",
        "Inte uppdelad efter Kon: källan ger alla kategorier sammanlagt.",
    )


@pytest.mark.parametrize("most", [150_000, 64, 7, 1])
def test_however_it_is_split_it_is_the_same_table(make: Make, service: server.Service, most: int) -> None:
    service.config["maxDataCells"] = most
    service.config_v1 = {
        "maxCells": most,
        "maxValues": 5 if most == 7 else 0,
        "maxCalls": 1_000,
        "timeWindow": 10,
    }
    client = make()
    box = {"Region": ["X01", "X02", "X03"], "Kon": ["1", "2"], "Tid": ["2023", "2024"]}
    raw = client.table(
        name(client), {"Region": "X0?", "Kon": "*", "Tid": "top(2)"} | {"Region": box["Region"]}
    )
    check(raw, service.tables["TAB1"], **box)
    assert len(service.data_requests()) >= 24 / most
    assert raw.notes == ("Alla siffror är påhittade.",)


def test_limits_are_read_from_the_service(make: Make) -> None:
    limits = make().limits()
    assert (limits.cells, limits.calls, limits.window) == (150_000, 30, 10)


# -- selections and tables that do not fit ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("selection", "words"),
    [
        ({"Regoin": "X01"}, "no variable 'Regoin' .did you mean 'Region'.*renamed"),
        ({"Region": "X99"}, "'X99' is none of its codes"),
        ({"Tid": "from(1999)"}, "'1999' in 'from.1999.'"),
        ({"Tid": "top(x)"}, "cannot be read"),
        ({"Tid": "range(2021)"}, "cannot be read"),
        ({"Tid": []}, "nothing is selected"),
    ],
)
def test_a_selection_that_does_not_fit(
    make: Make, service: server.Service, selection: dict, words: str
) -> None:
    client = make()
    with pytest.raises(SourceError, match=words):
        client.table(name(client), selection)
    assert service.data_requests() == [] or isinstance(client, PxWebV1)


def renamed(told: Any) -> None:
    told["id"][0] = "Area"
    told["dimension"]["Area"] = told["dimension"].pop("Region")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (renamed, "variables 'Area'"),
        (lambda told: told["dimension"]["Tid"]["category"].update(index=["1999", "2024"]), "of 'Tid' '1999'"),
        (lambda told: told.update({"id": [*told["id"], "Tid"], "size": [*told["size"], 2]}), "twice"),
        (lambda told: told["dimension"].pop("Region"), "no dimension 'Region'"),
        (lambda told: told["value"].__setitem__(0, "många"), "'många'"),
        (lambda told: told.clear(), "class"),
    ],
    ids=["renamed", "other_period", "twice", "gone", "words", "empty"],
)
def test_an_answer_to_something_else(
    make: Make, service: server.Service, change: Callable, words: str
) -> None:
    client = make()
    client.limits()
    described = 1 if isinstance(client, PxWebV1) else 0
    service.trouble("TAB1" if described else "TAB1/data", server.changed(change), times=100, after=described)
    with pytest.raises(SourceError, match=words):
        client.table(name(client), {"Tid": "top(2)", "Region": "X01"})


@pytest.mark.parametrize(
    "change",
    [
        lambda told: told.clear(),
        lambda told: told.pop("dimension", told.pop("variables", None)),
        lambda told: told.update(dimension={}, variables=[]),
    ],
)
def test_a_description_of_nothing(make: Make, service: server.Service, change: Callable) -> None:
    client = make()
    service.trouble("TAB1", server.changed(change))
    with pytest.raises(SourceError, match=r"describe a table|no dimension"):
        client.table(name(client))


def test_a_table_that_changes_while_it_is_read(make: Make, service: server.Service) -> None:
    service.config["maxDataCells"] = 60
    service.config_v1 = {"maxCells": 60}
    client = make()
    after = 2 if isinstance(client, PxWebV1) else 1
    later = server.changed(lambda told: told.update(updated="2025-06-01T06:00:00Z"))
    service.trouble("/TAB1" if after == 2 else "TAB1/data", later, times=100, after=after)
    with pytest.raises(SourceError, match="changed while it was being read"):
        client.table(name(client))


def test_a_table_that_is_too_large(service: server.Service, passing: Time) -> None:
    from omradesindex.statistics.reading.limits import ReadLimits

    small = ReadLimits(cells=10)
    client = PxWeb(f"{service.address}/api/v2", manners=passing.manners(), limits=small)
    with pytest.raises(StatisticsError, match="120 cells, more than the limit of 10"):
        client.table("TAB1")
    assert service.data_requests() == []


# -- what is new ------------------------------------------------------------------------------------------


def periods(service: server.Service) -> list[str]:
    """Which periods have been asked for."""
    found: set[str] = set()
    for request in service.data_requests():
        if request.body:
            told = json.loads(request.body)
            chosen = told.get("selection") or told["query"]
            found.update(
                *(c.get("valueCodes") or c["selection"]["values"] for c in chosen if "Tid" in c.values())
            )
        elif "valueCodes[Tid]=" in unquote(request.path):
            found.update(unquote(request.path).rpartition("valueCodes[Tid]=")[2].split(","))
    service.asked.clear()
    return sorted(found)


def test_a_second_run_asks_only_for_what_is_new(make: Make, service: server.Service, tmp_path: Path) -> None:
    table = service.tables["TAB1"]
    first = make(snapshots=tmp_path)
    first.table(name(first))
    assert periods(service) == ["2021", "2022", "2023", "2024"]
    files = sorted(tmp_path.rglob("*"))

    # Nothing has happened: no figures are asked for, and nothing is added to the folder.
    lines: list[object] = []
    client = make(snapshots=tmp_path, progress=lines.append)
    check(client.table(name(client)), table)
    assert periods(service) == []
    assert sorted(tmp_path.rglob("*")) == files
    assert str(lines[-1]).endswith("inget nytt sedan sist.")

    # A new year: it is asked for alone, and a note says what is older.
    table.variables["Tid"].append("2025")
    table.updated = "2026-04-01T06:00:00Z"
    raw = client.table(name(client))
    check(raw, table)
    assert periods(service) == ["2025"]
    assert raw.updated == table.updated
    assert raw.notes[-2] == (
        "Läst före tabellens senaste ändring (2026-04-01T06:00:00Z) och inte hämtat på nytt: "
        "2021, 2022, 2023 och 2024."
    )
    check(client.table(name(client)), table)
    assert periods(service) == []

    # The table has changed and no year is new: figures have been revised, and all are asked for.
    table.updated, table.raised = "2026-05-01T06:00:00Z", 1_000.0
    raw = client.table(name(client))
    check(raw, table)
    assert periods(service) == ["2021", "2022", "2023", "2024", "2025"]
    assert not [n for n in raw.notes if n.startswith("Läst före")]

    # Everything, because somebody wants it.
    client.table(name(client), {"Tid": "top(1)"}, refresh="all")
    assert periods(service) == ["2025"]

    # Another way to cut the same table is found in what is kept; more areas are not.
    check(client.table(name(client), {"Region": "X01"}), table, Region=["X01"])
    assert periods(service) == []
    table.variables["Region"].append("X15")
    check(client.table(name(client)), table)
    assert periods(service) == ["2021", "2022", "2023", "2024", "2025"]


def test_what_broke_off_is_taken_up_again(make: Make, service: server.Service, tmp_path: Path) -> None:
    table = service.tables["TAB1"]
    client = make(snapshots=tmp_path)
    client.table(name(client))
    table.updated, table.raised = "2026-05-01T06:00:00Z", 1_000.0
    service.config["maxDataCells"] = 40
    service.config_v1 = {"maxCells": 40}
    client = make(snapshots=tmp_path)
    after = 2 if isinstance(client, PxWebV1) else 1
    service.trouble("/TAB1" if after == 2 else "TAB1/data", server.failing(), times=4, after=after)
    with pytest.raises(SourceError, match="part 2 of 3"):
        client.table(name(client))
    # Old and revised figures are never mixed, whatever has come so far.
    check(client.table(name(client)), table)


def test_without_a_date_of_change_everything_is_asked_for(
    service: server.Service, passing: Time, tmp_path
) -> None:
    service.trouble("metadata", server.changed(lambda told: told.pop("updated")), times=100)
    client = PxWeb(f"{service.address}/api/v2", manners=passing.manners(), snapshots=tmp_path)
    for _ in range(2):
        client.table("TAB1")
        assert len(periods(service)) == 4


def test_a_changed_unit_is_not_mixed_in(make: Make, service: server.Service, tmp_path: Path) -> None:
    client, table = make(snapshots=tmp_path), service.tables["TAB1"]
    client.table(name(client))
    table.variables["Tid"].append("2025")
    table.updated, table.unit = "2026-04-01T06:00:00Z", "tusental"
    with pytest.raises(
        SourceError, match=r"'antal' in an earlier answer and is now 'tusental'.*refresh='all'"
    ):
        client.table(name(client))
    assert set(client.table(name(client), refresh="all").units.values()) == {"tusental"}


# -- replay -----------------------------------------------------------------------------------------------


def same(one: RawTable, other: RawTable) -> bool:
    def told(raw: RawTable) -> tuple[object, ...]:
        return raw.title, raw.code, raw.labels, raw.units, raw.notes, raw.updated, raw.source, raw.dimensions

    return told(one) == told(other) and one.frame.equals(other.frame)


def test_replay_gives_the_same_and_asks_nobody(
    make: Make, service: server.Service, passing: Time, tmp_path
) -> None:
    service.config["maxDataCells"] = 50
    table = service.tables["TAB1"]
    client = make(snapshots=tmp_path)
    before = client.table(name(client), {"Tid": "top(2)"})
    read_then = Snapshots(tmp_path, until="2026-02-03")
    passing.now += 86_400 * 60
    table.variables["Tid"].append("2025")
    table.updated = "2026-04-01T06:00:00Z"
    after = client.table(name(client), {"Tid": "top(2)"})
    assert after.codes("Tid") == ("2024", "2025")
    service.asked.clear()
    files = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}

    replayed = make(snapshots=tmp_path, replay=True)
    assert same(replayed.table(name(client), {"Tid": "top(2)"}), after)
    assert replayed.answers == client.answers
    # The folder as it was when the first was read.
    assert same(make(snapshots=read_then, replay=True).table(name(client), {"Tid": "top(2)"}), before)
    assert service.asked == []
    assert {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()} == files

    with pytest.raises(SourceError, match="lack Tid '2021', '2022'"):
        replayed.table(name(client))
    with pytest.raises(SourceError, match="hold no answer"):
        replayed.table("ssd/BE/TAB2" if "/" in name(client) else "TAB2")


def test_an_altered_snapshot_is_not_replayed(make: Make, tmp_path: Path) -> None:
    client = make(snapshots=tmp_path)
    client.table(name(client))
    (kept,) = client.answers
    path = tmp_path / "bytes" / kept.sha256
    path.write_bytes(path.read_bytes().replace(b"null", b"1234", 1))
    for replay in (True, False):
        with pytest.raises(SourceError, match="not the one that came"):
            make(snapshots=tmp_path, replay=replay).table(name(client))
    path.unlink()
    with pytest.raises(SourceError, match="cannot be read"):
        make(snapshots=tmp_path, replay=True).table(name(client))


# -- on to an index ---------------------------------------------------------------------------------------


class Crimes(server.Table):
    """Crimes and inhabitants, none of them held back."""

    def figure(self, cell: Mapping[str, str]) -> float:
        number = sum(ord(c) * (i + 1) for i, c in enumerate("|".join(cell.values())))
        return float(number if cell["ContentsCode"] == "PÅ1" else 40 * number)


def test_from_the_service_s_words_to_an_index(make: Make, service: server.Service, tmp_path: Path) -> None:
    """As an analyst does it: fetch, see the proposed mapping, say what the words mean, compute; then again
    without the service."""
    import omradesindex as oi

    table = service.tables["TAB1"]
    table = service.tables["TAB1"] = Crimes(table.variables)
    service.trouble("TAB1", server.failing(503), after=1)
    (tmp_path / "brott.toml").write_text(
        'id = "brott"\nlabel = "Brott (påhittat)"\n[[dimensions]]\nid = "trygghet"\nlabel = "Trygghet"\n'
        'indicators = [{ id = "anmalda_brott", basis = "assumed" }]\n',
        encoding="utf-8",
    )
    results = []
    for replay in (False, True):
        client = make(snapshots=tmp_path / "svar", replay=replay)
        raw = client.table(name(client), {"Region": "X*", "Tid": "top(1)"})
        with pytest.raises(oi.errors.MappingNeededError) as needed:
            oi.sources.statistics_from_tables(raw)
        assert "Region" in needed.value.proposal
        (tmp_path / "mapping.toml").write_text(
            '[[table]]\narea = "Region"\nperiod = "Tid"\nquality = "made_up"\nvariables = [\n'
            '{ variable = "brott_anmalda", where = { ContentsCode = "PÅ1" } },\n'
            '{ variable = "folkmangd", where = { ContentsCode = "PÅ2" } },\n]\n',
            encoding="utf-8",
        )
        figures = oi.sources.statistics_from_tables(
            raw, tmp_path / "mapping.toml", name="Exempelstad (påhittad)", whole="X00"
        )
        results.append(oi.load_index(tmp_path / "brott.toml").compute(figures))
    asked = len(service.asked)
    one, other = results
    assert one.scores.equals(other.scores)
    assert len(service.asked) == asked
    cells = ({"Region": "X03", "ContentsCode": code, "Tid": "2024"} for code in ("PÅ1", "PÅ2"))
    crimes, people = map(table.figure, cells)
    assert one.measured.values[one.areas.index("X03"), 0] == pytest.approx(1000 * crimes / people)
