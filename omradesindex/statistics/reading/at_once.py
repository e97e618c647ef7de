"""Columns of very many different numbers in writing, read at once to what they are cell by cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from omradesindex.errors import StatisticsError
from omradesindex.statistics.reading.cells import APOSTROPHES, MINUSES, SPACES, Cells, read_numbers
from omradesindex.statistics.reading.raw import OBSERVED, SUPPRESSED

if TYPE_CHECKING:
    import pyarrow as pa

_OTHER = {".": ",", ",": "."}
#: Numbers are written in as many ways as there are, but in few shapes: of digits matters which are zero.
_SHAPE = bytes.maketrans(b"23456789", b"11111111")
_HYPHENS = bytes(dash.encode()[-1] for dash in MINUSES)

_SPACE, _SIGN, _END = f"[ {SPACES}]", f"[+{MINUSES}-]?", f"(?:[ {SPACES}]?%)?[ {SPACES}]*$"
#: What may be thousands or a fraction: 1.234.
_OPEN = f"^{_SPACE}*{_SIGN}[1-9][0-9]{{0,2}}[.,][0-9]{{3}}{_END}"


def _pattern(mark: str) -> str:
    """Return how numbers are written that have this decimal mark, or may have."""
    point, other = "\\" + mark, "\\" + _OTHER[mark]
    fraction = f"(?:{point}[0-9]{{1,40}})?"
    whole = f"(?:[0-9]{{1,40}}{fraction}|{point}[0-9]{{1,40}})(?:[eE]{_SIGN}[0-9]{{1,3}})?"
    thousands = f"(?:(?:[ {SPACES}{APOSTROPHES}][0-9]{{3}}){{1,12}}|(?:{other}[0-9]{{3}}){{1,13}})"
    return f"^{_SPACE}*{_SIGN}(?:{whole}|[1-9][0-9]{{0,2}}{thousands}{fraction}){_END}"


class _Taken(NamedTuple):
    """What the plain numbers of a column are, and the cells that are to be looked at."""

    #: The decimal mark.
    mark: str
    #: NaN where a cell is none of them.
    value: NDArray[np.float64]
    #: What stands behind those that are not zero: ``%`` or nothing.
    signs: frozenset[str]
    #: The rows of the other cells, and these.
    rows: NDArray[np.intp]
    others: pa.ChunkedArray
    #: The different shapes of a part's plain numbers; None where all are digits, the mark and a hyphen.
    shapes: list[pa.StringArray | None]


@dataclass(frozen=True, eq=False)
class Written:
    """A column of texts, most of them different numbers; what is missing is null.

    Attributes
    ----------
    texts : ChunkedArray of string
    usual : {".", ","}
        The decimal mark where no cell tells.
    """

    texts: pa.ChunkedArray
    usual: str

    def __len__(self) -> int:
        return len(self.texts)

    def cell(self, row: int) -> object:
        """Return the text of a row."""
        return self.texts[row].as_py()

    def below(self, row: int) -> Written:
        """Return the column without the rows above one."""
        return Written(self.texts.slice(row), self.usual)

    @cached_property
    def strange(self) -> list[str]:
        """The distinct cells that are no plain numbers."""
        distinct: list[str] = self._taken.others.unique().to_pylist()
        return distinct

    @cached_property
    def _taken(self) -> _Taken:
        # A cell that is a number with the other mark only proves that one.
        taken = self._with(self.usual) or self._with(_OTHER[self.usual])
        assert taken is not None
        return taken

    def _with(self, mark: str) -> _Taken | None:
        """Read the cells that are plain numbers with a mark; None where some cell proves the other one."""
        import pyarrow as pa
        import pyarrow.compute as pc

        value, signs = np.full(len(self), np.nan), frozenset[str]()
        rows, others = [np.zeros(0, dtype=np.intp)], list[pa.Array]()
        plain_shapes: list[pa.StringArray | None] = []
        at = 0
        for part in self.texts.chunks:
            here = slice(at, at := at + len(part))
            if (bare := _bare(part, mark)) is not None:
                value[here], signs = bare, signs | _signs(bare)
                plain_shapes.append(None)
                continue
            shapes = _translated(part, _SHAPE).dictionary_encode()
            known = pc.match_substring_regex(shapes.dictionary, _pattern(mark))
            unknown = shapes.dictionary.filter(pc.invert(known))
            if mark == self.usual and _any(unknown, _pattern(_OTHER[mark])):
                return None
            plain_shapes.append(shapes.dictionary.filter(known))
            fits = known.take(shapes.indices)
            strange = pc.invert(fits)
            others.append(part.filter(strange))
            rows.append(here.start + _rows(strange))
            # Taken out and not blanked: older Arrow blanks the wrong bytes of part of an array.
            plain, own = _values(part.filter(fits), shapes.filter(fits), mark)
            value[here][_rows(fits)] = plain
            signs |= own
        return _Taken(
            mark, value, signs, np.concatenate(rows), pa.chunked_array(others, pa.string()), plain_shapes
        )

    def numbers(self, marks: Mapping[str, str]) -> tuple[NDArray[np.float64], NDArray[np.bool_]] | None:
        """Return each row's number, NaN where there is none, and which are held back.

        None where the cells do not agree on mark or sign: what is wrong is told cell by cell.
        """
        import pyarrow.compute as pc

        _, value, signs, rows, others, shapes = self._taken
        held = np.zeros(len(self), dtype=bool)
        if any(own is not None for own in shapes):
            if (read := self._others(marks)) is None:
                return None
            shown = (read.status == OBSERVED) & ((read.value != 0) | (read.sign != ""))
            signs = signs.union(read.sign[shown])
            which = pc.index_in(others, value_set=others.unique()).to_numpy()
            value = value.copy()
            value[rows] = read.value[which]
            held[rows] = (read.status == SUPPRESSED)[which]
        return None if len(signs) > 1 or "‰" in signs or np.isinf(value).any() else (value, held)

    def _others(self, marks: Mapping[str, str]) -> Cells | None:
        """Read the cells that are no plain numbers; None where these mean something else beside them."""
        import pyarrow as pa

        examples = self._examples()
        try:
            read = read_numbers([*examples, *self.strange], str, marks=marks, usual=self.usual)
        except StatisticsError:
            return None
        n, own = len(examples), pa.array(examples, pa.string())
        if read.value[:n].tolist() != _values(own, own.dictionary_encode(), self._taken.mark)[0].tolist():
            return None
        return Cells(read.value[n:], read.status[n:], read.sign[n:])

    def _examples(self) -> list[str]:
        """Return the shape of a number that proves the decimal mark; where none does, one of each open."""
        import pyarrow.compute as pc

        opens: dict[str, str] = {}
        for part, known in zip(self.texts.chunks, self._taken.shapes, strict=True):
            shapes = _translated(part, _SHAPE).unique() if known is None else known
            cells = shapes.filter(pc.match_substring_regex(shapes, "[.,]"))
            may_be = pc.match_substring_regex(cells, _OPEN)
            if len(proof := cells.filter(pc.invert(may_be))):
                told: list[str] = proof[:1].to_pylist()
                return told
            for mark in _OTHER:
                for text in cells.filter(pc.match_substring(cells, mark))[:1].to_pylist():
                    opens.setdefault(mark, text)
        return [*opens.values()]


def _rows(those: pa.BooleanArray) -> NDArray[np.intp]:
    return np.flatnonzero(those.fill_null(False).to_numpy(zero_copy_only=False))


def _any(texts: pa.StringArray, pattern: str) -> bool:
    import pyarrow.compute as pc

    return pc.any(pc.match_substring_regex(texts, pattern)).as_py() or False


def _bare(texts: pa.StringArray, mark: str) -> NDArray[np.float64] | None:
    """Return numbers of digits, a decimal mark and a hyphen; None where some cell is something else."""
    import pyarrow as pa
    import pyarrow.compute as pc

    longest = pc.max(pc.binary_length(texts)).as_py() or 0
    if longest > 40 or _raw(texts).translate(None, f"0123456789-{mark}".encode()):
        return None
    if pc.any(pc.ends_with(texts, mark)).as_py():
        return None
    try:
        return _cast(texts if mark == "." else _translated(texts, bytes.maketrans(mark.encode(), b".")))
    except pa.ArrowInvalid:
        return None


def _values(
    texts: pa.StringArray, shapes: pa.DictionaryArray, mark: str
) -> tuple[NDArray[np.float64], frozenset[str]]:
    """Return plain numbers of some shapes, none missing, and the signs behind those that are not zero."""
    import pyarrow as pa

    # What is not ASCII parts digits, but for the last byte of a dash.
    table = bytes.maketrans(_HYPHENS + mark.encode(), b"-" * len(_HYPHENS) + b".")
    away = f" %{_OTHER[mark]}'".encode() + bytes({*range(128, 256)} - {*_HYPHENS})
    own: list[str] = shapes.dictionary.to_pylist()
    which = shapes.indices.to_numpy()
    lengths = np.array([len(shape.encode().translate(None, away)) for shape in own], dtype=np.int32)
    ends = np.zeros(len(texts) + 1, dtype=np.int32)
    np.cumsum(lengths[which], out=ends[1:])
    bare = pa.py_buffer(_raw(texts).translate(table, away))
    value = _cast(pa.StringArray.from_buffers(len(texts), pa.py_buffer(ends), bare))
    per_cent = np.array(["%" in shape for shape in own], dtype=bool)
    if not per_cent.any():
        return value, _signs(value)
    return value, _signs(value[~per_cent[which]]) | {"%"}


def _cast(texts: pa.StringArray) -> NDArray[np.float64]:
    import pyarrow as pa

    value: NDArray[np.float64] = texts.cast(pa.float64()).to_numpy(zero_copy_only=False)
    return value


def _signs(unsigned: NDArray[np.float64]) -> frozenset[str]:
    return frozenset([""] if ((unsigned < 0) | (unsigned > 0)).any() else ())


def _raw(texts: pa.StringArray) -> bytes:
    """Return the bytes of texts, one after another."""
    data = texts.buffers()[2]
    return b"" if data is None else memoryview(data)[slice(*_ends(texts))].tobytes()


def _ends(texts: pa.StringArray) -> tuple[int, int]:
    """Return where the bytes of texts begin and end in memory, which they may share with others."""
    if not len(texts):
        return 0, 0
    ends = np.frombuffer(texts.buffers()[1], dtype=np.int32)
    return int(ends[texts.offset]), int(ends[texts.offset + len(texts)])


def _translated(texts: pa.StringArray, table: bytes) -> pa.StringArray:
    """Return texts with other bytes in place of theirs."""
    import pyarrow as pa

    lacks, ends, _ = texts.buffers()
    made = pa.py_buffer(bytes(_ends(texts)[0]) + _raw(texts).translate(table))
    return pa.StringArray.from_buffers(len(texts), ends, made, lacks, -1, texts.offset)
