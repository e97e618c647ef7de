"""PC-Axis: encodings, codes, languages, keys, and files that are cut off."""

from __future__ import annotations

import numpy as np
import pytest

import omradesindex as oi
from omradesindex.statistics.reading import ReadLimits
from omradesindex.statistics.reading.px import parse_px

FILE = """CHARSET="ANSI";
AXIS-VERSION="2013";
{codepage}LANGUAGE="sv";
LANGUAGES="sv","en";
MATRIX="BE0101";
TITLE="Folkmängd efter region, kön "
"och tid";
TITLE[en]="Population";
CONTENTS="Folkmängd";
UNITS="antal";
STUB="region","kön";
STUB[en]="region","sex";
HEADING="tid";
VALUES("region")="Örtagården","Värnhem; norra";
VALUES[en]("region")="A","B";
CODES("region")="01","02";
VALUES("kön")="män","kvinnor";
CODES("kön")="1","2";
VALUES("tid")="2023","2024";
TIMEVAL("tid")=TLIST(A1),"2023","2024";
MAP("region")="Kommun";
LAST-UPDATED="20250320 08:00";
SOURCE="Exempelstad (påhittad)";
NOTEX="En not#i två rader";
VALUENOTE("region","Örtagården")="Bara här";
{keys}DATA=
{data};
"""

CELLS = '10 ".." \n"-" 4.5 \n"." -6 \n7 8'


def px(data: str = CELLS, *, codepage: str = "", keys: str = "") -> str:
    return FILE.format(codepage=codepage, keys=keys, data=data)


@pytest.mark.parametrize(
    ("encoding", "codepage"),
    [
        ("latin-1", ""),
        ("utf-8", 'CODEPAGE="utf-8";\n'),
        ("utf-8-sig", ""),
        ("cp1252", 'CODEPAGE="windows-1252";\n'),
    ],
)
def test_a_file_is_read_in_the_encoding_that_it_names(encoding: str, codepage: str) -> None:
    raw = parse_px(px(codepage=codepage).encode(encoding), name="x.px")
    assert raw.dimensions == ("region", "kön", "tid")
    assert raw.title == "Folkmängd efter region, kön och tid"
    assert raw.label("region", "02") == "Värnhem; norra"
    assert (raw.code, raw.updated, raw.source) == ("BE0101", "20250320 08:00", "Exempelstad (påhittad)")
    assert dict(raw.roles) == {"tid": "time", "region": "geo"}
    assert dict(raw.units) == {"": "antal"}
    assert raw.notes == ("En not i två rader", "Bara här")
    np.testing.assert_array_equal(raw.frame["value"], [10, np.nan, 0, 4.5, np.nan, -6, 7, 8])
    told = ["observed", "suppressed", "observed", "observed", "missing", "observed", "observed", "observed"]
    assert raw.frame["status"].tolist() == told
    assert raw.frame[["region", "kön", "tid"]].iloc[5].tolist() == ["02", "1", "2024"]


def test_an_old_file_without_charset_is_from_dos() -> None:
    text = px().partition("\n")[2]
    assert parse_px(text.encode("cp850"), name="x.px").label("region", "01") == "Örtagården"


def test_a_file_with_keys_leaves_out_rows_of_zeros() -> None:
    keys = 'KEYS("region")=CODES;\nKEYS("kön")=VALUES;\n'
    raw = parse_px(px('"02","kvinnor",7 8 \n"01","män",1 2 ', keys=keys).encode("latin-1"), name="x.px")
    assert raw.frame["value"].tolist() == [1, 2, 0, 0, 0, 0, 7, 8]
    for data, message in (
        ('"03","män",1 2', "key 03 is unknown"),
        ('"01","män",1 2 "01","män",1 2', "row 2: the keys stand there twice"),
        ('"01","män",1', "not complete"),
    ):
        with pytest.raises(oi.errors.StatisticsError, match=message):
            parse_px(px(data, keys=keys).encode("latin-1"), name="x.px")


def test_the_units_of_several_contents() -> None:
    text = (
        'CHARSET="ANSI"; STUB="r"; HEADING="innehåll"; CONTVARIABLE="innehåll"; VALUES("r")="1";'
        'VALUES("innehåll")="Antal","Andel"; CODES("innehåll")="A","B";'
        'UNITS("Antal")="antal"; UNITS("Andel")="procent"; DATA=1 2;'
    )
    raw = parse_px(text.encode("latin-1"), name="x.px")
    assert dict(raw.units) == {"A": "antal", "B": "procent"}
    assert raw.roles["innehåll"] == "metric"


