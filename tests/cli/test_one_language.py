"""A run is in one language: nothing but the figures' own words is Swedish in an English one, or vice versa.

The English run is of a city of no Swedish kind: its own variables, its own definition, no code of SCB's.
"""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from omradesindex.show.file_names import file_name

DEFINITION = """
id = "deprivation"
label = "Material deprivation"
[methods]
centre = "areas"
ddof = 1
[[dimensions]]
id = "homes"
label = "Homes"
indicators = ["no_car", "rented", "crowded"]
[[dimensions]]
id = "work"
label = "Work"
indicators = ["jobless"]
"""
#: Indicator → what it is called, what is counted and out of what, and their columns in the census.
SHARES = {
    "no_car": ("Households without a car", "without_car", "homes_cars", ["F991"], ["F989"]),
    "rented": ("Homes that are rented", "renting", "homes_tenure", ["F2357", "F2362", "F2368"], ["F2347"]),
    "crowded": ("Overcrowding", "crowded", "homes_rooms", ["F2081", "F2083"], ["F2075"]),
    "jobless": ("Unemployment", "unemployed", "active", ["F248"], ["F244"]),
}
SWEDISH = re.compile(
    r"[åäöÅÄÖ]|\b(?:och|eller|inte|som|med|av|det|den|till|ett|en|kronor|tkr|kr|SEK|plats|index med)\b"
    r"|\d,\d(?!\d\d)|\d\N{NO-BREAK SPACE}\d{3}"
)
ENGLISH = re.compile(
    r"\b(?:the|and|of|or|is|are|not|with|that|this|which|has|have|whole|area|areas|figures|place|places|"
    r"file|column|row|unknown|missing|must|correct|check|give|leave|expected)\b",
    re.IGNORECASE,
)
#: What quotes, codes and addresses are: nobody's language.
CODE = re.compile(
    r"'[^']*'|\"[^\"]*\"|`[^`]*`|\S*[/\\_=]\S*|\S+\.(?:toml|csv|txt|html|svg|png|gpkg|xlsx|parquet)\b|--\S+"
    r"|\b(?:areas|methods)\b(?=[,:])|from omradesindex\S* import .*?\)"
)


def definition() -> str:
    parts = [DEFINITION]
    for name, (label, over, under, *_) in SHARES.items():
        parts.append(
            f'[indicators.{name}]\nlabel = "{label}"\ndefinition = "Share of households or persons."\n'
            f'population = "Everybody"\nunit = "%"\ndirection = "higher_is_worse"\n'
            f'formula = {{ kind = "share", numerator = ["{over}"], denominator = ["{under}"] }}\n'
        )
    return "\n".join(parts)


def town() -> pd.DataFrame:
    """Twelve made-up boroughs, in the columns of the census."""
    rng = np.random.default_rng(3)
    rows = pd.DataFrame({"GEO_CODE": [f"Z{k:02}" for k in range(12)]})
    rows["GEO_LABEL"] = [f"Borough {k}" for k in range(12)]
    for _, _, _, over, under in SHARES.values():
        for column in over:
            rows[column] = rng.integers(400, 4000, 12)
        rows[under[0]] = 20_000
    return rows


def laid(folder: Path, census: pd.DataFrame) -> None:
    """Write the files of a project: definition, areas, figures."""
    columns = {
        name: census[fields].sum(axis=1)
        for _, over, under, above, below in SHARES.values()
        for name, fields in ((over, above), (under, below))
    }
    frames = [
        pd.DataFrame({"area": census["GEO_CODE"], "variable": name, "period": "2011", "value": counts})
        for name, counts in columns.items()
    ]
    table = pd.concat(frames).assign(quality="official", kind="count", source="Statistics office, census")
    table.to_csv(folder / "census.csv", index=False)
    census[["GEO_CODE", "GEO_LABEL"]].to_csv(folder / "boroughs.csv", index=False)
    (folder / "index.toml").write_text(definition(), encoding="utf-8")
    (folder / "project.toml").write_text(
        'name = "Harbour City"\n[index]\ndefinition = "index.toml"\n[areas]\ndivision = "boroughs.csv"\n'
        'code = "GEO_CODE"\nname = "GEO_LABEL"\n[[source]]\npath = "census.csv"\n[outputs]\nlang = "en"\n',
        encoding="utf-8",
    )


def texts(folder: Path) -> dict[str, str]:
    """What the files of a folder say to people."""
    said = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".txt", ".html", ".md", ".csv", ".svg"):
            text = path.read_text(encoding="utf-8")
            text = re.sub(r"<(style|script).*?</\1>", " ", text, flags=re.DOTALL)
            said[path.name] = re.sub(r"<[^>]+>", " ", text) if path.suffix in (".html", ".svg") else text
    return said


def found(pattern: re.Pattern[str], text: str) -> list[str]:
    """Words of another language in a text, each with what stands around it; quotes and codes aside."""
    text = CODE.sub(" ", text)
    return [text[max(0, m.start() - 30) : m.end() + 30] for m in pattern.finditer(text)]


@pytest.mark.parametrize("command", ["compute", "update"])
def test_an_english_run_of_another_country_is_english(run, tmp_path: Path, command: str) -> None:
    laid(tmp_path, town())
    asked = {
        "compute": ("--statistics", "census.csv", "--index", "index.toml", "--division", "boroughs.csv",
                    "--code", "GEO_CODE", "--name", "GEO_LABEL", "--out", "out", "--lang", "en"),
        "update": (".", "--accept-all"),
    }[command]  # fmt: skip
    code, out, err = run(command, *asked)
    assert code == 0, err
    folder = tmp_path / {"compute": "out", "update": "runs"}[command]
    for path in folder.rglob("*"):
        assert file_name(path.name, "en") == path.name, path
    files = texts(folder)
    assert len(files) > 4
    for name, text in {"printed": out, "beside": err, **files}.items():
        if not name.endswith(".csv"):
            assert not found(SWEDISH, text), name


