"""Build Malmö's 14 geografiska statistikområden (2022) from the city's 136 delområden.

    python scripts/build_geso.py --shared ../shared

Reads the delområden (polygons, EPSG:3008, with their GeSO) and the key DeSO 2018 → GeSO; writes
``data/geso_boundaries/``: outlines in EPSG:3006 and, as RFC 7946 GeoJSON, in EPSG:4326; two keys; and
``geso_2022.toml``, which says what every part rests on and what was measured.

The delområden are dissolved and then simplified *as a coverage*: a border that two areas share is
simplified once, so that no gap and no overlap can arise. What was written is read back and measured; if it
does not hold what it should, the script stops and the files that were there stay.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import math
import re
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from omradesindex.geography import Division, Key, load_division, natural_order, read_outlines  # noqa: E402
from omradesindex.geography.surfaces import holes, overlaps  # noqa: E402
from omradesindex.wording import number  # noqa: E402

TOLERANCE_M = 3.0  # the finest that leaves both files together well under the budget
BUDGET_BYTES = 150_000
SIZE_TOLERANCE = 0.005  # share of an area's unsimplified surface
SEAM_TOLERANCE_M2 = 1.0
MEMBERSHIP_CONFIDENCE = 0.95  # one secondary source, checked; see the provenance of "members"

PLANE, WEB = "geso_2022_epsg3006.geojson", "geso_2022_epsg4326.geojson"
KEY_DELOMRADE, KEY_DESO = "key_delomrade_geso.csv", "key_deso2018_geso.csv"
KEY_DESO_2025 = "key_deso2025_geso.csv"
SUFFIX = "_DeSO2025"  # as Statistics Sweden writes the codes of that version
METADATA = "geso_2022.toml"
DECIMALS = {PLANE: 1, WEB: 6}  # a tenth of a metre in both


@dataclass(frozen=True)
class Measured:
    """What the written outlines deviate by, over both files."""

    vertices_before: int
    vertices_after: int
    size_percent: float
    border_m: float
    overlap_m2: float
    gap_m2: float
    bytes: int


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument(
        "--shared", type=Path, default=Path("../shared"), help="folder with data/malmo_*.gpkg, .csv"
    )
    parser.add_argument("--out", type=Path, default=ROOT / "data" / "geso_boundaries")
    arguments = parser.parse_args()
    measured = build(arguments.shared / "data", arguments.out)
    print(f"{arguments.out}: {measured}")


def build(source: Path, out: Path) -> Measured:
    """Build everything beside ``out``, measure it, and only then put it in place."""
    parts = read_delomraden(source)
    names = dict(sorted(zip(parts["geso"], parts["geso_namn"], strict=True)))
    codes = natural_order(names)
    exact = dissolve(parts, codes)
    simple = shapely.transform(
        shapely.coverage_simplify(exact.geometry.to_numpy(), TOLERANCE_M),
        lambda xy: np.round(xy, DECIMALS[PLANE]),
    )
    plane = gpd.GeoSeries(simple, index=codes, crs=3006)
    building = out.with_name(f".{out.name}.building")
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir(parents=True)
    try:
        write(building / PLANE, feature_collection(plane, names, decimals=DECIMALS[PLANE]))
        write(building / WEB, feature_collection(plane.to_crs(4326), names, decimals=DECIMALS[WEB]))
        write(building / KEY_DELOMRADE, delomrade_key(parts))
        write(building / KEY_DESO, deso_key(source, codes))
        write(building / KEY_DESO_2025, deso_2025_key(source, Key.read(building / KEY_DESO)))
        measured = measure(building, exact)
        write(
            building / METADATA,
            metadata(names, codes, measured, doubt(source, Key.read(building / KEY_DESO))),
        )
        check(load_division(building), measured)
        out.mkdir(exist_ok=True)
        for file in sorted(building.iterdir()):
            file.replace(out / file.name)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return measured


def read_delomraden(source: Path) -> gpd.GeoDataFrame:
    """The 136 delområden, codes as text, the two files agreeing about every one of them."""
    parts = gpd.read_file(source / "malmo_delomraden_136.gpkg")
    parts["geso"] = parts["geso"].astype(int).astype(str)  # a number in the file, text from here on
    with (source / "malmo_delomraden_136.csv").open(encoding="utf-8", newline="") as file:
        listed = {
            row["do_kod"]: (row["delomrade_namn"], row["geso"], row["geso_namn"])
            for row in csv.DictReader(file)
        }
    drawn = {
        row.do_kod: (row.delomrade_namn, row.geso, row.geso_namn) for row in parts.itertuples(index=False)
    }
    require(parts.crs is not None and parts.crs.to_epsg() == 3008, "the delområden are not in EPSG:3008")
    require(len(parts) == len(drawn) == 136, f"{len(parts)} delområden, {len(drawn)} codes, not 136")
    # City statistics also carry a residual row for people registered in no delområde: it has no outline
    # and must not slip in here as a member.
    require(drawn == listed, "the polygons and the list of delområden disagree")
    require(all(re.fullmatch("[0-9]{5}", code) for code in drawn), "a delområde's code is not five digits")
    require(
        len({*zip(parts["geso"], parts["geso_namn"], strict=True)}) == 14, "not 14 areas with one name each"
    )
    require(bool(shapely.coverage_is_valid(parts.geometry.to_numpy())), "the delområden are no coverage")
    return parts.sort_values("do_kod", ignore_index=True)


def dissolve(parts: gpd.GeoDataFrame, codes: list[str]) -> gpd.GeoDataFrame:
    """The exact areas in EPSG:3006, one connected polygon each."""
    merged = [shapely.coverage_union_all(parts.geometry[parts["geso"] == code].to_numpy()) for code in codes]
    exact = gpd.GeoDataFrame(geometry=merged, index=codes, crs=parts.crs).to_crs(3006)
    require(set(exact.geom_type) == {"Polygon"}, "an area is not one connected polygon")
    require(bool(shapely.coverage_is_valid(exact.geometry.to_numpy())), "the dissolved areas are no coverage")
    return exact


def feature_collection(areas: gpd.GeoSeries, names: dict[str, str], *, decimals: int) -> str:
    """GeoJSON with an area per line; RFC 7946 for degrees, with the older ``crs`` member for the plane."""
    lines = []
    polygons = shapely.orient_polygons(shapely.normalize(areas.to_numpy()))
    for code, polygon in zip(areas.index, polygons, strict=True):
        rings = [polygon.exterior, *polygon.interiors]
        coordinates = [[[round(x, decimals), round(y, decimals)] for x, y in ring.coords] for ring in rings]
        feature = {
            "type": "Feature",
            "properties": {"code": code, "name": names[code]},
            "geometry": {"type": "Polygon", "coordinates": coordinates},
        }
        lines.append(json.dumps(feature, ensure_ascii=False, separators=(",", ":")))
    crs = ""
    if areas.crs.to_epsg() != 4326:
        urn = f"urn:ogc:def:crs:EPSG::{areas.crs.to_epsg()}"
        crs = f'"crs":{{"type":"name","properties":{{"name":"{urn}"}}}},'
    body = ",\n".join(lines)
    return f'{{"type":"FeatureCollection",{crs}"features":[\n{body}\n]}}\n'


def delomrade_key(parts: gpd.GeoDataFrame) -> str:
    rows = [
        (row.do_kod, row.delomrade_namn, row.geso, "listed", MEMBERSHIP_CONFIDENCE, "")
        for row in parts.itertuples(index=False)
    ]
    return as_csv(("sub_area", "name", "area", "method", "confidence", "alternative"), rows)


def deso_key(source: Path, codes: list[str]) -> str:
    with (source / "malmo_deso2018_to_geso.csv").open(encoding="utf-8", newline="") as file:
        listed = list(csv.DictReader(file))
    require(len(listed) == len({row["deso_2018"] for row in listed}) == 192, "not 192 different DeSO")
    require(
        all(re.fullmatch("1280C[0-9]{4}", row["deso_2018"]) for row in listed), "a DeSO is not one of Malmö's"
    )
    require({row["geso"] for row in listed} == set(codes), "the DeSO key does not reach all areas, or others")
    rows = [
        (
            row["deso_2018"],
            row["geso"],
            row["metod"],
            float(row["konfidens"]),
            row["alternativ_geso_arealandel"],
        )
        for row in sorted(listed, key=lambda row: row["deso_2018"])
    ]
    return as_csv(("sub_area", "area", "method", "confidence", "alternative"), rows)


def deso_2025_key(source: Path, before: Key) -> str:
    """Every DeSO of 2025 lies where the one of 2018 that it is, or is a part of, lies."""
    with (source / "malmo_koppling_deso2018_deso2025.csv").open(encoding="utf-8", newline="") as file:
        listed = sorted(csv.DictReader(file), key=lambda row: row["deso_2025"])
    require(len(listed) == len({row["deso_2025"] for row in listed}) == 209, "not 209 different DeSO of 2025")
    require({row["deso_2018"] for row in listed} == set(before.sub_areas), "the two keys know other DeSO")
    at = {deso: place for place, deso in enumerate(before.sub_areas)}
    rows = []
    for row in listed:
        was = at[row["deso_2018"]]
        kept = row["deso_2025"] == row["deso_2018"]
        require(kept == (row["typ"] == "oforandrad"), f"{row['deso_2025']} is other than said")
        rows.append(
            (
                row["deso_2025"] + SUFFIX,
                before.areas[was],
                before.method[was] if kept else "part",
                before.confidence[was],
                before.alternative[was],
            )
        )
    return as_csv(("sub_area", "area", "method", "confidence", "alternative"), rows)


def measure(folder: Path, exact: gpd.GeoDataFrame) -> Measured:
    """Read the two files back and measure them, both in the plane, against the exact areas."""
    size, border, overlap, gap, total = 0.0, 0.0, 0.0, 0.0, 0
    before = exact.geometry.to_numpy()
    for file in (PLANE, WEB):
        written = read_outlines(folder / file, code="code").loc[exact.index]
        after = written.geometry.to_numpy()
        require(
            bool(shapely.coverage_is_valid(after, gap_width=SEAM_TOLERANCE_M2)), f"{file}: seams do not close"
        )
        size = max(size, float(np.abs(shapely.area(after) / shapely.area(before) - 1).max()))
        border = max(
            border, float(shapely.hausdorff_distance(shapely.boundary(before), shapely.boundary(after)).max())
        )
        overlap = max(overlap, sum(o.m2 for o in overlaps(written, tolerance_m2=0.0)))
        gap = max(gap, sum(holes(written)))
        total += (folder / file).stat().st_size
    return Measured(
        vertices_before=int(shapely.get_num_coordinates(before).sum()),
        vertices_after=int(shapely.get_num_coordinates(after).sum()),
        size_percent=round(100 * size, 4),
        border_m=math.ceil(10 * border) / 10,
        overlap_m2=round(overlap, 2),
        gap_m2=round(gap, 2),
        bytes=total,
    )


def check(division: Division, measured: Measured) -> None:
    """Refuse to put in place what does not hold."""
    require(measured.bytes <= BUDGET_BYTES, f"the outlines take {measured.bytes} bytes of {BUDGET_BYTES}")
    require(
        measured.size_percent <= 100 * SIZE_TOLERANCE, f"an area's size is off by {measured.size_percent} %"
    )
    require(measured.overlap_m2 <= SEAM_TOLERANCE_M2, f"neighbours overlap by {measured.overlap_m2} m²")
    require(
        measured.gap_m2 <= SEAM_TOLERANCE_M2, f"there are gaps of {measured.gap_m2} m² between neighbours"
    )
    require(division.outlines.index.tolist() == [str(n) for n in range(1, 15)], "the areas are not 1-14")


def doubt(source: Path, key: Key) -> str:
    """How much of the DeSO key is doubtful, in DeSO and in inhabitants of 2022."""
    with (source / "malmo_deso2018_stats_2022.csv").open(encoding="utf-8", newline="") as file:
        people = {row["deso_2018"]: int(row["folkmangd_2022"]) for row in csv.DictReader(file)}
    require(set(people) == set(key.sub_areas), "the statistics and the key name different DeSO")
    share = 100 * sum(people[deso] for deso in key.doubtful) / sum(people.values())
    return (
        f"Av {len(people)} DeSO har {len(people) - len(key.doubtful)} en säker tillhörighet; "
        f"{len(key.doubtful)}, med {number(share, 1)} % av invånarna 2022, är osäkra "
        "(tillförlitlighet under 0,9)."
    )


def metadata(names: dict[str, str], codes: list[str], measured: Measured, doubt: str) -> str:
    areas = "\n".join(f'"{code}" = {json.dumps(names[code], ensure_ascii=False)}' for code in codes)
    return f'''# Built by scripts/build_geso.py: change the script, not this file.
id = "geso-2022"
label = "Malmös geografiska statistikområden"
year = 2022

[whole]
code = "1280"
name = "Malmö"

[areas]
{areas}

[outlines]
file = "{PLANE}"
web = "{WEB}"

[keys.delomrade]
file = "{KEY_DELOMRADE}"
label = "delområden"
members = true

[keys.deso_2018]
file = "{KEY_DESO}"
label = "DeSO 2018"

[keys.deso_2025]
file = "{KEY_DESO_2025}"
label = "DeSO 2025"

[provenance.codes]
word = "documented"
text = "Stadens koder 1–14 i ”Geografiska statistikområden (ny indelning från 2022)”."
source = "Malmö stad, öppna data, så som de återges av github.com/OskarDamkjaer/malmoemaps"
licence = "CC0"

[provenance.names]
word = "documented"
text = "Stadens namn i samma lista."
source = "Malmö stad, öppna data, så som de återges av github.com/OskarDamkjaer/malmoemaps"
licence = "CC0"

[provenance.members]
word = "documented"
text = """\\
    Vilka hela delområden varje område består av, enligt samma lista. \\
    Läst ur en enda andrahandskälla, och prövad: 136 av 136 namn stämmer, \\
    och delområdena ger {len(codes)} sammanhängande områden."""
confidence = {MEMBERSHIP_CONFIDENCE}
source = "Malmö stad, öppna data, så som de återges av github.com/OskarDamkjaer/malmoemaps"
licence = "CC0"

[provenance.identity]
word = "inferred"
text = """\\
    Att dessa 14 är de områden som remissen om områdesindex avser (CTC-områdena) \\
    är en slutsats, inte ett besked från staden."""
confidence = 0.9

[provenance.outlines]
word = "derived"
text = """\\
    Sammanslagna ur delområdena och förenklade tillsammans, så att gemensamma gränser förblir gemensamma. \\
    Ingen gräns ligger mer än {number(measured.border_m, 1)} meter från den oförenklade. \\
    Land och hamn, inte hav."""
source = "Malmö stad, öppna data, delomr_p_3008 (senast 2023), så som de återges av R-paketet swemaps2"
licence = "CC0"

[provenance.key_delomrade]
word = "documented"
text = "Samma uppgift som medlemmarna: ett delområde ligger helt i ett område."
confidence = {MEMBERSHIP_CONFIDENCE}
source = "Malmö stad, öppna data, så som de återges av github.com/OskarDamkjaer/malmoemaps"
licence = "CC0"

[provenance.key_deso_2018]
word = "derived"
text = """\\
    DeSO följer inte områdenas gränser överallt. {doubt} \\
    Det andra tänkbara området anges med sin andel av ytan."""
source = "SCB, DeSO 2018 och dess koppling till RegSO 2020, lagda mot delområdena"
licence = "CC0"

[provenance.key_deso_2025]
word = "derived"
text = """\\
    183 DeSO är oförändrade sedan 2018 och 9 är delade i 26. Varje del ligger där den delade låg, \\
    med samma tillförlitlighet."""
source = "SCB, DeSO 2018 och 2025, så som de återges av github.com/real-estate-war-lord/am-dashboard-se"
licence = "MIT"

[build]
script = "scripts/build_geso.py"
simplification_tolerance_m = {TOLERANCE_M}
vertices_before = {measured.vertices_before}
vertices_after = {measured.vertices_after}
largest_deviation_of_an_areas_size_percent = {measured.size_percent}
largest_distance_between_borders_m = {measured.border_m}
overlap_between_neighbours_m2 = {measured.overlap_m2}
gaps_between_neighbours_m2 = {measured.gap_m2}
outlines_bytes = {measured.bytes}
'''


def as_csv(header: tuple[str, ...], rows: Sequence[Sequence[object]]) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return buffer.getvalue()


def write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def require(holds: bool, otherwise: str) -> None:
    if not holds:
        raise SystemExit(f"nothing written: {otherwise}")


if __name__ == "__main__":
    main()
