"""The files of a made-up municipality, as an analyst has them: two RegSO of four DeSO, and a table."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.statistics.reading.workbooks import workbook

#: DeSO → RegSO.
BELONGS = {"0380A0010": "0380R001", "0380A0020": "0380R001", "0380C1010": "0380R002", "0380C1020": "0380R002"}
NAMES = {"0380R001": "Norr", "0380R002": "Söder"}
LABOUR = (
    "antal sysselsatta",
    "antal arbetslösa",
    "antal sysselsatta och arbetslösa (arbetskraften)",
    "antal personer utanför arbetskraften",
    "antal totalt",
)


def labour(areas: Sequence[str] = tuple(BELONGS)) -> bytes:
    """SCB's labour-market status, as it is downloaded."""
    rows: list[list[object]] = [
        ["Arbetsmarknadsstatus. Årligt register efter region, tabellinnehåll, kön, ålder och år"],
        [],
    ]
    rows += [[None, *LABOUR], [None, *["totalt"] * 5], [None, *["16-64 år"] * 5], [None, *["2022"] * 5]]
    rows += [
        [area, 800 - 50 * n, 20 + 9 * n, 820 - 41 * n, 100, 920 - 41 * n] for n, area in enumerate(areas)
    ]
    return workbook([*rows, [], ["Källa:"], ["SCB"], [], ["Intern referenskod:"], ["000007A8"]])


def square(column: int, row: int = 0) -> list[list[list[float]]]:
    x, y = 640000.0 + 1000 * column, 6640000.0 + 1000 * row
    return [[[x, y], [x + 1000, y], [x + 1000, y + 1000], [x, y + 1000], [x, y]]]


def outlines(path: Path, areas: Sequence[Mapping[str, str]]) -> Path:
    """Squares side by side, with what is said of each."""
    features = [
        {
            "type": "Feature",
            "properties": dict(told),
            "geometry": {"type": "Polygon", "coordinates": square(n)},
        }
        for n, told in enumerate(areas)
    ]
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3006"}}
    text = json.dumps({"type": "FeatureCollection", "crs": crs, "features": features}, ensure_ascii=False)
    path.write_text(text, encoding="utf-8")
    return path


class Files:
    """Outlines of RegSO and of DeSO, the key between them, and a table by DeSO."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.regso = outlines(
            folder / "regso.geojson",
            [{"objekt": "regso", "regsokod": code, "regsonamn": name} for code, name in NAMES.items()],
        )
        self.deso = outlines(folder / "deso.geojson", [{"deso": code} for code in BELONGS])
        self.key = folder / "koppling.csv"
        rows = [f"Påstad;{deso};{NAMES[regso]};{regso}" for deso, regso in BELONGS.items()]
        # Another municipality's RegSO bears the same name.
        rows.append("Annanstad;1280C1010;Norr;1280R001")
        self.key.write_text("\n".join(["Kommunnamn;DeSO;RegSO;RegSOkod", *rows]) + "\n", encoding="utf-8")
        self.table = self.put("arbete.xlsx", labour())

    def put(self, name: str, content: bytes | str) -> Path:
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path
