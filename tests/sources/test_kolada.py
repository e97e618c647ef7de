"""Kolada: batches, pages to the last, sexes, what was deleted; and everything that must not pass."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from omradesindex.errors import SourceError
from omradesindex.sources import Kolada
from tests.sources import server
from tests.sources.conftest import Time

AREAS = [f"9{n:03d}" for n in range(60)]


def all_rows(kpis: list[str], years: range, raised: float = 0.0) -> list[dict[str, Any]]:
    return [
        server.kolada_row(kpi, area, year, T=raised + int(area) + year / 10_000, K=1.5, M=2.5)
        for kpi in kpis
        for area in AREAS
        for year in years
    ]


@pytest.fixture
def kolada(service: server.Service, passing: Time) -> Any:
    service.kolada = all_rows(["N1", "N2"], range(2020, 2024))

    def made(**more: Any) -> Kolada:
        return Kolada(f"{service.address}/v3", manners=passing.manners(), **more)

    return made


def years(service: server.Service) -> list[str]:
    found = {y for r in service.data_requests() for y in r.path.split("/year/")[1].split("?")[0].split(",")}
    service.asked.clear()
    return sorted(found)


@pytest.mark.parametrize("per_page", [5_000, 60, 7])
def test_every_row_comes_once_however_many_pages(service: server.Service, kolada: Any, per_page: int) -> None:
    service.per_page = per_page
    raw = kolada().table(["N1", "N2"], AREAS, range(2020, 2024))
    assert raw.dimensions == ("kpi", "area", "year", "sex")
    assert len(raw.frame) == 2 * 60 * 4 * 3
    one = raw.frame.query("kpi == 'N2' and area == '9007' and year == '2021'")
    assert one[["sex", "value", "count"]].values.tolist() == [
        ["total", 9007.2021, 1],
        ["women", 1.5, 1],
        ["men", 2.5, 1],
    ]
    assert raw.label("kpi", "N1") == "Påhittat N1"
    assert raw.label("sex", "women") == "kvinnor"
    # Named as the statistics beneath, not as the one who passed them on.
    assert raw.source == "Exempelstads statistik"
    assert all(
        len(part.split("/")[0].split(",")) <= 25 for r in service.asked for part in r.path.split("ality/")[1:]
    )


def test_rows_that_kolada_does_not_have_are_told(service: server.Service, kolada: Any) -> None:
    service.kolada = [r for r in service.kolada if (r["municipality"], r["period"]) != ("9007", 2021)]
    raw = kolada().table("N1", AREAS, range(2020, 2024))
    told = "Kolada har ingen rad för 1 av 240 frågade uppgifter, till exempel N1 9007 2021."
    assert raw.remarks == (told,)
    assert told in raw.notes
    assert kolada().table("N1", AREAS[:3], 2023).remarks == ()


def test_what_has_no_figure(service: server.Service, kolada: Any) -> None:
    service.kolada = [
        server.kolada_row("N1", "9000", 2023, T=None, K=None, M=None),
        server.kolada_row("N1", "9001", 2023, T=None, K=3.0, M=4.0),
    ]
    first, second = (r["values"] for r in service.kolada)
    first[1]["status"], first[2]["status"] = "..", "Sekretess"
    second[0]["isdeleted"], second[1]["status"] = True, "Preliminary"
    raw = kolada().table("N1", ["9000", "9001"], 2023)
    assert raw.frame[["area", "sex", "status"]].values.tolist() == [
        ["9000", "total", "missing"],
        ["9000", "women", "suppressed"],
        ["9000", "men", "suppressed"],
        ["9001", "women", "observed"],
        ["9001", "men", "observed"],
    ]
    assert raw.notes[:2] == (
        "'Sekretess' without a value: read as suppressed (1)",
        "'Preliminary' beside a value (1)",
    )


def test_only_new_years_are_asked_for(service: server.Service, kolada: Any, tmp_path: Path) -> None:
    client = kolada(snapshots=tmp_path)
    first = client.table(["N1", "N2"], AREAS, range(2020, 2025))
    assert years(service) == ["2020", "2021", "2022", "2023", "2024"]
    # 2024 had nothing yet and is asked for again; then it comes for one key figure, then for both.
    for kpis in ([], ["N1"], ["N1", "N2"]):
        service.kolada = all_rows(["N1", "N2"], range(2020, 2024)) + all_rows(kpis, range(2024, 2025))
        raw = client.table(["N1", "N2"], AREAS, range(2020, 2025))
        assert years(service) == ["2024"]
        assert len(raw.frame) == len(first.frame) + 180 * len(kpis)
        replayed = kolada(snapshots=tmp_path, replay=True).table(["N1", "N2"], AREAS, range(2020, 2025))
        assert replayed.frame.equals(raw.frame)
        assert (replayed.notes, replayed.labels, replayed.source) == (raw.notes, raw.labels, raw.source)
        assert service.asked == []
    client.table(["N1", "N2"], AREAS, range(2020, 2025))
    assert years(service) == []
    service.kolada = all_rows(["N1", "N2"], range(2020, 2025), raised=10)
    raw = client.table(["N1", "N2"], AREAS, range(2020, 2025), refresh="all")
    assert (raw.frame.query("sex == 'total'")["value"] > 9010).all()
    assert len(years(service)) == 5


def test_a_figure_that_is_gone_is_gone(service: server.Service, kolada: Any, tmp_path: Path) -> None:
    client = kolada(snapshots=tmp_path)
    client.table("N1", AREAS, 2020)
    service.kolada = [r for r in service.kolada if r["municipality"] != "9003"]
    raw = client.table("N1", AREAS, 2020, refresh="all")
    assert "9003" not in raw.codes("area")
    assert kolada(snapshots=tmp_path, replay=True).table("N1", AREAS, 2020).frame.equals(raw.frame)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda told: told.update(next_url="http://elsewhere.example/v3?page=2"), "said to be at"),
        (lambda told: told["values"].pop(), "119 rows, but the pages tell 60, 60"),
        (lambda told: told.update(count=99), "120 rows, but the pages tell"),
        (lambda told: told.update(values=[told["values"][0]] * 60), "two figures for the same"),
        (lambda told: told["values"][0].update(municipality="1111"), "not to what was asked: '1111'"),
        (lambda told: told["values"][0].pop("period"), "a row is not as it should be"),
        (lambda told: told["values"][0]["values"][0].update(gender="X"), "no known sex"),
        (lambda told: told["values"][0]["values"][0].update(value="12"), "'12' is no number"),
        (lambda told: told.pop("values"), "no page of figures"),
    ],
    ids=["elsewhere", "lost_row", "count", "twice", "other_area", "no_period", "sex", "text", "no_values"],
)
def test_a_page_that_is_wrong_fails_all(
    service: server.Service, kolada: Any, tmp_path: Path, change: Any, words: str
) -> None:
    service.per_page = 60
    service.trouble("/data/", server.changed(change), after=1)
    client = kolada(snapshots=tmp_path)
    with pytest.raises(SourceError, match=words):
        client.table(["N1", "N2"], AREAS[:15], range(2020, 2024))
    kept = [json.loads(p.read_text(encoding="utf-8")) for p in tmp_path.glob("*.json")]
    assert not [k for k in kept if k["box"]]


def test_a_lost_page_fails_all_and_says_which_batch(service: server.Service, kolada: Any) -> None:
    service.per_page = 60
    service.trouble("page=3", server.failing(), times=4)
    with pytest.raises(SourceError, match=r"part 1 of 3 \(kpi N1, N2; area 9000.*500.*Nothing is returned"):
        kolada().table(["N1", "N2"], AREAS, range(2020, 2024))


def test_pages_in_a_ring(service: server.Service, kolada: Any) -> None:
    service.per_page = 60
    first = f"{service.address}/v3/data/kpi/N1/municipality/9000/year/2020?per_page=5000"
    service.trouble("/data/", server.changed(lambda told: told.update(next_url=first)), times=1_000)
    with pytest.raises(SourceError, match="never end"):
        kolada().table("N1", "9000", 2020)
    assert len(service.data_requests()) == 1


def test_labels_are_a_help_only(service: server.Service, kolada: Any) -> None:
    service.trouble("/v3/kpi", lambda _: server.refused(404, "Not found"), times=9)
    raw = kolada().table("N1", "9000", 2020)
    assert raw.label("kpi", "N1") == "N1"
    assert raw.source == ""


@pytest.mark.parametrize(
    ("kpis", "areas", "year"), [("N1/../x", "9000", 2020), ("N1", [], 2020), ("N1", "9000", "år")]
)
def test_no_ids(kolada: Any, kpis: str, areas: Any, year: Any) -> None:
    with pytest.raises(SourceError, match=r"no id|nothing is asked for|whole number"):
        kolada().table(kpis, areas, year)


def test_nothing_there(kolada: Any) -> None:
    with pytest.raises(SourceError, match="no figures for this"):
        kolada().table("N9", "9000", 2020)
