"""One door for tables from outside: whatever holds one comes in as a plain frame of pandas.

Plain means NumPy's own numbers and truth values, text with NaN where there is none, days and periods: what is
kept by Arrow, in categories or with NA in whole numbers is the same figures in another coat.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any

from omradesindex.errors import OmradesindexError, listing

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["as_columns", "as_rows", "plain_table"]

#: What is not worked out yet, by the method that works it out.
_LAZY = ("collect", "compute", "toPandas")
#: What holds several things in one cell.
_CONTAINERS = (list, tuple, dict, set, frozenset)
#: Libraries whose things are no tables of others.
_NO_TABLES = frozenset({"builtins", "collections", "datetime", "decimal", "numpy", "omradesindex", "pathlib"})


def plain_table(
    given: object, wanted: Collection[str], *, where: str, error: type[OmradesindexError]
) -> object:
    """Return a table, a column or what stands for one in the form that is wanted; anything else as it is.

    Parameters
    ----------
    given : object
    wanted : collection of {"DataFrame", "GeoDataFrame", "Series", "mapping", "several"}
        What the argument may be. A table of names and numbers is a mapping, too, and a column several.
    where : str
        The argument, named in errors.
    error : type of OmradesindexError

    Raises
    ------
    OmradesindexError
        Two columns or rows of one name, lists in cells, a table that is not in memory.

    Examples
    --------
    >>> import pandas as pd
    >>> weights = pd.DataFrame({"indicator": ["a", "b"], "weight": pd.array([2, 1], "Int64")})
    >>> plain_table(weights, {"mapping"}, where="here", error=OmradesindexError)
    {'a': 2, 'b': 1}
    """
    table: Any = as_pandas(given, where=where, error=error)
    kind = {mro.__name__ for mro in type(table).__mro__} & {"DataFrame", "GeoDataFrame", "Series"}
    if "DataFrame" in kind and {"DataFrame", "GeoDataFrame", "Series", "mapping"} & {*wanted}:
        frame = plain_frame(table, where=where, error=error)
        if kind & {*wanted} & {"DataFrame", "GeoDataFrame"}:
            return frame
        if "mapping" in wanted:
            return to_mapping(frame, where=where, error=error)
        return second_by_first(frame, where=where, error=error)
    if "Series" in kind and {"Series", "mapping"} & {*wanted}:
        column = plain_series(table, where=where, error=error)
        return column if "Series" in wanted else to_mapping(column, where=where, error=error)
    if "several" in wanted and hasattr(given, "to_pylist"):
        return given.to_pylist()
    return given


def as_pandas(given: object, *, where: str, error: type[OmradesindexError]) -> object:
    """Return a table or column of polars, pyarrow or the like as pandas'; anything else as it is.

    Raises
    ------
    OmradesindexError
        A table that is not worked out yet, or that its library cannot turn into one of pandas.

    Examples
    --------
    >>> as_pandas("01", where="here", error=OmradesindexError)
    '01'
    """
    if type(given).__module__.partition(".")[0] in _NO_TABLES:
        return given
    import pandas as pd

    if isinstance(given, pd.DataFrame | pd.Series | pd.Index):
        return given
    own = f"{type(given).__module__.partition('.')[0]}.{type(given).__name__}"
    lazy = next((name for name in _LAZY if callable(getattr(given, name, None))), None)
    if lazy and hasattr(type(given), "columns") and not hasattr(given, "to_pandas"):
        raise error(
            f"given as {own}, which is not worked out yet",
            where=where,
            expected="a table in memory",
            remedy=f"write .{lazy}() after it",
        )
    try:
        return _turned(given)
    except Exception as problem:
        raise error(
            f"given as {own}, which cannot be made a table of pandas ({str(problem)[:200]})",
            where=where,
            expected="a table in memory, of pandas or of a library that can make one",
            remedy='install what is lacking (pip install "omradesindex[parquet]" has pyarrow), or make it '
            "a pandas.DataFrame first",
        ) from problem


def _turned(given: Any) -> object:
    """A table as its library makes one of pandas; by its lists where that needs what is not installed."""
    import pandas as pd

    try:
        if hasattr(given, "to_pandas"):
            return given.to_pandas()
        if hasattr(given, "__arrow_c_stream__"):
            return pd.DataFrame.from_arrow(given)  # type: ignore[attr-defined]  # the stubs lack it
    except ImportError:
        if not hasattr(given, "to_dict"):
            raise
        return pd.DataFrame(given.to_dict(as_series=False))
    return given


def plain_frame(frame: pd.DataFrame, *, where: str, error: type[OmradesindexError]) -> pd.DataFrame:
    """Return a table with plain columns; the very table where it is plain already.

    Raises
    ------
    OmradesindexError
        Two columns of one name; a column that holds lists.

    Examples
    --------
    >>> import pandas as pd
    >>> given = pd.DataFrame({"area": pd.Categorical(["01", "02"]), "value": pd.array([1, None], "Int64")})
    >>> plain = plain_frame(given, where="here", error=OmradesindexError)
    >>> plain["value"].tolist(), plain["area"].tolist()
    ([1.0, nan], ['01', '02'])
    """
    names = [str(name) for name in frame.columns]
    twice = [name for name in dict.fromkeys(names) if names.count(name) > 1] if _repeats(names) else []
    if twice:
        raise error(
            f"the column {listing(twice)} stands there twice",
            where=where,
            expected="one name for each column",
            remedy="rename or leave out one of them",
        )
    made = frame
    for place, name in enumerate(frame.columns):
        column = frame.iloc[:, place]
        turned = _plain(column, f"the column '{name}'", where, error)
        if turned is not column:
            made = made.copy(deep=False) if made is frame else made
            made.isetitem(place, turned.array)
    index = _plain_index(frame.index, where, error)
    return made if index is frame.index else made.set_axis(index, axis=0)


def plain_series(series: pd.Series[Any], *, where: str, error: type[OmradesindexError]) -> pd.Series[Any]:
    """Return a column with plain values and labels; see :func:`plain_frame`."""
    made = _plain(series, "it", where, error)
    index = _plain_index(series.index, where, error)
    return made if index is series.index else made.set_axis(index)


def to_mapping(table: Any, *, where: str, error: type[OmradesindexError]) -> object:
    """Return a column by its rows' names, or a table of two columns by the first, as a mapping.

    Raises
    ------
    OmradesindexError
        A name that stands there twice, or a table of other than two columns.

    Examples
    --------
    >>> import pandas as pd
    >>> to_mapping(pd.Series([1.0, 2.0], index=["boende", "arbete"]), where="", error=OmradesindexError)
    {'boende': 1.0, 'arbete': 2.0}
    """
    column = table if table.ndim == 1 else second_by_first(table, where=where, error=error)
    twice = column.index[column.index.duplicated()].unique().tolist()
    if twice:
        raise error(f"{listing(twice, 5)} stands there twice", where=where, expected="each name once")
    return dict(zip(column.index.tolist(), column.tolist(), strict=True))


def second_by_first(table: Any, *, where: str, error: type[OmradesindexError]) -> pd.Series[Any]:
    """Return the numbers of a table of two columns by the names in its first."""
    named = table.reset_index() if table.shape[1] == 1 and table.index.name is not None else table
    if named.shape[1] != 2:
        raise error(
            f"given as a table of {table.shape[1]} columns",
            where=where,
            expected="two columns, names and numbers; or a mapping",
        )
    column: pd.Series[Any] = named.set_index(named.columns[0]).iloc[:, 0]
    return column


def as_columns(frame: pd.DataFrame, names: Iterable[str]) -> pd.DataFrame:
    """Return a table with the levels of its index that have one of these names as columns of their own.

    Of an index with several levels every named one is: no other step names rows so.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = pd.DataFrame({"area": ["1"]}, index=pd.Index(["101"], name="sub_area"))
    >>> list(as_columns(rows, ["sub_area"]).columns)
    ['sub_area', 'area']
    """
    levels = list(frame.index.names) if frame.index.nlevels > 1 else {*frame.index.names} & {*names}
    named = [name for name in levels if name is not None and name not in frame.columns]
    return frame.reset_index(named) if named else frame


def as_rows(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return a table whose rows are named by a column of this name, where it has one.

    Examples
    --------
    >>> import pandas as pd
    >>> as_rows(pd.DataFrame({"area": ["01", "02"], "x": [1, 2]}), "area").loc["02", "x"].item()
    2
    """
    return frame.set_index(name) if name in frame.columns else frame


