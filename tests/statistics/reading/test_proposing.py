"""A proposal fills in what can be guessed, and leaves a question where nothing can."""

from __future__ import annotations

from pathlib import Path

import pytest

import omradesindex as oi
from omradesindex.errors import MappingNeededError
from omradesindex.statistics.reading import RawTable, propose_mapping
from omradesindex.statistics.reading.proposing import MOST, propose_together


def test_what_can_be_guessed_is_guessed() -> None:
    raw = RawTable.from_cube(
        "svar",
        {"Region": ["1280C1010"], "Kon": ["1", "2"], "Tid": ["2024"], "ContentsCode": ["X1", "X2"]},
        [1, 2, 3, 4],
        code="TAB1",
        source="SCB",
        title="Folkmängd efter region, kön, år och tabellinnehåll",
        labels={
            "Kon": {"1": "män", "2": "kvinnor"},
            "ContentsCode": {"X1": "Folkmängd", "X2": "Något annat"},
        },
        roles={"Region": "geo", "Tid": "time"},
    )
    told = propose_mapping(raw)
    for line in (
        'code = "TAB1"',
        'area = "Region"',
        'period = "Tid"',
        'breakdowns.sex = "Kon"',
        'variable = "folkmangd"\nwhere = { "ContentsCode" = "X1" }  # Folkmängd',
        'variable = "?"\nwhere = { "ContentsCode" = "X2" }  # Något annat',
    ):
        assert line in told


def test_one_proposal_for_a_folder(tmp_path: Path) -> None:
    tables = {
        "folk_2023.csv": "område;kön;2023\nA;kvinnor;1\nB;män;2\n",
        "folk_2024.csv": "område;kön;2024\nA;kvinnor;1\nB;män;2\n",
        "inkomst.csv": "område;Inkomst\nA;1\nB;2\n",
        "tidy.csv": "area;variable;period;value\nA;x;2024;1\nB;x;2024;2\n",
    }
    for name, text in tables.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(MappingNeededError) as raised:
        oi.read_statistics(tmp_path)
    told = raised.value.proposal
    assert told.count("# Föreslaget") == 1
    assert told.count("[[table]]") == 2
    assert 'file = "folk_202*.csv"' in told
    assert 'file = "inkomst.csv"' in told
    # A pattern that fits a file of another kind is none.
    (tmp_path / "folk_2025.csv").write_text("område;Andel\nA;1\nB;2\n", encoding="utf-8")
    with pytest.raises(MappingNeededError) as raised:
        oi.read_statistics(tmp_path)
    assert 'file = "folk_2023.csv"' in raised.value.proposal
    assert raised.value.proposal.count("[[table]]") == 4


