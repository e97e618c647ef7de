from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from omradesindex.errors import DivisionError
from omradesindex.geography import Key
from tests.strategies import area_codes


def small() -> Key:
    return Key(
        "deso",
        ("D10", "D2", "D3"),
        ("1", "1", "2"),
        names=("Tio", "Två", "Tre"),
        confidence=(1.0, 0.9, 0.89),
        alternative=("", "", "1:0.40"),
    )


@st.composite
def keys(draw: st.DrawFn) -> Key:
    sub_areas = draw(area_codes())
    n = len(sub_areas)
    areas = draw(st.lists(st.sampled_from(["1", "2", "03", "X"]), min_size=n, max_size=n))
    confidence = draw(st.lists(st.floats(0, 1), min_size=n, max_size=n))
    return Key("k", tuple(sub_areas), tuple(areas), confidence=tuple(confidence))


def test_area_of_keeps_the_order_and_repetitions_of_the_statistics() -> None:
    assert small().area_of(["D3", "D2", "D3"]) == ["2", "1", "2"]


def test_members_keep_the_key_s_order() -> None:
    assert small().of_area("1") == ("D10", "D2")
    assert small().of_area("99") == ()


def test_doubtful_is_below_nine_tenths_and_not_at_it() -> None:
    assert small().doubtful == ("D3",)
    assert small().is_doubtful(["D2", "D3", "elsewhere"]) == [False, True, False]


def test_unknown_sub_areas_are_all_named_with_the_nearest() -> None:
    with pytest.raises(DivisionError, match="'D30', 'Q'") as caught:
        small().area_of(["D30", "D2", "Q"])
    assert "did you mean 'D3'" in str(caught.value)


def test_sub_area_as_number_is_told_to_be_one() -> None:
    with pytest.raises(DivisionError, match="a list of text"):
        Key("k", ("1", "2"), ("A", "A")).area_of([1])  # type: ignore[list-item]


def test_residual_row_gives_none_only_where_it_is_declared() -> None:
    assert small().area_of(["D2", "D99"], outside=["D99"]) == ["1", None]
    with pytest.raises(DivisionError, match="outside="):
        small().area_of(["D2", "D99"])


@given(keys())
def test_frame_round_trip(key: Key) -> None:
    assert Key.from_frame(key.to_frame(), id="k") == key


@given(keys(), st.randoms())
def test_permuting_the_rows_changes_no_membership(key: Key, random) -> None:
    frame = key.to_frame()
    shuffled = Key.from_frame(frame.iloc[random.sample(range(len(frame)), len(frame))], id="k")
    assert shuffled.area_of(key.sub_areas) == list(key.areas)
    assert set(shuffled.doubtful) == set(key.doubtful)
    assert {a: set(shuffled.of_area(a)) for a in key.areas} == {a: set(key.of_area(a)) for a in key.areas}


@given(keys(), st.data())
def test_a_repeated_sub_area_is_refused_and_named(key: Key, data: st.DataObject) -> None:
    frame = key.to_frame()
    row = data.draw(st.integers(0, len(frame) - 1))
    repeated = pd.concat([frame, frame.iloc[[row]]])
    with pytest.raises(DivisionError, match="repeated") as caught:
        Key.from_frame(repeated, id="k")
    assert f"'{frame['sub_area'].iloc[row]}'" in str(caught.value)


@given(keys())
def test_every_sub_area_is_a_member_of_exactly_one_area(key: Key) -> None:
    members = [sub for area in dict.fromkeys(key.areas) for sub in key.of_area(area)]
    assert sorted(members) == sorted(key.sub_areas)


@pytest.mark.parametrize("confidence", [-0.1, 1.01, 90, float("nan"), float("inf"), "high", None])
def test_confidence_outside_its_range_is_refused(confidence) -> None:
    with pytest.raises(DivisionError, match=r"sub-area 'D2'.*confidence"):
        Key("k", ("D1", "D2"), ("1", "1"), confidence=(1.0, confidence))


