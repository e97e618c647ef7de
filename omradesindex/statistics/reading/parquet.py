"""Read Parquet: a tidy table, or a raw one to be mapped."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd
from numpy.typing import NDArray

from omradesindex.errors import StatisticsError, listing
from omradesindex.foreign import cause_of
from omradesindex.plaintext import plain
from omradesindex.statistics.checker import doubles
from omradesindex.statistics.reading.at_once import Written
from omradesindex.statistics.reading.columnar import LARGE, Coded, Column, Columns
from omradesindex.statistics.reading.grid import FIGURES, Grid, is_tidy
from omradesindex.statistics.reading.limits import ReadLimits

if TYPE_CHECKING:
    import pyarrow as pa

#: Rows that are unpacked at a time.
_BATCH = 1_048_576


def parse_parquet(data: bytes, *, name: str, limits: ReadLimits | None = None) -> Grid:
    """Read a Parquet file, its size looked at before it is unpacked.

    Parameters
    ----------
    data : bytes
    name : str
        What errors call it.
    limits : ReadLimits, optional

    Raises
    ------
    StatisticsError
        It cannot be read, is too large, or pyarrow is not installed.
    """
    limits = limits or ReadLimits()
    limits.check("bytes", len(data), name)
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise StatisticsError(
            "reading Parquet needs the package pyarrow",
            where=name,
            remedy='install it: pip install "omradesindex[parquet]"',
        ) from None
    try:
        file = pq.ParquetFile(pa.BufferReader(data))
        about, schema = file.metadata, file.schema_arrow
        n_cells = about.num_rows * about.num_columns
        large = n_cells >= max(LARGE, 1) and is_tidy(map(plain, schema.names)) and _is_plain(schema)
        limits.check("tidy_cells" if large else "cells", n_cells, name)
        groups = (about.row_group(i) for i in range(about.num_row_groups))
        limits.check("expanded", sum(max(group.total_byte_size, 0) for group in groups), name)
        nested = [field.name for field in schema if pa.types.is_nested(field.type)]
        if nested:
            raise StatisticsError(
                f"the column {listing(nested)} holds lists, not one thing in each cell",
                where=name,
                remedy="write one row for each thing in a list",
            )
        if large:
            index = (schema.pandas_metadata or {}).get("index_columns", ())
            kept = [place for place, column in enumerate(schema.names) if column not in index]
            names: Sequence[object] = [schema.names[place] for place in kept]
            rows: Sequence[list[object]] = Columns(_columns(data, schema, kept))
        else:
            frame: pd.DataFrame = file.read().to_pandas()
            for place, kind in enumerate(frame.dtypes):
                if getattr(kind, "kind", "") == "f":
                    frame.isetitem(place, doubles(frame.iloc[:, place]))
            names = [*frame.columns]
            rows = frame.astype(object).where(frame.notna(), None).to_numpy(dtype=object).tolist()
        header = tuple(str(column).strip() for column in names)
    except (pa.ArrowException, OSError, ValueError, TypeError, KeyError, OverflowError) as error:
        raise StatisticsError(
            f"the file cannot be read as Parquet: {cause_of(error)}",
            where=name,
            remedy="fetch or save it again",
        ) from None
    return Grid(
        name=name,
        header=header,
        rows=rows,
        address=lambda row, column: f"row {row + 1}, column '{header[column]}'",
        first_row=1,
    )


def _is_plain(schema: pa.Schema) -> bool:
    """Whether columns have one name each, and none is of a kind that only pandas knows, such as periods."""
    import pyarrow as pa

    return len({*schema.names}) == len(schema.names) and not any(
        isinstance(field.type, pa.BaseExtensionType) or b"ARROW:extension:name" in (field.metadata or {})
        for field in schema
    )


def _columns(data: bytes, schema: pa.Schema, kept: Sequence[int]) -> list[Column]:
    """Return some columns: texts by the few distinct ones that the file has, read part by part."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    texts = [field.name for field in schema if _is_text(field.type) and not _is_written(field)]
    file = pq.ParquetFile(pa.BufferReader(data), read_dictionary=texts)
    parts: dict[int, list[Any]] = {place: [] for place in kept}
    for batch in file.iter_batches(batch_size=_BATCH):
        for place, own in parts.items():
            own.append(batch.column(place))
    return [_column(parts.pop(place), schema.field(place)) for place in kept]


def _column(parts: Sequence[pa.Array], field: pa.Field) -> Column:
    import pyarrow as pa

    if _is_written(field):
        return Written(pa.chunked_array(parts).cast(pa.string()), usual=".")
    if _is_text(field.type):
        return Coded.of_texts(parts).in_order()
    together = pa.chunked_array(parts)
    if pa.types.is_integer(field.type) or pa.types.is_floating(field.type):
        numbers: NDArray[Any] = together.to_numpy()
        return numbers
    return Coded.of(together.to_pandas())


def _is_written(field: pa.Field) -> bool:
    """Whether a column holds numbers in writing, or as decimals, which are exact in writing."""
    import pyarrow as pa

    exact = pa.types.is_decimal(field.type) and field.type.precision <= 38
    return plain(field.name) in FIGURES and (exact or _is_text(field.type))


def _is_text(kind: pa.DataType) -> bool:
    import pyarrow as pa

    own = kind.value_type if pa.types.is_dictionary(kind) else kind
    return own in (pa.string(), pa.large_string(), pa.string_view())
