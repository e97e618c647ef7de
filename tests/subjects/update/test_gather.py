"""What a project names is read: several sources, sub-areas through a key, services."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import shapely

import omradesindex as oi
from omradesindex.errors import DefinitionError, OmradesindexError, SourceError
from omradesindex.geography import Division
from omradesindex.subjects.update import gather
from omradesindex.subjects.update.gather import division_of
from omradesindex.subjects.update.project import read_project
from omradesindex.subjects.update.reproduce import reproduce
from tests.sources import server
from tests.sources.conftest import Time
from tests.subjects.update.projects import Town, files

pytestmark = pytest.mark.usefixtures("sketched")


def test_several_sources_are_one_table(town: Town) -> None:
    table = town.year("2023")
    first = table["variable"] < "c"
    (town.folder / "mer").mkdir()
    town.put(table[first])
    (town.folder / "statistik" / "2022.csv").unlink()
    table[~first].to_csv(town.folder / "mer" / "resten.csv", index=False)
    town.write_project(("[outputs]", '[[source]]\npath = "mer"\nnoise = true\n\n[outputs]'))
    update = town.update()
    noted = update.result.statistics.notes
    assert len(noted) == 1
    assert "antas vara 1,5" in noted[0]
    division = oi.read_division(town.folder / "omraden.csv", code="kod", name="namn", whole=("X00", "X"))
    right = oi.load_index("malmo-oppna-data").compute(oi.Statistics.from_frame(table, division=division))
    assert update.result.scores.to_numpy() == pytest.approx(right.scores.to_numpy())
    # A figure that both give is nobody's.
    table.to_csv(town.folder / "mer" / "resten.csv", index=False)
    with pytest.raises(oi.errors.StatisticsError, match=r"given twice.*source 1 \(statistik\)"):
        town.update()


def test_figures_of_sub_areas_go_through_a_key(tmp_path: Path) -> None:
    town = Town(tmp_path / "projekt")
    index, parts = oi.load_index("malmo-2023"), oi.example_statistics(level="sub_area")
    needed = {variable for indicator in index.indicators for variable in indicator.formula.variables}
    frame = parts.only(needed, periods=["2024"]).to_frame()
    by = ["sex", "age", "disability"]
    town.put(frame[(frame[by] == "total").all(axis=1)].drop(columns=[*by, "disability_definition"]))
    areas = town.text[town.text.index("[areas]") : town.text.index("[[source]]")]
    town.write_project(
        ("malmo-oppna-data", "malmo-2023"),
        (areas, '[areas]\ndivision = "exempelstad"\n\n'),
        ('path = "statistik"', 'path = "statistik"\nkey = "delomrade"'),
    )
    right = index.compute(oi.example_statistics(), period="2024")
    assert town.update().result.scores.to_numpy() == pytest.approx(right.scores.to_numpy())
    town.write_project(('"delomrade"', '"delomraden"'))
    with pytest.raises(DefinitionError, match=r"did you mean 'delomrade'"):
        town.update()


# -- services ---------------------------------------------------------------------------------------------


class Open(server.Table):
    """Nothing is held back."""

    def figure(self, cell: dict[str, str]) -> float:
        number = sum(ord(c) * (i + 1) for i, c in enumerate("|".join(cell.values())))
        many = number + self.raised
        return many if cell["ContentsCode"] == "PÅ1" else 40 * number


MAPPING = """\
[[table]]
area = "Region"
period = "Tid"
variables = [
    { variable = "brott_anmalda", where = { ContentsCode = "PÅ1" } },
    { variable = "folkmangd", where = { ContentsCode = "PÅ2" } },
]
"""

INDEX = """\
id = "brott"
label = "Brott (påhittat)"

