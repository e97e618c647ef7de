"""Read Parquet: a tidy table, or a raw one to be mapped."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pandas as pd

from omradesindex.errors import StatisticsError, listing
from omradesindex.foreign import cause_of
from omradesindex.plaintext import plain
from omradesindex.statistics.reading.columnar import LARGE, Coded, Columns
from omradesindex.statistics.reading.grid import Grid, is_tidy
from omradesindex.statistics.reading.limits import ReadLimits


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
        file = pq.ParquetFile(io.BytesIO(data))
        about = file.metadata
        n_cells = about.num_rows * about.num_columns
        large = n_cells >= LARGE and is_tidy(map(plain, file.schema_arrow.names))
        limits.check("tidy_cells" if large else "cells", n_cells, name)
        groups = (about.row_group(i) for i in range(about.num_row_groups))
        limits.check("expanded", sum(max(group.total_byte_size, 0) for group in groups), name)
        if large:  # texts as the file has them: few distinct ones, and which of them each row has
            texts = [f.name for f in file.schema_arrow if f.type in (pa.string(), pa.large_string())]
            file = pq.ParquetFile(io.BytesIO(data), read_dictionary=texts)
        table = file.read()
        nested = [field.name for field in table.schema if pa.types.is_nested(field.type)]
        if nested:
            raise StatisticsError(
                f"the column {listing(nested)} holds lists, not one thing in each cell",
                where=name,
                remedy="write one row for each thing in a list",
            )
        frame: pd.DataFrame = table.to_pandas()
        # Here too: a text that is no UTF-8 shows when it is looked at.
        if large:
            rows: Sequence[list[object]] = Columns([Coded.of(column) for _, column in frame.items()])
        else:
            rows = frame.astype(object).where(frame.notna(), None).to_numpy(dtype=object).tolist()
        header = tuple(str(column).strip() for column in frame.columns)
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
    )
