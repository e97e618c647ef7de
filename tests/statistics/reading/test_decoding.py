"""Encodings: what the bytes bear out."""

from __future__ import annotations

import pytest

import omradesindex as oi
from omradesindex.statistics.reading.decoding import decode

TEXT = "område;2030\nÖstby;1\nVästra Älvsjö;2\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "cp850"]
)
def test_every_encoding_in_use(encoding: str) -> None:
    for claimed in ("", "utf-8", "iso-8859-1", "cp1252"):
        assert decode(TEXT.encode(encoding), "x", claimed=claimed) == TEXT


def test_marks_of_good_typesetting_are_no_sign_of_dos() -> None:
    text = "Malmö – ”norr” 12,5 % … dagens\n"
    assert decode(text.encode("cp1252"), "x") == text


def test_a_byte_order_mark_is_a_promise() -> None:
    with pytest.raises(oi.errors.StatisticsError, match="says that it is UTF-8, and is not"):
        decode(b"\xef\xbb\xbf\xe5", "x")