[[dimensions]]
id = "trygghet"
label = "Trygghet"
indicators = [{ id = "anmalda_brott", basis = "assumed" }]
"""


@pytest.fixture
def fetching(tmp_path: Path) -> Iterator[tuple[Town, server.Service]]:
    """A project that reads a table of a service on this machine."""
    with server.running() as service:
        table = service.tables["TAB1"]
        service.tables["TAB1"] = Open(dict(table.variables), table.optional)
        town = Town(tmp_path / "projekt")
        (town.folder / "tjanst.toml").write_text(MAPPING, encoding="utf-8")
        (town.folder / "brott.toml").write_text(INDEX, encoding="utf-8")
        text = town.text[: town.text.index("[areas]")]
        source = (
            f'[[source]]\nservice = "pxweb"\naddress = "{service.address}/api/v2"\ntable = "TAB1"\n'
            'selection = { Region = "X*", Tid = "top(2)" }\nmapping = "tjanst.toml"\n\n'
        )
        town.text = f'{text}[areas]\nwhole = "X00"\n\n{source}[outputs]\nfigures = false\n'
        town.write_project(('"malmo-oppna-data"', '"brott.toml"'))
        yield town, service


def test_a_service_is_read_kept_replayed_and_reproduced(fetching: tuple[Town, server.Service]) -> None:
    town, service = fetching
    first = town.update()
    assert first.status == "accepted"
    answers = [entry for entry in first.read if "url" in entry]
    assert answers
    assert all(entry["url"].startswith(service.address) for entry in answers)
    asked = len(service.data_requests())
    assert town.update().status == "unchanged"
    assert len(service.data_requests()) == asked
    # A new year comes; the older run is still what it was.
    table = service.tables["TAB1"]
    table.variables["Tid"] = [*table.variables["Tid"], "2025"]
    table.updated = "2026-04-01T06:00:00Z"
    second = town.update()
    assert second.result.measured.periods == ("2025",)
    assert {f.check for f in second.findings} >= {"gone"}  # 2023 is no longer among the two latest
    service.tables.clear()
    for run in (first.run, second.run):
        assert reproduce(town.project, run.name).same
    assert oi.update(town.project, offline=True).run.name == second.run.name
    with pytest.raises(SourceError):
        town.update()


def test_a_revision_at_the_service_waits(fetching: tuple[Town, server.Service]) -> None:
    town, service = fetching
    town.update()
    good = town.current
    service.tables["TAB1"].raised = 100.0
    service.tables["TAB1"].updated = "2026-04-01T06:00:00Z"
    update = town.update()
    assert {f.check for f in update.asks} >= {"revised"}
    assert (update.status, town.current) == ("pending", good)


def test_a_lost_answer_leaves_everything_as_it_was(fetching: tuple[Town, server.Service]) -> None:
    town, service = fetching
    town.update()
    good = town.current
    service.tables["TAB1"].updated = "2026-04-01T06:00:00Z"
    service.trouble("/data", lambda answer: server.refused(404, "gone"), times=9)
    with pytest.raises(SourceError):
        town.update()
    assert (town.current, town.runs) == (good, [good])


def patient(monkeypatch: pytest.MonkeyPatch) -> Time:
    """Let the clients wait in no time."""
    passing = Time()
    for name in ("PxWeb", "Kolada"):
        client = getattr(gather, name)
        monkeypatch.setattr(gather, name, partial(client, manners=passing.manners()))
    return passing


def away(town: Town, folder: Path) -> Town:
    """A copy of the project's folder on another machine: what was fetched, and no runs."""
    there = Town(folder)
    shutil.rmtree(folder)
    shutil.copytree(town.folder, folder)
    shutil.rmtree(folder / "runs")
    return there


