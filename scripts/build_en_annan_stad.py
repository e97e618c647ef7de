"""Build the small extract of another city that the page "En annan stad" and its tests go through.

    python scripts/build_en_annan_stad.py --shared ../shared

Reads Uppsala's DeSO 2018 (outlines), the key to RegSO 2020 with names, and SCB's five tables by DeSO for
2022; writes ``data/en_annan_stad/``: outlines of the twelve RegSO nearest the middle, simplified together,
the key, and the tables with those RegSO's DeSO alone, in the form in which SCB's database gives them. All of
it is SCB's open data (CC0).
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from omradesindex.geography import Key, read_outlines  # noqa: E402
from omradesindex.show.writing import in_new_folder, save_book  # noqa: E402

GOAL = ROOT / "data" / "en_annan_stad"
AREAS = 12
TOLERANCE_M = 15.0
#: Table → the file that it is written to.
TABLES = {
    "000005FF": "folkmangd.xlsx",
    "000005MO": "utbildning.xlsx",
    "000006OC": "lagenheter.xlsx",
    "000006TA": "ekonomisk_standard.xlsx",
    "000007A8": "arbetsmarknad.xlsx",
}
#: What stands below a table in an export and is kept: who made it, and which table it is.
KEPT_BELOW = ("Källa:", "Sort:", "Referenstid:", "Officiell statistik", "Databas:", "Intern referenskod:")
ABOUT = """\
# Tolv RegSO i Uppsala, 2022

Ett litet utdrag att pröva `omradesindex new` på. Källa: SCB (CC0), tabellerna 000005FF, 000005MO, 000006OC,
000006TA och 000007A8 per DeSO, gränserna för DeSO 2018 och nyckeln till RegSO 2020. Utdraget är de tolv RegSO
som ligger närmast mitten. Gränserna är hopslagna av DeSO och förenklade tillsammans ({tolerance:g} meter).
Byggt av `scripts/build_en_annan_stad.py`.

Tolv RegSO är inte hela kommunen. Index ur utdraget är ett exempel, inte en bild av Uppsala.
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    source = parser.parse_args().shared / "data" / "uppsala"
    names = gpd.read_file(source / "regso2020_0380.gpkg").set_index("regso")["regso_namn"]
    key = Key.read(source / "key_deso2018.csv")
    chosen = nearest(read_outlines(source / "deso2018_0380.gpkg", code="deso"), key)
    rows = [(sub, area) for sub, area in zip(key.sub_areas, key.areas, strict=True) if area in chosen.index]
    if GOAL.exists():
        for old in sorted(GOAL.rglob("*"), reverse=True):
            old.rmdir() if old.is_dir() else old.unlink()

    def write(folder: Path) -> None:
        write_outlines(folder / "regso.geojson", chosen, names)
        table = pd.DataFrame(
            [("0380", "Uppsala", sub, names[area], area) for sub, area in sorted(rows)],
            columns=["Kommun", "Kommunnamn", "DeSO", "RegSO", "RegSOkod"],
        )
        table.to_csv(folder / "koppling_deso_regso.csv", index=False, lineterminator="\n")
        (folder / "statistik").mkdir()
        for code, name in TABLES.items():
            (export,) = (source / "scb").glob(f"{code}*.xlsx")
            write_table(folder / "statistik" / name, export, {sub for sub, _ in rows})
        (folder / "LASMIG.md").write_text(ABOUT.format(tolerance=TOLERANCE_M), encoding="utf-8", newline="\n")

    in_new_folder(GOAL, write)


def nearest(deso: gpd.GeoDataFrame, key: Key) -> gpd.GeoDataFrame:
    """Return the outlines of the RegSO nearest the middle of all DeSO, simplified together."""
    area_of = dict(zip(key.sub_areas, key.areas, strict=True))
    areas = deso.assign(regso=[area_of[sub] for sub in deso.index]).dissolve("regso")
    middle = np.median([[p.x, p.y] for p in deso.geometry.centroid], axis=0)  # DeSO have about as many people
    away = areas.geometry.centroid.distance(shapely.Point(middle))
    chosen = areas.loc[sorted(away.nsmallest(AREAS).index)]
    simple = shapely.coverage_simplify(without_overlaps(chosen.geometry.to_numpy()), TOLERANCE_M)
    assert all(shapely.is_valid(simple))
    return gpd.GeoDataFrame({}, geometry=simple, index=chosen.index, crs=chosen.crs)


def without_overlaps(shapes: np.ndarray) -> np.ndarray:
    """Return shapes that share borders and nothing else: what two of them hold is the first one's."""
    lines = shapely.union_all([shapely.boundary(shape) for shape in shapes], grid_size=0.1)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(lines)))
    points = shapely.point_on_surface(faces)
    held = np.array([shapely.contains_properly(shape, points) for shape in shapes])
    owner = np.where(held.any(axis=0), held.argmax(axis=0), -1)
    clean = np.array([shapely.union_all(faces[owner == n]) for n in range(len(shapes))])
    assert shapely.coverage_is_valid(clean)
    return clean


def write_outlines(path: Path, areas: gpd.GeoDataFrame, names: pd.Series) -> None:
    """Write the outlines as GeoJSON in metres, to a decimetre."""
    features = [
        {
            "type": "Feature",
            "properties": {"regsokod": code, "regsonamn": names[code]},
            "geometry": json.loads(shapely.to_geojson(shapely.set_precision(shape, 0.1))),
        }
        for code, shape in areas.geometry.items()
    ]
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3006"}}
    told = {"type": "FeatureCollection", "name": "regso", "crs": crs, "features": features}
    path.write_text(json.dumps(told, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")


def write_table(path: Path, export: Path, wanted: set[str]) -> None:
    """Write an export again with some of its rows, and of what stands below only what says whose it is."""
    import openpyxl

    rows = list(openpyxl.load_workbook(export, read_only=True).active.iter_rows(values_only=True))
    first = next(n for n, row in enumerate(rows) if len(str(row[0] or "")) == 9 and str(row[0])[:4].isdigit())
    held = [row for row in rows[first:] if row[0] in wanted]
    assert {row[0] for row in held} == wanted, export.name
    below = [str(row[0]).strip() for row in rows[first:] if row[0] and len(str(row[0])) != 9]
    kept = [n for n, text in enumerate(below) if text in KEPT_BELOW]
    notes = [
        text for n in kept for text in ((below[n],) if ":" not in below[n] else (below[n], below[n + 1]))
    ]
    book = openpyxl.Workbook()
    for row in [*rows[:first], *held, (), *((note,) for note in notes)]:
        book.active.append(list(row))
    save_book(book, path)


if __name__ == "__main__":
    main()
