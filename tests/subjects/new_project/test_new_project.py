"""From files to a project that an update computes, with nothing asked; what does not go together, refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import omradesindex as oi
from omradesindex.errors import DefinitionError, DivisionError, OmradesindexError, StatisticsError
from omradesindex.subjects.new_project.seen import statistics_files
from omradesindex.subjects.update.gather import gather
from omradesindex.subjects.update.project import read_project
from tests.subjects.new_project.files import BELONGS, NAMES, Files, labour, outlines


def test_the_files_alone_are_enough(files: Files, tmp_path: Path) -> None:
    laid = oi.new_project(tmp_path / "stad", areas=files.regso, statistics=files.table, key=files.key)
    assert laid.is_ready
    assert laid.name == "Påstad"
    assert laid.areas is not None
    assert (laid.areas.code, laid.areas.name, laid.areas.n) == ("regsokod", "regsonamn", 2)
    project = laid.project.read_text(encoding="utf-8").replace("[outputs]", "[outputs]\nfigures = false")
    laid.project.write_text(project, encoding="utf-8")
    with pytest.warns(UserWarning, match="kända"):
        result = oi.update(laid.folder).result
    assert result.areas == tuple(NAMES)
    assert result.indicators["sysselsattning"].tolist() == pytest.approx(
        [100 * 1550 / (920 + 879), 100 * 1350 / (838 + 797), 100 * 2900 / 3434]
    )


def test_without_files_it_is_laid_empty_and_filled_when_they_are_there(files: Files, tmp_path: Path) -> None:
    folder = tmp_path / "stad"
    empty = oi.new_project(folder)
    assert not empty.is_ready
    assert "Lägg gränserna i" in empty.page().text()
    for path, place in ((files.regso, "omraden"), (files.key, "omraden"), (files.table, "statistik")):
        (folder / place / path.name).write_bytes(path.read_bytes())
    assert oi.new_project(folder).is_ready
    assert oi.new_project(folder).is_ready  # what it made itself does not stand in its way
    assert 'division = "omraden/regso.geojson"' in (folder / "project.toml").read_text(encoding="utf-8")


def test_codes_that_bear_their_year_meet_outlines_that_do_not(files: Files, tmp_path: Path) -> None:
    dated = files.put("ny.xlsx", labour([f"{code}_DeSO2025" for code in (*BELONGS, "1280C1010")]))
    by_deso = oi.new_project(tmp_path / "deso", areas=files.deso, statistics=dated)
    by_regso = oi.new_project(tmp_path / "regso", areas=files.regso, statistics=dated, key=files.key)
    assert (by_deso.is_ready, by_regso.is_ready) == (True, True)


def test_what_somebody_changed_is_not_overwritten(files: Files, tmp_path: Path) -> None:
    folder = tmp_path / "stad"
    laid = oi.new_project(folder)
    changed = laid.project.read_text(encoding="utf-8") + "# mitt\n"
    laid.project.write_text(changed, encoding="utf-8")
    with pytest.raises(DefinitionError, match="finns redan ett projekt"):
        oi.new_project(folder, areas=files.regso)
    assert laid.project.read_text(encoding="utf-8") == changed
    other = tmp_path / "annat"
    other.mkdir()
    (other / "viktigt.txt").write_text("x")
    with pytest.raises(DefinitionError, match="holds something else"):
        oi.new_project(other, lang="en")


def test_outlines_of_the_parts_are_merged_by_the_key(files: Files, tmp_path: Path) -> None:
    laid = oi.new_project(tmp_path / "stad", areas=files.deso, statistics=files.table, key=files.key)
    made = oi.read_division(laid.folder / "omraden" / "omraden.gpkg", code="code", name="name")
    assert dict(zip(made.codes, made.names, strict=True)) == NAMES
    assert made.outlines.area.round().tolist() == [2e6, 2e6]
    assert "hopslagna" in laid.page().text()


def test_of_a_country_s_outlines_the_statistics_municipality_is_laid(files: Files, tmp_path: Path) -> None:
    country = [{"deso": code} for code in (*BELONGS, "1280C1010")]
    laid = oi.new_project(
        tmp_path / "stad", areas=outlines(tmp_path / "land.geojson", country), statistics=files.table
    )
    made = oi.read_division(laid.folder / "omraden" / "omraden.gpkg", code="code", name="name")
    assert made.codes == tuple(BELONGS)


def test_of_several_layers_one_is_named(files: Files, tmp_path: Path) -> None:
    import geopandas as gpd

    both = files.folder / "lager.gpkg"
    for layer, path in (("deso", files.deso), ("regso", files.regso)):
        gpd.read_file(path).to_file(both, layer=layer)
    laid = oi.new_project(tmp_path / "stad", areas=both, layer="deso", statistics=files.table)
    assert (laid.areas is not None and laid.areas.n, laid.is_ready) == (4, True)
    with pytest.raises(DivisionError, match="--layer"):
        oi.new_project(tmp_path / "annan", areas=both, statistics=files.table)


def test_areas_may_be_told_by_their_codes(files: Files, tmp_path: Path) -> None:
    both = outlines(files.folder / "lan.geojson", [{"kod": code} for code in ("0381A0010", *BELONGS)])
    country = files.put("land.xlsx", labour([*BELONGS, "0381A0010", "0381A0020"]))
    laid = oi.new_project(tmp_path / "stad", areas=both, statistics=country, keep="0380*")
    made = oi.read_division(laid.folder / "omraden" / "omraden.gpkg", code="code", name="name")
    assert made.codes == tuple(BELONGS)
    with pytest.raises(DivisionError, match="kod som '99"):
        oi.new_project(tmp_path / "annan", areas=files.deso, keep=["99*"])


def test_a_table_nobody_knows_is_proposed_and_then_read(files: Files, tmp_path: Path) -> None:
    forms = ("hyresrätt", "bostadsrätt", "äganderätt")
    rows = [f"Påstad ({name});{form};{n}" for name in NAMES.values() for n, form in enumerate(forms, 5)]
    own = files.put("bostader.csv", "\n".join(["region;upplåtelseform;Antal 2022", *rows]) + "\n")
    folder = tmp_path / "stad"
    laid = oi.new_project(folder, areas=files.regso, statistics=own, name="Påstad")
    assert not laid.is_ready
    proposal = folder / "mapping.forslag.toml"
    assert "Gå igenom" in laid.page().text()
    assert 'code = "Påstad ({namn})", names = true' in proposal.read_text(encoding="utf-8")
    (folder / "statistik" / "mapping.toml").write_bytes(proposal.read_bytes())
    again = oi.new_project(folder)
    assert (again.is_ready, again.name) == (True, "Påstad")  # what was said the first time holds


def test_of_a_table_that_names_several_cities_the_outlines_own_is_proposed(
    files: Files, tmp_path: Path
) -> None:
    both = files.put("b.csv", people(("Uppsala (Norr)", "Uppsala (Söder)", "Malmö (Norr)")))
    laid = oi.new_project(tmp_path / "stad", areas=files.regso, statistics=both)
    proposal = (laid.folder / "mapping.forslag.toml").read_text(encoding="utf-8")
    assert 'keep = "Uppsala (*", code = "Uppsala ({namn})", names = true' in proposal
    (laid.folder / "statistik" / "mapping.toml").write_text(proposal, encoding="utf-8")
    again = oi.new_project(laid.folder)
    assert again.tables[0].may_be == ("Norr", "Söder")


def test_own_definition(files: Files, tmp_path: Path) -> None:
    dimension = '{ id = "arbete", label = "Arbete", indicators = ["arbetsloshet"] }'
    own = files.put("eget.toml", f'id = "eget"\nlabel = "Eget"\ndimensions = [{dimension}]\n')
    laid = oi.new_project(
        tmp_path / "a", areas=files.regso, statistics=files.table, key=files.key, definition=own
    )
    assert (laid.folder / "index.toml").read_bytes() == own.read_bytes()
    known = oi.new_project(tmp_path / "b", areas=files.regso, definition="malmo-2023", lang="en")
    assert 'definition = "malmo-2023"' in known.project.read_text(encoding="utf-8")


def test_without_outlines_the_key_tells_the_areas(files: Files, tmp_path: Path) -> None:
    folder = tmp_path / "stad"
    laid = oi.new_project(folder, statistics=files.table, key=files.key)
    assert (laid.is_ready, laid.name) == (True, "Påstad")
    listed = (folder / "omraden" / "omraden.csv").read_text(encoding="utf-8")
    assert listed.split() == ["code,name", "0380R001,Norr", "0380R002,Söder"]
    assert "Utan gränser ritas ingen karta" in laid.page().text(200)
    assert oi.new_project(folder).is_ready  # what it made is enough
    with pytest.warns(UserWarning, match="kända"):
        assert oi.update(folder).result.areas == tuple(NAMES)


def test_a_key_in_the_folder_is_a_key_and_a_list_of_areas_a_list(files: Files, tmp_path: Path) -> None:
    folder = tmp_path / "stad"
    oi.new_project(folder)
    (folder / "statistik" / files.table.name).write_bytes(files.table.read_bytes())
    (folder / "omraden" / "tabell.csv").write_bytes(files.key.read_bytes())
    by_key = oi.new_project(folder)
    assert by_key.areas is not None
    assert (by_key.areas.n, by_key.areas.is_listed) == (2, True)
    (folder / "omraden" / "tabell.csv").write_text("DeSO,namn\n" + "".join(f"{c},{c}x\n" for c in BELONGS))
    by_list = oi.new_project(folder)
    assert by_list.areas is not None
    assert (by_list.areas.n, by_list.areas.key) == (4, None)


def test_figures_alone_are_of_all_their_areas_or_of_those_that_are_kept(files: Files, tmp_path: Path) -> None:
    alone = oi.new_project(tmp_path / "a", statistics=files.table)
    assert (alone.is_ready, alone.name) == (True, "4 DeSO i Uppsala")
    assert "4 områden" in alone.page().text(200)
    more = files.put("land.xlsx", labour([*BELONGS, "1280C1010"]))
    kept = oi.new_project(tmp_path / "b", statistics=more, keep="0380*", name="Påstad")
    assert kept.areas is not None
    assert [*kept.areas.called] == [*BELONGS]


def test_outlines_of_the_parts_may_be_the_key(files: Files, tmp_path: Path) -> None:
    told = [{"desokod": deso, "regsokod": regso} for deso, regso in BELONGS.items()]
    key = outlines(files.folder / "deso_med_regso.geojson", told)
    laid = oi.new_project(tmp_path / "stad", areas=files.regso, statistics=files.table, key=key)
    assert laid.areas is not None
    assert laid.areas.key is not None
    assert laid.areas.key.area == "regsokod"


def test_a_definition_that_somebody_changed_stays(files: Files, tmp_path: Path) -> None:
    folder = tmp_path / "stad"
    oi.new_project(folder, areas=files.regso, statistics=files.table, key=files.key)
    index = folder / "index.toml"
    changed = index.read_text(encoding="utf-8").replace("Områdesindex", "Mitt index")
    index.write_text(changed, encoding="utf-8")
    assert "din egen definition" in oi.new_project(folder, areas=files.regso).page().text(200)
    assert index.read_text(encoding="utf-8") == changed
    (folder / "project.toml").write_bytes("# omradesindex new 0\nname = 'Påstad'".encode("cp1252"))
    with pytest.raises(DefinitionError, match="finns redan ett projekt"):
        oi.new_project(folder)


def test_what_is_wrong_is_told_of_the_file_that_was_given(files: Files, tmp_path: Path) -> None:
    twice = files.put("igen.xlsx", labour())
    with pytest.raises(StatisticsError, match="given twice") as raised:
        oi.new_project(tmp_path / "stad", areas=files.deso, statistics=[files.table, twice], lang="en")
    assert str(twice) in str(raised.value)
    assert str(files.table) in str(raised.value)
    assert ".omradesindex-" not in str(raised.value)


Given = dict[str, object]

NUMBERED = ((1, "Norr"), (2, "Söder"))
MAPPING = """
[[table]]
file = "annat*.csv"
area = "a"
period = "b"
variables = [{ variable = "folkmangd" }]
"""


def no_key(f: Files) -> Given:
    return {"areas": f.regso, "statistics": f.table}


def a_key_of_another_year(f: Files) -> Given:
    return {"areas": f.regso, "statistics": f.put("ny.xlsx", labour([*BELONGS, "0380C1030"])), "key": f.key}


def a_key_of_a_later_year(f: Files) -> Given:
    more = f.key.read_text(encoding="utf-8") + "Påstad;0380C1030;Söder;0380R002\n"
    return {**no_key(f), "key": f.put("koppling_deso_2025.csv", more)}


def outlines_of_a_later_year_than_the_key(f: Files) -> Given:
    later = [{"regsokod": code} for code in ("0380R001", "0380R003")]
    return {"areas": outlines(f.folder / "regso_2025.geojson", later), "statistics": f.table, "key": f.key}


def parts_of_a_later_year_than_the_key(f: Files) -> Given:
    later = [{"deso": code} for code in ("0380C1030", *BELONGS)]
    return {"areas": outlines(f.folder / "d.geojson", later), "statistics": f.table, "key": f.key}


def a_key_of_other_areas(f: Files) -> Given:
    return {**no_key(f), "key": f.put("k.csv", "a,b\n0380A0010,X\n0380A0020,Y\n")}


def a_key_in_small_letters(f: Files) -> Given:
    return {**no_key(f), "key": f.put("k.csv", f.key.read_text(encoding="utf-8").lower())}


def a_key_without_its_zeros(f: Files) -> Given:
    return {**no_key(f), "key": f.put("k.csv", f.key.read_text(encoding="utf-8").replace(";0380A", ";380A"))}


def a_sub_area_of_two_areas(f: Files) -> Given:
    more = "Påstad;0380A0010;Söder;0380R002\n"
    return {**no_key(f), "key": f.put("k.csv", f.key.read_text(encoding="utf-8") + more)}


def a_key_to_two_levels(f: Files) -> Given:
    rows = [f"{deso},{n % 2},{n // 2}" for n, deso in enumerate(BELONGS)]
    return {"statistics": f.table, "key": f.put("k.csv", "\n".join(["deso,del,stadsdel", *rows]) + "\n")}


def a_key_to_regso_and_to_areas_of_ones_own(f: Files) -> Given:
    rows = [f"{deso},{regso},{n % 2},03" for n, (deso, regso) in enumerate(BELONGS.items())]
    return {
        "statistics": f.table,
        "key": f.put("k.csv", "\n".join(["deso,regso,stadsdel,län", *rows]) + "\n"),
    }


def a_key_to_nothing(f: Files) -> Given:
    return {"statistics": f.table, "key": f.put("k.csv", "deso\n" + "\n".join(BELONGS) + "\n")}


def outlines_of_a_later_version_by_the_same_names(f: Files) -> Given:
    later = [{"kod": f"{code}_RegSO2025", "namn": name} for code, name in NAMES.items()]
    return {"areas": outlines(f.folder / "ny.geojson", later), "statistics": f.table, "key": f.key}


def outlines_of_another_city_by_the_same_names(f: Files) -> Given:
    other = [{"kod": f"1280{code[4:]}", "namn": name} for code, name in NAMES.items()]
    return {"areas": outlines(f.folder / "m.geojson", other), "statistics": f.table, "key": f.key}


def a_table_of_another_level(f: Files) -> Given:
    return {"areas": f.regso, "statistics": [f.table, f.put("regso.xlsx", labour([*NAMES]))], "key": f.key}


def a_table_of_the_municipality(f: Files) -> Given:
    own = f.put("kommun.csv", "area,variable,period,value\n0380,folkmangd,2022,4000\n")
    return {"areas": f.deso, "statistics": [f.table, own]}


def outlines_of_a_part(f: Files) -> Given:
    part = outlines(f.folder / "del.geojson", [{"kod": "0380R001"}])
    return {"areas": part, "statistics": f.table, "key": f.key}


def an_area_without_parts(f: Files) -> Given:
    more = outlines(f.folder / "mer.geojson", [{"kod": code} for code in (*NAMES, "0380R003")])
    return {"areas": more, "statistics": f.table, "key": f.key}


def outlines_of_another_city(f: Files) -> Given:
    return {"areas": outlines(f.folder / "m.geojson", [{"kod": "1280C1010"}]), "statistics": f.table}


def a_folder_with_two_cities(f: Files) -> Given:
    both = [{"kod": code} for code in (*BELONGS, "1280C1010", "1280C1020")]
    malmo = f.put("malmo.xlsx", labour(["1280C1010", "1280C1020"]))
    return {"areas": outlines(f.folder / "land.geojson", both), "statistics": [f.table, malmo]}


def people(areas: tuple[str, ...]) -> str:
    return "område;År;Folkmängd\n" + "".join(f"{area};2022;{n}\n" for n, area in enumerate(areas, 200))


def two_cities_by_name(f: Files) -> Given:
    uppsala = f.put("u.csv", people(("Uppsala (Norr)", "Uppsala (Söder)")))
    return {"statistics": [uppsala, f.put("m.csv", people(("Malmö (Norr)", "Malmö (Söder)")))]}


def outlines_of_one_city_and_names_of_another(f: Files) -> Given:
    return {"areas": f.regso, "statistics": f.put("m.csv", people(("Malmö (Norr)", "Malmö (Söder)")))}


def outlines_with_other_names(f: Files) -> Given:
    return {"areas": f.regso, "statistics": f.put("b.csv", people(("Öster", "Väster")))}


def two_tables_of_names_that_never_meet(f: Files) -> Given:
    return {"statistics": [f.put("a.csv", people(("Norr", "Söder"))), f.put("b.csv", people(("A", "B")))]}


def a_table_that_names_fewer_areas(f: Files) -> Given:
    more = {**NAMES, "0380R003": "Mitt"}
    told = [{"regsokod": code, "regsonamn": name} for code, name in more.items()]
    return {
        "areas": outlines(f.folder / "r.geojson", told),
        "statistics": f.put("a.csv", people(("Norr", "Söder"))),
    }


def outlines_of_another_year(f: Files) -> Given:
    codes = [{"kod": code} for code in (*BELONGS, "0380C1030")]
    return {"areas": outlines(f.folder / "o.geojson", codes), "statistics": f.table}


def outlines_of_fewer_areas(f: Files) -> Given:
    codes = [{"kod": code} for code in [*BELONGS][:2]]
    return {"areas": outlines(f.folder / "o.geojson", codes), "statistics": f.table}


def outlines_of_something_else(f: Files) -> Given:
    codes = [{"kod": code} for code in "xyzvwu"]
    return {"areas": outlines(f.folder / "o.geojson", codes), "statistics": f.table}


def two_tables_of_one_name(f: Files) -> Given:
    (f.folder / "till").mkdir()
    return {"statistics": [f.table, f.put("till/arbete.xlsx", labour())]}


def a_mapping_for_another_table(f: Files) -> Given:
    table = f.put("folk.csv", "område;2023\n0380R001;1\n0380R002;2\n")
    return {"areas": f.regso, "statistics": [table, f.put("mapping.toml", MAPPING)]}


def no_such_file(f: Files) -> Given:
    return {"areas": f.regso, "statistics": f.folder / "saknas.xlsx"}


def codes_that_nothing_tells(f: Files) -> Given:
    return {"areas": outlines(f.folder / "t.geojson", [{"a": "x", "b": "p"}, {"a": "y", "b": "q"}])}


def a_column_that_is_not_there(f: Files) -> Given:
    return {"areas": f.regso, "code": "koden"}


def no_code_at_all(f: Files) -> Given:
    return {"areas": outlines(f.folder / "t.geojson", [{"a": "x"}, {"a": "x"}])}


REFUSED: dict[Callable[[Files], Given], tuple[type[OmradesindexError], str]] = {
    no_key: (DivisionError, "ingen nyckel visar vilka"),
    a_key_of_another_year: (
        DivisionError,
        "nyckeln saknar 1 av statistikens 5 delområden i 'Uppsala (0380)': '0380C1030'",
    ),
    a_key_of_a_later_year: (
        DivisionError,
        "DeSO 2025 därefter); versionerna som filerna själva nämner: nyckeln DeSO 2025, statistiken år 2022",
    ),
    outlines_of_a_later_year_than_the_key: (
        DivisionError,
        "de har ('0380R003'). Expected: versionerna som filerna själva nämner: gränserna RegSO 2025",
    ),
    parts_of_a_later_year_than_the_key: (
        DivisionError,
        "nyckeln saknar 1 av gränsernas 5 delområden: '0380C1030'",
    ),
    a_key_of_other_areas: (DivisionError, "ingen kolumn i nyckeln"),
    a_key_in_small_letters: (DivisionError, "stora och små bokstäver"),
    a_key_without_its_zeros: (DivisionError, "nollan först ('380A0010' här är '0380A0010' där)"),
    a_sub_area_of_two_areas: (DivisionError, "'0380A0010' hör till flera områden: '0380R001', '0380R002'"),
    a_key_to_two_levels: (DivisionError, "flera kolumner kan vara områdena"),
    a_key_to_regso_and_to_areas_of_ones_own: (DivisionError, "flera kolumner kan vara områdena"),
    a_key_to_nothing: (DivisionError, "ingen kolumn visar vilka delområden som hör ihop"),
    outlines_of_a_later_version_by_the_same_names: (DivisionError, "samma version i båda filerna"),
    outlines_of_another_city_by_the_same_names: (DivisionError, "men gränserna gäller Malmö (1280)"),
    a_table_of_another_level: (DivisionError, "'regso.xlsx' gäller andra områden ('0380R001', '0380R002')"),
    a_table_of_the_municipality: (DivisionError, "'kommun.csv' gäller andra områden ('0380')"),
    outlines_of_a_part: (DivisionError, "gränserna saknar 1 område som statistikens delområden hör till"),
    an_area_without_parts: (DivisionError, "hör till 1 av områdena: '0380R003'"),
    outlines_of_another_city: (
        DivisionError,
        "'arbete.xlsx' gäller Uppsala (0380), men gränserna gäller Malmö (1280)",
    ),
    a_folder_with_two_cities: (
        DivisionError,
        "'malmo.xlsx' gäller Malmö (1280), men 'arbete.xlsx' gäller Uppsala (0380)",
    ),
    two_cities_by_name: (DivisionError, "'m.csv' gäller Malmö (1280), men 'u.csv' gäller Uppsala (0380)"),
    outlines_of_one_city_and_names_of_another: (DivisionError, "Malmö (1280), men gränserna gäller Uppsala"),
    outlines_with_other_names: (
        DivisionError,
        "'b.csv' har inget område gemensamt ('Väster', 'Öster') med gränserna",
    ),
    two_tables_of_names_that_never_meet: (DivisionError, "('A', 'B') med 'a.csv' ('Norr', 'Söder')"),
    a_table_that_names_fewer_areas: (
        DivisionError,
        "statistiken saknar 1 av gränsernas 3 områden: '0380R003'",
    ),
    outlines_of_another_year: (DivisionError, "statistiken saknar 1 av gränsernas 5 områden: '0380C1030'"),
    outlines_of_fewer_areas: (DivisionError, "gränserna saknar 2 områden som statistiken har"),
    outlines_of_something_else: (DivisionError, "är inte gränsernas ('u', 'v'"),
    two_tables_of_one_name: (StatisticsError, "två av tabellerna heter 'arbete.xlsx'"),
    a_mapping_for_another_table: (StatisticsError, "the mapping is for 'annat*.csv'"),
    no_such_file: (StatisticsError, "saknas"),
    codes_that_nothing_tells: (DivisionError, "flera kolumner kan vara områdets kod"),
    a_column_that_is_not_there: (DivisionError, "there is no column 'koden'"),
    no_code_at_all: (DivisionError, "ingen kolumn har ett eget värde"),
}


@pytest.mark.parametrize("files_of", REFUSED)
def test_what_does_not_go_together_is_one_sentence_and_no_file(
    files_of: Callable[[Files], Given], files: Files, tmp_path: Path
) -> None:
    kind, said = REFUSED[files_of]
    with pytest.raises(kind) as raised:
        oi.new_project(tmp_path / "stad", **files_of(files))  # type: ignore[arg-type]
    assert said in str(raised.value)
    assert not (tmp_path / "stad").exists()


def test_several_files_of_outlines_are_asked_about(files: Files, tmp_path: Path) -> None:
    with pytest.raises(DivisionError, match="2 filer med gränser"):
        oi.new_project(tmp_path / "stad", areas=files.folder)


def test_a_coordinate_system_and_an_overlap_can_be_said(files: Files, tmp_path: Path) -> None:
    options = {"statistics": files.table, "key": files.key, "keep": "0380*"}
    laid = oi.new_project(tmp_path / "a", areas=files.regso, crs=3006, tolerance_m2=2.5, **options)
    text = laid.project.read_text(encoding="utf-8")
    assert 'crs = "3006"\ntolerance_m2 = 2.5' in text
    listed = files.folder / "lista.csv"
    listed.write_text("kod,namn\n0380R001,A\n0380R002,B\n", encoding="utf-8")
    with pytest.raises(oi.errors.DivisionError, match="'layer' is given, but a CSV holds no outlines"):
        oi.new_project(tmp_path / "b", areas=listed, layer="x", **options)


def test_documents_beside_the_tables_are_told_of_and_no_mapping_is_sent_for(
    files: Files, tmp_path: Path
) -> None:
    folder = tmp_path / "tabeller"
    folder.mkdir()
    (folder / "rapport.pdf").write_bytes(b"%PDF")
    (folder / "folk.csv").write_text("area,variable,period,value\nA,folkmangd,2022,5\nB,folkmangd,2022,6\n")
    laid = oi.new_project(tmp_path / "stad", statistics=folder)
    assert [path.name for path in laid.documents] == ["rapport.pdf"]
    said = " ".join(laid.page().text(200).split())
    assert "Läses inte: 'rapport.pdf'" in said
    assert "mapping.forslag.toml" not in said
    assert "Lägg fler tabeller" in said


def test_two_folders_of_tables_keep_each_its_own_mapping(files: Files, tmp_path: Path) -> None:
    given = [files.folder / "ams", files.folder / "SCB 22"]
    wanted = ["arbetslosa_16_64", "arbetskraft_16_64"]
    for folder, variable, n in zip(given, wanted, (5, 50), strict=True):
        folder.mkdir()
        (folder / "a.csv").write_text(f"plats;antal\nNorr;{n}\nSöder;{n + 1}\n", encoding="utf-8")
        (folder / "mapping.toml").write_text(
            '[[table]]\ndimensions = ["plats"]\narea = { dimension = "plats", names = true }\n'
            'period = { value = "2022" }\n'
            f'variables = [{{ variable = "{variable}" }}]\n',
            encoding="utf-8",
        )
    for laid in (
        oi.new_project(tmp_path / "stad", areas=files.regso, statistics=given),
        oi.new_project(tmp_path / "stad"),  # again, of what the project has
    ):
        assert [one.variables for one in laid.tables] == [(name,) for name in wanted]
        assert laid.is_ready
        sources = [one.path for one in read_project(laid.project).sources]
        assert sources == [laid.folder / "statistik", laid.folder / "scb_22"]
    statistics = gather(read_project(laid.project), tmp_path / "copies").statistics
    assert set(wanted) <= set(statistics.variables)


def test_a_mapping_beside_no_table_is_for_those_without_one(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "mapping.toml").write_text(MAPPING, encoding="utf-8")
    loose = tmp_path / "annat.csv"
    loose.write_text("a;b\n", encoding="utf-8")
    (only,) = statistics_files([loose, tmp_path / "a" / "mapping.toml"])
    assert (only.files, only.mapping) == ((loose,), tmp_path / "a" / "mapping.toml")
    with pytest.raises(StatisticsError, match="two mappings are given, and neither lies beside tables"):
        statistics_files([loose, *(tmp_path / name / "mapping.toml" for name in ("a", "b"))])
    (tmp_path / "c" / "annat.csv").write_text("a;b\n", encoding="utf-8")
    with pytest.raises(StatisticsError, match="the mapping is for no table that is given"):
        statistics_files([tmp_path / "c", tmp_path / "a" / "mapping.toml"])


def test_a_running_number_is_no_code_and_what_was_said_of_the_areas_holds(
    files: Files, tmp_path: Path
) -> None:
    told = [{"OBJECTID": n, "SDNR": f"0{n}", "DELKOD": f"x{n}", "BENAMNING": name} for n, name in NUMBERED]
    maps = outlines(files.folder / "stad.geojson", told)
    own = files.put("jobb.csv", "Plats;Arbetslösa\nNorr;1\nSöder;2\nHela staden;3\n")
    with pytest.raises(DivisionError, match=r"'SDNR', 'DELKOD'"):
        oi.new_project(tmp_path / "stad", areas=maps, statistics=own)
    folder = oi.new_project(tmp_path / "stad", areas=maps, statistics=own, code="SDNR").folder
    proposal = (folder / "mapping.forslag.toml").read_text(encoding="utf-8")
    told_by = proposal.replace('value = "?"', 'value = "2022"').replace(
        '"arbetsloshet"', '"arbetslosa_16_64"'
    )
    (folder / "statistik" / "mapping.toml").write_text(told_by, encoding="utf-8")
    again = oi.new_project(folder)
    assert (again.areas.code, again.areas.name) == ("SDNR", "BENAMNING")
    figures = gather(read_project(again.project), tmp_path / "copies").statistics
    assert figures.block("arbetslosa_16_64", "2022").value.tolist() == [1.0, 2.0, 3.0]  # and the whole


def test_a_number_before_the_name_is_the_code(files: Files, tmp_path: Path) -> None:
    told = [{"NYKO": str(n), "LOPNR": 3 - n, "OMRNAMN": name} for n, name in NUMBERED]
    maps = outlines(files.folder / "stad.geojson", told)
    own = files.put("jobb.csv", "Område;2022\n1 Norr;1\n2 Söder;2\nHela staden;3\n")
    laid = oi.new_project(tmp_path / "stad", areas=maps, statistics=own)
    assert laid.areas.code == "NYKO"
    proposal = (laid.folder / "mapping.forslag.toml").read_text(encoding="utf-8")
    assert 'area = { dimension = "Område", code = "{kod} {namn}" }' in proposal
