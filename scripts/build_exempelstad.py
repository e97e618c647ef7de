"""Build Exempelstad (påhittad): a made-up city whose truth is known.

    python scripts/build_exempelstad.py [--out data/exempelstad]

Every parameter is in ``exempelstad.toml`` beside this file; a new variable or indicator is a new row there.
``exempelstad_themes.toml`` says what a second scenario has otherwise: the same map and rows, another truth.
The map is drawn in ``exempelstad_map.py``, the people in ``exempelstad_model.py``; here both are written.
The same parameters give the same bytes. Nothing comes from a real place. Needs numpy and shapely. See
``docs/exempelstad.md``.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import math
import tomllib
from collections.abc import Iterable
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from exempelstad_ages import PUBLISHED, Counts, published, split_ages, truth_by_age
from exempelstad_map import CityMap, draw_map
from exempelstad_model import DISABILITY, SEX, City, Parameters, is_personal, membership, simulate, truth
from shapely.geometry import mapping
from shapely.geometry.polygon import orient

WHOLE = "X00"
CITY = "Exempelstad (påhittad)"
NOTICE = (
    "Exempelstad är påhittad. Kartan, namnen och alla uppgifter är simulerade ur en dokumenterad modell "
    "och säger ingenting om någon verklig plats."
)

#: Scenario → where its figures lie in the folder.
SCENARIOS = {"need": "", "themes": "themes/"}


def csv_bytes(header: Iterable[str], rows: Iterable[Iterable[object]]) -> bytes:
    text = "\n".join(",".join(str(cell) for cell in row) for row in (header, *rows))
    return f"{text}\n".encode()


def zipped(content: bytes) -> bytes:
    """Gzip without name or time, so that the same content gives the same bytes."""
    out = io.BytesIO()
    with gzip.GzipFile(filename="", fileobj=out, mode="wb", compresslevel=9, mtime=0) as file:
        file.write(content)
    return out.getvalue()


def geojson(rows: Iterable[tuple[dict[str, str], Any]]) -> bytes:
    """Write outlines in EPSG:3006, whole metres, one feature a line."""
    lines = []
    for properties, shape in rows:
        parts = [orient(part) for part in sorted(shapely.get_parts(shape), key=lambda s: -s.area)]
        shape = parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)
        geometry = json.loads(json.dumps(mapping(shape)), parse_float=lambda number: int(float(number)))
        lines.append(
            json.dumps(
                {"type": "Feature", "properties": properties, "geometry": geometry}, ensure_ascii=False
            )
        )
    crs = '{"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3006"}}'
    head = f'{{"type": "FeatureCollection", "name": "{CITY}", "crs": {crs}, "features": [\n'
    return (head + ",\n".join(lines) + "\n]}\n").encode()


def map_files(p: Parameters, city: CityMap) -> dict[str, bytes]:
    """Write the division's folder: codes, names, outlines and the key from sub-areas."""
    names = {
        code: name
        for area in p["area"]
        for code, name in zip(members(city, area), area["sub_areas"], strict=True)
    }
    doubtful = {row["sub_area"]: row for row in p["doubtful"]}
    shapes = dict(zip(city.sub_areas, city.outlines, strict=True))
    key = [
        (sub, names[sub], area, "made_up", doubtful.get(sub, {}).get("confidence", 1.0),
         doubtful.get(sub, {}).get("alternative", ""))
        for sub, area in zip(city.sub_areas, city.area_of, strict=True)
    ]  # fmt: skip
    areas = [
        (
            {"code": a["code"], "name": a["name"]},
            shapely.coverage_union_all([shapes[s] for s in members(city, a)]),
        )
        for a in p["area"]
    ]
    subs = [({"code": sub, "name": names[sub], "area": area}, shapes[sub]) for sub, _, area, *_ in key]
    said = {
        "codes": "Koderna är påhittade.",
        "names": "Namnen är påhittade.",
        "members": "Delområdena är påhittade. Några har med avsikt osäker tillhörighet.",
        "outlines": "Gränserna är ritade av en modell och lagda i öppet hav, där ingen plats finns.",
        "key_delomrade": "Varje delområde växte fram ur sitt område; nyckeln är påhittad.",
    }
    toml = [
        f"# {NOTICE}", "# Byggd av scripts/build_exempelstad.py; ändra inte för hand.", "",
        'id = "exempelstad"', f'label = "{CITY}"', f"year = {p['model']['middle']}", "",
        "[whole]", f'code = "{WHOLE}"', f'name = "{CITY}"', "",
        "[areas]", *(f'"{a["code"]}" = "{a["name"]}"' for a in p["area"]), "",
        "[outlines]", 'file = "omraden.geojson"', "",
        "[keys.delomrade]", 'file = "key_delomrade_omrade.csv"', 'label = "delområden"', "members = true", "",
        *(line for part, text in said.items()
          for line in (f"[provenance.{part}]", 'word = "made_up"', f'text = "{text}"', "")),
        "[build]", 'script = "scripts/build_exempelstad.py"', f"seed = {p['map']['seed']}",
        f"sub_areas = {len(city.sub_areas)}",
    ]  # fmt: skip
    return {
        "division.toml": ("\n".join(toml) + "\n").encode(),
        "omraden.geojson": geojson(areas),
        "delomraden.geojson": geojson(subs),
        "key_delomrade_omrade.csv": csv_bytes(
            ("sub_area", "name", "area", "method", "confidence", "alternative"), key
        ),
    }