BAD = {
    "empty": ("", "no DATA"),
    "text": ("hej på dig", "keyword was expected"),
    "no data": ('STUB="a";', "no DATA"),
    "cut off in a text": (px().partition('"01","02"')[0] + '"01', "CODES does not end"),
    "cut off in DATA": (px()[:-4], "cut off in DATA"),
    "a cell short": (px("1 2 3 4 5 6 7"), r"DATA holds 7 cells.*2 × 2 × 2 = 8"),
    "a cell too many": (px("1 2 3 4 5 6 7 8 9"), "holds 9 cells"),
    "no number": (px("1 2 3 4 5 6 7 y"), "DATA, cell 8: 'y' is not a number"),
    "a decimal comma": (px('1 2 3 4 5 6 7 "8,5"'), "DATA, cell 8"),
    "something after": (px() + 'NOTE="x";', "after DATA"),
    "no values": (px().replace('VALUES("kön")', 'VALUES("kon")'), "'kön' has no VALUES.*did you mean 'kon'"),
    "codes": (px().replace('"01","02"', '"01"'), "2 VALUES, but 1 CODES"),
    "codes twice": (px().replace('"01","02"', '"01","01"'), "twice"),
    "no variables": ('CHARSET="ANSI"; DATA=1;', "neither STUB nor HEADING"),
    "an unknown encoding": (px(codepage='CODEPAGE="utf-7";\n'), "encoding 'utf-7' is unknown"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_is_wrong_with_a_file_is_named(case: str) -> None:
    text, message = BAD[case]
    with pytest.raises(oi.errors.StatisticsError, match=message):
        parse_px(text.encode("latin-1"), name="x.px")


def test_sizes_are_looked_at_before_anything_is_made() -> None:
    many = ",".join(f'"{i}"' for i in range(3000))
    dimensions = "".join(f'VALUES("{d}")={many};' for d in "abcd")
    text = f'CHARSET="ANSI";STUB="a","b","c","d";{dimensions}DATA=1;'
    with pytest.raises(oi.errors.StatisticsError, match=r"81000000000000 cells, more than the limit"):
        parse_px(text.encode(), name="x.px", limits=ReadLimits())


SMALL = """CHARSET="ANSI";
STUB="r";
HEADING="t";
VALUES("r")="Östby","V";
VALUES("t")="2030","2031";
{more}DATA=
{data}"""


def small(data: str, more: str = "") -> str:
    return SMALL.format(data=data, more=more)


@pytest.mark.parametrize("end", ["\n", " \r\n", ";;", "; ;\n", ";\x1a", ";\n\n"])
def test_the_last_semicolon_may_lack_or_stand_twice(end: str) -> None:
    raw = parse_px(small("11 12\n21 22{}").format(end).encode("latin-1"), name="x.px")
    assert raw.frame["value"].tolist() == [11, 12, 21, 22]


@pytest.mark.parametrize(
    ("data", "more", "message"),
    [
        ("11 12\n21 2", "", "cut off"),
        ('11 12\n21 ".', "", "cut off"),
        ("11 12\n21\n", "", "holds 3 cells"),
        # Rows that are not there would be zeros.
        ('"V",7 8\n', 'KEYS("r")=VALUES;\n', "cut off"),
        ("11 12 21 22;", 'UNITS="antal"\nSOURCE="x";\n', "UNITS runs into the next keyword"),
    ],
)
def test_what_is_really_cut_off_is_refused(data: str, more: str, message: str) -> None:
    with pytest.raises(oi.errors.StatisticsError, match=message):
        parse_px(small(data, more).encode("latin-1"), name="x.px")


@pytest.mark.parametrize(
    ("more", "statuses"),
    [
        ("", ["missing", "suppressed", "missing"]),
        ('DATASYMBOL3=":";NOTE=": visas inte av sekretesskäl";', ["suppressed", "suppressed", "missing"]),
        ('DATASYMBOL3="x";', ["suppressed", "suppressed", "missing"]),
        ('NOTE="... = confidential";', ["suppressed", "suppressed", "missing"]),
        ('NOTE=".. Uppgift saknas#. sekretess";', ["missing", "missing", "suppressed"]),
        ('NOTE=".. ej tillgänglig eller alltför osäker, saknas";', ["missing", "suppressed", "missing"]),
        ('CELLNOTE("V","*")="Sekretess.";', ["missing", "suppressed", "suppressed"]),
    ],
)
def test_a_file_s_own_words_say_what_its_marks_mean(more: str, statuses: list[str]) -> None:
    raw = parse_px(small('11 "..."\n".." ".";', more).encode("latin-1"), name="x.px")
    assert raw.frame["status"].tolist() == ["observed", *statuses]


@pytest.mark.parametrize("encoding", ["latin-1", "utf-8", "utf-8-sig", "cp850", "utf-16"])
def test_the_bytes_tell_the_encoding_whatever_is_claimed(encoding: str) -> None:
    for claimed in ("", 'CODEPAGE="utf-8";\n', 'CODEPAGE="iso-8859-1";\n'):
        raw = parse_px(small("1 2 3 4;", claimed).encode(encoding), name="x.px")
        assert raw.codes("r") == ("Östby", "V")


def test_a_variable_may_be_called_as_a_column_of_ours() -> None:
    file = b"""CHARSET="ANSI"; MATRIX="T1"; TITLE="Antal"; STUB="region"; HEADING="status";
VALUES("region")="Norr"; VALUES("status")="med","utan"; DATA= 5 7;"""
    assert parse_px(file, name="t.px").codes("status_") == ("med", "utan")