@pytest.mark.parametrize("column", ["sub_area", "area"])
@pytest.mark.parametrize(
    ("code", "said"), [(7, "number"), ("", "missing"), (None, "missing"), ("7.0", "number format")]
)
def test_code_that_is_empty_or_a_number_is_refused(column: str, code: object, said: str) -> None:
    frame = small().to_frame().astype(object)
    frame.loc[1, column] = code
    with pytest.raises(DivisionError, match=said):
        Key.from_frame(frame, id="deso")


def test_numeric_column_says_how_to_read_it() -> None:
    with pytest.raises(DivisionError, match="dtype=str"):
        Key.from_frame(pd.DataFrame({"sub_area": [101, 102], "area": ["1", "1"]}), id="k")


def test_missing_column_is_named_with_the_nearest() -> None:
    with pytest.raises(DivisionError, match=r"no column 'sub_area'.*did you mean 'sub_areas'"):
        Key.from_frame(small().to_frame().rename(columns={"sub_area": "sub_areas"}), id="deso")


def test_shares_are_refused_and_not_read_as_whole_memberships() -> None:
    with pytest.raises(DivisionError, match="splits sub-areas"):
        Key.from_frame(small().to_frame().assign(share=0.5), id="deso")


def test_tuples_of_unequal_length_are_refused() -> None:
    with pytest.raises(DivisionError, match="1 values of 'areas' for 2"):
        Key("k", ("D1", "D2"), ("1",))


def test_empty_key_is_refused() -> None:
    with pytest.raises(DivisionError, match="no sub-areas"):
        Key("k", (), ())


def test_file_keeps_leading_zeros_and_gives_the_id(tmp_path: Path) -> None:
    path = tmp_path / "key_deso.csv"
    path.write_text("sub_area,area\n0101,01\n0102,02\n", encoding="utf-8")
    key = Key.read(path)
    assert (key.id, key.sub_areas, key.areas, key.doubtful) == ("deso", ("0101", "0102"), ("01", "02"), ())


def test_swedish_excel_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "nyckel.csv"
    path.write_text("\ufeffsub_area;area;confidence\n0101;01;0,85\n", encoding="utf-8")
    assert Key.read(path).confidence == (0.85,)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"sub_area,area\n", "no rows"),
        ("sub_area,area\nÅ,1\n".encode("latin-1"), "not UTF-8"),
        (b"sub_area,area\nD1,1,2\n", "row 2"),
        (b"sub_area,area,area\nD1,1,2\n", "twice in the header"),
        (b'sub_area,area\n"D1,1\n', "cannot be read as CSV"),
    ],
)
def test_broken_file_is_one_clear_error(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "key.csv"
    path.write_bytes(content)
    with pytest.raises(DivisionError, match=said) as caught:
        Key.read(path)
    assert "key.csv" in str(caught.value)


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DivisionError, match="no such file"):
        Key.read(tmp_path / "none.csv")


@given(st.binary(max_size=300))
def test_random_bytes_give_a_key_or_a_clean_error(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.mktemp("bytes") / "key.csv"
    path.write_bytes(b"sub_area,area\n" + content)
    with suppress(DivisionError):
        key = Key.read(path)
        assert all(isinstance(code, str) and code for code in (*key.sub_areas, *key.areas))


def test_a_key_says_what_it_joins_and_what_is_doubtful() -> None:
    sure = Key("delomrade", ("10101", "10102"), ("1", "2"), label="delområden")
    assert repr(sure).splitlines() == [
        "Nyckel · delområden (delomrade)",
        "Omfattar: 2 delar i 2 områden, var och en hel i ett område",
    ]
    unsure = Key("deso", ("a", "b", "c"), ("1", "1", "2"), confidence=(1.0, 0.5, 0.6))
    assert unsure.page("en").text().splitlines() == [
        "Key · deso",
        "Holds: 3 parts in 2 areas, each whole in one area",
        "Unclear membership: 2 of a confidence below 0.9: b, c",
    ]