def members(city: CityMap, area: Parameters) -> list[str]:
    return [sub for sub, code in zip(city.sub_areas, city.area_of, strict=True) if code == area["code"]]


def statistics_files(p: Parameters, city: City, fine: dict[str, Counts]) -> dict[str, bytes]:
    """Write the finest cells of every variable, and what they are."""
    periods, subs = p["model"]["periods"], city.map.sub_areas
    hidden = {row["id"] for row in p["variable"] if row.get("hidden")}
    names, places = [v for v in city.counts if v not in hidden], {**city.dwellings, **city.places}
    table = np.stack([published(fine[v]).ravel() for v in names], axis=1)
    keys = product(subs, periods, SEX, DISABILITY, PUBLISHED)
    cells = (
        (*key, *("" if n < 0 else n for n in row)) for key, row in zip(keys, table.tolist(), strict=True)
    )
    by_place = (
        (sub, period, *(numbers[i, k] for numbers in places.values()))
        for i, sub in enumerate(subs)
        for k, period in enumerate(periods)
    )
    codes = [*(area["code"] for area in p["area"]), WHOLE]
    given = (
        (code, period, sex, *(f"{v[i, k, x]:.2f}" for v in city.values.values()))
        for i, code in enumerate(codes)
        for k, period in enumerate(periods)
        for x, sex in enumerate(("total", *SEX))
    )
    toml = [
        f"# {p['notice']}", "# Byggd av scripts/build_exempelstad.py; ändra inte för hand.", "",
        'id = "exempelstad"', f'label = "{p["label"]}"', f'notice = "{p["notice"]}"',
        f'source = "{p["label"]}: simulerade uppgifter ur en dokumenterad modell"',
        'quality = "made_up"', 'division = "exempelstad"', 'key = "delomrade"', f'whole = "{WHOLE}"',
        f"periods = {json.dumps([str(t) for t in periods])}",
        "# Modellen har ingen inflation: alla belopp är i ett och samma års priser.", 'prices = "2024"',
        f"seed = {p['model']['seed']}", "",
        "# Minsta celler: summera för marginaler. Tomt = finns inte för åldern, 0 = en verklig nolla.",
        "[cells]", 'file = "celler.csv.gz"', 'area = "sub_area"',
        f"variables = {json.dumps(names)}", "",
        "[cells.breakdowns]", f"sex = {json.dumps(SEX)}", f"disability = {json.dumps(DISABILITY)}",
        f"age = {json.dumps([*PUBLISHED])}", "",
        "# Lägenheter och annat som hör till platsen: kan inte delas upp på personer.",
        "[places]", 'file = "platser.csv"', 'area = "sub_area"',
        f"variables = {json.dumps(list(places))}", "",
        "# Värden som ges som de är och inte kan summeras av delar: områdena och hela staden.",
        "[given]", 'file = "varden.csv"', 'area = "area"',
        f"variables = {json.dumps(list(city.values))}", "",
        "# Modellens sanning: docs/exempelstad.md.",
        "[truth]", 'areas = "sanning_omraden.csv"', 'groups = "sanning_grupper.csv"',
        'ages = "sanning_aldrar.csv"',
        'sub_areas = "sanning_delomraden.csv"', 'effects = "sanning_effekter.csv"',
    ]  # fmt: skip
    return {
        "celler.csv.gz": zipped(csv_bytes(("sub_area", "period", "sex", "disability", "age", *names), cells)),
        "platser.csv": csv_bytes(("sub_area", "period", *places), by_place),
        "varden.csv": csv_bytes(("area", "period", "sex", *city.values), given),
        "statistik.toml": ("\n".join(toml) + "\n").encode(),
    }