def _repeats(names: list[str]) -> bool:
    return len(set(names)) < len(names)


def _plain_index(index: pd.Index[Any], where: str, error: type[OmradesindexError]) -> pd.Index[Any]:
    import pandas as pd

    levels = [index.get_level_values(level) for level in range(index.nlevels)]
    made = [
        _plain(pd.Series(level.array), f"the index '{level.name}'", where, error)
        if _is_coated(level.dtype)
        else level
        for level in levels
    ]
    if all(one is other for one, other in zip(levels, made, strict=True)):
        return index
    if index.nlevels == 1:
        named: pd.Index[Any] = pd.Index(made[0], name=index.name)
        return named
    return pd.MultiIndex.from_arrays(made, names=index.names)


def _is_coated(dtype: Any) -> bool:
    """Whether figures of a kind are kept in another way than NumPy's; days and periods are what they are."""
    import numpy as np
    import pandas as pd

    if isinstance(dtype, np.dtype | pd.PeriodDtype | pd.DatetimeTZDtype | pd.IntervalDtype):
        return False
    if isinstance(dtype, pd.StringDtype):
        return dtype.na_value is pd.NA
    return str(dtype) != "geometry"


def _plain(series: pd.Series[Any], what: str, where: str, error: type[OmradesindexError]) -> pd.Series[Any]:
    """Return a column as NumPy keeps it; the very column where it does."""
    import pandas as pd

    if not _is_coated(series.dtype):
        return _of_things(series, what, where, error) if series.dtype == object else series
    if isinstance(series.dtype, pd.ArrowDtype):
        series = _from_arrow(series, what, where, error)
    if isinstance(series.dtype, pd.CategoricalDtype):
        # The categories' own kind; that of text and truth values, which have no NaN, is found anew.
        kept = series.astype(object).where(series.notna(), None)
        series = _plain(kept.infer_objects(), what, where, error)
        return _numbers(series) if _all_numbers(series) else series
    if isinstance(series.dtype, pd.SparseDtype):
        return pd.Series(series.to_numpy(), index=series.index, name=series.name)
    if not _is_coated(series.dtype):  # as Arrow's own library has given it
        return series
    if pd.api.types.is_bool_dtype(series.dtype):
        known = series.notna()
        return series.astype(bool) if known.all() else series.astype(object).where(known, None)
    return series.astype("str") if isinstance(series.dtype, pd.StringDtype) else _numbers(series)


