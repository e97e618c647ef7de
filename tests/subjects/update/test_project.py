"""A project file: what it may say, where it may lead, and services as sources."""

from __future__ import annotations

import pytest

from omradesindex.errors import DefinitionError, OmradesindexError
from omradesindex.subjects.update.accept import accept
from omradesindex.subjects.update.project import read_project
from omradesindex.subjects.update.reproduce import reproduce
from tests.subjects.update.projects import Town

DEFINED = 'definition = "malmo-oppna-data"'
_PRICES = '[prices]\nyear = "2024"\nname = "Prisindex"\nsource = "ett exempel"\n'

pytestmark = pytest.mark.usefixtures("sketched")


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
        ("[outputs]", "[checks]\ntotal = -1\n[outputs]", r"'total' is -1"),
        ("[outputs]", '[prices]\nyear = "2024"\n[outputs]', r"'index', 'name', 'source' is missing"),
        ("[outputs]", f"{_PRICES}index = {{ 2020 = 100 }}\n[outputs]", r"the base year 2024 is not in"),
        ("[outputs]", f"{_PRICES}index = {{ 2024 = 0 }}\n[outputs]", r"the index of 2024 is 0"),
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
        (DEFINED, f'{DEFINED}\ndependence = "moderat"', r"did you mean 'moderate'"),
        (DEFINED, f"{DEFINED}\ndependence = 1.5", r"dependence is 1\.5"),
        (DEFINED, f"{DEFINED}\ndependence = true", r"dependence must be a finite number"),
        ('path = "statistik"', 'path = "statistik\\new"', r"write the path with / instead of"),
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


def test_how_errors_hang_together_is_the_projects_own(town: Town) -> None:
    town.write_project((DEFINED, f'{DEFINED}\ndependence = "independent"'))
    assert read_project(town.folder / "project.toml").dependence == "independent"
