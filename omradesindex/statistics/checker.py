"""The table under check: its columns as text, words and numbers, and the way to point at one of its cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from omradesindex.errors import StatisticsError, did_you_mean, listing, must_be_plain
from omradesindex.periods import Calendar
from omradesindex.plain_frames import as_columns
from omradesindex.plaintext import all_plain, hidden_in, plain
from omradesindex.statistics.moments import labelled
from omradesindex.statistics.uniform import constant
from omradesindex.statistics.wide import made_long

#: A text for each of very many rows: which of few distinct ones it is.
Labels = pd.Categorical

#: Above this, sums are no longer exact to a whole number, and at last infinite.
_LARGEST = 1e15


def as_frame(frame: pd.DataFrame, where: str, columns: Iterable[str]) -> pd.DataFrame:
    """Return a long table whose columns have one name each, the named levels of its index among them.

    An index of one level is a column where ``columns``, those that a table can have, know its name: else it
    is what some step before named the rows by. Rows that are named by times have their period there.
    """
    columns = tuple(columns)
    if isinstance(frame.index, pd.PeriodIndex | pd.DatetimeIndex) and frame.index.name is None:
        frame = frame.rename_axis("period")
    frame = made_long(as_columns(frame, columns), where, columns)
    spelled = {c: plain(c) for c in frame.columns if isinstance(c, str) and plain(c) != c}
    return frame.rename(columns=spelled) if spelled else frame


def labels(texts: Sequence[object], codes: NDArray[Any]) -> Labels:
    """Return the text of each row, of few distinct ones; several of them may be the same."""
    own, distinct = pd.factorize(np.array([*texts], dtype=object))
    if len(distinct) < len(texts):
        codes = own[codes]
    codes = codes.astype(narrow(len(distinct)), copy=False)
    return pd.Categorical.from_codes(codes, pd.Index(distinct, dtype=object), validate=False)


def narrow(n: int) -> np.dtype[np.signedinteger[Any]]:
    """Return the smallest kind of whole numbers that n codes fit in."""
    return np.min_scalar_type(-max(n, 1))


def texts_of(column: Labels) -> tuple[str, ...]:
    """Return the texts that stand in a column, in the order of their first rows."""
    codes = pd.unique(column.codes)
    return tuple(map(str, column.categories[codes[codes >= 0]]))


def positions(column: Labels, names: Sequence[str]) -> NDArray[np.signedinteger[Any]]:
    """Return where the text of each row stands among names; −1 where it does not."""
    own = pd.Index([*names], dtype=object).get_indexer(column.categories)
    places: NDArray[np.signedinteger[Any]] = own.astype(narrow(len(names)))[column.codes]
    return places


def doubles(column: NDArray[Any] | pd.Series[Any]) -> NDArray[np.float64]:
    """Return numbers as floats of eight bytes: those of fewer are the decimals that they were written as.

    NaN where a column of pandas' own kinds has none.

    Examples
    --------
    >>> doubles(np.array([0.3, 123456789], dtype=np.float32)).tolist()
    [0.3, 123456792.0]
    """
    numbers = column if isinstance(column, np.ndarray) else _numbers(column)
    wide: NDArray[np.float64] = numbers.astype(float, copy=False)
    if numbers.dtype.kind != "f" or numbers.dtype.itemsize >= wide.itemsize:
        return wide
    with np.errstate(invalid="ignore"):
        left = np.flatnonzero(np.isfinite(wide) & (wide != np.rint(wide)))
    for places in range(1, 11):  # so far products are exact
        tried = np.rint(wide[left] * 10.0**places) / 10.0**places
        meant = tried.astype(numbers.dtype) == numbers[left]
        wide[left[meant]] = tried[meant]
        left = left[~meant]
    wide[left] = [float(str(number)) for number in numbers[left]]
    return wide


def _numbers(series: pd.Series[Any]) -> NDArray[Any]:
    kind = getattr(series.dtype, "numpy_dtype", series.dtype)
    few = getattr(kind, "kind", "") == "f"
    return series.to_numpy(dtype=str(kind) if few else "float64", na_value=np.nan)


class Checker:
    """The table under check, and the way to point at one of its cells.

    ``places`` say where each row stood, where the table was made of several, or of another one.
    """

    def __init__(
        self, frame: pd.DataFrame, where: str, first_row: int | None, places: Sequence[str] | None = None
    ) -> None:
        self.frame = frame
        self.where = where
        self.first_row = first_row
        self.places = places

    def _place(self, row: int) -> str:
        """Return where a row stands, as whoever made the table knows it."""
        if self.places is not None:
            return self.places[row]
        if self.first_row is not None:
            return f"{self.where}, row {row + self.first_row}"
        return f"{self.where}, row {row} (from 0)"

    def refuse(
        self,
        bad: NDArray[np.bool_] | pd.Series,
        what: str,
        *,
        expected: str | None = None,
        remedy: str | None = None,
    ) -> None:
        """Raise about the first row where ``bad`` is true; ``{column}`` in ``what`` is filled from it."""
        rows = np.flatnonzero(np.asarray(bad))
        if not rows.size:
            return
        row = int(rows[0])
        record = self.frame.iloc[row].to_dict()
        place = [
            self._place(row),
            *(
                f"{column} '{record[column]}'"
                for column in ("area", "variable", "period")
                if isinstance(record.get(column), str) and f"{{{column}}}" not in what
            ),
        ]
        more = f" (and {rows.size - 1} more rows)" if rows.size > 1 else ""
        shown = {str(key): value for key, value in record.items()}
        raise StatisticsError(
            what.format(**shown) + more, where=", ".join(place), expected=expected, remedy=remedy
        )

    def seen(self, texts: Iterable[tuple[str, str]]) -> None:
        """Refuse what nobody sees but a terminal obeys, in the table and in texts (what, text) beside it."""
        for what, text in texts:
            must_be_plain(text, what=what, where=self.where, error=StatisticsError)
        for column in self.frame.columns:
            series = self.frame[column]
            if pd.api.types.is_numeric_dtype(series.dtype):
                continue
            few = isinstance(series.dtype, pd.CategoricalDtype)
            cells: Iterable[Any] = series.cat.categories if few else series.unique()
            words = [cell for cell in cells if isinstance(cell, str)]
            hidden = [word for word in words if hidden_in(word)] if hidden_in(" ".join(words)) else []
            if hidden:
                self.refuse(
                    series.isin(hidden),
                    f"'{column}' holds the control character U+{ord(hidden_in(hidden[0]) or ' '):04X}",
                    expected="letters, digits, signs and spaces that are seen",
                    remedy="write the text anew, without what cannot be seen",
                )

    # -- text ---------------------------------------------------------------------------------------

    def text(self, column: str, series: pd.Series[Any] | None = None) -> Labels:
        """Return a column of codes or names as text, refusing numbers and blanks."""
        series = self.frame[column] if series is None else series
        if pd.api.types.is_numeric_dtype(series) and len(series) and not series.isna().all():
            example = series.dropna().iloc[0]
            raise StatisticsError(
                f"the column '{column}' holds numbers (such as {example}), but codes are text",
                where=self.where,
                remedy=f'read the file with dtype={{"{column}": str}}, so that leading zeros survive',
            )
        codes, cells = self.distinct(series)
        texts = all_plain([v if isinstance(v, str) else "" for v in cells])
        if not all(texts):
            bad = np.array([not text for text in texts], dtype=bool)
            self.refuse(bad[codes], f"'{column}' is empty or not text", expected="a code or name as text")
        if isinstance(series.dtype, pd.CategoricalDtype) and texts == cells:
            return pd.Categorical(series)
        return labels(texts, codes)

    def distinct(self, column: str | pd.Series[Any]) -> tuple[NDArray[Any], list[Any]]:
        """Return which cell each row has, and the distinct cells, None where there is nothing.

        Every distinct cell is looked at once: tables have many rows and few codes.
        """
        series = self.frame[column] if isinstance(column, str) else column
        if isinstance(series.dtype, pd.CategoricalDtype):
            codes, cells = series.array.codes, series.cat.categories.astype(object).tolist()
        else:
            codes, found = pd.factorize(series.astype(object).to_numpy())
            cells = found.tolist()
        if codes.min(initial=0) < 0:
            codes, cells = np.where(codes < 0, np.intp(len(cells)), codes), [*cells, None]
        return codes, cells

    def periods(self) -> Labels:
        """Return periods as text, one label for each: 2023M9 and 2023M09 are one, as first written.

        Years may be numbers, and times pandas' days and periods.
        """
        told = self.text("period", labelled(self.frame["period"], self))
        first = Calendar(texts_of(told)).spellings()
        return labels([first[text] for text in told.categories], told.codes)

    def words(self, column: str, allowed: tuple[str, ...], default: str) -> Labels:
        """Return a column of a fixed vocabulary; blanks become ``default``. The vocabulary's order stays."""
        known = [*dict.fromkeys((*allowed, default))]
        if column not in self.frame:
            return labels(known, np.full(len(self.frame), known.index(default), dtype=np.int8))
        codes, cells = self.distinct(column)
        said = [default if cell is None or cell == "" else str(cell) for cell in cells]
        wrong = np.array([word not in known for word in said], dtype=bool)
        if wrong.any():
            # The first of the rows is told.
            row = int(np.flatnonzero(wrong[codes])[0])
            hint = did_you_mean(said[codes[row]], allowed).replace("{", "").replace("}", "")
            self.refuse(
                wrong[codes],
                f"the {column} '{{{column}}}' is unknown{hint}",
                expected=f"one of {listing(w for w in allowed if w)}",
                remedy="correct the word, or leave the cell empty",
            )
        return labels(known, np.array([known.index(word) for word in said], dtype=narrow(len(known)))[codes])

    # -- numbers ------------------------------------------------------------------------------------

    def numbers(self, column: str) -> NDArray[np.float64]:
        """Return a column as floats with NaN for blanks, refusing text, truth values and infinity."""
        if column not in self.frame:
            return constant(np.nan, len(self.frame))
        series = self.frame[column]
        if pd.api.types.is_bool_dtype(series):
            raise StatisticsError(f"'{column}' holds true/false, not numbers", where=self.where)
        if pd.api.types.is_numeric_dtype(series):
            result = doubles(series)
        else:
            blank = series.isna() | series.map(lambda v: isinstance(v, str) and not v.strip())
            filled = series.astype(object).where(~blank, None).map(_holdable)
            self.refuse(
                filled.map(lambda v: isinstance(v, bool)), f"'{column}' holds true/false, not a number"
            )
            converted = pd.to_numeric(filled, errors="coerce")
            self.refuse(
                (converted.isna() & ~blank).to_numpy(dtype=bool),
                f"'{column}' is '{{{column}}}', which is not a number",
                expected="digits with a decimal point, or an empty cell",
                remedy="for a figure that is not there leave the cell empty and say why in 'status'",
            )
            # Python reads a decimal to the last digit; pandas' quicker way does not in every release.
            result = np.array([np.nan if v is None else float(v) for v in filled], dtype=float)
        if (
            -_LARGEST
            <= np.fmin.reduce(result, initial=0.0)
            <= np.fmax.reduce(result, initial=0.0)
            <= _LARGEST
        ):
            return result
        self.refuse(
            np.isinf(result),
            f"'{column}' is infinite",
            expected="a finite number",
            remedy="leave the cell empty and say why in 'status'; often something was divided by zero",
        )
        self.refuse(
            np.abs(np.nan_to_num(result)) > _LARGEST,
            f"'{column}' is {{{column}}}, too large to be added up exactly",
            expected=f"at most {_LARGEST:g}",
            remedy="correct it, or give it in a larger unit (tkr instead of kr)",
        )
        return result


def _holdable(value: Any) -> Any:
    """Return a cell as it is; infinity for a whole number that no float holds."""
    return value if not isinstance(value, int) or abs(value) < 10**300 else float("inf")
