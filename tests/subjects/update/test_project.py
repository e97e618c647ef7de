"""A project file: what it may say, where it may lead, and services as sources."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

import omradesindex as oi
from omradesindex.errors import DefinitionError, OmradesindexError, SourceError
from omradesindex.subjects.update import gather
from omradesindex.subjects.update import update as updating
from omradesindex.subjects.update.figure_checks import holm
from omradesindex.subjects.update.update import accept, reproduce
from tests.sources import server
from tests.sources.conftest import Time
from tests.subjects.update.projects import SKETCHED, Town, files, sketchy


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path / "projekt").put_years("2022", "2023")


@pytest.fixture(autouse=True)
def sketched(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in SKETCHED:
        monkeypatch.setattr(updating, name, sketchy)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("[outputs]", "[output]", r"line 15.*'output' is unknown \(did you mean 'outputs'\?\)"),
        ("path =", "pathh =", r"line 13.*did you mean 'path'"),
        (
            'path = "statistik"',
            'service = "pxwebb"',
            r"the service 'pxwebb' is unknown \(did you mean 'pxweb'",
        ),
        ('path = "statistik"', 'service = "pxweb"\naddress = "https://x"', r"'table', 'mapping' is missing"),
        ("figures = false", 'figures = "no"', r"line 16.*true or false"),
        ("[outputs]", "[checks]\ntotal = -1\n[outputs]", r"total is -1"),
        ("[outputs]", "[checks]\njump_level = 99\n[outputs]", r"above 0\.5 and below 1"),
        ('code = "kod"\n', "", r"\[areas\].*|'code' is missing"),
        (
            'division = "omraden.csv"',
            'division = "omraden.csv"\ntolerance_m2 = "1"',
            r"finite number, but is '1'",
        ),
        ('division = "omraden.csv"', 'division = "omraden.csv"\ntolerance_m2 = -1', r"tolerance_m2 is -1"),
        ('division = "omraden.csv"', 'division = "geso"', r"'code' belongs to a division file"),
        ('path = "statistik"', 'path = "saknas"', r"there is no 'saknas'"),
        ('path = "statistik"', 'path = "statistik"\nnoise = -1', r"noise is -1"),
        ('definition = "malmo-oppna-data"', 'definition = "malmo-oppna"', r"malmo-oppna"),
        ('definition = "malmo-oppna-data"', 'period = "2023"', r"'definition' is missing"),
    ],
)
def test_a_mistake_is_told_with_its_line(town: Town, old: str, new: str, told: str) -> None:
    town.write_project((old, new))
    with pytest.raises(DefinitionError, match=told):
        town.update()
    assert not (town.folder / "runs" / "current").exists()


@pytest.mark.parametrize(
    "path", ["../andra.csv", "statistik/../../x", "/etc/passwd", "..", "lank", "C:\\x\\..\\.."]
)
@pytest.mark.parametrize(
    "key", ["path", "runs", "snapshots", "definition", "upper", "mapping", "key", "division"]
)
def test_no_path_leads_out_of_the_project(town: Town, path: str, key: str) -> None:
    outside = town.folder.parent / "utanfor"
    outside.mkdir()
    (town.folder / "lank").symlink_to(outside)
    changes = {
        "path": ('path = "statistik"', f"path = '{path}'"),
        "runs": ("[outputs]", f"[outputs]\nruns = '{path}'"),
        "snapshots": ("[outputs]", f"[outputs]\nsnapshots = '{path}'"),
        "definition": ('"malmo-oppna-data"', f"'{path}/x.toml'"),
        "mapping": ('path = "statistik"', f"path = 'statistik'\nmapping = '{path}'"),
        "key": ('path = "statistik"', f"path = 'statistik'\nkey = '{path}/x'"),
        "upper": ('"malmo-oppna-data"', f"'{path}/x.TOML'"),
        "division": ('"omraden.csv"', f"'{path}'"),
    }
    town.write_project(changes[key])
    with pytest.raises(DefinitionError, match=r"leads out of the folder|belongs to a division"):
        town.update()
    assert list(outside.iterdir()) == []


def test_a_link_among_the_sources_is_not_followed_out(town: Town) -> None:
    secret = town.folder.parent / "hemlig.csv"
    town.put_years("2024").folder.joinpath("statistik", "2024.csv").rename(secret)
    (town.folder / "statistik" / "2024.csv").symlink_to(secret)
    with pytest.raises(DefinitionError, match="leads out of the folder"):
        town.update()


def test_a_linked_folder_of_runs_is_refused(town: Town) -> None:
    outside = town.folder.parent / "utanfor"
    outside.mkdir()
    (town.folder / "runs").symlink_to(outside)
    with pytest.raises(DefinitionError, match="leads out of the folder"):
        town.update()


@pytest.mark.parametrize("runs", ["statistik", "statistik/korningar", ".", "snapshots"])
def test_runs_are_kept_apart_from_what_is_read(town: Town, runs: str) -> None:
    town.write_project(("[outputs]", f'[outputs]\nruns = "{runs}"'))
    with pytest.raises(DefinitionError, match="mixed up"):
        town.update()


@pytest.mark.parametrize("name", ["..", "../projekt", "current", "", "/", ".lock", "runs"])
def test_only_a_run_is_accepted_or_reproduced(town: Town, name: str) -> None:
    town.update()
    for verb in (accept, reproduce):
        with pytest.raises(OmradesindexError, match="there is no run"):
            verb(town.project, name)


def test_what_a_run_says_of_itself_leads_nowhere_else(town: Town) -> None:
    town.update()
    manifest = town.folder / "runs" / town.current / "manifest.json"
    good = manifest.read_text(encoding="utf-8")
    manifest.write_text(good.replace('"project.toml",', '"../../../../hemlig.toml",'), encoding="utf-8")
    assert manifest.read_text(encoding="utf-8") != good
    with pytest.raises(OmradesindexError, match="leads out of the folder"):
        reproduce(town.project, town.current)
    for text in ("", "[]", "{}", '{"format": 1}', good[:200], "[" * 100_000):
        manifest.write_text(text, encoding="utf-8")
        with pytest.raises(OmradesindexError, match="does not describe a run"):
            town.update()


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


def test_holm_is_bonferroni_for_the_smallest_and_bare_for_the_largest() -> None:
    import numpy as np
    from scipy.stats import norm

    z = np.array([[4.0, np.nan], [2.0, 1.0]])
    p = holm(z)
    assert p[0, 0] == pytest.approx(3 * 2 * norm.sf(4))
    assert p[1, 0] == pytest.approx(2 * 2 * norm.sf(2))
    assert p[1, 1] == pytest.approx(2 * norm.sf(1))
    assert np.isnan(p[0, 1])


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