def _numbers(series: pd.Series[Any]) -> pd.Series[Any]:
    """Numbers as NumPy's: whole ones where all are there and whole, else with NaN."""
    import numpy as np
    import pandas as pd

    if series.isna().any():
        values: Any = series.to_numpy(dtype=float, na_value=np.nan)
    else:
        values = np.asarray(series.tolist())
    return pd.Series(values, index=series.index, name=series.name)


def _all_numbers(series: pd.Series[Any]) -> bool:
    kinds = {type(value) for value in series.dropna()} if series.dtype == object else set()
    return bool(kinds) and kinds <= {int, float}


def _of_things(
    series: pd.Series[Any], what: str, where: str, error: type[OmradesindexError]
) -> pd.Series[Any]:
    """Refuse lists; say None where NA stands among texts: nothing can be asked of it, not even its truth."""
    import pandas as pd

    if pd.api.types.infer_dtype(series, skipna=True) in ("string", "empty"):
        held: set[type] = set()
    else:
        held = {type(value) for value in series}
    several = next(
        (kind for kind in held if issubclass(kind, _CONTAINERS) or kind.__name__ == "ndarray"), None
    )
    if several is not None:
        raise _nested(what, several.__name__, where, error)
    gone = series.isna()
    if not gone.any() or not any(value is pd.NA for value in series[gone]):
        return series
    return series.where(~gone, None)


def _nested(what: str, kind: str, where: str, error: type[OmradesindexError]) -> OmradesindexError:
    return error(f"{what} holds {kind}", where=where, expected="one text or number in each cell")


def _from_arrow(
    series: pd.Series[Any], what: str, where: str, error: type[OmradesindexError]
) -> pd.Series[Any]:
    """Return what Arrow keeps as its own library gives it to pandas."""
    import pandas as pd
    import pyarrow as pa

    kept = pa.array(series)
    if pa.types.is_nested(kept.type) and not pa.types.is_dictionary(kept.type):
        raise _nested(what, str(kept.type), where, error)
    if pa.types.is_decimal(kept.type):
        kept = kept.cast(pa.float64())
    values = kept.to_pandas(date_as_object=False)
    return pd.Series(values.array, index=series.index, name=series.name)
