"""Apply a mapping to a raw table: a tidy one comes out, or an error that names what does not fit."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from omradesindex.ages import overlapping
from omradesindex.catalogue import indicators, variables
from omradesindex.catalogue.money import is_amount
from omradesindex.errors import StatisticsError, did_you_mean, listing
from omradesindex.plaintext import plain
from omradesindex.statistics.categories import CLOSED, canonical, known_spellings
from omradesindex.statistics.perturbed import ASSUMED_NOISE, may_carry_noise, says_noise
from omradesindex.statistics.prices import basis_said
from omradesindex.statistics.reading.footnotes import without_marks
from omradesindex.statistics.reading.grid import COLUMN
from omradesindex.statistics.reading.mapping import Axis, Selection, TableMapping, VariableMapping, area_taken
from omradesindex.statistics.reading.raw import MISSING, OBSERVED, SUPPRESSED, RawTable, descendants
from omradesindex.statistics.reading.splitting import known_dimension, split_dimensions
from omradesindex.statistics.reading.units import MONEY, UNIT_LABELS, scale_between, unit_in, unit_of
from omradesindex.statistics.series import named_from
from omradesindex.statistics.vintages import vintage_of
from omradesindex.statistics.vocabulary import TOTAL
from omradesindex.totals import is_everybody, is_whole, sums_of_others

if TYPE_CHECKING:
    from omradesindex.geography import Division

Texts = NDArray[np.object_]


def apply_mapping(
    raw: RawTable, mapping: TableMapping, *, division: Division | None = None, whole: str | None = None
) -> pd.DataFrame:
    """Return the tidy rows of a raw table.

    Parameters
    ----------
    raw : RawTable
    mapping : TableMapping
    division : Division, optional
        Tells the codes of areas that the source names (``names = true``).
    whole : str, optional
        Code of the rows about the whole city.

    Returns
    -------
    DataFrame
        The columns of a tidy table, and ``where`` (the cell), ``vintage`` (of the area codes) and ``unit``
        (``%``, ``‰`` or nothing) of each row.

    Raises
    ------
    StatisticsError
        The mapping names a dimension or category that is not there, or leaves one open.
    """
    raw = split_dimensions(raw.in_plain_words(), mapping.split)
    axes = {"area": mapping.area, **mapping.breakdowns}
    if isinstance(mapping.period, Axis):
        axes["period"] = mapping.period
    for axis in axes.values():
        known_dimension(raw, axis.dimension)
    _once(raw, [axis.dimension for axis in axes.values()])
    keep = np.ones(len(raw.frame), dtype=bool)
    for axis in axes.values():
        keep &= _spread(raw, axis.dimension, axis.keeps)
    if not keep.any():
        raise StatisticsError(
            "nothing is left: 'keep' fits no row", where=raw.name, expected=_examples(raw, mapping.area)
        )
    raw = replace(raw, frame=raw.frame[keep].reset_index(drop=True))
    keys: dict[str, Texts] = {}
    for column, axis in axes.items():
        keys[column] = _taken(raw, column, axis, division, whole)
    if "period" not in keys:
        keys["period"] = np.full(len(raw.frame), mapping.period, dtype=object)
    vintage = _spread(raw, mapping.area.dimension, vintage_of)
    used = {axis.dimension for axis in axes.values()}
    parts = [_rows(raw, mapping, one, keys, vintage, used) for one in mapping.variables]
    return pd.concat(parts, ignore_index=True)


def _rows(
    raw: RawTable,
    mapping: TableMapping,
    one: VariableMapping,
    keys: MappingOf[str, Texts],
    vintage: Texts,
    used: set[str],
) -> pd.DataFrame:
    """Return the rows of one variable."""
    kind, wanted = _known(one)
    picked, unit = _pick(raw, one.where, used, one.variable)
    adds = any(len(codes) > 1 for codes in one.where.values())
    if adds and kind != "count":
        raise StatisticsError(
            f"several categories are named for '{one.variable}', but only counts can be added",
            where=raw.name,
            remedy='name one category, or say kind = "count" if it is one',
        )
    frame = pd.DataFrame({column: key[picked] for column, key in keys.items()})
    frame["value"] = raw.frame["value"].to_numpy(dtype=float)[picked]
    frame["status"] = raw.frame["status"].to_numpy(dtype=object)[picked]
    frame["where"] = (
        np.array([raw.name + ", "], dtype=object) + raw.frame["where"].to_numpy(dtype=object)[picked]
    )
    frame["vintage"] = vintage[picked]
    frame["cells"], frame["moved"] = 1, (frame["value"] != 0).astype(int)
    if adds:
        frame = _added(frame, list(keys))
    if one.scale == 1:
        _refuse_unit(raw, one.variable, kind, wanted, unit)
    if one.scale != 1:
        frame["value"] = (frame["value"] * one.scale).round(12)
    if one.denominator is not None:
        frame["denominator"] = _denominator(raw, one, keys, used, frame)
    frame.insert(1, "variable", one.variable)
    frame["unit"] = unit if one.scale == 1 else wanted
    frame["kind"] = kind
    if mapping.noise:
        size = ASSUMED_NOISE if mapping.noise is True else mapping.noise
        frame["noise"] = size * np.sqrt(frame["moved"])
        frame["noise_basis"] = "assumed" if mapping.noise is True else "source"
    elif kind == "count" and says_noise(raw.notes):
        noisy = frame["period"].map(may_carry_noise).to_numpy(dtype=bool)
        frame["noise"] = np.where(noisy, ASSUMED_NOISE * np.sqrt(frame["moved"]), 0.0)
        frame["noise_basis"] = "assumed"
    if mapping.rounding is not None and kind == "count":
        frame["rounding"] = [mapping.rounding._replace(parts=float(n)).text for n in frame["cells"]]
    frame = frame.drop(columns=["cells", "moved"])
    prices = one.prices or _prices(raw, one, frame["unit"].iloc[0] if len(frame) else "", frame["period"])
    if prices:
        frame["prices"] = prices
    if one.series:
        frame["series"] = frame["period"].map(named_from(one.series, frame["period"]))
    frame["quality"] = one.quality or mapping.quality or "unstated"
    frame["source"] = one.source or mapping.source or _source(raw)
    return frame


def _prices(raw: RawTable, one: VariableMapping, unit: str, periods: pd.Series) -> str:
    """Return in which prices the source says that a variable's amounts are; empty where it does not say."""
    if not (unit in MONEY or is_amount(one.variable)):
        return ""
    headings = [raw.label(d, _code(raw, d, c)) for d, codes in one.where.items() for c in codes]
    headings += [
        label for d in raw.dimensions if len(raw.codes(d)) == 1 for label in [raw.label(d, raw.codes(d)[0])]
    ]
    return basis_said(headings) or basis_said([raw.title, *raw.notes], [*periods.unique()])