def test_a_service_that_misbehaves_gives_the_same_figures_and_a_replay_the_same_bytes(
    fetching: tuple[Town, server.Service], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    town, service = fetching
    passing = patient(monkeypatch)
    service.config["maxDataCells"] = 20  # several answers
    service.trouble("/data", server.page, after=1)
    with pytest.raises(SourceError, match=r"part 2 of 3 .* was lost: .* web page"):
        town.update()
    assert town.runs == []
    for k, what in enumerate((server.busy("7"), server.failing(503), server.cut, server.halved)):
        service.trouble("/data", what, after=k)
    run = town.update().run
    assert sum(passing.slept) >= 7
    assert len(service.data_requests()) > 3
    # By hand: crimes for each thousand inhabitants, the city 100, a standard deviation between areas 10.
    table = service.tables["TAB1"]
    region, rates = table.variables["Region"], []
    for code in region:
        crimes, people = (
            table.figure({"Region": code, "ContentsCode": c, "Tid": "2024"}) for c in ("PÅ1", "PÅ2")
        )
        rates.append(1000 * crimes / people)
    city, areas = rates[0], rates[1:]
    mean = sum(areas) / len(areas)
    sd = (sum((r - mean) ** 2 for r in areas) / len(areas)) ** 0.5
    expected = {code: 100 + 10 * (r - city) / sd for code, r in zip(region[1:], areas, strict=True)}
    scores = oi.update(town.project, offline=True).result.scores["index"]
    assert scores.to_dict() == pytest.approx(expected)

    service.asked.clear()
    other = away(town, tmp_path / "kopia")
    again = oi.update(other.project, offline=True)
    assert service.asked == []
    assert files(again.run.folder) == files(run.folder)


def test_kolada_as_a_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    codes = [f"9{n:03d}" for n in range(12)]
    with server.running() as service:
        patient(monkeypatch)
        service.kolada = [
            {
                "kpi": kpi,
                "municipality": code,
                "period": 2024,
                "values": [{"gender": "T", "value": value, "status": "", "count": 1, "isdeleted": False}],
            }
            for i, code in enumerate(codes)
            for kpi, value in (("N1", 40.0 + i), ("N2", 1000.0))
        ]
        service.trouble("/data/", server.busy("5"))
        service.trouble("/data/", server.cut)
        town = Town(tmp_path / "projekt")
        (town.folder / "brott.toml").write_text(INDEX, encoding="utf-8")
        mapped = MAPPING.replace("Region", "area").replace("Tid", "year").replace("ContentsCode", "kpi")
        mapped = mapped.replace("PÅ", "N").replace("\nvariables", '\nbreakdowns.sex = "sex"\nvariables')
        (town.folder / "tjanst.toml").write_text(mapped, encoding="utf-8")
        source = (
            f'[[source]]\nservice = "kolada"\naddress = "{service.address}/v3"\nkpis = ["N1", "N2"]\n'
            f'areas = {codes}\nyears = [2024]\nmapping = "tjanst.toml"\n\n'
        )
        town.text = f"{town.text[: town.text.index('[areas]')]}{source}[outputs]\nfigures = false\n"
        town.write_project(('"malmo-oppna-data"', '"brott.toml"'))
        first = town.update()
        assert first.result.measured.values[:-1, 0].tolist() == pytest.approx([40.0 + i for i in range(12)])
        asked = len(service.asked)
        other = away(town, tmp_path / "kopia")
        assert files(oi.update(other.project, offline=True).run.folder) == files(first.run.folder)
        assert len(service.asked) == asked


BACKDROP = """
[[backdrop]]
path = "vatten.geojson"
kind = "water"
source = "Egen karta"
"""


def around(folder: Path, shape: Any, text: str = BACKDROP, areas: str = "geso") -> Division | None:
    """The areas of a project that names what lies around them."""
    import geopandas as gpd

    gpd.GeoDataFrame(geometry=[shape], crs=3006).to_crs(4326).to_file(folder / "vatten.geojson")
    (folder / "a.csv").write_text("area,variable,period,value\n", encoding="utf-8")
    head = f'name = "M"\n[index]\ndefinition = "malmo-oppna-data"\n[areas]\ndivision = "{areas}"\n'
    (folder / "project.toml").write_text(f'{head}[[source]]\npath = "a.csv"\n{text}', encoding="utf-8")
    return division_of(read_project(folder))


def test_what_lies_around_is_read_with_the_areas(tmp_path: Path) -> None:
    division = around(tmp_path, shapely.box(370_000, 6_160_000, 371_000, 6_161_000))
    (layer,) = division.backdrops
    assert (layer.kind, layer.source) == ("water", "Egen karta")
    assert division.land.backdrops[0].crs == division.outlines.crs


@pytest.mark.parametrize(
    ("change", "said", "swedish"),
    [
        (('"vatten', '"sjoar'), "there is no file", "finns inte"),
        (('"water"', '"sea"'), "sea", "sea"),
        (('"water"', '"lines"'), "the file holds 'Polygon'", "filen innehåller 'Polygon'"),
        (("Egen karta", ""), "source", "source"),
        (("", ""), "nothing in the layer of 'Egen karta' lies near", "ligger i närheten av områdena"),
    ],
)
def test_a_layer_that_cannot_be_drawn_is_one_clear_error(
    tmp_path: Path, change: tuple[str, str], said: str, swedish: str
) -> None:
    far = shapely.box(800_000, 7_400_000, 801_000, 7_401_000)
    with pytest.raises(OmradesindexError, match=said) as refused:
        around(tmp_path, far, BACKDROP.replace(*change) if change[0] else BACKDROP)
    assert swedish in refused.value.in_("sv")
    assert refused.value.where