@pytest.mark.parametrize(
    "heading",
    [
        "Delomr\u00e5de",
        "NYKO",
        "Prim\u00e4romr\u00e5de",
        "Stadsdel",
        "Basomr\u00e5de",
        "Valdistrikt",
        "RegSO",
        "DeSO 2018",
    ],
)
def test_numeric_codes_under_a_heading_for_areas_are_no_figures(heading: str, tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text(f"{heading};Namn;2030;2031\n0101;Norr;1;2\n0102;S\u00f6der;3;4\n", encoding="utf-8")
    with pytest.raises(oi.errors.MappingNeededError) as raised:
        oi.read_statistics(file)
    assert f'area = "{heading}"' in raised.value.proposal
    assert 'ignore = ["Namn"]' in raised.value.proposal
    assert 'period = "kolumn"' in raised.value.proposal


def test_where_no_heading_helps_the_first_column_is_proposed(tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text("Omr;2030;2031\n4101;1;2\n4102;3;4\n", encoding="utf-8")
    with pytest.raises(oi.errors.MappingNeededError) as raised:
        oi.read_statistics(file)
    assert 'area = "Omr"' in raised.value.proposal


def test_no_more_combinations_are_written_out_than_anybody_reads() -> None:
    kinds = [f"k{n}" for n in range(MOST + 5)]
    raw = RawTable.from_cube("t", {"region": ["A"], "år": ["2024"], "sort": kinds}, range(MOST + 5))
    told = propose_mapping(raw)
    assert told.count("[[table.variables]]") == MOST
    assert told.endswith("# … och 5 kombinationer till av sort")


def test_where_nothing_is_a_period_it_is_asked_for() -> None:
    told = propose_mapping(RawTable.from_cube("t", {"region": ["A", "B"], "sort": ["x", "y"]}, range(4)))
    assert 'period = { value = "?" }' in told
    assert 'where = { "sort" = "x" }' in told
    with pytest.raises(
        oi.errors.OmradesindexError, match=r"extra=….: given as list, .7.\. Expected: a list of text"
    ):
        propose_mapping(RawTable.from_cube("t", {"region": ["A"]}, [1]), extra=[7])  # type: ignore[list-item]


def test_files_with_a_question_of_their_own_are_asked_one_by_one() -> None:
    text = '[[table]]\nfile = "{}"\narea = "region"'
    asks = text + '\nperiod = {{ value = "?" }}'
    same = {file: text.format(file) for file in ("a1.csv", "a2.csv")}
    assert propose_together(same, [*same]).count("[[table]]") == 1
    asked = {file: asks.format(file) for file in ("a1.csv", "a2.csv")}
    assert propose_together(asked, [*asked]).count("[[table]]") == 2


def test_names_within_a_municipality_and_words_of_known_tables_are_seen() -> None:
    categories = {
        "region": ["Uppsala (Bergsbrunna)", "Uppsala (Björklinge)"],
        "upplåtelseform": ["hyresrätt", "uppgift saknas"],
        "år": ["2022"],
    }
    raw = RawTable.from_cube("t", categories, [1, 2, 3, 4], title="Bostäder")
    told = propose_mapping(raw, lang="en")
    assert 'area = { dimension = "region", code = "Uppsala ({namn})", names = true }' in told
    assert 'variable = "lagenheter_hyresratt"  # as in the table Dwellings by tenure (000006OC)' in told
    assert 'variable = "?"\nwhere = { "upplåtelseform" = "uppgift saknas" }' in told


def test_a_table_that_has_all_words_of_a_known_one_is_proposed_whole() -> None:
    categories = {
        "region": ["0380A0010 DeSO 0380A0010", "0380A0020 DeSO 0380A0020"],
        "tabellinnehåll": ["Låg ekonomisk standard, procent", "Antal personer totalt"],
        "år": ["2022"],
    }
    told = propose_mapping(RawTable.from_cube("t", categories, [1, 2, 3, 4]), lang="en")
    assert 'area = { dimension = "region", code = "{kod} {namn}" }' in told
    assert "# the words are those of the table Low and high economic standard (000006TA)" in told
    assert 'kind = "share"\nwhere = { "tabellinnehåll" = "Låg ekonomisk standard, procent" }' in told
    assert 'denominator = { "tabellinnehåll" = "Antal personer totalt" }' in told
    assert '"?"' not in told.partition("\n")[2]


def test_a_count_is_not_proposed_as_a_share_nor_a_share_as_a_count() -> None:
    headings = ["Arbetslösa", "Andel med eftergymnasial utbildning (%)"]
    raw = RawTable.from_cube("t", {"Kommun": ["0380"], "kolumn": headings}, [7115, 52.3])
    told = propose_mapping(raw)
    assert 'variable = "arbetsloshet"' not in told
    assert 'variable = "eftergymnasial_utbildning"' in told


def test_ages_of_something_else_are_no_known_table() -> None:
    categories = {"region": ["0380A0010"], "ålder": ["totalt", "0-4 år"], "år": ["2022"]}
    for title, known in (("Folkmängd efter ålder", True), ("Sjukdagar efter ålder", False)):
        told = propose_mapping(RawTable.from_cube("t", categories, [1, 2], title=title), lang="en")
        assert ("the words are those of" in told) is known


def test_headings_of_votes_by_district_are_proposed() -> None:
    categories = {"VALDISTRIKTSKOD": ["03800101", "03800102"], "kolumn": ["RÖSTANDE", "RÖSTBERÄTTIGADE"]}
    told = propose_mapping(RawTable.from_cube("t", categories, [1, 2, 3, 4]))
    assert 'area = "VALDISTRIKTSKOD"' in told
    assert "# orden är de som står i tabellen Valmyndighetens röster per valdistrikt" in told
    assert 'variable = "rostande_kommunval"' in told
    assert 'variable = "rostberattigade_kommunval"' in told
    assert 'period = { value = "?" }' in told