def _known(one: VariableMapping) -> tuple[str, str]:
    """Return a variable's kind and unit, as the mapping or the catalogue has them."""
    unit = ""
    kind = one.kind
    if one.variable in variables():
        told = variables()[one.variable]
        kind, unit = kind or told.kind, unit_of(told.unit)
    elif one.variable in indicators():
        formula = indicators()[one.variable].formula
        unit = unit_of(indicators()[one.variable].unit)
        if formula.kind == "share" and formula.per == 100:
            kind = kind or "share"
    return kind, "%" if kind == "share" else unit


def _refuse_unit(raw: RawTable, variable: str, kind: str, wanted: str, unit: str) -> None:
    """Refuse figures in another unit than the variable's: ten or a thousand times too much looks the same."""
    scale = scale_between(unit, wanted)
    if not scale or unit == wanted:
        return
    ours = "a share" if kind == "share" else f"in {wanted}" if wanted else f"a {kind or 'number'}"
    raise StatisticsError(
        f"'{variable}' is {ours}, but the source gives it in {UNIT_LABELS.get(unit, unit)}",
        where=raw.name,
        remedy=f"say scale = {scale:g} in the mapping",
    )


def _pick(raw: RawTable, where: Selection, used: set[str], variable: str) -> tuple[NDArray[np.bool_], str]:
    """Return which cells are meant, and their unit; each dimension must be settled."""
    picked = np.ones(len(raw.frame), dtype=bool)
    units = [raw.units.get("", "")]
    headings: list[str] = []
    for dimension in where:
        known_dimension(raw, dimension)
    for dimension in raw.dimensions:
        present = raw.codes(dimension)
        if dimension in where:
            codes = [_code(raw, dimension, category) for category in where[dimension]]
            picked &= raw.frame[dimension].isin(codes).to_numpy(dtype=bool)
            _refuse_total_among(raw, dimension, codes, variable)
            for code in codes:
                label = raw.label(dimension, code)
                headings.append(label)
                units += [raw.units.get(code, ""), raw.units.get(label, "")]
        elif dimension not in used and len(present) > 1:
            labels = [raw.label(dimension, code) for code in present]
            raise StatisticsError(
                f"the mapping of '{variable}' leaves open which of '{dimension}' is meant",
                where=raw.name,
                expected=f"in its 'where' one of {listing(labels)}, or '{dimension}' as a breakdown",
            )
        else:
            units += [raw.units.get(code, "") for code in present]
            headings += present if len(present) == 1 or dimension == COLUMN else ()
    # What is said of the unit counts more than what a heading or the title ends in.
    for texts in (map(unit_of, dict.fromkeys(units)), map(unit_in, headings), [unit_in(raw.title)]):
        found = list(dict.fromkeys(text for text in texts if text))
        if len(found) > 1:
            raise StatisticsError(
                f"the table gives '{variable}' in {' and in '.join(UNIT_LABELS.get(u, u) for u in found)}",
                where=raw.name,
                remedy="map the columns of each unit apart, with a scale for those in another",
            )
        if found:
            return picked, found[0]
    return picked, ""