def truth_files(p: Parameters, city: City, fine: dict[str, Counts]) -> dict[str, bytes]:
    """Write what is true: latent values, indicators in total, by group and by age, the effects themselves."""
    periods, latents = p["model"]["periods"], p["model"]["latents"]
    codes = [*(area["code"] for area in p["area"]), WHOLE]
    weight = membership(p, city.map) * city.map.population
    latent = [weight @ city.latent[name] / weight.sum(axis=1, keepdims=True) for name in latents]
    value = [truth(p, city, row) for row in p["indicator"]]
    areas = (
        (code, period, *(fixed(v[i, k]) for v in (*latent, *value)))
        for i, code in enumerate(codes)
        for k, period in enumerate(periods)
    )
    personal = [row for row in p["indicator"] if is_personal(city, row)]
    groups = []
    for sex in ("total", *SEX):
        for disability in ("total", *DISABILITY):
            values = [truth(p, city, row, sex, disability) for row in personal]
            groups += [
                (code, period, sex, disability, *(fixed(v[i, k]) for v in values))
                for i, code in enumerate(codes)
                for k, period in enumerate(periods)
            ]
    aged = {row["id"]: truth_by_age(p, city, row, fine) for row in personal if row["kind"] != "given"}
    known = {name: values for name, values in aged.items() if values is not None}
    ages = [
        (code, period, age, *(fixed(v[i, k, g]) for v in known.values()))
        for g, age in enumerate(PUBLISHED)
        for i, code in enumerate(codes)
        for k, period in enumerate(periods)
    ]
    subs = (
        (sub, period, *(fixed(city.latent[name][i, k]) for name in latents))
        for i, sub in enumerate(city.map.sub_areas)
        for k, period in enumerate(periods)
    )
    columns = (*latents, "women", "disability", "trend", "area_noise", "noise")
    effects = (
        (row["id"], row["of"], scale_of(row), *(row.get(c, 0) for c in columns))
        for row in (*p["variable"], *p["place"], *p["given"])
        if "of" in row
    )
    ids = [row["id"] for row in p["indicator"]]
    return {
        "sanning_omraden.csv": csv_bytes(("area", "period", *latents, *ids), areas),
        "sanning_grupper.csv": csv_bytes(
            ("area", "period", "sex", "disability", *(row["id"] for row in personal)), groups
        ),
        "sanning_aldrar.csv": csv_bytes(("area", "period", "age", *known), ages),
        "sanning_delomraden.csv": csv_bytes(("sub_area", "period", *latents), subs),
        "sanning_effekter.csv": csv_bytes(("variable", "of", "scale", *columns), effects),
    }


def scale_of(row: Parameters) -> str:
    """Name the scale that a row's effects act on."""
    if "rate" in row or "questions" in row:
        return "logit"
    return "linear" if "sd" in row else "log"


def fixed(value: float) -> str:
    """Four decimals; nothing where there is no truth (a group with no one in the denominator)."""
    return "" if math.isnan(value) else f"{value + 0.0:.4f}"


def parameters(scenario: str = "need") -> Parameters:
    """Read the model's parameters, from beside this file; another scenario changes some of them."""
    here = Path(__file__).parent
    told = tomllib.loads((here / "exempelstad.toml").read_text(encoding="utf-8"))
    first = {"label": CITY, "notice": NOTICE, **told}
    if scenario == "need":
        return first
    return changed(first, tomllib.loads((here / f"exempelstad_{scenario}.toml").read_text(encoding="utf-8")))


def changed(p: Parameters, other: Parameters) -> Parameters:
    """Return the parameters of a scenario: other latent values, and for each theme a need of its own.

    A row's effect of the common need becomes an effect of its theme's, beside what it has of that already.
    """
    columns, values = other["areas"]["columns"], other["areas"]
    areas = [
        {**without(area, "drift"), **dict(zip(columns, values[area["code"]], strict=True))}
        for area in p["area"]
    ]
    theme_of = {row: theme for theme, rows in other["themes"].items() for row in rows}
    lists = {kind: [of_theme(row, theme_of) for row in p[kind]] for kind in ("variable", "place", "given")}
    if unknown := theme_of.keys() - {row["id"] for rows in lists.values() for row in rows}:
        raise SystemExit(f"a theme names rows that do not exist: {', '.join(sorted(unknown))}")
    said = {name: other[name] for name in ("label", "notice")}
    return {**p, **said, **lists, "area": areas, "outlier": [], "model": {**p["model"], **other["model"]}}


def of_theme(row: Parameters, theme_of: dict[str, str]) -> Parameters:
    """Let a row's effect of the common need be one of its theme's own need."""
    theme = theme_of.get(row["id"])
    if theme is None or "need" not in row:
        return row
    return {**without(row, "need"), theme: round(row.get(theme, 0.0) + row["need"], 4)}


def without(table: Parameters, name: str) -> Parameters:
    return {key: value for key, value in table.items() if key != name}


def build() -> dict[str, bytes]:
    """Return every file of the city, by its path in the folder: the map once, each scenario's figures."""
    files: dict[str, bytes] = {}
    city_map = None
    for scenario, folder in SCENARIOS.items():
        p = parameters(scenario)
        if city_map is None:
            city_map = draw_map(p["map"], p["area"])
            files |= map_files(p, city_map)
        city = simulate(p, city_map)
        fine = split_ages(p, city)
        figures = {**statistics_files(p, city, fine), **truth_files(p, city, fine)}
        files |= {f"{folder}{name}": content for name, content in figures.items()}
    return files


def main() -> None:
    """Build all files, then write each beside its place and rename it, so that none is ever half-written."""
    parser = argparse.ArgumentParser(description="Build the made-up city Exempelstad (påhittad).")
    root = Path(__file__).resolve().parent.parent
    parser.add_argument("--out", type=Path, default=root / "data" / "exempelstad", help="folder to write to")
    out: Path = parser.parse_args().out
    files = build()
    for name, content in files.items():
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{path.name}.part")
        beside.write_bytes(content)
        beside.replace(path)
    print(f"{len(files)} files, {sum(map(len, files.values())) / 1e6:.2f} MB in {out}")


if __name__ == "__main__":
    main()