def test_london_is_computed_as_anybody_does(run, shared, tmp_path: Path) -> None:
    """The census of 2011 by borough: mean of z within dimensions and between them, by pandas alone."""
    path = shared("oracles/townsend/dataset_2011_uk_local_authority.csv")
    census = pd.read_csv(path, dtype={"GEO_CODE": str})
    census["GEO_CODE"] = census["GEO_CODE"].str.strip()
    city = census["GEO_CODE"].str.startswith("E09") | census["GEO_LABEL"].str.startswith("City of London")
    census = census[city].sort_values("GEO_CODE")
    laid(tmp_path, census)
    assert run("update", ".", "--accept-all")[0] == 0
    table = pd.read_csv(next(tmp_path.glob("runs/*/result/index.csv")), index_col="area")
    shares = pd.DataFrame(
        {name: census[over].sum(axis=1) / census[under[0]] for name, (*_, over, under) in SHARES.items()}
    ).set_axis(census["GEO_CODE"])
    z = (shares - shares.mean()) / shares.std(ddof=1)
    index = 100 + 10 * (z[["no_car", "rented", "crowded"]].mean(axis=1) + z["jobless"]) / 2
    assert np.allclose(table["score_index"].reindex(index.index), index, atol=1e-9)


#: A file of a project, what stands in it, and what is put there instead.
BAD = [
    ("project.toml", 'path = "census.csv"', 'path = "nowhere.csv"'),
    ("project.toml", 'path = "census.csv"', 'path = "../census.csv"'),
    ("project.toml", 'path = "census.csv"', 'path = "census.csv"\nkey = "key.csv"'),
    ("project.toml", 'path = "census.csv"', 'paht = "census.csv"'),
    ("project.toml", 'name = "Harbour City"', "name = 3"),
    ("project.toml", 'name = "Harbour City"', 'name = "Harbour City'),
    ("project.toml", 'code = "GEO_CODE"', 'code = "KOD"'),
    ("project.toml", 'code = "GEO_CODE"\n', ""),
    ("project.toml", 'name = "GEO_LABEL"', 'name = "GEO_LABEL"\nunits = "borrow"'),
    ("project.toml", 'name = "GEO_LABEL"', 'name = "GEO_LABEL"\ntolerance_m2 = -1'),
    ("project.toml", 'definition = "index.toml"', 'definition = "index.toml"\nlocked = true'),
    ("project.toml", 'definition = "index.toml"', 'definition = "index.toml"\ndependence = "much"'),
    ("project.toml", 'definition = "index.toml"', 'definition = "idnex.toml"'),
    ("project.toml", 'lang = "en"', 'lang = "sv"\nruns = "census.csv"'),
    ("index.toml", "ddof = 1", "ddof = 2"),
    ("index.toml", "ddof = 1", 'normalise = "minmax"'),
    ("index.toml", "ddof = 1", 'normalise = { method = "z_score", spread = "x" }'),
    ("index.toml", "ddof = 1", 'treat = { method = "winsorise", most = 1.5 }'),
    ("index.toml", "ddof = 1", 'weight = "one_factor"'),
    ("index.toml", '"rented", ', '"rented", "rented", '),
    ("index.toml", '"rented", ', '"rentde", '),
    ("index.toml", 'id = "deprivation"', 'id = "Deprivation!"'),
    ("index.toml", 'unit = "%"', 'unit = ""'),
    ("index.toml", 'direction = "higher_is_worse"', 'direction = "up"'),
    ("index.toml", 'kind = "share"', 'kind = "part"'),
    ("census.csv", "Z03,without_car", "Q03,without_car"),
    ("census.csv", "Z03,without_car,2011", "Z03,without_car,next year"),
    ("census.csv", "Z03,without_car,2011,", "Z03,without_car,2011,many"),
    ("census.csv", "Z03,without_car,2011,", "Z03,without_car,2011,-"),
    ("census.csv", "Z03,without_car", "Z02,without_car"),
    ("census.csv", "value", "values"),
    ("census.csv", "official", "oficial"),
    ("boroughs.csv", "Z03,Borough 3", "Z03,"),
    ("boroughs.csv", "Z03,Borough 3", "Z02,Borough 3"),
    ("boroughs.csv", "Z03,Borough 3", "Z03,Borough 3,4"),
]


@pytest.mark.parametrize(("file", "good", "bad"), BAD, ids=[f"{f}: {b[:28]}" for f, _, b in BAD])
def test_what_is_wrong_is_told_in_swedish(run, tmp_path: Path, file: str, good: str, bad: str) -> None:
    laid(tmp_path, town())
    path = tmp_path / file
    text = path.read_text(encoding="utf-8")
    assert good in text
    path.write_text(text.replace(good, bad, 1), encoding="utf-8")
    code, out, err = run("update", ".", "--accept-all", "--lang", "sv")
    assert (code, out) == (2, ""), out
    assert err.startswith("Fel: ")
    assert not found(ENGLISH, err.replace(str(tmp_path), "")), err
    code, _, err = run("update", ".", "--accept-all", "--lang", "en")
    assert code == 2
    assert not found(SWEDISH, err.replace(str(tmp_path), "")), err