def _refuse_total_among(raw: RawTable, dimension: str, codes: list[str], variable: str) -> None:
    """Refuse to add a total to the parts that it holds."""
    labels = [raw.label(dimension, code) for code in codes]
    if len(codes) < 2:
        return
    totals = [label for label in labels if is_everybody(label)]
    holders = raw.parts.get(dimension, {})
    present = set(codes)
    totals += [raw.label(dimension, c) for c in codes if descendants(holders, c) & present]
    twice = overlapping(labels)
    if twice is not None:
        raise StatisticsError(
            f"'{variable}' would add '{twice[0]}' and '{twice[1]}' of '{dimension}', which overlap",
            where=raw.name,
            expected="groups that follow each other",
            remedy="take one of them out of 'where'",
        )
    if not totals:
        cells = raw.frame[raw.frame[dimension].isin(codes)]
        others = [d for d in raw.dimensions if d != dimension]
        if others and len(set(labels)) == len(labels):
            wide = cells.pivot_table(index=others, columns=dimension, values="value")
            totals += sums_of_others(labels, wide.reindex(columns=codes).to_numpy(dtype=float))
    if totals:
        raise StatisticsError(
            f"'{variable}' would add '{totals[0]}' of '{dimension}' to the categories that it holds",
            where=raw.name,
            expected=f"either '{totals[0]}', or its parts",
            remedy=f"take '{totals[0]}' out of 'where', or everything else",
        )


def _code(raw: RawTable, dimension: str, category: str) -> str:
    """Return the code of a category that is named by its code or its label."""
    present = raw.codes(dimension)
    if category in present:
        return category
    # A heading may have got a footnote, or lost one, since the mapping was written.
    bare = without_marks(category)
    labelled = [code for code in present if raw.label(dimension, code) == category] or [
        code for code in present if bare in (code, without_marks(raw.label(dimension, code)))
    ]
    if len(labelled) == 1:
        return labelled[0]
    labels = [raw.label(dimension, code) for code in present]
    raise StatisticsError(
        f"'{dimension}' has no category '{category}'{did_you_mean(category, [*present, *labels])}"
        if not labelled
        else f"'{dimension}' has {len(labelled)} categories called '{category}'",
        where=raw.name,
        expected=f"one of {listing(labelled or labels)}",
        remedy="correct the mapping; the source may have renamed the category",
    )


def _once(raw: RawTable, dimensions: list[str]) -> None:
    twice = [d for d in dict.fromkeys(dimensions) if dimensions.count(d) > 1]
    if twice:
        raise StatisticsError(f"the mapping uses the dimension {listing(twice)} twice", where=raw.name)


def _spread(raw: RawTable, dimension: str, said: object) -> NDArray[np.object_]:
    """Return what is said of each cell's category, asking once for each category."""
    codes, names = pd.factorize(raw.frame[dimension].to_numpy(dtype=object))
    answers = np.array([said(name) for name in names])  # type: ignore[operator]
    return answers[codes]


