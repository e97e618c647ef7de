"""What readers of other libraries say of a file is told in words of our own."""

from __future__ import annotations

import io
import zipfile

import pytest

from omradesindex.foreign import CAUSES, cause_of
from omradesindex.swedish import in_language

#: What libraries have said, of whatever version, and what of it reaches a person.
SAID = {
    "Parquet magic bytes not found in footer. Either the file is corrupted or no parquet file.": "cut off",
    "Corrupt snappy compressed data.": "packed",
    "Error -3 while decompressing data: invalid distance too far back": "packed",
    "Bad CRC-32 for file 'xl/workbook.xml'": "packed",
    "unclosed token: line 1, column 17336": "XML",
    "Couldn't find end of Start Tag x line 1, line 1, column 3": "XML",
    "invalid literal for int() with base 10: 'x7'": "text in it",
    "database disk image is malformed": "database",
    "IllegalArgumentException: Points of LinearRing do not form a closed linestring": "no ring",
    "Unable to open /a/b/s2.shx or /a/b/s2.SHX. Set SHAPE_RESTORE_SHX": "'s2.shx', which belongs to it",
    "Fatal error parsing feature": "damaged",
    "unpack requires a buffer of 4 bytes": "damaged",
    "'NoneType' object has no attribute 'find'": "built in a way",
}


@pytest.mark.parametrize("said", SAID)
def test_the_cause_is_told_and_not_the_library_s_words(said: str) -> None:
    cause = cause_of(ValueError(said))
    assert SAID[said] in cause
    assert in_language(cause, "sv") != cause


def test_what_nobody_has_met_is_quoted() -> None:
    assert cause_of("the flux\n is out") == "its reader says: 'the flux is out'"
    assert cause_of(OSError()) == "its reader does not say why"


def test_every_cause_has_its_swedish() -> None:
    for _, cause in CAUSES:
        assert in_language(cause.format("x"), "sv") != cause.format("x")


def test_a_zip_that_is_another_thing_says_what_it_lacks() -> None:
    packed = io.BytesIO()
    zipfile.ZipFile(packed, "w").close()
    with zipfile.ZipFile(packed) as opened, pytest.raises(KeyError) as raised:
        opened.read("[Content_Types].xml")
    assert cause_of(raised.value) == "it lacks the part '[Content_Types].xml'"