def _taken(raw: RawTable, column: str, axis: Axis, division: Division | None, whole: str | None) -> Texts:
    """Return our code of each cell's category."""
    codes, names = pd.factorize(raw.frame[axis.dimension].to_numpy(dtype=object))
    by_name = {}
    if axis.names:
        if division is None:
            raise StatisticsError(
                "names = true needs a division that tells the areas' codes",
                where=raw.name,
                remedy="give it: read_statistics(…, division=…)",
            )
        by_name = {
            plain(name): code
            for name, code in zip(
                (*division.names, division.whole.name), (*division.codes, division.whole.code), strict=True
            )
        }
    ours = []
    for i, name in enumerate(names):
        taken = area_taken(axis, name) if column == "area" else axis.take(name)
        if taken is not None and axis.names:
            taken = by_name.get(taken) or (taken if is_whole(taken) else None)
        elif taken is not None and column not in ("area", "period") and not axis.codes:
            label = raw.label(axis.dimension, name)
            taken = (
                canonical(column, label) or canonical(column, name) or (None if column in CLOSED else label)
            )
        if taken is None:
            row = int(np.flatnonzero(codes == i)[0])
            raise StatisticsError(
                f"the mapping does not say what '{name}' of '{axis.dimension}' is",
                where=raw.place(row),
                expected=known_spellings(column)
                if column in CLOSED
                else axis.template or "a name of the division",
                remedy="add it to 'codes' in the mapping, or leave it out with 'keep'",
            )
        ours.append(taken)
    _refuse_collisions(raw, column, list(names), ours)
    _refuse_holders(raw, column, axis, dict(zip(names, ours, strict=True)), whole)
    return np.array(ours, dtype=object)[codes]


def _refuse_holders(
    raw: RawTable, column: str, axis: Axis, ours: MappingOf[str, str], whole: str | None
) -> None:
    """Refuse a category beside those that it holds, as the source itself says: they would count twice."""
    holders = raw.parts.get(axis.dimension, {})
    for name, our in ours.items():
        held = descendants(holders, name)
        inside = [part for part in ours if part in held] if held else []
        if not inside or our in (whole, TOTAL) or (column == "area" and is_whole(our)):
            continue
        kind = "area" if column == "area" else "category"
        raise StatisticsError(
            f"the {kind} '{raw.label(axis.dimension, name)}' holds {listing(inside, 4)}, as the source says",
            where=raw.name,
            expected="either it, or its parts",
            remedy="keep one level in the mapping (keep = …)"
            + (f", or say that it is the whole: whole = '{our}'" if column == "area" else ""),
        )


def _refuse_collisions(raw: RawTable, column: str, names: list[str], ours: list[str]) -> None:
    first: dict[str, str] = {}
    for name, our in zip(names, ours, strict=True):
        if first.setdefault(our, name) != name:
            raise StatisticsError(
                f"'{first[our]}' and '{name}' would both be the {column} '{our}'",
                where=raw.name,
                remedy="correct the mapping, or leave one out with 'keep'",
            )


def _added(frame: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Add the rows that only differ in the categories that were named together."""
    held = frame["status"] == SUPPRESSED
    lost = frame["status"] == MISSING
    grouped = frame.assign(held=held, lost=lost).groupby(keys, sort=False, dropna=False)
    out = grouped.agg(
        where=("where", "first"), vintage=("vintage", "first"), held=("held", "any"), lost=("lost", "any")
    )
    out["value"] = grouped["value"].sum(min_count=1)
    # Each cell has its own noise, and its own rounding.
    out["cells"], out["moved"] = grouped["cells"].sum(), grouped["moved"].sum()
    out["status"] = np.where(out["held"], SUPPRESSED, np.where(out["lost"], MISSING, OBSERVED))
    out["value"] = out["value"].where(out["status"] == OBSERVED)
    return out.drop(columns=["held", "lost"]).reset_index()


def _denominator(
    raw: RawTable, one: VariableMapping, keys: MappingOf[str, Texts], used: set[str], frame: pd.DataFrame
) -> NDArray[np.float64]:
    picked, _ = _pick(raw, one.denominator or {}, used, one.variable)
    below = pd.DataFrame({column: key[picked] for column, key in keys.items()})
    below["denominator"] = raw.frame["value"].to_numpy(dtype=float)[picked]
    if below.duplicated(list(keys)).any():
        raise StatisticsError(f"the denominator of '{one.variable}' is not one cell", where=raw.name)
    joined = frame[list(keys)].merge(below, on=list(keys), how="left")
    return joined["denominator"].to_numpy(dtype=float)


def _examples(raw: RawTable, axis: Axis) -> str:
    return f"codes such as {listing(raw.codes(axis.dimension)[:3])}"


def _source(raw: RawTable) -> str:
    # Where the file lies on somebody's disk is no source.
    told = f"{raw.title or Path(raw.name).name}" + (f" ({raw.code})" if raw.code else "")
    updated = f", uppdaterad {raw.updated}" if raw.updated else ""
    return f"{raw.source}: {told}{updated}" if raw.source else told + updated
